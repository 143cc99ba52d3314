//! What the two XML reports share: text that no XML 1.0 reader refuses.

use super::shown;

/// Text for an attribute or an element: reserved characters as entities,
/// characters that XML 1.0 forbids (section 2.2) written out.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => shown::push(&mut out, c),
        }
    }
    out
}
