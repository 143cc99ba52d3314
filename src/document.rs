//! The post as parts: front matter, blocks, grids, links, tags, every one with
//! its byte span.
//!
//! The document is typed; nothing of the parsers that made it shows, and of the
//! source it borrows the texts that stand there as they are read.
//! Blocks stand in one list in the order of the text and name their parent, so
//! that a rule walks a slice, never a tree.

use crate::source::{Source, Span};
use std::borrow::Cow;
use std::ops::Range;

pub mod front;
pub mod grid;
pub mod name;
mod owned;
pub mod prose;

pub use front::{FrontMatter, Node, Pair, Value};
pub use grid::{Cell, CellId, Grid, Origin, Row};
pub use name::Name;
pub use prose::{Mark, MarkKind, Prose};

/// How the site reads Markdown; decides which lines are tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Flavour {
    /// GitHub's Markdown; also what is assumed when nothing is known.
    #[default]
    Gfm,
    /// Hugo.
    Goldmark,
    /// Eleventy.
    MarkdownIt,
    /// Jekyll: tables without header and delimiter row.
    Kramdown,
}

/// One post, read.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// What stands before the body.
    pub front: FrontMatter<'a>,
    /// The bytes of the front matter, fences included; empty at the start when absent.
    pub front_span: Span,
    /// The bytes behind the front matter.
    pub body: Span,
    /// How tables were read.
    pub flavour: Flavour,
    /// All blocks in the order of the text; a parent stands before its children.
    pub blocks: Vec<Block<'a>>,
    /// All tables, GFM, kramdown and HTML, in the order of the text.
    pub grids: Vec<Grid<'a>>,
    /// All links and images: front matter, body in the order of the text, template tags.
    pub links: Vec<Link<'a>>,
    /// `[label]: target` lines.
    pub definitions: Vec<Definition>,
    /// `{% … %}`, `{{ … }}`, `{{< … >}}` and their like.
    pub tags: Vec<Tag>,
    /// Comments of every language around: HTML, link-definition, template, YAML.
    pub comments: Vec<Comment>,
    /// Raw HTML tags of the body (inline and block), outside code.
    pub html: Vec<HtmlTag>,
    /// The attributes of all tags.
    pub attributes: Vec<Attribute>,
    /// Parts that no rule looks at: code, comments, raw blocks, struck-out text. Sorted.
    pub hidden: Vec<Span>,
    /// Why the body was not read, if it was not.
    pub refused: Option<Refused>,
}

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Blocks nested past the limit; the place of the first.
    TooDeep(Span),
    /// A table wider than the limit; its header.
    TooWide(Span),
}

/// The index of a block in [`Document::blocks`].
pub type BlockId = usize;

/// One block of the body.
#[derive(Debug)]
pub struct Block<'a> {
    /// The whole block, markers included.
    pub span: Span,
    /// The block that holds it.
    pub parent: Option<BlockId>,
    /// What it is.
    pub kind: BlockKind<'a>,
}

/// What a block is.
#[derive(Debug)]
pub enum BlockKind<'a> {
    /// `# …`, underlined, or `<h2>…</h2>`.
    Heading(Heading<'a>),
    /// Running text; hard and soft line ends are `\n` in the prose.
    Paragraph(Prose<'a>),
    /// A list; its children are items.
    List {
        /// Numbered.
        ordered: bool,
    },
    /// An item; its children are the blocks inside.
    Item {
        /// `Some(done)` for a task item.
        task: Option<bool>,
    },
    /// A table, by index in [`Document::grids`].
    Table(usize),
    /// A quotation; its children are the blocks inside.
    Quote,
    /// Fenced or indented code; never judged.
    Code,
    /// Raw HTML that is no table and no heading; the text in it as prose.
    Html(Prose<'a>),
    /// A footnote definition; its children are the blocks inside.
    Footnote,
    /// A thematic break.
    Rule,
}

/// A heading.
#[derive(Debug)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its text, without `#` marks and `{#id}`.
    pub text: Prose<'a>,
    /// A written id (`{#id}`, `id="…"`), with its span.
    pub id: Option<Box<(String, Span)>>,
}

/// How a link or image was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](target)`, `![alt](target)`.
    Inline,
    /// `[text][label]`, `[label][]`, `[label]`: the target is the definition's.
    Reference,
    /// `<https://…>`.
    Autolink,
    /// `https://…` in the text, and `www.…`.
    Bare,
    /// An attribute of a raw HTML tag (`href`, `src`).
    Html,
    /// A value of the front matter that is an address or a path.
    FrontMatter,
    /// An argument of a template tag.
    Template,
}

