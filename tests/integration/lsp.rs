//! The language server as an editor meets it: messages over standard input and output.
#![allow(clippy::needless_pass_by_value, reason = "messages are written in place")]

use crate::cli::eventlint;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A client of the server.
pub struct Editor {
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    next: i64,
    /// What the server said that it can do.
    pub can: Value,
    /// Notifications and requests of the server that were not waited for.
    pub seen: Vec<Value>,
}

impl Editor {
    pub fn start(folder: &Path, options: Value) -> Self {
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "window": {"showDocument": {"support": true}},
        });
        Self::with(folder, capabilities, options)
    }

    /// With other capabilities than most.
    pub fn with(folder: &Path, capabilities: Value, options: Value) -> Self {
        let mut editor = Self::unborn(folder);
        let params = json!({
            "processId": null,
            "rootUri": uri(folder),
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        editor.can = editor.ask("initialize", params)["capabilities"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    /// A server that was not spoken to.
    pub fn unborn(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_eventlint"))
            .arg("lsp")
            .current_dir(folder)
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("a pipe");
        let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
        // Read beside the test, as an editor does: neither side ever waits for the other to read.
        let (sender, output) = channel();
        std::thread::spawn(move || while read(&mut reader).is_some_and(|message| sender.send(message).is_ok()) {});
        Editor { child, input, output, next: 0, can: Value::Null, seen: Vec::new() }
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("written");
        self.input.flush().expect("flushed");
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub fn receive(&mut self) -> Value {
        self.output.recv_timeout(Duration::from_secs(60)).expect("the server answers")
    }

    /// The answer to a request: its result, or its error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message.get("result").cloned().unwrap_or_else(|| message["error"].clone());
            }
            self.seen.push(message);
        }
    }

    /// The findings of a version, as they are published.
    pub fn findings(&mut self, version: i64) -> Vec<Value> {
        loop {
            let message = match self.seen.iter().position(|it| is_findings(it, version)) {
                Some(at) => self.seen.remove(at),
                None => self.receive(),
            };
            if is_findings(&message, version) {
                return message["params"]["diagnostics"].as_array().expect("a list").clone();
            }
            self.seen.push(message);
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Replaces a stretch of a line.
    pub fn type_at(&mut self, uri: &str, version: i64, line: u32, from: u32, to: u32, text: &str) {
        let range = json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}});
        let changes = json!([{"range": range, "text": text}]);
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The next message that `wanted` picks.
    pub fn await_message(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(at) = self.seen.iter().position(&wanted) {
                return self.seen.remove(at);
            }
            let message = self.receive();
            self.seen.push(message);
        }
    }

    /// The findings of a post, as soon as they have these rules.
    pub fn await_rules(&mut self, uri: &str, rules: &[&str]) -> Vec<Value> {
        let found = |it: &Value| it["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
        let message = self.await_message(|it| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri
                && found(it)
                    .iter()
                    .filter(|it| it["severity"] != 4)
                    .map(|it| it["code"].clone())
                    .eq(rules.iter().copied())
        });
        found(&message)
    }

    /// Waits until a finding of a post says something: findings of before may be published again.
    pub fn await_said(&mut self, uri: &str, words: &str) {
        let says = |it: &Value| it["message"].as_str().is_some_and(|message| message.contains(words));
        self.await_message(|it| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri
                && it["params"]["diagnostics"].as_array().is_some_and(|found| found.iter().any(says))
        });
    }

    pub fn end(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.leave()
    }

    /// Leaves without a word of goodbye.
    pub fn leave(mut self) -> i32 {
        self.tell("exit", Value::Null);
        self.code()
    }

    /// Hangs up; the exit code.
    pub fn hang_up(self) -> i32 {
        let Editor { mut child, input, .. } = self;
        drop(input);
        child.wait().expect("an end").code().expect("a code")
    }

    fn code(mut self) -> i32 {
        self.child.wait().expect("an end").code().expect("a code")
    }

    /// The most memory that the server has held so far, in KiB.
    #[cfg(target_os = "linux")]
    pub fn peak(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a status");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
        line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).expect("a number")
    }
}

/// The next message; `None` when the server is gone.
fn read(reader: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", count)) => length = count.parse().ok()?,
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn is_findings(message: &Value, version: i64) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version
}

pub fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).expect("an absolute path").to_string()
}

pub const POST: &str = "---\ntitle: Maps 🎉\nlang: en\ntimezone: Europe/Paris\n---\n\n🎉 We meet on Friday, 4 December 2026.\n\n\
    - 14:00 - 14:30: Welcome\n- 14:30 - 15:00: Maps\n- 15:00 - 15:30: Trains\n- 15:30 - 16:00: [Questions](https://maps.city-library.net)\n";

