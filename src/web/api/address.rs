//! The addresses of the API, as data: what each takes (from the table of [`crate::ask`]) and gives. The server reads
//! requests by it, and the description and the page to try them are made from it.

use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, Object, Type};
use utoipa::openapi::{Ref, RefOr, Schema};

use super::{Health, PlanAnswer, PlansAnswer};
use super::{
    benchmarked, compare, described, diff, diffused, followed, health, plan, plans, search, shortlists, similar,
    themes, told,
};
use crate::ask::table::{BENCHMARK, CITED, COMPARE, DIFFUSION, ID, LANG, LIMIT, PLANS, SEARCH};
use crate::ask::{Example, Field, Kind, Typed, Words};
use crate::report::{
    AlikeRecord, BenchmarkAnswer, ComparisonAnswer, DiffAnswer, DiffusionAnswer, HistoryAnswer, ResultsAnswer,
    SearchAnswer, ShortlistAnswer, ThemeEntry,
};
use crate::web::gate::Gate;
use crate::web::view::{Outcome, View};

/// One address.
pub(crate) struct Address {
    pub(crate) path: &'static str,
    pub(crate) name: Words,
    /// What must be known to use it.
    pub(crate) about: Words,
    pub(crate) takes: &'static [Field],
    /// Where the work waits for its turn.
    pub(in crate::web) gate: Gate,
    /// Makes the answer.
    pub(in crate::web) answer: fn(&View) -> Outcome,
    /// What the answer looks like.
    pub(super) gives: fn() -> Shape,
    /// Statuses of failures that not every address has.
    pub(super) fails: &'static [u16],
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

/// The addresses.
pub(in crate::web) static ADDRESSES: [Address; 14] = [
    Address {
        path: "/api/v1/search",
        name: ("検索", "Search"),
        about: (
            "検索式に当たる箇所と件数。kurabe search --format json と同じ。",
            "Which passages answer a query, and how many; as kurabe search --format json.",
        ),
        takes: SEARCH,
        gate: Gate::Light,
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
        takes: PLANS,
        gate: Gate::Light,
        answer: plans,
        gives: object::<PlansAnswer<'static>>,
        fails: &[],
    },
    Address {
        path: "/api/v1/plan",
        name: ("計画の内容", "One plan"),
        about: (
            "一つの計画の項目と指標のすべて、または出典（ID:L12-L14）の行とそこにある項目。kurabe extract の各行。",
            "All items and figures of one plan, or the lines of a citation (ID:L12-L14) with what stands on them; each as a \
             line of kurabe extract.",
        ),
        takes: &[CITED, LANG],
        gate: Gate::Light,
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
        gate: Gate::Light,
        answer: themes,
        gives: list::<ThemeEntry<'static>>,
        fails: &[],
    },
    Address {
        path: "/api/v1/shortlists",
        name: ("しおり", "Shortlists"),
        about: (
            "取っておいた箇所・記録・欄と、その出典。kurabe shortlist --format json と同じ。",
            "What was put aside, with its citations; as kurabe shortlist --format json.",
        ),
        takes: &[LANG],
        gate: Gate::Heavy,
        answer: shortlists,
        gives: list::<ShortlistAnswer<'static>>,
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
        takes: COMPARE,
        gate: Gate::Heavy,
        answer: compare,
        gives: object::<ComparisonAnswer<'static>>,
        fails: &[422],
    },
    Address {
        path: "/api/v1/diffusion",
        name: ("初出と広がり", "Diffusion"),
        about: (
            "どの団体が最も早く掲げ、どの団体が何年後に続いたか。kurabe compare --first --format json と同じ。\
             一つの答えが挙げる団体は2万までで、超えるときは422を返す：theme や organisation で絞る。",
            "Which bodies had it first, and who followed within how many years; as kurabe compare --first --format json. \
             An answer names 20,000 bodies at most; beyond that it is a 422: narrow it by theme and organisation.",
        ),
        takes: DIFFUSION,
        gate: Gate::Heavy,
        answer: diffused,
        gives: object::<DiffusionAnswer<'static>>,
        fails: &[422],
    },
    Address {
        path: "/api/v1/benchmark",
        name: ("団体の比較", "Benchmark"),
        about: (
            "一つの団体を同種の団体と比べたもの。kurabe benchmark --format json と同じ。",
            "One body against its peers; as kurabe benchmark --format json.",
        ),
        takes: BENCHMARK,
        gate: Gate::Heavy,
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
            ID,
            Field::new(
                "node",
                Kind::Whole { least: 1, most: 1_000_000, usual: None },
                Typed::Never,
                ("項目の番号", "Number of the item"),
                ("項目の番号", "Number of the item"),
            )
            .needed(Example::Item),
            LIMIT,
            LANG,
        ],
        gate: Gate::Heavy,
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
            Field::new(
                "old",
                Kind::Text(Kind::ID),
                Typed::Never,
                ("旧計画のID", "Id of the old plan"),
                ("旧計画のID", "Id of the old plan"),
            )
            .needed(Example::Old),
            Field::new(
                "new",
                Kind::Text(Kind::ID),
                Typed::Never,
                ("新計画のID", "Id of the new plan"),
                ("新計画のID", "Id of the new plan"),
            )
            .needed(Example::New),
            LANG,
        ],
        gate: Gate::Heavy,
        answer: diff,
        gives: object::<DiffAnswer<'static>>,
        fails: &[404, 422],
    },
    Address {
        path: "/api/v1/history",
        name: ("沿革", "History"),
        about: (
            "ある計画につながる前後の計画（新しいもの24まで）を通した、各項目の沿革。kurabe history --format json と同じ。\
             node があれば、その項目だけ。",
            "How each item ran through the plans before and after a plan, the newest 24 of them; as kurabe history \
             --format json. With node, that item alone.",
        ),
        takes: &[
            Field::new(
                "plan",
                Kind::Text(Kind::ID),
                Typed::Never,
                ("計画のID", "Id of the plan"),
                ("計画のID", "Id of the plan"),
            )
            .needed(Example::New),
            Field::new(
                "node",
                Kind::Whole { least: 1, most: 1_000_000, usual: None },
                Typed::Never,
                ("項目の番号", "Number of the item"),
                ("この計画の項目の番号：その項目だけをたどる", "Number of an item of this plan: it alone is followed"),
            ),
            LANG,
        ],
        gate: Gate::Heavy,
        answer: followed,
        gives: object::<HistoryAnswer<'static>>,
        fails: &[404],
    },
    Address {
        path: "/api/v1/results",
        name: ("計画と実績", "Plan and results"),
        about: (
            "計画と、その報告（なければ次の計画に書かれた実績）を並べたもの。kurabe results --format json と同じ。\
             report がなければ、団体・年度・種別から探す。見つからなければ404。",
            "A plan beside the report on it, or beside the results that the next plan gives; as kurabe results --format \
             json. Without report it is found by body, years and kind; a 404 if there is none.",
        ),
        takes: &[
            Field::new(
                "plan",
                Kind::Text(Kind::ID),
                Typed::Never,
                ("計画か報告のID", "Id of the plan or report"),
                ("計画か報告のID", "Id of the plan, or of the report"),
            )
            .needed(Example::Old),
            Field::new(
                "report",
                Kind::Text(Kind::ID),
                Typed::Never,
                ("報告のID", "Id of the report"),
                ("報告のID（あれば plan はその計画）", "Id of the report; plan is then the plan it reports on"),
            ),
            LANG,
        ],
        gate: Gate::Heavy,
        answer: told,
        gives: object::<ResultsAnswer<'static>>,
        fails: &[404, 422],
    },
    Address {
        path: "/api/v1/openapi.json",
        name: ("この記述", "This description"),
        about: ("OpenAPI による記述。", "What programs read to know the addresses."),
        takes: &[LANG],
        gate: Gate::Light,
        answer: described,
        gives: any_object,
        fails: &[],
    },
    Address {
        path: "/health",
        name: ("稼働状況", "Health"),
        about: ("答えられるか、いつの索引か。", "Whether it answers, and from which index."),
        takes: &[LANG],
        gate: Gate::Open,
        answer: health,
        gives: object::<Health>,
        fails: &[],
    },
];
