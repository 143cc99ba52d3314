//! From answers to verdicts: what is certain, what is not, and when to ask again.

use super::anchor;
use super::cache::Kept;
use super::chain::{self, Arrival, HOPS, Lost};
use super::client::{Client, Trouble};
use super::host::Hosts;
use super::outcome::{Outcome, State};
use super::{Progress, Target};
use crate::config::LinkSettings;
use reqwest::Method;
use reqwest::header::{ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, RETRY_AFTER};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::Notify;
use url::Url;

/// The wait before the first new try; doubled each time.
const BACKOFF: Duration = Duration::from_millis(300);
/// A number of seconds from which on it is a moment, not a wait: the year 2001.
const MOMENT: u64 = 1_000_000_000;
/// How many times its time-out a whole address may take, redirects and new tries included.
const PATIENCE: u32 = 6;
/// The wait before a refused connection is tried once more.
const REFUSED: Duration = Duration::from_secs(1);

/// Asks and judges.
pub struct Checker {
    client: Client,
    hosts: Hosts,
    settings: LinkSettings,
    /// Somebody has answered.
    reached: AtomicBool,
    remarks: Mutex<Vec<String>>,
}

impl Checker {
    /// A checker by the settings.
    pub fn new(settings: &LinkSettings) -> Result<Self, String> {
        let checker = Checker {
            client: Client::new(settings)?,
            hosts: Hosts::new(settings),
            settings: settings.clone(),
            reached: AtomicBool::new(false),
            remarks: Mutex::default(),
        };
        if settings.proxy.is_some() {
            checker.remark("links are asked through a proxy: it decides which addresses can be reached");
        }
        Ok(checker)
    }

    fn remark(&self, text: &str) {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
    }

