//! The thread that thinks and writes: takes one task after another, and judges
//! posts when nothing else waits.

use super::client::Client;
use super::convert::{self, Elsewhere};
use super::desk::{Desk, Next, Task};
use super::folders::Folders;
use super::judge::Bench;
use super::news::Sibling;
use super::post::{Reading, Snapshot};
use super::siblings::{Scan, Siblings};
use super::transport;
use super::web::Links;
use crate::rules::{Digest, WebAsk};
use crate::run;
use crate::source::{Source, Span};
use jiff::civil::Date;
use lsp_types::{Location, PublishDiagnosticsParams, Uri, notification, notification::Notification as _};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

/// The thread that thinks.
pub struct Worker<'a, W> {
    pub(super) desk: Arc<Desk>,
    pub(super) client: Client,
    pub(super) folders: Folders,
    today: &'a (dyn Fn() -> Date + Sync),
    out: W,
    pub(super) readings: BTreeMap<String, Reading>,
    pub(super) links: Links,
    pub(super) siblings: Siblings,
    /// The text of each post with which the others were last compared.
    pub(super) compared: BTreeMap<String, Arc<Snapshot>>,
    /// Paths of the other posts of the last comparison, by their index.
    pub(super) others: BTreeMap<String, Vec<PathBuf>>,
    stamp: u64,
}

impl<'a, W: Write> Worker<'a, W> {
    /// A worker for a client.
    pub fn new(
        desk: Arc<Desk>,
        client: Client,
        working: &std::path::Path,
        today: &'a (dyn Fn() -> Date + Sync),
        out: W,
    ) -> Self {
        let folders = Folders::new(&client.folders, working, client.trust);
        Worker {
            desk,
            client,
            folders,
            today,
            out,
            readings: BTreeMap::new(),
            links: Links::default(),
            siblings: Siblings::default(),
            compared: BTreeMap::new(),
            others: BTreeMap::new(),
            stamp: 0,
        }
    }

    /// Works until nothing more will come.
    pub fn run(&mut self) {
        loop {
            match self.desk.next() {
                Next::Leave => return,
                Next::Judge(uri, shot) => self.publish(&uri, &shot),
                Next::Do(task) => match *task {
                    Task::Ask(request, shot) => {
                        let answer = self.answer(request, shot);
                        self.write(&answer);
                    }
                    Task::Tell(notification, shot) => self.hear(&notification, shot),
                    Task::Answered(id, result) => self.answered(&id, &result),
                    Task::Write(message) => self.write(&message),
                    Task::Closed(post) => self.closed(post.uri),
                    Task::News(news) => self.news(news),
                },
            }
        }
    }

    pub(super) fn write(&mut self, message: &[u8]) {
        // A client that is gone is noticed by the thread that reads.
        let _ = transport::write(&mut self.out, message);
    }

