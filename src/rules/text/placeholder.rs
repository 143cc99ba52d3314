//! Words that wait for the real text: "TBA", "à confirmer", "noch offen".
//!
//! They count where they are all that a cell, heading, item or value says, or
//! its first or last words; in running prose they are news.

use crate::agenda::locale::words::{Words, equals, find};
use crate::agenda::locale::{Locale, Role, by_code, english};
use crate::diagnostic::{Found, Subject};
use crate::document::{BlockKind, Cell, Grid, LinkKind, Prose, Row, is_template};
use crate::rules::post::Field;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use crate::source::{Span, last_bracket, trim};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

mod ends;
mod nameless;
mod provisional;

use ends::Ends;

/// A longer text is no placeholder, in bytes.
const LONGEST: usize = 64;

/// The longest label in front of a value, in bytes.
const LABEL: usize = 40;

/// The longest paragraph of such lines, in bytes: a longer one is running text.
const LABELS: usize = 400;

/// The longest cell of several lines that are judged each, in bytes.
const LINES: usize = 400;

/// A text of a few words, in bytes.
const SHORT: usize = 100;

/// `text/placeholder`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Placeholder {}

/// What typesetters fill pages with.
static IPSUM: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("psum"));

/// Words that count in capitals also beside others.
const CAPITALS: &[&str] = &["TBA", "TBD", "TBC", "TODO", "FIXME"];
/// Words that count alone, in any case.
const ALONE: &[&str] =
    &["tba", "tbd", "tbc", "todo", "fixme", "xxx", "t.b.a", "t.b.d", "t.b.c", "n.t.b", "n.n.b", "lorem ipsum"];
/// Abbreviations of a language, which mean something else in others.
const DUTCH: &[&str] = &["ntb"];
/// Words of the languages that may as well be news or plain words.
const WEAK: &[&str] =
    &["to come", "to do", "en attente", "placeholder", "à venir", "in kurze", "demnachst", "proximamente"];
/// The longest of them, in bytes.
const LONGEST_WEAK: usize = 16;
/// Keys whose values are no text for readers.
const KEYS: &[&str] = &[
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "layout",
    "permalink",
    "slug",
    "id",
    "uid",
    "key",
    "lang",
    "locale",
    "template",
    "type",
    "status",
    "url",
    "aliases",
    "redirect_from",
];

impl PostRule for Placeholder {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let judge = Judge::new(post);
        for field in post.fields() {
            judge.value(field, found);
            judge.items(field, found);
        }
        for block in &post.doc.blocks {
            match &block.kind {
                BlockKind::Heading(heading) => judge.text(&heading.text, "this heading still says", found),
                BlockKind::Paragraph(prose) => {
                    let item = block.parent.and_then(|parent| post.doc.blocks.get(parent));
                    if item.is_some_and(|item| matches!(item.kind, BlockKind::Item { .. })) {
                        judge.text(prose, "this entry still says", found);
                        if let Some(below) = memchr::memchr(b'\n', prose.text.as_bytes()) {
                            judge.labelled(prose, below, found);
                        }
                    } else {
                        judge.prose(prose, found);
                    }
                }
                BlockKind::Html(prose) => judge.labelled(prose, 0, found),
                _ => {}
            }
        }
        for grid in &post.doc.grids {
            for (index, row) in grid.rows.iter().enumerate() {
                for cell in &row.cells {
                    judge.cell(grid, index, row, cell, found);
                }
            }
        }
        for title in post.agenda.sessions.iter().filter_map(|session| session.title.as_ref()) {
            let message = if nameless::is_nameless(&title.text, judge.primary) {
                format!("{} ends where a name was to stand", quote(&title.text))
            } else if is_weak(&title.text) {
                format!("this entry still says {}", quote(&title.text))
            } else {
                continue;
            };
            judge.report(Subject::Text(title.span), title.span, message, found);
        }
        // Values of the front matter are judged as values.
        for link in post.doc.links.iter().filter(|link| link.image && link.kind != LinkKind::FrontMatter) {
            if let Some((text, span)) = &link.text
                && judge.whole(trim(text))
                && !is_template(text)
                && !post.doc.is_hidden(link.span)
            {
                judge.report(Subject::Text(*span), *span, format!("the image's text is still {}", quote(text)), found);
            }
        }
    }
}

