//! The limit that the speed goals are ratios of: reads every Markdown file
//! below the paths and parses it with comrak, nothing else.
//!
//! `limit THREADS PATH…` prints files, bytes and nodes.

use ignore::WalkBuilder;
use rayon::prelude::*;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let threads: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let files: Vec<PathBuf> = words
        .flat_map(|path| WalkBuilder::new(path).build().filter_map(Result::ok))
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".into());
    let (bytes, nodes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let one = |path: &PathBuf| {
        let Ok(text) = std::fs::read(path) else { return };
        let text = String::from_utf8_lossy(&text);
        bytes.fetch_add(text.len(), Relaxed);
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, &text, &options);
        nodes.fetch_add(root.descendants().count(), Relaxed);
    };
    if threads == 1 {
        files.iter().for_each(one);
    } else if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        pool.install(|| files.par_iter().for_each(one));
    }
    writeln!(std::io::stdout(), "files={} bytes={} nodes={}", files.len(), bytes.into_inner(), nodes.into_inner())
}
