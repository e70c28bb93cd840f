//! Filters: `年度:令和3..5`, `organisation:みなと` and their kin.

use std::fmt;

use thiserror::Error;

use kurabe_model::year::{parse_period, parse_year};
use kurabe_model::{FiscalYear, Flag, NodeKind, PassageKind, Period, PlanKind};
use kurabe_text::fold::fold;

/// A narrowing of plans or passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The body's name contains this.
    Organisation(String),
    /// The plan covers one of these years.
    Year(Period),
    /// The passage is about this theme.
    Theme(String),
    /// The plan is of this kind.
    Kind(PlanKind),
    /// The body's prefecture begins so.
    Prefecture(String),
    /// The item bears this mark.
    Flag(Flag),
    /// This plan, by its id.
    Plan(String),
    /// The passage is of this level.
    Level(PassageKind),
}

/// Which filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilterName {
    Organisation,
    Year,
    Theme,
    Kind,
    Prefecture,
    Flag,
    Plan,
    Level,
}

/// A filter whose value is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}:{value} is no {name}; {name} takes {takes}")]
pub struct FilterError {
    /// The filter's name, in Japanese.
    pub name: &'static str,
    /// What was typed.
    pub value: String,
    /// What it takes.
    pub takes: String,
}

impl FilterName {
    /// Each filter's names: the one it is printed with first.
    const NAMES: [(Self, &'static [&'static str]); 8] = [
        (Self::Organisation, &["団体", "organisation", "organization", "org"]),
        (Self::Year, &["年度", "year"]),
        (Self::Theme, &["テーマ", "theme"]),
        (Self::Kind, &["種別", "kind"]),
        (Self::Prefecture, &["都道府県", "prefecture", "県"]),
        (Self::Flag, &["印", "flag", "フラグ"]),
        (Self::Plan, &["計画", "plan"]),
        (Self::Level, &["階層", "level"]),
    ];

    pub(super) fn read(name: &str) -> Option<Self> {
        let name = fold(name);
        let known = |names: &&[&str]| names.iter().any(|known| fold(known) == name);
        Self::NAMES.iter().find(|(_, names)| known(names)).map(|(name, _)| *name)
    }

    /// The names of all, as they are printed, and in English.
    pub(super) fn all() -> [(&'static str, &'static str); 8] {
        Self::NAMES.map(|(_, names)| (names[0], names[1]))
    }

    fn printed(self) -> &'static str {
        Self::NAMES.iter().find(|(name, _)| *name == self).map_or("", |(_, names)| names[0])
    }
}

impl FilterError {
    fn of(name: FilterName, value: &str, takes: &str) -> Self {
        Self { name: name.printed(), value: value.to_owned(), takes: takes.to_owned() }
    }
}

impl Filter {
    pub(super) fn read(name: FilterName, value: &str) -> Result<Self, FilterError> {
        let value = value.trim();
        let wrong = |takes: &str| FilterError::of(name, value, takes);
        if fold(value).is_empty() {
            return Err(wrong("a value (値)"));
        }
        Ok(match name {
            FilterName::Organisation => Self::Organisation(value.to_owned()),
            FilterName::Theme => Self::Theme(value.to_owned()),
            FilterName::Prefecture => Self::Prefecture(value.to_owned()),
            FilterName::Plan => Self::Plan(value.to_owned()),
            FilterName::Year => Self::Year(Self::years(value)?),
            FilterName::Kind => Self::Kind(Self::kind(value)?),
            FilterName::Flag => {
                let flags = Flag::ALL.map(Flag::name);
                let found = Flag::ALL.into_iter().find(|flag| flag.name() == value);
                Self::Flag(found.ok_or_else(|| wrong(&flags.join(", ")))?)
            }
            FilterName::Level => {
                Self::Level(level(value).ok_or_else(|| wrong("section 柱, initiative 施策, measure 取組, text 本文"))?)
            }
        })
    }

    /// Fiscal years as a filter takes them.
    ///
    /// # Errors
    ///
    /// If the text is neither a year nor a period.
    pub fn years(value: &str) -> Result<Period, FilterError> {
        let takes = "2021, 2021..2023, 令和3, R3..R5, 令和5.., ..2023";
        let read = open(value).or_else(|| parse_period(value));
        read.ok_or_else(|| FilterError::of(FilterName::Year, value, takes))
    }

    /// A kind of plan as a filter takes it: a part of its name will do where it can mean but one.
    ///
    /// # Errors
    ///
    /// If the text means no kind, or several.
    pub fn kind(value: &str) -> Result<PlanKind, FilterError> {
        let exact = PlanKind::ALL.into_iter().find(|kind| kind.name() == value);
        let mut partly = PlanKind::ALL.into_iter().filter(|kind| fold(kind.name()).contains(&fold(value)));
        let found = exact.or_else(|| partly.next().filter(|_| partly.next().is_none()));
        found.ok_or_else(|| FilterError::of(FilterName::Kind, value, &PlanKind::ALL.map(PlanKind::name).join(", ")))
    }

