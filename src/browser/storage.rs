//! Texts that outlive the page, in this browser's storage, under names: until they are taken away, or until the tab is closed. Some
//! windows refuse it: then the browser's own words say so.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Storage, StorageEvent};

use super::envelope::describe;

/// How long a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until it is taken away.
    Always,
    /// Until this tab is closed.
    WhileTabIsOpen,
}

/// What is kept under a name; nothing where the storage is refused.
pub fn read(keep: Keep, name: &str) -> Option<String> {
    storage(keep).ok()?.get_item(name).ok()?
}

/// Keeps a text under a name.
///
/// # Errors
/// The browser's own words, where it refuses its storage or there is no room.
pub fn write(keep: Keep, name: &str, text: &str) -> Result<(), String> {
    storage(keep)?.set_item(name, text).map_err(|error| describe(&error))
}

/// Takes away what is kept under a name. Where the storage is refused, nothing is.
pub fn remove(keep: Keep, name: &str) {
    if let Ok(storage) = storage(keep) {
        let _ = storage.remove_item(name);
    }
}

/// Calls `action` with the name and the text each time another page of this browser keeps something, or with none where it takes that
/// away, for as long as the page lives.
pub fn watch(mut action: impl FnMut(String, Option<String>) + 'static) {
    let closure = Closure::<dyn FnMut(StorageEvent)>::new(move |event: StorageEvent| {
        if let Some(name) = event.key() {
            action(name, event.new_value());
        }
    });
    if let Some(window) = web_sys::window() {
        // A window takes every listener.
        let _ = window.add_event_listener_with_callback("storage", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

fn storage(keep: Keep) -> Result<Storage, String> {
    let window = web_sys::window().ok_or("no window")?;
    let storage = match keep {
        Keep::Always => window.local_storage(),
        Keep::WhileTabIsOpen => window.session_storage(),
    };
    storage.map_err(|error| describe(&error))?.ok_or_else(|| "no storage".to_owned())
}
