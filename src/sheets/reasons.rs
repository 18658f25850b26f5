//! Why a borrower gets what they get, in sentences: one a reason. Comes in: reasons and signs as data. Goes out: plain words.

use super::plan_words::{archetype_name, stage_name, treatment_name};
use crate::data::loan_facts::{Employment, NotedContact, PaymentHistory};
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::quantity::{Currency, Money, Probability};
use crate::strategy::{CareCause, EndCause, LegalRoute, Reason, ReviewCause, Sign, SignFact, Strain, Strategy};

/// One line of the trail of reasons.
pub fn reason_text(reason: &Reason, currency: Currency) -> String {
    reason_with(reason, &|money| money_text(money, currency))
}

/// The same in a file, where amounts are whole numbers without sign and grouping, as programs read them.
pub fn reason_in_file(reason: &Reason) -> String {
    reason_with(reason, &|money| (money.minor_units() as f64 / 100.0).round().to_string())
}

fn reason_with(reason: &Reason, amount: &dyn Fn(Money) -> String) -> String {
    match *reason {
        Reason::Score { score, band } => format!("Score {} is in the band for {}", score_text(score), band_name(band)),
        Reason::NoScore => "No honest score, so no treatment is proposed".to_owned(),
        Reason::Ended(EndCause::Outcome) => "Nothing due: by its outcome in the file the loan has ended".to_owned(),
        Reason::Ended(EndCause::NothingOwed) => "Nothing due: nothing is owed any more".to_owned(),
        Reason::Ended(EndCause::NotedPaid) => "Nothing due: noted as paid, until another file says otherwise".to_owned(),
        Reason::Noted(contact) => format!("Noted at the last contact: {}", noted_text(contact)),
        Reason::Table { archetype, stage } => {
            format!("Policy table: {}, {}", archetype_name(archetype).to_ascii_lowercase(), stage_name(stage).to_ascii_lowercase())
        }
        Reason::NonPerformingFloor { days, after } => floor_text(days, after, "an offer"),
        Reason::WellSecured { cover } => format!(
            "The collateral comes to {} of what is owed: a settlement gives up what its sale would bring",
            percent_text(f64::from(cover) / 1e3)
        ),
        Reason::WrittenOff => "Written off by the file: treated as over 90 days past due, so at least an offer".to_owned(),
        Reason::LateFloor { days, after } => floor_text(days, after, "a reminder and a call"),
        Reason::LegalEligible { days, route } => {
            format!("{} past due: legal steps are open{}; a person decides", days_text(days), route_text(route))
        }
        Reason::LegalNotYet { days, after } => {
            format!("Legal review not yet eligible: {} past due, open after {}", days_text(days), days_text(after))
        }
        Reason::LegalUnknown => "Days past due not known: check whether legal steps are open".to_owned(),
        Reason::CostFloor { instead_of, expected } => {
            format!("{} would cost more than it brings: {} expected", treatment_name(instead_of), amount(expected))
        }
        Reason::WorthMore { instead_of, expected, taken, gain } => format!(
            "{} instead of {}: it is expected to bring {} more than {}",
            treatment_name(taken),
            treatment_name(instead_of).to_ascii_lowercase(),
            amount(gain),
            amount(expected)
        ),
        Reason::Care(cause) => care_text(cause).to_owned(),
        Reason::InPlan => "A repayment plan is under way: wait while it is kept".to_owned(),
        Reason::PromiseOpen { days, grace } => promise_text(days, grace),
        Reason::SelfCure { days, most } => {
            format!("First miss of {}: up to {} most pay by themselves", days_text(days), days_text(most))
        }
        Reason::Review(cause) => review_text(cause),
        Reason::SettlementInParts { at_once, n_parts } => {
            format!("In {n_parts} parts: {} at once is {}", amount(at_once.payment), beyond_text(at_once, amount))
        }
        Reason::BeyondMeans(strain) => {
            format!("Beyond means: the settlement asks for {} in a month, {}", amount(strain.payment), beyond_text(strain, amount))
        }
        Reason::PlanInstead(strain) => {
            format!(
                "A repayment plan, as one is affordable: a settlement, also in parts, would ask for {} in a month, {}",
                amount(strain.payment),
                beyond_text(strain, amount)
            )
        }
        Reason::NoCapacity { wanted } => {
            format!("No place for {} this month: places go first to where they bring most", treatment_name(wanted).to_ascii_lowercase())
        }
    }
}

