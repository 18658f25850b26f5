use super::tree::Tree;

/// Adds to each feature how much its splits in one tree told apart: Σ over nodes of n_left·m_left² + n_right·m_right² − n·m², with n
/// rows at a node and m their mean leaf value: the fall of the squared error, which for shares of bad rows is half that of the Gini
/// impurity. `leaf_values[node]` is what a leaf says.
pub(super) fn add_split_gains(tree: &Tree, leaf_values: impl Fn(usize) -> f64, gains: &mut [f64]) {
    let nodes = tree.nodes();
    let mut means = vec![0.0; nodes.len()];
    // Children stand after their parents.
    for idx in (0..nodes.len()).rev() {
        let node = &nodes[idx];
        if node.is_leaf() {
            means[idx] = leaf_values(idx);
            continue;
        }
        let (left, right) = (node.left as usize, node.left as usize + 1);
        let (n_left, n_right) = (f64::from(nodes[left].n_rows), f64::from(nodes[right].n_rows));
        let n_rows = (n_left + n_right).max(1.0);
        means[idx] = (n_left * means[left] + n_right * means[right]) / n_rows;
        let gain = n_left * means[left] * means[left] + n_right * means[right] * means[right] - n_rows * means[idx] * means[idx];
        if let Some(place) = gains.get_mut(usize::from(node.feature)) {
            *place += gain.max(0.0);
        }
    }
}
