//! Time.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// Milliseconds on a steady clock, in the page or in a worker; 0 where there is none.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// The time by the clock on the person's wall: days since 1970-01-01 and seconds since midnight.
pub fn local() -> (i32, u32) {
    let date = js_sys::Date::new_0();
    let seconds = (date.get_time() / 1_000.0 - date.get_timezone_offset() * 60.0) as i64;
    (seconds.div_euclid(86_400) as i32, seconds.rem_euclid(86_400) as u32)
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
