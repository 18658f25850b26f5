//! Requests to another host, whose replies are heard piece by piece. Neither cookies nor the page's address go along, and nothing is kept.

use gloo_net::http::{Method, RequestBuilder, Response};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode,
    RequestRedirect,
};

/// A request; `body` is JSON, and without one it is a GET.
#[derive(Clone, Debug)]
pub struct FetchRequest {
    /// The address.
    pub address: String,
    /// Headers beside `Content-Type`.
    pub headers: Vec<(&'static str, String)>,
    /// What is posted.
    pub body: Option<String>,
}

/// What is heard of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The reply's head: status and `Content-Type`.
    Head(u16, String),
    /// The next bytes of its body.
    Bytes(Vec<u8>),
    /// Its end.
    End,
    /// No reply, or one that broke off; the browser does not tell why.
    Lost,
}

/// A request under way. Dropped, it is ended, and nothing more is heard of it.
#[derive(Debug)]
pub struct Fetching {
    controller: Option<AbortController>,
}

impl Drop for Fetching {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

/// Sends a request. `on_heard` is called until [`Heard::End`] or [`Heard::Lost`], or until the request is dropped.
pub fn fetch(request: FetchRequest, on_heard: impl Fn(Heard) + 'static) -> Fetching {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    spawn_local(async move {
        let is_over = || signal.as_ref().is_some_and(AbortSignal::aborted);
        let ending = match send(&request, signal.as_ref()).await {
            Some(response) => {
                let content_type = response.headers().get("content-type").unwrap_or_default();
                if !is_over() {
                    on_heard(Heard::Head(response.status(), content_type));
                }
                read(&response, &is_over, &on_heard).await
            }
            None => Heard::Lost,
        };
        if !is_over() {
            on_heard(ending);
        }
    });
    Fetching { controller }
}

async fn send(request: &FetchRequest, signal: Option<&AbortSignal>) -> Option<Response> {
    let method = if request.body.is_some() { Method::POST } else { Method::GET };
    let (address, query) = request.address.split_once('?').unwrap_or((&request.address, ""));
    let builder = RequestBuilder::new(address)
        // On its own: what stands in the address would get an empty parameter behind it.
        .query(parameters(query).iter().map(|(name, value)| (name.as_str(), value)))
        .method(method)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        // The origin alone, which CORS tells in any case: a key may be restricted to it.
        .referrer_policy(ReferrerPolicy::StrictOrigin)
        .abort_signal(signal);
    let builder = request.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value));
    let ready = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str()),
        None => builder.build(),
    };
    ready.ok()?.send().await.ok()
}

/// A query's parameters, decoded.
fn parameters(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from);
    query.split('&').filter_map(|part| part.split_once('=')).map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// Reads the body to its end.
async fn read(response: &Response, is_over: &impl Fn() -> bool, on_heard: &impl Fn(Heard)) -> Heard {
    let Some(body) = response.body() else { return Heard::End };
    let Ok(reader) = ReadableStreamDefaultReader::new(&body) else { return Heard::Lost };
    loop {
        let Ok(next) = JsFuture::from(reader.read()).await else { return Heard::Lost };
        if is_over() {
            return Heard::Lost;
        }
        let value = js_sys::Reflect::get(&next, &"value".into()).ok().and_then(|value| value.dyn_into::<js_sys::Uint8Array>().ok());
        match value {
            Some(bytes) => on_heard(Heard::Bytes(bytes.to_vec())),
            None => return Heard::End,
        }
    }
}
