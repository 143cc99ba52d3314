//! Posts that wait: for the other posts of the run, and for what the web answers.

use super::{Checked, Job, Judged, LinkCounts, Report, Resolved, since};
use crate::diagnostic::located::Located;
use crate::diagnostic::{Finding, Found, Label};
use crate::rules::{Checker, Digest, Post, WebAsk};
use crate::ruleset::RuleSet;
use crate::settle;
use crate::source::Source;
use crate::suppress;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A post whose web links are still to be asked.
pub(super) struct Pending {
    pub index: usize,
    pub source: Source,
    pub findings: Vec<Finding>,
    pub asks: Vec<WebAsk>,
    pub resolved: Resolved,
    pub suppressions: suppress::Suppressions,
    pub draft: bool,
}

/// Asks every question of the run at once, and settles the posts with the answers.
pub(super) fn ask_the_web(mut judged: Vec<Judged>, job: &Job<'_>, report: &mut Report) -> Vec<Judged> {
    let nobody = |_: &[WebAsk]| Checked::default();
    let web = job.web.unwrap_or(&nobody);
    let asks: Vec<WebAsk> =
        judged.iter().filter_map(|one| one.pending.as_ref()).flat_map(|pending| pending.asks.iter().cloned()).collect();
    let checked = if asks.is_empty() { Checked::default() } else { web(&asks) };
    report.links = LinkCounts { skipped: report.links.skipped + checked.counts.skipped, ..checked.counts };
    report.remarks.extend(checked.remarks);
    let mut answers = asks.iter().zip(&checked.verdicts);
    let elsewhere = places_elsewhere(&judged);
    for one in &mut judged {
        let Some(pending) = one.pending.take() else { continue };
        let Pending { index, source, mut findings, asks, resolved, mut suppressions, draft } = *pending;
        let rules = &resolved.rules;
        let mut found = Found::new();
        for (ask, verdict) in answers.by_ref().take(asks.len()) {
            for (rule, active) in rules.iter() {
                if let Some(Checker::Network(checker)) = &active.checker {
                    found.stamp(rule);
                    checker.judge(ask, verdict, &mut found);
                }
            }
        }
        findings.extend(found.into_findings());
        let settled = settle::file(index, &source, findings, rules, &mut suppressions, draft);
        one.diagnostics = settled.diagnostics;
        for diagnostic in &mut one.diagnostics {
            for (label, found) in diagnostic.labels.iter_mut().zip(&diagnostic.finding.labels) {
                if let Some(at) =
                    found.file.and_then(|file| elsewhere.get(&(file, found.span.start(), found.span.end())))
                {
                    label.at = *at;
                }
            }
        }
        one.suppressed = settled.suppressed;
        since::keep_new(one, &source, &resolved, job);
    }
    judged
}

/// Where findings point to in other posts, each place located in its own post: by post, first byte and byte behind.
fn places_elsewhere(judged: &[Judged]) -> BTreeMap<(usize, usize, usize), Located> {
    let waiting: BTreeMap<usize, &Pending> =
        judged.iter().filter_map(|one| one.pending.as_deref()).map(|pending| (pending.index, pending)).collect();
    let labels = waiting.values().flat_map(|pending| &pending.findings).flat_map(|finding| &finding.labels);
    let place = |label: &Label| {
        let (file, span) = (label.file?, label.span);
        let source = &waiting.get(&file)?.source;
        Some(((file, span.start(), span.end()), Located::new(source, span)))
    };
    labels.filter_map(place).collect()
}

/// Whether a rule of the set compares the posts of the run.
#[must_use]
pub fn looks_across(rules: &RuleSet) -> bool {
    rules.iter().any(|(_, active)| matches!(&active.checker, Some(Checker::Run(checker)) if checker.across_posts()))
}

/// What the rules across posts find; added to the posts that wait for it.
/// `others` are posts that are not judged in this run.
pub(super) fn compare_posts(judged: &mut [Judged], others: Vec<Digest>) {
    let mut digests = others;
    for one in judged.iter_mut() {
        digests.extend(one.digest.take());
    }
    let Some(rules) = judged.iter().find_map(|one| {
        one.pending.as_ref().map(|pending| Arc::clone(&pending.resolved.rules)).filter(|rules| looks_across(rules))
    }) else {
        return;
    };
    let waiting = judged.iter_mut().filter_map(|one| one.pending.as_deref_mut());
    let mut waiting: BTreeMap<usize, &mut Pending> = waiting.map(|pending| (pending.index, pending)).collect();
    for (rule, active) in rules.iter() {
        let Some(Checker::Run(checker)) = &active.checker else { continue };
        if !checker.across_posts() {
            continue;
        }
        let mut by_file: BTreeMap<usize, Found> = digests
            .iter()
            .map(|digest| {
                let mut found = Found::new();
                found.stamp(rule);
                (digest.file, found)
            })
            .collect();
        checker.check(&digests, &mut by_file);
        for (file, found) in by_file {
            if let Some(pending) = waiting.get_mut(&file) {
                pending.findings.extend(found.into_findings());
            }
        }
    }
}

/// The web addresses of a post, with their places.
pub(super) fn web_asks(post: &Post<'_>) -> Vec<WebAsk> {
    post.doc
        .links
        .iter()
        .filter(|link| is_web(&link.url) && !crate::document::is_template(&link.url))
        .filter(|link| !post.doc.is_hidden(link.target))
        .map(|link| {
            let (url, fragment) = match link.url.split_once('#') {
                Some((url, fragment)) => (url, Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty())),
                None => (&*link.url, None),
            };
            let url = without_password(url);
            let plain = post.text(link.target) == link.url && link.url.starts_with(&url);
            WebAsk { url, fragment, span: link.target, plain }
        })
        .collect()
}

/// An address without user and password: they are never asked with, kept or shown.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => url.to_owned(),
    }
}

pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
