//! Rules of the group `time-zone`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
