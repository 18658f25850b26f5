//! Messages to many borrowers: written as the desk stands, each held against its own facts, in the templates' words or a model's.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::conduct::{Language, PlannedTime, Rule};
use smart_loan_recovery::advisor::drafts::MessageChannel;
use smart_loan_recovery::advisor::gemini::{BeginError, News};
use smart_loan_recovery::data::sample::SampleMonth;
use smart_loan_recovery::jobs::protocol::{Filter, MailingReport, Sort, SortKey};
use smart_loan_recovery::session::work_log::ContactOutcome;
use smart_loan_recovery::session::{Addressees, Command, FetchId, Pace, SessionError, Stage, TalkScope};
use smart_loan_recovery::strategy::{CutOffs, Treatment};

use crate::harness::loans_csv;
use crate::page::Page;

const KEY: &str = "AQ.canary-key-1234567890";

/// The sample with a model, and the page of messages to all with this next step.
fn at_mailing(step: Treatment) -> Page {
    let mut page = Page::new(1);
    page.session.open_sample(SampleMonth::September);
    page.run();
    page.session.change_desk(|desk| desk.planned_at = PlannedTime::parse("2026-11-23T10:00"));
    page.session.change_mailing(|mailing| mailing.addressees = Addressees::Step(step));
    page.session.open_mailing();
    page.run();
    page
}

fn report(page: &Page) -> MailingReport {
    MailingReport::clone(page.session.mailing().shown.ready().unwrap_or_else(|| panic!("{:?}", page.session.mailing().shown)))
}

/// The lines of the file that the person was handed last, as cells.
fn last_file(page: &Page) -> (String, Vec<Vec<String>>) {
    let (name, bytes) = page.saved.last().unwrap();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    (name.clone(), cells(std::str::from_utf8(bytes).unwrap()))
}

fn is_for_a_person(obstacle: &str) -> bool {
    obstacle.starts_with("a person looks first")
}

/// As RFC 4180 says.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for letter in text.chars() {
        match letter {
            // A doubled quote leaves the cell and enters it again.
            '"' => {
                if !is_quoted && !cell.is_empty() {
                    cell.push('"');
                }
                is_quoted = !is_quoted;
            }
            ',' if !is_quoted => line.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            '\r' if !is_quoted => {}
            _ => cell.push(letter),
        }
    }
    lines
}

fn n_with_step(page: &mut Page, treatment: Treatment) -> u64 {
    let filter = Filter { treatment: Some(treatment), ..Filter::default() };
    page.session.list(filter, Sort { key: SortKey::Queue, descending: true }, Vec::new());
    page.run();
    page.session.listing().n_rows.unwrap()
}

#[test]
fn everyone_with_a_next_step_gets_one_message_that_holds_against_their_own_facts() {
    for step in [Treatment::Reminder, Treatment::RepaymentPlan, Treatment::ReminderCall] {
        let mut page = at_mailing(step);
        let n_all = n_with_step(&mut page, step);
        let found = report(&page);
        assert_eq!((found.n_rows, found.groups.iter().map(|group| group.n_rows).sum()), (n_all, n_all), "{step:?}");
        assert_eq!(found.n_ready, found.groups.iter().map(|group| group.n_ready).sum::<u64>());
        // Where a person is to look first nothing goes out unseen, and nothing else stops a template.
        let n_for_a_person: u64 =
            found.groups.iter().flat_map(|group| &group.obstacles).map(|(words, n)| if is_for_a_person(words) { *n } else { 0 }).sum();
        assert!(
            found.n_ready > 0 && (found.n_ready + n_for_a_person) * 50 >= n_all * 49,
            "{step:?}: {} of {n_all}: {found:?}",
            found.n_ready
        );
        assert!(found.groups.iter().all(|group| group.occasion.treatment == step && group.example.is_some()));
        assert!(found.groups.is_sorted_by_key(|group| std::cmp::Reverse(group.n_rows)));
        page.session.export_messages();
        page.run();
        let (name, lines) = last_file(&page);
        assert!(name.ends_with("-messages.csv"), "{name}");
        assert_eq!(lines[0], ["row", "borrower", "message_channel", "message", "message_check"]);
        assert_eq!(lines.len() as u64, n_all + 1);
        let n_ready = lines[1..].iter().filter(|line| line[4] == "ready").count() as u64;
        assert_eq!(n_ready, found.n_ready);
        assert!(lines[1..].iter().all(|line| (line[4] == "ready") != line[3].is_empty() && line[2] == "whatsapp, en"));
        // What a line says is what the desk says of the same borrower.
        let line = lines[1..].iter().find(|line| line[4] == "ready").unwrap();
        page.session.write_to(line[0].parse::<u64>().unwrap() - 1);
        page.run();
        assert_eq!(page.session.desk().shown.ready().unwrap().text.text, line[3]);
    }
}

