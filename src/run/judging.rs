//! From files to what is found in them: a few files go through each step together.
//!
//! A step's code is large and its branches are many. Where a step comes back to it only after all others, the machine
//! has forgotten how it went; so all files are read, then all are taken apart, and so on.

use super::read::{self, Text};
use super::waiting::{Pending, is_web, looks_across, web_asks};
use super::{FileRef, Job, Judged, Resolved, Understood, is_draft, judge_text, settings_of, since};
use crate::agenda;
use crate::agenda_report;
use crate::catalogue;
use crate::diagnostic::{Finding, Found, Subject};
use crate::document::Refused;
use crate::parse;
use crate::resolve::{Around, Resolver};
use crate::rules::{Checker, Digest, Post, digest};
use crate::ruleset::{Active, RuleSet};
use crate::settle;
use crate::source::Source;
use crate::suppress;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A post that is understood, with what holds for it.
#[derive(Clone, Copy)]
struct Ready<'a> {
    index: usize,
    source: &'a Source,
    understood: &'a Understood<'a>,
    resolved: &'a Resolved,
}

/// How much text goes through a step together, in bytes: what large posts hold is never held for several of them.
const MOST: usize = 64 << 10;

/// Reads and judges files, the first of which has the index `first`.
pub(super) fn judge_files(first: usize, files: &[FileRef], job: &Job<'_>) -> Vec<Judged> {
    let mut judged = Vec::with_capacity(files.len());
    while let Some(rest) = files.get(judged.len()..).filter(|rest| !rest.is_empty()) {
        let (texts, resolved) = read_some(rest, job);
        let first = first + judged.len();
        let mut together = judge_sources(first, &texts, &resolved, job).into_iter().peekable();
        let all = texts.into_iter().zip(rest).zip(&resolved).zip(first..);
        judged.extend(all.map(|(((text, file), resolved), index)| {
            let judged = match together.next_if(|(other, _)| *other == index) {
                Some((_, judged)) => judged,
                None => judge_text(index, text, &file.name, resolved, job),
            };
            (job.progress)();
            judged
        }));
    }
    judged
}

/// Reads the first of some files, until enough is read: their texts, and what holds for each.
fn read_some(files: &[FileRef], job: &Job<'_>) -> (Vec<Text>, Vec<Resolved>) {
    let (mut texts, mut resolved) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    let mut bytes = 0;
    for file in files {
        let holds = job.configure.resolve(&file.path);
        let read = if file.named { read::file } else { read::regular };
        let text = read(&file.path, &file.name, holds.max_size);
        if let Text::Good(source) | Text::NotText(source, _) = &text {
            bytes += source.text().len();
        }
        texts.push(text);
        resolved.push(holds);
        if bytes >= MOST {
            break;
        }
    }
    (texts, resolved)
}

/// Judges what can go through each step together, with its index: texts that are not mended, for these are taken apart
/// anew after each mend.
fn judge_sources(first: usize, texts: &[Text], resolved: &[Resolved], job: &Job<'_>) -> Vec<(usize, Judged)> {
    let good = texts.iter().zip(resolved).zip(first..).filter_map(|((text, resolved), index)| match text {
        Text::Good(source) if job.fix.is_none() => Some((index, source, resolved)),
        _ => None,
    });
    let good: Vec<(usize, &Source, &Resolved)> = good.collect();
    let understood = understand_all(&good);
    let ready = good.iter().zip(&understood);
    let ready: Vec<Ready<'_>> =
        ready.map(|(&(index, source, resolved), understood)| Ready { index, source, understood, resolved }).collect();
    let judged = ready.iter().zip(judge(&ready, job)).map(|(ready, mut judged)| {
        since::keep_new(&mut judged, ready.source, ready.resolved, job);
        (ready.index, judged)
    });
    judged.collect()
}

/// Reads texts into their parts and their programmes.
fn understand_all<'a>(texts: &[(usize, &'a Source, &Resolved)]) -> Vec<Understood<'a>> {
    let read_as: Vec<_> = texts.iter().map(|(_, source, to)| (*source, to.settings.generator.flavour())).collect();
    let docs = parse::documents(&read_as);
    let posts: Vec<_> = texts.iter().zip(&docs).map(|((_, source, to), doc)| (*source, doc, &*to.settings)).collect();
    let agendas = agenda::read_all(&posts);
    docs.into_iter().zip(agendas).map(|(doc, agenda)| Understood { doc, agenda }).collect()
}

/// Judges a post that is understood.
pub(super) fn judge_one(
    index: usize,
    source: &Source,
    understood: &Understood<'_>,
    resolved: &Resolved,
    job: &Job<'_>,
) -> Judged {
    judge(&[Ready { index, source, understood, resolved }], job).pop().unwrap_or_default()
}

