//! The JSON of a diff; its names are a contract.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::json::{PlanEntry, plan_json};
use kurabe_diff::{Diff, FigureChange, Inline, Move, Reason, Record, Status, Stretch};
use kurabe_index::index::PlanRow;
use kurabe_model::{NodeId, Plan};

/// Schemas of names that stand in these answers.
pub(super) mod words {
    kurabe_extract::named! {
        Status of super::Status: "変更の種類 / what became of items", Named::ALL;
        Move of super::Move: "引上げ・引下げ・追加・廃止 / what became of a figure", Named::ALL;
        Reason of super::Reason: "同じ項目とみなした理由 / why items are taken for one", Named::ALL;
        Stretch of super::Stretch: "同じ・削除・追加 / in both texts, in the old one or in the new one", Named::ALL;
    }
}

/// Two plans laid beside one another, with what is known of each.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// What is known of the old plan.
    pub old: (&'a PlanRow, &'a Plan),
    /// What is known of the new plan.
    pub new: (&'a PlanRow, &'a Plan),
    /// What changed.
    pub diff: &'a Diff,
}

/// What `diff --format json` prints: every section and item of both plans, in exactly one record.
#[derive(Serialize, ToSchema)]
pub struct DiffAnswer<'a> {
    /// The old plan.
    old: PlanEntry<'a>,
    /// The new plan.
    new: PlanEntry<'a>,
    /// How many records of items have each status.
    summary: BTreeMap<&'static str, usize>,
    /// How many of the unchanged items only rolled on: their year, a running number or the calendar moved.
    rolled: usize,
    /// How many records of sections.
    sections: BTreeMap<&'static str, usize>,
    /// The part of the items that have a counterpart, from 0 to 1.
    aligned: f64,
    /// The plan was rewritten throughout.
    rewritten: bool,
    /// What became of each section and item.
    records: Vec<ChangeRecord<'a>>,
}

/// What became of a section or item; of several, where one was split or several were merged.
#[derive(Serialize, ToSchema)]
struct ChangeRecord<'a> {
    /// What became of it.
    #[schema(value_type = words::Status)]
    status: &'static str,
    /// Of what is unchanged: whether only the plan's own year, a running number or the calendar moved.
    rolled: bool,
    /// Whether it stands at another place among its siblings.
    order: bool,
    /// Whether it is a section.
    section: bool,
    /// Whether what stands below the title differs.
    body_changed: bool,
    /// Whether the marks that the plans print beside it differ.
    flags_changed: bool,
    /// In the old plan; nothing where it was added.
    old: Vec<PlaceRecord<'a>>,
    /// In the new plan; nothing where it was dropped.
    new: Vec<PlaceRecord<'a>>,
    /// How like the titles are, from 0 to 1.
    similarity: f64,
    /// Why they are taken for one.
    #[schema(value_type = Vec<words::Reason>)]
    evidence: Vec<&'static str>,
    /// The differences of the titles, stretch by stretch.
    #[schema(value_type = Vec<(words::Stretch, String)>)]
    inline: Vec<(&'static str, &'a str)>,
    /// The differences of what stands below them.
    #[schema(value_type = Vec<(words::Stretch, String)>)]
    body: Vec<(&'static str, &'a str)>,
    /// The figures that changed.
    figures: Vec<FigureChangeRecord<'a>>,
    /// Of what only one plan has as an item or section: the first line of the other plan that says its title all the
    /// same, or the first of the passage that does; null where none does.
    #[schema(required)]
    mentioned: Option<u32>,
    /// Of such an item the one of the other plan, without a counterpart too, that is most like it; null where none is.
    #[schema(required)]
    near: Option<PlaceRecord<'a>>,
}

