//! What was typed for a correction, as values; what is not understood, in a sentence that says what could be typed.
//!
//! In come words, out come values. What is corrected with them must not be known here.

use crate::report::Lang;
use kurabe_model::year::parse_year;
use kurabe_model::{Flag, Flags, NodeId, NodeKind, Plan, Role};
use kurabe_text::fold::fold;

/// What was typed is not understood, or does not go together.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unclear {
    /// Nothing is said of the item.
    #[error("nothing to correct")]
    Nothing,
    /// Neither an item nor facts of a plan.
    #[error("no item named")]
    NoNode,
    /// A fact of a plan is said of an item.
    #[error("said of an item")]
    OfPlan,
    /// It is none, and another.
    #[error("--none and more")]
    NoneAndMore,
    /// There is no correction of this number.
    #[error("no correction {0}")]
    Number(u32),
    /// A value that an option does not take.
    #[error("{option}: {given}")]
    Value { option: &'static str, given: String, known: String },
    /// The words name no figure, or several of these.
    #[error("no figure {given}")]
    Figure { given: String, known: Vec<String> },
}

impl Unclear {
    pub(super) fn value(option: &'static str, given: &str, known: impl Into<String>) -> Self {
        Self::Value { option, given: given.to_owned(), known: known.into() }
    }

    pub(super) fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Nothing, Lang::Ja) => {
                "直すことがありません。--kind、--parent、--title、--lines、--flag、--theme、--none、--figure などを指定してください。".to_owned()
            }
            (Self::Nothing, Lang::En) => {
                "Nothing to correct: give --kind, --parent, --title, --lines, --flag, --theme, --none, --figure or others."
                    .to_owned()
            }
            (Self::NoNode, Lang::Ja) => {
                "計画の事実（--organisation、--prefecture、--kind、--title、--year）を指定するか、項目の番号か行（L120）を加えてください。".to_owned()
            }
            (Self::NoNode, Lang::En) => {
                "Give facts of the plan (--organisation, --prefecture, --kind, --title, --year), or name an item by its number or line (L120).".to_owned()
            }
            (Self::OfPlan, Lang::Ja) => {
                "--organisation と --prefecture は計画の事実です。項目を外して指定してください。".to_owned()
            }
            (Self::OfPlan, Lang::En) => {
                "--organisation and --prefecture are facts of the plan: leave out the item.".to_owned()
            }
            (Self::NoneAndMore, Lang::Ja) => "--none は単独で指定してください。".to_owned(),
            (Self::NoneAndMore, Lang::En) => "--none stands alone.".to_owned(),
            (Self::Number(number), Lang::Ja) => {
                format!("訂正{number}はありません。kurabe corrections で一覧を見てください。")
            }
            (Self::Number(number), Lang::En) => {
                format!("There is no correction {number}; kurabe corrections lists them.")
            }
            (Self::Value { option, given, known }, Lang::Ja) => {
                format!("{option} の「{given}」は使えません。使える値：{known}")
            }
            (Self::Value { option, given, known }, Lang::En) => {
                format!("{option} does not take {given}; it takes {known}")
            }
            (Self::Figure { given, known }, Lang::Ja) => {
                format!("「{given}」に当たる数値が一つに決まりません。この項目の数値：{}", known.join("、"))
            }
            (Self::Figure { given, known }, Lang::En) => {
                format!("{given} names no one figure; those of the item: {}", known.join(", "))
            }
        }
    }
}

/// A kind of heading or item.
pub(super) fn item_kind(text: &str) -> Result<NodeKind, Unclear> {
    let named = |kind: &NodeKind| {
        let japanese = match kind {
            NodeKind::Section => ["柱", "章", "区分"],
            NodeKind::Initiative => ["施策", "事業", "事業名"],
            NodeKind::Measure => ["取組", "具体的取組", "取り組み"],
        };
        kind.name() == text || japanese.contains(&text)
    };
    let known = || NodeKind::ALL.map(NodeKind::name).join(", ");
    NodeKind::ALL.into_iter().find(named).ok_or_else(|| Unclear::value("--kind", text, known()))
}

