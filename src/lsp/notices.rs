//! What the client tells without asking: files and settings that change, posts
//! that are saved or closed; and what threads in the background found.

use super::client::path_of;
use super::news::News;
use super::post::Snapshot;
use super::transport;
use super::worker::Worker;
use lsp_server::{Notification, RequestId};
use lsp_types::{Uri, notification, notification::Notification as _};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// The question for the editor's settings.
const SETTINGS: &str = "settings";

impl<W: Write> Worker<'_, W> {
    pub(super) fn hear(&mut self, it: &Notification, shot: Option<Arc<Snapshot>>) {
        match it.method.as_str() {
            notification::Initialized::METHOD => self.introduce(),
            notification::DidSaveTextDocument::METHOD => self.saved(shot),
            notification::DidChangeWatchedFiles::METHOD => self.touched(&it.params),
            notification::DidChangeConfiguration::METHOD => {
                let settings = it.params.pointer("/settings/eventlint").cloned().unwrap_or_default();
                self.wish(&settings);
                self.ask_settings();
                self.forget();
            }
            notification::DidChangeWorkspaceFolders::METHOD => {
                let folders = |key: &str| -> Vec<PathBuf> {
                    let all = it.params.pointer(key).and_then(Value::as_array);
                    all.into_iter().flatten().filter_map(|it| path_of(it.get("uri")?.as_str()?)).collect()
                };
                self.folders.change(folders("/event/added"), &folders("/event/removed"));
                self.forget();
            }
            notification::WorkDoneProgressCancel::METHOD => {
                let token = it.params.get("token").and_then(Value::as_str).unwrap_or("").to_owned();
                self.links.stop(|_, run| token == token_of(run));
                self.end_progress(&token);
            }
            _ => {}
        }
    }

    /// Asks the client to watch files and for its settings.
    fn introduce(&mut self) {
        if self.client.watches {
            let watchers: Vec<Value> = ["**/.eventlint.yaml", "**/eventlint.yaml", "**/*.md", "**/*.markdown"]
                .iter()
                .map(|glob| json!({"globPattern": glob}))
                .collect();
            let method = notification::DidChangeWatchedFiles::METHOD;
            let registration = json!({"id": "files", "method": method, "registerOptions": {"watchers": watchers}});
            let params = json!({"registrations": [registration]});
            self.write(&transport::request("watch", "client/registerCapability", params));
        }
        self.ask_settings();
    }

    fn ask_settings(&mut self) {
        if self.client.configures {
            let params = json!({"items": [{"section": "eventlint"}]});
            self.write(&transport::request(SETTINGS, "workspace/configuration", params));
        }
    }

    pub(super) fn answered(&mut self, id: &RequestId, result: &Value) {
        if *id == RequestId::from(SETTINGS.to_owned())
            && let Some(settings) = result.get(0)
        {
            self.wish(settings);
        }
    }

    /// Takes the user's settings.
    fn wish(&mut self, settings: &Value) {
        let before = self.client.wishes;
        self.client.wishes.take(settings);
        let now = self.client.wishes;
        if now.links != before.links {
            self.links.stop(|_, _| !now.links);
            self.again(|_| true);
        }
        if now != before && self.client.hints_again {
            self.write(&transport::request("hints", "workspace/inlayHint/refresh", Value::Null));
        }
    }

    /// Files have changed on the disk. Of an open post the editor's text holds,
    /// and other posts are no configurations.
    fn touched(&mut self, params: &Value) {
        let changes = params.get("changes").and_then(Value::as_array);
        let uris: Vec<&str> = changes.into_iter().flatten().filter_map(|it| it.get("uri")?.as_str()).collect();
        if uris.is_empty() || uris.iter().any(|uri| is_yaml(uri)) {
            self.forget();
        } else if uris.iter().any(|uri| self.desk.snapshot(uri).is_none()) {
            self.folders.resolver.forget();
            self.siblings.forget();
            self.again(|_| true);
        }
    }

    /// Files have changed: nothing that was read of them holds.
    fn forget(&mut self) {
        self.folders.forget();
        self.siblings.forget();
        self.readings.clear();
        self.again(|_| true);
    }

    fn saved(&mut self, shot: Option<Arc<Snapshot>>) {
        // What other posts see of this one may have changed; its configuration
        // can't, but a client that watches no files says nothing of those.
        if self.client.watches {
            self.folders.resolver.forget();
            self.siblings.forget();
            let own = shot.as_ref().map(|shot| shot.uri.as_str().to_owned());
            self.again(|uri| own.as_deref() != Some(uri));
        } else {
            self.forget();
        }
        let Some(shot) = shot.filter(|_| self.client.wishes.links && cfg!(feature = "net")) else { return };
        let asks = self.judged(&shot).asks.clone();
        let (uri, asked) = (shot.uri.as_str(), !asks.is_empty());
        let settings = self.folders.links(shot.source.path());
        let run = self.links.start(&self.desk, uri, asks, settings);
        if asked && self.client.progress {
            let token = token_of(run);
            let create = transport::request(&token, "window/workDoneProgress/create", json!({"token": token}));
            self.write(&create);
            let begin = json!({"kind": "begin", "title": "checking links", "cancellable": true});
            self.write(&transport::notification("$/progress", json!({"token": token, "value": begin})));
        }
    }

    fn end_progress(&mut self, token: &str) {
        if self.client.progress {
            let end = json!({"token": token, "value": {"kind": "end"}});
            self.write(&transport::notification("$/progress", end));
        }
    }

    pub(super) fn news(&mut self, news: News) {
        match news {
            News::Verdicts { uri, run, verdicts, done } => {
                if self.links.take(&uri, run, verdicts) {
                    self.again(|other| other == uri);
                }
                if done {
                    self.end_progress(&token_of(run));
                }
            }
            News::Siblings { root, round, found } => {
                if self.siblings.take(root, round, found) {
                    self.again(|_| true);
                }
            }
        }
    }

    pub(super) fn closed(&mut self, uri: Uri) {
        let key = uri.as_str();
        self.links.close(key);
        self.readings.remove(key);
        self.others.remove(key);
        self.compared.remove(key);
        // What stands on the disk holds again.
        self.folders.resolver.forget();
        self.again(|_| true);
        if !self.client.pulls {
            self.show(uri, Vec::new(), None);
        }
    }
}

/// Configurations, what they extend, schemas.
fn is_yaml(uri: &str) -> bool {
    matches!(uri.rsplit_once('.'), Some((_, "yaml" | "yml")))
}

/// The name under which a run of the link checker shows its progress.
fn token_of(run: u64) -> String {
    format!("eventlint links {run}")
}
