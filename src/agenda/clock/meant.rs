//! What a written slot means on a 24-hour clock.
//!
//! am or pm written on one side is shared so that the slot becomes as short as
//! it can be; a slot that would end before it starts is left so, unless it is
//! an evening that runs into the small hours.

use super::{ReadClock, ReadSlot};
use crate::agenda::{Meridiem, Minutes, Notation};

/// A slot as meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// Minutes since midnight.
    pub start: Minutes,
    /// Minutes since the same midnight, above 1440 on the next day; before `start` when reversed.
    pub end: Option<Minutes>,
    /// Half of the day is certain: am, pm, an hour above 12, `09:00`. [`unwrap_twelve`] leaves it alone.
    pub fixed: bool,
}

/// A day, in minutes.
pub const DAY: Minutes = 24 * 60;

/// Half a day, in minutes.
pub const HALF: Minutes = 12 * 60;

/// Up to here an end closes the evening before, in minutes.
const NIGHT: Minutes = 6 * 60;

/// Minutes since midnight of an hour and a minute, in a half of the day where one is written; 24-hour times keep their
/// hour.
#[must_use]
pub fn minutes(hour: u8, minute: u8, meridiem: Option<Meridiem>) -> Minutes {
    let minutes = Minutes::from(hour) * 60 + Minutes::from(minute);
    match (meridiem, hour) {
        (Some(Meridiem::Pm), 0..=11) => minutes + HALF,
        (Some(Meridiem::Am), 12) => minutes - HALF,
        _ => minutes,
    }
}

fn written(clock: &ReadClock) -> Minutes {
    minutes(clock.hour, clock.minute, None)
}

fn with(clock: &ReadClock, meridiem: Meridiem) -> Minutes {
    minutes(clock.hour, clock.minute, Some(meridiem))
}

/// Only a 12-hour clock writes an hour like this.
fn twelve(clock: &ReadClock) -> bool {
    (1..=12).contains(&clock.hour)
        && !clock.padded
        && !matches!(clock.notation, Notation::H | Notation::Compact | Notation::Word)
}

/// The end of what starts so: an evening may run into the small hours.
fn late(start: Minutes, end: Minutes) -> Minutes {
    if end < start && start >= 17 * 60 && end <= NIGHT { end + DAY } else { end }
}

/// The slot in minutes since midnight.
///
/// `previous` is the start of the entry before, given only where the place is
/// known to use a 12-hour clock: a time that goes back is then in the afternoon.
#[must_use]
pub fn resolve(slot: &ReadSlot, previous: Option<Minutes>) -> Meant {
    let (start, end) = halves(slot);
    let fixed = |clock: &ReadClock| clock.meridiem.is_some() || !twelve(clock);
    let certain = fixed(&slot.start) || slot.end.as_ref().is_some_and(|end| end.meridiem.is_some() || end.hour > 12);
    let mut meant = Meant { start, end, fixed: certain };
    if let Some(previous) = previous
        && !certain
        && start < previous
        && start + HALF >= previous
        && start < 8 * 60
    {
        meant.start += HALF;
        meant.end = meant.end.map(|end| if end < meant.start && end < HALF { end + HALF } else { end });
    }
    meant
}

