//! Template tags without their end: the site does not build, or swallows what follows.

use crate::config::Generator;
use crate::diagnostic::{Found, Subject};
use crate::document::{Tag, TagKind};
use crate::rules::quote::quote;
use crate::rules::{Post, PostRule};
use serde::{Deserialize, Serialize};

/// `template/unclosed`
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unclosed {}

impl PostRule for Unclosed {
    fn check(&self, post: &Post<'_>, found: &mut Found) {
        let generator = post.settings.generator;
        if matches!(
            generator,
            Generator::Plain | Generator::Quarto | Generator::Docusaurus | Generator::Astro | Generator::Pelican
        ) {
            return;
        }
        let tags = || post.doc.tags.iter().filter(|tag| !post.doc.is_hidden(tag.span));
        for tag in tags().filter(|tag| !tag.closed) {
            let end = match tag.kind {
                TagKind::Block => "%}",
                TagKind::Output => "}}",
                TagKind::Shortcode if post.text(tag.span).starts_with("{{%") => "%}}",
                TagKind::Shortcode => ">}}",
            };
            // A lone `{{` may be text where nothing says that the site has templates.
            if generator == Generator::Unknown
                && (tag.name.is_empty() || (tag.kind == TagKind::Output && post.doc.tags.len() < 2))
            {
                continue;
            }
            let line = post.text(tag.span).lines().next().unwrap_or("");
            found
                .at(
                    Subject::Text(tag.span),
                    tag.span,
                    format!("{} is never closed: the site can't be built, or shows it as text", quote(line)),
                )
                .help(format!("write \"{end}\" where it ends"));
        }
        for tag in open_blocks(tags(), generator) {
            let (open, close) = match tag.kind {
                TagKind::Shortcode => (tag.name.clone(), format!("{{{{< /{} >}}}}", tag.name)),
                _ => (tag.name.clone(), format!("{{% end{} %}}", tag.name)),
            };
            found
                .at(Subject::Text(tag.span), tag.span, format!("{} has no end: the site can't be built", quote(&open)))
                .help(format!("write {close} where it ends"));
        }
    }
}

/// The block tags of a dialect that always have an end.
fn pairs(generator: Generator) -> &'static [&'static str] {
    match generator {
        Generator::Jekyll => &["if", "unless", "case", "for", "tablerow", "capture", "comment", "raw", "highlight"],
        Generator::Eleventy => &["if", "unless", "case", "for", "capture", "comment", "raw"],
        Generator::Zola => &["if", "for", "raw", "filter"],
        _ => &["if", "unless", "for", "raw"],
    }
}

/// Block tags whose end is missing, innermost last.
fn open_blocks<'a>(tags: impl Iterator<Item = &'a Tag>, generator: Generator) -> Vec<&'a Tag> {
    let known = pairs(generator);
    let mut open: Vec<&Tag> = Vec::new();
    for tag in tags.filter(|tag| tag.closed) {
        match tag.kind {
            TagKind::Block if known.contains(&tag.name.as_str()) => open.push(tag),
            TagKind::Shortcode if generator == Generator::Hugo && tag.name == "highlight" && !tag.self_closing => {
                open.push(tag);
            }
            TagKind::Block | TagKind::Shortcode => {
                let name = tag.name.strip_prefix("end").or_else(|| tag.name.strip_prefix('/'));
                if let Some(name) = name
                    && let Some(at) = open.iter().rposition(|tag| tag.name == name)
                {
                    // What was opened inside and not closed stays open.
                    open.remove(at);
                }
            }
            TagKind::Output => {}
        }
    }
    open
}
