//! Plans against results: as JSON, and as text for a person.
//!
//! In come a plan, a report and what became of each item, out come characters. How the report was found must not be
//! known here.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::corrected::corrected_tag;
use super::diff_json::{PlaceRecord, nodes_json};
use super::diff_words::indicator_value;
use super::json::{PlanEntry, plan_json};
use super::lang::{Lang, period_text, plan_marks, plan_name};
use super::text::{Style, fit, hang, marked_title, tame};
use kurabe_diff::{Fate, Outcome, Reach, Results};
use kurabe_index::index::PlanRow;
use kurabe_model::{FiscalYear, Node, NodeKind, Period, Plan, PlanKind};

/// Schemas of names that stand in these answers.
mod words {
    kurabe_extract::named! {
        Outcome of super::Outcome: "計画に対する結果 / what became of what was planned", Named::ALL;
    }
}

/// A plan beside its report, with what is known of each.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// The plan.
    pub plan: (&'a PlanRow, &'a Plan),
    /// The report.
    pub report: (&'a PlanRow, &'a Plan),
    /// What became of what was planned.
    pub results: &'a Results,
}

/// What `results --format json` prints: every section and item of plan and report, in exactly one record.
#[derive(Serialize, ToSchema)]
pub struct ResultsAnswer<'a> {
    /// The plan.
    plan: PlanEntry<'a>,
    /// The report on it, or the next plan.
    report: PlanEntry<'a>,
    /// First and last fiscal year of which the results tell.
    #[schema(required)]
    years: Option<[i32; 2]>,
    /// How many items have each outcome.
    summary: BTreeMap<&'static str, usize>,
    /// How many targets were reached, missed, or have no result.
    targets: TargetCounts,
    /// What became of each section and item.
    records: Vec<FateRecord<'a>>,
}

/// How many targets were reached, missed, or have no result.
#[derive(Serialize, ToSchema)]
struct TargetCounts {
    /// The result is no less than the target.
    reached: usize,
    /// The result is less.
    missed: usize,
    /// No result is given.
    open: usize,
}

/// What became of a section or item.
#[derive(Serialize, ToSchema)]
struct FateRecord<'a> {
    /// What became of it; null for sections, for what only groups, and where the report does not say.
    #[schema(value_type = Option<words::Outcome>, required)]
    outcome: Option<&'static str>,
    /// Whether it is a section.
    section: bool,
    /// In the plan; nothing where it was not planned.
    planned: Vec<PlaceRecord<'a>>,
    /// In the report; nothing where it is not mentioned.
    reported: Vec<PlaceRecord<'a>>,
    /// The line of the report that tells of it, where no item of the report does.
    #[schema(required)]
    report_line: Option<u32>,
    /// What came of it, as the report prints it.
    results: Vec<&'a str>,
    /// How the report judges it, as printed.
    ratings: Vec<&'a str>,
    /// Its targets.
    targets: Vec<ReachRecord<'a>>,
}

/// A target with what was reached of it.
#[derive(Serialize, ToSchema)]
struct ReachRecord<'a> {
    /// What is measured.
    name: &'a str,
    /// The unit.
    unit: &'a str,
    /// The fiscal year, where one is named.
    #[schema(required)]
    period: Option<i32>,
    /// The target.
    #[schema(required)]
    target: Option<f64>,
    /// The target as printed.
    target_text: &'a str,
    /// Its line, in the plan's text; in the report's where the plan does not set it.
    target_line: u32,
    /// The result; null if none is given.
    #[schema(required)]
    result: Option<f64>,
    /// The result as printed.
    #[schema(required)]
    result_text: Option<&'a str>,
    /// Its line in the report's text.
    #[schema(required)]
    result_line: Option<u32>,
    /// Whether it was reached.
    #[schema(required)]
    reached: Option<bool>,
    /// Result over target.
    #[schema(required)]
    share: Option<f64>,
    /// A reader corrected the target or the result; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

impl<'a> Reviewed<'a> {
    /// Does a report tell, and not the next plan?
    fn is_of_report(self) -> bool {
        matches!(self.report.0.kind, PlanKind::Progress | PlanKind::Report)
    }

