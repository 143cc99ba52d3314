//! The words of a language: months, weekdays, what joins two times, column headings.
//!
//! `rules/locales/<lang>.yaml` is the truth; [`table`] holds the same words as
//! plain data, folded by [`words::fold_char`] (lower case, no accents), so that
//! a run parses no YAML. A test regenerates the table and compares.

pub mod fold;
mod generate;
pub mod lexicon;
pub mod table;
pub mod time_words;
pub mod topics;
pub mod words;

pub use lexicon::{Lexeme, Sense};
pub use table::LOCALES;
pub use words::Words;

/// A list of folded words, with a note of how they begin: most places of a text
/// are passed over by that alone.
#[derive(Clone, Copy, Debug)]
pub struct List {
    words: &'static [&'static str],
    first: First,
}

/// A set of beginnings: the first two bytes of words, a row for the first and a column for the second.
///
/// Several bytes share a row or column: what the set has may begin a word, what it has not begins none.
#[derive(Clone, Copy, Debug, Default)]
pub struct First([u16; 32]);

/// How a text begins: its first folded byte, and the columns that the second one can be in.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    first: u8,
    columns: u16,
}

impl Start {
    /// A beginning of two bytes; of one where the second is not known.
    #[must_use]
    const fn new(first: u8, second: Option<u8>) -> Start {
        let columns = match second {
            Some(second) => 1 << (second & 15),
            None => u16::MAX,
        };
        Start { first, columns }
    }

    /// A beginning of two bytes of ASCII as they stand in a text.
    #[must_use]
    pub fn of_ascii(first: u8, second: u8) -> Start {
        Start::new(fold::fold_byte(first), Some(fold::fold_byte(second)))
    }

    const fn row(self) -> usize {
        (self.first & 31) as usize
    }

    /// Whether a folded word may begin so.
    const fn begins(self, word: &[u8]) -> bool {
        match word {
            [] => false,
            [first] => *first == self.first,
            [first, second, ..] => *first == self.first && self.columns >> (*second & 15) & 1 == 1,
        }
    }

    /// How a folded word begins.
    #[must_use]
    pub const fn of(word: &str) -> Option<Start> {
        match word.as_bytes() {
            [] => None,
            [first] => Some(Start::new(*first, None)),
            [first, second, ..] => Some(Start::new(*first, Some(*second))),
        }
    }
}

impl First {
    /// No beginning.
    pub const NONE: First = First([0; 32]);

    /// Whether a word may begin so.
    #[must_use]
    pub const fn has(&self, start: Start) -> bool {
        self.0[start.row()] & start.columns != 0
    }

    /// With one more.
    #[must_use]
    pub const fn with(mut self, start: Option<Start>) -> First {
        if let Some(start) = start {
            self.0[start.row()] |= start.columns;
        }
        self
    }

    /// Both sets.
    #[must_use]
    pub const fn or(mut self, other: &First) -> First {
        let mut row = 0;
        while row < self.0.len() {
            self.0[row] |= other.0[row];
            row += 1;
        }
        self
    }
}

impl List {
    /// A list of folded words.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut first = First::NONE;
        let mut at = 0;
        while at < words.len() {
            first = first.with(Start::of(words[at]));
            at += 1;
        }
        List { words, first }
    }

    /// Its words that may begin so.
    pub fn beginning(&self, start: Start) -> impl Iterator<Item = &'static str> + use<> {
        let words: &'static [&'static str] = if self.first.has(start) { self.words } else { &[] };
        words.iter().copied().filter(move |word| start.begins(word.as_bytes()))
    }

    /// Its words.
    #[must_use]
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// How its words begin.
    #[must_use]
    pub const fn first(&self) -> &First {
        &self.first
    }
}

impl std::ops::Deref for List {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words
    }
}

/// The order of the parts of a date written in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// `24/12/2024`
    DayFirst,
    /// `12/24/2024`
    MonthFirst,
    /// `2024/12/24`
    YearFirst,
}

/// What the heading of a column says of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A time or a range of times.
    Time,
    /// The start alone.
    Start,
    /// The end alone.
    End,
    /// How long.
    Duration,
    /// What it is about.
    Title,
    /// Who speaks.
    Speaker,
    /// Where: a room, a place.
    Room,
    /// A track or a session chain.
    Track,
    /// The day of the event ("Day 2", a weekday).
    Day,
    /// A date.
    Date,
    /// Something else with a known heading: slides, audience, link.
    Other,
}

