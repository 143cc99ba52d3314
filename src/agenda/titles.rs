//! What the text of an entry tells beside its time: title, people, room, length, kind.

use super::locale::topics::Topics;
use super::reader::Reader;
use super::{Kind, Minutes, Notation, Text, clock};
use crate::document::{MarkKind, Prose};
use std::borrow::Cow;
use std::ops::Range;

/// The most lines that a title is followed over.
const LINES: usize = 3;

/// The most marks of a text whose code is spelled out: it is looked for anew for each entry of the text.
const MARKS: usize = 200;

/// What parts a length from a title.
const PARTS: [char; 7] = ['-', '–', '—', ',', '|', '(', '['];

/// How many bytes at the end of a title are looked at for a length.
const TAIL: usize = 24;

/// The first hour that is told again in a bracket; a smaller one is a length.
const EARLIEST: u8 = 7;

/// The longest length that is told beside a title, in minutes.
const LENGTH: Minutes = 8 * 60;

impl Reader<'_> {
    /// A text of a prose on one line, without surrounding blanks and marks.
    pub(super) fn text(&self, prose: &Prose, range: Range<usize>) -> Option<Text> {
        let slice = prose.text.get(range.clone())?;
        let code = slice.contains('\u{fffc}')
            && prose.marks.len() <= MARKS
            && prose.marks.iter().any(|mark| mark.kind == MarkKind::Code);
        let trim = |c: char| match c {
            ' ' | ':' | '|' | '-' | '*' | ',' | ';' => true,
            _ if c.is_ascii_graphic() => false,
            '\u{fffc}' => !code,
            _ => c.is_whitespace() || matches!(c, '–' | '—' | '〜' | '～'),
        };
        // A bracket that closes what stands before is no part of what follows: "(17h30-19h30) : Cuisine"; nor is an arrow.
        let behind = slice.trim_start_matches(|c: char| trim(c) || matches!(c, ')' | ']' | '>' | '→'));
        let behind = match behind_picture(slice, behind) {
            Some(words) => words.trim_start_matches(trim),
            None => behind,
        };
        let start = range.start + (slice.len() - behind.len());
        let trimmed = behind.trim_end_matches(trim);
        let trimmed = match before_picture(behind, trimmed) {
            Some(words) => words.trim_end_matches(trim),
            None => trimmed,
        };
        // "06:00 PM." ends a sentence, and has no title.
        if trimmed.bytes().all(|byte| byte == b'.') {
            return None;
        }
        let span = self.span(prose, start..start + trimmed.len());
        if is_plain(trimmed) {
            return Some(Text { text: trimmed.to_owned(), span });
        }
        let spelled = if code {
            Cow::Owned(prose.spelled(self.source, start..start + trimmed.len()))
        } else {
            Cow::Borrowed(trimmed)
        };
        let pictured = spelled.contains('\u{fffc}');
        let mut text = String::with_capacity(spelled.len());
        for word in spelled.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            if pictured {
                text.extend(word.split('\u{fffc}'));
            } else {
                text.push_str(word);
            }
        }
        (!text.is_empty()).then_some(Text { text, span })
    }

    /// "in Raum V1 (F119)", "(Room 121)", "Salle Ada".
    pub(super) fn room_in(&self, prose: &Prose, topics: Topics) -> Option<Text> {
        let found = topics.has(Topics::ROOMS).then(|| self.words.find(&prose.text, |l| &l.rooms))??;
        let rest = prose.text.get(found.start..)?;
        let end = rest.find([',', ')', '(', ';', ':', '\n', '|', '–', '—']).unwrap_or(rest.len());
        let named = rest.get(found.len()..end)?.trim();
        // "round-the-room intros"
        let joined = prose.text[..found.start].ends_with('-');
        let plain = !joined
            && named.split_whitespace().count() <= 4
            && named.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            && !is_built(rest, named);
        if plain { self.text(prose, found.start..found.start + end) } else { None }
    }

    /// How many bytes at the start of a title only tell the time again, or a second one: `(08:15pm) - `, `& 16h00 – `.
    pub(super) fn repeated_time(&self, text: &str) -> usize {
        if let Some(at) = second_word(text).filter(|&at| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)) {
            let lead = text.len() - text.trim_start().len();
            let joined = self.words.at(text, lead, |locale| &locale.and).is_some_and(|end| end < at);
            let again = clock::slot_at(text, at, &self.words).filter(|slot| slot.start.notation != Notation::Hour);
            return again.filter(|_| joined).map_or(0, |slot| slot.outer.end);
        }
        let blanks = text.len() - text.trim_start().len();
        let inner = text.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let Some((inner, _)) = inner.filter(|(inner, _)| inner.len() <= 24) else { return 0 };
        // "10:00 (1h) Maps": how long, not when.
        let length = |slot: &clock::ReadSlot| {
            slot.start.notation == Notation::H && slot.end.is_none() && slot.start.hour < EARLIEST
        };
        let whole = clock::slot_at(inner, 0, &self.words)
            .is_some_and(|slot| slot.outer.end >= inner.trim_end().len() && !length(&slot));
        if whole { blanks + inner.len() + 2 } else { 0 }
    }

    /// The length that marks part from a title: "45 min - Maps", "Maps, 45 min", "Maps [1 hour]"; and whether it stands
    /// in front.
    fn marked_length(&self, line: &str) -> Option<(Minutes, Range<usize>, bool)> {
        let mark = |c: char| c.is_whitespace() || PARTS.contains(&c);
        let close = |c: char| c.is_whitespace() || matches!(c, ')' | ']');
        let unit = |text: &str| text.contains(|c: char| c.is_alphabetic() || matches!(c, '\'' | '′'));
        let read = |at: usize| {
            let found = line.get(at..).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
            clock::duration_at(found, 0, &self.words)
                .filter(|(minutes, range)| *minutes <= LENGTH && unit(&found[range.clone()]))
                .map(|(minutes, range)| (minutes, at + range.start..at + range.end))
        };
        let first = line.len() - line.trim_start_matches(mark).len();
        let parted = |rest: &str| rest.trim_start().starts_with([')', ']', ':', '|', '-', '–', '—', ',']);
        if let Some((minutes, range)) = read(first).filter(|(_, range)| parted(&line[range.end..])) {
            return Some((minutes, range, true));
        }
        let near = crate::source::floor(line, line.len().saturating_sub(TAIL));
        let last = near + line[near..].rfind(PARTS)?;
        let at = line.len() - line[last..].trim_start_matches(mark).len();
        let (minutes, range) = read(at).filter(|(_, range)| line[range.end..].trim_end_matches(close).is_empty())?;
        Some((minutes, range, false))
    }

    /// Gives a session its title, and what the title tells: kind, people, length. What the range may speak of.
    pub(super) fn entitle(&mut self, id: usize, prose: &Prose, range: Range<usize>) -> Topics {
        let slice = prose.text.get(range.clone()).unwrap_or("");
        let topics = Topics::of(slice);
        if slice.len() < range.len() {
            return topics;
        }
        let range = range.start + self.repeated_time(slice)..range.end;
        let slice = &slice[slice.len() - range.len()..];
        let broken = memchr::memchr(b'\n', slice.as_bytes());
        let first_line = broken.map_or(range.end, |_| phrase_end(prose, range.start).min(range.end));
        let named = self.take_end(id, prose, range.start..first_line);
        let title = self.text(prose, named).or_else(|| self.text(prose, range.clone()));
        let words = self.words;
        let duration = memchr::memchr(b'(', slice.as_bytes())
            .and_then(|_| clock::duration(slice, &words))
            .filter(|(minutes, at)| {
                // "(45 min)", but not "(2 minutes each)", "(3 min presentations)", a talk of each of several people, nor
                // "(40 min, then 20 min of questions)".
                let alone = |rest: &str| rest.trim_start().starts_with([')', ',', ';']);
                slice.get(..at.start).is_some_and(|head| head.trim_end().ends_with('('))
                    && (*minutes >= 60 || slice.get(at.end..).is_some_and(alone))
                    && slice[at.start..]
                        .split(')')
                        .next()
                        .and_then(|inner| clock::total(inner, &words))
                        .is_some_and(|(all, _)| all == *minutes)
            })
            .map(|(minutes, at)| (minutes, at, false))
            .or_else(|| self.marked_length(&slice[..first_line - range.start]));
        // "13:00 - 45 min - Maps": the title stands behind the length.
        let title = match &duration {
            Some((_, at, true)) => self.text(prose, range.start + at.end..first_line).or(title),
            _ => title,
        };
        let duration =
            duration.map(|(minutes, at, _)| (minutes, self.span(prose, range.start + at.start..range.start + at.end)));
        let speakers =
            if topics.has(Topics::BY) { self.speakers_in(prose, range.start..first_line) } else { Vec::new() };
        let session = &mut self.agenda.sessions[id];
        if let Some(title) = &title {
            let text = title.text.as_str();
            let short = || text.split_whitespace().nth(5).is_none();
            let meal = topics.has(Topics::MEALS) && words.has(text, |locale| &locale.meals);
            let closing = || {
                words.is(text, |locale| &locale.closing)
                    || session.slot.end.is_none() && short() && words.at(text, 0, |locale| &locale.closing).is_some()
            };
            let pause = || words.has(text, |locale| &locale.breaks);
            if topics.has(Topics::CLOSING) && closing() {
                if session.slot.end.is_none() {
                    session.kind = Kind::Mark;
                }
            } else if session.kind == Kind::Session
                && (meal || topics.has(Topics::BREAKS))
                && short()
                && (meal || pause())
            {
                session.kind = Kind::Break;
            }
            session.optional |= meal || topics.has(Topics::OPTIONAL) && words.has(text, |locale| &locale.optional);
        }
        let rests = session.kind == Kind::Break && duration.is_none();
        session.duration = session.duration.or(duration);
        session.title = title;
        session.speakers.extend(speakers);
        if rests && let Some((minutes, at)) = self.length_of_break(&slice[..first_line - range.start]) {
            let span = self.span(prose, range.start + at.start..range.start + at.end);
            self.agenda.sessions[id].duration.get_or_insert((minutes, span));
        }
        topics
    }

    /// The length that begins or ends the title of a break: "15 minute break", "Coffee 15 min", "Pausa 30′".
    fn length_of_break(&self, line: &str) -> Option<(Minutes, Range<usize>)> {
        let begins = line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let first = line[begins..].starts_with(|c: char| c.is_ascii_digit());
        if let Some((minutes, at)) = first.then(|| clock::duration_at(&line[begins..], 0, &self.words)).flatten() {
            let unit = line[begins..begins + at.end].contains(char::is_alphabetic);
            return (unit && minutes <= LENGTH).then_some((minutes, begins + at.start..begins + at.end));
        }
        let near = crate::source::floor(line, line.len().saturating_sub(TAIL));
        let digit = |c: char| c.is_ascii_digit();
        let last = near + line[near..].rfind(digit)?;
        let at = line[..last].trim_end_matches(digit).len();
        let (minutes, range) = clock::duration_at(&line[at..], 0, &self.words)?;
        let parted = line[..at].ends_with(' ');
        let unit = line[at..].contains(|c: char| c.is_alphabetic() || matches!(c, '\'' | '′'));
        (parted && unit && minutes <= LENGTH && line[at + range.end..].trim().is_empty())
            .then_some((minutes, at + range.start..at + range.end))
    }

    /// "(by Name, Company)", "par Prénom Nom", "by Name" at the end.
    fn speakers_in(&self, prose: &Prose, range: Range<usize>) -> Vec<Text> {
        let Some(slice) = prose.text.get(range.clone()) else { return Vec::new() };
        let mut found = None;
        let mut from = 0;
        while let Some(at) = slice.get(from..).and_then(|rest| self.words.find(rest, |locale| &locale.by)) {
            found = Some(from + at.end);
            from += at.end;
        }
        let Some(start) = found else { return Vec::new() };
        let rest = slice.get(start..).unwrap_or("");
        let end = rest.find([')', '\n']).unwrap_or(rest.len());
        let tail = rest.get(..end).unwrap_or("");
        let people = super::people::split_speakers(tail, &self.words);
        // "com Spawn: Redes Simples, Mapas Novos": what follows a thing are things.
        let thing = people
            .first()
            .and_then(|at| tail.get(at.clone()))
            .is_some_and(|first| first.contains(char::is_whitespace) && !super::people::is_person(first, &self.words));
        let handle = |at: &Range<usize>| tail.get(at.clone()).is_some_and(|name| name.starts_with('@'));
        people
            .into_iter()
            .filter(|at| !thing || handle(at))
            .map(|at| range.start + start + at.start..range.start + start + at.end)
            .filter(|at| prose.text.get(at.clone()).is_some_and(|name| super::people::is_person(name, &self.words)))
            .filter_map(|at| self.text(prose, at))
            .collect()
    }
}

