//! Programmes in tables: which columns belong together, and what stands in a cell.

use crate::shapes::{agenda_of, read};

#[test]
fn programmes_side_by_side_have_times_of_their_own() {
    let days = "| Hours | Thursday 5 March 2026 | Hours | Friday 6 March 2026 |\n|---|---|---|---|\n| 8:45 | Doors | | |\n| 9:30 | Maps | 9:30 | Trains |\n| 9:50 | | 9:50 | Trams |\n| 10:20 | Coffee | 10:10 | Coffee |\n";
    let expected = [
        "2026-03-05 08:45 Doors",
        "2026-03-05 09:30 Maps",
        "2026-03-06 09:30 Trains",
        "2026-03-06 09:50 Trams",
        "2026-03-05 10:20 Coffee",
        "2026-03-06 10:10 Coffee",
    ];
    assert_eq!(read(days), expected);
    let over = "<table>\n<tr><th colspan=\"2\">Thursday 5 March 2026</th><th colspan=\"2\">Friday 6 March 2026</th></tr>\n<tr><th>Time</th><th>Talk</th><th>Time</th><th>Talk</th></tr>\n<tr><td>9:00</td><td>Maps</td><td>9:30</td><td>Trains</td></tr>\n</table>\n";
    assert_eq!(read(over), ["2026-03-05 09:00 Maps", "2026-03-06 09:30 Trains"]);
    let rooms = "| Time | Main hall | Time | Side room |\n|---|---|---|---|\n| 9:30 | Maps | 9:45 | Trains |\n| 10:20 | Coffee | 10:10 | Tea |\n";
    assert_eq!(read(rooms), ["09:30 Maps", "09:45 Trains", "10:20 Coffee", "10:10 Tea"]);
}

#[test]
fn a_second_column_of_times_may_say_the_same() {
    let zones = "| Time (UTC) | Talk | Time (CET) | Speaker |\n|---|---|---|---|\n| 9:30 | Maps | 10:30 | Ada |\n| 10:20 | Coffee | 11:20 | Bo |\n";
    assert_eq!(read(zones), ["09:30 Maps", "10:20 Coffee"]);
    let cities = "| Time | Paris | Time | Tokyo |\n|---|---|---|---|\n| 9:30 | Maps | 16:30 | Maps |\n| 10:20 | Tea | 17:20 | Tea |\n";
    assert_eq!(read(cities), ["09:30 Maps", "09:30 Maps", "10:20 Tea", "10:20 Tea"]);
    let ends = "| Start | End | Talk |\n|---|---|---|\n| 9:30 | 10:00 | Maps |\n| 10:20 | 10:40 | Coffee |\n";
    assert_eq!(read(ends), ["09:30-10:00 Maps", "10:20-10:40 Coffee"]);
    let lengths = "| Time | Talk | Length |\n|---|---|---|\n| 9:30 | Maps | 0:30 |\n| 10:20 | Coffee | 0:20 |\n";
    assert_eq!(read(lengths), ["09:30-10:00 Maps", "10:20-10:40 Coffee"]);
}

#[test]
fn a_column_of_minutes_is_one_of_lengths() {
    let german =
        "| Zeit | Was | Minuten |\n|---|---|---|\n| 9:00 | Ankommen und Kaffee | 45 |\n| 9:45 | Karten | 20 |\n";
    assert_eq!(read(german), ["09:00-09:45 Ankommen und Kaffee", "09:45-10:05 Karten"]);
    let among = "---\nlang: pl\n---\n\n| Godzina | Etap | Min | Opiekun | Notatki |\n|---|---|---|---|---|\n| 9:00 | Mapy | 45 | Ada | plan |\n| 9:45 | Statki | 20 | Jan | plan |\n";
    assert_eq!(read(among), ["09:00-09:45 Mapy", "09:45-10:05 Statki"], "columns behind the lengths are no rooms");
    let rooms = "| Time | Mins | Red hall | Blue hall |\n|---|---|---|---|\n| 9:00 | 45 | Maps | Trains |\n| 9:45 | 20 | Boats | Trams |\n";
    assert_eq!(read(rooms), ["09:00-09:45 Maps", "09:00-09:45 Trains", "09:45-10:05 Boats", "09:45-10:05 Trams"]);
}

/// March 2026 as a table with these cells behind the numbers of days.
fn march(entries: &[(usize, &str)]) -> String {
    let mut text = String::from("| Sun | Mon | Tue | Wed | Thu | Fri | Sat |\n|---|---|---|---|---|---|---|\n");
    for week in 0..5 {
        for day in week * 7 + 1..week * 7 + 8 {
            let entry = entries.iter().find(|(at, _)| *at == day).map_or("", |(_, entry)| entry);
            let number = if day <= 31 { day.to_string() } else { (day - 31).to_string() };
            text += &format!("| **{number}** {entry} ");
        }
        text += "|\n";
    }
    text
}

