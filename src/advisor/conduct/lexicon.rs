//! The words of the rules, from data files: groups of phrases in English, Hindi and Hinglish.

use serde_json::{Map, Value};

use super::pack_fields::PackError;
use super::pattern::{Classes, Match, Pattern, initials_of};
use crate::advisor::text::words::Word;

/// Defines the groups and their names in the data files.
macro_rules! groups {
    ($($(#[$doc:meta])* $group:ident = $name:literal,)*) => {
        /// A group of phrases.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Group { $($(#[$doc])* $group,)* }
        impl Group {
            /// All groups.
            pub const ALL: &[Group] = &[$(Group::$group,)*];
            /// Its name in the data files.
            pub fn name(self) -> &'static str {
                match self { $(Group::$group => $name,)* }
            }
        }
    };
}

groups! {
    /// Arrest, police, violence, ruin.
    Threat = "threat",
    /// What is said to become of the credit score.
    CreditThreat = "credit_threat",
    /// Taking property.
    Seizure = "seizure",
    /// Steps at law.
    LegalStep = "legal_step",
    /// That something was done already.
    AlreadyDone = "already_done",
    /// Posing as an authority or a lawyer.
    Impersonation = "impersonation",
    /// Bodies and people of authority.
    Authority = "authority",
    /// Words that go with authorities: articles, places, ranks.
    AuthorityQualifier = "authority_qualifier",
    /// What authorities have: desks, cells, departments.
    AuthorityUnit = "authority_unit",
    /// How an authority that is named goes on if it is the sender: `here`, `on behalf of`.
    SpeaksFor = "speaks_for",
    /// How a sender says who it is.
    Introduction = "introduction",
    /// Dealings with an authority that do not make one it.
    OtherBusiness = "other_business",
    /// Insults and shaming.
    Insult = "insult",
    /// Making the debt public.
    Disclosure = "disclosure",
    /// Verbs of telling, before a third party.
    TellVerb = "tell_verb",
    /// Verbs of coming to know, behind a third party.
    KnowVerb = "know_verb",
    /// Who may not learn of it.
    ThirdParty = "third_party",
    /// Before a party that is our own: `our office`.
    OwnParty = "own_party",
    /// Behind a party that is only spoken of: `family income`.
    PartyTopic = "party_topic",
    /// Who is greeted without a name.
    GeneralGreeting = "general_greeting",
    /// How a greeting begins.
    Greeting = "greeting",
    /// That the borrower allows or asks for something.
    Permission = "permission",
    /// Words that show a debt.
    DebtWord = "debt_word",
    /// Where to complain.
    Grievance = "grievance",
    /// How to stop messages.
    OptOut = "opt_out",
    /// Interest.
    Interest = "interest",
    /// Fees and penalties.
    Fee = "fee",
    /// Discounts, waivers, settlements.
    Concession = "concession",
    /// Asking for money.
    Demand = "demand",
    /// Saying that collection rests.
    Pause = "pause",
    /// Words of a stopping state in what the borrower wrote.
    StopWord = "stop_word",
    /// Words of vulnerability.
    Vulnerability = "vulnerability",
    /// Words of self-harm.
    SelfHarm = "self_harm",
    /// Offering help.
    Help = "help",
    /// A person to speak to.
    HumanContact = "human_contact",
    /// Pressing words.
    Pressure = "pressure",
    /// Pressing only beside a demand: today, now.
    Today = "today",
    /// What the borrower is to do by a deadline.
    BorrowerAct = "borrower_act",
    /// What we promise to do.
    OurPromise = "our_promise",
    /// Our calling or visiting the borrower.
    OurContact = "our_contact",
    /// The borrower's calling us.
    TheirContact = "their_contact",
    /// Times that are outside any window.
    OddHours = "odd_hours",
    /// Overdue amounts.
    OverdueLabel = "overdue_label",
    /// The whole balance.
    BalanceLabel = "balance_label",
    /// The regular instalment.
    InstalmentLabel = "instalment_label",
    /// What is asked for that nobody may ask for: one-time passwords, PINs.
    Secret = "secret",
    /// Protected attributes.
    Protected = "protected",
    /// What a model says of itself.
    ModelTalk = "model_talk",
    /// That a machine writes.
    MachineNotice = "machine_notice",
    /// That somebody else pretends, or that something is untrue.
    FraudWarning = "fraud_warning",
    /// What the law gives the borrower.
    RightsNotice = "rights_notice",
    /// That money is spoken of.
    MoneyTalk = "money_talk",
    /// Names of fields in brackets that are still to be filled in.
    FieldName = "field_name",
    /// Common Hinglish words.
    Hinglish = "hinglish_words",
    /// Common English words.
    English = "english_words",
    /// Common words of other languages in Latin letters.
    OtherLanguage = "other_language_words",
    /// Before what is negated.
    Negator = "negator",
    /// Behind what is negated, in Hindi.
    NegatorBehind = "negator_behind",
    /// What makes a negation no negation: `not hesitate`.
    FalseNegation = "false_negation",
    /// A negation that denies a payment: what follows is no denial.
    UnpaidNegation = "unpaid_negation",
    /// The same behind a Hindi negation.
    FalseNegationBehind = "false_negation_behind",
    /// Where a new clause begins.
    ClauseStart = "clause_start",
}

impl Group {
    /// The group of a name in the data files.
    pub(super) fn of(name: &str) -> Option<Group> {
        Group::ALL.iter().copied().find(|group| group.name() == name)
    }

    /// What a jurisdiction's own words of the group do.
    pub(super) fn own_words(self) -> OwnWords {
        match self {
            Group::Threat | Group::CreditThreat | Group::Seizure | Group::LegalStep | Group::AlreadyDone | Group::Impersonation => {
                OwnWords::Find
            }
            Group::Authority | Group::Insult | Group::Disclosure | Group::ThirdParty | Group::DebtWord | Group::OddHours => OwnWords::Find,
            Group::Interest | Group::Fee | Group::Concession | Group::Demand | Group::Pressure | Group::Secret => OwnWords::Find,
            Group::StopWord | Group::Vulnerability | Group::SelfHarm | Group::Protected | Group::ModelTalk => OwnWords::Find,
            Group::Grievance | Group::OptOut | Group::MachineNotice => OwnWords::Satisfy,
            _ => OwnWords::Refused,
        }
    }
}

/// What more words of a group do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnWords {
    /// More is found.
    Find,
    /// More is taken for what must be said.
    Satisfy,
    /// They could excuse what nobody may excuse: the group is the same everywhere.
    Refused,
}

