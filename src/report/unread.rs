//! Why there is nothing to answer from, and what to do: what lies in the folder of documents and is in no plan.

use super::lang::Lang;
use super::text::tame;
use super::wording::problem;
use crate::library::unread::Unread;

/// Documents that are named.
const SHOWN: usize = 5;

/// What lies in a folder and is in no plan, with what to do, a line each; nothing where nothing lies there.
#[must_use]
pub fn unread_lines(unread: &Unread, folder: &str, lang: Lang) -> Vec<String> {
    let Unread { unreadable, unknown, passed_over } = unread;
    let mut lines = Vec::new();
    if !unknown.is_empty() {
        let (count, names) = (unknown.len(), named(unknown, lang));
        lines.push(lang.pick(
            format!(
                "{folder} の文書{count}件は、まだ索引に入っていません（{names}）。kurabe index で読み取ってください。"
            ),
            format!(
                "Documents in {folder} that are not in the index yet: {count} ({names}). Read them with kurabe index."
            ),
        ));
    }
    if !unreadable.is_empty() {
        let count = unreadable.len();
        lines.push(lang.pick(
            format!("{folder} の文書{count}件は読めませんでした（kurabe index ですべてを示します）："),
            format!("Documents in {folder} that could not be read: {count} (kurabe index lists them all):"),
        ));
        let shown = unreadable.iter().take(SHOWN);
        lines.extend(shown.map(|(name, why)| format!("  {}: {}", tame(name), problem(why, lang))));
    }
    if *passed_over > 0 {
        lines.push(lang.pick(
            format!("{folder} には、リンク先がないなどの理由で読まないものが{passed_over}件あります（kurabe index で示します）。"),
            format!("{folder} holds {passed_over} more that cannot be read, such as links that lead nowhere (kurabe index lists them)."),
        ));
    }
    lines
}

/// That there are no plans in a folder yet, and how they come there.
#[must_use]
pub fn no_plans_sentence(folder: &str, lang: Lang) -> String {
    lang.pick(
        format!("{folder} に計画がまだありません。kurabe add ファイル で加えるか、計画の文書をこのフォルダーに入れてください（ほかのフォルダーは --corpus で選びます）。"),
        format!("There are no plans in {folder} yet. Add some with kurabe add FILE, or put documents into that folder (--corpus names another)."),
    )
}

fn named(names: &[String], lang: Lang) -> String {
    let shown = names.iter().take(SHOWN).map(|name| tame(name)).collect::<Vec<_>>().join(lang.pick("、", ", "));
    let more = if names.len() > SHOWN { lang.pick(" ほか", " …") } else { "" };
    format!("{shown}{more}")
}
