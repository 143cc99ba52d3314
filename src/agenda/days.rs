//! Days that no heading names: a line over its times, the item that holds a list, the start of an entry.

use super::beside::is_caption;
use super::entries::{Lead, first_line};
use super::hints::Hints;
use super::lines::Strong;
use super::locale::topics::Topics;
use super::locale::words::leads;
use super::reader::{Dated, LINE, Reader, Section};
use super::{Agenda, Day, Kind, Session, YearFrom, clock, date};
use crate::document::{BlockId, BlockKind, Mark, MarkKind, Prose, Row};
use crate::source::{Span, floor};
use jiff::civil::Weekday;
use std::ops::Range;

/// The longest line that can be a day and nothing else, in bytes.
const DAY: usize = 80;

/// The longest name of a day that is counted, in bytes.
const NUMBERED: usize = 12;

/// The longest paragraph whose first line is a day, in bytes.
const SECTION: usize = 240;

/// The longest line that begins with a day and heads a list, in bytes.
const HEAD: usize = 120;

/// The longest text that is a time alone, in bytes.
const ALONE: usize = 8;

/// How far above a time alone the item stands that is its day at most, in blocks.
const ABOVE: usize = 8;

/// How many items around a list may name its day.
const AROUND: usize = 4;

/// How many blocks behind a day are looked at for its first time.
const NEAR: usize = 4;

/// How many texts, tables and rows of each are looked at for the day that has a number.
const TEXTS: usize = 60;
const GRIDS: usize = 4;
const ROWS: usize = 24;

/// How many days a weekday that is not announced stands behind the session before it, at most.
const AHEAD: i8 = 3;

