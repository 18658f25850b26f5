//! The end of the way: somebody signs the plan off and takes it away.

use leptos::prelude::*;

use super::parts::SaveButton;
use crate::quantity::format::count_text;
use crate::session::Session;
use crate::ui::app::Shared;
use crate::ui::components::unique_id::unique_id;
use crate::ui::components::{Card, Field};
use crate::ui::dynamic::dynamic;

/// See the module.
#[component]
pub fn SignOffCard() -> impl IntoView {
    let shared = Shared::get();
    let currency = shared.currency();
    let steps = shared.store.read(|session| session.next_steps().cloned());
    let looks = dynamic(move || {
        let count = |n: u64| count_text(n, currency.get());
        steps.get().map(|steps| {
            format!(
                "{} of the {} loans with something due are looked at by a person first",
                count(steps.n_for_a_person),
                count(steps.n_due())
            )
        })
    });
    let name = RwSignal::new(String::new());
    let id = unique_id("signed");
    let field = id.clone();
    view! {
        <Card title=Some("Sign off and hand over".to_owned()) note=Some("the plan as it stands now".to_owned())>
            <p class="prose">
                {looks}
                "; the file marks them. For each loan it says what is done next, why, what that is expected to bring, and by which policy, \
                 cut-offs and model it was planned on which day. Your name stands beside that."
            </p>
            <Field id label="Signed off by">
                <input
                    class="field__input"
                    id=field
                    autocomplete="name"
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
            </Field>
            <SaveButton words="Sign off and export" save=move |session: &mut Session| session.sign_off(&name.get_untracked()) is_silent=true />
        </Card>
    }
}
