//! The properties of `properties.rs`, `sync.rs` and `verdict.rs` on inputs that
//! grow from our posts: a bounded version of what `fuzz/` does for hours. More
//! with `LAWS=1000`.

use crate::laws::{HOSTILE, cases, seeds};
use crate::{properties, sync};
use proptest::prelude::*;

/// One change of an input: where, what, and how.
type Change = (prop::sample::Index, prop::sample::Index, u8);

/// An input grown from a post: pieces put in, taken out, doubled, or broken.
fn input() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>());
    (any::<prop::sample::Index>(), prop::collection::vec(change, 0..10)).prop_map(
        |(seed, changes): (_, Vec<Change>)| {
            let mut data = seeds()[seed.index(seeds().len())].clone().into_bytes();
            for (at, what, how) in changes {
                let at = at.index(data.len() + 1);
                let piece = HOSTILE[what.index(HOSTILE.len())].as_bytes();
                match how % 8 {
                    0..=2 => drop(data.splice(at..at, piece.iter().copied())),
                    3 => drop(data.splice(at..at, piece.repeat(usize::from(how)))),
                    4 => data.truncate(at),
                    5 => drop(data.drain(..at)),
                    6 => data.extend_from_within(at..),
                    _ => data.extend_from_slice(&[how, 0]),
                }
                data.truncate(20_000);
            }
            data
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_taken_apart(data in input()) {
        properties::parse(&data);
    }

    #[test]
    fn any_programme_is_shown(data in input()) {
        properties::agenda(&data);
    }

    #[test]
    fn any_post_is_judged(data in input()) {
        properties::check(&data);
    }

    #[test]
    fn any_post_is_fixed_once(data in input()) {
        properties::fix(&data);
    }

    #[test]
    fn any_configuration_is_read(data in input()) {
        properties::configuration(&data);
    }

    #[test]
    fn any_suppression_counts_what_it_hides(data in input()) {
        properties::suppression(&data);
    }

    #[test]
    fn any_report_is_well_formed(data in input()) {
        properties::reports(&data);
    }

    #[test]
    fn any_edits_are_followed(start in any::<u8>(), data in input(), edits in prop::collection::vec(any::<u8>(), 0..80)) {
        let mut all = vec![start];
        all.extend(data.into_iter().take(500).filter(|byte| *byte != 0));
        all.push(0);
        all.extend(edits);
        sync::sync(&all);
    }
}

#[cfg(feature = "net")]
mod web {
    use super::*;
    use crate::verdict::verdict;

    /// Pieces of answers.
    const PIECES: &[&str] = &[
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 301 Moved\r\n",
        "HTTP/1.1 404 Gone\r\n",
        "HTTP/1.1 429 Slow\r\n",
        "HTTP/1.0 999 ?\r\n",
        "Location: /b\r\n",
        "Location: http://maps.city-library.net/c\r\n",
        "Location: https://[::1]:99999/\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Encoding: gzip\r\n",
        "Content-Type: text/html\r\n",
        "Set-Cookie: a=b; Path=/\r\n",
        "Retry-After: -1\r\n",
        "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n",
        "\r\n",
        "<a id=programme>",
        "<a name='programm",
        "ffffffffffffffff\r\n",
        "\n~~~\n",
        "\u{1f}\u{8b}\u{8}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: cases() / 2, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_answer_of_a_server_gets_a_verdict(pieces in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
            let data: String = pieces.iter().map(|piece| PIECES[piece.index(PIECES.len())]).collect();
            verdict(data.as_bytes());
        }
    }
}

/// What the fuzzers have found, each by its smallest input.
#[test]
fn what_was_found_once_is_not_found_again() {
    let found: &[(fn(&[u8]), &[u8])] = &[
        // A tag that is not closed grew with each alignment of its table.
        (properties::fix, b"a\n|-\n{{"),
        // Backticks met others that stood there.
        (properties::fix, b"all`<mod>e\n"),
        (properties::fix, b"all ` of <mod> it\n"),
        // A blank of two bytes before the last word of a line.
        (properties::agenda, "8h30: Welcome\n- 18h31 -:\u{a0}::\n".as_bytes()),
        (properties::agenda, b"- 18h31 -:&nbsp;::::::\n- 18h31 Welcome\n"),
        // A letter of two bytes right before the last number of a break.
        (properties::agenda, "- 9:00 Doors\n- 12:00 é45 Lunch\n".as_bytes()),
    ];
    for (property, data) in found {
        property(data);
    }
}
