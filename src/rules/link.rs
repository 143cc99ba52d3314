//! Rules of the group `link`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
