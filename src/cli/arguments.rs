//! Verbs and options, as data.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::{
    add, asked, benchmark, check, choices, compare, completions, diff, export, extract, history, index, plans, remove,
    restore, search, serve, show, similar, themes,
};
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
    /// 計画のフォルダーの外を指すリンクもたどる
    #[arg(long, global = true, env = "KURABE_FOLLOW_LINKS", hide_env_values = true)]
    pub(super) follow_links: bool,
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
    Index(index::Index),
    /// 計画のファイルを加える
    Add(add::Add),
    /// 計画を外す
    Remove(remove::Remove),
    /// 外した計画を戻す
    Restore(restore::Restore),
    /// 計画を検索する
    Search(search::Search),
    /// 計画の一覧
    Plans(plans::Plans),
    /// 計画の構成を木で見る
    Show(show::Show),
    /// 1つのファイルを読み取り、記録（JSON Lines）にする
    Extract(extract::Extract),
    /// すべての箇所を書き出す（JSON Lines）
    Export(export::Export),
    /// テーマの件数と割合を団体・年度ごとに比べる
    Compare(compare::Compare),
    /// 一つの団体を同種の団体と比べる
    Benchmark(benchmark::Benchmark),
    /// ある項目に似た項目をほかの計画から探す
    Similar(similar::Similar),
    /// テーマの語を見る・文を照らす・割り当てを確かめる
    Themes(themes::Themes),
    /// 計画を前の計画と並べて、変わったところを示す
    Diff(diff::Diff),
    /// 一つの団体の計画をつなげ、項目の沿革をたどる
    History(history::History),
    /// ブラウザーで検索し、読み、比べる
    Serve(serve::Serve),
    /// 索引に漏れがないか確かめる
    Check(check::Check),
    /// シェルの補完スクリプトを出す
    Completions(completions::Completions),
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
    /// Excel のブック
    Xlsx,
}

/// Forms of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RecordFormat {
    /// 画面で読む
    Text,
    /// JSON Lines
    Jsonl,
}

/// The help texts of the whole program in English, by option.
const ENGLISH: &[(&str, &str)] = &[
    ("", "Read, search and compare the plans of Japanese chambers of commerce"),
    ("corpus", "Folder of the plans (default: ./corpus)"),
    ("index", "Folder of the index (default: index beside the plans)"),
    ("no_refresh", "Answer without refreshing the index"),
    ("follow_links", "Follow links that lead out of the folder of the plans"),
    ("themes", "Definition of the themes (default: themes.toml beside the plans, else the built-in ones)"),
    ("output", "Write the result to a file"),
    ("lang", "Language of messages (ja, en)"),
    ("help", "Print help"),
    ("version", "Print version"),
];

/// The help texts in English of each verb.
const VERBS: &[(&str, &[(&str, &str)])] = &[
    ("index", index::ENGLISH),
    ("add", add::ENGLISH),
    ("remove", remove::ENGLISH),
    ("restore", restore::ENGLISH),
    ("search", search::ENGLISH),
    ("plans", plans::ENGLISH),
    ("show", show::ENGLISH),
    ("extract", extract::ENGLISH),
    ("export", export::ENGLISH),
    ("compare", compare::ENGLISH),
    ("benchmark", benchmark::ENGLISH),
    ("similar", similar::ENGLISH),
    ("themes", themes::ENGLISH),
    ("diff", diff::ENGLISH),
    ("history", history::ENGLISH),
    ("serve", serve::ENGLISH),
    ("check", check::ENGLISH),
    ("completions", completions::ENGLISH),
];

/// A help text in English; the options of the whole program have one text in every verb.
fn english(verb: &str, option: &str) -> Option<&'static str> {
    let own = VERBS.iter().find(|(name, _)| *name == verb).map_or(&[][..], |(_, texts)| texts);
    let texts = if verb.is_empty() { ENGLISH } else { own };
    let shared = ENGLISH.iter().filter(|(name, _)| !name.is_empty());
    texts.iter().chain(shared).find(|(name, _)| *name == option).map(|(_, text)| *text)
}

/// The command line in a language.
pub(super) fn command(lang: Lang) -> clap::Command {
    let command = Arguments::command();
    if lang == Lang::Ja {
        return command;
    }
    let translated = |command: clap::Command, verb: &str| {
        let command = match english(verb, "") {
            Some(text) => command.about(text),
            None => command,
        };
        command.mut_args(|argument| {
            let id = argument.get_id().as_str();
            let field = asked::takes(verb).iter().find(|field| field.name == id);
            if let Some(asked) = field.and_then(|field| asked::argument(field, lang)) {
                return asked;
            }
            let (text, choice) = (english(verb, id), choices::english(verb, id));
            let argument = text.into_iter().fold(argument, |argument, text| argument.help(text));
            choice.into_iter().fold(argument, |argument, choice| argument.value_parser(choice))
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
    fn the_help_in_english_is_in_english() {
        for verb in command(Lang::En).get_subcommands_mut() {
            let help = verb.render_long_help().to_string();
            let is_kana = |letter: char| ('\u{3041}'..='\u{30fa}').contains(&letter);
            assert!(!help.contains(is_kana), "{help}");
        }
    }

    #[test]
    fn every_help_text_has_its_english() {
        let known = |verb: &str, option: &str| {
            english(verb, option).is_some() || asked::takes(verb).iter().any(|field| field.name == option)
        };
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
