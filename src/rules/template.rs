//! Rules of the group `template`.

use super::{Entry, post};

mod unclosed;
mod unknown_tag;

/// One line a rule.
pub static RULES: &[Entry] =
    &[post::<unclosed::Unclosed>("template/unclosed"), post::<unknown_tag::UnknownTag>("template/unknown-tag")];
