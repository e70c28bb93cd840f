//! The tables: which columns each has, and which rows a plan gives it.
//!
//! Names and meanings are a contract, [`SCHEMA`](super::SCHEMA) its version. How rows are written must not be known here.

use std::borrow::Cow;
use std::io;

use super::column::{Cell, Column, Field, Holds, Opened};
use kurabe_extract::rules::Rule;
use kurabe_index::index::pairs;
use kurabe_model::{Evidence, Flags, Indicator, Node, NodeId, OrganisationKind, Passage, PassageKind, Period, Plan};
use kurabe_text::fold::fold;
use kurabe_text::run::runs;

/// A table of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportTable {
    /// A row for each plan.
    Plans,
    /// A row for each passage, with its folded text and how that is cut.
    Passages,
    /// A row for each section and item.
    Nodes,
    /// A row for each figure.
    Indicators,
    /// A row for each theme of each section and item.
    Themes,
}

/// A passage with its folded texts.
struct PassageRow<'p> {
    of: Opened<'p>,
    place: usize,
    passage: &'p Passage,
    title: String,
    body: String,
}

/// A section or item of a plan.
struct NodeRow<'p> {
    of: Opened<'p>,
    node: &'p Node,
}

/// A figure of a plan.
struct IndicatorRow<'p> {
    of: Opened<'p>,
    indicator: &'p Indicator,
}

/// A theme of a section or item.
struct ThemeRow<'p> {
    of: Opened<'p>,
    node: &'p Node,
    theme: &'p str,
}

impl ExportTable {
    /// All tables.
    pub const ALL: [Self; 5] = [Self::Plans, Self::Passages, Self::Nodes, Self::Indicators, Self::Themes];

    /// Its name, which is that of its file too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Passages => "passages",
            Self::Nodes => "nodes",
            Self::Indicators => "indicators",
            Self::Themes => "themes",
        }
    }

    /// Its columns, in order.
    pub(super) fn fields(self) -> Vec<Field> {
        match self {
            Self::Plans => fields(&plans()),
            Self::Passages => fields(&passages()),
            Self::Nodes => fields(&nodes()),
            Self::Indicators => fields(&indicators()),
            Self::Themes => fields(&themes()),
        }
    }

    /// Gives every row that a plan has in it, in document order.
    pub(super) fn rows(self, of: Opened<'_>, take: Take<'_>) -> io::Result<()> {
        let plan = of.plan;
        match self {
            Self::Plans => give(&plans(), [of], take),
            Self::Passages => {
                let row = |(at, passage): (usize, _)| PassageRow {
                    of,
                    place: at + 1,
                    passage,
                    title: fold(&passage.title),
                    body: fold(&passage.body),
                };
                give(&passages(), plan.passages.iter().enumerate().map(row), take)
            }
            Self::Nodes => give(&nodes(), plan.nodes.iter().map(|node| NodeRow { of, node }), take),
            Self::Indicators => {
                let row = |indicator| IndicatorRow { of, indicator };
                give(&indicators(), plan.indicators.iter().map(row), take)
            }
            Self::Themes => {
                let of_node = |node| themes_of(of, node);
                give(&themes(), plan.nodes.iter().flat_map(of_node), take)
            }
        }
    }
}

