use super::Session;
use crate::jobs::protocol::Condition;

impl Session {
    /// The conditions that the loans looked at meet.
    pub fn conditions(&self) -> &[Condition] {
        &self.listing.filter.conditions
    }

    /// Looks at those loans only that meet these as well. Another condition on the same column takes the place of the one there.
    pub fn narrow(&mut self, conditions: Vec<Condition>) {
        let mut all = self.listing.filter.conditions.clone();
        all.retain(|before| conditions.iter().all(|new| new.column != before.column));
        all.extend(conditions);
        self.look_at_loans(all);
    }

    /// Takes a condition away, or all where there is no such place.
    pub fn widen(&mut self, place: Option<usize>) {
        let mut all = self.listing.filter.conditions.clone();
        match place.filter(|place| *place < all.len()) {
            Some(place) => drop(all.remove(place)),
            None => all.clear(),
        }
        self.look_at_loans(all);
    }

    fn look_at_loans(&mut self, conditions: Vec<Condition>) {
        if self.listing.filter.conditions == conditions {
            return;
        }
        self.listing.filter.conditions = conditions;
        if self.listing.n_rows.is_some() {
            let listing = self.listing.clone();
            self.list(listing.filter, listing.sort, listing.columns);
        }
        self.send_sheets_of_table();
    }
}
