//! Rules of the group `template`.

use super::Entry;

/// One line a rule.
pub static RULES: &[Entry] = &[];
