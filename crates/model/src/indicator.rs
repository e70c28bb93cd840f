//! 指標: figures that measure an item.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::NodeId;

/// What a figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// 目標
    Target,
    /// 実績
    Result,
    /// 見込: what a year not yet over is expected to reach; neither aim nor result.
    Forecast,
    /// 頻度
    Frequency,
    /// 規模
    Scale,
    /// 率
    Rate,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [Self::Target, Self::Result, Self::Forecast, Self::Frequency, Self::Scale, Self::Rate];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "目標",
            Self::Result => "実績",
            Self::Forecast => "見込",
            Self::Frequency => "頻度",
            Self::Scale => "規模",
            Self::Rate => "率",
        }
    }
}

/// One figure of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// The nearest node that the figure measures.
    pub node: NodeId,
    /// What is measured, as named by the plan.
    pub name: String,
    /// The number, scaled (4億円 is 400000000; 50% is 50); none for a name without a value.
    pub value: Option<f64>,
    /// The words it was read from.
    pub text: String,
    /// 人, 件, 円, %, 回/年 …; empty when the plan gives none.
    pub unit: String,
    /// What it says.
    pub role: Role,
    /// Western fiscal year that stands with the figure.
    pub period: Option<i32>,
    /// Year and month at which it was counted, `2021-01`.
    pub as_of: Option<String>,
    /// 約
    pub approx: bool,
    /// A change rather than a level (10％増).
    pub change: bool,
    /// The line it stands on.
    pub line: u32,
    /// A reader corrected it.
    pub corrected: bool,
}

impl Indicator {
    /// The words that it was read from; where a reader corrected it, its number and unit.
    #[must_use]
    pub fn said(&self) -> Cow<'_, str> {
        match self.value {
            Some(value) if self.corrected => Cow::Owned(format!("{value}{}", self.unit)),
            _ => Cow::Borrowed(self.text.trim()),
        }
    }
}
