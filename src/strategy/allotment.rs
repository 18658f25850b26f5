use super::assumptions::Capacity;
use super::capacity::{CapacityCase, Resource, ResourceUse, allocate};
use super::treatment::Treatment;

/// What takes the place of the wanted treatment for want of capacity, over a portfolio.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allotment {
    /// By row; nothing for whoever gets what is wanted, or asks for nothing scarce.
    instead: Vec<Option<Treatment>>,
    resources: [ResourceUse; Resource::ALL.len()],
}

impl Allotment {
    /// Gives the month's capacity out among borrowers, one case a row; `None` for those who ask for nothing scarce.
    pub fn new(capacity: &Capacity, wanted: impl Iterator<Item = Option<CapacityCase>>) -> Allotment {
        let (mut instead, mut rows, mut cases) = (Vec::new(), Vec::new(), Vec::new());
        for (row, case) in wanted.enumerate() {
            instead.push(None);
            if let Some(case) = case {
                rows.push(row);
                cases.push(case);
            }
        }
        let allocation = allocate(&cases, capacity);
        for ((row, case), granted) in rows.into_iter().zip(&cases).zip(allocation.treatments) {
            instead[row] = (granted != case.wanted()).then_some(granted);
        }
        Allotment { instead, resources: allocation.resources }
    }

    /// What takes the place of the treatment that is wanted for this row.
    pub fn instead(&self, row: usize) -> Option<Treatment> {
        self.instead.get(row).copied().flatten()
    }

    /// How many borrowers do not get what is wanted.
    pub fn n_without(&self) -> usize {
        self.instead.iter().flatten().count()
    }

    /// What was given out, in the order of [`Resource::ALL`].
    pub fn resources(&self) -> &[ResourceUse; Resource::ALL.len()] {
        &self.resources
    }
}
