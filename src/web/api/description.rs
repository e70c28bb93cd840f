//! The OpenAPI description: the addresses and what they take from their table, the answers from the structs that are
//! written.

use serde_json::{Map, Value, json};
use utoipa::openapi::info::{InfoBuilder, License};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ArrayBuilder, ComponentsBuilder, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{
    Content, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, Schema, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::address::Address;
use super::examples::Examples;
use crate::ask::{Choice, Field, Kind, Words};
use crate::web::error::Problem;
use kurabe_index::query::LONGEST;
use kurabe_model::PlanKind;

const ABOUT: Words = (
    "商工会議所・商工会の計画を検索し、比べる。答えはコマンドの --format json と同じもの。読むだけで、GET と HEAD に答える。\
     知らないパラメーター、範囲外の値、一つだけのものの繰り返しは400。自由な語の空の値は、ないものとみなす。\
     名前の一覧は、繰り返しても、コンマで区切ってもよい。アドレスは32KBまで。誤りは application/problem+json。\
     表は /search.csv、/search.xlsx、/plans.csv、/plans.xlsx、/compare.csv、/compare.xlsx、/diff/docx、/diff/xlsx からダウンロードできる。",
    "The plans of Japanese chambers of commerce: search and compare. The answers are those of the command line's \
     --format json. It only reads: GET and HEAD. Unknown parameters, values out of their limits and single ones that \
     are repeated are a 400; free text without a value counts as not given. Lists of names may be repeated or parted by \
     commas. An address has 32 KB at most. Failures are application/problem+json. Tables can be downloaded at \
     /search.csv, /search.xlsx, /plans.csv, /plans.xlsx, /compare.csv, /compare.xlsx, /diff/docx and /diff/xlsx.",
);

/// Failures of every address, and those of some.
const USUAL: [u16; 8] = [400, 401, 414, 421, 429, 431, 500, 503];
const FAILURES: [(u16, Words); 10] = [
    (400, ("パラメーターを読み取れない", "A parameter cannot be read")),
    (401, ("パスワードが必要", "A password is needed")),
    (404, ("そのような計画・団体・項目はない", "There is no such plan, body or item")),
    (414, ("アドレスが長すぎる（48KBを超えると本文なし）", "The address is too long (beyond 48 KB without a body)")),
    (421, ("このアドレスでは答えない", "Not answered under this name")),
    (422, ("答えられない問い", "A question that has no answer")),
    (429, ("パスワードの誤りが続いた", "Too many wrong passwords")),
    (431, ("ヘッダーが長すぎる（本文なし）", "The headers are too long (without a body)")),
    (500, ("答えを作れない", "No answer could be made")),
    (503, ("混雑、時間切れ、または索引がまだない", "Busy, too slow, or there is no index yet")),
];

/// The description of these addresses, with examples from the index.
pub(super) fn description(addresses: &[Address], examples: &Examples<'_>) -> OpenApi {
    let mut components = ComponentsBuilder::new().schema(Problem::name(), Problem::schema());
    for address in addresses {
        components = components.schemas_from_iter((address.gives)().parts);
    }
    for (status, about) in FAILURES {
        components = components.response(format!("Failure{status}"), failure(status, about));
    }
    let path = |paths: PathsBuilder, address: &Address| paths.path(address.path, operation(address, examples));
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".to_owned());
    let info = InfoBuilder::new().title("kurabe").version(env!("CARGO_PKG_VERSION"));
    OpenApiBuilder::new()
        .info(info.description(Some(both(ABOUT))).license(Some(license)).build())
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .paths(addresses.iter().fold(PathsBuilder::new(), path))
        .components(Some(components.build()))
        .build()
}

/// Both languages, where a text has one place.
pub(crate) fn both((japanese, english): Words) -> String {
    format!("{japanese} / {english}")
}

fn failure(status: u16, about: Words) -> Response {
    let response = ResponseBuilder::new().description(both(about));
    // What is refused before a request has been read has no body.
    if [414, 431].contains(&status) {
        return response.build();
    }
    let problem = Content::new(Some(Ref::from_schema_name(Problem::name())));
    response.content("application/problem+json", problem).build()
}

fn operation(address: &Address, examples: &Examples<'_>) -> PathItem {
    let given = Content::new(Some((address.gives)().schema));
    let given = ResponseBuilder::new().description(both(address.name)).content("application/json", given);
    let name = address.path.rsplit('/').next().map(|name| name.trim_end_matches(".json"));
    let mut operation = OperationBuilder::new()
        .operation_id(name)
        .summary(Some(both(address.name)))
        .description(Some(both(address.about)))
        .parameters(Some(address.takes.iter().filter(|field| field.is_asked).map(|field| parameter(field, examples))))
        .response("200", given.build());
    for status in USUAL.iter().chain(address.fails) {
        operation = operation.response(status.to_string(), Ref::from_response_name(format!("Failure{status}")));
    }
    PathItem::new(HttpMethod::Get, operation.build())
}

fn parameter(field: &Field, examples: &Examples<'_>) -> Parameter {
    let example = examples.get(field.example);
    let example = match field.kind {
        _ if example.is_empty() => None,
        Kind::Whole { .. } => example.parse::<u32>().ok().map(Value::from),
        Kind::Names | Kind::Themes | Kind::Kinds | Kind::Queries | Kind::Some { .. } => Some(vec![example].into()),
        Kind::Text(_) | Kind::Query | Kind::Year | Kind::Flag | Kind::One { .. } => Some(example.into()),
    };
    ParameterBuilder::new()
        .name(field.name)
        .parameter_in(ParameterIn::Query)
        .required(if field.is_needed { Required::True } else { Required::False })
        .description(Some(both(field.about)))
        .schema(Some(schema(field, examples.themes())))
        .example(example)
        .build()
}

/// What a question takes, as the JSON Schema of an object; what is only there or not there is true or false in JSON.
pub(in crate::web) fn taken(takes: &[&Field], themes: &[String]) -> Value {
    let asked = || takes.iter().filter(|field| field.is_asked);
    let member = |field: &Field| {
        let mut schema = match field.kind {
            Kind::Flag => json!({ "type": "boolean" }),
            _ => serde_json::to_value(schema(field, themes)).unwrap_or_default(),
        };
        schema["description"] = both(field.about).into();
        (field.name.to_owned(), schema)
    };
    let needed: Vec<&str> = asked().filter(|field| field.is_needed).map(|field| field.name).collect();
    json!({
        "type": "object",
        "properties": asked().map(|field| member(field)).collect::<Map<_, _>>(),
        "required": needed,
        "additionalProperties": false,
    })
}

fn values(of: &'static [Choice]) -> Vec<&'static str> {
    of.iter().map(|(value, _)| *value).collect()
}

fn schema(field: &Field, themes: &[String]) -> RefOr<Schema> {
    let text = |most: usize| ObjectBuilder::new().schema_type(Type::String).max_length(Some(most));
    // That U+0085 is a blank, patterns do not know.
    let more_than_blanks = |text: ObjectBuilder| text.min_length(Some(1)).pattern(Some(r"[^\s\u0085]"));
    let own = |format: &str| SchemaFormat::Custom(format.to_owned());
    let choice = |of: Vec<&str>| ObjectBuilder::new().schema_type(Type::String).enum_values(Some(of));
    let list = |items: ObjectBuilder| ArrayBuilder::new().items(items).max_items(Some(field.kind.entries()));
    match field.kind {
        Kind::Text(most) if field.is_needed => more_than_blanks(text(most)).into(),
        Kind::Text(most) => text(most).into(),
        Kind::Query => more_than_blanks(text(LONGEST)).format(Some(own("kurabe-query"))).into(),
        Kind::Queries => list(text(LONGEST).format(Some(own("kurabe-query")))).into(),
        Kind::Year => text(Kind::YEAR).format(Some(own("fiscal-year"))).into(),
        Kind::Names => list(text(Kind::NAMES)).into(),
        Kind::Themes => list(choice(themes.iter().map(String::as_str).collect())).into(),
        Kind::Whole { least, most, usual } => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(least))
            .maximum(Some(most))
            .default(usual.and_then(|usual| usual.parse::<u32>().ok()).map(Value::from))
            .into(),
        Kind::Kinds => list(choice(PlanKind::ALL.map(PlanKind::name).to_vec())).into(),
        Kind::Flag => choice(vec!["1"]).into(),
        Kind::One { of, usual } => choice(values(of)).default(usual.map(Value::from)).into(),
        Kind::Some { of, usual } => {
            let usual = (!usual.is_empty()).then(|| usual.to_vec().into());
            list(choice(values(of))).default(usual).into()
        }
    }
}
