//! The worker: sends every envelope back.

use smart_loan_recovery::browser::{panic, worker_scope};

fn main() {
    panic::install_worker_panic_hook();
    worker_scope::on_message(|head, attachments| {
        if worker_scope::post_to_page(&head, &attachments).is_err() {
            web_sys::console::error_1(&"the echo was refused".into());
        }
    });
}
