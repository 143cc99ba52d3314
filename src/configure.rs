//! Finds the configuration that holds for each file.
//!
//! The nearest `.eventlint.yaml` or `eventlint.yaml` upwards from a file, up to
//! the repository's root (without a repository: the working folder). The
//! nearest replaces those above it; `extends:` merges. What was found is kept
//! for the files beside it.

use crate::catalogue;
use crate::config::{LinkSettings, Settings};
use crate::diagnostic::{Diagnostic, Finding, Found, Severity, Subject};
use crate::ruleset::{Choice, RuleSet};
use crate::run::{self, Configure, Resolved};
use crate::schema::Schema;
use crate::settle;
use crate::source::{Source, Span};
use crate::suppress::Suppressions;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub mod file;
pub mod generator;
mod schemas;

use file::{File, Part};

/// The names of a configuration, the first one wins.
pub const NAMES: &[&str] = &[".eventlint.yaml", "eventlint.yaml"];

/// What the command line says about configurations.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `--config FILE`
    pub file: Option<PathBuf>,
    /// `--isolated`
    pub isolated: bool,
    /// `--trust-config`
    pub trust: bool,
    /// `--select`
    pub only: Vec<String>,
    /// `--extend-select`
    pub select: Vec<String>,
    /// `--ignore`
    pub ignore: Vec<String>,
}

/// A configuration file, read, with the globs of its overrides.
struct Loaded {
    file: File,
    folder: PathBuf,
    globs: Vec<GlobSet>,
    /// Its mistakes, and those of the files that it extends.
    mistakes: Mistakes,
}

/// Mistakes of configurations, by file name.
type Mistakes = Vec<(String, Vec<Diagnostic>)>;

/// So many configurations may extend one another.
const DEEPEST: usize = 4;

/// What holds in one folder.
#[derive(Clone, Default)]
struct Folder {
    loaded: Option<Arc<Loaded>>,
    generator: crate::config::Generator,
}

/// Rules and settings by configuration file and the overrides that apply.
type Made = HashMap<(Option<PathBuf>, Vec<usize>, crate::config::Generator), Resolved>;

/// All configurations of a run.
pub struct Configuration {
    working: PathBuf,
    wanted: Wanted,
    folders: Mutex<HashMap<PathBuf, Folder>>,
    files: Mutex<HashMap<PathBuf, Option<Arc<Loaded>>>>,
    made: Mutex<Made>,
    run: Option<Arc<Loaded>>,
    exclude: GlobSet,
}

/// A configuration that was named but can't be read.
#[derive(Debug, thiserror::Error)]
#[error("the configuration {path}: {why}")]
pub struct Unreadable {
    path: String,
    why: String,
}

