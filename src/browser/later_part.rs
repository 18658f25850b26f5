//! The page's later part: functions that the first part's table of functions lacks until they are joined to it
//! (`scripts/divide_wasm.mjs`).

use js_sys::{Object, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::engine_port::linked_address;
use super::envelope::describe;

/// Fetches the later part, joins it and then says so, or why that did not succeed, in technical words. What is built for development
/// is not divided: it is there at once.
pub fn bring(then: impl FnOnce(Result<(), String>) + 'static) {
    let Ok(address) = linked_address("page-later") else { return then(Ok(())) };
    wasm_bindgen_futures::spawn_local(async move { then(join(&address).await.map_err(|error| describe(&error))) });
}

async fn join(address: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let answer: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from_str(&format!("{} for {}", answer.status(), answer.url())));
    }
    // Not streamed: a server may not know the type of WebAssembly.
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    let imports = Object::new();
    Reflect::set(&imports, &"first".into(), &wasm_bindgen::exports())?;
    let module = JsFuture::from(WebAssembly::compile(&bytes)).await?.dyn_into()?;
    JsFuture::from(WebAssembly::instantiate_module(&module, &imports)).await?;
    Ok(())
}
