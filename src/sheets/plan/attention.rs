//! At whom a person has to look before anything is done.

use super::words::borrowers;
use crate::quantity::Currency;
use crate::quantity::format::count_text;
use crate::sheets::block::{Block, TableSheet, head, number_head};
use crate::strategy::{AttentionCause, AttentionSums};

/// Causes with how many borrowers have each; a sentence where nobody has any.
pub(super) fn attention_block(sums: &AttentionSums, currency: Currency) -> Block {
    if sums.n_rows() == 0 {
        return Block::Text("Nobody has to be looked at by a person before the next step.".to_owned());
    }
    let of_cause = |cause: AttentionCause| {
        let (name, task) = words(cause);
        let n = sums.n_of(cause);
        (n > 0).then(|| vec![name.to_owned(), count_text(n, currency), task.to_owned()])
    };
    Block::Table(TableSheet {
        title: "A person looks first".to_owned(),
        note: format!("{}; one may have several causes", borrowers(sums.n_rows(), currency)),
        heads: vec![head("Cause"), number_head("Borrowers"), head("What the person does")],
        rows: AttentionCause::ALL.into_iter().filter_map(of_cause).collect(),
    })
}

fn words(cause: AttentionCause) -> (&'static str, &'static str) {
    match cause {
        AttentionCause::LegalReview => ("Legal review", "Decides on legal steps"),
        AttentionCause::Dispute => ("Debt disputed", "Resolves it; nothing is collected"),
        AttentionCause::Vulnerable => ("Known to be vulnerable", "Decides what helps"),
        AttentionCause::Deceased => ("Borrower has died", "Deals with the estate"),
        AttentionCause::Insolvent => ("Insolvent", "Decides what may still be done"),
        AttentionCause::LegalAction => ("Legal action taken already", "Agrees each step with whoever conducts it"),
        AttentionCause::LegalHold => ("On legal hold", "Asks a lawyer first"),
        AttentionCause::NearCutOff => ("Score near a cut-off", "Checks the band"),
        AttentionCause::SeedsDiffer => ("Other forests decide otherwise", "Checks the band"),
        AttentionCause::EligibilityUnknown => ("Days past due not known", "Checks the days past due"),
        AttentionCause::NoAffordablePlan => ("No affordable plan", "Asks about means, looks beyond the policy’s plans"),
        AttentionCause::Restructuring => ("Plan changes the terms", "Has the restructuring approved before it is offered"),
        AttentionCause::Settlement => ("Settlement gives up a part", "Approves it before it is offered"),
        AttentionCause::WrittenOff => ("Written off", "Says whether and by whom it is still collected"),
        AttentionCause::SettlementBeyondMeans => ("Settlement beyond means", "Asks about means, looks for what can be paid"),
        AttentionCause::IncomeUnknown => ("Income not known", "Asks about means before an offer is made"),
        AttentionCause::LegalReplaced => ("Another step in place of legal review", "Agrees to it, or decides on legal steps"),
        AttentionCause::WrongNumber => ("Wrong number", "Finds the right one; meanwhile a letter"),
        AttentionCause::Refused => ("Refused", "Asks why, and changes what is offered"),
        AttentionCause::NotScored => ("No honest score", "Decides without a score"),
    }
}
