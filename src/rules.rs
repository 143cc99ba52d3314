//! The rules, and what they see.
//!
//! A rule is its options: a small struct read from the configuration, with one
//! method. It is pure: no files, no clock, no environment. The list of a group
//! stands at the top of the group's file; one line a rule.

use crate::diagnostic::Found;
use crate::source::Span;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub mod date;
pub mod digest;
pub mod front_matter;
pub mod html;
pub mod image;
pub mod link;
pub mod post;
pub mod quote;
pub mod schedule;
pub mod table;
pub mod template;
pub mod text;
pub mod time_zone;

pub use post::Post;

/// Sees one post.
pub trait PostRule: Send + Sync {
    /// Reports what it finds.
    fn check(&self, post: &Post<'_>, found: &mut Found);
}

/// Asks about the files around.
pub trait SiteRule: Send + Sync {
    /// Asks while the post is there.
    fn ask(&self, post: &Post<'_>, asks: &mut Vec<Ask>);
    /// Turns an answer into findings.
    fn judge(&self, ask: &Ask, answer: &Answer, found: &mut Found);
}

/// Hears the verdict on a web address.
pub trait NetworkRule: Send + Sync {
    /// Turns a verdict into findings.
    fn judge(&self, ask: &WebAsk, verdict: &Verdict, found: &mut Found);
}

/// A question about the files around, with the place that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// The target's place in the post.
    pub span: Span,
    /// The target as written.
    pub target: String,
    /// An image rather than a link.
    pub image: bool,
    /// What the rule already knows of the cure, for its own use.
    pub hint: Option<String>,
}

/// What can be asked of the files around.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Does this path exist? Relative to the post's folder, or from the site's
    /// root when it starts with `/`; without query and fragment, `%20` decoded.
    Path(String),
    /// Has this file an anchor of this name? An empty path is the post itself:
    /// the rule has looked there, and the answer is no.
    Anchor(String, String),
}

/// What the resolver answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No; the nearest name that exists, if one is near.
    No {
        /// A name that could have been meant.
        near: Option<String>,
    },
    /// It can't be told; nothing is said.
    Unknown,
}

/// A web address that the checker was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAsk {
    /// The address without fragment, as asked.
    pub url: String,
    /// The fragment, without `#`.
    pub fragment: Option<String>,
    /// The target's place in the post.
    pub span: Span,
    /// The target as it stands in the source can be replaced as it is (no
    /// entity, escape or reference in between).
    pub plain: bool,
}

impl WebAsk {
    /// The address with its fragment, as readers know it.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("{}#{fragment}", self.url),
            None => self.url.clone(),
        }
    }
}

/// What the checker says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It answers.
    Alive {
        /// The address that permanent redirects lead to, if any.
        moved: Option<String>,
    },
    /// Certainly gone; the reason in plain words.
    Dead(String),
    /// It can't be told; the reason in plain words.
    Doubtful(String),
    /// Not asked (excluded, offline).
    Skipped,
}

/// What a post leaves behind for rules that look across posts.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// The file's index in the run.
    pub file: usize,
    /// The post's language.
    pub lang: &'static str,
    /// A draft.
    pub draft: bool,
    /// Its dated sessions with a room or speakers.
    pub sessions: Vec<DigestSession>,
}

/// A session of another post.
#[derive(Clone, Debug)]
pub struct DigestSession {
    /// The day.
    pub date: Date,
    /// The start, minutes since midnight.
    pub start: i32,
    /// The end, minutes since midnight.
    pub end: i32,
    /// The slot's place.
    pub span: Span,
    /// The table or list: an index in `Agenda::places`.
    pub place: usize,
    /// The title, folded for comparison, and as shown.
    pub title: Option<Box<str>>,
    /// The room, folded for comparison.
    pub room: Option<Box<str>>,
    /// The speakers with first and last name, folded for comparison.
    pub speakers: Vec<Box<str>>,
}

/// A rule, ready to run.
pub enum Checker {
    /// See [`PostRule`].
    Post(Box<dyn PostRule>),
    /// See [`SiteRule`].
    Site(Box<dyn SiteRule>),
    /// See [`NetworkRule`].
    Network(Box<dyn NetworkRule>),
    /// See [`AcrossRule`].
    Run(Box<dyn AcrossRule>),
}

/// Sees the digests of all posts of a run (one method, object safe).
pub trait AcrossRule: Send + Sync {
    /// Whether it compares the posts of a run, not only the sessions of each.
    fn across_posts(&self) -> bool {
        false
    }

    /// Reports what it finds: `report(file)` gives the collection of a file.
    fn check(&self, digests: &[Digest], found: &mut std::collections::BTreeMap<usize, Found>);
}

/// A line of a group's list.
pub struct Entry {
    /// The rule's id; its page is `rules/<id>.md`.
    pub id: &'static str,
    /// Makes the rule from its options (JSON object; absent keys take their defaults).
    pub build: fn(serde_json::Value) -> Result<Checker, String>,
    /// The options' defaults.
    pub defaults: fn() -> serde_json::Value,
}

fn options<R: DeserializeOwned>(value: serde_json::Value) -> Result<R, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn defaults<R: Serialize + Default>() -> serde_json::Value {
    serde_json::to_value(R::default()).unwrap_or_default()
}

/// A rule that sees one post.
#[must_use]
pub const fn post<R>(id: &'static str) -> Entry
where
    R: PostRule + DeserializeOwned + Serialize + Default + 'static,
{
    Entry { id, build: |value| Ok(Checker::Post(Box::new(options::<R>(value)?))), defaults: defaults::<R> }
}

/// A rule that asks about the files around.
#[must_use]
pub const fn site<R>(id: &'static str) -> Entry
where
    R: SiteRule + DeserializeOwned + Serialize + Default + 'static,
{
    Entry { id, build: |value| Ok(Checker::Site(Box::new(options::<R>(value)?))), defaults: defaults::<R> }
}

/// A rule that hears verdicts on web addresses.
#[must_use]
pub const fn network<R>(id: &'static str) -> Entry
where
    R: NetworkRule + DeserializeOwned + Serialize + Default + 'static,
{
    Entry { id, build: |value| Ok(Checker::Network(Box::new(options::<R>(value)?))), defaults: defaults::<R> }
}

/// A rule that sees the digests of all posts.
#[must_use]
pub const fn across<R>(id: &'static str) -> Entry
where
    R: AcrossRule + DeserializeOwned + Serialize + Default + 'static,
{
    Entry { id, build: |value| Ok(Checker::Run(Box::new(options::<R>(value)?))), defaults: defaults::<R> }
}

/// The lists of all groups. Rules that the engine itself reports have a page
/// but no entry.
pub static GROUPS: &[&[Entry]] = &[
    date::RULES,
    front_matter::RULES,
    html::RULES,
    image::RULES,
    link::RULES,
    schedule::RULES,
    table::RULES,
    template::RULES,
    text::RULES,
    time_zone::RULES,
];

/// The entry of a rule.
#[must_use]
pub fn entry(id: &str) -> Option<&'static Entry> {
    GROUPS.iter().flat_map(|group| group.iter()).find(|entry| entry.id == id)
}
