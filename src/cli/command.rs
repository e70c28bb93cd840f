//! The command line: the verbs with their help texts in both languages.

use clap::{CommandFactory, Parser, Subcommand};

use super::arguments::Global;
use super::{
    add, asked, benchmark, check, choices, compare, completions, correct, corrections, diff, export, extract, history,
    index, man, mcp, plans, remove, restore, results, saved, search, serve, shortlist, show, similar, themes,
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
    /// すべての箇所を書き出す（JSON Lines）・読み取ったものを表にする（Parquet）
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
    /// 計画と、その報告を並べて、実施したこと・届いた目標を示す
    Results(results::Results),
    /// 保存した検索と比較をもう一度調べ、新しいものを示す
    Saved(saved::Saved),
    /// 報告に使う箇所・記録・欄をしおりに取っておき、出典つきで書き出す
    Shortlist(shortlist::Shortlist),
    /// 読み取りの誤りを直し、文書の隣に残す
    Correct(Box<correct::Correct>),
    /// 訂正の一覧と、それがまだ当てはまるか
    Corrections(corrections::Corrections),
    /// ブラウザーで検索し、読み、比べる
    Serve(serve::Serve),
    /// AIアシスタントに答える（Model Context Protocol、標準入出力）
    Mcp(mcp::Mcp),
    /// 索引に漏れがないか確かめる
    Check(check::Check),
    /// シェルの補完スクリプトを出す
    Completions(completions::Completions),
    /// マニュアルページ（man）をフォルダーに書く
    Man(man::Man),
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
    ("results", results::ENGLISH),
    ("saved", saved::ENGLISH),
    ("shortlist", shortlist::ENGLISH),
    ("correct", correct::ENGLISH),
    ("corrections", corrections::ENGLISH),
    ("serve", serve::ENGLISH),
    ("mcp", mcp::ENGLISH),
    ("check", check::ENGLISH),
    ("completions", completions::ENGLISH),
    ("man", man::ENGLISH),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command(Lang::Ja).debug_assert();
        command(Lang::En).debug_assert();
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
