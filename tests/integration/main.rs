//! Everything that is tested from outside the library.

mod catalogue;
mod changes;
mod cli;
mod config_schema;
mod fixtures;
mod laws;
mod layers;
mod lsp;
mod lsp_links;
mod lsp_robust;
mod lsp_workspace;
mod pages;
mod planted;
mod readme;
mod web;
