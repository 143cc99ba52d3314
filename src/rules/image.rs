//! Rules of the group `image`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
