//! Where the next byte stands that may be more than text.

/// The bytes that scanning stops at.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"\n\r\\`*_~![]<&{:.@";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The place from byte `at` on of the next byte that is worth a look.
pub(super) fn first(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += next(bytes.get(at..)?)?;
        let plain = match bytes[at] {
            // Most colons and nearly all dots stand in no address.
            b':' => bytes.get(at + 1) != Some(&b'/'),
            b'.' => !matches!(bytes[..at].last(), Some(b'w' | b'W')),
            _ => return Some(at),
        };
        if !plain {
            return Some(at);
        }
        at += 1;
    }
}

/// The place of the next special byte. Whole chunks of ordinary text are
/// passed over at once: comparisons without branches, which compilers turn
/// into a few wide ones.
fn next(bytes: &[u8]) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<16>();
    let special = |bytes: &[u8]| bytes.iter().position(|&byte| SPECIAL[usize::from(byte)]);
    for (index, chunk) in chunks.iter().enumerate() {
        let ordinary = chunk.iter().fold(true, |all, &byte| all & is_ordinary(byte));
        if !ordinary && let Some(found) = special(chunk) {
            return Some(index * chunk.len() + found);
        }
    }
    special(rest).map(|found| bytes.len() - rest.len() + found)
}

/// Letters, digits, blanks and some signs; what is not ordinary need not be special.
fn is_ordinary(byte: u8) -> bool {
    let within = |first: u8, count: u8| byte.wrapping_sub(first) < count;
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    letter | within(0x80, 0x80) | within(b'/', 11) | within(b',', 2) | within(b' ', 1) | within(b'\'', 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_special_byte_is_passed_over() {
        for byte in 0..=u8::MAX {
            assert!(!(SPECIAL[usize::from(byte)] && is_ordinary(byte)), "{byte}");
            for length in [1, 16, 40] {
                let mut text = vec![b'a'; length];
                text[length - 1] = byte;
                assert_eq!(next(&text), SPECIAL[usize::from(byte)].then_some(length - 1), "{byte}");
            }
        }
    }
}
