//! What was typed for a correction, in a terminal or on a page: words to a wish; what is not understood, in a sentence
//! that says what could be typed.
//!
//! In come words and the plan as it is shown, out comes what is wished for. Where it is kept must not be known here.

use crate::report::Lang;
use kurabe_extract::correct::{ItemWish, Wish};
use kurabe_index::query::level;
use kurabe_model::year::parse_year;
use kurabe_model::{FigureMend, Flag, Flags, Node, NodeId, NodeKind, PassageKind, Plan, Role};
use kurabe_text::fold::fold;

/// What was typed of an item, a line or a figure; nothing where nothing is said. The names are those of the options.
#[derive(Clone, Debug, Default)]
pub(crate) struct Correcting {
    /// Number of the item (12) or its line (L120).
    pub(crate) node: String,
    /// Its kind.
    pub(crate) kind: Option<String>,
    /// Number or line of what it stands under; `top` for nothing.
    pub(crate) parent: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Its first and last line.
    pub(crate) lines: Option<String>,
    /// Its marks.
    pub(crate) flag: Option<String>,
    /// Its themes.
    pub(crate) theme: Option<Vec<String>>,
    /// The line is an item that the reading lost.
    pub(crate) item: bool,
    /// It is no item; of a figure, no figure.
    pub(crate) none: bool,
    /// A figure of the item.
    pub(crate) figure: Option<FigureAt>,
    /// What the figure measures.
    pub(crate) name: Option<String>,
    /// Its value.
    pub(crate) value: Option<String>,
    /// Its unit.
    pub(crate) unit: Option<String>,
    /// Its role.
    pub(crate) role: Option<String>,
    /// Its fiscal year.
    pub(crate) year: Option<String>,
}

/// How a figure of an item is named.
#[derive(Clone, Debug)]
pub(crate) enum FigureAt {
    /// By its words or a part of them.
    Words(String),
    /// By its place among the figures of the item.
    Place(usize),
}

impl Correcting {
    /// What is wished for of a plan as it is shown.
    ///
    /// # Errors
    ///
    /// If a word is not understood, names nothing in the plan, or nothing is said.
    pub(crate) fn wish(&self, plan: &Plan) -> Result<Wish, Unclear> {
        let id = || node_of(plan, &self.node);
        Ok(match (&self.figure, self.item, self.none) {
            (Some(figure), ..) => self.figure_wish(plan, id()?, figure)?,
            (None, true, _) => Wish::Lost(line_of(&self.node)?, self.item_wish(plan)?),
            (None, false, true) if !self.changes_item() => Wish::NoItem(id()?),
            (None, false, true) => return Err(Unclear::NoneAndMore),
            (None, false, false) if self.changes_item() => Wish::Item(id()?, self.item_wish(plan)?),
            (None, false, false) => return Err(Unclear::Nothing),
        })
    }

    /// Is an item to be another?
    fn changes_item(&self) -> bool {
        let words = [&self.kind, &self.parent, &self.title, &self.lines, &self.flag];
        words.iter().any(|word| word.is_some()) || self.theme.is_some()
    }

    fn item_wish(&self, plan: &Plan) -> Result<ItemWish, Unclear> {
        let parent = match self.parent.as_deref() {
            None => None,
            Some("top" | "") => Some(None),
            Some(wanted) => Some(Some(node_of(plan, wanted)?)),
        };
        if self.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
            return Err(Unclear::NoTitle);
        }
        let (first, last) = self.lines.as_deref().map(lines_of).transpose()?.unwrap_or_default();
        Ok(ItemWish {
            kind: self.kind.as_deref().map(item_kind).transpose()?,
            parent,
            title: self.title.clone(),
            first,
            last,
            flags: self.flag.as_deref().map(flags_of).transpose()?,
            themes: self.theme.clone(),
        })
    }

    fn figure_wish(&self, plan: &Plan, id: NodeId, figure: &FigureAt) -> Result<Wish, Unclear> {
        let figure = match figure {
            FigureAt::Words(words) => figure_of(plan, id, words)?,
            FigureAt::Place(place) => *place,
        };
        let mend = FigureMend {
            name: self.name.clone(),
            value: self.value.as_deref().map(value_of).transpose()?,
            unit: self.unit.clone(),
            role: self.role.as_deref().map(role_of).transpose()?,
            period: self.year.as_deref().map(year_of).transpose()?,
        };
        match (self.none, mend == FigureMend::default()) {
            (true, true) => Ok(Wish::NoFigure(id, figure)),
            (true, false) => Err(Unclear::NoneAndMore),
            (false, true) => Err(Unclear::Nothing),
            (false, false) => Ok(Wish::Figure(id, figure, mend)),
        }
    }
}

