use crate::quantity::format::{count_text, decimal, money_in_full, money_text};
use crate::quantity::{Currency, Money};
use crate::session::work_log::{Collected, ContactOutcome, WorkEntry};

/// Where notes and marks are, and for how long. `refusal` are the browser's own words.
pub fn work_keeping(names_borrowers: bool, is_kept: bool, refusal: Option<&str>) -> String {
    match refusal {
        _ if !names_borrowers => {
            "No column of this file identifies its borrowers: they could not be found again in another file.".to_owned()
        }
        Some(words) => format!(
            "This browser did not keep them ({words}). Nothing is lost while this page is open: export the list to take them along, or allow \
             this page to store data and try again."
        ),
        None if is_kept => "They are in this browser's storage, for every file with these columns, and do not leave this machine. Without \
                            the tick they are removed from there."
            .to_owned(),
        None => "They are gone when this page is closed. With the tick they stay in this browser's storage and do not leave this machine."
            .to_owned(),
    }
}

/// What an outcome of a contact changes in the plan; nothing where it changes nothing.
/// `is_nothing_due` says whether the plan now has nothing due of the borrower; `today` counts in days since 1970-01-01.
pub fn contact_effect(entry: &WorkEntry, is_nothing_due: bool, today: i32) -> &'static str {
    match entry.outcome {
        ContactOutcome::Paid if entry.amount.is_some() && !is_nothing_due => {
            "The plan: as before, for this is less than what is due. The next file knows what is left."
        }
        ContactOutcome::PromiseToPay if entry.promised_on.is_none() => "Choose the day: until then the plan stays as it is.",
        ContactOutcome::Paid => "The plan: nothing is due, until another file says otherwise.",
        ContactOutcome::Disputed => "The plan: nothing is collected; a specialist resolves it first.",
        ContactOutcome::Hardship => "The plan: nothing automated; a specialist decides what helps.",
        ContactOutcome::Deceased => "The plan: no letters or calls; a specialist deals with the estate.",
        ContactOutcome::Insolvent => "The plan: nothing automated; a specialist follows the insolvency.",
        ContactOutcome::LegalHold => "The plan: nothing is collected while the account is on hold.",
        ContactOutcome::PromiseToPay if entry.promised_on.is_some_and(|day| day < today) => {
            "This day is past: the plan waits only for the policy’s grace behind it, if that."
        }
        ContactOutcome::PromiseToPay => "The plan: waits until this day and the policy’s grace have passed.",
        ContactOutcome::WrongNumber => "The plan: a person finds the right number first; letters meanwhile.",
        ContactOutcome::NotContacted | ContactOutcome::NoAnswer | ContactOutcome::Reached | ContactOutcome::Refused => "",
    }
}

/// What was collected, as noted; nothing where nobody has paid.
pub fn collected_text(collected: &Collected, currency: Currency) -> Option<String> {
    let Collected { amount, n_borrowers, n_without_amount } = *collected;
    let borrowers = |n: u64| format!("{} borrower{}", count_text(n, currency), if n == 1 { "" } else { "s" });
    let noted = "noted as paid without an amount";
    match (n_borrowers, n_without_amount) {
        (0, 0) => None,
        (0, n) => Some(format!("{} {noted} so far.", borrowers(n))),
        (n, 0) => Some(format!("Collected so far, as noted: {} from {}.", money_text(amount, currency), borrowers(n))),
        (n, more) => {
            let more = count_text(more, currency);
            Some(format!("Collected so far, as noted: {} from {}; {more} more {noted}.", money_text(amount, currency), borrowers(n)))
        }
    }
}

/// An amount as a person types it; `None` of an empty field.
///
/// # Errors
/// A sentence that says what to type.
pub fn read_amount(text: &str, owed: Option<Money>, currency: Currency) -> Result<Option<Money>, String> {
    let mut plain: String = text.chars().filter(|letter| !letter.is_whitespace() && !"₹$€£_'’".contains(*letter)).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    // A comma before one or two last digits is a decimal point, any other groups.
    if !plain.contains('.')
        && let Some((whole, cents)) = plain.rsplit_once(',')
        && (1..=2).contains(&cents.len())
    {
        plain = format!("{whole}.{cents}");
    }
    let amount = decimal(&plain.replace(',', "")).and_then(Money::from_major);
    match (amount, owed) {
        (Some(amount), Some(owed)) if amount > owed => {
            Err(format!("Not noted: more than the {} that the file says is owed.", money_in_full(owed, currency)))
        }
        (Some(amount), _) if amount > Money::ZERO => Ok(Some(amount)),
        _ => Err("Not noted: enter an amount above 0, such as 5000.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let owed = Some(Money::from_minor_units(10_000_000));
        let read = |text: &str| read_amount(text, owed, Currency::Rupee).map(|amount| amount.map(Money::minor_units));
        for (text, minor) in [("5000", 500_000), ("₹5,000", 500_000), ("1,00,000", 10_000_000), (" 12.5 ", 1_250), ("12,50", 1_250)] {
            assert_eq!(read(text), Ok(Some(minor)), "{text}");
        }
        assert_eq!(read("  "), Ok(None));
        assert_eq!(read("100001").err().as_deref(), Some("Not noted: more than the ₹1,00,000 that the file says is owed."));
        for text in ["0", "-5", "half", "0.001", "1e3", "NaN"] {
            assert_eq!(read(text).err().as_deref(), Some("Not noted: enter an amount above 0, such as 5000."), "{text}");
        }
        assert_eq!(read_amount("100001", None, Currency::Rupee), Ok(Some(Money::from_minor_units(10_000_100))));
    }

    #[test]
    fn what_was_collected_is_said_with_how_many_paid() {
        let collected = |amount, n_borrowers, n_without_amount| {
            let collected = Collected { amount: Money::from_minor_units(amount), n_borrowers, n_without_amount };
            collected_text(&collected, Currency::Dollar).unwrap_or_default()
        };
        assert_eq!(collected(0, 0, 0), "");
        assert_eq!(collected(50_000, 1, 0), "Collected so far, as noted: $500 from 1 borrower.");
        assert_eq!(collected(50_000, 2, 3), "Collected so far, as noted: $500 from 2 borrowers; 3 more noted as paid without an amount.");
        assert_eq!(collected(0, 0, 2), "2 borrowers noted as paid without an amount so far.");
    }
}