fn halves(slot: &ReadSlot) -> (Minutes, Option<Minutes>) {
    let first = &slot.start;
    let Some(second) = &slot.end else {
        return (first.meridiem.map_or_else(|| written(first), |m| with(first, m)), None);
    };
    match (first.meridiem, second.meridiem) {
        (Some(a), Some(b)) => {
            let start = with(first, a);
            (start, Some(late(start, with(second, b))))
        }
        (None, Some(b)) => {
            let end = with(second, b);
            if !(1..=12).contains(&first.hour) {
                return (written(first), Some(late(written(first), end)));
            }
            // 12 am closes a day: 9 - 12am.
            let end = if end == 0 { DAY } else { end };
            let candidates = [with(first, b), with(first, Meridiem::Am), with(first, Meridiem::Pm)];
            let best = candidates.into_iter().filter(|start| *start <= end).min_by_key(|start| end - start);
            // "10 - 2am" begins in the evening before.
            let night = b == Meridiem::Am && end <= NIGHT && (8..=11).contains(&first.hour);
            let start = best.unwrap_or_else(|| with(first, if night { Meridiem::Pm } else { b }));
            (start, Some(late(start, end)))
        }
        (Some(a), None) => {
            let start = with(first, a);
            let plain = written(second);
            if !twelve(second) && second.hour != 12 && plain >= start {
                return (start, Some(plain));
            }
            if !(1..=12).contains(&second.hour) {
                return (start, Some(end_of_24(start, second)));
            }
            let candidates = [with(second, Meridiem::Am), with(second, Meridiem::Pm)];
            let best = candidates.into_iter().filter(|end| *end >= start).min();
            let end = best.unwrap_or_else(|| late(start, candidates[0]));
            (start, Some(end))
        }
        (None, None) => {
            let (start, end) = (written(first), written(second));
            // 11:30 - 1:00 is noon on a 12-hour clock; 11:30 - 01:00 is not.
            if end < start && (10 * 60..13 * 60).contains(&start) && twelve(second) && second.hour < 8 {
                return (start, Some(end + HALF));
            }
            (start, Some(end_of_24(start, second)))
        }
    }
}

/// An end as a 24-hour clock writes it. Only that, or the word, tells midnight and the hour behind it, "noon until
/// midnight": these are behind any start.
fn end_of_24(start: Minutes, second: &ReadClock) -> Minutes {
    let end = written(second);
    if second.hour == 0 && end < start { end + DAY } else { late(start, end) }
}

/// Reads a sequence of slots as a 12-hour clock without am and pm where it plainly is one.
///
/// `9:00, 10:30, 12:00-1:00, 1:00-2:30`: a start that goes back from ten or
/// later to one to seven is in the afternoon, and so is what follows: `7:30`,
/// then `8:30, 10:00` where nothing else comes. Tells whether anything was changed.
pub fn unwrap_twelve(slots: &mut [Meant]) -> bool {
    let mut previous: Option<Minutes> = None;
    let mut afternoon = false;
    let mut changed = false;
    for at in 0..slots.len() {
        let goes_on = afternoon && previous.is_some_and(|previous| closes_evening(previous, &slots[at..]));
        let slot = &mut slots[at];
        if goes_on {
            slot.start += HALF;
            slot.end = slot.end.map(|end| if end <= HALF { end + HALF } else { end });
            changed = true;
        } else if !slot.fixed && slot.start < 8 * 60 && slot.start >= 60 {
            let back = previous.is_some_and(|previous| previous >= 10 * 60 && slot.start < previous);
            if afternoon || back {
                slot.start += HALF;
                slot.end = slot.end.map(|end| if end < slot.start && end <= HALF { end + HALF } else { end });
                afternoon = true;
                changed = true;
            }
        } else if slot.start < HALF && previous.is_some_and(|previous| slot.start < previous) {
            // A new morning: the next day of the same list.
            afternoon = false;
        }
        if !slot.fixed
            && let Some(end) = slot.end.filter(|end| *end < slot.start && *end < 8 * 60 && slot.start < 20 * 60)
        {
            slot.end = Some(end + HALF);
            changed = true;
        }
        previous = Some(slot.start);
    }
    changed
}

/// The longest step from one entry of an evening to the next, in minutes.
const STEP: Minutes = 150;

/// The most entries that close an evening.
const CLOSING: usize = 6;

/// Whether the rest of a day goes on from an evening hour to its end: `8:30, 10:00` behind half past seven.
fn closes_evening(previous: Minutes, rest: &[Meant]) -> bool {
    let mut before = previous;
    previous >= 18 * 60
        && rest.len() <= CLOSING
        && rest.iter().all(|slot| {
            let start = slot.start + HALF;
            let follows =
                !slot.fixed && slot.start >= 6 * 60 && (before..=before + STEP).contains(&start) && start < DAY;
            before = start;
            follows
        })
}
