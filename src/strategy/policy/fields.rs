use serde::{Deserialize, Serialize};

use super::Policy;
use super::number_text::{NotInSteps, steps_of, text_of};
use super::problem::{PolicyProblem, ProblemKind, ValueKind};
use crate::quantity::Money;
use crate::strategy::assumption_fields::{AssumptionField, AssumptionProblem, AssumptionUnit};

/// One number of a policy, as a form shows it. Numbers are whole ones in the steps of their kind ([`FieldKind::scale`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyField {
    /// Where it stands: `bands.legal`, `assumptions.treatments.reminder.cost`.
    pub path: String,
    /// The path without its last name: fields of one group stand together. Empty for the version.
    pub group: String,
    /// What the number counts.
    pub kind: FieldKind,
    /// The number; `None` is without limit.
    pub value: Option<i64>,
    /// The least allowed.
    pub min: i64,
    /// The largest allowed.
    pub max: i64,
    /// As the default policy has it.
    pub default: Option<i64>,
    /// Whether it may be without limit.
    pub may_be_unlimited: bool,
}

/// What a number of a policy counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Minor units of money: a hundred are one.
    Money,
    /// Ten thousandths: all of them are one.
    Share,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Minutes.
    Minutes,
    /// An hour of the day.
    Hour,
    /// Things.
    Count,
    /// 0 is no, 1 is yes.
    YesNo,
}

impl FieldKind {
    /// How many decimals a number of this kind has where people write it.
    pub fn decimals(self) -> u32 {
        match self {
            FieldKind::Money => 2,
            FieldKind::Share => 4,
            _ => 0,
        }
    }

    /// How many of its steps make one of what people write: 7 500 are 0.75.
    pub fn scale(self) -> i64 {
        10i64.pow(self.decimals())
    }

    /// So many steps as people write them.
    pub fn text(self, steps: i64) -> String {
        text_of(steps, self.decimals())
    }

    /// So many steps as a form shows them, to be read back by [`Policy::with_text`]: shares in per cents, yes and no as words.
    pub fn form_text(self, steps: i64) -> String {
        match self {
            FieldKind::Share => text_of(steps, 2) + "%",
            FieldKind::YesNo => if steps == 0 { "no" } else { "yes" }.to_owned(),
            _ => self.text(steps),
        }
    }

    fn of_assumption(unit: AssumptionUnit) -> FieldKind {
        match unit {
            AssumptionUnit::Money => FieldKind::Money,
            AssumptionUnit::Share => FieldKind::Share,
            AssumptionUnit::Months => FieldKind::Months,
            AssumptionUnit::Minutes => FieldKind::Minutes,
            AssumptionUnit::Cases => FieldKind::Count,
            AssumptionUnit::YesNo => FieldKind::YesNo,
        }
    }
}

