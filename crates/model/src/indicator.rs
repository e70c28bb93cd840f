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
    /// The words that it was read from; where a reader corrected it, its number and unit. A bare number of a table whose
    /// head gives the unit has it: 40件, and 1,800,000円 for 1,800 below 千円.
    ///
    /// ```
    /// use kurabe_model::{Indicator, NodeId, Role};
    /// let said = |text: &str, value, unit: &str| {
    ///     let (name, text, unit) = ("予算".to_owned(), text.to_owned(), unit.to_owned());
    ///     let (node, value, role, period, as_of) = (NodeId(1), Some(value), Role::Scale, None, None);
    ///     let own = Indicator { node, name, value, text, unit, role, period, as_of, approx: false, change: false, line: 1, corrected: false };
    ///     own.said().into_owned()
    /// };
    /// assert_eq!(said("40", 40.0, "件"), "40件");
    /// assert_eq!(said("1,800", 1_800_000.0, "円"), "1,800,000円");
    /// assert_eq!(said("約40", 40.0, "件"), "約40");
    /// ```
    #[must_use]
    pub fn said(&self) -> Cow<'_, str> {
        let text = self.text.trim();
        match self.value {
            Some(value) if self.corrected => Cow::Owned(format!("{value}{}", self.unit)),
            Some(value) if !self.unit.is_empty() => match bare_number(text) {
                Some(number) if (number - value).abs() < f64::EPSILON * value.abs().max(1.0) => {
                    Cow::Owned(format!("{text}{}", self.unit))
                }
                Some(_) => Cow::Owned(format!("{}{}", grouped(value), self.unit)),
                None => Cow::Borrowed(text),
            },
            _ => Cow::Borrowed(text),
        }
    }
}

/// The number that a text is and nothing besides, in figures of either width.
fn bare_number(text: &str) -> Option<f64> {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '，' => Some(','),
        '．' => Some('.'),
        '0'..='9' | ',' | '.' => Some(c),
        _ => None,
    };
    let figures: String = text.chars().map(plain).collect::<Option<String>>()?;
    figures.replace(',', "").parse().ok()
}

/// A number with a comma after every third figure from the right.
fn grouped(value: f64) -> String {
    let text = value.to_string();
    let (whole, rest) = text.find('.').map_or((text.as_str(), ""), |at| text.split_at(at));
    let (sign, figures) = whole.strip_prefix('-').map_or(("", whole), |figures| ("-", figures));
    let mut out = String::from(sign);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(figure);
    }
    out + rest
}