    /// The nodes of the report of a record.
    pub(super) fn reported(self, fate: &'a Fate) -> impl Iterator<Item = &'a Node> {
        self.report.1.nodes_of(&fate.reported)
    }

    /// The nodes of the plan of a record.
    pub(super) fn planned(self, fate: &'a Fate) -> impl Iterator<Item = &'a Node> {
        self.plan.1.nodes_of(&fate.planned)
    }
}

/// The object that `results --format json` prints.
#[must_use]
pub fn results_json(reviewed: Reviewed<'_>) -> ResultsAnswer<'_> {
    let results = reviewed.results;
    let count = |outcome: &Outcome| (outcome.name(), results.items.get(outcome).copied().unwrap_or(0));
    ResultsAnswer {
        plan: plan_json(reviewed.plan.0),
        report: plan_json(reviewed.report.0),
        years: results.years.map(|years| [years.from.0, years.to.0]),
        summary: Outcome::ALL.iter().map(count).collect(),
        targets: TargetCounts { reached: results.reached, missed: results.missed, open: results.open },
        records: results.fates.iter().map(|fate| fate_json(reviewed, fate)).collect(),
    }
}

fn fate_json<'a>(reviewed: Reviewed<'a>, fate: &'a Fate) -> FateRecord<'a> {
    FateRecord {
        outcome: fate.outcome.map(Outcome::name),
        section: fate.section,
        planned: nodes_json(reviewed.plan.1, &fate.planned),
        reported: nodes_json(reviewed.report.1, &fate.reported),
        report_line: fate.line(),
        results: reviewed.reported(fate).filter_map(|node| node.result.as_deref()).collect(),
        ratings: reviewed.reported(fate).filter_map(|node| node.rating.as_deref()).collect(),
        targets: fate.reaches.iter().map(reach_json).collect(),
    }
}

fn reach_json(reach: &Reach) -> ReachRecord<'_> {
    let result = reach.result.as_ref();
    ReachRecord {
        name: &reach.target.name,
        unit: &reach.target.unit,
        period: reach.target.period.or(result.and_then(|result| result.period)),
        target: reach.target.value,
        target_text: &reach.target.text,
        target_line: reach.target.line,
        result: result.and_then(|result| result.value),
        result_text: result.map(|result| result.text.as_str()),
        result_line: result.map(|result| result.line),
        reached: reach.reached,
        share: reach.share.map(|share| (share * 1000.0).round() / 1000.0),
        corrected: is_corrected(reach).then_some(true),
    }
}

/// Did a reader correct the target or the result?
pub(super) fn is_corrected(reach: &Reach) -> bool {
    reach.target.corrected || reach.result.as_ref().is_some_and(|result| result.corrected)
}

/// The mark and title of an item, and whether a reader corrected it.
pub(super) fn titled(node: &Node, lang: Lang) -> String {
    format!("{}{}", marked_title(node), corrected_tag(node.corrected.is_some(), lang))
}

/// The word for an outcome.
#[must_use]
pub fn outcome_name(outcome: Outcome, lang: Lang) -> &'static str {
    let (japanese, english) = match outcome {
        Outcome::Done => ("実施", "done"),
        Outcome::Partly => ("一部実施", "partly done"),
        Outcome::NotDone => ("実施せず", "not done"),
        Outcome::NotMentioned => ("報告に記載なし", "not mentioned"),
        Outcome::Unplanned => ("計画外", "not planned"),
    };
    lang.pick(japanese, english)
}

/// The sign for an outcome, readable without colour.
#[must_use]
pub fn outcome_sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "●",
        Outcome::Partly => "△",
        Outcome::NotDone => "×",
        Outcome::NotMentioned => "？",
        Outcome::Unplanned => "＋",
    }
}

/// 受講者数（令和5年度） 目標30人 → 実績28人（93％・未達）, marked where a reader corrected it.
#[must_use]
pub fn reach_text(reach: &Reach, lang: Lang) -> String {
    format!("{}{}", reach_words(reach, lang), corrected_tag(is_corrected(reach), lang))
}

