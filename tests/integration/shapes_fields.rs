//! Programmes outside running text: in the front matter, in tags and components, in code fences.

use crate::shapes::read;

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
