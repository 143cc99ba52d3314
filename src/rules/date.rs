//! Rules of the group `date`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
