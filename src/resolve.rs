//! Answers what rules ask about the files around, each question once.
//!
//! An answer is "no" only where that is certain: inside a site (a repository, or
//! below a configuration) or beside the post, with exact case, and when nothing
//! of that name stands elsewhere in the site, from where a generator may take it.

use crate::config::Settings;
use crate::document::{Document, Flavour};
use crate::nearest::{is_same_but_case, nearest};
use crate::parse;
use crate::rules::{Answer, Question};
use crate::slug::Anchors;
use crate::source::Source;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

/// The largest target that is read for its headings, in bytes.
const MAX_BYTES: u64 = 4 * 1024 * 1024;
/// Files of a site beyond which its index is given up.
const MAX_FILES: usize = 200_000;

/// Answers every distinct question once.
#[derive(Debug, Default)]
pub struct Resolver {
    sites: Mutex<HashMap<PathBuf, Option<Arc<Site>>>>,
    above: Mutex<HashMap<PathBuf, Above>>,
    /// By the bytes of the path, which are compared with less ado than its parts.
    folders: Mutex<HashMap<OsString, Option<Arc<BTreeSet<String>>>>>,
    pages: Mutex<HashMap<(PathBuf, Flavour), Option<Arc<Anchors>>>>,
    places: Mutex<HashMap<Key, Arc<Place>>>,
    /// The place asked for last, by its folder as named: posts of one folder follow each other.
    last: Mutex<Option<(Key, Arc<Place>)>>,
}

/// Folder of the post, site root as configured, how Markdown is read.
type Key = (PathBuf, Option<PathBuf>, Flavour);

/// A folder with posts, and what was asked from it.
#[derive(Debug)]
struct Place {
    site: Option<Arc<Site>>,
    /// The site's root; the folder itself where there is no site.
    base: PathBuf,
    /// The folder's names below the base; `None` when one is no text.
    below: Option<Vec<String>>,
    answers: Mutex<HashMap<Question, Answer>>,
}

/// The files around one post.
pub struct Around<'a> {
    resolver: &'a Resolver,
    settings: &'a Settings,
    /// `None` when the folder is not known.
    place: Option<Arc<Place>>,
}

impl Around<'_> {
    /// The answer to a question of the post.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Answer {
        let Some(place) = &self.place else { return Answer::Unknown };
        if let Some(answer) = lock(&place.answers).get(question) {
            return answer.clone();
        }
        let answer = match question {
            Question::Path(path) => self.resolver.path(place, path, self.settings),
            Question::Anchor(path, _) if path.is_empty() => return Answer::No { near: None },
            Question::Anchor(path, name) => self.resolver.anchor(place, path, name, self.settings),
        };
        lock(&place.answers).insert(question.clone(), answer.clone());
        answer
    }
}

/// The nearest repository upwards from a folder, and the nearest configuration inside it.
#[derive(Clone, Debug, Default)]
struct Above {
    repository: Option<PathBuf>,
    configuration: Option<PathBuf>,
}

/// A folder that is built into a site.
#[derive(Debug)]
struct Site {
    /// The repository's root, or the configuration's folder.
    root: PathBuf,
    /// The folder of the nearest configuration.
    configuration: Option<PathBuf>,
    /// All files by name: their paths from the root, with `/`. `None` when there are too many.
    files: OnceLock<Option<BTreeMap<String, Vec<String>>>>,
}

/// What became of a path.
enum Found {
    /// The file or folder is there.
    At(PathBuf),
    /// It is not; the last folder that is there, and the first name that is not.
    Not { folder: PathBuf, name: String, rest: Vec<String> },
    /// A folder could not be read.
    Unreadable,
}

impl Resolver {
    /// Forgets what was found, because files have changed.
    pub fn forget(&self) {
        lock(&self.sites).clear();
        lock(&self.above).clear();
        lock(&self.folders).clear();
        lock(&self.pages).clear();
        lock(&self.places).clear();
        *lock(&self.last) = None;
    }

