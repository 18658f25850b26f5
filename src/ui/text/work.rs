use crate::session::work_log::ContactOutcome;

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
pub fn contact_effect(outcome: ContactOutcome) -> &'static str {
    match outcome {
        ContactOutcome::Paid => "The plan: nothing is due, until another file says otherwise.",
        ContactOutcome::Disputed => "The plan: nothing is collected; a specialist resolves it first.",
        ContactOutcome::Hardship => "The plan: nothing automated; a specialist decides what helps.",
        ContactOutcome::PromiseToPay => "The plan: waits until this day and the policy’s grace have passed.",
        ContactOutcome::WrongNumber => "The plan: a person finds the right number first; letters meanwhile.",
        ContactOutcome::NotContacted | ContactOutcome::NoAnswer | ContactOutcome::Reached | ContactOutcome::Refused => "",
    }
}
