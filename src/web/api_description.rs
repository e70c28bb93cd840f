//! What the addresses of `/api/v1` take and give, as data: the OpenAPI description and the page to try them are both
//! made from it.

use serde_json::{Map, Value, json};

use super::view::{Outcome, Reply, View};

/// One address.
pub(super) struct Address {
    pub(super) path: &'static str,
    pub(super) japanese: &'static str,
    pub(super) english: &'static str,
    pub(super) takes: &'static [Field],
}

/// One thing that an address takes.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) needed: bool,
    pub(super) about: &'static str,
    pub(super) example: &'static str,
}

/// Of which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Texts,
    Whole,
    One(&'static [&'static str]),
}

const fn field(name: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Field {
    Field { name, kind, needed: false, about, example }
}

const fn needed(name: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Field {
    Field { name, kind, needed: true, about, example }
}

const LANG: Field = field("lang", Kind::One(&["ja", "en"]), "Language of notes and failures", "");
const LIMIT: Field = field("limit", Kind::Whole, "How many, 200 at most", "20");
const OFFSET: Field = field("offset", Kind::Whole, "How many to pass over", "0");
const THEME: Field = field("theme", Kind::Texts, "Themes", "DX");
const ORGANISATION: Field = field("organisation", Kind::Texts, "Parts of bodies' names", "");
const PREFECTURE: Field = field("prefecture", Kind::Texts, "Prefectures", "");
const KIND: Field = field("kind", Kind::Texts, "Kinds of plans", "");
const FROM: Field = field("from", Kind::Text, "First fiscal year (2021, 令和3)", "");
const TO: Field = field("to", Kind::Text, "Last fiscal year", "");

/// The addresses.
pub(super) const ADDRESSES: [Address; 8] = [
    Address {
        path: "/api/v1/search",
        japanese: "検索",
        english: "Which passages answer a query",
        takes: &[
            needed("q", Kind::Text, "The query, up to 2,000 letters", "事業承継"),
            THEME,
            ORGANISATION,
            PREFECTURE,
            KIND,
            FROM,
            TO,
            field("exact", Kind::One(&["1"]), "Only the words as written", ""),
            field("without", Kind::Texts, "Words that the thesaurus must not add", ""),
            field("sort", Kind::One(&["score", "year", "organisation"]), "Order", ""),
            LIMIT,
            OFFSET,
            LANG,
        ],
    },
    Address {
        path: "/api/v1/plans",
        japanese: "計画の一覧",
        english: "The plans",
        takes: &[
            field("q", Kind::Text, "Words of body, title or id", ""),
            KIND,
            PREFECTURE,
            FROM,
            TO,
            LIMIT,
            OFFSET,
            LANG,
        ],
    },
    Address {
        path: "/api/v1/plan",
        japanese: "計画の内容",
        english: "All records of one plan",
        takes: &[needed("id", Kind::Text, "Id of the plan", ""), LANG],
    },
    Address {
        path: "/api/v1/themes", japanese: "テーマの定義", english: "The themes and their words", takes: &[LANG]
    },
    Address {
        path: "/api/v1/compare",
        japanese: "テーマ比較",
        english: "Action items by theme, body and year",
        takes: &[
            THEME,
            ORGANISATION,
            PREFECTURE,
            KIND,
            FROM,
            TO,
            field("by", Kind::Text, "What makes a row: organisation,year,prefecture,kind", "organisation,year"),
            field("all_plans", Kind::One(&["1"]), "Add up all plans of a body and year", ""),
            LANG,
        ],
    },
    Address {
        path: "/api/v1/benchmark",
        japanese: "団体の比較",
        english: "One body against its peers",
        takes: &[
            needed("organisation", Kind::Text, "Name of the body", ""),
            field("peers", Kind::Texts, "Names of the peers", ""),
            THEME,
            PREFECTURE,
            KIND,
            FROM,
            TO,
            LANG,
        ],
    },
    Address {
        path: "/api/v1/similar",
        japanese: "似た取組",
        english: "The like of one item elsewhere",
        takes: &[
            needed("id", Kind::Text, "Id of the plan", ""),
            needed("node", Kind::Whole, "Number of the item", ""),
            LIMIT,
            LANG,
        ],
    },
    Address {
        path: "/api/v1/diff",
        japanese: "新旧比較",
        english: "A plan beside its predecessor",
        takes: &[
            needed("old", Kind::Text, "Id of the old plan", ""),
            needed("new", Kind::Text, "Id of the new plan", ""),
            LANG,
        ],
    },
];

/// `/api/v1/openapi.json`
pub(super) fn give(_: &View) -> Outcome {
    Ok(Reply::Json(description().to_string()))
}

fn description() -> Value {
    let paths: Map<String, Value> =
        ADDRESSES.iter().map(|address| (address.path.to_owned(), json!({ "get": operation(address) }))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "kurabe",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The plans of chambers of commerce: search, compare, diff. The objects are those of the command line's --format json.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": { "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": ["string", "null"] },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
            },
        } } },
    })
}

fn operation(address: &Address) -> Value {
    let problem = |about: &str| {
        json!({
            "description": about,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        })
    };
    json!({
        "operationId": address.path.rsplit('/').next(),
        "summary": address.english,
        "description": address.japanese,
        "parameters": address.takes.iter().map(parameter).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": address.english, "content": { "application/json": { "schema": {} } } },
            "400": problem("The question cannot be read"),
            "404": problem("There is no such plan or body"),
            "422": problem("The plans cannot be compared"),
            "431": { "description": "The address is too long" },
            "503": problem("Busy, or too slow, or there is no index yet"),
        },
    })
}

fn parameter(field: &Field) -> Value {
    let text = json!({ "type": "string" });
    let schema = match field.kind {
        Kind::Text => text,
        Kind::Texts => json!({ "type": "array", "items": text }),
        Kind::Whole => json!({ "type": "integer", "minimum": 0 }),
        Kind::One(values) => json!({ "type": "string", "enum": values }),
    };
    json!({ "name": field.name, "in": "query", "required": field.needed, "description": field.about, "schema": schema })
}
