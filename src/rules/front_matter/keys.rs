//! What the names of keys tell: which hold dates, which are read by visitors.

/// The words of a key in lower case: `startDate`, `start_date` and `start-date`
/// are `start`, `date`.
pub fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower = false;
    let mut open = false;
    for c in key.chars() {
        if !c.is_alphanumeric() {
            open = false;
            lower = false;
            continue;
        }
        if !open || (c.is_uppercase() && lower) {
            words.push(String::new());
        }
        open = true;
        lower = c.is_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// Words that are two.
fn parts(word: &str) -> &[&str] {
    match word {
        "startdate" => &["start", "date"],
        "enddate" => &["end", "date"],
        "eventdate" => &["event", "date"],
        "datestart" => &["date", "start"],
        "dateend" => &["date", "end"],
        "starttime" => &["start", "time"],
        "endtime" => &["end", "time"],
        "timestart" => &["time", "start"],
        "timeend" => &["time", "end"],
        "dtstart" => &["start"],
        "dtend" => &["end"],
        "datetime" => &["date", "time"],
        _ => &[],
    }
}

/// [`words`], with joined ones taken apart.
pub fn split(key: &str) -> Vec<String> {
    words(key)
        .into_iter()
        .flat_map(|word| match parts(&word) {
            [] => vec![word],
            parts => parts.iter().map(|&part| part.to_owned()).collect(),
        })
        .collect()
}

/// Whether a key holds a date by its name.
pub fn is_date(key: &str) -> bool {
    const DATES: &[&str] = &[
        "date",
        "dates",
        "start",
        "end",
        "starts",
        "ends",
        "begin",
        "deadline",
        "published",
        "expires",
        "lastmod",
        "datum",
        "fecha",
        "data",
    ];
    let words = split(key);
    !words.iter().any(|word| matches!(word.as_str(), "format" | "display" | "label" | "text" | "id" | "url" | "link"))
        && words.iter().any(|word| DATES.contains(&word.as_str()))
}
