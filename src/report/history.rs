//! How initiatives ran through the plans of a body: as JSON, and as text for a person.
//!
//! In comes a [`History`] with its plans, out come characters. How the plans were found must not be known here.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::diff_json::{PlaceRecord, nodes_json, words};
use super::diff_words::{figure_text, indicator_value, moved_from, status_name, status_sign};
use super::json::{PlanEntry, plan_json};
use super::lang::{Lang, plan_name};
use super::text::{Style, hang, marked_title, tame};
use kurabe_diff::{History, Record, Status, Step, Thread};
use kurabe_index::index::PlanRow;
use kurabe_model::{NodeId, Plan};

/// The plans of a body, and what ran through them.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The plans in their order, with what is known of each.
    pub plans: &'a [(PlanRow, Plan)],
    /// How their nodes follow one another.
    pub history: &'a History,
}

/// What `history --format json` prints.
#[derive(Serialize, ToSchema)]
pub struct HistoryAnswer<'a> {
    /// The plans, the first in front.
    plans: Vec<PlanEntry<'a>>,
    /// What ran through them: what reaches the last plan in its order, then what ended, the latest first.
    threads: Vec<ThreadRecord<'a>>,
}

/// What one section or item was in each plan.
#[derive(Serialize, ToSchema)]
struct ThreadRecord<'a> {
    /// It is a section in all plans.
    section: bool,
    /// The first fiscal year of the plan in which it begins.
    #[schema(required)]
    since: Option<i32>,
    /// The first fiscal year of the plan that has it no more.
    #[schema(required)]
    gone: Option<i32>,
    /// Plan after plan, from the first that has it.
    steps: Vec<StepRecord<'a>>,
    /// Its figures over the years.
    figures: Vec<FigureLine<'a>>,
}

/// What a thread is in one plan.
#[derive(Serialize, ToSchema)]
struct StepRecord<'a> {
    /// Which of the plans, counted from 0.
    plan: usize,
    /// What became of it since the plan before.
    #[schema(value_type = Vec<words::Status>)]
    status: Vec<&'static str>,
    /// Its nodes: several after a split, or before a merger.
    nodes: Vec<PlaceRecord<'a>>,
}

/// A figure over the years.
#[derive(Serialize, ToSchema)]
struct FigureLine<'a> {
    /// What is measured.
    name: &'a str,
    /// What it says: 目標, 実績 …
    role: &'static str,
    /// The unit.
    unit: &'a str,
    /// Fiscal years, each with its value.
    values: Vec<(i32, f64)>,
}

