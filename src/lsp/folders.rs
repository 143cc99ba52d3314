//! The folders of the workspace, each with its configuration.
//!
//! A folder is to the editor what the working folder is to the command line:
//! searches for a configuration end there, and posts are compared within it.

use crate::config::LinkSettings;
use crate::configure::{Configuration, Wanted};
use crate::resolve::Resolver;
use crate::run::{Configure, Resolved};
use crate::schema::Schema;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of the workspace.
pub struct Folder {
    /// Where.
    pub root: PathBuf,
    /// Its configurations.
    pub configuration: Configuration,
}

impl Folder {
    fn new(root: PathBuf, trust: bool) -> Self {
        let wanted = Wanted { trust, ..Wanted::default() };
        let configuration = Configuration::new(&root, wanted).expect("no configuration is named that could be missing");
        Folder { root, configuration }
    }
}

/// All folders, and the one that the server was started in for what lies in none.
pub struct Folders {
    working: Folder,
    list: Vec<Folder>,
    trust: bool,
    /// Answers questions about the files around.
    pub resolver: Resolver,
}

impl Folders {
    /// The folders; `working` holds for posts outside all of them.
    #[must_use]
    pub fn new(roots: &[PathBuf], working: &Path, trust: bool) -> Self {
        let list = roots.iter().map(|root| Folder::new(root.clone(), trust)).collect();
        Folders { working: Folder::new(working.to_path_buf(), trust), list, trust, resolver: Resolver::default() }
    }

    /// Folders came and went.
    pub fn change(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.list.retain(|folder| !removed.contains(&folder.root));
        self.list.extend(added.into_iter().map(|root| Folder::new(root, self.trust)));
    }

    /// Forgets what was read, because files have changed.
    pub fn forget(&mut self) {
        for folder in std::iter::once(&mut self.working).chain(&mut self.list) {
            *folder = Folder::new(std::mem::take(&mut folder.root), self.trust);
        }
        self.resolver.forget();
    }

    /// The innermost folder that holds a path, else the one that the server was started in.
    #[must_use]
    pub fn of(&self, path: &Path) -> &Folder {
        let inner = self.list.iter().filter(|folder| path.starts_with(&folder.root));
        inner.max_by_key(|folder| folder.root.as_os_str().len()).unwrap_or(&self.working)
    }

    /// The settings of the link checker for a post.
    #[must_use]
    pub fn links(&self, path: &Path) -> LinkSettings {
        self.of(path).configuration.links()
    }

    /// Whether a configuration leaves a post out.
    #[must_use]
    pub fn is_excluded(&self, path: &Path) -> bool {
        self.of(path).configuration.is_excluded(path)
    }
}

impl Configure for Folders {
    fn resolve(&self, path: &Path) -> Resolved {
        self.of(path).configuration.resolve(path)
    }

    fn schema(&self, name: &str, folder: &Path) -> Option<Arc<Schema>> {
        self.of(folder).configuration.schema(name, folder)
    }
}
