//! Gaps of an alignment: what stands between the same neighbours.
//!
//! In come the pairs found so far and two nodes under headings that are one, out comes whether they stand at the like place
//! beside the nearest siblings that are pairs. What the two say must not be known here.

use super::feature::Features;
use super::pairs::Pairs;

/// Where one stands among its siblings: the nearest before and after that are pairs, and how many without a counterpart stand
/// between it and them.
struct Gap {
    before: Option<usize>,
    after: Option<usize>,
    open_before: usize,
    open_after: usize,
}

/// What a sibling is to a gap.
enum Beside {
    /// Its counterpart stands under the same heading of the other plan: the gap ends at it.
    Anchor,
    /// It has none.
    Open,
    /// Its counterpart stands elsewhere: it is as if it were not there.
    Elsewhere,
}

/// Siblings on either side of a gap's place that are looked at.
const WIDEST: usize = 12;

impl Gap {
    /// The gap in which one stands; none where it is so wide that its place says nothing.
    fn around(siblings: &[usize], at: usize, is: impl Fn(usize) -> Beside) -> Option<Self> {
        let own = siblings.partition_point(|sibling| *sibling < at);
        let to_anchor = |siblings: &mut dyn Iterator<Item = &usize>| {
            let mut open = 0;
            for (far, sibling) in siblings.enumerate() {
                match is(*sibling) {
                    Beside::Anchor => return Some((Some(*sibling), open)),
                    _ if far == WIDEST => return None,
                    Beside::Open => open += 1,
                    Beside::Elsewhere => {}
                }
            }
            Some((None, open))
        };
        let (before, open_before) = to_anchor(&mut siblings[..own].iter().rev())?;
        let (after, open_after) = to_anchor(&mut siblings.get(own + 1..).unwrap_or_default().iter())?;
        Some(Self { before, after, open_before, open_after })
    }
}

/// On how many sides two nodes stand by the same neighbour: as far behind, and as far before, one pair.
pub(super) fn same_sides(features: &Features, pairs: &Pairs, old: usize, new: usize) -> usize {
    let (parent_old, parent_new) = (features.old[old].parent, features.new[new].parent);
    let is = |counterpart: Option<usize>, is_beside: &dyn Fn(usize) -> bool| match counterpart {
        Some(other) if is_beside(other) => Beside::Anchor,
        Some(_) => Beside::Elsewhere,
        None => Beside::Open,
    };
    let beside_new = |other: usize| features.new[other].parent == parent_new;
    let beside_old = |other: usize| features.old[other].parent == parent_old;
    let of_old = Gap::around(features.beside_old(old), old, |sibling| is(pairs.new_of[sibling], &beside_new));
    let of_new = Gap::around(features.beside_new(new), new, |sibling| is(pairs.old_of[sibling], &beside_old));
    let (Some(of_old), Some(of_new)) = (of_old, of_new) else { return 0 };
    let is_pair = |one: Option<usize>, other: Option<usize>| match (one, other) {
        (Some(one), Some(other)) => pairs.new_of[one] == Some(other),
        (None, None) => true,
        _ => false,
    };
    let before = of_old.open_before == of_new.open_before && is_pair(of_old.before, of_new.before);
    let after = of_old.open_after == of_new.open_after && is_pair(of_old.after, of_new.after);
    usize::from(before) + usize::from(after)
}
