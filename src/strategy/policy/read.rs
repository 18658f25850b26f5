use super::Policy;
use super::check::{ValidPolicy, treatment_words};
use super::fields::{FieldKind, PolicyField};
use super::json::{Flat, Leaf, NotJson, flatten};
use super::number_text::{NotInSteps, steps_of};
use super::problem::{PolicyError, PolicyProblem, ProblemKind, ValueKind};
use super::write::{choice_path, choice_words};
use crate::strategy::channel::Channel;
use crate::strategy::offer::Offer;
use crate::strategy::tone::Tone;
use crate::strategy::treatment::Treatment;
use crate::strategy::treatment_table::TreatmentChoice;

/// More bytes than any policy has.
const MOST_BYTES: usize = 1 << 20;

impl ValidPolicy {
    /// Reads a policy file. Fields that it lacks are as in [`Policy::default`]; the error lists all that is wrong.
    pub fn from_json(text: &str) -> Result<ValidPolicy, PolicyError> {
        let of_file = |kind: ProblemKind| PolicyError { problems: vec![PolicyProblem { path: String::new(), kind }] };
        if text.len() > MOST_BYTES {
            return Err(of_file(ProblemKind::TooLarge { most: MOST_BYTES as u32 }));
        }
        // Editors of one system put a mark before the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let flat = flatten(text).map_err(|error| of_file(syntax_problem(text, error)))?;
        let mut reader = PolicyReader { used: vec![false; flat.leaves.len()], flat, policy: Policy::default(), problems: Vec::new() };
        reader.read();
        let PolicyReader { policy, mut problems, .. } = reader;
        // What could not be read keeps its default: that is checked with all else, and said once.
        for found in policy.check() {
            if !problems.iter().any(|problem| problem.path == found.path) {
                problems.push(found);
            }
        }
        PolicyError::unless_none(problems)?;
        ValidPolicy::try_from(policy)
    }
}