#[test]
fn no_settlement_is_offered_before_a_person_has_approved_it() {
    let page = at_mailing(Treatment::Settlement);
    let found = report(&page);
    let for_a_person = |(words, n): &(String, u64)| if is_for_a_person(words) { *n } else { 0 };
    let n_for_a_person: u64 = found.groups.iter().flat_map(|group| &group.obstacles).map(for_a_person).sum();
    assert!(found.n_rows > 0 && found.n_ready == 0 && n_for_a_person == found.n_rows, "{found:?}");
}

#[test]
fn the_list_says_who_is_written_to_and_the_desk_how() {
    let mut page = at_mailing(Treatment::Reminder);
    let english = report(&page);
    page.session.change_desk(|desk| (desk.channel, desk.language) = (MessageChannel::Sms, Language::Hindi));
    page.run();
    let hindi = report(&page);
    assert_eq!(hindi.n_rows, english.n_rows);
    let text = |report: &MailingReport| report.groups[0].example.clone().unwrap().text;
    assert!(text(&hindi).contains('ऋ') || text(&hindi).chars().any(|letter| ('\u{900}'..'\u{97f}').contains(&letter)), "{}", text(&hindi));
    let search = Filter { search: "BRW_12".to_owned(), ..Filter::default() };
    page.session.list(search, Sort { key: SortKey::Queue, descending: true }, Vec::new());
    page.run();
    page.session.change_mailing(|mailing| mailing.addressees = Addressees::Listed);
    page.run();
    assert_eq!(Some(report(&page).n_rows), page.session.listing().n_rows);
    // Whoever sends is asked for, of all at once.
    page.session.change_desk(|desk| desk.sender.lender_name.clear());
    page.run();
    let found = report(&page);
    assert_eq!(found.n_ready, 0);
    assert!(found.groups.iter().all(|group| !group.obstacles.is_empty()));
}

#[test]
fn the_export_has_the_messages_where_the_person_wants_them() {
    let mut page = at_mailing(Treatment::Settlement);
    page.session.start_export();
    page.run();
    let (_, plain) = last_file(&page);
    assert!(!plain[0].contains(&"message".to_owned()));

    let found = report(&page);
    page.session.change_mailing(|mailing| mailing.is_in_export = true);
    page.session.start_export();
    page.run();
    let (_, lines) = last_file(&page);
    let n_columns = lines[0].len();
    assert_eq!(lines[0][n_columns - 3..], ["message_channel", "message", "message_check"]);
    assert_eq!(lines.len(), plain.len());
    let n_ready = lines[1..].iter().filter(|line| line[n_columns - 1] == "ready").count() as u64;
    assert_eq!(n_ready, found.n_ready);
    let n_said = lines[1..].iter().filter(|line| !line[n_columns - 1].is_empty()).count() as u64;
    assert_eq!(n_said, found.n_rows);

    // The plan has changed meanwhile: the messages are those of the new one.
    page.session.close_mailing();
    page.session.move_cut_offs(CutOffs::new(2_000, 9_900).unwrap());
    page.run();
    page.session.start_export();
    page.run();
    let (_, moved) = last_file(&page);
    let next_action = moved[0].iter().position(|name| name == "next_action").unwrap();
    let said: Vec<&Vec<String>> = moved[1..].iter().filter(|line| !line[n_columns - 1].is_empty()).collect();
    assert!(said.len() as u64 != found.n_rows && said.iter().all(|line| line[next_action] == "Settlement offer"));
    // And the file is read again without its own columns.
    let (name, bytes) = page.saved.last().unwrap().clone();
    page.drop_file(&name, &bytes);
    page.run();
    let again = page.session.file().shown().unwrap();
    let own = |name: &str| again.schema.columns.iter().find(|column| column.name == name).map(|column| format!("{:?}", column.role));
    assert_eq!(own("message").as_deref(), Some("OwnExport"));
    assert_eq!(own("message_check").as_deref(), Some("OwnExport"));
}

