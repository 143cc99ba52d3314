//! What the server does with the files around a post, and with the editor's settings.

use crate::lsp::{Editor, POST, uri};
use serde_json::{Value, json};
use std::fs;

const ACROSS: &str = "rules:\n  schedule/room-clash:\n    across-posts: true\nselect: [schedule/room-clash]\n";

fn evening(start: &str, title: &str) -> String {
    format!(
        "---\ntitle: An evening\nlang: en\n---\n\n## Friday, 4 December 2026\n\n| Time | Title | Room |\n|---|---|---|\n\
        | {start} - 20:00 | {title} | Great Hall |\n"
    )
}

#[test]
fn an_unsaved_post_wins_over_its_file_in_rules_across_posts() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    fs::write(dir.path().join(".eventlint.yaml"), ACROSS).expect("written");
    // On the disk the two collide.
    let (a, b) = (dir.path().join("a.md"), dir.path().join("b.md"));
    fs::write(&a, evening("18:00", "Old maps")).expect("written");
    fs::write(&b, evening("19:00", "Night trains")).expect("written");
    let (a, b) = (uri(&a), uri(&b));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&b, &evening("19:00", "Night trains"));
    let found = editor.await_rules(&b, &["schedule/room-clash"]);
    let other = &found[0]["relatedInformation"][0]["location"];
    assert_eq!((&other["uri"], &other["range"]["start"]), (&json!(a), &json!({"line": 9, "character": 2})));
    // In the editor the other one ends before; the file still says otherwise.
    editor.open(&a, &evening("18:00", "Old maps").replace("20:00", "19:00"));
    editor.await_rules(&b, &[]);
    editor.type_at(&a, 2, 9, 10, 15, "19:30");
    editor.await_said(&b, "until 19:30");
    // Closed without saving, the file holds again.
    editor.type_at(&a, 3, 9, 10, 15, "19:00");
    editor.await_rules(&b, &[]);
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": a}}));
    editor.await_said(&b, "until 20:00");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_link_leads_to_a_heading_that_is_not_saved_yet() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let (a, b) = (dir.path().join("a.md"), dir.path().join("b.md"));
    fs::write(&a, "# Venue\n").expect("written");
    let (a, b) = (uri(&a), uri(&b));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&b, "# B\n\nSee [how to get there](a.md#by-train).\n");
    editor.await_rules(&b, &["link/missing-anchor"]);
    editor.open(&a, "# Venue\n\n## By train\n");
    editor.await_rules(&b, &[]);
    editor.type_at(&a, 2, 2, 3, 11, "By bus");
    editor.await_rules(&b, &["link/missing-anchor"]);
    editor.type_at(&a, 3, 2, 3, 9, "By train");
    editor.await_rules(&b, &[]);
    // Closed without saving.
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": a}}));
    editor.await_rules(&b, &["link/missing-anchor"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_can_be_written_is_proposed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let schema = "properties:\n  layout: {enum: [event, post]}\n  venue: {type: string}\n";
    fs::write(dir.path().join("schema.yaml"), schema).expect("written");
    let configuration = "front-matter: {schema: schema.yaml}\ntags: [imageContent, video]\n";
    fs::write(dir.path().join("eventlint.yaml"), configuration).expect("written");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&post, "---\nlang: fr\nlayout: e\nv\n---\n\nLe 4 décembre 2024.\n\n{% im\n");
    let mut proposed = |line: u32, character: u32| -> Vec<String> {
        let place = json!({"textDocument": {"uri": post}, "position": {"line": line, "character": character}});
        let items = editor.ask("textDocument/completion", place);
        let labels = items.as_array().expect("a list").iter().map(|it| it["label"].as_str().unwrap_or("").to_owned());
        labels.collect()
    };
    // Keys and values come from the schema, which a build without that feature does not read.
    if cfg!(feature = "schema") {
        assert_eq!(proposed(2, 9), ["event"]);
        assert_eq!(proposed(3, 1), ["venue"]);
    }
    assert_eq!(proposed(6, 3), ["mercredi"]);
    assert_eq!(proposed(8, 5), ["imageContent"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn each_folder_of_the_workspace_has_its_own_configuration() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    for folder in [&one, &two] {
        fs::create_dir_all(folder).expect("a folder");
    }
    fs::write(two.join("eventlint.yaml"), "ignore: [date/impossible]\n").expect("written");
    let text = "We meet on 31 November 2026.\n";
    let mut editor = Editor::unborn(dir.path());
    let folders = json!([{"uri": uri(&one), "name": "one"}, {"uri": uri(&two), "name": "two"}]);
    let params = json!({"processId": null, "rootUri": null, "capabilities": {}, "workspaceFolders": folders});
    let answer = editor.ask("initialize", params);
    assert_eq!(answer["capabilities"]["workspace"]["workspaceFolders"]["supported"], true);
    editor.tell("initialized", json!({}));
    let (a, b) = (uri(&one.join("a.md")), uri(&two.join("b.md")));
    editor.open(&a, text);
    editor.open(&b, text);
    editor.await_rules(&a, &["date/impossible"]);
    editor.await_rules(&b, &[]);
    // A folder that joins later, and a configuration that leaves posts out.
    let three = dir.path().join("three");
    fs::create_dir(&three).expect("a folder");
    fs::write(three.join("eventlint.yaml"), "exclude: [drafts]\n").expect("written");
    let event = json!({"added": [{"uri": uri(&three), "name": "three"}], "removed": []});
    editor.tell("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    let (kept, left) = (uri(&three.join("c.md")), uri(&three.join("drafts/d.md")));
    editor.open(&kept, text);
    editor.open(&left, text);
    editor.await_rules(&kept, &["date/impossible"]);
    editor.await_rules(&left, &[]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_client_that_asks_for_findings_gets_them_once() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let post = uri(&dir.path().join("post.md"));
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
    });
    let mut editor = Editor::with(dir.path(), capabilities, json!({}));
    assert!(editor.can["diagnosticProvider"].is_object());
    let watch = editor.await_message(|it| it["method"] == "client/registerCapability");
    assert!(watch.to_string().contains("eventlint.yaml"), "{watch}");
    editor.open(&post, "We meet on 31 November 2026.\n");
    let about = |previous: Option<&str>| json!({"textDocument": {"uri": post}, "previousResultId": previous});
    let report = editor.ask("textDocument/diagnostic", about(None));
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"].as_array().map(Vec::len), Some(1));
    let id = report["resultId"].as_str().expect("an id").to_owned();
    assert_eq!(editor.ask("textDocument/diagnostic", about(Some(&id)))["kind"], "unchanged");
    editor.type_at(&post, 2, 0, 12, 13, "0");
    let report = editor.ask("textDocument/diagnostic", about(Some(&id)));
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
    // What changes without the text is told.
    fs::write(dir.path().join(".eventlint.yaml"), "select: [front-matter/missing]\n").expect("written");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.await_message(|it| it["method"] == "workspace/diagnostic/refresh");
    let pushed = |it: &&Value| it["method"] == "textDocument/publishDiagnostics";
    assert_eq!(editor.seen.iter().filter(pushed).count(), 0, "they would be shown twice");
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_a_client_watches_is_judged_again_only_where_it_matters() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    let (own, other) = (dir.path().join("post.md"), dir.path().join("venue.md"));
    fs::write(&other, "# Venue\n").expect("written");
    let (post, venue) = (uri(&own), uri(&other));
    let capabilities = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut editor = Editor::with(dir.path(), capabilities, json!({}));
    editor.open(&post, "# A\n\nSee [how to get there](venue.md#by-train).\n");
    editor.await_rules(&post, &["link/missing-anchor"]);
    let changed = |uri: &str| json!({"changes": [{"uri": uri, "type": 2}]});
    // Saved by the editor itself: it has the text already.
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": post}}));
    editor.tell("workspace/didChangeWatchedFiles", changed(&post));
    editor.ask("textDocument/hover", json!({"textDocument": {"uri": post}, "position": {"line": 0, "character": 0}}));
    assert!(editor.seen.iter().all(|it| it["method"] != "textDocument/publishDiagnostics"), "{:?}", editor.seen);
    fs::write(&other, "# Venue\n\n## By train\n").expect("written");
    editor.tell("workspace/didChangeWatchedFiles", changed(&venue));
    editor.await_rules(&post, &[]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn the_editors_settings_hold() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let capabilities = json!({"workspace": {"configuration": true, "inlayHint": {"refreshSupport": true}}});
    let mut editor = Editor::with(dir.path(), capabilities, json!({"inlayHints": {"gaps": false}}));
    editor.open(&post, &POST.replace("- 15:30 - 16:00", "- 15:45 - 16:00"));
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let about = json!({"textDocument": {"uri": post}, "range": range});
    let labels = |editor: &mut Editor| {
        let hints = editor.ask("textDocument/inlayHint", about.clone());
        let labels = hints.as_array().expect("a list").iter().map(|it| it["label"].as_str().unwrap_or("").to_owned());
        labels.collect::<Vec<_>>()
    };
    assert_eq!(labels(&mut editor), ["30 min", "30 min", "30 min", "15 min"]);
    let asked = editor.await_message(|it| it["method"] == "workspace/configuration");
    assert_eq!(asked["params"]["items"][0]["section"], "eventlint");
    let settings = json!([{"inlayHints": {"lengths": false, "gaps": true}}]);
    editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": settings}));
    editor.await_message(|it| it["method"] == "workspace/inlayHint/refresh");
    assert_eq!(labels(&mut editor), ["15 min after the one before"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn rules_are_silenced_where_it_breaks_nothing() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let capabilities = json!({
        "textDocument": {"codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]}}},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    });
    for (capabilities, lazy) in [(json!({}), false), (capabilities, true)] {
        let mut editor = Editor::with(dir.path(), capabilities, json!({}));
        editor.open(&post, POST);
        editor.type_at(&post, 2, 10, 2, 7, "14:50");
        // From the other row, too.
        let range = json!({"start": {"line": 9, "character": 4}, "end": {"line": 9, "character": 4}});
        let about = json!({"textDocument": {"uri": post}, "range": range, "context": {"diagnostics": []}});
        let actions = editor.ask("textDocument/codeAction", about);
        let actions = actions.as_array().expect("a list");
        let silence = actions.iter().find(|it| it["title"] == "Silence schedule/overlap here").expect("an action");
        let edit = if lazy {
            assert_eq!(silence["edit"], Value::Null);
            let resolved = editor.ask("codeAction/resolve", silence.clone());
            let change = &resolved["edit"]["documentChanges"][0];
            assert_eq!(change["textDocument"]["version"], 2, "{resolved}");
            change["edits"][0].clone()
        } else {
            silence["edit"]["changes"][&post][0].clone()
        };
        // Above the list: a comment between two items would end it.
        assert_eq!(edit["range"]["start"], json!({"line": 8, "character": 0}));
        assert!(
            edit["newText"].as_str().is_some_and(|it| it.contains("disable-next-block schedule/overlap")),
            "{edit}"
        );
        if lazy {
            editor.type_at(&post, 3, 0, 0, 0, "");
            assert_eq!(editor.ask("codeAction/resolve", silence.clone())["code"], -32801, "another text by now");
        }
        assert_eq!(editor.end(), 0);
    }
}

#[test]
fn tables_are_aligned_whole_and_only_they_change() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    let table = "| Time | Title |\n|---|---|\n| 14:00 | Maps |\n| 15:00 | Night trains |\n";
    editor.open(&post, &format!("{table}\nWords 🎉.\n\n{table}"));
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let whole = editor.ask("textDocument/formatting", json!({"textDocument": {"uri": post}, "options": options}));
    let lines = |edits: &Value| -> Vec<u64> {
        edits.as_array().expect("a list").iter().filter_map(|it| it["range"]["start"]["line"].as_u64()).collect()
    };
    assert!(lines(&whole).contains(&0) && lines(&whole).contains(&7), "{whole}");
    let range = json!({"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 1}});
    let about = json!({"textDocument": {"uri": post}, "options": options, "range": range});
    let part = editor.ask("textDocument/rangeFormatting", about);
    assert!(!lines(&part).is_empty() && lines(&part).iter().all(|line| *line >= 7), "{part}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_rules_id_leads_to_its_page() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let post = uri(&dir.path().join("post.md"));
    let mut editor = Editor::start(dir.path(), json!({}));
    editor.open(&post, "# A\n\n<!-- eventlint-disable-next-line date/impossible : a joke -->\nOn 31 April 2026.\n");
    let place = json!({"textDocument": {"uri": post}, "position": {"line": 2, "character": 40}});
    let hover = editor.ask("textDocument/hover", place);
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("Why")), "{hover}");
    assert_eq!(hover["range"]["start"]["character"], 33);
    assert_eq!(editor.end(), 0);
}