    /// Takes the text of an open post for what stands on the disk; `true` when
    /// other posts may get other answers now.
    pub fn hold(&self, source: &Source, doc: &Document) -> bool {
        let page = Anchors::of(source, doc);
        let mut pages = lock(&self.pages);
        let known = pages.entry((normal(source.path()), doc.flavour)).or_default();
        let news = known.as_deref() != Some(&page);
        if news {
            *known = Some(Arc::new(page));
            let paths_only = |question: &Question| !matches!(question, Question::Anchor(..));
            let places = lock(&self.places);
            places.values().for_each(|place| lock(&place.answers).retain(|question, _| paths_only(question)));
        }
        news
    }

    /// What stands around the post at `post`.
    #[must_use]
    pub fn around<'a>(&'a self, post: &Path, settings: &'a Settings) -> Around<'a> {
        Around { resolver: self, settings, place: self.place(post, settings) }
    }

    /// The place of a post.
    fn place(&self, post: &Path, settings: &Settings) -> Option<Arc<Place>> {
        let (named, flavour) = (post.parent().unwrap_or(Path::new("")), settings.generator.flavour());
        if let Some(((folder, root, read_as), place)) = &*lock(&self.last)
            && folder.as_os_str() == named.as_os_str()
            && (root, *read_as) == (&settings.site_root, flavour)
        {
            return Some(Arc::clone(place));
        }
        let folder = std::path::absolute(post).ok()?.parent().map(normal).unwrap_or_default();
        let key = (folder, settings.site_root.clone(), flavour);
        let known = lock(&self.places).get(&key).cloned();
        let place = known.unwrap_or_else(|| {
            let place = Arc::new(self.look_around(&key.0));
            Arc::clone(lock(&self.places).entry(key.clone()).or_insert(place))
        });
        *lock(&self.last) = Some(((named.to_owned(), key.1, key.2), Arc::clone(&place)));
        Some(place)
    }

    fn look_around(&self, folder: &Path) -> Place {
        let site = self.site(folder);
        let base = site.as_deref().map_or(folder, |site| site.root.as_path()).to_owned();
        let names = folder.strip_prefix(&base).ok().map(Path::components);
        let below = names.and_then(|names| names.map(|part| part.as_os_str().to_str().map(str::to_owned)).collect());
        Place { site, base, below, answers: Mutex::default() }
    }

    fn path(&self, around: &Place, path: &str, settings: &Settings) -> Answer {
        let site = around.site.as_deref();
        let Some((base, places)) = self.places(around, path, settings) else { return Answer::Unknown };
        let mut missing = None;
        for place in &places {
            match self.find(&base, place) {
                Found::At(_) => return Answer::Yes,
                Found::Unreadable => return Answer::Unknown,
                not @ Found::Not { .. } => missing = missing.or(Some(not)),
            }
        }
        let Some(Found::Not { folder: last, name, rest }) = missing else { return Answer::Unknown };
        let listing = self.listing(&last, &base).unwrap_or_default();
        let spelt = |known: &str| near_path(path, &name, known, &rest);
        if let Some(known) = same_but_case(&listing, &name) {
            let mut other = vec![known.clone()];
            other.extend(rest.iter().cloned());
            if matches!(self.find(&last, &other), Found::At(_)) {
                return Answer::No { near: spelt(known) };
            }
        }
        if path.starts_with('/') && settings.site_root.is_none() {
            return Answer::Unknown;
        }
        if site.is_some_and(|site| site.holds_elsewhere(path)) {
            return Answer::Unknown;
        }
        let near = if rest.is_empty() { nearest(&name, listing.iter().map(String::as_str)) } else { None };
        Answer::No { near: near.and_then(spelt) }
    }

    fn anchor(&self, around: &Place, path: &str, name: &str, settings: &Settings) -> Answer {
        let Some((base, places)) = self.places(around, path, settings) else { return Answer::Unknown };
        let file = places.iter().find_map(|place| match self.find(&base, place) {
            Found::At(file) => Some(file),
            _ => None,
        });
        let Some(page) = file.and_then(|file| self.page(&file, &base, settings.generator.flavour())) else {
            return Answer::Unknown;
        };
        match page.has(name) {
            Some(true) => Answer::Yes,
            Some(false) => Answer::No { near: page.near(name) },
            None => Answer::Unknown,
        }
    }

