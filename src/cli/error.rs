//! Why a verb failed, and what the failure is called: one clear sentence each, with the file's name and what to do.
//!
//! In come the errors of the rooms above and those of the command line itself, out come sentences. What a verb does
//! must not be known here.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::conflict::{Conflict, as_word};
use super::not_found::{NoPredecessor, NoReport, NoSuchItem, NoSuchPlan};
use crate::ask::{MOST_SAVED, Unclear};
use crate::library::corpus::{CorpusError, Fault, ManifestError};
use crate::library::correcting::CorrectError;
use crate::library::ingest::IngestError;
use crate::library::{BesideError, RefreshError};
use crate::report::{
    FormError, Lang, NoChapter, beside_sentence, chapter_sentence, compare_sentence, corpus_sentence, correct_sentence,
    diff_sentence, fault_sentence, form_sentence, index_sentence, ingest_sentence, manifest_sentence, query_sentence,
    unopened,
};
use kurabe_diff::DiffError;
use kurabe_index::compare::CompareError;
use kurabe_index::index::IndexError;
use kurabe_index::query::QueryError;

/// Why a verb failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Beside(#[from] BesideError),
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error(transparent)]
    Diff(#[from] DiffError),
    #[error(transparent)]
    Form(#[from] FormError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// Standard input or output.
    #[error(transparent)]
    Stream(#[from] io::Error),
    #[error(transparent)]
    NoSuchPlan(#[from] NoSuchPlan),
    #[error(transparent)]
    NoSuchItem(#[from] NoSuchItem),
    #[error(transparent)]
    NoPredecessor(#[from] NoPredecessor),
    #[error(transparent)]
    NoReport(#[from] NoReport),
    #[error(transparent)]
    NoChapter(#[from] NoChapter),
    #[error(transparent)]
    Correct(#[from] CorrectError),
    #[error(transparent)]
    Unclear(#[from] Unclear),
    #[error(transparent)]
    WrongEnding(#[from] WrongEnding),
    /// A file that was named could not be opened.
    #[error("{}: {source}", path.display())]
    Unopened { path: PathBuf, source: io::Error },
    /// A file that was named gave no plan.
    #[error("{}: {source}", path.display())]
    NoPlan { path: PathBuf, source: IngestError },
    /// The file for the result could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Unwritten { path: PathBuf, source: io::Error },
    /// An earlier folder of results could not be put aside.
    #[error("cannot replace {}: {source}", path.display())]
    Unreplaced { path: PathBuf, source: io::Error },
    /// The server could not take its address.
    #[error("cannot listen on {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    /// What does not go together was typed.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// A verb that cannot do what was asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// The form does not fit the ending of the file, or no form has it.
#[derive(Debug, thiserror::Error)]
#[error("no form for .{ending}")]
pub(super) struct WrongEnding {
    pub(super) ending: String,
    /// The ending of the form that was asked for.
    pub(super) wanted: Option<&'static str>,
    /// The endings of the forms that there are.
    pub(super) forms: &'static str,
}

impl WrongEnding {
    pub(super) fn sentence(&self, lang: Lang) -> String {
        let (ending, forms) = (&self.ending, self.forms);
        match (self.wanted, lang) {
            (Some(form), Lang::Ja) => {
                format!(
                    "拡張子 .{ending} のファイルに {form} の形では書けません。拡張子を .{form} にするか、--format を合わせてください。"
                )
            }
            (Some(form), Lang::En) => {
                format!(
                    "A file that ends on .{ending} cannot hold {form}: name it .{form}, or choose another --format."
                )
            }
            (None, Lang::Ja) => format!("拡張子 .{ending} の形では書けません。書ける形：{forms}"),
            (None, Lang::En) => format!("Nothing is written as .{ending}; the forms are {forms}."),
        }
    }
}

/// What a verb cannot do, and says so of itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// More files than a verb that should answer at once reads, and no index yet.
    #[error("many files in {} and no index yet", .0.display())]
    TooManyFiles(PathBuf),
    /// The document of a plan is not where it was read from.
    #[error("cannot read {0}")]
    Gone(String),
    /// What is no text does not go onto a terminal.
    #[error("not for a terminal")]
    Terminal,
    /// `themes test` without a text.
    #[error("no text to test")]
    NothingToTest,
    /// A line of a file of judgements is none.
    #[error("{} line {line} is no judgement", path.display())]
    NoJudgement { path: PathBuf, line: usize },
    /// There is no shortlist of this name.
    #[error("no shortlist {0}")]
    NoShortlist(String),
    /// There is a shortlist of this name already.
    #[error("there is a shortlist {0}")]
    ShortlistTaken(String),
    /// A shortlist has no entry of this number.
    #[error("no entry {number} in {name}")]
    NoEntry { name: String, number: String },
    /// Nothing is saved under this name.
    #[error("nothing saved as {0}")]
    NotSaved(String),
    /// Something else is saved under this name.
    #[error("something is saved as {0}")]
    SavedTaken(String),
    /// The list of all shortlists has no such form.
    #[error("no such form of the list")]
    FormOfList,
    /// Which entries to take out was not said.
    #[error("no entry of {0} named")]
    WhichEntry(String),
    /// The old and the new name of a list were not both said.
    #[error("two names wanted")]
    TwoNames,
    /// Which saved question is meant was not said.
    #[error("no saved question named")]
    WhichSaved,
    /// A list or a saved question would have no name.
    #[error("no name")]
    NoName,
    /// A question finds more than is kept with it.
    #[error("{0} found, too many to save")]
    TooMuchToSave(usize),
    /// What is to be put aside was not said.
    #[error("nothing to put aside")]
    NothingAside,
    /// Not one cell of a comparison, or one record of a diff, was meant.
    #[error("{0} cells or changes")]
    NotOne(usize),
    /// What was said of a document is not understood.
    #[error("{0}: {1}")]
    Said(&'static str, Fault),
    /// A file that was named to be compared holds several plans.
    #[error("{} holds several plans", .0.display())]
    SeveralPlans(PathBuf),
    /// So many documents were not added; each was told already.
    #[error("{0} could not be added")]
    NotAdded(usize),
    /// The index and a scan differ; how was told already.
    #[error("the index differs from its plans")]
    Differs,
    /// The work broke off, where.
    #[error("broke off: {0}")]
    BrokenOff(String),
    /// Corrected plans would become documents of the corpus.
    #[error("{} lies in the corpus", .0.display())]
    IntoCorpus(PathBuf),
    /// A file that says something else stands where one is to be written.
    #[error("{} stands already", .0.display())]
    Stands(PathBuf),
    /// Another program writes into a folder now.
    #[error("{} is being written", .0.display())]
    BeingWritten(PathBuf),
    /// Tables need a folder, and none was named.
    #[error("no folder for the tables")]
    NoFolder,
    /// Lines hold one table.
    #[error("several tables as lines")]
    SeveralTables,
    /// What was to be added is a pipe or a device.
    #[error("no ordinary file")]
    NoFile,
    /// The file for the server's password holds none.
    #[error("no password in {}", .0.display())]
    NoPassword(PathBuf),
    /// The system does not say where the user's home is.
    #[error("no home folder")]
    Homeless,
    /// What comes on standard input is not the protocol.
    #[error("no protocol: {0}")]
    Protocol(String),
    /// Other computers would be answered without anybody asking who they are.
    #[error("unguarded")]
    Unguarded,
}

impl From<RefreshError> for CliError {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Corpus(error) => error.into(),
            RefreshError::Manifest(error) => error.into(),
            RefreshError::Beside(error) => error.into(),
            RefreshError::Index(error) => error.into(),
        }
    }
}

impl CliError {
    /// Has whoever reads our output seen enough (`kurabe … | head`)?
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What happened, in a sentence.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Index(error) => index_sentence(error, lang),
            Self::Beside(error) => beside_sentence(error, lang),
            Self::Corpus(error) => corpus_sentence(error, lang),
            Self::Manifest(error) => manifest_sentence(error, lang),
            Self::Query(error) => query_sentence(error, lang),
            Self::Compare(error) => compare_sentence(error, lang),
            Self::Diff(error) => diff_sentence(error, lang),
            Self::Form(error) => form_sentence(error, lang),
            Self::NoSuchPlan(error) => error.sentence(lang),
            Self::NoSuchItem(error) => error.sentence(lang),
            Self::NoPredecessor(error) => error.sentence(lang),
            Self::NoReport(error) => error.sentence(lang),
            Self::NoChapter(error) => chapter_sentence(error, lang),
            Self::Correct(error) => correct_sentence(error, lang),
            Self::Unclear(error) => error.sentence(lang),
            Self::WrongEnding(error) => error.sentence(lang),
            Self::Unopened { path, source } => format!("{}: {}", path.display(), unopened(source, lang)),
            Self::NoPlan { path, source } => format!("{}: {}", path.display(), ingest_sentence(source, lang)),
            Self::Unwritten { path, source } => lang.pick(
                format!("{} に書けません：{source}", path.display()),
                format!("cannot write {}: {source}", path.display()),
            ),
            Self::Unreplaced { path, source } => lang.pick(
                format!(
                    "{} を置き換えられません。中のファイルを開いているプログラムがあれば閉じてください：{source}",
                    path.display()
                ),
                format!("cannot replace {}; close the program that has a file of it open: {source}", path.display()),
            ),
            Self::Listen { address, source } => lang.pick(
                format!("{address} で待ち受けられません。--port でほかの番号を指定してください：{source}"),
                format!("cannot listen on {address}; name another port with --port: {source}"),
            ),
            Self::Json(_) | Self::Stream(_) => {
                lang.pick(format!("結果を書けません：{self}"), format!("cannot write the result: {self}"))
            }
            Self::Conflict(conflict) => conflict.sentence(lang),
            Self::Refused(refusal) => refusal.sentence(lang),
        }
    }
}

impl Refusal {
    fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.japanese(),
            Lang::En => self.english(),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::TooManyFiles(corpus) => {
                format!("{} のファイルが多いため、先に kurabe index で索引を作ってください。", corpus.display())
            }
            Self::Gone(file) => format!("{file} を読めません。kurabe index で索引を更新してください。"),
            Self::Terminal => "この形式は画面に表示できません。--output FILE でファイルに書いてください。".to_owned(),
            Self::NoJudgement { path, line } => {
                format!("{} の{line}行目は、テーマ・題名・計画ID・○×△をタブで区切った行ではありません。", path.display())
            }
            Self::NoShortlist(name) => format!("しおり「{name}」はありません。kurabe shortlist で一覧を見てください。"),
            Self::ShortlistTaken(name) => format!("しおり「{name}」はもうあります。ほかの名前にしてください。"),
            Self::NoEntry { name, number } => {
                format!("しおり「{name}」に{number}番はありません。kurabe shortlist show {} で番号を確かめてください。", as_word(name))
            }
            Self::NotSaved(name) => format!("「{name}」として保存したものはありません。kurabe saved で一覧を見てください。"),
            Self::SavedTaken(name) => format!(
                "「{name}」には、ほかの条件を保存してあります。ほかの名前にするか、置き換えるなら --replace を付けてください。"
            ),
            Self::FormOfList => {
                "しおりの一覧は text か json で出せます。中身は kurabe shortlist show 名前 --format … で出してください。".to_owned()
            }
            Self::WhichEntry(name) => format!(
                "外す番号を指定してください。kurabe shortlist show {} で番号を確かめられます。",
                as_word(name)
            ),
            Self::TwoNames => {
                "今の名前と新しい名前を指定してください：kurabe shortlist rename 今の名前 新しい名前".to_owned()
            }
            Self::WhichSaved => "名前を指定してください。kurabe saved で一覧を見てください。".to_owned(),
            Self::NoName => "名前が空です。名前を付けてください。".to_owned(),
            Self::TooMuchToSave(found) => {
                format!("{found}件が当てはまり、保存できる{MOST_SAVED}件を超えます。条件を絞ってください。")
            }
            Self::NothingAside => "加えるものを指定してください。計画と項目：kurabe shortlist add 計画 L120、新旧比較の記録：--old 前の計画 を添える、比較の欄：--theme テーマ --organisation 団体 --year 年度".to_owned(),
            Self::NotOne(0) => "当てはまる欄や記録がありません。条件を確かめてください。".to_owned(),
            Self::NotOne(count) => format!("当てはまる欄が{count}個あります。テーマ・団体・年度で一つに絞ってください。"),
            Self::NothingToTest => {
                "照らす文がありません。例：kurabe themes test 「デジタル化の推進」".to_owned()
            }
            Self::Said(option, fault) => format!("{option}：{}", fault_sentence(fault, Lang::Ja)),
            Self::SeveralPlans(path) => format!(
                "{} には計画がいくつかあります。kurabe add で加え、IDで指定してください。",
                path.display()
            ),
            Self::NotAdded(count) => format!("{count}件は追加できませんでした"),
            Self::Differs => "索引に食い違いがあります。kurabe index --rebuild で作り直してください。".to_owned(),
            Self::BrokenOff(detail) => format!(
                "途中で止まりました（{detail}）。kurabe check で索引を確かめ、壊れていれば kurabe index --rebuild で作り直してください。"
            ),
            Self::IntoCorpus(folder) => format!(
                "{} は文書のフォルダーの中にあります。書き出したものが文書として読まれないよう、ほかのフォルダーを指定してください。",
                folder.display()
            ),
            Self::Stands(path) => format!(
                "{} には別の内容のファイルがあります。上書きはしません。移すか消すか、空のフォルダーを指定してください。",
                path.display()
            ),
            Self::BeingWritten(folder) => format!(
                "{} には、ほかの kurabe がいま書き込んでいます。終わるのを待つか、ほかのフォルダーを指定してください。",
                folder.display()
            ),
            Self::NoFolder => "parquet は表ごとのファイルになります。--output で、入れるフォルダーを指定してください（例：kurabe export --format parquet --output tables）。".to_owned(),
            Self::SeveralTables => {
                "jsonl に書ける表は一つです。--table で一つだけ指定するか、--format parquet にしてください。".to_owned()
            }
            Self::NoFile => "ふつうのファイルではないので加えません。標準入力は - で指定してください".to_owned(),
            Self::NoPassword(path) => format!("{} の1行目にパスワードを書いてください。", path.display()),
            Self::Homeless => "ホームフォルダーがわかりません。--corpus で計画のフォルダーを指定してください。".to_owned(),
            Self::Protocol(detail) => format!(
                "Model Context Protocol のやり取りができません（{detail}）。kurabe mcp は、AIアシスタントの設定に登録して使います。"
            ),
            Self::Unguarded => "ほかのコンピューターから開けるようにするには、--password-file FILE か、利用者を確かめるプロキシーの後ろで --behind-proxy を指定してください。".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::TooManyFiles(corpus) => {
                format!("{} holds many files: build the index first with kurabe index.", corpus.display())
            }
            Self::Gone(file) => format!("cannot read {file}; refresh the index with kurabe index."),
            Self::Terminal => {
                "This format cannot be shown on a terminal: write it to a file with --output FILE.".to_owned()
            }
            Self::NoJudgement { path, line } => {
                format!("Line {line} of {} is not theme, title, plan and ○×△ between tabs.", path.display())
            }
            Self::NoShortlist(name) => format!("There is no shortlist {name}; kurabe shortlist lists them."),
            Self::ShortlistTaken(name) => format!("There is a shortlist {name} already; choose another name."),
            Self::NoEntry { name, number } => {
                format!("The shortlist {name} has no entry {number}; kurabe shortlist show {} numbers them.", as_word(name))
            }
            Self::NotSaved(name) => format!("Nothing is saved as {name}; kurabe saved lists what is."),
            Self::SavedTaken(name) => {
                format!("Another question is saved as {name}: choose another name, or replace it with --replace.")
            }
            Self::FormOfList => {
                "The list of shortlists is text or json; kurabe shortlist show NAME --format … writes what is in one."
                    .to_owned()
            }
            Self::WhichEntry(name) => {
                format!("Say which entries to take out; kurabe shortlist show {} numbers them.", as_word(name))
            }
            Self::TwoNames => "Give the old and the new name: kurabe shortlist rename OLD NEW".to_owned(),
            Self::WhichSaved => "Name one; kurabe saved lists what is saved.".to_owned(),
            Self::NoName => "The name is empty: give one.".to_owned(),
            Self::TooMuchToSave(found) => {
                format!("{found} are found, more than the {MOST_SAVED} that can be saved: narrow the question.")
            }
            Self::NothingAside => "Say what to put aside: a plan and an item (kurabe shortlist add PLAN L120), a change (with --old PLAN), or a cell (--theme THEME --organisation BODY --year YEAR)."
                .to_owned(),
            Self::NotOne(0) => "No cell or change fits; look at the conditions.".to_owned(),
            Self::NotOne(count) => format!("{count} cells fit: narrow them to one by theme, body and year."),
            Self::NothingToTest => "There is no text to test. Example: kurabe themes test 中小企業支援".to_owned(),
            Self::Said(option, fault) => format!("{option}: {}", fault_sentence(fault, Lang::En)),
            Self::SeveralPlans(path) => {
                format!("{} holds several plans: add it with kurabe add and name one by its id.", path.display())
            }
            Self::NotAdded(count) => format!("{count} could not be added"),
            Self::Differs => "The index differs from its plans: build it anew with kurabe index --rebuild.".to_owned(),
            Self::BrokenOff(detail) => format!(
                "It broke off ({detail}). Look at the index with kurabe check; if it is damaged, build it anew with kurabe index --rebuild."
            ),
            Self::IntoCorpus(folder) => format!(
                "{} lies in the corpus, where what is written would be read as documents: name another folder.",
                folder.display()
            ),
            Self::Stands(path) => format!(
                "{} is there already and says something else; it is not written over: move it, or name an empty folder.",
                path.display()
            ),
            Self::BeingWritten(folder) => format!(
                "Another kurabe is writing into {} now: wait for it, or name another folder.",
                folder.display()
            ),
            Self::NoFolder => "parquet is a file for each table: name a folder for them with --output (kurabe export --format parquet --output tables).".to_owned(),
            Self::SeveralTables => {
                "jsonl holds one table: name one with --table, or choose --format parquet.".to_owned()
            }
            Self::NoFile => "is no ordinary file and is not added; - names standard input".to_owned(),
            Self::NoPassword(path) => format!("Write the password on the first line of {}.", path.display()),
            Self::Homeless => "Your home folder is not known: name a folder for the plans with --corpus.".to_owned(),
            Self::Protocol(detail) => format!(
                "This is not the Model Context Protocol ({detail}): kurabe mcp is to be started by an AI assistant."
            ),
            Self::Unguarded => {
                "To answer other computers, give --password-file FILE, or --behind-proxy where a proxy guards it."
                    .to_owned()
            }
        }
    }
}
