//! `kurabe add`: documents into the corpus.

use std::path::{Path, PathBuf};

use clap::Args;
use walkdir::WalkDir;

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::{folders, unread, update};
use super::output::Console;
use super::password::Keys;
use crate::library::arrival::{extension_of, id_of, known, place_of};
use crate::library::corpus::{Fault, ManifestEntry, ManifestError, Naming, Passwords, Said, Taken, state, store};
use crate::library::ingest::{self, ids, ingest, said_of_file};
use crate::report::{Lang, counts_text, kind_name, notices_text, period_text, plan_name};
use kurabe_index::index::PlanRow;
use kurabe_model::Plan;
use kurabe_read::Format;

/// `kurabe add`
#[derive(Debug, Args)]
pub(super) struct Add {
    /// 追加するファイルかフォルダー（- は標準入力）
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 団体名（本文に書かれていないとき）
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// 年度か計画期間（例：令和7年度、2025-2027）
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// 計画の種別（例：年度事業計画、中期計画）
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// 都道府県
    #[arg(long, value_name = "PREFECTURE")]
    prefecture: Option<String>,
    /// 題名
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// 公開元のURL
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// 暗号化された文書を開くパスワード（なければ画面で尋ねる）
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// パスワードを passwords.toml（本人だけが読める）に残す
    #[arg(long)]
    keep_password: bool,
    /// 文字のないページをOCR（tesseract）で読み取る
    #[arg(long)]
    ocr: bool,
    /// 追加せず、読み取った結果だけを見る
    #[arg(long, conflicts_with = "keep_password")]
    dry_run: bool,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Add documents to the corpus"),
    ("files", "Files or folders to add (- for standard input)"),
    ("organisation", "Name of the body, where the text does not give it"),
    ("year", "Fiscal year or period (令和7年度, 2025-2027)"),
    ("kind", "Kind of the plan (年度事業計画, 中期計画 …)"),
    ("prefecture", "Prefecture"),
    ("title", "Title"),
    ("source", "URL where it was published"),
    ("password", "Password that opens an encrypted document (asked for at the terminal if not given)"),
    ("keep_password", "Keep passwords in passwords.toml, which its owner alone may read"),
    ("ocr", "Read pages without text by OCR (tesseract)"),
    ("dry_run", "Show what is understood and add nothing"),
];

pub(super) fn run(verb: &Add, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let mut folders = folders(global);
    let lang = console.lang();
    let said = said(verb);
    let entry = understood(&said)?;
    let (_, themes) = folders.themes()?;
    let (files, mut problems) = files(&verb.files, lang);
    let mut keys = Keys::new(verb.password.as_deref());
    let (mut out, mut added, mut unlocked, mut without_text) = (String::new(), 0, false, Vec::new());
    for (number, file) in files.iter().enumerate() {
        console.progress(lang.pick("読み取り中", "reading"), number + 1, files.len());
        let taken = bytes_of(file).and_then(|bytes| {
            let extension = extension_of(file, &bytes);
            let called = file.with_extension(&extension).to_string_lossy().into_owned();
            let read = |password: Option<&str>| {
                let entry = ManifestEntry { password: password.map(str::to_owned), ..entry.clone() };
                ingest(&bytes, &called, &said_of_file(&entry), &themes)
            };
            let (plans, password) =
                keys.open(file, console, read).map_err(|source| CliError::NoPlan { path: file.clone(), source })?;
            let name = name_of((file, &extension), plans.first());
            if let Some(password) = password.filter(|_| !verb.dry_run) {
                let content = blake3::hash(&bytes);
                folders.typed.add(content.as_bytes(), &password);
                if verb.keep_password {
                    Passwords::keep(&folders.corpus, content.as_bytes(), &name, &password)?;
                }
                unlocked = true;
            }
            let taken = if verb.dry_run {
                known(&folders.corpus, &bytes)?.map_or(Taken::New(name), Taken::Known)
            } else {
                store(&folders.corpus, &name, &bytes, &said)?
            };
            // What is said of a document that is there already is not lost.
            let is_said = match &taken {
                Taken::Known(known) if !verb.dry_run && said != Said::default() => {
                    state(&folders.corpus, (id_of(known), None), &said)?
                }
                _ => false,
            };
            Ok((plans, taken, is_said))
        });
        match taken {
            Ok((plans, taken, is_said)) => {
                if plans.iter().all(|plan| plan.passages.is_empty()) {
                    without_text.push(file.display().to_string());
                }
                added += usize::from(is_said || matches!(taken, Taken::New(_)));
                out.push_str(&told((file, &plans), (&taken, is_said), verb.dry_run, lang));
            }
            Err(error) => problems.push(about(file, &error, lang)),
        }
    }
    console.print(&out)?;
    if (added > 0 || unlocked) && !verb.dry_run && !global.no_refresh {
        // The document is in the corpus whatever becomes of the index: the next answer refreshes it.
        if let Err(error) = update(&folders, usize::MAX, console) {
            console.note(&error.sentence(lang));
        }
    }
    unread(&without_text, lang).iter().for_each(|text| console.note(text));
    problems.iter().for_each(|problem| console.note(problem));
    if !problems.is_empty() {
        return Err(Refusal::NotAdded(problems.len()).into());
    }
    Ok(Outcome::Done)
}

