//! A benchmark as tables.

use super::benchmark_json::{body, id};
use super::benchmark_text::{benchmark_notes, gap_words, name, place};
use super::compare_sheets::notes_table;
use super::lang::{Lang, kind_name};
use super::sheet::{Cell, Table};
use kurabe_index::compare::{Benchmark, Exemplar};
use kurabe_index::index::Store;

/// The sheets of a benchmark: shares, gaps, its own, figures, peers, notes.
#[must_use]
pub fn benchmark_sheets(store: &Store, benchmark: &Benchmark, lang: Lang) -> Vec<Table> {
    vec![
        standings_table(benchmark, lang),
        gaps_table(store, benchmark, lang),
        alone_table(store, benchmark, lang),
        figures_table(store, benchmark, lang),
        peers_table(store, benchmark, lang),
        notes_table(benchmark_notes(store, benchmark, lang), lang),
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

fn exemplar_cells(store: &Store, exemplar: &Exemplar) -> Vec<Cell> {
    vec![
        Cell::text(body(store, exemplar.plan)),
        exemplar.title.as_str().into(),
        exemplar.heading.as_str().into(),
        exemplar.themes.join("、").into(),
        Cell::text(id(store, exemplar.plan)),
        exemplar.lines.0.into(),
        exemplar.lines.1.into(),
    ]
}

fn gaps_table(store: &Store, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["種類", "共通の語", "団体数", "例の団体", "項目", "見出し", "テーマ", "計画ID", "開始行", "終了行"],
        ["no.", "words", "peers", "organisation", "item", "under", "themes", "plan", "first line", "last line"],
    );
    let mut table = Table { fixed: 2, ..Table::new(lang.pick("ここにない取組", "gaps"), &head) };
    for (number, gap) in (1_usize..).zip(&benchmark.contrast.gaps) {
        for exemplar in &gap.exemplars {
            let mut cells: Vec<Cell> = vec![number.into(), gap_words(gap).into(), gap.peers.into()];
            cells.extend(exemplar_cells(store, exemplar));
            table.rows.push(cells);
        }
    }
    table
}

fn alone_table(store: &Store, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["団体", "項目", "見出し", "テーマ", "計画ID", "開始行", "終了行"],
        ["organisation", "item", "under", "themes", "plan", "first line", "last line"],
    );
    let rows = benchmark.contrast.alone.iter().map(|exemplar| exemplar_cells(store, exemplar));
    Table { rows: rows.collect(), ..Table::new(lang.pick("ここにだけある取組", "alone"), &head) }
}

fn figures_table(store: &Store, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["組", "団体", "項目", "指標", "数値", "単位", "単位の種類", "区分", "年度", "原文", "計画ID", "行"],
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
            ]);
        }
    }
    table
}

fn peers_table(store: &Store, benchmark: &Benchmark, lang: Lang) -> Table {
    let head = lang.pick(
        ["団体", "都道府県", "年度", "題名", "種別", "計画ID"],
        ["organisation", "prefecture", "year", "title", "kind", "plan"],
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
        ]
    });
    Table { rows: rows.collect(), ..Table::new(lang.pick("比較先", "peers"), &head) }
}
