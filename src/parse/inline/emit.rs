//! Writes the visible text of a block from its tokens, a run for every piece.

mod html;

use super::emphasis::Pair;
use super::scan::{Token, Tokens};
use super::{Kind, Pending, Place, Read, entity};
use crate::document::{
    Comment, CommentKind, HtmlTag, Link, LinkKind, Mark, MarkKind, Name, Prose, Reference, prose::Run,
};
use crate::parse::reader::Reader;
use crate::parse::template::What;
use crate::source::{Source, Span, fit, trim};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// Stands for code and template tags.
const OBJECT: &str = "\u{fffc}";

struct Out<'a, 't> {
    source: &'a Source,
    place: Place,
    text: &'t mut String,
    runs: &'t mut Vec<Run>,
    marks: &'t mut Vec<Mark>,
    /// Where the text stood before and behind each run of emphasis marks.
    at: &'t mut Vec<Range<usize>>,
    /// Links whose text is being written.
    open: &'t mut Vec<Open>,
    elements: &'t mut Vec<Element>,
    /// The token that ends struck-out text, and where that began.
    struck: Option<(usize, usize)>,
    /// The HTML element whose content is not shown, and where it began.
    unseen: Option<(Name, usize)>,
}

/// `<b>`, `<em>`: the name, the kind, where the text stood.
pub(in crate::parse) type Element = (Name, MarkKind, usize);

/// A link whose text is being written.
#[derive(Debug)]
pub(in crate::parse) struct Open {
    /// The token that closes it; `None` for `<a>`.
    close: Option<usize>,
    link: usize,
    text: usize,
    runs: usize,
    marks: usize,
    inner: usize,
    image: bool,
    quiet: bool,
}

/// The text of a block in which nothing but text was found.
pub(super) fn plain(source: &Source, span: Span) -> Prose<'_> {
    Prose { text: source.slice(span).into(), span, ..Prose::default() }
}

