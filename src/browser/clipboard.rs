//! The clipboard.

use wasm_bindgen_futures::JsFuture;

use super::envelope::describe;

/// Puts a text on it, and then says so, or why the browser refused, in its own words.
pub fn write(text: &str, then: impl FnOnce(Result<(), String>) + 'static) {
    let Some(window) = web_sys::window() else { return then(Err("no window".to_owned())) };
    let written = JsFuture::from(window.navigator().clipboard().write_text(text));
    wasm_bindgen_futures::spawn_local(async move { then(written.await.map(|_| ()).map_err(|error| describe(&error))) });
}
