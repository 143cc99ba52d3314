//! `eventlint init`: looks at a site and writes a configuration that fits it.

use super::args::Init;
use super::{Error, print};
use crate::agenda::WitnessFrom;
use crate::config::Settings;
use crate::configure::{NAMES, generator};
use crate::document::TagKind;
use crate::run::{self, Text, walk};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// The most posts that are looked at.
const MOST: usize = 500;

/// From so many posts on, what they share is no accident.
const ENOUGH: usize = 3;

/// What the posts of a site show.
#[derive(Default)]
struct Seen {
    posts: usize,
    langs: BTreeMap<&'static str, usize>,
    folders: BTreeMap<String, Dates>,
    tags: BTreeMap<String, usize>,
    zones: BTreeMap<String, usize>,
}

/// How often `date` is the day that the text announces.
#[derive(Default)]
struct Dates {
    same: usize,
    other: usize,
}

impl Dates {
    fn is_the_events(&self) -> bool {
        self.same >= ENOUGH && self.same >= 4 * self.other
    }
}

/// Writes `.eventlint.yaml`, or prints it.
///
/// # Errors
/// When there is one already, or it can't be written.
pub fn run(args: &Init) -> Result<u8, Error> {
    let folder = super::check::working_folder()?.join(&args.folder);
    if !folder.is_dir() {
        return Err(Error::Said(format!("{}: there is no such folder", args.folder.display())));
    }
    let text = configuration(&folder);
    if args.print {
        print(&text)?;
        return Ok(0);
    }
    if let Some(name) = NAMES.iter().find(|name| folder.join(name).exists()) {
        return Err(Error::Said(format!("there is a {name} already; --print shows what would be written")));
    }
    let path = folder.join(NAMES[0]);
    let said = |error: std::io::Error| {
        Error::Said(format!("can't write {}: {}", walk::clean(&path).display(), run::read::plain(&error)))
    };
    let mut file = std::fs::File::create_new(&path).map_err(said)?;
    file.write_all(text.as_bytes()).map_err(said)?;
    print(&format!(
        "wrote {}; read it, and change what does not fit\n",
        walk::name_of(&super::check::working_folder()?, &path)
    ))?;
    Ok(0)
}

fn look(folder: &Path) -> Seen {
    let filter = walk::Filter { extensions: &[], excluded: &|_| false, force: false };
    let (files, _) = walk::files(folder, &[".".into()], &filter);
    let settings = Settings { generator: generator::of_folder(folder).unwrap_or_default(), ..Settings::default() };
    let mut seen = Seen::default();
    for file in files.iter().take(MOST) {
        let Text::Good(source) = run::read::file(&file.path, &file.name, run::MAX_SIZE) else { continue };
        let it = run::understand(&source, &settings);
        for tag in it.doc.tags.iter().filter(|tag| matches!(tag.kind, TagKind::Block | TagKind::Shortcode)) {
            let name = tag.name.trim_start_matches(['/', '-']);
            if !name.is_empty() {
                *seen.tags.entry(name.to_owned()).or_default() += 1;
            }
        }
        if it.doc.front.tree().is_none() && it.agenda.sessions.is_empty() {
            continue;
        }
        seen.posts += 1;
        *seen.langs.entry(it.agenda.lang).or_default() += 1;
        if let Some(zone) = it.agenda.zone.as_ref().filter(|zone| zone.text.contains('/')) {
            *seen.zones.entry(zone.text.clone()).or_default() += 1;
        }
        let date = it.agenda.witnesses.iter().find(|witness| witness.from == WitnessFrom::DateField);
        if let Some(date) = date.and_then(|witness| witness.days.first()) {
            let told: Vec<_> = it.agenda.dates_of_body().flat_map(|mention| &mention.days).collect();
            let parent = file.name.rsplit_once('/').map_or("", |(parent, _)| parent);
            let dates = seen.folders.entry(parent.to_owned()).or_default();
            if told.iter().any(|day| (day.month, day.day) == (date.month, date.day)) {
                dates.same += 1;
            } else if !told.is_empty() {
                dates.other += 1;
            }
        }
    }
    seen
}

/// The text of a configuration for a site.
fn configuration(folder: &Path) -> String {
    let seen = look(folder);
    let mut out = String::from("# eventlint: what it knows of this site. Every key is optional.\n");
    // Writing to a string cannot fail.
    let posts = if seen.posts == 1 { "post" } else { "posts" };
    let _ = writeln!(out, "# Looked at {} {posts}; what was not plain is commented out.\n", seen.posts);
    match generator::of_folder(folder) {
        Some(generator) => {
            let _ = writeln!(out, "# Told from the files of this folder.\ngenerator: {}", generator.name());
        }
        None => out.push_str(
            "# jekyll, hugo, eleventy, zola, astro, docusaurus, quarto, pelican or plain: it decides how tables and\n\
             # settings are read.\n# generator: jekyll\n",
        ),
    }
    let most =
        |counts: &BTreeMap<&'static str, usize>| counts.iter().max_by_key(|(_, count)| **count).map(|(it, _)| *it);
    out.push_str("\n# The language of posts that do not tell theirs.\n");
    match most(&seen.langs).filter(|lang| seen.langs[lang] * 10 >= seen.posts * 9 && seen.posts >= ENOUGH) {
        Some(lang) => {
            let _ = writeln!(out, "lang: {lang}");
        }
        None => out.push_str("# lang: en\n"),
    }
    out.push_str("\n# The time zone of events that do not name one.\n");
    match seen.zones.iter().max_by_key(|(_, count)| **count) {
        Some((zone, _)) => {
            let _ = writeln!(out, "time-zone: {zone}");
        }
        None => out.push_str("# time-zone: Europe/Paris\n"),
    }
    front_matter(&seen, &mut out);
    if !seen.tags.is_empty() {
        let tags: Vec<&str> = seen.tags.keys().map(String::as_str).collect();
        let _ = writeln!(
            out,
            "\n# Template tags of the posts. With `select: [template/unknown-tag]` all others are reported.\ntags: [{}]",
            tags.join(", ")
        );
    }
    out.push_str(
        "\n# Rules that are off unless named here: `eventlint rules` lists them.\n# select: [time-zone/missing]\n\
         # Rules that you don't want.\n# ignore: [link/tracking]\n\
         # The severity from which a run fails: note, warning or error.\n# fail-on: error\n\
         # Folders that are left out.\n# exclude: [\"drafts/**\"]\n",
    );
    out
}

/// Whether `date` is the event's day: for the whole site, or for some folders.
fn front_matter(seen: &Seen, out: &mut String) {
    let judged: Vec<(&String, &Dates)> =
        seen.folders.iter().filter(|(_, dates)| dates.same + dates.other >= ENOUGH).collect();
    let (yes, no): (Vec<_>, Vec<_>) = judged.into_iter().partition(|(_, dates)| dates.is_the_events());
    if yes.is_empty() {
        out.push_str(
            "\n# Which key holds the event's day, where `date` is not the day of publication.\n\
             # front-matter:\n#   event-date: date\n",
        );
    } else if no.is_empty() {
        out.push_str("\n# The posts show that `date` is the event's day.\nfront-matter:\n  event-date: date\n");
    } else {
        out.push_str("\n# In these folders the posts show that `date` is the event's day.\noverrides:\n  - files:\n");
        for (folder, _) in yes {
            let _ = writeln!(
                out,
                "      - \"{}\"",
                if folder.is_empty() { "*.md".to_owned() } else { format!("{folder}/**") }
            );
        }
        out.push_str("    front-matter:\n      event-date: date\n");
    }
}
