//! "Did you mean": the known name that a written one is near to.
//!
//! The distance of two names costs much; that of their letters, order apart, is
//! never greater and tells nearly all of them apart.

/// The nearest of some names, if it could have been meant: case aside, one slip
/// for every four letters, three at most.
#[must_use]
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let (plain, kinds, letters) = (lower.is_ascii(), Kinds::of(&lower), Letters::of(&lower));
    let limit = (name.chars().count() / 4).clamp(1, 3);
    names
        .filter(|known| known.len().abs_diff(name.len()) <= 2 * limit)
        .take(10_000)
        .filter(|known| !plain || !known.is_ascii() || kinds.may_be_within(limit, &Kinds::of(known)))
        .filter(|known| letters.may_be_within(limit, &Letters::of_lower(known)))
        .map(|known| (strsim::damerau_levenshtein(&lower, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, known)| known)
}

/// Whether two names differ in nothing but case.
#[must_use]
pub fn is_same_but_case(a: &str, b: &str) -> bool {
    // Most begin with another letter.
    if let ([first, ..], [other, ..]) = (a.as_bytes(), b.as_bytes())
        && first.is_ascii()
        && other.is_ascii()
        && !first.eq_ignore_ascii_case(other)
    {
        return false;
    }
    a.eq_ignore_ascii_case(b) || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase()
}

/// Which letters stand in a name of ASCII, capital ones as small ones; some share a place.
struct Kinds(u32);

impl Kinds {
    fn of(text: &str) -> Self {
        Kinds(text.bytes().fold(0, |kinds, byte| kinds | 1 << (byte % 32)))
    }

    /// Whether so few slips can make one of the other: each adds one letter and takes one away at most.
    fn may_be_within(&self, slips: usize, other: &Kinds) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * slips
    }
}

/// How often each letter stands in a name; some share a place.
struct Letters([u32; 64]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0; 64];
        for c in text.chars() {
            counts[c as usize % 64] += 1;
        }
        Letters(counts)
    }

    /// Those of the text in lower case.
    fn of_lower(text: &str) -> Self {
        if !text.is_ascii() {
            return Letters::of(&text.to_lowercase());
        }
        let mut counts = [0; 64];
        for byte in text.bytes() {
            counts[usize::from(byte.to_ascii_lowercase()) % 64] += 1;
        }
        Letters(counts)
    }

    /// Whether so few slips can make one of the other: each changes two counts at most, by one.
    fn may_be_within(&self, slips: usize, other: &Letters) -> bool {
        let apart: u32 = self.0.iter().zip(&other.0).map(|(a, b)| a.abs_diff(*b)).sum();
        apart as usize <= 2 * slips
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let names = ["registration", "speakers-and-rooms"];
        assert_eq!(nearest("registation", names.iter().copied()), Some("registration"));
        assert_eq!(nearest("Registratoin", names.iter().copied()), Some("registration"));
        assert_eq!(nearest("REGISTRÄTIEN", names.iter().copied()), Some("registration"));
        assert_eq!(nearest("speakers", names.iter().copied()), None);
    }
}
