//! Time.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// Milliseconds on a steady clock, in the page or in a worker; 0 where there is none.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Calls `action` once after some milliseconds, in the page.
#[cfg(feature = "page")]
pub fn after(milliseconds: i32, action: impl FnOnce() + 'static) {
    let closure = wasm_bindgen::closure::Closure::once_into_js(action);
    if let Some(window) = web_sys::window() {
        // A browser without timers has no page either.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), milliseconds);
    }
}

pub(super) fn performance() -> Option<Performance> {
    js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok()?.dyn_into().ok()
}