struct Judge<'p, 'a> {
    post: &'p Post<'a>,
    /// The post's language.
    primary: &'static Locale,
    ends: &'static Ends,
    /// Needed where something may stand.
    words: OnceCell<Words>,
    /// Looked for when something was found.
    provisional: OnceCell<bool>,
}

impl<'p, 'a> Judge<'p, 'a> {
    fn new(post: &'p Post<'a>) -> Self {
        let primary = by_code(post.agenda.lang).unwrap_or_else(english);
        Judge { post, primary, ends: Ends::of(primary), words: OnceCell::new(), provisional: OnceCell::new() }
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::new(self.primary))
    }

    /// Whether the post calls its programme provisional.
    fn is_provisional(&self) -> bool {
        *self.provisional.get_or_init(|| provisional::is_said(self.post.doc, self.words()))
    }

    fn report(&self, subject: Subject, span: Span, message: String, found: &mut Found) {
        let finding = found.at(subject, span, message);
        finding.help("write it, or delete the text; if it is meant, say in the post that the programme is provisional");
        if self.is_provisional() {
            finding.grade("provisional");
        }
    }

    /// Whether a whole text is nothing but a placeholder.
    fn whole(&self, text: &str) -> bool {
        if !self.ends.may_be_whole(text) {
            return false;
        }
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '\u{fffc}'));
        if text.len() > LONGEST || !self.ends.is_first(text) {
            return false;
        }
        let dots = text.chars().count() >= 4 && text.chars().all(|c| matches!(c, '.' | '…'));
        dots || ALONE.iter().any(|word| equals(text, word)) || self.is_phrase(text)
    }

    /// Whether a text is a phrase of two words or more, or one beyond ASCII.
    fn is_phrase(&self, text: &str) -> bool {
        self.words()
            .active()
            .flat_map(|locale| locale.placeholders.iter())
            .any(|word| equals(text, word) && is_strong(word))
    }

    /// The placeholder that a text is, begins or ends with.
    #[inline]
    fn part(&self, text: &str) -> Option<Range<usize>> {
        let trimmed = trim(text);
        if trimmed.len() > 400 || !self.ends.may_hold(trimmed) && !trimmed.ends_with(')') {
            return None;
        }
        self.part_of(text, without_length(trimmed))
    }

    /// [`Judge::part`] for what may hold one.
    #[inline(never)]
    fn part_of(&self, text: &str, trimmed: &str) -> Option<Range<usize>> {
        let lead = text.len() - text.trim_start().len();
        let found = if self.whole(trimmed) { Some(0..trimmed.len()) } else { self.edge(trimmed) };
        found.filter(|_| !is_template(trimmed)).map(|range| lead + range.start..lead + range.end)
    }

    fn edge(&self, text: &str) -> Option<Range<usize>> {
        let head = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        let (first, rest) = text.split_at_checked(head)?;
        // "TODO Group" is a name.
        let name = rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        if CAPITALS.contains(&first) && !name && !rest.starts_with(['-', '_', '/', '.', '\'']) {
            return Some(0..head);
        }
        let body = text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '.' | '!' | '?' | ')' | ']' | '*' | '_' | ',')
        });
        let tail = body
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + body.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let last = body.get(tail..)?;
        let before = body.get(..tail)?;
        if CAPITALS.contains(&last) && !before.is_empty() && !before.ends_with(['-', '_', '/', '.', '@', '#', '\'']) {
            return Some(tail..body.len());
        }
        // A phrase among the first words, or the first ones of a longer text.
        if text.len() > SHORT || !self.ends.may_end(text) {
            if !self.ends.may_begin(text) {
                return None;
            }
            let end = self.words().at(text, 0, |locale| &locale.placeholders)?;
            let begins = text.get(end..)?.trim_start().starts_with([':', '-', '–', '(']);
            return (begins && self.is_phrase(text.get(..end)?)).then_some(0..end);
        }
        let mut from = 0;
        while let Some(found) = self.words().find(text.get(from..)?, |locale| &locale.placeholders) {
            let at = from + found.start..from + found.end;
            from = at.end;
            let phrase = text.get(at.clone())?;
            let behind = text.get(at.end..)?.trim_start();
            let front = text.get(..at.start)?;
            let ends = behind.chars().all(|c| !c.is_alphanumeric());
            let sentence = front.contains(['.', '!', '?', ',', ';']);
            let begins = front.trim().is_empty() && behind.starts_with([':', '-', '–', '(']);
            let short = front.split_whitespace().count() <= 4;
            if ((ends && short && !sentence) || begins) && self.is_phrase(phrase) {
                return Some(at);
            }
        }
        None
    }

    fn text(&self, prose: &Prose, says: &str, found: &mut Found) {
        let line = &prose.text[..memchr::memchr(b'\n', prose.text.as_bytes()).unwrap_or(prose.text.len())];
        if let Some(range) = self.part(line) {
            let span = prose.source_span(self.post.source, range.clone());
            let shown = line.get(range).unwrap_or("");
            let message = if shown.len() == line.trim().len() {
                format!("{says} {}", quote(shown))
            } else {
                format!("{} still says {}", quote(line), quote(shown))
            };
            self.report(Subject::Text(span), span, message, found);
        }
    }

    /// Running prose: only `(TBA)`, and texts of typesetters.
    fn prose(&self, prose: &Prose, found: &mut Found) {
        let text = &prose.text;
        let trimmed = trim(text);
        let lead = text.len() - text.trim_start().len();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        if !trimmed.is_empty() && self.whole(trimmed) {
            ranges.push(lead..lead + trimmed.len());
        } else if let Some(end) = task(trimmed) {
            ranges.push(lead..lead + end);
        } else {
            for at in memchr::memchr_iter(b'(', text.as_bytes()) {
                let inside = text.get(at + 1..).unwrap_or("");
                let is = |word: &&&str| inside.strip_prefix(**word).is_some_and(|rest| rest.starts_with(')'));
                if let Some(word) = CAPITALS.iter().find(is) {
                    ranges.push(at + 1..at + 1 + word.len());
                } else if let Some(word) = aside(inside) {
                    ranges.push(at + 1 + word.start..at + 1 + word.end);
                }
            }
            ranges.extend(gaps(text));
            if IPSUM.find(text.as_bytes()).is_some() {
                ranges.extend(find(text, "lorem ipsum"));
            }
            ranges.sort_by_key(|range| range.start);
        }
        for range in ranges {
            let span = prose.source_span(self.post.source, range.clone());
            let message = format!("the text still says {}", quote(text.get(range).unwrap_or("")));
            self.report(Subject::Text(span), span, message, found);
        }
        self.labelled(prose, 0, found);
    }

    /// A line that is a label and what waits for its value: "**Presenter**: TBD". Only from a byte on.
    fn labelled(&self, prose: &Prose, from: usize, found: &mut Found) {
        let text = &*prose.text;
        if text.len() > LABELS {
            return;
        }
        for colon in memchr::memchr_iter(b':', &text.as_bytes()[from..]).map(|at| from + at) {
            let rest = &text.as_bytes()[colon + 1..];
            let end = colon + 1 + memchr::memchr(b'\n', &rest[..rest.len().min(LONGEST)]).unwrap_or(rest.len());
            let Some(value) = text.get(colon + 1..end).filter(|value| value.len() < LONGEST) else { continue };
            // "(chair: TBA)": the bracket opens before the label.
            let value = if value.contains('(') { value } else { value.trim_end().trim_end_matches(')') };
            let trimmed = value.trim();
            // Most values end with another word.
            if trimmed.is_empty() || !self.ends.may_hold(trimmed) {
                continue;
            }
            let waiting = if self.whole(trimmed) {
                Some(0..trimmed.len())
            } else {
                task(trimmed).map(|end| 0..end).or_else(|| last_of_few(trimmed, CAPITALS))
            };
            let Some(waiting) = waiting else { continue };
            let start = text[..colon].rfind('\n').map_or(0, |at| at + 1);
            let label = text[start..colon].trim();
            if label.is_empty() || label.len() > LABEL || label.contains(['.', '!', '?', ',']) {
                continue;
            }
            let lead = colon + 1 + value.len() - value.trim_start().len();
            let span = prose.source_span(self.post.source, lead + waiting.start..lead + waiting.end);
            let message = format!("{} still says {}", quote(&text[start..end]), quote(&trimmed[waiting]));
            self.report(Subject::Text(span), span, message, found);
        }
    }

    fn cell(&self, grid: &Grid, index: usize, row: &Row, cell: &Cell, found: &mut Found) {
        let text = &*cell.prose.text;
        let Some(range) = self.part(text).or_else(|| self.line_part(text)) else { return };
        let span = cell.prose.source_span(self.post.source, range.clone());
        let shown = quote(text.get(range.clone()).unwrap_or(""));
        let heading = grid
            .header()
            .filter(|_| index > 0)
            .and_then(|header| header.at(cell.column))
            .map(|cell| cell.prose.trimmed());
        let role = heading.and_then(|heading| self.words().active().find_map(|locale| locale.column(heading)));
        let what = match role {
            Some(Role::Speaker) => "the speaker".to_owned(),
            Some(Role::Room) => "the room".to_owned(),
            Some(Role::Title) => "the title".to_owned(),
            Some(Role::Time | Role::Start) => "the time".to_owned(),
            Some(Role::End) => "the end".to_owned(),
            _ => match heading.filter(|heading| !heading.is_empty()) {
                Some(heading) => format!("the cell under {}", quote(heading)),
                None => "this cell".to_owned(),
            },
        };
        // "Session chair: TBD" says itself what it waits for; "TBA - IGN" does not.
        let says = range.len() < text.trim().len() && !matches!(role, Some(Role::Speaker | Role::Room));
        let message = if says {
            format!("{} still says {shown}", quote(around(text, &range)))
        } else {
            match self.named(grid, row, cell) {
                Some(name) => format!("{what} of {} is still {shown}", quote(name)),
                None => format!("{what} is still {shown}"),
            }
        };
        self.report(Subject::Cell(cell.span), span, message, found);
    }

    /// The placeholder of a line of a cell: "Title TBA" over the speaker's name.
    fn line_part(&self, text: &str) -> Option<Range<usize>> {
        if text.len() > LINES || memchr::memchr(b'\n', text.as_bytes()).is_none() {
            return None;
        }
        let mut from = 0;
        text.split('\n').find_map(|line| {
            let at = from;
            from += line.len() + 1;
            self.part(line).map(|range| at + range.start..at + range.end)
        })
    }

    /// What tells a row from the others for a reader: its title, another text, its time.
    fn named<'g>(&self, grid: &Grid, row: &'g Row, cell: &Cell) -> Option<&'g str> {
        let others = || {
            let others = row.cells.iter().filter(|other| other.span != cell.span);
            others.filter(|other| !other.prose.is_blank() && self.part(&other.prose.text).is_none())
        };
        let is_title = |other: &&Cell| {
            let heading = grid.header().and_then(|header| header.at(other.column)).map(|cell| cell.prose.trimmed());
            let role = heading.and_then(|heading| self.words().active().find_map(|locale| locale.column(heading)));
            role == Some(Role::Title)
        };
        let worded = |other: &&Cell| other.prose.text.chars().any(char::is_alphabetic);
        let other = others().find(is_title).or_else(|| others().find(worded)).or_else(|| others().next());
        other.map(|other| other.prose.trimmed())
    }

    fn value(&self, field: &Field<'a>, found: &mut Found) {
        let pair = field.pair;
        let Some(text) = pair.node.text() else { return };
        // At the top, `url` is the page's own address.
        let inner = |field: &Field<'_>| field.above.is_some() && field.pair.key.eq_ignore_ascii_case("url");
        let hidden = || self.post.field_and_above(field).any(|field| is_hidden(&field.pair.key) && !inner(field));
        if self.part(text).is_some() && !text.contains('\n') && !hidden() {
            let span = pair.node.span;
            self.report(Subject::Value(span), span, format!("{} is still {}", quote(&pair.key), quote(text)), found);
        }
    }

    /// Texts of a list.
    fn items(&self, field: &Field<'a>, found: &mut Found) {
        let pair = field.pair;
        for item in pair.node.items() {
            let waits = item.text().filter(|text| self.part(text).is_some() && !text.contains('\n'));
            let Some(text) =
                waits.filter(|_| !self.post.field_and_above(field).any(|field| is_hidden(&field.pair.key)))
            else {
                continue;
            };
            let message = format!("{} is still {}", quote(&pair.key), quote(text));
            self.report(Subject::Value(item.span), item.span, message, found);
        }
    }
}

