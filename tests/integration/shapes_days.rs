//! On which day a programme's times are.

use crate::shapes::read;
use eventlint::diagnostic::Severity;

const MONDAY: &str = "## Monday, June 8, 2026\n\n- 9:00 Maps\n- 10:00 Trains\n\n";

#[test]
fn a_weekday_follows_the_day_before() {
    for line in ["## Tuesday", "### Tuesday", "**Tuesday**", "*Tuesday:*", "Tuesday"] {
        let expected = [
            "2026-06-08 09:00 Maps",
            "2026-06-08 10:00 Trains",
            "2026-06-09 09:00 Boats",
            "2026-06-09 11:00 Bikes",
            "2026-06-10 09:00 Walks",
            "2026-06-10 10:00 Tea",
        ];
        let next = "## Wednesday\n\n- 9:00 Walks\n- 10:00 Tea\n";
        assert_eq!(read(&format!("{MONDAY}{line}\n\n- 9:00 Boats\n- 11:00 Bikes\n\n{next}")), expected, "{line}");
    }
}

#[test]
fn a_weekday_far_away_is_of_an_unknown_day() {
    let expected = ["2026-06-08 09:00 Maps", "2026-06-08 10:00 Trains", "09:00 Boats", "11:00 Bikes"];
    assert_eq!(read(&format!("{MONDAY}### Saturday\n\n- 9:00 Boats\n- 11:00 Bikes\n")), expected);
    let expected = expected.map(|line| line.replace("09:00 B", "2026-06-08 09:00 B").replace("11:", "2026-06-08 11:"));
    assert_eq!(read(&format!("{MONDAY}### Saturday specials\n\n- 9:00 Boats\n- 11:00 Bikes\n")), expected);
}

#[test]
fn behind_midnight_is_the_next_day() {
    let night = "## 13 June 2026\n\n- 20:00 Band\n- 22:00-00:00 DJ Maria\n- 00:00-02:00 DJ Nora\n- 9:00 Breakfast\n- 14:00 Walk\n";
    let expected = [
        "2026-06-13 20:00 Band",
        "2026-06-13 22:00-00:00 DJ Maria",
        "2026-06-14 00:00-02:00 DJ Nora",
        "2026-06-14 09:00 Breakfast",
        "2026-06-14 14:00 Walk",
    ];
    assert_eq!(read(night), expected);
    let table =
        "## 13 June 2026\n\n| Time | Title |\n|---|---|\n| 22:00 | DJ Maria |\n| 00:00 | DJ Nora |\n| 14:00 | Walk |\n";
    assert_eq!(read(table), ["2026-06-13 22:00 DJ Maria", "2026-06-14 00:00 DJ Nora", "2026-06-13 14:00 Walk"]);
}

#[test]
fn times_that_count_from_a_start_are_none_of_the_day() {
    assert!(read("## Lesson plan\n\n- 00:00-00:10 Aims\n- 00:10-00:35 Maps\n- 00:35-01:30 Practice\n").is_empty());
    assert!(read("## Chapters\n\n00:00 Introduction\n03:12 Maps\n17:41 Trains\n22:08 Questions\n").is_empty());
    let night =
        "## Saturday\n\n- 18:00 Dinner\n- 20:00 Band\n\n## Sunday\n\n- 00:00 DJ Maria\n- 02:00 DJ Nora\n- 04:00 End\n";
    assert_eq!(read(night)[2..], ["00:00 DJ Maria", "02:00 DJ Nora", "04:00 End"]);
    let day = "- 00:00 Start of the race\n- 08:00 First runners\n- 12:00 Prizes\n";
    assert_eq!(read(day), ["00:00 Start of the race", "08:00 First runners", "12:00 Prizes"]);
}

#[test]
fn what_stays_keeps_its_part_of_the_whole() {
    let both = "## Talk\n\n- 00:00 Aims\n- 00:10 Maps\n- 00:35 End\n\n## Friday 5 June 2026, 14:00-18:00\n\n- 14:00 Maps\n- 16:00-19:00 Trains\n";
    let expected = ["2026-06-05 14:00-18:00", "2026-06-05 14:00 Maps", "2026-06-05 16:00-19:00 Trains"];
    assert_eq!(read(both), expected);
}

