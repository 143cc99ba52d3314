//! `eventlint agenda`.

use super::args::{Agenda as Args, AgendaFormat};
use super::{Error, check, print};
use crate::agenda::Agenda;
use crate::agenda_report::{self, Read, ics, mermaid, table};
use crate::configure::{Configuration, Wanted};
use crate::run::{self, Configure, Failure, Resolved, Text, walk};
use crate::source::Source;

/// Runs `agenda` and returns the exit code.
///
/// # Errors
/// When the output can't be written.
pub fn run(args: &Args) -> Result<u8, Error> {
    let working = check::working_folder()?;
    let wanted = Wanted { file: args.config.clone(), isolated: args.isolated, ..Wanted::default() };
    let configure = Configuration::new(&working, wanted).map_err(|error| Error::Said(error.to_string()))?;
    let filter = walk::Filter { extensions: &[], excluded: &|_| false, force: false };
    let (piped, named): (Vec<_>, Vec<_>) = args.posts.iter().cloned().partition(|path| super::is_standard_input(path));
    let (files, mut failures) = walk::files(&working, &named, &filter);
    let mut posts: Vec<(Source, Agenda)> = Vec::new();
    let mut add = |text: Text, name: String, resolved: &Resolved| {
        let why = match text {
            Text::Good(source) => {
                let agenda = run::understand(&source, &resolved.settings).agenda;
                return posts.push((source, agenda));
            }
            Text::NotText(..) => "this is not UTF-8 text".to_owned(),
            Text::TooLarge(size) => format!("it has {size} bytes, too many to be read"),
            Text::Failed(why) => why,
        };
        failures.push(Failure { file: Some(name), message: why });
    };
    if !piped.is_empty() {
        let path = super::piped_as(args.stdin_filename.as_deref(), &working);
        let (name, resolved) = (walk::name_of(&working, &path), configure.resolve(&path));
        add(run::read::standard_input(&path, &name, resolved.max_size), name, &resolved);
    }
    for file in files {
        let resolved = configure.resolve(&file.path);
        add(run::read::file(&file.path, &file.name, resolved.max_size), file.name, &resolved);
    }
    let read: Vec<Read<'_>> = posts.iter().map(|(source, agenda)| Read { source, agenda }).collect();
    print(&match args.format {
        AgendaFormat::Json => agenda_report::json(&read),
        AgendaFormat::Table => table::render(&read),
        AgendaFormat::Ics => ics::render(&read),
        AgendaFormat::Mermaid => mermaid::render(&read),
    })?;
    check::say_failures(&failures);
    Ok(if failures.is_empty() { 0 } else { 2 })
}
