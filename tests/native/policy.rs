//! Policies as data: fields, checks, JSON.

use proptest::prelude::*;
use smart_loan_recovery::sheets::policy_problem;
use smart_loan_recovery::strategy::policy::{FieldKind, PolicyField, PolicyProblem, ProblemKind, ValueKind};
use smart_loan_recovery::strategy::{Archetype, Channel, Offer, Policy, Stage, Strategy as Action, Tone, Treatment, ValidPolicy};

fn problems(json: &str) -> Vec<(String, ProblemKind)> {
    let error = ValidPolicy::from_json(json).unwrap_err();
    error.problems.into_iter().map(|problem| (problem.path, problem.kind)).collect()
}

fn paths(json: &str) -> Vec<String> {
    problems(json).into_iter().map(|(path, _)| path).collect()
}

fn read(json: &str) -> Policy {
    ValidPolicy::from_json(json).unwrap_or_else(|error| panic!("{:?}", error.problems)).policy().clone()
}

fn field<'a>(fields: &'a [PolicyField], path: &str) -> &'a PolicyField {
    fields.iter().find(|field| field.path == path).unwrap_or_else(|| panic!("no field {path}"))
}

#[test]
fn the_default_policy_is_valid_and_survives_its_file() {
    assert_eq!(Policy::default().check(), []);
    let json = Policy::default().to_json();
    assert_eq!(read(&json), Policy::default());
    assert_eq!(read(&json).to_json(), json);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    assert!(json.contains("\"settlement\": 0.5,\n    \"legal\": 0.75"), "{}", &json[..300]);
    assert!(json.contains("\"sacrifice_cap\": null") && json.contains("\"needs_human\": true"));
}

