//! Images that say nothing to those who can't see them.

use crate::diagnostic::{Found, Subject};
use crate::document::{BlockKind, CellId, Link, LinkKind};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;

/// `image/missing-alt`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingAlt {}

/// The greatest width or height of an icon, in CSS pixels.
const ICON: u32 = 48;

/// Pictures beside names that make a series: photos of speakers, logos of sponsors. A poster stands alone.
const SERIES: usize = 3;

impl PostRule for MissingAlt {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let images = post.targets().iter().filter(|target| target.link.image && !target.url.is_empty());
        let missing: Vec<&Link> = images.map(|target| target.link).filter(|link| is_missing(post, link)).collect();
        if missing.is_empty() {
            return;
        }
        let outer = LazyCell::new(|| {
            let mut outer: Vec<&Link> = post.doc.links.iter().filter(|link| !link.image).collect();
            outer.sort_by_key(|link| link.span);
            outer
        });
        let series = missing.iter().filter(|link| is_named(post, link)).take(SERIES).count() == SERIES;
        for link in missing {
            let finding = found.at(
                Subject::Target(link.target),
                link.span,
                format!("the image {} says nothing to readers who can't see it", quote(&link.url)),
            );
            finding.help(match link.kind {
                LinkKind::Inline => "write what it shows between the brackets: ![…](…)",
                LinkKind::Html => "write what it shows as alt=\"…\", or alt=\"\" if it is decoration",
                _ => "write what it shows as alternative text",
            });
            if is_icon(post, link, &outer) || series && is_named(post, link) {
                finding.grade("icon");
            }
        }
    }
}

fn is_missing(post: &Post<'_>, link: &Link) -> bool {
    match link.kind {
        LinkKind::Inline | LinkKind::Reference => {
            link.text.as_ref().is_none_or(|(text, span)| text.trim().is_empty() && post.text(*span).trim().is_empty())
        }
        // `alt=""` is a decision.
        LinkKind::Html => link.text.is_none() && !post.text(link.span).to_ascii_lowercase().contains("aria-"),
        LinkKind::FrontMatter | LinkKind::Template => {
            link.text.as_ref().is_some_and(|(text, _)| text.trim().is_empty())
        }
        LinkKind::Autolink | LinkKind::Bare => false,
    }
}

fn is_icon(post: &Post<'_>, link: &Link, outer: &[&Link]) -> bool {
    let small = link.size.as_deref().is_some_and(|&(width, height)| {
        let known: Vec<u32> = [width, height].into_iter().flatten().collect();
        !known.is_empty() && known.iter().all(|&size| size <= ICON)
    });
    let heading = link
        .block
        .and_then(|block| post.doc.blocks.get(block))
        .is_some_and(|block| matches!(&block.kind, BlockKind::Heading(heading) if !heading.text.trimmed().is_empty()));
    let beside_text = link.inside_link
        && outer.partition_point(|outer| outer.span.start() <= link.span.start()).checked_sub(1).is_some_and(|at| {
            let Some(outer) = outer.get(at) else { return false };
            outer.span.contains(link.span)
                && outer.text.as_ref().is_some_and(|(text, _)| text.chars().any(char::is_alphanumeric))
        });
    small || heading || beside_text
}

/// Whether a name stands beside an image: in its row, in its item, or as the heading right above it.
fn is_named(post: &Post<'_>, link: &Link) -> bool {
    if let Some((grid, row, _)) = link.cell.map(CellId::indexes) {
        let row = post.doc.grids.get(grid).and_then(|grid| grid.rows.get(row));
        return row.is_some_and(|row| row.cells.iter().any(|cell| has_words(&cell.prose.text)));
    }
    let block = |id: usize| post.doc.blocks.get(id);
    let Some((id, own)) = link.block.and_then(|id| Some((id, block(id)?))) else { return false };
    if let BlockKind::Paragraph(prose) = &own.kind
        && own.parent.and_then(block).is_some_and(|parent| matches!(parent.kind, BlockKind::Item { .. }))
        && has_words(&prose.text)
    {
        return true;
    }
    let leads = is_bare(post.text(post.source.snap(own.span.start(), link.span.start())));
    leads
        && id
            .checked_sub(1)
            .and_then(block)
            .is_some_and(|above| matches!(&above.kind, BlockKind::Heading(heading) if has_words(&heading.text.text)))
}

/// Whether a text says more than a time or a number.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Whether nothing but tags stands in a piece of source.
fn is_bare(text: &str) -> bool {
    text.split('<').all(|piece| piece.rsplit('>').next().is_none_or(|shown| shown.trim().is_empty()))
}