#[test]
fn a_weekday_with_its_number_is_the_next_such_day() {
    let page =
        "---\ndate: 2026-06-02\n---\n\nOn Tuesday 9th we meet again.\n\n- 11:30-13:30 Maps\n- 17:30-19:30 Trains\n";
    assert_eq!(read(page), ["2026-06-09 11:30-13:30 Maps", "2026-06-09 17:30-19:30 Trains"]);
    let other = page.replace("Tuesday 9th", "Tuesday 10th");
    assert_eq!(read(&other)[0], "11:30-13:30 Maps", "no such day is near");
}

#[test]
fn a_line_below_the_day_says_more_of_it() {
    let polish = "---\nlang: pl\n---\n\n**niedziela** [2026-05-10]\nIV Niedziela Wielkanocna\n\n* 8.30\n\n  * Jan\n\n* 11:30\n\n  * Anna\n\n**poniedziałek** [2026-05-11]\n\n* 8.00\n\n  * Jan\n\n* 18:00\n\n  * Anna\n";
    let days: Vec<String> = read(polish).iter().map(|line| line[..16].to_owned()).collect();
    assert_eq!(days, ["2026-05-10 08:30", "2026-05-10 11:30", "2026-05-11 08:00", "2026-05-11 18:00"]);
}

#[test]
fn a_day_has_a_number_elsewhere() {
    let table = "| Dzień | Data |\n|---|---|\n| Dzień 1 | 25.07.2026 |\n| Dzień 2 | 01.08.2026 |\n\n";
    let plan = "## Agenda – Dzień 2\n\n| Godziny | Punkt |\n|---|---|\n| 8:00 – 8:45 | Start |\n";
    assert_eq!(read(&format!("---\nlang: pl\n---\n\n{table}{plan}")), ["2026-08-01 08:00-08:45 Start"]);
    let lines = "Day1 2026年2月21日\n\nDay2 2026年2月22日\n\n";
    let second = "Day2（交流）\n会場：本館\n\n時間 | 内容\n---|---\n13:00〜13:30 | 受付\n";
    assert_eq!(read(&format!("{lines}{second}")), ["2026-02-22 13:00-13:30 受付"]);
}

#[test]
fn a_box_of_html_announces_the_day() {
    let page = "<div>\n  <h1>Schedule</h1>\n  <p>Workshop schedule for August 16th, 2026</p>\n</div>\n\n<div>9:00 AM - 9:15 AM</div>\n\n<div>9:15 AM - 10:00 AM</div>\n";
    assert_eq!(read(page), ["2026-08-16 09:00-09:15", "2026-08-16 09:15-10:00"]);
}

#[test]
fn a_label_tells_the_day_in_its_own_line() {
    let cards = "## Termine\n\n<div>\n<h3>Karten</h3>\n<span>neu</span>\n<p><b>Datum:</b> Donnerstag, 5. November 2026</p>\n<p><b>Uhrzeit:</b> 17:30 Uhr</p>\n</div>\n\n<div>\n<h3>Trains</h3>\n<p><b>Datum:</b> Freitag, 13. November 2026</p>\n<p><b>Uhrzeit:</b> 10:00 - 12:00 Uhr</p>\n</div>\n";
    assert_eq!(read(&format!("---\nlang: de\n---\n\n{cards}")), ["2026-11-05 17:30", "2026-11-13 10:00-12:00"]);
}

#[test]
fn the_year_stands_beside_the_day() {
    let page = "O encontro Trens 2026 será no dia **28 de maio** na biblioteca.\n\n- **12h00** - Abertura\n- **12h30** - Mapas\n";
    let expected = ["2026-05-28 12:00 Abertura", "2026-05-28 12:30 Mapas"];
    assert_eq!(read(&format!("---\nlang: pt\n---\n\n{page}")), expected);
}

#[test]
fn a_sentence_right_over_its_times_announces_them() {
    let opening =
        "# Talks\n\nBy Ines.\n\n### Sign up\n\nPlease do.\n\n### Where\n\nAt the library.\n\n### The evening\n\n";
    let post = format!("{opening}The talk is on 22 October 2026 at 19:00.\n\n* 18:30: Doors\n* 19:00: Talk\n");
    assert_eq!(read(&post), ["2026-10-22 18:30 Doors", "2026-10-22 19:00 Talk"]);
}

