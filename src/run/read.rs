//! Reading one file, whatever it is, without being hurt by it.

use crate::source::Source;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What reading a file gave.
#[derive(Debug)]
pub enum Text {
    /// A text to judge.
    Good(Source),
    /// Bytes that are no text: the text with the bad bytes replaced (for
    /// showing only), and the byte offset of the first bad one in it.
    NotText(Source, usize),
    /// Too large to be read: its size in bytes.
    TooLarge(u64),
    /// It could not be read: why, in plain words.
    Failed(String),
}

/// Reads a file of at most `max` bytes. Folders, devices, pipes and sockets are
/// refused before they are opened.
#[must_use]
pub fn file(path: &Path, name: &str, max: u64) -> Text {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => regular(path, name, max),
        Ok(_) => Text::Failed(NOT_REGULAR.to_owned()),
        Err(error) => Text::Failed(plain(&error)),
    }
}

/// The same for a file that its folder calls a regular one: no second look at that before it is opened.
#[must_use]
pub fn regular(path: &Path, name: &str, max: u64) -> Text {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (meta, file) = match opened {
        Ok(opened) => opened,
        Err(error) => return Text::Failed(plain(&error)),
    };
    if !meta.is_file() {
        return Text::Failed(NOT_REGULAR.to_owned());
    }
    if meta.len() > max {
        return Text::TooLarge(meta.len());
    }
    let bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0).saturating_add(1));
    limited(file, bytes, path, name, max)
}

/// Standard input, at most `max` bytes of it, as the text of the file `path`.
#[must_use]
pub fn standard_input(path: &Path, name: &str, max: u64) -> Text {
    limited(std::io::stdin(), Vec::new(), path, name, max)
}

/// Reads at most `max` bytes into `bytes`, which is empty. A file may grow while it is read: one byte more tells.
fn limited(from: impl Read, mut bytes: Vec<u8>, path: &Path, name: &str, max: u64) -> Text {
    match from.take(max.saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) => Text::Failed(plain(&error)),
        Ok(_) if bytes.len() as u64 > max => Text::TooLarge(bytes.len() as u64),
        Ok(_) => text(bytes, path, name),
    }
}

const NOT_REGULAR: &str = "this is not a regular file";

/// A text from bytes: standard input, or a file.
#[must_use]
pub fn text(bytes: Vec<u8>, path: &Path, name: &str) -> Text {
    match String::from_utf8(bytes) {
        Ok(text) => match memchr::memchr(0, text.as_bytes()) {
            Some(at) => Text::NotText(Source::new(path, name, text), at),
            None => Text::Good(Source::new(path, name, text)),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Text::NotText(Source::new(path, name, text), at)
        }
    }
}

/// An error of the system in plain words.
#[must_use]
pub fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
