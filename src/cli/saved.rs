//! `kurabe saved`: searches and comparisons kept by name, and what they find that is new since the last time.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::conflict::{as_word, no_word, only_with};
use super::error::{CliError, Refusal};
use super::open::{folders, open};
use super::output::Console;
use super::themes::Form;
use crate::ask::{News, NewsError, Params, news, to_save};
use crate::library::Folders;
use crate::library::corpus::{Question, Saved as Kept};
use crate::report::{
    CellRecord, Lang, lines_text, news_counts, news_json, period_text, plan_name, question_name, saved_json,
};
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
    /// 出力の形（list と run。既定：text）
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Form>,
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
    ("format", "Form of the output (list and run; default: text)"),
];

/// A name that something is to have.
pub(super) fn called(name: &str) -> Result<&str, Refusal> {
    if name.trim().is_empty() { Err(Refusal::NoName) } else { Ok(name) }
}

/// How a question is to be saved.
#[derive(Debug, Args)]
pub(super) struct Saving {
    /// この条件を名前をつけて保存する（kurabe saved）
    #[arg(long, value_name = "NAME")]
    pub(super) save: Option<String>,
    /// --save の名前で保存してあるものを置き換える
    #[arg(long, requires = "save")]
    pub(super) replace: bool,
}

/// Their help texts in English.
pub(super) const SAVING: [(&str, &str); 2] = [
    ("save", "Save this question under a name (kurabe saved)"),
    ("replace", "Let what is saved under the name of --save give way"),
];

impl Saving {
    /// The name, if the question may be saved under it: before anything is answered it is told that it is taken.
    pub(super) fn check(&self, (what, params): (Question, &Params), global: &Global) -> Result<(), CliError> {
        let Some(name) = self.save.as_deref() else { return Ok(()) };
        let asked = Kept { what, asked: to_save(params).at(""), seen: Vec::new() };
        match Kept::all(&folders(global).corpus)?.get(called(name)?) {
            Some(taken) if !taken.is_same(&asked) && !self.replace => Err(Refusal::SavedTaken(name.to_owned()).into()),
            _ => Ok(()),
        }
    }

    /// Saves a question, if that was asked for, with what it finds now.
    pub(super) fn save(
        &self,
        (what, params): (Question, &Params),
        (folders, store): (&Folders, &Store),
        console: &Console,
    ) -> Result<(), CliError> {
        let Some(name) = self.save.as_deref() else { return Ok(()) };
        let (name, word, lang) = (called(name)?, as_word(name), console.lang());
        let asked = Kept { what, asked: to_save(params).at(""), seen: Vec::new() };
        let all = Kept::all(&folders.corpus)?;
        let taken = all.get(name);
        // What is new of it is still to be shown.
        if taken.is_some_and(|taken| taken.is_same(&asked)) && !self.replace {
            console.note(&lang.pick(
                format!("「{name}」として、もう保存してあります（変えていません）。kurabe saved run {word} で新しいものを示します。"),
                format!("It is saved as {name} already and was left as it is; kurabe saved run {word} shows what is new."),
            ));
            return Ok(());
        }
        let found = news(&asked, store, &folders.thesaurus()?)?;
        let over = taken.filter(|_| self.replace);
        if !(Kept { seen: found.seen, ..asked }).put(&folders.corpus, name, over)? {
            return Err(Refusal::SavedTaken(name.to_owned()).into());
        }
        let done = match over {
            Some(_) => lang.pick(format!("「{name}」を置き換えました"), format!("{name} is replaced")),
            None => lang.pick(format!("「{name}」として保存しました"), format!("Saved as {name}")),
        };
        console.note(&lang.pick(
            format!("{done}。kurabe saved run {word} で、このあとの新しいものを示します。"),
            format!("{done}; kurabe saved run {word} shows what is new from now on."),
        ));
        Ok(())
    }
}

pub(super) fn run(verb: &Saved, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let form = verb.format.unwrap_or(Form::Text);
    match verb.action {
        Action::List => {
            no_word(verb.name.as_ref(), Some("saved run"))?;
            list(form, global, console)
        }
        Action::Run => again(verb, form, global, console),
        Action::Remove => {
            only_with(&[("--format", verb.format.is_some())], "kurabe saved list|run")?;
            let name = verb.name.clone().ok_or(Refusal::WhichSaved)?;
            if !Kept::remove(&folders(global).corpus, &name)? {
                return Err(Refusal::NotSaved(name).into());
            }
            console.print(&console.lang().pick(format!("{name}を消しました\n"), format!("{name} removed\n")))?;
            Ok(Outcome::Done)
        }
    }
}

fn list(form: Form, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let (folders, store) = open(global, console)?;
    let thesaurus = folders.thesaurus()?;
    let all = Kept::all(&folders.corpus)?;
    let (mut out, mut records) = (String::new(), Vec::new());
    for (name, saved) in &all {
        let found = news(saved, &store, &thesaurus).map_err(|error| CliError::from(error).sentence(lang));
        let counts = found.as_ref().map_or_else(String::clone, |found| news_counts((found.count(), found.gone), lang));
        out.push_str(&format!("{name}　{}　{counts}\n", question_name(saved.what, lang)));
        records.push(saved_json(name, saved, found.map(|found| (found.count(), found.gone))));
    }
    if form == Form::Json {
        console.print_json(&records)?;
        return Ok(if all.is_empty() { Outcome::Nothing } else { Outcome::Done });
    }
    if all.is_empty() {
        console.note(lang.pick(
            "保存したものはまだありません。kurabe search や compare に --save 名前 を付けると保存します。",
            "Nothing is saved yet; --save NAME with kurabe search or compare saves what is asked.",
        ));
    }
    console.print(&out)?;
    Ok(if all.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// What is saved under the name that was typed.
fn named(verb: &Saved, global: &Global, console: &Console) -> Result<((Folders, Store), String, Kept), CliError> {
    let name = verb.name.clone().ok_or(Refusal::WhichSaved)?;
    let (folders, store) = open(global, console)?;
    let found = Kept::all(&folders.corpus)?.remove(&name);
    let found = found.ok_or_else(|| Refusal::NotSaved(name.clone()))?;
    Ok(((folders, store), name, found))
}

fn again(verb: &Saved, form: Form, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let ((folders, store), name, saved) = named(verb, global, console)?;
    let found = news(&saved, &store, &folders.thesaurus()?)?;
    match form {
        Form::Text => console.print(&text(&name, &found, console.lang()))?,
        Form::Json => {
            let cells = found.cells.iter();
            let cells = cells.map(|own| CellRecord { cell: &own.cell, before: own.before, now: own.now }).collect();
            console.print_json(&news_json((&name, &saved), &found.hits, cells, found.gone))?;
        }
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
        out.push_str(&format!("  {}：{} → {}\n", change.name(lang), change.before, change.now));
    }
    out
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