    /// Things to say once.
    pub fn remarks(&self) -> Vec<String> {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Judges one address.
    async fn judge(&self, target: &Target, kept: Option<&Kept>) -> Outcome {
        let conditions = kept.map(conditions).unwrap_or_default();
        let wants_page = !target.fragments.is_empty();
        let mut method = if wants_page { Method::GET } else { Method::HEAD };
        let mut tries = 0;
        let mut refused = false;
        loop {
            let last = tries >= self.settings.retries;
            let asked = chain::follow(&self.client, &self.hosts, &method, &target.url, &conditions).await;
            let wait = match asked {
                Ok(arrival) => {
                    self.reached.store(true, Ordering::Relaxed);
                    let status = arrival.response.status().as_u16();
                    let host = self.hosts.get(arrival.url.host_str().unwrap_or(""));
                    if self.is_good(&arrival.url, status) {
                        host.fine();
                        return self.alive(target, arrival, kept).await;
                    }
                    let pause = retry_after(arrival.response.headers());
                    if matches!(status, 429 | 503) && (pause.is_some() || status == 429) {
                        let pause = pause.unwrap_or(backoff(tries + 1));
                        if pause > self.settings.timeout {
                            host.close();
                            return Outcome::doubtful(format!(
                                "{}; it asks to wait {} seconds",
                                reason(status),
                                pause.as_secs()
                            ));
                        }
                        host.pause(pause);
                        if last {
                            return Outcome::doubtful(reason(status));
                        }
                        Duration::ZERO
                    } else if method == Method::HEAD {
                        // Many servers answer HEAD wrongly: only GET tells.
                        method = Method::GET;
                        continue;
                    } else if matches!(status, 404 | 410) {
                        return Outcome::of(State::Dead(reason(status)));
                    } else if matches!(status, 500 | 502 | 503 | 504) && !last {
                        backoff(tries)
                    } else {
                        return Outcome::doubtful(reason(status));
                    }
                }
                Err(Lost::Trouble(Trouble::Refused)) => {
                    if refused {
                        return Outcome::of(State::Dead("nobody answers there: the connection is refused".to_owned()));
                    }
                    refused = true;
                    tokio::time::sleep(REFUSED).await;
                    continue;
                }
                Err(Lost::Trouble(Trouble::Broken)) if method == Method::HEAD => {
                    method = Method::GET;
                    continue;
                }
                Err(Lost::Trouble(Trouble::Broken)) if !last => backoff(tries),
                Err(lost) => return self.lost(lost),
            };
            tries += 1;
            tokio::time::sleep(wait).await;
        }
    }

    fn is_good(&self, url: &Url, status: u16) -> bool {
        let host = url.host_str().unwrap_or("").to_ascii_lowercase();
        let accepted = self.settings.hosts.get(&host).is_some_and(|host| host.accept.contains(&status));
        (200..300).contains(&status) || status == 304 || accepted
    }

    async fn alive(&self, target: &Target, arrival: Arrival, kept: Option<&Kept>) -> Outcome {
        let header = |name: HeaderName| {
            arrival.response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let (etag, modified) = (header(ETAG), header(LAST_MODIFIED));
        if arrival.response.status().as_u16() == 304
            && let Some(kept) = kept
        {
            return Outcome { etag: etag.or_else(|| kept.etag.clone()), ..kept.outcome() };
        }
        let moved = arrival.moved.map(|url| url.to_string());
        let host = arrival.url.host_str().unwrap_or("").to_ascii_lowercase();
        let places = if target.fragments.is_empty() {
            BTreeMap::new()
        } else {
            anchor::places(arrival.response, &host, &target.fragments).await
        };
        Outcome { state: State::Alive, moved, places, etag, modified }
    }

    fn lost(&self, lost: Lost) -> Outcome {
        match lost {
            Lost::Circle => Outcome::of(State::Dead("it redirects in a circle".to_owned())),
            Lost::TooLong => Outcome::doubtful(format!("it redirects more than {HOPS} times")),
            Lost::Nowhere(why) => Outcome::doubtful(why),
            Lost::LeftAlone => Outcome::doubtful("its host asks to be left alone for longer than this run"),
            Lost::Trouble(trouble) => {
                let answered = matches!(trouble, Trouble::Expired | Trouble::WrongHost);
                if answered {
                    self.reached.store(true, Ordering::Relaxed);
                }
                match trouble {
                    Trouble::NoSuchName => Outcome::of(State::NoSuchName),
                    Trouble::Private => Outcome::doubtful("its address is not on the public internet"),
                    Trouble::Timeout => {
                        Outcome::doubtful(format!("no answer within {} seconds", self.settings.timeout.as_secs()))
                    }
                    Trouble::Refused | Trouble::Broken => Outcome::doubtful("the connection broke off"),
                    Trouble::Expired => {
                        Outcome::of(State::Dead("its certificate has expired, so browsers refuse the page".to_owned()))
                    }
                    Trouble::WrongHost => Outcome::of(State::Dead(
                        "its certificate is for another site, so browsers refuse the page".to_owned(),
                    )),
                    Trouble::Other(why) => Outcome::doubtful(why),
                }
            }
        }
    }
}

/// How a run is watched and ended.
pub struct Run<'a> {
    /// Addresses in all, and those of them that the cache has answered.
    pub all: usize,
    /// Answered by the cache.
    pub cached: usize,
    /// Called after each address.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Called with each outcome that the rest of the run can't change any more.
    pub early: &'a dyn Fn(&str, &Outcome),
    /// Ends the run before its time.
    pub stop: Option<&'a Notify>,
}

/// Judges all addresses, or as many as were answered before the stop; by address.
pub fn run(
    checker: &Arc<Checker>,
    targets: Vec<(Target, Option<Kept>)>,
    watch: &Run<'_>,
) -> Result<Vec<(String, Outcome)>, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let mut queues: BTreeMap<String, VecDeque<(Target, Option<Kept>)>> = BTreeMap::new();
    for one in targets {
        queues.entry(one.0.url.host_str().unwrap_or("").to_owned()).or_default().push_back(one);
    }
    let mut results = Vec::new();
    runtime.block_on(async {
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let mut workers = tokio::task::JoinSet::new();
        for (name, queue) in queues {
            let count = checker.hosts.limit(&name).min(queue.len());
            let queue = Arc::new(Mutex::new(queue));
            for _ in 0..count {
                let (checker, queue, sender) = (Arc::clone(checker), Arc::clone(&queue), sender.clone());
                workers.spawn(async move {
                    loop {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                        let Some((target, kept)) = next else { break };
                        let limit = checker.settings.timeout * PATIENCE;
                        let judged = tokio::time::timeout(limit, checker.judge(&target, kept.as_ref())).await;
                        let outcome = judged.unwrap_or_else(|_| Outcome::doubtful("it took too long to tell"));
                        if sender.send((target.url.to_string(), outcome)).is_err() {
                            break;
                        }
                    }
                });
            }
        }
        drop(sender);
        let mut so_far = Progress { done: watch.cached, all: watch.all, ..Progress::default() };
        loop {
            let next = tokio::select! {
                next = receiver.recv() => next,
                () = stopped(watch.stop) => None,
            };
            let Some((key, outcome)) = next else { break };
            so_far.done += 1;
            match outcome.state {
                State::Dead(_) | State::NoSuchName => so_far.dead += 1,
                State::Doubtful(_) => so_far.doubtful += 1,
                State::Alive => {}
            }
            (watch.progress)(so_far);
            let certain = match outcome.state {
                State::Alive | State::Doubtful(_) => true,
                State::Dead(_) => checker.reached.load(Ordering::Relaxed),
                State::NoSuchName => false,
            };
            if certain {
                (watch.early)(&key, &outcome);
            }
            results.push((key, outcome));
        }
    });
    settle(checker, &mut results);
    Ok(results)
}

