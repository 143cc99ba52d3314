//! Each kind of mistake, planted at each place of each fixture where it can
//! stand: it is found there, nothing else is, and what was found before stays.

use crate::fixtures::posts;
use crate::laws::judge;
use eventlint::agenda::{self, Kind};
use eventlint::catalogue;
use eventlint::config::Settings;
use eventlint::diagnostic::Severity;
use eventlint::document::front::FrontMatter;
use eventlint::document::grid::{Grid, Origin};
use eventlint::document::{BlockKind, Document, Flavour};
use eventlint::source::{Source, Span};
use std::collections::BTreeMap;

/// Rules and lines of what is said beyond notes, counted.
type Said = BTreeMap<(&'static str, usize), usize>;

fn said(text: &str) -> Said {
    let mut out = Said::new();
    for it in judge(text).iter().filter(|it| it.severity > Severity::Note) {
        *out.entry((catalogue::rules()[it.rule].id, it.at.start.line)).or_default() += 1;
    }
    out
}

/// A fixture, understood, with what is said of it as it stands.
struct Post {
    source: Source,
    doc: Document<'static>,
    agenda: agenda::Agenda,
    said: Said,
    french: bool,
}

fn read() -> Vec<Post> {
    posts()
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("a fixture");
            let source = Source::new("post.md", "post.md", text.as_str());
            let doc = eventlint::parse::document(&source, Flavour::Gfm).into_owned();
            let agenda = agenda::read(&source, &doc, &Settings::default());
            Post { doc, agenda, said: said(&text), french: text.contains("lang: fr"), source }
        })
        .collect()
}

impl Post {
    fn line(&self, at: usize) -> usize {
        self.source.position(at).line
    }

    /// The text with a span replaced: `rule` has to be found on its line, and nothing else.
    fn plant(&self, rule: &'static str, span: Span, with: &str) {
        let mut text = self.source.text().to_owned();
        text.replace_range(span.range(), with);
        let mut wanted = self.said.clone();
        *wanted.entry((rule, self.line(span.start()))).or_default() += 1;
        assert_eq!(said(&text), wanted, "{rule} planted as {with:?}:\n{text}");
    }

    fn clean(&self, span: Span) -> bool {
        let line = self.line(span.start());
        !self.said.keys().any(|(_, at)| *at == line)
    }
}

/// Ends of running text: paragraphs, items, and the last cells of rows, each
/// in a place of which nothing is said as it stands.
fn ends(post: &Post) -> Vec<Span> {
    let mut out: Vec<Span> = post
        .doc
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph(_)))
        .map(|block| post.source.trim(block.span).tail())
        .collect();
    let rows = post.doc.grids.iter().flat_map(|grid| grid.rows.iter().filter(|row| !row.header));
    out.extend(
        rows.filter_map(|row| row.cells.last()).filter(|cell| !cell.span.is_empty()).map(|cell| cell.span.tail()),
    );
    out.retain(|span| post.clean(*span));
    out
}

/// What this flavour shows as a table.
fn tables(post: &Post) -> impl Iterator<Item = &Grid<'_>> {
    post.doc.grids.iter().filter(|grid| grid.origin != Origin::NotATable)
}

#[test]
fn a_mistake_in_any_text_of_any_fixture_is_found_there_and_nowhere_else() {
    let mut places = 0;
    for post in read() {
        let impossible = if post.french { " 31 novembre 2026" } else { " 31 November 2026" };
        for end in ends(&post) {
            places += 1;
            for (rule, piece) in [
                ("link/empty", " [more]()"),
                ("link/malformed", " [more](https//maps.city-library.net)"),
                ("link/undefined-reference", " [more][nowhere]"),
                ("date/impossible", impossible),
                ("text/swallowed", " <model>"),
                ("image/missing-alt", " ![](https://maps.city-library.net/map.png)"),
                ("template/unclosed", " {% include"),
                ("suppression/unknown", " <!-- eventlint-disable-line no/such-rule -->"),
            ] {
                // Behind a tag that is not closed any anchor may stand.
                let anchors = post.said.keys().any(|(rule, _)| *rule == "link/missing-anchor");
                if rule != "template/unclosed" || !anchors {
                    post.plant(rule, end, piece);
                }
            }
        }
    }
    assert!(places >= 25, "only {places} places");
}

