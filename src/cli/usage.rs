//! What the command line says where it was not used as it can be: an unknown verb, a missing word, a value out of
//! bounds. In comes clap's finding, out comes its message; clap itself speaks English alone.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::conflict::as_word;
use crate::report::Lang;

/// The message for a wrong use in a language; none where clap's own serves.
pub(super) fn message(error: &clap::Error, lang: Lang) -> Option<String> {
    let said = said(error).filter(|_| lang == Lang::Ja)?;
    let usage = one(error, ContextKind::Usage).unwrap_or_default();
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    let usage = if usage.is_empty() { String::new() } else { format!("\n使い方：{usage}\n") };
    Some(format!("エラー：{said}\n{usage}\n詳しくは --help を付けて実行してください。"))
}

/// What is wrong, in Japanese; none for help, version, and what clap has no words for.
fn said(error: &clap::Error) -> Option<String> {
    let argument = || one(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = || one(error, ContextKind::InvalidValue).unwrap_or_default();
    let near = |kind| one(error, kind).map_or_else(String::new, |near| format!("もしかして：{near}"));
    let is_of =
        |verb: &str| one(error, ContextKind::Usage).is_some_and(|usage| usage.contains(&format!("kurabe {verb}")));
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let verb = one(error, ContextKind::InvalidSubcommand)?;
            format!("「{verb}」という命令はありません。{}", near(ContextKind::SuggestedSubcommand))
        }
        // kurabe compare 観光
        ErrorKind::UnknownArgument if !argument().starts_with('-') && is_of("compare") => {
            let word = as_word(&argument());
            format!(
                "「{}」は余分です。テーマは --theme {word}、語は --column {word} のように指定してください。",
                argument()
            )
        }
        ErrorKind::UnknownArgument => {
            format!("「{}」は使えません。{}", argument(), near(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingRequiredArgument => format!("次の指定が足りません：{}", argument()),
        ErrorKind::InvalidValue if value().is_empty() => format!("{} の値が足りません。", argument()),
        ErrorKind::InvalidValue => {
            let takes = one(error, ContextKind::ValidValue);
            let takes = takes.map_or_else(String::new, |takes| format!("使える値：{takes}"));
            format!("{} に「{}」は使えません。{takes}", argument(), value())
        }
        ErrorKind::ValueValidation => {
            let bounds = one(error, ContextKind::ValidValue);
            let bounds = bounds.map_or_else(String::new, |bounds| format!("使える値：{bounds}"));
            format!("{} の値「{}」を読み取れません。{bounds}", argument(), value())
        }
        ErrorKind::TooManyValues => format!("{} に「{}」は余分です。", argument(), value()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{} の値の数が違います。", argument()),
        ErrorKind::NoEquals => format!("{} には = で値を付けてください。", argument()),
        ErrorKind::ArgumentConflict => match one(error, ContextKind::PriorArg) {
            Some(other) if other != argument() => {
                format!("{} と {other} は一緒に使えません。どちらかを外してください。", argument())
            }
            _ => format!("{} は一度だけ使えます。", argument()),
        },
        ErrorKind::MissingSubcommand => "命令を指定してください。".to_owned(),
        ErrorKind::InvalidUtf8 => "文字として読めない引数があります。".to_owned(),
        _ => return None,
    })
}

/// A part of clap's finding, several words parted by 、.
fn one(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let words = match error.get(kind)? {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("、"),
        ContextValue::StyledStr(word) => word.to_string(),
        ContextValue::StyledStrs(words) => words.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::super::command::command;
    use super::*;

    fn said(words: &str, lang: Lang) -> String {
        let words = std::iter::once("kurabe").chain(words.split_whitespace());
        let error = command(lang).try_get_matches_from(words).unwrap_err();
        message(&error, lang).unwrap_or_else(|| error.render().to_string())
    }

    #[test]
    fn wrong_use_is_answered_in_the_language_that_is_spoken() {
        for (words, wanted) in [
            ("serch", "「serch」という命令はありません。もしかして：serve、search"),
            ("search", "次の指定が足りません：<QUERY>..."),
            ("search --foo x", "「--foo」は使えません。"),
            ("compare 観光", "テーマは --theme 観光、語は --column 観光 のように"),
            ("search --limi 3 x", "もしかして：--limit"),
            ("search --limit x y", "--limit <N> の値「x」を読み取れません。"),
            ("search --sort z y", "使える値：score、year、organisation"),
            ("search x --limit", "--limit <N> の値が足りません。"),
            ("diff a b c", "「c」は余分です。"),
            ("index --rebuild=3", "--rebuild に「3」は余分です。"),
            ("serve --behind-proxy --password-file x", "一緒に使えません。"),
            ("search x --limit 3 --limit 4", "一度だけ使えます。"),
        ] {
            let ja = said(words, Lang::Ja);
            assert!(ja.starts_with("エラー：") && ja.contains(wanted), "{words}: {ja}");
            for english in ["error", "Usage", "found", "tip", "information"] {
                assert!(!ja.contains(english), "{words}: {ja}");
            }
            let en = said(words, Lang::En);
            assert!(!en.contains(|letter: char| ('\u{3041}'..='\u{30ff}').contains(&letter)), "{words}: {en}");
        }
    }
}
