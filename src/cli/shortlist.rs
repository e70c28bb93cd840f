//! `kurabe shortlist`: what was put aside for a report, in named lists, each entry with its citation.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::conflict::{Conflict, no_word, not_with, only_with};
use super::diff::{Known, both, pairings};
use super::error::{CliError, Refusal};
use super::not_found::NoSuchItem;
use super::open::{folders, open};
use super::output::Console;
use super::paper::form_of;
use super::saved::called;
use super::show::find;
use crate::ask::node;
use crate::ask::{Compare, Params};
use crate::library::aside::{of_cell, of_change, of_passage, passage_at, passage_of};
use crate::library::corpus::{Aside, Renamed, Shortlist as List};
use crate::library::standing::{Standing, standing};
use crate::report::{
    Lang, aside_label, cell_label, change_label, citations, put_text, shortlist_counts, shortlist_docx, shortlist_json,
    shortlist_markdown, shortlist_table, shortlist_text, usual_list,
};
use kurabe_diff::{Side, diff_with};
use kurabe_index::compare::compare;
use kurabe_index::index::Store;
use kurabe_text::fold::fold;

/// `kurabe shortlist`
#[derive(Debug, Args)]
pub(super) struct Shortlist {
    /// list：一覧、show：中身、add：加える、remove：外す、rename：名前を変える
    #[arg(value_enum, value_name = "ACTION", default_value_t = Action::List)]
    pub(super) action: Action,
    /// show：しおりの名前、add：計画と項目（12かL120）、remove：しおりの名前と番号、rename：今の名前と新しい名前
    #[arg(value_name = "WORD")]
    pub(super) words: Vec<String>,
    /// add で加えるしおりの名前（既定：しおり）
    #[arg(long, value_name = "NAME")]
    pub(super) list: Option<String>,
    /// add で添えるメモ
    #[arg(long, value_name = "TEXT")]
    pub(super) remark: Option<String>,
    /// add で、この計画と比べた記録として加える（新旧比較）
    #[arg(long, value_name = "PLAN")]
    pub(super) old: Option<String>,
    /// add で加える比較の欄のテーマ
    #[arg(long, value_name = "THEME")]
    pub(super) theme: Option<String>,
    /// add で加える比較の欄の団体
    #[arg(long, value_name = "NAME")]
    pub(super) organisation: Option<String>,
    /// add で加える比較の欄の年度
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<String>,
    /// show でこの番号の出典だけを、そのまま貼れる形で出す
    #[arg(long, value_name = "N")]
    pub(super) cite: Option<usize>,
    /// show の出力の形（既定：出力ファイルの拡張子、なければ text）
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Form>,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Action {
    /// 一覧
    List,
    /// 中身を見る・書き出す
    Show,
    /// 加える
    Add,
    /// 外す
    Remove,
    /// 名前を変える
    Rename,
}

/// Forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// Markdown
    Md,
    /// Word
    Docx,
    /// Excel
    Xlsx,
    /// CSV
    Csv,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Put passages, changes and cells aside for a report, each with its citation"),
    ("action", "list, show, add, remove or rename"),
    (
        "words",
        "show: name of the list; add: plan and item (12 or L120); remove: name and numbers; rename: old and new name",
    ),
    ("list", "Name of the list that add fills (default: shortlist)"),
    ("remark", "Remark that add puts beside it"),
    ("old", "add the change between this plan and the one named (old and new)"),
    ("theme", "Theme of the cell of a comparison to add"),
    ("organisation", "Body of the cell to add"),
    ("year", "Fiscal year of the cell to add"),
    ("cite", "show: the citation of this entry alone, to be pasted as it is"),
    ("format", "Form of what show writes (default: by the output file's ending, else text)"),
];

/// The endings of the files of a form, the usual one first.
const ENDINGS: [(Form, &[&str]); 6] = [
    (Form::Text, &["txt", "text"]),
    (Form::Json, &["json"]),
    (Form::Md, &["md", "markdown"]),
    (Form::Docx, &["docx"]),
    (Form::Xlsx, &["xlsx"]),
    (Form::Csv, &["csv"]),
];

pub(super) fn run(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    verb.fits()?;
    match verb.action {
        Action::List => list(verb, global, console),
        Action::Show => show(verb, global, console),
        Action::Add => add(verb, global, console),
        Action::Remove => remove(verb, global, console),
        Action::Rename => rename(verb, global, console),
    }
}

