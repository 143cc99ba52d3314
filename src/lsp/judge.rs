//! Judging a post with what the editor holds: its text, the verdicts on its
//! links that came in so far, the other posts saved or not.

use super::folders::Folders;
use super::post::Reading;
use crate::diagnostic::{Diagnostic, Safety};
use crate::fix::{self, parts::Parts};
use crate::rules::Digest;
use crate::run::{self, Job, Text, WebCheck};
use crate::source::Source;
use jiff::civil::Date;

/// What a judgement needs beside the post.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The configurations, and the files around.
    pub folders: &'a Folders,
    /// The day.
    pub today: Date,
}

impl<'a> Bench<'a> {
    fn job(self, web: Option<&'a WebCheck<'a>>) -> Job<'a> {
        Job {
            configure: self.folders,
            resolver: Some(&self.folders.resolver),
            today: self.today,
            threads: 1,
            fix: None,
            changes: None,
            web,
            charts: false,
            progress: &|| {},
        }
    }

    /// What is found in a post, beside what others leave behind.
    #[must_use]
    pub fn judge(self, reading: &Reading, web: Option<&WebCheck<'_>>, others: Vec<Digest>) -> Vec<Diagnostic> {
        let source = reading.source();
        let job = Job { web: None, ..self.job(None) };
        if self.folders.is_excluded(source.path()) {
            return Vec::new();
        }
        match &reading.understood {
            Some(understood) => {
                let job = Job { web, ..job };
                run::judge_beside(source, understood, &reading.resolved, &job, others)
            }
            None => {
                let size = source.text().len() as u64;
                let text = if size > reading.resolved.max_size {
                    Text::TooLarge(size)
                } else {
                    run::read::text(source.text().as_bytes().to_vec(), source.path(), source.name())
                };
                run::judge_text(0, text, source.name(), &reading.resolved, &job).diagnostics
            }
        }
    }

    /// The text after all fixes of a safety.
    #[must_use]
    pub fn fixed(self, reading: &Reading, allowed: Safety) -> String {
        let job = self.job(None);
        self.applied(reading, allowed, &mut |source| {
            let text = Text::Good(Source::new(source.path(), source.name(), source.text()));
            run::judge_text(0, text, source.name(), &reading.resolved, &job).diagnostics
        })
    }

    /// The text after the fixes that `judge` offers, as far as they keep to what they mean to change.
    #[must_use]
    pub fn applied(
        self,
        reading: &Reading,
        allowed: Safety,
        judge: &mut dyn FnMut(&Source) -> Vec<Diagnostic>,
    ) -> String {
        let source = reading.source();
        let read = |source: &Source| {
            let understood = run::understand(source, &reading.resolved.settings);
            Parts::of(source, &understood.doc, &understood.agenda)
        };
        let copy = Source::new(source.path(), source.name(), source.text());
        fix::apply(copy, allowed, judge, &read).source.text().to_owned()
    }
}
