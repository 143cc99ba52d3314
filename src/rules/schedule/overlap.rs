//! Two sessions of one place at once.
//!
//! Without rooms, sessions at the same time are most often a parallel
//! programme. Only a single line of sessions, each following the last, with one
//! pair that collides, is taken for a mistake.

use super::line::{extent, name, room};
use crate::agenda::{Agenda, Minutes, Session, hhmm};
use crate::diagnostic::{Found, Subject};
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `schedule/overlap`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Overlap {}

/// As long as no session is, but the hours of something that is open, in minutes.
const LONG: Minutes = 4 * 60;

/// The fewest slots of a single line.
const SINGLE: usize = 4;

/// How two sessions collide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collision {
    Partial,
    Inside,
}

impl PostRule for Overlap {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let agenda = post.agenda;
        for line in post.lines().filter(|line| !is_sequence(agenda, line)) {
            let mut rooms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let mut unnamed = Vec::new();
            for &id in line.iter().filter(|&&id| takes_part(&agenda.sessions[id])) {
                match room(agenda, &agenda.sessions[id]) {
                    Some(room) => rooms.entry(room).or_default().push(id),
                    None => unnamed.push(id),
                }
            }
            for ids in rooms.values() {
                in_one_room(agenda, ids, found);
            }
            let place = unnamed.first().and_then(|&id| agenda.places.get(agenda.sessions[id].place));
            if place.is_some_and(|place| !place.has_rooms) {
                in_a_line(agenda, line, &unnamed, found);
            }
        }
    }
}

/// Whether each session begins when those above have ended: nothing collides.
fn is_sequence(agenda: &Agenda, line: &[usize]) -> bool {
    let sessions = line.iter().map(|&id| &agenda.sessions[id]).filter(|session| takes_part(session));
    sessions.filter_map(extent).is_sorted_by(|above, below| above.1 <= below.0)
}

fn takes_part(session: &Session) -> bool {
    extent(session).is_some() && !session.optional && !session.for_all
}

fn collision(a: (Minutes, Minutes), b: (Minutes, Minutes)) -> Option<Collision> {
    if a.0 >= b.1 || b.0 >= a.1 {
        return None;
    }
    let inside = (a.0 <= b.0 && b.1 <= a.1) || (b.0 <= a.0 && a.1 <= b.1);
    Some(if inside { Collision::Inside } else { Collision::Partial })
}

/// The colliding pairs, in the order of starts; at most four are looked for.
fn pairs(agenda: &Agenda, ids: &[usize]) -> Vec<(usize, usize, Collision)> {
    let mut order = ids.to_vec();
    order.sort_by_key(|&id| (agenda.sessions[id].start, id));
    let mut out = Vec::new();
    let mut latest: Option<usize> = None;
    for id in order {
        let Some(mine) = extent(&agenda.sessions[id]) else { continue };
        if let Some(other) = latest
            && let Some(theirs) = extent(&agenda.sessions[other])
        {
            if let Some(kind) = collision(theirs, mine) {
                out.push((other, id, kind));
                if out.len() > 3 {
                    break;
                }
            }
            if theirs.1 >= mine.1 {
                continue;
            }
        }
        latest = Some(id);
    }
    out
}

fn in_one_room(agenda: &Agenda, ids: &[usize], found: &mut Found) {
    let pairs = pairs(agenda, ids);
    // Grids repeat a session in each of its rows; what has the same times or title is one session.
    let apart = |a: usize, b: usize| {
        let (a, b) = (&agenda.sessions[a], &agenda.sessions[b]);
        !is_same(a, b) && !are_open_together(a, b)
    };
    let real: Vec<_> = pairs.iter().filter(|(a, b, _)| apart(*a, *b)).collect();
    match real.as_slice() {
        [] => {}
        [(a, b, kind)] => report(agenda, *a, *b, (*kind == Collision::Inside).then_some("inside"), found),
        [(a, b, _), ..] => report(agenda, *a, *b, Some("parallel"), found),
    }
}

