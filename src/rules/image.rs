//! Rules of the group `image`.

use super::{Entry, post, site};

mod missing_alt;
mod missing_file;
mod poor_alt;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<missing_alt::MissingAlt>("image/missing-alt"),
    site::<missing_file::MissingFile>("image/missing-file"),
    post::<poor_alt::PoorAlt>("image/poor-alt"),
];
