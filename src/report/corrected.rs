//! What a reader corrected, as marks beside it, and why a correction does not hold, in sentences.
//!
//! In come plans, records of diffs and misfits, out come words in either language. What corrections say must not be
//! known here.

use super::diff_json::Compared;
use super::lang::Lang;
use super::wording::{beside_sentence, corpus_sentence, index_sentence, ingest_sentence};
use crate::library::correcting::CorrectError;
use kurabe_diff::{Reason, Record};
use kurabe_model::{Misfit, Sought};

/// The mark beside what a reader corrected.
#[must_use]
pub fn corrected_mark(lang: Lang) -> &'static str {
    lang.pick("訂正", "corrected")
}

/// ［訂正］ behind what a reader corrected; nothing behind what nobody did.
#[must_use]
pub(super) fn corrected_tag(is_corrected: bool, lang: Lang) -> String {
    if is_corrected { format!("［{}］", corrected_mark(lang)) } else { String::new() }
}

/// How many nodes of a plan readers corrected, and how many corrections do not hold; nothing where there are none.
#[must_use]
pub fn corrected_count(corrected: usize, misfits: usize, lang: Lang) -> Option<String> {
    let held =
        (corrected > 0).then(|| lang.pick(format!("訂正した項目：{corrected}件"), format!("Corrected: {corrected}")));
    let lost = (misfits > 0).then(|| {
        lang.pick(format!("当てはまらない訂正：{misfits}件"), format!("corrections that do not hold: {misfits}"))
    });
    let parts: Vec<String> = [held, lost].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick("・", ", ")))
}

/// What of a record of a diff readers said: that an item was read otherwise, that two are one or are not.
#[must_use]
pub fn reader_text(compared: &Compared<'_>, record: &Record, lang: Lang) -> Option<String> {
    let mut nodes = compared.old.1.nodes_of(&record.old).chain(compared.new.1.nodes_of(&record.new));
    let is_paired = !record.old.is_empty() && !record.new.is_empty();
    let pair = record.reasons.contains(&Reason::Reader).then(|| match is_paired {
        true => lang.pick("同じ項目とする訂正", "one, as a reader says"),
        false => lang.pick("別の項目とする訂正", "not one, as a reader says"),
    });
    let marks = [nodes.any(|node| node.corrected.is_some()).then(|| corrected_mark(lang)), pair];
    let marks: Vec<&str> = marks.into_iter().flatten().collect();
    (!marks.is_empty()).then(|| marks.join(lang.pick("・", ", ")))
}

/// Why a correction does not hold.
#[must_use]
pub(super) fn misfit_sentence(misfit: &Misfit, lang: Lang) -> String {
    let what = |sought: &Sought| match sought {
        Sought::Item => lang.pick("項目の語", "the words of the item"),
        Sought::Parent => lang.pick("置き場所とした見出しの語", "the words of the heading it is to stand under"),
        Sought::Line => lang.pick("行の語", "the words of the line"),
        Sought::Figure => lang.pick("数値の語", "the words of the figure"),
    };
    match (misfit, lang) {
        (Misfit::Missing(sought), Lang::Ja) => format!("{}が、もう見当たりません", what(sought)),
        (Misfit::Missing(sought), Lang::En) => format!("{} do not stand there any more", what(sought)),
        (Misfit::Several(sought, was, are), Lang::Ja) if was == are => {
            format!("{}は{are}か所にありますが、見出し、並びか前後が変わり、どれか決められません", what(sought))
        }
        (Misfit::Several(sought, was, are), Lang::En) if was == are => {
            format!(
                "{} stand {are} times, but their heading, order or surroundings changed: which are meant cannot be told",
                what(sought)
            )
        }
        (Misfit::Several(sought, was, are), Lang::Ja) => {
            format!("{}が{was}か所から{are}か所になり、どれか決められません", what(sought))
        }
        (Misfit::Several(sought, was, are), Lang::En) => {
            format!("{} stood {was} times and now stand {are} times: which are meant cannot be told", what(sought))
        }
        (Misfit::Circle, Lang::Ja) => "自分より下の項目の下には置けません".to_owned(),
        (Misfit::Circle, Lang::En) => "it cannot stand below itself".to_owned(),
        (Misfit::Backwards, Lang::Ja) => "終わりの行が始まりの行より前になります".to_owned(),
        (Misfit::Backwards, Lang::En) => "it would end before it begins".to_owned(),
        (Misfit::Shared, Lang::Ja) => "その行は、表の欄か、ほかの項目と分け合っています".to_owned(),
        (Misfit::Shared, Lang::En) => "its lines belong to a table or to other items too".to_owned(),
        (Misfit::Theme(name), Lang::Ja) => format!("テーマ「{name}」はありません。kurabe themes で一覧を見られます"),
        (Misfit::Theme(name), Lang::En) => format!("there is no theme {name}; kurabe themes lists them"),
        (Misfit::Plan(id), Lang::Ja) => format!(
            "計画 {id} がありません（読めなくなったなら kurabe index が理由を示します。名前を変えたなら corrections.toml の plan を今のIDに直してください）"
        ),
        (Misfit::Plan(id), Lang::En) => format!(
            "there is no plan {id} (where it cannot be read, kurabe index says why; where it was renamed, give its id as plan in corrections.toml)"
        ),
        (Misfit::Another(id), Lang::Ja) => format!(
            "計画 {id} は、訂正したときとは別の計画です（直した計画は、ファイルの中に見当たりません。同じ計画の題名・年度・部署が変わっただけなら、corrections.toml の within を今のとおりに直してください）"
        ),
        (Misfit::Another(id), Lang::En) => format!(
            "plan {id} is another now than when it was corrected (the one that was meant is not found in the file; where it is the same and only its title, years or department changed, give those of now as within in corrections.toml)"
        ),
    }
}

