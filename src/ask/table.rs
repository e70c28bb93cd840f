//! What can be asked: each question with what it takes.
//!
//! Data alone: the command line, the API and its description, and the pages' forms are made from it.

use super::field::{Choice, Example, Field, Kind, Typed};

const EXACT_ABOUT: (&str, &str) = ("書かれたとおりの語だけを探す", "Only the words as written");
pub(crate) const ORDERS: &[Choice] =
    &[("score", ("関連度", "Relevance")), ("year", ("新しい順", "Newest")), ("organisation", ("団体名", "Body"))];
const KEYS: &[Choice] = &[
    ("organisation", ("団体", "Each body")),
    ("year", ("年度", "Each fiscal year")),
    ("prefecture", ("都道府県", "Each prefecture")),
    ("kind", ("計画の種別", "Each kind of plan")),
    ("theme", ("テーマ（常に列）", "Themes (always columns)")),
];
const COLUMNS: &[Choice] = &[
    ("organisation", ("団体", "Body")),
    ("title", ("題名", "Title")),
    ("kind", ("種別", "Kind")),
    ("year", ("年度", "Year")),
    ("items", ("項目数", "Items")),
];
const DIRECTIONS: &[Choice] = &[("up", ("昇順", "Ascending")), ("down", ("降順", "Descending"))];
const LANGUAGES: &[Choice] = &[("ja", ("日本語", "Japanese")), ("en", ("英語", "English"))];
const UNITS: &[Choice] = &[("plan", ("計画", "Plans"))];

pub(crate) const LANG: Field = Field::new(
    "lang",
    Kind::One { of: LANGUAGES, usual: None },
    Typed::Never,
    ("言語", "Language"),
    (
        "注記と誤りの言語（なければ Accept-Language、それもなければ日本語）",
        "Language of notes and failures (else that of Accept-Language, else Japanese)",
    ),
);
pub(crate) const LIMIT: Field = Field::new(
    "limit",
    Kind::Whole { least: 1, most: 200, usual: Some("20") },
    Typed::Named("N"),
    ("件数", "How many"),
    ("件数", "How many at most"),
);
pub(crate) const OFFSET: Field = Field::new(
    "offset",
    Kind::Whole { least: 0, most: 1_000_000, usual: Some("0") },
    Typed::Named("N"),
    ("飛ばす件数", "How many to pass over"),
    ("飛ばす件数", "How many to pass over"),
);
pub(crate) const THEME: Field =
    Field::new("theme", Kind::Themes, Typed::Named("THEMES"), ("テーマ", "Themes"), ("テーマ", "Themes"));
pub(crate) const ORGANISATION: Field = Field::new(
    "organisation",
    Kind::Names,
    Typed::Named("NAMES"),
    ("団体（名前の一部、「、」で区切る）", "Bodies (parts of names, commas between)"),
    ("団体名に含まれる語", "Words in the bodies' names"),
);
pub(crate) const PREFECTURE: Field = Field::new(
    "prefecture",
    Kind::Names,
    Typed::Named("NAMES"),
    ("都道府県", "Prefecture"),
    ("都道府県", "Prefectures"),
);
pub(crate) const KIND: Field = Field::new(
    "kind",
    Kind::Kinds,
    Typed::Named("KINDS"),
    ("計画の種別", "Kind of plan"),
    ("計画の種別", "Kinds of plans"),
);
pub(crate) const YEAR: Field = Field::new(
    "year",
    Kind::Year,
    Typed::Named("YEARS"),
    ("年度", "Year"),
    (
        "年度（2021、2021..2023、令和3、R3..R5、令和5..、..2023）",
        "Fiscal years (2021, 2021..2023, R3..R5, R5.., ..2023)",
    ),
);
pub(crate) const FROM: Field = Field::new(
    "from",
    Kind::Year,
    Typed::Never,
    ("年度（から）", "From year"),
    ("この年度から（2021、令和3、R3）", "First fiscal year (2021, 令和3, R3)"),
);
pub(crate) const TO: Field =
    Field::new("to", Kind::Year, Typed::Never, ("年度（まで）", "To year"), ("この年度まで", "Last fiscal year"));
