//! What is an entry because of what stands beside it: the other items, the other lines, the names in front.

use crate::shapes::read;

#[test]
fn words_and_a_length_in_a_cell_of_times() {
    let lengths =
        "| When | What |\n|---|---|\n| 9:00 (20 min) | Doors |\n| 10:00, 1 hour | Maps |\n| 11:00 (2) | Trains |\n";
    assert_eq!(read(lengths), ["09:00-09:20 Doors", "10:00-11:00 Maps", "11:00 Trains"]);
    let words = "| When | What |\n|---|---|\n| 9:00 - 10:00 | Maps |\n| ~10:00 to ~11:00 | Trains |\n| After 19:00 (evening) | Pub |\n| 815-ish - 9am | Boats |\n";
    assert_eq!(read(words), ["09:00-10:00 Maps", "10:00-11:00 Trains", "19:00 Pub"]);
}

#[test]
fn names_of_days_in_front() {
    let list = "From 5 to 7 June 2026.\n\n- **Friday 18:00**: Doors\n- Sat, 10:00: Maps\n- Sunday at 9:00 - Brunch\n";
    assert_eq!(read(list), ["2026-06-05 18:00 Doors", "2026-06-06 10:00 Maps", "2026-06-07 09:00 Brunch"]);
    let parts = "## 6 June 2026\n\n- Morning: 9:00 – 12:00 Maps\n- Evening: 19:00 dinner\n";
    assert_eq!(read(parts), ["2026-06-06 09:00-12:00 Maps", "2026-06-06 19:00 dinner"]);
    let headings = "## Friday 20:30 - 22:00 Dinner\n\nSoup.\n\n## Sunday 6:00pm\n\nTea.\n";
    assert_eq!(read(headings), ["20:30-22:00 Dinner", "18:00"]);
    assert!(read("Friday 18:00 is when we meet, as always.\n").is_empty(), "a sentence");
    assert!(read("## Friday 13:00 is too late\n").is_empty(), "a sentence in a heading");
    assert!(read("- Monday 9:00\n- Tuesday 10:00\n").is_empty(), "opening hours have no titles");
}

#[test]
fn a_single_entry_of_a_day_in_a_quotation() {
    assert_eq!(read("## Sunday\n\n> 13:00 Cleaning\n"), ["13:00 Cleaning"]);
    assert!(read("## Rules\n\n> 13:00 Cleaning\n").is_empty());
}

#[test]
fn hours_of_one_digit_before_a_dot() {
    let expected = ["09:00 Doors", "09:30 Maps", "10:15 Trains"];
    assert_eq!(read("- 9.00 Doors\n- 9.30 Maps\n- 10.15 Trains\n"), expected);
    assert_eq!(read("9.00 Doors\n9.30 Maps\n10.15 Trains\n"), expected);
    assert_eq!(read("| Time | What |\n|---|---|\n| 9.00 | Doors |\n| 9.30 | Maps |\n| 10.15 | Trains |\n"), expected);
    assert!(read("- 1.15 Maps\n- 1.30 Trains\n- 2.00 Boats\n").is_empty(), "versions");
    assert!(read("- 9.30 Fish\n- 2.00 Tea\n- 7.15 Soup\n").is_empty(), "prices");
}

#[test]
fn plain_hours_among_times() {
    let list = "- 15:30 Films\n- 16 Yoga\n- 17:30 \"Maps\"\n- 24 Dance, hall\n- 1 Tea\n- 12 people\n";
    assert_eq!(read(list), ["15:30 Films", "16:00 Yoga", "17:30 \"Maps\"", "00:00 Dance, hall", "01:00 Tea"]);
    let day = "## Saturday\n\n- 9 - 10 Doors\n- 10 - 12 Maps\n- 12 - 13 Lunch\n- 13 - 17 Trains\n";
    assert_eq!(read(day), ["09:00-10:00 Doors", "10:00-12:00 Maps", "12:00-13:00 Lunch", "13:00-17:00 Trains"]);
    assert!(read("## Programme\n\n- 7 Talks\n- 8 Workshops\n- 12 Speakers\n- 20 Tutors\n").is_empty(), "counted");
    assert!(read("## Groups\n\n- 6 - 9 Children\n- 9 - 12 Juniors\n- 12 - 15 Youth\n- 15 - 17 Seniors\n").is_empty());
}

