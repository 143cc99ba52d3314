//! The language server and clients that make mistakes, type fast, or hang up.

use crate::lsp::{Editor, POST, uri};
use eventlint::lsp::post::{Changes, OpenPost};
use eventlint::lsp::text::Encoding;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::str::FromStr;

/// A text as an editor may hold it: its lines, split as the protocol says.
struct Model {
    text: Vec<char>,
    width: fn(char) -> usize,
}

impl Model {
    /// Line starts and ends (without the line end) in characters, counted one by one.
    fn lines(&self) -> Vec<(usize, usize)> {
        let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
        while at < self.text.len() {
            let end = match (self.text[at], self.text.get(at + 1)) {
                ('\r', Some('\n')) => 2,
                ('\r' | '\n', _) => 1,
                _ => 0,
            };
            if end > 0 {
                out.push((start, at));
                start = at + end;
            }
            at += end.max(1);
        }
        out.push((start, self.text.len()));
        out
    }

    fn at(&self, line: usize, column: usize) -> usize {
        let lines = self.lines();
        let Some(&(start, end)) = lines.get(line) else { return self.text.len() };
        let mut units = 0;
        for at in start..end {
            if units >= column {
                return at;
            }
            units += (self.width)(self.text[at]);
        }
        end
    }

    fn change(&mut self, edit: &Edit) {
        let start = self.at(edit.start.0, edit.start.1);
        let end = self.at(edit.end.0, edit.end.1).max(start);
        self.text.splice(start..end, edit.text.chars());
    }
}

#[derive(Clone, Debug)]
struct Edit {
    start: (usize, usize),
    end: (usize, usize),
    text: String,
}

impl Edit {
    fn json(&self) -> Value {
        let place = |(line, character): (usize, usize)| json!({"line": line, "character": character});
        json!({"range": {"start": place(self.start), "end": place(self.end)}, "text": self.text})
    }
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("é"),
        Just("🎉"),
        Just("\r"),
        Just("\n"),
        Just("\r\n"),
        Just("a"),
        Just("| "),
        Just("- 14:00 - 15:00: B"),
        Just("\u{feff}"),
        Just("漢"),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|all| all.concat())
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = || (0..6_usize, 0..12_usize);
    let edit = (place(), place(), words()).prop_map(|(start, end, text)| Edit { start, end, text });
    proptest::collection::vec(edit, 1..12)
}

const ENCODINGS: [(Encoding, &str, fn(char) -> usize); 3] = [
    (Encoding::Utf8, "utf-8", char::len_utf8),
    (Encoding::Utf16, "utf-16", char::len_utf16),
    (Encoding::Utf32, "utf-32", |_| 1),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Were the copies to part, every finding from then on would stand at a wrong place.
    #[test]
    fn the_copy_equals_the_editors_text(first in words(), edits in edits()) {
        for (encoding, _, width) in ENCODINGS {
            let mut model = Model { text: first.chars().collect(), width };
            let uri = lsp_types::Uri::from_str("file:///post.md").expect("an address");
            let mut post = OpenPost::new(uri, Some(1), first.clone(), encoding);
            for edit in &edits {
                model.change(edit);
                let message = json!({"textDocument": {"uri": "file:///post.md"}, "contentChanges": [edit.json()]});
                post.update(serde_json::from_value::<Changes>(message).expect("a change"));
                let wanted: String = model.text.iter().collect();
                prop_assert_eq!(post.text(), wanted.as_str(), "{:?} {:?}", encoding, edit);
            }
        }
    }
}

/// What a text without history gives is what all its edits have to give.
#[test]
fn findings_after_many_edits_are_those_of_the_text() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (edited, fresh) = (uri(&dir.path().join("edited.md")), uri(&dir.path().join("fresh.md")));
    for (_, name, width) in ENCODINGS {
        let capabilities = json!({"general": {"positionEncodings": [name]}});
        let mut editor = Editor::with(dir.path(), capabilities, json!({}));
        assert_eq!(editor.can["positionEncoding"], name);
        editor.open(&edited, POST);
        editor.findings(1);
        let mut model = Model { text: POST.chars().collect(), width };
        // Each time a start moves onto the session before, behind an emoji that was typed in front of it.
        let mut version = 1;
        for (line, minute) in [(8, "14:10"), (9, "14:45"), (10, "15:10"), (9, "14:20")] {
            for edit in [
                Edit { start: (line, 0), end: (line, 0), text: "🎉é\n".to_owned() },
                Edit { start: (line + 1, 2), end: (line + 1, 7), text: minute.to_owned() },
                Edit { start: (line, 0), end: (line + 1, 0), text: String::new() },
            ] {
                version += 1;
                model.change(&edit);
                let document = json!({"uri": edited, "version": version});
                let params = json!({"textDocument": document, "contentChanges": [edit.json()]});
                editor.tell("textDocument/didChange", params);
            }
            let ours = editor.findings(version);
            let text: String = model.text.iter().collect();
            let item = json!({"uri": fresh, "languageId": "markdown", "version": 1000 + version, "text": text});
            editor.tell("textDocument/didOpen", json!({"textDocument": item}));
            let theirs = editor.findings(1000 + version);
            let clean = |found: Vec<Value>| serde_json::to_string(&found).expect("text").replace(&fresh, &edited);
            assert_eq!(clean(ours), clean(theirs));
        }
        assert_eq!(editor.end(), 0);
    }
}

