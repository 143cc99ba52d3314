//! Which runs of `*`, `_` and `~` open and close: CommonMark 6.2 and GFM's strikethrough.

use super::Kind;
use super::scan::Token;

/// A run that may take part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimiter {
    /// The token.
    pub token: usize,
    pub mark: u8,
    pub length: usize,
    pub opens: bool,
    pub closes: bool,
}

/// Two runs that set apart what stands between them.
#[derive(Debug, Clone, Copy)]
pub(in crate::parse) struct Pair {
    /// The opening token.
    pub open: usize,
    /// The closing token.
    pub close: usize,
    /// The byte that they are made of.
    pub mark: u8,
    /// Two of each.
    pub strong: bool,
}

/// Whether a run between two characters may open and close emphasis.
pub(super) fn flanking(mark: u8, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let sign = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_punctuation() || !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace())
    };
    let left = !blank(after) && (!sign(after) || blank(before) || sign(before));
    let right = !blank(before) && (!sign(before) || blank(after) || sign(after));
    if mark == b'_' { (left && (!right || sign(before)), right && (!left || sign(after))) } else { (left, right) }
}

/// Pairs the runs, writing how much of each opens and closes into its token.
pub(super) fn pair(tokens: &mut [Token], runs: &[Delimiter], open: &mut Vec<Delimiter>, pairs: &mut Vec<Pair>) {
    open.clear();
    // Below these heights of the stack nothing fits: keeps the search linear.
    let mut floor = [0usize; 18];
    for &run in runs {
        let mut left = run.length;
        if run.closes {
            let slot = usize::from(run.mark == b'_') * 6
                + usize::from(run.mark == b'~') * 12
                + run.length % 3 * 2
                + usize::from(run.opens);
            while left > 0 {
                let bottom = floor[slot].min(open.len());
                let fits = |above: &Delimiter| {
                    if above.mark != run.mark {
                        return false;
                    }
                    if run.mark == b'~' {
                        return above.length == run.length;
                    }
                    let whole = original(tokens, above.token);
                    !((above.closes || run.opens)
                        && (whole + run.length).is_multiple_of(3)
                        && !(whole.is_multiple_of(3) && run.length.is_multiple_of(3)))
                };
                let Some(found) = open[bottom..].iter().rposition(fits) else {
                    floor[slot] = open.len();
                    break;
                };
                let found = bottom + found;
                open.truncate(found + 1);
                let opener = &mut open[found];
                let used = if run.mark == b'~' { run.length } else { 1 + usize::from(opener.length >= 2 && left >= 2) };
                opener.length -= used;
                left -= used;
                if let Kind::Run { opening, .. } = &mut tokens[opener.token].kind {
                    *opening += used;
                }
                pairs.push(Pair { open: opener.token, close: run.token, mark: run.mark, strong: used == 2 });
                if let Kind::Run { closing, .. } = &mut tokens[run.token].kind {
                    *closing += used;
                }
                if opener.length == 0 {
                    open.pop();
                }
            }
        }
        if run.opens && left > 0 {
            open.push(Delimiter { length: left, ..run });
        }
    }
}

fn original(tokens: &[Token], token: usize) -> usize {
    tokens.get(token).map_or(0, |token| token.end - token.start)
}
