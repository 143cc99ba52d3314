//! Messages over a byte stream, framed as LSP 3.17 says under "base protocol".
//!
//! What is no message is told apart from the end of the stream, so that one
//! slip of a client does not end the session, and a length that nobody could
//! mean is never allocated.

use lsp_server::{ErrorCode, Notification, Request, RequestId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Read, Write};

/// The longest header line that is read whole, in bytes.
const LINE: u64 = 1024;
/// The largest message that is read, in bytes; a post of that size is not judged anyway.
const LARGEST: u64 = 64 << 20;

/// What came from the client.
#[derive(Debug)]
pub enum Incoming {
    /// A question.
    Request(Request),
    /// A message without an answer.
    Notification(Notification),
    /// The answer to a question of ours.
    Response(RequestId, Value),
    /// No message: what to answer, with `null` for the unknown id.
    Bad(ErrorCode, String),
}

/// A message of any kind, as it lies in the stream.
#[derive(Deserialize)]
struct Raw {
    id: Option<RequestId>,
    method: Option<String>,
    #[serde(default)]
    params: Value,
    #[serde(default)]
    result: Value,
}

/// Reads the next message; `None` at the end of the stream.
///
/// # Errors
/// When the stream breaks.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = header(input)? else { return Ok(None) };
    let Some(length) = length else {
        return Ok(Some(Incoming::Bad(ErrorCode::ParseError, "a message without Content-Length".to_owned())));
    };
    if length > LARGEST {
        io::copy(&mut input.take(length), &mut io::sink())?;
        let why = format!("a message of {length} bytes, more than the {LARGEST} that are read");
        return Ok(Some(Incoming::Bad(ErrorCode::InvalidRequest, why)));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

/// The length that a header announces, if it does; `None` at the end of the stream.
fn header(input: &mut impl BufRead) -> io::Result<Option<Option<u64>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(Some(length));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

fn message(body: &[u8]) -> Incoming {
    match serde_json::from_slice::<Raw>(body) {
        Err(error) => {
            let code = if error.is_data() { ErrorCode::InvalidRequest } else { ErrorCode::ParseError };
            Incoming::Bad(code, error.to_string())
        }
        Ok(Raw { id: Some(id), method: Some(method), params, .. }) => Incoming::Request(Request { id, method, params }),
        Ok(Raw { method: Some(method), params, .. }) => Incoming::Notification(Notification { method, params }),
        Ok(Raw { id: Some(id), result, .. }) => Incoming::Response(id, result),
        Ok(_) => Incoming::Bad(ErrorCode::InvalidRequest, "neither a method nor an answer".to_owned()),
    }
}

#[derive(Serialize)]
struct Told<'a, P> {
    jsonrpc: &'a str,
    method: &'a str,
    params: P,
}

#[derive(Serialize)]
struct Asked<'a, P> {
    jsonrpc: &'a str,
    id: &'a str,
    method: &'a str,
    params: P,
}

#[derive(Serialize)]
struct Answered<'a, R> {
    jsonrpc: &'a str,
    id: Option<&'a RequestId>,
    result: R,
}

#[derive(Serialize)]
struct Refused<'a> {
    jsonrpc: &'a str,
    id: Option<&'a RequestId>,
    error: Value,
}

/// A notification, ready to be written.
#[must_use]
pub fn notification(method: &str, params: impl Serialize) -> Vec<u8> {
    frame(&Told { jsonrpc: "2.0", method, params })
}

/// A question to the client.
#[must_use]
pub fn request(id: &str, method: &str, params: impl Serialize) -> Vec<u8> {
    frame(&Asked { jsonrpc: "2.0", id, method, params })
}

/// An answer.
#[must_use]
pub fn answer(id: &RequestId, result: impl Serialize) -> Vec<u8> {
    frame(&Answered { jsonrpc: "2.0", id: Some(id), result })
}

/// A refusal; `None` for a message whose id is not known.
#[must_use]
pub fn refusal(id: Option<&RequestId>, code: ErrorCode, message: &str) -> Vec<u8> {
    frame(&Refused { jsonrpc: "2.0", id, error: serde_json::json!({"code": code as i32, "message": message}) })
}

/// A refusal after which the client is to ask again (LSP 3.17, `DiagnosticServerCancellationData`).
#[must_use]
pub fn ask_again(id: &RequestId) -> Vec<u8> {
    let code = ErrorCode::ServerCancelled as i32;
    let data = serde_json::json!({"retriggerRequest": true});
    let error = serde_json::json!({"code": code, "message": "the text has changed meanwhile", "data": data});
    frame(&Refused { jsonrpc: "2.0", id: Some(id), error })
}

fn frame(message: &impl Serialize) -> Vec<u8> {
    // Our own types have no map keys that JSON can't have.
    let body = serde_json::to_vec(message).unwrap_or_default();
    let mut out = Vec::with_capacity(body.len() + 32);
    out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    out.extend_from_slice(&body);
    out
}

/// Writes a message at once.
///
/// # Errors
/// When the client is gone.
pub fn write(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    output.write_all(message)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_does_not_hide_what_follows() {
        let good = r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#;
        let good = format!("Content-Length: {}\r\n\r\n{good}", good.len());
        let long = format!("{}\r\n\r\n", "x".repeat(5000));
        for slip in ["Content-Length: 3\r\n\r\n{,}", "Content-Length: 2\r\n\r\n[]", "no header\r\n\r\n", &long] {
            let text = format!("{slip}{good}");
            let mut input = text.as_bytes();
            assert!(matches!(read(&mut input), Ok(Some(Incoming::Bad(..)))), "{slip}");
            let next = read(&mut input);
            assert!(matches!(&next, Ok(Some(Incoming::Notification(it))) if it.method == "initialized"), "{next:?}");
            assert!(matches!(read(&mut input), Ok(None)));
        }
    }

    #[test]
    fn a_length_that_nobody_means_is_passed_over() {
        let mut input = "Content-Length: 99999999999\r\n\r\nabc".as_bytes();
        assert!(matches!(read(&mut input), Ok(Some(Incoming::Bad(ErrorCode::InvalidRequest, _)))));
    }
}
