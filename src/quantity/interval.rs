/// The 0.975 quantile of the standard normal distribution: 95 % lie within as many standard deviations.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share of which `n_hits` of `n_rows` were seen (Wilson 1927, without correction for
/// continuity), within 0..=1; all of it where nothing was seen.
pub fn wilson_interval(n_hits: u64, n_rows: u64) -> (f64, f64) {
    if n_rows == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (n_rows as f64, n_hits.min(n_rows) as f64 / n_rows as f64);
    let spread = Z_95 * Z_95 / n;
    let middle = (share + spread / 2.0) / (1.0 + spread);
    let half_width = Z_95 * libm::sqrt(share * (1.0 - share) / n + spread / (4.0 * n)) / (1.0 + spread);
    // At the ends the two are equal but for rounding.
    let low = if n_hits == 0 { 0.0 } else { (middle - half_width).max(0.0) };
    let high = if n_hits >= n_rows { 1.0 } else { (middle + half_width).min(1.0) };
    (low, high)
}
