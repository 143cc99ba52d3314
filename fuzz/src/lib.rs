//! What the fuzzers drive: the same properties that `cargo test` tries on fewer inputs.

#[path = "../../tests/integration/properties.rs"]
mod properties;
#[path = "../../tests/integration/sync.rs"]
mod sync;
#[path = "../../tests/integration/verdict.rs"]
mod verdict;

pub use properties::*;
pub use sync::sync;
pub use verdict::verdict;
