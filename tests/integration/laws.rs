//! Laws that hold for every text: programmes are read as they were written,
//! nothing panics, fixes are stable.

use crate::catalogue::root;
use crate::properties::ALL;
use eventlint::agenda::{self, Agenda, hhmm};
use eventlint::config::Settings;
use eventlint::diagnostic::Diagnostic;
use eventlint::diagnostic::Safety;
use eventlint::document::Flavour;
use eventlint::document::front::FrontMatter;
use eventlint::fix::parts::Parts;
use eventlint::resolve::Resolver;
use eventlint::run::{self, FixJob, FixTo, Job, Judged, Text};
use eventlint::source::Source;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

fn judge_with(text: &str, fix: Option<FixJob>) -> Judged {
    let resolver = Resolver::default();
    let job = Job {
        configure: &*ALL,
        resolver: Some(&resolver),
        today: "2026-01-15".parse().expect("a date"),
        threads: 1,
        fix,
        changes: None,
        web: None,
        charts: true,
        progress: &|| {},
    };
    let source = Source::new("nowhere/post.md", "post.md", text);
    run::judge_text(0, Text::Good(source), "post.md", &ALL.0, &job)
}

/// What all rules say of a text.
pub fn judge(text: &str) -> Vec<Diagnostic> {
    judge_with(text, None).diagnostics
}

fn read(text: &str) -> Agenda {
    let source = Source::new("post.md", "post.md", text);
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    agenda::read(&source, &doc, &Settings::default())
}

/// Start and end of every session, as written.
fn times(agenda: &Agenda) -> Vec<(String, Option<String>)> {
    agenda.sessions.iter().map(|it| (hhmm(it.start), it.written_end().map(hhmm))).collect()
}

/// The ways in which a language writes a range of times.
const NOTATIONS: &[(&str, &[&str])] = &[
    ("en", &["{h}:{m} - {H}:{M}", "{h}:{m}–{H}:{M}", "{h}:{m} to {H}:{M}", "{t} - {T}", "from {h}:{m} to {H}:{M}"]),
    (
        "fr",
        &["{h}h{m} - {H}h{M}", "{h}h{m}-{H}h{M}", "de {h}h{m} à {H}h{M}", "{h}:{m} - {H}:{M}", "{h} h {m} - {H} h {M}"],
    ),
    (
        "de",
        &["{h}:{m} - {H}:{M} Uhr", "{h}.{m} - {H}.{M} Uhr", "{h}:{m} bis {H}:{M} Uhr", "von {h}:{m} bis {H}:{M} Uhr"],
    ),
    ("es", &["{h}:{m} - {H}:{M}", "de {h}:{m} a {H}:{M}", "{h}:{m} a {H}:{M} horas", "{h}:{m}h - {H}:{M}h"]),
    ("it", &["{h}:{m} - {H}:{M}", "dalle {h}:{m} alle {H}:{M}", "{h}.{m} - {H}.{M}"]),
    ("pt", &["{h}h{m} - {H}h{M}", "das {h}h{m} às {H}h{M}", "{h}:{m} às {H}:{M}"]),
    ("nl", &["{h}:{m} - {H}:{M} uur", "{h}.{m} - {H}.{M} uur", "van {h}:{m} tot {H}:{M} uur"]),
    ("pl", &["{h}:{m} - {H}:{M}", "{h}.{m} - {H}.{M}", "od {h}:{m} do {H}:{M}"]),
    ("ja", &["{h}:{m} ~ {H}:{M}", "{h}:{m}〜{H}:{M}", "{h}時{m}分〜{H}時{M}分"]),
];

fn written(notation: &str, start: i32, end: i32) -> String {
    let pm = |minutes: i32| {
        let hour = minutes / 60;
        let half = if hour < 12 { "am" } else { "pm" };
        let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{shown}:{:02}{half}", minutes % 60)
    };
    notation
        .replace("{h}", &format!("{:02}", start / 60))
        .replace("{m}", &format!("{:02}", start % 60))
        .replace("{H}", &format!("{:02}", end / 60))
        .replace("{M}", &format!("{:02}", end % 60))
        .replace("{t}", &pm(start))
        .replace("{T}", &pm(end))
}

/// Starts from eight to eighteen, in steps of five minutes, and lengths up to two hours.
fn slot() -> impl Strategy<Value = (i32, i32)> {
    (96..216i32, 1..24i32).prop_map(|(start, length)| (start * 5, start * 5 + length * 5))
}

/// A gapless programme.
fn programme() -> impl Strategy<Value = Vec<(i32, i32)>> {
    (100..120i32, prop::collection::vec(3..12i32, 4..9)).prop_map(|(start, lengths)| {
        let mut at = start * 5;
        lengths
            .into_iter()
            .map(|length| {
                let from = at;
                at += length * 5;
                (from, at)
            })
            .collect()
    })
}

