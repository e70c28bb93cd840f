//! What the addresses of the API take and give, as data: the server reads requests by it, and the description and the
//! page to try them are made from it.

use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, Object, Type};
use utoipa::openapi::{Ref, RefOr, Schema};

use super::description;
use super::{Health, PlanAnswer, PlansAnswer};
use super::{benchmarked, compare, diff, health, plan, plans, search, similar, themes};
use crate::report::{AlikeRecord, BenchmarkAnswer, ComparisonAnswer, DiffAnswer, SearchAnswer, ThemeEntry};
use crate::web::view::{Outcome, View};
use kurabe_index::compare::MOST_COLUMNS;
use kurabe_model::PlanKind;

/// One address.
pub(in crate::web) struct Address {
    pub(in crate::web) path: &'static str,
    pub(in crate::web) name: Words,
    /// What must be known to use it.
    pub(in crate::web) about: Words,
    pub(in crate::web) takes: &'static [Field],
    /// Makes the answer.
    pub(in crate::web) answer: fn(&View) -> Outcome,
    /// What the answer looks like.
    pub(super) gives: fn() -> Shape,
    /// Statuses of failures that not every address has.
    pub(super) fails: &'static [u16],
}

/// The same in Japanese and English.
pub(in crate::web) type Words = (&'static str, &'static str);

/// One thing that an address takes.
pub(in crate::web) struct Field {
    pub(in crate::web) name: &'static str,
    pub(in crate::web) kind: Kind,
    pub(in crate::web) is_needed: bool,
    pub(in crate::web) about: Words,
    pub(in crate::web) example: Example,
}

/// Of which kind it is, and its limits.
#[derive(Clone, Copy)]
pub(in crate::web) enum Kind {
    /// A text of at most so many characters.
    Text(usize),
    /// A fiscal year in any spelling.
    Year,
    /// Names, repeated or parted by commas.
    Names,
    /// Names of themes that the index has, repeated or parted by commas.
    Themes,
    /// A query.
    Query,
    /// Queries, repeated; commas belong to them.
    Queries,
    /// A whole number, and the one that stands where none is given.
    Whole { least: u32, most: u32, usual: Option<u32> },
    /// One of these, and the one that stands where none is given.
    One { of: &'static [&'static str], usual: Option<&'static str> },
    /// Some of these, repeated or parted by commas, and those that stand where none is given.
    Some { of: fn() -> Vec<&'static str>, usual: &'static [&'static str] },
}

/// What to try a field with.
#[derive(Clone, Copy)]
pub(in crate::web) enum Example {
    /// Nothing.
    None,
    /// This.
    Is(&'static str),
    /// A theme of the index.
    Theme,
    /// A plan of the index with a predecessor, as far as there is one.
    New,
    /// The plan before it.
    Old,
    /// One of its items.
    Item,
    /// Its body.
    Body,
}

/// The schema of an answer, with those that it refers to.
pub(super) struct Shape {
    pub(super) schema: RefOr<Schema>,
    pub(super) parts: Vec<(String, RefOr<Schema>)>,
}

fn object<T: ToSchema>() -> Shape {
    let mut parts = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut parts);
    Shape { schema: Ref::from_schema_name(T::name()).into(), parts }
}

fn list<T: ToSchema>() -> Shape {
    let Shape { schema, parts } = object::<T>();
    Shape { schema: ArrayBuilder::new().items(schema).into(), parts }
}

/// The description does not describe itself.
fn any_object() -> Shape {
    Shape { schema: Object::with_type(Type::Object).into(), parts: Vec::new() }
}

/// The most letters of an id.
const ID: usize = 1_000;

impl Kind {
    /// The most letters of a name.
    const NAME: usize = 200;
    /// The most letters of several names parted by commas.
    pub(in crate::web) const NAMES: usize = 800;
    /// The most letters of a year.
    pub(in crate::web) const YEAR: usize = 40;

    /// The most entries of a list; themes and queries together are no more than a comparison has columns.
    pub(super) fn entries(self) -> usize {
        match self {
            Self::Names => 64,
            Self::Themes | Self::Queries | Self::Some { .. } => MOST_COLUMNS / 2,
            Self::Text(_) | Self::Query | Self::Year | Self::Whole { .. } | Self::One { .. } => 1,
        }
    }
}

const fn field(name: &'static str, kind: Kind, about: Words) -> Field {
    Field { name, kind, is_needed: false, about, example: Example::None }
}

const fn needed(name: &'static str, kind: Kind, about: Words, example: Example) -> Field {
    Field { name, kind, is_needed: true, about, example }
}

const fn flag(name: &'static str, about: Words) -> Field {
    field(name, Kind::One { of: &["1"], usual: None }, about)
}

fn kinds() -> Vec<&'static str> {
    PlanKind::ALL.map(PlanKind::name).to_vec()
}

fn keys() -> Vec<&'static str> {
    vec!["organisation", "year", "prefecture", "kind", "theme"]
}

