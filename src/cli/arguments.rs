//! Verbs and options, as data.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::report::Lang;

/// 商工会議所・商工会の計画を読み、探し、比べる
#[derive(Debug, Parser)]
#[command(name = "kurabe", version, disable_help_subcommand = true, propagate_version = false)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// Options of every verb.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// 計画のフォルダー（既定：./corpus）
    #[arg(long, global = true, env = "KURABE_CORPUS", value_name = "DIR", hide_env_values = true)]
    pub(super) corpus: Option<PathBuf>,
    /// 索引のフォルダー（既定：計画のフォルダーの隣の index）
    #[arg(long, global = true, env = "KURABE_INDEX", value_name = "DIR", hide_env_values = true)]
    pub(super) index: Option<PathBuf>,
    /// 索引を更新せずに答える
    #[arg(long, global = true)]
    pub(super) no_refresh: bool,
    /// テーマの定義（既定：計画のフォルダーの themes.toml、なければ組み込み）
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) themes: Option<PathBuf>,
    /// 結果をファイルに書く
    #[arg(long, short, global = true, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// 表示の言語（ja・en）
    #[arg(long, global = true, value_name = "LANG", value_parser = ["ja", "en"])]
    pub(super) lang: Option<String>,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// 索引を作る・更新する
    Index(Index),
    /// 計画を検索する
    Search(Search),
    /// 計画の一覧
    Plans(Plans),
    /// 計画の構成を木で見る
    Show(Show),
    /// 1つのファイルを読み取り、記録（JSON Lines）にする
    Extract(Extract),
    /// すべての箇所を書き出す（JSON Lines）
    Export(Export),
    /// 索引に漏れがないか確かめる
    Check(Check),
    /// シェルの補完スクリプトを出す
    Completions(Completions),
}

/// `kurabe index`
#[derive(Debug, Args)]
pub(super) struct Index {
    /// 初めから作り直す
    #[arg(long)]
    pub(super) rebuild: bool,
}

/// `kurabe search`
#[derive(Debug, Args)]
pub(super) struct Search {
    /// 検索式：語 「語句」 OR NOT 語* 団体: 年度: テーマ: 種別: 都道府県: 印: 階層: 計画:
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// 書かれたとおりの語だけを探す
    #[arg(long)]
    pub(super) exact: bool,
    /// 件数（0で全部）
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// 飛ばす件数
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// 並び順
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = SortOrder::Score)]
    pub(super) sort: SortOrder,
    /// 件数を計画の数で数える
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(super) group: Option<Group>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// Orders of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SortOrder {
    /// 関連度
    Score,
    /// 年度
    Year,
    /// 団体
    Organisation,
}

/// What pages are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Group {
    /// 計画
    Plan,
}

/// Forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// 表計算ソフトで開く
    Csv,
}

/// `kurabe plans`
#[derive(Debug, Args)]
pub(super) struct Plans {
    /// 団体名・題名・IDに含まれる語
    #[arg(value_name = "WORD")]
    pub(super) words: Vec<String>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// `kurabe show`
#[derive(Debug, Args)]
pub(super) struct Show {
    /// 計画のID（kurabe plans で一覧）
    #[arg(value_name = "PLAN")]
    pub(super) plan: String,
    /// 読み取れなかったことなどのお知らせを見る
    #[arg(long)]
    pub(super) notices: bool,
    /// 読み取りの途中の段階を見る
    #[arg(long, value_enum, value_name = "STAGE", default_value_t = Stage::Plan)]
    pub(super) stage: Stage,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RecordFormat::Text)]
    pub(super) format: RecordFormat,
}

/// Steps from a file to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// 段落と表の行
    Blocks,
    /// 見出しの木
    Outline,
    /// 計画
    Plan,
}

/// Forms of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RecordFormat {
    /// 画面で読む
    Text,
    /// JSON Lines
    Jsonl,
}

/// `kurabe extract`
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// 読み取るファイル
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RecordFormat::Text)]
    pub(super) format: RecordFormat,
}

/// `kurabe export`
#[derive(Debug, Args)]
pub(super) struct Export {
    /// 出力の形
    #[arg(long, value_name = "FORMAT", value_parser = ["jsonl"], default_value = "jsonl")]
    pub(super) format: String,
}

/// `kurabe check`
#[derive(Debug, Args)]
pub(super) struct Check {
    /// 無作為に選んだ文字列を N 個検索し、総当たりの結果と比べる
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) queries: usize,
    /// 乱数の種
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

/// `kurabe completions`
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// シェル
    pub(super) shell: clap_complete::Shell,
}

