//! The language server: findings while writing, fixes at hand.
//!
//! One thread reads messages; a burst of changes is taken in whole before the
//! post is judged, so that stale findings never stand over new text and no
//! timer is needed.

use crate::diagnostic::{Diagnostic, Safety};
use crate::fix::{self, parts::Parts};
use crate::resolve::Resolver;
use crate::run::{self, Configure, Job, Text};
use crate::source::{self, Source};
use jiff::civil::Date;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::Notification as _;
use lsp_types::request::Request as _;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, FullDocumentDiagnosticReport, HoverProviderCapability, InitializeParams, OneOf,
    PositionEncodingKind, PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextEdit, Uri, WorkDoneProgressOptions, notification, request,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub mod completion;
pub mod convert;
pub mod post;
pub mod text;
pub mod understanding;

use post::OpenPost;
use text::Encoding;

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
pub struct Surroundings<'a> {
    /// The configuration.
    pub configure: &'a dyn Configure,
    /// Forgets the configurations that were read, because one has changed.
    pub forget: &'a dyn Fn(),
    /// Answers questions about the files around.
    pub resolver: Option<&'a Resolver>,
    /// The day.
    pub today: &'a dyn Fn() -> Date,
}

/// Serves standard input and output until the client says goodbye.
///
/// # Errors
/// When the client breaks the protocol or leaves without a shutdown.
pub fn stdio(around: &Surroundings<'_>) -> Result<(), Error> {
    let (connection, threads) = Connection::stdio();
    let served = serve(&connection, around);
    // The writer ends when the connection is gone.
    drop(connection);
    if served.is_ok() {
        threads.join().map_err(|error| Error::Protocol(error.to_string()))?;
    }
    served
}

/// Serves a connection until the client says goodbye.
///
/// # Errors
/// When the client breaks the protocol or leaves without a shutdown.
pub fn serve(connection: &Connection, around: &Surroundings<'_>) -> Result<(), Error> {
    let (id, params) = connection.initialize_start().map_err(|error| Error::Protocol(error.to_string()))?;
    let params: InitializeParams =
        serde_json::from_value(params).map_err(|error| Error::Protocol(error.to_string()))?;
    let encoding = negotiate(&params);
    let options = params.initialization_options.as_ref();
    let hints = options.and_then(|it| it.get("inlayHints")?.as_bool()).unwrap_or(true);
    let answer = serde_json::json!({
        "capabilities": capabilities(encoding),
        "serverInfo": {"name": "eventlint", "version": env!("CARGO_PKG_VERSION")},
    });
    connection.initialize_finish(id, answer).map_err(|error| Error::Protocol(error.to_string()))?;
    let mut server = Server { connection, around, encoding, posts: BTreeMap::new(), hints, shut_down: false };
    server.run()
}

fn negotiate(params: &InitializeParams) -> Encoding {
    let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let has = |kind: &PositionEncodingKind| offered.is_some_and(|offered| offered.contains(kind));
    if has(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if has(&PositionEncodingKind::UTF32) && !has(&PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![":".to_owned(), "%".to_owned(), "<".to_owned()]),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![OPEN_PAGE.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, fix_all_kind()]),
            ..CodeActionOptions::default()
        })),
        diagnostic_provider: Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("eventlint".to_owned()),
            ..DiagnosticOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}

/// The command that opens a rule's page.
pub const OPEN_PAGE: &str = "eventlint.openPage";

fn fix_all_kind() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.eventlint")
}

struct Server<'a> {
    connection: &'a Connection,
    around: &'a Surroundings<'a>,
    encoding: Encoding,
    posts: BTreeMap<String, OpenPost>,
    /// Show the lengths of sessions behind their times.
    hints: bool,
    shut_down: bool,
}