fn reach_words(reach: &Reach, lang: Lang) -> String {
    let year = reach.target.period.or(reach.result.as_ref().and_then(|result| result.period)).map(FiscalYear);
    let year =
        year.map_or_else(String::new, |year| lang.pick(format!("（{}）", year.japanese()), format!(" (FY{})", year.0)));
    let target = indicator_value(&reach.target);
    let name = tame(&reach.target.name);
    let head = lang.pick(format!("{name}{year} 目標{target}"), format!("{name}{year}: target {target}"));
    let Some(result) = &reach.result else {
        return format!("{head}{}", lang.pick(" → 実績の記載なし", ", no result given"));
    };
    let result = indicator_value(result);
    let share = reach.share.map_or_else(String::new, |share| percent(share, lang));
    let judged = match reach.reached {
        Some(true) => lang.pick("達成", "reached"),
        Some(false) => lang.pick("未達", "missed"),
        None => "",
    };
    let said: Vec<&str> = [share.as_str(), judged].into_iter().filter(|word| !word.is_empty()).collect();
    match lang {
        Lang::Ja => format!("{head} → 実績{result}（{}）", said.join("・")),
        Lang::En => format!("{head}, result {result} ({})", said.join(", ")),
    }
}

/// A share of a target: whole percents, cut, so that 99.6％ never reads as 100％.
pub(super) fn percent(share: f64, lang: Lang) -> String {
    // 28 of 40 is 70, not 69.99…
    let whole = (share * 100.0 + 1e-9).floor();
    lang.pick(format!("{whole}％"), format!("{whole}%"))
}

/// 実施 12、一部実施 2 …; 目標は達成 5、未達 3、実績の記載なし 1.
#[must_use]
pub fn results_counts(results: &Results, lang: Lang) -> Vec<String> {
    let items: Vec<String> = results
        .items
        .iter()
        .map(|(outcome, count)| format!("{}{} {count}", outcome_sign(*outcome), outcome_name(*outcome, lang)))
        .collect();
    let targets = [
        (results.reached, lang.pick("達成", "reached")),
        (results.missed, lang.pick("未達", "missed")),
        (results.open, lang.pick("実績の記載なし", "without a result")),
    ];
    let targets: Vec<String> =
        targets.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{word} {count}")).collect();
    let mut lines = Vec::new();
    if !items.is_empty() {
        lines.push(format!("{}{}", lang.pick("項目　", "Items  "), items.join("　")));
    }
    if !targets.is_empty() {
        lines.push(format!("{}{}", lang.pick("目標　", "Targets  "), targets.join("　")));
    }
    lines
}

