//! Every kind of mistake, planted at every place of a clean post where it can
//! stand: it is found there and nowhere else.

use crate::laws::judge;
use eventlint::catalogue;
use eventlint::diagnostic::Severity;

/// A clean post: day, table of six sessions, links.
const HEAD: &str = "---\ntitle: An evening of maps\nlang: en\n---\n\nThe evening is on Friday, 4 December 2026.\n\n";
const SLOTS: &[(&str, &str, &str, &str)] = &[
    ("14:00", "14:30", "Welcome", "Ines Duarte"),
    ("14:30", "15:15", "Maps for everyone", "Tom Whitfield"),
    ("15:15", "16:00", "Trains at night", "Priya Raman"),
    ("16:00", "16:45", "Budgets explained", "Ruth Albers"),
    ("16:45", "17:30", "Ferries", "Samuel Okoro"),
    ("17:30", "18:00", "Questions", "Agnes Holm"),
];

fn table(change: impl Fn(usize, &mut Vec<String>)) -> String {
    let mut out = format!("{HEAD}| Time | Session | Speaker |\n|------|---------|---------|\n");
    for (index, (from, to, title, who)) in SLOTS.iter().enumerate() {
        let mut cells = vec![format!("{from} - {to}"), (*title).to_owned(), (*who).to_owned()];
        change(index, &mut cells);
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

fn list(change: impl Fn(usize, &mut String)) -> String {
    let mut out = HEAD.to_owned();
    for (index, (from, to, title, who)) in SLOTS.iter().enumerate() {
        let mut item = format!("{from} - {to}: {title} (by {who})");
        change(index, &mut item);
        out.push_str(&format!("- {item}\n"));
    }
    out
}

/// Rule and line of what is said beyond notes.
pub fn said(text: &str) -> Vec<(&'static str, usize)> {
    judge(text)
        .iter()
        .filter(|it| it.severity > Severity::Note)
        .map(|it| (catalogue::rules()[it.rule].id, it.at.start.line))
        .collect()
}

/// The line of a row or item.
fn line(text: &str, title: &str) -> usize {
    text.lines().position(|line| line.contains(title)).expect("the title") + 1
}

#[test]
fn the_clean_post_is_clean() {
    assert_eq!(said(&table(|_, _| {})), []);
    assert_eq!(said(&list(|_, _| {})), []);
}

#[test]
fn a_mistake_in_a_row_is_found_there_and_nowhere_else() {
    for (at, (from, to, title, _)) in SLOTS.iter().enumerate() {
        let row = |change: &dyn Fn(&mut Vec<String>)| {
            table(|index, cells| {
                if index == at {
                    change(cells);
                }
            })
        };
        let hour = |time: &str| time[..2].parse::<i32>().expect("an hour");
        let cases: Vec<(&str, String)> = vec![
            ("schedule/reversed", row(&|cells| cells[0] = format!("{from} - {:02}:05", hour(from) - 1))),
            ("schedule/unreadable-time", row(&|cells| cells[0] = format!("{from} - {}:75", &to[..2]))),
            ("table/column-count", row(&|cells| cells.push("and more".to_owned()))),
            ("text/placeholder", row(&|cells| cells[2] = "TBA".to_owned())),
            ("link/empty", row(&|cells| cells[1] = format!("[{title}]()"))),
            ("link/malformed", row(&|cells| cells[1] = format!("[{title}](https//maps.city-library.net)"))),
            ("text/swallowed", row(&|cells| cells[1] = format!("{title} <model>"))),
        ];
        for (rule, text) in cases {
            assert_eq!(said(&text), [(rule, line(&text, title))], "{rule} in row {at}:\n{text}");
        }
    }
}

#[test]
fn an_overlap_between_any_two_rows_is_found_once() {
    for at in 1..SLOTS.len() {
        let (_, to, title, _) = SLOTS[at];
        let (_, before, ..) = SLOTS[at - 1];
        let early = |time: &str| {
            let minutes =
                time[..2].parse::<i32>().expect("an hour") * 60 + time[3..].parse::<i32>().expect("minutes") - 10;
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        };
        let start = early(before);
        let in_table = table(|index, cells| {
            if index == at {
                cells[0] = format!("{start} - {to}");
            }
        });
        let in_list = list(|index, item| {
            if index == at {
                *item = format!("{start} - {to}: {title}");
            }
        });
        for text in [in_table, in_list] {
            assert_eq!(said(&text), [("schedule/overlap", line(&text, title))], "{text}");
        }
    }
}

#[test]
fn a_wrong_weekday_is_found_in_every_place_and_language() {
    let cases = [
        ("en", "on Monday, 4 December 2026"),
        ("en", "Monday, December 4, 2026"),
        ("fr", "le lundi 4 décembre 2026"),
        ("de", "am Montag, den 4. Dezember 2026"),
        ("es", "el lunes, 4 de diciembre de 2026"),
        ("it", "lunedì 4 dicembre 2026"),
        ("pt", "segunda-feira, 4 de dezembro de 2026"),
        ("nl", "maandag 4 december 2026"),
        ("pl", "poniedziałek, 4 grudnia 2026"),
        ("ja", "2026年12月4日（月）"),
    ];
    for (lang, date) in cases {
        for (place, text) in [
            ("text", format!("---\nlang: {lang}\n---\n\nAbc {date} xyz.\n")),
            ("heading", format!("---\nlang: {lang}\n---\n\n## {date}\n\nAbc.\n")),
            ("item", format!("---\nlang: {lang}\n---\n\n- {date}\n- abc\n")),
            ("cell", format!("---\nlang: {lang}\n---\n\n| a | b |\n|---|---|\n| {date} | c |\n")),
            ("title", format!("---\nlang: {lang}\ntitle: Abc {date}\n---\n\nAbc.\n")),
            ("field", format!("---\nlang: {lang}\nplan:\n  - note: Abc {date}\n---\n\nAbc.\n")),
        ] {
            let rules: Vec<&str> = said(&text).into_iter().map(|(rule, _)| rule).collect();
            assert_eq!(rules, ["date/weekday"], "{place}: {text}");
        }
    }
}

#[test]
fn a_heading_tells_nothing_of_the_year_of_a_title() {
    let post = |title: &str| {
        format!(
            "---\ntitle: {title}\nevent_date: 2026-06-05\n---\n\nCome all.\n\n## Saturday, 8 June 2019\n\nOld maps.\n"
        )
    };
    assert_eq!(said(&post("Maps on Friday, 5 June")), []);
    assert_eq!(said(&post("Maps on Sunday, 5 June")), [("date/weekday", 2)]);
}

/// Photos beside the names they belong to are worth a look once they are a series; a poster is the text itself.
#[test]
fn a_poster_without_words_is_a_warning_and_photos_beside_names_are_not() {
    let photo = |name: &str| format!("https://maps.city-library.net/{name}.jpg");
    let sections = |names: &[&str]| -> String {
        names
            .iter()
            .map(|name| format!("### {name}\n\n<p><img src=\"{}\"></p>\n\nSpeaks first.\n\n", photo(name)))
            .collect()
    };
    let items =
        |names: &[&str]| -> String { names.iter().map(|name| format!("- ![]({}) {name}\n", photo(name))).collect() };
    for series in [&sections as &dyn Fn(&[&str]) -> String, &items] {
        assert_eq!(said(&format!("{HEAD}{}", series(&["Ines", "Tom", "Priya"]))), [], "a series");
        assert_eq!(said(&format!("{HEAD}{}", series(&["Ines", "Tom"]))).len(), 2, "no series");
        let poster = format!("{HEAD}![]({})\n\n{}", photo("poster"), series(&["Ines", "Tom", "Priya"]));
        assert_eq!(said(&poster), [("image/missing-alt", line(&poster, "poster"))]);
    }
}

/// The last hour of one week and of the next, in a table that names no dates.
#[test]
fn the_last_hour_of_another_week_is_no_second_time() {
    let week = |title: &str| {
        format!("| **{title}** |\n| 9:00 - 10:30 | {title} maps | Trains |\n| 15:30 - 17:00 | Talks | Talks |\n")
    };
    let weeks = format!("{}{}", week("First"), week("Second"));
    let text = format!("---\ntitle: Two weeks\nlang: en\n---\n\n| | Monday | Tuesday |\n|---|---|---|\n{weeks}");
    assert_eq!(said(&text), []);
}

/// A block of code is shown in the programme, and never judged.
#[test]
fn mistakes_in_code_are_none() {
    let rows = "18:00 - 17:30 Doors\n18:30 - 19:10 Maps\n19:30 - 20:30 Trains\n20:00 - 21:30 Ferries CEST\n";
    assert_eq!(judge(&format!("{HEAD}```\n{rows}```\n")).len(), 0);
}
