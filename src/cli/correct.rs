//! `kurabe correct`: what a reader says of a wrong reading, kept beside the documents.

use clap::Args;

use super::Outcome;
use super::add::understood;
use super::arguments::Global;
use super::error::CliError;
use super::not_found::NoSuchItem;
use super::open::{folders, open, update};
use super::output::Console;
use super::show::find;
use crate::ask::{Correcting, FigureAt, Unclear, names_of, node};
use crate::library::corpus::{Corrections, Said, state};
use crate::library::{Folders, among_others};
use crate::report::{Lang, kept_text};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_index::query::level;
use kurabe_model::{NodeId, Plan};

/// What is said of a reading: it goes neither with a pair nor with taking back.
const OF_READING: [&str; 16] = [
    "kind",
    "parent",
    "title",
    "lines",
    "flag",
    "theme",
    "item",
    "none",
    "figure",
    "name",
    "value",
    "unit",
    "role",
    "year",
    "organisation",
    "prefecture",
];

/// `kurabe correct`
#[derive(Debug, Args)]
pub(super) struct Correct {
    /// 計画のID（一部でよい）
    #[arg(value_name = "PLAN", required_unless_present = "undo")]
    plan: Option<String>,
    /// 項目の番号（12）か行（L120）。なければ計画そのものの事実を直す
    #[arg(value_name = "NODE")]
    node: Option<String>,
    /// 項目の種類（section・initiative・measure）か、計画の種別（年度事業計画、中期計画…）
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// 項目を置く見出し（番号か行、top は最上位）
    #[arg(long, value_name = "NODE")]
    parent: Option<String>,
    /// 項目名か、計画の題名
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// 項目の始まりと終わりの行（120-122、-122、120-）
    #[arg(long, value_name = "LINES", allow_hyphen_values = true)]
    lines: Option<String>,
    /// 項目の印（重点,新規,再掲,継続。"" はなし）
    #[arg(long, value_name = "FLAGS")]
    flag: Option<String>,
    /// 項目のテーマ（DX,観光。"" はなし）
    #[arg(long, value_name = "THEMES")]
    theme: Option<String>,
    /// この行は、読み落とされた項目である（NODE は行）
    #[arg(long, conflicts_with_all = ["none", "figure"])]
    item: bool,
    /// 項目ではない（--figure とともに：数値ではない）
    #[arg(long)]
    none: bool,
    /// 項目の数値（その語。一部でよい）
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["kind", "parent", "title", "lines", "flag", "theme"])]
    figure: Option<String>,
    /// 数値の指標名
    #[arg(long, value_name = "NAME", requires = "figure")]
    name: Option<String>,
    /// 数値の値（"" はなし）
    #[arg(long, value_name = "NUMBER", requires = "figure", allow_hyphen_values = true)]
    value: Option<String>,
    /// 数値の単位
    #[arg(long, value_name = "UNIT", requires = "figure")]
    unit: Option<String>,
    /// 数値の区分（目標・実績・見込・頻度・規模・率）
    #[arg(long, value_name = "ROLE", requires = "figure")]
    role: Option<String>,
    /// 数値の年度か、計画の年度・期間（令和7年度、2025-2027。"" はなし）
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// 計画の団体名
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// 計画の団体の都道府県
    #[arg(long, value_name = "PREFECTURE")]
    prefecture: Option<String>,
    /// 新旧比較で、この項目とあの項目は同じ（後の計画とその項目）
    #[arg(long, num_args = 2, value_names = ["PLAN", "NODE"], conflicts_with = "apart", conflicts_with_all = OF_READING)]
    same: Option<Vec<String>>,
    /// 新旧比較で、この項目とあの項目は別（後の計画とその項目）
    #[arg(long, num_args = 2, value_names = ["PLAN", "NODE"], conflicts_with_all = OF_READING)]
    apart: Option<Vec<String>>,
    /// この番号の訂正を取り消す（kurabe corrections で一覧）
    #[arg(long, value_name = "N", conflicts_with_all = ["plan", "same", "apart"], conflicts_with_all = OF_READING)]
    undo: Option<u32>,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Correct a wrong reading, and keep it beside the documents"),
    ("plan", "Id of the plan, or a part of it"),
    ("node", "Number of the item (12) or its line (L120); without it the facts of the plan are corrected"),
    ("kind", "Kind of the item (section, initiative, measure), or of the plan (年度事業計画, 中期計画 …)"),
    ("parent", "The heading that the item stands under (number or line; top for none)"),
    ("title", "Title of the item, or of the plan"),
    ("lines", "First and last line of the item (120-122, -122, 120-)"),
    ("flag", "Marks of the item (重点,新規,再掲,継続; \"\" for none)"),
    ("theme", "Themes of the item (DX,観光; \"\" for none)"),
    ("item", "The line is an item that the reading lost (NODE is its line)"),
    ("none", "It is no item (with --figure: no figure)"),
    ("figure", "A figure of the item, by its words or a part of them"),
    ("name", "What the figure measures"),
    ("value", "Value of the figure (\"\" for none)"),
    ("unit", "Unit of the figure"),
    ("role", "Role of the figure (目標, 実績, 見込, 頻度, 規模, 率)"),
    ("year", "Fiscal year of the figure, or year or period of the plan (令和7年度, 2025-2027; \"\" for none)"),
    ("organisation", "Name of the plan's body"),
    ("prefecture", "Prefecture of the plan's body"),
    ("same", "In a diff, the item is this one of the newer plan"),
    ("apart", "In a diff, the item is not this one of the newer plan"),
    ("undo", "Take back the correction of this number (kurabe corrections lists them)"),
];