/// English for the help texts, by verb and option; those of the whole program stand under no verb.
const ENGLISH: [(&str, &str, &str); 39] = [
    ("", "", "Read, search and compare the plans of Japanese chambers of commerce"),
    ("", "corpus", "Folder of the plans (default: ./corpus)"),
    ("", "index", "Folder of the index (default: index beside the plans)"),
    ("", "no_refresh", "Answer without refreshing the index"),
    ("", "themes", "Definition of the themes (default: themes.toml beside the plans, else the built-in ones)"),
    ("", "output", "Write the result to a file"),
    ("", "lang", "Language of messages (ja, en)"),
    ("index", "", "Build or refresh the index"),
    ("index", "rebuild", "Build it anew from the beginning"),
    ("search", "", "Search the plans"),
    (
        "search",
        "query",
        "Words, \"phrases\", OR, NOT, word*, organisation: year: theme: kind: prefecture: flag: level: plan:",
    ),
    ("search", "exact", "Only the words as written"),
    ("search", "limit", "How many (0 for all)"),
    ("search", "offset", "How many to pass over"),
    ("search", "sort", "Order"),
    ("search", "group", "Count pages in plans"),
    ("search", "format", "Form of the output"),
    ("plans", "", "List the plans"),
    ("plans", "words", "Words in the body's name, the title or the id"),
    ("plans", "format", "Form of the output"),
    ("show", "", "Show a plan's outline as a tree"),
    ("show", "plan", "Id of the plan (kurabe plans lists them)"),
    ("show", "notices", "Show what could not be read or told"),
    ("show", "stage", "Show a step of the reading"),
    ("show", "format", "Form of the output"),
    ("extract", "", "Read one file and print its records (JSON Lines)"),
    ("extract", "file", "File to read"),
    ("extract", "format", "Form of the output"),
    ("export", "", "Print every passage (JSON Lines)"),
    ("export", "format", "Form of the output"),
    ("check", "", "Check that the index misses nothing"),
    ("check", "queries", "Search N random strings and compare with a scan of all passages"),
    ("check", "seed", "Seed of the random strings"),
    ("completions", "", "Print a completion script for a shell"),
    ("completions", "shell", "Shell"),
    ("search", "help", "Print help"),
    ("search", "version", "Print version"),
    ("", "help", "Print help"),
    ("", "version", "Print version"),
];

/// The command line in a language.
pub(super) fn command(lang: Lang) -> clap::Command {
    let command = Arguments::command();
    if lang == Lang::Ja {
        return command;
    }
    let help = |verb: &str, option: &str| {
        ENGLISH.iter().find(|(of, name, _)| (*of, *name) == (verb, option)).map(|(_, _, text)| *text)
    };
    let translated = |command: clap::Command, verb: &str| {
        let command = match help(verb, "") {
            Some(text) => command.about(text),
            None => command,
        };
        command.mut_args(|argument| {
            let text = help(verb, argument.get_id().as_str());
            match text {
                Some(text) => argument.help(text),
                None => argument,
            }
        })
    };
    translated(command, "").mut_subcommands(|verb| {
        let name = verb.get_name().to_owned();
        translated(verb, &name)
    })
}

/// `-空き店舗` is a word to leave out and no option: options are written in ASCII.
pub(super) fn without_minus(argument: OsString) -> OsString {
    match argument.to_str().and_then(|text| text.strip_prefix('-')) {
        Some(word) if word.starts_with(|c: char| !c.is_ascii()) => format!("除く:{word}").into(),
        _ => argument,
    }
}

/// The language asked for with `--lang`, or the locale's; Japanese unless another is plainly wanted.
pub(super) fn lang_of(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    for (place, text) in texts.iter().enumerate() {
        let value = text
            .strip_prefix("--lang=")
            .or_else(|| if *text == "--lang" { texts.get(place + 1).copied() } else { None });
        match value {
            Some("en") => return Lang::En,
            Some("ja") => return Lang::Ja,
            _ => {}
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.starts_with("en") => Lang::En,
        _ => Lang::Ja,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command(Lang::Ja).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn a_word_to_leave_out_is_no_option() {
        assert_eq!(without_minus("-空き店舗".into()), "除く:空き店舗");
        assert_eq!(without_minus("-o".into()), "-o");
    }

    #[test]
    fn every_help_text_has_its_english() {
        let known = |verb: &str, option: &str| ENGLISH.iter().any(|(of, name, _)| (*of, *name) == (verb, option));
        let command = Arguments::command();
        for argument in command.get_arguments() {
            assert!(known("", argument.get_id().as_str()), "{}", argument.get_id());
        }
        for verb in command.get_subcommands() {
            assert!(known(verb.get_name(), ""), "{}", verb.get_name());
            for argument in verb.get_arguments() {
                assert!(
                    known(verb.get_name(), argument.get_id().as_str()),
                    "{} {}",
                    verb.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
