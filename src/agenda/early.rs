//! What is read of all texts before the blocks are walked: each reader goes over all of them while its code is warm.

use super::locale::words::digit;
use super::reader::Reader;
use super::{ZoneMeaning, date, zone};
use std::ops::Range;

/// What was read of a text before it is mentioned.
#[derive(Default)]
pub(super) struct Early {
    /// Its dates.
    pub dates: Option<Vec<date::ReadDate>>,
    /// Whether it has a digit.
    pub has_digit: Option<bool>,
    /// Its zones, see [`zone::zones`].
    pub zones: Option<Vec<(Range<usize>, ZoneMeaning)>>,
}

impl Reader<'_> {
    /// Reads the dates of all texts that are in no table, one after the other.
    pub(super) fn read_dates(&mut self) {
        let doc = self.doc;
        self.early.resize_with(doc.blocks.len(), Early::default);
        for (id, prose) in doc.texts() {
            let early = &mut self.early[id];
            let first = digit(&prose.text, 0);
            early.has_digit = Some(first.is_some());
            if let Some(first) = first.filter(|_| early.dates.is_none()) {
                early.dates = Some(date::dates_from(&prose.text, first, &self.words));
            }
        }
    }

    /// Finds the zones of all texts that are in no table, one after the other.
    pub(super) fn read_zones(&mut self) {
        for (id, prose) in self.doc.texts() {
            self.early[id].zones = Some(zone::zones(&prose.text, &self.words));
        }
    }
}
