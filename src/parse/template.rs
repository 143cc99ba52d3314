//! Template tags, found before anything else: a site's template engine reads
//! them before Markdown does, so they may stand in cells, targets and over
//! several lines.

mod arguments;

use crate::document::{Argument, Comment, CommentKind, Tag, TagKind};
use crate::source::{Source, Span};

/// Tags, template comments and raw blocks of a body; what stands in code is
/// dropped by the reader that knows what code is.
#[derive(Debug, Default)]
pub(super) struct Templates {
    /// In the order of the text.
    pub marks: Vec<TemplateMark>,
}

/// One tag or comment.
#[derive(Debug)]
pub(super) struct TemplateMark {
    /// From the first to the last delimiter.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// Whether it turned out to stand in code.
    pub dropped: bool,
}

/// What a mark is.
#[derive(Debug)]
pub(super) enum What {
    /// A tag, and how many stand before it.
    Tag(usize, Tag),
    /// A comment, or a tag of a raw block: nothing of it is looked at.
    Hidden(Option<Comment>),
}

impl Templates {
    /// The mark that starts at a byte.
    pub fn at(&self, offset: usize) -> Option<usize> {
        let index = self.marks.partition_point(|mark| mark.span.start() < offset);
        self.marks.get(index).filter(|mark| mark.span.start() == offset && !mark.dropped).map(|_| index)
    }

    /// The end of a mark that starts before a byte and reaches past it.
    pub fn covering(&self, offset: usize) -> Option<usize> {
        let index = self.marks.partition_point(|mark| mark.span.start() < offset).checked_sub(1)?;
        let mark = self.marks.get(index).filter(|mark| !mark.dropped)?;
        (mark.span.end() > offset).then_some(mark.span.end())
    }

    /// Drops the marks that start in a stretch of code.
    pub fn drop_in(&mut self, code: Span) {
        let from = self.marks.partition_point(|mark| mark.span.start() < code.start());
        for mark in self.marks.get_mut(from..).unwrap_or_default() {
            if mark.span.start() >= code.end() {
                break;
            }
            mark.dropped = true;
        }
    }
}

/// Finds the template marks of a body.
pub(super) fn find(source: &Source, body: Span) -> Templates {
    let text = source.text();
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = body.start();
    let mut endless = Endless::default();
    while let Some(found) = memchr::memchr(b'{', bytes.get(at..body.end()).unwrap_or_default()) {
        let start = at + found;
        let mark = read(source, body, start, &mut endless);
        at = mark.as_ref().map_or(start + 1, |mark| mark.span.end().max(start + 1));
        marks.extend(mark);
    }
    join_raw(source, body, &mut marks);
    let mut count = 0;
    for mark in &mut marks {
        if let What::Tag(number, _) = &mut mark.what {
            *number = count;
            count += 1;
        }
    }
    Templates { marks }
}

