//! The columns of the open file: what each is, and what the model does with it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::data::schema::{ColumnSchema, Role};
use crate::data::table::Kind;
use crate::jobs::protocol::FileSummary;
use crate::quantity::format::count_text;
use crate::ui::app::Shared;
use crate::ui::components::{Choice, NumberCell, Select, Spark, TableCard, heads};
use crate::ui::icon::Glyph;
use crate::ui::text::{kind_icon, kind_word, left_out_text, role_word};

/// See the module.
#[component]
pub fn ColumnsCard(file: Arc<FileSummary>) -> impl IntoView {
    let store = Shared::get().store;
    let summary = store.read(|session| {
        let roles = session.setup().map(|setup| setup.roles()).unwrap_or_default();
        let n = |wanted: Role| roles.iter().filter(|(_, role)| *role == wanted).count();
        let n_left_out = n(Role::Collection) + n(Role::Ignored) + n(Role::OwnExport);
        format!("{} columns · {} features · {n_left_out} left out", roles.len(), n(Role::Feature))
    });
    let note = Signal::derive(move || Some(summary.get()));
    let n_rows = file.n_rows;
    let columns = file.schema.columns.iter().cloned().zip(file.reading.formats.iter().cloned());
    let rows = columns.map(|(column, format)| view! { <ColumnRow column format n_rows /> }).collect_view();
    let heads = heads(&["Column", "Read as", "Role", "Shape", "Filled", "Distinct", "Note"], |idx| idx == 4 || idx == 5);
    view! {
        <TableCard title="Columns" note heads dense=true>
            {rows}
        </TableCard>
    }
}

/// The roles that a person may give, in the order of the list.
fn roles_for(column: &ColumnSchema) -> Vec<Role> {
    let mut roles = vec![Role::Feature, Role::Identifier, Role::Collection, Role::Ignored];
    if column.kind == Kind::Text {
        roles.retain(|role| *role != Role::Feature);
    }
    if column.role == Role::OwnExport {
        roles.push(Role::OwnExport);
    }
    roles
}

#[component]
fn ColumnRow(column: ColumnSchema, format: String, n_rows: u64) -> impl IntoView {
    let shared = Shared::get();
    let (store, currency) = (shared.store, shared.currency());
    let name = column.name.clone();
    let role = store.read(move |session| session.setup().map_or(Role::Ignored, |setup| setup.role(&name)));
    let name = column.name.clone();
    let leak = store.read(move |session| {
        let outcome = session.setup()?.outcome.as_ref()?;
        outcome.leak_words.columns.iter().find(|leak| leak.column == name).map(|leak| leak.note.clone())
    });
    let filled = 100.0 * (n_rows - column.n_missing.min(n_rows)) as f64 / n_rows.max(1) as f64;
    let filled = if column.n_missing == 0 { "100%".to_owned() } else { format!("{:.1}%", (filled * 10.0).floor() / 10.0) };
    let reason = column.reason.as_ref().map(left_out_text);
    let n_missing = column.n_missing;
    let note = dynamic(move || {
        let missing = (n_missing > 0).then(|| format!("{} empty", count_text(n_missing, currency.get())));
        let why = if role.get() == Role::Feature { None } else { leak.get().or_else(|| reason.clone()) };
        [why, missing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let whole_format = format.clone();
    let state = Signal::derive(move || matches!(role.get(), Role::Collection | Role::Ignored | Role::OwnExport).then_some("off"));
    view! {
        <tr data-state=state>
            <th scope="row" title=kind_word(column.kind)>
                <Glyph icon=kind_icon(column.kind) />
                "\u{a0}"
                {breakable(&column.name)}
                <span class="unseen">{format!(", {}", kind_word(column.kind))}</span>
            </th>
            <td class="role-cell" title=whole_format>
                <KindPicker column=column.clone() format />
            </td>
            <td class="role-cell">
                <RolePicker column=column.clone() role />
            </td>
            <td>
                <Spark counts=column.shape.clone() />
            </td>
            <NumberCell>{filled}</NumberCell>
            <NumberCell>{dynamic(move || count_text(column.n_distinct, currency.get()))}</NumberCell>
            <td class="table__quiet table__wrap">{note}</td>
        </tr>
    }
}

/// A name that may be broken after its lines and points.
fn breakable(name: &str) -> AnyView {
    name.split_inclusive(['_', '.']).map(|part| view! { {part.to_owned()}<wbr /> }).collect_view().into_any()
}

/// What kind of cells a column has: how they were read, or another kind that the person gives.
#[component]
fn KindPicker(column: ColumnSchema, format: String) -> impl IntoView {
    let store = Shared::get().store;
    let kinds = [Kind::Number, Kind::Date, Kind::Category, Kind::Text];
    let mut options = vec![Choice::new("", format)];
    let others = kinds.into_iter().filter(|kind| *kind != column.kind);
    options.extend(others.map(|kind| Choice::new(kind_word(kind), kind_word(kind))));
    let name = column.name.clone();
    let change = move |word: String| {
        if let Some(kind) = kinds.into_iter().find(|kind| kind_word(*kind) == word) {
            store.transition(|session| session.change_kind(&name, kind));
        }
    };
    let label = format!("How {} is read", column.name);
    view! { <Select label options=Derived::new(move || options.clone()) value=Signal::derive(String::new) on_change=change bare=true /> }
}

#[component]
fn RolePicker(column: ColumnSchema, role: Derived<Role>) -> impl IntoView {
    let store = Shared::get().store;
    let roles = roles_for(&column);
    let offered = roles.clone();
    let options = Derived::new(move || {
        let mut options: Vec<Choice> = offered.iter().map(|role| Choice::new(role_word(*role), role_word(*role))).collect();
        // The outcome is chosen beside the table; here it only shows.
        if role.get() == Role::Outcome {
            options.insert(0, Choice::new(role_word(Role::Outcome), role_word(Role::Outcome)));
        }
        options
    });
    let value = Signal::derive(move || role_word(role.get()).to_owned());
    let name = column.name.clone();
    let change = move |word: String| {
        if let Some(role) = roles.iter().copied().find(|role| role_word(*role) == word) {
            store.transition(|session| session.change_role(&name, role));
        }
    };
    view! { <Select label=format!("Role of {}", column.name) options value on_change=change bare=true /> }
}