#[test]
fn a_mistake_in_any_row_of_any_fixture_is_found_there_and_nowhere_else() {
    let mut rows = 0;
    for post in read() {
        for row in tables(&post).flat_map(|grid| &grid.rows).filter(|row| !row.header && post.clean(row.span)) {
            rows += 1;
            post.plant("table/column-count", post.source.trim(row.span).tail(), " and more |");
        }
    }
    assert!(rows >= 8, "only {rows} rows");
}

#[test]
fn a_broken_slot_of_any_fixture_is_found_there_and_nowhere_else() {
    let mut slots = 0;
    // A slot that is broken leaves comparison, and with it what was found by comparing.
    // Twelve hours without their half leave an early end open: it may be the evening.
    let sound = |post: &Post| {
        let compared = post.said.keys().any(|(rule, _)| rule.starts_with("schedule/"));
        let plain = post.agenda.sessions.iter().all(|it| it.start / 60 == i32::from(it.slot.start.hour));
        !compared && plain && tables(post).count() == post.doc.grids.len()
    };
    for post in read().into_iter().filter(sound) {
        let sessions = post.agenda.sessions.iter().filter(|it| matches!(it.kind, Kind::Session | Kind::Break));
        for session in sessions.filter(|it| post.clean(it.span)) {
            let Some(end) = &session.slot.end else { continue };
            slots += 1;
            let early = session.start - 65;
            let mark = if post.french { 'h' } else { ':' };
            post.plant("schedule/reversed", end.span, &format!("{}{mark}{:02}", early / 60, early % 60));
            let (whole, broken) = if post.french { (session.slot.start.span, "9h75") } else { (end.span, "12:75") };
            post.plant("schedule/unreadable-time", whole, broken);
        }
    }
    assert!(slots >= 12, "only {slots} slots");
}

/// Every key is written a second time: YAML and TOML refuse it, or readers differ.
#[test]
fn a_key_that_stands_twice_in_any_fixture_is_found_there_and_nowhere_else() {
    let mut keys = 0;
    for post in read() {
        let FrontMatter::Tree { .. } = post.doc.front else { continue };
        let Some(root) = post.doc.front.readable() else { continue };
        for pair in root.pairs().iter().filter(|pair| pair.node.pairs().is_empty() && post.clean(pair.key_span)) {
            keys += 1;
            let line = post.source.line_of(pair.key_span.start());
            let whole = post.source.line(line);
            let text = post.source.text();
            let at = post.source.line_span(line + 1).start();
            let twice = format!("{}{whole}\n{}", &text[..at], &text[at..]);
            let found = said(&twice);
            let rules: Vec<_> = found.keys().filter(|(_, at)| *at == line + 2).map(|(rule, _)| *rule).collect();
            assert!(
                rules == ["front-matter/duplicate-key"] || rules == ["front-matter/syntax"],
                "`{}` twice: {found:?}\n{twice}",
                pair.key
            );
        }
    }
    assert!(keys >= 10, "only {keys} keys");
}

#[test]
fn a_wrong_weekday_at_any_full_date_of_any_fixture_is_found_there_and_nowhere_else() {
    let days: [&[&str]; 2] = [
        &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ];
    let mut dates = 0;
    for post in read() {
        let days = days[usize::from(post.french)];
        let text = post.source.text();
        for (index, day) in days.iter().enumerate() {
            for (at, _) in text.match_indices(day) {
                let span = post.source.snap(at, at + day.len());
                let rest = text[span.end()..].lines().next().unwrap_or("");
                // Only dates that write their year; those that are wrong already stay so.
                if !rest.contains("2026") || !post.clean(span) {
                    continue;
                }
                dates += 1;
                post.plant("date/weekday", span, days[(index + 3) % 7]);
            }
        }
    }
    assert!(dates >= 3, "only {dates} dates");
}