pub(super) fn run(verb: &Correct, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let said = match (verb.undo, &verb.plan) {
        (Some(number), _) => undo(&folders(global), number, lang)?,
        // clap asks for the one or the other.
        (None, plan) => {
            let (folders, store) = open(global, console)?;
            let row = find(&store, plan.as_deref().unwrap_or_default())?.clone();
            match &verb.node {
                None => facts(verb, &folders, &row, lang)?,
                Some(node) => of_node(verb, &folders, (&store, &row, node), console)?,
            }
        }
    };
    // It is kept whatever becomes of the index, and nobody is to say it twice: the next answer refreshes it.
    let refreshed = if global.no_refresh { Ok(()) } else { update(&folders(global), usize::MAX, console).map(drop) };
    match refreshed {
        Ok(()) => {}
        Err(CliError::Index(IndexError::Busy(_))) => console.note(
            &lang.pick(
                "ほかの kurabe が索引を書いています。下の内容は記録済みで、次に尋ねたときに索引に入ります。".to_owned(),
                "Another kurabe is writing the index. What follows is kept; the next answer has it in the index."
                    .to_owned(),
            ),
        ),
        Err(error) => console.note(&lang.pick(
            format!("索引は更新できませんでした（{}）。下の内容は記録済みです。", error.sentence(lang)),
            format!("The index could not be refreshed ({}). What follows is kept.", error.sentence(lang)),
        )),
    }
    console.print(&said)?;
    Ok(Outcome::Done)
}

fn undo(folders: &Folders, number: u32, lang: Lang) -> Result<String, CliError> {
    if !Corrections::take_back(&folders.corpus, number)? {
        return Err(Unclear::Number(number).into());
    }
    Ok(lang.pick(format!("訂正{number}を取り消しました\n"), format!("Correction {number} is taken back\n")))
}

