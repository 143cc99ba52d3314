//! Programmes in lines, and how people write their times and days there.

use crate::shapes::read;

#[test]
fn html_goes_on_behind_a_blank_line() {
    let page = "<div class=\"days\">\n  <h2>Programme</h2>\n\n    <h3>Friday 5 June 2026</h3>\n\n    <p><b>6:00-8:00pm</b> Check-in</p>\n    <p><b>8:00pm</b> Concert</p>\n\n    <h3>Saturday 6 June 2026</h3>\n\n    <p><b>9:30am</b> Walk</p>\n    <p><b>11:00am</b> Talk</p>\n</div>\n";
    let expected = [
        "2026-06-05 18:00-20:00 Check-in",
        "2026-06-05 20:00 Concert",
        "2026-06-06 09:30 Walk",
        "2026-06-06 11:00 Talk",
    ];
    assert_eq!(read(page), expected);
    let shown = "<div>\n</div>\n\n    <p>9:30am Walk</p>\n    <p>11:00am Talk</p>\n";
    assert!(read(shown).is_empty(), "nothing is open: an example of HTML");
}

#[test]
fn letters_and_commas_in_times() {
    assert_eq!(
        read("- 8a-9a Chess\n- 5p-8p Go\n- 10p-Midnight Cards\n"),
        ["08:00-09:00 Chess", "17:00-20:00 Go", "22:00-00:00 Cards"]
    );
    assert!(read("- Klasse 8a-9a und die 10a singen am Abend\n").is_empty());
    let list = "---\nlang: it\n---\n- ore 21,00 Concerto\n- h. 22,30 - 23,45 Festa\n";
    assert_eq!(read(list), ["21:00 Concerto", "22:30-23:45 Festa"]);
    assert!(read("---\nlang: it\n---\n- 21,00 euro\n- 22,30 euro\n").is_empty(), "prices");
}

#[test]
fn the_second_day_has_the_year_of_the_first() {
    let days = "### Friday (Dec. 30, 2025)\n\n- 9:00 Maps\n- 10:00 Trains\n\n### Sunday (Jan. 1)\n\n- 9:00 Walk\n- 10:00 Tea\n";
    let expected =
        ["2025-12-30 09:00 Maps", "2025-12-30 10:00 Trains", "2026-01-01 09:00 Walk", "2026-01-01 10:00 Tea"];
    assert_eq!(read(days), expected);
}

#[test]
fn two_days_before_a_word() {
    let days = "---\ndate: 2025-12-01\n---\n# Jan 5-6, Workshop\n\n";
    let body = "## Day 1\n\n- 9:00 Maps\n- 10:00 Trains\n\n## Day 2\n\n- 9:00 Walk\n- 10:00 Tea\n";
    let expected =
        ["2026-01-05 09:00 Maps", "2026-01-05 10:00 Trains", "2026-01-06 09:00 Walk", "2026-01-06 10:00 Tea"];
    assert_eq!(read(&format!("{days}{body}")), expected);
    assert_eq!(read(&format!("{}{body}", days.replace(',', ""))), expected);
    let slashes = "---\nlang: pt\n---\n**Dias:** 20 e 21/10 de 2025\n\n## Dia 2\n\n- 9:00 Mapas\n- 10:00 Trens\n";
    assert_eq!(read(slashes), ["2025-10-21 09:00 Mapas", "2025-10-21 10:00 Trens"]);
}

#[test]
fn the_time_of_the_event_in_its_own_key() {
    let keys =
        "---\ntitle: Council\ndate: \"2026-05-15\"\neventDate: \"2026-06-05\"\neventTime: \"7:00 PM - 9:00 PM\"\n---\n";
    assert_eq!(read(keys), ["2026-06-05 19:00-21:00 Council"]);
}

#[test]
fn small_letters_behind_a_dotted_hour() {
    assert_eq!(read("- 7.00 + for the sick\n- 18.00 mass\n"), ["07:00 + for the sick", "18:00 mass"]);
    assert!(read("- 7.00 beta\n- 8.15 beta\n- final\n").is_empty(), "versions");
}

#[test]
fn lines_that_end_with_their_times() {
    let lines = "**Doors**: 7:30 AM\n**Opening**: 8:00 AM\n**Lunch**: 12:30 PM\n";
    assert_eq!(read(lines), ["07:30 Doors", "08:00 Opening", "12:30 Lunch"]);
    assert!(read("Monday: 9:00\nTuesday: 10:00\nFriday: 11:00\n").is_empty(), "opening hours");
    assert!(read("Check-in: 15:00\nBreakfast: 8:00\nCheck-out: 11:00\n").is_empty(), "no order");
}