/// Why a person should look first.
pub fn review_text(cause: ReviewCause) -> String {
    match cause {
        ReviewCause::NearCutOff { cut_off, margin } => {
            format!("A person looks first: the score is within {} of the cut-off {}", score_text(margin), score_text(cut_off))
        }
        ReviewCause::SeedsDiffer { share } => {
            format!("A person looks first: {} of smaller forests give another strategy", percent_text(share.value()))
        }
        ReviewCause::LegalReplaced => {
            "A person looks first: another step takes the place of legal review, and a person agrees to it or decides on legal steps"
                .to_owned()
        }
        ReviewCause::Restructuring => "A person looks first: the plan changes the terms of the loan, which has to be approved".to_owned(),
        ReviewCause::Settlement => {
            "A person looks first: the settlement gives up a part of what is owed, which has to be approved".to_owned()
        }
        ReviewCause::WrittenOff => {
            "A person looks first: the loan was written off, and whether and by whom it is still collected is to be said".to_owned()
        }
        ReviewCause::IncomeUnknown => {
            "A person looks first: the income is not known, so nobody can say what the borrower can pay".to_owned()
        }
        ReviewCause::Refused => "A person looks first: the borrower refused, and the same is not asked again unchanged".to_owned(),
        ReviewCause::WrongNumber => "A person looks first: the number is somebody else’s, and the right one is to be found".to_owned(),
        ReviewCause::NoAffordablePlan => {
            "A person looks first: no plan that the policy allows is affordable, or relieves enough".to_owned()
        }
        ReviewCause::SettlementBeyondMeans => {
            "A person looks first: the settlement is more than the borrower can pay, and no affordable repayment plan is known".to_owned()
        }
        ReviewCause::EligibilityUnknown => "A person looks first: whether legal steps are open is not known".to_owned(),
    }
}

/// What a person noted of a contact.
fn noted_text(contact: NotedContact) -> &'static str {
    match contact {
        NotedContact::Paid => "the borrower has paid",
        NotedContact::Disputed => "the borrower disputes the debt",
        NotedContact::Hardship => "the borrower is in hardship",
        NotedContact::Deceased => "the borrower has died",
        NotedContact::Insolvent => "the borrower is insolvent",
        NotedContact::LegalHold => "the account is on legal hold",
        NotedContact::PromiseToPay { .. } => "the borrower promised to pay",
        NotedContact::Refused => "the borrower refused",
        NotedContact::WrongNumber => "the number is somebody else’s",
    }
}

/// Against what a settlement is too much.
fn beyond_text(strain: Strain, amount: &dyn Fn(Money) -> String) -> String {
    let income = amount(strain.income);
    if strain.is_above_income() {
        format!("more than the whole income of {income}")
    } else {
        format!("more than the {} that may be taken of the income of {income}", amount(strain.most.max(Money::ZERO)))
    }
}

fn floor_text(days: u32, after: u32, least: &str) -> String {
    format!("{} past due: over {} the least is {least}", days_text(days), days_text(after))
}

fn band_name(band: Strategy) -> &'static str {
    match band {
        Strategy::Reminder => "a reminder",
        Strategy::SettlementOffer => "a settlement offer",
        Strategy::LegalReview => "legal review",
        Strategy::NotScored => "no strategy",
    }
}