impl Server<'_> {
    fn run(&mut self) -> Result<(), Error> {
        loop {
            let Ok(mut message) = self.connection.receiver.recv() else {
                return if self.shut_down { Ok(()) } else { Err(Error::NoShutdown) };
            };
            loop {
                if self.take(message)? {
                    return if self.shut_down { Ok(()) } else { Err(Error::NoShutdown) };
                }
                match self.connection.receiver.try_recv() {
                    Ok(next) => message = next,
                    Err(_) => break,
                }
            }
            self.publish_dirty();
        }
    }

    /// Takes a message; `true` when it is the goodbye.
    fn take(&mut self, message: Message) -> Result<bool, Error> {
        match message {
            Message::Request(request) => {
                let answer = self.answer(request);
                self.send(answer.into())?;
            }
            Message::Notification(notification) if notification.method == notification::Exit::METHOD => {
                return Ok(true);
            }
            Message::Notification(notification) => self.notice(notification),
            Message::Response(_) => {}
        }
        Ok(false)
    }

    fn send(&self, message: Message) -> Result<(), Error> {
        self.connection.sender.send(message).map_err(|_| Error::Protocol("the client is gone".to_owned()))
    }

    fn notice(&mut self, message: Notification) {
        match message.method.as_str() {
            notification::DidOpenTextDocument::METHOD => {
                if let Ok(params) = serde_json::from_value::<DidOpenTextDocumentParams>(message.params) {
                    let item = params.text_document;
                    let path = path_of(&item.uri);
                    let post = OpenPost::new(item.uri.clone(), path, item.version, item.text, self.encoding);
                    self.posts.insert(item.uri.as_str().to_owned(), post);
                }
            }
            notification::DidChangeTextDocument::METHOD => {
                if let Ok(params) = serde_json::from_value::<DidChangeTextDocumentParams>(message.params)
                    && let Some(post) = self.posts.get_mut(params.text_document.uri.as_str())
                {
                    let encoding = self.encoding;
                    post.update(params.text_document.version, |text| {
                        for change in params.content_changes {
                            text::change(text, change, encoding);
                        }
                    });
                }
            }
            notification::DidSaveTextDocument::METHOD
            | notification::DidChangeWatchedFiles::METHOD
            | notification::DidChangeConfiguration::METHOD => {
                if let Some(hints) =
                    message.params.pointer("/settings/eventlint/inlayHints").and_then(serde_json::Value::as_bool)
                {
                    self.hints = hints;
                }
                // What stands on the disk may have changed for every post.
                (self.around.forget)();
                self.posts.values_mut().for_each(|post| post.dirty = true);
            }
            notification::DidCloseTextDocument::METHOD => {
                if let Ok(params) = serde_json::from_value::<DidCloseTextDocumentParams>(message.params)
                    && let Some(post) = self.posts.remove(params.text_document.uri.as_str())
                {
                    self.publish(post.uri, Vec::new(), None);
                }
            }
            _ => {}
        }
    }

    fn publish_dirty(&mut self) {
        let mut ready = Vec::new();
        for post in self.posts.values_mut().filter(|post| post.dirty) {
            post.found = judge(post, self.around);
            post.dirty = false;
            let list = post.found.iter().map(|it| convert::diagnostic(post, it)).collect();
            ready.push((post.uri.clone(), list, post.version));
        }
        for (uri, list, version) in ready {
            self.publish(uri, list, Some(version));
        }
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>, version: Option<i32>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        let message = Notification::new(notification::PublishDiagnostics::METHOD.to_owned(), params);
        // A client that is gone is noticed by the reader.
        let _ = self.connection.sender.send(message.into());
    }

    fn answer(&mut self, request: Request) -> Response {
        if request.method == request::Shutdown::METHOD {
            self.shut_down = true;
            return Response::new_ok(request.id, ());
        }
        if self.shut_down {
            return refuse(request, ErrorCode::InvalidRequest, "the server is shutting down");
        }
        let configure = self.around.configure;
        match request.method.as_str() {
            request::HoverRequest::METHOD => self.with(request, |post, params: lsp_types::HoverParams| {
                understanding::hover(post, params.text_document_position_params.position, configure)
            }),
            request::DocumentSymbolRequest::METHOD => {
                self.with(request, |post, _: lsp_types::DocumentSymbolParams| understanding::symbols(post, configure))
            }
            request::FoldingRangeRequest::METHOD => {
                self.with(request, |post, _: lsp_types::FoldingRangeParams| understanding::folding(post, configure))
            }
            request::InlayHintRequest::METHOD if !self.hints => Response::new_ok(request.id, serde_json::json!([])),
            request::Completion::METHOD => self.with(request, |post, params: lsp_types::CompletionParams| {
                completion::complete(post, params.text_document_position.position, configure)
            }),
            request::DocumentLinkRequest::METHOD => {
                self.with(request, |post, _: lsp_types::DocumentLinkParams| understanding::links(post, configure))
            }
            request::ExecuteCommand::METHOD => self.execute(request),
            request::InlayHintRequest::METHOD => self.with(request, |post, params: lsp_types::InlayHintParams| {
                understanding::hints(post, params.range, configure)
            }),
            request::CodeActionRequest::METHOD => {
                let around = self.around;
                self.with(request, |post, params: CodeActionParams| actions(post, &params, around))
            }
            request::Formatting::METHOD => {
                let around = self.around;
                self.with(request, |post, _: lsp_types::DocumentFormattingParams| format(post, None, around))
            }
            request::RangeFormatting::METHOD => {
                let around = self.around;
                self.with(request, |post, params: lsp_types::DocumentRangeFormattingParams| {
                    format(post, Some(params.range), around)
                })
            }
            request::DocumentDiagnosticRequest::METHOD => {
                self.with(request, |post, _: lsp_types::DocumentDiagnosticParams| {
                    let items = post.found.iter().map(|it| convert::diagnostic(post, it)).collect();
                    let report = FullDocumentDiagnosticReport { result_id: None, items };
                    lsp_types::DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                        related_documents: None,
                        full_document_diagnostic_report: report,
                    })
                })
            }
            _ => {
                let message = format!("eventlint does not answer {}", request.method);
                refuse(request, ErrorCode::MethodNotFound, &message)
            }
        }
    }

    /// Opens a rule's page in the reader's browser.
    fn execute(&mut self, request: Request) -> Response {
        let page = request.params.pointer("/arguments/0").and_then(serde_json::Value::as_str);
        let command = request.params.get("command").and_then(serde_json::Value::as_str);
        // Only pages of our own rules: a client can't make the server open anything else.
        let known = page.filter(|page| crate::catalogue::rules().iter().any(|rule| rule.url() == **page));
        match (command, known) {
            (Some(OPEN_PAGE), Some(page)) => {
                let params = serde_json::json!({"uri": page, "external": true});
                let show = Request::new(format!("open {page}").into(), "window/showDocument".to_owned(), params);
                // A client that is gone is noticed by the reader.
                let _ = self.connection.sender.send(show.into());
                Response::new_ok(request.id, serde_json::Value::Null)
            }
            _ => refuse(request, ErrorCode::InvalidParams, "there is no such command or page"),
        }
    }

    /// Answers a request about one open post, judged anew if it has to be.
    fn with<P, R>(&mut self, request: Request, answer: impl FnOnce(&OpenPost, P) -> R) -> Response
    where
        P: serde::de::DeserializeOwned,
        R: serde::Serialize,
    {
        let uri = request.params.pointer("/textDocument/uri").and_then(|uri| uri.as_str()).unwrap_or("").to_owned();
        let id = request.id.clone();
        let params = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => {
                return Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
            }
        };
        let Some(post) = self.posts.get_mut(&uri) else {
            return Response::new_ok(id, serde_json::Value::Null);
        };
        if post.dirty {
            // Stays dirty, so that the findings are published too.
            post.found = judge(post, self.around);
        }
        Response::new_ok(id, answer(post, params))
    }
}

