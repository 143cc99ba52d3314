//! Morning and afternoon: what am, pm and a 12-hour clock without them mean.

use crate::shapes::read;

/// Sessions as a list.
fn list(lines: &[&str]) -> Vec<String> {
    read(&format!("## Friday, 5 June 2026\n\n- {}\n", lines.join("\n- ")))
        .iter()
        .map(|line| line.replace("2026-06-05 ", ""))
        .collect()
}

#[test]
fn noon_and_midnight_are_taken_for_one_another() {
    assert_eq!(list(&["10:00 am - 11:30 am: Maps", "11:30 am - 12:30 am: Trains"])[1], "11:30-12:30 Trains");
    assert_eq!(list(&["6 pm - 8 pm: Maps", "8 pm - 12 pm: Trains"])[1], "20:00-00:00 Trains");
    let half = ["10:00 - 11:00 AM: Maps", "11:30 - 12:30 AM: Trains", "1:30 - 2:30 PM: Boats"];
    assert_eq!(list(&half)[1], "11:30-12:30 Trains");
    let night =
        ["8:00pm: Maps", "9:00-9:45pm: Trains", "10:00-12:00pm: Games", "11:00pm: Quiet", "12:00pm: Lights out"];
    assert_eq!(
        list(&night),
        ["20:00 Maps", "21:00-21:45 Trains", "22:00-00:00 Games", "23:00 Quiet", "00:00 Lights out"]
    );
    let noon = ["9:00am: Maps", "10:00-12:00pm: Games", "12:00pm: Lunch"];
    assert_eq!(list(&noon), ["09:00 Maps", "10:00-12:00 Games", "12:00 Lunch"]);
}

#[test]
fn a_half_of_the_day_is_told_by_the_entries_around() {
    assert_eq!(list(&["9:00 am: Doors", "11:30 pm: Maps", "5:00 pm: Trains"])[1], "11:30 Maps");
    assert_eq!(list(&["11:00 am: Doors", "12:00 am: Lunch", "1:00 pm: Trains"])[1], "12:00 Lunch");
    let next = ["9:30-10:50AM Maps", "11AM-11:45PM Trains", "11:45AM-12PM Boats"];
    assert_eq!(list(&next)[1], "11:00-11:45 Trains");
    let start = ["9:45am: Maps", "10:15-11:00pm: Trains", "11:00am-12:00pm: Packing"];
    assert_eq!(list(&start)[1], "10:15-11:00 Trains");
    let last = ["12:30PM Lunch", "1:30PM Maps", "2:30PM Trains", "5:00AM Closing"];
    assert_eq!(list(&last)[3], "17:00 Closing");
    let fair = ["9:00 am - 10:00 pm: Exhibition", "10:00 am - 11:00 am: Maps"];
    assert_eq!(list(&fair)[0], "09:00-22:00 Exhibition", "a long entry is none that ends late");
}

#[test]
fn a_start_is_half_a_day_off_the_end_above_it() {
    let evening = ["6:30pm - 7:00pm Doors", "7:00pm - 7:40pm Maps", "7:40am - 8:20pm Trains", "8:20pm - 9:00pm Boats"];
    assert_eq!(list(&evening)[2], "19:40-20:20 Trains");
    let day = ["10:00 am - 11:00 am Maps", "11:00 pm - 12:00 pm Trains", "1:00 pm - 2:00 pm Boats", "2 am - 3 pm Tea"];
    assert_eq!(list(&day)[1..], ["11:00-12:00 Trains", "13:00-14:00 Boats", "14:00-15:00 Tea"]);
    let night = ["8:00pm - 9:00pm Maps", "9:00pm - 11:00pm Trains", "11:00pm - 12:00pm Games"];
    assert_eq!(list(&night)[2], "23:00-00:00 Games", "midnight");
    let fair = ["9:00pm - 10:00pm Maps", "8:00am - 11:00pm Exhibition", "9:00am - 10:00am Trains"];
    assert_eq!(list(&fair)[1], "08:00-23:00 Exhibition", "a long entry, and the next day");
}

#[test]
fn a_start_between_two_is_held_against_what_is_meant() {
    let day = ["11:00 am: Maps", "12:00 am: Lunch", "1:00 pm: Trains", "2:00 am: Boats", "3:00 pm: Tea"];
    assert_eq!(list(&day)[1..], ["12:00 Lunch", "13:00 Trains", "14:00 Boats", "15:00 Tea"]);
}

#[test]
fn a_night_begins_in_the_evening_before() {
    assert_eq!(list(&["8:00 - 10:00 pm Dinner", "10 - 2am Dancing"]), ["20:00-22:00 Dinner", "22:00-02:00 Dancing"]);
    assert_eq!(list(&["9 - 12am Games", "1 - 2pm Lunch"])[0], "21:00-00:00 Games");
}