impl Shortlist {
    /// Fails if an option or a word was typed that the action does not take: none is passed over in silence.
    fn fits(&self) -> Result<(), Conflict> {
        let of_cell = [("--organisation", self.organisation.is_some()), ("--year", self.year.is_some())];
        let old = [("--old", self.old.is_some())];
        let of_add = [
            ("--list", self.list.is_some()),
            ("--remark", self.remark.is_some()),
            ("--theme", self.theme.is_some()),
            old[0],
            of_cell[0],
            of_cell[1],
        ];
        let of_show = [("--cite", self.cite.is_some()), ("--format", self.format.is_some())];
        if self.action != Action::Add {
            only_with(&of_add, "kurabe shortlist add")?;
        }
        match self.action {
            // One entry is pasted as it is, in no other form.
            Action::Show if self.cite.is_some() => not_with(&of_show[1..], "--cite")?,
            Action::Show => {}
            Action::List => only_with(&of_show[..1], "kurabe shortlist show")?,
            Action::Add | Action::Remove | Action::Rename => only_with(&of_show, "kurabe shortlist show")?,
        }
        // A cell is told by its theme, and has no older plan.
        match self.theme {
            Some(_) => not_with(&old, "--theme")?,
            None => only_with(&of_cell, "--theme")?,
        }
        match self.action {
            Action::List => no_word(self.words.first(), Some("shortlist show")),
            Action::Show => no_word(self.words.get(1), None),
            Action::Add if self.theme.is_some() => no_word(self.words.first(), None),
            Action::Add | Action::Rename => no_word(self.words.get(2), None),
            Action::Remove => Ok(()),
        }
    }
}

fn list(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    if !matches!(verb.format, None | Some(Form::Text | Form::Json)) {
        return Err(Refusal::FormOfList.into());
    }
    let (folders, store) = open(global, console)?;
    let lang = console.lang();
    let mut all = Vec::new();
    for list in List::all(&folders.corpus)? {
        all.push(standing(&store, list)?);
    }
    if verb.format == Some(Form::Json) {
        console.print_json(&all.iter().map(|list| shortlist_json(list, lang)).collect::<Vec<_>>())?;
    } else if all.is_empty() {
        console.note(lang.pick(
            "しおりはまだありません。kurabe shortlist add 計画 L120 で加えられます。",
            "There is no shortlist yet; kurabe shortlist add PLAN L120 begins one.",
        ));
    } else {
        let line = |list: &Standing| format!("{}　{}\n", list.name, shortlist_counts(list, lang));
        console.print(&all.iter().map(line).collect::<String>())?;
    }
    Ok(if all.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The list of a name; without a name the only one.
fn named(verb: &Shortlist, global: &Global, lang: Lang) -> Result<List, CliError> {
    let corpus = folders(global).corpus;
    let mut all = List::all(&corpus)?;
    let wanted = match verb.words.first() {
        Some(name) => name.clone(),
        None if all.len() == 1 => return Ok(all.remove(0)),
        None => usual_list(lang).to_owned(),
    };
    let found = all.into_iter().find(|list| list.name == wanted);
    found.ok_or_else(|| Refusal::NoShortlist(wanted).into())
}

fn show(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let form = form_of(&ENDINGS, (verb.format, console.ending().as_deref()), "txt, json, md, docx, xlsx, csv")?;
    if matches!(form, Form::Docx | Form::Xlsx) {
        console.refuse_terminal()?;
    }
    let list = named(verb, global, lang)?;
    let (_, store) = open(global, console)?;
    let list = standing(&store, list)?;
    if let Some(number) = verb.cite {
        let entry = number.checked_sub(1).and_then(|place| list.entries.get(place));
        let no_entry = || Refusal::NoEntry { name: list.name.clone(), number: number.to_string() };
        let (aside, stands) = entry.ok_or_else(no_entry)?;
        console.print(&citations(aside, stands, lang))?;
        return Ok(Outcome::Done);
    }
    match form {
        Form::Text => console.print(&shortlist_text(&list, lang, console.style()))?,
        Form::Json => console.print_json(&shortlist_json(&list, lang))?,
        Form::Md => console.print(&shortlist_markdown(&list, lang))?,
        Form::Docx => console.print_bytes(&shortlist_docx(&list, lang)?)?,
        Form::Xlsx => console.print_xlsx(&[shortlist_table(&list, lang)])?,
        Form::Csv => console.print_csv(&shortlist_table(&list, lang))?,
    }
    Ok(Outcome::Done)
}

fn add(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let meant = match (&verb.theme, &verb.old, verb.words.as_slice()) {
        (Some(theme), _, []) => cell(verb, theme, global, console)?,
        (None, Some(old), [new, item]) => change(old, (new, item), global, console)?,
        (None, None, [plan, item]) => passage(plan, item, global, console)?,
        _ => return Err(Refusal::NothingAside.into()),
    };
    let meant = Aside { remark: verb.remark.clone().unwrap_or_default(), ..meant };
    let name = called(verb.list.as_deref().unwrap_or(usual_list(lang)))?;
    let said = put_text(name, &List::put(&folders(global).corpus, name, &meant)?, lang);
    let words = meant.places.first().map(|spot| spot.words.lines().next().unwrap_or_default().to_owned());
    let label = aside_label(&meant, lang);
    let what = if label.is_empty() { words.unwrap_or_default() } else { label };
    console.print(&lang.pick(format!("{said}「{what}」\n"), format!("{said} “{what}”\n")))?;
    Ok(Outcome::Done)
}

fn passage(plan: &str, item: &str, global: &Global, console: &Console) -> Result<Aside, CliError> {
    let (_, store) = open(global, console)?;
    let row = find(&store, plan)?;
    let plan = store.plan(row.number)?;
    let of_node = || node(&plan, item).and_then(|node| passage_of(&plan, node.id));
    let line = fold(item).strip_prefix('l').and_then(|line| line.parse().ok());
    let found = line.map_or_else(of_node, |line| passage_at(&plan, line));
    let passage = found.ok_or_else(|| NoSuchItem::new(&row.id, item))?;
    Ok(of_passage((row, &plan), passage))
}

fn change(old: &str, (new, item): (&str, &str), global: &Global, console: &Console) -> Result<Aside, CliError> {
    let named = [old, new];
    let (old, new): (Known, Known) = both(old, new, global, console)?;
    let sides = [&old, &new].map(|(row, plan)| Side { plan, extent: row.extent });
    let [before, after] = sides;
    let folders = folders(global);
    let pairings = pairings(&named, &folders, (&old, &new))?;
    let diff = diff_with(before, after, &folders.synonyms()?, &pairings)?;
    let meant = node(&new.1, item).ok_or_else(|| NoSuchItem::new(&new.0.id, item))?;
    let record = diff.records.iter().find(|record| record.new.contains(&meant.id)).ok_or(Refusal::NotOne(0))?;
    Ok(of_change(record, (&old.0, &old.1), (&new.0, &new.1), change_label(record)))
}

fn cell(verb: &Shortlist, theme: &str, global: &Global, console: &Console) -> Result<Aside, CliError> {
    let (folders, store): (_, Store) = open(global, console)?;
    let asked = [("organisation", &verb.organisation), ("year", &verb.year)];
    let params = asked.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?)));
    let params = params.fold(Params::default().and("theme", theme), |params, (name, value)| params.and(name, value));
    let request = Compare::of(&params)?.request(&store, &folders.thesaurus()?)?;
    let found = compare(&store, &request)?;
    let cells: Vec<_> = found.rows.iter().flat_map(|row| (0..found.columns.len()).map(move |at| (row, at))).collect();
    let [cell] = cells[..] else { return Err(Refusal::NotOne(cells.len()).into()) };
    Ok(of_cell(&store, &found, cell, cell_label(&found, cell))?)
}

