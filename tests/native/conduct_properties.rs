//! What holds for any draft: the checkers never panic, and every place lies within the text.

use proptest::prelude::*;
use serde_json::json;
use smart_loan_recovery::advisor::figures::{DayOrder, read_figures};
use smart_loan_recovery::advisor::text::Text;
use smart_loan_recovery::advisor::text::words::words;

use crate::conduct::report;

/// Any Unicode, and texts full of what the checkers look for.
fn draft() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "([a-z]{1,6}|₹|Rs\\.?|[0-9]{1,12}|[.,:/()*+%@$!{}\\[\\]-]| |\n|आप|नहीं|पुलिस|१२|baje|pm|lakh|march|within|by|days|not|sue|call|\u{200b}|a r r e s t){0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn figures_and_words_lie_within_the_text_in_order(original in draft()) {
        let text = Text::read(&original);
        let n_points = original.chars().count() as u32;
        let figures = read_figures(&text, DayOrder::Either);
        prop_assert!(figures.iter().all(|figure| figure.span.start <= figure.span.end && figure.span.end <= n_points));
        prop_assert!(figures.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
        let words = words(&text);
        prop_assert!(words.iter().all(|word| word.span.start <= word.span.end && word.span.end <= n_points && !word.readings.is_empty()));
        prop_assert!(words.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start && pair[0].sentence <= pair[1].sentence));
    }

    #[test]
    fn any_draft_is_judged(original in draft(), name in any::<String>(), notes in draft(), jurisdiction in proptest::sample::select(vec!["IN", "US", "UK", "Other"])) {
        let line = json!({
            "draft": original, "channel": "email", "jurisdiction": jurisdiction, "language": "en", "planned_at": "2026-03-17T11:00:00",
            "facts": {"lender_name": name, "borrower_name": notes, "notes": notes, "grievance_contact": original, "loan_ref_last4": name, "vulnerable": true},
        });
        let n_points = original.chars().count() as u32;
        let report = report(&line);
        prop_assert!(report.findings.iter().all(|finding| finding.start <= finding.end && finding.end <= n_points));
        prop_assert!(report.findings.is_sorted_by_key(|finding| (finding.start, finding.rule)));
    }
}
