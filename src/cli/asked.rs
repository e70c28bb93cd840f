//! The options of a question as clap has them, made from the table of what can be asked.
//!
//! In come fields, out come clap's arguments; in comes what clap found, out come names and values. What they mean must
//! not be known here.

use std::marker::PhantomData;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::ask::{Choice, Field, Kind, Params, Typed, table};
use crate::report::Lang;

/// A question that a verb asks.
pub(super) trait Question: Clone + Send + Sync + 'static {
    /// The verb.
    const VERB: &'static str;
}

/// `kurabe search`
#[derive(Clone, Debug)]
pub(super) struct OfSearch;
/// `kurabe plans`
#[derive(Clone, Debug)]
pub(super) struct OfPlans;
/// `kurabe compare`
#[derive(Clone, Debug)]
pub(super) struct OfCompare;
/// `kurabe benchmark`
#[derive(Clone, Debug)]
pub(super) struct OfBenchmark;

impl Question for OfSearch {
    const VERB: &'static str = "search";
}
impl Question for OfPlans {
    const VERB: &'static str = "plans";
}
impl Question for OfCompare {
    const VERB: &'static str = "compare";
}
impl Question for OfBenchmark {
    const VERB: &'static str = "benchmark";
}

/// What the question of a verb takes; nothing for verbs that ask none.
pub(super) fn takes(verb: &str) -> &'static [Field] {
    match verb {
        OfSearch::VERB => table::SEARCH,
        OfPlans::VERB => table::PLANS,
        OfCompare::VERB => table::COMPARE,
        OfBenchmark::VERB => table::BENCHMARK,
        _ => &[],
    }
}

/// What was typed for a question.
#[derive(Clone, Debug)]
pub(super) struct Asked<Q> {
    pub(super) params: Params,
    question: PhantomData<Q>,
}