    /// Where a path may lead: a base folder, and the names below it, one list a
    /// possible place. `None` when that can't be told.
    fn places<'p>(
        &self,
        around: &'p Place,
        path: &str,
        settings: &Settings,
    ) -> Option<(Cow<'p, Path>, Vec<Vec<String>>)> {
        if path.contains(['\0', '\\']) {
            return None;
        }
        if let Some(path) = path.strip_prefix('/') {
            let site = around.site.as_deref()?;
            let names = climb(&[], path)?;
            if let Some(root) = &settings.site_root {
                let base = normal(&site.configuration.as_deref().unwrap_or(&site.root).join(root));
                return base.starts_with(&site.root).then_some((base.into(), vec![names]));
            }
            let mut places = vec![names.clone()];
            for known in ["static", "public", "src", "content", "assets", "docs", "site"] {
                let mut place = vec![known.to_owned()];
                place.extend(names.iter().cloned());
                places.push(place);
            }
            return Some((site.root.as_path().into(), places));
        }
        Some((around.base.as_path().into(), vec![climb(around.below.as_ref()?, path)?]))
    }

    /// Looks for names below a folder, each exactly as written.
    fn find(&self, base: &Path, names: &[String]) -> Found {
        let mut at = base.to_owned();
        for (index, name) in names.iter().enumerate() {
            let Some(listing) = self.listing(&at, base) else { return Found::Unreadable };
            if !listing.contains(name) {
                let rest = names.get(index + 1..).unwrap_or_default().to_vec();
                return Found::Not { folder: at, name: name.clone(), rest };
            }
            at.push(name);
        }
        Found::At(at)
    }

    /// The names in a folder; `None` when it is none, can't be read, or a link
    /// has led out of `base` to it: what stands there is not to be told.
    fn listing(&self, folder: &Path, base: &Path) -> Option<Arc<BTreeSet<String>>> {
        if let Some(known) = lock(&self.folders).get(folder.as_os_str()) {
            return known.clone();
        }
        let read = std::fs::read_dir(folder).ok().filter(|_| inside(folder, base)).map(|entries| {
            Arc::new(
                entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect::<BTreeSet<_>>(),
            )
        });
        lock(&self.folders).insert(folder.as_os_str().to_owned(), read.clone());
        read
    }

    /// The site that a folder belongs to: the nearest repository upwards, else
    /// the nearest configuration.
    fn site(&self, folder: &Path) -> Option<Arc<Site>> {
        if let Some(known) = lock(&self.sites).get(folder) {
            return known.clone();
        }
        let Above { repository, configuration } = self.above(folder);
        let site = repository.or_else(|| configuration.clone()).map(|root| {
            let known = lock(&self.sites)
                .values()
                .flatten()
                .find(|site| site.root == root && site.configuration == configuration)
                .cloned();
            known.unwrap_or_else(|| Arc::new(Site { root, configuration, files: OnceLock::new() }))
        });
        lock(&self.sites).insert(folder.to_owned(), site.clone());
        site
    }

    /// What stands in a folder or above it, each folder asked once.
    fn above(&self, folder: &Path) -> Above {
        if let Some(known) = lock(&self.above).get(folder) {
            return known.clone();
        }
        let has = |name: &str| folder.join(name).exists();
        let own = |has: bool| has.then(|| folder.to_owned());
        let repository = own(has(".git"));
        let configuration = own(has("eventlint.yaml") || has(".eventlint.yaml"));
        let above = match folder.parent().filter(|_| repository.is_none()) {
            Some(parent) => self.above(parent),
            None => Above::default(),
        };
        let found =
            Above { repository: repository.or(above.repository), configuration: configuration.or(above.configuration) };
        lock(&self.above).insert(folder.to_owned(), found.clone());
        found
    }

    /// The places of a page; `None` when it can't be read, or is a link out of `base`.
    fn page(&self, file: &Path, base: &Path, flavour: Flavour) -> Option<Arc<Anchors>> {
        let key = (file.to_owned(), flavour);
        if let Some(known) = lock(&self.pages).get(&key) {
            return known.clone();
        }
        let page = Some(file).filter(|file| inside(file, base)).and_then(|file| read_page(file, flavour)).map(Arc::new);
        lock(&self.pages).insert(key, page.clone());
        page
    }
}

