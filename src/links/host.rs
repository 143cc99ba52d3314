//! Politeness: how many requests at once, and how long to wait, host by host.

use crate::config::LinkSettings;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// The first step by which a host is slowed down that says "too many".
const STEP: Duration = Duration::from_millis(100);
/// The slowest that a host is asked.
const SLOWEST: Duration = Duration::from_secs(5);

/// Leave to send one request; given back when dropped.
pub struct Leave {
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

/// One host.
pub struct Host {
    slots: Arc<Semaphore>,
    all: Arc<Semaphore>,
    floor: Duration,
    pace: Mutex<Pace>,
}

#[derive(Debug)]
struct Pace {
    /// No request before.
    next: Instant,
    /// Between two requests.
    interval: Duration,
    /// Answers "too many" in a row.
    strikes: u32,
    /// The host wants to be left alone for longer than anybody waits.
    closed: bool,
}

impl Host {
    /// Waits for leave; `None` when the host wants to be left alone.
    pub async fn leave(&self) -> Option<Leave> {
        let host = Arc::clone(&self.slots).acquire_owned().await.ok()?;
        let wait = {
            let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            if pace.closed {
                return None;
            }
            let now = Instant::now();
            let start = pace.next.max(now);
            pace.next = start + pace.interval;
            start - now
        };
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        let all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Leave { _host: host, _all: all })
    }

    /// The host said "too many": nobody asks it for that long, and then more slowly.
    pub fn pause(&self, wait: Duration) {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.next = pace.next.max(Instant::now() + wait);
        pace.strikes += 1;
        if pace.strikes > 2 {
            pace.interval = (pace.interval * 2).clamp(STEP, SLOWEST);
        }
    }

    /// The host answered: it is asked faster again.
    pub fn fine(&self) {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.strikes = 0;
        pace.interval = (pace.interval / 2).max(self.floor);
    }

    /// The host wants to be left alone for this run.
    pub fn close(&self) {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
    }
}

/// All hosts of a run.
pub struct Hosts {
    settings: LinkSettings,
    all: Arc<Semaphore>,
    known: Mutex<HashMap<String, Arc<Host>>>,
}

impl Hosts {
    /// No host yet.
    pub fn new(settings: &LinkSettings) -> Self {
        let all = Arc::new(Semaphore::new(settings.concurrency));
        Hosts { settings: settings.clone(), all, known: Mutex::default() }
    }

    /// Requests at once to a host.
    pub fn limit(&self, name: &str) -> usize {
        let own = self.settings.hosts.get(name).and_then(|host| host.concurrency);
        own.unwrap_or(self.settings.per_host).clamp(1, self.settings.concurrency.max(1))
    }

    /// A host by its name.
    pub fn get(&self, name: &str) -> Arc<Host> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = known.get(name) {
            return Arc::clone(host);
        }
        let floor = self.settings.hosts.get(name).and_then(|host| host.interval).unwrap_or(self.settings.interval);
        let pace = Pace { next: Instant::now(), interval: floor, strikes: 0, closed: false };
        let host = Arc::new(Host {
            slots: Arc::new(Semaphore::new(self.limit(name))),
            all: Arc::clone(&self.all),
            floor,
            pace: Mutex::new(pace),
        });
        known.insert(name.to_owned(), Arc::clone(&host));
        host
    }
}
