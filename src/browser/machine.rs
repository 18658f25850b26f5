//! What the machine offers.

/// Trainers that this machine can run beside page and data engine: its cores less one, at least 1, at most 8.
pub fn n_trainers() -> u32 {
    let n_cores = web_sys::window().map_or(2.0, |window| window.navigator().hardware_concurrency());
    (n_cores as u32).saturating_sub(1).clamp(1, 8)
}
