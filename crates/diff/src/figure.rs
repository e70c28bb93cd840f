//! 指標: which figures of aligned items were raised, lowered, added or dropped.
//!
//! In come the figures of both sides of a record, out come those that changed. A figure that is gone is never left
//! out. What the items say must not be known here.

use super::status::Move;
use kurabe_model::Indicator;
use kurabe_text::fold::fold;
use kurabe_text::unit;

/// A figure that is not what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureChange {
    /// What became of it.
    pub change: Move,
    /// The old figure.
    pub old: Option<Indicator>,
    /// The new figure.
    pub new: Option<Indicator>,
}

impl FigureChange {
    /// What is measured, as the newer plan names it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.either().map_or("", |figure| figure.name.as_str())
    }

    /// The unit, as the newer plan gives it.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.either().map_or("", |figure| figure.unit.as_str())
    }

    fn either(&self) -> Option<&Indicator> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// The figures that changed between two lists.
pub(super) fn changes(old: &[&Indicator], new: &[&Indicator]) -> Vec<FigureChange> {
    let mut left: Vec<&Indicator> = new.to_vec();
    let mut found = Vec::new();
    let mut lonely: Vec<&Indicator> = old.to_vec();
    // The surest likeness first, so that 受講者 40人 is not compared with 講座 12回.
    for closeness in [Closeness::Name, Closeness::Role, Closeness::Unit] {
        lonely.retain(|figure| match left.iter().position(|other| closeness.holds(figure, other)) {
            Some(at) => {
                let other = left.remove(at);
                found.extend(change(figure, other));
                false
            }
            None => true,
        });
    }
    found.extend(lonely.into_iter().map(|figure| FigureChange {
        change: Move::Dropped,
        old: Some(figure.clone()),
        new: None,
    }));
    found.extend(left.into_iter().map(|figure| FigureChange {
        change: Move::Added,
        old: None,
        new: Some(figure.clone()),
    }));
    found
}

/// By what two figures are taken for one.
#[derive(Clone, Copy)]
enum Closeness {
    /// The same thing is measured in the same unit.
    Name,
    /// The same unit, and both are targets, or both results.
    Role,
    /// The same unit.
    Unit,
}

impl Closeness {
    fn holds(self, a: &Indicator, b: &Indicator) -> bool {
        let unit = unit::same(&a.unit, &b.unit) || fold(&a.unit) == fold(&b.unit);
        let role = a.role == b.role;
        match self {
            Self::Name => unit && role && fold(&a.name) == fold(&b.name),
            Self::Role => unit && role && a.change == b.change,
            Self::Unit => unit && a.change == b.change,
        }
    }
}

fn change(old: &Indicator, new: &Indicator) -> Option<FigureChange> {
    let change = match (old.value, new.value) {
        (Some(was), Some(is)) if is > was => Move::Raised,
        (Some(was), Some(is)) if is < was => Move::Lowered,
        (Some(_), None) => Move::Dropped,
        (None, Some(_)) => Move::Added,
        _ => return None,
    };
    Some(FigureChange { change, old: Some(old.clone()), new: Some(new.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{NodeId, Role};

    fn figure(name: &str, value: f64, unit: &str, role: Role) -> Indicator {
        Indicator {
            node: NodeId(1),
            name: name.to_owned(),
            value: Some(value),
            text: format!("{value}{unit}"),
            unit: unit.to_owned(),
            role,
            period: None,
            as_of: None,
            approx: false,
            change: false,
            line: 1,
        }
    }

    fn said(old: &[Indicator], new: &[Indicator]) -> Vec<(Move, Option<f64>, Option<f64>)> {
        let value = |figure: &Option<Indicator>| figure.as_ref().and_then(|figure| figure.value);
        let found = changes(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>());
        found.iter().map(|found| (found.change, value(&found.old), value(&found.new))).collect()
    }

    #[test]
    fn figures_are_compared_with_their_like() {
        let old = [figure("受講者数", 40.0, "人", Role::Target), figure("講座", 12.0, "回", Role::Frequency)];
        let new = [figure("講座", 10.0, "回", Role::Frequency), figure("受講者数", 50.0, "人", Role::Target)];
        assert_eq!(said(&old, &new), [(Move::Raised, Some(40.0), Some(50.0)), (Move::Lowered, Some(12.0), Some(10.0))]);
        assert_eq!(said(&old, &old), []);
    }

    #[test]
    fn one_unit_has_several_spellings() {
        let old = [figure("受講者数", 40.0, "名", Role::Target), figure("支援先", 12.0, "社", Role::Target)];
        let new = [figure("受講者数", 50.0, "人", Role::Target), figure("支援先", 10.0, "事業所", Role::Target)];
        assert_eq!(said(&old, &new), [(Move::Raised, Some(40.0), Some(50.0)), (Move::Lowered, Some(12.0), Some(10.0))]);
    }

    #[test]
    fn another_unit_is_another_figure_and_none_is_lost() {
        let old = [figure("商談会", 6.0, "回", Role::Target)];
        let new = [figure("商談会", 80.0, "件", Role::Target)];
        assert_eq!(said(&old, &new), [(Move::Dropped, Some(6.0), None), (Move::Added, None, Some(80.0))]);
    }
}
