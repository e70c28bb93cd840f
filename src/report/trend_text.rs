//! Trends for a person at a terminal.

use super::compare_notes::put_notes;
use super::compare_text::{key_texts, share_text};
use super::lang::Lang;
use super::text::{Style, bullet, pad, right, tame, width};
use kurabe_index::compare::{Comparison, Point, Series};

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
