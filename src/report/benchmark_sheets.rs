//! A benchmark as tables.

use super::benchmark_json::{body, id};
use super::benchmark_text::{benchmark_notes, gap_words, name, place};
use super::compare_notes::source_text;
use super::compare_sheets::notes_table;
use super::lang::{Lang, kind_name};
use super::sheet::{Cell, Table};
use kurabe_index::compare::{Benchmark, Exemplar};
use kurabe_index::index::{PlanRow, Store};

/// Whose documents lie where: what the source of a row leads to.
struct Sources<'a> {
    store: &'a Store,
    link: &'a dyn Fn(&PlanRow) -> String,
}

impl Sources<'_> {
    /// The file of a plan.
    fn cell(&self, plan: u32) -> Cell {
        self.store.row(plan).map_or(Cell::Empty, |row| Cell::linked(&row.file, (self.link)(row)))
    }
}

/// The sheets of a benchmark: shares, gaps, its own, figures, peers, notes. `link` tells where the file of a plan lies.
#[must_use]
pub fn benchmark_sheets(
    store: &Store,
    benchmark: &Benchmark,
    link: &dyn Fn(&PlanRow) -> String,
    lang: Lang,
) -> Vec<Table> {
    let sources = Sources { store, link };
    let mut notes = benchmark_notes(store, benchmark, lang);
    notes.push(source_text(store, lang));
    vec![
        standings_table(benchmark, lang),
        gaps_table(&sources, benchmark, lang),
        alone_table(&sources, benchmark, lang),
        figures_table(&sources, benchmark, lang),
        peers_table(&sources, benchmark, lang),
        notes_table(notes, lang),
    ]
}

/// Shares per theme beside the peers'.
#[must_use]
pub fn standings_table(benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["テーマ", "件数", "割合", "第1四分位", "中央値", "第3四分位", "項目のある比較先", "比較先", "位置"],
        ["theme", "items", "share", "first quartile", "median", "third quartile", "peers with", "peers", "place"],
    );
    let rows = benchmark.standings.iter().map(|standing| {
        let quartile = |at: usize| Cell::share(standing.quartiles.and_then(|quartiles| quartiles.get(at).copied()));
        vec![
            standing.name.as_str().into(),
            standing.items.into(),
            Cell::share(standing.share),
            quartile(0),
            quartile(1),
            quartile(2),
            standing.with.into(),
            standing.of.into(),
            place(standing, lang).into(),
        ]
    });
    Table { rows: rows.collect(), heat: vec![2, 3, 4, 5], fixed: 1, ..Table::new(lang.pick("割合", "shares"), &head) }
}

fn exemplar_cells(sources: &Sources<'_>, exemplar: &Exemplar) -> Vec<Cell> {
    let store = sources.store;
    vec![
        Cell::text(body(store, exemplar.plan)),
        exemplar.title.as_str().into(),
        exemplar.heading.as_str().into(),
        exemplar.themes.join("、").into(),
        Cell::text(id(store, exemplar.plan)),
        exemplar.lines.0.into(),
        exemplar.lines.1.into(),
        sources.cell(exemplar.plan),
    ]
}

fn gaps_table(sources: &Sources<'_>, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["種類", "共通の語", "団体数", "例の団体", "項目", "見出し", "テーマ", "計画ID", "開始行", "終了行", "原典"],
        [
            "no.",
            "words",
            "peers",
            "organisation",
            "item",
            "under",
            "themes",
            "plan",
            "first line",
            "last line",
            "source",
        ],
    );
    let mut table = Table { fixed: 2, ..Table::new(lang.pick("ここにない取組", "gaps"), &head) };
    for (number, gap) in (1_usize..).zip(&benchmark.contrast.gaps) {
        for exemplar in &gap.exemplars {
            let mut cells: Vec<Cell> = vec![number.into(), gap_words(gap).into(), gap.peers.into()];
            cells.extend(exemplar_cells(sources, exemplar));
            table.rows.push(cells);
        }
    }
    if benchmark.contrast.gaps.iter().any(|gap| gap.peers > gap.exemplars.len()) {
        table.notes.push(
            lang.pick(
                "それぞれの種類について、例をいくつかだけ載せた。「団体数」は、掲げる比較先のすべて。",
                "Of each kind only some examples stand here; \"peers\" counts all that have it.",
            )
            .to_owned(),
        );
    }
    table
}

fn alone_table(sources: &Sources<'_>, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["団体", "項目", "見出し", "テーマ", "計画ID", "開始行", "終了行", "原典"],
        ["organisation", "item", "under", "themes", "plan", "first line", "last line", "source"],
    );
    let rows = benchmark.contrast.alone.iter().map(|exemplar| exemplar_cells(sources, exemplar));
    Table { rows: rows.collect(), ..Table::new(lang.pick("ここにだけある取組", "alone"), &head) }
}

fn figures_table(sources: &Sources<'_>, benchmark: &Benchmark, lang: Lang) -> Table {
    let store = sources.store;
    let head = lang.pick(
        ["組", "団体", "項目", "指標", "数値", "単位", "単位の種類", "区分", "年度", "原文", "計画ID", "行", "原典"],
        [
            "no.",
            "organisation",
            "item",
            "indicator",
            "value",
            "unit",
            "sort of unit",
            "role",
            "year",
            "as written",
            "plan",
            "line",
            "source",
        ],
    );
    let mut table = Table { fixed: 2, ..Table::new(lang.pick("指標", "figures"), &head) };
    for (number, like) in (1_usize..).zip(&benchmark.figures) {
        for figure in std::iter::once(&like.own).chain(like.peers.iter().map(|(figure, _)| figure)) {
            table.rows.push(vec![
                number.into(),
                Cell::text(body(store, figure.item.plan)),
                figure.item.title.as_str().into(),
                figure.name.as_str().into(),
                if figure.value.fract() == 0.0 {
                    Cell::Whole(figure.value as i64)
                } else {
                    Cell::Number(figure.value, 2)
                },
                figure.unit.as_str().into(),
                like.unit.into(),
                figure.role.name().into(),
                Cell::whole(figure.period),
                figure.text.as_str().into(),
                Cell::text(id(store, figure.item.plan)),
                figure.line.into(),
                sources.cell(figure.item.plan),
            ]);
        }
    }
    table
}

fn peers_table(sources: &Sources<'_>, benchmark: &Benchmark, lang: Lang) -> Table {
    let store = sources.store;
    let head = lang.pick(
        ["団体", "都道府県", "年度", "題名", "種別", "計画ID", "原典"],
        ["organisation", "prefecture", "year", "title", "kind", "plan", "source"],
    );
    let rows = std::iter::once(&benchmark.own).chain(&benchmark.peers).map(|peer| {
        let row = store.row(peer.plan);
        vec![
            name(peer, lang).into(),
            Cell::text(peer.body.prefecture.as_deref()),
            Cell::Whole(i64::from(peer.year)),
            Cell::text(row.and_then(|row| row.title.as_deref())),
            Cell::text(row.map(|row| kind_name(row.kind, lang))),
            Cell::text(id(store, peer.plan)),
            sources.cell(peer.plan),
        ]
    });
    Table { rows: rows.collect(), ..Table::new(lang.pick("比較先", "peers"), &head) }
}
