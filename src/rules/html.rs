//! Rules of the group `html`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
