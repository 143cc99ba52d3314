//! From text to [`Document`]: comrak for the structure, the raw source for every span.

mod definition;
pub mod front;
mod front_links;
mod grid;
mod guard;
mod html;
mod inline;
mod reader;
mod shape;
mod skeleton;
mod template;

use crate::document::{Block, BlockKind, Document, Flavour, Link, LinkKind, MarkKind, Prose, Tag};
use crate::source::Source;
use inline::Tokens;
use reader::Reader;
use shape::{Shape, ShapeKind};
use template::{Templates, What};

/// Reads a post.
#[must_use]
pub fn document(source: &Source, flavour: Flavour) -> Document<'_> {
    documents(&[(source, flavour)]).pop().unwrap_or_default()
}

/// Reads posts, each step for all of them before the next one.
#[must_use]
pub fn documents<'a>(posts: &[(&'a Source, Flavour)]) -> Vec<Document<'a>> {
    let docs: Vec<_> = posts.iter().map(|&(source, flavour)| fronted(source, flavour)).collect();
    let shaped = docs.into_iter().zip(posts).map(|(doc, &(source, _))| Shaped::of(source, doc));
    let shaped: Vec<_> = shaped.collect();
    shaped.into_iter().map(Shaped::read).collect()
}

/// A document of the front matter alone, with the place of the body.
fn fronted(source: &Source, flavour: Flavour) -> Document<'_> {
    let (front, front_span, comments) = front::read(source);
    let start = front_span.end().max(source.body_start());
    let body = source.snap(start, source.text().len());
    let mut doc = Document { front, front_span, body, flavour, comments, ..Document::default() };
    doc.refused = guard::refuse(source, body.start());
    front_links::add(source, &mut doc);
    doc
}

/// A document whose blocks are told from each other, and not read yet.
struct Shaped<'a> {
    source: &'a Source,
    doc: Document<'a>,
    templates: Templates,
    shapes: Vec<Shape>,
    /// Definitions of targets may stand in it.
    defines: bool,
}

impl<'a> Shaped<'a> {
    /// Of a body that is refused nothing is told.
    fn of(source: &'a Source, doc: Document<'a>) -> Self {
        let body = doc.body;
        if doc.refused.is_some() {
            return Shaped { source, doc, templates: Templates::default(), shapes: Vec::new(), defines: false };
        }
        let mut templates = template::find(source, body);
        let defines = definition::may_stand(source.slice(body).as_bytes());
        let mut shapes = shape::shapes(source, body.start(), defines);
        html::take_indented(source, &mut shapes);
        for shape in &shapes {
            if shape.kind == ShapeKind::Code {
                templates.drop_in(shape.span);
            }
        }
        Shaped { source, doc, templates, shapes, defines }
    }

    fn read(self) -> Document<'a> {
        let Shaped { source, doc, templates, mut shapes, defines } = self;
        if doc.refused.is_some() {
            return doc;
        }
        let open_end = doc.body.end();
        let mut reader = Reader {
            source,
            doc,
            templates,
            labels: std::collections::HashMap::new(),
            titles: Vec::new(),
            lexed: std::rc::Rc::default(),
            tokens: Some(Tokens::take()),
            open_end,
        };
        if defines {
            reader.definitions(&mut shapes);
        }
        reader.blocks(&shapes);
        finish(reader)
    }
}

/// Puts tags and comments in their places and sorts.
fn finish(reader: Reader<'_>) -> Document<'_> {
    let Reader { source, mut doc, templates, tokens, .. } = reader;
    tokens.into_iter().for_each(Tokens::keep);
    renumber(&mut doc, &templates);
    for mark in templates.marks.into_iter().filter(|mark| !mark.dropped) {
        match mark.what {
            What::Hidden(comment) => {
                doc.hidden.push(mark.span);
                doc.comments.extend(comment);
            }
            What::Tag(_, tag) => {
                template_links(source, &tag, &mut doc);
                doc.tags.push(tag);
            }
        }
    }
    doc.comments.sort_by_key(|comment| comment.span);
    // Several posts are kept together, and what a post was given in advance is mostly too much.
    doc.links.shrink_to_fit();
    doc.html.sort_by_key(|tag| tag.span);
    doc.hidden.sort();
    doc.hidden.dedup();
    doc
}

/// Tags were counted before it was known which of them stand in code: where
/// some do, the numbers in the prose are moved onto those that are left.
fn renumber(doc: &mut Document, templates: &Templates) {
    if !templates.marks.iter().any(|mark| mark.dropped) {
        return;
    }
    let mut left = 0;
    let numbers: Vec<u32> = templates
        .marks
        .iter()
        .filter(|mark| matches!(mark.what, What::Tag(..)))
        .map(|mark| {
            let number = left;
            left += u32::from(!mark.dropped);
            number
        })
        .collect();
    let move_marks = |prose: &mut Prose| {
        for mark in &mut prose.marks {
            if let MarkKind::Tag(number) = &mut mark.kind {
                *number = numbers.get(*number as usize).copied().unwrap_or(*number);
            }
        }
    };
    for Block { kind, .. } in &mut doc.blocks {
        match kind {
            BlockKind::Heading(heading) => move_marks(&mut heading.text),
            BlockKind::Paragraph(prose) | BlockKind::Html(prose) => move_marks(prose),
            _ => {}
        }
    }
    for grid in &mut doc.grids {
        grid.caption.iter_mut().for_each(move_marks);
        grid.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| move_marks(&mut cell.prose));
    }
}

/// Adds the arguments of a tag that are paths or addresses.
fn template_links<'a>(source: &'a Source, tag: &Tag, doc: &mut Document<'a>) {
    for (at, argument) in tag.arguments.iter().enumerate() {
        let url = source.slice(argument.value);
        if !template::looks_like_target(argument, url) {
            continue;
        }
        let image = template::is_image(url);
        // `{% image "./a.png", "What it shows" %}`: the next quoted words.
        let named = tag.arguments.iter().find(|other| other.key.as_deref() == Some("alt"));
        let next = tag.arguments.get(at + 1).filter(|next| next.quoted && next.key.is_none());
        let text = named.or(next).filter(|_| image).map(|alt| (source.slice(alt.value).into(), alt.value));
        let block = doc.blocks.partition_point(|block| block.span.start() <= tag.span.start()).checked_sub(1);
        doc.links.push(Link {
            span: tag.span,
            target: argument.value,
            url: url.into(),
            text,
            title: None,
            kind: LinkKind::Template,
            image,
            size: None,
            inside_link: false,
            block,
            cell: None,
            reference: None,
        });
    }
}

/// Throws for tests that make up texts, the same ones in every run: numbers below the one that is asked for.
#[cfg(test)]
pub(crate) fn dice(mut seed: u32) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    }
}
