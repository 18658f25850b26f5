//! What was noted of contacts, to the rows of the open table that it changes.

use super::opening::OpenTable;
use super::portfolio::Portfolio;
use super::protocol::ContactNote;
use crate::data::loan_columns::LoanColumns;
use crate::data::loan_facts::{LoanFacts, NotedContact};
use crate::quantity::Money;
use crate::strategy::possible_arrears;

/// The rows of those who were contacted, ascending. Who has paid only a part of what is due is planned for as before.
pub(super) fn contacts_by_row(open: &OpenTable, columns: &LoanColumns, contacts: &[ContactNote]) -> Vec<(u32, NotedContact)> {
    if contacts.is_empty() {
        return Vec::new();
    }
    let table = &open.reading.table;
    let portfolio = Portfolio { table, schema: &open.schema, scored: None, planned: None };
    let contact = |row: usize| {
        let identifier = portfolio.identifier(row);
        let place = contacts.binary_search_by(|note| note.identifier.cmp(&identifier)).ok()?;
        let ContactNote { contact, paid, .. } = contacts[place];
        let is_part = paid.is_some_and(|paid| is_part(paid, &columns.facts(table, row)));
        (!is_part).then_some((row as u32, contact))
    };
    (0..table.n_rows()).filter_map(contact).collect()
}

/// Whether this payment leaves something due: less than the missed instalments, or less than all that is owed where these are not known.
fn is_part(paid: Money, facts: &LoanFacts) -> bool {
    let Some(owed) = facts.outstanding else { return false };
    let n_missed = facts.missed_payments.map(|missed| missed.min(possible_arrears(facts)));
    let past_due = facts.monthly_instalment.zip(n_missed).map(|(instalment, n)| instalment.scaled(u64::from(n), 1));
    paid < past_due.filter(|past_due| *past_due > Money::ZERO).map_or(owed, |past_due| past_due.min(owed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_payment_leaves_something_due() {
        let money = |major: i64| Money::from_minor_units(100 * major);
        let facts = LoanFacts { outstanding: Some(money(9_000)), ..LoanFacts::default() };
        assert!(is_part(money(8_999), &facts) && !is_part(money(9_000), &facts));
        let late = LoanFacts { monthly_instalment: Some(money(1_000)), missed_payments: Some(3), days_past_due: Some(65), ..facts };
        assert!(is_part(money(2_999), &late) && !is_part(money(3_000), &late));
        // Of payments missed long ago no more is due than the days allow, and never more than is owed.
        assert!(!is_part(money(2_000), &LoanFacts { days_past_due: Some(31), ..late }));
        assert!(is_part(money(8_999), &LoanFacts { missed_payments: Some(40), days_past_due: None, ..late }));
        assert!(!is_part(money(1), &LoanFacts::default()));
    }
}
