//! The policy: its numbers as a form, its file, and the one that was kept to compare with.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::load_file::LoadFile;
use super::plan_money::cockpit_table;
use super::sheet::{SheetView, field_id};
use crate::jobs::protocol::{PolicyChange, Topic};
use crate::session::Session;
use crate::sheets::{PolicyFieldText, PolicyGroup, PolicyText};
use crate::strategy::Resource;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, Tone};
use crate::ui::dynamic::{Derived, dynamic, memo};
use crate::ui::icon::Icon;

/// How much of a policy's file is read: far more than a policy has.
const MOST_BYTES: u64 = 1 << 20;

type Shown = Derived<Option<Arc<PolicyText>>>;

/// See the module.
#[component]
pub fn PolicyCard() -> impl IntoView {
    let store = Shared::get().store;
    let policy: Shown = store.read(|session| session.policy().cloned());
    let change = move |change: PolicyChange| store.transition(|session| session.change_policy(change));
    // What the browser cannot read is no policy either: the worker says so.
    let load = move |text: Result<String, String>| change(PolicyChange::Replace(text.unwrap_or_default()));
    let title = Signal::derive(move || policy.with(|policy| policy.as_ref().map(|policy| format!("The policy: {}", policy.name))));
    let champion = Signal::derive(move || {
        let name = policy.with(|policy| policy.as_ref().map(|policy| policy.champion.clone()).unwrap_or_default());
        (!name.is_empty()).then(|| format!("Compared with “{name}”, as it was kept."))
    });
    let contrast = dynamic(move || champion.get().map(|_| view! { <SheetView topic=Topic::PlanContrast /> }));
    view! {
        <Card title note=Some("costs, uplifts and capacities are assumptions, not learned from your data".to_owned())>
            <div class="row">
                <Button icon=Icon::Download on_click=move || store.transition(Session::save_policy)>"Save the policy"</Button>
                <LoadFile words="Load a policy" label="Policy file" most_bytes=MOST_BYTES on_load=load />
                <Button kind=ButtonKind::Quiet on_click=move || change(PolicyChange::Reset)>"Back to the defaults"</Button>
                <Button kind=ButtonKind::Quiet on_click=move || change(PolicyChange::KeepAsChampion)>"Keep to compare with"</Button>
            </div>
            <p class="prose">{champion}</p>
            <Problems policy />
            <PolicyName policy />
            <PolicyForm policy />
        </Card>
        {contrast}
    }
}

/// What it is called: another policy deserves another name.
#[component]
fn PolicyName(policy: Shown) -> impl IntoView {
    let store = Shared::get().store;
    let name = Signal::derive(move || policy.with(|policy| policy.as_ref().map(|policy| policy.name.clone()).unwrap_or_default()));
    let refusal = refusal("name".to_owned());
    let is_wrong = is_wrong(refusal);
    let set = move |event| {
        let change = PolicyChange::Set { path: "name".to_owned(), value: event_target_value(&event) };
        store.transition(|session| session.change_policy(change));
    };
    view! {
        <label class="policy__name">
            <span>"Name"</span>
            <input class="field__input" maxlength="100" prop:value=name aria-invalid=is_wrong on:change=set />
        </label>
    }
}

/// Why what stands in a field was refused.
fn refusal(path: String) -> Derived<Option<String>> {
    Shared::get().store.read(move |session| session.refusal(&path).map(str::to_owned))
}

/// For `aria-invalid`: whether it was.
fn is_wrong(refusal: Derived<Option<String>>) -> Signal<Option<&'static str>> {
    Signal::derive(move || refusal.with(Option::is_some).then_some("true"))
}

/// What was wrong with the last change.
#[component]
fn Problems(policy: Shown) -> impl IntoView {
    let problems = Derived::new(move || policy.with(|policy| policy.as_ref().map(|policy| policy.problems.clone()).unwrap_or_default()));
    dynamic(move || {
        let problems = problems.get();
        // A sentence about a number of the form names it as the form does, and one about the whole file names no number.
        let is_named = |path: &str, words: &str| path.is_empty() || words.contains(path);
        let row = |(path, words): &(String, String)| {
            let said = if is_named(path, words) { words.clone() } else { format!("{path}: {words}") };
            view! { <li>{said}</li> }
        };
        let rows = problems.iter().map(row).collect_view();
        (!problems.is_empty()).then(|| {
            view! {
                <Banner tone=Tone::Stop title="The policy stays as it was" alert=true>
                    <ul>{rows}</ul>
                </Banner>
            }
        })
    })
}

