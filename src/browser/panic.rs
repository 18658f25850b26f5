//! What happens after a bug: a readable banner in the page, a word to the page from a worker.
//! Neither touches the program's own state, which may be in any shape by then.

use super::worker_scope;

#[cfg(feature = "page")]
use web_sys::{Document, Element};

/// On a panic in the page: the place in the console, and a banner on top of the page.
#[cfg(feature = "page")]
pub fn install_page_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            // Nobody is left to tell if even the banner fails; the console has the message.
            let _ = show_banner(&document, &info.to_string());
        }
    }));
}

/// On a panic in a worker: the page hears of it at once, as a crash of this worker.
pub fn install_worker_panic_hook() {
    std::panic::set_hook(Box::new(|info| worker_scope::post_crash(&info.to_string())));
}

/// Plain DOM: the views may be what has failed.
#[cfg(feature = "page")]
fn show_banner(document: &Document, message: &str) -> Result<(), wasm_bindgen::JsValue> {
    const ID: &str = "panic-banner";
    let Some(body) = document.body() else { return Ok(()) };
    if document.get_element_by_id(ID).is_some() {
        return Ok(());
    }
    let banner = element(document, "div", "banner", "")?;
    banner.set_id(ID);
    banner.set_attribute("role", "alert")?;
    banner.set_attribute("data-tone", "stop")?;
    let details = element(document, "details", "banner__text", "")?;
    details.append_with_node_2(
        element(document, "summary", "banner__summary", "Technical details")?.as_ref(),
        element(document, "code", "banner__code", message)?.as_ref(),
    )?;
    banner.append_with_node_1(element(document, "span", "icon", "")?.as_ref())?;
    banner.append_with_node_1(element(document, "h2", "banner__title", "Something went wrong in this page.")?.as_ref())?;
    banner.append_with_node_1(
        element(document, "p", "banner__text", "Your file is untouched on your disk; reload to start again.")?.as_ref(),
    )?;
    banner.append_with_node_1(details.as_ref())?;
    body.prepend_with_node_1(banner.as_ref())?;
    banner.scroll_into_view();
    Ok(())
}

#[cfg(feature = "page")]
fn element(document: &Document, name: &str, class: &str, text: &str) -> Result<Element, wasm_bindgen::JsValue> {
    let made = document.create_element(name)?;
    made.set_class_name(class);
    made.set_text_content(Some(text));
    Ok(made)
}
