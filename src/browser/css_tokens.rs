//! The style sheet's tokens: which theme is shown, and the values that a canvas cannot look up itself.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, Window};

fn root() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}

fn matches(window: &Window, query: &str) -> bool {
    window.match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// The values of these tokens (`--ink`, …) as they are now, in order; empty where one is unknown.
pub fn values(names: &[&str]) -> Vec<String> {
    let style = web_sys::window().zip(root()).and_then(|(window, root)| window.get_computed_style(&root).ok().flatten());
    let value = |name: &&str| style.as_ref().and_then(|style| style.get_property_value(name).ok()).unwrap_or_default().trim().to_owned();
    names.iter().map(value).collect()
}

/// A text with the value of each `var(--token)` in its place. A chart names one token a hundred times: it is looked up once.
pub fn with_values(text: &str) -> String {
    let style = web_sys::window().zip(root()).and_then(|(window, root)| window.get_computed_style(&root).ok().flatten());
    let mut known: Vec<(&str, String)> = Vec::new();
    let mut parts = text.split("var(");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (token, rest) = part.split_once(')').unwrap_or((part, ""));
        let place = known.iter().position(|(name, _)| *name == token).unwrap_or_else(|| {
            known.push((token, style.as_ref().and_then(|style| style.get_property_value(token).ok()).unwrap_or_default()));
            known.len() - 1
        });
        filled.push_str(known[place].1.trim());
        filled.push_str(rest);
    }
    filled
}

/// Whether the person's system, or the person here, wishes for dark.
pub fn is_dark() -> bool {
    match root().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => web_sys::window().is_some_and(|window| matches(&window, "(prefers-color-scheme: dark)")),
    }
}

/// Sets the theme for this visit.
pub fn set_dark(is_dark: bool) {
    if let Some(root) = root() {
        // A name and a value without odd characters are always taken.
        let _ = root.set_attribute("data-theme", if is_dark { "dark" } else { "light" });
    }
}

/// Whether the person wishes for less motion.
pub fn is_motion_reduced() -> bool {
    web_sys::window().is_some_and(|window| matches(&window, "(prefers-reduced-motion: reduce)"))
}

/// Calls `action` when the system's theme changes, for as long as the page lives.
pub fn on_system_theme(action: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(action);
    if let Some(list) = web_sys::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten()) {
        list.set_onchange(Some(closure.as_ref().unchecked_ref()));
        // The list must live as long as its listener.
        std::mem::forget(list);
    }
    closure.forget();
}
