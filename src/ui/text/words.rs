use crate::data::schema::{LeftOut, Role};
use crate::data::table::Kind;
use crate::strategy::Strategy;
use crate::ui::components::Treatment;
use crate::ui::icon::Icon;

/// A role in a word.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Identifier => "Identifier",
        Role::Outcome => "Outcome",
        Role::Feature => "Feature",
        Role::Collection => "Knows outcome",
        Role::Ignored => "Left out",
        Role::OwnExport => "From an export",
    }
}

/// A kind in a word.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Category => "category",
        Kind::Date => "date",
        Kind::Text => "text",
    }
}

/// A kind as a picture.
pub fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Number => Icon::NumberSquare,
        Kind::Category | Kind::Text => Icon::TextAa,
        Kind::Date => Icon::Calendar,
    }
}

/// Why a column is left out by default.
pub fn left_out_text(reason: &LeftOut) -> String {
    match reason {
        LeftOut::NamedAfterCollection => "written during or after collection".to_owned(),
        LeftOut::Constant => "the same everywhere".to_owned(),
        LeftOut::FreeText => "free text".to_owned(),
    }
}

/// "A, B and C"; "A, B, C and 4 more".
pub fn list_words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] if names.len() <= 4 => format!("{} and {last}", most.join(", ")),
        _ => format!("{} and {} more", names[..3].join(", "), names.len() - 3),
    }
}

/// A strategy within a sentence.
pub fn strategy_in_sentence(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Reminder => "reminder",
        Strategy::SettlementOffer => "settlement offer",
        Strategy::LegalReview => "legal review",
        Strategy::NotScored => "not scored",
    }
}

/// A strategy as the components show it.
pub fn treatment_of(strategy: Strategy) -> Treatment {
    match strategy {
        Strategy::Reminder => Treatment::Reminder,
        Strategy::SettlementOffer => Treatment::Settlement,
        Strategy::LegalReview => Treatment::Legal,
        Strategy::NotScored => Treatment::NotScored,
    }
}