/// Names with commas between; none of an empty text.
pub(super) fn names_of(text: &str) -> Vec<String> {
    let names = text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Marks by their names.
pub(super) fn flags_of(text: &str) -> Result<Flags, Unclear> {
    let known = || Flag::ALL.map(Flag::name).join(", ");
    let flag = |name: &String| {
        let found = Flag::ALL.into_iter().find(|flag| flag.name() == name);
        found.ok_or_else(|| Unclear::value("--flag", name, known()))
    };
    names_of(text).iter().map(flag).collect()
}

/// The first and the last line, either of which may be left open.
pub(super) fn lines_of(text: &str) -> Result<(Option<u32>, Option<u32>), Unclear> {
    let folded = fold(text).replace('l', "");
    let wrong = || Unclear::value("--lines", text, "120-122, -122, 120-, 120");
    let line = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| wrong()),
    };
    let (first, last) = folded.split_once("..").or_else(|| folded.split_once(['-', '~'])).unwrap_or((&folded, &folded));
    match (line(first)?, line(last)?) {
        (None, None) => Err(wrong()),
        lines => Ok(lines),
    }
}

/// A number, or none.
pub(super) fn value_of(text: &str) -> Result<Option<f64>, Unclear> {
    let folded = fold(text).replace(',', "");
    if folded.is_empty() {
        return Ok(None);
    }
    let value = folded.parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Some).ok_or_else(|| Unclear::value("--value", text, "120, 12,000, 4.5, \"\""))
}

/// What a figure says.
pub(super) fn role_of(text: &str) -> Result<Role, Unclear> {
    let known = || Role::ALL.map(Role::name).join(", ");
    Role::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| Unclear::value("--role", text, known()))
}

/// A fiscal year, or none.
pub(super) fn year_of(text: &str) -> Result<Option<i32>, Unclear> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let year = parse_year(text).map(|year| year.0);
    year.map(Some).ok_or_else(|| Unclear::value("--year", text, "2025, 令和7年度, R7, \"\""))
}

/// The place of a figure among those of an item: by its words or name, whole or in part.
pub(super) fn figure_of(plan: &Plan, id: NodeId, words: &str) -> Result<usize, Unclear> {
    let own: Vec<_> = plan.indicators.iter().filter(|figure| figure.node == id).collect();
    let wanted = fold(words);
    let texts = || own.iter().map(|figure| [fold(&figure.text), fold(&figure.name)]);
    let found = |holds: &dyn Fn(&String) -> bool| -> Vec<usize> {
        texts().enumerate().filter(|(_, texts)| texts.iter().any(holds)).map(|(at, _)| at).collect()
    };
    let whole = found(&|text| *text == wanted);
    let part = found(&|text| text.contains(&wanted));
    match (whole.as_slice(), part.as_slice()) {
        ([only], _) | ([], [only]) => Ok(*only),
        _ => {
            let known = own.iter().map(|figure| format!("{} {}", figure.name, figure.text).trim().to_owned()).collect();
            Err(Unclear::Figure { given: words.to_owned(), known })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_understood() {
        assert_eq!(lines_of("L120-122").unwrap(), (Some(120), Some(122)));
        assert_eq!(lines_of("－１２２").unwrap(), (None, Some(122)));
        assert_eq!(lines_of("120..").unwrap(), (Some(120), None));
        assert_eq!(lines_of("12").unwrap(), (Some(12), Some(12)));
        assert!(lines_of("-").is_err() && lines_of("始め").is_err());
        assert_eq!(item_kind("施策").unwrap(), NodeKind::Initiative);
        assert!(item_kind("計画").is_err());
        assert_eq!(flags_of("重点、新規").unwrap().iter().count(), 2);
        assert_eq!(flags_of("").unwrap(), Flags::default());
        assert_eq!((value_of("１２，０００").unwrap(), value_of("").unwrap()), (Some(12000.0), None));
        assert_eq!((year_of("R7").unwrap(), year_of("").unwrap()), (Some(2025), None));
        assert_eq!(names_of("DX,観光、"), ["DX", "観光"]);
    }
}
