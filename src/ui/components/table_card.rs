//! TableCard: a sheet that is a table.
//!
//! In: a title, the heads and the rows. Out: a card whose table scrolls sideways, by keyboard too, where it has no room.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::ui::components::{Card, DataTable, Head};

/// The heads of a table: each with whether its column holds numbers.
pub type Heads = Vec<(String, bool)>;

/// Heads from their words.
pub fn heads(words: &[&str], is_number: impl Fn(usize) -> bool) -> Heads {
    words.iter().enumerate().map(|(idx, word)| ((*word).to_owned(), is_number(idx))).collect()
}

/// A card with a table in it.
#[component]
pub fn TableCard(
    /// The card's title, and the table's name.
    #[prop(into)]
    title: String,
    /// A few words at the head's other end.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// The heads.
    heads: Heads,
    /// Whether rows are close together.
    #[prop(optional)]
    dense: bool,
    /// The sum, as a row.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let head_views = heads.into_iter().map(|(word, number)| view! { <Head number>{word}</Head> }).collect_view();
    let foot = foot.map(|foot| view! { <tfoot>{dynamic(move || foot.run())}</tfoot> });
    let name = title.clone();
    view! {
        <Card title=Some(title) note flush=true>
            <DataTable label=name dense>
                <thead>
                    <tr>{head_views}</tr>
                </thead>
                <tbody>{children()}</tbody>
                {foot}
            </DataTable>
        </Card>
    }
}
