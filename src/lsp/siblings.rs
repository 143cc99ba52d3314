//! What the other posts of a folder leave behind, for the rules across posts.
//!
//! The posts on the disk are read once, in the background; an open post stands
//! for its file, saved or not.

use super::desk::{Desk, Task};
use super::news::{News, Sibling};
use crate::configure::{Configuration, Wanted};
use crate::run::{self, Configure, Text, walk};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The posts of each folder; `None` while they are being read.
#[derive(Default)]
pub struct Siblings {
    folders: BTreeMap<PathBuf, Option<Vec<Sibling>>>,
    /// What was begun before the last change of files is of no use.
    round: u64,
}

impl Siblings {
    /// Forgets what was read.
    pub fn forget(&mut self) {
        self.folders.clear();
        self.round += 1;
    }

    /// Takes what was read in the background; `false` when it is out of date.
    pub fn take(&mut self, root: PathBuf, round: u64, found: Vec<Sibling>) -> bool {
        let fresh = round == self.round;
        if fresh {
            self.folders.insert(root, Some(found));
        }
        fresh
    }

    /// What the posts of a folder leave behind but those that are open; read
    /// in the background when they are not known yet.
    pub fn closed(&mut self, root: &Path, open: &[Sibling], scan: &Scan) -> Vec<Sibling> {
        if !self.folders.contains_key(root) {
            self.folders.insert(root.to_path_buf(), None);
            scan.start(root.to_path_buf(), self.round);
        }
        let known = self.folders.get(root).and_then(Option::as_deref).unwrap_or_default();
        known.iter().filter(|(path, _)| open.iter().all(|(other, _)| other != path)).cloned().collect()
    }
}

/// How a folder is read in the background.
pub struct Scan {
    /// Where the news goes.
    pub desk: Arc<Desk>,
    /// Whether configurations that are found are trusted.
    pub trust: bool,
    /// The day.
    pub today: Date,
}

impl Scan {
    fn start(&self, root: PathBuf, round: u64) {
        let (desk, trust, today) = (Arc::clone(&self.desk), self.trust, self.today);
        std::thread::spawn(move || {
            let found = digests(&root, trust, today);
            desk.put(Task::News(News::Siblings { root, round, found }));
        });
    }
}

fn digests(root: &Path, trust: bool, today: Date) -> Vec<Sibling> {
    let Ok(configuration) = Configuration::new(root, Wanted { trust, ..Wanted::default() }) else { return Vec::new() };
    let excluded = |path: &Path| configuration.is_excluded(path);
    let filter = walk::Filter { extensions: configuration.extensions(), excluded: &excluded, force: true };
    let (files, _) = walk::files(root, &[root.to_path_buf()], &filter);
    files
        .into_iter()
        .filter_map(|file| {
            let resolved = configuration.resolve(&file.path);
            if !run::looks_across(&resolved.rules) {
                return None;
            }
            let Text::Good(source) = run::read::file(&file.path, &file.name, resolved.max_size) else { return None };
            let understood = run::understand(&source, &resolved.settings);
            let digest = run::digest_of(0, &source, &understood, &resolved.settings, today);
            Some((file.path, digest))
        })
        .collect()
}
