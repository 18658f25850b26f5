use super::Policy;
use super::fields::{FieldKind, PolicyField};
use super::number_text::text_of;
use crate::strategy::action::Strategy;
use crate::strategy::archetype::Archetype;
use crate::strategy::stage::Stage;
use crate::strategy::treatment_table::TreatmentChoice;

/// A band's name in a policy.
pub(super) fn band_word(band: Strategy) -> &'static str {
    match band {
        Strategy::Reminder => "reminder",
        Strategy::SettlementOffer => "settlement",
        Strategy::LegalReview => "legal",
        Strategy::NotScored => "not_scored",
    }
}

/// `table.legal.able_unwilling.late`.
pub(super) fn choice_path(band: Strategy, archetype: Archetype, stage: Stage) -> String {
    ["table", band_word(band), archetype.file_label(), stage.file_label()].join(".")
}

/// The names in a choice, with their words.
pub(super) fn choice_words(choice: &TreatmentChoice) -> [(&'static str, &'static str); 4] {
    [
        ("treatment", choice.treatment.file_label()),
        ("offer", choice.offer.file_label()),
        ("channel", choice.channel.file_label()),
        ("tone", choice.tone.file_label()),
    ]
}

impl Policy {
    /// The policy as a JSON file: all fields, in one order, a choice of the table a line. Read again it is the same policy.
    pub fn to_json(&self) -> String {
        let mut writer = Writer { text: String::from("{"), open: Vec::new(), is_first: true };
        writer.field("name", &quoted(&self.name));
        let (assumed, own): (Vec<PolicyField>, Vec<PolicyField>) =
            self.values().into_iter().partition(|field| field.path.starts_with("assumptions."));
        own.iter().for_each(|field| writer.field(&field.path, &value_text(field)));
        let mut table = self.table;
        table.visit(&mut |band, archetype, stage, choice| {
            let words = choice_words(choice).map(|(name, word)| format!("\"{name}\": \"{word}\""));
            writer.field(&choice_path(band, archetype, stage), &format!("{{ {} }}", words.join(", ")));
        });
        assumed.iter().for_each(|field| writer.field(&field.path, &value_text(field)));
        writer.finish()
    }
}

fn value_text(field: &PolicyField) -> String {
    match (field.kind, field.value) {
        (_, None) => "null".to_owned(),
        (FieldKind::YesNo, Some(value)) => if value == 0 { "false" } else { "true" }.to_owned(),
        (kind, Some(value)) => text_of(value, kind.decimals()),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            char if char < ' ' => {
                let code = char as usize;
                quoted.push_str("\\u00");
                quoted.extend([code >> 4, code & 15].map(|digit| char::from(b"0123456789abcdef"[digit])));
            }
            char => quoted.push(char),
        }
    }
    quoted + "\""
}

/// Nests fields whose paths have the same beginning, one after another.
struct Writer {
    text: String,
    open: Vec<String>,
    is_first: bool,
}

impl Writer {
    fn field(&mut self, path: &str, value: &str) {
        let mut parts: Vec<&str> = path.split('.').collect();
        let name = parts.pop().unwrap_or_default();
        let n_same = self.open.iter().zip(&parts).take_while(|(open, part)| open == *part).count();
        self.close_to(n_same);
        for part in parts.drain(n_same..) {
            self.start(part);
            self.text.push('{');
            self.is_first = true;
            self.open.push(part.to_owned());
        }
        self.start(name);
        self.text.push_str(value);
    }

    fn start(&mut self, name: &str) {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        self.new_line();
        self.text.push_str(&quoted(name));
        self.text.push_str(": ");
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(self.open.len() + 1));
    }

    fn close_to(&mut self, n_open: usize) {
        while self.open.len() > n_open {
            self.open.pop();
            self.new_line();
            self.text.push('}');
            self.is_first = false;
        }
    }

    fn finish(mut self) -> String {
        self.close_to(0);
        self.text + "\n}\n"
    }
}
