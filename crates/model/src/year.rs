//! 年度, 元号 and 計画期間: read from every spelling, printed in both calendars.
//!
//! What comes in is a text; what goes out are fiscal years and where they stand. This file must not know
//! which of the years in a text is the plan's own.

use kurabe_text::spacing::squeeze;
use serde::{Deserialize, Serialize};

mod range;
mod scan;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use range::Mode;

/// A Japanese fiscal year by the Western year in which it begins (令和3年度 is 2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalYear(pub i32);

/// Fiscal years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First fiscal year.
    pub from: FiscalYear,
    /// Last fiscal year; never before `from`.
    pub to: FiscalYear,
}

/// 元号
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Era {
    /// 明治, from 1868
    Meiji,
    /// 大正, from 1912
    Taisho,
    /// 昭和, from 1926
    Showa,
    /// 平成, from 1989
    Heisei,
    /// 令和, from May 2019
    Reiwa,
}

/// How exactly a text names a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// 令和3, R3, 2021: the year alone.
    Bare,
    /// 令和3年度
    FiscalYear,
    /// 令和3年: a calendar year, unless the context says otherwise.
    Year,
    /// 令和3年3月
    Month(u32),
    /// 令和3年3月16日: month and day
    Day(u32, u32),
}

/// A year or a period in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundYear {
    /// The bytes it takes in the text.
    pub range: Range<usize>,
    /// The fiscal years that it means.
    pub period: Period,
    /// It names a year that never was (平成32年度), or its two calendars disagree.
    pub doubtful: bool,
    /// How exactly its beginning is named.
    pub unit: Unit,
    /// The calendar year written at its beginning: 2021 for 令和3年3月, whose fiscal year is 2020.
    pub calendar: i32,
}

/// The text is no year or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a year or a period of years")]
pub struct NotAYear;

impl Era {
    /// All eras, newest first.
    pub const ALL: [Self; 5] = [Self::Reiwa, Self::Heisei, Self::Showa, Self::Taisho, Self::Meiji];

    /// 令和, 平成, 昭和, 大正, 明治
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// R, H, S, T, M
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// The Western year before its first.
    pub(crate) fn base(self) -> i32 {
        match self {
            Self::Meiji => 1867,
            Self::Taisho => 1911,
            Self::Showa => 1925,
            Self::Heisei => 1988,
            Self::Reiwa => 2018,
        }
    }

    /// The number of its last year and the last month of it; the era of today has none.
    pub(crate) fn last(self) -> Option<(i32, u32)> {
        match self {
            Self::Meiji => Some((45, 7)),
            Self::Taisho => Some((15, 12)),
            Self::Showa => Some((64, 1)),
            Self::Heisei => Some((31, 4)),
            Self::Reiwa => None,
        }
    }

    /// Was there never such a year, month or fiscal year in this era?
    ///
    /// Plans printed before a change of era look beyond its end (平成32年度, 平成35年3月31日). 平成31年度 began
    /// in 平成 and is a year that was; 昭和64年度 would have begun in April of 平成元年.
    fn never_was(self, number: i32, unit: Unit) -> bool {
        if self == Self::Reiwa && number == 1 {
            return matches!(unit, Unit::Month(month) | Unit::Day(month, _) if month < 5);
        }
        let Some((last, last_month)) = self.last() else {
            return false;
        };
        if number != last {
            return number > last;
        }
        match unit {
            Unit::Month(month) | Unit::Day(month, _) => month > last_month,
            Unit::FiscalYear => last_month < 4,
            Unit::Bare | Unit::Year => false,
        }
    }
}

impl FiscalYear {
    /// The era that names the fiscal year, and the year's number in it: 2019 is 令和元年度, although it
    /// began in 平成31年.
    ///
    /// ```
    /// use kurabe_model::year::{Era, FiscalYear};
    /// assert_eq!(FiscalYear(2019).era(), Some((Era::Reiwa, 1)));
    /// assert_eq!(FiscalYear(2018).era(), Some((Era::Heisei, 30)));
    /// ```
    #[must_use]
    pub fn era(self) -> Option<(Era, i32)> {
        let era = Era::ALL.into_iter().find(|era| self.0 > era.base())?;
        // 昭和 began a week before the end of 1926: that fiscal year is 大正15年度.
        if self.0 == 1926 {
            return Some((Era::Taisho, 15));
        }
        Some((era, self.0 - era.base()))
    }

    /// 令和3年度, 令和元年度; the Western year where no era is known.
    #[must_use]
    pub fn japanese(self) -> String {
        match self.era() {
            Some((era, 1)) => format!("{}元年度", era.name()),
            Some((era, number)) => format!("{}{number}年度", era.name()),
            None => format!("{}年度", self.0),
        }
    }

