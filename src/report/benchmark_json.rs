//! A benchmark as JSON; its names are a contract.

use serde::Serialize;
use utoipa::ToSchema;

use kurabe_extract::record::names;

use super::benchmark_text::benchmark_notes;
use super::compare_json::rounded;
use super::lang::Lang;
use kurabe_index::compare::{Benchmark, Exemplar, Figure, Gap, LikeFigures, Peer, Standing};
use kurabe_index::index::Store;

/// What `benchmark --format json` prints: a body beside its peers.
#[derive(Serialize, ToSchema)]
pub struct BenchmarkAnswer<'a> {
    /// The body.
    organisation: PeerRecord<'a>,
    /// How many action items its plan has.
    items: u32,
    /// Its peers.
    peers: Vec<PeerRecord<'a>>,
    /// Peers without a plan in these years.
    without_plan: &'a [String],
    /// The body's share of each theme beside those of its peers.
    themes: Vec<StandingRecord<'a>>,
    /// What several peers do and the body does not, most widely done first.
    gaps: Vec<GapRecord<'a>>,
    /// What the body alone does.
    alone: Vec<ExemplarRecord<'a>>,
    /// Its figures beside the like figures of its peers.
    figures: Vec<LikeRecord<'a>>,
    /// What must be known to read the benchmark.
    notes: Vec<String>,
}

/// A body and the plan that speaks for it.
#[derive(Serialize, ToSchema)]
struct PeerRecord<'a> {
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// 都道府県
    #[schema(required)]
    prefecture: Option<&'a str>,
    /// Id of the plan.
    #[schema(required)]
    plan: Option<&'a str>,
    /// The newest of the years in which it speaks.
    year: i32,
}

/// A theme's share at the body beside those of its peers.
#[derive(Serialize, ToSchema)]
struct StandingRecord<'a> {
    /// The theme.
    theme: &'a str,
    /// The body's items.
    items: u32,
    /// Its share of all of its items, from 0 to 1.
    #[schema(required)]
    share: Option<f64>,
    /// A quarter of the peers' shares is below it.
    #[schema(required)]
    first_quartile: Option<f64>,
    /// Half of them are below it.
    #[schema(required)]
    median: Option<f64>,
    /// A quarter of them is above it.
    #[schema(required)]
    third_quartile: Option<f64>,
    /// How many peers have a smaller share.
    peers_below: usize,
    /// How many peers have an item.
    peers_with: usize,
    /// How many peers have a share at all.
    peers: usize,
}

/// A kind of initiative that several peers have and the body does not.
#[derive(Serialize, ToSchema)]
struct GapRecord<'a> {
    /// Words that make them alike, rarest first.
    words: &'a [String],
    /// How many peers have it.
    peers: usize,
    /// Items of different peers, the most typical first.
    exemplars: Vec<ExemplarRecord<'a>>,
    /// The nearest that the body itself has; null if nothing comes near.
    #[schema(required)]
    nearest: Option<ExemplarRecord<'a>>,
}

/// An item of a plan.
#[derive(Serialize, ToSchema)]
struct ExemplarRecord<'a> {
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Id of the plan.
    #[schema(required)]
    plan: Option<&'a str>,
    /// Number of the item.
    node: u32,
    /// Its title.
    title: &'a str,
    /// What it stands under.
    heading: &'a str,
    /// Its first line in the text.
    first_line: u32,
    /// Its last line.
    last_line: u32,
    /// What it is about.
    themes: &'a [String],
}

/// A figure of the body and the like figures of its peers.
#[derive(Serialize, ToSchema)]
struct LikeRecord<'a> {
    /// What they count, in one word for all spellings; empty where the plan's unit stands alone.
    unit: &'a str,
    /// The body's own.
    own: FigureRecord<'a>,
    /// Those of the peers, the likest first.
    peers: Vec<FigureRecord<'a>>,
}

