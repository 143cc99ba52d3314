//! The memory of the pieces of a text, kept for the next text: texts are many, and their pieces too large a part of what
//! a run asks for.

use super::pieces::Piece;
use std::cell::Cell;
use std::ops::{Deref, DerefMut};

/// The most pieces whose memory is kept.
const KEPT: usize = 1 << 12;

thread_local! {
    static SPARE: Cell<Vec<Piece>> = const { Cell::new(Vec::new()) };
}

/// The pieces of a text.
#[derive(Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Makes room for so many more, in the memory of an earlier text where there is some.
    pub fn reserve(&mut self, more: usize) {
        if self.0.capacity() == 0 {
            self.0 = SPARE.take();
        }
        self.0.reserve(more);
    }

    /// Adds a piece.
    pub fn push(&mut self, piece: Piece) {
        self.0.push(piece);
    }
}

impl Deref for Pieces {
    type Target = [Piece];

    fn deref(&self) -> &[Piece] {
        &self.0
    }
}

impl DerefMut for Pieces {
    fn deref_mut(&mut self) -> &mut [Piece] {
        &mut self.0
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        let mut pieces = std::mem::take(&mut self.0);
        if (1..=KEPT).contains(&pieces.capacity()) {
            pieces.clear();
            SPARE.set(pieces);
        }
    }
}
