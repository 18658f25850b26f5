//! The text that stands in index.html until the page has started.

/// Takes the boot text away: to be called right before the page is mounted.
pub fn remove_boot_text() {
    let boot = web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id("boot"));
    if let Some(boot) = boot {
        boot.remove();
    }
}