/// Waits for the stop; for ever, where there is none.
async fn stopped(stop: Option<&Notify>) {
    match stop {
        Some(stop) => stop.notified().await,
        None => std::future::pending().await,
    }
}

/// What only the whole run tells: whether the network is up, and whether "no
/// such name" can be trusted.
fn settle(checker: &Checker, results: &mut [(String, Outcome)]) {
    let reached = checker.reached.load(Ordering::Relaxed);
    let told = checker.client.names.answers();
    if !reached && !results.is_empty() && results.iter().all(|(_, outcome)| outcome.state != State::Alive) {
        checker.remark("no site answered at all: the network seems down, so no link was judged");
    }
    for (url, outcome) in results.iter_mut() {
        let reserved = Url::parse(url).is_ok_and(|url| url.host_str().is_some_and(|host| host.ends_with(".invalid")));
        let uncertain = match &outcome.state {
            State::NoSuchName => !(told || reserved),
            State::Dead(_) => !reached,
            _ => false,
        };
        if uncertain {
            let why = if reached { "its name could not be looked up" } else { "the network seems down" };
            *outcome = Outcome::doubtful(why);
        }
    }
}

/// The wait before a new try.
fn backoff(tries: usize) -> Duration {
    BACKOFF * (1 << tries.min(6))
}

fn conditions(kept: &Kept) -> Vec<(HeaderName, String)> {
    let etag = kept.etag.clone().map(|value| (IF_NONE_MATCH, value));
    let modified = kept.modified.clone().map(|value| (IF_MODIFIED_SINCE, value));
    etag.into_iter().chain(modified).collect()
}

/// How long a server asks to wait: seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER).or_else(|| {
        // RateLimit header fields (IETF draft), and the older ones of APIs.
        let spent = |name: &str| headers.get(name).is_some_and(|left| left.as_bytes() == b"0");
        let reset = |name: &str| headers.get(name);
        let own = spent("ratelimit-remaining").then(|| reset("ratelimit-reset")).flatten();
        own.or_else(|| spent("x-ratelimit-remaining").then(|| reset("x-ratelimit-reset")).flatten())
    })?;
    let text = value.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        // A reset may be a moment, in seconds since 1970, rather than a wait.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_secs());
        let wait = if seconds > MOMENT { seconds.saturating_sub(now) } else { seconds };
        return Some(Duration::from_secs(wait));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    let then = u64::try_from(date.as_second()).ok()?;
    Some(Duration::from_secs(then.saturating_sub(now)))
}

/// A status in plain words.
fn reason(status: u16) -> String {
    let words = match status {
        401 => "it asks for a password",
        403 => "it refuses to show the page to us",
        404 => "the page does not exist any more",
        405 => "it does not let us ask",
        408 => "it gave up waiting",
        410 => "the page was removed for good",
        429 => "it gets too many questions",
        451 => "it may not show the page",
        500..=599 => "the site has trouble of its own",
        _ => "it gives an unusual answer",
    };
    format!("{words} (status {status})")
}
