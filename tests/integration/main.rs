//! Everything that is tested from outside the library.

mod catalogue;
mod fixtures;
mod layers;
