//! What git says has changed.
//!
//! git runs as a program, and a repository that is not trusted must not run
//! anything through it: hooks, external diffs, text conversion and the file
//! system monitor are off, and names never stand where an option could.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why changes can't be told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No git program.
    #[error("git is not installed, so the changes can't be told")]
    NoGit,
    /// Not in a repository.
    #[error("this folder is in no git repository, so the changes can't be told")]
    NoRepository,
    /// The revision is not there.
    #[error("git does not have `{0}` here; fetch it: git fetch --no-tags origin {0}")]
    NoRevision(String),
    /// No common ancestor is there: a shallow clone.
    #[error("this clone is too shallow to tell what changed since `{0}`; fetch more: git fetch --unshallow")]
    Shallow(String),
    /// git failed otherwise.
    #[error("git: {0}")]
    Failed(String),
}

/// What the changes did to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Lines (from 0) added or changed; `None` for all.
    pub lines: Option<Vec<Range<usize>>>,
    /// Its path in the base, from the repository's root; `None` for a new file.
    pub base: Option<String>,
}

impl Change {
    /// Whether a line (from 0) was added or changed.
    #[must_use]
    pub fn touches(&self, line: usize) -> bool {
        self.lines.as_ref().is_none_or(|lines| {
            let at = lines.partition_point(|range| range.end <= line);
            lines.get(at).is_some_and(|range| range.start <= line)
        })
    }
}

impl Change {
    /// The same change in a text in which some lines were rewritten since: they
    /// count as changed where those in their place did.
    #[must_use]
    pub fn moved(&self, before: &str, after: &str) -> Change {
        let Some(_) = self.lines.as_ref().filter(|_| before != after) else { return self.clone() };
        let mut lines = Vec::new();
        for op in similar::TextDiff::from_lines(before, after).ops() {
            let (old, new) = (op.old_range(), op.new_range());
            let last = old.len().saturating_sub(1);
            let touched = |at: usize| old.is_empty() || self.touches(old.start + (at - new.start).min(last));
            lines.extend(new.clone().filter(|at| touched(*at)).map(|at| at..at + 1));
        }
        Change { lines: Some(lines), base: self.base.clone() }
    }
}

/// What has changed since a revision.
#[derive(Debug)]
pub struct Changes {
    root: PathBuf,
    base: String,
    files: BTreeMap<PathBuf, Change>,
}

/// What is compared with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// The working tree with the merge base of a revision and HEAD.
    Revision(String),
    /// The index with HEAD.
    Staged,
}

impl Changes {
    /// Asks git, from a folder inside the repository.
    ///
    /// # Errors
    /// When git, the repository, the revision or a common ancestor is missing.
    pub fn since(folder: &Path, since: &Since) -> Result<Self, Error> {
        let root = git(folder, ["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            Error::Failed(_) => Error::NoRepository,
            other => other,
        })?;
        let root = PathBuf::from(text(&root).trim_end_matches('\n'));
        let base = match since {
            Since::Revision(revision) => merge_base(&root, revision)?,
            Since::Staged => match commit(&root, "HEAD") {
                Ok(head) => head,
                // The tree of a repository without commits: empty.
                Err(_) => "4b825dc642cb6eb9a060e54bf8d69288fbee4904".to_owned(),
            },
        };
        let mut words =
            vec!["diff", "--no-ext-diff", "--no-textconv", "--no-color", "-M", "--unified=0", "-z", "--raw", "--patch"];
        if *since == Since::Staged {
            words.push("--cached");
        }
        words.extend(["--end-of-options", &base, "--"]);
        let raw: Vec<&str> = words.iter().copied().filter(|word| *word != "--patch").collect();
        let mut files = names(&root, &git(&root, &raw)?);
        let patch: Vec<&str> = words.iter().copied().filter(|word| *word != "--raw" && *word != "-z").collect();
        hunks(&root, &git(&root, &patch)?, &mut files);
        if matches!(since, Since::Revision(_)) {
            let untracked = git(&root, ["ls-files", "--others", "--exclude-standard", "-z"])?;
            for name in untracked.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
                let name = String::from_utf8_lossy(name).into_owned();
                files.insert(root.join(name), Change { lines: None, base: None });
            }
        }
        Ok(Changes { root, base, files })
    }

    /// What changed in a file; `None` when nothing did.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<&Change> {
        self.files.get(path).or_else(|| self.files.get(&std::fs::canonicalize(path).ok()?))
    }

    /// The text of a file in the base; `None` when it can't be had or is no UTF-8.
    #[must_use]
    pub fn base_text(&self, change: &Change) -> Option<String> {
        let path = change.base.as_ref()?;
        let bytes = git(&self.root, ["cat-file", "blob", &format!("{}:{path}", self.base)]).ok()?;
        String::from_utf8(bytes).ok()
    }
}

