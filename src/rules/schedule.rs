//! Rules of the group `schedule`.

use super::{Entry, across, post};

mod clash;
mod duplicate;
mod duration;
mod duration_mismatch;
mod gap;
pub mod line;
mod meridiem;
mod mixed_format;
mod order;
mod outside_window;
mod overlap;
mod reversed;
mod room_clash;
mod speaker_clash;
mod unreadable_time;
mod untitled;

/// One line a rule.
pub static RULES: &[Entry] = &[
    post::<duplicate::Duplicate>("schedule/duplicate"),
    post::<duration::Duration>("schedule/duration"),
    post::<duration_mismatch::DurationMismatch>("schedule/duration-mismatch"),
    post::<gap::Gap>("schedule/gap"),
    post::<meridiem::Meridiem>("schedule/meridiem"),
    post::<mixed_format::MixedFormat>("schedule/mixed-format"),
    post::<order::Order>("schedule/order"),
    post::<outside_window::OutsideWindow>("schedule/outside-window"),
    post::<overlap::Overlap>("schedule/overlap"),
    post::<reversed::Reversed>("schedule/reversed"),
    across::<room_clash::RoomClash>("schedule/room-clash"),
    across::<speaker_clash::SpeakerClash>("schedule/speaker-clash"),
    post::<unreadable_time::UnreadableTime>("schedule/unreadable-time"),
    post::<untitled::Untitled>("schedule/untitled"),
];
