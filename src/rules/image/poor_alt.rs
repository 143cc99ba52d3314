//! Alternative texts that tell no more than that there is an image.

use crate::diagnostic::{Found, Subject};
use crate::document::Link;
use crate::rules::link::target::decode;
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `image/poor-alt`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PoorAlt {}

/// Words for "an image", in any language.
const WORDS: &[&str] = &[
    "image",
    "img",
    "picture",
    "pic",
    "photo",
    "foto",
    "imagen",
    "imagem",
    "immagine",
    "bild",
    "afbeelding",
    "visuel",
    "graphic",
    "banner",
    "bannière",
    "poster",
    "flyer",
    "affiche",
    "cartel",
    "cartaz",
    "plakat",
    "screenshot",
    "alt",
    "alt text",
    "untitled",
    "figure",
    "画像",
];

impl PostRule for PoorAlt {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        for link in post.targets().iter().map(|target| target.link).filter(|link| link.image) {
            let Some((text, span)) = &link.text else { continue };
            let text = text.trim();
            if !text.is_empty() && is_poor(text, link) {
                found
                    .at(
                        Subject::Target(link.target),
                        *span,
                        format!("{} does not tell readers what the image shows", quote(text)),
                    )
                    .help("write what it shows, as you would on the telephone");
            }
        }
    }
}

fn is_poor(text: &str, link: &Link) -> bool {
    let lower = text.to_lowercase();
    let word = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '#'));
    let end = link.url.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(link.url.len());
    let path = decode(&link.url[..end]);
    let name = memchr::memrchr(b'/', path.as_bytes()).map_or(&*path, |slash| &path[slash + 1..]).to_lowercase();
    let stem = memchr::memrchr(b'.', name.as_bytes()).map_or(&*name, |dot| &name[..dot]);
    let is_slug = || stem.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-'));
    let is_name = lower == name || lower == stem && is_slug();
    let ending = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].iter().any(|ending| lower.ends_with(ending));
    let title = link.title.as_deref().is_some_and(|(title, _)| title.trim() == text);
    WORDS.contains(&word) || is_name || (ending && !text.contains(' ')) || title
}
