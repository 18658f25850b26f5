//! The address behind the `#`: which page is shown.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What stands behind the `#`, decoded; empty where there is none.
pub fn hash() -> String {
    let raw = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let raw = raw.strip_prefix('#').unwrap_or(&raw);
    js_sys::decode_uri_component(raw).map(String::from).unwrap_or_else(|_| raw.to_owned())
}

/// Where the page lives: its address up to the last slash, without what stands behind `#` or `?`.
pub fn base() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let path = address.split(['#', '?']).next().unwrap_or_default();
    path.rsplit_once('/').map(|(base, _)| format!("{base}/")).unwrap_or_default()
}

/// Goes to another page.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // The only failure is a document that is being closed.
        let _ = window.location().set_hash(hash);
    }
}

/// Calls `action` with the new text each time it changes, for as long as the page lives.
pub fn on_hash_change(mut action: impl FnMut(String) + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || action(hash()));
    if let Some(window) = web_sys::window() {
        window.set_onhashchange(Some(closure.as_ref().unchecked_ref()));
    }
    closure.forget();
}

/// Scrolls to the top and puts the keyboard's focus on the page: after a change of page.
pub fn focus_main() {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(main) = window.document().and_then(|document| document.get_element_by_id("main"))
        && let Ok(main) = main.dyn_into::<web_sys::HtmlElement>()
    {
        // An element that cannot be focused is not there to be read.
        let _ = main.focus();
    }
}

/// Names the tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Whether the keyboard is in a field, so that keys are text.
pub fn is_typing() -> bool {
    let focused = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    focused.is_some_and(|element| match element.tag_name().as_str() {
        "INPUT" => element.get_attribute("type").as_deref() != Some("checkbox"),
        name => matches!(name, "TEXTAREA" | "SELECT"),
    })
}

/// Whether a dialog or a menu stands before the page: keys are its own.
pub fn is_dialog_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.query_selector("dialog[open], :popover-open").ok().flatten()).is_some()
}

/// Puts the keyboard's focus on the element with this id; whether there is one.
pub fn focus(id: &str) -> bool {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

/// Unfolds what hides the element with this id, and puts the keyboard's focus on it.
pub fn reveal(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(folded) = element.and_then(|element| element.closest("details:not([open])").ok().flatten()) {
        // The only failure is a name that is none.
        let _ = folded.set_attribute("open", "");
    }
    focus(id);
}
