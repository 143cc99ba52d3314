//! What the web said before: one small file, replaced as a whole.
//!
//! Alive is believed for a day, dead for an hour, doubt never. Two runs at once
//! lose nothing but each other's newest answers: each reads again, merges, and
//! puts its file in place of the other in one step.

use super::Target;
use super::anchor::Place;
use super::outcome::{Outcome, State};
use crate::config::LinkSettings;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use url::Url;

/// How long alive is believed.
const ALIVE: Duration = Duration::from_secs(24 * 60 * 60);
/// How long dead is believed.
const DEAD: Duration = Duration::from_secs(60 * 60);
/// How long an answer is kept to be asked about again.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;
/// The file's name.
const NAME: &str = "links.json";
/// The form of the file; another one is made anew.
const VERSION: u32 = 1;

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    version: u32,
    links: BTreeMap<String, Kept>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When, in seconds since 1970.
    at: u64,
    /// What of the settings changes the answer.
    settings: String,
    /// Why it is dead; alive when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
    /// Places inside the page: there or not.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    places: BTreeMap<String, bool>,
    /// The server's mark of this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When the server's version was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

impl Kept {
    /// The answer as an outcome.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let place = |there: bool| if there { Place::There } else { Place::Missing };
        Outcome {
            state: self.dead.clone().map_or(State::Alive, State::Dead),
            moved: self.moved.clone(),
            places: self.places.iter().map(|(name, there)| (name.clone(), place(*there))).collect(),
            etag: self.etag.clone(),
            modified: self.modified.clone(),
        }
    }
}

/// The answers of earlier runs.
pub struct Cache {
    folder: PathBuf,
    links: BTreeMap<String, Kept>,
    new: BTreeMap<String, Kept>,
}

impl Cache {
    /// Opens the cache of a folder; whether it was damaged, and so is empty.
    #[must_use]
    pub fn open(folder: PathBuf) -> (Self, bool) {
        let (links, damaged) = match read(&folder.join(NAME)) {
            Ok(file) => (file.links, false),
            Err(damaged) => (BTreeMap::new(), damaged),
        };
        (Cache { folder, links, new: BTreeMap::new() }, damaged)
    }

    /// How many answers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// The answer to a question, and whether it is still believed; one that is
    /// not can be asked about again by its mark.
    pub(crate) fn get(&self, url: &str, settings: &LinkSettings, target: &Target) -> Option<(Kept, bool)> {
        let kept = self.links.get(url).filter(|kept| kept.settings == mark(url, settings))?;
        let all = target.fragments.iter().all(|fragment| kept.places.contains_key(fragment));
        if !(all || kept.dead.is_some()) {
            return None;
        }
        let age = now().saturating_sub(kept.at);
        let limit = if kept.dead.is_some() { DEAD } else { ALIVE };
        let fresh = age < limit.as_secs();
        let again = kept.dead.is_none() && (kept.etag.is_some() || kept.modified.is_some());
        (fresh || again).then(|| (kept.clone(), fresh))
    }

    /// Takes an answer; doubt is not kept.
    pub fn put(&mut self, url: &str, settings: &LinkSettings, outcome: &Outcome) {
        let dead = match &outcome.state {
            State::Alive => None,
            State::Dead(reason) => Some(reason.clone()),
            State::NoSuchName | State::Doubtful(_) => {
                self.links.remove(url);
                return;
            }
        };
        let told = |place: &Place| match place {
            Place::There => Some(true),
            Place::Missing => Some(false),
            Place::Unknown => None,
        };
        let places = outcome.places.iter().filter_map(|(name, place)| Some((name.clone(), told(place)?))).collect();
        let kept = Kept {
            at: now(),
            settings: mark(url, settings),
            dead,
            moved: outcome.moved.clone(),
            places,
            etag: outcome.etag.clone(),
            modified: outcome.modified.clone(),
        };
        self.new.insert(url.to_owned(), kept);
    }

    /// Writes what is new beside what other runs have written meanwhile. A cache
    /// that can't be written is no reason to fail: the next run asks again.
    pub fn save(&mut self) {
        let mut links = read(&self.folder.join(NAME)).map(|file| file.links).unwrap_or_default();
        links.append(&mut self.new);
        let oldest = now().saturating_sub(KEPT.as_secs());
        links.retain(|_, kept| kept.at >= oldest);
        let file = File { version: VERSION, links };
        // Errors are dropped on purpose, see above.
        let _ = self.write(&file);
        self.links = file.links;
    }

    fn write(&self, file: &File) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut temporary = tempfile::Builder::new().prefix(".links-").tempfile_in(&self.folder)?;
        serde_json::to_writer(std::io::BufWriter::new(temporary.as_file_mut()), file)?;
        temporary.as_file_mut().flush()?;
        temporary.persist(self.folder.join(NAME)).map_err(|error| error.error)?;
        Ok(())
    }
}

/// The file of a folder.
#[must_use]
pub fn path(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

/// The folder of a user's cache: `$XDG_CACHE_HOME/eventlint`, or the system's own place.
#[must_use]
pub fn user_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = variable("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Caches"))
        } else {
            variable("HOME").map(|home| home.join(".cache"))
        }
    });
    base.map(|base| base.join("eventlint"))
}

/// The file, or whether it is there and damaged.
fn read(path: &Path) -> Result<File, bool> {
    let size = std::fs::metadata(path).map_err(|_| false)?.len();
    if size > LARGEST {
        return Err(true);
    }
    let bytes = std::fs::read(path).map_err(|_| false)?;
    let file: File = serde_json::from_slice(&bytes).map_err(|_| true)?;
    if file.version == VERSION { Ok(file) } else { Err(true) }
}

/// What of the settings changes the answer of a host; headers only as a digest.
fn mark(url: &str, settings: &LinkSettings) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_ascii_lowercase)).unwrap_or_default();
    let Some(own) = settings.hosts.get(&host) else { return String::new() };
    let mut hash = Sha256::new();
    for (name, value) in &own.headers {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(value.as_bytes());
        hash.update([0]);
    }
    for status in &own.accept {
        hash.update(status.to_le_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