/// Where rows go: a cell for each column.
type Take<'t> = &'t mut dyn FnMut(Vec<Cell<'_>>) -> io::Result<()>;

fn fields<R>(columns: &[Column<R>]) -> Vec<Field> {
    columns.iter().map(Column::field).collect()
}

fn give<R>(columns: &[Column<R>], rows: impl IntoIterator<Item = R>, take: Take<'_>) -> io::Result<()> {
    rows.into_iter().try_for_each(|row| take(columns.iter().map(|column| column.cell(&row)).collect()))
}

fn column<R>(name: &'static str, holds: Holds<R>) -> Column<R> {
    Column { name, holds }
}

fn plans<'p>() -> Vec<Column<Opened<'p>>> {
    use Holds::{MaybeText, MaybeWhole, Text, Truth, Whole};
    vec![
        column("plan", Text(|of| &of.row.id)),
        column("file", Text(|of| &of.row.file)),
        column("organisation", MaybeText(|of| of.row.organisation.as_deref())),
        column("organisation_kind", MaybeText(|of| of.row.organisation_kind.map(OrganisationKind::name))),
        column("prefecture", MaybeText(|of| of.row.prefecture.as_deref())),
        column("title", MaybeText(|of| of.row.title.as_deref())),
        column("plan_kind", Text(|of| of.row.kind.name())),
        column("term", MaybeText(|of| of.row.term.as_deref())),
        column("year_from", MaybeWhole(|of| first_year(of.row.period))),
        column("year_to", MaybeWhole(|of| last_year(of.row.period))),
        column("published", MaybeText(|of| of.row.published.as_deref())),
        column("extent", Text(|of| of.row.extent.name())),
        column("sample", Truth(|of| of.row.sample)),
        column("source", MaybeText(|of| of.row.source.as_deref())),
        column("sections", Whole(|of| of.row.nodes[0].into())),
        column("initiatives", Whole(|of| of.row.nodes[1].into())),
        column("measures", Whole(|of| of.row.nodes[2].into())),
        column("doubtful", Whole(|of| of.row.doubtful.into())),
        column("corrected", Whole(|of| of.row.corrected.into())),
        column("misfits", Whole(|of| of.row.misfits.into())),
        column("passages", Whole(|of| of.row.passages.into())),
        column("notices", Whole(|of| of.row.notices.into())),
    ]
}

fn passages<'p>() -> Vec<Column<PassageRow<'p>>> {
    use Holds::{MaybeText, MaybeWhole, Text, Texts, Truth, Whole};
    vec![
        column("plan", Text(|row| &row.of.row.id)),
        column("passage", Whole(|row| row.place as i64)),
        column("organisation", MaybeText(|row| row.of.row.organisation.as_deref())),
        column("organisation_kind", MaybeText(|row| row.of.row.organisation_kind.map(OrganisationKind::name))),
        column("prefecture", MaybeText(|row| row.of.row.prefecture.as_deref())),
        column("plan_kind", Text(|row| row.of.row.kind.name())),
        column("year_from", MaybeWhole(|row| first_year(row.of.row.period))),
        column("year_to", MaybeWhole(|row| last_year(row.of.row.period))),
        column("node", MaybeWhole(|row| number(row.passage.node))),
        column("kind", Text(|row| row.passage.kind.name())),
        column("headings", Texts(|row| headings(row.of.plan, row.passage))),
        column("marker", Text(|row| &row.passage.marker)),
        column("title", Text(|row| &row.passage.title)),
        column("body", Text(|row| &row.passage.body)),
        column("themes", Texts(|row| texts(&row.passage.themes))),
        column("flags", Texts(|row| flags(row.passage.flags))),
        column("repeats", MaybeWhole(|row| number(row.passage.repeats))),
        column("page", MaybeWhole(|row| row.passage.page.map(i64::from))),
        column("first_line", Whole(|row| row.passage.span.first.into())),
        column("last_line", Whole(|row| row.passage.span.last.into())),
        column("first_column", MaybeWhole(|row| row.passage.columns.map(|columns| columns.first.into()))),
        column("last_column", MaybeWhole(|row| row.passage.columns.map(|columns| columns.last.into()))),
        column("corrected", Truth(|row| row.passage.corrected)),
        column("title_folded", Text(|row| &row.title)),
        column("body_folded", Text(|row| &row.body)),
        column("title_runs", Texts(|row| runs_of(&row.title))),
        column("body_runs", Texts(|row| runs_of(&row.body))),
        column("title_pairs", Texts(|row| pairs_of(&row.title))),
        column("body_pairs", Texts(|row| pairs_of(&row.body))),
    ]
}

fn nodes<'p>() -> Vec<Column<NodeRow<'p>>> {
    use Holds::{MaybeText, MaybeWhole, Number, Text, Texts, Truth, Whole};
    vec![
        column("plan", Text(|row| &row.of.row.id)),
        column("node", Whole(|row| row.node.id.0.into())),
        column("parent", MaybeWhole(|row| number(row.node.parent))),
        column("kind", Text(|row| row.node.kind.name())),
        column("headings", Texts(|row| path(row.of.plan, row.node.id))),
        column("marker", Text(|row| &row.node.marker)),
        column("title", Text(|row| &row.node.title)),
        column("body", Text(|row| &row.node.body)),
        column("themes", Texts(|row| texts(&row.node.themes))),
        column("flags", Texts(|row| flags(row.node.flags))),
        column("narrative", Truth(|row| row.node.narrative)),
        column("repeats", MaybeWhole(|row| number(row.node.repeats))),
        column("result", MaybeText(|row| row.node.result.as_deref())),
        column("rating", MaybeText(|row| row.node.rating.as_deref())),
        column("page", MaybeWhole(|row| row.node.page.map(i64::from))),
        column("first_line", Whole(|row| row.node.span.first.into())),
        column("last_line", Whole(|row| row.node.span.last.into())),
        column("first_column", MaybeWhole(|row| row.node.columns.map(|columns| columns.first.into()))),
        column("last_column", MaybeWhole(|row| row.node.columns.map(|columns| columns.last.into()))),
        column("sure", Number(|row| row.node.sure.share())),
        column("rule", MaybeText(|row| Rule::of(row.node.rule).map(Rule::id))),
        column("doubtful", Truth(|row| row.node.is_doubtful())),
        column("corrected", Truth(|row| row.node.corrected.is_some())),
    ]
}

fn indicators<'p>() -> Vec<Column<IndicatorRow<'p>>> {
    use Holds::{MaybeNumber, MaybeText, MaybeWhole, Text, Truth, Whole};
    vec![
        column("plan", Text(|row| &row.of.row.id)),
        column("node", Whole(|row| row.indicator.node.0.into())),
        column("name", Text(|row| &row.indicator.name)),
        column("value", MaybeNumber(|row| row.indicator.value)),
        column("text", Text(|row| &row.indicator.text)),
        column("unit", Text(|row| &row.indicator.unit)),
        column("role", Text(|row| row.indicator.role.name())),
        column("year", MaybeWhole(|row| row.indicator.period.map(i64::from))),
        column("as_of", MaybeText(|row| row.indicator.as_of.as_deref())),
        column("line", Whole(|row| row.indicator.line.into())),
        column("approx", Truth(|row| row.indicator.approx)),
        column("change", Truth(|row| row.indicator.change)),
        column("corrected", Truth(|row| row.indicator.corrected)),
    ]
}

fn themes<'p>() -> Vec<Column<ThemeRow<'p>>> {
    use Holds::{Text, Texts, Whole, Wholes};
    vec![
        column("plan", Text(|row| &row.of.row.id)),
        column("node", Whole(|row| row.node.id.0.into())),
        column("theme", Text(|row| row.theme)),
        column("words", Texts(|row| evidence(row).map(|own| Cow::from(&own.word)).collect())),
        column("word_nodes", Wholes(|row| evidence(row).map(|own| own.node.0.into()).collect())),
    ]
}

fn first_year(period: Option<Period>) -> Option<i64> {
    period.map(|period| period.from.0.into())
}

fn last_year(period: Option<Period>) -> Option<i64> {
    period.map(|period| period.to.0.into())
}

fn number(node: Option<NodeId>) -> Option<i64> {
    node.map(|node| node.0.into())
}

fn texts(all: &[String]) -> Vec<Cow<'_, str>> {
    all.iter().map(Cow::from).collect()
}