/// A node of a plan.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceRecord<'a> {
    /// Its number.
    node: u32,
    /// Its title.
    title: &'a str,
    /// Its first line in the text.
    line: u32,
    /// Page, where the source has pages.
    #[schema(required)]
    page: Option<u32>,
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// A figure that changed.
#[derive(Serialize, ToSchema)]
struct FigureChangeRecord<'a> {
    /// What is measured.
    name: &'a str,
    /// The old number; null if there is none.
    #[schema(required)]
    old: Option<f64>,
    /// The new number; null if there is none.
    #[schema(required)]
    new: Option<f64>,
    /// The unit, as the newer plan gives it.
    unit: &'a str,
    /// What became of it.
    #[schema(value_type = words::Move)]
    change: &'static str,
    /// The words of the old plan.
    #[schema(required)]
    old_text: Option<&'a str>,
    /// The words of the new plan.
    #[schema(required)]
    new_text: Option<&'a str>,
    /// What the old figure says: 目標, 実績 …
    #[schema(required)]
    old_role: Option<&'a str>,
    /// What the new figure says.
    #[schema(required)]
    new_role: Option<&'a str>,
    /// The fiscal year of the old figure, where it has one.
    #[schema(required)]
    old_period: Option<i32>,
    /// The fiscal year of the new figure.
    #[schema(required)]
    new_period: Option<i32>,
    /// Line in the old plan's text.
    #[schema(required)]
    old_line: Option<u32>,
    /// Line in the new plan's text.
    #[schema(required)]
    new_line: Option<u32>,
}

/// The object that `diff --format json` prints.
#[must_use]
pub fn diff_json<'a>(compared: &Compared<'a>) -> DiffAnswer<'a> {
    let diff = compared.diff;
    let counts = |counts: &BTreeMap<Status, usize>| -> BTreeMap<&'static str, usize> {
        Status::ALL
            .iter()
            .filter(|status| **status != Status::NotStated || counts.contains_key(status))
            .map(|status| (status.name(), counts.get(status).copied().unwrap_or(0)))
            .collect()
    };
    DiffAnswer {
        old: plan_json(compared.old.0),
        new: plan_json(compared.new.0),
        summary: counts(&diff.items),
        rolled: diff.rolled,
        sections: counts(&diff.sections),
        aligned: rounded(diff.aligned),
        rewritten: diff.is_rewritten(),
        records: diff.records.iter().map(|record| record_json(compared, record)).collect(),
    }
}

fn record_json<'a>(compared: &Compared<'a>, record: &'a Record) -> ChangeRecord<'a> {
    ChangeRecord {
        status: record.status.name(),
        rolled: record.rolled,
        order: record.order,
        section: record.section,
        body_changed: record.body_changed,
        flags_changed: record.flags_changed,
        old: nodes_json(compared.old.1, &record.old),
        new: nodes_json(compared.new.1, &record.new),
        similarity: rounded(record.similarity),
        evidence: record.reasons.iter().map(|reason| reason.name()).collect(),
        inline: stretches(&record.inline),
        body: stretches(&record.body),
        figures: record.figures.iter().map(figure_json).collect(),
        mentioned: record.mentioned,
        near: nodes_json(if record.new.is_empty() { compared.new.1 } else { compared.old.1 }, record.near.as_slice())
            .pop(),
    }
}

fn stretches(runs: &Inline) -> Vec<(&'static str, &str)> {
    runs.iter().map(|(kind, text)| (kind.name(), text.as_str())).collect()
}

/// Some nodes of a plan.
pub(super) fn nodes_json<'a>(plan: &'a Plan, ids: &[NodeId]) -> Vec<PlaceRecord<'a>> {
    plan.nodes_of(ids)
        .map(|node| PlaceRecord {
            node: node.id.0,
            title: &node.title,
            line: node.span.first,
            page: node.page,
            corrected: node.corrected.is_some().then_some(true),
        })
        .collect()
}

fn figure_json(figure: &FigureChange) -> FigureChangeRecord<'_> {
    FigureChangeRecord {
        name: figure.name(),
        old: figure.old.as_ref().and_then(|old| old.value),
        new: figure.new.as_ref().and_then(|new| new.value),
        unit: figure.unit(),
        change: figure.change.name(),
        old_text: figure.old.as_ref().map(|old| old.text.as_str()),
        new_text: figure.new.as_ref().map(|new| new.text.as_str()),
        old_role: figure.old.as_ref().map(|old| old.role.name()),
        new_role: figure.new.as_ref().map(|new| new.role.name()),
        old_period: figure.old.as_ref().and_then(|old| old.period),
        new_period: figure.new.as_ref().and_then(|new| new.period),
        old_line: figure.old.as_ref().map(|old| old.line),
        new_line: figure.new.as_ref().map(|new| new.line),
    }
}

fn rounded(value: f32) -> f64 {
    (f64::from(value).abs() * 1000.0).round() / 1000.0
}
