//! Rules of conduct as files that a person edits: what is wrong with one, what of it is laxer, and what it changes at the desk.

use serde_json::{Value, json};
use smart_loan_recovery::advisor::conduct::{Jurisdiction, Pack, PackError, PlannedTime};
use smart_loan_recovery::data::sample::SampleMonth;

use crate::conduct::{blocking, drafts, report, report_by};
use crate::conduct_lines::example;
use crate::page::Page;

/// 1 December 2026.
const TODAY: i32 = 20_788;

/// A built-in file after an edit.
fn edited(jurisdiction: Jurisdiction, edit: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(jurisdiction.file()).unwrap();
    edit(&mut file);
    file.to_string()
}

fn read(text: &str) -> Result<Pack, Vec<PackError>> {
    Pack::read(Jurisdiction::India, text, TODAY)
}

/// The problems of the Indian file after an edit, as they are shown.
fn problems(edit: impl FnOnce(&mut Value)) -> Vec<String> {
    read(&edited(Jurisdiction::India, edit)).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_built_in_file_that_is_saved_loads_and_gives_the_same_reports() {
    let own: Vec<Pack> =
        Jurisdiction::ALL.map(|jurisdiction| Pack::read(jurisdiction, jurisdiction.file(), TODAY).unwrap()).into_iter().collect();
    for line in drafts() {
        assert_eq!(report_by(&line, &own), report(&line));
    }
    for (pack, jurisdiction) in own.iter().zip(Jurisdiction::ALL) {
        assert_eq!(pack.laxer_than(&Pack::load(jurisdiction).unwrap()), [""; 0]);
        // A clock that is behind makes nothing of it a day to come; a mark of the editor's does not matter.
        assert!(Pack::read(jurisdiction, &format!("\u{feff}{}", jurisdiction.file()), 0).is_ok());
    }
}

#[test]
fn every_problem_is_listed_at_once_with_its_field() {
    let found = problems(|file| {
        file["name"] = json!("");
        file["as_of"] = json!("2026-12-02");
        file["contact_window"] = json!({ "from": "25:00", "to": "19:00", "until": "20:00" });
        file["profile_windows"] = json!({ "mfi": { "from": "18:00", "to": "09:00" } });
        file["day_order"] = json!("year_first");
        file["zones"] = json!([]);
        file["effects"]["opt_out"] = json!("shout");
        file["limits"]["most_of_income"] = json!(4);
        file["limits"]["calls_per_week"] = json!("seven");
        file["limits"]["least_deadline_days"] = json!(7.5);
        file["helplines"] = json!(["14416", "₹7,850"]);
        file["words"]["threat"]["en"] = json!(["fir", "@nobody", "don't pay", "*", "the? a?"]);
        file["words"]["threatening"] = json!({ "en": ["x"] });
        file["words"]["negator"] = json!({ "en": ["we"] });
        file["words"]["insult"] = json!({ "fr": ["imbécile"] });
        file["sources"][0]["dated"] = json!("12 August 2022");
        file["sources"][1].as_object_mut().unwrap().remove("place");
        file["colour"] = json!("red");
        file.as_object_mut().unwrap().remove("crisis_help");
    });
    for expected in [
        "name: must have from 1 to 80 characters",
        "as_of: 2026-12-02 is still to come",
        "contact_window.from: “25:00” is no time as 08:00",
        "contact_window.until: is unknown",
        "profile_windows.mfi.to: must be later than from",
        "day_order: may not be “year_first”; it may be day_first, month_first, either",
        "zones: needs at least one: hours of contact are those of the borrower’s clock",
        "effects.opt_out: may not be “shout”; it may be off, warn, block",
        "limits.most_of_income: must be from 0.01 to 1",
        "limits.calls_per_week: must be a number, not a text",
        "limits.least_deadline_days: must be a whole number",
        "helplines[2]: “₹7,850” is no phone number",
        "words.threat.en[2]: “@nobody” names a class of words that is not there: nobody",
        "words.threat.en[3]: “don't pay” cannot be found: “don't” is not one word of letters or digits",
        "words.threat.en[4]: “*” cannot be found: “*” is not one word of letters or digits",
        "words.threat.en[5]: “the? a?” needs a word that may not be missing",
        "words.threatening: is no group of words",
        "words.negator: are words that all rules share: a file cannot add to them",
        "words.insult.fr: is unknown",
        "sources[1].dated: “12 August 2022” is no date as 2026-11-20",
        "sources[2].place: is missing",
        "colour: is unknown",
        "crisis_help: is missing",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected}\nis not among\n{found:#?}");
    }
    // Of the words of threats that were taken out each is named too.
    assert!(found.iter().any(|problem| problem.starts_with("words.threat: lacks “section|ipc|bns 420|406”, “420 .. case”")), "{found:#?}");
    assert_eq!(found.len(), 24, "{found:#?}");
}

#[test]
fn a_file_that_is_none_is_said_to_be_none() {
    let said = |text: &str| read(text).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(said("{\n  \"name\": India }"), ["file: is no JSON from line 2, column 11 on"]);
    assert_eq!(said(&" ".repeat((1 << 20) + 1)), ["file: is larger than a mebibyte: no rules are"]);
    assert_eq!(said("[1]"), ["file: must be fields in braces, not a list"]);
    let twice = Jurisdiction::India.file().replacen("\"name\"", "\"name\": \"Mine\", \"name\"", 1);
    assert_eq!(said(&twice), ["name: is there more than once"]);
    assert_eq!(said("{}").len(), 15);
    // Deep nesting ends in words, not in a stack that overflows.
    assert_eq!(said(&"[".repeat(500_000)).len(), 1);
    let many = problems(|file| file["words"]["insult"] = json!({ "en": vec!["fool"; 3_000] }));
    assert_eq!(many, ["file: has more than 2000 phrases"]);
    assert_eq!(problems(|file| file["words"]["insult"] = json!({ "en": ["a .. b .. c .. d .. e"] })).len(), 1);
}

#[test]
fn a_file_of_elsewhere_is_refused_in_a_sentence() {
    let found = read(Jurisdiction::UnitedKingdom.file()).unwrap_err();
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["jurisdiction: these are rules for borrowers in the United Kingdom, and the borrower lives in India"]);
    // What else is wrong with it is said as well, by the rules of where it is from.
    let loose = edited(Jurisdiction::UnitedKingdom, |file| file["limits"]["most_exclamations"] = json!(3));
    assert_eq!(read(&loose).unwrap_err().len(), 2);
}

