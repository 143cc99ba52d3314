//! A title that ends where a name was to stand: "Closing talk by …".

use crate::agenda::locale::Locale;
use crate::agenda::locale::words::is_one_of;

/// Whether a title ends with the word before a speaker and dots.
pub(super) fn is_nameless(title: &str, locale: &Locale) -> bool {
    // Hardly any title ends so.
    let Some(rest) = title.strip_suffix("...").or_else(|| title.strip_suffix('…')) else { return false };
    let words = rest.trim_end_matches(['.', '…']);
    let Some((_, last)) = words.trim_end().rsplit_once(' ') else { return false };
    words.ends_with(' ') && is_one_of(last, &locale.by)
}

#[cfg(test)]
mod tests {
    use super::is_nameless;
    use crate::agenda::locale::{by_code, english};

    #[test]
    fn a_name_is_missing_behind_the_word_for_it() {
        let french = by_code("fr").expect("French");
        assert!(is_nameless("Closing talk by ...", english()) && is_nameless("Cartes, par …", french));
        for title in ["What we live by...", "Maps, trains, ...", "by ...", "Maps by Ines", "Stand by"] {
            assert!(!is_nameless(title, english()), "{title}");
        }
    }
}
