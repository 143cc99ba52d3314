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
