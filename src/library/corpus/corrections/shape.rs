//! The shape of corrections.toml: its tables, and what they say.
//!
//! In come tables as a person may have written them, out come corrections. What is wrong is told with its line by the
//! parser. Numbers and places in the file must not be known here.

use serde::{Deserialize, Deserializer, de};

use super::super::manifest::{Contradiction, WithinTable};
use super::{FIGURE, ITEM, LOST, PAIR};
use kurabe_model::{Above, Correction, FigureMend, FigureQuote, Flag, ItemMend, Mend, NodeKind, Quote, Role};

/// The file's own shape.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) last: Option<u32>,
    #[serde(default)]
    pub(super) item: Vec<ItemTable>,
    #[serde(default)]
    pub(super) lost: Vec<ItemTable>,
    #[serde(default)]
    pub(super) figure: Vec<FigureTable>,
    #[serde(default)]
    pub(super) pair: Vec<PairTable>,
}

impl File {
    /// The first table that says nothing, or two things that do not go together: its number, its name, its place.
    pub(super) fn contradiction(&self) -> Option<(Option<u32>, &'static str, usize, Contradiction)> {
        let of_items = |name: &'static str, tables: &[ItemTable]| {
            let faults = tables.iter().enumerate();
            faults.filter_map(|(at, own)| Some((own.number, name, at, own.fault(name == LOST)?))).next()
        };
        let figures = self.figure.iter().enumerate();
        let pairs = self.pair.iter().enumerate();
        of_items(ITEM, &self.item)
            .or_else(|| of_items(LOST, &self.lost))
            .or_else(|| figures.filter_map(|(at, own)| Some((own.number, FIGURE, at, own.fault()?))).next())
            .or_else(|| pairs.filter_map(|(at, own)| Some((own.number, PAIR, at, own.fault()?))).next())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemTable {
    pub(super) number: Option<u32>,
    plan: String,
    at: QuoteTable,
    #[serde(default)]
    none: bool,
    kind: Option<Named<NodeKind>>,
    parent: Option<ParentTable>,
    title: Option<String>,
    begins: Option<QuoteTable>,
    ends: Option<QuoteTable>,
    flags: Option<Vec<Named<Flag>>>,
    themes: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureTable {
    pub(super) number: Option<u32>,
    plan: String,
    at: QuoteTable,
    figure: FigureQuoteTable,
    #[serde(default)]
    none: bool,
    name: Option<String>,
    value: Option<Maybe<f64>>,
    unit: Option<String>,
    role: Option<Named<Role>>,
    year: Option<Maybe<i32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairTable {
    pub(super) number: Option<u32>,
    pub(super) one: bool,
    pub(super) old: SideTable,
    pub(super) new: SideTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SideTable {
    pub(super) plan: String,
    pub(super) at: QuoteTable,
}

impl PairTable {
    /// Why it says nothing; none where all is well.
    pub(super) fn fault(&self) -> Option<Contradiction> {
        (self.old.plan == self.new.plan).then_some(Contradiction::OnePlan)
    }
}

fn one() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuoteTable {
    words: String,
    #[serde(default)]
    under: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    line: u32,
    #[serde(default = "one")]
    place: u32,
    #[serde(default = "one")]
    of: u32,
    #[serde(default)]
    all: u32,
    above: Option<String>,
    next: Option<String>,
    within: Option<WithinTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureQuoteTable {
    text: String,
    #[serde(default)]
    name: String,
    #[serde(default = "one")]
    place: u32,
    #[serde(default = "one")]
    of: u32,
}

/// What it stands under: words, or an empty text for nothing.
#[derive(Deserialize)]
#[serde(untagged, expecting = "\"\" for the top, or { words = \"…\" }")]
enum ParentTable {
    Top(Nothing),
    Node(QuoteTable),
}

/// A number, or an empty text for none.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a number, or \"\" for none")]
enum Maybe<T> {
    None(Nothing),
    Some(T),
}

/// An empty text.
struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.is_empty() { Ok(Self) } else { Err(de::Error::custom("\"\" means none")) }
    }
}

/// A value by its name.
struct Named<T>(T);

/// Has names.
trait Names: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
}

macro_rules! names {
    ($($type:ident)*) => {$(
        impl Names for $type {
            const ALL: &'static [Self] = &$type::ALL;
            fn name(self) -> &'static str {
                $type::name(self)
            }
        }
    )*};
}
names!(NodeKind Flag Role);

impl<'de, T: Names> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let found = T::ALL.iter().find(|value| value.name() == text).copied();
        let known = || T::ALL.iter().map(|value| value.name()).collect::<Vec<_>>().join(", ");
        found.map(Self).ok_or_else(|| de::Error::custom(format!("\"{text}\": {}", known())))
    }
}