#[test]
fn starts_behind_their_titles() {
    let list = "- Doors: 9:00\n- Maps - 10:30\n- Lunch @ 12:00\n";
    assert_eq!(read(list), ["09:00 Doors", "10:30 Maps", "12:00 Lunch"]);
    assert!(read("- Check-in: 15:00\n- Breakfast: 8:00\n- Check-out: 11:00\n").is_empty(), "no order");
    assert!(read("- Monday: 9:00\n- Tuesday: 10:00\n- Friday: 11:00\n").is_empty(), "opening hours");
    assert!(read("- Intro: 0:00\n- Maps: 5:30\n- Questions: 12:00\n").is_empty(), "places in a recording");
}

#[test]
fn sentences_of_a_programme() {
    let list = "- From 9:00 we welcome you.\n- From 10:00 to 12:00 we draw maps.\n- Then there is lunch from 12:00 to 13:00.\n- From 13:00 we go home.\n";
    let starts: Vec<String> = read(list).iter().map(|entry| entry.chars().take(5).collect()).collect();
    assert_eq!(starts, ["09:00", "10:00", "12:00", "13:00"]);
    let remark = "- 9:00 Doors\n- 10:00 Maps\n- The bar is open from 11:00.\n";
    assert_eq!(read(remark), ["09:00 Doors", "10:00 Maps"], "a remark below entries that are no sentences");
}

#[test]
fn the_number_of_a_room_in_a_box() {
    let boxes = "<div>15.05</div>\n\n<div>08:30</div>\n\n<div>Doors</div>\n\n<div>09:15</div>\n\n<div>Maps</div>\n";
    assert_eq!(read(boxes), ["08:30 Doors", "09:15 Maps"]);
}

#[test]
fn rows_of_a_table_that_is_none() {
    let days = "Friday, 10 July 2026\n\n| 18:00-18:30 | Maps |\n| 18:30-19:00 | Trains |\n\nSaturday, 11 July 2026\n\n**Morning**\n\n| 11:00-12:30 | Boats |\n";
    let expected = ["2026-07-10 18:00-18:30 Maps", "2026-07-10 18:30-19:00 Trains", "2026-07-11 11:00-12:30 Boats"];
    assert_eq!(read(days), expected);
}

#[test]
fn a_time_told_again_on_another_clock() {
    let post = "18:45 Uhr (6:45pm) - Doors\n\n18:50 Uhr (6:50pm) - Maps\n\n##### 19:05 Uhr (7:05pm) - Trains\n";
    assert_eq!(read(post), ["18:45 Doors", "18:50 Maps", "19:05 Trains"]);
}

#[test]
fn bold_times_behind_their_titles() {
    let list = "- Maps (60 minutes) **9:00 - 10:00**\n- Break **10:00 - 10:15**\n";
    assert_eq!(read(list), ["09:00-10:00 Maps (60 minutes)", "10:00-10:15 Break"]);
    assert!(read("- **We open 9:00 - 10:00**\n- **We open 10:00 - 10:15**\n").is_empty());
}

#[test]
fn opening_hours_are_no_programme() {
    assert!(read("- Mon–Fri: 9:00–17:00\n- Saturday: 10:00–14:00\n").is_empty());
    let days = "From 5 to 7 June 2026.\n\n- Friday: 9:00–17:00\n- Saturday: 10:00–14:00\n";
    assert_eq!(read(days).len(), 2, "the days that are announced");
}

#[test]
fn lengths_beside_titles() {
    let list = "- 9:00 - 45 min - Maps\n- 10:00, 1 hour: Trains\n- 11:00 Boats [30 min]\n- 12:00 Lunch, 45 min\n- 13:00 Talks of 20 min\n";
    let expected = [
        "09:00-09:45 Maps",
        "10:00-11:00 Trains",
        "11:00-11:30 Boats [30 min]",
        "12:00-12:45 Lunch, 45 min",
        "13:00 Talks of 20 min",
    ];
    assert_eq!(read(list), expected);
}

