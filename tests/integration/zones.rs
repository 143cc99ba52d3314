//! The zone that a post tells for its times, whatever tells it.

use crate::planted::said;
use crate::shapes::agenda_of;
use eventlint::agenda_report::{Read, ics};
use eventlint::source::Source;

/// The zone of the post, and what its sessions go by.
fn zones(text: &str) -> (Option<String>, Vec<String>) {
    let agenda = agenda_of("post.md", text);
    let own = |session| agenda.zone_of(session).map_or("-", |zone| zone.text.as_str()).to_owned();
    (agenda.zone.as_ref().map(|zone| zone.text.clone()), agenda.sessions.iter().map(own).collect())
}

/// A programme below a line.
fn below(line: &str) -> String {
    format!("## Friday, 10 July 2026\n\n{line}\n\n- 9:00 - 9:30: Opening\n- 9:30 - 10:00: Maps\n")
}

#[test]
fn a_text_tells_the_zone_of_all_times() {
    for (line, zone) in [
        ("All times are CEST.", "CEST"),
        ("(all times in CEST)", "CEST"),
        ("*All times Pacific Daylight Time.*", "Pacific Daylight Time"),
        ("**All times are in Pacific Daylight Time (PDT; UTC-7)**", "PDT"),
        ("The schedule, with all times listed in Eastern Time (ET):", "ET"),
        ("All times are in U.S. Eastern Time.", "Eastern Time"),
        ("Time zone: Europe/Oslo", "Europe/Oslo"),
        ("Alle Zeiten in MESZ, also deutsche Zeit.", "MESZ"),
        ("Toutes les heures sont à l'heure de Paris.", "heure de Paris"),
    ] {
        let lang = match line.as_bytes()[1] {
            b'l' if line.contains("Zeiten") => "de",
            b'o' => "fr",
            _ => "en",
        };
        let told = zones(&format!("---\nlang: {lang}\n---\n\n{}", below(line)));
        assert_eq!(told, (Some(zone.to_owned()), vec![zone.to_owned(); 2]), "{line}");
    }
}

#[test]
fn the_front_matter_tells_the_zone_of_all_times() {
    for key in ["timezone", "time-zone", "tz", "event_timezone", "event_time_zone"] {
        let text = below("Join us.");
        let told = zones(&format!("---\ndate: 2026-07-10\n{key}: Europe/Oslo\n---\n\n{text}"));
        assert_eq!(told, (Some("Europe/Oslo".to_owned()), vec!["Europe/Oslo".to_owned(); 2]), "{key}");
    }
}

#[test]
fn a_zone_that_is_not_told_for_the_times_is_none_of_theirs() {
    for line in [
        "The talk from Boston begins at 15:00 EST.",
        "We stream it at all times. Our friends in Oslo (CEST) watch it later.",
        "Bring a friend who knows all about UTC.",
    ] {
        let (post, sessions) = zones(&below(line));
        assert_eq!((post, sessions), (None, vec!["-".to_owned(); 2]), "{line}");
    }
}

#[test]
fn what_two_days_tell_holds_for_each() {
    let text = format!(
        "{}\n## Monday, 2 November 2026\n\nAll times are CET.\n\n- 9:00 - 9:30: Opening\n",
        below("All times are CEST.")
    );
    assert_eq!(zones(&text), (None, ["CEST", "CEST", "CET"].map(str::to_owned).to_vec()));
}

#[test]
fn a_column_of_times_names_its_zone() {
    let row = "\n|---|---|---|\n| 9:00 | Opening | 3:00 |\n| 9:30 | Maps | 3:30 |\n";
    for (head, zone) in [
        ("| Time (CEST) | Talk | Time (EDT) |", "CEST"),
        ("| Time (GMT-5) | Talk | More |", "GMT-5"),
        ("| Uhrzeit MESZ | Vortrag | Mehr |", "MESZ"),
    ] {
        let told = zones(&format!("## 10 July 2026\n\n{head}{row}"));
        assert_eq!(told, (Some(zone.to_owned()), vec![zone.to_owned(); 2]), "{head}");
    }
}

#[test]
fn the_event_tells_the_zone_of_its_programme() {
    let hours = "# Maps\n\n**10 July 2026, 13:00 - 16:00 CEST**\n\n- 13:00 Opening\n- 13:30 Maps\n";
    assert_eq!(zones(hours).0.as_deref(), Some("CEST"));
    let guest = "# Maps\n\n## 10 July 2026\n\n- 13:00 Opening\n- 15:00 Call to Boston (9:00 EDT)\n- 16:00 Maps\n";
    assert_eq!(zones(guest).0, None, "one entry speaks for itself");
    let offset = "---\ntitle: Maps\nevent:\n  start: 2026-07-10T13:00:00+02:00\n---\n\n- 13:00 Opening\n- 13:30 Maps\n";
    assert_eq!(zones(offset).0.as_deref(), Some("+02:00"));
    let server = "---\ntitle: Maps\nevent:\n  start: 2026-07-10T13:00:00Z\n---\n\n- 15:00 Opening\n- 15:30 Maps\n";
    assert_eq!(zones(server), (None, ["UTC", "-", "-"].map(str::to_owned).to_vec()));
}

#[test]
fn a_calendar_has_the_instant_of_a_told_offset() {
    let lines = |line: &str| {
        let text = below(line);
        let source = Source::new("post.md", "post.md", text.as_str());
        let file = ics::render(&[Read { source: &source, agenda: &agenda_of("post.md", &text) }]);
        file.lines().filter(|line| line.starts_with("DTSTART")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines("All times are PDT."), ["DTSTART:20260710T160000Z", "DTSTART:20260710T163000Z"]);
    let named = ["DTSTART;TZID=Europe/Paris:20260710T090000", "DTSTART;TZID=Europe/Paris:20260710T093000"];
    assert_eq!(lines("All times are Paris time."), named);
    assert_eq!(lines("See you there."), ["DTSTART:20260710T090000", "DTSTART:20260710T093000"]);
}

#[test]
fn the_hours_of_the_event_are_held_against_its_programme_on_one_clock() {
    let post = |start: &str, end: &str, line: &str| {
        let entries =
            "- 13:00 - 14:00: Opening\n- 14:00 - 15:00: Maps\n- 15:00 - 15:30: Soup\n- 15:30 - 17:00: Rails\n";
        let text = format!(
            "---\ntitle: Maps\nlang: en\nevent:\n  start: 2026-07-10T{start}\n  end: 2026-07-10T{end}\n---\n\n## 10 July 2026\n\n{line}\n\n{entries}"
        );
        said(&text).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    let outside = ["schedule/outside-window"];
    assert_eq!(post("13:00:00+02:00", "16:00:00+02:00", "Come."), outside);
    assert_eq!(post("13:00:00+02:00", "17:00:00+02:00", "Come."), [""; 0]);
    assert_eq!(post("11:00:00Z", "14:00:00Z", "All times are CEST."), outside);
    assert_eq!(post("11:00:00Z", "15:00:00Z", "All times are CEST."), [""; 0]);
    assert_eq!(post("11:00:00Z", "14:00:00Z", "Come."), [""; 0], "no zone tells what 17:00 is in UTC");
}
