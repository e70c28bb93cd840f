//! A benchmark, and the like of an item, as JSON and as tables.

use serde_json::{Value, json};

use super::benchmark_text::{benchmark_notes, gap_words, name, place};
use super::compare_json::rounded;
use super::compare_sheets::notes_table;
use super::lang::Lang;
use super::sheet::{Cell, Table};
use crate::compare::{Alike, Benchmark, Exemplar, Figure, Peer};
use crate::index::Store;

fn id(store: &Store, plan: u32) -> Option<&str> {
    store.row(plan).map(|row| row.id.as_str())
}

fn body(store: &Store, plan: u32) -> Option<&str> {
    store.row(plan).and_then(|row| row.organisation.as_deref())
}

/// The object that `benchmark --format json` prints.
#[must_use]
pub fn benchmark_json(store: &Store, benchmark: &Benchmark, lang: Lang) -> Value {
    let standing = |standing: &crate::compare::Standing| {
        let quartile = |at: usize| standing.quartiles.and_then(|quartiles| quartiles.get(at).copied()).map(rounded);
        json!({
            "theme": standing.name,
            "items": standing.items,
            "share": standing.share.map(rounded),
            "first_quartile": quartile(0),
            "median": quartile(1),
            "third_quartile": quartile(2),
            "peers_below": standing.above,
            "peers_with": standing.with,
            "peers": standing.of,
        })
    };
    let gap = |gap: &crate::compare::Gap| {
        json!({
            "words": gap.words,
            "peers": gap.peers,
            "exemplars": gap.exemplars.iter().map(|exemplar| exemplar_json(store, exemplar)).collect::<Vec<_>>(),
            "nearest": gap.nearest.as_ref().map(|(exemplar, _)| exemplar_json(store, exemplar)),
        })
    };
    let like = |like: &crate::compare::LikeFigures| {
        json!({
            "unit": like.unit,
            "own": figure_json(store, &like.own),
            "peers": like.peers.iter().map(|(figure, _)| figure_json(store, figure)).collect::<Vec<_>>(),
        })
    };
    json!({
        "organisation": peer_json(store, &benchmark.own),
        "items": benchmark.items,
        "peers": benchmark.peers.iter().map(|peer| peer_json(store, peer)).collect::<Vec<_>>(),
        "without_plan": benchmark.without,
        "themes": benchmark.standings.iter().map(standing).collect::<Vec<_>>(),
        "gaps": benchmark.contrast.gaps.iter().map(gap).collect::<Vec<_>>(),
        "alone": benchmark.contrast.alone.iter().map(|exemplar| exemplar_json(store, exemplar)).collect::<Vec<_>>(),
        "figures": benchmark.figures.iter().map(like).collect::<Vec<_>>(),
        "notes": benchmark_notes(store, benchmark, lang),
    })
}

fn peer_json(store: &Store, peer: &Peer) -> Value {
    json!({"organisation": peer.body.name, "prefecture": peer.body.prefecture, "plan": id(store, peer.plan), "year": peer.year})
}

fn exemplar_json(store: &Store, exemplar: &Exemplar) -> Value {
    json!({
        "organisation": body(store, exemplar.plan),
        "plan": id(store, exemplar.plan),
        "node": exemplar.node.0,
        "title": exemplar.title,
        "heading": exemplar.heading,
        "first_line": exemplar.lines.0,
        "last_line": exemplar.lines.1,
        "themes": exemplar.themes,
    })
}

fn figure_json(store: &Store, figure: &Figure) -> Value {
    json!({
        "organisation": body(store, figure.item.plan),
        "plan": id(store, figure.item.plan),
        "node": figure.item.node.0,
        "item": figure.item.title,
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "role": figure.role.name(),
        "period": figure.period,
        "approx": figure.approx,
        "change": figure.change,
        "text": figure.text,
        "line": figure.line,
    })
}

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
            Cell::text(row.map(|row| super::lang::kind_name(row.kind, lang))),
            Cell::text(id(store, peer.plan)),
        ]
    });
    Table { rows: rows.collect(), ..Table::new(lang.pick("比較先", "peers"), &head) }
}

/// The list that `similar --format json` prints.
#[must_use]
pub fn similar_json(store: &Store, found: &[Alike]) -> Value {
    let of = |alike: &Alike| {
        let row = store.row(alike.plan);
        json!({
            "organisation": body(store, alike.plan),
            "plan": id(store, alike.plan),
            "from": row.and_then(|row| row.period).map(|period| period.from.0),
            "to": row.and_then(|row| row.period).map(|period| period.to.0),
            "node": alike.passage.node.map(|node| node.0),
            "title": alike.passage.title,
            "path": alike.path,
            "likeness": rounded(f64::from(alike.likeness)),
            "words": alike.words,
            "bodies_with_this_title": alike.carriers,
            "more_plans_of_the_body": alike.also,
            "first_line": alike.passage.span.first,
            "last_line": alike.passage.span.last,
            "themes": alike.passage.themes,
        })
    };
    found.iter().map(of).collect()
}

/// The like of an item, one a row, with the columns of the JSON.
#[must_use]
pub fn similar_table(store: &Store, found: &[Alike]) -> Table {
    let head = [
        "organisation",
        "plan",
        "from",
        "to",
        "node",
        "title",
        "path",
        "likeness",
        "words",
        "bodies_with_this_title",
        "more_plans_of_the_body",
        "first_line",
        "last_line",
        "themes",
    ];
    let rows = found.iter().map(|alike| {
        let period = store.row(alike.plan).and_then(|row| row.period);
        vec![
            Cell::text(body(store, alike.plan)),
            Cell::text(id(store, alike.plan)),
            Cell::whole(period.map(|period| period.from.0)),
            Cell::whole(period.map(|period| period.to.0)),
            Cell::whole(alike.passage.node.map(|node| node.0)),
            alike.passage.title.as_str().into(),
            alike.path.join(" › ").into(),
            Cell::Number(f64::from(alike.likeness), 3),
            alike.words.join("、").into(),
            alike.carriers.into(),
            alike.also.into(),
            alike.passage.span.first.into(),
            alike.passage.span.last.into(),
            alike.passage.themes.join("、").into(),
        ]
    });
    Table { rows: rows.collect(), ..Table::new("similar", &head) }
}