impl<'a> Told<'a> {
    /// What led to a step, as records of the diff with the plan before.
    fn records(self, step: &'a Step) -> impl Iterator<Item = &'a Record> {
        let diff = step.plan.checked_sub(1).and_then(|before| self.history.diffs.get(before));
        step.records.iter().filter_map(move |at| diff?.records.get(*at))
    }

    fn year(self, plan: usize) -> Option<i32> {
        self.plans.get(plan)?.0.period.map(|period| period.from.0)
    }

    fn nodes(self, step: &'a Step) -> impl Iterator<Item = &'a kurabe_model::Node> {
        self.plans[step.plan].1.nodes_of(&step.nodes)
    }

    /// The plan in which a thread is no more.
    fn gone(self, thread: &Thread) -> Option<usize> {
        let next = thread.steps.last()?.plan + 1;
        (next < self.plans.len()).then_some(next)
    }

    /// The figures of a thread, each as a line over the years; what names no year stands in the first of its plan.
    fn lines(self, thread: &'a Thread) -> Vec<FigureLine<'a>> {
        let mut found: BTreeMap<(&str, &'static str, &str), BTreeMap<i32, f64>> = BTreeMap::new();
        for step in &thread.steps {
            let (row, plan) = &self.plans[step.plan];
            for figure in plan.indicators.iter().filter(|figure| step.nodes.contains(&figure.node)) {
                let year = figure.period.or(row.period.map(|period| period.from.0));
                if let (Some(year), Some(value)) = (year, figure.value) {
                    let key = (figure.name.as_str(), figure.role.name(), figure.unit.as_str());
                    // A later plan knows better what an earlier one expected.
                    found.entry(key).or_default().insert(year, value);
                }
            }
        }
        let line = |((name, role, unit), values): (_, BTreeMap<i32, f64>)| FigureLine {
            name,
            role,
            unit,
            values: values.into_iter().collect(),
        };
        found.into_iter().map(line).collect()
    }
}

/// The object that `history --format json` prints.
#[must_use]
pub fn history_json<'a>(told: Told<'a>, threads: &[&'a Thread]) -> HistoryAnswer<'a> {
    let thread = |thread: &&'a Thread| ThreadRecord {
        section: thread.section,
        since: thread.steps.first().and_then(|step| told.year(step.plan)),
        gone: told.gone(thread).and_then(|plan| told.year(plan)),
        steps: thread.steps.iter().map(|step| step_json(told, step)).collect(),
        figures: told.lines(thread),
    };
    HistoryAnswer {
        plans: told.plans.iter().map(|(row, _)| plan_json(row)).collect(),
        threads: threads.iter().map(thread).collect(),
    }
}

fn step_json<'a>(told: Told<'a>, step: &'a Step) -> StepRecord<'a> {
    StepRecord {
        plan: step.plan,
        status: told.records(step).map(|record| record.status.name()).collect(),
        nodes: nodes_json(&told.plans[step.plan].1, &step.nodes),
    }
}

/// What a thread is in each plan, as a sign: ● from the first plan on, ＋ new, － gone, else what became of it.
#[must_use]
pub fn history_signs(told: Told<'_>, thread: &Thread) -> Vec<&'static str> {
    let gone = told.gone(thread);
    let sign = |plan: usize| match thread.step(plan) {
        None if gone == Some(plan) => status_sign(Status::Dropped),
        None => "",
        Some(_) if plan == 0 => "●",
        Some(step) => {
            let most = told.records(step).map(|record| record.status).min();
            most.map_or(status_sign(Status::Added), status_sign)
        }
    };
    (0..told.plans.len()).map(sign).collect()
}

/// The title of a thread: as the last plan that has it calls it.
#[must_use]
pub fn history_title(told: Told<'_>, thread: &Thread) -> String {
    let last = thread.steps.last().map(|step| told.nodes(step).map(|node| tame(&node.title)).collect::<Vec<_>>());
    last.unwrap_or_default().join("／")
}

/// 令和3年度から: since when, what it was called before, when it went.
#[must_use]
pub fn history_sentence(told: Told<'_>, thread: &Thread, lang: Lang) -> String {
    let year = |plan: usize| {
        told.plans[plan].0.period.map_or_else(
            || lang.pick("年度不明の計画", "a plan without a year").to_owned(),
            |period| lang.pick(period.from.japanese(), format!("FY{}", period.from.0)),
        )
    };
    let Some(first) = thread.steps.first() else { return String::new() };
    let begins = year(first.plan);
    let mut said = match (first.plan, lang) {
        (0, Lang::Ja) => format!("{begins}（最初の計画）から。"),
        (0, Lang::En) => format!("Since {begins}, the first plan."),
        (_, Lang::Ja) => format!("{begins}から。"),
        (_, Lang::En) => format!("Since {begins}."),
    };
    for step in &thread.steps {
        for record in told.records(step).filter(|record| record.status != Status::Unchanged) {
            let (what, when) = (status_name(record.status, lang), year(step.plan));
            said.push_str(&lang.pick(format!("{when}に{what}。"), format!(" {when}: {what}.")));
        }
    }
    match told.gone(thread) {
        Some(plan) => {
            let when = year(plan);
            said.push_str(&lang.pick(format!("{when}の計画にはない。"), format!(" Gone in {when}.")));
        }
        None => said.push_str(lang.pick("続いている。", " It goes on.")),
    }
    said
}

/// Figures of a thread over the years: 受講者数 目標（人）　2021 30 → 2022 35.
#[must_use]
pub fn history_figures(told: Told<'_>, thread: &Thread) -> Vec<String> {
    let value = |(year, value): &(i32, f64)| format!("{year} {value}");
    let line = |line: FigureLine<'_>| {
        let values: Vec<String> = line.values.iter().map(value).collect();
        format!("{}　{}（{}）　{}", tame(line.name), line.role, line.unit, values.join(" → "))
    };
    told.lines(thread).into_iter().map(line).collect()
}

/// The text that `history` prints of one thread.
#[must_use]
pub fn thread_text(told: Told<'_>, thread: &Thread, lang: Lang, style: Style) -> String {
    let mut out = format!("{}\n", style.strong(&history_title(told, thread)));
    hang(&mut out, ("", ""), &history_sentence(told, thread, lang), style);
    for step in &thread.steps {
        let (row, plan) = &told.plans[step.plan];
        let head = format!("{}　{}", plan_name(row, lang), style.faint(&row.id));
        hang(&mut out, ("", "    "), &head, style);
        for record in told.records(step) {
            change_text(&mut out, told, step, record, (lang, style));
        }
        for node in told.nodes(step) {
            let line = node.span.first;
            let place = lang.pick(format!("{line}行"), format!("line {line}"));
            hang(&mut out, ("    ", "      "), &format!("{}　{}", marked_title(node), style.faint(&place)), style);
        }
        for figure in plan.indicators.iter().filter(|figure| step.nodes.contains(&figure.node)) {
            let text = format!("{} {} {}", tame(&figure.name), figure.role.name(), indicator_value(figure));
            hang(&mut out, ("      ", "        "), &tame(&text), style);
        }
    }
    for line in history_figures(told, thread) {
        hang(&mut out, ("", "  "), &line, style);
    }
    out
}

/// What became of it since the plan before.
fn change_text(out: &mut String, told: Told<'_>, step: &Step, record: &Record, (lang, style): (Lang, Style)) {
    let label = format!("{}{}", status_sign(record.status), status_name(record.status, lang));
    hang(out, ("  ", "    "), &style.label(&label), style);
    let before = &told.plans[step.plan - 1].1;
    for text in moved_from(before, record, lang).into_iter().chain(record.figures.iter().map(|f| figure_text(f, lang)))
    {
        hang(out, ("    ", "      "), &tame(&text), style);
    }
}

/// The text that `history` prints of all threads: a line each, with a sign for each plan.
#[must_use]
pub fn rivers_text(told: Told<'_>, threads: &[&Thread], lang: Lang, style: Style) -> String {
    let mut out = String::new();
    for (number, (row, _)) in told.plans.iter().enumerate() {
        let head = format!("{}　{}　{}", number + 1, plan_name(row, lang), style.faint(&row.id));
        hang(&mut out, ("", "    "), &head, style);
    }
    let signs = lang.pick(
        "●初めから　＋新設　～文言変更　→移動　＜分割　＞統合　＝変更なし　－なくなった",
        "● from the first  ＋ new  ～ reworded  → moved  ＜ split  ＞ merged  ＝ unchanged  － gone",
    );
    hang(&mut out, ("", ""), &style.faint(signs), style);
    out.push('\n');
    for thread in threads {
        let signs: String =
            history_signs(told, thread).iter().map(|sign| if sign.is_empty() { "・" } else { sign }).collect();
        let title = history_title(told, thread);
        let title = if thread.section { style.strong(&title) } else { title };
        hang(&mut out, ("", "    "), &format!("{signs}　{title}"), style);
    }
    out
}

/// The place of a node in its plan's list; for links.
#[must_use]
pub fn first_line(told: Told<'_>, step: &Step) -> Option<u32> {
    let id: NodeId = *step.nodes.first()?;
    Some(told.plans[step.plan].1.node(id)?.span.first)
}