/// Whether a word of a language can be nothing but a placeholder: two words or more, beyond ASCII, or known as such.
fn is_strong(word: &str) -> bool {
    (word.contains(' ') || !word.is_ascii() || DUTCH.contains(&word)) && !is_weak(word)
}

/// Whether a text is nothing but words that may as well be news, which as the title of an entry they are not.
fn is_weak(text: &str) -> bool {
    text.len() <= LONGEST_WEAK && WEAK.iter().any(|weak| equals(text, weak))
}

/// The line of a text that a range stands in, or all of it where the range is the whole line.
fn around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[range.end..]).map_or(text.len(), |at| range.end + at);
    let line = text[start..end].trim();
    if line.len() > range.len() { line } else { text.trim() }
}

/// A text without what counts its minutes at the end: "Speaker TBC (15 min)".
fn without_length(text: &str) -> &str {
    match last_bracket(text) {
        Some((head, length)) if length.bytes().any(|byte| byte.is_ascii_digit()) => head,
        _ => text,
    }
}

/// "Event TBA": one of these words at the end of a value of a few words.
fn last_of_few(value: &str, words: &[&str]) -> Option<Range<usize>> {
    let word = value.trim_end_matches(['.', '!', ')', '*', '_']);
    let start = word.rfind(' ')? + 1;
    (value.split_whitespace().count() <= 3 && words.contains(&&word[start..])).then_some(start..word.len())
}