#[test]
fn what_protects_from_harm_may_be_stricter_and_never_looser() {
    let loosened = problems(|file| {
        file["limits"]["most_capitals"] = json!(1);
        file["limits"]["most_exclamations"] = json!(2);
        file["limits"]["vulnerable_deadline_days"] = json!(7);
        file["words"]["threat"]["en"] = json!(["fir"]);
        file["words"]["authority"] = json!({});
    });
    let about = |field: &str| loosened.iter().filter(|problem| problem.starts_with(field)).count();
    assert_eq!(["limits.most_capitals", "limits.most_exclamations", "limits.vulnerable_deadline_days"].map(about), [1; 3]);
    assert_eq!((about("words.threat"), about("words.authority"), loosened.len()), (1, 1, 5), "{loosened:#?}");
    assert_eq!(loosened[2], "limits.most_exclamations: may be stricter than 1, but not looser: C06 protects from harm");
    let stricter = edited(Jurisdiction::India, |file| {
        file["limits"]["vulnerable_deadline_days"] = json!(60);
        file["limits"]["most_exclamations"] = json!(0);
        file["words"]["insult"] = json!({ "en": ["deadbeat relative*"] });
    });
    assert_eq!(read(&stricter).unwrap().laxer_than(&Pack::load(Jurisdiction::India).unwrap()), [""; 0]);
}

#[test]
fn what_is_laxer_than_built_in_is_listed() {
    let laxer = |jurisdiction: Jurisdiction, edit: fn(&mut Value)| {
        let pack = Pack::read(jurisdiction, &edited(jurisdiction, edit), TODAY).unwrap();
        pack.laxer_than(&Pack::load(jurisdiction).unwrap())
    };
    let of_india = laxer(Jurisdiction::India, |file| {
        file["contact_window"] = json!({ "from": "09:00", "to": "20:30" });
        file["profile_windows"] = json!({});
        file["effects"]["grievance"] = json!("off");
        file["effects"]["opt_out"] = json!("block");
        file["limits"]["least_deadline_days"] = json!(3);
        file["limits"]["preview_length"] = json!(140);
        file["words"]["opt_out"] = json!({ "en": ["bas"] });
    });
    let expected = [
        "Hours of contact: 09:00 to 20:30, built in 08:00 to 19:00",
        "Hours of contact for mfi: 09:00 to 20:30, built in 09:00 to 18:00",
        "Where to complain (C12): is not asked for, built in it blocks",
        "Days to a deadline: 3, built in 7",
        "Words (opt_out): “bas” is enough",
    ];
    assert_eq!(of_india, expected);
    let of_us = laxer(Jurisdiction::UnitedStates, |file| {
        file["zones"].as_array_mut().unwrap().pop();
        file["first_notice"].as_array_mut().unwrap().pop();
        file["later_notice"][0].as_array_mut().unwrap().pop();
    });
    let expected = ["The notice of a first letter: less than built in is enough", "Time zones: Pacific/Honolulu is missing or different"];
    assert_eq!(of_us, expected);
    let needless =
        Pack::read(Jurisdiction::UnitedStates, &edited(Jurisdiction::UnitedStates, |file| file["first_notice"] = json!([])), TODAY);
    assert!(needless.unwrap_err()[0].to_string().starts_with("first_notice: needs at least one part"));
}

