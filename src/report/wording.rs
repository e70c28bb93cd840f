//! What failures of the rooms above are called: one clear sentence each, with the file's name and what to do.
//!
//! In come errors, out come sentences for people. Where they are shown must not be known here.

use std::io::ErrorKind;

use super::diff_part::NoChapter;
use super::lang::{Lang, kind_name, period_text, plan_name};
use super::sheet::FormError;
use super::text::tame;
use crate::library::corpus::{Contradiction, CorpusError, Fault, ManifestError, Why};
use crate::library::ingest::IngestError;
use crate::library::{BesideError, Unusable};
use kurabe_diff::DiffError;
use kurabe_extract::extract::theme::{MOST as MOST_THEMES, ThemeError};
use kurabe_index::compare::{CompareError, MOST_COLUMNS, Silence};
use kurabe_index::index::{FORMAT, IndexError, PlanRow, Problem};
use kurabe_index::query::QueryError;
use kurabe_model::{PlanKind, civil};
use kurabe_read::{Content, ReadError};
use kurabe_text::words::DictionaryError;

/// Why nothing could be compared.
#[must_use]
pub fn compare_sentence(error: &CompareError, lang: Lang) -> String {
    match (error, lang) {
        (CompareError::Index(error), _) => index_sentence(error, lang),
        (CompareError::Theme { name, known }, Lang::Ja) => {
            format!(
                "テーマ「{name}」はありません。使えるテーマ：{}。語で数えるには --column を使ってください。",
                known.join("、")
            )
        }
        (CompareError::Theme { name, known }, Lang::En) => {
            format!("There is no theme {name}. Themes: {}. To count by words, use --column.", known.join(", "))
        }
        (CompareError::TooMany(count), Lang::Ja) => format!("列は{MOST_COLUMNS}までです（{count}あります）。"),
        (CompareError::TooMany(count), Lang::En) => format!("{MOST_COLUMNS} columns at most; there are {count}."),
        (CompareError::Body { wanted, meant }, Lang::Ja) if meant.is_empty() => {
            format!("「{wanted}」の計画はありません。kurabe plans で一覧を見てください。")
        }
        (CompareError::Body { wanted, meant }, Lang::Ja) => {
            format!("「{wanted}」に当たる団体がいくつかあります。どれですか：\n  {}", meant.join("\n  "))
        }
        (CompareError::Body { wanted, meant }, Lang::En) if meant.is_empty() => {
            format!("No plan of {wanted}; kurabe plans lists them.")
        }
        (CompareError::Body { wanted, meant }, Lang::En) => {
            format!("Several bodies could be {wanted}. Which one:\n  {}", meant.join("\n  "))
        }
        (CompareError::Silent { wanted, why, plans }, _) => silent_sentence(wanted, *why, plans, lang),
    }
}

/// That a body has plans, none of which speaks, and what to do.
fn silent_sentence(wanted: &str, why: Silence, plans: &[PlanRow], lang: Lang) -> String {
    const SHOWN: usize = 12;
    let one = |row: &PlanRow| {
        let about = [period_text(row.period, lang), kind_name(row.kind, lang).to_owned(), tame(&row.id)];
        let about = about.join(lang.pick("・", ", "));
        format!("{}{}", plan_name(row, lang), lang.pick(format!("（{about}）"), format!(" ({about})")))
    };
    let shown = plans.iter().take(SHOWN).map(one).collect::<Vec<_>>().join(lang.pick("、", "; "));
    let more = if plans.len() > SHOWN { lang.pick(" ほか", " …") } else { "" };
    let wanted = tame(wanted);
    match (why, lang) {
        (Silence::Undated, Lang::Ja) => format!(
            "「{wanted}」の計画に、年度のわかるものがありません。kurabe correct ID --year 年度 で補えます：{shown}{more}"
        ),
        (Silence::Undated, Lang::En) => {
            format!("No plan of {wanted} states its years; kurabe correct ID --year YEAR adds them: {shown}{more}")
        }
        (Silence::Reports, Lang::Ja) => {
            format!("「{wanted}」にあるのは報告だけです。比べるには種別（--kind）で選んでください：{shown}{more}")
        }
        (Silence::Reports, Lang::En) => {
            format!("Of {wanted} there are only reports: choose their kind (--kind) to compare them: {shown}{more}")
        }
        (Silence::Conditions, Lang::Ja) => format!(
            "「{wanted}」の計画に、指定した年度や種別に当たるものがありません。条件を変えてください。あるもの：{shown}{more}"
        ),
        (Silence::Conditions, Lang::En) => {
            format!("No plan of {wanted} is of the years and kinds asked for: change them. There are: {shown}{more}")
        }
    }
}

