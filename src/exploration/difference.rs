use super::tally::Tally;

/// Beyond this many standard deviations a difference is taken for more than chance: 1 % of all that are none.
const LIMIT: f64 = 2.326;
/// Groups with fewer expected loans of either outcome are counted together.
const LEAST_EXPECTED: f64 = 5.0;
/// A group of which something is said has at least so many loans with a known outcome.
const LEAST_LOANS: u64 = 20;

/// Where the share of bad loans differs most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Contrast {
    /// Nowhere, beyond chance.
    None,
    /// Between the groups from this one on and those before it.
    From {
        /// The first group of the upper part.
        group: usize,
        /// The groups before it.
        below: Tally,
        /// The groups from it on.
        above: Tally,
    },
    /// Between two groups.
    Groups {
        /// The one with the highest share.
        highest: usize,
        /// The one with the lowest share.
        lowest: usize,
    },
}

/// Pearson's χ² of outcomes by group, and its degrees of freedom. Groups too small for it are counted together.
pub fn chi_square(tallies: &[Tally]) -> (f64, u32) {
    let rate = Tally::sum(tallies).rate();
    let rarer = rate.min(1.0 - rate);
    let (large, small): (Vec<&Tally>, Vec<&Tally>) = tallies.iter().partition(|tally| tally.n_known() as f64 * rarer >= LEAST_EXPECTED);
    let rest = Tally::sum(small);
    let cells = large.into_iter().chain([&rest]).filter(|tally| tally.n_known() > 0);
    let (mut sum, mut n_groups) = (0.0, 0u32);
    for tally in cells {
        let excess = tally.n_bad as f64 - tally.n_known() as f64 * rate;
        sum += excess * excess / (tally.n_known() as f64 * rate * (1.0 - rate)).max(f64::MIN_POSITIVE);
        n_groups += 1;
    }
    if rarer > 0.0 && n_groups > 1 { (sum, n_groups - 1) } else { (0.0, 0) }
}

/// Whether a χ² is larger than chance gives in 99 of 100 cases, by the normal approximation of Wilson and Hilferty (1931).
pub fn is_beyond_chance(chi_square: f64, degrees: u32) -> bool {
    if degrees == 0 {
        return false;
    }
    let ninth = 2.0 / (9.0 * f64::from(degrees));
    (libm::cbrt(chi_square / f64::from(degrees)) - (1.0 - ninth)) / libm::sqrt(ninth) > LIMIT
}

/// Where the rates of these groups differ most: of ordered ones between the lower and the upper groups, else between two.
pub fn contrast(tallies: &[Tally], is_ordered: bool) -> Contrast {
    let (sum, degrees) = chi_square(tallies);
    if !is_beyond_chance(sum, degrees) {
        return Contrast::None;
    }
    let at_cut = if is_ordered { best_cut(tallies) } else { None };
    at_cut.or_else(|| furthest_groups(tallies)).unwrap_or(Contrast::None)
}

fn best_cut(tallies: &[Tally]) -> Option<Contrast> {
    let all = Tally::sum(tallies);
    let least = LEAST_LOANS.max(all.n_known() / 50);
    let mut best: Option<(f64, Contrast)> = None;
    for group in 1..tallies.len() {
        let (below, above) = (Tally::sum(&tallies[..group]), Tally::sum(&tallies[group..]));
        if below.n_known() < least || above.n_known() < least {
            continue;
        }
        let (sum, _) = chi_square(&[below, above]);
        if best.is_none_or(|(other, _)| sum > other) {
            best = Some((sum, Contrast::From { group, below, above }));
        }
    }
    best.map(|(_, contrast)| contrast)
}

fn furthest_groups(tallies: &[Tally]) -> Option<Contrast> {
    let least = LEAST_LOANS.max(Tally::sum(tallies).n_known() / 100);
    let mut ends: Option<(usize, usize)> = None;
    for group in (0..tallies.len()).filter(|&group| tallies[group].n_known() >= least) {
        let (highest, lowest) = ends.unwrap_or((group, group));
        let rate = tallies[group].rate();
        ends = Some((
            if rate > tallies[highest].rate() { group } else { highest },
            if rate < tallies[lowest].rate() { group } else { lowest },
        ));
    }
    ends.filter(|(highest, lowest)| highest != lowest).map(|(highest, lowest)| Contrast::Groups { highest, lowest })
}
