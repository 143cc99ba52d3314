//! Programmes outside running text: in the front matter, in tags and components, in code fences.

use crate::shapes::{read, read_as};

#[test]
fn a_word_makes_hours_of_the_numbers_behind_a_day() {
    let polish = "---\nlang: pl\n---\n\nData: 5 czerwca 2026 godz. 9 – 17\n";
    assert_eq!(read(polish), ["2026-06-05 09:00-17:00"]);
    assert_eq!(read("---\nlang: it\n---\n\nQuando: 5 giugno 2026 ore 21\n"), ["2026-06-05 21:00"]);
    assert!(read("---\nlang: pl\n---\n\nData: 5 czerwca 2026, 9 – 17 osób\n").is_empty());
}

#[test]
fn an_item_below_a_heading_that_asks_for_the_day() {
    let french = "---\nlang: fr\n---\n\n## Date et lieu\n\n* Vendredi 5 juin 2026 à 18h30\n* À la gare\n";
    assert_eq!(read(french), ["2026-06-05 18:30"]);
    assert!(read("## What we did\n\n* Friday 5 June 2026 at 6:30pm\n* At the station\n").is_empty());
}

#[test]
fn components_tell_day_and_time() {
    let rows = "import {Row} from 'x'\n\n<Row\n  day=\"1\" date=\"05/06/2026\" time=\"9:00-10:30\">\n  <>Maps for all</>\n</Row>\n\n<Row date=\"12/06/2026\" time=\"9:00-10:30\"><b>Trains</b></Row>\n\n<Row date=\"19/06/2026\" time=\"EOD\">Homework</Row>\n";
    let rows = format!("---\nlang: it\n---\n\n{rows}");
    assert_eq!(read(&rows), ["2026-06-05 09:00-10:30 Maps for all", "2026-06-12 09:00-10:30 Trains"]);
    let series = "## 5 June 2026\n\n<Talk start=\"9:00\" end=\"9:30\" title=\"Doors\" />\n\n<Talk start=\"9:30\" end=\"10:15\" title=\"Maps\" />\n\n## 6 June 2026\n\n<Talk start=\"9:00\" end=\"10:00\" title=\"Trains\" />\n";
    let expected = ["2026-06-05 09:00-09:30 Doors", "2026-06-05 09:30-10:15 Maps", "2026-06-06 09:00-10:00 Trains"];
    assert_eq!(read(series), expected);
    let chapters = "<Part time=\"0:00\" title=\"Hello\" />\n<Part time=\"5:30\" title=\"Maps\" />\n<Part time=\"9:10\" title=\"Bye\" />\n";
    assert!(read(chapters).is_empty(), "the chapters of a film are no programme");
    assert!(read("<video start=\"10:00\" width=\"1.5em\" title=\"Maps\"></video>\n").is_empty());
}

#[test]
fn template_tags_tell_day_and_time() {
    let hugo = "{{< talk date=\"2026-06-05\" time=\"9:00\" title=\"Maps\" >}}\n\n{{< talk date=\"2026-06-06\" time=\"10:00\" title=\"Trains\" >}}\n";
    assert_eq!(read(hugo), ["2026-06-05 09:00 Maps", "2026-06-06 10:00 Trains"]);
    let liquid = "## 5 June 2026\n\n{% include slot.html time=\"9:00 - 9:30\" title=\"Doors\" %}\n\n## 6 June 2026\n\n{% include slot.html time=\"9:30 - 10:00\" title=\"Maps\" %}\n";
    assert_eq!(read(liquid), ["2026-06-05 09:00-09:30 Doors", "2026-06-06 09:30-10:00 Maps"]);
}

