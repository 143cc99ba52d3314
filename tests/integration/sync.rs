//! The language server's copy of a document stays equal to the editor's,
//! whatever edits come, and every request about it is answered.

use eventlint::lsp::{self, Surroundings, text::Encoding};
use lsp_server::{Message, Notification, Request};
use lsp_types::{Position, Range, TextDocumentContentChangeEvent};
use serde_json::{Value, json};
use std::io::{BufReader, PipeReader, PipeWriter, pipe};
use std::path::Path;

/// Reads numbers and texts from an input.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn number(&mut self) -> u32 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        // Mostly small, sometimes far away.
        if *first == 255 { u32::MAX } else { u32::from(*first % 64) }
    }

    fn text(&mut self, most: usize) -> String {
        let length = self.0.iter().take(most).position(|byte| *byte == 0).unwrap_or(self.0.len().min(most));
        let (text, rest) = self.0.split_at(length);
        self.0 = rest.get(1..).unwrap_or(&[]);
        String::from_utf8_lossy(text).into_owned()
    }
}

/// The editor's own reading of a position: line by line, unit by unit.
fn place(text: &str, position: Position, encoding: Encoding) -> usize {
    let (mut line, mut units, mut chars) = (0, 0, text.char_indices().peekable());
    while let Some((at, c)) = chars.next() {
        let ends = c == '\n' || c == '\r';
        if line == position.line && (ends || units >= position.character) {
            return at;
        }
        if ends {
            if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                chars.next();
            }
            (line, units) = (line + 1, 0);
        } else {
            units += match encoding {
                Encoding::Utf8 => u32::try_from(c.len_utf8()).expect("at most 4"),
                Encoding::Utf16 => u32::try_from(c.len_utf16()).expect("at most 2"),
                Encoding::Utf32 => 1,
            };
        }
    }
    text.len()
}

struct Editor {
    input: PipeWriter,
    output: BufReader<PipeReader>,
    next: i32,
}

impl Editor {
    fn tell(&mut self, method: &str, params: Value) {
        let message = Message::from(Notification::new(method.to_owned(), params));
        message.write(&mut self.input).expect("the server listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let message = Message::from(Request::new(self.next.into(), method.to_owned(), params));
        message.write(&mut self.input).expect("the server listens");
        loop {
            match Message::read(&mut self.output).expect("well formed").expect("the server answers") {
                Message::Response(answer) if answer.id == self.next.into() => {
                    return answer.response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"));
                }
                _ => {}
            }
        }
    }
}

/// Edits of a document, then every question about it.
pub fn sync(data: &[u8]) {
    let mut cursor = Cursor(data);
    let (encoding, name) = [(Encoding::Utf8, "utf-8"), (Encoding::Utf16, "utf-16"), (Encoding::Utf32, "utf-32")]
        [cursor.number() as usize % 3];
    let mut text = cursor.text(2000);
    let (requests, input) = pipe().expect("a pipe");
    let (output, answers) = pipe().expect("a pipe");
    let serving = std::thread::spawn(move || {
        let today = || jiff::civil::date(2026, 1, 15);
        let around = Surroundings { working: Path::new("/nowhere"), today: &today };
        lsp::serve(&mut BufReader::new(requests), answers, around).map_err(|error| error.to_string())
    });
    let mut editor = Editor { input, output: BufReader::new(output), next: 0 };
    editor.ask("initialize", json!({"capabilities": {"general": {"positionEncodings": [name]}}}));
    editor.tell("initialized", json!({}));
    let uri = "file:///nowhere/post.md";
    let open = |uri: &str, text: &str| json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}});
    editor.tell("textDocument/didOpen", open(uri, &text));
    let mut last = Position::default();
    for version in 2..12 {
        if cursor.0.is_empty() {
            break;
        }
        let start = Position::new(cursor.number(), cursor.number());
        let end = Position::new(cursor.number(), cursor.number());
        let new = cursor.text(200);
        let (from, to) = (place(&text, start, encoding), place(&text, end, encoding));
        text.replace_range(from..to.max(from), &new);
        let range = Some(Range::new(start, end));
        let change = TextDocumentContentChangeEvent { range, range_length: None, text: new };
        let document = json!({"uri": uri, "version": version});
        editor.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
        last = start;
    }
    let fresh = "file:///nowhere/fresh.md";
    editor.tell("textDocument/didOpen", open(fresh, &text));
    let document = |uri: &str| json!({"textDocument": {"uri": uri}});
    let both = [uri, fresh].map(|uri| editor.ask("textDocument/diagnostic", document(uri))["items"].clone());
    let bare = |value: &Value| value.to_string().replace(fresh, uri);
    assert_eq!(bare(&both[0]), bare(&both[1]), "the server's copy is not the editor's: {text:?}");
    let all = Range::new(Position::default(), Position::new(u32::MAX, u32::MAX));
    let options = json!({"tabSize": 4, "insertSpaces": true});
    for method in ["hover", "completion", "documentSymbol", "foldingRange", "documentLink"] {
        let params = json!({"textDocument": {"uri": uri}, "position": last});
        editor.ask(&format!("textDocument/{method}"), params);
    }
    editor.ask("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": all}));
    editor.ask("textDocument/formatting", json!({"textDocument": {"uri": uri}, "options": options}));
    let context = json!({"diagnostics": []});
    editor.ask("textDocument/codeAction", json!({"textDocument": {"uri": uri}, "range": all, "context": context}));
    editor.ask("shutdown", Value::Null);
    editor.tell("exit", Value::Null);
    serving.join().expect("the server does not panic").expect("a proper goodbye");
}