/// Judges the sessions without a room of a line, `ids`.
fn in_a_line(agenda: &Agenda, line: &[usize], ids: &[usize], found: &mut Found) {
    let pairs = pairs(agenda, ids);
    let [(a, b, kind)] = pairs.as_slice() else { return };
    let (a, b, kind) = (*a, *b, *kind);
    if is_same(&agenda.sessions[a], &agenda.sessions[b]) || extent(&agenda.sessions[a]) == extent(&agenda.sessions[b]) {
        return;
    }
    if are_elsewhere(&agenda.sessions[a], &agenda.sessions[b]) && name_places(agenda, ids) {
        return;
    }
    let equal_starts = agenda.sessions[a].start == agenda.sessions[b].start;
    let (mut touching, mut total) = (0, 0);
    let mut in_order = true;
    for two in ids.windows(2) {
        let (Some(first), Some(second)) = (extent(&agenda.sessions[two[0]]), extent(&agenda.sessions[two[1]])) else {
            return;
        };
        if two == [a, b] || two == [b, a] {
            continue;
        }
        total += 1;
        touching += usize::from(first.1 == second.0);
        in_order &= first.1 <= second.0;
    }
    let neighbours = ids.windows(2).any(|two| two == [a, b]);
    let single = neighbours && in_order && !equal_starts && (ids.len() >= SINGLE || has_more(agenda, line, ids));
    let grade = match kind {
        Collision::Partial if single => None,
        Collision::Inside if single && touching == total => Some("inside"),
        _ => Some("parallel"),
    };
    report(agenda, a, b, grade, found);
}

/// Whether a few sessions are enough for a single line with the optional ones before, between and behind them:
/// "18:00 - 18:30 Doors".
fn has_more(agenda: &Agenda, line: &[usize], ids: &[usize]) -> bool {
    let free = |hours| {
        let mut others = ids.iter().filter_map(|&id| extent(&agenda.sessions[id]));
        others.all(|other| collision(hours, other).is_none())
    };
    let optional = line.iter().map(|&id| &agenda.sessions[id]).filter(|session| session.optional);
    let more =
        optional.filter(|session| room(agenda, session).is_none()).filter_map(extent).filter(|&hours| free(hours));
    ids.len() + more.take(SINGLE).count() >= SINGLE
}

/// Whether both have the same long hours: stands and stages on one ground.
fn are_open_together(a: &Session, b: &Session) -> bool {
    extent(a).is_some_and(|hours| hours.1 - hours.0 >= LONG && extent(b) == Some(hours))
}

fn is_same(a: &Session, b: &Session) -> bool {
    let title = |session: &Session| session.title.as_ref().map(|title| crate::agenda::people::fold(&title.text));
    a.span == b.span || title(a).is_some() && title(a) == title(b)
}

/// Whether both titles end with a place, and not with the same: "Cinema in Piazza Nuova", "Concerto presso i Giardini".
fn are_elsewhere(a: &Session, b: &Session) -> bool {
    let place = |session: &Session| {
        session.title.as_ref().and_then(|title| place_of(&title.text)).map(crate::agenda::people::fold)
    };
    place(a).zip(place(b)).is_some_and(|(a, b)| a != b)
}

/// Whether half of the titles or more end with a place: "Deploying in Kubernetes" among other talks is none.
fn name_places(agenda: &Agenda, ids: &[usize]) -> bool {
    let titles = ids.iter().filter_map(|&id| agenda.sessions[id].title.as_ref());
    2 * titles.filter(|title| place_of(&title.text).is_some()).count() >= ids.len()
}

/// What follows the last "in", "presso", "at" of a title, where it begins with a capital, an article aside.
fn place_of(title: &str) -> Option<&str> {
    const WORDS: [&str; 14] = [
        " in ", " at ", " @ ", " presso ", " im ", " chez ", " à ", " au ", " en ", " no ", " na ", " w ", " bij ",
        " am ",
    ];
    const ARTICLES: [&str; 20] = [
        "the ", "il ", "la ", "lo ", "l'", "l’", "i ", "gli ", "le ", "les ", "der ", "dem ", "den ", "el ", "los ",
        "las ", "de ", "het ", "o ", "a ",
    ];
    let (at, word) = WORDS.iter().filter_map(|word| Some((title.rfind(word)?, word))).max()?;
    let place = &title[at + word.len()..];
    let named = ARTICLES.iter().find_map(|article| place.strip_prefix(article)).unwrap_or(place);
    named.starts_with(char::is_uppercase).then_some(place)
}

fn report(agenda: &Agenda, first: usize, second: usize, grade: Option<&'static str>, found: &mut Found) {
    // The later one in the text is the one that readers stumble over.
    let (above, below) = if first < second { (first, second) } else { (second, first) };
    let (a, b) = (&agenda.sessions[above], &agenda.sessions[below]);
    let (Some(theirs), Some(mine)) = (extent(a), extent(b)) else { return };
    let message = if mine.0 >= theirs.0 {
        format!("{} starts at {}, while {} above ends at {}", name(b), hhmm(mine.0), name(a), hhmm(theirs.1))
    } else {
        format!("{} ends at {}, while {} above starts at {}", name(b), hhmm(mine.1), name(a), hhmm(theirs.0))
    };
    let finding = found.at(Subject::Session(b.slot.span), b.slot.span, message);
    finding.label(a.slot.span, "the other session");
    finding.help("correct one of the two times; if they run side by side, name their rooms");
    if let Some(grade) = grade {
        finding.grade(grade);
    }
}
