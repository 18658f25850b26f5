//! The end of the way: somebody signs the plan off and takes it away.

use leptos::prelude::*;

use super::parts::export_words;
use crate::browser::clock;
use crate::quantity::format::count_text;
use crate::ui::app::Shared;
use crate::ui::components::field::hint_id;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Button, Card, Field};
use crate::ui::dynamic::dynamic;
use crate::ui::icon::Icon;

/// See the module.
#[component]
pub fn SignOffCard() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let looks = dynamic(move || {
        let count = |n: u64| count_text(n, currency.get());
        steps.get().map(|steps| {
            format!("{} of the {} open loans are looked at by a person first", count(steps.n_for_a_person), count(steps.n_due()))
        })
    });
    let (name, is_asked) = (RwSignal::new(String::new()), RwSignal::new(false));
    let is_named = move || !name.with(|name| name.trim().is_empty());
    let error = Signal::derive(move || {
        (is_asked.get() && !is_named()).then(|| "Write who signs the plan off; without a name, export it above.".to_owned())
    });
    let id = unique_id("signed");
    let (field, hint) = (id.clone(), hint_id(&id));
    let sign = move || {
        is_asked.set(true);
        if is_named() {
            shared.store.transition(|session| {
                // The file says on which day it was made.
                session.tell_day(clock::local().0);
                session.sign_off(&name.get_untracked());
            });
        }
    };
    let busy = shared.store.read(|session| session.export().is_running());
    view! {
        <Card title=Some("Sign off and hand over".to_owned()) note=Some("the plan as it stands now".to_owned())>
            <p class="prose">
                {looks}
                "; the file marks them. For each loan it says what is done next, why, what that is expected to bring, and by which policy, \
                 cut-offs and model it was planned on which day. Your name stands beside that."
            </p>
            <Field id label="Signed off by" error>
                <input
                    class="field__input"
                    id=field
                    autocomplete="name"
                    aria-describedby=hint
                    aria-invalid=move || error.get().map(|_| "true")
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
            </Field>
            <span class="row">
                <Button icon=Icon::Download busy on_click=sign>
                    "Sign off and export"
                </Button>
                <span class="export-note">{export_words().signal()}</span>
            </span>
        </Card>
    }
}
