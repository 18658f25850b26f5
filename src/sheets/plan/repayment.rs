use super::borrower::BorrowerCase;
use super::next_step::fact;
use super::plan_texts::{class_text, months, plan_text};
use super::words::RESTRUCTURING;
use crate::charts::repayment_chart;
use crate::data::loan_facts::{LoanEnd, LoanFacts};
use crate::data::schema::Meaning;
use crate::quantity::format::{money_exact, money_in_full, percent_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, ChartSheet, NoticeTone, TableSheet, head, number_head};
use crate::sheets::drawn;
use crate::sheets::meaning_name;
use crate::strategy::repayment::{
    InstalmentCheck, LoanTerms, PlanKind, PlanOffer, PlanOffers, PlanWarning, SCHEDULE_HEADER, Schedule, ScheduleRow, StatedInstalment,
    schedule,
};
use crate::strategy::{MonthsLeft, NoSchedule, RepaymentCase, Treatment, fitting_offer, later_instalment, possible_arrears};

/// Which repayment plans can be afforded, the proposed one's schedule, and what the figures rest on; or what the file lacks.
pub(super) fn repayment_blocks(case: &BorrowerCase<'_>) -> Vec<Block> {
    let repayment = match RepaymentCase::of(case.subject.facts) {
        Ok(repayment) => repayment,
        Err(reason) => return vec![Block::Text(no_schedule_text(reason))],
    };
    let mut blocks = Vec::new();
    let offers = case.plan.repayment_offers(&repayment, case.planner.proposer());
    let proposed =
        offers.as_ref().and_then(|offers| case.plan.proposed_of(offers).or_else(|| fitting_offer(offers, case.plan.decision.offer)));
    let mark = if case.plan.decision.treatment == Treatment::RepaymentPlan { "proposed" } else { "shown below" };
    blocks.extend(offers.as_ref().map(|offers| offers_block(offers, proposed.map(|offer| (offer, mark)), &repayment, case.currency)));
    let kind = proposed.map_or(PlanKind::Standard, |offer| offer.kind);
    if kind.changes_terms() && case.plan.decision.treatment == Treatment::RepaymentPlan {
        let (title, text) = ("This plan is a restructuring".to_owned(), RESTRUCTURING.to_owned());
        blocks.push(Block::Notice { tone: NoticeTone::Plain, title, text });
    }
    if let Ok(schedule) = schedule(&repayment.terms, kind) {
        blocks.extend(warning_notice(&schedule));
        blocks.push(Block::Chart(Box::new(schedule_chart(&schedule, &repayment, case.currency))));
    }
    blocks.push(basis_facts(case, &repayment, proposed));
    blocks.extend(check_text(&repayment, case.currency).map(Block::Text));
    blocks.extend(lacking_texts(&repayment).into_iter().map(Block::Text));
    blocks
}

fn no_schedule_text(reason: NoSchedule) -> String {
    match reason {
        NoSchedule::OutstandingUnknown => {
            let name = meaning_name(Meaning::Outstanding);
            format!("No repayment plan: the file does not say what this borrower owes. If a column does, choose it as “{name}” under Data.")
        }
        NoSchedule::NothingOwed => "No repayment plan: nothing is owed.".to_owned(),
        NoSchedule::TermUnknown => {
            let (term, instalment) = (meaning_name(Meaning::LoanTenure), meaning_name(Meaning::MonthlyInstalment));
            format!(
                "No repayment plan: the file does not say how long this loan runs. Choose the column for “{term}” or “{instalment}” under Data."
            )
        }
        NoSchedule::OutOfRange => "No repayment plan: this loan's amount, rate and term make no schedule.".to_owned(),
    }
}

/// What the figures were worked out without.
fn lacking_texts(repayment: &RepaymentCase) -> Vec<String> {
    let mut texts = Vec::new();
    if repayment.means.is_none() {
        let name = meaning_name(Meaning::MonthlyIncome);
        texts.push(format!("Without an income nobody can say which plan is affordable. Choose the column for “{name}” under Data."));
    }
    if !repayment.is_rate_known {
        let name = meaning_name(Meaning::InterestRate);
        texts.push(format!("No interest rate is known: plans are worked out without interest. Choose the column for “{name}” under Data."));
    }
    texts
}