fn merge_base(root: &Path, revision: &str) -> Result<String, Error> {
    let commit = commit(root, revision)?;
    match git(root, ["merge-base", &commit, "HEAD"]) {
        Ok(base) => Ok(text(&base).trim().to_owned()),
        Err(_) => Err(Error::Shallow(revision.to_owned())),
    }
}

fn commit(root: &Path, revision: &str) -> Result<String, Error> {
    let wanted = format!("{revision}^{{commit}}");
    git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
        .map(|commit| text(&commit).trim().to_owned())
        .map_err(|error| match error {
            Error::NoGit => Error::NoGit,
            _ => Error::NoRevision(revision.to_owned()),
        })
}

/// Names of `--raw -z`: `:modes… status NUL path NUL`, two paths for renames.
fn names(root: &Path, raw: &[u8]) -> BTreeMap<PathBuf, Change> {
    let mut files = BTreeMap::new();
    let mut fields = raw.split(|byte| *byte == 0).map(|field| String::from_utf8_lossy(field).into_owned());
    while let Some(head) = fields.next() {
        let Some(status) = head.strip_prefix(':').and_then(|head| head.rsplit(' ').next()) else { continue };
        let Some(first) = fields.next() else { break };
        let (base, path) = match status.chars().next() {
            Some('R' | 'C') => match fields.next() {
                Some(second) => (Some(first), second),
                None => break,
            },
            Some('A') => (None, first),
            Some('D') => continue,
            _ => (Some(first.clone()), first),
        };
        files.insert(root.join(path), Change { lines: Some(Vec::new()), base });
    }
    files
}

/// Adds the changed lines: `+++ b/path`, `@@ -a,b +c,d @@`.
fn hunks(root: &Path, patch: &[u8], files: &mut BTreeMap<PathBuf, Change>) {
    let mut current: Option<PathBuf> = None;
    // Lines of hunk bodies still to come: what they hold is never a header.
    let mut body = 0;
    for line in String::from_utf8_lossy(patch).lines() {
        if body > 0 && !line.starts_with('\\') {
            body -= 1;
            continue;
        }
        if let Some(path) = line.strip_prefix("+++ ") {
            current = unquote(path).strip_prefix("b/").map(|path| root.join(path));
        } else if let Some(header) = line.strip_prefix("@@ ") {
            let mut words = header.split(' ');
            let (old, new) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let (_, removed) = range(old);
            let (start, added) = range(new);
            body = removed + added;
            let lines = current.as_ref().and_then(|path| files.get_mut(path)).and_then(|change| change.lines.as_mut());
            if let Some(lines) = lines {
                // A pure removal touches the lines on both sides of it.
                lines.push(start - 1..start - 1 + if added == 0 { 2 } else { added });
            }
        }
    }
}

/// `-12,3` or `+12`: start (from 1) and count.
fn range(word: &str) -> (usize, usize) {
    let word = word.trim_start_matches(['-', '+']);
    let (start, count) = word.split_once(',').unwrap_or((word, "1"));
    (start.parse().unwrap_or(1).max(1), count.parse().unwrap_or(0))
}

/// A path as git quotes it: `"b/caf\303\251.md"`.
fn unquote(path: &str) -> String {
    let path = path.trim_end_matches('\t');
    let Some(inner) = path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) else {
        return path.to_owned();
    };
    let mut bytes = Vec::new();
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    if let Some(next @ b'0'..=b'7') = rest.peek().copied() {
                        value = value * 8 + u32::from(next - b'0');
                        rest.next();
                    }
                }
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn git<I, S>(folder: &Path, words: I) -> Result<Vec<u8>, Error>
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let output = Command::new("git")
        .args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "diff.external="])
        .args(words)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::NoGit,
            _ => Error::Failed(error.to_string()),
        })?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Error::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_hunk_that_looks_like_a_header_is_none() {
        let root = Path::new("/r");
        let mut files = BTreeMap::from([(root.join("a.md"), Change { lines: Some(Vec::new()), base: None })]);
        hunks(
            root,
            b"--- a/a.md\n+++ b/a.md\n@@ -3,1 +3,2 @@ x\n-old\n+++ b/other.md\n+new\n@@ -9,1 +9,0 @@\n-gone\n",
            &mut files,
        );
        let change = &files[&root.join("a.md")];
        assert_eq!(change.lines, Some(vec![2..4, 8..10]));
        assert!(change.touches(3) && !change.touches(4));
    }

    #[test]
    fn a_change_keeps_its_lines_when_others_are_rewritten() {
        let second = || Some(std::iter::once(1..2).collect::<Vec<_>>());
        let change = Change { lines: second(), base: None };
        let moved = change.moved("a\nb\nc\n", "a\nnew\nB\nC\n");
        assert!(!moved.touches(0) && !moved.touches(3), "{moved:?}");
        let moved = change.moved("a\nb\nc\n", "A\nb\nc\n");
        assert_eq!(moved.lines, second());
    }

    #[test]
    fn quoted_paths_are_read_back() {
        assert_eq!(unquote("\"b/caf\\303\\251.md\""), "b/café.md");
    }
}