#[test]
fn a_month_is_a_table_of_days() {
    let games =
        march(&[(6, "<br> **Chess**: 5-8pm <br> **Tarot**: 8:30pm"), (9, "<br> 8-9am Yoga"), (33, "<br> Pub: 5-6pm")]);
    let expected =
        ["2026-03-06 17:00-20:00 Chess", "2026-03-06 20:30 Tarot", "2026-03-09 08:00-09:00 Yoga", "17:00-18:00 Pub"];
    assert_eq!(read(&format!("## Our games: **March 2026**\n\n{games}")), expected, "2 April is no 2 March");
    let undated = ["17:00-20:00 Chess", "20:30 Tarot", "08:00-09:00 Yoga", "17:00-18:00 Pub"];
    assert_eq!(read(&format!("## Our games: **April 2026**\n\n{games}")), undated, "the weekdays are not April's");
    assert_eq!(read(&games), undated);
    let below = "## March 2026\n\n| Mo | Di | Mi | Do | Fr |\n|---|---|---|---|---|\n| 2 | 3 | 4 | 5 | 6 |\n| Schach 17-20 Uhr | | | | |\n| 9 | 10 | 11 | 12 | 13 |\n| | | Tarot: 19 Uhr, bis Freitag anmelden | | Tarot 19-21 Uhr |\n";
    assert_eq!(read(below), ["2026-03-02 17:00-20:00 Schach", "2026-03-13 19:00-21:00 Tarot"]);
    let prices = march(&[(6, "<br> 12 places left"), (9, "<br> Sign-up until 5pm"), (10, "<br> Bus 7")]);
    assert!(read(&prices).is_empty());
}

#[test]
fn a_column_of_days_has_no_titles() {
    let days = "| Day | Time | Language |\n|---|---|---|\n| Mondays/lunes | 9:00 am | English |\n| Tuesday/martes | 6:00 pm | Spanish |\n";
    assert_eq!(read(days), ["09:00 English", "18:00 Spanish"]);
    assert_eq!(
        read("| Day | Time |\n|---|---|\n| Flea market | 9:00 am |\n| Parade | 6:00 pm |\n"),
        ["09:00 Flea market", "18:00 Parade"]
    );
}

#[test]
fn a_room_may_have_a_wide_heading() {
    let table = "<table>\n<tr><th>Time</th><th>Red hall</th><th colspan=\"2\">Blue hall</th></tr>\n<tr><td>9:00 - 9:30</td><td>Maps</td><td colspan=\"2\">Trains</td></tr>\n<tr><td>9:30 - 10:00</td><td colspan=\"3\">Tea</td></tr>\n</table>\n";
    let agenda = agenda_of("post.md", table);
    let rooms: Vec<_> = agenda.sessions.iter().map(|it| it.room.as_ref().map(|room| room.text.clone())).collect();
    assert_eq!(rooms, [Some("Red hall".to_owned()), Some("Blue hall".to_owned()), None]);
}

#[test]
fn a_programme_may_go_from_room_to_room() {
    let ends = |text: &str| -> Vec<_> {
        agenda_of("post.md", text).sessions.iter().map(|it| it.end.map(eventlint::agenda::hhmm)).collect()
    };
    let walk = "| Time | What | Location |\n|---|---|---|\n| 8:00 | Doors | Hall |\n| 8:30 | Walk | Garden |\n| 10:00 | Maps | Studio |\n| 12:00 | Boats | Hall |\n";
    assert_eq!(ends(walk), [Some("08:30".to_owned()), Some("10:00".to_owned()), Some("12:00".to_owned()), None]);
    let beside = "| Time | What | Location |\n|---|---|---|\n| 8:00 | Doors | Hall |\n| 8:30 - 10:30 | Walk | Garden |\n| 10:00 | Maps | Studio |\n| 12:00 | Boats | Hall |\n";
    assert_eq!(ends(beside), [Some("12:00".to_owned()), Some("10:30".to_owned()), None, None]);
}

#[test]
fn lengths_in_parts_make_a_whole() {
    let table = |length: &str| {
        format!("| Start | Length | Title |\n|---|---|---|\n| 9:30 | 15' | Doors |\n| 9:45 | {length} | Maps |\n")
    };
    assert_eq!(read(&table("40' talk + 20' lab"))[1], "09:45-10:45 Maps");
    assert_eq!(read(&table("1 h + 15 min + 15 min"))[1], "09:45-11:15 Maps");
    assert_eq!(read(&table("45 min talk, 30 min lab"))[1], "09:45 Maps", "who knows");
    assert_eq!(
        read("- 9:00 Maps (40 min)\n- 10:00 Trains (40 min, then 20 min of questions)\n")[0],
        "09:00-09:40 Maps (40 min)"
    );
}

