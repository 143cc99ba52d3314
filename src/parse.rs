//! From text to [`Document`]: comrak for the structure, the raw source for every span.

pub mod front;

use crate::document::{Document, Flavour};

use crate::source::Source;

/// Reads a post.
#[must_use]
pub fn document(source: &Source, flavour: Flavour) -> Document {
    let _ = source;
    Document { flavour, ..Document::default() }
}
