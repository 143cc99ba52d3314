//! An open post: its text, and what was last found in it.

use super::text::{self, Encoding};
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::run::{self, Configure, Resolved, Understood};
use crate::source::Source;
use lsp_types::{Range, Uri};
use std::path::PathBuf;

/// An open post.
pub struct OpenPost {
    /// As the editor calls it.
    pub uri: Uri,
    /// Where it stands, or would stand.
    pub path: PathBuf,
    /// The editor's version.
    pub version: i32,
    /// The editor's text.
    pub text: String,
    /// What a character offset counts.
    pub encoding: Encoding,
    /// Not judged since its last change.
    pub dirty: bool,
    /// What was found when it was last judged.
    pub found: Vec<Diagnostic>,
    starts: Vec<usize>,
}

impl OpenPost {
    /// A post that was just opened.
    #[must_use]
    pub fn new(uri: Uri, path: PathBuf, version: i32, text: String, encoding: Encoding) -> Self {
        let starts = text::line_starts(&text);
        OpenPost { uri, path, version, text, encoding, dirty: true, found: Vec::new(), starts }
    }

    /// Takes a new text.
    pub fn update(&mut self, version: i32, change: impl FnOnce(&mut String)) {
        change(&mut self.text);
        self.starts = text::line_starts(&self.text);
        self.version = version;
        self.dirty = true;
    }

    /// The protocol's range of two byte offsets.
    #[must_use]
    pub fn range(&self, start: usize, end: usize) -> Range {
        text::range(&self.text, &self.starts, start, end, self.encoding)
    }

    /// The byte offset of a position.
    #[must_use]
    pub fn offset(&self, position: lsp_types::Position) -> usize {
        text::offset(&self.text, &self.starts, position, self.encoding)
    }

    /// The text as a source.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::new(self.path.clone(), self.path.to_string_lossy().into_owned(), self.text.clone())
    }

    /// The post's parts and programme.
    #[must_use]
    pub fn understand(&self, configure: &dyn Configure) -> (Source, Understood) {
        let Resolved { settings, .. } = configure.resolve(&self.path);
        let source = self.source();
        let understood = run::understand(&source, &settings);
        (source, understood)
    }

    /// A comment that silences a finding, and where it goes: the line above, or
    /// above the table (a comment between two rows would end it). `None` in the
    /// front matter, where a comment could change what a value means.
    #[must_use]
    pub fn suppression(&self, it: &Diagnostic, id: &str) -> Option<(usize, String)> {
        let source = self.source();
        let doc = crate::parse::document(&source, crate::document::Flavour::Gfm);
        let place = it.finding.span;
        if place.start() < doc.body.start() {
            return None;
        }
        let table = doc
            .blocks
            .iter()
            .find(|block| matches!(block.kind, BlockKind::Table(_)) && block.span.contains(place))
            .map(|block| block.span);
        let (at, word) = match table {
            Some(table) => (table.start(), "eventlint-disable-next-block"),
            None => (place.start(), "eventlint-disable-next-line"),
        };
        let line = source.line_span(source.line_of(at));
        let ends = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        Some((line.start(), format!("<!-- {word} {id} : reason -->{ends}")))
    }
}
