use super::k_means::{MAX_K, Points};

/// The mean silhouette (Rousseeuw 1987): how much nearer rows lie to their own group than to the next one, −1..=1. Works out
/// every pair of rows; 0 where there is one group.
pub fn silhouette(points: Points, groups: &[u8]) -> f64 {
    let n_rows = points.n_rows().min(groups.len());
    let mut counts = [0u32; MAX_K];
    groups[..n_rows].iter().for_each(|&group| counts[usize::from(group)] += 1);
    let mut sums = vec![[0.0; MAX_K]; n_rows];
    for row in 0..n_rows {
        let (own, own_group) = (points.row(row), usize::from(groups[row]));
        for other in row + 1..n_rows {
            let square: f64 = own.iter().zip(points.row(other)).map(|(a, b)| (a - b) * (a - b)).sum();
            let distance = libm::sqrt(square);
            sums[row][usize::from(groups[other])] += distance;
            sums[other][own_group] += distance;
        }
    }
    let of_row = |row: usize| {
        let own = usize::from(groups[row]);
        let mean = |group: usize| sums[row][group] / f64::from(counts[group]);
        let next = (0..MAX_K).filter(|&group| group != own && counts[group] > 0).map(mean).fold(f64::INFINITY, f64::min);
        // Alone in its group, a row is neither near nor far.
        if counts[own] < 2 || next.is_infinite() {
            return 0.0;
        }
        let within = sums[row][own] / f64::from(counts[own] - 1);
        let larger = within.max(next);
        if larger > 0.0 { (next - within) / larger } else { 0.0 }
    };
    (0..n_rows).map(of_row).sum::<f64>() / n_rows.max(1) as f64
}

/// How far two groupings of the same rows agree, beyond chance (Hubert and Arabie 1985): 1 for the same groups under any
/// numbers, about 0 for chance.
pub fn adjusted_rand(a: &[u8], b: &[u8]) -> f64 {
    let pairs = |count: u64| (count * count.saturating_sub(1) / 2) as f64;
    let mut both = [[0u64; MAX_K]; MAX_K];
    a.iter().zip(b).for_each(|(&a, &b)| both[usize::from(a)][usize::from(b)] += 1);
    let together: f64 = both.iter().flatten().map(|&count| pairs(count)).sum();
    let of_a: f64 = both.iter().map(|row| pairs(row.iter().sum())).sum();
    let of_b: f64 = (0..MAX_K).map(|column| pairs(both.iter().map(|row| row[column]).sum())).sum();
    let by_chance = of_a * of_b / pairs(a.len().min(b.len()) as u64).max(1.0);
    let most = (of_a + of_b) / 2.0;
    // Both put all rows together, or all apart.
    if most == by_chance { 1.0 } else { (together - by_chance) / (most - by_chance) }
}
