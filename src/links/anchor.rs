//! Looks for the place inside a page that a `#fragment` names.

use html5gum::{Token, Tokenizer};
use reqwest::Response;
use std::collections::BTreeMap;

/// The most of a page that is read, in bytes after decompression.
const MOST: usize = 2 << 20;

/// Whether a page has a place of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It has.
    There,
    /// It has not.
    Missing,
    /// It can't be told: made by a script, or behind what was read.
    Unknown,
}

/// Looks for fragments in the page of an answer.
pub async fn places(mut response: Response, host: &str, fragments: &[String]) -> BTreeMap<String, Place> {
    let html = response
        .headers()
        .get(reqwest::header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.contains("html"));
    let mut body = Vec::new();
    let whole = html && read(&mut response, &mut body).await;
    let names = names(&String::from_utf8_lossy(&body));
    fragments.iter().map(|fragment| (fragment.clone(), find(fragment, &names, whole, host))).collect()
}

/// Reads a page as far as it is read at all; whether that was the whole.
async fn read(response: &mut Response, body: &mut Vec<u8>) -> bool {
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= MOST => body.extend_from_slice(&chunk),
            Ok(None) => return true,
            Ok(Some(_)) | Err(_) => return false,
        }
    }
}

/// All `id` and `name` attributes of a page.
fn names(page: &str) -> Vec<String> {
    let mut names = Vec::new();
    for token in Tokenizer::new(page) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (key, value) in &tag.attributes {
            let is_name = key.as_slice() == b"id" || key.as_slice() == b"name" && tag.name.as_slice() == b"a";
            if is_name {
                names.push(String::from_utf8_lossy(value).into_owned());
            }
        }
    }
    names
}

fn find(fragment: &str, names: &[String], whole: bool, host: &str) -> Place {
    // "#top", and text fragments, need no id.
    if fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:") {
        return Place::There;
    }
    let fragment = fragment.split(":~:").next().unwrap_or(fragment);
    let decoded = decode(fragment);
    let is =
        |name: &String| *name == decoded || name == fragment || name.strip_prefix("user-content-") == Some(&decoded);
    if names.iter().any(is) {
        return Place::There;
    }
    let scripted =
        fragment.contains(['/', '=', '!', '&']) || matches!(host, "github.com" | "gitlab.com" | "codeberg.org");
    if !whole || scripted { Place::Unknown } else { Place::Missing }
}

/// `%C3%A9` as the letter it stands for.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| byte == b'%') {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Place, find, names};

    #[test]
    fn places_are_found_by_id_and_by_name() {
        let names = names("<h1 id=\"a\">x</h1><h2 id='é'>y</h2><a name=legacy></a><input name=q>");
        let there = |fragment: &str| find(fragment, &names, true, "a.org");
        assert_eq!(there("a"), Place::There);
        assert_eq!(there("%C3%A9"), Place::There);
        assert_eq!(there("legacy"), Place::There);
        assert_eq!(there("q"), Place::Missing);
        assert_eq!(there(":~:text=x"), Place::There);
        assert_eq!(there("/route"), Place::Unknown);
        assert_eq!(find("L10", &names, true, "github.com"), Place::Unknown);
        assert_eq!(find("b", &names, false, "a.org"), Place::Unknown);
    }
}
