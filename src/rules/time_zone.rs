//! Rules of the group `time-zone`.

use super::{Entry, post};

mod conversion;
mod missing;
mod nonexistent;
mod season;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<conversion::Conversion>("time-zone/conversion"),
    post::<missing::Missing>("time-zone/missing"),
    post::<nonexistent::Nonexistent>("time-zone/nonexistent"),
    post::<season::Season>("time-zone/season"),
];