/// The node with a number, or the finest that stands on a line (`L120`).
pub(crate) fn node<'a>(plan: &'a Plan, wanted: &str) -> Option<&'a Node> {
    let wanted = fold(wanted);
    if let Some(line) = wanted.strip_prefix('l') {
        let line: u32 = line.parse().ok()?;
        let holds = |node: &&Node| node.span.first <= line && line <= node.span.last;
        let items = plan.nodes.iter().filter(holds);
        return items.max_by_key(|node| (node.kind != NodeKind::Section, node.span.first, node.id));
    }
    plan.node(NodeId(wanted.parse().ok()?))
}

fn node_of(plan: &Plan, wanted: &str) -> Result<NodeId, Unclear> {
    node(plan, wanted).map(|node| node.id).ok_or_else(|| Unclear::Node(wanted.to_owned()))
}

/// The line that `L120` or `120` names.
fn line_of(wanted: &str) -> Result<u32, Unclear> {
    let folded = fold(wanted);
    folded.trim_start_matches('l').parse().map_err(|_| Unclear::value("NODE", wanted, "L120"))
}

/// What was typed is not understood, or does not go together.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unclear {
    /// Nothing is said of the item.
    #[error("nothing to correct")]
    Nothing,
    /// Neither an item nor facts of a plan.
    #[error("no item named")]
    NoNode,
    /// A fact of a plan is said of an item.
    #[error("said of an item")]
    OfPlan,
    /// An item without a title is none.
    #[error("no title")]
    NoTitle,
    /// The kind of an item is said of a plan.
    #[error("{0} is a kind of items")]
    KindOfItem(String),
    /// It is none, and another.
    #[error("--none and more")]
    NoneAndMore,
    /// There is no such item.
    #[error("no item {0}")]
    Node(String),
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
    fn value(option: &'static str, given: &str, known: impl Into<String>) -> Self {
        Self::Value { option, given: given.to_owned(), known: known.into() }
    }

    /// The same for whoever typed into a form, where there are no options.
    pub(crate) fn on_page(&self, lang: Lang) -> String {
        let Self::Value { option, given, known } = self else {
            return match self {
                Self::Nothing => lang.pick("変えたところがありません。", "Nothing was changed.").to_owned(),
                Self::NoTitle => lang.pick("項目名がありません。", "An item without a title is none.").to_owned(),
                _ => self.sentence(lang),
            };
        };
        let name = match *option {
            "--kind" => lang.pick("種類", "Kind"),
            "--flag" => lang.pick("印", "Marks"),
            "--lines" => lang.pick("行", "Lines"),
            "--value" => lang.pick("値", "Value"),
            "--role" => lang.pick("区分", "Role"),
            "--year" => lang.pick("年度", "Year"),
            _ => lang.pick("行", "Line"),
        };
        lang.pick(
            format!("{name}の「{given}」は読み取れません。例：{known}"),
            format!("{name}: {given} is not understood. Examples: {known}"),
        )
    }

    pub(crate) fn sentence(&self, lang: Lang) -> String {
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
                "--organisation、--prefecture、--year（--figure のないとき）は計画の事実です。項目を外して指定してください。".to_owned()
            }
            (Self::OfPlan, Lang::En) => {
                "--organisation, --prefecture and, without --figure, --year are facts of the plan: leave out the item."
                    .to_owned()
            }
            (Self::NoTitle, Lang::Ja) => "項目名は空にできません。項目でないなら --none を指定してください。".to_owned(),
            (Self::NoTitle, Lang::En) => "A title cannot be empty; --none says that it is no item.".to_owned(),
            (Self::KindOfItem(kind), Lang::Ja) => {
                format!("--kind の「{kind}」は項目の種類です。計画のあとに項目の番号か行（L120）を加えてください。")
            }
            (Self::KindOfItem(kind), Lang::En) => {
                format!("--kind {kind} is a kind of items: name an item by its number or line (L120) behind the plan.")
            }
            (Self::NoneAndMore, Lang::Ja) => "--none は単独で指定してください。".to_owned(),
            (Self::NoneAndMore, Lang::En) => "--none stands alone.".to_owned(),
            (Self::Node(node), Lang::Ja) => {
                format!("項目「{node}」はありません。番号（12）か行（L120）で指定してください。")
            }
            (Self::Node(node), Lang::En) => {
                format!("There is no item {node}: name a number (12) or a line (L120).")
            }
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
fn item_kind(text: &str) -> Result<NodeKind, Unclear> {
    match level(text) {
        Some(PassageKind::Node(kind)) => Ok(kind),
        _ => Err(Unclear::value("--kind", text, "section 柱, initiative 施策, measure 取組")),
    }
}

