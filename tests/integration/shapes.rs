//! The shapes in which posts write a programme, and what is read of each.

use eventlint::agenda::{self, hhmm};
use eventlint::config::Settings;
use eventlint::document::Flavour;
use eventlint::source::Source;

/// The sessions of a post: `day start-end title`, what is not written left out.
fn read(text: &str) -> Vec<String> {
    let source = Source::new("post.md", "post.md", text);
    let settings = Settings::default();
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    let agenda = agenda::read(&source, &doc, &settings);
    let session = |session: &agenda::Session| {
        let day = session.date.and_then(agenda::Day::date).map(|day| format!("{day} ")).unwrap_or_default();
        let end = session.written_end().map(|end| format!("-{}", hhmm(end))).unwrap_or_default();
        let title = session.title.as_ref().map(|title| format!(" {}", title.text)).unwrap_or_default();
        format!("{day}{}{end}{title}", hhmm(session.start))
    };
    agenda.sessions.iter().map(session).collect()
}

#[test]
fn the_time_stands_behind_the_title() {
    let list = "## 3 June 2026\n\n- Opening (9:00 - 9:30)\n- **Maps for all** – 9:30–10:15\n- Lunch, 12:00-13:00\n";
    let expected =
        ["2026-06-03 09:00-09:30 Opening", "2026-06-03 09:30-10:15 Maps for all", "2026-06-03 12:00-13:00 Lunch"];
    assert_eq!(read(list), expected);
    assert!(read("- The bus stops here (9:00 - 9:30)\n- The tram does not\n").is_empty(), "one line is no programme");
    assert!(read("- Room 3 (12-14 people)\n- Room 4 (20-30 people)\n").is_empty(), "numbers are no times");
}

#[test]
fn a_heading_ends_with_its_time() {
    let french =
        "---\nlang: fr\n---\n\n## Accueil à 8h\n\nCafé.\n\n## Matinée (9h00 - 12h00) - 3h\n\n## Clôture à 18h30\n";
    assert_eq!(read(french), ["08:00 Accueil", "09:00-12:00 Matinée", "18:30 Clôture"]);
    assert_eq!(read("# Repair evening\n\n### Event Time: 6:30pm - 9pm\n"), ["18:30-21:00"]);
    assert!(read("## Submissions close at 18:00\n\n## What we did in 2019\n").iter().all(|it| !it.contains("2019")));
}

#[test]
fn paragraphs_of_one_time_each() {
    let bold = "**9:00** Doors\n\nBring a mug.\n\n**9:30** Maps\n";
    assert_eq!(read(bold), ["09:00 Doors", "09:30 Maps"]);
    let plain = "8:30 - Doors\n\n- badges\n- coffee\n\n9:15 - Maps\n\n- bring a laptop\n";
    assert_eq!(read(plain), ["08:30 Doors", "09:15 Maps"]);
    assert!(read("8:30 was too early for us.\n\n9:15 was not.\n").is_empty(), "sentences are no entries");
}

#[test]
fn a_cell_holds_a_day() {
    let html = "<table>\n<tr><td>4 June 2026</td><td><ul>\n<li>9:00 - 9:30 Doors</li>\n<li>9:30 - 10:15 Maps</li>\n</ul></td></tr>\n</table>\n";
    assert_eq!(read(html), ["2026-06-04 09:00-09:30 Doors", "2026-06-04 09:30-10:15 Maps"]);
    let pipes = "| Day | Programme |\n|---|---|\n| 4 June 2026 | 9:00 - 9:30 Doors<br>9:30 - 10:15 Maps |\n| 5 June 2026 | 9:00 - 9:30 Doors<br>9:30 - 10:15 Trains |\n";
    let second = ["2026-06-05 09:00-09:30 Doors", "2026-06-05 09:30-10:15 Trains"];
    assert_eq!(read(pipes), [["2026-06-04 09:00-09:30 Doors", "2026-06-04 09:30-10:15 Maps"], second].concat());
}

#[test]
fn one_time_above_the_other_is_a_slot() {
    let table = "<table>\n<tr><th></th><th>Talk</th></tr>\n<tr><td>10:00<br>10 min<br>10:10</td><td>Doors</td></tr>\n<tr><td>10:10<br>11:40</td><td>Maps</td></tr>\n</table>\n";
    assert_eq!(read(table), ["10:00-10:10 Doors", "10:10-11:40 Maps"]);
}

#[test]
fn days_side_by_side_are_near_each_other() {
    let table =
        "| | 08/07/2026 | 09/07/2026 | 10/07/2026 |\n|---|---|---|---|\n| 9:00 - 10:30 | Doors | Maps | Trains |\n";
    let expected = ["2026-07-08 09:00-10:30 Doors", "2026-07-09 09:00-10:30 Maps", "2026-07-10 09:00-10:30 Trains"];
    assert_eq!(read(table), expected);
    let months = "| | 07/08/2026 | 07/09/2026 |\n|---|---|---|\n| 9:00 - 10:30 | Doors | Maps |\n";
    assert_eq!(read(months), ["2026-07-08 09:00-10:30 Doors", "2026-07-09 09:00-10:30 Maps"]);
}

