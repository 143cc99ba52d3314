//! Tells the site's generator from the files at its root.

use crate::config::Generator;
use std::path::Path;

/// The files that only one generator has.
const MARKS: &[(&str, Generator)] = &[
    ("_config.yml", Generator::Jekyll),
    ("_config.yaml", Generator::Jekyll),
    ("hugo.toml", Generator::Hugo),
    ("hugo.yaml", Generator::Hugo),
    ("hugo.yml", Generator::Hugo),
    ("hugo.json", Generator::Hugo),
    ("eleventy.config.js", Generator::Eleventy),
    ("eleventy.config.mjs", Generator::Eleventy),
    ("eleventy.config.cjs", Generator::Eleventy),
    ("eleventy.config.ts", Generator::Eleventy),
    (".eleventy.js", Generator::Eleventy),
    ("astro.config.mjs", Generator::Astro),
    ("astro.config.ts", Generator::Astro),
    ("astro.config.js", Generator::Astro),
    ("docusaurus.config.js", Generator::Docusaurus),
    ("docusaurus.config.ts", Generator::Docusaurus),
    ("_quarto.yml", Generator::Quarto),
    ("_quarto.yaml", Generator::Quarto),
    ("pelicanconf.py", Generator::Pelican),
];

/// Files of which the text tells.
const READ: &[&str] = &["config.toml", "package.json"];

/// Whether a file of this name tells of a generator.
#[must_use]
pub fn is_mark(name: &str) -> bool {
    READ.contains(&name) || MARKS.iter().any(|(mark, _)| *mark == name)
}

/// The generator of a folder, when its files tell.
#[must_use]
pub fn of_folder(folder: &Path) -> Option<Generator> {
    of_names(folder, &super::names_in(folder, is_mark))
}

/// The same for a folder of which the names that tell are known.
pub(super) fn of_names(folder: &Path, names: &[String]) -> Option<Generator> {
    let has = |mark: &str| names.iter().any(|name| name == mark);
    if let Some((_, generator)) = MARKS.iter().find(|(name, _)| has(name)) {
        return Some(*generator);
    }
    let read = |name: &str| has(name).then(|| small(&folder.join(name)))?;
    // `config.toml` is Zola's and was Hugo's: their keys tell.
    if let Some(text) = read("config.toml") {
        let has = |key: &str| {
            text.lines()
                .any(|line| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
        };
        if has("base_url") {
            return Some(Generator::Zola);
        }
        if has("baseURL") || has("baseurl") {
            return Some(Generator::Hugo);
        }
    }
    let package = read("package.json")?;
    let depends = |name: &str| package.contains(&format!("\"{name}\""));
    if depends("@11ty/eleventy") {
        Some(Generator::Eleventy)
    } else if depends("astro") {
        Some(Generator::Astro)
    } else if depends("@docusaurus/core") {
        Some(Generator::Docusaurus)
    } else {
        None
    }
}

fn small(path: &Path) -> Option<String> {
    let meta = std::fs::metadata(path).ok()?;
    (meta.is_file() && meta.len() < 1 << 20).then(|| std::fs::read_to_string(path).ok())?
}