#[test]
fn an_evening_goes_on_to_the_end_of_its_day() {
    let table = |rows: &[&str]| {
        let rows: String = rows.iter().map(|row| format!("| {row} | Item {row} |\n")).collect();
        read(&format!("| Time | What |\n|---|---|\n{rows}")).iter().map(|row| row[..5].to_owned()).collect::<Vec<_>>()
    };
    let evening = table(&["9:00", "12:30", "1:15", "5:30", "7:30", "8:30", "10:00"]);
    assert_eq!(evening, ["09:00", "12:30", "13:15", "17:30", "19:30", "20:30", "22:00"]);
    let morning = table(&["9:00", "12:30", "1:15", "5:30", "7:30", "8:30", "10:00", "12:00", "1:00"]);
    assert_eq!(morning[4..], ["19:30", "08:30", "10:00", "12:00", "13:00"], "the next day");
}

#[test]
fn a_written_half_stays() {
    let two = "| When | What |\n|---|---|\n| 2:00 | Maps |\n| 4:15 p.m. | Meeting |\n| 7–9 a.m. | Check-out |\n";
    assert_eq!(read(two)[2], "07:00-09:00 Check-out");
}

#[test]
fn nobody_meets_in_the_small_hours() {
    let table = |hour: &str| {
        format!(
            "| Time | What |\n|---|---|\n{hour}| 01:00 - 01:50 | Maps |\n| 01:50 - 02:00 | Tea |\n| 02:00 - 02:45 | Boats |\n| 04:45 - 05:00 | End |\n"
        )
    };
    assert_eq!(read(&table(""))[0], "13:00-13:50 Maps");
    let night = "| 21:00 - 01:00 | Dinner |\n";
    assert_eq!(read(&table(night))[1], "01:00-01:50 Maps");
}

#[test]
fn the_hour_behind_midnight_ends_what_began_at_any_time() {
    let party = ["12:00 - 00:00 Bar", "9:00 - midnight Sauna", "14:00 - 00:30 Games", "3 pm - 0:15 Films"];
    assert_eq!(list(&party), ["12:00-00:00 Bar", "09:00-00:00 Sauna", "14:00-00:30 Games", "15:00-00:15 Films"]);
    let open = "**When:** Saturday, 20 November 2027, from noon until midnight\n";
    assert_eq!(read(open), ["2027-11-20 12:00-00:00"]);
}

#[test]
fn the_hour_behind_noon_goes_on_from_a_morning() {
    let noon = ["11:30am Maps", "12:10am Trains", "12:50am Boats"];
    assert_eq!(list(&noon), ["11:30 Maps", "12:10 Trains", "12:50 Boats"]);
    let night = ["10:00pm Band", "12:10am Songs", "12:50am Quiet"];
    assert_eq!(list(&night), ["22:00 Band", "2026-06-06 00:10 Songs", "2026-06-06 00:50 Quiet"]);
    assert_eq!(list(&["9:00am Doors", "11:00am Maps", "12:30am Close"])[2], "00:30 Close");
}

#[test]
fn an_afternoon_goes_on_from_a_table_above() {
    let tables = |end: &str| {
        let morning = format!("| Time | What |\n|---|---|\n| 9:00 - 12:00 | Maps |\n| 12:00 - {end} | Lunch |\n");
        let noon = "| Time | What |\n|---|---|\n| 1:30 - 3:30 | Trains |\n| 3:45 - 5:00 | Bikes |\n";
        read(&format!("## 5 June 2026, morning\n\n{morning}\n## 5 June 2026, afternoon\n\n{noon}"))
    };
    assert_eq!(tables("1:30")[2..], ["2026-06-05 13:30-15:30 Trains", "2026-06-05 15:45-17:00 Bikes"]);
    assert_eq!(tables("1:00")[2], "2026-06-05 01:30-03:30 Trains", "nothing tells");
}

#[test]
fn the_hours_of_the_event_tell_the_half_of_the_day() {
    let meeting = |time: &str| {
        let lines = "6:05-6:10 Welcome\n\n6:10-6:45 Talks\n\n7:00-7:15 End\n";
        read(&format!("---\ntitle: Meeting\ndate: 2026-06-05\ntime: {time}\n---\n\n{lines}"))
    };
    assert_eq!(
        meeting("6:00-9:00pm")[1..],
        ["2026-06-05 18:05-18:10 Welcome", "2026-06-05 18:10-18:45 Talks", "2026-06-05 19:00-19:15 End"]
    );
    assert_eq!(meeting("6:00-9:00am")[1], "2026-06-05 06:05-06:10 Welcome");
    assert_eq!(meeting("6:00-7:00pm")[1], "2026-06-05 06:05-06:10 Welcome", "longer than the event");
}