#[test]
fn one_message_is_taken_along_as_it_was_written_and_never_against_what_is_noted_since() {
    let mut page = at_mailing(Treatment::Reminder);
    page.session.close_mailing();
    page.session.write_to(3);
    page.run();
    let template = page.session.desk().shown.ready().unwrap().text.text.clone();
    let own = template.replace("Hello", "Good morning");
    page.session.write(own.clone());
    page.run();
    assert!(!page.session.is_message_kept());
    page.session.keep_message();
    assert!(page.session.is_message_kept());
    page.session.start_export();
    page.run();
    let (_, lines) = last_file(&page);
    let said: Vec<&Vec<String>> = lines[1..].iter().filter(|line| !line.last().unwrap().is_empty()).collect();
    assert_eq!(said.len(), 1);
    let n = said[0].len();
    assert_eq!(said[0][n - 3..], ["whatsapp, en".to_owned(), own, "ready".to_owned()]);

    // What a person decides against a rule goes along with the message.
    let pressing = format!("{} Please pay today.", page.session.desk().shown.ready().unwrap().text.text);
    page.session.write(pressing.clone());
    page.run();
    page.session.override_rule(Rule::C17, "agreed on the phone".to_owned());
    page.run();
    assert_eq!((page.session.desk().n_to_mend(), page.session.desk().n_against()), (0, 1));
    page.session.keep_message();
    page.session.start_export();
    page.run();
    let (_, lines) = last_file(&page);
    let column = |name: &str| lines[0].iter().position(|head| head == name).unwrap();
    let said: Vec<&Vec<String>> = lines[1..].iter().filter(|line| !line[column("message_check")].is_empty()).collect();
    assert_eq!((said.len(), &said[0][column("message")]), (1, &pressing));
    let check = &said[0][column("message_check")];
    assert!(check.starts_with("ready, by a person’s decision against C17") && check.ends_with("agreed on the phone"), "{check}");
    assert_eq!(page.session.export().ready().unwrap().n_messages, Some(1));

    let identifier = page.session.desk().shown.ready().unwrap().identifier.clone();
    page.session.note_outcome(&identifier, ContactOutcome::Paid);
    page.run();
    page.session.start_export();
    page.run();
    let (_, lines) = last_file(&page);
    let check = lines[0].iter().position(|name| name == "message_check").unwrap();
    let said: Vec<&Vec<String>> = lines[1..].iter().filter(|line| !line[check].is_empty()).collect();
    assert!(said.len() == 1 && said[0][check - 1].is_empty() && said[0][check].contains("having paid"), "{said:?}");

    // Pressed again, it is taken out.
    page.session.note_outcome(&identifier, ContactOutcome::NotContacted);
    page.run();
    page.session.keep_message();
    assert!(page.session.mailing().kept().is_empty());
}

#[test]
fn looking_away_gives_up_what_is_on_its_way_and_a_crash_loses_nothing() {
    let mut page = at_mailing(Treatment::Reminder);
    let found = report(&page);
    page.session.change_mailing(|mailing| mailing.addressees = Addressees::Step(Treatment::RepaymentPlan));
    page.obey();
    page.session.close_mailing();
    page.run();
    assert_eq!(report(&page), found);
    page.session.open_mailing();
    page.obey();
    page.session.engine_crashed("gone".to_owned());
    page.run();
    assert!(report(&page).groups.iter().all(|group| group.occasion.treatment == Treatment::RepaymentPlan));
}

// Words from a model

fn with_key(page: &mut Page) {
    page.session.use_key(KEY, false).unwrap();
    page.run();
    let list = json!({ "models": [{ "name": "models/gemini-3.8-flash", "supportedGenerationMethods": ["generateContent"] }] });
    let (fetch, _) = last_fetch(page);
    hear(page, fetch, 200, "application/json", &list.to_string());
    page.session.change_counsel(7, |counsel| counsel.scope = TalkScope::Portfolio);
    page.session.open_mailing();
    page.run();
}

fn fetches(page: &Page) -> Vec<(FetchId, Option<String>)> {
    let of =
        |command: &Command| if let Command::Fetch { fetch, request, .. } = command { Some((*fetch, request.body.clone())) } else { None };
    page.commands.iter().filter_map(of).collect()
}

fn last_fetch(page: &mut Page) -> (FetchId, Option<String>) {
    page.obey();
    fetches(page).pop().unwrap()
}

