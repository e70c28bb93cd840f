//! What every verb is told: options of the whole program, forms of output, the language.
//!
//! This file must not know the verbs.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::report::Lang;

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
    fn a_word_to_leave_out_is_no_option() {
        assert_eq!(without_minus("-空き店舗".into()), "除く:空き店舗");
        assert_eq!(without_minus("-o".into()), "-o");
    }
}
