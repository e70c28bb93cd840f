//! What can go wrong with a request: its status, its sentence, and what to do next.
//!
//! In come the errors of the rooms above, out come words for people and problem documents for programs.

use std::path::Path;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ask::{Fault, MOST_SAVED};
use crate::library::BesideError;
use crate::library::corpus::{CorpusError, ManifestError};
use crate::report::{
    FormError, Lang, NoChapter, chapter_sentence, compare_sentence, fault_sentence, index_sentence, query_sentence,
};
use kurabe_diff::DiffError;
use kurabe_index::compare::CompareError;
use kurabe_index::index::IndexError;
use kurabe_index::query::QueryError;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum WebError {
    #[error("no such page")]
    NoPage,
    #[error("no plan {0}")]
    NoPlan(String),
    #[error("no item {node} in {plan}")]
    NoItem { plan: String, node: u32 },
    #[error("no document of {0}")]
    NoDocument(String),
    #[error("no report on {0}")]
    NoReport(String),
    #[error("no shortlist {0}")]
    NoShortlist(String),
    #[error("nothing saved as {0}")]
    NotSaved(String),
    #[error("too much to save")]
    TooMuchToSave,
    #[error("{0} is missing or wrong")]
    Wrong(&'static str),
    #[error("more than {0} rows")]
    TooMany(usize),
    #[error("{places} plans and items, {most} at most")]
    TooWide { places: usize, most: usize },
    #[error("an address that is too long")]
    Address,
    #[error(transparent)]
    Parameter(#[from] Fault),
    #[error("too busy")]
    Busy,
    #[error("took too long")]
    Slow,
    #[error("only GET")]
    Method,
    #[error("a host that is not ours")]
    Host,
    #[error("several hosts")]
    Hosts,
    #[error("too many wrong passwords")]
    Guesses,
    #[error("{items} items, {most} at most")]
    TooLong { items: usize, most: usize },
    #[error("a password is wanted")]
    Password,
    #[error("nothing is written here")]
    ReadOnly,
    #[error("not from one of our pages")]
    Forged,
    #[error("a form that cannot be read")]
    Form,
    #[error("too many bytes at once")]
    TooMuch,
    #[error("more than {0} files")]
    TooManyFiles(usize),
    #[error("no time left")]
    TooLate,
    #[error("broke off")]
    Broken,
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error(transparent)]
    Diff(#[from] DiffError),
    #[error(transparent)]
    Chapter(#[from] NoChapter),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Beside(#[from] BesideError),
    #[error(transparent)]
    Sheet(#[from] FormError),
}

impl WebError {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoPage
            | Self::NoPlan(_)
            | Self::NoItem { .. }
            | Self::NoDocument(_)
            | Self::NoReport(_)
            | Self::NoShortlist(_)
            | Self::NotSaved(_)
            | Self::ReadOnly => StatusCode::NOT_FOUND,
            Self::Compare(CompareError::Body { .. } | CompareError::Silent { .. }) => StatusCode::NOT_FOUND,
            Self::Guesses => StatusCode::TOO_MANY_REQUESTS,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Wrong(_)
            | Self::Chapter(_)
            | Self::Form
            | Self::Hosts
            | Self::Parameter(_)
            | Self::Query(_)
            | Self::Compare(CompareError::Theme { .. } | CompareError::TooMany(_)) => StatusCode::BAD_REQUEST,
            Self::Address => StatusCode::URI_TOO_LONG,
            Self::TooMuch | Self::TooManyFiles(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_)
            | Self::TooWide { .. }
            | Self::TooMuchToSave
            | Self::TooLong { .. }
            | Self::Diff(DiffError::NothingToRead { .. }) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy | Self::Slow | Self::TooLate => StatusCode::SERVICE_UNAVAILABLE,
            Self::Index(IndexError::Missing(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Password => StatusCode::UNAUTHORIZED,
            Self::Compare(CompareError::Index(_))
            | Self::Diff(DiffError::Words(_))
            | Self::Index(_)
            | Self::Beside(_)
            | Self::Corpus(_)
            | Self::Sheet(_)
            | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, in a sentence. Nothing of the machine's own paths is told.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Parameter(fault), _) => fault.sentence(lang),
            (Self::Query(error), _) => query_sentence(error, lang),
            (
                Self::Compare(
                    error @ (CompareError::Theme { .. } | CompareError::TooMany(_) | CompareError::Silent { .. }),
                ),
                _,
            ) => compare_sentence(error, lang),
            (Self::Compare(CompareError::Body { wanted, meant }), _) if !meant.is_empty() => {
                let meant = meant.join(lang.pick("、", ", "));
                lang.pick(
                    format!("「{wanted}」に当たる団体がいくつかあります：{meant}"),
                    format!("Several bodies could be {wanted}: {meant}"),
                )
            }
            (Self::Compare(CompareError::Body { wanted, .. }), _) => {
                lang.pick(format!("「{wanted}」の計画はありません。"), format!("No plan of {wanted}."))
            }
            (Self::NoPlan(id), Lang::Ja) => format!("計画「{id}」は見つかりません。"),
            (Self::NoPlan(id), Lang::En) => format!("There is no plan {id}."),
            (Self::NoItem { plan, node }, Lang::Ja) => format!("計画「{plan}」に{node}番の項目はありません。"),
            (Self::NoItem { plan, node }, Lang::En) => format!("There is no item {node} in {plan}."),
            (Self::NoReport(id), Lang::Ja) => format!(
                "「{id}」と並べる報告や計画が見つかりません。plan に計画、report に報告のIDを指定するか、corpus.toml の reports_on に書いてください。"
            ),
            (Self::NoReport(id), Lang::En) => {
                format!(
                    "Nothing to lay beside {id} was found: name the plan as plan and the report as report, or write reports_on into corpus.toml."
                )
            }
            (Self::NoShortlist(name), Lang::Ja) => format!("しおり「{name}」はありません。"),
            (Self::NoShortlist(name), Lang::En) => format!("There is no shortlist {name}."),
            (Self::NotSaved(name), Lang::Ja) => format!("「{name}」として保存したものはありません。"),
            (Self::NotSaved(name), Lang::En) => format!("Nothing is saved as {name}."),
            (Self::TooMuchToSave, Lang::Ja) => {
                format!("当てはまるものが保存できる{MOST_SAVED}件を超えます。条件を絞ってください。")
            }
            (Self::TooMuchToSave, Lang::En) => {
                format!("More is found than the {MOST_SAVED} that can be saved: narrow the question.")
            }
            (Self::NoDocument(id), Lang::Ja) => format!("「{id}」の原本は、いまフォルダーにありません。"),
            (Self::NoDocument(id), Lang::En) => format!("The document of {id} is not in the folder now."),
            (Self::Chapter(error), _) => chapter_sentence(error, lang),
            (Self::Wrong(name), Lang::Ja) => format!("「{name}」がないか、読み取れません。"),
            (Self::Wrong(name), Lang::En) => format!("{name} is missing or cannot be read."),
            (Self::TooManyFiles(most), Lang::Ja) => {
                format!("一度に送れるのは{most}個のファイルまでです。分けて送ってください。")
            }
            (Self::TooManyFiles(most), Lang::En) => format!("{most} files are the most at once: send them in parts."),
            (Self::TooMany(most), Lang::Ja) => {
                format!(
                    "結果が多すぎます（{most}行まで）。条件で絞り込むか、kurabe search --format csv を使ってください。"
                )
            }
            (Self::TooMany(most), Lang::En) => {
                format!("Too many results ({most} rows at most). Narrow them, or use kurabe search --format csv.")
            }
            (Self::TooWide { places, most }, Lang::Ja) => format!(
                "答えが挙げる計画と項目が{places}個になり、上限の{most}個を超えます。\
                 theme、organisation、prefecture、kind、from、to で絞り、分けて取得してください。"
            ),
            (Self::TooWide { places, most }, Lang::En) => format!(
                "The answer would name {places} plans and items; {most} is the most. Narrow it by theme, \
                 organisation, prefecture, kind, from and to, and ask several times."
            ),
            (Self::TooLong { items, most }, Lang::Ja) => format!(
                "二つの計画の項目が合わせて{items}あり、上限の{most}を超えるため、ここでは比べません。kurabe diff を使ってください。"
            ),
            (Self::TooLong { items, most }, Lang::En) => format!(
                "The two plans have {items} items together; {most} is the most that is compared here. Use kurabe diff."
            ),
            (Self::Index(error @ IndexError::Format { .. }), _) => index_sentence(error, lang),
            (Self::Corpus(CorpusError::Manifest(error)), _) => mistaken(error, lang),
            (other, Lang::Ja) => other.japanese().to_owned(),
            (other, Lang::En) => other.english().to_owned(),
        }
    }

    fn japanese(&self) -> &'static str {
        match self {
            Self::NoPage => "このページは見つかりません。",
            Self::Busy => "混み合っています。少し待って再読み込みしてください。",
            Self::Slow => "時間がかかりすぎるため中断しました。条件を絞ってください。",
            Self::Address => "アドレスが長すぎます。条件を減らしてください。",
            Self::Method => "このアドレスは、その送り方を受け付けません。ページを開き直してください。",
            Self::ReadOnly => {
                "このサーバーは表示だけができます。画面から書き込むには kurabe serve --writable で起動してください。"
            }
            Self::Forged => {
                "ここで開いたページから送られたと確かめられないため、何も書き込みませんでした。ページを開き直して、もう一度送ってください。"
            }
            Self::TooMuch => "一度に送る量が多すぎます。ファイルを分けて送ってください。",
            Self::Corpus(_) => {
                "計画のフォルダーを読み書きできません。空き容量と権限を管理者に確かめてもらってください。"
            }
            Self::TooLate => "時間が足りず、まだ加えていません。もう一度「印を付けた計画を加える」を押してください。",
            Self::Form => "送られた内容を読み取れません。ページを開き直して、もう一度送ってください。",
            Self::Host => "このアドレスでは答えません。http://127.0.0.1 で開いてください。",
            Self::Hosts => "Host ヘッダーが二つあります。",
            Self::Guesses => "パスワードの誤りが続いたため、しばらく受け付けません。",
            Self::Password => "パスワードが必要です。",
            Self::Diff(_) => "項目を読み取れない計画があるため、比べられません。お知らせを見てください。",
            Self::Index(IndexError::Missing(_)) => {
                "まだ索引がありません。計画のフォルダーに文書があれば kurabe index で読み取り、なければ kurabe add ファイル名 で加えてください。"
            }
            _ => "答えを作れませんでした。記録を管理者に見てもらってください。",
        }
    }

    fn english(&self) -> &'static str {
        match self {
            Self::NoPage => "There is no such page.",
            Self::Busy => "The server is busy. Wait a little and load the page again.",
            Self::Slow => "This took too long and was broken off. Narrow the question.",
            Self::Address => "The address is too long. Ask for less at once.",
            Self::Method => "This address does not take a request of that kind. Open the page again.",
            Self::ReadOnly => "This server only shows. To write from a browser, start it with kurabe serve --writable.",
            Self::Forged => {
                "Nothing was written: this may not come from a page of this server. Open the page again and send it once more."
            }
            Self::TooMuch => "This is too much at once: send the files in parts.",
            Self::Corpus(_) => {
                "The folder of the plans cannot be read or written. Ask whoever runs this server about room and permissions."
            }
            Self::TooLate => "There was no time left to add it. Press “Add the ticked plans” once more.",
            Self::Form => "What was sent cannot be read. Open the page again and send it once more.",
            Self::Host => "Not answered at this address. Open http://127.0.0.1 instead.",
            Self::Hosts => "There are two Host headers.",
            Self::Guesses => "Too many wrong passwords. Wait a little.",
            Self::Password => "A password is needed.",
            Self::Diff(_) => "One of the plans has no readable items, so there is nothing to compare. See its notices.",
            Self::Index(IndexError::Missing(_)) => {
                "There is no index yet: kurabe index reads what lies in the folder of the plans, kurabe add FILE adds a plan to it."
            }
            _ => "No answer could be made. Ask whoever runs this server to look at its messages.",
        }
    }

    /// The problem document of RFC 9457.
    pub(super) fn problem(&self, lang: Lang) -> Problem {
        let status = self.status();
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.sentence(lang),
        }
    }
}

/// What is wrong with a file that people keep beside the plans: which, and where in it. Of what holds passwords nothing
/// is repeated.
fn mistaken(error: &ManifestError, lang: Lang) -> String {
    const SECRET: &str = "passwords.toml";
    let (path, why) = match error {
        ManifestError::Unreadable { path, .. } => (path, None),
        ManifestError::Wrong { path, id, fault } => {
            let id = id.as_ref().map(|id| format!("[{id}] ")).unwrap_or_default();
            (path, Some(format!("{id}{}", fault_sentence(fault, lang))))
        }
    };
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = match path.parent().map(name) {
        Some(folder) if folder == SHORTLISTS => format!("{SHORTLISTS}/{}", name(path)),
        _ => name(path),
    };
    match why.filter(|_| file != SECRET) {
        Some(why) => lang.pick(
            format!("計画のフォルダーの {file} に誤りがあります：{why}。直すまで、このファイルを使う操作はできません。"),
            format!("{file}, beside the plans, has a mistake: {why}. Until it is mended, nothing is done that needs it."),
        ),
        None => lang.pick(
            format!("計画のフォルダーの {file} を読み書きできないか、その内容に誤りがあります。直すまで、このファイルを使う操作はできません。"),
            format!("{file}, beside the plans, cannot be read or written, or has a mistake. Until it is mended, nothing is done that needs it."),
        ),
    }
}

/// The folder of the lists that were put aside.
const SHORTLISTS: &str = "shortlists";

/// Why there is no answer, as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the status.
    title: &'static str,
    /// The status.
    status: u16,
    /// What happened and what to do, in the language of the request.
    detail: String,
}
