//! What the person sees.
pub mod components;
pub mod icon;