#[test]
fn headings_that_end_with_a_range() {
    let headings =
        "### First session 9:00 – 10:45\n\n* Maps (20 minutes)\n\n### Second session 11:15 – 13:00\n\n* Trains\n";
    assert_eq!(read(headings), ["09:00-10:45 First session", "11:15-13:00 Second session"]);
    assert!(read("### Office open 9:00 – 17:00\n\nCome in.\n").is_empty(), "one alone");
}

#[test]
fn names_before_days_and_times() {
    let items = "- **Finals**: Friday 5 June 2026, 18:00 - 20:00\n- **Pub night**: Saturday 6 June 2026, from 19:00\n";
    assert_eq!(read(items), ["2026-06-05 18:00-20:00 Finals", "2026-06-06 19:00 Pub night"]);
    let from = "## 6 June 2026\n\n- **Bingo:** from 2 pm you can win a goose.\n- **Tea:** there is cake\n- **Dance:** from 8 pm in the hall.\n";
    assert_eq!(read(from), ["2026-06-06 14:00 Bingo", "2026-06-06 20:00 Dance"]);
    assert!(
        read("- Registration closes: Friday 5 June 2026, 18:00\n- Submit: Saturday 6 June 2026, 19:00\n").is_empty()
    );
}

#[test]
fn a_time_alone_below_its_heading() {
    let agenda = "## 6 June 2026\n\n### 1. Call to order\n\n- 7:00 PM\n\n### 2. Old business\n\n- 7:05 PM\n- Roads\n- Snow\n- Trees\n\n### 3. Close\n\n- Approximately 9:00 PM\n";
    assert_eq!(
        read(agenda),
        ["2026-06-06 19:00 Call to order", "2026-06-06 19:05 Old business", "2026-06-06 21:00 Close"]
    );
}

#[test]
fn bold_times_with_a_room() {
    let lines = "**10:00, Hall –** \"Maps\"\n\nWith Ines.\n\n**11:30, room 20 –** Trains\n";
    assert_eq!(read(lines), ["10:00 Hall – \"Maps\"", "11:30 room 20 – Trains"]);
}

#[test]
fn several_times_of_one_entry() {
    let list = "- 10:00-11:00, 14:00-15:00: Workshop\n- 11:00 and 16:00: Tour\n- 12:00-13:00 Lunch\n";
    let expected = ["10:00-11:00 Workshop", "14:00-15:00 Workshop", "11:00 Tour", "16:00 Tour", "12:00-13:00 Lunch"];
    assert_eq!(read(list), expected);
    let lines = "---\nlang: it\n---\n## Piazza\n\nore **10-11**, **11:30-12:30** e **16-17**  \nSuoni della piazza\n";
    assert_eq!(
        read(lines),
        ["10:00-11:00 Suoni della piazza", "11:30-12:30 Suoni della piazza", "16:00-17:00 Suoni della piazza"]
    );
}

#[test]
fn a_weekday_over_its_lines() {
    let camp = "# Camp, 5 to 7 June 2026\n\n**Friday**  \n16:00 Doors  \n18:00 Fire\n\n**Saturday**  \n-> 7:30 Breakfast  \n-> 9:15 Walk\n";
    let expected =
        ["2026-06-05 16:00 Doors", "2026-06-05 18:00 Fire", "2026-06-06 07:30 Breakfast", "2026-06-06 09:15 Walk"];
    assert_eq!(read(camp), expected);
}

#[test]
fn a_break_with_its_length() {
    let table = "| Time | What |\n|---|---|\n| 9:00 | Maps |\n| 10:00 | Coffee break 15 min |\n| 11:00 | Area 51 |\n";
    assert_eq!(read(table), ["09:00 Maps", "10:00-10:15 Coffee break 15 min", "11:00 Area 51"]);
}

#[test]
fn a_table_of_facts() {
    let facts = "| | |\n|---|---|\n| **When** | Saturday 6 June 2026, 13:00 - 19:00 |\n| **Where** | Hall 3 |\n\n- 13:00 Doors\n- 14:00 Maps\n";
    assert_eq!(read(facts), ["2026-06-06 13:00-19:00", "2026-06-06 13:00 Doors", "2026-06-06 14:00 Maps"]);
}

#[test]
fn fields_of_an_entry_in_a_list() {
    let entries =
        "- **Maps for all** by Ines Duarte\n- Starts: 10:00\n- Ends: 10:45\n\n<br>\n\n+ **Trains**\n+ Start: 11:00\n";
    assert_eq!(read(entries), ["10:00-10:45 Maps for all by Ines Duarte", "11:00 Trains"]);
    assert_eq!(read("- Start: 18:00\n- End: 21:00\n"), ["18:00-21:00"], "the event's own");
}

