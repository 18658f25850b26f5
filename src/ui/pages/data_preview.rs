//! How a file would be read in another way, before it is read so; and whose choices are used for it.

use std::sync::Arc;

use leptos::prelude::*;

use super::data_file::rows_table;
use super::issues::ReadSettings;
use super::parts::failure_of;
use crate::ui::app::Shared;
use crate::ui::components::{Banner, Button, ButtonKind, Card, Tone};
use crate::ui::dynamic::dynamic;
use crate::ui::text::session_error;

/// The first rows as they would be read, with all that may be said about the file.
#[component]
pub fn PreviewCard() -> impl IntoView {
    let store = Shared::get().store;
    // A number is enough to tell that it is another one.
    let which = store.read(|session| session.previewed().map_or(0, |preview| Arc::as_ptr(preview) as usize));
    dynamic(move || {
        let _ = which.get();
        let preview = store.now(|session| session.previewed().cloned())?;
        let cannot = preview.problem.is_some();
        // What is said above already is not said again.
        let said = store.now(|session| failure_of(session.file())).map(|(error, _)| session_error(&error).what);
        let problem = preview.problem.clone().filter(|words| said.as_ref() != Some(&words.what)).map(|words| {
            view! {
                <Banner tone=Tone::Caution title=words.what>
                    <p>{words.todo}</p>
                </Banner>
            }
        });
        Some(view! {
            <Card title=Some("How it would be read".to_owned()) note=Some("from its first rows".to_owned())>
                <div class="columns columns--halves">
                    <ReadSettings settings=preview.settings.clone() />
                </div>
                {problem}
                {(!preview.names.is_empty()).then(|| rows_table("First rows, read in this way", &preview.names, &preview.rows))}
                <div class="row">
                    <Button kind=ButtonKind::Primary disabled=cannot on_click=move || store.transition(|session| session.read_as_previewed())>
                        "Read it in this way"
                    </Button>
                    <Button on_click=move || store.transition(|session| session.drop_preview())>"Keep it as it was"</Button>
                </div>
            </Card>
        })
    })
}

/// Says whose choices are used for the open file.
#[component]
pub fn ReusedBanner() -> impl IntoView {
    let store = Shared::get().store;
    let reused_from = store.read(|session| session.reused_from().map(str::to_owned));
    dynamic(move || {
        let name = reused_from.get()?;
        let afresh = move || {
            view! {
                <Button kind=ButtonKind::Quiet on_click=move || store.transition(|session| session.start_afresh())>
                    "Start afresh"
                </Button>
            }
        };
        Some(view! {
            <Banner tone=Tone::Plain title=format!("Set up as {name} was") actions=afresh>
                <p>"It has the same columns, so what you settled there is settled here."</p>
            </Banner>
        })
    })
}
