//! What tells the same mistake again when lines have moved.
//!
//! Kept as its parts: few reports show it, and a hash costs more than a finding.

use sha2::{Digest, Sha256};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The most characters of a line that count.
const LONGEST: usize = 2000;

/// A finding's rule, file and line text, and how many of these stand before it.
///
/// Shown as 32 hexadecimal digits.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    rule: &'static str,
    file: Arc<str>,
    /// Of which [`Fingerprint::part`] counts.
    line: Arc<str>,
    count: usize,
}

impl Fingerprint {
    /// The fingerprint of the `count`th finding (from 0) of a rule on a line of this text,
    /// whole or the part that counts.
    #[must_use]
    pub fn new(rule: &'static str, file: &Arc<str>, line: &Arc<str>, count: usize) -> Self {
        Fingerprint { rule, file: Arc::clone(file), line: Arc::clone(line), count }
    }

    /// The part of a line that counts.
    #[must_use]
    pub fn part(line: &str) -> &str {
        let line = line.trim();
        // A character has one byte at the least.
        let end = if line.len() > LONGEST { line.char_indices().nth(LONGEST) } else { None };
        end.map_or(line, |(end, _)| &line[..end])
    }

    fn parts(&self) -> (&str, &str, &str, usize) {
        (self.rule, &self.file, Self::part(&self.line), self.count)
    }
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Fingerprint {}

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hash = Sha256::new();
        let (rule, file, line, count) = self.parts();
        for part in [rule, file, line, &count.to_string()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let bytes = hash.finalize();
        write!(f, "{:032x}", bytes.iter().take(16).fold(0, |all, byte| all << 8 | u128::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn a_line_of_two_thousand_characters_counts_whole() {
        let line = "é".repeat(2000);
        assert_eq!(Fingerprint::part(&format!(" {line}\t")), line);
        assert_eq!(Fingerprint::part(&format!("{line}x")), line);
    }
}
