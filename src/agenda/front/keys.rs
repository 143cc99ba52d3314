//! What the keys of the front matter say.

use crate::agenda::locale::words::fold_char;

/// What a key says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The event's start.
    Start,
    /// Its end.
    End,
    /// Its day, also in words.
    Day,
    /// The slot of an entry of a programme.
    Slot,
    /// A slot, too; the event's own time where it stands among what is said of the event.
    Time,
    /// The page's date, or the event's where it stands among what is said of the event.
    Date,
    /// A text that may announce the event's time.
    Text,
    /// Dates of the page, not of the event.
    NotEvent,
    /// Something else.
    Other,
}

/// Keys that hold the event's start, compared without case, `_`, `-` and `?`.
const STARTS: &[&str] = &[
    "start",
    "starts",
    "startdate",
    "datestart",
    "startsat",
    "timestart",
    "starttime",
    "begin",
    "eventstart",
    "from",
    "dtstart",
    "debut",
    "datedebut",
    "heuredebut",
    "inicio",
    "fechainicio",
    "datainicio",
    "horainicio",
    "inizio",
    "datainizio",
    "orainizio",
    "beginn",
    "startdatum",
    "startzeit",
    "begindatum",
    "starttijd",
    "begintijd",
    "poczatek",
];
/// Keys that hold its end.
const ENDS: &[&str] = &[
    "end",
    "ends",
    "enddate",
    "dateend",
    "endsat",
    "timeend",
    "endtime",
    "finish",
    "eventend",
    "to",
    "dtend",
    "fin",
    "datefin",
    "heurefin",
    "fechafin",
    "horafin",
    "fim",
    "datafim",
    "horafim",
    "fine",
    "datafine",
    "orafine",
    "ende",
    "enddatum",
    "endzeit",
    "einddatum",
    "eindtijd",
    "koniec",
];
/// Keys that hold its day, also in words.
const DAYS: &[&str] = &[
    "eventdate",
    "meetingdate",
    "datetime",
    "wann",
    "when",
    "quand",
    "cuando",
    "quando",
    "wanneer",
    "kiedy",
    "dates",
    "eventdatetime",
    "dataevento",
    "fechaevento",
];
/// Keys that hold the slot of an entry of a programme.
const SLOTS: &[&str] = &[
    "times",
    "timeslot",
    "slot",
    "timelabel",
    "hours",
    "heure",
    "heures",
    "horaire",
    "horaires",
    "hora",
    "horario",
    "uhrzeit",
    "zeit",
    "ora",
    "orario",
    "tijd",
    "godzina",
];
/// Keys of text that may announce the event's time.
const TEXTS: &[&str] = &["subtitle", "title", "description", "summary", "excerpt", "schedule", "lead"];
/// Keys whose dates are the page's, not the event's.
const NOT_EVENT: &[&str] = &[
    "expires",
    "lastmod",
    "updated",
    "modified",
    "published",
    "publishdate",
    "deadline",
    "registration",
    "cfp",
    "social",
    "created",
];

/// All lists of keys.
const LISTS: [(Says, &[&str]); 8] = [
    (Says::Start, STARTS),
    (Says::End, ENDS),
    (Says::Day, DAYS),
    (Says::Slot, SLOTS),
    (Says::Time, &["time"]),
    (Says::Date, &["date"]),
    (Says::Text, TEXTS),
    (Says::NotEvent, NOT_EVENT),
];

/// By their first letter, the lengths that the names of all lists have: most keys are told from them by that.
static LENGTHS: [u64; 32] = {
    let mut lengths = [0; 32];
    let mut list = 0;
    while list < LISTS.len() {
        let names = LISTS[list].1;
        let mut at = 0;
        while at < names.len() {
            let name = names[at].as_bytes();
            lengths[(name[0] & 31) as usize] |= 1 << name.len();
            at += 1;
        }
        list += 1;
    }
    lengths
};

/// A key, looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub says: Says,
    /// It speaks of the event ("event_date").
    pub event: bool,
}

impl Key {
    pub fn of(key: &str) -> Self {
        // Most keys are told from those known by their first letter and length, and have no "event" in them.
        let is_like_known = |first: u8| LENGTHS[usize::from(first & 31)] >> key.len() & 1 == 1;
        if key.len() <= LONGEST_KEY
            && !key.bytes().next().is_some_and(is_like_known)
            && key.bytes().all(|byte| byte.is_ascii_lowercase() && byte != b'v')
        {
            return Key { says: Says::Other, event: false };
        }
        let folded = Folded::of(key);
        let event = folded.has_event();
        let may = |first: &u8| folded.1 <= LONGEST_KEY && LENGTHS[usize::from(first & 31)] >> folded.1 & 1 == 1;
        if !folded.0.first().is_some_and(may) {
            return Key { says: Says::Other, event };
        }
        let name = folded.as_str();
        let list = LISTS.iter().find(|(_, names)| names.contains(&name));
        Key { says: list.map_or(Says::Other, |(says, _)| *says), event }
    }
}

/// Whether a key is one of some folded names.
pub(super) fn is_one_of(key: &str, names: &[&str]) -> bool {
    // A letter in front tells most keys from them.
    let first = key.as_bytes().first().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase);
    let begins = |name: &&str| first.is_none() || name.as_bytes().first() == first.as_ref();
    names.iter().any(begins) && Folded::of(key).is_one_of(names)
}

/// The most bytes of a folded key that is compared; a longer one is none of those known.
const LONGEST_KEY: usize = 32;

/// A key without what does not count: case, accents, blanks and marks; and its bytes, more than [`LONGEST_KEY`] when
/// it is longer.
pub(super) struct Folded([u8; LONGEST_KEY], usize);

impl Folded {
    pub(super) fn of(key: &str) -> Self {
        let mut folded = Folded([0; LONGEST_KEY], 0);
        if key.len() <= LONGEST_KEY && key.is_ascii() {
            // Bit 32 makes a letter small and leaves a digit alone.
            for byte in key.bytes().filter(u8::is_ascii_alphanumeric) {
                folded.0[folded.1] = byte | 0x20;
                folded.1 += 1;
            }
            return folded;
        }
        for c in key.chars() {
            if c.is_ascii_alphanumeric() {
                folded.push(c.to_ascii_lowercase());
            } else if !c.is_ascii()
                && let Some(c) = fold_char(c).filter(|c| c.is_alphanumeric())
            {
                folded.push(c);
            }
        }
        folded
    }

    fn push(&mut self, c: char) {
        if let Some(room) = self.0.get_mut(self.1..).filter(|room| room.len() >= c.len_utf8()) {
            self.1 += c.encode_utf8(room).len();
        } else {
            self.1 = LONGEST_KEY + 1;
        }
    }

    /// The folded key; empty when it is longer than any that is known.
    fn as_str(&self) -> &str {
        self.0.get(..self.1).and_then(|key| std::str::from_utf8(key).ok()).unwrap_or("")
    }

    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.as_str())
    }

    /// Whether it speaks of the event ("event_date"); asked of long keys, too.
    fn has_event(&self) -> bool {
        let name = &self.0[..self.1.min(LONGEST_KEY)];
        let mut letters = name.iter().enumerate();
        letters.any(|(at, byte)| *byte == b'v' && at > 0 && name[at - 1..].starts_with(b"event"))
    }
}