fn flags<'r>(flags: Flags) -> Vec<Cow<'r, str>> {
    flags.iter().map(|flag| flag.name().into()).collect()
}

fn path(plan: &Plan, node: NodeId) -> Vec<Cow<'_, str>> {
    plan.path(node).into_iter().map(Cow::from).collect()
}

/// Titles of all that a passage stands under, outermost first; text stands under the node that it names.
fn headings<'p>(plan: &'p Plan, passage: &Passage) -> Vec<Cow<'p, str>> {
    let mut found = passage.node.map_or_else(Vec::new, |node| path(plan, node));
    if passage.kind == PassageKind::Text {
        found.extend(passage.node.and_then(|node| plan.node(node)).map(|node| Cow::from(&node.title)));
    }
    found
}

fn themes_of<'p>(of: Opened<'p>, node: &'p Node) -> impl Iterator<Item = ThemeRow<'p>> {
    node.themes.iter().map(move |theme| ThemeRow { of, node, theme })
}

fn evidence<'r>(row: &'r ThemeRow<'_>) -> impl Iterator<Item = &'r Evidence> {
    row.node.evidence.iter().filter(|own| own.theme == row.theme)
}

fn runs_of(folded: &str) -> Vec<Cow<'_, str>> {
    runs(folded).map(|run| Cow::from(&folded[run])).collect()
}

fn pairs_of<'r>(folded: &str) -> Vec<Cow<'r, str>> {
    pairs(folded).into_iter().map(Cow::from).collect()
}