impl Reader<'_> {
    /// A paragraph that is a day and nothing else, right over times: "Friday, 5 June" or "Friday", then "10:00 Doors".
    pub(super) fn is_day_over_times(&self, id: BlockId, prose: &Prose) -> bool {
        if prose.text.len() > SECTION {
            return false;
        }
        // "Sunday, 8 May", then "Fourth Sunday of Easter".
        let line = &prose.text[first_line(prose, 0)];
        if line.len() > DAY {
            return false;
        }
        let is_day = match self.reads.as_slice() {
            [read] => {
                // "13 February 2026 (qualifiers)"
                let aside = line.get(read.range.end..).filter(|rest| is_aside(rest));
                let line = &line[..line.len() - aside.map_or(0, str::len)];
                is_whole(line, read)
            }
            [] => match self.number_alone(line) {
                Some(number) => self.nth_day(number).is_some(),
                None => date::weekday_alone(&prose.text, &self.words).is_some_and(|(_, at)| is_all(&prose.text, &at)),
            },
            _ => false,
        };
        // Where its own lines are times, they are its entries.
        is_day && self.stands_over_times(id) && !prose.lines().skip(1).any(|line| self.begins_with_slot(prose, &line))
    }

    /// "Day 2", "Day2 (ideas)": the number of a day that is the whole name of the text that was mentioned last.
    fn number_alone(&self, line: &str) -> Option<usize> {
        let name = line.split(['(', '（']).next().filter(|_| self.has_digit)?.trim();
        let short = name.len() <= NUMBERED && name.ends_with(|c: char| c.is_ascii_digit());
        short.then(|| self.day_number(name, Topics::of(name)))?
    }

    /// The day of a heading that begins with a weekday: the announced one; else, where that is the whole heading, the
    /// next behind the last session, "Monday, 8 June" and then "Tuesday".
    pub(super) fn day_of_weekday(&self, weekday: Weekday, whole: bool) -> Option<Dated> {
        if let Some(announced) = self.hints.dated_weekday(weekday) {
            return Some(announced);
        }
        let last = self.agenda.sessions.last().filter(|_| whole)?;
        let date = last.date?.date()?;
        let ahead = date.weekday().until(weekday);
        let day = date.checked_add(jiff::Span::new().days(ahead)).ok()?;
        (1..=AHEAD).contains(&ahead).then_some(Dated { day: Day::from(day), told: last.year_is_told })
    }

    /// A line right over a list of times that names a day and ends with a colon, "Day 1 (Friday 5 June):", or begins with
    /// a bold day: "**Fri, Jun 5** - Repair evening", then "- 7:00 PM, Hall".
    pub(super) fn is_day_over_list(&self, id: BlockId, prose: &Prose) -> bool {
        let text = &*prose.text;
        let list = self.doc.blocks.get(id + 1).filter(|next| matches!(next.kind, BlockKind::List { .. }));
        if list.is_none_or(|list| list.parent != self.doc.blocks[id].parent)
            || text.len() > HEAD
            || text.trim_end().contains('\n')
        {
            return false;
        }
        if let [read] = self.reads.as_slice()
            && text.trim_end().ends_with(':')
            && text.len() <= DAY
            && read.days.len() == 1
            && self.stands_over_times(id)
            && (clock::first_slot(text, text.len(), &self.words).is_none() || is_caption(prose))
        {
            return true;
        }
        let mut strong = prose.marks.iter().filter(|mark| mark.kind == MarkKind::Strong);
        let Some(strong) = strong.next().map(Mark::range) else { return false };
        let Some(read) = date::leading(text, &self.words) else { return false };
        // The bold part is the day and nothing else, and what follows no time.
        let rest = text.get(strong.end..).unwrap_or("").trim_start();
        strong.start <= read.range.start
            && !read.days.is_empty()
            && are_marks(text.get(read.range.end..strong.end.max(read.range.end)))
            && strong.end >= read.range.end
            && (are_marks(Some(rest))
                || rest.starts_with(['-', '–', '—', ':', '|', ','])
                || strong.end > read.range.end)
            && clock::first_slot(text, text.len(), &self.words).is_none()
    }

    /// Whether a time leads what stands right below a block.
    pub(super) fn stands_over_times(&self, id: BlockId) -> bool {
        let behind = self.doc.blocks.iter().skip(id + 1).take(NEAR);
        let mut first = behind.filter_map(|block| match &block.kind {
            BlockKind::Table(_) => Some(true),
            BlockKind::Heading(_) => Some(false),
            BlockKind::Code => Some(self.begins_with_time(block.span)),
            BlockKind::Paragraph(prose) | BlockKind::Html(prose) if !prose.is_blank() => {
                let line = first_line(prose, 0);
                // "8.30" alone is an item of a list of times.
                let alone = || prose.text.len() <= ALONE && self.line_time(prose, line.clone()).is_some();
                let timed = matches!(self.lead(prose, line.clone()), Some(Lead::Slot(_))) || alone();
                // "**Morning session**" may stand between.
                if !timed && is_caption(prose) { None } else { Some(timed) }
            }
            _ => None,
        });
        first.next().unwrap_or(false)
    }

    /// Whether a block of code, the mark of its beginning apart, begins with a time.
    fn begins_with_time(&self, code: Span) -> bool {
        let mut lines = self.source.slice(code).lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with(['`', '~']));
        first.is_some_and(|line| clock::slot_at(line, 0, &self.words).is_some())
    }

    /// The lines of a paragraph that are days and nothing else, or bold and begin with one, by their end: they hold for
    /// the times below them.
    pub(super) fn day_lines(&self, prose: &Prose, strong: &Strong) -> Vec<(usize, Dated)> {
        if self.reads.is_empty() {
            return self.weekday_lines(prose);
        }
        let line = |read: &date::ReadDate| {
            // Only a short line is a day and nothing else: what stands far away is not looked at.
            let from = floor(&prose.text, read.range.start.saturating_sub(DAY));
            let before = prose.text.get(from..read.range.start)?.rsplit('\n').next()?;
            let behind =
                prose.text.get(read.range.end..floor(&prose.text, read.range.end + DAY))?.split('\n').next()?;
            let end = read.range.end + behind.len();
            let alone = |part: &str| part.len() < DAY && !part.contains(char::is_alphanumeric);
            // "**2026-06-05 Opening**"
            let bold = || {
                strong.covers(read.range.start, read.range.end + behind.trim_end().len())
                    && clock::first_slot(behind, behind.len(), &self.words).is_none()
            };
            let last = alone(behind) || is_aside(behind) || bold();
            (read.days.len() == 1 && alone(before) && last).then_some(end)
        };
        self.reads.iter().filter_map(|read| Some((line(read)?, self.dated_by(read)?))).collect()
    }

    /// The same for lines that are the weekday of an announced day.
    fn weekday_lines(&self, prose: &Prose) -> Vec<(usize, Dated)> {
        if self.hints.days.is_empty() {
            return Vec::new();
        }
        let day = |line: Range<usize>| {
            let text = prose.text.get(line.clone()).filter(|text| text.len() <= DAY)?;
            let (weekday, at) = date::weekday_alone(text, &self.words)?;
            let day = self.hints.dated_weekday(weekday).filter(|_| is_all(text, &at))?;
            Some((line.end, day))
        };
        prose.lines().filter_map(day).collect()
    }

    /// The last day of a paragraph holds for what follows, up to the next heading.
    pub(super) fn go_on_with(&mut self, day: Dated) {
        self.leave_sections(LINE);
        self.sections.push(Section { level: LINE, days: vec![day.day], told: day.told, ..Section::default() });
    }

    /// The day that the nearest item around a list names: "Saturday 5 June", then its entries, or "Schedule:" over them.
    pub(super) fn day_of_list(&self, item: BlockId) -> Option<Dated> {
        let around = self.doc.ancestors(item).filter(|&id| matches!(self.doc.blocks[id].kind, BlockKind::Item { .. }));
        around.take(AROUND).find_map(|outer| self.day_of_item(outer))
    }

    /// The day that an item begins with.
    fn day_of_item(&self, item: BlockId) -> Option<Dated> {
        let BlockKind::Paragraph(prose) = &self.doc.blocks.get(item + 1)?.kind else { return None };
        let line = prose.text[..floor(&prose.text, DAY + 1)].split('\n').next().filter(|line| line.len() <= DAY)?;
        if let Some(read) = date::leading(line, &self.words) {
            return self.dated_by(&read);
        }
        let (weekday, _) = date::weekday_alone(line, &self.words)?;
        self.hints.dated_weekday(weekday)
    }

    /// The day, of several the first, that the item right above a time alone names: "June 26 - June 29, 2023", then
    /// "1:00 PM - 4:00 PM".
    pub(super) fn day_of_item_above(&self, item: BlockId) -> Option<Dated> {
        let list = self.doc.blocks[item].parent?;
        let above = (list + 1..item).rev().take(ABOVE).find(|&id| self.is_item_of(id, list))?;
        let text = &self.paragraph_of(above)?.text;
        let read =
            date::leading(text, &self.words).filter(|read| read.impossible.is_none() && is_all(text, &read.range))?;
        let (days, year) = self.resolve(&read);
        days.first().map(|day| Dated { day: *day, told: year > YearFrom::Publication })
    }

    /// The day that an entry begins with, and the byte behind it.
    pub(super) fn leading_day(&self, prose: &Prose, line: &Range<usize>) -> Option<(Dated, usize)> {
        let read = self.reads.iter().find(|read| read.range.start >= line.start)?;
        let before = prose.text.get(line.start..read.range.start)?;
        (!before.contains(char::is_alphanumeric)).then_some((self.dated_by(read)?, read.range.end))
    }

    /// The one day that a short text names: `2026-06-05`, "Friday, 5 June", "Friday 5th", "Friday".
    pub(super) fn day_of_text(&self, text: &str) -> Option<Dated> {
        if let Some(read) = date::first(text, &self.words) {
            let weekday = read.weekday.as_ref().map(|(weekday, _)| *weekday);
            let numbered = read.bare_number.and_then(|number| self.hints.numbered(number, weekday).first().copied());
            return self.dated_by(&read).or(numbered.map(|day| self.hints.dated(day)));
        }
        let (weekday, _) = date::weekday_alone(text, &self.words)?;
        self.hints.dated_weekday(weekday)
    }

    /// The one day of a date that was read.
    pub(super) fn dated_by(&self, read: &date::ReadDate) -> Option<Dated> {
        let (days, year) = self.resolve(read);
        match days.as_slice() {
            [day] => Some(Dated { day: *day, told: year > YearFrom::Publication }),
            _ => None,
        }
    }

    /// "Day 2", "Jour 2", "Tag 2": the number.
    pub(super) fn day_number(&self, text: &str, topics: Topics) -> Option<usize> {
        if let Some(number) = glued_number(text) {
            return Some(number);
        }
        let found = topics.has(Topics::DAY_WORDS).then(|| self.words.find(text, |l| &l.day_words))??;
        let rest = text.get(found.end..)?.trim_start();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if let Ok(number) = rest.get(..digits)?.parse() {
            return Some(number).filter(|number| (1..=31).contains(number));
        }
        let named = ["one", "two", "three", "four", "five"];
        named.iter().position(|name| leads(rest, name)).map(|at| at + 1)
    }

    /// The day that "Day 2" is: the second announced one, else the one that a short text or a row of a table gives for
    /// it, "Day 2: 22 February 2026".
    pub(super) fn nth_day(&self, number: usize) -> Option<Day> {
        self.hints.nth(number).or_else(|| {
            if self.hints.days.len() > 1 {
                return None;
            }
            let one = |text: &str| {
                let read = date::first(text, &self.words).filter(|read| read.days.len() == 1 && !read.range_of_days)?;
                self.resolve(&read).0.first().copied()
            };
            let is_number = |text: &str| text.len() <= DAY && self.day_number(text, Topics::of(text)) == Some(number);
            let texts = self.doc.texts().take(TEXTS).map(|(_, prose)| &*prose.text);
            let in_texts = texts.filter(|text| is_number(text)).find_map(one);
            let rows = || self.doc.grids.iter().take(GRIDS).flat_map(|grid| grid.rows.iter().take(ROWS));
            let of_row = |row: &Row| {
                let (first, rest) = row.cells.split_first()?;
                let rest = rest.first().filter(|_| is_number(&first.prose.text))?;
                one(&rest.prose.text)
            };
            in_texts.or_else(|| rows().find_map(of_row))
        })
    }

    /// Gives a session a day that was named for it.
    pub(super) fn set_day(&mut self, id: usize, day: Dated) {
        let session = &mut self.agenda.sessions[id];
        session.put_on(day.day, day.told);
        if let Some(place) = self.agenda.places.get_mut(session.place) {
            place.has_days = true;
        }
    }
}

