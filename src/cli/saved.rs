//! `kurabe saved`: searches and comparisons kept by name, and what they find that is new since the last time.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::open;
use super::output::Console;
use super::themes::Form;
use crate::ask::{News, NewsError, Params, news, to_save};
use crate::library::Folders;
use crate::library::corpus::{Question, Saved as Kept};
use crate::report::{Lang, lines_text, news_counts, period_text, plan_name, question_name};
use kurabe_index::index::Store;

/// `kurabe saved`
#[derive(Debug, Args)]
pub(super) struct Saved {
    /// list：一覧と新しいものの数、run：前に見たあとの新しいものを示す、remove：消す
    #[arg(value_enum, value_name = "ACTION", default_value_t = Action::List)]
    pub(super) action: Action,
    /// run と remove の名前
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,
    /// 出力の形（run）
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    pub(super) format: Form,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Action {
    /// 一覧
    List,
    /// もう一度調べ、新しいものを示す
    Run,
    /// 消す
    Remove,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Ask saved searches and comparisons again: what is new since the last time"),
    ("action", "list (with how much is new), run (shows what is new), or remove"),
    ("name", "Name of what run asks and remove forgets"),
    ("format", "Form of the output (run)"),
];

/// Saves a question under a name, with what it finds now.
pub(super) fn save(
    name: &str,
    (what, params): (Question, &Params),
    (folders, store): (&Folders, &Store),
    console: &Console,
) -> Result<(), CliError> {
    let asked = Kept { what, asked: to_save(params).at(""), seen: Vec::new() };
    let found = news(&asked, store, &folders.thesaurus()?)?;
    Kept { seen: found.seen, ..asked }.put(&folders.corpus, name)?;
    console.note(&console.lang().pick(
        format!("「{name}」として保存しました。kurabe saved run {name} で、このあとの新しいものを示します。"),
        format!("Saved as {name}; kurabe saved run {name} shows what is new from now on."),
    ));
    Ok(())
}

pub(super) fn run(verb: &Saved, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    match verb.action {
        Action::List => list(global, console),
        Action::Run => again(verb, global, console),
        Action::Remove => {
            let (folders, name, _) = named(verb, global, console)?;
            Kept::remove(&folders.0.corpus, &name)?;
            console.print(&console.lang().pick(format!("{name}を消しました\n"), format!("{name} removed\n")))?;
            Ok(Outcome::Done)
        }
    }
}

fn list(global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let (folders, store) = open(global, console)?;
    let thesaurus = folders.thesaurus()?;
    let all = Kept::all(&folders.corpus)?;
    let mut out = String::new();
    for (name, saved) in &all {
        let counts = match news(saved, &store, &thesaurus) {
            Ok(found) => news_counts((found.count(), found.gone), lang),
            Err(error) => CliError::from(error).sentence(lang),
        };
        out.push_str(&format!("{name}　{}　{counts}\n", question_name(saved.what, lang)));
    }
    console.print(&out)?;
    Ok(if all.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// What is saved under the name that was typed.
fn named(verb: &Saved, global: &Global, console: &Console) -> Result<((Folders, Store), String, Kept), CliError> {
    let (folders, store) = open(global, console)?;
    let name = verb.name.clone().unwrap_or_default();
    let found = Kept::all(&folders.corpus)?.remove(&name);
    let found = found.ok_or_else(|| Refusal::NotSaved(name.clone()))?;
    Ok(((folders, store), name, found))
}

fn again(verb: &Saved, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let ((folders, store), name, saved) = named(verb, global, console)?;
    let found = news(&saved, &store, &folders.thesaurus()?)?;
    match verb.format {
        Form::Text => console.print(&text(&name, &found, console.lang()))?,
        Form::Json => console.print_json(&answer(&name, &saved, &found))?,
    }
    // What was shown is known from now on.
    saved.see(&folders.corpus, &name, &found.seen)?;
    Ok(if found.count() == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn text(name: &str, found: &News, lang: Lang) -> String {
    let mut out = format!("{name}　{}\n", news_counts((found.count(), found.gone), lang));
    for hit in &found.hits {
        let (row, span) = (&hit.plan, hit.passage.span);
        let snippet: String = hit.snippet.iter().map(|(text, _)| text.as_str()).collect();
        let place = lines_text((span.first, span.last), lang);
        out.push_str(&format!("\n{}　{}　{place}\n", plan_name(row, lang), period_text(row.period, lang)));
        out.push_str(&format!("  {}\n", snippet.replace('\n', " ")));
    }
    for change in &found.cells {
        out.push_str(&format!("  {}：{} → {}\n", change.cell, change.before, change.now));
    }
    out
}

/// What is new, as programs read it.
#[derive(Serialize)]
struct Answer<'a> {
    name: &'a str,
    what: &'static str,
    asked: &'a str,
    gone: usize,
    hits: Vec<HitRecord<'a>>,
    cells: Vec<CellRecord<'a>>,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    plan: &'a str,
    heading: &'a str,
    page: Option<u32>,
    first_line: u32,
    last_line: u32,
}

#[derive(Serialize)]
struct CellRecord<'a> {
    cell: &'a str,
    before: usize,
    now: usize,
}

fn answer<'a>(name: &'a str, saved: &'a Kept, found: &'a News) -> Answer<'a> {
    let hits = found.hits.iter().map(|hit| HitRecord {
        plan: &hit.plan.id,
        heading: &hit.heading,
        page: hit.passage.page,
        first_line: hit.passage.span.first,
        last_line: hit.passage.span.last,
    });
    let cells = found.cells.iter();
    let cells = cells.map(|change| CellRecord { cell: &change.cell, before: change.before, now: change.now });
    let (what, asked, gone) = (saved.what.name(), saved.asked.as_str(), found.gone);
    Answer { name, what, asked, gone, hits: hits.collect(), cells: cells.collect() }
}

impl From<NewsError> for CliError {
    fn from(error: NewsError) -> Self {
        match error {
            NewsError::Query(error) => error.into(),
            NewsError::Compare(error) => error.into(),
            NewsError::Index(error) => error.into(),
            NewsError::TooMany(found) => Refusal::TooMuchToSave(found).into(),
        }
    }
}