#[test]
fn a_code_fence_without_a_language_holds_a_programme() {
    let fence = "# 5 June 2026\n\n```\nWelcome!\n\n18:30 - Doors open\n19:00 - Maps: a talk\n- 20:15 Trains\n```\n";
    assert_eq!(
        read(fence),
        ["2026-06-05 18:30 Doors open", "2026-06-05 19:00 Maps: a talk", "2026-06-05 20:15 Trains"]
    );
    let days = "```text\n5 June 2026\n10:00 Doors\n14:00 Maps\n\n6 June 2026\n9:30 Trains\n```\n";
    assert_eq!(read(days), ["2026-06-05 10:00 Doors", "2026-06-05 14:00 Maps", "2026-06-06 09:30 Trains"]);
    for other in [
        "```yaml\n18:30 Doors\n19:00 Maps\n20:15 Trains\n```\n",
        "```\n18:31 connected\n18:32 received\n18:44 closed\n```\n",
        "```\n18:30 Doors\n19:00 Maps\n```\n",
        "```\n20:30 Doors\n19:00 Maps\n18:15 Trains\n```\n",
    ] {
        assert!(read(other).is_empty(), "{other}");
    }
}

#[test]
fn a_value_holds_lines_of_times() {
    let block = "---\nprogramme: |\n  18:00 Doors\n  18:30 Maps\n  19:15 Trains\n---\n";
    assert_eq!(read(block), ["18:00 Doors", "18:30 Maps", "19:15 Trains"]);
    let html = "---\ncolumn:\n  title: Friday 5 June 2026\n  content: \"<strong>12:00-1:00 - </strong>Doors<br>1:30-2:30 -\n    Maps<strong><br>3:00-4:00 - </strong><a href='x'>Trains</a>\"\n---\n";
    let expected = ["2026-06-05 12:00-13:00 Doors", "2026-06-05 13:30-14:30 Maps", "2026-06-05 15:00-16:00 Trains"];
    assert_eq!(read(html), expected);
    assert!(read("---\ntext: |\n  We met at 18:00.\n  18:30 was late.\n  Bye.\n---\n").is_empty());
}

#[test]
fn the_date_of_a_post_is_the_events() {
    assert_eq!(read("---\ndate: 2026-06-05T18:00:00+02:00\ntime: \"18:00\"\n---\n"), ["2026-06-05 18:00"]);
    assert_eq!(read("---\ndate: 2026-06-05T18:30:00\npublishDate: 2026-05-20\n---\n"), ["2026-06-05 18:30"]);
    let toml = "+++\ndate = \"2026-06-05T09:00:00-05:00\"\nendTime = \"2026-06-05T14:00:00-05:00\"\n+++\n";
    assert_eq!(read(toml), ["2026-06-05 09:00-14:00"]);
    assert_eq!(read("---\ndate: 2026-06-05\ntime: 18:00 - 20:00\n---\n"), ["2026-06-05 18:00-20:00"]);
    for page in [
        "date: 2026-06-05T18:30:00",
        "date: 2026-06-05T18:30:00\npublishDate: 2026-06-05",
        "date: 2026-06-05T18:30:12\nendDate: 2026-06-07T18:00:00",
        "date: 2026-06-05T18:30:00\nendDate: 2026-09-07T18:00:00",
    ] {
        assert!(read(&format!("---\n{page}\n---\n")).is_empty(), "{page}");
    }
}

#[test]
fn times_are_keys() {
    let map = "---\nprogramme:\n  \"9:00 - 9:30\": Doors\n  \"9:30 - 10:15\": Maps\n---\n";
    assert_eq!(read(map), ["09:00-09:30 Doors", "09:30-10:15 Maps"]);
    assert_eq!(read("---\nopen:\n  2026-06-05 10:00-16:00:\n---\n"), ["2026-06-05 10:00-16:00"]);
    assert!(read("---\nprices:\n  \"10\": ten\n  \"20\": twenty\n---\n").is_empty());
}

#[test]
fn a_value_is_a_day_and_its_slot() {
    assert_eq!(read("---\noccurred_at: Friday June 5th 2026, 19:00 to 21:00\n---\n"), ["2026-06-05 19:00-21:00"]);
    assert_eq!(read("---\ndisplay: \"5 June 2026, 19:00-21:00\"\n---\n"), ["2026-06-05 19:00-21:00"]);
    assert!(read("---\nnote: \"5 June 2026, 19:00-21:00 we were closed\"\n---\n").is_empty());
    assert!(read("---\nregistration_deadline: \"5 June 2026, 19:00-21:00\"\n---\n").is_empty());
}

