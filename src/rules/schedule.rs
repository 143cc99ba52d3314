//! Rules of the group `schedule`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