const TITLES: &[&str] = &[
    "Welcome",
    "Maps for everyone",
    "Trains at night",
    "Budgets explained",
    "Ferries",
    "Letters",
    "Bridges",
    "Tides",
    "Goodbye",
];

fn as_list(slots: &[(i32, i32)]) -> String {
    let items =
        slots.iter().zip(TITLES).map(|((from, to), title)| format!("- {} - {}: {title}\n", hhmm(*from), hhmm(*to)));
    format!("---\nlang: en\n---\n\n{}", items.collect::<String>())
}

fn as_table(slots: &[(i32, i32)]) -> String {
    let rows =
        slots.iter().zip(TITLES).map(|((from, to), title)| format!("| {} - {} | {title} |\n", hhmm(*from), hhmm(*to)));
    format!("---\nlang: en\n---\n\n| Time | Session |\n|---|---|\n{}", rows.collect::<String>())
}

fn as_html(slots: &[(i32, i32)]) -> String {
    let rows = slots
        .iter()
        .zip(TITLES)
        .map(|((from, to), title)| format!("<tr><td>{} - {}</td><td>{title}</td></tr>\n", hhmm(*from), hhmm(*to)));
    format!(
        "---\nlang: en\n---\n\n<table>\n<tr><th>Time</th><th>Session</th></tr>\n{}</table>\n",
        rows.collect::<String>()
    )
}

fn as_headings(slots: &[(i32, i32)]) -> String {
    let heads = slots
        .iter()
        .zip(TITLES)
        .map(|((from, to), title)| format!("## {} - {}: {title}\n\nAbout it.\n\n", hhmm(*from), hhmm(*to)));
    format!("---\nlang: en\n---\n\n{}", heads.collect::<String>())
}

fn titled(agenda: &Agenda) -> Vec<(i32, Option<i32>, Option<String>)> {
    agenda
        .sessions
        .iter()
        .map(|it| (it.start, it.written_end(), it.title.as_ref().map(|title| title.text.clone())))
        .collect()
}

fn overlaps(text: &str) -> usize {
    judge(text).iter().filter(|it| eventlint::catalogue::rules()[it.rule].id == "schedule/overlap").count()
}

fn fixtures() -> Vec<String> {
    fn walk(folder: &Path, out: &mut Vec<String>) {
        let mut entries: Vec<_> = fs::read_dir(folder).expect("the fixtures").flatten().map(|it| it.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                out.push(fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    let mut out = Vec::new();
    walk(&root().join("fixtures"), &mut out);
    out
}

/// The examples of all pages and the fixtures: real texts to begin from.
pub fn seeds() -> &'static [String] {
    static SEEDS: OnceLock<Vec<String>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let mut seeds = fixtures();
        for (_, page) in crate::catalogue::pages() {
            seeds.extend(page.examples.iter().map(|example| example.text.clone()));
        }
        seeds
    })
}

/// Pieces that parsers stumble over.
pub const HOSTILE: &[&str] = &[
    "\u{feff}",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{202e}",
    "\u{1b}[31m",
    "|",
    "||",
    "\\|",
    "`",
    "```\n",
    "<!--",
    "-->",
    "{%",
    "%}",
    "{{<",
    ">}}",
    "---\n",
    "+++\n",
    "[",
    "](",
    "![](",
    "<table>",
    "</td>",
    "rowspan=\"99999\"",
    "25:99",
    "31.02.",
    "00:00",
    "é",
    "e\u{301}",
    "👩‍👩‍👧",
    "日",
    "９",
    "&nbsp;",
    "&#0;",
    "::error",
    "]]>",
    "*",
    "_",
    ">",
    "- ",
    "1. ",
    "[//]: # (",
];

fn sound(text: &str) {
    let judged = judge_with(text, None);
    for it in &judged.diagnostics {
        let span = it.finding.span;
        assert!(text.get(span.start()..span.end()).is_some(), "{span:?} is no part of the text");
        for label in it.finding.labels.iter().filter(|label| label.file.is_none()) {
            assert!(text.get(label.span.start()..label.span.end()).is_some(), "{label:?} is no part of the text");
        }
        for edit in it.finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.start()..edit.span.end()).is_some(), "{edit:?} is no part of the text");
        }
    }
}

/// The parts of a text, and whether its front matter could be read.
fn parts(text: &str) -> (Parts, bool) {
    let source = Source::new("nowhere/post.md", "post.md", text);
    let it = run::understand(&source, &Settings::default());
    let whole = !matches!(it.doc.front, FrontMatter::Broken { .. });
    (Parts::of(&source, &it.doc, &it.agenda), whole)
}

fn fixed(text: &str, allowed: Safety) -> String {
    judge_with(text, Some(FixJob { allowed, to: FixTo::Text })).text.expect("the text")
}

