//! Names and content to roles: which columns identify, which are written during collection, which say nothing.
//! Comes in: a table with its columns' statistics. Goes out: each column's role and meaning. The outcome is found
//! elsewhere.

use super::aliases::{is_collection_side, is_protected, may_identify};
use super::meaning_guess::is_identifier;
use super::phrase::phrase_of;
use super::schema::{ColumnSchema, LeftOut, Role};
use super::statistics::MAX_DISTINCT;
use super::table::{Column, NumberColumn, Table, TextColumn};

/// The columns that an export adds, in their order: the first three always; those of the plan where they are known; then what was
/// done about a borrower, and the message, each together or not at all.
pub const EXPORT_COLUMNS: [&str; 20] = [
    "risk_score",
    "risk_band",
    "recovery_strategy",
    "segment",
    "persona",
    "plan",
    "next_action",
    "reasons",
    "expected_value",
    "over_waiting",
    "person_first",
    "needs_human",
    "work_order",
    "plan_basis",
    "done",
    "contact_outcome",
    "note",
    "message_channel",
    "message",
    "message_check",
];
const N_ALWAYS_EXPORTED: usize = 3;
const N_PLAN_EXPORTED: usize = 11;
/// Columns that come together or not at all.
const N_TOGETHER: usize = 3;
/// Fewer rows than this prove no numbering.
const LEAST_NUMBERED_ROWS: usize = 20;

/// Sets role, meaning and reason of all columns, which must be those of the table.
pub(super) fn assign_roles(table: &Table, columns: &mut [ColumnSchema]) {
    let own = is_own_export(table.names());
    for (column_idx, schema) in columns.iter_mut().enumerate() {
        let Some(column) = table.column(column_idx) else { continue };
        if own[column_idx] {
            schema.role = Role::OwnExport;
            continue;
        }
        let phrase = phrase_of(&schema.name);
        (schema.role, schema.reason) = role_of(column, schema, &phrase, table.n_rows());
        if schema.role == Role::Feature && column_idx == 0 && is_row_index(column, schema) {
            schema.role = Role::Identifier;
        }
    }
}

/// Which columns were added by an earlier export: the three names that are always there, one after another, and those of an
/// export that directly follow them. A `risk_score` on its own is somebody else's. Names that an earlier export had already
/// taken arrive as `risk_score_2`.
pub(super) fn is_own_export(names: &[String]) -> Vec<bool> {
    let mut own = vec![false; names.len()];
    let is = |column_idx: usize, name: &str| names.get(column_idx).is_some_and(|found| stem(found) == name);
    let mut start = 0;
    while start < names.len() {
        let mut end = start;
        let (scores_and_plan, others) = EXPORT_COLUMNS.split_at(N_ALWAYS_EXPORTED + N_PLAN_EXPORTED);
        for (place, name) in scores_and_plan.iter().enumerate() {
            let is_next = is(end, name);
            end += usize::from(is_next);
            if !is_next && place < N_ALWAYS_EXPORTED {
                end = start;
                break;
            }
        }
        // A `note` on its own is the person's.
        for together in others.chunks(N_TOGETHER) {
            if end > start && together.iter().enumerate().all(|(place, name)| is(end + place, name)) {
                end += N_TOGETHER;
            }
        }
        own[start..end].fill(true);
        start = end.max(start + 1);
    }
    own
}

/// Whether the cells of a header, as they are in the file, name the columns that an export adds.
pub(super) fn holds_own_export(header: &[String]) -> bool {
    let names: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    is_own_export(&names).contains(&true)
}

/// Without the `_2` of a second column of one name.
fn stem(name: &str) -> &str {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = &name[..name.len() - digits];
    if digits > 0 { stem.strip_suffix('_').unwrap_or(name) } else { name }
}