pub(crate) const ID: Field = Field::new(
    "id",
    Kind::Text(Kind::ID),
    Typed::Never,
    ("計画のID", "Id of the plan"),
    ("計画のID", "Id of the plan"),
)
.needed(Example::New);
/// The same, or a place in it as answers cite it.
pub(crate) const CITED: Field = ID.about((
    "計画のID。出典（ID:L12-L14、項目の番号なら ID:7）なら、その行だけを、書かれたとおりの行とともに開く",
    "Id of the plan. A citation (ID:L12-L14, or an item by its number, ID:7) opens those lines alone, as written",
));
pub(crate) const COLUMN: Field = Field::new(
    "column",
    Kind::Queries,
    Typed::Named("QUERY"),
    ("語で数える（検索式）", "Count by words (a query)"),
    ("検索式に当たる項目の列を加える（何度でも）", "Add a column of the items that answer a query (repeatable)"),
);
pub(crate) const SORT: Field = Field::new(
    "sort",
    Kind::One { of: ORDERS, usual: Some("score") },
    Typed::Named("ORDER"),
    ("並び順", "Order"),
    ("並び順", "Order"),
);
/// What a plan is called, or its body.
pub(crate) const NAMED: Field = Field::new(
    "q",
    Kind::Text(Kind::NAME),
    Typed::Words("WORD"),
    ("団体・題名", "Body or title"),
    ("団体名・題名・IDに含まれる語", "Words in the body's name, the title or the id"),
);
const EXACT: Field = Field::new("exact", Kind::Flag, Typed::Named(""), ("書かれたとおり", "As written"), EXACT_ABOUT);

/// What is said of a document while it is added, by the names of corpus.toml; the command line has the same options.
pub(crate) static SAID: &[Field] = &[
    Field::new(
        "organisation",
        Kind::Text(Kind::NAME),
        Typed::Named("NAME"),
        ("団体名", "Body"),
        ("団体名（本文に書かれていないとき）", "Name of the body, where the text does not give it"),
    ),
    Field::new(
        "prefecture",
        Kind::Text(Kind::NAME),
        Typed::Named("PREFECTURE"),
        ("都道府県", "Prefecture"),
        ("都道府県", "Prefecture"),
    ),
    Field::new("title", Kind::Text(Kind::NAME), Typed::Named("TITLE"), ("題名", "Title"), ("題名", "Title")),
    Field::new(
        "kind",
        Kind::Kinds,
        Typed::Named("KIND"),
        ("計画の種別", "Kind of plan"),
        ("計画の種別（例：年度事業計画、中期計画）", "Kind of the plan (年度事業計画, 中期計画 …)"),
    ),
    Field::new(
        "year",
        Kind::Year,
        Typed::Named("YEAR"),
        ("年度か計画期間", "Year or period"),
        ("年度か計画期間（例：令和7年度、2025-2027）", "Fiscal year or period (令和7年度, 2025-2027)"),
    ),
    Field::new(
        "source",
        Kind::Text(Kind::ID),
        Typed::Named("URL"),
        ("公開元のURL", "URL where it was published"),
        ("公開元のURL", "URL where it was published"),
    ),
];

/// Into which list something is put aside.
pub(crate) const LIST: Field = Field::new(
    "list",
    Kind::Text(Kind::NAME),
    Typed::Named("NAME"),
    ("しおりの名前", "Name of the list"),
    ("加えるしおりの名前", "Name of the list"),
);
/// Under which name a question is saved.
pub(crate) const SAVED: Field = Field::new(
    "name",
    Kind::Text(Kind::NAME),
    Typed::Named("NAME"),
    ("保存する名前", "Name"),
    ("保存する名前", "Name to save it under"),
);
/// What is written beside what was put aside.
pub(crate) const REMARK: Field = Field::new(
    "remark",
    Kind::Text(Kind::ID),
    Typed::Named("TEXT"),
    ("メモ", "Remark"),
    ("添えるメモ", "Remark beside it"),
);

/// Which passages answer.
pub(crate) static SEARCH: &[Field] = &[
    Field::new(
        "q",
        Kind::Query,
        Typed::Words("QUERY"),
        ("検索語", "Words"),
        (
            "検索式：語 「語句」 OR NOT 語* 団体: 年度: テーマ: 種別: 都道府県: 印: 階層: 計画:",
            "Words, \"phrases\", OR, NOT, word*, organisation: year: theme: kind: prefecture: flag: level: plan:",
        ),
    )
    .needed(Example::Is("事業承継")),
    THEME,
    ORGANISATION,
    PREFECTURE,
    KIND,
    Field::new(
        "plan",
        Kind::Text(Kind::ID),
        Typed::Named("ID"),
        ("計画", "Plan"),
        ("この計画だけ（ID）", "This plan alone, by its id"),
    ),
    YEAR,
    FROM.tried_with(Example::Is("令和3")),
    TO,
    EXACT,
    Field::new(
        "without",
        Kind::Names,
        Typed::Named("WORDS"),
        ("加えない語", "Words not to add"),
        ("類語として加えない語", "Words that the thesaurus must not add"),
    ),
    SORT,
    Field::new(
        "group",
        Kind::One { of: UNITS, usual: None },
        Typed::Named("UNIT"),
        ("数え方", "Unit"),
        ("件数を計画の数で数える", "Count pages in plans"),
    )
    .for_terminals(),
    LIMIT,
    OFFSET,
    LANG,
];

