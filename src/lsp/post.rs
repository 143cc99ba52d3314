//! An open post: the editor's text, a snapshot of it, and what was read there.
//!
//! The thread that reads messages keeps the text up to date; the one that
//! thinks works on a snapshot that nothing changes under its hands.

use super::text::{self, Change, Encoding};
use crate::agenda::Agenda;
use crate::diagnostic::Diagnostic;
use crate::rules::WebAsk;
use crate::run::{self, Configure, Resolved, Understood};
use crate::source::Source;
use lsp_types::{Position, Range, Uri};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// An open post, equal to the editor's.
pub struct OpenPost {
    /// As the editor calls it.
    pub uri: Uri,
    /// Where it stands, or would stand.
    pub path: PathBuf,
    /// The editor's version; `None` where it counts none.
    pub version: Option<i32>,
    /// Has findings to be made and shown.
    pub dirty: bool,
    /// An edit could not be read, so nothing is known of the text until it comes whole.
    pub lost: bool,
    text: String,
    starts: Vec<u32>,
    encoding: Encoding,
    snapshot: Option<Arc<Snapshot>>,
}

/// A post at one moment.
pub struct Snapshot {
    /// As the editor calls it.
    pub uri: Uri,
    /// The editor's version.
    pub version: Option<i32>,
    /// The text.
    pub source: Source,
    /// What a character offset counts.
    pub encoding: Encoding,
}

/// `textDocument/didChange`, read leniently: some clients count no versions.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Which post.
    pub text_document: Versioned,
    /// The edits, each on the text that the one before has made.
    pub content_changes: Vec<Change>,
}

/// Which post, and its version after the edits.
#[derive(Debug, Deserialize)]
pub struct Versioned {
    /// The address.
    pub uri: String,
    /// The version.
    #[serde(default)]
    pub version: Option<i32>,
}

impl OpenPost {
    /// A post that was just opened.
    #[must_use]
    pub fn new(uri: Uri, version: Option<i32>, text: String, encoding: Encoding) -> Self {
        let path = super::client::path_of(uri.as_str())
            .unwrap_or_else(|| PathBuf::from(uri.as_str().replace([':', '/'], "_")));
        let starts = text::line_starts(&text);
        OpenPost { uri, path, version, dirty: true, lost: false, text, starts, encoding, snapshot: None }
    }

    /// Takes edits in the order in which they come: the stream keeps the
    /// editor's order, so that a version which does not grow is no reason to
    /// lose one.
    pub fn update(&mut self, changes: Changes) {
        self.version = changes.text_document.version;
        self.dirty = true;
        self.snapshot = None;
        for change in changes.content_changes {
            self.lost &= change.range.is_some();
            text::change(&mut self.text, &mut self.starts, change, self.encoding);
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it is now; copied once a change.
    pub fn snapshot(&mut self) -> Arc<Snapshot> {
        let made = self.snapshot.get_or_insert_with(|| {
            let name = self.path.to_string_lossy().into_owned();
            Arc::new(Snapshot {
                uri: self.uri.clone(),
                version: self.version,
                source: Source::new(self.path.clone(), name, self.text.as_str()),
                encoding: self.encoding,
            })
        });
        Arc::clone(made)
    }

    /// Whether a snapshot shows the text as it is now.
    #[must_use]
    pub fn is_at(&self, snapshot: &Arc<Snapshot>) -> bool {
        self.snapshot.as_ref().is_some_and(|own| Arc::ptr_eq(own, snapshot))
    }
}

impl Snapshot {
    /// The protocol's range of two byte offsets.
    #[must_use]
    pub fn range(&self, start: usize, end: usize) -> Range {
        text::range(self.source.text(), self.source.line_starts(), start, end, self.encoding)
    }

    /// The byte offset of a position.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        text::offset(self.source.text(), self.source.line_starts(), position, self.encoding)
    }
}

/// What was read in a snapshot: once for findings, symbols, hints and all else.
pub struct Reading {
    /// The text.
    pub shot: Arc<Snapshot>,
    /// The configuration that holds for it.
    pub resolved: Resolved,
    /// Its parts and its programme; `None` for what is not read: too large, no text.
    pub understood: Option<Understood<'static>>,
    /// What was found, once it was judged.
    pub found: Option<Vec<Diagnostic>>,
    /// The web addresses that it asks about; none where the web is not asked.
    pub asks: Vec<WebAsk>,
    /// Changes with every judgement.
    pub stamp: u64,
}

impl Reading {
    /// Reads a snapshot.
    #[must_use]
    pub fn new(shot: Arc<Snapshot>, configure: &dyn Configure) -> Self {
        let resolved = configure.resolve(shot.source.path());
        let text = shot.source.text();
        let readable = text.len() as u64 <= resolved.max_size && memchr::memchr(0, text.as_bytes()).is_none();
        let understood = readable.then(|| run::understand(&shot.source, &resolved.settings).into_owned());
        Reading { shot, resolved, understood, found: None, asks: Vec::new(), stamp: 0 }
    }

    /// The programme, where there is one.
    #[must_use]
    pub fn agenda(&self) -> Option<&Agenda> {
        self.understood.as_ref().map(|it| &it.agenda)
    }

    /// What was found; nothing before it was judged.
    #[must_use]
    pub fn found(&self) -> &[Diagnostic] {
        self.found.as_deref().unwrap_or_default()
    }

    /// The protocol's range of two byte offsets.
    #[must_use]
    pub fn range(&self, start: usize, end: usize) -> Range {
        self.shot.range(start, end)
    }

    /// The protocol's range of a span.
    #[must_use]
    pub fn range_of(&self, span: crate::source::Span) -> Range {
        self.shot.range(span.start(), span.end())
    }

    /// The byte offset of a position.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        self.shot.offset(position)
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.shot.source
    }
}