/// Why the folder of documents could not be read.
#[must_use]
pub fn corpus_sentence(error: &CorpusError, lang: Lang) -> String {
    match (error, lang) {
        (CorpusError::Missing(path), Lang::Ja) => format!(
            "計画のフォルダーがありません：{}。--corpus か環境変数 KURABE_CORPUS で場所を指定してください。",
            path.display()
        ),
        (CorpusError::Missing(path), Lang::En) => {
            format!("There is no corpus folder at {}. Name one with --corpus or KURABE_CORPUS.", path.display())
        }
        (CorpusError::NoFolder(path), Lang::Ja) => {
            format!(
                "{} はフォルダーではありません。--corpus には計画を入れたフォルダーを指定してください。",
                path.display()
            )
        }
        (CorpusError::NoFolder(path), Lang::En) => {
            format!("{} is no folder; --corpus takes the folder of the plans.", path.display())
        }
        (CorpusError::NoCorpus(path), Lang::Ja) => format!(
            "{} は計画のフォルダーではないようです（文書がほとんどありません）。--corpus で計画を入れたフォルダーを指定してください。",
            path.display()
        ),
        (CorpusError::NoCorpus(path), Lang::En) => format!(
            "{} does not look like a folder of plans (hardly a document in it). Name theirs with --corpus.",
            path.display()
        ),
        (CorpusError::Unreadable { path, source }, _) => beside(path, source, lang),
        (CorpusError::Manifest(error), _) => manifest_sentence(error, lang),
    }
}

/// Why something in the folder of documents is not read.
#[must_use]
pub fn passed_over_sentence(why: &Why, lang: Lang) -> String {
    match (why, lang) {
        (Why::Dangling, Lang::Ja) => "リンクの先がありません".to_owned(),
        (Why::Dangling, Lang::En) => "is a link to nothing".to_owned(),
        (Why::Outside, Lang::Ja) => {
            "フォルダーの外を指すリンクなので読みません（--follow-links でたどります）".to_owned()
        }
        (Why::Outside, Lang::En) => {
            "leads out of the folder and is not followed (--follow-links follows it)".to_owned()
        }
        (Why::Loop, Lang::Ja) => "自分を含むフォルダーを指すリンクなのでたどりません".to_owned(),
        (Why::Loop, Lang::En) => "is a link to a folder that it lies in; it is not followed".to_owned(),
        (Why::NoFile, Lang::Ja) => "ふつうのファイルではないので読みません".to_owned(),
        (Why::NoFile, Lang::En) => "is no ordinary file and is not read".to_owned(),
        (Why::Unreadable(why), Lang::Ja) => format!("開けません（{why}）。読む権限があるか確かめてください"),
        (Why::Unreadable(why), Lang::En) => format!("cannot be opened ({why}); see that it may be read"),
    }
}

/// Why corpus.toml could not be used.
#[must_use]
pub fn manifest_sentence(error: &ManifestError, lang: Lang) -> String {
    match (error, lang) {
        (ManifestError::Unreadable { path, source }, _) => beside(path, source, lang),
        (ManifestError::Wrong { path, id, fault }, _) => {
            let id = id.as_ref().map_or_else(String::new, |id| format!("[{id}] "));
            let (path, fault) = (path.display(), fault_sentence(fault, lang));
            lang.pick(format!("{path} を直してください：{id}{fault}"), format!("Please mend {path}: {id}{fault}"))
        }
    }
}