/// The one programme of an event of two days, which goes on from its start to its end and names neither: it is given
/// on both, and stands on the first.
pub(super) fn first_of_two(agenda: &mut Agenda, hints: &Hints) {
    let [first, _] = hints.days.as_slice() else { return };
    let own = |session: &Session| session.kind == Kind::Event && session.date == Some(*first);
    if !hints.announced && !agenda.sessions.iter().any(own) {
        return;
    }
    // The line that says when the event is has its own days.
    let is_entry = |session: &Session| !matches!(session.kind, Kind::Event | Kind::Window);
    let mut entries = agenda.sessions.iter().filter(|session| is_entry(session));
    let Some(place) = entries.clone().next().map(|session| session.place) else { return };
    let one = |session: &Session| session.place == place && session.date.is_none();
    if entries.clone().count() < 3 || !entries.all(one) {
        return;
    }
    if agenda.sessions.iter().filter(|session| is_entry(session)).is_sorted_by_key(|session| session.start) {
        for session in agenda.sessions.iter_mut().filter(|session| is_entry(session)) {
            session.put_on(*first, hints.is_told());
        }
    }
}

/// Whether a text is one day, marks around it apart.
pub(super) fn is_whole(text: &str, read: &date::ReadDate) -> bool {
    read.days.len() == 1 && read.impossible.is_none() && is_all(text, &read.range)
}

/// What may stand behind a day: "13 February 2026 (qualifiers)".
fn is_aside(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == ':');
    text.len() < DAY && text.starts_with('(') && text.ends_with(')')
}

/// All days from the first to the last, as far as both are known and near.
pub(super) fn spread(days: &[Day]) -> Vec<Day> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    match (first.date(), last.date()) {
        (Some(from), Some(to)) if from < to && (to - from).get_days() <= 31 => {
            from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to).map(Day::from).collect()
        }
        _ => days.to_vec(),
    }
}

/// Whether a text is a part of it and marks.
pub(super) fn is_all(text: &str, part: &Range<usize>) -> bool {
    are_marks(text.get(..part.start)) && are_marks(text.get(part.end..))
}

/// Whether no letter and no digit stands in a part of a text.
pub(super) fn are_marks(part: Option<&str>) -> bool {
    part.is_some_and(|part| !part.contains(char::is_alphanumeric))
}

/// "Day1", "DAY2" at the start of a text.
fn glued_number(text: &str) -> Option<usize> {
    let rest = text.get(..3).filter(|word| word.eq_ignore_ascii_case("day")).and_then(|_| text.get(3..))?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    rest.get(..digits)?.parse().ok().filter(|number| (1..=31).contains(number))
}