fn refuse(request: Request, code: ErrorCode, message: &str) -> Response {
    Response::new_err(request.id, code as i32, message.to_owned())
}

fn path_of(uri: &Uri) -> PathBuf {
    url::Url::parse(uri.as_str())
        .ok()
        .and_then(|url| url.to_file_path().ok())
        .unwrap_or_else(|| PathBuf::from(uri.as_str().replace(':', "_")))
}

fn job<'a>(around: &'a Surroundings<'a>) -> Job<'a> {
    Job {
        configure: around.configure,
        resolver: around.resolver,
        today: (around.today)(),
        threads: 1,
        fix: None,
        changes: None,
        web: None,
        charts: false,
        progress: &|| {},
    }
}

fn judge(post: &OpenPost, around: &Surroundings<'_>) -> Vec<Diagnostic> {
    let resolved = around.configure.resolve(&post.path);
    let source = post.source();
    let name = source.name().to_owned();
    let text = if source.text().len() as u64 > resolved.max_size {
        Text::TooLarge(source.text().len() as u64)
    } else {
        run::read::text(post.text.clone().into_bytes(), &post.path, &name)
    };
    run::judge_text(0, text, &name, &resolved, &job(around)).diagnostics
}

fn actions(post: &OpenPost, params: &CodeActionParams, around: &Surroundings<'_>) -> Vec<CodeActionOrCommand> {
    let wanted = |kind: &CodeActionKind| {
        params.context.only.as_ref().is_none_or(|only| {
            only.iter().any(|asked| {
                kind.as_str() == asked.as_str() || kind.as_str().starts_with(&format!("{}.", asked.as_str()))
            })
        })
    };
    let mut out = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let (start, end) = (post.offset(params.range.start), post.offset(params.range.end));
        for it in post.found.iter().filter(|it| it.at.start.offset <= end && start <= it.at.end.offset) {
            out.extend(convert::actions(post, it).into_iter().map(CodeActionOrCommand::CodeAction));
        }
    }
    if wanted(&fix_all_kind())
        && let Some(edit) = rewrite(post, Safety::Safe, around)
    {
        out.push(CodeActionOrCommand::CodeAction(CodeAction {
            title: "Apply all safe fixes of eventlint".to_owned(),
            kind: Some(fix_all_kind()),
            edit: Some(convert::edit(post, vec![edit])),
            ..CodeAction::default()
        }));
    }
    out
}