/// What is said of a document and not understood.
#[must_use]
pub fn fault_sentence(fault: &Fault, lang: Lang) -> String {
    let names = || PlanKind::ALL.map(PlanKind::name).join(lang.pick("、", ", "));
    match (fault, lang) {
        (Fault::Shape(detail), Lang::Ja) => shape_in_japanese(detail),
        (Fault::Shape(detail), Lang::En) => detail.clone(),
        (Fault::Kind(text), Lang::Ja) => format!("kind の「{text}」は種別にありません。使える値：{}", names()),
        (Fault::Kind(text), Lang::En) => format!("kind = “{text}”: one of {}", names()),
        (Fault::Period(text), Lang::Ja) => {
            format!("「{text}」は年度や期間として読めません（例：2021、令和3年度～令和5年度）")
        }
        (Fault::Period(text), Lang::En) => {
            format!("“{text}” is not a year or a period (2021, 令和3年度～令和5年度)")
        }
        (Fault::Contradiction { table, place, number, what }, _) => {
            let number = number.map_or_else(String::new, |number| format!("（number = {number}）"));
            let which = match lang {
                Lang::Ja => format!("{place}番目の [[{table}]]{number}"),
                Lang::En => format!("[[{table}]] no. {place}{}", number.replace('（', " (").replace('）', ")")),
            };
            let why = match what {
                Contradiction::Nothing => lang.pick("直すことが書かれていません", "changes nothing"),
                Contradiction::NoneAndMore => {
                    lang.pick("none = true とほかの直しは一緒に書けません", "none = true stands alone")
                }
                Contradiction::NoTitle => lang.pick(
                    "title が空です。項目でないなら none = true にしてください",
                    "title is empty; none = true says that it is no item",
                ),
                Contradiction::OnePlan => lang.pick("old と new が同じ計画です", "old and new are of one plan"),
            };
            format!("{which}{}{why}", lang.pick("：", ": "))
        }
        (Fault::BothYears, Lang::Ja) => "year と period は一方だけにしてください".to_owned(),
        (Fault::BothYears, Lang::En) => "gives both year and period".to_owned(),
        (Fault::Extent(text), Lang::Ja) => {
            format!("extent の「{text}」は使えません。使える値：full、digest、partial")
        }
        (Fault::Extent(text), Lang::En) => format!("extent = “{text}”: one of full, digest, partial"),
    }
}

/// What the parser of TOML says, its usual words in Japanese.
fn shape_in_japanese(detail: &str) -> String {
    const WORDS: [(&str, &str); 12] = [
        ("TOML parse error at ", ""),
        ("unknown field ", "知らない項目 "),
        ("missing field ", "足りない項目 "),
        ("duplicate key", "同じ項目が二度あります"),
        (", expected one of ", "、使える項目："),
        (", expected ", "、ここに要るもの："),
        ("expected one of ", "使えるもの："),
        ("unknown variant ", "使えない値 "),
        ("invalid type: ", "種類の違う値："),
        ("invalid value: ", "使えない値："),
        ("string ", "文字列 "),
        ("integer ", "整数 "),
    ];
    let place = detail.strip_prefix(WORDS[0].0).and_then(|rest| {
        let rest = rest.strip_prefix("line ")?;
        let (line, rest) = rest.split_once(", column ")?;
        let column = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
        Some(format!("{line}行目の{column}文字目：{}", rest[column.len()..].trim_start()))
    });
    let detail = place.unwrap_or_else(|| detail.to_owned());
    WORDS.iter().fold(detail, |detail, (english, japanese)| detail.replace(english, japanese))
}

/// Why a document gave no plan.
#[must_use]
pub fn ingest_sentence(error: &IngestError, lang: Lang) -> String {
    match error {
        IngestError::Unopened(error) => unopened(error, lang),
        IngestError::Unread(error) => unread(error, lang),
    }
}