/// A link or an image.
#[derive(Debug)]
pub struct Link<'a> {
    /// The whole construct (`[text](target "title")`).
    pub span: Span,
    /// The target as it stands in the source, quotes and angle brackets excluded.
    /// For a reference the target in the definition.
    pub target: Span,
    /// The target as read: escapes and entities resolved, surrounding blanks dropped.
    pub url: Cow<'a, str>,
    /// The shown text of a link, the alternative text of an image; `None` when
    /// the construct has no place for one or leaves the attribute out.
    pub text: Option<(Cow<'a, str>, Span)>,
    /// The title, when one is written.
    pub title: Option<Box<(Cow<'a, str>, Span)>>,
    /// How it was written.
    pub kind: LinkKind,
    /// An image rather than a link.
    pub image: bool,
    /// Width and height attributes in CSS pixels, where written (HTML images).
    pub size: Option<Box<(Option<u32>, Option<u32>)>>,
    /// Inside another link (an image that is a link's content).
    pub inside_link: bool,
    /// The block that holds it; `None` in the front matter.
    pub block: Option<BlockId>,
    /// The cell that holds it.
    pub cell: Option<CellId>,
    /// For a reference: its label, and whether a definition exists.
    pub reference: Option<Box<Reference>>,
}

/// The label of a reference link.
#[derive(Debug)]
pub struct Reference {
    /// The label as it stands.
    pub label: Span,
    /// The definition in [`Document::definitions`]; `None` when there is none.
    pub definition: Option<usize>,
    /// `[text][label]`, the only form that is judged when undefined.
    pub full: bool,
}

/// A link definition: `[label]: target "title"`.
#[derive(Debug)]
pub struct Definition {
    /// The whole definition.
    pub span: Span,
    /// The label, brackets excluded.
    pub label: Span,
    /// The target as it stands.
    pub target: Span,
    /// Used by a link of the post.
    pub used: bool,
}

/// The kind of a template tag, by its delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// `{% … %}` (Liquid, Nunjucks, Zola).
    Block,
    /// `{{ … }}`.
    Output,
    /// `{{< … >}}` and `{{% … %}}` (Hugo).
    Shortcode,
}

/// A template tag.
#[derive(Debug)]
pub struct Tag {
    /// From the opening to the closing delimiter; to the end of the line when unclosed.
    pub span: Span,
    /// By its delimiters.
    pub kind: TagKind,
    /// The first word inside (`include`, `endfor`, `/figure` for a closing shortcode); empty when none.
    pub name: String,
    /// The name's place.
    pub name_span: Span,
    /// Arguments: `time='4pm'` has a key, `"./a.png"` has none.
    pub arguments: Vec<Argument>,
    /// Whether the closing delimiter stands there.
    pub closed: bool,
    /// `{{< x />}}`: needs no closing tag.
    pub self_closing: bool,
}

/// An argument of a template tag.
#[derive(Debug)]
pub struct Argument {
    /// The key before `=` or `:`, if any.
    pub key: Option<String>,
    /// The value without its quotes.
    pub value: Span,
    /// Whether the value was quoted.
    pub quoted: bool,
}

/// The language of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `<!-- … -->`
    Html,
    /// `[//]: # (…)`
    Definition,
    /// `{# … #}`, `{% comment %} … {% endcomment %}`, `{{/* … */}}`, `{/* … */}`
    Template,
    /// `# …` in YAML or TOML front matter.
    FrontMatter,
}

/// A comment.
#[derive(Debug)]
pub struct Comment {
    /// The whole comment, delimiters included.
    pub span: Span,
    /// The words inside, without delimiters and surrounding blanks.
    pub text: Span,
    /// Its language.
    pub kind: CommentKind,
}

/// A raw HTML tag.
#[derive(Clone, Debug)]
pub struct HtmlTag {
    /// From `<` to `>`.
    pub span: Span,
    /// The name in lower case.
    pub name: Name,
    /// `</…>`
    pub closing: bool,
    /// `<… />`
    pub self_closing: bool,
    /// Where its attributes stand in [`Document::attributes`].
    pub attributes: Range<u32>,
}

