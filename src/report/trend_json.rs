//! Trends and first appearances as JSON; its names are a contract.

use serde::Serialize;

use super::compare_json::{KeyRecord, key_json, rounded};
use super::compare_notes::notes_text;
use super::lang::Lang;
use kurabe_index::compare::{Comparison, First, Item, Point, Series, Since};
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

/// What `compare --first --format json` prints.
#[derive(Serialize)]
pub struct FirstAnswer<'a> {
    themes: &'a [String],
    first: Vec<FirstRecord<'a>>,
    notes: Vec<String>,
}

/// The first year of a theme at a body.
#[derive(Serialize)]
struct FirstRecord<'a> {
    theme: Option<&'a str>,
    organisation: Option<&'a str>,
    year: i32,
    since: &'static str,
    last_year_without: Option<i32>,
    items: u32,
    plan: Option<&'a str>,
    node: u32,
    title: Option<&'a str>,
    first_line: Option<u32>,
}

/// The object that `compare --first --format json` prints.
#[must_use]
pub fn first_json<'a>(
    store: &'a Store,
    comparison: &'a Comparison,
    firsts: &'a [(First, Option<Item>)],
    lang: Lang,
) -> FirstAnswer<'a> {
    let entry = |(first, item): &'a (First, Option<Item>)| {
        let (since, last_year_without) = match first.since {
            Since::New => ("new", Some(first.year - 1)),
            Since::Between(year) => ("between", Some(year)),
            Since::Earliest => ("earliest", None),
        };
        FirstRecord {
            theme: comparison.columns.get(first.column).map(String::as_str),
            organisation: comparison.bodies.get(first.body).and_then(|body| body.name.as_deref()),
            year: first.year,
            since,
            last_year_without,
            items: first.items,
            plan: store.row(first.item.0).map(|row| row.id.as_str()),
            node: first.item.1.0,
            title: item.as_ref().map(|item| item.title.as_str()),
            first_line: item.as_ref().map(|item| item.first_line),
        }
    };
    FirstAnswer {
        themes: &comparison.columns,
        first: firsts.iter().map(entry).collect(),
        notes: notes_text(&comparison.notes, lang),
    }
}