    /// What it asks for, as it is typed behind its name.
    #[must_use]
    pub(crate) fn value(&self) -> String {
        let quoted = |value: &str| {
            if value.contains(char::is_whitespace) { format!("「{value}」") } else { value.to_owned() }
        };
        match self {
            Self::Organisation(value) | Self::Theme(value) | Self::Prefecture(value) | Self::Plan(value) => {
                quoted(value)
            }
            Self::Year(period) => range(*period),
            Self::Kind(kind) => kind.name().to_owned(),
            Self::Flag(flag) => flag.name().to_owned(),
            Self::Level(level) => level_name(*level).to_owned(),
        }
    }

    fn name(&self) -> FilterName {
        match self {
            Self::Organisation(_) => FilterName::Organisation,
            Self::Theme(_) => FilterName::Theme,
            Self::Prefecture(_) => FilterName::Prefecture,
            Self::Plan(_) => FilterName::Plan,
            Self::Year(_) => FilterName::Year,
            Self::Kind(_) => FilterName::Kind,
            Self::Flag(_) => FilterName::Flag,
            Self::Level(_) => FilterName::Level,
        }
    }

    /// Are both of one kind, so that either may hold?
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Where a range of years without a beginning begins: no plan of a chamber is older than the era.
pub const EARLIEST: FiscalYear = FiscalYear(1868);
/// Where a range of years without an end ends: nobody plans further.
pub const LATEST: FiscalYear = FiscalYear(2199);

/// A range of years of which one end is open: 令和5.., ..2023, 令和5以降, R3まで.
fn open(value: &str) -> Option<Period> {
    const MARKS: [&str; 8] = ["..", "…", "～", "〜", "~", "-", "－", "ー"];
    const ON: [&str; 4] = ["以降", "以後", "から", "より"];
    const UP_TO: [&str; 3] = ["まで", "以前", "迄"];
    let value = value.trim().replace('．', ".");
    // Of 令和3年度から令和5年度まで both ends are told.
    let year = |found: Option<&str>| parse_year(found?.trim());
    if let Some(from) = year(MARKS.iter().chain(&ON).find_map(|mark| value.strip_suffix(mark))) {
        return Some(Period { from, to: LATEST });
    }
    let before = MARKS.iter().find_map(|mark| value.strip_prefix(mark));
    let to = year(before.or_else(|| UP_TO.iter().find_map(|mark| value.strip_suffix(mark))))?;
    Some(Period { from: EARLIEST, to })
}

/// A level by what people call it, in either language.
#[must_use]
pub fn level(value: &str) -> Option<PassageKind> {
    Some(match fold(value).as_str() {
        "section" | "柱" | "章" | "区分" => PassageKind::Node(NodeKind::Section),
        "initiative" | "施策" | "事業" | "事業名" => PassageKind::Node(NodeKind::Initiative),
        "measure" | "取組" | "具体的取組" | "取り組み" => PassageKind::Node(NodeKind::Measure),
        "text" | "本文" => PassageKind::Text,
        _ => return None,
    })
}

fn level_name(level: PassageKind) -> &'static str {
    match level {
        PassageKind::Node(NodeKind::Section) => "柱",
        PassageKind::Node(NodeKind::Initiative) => "施策",
        PassageKind::Node(NodeKind::Measure) => "取組",
        PassageKind::Text => "本文",
    }
}

/// `2021..2023`; one year alone, and an open end has none.
fn range(period: Period) -> String {
    if period.from == period.to {
        return period.from.0.to_string();
    }
    let end = |year: FiscalYear, open: FiscalYear| if year == open { String::new() } else { year.0.to_string() };
    format!("{}..{}", end(period.from, EARLIEST), end(period.to, LATEST))
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.name().printed(), self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_may_be_open() {
        for (typed, from, to, printed) in [
            ("令和5..", 2023, LATEST.0, "年度:2023.."),
            ("令和5以降", 2023, LATEST.0, "年度:2023.."),
            ("Ｒ５年度～", 2023, LATEST.0, "年度:2023.."),
            ("2021から", 2021, LATEST.0, "年度:2021.."),
            ("..2023", EARLIEST.0, 2023, "年度:..2023"),
            ("～令和5年度", EARLIEST.0, 2023, "年度:..2023"),
            ("令和5年度まで", EARLIEST.0, 2023, "年度:..2023"),
            ("R3..R5", 2021, 2023, "年度:2021..2023"),
            ("令和3年度～令和5年度", 2021, 2023, "年度:2021..2023"),
        ] {
            let years = Filter::years(typed).unwrap();
            assert_eq!((years.from.0, years.to.0), (from, to), "{typed}");
            let filter = Filter::Year(years);
            assert_eq!(filter.to_string(), printed, "{typed}");
            assert_eq!(Filter::years(printed.strip_prefix("年度:").unwrap()).unwrap(), years, "{typed}");
        }
        for typed in ["..", "～", "いつか以降", "以降", "令和5..いつか"] {
            assert!(Filter::years(typed).is_err(), "{typed}");
        }
    }
}
