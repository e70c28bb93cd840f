//! 指標: which figures of aligned items were raised, lowered, reached, added or dropped.
//!
//! In come the figures of both sides of a record, out come those that changed. A figure is followed by its name,
//! role, period and unit; two that merely stand in one place are never set beside each other. What became of a figure
//! whose item is gone is asked in `figure_moved`.

use std::collections::BTreeSet;

use super::amount::{Amount, amounts};
use super::status::Move;
use super::unit::class;
use kurabe_model::{Indicator, Node, Role};
use kurabe_text::fold::fold;

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

    /// The same with the sides changed.
    pub(super) fn turned(self) -> Self {
        Self { change: self.change.mirrored(), old: self.new, new: self.old }
    }
}

/// A figure as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) indicator: Indicator,
    /// The plan's own name for it, folded; empty where it has none but its item's title.
    pub(super) name: String,
    /// The unit under which it is compared.
    pub(super) unit: String,
    /// The ends of a range; the same for one number.
    ends: Option<(f64, f64)>,
    /// The letters around it, where it was found in a sentence.
    context: String,
    /// Where it would be missed if it were gone: in a table or a title, not in running text.
    pub(super) stands_out: bool,
    /// The plan's reading gives it; otherwise it was found in a sentence.
    pub(super) named: bool,
}

/// The figures of a node: those that the plan's reading names, and those inside its title and body.
pub(super) fn figures(node: &Node, body: &str, known: &[&Indicator], on_lines: &[&Indicator]) -> Vec<Figure> {
    let mut found: Vec<Figure> = known.iter().map(|indicator| named(indicator, node)).collect();
    for (text, stands_out) in [(node.title.as_str(), true), (body, false)] {
        for amount in amounts(text) {
            let unit = class(amount.unit);
            let is_known = |indicator: &&&Indicator| {
                indicator.value.is_some_and(|value| near(value, amount.low) || near(value, amount.high))
                    && base(&class(&indicator.unit)) == base(&unit)
            };
            if !on_lines.iter().any(|one| is_known(&one)) && !known.iter().any(|one| is_known(&one)) {
                found.push(in_sentence(node, text, amount, unit, stands_out));
            }
        }
    }
    found
}

/// A unit without the time in which it is counted.
fn base(unit: &str) -> &str {
    unit.split('/').next().unwrap_or(unit)
}

fn named(indicator: &Indicator, node: &Node) -> Figure {
    let name = fold(&indicator.name);
    // A name that is the item's title, or holds the number itself, names nothing of its own.
    let has_own = name != fold(&node.title) && !name.contains(|c: char| c.is_ascii_digit());
    let unit = class(&indicator.unit);
    let written = amounts(&indicator.text).into_iter().find(|amount| amount.low < amount.high);
    let range = written.filter(|amount| indicator.value.is_some_and(|value| near(value, amount.low)));
    let ends = range.map(|amount| (amount.low, amount.high)).or(indicator.value.map(|value| (value, value)));
    Figure {
        indicator: (*indicator).clone(),
        name: if has_own { name } else { String::new() },
        unit,
        ends,
        context: String::new(),
        stands_out: true,
        named: true,
    }
}

fn in_sentence(node: &Node, text: &str, amount: Amount, unit: String, stands_out: bool) -> Figure {
    let role = match (amount.unit, amount.context.as_str()) {
        (_, context) if context.contains("目標") => Role::Target,
        (_, context) if context.contains("実績") => Role::Result,
        ("回", _) => Role::Frequency,
        ("%", _) => Role::Rate,
        _ => Role::Scale,
    };
    let indicator = Indicator {
        node: node.id,
        name: if amount.name.is_empty() { node.title.clone() } else { amount.name.clone() },
        value: Some(amount.low),
        text: text[amount.range.clone()].to_owned(),
        unit: amount.unit.to_owned(),
        role,
        period: None,
        as_of: None,
        approx: false,
        change: false,
        line: node.span.first,
        corrected: false,
    };
    Figure {
        indicator,
        name: fold(&amount.name),
        unit,
        ends: Some((amount.low, amount.high)),
        context: amount.context,
        stands_out,
        named: false,
    }
}

/// The fiscal years in which two plans begin, where they say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years {
    pub(super) old: Option<i32>,
    pub(super) new: Option<i32>,
}

impl Years {
    pub(super) fn step(self) -> Option<i32> {
        Some(self.new? - self.old?)
    }

