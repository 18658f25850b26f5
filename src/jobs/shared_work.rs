//! How work is divided among trainers and put together again: numbers go out in ranges, results come back in any order, and the
//! whole is the same for any number of trainers.

use std::ops::Range;

use super::keyed::Keyed;
use crate::quantity::order::sort_by;

/// Work in the making: a result for each number.
#[derive(Clone, Debug)]
pub struct SharedWork<T> {
    results: Vec<Option<T>>,
    waiting: Vec<Range<u32>>,
    doing: Keyed<u32, Range<u32>>,
    largest_range: u32,
}

impl<T> SharedWork<T> {
    /// Nothing done yet; a trainer is given `largest_range` numbers at most, for a crash loses no more, and the last trainers end
    /// together.
    pub fn new(n_results: u32, largest_range: u32) -> Self {
        let results = (0..n_results).map(|_| None).collect();
        SharedWork { results, waiting: std::iter::once(0..n_results).collect(), doing: Keyed::default(), largest_range }
    }

    /// The next range for a trainer that has nothing to do; `None` if it is busy or nothing waits.
    pub fn assign(&mut self, trainer: u32, n_trainers: u32) -> Option<Range<u32>> {
        if self.doing.get(&trainer).is_some() {
            return None;
        }
        // A result can have come late from a trainer that was given up.
        self.waiting.retain(|range| range.clone().any(|number| self.results[number as usize].is_none()));
        let n_waiting: u32 = self.waiting.iter().map(|range| range.end - range.start).sum();
        let wanted = (n_waiting / (2 * n_trainers.max(1))).clamp(1, self.largest_range);
        let next = self.waiting.first_mut()?;
        let range = next.start..(next.start + wanted).min(next.end);
        next.start = range.end;
        self.waiting.retain(|range| !range.is_empty());
        self.doing.insert(trainer, range.clone());
        Some(range)
    }

    /// Takes a result in; false if it was there already or was never asked for.
    pub fn receive(&mut self, trainer: u32, number: u32, result: T) -> bool {
        let Some(place) = self.results.get_mut(number as usize) else { return false };
        let is_new = place.is_none();
        if is_new {
            *place = Some(result);
        }
        // Also after a result that was there already, or a trainer whose last one it was would never be given another range.
        if self.doing.get(&trainer).is_some_and(|range| range.clone().all(|number| self.results[number as usize].is_some())) {
            self.doing.remove(&trainer);
        }
        is_new
    }

    /// A trainer is gone: what it had not yet delivered waits again.
    pub fn lose(&mut self, trainer: u32) {
        let Some(range) = self.doing.remove(&trainer) else { return };
        let missing = range.filter(|&number| self.results[number as usize].is_none());
        self.waiting.extend(missing.map(|number| number..number + 1));
        sort_by(&mut self.waiting, |a, b| a.start.cmp(&b.start));
    }

    /// A result by its number.
    pub fn get(&self, number: u32) -> Option<&T> {
        self.results.get(number as usize)?.as_ref()
    }

    /// Results so far.
    pub fn n_done(&self) -> u32 {
        self.results.iter().flatten().count() as u32
    }

    /// How many there are to be.
    pub fn n_results(&self) -> u32 {
        self.results.len() as u32
    }

    /// Whether every result is there.
    pub fn is_complete(&self) -> bool {
        self.results.iter().all(Option::is_some)
    }

    /// The results so far with their numbers, in order.
    pub fn into_results(self) -> impl Iterator<Item = (u32, T)> {
        self.results.into_iter().enumerate().filter_map(|(number, result)| Some((number as u32, result?)))
    }
}
