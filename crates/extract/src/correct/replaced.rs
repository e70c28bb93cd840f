//! Which corrections say nothing any more, since later ones speak of the same.
//!
//! In comes what each says of which node, in their order, out comes for each the later one that took its place. What is
//! said there must not be known here.

use std::collections::BTreeMap;

use kurabe_model::Applied;

/// Something that is said of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facet {
    /// That it is one, or none.
    Item,
    Kind,
    Parent,
    Title,
    Begins,
    Ends,
    Flags,
    Themes,
    /// Of the figure at a place.
    Figure(usize, OfFigure),
}

/// Something that is said of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OfFigure {
    Name,
    Value,
    Unit,
    Role,
    Period,
    /// That it is none.
    Gone,
}

impl OfFigure {
    pub(super) const ALL: [Self; 6] = [Self::Name, Self::Value, Self::Unit, Self::Role, Self::Period, Self::Gone];
}

/// What was said of which node.
type Said = Vec<(usize, Facet)>;

/// What was said, one correction after another.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By those that hold.
    held: Vec<(u32, Said)>,
    /// By the one that is applied now.
    now: Said,
    /// Which one took a node away.
    gone: BTreeMap<usize, u32>,
}

impl Ledger {
    pub(super) fn says(&mut self, key: usize, facet: Facet) {
        self.now.push((key, facet));
    }

    /// The one that was applied holds; these nodes are gone now.
    pub(super) fn holds(&mut self, number: u32, gone: impl Iterator<Item = usize>) {
        self.held.push((number, std::mem::take(&mut self.now)));
        for key in gone {
            self.gone.entry(key).or_insert(number);
        }
    }

    /// It does not hold.
    pub(super) fn fails(&mut self) {
        self.now.clear();
    }

    /// Those that hold, each with the one that took its place.
    pub(super) fn applied(&self) -> Vec<Applied> {
        let mut last: BTreeMap<(usize, Facet), u32> = BTreeMap::new();
        for (number, said) in &self.held {
            last.extend(said.iter().map(|facet| (*facet, *number)));
        }
        let later = |number: u32, (key, facet): (usize, Facet)| {
            let of_node = self.gone.get(&key).filter(|gone| **gone != number).copied();
            of_node.into_iter().chain(last.get(&(key, facet)).filter(|last| **last != number).copied()).max()
        };
        let of = |(number, said): &(u32, Said)| {
            let all: Option<Vec<u32>> = said.iter().map(|facet| later(*number, *facet)).collect();
            Applied { number: *number, replaced: all.and_then(|all| all.into_iter().max()) }
        };
        self.held.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_of_all_is_replaced() {
        let mut ledger = Ledger::default();
        let mut say = |number: u32, said: &[(usize, Facet)], gone: &[usize]| {
            said.iter().for_each(|(key, facet)| ledger.says(*key, *facet));
            ledger.holds(number, gone.iter().copied());
        };
        say(1, &[(0, Facet::Kind)], &[]);
        say(2, &[(0, Facet::Kind), (0, Facet::Title)], &[]);
        say(3, &[(0, Facet::Kind)], &[]);
        say(4, &[(1, Facet::Flags)], &[]);
        say(5, &[(2, Facet::Ends)], &[1]);
        say(6, &[(3, Facet::Item)], &[1, 3]);
        let replaced: Vec<_> = ledger.applied().into_iter().map(|own| own.replaced).collect();
        assert_eq!(replaced, [Some(3), None, None, Some(5), None, None]);
    }
}
