//! Front matter as a tree that keeps what stands there.
//!
//! Duplicate keys stay, unquoted scalars stay text: what `no`, `010` or `10:30`
//! mean is decided by the rules, in the dialect of the site.

use crate::source::Span;
use std::borrow::Cow;

/// The language of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
    /// `{ … }`, `;;;` or `---json`
    Json,
    /// Pelican's `Title: …` lines without fences.
    Pelican,
}

/// What stands before the body.
#[derive(Debug, Default)]
pub enum FrontMatter<'a> {
    /// Nothing.
    #[default]
    Absent,
    /// Something that does not parse.
    Broken {
        /// Its language.
        language: Language,
        /// What is wrong.
        error: FrontError,
        /// What was read before the error; an empty map when nothing.
        before: Node<'a>,
    },
    /// A tree.
    Tree {
        /// Its language.
        language: Language,
        /// The root: a map.
        root: Node<'a>,
    },
}

/// Why front matter does not parse.
#[derive(Debug, Clone)]
pub struct FrontError {
    /// Where.
    pub span: Span,
    /// What kind of mistake, as far as it was understood.
    pub kind: FrontErrorKind,
    /// The parser's own words, for kinds without better ones.
    pub detail: String,
}

/// Mistakes that are explained in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontErrorKind {
    /// No closing fence.
    Unclosed,
    /// `title: A: b`; the span covers the value.
    UnquotedColon,
    /// A quotation mark without its partner; the span covers the value.
    UnclosedQuote,
    /// A value that begins with `@`, `` ` `` or `%`; the span covers the value.
    ReservedStart,
    /// A line at an indentation that fits nothing above.
    Indentation,
    /// Anything else.
    Other,
}

/// A value with its place.
#[derive(Debug, Clone, Default)]
pub struct Node<'a> {
    /// The value's bytes, quotes included; empty where nothing stands.
    pub span: Span,
    /// The value.
    pub value: Value<'a>,
}

/// A value of the front matter.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// A key without a value.
    Null,
    /// Text, numbers, dates, booleans: what stands there.
    Scalar {
        /// Escapes resolved, quotes dropped; borrowed where it stands so in the source.
        text: Cow<'a, str>,
        /// Written without quotes (so that readers may turn it into something else).
        plain: bool,
        /// `|` or `>`.
        block: bool,
    },
    /// `- a` or `[a, b]`.
    List(Vec<Node<'a>>),
    /// `key: value`, in order, duplicates kept.
    Map(Vec<Pair<'a>>),
}

impl Default for Value<'_> {
    fn default() -> Self {
        Value::Map(Vec::new())
    }
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// The key's text.
    pub key: Cow<'a, str>,
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The value.
    pub node: Node<'a>,
    /// A comment on the same line or in place of the value.
    pub comment: Option<Span>,
}

impl<'s> FrontMatter<'s> {
    /// The root, if the whole was read.
    #[must_use]
    pub fn tree(&self) -> Option<&Node<'s>> {
        match self {
            FrontMatter::Tree { root, .. } => Some(root),
            _ => None,
        }
    }

    /// What could be read: the tree, or what stood before an error.
    #[must_use]
    pub fn readable(&self) -> Option<&Node<'s>> {
        match self {
            FrontMatter::Absent => None,
            FrontMatter::Broken { before, .. } => Some(before),
            FrontMatter::Tree { root, .. } => Some(root),
        }
    }

    /// The language, when there is any front matter.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            FrontMatter::Absent => None,
            FrontMatter::Broken { language, .. } | FrontMatter::Tree { language, .. } => Some(*language),
        }
    }

    /// The first value at a path of keys (`["event", "start"]`), as far as it was read.
    #[must_use]
    pub fn get(&self, path: &[&str]) -> Option<&Node<'s>> {
        path.iter().try_fold(self.readable()?, |node, key| node.get(key))
    }
}

impl<'s> Node<'s> {
    /// The first value of a key, in a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node<'s>> {
        self.pairs().iter().find(|pair| pair.key == key).map(|pair| &pair.node)
    }

    /// The pairs of a map; none for other values.
    #[must_use]
    pub fn pairs(&self) -> &[Pair<'s>] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The items of a list; none for other values.
    #[must_use]
    pub fn items(&self) -> &[Node<'s>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Calls `visit` with the keys from the root and the pair, for every pair
    /// at any depth, in order. Items of a list add `"[]"` to the keys.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&[&'a str], &'a Pair<'s>)) {
        self.walk_from(&mut Vec::new(), visit);
    }

    fn walk_from<'a>(&'a self, path: &mut Vec<&'a str>, visit: &mut dyn FnMut(&[&'a str], &'a Pair<'s>)) {
        match &self.value {
            Value::Map(pairs) => {
                for pair in pairs {
                    visit(path, pair);
                    path.push(&pair.key);
                    pair.node.walk_from(path, visit);
                    path.pop();
                }
            }
            Value::List(items) => {
                path.push("[]");
                for item in items {
                    item.walk_from(path, visit);
                }
                path.pop();
            }
            _ => {}
        }
    }
}
