//! From the paths that were named to the files that are judged.

use ignore::{Walk, WalkBuilder};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

mod global;

/// A file to judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileRef {
    /// How reports call it: relative to the working folder, with `/`.
    pub name: String,
    /// Where it stands.
    pub path: PathBuf,
    /// Named itself, not found in a folder.
    pub named: bool,
}

/// A path that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The path as reports call it; `None` for the run as a whole.
    pub file: Option<String>,
    /// Why, in plain words.
    pub message: String,
}

/// What decides about files found in folders.
pub struct Filter<'a> {
    /// Endings that are taken besides `md` and `markdown`.
    pub extensions: &'a [String],
    /// Whether a path is left out (`exclude:`).
    pub excluded: &'a (dyn Fn(&Path) -> bool + Sync),
    /// Leave out named files too (`--force-exclude`).
    pub force: bool,
}

/// Finds the files below `paths`, each once, sorted by name.
#[must_use]
pub fn files(working: &Path, paths: &[PathBuf], filter: &Filter<'_>) -> (Vec<FileRef>, Vec<Failure>) {
    let mut found: BTreeMap<String, FileRef> = BTreeMap::new();
    let mut failures = Vec::new();
    for path in paths {
        let full = working.join(path);
        let name = name_of(working, &full);
        match std::fs::metadata(&full) {
            Err(_) if is_glob(path) => {
                let before = found.len();
                glob(working, path, filter, &mut found);
                if found.len() == before {
                    failures.push(Failure { file: Some(name), message: "no file has such a name".to_owned() });
                }
            }
            Err(error) => failures.push(Failure { file: Some(name), message: super::read::plain(&error) }),
            Ok(meta) if meta.is_dir() => folder(working, &full, filter, &mut found, &mut failures),
            Ok(_) if filter.force && (filter.excluded)(&full) => {}
            Ok(_) => {
                found.insert(name.clone(), FileRef { name, path: full, named: true });
            }
        }
    }
    (found.into_values().collect(), failures)
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The files that a pattern names, for shells that leave patterns alone.
fn glob(working: &Path, path: &Path, filter: &Filter<'_>, found: &mut BTreeMap<String, FileRef>) {
    let plain = path.components().take_while(|part| !is_glob(Path::new(part.as_os_str())));
    let base: PathBuf = working.join(plain.collect::<PathBuf>());
    let pattern = clean(&working.join(path)).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let Ok(glob) = globset::GlobBuilder::new(&pattern).literal_separator(true).build() else { return };
    let matcher = glob.compile_matcher();
    for entry in walk(&base).flatten() {
        if !entry.file_type().is_some_and(|kind| kind.is_file())
            || !matcher.is_match(clean(entry.path()))
            || (filter.excluded)(entry.path())
        {
            continue;
        }
        let name = name_of(working, entry.path());
        found.entry(name.clone()).or_insert_with(|| FileRef { name, path: entry.into_path(), named: true });
    }
}

/// Walks a folder as git sees it, in a repository or not.
fn walk(folder: &Path) -> Walk {
    WalkBuilder::new(folder).require_git(false).git_global(global::may_exclude()).build()
}

fn folder(
    working: &Path,
    root: &Path,
    filter: &Filter<'_>,
    found: &mut BTreeMap<String, FileRef>,
    failures: &mut Vec<Failure>,
) {
    let names = Names::new(working, root);
    for entry in walk(root) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                failures.push(unread(working, &error));
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_post(entry.path(), filter.extensions) {
            continue;
        }
        if (filter.excluded)(entry.path()) {
            continue;
        }
        let name = names.of(entry.path());
        found.entry(name.clone()).or_insert_with(|| FileRef { name, path: entry.into_path(), named: false });
    }
}

/// What the walk stumbled over, by its name and in plain words where they are known.
fn unread(working: &Path, error: &ignore::Error) -> Failure {
    let mut inner = error;
    let mut file = None;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                file = Some(name_of(working, path));
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let message = error.io_error().map_or_else(|| inner.to_string(), super::read::plain);
    Failure { file, message }
}

/// Names of what stands below a folder, whose own name is asked for once.
struct Names<'a> {
    working: &'a Path,
    root: &'a Path,
    /// With the `/` behind it; empty for the working folder. `None` above that,
    /// where what stands below has a name of either kind.
    folder: Option<String>,
}

impl<'a> Names<'a> {
    fn new(working: &'a Path, root: &'a Path) -> Self {
        let name = name_of(working, root);
        let folder = if name == "." {
            Some(String::new())
        } else {
            (!clean(working).starts_with(clean(root))).then(|| name + "/")
        };
        Names { working, root, folder }
    }

    /// See [`name_of`].
    fn of(&self, path: &Path) -> String {
        let Some(folder) = &self.folder else { return name_of(self.working, path) };
        if let Some(rest) = self.below(path) {
            return [folder, rest].concat();
        }
        match path.strip_prefix(self.root) {
            Ok(rest) => folder.clone() + &rest.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
            _ => name_of(self.working, path),
        }
    }

    /// What stands behind the root's own text in a path, where that is plain: as nearly always.
    fn below<'p>(&self, path: &'p Path) -> Option<&'p str> {
        let rest = path.to_str()?.strip_prefix(self.root.to_str()?)?.strip_prefix('/')?;
        let is_plain = !rest.starts_with('/') && (std::path::MAIN_SEPARATOR == '/' || !rest.contains('\\'));
        is_plain.then_some(rest)
    }
}

fn is_post(path: &Path, extensions: &[String]) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
        ending == "md" || ending == "markdown" || extensions.iter().any(|other| other.trim_start_matches('.') == ending)
    })
}

/// A path relative to the working folder, with `/`, without `.` parts; absolute
/// where it lies elsewhere.
#[must_use]
pub fn name_of(working: &Path, path: &Path) -> String {
    let clean = clean(path);
    let shown = clean.strip_prefix(self::clean(working)).map(Path::to_path_buf).unwrap_or(clean);
    let name = shown.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    if name.is_empty() { ".".to_owned() } else { name }
}

/// A path without `.` parts and with `x/..` taken out, as far as that can be told from the words.
#[must_use]
pub fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Names, name_of};
    use std::path::Path;

    #[test]
    fn a_file_below_a_folder_is_called_as_if_named_itself() {
        let working = Path::new("/site/posts");
        for root in
            ["/site/posts", "/site/posts/.", "/site/posts/a/../b", "/site/posts/..", "/", "/other", "/site/post"]
        {
            let names = Names::new(working, Path::new(root));
            for below in ["x.md", "posts/c/x.md", "site/posts/x.md"] {
                let path = Path::new(root).join(below);
                assert_eq!(names.of(&path), name_of(working, &path));
            }
        }
    }
}
