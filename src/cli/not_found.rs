//! What was named and is not there, or could be several: a plan, an item, a plan to compare with.
//!
//! In comes what was looked for with what comes near it, out come sentences. How it is looked for must not be known here.

use crate::report::{Lang, period_text, plan_name};
use kurabe_index::index::PlanRow;

/// No plan has this id, or several could be meant.
#[derive(Debug, thiserror::Error)]
#[error("no plan {wanted}")]
pub(super) struct NoSuchPlan {
    wanted: String,
    meant: Vec<String>,
}

impl NoSuchPlan {
    pub(super) fn new(wanted: &str, meant: Vec<String>) -> Self {
        Self { wanted: wanted.to_owned(), meant }
    }

    pub(super) fn sentence(&self, lang: Lang) -> String {
        let meant = self.meant.join("\n  ");
        match (lang, self.meant.is_empty()) {
            (Lang::Ja, true) => format!("計画「{}」はありません。kurabe plans で一覧を見てください。", self.wanted),
            (Lang::Ja, false) => format!("「{}」に当たる計画がいくつかあります。どれですか：\n  {meant}", self.wanted),
            (Lang::En, true) => format!("There is no plan {}; kurabe plans lists them.", self.wanted),
            (Lang::En, false) => format!("Several plans could be {}. Which one:\n  {meant}", self.wanted),
        }
    }
}

/// There is no such item.
#[derive(Debug, thiserror::Error)]
#[error("no item {node} in {plan}")]
pub(super) struct NoSuchItem {
    plan: String,
    node: String,
}

impl NoSuchItem {
    pub(super) fn new(plan: &str, node: &str) -> Self {
        Self { plan: plan.to_owned(), node: node.to_owned() }
    }

    pub(super) fn sentence(&self, lang: Lang) -> String {
        let Self { plan, node } = self;
        match lang {
            Lang::Ja => format!(
                "計画 {plan} に項目「{node}」はありません。番号（12）か行（L120）で指定してください。kurabe show {plan} で一覧を見られます。"
            ),
            Lang::En => format!(
                "There is no item {node} in {plan}: name a number (12) or a line (L120); kurabe show {plan} lists them."
            ),
        }
    }
}

/// Why there is no plan to compare with.
#[derive(Debug)]
pub(super) enum Lack {
    /// Several bodies could be meant.
    Body,
    /// Several plans could be the one before.
    Several,
    /// No plan comes before it.
    None,
    /// There is no plan of the id that corpus.toml names.
    Missing(String),
}

/// There is no plan to compare with, or several.
#[derive(Debug, thiserror::Error)]
#[error("no predecessor of {plan}")]
pub(super) struct NoPredecessor {
    plan: String,
    others: Vec<PlanRow>,
    lack: Lack,
}

impl NoPredecessor {
    pub(super) fn new(plan: &PlanRow, others: &[&PlanRow], lack: Lack) -> Self {
        Self { plan: plan.id.clone(), others: others.iter().map(|row| (*row).clone()).collect(), lack }
    }

    pub(super) fn sentence(&self, lang: Lang) -> String {
        let others = listed(&self.others, lang);
        let plan = &self.plan;
        let how =
            lang.pick("kurabe diff 前の計画 後の計画 のように指定してください。", "Name both: kurabe diff OLD NEW.");
        let said = match (&self.lack, lang) {
            (Lack::Body, Lang::Ja) => format!("いくつかの団体に当たります。{how}"),
            (Lack::Body, Lang::En) => format!("Several bodies could be meant. {how}"),
            (Lack::Several, Lang::Ja) => format!("{plan} の前の計画がいくつかあります。{how}"),
            (Lack::Several, Lang::En) => format!("Several plans could be the one before {plan}. {how}"),
            (Lack::Missing(id), Lang::Ja) => format!(
                "corpus.toml は {plan} の前の計画（predecessor）を {id} としていますが、そのIDの計画はありません。\
                 kurabe plans でIDを確かめて直すか、{how}"
            ),
            (Lack::Missing(id), Lang::En) => format!(
                "corpus.toml names {id} as the predecessor of {plan}, but there is no such plan. \
                 Look up its id with kurabe plans and mend it. {how}"
            ),
            (Lack::None, Lang::Ja) if self.others.is_empty() => {
                format!("{plan} の団体の計画は、ほかにありません。kurabe plans で一覧を見てください。")
            }
            (Lack::None, Lang::En) if self.others.is_empty() => {
                format!("There is no other plan of the body of {plan}; kurabe plans lists all plans.")
            }
            (Lack::None, Lang::Ja) => format!("{plan} の前に当たる計画が見つかりません。{how}この団体のほかの計画："),
            (Lack::None, Lang::En) => format!("No plan comes before {plan}. {how} Other plans of this body:"),
        };
        format!("{said}{others}")
    }
}