#[test]
fn events_of_a_list_have_a_day_and_a_start_each() {
    let list = "---\nevents:\n  - title: Carols\n    date: Friday 5 June 2026\n    time: 7.30PM\n  - title: Choir\n    date: Saturday 6 June 2026\n    time: 5PM & 7PM\n---\n";
    assert_eq!(read(list), ["2026-06-05 19:30 Carols", "2026-06-06 17:00 Choir", "2026-06-06 19:00 Choir"]);
}

#[test]
fn a_tag_shows_time_and_title_in_one_value() {
    let hugo = "---\nlang: nl\n---\n\n{{< item icon=\"cup\" text=\"13:30 uur Ontvangst\" >}}\n\n{{< item icon=\"ring\" text=\"14:00 uur Optocht\" >}}\n\n{{< item icon=\"glass\" text=\"14:45 uur Toost\" >}}\n";
    assert_eq!(read(hugo), ["13:30 Ontvangst", "14:00 Optocht", "14:45 Toost"]);
    assert!(read("{{< item text=\"13:30 uur Ontvangst\" >}}\n").is_empty(), "one is no programme");
}

#[test]
fn times_are_keys_of_a_list() {
    let polish = "---\nagenda:\n  - data:\n      - \"9:00 - 9:50\":\n          - Rejestracja\n      - \"9:50 - 10:00\":\n          - Otwarcie\n---\n";
    assert_eq!(read(polish), ["09:00-09:50 Rejestracja", "09:50-10:00 Otwarcie"]);
}

