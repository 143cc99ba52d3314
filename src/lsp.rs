//! The language server: findings while writing, fixes at hand.
//!
//! One thread reads messages and keeps the texts equal to the editor's; another
//! thinks and writes. A change waits for nothing and for no timer: judging
//! begins at once, and begins anew when the text has changed meanwhile, so that
//! stale findings never stand over new text.

use jiff::civil::Date;
use lsp_server::{ErrorCode, Notification, Request};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{CodeActionKind, DidOpenTextDocumentParams, Uri};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

mod actions;
mod answers;
mod capabilities;
mod client;
mod completion;
mod convert;
mod desk;
mod edits;
mod folders;
mod format;
mod judge;
mod news;
mod notices;
pub mod post;
mod siblings;
pub mod text;
pub mod transport;
mod understanding;
mod web;
mod worker;

use client::Client;
use desk::{Desk, Task};
use post::{Changes, OpenPost, Snapshot};
use transport::Incoming;
use worker::Worker;

/// What stops the server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client broke the protocol, or is gone.
    #[error("{0}")]
    Protocol(String),
    /// The client left without saying goodbye: exit code 1, says the protocol.
    #[error("the client exited without a shutdown")]
    NoShutdown,
}

/// What the server asks of its surroundings.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The folder that it was started in.
    pub working: &'a Path,
    /// The day.
    pub today: &'a (dyn Fn() -> Date + Sync),
}

/// The command that opens a rule's page.
const OPEN_PAGE: &str = "eventlint.openPage";

fn fix_all_kind() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.eventlint")
}

/// Serves standard input and output until the client says goodbye.
///
/// # Errors
/// When the client breaks the protocol or leaves without a shutdown.
pub fn stdio(around: Surroundings<'_>) -> Result<(), Error> {
    serve(&mut BufReader::with_capacity(1 << 16, io::stdin()), io::stdout(), around)
}

/// Serves a stream until the client says goodbye.
///
/// # Errors
/// When the client breaks the protocol or leaves without a shutdown.
pub fn serve(input: &mut impl BufRead, mut output: impl Write + Send, around: Surroundings<'_>) -> Result<(), Error> {
    let client = greet(input, &mut output)?;
    let desk = Arc::new(Desk::default());
    std::thread::scope(|scope| {
        let (copy, shared) = (client.clone(), Arc::clone(&desk));
        scope.spawn(move || Worker::new(shared, copy, around.working, around.today, output).run());
        let ended = listen(input, &client, &desk);
        desk.leave();
        ended
    })
}

/// Waits for `initialize` and answers it; other questions have to wait.
fn greet(input: &mut impl BufRead, output: &mut impl Write) -> Result<Client, Error> {
    let broken = |error: io::Error| Error::Protocol(error.to_string());
    loop {
        let refused = match transport::read(input).map_err(broken)? {
            None => return Err(Error::Protocol("the client is gone before it said hello".to_owned())),
            Some(Incoming::Request(request)) if request.method == request::Initialize::METHOD => {
                let client = Client::new(&request.params);
                let answer = transport::answer(
                    &request.id,
                    json!({
                        "capabilities": capabilities::capabilities(&client),
                        "serverInfo": {"name": "eventlint", "version": env!("CARGO_PKG_VERSION")},
                    }),
                );
                transport::write(output, &answer).map_err(broken)?;
                return Ok(client);
            }
            Some(Incoming::Request(Request { id, .. })) => {
                transport::refusal(Some(&id), ErrorCode::ServerNotInitialized, "initialize comes first")
            }
            Some(Incoming::Bad(code, why)) => transport::refusal(None, code, &why),
            Some(Incoming::Notification(it)) if it.method == notification::Exit::METHOD => {
                return Err(Error::NoShutdown);
            }
            Some(Incoming::Notification(_) | Incoming::Response(..)) => continue,
        };
        transport::write(output, &refused).map_err(broken)?;
    }
}

/// Keeps the texts up to date and hands everything else on, until the end.
fn listen(input: &mut impl BufRead, client: &Client, desk: &Arc<Desk>) -> Result<(), Error> {
    let mut shut_down = false;
    loop {
        // A stream that breaks is a client that is gone.
        let Some(incoming) = transport::read(input).ok().flatten() else {
            return if shut_down { Ok(()) } else { Err(Error::NoShutdown) };
        };
        match incoming {
            Incoming::Bad(code, why) => desk.put(Task::Write(transport::refusal(None, code, &why))),
            Incoming::Response(id, result) => desk.put(Task::Answered(id, result)),
            Incoming::Notification(it) if it.method == notification::Exit::METHOD => {
                return if shut_down { Ok(()) } else { Err(Error::NoShutdown) };
            }
            Incoming::Notification(it) => notice(it, client, desk),
            Incoming::Request(request) => {
                let over = shut_down || request.method == request::Initialize::METHOD;
                shut_down |= request.method == request::Shutdown::METHOD;
                if over {
                    let why = "the server was initialized before, or is shutting down";
                    desk.put(Task::Write(transport::refusal(Some(&request.id), ErrorCode::InvalidRequest, why)));
                } else {
                    let shot = about(&request.params, desk);
                    desk.put(Task::Ask(request, shot));
                }
            }
        }
    }
}

/// The text that a message is about.
fn about(params: &Value, desk: &Desk) -> Option<Arc<Snapshot>> {
    let uri = params.pointer("/textDocument/uri").or_else(|| params.pointer("/data/uri"))?;
    desk.snapshot(uri.as_str()?)
}

fn notice(it: Notification, client: &Client, desk: &Arc<Desk>) {
    match it.method.as_str() {
        notification::DidOpenTextDocument::METHOD => {
            if let Ok(DidOpenTextDocumentParams { text_document: item }) = serde_json::from_value(it.params) {
                desk.open(OpenPost::new(item.uri, Some(item.version), item.text, client.encoding));
            }
        }
        notification::DidChangeTextDocument::METHOD => {
            let uri = it.params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or("").to_owned();
            match serde_json::from_value::<Changes>(it.params) {
                Ok(changes) => {
                    desk.change(&uri, |post| post.update(changes));
                }
                Err(error) => lose(&uri, &error.to_string(), desk),
            }
        }
        notification::DidCloseTextDocument::METHOD => {
            let uri = it.params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or("");
            if let Some(post) = desk.close(uri) {
                desk.put(Task::Closed(Box::new(post)));
            }
        }
        notification::Cancel::METHOD => {
            if let Ok(id) = serde_json::from_value(it.params.get("id").cloned().unwrap_or_default())
                && desk.cancel(&id)
            {
                let refused = transport::refusal(Some(&id), ErrorCode::RequestCanceled, "cancelled");
                desk.put(Task::Write(refused));
            }
        }
        _ => {
            let shot = about(&it.params, desk);
            desk.put(Task::Tell(it, shot));
        }
    }
}

/// An edit could not be read: what we know of the text is no longer what the
/// editor shows, so nothing is said of it until it comes whole.
fn lose(uri: &str, why: &str, desk: &Arc<Desk>) {
    if desk.change(uri, |post| post.lost = true).is_none() {
        return;
    }
    let message = format!("eventlint could not read an edit of {uri} and waits for the whole text: {why}");
    desk.put(Task::Write(transport::notification("window/logMessage", json!({"type": 2, "message": message}))));
    if let Ok(uri) = Uri::from_str(uri) {
        let nothing = json!({"uri": uri, "diagnostics": []});
        desk.put(Task::Write(transport::notification(notification::PublishDiagnostics::METHOD, nothing)));
    }
}
