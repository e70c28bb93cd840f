//! What became of what was planned, as values.
//!
//! Outcomes of items, targets with what was reached of them, and both for a plan beside its report. How they are found and
//! how they are shown must not be known here.

use std::collections::BTreeMap;

use kurabe_model::{Indicator, NodeId, Period};

/// What became of what was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 実施: the report tells of it, and not that it was not done.
    Done,
    /// 一部実施: a part was done, or it is under way.
    Partly,
    /// 実施せず: the report says that it was not done.
    NotDone,
    /// 記載なし: the report does not tell of it.
    NotMentioned,
    /// 計画外: done without having been planned.
    Unplanned,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [Self::Done, Self::Partly, Self::NotDone, Self::NotMentioned, Self::Unplanned];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::NotDone => "not-done",
            Self::NotMentioned => "not-mentioned",
            Self::Unplanned => "unplanned",
        }
    }
}

/// A target with what was reached of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The target, as the plan sets it; as the report repeats it, where the plan does not.
    pub target: Indicator,
    /// The result; none where the report gives none.
    pub result: Option<Indicator>,
    /// Whether the target was reached; unknown without a result.
    pub reached: Option<bool>,
    /// Result over target, 1 for all of it; none without a result or with a target of nothing.
    pub share: Option<f64>,
}

/// What became of some nodes. Every section and item of plan and report stands in exactly one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// What became of them; none for sections, for what only groups, and where the report does not say.
    pub outcome: Option<Outcome>,
    /// They are sections.
    pub section: bool,
    /// The nodes of the plan.
    pub planned: Vec<NodeId>,
    /// The nodes of the report.
    pub reported: Vec<NodeId>,
    /// The lines of the report that tell of it, first and last, where no item of the report does.
    pub lines: Option<(u32, u32)>,
    /// The targets that belong to them.
    pub reaches: Vec<Reach>,
}

impl Fate {
    /// The line of the report that tells of it, where no item of the report does.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.lines.map(|(first, _)| first)
    }
}

/// A plan beside the report on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// In the order of the report; what it does not mention stands where it stood in the plan.
    pub fates: Vec<Fate>,
    /// How many items (not sections) have each outcome.
    pub items: BTreeMap<Outcome, usize>,
    /// Targets that were reached.
    pub reached: usize,
    /// Targets whose result is less.
    pub missed: usize,
    /// Targets of which no result is given.
    pub open: usize,
    /// The years of which the results tell.
    pub years: Option<Period>,
}