#[test]
fn the_command_line_takes_files_of_rules() {
    let longer = edited(Jurisdiction::India, |file| file["contact_window"]["to"] = json!("21:00"));
    let line = json!({"draft": "Hello.", "channel": "letter", "jurisdiction": "IN", "language": "en", "planned_at": "2026-03-17T20:00:00"});
    let found = |own: &[(String, String)]| {
        let mut out = Vec::new();
        example::lint(&example::packs(own, TODAY).unwrap(), &mut line.to_string().as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap().contains("\"C01\"")
    };
    assert!(found(&[]) && !found(&[("rules.json".to_owned(), longer)]));
    let wrong = example::packs(&[("rules.json".to_owned(), "{}".to_owned())], TODAY).unwrap_err();
    assert!(wrong.starts_with("rules.json: nothing was checked\n  jurisdiction: is missing\n  name: is missing"), "{wrong}");
    assert!(example::own_packs(["--pack".to_owned()].into_iter()).is_err());
    assert!(example::own_packs(["--packs".to_owned()].into_iter()).is_err());
}

/// The sample with a model and somebody to write to at eight in the evening, Indian time.
fn at_desk() -> Page {
    let mut page = Page::new(1);
    page.session.tell_day(TODAY);
    page.session.open_sample(SampleMonth::September);
    page.run();
    page.session.change_desk(|desk| desk.planned_at = PlannedTime::parse("2026-12-01T20:00"));
    page.session.write_to(3);
    page.run();
    page
}

fn blocked(page: &Page) -> Vec<String> {
    blocking(&page.session.desk().shown.ready().unwrap().text.report)
}

#[test]
fn a_loaded_file_is_at_work_until_the_built_in_rules_are_wanted_again() {
    let mut page = at_desk();
    assert_eq!(blocked(&page), ["C01"]);
    let shown = page.session.rules().shown.clone().unwrap();
    assert_eq!((shown.name.as_str(), shown.is_own), ("India", false));
    assert_eq!(shown.hours[0].1, "08:00 to 19:00");
    page.session.save_rules();
    page.run();
    let (name, bytes) = page.saved.pop().unwrap();
    assert_eq!((name.as_str(), String::from_utf8(bytes).unwrap().as_str()), ("rules-IN.json", Jurisdiction::India.file()));

    let own = edited(Jurisdiction::India, |file| {
        file["name"] = json!("Sahyog");
        file["contact_window"]["to"] = json!("20:30");
    });
    page.session.load_rules(own.clone());
    page.run();
    assert_eq!(blocked(&page), [""; 0]);
    let answer = page.session.desk().shown.ready().unwrap().clone();
    let rules = answer.rules.clone().unwrap();
    assert_eq!((rules.name.as_str(), &rules.as_of), ("Sahyog", &shown.as_of));
    assert_eq!(rules.laxer, ["Hours of contact: 08:00 to 20:30, built in 08:00 to 19:00"]);
    assert!(answer.text.meter.iter().any(|words| words.contains("20:30")));

    // With mistakes nothing changes, and all of them are told.
    page.session.load_rules(own.replace("20:30", "25:30").replace("\"warn\"", "\"shout\""));
    page.run();
    assert_eq!(page.session.rules().problems.len(), 3, "{:?}", page.session.rules().problems);
    assert!(blocked(&page).is_empty() && page.session.rules().shown.as_ref().unwrap().name == "Sahyog");
    page.session.load_rules(Jurisdiction::UnitedKingdom.file().to_owned());
    page.run();
    assert_eq!(page.session.rules().problems[0].0, "jurisdiction");

    // Elsewhere other rules hold; here again the person's own. So it is with another file, and after a crash.
    page.session.change_desk(|desk| desk.sender.jurisdiction = Jurisdiction::UnitedKingdom);
    page.run();
    assert!(page.session.desk().shown.ready().unwrap().rules.is_none() && page.session.rules().problems.is_empty());
    assert_eq!(page.session.rules().shown.as_ref().unwrap().name, "United Kingdom");
    page.session.change_desk(|desk| desk.sender.jurisdiction = Jurisdiction::India);
    page.run();
    assert!(page.session.rules().shown.as_ref().unwrap().is_own);
    page.session.open_sample(SampleMonth::August);
    page.run();
    page.session.train();
    page.run();
    page.session.write_to(3);
    page.run();
    assert!(page.session.desk().shown.ready().unwrap().rules.is_some());

    page.session.reset_rules();
    page.run();
    assert!(page.session.desk().shown.ready().unwrap().rules.is_none() && blocked(&page).contains(&"C01".to_owned()));
    assert!(!page.session.rules().shown.as_ref().unwrap().is_own);
}

#[test]
fn rules_of_long_ago_are_marked() {
    let mut page = at_desk();
    assert!(!page.session.are_rules_old());
    let as_of = page.session.rules().shown.as_ref().unwrap().as_of_day;
    page.session.tell_day(as_of + 365);
    assert!(!page.session.are_rules_old());
    page.session.tell_day(as_of + 366);
    assert!(page.session.are_rules_old());
}

#[test]
fn a_file_that_is_being_checked_when_the_engine_crashes_has_to_be_loaded_again() {
    let mut page = at_desk();
    page.session.load_rules(Jurisdiction::India.file().to_owned());
    page.session.engine_crashed("out of memory".to_owned());
    page.run();
    assert_eq!(page.session.rules().problems, [("file".to_owned(), "was not checked: load it once more".to_owned())]);
    assert!(page.session.desk().shown.ready().unwrap().rules.is_none());
}
