//! What a draft is held against: facts of the loan, and figures of its plans. Comes in: flat JSON objects. Goes out: checked values
//! under their names, or what is wrong with each. Facts whose names nobody knows are kept as figures that a draft may state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::advisor::figures::calendar::day_of;
use crate::advisor::figures::known::KnownFigures;
use crate::advisor::figures::{DayOrder, FigureValue, MoneySign, read_figures};
use crate::advisor::text::Text;

/// A fact's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FactValue {
    /// An amount in whole units, a rate in per cent, a number of days.
    Number(f64),
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Days since 1970-01-01.
    Day(i32),
}

impl FactValue {
    fn add_to(&self, known: &mut KnownFigures) {
        match self {
            FactValue::Number(number) => known.add_number(*number),
            FactValue::Text(text) => known.add_text(text),
            FactValue::Day(day) => known.add_day(*day),
            FactValue::Flag(_) => {}
        }
    }
}

/// What kind of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A number, which may stand in quotes.
    Number,
    /// A text; a number is read as one.
    Text,
    /// True or false.
    Flag,
    /// A date, as `2026-03-05`.
    Date,
}

/// The facts that rules ask for, and their kinds. Money is in whole units of the loan's currency, `interest_rate` in per cent a year.
pub const KNOWN_FACTS: [(&str, FactKind); 45] = [
    ("agent_name", FactKind::Text),
    ("attorney_represented", FactKind::Flag),
    ("bankruptcy", FactKind::Flag),
    ("borrower_name", FactKind::Text),
    ("borrower_timezone", FactKind::Text),
    ("call_slot", FactKind::Text),
    ("calls_last_7_days", FactKind::Number),
    ("cease_contact", FactKind::Flag),
    ("contacts_last_7_days", FactKind::Number),
    ("currency", FactKind::Text),
    ("customer_facing", FactKind::Flag),
    ("debt_review", FactKind::Flag),
    ("deceased", FactKind::Flag),
    ("disposable_income", FactKind::Number),
    ("disputed", FactKind::Flag),
    ("dpd", FactKind::Number),
    ("due_date", FactKind::Date),
    ("emi", FactKind::Number),
    ("fraud", FactKind::Flag),
    ("grievance_contact", FactKind::Text),
    ("incoming_text", FactKind::Text),
    ("initial_communication", FactKind::Flag),
    ("insolvency", FactKind::Flag),
    ("interest_rate", FactKind::Number),
    ("late_fee", FactKind::Number),
    ("legal_action_authorised", FactKind::Flag),
    ("legal_action_authorized", FactKind::Flag),
    ("legal_action_taken", FactKind::Flag),
    ("legal_review_planned", FactKind::Flag),
    ("lender_name", FactKind::Text),
    ("lender_profile", FactKind::Text),
    ("loan_ref_last4", FactKind::Text),
    ("messages_last_7_days", FactKind::Number),
    ("notes", FactKind::Text),
    ("opt_out_text", FactKind::Text),
    ("outstanding", FactKind::Number),
    ("overdue_amount", FactKind::Number),
    ("recipient", FactKind::Text),
    ("respond_by", FactKind::Date),
    ("secured", FactKind::Flag),
    ("settlement_amount", FactKind::Number),
    ("third_party_consent", FactKind::Flag),
    ("time_barred", FactKind::Flag),
    ("vulnerable", FactKind::Flag),
    ("waiver_amount", FactKind::Number),
];

/// What other programs call the facts; a fact's own name goes before them, and the first of these before the others.
const OTHER_NAMES: [(&str, &str); 17] = [
    ("agent_name", "agency agency_name collection_agency collector_name"),
    ("borrower_name", "borrower customer_name customer full_name"),
    ("borrower_timezone", "timezone time_zone borrower_tz tz"),
    ("dpd", "days_past_due days_overdue"),
    ("due_date", "emi_due_date payment_due_date"),
    ("emi", "instalment installment emi_amount instalment_amount installment_amount monthly_instalment monthly_payment"),
    ("grievance_contact", "grievance grievance_details complaints_contact complaint_contact"),
    ("incoming_text", "incoming_message incoming borrower_message customer_message last_message inbound_text"),
    ("initial_communication", "is_initial_communication initial_contact first_contact first_communication"),
    ("interest_rate", "rate annual_rate roi"),
    ("lender_name", "lender lender_legal_name bank_name bank creditor creditor_name company_name"),
    ("lender_profile", "lender_type profile"),
    ("loan_ref_last4", "loan_last4 account_last4 ref_last4 reference_last4 last4 loan_ref loan_reference reference"),
    ("notes", "note agent_notes case_notes remarks"),
    ("outstanding", "outstanding_amount outstanding_balance total_outstanding balance total_due total_balance"),
    ("overdue_amount", "overdue amount_overdue overdue_balance past_due past_due_amount arrears arrears_amount"),
    ("respond_by", "reply_by respond_by_date pay_by deadline"),
];

