//! What one column is worth, in words.

use super::block::{Block, FigureText, NoticeTone, Sheet};
use super::words::count;
use crate::evaluation::AucContrast;

/// A forest with a column beside the same forest without it.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnWorth {
    /// The column.
    pub column: String,
    /// Whether the model in use is without it.
    pub is_left_out: bool,
    /// The AUC with it, less the AUC without it.
    pub contrast: AucContrast,
    /// Loans judged, by trees that had not seen them.
    pub n_rows: u64,
    /// Trees of each forest.
    pub n_trees: u32,
}

/// A fall of the AUC that turns a model into another.
const GREAT_FALL: f64 = 0.05;

/// See the module.
pub fn column_worth(worth: &ColumnWorth) -> Sheet {
    let AucContrast { first, second, difference, low, high } = worth.contrast;
    let figure = |label: &str, value: String, note: String| FigureText { label: label.to_owned(), value, unit: String::new(), note };
    let (with, without) = (format!("AUC with {}", worth.column), "AUC without it".to_owned());
    let in_use = |is_it: bool| if is_it { "as the model is set up".to_owned() } else { String::new() };
    let figures = vec![
        figure(&with, format!("{first:.3}"), in_use(!worth.is_left_out)),
        figure(&without, format!("{second:.3}"), in_use(worth.is_left_out)),
        figure("Fall", format!("{difference:.3}"), format!("95% interval {low:.3} to {high:.3}")),
    ];
    let (title, text, tone) = words(worth);
    let how = format!(
        " {} trees each, the same draws; all {} loans are judged by trees that had not seen them.",
        worth.n_trees,
        count(worth.n_rows)
    );
    Sheet { blocks: vec![Block::Notice { tone, title, text: text + &how }, Block::Figures(figures)] }
}

fn words(worth: &ColumnWorth) -> (String, String, NoticeTone) {
    let AucContrast { first, second, difference, .. } = worth.contrast;
    let column = &worth.column;
    if !worth.contrast.is_beyond_chance() {
        let text = "The difference is no greater than chance makes it.".to_owned();
        return (format!("{column} makes no difference"), text, NoticeTone::Plain);
    }
    if difference < 0.0 {
        let text = "It only distracts the model, beyond chance.".to_owned();
        return (format!("Without {column} the AUC rises from {first:.2} to {second:.2}"), text, NoticeTone::Caution);
    }
    if worth.is_left_out {
        let title = format!("With {column} the AUC would be {first:.2} instead of {second:.2}");
        let text = "That is beyond chance. If it is written after the loan has ended, this is how far a model that uses it would deceive: \
                    on a new loan the column is not filled in yet.";
        return (title, text.to_owned(), if difference > GREAT_FALL { NoticeTone::Grave } else { NoticeTone::Caution });
    }
    let title = format!("Without {column} the AUC falls from {first:.2} to {second:.2}");
    let text = "That is beyond chance: the model leans on it. Be sure that it is known before the loan ends.";
    (title, text.to_owned(), if difference > GREAT_FALL { NoticeTone::Caution } else { NoticeTone::Plain })
}