impl QuoteTable {
    pub(super) fn quote(self) -> Quote {
        let Self { words, under, text, line, place, of, all, above, next, within } = self;
        let within = within.map(WithinTable::within);
        Quote { words, under, text, line, place, of, all, above, next, within }
    }
}

impl<T> Maybe<T> {
    fn value(self) -> Option<T> {
        match self {
            Self::None(Nothing) => None,
            Self::Some(value) => Some(value),
        }
    }
}

impl ItemTable {
    /// Why it says nothing, or two things that do not go together; none where all is well.
    pub(super) fn fault(&self, is_lost: bool) -> Option<Contradiction> {
        let Self { kind, parent, title, begins, ends, flags, themes, .. } = self;
        let is_change = kind.is_some()
            || parent.is_some()
            || title.is_some()
            || begins.is_some()
            || ends.is_some()
            || flags.is_some()
            || themes.is_some();
        match (self.none, is_lost) {
            _ if title.as_ref().is_some_and(|title| title.trim().is_empty()) => Some(Contradiction::NoTitle),
            (true, true) => Some(Contradiction::NoneAndMore),
            (true, false) if is_change => Some(Contradiction::NoneAndMore),
            (false, false) if !is_change => Some(Contradiction::Nothing),
            _ => None,
        }
    }

    pub(super) fn correction(self, number: u32, is_lost: bool) -> Correction {
        let parent = self.parent.map(|parent| match parent {
            ParentTable::Top(Nothing) => Above::Top,
            ParentTable::Node(quote) => Above::Node(quote.quote()),
        });
        let mend = ItemMend {
            kind: self.kind.map(|kind| kind.0),
            parent,
            title: self.title,
            begins: self.begins.map(QuoteTable::quote),
            ends: self.ends.map(QuoteTable::quote),
            flags: self.flags.map(|flags| flags.into_iter().map(|flag| flag.0).collect()),
            themes: self.themes,
        };
        let mend = match (is_lost, self.none) {
            (true, _) => Mend::Lost(mend),
            (false, true) => Mend::NoItem,
            (false, false) => Mend::Item(mend),
        };
        Correction { number, plan: self.plan, at: self.at.quote(), mend }
    }
}

impl FigureTable {
    /// Why it says nothing, or two things that do not go together; none where all is well.
    pub(super) fn fault(&self) -> Option<Contradiction> {
        let Self { name, value, unit, role, year, .. } = self;
        let is_change = name.is_some() || value.is_some() || unit.is_some() || role.is_some() || year.is_some();
        match (self.none, is_change) {
            (true, true) => Some(Contradiction::NoneAndMore),
            (false, false) => Some(Contradiction::Nothing),
            _ => None,
        }
    }

    pub(super) fn correction(self, number: u32) -> Correction {
        let FigureQuoteTable { text, name, place, of } = self.figure;
        let quote = FigureQuote { text, name, place, of };
        let mend = FigureMend {
            name: self.name,
            value: self.value.map(Maybe::value),
            unit: self.unit,
            role: self.role.map(|role| role.0),
            period: self.year.map(Maybe::value),
        };
        let mend = if self.none { Mend::NoFigure(quote) } else { Mend::Figure(quote, mend) };
        Correction { number, plan: self.plan, at: self.at.quote(), mend }
    }
}