/// Judges posts that are understood.
fn judge(ready: &[Ready<'_>], job: &Job<'_>) -> Vec<Judged> {
    let settings: Vec<_> =
        ready.iter().map(|it| settings_of(it.source, &it.understood.doc, it.resolved, job.configure)).collect();
    let posts: Vec<Post<'_>> = ready
        .iter()
        .zip(&settings)
        .map(|(it, settings)| Post::new(it.source, &it.understood.doc, &it.understood.agenda, settings, job.today))
        .collect();
    let mut findings = Vec::with_capacity(posts.len());
    for some in ready.chunk_by(|one, other| Arc::ptr_eq(&one.resolved.rules, &other.resolved.rules)) {
        let posts = &posts[findings.len()..findings.len() + some.len()];
        findings.extend(find(posts, &some[0].resolved.rules, job.resolver));
    }
    ready.iter().zip(&posts).zip(findings).map(|((it, post), findings)| finish(*it, post, findings, job)).collect()
}

/// Settles what was found in a post, or lets it wait for other posts or the web.
fn finish(ready: Ready<'_>, post: &Post<'_>, findings: Vec<Finding>, job: &Job<'_>) -> Judged {
    let Ready { index, source, understood: Understood { doc, agenda }, resolved } = ready;
    let mut suppressions = suppress::read(source, doc);
    let draft = is_draft(source, doc);
    let chart = job.charts.then(|| agenda_report::mermaid::chart(agenda_report::Read { source, agenda }));
    let web_links = doc.links.iter().filter(|link| is_web(&link.url)).count();
    let across = looks_across(&resolved.rules);
    if job.web.is_some() || across {
        let digest = across.then(|| digest::of(post, index, draft));
        let source = Source::new(source.path(), source.name(), source.text());
        let asks = if job.web.is_some() { web_asks(post) } else { Vec::new() };
        let resolved = resolved.clone();
        let pending = Pending { index, source, findings, asks, resolved, suppressions, draft };
        return Judged { web_links, digest, chart, pending: Some(Box::new(pending)), ..Judged::default() };
    }
    let settled = settle::file(index, source, findings, &resolved.rules, &mut suppressions, draft);
    let (diagnostics, suppressed) = (settled.diagnostics, settled.suppressed);
    Judged { diagnostics, suppressed, web_links, chart, ..Judged::default() }
}

/// What all rules of a set find in a post, before settling.
#[must_use]
pub fn findings(post: &Post<'_>, rules: &RuleSet, resolver: Option<&Resolver>) -> Vec<Finding> {
    find(std::slice::from_ref(post), rules, resolver).pop().unwrap_or_default()
}

/// The same for some posts: one rule after the other.
fn find<'p>(posts: &'p [Post<'_>], rules: &RuleSet, resolver: Option<&'p Resolver>) -> Vec<Vec<Finding>> {
    let mut finders: Vec<Finder<'p, '_>> = posts.iter().map(Finder::new).collect();
    for (rule, active) in rules.iter() {
        for finder in &mut finders {
            finder.ask(rule, active, resolver);
        }
    }
    finders.into_iter().map(Finder::into_findings).collect()
}

/// What was found in a post so far.
struct Finder<'p, 'a> {
    post: &'p Post<'a>,
    found: Found,
    /// What rules found that look across posts, here within one.
    across: Vec<Finding>,
    /// The digest of this post alone, once a rule wants it.
    digest: Option<Digest>,
    /// The files around the post, once a rule asks for one.
    around: Option<Around<'p>>,
}

impl<'p, 'a: 'p> Finder<'p, 'a> {
    fn new(post: &'p Post<'a>) -> Self {
        let mut found = Found::new();
        if let Some(refused) = post.doc.refused
            && let Some(rule) = catalogue::find("source/too-deep")
        {
            found.stamp(rule);
            let (place, what) = match refused {
                Refused::TooDeep(span) => (span, "blocks are nested here more than 256 levels deep"),
                Refused::TooWide(span) => (span, "this table has more than 1,000 columns"),
            };
            found.at(Subject::Text(place), place, format!("{what}, so the post was not judged"));
        }
        Finder { post, found, across: Vec::new(), digest: None, around: None }
    }

    fn ask(&mut self, rule: usize, active: &Active, resolver: Option<&'p Resolver>) {
        let Finder { post, found, across, digest, around } = self;
        found.stamp(rule);
        match &active.checker {
            Some(Checker::Post(checker)) => checker.check(post, found),
            Some(Checker::Site(checker)) => {
                let Some(resolver) = resolver else { return };
                let mut asks = Vec::new();
                checker.ask(post, &mut asks);
                for ask in &asks {
                    let around = around.get_or_insert_with(|| resolver.around(post.source.path(), post.settings));
                    let answer = around.answer(&ask.question);
                    checker.judge(ask, &answer, found);
                }
            }
            Some(Checker::Run(checker)) if !checker.across_posts() => {
                let digest = digest.get_or_insert_with(|| digest::of_one(post));
                if digest.sessions.is_empty() {
                    return;
                }
                let mut own = Found::new();
                own.stamp(rule);
                let mut by_file = BTreeMap::from([(0, own)]);
                checker.check(std::slice::from_ref(digest), &mut by_file);
                across.extend(by_file.into_values().flat_map(Found::into_findings));
            }
            Some(Checker::Network(_) | Checker::Run(_)) | None => {}
        }
    }

    fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.across;
        findings.extend(self.found.into_findings());
        // A programme is read in a block of code, too, that shows one; code is never judged.
        let is_of_programme = |finding: &Finding| {
            let rule = catalogue::rules().get(finding.rule);
            rule.is_some_and(|rule| matches!(rule.group(), "schedule" | "date" | "time-zone"))
        };
        findings.retain(|finding| !(self.post.doc.is_hidden(finding.span) && is_of_programme(finding)));
        findings
    }
}