/// A figure of a plan.
#[derive(Serialize, ToSchema)]
struct FigureRecord<'a> {
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Id of the plan.
    #[schema(required)]
    plan: Option<&'a str>,
    /// Number of the item that it measures.
    node: u32,
    /// Title of the item.
    item: &'a str,
    /// Name of the indicator.
    name: &'a str,
    /// The number, scaled.
    value: f64,
    /// The unit as the plan has it.
    unit: &'a str,
    /// What it says.
    #[schema(value_type = names::Role)]
    role: &'static str,
    /// Western fiscal year that stands with it.
    #[schema(required)]
    period: Option<i32>,
    /// 約
    approx: bool,
    /// A change rather than a level.
    change: bool,
    /// As written.
    text: &'a str,
    /// Its line in the text.
    line: u32,
}

pub(super) fn id(store: &Store, plan: u32) -> Option<&str> {
    store.row(plan).map(|row| row.id.as_str())
}

pub(super) fn body(store: &Store, plan: u32) -> Option<&str> {
    store.row(plan).and_then(|row| row.organisation.as_deref())
}

/// The object that `benchmark --format json` prints.
#[must_use]
pub fn benchmark_json<'a>(store: &'a Store, benchmark: &'a Benchmark, lang: Lang) -> BenchmarkAnswer<'a> {
    let contrast = &benchmark.contrast;
    BenchmarkAnswer {
        organisation: peer_json(store, &benchmark.own),
        items: benchmark.items,
        peers: benchmark.peers.iter().map(|peer| peer_json(store, peer)).collect(),
        without_plan: &benchmark.without,
        themes: benchmark.standings.iter().map(standing_json).collect(),
        gaps: contrast.gaps.iter().map(|gap| gap_json(store, gap)).collect(),
        alone: contrast.alone.iter().map(|exemplar| exemplar_json(store, exemplar)).collect(),
        figures: benchmark.figures.iter().map(|like| like_json(store, like)).collect(),
        notes: benchmark_notes(store, benchmark, lang),
    }
}

fn peer_json<'a>(store: &'a Store, peer: &'a Peer) -> PeerRecord<'a> {
    PeerRecord {
        organisation: peer.body.name.as_deref(),
        prefecture: peer.body.prefecture.as_deref(),
        plan: id(store, peer.plan),
        year: peer.year,
    }
}

fn standing_json(standing: &Standing) -> StandingRecord<'_> {
    let quartiles = standing.quartiles.map(|quartiles| quartiles.map(rounded));
    let [first_quartile, median, third_quartile] = [0, 1, 2].map(|at| quartiles.map(|quartiles| quartiles[at]));
    StandingRecord {
        theme: &standing.name,
        items: standing.items,
        share: standing.share.map(rounded),
        first_quartile,
        median,
        third_quartile,
        peers_below: standing.above,
        peers_with: standing.with,
        peers: standing.of,
    }
}

fn gap_json<'a>(store: &'a Store, gap: &'a Gap) -> GapRecord<'a> {
    GapRecord {
        words: &gap.words,
        peers: gap.peers,
        exemplars: gap.exemplars.iter().map(|exemplar| exemplar_json(store, exemplar)).collect(),
        nearest: gap.nearest.as_ref().map(|(exemplar, _)| exemplar_json(store, exemplar)),
    }
}

fn exemplar_json<'a>(store: &'a Store, exemplar: &'a Exemplar) -> ExemplarRecord<'a> {
    ExemplarRecord {
        organisation: body(store, exemplar.plan),
        plan: id(store, exemplar.plan),
        node: exemplar.node.0,
        title: &exemplar.title,
        heading: &exemplar.heading,
        first_line: exemplar.lines.0,
        last_line: exemplar.lines.1,
        themes: &exemplar.themes,
    }
}

fn like_json<'a>(store: &'a Store, like: &'a LikeFigures) -> LikeRecord<'a> {
    LikeRecord {
        unit: like.unit,
        own: figure_json(store, &like.own),
        peers: like.peers.iter().map(|(figure, _)| figure_json(store, figure)).collect(),
    }
}

fn figure_json<'a>(store: &'a Store, figure: &'a Figure) -> FigureRecord<'a> {
    FigureRecord {
        organisation: body(store, figure.item.plan),
        plan: id(store, figure.item.plan),
        node: figure.item.node.0,
        item: &figure.item.title,
        name: &figure.name,
        value: figure.value,
        unit: &figure.unit,
        role: figure.role.name(),
        period: figure.period,
        approx: figure.approx,
        change: figure.change,
        text: &figure.text,
        line: figure.line,
    }
}
