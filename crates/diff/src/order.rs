//! 順序: which of the nodes that stand under one heading changed places. A planner reads order as priority.
//!
//! In come features and pairs, out comes for each old node whether it left its place in the row. What a node says
//! must not be known here.

use super::feature::Features;
use super::pairs::Pairs;

/// For each old node: does it stand elsewhere in the row of its siblings?
///
/// The longest row that kept its order stays; what had to step out of it changed places.
pub(super) fn out_of_order(features: &Features, pairs: &Pairs) -> Vec<bool> {
    let mut found = vec![false; features.old.len()];
    let top: Vec<usize> = (0..features.old.len()).filter(|at| features.old[*at].parent.is_none()).collect();
    let families = features.old.iter().map(|item| &item.children).chain([&top]);
    for children in families {
        for stepped_out in stepped_out(features, pairs, children) {
            found[stepped_out] = true;
        }
    }
    found
}

/// Of some siblings those whose partners stand under one parent, in another order.
fn stepped_out(features: &Features, pairs: &Pairs, children: &[usize]) -> Vec<usize> {
    let same_parent = |old: usize, new: usize| {
        let (above_old, above_new) = (features.old[old].parent, features.new[new].parent);
        match (above_old, above_new) {
            (None, None) => true,
            (Some(above_old), Some(above_new)) => pairs.new_of[above_old] == Some(above_new),
            _ => false,
        }
    };
    // Of several with the same title none can be told to have moved.
    let is_one = |old: usize, new: usize| features.old[old].namesakes.max(features.new[new].namesakes) == 1;
    let places: Vec<(usize, usize)> = children
        .iter()
        .filter_map(|old| Some((*old, pairs.new_of[*old]?)))
        .filter(|(old, new)| same_parent(*old, *new) && is_one(*old, *new))
        .collect();
    let kept = longest_rise(&places.iter().map(|(_, new)| *new).collect::<Vec<_>>());
    let mut kept = kept.into_iter().peekable();
    let stays = |at: usize| kept.next_if_eq(&at).is_some();
    let mut stays = stays;
    places.iter().enumerate().filter(|(at, _)| !stays(*at)).map(|(_, (old, _))| *old).collect()
}

/// The places of a longest rising row of different numbers, in order.
fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    // For each length the place where the lowest row of it ends, and for each place the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_row_stays() {
        assert_eq!(longest_rise(&[2, 0, 1, 3]), [1, 2, 3]);
        assert_eq!(longest_rise(&[3, 1, 2, 0]), [1, 2]);
        assert_eq!(longest_rise(&[5]), [0]);
        assert!(longest_rise(&[]).is_empty());
    }
}