/// Where a number is kept.
enum Place<'a> {
    Steps(&'a mut u16),
    Number(&'a mut u32),
    Money(&'a mut Money),
    Switch(&'a mut bool),
}

struct Visited<'a> {
    path: &'static str,
    kind: FieldKind,
    range: (i64, i64),
    place: Place<'a>,
}

impl Place<'_> {
    fn value(&self) -> i64 {
        match self {
            Place::Steps(steps) => i64::from(**steps),
            Place::Number(number) => i64::from(**number),
            Place::Money(money) => money.minor_units(),
            Place::Switch(switch) => i64::from(**switch),
        }
    }

    /// Of a value within the field's range.
    fn set(self, value: i64) {
        match self {
            Place::Steps(steps) => *steps = value as u16,
            Place::Number(number) => *number = value as u32,
            Place::Money(money) => *money = Money::from_minor_units(value),
            Place::Switch(switch) => *switch = value != 0,
        }
    }
}

const ALL: i64 = 10_000;
const MOST_DAYS: i64 = 3_650;
/// A thousand million in major units.
const MOST_MONEY: i64 = 100_000_000_000;
/// Before and after these hours no law of the rule packs lets a borrower be reached.
const HOURS: (i64, i64) = (8, 21);
/// Where the assumptions stand.
const ASSUMPTIONS: &str = "assumptions.";

impl Policy {
    /// All numbers, in the order of a form.
    pub fn fields(&self) -> Vec<PolicyField> {
        let mut fields = self.values();
        let defaults = Policy::default().values();
        for (field, default) in fields.iter_mut().zip(defaults) {
            field.default = default.value;
        }
        fields
    }

    /// The policy with another number at `path`, in the steps of its kind; `None` is without limit. The problem says why not.
    pub fn with_field(&self, path: &str, value: Option<i64>) -> Result<Policy, PolicyProblem> {
        let mut policy = self.clone();
        policy.set_field(path, value)?;
        Ok(policy)
    }

    /// The same, with a number as people write it: `0.75`, `75`, `75 %`, `1200`, nothing for no limit.
    pub fn with_text(&self, path: &str, text: &str) -> Result<Policy, PolicyProblem> {
        let kind = self.fields().into_iter().find(|field| field.path == path).map(|field| field.kind);
        let problem = |kind: ProblemKind| PolicyProblem { path: path.to_owned(), kind };
        let kind = kind.ok_or_else(|| problem(ProblemKind::UnknownField))?;
        let value = steps_of_text(text, kind).map_err(problem)?;
        self.with_field(path, value)
    }

    pub(super) fn set_field(&mut self, path: &str, value: Option<i64>) -> Result<(), PolicyProblem> {
        let problem = |kind: ProblemKind| PolicyProblem { path: path.to_owned(), kind };
        if let Some(rest) = path.strip_prefix(ASSUMPTIONS) {
            return self.assumptions.set(rest, value).map_err(|found| problem(kind_of(found)));
        }
        let mut result = Err(ProblemKind::UnknownField);
        self.visit(&mut |visited| {
            if visited.path == path {
                result = visited.checked(value).map(|value| visited.place.set(value));
            }
        });
        result.map_err(problem)
    }

    /// Numbers outside their range, and assumptions that do not go together.
    pub(super) fn check_fields(&self, problems: &mut Vec<PolicyProblem>) {
        let mut copy = self.clone();
        copy.visit(&mut |visited| {
            if let Err(kind) = visited.checked(Some(visited.place.value())) {
                problems.push(PolicyProblem { path: visited.path.to_owned(), kind });
            }
        });
        let found = self.assumptions.check(ASSUMPTIONS);
        problems.extend(found.into_iter().map(|(path, problem)| PolicyProblem { path, kind: kind_of(problem) }));
    }

    /// All numbers, without their defaults.
    pub(super) fn values(&self) -> Vec<PolicyField> {
        let mut fields = Vec::new();
        let mut copy = self.clone();
        copy.visit(&mut |visited| {
            fields.push(PolicyField {
                path: visited.path.to_owned(),
                group: group_of(visited.path),
                kind: visited.kind,
                value: Some(visited.place.value()),
                min: visited.range.0,
                max: visited.range.1,
                default: None,
                may_be_unlimited: false,
            });
        });
        fields.extend(self.assumptions.fields().into_iter().map(of_assumption));
        fields
    }

    fn visit(&mut self, see: &mut dyn FnMut(Visited<'_>)) {
        use FieldKind as K;
        let mut one = |path, kind, range, place| see(Visited { path, kind, range, place });
        one("version", K::Count, (1, 1_000_000), Place::Number(&mut self.version));
        one("bands.settlement", K::Share, (0, ALL), Place::Steps(&mut self.bands.settlement));
        one("bands.legal", K::Share, (0, ALL), Place::Steps(&mut self.bands.legal));
        let rules = &mut self.rules;
        one("rules.leave_out_ended", K::YesNo, (0, 1), Place::Switch(&mut rules.leave_out_ended));
        one("rules.legal_after_days", K::Days, (0, MOST_DAYS), Place::Number(&mut rules.legal_after_days));
        one("rules.pre_legal_after_days", K::Days, (0, MOST_DAYS), Place::Number(&mut rules.pre_legal_after_days));
        one("rules.secured_dues_above", K::Money, (0, MOST_MONEY), Place::Money(&mut rules.secured_dues_above));
        one("rules.non_performing_after_days", K::Days, (0, MOST_DAYS), Place::Number(&mut rules.non_performing_after_days));
        one("rules.late_after_days", K::Days, (0, MOST_DAYS), Place::Number(&mut rules.late_after_days));
        one("rules.self_cure_days", K::Days, (0, 30), Place::Number(&mut rules.self_cure_days));
        one("rules.self_cure_missed", K::Count, (0, 12), Place::Number(&mut rules.self_cure_missed));
        one("rules.self_cure_below", K::Share, (0, ALL), Place::Steps(&mut rules.self_cure_below));
        one("rules.promise_grace_days", K::Days, (0, 60), Place::Number(&mut rules.promise_grace_days));
        one("rules.review_margin", K::Share, (0, ALL / 2), Place::Steps(&mut rules.review_margin));
        one("rules.review_seed_share", K::Share, (0, ALL), Place::Steps(&mut rules.review_seed_share));
        let plan_instead = Place::Switch(&mut rules.plan_when_settlement_beyond_means);
        one("rules.plan_when_settlement_beyond_means", K::YesNo, (0, 1), plan_instead);
        one("rules.approve_restructuring", K::YesNo, (0, 1), Place::Switch(&mut rules.approve_restructuring));
        one("rules.approve_settlement", K::YesNo, (0, 1), Place::Switch(&mut rules.approve_settlement));
        one("rules.review_written_off", K::YesNo, (0, 1), Place::Switch(&mut rules.review_written_off));
        let harsh = Place::Switch(&mut rules.harsh_only_when_worth_more);
        one("rules.harsh_only_when_worth_more", K::YesNo, (0, 1), harsh);
        one("rules.cheaper_when_worth_more", K::YesNo, (0, 1), Place::Switch(&mut rules.cheaper_when_worth_more));
        let contact = &mut self.contact;
        one("contact.from_hour", K::Hour, HOURS, Place::Number(&mut contact.from_hour));
        one("contact.to_hour", K::Hour, HOURS, Place::Number(&mut contact.to_hour));
        one("contact.calls_a_day", K::Count, (0, 3), Place::Number(&mut contact.calls_a_day));
        one("contact.messages_a_day", K::Count, (0, 3), Place::Number(&mut contact.messages_a_day));
        one("contact.contacts_a_week", K::Count, (0, 7), Place::Number(&mut contact.contacts_a_week));
    }
}

impl Visited<'_> {
    fn checked(&self, value: Option<i64>) -> Result<i64, ProblemKind> {
        let (min, max) = self.range;
        let value = value.ok_or(ProblemKind::Missing)?;
        if (min..=max).contains(&value) { Ok(value) } else { Err(ProblemKind::OutOfRange { kind: self.kind, min, max }) }
    }
}

fn group_of(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(group, _)| group).to_owned()
}