    /// A result from before either plan is a record of what was; no plan sets or ends it.
    fn is_record_of_before(self, figure: &Figure) -> bool {
        let first = self.old.zip(self.new).map(|(old, new)| old.min(new));
        let before = figure.indicator.period.zip(first).is_some_and(|(period, first)| period < first);
        before && figure.indicator.role == Role::Result
    }

    /// Where the later plan begins: what an earlier year held has had its day.
    fn later(self) -> Option<i32> {
        Some(self.old?.max(self.new?))
    }
}

/// The names of the figures of two sides.
#[derive(Debug, Default)]
struct Names {
    old: BTreeSet<String>,
    new: BTreeSet<String>,
}

impl Names {
    /// Two figures of other names of which one goes on under its own on the other side.
    fn part(&self, old: &Figure, new: &Figure) -> bool {
        let named = !old.name.is_empty() && !new.name.is_empty();
        named && old.name != new.name && (self.new.contains(&old.name) || self.old.contains(&new.name))
    }
}

/// What became of the figures of two sides.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) found: Vec<FigureChange>,
    /// Figures of either side without a counterpart, which may stand elsewhere in the other plan.
    pub(super) old_alone: Vec<Figure>,
    pub(super) new_alone: Vec<Figure>,
}

/// The figures that changed between two lists.
pub(super) fn changes(old: Vec<Figure>, new: Vec<Figure>, years: Years) -> Changes {
    let (old_done, new_done) = (vec![false; old.len()], vec![false; new.len()]);
    let named = |figures: &[Figure]| figures.iter().map(|figure| figure.name.clone()).collect();
    let names = Names { old: named(&old), new: named(&new) };
    let mut table = Table { old_done, new_done, old, new, years, names };
    let mut found = table.reached();
    for tie in Tie::ALL {
        found.extend(table.tied(tie));
    }
    let alone = |figures: Vec<Figure>, done: Vec<bool>, others: &[Figure]| -> Vec<Figure> {
        let is_past = |figure: &Figure| {
            let past = figure.indicator.period.zip(years.later()).is_some_and(|(period, later)| period < later);
            past && others.iter().any(|other| other.unit == figure.unit && alike(other, figure) >= SAME_NAME)
        };
        let left = figures.into_iter().zip(done);
        let left = left.filter(|(figure, done)| !done && !is_past(figure) && !years.is_record_of_before(figure));
        left.map(|(figure, _)| figure).collect()
    };
    let (old, new) = (table.old.clone(), table.new.clone());
    Changes {
        found,
        old_alone: alone(table.old, table.old_done, &new),
        new_alone: alone(table.new, table.new_done, &old),
    }
}

struct Table {
    old: Vec<Figure>,
    new: Vec<Figure>,
    old_done: Vec<bool>,
    new_done: Vec<bool>,
    years: Years,
    names: Names,
}

/// By what two figures are taken for one, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    /// The same figure of the same year.
    Whole,
    /// The same name in the same year.
    NameAndYear,
    /// The same name in a column of years that is as many years later as the plan.
    ColumnRolled,
    /// The same figure, whatever its year.
    Value,
    /// The same words around it.
    Context,
    /// The same name, by as many years later as the plan.
    NameRolled,
    /// The same name, and no other figure of this name, role and unit.
    NameAlone,
    /// No other figure of this unit on either side.
    UnitAlone,
    /// A target and a result of the same name that name no year.
    ReachedAlone,
}

impl Tie {
    const ALL: [Self; 9] = [
        Self::Whole,
        Self::NameAndYear,
        Self::ColumnRolled,
        Self::Value,
        Self::Context,
        Self::NameRolled,
        Self::NameAlone,
        Self::UnitAlone,
        Self::ReachedAlone,
    ];

    fn must_be_alone(self) -> bool {
        matches!(self, Self::NameAlone | Self::UnitAlone | Self::ReachedAlone)
    }
}

/// Names from here on are the same name; from the lower one on they could be.
const SAME_NAME: f32 = 0.6;
const LIKE_NAME: f32 = 0.25;

