//! Everything that is tested from outside the library.

mod catalogue;
mod cli;
mod config_schema;
mod fixtures;
mod layers;
mod pages;
mod readme;
mod web;
