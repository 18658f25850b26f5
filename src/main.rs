//! The page: one click through page and engine and back.

use leptos::prelude::*;
use smart_loan_recovery::browser::{boot, engine_port::EnginePort, panic};

fn main() {
    panic::install_page_panic_hook();
    boot::remove_boot_text();
    leptos::mount::mount_to_body(Echo);
}

/// A button that posts bytes to the engine, and what came back.
#[component]
fn Echo() -> impl IntoView {
    let answer = RwSignal::new("nothing yet".to_owned());
    let on_message = move |head: Vec<u8>, _| answer.set(String::from_utf8_lossy(&head).into_owned());
    let on_crash = move |text| answer.set(format!("crashed: {text}"));
    let port = StoredValue::new_local(EnginePort::start(on_message, on_crash).map_err(|error| error.to_string()));
    let post = move |_| {
        port.with_value(|port| match port {
            Ok(port) => {
                if let Err(error) = port.post(b"hello from the page", &[]) {
                    answer.set(error.to_string());
                }
            }
            Err(error) => answer.set(error.clone()),
        });
    };
    view! {
        <main class="page">
            <h1>"Smart Loan Recovery"</h1>
            <button class="button button--primary" on:click=post>"Ask the engine"</button>
            <p id="answer" role="status">{move || answer.get()}</p>
        </main>
    }
}
