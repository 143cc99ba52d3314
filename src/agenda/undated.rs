//! Days of a table that have a name and no date: "Day 2", "Jeudi".
//!
//! The rows of each are a place of their own: they follow one another, and have
//! nothing to do with those of another day.

use super::locale::topics::Topics;
use super::people::fold;
use super::reader::Reader;
use super::table::State;
use super::{Day, date};
use crate::document::{Prose, Row};

/// The longest name of a day, in characters.
const LONGEST: usize = 30;

/// A text of a column of days that is a name in any case, in characters.
const SHORT: usize = 12;

/// The most days of a table that are told apart.
const MOST: usize = 64;

impl Reader<'_> {
    /// The name of a day that a text is, and the announced day that it counts.
    pub(super) fn day_named(&self, prose: &Prose) -> Option<(String, Option<Day>)> {
        let text = prose.trimmed();
        if text.chars().count() > LONGEST {
            return None;
        }
        if date::weekday_alone(text, &self.words).is_some() {
            return Some((fold(text), None));
        }
        let number = self.day_number(text, Topics::of(text))?;
        Some((fold(text), self.hints.nth(number)))
    }

    /// The name of the day of a row, from the column of days or in front of the times.
    pub(super) fn undated_day(&self, row: &Row, time: usize, days: Option<usize>) -> Option<String> {
        if let Some(column) = days {
            let prose = &row.at(column).filter(|cell| !cell.prose.is_blank())?.prose;
            // "J1", "2": in a column of days, a short text names one.
            let short = prose.trimmed().chars().count() <= SHORT;
            return if short { Some(fold(prose.trimmed())) } else { self.day_named(prose).map(|(name, _)| name) };
        }
        let mut before = row.cells.iter().take_while(|cell| cell.column < time);
        before.find_map(|cell| self.day_named(&cell.prose)).map(|(name, _)| name)
    }

    /// From here on the rows are those of a day with this name.
    pub(super) fn turn(&mut self, state: &mut State, name: String) {
        if let Some((_, place)) = state.undated.iter().find(|(known, _)| *known == name) {
            state.place = *place;
            return;
        }
        let used = self.agenda.sessions.last().is_some_and(|session| session.place == state.place);
        if (used || !state.undated.is_empty())
            && state.undated.len() < MOST
            && let Some(place) = self.agenda.places.get(state.place)
        {
            self.agenda.places.push(place.clone());
            state.place = self.agenda.places.len() - 1;
        }
        state.undated.push((name, state.place));
    }
}