/// "(Location TBD)", "(topic tbd)" at the end of a line: the last word of an aside of a few words that has just opened.
fn aside(text: &str) -> Option<Range<usize>> {
    let close = memchr::memchr(b')', &text.as_bytes()[..text.len().min(LABEL)])?;
    let behind = text.get(close + 1..)?.trim_start_matches([' ', '*', '_', '.']);
    // "(chair: TBA)" is a label with its value.
    let inner = &text[..close];
    let few = last_of_few(inner, CAPITALS).or_else(|| last_of_few(inner, &["tba", "tbd"]));
    let few = few.filter(|_| !inner.contains(':'));
    few.filter(|_| behind.is_empty() || behind.starts_with('\n'))
}

/// What a template leaves to be filled in: "[ADD ROOM HERE]", "[Insert date]", "[Your Name]", "[Date]".
fn gaps(text: &str) -> impl Iterator<Item = Range<usize>> {
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| {
        let inner = text.get(at + 1..)?;
        let inner = &inner[..memchr::memchr(b']', &inner.as_bytes()[..inner.len().min(LABEL)])?];
        let (first, rest) = inner.split_once(' ').unwrap_or((inner, ""));
        let capital = inner.chars().all(|c| !c.is_lowercase());
        let gap = match (first, rest) {
            ("Date" | "DATE" | "Venue" | "VENUE" | "Location" | "LOCATION", "") => true,
            (_, "") => false,
            ("INSERT" | "ADD" | "ENTER" | "YOUR", _) => capital,
            ("Insert", _) => true,
            ("Your", _) => rest.split(' ').all(|word| word.starts_with(char::is_uppercase)),
            _ => false,
        };
        gap.then_some(at..at + inner.len() + 2)
    })
}

/// The word that a short text begins with where the rest tells what is still to be done: "TODO: finish the programme".
fn task(text: &str) -> Option<usize> {
    let word = ["TODO", "FIXME"].into_iter().find(|word| text.starts_with(word))?;
    (text.len() <= SHORT && text[word.len()..].starts_with(':')).then_some(word.len())
}

/// Whether the values of a key are no text for readers.
fn is_hidden(key: &str) -> bool {
    KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
}
