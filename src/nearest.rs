//! "Did you mean": the known name that a written one is near to.

/// The nearest of some names, if it could have been meant: case aside, one slip
/// for every four letters, three at most.
#[must_use]
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 4).clamp(1, 3);
    names
        .filter(|known| known.len().abs_diff(name.len()) <= 2 * limit)
        .take(10_000)
        .map(|known| (strsim::damerau_levenshtein(&lower, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let names = ["registration", "speakers-and-rooms"];
        assert_eq!(nearest("registation", names.iter().copied()), Some("registration"));
        assert_eq!(nearest("Registratoin", names.iter().copied()), Some("registration"));
        assert_eq!(nearest("speakers", names.iter().copied()), None);
    }
}