/// Names with commas between; none of an empty text.
pub(crate) fn names_of(text: &str) -> Vec<String> {
    let names = text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Marks by their names.
fn flags_of(text: &str) -> Result<Flags, Unclear> {
    let known = || Flag::ALL.map(Flag::name).join(", ");
    let flag = |name: &String| {
        let found = Flag::ALL.into_iter().find(|flag| flag.name() == name);
        found.ok_or_else(|| Unclear::value("--flag", name, known()))
    };
    names_of(text).iter().map(flag).collect()
}

/// The first and the last line, either of which may be left open.
fn lines_of(text: &str) -> Result<(Option<u32>, Option<u32>), Unclear> {
    let folded = fold(text).replace('l', "");
    let wrong = || Unclear::value("--lines", text, "120-122, -122, 120-, 120");
    let line = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| wrong()),
    };
    let (first, last) = folded.split_once("..").or_else(|| folded.split_once(['-', '~'])).unwrap_or((&folded, &folded));
    match (line(first)?, line(last)?) {
        (None, None) => Err(wrong()),
        (Some(first), Some(last)) if last < first => Err(wrong()),
        lines => Ok(lines),
    }
}

/// A number, or none.
fn value_of(text: &str) -> Result<Option<f64>, Unclear> {
    let folded = fold(text).replace(',', "");
    if folded.is_empty() {
        return Ok(None);
    }
    let value = folded.parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Some).ok_or_else(|| Unclear::value("--value", text, "120, 12,000, 4.5, \"\""))
}

/// What a figure says.
fn role_of(text: &str) -> Result<Role, Unclear> {
    let known = || Role::ALL.map(Role::name).join(", ");
    Role::ALL.into_iter().find(|role| role.name() == text).ok_or_else(|| Unclear::value("--role", text, known()))
}

/// A fiscal year, or none.
fn year_of(text: &str) -> Result<Option<i32>, Unclear> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let year = parse_year(text).map(|year| year.0);
    year.map(Some).ok_or_else(|| Unclear::value("--year", text, "2025, 令和7年度, R7, \"\""))
}

/// The place of a figure among those of an item: by its words or name, whole or in part.
fn figure_of(plan: &Plan, id: NodeId, words: &str) -> Result<usize, Unclear> {
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
        assert!(lines_of("6-5").is_err());
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