/// The parts of a grievance contact, where it comes in parts.
const GRIEVANCE_PARTS: [&str; 8] = [
    "grievance_officer",
    "grievance_name",
    "grievance_phone",
    "grievance_email",
    "complaints_officer",
    "complaints_phone",
    "complaints_email",
    "complaint_email",
];

/// A fact that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: expected {expected}, found {found}")]
pub struct FactError {
    /// `facts.outstanding`, `plans.plan_1/instalment`.
    pub field: String,
    /// What it should be.
    pub expected: String,
    /// What it is.
    pub found: String,
}

/// The facts of one loan. A missing fact is unknown; a missing flag is no.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftFacts {
    values: BTreeMap<String, FactValue>,
}

impl DraftFacts {
    /// Reads a flat object; dates may also be written in `order`. All facts of the wrong kind are errors, null is no fact.
    pub fn from_json(object: &Map<String, Value>, order: DayOrder) -> Result<DraftFacts, Vec<FactError>> {
        let (mut values, mut errors) = (BTreeMap::new(), Vec::new());
        for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let kind = KNOWN_FACTS.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
            match kind {
                None => values.extend(free_value(value).map(|value| (name.clone(), value))),
                Some(kind) => match typed_value(value, kind, order) {
                    Some(value) => {
                        values.insert(name.clone(), value);
                    }
                    None => errors.push(FactError {
                        field: format!("facts.{name}"),
                        expected: kind_text(kind).to_owned(),
                        found: found_text(value),
                    }),
                },
            }
        }
        add_other_names(&mut values, object, order);
        if errors.is_empty() { Ok(DraftFacts { values }) } else { Err(errors) }
    }

    /// What the lender says, and not what others wrote.
    fn own_values(&self) -> impl Iterator<Item = &FactValue> {
        self.values.iter().filter(|(name, _)| !matches!(name.as_str(), "notes" | "incoming_text")).map(|(_, value)| value)
    }

    /// The same, of it what is text.
    pub(super) fn own_texts(&self) -> impl Iterator<Item = &str> {
        self.own_values().filter_map(|value| if let FactValue::Text(text) = value { Some(text.as_str()) } else { None })
    }

    /// A text that is not blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some(FactValue::Text(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.values.get(name) {
            Some(FactValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// A day since 1970-01-01.
    pub fn day(&self, name: &str) -> Option<i32> {
        match self.values.get(name) {
            Some(FactValue::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// Whether one of the facts that are no identifiers has these digits.
    pub fn says_phone(&self, digits: &str) -> bool {
        let is_identity = |name: &str| {
            ["account", "card", "pan", "aadhaar", "aadhar", "ssn", "loan", "ref", "notes", "incoming"]
                .iter()
                .any(|part| name.contains(part))
        };
        self.values.iter().filter(|(name, _)| !is_identity(name)).any(|(_, value)| match value {
            FactValue::Text(text) => text.chars().filter(char::is_ascii_digit).collect::<String>().contains(digits),
            _ => false,
        })
    }

    /// Whether a flag is there and true.
    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name) == Some(&FactValue::Flag(true))
    }

    /// The first flag that is true and whose name holds one of these parts.
    pub fn flag_like(&self, parts: &[&str]) -> Option<&str> {
        let is_like = |name: &str| parts.iter().any(|part| name.contains(part));
        self.values.iter().find(|(name, value)| **value == FactValue::Flag(true) && is_like(name)).map(|(name, _)| name.as_str())
    }

    /// The largest number above zero whose name holds one of these parts.
    pub fn number_like(&self, parts: &[&str]) -> Option<f64> {
        let numbers = self.values.iter().filter_map(|(name, value)| match value {
            FactValue::Number(number) if *number > 0.0 && parts.iter().any(|part| name.contains(part)) => Some(*number),
            _ => None,
        });
        numbers.reduce(f64::max)
    }

    /// Whether a fact whose name holds one of these parts says something: a number above zero, a text with a digit, yes, a day.
    pub fn has_like(&self, parts: &[&str]) -> bool {
        self.values.iter().filter(|(name, _)| parts.iter().any(|part| name.contains(part))).any(|(_, value)| match value {
            FactValue::Number(number) => *number > 0.0,
            FactValue::Text(text) => text.chars().any(|c| c.is_ascii_digit() && c != '0'),
            FactValue::Flag(flag) => *flag,
            FactValue::Day(_) => true,
        })
    }

    /// The number whose name holds all of these parts.
    pub fn number_with_all(&self, parts: &[&str]) -> Option<f64> {
        let is_it = |name: &str| parts.iter().all(|part| name.contains(part));
        self.values.iter().find_map(|(name, value)| match value {
            FactValue::Number(number) if is_it(name) => Some(*number),
            _ => None,
        })
    }

    /// Whether there is a legal step that may be announced.
    pub fn may_announce_legal_action(&self) -> bool {
        self.flag("legal_action_authorised") || self.flag("legal_action_authorized") || self.flag("legal_action_taken")
    }

    /// What the loan's money is counted in, where the facts say it.
    pub fn money_sign(&self) -> Option<MoneySign> {
        match self.text("currency")?.trim().to_uppercase().as_str() {
            "INR" | "RS" | "RS." | "₹" | "RUPEE" | "RUPEES" => Some(MoneySign::Rupee),
            "USD" | "$" | "US$" | "DOLLAR" | "DOLLARS" => Some(MoneySign::Dollar),
            "GBP" | "£" | "POUND" | "POUNDS" => Some(MoneySign::Pound),
            "EUR" | "€" | "EURO" | "EUROS" => Some(MoneySign::Euro),
            _ => None,
        }
    }

    /// Adds all values that a draft may state. What borrowers and staff wrote freely is no source of figures.
    pub fn add_to(&self, known: &mut KnownFigures) {
        known.set_sign(self.money_sign());
        self.own_values().for_each(|value| value.add_to(known));
    }
}

/// The figures of a loan's plans under their names: `plan_1/instalment`. A draft may state each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plans {
    values: Vec<(String, FactValue)>,
}

