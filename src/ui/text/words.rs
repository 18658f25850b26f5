use crate::data::schema::{LeftOut, Role};
use crate::data::table::{Kind, date_text};
use crate::jobs::protocol::{Condition, Test};
use crate::quantity::Currency;
use crate::quantity::format::number_text;
use crate::strategy::{Strategy, Treatment as NextStep};
use crate::ui::components::Treatment;
use crate::ui::icon::Icon;

/// A role in a word.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Identifier => "Identifier",
        Role::Outcome => "Outcome",
        Role::Feature => "Feature",
        Role::Collection => "Knows outcome",
        Role::Ignored => "Left out",
        Role::OwnExport => "From an export",
    }
}

/// A kind in a word.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Category => "category",
        Kind::Date => "date",
        Kind::Text => "text",
    }
}

/// A kind as a picture.
pub fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Number => Icon::NumberSquare,
        Kind::Category | Kind::Text => Icon::TextAa,
        Kind::Date => Icon::Calendar,
    }
}

/// A condition on the loans that are looked at.
pub fn condition_text(condition: &Condition, is_date: bool, currency: Currency) -> String {
    let number = |value: f64| if is_date { date_text(value as i32) } else { number_text(value, currency) };
    let cells = match &condition.test {
        Test::Missing => "missing".to_owned(),
        Test::OneOf(values) if values.len() > 3 => format!("{} and {} others", values[0], values.len() - 1),
        Test::OneOf(values) => values.join(", "),
        Test::Between(low, high) if low.is_infinite() => format!("under {}", number(*high)),
        Test::Between(low, high) if high.is_infinite() => format!("{} or more", number(*low)),
        Test::Between(low, high) => format!("{} to under {}", number(*low), number(*high)),
    };
    format!("{}: {cells}", condition.column.replace('_', " "))
}

/// Why a column is left out by default.
pub fn left_out_text(reason: &LeftOut) -> String {
    match reason {
        LeftOut::NamedAfterCollection => "written during or after collection".to_owned(),
        LeftOut::Constant => "the same everywhere".to_owned(),
        LeftOut::FreeText => "free text".to_owned(),
        LeftOut::Protected => "a lender must not decide by it".to_owned(),
    }
}

/// A strategy within a sentence.
pub fn strategy_in_sentence(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Reminder => "reminder",
        Strategy::SettlementOffer => "settlement offer",
        Strategy::LegalReview => "legal review",
        Strategy::NotScored => "not scored",
    }
}

/// A strategy as the components show it.
pub fn treatment_of(strategy: Strategy) -> Treatment {
    match strategy {
        Strategy::Reminder => Treatment::Reminder,
        Strategy::SettlementOffer => Treatment::Settlement,
        Strategy::LegalReview => Treatment::Legal,
        Strategy::NotScored => Treatment::NotScored,
    }
}

/// Loans with a next step, behind their number: "665 reminders".
pub fn steps_counted(step: NextStep, n: u64) -> &'static str {
    let (one, many) = match step {
        NextStep::NothingDue => ("with nothing due", "with nothing due"),
        NextStep::Wait => ("left to pay by itself", "left to pay by themselves"),
        NextStep::Defer => ("waited for", "waited for"),
        NextStep::Reminder => ("reminder", "reminders"),
        NextStep::ReminderCall => ("reminder with a call", "reminders with a call"),
        NextStep::RepaymentPlan => ("repayment plan", "repayment plans"),
        NextStep::Settlement => ("settlement offer", "settlement offers"),
        NextStep::FieldVisit => ("visit", "visits"),
        NextStep::PreLegalNotice => ("pre-legal notice", "pre-legal notices"),
        NextStep::LegalReview => ("legal review", "legal reviews"),
        NextStep::Specialist => ("held for a specialist", "held for a specialist"),
        NextStep::NotScored => ("without a score", "without a score"),
    };
    if n == 1 { one } else { many }
}
