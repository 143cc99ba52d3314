//! The shapes in which posts write a programme, and what is read of each.

use eventlint::agenda::{self, hhmm};
use eventlint::config::Settings;
use eventlint::document::Flavour;
use eventlint::source::Source;

/// The sessions of a post: `day start-end title`, what is not written left out.
pub fn read(text: &str) -> Vec<String> {
    read_as("post.md", text)
}

/// What is read of a post of this name.
pub fn agenda_of(name: &str, text: &str) -> agenda::Agenda {
    let source = Source::new(name, name, text);
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    agenda::read(&source, &doc, &Settings::default())
}

/// The sessions of a post of this name.
pub fn read_as(name: &str, text: &str) -> Vec<String> {
    let agenda = agenda_of(name, text);
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
    assert_eq!(read(twice), ["14:30 Marionnettes", "16:00 Marionnettes", "17:00 Fanfare"]);
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

#[test]
fn a_line_names_the_day_of_the_times_below_it() {
    let first = "# Repair days\n\nFriday, 5 June 2026\n\n- 10:00 Doors\n- 11:00 Bikes\n\n";
    let second = "Saturday (6 June 2026)\n\n- 10:00 Lamps\n- 11:00 Radios\n";
    let expected =
        ["2026-06-05 10:00 Doors", "2026-06-05 11:00 Bikes", "2026-06-06 10:00 Lamps", "2026-06-06 11:00 Radios"];
    assert_eq!(read(&[first, second].concat()), expected);
    let lines = "Freitag, 5.6.2026\n10:00 Einlass\n11:00 Räder\nSamstag, 6.6.2026\n10:00 Lampen\n11:00 Radios\n";
    let german =
        ["2026-06-05 10:00 Einlass", "2026-06-05 11:00 Räder", "2026-06-06 10:00 Lampen", "2026-06-06 11:00 Radios"];
    assert_eq!(read(lines), german);
    let byline = "## 5 June 2026\n\n4 May 2026\n\nWe open the doors early.\n\n- 10:00 Doors\n- 11:00 Bikes\n";
    assert_eq!(read(byline)[0], "2026-06-05 10:00 Doors", "a day over prose is no heading");
}

#[test]
fn an_item_names_the_day_of_its_own_list() {
    let nested = "- Friday 5 June 2026\n  - 10:00-11:00 Bikes\n  - 11:00-12:00 Lamps\n- Saturday 6 June 2026\n  - 10:00-11:00 Radios\n  - 11:00-12:00 Clocks\n";
    let expected = [
        "2026-06-05 10:00-11:00 Bikes",
        "2026-06-05 11:00-12:00 Lamps",
        "2026-06-06 10:00-11:00 Radios",
        "2026-06-06 11:00-12:00 Clocks",
    ];
    assert_eq!(read(nested), expected);
}

#[test]
fn an_entry_begins_with_its_day() {
    let behind = "---\nlang: fr\n---\n\n## Juin 2026\n\n* Lundi 1/6/2026 : Jeux (17h30 - 19h)\n* Jeudi 4/6/2026 : Devoirs (17h - 19h)\n";
    assert_eq!(read(behind), ["2026-06-01 17:30-19:00 Jeux", "2026-06-04 17:00-19:00 Devoirs"]);
    let between = "* Lundi 1er juin 2026 (17h30-19h) : Jeux\n* Jeudi 4 juin 2026 (17h-19h) : Devoirs\n";
    assert_eq!(read(between), ["2026-06-01 17:30-19:00 Jeux", "2026-06-04 17:00-19:00 Devoirs"]);
}

#[test]
fn the_title_stands_below_its_time() {
    assert_eq!(read("- **9:00**  \n  Doors\n- **9:30**  \n  Maps\n"), ["09:00 Doors", "09:30 Maps"]);
    assert_eq!(read("- 9:00\n\n  Doors\n\n- 9:30\n\n  Maps\n"), ["09:00 Doors", "09:30 Maps"]);
    let boxes = "<div>\n<p>Saturday (6 June 2026)</p>\n<div><div>9:00 - 9:30</div><div>Doors</div></div>\n<div><div>9:30 - 10:15</div><div>Maps<br>Hall 2</div></div>\n<p>Sunday (7 June 2026)</p>\n<div><div>9:00</div><div>Trains</div></div>\n<div><div>10:00</div><div>Ships</div></div>\n</div>\n";
    let expected = [
        "2026-06-06 09:00-09:30 Doors",
        "2026-06-06 09:30-10:15 Maps",
        "2026-06-07 09:00 Trains",
        "2026-06-07 10:00 Ships",
    ];
    assert_eq!(read(boxes), expected);
    let headings = "<h3>9:00 - 9:30</h3>\n<h3>Doors</h3>\n<p>Coffee.</p>\n<h3>9:30 - 10:15</h3>\n<h3>Maps</h3>\n";
    assert_eq!(read(headings), ["09:00-09:30 Doors", "09:30-10:15 Maps"]);
    assert_eq!(read("## 9:00 - 12:00\n\n### Maps\n"), ["09:00-12:00"], "what stands below a window is in it");
}

#[test]
fn japanese_lines() {
    let days = "## 日時\n\n2026年6月5日(金) - 2026年6月7日(日)\n\n### 6月6日（土曜日）\n\n・10:00〜10:30　受付\n・10:30〜　開会\n";
    assert_eq!(read(days), ["2026-06-06 10:00-10:30 受付", "2026-06-06 10:30 開会"]);
    let weekdays = "- 2026年6月6日土9時〜 第1回\n- 2026年6月7日日曜日 20時〜 第2回\n";
    assert_eq!(read(weekdays), ["2026-06-06 09:00 第1回", "2026-06-07 20:00 第2回"]);
}

#[test]
fn an_hour_with_its_unit_stands_behind_a_day() {
    assert_eq!(read("---\nlang: de\nfacts:\n  Wann?: 6. Juni 2026, ab 18 Uhr\n---\n"), ["2026-06-06 18:00"]);
    assert!(read("---\nlang: de\nfacts:\n  Wann?: 6. Juni 2026, 18\n---\n").is_empty(), "a number may be anything");
}

#[test]
fn a_year_over_its_days() {
    let archive = "## 2025\n\n### 19 December, 17:00\n\nCarols.\n\n## 2024\n\n### 11 October, 17:00\n\nOrgan.\n";
    assert_eq!(read(archive), ["2025-12-19 17:00", "2024-10-11 17:00"]);
}

#[test]
fn days_stand_over_the_rooms() {
    let head = "<table>\n<thead>\n<tr><th></th><th colspan=\"2\">Saturday 6 June 2026</th><th colspan=\"2\">Sunday 7 June 2026</th></tr>\n<tr><th></th><th>Hall A</th><th>Hall B</th><th>Hall A</th><th>Hall B</th></tr>\n</thead>\n";
    let rows = "<tr><td>9:00</td><td>Maps</td><td>Trains</td><td>Ships</td><td>-</td></tr>\n<tr><td>10:00</td><td>Bikes</td><td>-</td><td>Lamps</td><td>Radios</td></tr>\n</table>\n";
    let expected = [
        "2026-06-06 09:00 Maps",
        "2026-06-06 09:00 Trains",
        "2026-06-07 09:00 Ships",
        "2026-06-06 10:00 Bikes",
        "2026-06-07 10:00 Lamps",
        "2026-06-07 10:00 Radios",
    ];
    assert_eq!(read(&[head, rows].concat()), expected);
}

#[test]
fn a_programme_of_starts_in_the_front_matter() {
    let entries = "---\nprogramme:\n  - time: \"9:00\"\n    title: Doors\n  - time: \"10:00\"\n    title: Maps\n---\n";
    assert_eq!(read(entries), ["09:00 Doors", "10:00 Maps"]);
    let cells = "---\nevent_plan:\n  rows:\n    - cells:\n        - time: \"9:00\"\n        - talk:\n            title: Doors\n    - cells:\n        - time: \"10:00\"\n        - talk:\n            title: Maps\n---\n";
    assert_eq!(read(cells), ["09:00 Doors", "10:00 Maps"]);
    let keys = "---\nlang: it\nevento:\n  dt_start: \"2026-06-06 12:00\"\n  dt_end: \"2026-06-06 17:30\"\n---\n";
    assert_eq!(read(keys), ["2026-06-06 12:00-17:30"]);
}

#[test]
fn what_is_for_all_rooms_ends_with_the_next_row() {
    let table = "| Time | Hall A | Hall B |\n|---|---|---|\n| 9:00 | Opening | |\n| 9:15 | Maps | Trains |\n| 10:00 | Coffee | |\n| 10:30 | Ships | Planes |\n";
    let source = Source::new("post.md", "post.md", table);
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    let agenda = agenda::read(&source, &doc, &Settings::default());
    let ends: Vec<String> = agenda.sessions.iter().filter_map(|session| session.end.map(hhmm)).collect();
    assert_eq!(ends, ["09:15", "10:00", "10:00", "10:30"]);
}

#[test]
fn times_as_each_language_writes_them() {
    let post = |lang: &str, lines: &str| read(&format!("---\nlang: {lang}\n---\n\n{lines}"));
    let spanish = post("es", "- 18:00h. - 18:30h. Registro\n- 9:00 a. m. a 10:00 a. m. Taller\n- 19:30 h – Cierre\n");
    assert_eq!(spanish, ["18:00-18:30 Registro", "09:00-10:00 Taller", "19:30 Cierre"]);
    let italian = post("it", "- dalle 9 alle 13 Mercato\n- ore 15 Gara\n- ore 21 Concerto\n");
    assert_eq!(italian, ["09:00-13:00 Mercato", "15:00 Gara", "21:00 Concerto"]);
    assert_eq!(post("pt", "- 15h00min Oficina\n- 16h30min Lanche\n"), ["15:00 Oficina", "16:30 Lanche"]);
    assert_eq!(post("nl", "vrijdag 5 juni 2026, aanvang 20.00 uur\n"), ["2026-06-05 20:00"]);
    assert_eq!(post("pl", "Kiedy: 5 czerwca 2026 r. (piątek), godz. 18:00\n"), ["2026-06-05 18:00"]);
    assert_eq!(post("pl", "Termin: 5.06.2026 r., godz. 18.00-20.00\n"), ["2026-06-05 18:00-20:00"]);
    assert!(post("es", "- de 9 a 12 personas\n- de 3 a 5 mesas\n").is_empty(), "people are no hours");
}

#[test]
fn plain_paragraphs_of_one_time_each() {
    assert_eq!(read("9:30 Doors\n\n10:15 Maps\n\n11:00 Trains\n"), ["09:30 Doors", "10:15 Maps", "11:00 Trains"]);
    let day = "## 5 June 2026\n\n9:30 Doors\n\n## 6 June 2026\n\n10:15 Maps\n";
    assert_eq!(read(day), ["2026-06-05 09:30 Doors", "2026-06-06 10:15 Maps"]);
    assert!(read("9:30 We met at the station.\n\n10:15 We were off.\n").is_empty(), "sentences are no entries");
}

#[test]
fn a_list_of_starts_in_the_front_matter() {
    let days = "---\ntitle: Programme\ndays:\n  - date: June 3, 2026\n    slots:\n      - time: 8:00 AM\n        event: Doors\n      - time: 9:00 AM\n        event: Maps\n      - time: 1:00 PM\n        event: Trains\n---\n";
    assert_eq!(read(days), ["2026-06-03 08:00 Doors", "2026-06-03 09:00 Maps", "2026-06-03 13:00 Trains"]);
    let flat =
        "---\ntitle: Programme\nslots:\n  - {time: '9:00', title: Maps}\n  - {time: '10:30', title: Trains}\n---\n";
    assert_eq!(read(flat), ["09:00 Maps", "10:30 Trains"]);
    let one = "---\ntitle: Programme\nslots:\n  - {time: '9:00', title: Maps}\n---\n";
    assert!(read(one).is_empty(), "one is no programme");
}

#[test]
fn what_stands_beside_several_rows_is_no_title_of_the_first() {
    let html = "<table>\n<tr><th>Time</th><th colspan=\"2\">Event</th></tr>\n<tr><td>9:00</td><td rowspan=\"2\">Theme one</td><td>Maps</td></tr>\n<tr><td>10:00</td><td>Trains</td></tr>\n<tr><td>11:00</td><td colspan=\"2\">Lunch</td></tr>\n</table>\n";
    assert_eq!(read(html), ["09:00 Maps", "10:00 Trains", "11:00 Lunch"]);
}

#[test]
fn hours_of_many_things_are_no_programme() {
    let hours =
        "---\ntitle: Hours\nservices:\n  - {name: Choir, time: 7:30 PM}\n  - {name: Library, time: 9:00 AM}\n---\n";
    assert!(read(hours).is_empty());
    let days = "---\ntitle: Hours\nslots:\n  - {name: Maps, day: Monday, time: '9:00'}\n  - {name: Trains, day: Friday, time: '10:00'}\n---\n";
    assert!(read(days).is_empty());
}

#[test]
fn a_year_before_an_hour_is_no_time() {
    let french = "---\nlang: fr\n---\n\n## Mercredi 10 juin 2026 - 14h\n\n- 14h00 Accueil\n- 14h30 Cartes\n";
    let expected = ["2026-06-10 14:00", "2026-06-10 14:00 Accueil", "2026-06-10 14:30 Cartes"];
    assert_eq!(read(french), expected);
    assert_eq!(read("- 1830 - 1915 Doors\n- 2015 - 2100 Maps\n"), ["18:30-19:15 Doors", "20:15-21:00 Maps"]);
    assert!(read("- 2026\n- 0211\n\n- 9:00 Doors\n- 9:30 Maps\n").iter().all(|it| it.starts_with("09:")));
}

#[test]
fn a_day_is_counted_before_its_date() {
    let counted = "## Day 1. October 15<sup>th</sup> 2026\n\n- 9:30 Doors\n- 10:00 Maps\n";
    assert_eq!(read(counted), ["2026-10-15 09:30 Doors", "2026-10-15 10:00 Maps"]);
    let comma = "Held on October, 15<sup>th</sup> 2026.\n\n- 9:30 Doors\n- 10:00 Maps\n";
    assert_eq!(read(comma), ["2026-10-15 09:30 Doors", "2026-10-15 10:00 Maps"]);
    let german = "---\nlang: de\n---\n\n## 1. November 2026\n\n- 9:30 Einlass\n- 10:00 Karten\n";
    assert_eq!(read(german), ["2026-11-01 09:30 Einlass", "2026-11-01 10:00 Karten"]);
}

#[test]
fn a_slot_alone_has_its_title_in_the_paragraph_below() {
    let below = "**Day 1: 4 June 2026**\n\nSection 1: Paper  \n9:30-9:40\n\n_Maps for all_\n\nAda Novak\n\n9:40-9:50\n\n_Trains_\n\nPaul Marsh\n";
    assert_eq!(read(below), ["2026-06-04 09:30-09:40 Maps for all", "2026-06-04 09:40-09:50 Trains"]);
    let heading = "9:00 - 17:00\n\n## Agenda\n\n- 9:00 Doors\n- 9:30 Maps\n";
    assert!(read(heading).iter().all(|it| !it.contains("Agenda")), "a heading is no title of what stands above it");
}

/// The sessions of a post: `start-end room title`, inferred ends, too.
fn rooms(text: &str) -> Vec<String> {
    let source = Source::new("post.md", "post.md", text);
    let settings = Settings::default();
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    let session = |session: &agenda::Session| {
        let end = session.end.map(hhmm).unwrap_or_default();
        let text = |text: &Option<agenda::Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
        format!("{}-{end} {} {}", hhmm(session.start), text(&session.room), text(&session.title))
    };
    agenda::read(&source, &doc, &settings).sessions.iter().map(session).collect()
}

#[test]
fn a_cell_over_several_rows_lasts_as_long() {
    let head = "<table>\n<tr><th>Zeit</th><th>Saal 1</th><th>Saal 2</th></tr>\n";
    let starts = "<tr><td>10:00</td><td>Karten</td><td rowspan=2>Löten</td></tr>\n<tr><td>10:30</td><td>Züge</td></tr>\n<tr><td>11:00</td><td colspan=2>Pause</td></tr>\n<tr><td>11:30</td><td>Brot</td><td>Käse</td></tr>\n</table>\n";
    let read = rooms(&format!("{head}{starts}"));
    assert_eq!(
        read[..4],
        ["10:00-10:30 Saal 1 Karten", "10:00-11:00 Saal 2 Löten", "10:30-11:00 Saal 1 Züge", "11:00-11:30  Pause"]
    );
    let slots = "<tr><td>10:00 - 10:20</td><td>Karten</td><td rowspan=2>Löten</td></tr>\n<tr><td>10:30 - 11:00</td><td>Züge</td></tr>\n<tr><td>11:00 - 11:30</td><td colspan=2>Pause</td></tr>\n</table>\n";
    let read = rooms(&format!("{head}{slots}"));
    assert_eq!(read[..3], ["10:00-10:20 Saal 1 Karten", "10:00-11:00 Saal 2 Löten", "10:30-11:00 Saal 1 Züge"]);
}

#[test]
fn a_room_that_some_entries_name_parts_no_line() {
    let table = "| Hora | Actividad |\n|---|---|\n| 9:00 | Apertura |\n| 9:30 | Conferencia, Sala Norte |\n| 10:30 | Debate |\n| 11:00 | Cierre |\n";
    let read = rooms(table);
    assert!(read[0].starts_with("09:00-09:30") && read[1].starts_with("09:30-10:30"), "{read:?}");
    assert!(rooms("- 9:00 Building Bridges\n- 9:30 Maps (Building 7)\n")[0].starts_with("09:00-09:30  Building"));
}

#[test]
fn a_clock_of_24_hours_goes_back_to_the_morning() {
    let night = "## Saturday\n\n- 18:00 Doors\n- 22:30 Concert\n- 6:30 Breakfast\n";
    assert_eq!(read(night), ["18:00 Doors", "22:30 Concert", "06:30 Breakfast"]);
    let noon = "- 9:00 Doors\n- 11:30 Maps\n- 1:30 Trains\n";
    assert_eq!(read(noon), ["09:00 Doors", "11:30 Maps", "13:30 Trains"]);
}

#[test]
fn about_a_time() {
    let list = "## 5 June 2026\n\n- ~10:00 - 13:00: Soldering\n- 13:00 Lunch\n";
    assert_eq!(read(list), ["2026-06-05 10:00-13:00 Soldering", "2026-06-05 13:00 Lunch"]);
    assert!(read("- ~30 people came\n- ~12 cakes were eaten\n").is_empty());
}

#[test]
fn a_list_of_one_entry_a_day() {
    let months =
        "# 2026\n\n## Januar\n\n- So. 25.01. 13:00 Probe\n\n## Mai\n\n- Sa. 30.05 19:00 Konzert in der Kirche\n";
    assert_eq!(read(months), ["2026-01-25 13:00 Probe", "2026-05-30 19:00 Konzert in der Kirche"]);
    let days = "## Freitag\n\n* 19 Uhr Fassanstich\n\n## Samstag\n\n* 14:00 Spiele\n* 19:00 Tanz\n";
    assert_eq!(read(days), ["19:00 Fassanstich", "14:00 Spiele", "19:00 Tanz"]);
    assert_eq!(read(&days.replace("19 Uhr", "19"))[0], "14:00 Spiele", "a number alone is too little");
    assert!(read("## Rules\n\n- 9:00 is when we open\n\n## Food\n\n- soup\n").is_empty());
}

#[test]
fn days_with_their_hours_in_one_column() {
    let column = "| Datum & Zeit | Lead | Thema |\n|---|---|---|\n| 20.09.2026 20h00 | Simon | Karten |\n| 27.09.2026 20h00 | Julia | Züge |\n| 18.10.2026 | | |\n| PAUSE | | |\n";
    assert_eq!(read(column), ["2026-09-20 20:00 Karten", "2026-09-27 20:00 Züge"]);
}

#[test]
fn entries_of_one_day_are_no_events() {
    let entries = "+++\ntitle = \"Programme\"\nprogram_elements = [\n  { title = \"Doors\", start = 2026-09-28T08:00:00-06:00, end = 2026-09-28T08:45:00-06:00 },\n  { title = \"Maps\", start = 2026-09-28T08:45:00-06:00, end = 2026-09-28T09:00:00-06:00 },\n  { title = \"Trains\", start = 2026-09-28T09:00:00-06:00, end = 2026-09-28T09:40:00-06:00 },\n]\n+++\n";
    let source = Source::new("post.md", "post.md", entries);
    let doc = eventlint::parse::document(&source, Flavour::Gfm);
    let agenda = agenda::read(&source, &doc, &Settings::default());
    assert_eq!(agenda.sessions.len(), 3);
    assert!(agenda.sessions.iter().all(|session| session.kind == agenda::Kind::Session));
}

#[test]
fn times_in_boxes() {
    let post = "# Saturday\n\n**Welcome**\n\n[8:55] Opening words\n\n**Talks (chair: Ada)**\n\n[9:00] Ada Moon. _Old maps_\n\n<BR>\n\n[10:00] Coffee break\n";
    assert_eq!(read(post), ["08:55 Opening words", "09:00 Ada Moon. Old maps", "10:00 Coffee break"]);
    assert_eq!(read("- [9:00] Doors\n- [9:30-10:00] Maps\n"), ["09:00 Doors", "09:30-10:00 Maps"]);
    assert!(read("- [9] The book of maps\n- [10] The book of trains\n").is_empty());
}

#[test]
fn four_digits_before_a_title() {
    let post = "#### Thursday 2 November 2023\n\n**0900** - Welcome<br/>\n**0915** - Maps - Ada Moon<br/>\n**1400** - Trains<br/>\n**1930** - Dinner<br/>\n";
    let read_of = read(post);
    assert_eq!(read_of.len(), 4, "{read_of:?}");
    assert!(read_of[3].starts_with("2023-11-02 19:30 Dinner"), "{read_of:?}");
    assert!(read("- 1994 - Founded\n- 2000 - First fair\n- 2015 - New house\n").is_empty());
}

#[test]
fn a_heading_with_a_time_and_a_remark() {
    let post = "# 2026-08-22\n\n## Welcome (~18:45)\n\nHello.\n\n## 'Round-the-Room Intros (~19:00)\n\nNames.\n\n## Short talks (~19:05) (optional)\n\nFour.\n";
    let read = rooms(post);
    assert_eq!(read.len(), 3, "{read:?}");
    assert!(read[1].ends_with("  'Round-the-Room Intros"), "{read:?}");
}

#[test]
fn code_in_a_title() {
    assert_eq!(
        read("- 9:00 Why `let` and `const`, twice\n- 9:30 `map`\n"),
        ["09:00 Why let and const, twice", "09:30 map"]
    );
}

#[test]
fn a_bold_day_heads_its_list() {
    let month =
        "# Repair calendar\n\n### March 2026\n\n**Thu, Mar 5** - Open evening\n- 7:00 PM, Old mill\n- Bring a lamp\n\n";
    let more =
        "**Sat, Mar 14** - Bike day\n- 10:00 AM, Yard\n\n### April 2026\n\n**Wed, Apr 1**\n- 7:00 PM, Old mill\n";
    let expected = ["2026-03-05 19:00 Old mill", "2026-03-14 10:00 Yard", "2026-04-01 19:00 Old mill"];
    assert_eq!(read(&[month, more].concat()), expected);
    let words = "# Repair\n\n## 7 March 2026\n\n**5 March** was a good day for bikes\n\n- 10:00 Doors\n- 11:00 Bikes\n";
    assert_eq!(read(words)[0], "2026-03-07 10:00 Doors", "a sentence is no heading");
}

#[test]
fn a_programme_is_given_on_both_days() {
    let twice = "# Soldering course\n\nDate: June 3rd and 5th, 2026\n\n| Time | Part |\n|---|---|\n| 9:00 | Irons |\n| 10:00 | Break |\n| 10:30 | Wires |\n";
    assert_eq!(read(twice), ["2026-06-03 09:00 Irons", "2026-06-03 10:00 Break", "2026-06-03 10:30 Wires"]);
    let back = "# Course\n\nDate: June 3rd and 5th, 2026\n\n| Time | Part |\n|---|---|\n| 9:00 | Irons |\n| 10:30 | Wires |\n| 9:00 | Lamps |\n";
    assert_eq!(read(back)[0], "09:00 Irons", "two days in one table");
}

#[test]
fn an_article_stands_before_each_of_two_days() {
    let between = "---\nlang: es\ndescription: Nos vemos entre el 20 de octubre y el 21 de octubre de 2025.\n---\n\n| | Lunes 20 de octubre | Martes 21 de octubre |\n|---|---|---|\n| 9:00 - 9:30 | Mapas | Trenes |\n";
    assert_eq!(read(between), ["2025-10-20 09:00-09:30 Mapas", "2025-10-21 09:00-09:30 Trenes"]);
}

#[test]
fn the_number_of_a_part_is_no_day() {
    let parts = "# Maps on 8 March 2026\n\n## Agenda (2/2)\n\n| Time | Part |\n|---|---|\n| 9:00 | Maps |\n| 10:00 | Trains |\n";
    assert_eq!(read(parts), ["2026-03-08 09:00 Maps", "2026-03-08 10:00 Trains"]);
}

#[test]
fn an_end_is_as_rough_as_its_start() {
    let rough = "| Time | Part |\n|---|---|\n| ~10:00 AM to ~11:00 AM | Teams |\n| ~2:00 PM | Lunch |\n";
    assert_eq!(read(rough), ["10:00-11:00 Teams", "14:00 Lunch"]);
}

#[test]
fn a_page_is_put_up_before_its_event() {
    let table = "| Time | Part |\n|---|---|\n| 9:00 | Mapas |\n| 10:00 | Trens |\n";
    let read = |second: &str, text: &str| {
        read_as(
            "2026-03-06-mapas.md",
            &format!("---\nlang: pt\ndate: 2026-03-06T11:23:{second}\n---\n\nA programação:\n\n{table}\n{text}\n"),
        )
    };
    let told = ["2026-03-09 09:00 Mapas", "2026-03-09 10:00 Trens"];
    assert_eq!(read("35", "Vamos lá, é dia 9 de março!"), told);
    assert_eq!(read("00", "Vamos lá, é dia 9 de março!")[0], "2026-03-06 09:00 Mapas", "a time of the event");
    assert_eq!(read("35", "Em 9 de março ou 10 de março.")[0], "2026-03-06 09:00 Mapas", "one of two days");
    assert_eq!(read("35", "Inscrições até 9 de março.")[0], "2026-03-06 09:00 Mapas", "a deadline");
}
