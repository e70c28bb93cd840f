//! JSON Lines shapes of plans and passages; the model knows no serde.
//!
//! What comes in are values of the model, what goes out are lines as `gold/README.md` and `design.md` define
//! them. This room must not know how a plan was read.

pub mod names;
mod tree;

use serde::Serialize;
use utoipa::ToSchema;

pub use tree::tree;

use crate::rules::Rule;
use kurabe_model::{Evidence, Field, Indicator, LineSpan, Node, Passage, Place, Plan, RuleId};

/// A record of a plan: the plan itself, one of its nodes or one of its figures.
#[derive(Serialize, ToSchema)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Record<'a> {
    /// What the text says of the plan.
    Plan(PlanRecord<'a>),
    /// A section or an item.
    Node(NodeRecord<'a>),
    /// A figure of an item.
    Indicator(IndicatorRecord<'a>),
}

/// What the text says of a plan; null where it says nothing.
#[derive(Serialize, ToSchema)]
pub struct PlanRecord<'a> {
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Kind of the body.
    #[schema(required, value_type = Option<names::OrganisationKind>)]
    organisation_kind: Option<&'static str>,
    /// 都道府県
    #[schema(required)]
    prefecture: Option<&'a str>,
    /// Title of the plan.
    #[schema(required)]
    title: Option<&'a str>,
    /// Kind of plan.
    #[schema(value_type = names::PlanKind)]
    plan_kind: &'static str,
    /// 第2期
    #[schema(required)]
    term: Option<&'a str>,
    /// First fiscal year.
    #[schema(required)]
    from: Option<i32>,
    /// Last fiscal year.
    #[schema(required)]
    to: Option<i32>,
    /// Year and month of publication.
    #[schema(required)]
    published: Option<&'a str>,
    /// Fields that were concluded rather than read.
    inferred: Vec<&'static str>,
    /// How many of its nodes stand on doubtful ground.
    doubtful: usize,
    /// How many of them a reader corrected; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = usize)]
    corrected: Option<usize>,
}

/// A section or an item of a plan.
#[derive(Serialize, ToSchema)]
pub struct NodeRecord<'a> {
    /// Its number in the plan, from 1 in document order.
    id: u32,
    /// Number of the node that it stands under.
    #[schema(required)]
    parent: Option<u32>,
    /// What it is.
    #[schema(value_type = names::NodeKind)]
    kind: &'static str,
    /// Its mark as written: Ⅰ． （１） ①
    marker: &'a str,
    /// Its title.
    title: &'a str,
    /// Marks that the plan prints beside it.
    #[schema(value_type = Vec<names::Flag>)]
    flags: Vec<&'static str>,
    /// What is said below the title.
    body: &'a str,
    /// Its first line in the text.
    first_line: u32,
    /// Its last line.
    last_line: u32,
    /// It stands in a chapter that tells of the background.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    narrative: Option<bool>,
    /// In a plan that lists its items twice: number of the node in the details that this one names.
    #[schema(required)]
    repeats: Option<u32>,
    /// In a report: what came of it, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    result: Option<&'a str>,
    /// In a report: how it is judged, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    rating: Option<&'a str>,
    /// What it is about.
    themes: &'a [String],
    /// Why it bears its themes.
    evidence: Vec<EvidenceRecord<'a>>,
    /// How sure its reading is, from 0 to 1: of so many such readings a careful reader has this part too.
    sure: f64,
    /// Id of the rule that decided; null for a node that no rule made.
    #[schema(required)]
    rule: Option<&'static str>,
    /// Its reading stands on doubtful ground; only where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    doubtful: Option<bool>,
    /// Why it does: what the rule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Why)]
    why: Option<Why>,
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// The sentence of a rule, in both languages.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Why {
    /// 日本語
    ja: &'static str,
    /// English
    en: &'static str,
}

impl Why {
    /// What a rule says; none for a node that no rule made.
    #[must_use]
    pub fn of(rule: RuleId) -> Option<Self> {
        Rule::of(rule).map(|rule| Self { ja: rule.japanese(), en: rule.says() })
    }
}

/// Why a node bears a theme.
#[derive(Serialize, ToSchema)]
pub struct EvidenceRecord<'a> {
    /// The theme.
    theme: &'a str,
    /// The word that speaks for it.
    word: &'a str,
    /// Number of the node whose title holds the word.
    node: u32,
}

/// A figure of an item.
#[derive(Serialize, ToSchema)]
pub struct IndicatorRecord<'a> {
    /// Number of the item that it measures.
    node: u32,
    /// What is measured, as the plan names it.
    name: &'a str,
    /// The number, scaled (4億円 is 400000000); null for a name without a value.
    #[schema(required, value_type = Option<f64>)]
    value: Option<serde_json::Number>,
    /// The words it was read from.
    text: &'a str,
    /// 人, 件, 円, %, 回/年 …; empty where the plan gives none.
    unit: &'a str,
    /// What it says.
    #[schema(value_type = names::Role)]
    role: &'static str,
    /// Western fiscal year that stands with it.
    #[schema(required)]
    period: Option<String>,
    /// Year and month at which it was counted: 2021-01
    #[schema(required)]
    as_of: Option<&'a str>,
    /// Its line in the text.
    line: u32,
    /// 約
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    approx: Option<bool>,
    /// A change rather than a level (10％増).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    change: Option<bool>,
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// The `passage` record.
#[derive(Serialize)]
#[serde(tag = "t", rename = "passage")]
struct PassageRecord<'a> {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<bool>,
}

