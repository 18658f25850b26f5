//! The way a message goes and its language, chosen for the desk and for messages to many alike.

use leptos::prelude::*;

use crate::advisor::conduct::Language;
use crate::advisor::drafts::MessageChannel;
use crate::ui::app::Shared;
use crate::ui::components::{Choice, Segmented};

const CHANNELS: [(MessageChannel, &str, &str); 4] = [
    (MessageChannel::Sms, "sms", "SMS"),
    (MessageChannel::Whatsapp, "whatsapp", "WhatsApp"),
    (MessageChannel::Email, "email", "E-mail"),
    (MessageChannel::CallScript, "call", "Call script"),
];
const LANGUAGES: [(Language, &str); 2] = [(Language::English, "English"), (Language::Hindi, "हिन्दी")];

/// See the module.
#[component]
pub fn MessageWay() -> impl IntoView {
    let store = Shared::get().store;
    let word = |channel: MessageChannel| CHANNELS.iter().find(|(own, ..)| *own == channel).map_or("", |(_, word, _)| *word).to_owned();
    let channel = store.read(move |session| word(session.desk().channel));
    let language = store.read(|session| session.desk().language.tag().to_owned());
    let set_channel = move |word: String| {
        if let Some((channel, ..)) = CHANNELS.iter().find(|(_, own, _)| *own == word) {
            store.transition(|session| session.change_desk(|desk| desk.channel = *channel));
        }
    };
    let set_language = move |tag: String| {
        if let Some((language, _)) = LANGUAGES.iter().find(|(language, _)| language.tag() == tag) {
            store.transition(|session| session.change_desk(|desk| desk.language = *language));
        }
    };
    let channels: Vec<Choice> = CHANNELS.iter().map(|(_, word, label)| Choice::new(*word, *label)).collect();
    let languages: Vec<Choice> = LANGUAGES.iter().map(|(language, label)| Choice::new(language.tag(), *label)).collect();
    view! {
        <Segmented label="Channel" options=channels value=channel.signal() on_change=set_channel />
        <Segmented label="Language" options=languages value=language.signal() on_change=set_language />
    }
}