/// Where closing marks were found last, so that no stretch is searched twice.
#[derive(Debug, Default)]
struct Endless {
    /// A mark, and how far before the end of the body it stands; `None` when no
    /// further one does.
    marks: Vec<(&'static str, Option<usize>)>,
}

impl Endless {
    /// Where a mark stands next; `rest` reaches to the end of the body.
    fn find(&mut self, rest: &str, close: &'static str) -> Option<usize> {
        let known = self.marks.iter().position(|(mark, _)| *mark == close);
        match known.and_then(|known| self.marks.get(known)) {
            Some((_, None)) => return None,
            Some((_, Some(left))) if *left <= rest.len() => return Some(rest.len() - left),
            _ => {}
        }
        let found = memchr::memmem::find(rest.as_bytes(), close.as_bytes());
        let place = (close, found.map(|at| rest.len() - at));
        match known.and_then(|known| self.marks.get_mut(known)) {
            Some(known) => *known = place,
            None => self.marks.push(place),
        }
        found
    }
}

fn read(source: &Source, body: Span, start: usize, endless: &mut Endless) -> Option<TemplateMark> {
    let rest = source.text().get(start..body.end())?;
    let comment = |open: usize, close: &'static str, endless: &mut Endless| {
        let length = open + endless.find(rest.get(open..)?, close)?;
        let span = source.snap(start, start + length + close.len());
        let text = source.trim(source.snap(start + open, start + length));
        let comment = Comment { span, text, kind: CommentKind::Template };
        Some(TemplateMark { span, what: What::Hidden(Some(comment)), dropped: false })
    };
    match rest.as_bytes().get(1)? {
        b'#' => {
            // `{#id}` of a heading is no comment.
            let id = !rest.get(2..)?.starts_with([' ', '\t', '\n', '\r', '-'])
                && endless
                    .find(rest, "}")
                    .is_none_or(|brace| rest.as_bytes().get(brace - 1) != Some(&b'#') || brace < 4);
            if id { None } else { comment(2, "#}", endless) }
        }
        b'/' if rest.starts_with("{/*") => comment(3, "*/}", endless),
        b'%' => Some(tag(source, start, rest, TagKind::Block, "{%", "%}")),
        b'{' if rest.starts_with("{{/*") || rest.starts_with("{{- /*") => {
            let star = endless.find(rest, "*/")?;
            let close = star + endless.find(rest.get(star..)?, "}}")?;
            let span = source.snap(start, start + close + 2);
            let inner = rest.get(..close)?;
            let from = inner.find("/*").map_or(0, |at| at + 2);
            let to = inner.rfind("*/").unwrap_or(inner.len()).max(from);
            let text = source.trim(source.snap(start + from, start + to));
            let comment = Comment { span, text, kind: CommentKind::Template };
            Some(TemplateMark { span, what: What::Hidden(Some(comment)), dropped: false })
        }
        b'{' if rest.starts_with("{{<") => Some(tag(source, start, rest, TagKind::Shortcode, "{{<", ">}}")),
        b'{' if rest.starts_with("{{%") => Some(tag(source, start, rest, TagKind::Shortcode, "{{%", "%}}")),
        b'{' => Some(tag(source, start, rest, TagKind::Output, "{{", "}}")),
        _ => None,
    }
}

fn tag(source: &Source, start: usize, rest: &str, kind: TagKind, open: &str, close: &str) -> TemplateMark {
    let limit = reach(rest, open);
    let inner = rest.get(open.len()..limit).unwrap_or("");
    let found = inner.find(close);
    let (inner_len, end) = if let Some(length) = found {
        (length, start + open.len() + length + close.len())
    } else {
        let line = memchr::memchr2(b'\n', b'\r', &rest.as_bytes()[..limit]).unwrap_or(limit);
        (line.saturating_sub(open.len()), start + line)
    };
    let span = source.snap(start, end);
    let inner = source.snap(start + open.len(), start + open.len() + inner_len);
    let mut tag = Tag {
        span,
        kind,
        name: String::new(),
        name_span: inner.head(),
        arguments: Vec::new(),
        closed: found.is_some(),
        self_closing: source.slice(inner).trim_end().ends_with('/') && kind == TagKind::Shortcode,
    };
    fill(source, inner, &mut tag);
    TemplateMark { span, what: What::Tag(0, tag), dropped: false }
}

/// How far a tag may reach: to the next opening of its kind or an empty line.
fn reach(rest: &str, open: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = open.len();
    while let Some(found) = memchr::memchr3(b'\n', b'{', b'\r', bytes.get(at..).unwrap_or_default()) {
        let place = at + found;
        at = place + 1;
        if bytes[place] == b'{' {
            if rest.get(place..).is_some_and(|rest| rest.starts_with(open)) {
                return place;
            }
            continue;
        }
        let next = rest.get(place + 1..).unwrap_or("");
        let next = if bytes[place] == b'\r' { next.strip_prefix('\n').unwrap_or(next) } else { next };
        if next.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
            return place;
        }
    }
    rest.len()
}

fn fill(source: &Source, inner: Span, tag: &mut Tag) {
    let text = source.slice(inner);
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '~').len();
    let rest = &text[lead..];
    let slash = usize::from(rest.starts_with('/'));
    let name: usize = slash
        + rest[slash..]
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | ',' | '|' | '=' | ':'))
            .unwrap_or(rest.len() - slash);
    let name = if rest.trim_end_matches(['-', '/', '~']).len() < name {
        rest.trim_end_matches(['-', '~']).len()
    } else {
        name
    };
    tag.name = rest.get(..name).unwrap_or("").to_owned();
    tag.name_span = source.within(inner, lead, lead + name);
    let from = source.within(inner, lead + name, inner.len());
    tag.arguments = arguments::read(source, from);
    if tag.self_closing
        && let Some(last) = tag.arguments.last()
        && source.slice(last.value) == "/"
    {
        tag.arguments.pop();
    }
}

