//! How the program is linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let told = |key: &str| env::var(key).unwrap_or_default();
    let linux = told("CARGO_CFG_TARGET_OS") == "linux" && told("CARGO_CFG_TARGET_ENV") == "gnu";
    let dynamic = !told("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static");
    if linux && dynamic && told("CARGO_CFG_TARGET_ARCH") == "x86_64" {
        // At a fixed address, as Go's programs are: 39,000 addresses in tables of words, entities and zones would else
        // be written anew at every start, which is a third of the time that one post takes.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