/// What was extracted from a plan: one `plan`, its `node`s, its `indicator`s.
pub fn records(plan: &Plan) -> impl Iterator<Item = Record<'_>> {
    let nodes = plan.nodes.iter().map(|node| Record::Node(of_node(node)));
    let indicators = plan.indicators.iter().map(|indicator| Record::Indicator(of_indicator(indicator)));
    std::iter::once(Record::Plan(of_plan(plan))).chain(nodes).chain(indicators)
}

/// The records of a plan as JSON Lines.
pub fn extraction(plan: &Plan) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    for record in records(plan) {
        push(&mut out, &record)?;
    }
    Ok(out)
}

/// The records of all plans of one document as JSON Lines: each begins with its `plan`, and the numbers of nodes go on
/// from one plan to the next, so that each number means one node of the stream.
pub fn extractions<'a>(plans: impl IntoIterator<Item = &'a Plan>) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    let mut before = 0;
    for plan in plans {
        for record in records(plan) {
            push(&mut out, &record.counted_on(before))?;
        }
        before += plan.nodes.iter().map(|node| node.id.0).max().unwrap_or(0);
    }
    Ok(out)
}

impl Record<'_> {
    /// Does it stand on some of these lines? What is said of the plan as a whole stands on all.
    #[must_use]
    pub fn lies_in(&self, lines: LineSpan) -> bool {
        let (first, last) = match self {
            Self::Plan(_) => return true,
            Self::Node(node) => (node.first_line, node.last_line),
            Self::Indicator(indicator) => (indicator.line, indicator.line),
        };
        first <= lines.last && lines.first <= last
    }

    /// The record with the numbers of its nodes counted on from those of the plans before it.
    fn counted_on(mut self, before: u32) -> Self {
        match &mut self {
            Self::Plan(_) => {}
            Self::Node(node) => {
                node.id += before;
                for other in [&mut node.parent, &mut node.repeats].into_iter().flatten() {
                    *other += before;
                }
                node.evidence.iter_mut().for_each(|evidence| evidence.node += before);
            }
            Self::Indicator(indicator) => indicator.node += before,
        }
        self
    }
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
        doubtful: plan.doubtful().count(),
        corrected: Some(plan.corrected().count()).filter(|count| *count > 0),
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
        result: node.result.as_deref(),
        rating: node.rating.as_deref(),
        themes: &node.themes,
        evidence: node.evidence.iter().map(of_evidence).collect(),
        sure: node.sure.share(),
        rule: Rule::of(node.rule).map(Rule::id),
        doubtful: node.is_doubtful().then_some(true),
        why: Why::of(node.rule).filter(|_| node.is_doubtful()),
        corrected: node.corrected.is_some().then_some(true),
    }
}

fn of_evidence(evidence: &Evidence) -> EvidenceRecord<'_> {
    EvidenceRecord { theme: &evidence.theme, word: &evidence.word, node: evidence.node.0 }
}

fn of_indicator(indicator: &Indicator) -> IndicatorRecord<'_> {
    IndicatorRecord {
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
        corrected: indicator.corrected.then_some(true),
    }
}

/// A number as records write it: a whole one without a point; none for what is no number.
#[must_use]
pub fn number(value: f64) -> Option<serde_json::Number> {
    let whole = value.fract() == 0.0 && value.abs() < 9e15;
    if whole { Some(serde_json::Number::from(value as i64)) } else { serde_json::Number::from_f64(value) }
}

fn of_passage<'a>(id: &'a str, plan: &'a Plan, passage: &'a Passage) -> PassageRecord<'a> {
    PassageRecord {
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
        corrected: passage.corrected.then_some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_all;
    use kurabe_model::plan::Facts;

    #[test]
    fn each_number_of_a_documents_records_means_one_node() {
        let papers =
            "第1号議案 令和6年度事業報告\n1．相談\n・巡回した\n第2号議案 令和7年度事業計画\n1．相談\n・巡回する\n";
        let text = kurabe_read::read(papers.as_bytes(), None).unwrap();
        let plans = extract_all(&text, |_, _| Facts::default());
        assert_eq!(plans.len(), 2);
        let records = extractions(&plans).unwrap();
        let nodes = records.lines().filter(|line| line.starts_with("{\"t\":\"node\""));
        let ids: Vec<&str> = nodes.filter_map(|line| line.split(',').nth(1)).collect();
        let counted: Vec<String> = (1..=ids.len()).map(|number| format!("\"id\":{number}")).collect();
        assert_eq!(ids, counted);
    }
}
