//! Replacing a file so that it is the old one or the new one, never half of each.

use std::fs;
use std::io::Write;
use std::path::Path;

/// Why a file was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Somebody changed it meanwhile.
    #[error("it changed while it was judged")]
    Changed,
    /// It may not be written.
    #[error("it is read-only")]
    ReadOnly,
    /// It has further names, which a replacement would cut off.
    #[error("it has several hard links")]
    HardLinks,
    /// The system refused.
    #[error("{}", said(.0))]
    System(#[from] std::io::Error),
}

fn said(error: &std::io::Error) -> String {
    match error.kind() {
        // The file itself was asked before: it is the new one beside it that may not be made.
        std::io::ErrorKind::PermissionDenied => "its folder may not be written to".to_owned(),
        _ => error.to_string(),
    }
}

/// Replaces the text of a file.
///
/// The new text goes to a temporary file in the same folder, is synced, and
/// takes the old one's place and mode in one step. A symbolic link stays; its
/// target is replaced.
///
/// # Errors
/// When the file is read-only, has several hard links, no longer holds
/// `before`, or the system refuses; then it is untouched.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Refused> {
    let target = fs::canonicalize(path)?;
    let meta = fs::metadata(&target)?;
    if meta.permissions().readonly() {
        return Err(Refused::ReadOnly);
    }
    if links(&meta) > 1 {
        return Err(Refused::HardLinks);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".eventlint-").tempfile_in(folder)?;
    temporary.write_all(after.as_bytes())?;
    temporary.as_file().set_permissions(meta.permissions())?;
    own(temporary.as_file(), &meta)?;
    temporary.as_file().sync_all()?;
    if fs::read(&target)? != before.as_bytes() {
        return Err(Refused::Changed);
    }
    temporary.persist(&target).map_err(|error| Refused::System(error.error))?;
    Ok(())
}

#[cfg(unix)]
fn links(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(meta)
}

#[cfg(not(unix))]
fn links(_meta: &fs::Metadata) -> u64 {
    1
}

/// Keeps the owner; where that is not allowed and would change it, refuses.
#[cfg(unix)]
fn own(file: &fs::File, meta: &fs::Metadata) -> Result<(), Refused> {
    use std::os::unix::fs::MetadataExt;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (meta.uid(), meta.gid()) {
        std::os::unix::fs::fchown(file, Some(meta.uid()), Some(meta.gid()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn own(_file: &fs::File, _meta: &fs::Metadata) -> Result<(), Refused> {
    Ok(())
}
