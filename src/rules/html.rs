//! Rules of the group `html`.

use super::{Entry, post};

mod unclosed;

/// One line a rule.
pub static RULES: &[Entry] = &[post::<unclosed::Unclosed>("html/unclosed")];
