//! What the person sees: pages read the session and pick components; components know only their props. Every
//! sentence that is not on a single page is in [`text`].

pub mod app;
pub mod components;
pub mod dynamic;
pub mod icon;
mod pages;
mod route;
mod shortcuts;
pub mod text;
mod theme;
