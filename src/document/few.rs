//! A list that is nearly always short.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A list whose items stand in their owner, up to `N` of them; longer ones have a place of their own.
#[derive(Clone)]
pub struct Few<T, const N: usize>(Held<T, N>);

#[derive(Clone)]
enum Held<T, const N: usize> {
    Here([T; N], usize),
    There(Box<[T]>),
}

impl<T: Clone + Default, const N: usize> From<&[T]> for Few<T, N> {
    fn from(items: &[T]) -> Self {
        if items.len() > N {
            return Few(Held::There(items.into()));
        }
        let mut few = Self::default();
        if let Held::Here(here, length) = &mut few.0 {
            here[..items.len()].clone_from_slice(items);
            *length = items.len();
        }
        few
    }
}

impl<T: Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Few(Held::Here(std::array::from_fn(|_| T::default()), 0))
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::Here(items, length) => &items[..*length],
            Held::There(items) => items,
        }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Held::Here(items, length) => &mut items[..*length],
            Held::There(items) => items,
        }
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_lists_hold_the_same() {
        for length in 0..6 {
            let items: Vec<usize> = (0..length).collect();
            let mut few: Few<usize, 2> = items.as_slice().into();
            assert_eq!(*few, *items);
            few.iter_mut().for_each(|item| *item += 1);
            assert_eq!(*few, *(1..=length).collect::<Vec<usize>>());
        }
    }
}
