//! What a post announces before its programme is read: the event's days, and
//! the year for dates that leave it out.
//!
//! Many places can name a day: the event's own fields, title, description,
//! opening, a line "When: …". Each is weighed by where it stands and how much
//! it says; a deadline weighs nothing.

use super::days::spread;
use super::early::Early;
use super::facts;
use super::front::{self, keys::ABOUT};
use super::locale::words::last_word;
use super::locale::{Role, topics};
use super::reader::Reader;
use super::{Day, Witness, WitnessFrom, YearFrom, date};
use crate::document::{BlockId, BlockKind};
use crate::source::floor;

/// How many blocks of a post can be its opening.
const OPENING: usize = 40;

/// How many headings and paragraphs a post opens with.
const OPENING_TEXTS: usize = 4;

/// The longest text further down that announces days, in bytes.
const SHORT: usize = 80;

/// As much as a stretch of days with its year in the opening tells.
const TELLING: i32 = 7;

/// How many headings right below each other may announce the days.
const HEADINGS: usize = 3;

/// The longest label, in bytes.
const LABEL: usize = 100;

/// How long before a post's own date a day is history, in days.
const HISTORY: i32 = 300;

/// How long before its event a page that tells of it is put up at most, in days.
const SOON: i32 = 60;

/// A day, or days, that a text names, and how telling that is.
struct Candidate {
    days: Vec<Day>,
    range: bool,
    year: bool,
    weight: i32,
    /// The only year that its text writes anywhere.
    beside: Option<i16>,
    /// It is a heading of the programme, which announces nothing but itself.
    section: bool,
}