fn hear(page: &mut Page, fetch: FetchId, status: u16, content_type: &str, body: &str) {
    page.session.hear_gemini(fetch, News::Head { status, content_type }, 1_000, 0.5);
    page.session.hear_gemini(fetch, News::Bytes(body.as_bytes()), 1_000, 0.5);
    page.session.hear_gemini(fetch, News::End, 1_000, 0.5);
    page.run();
}

fn draft(message: &str) -> String {
    let text = json!({ "message": message, "plan_ids": [], "caveats": [] }).to_string();
    let event = json!({ "candidates": [{ "content": { "role": "model", "parts": [{ "text": text }] }, "finishReason": "STOP" }],
                        "usageMetadata": { "promptTokenCount": 600, "candidatesTokenCount": 50, "totalTokenCount": 650 } });
    format!("data: {event}\r\n\r\n")
}

const GOOD: &str = "This is {agent_name} from {lender_name} about your loan ending {loan_ref_last4}. May we talk about what would help? \
                    Reach us on {contact}. Complaints: {grievance_contact}. {opt_out}";

#[test]
fn a_model_words_an_occasion_once_and_hears_of_no_borrower() {
    let mut page = at_mailing(Treatment::RepaymentPlan);
    with_key(&mut page);
    page.session.change_mailing(|mailing| mailing.wish = "Mention BRW_1 warmly.".to_owned());
    page.run();
    let requests = page.session.wording_requests();
    let n_groups = report(&page).groups.iter().filter(|group| group.brief.is_some()).count();
    assert!(n_groups > 1 && requests.len() == n_groups, "{n_groups}");
    let shown: Vec<String> = requests.iter().map(|(_, outgoing)| outgoing.body()).collect();
    for body in &shown {
        let value: Value = serde_json::from_str(body).unwrap();
        assert_eq!(value["store"], false);
        assert!(
            !body.contains("BRW_1") && !body.contains("Borrowers:") && body.contains("Next step by the policy: Repayment plan"),
            "{body}"
        );
    }
    let n_before = fetches(&page).len();
    page.session.word_mailing(0).unwrap();
    let mut sent = Vec::new();
    while let Some(run) = page.session.wording_run().filter(|run| run.n_left() > 0) {
        assert!(run.is_asking());
        let (fetch, body) = last_fetch(&mut page);
        sent.push(body.unwrap());
        hear(&mut page, fetch, 200, "text/event-stream", &draft(GOOD));
    }
    assert_eq!(sent, shown);
    assert_eq!(fetches(&page).len() - n_before, n_groups);
    let found = report(&page);
    let worded = found.groups.iter().filter(|group| !group.is_in_care);
    for group in worded {
        let text = &group.example.as_ref().unwrap().text;
        assert!(text.starts_with("This is Meera Nair from Northline Finance"), "{group:?}");
        assert!(group.obstacles.iter().all(|(words, _)| is_for_a_person(words)), "{group:?}");
    }
    let occasion = found.groups[0].occasion;
    page.session.use_template_for(occasion);
    page.run();
    assert!(!report(&page).groups[0].example.as_ref().unwrap().text.starts_with("This is Meera Nair"));
}

#[test]
fn words_that_break_a_rule_stop_every_message_that_they_are_in() {
    let mut page = at_mailing(Treatment::RepaymentPlan);
    with_key(&mut page);
    page.session.word_mailing(0).unwrap();
    let bad = ["{lender_name}: pay ₹7,850 at once or the police will come.", "{lender_name} offers {plan_9}."];
    let mut n = 0;
    while page.session.wording_run().is_some_and(|run| run.n_left() > 0) {
        let (fetch, _) = last_fetch(&mut page);
        hear(&mut page, fetch, 200, "text/event-stream", &draft(bad[n % 2]));
        n += 1;
    }
    let found = report(&page);
    assert!(
        found.groups.iter().filter(|group| !group.is_in_care).all(|group| group.n_ready == 0 && !group.obstacles.is_empty()),
        "{found:?}"
    );
    assert!(found.groups.iter().any(|group| group.obstacles[0].0.contains("{plan_9}")));
    assert!(found.groups.iter().any(|group| group.obstacles[0].0.contains("C03 threats")));
}

