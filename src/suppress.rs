//! Suppressions in comments.

use crate::diagnostic::Finding;

/// The suppressions of one post.
#[derive(Debug, Default)]
pub struct Suppressions {}

impl Suppressions {
    /// Whether a finding of a rule (catalogue index) on a line (from 0) is silenced; records the use.
    pub fn silences(&mut self, _rule: usize, _line: usize) -> bool {
        false
    }

    /// What is wrong with the suppressions themselves.
    #[must_use]
    pub fn findings(&self, _ran: &dyn Fn(usize) -> bool) -> Vec<Finding> {
        Vec::new()
    }
}

/// Reads the suppressions of a post.
#[must_use]
pub fn read(_source: &crate::source::Source, _doc: &crate::document::Document) -> Suppressions {
    Suppressions::default()
}