#[test]
fn no_message_of_a_client_ends_the_session() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.raw(b"Content-Length: 7\r\n\r\n{\"a\": [");
    assert_eq!(editor.receive()["error"]["code"], -32700);
    editor.raw(b"Content-Length: 2\r\nContent-Type: nonsense\r\n\r\n[]");
    assert_eq!(editor.receive()["error"]["code"], -32600);
    editor.raw(b"what is this\r\n\r\n");
    assert_eq!(editor.receive()["error"]["code"], -32700);
    editor.raw(b"Content-Length: 3\r\n\r\n\xff\xfe\x00");
    assert_eq!(editor.receive()["error"]["code"], -32700);
    assert_eq!(editor.ask("no/such/method", json!({}))["code"], -32601);
    assert_eq!(editor.ask("initialize", json!({"capabilities": {}}))["code"], -32600);
    for method in ["hover", "completion", "codeAction", "rangeFormatting", "inlayHint", "diagnostic"] {
        let answer = editor.ask(&format!("textDocument/{method}"), json!({"textDocument": 7, "range": "x"}));
        assert_eq!(answer["code"], -32602, "{method}: {answer}");
    }
    assert_eq!(editor.ask("codeAction/resolve", json!({"title": "x", "data": [1]}))["code"], -32602);
    for (method, params) in [
        ("textDocument/didOpen", json!({"textDocument": {"uri": 1}})),
        ("textDocument/didChange", json!(null)),
        ("textDocument/didClose", json!({"textDocument": {"uri": "file:///not-open.md"}})),
        ("textDocument/didSave", json!([])),
        ("$/cancelRequest", json!({"id": {}})),
        ("$/setTrace", json!({"value": "off"})),
        ("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [{"uri": 3}], "removed": 1}})),
        ("no/such/notification", json!({})),
    ] {
        editor.tell(method, params);
    }
    editor.send(&json!({"jsonrpc": "2.0", "id": "never asked", "result": [{"links": "x"}]}));
    editor.open(&post, "We meet on 31 November 2026.\n");
    assert_eq!(editor.findings(1).len(), 1, "and it still judges");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_lost_edit_silences_the_post_until_its_text_comes_whole() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&post, "We meet on 31 November 2026.\n");
    assert_eq!(editor.findings(1).len(), 1);
    let document = json!({"uri": post, "version": 2});
    let nonsense = json!({"textDocument": document, "contentChanges": [{"range": {"start": -1}, "text": "x"}]});
    editor.tell("textDocument/didChange", nonsense);
    editor.await_rules(&post, &[]);
    editor.type_at(&post, 3, 0, 0, 0, "Now: ");
    let document = json!({"uri": post, "version": 4});
    let whole = json!({"textDocument": document, "contentChanges": [{"text": "On 31 April 2026.\n"}]});
    editor.tell("textDocument/didChange", whole);
    assert_eq!(editor.findings(4).len(), 1);
    let published = |it: &&Value| it["params"]["version"] == 3;
    assert_eq!(editor.seen.iter().filter(published).count(), 0, "nothing is known of version 3");
    assert_eq!(editor.end(), 0);
}

#[test]
fn odd_versions_lose_no_edit() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&post, "We meet on 30 November 2026.\n");
    editor.type_at(&post, 7, 0, 12, 13, "1");
    assert_eq!(editor.findings(7).len(), 1);
    editor.type_at(&post, 3, 0, 12, 13, "0");
    assert_eq!(editor.findings(3), Vec::<Value>::new());
    let range = json!({"start": {"line": 0, "character": 11}, "end": {"line": 0, "character": 13}});
    let document = json!({"uri": post, "version": null});
    let params = json!({"textDocument": document, "contentChanges": [{"range": range, "text": "31"}]});
    editor.tell("textDocument/didChange", params);
    editor.await_rules(&post, &["date/impossible"]);
    assert_eq!(editor.end(), 0);
}

