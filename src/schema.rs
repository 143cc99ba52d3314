//! Front matter schemas: JSON Schema, told in the words of people who write posts.
//!
//! A value is given to the schema as the text that stands there: what a site's
//! reader makes of `010` or `2026-12-05` differs, what the author wrote does
//! not. Where a schema asks for a number, a text that is one will do.

#[cfg(not(feature = "schema"))]
use crate::document::front::Node;
use crate::source::Span;
use serde_json::Value;

/// The built-in schemas, by the name that a configuration gives.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("eleventy-calendar", include_str!("../rules/schemas/eleventy-calendar.yaml")),
    ("hugo-event", include_str!("../rules/schemas/hugo-event.yaml")),
    ("jekyll-event", include_str!("../rules/schemas/jekyll-event.yaml")),
    ("schema-org-event", include_str!("../rules/schemas/schema-org-event.yaml")),
];

/// The rule that a violation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A key is missing.
    Required,
    /// A key that the schema does not know.
    UnknownKey,
    /// A value of another kind.
    Type,
    /// A value that is not allowed.
    Value,
}

/// Something that a schema forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule it belongs to.
    pub breach: Breach,
    /// The key or value; `None` for the front matter as a whole.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// The cure.
    pub help: Option<String>,
}

/// A schema, ready to check.
#[derive(Debug)]
pub struct Schema {
    #[cfg(feature = "schema")]
    validator: jsonschema::Validator,
    value: Value,
}

impl Schema {
    /// The keys at the top that it knows.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let properties = self.value.get("properties").and_then(Value::as_object);
        properties.map(|known| known.keys().cloned().collect()).unwrap_or_default()
    }

    /// The values that it names for a key at the top.
    #[must_use]
    pub fn values(&self, key: &str) -> Vec<String> {
        let named = self.value.pointer("/properties").and_then(|known| known.get(key)?.get("enum")?.as_array());
        named.map(|all| all.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()).unwrap_or_default()
    }
}

/// Why a schema can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no JSON Schema, or refers to something outside.
    #[error("this is no JSON Schema that can be used: {0}")]
    Unusable(String),
    /// A build without the feature `schema`.
    #[error("this build of eventlint checks no schemas")]
    NotBuilt,
}

#[cfg(not(feature = "schema"))]
impl Schema {
    /// Makes a schema ready.
    ///
    /// # Errors
    /// Always: this build checks none.
    pub fn new(_value: Value) -> Result<Self, Error> {
        Err(Error::NotBuilt)
    }

    /// What the schema forbids of a front matter.
    #[must_use]
    pub fn check(&self, _root: &Node) -> Vec<Violation> {
        Vec::new()
    }
}