#[test]
fn a_calendar_of_days() {
    let calendar = "## 2026\n\n- **6 March**: Ash Wednesday. _19:30:_ Mass and ashes. Then soup\n- **19 March**: Feast. _10:00:_ Mass / _19:30:_ Film\n- **27 March**: Visit\n";
    assert_eq!(read(calendar), ["2026-03-06 19:30 Mass and ashes", "2026-03-19 10:00 Mass", "2026-03-19 19:30 Film"]);
}

#[test]
fn an_hour_and_pieces_of_text_in_the_front_matter() {
    assert_eq!(read("---\ntitle: Maps\ndate_start: '2026-06-05'\nhour: '18:00'\n---\n"), ["2026-06-05 18:00 Maps"]);
    let pieces = "---\ncontent:\n  - type: text\n    text: '18:00 - Doors'\n  - type: hard_break\n  - type: text\n    text: '18:30 - Maps'\n---\n";
    assert_eq!(read(pieces), ["18:00 Doors", "18:30 Maps"]);
}

#[test]
fn the_year_that_the_weekdays_fit() {
    let days = "See <https://example.org/maps2026/>, not 2025.\n\n## Friday, June 5\n\n- 9:00 Maps\n- 10:00 Tea\n\n## Saturday, June 6\n\n- 9:00 Walk\n- 10:00 Tea\n";
    let expected = ["2026-06-05 09:00 Maps", "2026-06-05 10:00 Tea", "2026-06-06 09:00 Walk", "2026-06-06 10:00 Tea"];
    assert_eq!(read(days), expected);
    assert_eq!(read(&days.replace("June 6", "June 7")), ["09:00 Maps", "10:00 Tea", "09:00 Walk", "10:00 Tea"]);
}

#[test]
fn the_weekdays_go_before_the_year_of_the_page() {
    let page =
        "---\ntitle: Maps 2026\ndate: 2025-04-27\n---\nWe meet on Friday, June 5th.\n\n- 9:00 Maps\n- 10:00 Tea\n";
    assert_eq!(read(page), ["2026-06-05 09:00 Maps", "2026-06-05 10:00 Tea"]);
    let behind = "---\nlastmod: 2025-11-07\n---\n## Friday, June 5\n\n- 9:00 Maps\n- 10:00 Tea\n";
    assert_eq!(read(behind), ["2026-06-05 09:00 Maps", "2026-06-05 10:00 Tea"]);
}

#[test]
fn days_that_a_short_paragraph_further_down_announces() {
    let page = "# A weekend\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\n5–6 June 2026 / Timetable\n\n#### Saturday\n\n- 9:00 Walk\n- 10:00 Tea\n";
    assert_eq!(read(page), ["2026-06-06 09:00 Walk", "2026-06-06 10:00 Tea"]);
}

#[test]
fn a_map_with_the_day_and_the_time() {
    let map = "---\ntitle: Pack meeting\ndate: 2026-05-23\nmeta:\n  date: 2026-06-05\n  time: 6:30 PM\n---\n";
    assert_eq!(read(map), ["2026-06-05 18:30"]);
}

#[test]
fn headings_that_begin_with_a_dotted_time() {
    let headings = "## 17.00-18.00: Keynote\n\nOne.\n\n## 18.00: Teams\n\nTwo.\n\n## ~19.30 Pizza\n\nThree.\n";
    assert_eq!(read(headings), ["17:00-18:00 Keynote", "18:00 Teams", "19:30 Pizza"]);
    assert!(read("## 17.10: Fixes\n\nOne.\n\n## 18.00: Teams\n\nTwo.\n").is_empty(), "versions");
}

#[test]
fn paragraphs_that_begin_with_a_day_and_end_with_a_time() {
    let news = "***Friday 5th June 2026** -- Mass and\nHomily, 7.30pm.*\n\nSaturday 6 June 2026: Summer fair, 2pm\n";
    assert_eq!(read(news), ["2026-06-05 19:30 Mass and Homily", "2026-06-06 14:00 Summer fair"]);
    assert!(read("Friday 5th June 2026 is the day of our fair, which opens at 2pm.\n").is_empty(), "one alone");
}

#[test]
fn boxed_and_compact_times() {
    let list = "1. (8 am - 8:45 am) Intro\n2. (9 am - 10 am) Maps\n3. (10:30 am - 12 noon) Trains\n";
    assert_eq!(read(list), ["08:00-08:45 Intro", "09:00-10:00 Maps", "10:30-12:00 Trains"]);
    let table = "| Time | What |\n|---|---|\n| 1030a | Maps |\n| 145p | Trains |\n| 230pm | Tea |\n";
    assert_eq!(read(table), ["10:30 Maps", "13:45 Trains", "14:30 Tea"]);
    assert_eq!(read("**0915** - Doors<br>\n**0945** - 4D maps<br>\n"), ["09:15 Doors", "09:45 4D maps"]);
    assert!(read("- (2 people) Maps\n- (3 people) Trains\n- 120p of text\n").is_empty());
}

