//! Rules of the group `date`.

use super::{Entry, post};

mod ambiguous;
mod impossible;
mod mismatch;
mod ordinal;
mod outside_event;
mod range_order;
mod repeated;
mod weekday;
mod words;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<ambiguous::Ambiguous>("date/ambiguous"),
    post::<impossible::Impossible>("date/impossible"),
    post::<mismatch::Mismatch>("date/mismatch"),
    post::<ordinal::Ordinal>("date/ordinal"),
    post::<outside_event::OutsideEvent>("date/outside-event"),
    post::<range_order::RangeOrder>("date/range-order"),
    post::<repeated::Repeated>("date/repeated"),
    post::<weekday::Weekday>("date/weekday"),
];
