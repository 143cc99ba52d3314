//! What the text of an entry tells beside its time: title, people, room, length, kind.

use super::locale::topics::Topics;
use super::reader::Reader;
use super::{Kind, Text, clock};
use crate::document::Prose;
use std::ops::Range;

impl Reader<'_> {
    /// A text of a prose on one line, without surrounding blanks and marks.
    pub(super) fn text(&self, prose: &Prose, range: Range<usize>) -> Option<Text> {
        let slice = prose.text.get(range.clone())?;
        let trim = |c: char| match c {
            ' ' | ':' | '|' | '-' | '*' | ',' | ';' => true,
            _ if c.is_ascii_graphic() => false,
            _ => c.is_whitespace() || matches!(c, '\u{fffc}' | '–' | '—'),
        };
        let behind = slice.trim_start_matches(trim);
        let start = range.start + (slice.len() - behind.len());
        let trimmed = behind.trim_end_matches(trim);
        if trimmed.is_empty() {
            return None;
        }
        let span = self.span(prose, start..start + trimmed.len());
        if is_plain(trimmed) {
            return Some(Text { text: trimmed.to_owned(), span });
        }
        let pictured = trimmed.contains('\u{fffc}');
        let mut text = String::with_capacity(trimmed.len());
        for word in trimmed.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            if pictured {
                text.extend(word.split('\u{fffc}'));
            } else {
                text.push_str(word);
            }
        }
        Some(Text { text, span })
    }

    /// "in Raum V1 (F119)", "(Room 121)", "Salle Ada".
    pub(super) fn room_in(&self, prose: &Prose, topics: Topics) -> Option<Text> {
        let found = topics.has(Topics::ROOMS).then(|| self.words.find(&prose.text, |l| &l.rooms))??;
        let rest = prose.text.get(found.start..)?;
        let end = rest.find([',', ')', '(', ';', ':', '\n', '|', '–', '—']).unwrap_or(rest.len());
        let named = rest.get(found.len()..end)?.trim();
        let plain = named.split_whitespace().count() <= 4
            && named.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if plain { self.text(prose, found.start..found.start + end) } else { None }
    }

    /// How many bytes at the start of a title only tell the time again: `(08:15pm) - `.
    fn repeated_time(&self, text: &str) -> usize {
        let blanks = text.len() - text.trim_start().len();
        let inner = text.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let Some((inner, _)) = inner.filter(|(inner, _)| inner.len() <= 24) else { return 0 };
        let whole = clock::slot_at(inner, 0, &self.words).is_some_and(|slot| slot.outer.end >= inner.trim_end().len());
        if whole { blanks + inner.len() + 2 } else { 0 }
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
        let first_line = slice.find('\n').map_or(range.end, |at| range.start + at);
        let title = self.text(prose, range.start..first_line).or_else(|| self.text(prose, range.clone()));
        let duration = memchr::memchr(b'(', slice.as_bytes())
            .and_then(|_| clock::duration(slice, &self.words))
            .filter(|(minutes, at)| {
                // "(45 min)", but not "(2 minutes each)", "(3 min presentations)": a talk of each of several people.
                let alone = |rest: &str| rest.trim_start().starts_with([')', ',', ';']);
                slice.get(..at.start).is_some_and(|head| head.trim_end().ends_with('('))
                    && (*minutes >= 60 || slice.get(at.end..).is_some_and(alone))
            })
            .map(|(minutes, at)| (minutes, self.span(prose, range.start + at.start..range.start + at.end)));
        let speakers =
            if topics.has(Topics::BY) { self.speakers_in(prose, range.start..first_line) } else { Vec::new() };
        let words = self.words;
        let session = &mut self.agenda.sessions[id];
        if let Some(title) = &title {
            let text = title.text.as_str();
            let short = || text.split_whitespace().nth(5).is_none();
            let meal = topics.has(Topics::MEALS) && words.has(text, |locale| &locale.meals);
            let closing = || {
                words.is(text, |locale| &locale.closing)
                    || session.slot.end.is_none()
                        && short()
                        && words.find(text, |locale| &locale.closing).is_some_and(|at| at.start == 0)
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
        session.duration = session.duration.or(duration);
        session.title = title;
        session.speakers.extend(speakers);
        topics
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
        super::people::split_speakers(tail, &self.words)
            .into_iter()
            .map(|at| range.start + start + at.start..range.start + start + at.end)
            .filter(|at| prose.text.get(at.clone()).is_some_and(|name| super::people::is_person(name, &self.words)))
            .filter_map(|at| self.text(prose, at))
            .collect()
    }
}

/// Whether a text stands on one line with single blanks and without pictures, as most do.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let double = bytes.iter().zip(bytes.iter().skip(1)).fold(false, |any, two| any | (two == (&b' ', &b' ')));
    let control = bytes.iter().fold(false, |any, byte| any | (*byte < b' '));
    // The first bytes of all other blanks, and of a picture's U+FFFC; also of dashes and quotes.
    let special = bytes.iter().fold(false, |any, byte| any | matches!(byte, 0xc2 | 0xe1..=0xe3 | 0xef));
    let odd = |c: char| c == '\u{fffc}' || c != ' ' && c.is_whitespace();
    !double && !control && !(special && text.contains(odd))
}
