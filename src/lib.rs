//! `eventlint` proofreads the Markdown posts that announce events.
//!
//! ```text
//! bytes -> Source -> Document -> Agenda -> rules -> settle -> report
//! ```

pub mod agenda;
pub mod agenda_report;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod configure;
pub mod diagnostic;
pub mod document;
pub mod fix;
pub mod git;
#[cfg(feature = "net")]
pub mod links;
pub mod lsp;
pub mod parse;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod ruleset;
pub mod run;
pub mod schema;
pub mod settle;
pub mod slug;
pub mod source;
pub mod suppress;