/// Aligns tables: the layout fixes of the whole document, or of a range.
fn format(post: &OpenPost, range: Option<lsp_types::Range>, around: &Surroundings<'_>) -> Vec<TextEdit> {
    let resolved = around.configure.resolve(&post.path);
    let source = post.source();
    let understood = run::understand(&source, &resolved.settings);
    let lines = range.map(|range| (range.start.line, range.end.line));
    let Some(rule) = crate::catalogue::find("table/alignment") else { return Vec::new() };
    let Some(entry) = crate::rules::entry("table/alignment") else { return Vec::new() };
    let Ok(crate::rules::Checker::Post(checker)) = (entry.build)(serde_json::json!({})) else { return Vec::new() };
    let mut found = crate::diagnostic::Found::new();
    found.stamp(rule);
    let (doc, agenda) = (&understood.doc, &understood.agenda);
    let view = crate::rules::Post::new(&source, doc, agenda, &resolved.settings, (around.today)());
    checker.check(&view, &mut found);
    found
        .findings()
        .iter()
        .filter_map(|finding| finding.fixes.first())
        .flat_map(|fix| &fix.edits)
        .map(|edit| TextEdit::new(post.range(edit.span.start(), edit.span.end()), edit.text.clone()))
        .filter(|edit| lines.is_none_or(|(first, last)| edit.range.start.line <= last && first <= edit.range.end.line))
        .collect()
}

/// The document after all fixes of a safety, as one edit; `None` when nothing changes.
fn rewrite(post: &OpenPost, allowed: Safety, around: &Surroundings<'_>) -> Option<TextEdit> {
    let resolved = around.configure.resolve(&post.path);
    let mut again = |source: &Source| {
        let text = Text::Good(Source::new(source.path(), source.name(), source.text()));
        run::judge_text(0, text, source.name(), &resolved, &job(around)).diagnostics
    };
    let read = |source: &Source| {
        let understood = run::understand(source, &resolved.settings);
        Parts::of(source, &understood.doc, &understood.agenda)
    };
    let fixed = fix::apply(post.source(), allowed, &mut again, &read);
    let after = fixed.source.text();
    if after == post.text {
        return None;
    }
    // Only the part that differs, so that the editor keeps its cursor and folds.
    let same = post.text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let start = source::floor(&post.text, same);
    let start = if after.is_char_boundary(start) { start } else { source::floor(after, start) };
    let rest = post.text.len().min(after.len()) - start;
    let same = post.text.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let end = source::ceil(&post.text, post.text.len() - same);
    let tail = post.text.len() - end;
    Some(TextEdit::new(post.range(start, end), after.get(start..after.len() - tail)?.to_owned()))
}