/// The words behind a picture that a text begins with by its name (":coffee: Break"), where `trimmed` begins at the name.
fn behind_picture<'a>(text: &str, trimmed: &'a str) -> Option<&'a str> {
    let before = text.len() - trimmed.len();
    let (name, words) = text[..before].ends_with(':').then(|| trimmed.split_once(':'))??;
    (is_picture(name) && words.contains(char::is_alphanumeric)).then_some(words)
}

/// The words before a picture that a text ends with by its name ("Break :coffee:"), where `trimmed` ends at the name.
fn before_picture<'a>(text: &str, trimmed: &'a str) -> Option<&'a str> {
    let (words, name) = text[trimmed.len()..].starts_with(':').then(|| trimmed.rsplit_once(':'))??;
    (is_picture(name) && words.ends_with(' ')).then_some(words)
}

/// Whether a word can name a picture between colons.
fn is_picture(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'+' | b'-');
    name.bytes().any(letters) && name.bytes().all(|byte| letters(byte) || byte.is_ascii_digit())
}

/// "Building Bridges" is a title; "Building 7" and "Building C" are places.
fn is_built(text: &str, named: &str) -> bool {
    let first = named.split_whitespace().next().unwrap_or("");
    text.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("building"))
        && first.len() > 1
        && first.chars().all(char::is_alphabetic)
}

