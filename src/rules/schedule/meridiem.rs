//! am and pm that can't be meant as written.

use crate::agenda::Meridiem as Half;
use crate::agenda::halves::{Slip, Told};
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
            }
        }
        for slip in &post.agenda.slips {
            slipped(post, slip, found);
        }
    }
}

/// Reports a half of the day that can't be meant.
fn slipped(post: &Post<'_>, slip: &Slip, found: &mut Found) {
    let session = &post.agenda.sessions[slip.session];
    let slot = &session.slot;
    let start = |id: usize| quote(post.text(post.agenda.sessions[id].slot.start.span));
    let wrong = match slip.told {
        Told::End | Told::Noon | Told::Next(_) => slot.end.unwrap_or(slot.start),
        Told::Above(_) | Told::Between(..) | Told::Behind { .. } => slot.start,
    };
    let text = post.text(wrong.span);
    let said = quote(text);
    let message = match slip.told {
        Told::End => {
            let hour = if slip.meant == Half::Pm { "midnight" } else { "noon" };
            format!("{said} is an hour of {hour}, so this session would end half a day late")
        }
        Told::Noon => format!("{said} is noon, and this session stands in an evening"),
        Told::Next(next) => format!("{said} is half a day late: the next session starts at {}", start(next)),
        Told::Above(above) => {
            let above = &post.agenda.sessions[above].slot;
            let (verb, clock) = above.end.map_or(("starts", above.start), |end| ("ends", end));
            let off = if slip.meant == Half::Pm { "early" } else { "late" };
            format!("{said} is half a day {off}: the session above {verb} at {}", quote(post.text(clock.span)))
        }
        Told::Between(before, after) => {
            format!("{said} stands between {} and {}: half a day off", start(before), start(after))
        }
        Told::Behind { last, first } => {
            let stands = if first { "stands right behind" } else { "goes on from" };
            format!("{said} {stands} {}: half a day off", start(last))
        }
    };
    let finding = found.at(Subject::Session(slot.span), slot.span, message);
    if let Told::Behind { last, .. } = slip.told {
        finding.label(post.agenda.sessions[last].slot.start.span, "it goes on from here");
    }
    let meant = if slip.meant == Half::Pm { "pm" } else { "am" };
    finding.help(format!("write {}", quote(&with_half(text, meant))));
}

/// A time with its am or pm replaced, in capitals where it had them.
fn with_half(text: &str, half: &str) -> String {
    let time = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let capitals = text.ends_with(|c: char| c.is_uppercase());
    format!("{time}{}", if capitals { half.to_uppercase() } else { half.to_owned() })
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
