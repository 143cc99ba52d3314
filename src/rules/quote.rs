//! Values of a post as messages show them: on one line, in quotation marks, never long.

use crate::source::trim;
use std::borrow::Cow;

/// The most characters of a value that a message repeats.
const LONGEST: usize = 60;

/// An address in the text shows no user and password.
fn without_password(text: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = text.split_once("://") else { return Cow::Borrowed(text) };
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#')).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => Cow::Owned(format!("{scheme}://…@{}", &rest[at + 1..])),
        None => Cow::Borrowed(text),
    }
}

/// Whether a text can be shown as it stands.
fn is_plain(text: &str) -> bool {
    let is_shown = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'@';
    text.len() <= LONGEST && text.bytes().all(is_shown) && !text.as_bytes().windows(2).any(|two| two == b"  ")
}

/// `"text"`, blanks run together, cut after sixty characters.
#[must_use]
pub fn quote(text: &str) -> String {
    let text = trim(text);
    if is_plain(text) {
        return ["\"", text, "\""].concat();
    }
    let text = &*without_password(text);
    let mut line = String::with_capacity(text.len().min(4 * LONGEST) + 2);
    line.push('"');
    let mut count = 0;
    let mut blank = false;
    for c in text.trim().chars() {
        if c.is_whitespace() || c == '\u{fffc}' || c.is_control() {
            blank = true;
            continue;
        }
        if blank && count > 0 {
            line.push(' ');
            count += 1;
        }
        blank = false;
        if count >= LONGEST {
            line.push('…');
            break;
        }
        line.push(c);
        count += 1;
    }
    line.push('"');
    line
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_long_value_is_cut_and_put_on_one_line() {
        assert_eq!(quote(" a \n b\u{fffc} "), "\"a b\"");
        assert_eq!(quote(" a  b "), "\"a b\"");
        assert_eq!(quote("x://me:pass@a.org"), "\"x://…@a.org\"");
        let long = quote(&"é".repeat(80));
        assert_eq!(long.chars().count(), 63);
        assert!(long.ends_with("…\""));
    }
}
