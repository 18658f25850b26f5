use crate::quantity::format::{count_text, money_in_full, money_text};
use crate::quantity::{Currency, Money};
use crate::sheets::treatment_name;
use crate::strategy::{OutcomeSums, Strategy, Treatment};

/// Of what cannot be said.
pub(super) const NONE: &str = "–";

/// Where every amount of a plan comes from.
pub(super) const ESTIMATES: &str = "estimates from assumptions that you can edit";

/// What a plan that changes the terms is for the books: RBI, Prudential Framework for Resolution of Stressed Assets, 7 June 2019.
pub(super) const RESTRUCTURING: &str = "A longer time, a lower rate or a holiday, given because of a borrower’s difficulty, is a \
    restructuring by the Reserve Bank of India’s framework of 7 June 2019: it needs the approval that your lender’s policy names, and \
    as a rule a downgrade and provisions. None of that is in the money here; what each plan loses against the loan as agreed stands on the \
    borrower’s page. Arrears spread beside the agreed instalments change no terms.";

/// What a plan brings beyond waiting for the same borrowers to pay.
pub(super) const OVER_WAITING: &str = "Over doing nothing";

/// A band's name.
pub(super) fn band_name(band: Strategy) -> &'static str {
    treatment_name(match band {
        Strategy::Reminder => Treatment::Reminder,
        Strategy::SettlementOffer => Treatment::Settlement,
        Strategy::LegalReview => Treatment::LegalReview,
        Strategy::NotScored => Treatment::NotScored,
    })
}

/// "1 borrower", "5,000 borrowers".
pub(super) fn borrowers(n: u64, currency: Currency) -> String {
    format!("{} borrower{}", count_text(n, currency), if n == 1 { "" } else { "s" })
}

/// An amount with its sign, in three digits.
pub(super) fn signed_short(money: Money, currency: Currency) -> String {
    plus(money) + &money_text(money, currency)
}

/// An amount with its sign, in full.
pub(super) fn signed_in_full(money: Money, currency: Currency) -> String {
    plus(money) + &money_in_full(money, currency)
}

fn plus(money: Money) -> String {
    if money.minor_units() >= 50 { "+".to_owned() } else { String::new() }
}

/// A number of people or things that became more or fewer.
pub(super) fn signed_count(before: u64, after: u64, currency: Currency) -> String {
    let size = count_text(after.abs_diff(before), currency);
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("−{size}"),
        std::cmp::Ordering::Equal => size,
        std::cmp::Ordering::Greater => format!("+{size}"),
    }
}

/// Minutes as whole hours.
pub fn hours(minutes: u64) -> u64 {
    (minutes + 30) / 60
}

/// Recovery, cost and net of borrowers, in full; nothing where none of them has a value.
pub(super) fn money_cells(sums: &OutcomeSums, currency: Currency) -> [String; 3] {
    if sums.n_valued() == 0 {
        return [NONE; 3].map(str::to_owned);
    }
    [sums.recovered(), sums.cost(), sums.net()].map(|money| money_in_full(money, currency))
}

/// What their steps bring beyond doing nothing, in full; nothing where none of them has a value.
pub(super) fn over_waiting_cell(sums: &OutcomeSums, currency: Currency) -> String {
    if sums.n_valued() == 0 { NONE.to_owned() } else { signed_in_full(sums.over_waiting(), currency) }
}

/// What borrowers still owe, in full; nothing of nobody.
pub(super) fn owed_cell(sums: &OutcomeSums, currency: Currency) -> String {
    if sums.n_rows() == 0 { NONE.to_owned() } else { money_in_full(sums.outstanding(), currency) }
}
