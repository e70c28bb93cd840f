//! Trends and first appearances for a person at a terminal.

use super::compare_notes::put_notes;
use super::compare_text::{body_name, item_place, key_texts, share_text, year_label};
use super::lang::{Lang, marks_text};
use super::text::{Style, bullet, pad, put, right, tame, width};
use kurabe_index::compare::{Comparison, First, Item, Point, Series, Since};
use kurabe_index::index::Store;

/// Columns that a year takes, and the widest label.
const YEAR: usize = 7;
const LABEL: usize = 26;

/// Shares over the years, a block for each theme.
#[must_use]
pub fn trend_text(comparison: &Comparison, trend: &[Series], lang: Lang, style: Style) -> String {
    let mut out = String::new();
    if comparison.rows.is_empty() {
        put_notes(&mut out, comparison, lang, style);
        return out;
    }
    let years: Vec<i32> = comparison.years.into_iter().flat_map(kurabe_model::Period::years).collect();
    let label = |series: &Series| tame(&group_name(comparison, series, lang));
    let labels = trend.iter().map(|series| width(&label(series))).max().unwrap_or(0).clamp(6, LABEL);
    let change = lang.pick("増減", "change");
    let at_once = (style.width.saturating_sub(labels + 2 + YEAR + 2) / YEAR).max(1);
    for of_column in trend.chunk_by(|a, b| a.column == b.column) {
        let name = of_column.first().and_then(|series| comparison.columns.get(series.column));
        out.push_str(&format!("{}\n", style.strong(&tame(name.map_or("", String::as_str)))));
        let parts: Vec<&[i32]> = years.chunks(at_once).collect();
        for (number, part) in parts.iter().enumerate() {
            let is_last = number + 1 == parts.len();
            let head: String = part.iter().map(|year| right(&year.to_string(), YEAR)).collect();
            let more = if is_last { right(change, YEAR + 2) } else { String::new() };
            out.push_str(&format!("  {}{head}{more}\n", pad("", labels)));
            for series in of_column {
                let cells: String = part.iter().map(|year| right(&point_text(series, *year), YEAR)).collect();
                let more = series.change().map(points).unwrap_or_default();
                let more = if is_last { right(&more, YEAR + 2) } else { String::new() };
                let mut own = label(series);
                if width(&own) > labels {
                    out.push_str(&format!("  {own}\n"));
                    own.clear();
                }
                out.push_str(format!("  {}{cells}{more}", pad(&own, labels)).trim_end());
                out.push('\n');
            }
        }
    }
    out.push('\n');
    let reading = lang.pick(
        "割合の推移。・は計画なし（ゼロではない）、＝は前年度と同じ計画。増減は最初と最後の年度の割合の差（ポイント）で、計画の種別や編集方針が変わっただけでも動く。",
        "Shares by year. ・ no plan (not a zero), ＝ the same plan as the year before. The change is last less first, in points; a new kind of plan or a new layout moves it too.",
    );
    bullet(&mut out, reading, style);
    put_notes(&mut out, comparison, lang, style);
    out
}

fn point_text(series: &Series, year: i32) -> String {
    match series.points.binary_search_by_key(&year, |point| point.year).ok().and_then(|at| series.points.get(at)) {
        None => "・".to_owned(),
        Some(Point { same: true, .. }) => "＝".to_owned(),
        Some(point) => share_text(point.share),
    }
}

/// +3.1
fn points(change: f64) -> String {
    format!("{:+.1}", change * 100.0)
}

/// What a series is of.
pub(super) fn group_name(comparison: &Comparison, series: &Series, lang: Lang) -> String {
    let keys = key_texts(comparison, &series.key, lang).join("・");
    if keys.is_empty() { lang.pick("全体", "all").to_owned() } else { keys }
}

/// First appearances, with the first item of each.
#[must_use]
pub fn first_text(
    store: &Store,
    comparison: &Comparison,
    firsts: &[(First, Option<Item>)],
    lang: Lang,
    style: Style,
) -> String {
    let mut out = String::new();
    if comparison.rows.is_empty() {
        put_notes(&mut out, comparison, lang, style);
        return out;
    }
    for (column, name) in comparison.columns.iter().enumerate() {
        out.push_str(&format!("{}\n", style.strong(&tame(name))));
        let of_column: Vec<_> = firsts.iter().filter(|(first, _)| first.column == column).collect();
        for (first, item) in &of_column {
            let marks = store.row(first.item.0).map(|row| marks_text(row, lang)).unwrap_or_default();
            let (year, body) = (year_label(first.year, lang), body_name(comparison, first.body, lang));
            let count = lang.pick(format!("{}件", first.items), format!("{} items", first.items));
            let since = since_text(first.since, lang);
            put(&mut out, "  ", &format!("{year}  {body}{marks}　{count}　{since}"), style);
            let Some(item) = item else { continue };
            let place = tame(&format!("{} {}（{}）", item.marker, item.title, item_place(store, item, lang)));
            put(&mut out, "      ", &style.faint(place.trim_start()), style);
        }
        let without = comparison.bodies.len() - of_column.len();
        if without > 0 {
            let text = match lang {
                Lang::Ja => format!("  （{without}団体の手元の計画にはない）\n"),
                Lang::En => format!("  (not in the plans at hand of {without} bodies)\n"),
            };
            out.push_str(&text);
        }
    }
    out.push('\n');
    let reading = lang.pick(
        "「初出」は、直前の年度の計画になく、その年度の計画にあるもの。「最初の計画から」は手元の最も古い計画にあり、実際の始まりはそれより前かもしれない。",
        "\"new\": not in the plan of the year before. \"from the first plan\": it stands in the oldest plan at hand and may be older.",
    );
    bullet(&mut out, reading, style);
    put_notes(&mut out, comparison, lang, style);
    out
}

fn since_text(since: Since, lang: Lang) -> String {
    match (since, lang) {
        (Since::New, _) => lang.pick("初出", "new").to_owned(),
        (Since::Between(year), Lang::Ja) => format!("{year}年度の計画にはなく、間の計画は手元にない"),
        (Since::Between(year), Lang::En) => format!("not in the plan of {year}; none at hand between"),
        (Since::Earliest, _) => lang.pick("最初の計画から", "from the first plan").to_owned(),
    }
}
