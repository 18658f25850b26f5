//! The page: takes the boot text away and mounts the app.

use smart_loan_recovery::browser::{boot, panic};
use smart_loan_recovery::ui::app::App;

fn main() {
    panic::install_page_panic_hook();
    boot::remove_boot_text();
    leptos::mount::mount_to_body(App);
}