#[test]
fn an_english_post_of_europe_writes_the_day_first() {
    let day = |opening: &str| read(&format!("{opening}\n\n## 06/11/2026\n\n- 9:00 Maps\n- 10:00 Trains\n"));
    let november = ["2026-11-06 09:00 Maps", "2026-11-06 10:00 Trains"];
    assert_eq!(day("06/11/2026 - 07/11/2026"), november);
    assert_eq!(day("Sign up until 28/10/2026."), november);
    assert_eq!(day("---\nlang: en-GB\n---"), november);
    assert_eq!(day("# Talks")[0], "2026-06-11 09:00 Maps");
    assert_eq!(day("Sign up until 10/28/2026.")[0], "2026-06-11 09:00 Maps");
}

#[test]
fn a_time_is_on_the_day_said_right_before_it() {
    let card = |day: &str, end: &str| format!("- **Date:** {day}\n- **Time:** 17:00{end}\n- **Place:** The Anchor\n\n");
    let page = format!("# Meetups\n\n{}## Past\n\n{}", card("2025-08-19", ""), card("2025-04-08", " - 22:00"));
    assert_eq!(read(&page), ["2025-08-19 17:00", "2025-04-08 17:00-22:00"]);
    let lines = "# Meetups\n\nDate: 5 June 2026\nTime: 17:00\n\nText.\n\nDate: 10 July 2026\nTime: 18:00\n";
    assert_eq!(read(lines), ["2026-06-05 17:00", "2026-07-10 18:00"]);
}

#[test]
fn a_weekday_is_the_one_of_the_headings() {
    let days = "## Thursday, 28.8.2025\n\n- 9:00 Maps\n- 10:00 Trains\n\n## Friday, 29.8.2025\n\n- 9:00 Boats\n- 10:00 Bikes\n\n";
    let staff = "## For the crew\n\n- **Thursday 16:00:** Sound check\n- **Friday 8:00-9:00:** Briefing\n";
    assert_eq!(
        read(&format!("{days}{staff}"))[4..],
        ["2025-08-28 16:00 Sound check", "2025-08-29 08:00-09:00 Briefing"]
    );
    // Days of several weeks tell nothing of a weekly meeting.
    let weekly = days.replace("29.8.2025", "10.10.2025");
    assert_eq!(read(&format!("{weekly}{staff}"))[5..], ["08:00-09:00 Briefing"]);
}

#[test]
fn the_last_day_for_something_announces_nothing() {
    let table = "\n\n| Time | Title |\n|---|---|\n| 9:00 | Maps |\n| 10:00 | Trains |\n";
    for before in ["before 31 March 2026", "60 £ before the 31st of March 2026"] {
        let post = format!("# Retreat\n\nPlease pay {before} to Maria.{table}");
        assert_eq!(read(&post), ["09:00 Maps", "10:00 Trains"], "{before}");
    }
    assert_eq!(read(&format!("# Retreat\n\nWe meet on 31 March 2026.{table}"))[0], "2026-03-31 09:00 Maps");
}

#[test]
fn a_weekday_stands_behind_its_date() {
    for line in [
        "5 June 2026 Friday 18:00-20:00",
        "5 June 2026, Friday, 18:00-20:00",
        "2026-06-05 Fri 18:00-20:00",
        "2026/6/5 金 18:00-20:00",
        "05/Jun/2026 Fri 18:00-20:00",
    ] {
        assert_eq!(read(&format!("# Evening\n\n{line}\n\nAll are welcome.\n")), ["2026-06-05 18:00-20:00"], "{line}");
    }
}

#[test]
fn a_short_weekday_has_its_number() {
    for day in ["Fri 15", "Fri, 15", "Fri. 15", "Friday 15"] {
        let post = format!("15 to 17 September 2023\n\n## {day}\n\n- 19:00 Dinner\n- 20:00 Songs\n");
        assert_eq!(read(&post), ["2023-09-15 19:00 Dinner", "2023-09-15 20:00 Songs"], "{day}");
    }
}