/// The first name of a folder that is this one but for case.
fn same_but_case<'a>(listing: &'a BTreeSet<String>, name: &str) -> Option<&'a String> {
    let first = name.get(..1).unwrap_or("");
    let is_same = |known: &&String| is_same_but_case(known, name);
    if !first.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return listing.iter().find(is_same);
    }
    // Capital letters stand before small ones.
    let beginning = |letter: String| {
        let names = listing.range::<str, _>((Bound::Included(letter.as_str()), Bound::Unbounded));
        names.take_while(move |known| known.starts_with(&letter)).find(is_same)
    };
    beginning(first.to_ascii_uppercase()).or_else(|| beginning(first.to_ascii_lowercase()))
}

/// Whether a path stays below a folder when all links are followed.
fn inside(path: &Path, base: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    path == base || real(path).zip(real(base)).is_some_and(|(path, base)| path.starts_with(base))
}

fn read_page(file: &Path, flavour: Flavour) -> Option<Anchors> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    let info = std::fs::metadata(file).ok()?;
    if !info.is_file() || info.len() > MAX_BYTES {
        return None;
    }
    match ending.as_str() {
        "md" | "markdown" => {
            let text = std::fs::read_to_string(file).ok()?;
            let source = Source::new(file, file.to_string_lossy(), text);
            let doc = parse::document(&source, flavour);
            Some(Anchors::of(&source, &doc))
        }
        "html" | "htm" => Some(Anchors::of_html(&std::fs::read_to_string(file).ok()?)),
        _ => None,
    }
}

impl Site {
    /// Whether a file whose path ends like this one stands anywhere in the site.
    fn holds_elsewhere(&self, path: &str) -> bool {
        let Some(files) = self.files.get_or_init(|| index(&self.root)) else { return true };
        let names: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let Some(name) = names.last() else { return true };
        let end = format!("/{}", names.join("/"));
        files.get(*name).is_some_and(|paths| paths.iter().any(|path| path.ends_with(&end)))
    }
}

/// All files below a folder by name, hidden folders left out.
fn index(root: &Path) -> Option<BTreeMap<String, Vec<String>>> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    let mut folders = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            count += 1;
            if count > MAX_FILES {
                return None;
            }
            let path = format!("{prefix}/{name}");
            if kind.is_dir() {
                if !matches!(name.as_str(), ".git" | "node_modules" | "target") {
                    folders.push((entry.path(), path));
                }
            } else {
                files.entry(name).or_default().push(path);
            }
        }
    }
    Some(files)
}

/// The names of a path below `from`; `None` when it climbs out.
fn climb(from: &[String], path: &str) -> Option<Vec<String>> {
    let mut names = from.to_vec();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name.to_owned()),
        }
    }
    Some(names)
}

/// A path without `.` and `..`, links not followed.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// `path` with its part `name` spelt as `known`; `rest` stands behind it.
fn near_path(path: &str, name: &str, known: &str, rest: &[String]) -> Option<String> {
    let tail = if rest.is_empty() { name.to_owned() } else { format!("{name}/{}", rest.join("/")) };
    let head = path.strip_suffix(&tail)?;
    Some(format!("{head}{known}{}", tail.get(name.len()..)?))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ask(folder: &Path, path: &str) -> Answer {
        let question = Question::Path(path.to_owned());
        Resolver::default().around(&folder.join("posts/post.md"), &Settings::default()).answer(&question)
    }

    fn no(near: Option<&str>) -> Answer {
        Answer::No { near: near.map(str::to_owned) }
    }

    #[test]
    fn a_missing_file_is_told_from_one_that_the_site_may_move() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for (path, text) in [("posts/Cover.png", ""), ("static/img/map.png", ""), (".git/HEAD", "")] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        assert_eq!(ask(root, "./Cover.png"), Answer::Yes);
        assert_eq!(ask(root, "cover.png"), no(Some("Cover.png")));
        assert_eq!(ask(root, "./Cober.png"), no(Some("./Cover.png")));
        assert_eq!(ask(root, "plan.pdf"), no(None));
        assert_eq!(ask(root, "img/map.png"), Answer::Unknown, "stands below static");
        assert_eq!(ask(root, "/img/map.png"), Answer::Yes);
        assert_eq!(ask(root, "/img/other.png"), Answer::Unknown, "the root is not known");
        assert_eq!(ask(root, "../../x.png"), Answer::Unknown, "climbs out");
    }
}