    /// R3, H30: the short form of tables.
    #[must_use]
    pub fn short(self) -> String {
        match self.era() {
            Some((era, number)) => format!("{}{number}", era.letter()),
            None => self.0.to_string(),
        }
    }
}

impl fmt::Display for FiscalYear {
    /// `令和3年度（2021）`
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}（{}）", self.japanese(), self.0)
    }
}

impl FromStr for FiscalYear {
    type Err = NotAYear;

    fn from_str(text: &str) -> Result<Self, NotAYear> {
        parse_year(text).ok_or(NotAYear)
    }
}

impl Period {
    /// One fiscal year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { from: FiscalYear(year), to: FiscalYear(year) }
    }

    /// The fiscal years in it, oldest first.
    pub fn years(self) -> impl Iterator<Item = i32> {
        self.from.0..=self.to.0
    }

    /// How many fiscal years it holds.
    #[must_use]
    pub fn length(self) -> i32 {
        self.to.0 - self.from.0 + 1
    }
}

impl fmt::Display for Period {
    /// `令和3年度～令和5年度（2021～2023）`, or as its one year prints.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        if from == to {
            return from.fmt(out);
        }
        write!(out, "{}～{}（{}～{}）", from.japanese(), to.japanese(), from.0, to.0)
    }
}

impl FromStr for Period {
    type Err = NotAYear;

    fn from_str(text: &str) -> Result<Self, NotAYear> {
        parse_period(text).ok_or(NotAYear)
    }
}

/// Reads a whole string as one fiscal year: 令和３年度, R3, 2021, 令和3年4月1日.
///
/// ```
/// use kurabe_model::year::{parse_year, FiscalYear};
/// assert_eq!(parse_year("Ｒ３"), Some(FiscalYear(2021)));
/// assert_eq!(parse_year("令和3年3月31日"), Some(FiscalYear(2020)));
/// assert_eq!(parse_year("令和3年度～令和5年度"), None);
/// ```
#[must_use]
pub fn parse_year(text: &str) -> Option<FiscalYear> {
    parse_period(text).filter(|period| period.from == period.to).map(|period| period.from)
}

/// Reads a whole string as a year or a period, blanks anywhere; also the language of queries (`2021..2023`, `令和3..5`).
///
/// ```
/// use kurabe_model::year::parse_period;
/// let found = parse_period("平成30～32年度").map(|period| (period.from.0, period.to.0));
/// assert_eq!(found, Some((2018, 2020)));
/// assert_eq!(parse_period("令和5月3月31日"), None);
/// ```
#[must_use]
pub fn parse_period(text: &str) -> Option<Period> {
    let close = squeeze(text);
    // r3 is typed in a query, never printed in a plan.
    let close = match close.chars().next() {
        Some('r' | 'h' | 's' | 't' | 'm') => close.to_ascii_uppercase(),
        _ => close,
    };
    range::whole(&close)
}

/// Finds the years and periods of a text, in order.
///
/// A bare Western number counts only as a range (2021-2023); the letters R, H and S only before a number
/// that no other letter touches.
///
/// ```
/// use kurabe_model::year::find_years;
/// let text = "計画期間は令和3年4月1日～令和6年3月31日";
/// let found = &find_years(text)[0];
/// assert_eq!((found.period.from.0, found.period.to.0), (2021, 2023));
/// assert_eq!(&text[found.range.clone()], "令和3年4月1日～令和6年3月31日");
/// ```
#[must_use]
pub fn find_years(text: &str) -> Vec<FoundYear> {
    find(text, |at| range::at(text, at, Mode::Running))
}

/// Finds the days of a text that stand with their year, in order, each by itself also where two bound a period.
///
/// ```
/// use kurabe_model::year::{Unit, find_days};
/// let text = "令和7年4月1日（火）～2026/3/31、2月3日";
/// let found: Vec<_> = find_days(text).into_iter().map(|day| (day.calendar, day.unit, &text[day.range])).collect();
/// let [first, last] = ["令和7年4月1日（火）", "2026/3/31"];
/// assert_eq!(found, [(2025, Unit::Day(4, 1), first), (2026, Unit::Day(3, 31), last)]);
/// ```
#[must_use]
pub fn find_days(text: &str) -> Vec<FoundYear> {
    find(text, |at| range::day(text, at))
}

/// What a reader finds in a text, wherever a year may begin.
fn find(text: &str, read: impl Fn(usize) -> Option<FoundYear>) -> Vec<FoundYear> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if at >= done
            && scan::begins_year(before, letter)
            && let Some(year) = read(at)
        {
            done = year.range.end;
            found.push(year);
        }
        before = Some(letter);
    }
    found
}
