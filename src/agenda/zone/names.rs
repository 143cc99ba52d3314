//! The names of zones that posts use, with what they stand for.

/// A seasonal abbreviation: offset in minutes, zones that use it, summer.
pub(super) type Seasonal = (&'static str, i32, &'static [&'static str], bool);

pub(super) const SEASONAL: &[Seasonal] = &[
    ("CET", 60, &["Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw"], false),
    ("CEST", 120, &["Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw"], true),
    ("MEZ", 60, &["Europe/Berlin"], false),
    ("MESZ", 120, &["Europe/Berlin"], true),
    ("WET", 0, &["Europe/Lisbon"], false),
    ("WEST", 60, &["Europe/Lisbon"], true),
    ("EET", 120, &["Europe/Helsinki", "Europe/Athens", "Europe/Kyiv"], false),
    ("EEST", 180, &["Europe/Helsinki", "Europe/Athens", "Europe/Kyiv"], true),
    ("BST", 60, &["Europe/London"], true),
    ("EST", -300, &["America/New_York", "America/Toronto"], false),
    ("EDT", -240, &["America/New_York", "America/Toronto"], true),
    ("CST", -360, &["America/Chicago"], false),
    ("CDT", -300, &["America/Chicago"], true),
    ("MST", -420, &["America/Denver"], false),
    ("MDT", -360, &["America/Denver"], true),
    ("PST", -480, &["America/Los_Angeles"], false),
    ("PDT", -420, &["America/Los_Angeles"], true),
    ("AEST", 600, &["Australia/Sydney", "Australia/Melbourne"], false),
    ("AEDT", 660, &["Australia/Sydney", "Australia/Melbourne"], true),
];

pub(super) const FIXED: &[(&str, i32)] =
    &[("UTC", 0), ("GMT", 0), ("JST", 540), ("KST", 540), ("SGT", 480), ("HKT", 480)];

pub(super) const NAMED: &[(&str, &str)] =
    &[("ET", "America/New_York"), ("CT", "America/Chicago"), ("MT", "America/Denver"), ("PT", "America/Los_Angeles")];

pub(super) const SPOKEN: &[(&str, &str)] = &[
    ("pacific time", "America/Los_Angeles"),
    ("mountain time", "America/Denver"),
    ("central time", "America/Chicago"),
    ("eastern time", "America/New_York"),
    ("central european time", "Europe/Berlin"),
    ("eastern european time", "Europe/Helsinki"),
    ("western european time", "Europe/Lisbon"),
    ("mitteleuropaische zeit", "Europe/Berlin"),
    ("paris time", "Europe/Paris"),
    ("heure de paris", "Europe/Paris"),
    ("berlin time", "Europe/Berlin"),
    ("london time", "Europe/London"),
    ("heure de londres", "Europe/London"),
    ("madrid time", "Europe/Madrid"),
    ("hora de madrid", "Europe/Madrid"),
    ("rome time", "Europe/Rome"),
    ("helsinki time", "Europe/Helsinki"),
    ("tokyo time", "Asia/Tokyo"),
    ("new york time", "America/New_York"),
    ("deutsche zeit", "Europe/Berlin"),
];

/// Zones of one season by their full names, with their abbreviations; names of no season are [`SPOKEN`].
pub(super) const FULL: &[(&str, &str)] = &[
    ("pacific standard time", "PST"),
    ("pacific daylight time", "PDT"),
    ("mountain standard time", "MST"),
    ("mountain daylight time", "MDT"),
    ("central standard time", "CST"),
    ("central daylight time", "CDT"),
    ("eastern standard time", "EST"),
    ("eastern daylight time", "EDT"),
    ("central european summer time", "CEST"),
    ("eastern european summer time", "EEST"),
    ("western european summer time", "WEST"),
    ("british summer time", "BST"),
    ("coordinated universal time", "UTC"),
    ("japan standard time", "JST"),
    ("australian eastern standard time", "AEST"),
    ("australian eastern daylight time", "AEDT"),
    ("mitteleuropaische sommerzeit", "MESZ"),
];

/// How the names of the tz database begin.
pub(super) const AREAS: [&str; 9] =
    ["Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/", "Etc/"];
