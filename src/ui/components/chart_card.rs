//! ChartCard: the finding as a title, what is drawn as a subtitle, the drawing, and a menu with table, PNG and CSV.
//!
//! In: words, the drawing and its table as slots. Out: `on_save`. It does not draw.

use leptos::prelude::*;

use crate::ui::dynamic::dynamic;

use crate::ui::components::unique_id::unique_id;
use crate::ui::icon::{Glyph, Icon};

/// What a chart can be saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveAs {
    /// A picture.
    Png,
    /// The numbers.
    Csv,
}

/// A chart with its words. The drawing stays mounted while the table is shown.
#[component]
pub fn ChartCard(
    /// The finding.
    #[prop(into)]
    title: Signal<String>,
    /// What is drawn, and n.
    #[prop(into)]
    subtitle: Signal<String>,
    /// The numbers as a table; without them the menu does not offer one.
    #[prop(optional, into)]
    table: Option<ViewFn>,
    /// The chart is to be saved; without it the menu does not offer it.
    #[prop(optional, into)]
    on_save: Option<Callback<(SaveAs,)>>,
    /// Whether it has too much side by side to be narrowed to a phone: it is moved sideways there.
    #[prop(optional)]
    wide: bool,
    /// A sentence beneath the drawing; empty for none.
    #[prop(optional, into)]
    note: String,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let note = (!note.is_empty()).then(|| view! { <p class="chart-card__note">{note}</p> });
    let menu = (table.is_some() || on_save.is_some()).then(|| menu_view(table.is_some(), as_table, on_save));
    let table_view = dynamic(move || as_table.get().then(|| table.as_ref().map(ViewFn::run)));
    view! {
        <section class="chart-card" class:chart-card--wide=wide>
            <header class="chart-card__head">
                <h2 class="chart-card__title">{title}</h2>
                <p class="chart-card__subtitle">{subtitle}</p>
            </header>
            {menu}
            <div class="chart-card__plot" hidden=as_table tabindex=wide.then_some("0")>
                {children()}
            </div>
            <div class="chart-card__table" hidden=Signal::derive(move || !as_table.get())>
                {table_view}
            </div>
            {note}
        </section>
    }
}

/// The menu is a popover, so that the browser closes it by Esc or a click elsewhere and gives the focus back.
fn menu_view(has_table: bool, as_table: RwSignal<bool>, on_save: Option<Callback<(SaveAs,)>>) -> AnyView {
    let id = unique_id("chart-menu");
    let table_words = dynamic(move || if as_table.get() { "View as chart" } else { "View as table" });
    let table_icon = dynamic(move || {
        let icon = if as_table.get() { Icon::ChartBar } else { Icon::Table };
        view! { <Glyph icon=icon /> }
    });
    let table_item = has_table.then(|| {
        view! {
            <button
                class="chart-card__item"
                type="button"
                popovertarget=id.clone()
                popovertargetaction="hide"
                on:click=move |_| as_table.update(|shown| *shown = !*shown)
            >
                {table_icon}
                {table_words}
            </button>
        }
    });
    let save_items = on_save.map(|on_save| {
        [(SaveAs::Png, Icon::Image, "Save as PNG"), (SaveAs::Csv, Icon::FileCsv, "Save as CSV")]
            .map(|(kind, icon, words)| {
                view! {
                    <button
                        class="chart-card__item"
                        type="button"
                        popovertarget=id.clone()
                        popovertargetaction="hide"
                        on:click=move |_| on_save.run((kind,))
                    >
                        <Glyph icon=icon />
                        {words}
                    </button>
                }
            })
            .collect_view()
    });
    view! {
        <button
            class="button button--icon chart-card__more"
            type="button"
            popovertarget=id.clone()
            aria-label="Table, picture or file of this chart"
        >
            <Glyph icon=Icon::Dots />
        </button>
        <div class="chart-card__menu" popover="auto" id=id.clone()>
            {table_item}
            {save_items}
        </div>
    }
    .into_any()
}