/// The words of one language, all folded: lower case, without accents.
///
/// Words are to be compared through [`words::starts`] or [`words::equals`],
/// which fold the text on the fly.
#[derive(Debug)]
pub struct Locale {
    /// `fr`
    pub code: &'static str,
    /// Other tags that sites give it: `no`, `nn`, `cz`.
    pub also: &'static [&'static str],
    /// Few posts are written in it: a text whose small words are as well another language's is of that one.
    pub rare: bool,
    /// Its place in [`LOCALES`].
    pub index: u8,
    /// Its English name: `French`.
    pub name: &'static str,
    /// The order of `4/12/2024`.
    pub order: Order,
    /// Names of months and days are written with a capital: lower-case short ones are other words.
    pub capitals: bool,
    /// A spaced lower-case "am" after a time is a preposition (German).
    pub am_is_word: bool,
    /// Day and month are written with a dot behind each, also alone: "24.12.".
    pub dotted_dates: bool,
    /// The words that follow number of year, month and day without blanks (年, 月, 日); empty elsewhere.
    pub date_marks: List,
    /// January to December: the full name first, then short ones.
    pub months: &'static [List],
    /// Monday to Sunday: the full name first, then short ones.
    pub weekdays: &'static [List],
    /// Monday to Sunday as the language writes them, not folded.
    pub weekday_names: &'static [&'static str],
    /// Between start and end: "à", "bis", "to".
    pub to: List,
    /// Before a start: "de", "von", "from", "ab".
    pub from: List,
    /// Before an end without a start: "bis", "until".
    pub until: List,
    /// Before a single time: "à", "um", "at", "ore".
    pub at: List,
    /// "ca.", "vers", "around".
    pub approx: List,
    /// In the place of an end: "fin", "open end", "evening".
    pub open_end: List,
    /// Between two days: "et", "und", "and".
    pub and: List,
    /// Behind such a word, before the second of two times: "poi", "then".
    pub then: List,
    /// Between the parts of a date: "de", "den", "the", "of".
    pub glue: List,
    /// After the number of a day, glued: "er", "th", "º".
    pub ordinals: List,
    /// After a time: "Uhr", "uur", "horas".
    pub oclock: List,
    /// Glued between hour and minute as `h` is: "u" in `10u30`, 時.
    pub hour_marks: List,
    /// Glued after the minute: 分.
    pub minute_marks: List,
    /// Morning: "am", "a.m.", 午前.
    pub am: List,
    /// Afternoon: "pm", "p.m.", 午後.
    pub pm: List,
    /// Twelve o'clock in the day.
    pub noon: List,
    /// Twelve o'clock at night.
    pub midnight: List,
    /// Parts of the day: "morning", "après-midi".
    pub dayparts: List,
    /// "Day" in "Day 2".
    pub day_words: List,
    /// What speaks of the zone of times: "all times", "time zone".
    pub zone_words: List,
    /// Column headings by what they say.
    pub columns: &'static [(Role, List)],
    /// A break, without a meal.
    pub breaks: List,
    /// A meal: lunch, dinner.
    pub meals: List,
    /// What is open to all or unscheduled by nature: tour, registration, booth, social.
    pub optional: List,
    /// What marks the end of a day: "fin", "close".
    pub closing: List,
    /// What a window is called: "programme", "opening hours".
    pub windows: List,
    /// "Room", "salle", "Raum".
    pub rooms: List,
    /// Before a speaker: "by", "par".
    pub by: List,
    /// Before a person's name: "Dr.", "Prof.", "Mme".
    pub person_titles: List,
    /// Who is no person: "all", "team".
    pub nobody: List,
    /// A programme that may change.
    pub provisional: List,
    /// Beside a date that is not the event's: "deadline", "submit", "updated".
    pub deadlines: List,
    /// Before a day that is the last one for something: "before 31 March".
    pub before: List,
    /// A text that waits for another: "TBA", "à confirmer".
    pub placeholders: List,
    /// Frequent small words, to tell the language.
    pub stop_words: List,
    /// Units of a duration in hours.
    pub hours: List,
    /// Units of a duration in minutes.
    pub minutes: List,
}

/// The locale of a language tag: `fr`, `fr-FR`, `pt_BR`, any case.
#[must_use]
pub fn by_code(tag: &str) -> Option<&'static Locale> {
    let code = tag.trim().split(['-', '_', '.', '@']).next()?;
    let named = |locale: &&Locale| {
        locale.code.eq_ignore_ascii_case(code) || locale.also.iter().any(|also| also.eq_ignore_ascii_case(code))
    };
    LOCALES.iter().find(named)
}

/// The order of day and month where a tag names English of a country that has its own: `en-GB`.
#[must_use]
pub fn order_of(tag: &str) -> Option<Order> {
    let (language, country) = tag.trim().split_once(['-', '_'])?;
    let own = ["gb", "uk", "ie", "au", "nz", "in", "za"].iter().any(|own| country.eq_ignore_ascii_case(own));
    (own && language.eq_ignore_ascii_case("en")).then_some(Order::DayFirst)
}

/// English, the language that posts mix with their own.
#[must_use]
pub fn english() -> &'static Locale {
    &LOCALES[table::ENGLISH]
}

impl Locale {
    /// What a column heading says: the heading's text equals one of the words, or starts or ends with one.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<Role> {
        let heading = words::heading(heading);
        self.role(heading, words::start(heading, 0)?, u16::MAX)
    }

    /// What a heading says that is bare in front; only the places in [`Locale::columns`] are looked at that `places`
    /// has a bit for.
    fn role(&self, heading: &str, start: Start, places: u16) -> Option<Role> {
        let columns =
            || (0..).zip(self.columns).filter(|(place, _)| places >> place & 1 == 1).map(|(_, column)| column);
        let is = |list: &List| list.first().has(start) && words::is_one_of(heading, list);
        let whole = columns().find(|(_, list)| is(list));
        let leads = |list: &List| list.beginning(start).any(|word| words::leads(heading, word));
        let within = || columns().find(|(_, list)| leads(list));
        whole.or_else(within).map(|(role, _)| *role)
    }
}