fn care_text(cause: CareCause) -> &'static str {
    match cause {
        CareCause::Dispute => "The debt is disputed: nothing is collected until that is resolved",
        CareCause::Vulnerable => "Known to be vulnerable: a specialist decides",
        CareCause::Deceased => "The borrower has died: a specialist deals with the estate",
        CareCause::Insolvent => "Insolvent: a specialist decides",
        CareCause::LegalAction => "Legal action has been taken already: each step is agreed with whoever conducts it",
        CareCause::LegalHold => "On legal hold: nothing is collected or done without a lawyer",
    }
}

fn route_text(route: LegalRoute) -> &'static str {
    match route {
        LegalRoute::SecuredEnforcement => ", enforcing the security among them",
        LegalRoute::Civil => ", by arbitration, conciliation or a civil court",
        LegalRoute::Unknown => "",
    }
}

fn promise_text(days: i32, grace: u32) -> String {
    let grace = format!("wait until {} after", days_text(grace));
    match days {
        0 => format!("Promised to pay today: {grace}"),
        days if days > 0 => format!("Promised to pay in {}: {grace}", days_text(days.unsigned_abs())),
        days => format!("Promised to pay {} ago: {grace}", days_text(days.unsigned_abs())),
    }
}

/// A sign of capacity or readiness: the fact, without what it is worth.
pub fn sign_text(sign: &Sign) -> String {
    let counted = |n: u32, none: &str, one: &str, many: &str| match n {
        0 => none.to_owned(),
        1 => one.to_owned(),
        n => format!("{} {many}", count_text(u64::from(n), Currency::Unstated)),
    };
    match sign.fact {
        SignFact::InstalmentToIncome(ratio) => format!("Instalment {} of income", percent_of(ratio)),
        SignFact::DebtToYearlyIncome(ratio) => format!("Owes {} of a year's income", percent_of(ratio)),
        SignFact::CollateralCover(ratio) => format!("Collateral covers {} of what is owed", percent_of(ratio)),
        SignFact::Dependents(n) => counted(n, "No dependents", "1 dependent", "dependents"),
        SignFact::Employment(Employment::Salaried) => "Earns a wage".to_owned(),
        SignFact::Employment(Employment::SelfEmployed) => "Self-employed".to_owned(),
        SignFact::Employment(Employment::Unemployed) => "No work".to_owned(),
        SignFact::PaymentHistory(PaymentHistory::OnTime) => "Paid on time so far".to_owned(),
        SignFact::PaymentHistory(PaymentHistory::Delayed) => "Paid late so far".to_owned(),
        SignFact::PaymentHistory(PaymentHistory::Missed) => "Missed payments so far".to_owned(),
        SignFact::MissedPayments(n) => counted(n, "No missed payments", "1 missed payment", "missed payments"),
        SignFact::DaysPastDue(n) => counted(n, "Not past due", "1 day past due", "days past due"),
        SignFact::ContactAttempts(n) => counted(n, "Not contacted yet", "1 attempt to reach", "attempts to reach"),
        SignFact::PromisePassed(n) => format!("A promise to pay passed {} ago", days_text(n)),
        SignFact::PromiseOpen(0) => "Promised to pay today".to_owned(),
        SignFact::PromiseOpen(n) => format!("Promised to pay in {}", days_text(n)),
    }
}

fn days_text(days: u32) -> String {
    format!("{} day{}", count_text(u64::from(days), Currency::Unstated), if days == 1 { "" } else { "s" })
}

/// In two decimals, or as many as it has on the grid of cut-offs: rounding must not move it over one.
fn score_text(score: Probability) -> String {
    let text = format!("{:.6}", score.value());
    let whole = text.find('.').map_or(text.len(), |point| point + 3);
    let kept = text.trim_end_matches('0').len().max(whole).min(text.len());
    text[..kept].to_owned()
}

fn percent_of(thousandths: u32) -> String {
    percent_text(f64::from(thousandths) / 1e3)
}
