//! One address for two entries: most likely copied from the row above.

use super::target::{judged, web};
use crate::diagnostic::{Found, Subject};
use crate::document::{BlockKind, Grid, Link};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// `link/same-target`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SameTarget {}

impl PostRule for SameTarget {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let mut columns: BTreeMap<(usize, usize), Vec<(usize, &Link)>> = BTreeMap::new();
        let mut items: BTreeMap<usize, Vec<&Link>> = BTreeMap::new();
        for link in judged(post).filter(|link| !link.image && !link.inside_link) {
            if let Some((grid, row, cell)) = link.cell {
                let column = post.doc.grids.get(grid).and_then(|grid| grid.rows.get(row)?.cells.get(cell));
                if let Some(column) = column {
                    columns.entry((grid, column.column)).or_default().push((row, link));
                }
            } else if let Some(item) = link.block.and_then(|block| item_of(post, block)) {
                items.entry(item).or_default().push(link);
            }
        }
        for ((grid, column), links) in &columns {
            if let Some(grid) = post.doc.grids.get(*grid) {
                table(grid, *column, links, found);
            }
        }
        list(post, &items, found);
    }
}

/// Whether an address leads into a site rather than to its front door.
fn is_deep(url: &str) -> bool {
    web(url).is_some_and(|web| web.path.trim_matches('/').len() > 2 || web.query.is_some())
}

fn table(grid: &Grid, column: usize, links: &[(usize, &Link)], found: &mut Found) {
    if links.len() < 4 {
        return;
    }
    let mut by_url: HashMap<&str, Vec<(usize, &Link)>> = HashMap::new();
    for (row, link) in links {
        by_url.entry(link.url.as_str()).or_default().push((*row, link));
    }
    let mut repeated = by_url.values().filter(|links| links.len() > 1);
    let (Some(pair), None) = (repeated.next(), repeated.next()) else { return };
    let [(above, first), (below, second)] = pair.as_slice() else { return };
    let alone = |row: usize| links.iter().filter(|(other, _)| *other == row).count() == 1;
    if below - above < 2 || !is_deep(&second.url) || !alone(*above) || !alone(*below) {
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
    found
        .at(
            Subject::Target(second.target),
            second.target,
            format!("{} leads to the same address as {} above, while every other row has its own", name(b), name(a)),
        )
        .label(first.target, "the same address")
        .help("write the address that belongs to this row");
}

fn item_of(post: &Post<'_>, block: usize) -> Option<usize> {
    std::iter::once(block)
        .chain(post.doc.ancestors(block))
        .find(|&id| matches!(post.doc.blocks.get(id).map(|block| &block.kind), Some(BlockKind::Item { .. })))
}

/// Neighbouring items, each with one link, that name two things and lead to one.
fn list(post: &Post<'_>, items: &BTreeMap<usize, Vec<&Link>>, found: &mut Found) {
    let mut before: HashMap<Option<usize>, (&Link, usize)> = HashMap::new();
    let mut count: HashMap<Option<usize>, HashMap<&str, usize>> = HashMap::new();
    for (item, links) in items {
        let parent = post.doc.blocks.get(*item).and_then(|block| block.parent);
        for link in links {
            *count.entry(parent).or_default().entry(link.url.as_str()).or_default() += 1;
        }
    }
    for (item, links) in items {
        let parent = post.doc.blocks.get(*item).and_then(|block| block.parent);
        let [link] = links.as_slice() else {
            before.remove(&parent);
            continue;
        };
        let last = before.insert(parent, (*link, *item));
        let Some((above, _)) = last else { continue };
        let urls = count.get(&parent);
        let twice = urls.and_then(|urls| urls.get(link.url.as_str())) == Some(&2);
        let distinct =
            urls.is_some_and(|urls| urls.len() >= 3 && urls.values().filter(|&&count| count > 1).count() == 1);
        let text = |link: &Link| link.text.as_ref().map(|(text, _)| text.trim().to_lowercase()).unwrap_or_default();
        let (a, b) = (text(above), text(link));
        let own = a != b && a.chars().count() > 3 && b.chars().count() > 3;
        if above.url != link.url || !twice || !distinct || !own || !is_deep(&link.url) {
            continue;
        }
        found
            .at(
                Subject::Target(link.target),
                link.target,
                format!("{} leads to the same address as {} above", quote(&b), quote(&a)),
            )
            .label(above.target, "the same address")
            .help("write the address that belongs to this entry")
            .grade("list");
    }
}
