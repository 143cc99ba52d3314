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
