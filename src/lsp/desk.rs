//! What the two threads share: the open posts, and the messages that wait.
//!
//! One thread reads and keeps the texts equal to the editor's; the other
//! thinks and writes. Reading never waits for thinking, so that a burst of
//! changes costs one judgement, and a client that does not read its answers
//! can't stop its own edits.

use super::news::News;
use super::post::{OpenPost, Snapshot};
use lsp_server::{Notification, Request, RequestId};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Messages that may wait before reading waits, too.
const WAITING: usize = 4096;

/// Something to be done by the thread that thinks.
pub enum Task {
    /// A question, with the text as it was when it was asked.
    Ask(Request, Option<Arc<Snapshot>>),
    /// A message that is no question, with the text it is about.
    Tell(Notification, Option<Arc<Snapshot>>),
    /// The answer to a question of ours.
    Answered(RequestId, Value),
    /// Ready to be written.
    Write(Vec<u8>),
    /// A post was closed.
    Closed(Box<OpenPost>),
    /// News from a thread in the background.
    News(News),
}

/// What the thread that thinks does next.
pub enum Next {
    /// Do this.
    Do(Box<Task>),
    /// Judge this post.
    Judge(String, Arc<Snapshot>),
    /// Go home: nothing is left to be answered.
    Leave,
}

#[derive(Default)]
struct Inner {
    posts: BTreeMap<String, OpenPost>,
    tasks: VecDeque<Task>,
    leaving: bool,
}

/// What the two threads share.
#[derive(Default)]
pub struct Desk {
    inner: Mutex<Inner>,
    bell: Condvar,
    room: Condvar,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a task down; waits while too many lie there.
    pub fn put(&self, task: Task) {
        let mut inner = self.lock();
        while inner.tasks.len() >= WAITING && !inner.leaving {
            inner = self.room.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        inner.tasks.push_back(task);
        self.bell.notify_one();
    }

    /// Takes a question back that was not begun; `true` when it still waited.
    pub fn cancel(&self, id: &RequestId) -> bool {
        let mut inner = self.lock();
        let before = inner.tasks.len();
        inner.tasks.retain(|task| !matches!(task, Task::Ask(request, _) if request.id == *id));
        inner.tasks.len() < before
    }

    /// A post was opened.
    pub fn open(&self, post: OpenPost) {
        self.lock().posts.insert(post.uri.as_str().to_owned(), post);
        self.bell.notify_one();
    }

    /// A post was closed.
    pub fn close(&self, uri: &str) -> Option<OpenPost> {
        self.lock().posts.remove(uri)
    }

    /// Changes a post; `None` when it is not open.
    pub fn change<R>(&self, uri: &str, change: impl FnOnce(&mut OpenPost) -> R) -> Option<R> {
        let done = self.lock().posts.get_mut(uri).map(change);
        self.bell.notify_one();
        done
    }

    /// The text of a post as it is now; `None` when it is not open.
    pub fn snapshot(&self, uri: &str) -> Option<Arc<Snapshot>> {
        self.lock().posts.get_mut(uri).filter(|post| !post.lost).map(OpenPost::snapshot)
    }

    /// The texts of all open posts.
    pub fn snapshots(&self) -> Vec<Arc<Snapshot>> {
        self.lock().posts.values_mut().filter(|post| !post.lost).map(OpenPost::snapshot).collect()
    }

    /// Whether other posts are open, too.
    pub fn has_others(&self, uri: &str) -> bool {
        self.lock().posts.keys().any(|other| other != uri)
    }

    /// Has the posts judged again that `which` picks.
    pub fn judge_again(&self, which: impl Fn(&OpenPost) -> bool) {
        self.lock().posts.values_mut().filter(|post| which(post)).for_each(|post| post.dirty = true);
        self.bell.notify_one();
    }

    /// Whether a snapshot shows a post as it is now.
    pub fn is_current(&self, uri: &str, snapshot: &Arc<Snapshot>) -> bool {
        self.lock().posts.get(uri).is_some_and(|post| post.is_at(snapshot))
    }

    /// No more tasks will come; those that wait are still done.
    pub fn leave(&self) {
        self.lock().leaving = true;
        self.bell.notify_all();
        self.room.notify_all();
    }

    /// What is to be done next; waits until there is something. Questions go first.
    pub fn next(&self) -> Next {
        let mut inner = self.lock();
        loop {
            if let Some(task) = inner.tasks.pop_front() {
                self.room.notify_all();
                return Next::Do(Box::new(task));
            }
            if inner.leaving {
                return Next::Leave;
            }
            if let Some((uri, post)) = inner.posts.iter_mut().find(|(_, post)| post.dirty && !post.lost) {
                post.dirty = false;
                return Next::Judge(uri.clone(), post.snapshot());
            }
            inner = self.bell.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
