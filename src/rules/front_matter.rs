//! Rules of the group `front-matter`: the settings above the text.

use super::{Entry, post};

mod date_format;
mod date_order;
mod duplicate_key;
mod empty;
mod file_date;
mod keys;
mod missing;
mod plain_text;
mod reinterpreted;
mod schema;
mod stray_quote;
mod syntax;
mod unclosed;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<date_format::DateFormat>("front-matter/date-format"),
    post::<date_order::DateOrder>("front-matter/date-order"),
    post::<duplicate_key::DuplicateKey>("front-matter/duplicate-key"),
    post::<empty::Empty>("front-matter/empty"),
    post::<file_date::FileDate>("front-matter/file-date"),
    post::<missing::Missing>("front-matter/missing"),
    post::<plain_text::PlainText>("front-matter/plain-text"),
    post::<reinterpreted::Reinterpreted>("front-matter/reinterpreted"),
    post::<schema::Required>("front-matter/required"),
    post::<stray_quote::StrayQuote>("front-matter/stray-quote"),
    post::<syntax::Syntax>("front-matter/syntax"),
    post::<schema::Type>("front-matter/type"),
    post::<unclosed::Unclosed>("front-matter/unclosed"),
    post::<schema::UnknownKey>("front-matter/unknown-key"),
    post::<schema::Value>("front-matter/value"),
];
