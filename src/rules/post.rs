//! One post, as rules see it.
//!
//! What several rules want of it is worked out once, when the first of them
//! asks: a rule that is off costs nothing, nor does what only it would need.

use super::link::target::Target;
use super::schedule::line;
use crate::agenda::Agenda;
use crate::config::Settings;
use crate::document::Document;
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::cell::OnceCell;

/// One post, as rules see it.
pub struct Post<'a> {
    /// The text.
    pub source: &'a Source,
    /// Its parts.
    pub doc: &'a Document,
    /// Its programme.
    pub agenda: &'a Agenda,
    /// The configuration that holds for this file.
    pub settings: &'a Settings,
    /// The day of the run.
    pub today: Date,
    targets: OnceCell<Vec<Target<'a>>>,
    lines: OnceCell<Vec<Vec<usize>>>,
}

impl<'a> Post<'a> {
    /// A post that was read, with what holds for it.
    #[must_use]
    pub fn new(
        source: &'a Source,
        doc: &'a Document,
        agenda: &'a Agenda,
        settings: &'a Settings,
        today: Date,
    ) -> Self {
        Post { source, doc, agenda, settings, today, targets: OnceCell::new(), lines: OnceCell::new() }
    }

    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The links and images that stand where readers see them and whose target
    /// holds no template mark, taken apart.
    pub fn targets(&self) -> &[Target<'a>] {
        self.targets.get_or_init(|| self.doc.judged_links(self.source).map(Target::new).collect())
    }

    /// The comparable sessions of each place and day, see [`line::lines`].
    pub fn lines(&self) -> &[Vec<usize>] {
        self.lines.get_or_init(|| line::lines(self.agenda))
    }
}
