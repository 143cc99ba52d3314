//! Everything that is tested from outside the library.

mod catalogue;
mod changes;
mod cli;
mod config_schema;
mod configurations;
#[cfg(unix)]
mod faults;
mod fixtures;
mod fuzzed;
mod habits;
#[cfg(unix)]
mod hostile;
mod laws;
mod layers;
mod lsp;
mod lsp_links;
mod lsp_robust;
mod lsp_workspace;
mod pages;
mod planted;
mod planted_in_fixtures;
mod properties;
mod readme;
mod shapes;
mod shapes_beside;
mod shapes_days;
mod shapes_fields;
mod shapes_halves;
mod shapes_languages;
mod shapes_lines;
mod shapes_tables;
mod sync;
#[cfg(feature = "net")]
mod verdict;
mod web;
mod zones;
