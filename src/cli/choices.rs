//! What the values of a choice are called in English. In Japanese their own documentation says it.
//!
//! In comes an option of a verb, out comes a parser that shows its values in English. What a value does must not be
//! known here.

use std::ffi::OsStr;
use std::marker::PhantomData;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser, ValueParser};
use clap::{Arg, Command, ValueEnum};

use super::arguments::{RecordFormat, TableFormat};
use super::paper::PaperFormat;
use super::{benchmark, compare, export, history, saved, shortlist, show, themes};
use crate::report::ExportTable;

/// Values with their words.
type Words = &'static [(&'static str, &'static str)];

const FORMS: Words = &[
    ("text", "To be read on a screen"),
    ("json", "JSON"),
    ("jsonl", "JSON Lines"),
    ("csv", "For spreadsheets"),
    ("xlsx", "An Excel workbook"),
];
const OF_COMPARE: Words = &[
    ("text", "To be read on a screen"),
    ("json", "JSON"),
    ("csv", "For spreadsheets (a cell a line; with --items an item a line, with --trend a column for each year)"),
    ("xlsx", "An Excel workbook (sheets of counts, shares, items, plans and notes; with --trend of the trend too)"),
    ("svg", "A drawing (shades; with --trend lines, with --first how it spread)"),
];
const OF_BENCHMARK: Words = &[
    ("text", "To be read on a screen"),
    ("json", "JSON"),
    ("csv", "For spreadsheets (shares of themes)"),
    ("xlsx", "An Excel workbook (shares, gaps, what it alone does, figures, peers, notes)"),
];
const PAPERS: Words = &[
    ("text", "To be read on a screen"),
    ("json", "JSON"),
    ("html", "A table of both: for browsers and printing"),
    ("xlsx", "A table of both: Excel"),
    ("docx", "A table of both: Word"),
    ("csv", "A table of both: CSV"),
];
const STAGES: Words =
    &[("blocks", "Paragraphs and rows of tables"), ("outline", "The tree of headings"), ("plan", "The plan")];
const ACTIONS: Words = &[("list", "List the themes"), ("test", "Test a text"), ("audit", "Look at assignments")];

const OF_SHORTLIST: Words = &[
    ("text", "To be read on a screen"),
    ("json", "JSON"),
    ("md", "Markdown"),
    ("docx", "Word"),
    ("xlsx", "Excel"),
    ("csv", "For spreadsheets"),
];
const SAVED_ACTIONS: Words =
    &[("list", "List what is saved"), ("run", "Ask again, and show what is new"), ("remove", "Forget it")];
const SHORTLIST_ACTIONS: Words = &[
    ("list", "List the lists"),
    ("show", "Look at one, or write it to a file"),
    ("add", "Put something aside"),
    ("remove", "Take entries out"),
    ("rename", "Give a list another name"),
];

const OF_EXPORT: Words =
    &[("jsonl", "JSON Lines"), ("parquet", "A Parquet file for each table (into the folder of --output)")];
const TABLES: Words = &[
    ("plans", "Plans"),
    ("passages", "Passages, with their folded texts and runs"),
    ("nodes", "Sections, initiatives and measures"),
    ("indicators", "Figures"),
    ("themes", "Themes of items"),
];

/// The parser of an option of a verb whose values have words; none where they need none.
pub(super) fn english(verb: &str, option: &str) -> Option<ValueParser> {
    match (verb, option) {
        ("search" | "plans" | "similar" | "corrections", "format") => Some(Chosen::<TableFormat>::by(FORMS)),
        ("show" | "extract", "format") => Some(Chosen::<RecordFormat>::by(FORMS)),
        ("show", "stage") => Some(Chosen::<show::Stage>::by(STAGES)),
        ("themes", "format") => Some(Chosen::<themes::Form>::by(FORMS)),
        ("themes", "action") => Some(Chosen::<themes::Action>::by(ACTIONS)),
        ("compare", "format") => Some(Chosen::<compare::Format>::by(OF_COMPARE)),
        ("benchmark", "format") => Some(Chosen::<benchmark::Form>::by(OF_BENCHMARK)),
        ("export", "format") => Some(Chosen::<export::Form>::by(OF_EXPORT)),
        ("export", "table") => Some(Chosen::<ExportTable>::by(TABLES)),
        ("history", "format") => Some(Chosen::<history::HistoryFormat>::by(FORMS)),
        ("saved", "format") => Some(Chosen::<themes::Form>::by(FORMS)),
        ("saved", "action") => Some(Chosen::<saved::Action>::by(SAVED_ACTIONS)),
        ("shortlist", "format") => Some(Chosen::<shortlist::Form>::by(OF_SHORTLIST)),
        ("shortlist", "action") => Some(Chosen::<shortlist::Action>::by(SHORTLIST_ACTIONS)),
        ("diff" | "results", "format") => Some(Chosen::<PaperFormat>::by(PAPERS)),
        _ => None,
    }
}

/// A choice with its words.
struct Chosen<T> {
    words: Words,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Chosen<T> {
    fn clone(&self) -> Self {
        Self { words: self.words, of: PhantomData }
    }
}

impl<T: ValueEnum + Clone + Send + Sync + 'static> Chosen<T> {
    fn by(words: Words) -> ValueParser {
        ValueParser::new(Self { words, of: PhantomData })
    }
}

impl<T: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for Chosen<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        EnumValueParser::<T>::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let worded = move |value: PossibleValue| {
            let words = self.words.iter().find(|(name, _)| *name == value.get_name()).map(|(_, words)| *words);
            words.into_iter().fold(value, PossibleValue::help)
        };
        Some(Box::new(values.map(worded)))
    }
}