/// What a reader must know of where the results come from, and whether they can be of this plan.
#[must_use]
pub fn results_notes(reviewed: Reviewed<'_>, lang: Lang) -> Vec<&'static str> {
    let (plan, report) = (reviewed.plan.0, reviewed.report.0);
    let other_body =
        plan.organisation.is_some() && report.organisation.is_some() && plan.organisation != report.organisation;
    let meet = |one: Period, other: Period| one.from <= other.to && other.from <= one.to;
    let other_years = plan.period.zip(report.period).is_some_and(|(plan, report)| !meet(plan, report));
    let notes = [
        (
            !reviewed.is_of_report(),
            "報告書が見つからないため、次の計画に書かれた実績だけを並べています。",
            "No report was found: only the results that the next plan gives stand here.",
        ),
        (
            other_body,
            "計画と報告の団体が違います。この計画の報告かどうか確かめてください。",
            "Plan and report are of different bodies: make sure that this is the report on that plan.",
        ),
        (
            reviewed.is_of_report() && other_years,
            "計画と報告の年度が重なりません。この計画の報告かどうか確かめてください。",
            "Plan and report are of different years: make sure that this is the report on that plan.",
        ),
    ];
    notes.into_iter().filter(|(holds, ..)| *holds).map(|(_, japanese, english)| lang.pick(japanese, english)).collect()
}

/// The text that `results` prints.
#[must_use]
pub fn results_text(reviewed: Reviewed<'_>, lang: Lang, style: Style) -> String {
    let mut out = String::new();
    let sides = [(lang.pick("計画", "Plan"), reviewed.plan.0), (lang.pick("報告", "Report"), reviewed.report.0)];
    for (side, row) in sides {
        let marks: String = plan_marks(row, lang).iter().map(|mark| format!("［{mark}］")).collect();
        hang(&mut out, ("", "      "), &format!("{side}　{}{marks}", style.strong(&plan_name(row, lang))), style);
        let about = format!("{}・{}", period_text(row.period, lang), tame(&row.id));
        hang(&mut out, ("      ", "      "), &style.faint(&about), style);
    }
    out.push('\n');
    for note in results_notes(reviewed, lang) {
        hang(&mut out, ("", ""), note, style);
    }
    for line in results_counts(reviewed.results, lang) {
        hang(&mut out, ("", "      "), &line, style);
    }
    out.push('\n');
    for fate in &reviewed.results.fates {
        fate_text(&mut out, reviewed, fate, (lang, style));
    }
    out
}

/// Columns of what a report tells of an item; the documents hold all.
const MOST_COLUMNS: usize = 200;

/// What a report tells of an item: its result, else the text below its title.
#[must_use]
pub fn told_text(node: &Node) -> Option<String> {
    let text = node.result.as_deref().unwrap_or(&node.body).trim();
    (!text.is_empty()).then(|| tame(text))
}

/// Whether it says something: headings do, what has an outcome or a target, and measures that tell how the item above
/// them was done. What is left holds others only, is taken up elsewhere, or the next plan does not speak of it.
#[must_use]
pub fn is_shown(reviewed: Reviewed<'_>, fate: &Fate) -> bool {
    let mut reported = reviewed.reported(fate).peekable();
    let is_told = reviewed.is_of_report() && fate.planned.is_empty() && reported.peek().is_some();
    let is_detail = |node: &Node| node.kind == NodeKind::Measure && node.repeats.is_none();
    fate.section || fate.outcome.is_some() || !fate.reaches.is_empty() || is_told && reported.all(is_detail)
}

fn fate_text(out: &mut String, reviewed: Reviewed<'_>, fate: &Fate, (lang, style): (Lang, Style)) {
    if !is_shown(reviewed, fate) {
        return;
    }
    let node = reviewed.planned(fate).next().or_else(|| reviewed.reported(fate).next());
    let Some(node) = node else { return };
    let plan = if fate.planned.is_empty() { reviewed.report.1 } else { reviewed.plan.1 };
    let indent = "  ".repeat(plan.depth(node.id));
    let place = places(reviewed, fate, lang);
    let titles: Vec<String> = match fate.planned.is_empty() {
        false => reviewed.planned(fate).map(|node| titled(node, lang)).collect(),
        true => reviewed.reported(fate).map(|node| titled(node, lang)).collect(),
    };
    let title = titles.join("／");
    let label = fate.outcome.map_or_else(String::new, |outcome| {
        format!("{} ", style.label(&format!("{}{}", outcome_sign(outcome), outcome_name(outcome, lang))))
    });
    let title = if fate.section { style.strong(&title) } else { title };
    let under = format!("{indent}    ");
    hang(out, (&indent, &under), &format!("{label}{title}　{}", style.faint(&place)), style);
    for node in reviewed.reported(fate).filter(|node| !node.narrative) {
        let told = told_text(node).map(|text| fit(&text.replace('\n', " "), MOST_COLUMNS));
        let rating = node.rating.as_ref().map(|text| tame(text));
        // The text below a title may tell of aims as well as of results.
        let told_name = if node.result.is_some() { ("結果", "result") } else { ("本文", "text") };
        for (name, text) in [(lang.pick("評価", "rating"), rating), (lang.pick(told_name.0, told_name.1), told)] {
            let Some(text) = text else { continue };
            hang(out, (&under, &format!("{under}  ")), &format!("{name}：{text}"), style);
        }
    }
    for reach in &fate.reaches {
        hang(out, (&under, &format!("{under}  ")), &reach_text(reach, lang), style);
    }
}

/// 計画12行→報告30行
fn places(reviewed: Reviewed<'_>, fate: &Fate, lang: Lang) -> String {
    let line = |node: Option<&Node>| node.map(|node| node.span.first);
    match (line(reviewed.planned(fate).next()), line(reviewed.reported(fate).next()).or(fate.line()), lang) {
        (Some(plan), Some(report), Lang::Ja) => format!("計画{plan}行→報告{report}行"),
        (Some(plan), Some(report), Lang::En) => format!("plan line {plan}, report line {report}"),
        (Some(plan), None, Lang::Ja) => format!("計画{plan}行"),
        (Some(plan), None, Lang::En) => format!("plan line {plan}"),
        (None, Some(report), Lang::Ja) => format!("報告{report}行"),
        (None, Some(report), Lang::En) => format!("report line {report}"),
        (None, None, _) => String::new(),
    }
}