#[test]
fn a_clock_of_twelve_hours_with_zeros_in_front() {
    let head = "On 5 June 2026:\n\n| Time | Session |\n|---|---|\n";
    let rows =
        "| 10:45 - 12:15 | Maps |\n| 12:15 - 01:15 | Lunch |\n| 01:15 - 02:45 | Trains |\n| 02:45 - 03:00 | Break |\n";
    let expected = [
        "2026-06-05 10:45-12:15 Maps",
        "2026-06-05 12:15-13:15 Lunch",
        "2026-06-05 13:15-14:45 Trains",
        "2026-06-05 14:45-15:00 Break",
    ];
    assert_eq!(read(&[head, rows].concat()), expected);
    let night = "| 20:00 - 01:00 | Hacking |\n| 01:00 - 02:00 | Film |\n| 02:00 - 03:00 | Tea |\n";
    assert_eq!(read(&[head, night].concat())[1], "2026-06-06 01:00-02:00 Film", "a night is a night");
}

#[test]
fn a_range_between_the_name_of_an_entry_and_what_it_is() {
    let text =
        "On 5 June 2026:\n\n- **Session 1** (9:00 - 10:00): First maps\n- **Session 2** (10:30 - 11:30): Trains\n";
    assert_eq!(
        read(text),
        ["2026-06-05 9:00-10:00 First maps", "2026-06-05 10:30-11:30 Trains"].map(|it| it.replace(" 9:", " 09:"))
    );
    assert!(read("Bring:\n\n- **The key** (9:00 - 10:00): from the porter\n- A lamp\n").is_empty(), "one is none");
}