/// One field a number. It stands once: only the values follow the policy, so that the focus stays where it is.
#[component]
fn PolicyForm(policy: Shown) -> impl IntoView {
    let is_there = Derived::new(move || policy.with(Option::is_some));
    dynamic(move || {
        let groups = is_there.get().then(|| policy.with_untracked(|policy| policy.as_ref().map(|policy| policy.groups.clone()))).flatten();
        let (capacity, others): (Vec<_>, Vec<_>) = groups?.into_iter().partition(is_capacity);
        let views = |groups: Vec<PolicyGroup>| groups.into_iter().map(|group| group_view(group, policy)).collect_view();
        Some(view! {
            <div class="policy policy--open">{views(capacity)}</div>
            <details class="settings">
                <summary>"Change its other numbers"</summary>
                <div class="policy">{views(others)}</div>
            </details>
        })
    })
}

/// What the team can do in a month is tried out again and again: it is always in sight.
fn is_capacity(group: &PolicyGroup) -> bool {
    group.fields.iter().any(|field| field.path.starts_with("assumptions.capacity"))
}

fn group_view(group: PolicyGroup, policy: Shown) -> AnyView {
    let PolicyGroup { title, note, fields } = group;
    let fields = fields.into_iter().map(|field| field_view(field, policy)).collect_view();
    view! {
        <fieldset class="policy__group">
            <legend>{title}</legend>
            <p class="policy__note">{note}</p>
            {fields}
        </fieldset>
    }
    .into_any()
}

fn field_view(field: PolicyFieldText, policy: Shown) -> AnyView {
    let store = Shared::get().store;
    let PolicyFieldText { path, label, hint, .. } = field;
    let (own, id) = (path.clone(), field_id(&path));
    let found = Derived::new(move || {
        policy.with(|policy| {
            let groups = policy.as_ref().map(|policy| policy.groups.as_slice()).unwrap_or_default();
            let field = groups.iter().flat_map(|group| &group.fields).find(|field| field.path == own);
            field.map(|field| (field.value.clone(), field.is_changed)).unwrap_or_default()
        })
    });
    let value = Signal::derive(move || found.get().0);
    let state = Signal::derive(move || found.get().1.then(|| "changed".to_owned()));
    let refusal = refusal(path.clone());
    let is_wrong = is_wrong(refusal);
    let input = NodeRef::<html::Input>::new();
    // What was refused stands until it is changed, or until another policy takes its place.
    Effect::new(move |_| {
        let value = value.get();
        if let Some(input) = input.get().filter(|_| is_wrong.get().is_none()) {
            input.set_value(&value);
        }
    });
    let why = dynamic(move || refusal.get().map(|why| view! { <small data-tone="stop" role="alert">{why}</small> }));
    let resource = Resource::ALL.into_iter().find(|resource| resource.path() == path);
    let set = Callback::new(move |(value,): (String,)| {
        let change = PolicyChange::Set { path: path.clone(), value };
        store.transition(|session| session.change_policy(change));
    });
    let slider = resource.map(|resource| capacity_slider(resource, label.clone(), value, set));
    view! {
        <label class="policy__field" data-state=state>
            <span>{label}</span>
            <input id=id class="field__input" node_ref=input aria-invalid=is_wrong on:change=move |event| set.run((event_target_value(&event),)) />
            {why}
            <small>{hint}</small>
        </label>
        {slider}
    }
    .into_any()
}

/// From none to as many as the plan asks for under the cut-offs of the moment. The right end is no limit.
fn capacity_slider(resource: Resource, label: String, value: Signal<String>, set: Callback<(String,)>) -> AnyView {
    let cut_offs = Shared::get().store.read(Session::cut_offs);
    let table = cockpit_table();
    let most = memo(move || table.get().map_or(0, |table| table.totals(cut_offs.get()).all().n_using(resource)));
    dynamic(move || {
        let most = Some(most.get()).filter(|most| *most > 0)?;
        let shown = move || Some(value.get()).filter(|value| !value.is_empty()).unwrap_or_else(|| most.to_string());
        let said = move || if value.with(String::is_empty) { "no limit".to_owned() } else { format!("{} a month", value.get()) };
        let put = move |event| {
            let wanted = event_target_value(&event);
            set.run((if wanted == most.to_string() { String::new() } else { wanted },));
        };
        let name = format!("{label}, slider");
        Some(view! {
            <input
                class="slider"
                type="range"
                aria-label=name
                aria-valuetext=said
                min="0"
                max=most.to_string()
                prop:value=shown
                on:change=put
            />
        })
    })
    .into_any()
}
