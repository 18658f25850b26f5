//! What the team can do in a month: a slider each, from nothing to all that the plan asks for.

use leptos::prelude::*;

use crate::jobs::protocol::PolicyChange;
use crate::quantity::format::count_text;
use crate::ui::app::Shared;
use crate::ui::components::Card;
use crate::ui::dynamic::{Derived, dynamic};

/// See the module. What one more of each would bring stands in the table of the plan's money.
#[component]
pub fn CapacityCard() -> impl IntoView {
    let policy = Shared::get().store.read(|session| session.policy().cloned());
    // They stand while only their values change: a slider keeps the focus.
    let limits = Derived::new(move || {
        let groups = policy.get().map(|policy| policy.groups.clone()).unwrap_or_default();
        let fields = groups.into_iter().flat_map(|group| group.fields);
        fields.filter_map(|field| Some((field.path, field.label, field.most_wanted?))).collect::<Vec<_>>()
    });
    dynamic(move || {
        let rows = limits.get().into_iter().map(|(path, label, most)| limit_row(path, label, most)).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <Card
                    title=Some("What can your team do in a month?".to_owned())
                    note=Some("at the right end there is no limit; what is given first is what brings most".to_owned())
                >
                    <div class="capacity">{rows}</div>
                </Card>
            }
        })
    })
}

fn limit_row(path: String, label: String, most: u32) -> AnyView {
    let shared = Shared::get();
    let currency = shared.currency();
    let own = path.clone();
    let policy = shared.store.read(|session| session.policy().cloned());
    let kept = Derived::new(move || {
        let groups = policy.get().map(|policy| policy.groups.clone()).unwrap_or_default();
        let field = groups.into_iter().flat_map(|group| group.fields).find(|field| field.path == own);
        field.and_then(|field| field.value.parse::<u32>().ok())
    });
    // Where the slider is while it moves; the policy follows when it is let go.
    let moving = RwSignal::new(None::<u32>);
    let limit = move || moving.get().or(kept.get()).filter(|limit| *limit < most);
    let words = Signal::derive(move || match limit() {
        Some(limit) => format!("{} of {}", count_text(u64::from(limit), currency.get()), count_text(u64::from(most), currency.get())),
        None => format!("no limit: {}", count_text(u64::from(most), currency.get())),
    });
    let set = move |event| {
        let wanted = event_target_value(&event).parse().ok().filter(|limit| *limit < most);
        moving.set(None);
        let change = PolicyChange::Set { path: path.clone(), value: wanted.map(|limit: u32| limit.to_string()).unwrap_or_default() };
        shared.store.transition(|session| session.change_policy(change));
    };
    view! {
        <span aria-hidden="true">{label.clone()}</span>
        <input
            class="slider"
            type="range"
            min="0"
            max=most.to_string()
            aria-label=label
            aria-valuetext=words
            prop:value=move || limit().unwrap_or(most).to_string()
            on:input=move |event| moving.set(event_target_value(&event).parse().ok())
            on:change=set
        />
        <span class="capacity__limit" aria-hidden="true">{words}</span>
    }
    .into_any()
}
