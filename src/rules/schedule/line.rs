//! What the schedule rules share: which sessions can be compared, and in what line they stand.
//!
//! A slot that is itself broken (reversed, two notations at once) takes no part in any
//! comparison: its own finding is the one to mend. One whose am or pm was set right does.

use crate::agenda::people::fold;
use crate::agenda::{Agenda, Kind, Minutes, Origin, Session};

/// Whether a session can be compared with others.
#[must_use]
pub fn is_comparable(session: &Session) -> bool {
    matches!(session.kind, Kind::Session | Kind::Break)
        && session.origin != Origin::FrontMatter
        && !session.is_reversed()
        && !session.has_odd_meridiem()
}

/// The comparable sessions of each place and day, in the order of the text.
///
/// Parts of a block are a line of their own.
pub struct Lines {
    /// Line behind line.
    ids: Vec<usize>,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl Lines {
    /// The lines of a programme.
    #[must_use]
    pub fn of(agenda: &Agenda) -> Self {
        let comparable = agenda.sessions.iter().enumerate().filter(|(_, session)| is_comparable(session));
        let mut order: Vec<_> =
            comparable.map(|(id, session)| ((session.place, session.date, agenda.part_of(session)), id)).collect();
        if !order.is_sorted() {
            order.sort_unstable();
        }
        let mut ends = Vec::new();
        for line in order.chunk_by(|(a, _), (b, _)| a == b) {
            ends.push(ends.last().unwrap_or(&0) + line.len());
        }
        Lines { ids: order.into_iter().map(|(_, id)| id).collect(), ends }
    }

    /// Each line.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.ids[start..end])
    }
}

/// The room or track that the entry itself names, for comparison.
#[must_use]
pub fn room(agenda: &Agenda, session: &Session) -> Option<String> {
    if session.for_all {
        return None;
    }
    let named = agenda.places.get(session.place).is_some_and(|place| place.has_rooms);
    let room = session.room.as_ref().or(session.track.as_ref())?;
    let own = session.span.contains(room.span) || named;
    let folded = fold(&room.text);
    (own && !folded.is_empty() && !is_open(&folded)).then_some(folded)
}

fn is_open(folded: &str) -> bool {
    matches!(folded, "tbd" | "tba" | "tbc" | "online" | "zoom" | "n a" | "various" | "all" | "everywhere")
        || folded.starts_with("http")
        || folded.split(' ').count() > 6
}

/// Start and written end of a session with a length.
#[must_use]
pub fn extent(session: &Session) -> Option<(Minutes, Minutes)> {
    session.written_end().filter(|end| *end > session.start).map(|end| (session.start, end))
}

/// How a message calls a session: its title in quotes, or its time.
#[must_use]
pub fn name(session: &Session) -> String {
    match &session.title {
        Some(title) => crate::rules::quote::quote(&title.text),
        None => format!("the session at {}", crate::agenda::hhmm(session.start)),
    }
}
