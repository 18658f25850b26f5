//! The box that a chart is drawn in.
//!
//! In: an ECharts option as JSON and what it shows in words. Out: a canvas that follows both, is resized with its box and
//! disposed of with the page. Knows nothing of what is drawn.

use leptos::{html, prelude::*};

use crate::browser::echarts::Drawing;

/// A handle by which a page asks a chart for its picture.
#[derive(Clone, Copy)]
pub struct ChartHandle {
    drawing: StoredValue<Option<Drawing>, LocalStorage>,
}

impl ChartHandle {
    /// No chart yet.
    pub fn new() -> ChartHandle {
        ChartHandle { drawing: StoredValue::new_local(None) }
    }

    /// The picture as PNG on this ground.
    pub fn png(self, ground: &str) -> Option<Vec<u8>> {
        self.drawing.with_value(|drawing| drawing.as_ref().and_then(|drawing| drawing.png(ground)))
    }
}

impl Default for ChartHandle {
    fn default() -> Self {
        ChartHandle::new()
    }
}

/// A chart.
#[component]
pub fn Chart(
    /// ECharts' option as JSON.
    #[prop(into)]
    option: Signal<String>,
    /// What it shows, for those who cannot see it.
    #[prop(into)]
    label: Signal<String>,
    /// Height in CSS pixels.
    height: u16,
    /// Series that change while the rest stays, as a JSON list of them with their ids; empty for none.
    #[prop(optional, into)]
    marks: Signal<String>,
    /// To get at the picture.
    #[prop(optional)]
    handle: Option<ChartHandle>,
    /// The first and the last item that were picked, of what can be.
    #[prop(optional, into)]
    on_pick: Option<Callback<(usize, usize)>>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let handle = handle.unwrap_or_default();
    // Drawing is an effect on the page, not on any signal.
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let option = option.get();
        handle.drawing.try_update_value(|drawing| {
            if drawing.is_none() {
                *drawing = Drawing::new(&element);
                if let (Some(drawing), Some(on_pick)) = (drawing.as_mut(), on_pick) {
                    drawing.listen(move |first, last| on_pick.run((first, last)));
                }
            }
            if let Some(drawing) = drawing {
                drawing.draw(&option);
            }
        });
    });
    Effect::new(move |_| {
        // After each drawing anew, too.
        option.track();
        element.track();
        let marks = marks.get();
        handle.drawing.try_with_value(|drawing| {
            if let Some(drawing) = drawing.as_ref().filter(|_| !marks.is_empty()) {
                drawing.update(&marks);
            }
        });
    });
    on_cleanup(move || {
        handle.drawing.try_update_value(|drawing| *drawing = None);
    });
    view! { <div class="chart" node_ref=element role="img" aria-label=label style:height=format!("{height}px")></div> }
}