fn role_of(column: &Column, schema: &ColumnSchema, phrase: &str, n_rows: usize) -> (Role, Option<LeftOut>) {
    let n_present = n_rows as u64 - schema.n_missing;
    let is_near_unique = schema.n_distinct * 2 >= n_present && schema.n_distinct > 20;
    if is_identifier(phrase, schema, n_rows) {
        return (Role::Identifier, None);
    }
    if schema.n_distinct == 0 || (schema.n_distinct == 1 && schema.n_missing == 0) {
        return (Role::Ignored, Some(LeftOut::Constant));
    }
    if is_near_unique && may_identify(phrase) {
        return (Role::Identifier, None);
    }
    if is_collection_side(phrase) {
        return (Role::Collection, Some(LeftOut::NamedAfterCollection));
    }
    match column {
        Column::Number(numbers) if is_numbering(numbers) => (Role::Identifier, None),
        Column::Text(texts) if is_all_codes(texts, schema.n_distinct, n_present) => (Role::Identifier, None),
        Column::Text(_) => (Role::Ignored, Some(LeftOut::FreeText)),
        _ if is_protected(phrase) => (Role::Ignored, Some(LeftOut::Protected)),
        _ => (Role::Feature, None),
    }
}

/// Whether a first column without a name of its own holds a different whole number in each row, from 0 on: the index that
/// pandas and R write, shuffled or with rows taken out.
fn is_row_index(column: &Column, schema: &ColumnSchema) -> bool {
    let Column::Number(numbers) = column else { return false };
    let is_unnamed = matches!(schema.name.as_str(), "column_1" | "Unnamed: 0" | "index" | "X" | "rownames");
    let values = numbers.values();
    let are_places = || values.iter().all(|value| value.fract() == 0.0 && *value >= 0.0);
    is_unnamed && values.len() >= LEAST_NUMBERED_ROWS && schema.n_distinct == values.len() as u64 && are_places()
}

/// Whether the cells are n whole numbers without a gap, in any order: 1, 2, 3, …
fn is_numbering(numbers: &NumberColumn) -> bool {
    let values = numbers.values();
    if values.len() < LEAST_NUMBERED_ROWS || values.iter().any(|value| value.is_nan() || value.fract() != 0.0) {
        return false;
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let mut seen = vec![false; values.len()];
    values.iter().all(|value| {
        let place = value - low;
        place < values.len() as f64 && !std::mem::replace(&mut seen[place as usize], true)
    })
}

/// Whether all texts differ and look like codes: one word with a digit in it.
fn is_all_codes(texts: &TextColumn, n_distinct: u64, n_present: u64) -> bool {
    let is_code = |text: &str| text.len() <= 64 && text.bytes().any(|byte| byte.is_ascii_digit()) && !text.contains(char::is_whitespace);
    (n_distinct == n_present || n_distinct >= MAX_DISTINCT as u64) && (0..texts.len()).filter_map(|row| texts.get(row)).all(is_code)
}

#[cfg(test)]
mod tests {
    use super::is_own_export;

    fn own(names: &[&str]) -> Vec<bool> {
        is_own_export(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn only_the_columns_of_an_export_are_its_own() {
        assert_eq!(own(&["id", "risk_score", "risk_band", "recovery_strategy"]), [false, true, true, true]);
        assert_eq!(own(&["risk_score", "risk_band", "recovery_strategy", "persona", "note"]), [true, true, true, true, false]);
        assert_eq!(own(&["risk_score", "age", "segment"]), [false; 3]);
        assert_eq!(own(&["segment", "risk_score", "risk_band"]), [false; 3]);
        let planned =
            ["id", "risk_score", "risk_band", "recovery_strategy", "segment", "persona", "plan", "next_action", "reasons", "plan"];
        assert_eq!(own(&planned), [false, true, true, true, true, true, true, true, true, false]);
        let worked = ["risk_score", "risk_band", "recovery_strategy", "next_action", "done", "contact_outcome", "note", "note"];
        assert_eq!(own(&worked), [true, true, true, true, true, true, true, false]);
        assert_eq!(own(&["done", "contact_outcome", "note"]), [false; 3]);
        assert_eq!(own(&["risk_score", "risk_band", "recovery_strategy", "done", "note"]), [true, true, true, false, false]);
        let twice = ["risk_score", "risk_band", "recovery_strategy", "risk_score_2", "risk_band_2", "recovery_strategy_2", "segment"];
        assert_eq!(own(&twice), [true; 7]);
    }
}