fn offers_block(offers: &PlanOffers, marked: Option<(&PlanOffer, &str)>, repayment: &RepaymentCase, currency: Currency) -> Block {
    if offers.offers.is_empty() && offers.lowest_instalment <= offers.largest_affordable {
        return Block::Notice {
            tone: NoticeTone::Caution,
            title: "No plan that the policy allows relieves enough".to_owned(),
            text: format!(
                "The arrears beside the agreed instalments are more than the {} that this income bears, and a change of terms would not lower \
                 today’s instalment by as much as the policy asks: {} is the lowest. A person looks for another way first.",
                money_in_full(offers.largest_affordable, currency),
                money_in_full(offers.lowest_instalment, currency)
            ),
        };
    }
    if offers.offers.is_empty() {
        return Block::Notice {
            tone: NoticeTone::Caution,
            title: "No plan that the policy allows is affordable".to_owned(),
            text: format!(
                "The lowest instalment it can be brought to is {}; this income bears {}. A person looks for another way first.",
                money_in_full(offers.lowest_instalment, currency),
                money_in_full(offers.largest_affordable.max(Money::ZERO), currency)
            ),
        };
    }
    let row = |offer: &PlanOffer| {
        let name = plan_text(offer.kind);
        let mark = marked.filter(|(marked, _)| marked.kind == offer.kind);
        vec![
            mark.map_or(name.clone(), |(_, mark)| format!("{name} ({mark})")),
            instalment_text(offer, repayment, currency),
            offer.totals.end_month.to_string(),
            money_in_full(offer.totals.paid, currency),
            money_in_full(offer.totals.extra_cost, currency),
            money_in_full(offer.npv_loss, currency),
            of_income(offer),
        ]
    };
    let number = ["Instalment", "Months", "Paid in all", "Extra for borrower", "Lost to lender", "Of income"].map(number_head);
    Block::Table(TableSheet {
        title: "Repayment plans the borrower can afford".to_owned(),
        note: "Least loss to the lender first, at today’s worth, a gain (below zero) counting as none; then the fewest changes".to_owned(),
        heads: std::iter::once(head("Plan")).chain(number).collect(),
        rows: offers.offers.iter().map(row).collect(),
    })
}

/// The first payment, and what follows it where that differs.
fn instalment_text(offer: &PlanOffer, repayment: &RepaymentCase, currency: Currency) -> String {
    let first = money_in_full(offer.totals.first_instalment, currency);
    later_instalment(offer, repayment).map_or_else(|| first.clone(), |later| format!("{first}, later {}", money_in_full(later, currency)))
}

fn of_income(offer: &PlanOffer) -> String {
    let class = class_text(offer.affordability.class);
    offer.affordability.foir.map_or_else(|| class.to_owned(), |foir| format!("{}, {class}", percent_text(foir.to_f64())))
}

fn warning_notice(schedule: &Schedule) -> Vec<Block> {
    let notice = |warning: &PlanWarning| {
        let (title, text) = match warning {
            PlanWarning::BalanceGrows => {
                ("What is owed grows at first", "The reduced instalments are less than the interest: the rest is added to the balance.")
            }
            PlanWarning::Restructuring => (
                "This settlement is a restructuring",
                "A settlement that is paid over more than three months counts as a restructuring of the loan by the rules of the Reserve Bank of India of 8 June 2023.",
            ),
        };
        Block::Notice { tone: NoticeTone::Caution, title: title.to_owned(), text: text.to_owned() }
    };
    schedule.warnings.iter().map(notice).collect()
}

fn schedule_chart(schedule: &Schedule, repayment: &RepaymentCase, currency: Currency) -> ChartSheet {
    let totals = &schedule.totals;
    let title = format!(
        "{}: {} in all, {} of it interest",
        plan_text(schedule.kind),
        money_in_full(totals.paid, currency),
        money_in_full(totals.interest, currency)
    );
    let rate = if repayment.is_rate_known {
        format!("{}% a year", schedule.annual_rate.percent_decimal())
    } else {
        "no interest known".to_owned()
    };
    let subtitle = format!("Each month's payment and what is then owed; {} at {rate}", months(totals.end_month));
    let label = format!("Payments by month: {title}");
    ChartSheet {
        note: "Exact to the hundredth; the last instalment absorbs what rounding left.".to_owned(),
        table: schedule_table(schedule, currency),
        csv: schedule_csv(schedule),
        file_name: format!("plan-{}", schedule.kind.id()),
        ..drawn(&repayment_chart(schedule, currency), title, subtitle, label)
    }
}

fn schedule_table(schedule: &Schedule, currency: Currency) -> TableSheet {
    let row = |row: &ScheduleRow| {
        let amounts = [row.payment, row.interest, row.principal, row.arrears, row.waived, row.balance];
        std::iter::once(row.month.to_string()).chain(amounts.map(|amount| money_exact("", amount, currency))).collect()
    };
    let [month, amounts @ ..] = ["Month", "Payment", "Interest", "Principal", "Arrears", "Waived", "Balance"];
    TableSheet {
        title: "Schedule".to_owned(),
        note: plan_text(schedule.kind),
        heads: std::iter::once(head(month)).chain(amounts.map(number_head)).collect(),
        rows: schedule.rows.iter().map(row).collect(),
    }
}