#[test]
fn whatever_stops_a_question_stops_the_run_and_nothing_unseen_leaves() {
    let begun = || {
        let mut page = at_mailing(Treatment::RepaymentPlan);
        with_key(&mut page);
        page.session.word_mailing(0).unwrap();
        page.obey();
        let n_sent = fetches(&page).len();
        (page, n_sent)
    };
    let stops: [fn(&mut Page); 4] = [
        |page| page.session.stop_asking(),
        |page| page.session.forget_key(),
        |page| page.drop_file("loans.csv", &loans_csv(300, 1)),
        |page| page.session.use_key("AQ.another-key-1234567890", false).unwrap(),
    ];
    for (place, stop) in stops.into_iter().enumerate() {
        let (mut page, n_sent) = begun();
        stop(&mut page);
        page.run();
        // Another key asks for its models.
        assert_eq!(fetches(&page).len() - n_sent, usize::from(place == 3), "{place}");
        assert!(!page.session.counsel().is_asking(), "{place}");
    }
    // What is changed meanwhile is in no question that was agreed to before.
    let (mut page, _) = begun();
    let shown: Vec<String> = page.session.wording_requests().iter().map(|(_, outgoing)| outgoing.body()).collect();
    page.session.change_mailing(|mailing| mailing.wish = "Sing.".to_owned());
    page.session.change_desk(|desk| desk.channel = MessageChannel::Sms);
    let (fetch, _) = last_fetch(&mut page);
    hear(&mut page, fetch, 200, "text/event-stream", &draft(GOOD));
    assert_eq!(last_fetch(&mut page).1.as_ref(), Some(&shown[1]));
}

#[test]
fn a_run_stops_at_an_error_or_when_told_and_goes_on_where_it_stopped() {
    let mut page = at_mailing(Treatment::RepaymentPlan);
    assert_eq!(page.session.word_mailing(0), Err(BeginError::Busy), "without a key");
    with_key(&mut page);
    let n_all = page.session.wording_requests().len();
    page.session.word_mailing(0).unwrap();
    let (fetch, _) = last_fetch(&mut page);
    hear(&mut page, fetch, 200, "text/event-stream", &draft(GOOD));
    let (fetch, _) = last_fetch(&mut page);
    hear(&mut page, fetch, 403, "application/json", r#"{"error":{"code":403,"status":"PERMISSION_DENIED","message":"no"}}"#);
    let run = page.session.wording_run().unwrap();
    assert!(matches!(run.pace(), Pace::Failed(_)) && run.n_left() == n_all - 1 && run.n_worded() == 1);
    assert_eq!(page.session.wording_requests().len(), n_all - 1);
    page.session.word_mailing(0).unwrap();
    page.session.stop_asking();
    page.run();
    let run = page.session.wording_run().unwrap();
    assert!(*run.pace() == Pace::Resting && run.n_left() == n_all - 1);
    page.session.word_mailing(0).unwrap();
    while page.session.wording_run().is_some_and(|run| run.n_left() > 0) {
        let (fetch, _) = last_fetch(&mut page);
        hear(&mut page, fetch, 200, "text/event-stream", &draft(GOOD));
    }
    assert_eq!(page.session.wording_run().unwrap().n_worded(), n_all);
}

#[test]
fn a_run_that_the_visit_allows_no_more_says_so() {
    let mut page = at_mailing(Treatment::RepaymentPlan);
    with_key(&mut page);
    page.session.change_counsel(1, |counsel| counsel.spending.allowance.n_questions = 1);
    let n_all = page.session.n_wording_requests();
    assert!(n_all > 1 && n_all == page.session.wording_requests().len());
    page.session.word_mailing(0).unwrap();
    let (fetch, _) = last_fetch(&mut page);
    hear(&mut page, fetch, 200, "text/event-stream", &draft(GOOD));
    let run = page.session.wording_run().unwrap();
    assert!(matches!(run.pace(), Pace::Refused(error) if *error != BeginError::Busy), "{:?}", run.pace());
    assert_eq!((run.n_worded(), page.session.n_wording_requests()), (1, n_all - 1));
    assert!(report(&page).n_rows > 0);
}

#[test]
fn a_file_that_another_model_overtakes_says_so() {
    let mut page = at_mailing(Treatment::RepaymentPlan);
    page.session.change_mailing(|mailing| mailing.is_in_export = true);
    page.session.train();
    page.obey();
    page.session.start_export();
    let n_saved = page.saved.len();
    page.run();
    assert_eq!((page.session.export(), page.saved.len()), (&Stage::Failed { error: SessionError::Overtaken, before: None }, n_saved));
    page.session.start_export();
    page.run();
    assert_eq!(page.saved.len(), n_saved + 1);
}