/// All phrases of a jurisdiction.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    groups: Vec<Phrases>,
}

/// The phrases of a group, and which of them a word may begin, by its first letter: few of the many are tried at each word.
#[derive(Clone, Debug)]
struct Phrases {
    patterns: Vec<Pattern>,
    by_initial: Vec<Vec<u32>>,
}

impl Phrases {
    fn new(patterns: Vec<Pattern>) -> Phrases {
        let begun_by =
            |bit: u32| (0..).zip(&patterns).filter(|(_, pattern)| pattern.may_begin_with(1 << bit)).map(|(place, _)| place).collect();
        Phrases { by_initial: (0..u64::BITS).map(begun_by).collect(), patterns }
    }

    fn push(&mut self, pattern: Pattern) {
        let place = self.patterns.len() as u32;
        for (bit, begun) in (0u32..).zip(&mut self.by_initial) {
            if pattern.may_begin_with(1 << bit) {
                begun.push(place);
            }
        }
        self.patterns.push(pattern);
    }

    /// The phrases that may begin at this word.
    fn begun_by(&self, word: &Word) -> impl Iterator<Item = &Pattern> {
        let bits = if word.is_joined { u64::MAX } else { initials_of(word) };
        let places = (0..u64::BITS as usize).filter(move |bit| bits >> bit & 1 == 1).filter_map(|bit| self.by_initial.get(bit)).flatten();
        places.filter_map(|place| self.patterns.get(*place as usize))
    }
}

impl Lexicon {
    /// The words that all jurisdictions share, and the classes that any phrase may name.
    pub(super) fn shared() -> Result<(Lexicon, Classes), PackError> {
        let problem = |field: &str, problem: String| PackError { field: field.to_owned(), problem };
        let file: Map<String, Value> =
            serde_json::from_str(include_str!("packs/words.json")).map_err(|error| problem("words.json", error.to_string()))?;
        let classes: Classes = serde_json::from_value(file.get("classes").cloned().unwrap_or_default())
            .map_err(|error| problem("classes", error.to_string()))?;
        let groups = file.get("groups").and_then(Value::as_object).ok_or_else(|| PackError::missing("groups"))?;
        let of_group = |group: &Group| {
            let name = group.name();
            let group = groups.get(name).ok_or_else(|| PackError::missing(&format!("groups.{name}")))?;
            phrases(group, &format!("groups.{name}"), &classes).map(Phrases::new)
        };
        let all = Group::ALL.iter().map(of_group).collect::<Result<_, _>>()?;
        match groups.keys().find(|name| Group::of(name).is_none()) {
            Some(name) => Err(problem(&format!("groups.{name}"), "is unknown".to_owned())),
            None => Ok((Lexicon { groups: all }, classes)),
        }
    }

    /// A phrase more.
    pub(super) fn add(&mut self, group: Group, pattern: Pattern) {
        if let Some(patterns) = self.groups.get_mut(group as usize) {
            patterns.push(pattern);
        }
    }

    /// All that a group has said from this word on.
    pub fn at<'l>(&'l self, group: Group, words: &'l [Word], place: usize) -> impl Iterator<Item = Match> + 'l {
        let phrases = self.groups.get(group as usize).zip(words.get(place));
        phrases.into_iter().flat_map(move |(phrases, word)| phrases.begun_by(word).filter_map(move |pattern| pattern.at(words, place)))
    }

    /// All places where a text says something of a group, by their first words.
    pub fn find(&self, group: Group, words: &[Word]) -> Vec<Match> {
        let mut found: Vec<Match> = (0..words.len()).flat_map(|place| self.at(group, words, place)).collect();
        found.sort_by_key(|found| (found.start, found.end));
        found.dedup();
        found
    }

    /// Whether something of a group begins at this word.
    pub fn begins(&self, group: Group, words: &[Word], place: usize) -> bool {
        self.at(group, words, place).next().is_some()
    }
}

/// `{"en": ["…"], "hi": ["…"], "hinglish": ["…"]}` to phrases.
pub(super) fn phrases(value: &Value, field: &str, classes: &Classes) -> Result<Vec<Pattern>, PackError> {
    let languages =
        value.as_object().ok_or_else(|| PackError { field: field.to_owned(), problem: "expected an object of languages".to_owned() })?;
    let mut patterns = Vec::new();
    for (language, list) in languages {
        let field = format!("{field}.{language}");
        let list: Vec<String> =
            serde_json::from_value(list.clone()).map_err(|error| PackError { field: field.clone(), problem: error.to_string() })?;
        for text in &list {
            let pattern = Pattern::read(text, classes)
                .map_err(|class| PackError { field: field.clone(), problem: format!("\"{text}\": no class \"{class}\"") })?;
            patterns.push(pattern);
        }
    }
    Ok(patterns)
}