/// Whether a text stands on one line with single blanks and without pictures, as most do.
fn is_plain(text: &str) -> bool {
    let (mut before, mut broken, mut special) = (0, 0, 0);
    // Without a branch: a title is too short for a guess to pay.
    for &byte in text.as_bytes() {
        let blank = u8::from(byte == b' ');
        broken |= u8::from(byte < b' ') | blank & before;
        // The first bytes of all other blanks, and of a picture's U+FFFC; also of dashes and quotes.
        special |= u8::from(matches!(byte, 0xc2 | 0xe1..=0xe3 | 0xef));
        before = blank;
    }
    let odd = |c: char| c == '\u{fffc}' || c != ' ' && c.is_whitespace();
    broken == 0 && !(special > 0 && text.contains(odd))
}

/// The end of the line that begins at a byte, and of those behind it that go on with a small letter.
pub(super) fn phrase_end(prose: &Prose, from: usize) -> usize {
    let text = &*prose.text;
    let line = |from: usize| {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        from + memchr::memchr(b'\n', rest).unwrap_or(rest.len())
    };
    let mut end = line(from);
    for _ in 0..LINES {
        let Some(next) = text.get(end..).and_then(|rest| rest.strip_prefix('\n')) else { break };
        let goes_on = next.trim_start_matches(' ').starts_with(char::is_lowercase);
        let broken = || prose.marks.iter().any(|mark| mark.kind == MarkKind::Break && mark.range().end == end + 1);
        if !goes_on || broken() {
            break;
        }
        end = line(end + 1);
    }
    end
}

/// The byte at which the second word of a text begins, where the first is a small word or a sign.
fn second_word(text: &str) -> Option<usize> {
    let blanks = text.len() - text.trim_start().len();
    if !text.as_bytes().get(blanks).is_some_and(|byte| matches!(byte, b'&' | b'+' | b'a'..=b'z' | 128..)) {
        return None;
    }
    let end = blanks + text.get(blanks..)?.find(' ')?;
    Some(end + text.get(end..)?.len() - text.get(end..)?.trim_start().len())
}
