//! Link definitions `[label]: target "title"` and the comments that people
//! write as definitions (`[//]: # (…)`).

use super::inline::{target, title};
use super::reader::Reader;
use super::shape::{Shape, ShapeKind};
use crate::document::{Comment, CommentKind, Definition};
use crate::source::Span;

/// Whether a definition may stand in a body.
pub(super) fn may_stand(body: &[u8]) -> bool {
    memchr::memchr_iter(b']', body).any(|at| body.get(at + 1) == Some(&b':'))
}

/// The length of `[label]` at the start of `text`, brackets included.
pub(super) fn label(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len().min(1000) {
        match bytes[at] {
            b']' => return Some(at + 1),
            b'[' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

/// A label as definitions are compared: case and blanks do not count.
pub(super) fn key(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.to_lowercase());
    }
    out
}

impl Reader<'_> {
    /// The definition that a label names.
    pub(super) fn definition(&self, label: Span) -> Option<usize> {
        if self.labels.is_empty() || label.len() > 1000 {
            return None;
        }
        self.labels.get(&key(self.source.slice(label))).copied()
    }

    /// Reads all definitions: on lines that no block covers, and at the head of
    /// paragraphs, whose shapes then begin behind them.
    pub(super) fn definitions(&mut self, shapes: &mut [Shape]) {
        let mut at = self.doc.body.start();
        for shape in shapes.iter_mut() {
            let leaf = !matches!(
                shape.kind,
                ShapeKind::List { .. } | ShapeKind::Item | ShapeKind::Quote | ShapeKind::Footnote
            );
            if !leaf {
                continue;
            }
            self.gap(at, shape.span.start());
            at = at.max(shape.span.end());
            if matches!(shape.kind, ShapeKind::Paragraph | ShapeKind::Heading(_, true)) {
                let mut start = shape.span.start();
                while let Some(end) = self.one(start, shape.span.end()) {
                    start = end;
                }
                shape.span = self.source.snap(start, shape.span.end());
            }
        }
        self.gap(at, self.doc.body.end());
    }

    fn gap(&mut self, start: usize, end: usize) {
        let mut at = start;
        let bytes = self.source.text().as_bytes();
        while let Some(found) = bytes.get(at..end).and_then(|gap| memchr::memchr(b'[', gap)) {
            let place = at + found;
            let line = self.source.line_span(self.source.line_of(place));
            let lead = self.source.text().get(line.start().max(self.doc.body.start())..place).unwrap_or("x");
            at = if lead.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) {
                self.one(place, end).unwrap_or(line.end())
            } else {
                line.end()
            }
            .max(place + 1);
        }
    }

    /// Reads one definition at byte `start`; the start of what follows it.
    fn one(&mut self, start: usize, end: usize) -> Option<usize> {
        let text = self.source.text();
        let rest = text.get(start..end)?;
        if !rest.starts_with('[') || rest.starts_with("[^") {
            return None;
        }
        let length = label(rest)?;
        let behind = rest.get(length..)?.strip_prefix(':')?;
        let named = self.source.trim(self.source.snap(start + 1, start + length - 1));
        let target_start = start + length + 1 + (behind.len() - behind.trim_start().len());
        let idiom = matches!(self.source.slice(named), "//" | "comment" | "Comment" | "_" | "#");
        if idiom {
            let line = self.source.line_span(self.source.line_of(start));
            let line = self.source.snap(start, line.end().min(end));
            let inner = self.source.slice(line);
            let open = inner.get(length + 1..)?.find(['(', '"', '\'']).map(|at| at + length + 2);
            if let Some(open) = open {
                let words = inner.get(open..)?.trim_end();
                let words = words.strip_suffix([')', '"', '\'']).unwrap_or(words);
                let text = self.source.trim(self.source.within(line, open, open + words.len()));
                self.doc.comments.push(Comment { span: line, text, kind: CommentKind::Definition });
                self.doc.hidden.push(line);
                return Some(self.next(line.end(), end));
            }
        }
        let (target, after) = target(self.source, &self.templates, target_start, end)?;
        let bracketed = text.get(target_start..)?.starts_with('<');
        if target.is_empty() && !bracketed {
            return None;
        }
        let rest_of = |from: usize| {
            let line = text.get(from..end).unwrap_or("");
            line[..line.find(['\n', '\r']).unwrap_or(line.len())].trim().is_empty()
        };
        let tail = text.get(after..end)?;
        let title_start = after + (tail.len() - tail.trim_start().len());
        let title = (title_start > after)
            .then(|| title(self.source, title_start, end))
            .flatten()
            .filter(|(_, to)| rest_of(*to));
        let stop = match title {
            Some((_, stop)) => stop,
            None if rest_of(after) => after,
            None => return None,
        };
        let span = self.source.snap(start, stop);
        let index = self.doc.definitions.len();
        self.labels.entry(key(self.source.slice(named))).or_insert(index);
        self.doc.definitions.push(Definition { span, label: named, target, used: false });
        self.titles.push(title.map(|(title, _)| title));
        Some(self.next(stop, end))
    }

    /// The first byte behind the rest of a line, its end and the blanks of the next.
    fn next(&self, from: usize, end: usize) -> usize {
        let rest = self.source.text().get(from..end).unwrap_or("");
        let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '>']).len();
        from + skipped
    }
}
