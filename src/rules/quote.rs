//! Values of a post as messages show them: on one line, in quotation marks, never long.

/// The most characters of a value that a message repeats.
const LONGEST: usize = 60;

/// `"text"`, blanks run together, cut after sixty characters.
#[must_use]
pub fn quote(text: &str) -> String {
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
        let long = quote(&"é".repeat(80));
        assert_eq!(long.chars().count(), 63);
        assert!(long.ends_with("…\""));
    }
}