#[test]
fn an_entry_of_the_front_matter_has_one_text() {
    let day = "title: Cityhacks\nhero:\n  date: \"9 en 10 november 2018 van 9u tot 17u\"\n";
    let list = "scheduleFriday:\n  - hour: \"8u00\"\n    para: \"De deuren open voor koffie\"\n  - hour: \"9u15\"\n    para: \"Begin van de dag\"\nscheduleSaturday:\n  - hour: \"8u00\"\n    para: \"Ontbijt met de groep\"\n  - hour: \"9u00\"\n    para: \"Prijzen en een drankje\"\n";
    let read = read(&format!("---\n{day}{list}---\n"));
    let expected = [
        "2018-11-09 09:00-17:00",
        "2018-11-09 08:00 De deuren open voor koffie",
        "2018-11-09 09:15 Begin van de dag",
        "2018-11-10 08:00 Ontbijt met de groep",
        "2018-11-10 09:00 Prijzen en een drankje",
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_title_above_a_list_is_its_day() {
    let days = "---\ntitle: Agenda\ndays:\n  - title_full: Wednesday 18 November 2026\n    items:\n      - label: Doors\n        timelabel: \"10:30 - 11:00\"\n      - label: Maps\n        timelabel: \"11:00 - 11:15\"\n---\n";
    assert_eq!(read(days), ["2026-11-18 10:30-11:00 Doors", "2026-11-18 11:00-11:15 Maps"]);
}

#[test]
fn the_day_stands_first_before_its_time() {
    assert_eq!(read("---\neventdate:\n  start: 24.04.2026 10:00\n---\n"), ["2026-04-24 10:00"]);
}

#[test]
fn texts_of_a_list_end_with_their_times() {
    let list = "---\ndays:\n  - name: Friday\n    services:\n      - Check-in - Starts at 3 PM\n      - Dinner - 7 PM\n      - Bonfire - 10 PM\n      - Bedtime - Whenever\n---\n";
    let times: Vec<String> = read(list).iter().map(|line| line[..5].to_owned()).collect();
    assert_eq!(times, ["15:00", "19:00", "22:00"]);
    let prices = "---\nprices:\n  - Dinner - 7 €\n  - Lunch - 12 €\n  - Tea - 3 €\n---\n";
    assert!(read(prices).is_empty());
}

#[test]
fn entries_of_the_front_matter_have_days_in_any_language() {
    let dutch = "---\nprogramma:\n  - dag: Vrijdag 18 september 2026\n    tijd: 18:00\n    beschrijving: De avondloop voor jong en oud\n    link: ''\n  - dag: Zaterdag 19 september 2026 • PLEIN\n    tijd: 13:00\n    beschrijving: Wielerwedstrijd U17\n    link: post@dorp.be\n---\n";
    let expected = ["2026-09-18 18:00 De avondloop voor jong en oud", "2026-09-19 13:00 Wielerwedstrijd U17"];
    assert_eq!(read(dutch), expected);
    let open = "---\nprogramme:\n  - day: Tuesday\n    time: 17:30 - 18:00\n    title: Maps\n  - day: Tuesday\n    time: 18:00 -\n    title: The bus leaves\n---\n";
    assert_eq!(read(open), ["17:30-18:00 Maps", "18:00 The bus leaves"]);
    assert_eq!(read("---\nevent_date_start_time: 2026-08-23 17:00:00\n---\n"), ["2026-08-23 17:00"]);
}

#[test]
fn a_component_tells_day_and_time_in_one_value() {
    let mdx = "<Event>\n  <Span start=\"2026-05-22 3:30 PM\" end=\"2026-05-22 5:30 PM\" />\n</Event>\n\n<Event>\n  <Span start=\"2026-05-24 7:00 PM\" />\n</Event>\n";
    assert_eq!(read(mdx), ["2026-05-22 15:30-17:30", "2026-05-24 19:00"]);
}

#[test]
fn a_value_of_a_tag_is_a_range_whatever_its_key_is() {
    let item = |header: &str, badge: &str, under: &str| {
        format!("{{{{< item icon=\"sun\" header=\"{header}\" badge=\"{badge}\" subheader=\"{under}\" >}}}}\n\n")
    };
    let three = item("10:00 - 13:00", "Taller", "Taller de paisaje")
        + &item("Asamblea de socios", "Acto", "16:00-18:30")
        + &item("18:30 - 19:30", "Salida", "Salida por la ciudad");
    let expected =
        ["10:00-13:00 Taller de paisaje", "16:00-18:30 Asamblea de socios", "18:30-19:30 Salida por la ciudad"];
    assert_eq!(read(&three), expected);
    assert!(read(&item("10:00 - 13:00", "Taller", "Taller de paisaje")).is_empty(), "one is no programme");
}

#[test]
fn attributes_of_html_are_not_what_it_shows() {
    let links = "<a title=\"9:00 Maps\">9</a>\n<a title=\"10:00 Trains\">10</a>\n<a title=\"11:00 Boats\">11</a>\n";
    assert!(read(links).is_empty());
    let options = "<option label=\"a\" value=\"9:00-10:00\">\n<option label=\"b\" value=\"10:00-11:00\">\n<option label=\"c\" value=\"11:00-12:00\">\n";
    assert!(read(options).is_empty());
}

#[test]
fn a_length_stands_beside_a_start() {
    let post =
        |length: &str| format!("---\ntitle: Talks\nevent_date: 2026-12-10 18:00\nduration: {length}\n---\n\nText.\n");
    for length in ["180", "3", "\"3:00\"", "3h", "180 min"] {
        assert_eq!(read(&post(length)), ["2026-12-10 18:00-21:00 Talks"], "{length}");
    }
    let own = "---\ntitle: Talks\ndate: 2026-12-10T18:00:00\nduration: 4\n---\n\nText.\n";
    assert_eq!(read(own), ["2026-12-10 18:00-22:00 Talks"]);
    let short = "---\ntalks:\n  - title: Maps\n    start: \"18:00\"\n    duration: 5\n  - title: Trains\n    start: \"18:30\"\n    duration: 30\n---\n\nText.\n";
    assert_eq!(read(short), ["18:00-18:05 Maps", "18:30-19:00 Trains"]);
    for length in ["5000", "some", "0"] {
        assert_eq!(read(&post(length)), ["2026-12-10 18:00 Talks"], "{length}");
    }
}

#[test]
fn a_timestamp_ends_with_its_distance_from_utc() {
    assert!(read("---\ntitle: x\ndate: 2026-05-02 21:15:00 -10:00\n---\n\nText.\n").is_empty());
    assert!(read("---\ntitle: x\ndate: 2026-05-02 09:15 -10:00\n---\n\nText.\n").is_empty());
    assert_eq!(read("---\ninfo: 2026-05-02 19:15 -22:00\n---\n\nText.\n"), ["2026-05-02 19:15-22:00"]);
}

#[test]
fn keys_of_other_languages_tell_start_and_end() {
    let dutch = "---\ntitle: Hacken\nwanneer:\n  van: 2026-03-08T12:00:00\n  tot: 2026-03-08T14:30:00\n---\n\nTekst.\n";
    assert_eq!(read(dutch), ["2026-03-08 12:00-14:30"]);
    let german = "---\ntitle: Fest\ntermin:\n  von: 2026-03-08T12:00\n  bis: 2026-03-08T14:30\n---\n\nText.\n";
    assert_eq!(read(german), ["2026-03-08 12:00-14:30"]);
}

#[test]
fn shifts_of_helpers_are_no_programme() {
    let fair = "---\ntitle: Fair\nshifts:\n  - name: Bar\n    date: 2026-10-18\n    time: 12:00-14:00\n  - name: Bar\n    date: 2026-10-18\n    time: 14:00-16:00\n---\n\nText.\n";
    assert!(read(fair).is_empty());
}

#[test]
fn a_date_in_words_is_the_event_s() {
    let slides = |date: &str| format!("---\ntitle: Map night\ndate: {date}\n---\n\n- 18:30 Doors\n- 19:00 Maps\n");
    for date in ["20 May 2026", "2026年5月20日"] {
        assert_eq!(read(&slides(date))[0], "2026-05-20 18:30 Doors", "{date}");
    }
    assert_eq!(read(&slides("2026-05-20"))[0], "18:30 Doors");
    let told = "---\ntitle: Map night\ndate: May 2, 2026\n---\n\nJoin us on Friday, 15 May 2026.\n\n- 18:30 Doors\n- 19:00 Maps\n";
    assert_eq!(read(told)[0], "2026-05-15 18:30 Doors");
}

#[test]
fn unfenced_lines_end_at_a_fence() {
    let post = "Title: Map night\nDate: 2026-05-20 14:38\nCategory: Talks\n---\n\nMaps.\n";
    assert!(read(post).is_empty(), "the line of dashes makes no heading of them");
}

#[test]
fn a_tag_s_text_is_the_day_of_those_below() {
    let day = |day: &str| format!("{{% include card.html title=\"{day}\" %}}\n\n");
    let entry = |time: &str, title: &str| format!("{{% include entry.html time=\"{time}\" content=\"{title}\" %}}\n\n");
    let post = day("Tuesday, 4 August 2026")
        + &entry("14:00", "Arrival")
        + &entry("16:00 - 17:00", "Maps")
        + &day("Wednesday, 5 August 2026")
        + &entry("9:00", "Trains")
        + "## Later\n\n"
        + &entry("12:00", "Lunch");
    let expected =
        ["2026-08-04 14:00 Arrival", "2026-08-04 16:00-17:00 Maps", "2026-08-05 09:00 Trains", "12:00 Lunch"];
    assert_eq!(read(&post), expected);
}

#[test]
fn an_element_tells_the_day_of_its_time() {
    let list = "---\ndate: 2012-02-01\n---\n\n- <time datetime=\"2012-02-18T10:30\">10:30</time> Parade\n\
        - <time datetime=\"2012-02-18T23:00\">23:00</time> Band\n- <time datetime=\"2012-02-19T01:00\">01:00</time> Procession\n";
    assert_eq!(read(list), ["2012-02-18 10:30 Parade", "2012-02-18 23:00 Band", "2012-02-19 01:00 Procession"]);
    // Another time than the one that is shown: not its day.
    let other = "## 3 June 2026\n\n- <time datetime=\"2012-02-18T17:30Z\">10:30</time> Parade\n- 11:00 Band\n";
    assert_eq!(read(other)[0], "2026-06-03 10:30 Parade");
}

#[test]
fn a_distance_from_utc_may_stand_right_behind_seconds() {
    let post = |date: &str| read(&format!("---\ndate: {date}\n---\n\n- Date: 15 September 2012\n- Time: 13:00\n"));
    assert_eq!(post("2012-08-26 17:52:00-03:00"), ["2012-09-15 13:00"]);
    assert_eq!(post("2012-08-26 17:00-18:00")[0], "2012-08-26 17:00-18:00");
}

#[test]
fn a_title_has_an_escape() {
    let post = "---\ndays:\n  - date: 2026-06-03\n    items:\n      - time: \"9:00\"\n        event: 'Computing like it''s 1974'\n\
        \x20     - time: \"10:00\"\n        event: \"Maps\"\n---\n";
    assert_eq!(read(post), ["2026-06-03 09:00 Computing like it's 1974", "2026-06-03 10:00 Maps"]);
}

#[test]
fn a_label_is_followed_by_a_weekday() {
    for line in ["When: Friday 6pm", "**When:** Friday, 6pm", "Time: Fridays, from 6pm.", "When: every Friday at 6pm"] {
        assert_eq!(read(&format!("# Club\n\n{line}\n\nAll are welcome.\n")), ["18:00"], "{line}");
        assert_eq!(read(&format!("# Club, 12 June 2026\n\n{line}\n")), ["2026-06-12 18:00"], "{line}");
    }
    assert_eq!(read("# Club, 12 June 2026\n\nWhen: Saturday 6pm\n"), ["18:00"]);
}

#[test]
fn a_page_in_a_folder_of_events_has_their_date() {
    let of = |name: &str, date: &str| {
        let agenda =
            crate::shapes::agenda_of(name, &format!("---\ntitle: Songs\ndate: {date}\n---\n\nAll are welcome.\n"));
        agenda.sessions.len()
    };
    for name in ["content/events/2026-06-05-songs.md", "_meetups/songs.md", "site/content/event/2026/songs/index.md"] {
        assert_eq!(of(name, "2026-06-05 18:30:00"), 1, "{name}");
        assert_eq!(of(name, "05.06.2026 18:30"), 1, "{name}");
        assert_eq!(of(name, "2026-06-05T18:00:17"), 1, "{name}");
        assert_eq!(of(name, "2026-06-05T18:42:10"), 0, "{name}");
        assert_eq!(of(name, "2026-06-05"), 0, "{name}");
    }
    for name in ["_posts/events/2026-06-05-songs.md", "content/news/songs.md", "events/a/b/c/songs.md"] {
        assert_eq!(of(name, "2026-06-05 18:30:00"), 0, "{name}");
    }
}

#[test]
fn a_start_beside_a_day_of_its_own_says_nothing_of_the_page() {
    let post = "---\nstart: 2023-11-04\nend: 2023-11-05\ndate: 2022-10-10\nstartTime: '11:00'\n---\n";
    assert_eq!(read(post), ["2023-11-04 11:00"]);
    assert!(crate::laws::judge(post).iter().all(|it| !it.finding.message.contains("2022")));
}

#[test]
fn another_day_of_the_event_makes_a_date_that_of_the_page() {
    let post = |name: &str, keys: &str| {
        read_as(
            name,
            &format!("---\ntitle: Songs\n{keys}\ndate: 2026-05-12 10:00:00 +01:00\n---\n\nAll are welcome.\n"),
        )
    };
    assert_eq!(post("_events/songs.md", "place: hall"), ["2026-05-12 10:00 Songs"]);
    assert!(post("_events/songs.md", "dates:\n  starts: 2026-06-18\n  ends: 2026-06-18").is_empty());
    assert!(post("_events/songs.md", "event_date: 2026-06-18").is_empty());
    assert!(post("_events/2026-06-18-songs.md", "place: hall").is_empty());
    assert_eq!(post("_events/2026-05-12-songs.md", "place: hall"), ["2026-05-12 10:00 Songs"]);
}

#[test]
fn the_date_of_a_page_among_events_is_that_of_its_times() {
    let post = |name: &str| read_as(name, "---\ntitle: Games\ndate: 2026-06-05\n---\n\n- 9:00 Doors\n- 9:30 Maps\n");
    let expected = ["2026-06-05 09:00 Doors", "2026-06-05 09:30 Maps"];
    assert_eq!(post("content/events/games.md"), expected);
    assert_eq!(post("content/news/games.md"), ["09:00 Doors", "09:30 Maps"]);
}

#[test]
fn a_day_in_words_stands_beside_a_time() {
    for day in ["17 October 2026", "Saturday, 17 October 2026", "October 17th, 2026", "17.10.2026"] {
        assert_eq!(
            read(&format!("---\ntitle: Maps\ndate: {day}\ntime: '18:30'\n---\n")),
            ["2026-10-17 18:30 Maps"],
            "{day}"
        );
        assert!(read(&format!("---\ntitle: Maps\ndate: {day}\nby: Anna\n---\n")).is_empty(), "{day}");
    }
}

#[test]
fn a_title_tells_a_start_where_nothing_else_does() {
    let post = |text: &str| read(&format!("---\ntitle: March 16th, 2026, 6pm - Green Hall\n---\n\n{text}"));
    assert_eq!(post("Bring a map.\n"), ["2026-03-16 18:00"]);
    assert_eq!(post("## 16 March 2026\n\n- 18:15 Doors\n- 18:30 Maps\n").len(), 2);
    assert!(read("---\ntitle: On 16 March 2026, 6 hours of songs\n---\n\nBring a map.\n").is_empty());
}

#[test]
fn titles_of_tabs_name_days() {
    let rows = |start: &str| format!("| Time | What |\n|---|---|\n| {start}:00 | Maps |\n| {start}:30 | Trains |\n");
    let folds = |open: [&str; 2], close: &str| {
        let [first, second] = open;
        read(&format!(
            "# Camp 2026\n\n{first}\n\n{}\n{close}\n\n{second}\n\n{}\n{close}\n\n{}",
            rows("09"),
            rows("10"),
            rows("11")
        ))
    };
    let expected = [
        "2026-06-05 09:00 Maps",
        "2026-06-05 09:30 Trains",
        "2026-06-06 10:00 Maps",
        "2026-06-06 10:30 Trains",
        "11:00 Maps",
        "11:30 Trains",
    ];
    let hugo = ["{{< fold title=\"Friday 5 June - Talks\" >}}", "{{< fold title=\"6 June 2026\" >}}"];
    assert_eq!(folds(hugo, "{{< /fold >}}"), expected);
    let liquid = ["{% tab \"Friday 5 June\" %}", "{% tab \"Saturday 6 June\" %}"];
    assert_eq!(folds(liquid, "{% endtab %}"), expected);
    let jsx = ["<TabItem label=\"Friday 5 June\">", "<TabItem label=\"Saturday 6 June\">"];
    assert_eq!(folds(jsx, "</TabItem>"), expected);
    let picture = "{{< figure src=\"a.png\" title=\"5 June 2026\" >}}\n\n";
    assert_eq!(read(&format!("{picture}{}", rows("09")))[0], "09:00 Maps", "nothing is in a figure");
}

#[test]
fn a_block_of_code_stands_below_its_day() {
    let code = "Dates: 5-6 June 2026\n\nSaturday 6 June 2026 (talks)\n\n```\n9:00-9:30 Doors\n9:30-10:00 Maps\n10:00-10:15 Tea\n```\n";
    let expected = ["2026-06-06 09:00-09:30 Doors", "2026-06-06 09:30-10:00 Maps", "2026-06-06 10:00-10:15 Tea"];
    assert_eq!(read(code), expected);
}

#[test]
fn a_time_has_its_day_in_it_or_in_the_name_of_the_file() {
    let party = "---\ntitle: Games\ntime: '27-10-2026 16:00'\nend: '28-10-2026 12:00'\n---\n";
    assert_eq!(read(party), ["2026-10-27 16:00-12:00 Games"]);
    let post = |name: &str, keys: &str| read_as(name, &format!("---\ntitle: Games\n{keys}---\n\nCome all.\n"));
    let name = "_posts/2026-06-05-games.md";
    assert_eq!(post(name, "time: '18:00'\n"), ["2026-06-05 18:00 Games"]);
    assert!(post("_posts/games.md", "time: '18:00'\n").is_empty(), "no day");
    assert!(post(name, "time: '18:00'\nend: soon\n").is_empty(), "another key tells more");
    let other = read_as(name, "---\ntitle: Games\ntime: '18:00'\n---\n\nWhen: 20 June 2026\n");
    assert!(other.is_empty(), "it was put up on another day: {other:?}");
    let start = "date: 2026-06-05\nstart_time: 5:30 - 9:00 PM\n";
    assert_eq!(post("games.md", start), ["2026-06-05 17:30-21:00 Games"]);
}

#[test]
fn a_start_that_two_keys_tell_is_one() {
    let post = |keys: &str| read(&format!("---\ntitle: Maps\n{keys}---\n\nCome all.\n"));
    assert_eq!(post("date: 2026-05-28T18:00:00+02:00\ntime: '18:00'\n"), ["2026-05-28 18:00 Maps"]);
    assert_eq!(post("date: 2026-05-28T18:00\ntime: 6:00 pm\n"), ["2026-05-28 18:00 Maps"]);
    assert_eq!(post("date: 2026-05-28T18:00\nhora: '18:00'\n"), ["2026-05-28 18:00 Maps"]);
}

#[test]
fn keys_that_begin_and_end_an_event() {
    let post = |keys: &str| read(&format!("---\ntitle: Maps\n{keys}---\n\nCome all.\n"));
    let expected = ["2026-05-01 13:45-18:00 Maps"];
    assert_eq!(post("begintime: 2026-05-01T13:45:00\nendtime: 2026-05-01T18:00:00\n"), expected);
    assert_eq!(post("startdato: 2026-05-01\nstarttid: '13:45'\nsluttid: '18:00'\n"), expected);
    assert_eq!(
        post("short_description: Join us on Friday, 1 May 2026 from 1:45 to 6 pm\n"),
        ["2026-05-01 13:45-18:00"]
    );
}

#[test]
fn a_round_date_on_the_announced_day_behind_the_files_is_the_events() {
    let name = "_posts/2026-04-11-maps.md";
    let post = |date: &str, text: &str| read_as(name, &format!("---\ntitle: Maps\ndate: {date}\n---\n\n{text}\n"));
    let text = "## Friday, 8 May 2026\n\nCome all.";
    assert_eq!(post("2026-05-08 18:00", text), ["2026-05-08 18:00 Maps"]);
    assert_eq!(post("Friday, May 8, 2026 18:00", text), ["2026-05-08 18:00 Maps"]);
    for other in ["2026-05-08 18:07", "2026-04-11 18:00", "2026-05-09 18:00"] {
        assert!(post(other, text).is_empty(), "{other} is when it was put up");
    }
    assert!(post("2026-05-08 18:00", "Come all.").is_empty(), "no day is announced");
}

#[test]
fn quotes_that_are_written_twice_part_no_entry() {
    let post = "---\ntitle: Maps\ndate: 2026-05-28\ncontent:\n  - text: '18:45 | Talk 1: Ada - Maps'\n  - text: '19:30 | Talk 2: Linus - Speak your users'' language'\n---\n";
    assert_eq!(read(post), ["18:45 Talk 1: Ada - Maps", "19:30 Talk 2: Linus - Speak your users' language"]);
}

#[test]
fn a_tag_with_a_start_an_end_and_a_title_is_an_entry_alone() {
    let post = |start: &str| {
        format!("{{{{< event/workshop\nstart=\"{start}\"\nend=\"15:45\"\ntitle=\"Hacking\" >}}}}\n\nText\n")
    };
    assert_eq!(read(&post("13:45")), ["13:45-15:45 Hacking"]);
    assert!(read(&post("13:47")).is_empty(), "a part of a film");
}

#[test]
fn a_round_date_with_a_place_beside_it_is_the_events() {
    let post = |keys: &str, text: &str| {
        read_as("_posts/2026-04-11-maps.md", &format!("---\ntitle: Maps\n{keys}---\n\n{text}\n"))
    };
    let round = "date: 2026-05-08 18:00\n";
    assert_eq!(post(&format!("{round}room: 2.17\n"), "Soon more."), ["2026-05-08 18:00 Maps"]);
    assert_eq!(post(&format!("{round}location:\n  name: Green Hall\n"), "8 May 2026: maps"), ["2026-05-08 18:00 Maps"]);
    assert!(post(&format!("{round}room:\n"), "Soon more.").is_empty(), "no place is told");
    assert!(post(&format!("{round}room: 2.17\n"), "## 22 May 2026\n\nMaps").is_empty(), "another day is announced");
    assert!(post("date: 2026-05-08 18:07\nroom: 2.17\n", "Soon more.").is_empty(), "put up then");
}