impl<'a> Reader<'a> {
    /// Writes the text of a block and takes its tokens.
    pub(in crate::parse) fn emit(&mut self, span: Span, place: Place, tokens: &mut Tokens) -> Prose<'a> {
        let Tokens { list: tokens, tags, links, pairs, text, runs, marks, at: places, open, elements, .. } = tokens;
        text.clear();
        runs.clear();
        marks.clear();
        open.clear();
        elements.clear();
        let source = self.source;
        let (struck, unseen) = (None, None);
        let mut out = Out { source, place, text, runs, marks, at: places, open, elements, struck, unseen };
        // In the order of their opening runs, as their marks are read.
        pairs.sort_by_key(|pair| pair.open);
        if !pairs.is_empty() {
            out.at.resize(tokens.len(), 0..0);
        }
        let closers = if tags.is_empty() { Vec::new() } else { html::last_closers(tags) };
        let mut at = span.start();
        for (index, token) in tokens.drain(..).enumerate() {
            let end = token.end;
            out.raw(at, token.start);
            match token.kind {
                Kind::Open(link) => self.open_link(&mut out, token.start..token.end, &links[link]),
                Kind::Html(tag) => self.raw_tag(&mut out, &tags[tag], tag, &closers),
                _ => self.token(&mut out, token, index, pairs),
            }
            at = end.max(at);
        }
        out.raw(at, span.end());
        while let Some(open) = out.open.pop() {
            self.finish(&mut out, &open, span.end());
        }
        out.emphasize(pairs);
        pairs.clear();
        tags.clear();
        links.clear();
        out.at.clear();
        out.prose(span)
    }

    fn token(&mut self, out: &mut Out<'a, '_>, token: Token, index: usize, pairs: &[Pair]) {
        let span = self.source.snap(token.start, token.end);
        match token.kind {
            Kind::Run { mark, closing, opening } => {
                if out.struck.is_some_and(|(close, _)| close == index) {
                    let start = out.struck.take().map_or(token.start, |(_, start)| start);
                    self.doc.hidden.push(self.source.snap(start, token.end));
                    let at = out.text.len();
                    out.marks.push(Mark::new(at..at, MarkKind::Struck));
                }
                let before = out.text.len();
                out.raw(token.start + closing, token.end.saturating_sub(opening));
                let after = out.text.len();
                if let Some(at) = out.at.get_mut(index) {
                    *at = before..after;
                }
                if mark == b'~'
                    && let Some(pair) = pairs.get(pairs.partition_point(|pair| pair.open < index))
                    && pair.open == index
                    && out.struck.is_none()
                {
                    out.struck = Some((pair.close, token.start));
                }
            }
            Kind::Bracket => out.raw(token.start, token.end),
            Kind::Close(shown) => {
                while let Some(open) = out.open.pop_if(|open| open.close.is_none()) {
                    self.finish(out, &open, token.start);
                }
                if let Some(open) = out.open.pop_if(|open| open.close == Some(index)) {
                    self.finish(out, &open, token.start);
                }
                if shown {
                    out.raw(token.start, token.end);
                }
            }
            Kind::Code => out.object(span, MarkKind::Code),
            Kind::Comment(text) => {
                self.doc.hidden.push(span);
                self.doc.comments.push(Comment { span, text, kind: CommentKind::Html });
            }
            Kind::Template(index) => {
                if let Some(What::Tag(number, _)) = self.templates.marks.get(index).map(|mark| &mark.what) {
                    out.object(span, MarkKind::Tag(fit(*number)));
                }
            }
            Kind::Read(Read::Escaped) => {
                let from = token.start + 1;
                if !out.quiet() {
                    let text = self.source.slice(self.source.snap(from, token.end));
                    out.put(text, token.start, token.end);
                }
            }
            Kind::Read(Read::Text(text)) => out.put(&text, token.start, token.end),
            Kind::Line(hard) => out.line(span, hard),
            Kind::Autolink(inner) => {
                let text = self.source.slice(inner);
                let mail = text.contains('@') && !text.contains(':');
                let url = if mail { format!("mailto:{text}").into() } else { text.into() };
                self.address(out, span, inner, url, LinkKind::Autolink);
            }
            Kind::Bare(prefix) => {
                let text = self.source.slice(span);
                let url = if prefix.is_empty() { text.into() } else { [prefix, text].concat().into() };
                self.address(out, span, span, url, LinkKind::Bare);
            }
            Kind::Open(_) | Kind::Html(_) | Kind::Nothing => {}
        }
    }

    fn raw_tag(&mut self, out: &mut Out<'a, '_>, html: &HtmlTag, index: usize, closers: &[(&'static str, usize)]) {
        let has_end = !html.closing && closers.iter().any(|(name, last)| *name == html.name && *last > index);
        self.html_tag(out, html, has_end);
        self.doc.html.push(html.clone());
    }

    fn address(&mut self, out: &mut Out<'a, '_>, span: Span, inner: Span, url: Cow<'a, str>, kind: LinkKind) {
        let text = self.source.slice(inner).into();
        let start = out.text.len();
        out.raw(inner.start(), inner.end());
        let link = self.doc.links.len();
        out.marks.push(Mark::new(start..out.text.len(), MarkKind::Link(fit(link))));
        let mut link = out.link(span, inner, kind, false);
        link.url = url;
        link.text = Some((text, inner));
        self.doc.links.push(link);
    }

    fn open_link(&mut self, out: &mut Out<'a, '_>, bracket: Range<usize>, pending: &Pending) {
        let kind = if pending.reference.is_some() { LinkKind::Reference } else { LinkKind::Inline };
        let shown = pending.reference.is_some_and(|(_, definition, _)| definition.is_none());
        if shown {
            out.raw(bracket.start, bracket.end);
        }
        let mut link = out.link(pending.span, pending.target, kind, pending.image);
        if !shown {
            link.url = clean(self.source.slice(pending.target));
        }
        link.text = Some((Cow::Borrowed(""), pending.inner));
        link.title = pending.title.map(|title| Box::new((entity::decode(self.source.slice(title), true), title)));
        if let Some((label, definition, full)) = pending.reference {
            link.reference = Some(Box::new(Reference { label, definition, full }));
            if let Some(definition) = definition.and_then(|index| self.doc.definitions.get_mut(index)) {
                definition.used = true;
            }
        }
        out.begin(self.doc.links.len(), Some(pending.close), bracket.end, pending.image);
        self.doc.links.push(link);
    }

    /// The text of a link is written: keep it, and mark it or (for an image) take it back.
    fn finish(&mut self, out: &mut Out<'a, '_>, open: &Open, end: usize) {
        let inner = self.source.snap(open.inner, end);
        let text = if open.quiet || out.quiet() && out.text.len() <= open.text {
            self.source.slice(inner).into()
        } else {
            out.shown(open.text, open.runs)
        };
        if let Some(link) = self.doc.links.get_mut(open.link) {
            link.text = Some((text, inner));
            if open.close.is_none() {
                link.span = link.span.cover(inner);
            }
        }
        if open.image {
            out.text.truncate(open.text);
            out.runs.truncate(open.runs);
            out.marks.truncate(open.marks);
            for at in &mut *out.at {
                *at = at.start.min(open.text)..at.end.min(open.text);
            }
            if !open.quiet {
                out.marks.push(Mark::new(open.text..open.text, MarkKind::Image(fit(open.link))));
            }
        } else if !open.quiet {
            let range = open.text..out.text.len();
            out.marks.push(Mark::new(range, MarkKind::Link(fit(open.link))));
        }
    }
}

impl<'a> Out<'a, '_> {
    /// What was written for a span.
    fn prose(&mut self, span: Span) -> Prose<'a> {
        let text = self.shown(0, 0);
        // Where all of it stands at the start of the span no run has to tell.
        let told =
            matches!(text, Cow::Borrowed(_)) && self.runs.first().is_some_and(|run| run.source == fit(span.start()));
        let runs = if told { SmallVec::new() } else { SmallVec::from_slice(self.runs) };
        let mut marks = SmallVec::with_capacity(self.marks.len());
        self.marks.drain(..).for_each(|mark| marks.push(mark));
        Prose { text, span, runs, marks }
    }

    /// The text from a byte on, where the run of an index begins: borrowed when it stands so in the source.
    fn shown(&self, from: usize, run: usize) -> Cow<'a, str> {
        let text = self.text.get(from..).unwrap_or("");
        match self.runs.get(run..) {
            _ if text.is_empty() => Cow::Borrowed(""),
            Some([only]) if only.text as usize == from && only.text_len == only.source_len => {
                let start = only.source as usize;
                self.source.slice(self.source.snap(start, start + only.source_len as usize)).into()
            }
            _ => Cow::Owned(text.to_owned()),
        }
    }

    fn quiet(&self) -> bool {
        self.struck.is_some() || self.unseen.is_some()
    }

    /// Source bytes that are shown as they stand.
    fn raw(&mut self, start: usize, end: usize) {
        if start >= end || self.quiet() {
            return;
        }
        match self.source.text().get(start..end) {
            Some(text) => self.put(text, start, end),
            None => {
                let span = self.source.snap(start, end);
                self.put(self.source.slice(span), span.start(), span.end());
            }
        }
    }

    fn put(&mut self, text: &str, start: usize, end: usize) {
        if self.quiet() || text.is_empty() {
            return;
        }
        let at = fit(self.text.len());
        let (source, text_len, source_len) = (fit(start), fit(text.len()), fit(end.saturating_sub(start)));
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.text_len == last.source_len
            && text_len == source_len
            && last.source + last.source_len == source
        {
            last.text_len += text_len;
            last.source_len += source_len;
            return;
        }
        self.runs.push(Run { text: at, text_len, source, source_len });
    }

    fn object(&mut self, span: Span, kind: MarkKind) {
        if self.quiet() {
            return;
        }
        let start = self.text.len();
        self.put(OBJECT, span.start(), span.end());
        self.marks.push(Mark::new(start..self.text.len(), kind));
    }

    fn line(&mut self, span: Span, hard: bool) {
        if self.quiet() || !hard && self.place.html && self.fresh() {
            return;
        }
        let start = self.text.len();
        self.put("\n", span.start(), span.end());
        if hard {
            self.marks.push(Mark::new(start..start + 1, MarkKind::Break));
        }
    }

    /// An element that stands on lines of its own begins or ends.
    fn part(&mut self, span: Span) {
        if !self.quiet() && !self.fresh() {
            self.put("\n", span.start(), span.end());
        }
    }

    fn fresh(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    fn html_mark(&mut self, html: &HtmlTag, kind: MarkKind) {
        if !html.closing {
            self.elements.push((html.name.clone(), kind, self.text.len()));
        } else if let Some((_, kind, start)) = self.elements.pop_if(|(name, _, _)| *name == html.name) {
            let end = self.text.len();
            self.marks.push(Mark::new(start.min(end)..end, kind));
        }
    }

    /// Marks what stands between paired runs of `*` and `_`.
    fn emphasize(&mut self, pairs: &[Pair]) {
        for pair in pairs.iter().filter(|pair| pair.mark != b'~') {
            let (Some(start), Some(end)) = (self.at.get(pair.open), self.at.get(pair.close)) else { continue };
            let range = start.end..end.start.max(start.end);
            let kind = if pair.strong { MarkKind::Strong } else { MarkKind::Emphasis };
            if range.end <= self.text.len() {
                self.marks.push(Mark::new(range, kind));
            }
        }
    }

    fn begin(&mut self, link: usize, close: Option<usize>, inner: usize, image: bool) {
        self.open.push(Open {
            close,
            link,
            text: self.text.len(),
            runs: self.runs.len(),
            marks: self.marks.len(),
            inner,
            image,
            quiet: self.quiet(),
        });
    }

    fn link(&self, span: Span, target: Span, kind: LinkKind, image: bool) -> Link<'a> {
        Link {
            span,
            target,
            url: Cow::Borrowed(""),
            text: None,
            title: None,
            kind,
            image,
            size: None,
            inside_link: self.open.iter().any(|open| !open.image),
            block: self.place.block,
            cell: self.place.cell,
            reference: None,
        }
    }
}

/// A Markdown target as it is read.
pub(super) fn clean(target: &str) -> Cow<'_, str> {
    trimmed(entity::decode(target, true))
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
        Cow::Owned(text) if text.trim().len() < text.len() => Cow::Owned(text.trim().to_owned()),
        text @ Cow::Owned(_) => text,
    }
}
