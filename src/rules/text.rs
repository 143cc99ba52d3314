//! Rules of the group `text`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