#[test]
fn a_break_that_begins_with_its_length() {
    let table = "| Time | What |\n|---|---|\n| 10:55 | 15 minute break |\n| 11:20 | 10 maps |\n";
    assert_eq!(read(table), ["10:55-11:10 15 minute break", "11:20 10 maps"]);
}

#[test]
fn the_day_of_a_table_stands_over_its_times() {
    let days = "## Maps\n\n### 5 June 2026 – 6 June 2026\n\nA workshop.\n\n| **Day 1 (Friday)** | Talks |\n|---|---|\n| 9:00 | Maps |\n| 10:00 | Tea |\n\n| **Day 2** | Walks |\n|---|---|\n| 9:00 | Harbour |\n| 10:00 | Tea |\n";
    let expected =
        ["2026-06-05 09:00 Maps", "2026-06-05 10:00 Tea", "2026-06-06 09:00 Harbour", "2026-06-06 10:00 Tea"];
    assert_eq!(read(days), expected);
}

#[test]
fn a_bold_time_over_a_list() {
    let list = "**10:00h**  \n* [Maps for all](https://example.org)\n* Ines Duarte\n\n**11:00h**  \n* Trains\n* Tom Whitfield\n";
    assert_eq!(read(list), ["10:00 Maps for all", "11:00 Trains"]);
    assert!(read("**10:00**\n\n- Bring a map\n").is_empty(), "one alone");
}

#[test]
fn labels_that_ask_and_pictures_of_clocks() {
    let fields = "---\nlang: fr\n---\n* Quand ? le samedi 6 juin 2026\n* À quelle heure ? de 10h00 à 13h00\n";
    assert_eq!(read(fields), ["2026-06-06 10:00-13:00"]);
    assert_eq!(read("# Maps, 6 June 2026\n\n⏰ 19:00 - 21:00\n"), ["2026-06-06 19:00-21:00"]);
}

#[test]
fn a_day_and_a_colon_over_a_list() {
    let days = "Day 1 (Friday 5 June 2026):\n\n1. (8 am - 8:45 am) Maps\n2. (9 am - 10 am) Tea\n\nDay 2 (Saturday 6 June 2026):\n\n3. (8 am - 9 am) Walk\n4. (9 am - 10 am) Tea\n";
    let expected = [
        "2026-06-05 08:00-08:45 Maps",
        "2026-06-05 09:00-10:00 Tea",
        "2026-06-06 08:00-09:00 Walk",
        "2026-06-06 09:00-10:00 Tea",
    ];
    assert_eq!(read(days), expected);
}

#[test]
fn noon_is_no_half_of_a_word() {
    let heading = "---\nlang: fr\n---\n#### Session (après-midi - 14h00 à 16h30)\n\nCartes.\n";
    assert_eq!(read(heading), ["14:00-16:30 Session"]);
}

#[test]
fn raw_blocks_are_read() {
    let raw = "### Friday, June 5 2026\n{% raw %}\n<table><tr><td>10am</td><td>Maps</td></tr>\n<tr><td>11am</td><td>{{ Tea }}</td></tr></table>\n{% endraw %}\n";
    assert_eq!(read(raw), ["2026-06-05 10:00 Maps", "2026-06-05 11:00 {{ Tea }}"]);
    assert!(read("{% comment %}\n- 10:00 Maps\n- 11:00 Tea\n{% endcomment %}\n").is_empty());
}

#[test]
fn a_pointing_bracket_joins_two_times() {
    let headings = "---\nlang: fr\n---\n#### 9h30>10h\n\n**Accueil**\n\n#### 10h>12h\n\n**Atelier**\n";
    assert_eq!(read(headings), ["09:30-10:00", "10:00-12:00"]);
}

#[test]
fn announced_days_go_before_the_date_of_the_page() {
    let page =
        "---\ndate: 2018-11-14\n---\nJune 5-6, 2026\nHarbour\n\n### Friday, June 5\n\n- 9:00 Maps\n- 10:00 Tea\n";
    assert_eq!(read(page), ["2026-06-05 09:00 Maps", "2026-06-05 10:00 Tea"]);
}