#[cfg(feature = "schema")]
mod check {
    use super::{Breach, Error, Schema, Violation};
    use crate::document::front::{Node, Value as NodeValue};
    use crate::nearest::nearest;
    use crate::source::Span;
    use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind};
    use jsonschema::{JsonType, PatternOptions};
    use serde_json::Value;

    /// The most rounds in which texts become the numbers that a schema asks for.
    const ROUNDS: usize = 3;

    impl Schema {
        /// Makes a schema ready.
        ///
        /// # Errors
        /// When it is no JSON Schema, or refers to another file or an address.
        pub fn new(value: Value) -> Result<Self, Error> {
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .with_pattern_options(PatternOptions::regex())
                .build(&value)
                .map_err(|error| Error::Unusable(error.to_string()))?;
            Ok(Schema { validator, value })
        }

        /// What the schema forbids of a front matter, in its order.
        #[must_use]
        pub fn check(&self, root: &Node) -> Vec<Violation> {
            let mut instance = as_written(root);
            for _ in 0..ROUNDS {
                let wanted: Vec<String> = self
                    .validator
                    .iter_errors(&instance)
                    .flat_map(|error| innermost(&error))
                    .filter(|(kind, _)| *kind)
                    .map(|(_, path)| path)
                    .collect();
                let mut changed = false;
                for path in wanted {
                    if let Some(value) = instance.pointer_mut(&path)
                        && let Some(number) = value.as_str().and_then(number)
                        && is_plain(root, &path)
                    {
                        *value = number;
                        changed = true;
                    }
                }
                if !changed {
                    break;
                }
            }
            let mut out = Vec::new();
            for error in self.validator.iter_errors(&instance) {
                self.tell(root, &error, &mut out);
            }
            out.sort_by_key(|violation| violation.span.map(Span::start));
            out.dedup();
            out
        }

        fn tell(&self, root: &Node, error: &ValidationError<'_>, out: &mut Vec<Violation>) {
            let path = error.instance_path().as_str();
            let (key, node) = find(root, path);
            let name = name(path);
            let span = node.map(|node| node.span).filter(|span| !span.is_empty()).or(key);
            let mut say = |breach, span, message: String, help: Option<String>| {
                out.push(Violation { breach, span, message, help });
            };
            match error.kind() {
                ValidationErrorKind::Required { property } => {
                    let property = property.as_str().unwrap_or_default();
                    let pairs = node.map(Node::pairs).unwrap_or_default();
                    let near = nearest(property, pairs.iter().map(|pair| &*pair.key));
                    let of = if path.is_empty() { String::new() } else { format!(" of {name}") };
                    let written = pairs.iter().find(|pair| Some(&*pair.key) == near);
                    let place = written.map(|pair| pair.key_span).or(key);
                    let help = match near {
                        Some(near) => format!("did you mean \"{property}\" by \"{near}\"?"),
                        None => format!("add a line \"{property}: …\""),
                    };
                    say(Breach::Required, place, format!("\"{property}\"{of} is missing"), Some(help));
                }
                ValidationErrorKind::AdditionalProperties { unexpected }
                | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                    let known = self.known(error.schema_path().as_str());
                    for unknown in unexpected {
                        let pairs = node.map(Node::pairs).unwrap_or_default();
                        let span = pairs.iter().find(|pair| pair.key == *unknown).map(|pair| pair.key_span);
                        let near = nearest(unknown, known.iter().map(String::as_str));
                        let help = near.map_or_else(
                            || (!known.is_empty()).then(|| format!("known keys: {}", known.join(", "))),
                            |near| Some(format!("did you mean \"{near}\"?")),
                        );
                        say(Breach::UnknownKey, span, format!("the site knows no key \"{unknown}\""), help);
                    }
                }
                ValidationErrorKind::Type { kind } => {
                    let wanted = kinds(kind);
                    say(
                        Breach::Type,
                        span,
                        format!("{name} is {}, not {wanted}", kind_of(node)),
                        Some(format!("write {wanted}")),
                    );
                }
                ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                    // The branch that is nearest: the one with the fewest mistakes, the deepest first.
                    let depth = |errors: &[ValidationError<'_>]| {
                        errors.iter().map(|error| error.instance_path().as_str().len()).max().unwrap_or(0)
                    };
                    let nearest = context.iter().min_by_key(|errors| (std::cmp::Reverse(depth(errors)), errors.len()));
                    let alike = context.iter().all(|errors| {
                        matches!(errors.first().map(ValidationError::kind), Some(ValidationErrorKind::Required { .. }))
                    });
                    if alike && context.len() > 1 {
                        let wanted: Vec<String> = context
                            .iter()
                            .filter_map(|errors| match errors.first()?.kind() {
                                ValidationErrorKind::Required { property } => {
                                    property.as_str().map(|key| format!("\"{key}\""))
                                }
                                _ => None,
                            })
                            .collect();
                        say(
                            Breach::Required,
                            key,
                            format!("one of {} is missing", wanted.join(", ")),
                            Some("add one of them".to_owned()),
                        );
                    } else {
                        for error in nearest.into_iter().flatten() {
                            self.tell(root, error, out);
                        }
                    }
                }
                ValidationErrorKind::Enum { options } => {
                    let known: Vec<String> =
                        options.as_array().map(|all| all.iter().map(plain).collect()).unwrap_or_default();
                    let value = node.and_then(Node::text).unwrap_or_default();
                    let near = nearest(value, known.iter().map(String::as_str));
                    let help = match near {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("one of {}", known.join(", ")),
                    };
                    say(Breach::Value, span, format!("{name} can't be \"{value}\""), Some(help));
                }
                other => {
                    let (message, help) = self.value(other, &name, node);
                    say(Breach::Value, span, message, help);
                }
            }
        }

        fn value(&self, kind: &ValidationErrorKind, name: &str, node: Option<&Node>) -> (String, Option<String>) {
            let value = node.and_then(Node::text).unwrap_or_default();
            match kind {
                ValidationErrorKind::Constant { expected_value } => {
                    (format!("{name} is \"{value}\""), Some(format!("write {}", plain(expected_value))))
                }
                ValidationErrorKind::Format { format } => {
                    let (what, sample) = match format.as_str() {
                        "date" => ("a date", "2026-12-05"),
                        "date-time" => ("a date with time and zone", "2026-12-05T18:30:00+01:00"),
                        "time" => ("a time with zone", "18:30:00+01:00"),
                        "email" => ("a mail address", "ana@example.org"),
                        "uri" | "uri-reference" => ("an address", "https://example.org/"),
                        other => (other, ""),
                    };
                    let help = (!sample.is_empty()).then(|| format!("write it like {sample}"));
                    (format!("{name} is \"{value}\", which is not {what}"), help)
                }
                ValidationErrorKind::Pattern { pattern } => (
                    format!("{name} is \"{value}\", which does not have the form that the site expects"),
                    Some(format!("it has to match {pattern}")),
                ),
                ValidationErrorKind::MinLength { limit } => {
                    (format!("{name} is shorter than {limit} characters"), Some("write more".to_owned()))
                }
                ValidationErrorKind::MaxLength { limit } => {
                    (format!("{name} is longer than {limit} characters"), Some("shorten it".to_owned()))
                }
                ValidationErrorKind::Minimum { limit } => {
                    (format!("{name} is {value}, less than {limit}"), Some("correct the number".to_owned()))
                }
                ValidationErrorKind::Maximum { limit } => {
                    (format!("{name} is {value}, more than {limit}"), Some("correct the number".to_owned()))
                }
                ValidationErrorKind::MinItems { limit } => {
                    (format!("{name} has fewer than {limit} entries"), Some("add what is missing".to_owned()))
                }
                ValidationErrorKind::MaxItems { limit } => {
                    (format!("{name} has more than {limit} entries"), Some("delete what is too much".to_owned()))
                }
                ValidationErrorKind::UniqueItems => {
                    (format!("{name} holds the same entry twice"), Some("delete one of the two".to_owned()))
                }
                other => (format!("{name} breaks the site's rule \"{}\"", other.keyword()), None),
            }
        }

        /// The keys that are known where a keyword of the schema stands.
        fn known(&self, path: &str) -> Vec<String> {
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            let place = self.value.pointer(above).unwrap_or(&self.value);
            place
                .get("properties")
                .and_then(Value::as_object)
                .map(|known| known.keys().cloned().collect())
                .unwrap_or_default()
        }
    }

    /// Whether a number was wanted, and where; for branches, of each.
    fn innermost(error: &ValidationError<'_>) -> Vec<(bool, String)> {
        match error.kind() {
            ValidationErrorKind::Type { kind } => {
                let number = wants(kind, JsonType::Number) || wants(kind, JsonType::Integer);
                vec![(number, error.instance_path().as_str().to_owned())]
            }
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                context.iter().flatten().flat_map(innermost).collect()
            }
            _ => Vec::new(),
        }
    }

    fn wants(kind: &TypeKind, wanted: JsonType) -> bool {
        match kind {
            TypeKind::Single(kind) => *kind == wanted,
            TypeKind::Multiple(kinds) => kinds.contains(wanted),
        }
    }

    fn kinds(kind: &TypeKind) -> String {
        let words = [
            (JsonType::String, "a text"),
            (JsonType::Number, "a number"),
            (JsonType::Integer, "a whole number"),
            (JsonType::Boolean, "true or false"),
            (JsonType::Array, "a list"),
            (JsonType::Object, "a group of keys"),
            (JsonType::Null, "nothing"),
        ];
        let words: Vec<&str> = words.into_iter().filter(|(it, _)| wants(kind, *it)).map(|(_, word)| word).collect();
        words.join(" or ")
    }

    fn kind_of(node: Option<&Node>) -> String {
        match node.map(|node| &node.value) {
            None | Some(NodeValue::Null) => "empty".to_owned(),
            Some(NodeValue::Scalar { text, .. }) => format!("\"{text}\""),
            Some(NodeValue::List(_)) => "a list".to_owned(),
            Some(NodeValue::Map(_)) => "a group of keys".to_owned(),
        }
    }

    fn plain(value: &Value) -> String {
        value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
    }

    fn steps(path: &str) -> impl Iterator<Item = String> {
        path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// The last key of a path in quotation marks, with the number of a list's entry.
    fn name(path: &str) -> String {
        let steps: Vec<String> = steps(path).collect();
        match steps.as_slice() {
            [] => "the front matter".to_owned(),
            [.., key, index] if index.bytes().all(|b| b.is_ascii_digit()) => {
                format!("entry {} of \"{key}\"", index.parse::<usize>().map_or(0, |index| index + 1))
            }
            [.., key] => format!("\"{key}\""),
        }
    }

    /// The key's place and the value at a JSON pointer.
    fn find<'a>(root: &'a Node<'a>, path: &str) -> (Option<Span>, Option<&'a Node<'a>>) {
        let mut key = None;
        let mut node = root;
        for step in steps(path) {
            if let Some(pair) = node.pairs().iter().rev().find(|pair| pair.key == step) {
                key = Some(pair.key_span);
                node = &pair.node;
            } else if let Some(item) = step.parse::<usize>().ok().and_then(|index| node.items().get(index)) {
                node = item;
            } else {
                return (key, None);
            }
        }
        (key, Some(node))
    }

    fn is_plain(root: &Node, path: &str) -> bool {
        matches!(find(root, path).1.map(|node| &node.value), Some(NodeValue::Scalar { plain: true, .. }))
    }

    fn number(text: &str) -> Option<Value> {
        let text = text.trim();
        text.parse::<i64>()
            .map(Value::from)
            .ok()
            .or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from))
    }

    /// The front matter as JSON: plain `true`, `false` and nothing typed, the rest text.
    fn as_written(node: &Node) -> Value {
        match &node.value {
            NodeValue::Null => Value::Null,
            NodeValue::Scalar { text, plain: true, block: false } => match &**text {
                "true" | "True" => true.into(),
                "false" | "False" => false.into(),
                "null" | "~" => Value::Null,
                _ => text.as_ref().into(),
            },
            NodeValue::Scalar { text, .. } => text.as_ref().into(),
            NodeValue::List(items) => items.iter().map(as_written).collect(),
            NodeValue::Map(pairs) => pairs
                .iter()
                .map(|pair| (pair.key.to_string(), as_written(&pair.node)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}
