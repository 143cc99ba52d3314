//! Rules of the group `link`.

use super::{Entry, network, post, site};

mod dead;
mod doubtful;
mod empty;
mod insecure;
mod malformed;
mod missing_anchor;
pub(super) mod missing_file;
mod missing_scheme;
mod moved;
mod open_quote;
mod placeholder;
mod same_target;
mod shortener;
pub(super) mod target;
mod text_mismatch;
mod tracking;
mod undefined_reference;

/// One line a rule.
pub static RULES: &[Entry] = &[
    network::<dead::Dead>("link/dead"),
    network::<doubtful::Doubtful>("link/doubtful"),
    post::<empty::Empty>("link/empty"),
    network::<insecure::Insecure>("link/insecure"),
    post::<malformed::Malformed>("link/malformed"),
    site::<missing_anchor::MissingAnchor>("link/missing-anchor"),
    site::<missing_file::MissingFile>("link/missing-file"),
    site::<missing_scheme::MissingScheme>("link/missing-scheme"),
    network::<moved::Moved>("link/moved"),
    post::<placeholder::Placeholder>("link/placeholder"),
    post::<same_target::SameTarget>("link/same-target"),
    post::<shortener::Shortener>("link/shortener"),
    post::<text_mismatch::TextMismatch>("link/text-mismatch"),
    post::<tracking::Tracking>("link/tracking"),
    post::<undefined_reference::UndefinedReference>("link/undefined-reference"),
];
