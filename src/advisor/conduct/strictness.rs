//! A person's pack beside the built-in one: what of it is laxer, and what no pack may loosen.

use super::lexicon::OwnWords;
use super::limits::LIMITS;
use super::pack::{ContactWindow, Effect, Effects, OwnPhrase, Pack};
use super::pack_file::PackFile;
use super::pattern::Pattern;
use crate::advisor::figures::DayOrder;

impl Effects {
    /// The names in the data files, in the order of [`Effects::values`].
    pub(super) const NAMES: [&str; 4] = ["debt_notice", "opt_out", "grievance", "time_barred"];
    const LABELS: [&str; 4] = [
        "The notice of a debt collector (C10)",
        "How to stop messages (C11)",
        "Where to complain (C12)",
        "Threats of a suit on a time-barred debt (C20)",
    ];

    fn values(&self) -> [Effect; 4] {
        [self.debt_notice, self.opt_out, self.grievance, self.time_barred]
    }
}

impl Effect {
    fn words(self) -> &'static str {
        match self {
            Effect::Off => "is not asked for",
            Effect::Warn => "only warns",
            Effect::Block => "blocks",
        }
    }
}

/// `08:00 to 19:00`.
pub fn hours_text(window: ContactWindow) -> String {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{} to {}", clock(window.from), clock(window.to))
}

impl PackFile {
    /// Adds what no pack may loosen: the numbers and the words of the rules that protect from harm.
    pub(super) fn refuse_weaker_than(&mut self, built_in: &Pack) {
        let Some(pack) = self.shown() else { return };
        let mut found = Vec::new();
        for ((kind, own), least) in LIMITS.iter().zip(pack.limits.values()).zip(built_in.limits.values()) {
            if let Some(rule) = kind.firm.filter(|_| kind.is_looser(own, least)) {
                found.push((
                    format!("limits.{}", kind.name),
                    format!("may be stricter than {least}, but not looser: {rule} protects from harm"),
                ));
            }
        }
        let is_missing = |phrase: &&OwnPhrase| !pack.own_words.iter().any(|own| own.group == phrase.group && own.text == phrase.text);
        let missing: Vec<&OwnPhrase> = built_in.own_words.iter().filter(is_missing).collect();
        for of_group in missing.chunk_by(|one, next| one.group == next.group) {
            let texts: Vec<String> = of_group.iter().map(|phrase| format!("“{}”", phrase.text)).collect();
            let field = of_group.first().map_or("words".to_owned(), |phrase| format!("words.{}", phrase.group.name()));
            found.push((field, format!("lacks {}: built-in words can be added to, not taken away", texts.join(", "))));
        }
        // What could not be read was said.
        let is_unread = |field: &str| {
            self.problems.0.iter().any(|said| {
                let is_around = field.strip_prefix(said.field.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
                let is_list_within = said.field.strip_prefix(field).is_some_and(|rest| rest.starts_with('.') && !rest.contains('['));
                is_around || is_list_within
            })
        };
        found.retain(|(field, _)| !is_unread(field));
        found.into_iter().for_each(|(field, problem)| self.problems.say(field, problem));
    }
}

impl Pack {
    /// What of it is laxer than another, in sentences without a stop; empty where nothing is.
    pub fn laxer_than(&self, built_in: &Pack) -> Vec<String> {
        let mut laxer = Vec::new();
        let mut window = |label: &str, own: ContactWindow, than: ContactWindow| {
            if own.from < than.from || own.to > than.to {
                laxer.push(format!("{label}: {}, built in {}", hours_text(own), hours_text(than)));
            }
        };
        window("Hours of contact", self.contact_window, built_in.contact_window);
        let mut profiles: Vec<&String> = self.profile_windows.iter().chain(&built_in.profile_windows).map(|(name, _)| name).collect();
        profiles.sort();
        profiles.dedup();
        for name in profiles {
            window(&format!("Hours of contact for {name}"), self.window(Some(name)), built_in.window(Some(name)));
        }
        for ((own, than), label) in self.effects.values().into_iter().zip(built_in.effects.values()).zip(Effects::LABELS) {
            if own < than {
                laxer.push(format!("{label}: {}, built in it {}", own.words(), than.words()));
            }
        }
        for ((kind, own), than) in LIMITS.iter().zip(self.limits.values()).zip(built_in.limits.values()) {
            if kind.is_looser(own, than) {
                laxer.push(format!("{}: {own}, built in {than}", kind.label));
            }
        }
        if built_in.effects.debt_notice != Effect::Off && self.effects.debt_notice != Effect::Off {
            for (label, own, than) in [
                ("The notice of a first letter", &self.first_notice, &built_in.first_notice),
                ("The notice of later letters", &self.later_notice, &built_in.later_notice),
            ] {
                if !asks_as_much(own, than) {
                    laxer.push(format!("{label}: less than built in is enough"));
                }
            }
        }
        if self.day_order == DayOrder::Either && built_in.day_order != DayOrder::Either {
            laxer.push("Dates: day and month may stand in either order".to_owned());
        }
        for zone in built_in.zones.iter().filter(|zone| !self.zones.contains(zone)) {
            laxer.push(format!("Time zones: {} is missing or different", zone.name));
        }
        for OwnPhrase { group, text, .. } in &self.own_words {
            let is_new = !built_in.own_words.iter().any(|own| own.group == *group && own.text == *text);
            if is_new && group.own_words() == OwnWords::Satisfy {
                laxer.push(format!("Words ({}): “{text}” is enough", group.name()));
            }
        }
        laxer
    }
}

/// Whether whoever says all parts of the one notice says all parts of the other.
fn asks_as_much(own: &[Vec<Pattern>], than: &[Vec<Pattern>]) -> bool {
    let is_within = |part: &Vec<Pattern>, whole: &Vec<Pattern>| part.iter().all(|pattern| whole.contains(pattern));
    than.iter().all(|whole| own.iter().any(|part| is_within(part, whole)))
}
