//! Shares over the years as lines, each with its own dash and mark and its name at its end, so that they can be told
//! apart without colour.

use super::chart::{Anchor, Drawing, Look, PLAIN, SMALL, text_width};
use super::heat_chart::notes;
use super::lang::Lang;
use super::text::fit;
use super::trend_text::group_name;
use kurabe_index::compare::{Comparison, Series};
use kurabe_index::index::Store;
use kurabe_model::FiscalYear;

/// A4 sideways within its margins, in points.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 380.0;
const LEFT: f64 = 40.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = TOP + HEIGHT;

/// More lines than this no eye tells apart.
const MOST: usize = 12;

const DASHES: [&str; 4] = ["", "6 3", "1.5 2.5", "8 2 2 2"];
const INKS: [&str; 4] = ["#111", "#1b5e8c", "#8a3b12", "#5b5b5b"];

/// The lines as SVG.
#[must_use]
pub fn trend_chart(store: &Store, comparison: &Comparison, trend: &[Series], lang: Lang) -> String {
    let shown: Vec<&Series> = most_telling(trend);
    let of_one_group = shown.windows(2).all(|pair| pair[0].key == pair[1].key);
    let names: Vec<String> =
        shown.iter().map(|series| fit(&series_name((comparison, of_one_group), series, lang), 40)).collect();
    let labels = names.iter().map(|name| text_width(name, SMALL.size)).fold(60.0, f64::max) + 20.0;
    let right = WIDTH - labels;
    let years: Vec<i32> = comparison.years.into_iter().flat_map(kurabe_model::Period::years).collect();
    let greatest = shown.iter().flat_map(|series| &series.points).filter_map(|point| point.share).fold(0.0, f64::max);
    let step = step(greatest);
    let top = ((greatest / step).ceil() * step).max(step);
    let x = |year: i32| {
        let (first, count) = (years.first().copied().unwrap_or(year), years.len().max(2) - 1);
        LEFT + f64::from(year - first) / count as f64 * (right - LEFT)
    };
    let y = |share: f64| BOTTOM - share / top * HEIGHT;
    let mut drawing = Drawing::new(WIDTH);
    let title = lang.pick("割合の推移（計画の全項目に占める割合）", "Shares by year (of all items of the plan)");
    let title = match shown.first() {
        Some(series) if of_one_group => format!("{}　{title}", group_name(comparison, series, lang)),
        _ => title.to_owned(),
    };
    drawing.text((0.0, 14.0), &title, Look { size: 11.0, bold: true, ..PLAIN });
    axes(&mut drawing, &years, (right, step, top), (&x, &y));
    for (place, series) in shown.iter().enumerate() {
        line(&mut drawing, place, series, (&x, &y));
    }
    let ends: Vec<f64> =
        shown.iter().map(|series| series.points.last().and_then(|point| point.share).map_or(BOTTOM, y)).collect();
    for ((place, at), series) in apart(&ends).into_iter().enumerate().zip(&shown) {
        let from = series.points.last().map_or(right, |point| x(point.year));
        let ink = INKS[place % INKS.len()];
        let end = ends.get(place).copied().unwrap_or(at);
        drawing.raw(&format!("<polyline points=\"{from:.1},{end:.1} {:.1},{at:.1}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"0.4\"/>", right + 10.0));
        mark(&mut drawing, place, (right + 13.0, at), true);
        drawing.text((right + 18.0, at + 2.5), names.get(place).map_or("", String::as_str), SMALL);
    }
    let mut below = BOTTOM + 34.0;
    for text in reading(trend.len(), shown.len(), lang) {
        drawing.text((0.0, below), &format!("・{text}"), SMALL);
        below += 10.5;
    }
    below = notes(&mut drawing, (store, comparison), (below, WIDTH), lang);
    drawing.finish(below + 4.0, &title)
}

fn reading(all: usize, shown: usize, lang: Lang) -> Vec<String> {
    let hollow = lang.pick(
        "白抜きの印は前年度と同じ計画（複数年度の計画）。線の切れ目は計画のない年度で、ゼロではない。",
        "Hollow marks: the same plan as the year before. Where a line breaks there is no plan, which is not a zero.",
    );
    let mut texts = vec![hollow.to_owned()];
    if shown < all {
        texts.push(match lang {
            Lang::Ja => format!("{all}本のうち、年度の多いものから{shown}本を描いた。--organisation などで絞れる。"),
            Lang::En => {
                format!("{shown} of {all} lines are drawn, those of the most years; narrow with --organisation.")
            }
        });
    }
    texts
}

/// Those of the most years, in their order.
pub(super) fn most_telling(trend: &[Series]) -> Vec<&Series> {
    let mut places: Vec<usize> = (0..trend.len()).collect();
    places.sort_by_key(|place| std::cmp::Reverse(trend.get(*place).map_or(0, |series| series.points.len())));
    places.truncate(MOST);
    places.sort_unstable();
    places.into_iter().filter_map(|place| trend.get(place)).collect()
}

