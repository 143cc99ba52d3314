//! Web links in the editor: asked on save, if switched on, and shown as they come.
#![cfg(feature = "net")]

use crate::lsp::{Editor, uri};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// A server that answers `/gone` with 404, holds `/slow` back until it is told
/// to go on, and `/held` until the client lets go.
struct Site {
    port: u16,
    asked: Receiver<String>,
    go: Sender<()>,
}

fn site() -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (log, asked) = channel();
    let (go, wait) = channel::<()>();
    let wait = std::sync::Arc::new(std::sync::Mutex::new(wait));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (log, wait) = (log.clone(), std::sync::Arc::clone(&wait));
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                loop {
                    let mut first = String::new();
                    if reader.read_line(&mut first).unwrap_or(0) == 0 {
                        return;
                    }
                    let mut line = String::new();
                    while reader.read_line(&mut line).unwrap_or(0) > 2 {
                        line.clear();
                    }
                    let path = first.split(' ').nth(1).unwrap_or("").to_owned();
                    let _ = log.send(path.clone());
                    if path == "/held" {
                        // Never answered: only the client can end this.
                        let _ = reader.read_line(&mut first);
                        let _ = log.send("let go".to_owned());
                        return;
                    }
                    if path == "/slow" {
                        let _ = wait.lock().expect("one at a time").recv();
                    }
                    let status = if path == "/fine" { "200 OK" } else { "404 Not Found" };
                    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
                    if stream.write_all(answer.as_bytes()).is_err() {
                        return;
                    }
                }
            });
        }
    });
    Site { port, asked, go }
}

fn editor(folder: &Path, links: bool) -> Editor {
    fs::create_dir(folder.join(".git")).expect("a folder");
    fs::write(
        folder.join(".eventlint.yaml"),
        "ignore: [link/placeholder]\nlinks:\n  allow-private: true\n  retries: 0\n  timeout: 600s\n",
    )
    .expect("written");
    let capabilities = json!({"window": {"workDoneProgress": true}});
    Editor::with(folder, capabilities, json!({"links": links, "trustConfig": true}))
}

fn text(port: u16, last: &str) -> String {
    let link = |name: &str| format!("[a page](http://127.0.0.1:{port}/{name})\n\n");
    format!("# A\n\n{}{}{}", link("fine"), link("gone"), link(last))
}

#[test]
fn links_are_asked_on_save_and_told_as_they_come() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let site = site();
    let mut editor = editor(dir.path(), true);
    editor.open(&post, &text(site.port, "slow"));
    editor.await_rules(&post, &[]);
    assert!(site.asked.try_recv().is_err(), "nothing is asked before the post is saved");
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": post}}));
    // The slow one is still held back.
    let found = editor.await_rules(&post, &["link/dead"]);
    assert_eq!(found[0]["range"]["start"]["line"], 4);
    // The finding moves with the text, while the web is still being asked.
    editor.type_at(&post, 2, 0, 0, 0, "\n");
    assert_eq!(editor.findings(2)[0]["range"]["start"]["line"], 5);
    site.go.send(()).expect("let go");
    site.go.send(()).expect("let go");
    editor.await_rules(&post, &["link/dead", "link/dead"]);
    let is_end = |it: &Value| it["method"] == "$/progress" && it["params"]["value"]["kind"] == "end";
    editor.await_message(is_end);
    // Another address is another question.
    let end = u32::try_from(format!("[a page](http://127.0.0.1:{}/gone", site.port).len()).expect("a column");
    editor.type_at(&post, 3, 5, end, end, "x");
    editor.await_rules(&post, &["link/dead"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_run_that_was_cancelled_lets_go_at_once() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let site = site();
    let mut editor = editor(dir.path(), true);
    let asked = |wanted: &str| while site.asked.recv_timeout(Duration::from_secs(60)).expect("a question") != wanted {};
    editor.open(&post, &text(site.port, "held"));
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": post}}));
    editor.await_rules(&post, &["link/dead"]);
    asked("/held");
    let begun = editor.await_message(|it| it["params"]["value"]["kind"] == "begin");
    editor.tell("window/workDoneProgress/cancel", json!({"token": begun["params"]["token"]}));
    editor.await_message(|it| it["params"]["value"]["kind"] == "end");
    asked("let go");
    // Saved again, it is asked again; closed, it is let go again. What was found stays until then.
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": post}}));
    asked("/held");
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": post}}));
    asked("let go");
    assert_eq!(editor.end(), 0);
}

#[test]
fn nothing_is_asked_unless_it_is_switched_on() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let site = site();
    let mut editor = editor(dir.path(), false);
    editor.open(&post, &text(site.port, "slow"));
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": post}}));
    editor.ask("textDocument/hover", json!({"textDocument": {"uri": post}, "position": {"line": 0, "character": 0}}));
    assert_eq!(editor.end(), 0);
    assert!(site.asked.try_recv().is_err());
}