/// The facts of a plan stand in corpus.toml, whoever says them.
fn facts(verb: &Correct, folders: &Folders, row: &PlanRow, lang: Lang) -> Result<String, CliError> {
    let said = Said {
        organisation: verb.organisation.clone(),
        prefecture: verb.prefecture.clone(),
        kind: verb.kind.clone(),
        period: verb.year.clone(),
        title: verb.title.clone(),
        ..Said::default()
    };
    if said == Said::default() || verb.is_of_item() {
        return Err(Unclear::NoNode.into());
    }
    if let Some(kind) = verb.kind.as_deref().filter(|kind| level(kind).is_some()) {
        return Err(Unclear::KindOfItem(kind.to_owned()).into());
    }
    understood(&said)?;
    let is_new = state(&folders.corpus, (&row.id, among_others(row).as_ref()), &said)?;
    Ok(match (lang, is_new) {
        (Lang::Ja, true) => format!("{} の事実を corpus.toml に書きました\n", row.id),
        (Lang::Ja, false) => format!("{} の事実は、もうそのとおり corpus.toml にあります\n", row.id),
        (Lang::En, true) => format!("The facts of {} are written into corpus.toml\n", row.id),
        (Lang::En, false) => format!("corpus.toml says so of {} already\n", row.id),
    })
}

/// What is said of an item, a line, a figure or a pair.
fn of_node(
    verb: &Correct,
    folders: &Folders,
    (store, row, wanted): (&Store, &PlanRow, &str),
    console: &Console,
) -> Result<String, CliError> {
    if verb.organisation.is_some() || verb.prefecture.is_some() || verb.year.is_some() && verb.figure.is_none() {
        return Err(Unclear::OfPlan.into());
    }
    let plan = store.plan(row.number)?;
    if let Some([other, its]) = verb.same.as_deref().or(verb.apart.as_deref()) {
        let old = node(&plan, wanted).ok_or_else(|| NoSuchItem::new(&row.id, wanted))?;
        return pair(verb, folders, (store, (row, &plan, old.id)), (other, its), console.lang());
    }
    let wish = verb.typed(wanted).wish(&plan).map_err(|unclear| match unclear {
        Unclear::Node(wanted) => CliError::from(NoSuchItem::new(&row.id, &wanted)),
        unclear => unclear.into(),
    })?;
    let kept = folders.correct(row, &plan, &wish)?;
    Ok(kept_text(&kept, console.lang(), console.style()))
}

fn pair(
    verb: &Correct,
    folders: &Folders,
    (store, old): (&Store, (&PlanRow, &Plan, NodeId)),
    (other, its): (&str, &str),
    lang: Lang,
) -> Result<String, CliError> {
    let row = find(store, other)?;
    let plan = store.plan(row.number)?;
    let new = node(&plan, its).ok_or_else(|| NoSuchItem::new(&row.id, its))?;
    let are_one = verb.same.is_some();
    let number = folders.pair(store, [old, (row, &plan, new.id)], are_one)?;
    let title = old.1.node(old.2).map_or("", |node| node.title.as_str());
    let said = match (lang, are_one) {
        (Lang::Ja, true) => format!("訂正{number}を記録しました：「{title}」と「{}」は同じ項目", new.title),
        (Lang::Ja, false) => format!("訂正{number}を記録しました：「{title}」と「{}」は別の項目", new.title),
        (Lang::En, true) => format!("Correction {number} is kept: “{title}” and “{}” are one", new.title),
        (Lang::En, false) => format!("Correction {number} is kept: “{title}” and “{}” are not one", new.title),
    };
    Ok(format!("{said}\n"))
}

impl Correct {
    /// Is something said that only an item has?
    fn is_of_item(&self) -> bool {
        let words = [&self.parent, &self.lines, &self.flag, &self.theme, &self.figure];
        words.iter().any(|word| word.is_some()) || self.item || self.none || self.same.is_some() || self.apart.is_some()
    }

    /// What was typed of an item.
    fn typed(&self, node: &str) -> Correcting {
        Correcting {
            node: node.to_owned(),
            kind: self.kind.clone(),
            parent: self.parent.clone(),
            title: self.title.clone(),
            lines: self.lines.clone(),
            flag: self.flag.clone(),
            theme: self.theme.as_deref().map(names_of),
            item: self.item,
            none: self.none,
            figure: self.figure.clone().map(FigureAt::Words),
            name: self.name.clone(),
            value: self.value.clone(),
            unit: self.unit.clone(),
            role: self.role.clone(),
            year: self.year.clone(),
        }
    }
}
