//! Where the next byte stands that may be more than text.

/// The bytes that scanning stops at.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"\n\r\\`*_~[]<&{:.@";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The place from byte `at` on, before `end`, of the next byte that is worth a look.
pub(super) fn first(bytes: &[u8], mut at: usize, end: usize) -> Option<usize> {
    loop {
        at = next(bytes, at, end)?;
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
/// into a few wide ones. The last chunk may reach past the end, which costs
/// less than its bytes one by one.
fn next(bytes: &[u8], mut at: usize, end: usize) -> Option<usize> {
    let special = |byte: &u8| SPECIAL[usize::from(*byte)];
    // A third of them stand behind the last one.
    if at < end && bytes.get(at).is_some_and(special) {
        return Some(at);
    }
    while at < end {
        let rest = bytes.get(at..)?;
        let Some(chunk) = rest.first_chunk::<16>() else {
            let found = at + rest.iter().position(special)?;
            return (found < end).then_some(found);
        };
        if chunk.iter().fold(false, |any, &byte| any | may_be_special(byte))
            && let Some(found) = chunk.iter().position(special)
        {
            return (at + found < end).then_some(at + found);
        }
        at += chunk.len();
    }
    None
}

/// Whether a byte is special or one of the few that share a range or a bit with those. As few comparisons as can be,
/// and no two alike: with more of them compilers tear the chunk apart.
fn may_be_special(byte: u8) -> bool {
    // `[` to `_` and `{` to `~`: as signed bytes nothing else is as high.
    let behind_letters = (byte | 0x20).cast_signed() > b'z'.cast_signed();
    let colon_to_at = byte.wrapping_sub(b':') <= b'@' - b':';
    // `"`, `&`, `*` and the dot differ by two bits.
    let sign = byte & !0b1100 == b'"';
    let tick = byte == b'`';
    let control = byte < b' ';
    behind_letters | colon_to_at | sign | tick | control
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_special_byte_is_passed_over() {
        for byte in 0..=u8::MAX {
            assert!(!SPECIAL[usize::from(byte)] || may_be_special(byte), "{byte}");
            for length in [1, 16, 40] {
                let mut text = vec![b'a'; length];
                text[length - 1] = byte;
                let place = SPECIAL[usize::from(byte)].then_some(length - 1);
                assert_eq!(next(&text, 0, length), place, "{byte}");
                assert_eq!(next(&text, 0, length - 1), None, "{byte}");
                text.extend([b'a'; 16]);
                assert_eq!(next(&text, 0, length), place, "{byte}");
                assert_eq!(next(&text, 0, length - 1), None, "{byte}");
            }
        }
    }
}