#[test]
fn a_column_that_is_always_as_far_away_is_another_clock() {
    let clocks = "<table>\n<tr><td>GMT</td><td>US East</td><td>Taipei</td><td></td></tr>\n<tr><td>12:00</td><td>07:00</td><td>20:00</td><td>Welcome</td></tr>\n<tr><td>12:10</td><td>07:10</td><td>20:10</td><td>Maps</td></tr>\n<tr><td>12:40</td><td>07:40</td><td>20:40</td><td>Trains</td></tr>\n<tr><td>13:10</td><td>08:10</td><td>21:10</td><td>Break</td></tr>\n</table>\n";
    assert_eq!(read(clocks), ["12:00 Welcome", "12:10 Maps", "12:40 Trains", "13:10 Break"]);
    let hours = "| | | |\n|---|---|---|\n| 12:00 | 13:00 | Maps |\n| 13:00 | 14:00 | Trains |\n| 14:00 | 15:00 | Boats |\n| 15:00 | 16:00 | Bikes |\n";
    assert_eq!(read(hours)[0], "12:00-13:00 Maps", "entries of an hour each");
}

#[test]
fn a_second_column_of_times_may_hold_lengths() {
    let japanese = "| タイトル | 時刻 | 時間 |\n|---|---|---|\n| 開場 | 13:00 | |\n| 挨拶 | 13:15 | 30m |\n| 片付け | 16:55 | 5m |\n";
    assert_eq!(read(japanese), ["13:00 開場", "13:15-13:45 挨拶", "16:55-17:00 片付け"]);
}

#[test]
fn the_headings_tell_the_language() {
    let portuguese = "Data | Atividade | Início | Fim\n---- | ---- | ---- | ----\n02/11/2017 | Hackathon | 07:00 | 07:30\n02/11/2017 | Talk I | 08:00 | 08:30\n";
    assert_eq!(read(portuguese), ["2017-11-02 07:00-07:30 Hackathon", "2017-11-02 08:00-08:30 Talk I"]);
}

#[test]
fn days_of_a_column_are_counted() {
    let expected = ["2023-09-15 19:00 Dinner", "2023-09-15 20:00 Songs", "2023-09-16 09:00 Breakfast"];
    for (first, second) in [("Day 1", "Day 2"), ("Day 1 (Friday)", "Day 2 (Saturday)"), ("Day 1 – Fri", "Day 2 – Sat")]
    {
        for heading in ["Day", " "] {
            let table = format!(
                "15 to 17 September 2023\n\n| {heading} | Time | What |\n|---|---|---|\n| {first} | 19:00 | Dinner |\n\
                | | 20:00 | Songs |\n| {second} | 9:00 | Breakfast |\n"
            );
            assert_eq!(read(&table), expected, "{first} under {heading:?}");
        }
    }
}

#[test]
fn hours_of_a_week_are_no_programme() {
    let table = "Saturday, 28 March 2026\n\n| Name | Hours | Kind |\n|---|---|---|\n| Harbour kitchen | Mon-Fri 8a-4p | Pantry |\n\
        | Bishop's table | Mon, Wed, Fri 9a-12p | Pantry |\n| Old mill | Mon-Thu 9:00-15:00 | Shelter |\n";
    assert_eq!(read(table), Vec::<String>::new());
    let lectures =
        "| Room | Day | Hours |\n|---|---|---|\n| L1 | Monday | 8:15 - 11:15 |\n| L2 | Thursday | 8:15 - 10:15 |\n";
    assert_eq!(read(lectures).len(), 2);
}

#[test]
fn a_cell_over_several_rows_ends_with_the_last_of_them() {
    let cells = |last: &str| {
        format!(
            "<table>\n<tr><th></th><th>Monday 1 June 2026</th><th>Tuesday 2 June 2026</th></tr>\n\
             <tr><td>9:30–10:30</td><td>Doors</td><td rowspan=\"2\">Tour</td></tr>\n\
             <tr><td>{last}</td><td>Opening</td></tr>\n</table>\n"
        )
    };
    let expected = ["2026-06-01 09:30-10:30 Doors", "2026-06-01 10:30-11:00 Opening", "2026-06-02 09:30-11:00 Tour"];
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(sorted(read(&cells("10:30–11:00"))), expected);
    let open = sorted(read(&cells("10:30")));
    assert_eq!(open[2], "2026-06-02 09:30 Tour", "nobody tells when the last row ends");
}

#[test]
fn a_row_with_its_cells_the_wrong_way_round_is_an_entry() {
    let rows =
        "| Time | Topic |\n|---|---|\n| 9:00 - 9:30 | Maps |\n| 9:30 - 10:00 | Trains |\n| Closing | 10:00 - 10:15 |\n";
    assert_eq!(read(rows), ["09:00-09:30 Maps", "09:30-10:00 Trains", "10:00-10:15 Closing"]);
}

#[test]
fn a_column_of_dates_is_one_whatever_its_heading() {
    let rows = |heading: &str| {
        format!(
            "| {heading} | 时间 | 任务 |\n|---|---|---|\n| 2026年8月24日 | 20时30分 | 检查 |\n| 2026年8月25日 | 21时00分 | 报告 |\n"
        )
    };
    for heading in ["日期", "Abc"] {
        assert_eq!(read(&rows(heading)), ["2026-08-24 20:30 检查", "2026-08-25 21:00 报告"]);
    }
}
