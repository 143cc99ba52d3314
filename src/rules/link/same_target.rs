//! One address for two entries: most likely copied from the row above.

use super::target::Target;
use crate::diagnostic::{Found, Subject};
use crate::document::{BlockKind, CellId, Grid, Link};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};

/// `link/same-target`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SameTarget {}

impl PostRule for SameTarget {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let (in_tables, in_lists) = may_repeat(post.targets());
        if !in_tables && !in_lists {
            return;
        }
        let room = |is_wanted: bool| if is_wanted { post.targets().len() } else { 0 };
        let mut columns: Vec<((usize, usize), (usize, &Target<'_>))> = Vec::with_capacity(room(in_tables));
        let mut items: Vec<(usize, &Target<'_>)> = Vec::with_capacity(room(in_lists));
        for target in post.targets().iter().filter(|target| !target.link.image && !target.link.inside_link) {
            if let Some((grid, row, cell)) = target.link.cell.map(CellId::indexes) {
                if !in_tables {
                    continue;
                }
                let column = post.doc.grids.get(grid).and_then(|grid| grid.rows.get(row)?.cells.get(cell));
                if let Some(column) = column {
                    columns.push(((grid, column.column), (row, target)));
                }
            } else if in_lists && let Some(item) = target.link.block.and_then(|block| item_of(post, block)) {
                items.push((item, target));
            }
        }
        columns.sort_by_key(|(column, _)| *column);
        for links in columns.chunk_by(|(a, _), (b, _)| a == b).filter(|links| links.len() > 3) {
            let (grid, column) = links[0].0;
            if let Some(grid) = post.doc.grids.get(grid) {
                let links: Vec<(usize, &Target<'_>)> = links.iter().map(|(_, link)| *link).collect();
                table(grid, column, &links, found);
            }
        }
        items.sort_by_key(|(item, _)| *item);
        list(post, &items, found);
    }
}

/// Whether two links of one table may have one address, and two of the rest: by how long their addresses are and
/// how they end.
fn may_repeat(targets: &[Target<'_>]) -> (bool, bool) {
    let mut seen = [0u64; 64];
    let (mut in_tables, mut in_lists) = (false, false);
    for link in targets.iter().map(|target| target.link).filter(|link| !link.image && !link.inside_link) {
        let url = link.url.as_bytes();
        let table = link.cell.map_or(0, |cell| cell.indexes().0 as u64 + 1);
        let end = url.last_chunk().map_or(0, |end| u64::from_le_bytes(*end));
        // Fibonacci hashing: the high bits of a product with 2^64 / φ.
        let place = (end ^ url.len() as u64 ^ (table << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
        let (word, bit) = ((place / 64) as usize, 1 << (place % 64));
        let known = seen[word] & bit != 0;
        seen[word] |= bit;
        in_tables |= known && table > 0;
        in_lists |= known && table == 0;
    }
    (in_tables, in_lists)
}

/// Whether an address leads into a site rather than to its front door.
fn is_deep(target: &Target<'_>) -> bool {
    target.web.is_some_and(|web| web.path.trim_matches('/').len() > 2 || web.query.is_some())
}

fn table(grid: &Grid, column: usize, links: &[(usize, &Target<'_>)], found: &mut Found) {
    let mut by_url = links.to_vec();
    by_url.sort_by_key(|(_, target)| &*target.link.url);
    let mut repeated = by_url.chunk_by(|(_, a), (_, b)| a.link.url == b.link.url).filter(|links| links.len() > 1);
    let (Some(pair), None) = (repeated.next(), repeated.next()) else { return };
    let [(above, first), (below, second)] = pair else { return };
    let alone = |row: usize| links.iter().filter(|(other, _)| *other == row).count() == 1;
    if below - above < 2 || !is_deep(second) || !alone(*above) || !alone(*below) {
        return;
    }
    let (Some(a), Some(b)) = (grid.rows.get(*above), grid.rows.get(*below)) else { return };
    let mut others = a.cells.iter().filter(|cell| cell.column != column && !cell.prose.is_blank()).peekable();
    let differ = others.peek().is_some()
        && others.all(|cell| b.at(cell.column).is_some_and(|other| other.prose.trimmed() != cell.prose.trimmed()));
    if !differ {
        return;
    }
    let name = |row: &crate::document::Row| {
        let cell = row.cells.iter().find(|cell| cell.prose.text.chars().any(char::is_alphabetic));
        quote(cell.map_or("", |cell| cell.prose.trimmed()))
    };
    // Mostly the row above was copied; where the address bears the name of the row below, that one is right.
    let below = (name(b), second);
    let above = (name(a), first);
    let ((wrong, link), (right, other), place) =
        if is_named(second) && !is_named(first) { (above, below, "below") } else { (below, above, "above") };
    found
        .at(
            Subject::Target(link.link.target),
            link.link.target,
            format!("{wrong} leads to the same address as {right} {place}, while every other row has its own"),
        )
        .label(other.link.target, "the same address")
        .help("write the address that belongs to this row");
}

/// Whether an address bears the name that its link shows: "David Alencar" of `…/in/davidalencar`.
fn is_named(target: &Target<'_>) -> bool {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let text = target.link.text.as_ref().map_or("", |(text, _)| text.trim());
    let name = plain(text);
    name.len() > 5 && text.is_ascii() && plain(&target.link.url).contains(&name)
}

fn item_of(post: &Post<'_>, block: usize) -> Option<usize> {
    std::iter::once(block)
        .chain(post.doc.ancestors(block))
        .find(|&id| matches!(post.doc.blocks.get(id).map(|block| &block.kind), Some(BlockKind::Item { .. })))
}

/// Neighbouring items, each with one link, that name two things and lead to one.
fn list(post: &Post<'_>, items: &[(usize, &Target<'_>)], found: &mut Found) {
    let parent_of = |item: usize| post.doc.blocks.get(item).and_then(|block| block.parent);
    // How often each address stands in each list.
    let counts = LazyCell::new(|| {
        let mut counts: HashMap<Option<usize>, HashMap<&str, usize>> = HashMap::new();
        for (item, target) in items {
            *counts.entry(parent_of(*item)).or_default().entry(&*target.link.url).or_default() += 1;
        }
        counts
    });
    let mut before: BTreeMap<Option<usize>, &Target<'_>> = BTreeMap::new();
    for links in items.chunk_by(|(a, _), (b, _)| a == b) {
        let parent = parent_of(links[0].0);
        let [(_, target)] = links else {
            before.remove(&parent);
            continue;
        };
        let Some(above) = before.insert(parent, target).filter(|above| above.link.url == target.link.url) else {
            continue;
        };
        let text = |link: &Link| link.text.as_ref().map(|(text, _)| text.trim().to_lowercase()).unwrap_or_default();
        let (a, b) = (text(above.link), text(target.link));
        let own = a != b && a.chars().count() > 3 && b.chars().count() > 3;
        if !own || !is_deep(target) {
            continue;
        }
        let urls = counts.get(&parent);
        let twice = urls.and_then(|urls| urls.get(&*target.link.url)) == Some(&2);
        let distinct =
            urls.is_some_and(|urls| urls.len() >= 3 && urls.values().filter(|&&count| count > 1).count() == 1);
        if !twice || !distinct {
            continue;
        }
        found
            .at(
                Subject::Target(target.link.target),
                target.link.target,
                format!("{} leads to the same address as {} above", quote(&b), quote(&a)),
            )
            .label(above.link.target, "the same address")
            .help("write the address that belongs to this entry")
            .grade("list");
    }
}