/// An attribute of a tag: the name in lower case, and the value's place (`None` without `=`).
pub type Attribute = (Name, Option<Span>);

impl HtmlTag {
    /// Those of `all` attributes that are its own.
    pub(crate) fn attributes<'a>(&self, all: &'a [Attribute]) -> &'a [Attribute] {
        all.get(self.attributes.start as usize..self.attributes.end as usize).unwrap_or_default()
    }
}

impl<'s> Document<'s> {
    /// The links and images that stand where readers see them and whose target
    /// holds no template mark.
    pub fn judged_links<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = &'a Link<'s>> {
        self.links.iter().filter(|link| {
            let undefined = link.reference.as_ref().is_some_and(|reference| reference.definition.is_none());
            !undefined
                && !self.is_hidden(link.span)
                && !is_template(&link.url)
                && (source.slice(link.target) == link.url || !is_template(source.slice(link.target)))
                && !self.holds_tag(link)
        })
    }

    /// The attributes of a tag.
    #[must_use]
    pub fn attributes(&self, tag: &HtmlTag) -> &[Attribute] {
        tag.attributes(&self.attributes)
    }

    /// Whether a template tag stands in a target.
    fn holds_tag(&self, link: &Link) -> bool {
        if self.tags.is_empty() {
            return false;
        }
        let at = self.tags.partition_point(|tag| tag.span.start() < link.target.start());
        self.tags.get(at).is_some_and(|tag| !link.target.is_empty() && link.target.contains(tag.span))
    }

    /// Whether a span touches a part that no rule looks at.
    #[must_use]
    pub fn is_hidden(&self, span: Span) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let at = self.hidden.partition_point(|hidden| hidden.end() <= span.start());
        self.hidden
            .get(at)
            .is_some_and(|hidden| hidden.overlaps(span) || (span.is_empty() && hidden.start() <= span.start()))
    }

    /// The headings, with their block ids, in order.
    pub fn headings(&self) -> impl Iterator<Item = (BlockId, &Heading<'s>)> {
        self.blocks.iter().enumerate().filter_map(|(id, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((id, heading)),
            _ => None,
        })
    }

    /// Every piece of running text outside tables: headings, paragraphs, raw HTML.
    pub fn texts(&self) -> impl Iterator<Item = (BlockId, &Prose<'s>)> {
        self.blocks.iter().enumerate().filter_map(|(id, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((id, &heading.text)),
            BlockKind::Paragraph(prose) | BlockKind::Html(prose) => Some((id, prose)),
            _ => None,
        })
    }

    /// The blocks from `id`'s parent up to the outermost.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> {
        std::iter::successors(self.blocks.get(id).and_then(|block| block.parent), |&id| {
            self.blocks.get(id).and_then(|block| block.parent)
        })
    }

    /// How many lists hold the block.
    #[must_use]
    pub fn list_depth(&self, id: BlockId) -> usize {
        self.ancestors(id).filter(|&id| matches!(self.blocks[id].kind, BlockKind::List { .. })).count()
    }
}

/// Whether a value or target holds a template mark (`{{`, `{%`, `<%`, `${`,
/// `@name@`, `%NAME%`) and so is never judged.
#[must_use]
pub fn is_template(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |at: usize| matches!(bytes.get(at..at + 2), Some(b"{{" | b"{%" | b"<%" | b"${"));
    if memchr::memchr3_iter(b'{', b'<', b'$', bytes).any(opens) {
        return true;
    }
    let Some(first) = memchr::memchr2(b'@', b'%', bytes) else { return false };
    // What stands between two marks that follow each other.
    let wrapped = |mark: u8, inner: fn(&u8) -> bool| {
        let mut rest = bytes[first..].split(|byte| *byte == mark);
        rest.next();
        let mut name = rest.next();
        rest.any(|behind| {
            let before = name.replace(behind);
            before.is_some_and(|name| name.len() > 1 && name.iter().all(inner))
        })
    };
    wrapped(b'@', |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        || wrapped(b'%', |byte| byte.is_ascii_uppercase() || *byte == b'_')
}

/// The text of a span, for callers that hold a document and its source.
#[must_use]
pub fn text(source: &Source, span: Span) -> &str {
    source.slice(span)
}
