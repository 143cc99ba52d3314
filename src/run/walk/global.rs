//! Whether git's own configuration names patterns of files to leave out.
//!
//! The walker reads it with a regular expression, which costs more to make than
//! a folder to list; few configurations name such a file.

use std::path::{Path, PathBuf};

/// Whether a file of git's configuration may name patterns (`core.excludesFile`),
/// or they stand in their usual place. Files as gitconfig(1) lists them.
pub(super) fn may_exclude() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = std::env::home_dir();
    let own = set("XDG_CONFIG_HOME").or_else(|| home.as_ref().map(|home| home.join(".config")));
    let files = [
        set("GIT_CONFIG_GLOBAL"),
        home.map(|home| home.join(".gitconfig")),
        own.as_ref().map(|own| own.join("git/config")),
        set("GIT_CONFIG_SYSTEM").or_else(|| Some(PathBuf::from("/etc/gitconfig"))),
    ];
    own.is_some_and(|own| own.join("git/ignore").exists()) || files.iter().flatten().any(|file| names_excludes(file))
}

fn names_excludes(file: &Path) -> bool {
    const KEY: &[u8] = b"excludesfile";
    std::fs::read(file).is_ok_and(|text| text.windows(KEY.len()).any(|part| part.eq_ignore_ascii_case(KEY)))
}

#[cfg(test)]
mod tests {
    use super::names_excludes;

    #[test]
    fn the_key_is_found_in_any_case() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("config");
        assert!(!names_excludes(&file));
        std::fs::write(&file, "[user]\n\tname = A\n").expect("written");
        assert!(!names_excludes(&file));
        std::fs::write(&file, "[core]\n\texcludesFile = ~/.ignore\n").expect("written");
        assert!(names_excludes(&file));
    }
}