impl Configuration {
    /// The configurations of a run from a working folder.
    ///
    /// # Errors
    /// When the file of `--config` can't be read.
    pub fn new(working: &Path, wanted: Wanted) -> Result<Self, Unreadable> {
        let mut configuration = Configuration {
            working: working.to_path_buf(),
            wanted,
            folders: Mutex::default(),
            files: Mutex::default(),
            made: Mutex::default(),
            run: None,
            exclude: GlobSet::empty(),
        };
        if let Some(file) = configuration.wanted.file.clone() {
            let path = working.join(&file);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Unreadable { path: file.display().to_string(), why: run::read::plain(&error) })?;
            configuration.run = Some(Arc::new(configuration.load(&path, text, true)));
        } else if !configuration.wanted.isolated {
            configuration.run = configuration.folder(working).loaded;
        }
        if let Some(run) = &configuration.run {
            let patterns = &run.file.exclude;
            configuration.exclude = globs(patterns);
        }
        Ok(configuration)
    }

    /// The settings of the link checker, from the working folder's configuration.
    #[must_use]
    pub fn links(&self) -> LinkSettings {
        self.run.as_ref().map(|run| run.file.links.clone()).unwrap_or_default()
    }

    /// `fail-on:` of the working folder's configuration.
    #[must_use]
    pub fn fail_on(&self) -> Option<Severity> {
        self.run.as_ref()?.file.fail_on
    }

    /// Further endings of posts, from the working folder's configuration.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        self.run.as_ref().map_or(&[], |run| run.file.extensions.as_slice())
    }

    /// Whether `exclude:` of the working folder's configuration leaves a path out.
    #[must_use]
    pub fn is_excluded(&self, path: &Path) -> bool {
        if self.exclude.is_empty() {
            return false;
        }
        let folder = self.run.as_ref().map_or(self.working.as_path(), |run| run.folder.as_path());
        let clean = run::walk::clean(path);
        let inside = clean.strip_prefix(folder).unwrap_or(&clean);
        self.exclude.is_match(inside) || inside.ancestors().skip(1).any(|folder| self.exclude.is_match(folder))
    }

    /// The mistakes in the configurations that were read so far, by file name.
    #[must_use]
    pub fn mistakes(&self) -> Mistakes {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out: Mistakes = files
            .values()
            .flatten()
            .chain(self.wanted.file.as_ref().and(self.run.as_ref()))
            .flat_map(|loaded| loaded.mistakes.iter().cloned())
            .collect();
        out.sort_by(|a, b| a.0.cmp(&b.0));
        out.dedup_by(|a, b| a.0 == b.0);
        out
    }

    /// Forgets what was read, so that changed files are read anew.
    pub fn forget(&self) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn folder(&self, folder: &Path) -> Folder {
        if let Some(known) = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let names = names_in(folder, |name| name == ".git" || NAMES.contains(&name) || generator::is_mark(name));
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        let own = NAMES.iter().find(|name| !self.wanted.isolated && has(name));
        let own = own.and_then(|name| self.file(folder.join(name)));
        let generator = generator::of_names(folder, &names);
        let root = has(".git") || folder == self.working && !in_repository(folder);
        let above = folder.parent().filter(|parent| !root && !parent.as_os_str().is_empty());
        let above = match above {
            Some(parent) if own.is_none() || generator.is_none() => self.folder(parent),
            _ => Folder::default(),
        };
        let found = Folder { loaded: own.or(above.loaded), generator: generator.unwrap_or(above.generator) };
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_path_buf(), found.clone());
        found
    }

    fn file(&self, path: PathBuf) -> Option<Arc<Loaded>> {
        if let Some(known) = self.files.lock().unwrap_or_else(PoisonError::into_inner).get(&path) {
            return known.clone();
        }
        // A link in the repository may lead to any file of the machine.
        let folder = path.parent().unwrap_or(Path::new("."));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let inside = if self.wanted.trust { Some(path.clone()) } else { schemas::inside(folder, &name) };
        let text = match inside {
            Some(target) => schemas::small(&target),
            None => Err("it leads out of the repository".to_owned()),
        };
        let loaded = Some(Arc::new(match text {
            Ok(text) => self.load(&path, text, self.wanted.trust),
            Err(why) => self.unread(&path, &why),
        }));
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path, loaded.clone());
        loaded
    }

    fn load(&self, path: &Path, text: String, trusted: bool) -> Loaded {
        let source = Source::new(path, run::walk::name_of(&self.working, path), text);
        let mut mistakes = Vec::new();
        let file = self.read(&source, trusted, DEEPEST, &mut mistakes);
        let globs = file.overrides.iter().map(|part| globs(&part.files)).collect();
        Loaded { file, folder: path.parent().unwrap_or(Path::new(".")).to_path_buf(), globs, mistakes }
    }

    /// A configuration merged onto the one that it extends.
    fn read(&self, source: &Source, trusted: bool, depth: usize, mistakes: &mut Mistakes) -> File {
        let (mut file, mut findings) = file::read(source, trusted);
        let folder = source.path().parent().unwrap_or(Path::new("."));
        findings.extend(schemas::prepare(&mut file, folder));
        if let Some((name, span)) = file.extends.clone() {
            match self.base(folder, &name, depth, mistakes) {
                Ok(base) => file = merge(base, file),
                Err(why) => {
                    let message = format!("`{name}` is not taken: {why}");
                    findings.extend(mistake("config/value", span, message, "correct the path, or delete the line"));
                }
            }
        }
        let diagnostics = settled(source, findings);
        if !diagnostics.is_empty() {
            mistakes.push((source.name().to_owned(), diagnostics));
        }
        file
    }

    /// The configuration that another one in a folder extends: of the same
    /// repository, or below the working folder.
    fn base(&self, folder: &Path, name: &str, depth: usize, mistakes: &mut Mistakes) -> Result<File, String> {
        if depth == 0 {
            return Err(format!("more than {DEEPEST} configurations extend one another, or they do in a circle"));
        }
        let path = folder.join(name);
        let below = |path: &PathBuf| {
            std::fs::canonicalize(path)
                .ok()
                .zip(std::fs::canonicalize(&self.working).ok())
                .is_some_and(|(path, working)| path.starts_with(working))
        };
        let target = if self.wanted.trust || below(&path) { Some(path.clone()) } else { schemas::inside(folder, name) };
        let target = target.ok_or_else(|| "there is no such file in this repository".to_owned())?;
        let source = Source::new(&path, run::walk::name_of(&self.working, &path), schemas::small(&target)?);
        Ok(self.read(&source, self.wanted.trust, depth - 1, mistakes))
    }

    /// A configuration that is there and can't be taken.
    fn unread(&self, path: &Path, why: &str) -> Loaded {
        let source = Source::new(path, run::walk::name_of(&self.working, path), "");
        let message = format!("this configuration is not taken: {why}");
        let help = "a configuration is a small file of the repository";
        let findings = mistake("config/syntax", source.snap(0, 0), message, help);
        let mut loaded = self.load(path, String::new(), false);
        loaded.mistakes = vec![(source.name().to_owned(), settled(&source, findings))];
        loaded
    }

    fn make(&self, folder: &Folder, applying: &[usize]) -> Resolved {
        let mut settings = Settings { generator: folder.generator, ..Settings::default() };
        let mut choice = Choice::default();
        let mut max_size = run::MAX_SIZE;
        if let Some(loaded) = &folder.loaded {
            max_size = loaded.file.max_size.unwrap_or(max_size);
            apply(&loaded.file.base, &mut settings, &mut choice, &loaded.folder);
            for &index in applying {
                if let Some(part) = loaded.file.overrides.get(index) {
                    apply(&part.part, &mut settings, &mut choice, &loaded.folder);
                }
            }
        }
        choice.only.clone_from(&self.wanted.only);
        choice.select.extend(self.wanted.select.iter().cloned());
        choice.ignore.extend(self.wanted.ignore.iter().cloned());
        let (rules, _) = RuleSet::new(&choice);
        Resolved { rules: Arc::new(rules), settings: Arc::new(settings), max_size }
    }
}