/// Plans to choose from, a line each.
fn listed(rows: &[PlanRow], lang: Lang) -> String {
    let line = |row: &PlanRow| format!("\n  {}　{}　{}", row.id, plan_name(row, lang), period_text(row.period, lang));
    rows.iter().take(20).map(line).collect()
}

/// Why there is nothing that tells of a plan.
#[derive(Debug)]
pub(super) enum Untold {
    /// Several bodies could be meant.
    Body,
    /// The report could tell of several plans.
    Several,
    /// There is no report on it, and no plan after it.
    None,
    /// There is no plan that the report tells of.
    NoPlan,
    /// There is no plan of the id that corpus.toml names.
    Missing(String),
}

/// There is no report on a plan, or none to choose.
#[derive(Debug, thiserror::Error)]
#[error("no report on {plan}")]
pub(super) struct NoReport {
    plan: String,
    others: Vec<PlanRow>,
    why: Untold,
}

impl NoReport {
    pub(super) fn new(plan: &str, others: &[&PlanRow], why: Untold) -> Self {
        Self { plan: plan.to_owned(), others: others.iter().map(|row| (*row).clone()).collect(), why }
    }

    pub(super) fn sentence(&self, lang: Lang) -> String {
        let (plan, others) = (&self.plan, listed(&self.others, lang));
        let how = lang.pick(
            "kurabe results 計画 報告 のように指定するか、corpus.toml の reports_on に計画のIDを書いてください。",
            "Name both: kurabe results PLAN REPORT, or write the plan's id as reports_on into corpus.toml.",
        );
        let said = match (&self.why, lang) {
            (Untold::Body, Lang::Ja) => format!("いくつかの団体に当たります。{how}"),
            (Untold::Body, Lang::En) => format!("Several bodies could be meant. {how}"),
            (Untold::Several, Lang::Ja) => format!("{plan} が報告する計画がいくつかあります。{how}"),
            (Untold::Several, Lang::En) => format!("{plan} could report on several plans. {how}"),
            (Untold::Missing(id), Lang::Ja) => format!(
                "corpus.toml は {plan} が報告する計画（reports_on）を {id} としていますが、そのIDの計画はありません。\
                 kurabe plans でIDを確かめて直してください。"
            ),
            (Untold::Missing(id), Lang::En) => format!(
                "corpus.toml names {id} as the plan that {plan} reports on, but there is no such plan. \
                 Look up its id with kurabe plans and mend it."
            ),
            (Untold::NoPlan, Lang::Ja) => {
                format!("{plan} が報告する年度の計画がありません。kurabe add で計画を加えるか、{how}")
            }
            (Untold::NoPlan, Lang::En) => {
                format!("There is no plan for the years of {plan}. Add it with kurabe add. {how}")
            }
            (Untold::None, Lang::Ja) => format!("{plan} の報告も、次の計画も見つかりません。{how}"),
            (Untold::None, Lang::En) => format!("There is neither a report on {plan} nor a plan after it. {how}"),
        };
        format!("{said}{others}")
    }
}