impl<Q: Question> Args for Asked<Q> {
    fn augment_args(command: Command) -> Command {
        command.args(takes(Q::VERB).iter().filter_map(|field| argument(field, Lang::Ja)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<Q: Question> FromArgMatches for Asked<Q> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { params: params(takes(Q::VERB), matches), question: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// A field as an argument; none if it is not typed.
pub(super) fn argument(field: &Field, lang: Lang) -> Option<Arg> {
    let about = lang.pick(field.about.0, field.about.1);
    let named = |value| Arg::new(field.name).long(long(field.name)).value_name(value);
    let argument = match field.typed {
        Typed::Never => return None,
        Typed::Named(value) => named(value),
        Typed::Word(value) => Arg::new(field.name).value_name(value),
        Typed::Words(value) => Arg::new(field.name).value_name(value).action(ArgAction::Append),
    };
    let argument = argument.help(about).required(field.is_needed);
    Some(match field.kind {
        Kind::Flag => Arg::new(field.name).long(long(field.name)).help(about).action(ArgAction::SetTrue),
        // Whoever asks at a terminal may have all of it.
        Kind::Whole { least, usual, .. } => {
            let all = lang.pick("件数（0で全部）", "How many (0 for all)");
            let argument = argument.value_parser(value_parser!(usize)).help(if least > 0 { all } else { about });
            usual.into_iter().fold(argument, Arg::default_value)
        }
        Kind::One { of, usual } => usual.into_iter().fold(argument.value_parser(choices(of, lang)), Arg::default_value),
        Kind::Some { of, usual } => {
            let argument = argument.value_parser(choices(of, lang)).value_delimiter(',').action(ArgAction::Append);
            argument.default_values(usual)
        }
        Kind::Names | Kind::Themes | Kind::Kinds | Kind::Queries => argument.action(ArgAction::Append),
        Kind::Text(_) | Kind::Year | Kind::Query => argument,
    })
}

/// A name as an option has it.
fn long(name: &'static str) -> &'static str {
    if name == "all_plans" { "all-plans" } else { name }
}

fn choices(of: &'static [Choice], lang: Lang) -> PossibleValuesParser {
    of.iter()
        .map(|(value, words)| PossibleValue::new(*value).help(lang.pick(words.0, words.1)))
        .collect::<Vec<_>>()
        .into()
}

/// What clap found, as names and values; of what is never typed, what stands where nothing is given.
fn params(takes: &[Field], matches: &ArgMatches) -> Params {
    let mut params = Params::default();
    for field in takes {
        let name = field.name;
        let given = || matches.get_raw(name).into_iter().flatten().map(|value| value.to_string_lossy().into_owned());
        params = match (field.typed, field.kind) {
            (Typed::Never, Kind::One { usual: Some(usual), .. }) => params.and(name, usual),
            (Typed::Never, _) => params,
            (_, Kind::Flag) if matches.get_flag(name) => params.and(name, 1),
            (_, Kind::Flag) => params,
            (Typed::Words(_), _) => match given().collect::<Vec<_>>().join(" ") {
                words if words.is_empty() => params,
                words => params.and(name, words),
            },
            _ => given().fold(params, |params, value| params.and(name, value)),
        };
    }
    params
}

#[cfg(test)]
mod tests {
    use super::super::command::command;
    use super::*;
    use crate::ask::{Benchmark, Compare, Plans, Search, read};

    /// The values to try a field with: one that every field of its kind takes.
    fn tried(field: &Field) -> Vec<&'static str> {
        match field.kind {
            Kind::Text(_) => vec!["みなと"],
            Kind::Year => vec!["令和3", "2021..2023", "令和5..", "..2023", "令和5以降", "R3まで"],
            Kind::Names => vec!["みなと,やまて", "みなと"],
            Kind::Themes => vec!["DX,観光", "DX"],
            Kind::Kinds => vec!["中期計画", "中期計画,事業報告"],
            Kind::Query | Kind::Queries => vec!["事業承継 OR 創業"],
            Kind::Flag => vec!["1"],
            Kind::Whole { .. } => vec!["7"],
            Kind::One { of, .. } | Kind::Some { of, .. } => of.iter().map(|(value, _)| *value).collect(),
        }
    }

    /// The request that names and values make.
    fn request(verb: &str, params: &Params) -> String {
        let body = params.get("organisation").unwrap_or_default();
        match verb {
            "search" => format!("{:?}", Search::of(params)),
            "plans" => format!("{:?}", Plans::of(params)),
            "compare" => format!("{:?}", Compare::of(params)),
            _ => format!("{:?}", Benchmark::of(body, params)),
        }
    }

    fn typed(verb: &str, given: &[(&Field, &str)]) -> Params {
        let mut words = vec!["kurabe".to_owned(), verb.to_owned()];
        for (field, value) in given {
            match (field.typed, field.kind) {
                (Typed::Named(_), Kind::Flag) => words.push(format!("--{}", long(field.name))),
                (Typed::Named(_), _) => words.push(format!("--{}={value}", long(field.name))),
                _ => words.push((*value).to_owned()),
            }
        }
        let matches = command(Lang::Ja).try_get_matches_from(words).unwrap();
        params(takes(verb), matches.subcommand().unwrap().1)
    }

    #[test]
    fn a_terminal_a_program_and_a_page_ask_the_same() {
        for verb in ["search", "plans", "compare", "benchmark"] {
            let needed: Vec<(&Field, &str)> =
                takes(verb).iter().filter(|field| field.is_needed).map(|field| (field, tried(field)[0])).collect();
            let shared = takes(verb).iter().filter(|field| field.is_asked && field.typed != Typed::Never);
            for field in shared {
                for value in tried(field) {
                    let mut given = needed.clone();
                    given.retain(|(own, _)| own.name != field.name);
                    given.push((field, value));
                    let page =
                        given.iter().fold(Params::default(), |params, (field, value)| params.and(field.name, value));
                    let program = read(takes(verb), page.at("").trim_start_matches('?')).unwrap();
                    let asked = request(verb, &program);
                    assert_eq!(request(verb, &typed(verb, &given)), asked, "{verb} {}={value}", field.name);
                    // A page leaves open how many: it turns pages of its own.
                    let lenient = ["limit", "offset", "sort"].iter().fold(page, |page, name| match program.get(name) {
                        Some(value) => page.with(name, value),
                        None => page,
                    });
                    assert_eq!(request(verb, &lenient), asked, "{verb} {}={value}", field.name);
                }
            }
        }
    }

    #[test]
    fn every_field_has_its_words() {
        for field in ["search", "plans", "compare", "benchmark"].into_iter().flat_map(takes) {
            for words in [field.label, field.about] {
                assert!(!words.0.is_empty() && !words.1.is_empty(), "{}", field.name);
                assert!(!words.0.is_ascii(), "{}: {}", field.name, words.0);
            }
        }
    }
}
