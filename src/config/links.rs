//! How web links are checked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Settings of the link checker, for the whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSettings {
    /// Requests at once.
    pub concurrency: usize,
    /// Requests at once to one host.
    pub per_host: usize,
    /// The least time between two requests to one host.
    pub interval: Duration,
    /// The time a request may take.
    pub timeout: Duration,
    /// Tries after the first one.
    pub retries: usize,
    /// The cache's folder; the user's cache folder when `None`.
    pub cache: Option<PathBuf>,
    /// Look for `#fragments` in HTML targets.
    pub anchors: bool,
    /// Addresses that are not asked (regular expressions).
    pub exclude: Vec<String>,
    /// By host name.
    pub hosts: BTreeMap<String, HostSettings>,
    /// Ask private, loopback and link-local addresses, too.
    pub allow_private: bool,
    /// A proxy's address.
    pub proxy: Option<String>,
    /// A file of further certificates (PEM).
    pub ca: Option<PathBuf>,
}

impl Default for LinkSettings {
    fn default() -> Self {
        LinkSettings {
            concurrency: 64,
            per_host: 6,
            interval: Duration::ZERO,
            timeout: Duration::from_secs(20),
            retries: 2,
            cache: None,
            anchors: false,
            exclude: Vec::new(),
            hosts: BTreeMap::new(),
            allow_private: false,
            proxy: None,
            ca: None,
        }
    }
}

/// Settings of one host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostSettings {
    /// Requests at once.
    pub concurrency: Option<usize>,
    /// The least time between two requests.
    pub interval: Option<Duration>,
    /// Headers, for exactly this host.
    pub headers: Vec<(String, String)>,
    /// Status codes that count as alive.
    pub accept: Vec<u16>,
}
