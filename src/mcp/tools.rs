//! The tools: each an address of the API, with the list that may be long and how its entries are told.
//!
//! What a tool takes and says of itself comes from the table of addresses.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use super::entries::{self, Told};
use super::part::{CELLS, Part, RECORDS, bounded};
use crate::ask::table::LANG;
use crate::ask::{Field, Words};
use crate::report::Lang;
use crate::web::{Address, Answered, Desk, address, both};

/// A tool.
pub(super) struct Own {
    pub(super) name: &'static str,
    /// The address that answers.
    path: &'static str,
    /// The lists of its answer of which one may be long: the first that is there.
    lists: &'static [&'static str],
    /// What it takes to give a part of that list, where the address gives the whole.
    pages: &'static [&'static Field],
    /// Tells of an answer and of a part of its list.
    tell: fn(&Told<'_>, &Value, &Part) -> Vec<String>,
}

/// An assistant sends no headers.
static LANGUAGE: Field = LANG.about((
    "注記と誤りの言語（なければ kurabe mcp の --lang、それもなければ環境の言語）",
    "Language of notes and failures (else that of kurabe mcp --lang, else of the environment)",
));

/// The name of the list that an answer is, where it is one: structured content is an object.
const ITEMS: &str = "items";

pub(super) static TOOLS: [Own; 8] = [
    Own { name: "search", path: "/api/v1/search", lists: &["hits"], pages: &[], tell: entries::hits },
    Own { name: "plans", path: "/api/v1/plans", lists: &["plans"], pages: &[], tell: entries::plans },
    Own { name: "show", path: "/api/v1/plan", lists: &["lines", "records"], pages: &RECORDS, tell: entries::plan },
    Own { name: "compare", path: "/api/v1/compare", lists: &["cells"], pages: &CELLS, tell: entries::cells },
    Own { name: "benchmark", path: "/api/v1/benchmark", lists: &["gaps"], pages: &RECORDS, tell: entries::benchmark },
    Own { name: "similar", path: "/api/v1/similar", lists: &[ITEMS], pages: &[], tell: entries::similar },
    Own { name: "diff", path: "/api/v1/diff", lists: &["records"], pages: &RECORDS, tell: entries::changes },
    Own { name: "results", path: "/api/v1/results", lists: &["records"], pages: &RECORDS, tell: entries::fates },
];

/// How an answer is given, for whoever chooses a tool.
const GIVEN: Words = (
    "構造化した答えはこの JSON で、文章には出典（ID:L12-L14）を添える。",
    "The structured answer is that JSON; the text cites places as ID:L12-L14.",
);

impl Own {
    fn address(&self) -> Option<&'static Address> {
        address(self.path)
    }

    /// All that it takes.
    fn takes(&self) -> Vec<&'static Field> {
        let own = self.address().map_or(&[][..], |own| own.takes);
        let own = own.iter().map(|field| if field.name == LANGUAGE.name { &LANGUAGE } else { field });
        own.chain(self.pages.iter().copied()).collect()
    }

    /// The tool as models see it.
    pub(super) fn described(&self, themes: &[String]) -> Tool {
        let (name, about) = self.address().map_or((("", ""), ("", "")), |own| (own.name, own.about));
        let schema = match Desk::taken(&self.takes(), themes) {
            Value::Object(schema) => schema,
            _ => JsonObject::new(),
        };
        let reads = ToolAnnotations::with_title(both(name)).read_only(true).destructive(false).idempotent(true);
        Tool::new(self.name, format!("{} {}", both(about), both(GIVEN)), Arc::new(schema))
            .with_title(both(name))
            .with_annotations(reads.open_world(false))
    }

    /// Answers: as text, and as JSON.
    ///
    /// # Errors
    ///
    /// Why there is no answer, in a sentence.
    pub(super) async fn answer(
        &self,
        desk: &Desk,
        given: &Map<String, Value>,
        lang: Lang,
    ) -> Result<(String, Value), String> {
        let lang = match given.get("lang").and_then(Value::as_str) {
            Some("ja") => Lang::Ja,
            Some("en") => Lang::En,
            _ => lang,
        };
        let params = Desk::read(&self.takes(), given).map_err(|fault| fault.sentence(lang))?;
        let own = self.address().ok_or_else(String::new)?;
        let asked = params.clone();
        let (lists, is_cut, tell) = (self.lists, self.pages.is_empty(), self.tell);
        let made = move |answered: Answered<'_>| {
            let Answered { store, mut json, notes } = answered;
            if json.is_array() {
                json = json!({ ITEMS: json });
            }
            let list = lists.iter().copied().find(|list| json[list].is_array()).unwrap_or_default();
            let entries = json[list].as_array().map_or(0, Vec::len);
            let number = |name: &str| json[name].as_u64().unwrap_or_default() as usize;
            let part = match is_cut {
                // What answers in part stands behind what answers whole.
                true => Part::given(&asked, entries, number("total") + number("partial")),
                false => Part::asked(&asked, entries),
            };
            let mut lines = tell(&Told { store, lang }, &json, &part);
            lines.extend(part.sentence(lang));
            let label = lang.pick("注：", "Note: ");
            lines.extend(notes.iter().map(|note| format!("{label}{note}")));
            if !is_cut {
                part.cut(&mut json, list);
            }
            bounded(&json, lang).map(|()| (lines.join("\n"), json))
        };
        desk.answer(own, (params, lang), made).await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_is_an_address_and_takes_what_it_takes() {
        for tool in &TOOLS {
            let own = tool.address().unwrap();
            let schema = tool.described(&["DX".to_owned()]).input_schema;
            for field in own.takes.iter().filter(|field| field.is_asked) {
                assert!(!schema["properties"][field.name].is_null(), "{} {}", tool.name, field.name);
            }
            assert_eq!(schema["additionalProperties"], false);
            let fields = tool.takes().iter().filter(|field| field.is_asked).count();
            assert_eq!(
                schema["properties"].as_object().unwrap().len(),
                fields,
                "no name stands twice in {}",
                tool.name
            );
        }
    }
}