impl Configure for Configuration {
    fn schema(&self, name: &str, folder: &Path) -> Option<Arc<Schema>> {
        if name.contains("://") { None } else { schemas::named(name, folder).ok() }
    }

    fn resolve(&self, path: &Path) -> Resolved {
        let parent = path.parent().unwrap_or(Path::new("."));
        let mut folder = if self.wanted.isolated { Folder::default() } else { self.folder(parent) };
        if self.wanted.file.is_some() {
            folder.loaded.clone_from(&self.run);
        }
        let applying: Vec<usize> = folder.loaded.as_ref().map_or_else(Vec::new, |loaded| {
            let inside = path.strip_prefix(&loaded.folder).unwrap_or(path);
            (0..loaded.globs.len()).filter(|&index| loaded.globs[index].is_match(inside)).collect()
        });
        let key = (folder.loaded.as_ref().map(|loaded| loaded.folder.clone()), applying, folder.generator);
        if let Some(made) = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return made.clone();
        }
        let made = self.make(&folder, &key.1);
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        made
    }
}

fn mistake(rule: &str, span: Span, message: String, help: &'static str) -> Vec<Finding> {
    let mut found = Found::new();
    if let Some(rule) = catalogue::find(rule) {
        found.stamp(rule);
        found.at(Subject::Value(span), span, message).help(help);
    }
    found.into_findings()
}

fn settled(source: &Source, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let (rules, _) = RuleSet::new(&Choice::default());
    settle::file(0, source, findings, &rules, &mut Suppressions::default(), false).diagnostics
}

/// The names in a folder that `wanted` picks; one reading of it costs less than a question for each name.
fn names_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| wanted(name)).collect()
}

fn in_repository(folder: &Path) -> bool {
    folder.ancestors().any(|folder| folder.join(".git").exists())
}

fn globs(patterns: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
        if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() {
            builder.add(glob);
        }
    }
    builder.build().unwrap_or_else(|_| GlobSet::empty())
}

fn apply(part: &Part, settings: &mut Settings, choice: &mut Choice, folder: &Path) {
    settings.generator = part.generator.unwrap_or(settings.generator);
    let or = |new: &Option<String>, old: Option<String>| new.clone().or(old);
    settings.lang = or(&part.lang, settings.lang.take());
    settings.time_zone = or(&part.time_zone, settings.time_zone.take());
    settings.event_date = or(&part.event_date, settings.event_date.take());
    if let Some(root) = &part.site_root {
        settings.site_root = Some(folder.join(root));
    }
    if part.schema.is_some() {
        settings.schemas.clone_from(&part.schemas);
        choice.select.push("front-matter/missing".to_owned());
    }
    settings.tags.extend(part.tags.iter().cloned());
    choice.select.extend(part.choice.select.iter().cloned());
    choice.ignore.retain(|word| !part.choice.select.contains(word));
    choice.ignore.extend(part.choice.ignore.iter().cloned());
    choice.severity.extend(part.choice.severity.iter().map(|(key, level)| (key.clone(), *level)));
    choice.options.extend(part.choice.options.iter().map(|(key, value)| (key.clone(), value.clone())));
}

/// What `file` says wins over `below`; lists and maps are joined.
fn merge(below: File, file: File) -> File {
    let mut base = below.base;
    let own = file.base;
    base.generator = own.generator.or(base.generator);
    base.lang = own.lang.or(base.lang);
    base.time_zone = own.time_zone.or(base.time_zone);
    base.site_root = own.site_root.or(base.site_root);
    base.event_date = own.event_date.or(base.event_date);
    if own.schema.is_some() {
        base.schemas = own.schemas;
    }
    base.tags.extend(own.tags);
    base.choice.select.extend(own.choice.select);
    base.choice.ignore.extend(own.choice.ignore);
    base.choice.severity.extend(own.choice.severity);
    base.choice.options.extend(own.choice.options);
    let mut overrides = below.overrides;
    overrides.extend(file.overrides);
    let mut exclude = below.exclude;
    exclude.extend(file.exclude);
    let mut extensions = below.extensions;
    extensions.extend(file.extensions);
    let links = if file.links == LinkSettings::default() { below.links } else { file.links };
    File {
        extends: file.extends,
        base,
        overrides,
        exclude,
        extensions,
        fail_on: file.fail_on.or(below.fail_on),
        max_size: file.max_size.or(below.max_size),
        links,
    }
}
