//! `eventlint` proofreads the Markdown posts that announce events.
//!
//! # Architecture
//!
//! ```text
//! bytes ─▶ Source ─▶ Document ─▶ Agenda ─▶ rules ─▶ settle ─▶ report
//!          text,     front matter, days,     found    severity,   one of
//!          spans     grids, links, sessions, things   suppression, the formats
//!                    headings,tags windows            order
//! ```
//!
//! - [`source`] makes every span: it refuses what is out of range or off a
//!   character boundary. Line and column exist only in reports.
//! - [`parse`] turns a source into a [`document`]: comrak decides the structure
//!   where it is not plain to see, everything inside a block is found on the raw
//!   source. No parser's type leaves that module.
//! - [`mod@agenda`] is what a reader understands: days, sessions, windows, zones. It
//!   knows the words of languages from `rules/locales/`, held as plain data.
//! - [`rules`] are pure: no files, no clock, no environment. A rule is its
//!   options and one method; id, severity and documentation stand on its page
//!   under `rules/`, whose examples are its tests.
//! - [`resolve`] and `links` answer what rules ask about files and the web.
//! - [`settle`] is the only place of policy: severity, one finding a mistake,
//!   suppression, order.
//! - [`run`] is the driver that the command line and the language server share.
//!   It keeps a file's diagnostics with the lines they show, and nothing else.
//! - [`mod@report`] has one file a format; [`lsp`] and [`cli`] are the two faces.
//!
//! Imports follow that order and never turn back; `tests/integration/layers.rs`
//! holds it. What a post contains is never an error of the library: it is a
//! diagnostic.

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
mod nearest;
pub mod parse;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod ruleset;
pub mod run;
pub mod schema;
pub mod settle;
pub mod shown;
pub mod slug;
pub mod source;
pub mod suppress;
