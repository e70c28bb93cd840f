//! `kurabe themes`: what the themes match, what they say of a text, and how they live in the corpus.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Outcome;
use super::arguments::Global;
use super::conflict::{Conflict, no_word, only_with};
use super::error::{CliError, Refusal};
use super::open::{folders, open};
use super::output::Console;
use crate::library::JUDGED_THEMES;
use crate::report::{audit_text, themes_json, themes_test_text, themes_text};
use kurabe_index::compare::{AuditRequest, Judgement, audit, judged, judgements};

/// `kurabe themes`
#[derive(Debug, Args)]
pub(super) struct Themes {
    /// list：一覧、test：文をテーマに照らす、audit：割り当ての見本を見る
    #[arg(value_enum, value_name = "ACTION", default_value_t = Action::List)]
    pub(super) action: Action,
    /// test で照らす文
    #[arg(value_name = "TEXT")]
    pub(super) text: Vec<String>,
    /// audit の見本の種（既定：1）
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// audit の件数（既定：20）
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// audit で照らす判定のファイル（テーマ・題名・計画ID・○×△をタブで区切った行。既定：付属の計画の判定）
    #[arg(long, value_name = "FILE")]
    pub(super) judged: Option<PathBuf>,
    /// 出力の形（list と test。既定：text）
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Form>,
}

/// The sample that is shown where none is named, and its size; the help says both.
const SEED: u64 = 1;
const LIMIT: usize = 20;

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Action {
    /// 一覧
    List,
    /// 文を照らす
    Test,
    /// 割り当てを見る
    Audit,
}

/// Forms of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// 画面で読む
    Text,
    /// JSON
    Json,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Show the themes, test a text, or audit their assignment"),
    ("action", "list, test a text, or audit: a sample of assignments to judge"),
    ("text", "Text to test"),
    ("seed", "Which sample audit shows (default: 1)"),
    ("limit", "How many assignments audit shows (default: 20)"),
    (
        "judged",
        "Judgements that audit lays beside the assignments: lines of theme, title, plan and ○×△ between tabs (default: those of the plans that come with kurabe)",
    ),
    ("format", "Form of the output (list and test; default: text)"),
];

impl Themes {
    /// Fails if an option was typed that the action does not take.
    fn fits(&self) -> Result<(), Conflict> {
        let of_audit =
            [("--seed", self.seed.is_some()), ("--limit", self.limit.is_some()), ("--judged", self.judged.is_some())];
        match self.action {
            Action::List | Action::Test => only_with(&of_audit, "kurabe themes audit")?,
            Action::Audit => only_with(&[("--format", self.format.is_some())], "kurabe themes list|test")?,
        }
        no_word(self.text.first().filter(|_| self.action != Action::Test), Some("themes test"))
    }
}

pub(super) fn run(verb: &Themes, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    verb.fits()?;
    let (lang, style) = (console.lang(), console.style());
    let form = verb.format.unwrap_or(Form::Text);
    if verb.action == Action::Audit {
        let (_, store) = open(global, console)?;
        let found =
            audit(&store, AuditRequest { seed: verb.seed.unwrap_or(SEED), limit: verb.limit.unwrap_or(LIMIT) })?;
        let judged = judged(&store, &judgements_of(verb)?)?;
        console.print(&audit_text(&store, (&found, &judged), lang, style))?;
        return Ok(if found.items.0 == 0 { Outcome::Nothing } else { Outcome::Done });
    }
    let (_, themes) = folders(global).themes()?;
    if verb.action == Action::List {
        match form {
            Form::Text => console.print(&themes_text(&themes, lang, style))?,
            Form::Json => console.print_json(&themes_json(&themes))?,
        }
        return Ok(Outcome::Done);
    }
    let text = verb.text.join(" ");
    if text.trim().is_empty() {
        return Err(Refusal::NothingToTest.into());
    }
    let why = themes.why(&text);
    match form {
        Form::Text => console.print(&themes_test_text(&themes, &text, lang))?,
        Form::Json => {
            let why: Vec<_> = why.iter().map(|(theme, word)| json!({"theme": theme, "word": word})).collect();
            console.print_json(&why)?;
        }
    }
    Ok(if why.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The judgements of the file that was named, or those that come with the program.
fn judgements_of(verb: &Themes) -> Result<Vec<Judgement>, CliError> {
    let Some(path) = &verb.judged else { return Ok(judgements(JUDGED_THEMES).unwrap_or_default()) };
    let text = std::fs::read_to_string(path).map_err(|source| CliError::Unopened { path: path.clone(), source })?;
    judgements(&text).map_err(|line| Refusal::NoJudgement { path: path.clone(), line }.into())
}
