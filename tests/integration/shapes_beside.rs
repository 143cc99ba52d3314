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
fn a_single_entry_of_a_day_in_a_quotation() {
    assert_eq!(read("## Sunday\n\n> 13:00 Cleaning\n"), ["13:00 Cleaning"]);
    assert!(read("## Rules\n\n> 13:00 Cleaning\n").is_empty());
}

#[test]
fn the_number_of_a_room_in_a_box() {
    let boxes = "<div>15.05</div>\n\n<div>08:30</div>\n\n<div>Doors</div>\n\n<div>09:15</div>\n\n<div>Maps</div>\n";
    assert_eq!(read(boxes), ["08:30 Doors", "09:15 Maps"]);
}

#[test]
fn a_time_told_again_on_another_clock() {
    let post = "18:45 Uhr (6:45pm) - Doors\n\n18:50 Uhr (6:50pm) - Maps\n\n##### 19:05 Uhr (7:05pm) - Trains\n";
    assert_eq!(read(post), ["18:45 Doors", "18:50 Maps", "19:05 Trains"]);
}
