//! Programmes in tables: which columns belong together, and what stands in a cell.

use crate::shapes::read;

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
