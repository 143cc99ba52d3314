//! Answers to the client's questions.

use super::actions::{Actions, Later};
use super::post::{Reading, Snapshot};
use super::worker::Worker;
use super::{OPEN_PAGE, completion, convert, format, transport, understanding};
use crate::catalogue;
use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    CodeActionOrCommand, CodeActionParams, CompletionParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentFormattingParams, DocumentRangeFormattingParams, FullDocumentDiagnosticReport, HoverParams,
    InlayHintParams, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::Write;
use std::sync::Arc;

impl<W: Write> Worker<'_, W> {
    /// The answer to a question about a text as it was when it was asked.
    pub(super) fn answer(&mut self, request: Request, shot: Option<Arc<Snapshot>>) -> Vec<u8> {
        let Request { id, method, params } = request;
        let answered = self.about(&id, &method, params, shot);
        answered.unwrap_or_else(|why| transport::refusal(Some(&id), ErrorCode::InvalidParams, &why.to_string()))
    }

    /// The answer; an error when the question's parameters can't be read.
    fn about(
        &mut self,
        id: &RequestId,
        method: &str,
        params: Value,
        shot: Option<Arc<Snapshot>>,
    ) -> Result<Vec<u8>, serde_json::Error> {
        let wishes = self.client.wishes;
        match method {
            request::Shutdown::METHOD => Ok(transport::answer(id, ())),
            request::ExecuteCommand::METHOD => Ok(self.execute(id, &params)),
            request::HoverRequest::METHOD => {
                let params: HoverParams = read(params)?;
                let position = params.text_document_position_params.position;
                Ok(self.judged_or_null(id, shot, |reading| understanding::hover(reading, position)))
            }
            request::DocumentSymbolRequest::METHOD => Ok(self.or_null(id, shot, understanding::symbols)),
            request::FoldingRangeRequest::METHOD => Ok(self.or_null(id, shot, understanding::folding)),
            request::DocumentLinkRequest::METHOD => Ok(self.or_null(id, shot, understanding::links)),
            request::InlayHintRequest::METHOD => {
                let params: InlayHintParams = read(params)?;
                Ok(self.or_null(id, shot, |reading| understanding::hints(reading, params.range, wishes)))
            }
            request::Completion::METHOD => {
                let params: CompletionParams = read(params)?;
                let position = params.text_document_position.position;
                Ok(self.or_null(id, shot, |reading| completion::complete(reading, position)))
            }
            request::Formatting::METHOD => {
                let _: DocumentFormattingParams = read(params)?;
                Ok(self.formatted(id, shot, None))
            }
            request::RangeFormatting::METHOD => {
                let params: DocumentRangeFormattingParams = read(params)?;
                Ok(self.formatted(id, shot, Some(params.range)))
            }
            request::CodeActionRequest::METHOD => {
                let params: CodeActionParams = read(params)?;
                let Some(shot) = shot else { return Ok(transport::answer(id, Value::Null)) };
                let offered = self.actions(&shot, |actions| actions.offer(&params));
                let offered: Vec<_> = offered.into_iter().map(CodeActionOrCommand::CodeAction).collect();
                Ok(transport::answer(id, offered))
            }
            request::CodeActionResolveRequest::METHOD => self.resolve(id, params, shot),
            request::DocumentDiagnosticRequest::METHOD => {
                let params: DocumentDiagnosticParams = read(params)?;
                Ok(self.pulled(id, shot, params.previous_result_id.as_deref()))
            }
            _ => {
                let why = format!("eventlint does not answer {method}");
                Ok(transport::refusal(Some(id), ErrorCode::MethodNotFound, &why))
            }
        }
    }

    fn or_null<R: Serialize>(
        &mut self,
        id: &RequestId,
        shot: Option<Arc<Snapshot>>,
        answer: impl FnOnce(&Reading) -> R,
    ) -> Vec<u8> {
        transport::answer(id, shot.map(|shot| answer(self.reading(&shot))))
    }

    fn judged_or_null<R: Serialize>(
        &mut self,
        id: &RequestId,
        shot: Option<Arc<Snapshot>>,
        answer: impl FnOnce(&Reading) -> R,
    ) -> Vec<u8> {
        transport::answer(id, shot.map(|shot| answer(self.judged(&shot))))
    }

    fn formatted(&mut self, id: &RequestId, shot: Option<Arc<Snapshot>>, range: Option<lsp_types::Range>) -> Vec<u8> {
        let edits = shot.map(|shot| {
            self.reading(&shot);
            self.known(&shot).map(|reading| format::format(reading, range, self.bench())).unwrap_or_default()
        });
        transport::answer(id, edits)
    }

    fn actions<R: Default>(&mut self, shot: &Arc<Snapshot>, answer: impl FnOnce(&Actions<'_>) -> R) -> R {
        self.judged(shot);
        let Some(reading) = self.known(shot) else { return R::default() };
        let elsewhere = self.elsewhere(shot.uri.as_str());
        answer(&Actions { reading, bench: self.bench(), client: &self.client, elsewhere: &*elsewhere })
    }

    /// Works out the edit of an action that was chosen; the text may not have changed meanwhile.
    fn resolve(
        &mut self,
        id: &RequestId,
        params: Value,
        shot: Option<Arc<Snapshot>>,
    ) -> Result<Vec<u8>, serde_json::Error> {
        let mut action: lsp_types::CodeAction = read(params)?;
        let later: Later = read(action.data.clone().unwrap_or_default())?;
        let Some(shot) = shot.filter(|shot| shot.version == later.version) else {
            let why = "the text has changed since the action was offered";
            return Ok(transport::refusal(Some(id), ErrorCode::ContentModified, why));
        };
        action.edit = self.actions(&shot, |actions| actions.work_out(&later));
        Ok(transport::answer(id, action))
    }

    /// What was found, for a client that asks; told to ask again when the text has changed.
    fn pulled(&mut self, id: &RequestId, shot: Option<Arc<Snapshot>>, previous: Option<&str>) -> Vec<u8> {
        let mut items = Vec::new();
        let mut result_id = None;
        if let Some(shot) = shot {
            let uri = shot.uri.as_str();
            if !self.desk.is_current(uri, &shot) {
                return transport::ask_again(id);
            }
            let stamp = self.judged(&shot).stamp.to_string();
            if previous == Some(stamp.as_str()) {
                return transport::answer(id, unchanged(stamp));
            }
            result_id = Some(stamp);
            if let Some(reading) = self.known(&shot) {
                items = convert::all(reading, &*self.elsewhere(uri));
            }
        }
        let report = FullDocumentDiagnosticReport { result_id, items };
        let report =
            RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: report };
        transport::answer(id, DocumentDiagnosticReport::Full(report))
    }

    /// Opens a rule's page in the reader's browser.
    fn execute(&mut self, id: &RequestId, params: &Value) -> Vec<u8> {
        let page = params.pointer("/arguments/0").and_then(Value::as_str);
        let command = params.get("command").and_then(Value::as_str);
        // Only pages of our own rules: a client can't make the server open anything else.
        let known = page.filter(|page| catalogue::rules().iter().any(|rule| rule.url() == **page));
        let (Some(OPEN_PAGE), Some(page)) = (command, known) else {
            return transport::refusal(Some(id), ErrorCode::InvalidParams, "there is no such command or page");
        };
        let params = serde_json::json!({"uri": page, "external": true});
        let show = transport::request(&format!("open {page}"), "window/showDocument", params);
        self.write(&show);
        transport::answer(id, Value::Null)
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, serde_json::Error> {
    serde_json::from_value(params)
}

fn unchanged(result_id: String) -> DocumentDiagnosticReport {
    let report = UnchangedDocumentDiagnosticReport { result_id };
    DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: report,
    })
}
