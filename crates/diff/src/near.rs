//! Near items: what one plan has without a counterpart, and the item without one in the other that is most like it.
//!
//! In come the candidates of two plans and which nodes stand alone, out come pairs of places. They are not taken for one,
//! for their words do not say so; but who reads "dropped" should look there first. What became of a node must not be
//! known here.

use super::candidate::Candidate;
use super::feature::Features;

/// Wordings from here on share more than a common word.
const NEAR: f32 = 0.2;

/// Pairs of items that stand alone, old and new by place, the most alike first; each item in one pair at most.
pub(super) fn near(
    features: &Features,
    candidates: &[Candidate],
    old_alone: &[bool],
    new_alone: &[bool],
) -> Vec<(usize, usize)> {
    let is_near = |old: usize, new: usize| {
        let (one, other) = (&features.old[old], &features.new[new]);
        let are_items = !one.section && !other.section;
        are_items && features.judged.may_be_one(old, new) && !features.share_formula(one, other, false)
    };
    let mut found: Vec<(f32, usize, usize)> = candidates
        .iter()
        .filter(|one| old_alone[one.old] && new_alone[one.new] && one.title >= NEAR && is_near(one.old, one.new))
        .map(|one| (one.title, one.old, one.new))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut old_done, mut new_done) = (vec![false; old_alone.len()], vec![false; new_alone.len()]);
    let mut pairs = Vec::new();
    for (_, old, new) in found {
        if !old_done[old] && !new_done[new] {
            (old_done[old], new_done[new]) = (true, true);
            pairs.push((old, new));
        }
    }
    pairs
}