const LANG: Field = field(
    "lang",
    Kind::One { of: &["ja", "en"], usual: None },
    (
        "注記と誤りの言語（なければ Accept-Language、それもなければ日本語）",
        "Language of notes and failures (else that of Accept-Language, else Japanese)",
    ),
);
const LIMIT: Field = field("limit", Kind::Whole { least: 1, most: 200, usual: Some(20) }, ("件数", "How many at most"));
const OFFSET: Field =
    field("offset", Kind::Whole { least: 0, most: 1_000_000, usual: Some(0) }, ("飛ばす件数", "How many to pass over"));
const THEME: Field = Field { example: Example::Theme, ..field("theme", Kind::Themes, ("テーマ", "Themes")) };
const ORGANISATION: Field = field("organisation", Kind::Names, ("団体名に含まれる語", "Parts of the bodies' names"));
const PREFECTURE: Field = field("prefecture", Kind::Names, ("都道府県", "Prefectures"));
const KIND: Field = field("kind", Kind::Some { of: kinds, usual: &[] }, ("計画の種別", "Kinds of plans"));
const FROM: Field = Field {
    example: Example::Is("令和3"),
    ..field("from", Kind::Year, ("この年度から（2021、令和3、R3）", "First fiscal year (2021, 令和3, R3)"))
};
const TO: Field = field("to", Kind::Year, ("この年度まで", "Last fiscal year"));
const ID_FIELD: Field = needed("id", Kind::Text(ID), ("計画のID", "Id of the plan"), Example::New);