/// What a line is called; within one group by its theme alone.
pub(super) fn series_name((comparison, of_one_group): (&Comparison, bool), series: &Series, lang: Lang) -> String {
    let theme = comparison.columns.get(series.column).map_or("", String::as_str);
    match (comparison.columns.len() > 1, of_one_group) {
        (_, true) => theme.to_owned(),
        (true, false) => format!("{theme}　{}", group_name(comparison, series, lang)),
        (false, false) => group_name(comparison, series, lang),
    }
}

/// The distance of the grid's lines: 1, 2, 5 or 10 points of a hundred.
fn step(greatest: f64) -> f64 {
    [0.01, 0.02, 0.05, 0.1].into_iter().find(|step| greatest / step <= 6.0).unwrap_or(0.2)
}

type Scale<'a, T> = &'a dyn Fn(T) -> f64;

fn axes(
    drawing: &mut Drawing,
    years: &[i32],
    (right, step, top): (f64, f64, f64),
    (x, y): (Scale<'_, i32>, Scale<'_, f64>),
) {
    let lines = (top / step).round() as i32;
    for number in 0..=lines {
        let share = f64::from(number) * step;
        let at = y(share);
        let ink = if number == 0 { "#111" } else { "#ccc" };
        drawing.raw(&format!("<line x1=\"{LEFT}\" y1=\"{at:.1}\" x2=\"{right:.1}\" y2=\"{at:.1}\" stroke=\"{ink}\" stroke-width=\"0.5\"/>"));
        drawing.text((LEFT - 4.0, at + 2.5), &format!("{:.0}%", share * 100.0), Look { anchor: Anchor::End, ..SMALL });
    }
    let every = years.len().div_ceil(12).max(1);
    for year in years.iter().step_by(every) {
        let look = Look { anchor: Anchor::Middle, ..SMALL };
        drawing.text((x(*year), BOTTOM + 12.0), &year.to_string(), look);
        drawing.text((x(*year), BOTTOM + 21.0), &FiscalYear(*year).short(), look);
    }
}

/// One series: its stretches of years without a gap, and its marks.
fn line(drawing: &mut Drawing, place: usize, series: &Series, (x, y): (Scale<'_, i32>, Scale<'_, f64>)) {
    let (ink, dash) = (INKS[place % INKS.len()], DASHES[place % DASHES.len()]);
    for stretch in series.points.chunk_by(|a, b| a.year + 1 == b.year) {
        let points = stretch.iter().filter_map(|point| Some(format!("{:.1},{:.1}", x(point.year), y(point.share?))));
        let points = points.collect::<Vec<_>>().join(" ");
        drawing.raw(&format!(
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.3\" stroke-dasharray=\"{dash}\"/>"
        ));
    }
    for point in &series.points {
        if let Some(share) = point.share {
            mark(drawing, place, (x(point.year), y(share)), !point.same);
        }
    }
}

/// Circle, square, triangle and the like; hollow where nothing can have moved.
fn mark(drawing: &mut Drawing, place: usize, (x, y): (f64, f64), filled: bool) {
    let ink = INKS[place % INKS.len()];
    let fill = if filled { ink } else { "#fff" };
    let shape = match place % 5 {
        0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.8\""),
        1 => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"5.2\" height=\"5.2\"", x - 2.6, y - 2.6),
        2 => format!("<path d=\"M{x:.1} {:.1} l3.2 5.6 h-6.4 z\"", y - 3.4),
        3 => format!("<path d=\"M{x:.1} {:.1} l3.4 3.4 l-3.4 3.4 l-3.4 -3.4 z\"", y - 3.4),
        _ => format!("<path d=\"M{x:.1} {:.1} l3.2 -5.6 h-6.4 z\"", y + 3.4),
    };
    drawing.raw(&format!("{shape} fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"1\"/>"));
}

/// Places as near as may be to those wanted, but so far apart that names do not touch.
fn apart(wanted: &[f64]) -> Vec<f64> {
    const GAP: f64 = 10.0;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut places = wanted.to_vec();
    let mut lowest = f64::MIN;
    for place in &order {
        places[*place] = places[*place].max(lowest + GAP);
        lowest = places[*place];
    }
    // What ran over the bottom is pushed up again.
    let mut highest = BOTTOM + GAP;
    for place in order.iter().rev() {
        places[*place] = places[*place].min(highest - GAP);
        highest = places[*place];
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_touch() {
        let mut places = apart(&[100.0, 101.0, BOTTOM, BOTTOM - 1.0]);
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 9.99), "{places:?}");
        assert!(places.iter().all(|place| *place <= BOTTOM + 0.01), "{places:?}");
    }

    #[test]
    fn grids_have_few_lines() {
        assert_eq!(step(0.05), 0.01);
        assert_eq!(step(0.25), 0.05);
        assert_eq!(step(0.9), 0.2);
    }
}