impl Reader<'_> {
    /// The days that fields, title and opening announce, before the programme is read.
    pub(super) fn announced_days(&mut self) {
        let fields: Vec<Day> = self
            .agenda
            .witnesses
            .iter()
            .filter(|witness| witness.from == WitnessFrom::EventField)
            .flat_map(|witness| witness.days.iter().copied())
            .map(|day| self.hints.fill(day))
            .collect();
        if !fields.is_empty() {
            let mut days = fields;
            days.sort_unstable();
            days.dedup();
            self.hints.days = spread(&days);
            self.hints.announced = true;
            return;
        }
        let best = self.candidate();
        if self.hints.near.is_none() && !best.as_ref().is_some_and(|best| best.year) {
            self.guess_year(best.as_ref().and_then(|best| best.beside));
        }
        if self.hints.from <= YearFrom::Publication && !best.as_ref().is_some_and(|best| best.year) {
            self.hints.month = self.titled_month();
        }
        if let Some(best) = best {
            self.hints.announced = !best.section;
            // Days that are announced with their year go before the date of the page.
            let telling = best.weight >= TELLING && self.hints.from <= YearFrom::Publication;
            if best.year && (self.hints.near.is_none() || telling) {
                self.hints.after = false;
                self.hints.near = best.days.first().and_then(|day| day.date());
                self.hints.from = YearFrom::Written;
            }
            self.hints.announce(&best.days, best.range);
            if !best.year {
                (self.hints.bare, self.hints.spans) = (best.days, best.range);
            }
            return;
        }
        let file = self.agenda.witnesses.iter().find(|witness| witness.from == WitnessFrom::FileName);
        self.hints.single = file.and_then(|witness| witness.days.first().copied());
    }

    /// A page that was put up at some second of its day tells of an event to come: the one day behind it that its text
    /// names. Called when the dates of the texts were read.
    pub(super) fn announced_later(&mut self) {
        let Some(put_up) = self.hints.single.and_then(Day::date).filter(|_| self.hints.days.is_empty()) else { return };
        if !self.is_put_up_at_a_second() {
            return;
        }
        let mut later = None;
        for (early, (_, prose)) in self.doc.texts().filter_map(|text| Some((self.early.get(text.0)?, text))) {
            for read in early.dates.iter().flatten() {
                let days: Vec<Day> = read.days.iter().map(|day| self.hints.fill(*day)).collect();
                let away = |day: &Day| day.date().map_or(0, |date| (date - put_up).get_days());
                if !days.iter().any(|day| (1..=SOON).contains(&away(day))) {
                    continue;
                }
                let ([day], None) = (days.as_slice(), later.filter(|other| days.first() != Some(other))) else {
                    return;
                };
                if self.words.has(&prose.text, |locale| &locale.deadlines) {
                    return;
                }
                later = Some(*day);
            }
        }
        self.hints.single = later.or(self.hints.single);
    }

    /// `date: 2026-03-06T11:23:35`: no event begins at such a second.
    fn is_put_up_at_a_second(&self) -> bool {
        let date = self.doc.front.get(&["date"]).and_then(|node| node.text());
        let seconds = date.and_then(|text| text.get(16..19)).and_then(|rest| rest.strip_prefix(':'));
        seconds.is_some_and(|seconds| seconds != "00" && seconds.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The first of the most telling.
    fn candidate(&mut self) -> Option<Candidate> {
        let mut best = None;
        let doc = self.doc;
        for (key, weight) in ABOUT.into_iter().zip([4, 3, 2, 1, 1]) {
            let nested = || doc.front.get(&["extra", key]);
            let Some(node) = doc.front.get(&[key]).or_else(nested) else { continue };
            let Some(text) = node.text() else { continue };
            let reads = self.weigh(text, weight, false, &mut best);
            if key == "title"
                && let [read] = reads.as_slice()
                && read.year_written
            {
                let (days, name) = (read.days.to_vec(), "the title".to_owned());
                self.agenda.witnesses.push(Witness { from: WitnessFrom::Title, days, span: node.span, name });
            }
        }
        let mut labelled = false;
        let (mut texts, mut headings) = (0, 0);
        for (id, block) in doc.blocks.iter().enumerate().take(OPENING) {
            match &block.kind {
                BlockKind::Heading(heading) => {
                    labelled = self.is_date_label(heading.text.trimmed());
                    if heading.level == 1 || texts == 0 {
                        let (weight, section) = if heading.level == 1 { (4, false) } else { (1, true) };
                        let reads = self.weigh(&heading.text.text, weight, section, &mut best);
                        self.keep(id, reads);
                    } else if texts == headings && texts < HEADINGS && self.is_span(&heading.text.text) {
                        self.weigh(&heading.text.text, 1, true, &mut best);
                    }
                    headings += usize::from(heading.level > 1);
                    texts += usize::from(heading.level > 1);
                }
                BlockKind::Html(prose) if prose.text.len() <= SHORT && texts < OPENING_TEXTS => {
                    let reads = self.weigh(&prose.text, 1, false, &mut best);
                    self.keep(id, reads);
                }
                BlockKind::Paragraph(prose) => {
                    texts += 1;
                    let text = &*prose.text;
                    let reads = if labelled || label_of(text).is_some_and(|label| self.is_date_label(label)) {
                        self.weigh(text, 5, false, &mut best)
                    } else if texts <= OPENING_TEXTS && !self.in_item(id) {
                        self.weigh(text, 1, self.is_day_over_list(id, prose), &mut best)
                    } else if best.is_none()
                        && (text.len() <= SHORT && self.begins_with_date(text) || self.is_sentence_over_times(id, text))
                        && !self.in_item(id)
                    {
                        self.weigh(text, 0, false, &mut best)
                    } else {
                        continue;
                    };
                    self.keep(id, reads);
                }
                BlockKind::Table(grid) => {
                    for (label, value) in doc.grids.get(*grid).into_iter().flat_map(facts::rows) {
                        if self.is_date_label(label.trimmed()) {
                            self.weigh(&value.text, 5, false, &mut best);
                        }
                    }
                    break;
                }
                _ => {}
            }
        }
        if best.is_none()
            && let Some(date) = doc.front.get(&["date"]).and_then(|node| node.text())
            && date.contains(char::is_alphabetic)
            && front::iso(date).is_none()
        {
            // "20 May 2026": a site that sorts its pages by their dates writes these in numbers.
            self.weigh(date, 0, false, &mut best);
        }
        best
    }

    /// Whether a heading is a stretch of days with their year: "### 5.6.2026 – 7.6.2026, Graz".
    fn is_span(&self, text: &str) -> bool {
        let read = super::years::mentioned(text).next().and_then(|_| date::first(text, &self.words));
        read.is_some_and(|read| read.range_of_days && read.year_written)
    }

    /// Whether a text begins with days and their year: "20–22 November 2026, Milan".
    fn begins_with_date(&self, text: &str) -> bool {
        super::years::mentioned(text).next().is_some()
            && date::leading(text, &self.words).is_some_and(|read| read.year_written && !read.days.is_empty())
    }

    /// Whether a text names days with their year right over a list of times: "The talk is on 22.10.2026 at the library.",
    /// then "- 18:30 Doors".
    fn is_sentence_over_times(&self, id: BlockId, text: &str) -> bool {
        let list = || matches!(self.doc.blocks.get(id + 1).map(|next| &next.kind), Some(BlockKind::List { .. }));
        super::years::mentioned(text).next().is_some() && list() && self.stands_over_times(id)
    }

    /// Keeps the dates of a block for when its turn comes.
    fn keep(&mut self, id: BlockId, reads: Vec<date::ReadDate>) {
        self.early.resize_with(id, Early::default);
        self.early.push(Early { dates: Some(reads), ..Early::default() });
    }

    fn in_item(&self, id: BlockId) -> bool {
        self.doc.ancestors(id).any(|id| matches!(self.doc.blocks[id].kind, BlockKind::Item { .. }))
    }

    /// "When", "Date", "日時": what stands over or before the event's day.
    pub(super) fn is_date_label(&self, text: &str) -> bool {
        if text.len() > LABEL {
            return false;
        }
        let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
        topics::may_head_dates(text)
            && text.chars().count() <= 24
            && matches!(self.words.column(text), Some(Role::Date | Role::Day | Role::Time))
            && !self.words.has(text, |locale| &locale.windows)
    }

    /// Takes what a text announces when it tells more than the best so far; the text's dates.
    fn weigh(&self, text: &str, weight: i32, section: bool, best: &mut Option<Candidate>) -> Vec<date::ReadDate> {
        let reads = date::dates(text, &self.words);
        // "Founded on 19 December 2020" is no news of a post of 2023.
        let old = |read: &date::ReadDate| weight == 1 && !section && self.is_history(read);
        // "next Tuesday the 17th" of a post of that week
        let days = |read: &date::ReadDate| match (read.bare_number, &read.weekday) {
            (Some(number), Some((weekday, _))) if read.days.is_empty() => self.hints.numbered(number, Some(*weekday)),
            _ => read.days.to_vec(),
        };
        let told = reads.iter().filter(|read| read.impossible.is_none() && !old(read) && !self.is_last_day(text, read));
        if let Some((read, days)) = told.map(|read| (read, days(read))).find(|(_, days)| !days.is_empty()) {
            let more = if read.year_written { 4 } else { 0 } + if days.len() > 1 { 2 } else { 0 };
            let weight = weight + more;
            if best.as_ref().is_none_or(|best| weight > best.weight)
                && !self.words.has(text, |locale| &locale.deadlines)
            {
                let (range, year) = (read.range_of_days, read.year_written);
                let beside = if year { None } else { only_year(text) };
                *best = Some(Candidate { days, range, year, weight, beside, section });
            }
        }
        reads
    }

    /// "before 31 March", "antes del 31 de marzo": the last day for something.
    fn is_last_day(&self, text: &str, read: &date::ReadDate) -> bool {
        let head = text.get(..read.range.start).unwrap_or("").trim_end();
        let word = last_word(head);
        let glue = self.words.at(head, word, |locale| &locale.glue) == Some(head.len());
        let head = if glue { head[..word].trim_end() } else { head };
        self.words.at(head, last_word(head), |locale| &locale.before) == Some(head.len())
    }

    /// Whether a date of running text is long before the post's own.
    fn is_history(&self, read: &date::ReadDate) -> bool {
        let last = read.days.last().and_then(|day| day.date()).filter(|_| read.year_written);
        let (Some(last), Some(near)) = (last, self.hints.near) else { return false };
        self.hints.after && (near - last).get_days() > HISTORY
    }

    /// The title and the first heading.
    fn titles(&self) -> [&str; 2] {
        let title = self.doc.front.get(&["title"]).and_then(|node| node.text()).unwrap_or("");
        [title, self.doc.headings().next().map_or("", |(_, heading)| &*heading.text.text)]
    }

    /// "June 2025 Meeting": the year of the dates in that month.
    fn titled_month(&self) -> Option<Day> {
        self.titles().into_iter().find_map(|title| self.month_named(title))
    }

    /// The month with its year that a heading names, by its first day.
    pub(super) fn month_named(&self, title: &str) -> Option<Day> {
        only_year(title)?;
        let words: Vec<&str> = title.split_whitespace().collect();
        let is_year = |word: &&str| only_year(word).is_some();
        let at = words.iter().position(is_year)?;
        let month = words[..at].iter().rev().find(|word| word.len() > 2)?;
        let first = format!("1 {month} {}", words[at]);
        let read = date::first(&first, &self.words)?;
        read.days.first().filter(|day| day.year.is_some()).copied()
    }

    /// A year that stands alone in the title, the first heading or the path, or beside the day: a guess.
    fn guess_year(&mut self, beside: Option<i16>) {
        let [title, first] = self.titles();
        let name = self.source.name();
        let year = [title, first].into_iter().chain(name.rsplit(['/', '\\'])).find_map(only_year).or(beside);
        if let Some(year) = year {
            self.hints.year = Some(year);
            self.hints.from = YearFrom::Publication;
        }
    }
}

/// What stands before the first colon or question mark, if it can be a label.
pub(super) fn label_of(text: &str) -> Option<&str> {
    let colons = '：'.len_utf8();
    let head = &text[..floor(text, LABEL + colons)];
    let colon = super::entries::colons(head).next().map(|(at, _)| at);
    colon.or_else(|| memchr::memchr(b'?', head.as_bytes())).map(|at| &head[..at])
}

/// The only four-digit year of a text.
fn only_year(text: &str) -> Option<i16> {
    let mut years = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse::<i16>().ok())
        .filter(|year| (1995..=2100).contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}