impl Table {
    /// Targets of one plan that the other has the results of, for the same year. The target may also be followed by
    /// the next one.
    fn reached(&mut self) -> Vec<FigureChange> {
        let mut found = Vec::new();
        for (at, old) in self.old.iter().enumerate() {
            let same_year = |new: &Figure| {
                old.indicator.period.is_some() && old.indicator.period == new.indicator.period && self.crosses(old, new)
            };
            let Some(other) = (0..self.new.len()).find(|at| !self.new_done[*at] && same_year(&self.new[*at])) else {
                continue;
            };
            found.extend(change(old, &self.new[other]));
            (self.old_done[at], self.new_done[other]) = (true, true);
        }
        // What was set beside its result may still be raised by the next target.
        let is_target = |figure: &Figure| figure.indicator.role == Role::Target;
        for (at, figure) in self.old.iter().enumerate() {
            let has_next = |new: &Figure| is_target(new) && new.unit == figure.unit && alike(figure, new) >= SAME_NAME;
            self.old_done[at] &= !(is_target(figure) && self.new.iter().any(has_next));
        }
        for (at, figure) in self.new.iter().enumerate() {
            let has_last = |old: &Figure| is_target(old) && old.unit == figure.unit && alike(figure, old) >= SAME_NAME;
            self.new_done[at] &= !(is_target(figure) && self.old.iter().any(has_last));
        }
        found
    }

    /// A target and a result of the same thing.
    fn crosses(&self, old: &Figure, new: &Figure) -> bool {
        let roles = (old.indicator.role, new.indicator.role);
        matches!(roles, (Role::Target, Role::Result) | (Role::Result, Role::Target))
            && old.unit == new.unit
            && old.indicator.change == new.indicator.change
            && alike(old, new) >= SAME_NAME
    }

    /// Of columns of years, what one side has more is not the successor of what the other has more.
    fn is_no_column(&self, old: &Figure, new: &Figure) -> bool {
        let of_series = |figures: &[Figure], one: &Figure| {
            let same = |other: &&Figure| other.unit == one.unit && other.indicator.role == one.indicator.role;
            figures
                .iter()
                .filter(|other| other.indicator.period.is_some() && alike(other, one) >= SAME_NAME)
                .filter(same)
                .count()
        };
        let dated = old.indicator.period.is_some() && new.indicator.period.is_some();
        !dated || (of_series(&self.old, old) == 1 && of_series(&self.new, new) == 1)
    }

    /// Takes the pairs that a tie holds together out of both lists.
    fn tied(&mut self, tie: Tie) -> Vec<FigureChange> {
        let mut found = Vec::new();
        for at in 0..self.old.len() {
            if self.old_done[at] {
                continue;
            }
            let holds = |other: &usize| !self.new_done[*other] && self.holds(tie, &self.old[at], &self.new[*other]);
            let mut others = (0..self.new.len()).filter(holds);
            let Some(other) = others.next() else { continue };
            if tie.must_be_alone() && (others.next().is_some() || self.has_rival(tie, at, other)) {
                continue;
            }
            (self.old_done[at], self.new_done[other]) = (true, true);
            found.extend(change(&self.old[at], &self.new[other]));
        }
        found
    }

    /// Could another old figure be the new one as well?
    fn has_rival(&self, tie: Tie, at: usize, other: usize) -> bool {
        (0..self.old.len())
            .any(|rival| rival != at && !self.old_done[rival] && self.holds(tie, &self.old[rival], &self.new[other]))
    }

    fn holds(&self, tie: Tie, old: &Figure, new: &Figure) -> bool {
        if base(&old.unit) != base(&new.unit) || old.indicator.change != new.indicator.change {
            return false;
        }
        let role = same_role(old.indicator.role, new.indicator.role);
        let unit = old.unit == new.unit;
        let periods = (old.indicator.period, new.indicator.period);
        let name = alike(old, new);
        if name < SAME_NAME && self.names.part(old, new) {
            return false;
        }
        match tie {
            Tie::Whole => role && same_value(old, new) && periods.0 == periods.1 && name >= LIKE_NAME,
            Tie::Value => role && same_value(old, new) && name >= LIKE_NAME,
            Tie::NameAndYear => role && unit && name >= SAME_NAME && periods.0.is_some() && periods.0 == periods.1,
            Tie::Context => role && unit && !old.context.is_empty() && old.context == new.context,
            Tie::NameRolled => {
                let apart = periods.0.zip(periods.1).map(|(old, new)| new - old);
                role && unit && name >= SAME_NAME && apart.is_none_or(|apart| Some(apart) == self.years.step())
            }
            Tie::ColumnRolled => {
                let apart = periods.0.zip(periods.1).map(|(old, new)| new - old);
                role && unit && name >= SAME_NAME && apart.is_some() && apart == self.years.step()
            }
            Tie::NameAlone => role && unit && name >= SAME_NAME && self.is_no_column(old, new),
            Tie::UnitAlone => role && unit && name >= LIKE_NAME && self.is_no_column(old, new),
            Tie::ReachedAlone => {
                let open = periods.0.is_none() || periods.1.is_none() || periods.0 == periods.1;
                open && self.crosses(old, new)
            }
        }
    }
}

