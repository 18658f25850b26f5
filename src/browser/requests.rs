//! What the browser itself saw leave, in the page or in a worker: every finished request, and every one that the
//! content security policy stopped. Not what our own code thinks that it sent.

use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, PerformanceObserver, PerformanceObserverInit};

/// Something that the browser saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A request to this address.
    Request(String),
    /// A request or a script that the policy stopped.
    Blocked(String),
}

/// Calls `action` with everything that the browser sees, from the start of this page or worker on.
pub fn watch(action: impl Fn(Seen) + Clone + 'static) {
    watch_requests(action.clone());
    let on_violation = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let address = Reflect::get(&event, &JsValue::from_str("blockedURI")).ok().and_then(|address| address.as_string());
        action(Seen::Blocked(address.unwrap_or_default()));
    });
    let target: EventTarget = js_sys::global().unchecked_into();
    // Adding a listener of a known name cannot fail.
    let _ = target.add_event_listener_with_callback("securitypolicyviolation", on_violation.as_ref().unchecked_ref());
    on_violation.forget();
}

fn watch_requests(action: impl Fn(Seen) + 'static) {
    let on_entries = Closure::<dyn Fn(JsValue)>::new(move |list: JsValue| {
        let entries = Reflect::get(&list, &JsValue::from_str("getEntries"))
            .ok()
            .and_then(|get| get.dyn_into::<js_sys::Function>().ok())
            .and_then(|get| get.call0(&list).ok())
            .map(|entries| Array::from(&entries))
            .unwrap_or_default();
        for entry in entries.iter() {
            if let Some(name) = Reflect::get(&entry, &JsValue::from_str("name")).ok().and_then(|name| name.as_string()) {
                action(Seen::Request(name));
            }
        }
    });
    if let Ok(observer) = PerformanceObserver::new(on_entries.as_ref().unchecked_ref()) {
        // `type` with `buffered` brings what came before; the binding's own constructor would add `entryTypes`, which
        // excludes it.
        let options = js_sys::Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&options, &JsValue::from_str(name), &value).unwrap_or_default();
        if set("type", "resource".into()) && set("buffered", true.into()) {
            observer.observe(options.unchecked_ref::<PerformanceObserverInit>());
        }
        std::mem::forget(observer);
    }
    on_entries.forget();
}