/// How many texts each law is tried on; more with `LAWS=1000`.
pub fn cases() -> u32 {
    std::env::var("LAWS").ok().and_then(|count| count.parse().ok()).unwrap_or(48)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_range_of_times_is_read_back_in_every_language((start, end) in slot()) {
        for (lang, notations) in NOTATIONS {
            for notation in *notations {
                let line = written(notation, start, end);
                let text = format!("---\nlang: {lang}\n---\n\n- {line}: Abc\n- {line}: Xyz\n");
                let wanted = (hhmm(start), Some(hhmm(end)));
                prop_assert_eq!(times(&read(&text)), vec![wanted.clone(), wanted], "{}: {}", lang, line);
            }
        }
    }

    #[test]
    fn a_programme_is_the_same_in_every_shape(slots in programme()) {
        let wanted = titled(&read(&as_list(&slots)));
        prop_assert_eq!(wanted.len(), slots.len());
        prop_assert_eq!(&titled(&read(&as_table(&slots))), &wanted);
        prop_assert_eq!(&titled(&read(&as_html(&slots))), &wanted);
        prop_assert_eq!(&titled(&read(&as_headings(&slots))), &wanted);
    }

    #[test]
    fn shifting_a_programme_changes_no_overlap(slots in programme(), which in 0..3usize, by in -20..20i32, late in 1..3i32) {
        let mut slots = slots;
        slots[which + 1].0 -= late * 5;
        let moved: Vec<(i32, i32)> = slots.iter().map(|(from, to)| (from + by * 5, to + by * 5)).collect();
        prop_assert_eq!(overlaps(&as_list(&slots)), 1);
        prop_assert_eq!(overlaps(&as_list(&moved)), 1);
        let straight: Vec<(i32, i32)> = slots.windows(2).map(|two| (two[0].0, two[1].0)).collect();
        prop_assert_eq!(overlaps(&as_list(&straight)), 0);
    }

    #[test]
    fn no_text_panics_and_every_place_lies_inside(seed in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8), 1..8)) {
        let mut text = seeds()[seed.index(seeds().len())].clone();
        for (at, what, how) in cuts {
            let mut at = at.index(text.len() + 1);
            while !text.is_char_boundary(at) { at -= 1; }
            match how {
                0 => text.truncate(at),
                1 => { let tail = text.split_off(at); text.push_str(HOSTILE[what.index(HOSTILE.len())]); text.push_str(&tail); }
                2 => { let other = &seeds()[what.index(seeds().len())]; text.insert_str(at, other); }
                _ => if let Some(c) = text[at..].chars().next() { text.replace_range(at..at + c.len_utf8(), ""); }
            }
        }
        sound(&text);
    }

    #[test]
    fn a_safe_fix_changes_nothing_that_a_reader_sees(seed in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), what in any::<prop::sample::Index>()) {
        let mut text = seeds()[seed.index(seeds().len())].clone();
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) { at -= 1; }
        text.insert_str(at, HOSTILE[what.index(HOSTILE.len())]);
        let (before, whole) = parts(&text);
        let after = fixed(&text, Safety::Safe);
        // What did not parse before has no parts to keep.
        if whole {
            prop_assert!(before.same(&parts(&after).0), "{after}");
        }
    }

    #[test]
    fn a_fixed_text_is_fixed(seed in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), what in any::<prop::sample::Index>()) {
        let mut text = seeds()[seed.index(seeds().len())].clone();
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) { at -= 1; }
        text.insert_str(at, HOSTILE[what.index(HOSTILE.len())]);
        for allowed in [Safety::Safe, Safety::Unsafe] {
            let once = fixed(&text, allowed);
            prop_assert_eq!(&fixed(&once, allowed), &once);
        }
    }
}

#[test]
fn no_prefix_of_a_fixture_panics() {
    for text in fixtures() {
        for (at, _) in text.char_indices().step_by(3) {
            sound(&text[..at]);
        }
    }
}

#[test]
fn hostile_texts_are_read_in_bounded_time() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    for text in [
        many("> ", 10_000),
        many("[", 50_000),
        many("|", 100_000),
        format!("| a |\n|---|\n{}", many("| 10:00 - 11:00 |\n", 5_000)),
        many("a", 1 << 20),
        many("- ", 20_000),
        many("<table><tr><td>", 2_000),
        many("{% if a %}", 5_000),
        format!("---\na: &a [x]\n{}---\n", many("b: *a\n", 2_000)),
        format!("---\n{}\n---\n", many("[", 5_000)),
        many("`", 50_000),
        many("10:00-", 20_000),
        many("1.1.2026 ", 10_000),
        many("*a_", 20_000),
        many("<!--", 20_000),
        many("&#x1F600;", 10_000),
    ] {
        sound(&text);
    }
}