fn remove(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let list = named(verb, global, lang)?;
    let number = |word: &String| {
        let place = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let entry = place.and_then(|place| Some((Some(place), list.entries.get(place)?.key())));
        entry.ok_or_else(|| Refusal::NoEntry { name: list.name.clone(), number: word.clone() })
    };
    let mut meant = verb.words.iter().skip(1).map(number).collect::<Result<Vec<_>, _>>()?;
    // Who names one twice means it once.
    meant.sort();
    meant.dedup();
    if meant.is_empty() {
        return Err(Refusal::WhichEntry(list.name).into());
    }
    let taken = List::take(&folders(global).corpus, &list.name, &meant)?;
    let count = taken.iter().filter(|is_out| **is_out).count();
    console.print(&removed_text(&list.name, (count, taken.len() - count), lang))?;
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// How many entries were taken out, and how many somebody else had taken out before.
fn removed_text(name: &str, (count, gone): (usize, usize), lang: Lang) -> String {
    let done = lang.pick(format!("{count}件を外しました"), format!("{count} removed"));
    let left = lang.pick(format!("{gone}件は、もうありませんでした"), format!("{gone} had gone before"));
    let said: Vec<String> =
        [(count, done), (gone, left)].into_iter().filter(|own| own.0 > 0).map(|own| own.1).collect();
    format!("{name}: {}\n", said.join(lang.pick("、", ", ")))
}

fn rename(verb: &Shortlist, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let [_, other] = verb.words.as_slice() else { return Err(Refusal::TwoNames.into()) };
    let list = named(verb, global, lang)?;
    match List::rename(&folders(global).corpus, &list.name, called(other)?)? {
        Renamed::Done => {}
        Renamed::Taken => return Err(Refusal::ShortlistTaken(other.clone()).into()),
        Renamed::Gone => return Err(Refusal::NoShortlist(list.name).into()),
    }
    console.print(&format!("{} → {other}\n", list.name))?;
    Ok(Outcome::Done)
}
