//! Two neighbouring numbered sections with one date.

use super::words;
use crate::agenda::{Context, DateMention, YearFrom};
use crate::diagnostic::{Found, Subject};
use crate::document::BlockKind;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `date/repeated`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repeated {}

impl PostRule for Repeated {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let mut above: Option<(&DateMention, i32)> = None;
        for mention in &post.agenda.dates {
            if mention.context != Context::Heading || mention.year != YearFrom::Written {
                continue;
            }
            let Some(number) = number_of(post, mention) else { continue };
            if let Some((other, before)) = above
                && (number - before).abs() == 1
                && mention.days == other.days
                && let Some(day) = mention.days.first()
            {
                found
                    .at(
                        Subject::Date(mention.span),
                        mention.span,
                        format!("no. {number} has the same date as no. {before}: {}", words::day(*day)),
                    )
                    .label(other.span, "the same date")
                    .help("correct one of the two dates");
            }
            above = Some((mention, number));
        }
    }
}

/// The number that a heading begins with.
fn number_of(post: &Post<'_>, mention: &DateMention) -> Option<i32> {
    let BlockKind::Heading(heading) = &post.doc.blocks.get(mention.block?)?.kind else { return None };
    let text = heading.text.trimmed();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.get(digits..)?;
    // A date at the start is no number of a series.
    let plain = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-' || c == ':')
        && !rest.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit());
    (digits > 0 && digits <= 4 && plain).then(|| text.get(..digits)?.parse().ok())?
}