#[test]
fn an_italian_hour_has_its_word_in_front() {
    let italian = |lines: &str| read(&format!("---\nlang: it\n---\n\n## 18 ottobre 2026\n\n{lines}"));
    let glued = italian("**h14:45 - 15:00** Presentazione\n\n**h15:30** Inizio dei lavori\n");
    assert_eq!(glued, ["2026-10-18 14:45-15:00 Presentazione", "2026-10-18 15:30 Inizio dei lavori"]);
    let twice = italian("- ore 10-12 Carte\n- ore 10-12 e poi 16-18 Barche\n");
    let expected = ["2026-10-18 10:00-12:00 Carte", "2026-10-18 10:00-12:00 Barche", "2026-10-18 16:00-18:00 Barche"];
    assert_eq!(twice, expected);
    let over = italian("### Piazza Grande\n\nore **19**  \nConcerto della banda.\n");
    assert_eq!(over, ["2026-10-18 19:00 Concerto della banda."]);
    let both = italian("### Porta Vecchia\n\nore **10**–**12** e **16**–**18**  \nLaboratorio di carte.\n");
    let expected = ["2026-10-18 10:00-12:00 Laboratorio di carte.", "2026-10-18 16:00-18:00 Laboratorio di carte."];
    assert_eq!(both, expected);
}

#[test]
fn a_slash_joins_hours() {
    let french = "---\nlang: fr\n---\n\n## Samedi 6 juin 2026\n\n**9h30/12h30 - Forum**  \nDes ateliers.\n\n- __18h30 / 19h30__ - Cartes\n- __19h30 / 20h00__ - Trains\n";
    let expected = ["2026-06-06 09:30-12:30 Forum", "2026-06-06 18:30-19:30 Cartes", "2026-06-06 19:30-20:00 Trains"];
    assert_eq!(read(french), expected);
    assert!(read("---\nlang: fr\n---\n\n- 35h/2 semaines\n- 24h/24 et 7j/7\n").is_empty());
}

#[test]
fn a_bracket_behind_the_title_tells_the_end() {
    let german = "---\nlang: de\n---\n\n## 6. Juni 2026\n\n- 14.00 Uhr: Rundgang (bis 16 Uhr)\n- 16.00 Uhr: Museum (Ende: 17.00 Uhr)\n- 17.00 Uhr: Chor (mit Pause)\n";
    let expected =
        ["2026-06-06 14:00-16:00 Rundgang", "2026-06-06 16:00-17:00 Museum", "2026-06-06 17:00 Chor (mit Pause)"];
    assert_eq!(read(german), expected);
    let english = "## 6 June 2026\n\n- 5:00 Show (until 6:00)\n- 7:00 Party (ends 11:00)\n";
    assert_eq!(read(english), ["2026-06-06 05:00-06:00 Show", "2026-06-06 07:00-11:00 Party"]);
}

#[test]
fn headings_begin_with_hours_and_lengths() {
    let german = "## Vorbereitung\n\n## 18.30: Ankommen\n\n- Pizza\n\n## 19.00: Vorstellung (kurz)\n\n- Namen\n";
    assert_eq!(read(german), ["18:30 Ankommen", "19:00 Vorstellung (kurz)"]);
    assert!(read("## 1.10: Scope\n\nText.\n\n## 1.15: Terms\n\nText.\n").is_empty(), "numbers of sections");
    let spanish = "---\nlang: es\n---\n\n### 9:30 (30min) Presentaciones\n\n### 10:00 (1h) Mapas\n\n### 11:30 Descanso (30 min)\n";
    let times: Vec<String> = read(spanish).iter().map(|line| line[..11].to_owned()).collect();
    assert_eq!(times, ["09:30-10:00", "10:00-11:00", "11:30-12:00"]);
    let japanese = "## 2026-08-30\n\n### 第一部 14:00–14:50 (座学中心・オンライン)\n\n### クロージング 16:50–17:00\n";
    assert_eq!(read(japanese), ["2026-08-30 14:00-14:50 第一部", "2026-08-30 16:50-17:00 クロージング"]);
}

#[test]
fn a_box_stands_over_the_heading_that_is_its_title() {
    let italian = "---\nlang: it\n---\n\n<section>\n  <h2>Venerdì 12 giugno 2026</h2>\n\n    <article>\n      <time>Ore 19.30 — Piazza</time>\n      <h3>Bartleby</h3>\n      <p>Di un autore, narrato da un altro.</p>\n    </article>\n\n    <article>\n      <time>Ore 21.30 — Teatro</time>\n      <h3>Bird Lives</h3>\n    </article>\n</section>\n";
    assert_eq!(read(italian), ["2026-06-12 19:30 Bartleby", "2026-06-12 21:30 Bird Lives"]);
}

#[test]
fn a_picture_by_its_name_stands_before_a_time() {
    assert_eq!(read("## 6 June 2026\n\n:clock8: 9:00am - 4:30pm\n"), ["2026-06-06 09:00-16:30"]);
}