#[test]
fn the_front_matter_parts_day_and_time() {
    let both = "---\ntitle: Maps\ndate: 2026-05-08\nstartTime: 17:00\nendDate: 2026-05-08\nendTime: 20:00\n---\n\n- 17:30 Doors\n- 18:00 Talk\n";
    assert_eq!(read(both), ["2026-05-08 17:00-20:00 Maps", "2026-05-08 17:30 Doors", "2026-05-08 18:00 Talk"]);
    assert_eq!(read("---\nevent:\n  time: 2026-05-08 17:00:00\n---\n"), ["2026-05-08 17:00"]);
    let entries = "---\nprogramme:\n  - heure: 9:00 - 9:30\n    title: Accueil\n    salle: Hall\n  - heure: 9:30 - 10:40\n    title: Cartes\n---\n";
    assert_eq!(read(entries), ["09:00-09:30 Accueil", "09:30-10:40 Cartes"]);
    let grid = "---\ntimeline:\n  - \"7:30 AM\"\n  - \"8:00 AM\"\n---\n";
    assert!(read(grid).is_empty(), "the lines of a timetable are no sessions");
}

#[test]
fn what_a_title_leaves_out_and_goes_on_with() {
    let list = "- Wednesday 10 June 2026 (17:30 - 19:30): Soldering\n- Friday 12 June 2026 (14:00 - 15:30): Maps\n";
    assert_eq!(read(list), ["2026-06-10 17:30-19:30 Soldering", "2026-06-12 14:00-15:30 Maps"]);
    let twice = "- **14h30 & 16h00** – Marionnettes\n- **17h00** – Fanfare\n";
    assert_eq!(read(twice), ["14:30 Marionnettes", "17:00 Fanfare"]);
    let soft = "- 9:00 - 9:30 A talk on the maps\nof our town\n- 9:30 - 10:00 Trains\nBring a map.\n";
    assert_eq!(read(soft), ["09:00-09:30 A talk on the maps of our town", "09:30-10:00 Trains"]);
    let broken = "- 9:00 - 9:30 Doors<br>by the church\n- 9:30 - 10:00 Trains\n";
    assert_eq!(read(broken), ["09:00-09:30 Doors", "09:30-10:00 Trains"]);
}

#[test]
fn a_heading_ends_with_its_time_in_brackets() {
    let rough =
        "# 2026-06-19 Agenda\n\n## Coffee (~6:45-7:15pm)\n\n## Opening (<5min) (7:15pm)\n\n## Farewell (~8pm)\n";
    let expected = ["2026-06-19 18:45-19:15 Coffee", "2026-06-19 19:15 Opening (<5min)", "2026-06-19 20:00 Farewell"];
    assert_eq!(read(rough), expected);
    assert!(read("## The chapter (12)\n\n## Rooms (4)\n").is_empty(), "a bare number is no time");
}

#[test]
fn headings_that_name_no_track() {
    let lecture = "| Time | Main Topics | Lecturer |\n|---|---|---|\n| 9:00 - 9:30 | Maps | Duarte |\n";
    assert_eq!(read(lecture), ["09:00-09:30 Maps"]);
    let long = "| Heure | Étape | Ce que les participants auront montré à leur équipe |\n|---|---|---|\n| 9h00 | Départ | rien |\n| 10h00 | Cartes | un plan |\n";
    assert_eq!(read(long), ["09:00 Départ", "10:00 Cartes"]);
    let tracks = "| Time | Main session | Side session |\n|---|---|---|\n| 9:00 - 9:30 | Maps | Trains |\n";
    assert_eq!(read(tracks), ["09:00-09:30 Maps", "09:00-09:30 Trains"]);
}

#[test]
fn a_weekday_is_one_of_the_days() {
    let times = "# Meeting\n\n- **Dates**: Wednesday-Thursday, June 17-18, 2026\n- **Times**:\n  - Wednesday - 9:30am - 5:00pm\n  - Thursday - 9:30am - 4:00pm\n";
    assert_eq!(read(times), ["2026-06-17 09:30-17:00 Wednesday", "2026-06-18 09:30-16:00 Thursday"]);
    let numbered = "Our days are 17 and 18 June 2026.\n\n| Time | Session |\n|---|---|\n| Day 1 | |\n| 9:00 - 9:30 | Maps |\n| Day 2 | |\n| 9:00 - 9:30 | Trains |\n";
    assert_eq!(read(numbered), ["2026-06-17 09:00-09:30 Maps", "2026-06-18 09:00-09:30 Trains"]);
}
