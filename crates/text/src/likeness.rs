//! How alike two texts are by what they share: words, letters, pairs of letters, each with its weight.
//!
//! What comes in are two sorted lists and what each entry weighs, what goes out is how much they share. Where the weights
//! come from (the two plans, or all passages of an index) and what else speaks for a pair must not be known here.

/// How much two lists share, and how much each has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// The weight of what both have.
    pub shared: f32,
    /// The weight of the first.
    pub first: f32,
    /// The weight of the second.
    pub second: f32,
}

impl Overlap {
    /// Lays two sorted lists, each entry once, beside each other.
    ///
    /// ```
    /// use kurabe_text::likeness::Overlap;
    /// let found = Overlap::of(&['業', '事', '承', '継'], &['事', '業'], |_| 1.0);
    /// assert_eq!((found.shared, found.first), (1.0, 4.0), "the second is not sorted");
    /// let found = Overlap::of(&['事', '承', '業', '継'], &['事', '業'], |_| 1.0);
    /// assert_eq!((found.share(), found.held(), found.of_first()), (4.0 / 6.0, 1.0, 0.5));
    /// ```
    #[must_use]
    pub fn of<T: Ord>(first: &[T], second: &[T], weight: impl Fn(&T) -> f32) -> Self {
        let sum = |list: &[T]| list.iter().map(&weight).sum();
        let shared = shared(first, second, T::cmp).map(|(entry, _)| weight(entry)).sum();
        Self { shared, first: sum(first), second: sum(second) }
    }

    /// The share of both lists that they have in common, from 0 to 1 (Dice).
    #[must_use]
    pub fn share(self) -> f32 {
        part(2.0 * self.shared, self.first + self.second)
    }

    /// The share of the lesser list that the greater has too, from 0 to 1.
    #[must_use]
    pub fn held(self) -> f32 {
        part(self.shared, self.first.min(self.second))
    }

    /// The share of the first list that the second has too, from 0 to 1.
    #[must_use]
    pub fn of_first(self) -> f32 {
        part(self.shared, self.first)
    }
}

fn part(of: f32, whole: f32) -> f32 {
    if whole > 0.0 { of / whole } else { 0.0 }
}

/// The entries of two sorted lists that are equal by an order by which both are sorted, each once.
pub fn shared<'a, T>(
    first: &'a [T],
    second: &'a [T],
    order: impl Fn(&T, &T) -> std::cmp::Ordering + 'a,
) -> impl Iterator<Item = (&'a T, &'a T)> + 'a {
    let mut others = second.iter().peekable();
    first.iter().filter_map(move |one| {
        while others.next_if(|other| order(other, one).is_lt()).is_some() {}
        others.next_if(|other| order(other, one).is_eq()).map(|other| (one, other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn from_both_sides_the_same(mut a in prop::collection::vec(0u8..30, 0..20), mut b in prop::collection::vec(0u8..30, 0..20)) {
            for list in [&mut a, &mut b] {
                list.sort_unstable();
                list.dedup();
            }
            let weight = |entry: &u8| f32::from(*entry % 4);
            let (there, back) = (Overlap::of(&a, &b, weight), Overlap::of(&b, &a, weight));
            prop_assert_eq!((there.shared, there.first), (back.shared, back.second));
            prop_assert!((0.0..=1.0).contains(&there.share()) && there.share() <= there.held() + f32::EPSILON);
            let both = a.iter().filter(|entry| b.contains(entry)).count();
            prop_assert_eq!(shared(&a, &b, u8::cmp).count(), both);
            prop_assert!(a.is_empty() || Overlap::of(&a, &a, |_| 1.0).share() == 1.0);
        }
    }
}
