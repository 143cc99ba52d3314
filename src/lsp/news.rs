//! What the threads in the background tell the one that thinks.

use crate::rules::{Digest, Verdict};
use std::path::PathBuf;

/// A post and what it leaves behind for the rules across posts.
pub type Sibling = (PathBuf, Digest);

/// News from a thread in the background.
pub enum News {
    /// What the web said of addresses of a post.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "a build without the web has no such news"))]
    Verdicts {
        /// The post.
        uri: String,
        /// The run that asked.
        run: u64,
        /// By address.
        verdicts: Vec<(String, Verdict)>,
        /// Nothing more will come.
        done: bool,
    },
    /// What the posts of a folder leave behind.
    Siblings {
        /// The folder.
        root: PathBuf,
        /// When it was asked.
        round: u64,
        /// The posts.
        found: Vec<Sibling>,
    },
}
