//! The only module that touches the browser: `web_sys`, `js_sys` and `wasm_bindgen` are named here and in the two bins.
//! Bytes, attachments and plain errors go out; it knows nothing of loans, sessions or views.

#[cfg(feature = "page")]
pub mod boot;
#[cfg(feature = "page")]
pub mod clipboard;
pub mod clock;
#[cfg(feature = "page")]
pub mod css_tokens;
#[cfg(feature = "page")]
pub mod echarts;
pub mod engine_port;
pub mod envelope;
#[cfg(feature = "page")]
pub mod fetching;
pub mod file_reader;
pub mod files;
#[cfg(feature = "page")]
pub mod later_part;
#[cfg(feature = "page")]
pub mod location;
pub mod machine;
pub mod panic;
pub mod port;
#[cfg(feature = "page")]
pub mod random;
pub mod requests;
#[cfg(feature = "page")]
pub mod storage;
pub mod worker_scope;