    pub(super) fn bench(&self) -> Bench<'_> {
        Bench { folders: &self.folders, today: (self.today)() }
    }

    /// What stands in a text, read once.
    pub(super) fn reading(&mut self, shot: &Arc<Snapshot>) -> &Reading {
        let uri = shot.uri.as_str();
        if self.readings.get(uri).is_none_or(|reading| !Arc::ptr_eq(&reading.shot, shot)) {
            // The old one goes first: two at a time would be the most that is ever held.
            self.readings.remove(uri);
            self.readings.insert(uri.to_owned(), Reading::new(Arc::clone(shot), &self.folders));
        }
        &self.readings[uri]
    }

    /// What was read in a text, if it is still held.
    pub(super) fn known(&self, shot: &Arc<Snapshot>) -> Option<&Reading> {
        self.readings.get(shot.uri.as_str()).filter(|reading| Arc::ptr_eq(&reading.shot, shot))
    }

    /// The same, judged.
    pub(super) fn judged(&mut self, shot: &Arc<Snapshot>) -> &Reading {
        let uri = shot.uri.as_str().to_owned();
        if self.reading(shot).found.is_none() {
            self.hold(&uri);
            let others = self.digests(shot);
            let asked = Mutex::new(Vec::new());
            let found = {
                let links = &self.links;
                let web = |asks: &[WebAsk]| {
                    asked.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(asks);
                    links.known(&uri, asks)
                };
                let web = self.client.wishes.links.then_some(&web as &run::WebCheck<'_>);
                self.bench().judge(&self.readings[&uri], web, others)
            };
            self.stamp += 1;
            if let Some(reading) = self.readings.get_mut(&uri) {
                reading.found = Some(found);
                reading.stamp = self.stamp;
                reading.asks = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
            }
        }
        &self.readings[&uri]
    }

    /// Lets links from other open posts lead into this text, saved or not.
    fn hold(&mut self, uri: &str) {
        let understood = self.readings.get(uri).and_then(|it| Some((it.source(), &it.understood.as_ref()?.doc)));
        if self.desk.has_others(uri) && understood.is_some_and(|(source, doc)| self.folders.resolver.hold(source, doc))
        {
            self.again(|other| other != uri);
        }
    }

    /// What the other posts of its folder leave behind, where rules compare them; numbered from 1 on.
    fn digests(&mut self, shot: &Arc<Snapshot>) -> Vec<Digest> {
        let (uri, path, today) = (shot.uri.as_str(), shot.source.path(), (self.today)());
        let reading = self.reading(shot);
        if reading.understood.is_none() || !run::looks_across(&reading.resolved.rules) {
            return Vec::new();
        }
        let root = self.folders.of(path).root.clone();
        let mut open = vec![(path.to_path_buf(), Digest::default())];
        for other in self.desk.snapshots().iter().filter(|other| other.uri != shot.uri) {
            let reading = self.reading(other);
            let Some(understood) = &reading.understood else { continue };
            if other.source.path().starts_with(&root) && run::looks_across(&reading.resolved.rules) {
                let settings = &reading.resolved.settings;
                let digest = run::digest_of(0, &other.source, understood, settings, today);
                open.push((other.source.path().to_path_buf(), digest));
            }
        }
        // The others see this text with the next judgement of theirs.
        let before = self.compared.insert(uri.to_owned(), Arc::clone(shot));
        if before.is_none_or(|before| !Arc::ptr_eq(&before, shot)) {
            self.again(|other| other != uri);
        }
        let scan = Scan { desk: Arc::clone(&self.desk), trust: self.client.trust, today };
        let mut all = self.siblings.closed(&root, &open, &scan);
        all.extend(open.into_iter().skip(1));
        self.others.insert(uri.to_owned(), all.iter().map(|(path, _)| path.clone()).collect());
        let number = |(index, (_, digest)): (usize, Sibling)| Digest { file: index + 1, ..digest };
        all.into_iter().enumerate().map(number).collect()
    }

    /// Where a place of another post is: in the editor's text, or the disk's.
    pub(super) fn elsewhere(&self, uri: &str) -> Box<Elsewhere<'_>> {
        let others = self.others.get(uri);
        Box::new(move |file, span: Span| {
            let path = others?.get(file.checked_sub(1)?)?;
            let open = self.desk.snapshots().into_iter().find(|shot| shot.source.path() == path);
            let shot = match open {
                Some(shot) => shot,
                None => {
                    let uri = Uri::from_str(url::Url::from_file_path(path).ok()?.as_str()).ok()?;
                    let text = std::fs::read_to_string(path).ok()?;
                    let source = Source::new(path.clone(), "", text);
                    Arc::new(Snapshot { uri, version: None, source, encoding: self.client.encoding })
                }
            };
            Some(Location::new(shot.uri.clone(), shot.range(span.start(), span.end())))
        })
    }

    /// Judges a post and shows what was found, unless its text has changed meanwhile.
    fn publish(&mut self, uri: &str, shot: &Arc<Snapshot>) {
        if self.client.pulls {
            return;
        }
        // Parts and programme are half of the work: whoever types on saves the other half.
        self.reading(shot);
        if !self.desk.is_current(uri, shot) {
            return;
        }
        self.judged(shot);
        if self.desk.is_current(uri, shot) {
            let list = convert::all(&self.readings[uri], &*self.elsewhere(uri));
            self.show(shot.uri.clone(), list, shot.version);
        }
    }

    pub(super) fn show(&mut self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>, version: Option<i32>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        self.write(&transport::notification(notification::PublishDiagnostics::METHOD, params));
    }

    /// Has posts judged again though their texts are the same.
    pub(super) fn again(&mut self, which: impl Fn(&str) -> bool) {
        self.readings.iter_mut().filter(|(uri, _)| which(uri)).for_each(|(_, reading)| reading.found = None);
        if self.client.pulls {
            self.write(&transport::request("refresh", "workspace/diagnostic/refresh", Value::Null));
        } else {
            self.desk.judge_again(|post| which(post.uri.as_str()));
        }
    }
}