#[test]
fn a_label_a_word_and_a_slot() {
    let weekly = "### Choir\n\n**Time:** Saturdays, 9:00 AM - 9:45 AM\n\n**Place:** Room 9\n";
    assert_eq!(read(weekly), ["09:00-09:45"]);
}

#[test]
fn a_short_weekday_stands_in_brackets_behind_its_day() {
    let polish =
        "---\nlang: pl\n---\n\n30 sierpnia 2019 (pt.) 7.00 - pobudka\n\n31 sierpnia 2019 (sob.) 17:00 - ognisko\n";
    assert_eq!(read(polish), ["2019-08-30 07:00", "2019-08-31 17:00"]);
}

#[test]
fn a_note_of_github_begins_with_its_kind() {
    let note = "> [!NOTE]\n> 08:30 – 09:15 (45 min) - Maps\n>\n> Bring a map.\n";
    assert_eq!(read(note).len(), 1);
}

#[test]
fn a_slash_joins_times_with_their_minutes() {
    let portuguese = "---\nlang: pt\n---\n\n## 6 de junho de 2026\n\n* 19:15/20:00 - Mapas\n* 20:15/21:00 - Trens\n";
    assert_eq!(read(portuguese), ["2026-06-06 19:15-20:00 Mapas", "2026-06-06 20:15-21:00 Trens"]);
    assert!(read("- 15:00/14:00 Maps\n- 14:00/15:00 CET Trains\n- 9:00/10:00/11:00 Boats\n").is_empty());
}

#[test]
fn a_slot_in_a_bracket_stands_behind_the_name() {
    let spanish = "---\nlang: es\n---\n\n## 20 de junio de 2026\n\n-Cine:  (20 a 20:30 h) dos cortos.\n-Letras.   (20:30 a 21 h)  Alumnos del centro.\n-Música:  (21 a 21:30 h) Jóvenes.\n";
    let expected = ["2026-06-20 20:00-20:30 Cine", "2026-06-20 20:30-21:00 Letras.", "2026-06-20 21:00-21:30 Música"];
    assert_eq!(read(spanish), expected);
}

#[test]
fn an_hour_with_its_unit_is_an_entry_near_others() {
    let german = "---\nlang: de\n---\n\n## Freitag\n\n* 19 Uhr Fassanstich mit der Kapelle\n\n## Samstag\n\n* 14 Uhr Dorfspiel\n* 19 Uhr Abend der Vereine\n";
    assert_eq!(read(german), ["19:00 Fassanstich mit der Kapelle", "14:00 Dorfspiel", "19:00 Abend der Vereine"]);
}

#[test]
fn a_heading_is_an_hour_with_am_or_pm() {
    assert_eq!(read("## Friday\n\n### 8-9am\n\nTea.\n\n### 12pm\n\nLunch.\n")[1], "12:00");
    assert!(read("### 12\n\nLunch.\n").is_empty());
}

#[test]
fn half_past_in_japanese() {
    assert_eq!(read("---\nlang: ja\n---\n\n- 9時半 開場\n- 10時 挨拶\n"), ["09:30 開場", "10:00 挨拶"]);
}

#[test]
fn an_item_begins_with_its_day_and_tells_one_time() {
    let school = "* **Monday 7th December 2026:** P1-4 performance – 6pm\n* **Tuesday 8th December 2026:** Church service – 9.30am. All welcome!\n* **Friday 11th December 2026:** Last day of term\n";
    assert_eq!(read(school), ["2026-12-07 18:00 P1-4 performance", "2026-12-08 09:30 Church service"]);
    let club = "* 23 September 2026, Club meeting 1300-1530, public library\n* 11 October 2026, Open day, 1700-1800, town hall\n";
    let expected = ["2026-09-23 13:00-15:30 Club meeting", "2026-10-11 17:00-18:00 Open day"];
    assert_eq!(read(club), expected);
    let deadlines = "* 23 September 2026: Abstracts are due – 6pm\n* 11 October 2026: Registration closes – 6pm\n";
    assert!(read(deadlines).is_empty());
}

#[test]
fn a_bold_day_with_its_time_heads_its_list() {
    let french =
        "---\nlang: fr\n---\n\n**Le 6 mai 2026 à 17h30 à la gare :**\n\n- 17h30 : Accueil\n- 18h - 18h15 : Cartes\n";
    assert_eq!(read(french)[1..], ["2026-05-06 17:30 Accueil", "2026-05-06 18:00-18:15 Cartes"]);
}

