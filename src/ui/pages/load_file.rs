//! A button that loads a text file which the person edits: a policy, rules of conduct.

use leptos::{html, prelude::*};

use crate::browser::files;
use crate::ui::components::Button;
use crate::ui::icon::Icon;

/// See the module. Each file that is chosen is read, up to so many bytes; what the browser could not read comes as its own words.
#[component]
pub fn LoadFile(
    /// The button's words.
    words: &'static str,
    /// What the file is, for who does not see the button.
    label: &'static str,
    /// The most bytes that are read.
    most_bytes: u64,
    /// A file was read.
    #[prop(into)]
    on_load: Callback<(Result<String, String>,)>,
) -> impl IntoView {
    let load = move |event| {
        for file in files::chosen_files(&event) {
            file.read_text(most_bytes, move |text| on_load.run((text,)));
        }
    };
    let field = NodeRef::<html::Input>::new();
    let choose = move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    view! {
        <Button icon=Icon::Upload on_click=choose>{words}</Button>
        <input class="unseen" type="file" accept=".json,application/json" aria-label=label tabindex="-1" node_ref=field on:change=load />
    }
}