/// Why an index could not be read or written.
#[must_use]
pub fn index_sentence(error: &IndexError, lang: Lang) -> String {
    match (error, lang) {
        (IndexError::Missing(path), Lang::Ja) => {
            format!("索引がありません：{}。kurabe index で作ってください。", path.display())
        }
        (IndexError::Missing(path), Lang::En) => format!("No index in {}: build it with kurabe index.", path.display()),
        (IndexError::Format { folder, found }, Lang::Ja) => format!(
            "{} の索引は形式{found}で、この版（形式{FORMAT}）では読めません。kurabe index で作り直してください。",
            folder.display()
        ),
        (IndexError::Format { folder, found }, Lang::En) => format!(
            "The index in {} has format {found}; this program reads {FORMAT}. Build it anew with kurabe index.",
            folder.display()
        ),
        (IndexError::Busy(path), Lang::Ja) => {
            format!("ほかの kurabe が {} の索引を書いています。終わってからもう一度試してください。", path.display())
        }
        (IndexError::Busy(path), Lang::En) => {
            format!("Another kurabe is writing the index in {}. Try again when it has finished.", path.display())
        }
        (IndexError::Io { path, source }, _) => file(path, source, lang),
        (IndexError::Damaged { folder, detail }, Lang::Ja) => format!(
            "{} の索引が壊れています（{detail}）。kurabe index --rebuild で作り直してください。",
            folder.display()
        ),
        (IndexError::Damaged { folder, detail }, Lang::En) => {
            format!(
                "The index in {} is damaged ({detail}). Build it anew with kurabe index --rebuild.",
                folder.display()
            )
        }
        (IndexError::Dictionary(error), _) => dictionary_sentence(error, lang),
        (IndexError::Encode { what: _, detail }, Lang::Ja) => {
            format!("索引に書く形にできません（{detail}）。kurabe の不具合です。")
        }
        (IndexError::Encode { what, detail }, Lang::En) => {
            format!("The index cannot take {what} ({detail}). This is a fault of kurabe.")
        }
        (IndexError::ThreadLost, Lang::Ja) => "文書の読み取りが途中で止まりました。もう一度試してください。".to_owned(),
        (IndexError::ThreadLost, Lang::En) => "Reading the documents broke off. Try again.".to_owned(),
    }
}

/// Why a file beside the documents could not be used.
#[must_use]
pub fn beside_sentence(error: &BesideError, lang: Lang) -> String {
    match &error.source {
        Unusable::Unreadable(source) => format!("{}: {}", error.path.display(), unopened(source, lang)),
        Unusable::Themes(source) => format!("{}: {}", error.path.display(), theme_sentence(source, lang)),
        Unusable::Thesaurus(source) => format!("{}: {source}", error.path.display()),
    }
}

/// Why themes could not be used.
fn theme_sentence(error: &ThemeError, lang: Lang) -> String {
    match (error, lang) {
        (ThemeError::Toml(detail), Lang::Ja) => format!("テーマの定義として読めません（{}）", one_line(detail)),
        (ThemeError::Toml(detail), Lang::En) => format!("holds no themes ({})", one_line(detail)),
        (ThemeError::TooMany(count), Lang::Ja) => {
            format!("テーマは{MOST_THEMES}個までです（{count}個あります）")
        }
        (ThemeError::TooMany(count), Lang::En) => format!("holds {count} themes; {MOST_THEMES} is the most"),
        (ThemeError::Empty(name), Lang::Ja) => format!("テーマ「{name}」に名前か語がありません"),
        (ThemeError::Empty(name), Lang::En) => format!("the theme “{name}” has no name or no words"),
        (ThemeError::Twice(name), Lang::Ja) => format!("テーマ「{name}」が二度出てきます"),
        (ThemeError::Twice(name), Lang::En) => format!("the theme “{name}” stands twice"),
        (ThemeError::Words(detail), Lang::Ja) => format!("テーマの語を組み立てられません（{detail}）"),
        (ThemeError::Words(detail), Lang::En) => {
            format!("the words of the themes cannot be put together ({detail})")
        }
    }
}

/// What a parser says over several lines, on one.
fn one_line(detail: &impl std::fmt::Display) -> String {
    detail.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why no table could be made of the chapters that were asked for.
#[must_use]
pub fn chapter_sentence(error: &NoChapter, lang: Lang) -> String {
    let NoChapter { wanted, chapters } = error;
    let listed = chapters.join(lang.pick("、", ", "));
    match (chapters.is_empty(), lang) {
        (true, Lang::Ja) => {
            format!("章「{wanted}」はありません。どちらの計画にも章がないため、章を選ばずに作ってください。")
        }
        (true, Lang::En) => format!("There is no chapter {wanted}: neither plan has chapters, so choose none."),
        (false, Lang::Ja) => format!("章「{wanted}」はありません。題名の語で選んでください：{listed}"),
        (false, Lang::En) => format!("There is no chapter {wanted}. Choose by a word of its title: {listed}"),
    }
}

/// Why two plans could not be compared.
#[must_use]
pub fn diff_sentence(error: &DiffError, lang: Lang) -> String {
    match (error, lang) {
        (DiffError::NothingToRead { old }, Lang::Ja) => {
            let side = if *old { "前" } else { "後" };
            format!(
                "{side}の計画から項目を読み取れないため、比べられません。kurabe show --notices で理由を見てください。"
            )
        }
        (DiffError::NothingToRead { old }, Lang::En) => {
            let side = if *old { "old" } else { "new" };
            format!(
                "No items could be read in the {side} plan, so there is nothing to compare; see kurabe show --notices."
            )
        }
        (DiffError::Words(error), _) => dictionary_sentence(error, lang),
    }
}

/// The dictionary inside the program does not open.
fn dictionary_sentence(error: &DictionaryError, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("辞書を開けません（{error}）。kurabe を入れ直してください。"),
        Lang::En => format!("The dictionary does not open ({error}). Install kurabe again."),
    }
}

