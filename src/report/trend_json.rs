//! Trends as JSON; its names are a contract.

use serde::Serialize;

use super::compare_json::{KeyRecord, key_json, rounded};
use super::compare_notes::notes_text;
use super::lang::Lang;
use kurabe_index::compare::{Comparison, Point, Series};
use kurabe_index::index::Store;

/// What `compare --trend --format json` prints.
#[derive(Serialize)]
pub struct TrendAnswer<'a> {
    themes: &'a [String],
    series: Vec<SeriesRecord<'a>>,
    notes: Vec<String>,
}

/// The shares of a row over the years.
#[derive(Serialize)]
struct SeriesRecord<'a> {
    theme: Option<&'a str>,
    #[serde(flatten)]
    key: KeyRecord<'a>,
    points: Vec<PointRecord<'a>>,
    change: Option<f64>,
}

/// A year.
#[derive(Serialize)]
struct PointRecord<'a> {
    year: i32,
    plans: Vec<&'a str>,
    items: u32,
    of: u32,
    share: Option<f64>,
}

/// The object that `compare --trend --format json` prints.
#[must_use]
pub fn trend_json<'a>(
    store: &'a Store,
    comparison: &'a Comparison,
    trend: &'a [Series],
    lang: Lang,
) -> TrendAnswer<'a> {
    let id = |place: &u32| store.row(*place).map(|row| row.id.as_str());
    let point = |point: &Point| PointRecord {
        year: point.year,
        plans: comparison.rows.get(point.row).into_iter().flat_map(|row| row.plans.iter().filter_map(id)).collect(),
        items: point.items,
        of: point.of,
        share: point.share.map(rounded),
    };
    let series = trend.iter().map(|series| SeriesRecord {
        theme: comparison.columns.get(series.column).map(String::as_str),
        key: key_json(comparison, &series.key),
        points: series.points.iter().map(point).collect(),
        change: series.change().map(rounded),
    });
    TrendAnswer { themes: &comparison.columns, series: series.collect(), notes: notes_text(&comparison.notes, lang) }
}
