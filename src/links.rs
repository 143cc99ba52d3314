//! Asks the web which links are alive: once for each address, politely, and
//! without reaching where the web has no business.
//!
//! Only what is certain is dead; everything that can go wrong on the way makes
//! a link doubtful. Redirects are followed by our own loop, hop by hop, so that
//! every hop is judged like the first (see [`chain`]).

use crate::config::LinkSettings;
use crate::rules::{Verdict, WebAsk};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

mod address;
mod anchor;
pub mod cache;
mod chain;
mod client;
mod host;
mod judge;
mod names;
mod outcome;

pub use address::is_public;

use cache::{Cache, Kept};
use judge::Checker;
use outcome::Outcome;

/// What a run of the checker needs.
pub struct LinkJob<'a> {
    /// The settings.
    pub settings: &'a LinkSettings,
    /// The cache's folder; no cache when `None`.
    pub cache: Option<PathBuf>,
    /// Called after each address: done, in all, dead, doubtful.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Called with a question's place and its verdict as soon as that is
    /// certain, for those who show results as they come.
    pub early: &'a (dyn Fn(usize, Verdict) + Sync),
    /// Ends the run before its time.
    pub stop: Option<&'a Stop>,
}

/// Ends a run of the checker from another thread: what was not asked by then
/// is [`Verdict::Skipped`].
#[derive(Debug, Default)]
pub struct Stop(tokio::sync::Notify);

impl Stop {
    /// Ends the run, or one that is yet to begin.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

/// How far the checker is, in addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Judged so far.
    pub done: usize,
    /// To be judged in all.
    pub all: usize,
    /// Certainly dead.
    pub dead: usize,
    /// Not certain.
    pub doubtful: usize,
}

/// What the web said.
#[derive(Debug, Default)]
pub struct Answers {
    /// A verdict for each question, in order.
    pub verdicts: Vec<Verdict>,
    /// Distinct addresses judged, dead, doubtful, left out.
    pub progress: Progress,
    /// Distinct addresses that were not asked.
    pub skipped: usize,
    /// Things to say once.
    pub remarks: Vec<String>,
}

/// Why nothing could be asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The runtime or the client could not be made.
    #[error("links can't be checked: {0}")]
    Setup(String),
}

/// One address with the places inside it that are asked for.
pub(crate) struct Target {
    pub url: Url,
    pub fragments: Vec<String>,
}

/// Asks all questions of a run.
///
/// # Errors
/// When the client can't be made: a certificate file that can't be read, a
/// proxy that is no address.
pub fn check(asks: &[WebAsk], job: &LinkJob<'_>) -> Result<Answers, Error> {
    let exclude: Vec<regex::Regex> =
        job.settings.exclude.iter().filter_map(|pattern| regex::Regex::new(pattern).ok()).collect();
    let mut targets: BTreeMap<String, Target> = BTreeMap::new();
    let keys: Vec<Option<String>> = asks
        .iter()
        .map(|ask| {
            let url = askable(&ask.url, &exclude)?;
            let key = url.to_string();
            let target = targets.entry(key.clone()).or_insert_with(|| Target { url, fragments: Vec::new() });
            if let Some(fragment) = &ask.fragment
                && job.settings.anchors
                && !target.fragments.contains(fragment)
            {
                target.fragments.push(fragment.clone());
            }
            Some(key)
        })
        .collect();
    let mut answers = Answers::default();
    let (mut store, damaged) = job.cache.clone().map_or((None, false), |folder| {
        let (store, damaged) = Cache::open(folder);
        (Some(store), damaged)
    });
    if damaged {
        answers.remarks.push("the link cache was damaged and is made anew".to_owned());
    }
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut open: Vec<(Target, Option<Kept>)> = Vec::new();
    let all = targets.len();
    for (key, target) in targets {
        let kept = store.as_ref().and_then(|store| store.get(&key, job.settings, &target));
        match kept {
            Some((kept, true)) => {
                outcomes.insert(key, kept.outcome());
            }
            Some((kept, false)) => open.push((target, Some(kept))),
            None => open.push((target, None)),
        }
    }
    let told = |key: &str, outcome: &Outcome| {
        for (at, ask) in asks.iter().enumerate().filter(|(at, _)| keys[*at].as_deref() == Some(key)) {
            (job.early)(at, outcome.verdict(ask.fragment.as_deref()));
        }
    };
    for (key, outcome) in &outcomes {
        told(key, outcome);
    }
    if !open.is_empty() {
        let checker = Arc::new(Checker::new(job.settings).map_err(Error::Setup)?);
        let cached = outcomes.len();
        let run = judge::Run { all, cached, progress: job.progress, early: &told, stop: job.stop.map(|stop| &stop.0) };
        let asked = judge::run(&checker, open, &run).map_err(Error::Setup)?;
        answers.remarks.extend(checker.remarks());
        if let Some(store) = &mut store {
            for (key, outcome) in &asked {
                store.put(key, job.settings, outcome);
            }
            store.save();
        }
        outcomes.extend(asked);
    }
    answers.verdicts = asks
        .iter()
        .zip(&keys)
        .map(|(ask, key)| match key.as_ref().and_then(|key| outcomes.get(key)) {
            Some(outcome) => outcome.verdict(ask.fragment.as_deref()),
            None => Verdict::Skipped,
        })
        .collect();
    let count =
        |wanted: fn(&Verdict) -> bool| outcomes.values().filter(|outcome| wanted(&outcome.verdict(None))).count();
    answers.progress = Progress {
        done: outcomes.len(),
        all: outcomes.len(),
        dead: count(|verdict| matches!(verdict, Verdict::Dead(_))),
        doubtful: count(|verdict| matches!(verdict, Verdict::Doubtful(_))),
    };
    let mut skipped: Vec<&str> =
        asks.iter().zip(&keys).filter(|(_, key)| key.is_none()).map(|(ask, _)| ask.url.as_str()).collect();
    skipped.sort_unstable();
    skipped.dedup();
    answers.skipped = skipped.len();
    Ok(answers)
}

/// The address to ask, without user and password; `None` for what is not asked:
/// excluded ones, names that are reserved for examples, what is no address.
fn askable(url: &str, exclude: &[regex::Regex]) -> Option<Url> {
    let mut url = Url::parse(url).ok()?;
    url.set_fragment(None);
    // A cannot-be-a-base address has neither; those are no http addresses.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let reserved = ["example.com", "example.org", "example.net", "example", "test"]
        .iter()
        .any(|name| host == *name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')));
    let excluded = exclude.iter().any(|pattern| pattern.is_match(url.as_str()));
    (matches!(url.scheme(), "http" | "https") && !reserved && !excluded).then_some(url)
}