/// A burst is taken in as it comes; whoever types on never sees what held before.
#[test]
fn a_burst_of_changes_ends_with_the_findings_of_the_last() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    let long: String = std::iter::repeat_n("Some words about the venue.\n\n", 4000).collect();
    editor.open(&post, &format!("{POST}\n{long}"));
    assert_eq!(editor.findings(1), Vec::<Value>::new());
    for version in 2..1002 {
        let minute = ["14:50", "15:00"][usize::from(version % 2 == 0)];
        editor.type_at(&post, version, 10, 2, 7, minute);
        if version % 100 == 0 {
            let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
            editor.send(&json!({"jsonrpc": "2.0", "id": version, "method": "textDocument/inlayHint",
                "params": {"textDocument": {"uri": post}, "range": range}}));
        }
    }
    assert_eq!(editor.findings(1001).len(), 2);
    let versions: Vec<i64> = editor.seen.iter().filter_map(|it| it["params"]["version"].as_i64()).collect();
    assert!(versions.is_sorted() && versions.iter().all(|version| *version < 1001), "{versions:?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_question_that_was_taken_back_is_not_worked_on() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    let rows: String = std::iter::repeat_n("| 14:00 | Maps | Hall |\n", 2000).collect();
    editor.open(&post, &format!("| Time | Title | Room |\n|---|---|---|\n{rows}"));
    let params = json!({"textDocument": {"uri": post}, "options": {"tabSize": 4, "insertSpaces": true}});
    let ask = |id: u32| json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/formatting", "params": params});
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 902}});
    // All at once: the first keeps the server busy while the second is taken back.
    let messages = [ask(901), ask(902), cancel].map(|it| it.to_string());
    editor.raw(messages.map(|it| format!("Content-Length: {}\r\n\r\n{it}", it.len())).concat().as_bytes());
    assert!(editor.await_message(|it| it["id"] == 901)["result"].is_array());
    assert_eq!(editor.await_message(|it| it["id"] == 902)["error"]["code"], -32800);
    assert_eq!(editor.end(), 0);
}

#[test]
fn exit_codes_tell_how_it_ended() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(Editor::start(dir.path(), json!({})).leave(), 1, "an exit without a shutdown");
    assert_eq!(Editor::start(dir.path(), json!({})).hang_up(), 1, "a client that is gone");
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.ask("shutdown", Value::Null);
    assert_eq!(editor.ask("textDocument/hover", json!({}))["code"], -32600);
    assert_eq!(editor.hang_up(), 0, "a client that is gone after its goodbye");
    let mut editor = Editor::unborn(dir.path());
    assert_eq!(editor.ask("shutdown", Value::Null)["code"], -32002, "initialize comes first");
    assert_eq!(editor.leave(), 1);
}

/// A large file is refused as the command line refuses it, and held no more often than it must be.
#[cfg(target_os = "linux")]
#[test]
fn a_huge_post_costs_no_more_than_its_text() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    let text = "| a | b | c |\n".repeat(380_000);
    editor.open(&post, &text);
    assert_eq!(editor.findings(1)[0]["code"], "source/too-large");
    for version in 2..8 {
        editor.type_at(&post, version, 300_000, 0, 1, "|");
    }
    assert_eq!(editor.findings(7)[0]["code"], "source/too-large");
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": post}}));
    assert_eq!(symbols, json!([]));
    let size = text.len() as u64 / 1024;
    // Beside the program itself: the message, the text, a snapshot or two.
    assert!(editor.peak() < 8 * size + 60_000, "{} KiB for a text of {size}", editor.peak());
    assert_eq!(editor.end(), 0);
}

/// Marks that turn the reading direction are written out where the outline shows a title.
#[test]
fn a_title_cannot_turn_the_outline() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&post, "# Tuesday 3 March 2026\n\n- 10:00 - 11:00 Maps \u{202e}for all\n- 11:00 - 12:00 Lunch\n");
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": post}}));
    assert_eq!(symbols[0]["children"][0]["name"], "10:00–11:00 Maps \\u{202e}for all");
    assert_eq!(editor.end(), 0);
}
