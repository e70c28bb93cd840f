//! Clusters of like items that many plans share, the widest first, each item in one of them at most.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

/// How wide a cluster is: so many plans, and how close their items stand to its seed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Width {
    plans: usize,
    closeness: f32,
    seed: usize,
}

impl Eq for Width {}

impl Ord for Width {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_width = self.plans.cmp(&other.plans).then(self.closeness.total_cmp(&other.closeness));
        by_width.then(other.seed.cmp(&self.seed))
    }
}

impl PartialOrd for Width {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The widest clusters, at most so many: for each item its plan and the like items of others, with their likeness. A
/// cluster is a list of items of different plans, its seed first and then the likest.
pub(super) fn widest(plans: &[u32], like: &[Vec<(usize, f32)>], several: usize, most: usize) -> Vec<Vec<usize>> {
    let mut taken = vec![false; plans.len()];
    let mut chosen = Vec::new();
    let measure = |seed: usize, taken: &[bool]| {
        let members = members(plans, like, seed, taken);
        Width { plans: members.len(), closeness: members.iter().map(|(_, likeness)| likeness).sum(), seed }
    };
    let all = (0..plans.len()).filter(|seed| like.get(*seed).is_some_and(|list| !list.is_empty()));
    let mut heap: BinaryHeap<Width> = all.map(|seed| measure(seed, &taken)).collect();
    while chosen.len() < most
        && let Some(top) = heap.pop()
    {
        if taken[top.seed] || top.plans < several {
            continue;
        }
        // Clusters only shrink as others take their items: what was measured before is the most it can still be.
        let now = measure(top.seed, &taken);
        if now < top {
            heap.push(now);
            continue;
        }
        let cluster: Vec<usize> = members(plans, like, top.seed, &taken).into_iter().map(|(at, _)| at).collect();
        for at in &cluster {
            taken[*at] = true;
            like[*at].iter().for_each(|(other, _)| taken[*other] = true);
        }
        chosen.push(cluster);
    }
    chosen
}

/// The seed, and of each other plan the likest item that is not taken.
fn members(plans: &[u32], like: &[Vec<(usize, f32)>], seed: usize, taken: &[bool]) -> Vec<(usize, f32)> {
    let mut best: HashMap<u32, (usize, f32)> = HashMap::new();
    for (at, likeness) in like[seed].iter().filter(|(at, _)| !taken[*at] && plans[*at] != plans[seed]) {
        let member = best.entry(plans[*at]).or_insert((*at, *likeness));
        if *likeness > member.1 {
            *member = (*at, *likeness);
        }
    }
    let mut members: Vec<(usize, f32)> = best.into_values().collect();
    members.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    members.insert(0, (seed, 1.0));
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_comes_first_and_takes_its_items() {
        // Items 0, 1, 2 of three plans are alike; 3 and 4 of two; 2 is also like 3.
        let plans = [1, 2, 3, 1, 2];
        let like = vec![
            vec![(1, 0.9), (2, 0.8)],
            vec![(0, 0.9), (2, 0.7)],
            vec![(0, 0.8), (1, 0.7), (3, 0.5)],
            vec![(4, 0.6), (2, 0.5)],
            vec![(3, 0.6)],
        ];
        assert_eq!(widest(&plans, &like, 2, 9), [vec![0, 1, 2]]);
        let apart = vec![vec![(1, 0.9), (2, 0.8)], vec![(0, 0.9)], vec![(0, 0.8)], vec![(4, 0.6)], vec![(3, 0.6)]];
        assert_eq!(widest(&plans, &apart, 2, 9), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(widest(&plans, &apart, 3, 9), [vec![0, 1, 2]]);
    }
}
