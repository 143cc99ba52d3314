//! The manifests of `rules/` as plain data.
//!
//! Made by `UPDATE=1 cargo test --test integration catalogue`; a conflict is
//! resolved by making it anew.

use super::{FixKind, Grade, Manifest, Needs, OptionInfo};
use crate::diagnostic::Severity;

/// All manifests, sorted by id.
#[rustfmt::skip]
pub static RULES: &[Manifest] = &[
    Manifest {
        id: "source/encoding",
        summary: "The file holds bytes that are not UTF-8 text",
        severity: Severity::Error,
        off: false,
        grades: &[],
        needs: Needs::Engine,
        fix: FixKind::None,
        fold: None,
        yields_to: &[],
        since: "0.1.0",
        options: &[],
        page: include_str!("../../rules/source/encoding.md"),
    },
    Manifest {
        id: "source/too-deep",
        summary: "The post is nested or wide beyond all reason and was not judged",
        severity: Severity::Warning,
        off: false,
        grades: &[],
        needs: Needs::Engine,
        fix: FixKind::None,
        fold: None,
        yields_to: &[],
        since: "0.1.0",
        options: &[],
        page: include_str!("../../rules/source/too-deep.md"),
    },
    Manifest {
        id: "source/too-large",
        summary: "The file is larger than max-size and was not judged",
        severity: Severity::Warning,
        off: false,
        grades: &[],
        needs: Needs::Engine,
        fix: FixKind::None,
        fold: None,
        yields_to: &[],
        since: "0.1.0",
        options: &[],
        page: include_str!("../../rules/source/too-large.md"),
    },
];
