//! Asking the web for `check --links all`: settings, cache, progress.

use super::Error;
use super::args::{Cache, Check, Links};
use crate::configure::Configuration;
use crate::rules::WebAsk;
use crate::run::Checked;

#[cfg(feature = "net")]
mod with {
    use super::{Cache, Check, Checked, Configuration, Error, Links, WebAsk};
    use crate::cli::args::CacheAction;
    use crate::cli::print;
    use crate::links::{self, LinkJob, Progress, cache};
    use crate::rules::Verdict;
    use crate::run::LinkCounts;
    use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
    use std::io::IsTerminal;
    use std::path::PathBuf;

    /// What asks the web in a run; `None` when nothing may be asked.
    #[must_use]
    pub fn asker(
        args: &Check,
        configuration: &Configuration,
    ) -> Option<Box<dyn Fn(&[WebAsk]) -> Checked + Sync + 'static>> {
        if args.links != Links::All || args.offline {
            return None;
        }
        let settings = configuration.links();
        let folder = args.cache.clone().or_else(|| settings.cache.clone()).or_else(cache::user_folder);
        let folder = folder.filter(|_| !args.no_cache);
        let visible = std::io::stderr().is_terminal() && !args.quiet;
        Some(Box::new(move |asks| {
            let bar = bar(visible);
            let progress = |so_far: Progress| {
                bar.set_length(so_far.all as u64);
                bar.set_position(so_far.done as u64);
                bar.set_message(format!("{} dead, {} doubtful", so_far.dead, so_far.doubtful));
            };
            let cache = folder.clone();
            let job = LinkJob { settings: &settings, cache, progress: &progress, early: &|_, _| {}, stop: None };
            let answers = links::check(asks, &job);
            bar.finish_and_clear();
            match answers {
                Ok(answers) => Checked {
                    counts: LinkCounts {
                        checked: answers.progress.done,
                        dead: answers.progress.dead,
                        doubtful: answers.progress.doubtful,
                        skipped: answers.skipped,
                    },
                    verdicts: answers.verdicts,
                    remarks: answers.remarks,
                },
                Err(error) => Checked {
                    verdicts: vec![Verdict::Skipped; asks.len()],
                    counts: LinkCounts { skipped: asks.len(), ..LinkCounts::default() },
                    remarks: vec![error.to_string()],
                },
            }
        }))
    }

    fn bar(visible: bool) -> ProgressBar {
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{pos}/{len} links, {msg} {wide_bar}") {
            bar.set_style(style);
        }
        bar
    }

    /// What a run has to say of links that it did not check.
    #[must_use]
    pub fn unchecked(_args: &Check) -> Option<String> {
        None
    }

    /// Runs `cache` and returns the exit code.
    ///
    /// # Errors
    /// When there is no cache folder, or it can't be emptied.
    pub fn cache(args: &Cache) -> Result<u8, Error> {
        let folder: PathBuf = args
            .cache
            .clone()
            .or_else(cache::user_folder)
            .ok_or_else(|| Error::Said("no folder for the cache is known; name one with --cache".to_owned()))?;
        let file = cache::path(&folder);
        match args.action {
            CacheAction::Show => {
                let (store, damaged) = cache::Cache::open(folder);
                let what = if damaged {
                    "damaged; the next run makes it anew".to_owned()
                } else {
                    format!("{} links", store.len())
                };
                print(&format!("{}: {what}\n", file.display()))?;
            }
            CacheAction::Clear => match std::fs::remove_file(&file) {
                Ok(()) => print(&format!("removed {}\n", file.display()))?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => print("the cache is empty\n")?,
                Err(error) => return Err(Error::Said(format!("can't remove {}: {error}", file.display()))),
            },
        }
        Ok(0)
    }
}

#[cfg(not(feature = "net"))]
mod with {
    use super::{Cache, Check, Checked, Configuration, Error, Links, WebAsk};

    /// Nothing: this build asks no web.
    #[must_use]
    pub fn asker(
        _args: &Check,
        _configuration: &Configuration,
    ) -> Option<Box<dyn Fn(&[WebAsk]) -> Checked + Sync + 'static>> {
        None
    }

    /// What a run has to say of links that it did not check.
    #[must_use]
    pub fn unchecked(args: &Check) -> Option<String> {
        (args.links == Links::All).then(|| "web links were not checked: this build asks no web".to_owned())
    }

    /// Always an error: without links there is no cache.
    ///
    /// # Errors
    /// Always.
    pub fn cache(_args: &Cache) -> Result<u8, Error> {
        Err(Error::Said("this build checks no web links, so it has no cache".to_owned()))
    }
}

pub use with::{asker, cache, unchecked};
