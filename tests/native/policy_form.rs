//! A policy as a form: every number in words, and back from what people write.

use smart_loan_recovery::quantity::Currency;
use smart_loan_recovery::sheets::{PolicyFieldText, PolicyText, policy_text};
use smart_loan_recovery::strategy::policy::{FieldKind, ProblemKind, ValueKind};
use smart_loan_recovery::strategy::{Policy, ValidPolicy};

fn form_of(policy: Policy) -> PolicyText {
    policy_text(&ValidPolicy::try_from(policy).unwrap(), None, &[], Currency::Rupee)
}

fn fields(form: &PolicyText) -> Vec<&PolicyFieldText> {
    form.groups.iter().flat_map(|group| &group.fields).collect()
}

#[test]
fn every_number_of_a_policy_has_words_of_its_own() {
    let form = form_of(Policy::default());
    // The cut-offs have fields of their own.
    assert_eq!(fields(&form).len(), Policy::default().fields().len() - 2);
    assert!(fields(&form).iter().all(|field| !field.path.starts_with("bands.")));
    for group in &form.groups {
        assert!(!group.title.is_empty() && !group.title.contains('_') && !group.fields.is_empty());
        for field in &group.fields {
            assert!(!field.label.is_empty() && !field.label.contains('_'), "{}", field.path);
            assert!([" to ", "yes or no", "0 or more"].iter().any(|range| field.hint.contains(range)), "{}", field.hint);
            assert!(!field.is_changed);
        }
        // No two fields of a group are called the same.
        let labels: Vec<&str> = group.fields.iter().map(|field| field.label.as_str()).collect();
        assert!((1..labels.len()).all(|at| !labels[..at].contains(&labels[at])), "{labels:?}");
        let is_assumed = group.fields.iter().all(|field| field.path.starts_with("assumptions."));
        assert_eq!(is_assumed, group.note.contains("Assumptions, not learned from your data"), "{}", group.title);
    }
    let titles: Vec<&str> = form.groups.iter().map(|group| group.title.as_str()).collect();
    assert!((1..titles.len()).all(|at| !titles[..at].contains(&titles[at])), "{titles:?}");
}

#[test]
fn what_the_form_shows_is_read_back_as_the_same_number() {
    let policy = Policy::default();
    for field in policy.fields() {
        for steps in [field.min, field.max, field.min + (field.max - field.min) / 3] {
            let text = field.kind.form_text(steps);
            let changed = policy.with_text(&field.path, &text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
            let read = changed.fields().into_iter().find(|other| other.path == field.path).unwrap();
            assert_eq!(read.value, Some(steps), "{} as {text}", field.path);
            assert_eq!(read.kind.form_text(steps), text);
        }
        let emptied = policy.with_text(&field.path, " ");
        assert_eq!(emptied.is_ok(), field.may_be_unlimited, "{}", field.path);
    }
    let form = form_of(policy.clone());
    for field in fields(&form) {
        assert_eq!(policy.with_text(&field.path, &field.value), Ok(policy.clone()), "{} {}", field.path, field.value);
    }
}

#[test]
fn shares_amounts_and_answers_are_written_as_people_do() {
    let form = form_of(Policy::default());
    let shown = |path: &str| fields(&form).into_iter().find(|field| field.path == path).unwrap().value.clone();
    assert_eq!(shown("rules.secured_dues_above"), "100000");
    assert_eq!(shown("assumptions.treatments.reminder.needs_human"), "no");
    assert_eq!(shown("assumptions.capacity.calls"), "");
    let policy = Policy::default();
    for (path, text) in [
        ("bands.legal", "75 %"),
        ("bands.legal", "0.75"),
        ("bands.legal", "75"),
        ("bands.legal", "75.0"),
        ("rules.secured_dues_above", "1,00,000"),
        ("rules.secured_dues_above", "100,000.00"),
        ("rules.secured_dues_above", "100 000"),
        ("assumptions.treatments.reminder.needs_human", "No"),
        ("assumptions.treatments.reminder.needs_human", "false"),
        ("assumptions.treatments.reminder.needs_human", "0"),
    ] {
        assert_eq!(policy.with_text(path, text), Ok(policy.clone()), "{path} {text}");
    }
    // What is shown in per cents is typed in per cents: 1 is one of them, and only 1.0 is all.
    let uplift = "assumptions.treatments.field_visit.uplift";
    for (text, percent) in [("1", "1%"), ("5", "5%"), ("7.5", "7.5%"), ("0.05", "5%"), ("0.5%", "0.5%"), ("0", "0%")] {
        let form = form_of(policy.with_text(uplift, text).unwrap());
        assert_eq!(fields(&form).into_iter().find(|field| field.path == uplift).unwrap().value, percent, "{text}");
    }
    assert_eq!(policy.with_text("bands.legal", "1.0"), policy.with_text("bands.legal", "100%"));
    let harmful = policy.with_text("assumptions.treatments.field_visit.uplift", "−5%").unwrap();
    assert!(form_of(harmful).groups.iter().flat_map(|group| &group.fields).any(|field| field.is_changed && field.value == "-5%"));
}

#[test]
fn what_might_be_read_in_two_ways_is_not_read() {
    let problem = |path: &str, text: &str| Policy::default().with_text(path, text).unwrap_err().kind;
    let no_number = ProblemKind::WrongType { expected: ValueKind::Number, found: ValueKind::Text };
    for (path, text) in [
        ("bands.legal", "0,75"),
        ("bands.legal", "%"),
        ("bands.legal", "three quarters"),
        ("rules.late_after_days", "60%"),
        ("assumptions.complaint_penalty", "5%"),
        ("assumptions.complaint_penalty", "1.200,50"),
        ("assumptions.complaint_penalty", "1,2,000"),
        ("assumptions.complaint_penalty", "12e3"),
    ] {
        assert_eq!(problem(path, text), no_number, "{path} {text}");
    }
    assert_eq!(problem("bands.legal", "75.555%"), ProblemKind::TooFine { decimals: 2 });
    let no_answer = ProblemKind::WrongType { expected: ValueKind::TrueOrFalse, found: ValueKind::Text };
    assert_eq!(problem("assumptions.treatments.reminder.needs_human", "perhaps"), no_answer);
    let kind = FieldKind::YesNo;
    assert_eq!(problem("assumptions.treatments.reminder.needs_human", "2"), ProblemKind::OutOfRange { kind, min: 0, max: 1 });
}

#[test]
fn problems_are_listed_with_paths_and_in_the_words_of_the_form() {
    let json =
        r#"{"bands":{"settlement":0.8,"legal":0.6},"rules":{"late_after_days":100},"assumptions":{"complaint_penalty":-1},"rulez":{}}"#;
    let problems = ValidPolicy::from_json(json).unwrap_err().problems;
    let form = policy_text(&ValidPolicy::default(), None, &problems, Currency::Unstated);
    let found = |path: &str| form.problems.iter().find(|(of, _)| of == path).map(|(_, text)| text.as_str());
    assert_eq!(form.problems.len(), 4, "{:?}", form.problems);
    assert_eq!(found("bands.legal"), Some("“Legal review above” must not be below “Settlement offer from”."));
    assert_eq!(found("rules.late_after_days"), Some("“At least a call after” must not be above “At least an offer after”."));
    assert!(found("rulez").is_some_and(|text| text.starts_with("rulez ")), "{:?}", form.problems);
    assert!(found("assumptions.complaint_penalty").is_some_and(|text| text.starts_with("“Cost of a complaint” must be from 0 to ")));
    assert_eq!(form.cut_offs, ValidPolicy::default().cut_offs());
}
