//! am and pm that can't be meant as written.

use super::line::half_day_off;
use crate::agenda::{Meridiem as Half, Session};
use crate::diagnostic::{Edit, Found, Intent, Safety, Subject};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `schedule/meridiem`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Meridiem {}

impl PostRule for Meridiem {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for session in &post.agenda.sessions {
            let slot = &session.slot;
            let odd: Vec<_> = std::iter::once(slot.start)
                .chain(slot.end)
                .filter(|clock| clock.meridiem.is_some() && clock.hour > 12)
                .collect();
            if let Some(first) = odd.first() {
                let word = if first.meridiem == Some(Half::Pm) { "pm" } else { "am" };
                let finding = found.at(
                    Subject::Session(slot.span),
                    slot.span,
                    format!("{} is a 24-hour time with {word} behind it", quote(post.text(first.span))),
                );
                finding.help(format!("drop \"{word}\""));
                let edits: Option<Vec<Edit>> = odd
                    .iter()
                    .map(|clock| {
                        let text = post.text(clock.span);
                        let digits = text.rfind(|c: char| c.is_ascii_digit())? + 1;
                        let span = post.source.within(clock.span, digits, text.len());
                        (!span.is_empty()).then(|| Edit { span, text: String::new() })
                    })
                    .collect();
                if let Some(edits) = edits {
                    finding.fix(Safety::Unsafe, Intent::Rewrites, format!("drop \"{word}\""), edits);
                }
                continue;
            }
            if half_day_off(session)
                && let Some(end) = slot.end
            {
                let text = post.text(end.span);
                let (said, meant) = if end.meridiem == Some(Half::Am) { ("midnight", "pm") } else { ("noon", "am") };
                found
                    .at(
                        Subject::Session(slot.span),
                        slot.span,
                        format!("{} is an hour of {said}, so this session would end half a day late", quote(text)),
                    )
                    .help(format!("write {}", quote(&with_half(text, meant))));
            }
        }
        for line in post.lines() {
            let sessions: Vec<&Session> = line.iter().map(|&id| &post.agenda.sessions[id]).collect();
            for three in sessions.windows(3) {
                if let [before, session, after] = three
                    && let Some(meant) = between(before, session, after)
                {
                    let start = session.slot.start;
                    found
                        .at(
                            Subject::Session(session.slot.span),
                            session.slot.span,
                            format!(
                                "{} stands between {} and {}: half a day off",
                                quote(post.text(start.span)),
                                quote(post.text(before.slot.start.span)),
                                quote(post.text(after.slot.start.span))
                            ),
                        )
                        .help(format!("write {}", quote(&with_half(post.text(start.span), meant))));
                }
            }
            let Some(at) = after_a_jump(&sessions) else { continue };
            let before = sessions[at - 1].slot.start;
            for (below, session) in sessions[at..].iter().enumerate() {
                let start = post.text(session.slot.start.span);
                let stands = if below == 0 { "stands right behind" } else { "goes on from" };
                found
                    .at(
                        Subject::Session(session.slot.span),
                        session.slot.span,
                        format!("{} {stands} {}: half a day off", quote(start), quote(post.text(before.span))),
                    )
                    .label(before.span, "the last row of the morning")
                    .help(format!("write {}", quote(&with_half(start, "am"))));
            }
        }
    }
}

/// The longest step from one row to the next of a line that goes on, in minutes.
const STEP: i32 = 3 * 60;

/// pm where a morning goes on: `11:00am, 11:20am, 11:30pm, 11:50pm`, nothing of the day between and nothing but pm behind.
/// The first of those rows.
fn after_a_jump(line: &[&Session]) -> Option<usize> {
    let half = |session: &Session| session.slot.start.meridiem;
    let at = line.iter().position(|session| half(session) != Some(Half::Am)).filter(|&at| at >= 3)?;
    let goes_on = |two: &[&Session]| (1..=STEP).contains(&(two[1].start - two[0].start));
    let meant = line[at].start - 12 * 60;
    let ends = line[at - 1].written_end().unwrap_or(line[at - 1].start + 1);
    (line[at..].iter().all(|session| half(session) == Some(Half::Pm))
        && line[..at].windows(2).all(goes_on)
        && line[at..].windows(2).all(goes_on)
        && line[at].written_end().is_none_or(|end| end - line[at].start <= STEP)
        && (ends..=ends + 60).contains(&meant))
    .then_some(at)
}

/// A time with its am or pm replaced, in capitals where it had them.
fn with_half(text: &str, half: &str) -> String {
    let time = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let capitals = text.ends_with(|c: char| c.is_uppercase());
    format!("{time}{}", if capitals { half.to_uppercase() } else { half.to_owned() })
}

/// am where only pm fits between the starts before and behind, or pm where only am does.
fn between(before: &Session, session: &Session, after: &Session) -> Option<&'static str> {
    let written = [before, session, after].iter().all(|session| session.slot.start.meridiem.is_some());
    let short = session.written_end().is_none_or(|end| (session.start..=session.start + 6 * 60).contains(&end));
    if !written || !short || before.start >= after.start {
        return None;
    }
    let inside = before.start + 1..after.start;
    let half = 12 * 60;
    match session.slot.start.meridiem? {
        Half::Pm if session.start > after.start && inside.contains(&(session.start - half)) => Some("am"),
        Half::Am if session.start < before.start && inside.contains(&(session.start + half)) => Some("pm"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::with_half;

    #[test]
    fn the_cure_is_written_as_the_author_writes() {
        for (text, half, meant) in [("12:30am", "pm", "12:30pm"), ("12 PM", "am", "12 AM"), ("12 p.m.", "am", "12 am")]
        {
            assert_eq!(with_half(text, half), meant);
        }
    }
}