/// Why a result could not be put into a form.
#[must_use]
pub fn form_sentence(error: &FormError, lang: Lang) -> String {
    let FormError { form, detail } = error;
    match lang {
        Lang::Ja => format!("{form}を作れません（{detail}）。条件で絞り込んでください。"),
        Lang::En => format!("The {form} could not be made ({detail}). Ask for less."),
    }
}

fn file(path: &std::path::Path, error: &std::io::Error, lang: Lang) -> String {
    let path = path.display();
    match (error.kind(), lang) {
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, Lang::Ja) => {
            format!("{path} に書く空き容量がありません。前の索引はそのままです。空きを作ってもう一度試してください。")
        }
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, Lang::En) => {
            format!("No space left to write {path}. The index is as it was; make room and try again.")
        }
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, Lang::Ja) => {
            format!("{path} を読み書きする権限がありません。--index で書ける場所を指定するか、権限を確かめてください。")
        }
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, Lang::En) => {
            format!(
                "No permission for {path}. Name a place that can be written with --index, or check the permissions."
            )
        }
        (_, Lang::Ja) => format!("{path} を読み書きできません（{error}）。"),
        (_, Lang::En) => format!("Cannot read or write {path} ({error})."),
    }
}

/// Why a file of the folder of documents could not be read or written.
fn beside(path: &std::path::Path, error: &std::io::Error, lang: Lang) -> String {
    let name = path.display();
    match (error.kind(), lang) {
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, Lang::Ja) => {
            format!("{name} に書く空き容量がありません。何も変えていません。空きを作ってもう一度試してください。")
        }
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, Lang::En) => {
            format!("No space left to write {name}. Nothing was changed; make room and try again.")
        }
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, Lang::Ja) => {
            format!("{name} を読み書きする権限がありません。フォルダーとファイルの権限を確かめてください。")
        }
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, Lang::En) => {
            format!("No permission for {name}; check that of the folder and the file.")
        }
        _ => file(path, error, lang),
    }
}

/// Why a file that somebody named could not be opened, and what to do.
#[must_use]
pub fn unopened(error: &std::io::Error, lang: Lang) -> String {
    match (error.kind(), lang) {
        (ErrorKind::NotFound, Lang::Ja) => "見つかりません。名前と場所を確かめてください".to_owned(),
        (ErrorKind::NotFound, Lang::En) => "is not there; check its name and folder".to_owned(),
        (ErrorKind::PermissionDenied, Lang::Ja) => {
            "読む権限がありません。ファイルの権限を確かめるか、写しを作って指定してください".to_owned()
        }
        (ErrorKind::PermissionDenied, Lang::En) => "may not be read; check its permissions or name a copy".to_owned(),
        (ErrorKind::IsADirectory, Lang::Ja) => "フォルダーです。ファイルを指定してください".to_owned(),
        (ErrorKind::IsADirectory, Lang::En) => "is a folder; name a file".to_owned(),
        (_, Lang::Ja) => format!("開けません（{error}）。ほかのプログラムで開いていないか確かめてください"),
        (_, Lang::En) => format!("cannot be opened ({error}); see that no other program has it open"),
    }
}

/// Why a query could not be read.
#[must_use]
pub fn query_sentence(error: &QueryError, lang: Lang) -> String {
    match (error, lang) {
        (QueryError::Empty, Lang::Ja) => "検索する語がありません。例：kurabe search 事業承継".to_owned(),
        (QueryError::Empty, Lang::En) => "There is nothing to search for. Example: kurabe search 事業承継".to_owned(),
        (QueryError::Filter(wrong), Lang::Ja) => {
            format!("「{}:{}」は条件として読めません。使える値：{}", wrong.name, wrong.value, wrong.takes)
        }
        (QueryError::Filter(wrong), Lang::En) => {
            format!("{}:{} is not a condition. It takes: {}", wrong.name, wrong.value, wrong.takes)
        }
        (QueryError::TooLong, Lang::Ja) => format!("検索式が長すぎます（{}文字まで）。", kurabe_index::query::LONGEST),
        (QueryError::TooLong, Lang::En) => {
            format!("The query is too long ({} characters at most).", kurabe_index::query::LONGEST)
        }
    }
}