fn schedule_csv(schedule: &Schedule) -> String {
    let mut csv = SCHEDULE_HEADER.join(",") + "\r\n";
    for row in schedule.text_rows() {
        csv.push_str(&row.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// What a settlement asks for month by month, where one is offered next.
pub(super) fn settlement_schedule(case: &BorrowerCase<'_>) -> Vec<Block> {
    let (decision, outstanding) = (&case.plan.decision, case.subject.facts.outstanding);
    let Some((owed, terms)) = outstanding.zip(case.plan.settlement).filter(|_| decision.treatment == Treatment::Settlement) else {
        return Vec::new();
    };
    let Some(schedule) = case.planner.proposer().settlement(owed, terms.offered_haircut, decision.offer) else { return Vec::new() };
    let mut blocks = warning_notice(&schedule);
    let row = |row: &ScheduleRow| {
        let amounts = [row.payment, row.waived, row.balance].map(|amount| money_in_full(amount, case.currency));
        std::iter::once(row.month.to_string()).chain(amounts).collect()
    };
    blocks.push(Block::Table(TableSheet {
        title: "The settlement's payments".to_owned(),
        note: plan_text(schedule.kind),
        heads: std::iter::once(head("Month")).chain(["Payment", "Given up", "Still owed"].map(number_head)).collect(),
        rows: schedule.rows.iter().map(row).collect(),
    }));
    blocks
}

/// What the plans rest on.
fn basis_facts(case: &BorrowerCase<'_>, repayment: &RepaymentCase, proposed: Option<&PlanOffer>) -> Block {
    let (facts_of_loan, currency, rules) = (case.subject.facts, case.currency, case.planner.proposer().affordability());
    let terms = &repayment.terms;
    let money = |amount| money_in_full(amount, currency);
    let how = match repayment.months_left {
        MonthsLeft::ByInstalment => "as the agreed instalment needs",
        MonthsLeft::WholeTerm => "the whole term: what is left of it is not in the file",
    };
    let mut facts = vec![
        fact("Owed in all", money(terms.outstanding())),
        fact("Of it due already", due_text(terms, facts_of_loan, &money)),
        fact(
            "Interest",
            if repayment.is_rate_known {
                format!("{}% a year", terms.annual_rate().percent_decimal())
            } else {
                "Not known, none assumed".to_owned()
            },
        ),
        fact("Months left", format!("{}, {how}", terms.n_months())),
    ];
    if let Some(check) = &repayment.check
        && check.is != StatedInstalment::Annuity
    {
        facts.push(fact("Instalment in the file", money(check.stated)));
        facts.push(fact("Instalment worked out", money(check.annuity)));
    }
    if let Some(means) = &repayment.means {
        facts.push(fact("Income a month", format!("{}, taken as net and free of other instalments", money(means.net_income))));
        let floor = rules.living_floor.of(means.n_dependents);
        if floor > Money::ZERO {
            facts.push(fact("Needed to live", format!("{} a month, as the policy assumes", money(floor))));
            facts.extend(proposed.map(|offer| fact("Left beyond it", money(offer.affordability.residual_income))));
        }
    }
    Block::Facts { title: "What the plans rest on".to_owned(), facts }
}

/// Payments missed long ago are no longer due: the days past due leave room for no more.
fn due_text(terms: &LoanTerms, facts: &LoanFacts, money: &dyn Fn(Money) -> String) -> String {
    let (arrears, n_possible) = (terms.arrears(), possible_arrears(facts));
    match facts.missed_payments {
        _ if arrears <= Money::ZERO => "Nothing, as far as the file says".to_owned(),
        _ if facts.end == Some(LoanEnd::WrittenOff) => "All of it: the loan was written off".to_owned(),
        _ if terms.principal() <= Money::ZERO => "All of it: the missed instalments come to as much".to_owned(),
        Some(missed) if missed > n_possible => {
            format!("{}: {n_possible} of the {missed} missed instalments, as many as fit the days past due", money(arrears))
        }
        _ => format!("{}: missed instalments", money(arrears)),
    }
}

/// Both instalments, where the file's is not the one that repays the loan.
fn check_text(repayment: &RepaymentCase, currency: Currency) -> Option<String> {
    let check: &InstalmentCheck = repayment.check.as_ref().filter(|check| check.is != StatedInstalment::Annuity)?;
    let what = match check.is {
        StatedInstalment::StraightLine => "is what is owed divided by the term, without interest",
        _ => "is not the one that repays the amount lent over the term",
    };
    Some(format!(
        "The file's instalment of {} {what}: it is {} of {}.",
        money_in_full(check.stated, currency),
        percent_text(check.stated_to_annuity.to_f64()),
        money_in_full(check.annuity, currency)
    ))
}
