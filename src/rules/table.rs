//! Rules of the group `table`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
