//! What the configuration says, resolved for one file.

pub mod links;

pub use links::{HostSettings, LinkSettings};

use crate::document::Flavour;
use crate::schema::Schema;
use std::sync::Arc;

/// The program that builds the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Generator {
    /// Jekyll.
    Jekyll,
    /// Hugo.
    Hugo,
    /// Eleventy.
    Eleventy,
    /// Zola.
    Zola,
    /// Astro.
    Astro,
    /// Docusaurus.
    Docusaurus,
    /// Quarto.
    Quarto,
    /// Pelican.
    Pelican,
    /// Plain Markdown, by the configuration's word.
    Plain,
    /// Not known: read as GitHub reads it, and judged with care.
    #[default]
    Unknown,
}

impl Generator {
    /// By its name in the configuration.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "jekyll" => Self::Jekyll,
            "hugo" => Self::Hugo,
            "eleventy" => Self::Eleventy,
            "zola" => Self::Zola,
            "astro" => Self::Astro,
            "docusaurus" => Self::Docusaurus,
            "quarto" => Self::Quarto,
            "pelican" => Self::Pelican,
            "plain" => Self::Plain,
            _ => return None,
        })
    }

    /// Its name in the configuration; `plain` when it is not known.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jekyll => "jekyll",
            Self::Hugo => "hugo",
            Self::Eleventy => "eleventy",
            Self::Zola => "zola",
            Self::Astro => "astro",
            Self::Docusaurus => "docusaurus",
            Self::Quarto => "quarto",
            Self::Pelican => "pelican",
            Self::Plain | Self::Unknown => "plain",
        }
    }

    /// How it reads Markdown.
    #[must_use]
    pub fn flavour(self) -> Flavour {
        match self {
            Self::Jekyll => Flavour::Kramdown,
            Self::Hugo => Flavour::Goldmark,
            Self::Eleventy => Flavour::MarkdownIt,
            _ => Flavour::Gfm,
        }
    }
}

/// What rules and the agenda need of the configuration, for one file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The site's generator.
    pub generator: Generator,
    /// The language, when configured.
    pub lang: Option<String>,
    /// The IANA time zone, when configured.
    pub time_zone: Option<String>,
    /// The front matter key that holds the event's day (`front-matter.event-date`).
    pub event_date: Option<String>,
    /// Template tags that the site knows (`rules: template/unknown-tag`), from the configuration.
    pub tags: Vec<String>,
    /// The site's root folder relative to the configuration, for `/paths`.
    pub site_root: Option<std::path::PathBuf>,
    /// The schemas of the front matter (`front-matter.schema`, and a post's own `$schema`).
    pub schemas: Vec<Arc<Schema>>,
}