/// Why a file gave no plan, as the index remembers it.
#[must_use]
pub fn problem(problem: &Problem, lang: Lang) -> String {
    match (problem, lang) {
        (Problem::Unopened(why), Lang::Ja) => {
            format!("開けません（{why}）。ファイルがほかで開かれていないか、読む権限があるか確かめてください")
        }
        (Problem::Unopened(why), Lang::En) => {
            format!("cannot be opened ({why}); see that it is not open elsewhere and may be read")
        }
        (Problem::Unread(error), _) => unread(error, lang),
    }
}

/// Why a document could not be read.
fn unread(error: &ReadError, lang: Lang) -> String {
    match (error, lang) {
        (ReadError::Empty, Lang::Ja) => "中身がありません。元のファイルを確かめ、入れ直してください".to_owned(),
        (ReadError::Empty, Lang::En) => "is empty; get it again from where it came".to_owned(),
        (ReadError::NotText { content: what }, Lang::Ja) => {
            format!("テキストではありません（{}）。{}", content(*what), remedy(*what))
        }
        (ReadError::NotText { content: what }, Lang::En) => format!("is not text ({what}); {}", advice(*what)),
        (ReadError::TooLarge { limit, .. }, Lang::Ja) => format!("大きすぎます（{} MBまで）。計画の部分だけのファイルに分けてください", limit >> 20),
        (ReadError::TooLarge { limit, .. }, Lang::En) => format!("is too large (up to {} MB); split off the plan itself", limit >> 20),
        (ReadError::TooMuch { needed, limit }, Lang::Ja) => format!(
            "読み取りに約{needed} MBのメモリーが要るため読みません（{limit} MBまで）。計画の部分だけのファイルに分けてください"
        ),
        (ReadError::TooMuch { needed, limit }, Lang::En) => {
            format!("would take some {needed} MB of memory to read (up to {limit} MB); split off the plan itself")
        }
        (ReadError::UnknownEncoding { likely }, _) => encoding(likely, lang),
        (ReadError::Damaged { encoding: likely, line, .. }, _) => encoding(&format!("{likely}, {line}"), lang),
        (ReadError::Encrypted, Lang::Ja) => {
            "パスワードで保護されています。kurabe add --keep-password FILE でパスワードを残すか、--password（add、extract）で指定してください".to_owned()
        }
        (ReadError::Encrypted, Lang::En) => {
            "is protected by a password; keep it with kurabe add --keep-password FILE, or give it with --password (add, extract)".to_owned()
        }
        (ReadError::WrongPassword, Lang::Ja) => "パスワードが違います。--password、または残したもの（passwords.toml、corpus.toml の password）を確かめてください".to_owned(),
        (ReadError::WrongPassword, Lang::En) => "does not open with this password; check --password, or what is kept in passwords.toml or corpus.toml".to_owned(),
        (ReadError::UnknownEncryption, Lang::Ja) => {
            "知らない方式で暗号化されています。暗号化を解いて保存し直してください".to_owned()
        }
        (ReadError::UnknownEncryption, Lang::En) => {
            "is encrypted in an unknown way; save it again without encryption".to_owned()
        }
        (ReadError::Broken | ReadError::NoPages, Lang::Ja) => {
            "壊れているため読み取れません。元のプログラムで開き、保存し直してください".to_owned()
        }
        (ReadError::Broken | ReadError::NoPages, Lang::En) => "is damaged; open it in its own program and save it again".to_owned(),
        (ReadError::Bursting, Lang::Ja) => "展開すると大きすぎるため読み取りません。元のプログラムで開き、図などを除いて保存し直してください".to_owned(),
        (ReadError::Bursting, Lang::En) => "is too large when unpacked; save it in its own program without pictures".to_owned(),
        (ReadError::UnknownFormat { extension }, Lang::Ja) => {
            format!("この形式（.{extension}）は読めません。PDF、Word（.docx）、Excel（.xlsx）、PowerPoint（.pptx）、HTMLかテキストで保存し直してください")
        }
        (ReadError::UnknownFormat { extension }, Lang::En) => {
            format!(".{extension} is not read; save it as PDF, .docx, .xlsx, .pptx, HTML or text")
        }
        (ReadError::OldOffice, Lang::Ja) => "古い形式（.doc、.xls、.ppt、一太郎）か、パスワード付きのファイルです。\
             Wordなら.docx、Excelなら.xlsx、PowerPointなら.pptxに、パスワードなしで保存し直してください"
            .to_owned(),
        (ReadError::OldOffice, Lang::En) => "is of the old kind (.doc, .xls, .ppt) or locked by a password; \
             save it as .docx, .xlsx or .pptx without a password"
            .to_owned(),
        (ReadError::Mismatch { extension: named, content: what }, Lang::Ja) => {
            format!("拡張子は.{named}ですが、中身は{}です。{}", content(*what), remedy(*what))
        }
        (ReadError::Mismatch { extension: named, content: what }, Lang::En) => {
            format!("is called .{named} but is {what}; {}", advice(*what))
        }
    }
}

