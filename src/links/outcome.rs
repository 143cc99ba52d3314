//! What is known of an address, and the verdict that it makes.

use super::anchor::Place;
use crate::rules::Verdict;
use std::collections::BTreeMap;

/// What is known of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Alive, dead, or doubtful.
    pub state: State,
    /// Where permanent redirects lead.
    pub moved: Option<String>,
    /// Which of the places asked for are there.
    pub places: BTreeMap<String, Place>,
    /// What a later question can name, to be answered briefly.
    pub etag: Option<String>,
    /// The same, as a date.
    pub modified: Option<String>,
}

/// Alive, dead, or doubtful, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It answers.
    Alive,
    /// Certainly gone.
    Dead(String),
    /// It can't be told.
    Doubtful(String),
    /// The name does not exist, if the resolver can be trusted.
    NoSuchName,
}

impl Outcome {
    /// A state of which nothing more is known.
    #[must_use]
    pub fn of(state: State) -> Self {
        Outcome { state, moved: None, places: BTreeMap::new(), etag: None, modified: None }
    }

    /// What can't be told, and why.
    #[must_use]
    pub fn doubtful(reason: impl Into<String>) -> Self {
        Outcome::of(State::Doubtful(reason.into()))
    }

    /// The verdict on the address, or on a place inside it.
    #[must_use]
    pub fn verdict(&self, fragment: Option<&str>) -> Verdict {
        match &self.state {
            State::Dead(reason) => Verdict::Dead(reason.clone()),
            State::Doubtful(reason) => Verdict::Doubtful(reason.clone()),
            State::NoSuchName => Verdict::Dead("there is no site of that name".to_owned()),
            State::Alive => match fragment.and_then(|fragment| Some((fragment, self.places.get(fragment)?))) {
                Some((fragment, Place::Missing)) => {
                    Verdict::Dead(format!("the page is there, but has no place named \"#{fragment}\""))
                }
                Some((fragment, Place::Unknown)) => {
                    Verdict::Doubtful(format!("whether the page has a place named \"#{fragment}\" can't be told"))
                }
                _ => Verdict::Alive { moved: self.moved.clone() },
            },
        }
    }
}
