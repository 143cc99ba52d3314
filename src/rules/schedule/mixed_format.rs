//! Times of one programme written in two ways.

use crate::agenda::{Clock, Notation};
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/mixed-format`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MixedFormat {}

impl PostRule for MixedFormat {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        // Nearly all posts write their times in one way.
        if is_uniform(post) {
            return;
        }
        let mut clocks: Vec<Vec<Clock>> = vec![Vec::new(); post.agenda.places.len()];
        for session in &post.agenda.sessions {
            if let Some(list) = clocks.get_mut(session.place) {
                list.extend(std::iter::once(session.slot.start).chain(session.slot.end));
            }
        }
        for list in clocks {
            let count = |notation| list.iter().filter(|clock| clock.notation == notation).count();
            let most =
                [Notation::Colon, Notation::H, Notation::Dot].into_iter().max_by_key(|notation| count(*notation));
            let Some(most) = most.filter(|most| count(*most) >= 3) else { continue };
            let odd: Vec<&Clock> = list
                .iter()
                .filter(|clock| {
                    clock.notation != most && matches!(clock.notation, Notation::Colon | Notation::H | Notation::Dot)
                })
                .collect();
            let Some(first) = odd.first().filter(|_| odd.len() * 3 <= list.len()) else { continue };
            let finding = found.at(
                Subject::Text(first.span),
                first.span,
                format!("{} is written in another way than the times around it", quote(post.text(first.span))),
            );
            finding.help(format!("write {}", written(first, most)));
            let mut edits: Vec<Edit> = odd
                .iter()
                .filter(|clock| clock.meridiem.is_none())
                .map(|clock| Edit { span: clock.span, text: written(clock, most) })
                .collect();
            edits.sort_by_key(|edit| edit.span);
            edits.dedup_by_key(|edit| edit.span);
            if edits.len() == odd.len() {
                finding.fix(Safety::Unsafe, Intent::Rewrites, "write all times in one way", edits);
            }
        }
    }
}

/// Whether all times of the post that hours and minutes can be told apart in are written alike.
fn is_uniform(post: &Post<'_>) -> bool {
    let clocks = post.agenda.sessions.iter().flat_map(|session| [Some(session.slot.start), session.slot.end]);
    let notations = clocks.flatten().map(|clock| clock.notation);
    let mut known = notations.filter(|it| matches!(it, Notation::Colon | Notation::H | Notation::Dot));
    let first = known.next();
    known.all(|notation| Some(notation) == first)
}

fn written(clock: &Clock, notation: Notation) -> String {
    let (hour, minute) = (clock.hour, clock.minute);
    match notation {
        Notation::H if minute == 0 => format!("{hour}h"),
        Notation::H => format!("{hour}h{minute:02}"),
        Notation::Dot => format!("{hour:02}.{minute:02}"),
        _ => format!("{hour:02}:{minute:02}"),
    }
}
