//! JSON Lines shapes of plans and passages; the model knows no serde.
//!
//! What comes in are values of the model, what goes out are lines as `gold/README.md` and `design.md` define
//! them. This room must not know how a plan was read.

use crate::model::{Evidence, Field, Indicator, Node, Passage, Place, Plan};
use serde::Serialize;

/// The `plan` record.
#[derive(Serialize)]
struct PlanRecord<'a> {
    t: &'static str,
    organisation: Option<&'a str>,
    organisation_kind: Option<&'static str>,
    prefecture: Option<&'a str>,
    title: Option<&'a str>,
    plan_kind: &'static str,
    term: Option<&'a str>,
    from: Option<i32>,
    to: Option<i32>,
    published: Option<&'a str>,
    inferred: Vec<&'static str>,
}

/// The `node` record.
#[derive(Serialize)]
struct NodeRecord<'a> {
    t: &'static str,
    id: u32,
    parent: Option<u32>,
    kind: &'static str,
    marker: &'a str,
    title: &'a str,
    flags: Vec<&'static str>,
    body: &'a str,
    first_line: u32,
    last_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    narrative: Option<bool>,
    repeats: Option<u32>,
    themes: &'a [String],
    evidence: Vec<EvidenceRecord<'a>>,
}

/// Why a node bears a theme.
#[derive(Serialize)]
struct EvidenceRecord<'a> {
    theme: &'a str,
    word: &'a str,
    node: u32,
}

/// The `indicator` record.
#[derive(Serialize)]
struct IndicatorRecord<'a> {
    t: &'static str,
    node: u32,
    name: &'a str,
    value: Option<serde_json::Number>,
    text: &'a str,
    unit: &'a str,
    role: &'static str,
    period: Option<String>,
    as_of: Option<&'a str>,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    approx: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<bool>,
}

/// The `passage` record.
#[derive(Serialize)]
struct PassageRecord<'a> {
    t: &'static str,
    plan: &'a str,
    organisation: Option<&'a str>,
    from: Option<i32>,
    to: Option<i32>,
    node: Option<u32>,
    kind: &'static str,
    marker: &'a str,
    title: &'a str,
    body: &'a str,
    themes: &'a [String],
    flags: Vec<&'static str>,
    repeats: Option<u32>,
    page: Option<u32>,
    /// Points from the left, from the top, width and height.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<[u16; 4]>,
    first_line: u32,
    last_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<[u32; 2]>,
}

/// The extraction of a plan as JSON Lines: one `plan`, its `node`s, its `indicator`s.
pub fn extraction(plan: &Plan) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    push(&mut out, &of_plan(plan))?;
    for node in &plan.nodes {
        push(&mut out, &of_node(node))?;
    }
    for indicator in &plan.indicators {
        push(&mut out, &of_indicator(indicator))?;
    }
    Ok(out)
}

/// Every passage of a plan as JSON Lines; `id` is the plan's id in its corpus.
pub fn passages(id: &str, plan: &Plan) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    for passage in &plan.passages {
        push(&mut out, &of_passage(id, plan, passage))?;
    }
    Ok(out)
}

fn push(out: &mut String, record: &impl Serialize) -> Result<(), serde_json::Error> {
    out.push_str(&serde_json::to_string(record)?);
    out.push('\n');
    Ok(())
}

fn of_plan(plan: &Plan) -> PlanRecord<'_> {
    let mut inferred: Vec<&'static str> = Vec::new();
    for field in &plan.inferred {
        inferred.extend(field_names(*field));
    }
    PlanRecord {
        t: "plan",
        organisation: plan.organisation.as_deref(),
        organisation_kind: plan.organisation_kind.map(|kind| kind.name()),
        prefecture: plan.prefecture.as_deref(),
        title: plan.title.as_deref(),
        plan_kind: plan.kind.name(),
        term: plan.term.as_deref(),
        from: plan.period.map(|period| period.from.0),
        to: plan.period.map(|period| period.to.0),
        published: plan.published.as_deref(),
        inferred,
    }
}

/// The record's fields that a fact fills.
fn field_names(field: Field) -> &'static [&'static str] {
    match field {
        Field::Organisation => &["organisation"],
        Field::OrganisationKind => &["organisation_kind"],
        Field::Prefecture => &["prefecture"],
        Field::Title => &["title"],
        Field::PlanKind => &["plan_kind"],
        Field::Period => &["from", "to"],
    }
}

fn of_node(node: &Node) -> NodeRecord<'_> {
    NodeRecord {
        t: "node",
        id: node.id.0,
        parent: node.parent.map(|parent| parent.0),
        kind: node.kind.name(),
        marker: &node.marker,
        title: &node.title,
        flags: node.flags.iter().map(|flag| flag.name()).collect(),
        body: &node.body,
        first_line: node.span.first,
        last_line: node.span.last,
        narrative: node.narrative.then_some(true),
        repeats: node.repeats.map(|repeats| repeats.0),
        themes: &node.themes,
        evidence: node.evidence.iter().map(of_evidence).collect(),
    }
}

fn of_evidence(evidence: &Evidence) -> EvidenceRecord<'_> {
    EvidenceRecord { theme: &evidence.theme, word: &evidence.word, node: evidence.node.0 }
}

fn of_indicator(indicator: &Indicator) -> IndicatorRecord<'_> {
    IndicatorRecord {
        t: "indicator",
        node: indicator.node.0,
        name: &indicator.name,
        value: indicator.value.and_then(number),
        text: &indicator.text,
        unit: &indicator.unit,
        role: indicator.role.name(),
        period: indicator.period.map(|year| year.to_string()),
        as_of: indicator.as_of.as_deref(),
        line: indicator.line,
        approx: indicator.approx.then_some(true),
        change: indicator.change.then_some(true),
    }
}

/// A whole number prints without a point.
fn number(value: f64) -> Option<serde_json::Number> {
    let whole = value.fract() == 0.0 && value.abs() < 9e15;
    if whole { Some(serde_json::Number::from(value as i64)) } else { serde_json::Number::from_f64(value) }
}

fn of_passage<'a>(id: &'a str, plan: &'a Plan, passage: &'a Passage) -> PassageRecord<'a> {
    PassageRecord {
        t: "passage",
        plan: id,
        organisation: plan.organisation.as_deref(),
        from: plan.period.map(|period| period.from.0),
        to: plan.period.map(|period| period.to.0),
        node: passage.node.map(|node| node.0),
        kind: passage.kind.name(),
        marker: &passage.marker,
        title: &passage.title,
        body: &passage.body,
        themes: &passage.themes,
        flags: passage.flags.iter().map(|flag| flag.name()).collect(),
        repeats: passage.repeats.map(|repeats| repeats.0),
        page: passage.page,
        place: passage.place.map(Place::edges),
        first_line: passage.span.first,
        last_line: passage.span.last,
        columns: passage.columns.map(|columns| [columns.first, columns.last]),
    }
}
