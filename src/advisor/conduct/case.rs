//! A draft as rules see it: read once, and what was found so far.

use super::draft::{Channel, Draft, Language};
use super::facts::{DraftFacts, Plans};
use super::innocent;
use super::lexicon::{Group, Lexicon};
use super::negation;
use super::pack::Pack;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::{Finding, Rule, Severity};
use super::transliteration::name_places;
use crate::advisor::figures::{Figure, read_figures};
use crate::advisor::text::words::{Word, words};
use crate::advisor::text::{Span, Text};

/// The reading of a word that says nothing.
pub(super) const BLANK: &str = "_";

/// The facts that name a person. `Neelam`, `Jaleel` and `Marshall` mean nothing else where they are names.
const PERSONS: [&str; 4] = ["borrower_name", "grievance_officer", "agent_person", "guarantor_name"];

/// Nowhere: what is missing stands at no place.
pub(super) const NOWHERE: Span = Span { start: 0, end: 0 };

pub(super) struct Case<'a> {
    pub draft: &'a Draft,
    pub facts: &'a DraftFacts,
    pub plans: &'a Plans,
    pub pack: &'a Pack,
    pub text: Text,
    /// All words.
    pub written: Vec<Word>,
    /// The same, with the names of lender and agency made blank: a name says nothing.
    pub words: Vec<Word>,
    pub figures: Vec<Figure>,
    /// What the draft says of each group, looked for once.
    found: Vec<Vec<Match>>,
    hits: Vec<(Rule, Severity, Span, Reason)>,
}

impl<'a> Case<'a> {
    pub(super) fn new(draft: &'a Draft, facts: &'a DraftFacts, plans: &'a Plans, pack: &'a Pack) -> Case<'a> {
        let text = Text::read(&draft.text);
        let written = words(&text);
        let mut words = written.clone();
        for name in [facts.text("lender_name"), facts.text("agent_name")].into_iter().flatten() {
            for place in name_places(&written, name) {
                words[place].readings = vec![BLANK.to_owned()];
            }
        }
        for name in PERSONS.iter().filter_map(|name| facts.text(name)) {
            blank_person(&mut words, name, &pack.lexicon);
        }
        if draft.language == Language::Hindi {
            // `group me`, `us number par`: Hindi, and neither `me` nor `us`.
            for word in &mut words {
                match word.text() {
                    "me" => word.readings = vec!["mein".to_owned()],
                    "us" => word.readings = vec!["usi".to_owned()],
                    _ => {}
                }
            }
        }
        let figures = read_figures(&text, pack.day_order);
        let found = Group::ALL.iter().map(|group| pack.lexicon.find(*group, &words)).collect();
        Case { draft, facts, plans, pack, text, written, words, figures, found, hits: Vec::new() }
    }

    pub(super) fn block(&mut self, rule: Rule, span: Span, reason: Reason) {
        self.hits.push((rule, Severity::Block, span, reason));
    }

    pub(super) fn warn(&mut self, rule: Rule, span: Span, reason: Reason) {
        self.hits.push((rule, Severity::Warn, span, reason));
    }

    pub(super) fn report(&mut self, rule: Rule, severity: Option<Severity>, span: Span, reason: Reason) {
        if let Some(severity) = severity {
            self.hits.push((rule, severity, span, reason));
        }
    }

    /// All that the draft says of a group.
    pub(super) fn find(&self, group: Group) -> Vec<Match> {
        self.found.get(group as usize).cloned().unwrap_or_default()
    }

    /// The same without what is denied.
    pub(super) fn claims(&self, group: Group) -> Vec<Match> {
        let may_deny_payment = matches!(group, Group::Pressure | Group::Today);
        let mut found = self.find(group);
        found.retain(|claim| !negation::is_negated(&self.pack.lexicon, &self.words, *claim, may_deny_payment));
        if matches!(group, Group::Threat | Group::CreditThreat | Group::Seizure | Group::LegalStep | Group::Impersonation) {
            found.retain(|claim| !innocent::is_innocent(self, *claim));
        }
        found
    }

    pub(super) fn is_negated(&self, claim: Match) -> bool {
        negation::is_negated(&self.pack.lexicon, &self.words, claim, false)
    }

    /// Whether a claim is denied before it; "शर्म नहीं आती" is not, though it holds a negation.
    pub(super) fn is_denied_before(&self, claim: Match) -> bool {
        negation::is_denied_before(&self.pack.lexicon, &self.words, claim, false)
    }

    pub(super) fn says(&self, group: Group) -> bool {
        !self.find(group).is_empty()
    }

    /// The words of one sentence.
    pub(super) fn sentence(&self, sentence: u32) -> &[Word] {
        let start = self.words.partition_point(|word| word.sentence < sentence);
        let end = self.words.partition_point(|word| word.sentence <= sentence);
        &self.words[start..end]
    }

    /// The number of the word at a place of the original, or of the next one.
    pub(super) fn word_at(&self, place: u32) -> usize {
        self.words.partition_point(|word| word.span.end <= place)
    }

    /// An e-mail's first line, if it says that it is the subject.
    pub(super) fn subject(&self) -> Option<Span> {
        if self.draft.channel != Channel::Email {
            return None;
        }
        let mut start = 0u32;
        for line in self.draft.text.split('\n') {
            let length = line.chars().count() as u32;
            let lower = line.trim_start().to_lowercase();
            if ["subject:", "sub:", "subject -", "विषय:", "vishay:"].iter().any(|label| lower.starts_with(label)) {
                return Some(Span { start, end: start + length });
            }
            start += length + 1;
        }
        None
    }

    /// The findings, by place and rule, with those of one rule that overlap made one.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.hits.sort_by_key(|hit| (hit.0, hit.2, hit.1));
        let mut merged: Vec<(Rule, Severity, Span, Reason)> = Vec::new();
        for hit in self.hits {
            match merged.last_mut() {
                Some(last) if last.0 == hit.0 && (last.2.overlaps(hit.2) || (last.2 == hit.2 && last.3 == hit.3)) => {
                    last.2 = last.2.joined(hit.2);
                    // The graver of two says why.
                    if hit.1 < last.1 {
                        (last.1, last.3) = (hit.1, hit.3);
                    }
                }
                _ => merged.push(hit),
            }
        }
        merged.sort_by_key(|hit| (hit.2.start, hit.0, hit.2.end));
        let finding = |(rule, severity, span, reason): (Rule, Severity, Span, Reason)| Finding {
            rule,
            severity,
            start: span.start,
            end: span.end,
            why: reason.why(),
            fix: reason.fix().to_owned(),
        };
        merged.into_iter().map(finding).collect()
    }
}

/// Makes the parts of a person's name blank where they are written as names.
fn blank_person(words: &mut [Word], name: &str, lexicon: &Lexicon) {
    let name = name.to_lowercase();
    let parts: Vec<&str> = name.split_whitespace().filter(|part| part.chars().count() > 2).collect();
    for place in 0..words.len() {
        // "Complaints Team" is an officer, too.
        let is_word = |group: Group| lexicon.begins(group, words, place);
        if words[place].is_capitalized && parts.contains(&words[place].text()) && !is_word(Group::English) && !is_word(Group::Grievance) {
            words[place].readings = vec![BLANK.to_owned()];
        }
    }
}
