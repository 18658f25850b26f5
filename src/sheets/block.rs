use serde::{Deserialize, Serialize};

use crate::exploration::Condition;

/// A part of a page: blocks from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// One to four figures in a row.
    Figures(Vec<FigureText>),
    /// Blocks side by side, where there is room.
    Beside(Vec<Block>),
    /// A chart.
    Chart(Box<ChartSheet>),
    /// A table in a card.
    Table(TableSheet),
    /// Names and values in a card.
    Facts {
        /// The card's title.
        title: String,
        /// What is stated.
        facts: Vec<FactText>,
    },
    /// The page's first sentence: its parts, each with whether it stands out, and a line beneath it.
    Headline {
        /// The sentence.
        parts: Vec<(String, bool)>,
        /// The line; empty for none.
        note: String,
    },
    /// A finding about the plan, with the numbers of the policy that decide about it.
    Finding {
        /// How it is meant.
        tone: NoticeTone,
        /// What is so, with its figures.
        title: String,
        /// Why, and what can be done.
        text: String,
        /// Where: what stands on the way there, and the field's path in the policy.
        fields: Vec<(String, String)>,
        /// What can be changed here and now.
        switch: Option<PolicySwitch>,
    },
    /// A sentence on its own.
    Text(String),
    /// A finding that changes what the page means.
    Notice {
        /// How it is meant.
        tone: NoticeTone,
        /// What is so.
        title: String,
        /// What it means.
        text: String,
    },
}

/// A change of the policy that a button makes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicySwitch {
    /// What it does, on the button.
    pub label: String,
    /// The number of the policy.
    pub path: String,
    /// What it is set to, as people write it.
    pub value: String,
}

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeTone {
    /// Good to know.
    Plain,
    /// Asks for care.
    Caution,
    /// Stops.
    Grave,
}

/// A figure, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureText {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// What follows it in smaller type; empty for nothing.
    pub unit: String,
    /// A line beneath it; empty for none.
    pub note: String,
}

/// A fact, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FactText {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A chart with its words and numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChartSheet {
    /// The finding.
    pub title: String,
    /// What is drawn, and n.
    pub subtitle: String,
    /// What it shows, for those who cannot see it.
    pub label: String,
    /// ECharts' option as JSON; colors are tokens of the style sheet, as `var(--ink)`.
    pub option: String,
    /// In CSS pixels.
    pub height: u16,
    /// A sentence beneath it; empty for none.
    pub note: String,
    /// The numbers, for who would rather read them.
    pub table: TableSheet,
    /// The numbers as CSV.
    pub csv: String,
    /// What a saved picture or file is called, without its ending.
    pub file_name: String,
    /// What each row of the table stands for among the loans, to look at these alone: conditions that all hold. Empty where
    /// nothing can be picked. A series with the id `pick-N` draws the rows from N on.
    pub picks: Vec<Vec<Condition>>,
    /// Where cut-offs lie on the plot: a step on the grid of 0.0001 with its point in the axes' own units, ascending by step,
    /// at most 200. The nearest entry stands for a cut-off, or, finer, the line between the two nearest. What lies beyond
    /// an axis is not to be drawn. Empty where no cut-off is shown.
    pub cut_off_path: Vec<(u16, f32, f32)>,
}

/// A table, ready to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableSheet {
    /// What it lists.
    pub title: String,
    /// A few words at the head's other end; empty for none.
    pub note: String,
    /// Each column's head, and whether it holds numbers.
    pub heads: Vec<(String, bool)>,
    /// The rows' cells; the first one names the row.
    pub rows: Vec<Vec<String>>,
}

/// A head over words.
pub fn head(word: &str) -> (String, bool) {
    (word.to_owned(), false)
}

/// A head over numbers.
pub fn number_head(word: &str) -> (String, bool) {
    (word.to_owned(), true)
}
