//! What words in a loan file's cells say: how a borrower paid, earns, or whether something is so. Comes in: a category's label.
//! Goes out: a fact, or nothing where the word is not known.

use super::loan_facts::{Employment, PaymentHistory};
use super::phrase::{holds_any, phrase_of};

const YES: &[&str] = &["yes", "y", "true", "t", "1", "active", "open", "ja", "si", "oui", "sim", "x", "flagged", "on", "confirmed", "1 0"];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "0 0",
    "none",
    "inactive",
    "closed",
    "resolved",
    "settled",
    "withdrawn",
    "rejected",
    "nein",
    "non",
    "nao",
    "não",
    "not disputed",
    "no dispute",
    "not vulnerable",
    "alive",
    "living",
    "off",
    "cleared",
    "never",
    "discharged",
    "dismissed",
    "completed",
    "not applicable",
    "na",
    "nil",
];

/// Whether a word says yes or no; `None` of other words.
pub(super) fn flag_of(word: &str) -> Option<bool> {
    let phrase = phrase_of(word);
    if phrase.is_empty() || NO.contains(&phrase.as_str()) {
        return Some(false);
    }
    YES.contains(&phrase.as_str()).then_some(true)
}

/// Looked for in this order: the first that is in the phrase counts.
const PAYMENT_WORDS: &[(PaymentHistory, &[&str])] = &[
    (
        PaymentHistory::OnTime,
        &[
            "never missed",
            "no missed",
            "none missed",
            "never late",
            "no late",
            "not late",
            "no delay",
            "no delays",
            "never delayed",
            "no default",
            "never defaulted",
            "no overdue",
        ],
    ),
    (PaymentHistory::Missed, &["not paid", "never paid", "non payment", "nonpayment", "no payment", "no payments"]),
    (PaymentHistory::Delayed, &["not on time", "not always on time", "not regular"]),
    (
        PaymentHistory::Missed,
        &[
            "missed",
            "default",
            "defaulted",
            "defaulter",
            "unpaid",
            "written off",
            "skipped",
            "bounced",
            "verpasst",
            "ausgefallen",
            "impago",
            "impagado",
        ],
    ),
    (
        PaymentHistory::Delayed,
        &[
            "delayed",
            "delay",
            "delays",
            "late",
            "irregular",
            "partial",
            "partially",
            "overdue",
            "arrears",
            "verspatet",
            "verspätet",
            "tarde",
            "atrasado",
            "retard",
        ],
    ),
    (
        PaymentHistory::OnTime,
        &[
            "on time",
            "ontime",
            "in time",
            "timely",
            "regular",
            "regularly",
            "prompt",
            "punctual",
            "duly",
            "good",
            "excellent",
            "perfect",
            "clean",
            "as agreed",
            "punktlich",
            "pünktlich",
            "puntual",
            "a tiempo",
            "em dia",
        ],
    ),
];

/// How a word says that earlier instalments were paid.
pub(super) fn payment_history_of(word: &str) -> Option<PaymentHistory> {
    find(word, PAYMENT_WORDS)
}

const EMPLOYMENT_WORDS: &[(Employment, &[&str])] = &[
    (
        Employment::Unemployed,
        &[
            "unemployed",
            "not employed",
            "jobless",
            "no job",
            "without job",
            "without work",
            "not working",
            "out of work",
            "unemployment",
            "arbeitslos",
            "desempleado",
            "desempregado",
            "sans emploi",
        ],
    ),
    (
        Employment::SelfEmployed,
        &[
            "self employed",
            "selfemployed",
            "self employment",
            "self emp",
            "business",
            "businessman",
            "businesswoman",
            "business owner",
            "entrepreneur",
            "freelance",
            "freelancer",
            "contractor",
            "proprietor",
            "trader",
            "own account",
            "farmer",
            "selbststandig",
            "selbstständig",
            "selbstaendig",
            "autonomo",
            "autónomo",
            "independiente",
            "independant",
        ],
    ),
    (
        Employment::Salaried,
        &[
            "salaried",
            "salary",
            "employed",
            "employee",
            "full time",
            "part time",
            "fulltime",
            "parttime",
            "permanent",
            "wage",
            "wages",
            "working",
            "worker",
            "state servant",
            "civil servant",
            "government",
            "govt",
            "public sector",
            "private sector",
            "private job",
            "commercial associate",
            "angestellt",
            "angestellter",
            "beamter",
            "empleado",
            "asalariado",
            "empregado",
            "assalariado",
            "salarie",
            "salarié",
        ],
    ),
];

/// How a word says that a borrower earns a living. Pensioners, students and others do none of the three.
pub(super) fn employment_of(word: &str) -> Option<Employment> {
    find(word, EMPLOYMENT_WORDS)
}

fn find<T: Copy>(word: &str, known: &[(T, &[&str])]) -> Option<T> {
    let phrase = phrase_of(word);
    known.iter().find(|(_, phrases)| holds_any(&phrase, phrases)).map(|(fact, _)| *fact)
}