#[test]
fn an_overlap_is_seen_while_typing_and_gone_when_it_is_mended() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let uri = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&uri, POST);
    assert_eq!(editor.findings(1), Vec::<Value>::new());
    editor.type_at(&uri, 2, 10, 2, 7, "14:50");
    let found = editor.findings(2);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|it| it["code"] == "schedule/overlap"), "{found:?}");
    assert_eq!(found[0]["range"]["start"], json!({"line": 10, "character": 2}));
    assert_eq!(found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"], 9);
    // The other row is marked, too: editors underline only a finding's own place.
    assert_eq!(found[1]["severity"], 4);
    assert_eq!(found[1]["range"]["start"]["line"], 9);
    assert_eq!(found[1]["relatedInformation"][0]["location"]["range"], found[0]["range"]);
    editor.type_at(&uri, 3, 10, 2, 7, "15:00");
    assert_eq!(editor.findings(3), Vec::<Value>::new());
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_was_understood_is_shown() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let uri = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&uri, POST);
    let document = json!({"uri": uri});
    let at = |line: u32, character: u32| json!({"textDocument": document, "position": {"line": line, "character": character}});
    let hover = editor.ask("textDocument/hover", at(8, 3));
    let shown = hover["contents"]["value"].as_str().expect("a text");
    assert!(shown.contains("Fri 4 December 2026, 14:00–14:30, 30 min") && shown.contains("13:00 UTC"), "{shown}");
    let hover = editor.ask("textDocument/hover", at(6, 20));
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("4 December 2026")), "{hover}");
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": document}));
    assert_eq!(symbols[0]["children"].as_array().map(Vec::len), Some(4), "{symbols}");
    let links = editor.ask("textDocument/documentLink", json!({"textDocument": document}));
    assert_eq!(links[0]["target"], "https://maps.city-library.net");
    let folds = editor.ask("textDocument/foldingRange", json!({"textDocument": document}));
    assert_eq!(folds[0]["startLine"], 0);
    let words = editor.ask("textDocument/completion", at(6, 18));
    assert_eq!(words[0]["label"], "Friday", "{words}");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = editor.ask("textDocument/inlayHint", json!({"textDocument": document, "range": range}));
    assert_eq!(hints.as_array().map(Vec::len), Some(4), "{hints}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn fixes_are_at_hand_and_mend_the_text() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let uri = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({"inlayHints": false}));
    editor.open(&uri, "---\ntitle: Maps: an evening\n---\n\nWelcome.\n");
    let found = editor.findings(1);
    assert_eq!(found[0]["code"], "front-matter/syntax");
    let context = json!({"diagnostics": found});
    let params = json!({"textDocument": {"uri": uri}, "range": found[0]["range"], "context": context});
    let actions = editor.ask("textDocument/codeAction", params);
    let actions = actions.as_array().expect("a list");
    let preferred = actions.iter().find(|it| it["isPreferred"] == true).expect("a safe fix");
    assert_eq!(preferred["edit"]["changes"][&uri][0]["newText"], "\"Maps: an evening\"");
    assert!(actions.iter().any(|it| it["kind"] == "source.fixAll.eventlint"));
    let page = actions.iter().find(|it| it["command"]["command"] == "eventlint.openPage").expect("the page");
    let arguments = page["command"]["arguments"].clone();
    editor.ask("workspace/executeCommand", json!({"command": "eventlint.openPage", "arguments": arguments}));
    assert!(editor.seen.iter().any(|it| it["method"] == "window/showDocument"));
    let refused = editor.ask(
        "workspace/executeCommand",
        json!({"command": "eventlint.openPage", "arguments": ["https://elsewhere.org/"]}),
    );
    assert!(refused.get("code").is_some(), "no other address is opened");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_changed_configuration_holds_at_once() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let uri = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&uri, "# A\n\nWe meet on 31 November 2026.\n");
    assert_eq!(editor.findings(1).len(), 1);
    fs::write(dir.path().join(".eventlint.yaml"), "ignore: [date/impossible]\n").expect("written");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.seen.clear();
    assert_eq!(editor.findings(1), Vec::<Value>::new());
    assert_eq!(editor.end(), 0);
}

#[test]
fn nonsense_is_refused_and_the_server_goes_on() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let uri = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    assert_eq!(editor.ask("no/such/method", json!({}))["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({"what": 1}))["code"], -32602);
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": "file:///nowhere.md", "version": 7}, "contentChanges": []}),
    );
    editor.open(&uri, "é🎉\r\nx\n");
    let far = json!({"start": {"line": 90, "character": 5}, "end": {"line": 99, "character": 0}});
    for version in 2..1002 {
        editor.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": far, "text": "y"}]}),
        );
    }
    editor.findings(1001);
    assert_eq!(editor.end(), 0);
    let output = eventlint(dir.path(), &["lsp"]);
    assert_eq!(output.status.code(), Some(2), "no client is no session");
}