/// That a correction does not hold, and what to do.
#[must_use]
pub(super) fn lost_sentence(number: u32, words: &str, misfit: &Misfit, lang: Lang) -> String {
    let why = misfit_sentence(misfit, lang);
    match lang {
        Lang::Ja => format!(
            "訂正{number}（「{words}」）は当てはまりません：{why}。原文を見て訂正し直し、kurabe correct --undo {number} で取り消してください。"
        ),
        Lang::En => format!(
            "Correction {number} (“{words}”) does not hold: {why}. Correct it anew by the text and take it back with kurabe correct --undo {number}."
        ),
    }
}

/// Why something was not corrected.
#[must_use]
pub fn correct_sentence(error: &CorrectError, lang: Lang) -> String {
    match (error, lang) {
        (CorrectError::Corpus(error), _) => corpus_sentence(error, lang),
        (CorrectError::Beside(error), _) => beside_sentence(error, lang),
        (CorrectError::Index(error), _) => index_sentence(error, lang),
        (CorrectError::Unread { file, source }, _) => format!("{file}: {}", ingest_sentence(source, lang)),
        (CorrectError::Changed(id), Lang::Ja) => {
            format!("{id} の文書は、表示したときから変わりました。kurabe index で索引を更新してから訂正してください。")
        }
        (CorrectError::Changed(id), Lang::En) => {
            format!("The document of {id} has changed since it was shown: refresh the index with kurabe index first.")
        }
        (CorrectError::Nowhere(id), Lang::Ja) => {
            format!("{id} にその項目・行・数値はありません（空行は選べません）。kurabe show {id} で確かめてください。")
        }
        (CorrectError::Nowhere(id), Lang::En) => {
            format!(
                "There is no such item, line or figure in {id} (blank lines are none): kurabe show {id} lists them."
            )
        }
        (CorrectError::Unchanged, Lang::Ja) => {
            "もうそのように読まれている（または同じ訂正がある）ので、何も変わりません。記録しませんでした。".to_owned()
        }
        (CorrectError::Unchanged, Lang::En) => {
            "It is read so already, or the same was said before: nothing would change, and nothing was kept.".to_owned()
        }
        (CorrectError::OnePlan(id), Lang::Ja) => {
            format!("どちらも {id} の項目です。--same と --apart には、比べるもう一つの計画を指定してください。")
        }
        (CorrectError::OnePlan(id), Lang::En) => {
            format!("Both items are of {id}: --same and --apart take another plan.")
        }
        (CorrectError::Misfit(misfit), Lang::Ja) => {
            format!("訂正できません：{}。", misfit_sentence(misfit, Lang::Ja))
        }
        (CorrectError::Misfit(misfit), Lang::En) => {
            format!("It cannot be corrected so: {}.", misfit_sentence(misfit, Lang::En))
        }
    }
}
