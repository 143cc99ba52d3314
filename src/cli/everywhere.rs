//! One configuration for all files: `--isolated`.

use crate::config::Settings;
use crate::ruleset::{Choice, RuleSet};
use crate::run::{self, Configure, Resolved};
use std::path::Path;
use std::sync::Arc;

/// The same for every file.
pub struct Everywhere(Resolved);

impl Everywhere {
    /// The defaults, with what the command line chose.
    #[must_use]
    pub fn new(choice: &Choice) -> Self {
        let (rules, _) = RuleSet::new(choice);
        Everywhere(Resolved {
            rules: Arc::new(rules),
            settings: Arc::new(Settings::default()),
            max_size: run::MAX_SIZE,
        })
    }
}

impl Configure for Everywhere {
    fn resolve(&self, _path: &Path) -> Resolved {
        self.0.clone()
    }
}
