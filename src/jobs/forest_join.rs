//! How a forest is divided among trainers and put together again: tree numbers go out in ranges, trees come back in
//! any order, and the forest is the same for any number of trainers.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::forest::Forest;
use crate::model::{BadWeight, Tree};

/// Most trees that one trainer is given at a time: a crash loses no more, and the last ones end together.
const LARGEST_RANGE: u32 = 16;

/// A forest in the making.
#[derive(Clone, Debug)]
pub struct ForestJoin {
    trees: Vec<Option<Tree>>,
    waiting: Vec<Range<u32>>,
    growing: BTreeMap<u32, Range<u32>>,
}

impl ForestJoin {
    /// Nothing grown yet.
    pub fn new(n_trees: u32) -> Self {
        ForestJoin { trees: vec![None; n_trees as usize], waiting: std::iter::once(0..n_trees).collect(), growing: BTreeMap::new() }
    }

    /// The next range for a trainer that has nothing to do; `None` if it is busy or nothing waits.
    pub fn assign(&mut self, trainer: u32, n_trainers: u32) -> Option<Range<u32>> {
        if self.growing.contains_key(&trainer) {
            return None;
        }
        // A tree can have come late from a trainer that was given up.
        self.waiting.retain(|range| range.clone().any(|number| self.trees[number as usize].is_none()));
        let n_waiting: u32 = self.waiting.iter().map(|range| range.end - range.start).sum();
        let wanted = (n_waiting / (2 * n_trainers.max(1))).clamp(1, LARGEST_RANGE);
        let next = self.waiting.first_mut()?;
        let range = next.start..(next.start + wanted).min(next.end);
        next.start = range.end;
        self.waiting.retain(|range| !range.is_empty());
        self.growing.insert(trainer, range.clone());
        Some(range)
    }

    /// Takes a tree in; false if it was there already or was never asked for.
    pub fn receive(&mut self, trainer: u32, number: u32, tree: Tree) -> bool {
        let Some(place) = self.trees.get_mut(number as usize) else { return false };
        let is_new = place.is_none();
        if is_new {
            *place = Some(tree);
        }
        // Also after a tree that was there already, or a trainer whose last one it was would never be given another range.
        if self.growing.get(&trainer).is_some_and(|range| range.clone().all(|number| self.trees[number as usize].is_some())) {
            self.growing.remove(&trainer);
        }
        is_new
    }

    /// A trainer is gone: what it had not yet delivered waits again.
    pub fn lose(&mut self, trainer: u32) {
        let Some(range) = self.growing.remove(&trainer) else { return };
        let missing = range.filter(|&number| self.trees[number as usize].is_none());
        self.waiting.extend(missing.map(|number| number..number + 1));
        self.waiting.sort_by_key(|range| range.start);
    }

    /// A tree by its number.
    pub fn tree(&self, number: u32) -> Option<&Tree> {
        self.trees.get(number as usize)?.as_ref()
    }

    /// Trees so far.
    pub fn n_trees(&self) -> u32 {
        self.trees.iter().flatten().count() as u32
    }

    /// Whether every tree is there.
    pub fn is_complete(&self) -> bool {
        self.trees.iter().all(Option::is_some)
    }

    /// The trees so far in the order of their numbers.
    pub fn into_forest(self, seed: u64, n_features: u32, bad_weight: BadWeight) -> Forest {
        let numbered = self.trees.into_iter().enumerate().filter_map(|(number, tree)| Some((number as u32, tree?)));
        Forest { trees: numbered.collect(), seed, n_features, bad_weight }
    }
}
