//! Web links of open posts: asked on save, in the background, one run a post.
//!
//! A verdict belongs to an address, not to a place in the text: it is kept
//! while the post is open and looked up whenever the post is judged, so that
//! findings move with the text and go when the address is mended.

use super::desk::Desk;
use crate::config::LinkSettings;
use crate::rules::{Verdict, WebAsk};
use crate::run::Checked;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The verdicts of one post, and the run that brings more.
#[derive(Default)]
struct Post {
    run: u64,
    running: Option<background::Running>,
    verdicts: BTreeMap<String, Verdict>,
}

/// The links of all open posts.
#[derive(Default)]
pub struct Links {
    runs: u64,
    posts: BTreeMap<String, Post>,
}

impl Links {
    /// Begins to ask the addresses of a post, and ends what was begun before;
    /// the run's number.
    pub fn start(&mut self, desk: &Arc<Desk>, uri: &str, asks: Vec<WebAsk>, settings: LinkSettings) -> u64 {
        self.runs += 1;
        let post = self.posts.entry(uri.to_owned()).or_default();
        post.run = self.runs;
        // Dropping a run stops it.
        post.running = (!asks.is_empty()).then(|| background::start(desk, uri, self.runs, asks, settings));
        self.runs
    }

    /// Ends the runs that `which` picks by post and number; what they found stays.
    pub fn stop(&mut self, which: impl Fn(&str, u64) -> bool) {
        self.posts.iter_mut().filter(|(uri, post)| which(uri, post.run)).for_each(|(_, post)| post.running = None);
    }

    /// Forgets a post.
    pub fn close(&mut self, uri: &str) {
        self.posts.remove(uri);
    }

    /// Takes verdicts; `true` when they belong to the post's present run and say something new.
    pub fn take(&mut self, uri: &str, run: u64, verdicts: Vec<(String, Verdict)>) -> bool {
        let Some(post) = self.posts.get_mut(uri).filter(|post| post.run == run && post.running.is_some()) else {
            return false;
        };
        let mut new = false;
        for (address, verdict) in verdicts {
            new |= post.verdicts.get(&address) != Some(&verdict);
            post.verdicts.insert(address, verdict);
        }
        new
    }

    /// What is known of the addresses of a post.
    #[must_use]
    pub fn known(&self, uri: &str, asks: &[WebAsk]) -> Checked {
        let known = self.posts.get(uri);
        let verdict = |ask: &WebAsk| known.and_then(|post| post.verdicts.get(&ask.shown())).cloned();
        let verdicts = asks.iter().map(|ask| verdict(ask).unwrap_or(Verdict::Skipped)).collect();
        Checked { verdicts, ..Checked::default() }
    }
}

#[cfg(feature = "net")]
mod background {
    use super::{Arc, Desk, LinkSettings, Verdict, WebAsk};
    use crate::links::{self, LinkJob, Stop, cache};
    use crate::lsp::desk::Task;
    use crate::lsp::news::News;

    /// A run that ends when this is dropped.
    pub struct Running(Arc<Stop>);

    impl Drop for Running {
        fn drop(&mut self) {
            self.0.stop();
        }
    }

    /// Asks in a thread of its own; each verdict is told as soon as it is certain.
    pub fn start(desk: &Arc<Desk>, uri: &str, run: u64, asks: Vec<WebAsk>, settings: LinkSettings) -> Running {
        let stop = Arc::new(Stop::default());
        let (ending, desk, uri) = (Arc::clone(&stop), Arc::clone(desk), uri.to_owned());
        std::thread::spawn(move || {
            let tell = |verdicts, done| {
                desk.put(Task::News(News::Verdicts { uri: uri.clone(), run, verdicts, done }));
            };
            let early = |at: usize, verdict: Verdict| {
                tell(asks.get(at).map(|ask| (ask.shown(), verdict)).into_iter().collect(), false);
            };
            let cache = settings.cache.clone().or_else(cache::user_folder);
            let job = LinkJob { settings: &settings, cache, progress: &|_| {}, early: &early, stop: Some(&ending) };
            // Without a client nothing is known, and nothing is said.
            let verdicts = links::check(&asks, &job).map(|answers| answers.verdicts).unwrap_or_default();
            tell(asks.iter().map(WebAsk::shown).zip(verdicts).collect(), true);
        });
        Running(stop)
    }
}

#[cfg(not(feature = "net"))]
mod background {
    use super::{Arc, Desk, LinkSettings, WebAsk};

    /// Nothing runs in a build that asks no web.
    pub struct Running;

    /// Nothing is asked.
    pub fn start(_desk: &Arc<Desk>, _uri: &str, _run: u64, _asks: Vec<WebAsk>, _settings: LinkSettings) -> Running {
        Running
    }
}