#[test]
fn paragraphs_of_their_own_end_with_their_times() {
    let bold = "## 3 June 2026\n\n**Match 1** - 14:10\\\n**Herons 2-0 Otters**\\\nA quiet game.\n\n**Match 2** - 14:55  \nAnother.\n";
    assert_eq!(read(bold), ["2026-06-03 14:10 Match 1", "2026-06-03 14:55 Match 2"]);
    let plain = "## 3 June 2026\n\nArrival: 1pm\n\nCeremony: 1:30pm\n\nWedding breakfast: 3pm\n\nDancing: Later\n";
    let expected = ["2026-06-03 13:00 Arrival", "2026-06-03 13:30 Ceremony", "2026-06-03 15:00 Wedding breakfast"];
    assert_eq!(read(plain), expected);
    let headings = "# 3 June 2026\n\n## Match 1 - 14:10\n\nHerons\n\n## Match 2 - 14:55\n\nOtters\n";
    assert_eq!(read(headings), ["2026-06-03 14:10 Match 1", "2026-06-03 14:55 Match 2"]);
    let items = "# 3 June 2026\n\n- 🍕 **Pizza - 21:00**: for all\n- **Cake - 22:00**: for the rest\n";
    assert_eq!(read(items), ["2026-06-03 21:00 Pizza", "2026-06-03 22:00 Cake"]);
    let lengths = "# 3 June 2026\n\n- **Talks:** 09:00 - 12:00 (3 hours)\n- **Games:** 14:00 - 17:00 (3 h)\n";
    assert_eq!(read(lengths), ["2026-06-03 09:00-12:00 Talks", "2026-06-03 14:00-17:00 Games"]);
    // Two plain ones, labels, weekdays, and afternoons of an unknown half of the day.
    for text in [
        "Doors: 19:00\n\nShow: 20:00\n",
        "Submission deadline: 12:00\n\nSubmission of slides: 13:00\n\nSubmission of photos: 14:00\n",
        "Monday: 9:00\n\nTuesday: 9:30\n\nWednesday: 10:00\n",
        "**Round 1** (5:00)\n\n**Round 2** (5:30)\n\n**Round 3** (6:00)\n\n**Round 4** (6:15)\n",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn items_of_html_stand_apart() {
    let list = "<ul>\n<li><strong>9:00 – 13:00</strong><br>Run</li>\n\n\n<li><strong>13:00</strong><br>Mass</li>\n\n\n\
        <li><strong>14:10</strong><br>March to the market</li>\n</ul>\n";
    assert_eq!(read(list), ["09:00-13:00 Run", "13:00 Mass", "14:10 March to the market"]);
    assert!(read("<div>\n14:10<br>A score, no time\n</div>\n\nText.\n").is_empty());
}

#[test]
fn headings_of_the_first_level_end_with_their_ranges() {
    let days = "# Session 4C 14:00-15:30\n\n- 14:00-14:40 Maps\n- 14:40-15:30 Trains\n\n# Session 5D 16:00-18:00\n\n- 16:00-18:00 Boats\n";
    let found = read(days);
    assert_eq!((&*found[0], &*found[3]), ("14:00-15:30 Session 4C", "16:00-18:00 Session 5D"));
    assert_eq!(read("# Workshop 14:00-18:00\n\n- 14:00-14:40 Maps\n- 14:40-15:30 Trains\n").len(), 2);
}

#[test]
fn a_heading_counts_its_day_before_its_time() {
    let days = "## Agenda\n\n### Day 1 11:00 - Doors\n\n### Day 1 12:00 - 14:00 - Lunch\n\n### Day 2 08:00 - Games\n";
    assert_eq!(read(days), ["11:00 Doors", "12:00-14:00 Lunch", "08:00 Games"]);
    let dag = "Hej och välkommen till ett hackathon som blir för alla.\n\n### Dag 1 kl 11:00 - Start\n\n### Dag 1 kl 18:30 - Middag\n";
    assert_eq!(read(dag), ["11:00 Start", "18:30 Middag"]);
}

#[test]
fn lines_of_html_and_bold_ones_stand_apart() {
    let list = "<ul>\n<li>09:30 Coffee</li>\n\n<li>10:00 Maps</li>\n\n<li>12:00 Lunch\nin the hall</li>\n</ul>\n";
    assert_eq!(read(list), ["09:30 Coffee", "10:00 Maps", "12:00 Lunch"]);
    let bold = "15.15-16.00 -- **Talks**\n\n**Coffee break 16.00-16.30**\n\n16.30-17.00 -- **Posters**\n";
    assert_eq!(read(bold), ["15:15-16:00 Talks", "16:00-16:30 Coffee break", "16:30-17:00 Posters"]);
    assert!(read("**Opening hours 9.00-17.00**\n\nText.\n").is_empty());
    let bullets = "# Talk\n\n• 3:00pm – Maps\n\n• 5:30pm - Coffee\n\n# Panel\n\n• 6:00pm - Trains\n\n**Host**:\nAnna\n";
    assert_eq!(read(bullets), ["15:00 Maps", "17:30 Coffee", "18:00 Trains"]);
}

#[test]
fn an_entry_alone_in_its_list_is_one_of_the_section() {
    let names = "- Anna Berg, Maps Ltd\n- Jo Lund, Trains\n- Kim Moe, Boats\n- Lee Ray, Bikes\n";
    let page = format!(
        "- 3:00-4:15 PM – **Panel**\n\n{names}\nLed by Anna.\n\n- 4:30 PM – **Short talks**\n\n{names}\nLed by Jo.\n\n- 5:30 PM – Drinks\n"
    );
    assert_eq!(read(&page), ["15:00-16:15 Panel", "16:30 Short talks", "17:30 Drinks"]);
    let apart = format!("- 4:30 PM – Talks\n\n{names}\n## Next year\n\n{names}\n- 5:30 PM – Drinks\n");
    assert!(read(&apart).is_empty(), "another section");
}

#[test]
fn bold_paragraphs_end_with_a_half_of_the_day() {
    let night = "## 25 January 2026\n\n**Reception and raffle 4:30 P.M.**\n\n**Dinner and songs 5:15 P.M.**\n";
    assert_eq!(read(night), ["2026-01-25 16:30 Reception and raffle", "2026-01-25 17:15 Dinner and songs"]);
    assert!(read("**We open at 4:30 P.M.**\n\nCome early.\n").is_empty(), "one alone");
}

#[test]
fn entries_stand_in_quotations_of_their_own() {
    let quotes = "> 3:00pm – 5:00pm — Awards\n\n> 5:00pm — Thanks, Anna Berg\n\nThere are four tracks.\n";
    assert_eq!(read(quotes), ["15:00-17:00 Awards", "17:00 Thanks, Anna Berg"]);
    assert!(read("> 5:00pm — he wrote\n\n> It was late.\n").is_empty());
}

#[test]
fn a_label_of_time_tells_the_first_of_a_few_words() {
    let list = |time: &str| read(&format!("* Date: Monday, 16 November 2026\n* Time: {time}\n* Fee: 10 €\n"));
    assert_eq!(list("Doors open at 18:30, food at 19:00."), ["2026-11-16 18:30"]);
    assert_eq!(list("Start 18:30, doors from 18:00"), ["2026-11-16 18:30"]);
    assert!(list("Sign up until 16 hours before").is_empty());
    assert!(list("Deadline 18:30").is_empty());
    let when = "**When:** Friday 6 February 2026. Doors open at 6:30pm, talks start at 7pm.\n";
    assert_eq!(read(when), ["2026-02-06 18:30"]);
}
