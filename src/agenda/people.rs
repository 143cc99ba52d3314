//! People and rooms as words: split, compared, told from teams.

use super::locale::words::Words;
use std::ops::Range;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A text for comparison: lower case, without accents and punctuation, single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            if c != '\'' && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            // The order of accents is of no matter: none is kept.
            decompose_canonical(c, |c| {
                if is_combining_mark(c) {
                    return;
                }
                if c.is_alphanumeric() {
                    out.extend(c.to_lowercase());
                } else if !out.ends_with(' ') && !out.is_empty() && !matches!(c, '\'' | '’') {
                    out.push(' ');
                }
            });
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The people named in a text, as byte ranges: "A, B et C", "X & Y", "(by Name, Company)", "Name - Org".
#[must_use]
pub fn split_speakers(text: &str, words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut cut = false;
    let mut push = |range: Range<usize>, cut: bool| {
        let piece = text.get(range.clone()).unwrap_or("");
        let lead = piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        if !trimmed.is_empty() && !cut {
            out.push(range.start + lead..range.start + lead + trimmed.len());
        }
    };
    let mut end = None;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        match c {
            '(' | '[' | '（' => {
                end.get_or_insert(at);
                depth += 1;
            }
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | ';' | '&' | '/' | '、' | '\n' | '+' => {
                push(start..end.take().unwrap_or(at), cut);
                start = at + c.len_utf8();
                cut = false;
            }
            '-' | '–' | '—' | '|'
                if rest.get(c.len_utf8()..).is_some_and(|rest| rest.starts_with(' '))
                    && text.get(..at).is_some_and(|head| head.ends_with(' ')) =>
            {
                // What follows a dash is where they come from.
                push(start..end.take().unwrap_or(at), cut);
                start = at + c.len_utf8();
                cut = true;
            }
            ' ' => {
                let word = at + 1;
                if let Some(after) = words.at(text, word, |locale| &locale.and)
                    && text.get(after..).is_some_and(|rest| rest.starts_with(' '))
                {
                    push(start..end.take().unwrap_or(at), cut);
                    start = after;
                    skip = after;
                    cut = false;
                }
            }
            _ => {}
        }
    }
    push(start..end.unwrap_or(text.len()), cut);
    out
}

/// Whether a text names one person: a first and a last name, or a handle; not a team, not a placeholder.
#[must_use]
pub fn is_person(text: &str, words: &Words) -> bool {
    let text = text.trim();
    if text.starts_with('@') && text.len() > 2 {
        return true;
    }
    if text.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '\u{fffc}')) || text.len() > 60 {
        return false;
    }
    // Also "d'Arc".
    let capital = |part: &&&str| part.split(['\'', '’']).any(|piece| piece.starts_with(char::is_uppercase));
    let mut parts: Vec<&str> = text.split_whitespace().collect();
    // "the Smart Router", "OpenStreetMap en Valdivia": a small word that stands in no name.
    let small = |part: &&&str| part.starts_with(|c: char| c.is_ascii_lowercase());
    let article = matches!(parts.first(), Some(&("The" | "der" | "die" | "den" | "la" | "le" | "el" | "los" | "y")));
    if article || parts.iter().filter(small).any(|part| !is_particle(part)) {
        return false;
    }
    if parts.iter().filter(capital).nth(1).is_none() {
        return false;
    }
    if words.is(text, |locale| &locale.nobody) || words.is(text, |locale| &locale.placeholders) {
        return false;
    }
    parts.retain(|part| !words.is(part, |locale| &locale.person_titles));
    let nobody = || parts.iter().any(|part| words.is(part, |locale| &locale.nobody));
    (2..=5).contains(&parts.len()) && parts.iter().filter(capital).nth(1).is_some() && !nobody()
}

/// Whether a small word may stand in a person's name: "van der", "de la", "ibn".
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 34] = [
        "af", "al", "av", "ben", "bin", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
        "du", "e", "el", "i", "ibn", "la", "le", "los", "st", "te", "ten", "ter", "van", "vom", "von", "y", "zu",
        "zur",
    ];
    // "dr. Anna", "d'Arc", "l'Hôte": titles and glued particles.
    PARTICLES.contains(&word) || word.contains(['.', '\'', '’', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::locale::by_code;

    #[test]
    fn people_are_told_from_their_houses_and_from_teams() {
        let words = Words::new(by_code("fr").expect("French"));
        let text = "C. Le Goff, M. Tanguy et S. Abgrall (Mairie) - Rennes";
        let names: Vec<&str> = split_speakers(text, &words).into_iter().map(|range| &text[range]).collect();
        assert_eq!(names, ["C. Le Goff", "M. Tanguy", "S. Abgrall"]);
        assert!(is_person("Maud Verhoeven", &words) && is_person("@maud", &words));
        assert!(!is_person("TBA", &words) && !is_person("Orga", &words));
        assert!(is_person("Anneke van der Berg", &words) && is_person("Inès d’Arc", &words));
        assert!(!is_person("the Smart Printer", &words) && !is_person("Leaflet en Valence", &words));
        assert_eq!(fold("Élodie  d’Arc"), "elodie darc");
    }
}
