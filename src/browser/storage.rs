//! Texts that outlive the page, in this browser's storage, under names: until they are taken away, or until the tab is closed. Some
//! windows refuse it: then the browser's own words say so.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Storage, StorageEvent};

use super::envelope::describe;

/// What is kept under a name; nothing where the storage is refused.
pub fn read(name: &str) -> Option<String> {
    storage().ok()?.get_item(name).ok()?
}

/// Keeps a text under a name.
///
/// # Errors
/// The browser's own words, where it refuses its storage or there is no room.
pub fn write(name: &str, text: &str) -> Result<(), String> {
    storage()?.set_item(name, text).map_err(|error| describe(&error))
}

/// Takes away what is kept under a name. Where the storage is refused, nothing is.
pub fn remove(name: &str) {
    if let Ok(storage) = storage() {
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

/// What is kept under a name until this tab is closed.
pub fn read_of_tab(name: &str) -> Option<String> {
    storage_of_tab().ok()?.get_item(name).ok()?
}

/// Keeps a text under a name until this tab is closed.
///
/// # Errors
/// The browser's own words, where it refuses its storage.
pub fn write_for_tab(name: &str, text: &str) -> Result<(), String> {
    storage_of_tab()?.set_item(name, text).map_err(|error| describe(&error))
}

/// Takes away what is kept under a name for this tab.
pub fn remove_of_tab(name: &str) {
    if let Ok(storage) = storage_of_tab() {
        let _ = storage.remove_item(name);
    }
}

fn storage_of_tab() -> Result<Storage, String> {
    let window = web_sys::window().ok_or("no window")?;
    window.session_storage().map_err(|error| describe(&error))?.ok_or_else(|| "no storage".to_owned())
}

fn storage() -> Result<Storage, String> {
    let window = web_sys::window().ok_or("no window")?;
    window.local_storage().map_err(|error| describe(&error))?.ok_or_else(|| "no storage".to_owned())
}
