//! The only module that touches the browser: `web_sys`, `js_sys` and `wasm_bindgen` are named here and in the two bins.
//! Bytes, attachments and plain errors go out; it knows nothing of loans, sessions or views.

pub mod boot;
pub mod engine_port;
pub mod envelope;
pub mod panic;
pub mod port;
pub mod worker_scope;
