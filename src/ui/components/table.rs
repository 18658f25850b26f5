//! DataTable: figures to the right, words to the left, hairlines between, a double rule under a total.
//!
//! In: rows as a slot. Out: a table that scrolls sideways where it must. It does not sort.
//!
//! Classes for cells: `table__number`, `table__quiet`, `table__wrap` for sentences, `table__words` for words of any length.
//! Rows take `data-state` chosen or off. Figures in a `tfoot` are put into a `<span>`, which gets the rule of a sum.

use leptos::prelude::*;

use crate::ui::dynamic::{Derived, dynamic};

use crate::ui::icon::{Glyph, Icon};

/// A table for tens of rows; for more there is `VirtualTable`.
#[component]
pub fn DataTable(
    /// What it lists; read aloud.
    #[prop(into)]
    label: Signal<String>,
    /// Whether its rows stand close.
    #[prop(optional)]
    dense: bool,
    /// `thead`, `tbody`, `tfoot`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table__scroll" tabindex="0" role="region" aria-label=label>
            <table class="table" class:table--dense=dense>
                <caption class="unseen">{label}</caption>
                {children()}
            </table>
        </div>
    }
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    /// Least first.
    Ascending,
    /// Most first.
    Descending,
}

impl SortDirection {
    fn name(self) -> &'static str {
        match self {
            SortDirection::Ascending => "ascending",
            SortDirection::Descending => "descending",
        }
    }

    fn icon(self) -> Icon {
        match self {
            SortDirection::Ascending => Icon::CaretUp,
            SortDirection::Descending => Icon::CaretDown,
        }
    }
}

/// The head of a column that can be sorted.
#[component]
pub fn SortHead(
    /// The column's name with its unit.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    number: bool,
    /// Which way it is sorted now, if it is.
    #[prop(into)]
    direction: Derived<Option<SortDirection>>,
    /// Its width in letters, where the table's columns keep their widths.
    #[prop(optional)]
    width: Option<u16>,
    /// It was pressed.
    #[prop(into)]
    on_sort: Callback<()>,
) -> impl IntoView {
    let icon = dynamic(move || {
        let icon = direction.get().map_or(Icon::CaretUpDown, SortDirection::icon);
        view! { <Glyph icon=icon /> }
    });
    view! {
        <th
            scope="col"
            class:table__number=number
            style:width=width.map(|letters| format!("{letters}ch"))
            aria-sort=Signal::derive(move || direction.get().map(SortDirection::name))
        >
            <button class="table__sort" type="button" on:click=move |_| on_sort.run(())>
                {label}
                {icon}
            </button>
        </th>
    }
}

/// The head of a column.
#[component]
pub fn Head(
    /// Whether the column holds numbers.
    #[prop(optional)]
    number: bool,
    /// Its width in letters, where the table's columns keep their widths.
    #[prop(optional)]
    width: Option<u16>,
    /// The column's name with its unit.
    children: Children,
) -> impl IntoView {
    view! {
        <th scope="col" class:table__number=number style:width=width.map(|letters| format!("{letters}ch"))>
            {children()}
        </th>
    }
}

/// A cell with a number.
#[component]
pub fn NumberCell(
    /// The number, ready to read.
    children: Children,
) -> impl IntoView {
    view! { <td class="table__number">{children()}</td> }
}
