//! `check --watch`: judges again whenever a post or a configuration changes.

use super::Error;
use super::args::Check;
use crate::configure::NAMES;
use crate::run::walk;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(300);

/// What tells that a file changed: its time and its size.
type State = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Checks at once and after each change, until it is ended.
///
/// # Errors
/// When an argument is wrong or the output can't be written.
pub fn run(args: &Check, working: &Path, once: impl Fn() -> Result<u8, Error>) -> Result<u8, Error> {
    loop {
        let before = state(working, args);
        once()?;
        super::print("\nwatching for changes; Ctrl-C ends\n")?;
        while state(working, args) == before {
            std::thread::sleep(EVERY);
        }
    }
}

fn state(working: &Path, args: &Check) -> State {
    let filter = walk::Filter { extensions: &[], excluded: &|_| false, force: false };
    let (files, _) = walk::files(working, &args.paths, &filter);
    let posts = files.into_iter().map(|file| file.path);
    let own = args.config.iter().map(|file| working.join(file));
    let near = working.ancestors().flat_map(|folder| NAMES.iter().map(|name| folder.join(name)));
    posts
        .chain(own)
        .chain(near)
        .filter_map(|path| {
            let meta = std::fs::metadata(&path).ok()?;
            Some((path, (meta.modified().ok(), meta.len())))
        })
        .collect()
}