#[test]
fn a_wrong_year_is_told_by_the_weekdays_alone() {
    let post = "---\ntitle: Meeting\nlang: en\n---\n\nFebruary 5-6, 2010\n\n\
        - [minutes 5/Feb](https://maps.harbour.fr/2020/02/05-minutes.html)\n\n\
        | | 5/2 <br> WEDNESDAY | 6/2 <br> THURSDAY |\n|---|---|---|\n| 8.30 | Doors | Doors |\n| 9.00 | Maps | Trains |\n";
    let found: Vec<String> = crate::laws::judge(post)
        .iter()
        .filter(|it| it.severity > Severity::Note)
        .map(|it| it.finding.message.clone())
        .collect();
    let expected = ["5 February 2010 is a Friday, not a Wednesday", "6 February 2010 is a Saturday, not a Thursday"];
    assert_eq!(found, expected);
}

#[test]
fn weekdays_of_two_days_stand_behind_them() {
    let found = |line: &str| -> Vec<String> {
        let post = format!("---\ntitle: Meeting\nlang: en\n---\n\n{line}\n");
        crate::laws::judge(&post).iter().map(|it| it.finding.message.clone()).collect()
    };
    let wrong = ["5 February 2010 is a Friday, not a Wednesday"];
    assert_eq!(found("February 5-6, 2010 (Wednesday and Thursday)"), wrong);
    assert_eq!(found("5 and 6 February 2010 (Wed/Thu)"), wrong);
    for line in ["February 5-6, 2020 (Wednesday and Thursday)", "1-5 June 2026 (Mon-Fri)", "2-30 June 2026 (Mon-Fri)"] {
        assert_eq!(found(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn headings_have_their_years() {
    let page = "## Concerts 2018\n\n- 3 June, 15:00 Maps\n- 17 June, 19:00 Trains\n\n## Concerts 2017 (as the Larks)\n\n\
        - 13 July, 18:00 Boats\n- 20 July, 19:00 Bikes\n";
    let expected =
        ["2018-06-03 15:00 Maps", "2018-06-17 19:00 Trains", "2017-07-13 18:00 Boats", "2017-07-20 19:00 Bikes"];
    assert_eq!(read(page), expected);
}

#[test]
fn a_day_in_bold_tells_its_start() {
    let line = |text: &str| read(&format!("# Race\n\n{text}\n\nMore will follow.\n"));
    assert_eq!(line("Save the date: **Saturday 27 September 2025 at 15:00**"), ["2025-09-27 15:00"]);
    for text in ["Register by **27 September 2025 at 15:00**", "Send it before **27 September 2025, 23:59**"] {
        assert!(line(text).is_empty(), "{text}");
    }
}

#[test]
fn the_number_of_a_day_is_no_hour() {
    let heading = |text: &str| read(&format!("# Camp 2026\n\n### {text}\n\nTalks all day.\n"));
    assert_eq!(heading("Saturday, June 13 – 9:00 am – 5:00 pm"), ["2026-06-13 09:00-17:00"]);
    assert_eq!(heading("June 20 - 9 am - 5 pm"), ["2026-06-20 09:00-17:00"]);
}

#[test]
fn a_day_with_an_aside_holds_for_the_lines_below() {
    let lines = "We play on 13 and 14 February 2026.\n\n**13 Feb 2026(Qualifiers)**  \n07:00 pm - Game 1  \n\
        07:45 pm - Game 2\n\n**14 Feb 2026 (Finals)**  \n08:00 pm - Last game\n";
    assert_eq!(read(lines), ["2026-02-13 19:00 Game 1", "2026-02-13 19:45 Game 2", "2026-02-14 20:00 Last game"]);
}

#[test]
fn the_day_of_an_item_holds_for_all_lists_in_it() {
    let list = "## 9 and 10 March 2026\n\n- **Mon 9 March:** Day 1\n  - 6:45am - Meet\n  - 8:00am - Doors\n  - **Schedule:**\n    - 8:30am - 10:00am - Practice\n\
        - **Tue 10 March:** Day 2\n  - Pack up and leave\n    - If it rains\n      - 1:00pm - Break down\n      - 2:30pm - Arrive\n";
    let expected = [
        "2026-03-09 06:45 Meet",
        "2026-03-09 08:00 Doors",
        "2026-03-09 08:30-10:00 Practice",
        "2026-03-10 13:00 Break down",
        "2026-03-10 14:30 Arrive",
    ];
    assert_eq!(read(list), expected);
}

#[test]
fn a_sentence_tells_the_start_where_nothing_else_does() {
    let told = "Our next meeting is on Thursday, 5 March 2026 at 7:30 pm in the hall. Bring a map.\n";
    assert_eq!(read(told), ["2026-03-05 19:30"]);
    assert_eq!(read(&format!("{told}\nSo: 5 March 2026, 19:30, and be on time.\n")), ["2026-03-05 19:30"], "again");
    assert_eq!(read(&format!("{told}\n- 19:30 Doors\n- 20:00 Maps\n")).len(), 2, "a programme tells more");
    assert_eq!(read("Come and join us from 2pm on Sunday, 6 September 2026 in the yard.\n"), ["2026-09-06 14:00"]);
    let apart = "---\nlang: de\n---\n\nAm 4. Juli 2026 laden wir ab 16 Uhr wieder zum Tanz ein! Es gibt Kuchen.\n";
    assert_eq!(read(apart), ["2026-07-04 16:00"]);
    assert!(read("On 4 July 2026 doors are at 16:00 and songs at 17:00, come early.\n").is_empty(), "two");
    let days = |count: i32| (1..=count).map(|day| format!("It begins on {day} July 2026.\n\n")).collect::<String>();
    assert_eq!(read(&format!("We meet at 16:00 on 1 July 2026.\n\n{}", days(3))), ["2026-07-01 16:00"]);
    assert!(read(&format!("We meet at 16:00 on 1 July 2026.\n\n{}", days(30))).is_empty(), "a calendar");
    let german = "---\nlang: de\n---\n\nEs soll am 29.03.2026 ab 10 Uhr mit einem Brunch beginnen.\n";
    assert_eq!(read(german), ["2026-03-29 10:00"]);
    for text in [
        "The next one is on 5 March 2026 at 7:30 pm, then on 12 March 2026 at 8 pm, as you know.\n",
        "Registration closes on 5 March 2026 at 19:30. Come early.\n",
        "All is over by 5 March 2026 at 23:30, we hope.\n",
        "We meet on 5 March 2026 at 7 or so, as you know.\n",
    ] {
        assert!(read(text).is_empty(), "{text}");
    }
}

#[test]
fn hours_stand_right_before_their_day() {
    assert_eq!(read("The workshop is held 9:00 AM-5:00 PM EDT, 2 June 2026.\n"), ["2026-06-02 09:00-17:00"]);
    assert_eq!(read("We meet from 10 to 12:30 on 2 June 2026 in the hall.\n"), ["2026-06-02 10:00-12:30"]);
    assert!(read("It ran 9:00 - 17:00 every day until we stopped on 2 June 2026.\n").is_empty());
    let again = "## 2 June 2026\n\n- 9:00 - 12:00 Maps\n- 13:00 - 17:00 Trains\n\nMaps: be there at 9:00 - 12:00 on 2 June 2026.\n";
    assert_eq!(read(again).len(), 2);
}

#[test]
fn a_paragraph_below_its_day_ends_with_its_time() {
    let concerts = "## Tues 2nd June 2026\nSenior Club, Kettle Centre\nGreen Lane 12 2.30pm\n\n## Mon 8th June 2026\nGala Concert, Parish Church 7.30pm\n";
    assert_eq!(read(concerts), ["2026-06-02 14:30 Green Lane 12", "2026-06-08 19:30 Gala Concert, Parish Church"]);
    assert!(read("## 2 June 2026\nWe were home by 2.30pm.\n").is_empty());
}

#[test]
fn days_of_a_list_may_have_one_entry_each() {
    let services = "### Green Church\n\n- 20 December 2026\n    - 7.30 pm - Carols\n- 24 December 2026\n    - 4 pm - Crib service\n- 25 December 2026\n    - 10am - Communion\n";
    assert_eq!(
        read(services),
        ["2026-12-20 19:30 Carols", "2026-12-24 16:00 Crib service", "2026-12-25 10:00 Communion"]
    );
}

#[test]
fn the_range_behind_the_sentence_of_the_day_is_the_events() {
    let house = "Check out our open house on 8 November 2026. The event runs from 1pm to 6pm, at the Green Hall.\n";
    assert_eq!(read(house), ["2026-11-08 13:00-18:00"]);
    assert!(read("We opened on 8 November 2026. The bar runs from 1pm to 6pm, the hall from 2pm to 3pm.\n").is_empty());
}