/// The addresses.
pub(in crate::web) static ADDRESSES: [Address; 10] = [
    Address {
        path: "/api/v1/search",
        name: ("検索", "Search"),
        about: (
            "検索式に当たる箇所と件数。kurabe search --format json と同じ。",
            "Which passages answer a query, and how many; as kurabe search --format json.",
        ),
        takes: &[
            needed(
                "q",
                Kind::Query,
                (
                    "検索式：語 「語句」 OR NOT 語* 団体: 年度: テーマ: 種別: 計画:",
                    "Words, \"phrases\", OR, NOT, word*, organisation: year: theme: kind: plan:",
                ),
                Example::Is("事業承継"),
            ),
            Field { example: Example::None, ..THEME },
            ORGANISATION,
            PREFECTURE,
            KIND,
            field("plan", Kind::Text(ID), ("この計画だけ（ID）", "This plan alone, by its id")),
            Field { example: Example::None, ..FROM },
            TO,
            flag("exact", ("1：書かれたとおりの語だけを探す", "1: only the words as written")),
            field("without", Kind::Names, ("類語として加えない語", "Words that the thesaurus must not add")),
            field(
                "sort",
                Kind::One { of: &["score", "year", "organisation"], usual: Some("score") },
                ("並び順", "Order"),
            ),
            LIMIT,
            OFFSET,
            LANG,
        ],
        answer: search,
        gives: object::<SearchAnswer<'static>>,
        fails: &[],
    },
    Address {
        path: "/api/v1/plans",
        name: ("計画の一覧", "Plans"),
        about: (
            "計画の一覧と、全部の数。kurabe plans --format json の各行。",
            "The plans and how many there are; each as in kurabe plans --format json.",
        ),
        takes: &[
            field(
                "q",
                Kind::Text(Kind::NAME),
                ("団体名・題名・IDに含まれる語", "Words in the body's name, the title or the id"),
            ),
            field("organisation", Kind::Text(Kind::NAME), ("団体名に含まれる語", "A part of the body's name")),
            field("prefecture", Kind::Text(Kind::NAME), ("都道府県", "The prefecture")),
            KIND,
            FROM,
            TO,
            field(
                "sort",
                Kind::One { of: &["organisation", "title", "kind", "year", "items"], usual: Some("organisation") },
                ("並び順", "Order"),
            ),
            field("order", Kind::One { of: &["up", "down"], usual: Some("up") }, ("昇順・降順", "Direction")),
            LIMIT,
            OFFSET,
            LANG,
        ],
        answer: plans,
        gives: object::<PlansAnswer<'static>>,
        fails: &[],
    },
    Address {
        path: "/api/v1/plan",
        name: ("計画の内容", "One plan"),
        about: (
            "一つの計画の項目と指標のすべて。kurabe extract の各行。",
            "All items and figures of one plan; each as a line of kurabe extract.",
        ),
        takes: &[ID_FIELD, LANG],
        answer: plan,
        gives: object::<PlanAnswer<'static>>,
        fails: &[404],
    },
    Address {
        path: "/api/v1/themes",
        name: ("テーマの定義", "Themes"),
        about: (
            "テーマと、その語。kurabe themes --format json と同じ。",
            "The themes and their words; as kurabe themes --format json.",
        ),
        takes: &[LANG],
        answer: themes,
        gives: list::<ThemeEntry<'static>>,
        fails: &[],
    },
    Address {
        path: "/api/v1/compare",
        name: ("テーマ比較", "Comparison"),
        about: (
            "テーマごとの項目数と割合を団体・年度などで分けたもの。kurabe compare --format json と同じ。\
             一つの答えが挙げる計画と項目は30万個までで、超えるときは422を返す：theme、organisation、prefecture、kind、from、to で絞り、分けて取得する。",
            "Action items by theme, body and year; as kurabe compare --format json. An answer names 300,000 plans and \
             items at most; beyond that it is a 422: narrow it by theme, organisation, prefecture, kind, from and to, \
             and ask several times.",
        ),
        takes: &[
            THEME,
            field(
                "column",
                Kind::Queries,
                ("検索式に当たる項目の列を加える", "Adds a column of the items that answer a query"),
            ),
            flag(
                "exact",
                ("1：column を書かれたとおりの語だけで数える", "1: count column by the words as written only"),
            ),
            ORGANISATION,
            PREFECTURE,
            KIND,
            FROM,
            TO,
            field("by", Kind::Some { of: keys, usual: &["organisation", "year"] }, ("行の分け方", "What makes a row")),
            flag("all_plans", ("1：同じ団体・年度の計画をすべて足す", "1: add up all plans of a body and year")),
            LANG,
        ],
        answer: compare,
        gives: object::<ComparisonAnswer<'static>>,
        fails: &[422],
    },
    Address {
        path: "/api/v1/benchmark",
        name: ("団体の比較", "Benchmark"),
        about: (
            "一つの団体を同種の団体と比べたもの。kurabe benchmark --format json と同じ。",
            "One body against its peers; as kurabe benchmark --format json.",
        ),
        takes: &[
            needed(
                "organisation",
                Kind::Text(Kind::NAME),
                ("団体名、またはその一部", "Name of the body, or a part of it"),
                Example::Body,
            ),
            field("peers", Kind::Names, ("比較先の団体名", "Names of the peers")),
            Field { example: Example::None, ..THEME },
            PREFECTURE,
            KIND,
            Field { example: Example::None, ..FROM },
            TO,
            LANG,
        ],
        answer: benchmarked,
        gives: object::<BenchmarkAnswer<'static>>,
        fails: &[404],
    },
    Address {
        path: "/api/v1/similar",
        name: ("似た取組", "The like of an item"),
        about: (
            "ある項目に似た、ほかの計画の項目。kurabe similar --format json と同じ。",
            "What is like one item elsewhere; as kurabe similar --format json.",
        ),
        takes: &[
            ID_FIELD,
            needed(
                "node",
                Kind::Whole { least: 1, most: 1_000_000, usual: None },
                ("項目の番号", "Number of the item"),
                Example::Item,
            ),
            LIMIT,
            LANG,
        ],
        answer: similar,
        gives: list::<AlikeRecord<'static>>,
        fails: &[404],
    },
    Address {
        path: "/api/v1/diff",
        name: ("新旧比較", "Old and new"),
        about: (
            "二つの計画の違い。kurabe diff --format json と同じ。項目を読み取れない計画は422。",
            "What changed between two plans; as kurabe diff --format json. A plan without readable items is a 422.",
        ),
        takes: &[
            needed("old", Kind::Text(ID), ("旧計画のID", "Id of the old plan"), Example::Old),
            needed("new", Kind::Text(ID), ("新計画のID", "Id of the new plan"), Example::New),
            LANG,
        ],
        answer: diff,
        gives: object::<DiffAnswer<'static>>,
        fails: &[404, 422],
    },
    Address {
        path: "/api/v1/openapi.json",
        name: ("この記述", "This description"),
        about: ("OpenAPI による記述。", "What programs read to know the addresses."),
        takes: &[LANG],
        answer: description::give,
        gives: any_object,
        fails: &[],
    },
    Address {
        path: "/health",
        name: ("稼働状況", "Health"),
        about: ("答えられるか、いつの索引か。", "Whether it answers, and from which index."),
        takes: &[LANG],
        answer: health,
        gives: object::<Health>,
        fails: &[],
    },
];