/// Why a document was not added; its name stands before what does not name it.
fn about(file: &Path, error: &CliError, lang: Lang) -> String {
    match error {
        CliError::NoPlan { .. } => error.sentence(lang),
        other => format!("{}: {}", file.display(), other.sentence(lang)),
    }
}

/// What corpus.toml would say by what was typed of a plan.
pub(super) fn understood(said: &Said) -> Result<ManifestEntry, CliError> {
    said.filled().check().map_err(|error| match error {
        ManifestError::Wrong { fault, .. } => {
            let option = if matches!(fault, Fault::Kind(_)) { "--kind" } else { "--year" };
            Refusal::Said(option, fault).into()
        }
        error @ ManifestError::Unreadable { .. } => CliError::from(error),
    })
}

fn said(verb: &Add) -> Said {
    Said {
        organisation: verb.organisation.clone(),
        prefecture: verb.prefecture.clone(),
        kind: verb.kind.clone(),
        period: verb.year.clone(),
        title: verb.title.clone(),
        source: verb.source.clone(),
        ocr: verb.ocr,
    }
}

/// The files that are meant, those of folders in stable order, and a line for each that is not there.
fn files(named: &[PathBuf], lang: Lang) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let is_hidden = |path: &Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.') || name.to_string_lossy().starts_with("~$"))
    };
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let walk = WalkDir::new(path).min_depth(1).sort_by_file_name().follow_links(true).into_iter();
        for found in walk.filter_entry(|entry| !is_hidden(entry.path())) {
            match found {
                Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => problems.push(lang.pick(format!("開けません：{error}"), format!("cannot open: {error}"))),
            }
        }
    }
    (files, problems)
}

/// In a folder only what has the ending of a document is taken: beside plans lie pictures and programs.
fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| Format::of(Some(&extension.to_string_lossy())).is_some())
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, CliError> {
    let is_odd = |data: std::fs::Metadata| !data.is_file() && !data.is_dir();
    if file != Path::new("-") && std::fs::metadata(file).is_ok_and(is_odd) {
        return Err(Refusal::NoFile.into());
    }
    let bytes = match file == Path::new("-") {
        true => ingest::bytes_from(std::io::stdin().lock()),
        false => ingest::bytes_of(file),
    };
    bytes.map_err(|source| CliError::NoPlan { path: file.to_owned(), source })
}

/// The path below the corpus that a document should have.
fn name_of((file, extension): (&Path, &str), plan: Option<&Plan>) -> String {
    let naming = Naming {
        organisation: plan.and_then(|plan| plan.organisation.as_deref()),
        title: plan.and_then(|plan| plan.title.as_deref()),
        period: plan.and_then(|plan| plan.period),
        ..Naming::default()
    };
    place_of(file, extension, naming)
}

/// What was understood of a document, in a few lines.
fn told((file, plans): (&Path, &[Plan]), (taken, is_said): (&Taken, bool), dry: bool, lang: Lang) -> String {
    let (what, name) = match (taken, dry) {
        (Taken::New(name), false) => (lang.pick("追加しました", "added"), name),
        (Taken::New(name), true) => (lang.pick("追加するとこうなります", "would be added"), name),
        (Taken::Known(name), _) if is_said => (
            lang.pick(
                "同じ内容がもうあります。指定した値を corpus.toml に書きました",
                "is in the corpus already; what was given is written into corpus.toml",
            ),
            name,
        ),
        (Taken::Known(name), _) => (lang.pick("同じ内容がもうあります", "is in the corpus already"), name),
    };
    let mut out = format!("{}: {what}\n", file.display());
    for (id, plan) in ids(id_of(name), plans.len()).zip(plans) {
        out.push_str(&told_of(&PlanRow::of(plan, &id), plan, lang));
    }
    out
}

fn told_of(row: &PlanRow, plan: &Plan, lang: Lang) -> String {
    let about =
        [period_text(row.period, lang), kind_name(row.kind, lang).to_owned(), counts_text(row, lang)].join("・");
    let mut out = format!("  ID {}\n  {}\n  {about}\n", row.id, plan_name(row, lang));
    for line in notices_text(&plan.notices, lang).lines() {
        out.push_str(&format!("  {line}\n"));
    }
    out
}
