//! Front matter: where it stands, in which language, and what it holds.

use crate::document::front::{FrontError, FrontErrorKind, FrontMatter, Language, Node, Value};
use crate::document::{Comment, CommentKind};
use crate::source::{Source, Span};

pub mod pelican;
pub mod toml;
pub mod yaml;

/// How many lines at the start of a post may be blank above its front matter.
const BLANKS: usize = 8;

/// Reads the front matter: the tree, its bytes with both fences and the line
/// end behind, its comments.
#[must_use]
pub fn read(source: &Source) -> (FrontMatter<'_>, Span, Vec<Comment>) {
    let start = source.body_start();
    let first = source.slice(source.snap(start, source.line_span(0).end())).trim_end();
    match first {
        "---" | "---yaml" | "---yml" => fenced(source, 0, Language::Yaml, &["---", "..."]),
        "---json" => fenced(source, 0, Language::Json, &["---"]),
        "+++" | "---toml" => fenced(source, 0, Language::Toml, &[if first == "+++" { "+++" } else { "---" }]),
        ";;;" => fenced(source, 0, Language::Json, &[";;;"]),
        "" => below_blanks(source),
        _ if first.starts_with('{') && !crate::document::is_template(first) && !first.starts_with("{:") => {
            bare_json(source)
        }
        _ => pelican::read(source).unwrap_or_else(|| absent(source)),
    }
}

fn absent(source: &Source) -> (FrontMatter<'_>, Span, Vec<Comment>) {
    let start = source.body_start();
    (FrontMatter::Absent, source.snap(start, start), Vec::new())
}

/// Front matter below blank lines, where it parses and is no text between two rules: some sites read it, and its author
/// means it for all.
fn below_blanks(source: &Source) -> (FrontMatter<'_>, Span, Vec<Comment>) {
    let first = (0..source.line_count().min(BLANKS)).find(|&line| !source.line(line).trim().is_empty());
    let read = first.and_then(|line| match source.line(line).trim_end() {
        "---" => Some(fenced(source, line, Language::Yaml, &["---"])),
        "+++" => Some(fenced(source, line, Language::Toml, &["+++"])),
        _ => None,
    });
    let plain = |front: &FrontMatter| matches!(front, FrontMatter::Tree { root, .. } if !root.pairs().is_empty());
    read.filter(|(front, ..)| plain(front)).unwrap_or_else(|| absent(source))
}

/// The part between two fences, the first of which is the line `opening`.
fn fenced<'a>(
    source: &'a Source,
    opening: usize,
    language: Language,
    closing: &[&str],
) -> (FrontMatter<'a>, Span, Vec<Comment>) {
    let starts = source.line_starts();
    let open = source.snap(source.body_start().max(source.line_span(opening).start()), source.line_span(opening).end());
    let inner_start = starts.get(opening + 1).map_or(source.text().len(), |&start| start as usize);
    let begins = |start: u32| source.text().as_bytes().get(start as usize);
    let may_close = |start: u32| closing.iter().any(|mark| mark.as_bytes().first() == begins(start));
    let close = (opening + 1..source.line_count())
        .find(|&line| may_close(starts[line]) && closing.contains(&source.line(line).trim_end()));
    let Some(close) = close else {
        return if opening == 0 { unclosed(source, language, open, inner_start) } else { absent(source) };
    };
    let inner = source.snap(inner_start, starts.get(close).map_or(inner_start, |&start| start as usize));
    let end = starts.get(close + 1).map_or(source.text().len(), |&start| start as usize);
    let span = source.snap(open.start(), end);
    let (front, comments) = parse(source, language, inner);
    (front, span, comments)
}

fn parse(source: &Source, language: Language, inner: Span) -> (FrontMatter<'_>, Vec<Comment>) {
    let (read, comments) = match language {
        Language::Toml => toml::read(source, inner),
        _ => yaml::read(source, inner),
    };
    let front = match read {
        // A scalar between fences is text between two lines, not front matter.
        Ok(root) if matches!(root.value, Value::Map(_)) => FrontMatter::Tree { language, root },
        Ok(root) if matches!(root.value, Value::Null) => {
            FrontMatter::Tree { language, root: Node { span: root.span, value: Value::Map(Vec::new()) } }
        }
        Ok(root) => {
            let error = FrontError {
                span: source.trim(root.span),
                kind: FrontErrorKind::Other,
                detail: "these lines are no `key: value` pairs".to_owned(),
            };
            FrontMatter::Broken { language, error, before: empty(inner) }
        }
        Err((error, before)) => FrontMatter::Broken { language, error, before },
    };
    (front, comments)
}

fn empty(span: Span) -> Node<'static> {
    Node { span: span.head(), value: Value::Map(Vec::new()) }
}