#[test]
fn an_item_under_its_day_ends_with_a_time() {
    let week = "## Good Friday, 3 April 2026\n\n* Combined service, St Albans 6pm\n\n## Saturday, 4 April 2026\n\n* Vigil 8pm\n* Submissions close 6pm\n";
    assert_eq!(read(week), ["2026-04-03 18:00 Combined service, St Albans", "2026-04-04 20:00 Vigil"]);
}

#[test]
fn a_picture_by_its_name_is_no_part_of_a_title() {
    let list =
        "- 9:00 :coffee: Breakfast\n- 9:30 - :speech_balloon: Maps: a talk\n- 10:30 Trains :train2:\n- 11:30 :tada:\n";
    assert_eq!(read(list), ["09:00 Breakfast", "09:30 Maps: a talk", "10:30 Trains", "11:30 tada"]);
    assert_eq!(read("- 9:00: Tea: green\n- 10:00 Chess:\n"), ["09:00 Tea: green", "10:00 Chess"]);
}

#[test]
fn a_full_stop_is_no_title() {
    assert_eq!(read("# Masses\n\n* 07:00 AM\n* 08:30 AM\n* 06:00 PM.\n"), ["07:00", "08:30", "18:00"]);
}

#[test]
fn a_definition_list_has_its_times_as_terms() {
    let camp =
        "9:00 am\n: **Speaker** Ines Duarte\n: Maps for everyone\n\n10:15am\n: ☕ Coffee ☕\n\n**12:00pm**\n : Lunch\n";
    assert_eq!(read(camp), ["09:00 Speaker Ines Duarte", "10:15 ☕ Coffee ☕", "12:00 Lunch"]);
}

#[test]
fn a_bold_time_stands_over_its_paragraph() {
    let days = "## Saturday, 6 June 2026\n\n**11:30**\n\nLunch on the corner\n\n**1:00 - 4:00**\n\nWorkshop\n";
    assert_eq!(read(days), ["2026-06-06 11:30 Lunch on the corner", "2026-06-06 13:00-16:00 Workshop"]);
    assert!(read("**1998**\n\nThe club is founded.\n\n**2004**\n\nThe first fair.\n").is_empty());
    assert!(read("**17.10**\n\nNew: maps.\n\n**18.10**\n\nNew: trains.\n").is_empty());
}

#[test]
fn a_bold_line_goes_on_behind_its_slot() {
    let classes = "**Build a game (11:00am - 12:15pm) - 15 €**\n\nBring a laptop.\n\n**Soldering (12:30pm - 1:45pm)**\n\nBring nothing.\n";
    assert_eq!(read(classes), ["11:00-12:15 Build a game", "12:30-13:45 Soldering"]);
}

#[test]
fn an_item_that_is_a_time_is_on_the_days_above_it() {
    assert_eq!(read("## Dates\n\n* June 22 - June 25, 2026\n* 1:00 PM - 4:00 PM\n"), ["2026-06-22 13:00-16:00"]);
}

#[test]
fn four_digits_stand_before_their_titles() {
    let expected = ["09:00 Welcome", "09:30 Keynote", "10:45 Talks"];
    assert_eq!(read("- 0900 Welcome\n- 0930 Keynote\n- 1045 Talks\n"), expected);
    assert_eq!(read("0900 Welcome  \n0930 Keynote  \n1045 Talks\n"), expected);
    assert_eq!(read("|Day 1|\n|---|\n|0900 Welcome|\n|0930 Keynote|\n|1045 Talks|\n"), expected);
    assert!(read("- 1930 First club\n- 1945 New hall\n- 1955 First fair\n").is_empty(), "years");
    assert!(read("- 0945 Welcome\n").is_empty(), "one alone");
}

#[test]
fn a_time_is_set_as_code_for_its_looks() {
    let list = "## 3 June 2026\n\n- `8:00`\tCoffee\n- `8:15` Talks\n- ``9:15 – 10:00``: Tea\n- `11:00am`: Walk\n";
    let expected =
        ["2026-06-03 08:00 Coffee", "2026-06-03 08:15 Talks", "2026-06-03 09:15-10:00 Tea", "2026-06-03 11:00 Walk"];
    assert_eq!(read(list), expected);
    for code in ["8080:80", "8:5", "8.0", "12:30:15", "x 8:00", "25:00"] {
        assert!(read(&format!("- `{code}` Coffee\n- `{code}` Talks\n")).is_empty(), "{code}");
    }
}

#[test]
fn an_arrow_parts_a_time_from_its_title() {
    let post =
        "## 21 June 2026\n\n18:15 > **Ada and Linus** \\[Folk]\n\n19:00 > **The Maps** \\[Rap]\n\n19:45 → **Trains**\n";
    let expected =
        ["2026-06-21 18:15 Ada and Linus [Folk]", "2026-06-21 19:00 The Maps [Rap]", "2026-06-21 19:45 Trains"];
    assert_eq!(read(post), expected);
}

