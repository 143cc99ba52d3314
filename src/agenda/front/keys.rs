//! What the keys of the front matter say.

use crate::agenda::locale::words::fold_char;

/// What a key says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::agenda) enum Says {
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

/// Keys of texts about the page, the most telling first.
pub(in crate::agenda) const ABOUT: [&str; 5] = ["title", "subtitle", "description", "summary", "excerpt"];

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
    "begins",
    "beginsat",
    "begindate",
    "begintime",
    "hourstart",
    "starthour",
    "eventstart",
    "eventstarttime",
    "eventstartdate",
    "eventdatestart",
    "eventdatestarttime",
    "startdatetime",
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
    "startuhrzeit",
    "begindatum",
    "startdato",
    "starttid",
    "starttijd",
    "begintijd",
    "poczatek",
    "van",
    "von",
    "od",
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
    "hourend",
    "endhour",
    "eventend",
    "eventendtime",
    "eventenddate",
    "eventdateend",
    "eventdateendtime",
    "enddatetime",
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
    "enduhrzeit",
    "sluttid",
    "slutdato",
    "slutdatum",
    "einddatum",
    "eindtijd",
    "koniec",
    "tot",
    "bis",
    "do",
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
    "dateandtime",
    "occursat",
    "occurredat",
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
const TEXTS: &[&str] = &[
    "subtitle",
    "title",
    "description",
    "summary",
    "excerpt",
    "schedule",
    "lead",
    "shortdescription",
    "introduction",
    "intro",
    "teaser",
    "tagline",
];
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
    "shifts",
    "schichten",
    "helfer",
    "helpers",
    "volunteers",
];

/// All lists of keys.
const LISTS: [(Says, &[&str]); 8] = [
    (Says::Start, STARTS),
    (Says::End, ENDS),
    (Says::Day, DAYS),
    (Says::Slot, SLOTS),
    (Says::Time, &["time", "eventtime", "meetingtime", "hour"]),
    (Says::Date, &["date"]),
    (Says::Text, TEXTS),
    (Says::NotEvent, NOT_EVENT),
];

/// The names of all lists by their hash: open addressing, filled at compile time.
static TABLE: [(&str, Says); 512] = {
    let mut table = [("", Says::Other); 512];
    let mut list = 0;
    while list < LISTS.len() {
        let (says, names) = LISTS[list];
        let mut at = 0;
        while at < names.len() {
            let mut slot = Folded::known(names[at]).slot();
            while !table[slot].0.is_empty() {
                slot = (slot + 1) % table.len();
            }
            table[slot] = (names[at], says);
            at += 1;
        }
        list += 1;
    }
    table
};

/// A key, looked up once.
#[derive(Clone, Copy, Debug)]
pub(in crate::agenda) struct Key {
    pub says: Says,
    /// It speaks of the event ("event_date").
    pub event: bool,
}

impl Key {
    pub fn of(key: &str) -> Self {
        let folded = Folded::of(key);
        Key { says: folded.says(), event: folded.has_event() }
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
        if let Some(room) = folded.0.get_mut(..key.len())
            && key.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            room.copy_from_slice(key.as_bytes());
            folded.1 = key.len();
            return folded;
        }
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

    /// A name of the lists.
    const fn known(name: &str) -> Self {
        let name = name.as_bytes();
        let mut folded = Folded([0; LONGEST_KEY], name.len());
        let mut at = 0;
        while at < name.len() {
            folded.0[at] = name[at];
            at += 1;
        }
        folded
    }

    /// Where the search for a name begins in [`TABLE`].
    const fn slot(&self) -> usize {
        let first = match self.0.first_chunk() {
            Some(first) => u64::from_le_bytes(*first),
            None => 0,
        };
        // Fibonacci hashing: the high bits of a product with 2^64 / φ.
        ((first ^ self.1 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
    }

    fn says(&self) -> Says {
        let Some(name) = self.0.get(..self.1) else { return Says::Other };
        let mut slot = self.slot();
        while !TABLE[slot].0.is_empty() {
            if TABLE[slot].0.as_bytes() == name {
                return TABLE[slot].1;
            }
            slot = (slot + 1) % TABLE.len();
        }
        Says::Other
    }

    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        let Some(name) = self.0.get(..self.1).filter(|name| !name.is_empty()) else { return false };
        names.iter().any(|known| known.as_bytes() == name)
    }

    /// Whether it speaks of the event ("event_date"); asked of long keys, too.
    fn has_event(&self) -> bool {
        let name = &self.0[..self.1.min(LONGEST_KEY)];
        let mut letters = name.iter().enumerate();
        letters.any(|(at, byte)| *byte == b'v' && at > 0 && name[at - 1..].starts_with(b"event"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, LISTS, LONGEST_KEY, Says, is_one_of};

    #[test]
    fn every_known_name_is_found_however_it_is_written() {
        for (says, names) in LISTS {
            for name in names {
                assert!(name.len() <= LONGEST_KEY);
                assert_eq!(Key::of(name).says, says, "{name}");
                assert_eq!(Key::of(&format!("{}_{}?", name[..1].to_uppercase(), &name[1..])).says, says, "{name}");
            }
        }
        assert_eq!(Key::of("Début").says, Says::Start);
    }

    #[test]
    fn other_keys_say_nothing_and_may_speak_of_the_event() {
        for (key, event) in [("layout", false), ("", false), ("re-Event_page", true), ("even", false), ("v", false)] {
            assert_eq!((Key::of(key).says, Key::of(key).event), (Says::Other, event), "{key}");
        }
        let long = "event-that-has-a-name-with-more-letters-than-any-key";
        assert_eq!((Key::of(long).says, Key::of(long).event), (Says::Other, true));
        assert!(is_one_of("Titre", &["title", "titre"]) && is_one_of("_title", &["title"]) && !is_one_of("", &["a"]));
    }
}