/// An opening fence alone is front matter only when `key: value` lines follow
/// at once; otherwise it is a thematic break.
fn unclosed(source: &Source, language: Language, open: Span, inner: usize) -> (FrontMatter<'_>, Span, Vec<Comment>) {
    let lines = || (1..source.line_count()).map(|line| source.line(line));
    let keys =
        lines().take_while(|line| !line.trim().is_empty()).filter(|line| looks_like_pair(line, language)).count();
    let others = lines()
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| !looks_like_pair(line, language) && !line.starts_with([' ', '\t', '-', '#']))
        .count();
    if keys < 2 || others > keys {
        return absent(source);
    }
    let count = lines().take_while(|line| !line.trim().is_empty()).count();
    let end = source.line_starts().get(1 + count).map_or(source.text().len(), |&start| start as usize);
    let region = source.snap(inner, end);
    let (read, comments) =
        if language == Language::Toml { toml::read(source, region) } else { yaml::read(source, region) };
    let before = match read {
        Ok(root) => root,
        Err((_, before)) => before,
    };
    let error = FrontError { span: open, kind: FrontErrorKind::Unclosed, detail: String::new() };
    (FrontMatter::Broken { language, error, before }, source.snap(open.start(), end), comments)
}

fn looks_like_pair(line: &str, language: Language) -> bool {
    let mark = if language == Language::Toml { '=' } else { ':' };
    line.split_once(mark).is_some_and(|(key, rest)| {
        let key = key.trim_matches([' ', '"', '\'']);
        !key.is_empty()
            && !line.starts_with([' ', '\t', '-', '|', '#', '*'])
            && key.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c))
            && key.split(' ').count() <= 2
            && (rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// `{ … }` from the first line to the line that closes it.
fn bare_json(source: &Source) -> (FrontMatter<'_>, Span, Vec<Comment>) {
    let start = source.body_start();
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    let bytes = source.text().as_bytes();
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match (quoted, byte) {
            _ if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{') => depth += 1,
            (false, b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let line = source.line_of(at);
                    if source.line_span(line).end() != at + 1 {
                        return absent(source);
                    }
                    let end = source.line_starts().get(line + 1).map_or(bytes.len(), |&next| next as usize);
                    let (front, comments) = parse(source, Language::Json, source.snap(start, at + 1));
                    // Broken braces at the start of a text are text.
                    return match front {
                        FrontMatter::Tree { .. } => (front, source.snap(start, end), comments),
                        _ => absent(source),
                    };
                }
            }
            _ => {}
        }
    }
    absent(source)
}

/// A comment of the front matter from its span, `#` included.
fn comment(source: &Source, span: Span) -> Comment {
    let text = source.slice(span);
    let inner = source.within(span, text.len() - text.trim_start_matches('#').len(), text.len());
    Comment { span, text: source.trim(inner), kind: CommentKind::FrontMatter }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Flavour;

    fn front(text: &str) -> FrontMatter<'static> {
        let source = Source::new("a.md", "a.md", text);
        crate::parse::document(&source, Flavour::Gfm).into_owned().front
    }

    #[test]
    fn tabs_and_duplicates_are_kept_as_sites_read_them() {
        let front = front("---\nsocial:\t\n  - name: \"x\"\t\n    time: 10:30\ntitle: A\ntitle: B\n---\nText\n");
        let root = front.tree().expect("a tree");
        assert_eq!(root.pairs().iter().map(|pair| &*pair.key).collect::<Vec<_>>(), ["social", "title", "title"]);
        let item = &root.get("social").expect("a list").items()[0];
        assert_eq!(item.get("time").and_then(Node::text), Some("10:30"));
    }

    #[test]
    fn an_unquoted_colon_is_told_with_the_value() {
        let source =
            Source::new("a.md", "a.md", "---\ndate: 2026-01-01\ntitle: Open day: the programme\ntags: x\n---\n");
        let (front, ..) = read(&source);
        let FrontMatter::Broken { error, before, .. } = front else { panic!("broken: {front:?}") };
        assert_eq!(error.kind, FrontErrorKind::UnquotedColon, "{error:?}");
        assert_eq!(source.slice(error.span), "Open day: the programme");
        assert_eq!(before.get("date").and_then(Node::text), Some("2026-01-01"));
    }

    #[test]
    fn breaks_and_empty_fences_are_no_front_matter() {
        assert!(matches!(front("---\n\nText\n"), FrontMatter::Absent));
        assert!(matches!(front("+++\n+++\n"), FrontMatter::Tree { .. }));
        assert!(matches!(front("Title\n---\nText"), FrontMatter::Absent));
        assert!(matches!(front("---\ntitle: A\ndate: 2026-01-01\n\nText\n"), FrontMatter::Broken { .. }));
    }

    #[test]
    fn every_language_gives_a_tree() {
        for text in [
            "+++\ntitle = \"A\" # x\n[extra]\nplace = 'B'\n+++\n",
            "{\n  \"title\": \"A\"\n}\nText",
            "Title: A\nDate: 2026-01-01\n\nText\n",
            "\u{feff}---\r\ntitle: A\r\n---\r\n",
        ] {
            assert_eq!(front(text).get(&["title"]).and_then(Node::text), Some("A"), "{text:?}");
        }
    }
}
