//! What the client can do, and what its user wants.

use super::text::Encoding;
use serde_json::Value;
use std::path::PathBuf;

/// What the client said at the start. Read leniently: what a client says
/// oddly counts as not said.
#[derive(Clone, Debug)]
pub struct Client {
    /// What a character offset counts.
    pub encoding: Encoding,
    /// Asks for findings itself, and asks again when told to; then none are pushed.
    pub pulls: bool,
    /// Fills in the edit of a code action when it is chosen.
    pub resolves: bool,
    /// Takes edits that name the version they are for.
    pub versioned: bool,
    /// Opens addresses.
    pub opens: bool,
    /// Watches files for us.
    pub watches: bool,
    /// Answers `workspace/configuration`.
    pub configures: bool,
    /// Shows progress.
    pub progress: bool,
    /// Asks for inlay hints again when told to.
    pub hints_again: bool,
    /// The folders of the workspace.
    pub folders: Vec<PathBuf>,
    /// What the user wants.
    pub wishes: Wishes,
    /// The user trusts the configurations that are found (`--trust-config`); only
    /// the editor's own settings can say so.
    pub trust: bool,
}

/// Settings of the editor, from the initialization options or `workspace/configuration`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Show the lengths of sessions behind their times.
    pub lengths: bool,
    /// Show the gaps between sessions.
    pub gaps: bool,
    /// Ask the web on save which links are alive.
    pub links: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Wishes { lengths: true, gaps: true, links: false }
    }
}

impl Wishes {
    /// Takes what settings say: `{"inlayHints": true | {"lengths": …, "gaps": …}, "links": false}`.
    pub fn take(&mut self, settings: &Value) {
        let said = |pointer: &str| settings.pointer(pointer).and_then(Value::as_bool);
        let hints = said("/inlayHints");
        self.lengths = hints.or(said("/inlayHints/lengths")).unwrap_or(self.lengths);
        self.gaps = hints.or(said("/inlayHints/gaps")).unwrap_or(self.gaps);
        self.links = said("/links").unwrap_or(self.links);
    }
}

impl Client {
    /// From the parameters of `initialize`.
    #[must_use]
    pub fn new(params: &Value) -> Self {
        let can = |pointer: &str| params.pointer(&format!("/capabilities/{pointer}"));
        let does = |pointer: &str| can(pointer).and_then(Value::as_bool).unwrap_or(false);
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        let mut wishes = Wishes::default();
        wishes.take(options);
        let resolved = can("textDocument/codeAction/resolveSupport/properties").and_then(Value::as_array);
        Client {
            encoding: encoding(can("general/positionEncodings")),
            pulls: can("textDocument/diagnostic").is_some_and(Value::is_object)
                && (does("workspace/diagnostics/refreshSupport") || does("workspace/diagnostic/refreshSupport")),
            resolves: resolved.is_some_and(|all| all.iter().any(|it| it == "edit"))
                && does("textDocument/codeAction/dataSupport"),
            versioned: does("workspace/workspaceEdit/documentChanges"),
            opens: does("window/showDocument/support"),
            watches: does("workspace/didChangeWatchedFiles/dynamicRegistration"),
            configures: does("workspace/configuration"),
            progress: does("window/workDoneProgress"),
            hints_again: does("workspace/inlayHint/refreshSupport"),
            folders: folders(params),
            wishes,
            trust: options.get("trustConfig").and_then(Value::as_bool).unwrap_or(false),
        }
    }
}

/// UTF-8 where it is offered, for it costs nothing; else what every client knows.
fn encoding(offered: Option<&Value>) -> Encoding {
    let has = |name: &str| offered.and_then(Value::as_array).is_some_and(|all| all.iter().any(|it| it == name));
    if has("utf-8") {
        Encoding::Utf8
    } else if has("utf-32") && !has("utf-16") {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

fn folders(params: &Value) -> Vec<PathBuf> {
    let named = params.get("workspaceFolders").and_then(Value::as_array);
    let mut uris: Vec<&str> = named.into_iter().flatten().filter_map(|it| it.get("uri")?.as_str()).collect();
    if uris.is_empty() {
        uris.extend(params.get("rootUri").and_then(Value::as_str));
    }
    uris.into_iter().filter_map(path_of).collect()
}

/// The path of a `file:` address.
#[must_use]
pub fn path_of(uri: &str) -> Option<PathBuf> {
    url::Url::parse(uri).ok()?.to_file_path().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_encoding_is_the_cheapest_that_both_know() {
        for (offered, wanted) in [
            (json!(["utf-16", "utf-8"]), Encoding::Utf8),
            (json!(["utf-32"]), Encoding::Utf32),
            (json!(["utf-32", "utf-16"]), Encoding::Utf16),
            (json!(null), Encoding::Utf16),
        ] {
            let params = json!({"capabilities": {"general": {"positionEncodings": offered}}});
            assert_eq!(Client::new(&params).encoding, wanted, "{params}");
        }
    }

    #[test]
    fn wishes_are_taken_one_by_one() {
        let mut wishes = Wishes::default();
        wishes.take(&json!({"inlayHints": {"gaps": false}}));
        assert_eq!(wishes, Wishes { lengths: true, gaps: false, links: false });
        wishes.take(&json!({"inlayHints": false, "links": true}));
        assert_eq!(wishes, Wishes { lengths: false, gaps: false, links: true });
    }
}
