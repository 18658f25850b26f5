use super::action::Strategy;
use super::cut_offs::CutOffs;
use crate::quantity::Probability;

/// The share of a borrower's scores, one from each seed, whose strategy is not `shown`; `None` without scores. Scores are those of
/// whole models, or of groups of a forest's trees ([`group_scores`]): a single tree knows too little to be a second opinion.
pub fn share_that_differs(scores: impl IntoIterator<Item = Probability>, shown: Strategy, cut_offs: CutOffs) -> Option<Probability> {
    let (mut n, mut n_other) = (0, 0);
    for score in scores {
        n += 1;
        n_other += u64::from(cut_offs.strategy(Some(score)) != shown);
    }
    Probability::from_share(n_other, n)
}

/// Votes of single trees, in the order of the trees, to the scores of so many forests of equal size: tree `k` is in forest
/// `k % n_groups`. Groups without a tree have no score.
pub fn group_scores(votes: impl IntoIterator<Item = Probability>, n_groups: usize) -> Vec<Probability> {
    let mut sums = vec![(0u64, 0u64); n_groups];
    for (tree, vote) in votes.into_iter().enumerate() {
        if let Some((sum, n)) = sums.get_mut(tree % n_groups.max(1)) {
            *sum += (vote.value() * 1e6).round() as u64;
            *n += 1_000_000;
        }
    }
    sums.into_iter().filter_map(|(sum, n)| Probability::from_share(sum, n)).collect()
}
