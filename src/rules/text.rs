//! Rules of the group `text`.

use super::{Entry, post};

mod heading_level;
mod placeholder;
mod swallowed;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<heading_level::HeadingLevel>("text/heading-level"),
    post::<placeholder::Placeholder>("text/placeholder"),
    post::<swallowed::Swallowed>("text/swallowed"),
];