fn of_assumption(field: AssumptionField) -> PolicyField {
    let path = ASSUMPTIONS.to_owned() + &field.path;
    PolicyField {
        group: group_of(&path),
        path,
        kind: FieldKind::of_assumption(field.unit),
        value: field.value,
        min: field.least,
        max: field.most,
        default: None,
        may_be_unlimited: field.may_be_unlimited,
    }
}

fn kind_of(problem: AssumptionProblem) -> ProblemKind {
    match problem {
        AssumptionProblem::Unknown => ProblemKind::UnknownField,
        AssumptionProblem::OutOfRange { unit, least, most } => {
            ProblemKind::OutOfRange { kind: FieldKind::of_assumption(unit), min: least, max: most }
        }
        AssumptionProblem::Missing => ProblemKind::Missing,
        AssumptionProblem::HaircutAboveLargest => ProblemKind::AboveField(ASSUMPTIONS.to_owned() + "settlement.largest_haircut"),
    }
}

impl PolicyField {
    /// What a file may hold here.
    pub(super) fn expected(&self) -> ValueKind {
        match self.kind {
            FieldKind::YesNo => ValueKind::TrueOrFalse,
            _ if self.may_be_unlimited => ValueKind::NumberOrNull,
            _ => ValueKind::Number,
        }
    }
}

/// A number as people write it, in steps of its kind; `None` of nothing.
fn steps_of_text(text: &str, kind: FieldKind) -> Result<Option<i64>, ProblemKind> {
    let text = text.trim();
    if let Some(answer) = answer_of(text).filter(|_| kind == FieldKind::YesNo) {
        return Ok(Some(i64::from(answer)));
    }
    let (number, percent) = text.strip_suffix('%').map_or((text, 0), |rest| (rest.trim_end(), 2));
    let expected = if kind == FieldKind::YesNo { ValueKind::TrueOrFalse } else { ValueKind::Number };
    let no_number = || ProblemKind::WrongType { expected, found: ValueKind::Text };
    if !are_commas_of_thousands(number) || (percent > 0 && kind != FieldKind::Share) {
        return Err(no_number());
    }
    // Forms show a minus sign, keyboards have a hyphen.
    let number: String = number.replace('−', "-").chars().filter(|character| !matches!(character, ',' | ' ' | '_')).collect();
    if number.is_empty() {
        return if percent == 0 { Ok(None) } else { Err(no_number()) };
    }
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.bytes().any(|byte| byte.is_ascii_digit());
    if !is_number || digits.matches('.').count() > 1 {
        return Err(no_number());
    }
    // Shares are shown in per cents: 5 is as many as 5%. Only with a point and up to one, 0.75, it is the share itself.
    let is_share = digits.split_once('.').is_some_and(|(whole, rest)| match whole.trim_start_matches('0') {
        "" => true,
        whole => whole == "1" && rest.bytes().all(|digit| digit == b'0'),
    });
    let percent = if kind == FieldKind::Share && !is_share { 2 } else { percent };
    let decimals = kind.decimals().saturating_sub(percent);
    match steps_of(&number, decimals) {
        Ok(steps) => Ok(Some(steps)),
        Err(NotInSteps::TooFine) => Err(ProblemKind::TooFine { decimals }),
        Err(NotInSteps::TooLarge) => Err(no_number()),
    }
}

fn answer_of(text: &str) -> Option<bool> {
    let is_any = |words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_any(["yes", "true"]) {
        Some(true)
    } else if is_any(["no", "false"]) {
        Some(false)
    } else {
        None
    }
}

/// Whether commas stand between groups of digits, 1,000 or 1,00,000, and none for a decimal point: 0,75 is not read as 75.
fn are_commas_of_thousands(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let is_fraction_plain = !number[whole.len()..].contains(',');
    let n_digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let mut groups = whole.split(',').skip(1).peekable();
    while let Some(group) = groups.next() {
        let is_right = if groups.peek().is_none() { n_digits(group) == 3 } else { matches!(n_digits(group), 2 | 3) };
        if !is_right {
            return false;
        }
    }
    is_fraction_plain
}