#[test]
fn a_line_that_is_a_time_and_a_day_is_the_event() {
    let days =
        "## Party\n5 PM on 26 June 2026\n\n[Green Hall](https://example.org)\n\n## Church\n2 PM on 27 June 2026\n";
    assert_eq!(read(days), ["2026-06-26 17:00", "2026-06-27 14:00"]);
    let more = "\n## 8 June 2026\n\n- 10:00 Doors\n- 10:30 Maps\n";
    let deadline = format!("## Deadline for papers\n\n26 May 2026, 17:00\n{more}");
    assert_eq!(read(&deadline), ["2026-06-08 10:00 Doors", "2026-06-08 10:30 Maps"]);
}

#[test]
fn a_label_has_the_day_that_its_paragraph_begins_with() {
    let talks = "**2026-08-19** — Maps  \nAda shows some.  \nTime: 19:00  \nVenue: Green Hall\n\n**2026-08-26** - Trains  \nTime: 15:00-17:00\n";
    assert_eq!(read(talks), ["2026-08-19 19:00", "2026-08-26 15:00-17:00"]);
}

#[test]
fn dashes_below_entries_make_no_heading_of_them() {
    let days = "09.00 - 09.30 | Lecture |\n09.30 - 09.35 | *Break* |\nca. 12.30 | End of day 2 |\n---\n\n";
    assert_eq!(read(days), ["09:00-09:30 Lecture", "09:30-09:35 Break", "12:30 End of day 2"]);
}

#[test]
fn items_that_tell_a_day_and_a_start_are_events_where_nothing_else_is() {
    let list = "---\ndate: 2026-01-31\n---\n\n* The film is shown at the Rex on Friday 6 February at 20:15, and talked about.\n* The talk on Saturday 7\n  February at 16:30, on maps.\n";
    assert_eq!(read(list), ["2026-02-06 20:15", "2026-02-07 16:30"]);
    let bold = "1. **Tour - Friday, 6 February 2026**: See the town! We meet at 8 pm at the gate.\n2. **Walk - date follows**: Soon.\n";
    assert_eq!(read(bold), ["2026-02-06 20:00"]);
    let deadline = "* Papers are due on Friday 6 February 2026 at 20:15.\n* Bring a map.\n";
    assert!(read(deadline).is_empty());
    let other = format!("{list}\n## 8 February 2026\n\n- 10:00 Doors\n- 10:30 Maps\n");
    assert_eq!(read(&other), ["2026-02-08 10:00 Doors", "2026-02-08 10:30 Maps"]);
}

#[test]
fn a_label_below_the_day_of_its_list_is_the_title() {
    let list = "* **Date:** Saturday, 6 June 2026\n* **Meeting point:** 6:45 am, Green Hall\n* **Departure:** 7:00 am\n* **Deadline:** 8:00 am\n* **Fee:** 9.50 €\n";
    assert_eq!(read(list), ["2026-06-06 06:45 Meeting point", "2026-06-06 07:00 Departure"]);
    assert!(read("* **Lunch:** 12:00\n* **Fee:** 9 €\n").is_empty(), "on no day");
}

#[test]
fn an_hour_tied_to_a_time_with_a_full_stop_is_its_end() {
    let list = "- **19-20** Ada: Maps\n\n- **20.15-21** Linus: Trains\n";
    assert_eq!(read(list), ["19:00-20:00 Ada: Maps", "20:15-21:00 Linus: Trains"]);
    assert!(read("- 20.12-21 December holidays\n- 22.12-23 December more\n").is_empty(), "days");
}

#[test]
fn a_paragraphs_own_day_holds_up_to_the_next() {
    let expected = [
        "2026-06-05 09:30-11:00 Ada - Maps",
        "2026-06-05 11:30-12:00 Ben - Towns",
        "2026-06-05 14:00-15:00 Eve - Data",
        "2026-06-06 09:30-11:00 Ada - Maps",
        "2026-06-06 14:00-15:00 Eve - Data",
    ];
    let days = |first: &str, second: &str| {
        let list = "    * [slides](maps.pdf)\n";
        format!(
            "# Programme\n\n{first}  \n09:30 - 11:00 Ada - Maps  \n{list}11:30 - 12:00 Ben - Towns\n\n14:00 - 15:00 Eve - Data\n\n{second}  \n09:30 - 11:00 Ada - Maps\n\n14:00 - 15:00 Eve - Data\n"
        )
    };
    assert_eq!(read(&days("Friday, 5 June 2026", "Saturday, 6 June 2026")), expected);
    assert_eq!(read(&days("**2026-06-05 Opening**", "**2026-06-06 Basics**")), expected);
}
