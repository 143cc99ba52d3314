//! The zone that holds for a whole post.

use super::{Zone, ZoneMeaning};
use crate::agenda::{Agenda, Kind, Origin, Session};

/// Gives the zones that texts tell for all their times to the post, or to the sessions below each of them where they
/// differ; where none is told, the post has the zone that its sessions or its fields name.
pub fn settle(agenda: &mut Agenda, told: Vec<Zone>) {
    if agenda.zone.is_some() {
        return;
    }
    let Some(first) = told.first() else {
        agenda.zone = of_sessions(&agenda.sessions).or_else(|| of_fields(&agenda.sessions)).cloned();
        return;
    };
    if told.iter().all(|zone| zone.meaning == first.meaning) {
        agenda.zone = told.into_iter().next();
        return;
    }
    for session in agenda.sessions.iter_mut().filter(|session| is_of_body(session) && session.zone.is_none()) {
        let above = told.iter().rev().find(|zone| zone.span.start() < session.span.start());
        session.zone = above.cloned();
    }
}

/// The zone of all sessions, or that of the event's hours around them.
fn of_sessions(sessions: &[Session]) -> Option<&Zone> {
    let body = || sessions.iter().filter(|session| is_of_body(session));
    let first = body().find_map(|session| session.zone.as_ref())?;
    let is_around = |session: &Session| matches!(session.kind, Kind::Event | Kind::Window);
    let zoned = || body().filter(|session| session.zone.is_some());
    let holds = |session: &Session| match &session.zone {
        Some(zone) => zone.meaning == first.meaning,
        None => is_around(session) || zoned().all(is_around),
    };
    body().all(holds).then_some(first)
}

/// The zone of the front matter's fields; an offset of zero says where a server stands.
fn of_fields(sessions: &[Session]) -> Option<&Zone> {
    let mut zones = sessions.iter().filter(|session| !is_of_body(session)).map(|session| session.zone.as_ref());
    let first = zones.next()?.filter(|zone| zone.meaning != ZoneMeaning::Offset(0))?;
    zones.all(|zone| zone.is_some_and(|zone| zone.meaning == first.meaning)).then_some(first)
}

fn is_of_body(session: &Session) -> bool {
    session.origin != Origin::FrontMatter
}