/// A file whose characters could not be told; what they look like.
fn encoding(what: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("文字コードがわかりません（{what}）。UTF-8 か Shift_JIS で保存し直してください"),
        Lang::En => format!("is in no known encoding ({what}); save it as UTF-8 or Shift_JIS"),
    }
}

/// What a file is that is not what it should be.
fn content(content: Content) -> &'static str {
    match content {
        Content::Pdf => "PDF文書",
        Content::Zip => "ZIP書庫",
        Content::Word => "Word文書",
        Content::Excel => "Excelブック",
        Content::PowerPoint => "PowerPoint文書",
        Content::Html => "ウェブページ（HTML）",
        Content::Ole => "古い形式のWord・Excel・一太郎文書か、パスワード付きの文書",
        Content::Rtf => "リッチテキスト（RTF）",
        Content::Image => "画像",
        Content::Archive => "圧縮書庫",
        Content::Program => "プログラム",
        Content::Binary => "バイナリーデータ",
    }
}

/// What to do with a document that is called something else.
fn remedy(content: Content) -> &'static str {
    match content {
        Content::Pdf => "拡張子を.pdfに直してください",
        Content::Word => "拡張子を.docxに直してください",
        Content::Excel => "拡張子を.xlsxに直してください",
        Content::PowerPoint => "拡張子を.pptxに直してください",
        Content::Html => "拡張子を.htmlに直してください",
        Content::Rtf | Content::Ole => "Wordで.docxに保存し直してください",
        Content::Zip | Content::Archive => "中のファイルを取り出して入れてください",
        Content::Image => "PDFにして入れてください（--ocr で文字を読み取れます）",
        Content::Program | Content::Binary => "計画の文書かどうか確かめてください",
    }
}

/// The same in English.
fn advice(content: Content) -> &'static str {
    match content {
        Content::Pdf => "call it .pdf",
        Content::Word => "call it .docx",
        Content::Excel => "call it .xlsx",
        Content::PowerPoint => "call it .pptx",
        Content::Html => "call it .html",
        Content::Rtf | Content::Ole => "save it as .docx in Word",
        Content::Zip | Content::Archive => "unpack it",
        Content::Image => "make it a PDF (--ocr reads its letters)",
        Content::Program | Content::Binary => "see whether it is a plan at all",
    }
}

/// `2026-11-21 23:05`: in Japanese by Japan's clocks, which all go alike and never change, in English universal time.
#[must_use]
pub fn date(seconds: u64, lang: Lang) -> String {
    const JAPAN: u64 = 9 * 3600;
    let seconds = seconds + lang.pick(JAPAN, 0);
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(i64::try_from(days).unwrap_or(0));
    let zone = lang.pick("", " UTC");
    format!("{year}-{month:02}-{day:02} {:02}:{:02}{zone}", rest / 3600, rest % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(date(0, Lang::En), "1970-01-01 00:00 UTC");
        assert_eq!(date(1_709_210_096, Lang::En), "2024-02-29 12:34 UTC");
        assert_eq!(date(1_709_222_400, Lang::Ja), "2024-03-01 01:00");
    }
}
