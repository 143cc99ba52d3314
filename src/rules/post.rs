//! One post, as rules see it.
//!
//! What several rules want of it is worked out once, when the first of them
//! asks: a rule that is off costs nothing, nor does what only it would need.

use super::link::target::Target;
use super::schedule::line::Lines;
use crate::agenda::Agenda;
use crate::config::Settings;
use crate::document::Document;
use crate::document::front::{Node, Pair, Value};
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::cell::OnceCell;

/// A pair of the front matter, with what holds it.
pub struct Field<'a> {
    /// The key and its value.
    pub pair: &'a Pair<'a>,
    /// The field whose value it stands in: its index; `None` at the top.
    pub above: Option<usize>,
    /// It stands in an item of a list, not in that field's own map.
    pub in_list: bool,
}

/// One post, as rules see it.
pub struct Post<'a> {
    /// The text.
    pub source: &'a Source,
    /// Its parts.
    pub doc: &'a Document<'a>,
    /// Its programme.
    pub agenda: &'a Agenda,
    /// The configuration that holds for this file.
    pub settings: &'a Settings,
    /// The day of the run.
    pub today: Date,
    fields: OnceCell<Vec<Field<'a>>>,
    targets: OnceCell<Vec<Target<'a>>>,
    lines: OnceCell<Lines>,
}

impl<'a> Post<'a> {
    /// A post that was read, with what holds for it.
    #[must_use]
    pub fn new(
        source: &'a Source,
        doc: &'a Document<'a>,
        agenda: &'a Agenda,
        settings: &'a Settings,
        today: Date,
    ) -> Self {
        let (fields, targets, lines) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Post { source, doc, agenda, settings, today, fields, targets, lines }
    }

    /// The text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The pairs of the front matter at any depth, in order, as far as it was read.
    pub fn fields(&self) -> &[Field<'a>] {
        self.fields.get_or_init(|| {
            let mut fields = Vec::with_capacity(2 * self.doc.front.readable().map_or(0, |root| root.pairs().len()));
            if let Some(root) = self.doc.front.readable() {
                collect(root, None, false, &mut fields);
            }
            fields
        })
    }

    /// A field, and those that hold it, up to the top.
    pub fn field_and_above<'s>(&'s self, field: &'s Field<'a>) -> impl Iterator<Item = &'s Field<'a>> {
        std::iter::successors(Some(field), |field| self.fields().get(field.above?))
    }

    /// The links and images that stand where readers see them and whose target
    /// holds no template mark, taken apart.
    pub fn targets(&self) -> &[Target<'a>] {
        self.targets.get_or_init(|| {
            let mut targets = Vec::with_capacity(self.doc.links.len());
            targets.extend(self.doc.judged_links(self.source).map(Target::new));
            targets
        })
    }

    /// The comparable sessions of each place and day, see [`Lines`].
    pub fn lines(&self) -> impl Iterator<Item = &[usize]> {
        self.lines.get_or_init(|| Lines::of(self.agenda)).iter()
    }
}

fn collect<'a>(node: &'a Node<'a>, above: Option<usize>, in_list: bool, fields: &mut Vec<Field<'a>>) {
    match &node.value {
        Value::Map(pairs) => {
            for pair in pairs {
                let own = fields.len();
                fields.push(Field { pair, above, in_list });
                collect(&pair.node, Some(own), false, fields);
            }
        }
        Value::List(items) => {
            for item in items {
                collect(item, above, true, fields);
            }
        }
        _ => {}
    }
}
