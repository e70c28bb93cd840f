//! What a page says of a correction: that it was kept, or why it was not.
//!
//! In comes what became of it, out goes a receipt or a sentence. How a correction is made must not be known here.

use super::correct_link::to_list;
use crate::library::correcting::CorrectError;
use crate::report::{Lang, correct_sentence};
use crate::web::error::WebError;
use crate::web::receipts::Receipt;
use crate::web::view::View;

/// What became of what was said of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// It is kept under this number.
    Correction(u32),
    /// Facts are written down.
    Facts,
    /// Facts that stand there already.
    KnownFacts,
}

/// What was just kept of a plan, or that it was so before.
pub(super) fn kept_note(view: &View, plan: &str, said: Said, is_shown: bool) -> Receipt {
    let unseen = (!is_shown).then(|| view.store().head().generation);
    let done = match said {
        Said::Correction(number) => {
            Receipt::of(format!("訂正{number}を記録しました。"), format!("Correction {number} is kept.")).leads(
                to_list(view, plan),
                ["訂正の一覧（取り消しもここから）", "All corrections (and the way to take one back)"],
            )
        }
        Said::Facts => {
            Receipt::of("計画の基本情報を corpus.toml に書きました。", "The facts are written into corpus.toml.")
        }
        Said::KnownFacts => Receipt::of(
            "corpus.toml は、もうそのとおりです。何も書いていません。",
            "corpus.toml says so already; nothing was written.",
        ),
    };
    done.unseen(unseen)
}

/// Why nothing was kept: a sentence for whoever can mend what was typed, or a failure of what lies beside the plans.
pub(super) fn unkept(error: CorrectError, lang: Lang) -> Result<String, WebError> {
    match error {
        CorrectError::Corpus(error) => Err(error.into()),
        CorrectError::Beside(error) => Err(error.into()),
        CorrectError::Index(error) => Err(error.into()),
        other => Ok(why_unkept(&other, lang)),
    }
}

/// Why nothing was kept, for whoever sits before a page and has no command line at hand.
pub(super) fn why_unkept(error: &CorrectError, lang: Lang) -> String {
    match error {
        CorrectError::Changed(_) => lang.pick(
            "文書が、この画面を開いたあとに変わりました。何も記録していません。計画のページから開き直してください（索引が新しくなるまで、1分ほどかかることがあります）。",
            "The document has changed since this page was opened, so nothing was kept. Open it again from the page of the plan; the index may take a minute to follow.",
        )
        .to_owned(),
        CorrectError::Nowhere(_) => lang.pick(
            "その項目・行・数値はありません（空行は選べません）。何も記録していません。行の番号を確かめるか、計画のページから開き直してください。",
            "There is no such item, line or figure (blank lines are none), so nothing was kept. See to the number of the line, or open it again from the page of the plan.",
        )
        .to_owned(),
        other => correct_sentence(other, lang),
    }
}
