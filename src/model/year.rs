//! 年度, 元号 and 計画期間: read from every spelling, printed in both calendars.

/// A Japanese fiscal year by the Western year in which it begins (令和3年度 is 2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i32);

/// Fiscal years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First fiscal year.
    pub from: FiscalYear,
    /// Last fiscal year; never before `from`.
    pub to: FiscalYear,
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
}
