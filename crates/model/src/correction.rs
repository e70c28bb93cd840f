//! 訂正: what a reader said of a reading that was wrong, bound to the words that it mends and never to a node's number.

use serde::{Deserialize, Serialize};

use kurabe_text::fold::fold;

use super::{Flags, NodeKind, Period, Role};

/// Words of a document as they were read, by which they are found again when it is read anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The title of the heading or item, or the line, as it was read.
    pub words: String,
    /// The title of the heading or item that it stood under; empty at the top.
    pub under: String,
    /// The whole line on which it began; empty where the document's lines were not at hand.
    pub text: String,
    /// That line's number: a hint for a person, since lines move.
    pub line: u32,
    /// Which of those that say the same under the same heading, from 1 …
    pub place: u32,
    /// … and of how many.
    pub of: u32,
    /// How many said the same in the whole plan, under whatever heading; 0 where that is not known.
    pub all: u32,
    /// Of several that say the same under headings of the same words, the headings above these, the outermost first, as
    /// they are compared; none where all stand below the same.
    pub above: Option<String>,
    /// Of several whose lines say the same, what stands on the next line; none where the line tells them apart.
    pub next: Option<String>,
    /// The plan in which it stood; none where its text names neither title nor years.
    pub within: Option<Within>,
}

/// What tells one of several plans in a file from the others: what its text says, whatever somebody says of its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Within {
    /// Its title; none where the text names none.
    pub title: Option<String>,
    /// The fiscal years it covers.
    pub years: Option<Period>,
    /// 部署: the part of the body whose plan it is (総務部); none where it is that of the whole body.
    pub department: Option<String>,
}

impl Within {
    /// Is a plan surely another? What is not known of either tells nothing.
    #[must_use]
    pub fn is_not(&self, plan: &Self) -> bool {
        let years = self.years.zip(plan.years).is_some_and(|(own, other)| own != other);
        let title = self.title.as_deref().zip(plan.title.as_deref()).is_some_and(|(own, other)| {
            let (own, other) = (fold(own), fold(other));
            !own.contains(&other) && !other.contains(&own)
        });
        years || title || self.is_of_other_department(plan) || plan.is_of_other_department(self)
    }

    /// Is it of a department, and the other one of another or, by its title, of none?
    fn is_of_other_department(&self, plan: &Self) -> bool {
        let Some(own) = self.department.as_deref().map(fold) else { return false };
        let named = plan.department.as_deref().or(plan.title.as_deref());
        named.is_some_and(|named| !fold(named).contains(&own))
    }

    /// The same, unless nothing is known.
    #[must_use]
    pub fn known(&self) -> Option<Self> {
        Some(self).filter(|own| **own != Self::default()).cloned()
    }
}

/// What a heading or item is to be; nothing where the reading is right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ItemMend {
    /// What it is.
    pub kind: Option<NodeKind>,
    /// What it stands under.
    pub parent: Option<Above>,
    /// Its title.
    pub title: Option<String>,
    /// The line on which it begins.
    pub begins: Option<Quote>,
    /// The line on which its own text ends.
    pub ends: Option<Quote>,
    /// The marks beside it.
    pub flags: Option<Flags>,
    /// Names of its themes.
    pub themes: Option<Vec<String>>,
}

/// What something stands under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Above {
    /// Nothing.
    Top,
    /// This heading or item.
    Node(Quote),
}

/// A figure of an item, as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FigureQuote {
    /// The words that it was read from.
    pub text: String,
    /// What is measured.
    pub name: String,
    /// Which of those of the item with the same words, from 1 …
    pub place: u32,
    /// … and of how many.
    pub of: u32,
}

/// What a figure is to be; nothing where the reading is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureMend {
    /// What is measured.
    pub name: Option<String>,
    /// The number, or that there is none.
    pub value: Option<Option<f64>>,
    /// Its unit.
    pub unit: Option<String>,
    /// What it says.
    pub role: Option<Role>,
    /// The fiscal year that stands with it, or that none does.
    pub period: Option<Option<i32>>,
}

/// What is said of a reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Mend {
    /// A heading or item is another.
    Item(ItemMend),
    /// What was read as a heading or item is none.
    NoItem,
    /// A line is a heading or item that the reading lost.
    Lost(ItemMend),
    /// A figure of an item is another.
    Figure(FigureQuote, FigureMend),
    /// What was read as a figure of an item is none.
    NoFigure(FigureQuote),
}

/// One correction of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Its number, by which it is taken back. Those of lower numbers are applied first.
    pub number: u32,
    /// Id of the plan.
    pub plan: String,
    /// What it is about.
    pub at: Quote,
    /// What is said of it.
    pub mend: Mend,
}

/// A correction that holds in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Applied {
    /// Its number.
    pub number: u32,
    /// The later one that says otherwise of all that it says; none where something of it stands.
    pub replaced: Option<u32>,
}

/// That two items of two plans are one, or are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Its number, among those of corrections.
    pub number: u32,
    /// Ids of the plans, and what is meant in each.
    pub sides: [(String, Quote); 2],
    /// They are one.
    pub are_one: bool,
}

/// What a correction looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sought {
    /// The heading or item that it mends.
    Item,
    /// What it is to stand under.
    Parent,
    /// A line.
    Line,
    /// A figure.
    Figure,
}

/// Why a correction does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Misfit {
    /// The words do not stand there any more.
    Missing(Sought),
    /// It cannot be told which is meant: so many of the same words stood there, and now stand so many.
    Several(Sought, u32, u32),
    /// It would stand under itself.
    Circle,
    /// It would end before it begins.
    Backwards,
    /// Its lines hold other items or cells of a table too.
    Shared,
    /// There is no such theme.
    Theme(String),
    /// There is no plan of this id.
    Plan(String),
    /// The plan of this id is another than the one of which it was said.
    Another(String),
}

impl Misfit {
    /// The words stand there, and it cannot be told which of them are meant.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Self::Several(..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_another_where_title_or_years_are() {
        let plan = |title: &str, year: i32| Within {
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            years: Some(year).filter(|year| *year > 0).map(Period::year),
            department: None,
        };
        let own = plan("令和7年度事業計画", 2025);
        for (other, is_not) in [
            (plan("第2号議案 令和７年度 事業計画", 2025), false),
            (plan("", 2025), false),
            (plan("令和7年度事業計画", 0), false),
            (plan("", 0), false),
            (plan("令和6年度事業報告", 2024), true),
            (plan("令和7年度観光部会事業計画", 2025), true),
            (plan("令和7年度事業計画", 2024), true),
            (plan("", 2024), true),
        ] {
            assert_eq!((own.is_not(&other), other.is_not(&own)), (is_not, is_not), "{other:?}");
        }
    }

    #[test]
    fn a_plan_is_another_where_the_department_is() {
        let plan = |title: &str, department: &str| Within {
            title: Some(title.to_owned()),
            years: Some(Period::year(2025)),
            department: Some(department.to_owned()).filter(|name| !name.is_empty()),
        };
        let own = plan("令和7年度事業計画", "総務部");
        for (other, is_not) in [
            (plan("令和7年度事業計画（総務部）", "総務部"), false),
            // By hand, the title alone.
            (plan("令和7年度事業計画（総務部）", ""), false),
            (Within { title: None, ..plan("", "") }, false),
            (plan("令和7年度事業計画", "振興部"), true),
            (plan("令和7年度事業計画", ""), true),
        ] {
            assert_eq!((own.is_not(&other), other.is_not(&own)), (is_not, is_not), "{other:?}");
        }
    }
}