/// Which plans there are.
pub(crate) static PLANS: &[Field] = &[
    NAMED,
    Field { kind: Kind::Text(Kind::NAME), ..ORGANISATION }.about(("団体名に含まれる語", "A part of the body's name")),
    Field { kind: Kind::Text(Kind::NAME), ..PREFECTURE }.about(("都道府県", "The prefecture")),
    KIND,
    YEAR,
    FROM.tried_with(Example::Is("令和3")),
    TO,
    Field::new(
        "sort",
        Kind::One { of: COLUMNS, usual: Some("organisation") },
        Typed::Never,
        ("並び順", "Order"),
        ("並び順", "Order"),
    ),
    Field::new(
        "order",
        Kind::One { of: DIRECTIONS, usual: Some("up") },
        Typed::Never,
        ("昇順・降順", "Direction"),
        ("昇順・降順", "Direction"),
    ),
    Field { typed: Typed::Never, ..LIMIT },
    Field { typed: Typed::Never, ..OFFSET },
    LANG,
];

/// What is counted, and in which plans.
const COUNTED: [Field; 9] = [
    THEME
        .tried_with(Example::Theme)
        .about(("テーマ（例：DX,事業承継,観光。既定：すべて）", "Themes (DX,事業承継,観光; default: all)")),
    COLUMN,
    EXACT.about(("column を書かれたとおりの語だけで数える", "Count column by the words as written only")),
    ORGANISATION,
    PREFECTURE,
    KIND,
    YEAR,
    FROM.tried_with(Example::Is("令和3")),
    TO,
];
const BY: Field = Field::new(
    "by",
    Kind::Some { of: KEYS, usual: &["organisation", "year"] },
    Typed::Named("KEYS"),
    ("行の分け方", "Rows"),
    ("行の分け方（組み合わせてよい）", "What makes a row (any of them)"),
);
const ALL_PLANS: Field = Field::new(
    "all_plans",
    Kind::Flag,
    Typed::Named(""),
    ("すべて足す", "Add up"),
    ("同じ団体・年度の計画をすべて足す", "Add up all plans of a body and year"),
);

/// Who does how much about what.
pub(crate) static COMPARE: &[Field] = {
    let [theme, column, exact, organisation, prefecture, kind, year, from, to] = COUNTED;
    &[theme, column, exact, organisation, prefecture, kind, year, from, to, BY, ALL_PLANS, LANG]
};

/// Who had something first, and who followed.
pub(crate) static DIFFUSION: &[Field] = {
    let [theme, column, exact, organisation, prefecture, kind, year, from, to] = COUNTED;
    &[theme, column, exact, organisation, prefecture, kind, year, from, to, LANG]
};

/// One body against its peers.
pub(crate) static BENCHMARK: &[Field] = &[
    Field::new(
        "organisation",
        Kind::Text(Kind::NAME),
        Typed::Word("ORGANISATION"),
        ("団体", "Body"),
        ("団体名、またはその一部", "Name of the body, or a part of it"),
    )
    .needed(Example::Body),
    Field::new(
        "peers",
        Kind::Names,
        Typed::Named("NAMES"),
        ("比較先の団体名", "Names of the peers"),
        (
            "比較先の団体名（既定：同じ都道府県・種別の団体、5団体に満たなければ同じ種別の団体）",
            "Names of the peers (default: same kind and prefecture; with fewer than five, same kind)",
        ),
    ),
    THEME.about(("テーマ（既定：すべて）", "Themes (default: all)")),
    PREFECTURE.about(("比較先の都道府県", "Prefectures of the peers")),
    KIND,
    YEAR.about((
        "年度（既定：その団体の最も新しい計画の2年前から）",
        "Fiscal years (default: from two years before the body's newest plan)",
    )),
    FROM,
    TO,
    LANG,
];