impl Plans {
    /// Reads an object of numbers, texts and dates; objects and lists within it are read through.
    pub fn from_json(object: &Map<String, Value>) -> Plans {
        let mut plans = Plans::default();
        object.iter().for_each(|(name, value)| plans.add(name, value));
        plans
    }

    fn add(&mut self, name: &str, value: &Value) {
        match value {
            Value::Object(inner) => inner.iter().for_each(|(part, value)| self.add(&format!("{name}/{part}"), value)),
            Value::Array(inner) => inner.iter().for_each(|value| self.add(name, value)),
            _ => self.values.extend(free_value(value).map(|value| (name.to_owned(), value))),
        }
    }

    /// Adds all values that a draft may state.
    pub fn add_to(&self, known: &mut KnownFigures) {
        self.values.iter().for_each(|(_, value)| value.add_to(known));
    }

    /// The largest number above zero whose name holds one of these parts.
    pub fn number_like(&self, parts: &[&str]) -> Option<f64> {
        let numbers = self.values.iter().filter_map(|(name, value)| match value {
            FactValue::Number(number) if *number > 0.0 && parts.iter().any(|part| name.to_lowercase().contains(part)) => Some(*number),
            _ => None,
        });
        numbers.reduce(f64::max)
    }
}

/// Gives facts that came under other names their own. An agency beside an agent is who must be named.
fn add_other_names(values: &mut BTreeMap<String, FactValue>, object: &Map<String, Value>, order: DayOrder) {
    for (name, others) in OTHER_NAMES {
        let is_known = values.contains_key(name);
        if is_known && name != "agent_name" {
            continue;
        }
        let kind = KNOWN_FACTS.iter().find(|(known, _)| *known == name).map_or(FactKind::Text, |(_, kind)| *kind);
        let value = others.split(' ').filter_map(|other| object.get(other)).find_map(|value| typed_value(value, kind, order));
        let Some(value) = value else { continue };
        if let Some(person) = values.insert(name.to_owned(), value) {
            values.insert("agent_person".to_owned(), person);
        }
    }
    let parts = GRIEVANCE_PARTS.iter().filter_map(|part| match object.get(*part) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    });
    let parts: Vec<&str> = parts.collect();
    if !parts.is_empty() && !values.contains_key("grievance_contact") {
        values.insert("grievance_contact".to_owned(), FactValue::Text(parts.join(", ")));
    }
}

/// A scalar as it is; lists and objects are nothing.
fn free_value(value: &Value) -> Option<FactValue> {
    match value {
        Value::Number(number) => number.as_f64().map(FactValue::Number),
        Value::String(text) => Some(FactValue::Text(text.clone())),
        Value::Bool(flag) => Some(FactValue::Flag(*flag)),
        _ => None,
    }
}

fn typed_value(value: &Value, kind: FactKind, order: DayOrder) -> Option<FactValue> {
    match (kind, value) {
        (FactKind::Number, Value::Number(number)) => number.as_f64().map(FactValue::Number),
        // A number in quotes is still one.
        (FactKind::Number, Value::String(text)) => {
            text.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(FactValue::Number)
        }
        (FactKind::Flag, Value::Bool(flag)) => Some(FactValue::Flag(*flag)),
        (FactKind::Text, Value::String(text)) => Some(FactValue::Text(text.clone())),
        (FactKind::Text, Value::Number(number)) => Some(FactValue::Text(number.to_string())),
        (FactKind::Date, Value::String(text)) => date(text, order).map(FactValue::Day),
        _ => None,
    }
}

fn date(text: &str, order: DayOrder) -> Option<i32> {
    let iso = text.get(..10).and_then(|date| {
        let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
        day_of(parts.next()?? as i32, parts.next()??, parts.next()??)
    });
    iso.or_else(|| match read_figures(&Text::read(text), order).first().map(|figure| &figure.value) {
        Some(FigureValue::Date(days)) => days.first().copied(),
        _ => None,
    })
}

fn kind_text(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Number => "a number",
        FactKind::Text => "a text",
        FactKind::Flag => "true or false",
        FactKind::Date => "a date as 2026-03-05",
    }
}

fn found_text(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text \"{}\"", text.chars().take(40).collect::<String>()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