/// What is planned, expected and reached are three things; a size or a rate may be printed as either.
fn same_role(one: Role, other: Role) -> bool {
    let is_settled = |role: Role| !matches!(role, Role::Frequency | Role::Scale | Role::Rate);
    one == other || !is_settled(one) || !is_settled(other)
}

/// How alike the names of two figures are; one without a name could be any.
fn alike(one: &Figure, other: &Figure) -> f32 {
    match (one.name.is_empty(), other.name.is_empty()) {
        (true, true) => 1.0,
        (true, false) | (false, true) => 0.5,
        _ if one.name == other.name => 1.0,
        _ if one.name.contains(&other.name) || other.name.contains(&one.name) => 0.7,
        _ => {
            let shared = one.name.chars().filter(|c| other.name.contains(*c)).count() as f32;
            let all = one.name.chars().count().max(other.name.chars().count()) as f32;
            0.55 * shared / all
        }
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

pub(super) fn same_value(old: &Figure, new: &Figure) -> bool {
    match (old.ends, new.ends) {
        (Some(old), Some(new)) => near(old.0, new.0) && near(old.1, new.1),
        (None, None) => true,
        _ => false,
    }
}

/// What became of a figure that is followed; none if it is what it was.
pub(super) fn change(old: &Figure, new: &Figure) -> Option<FigureChange> {
    let roles = (old.indicator.role, new.indicator.role);
    let crossed = match roles {
        (Role::Target, Role::Result) => Some((old.ends?.0, new.ends?.1)),
        (Role::Result, Role::Target) => Some((new.ends?.0, old.ends?.1)),
        _ => None,
    };
    let is_upper_bound = [old, new].iter().any(|figure| is_upper_bound(&figure.indicator));
    let change = match (crossed, old.ends, new.ends) {
        (Some((target, result)), ..) => {
            if result >= target && !is_upper_bound || result <= target && is_upper_bound {
                Move::Reached
            } else {
                Move::Missed
            }
        }
        _ if same_value(old, new) => return None,
        (_, Some(was), Some(is)) => {
            let is_one = |ends: (f64, f64)| near(ends.0, ends.1);
            match (is_one(was) == is_one(is), is.0 >= was.0 && is.1 >= was.1, is.0 <= was.0 && is.1 <= was.1) {
                (true, true, _) => Move::Raised,
                (true, _, true) => Move::Lowered,
                _ => Move::Range,
            }
        }
        (_, Some(_), None) => Move::Dropped,
        _ => Move::Added,
    };
    Some(FigureChange { change, old: Some(old.indicator.clone()), new: Some(new.indicator.clone()) })
}

/// Is a target reached by what is no more than it: 退会80件以下?
pub(super) fn is_upper_bound(target: &Indicator) -> bool {
    target.role == Role::Target && ["以下", "以内", "未満"].iter().any(|word| target.text.contains(word))
}

/// A figure that only one side has.
pub(super) fn alone(figure: Figure, change: Move) -> FigureChange {
    let (old, new) = match change {
        Move::Dropped => (Some(figure.indicator), None),
        _ => (None, Some(figure.indicator)),
    };
    FigureChange { change, old, new }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{LineSpan, NodeId, NodeKind};

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
            corrected: false,
        }
    }

    fn said(old: &[Indicator], new: &[Indicator]) -> Vec<(Move, Option<f64>, Option<f64>)> {
        let node = Node::new(NodeId(1), NodeKind::Initiative, "商談会", LineSpan::line(1));
        let side = |list: &[Indicator]| list.iter().map(|one| named(one, &node)).collect();
        let found = changes(side(old), side(new), Years { old: Some(2023), new: Some(2024) });
        let mut all = found.found;
        all.extend(found.old_alone.into_iter().map(|figure| alone(figure, Move::Dropped)));
        all.extend(found.new_alone.into_iter().map(|figure| alone(figure, Move::Added)));
        let value = |figure: &Option<Indicator>| figure.as_ref().and_then(|figure| figure.value);
        all.iter().map(|found| (found.change, value(&found.old), value(&found.new))).collect()
    }

    #[test]
    fn figures_are_compared_with_their_like() {
        let old = [figure("受講者数", 40.0, "人", Role::Target), figure("講座", 12.0, "回", Role::Frequency)];
        let new = [figure("講座", 10.0, "回", Role::Frequency), figure("受講者数", 50.0, "名", Role::Target)];
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

    #[test]
    fn two_figures_of_one_cell_are_two() {
        let old = [figure("創業", 5.0, "件", Role::Target), figure("承継", 3.0, "件", Role::Target)];
        let new = [figure("創業", 5.0, "件", Role::Target), figure("販路", 10.0, "件", Role::Target)];
        assert_eq!(said(&old, &new), [(Move::Dropped, Some(3.0), None), (Move::Added, None, Some(10.0))]);
    }

    #[test]
    fn a_target_stands_beside_the_result_of_its_year() {
        let of = |value, role, period| Indicator { period: Some(period), ..figure("来場者数", value, "人", role) };
        let old = [of(500.0, Role::Target, 2023), of(450.0, Role::Result, 2022)];
        let new = [of(520.0, Role::Target, 2024), of(480.0, Role::Result, 2023)];
        assert_eq!(
            said(&old, &new),
            [(Move::Missed, Some(500.0), Some(480.0)), (Move::Raised, Some(500.0), Some(520.0)),]
        );
        let only = [of(500.0, Role::Result, 2023)];
        assert_eq!(said(&old[..1], &only), [(Move::Reached, Some(500.0), Some(500.0))]);
    }

    #[test]
    fn columns_of_years_follow_their_year() {
        let of =
            |value, period| Indicator { period: Some(period), ..figure("創業者数", value, "人", Role::Target) };
        let old = [of(10.0, 2023), of(12.0, 2024), of(14.0, 2025)];
        let new = [of(12.0, 2024), of(15.0, 2025), of(16.0, 2026)];
        assert_eq!(said(&old, &new), [(Move::Raised, Some(14.0), Some(15.0)), (Move::Added, None, Some(16.0))]);
    }

    #[test]
    fn columns_of_years_roll_on_with_the_plan() {
        let of =
            |value, period| Indicator { period: Some(period), ..figure("分析件数", value, "件", Role::Target) };
        let (old, new) = ([of(20.0, 2023), of(30.0, 2024)], [of(30.0, 2025), of(40.0, 2026)]);
        let node = Node::new(NodeId(1), NodeKind::Initiative, "分析", LineSpan::line(1));
        let side = |list: &[Indicator]| list.iter().map(|one| named(one, &node)).collect();
        let found = changes(side(&old), side(&new), Years { old: Some(2023), new: Some(2025) });
        let value = |figure: &Option<Indicator>| figure.as_ref().and_then(|figure| figure.value);
        let told: Vec<_> = found.found.iter().map(|found| (value(&found.old), value(&found.new))).collect();
        assert_eq!(told, [(Some(20.0), Some(30.0)), (Some(30.0), Some(40.0))]);
        assert!(found.old_alone.is_empty() && found.new_alone.is_empty());
    }

    #[test]
    fn what_goes_on_under_its_own_name_is_no_other_figure() {
        let plans = |role| figure("事業計画策定件数", 10.0, "件", role);
        let founders = |value, role| figure("創業計画策定件数", value, "件", role);
        let old = [plans(Role::Result), founders(8.0, Role::Target)];
        let new = [founders(7.0, Role::Result), founders(8.0, Role::Target)];
        assert_eq!(said(&old, &new), [(Move::Dropped, Some(10.0), None), (Move::Added, None, Some(7.0))]);
        let of = |name, value| [figure(name, value, "人", Role::Result)];
        let found = said(&of("参加者数", 20.0), &of("受講者数", 25.0));
        assert_eq!(found, [(Move::Raised, Some(20.0), Some(25.0))], "one figure of either side may have another name");
    }

    #[test]
    fn a_range_is_a_range() {
        let of = |value, text: &str| Indicator { text: text.to_owned(), ..figure("", value, "回", Role::Frequency) };
        assert_eq!(said(&[of(3.0, "3回")], &[of(2.0, "2～3回")]), [(Move::Range, Some(3.0), Some(2.0))]);
        assert_eq!(said(&[of(2.0, "2～3回")], &[of(3.0, "3～4回")]), [(Move::Raised, Some(2.0), Some(3.0))]);
    }
}
