//! Random numbers of the browser.

/// Bits that nobody can guess; those of the clock where the browser has no better ones.
pub fn bits() -> u64 {
    let mut bytes = [0; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let drawn = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if drawn { u64::from_le_bytes(bytes) } else { js_sys::Math::random().to_bits() }
}

/// Uniform in [0, 1): for waits, not for secrets.
pub fn uniform() -> f64 {
    js_sys::Math::random()
}
