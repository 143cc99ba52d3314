//! Everything that is tested from outside the library.

mod catalogue;
mod cli;
mod fixtures;
mod layers;
mod pages;
