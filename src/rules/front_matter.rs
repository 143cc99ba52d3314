//! Rules of the group `front-matter`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
