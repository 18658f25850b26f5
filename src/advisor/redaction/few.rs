//! Numbers of borrowers that may be told. Comes in: who is behind each number of a table. Goes out: which numbers are left out, so that
//! no few borrowers stand by themselves, nor in what is left when the numbers that are told are taken from their totals.

/// Fewer borrowers than this are not told of as a group: they would be people.
pub const LEAST_BORROWERS: usize = 10;

/// A number of loans, and whether few borrowers are behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    n_loans: usize,
    /// The first of them: whoever has many loans is one.
    borrowers: Vec<u64>,
}

impl Headcount {
    /// Counts a loan of this borrower.
    pub fn add(&mut self, borrower: u64) {
        self.n_loans += 1;
        self.meet(borrower);
    }

    /// Counts what another counts too.
    pub fn join(&mut self, other: &Headcount) {
        self.n_loans += other.n_loans;
        other.borrowers.iter().for_each(|borrower| self.meet(*borrower));
    }

    /// How many loans.
    pub fn n_loans(&self) -> usize {
        self.n_loans
    }

    /// Whether there are some borrowers, but too few to be told of.
    pub fn is_few(&self) -> bool {
        self.n_loans > 0 && !self.is_enough()
    }

    /// Whether there are enough borrowers to be told of.
    pub fn is_enough(&self) -> bool {
        self.borrowers.len() >= LEAST_BORROWERS
    }

    fn meet(&mut self, borrower: u64) {
        if !self.is_enough() && !self.borrowers.contains(&borrower) {
            self.borrowers.push(borrower);
        }
    }
}

/// Which numbers of a list with a known total are left out.
pub fn left_out(counts: &[Headcount]) -> Vec<bool> {
    let mut is_out: Vec<bool> = counts.iter().map(Headcount::is_few).collect();
    leave_out_more(&counts.iter().collect::<Vec<_>>(), &[], &mut is_out);
    is_out
}

/// Which numbers of groups are left out, where all totals are known: that of each group, and that of each column but for those that
/// are left out of it. `untold` are the groups of which nothing is told; they stand in the totals of the columns.
pub fn left_out_of_groups(told: &[Vec<Headcount>], untold: &[Vec<Headcount>], is_column_out: &[bool]) -> Vec<Vec<bool>> {
    let first = |counts: &Vec<Headcount>| counts.iter().zip(is_column_out).map(|(count, is_out)| *is_out || count.is_few()).collect();
    let mut is_out: Vec<Vec<bool>> = told.iter().map(first).collect();
    loop {
        let before = is_out.clone();
        for (counts, is_out) in told.iter().zip(&mut is_out) {
            leave_out_more(&counts.iter().collect::<Vec<_>>(), &[], is_out);
        }
        for (column, _) in is_column_out.iter().enumerate().filter(|(_, is_out)| !**is_out) {
            let counts: Vec<&Headcount> = told.iter().map(|counts| &counts[column]).collect();
            let others: Vec<&Headcount> = untold.iter().map(|counts| &counts[column]).collect();
            let mut is_out_here: Vec<bool> = is_out.iter().map(|row| row[column]).collect();
            leave_out_more(&counts, &others, &mut is_out_here);
            is_out.iter_mut().zip(is_out_here).for_each(|(row, is_out)| row[column] = is_out);
        }
        if is_out == before {
            return is_out;
        }
    }
}

/// Leaves out the least of what is told until nothing is left out, or at least two numbers with enough borrowers between them.
fn leave_out_more(counts: &[&Headcount], others: &[&Headcount], is_out: &mut [bool]) {
    loop {
        let out = counts.iter().zip(&*is_out).filter(|(_, is_out)| **is_out).map(|(count, _)| count);
        let (mut n_out, mut together) = (0, Headcount::default());
        for count in out.chain(others).filter(|count| count.n_loans > 0) {
            n_out += 1;
            together.join(count);
        }
        if n_out == 0 || n_out > 1 && together.is_enough() {
            return;
        }
        let told = (0..counts.len()).filter(|&idx| !is_out[idx] && counts[idx].n_loans > 0);
        let Some(least) = told.min_by_key(|&idx| counts[idx].n_loans) else { return };
        is_out[least] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many borrowers with a loan each, from this one on.
    fn people(from: u64, n: u64) -> Headcount {
        let mut count = Headcount::default();
        (from..from + n).for_each(|borrower| count.add(borrower));
        count
    }

    fn list(sizes: &[u64]) -> Vec<Headcount> {
        let from = |idx: usize| sizes[..idx].iter().sum();
        sizes.iter().enumerate().map(|(idx, n)| people(from(idx), *n)).collect()
    }

    #[test]
    fn borrowers_are_counted_and_not_loans() {
        let mut one = Headcount::default();
        (0..50).for_each(|_| one.add(7));
        assert!(one.is_few() && one.n_loans() == 50);
        assert!(!people(0, 10).is_few() && people(0, 9).is_few() && !Headcount::default().is_few());
        one.join(&people(0, 8));
        assert!(one.is_few() && one.n_loans() == 58, "borrower 7 is among them");
        one.join(&people(100, 2));
        assert!(one.is_enough());
    }

    #[test]
    fn what_is_left_out_is_never_one_number_nor_few_borrowers_together() {
        let out = |sizes: &[u64]| left_out(&list(sizes));
        assert_eq!(out(&[40, 30, 20]), [false; 3]);
        assert_eq!(out(&[40, 3, 30, 20]), [false, true, false, true]);
        assert_eq!(out(&[40, 3, 4, 30]), [false, true, true, true], "seven people are few too");
        assert_eq!(out(&[40, 6, 7, 30]), [false, true, true, false]);
        assert_eq!(out(&[40, 0, 30]), [false; 3], "nobody is nobody");
        assert_eq!(out(&[3]), [true]);
    }

    #[test]
    fn the_numbers_of_groups_do_not_give_each_other_away() {
        // The first group's small cell could be told from the column's total: another group's is left out with it.
        let groups = [list(&[100, 50, 3]), list(&[80, 30, 20]), list(&[60, 20, 40])];
        let is_out = left_out_of_groups(&groups, &[], &[false; 3]);
        assert_eq!(is_out[0], [false, true, true]);
        assert!(is_out[1..].iter().any(|row| row[1]) && is_out[1..].iter().any(|row| row[2]), "{is_out:?}");
        for row in &is_out {
            assert_ne!(row.iter().filter(|is_out| **is_out).count(), 1, "{is_out:?}");
        }
        // A group that is not told of stands in the totals.
        let is_out = left_out_of_groups(&[list(&[100, 50, 60])], &[list(&[2, 0, 1])], &[false; 3]);
        assert_eq!(is_out, [[true, false, true]]);
        // What all together do not tell, none tells.
        assert_eq!(left_out_of_groups(&[list(&[100, 50, 60])], &[], &[false, true, true]), [[false, true, true]]);
    }
}
