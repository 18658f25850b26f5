//! Parts of a view that change.

use leptos::prelude::*;

pub use crate::session::derived::Derived;
pub use crate::session::store::memo;

/// A part of a view that is made anew whenever what it reads changes. As a closure by itself each such part would have
/// its own copy of the code that renders it; boxed, all share one (measured: a fifth of the page's wasm).
pub fn dynamic<V: IntoAny + 'static>(view: impl Fn() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || view().into_any())
}