fn syntax_problem(text: &str, error: NotJson) -> ProblemKind {
    let before = text.get(..error.at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    ProblemKind::Syntax { line, column }
}

struct PolicyReader {
    flat: Flat,
    /// Which values stand for a field.
    used: Vec<bool>,
    policy: Policy,
    problems: Vec<PolicyProblem>,
}

impl PolicyReader {
    fn read(&mut self) {
        let mut paths = vec!["name".to_owned()];
        if let Some(leaf) = self.take("name") {
            match leaf {
                Leaf::Text(name) => self.policy.name = name,
                other => self.wrong_type("name", ValueKind::Text, &other),
            }
        }
        for field in self.policy.values() {
            if let Some(leaf) = self.take(&field.path) {
                self.set_field(&field, &leaf);
            }
            paths.push(field.path);
        }
        self.read_table(&mut paths);
        self.report_others(&paths);
        for path in std::mem::take(&mut self.flat.repeated) {
            self.problem(&path, ProblemKind::Repeated);
        }
    }

    fn problem(&mut self, path: &str, kind: ProblemKind) {
        self.problems.push(PolicyProblem { path: path.to_owned(), kind });
    }

    fn wrong_type(&mut self, path: &str, expected: ValueKind, found: &Leaf) {
        self.problem(path, ProblemKind::WrongType { expected, found: kind_of(found) });
    }

    /// The value with this path; of several the first.
    fn take(&mut self, path: &str) -> Option<Leaf> {
        let mut first = None;
        for ((other, leaf), used) in self.flat.leaves.iter().zip(&mut self.used) {
            if other == path {
                *used = true;
                first = first.or_else(|| Some(leaf.clone()));
            }
        }
        first
    }

    fn set_field(&mut self, field: &PolicyField, leaf: &Leaf) {
        let value = match (field.kind, leaf) {
            (FieldKind::YesNo, Leaf::Switch(switch)) => Some(i64::from(*switch)),
            (FieldKind::YesNo, other) => return self.wrong_type(&field.path, field.expected(), other),
            (kind, Leaf::Number(text)) => match steps_of(text, kind.decimals()) {
                Ok(value) => Some(value),
                Err(NotInSteps::TooFine) => return self.problem(&field.path, ProblemKind::TooFine { decimals: kind.decimals() }),
                Err(NotInSteps::TooLarge) => {
                    let kind = ProblemKind::OutOfRange { kind, min: field.min, max: field.max };
                    return self.problem(&field.path, kind);
                }
            },
            (_, Leaf::Null) if field.may_be_unlimited => None,
            (_, other) => return self.wrong_type(&field.path, field.expected(), other),
        };
        if let Err(problem) = self.policy.set_field(&field.path, value) {
            self.problems.push(problem);
        }
    }

    fn read_table(&mut self, paths: &mut Vec<String>) {
        let mut table = self.policy.table;
        table.visit(&mut |band, archetype, stage, choice| {
            let path = choice_path(band, archetype, stage);
            for (name, _) in choice_words(choice) {
                let path = format!("{path}.{name}");
                match self.take(&path) {
                    Some(Leaf::Text(word)) => {
                        if let Err(known) = set_word(choice, name, &word) {
                            let known = if name == "treatment" { treatment_words(band) } else { known };
                            self.problem(&path, ProblemKind::UnknownWord { found: word, known });
                        }
                    }
                    Some(other) => self.wrong_type(&path, ValueKind::Text, &other),
                    None => {}
                }
                paths.push(path);
            }
        });
        self.policy.table = table;
    }

    /// Values that stand for no field: unknown names, and values where an object must be or the other way round.
    fn report_others(&mut self, paths: &[String]) {
        let begins = |whole: &str, start: &str| whole.strip_prefix(start).is_some_and(|rest| rest.starts_with('.'));
        let mut reported: Vec<String> = Vec::new();
        for place in 0..self.used.len() {
            let (path, leaf) = self.flat.leaves[place].clone();
            if self.used[place] || reported.iter().any(|done| *done == path || begins(&path, done)) {
                continue;
            }
            if let Some(field) = paths.iter().find(|field| begins(&path, field)) {
                let expected = self.expected(field);
                self.problem(field, ProblemKind::WrongType { expected, found: ValueKind::Object });
                reported.push(field.clone());
            } else if path.is_empty() || paths.iter().any(|field| begins(field, &path)) {
                if leaf != Leaf::EmptyObject {
                    self.wrong_type(&path, ValueKind::Object, &leaf);
                }
                reported.push(path);
            } else {
                let unknown = shortest_unknown(&path, paths, begins);
                self.problem(&unknown, ProblemKind::UnknownField);
                reported.push(unknown);
            }
        }
    }

    fn expected(&self, path: &str) -> ValueKind {
        self.policy.values().iter().find(|field| field.path == path).map_or(ValueKind::Text, PolicyField::expected)
    }
}

/// The beginning of the path up to the first name that no field has. Points within quotes part no names.
fn shortest_unknown(path: &str, paths: &[String], begins: impl Fn(&str, &str) -> bool) -> String {
    let is_outside = |end: &usize| path[..*end].bytes().filter(|byte| *byte == b'"').count() % 2 == 0;
    let ends = path.match_indices('.').map(|(end, _)| end).filter(is_outside).chain([path.len()]);
    let unknown = ends.map(|end| &path[..end]).find(|start| !paths.iter().any(|field| begins(field, start)));
    unknown.unwrap_or(path).to_owned()
}

/// Sets one of a choice's words; the error lists those known.
fn set_word(choice: &mut TreatmentChoice, name: &str, word: &str) -> Result<(), Vec<String>> {
    match name {
        "treatment" => set_to(&mut choice.treatment, &Treatment::ALL, Treatment::file_label, word),
        "offer" => set_to(&mut choice.offer, &Offer::ALL, Offer::file_label, word),
        "channel" => set_to(&mut choice.channel, &Channel::ALL, Channel::file_label, word),
        _ => set_to(&mut choice.tone, &Tone::ALL, Tone::file_label, word),
    }
}

fn set_to<T: Copy>(place: &mut T, all: &[T], label: fn(T) -> &'static str, word: &str) -> Result<(), Vec<String>> {
    match all.iter().find(|known| label(**known) == word) {
        Some(known) => *place = *known,
        None => return Err(all.iter().map(|known| label(*known).to_owned()).collect()),
    }
    Ok(())
}

fn kind_of(leaf: &Leaf) -> ValueKind {
    match leaf {
        Leaf::Null => ValueKind::Null,
        Leaf::Switch(_) => ValueKind::TrueOrFalse,
        Leaf::Number(_) => ValueKind::Number,
        Leaf::Text(_) => ValueKind::Text,
        Leaf::List => ValueKind::List,
        Leaf::EmptyObject => ValueKind::Object,
    }
}