#[test]
fn missing_fields_take_their_defaults() {
    assert_eq!(read("{}"), Policy::default());
    assert_eq!(
        read("\u{feff} { \"rules\": {}, \"bands\": { \"legal\": 8e-1 } } "),
        Policy::default().with_field("bands.legal", Some(8_000)).unwrap()
    );
    let one = read(r#"{"table":{"settlement":{"unknown":{"early":{"tone":"warm"}}}}}"#);
    let choice = one.table.choice(Action::SettlementOffer, Archetype::Unknown, Stage::Early);
    assert_eq!((choice.tone, choice.treatment), (Tone::Warm, Treatment::Settlement));
}

#[test]
fn all_problems_are_listed_at_once_with_their_paths() {
    let json = r#"{
        "name": "", "version": 0, "colour": "red",
        "bands": { "legal": 0.4, "settlement": 0.5, "middle": 0.6 },
        "rules": { "late_after_days": "sixty", "self_cure_below": 0.123456, "promise_grace_days": 1.5, "legal_after_days": -1 },
        "table": { "legal": { "forgetful": { "late": { "treatment": "jail", "offer": 3 } } }, "reminder": { "unknown": { "early": { "treatment": "legal_review" } } } },
        "contact": { "from_hour": 20, "to_hour": 9 },
        "assumptions": { "legal": { "winning": 1.5 }, "capacity": { "calls": [1] }, "settlement": 4, "treatments": { "reminder": { "needs_human": 1 } } }
    }"#;
    let found = problems(json);
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "version",
        "rules.legal_after_days",
        "rules.late_after_days",
        "rules.self_cure_below",
        "rules.promise_grace_days",
        "assumptions.legal.winning",
        "assumptions.capacity.calls",
        "assumptions.treatments.reminder.needs_human",
        "table.legal.forgetful.late.treatment",
        "table.legal.forgetful.late.offer",
        "colour",
        "bands.middle",
        "assumptions.settlement",
        "name",
        "bands.legal",
        "contact.to_hour",
        "table.reminder.unknown.early.treatment",
    ];
    assert_eq!(paths, expected);
    let kind = |path: &str| &found.iter().find(|(other, _)| other == path).unwrap().1;
    assert_eq!(*kind("version"), ProblemKind::OutOfRange { kind: FieldKind::Count, min: 1, max: 1_000_000 });
    assert_eq!(*kind("rules.late_after_days"), ProblemKind::WrongType { expected: ValueKind::Number, found: ValueKind::Text });
    assert_eq!(*kind("rules.self_cure_below"), ProblemKind::TooFine { decimals: 4 });
    assert_eq!(*kind("rules.promise_grace_days"), ProblemKind::TooFine { decimals: 0 });
    assert_eq!(*kind("colour"), ProblemKind::UnknownField);
    assert_eq!(*kind("bands.legal"), ProblemKind::BelowField("bands.settlement".to_owned()));
    assert_eq!(*kind("assumptions.settlement"), ProblemKind::WrongType { expected: ValueKind::Object, found: ValueKind::Number });
    assert_eq!(*kind("assumptions.capacity.calls"), ProblemKind::WrongType { expected: ValueKind::NumberOrNull, found: ValueKind::List });
    assert!(matches!(kind("table.legal.forgetful.late.treatment"), ProblemKind::UnknownWord { known, .. } if known.len() == 8));
    for (path, kind) in found {
        let sentence = policy_problem(&PolicyProblem { path: path.clone(), kind });
        assert!(sentence.starts_with(&path) && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn problems_are_sentences() {
    let sentence = |json: &str| ValidPolicy::from_json(json).unwrap_err().problems.iter().map(policy_problem).collect::<Vec<_>>().join(" ");
    assert_eq!(sentence(r#"{"bands":{"legal":0.4}}"#), "bands.legal must not be below bands.settlement.");
    assert_eq!(sentence(r#"{"bands":{"legal":1.4}}"#), "bands.legal must be from 0 to 1.");
    assert_eq!(sentence(r#"{"rules":{"self_cure_days":31}}"#), "rules.self_cure_days must be from 0 to 30 days.");
    assert_eq!(sentence("{\n  \"bands\": {,}\n}"), "The file is no JSON from line 2, column 13 on.");
    assert_eq!(sentence(r#"{"rules":[]}"#), "rules must be an object, not a list.");
    assert_eq!(sentence("[]"), "The file must be an object, not a list.");
    assert_eq!(sentence(r#"{"version":1,"version":2}"#), "version is there more than once.");
    assert_eq!(sentence(r#"{"bands.legal":0.8}"#), "\"bands.legal\" is unknown.");
    assert_eq!(sentence(r#"{"bands":{"legal":{"value":0.8}}}"#), "bands.legal must be a number, not an object.");
    assert_eq!(sentence(r#"{"assumptions":{"complaint_penalty":12.345}}"#), "assumptions.complaint_penalty may have at most 2 decimals.");
    assert_eq!(sentence(r#"{"assumptions":{"complaint_penalty":null}}"#), "assumptions.complaint_penalty must be a number, not null.");
}

#[test]
fn what_is_no_json_is_said_with_its_place() {
    for text in [
        "",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":nul}",
        "{\"a\":1} x",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\ud800\"}",
        "\"\n\"",
    ] {
        assert!(matches!(problems(text)[..], [(_, ProblemKind::Syntax { .. })]), "{text}");
    }
    let deep = "[".repeat(200_000);
    assert!(matches!(problems(&deep)[..], [(_, ProblemKind::Syntax { .. })]));
    assert!(matches!(problems(&" ".repeat(2 << 20))[..], [(_, ProblemKind::TooLarge { .. })]));
}

#[test]
fn amounts_are_read_without_rounding() {
    let cost = |text: &str| {
        let policy = ValidPolicy::from_json(&format!(r#"{{"assumptions":{{"complaint_penalty":{text}}}}}"#));
        policy.map(|policy| policy.policy().assumptions.complaint_penalty.minor_units()).map_err(|error| error.problems[0].kind.clone())
    };
    assert_eq!(cost("0.07"), Ok(7));
    assert_eq!(cost("1.1e2"), Ok(11_000));
    assert_eq!(cost("12.3400"), Ok(1_234));
    assert_eq!(cost("99999999.99"), Ok(9_999_999_999));
    assert_eq!(cost("0e99999999999999999999"), Ok(0));
    assert_eq!(cost("1234500e-4"), Ok(12_345));
    assert_eq!(cost("1e-3"), Err(ProblemKind::TooFine { decimals: 2 }));
    let beyond = ProblemKind::OutOfRange { kind: FieldKind::Money, min: 0, max: 100_000_000_000 };
    for text in ["-1", "1e30", "1e999999999999999999999", "99999999999999999999999"] {
        assert_eq!(cost(text), Err(beyond.clone()), "{text}");
    }
}

#[test]
fn a_form_edits_every_field_by_its_path() {
    let policy = Policy::default();
    let fields = policy.fields();
    assert!(fields.len() > 60, "{}", fields.len());
    let legal = field(&fields, "bands.legal");
    assert_eq!((legal.kind, legal.value, legal.default, legal.group.as_str()), (FieldKind::Share, Some(7_500), Some(7_500), "bands"));
    assert_eq!(field(&fields, "assumptions.treatments.legal_review.cost").group, "assumptions.treatments.legal_review");
    for field in &fields {
        assert!(field.value.is_none_or(|value| (field.min..=field.max).contains(&value)), "{}", field.path);
        let other = if field.value == Some(field.min) { field.max } else { field.min };
        let changed = policy.with_field(&field.path, Some(other)).unwrap();
        assert_eq!(field_value(&changed, &field.path), Some(other), "{}", field.path);
        assert_ne!(changed, policy);
        let too_low = policy.with_field(&field.path, Some(field.min - 1)).unwrap_err();
        assert!(matches!(too_low.kind, ProblemKind::OutOfRange { .. }) && too_low.path == field.path);
        assert_eq!(policy.with_field(&field.path, None).is_ok(), field.may_be_unlimited, "{}", field.path);
    }
    assert_eq!(policy.with_field("bands.middle", Some(1)).unwrap_err().kind, ProblemKind::UnknownField);
    assert_eq!(policy.with_field("assumptions.nothing", Some(1)).unwrap_err().kind, ProblemKind::UnknownField);
}

fn field_value(policy: &Policy, path: &str) -> Option<i64> {
    field(&policy.fields(), path).value
}

#[test]
fn a_policy_with_problems_is_no_valid_one_also_as_bytes() {
    let policy = Policy::default().with_field("bands.legal", Some(10)).unwrap();
    let error = ValidPolicy::try_from(policy.clone()).unwrap_err();
    assert_eq!(error.problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["bands.legal"]);
    assert!(postcard::from_bytes::<ValidPolicy>(&postcard::to_allocvec(&policy).unwrap()).is_err());
    let valid = ValidPolicy::default();
    assert_eq!(postcard::from_bytes::<ValidPolicy>(&postcard::to_allocvec(&valid).unwrap()), Ok(valid));
}

#[test]
fn the_same_band_and_stage_with_another_archetype_has_another_offer_channel_and_tone() {
    let table = Policy::default().table;
    let known = &Archetype::ALL[..4];
    for band in Action::BANDS {
        for stage in Stage::ALL {
            for (place, &one) in known.iter().enumerate() {
                for &other in &known[place + 1..] {
                    let (a, b) = (table.choice(band, one, stage), table.choice(band, other, stage));
                    let differs = a.offer != b.offer && a.channel != b.channel && a.tone != b.tone;
                    assert!(differs, "{band:?} {stage:?} {a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn offers_of_the_default_table_go_with_their_treatments() {
    let table = Policy::default().table;
    for band in Action::BANDS {
        for archetype in Archetype::ALL {
            for stage in Stage::ALL {
                let choice = table.choice(band, archetype, stage);
                let settles = matches!(choice.offer, Offer::SettlementLump | Offer::SettlementInstalments);
                match choice.treatment {
                    Treatment::Settlement => assert!(settles, "{band:?} {archetype:?} {stage:?}"),
                    Treatment::RepaymentPlan | Treatment::Reminder | Treatment::ReminderCall => {
                        assert!(!settles, "{band:?} {archetype:?} {stage:?}")
                    }
                    _ => {}
                }
                // Nobody who cannot pay is asked for one large payment.
                let cannot = matches!(archetype, Archetype::WillingUnable | Archetype::Overwhelmed);
                assert!(!(cannot && choice.offer == Offer::SettlementLump));
                assert_ne!(choice.channel, Channel::NoContact);
            }
        }
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        ".{0,8}".prop_map(serde_json::Value::from),
    ];
    let name = prop_oneof![3 => prop::sample::select(vec!["bands", "legal", "rules", "name", "table", "assumptions", "version", "settlement"]).prop_map(str::to_owned), 1 => ".{0,5}"];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A valid policy with any fields at any allowed value.
pub fn any_policy() -> impl Strategy<Value = ValidPolicy> {
    prop::collection::vec((any::<prop::sample::Index>(), 0.0..=1.0f64), 0..12).prop_map(|changes| {
        let mut valid = ValidPolicy::default();
        for (which, where_to) in changes {
            let fields = valid.policy().fields();
            let field = which.get(&fields);
            let value = field.min + ((field.max - field.min) as f64 * where_to) as i64;
            let changed = valid.policy().with_field(&field.path, Some(value)).unwrap();
            valid = ValidPolicy::try_from(changed).unwrap_or(valid);
        }
        valid
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_json_is_read_as_json_and_other_text_is_not(value in any_json(), cut in any::<prop::sample::Index>()) {
        let is_syntax = |text: &str| ValidPolicy::from_json(text).is_err_and(|error| matches!(error.problems[0].kind, ProblemKind::Syntax { .. }));
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert!(!is_syntax(&text), "{}", text);
            let mut start = cut.index(text.len() + 1);
            while !text.is_char_boundary(start) { start -= 1; }
            let part = &text[..start];
            prop_assert_eq!(is_syntax(part), serde_json::from_str::<serde_json::Value>(part).is_err(), "{}", part);
        }
    }

    #[test]
    fn names_survive_the_file(name in "\\PC{1,40}|[\\x00-\\x1f\"\\\\a]{1,9}b") {
        prop_assume!(!name.trim().is_empty());
        let policy = Policy { name, ..Policy::default() };
        prop_assert_eq!(&read(&policy.to_json()), &policy);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&policy.to_json()).is_ok());
    }

    #[test]
    fn any_valid_policy_survives_its_file(valid in any_policy()) {
        let json = valid.policy().to_json();
        prop_assert_eq!(ValidPolicy::from_json(&json), Ok(valid));
    }

    #[test]
    fn any_text_is_a_policy_or_a_problem(text in "[\\{\\}\\[\\]\":,0-9eE.+a-z \n\\\\-]{0,60}|.{0,40}") {
        if let Err(error) = ValidPolicy::from_json(&text) {
            prop_assert!(!error.problems.is_empty());
        }
    }
}

#[test]
fn a_field_twice_keeps_nothing() {
    assert_eq!(paths(r#"{"bands":{"legal":0.8},"bands":{"legal":0.9}}"#), ["bands"]);
}