/// Turns `{% comment %} … {% endcomment %}` into one hidden mark, and `{% raw %} … {% endraw %}` into two, between which
/// nothing is a tag.
fn join_raw(source: &Source, body: Span, marks: &mut Vec<TemplateMark>) {
    let named = |mark: &TemplateMark, name: &str| matches!(&mark.what, What::Tag(_, tag) if tag.kind == TagKind::Block && tag.name == name);
    if !marks.iter().any(|mark| named(mark, "raw") || named(mark, "comment")) {
        return;
    }
    let mut out: Vec<TemplateMark> = Vec::with_capacity(marks.len());
    let mut rest = std::mem::take(marks).into_iter().peekable();
    // Where the search for an end has failed once it fails for every later start.
    let mut endless = [false; 2];
    while let Some(mark) = rest.next() {
        let index = usize::from(named(&mark, "comment"));
        let opens = named(&mark, "raw") || index == 1;
        if !opens || endless[index] {
            out.push(mark);
            continue;
        }
        let word = ["endraw", "endcomment"][index];
        let Some((from, end)) = ending(source, body, mark.span.end(), word) else {
            endless[index] = true;
            out.push(mark);
            continue;
        };
        while rest.next_if(|next| next.span.start() < end).is_some() {}
        let hidden = |start, end, comment| TemplateMark {
            span: source.snap(start, end),
            what: What::Hidden(comment),
            dropped: false,
        };
        if index == 0 {
            // Readers see what stands between, as it stands.
            out.extend([hidden(mark.span.start(), mark.span.end(), None), hidden(from, end, None)]);
            continue;
        }
        let span = source.snap(mark.span.start(), end);
        let text = source.trim(source.snap(mark.span.end(), from));
        out.push(hidden(span.start(), end, Some(Comment { span, text, kind: CommentKind::Template })));
    }
    *marks = out;
}

/// Where `{% word %}` stands after `from`: its first byte and the byte behind it.
fn ending(source: &Source, body: Span, from: usize, word: &str) -> Option<(usize, usize)> {
    let text = source.text().get(..body.end())?;
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find("{%")?;
        let inner = text.get(start + 2..)?;
        let inner = &inner[..crate::source::floor(inner, 40)];
        let Some(close) = inner.find("%}") else {
            at = start + 2;
            continue;
        };
        if inner[..close].trim_matches(|c: char| c.is_whitespace() || c == '-') == word {
            return Some((start, start + 2 + close + 2));
        }
        at = start + 2;
    }
}

/// Whether an argument looks like the path or address of a file.
pub(super) fn looks_like_target(argument: &Argument, text: &str) -> bool {
    if text.contains(char::is_whitespace) || crate::document::is_template(text) {
        return false;
    }
    let web = text.starts_with("http://") || text.starts_with("https://");
    web || (argument.quoted || text.contains('/')) && has_extension(text)
}

/// Whether a path ends in an extension of an image.
pub(super) fn is_image(path: &str) -> bool {
    extension(path).is_some_and(|extension| is_one_of(extension, IMAGES))
}

/// Whether a path ends in an extension of an image or a document.
pub(super) fn has_extension(path: &str) -> bool {
    extension(path).is_some_and(|extension| is_one_of(extension, IMAGES) || is_one_of(extension, DOCUMENTS))
}

const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico"];
const DOCUMENTS: &[&str] =
    &["pdf", "md", "html", "htm", "ics", "odt", "odp", "ods", "docx", "pptx", "xlsx", "zip", "mp3", "mp4", "webm"];

fn is_one_of(extension: &str, known: &[&str]) -> bool {
    extension.len() <= 4 && known.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn extension(path: &str) -> Option<&str> {
    // Most texts that are asked about hold no dot at all.
    memchr::memchr(b'.', path.as_bytes())?;
    let end = memchr::memchr2(b'?', b'#', path.as_bytes()).unwrap_or(path.len());
    let dot = memchr::memrchr(b'.', &path.as_bytes()[..end])?;
    let stem = &path[..dot];
    (!stem.is_empty() && !stem.ends_with('/')).then_some(&path[dot + 1..end])
}
