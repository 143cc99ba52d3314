//! Days in words, and their times: "6. April 2024, 13.00 Uhr".

use super::keys::{ABOUT, Key, Says};
use super::{iso, prose};
use crate::agenda::locale::words::digit;
use crate::agenda::reader::Reader;
use crate::agenda::{Context, Kind, Origin, YearFrom, ZoneMention, clock, date, years, zone};
use crate::document::Prose;
use crate::document::front::Pair;
use std::ops::RangeInclusive;

/// How long a value is that tells a day and its times, in bytes.
const LENGTH: RangeInclusive<usize> = 12..=90;

/// The longest value whose dates are looked at, in bytes.
const LONGEST: usize = 400;

impl Reader<'_> {
    /// Whether a value is a day and its slot and nothing else: it says when the event is, whatever its key.
    pub(super) fn tells_all(&self, pair: &Pair, key: Key) -> bool {
        let Some(text) = pair.node.text().filter(|text| LENGTH.contains(&text.len())) else { return false };
        if matches!(key.says, Says::End | Says::NotEvent) || text.bytes().filter(u8::is_ascii_digit).nth(3).is_none() {
            return false;
        }
        let slot = date::leading(text, &self.words).and_then(|read| self.behind(text, read.range.end));
        let whole = |end: usize| !text[end..].contains(char::is_alphanumeric);
        slot.is_some_and(|slot| slot.end.is_some() && whole(slot.outer.end))
            && !ends_with_offset(text)
            && !self.words.has(&pair.key.replace(['_', '-'], " "), |locale| &locale.deadlines)
    }

    /// "March 16th, 2016, 6pm - Anderson Hall": the day and the start that the title tells.
    pub(in crate::agenda) fn start_in_title(&mut self) {
        let doc = self.doc;
        let title = doc.front.get(&["title"]).and_then(|node| prose(self, node));
        let told = title.filter(|title| {
            let reads = date::dates(&title.text, &self.words);
            let slot = reads.first().and_then(|read| self.behind(&title.text, read.range.end));
            slot.is_some_and(|slot| !slot.start.is_number())
        });
        if let Some(title) = told {
            self.worded(&title, true);
        }
    }

    /// The dates that texts of the front matter write with their year, those about the page also with their weekday. They
    /// announce nothing: called when all is read.
    pub(in crate::agenda) fn mention_front(&mut self) {
        // No heading stands above the front matter.
        self.sections.clear();
        let Some(root) = self.doc.front.readable() else { return };
        let mut found = Vec::new();
        root.walk(&mut |path, pair| {
            let Some(text) = pair.node.text().filter(|text| text.len() <= LONGEST) else { return };
            let about = path.is_empty() && ABOUT.contains(&&*pair.key);
            let dated = years::mentioned(text).next().is_some() || about && digit(text, 0).is_some();
            if !dated || iso(text).is_some() {
                return;
            }
            let Some(prose) = prose(self, &pair.node) else { return };
            let reads = date::dates(&prose.text, &self.words);
            let told = |read: &&date::ReadDate| {
                read.year_written || about && read.weekday.is_some() && read.bare_number.is_none()
            };
            let mention = |read| self.date_mention(&prose, read, None, Context::FrontMatter);
            found.extend(reads.iter().filter(told).map(mention));
        });
        self.agenda.dates.append(&mut found);
    }

    /// "6. April 2024, 13.00 Uhr", "October 14, 9-15 CEST".
    pub(super) fn worded(&mut self, prose: &Prose, own: bool) {
        let reads = date::dates(&prose.text, &self.words);
        for read in reads {
            let (days, year) = self.resolve(&read);
            if own {
                self.announce(&days);
            }
            for (range, meaning) in zone::zones(&prose.text, &self.words) {
                let zone = self.zone(prose, range, meaning);
                self.agenda.zones.push(ZoneMention { zone, days: days.to_vec() });
            }
            let slot = self.behind(&prose.text, read.range.end).filter(|slot| own || slot.end.is_some());
            let Some(slot) = slot else { continue };
            let place = self.place(prose.span, Origin::FrontMatter, None);
            let meant = clock::resolve(&slot, None);
            let id = self.push(prose, &slot, meant, Kind::Event, Origin::FrontMatter, place, prose.span);
            if let Some(day) = days.first() {
                self.agenda.sessions[id].put_on(*day, year > YearFrom::Publication);
            }
            return;
        }
    }
}

/// Whether a text is a timestamp whose last part is its distance from UTC: `2013-05-02 21:15:00 -10:00`. Without a blank
/// before it only behind seconds: "17:00-03:00" is a range.
fn ends_with_offset(text: &str) -> bool {
    let text = text.trim_end();
    let Some(sign) = text.rfind(['-', '+']) else { return false };
    let (time, offset) = (text[..sign].trim_end(), text[sign + 1..].split_once(':'));
    if time.len() == sign && time.bytes().filter(|byte| *byte == b':').count() < 2 {
        return false;
    }
    let near = offset.is_some_and(|(hours, minutes)| {
        hours.len() == 2 && hours.parse().is_ok_and(|hours: u8| hours <= 14) && matches!(minutes, "00" | "30" | "45")
    });
    near && iso(time).is_some_and(|(_, clock)| clock.is_some())
}
