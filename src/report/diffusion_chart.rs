//! How something spread as a drawing that prints: above, for each year how many bodies have a plan and how many of them
//! have it; below, on the same years, a lane for each body. Marks and hatching carry it, not colour.

use super::chart::{Anchor, Drawing, Look, PLAIN, SMALL, text_width};
use super::compare_text::body_name;
use super::diffusion::{diffusion_heads, hidden_sentences, lag_text, lead_sentence};
use super::heat_chart::notes;
use super::lang::Lang;
use super::text::{fit, wrap};
use kurabe_index::compare::{Adoption, Comparison, Diffusion, Row, Since};
use kurabe_index::index::Store;
use kurabe_model::FiscalYear;

/// A4 sideways within its margins, in points.
const WIDTH: f64 = 760.0;
const BARS: f64 = 110.0;
const LANE: f64 = 13.0;
/// Columns of a body's name.
const NAME: usize = 34;
/// The space for how much later a body was.
const LAG: f64 = 78.0;
/// The widest that a year gets.
const YEAR: f64 = 60.0;
/// Bodies that get a lane; those that were first.
const LANES: usize = 40;
/// Columns that are drawn.
const DRAWN: usize = 6;

const INK: &str = "#214c78";
const PALE: &str = "#9db4cc";

/// The drawing of each column below that before it.
#[must_use]
pub fn diffusion_chart(store: &Store, comparison: &Comparison, diffused: &[Diffusion], lang: Lang) -> String {
    let mut drawing = Drawing::new(WIDTH);
    let title = lang.pick("初出と広がり", "First and followers");
    let mut y = 0.0;
    for own in diffused.iter().take(DRAWN) {
        y = column(&mut drawing, comparison, (own, y), lang) + 12.0;
    }
    let left_out = diffused.len().saturating_sub(DRAWN);
    if left_out > 0 {
        let said = lang.pick(
            format!("・ほか{left_out}列は描いていない。テーマを絞ると描ける。"),
            format!("・{left_out} more columns are not drawn: narrow the themes."),
        );
        drawing.text((0.0, y), &said, SMALL);
        y += 10.5;
    }
    y = notes(&mut drawing, (store, comparison), (y, WIDTH), lang);
    drawing.finish(y + 4.0, title)
}

/// The places of the years.
struct Years {
    left: f64,
    first: i32,
    step: f64,
    count: usize,
}

impl Years {
    fn x(&self, year: i32) -> f64 {
        self.left + (f64::from(year - self.first) + 0.5) * self.step
    }

    fn right(&self) -> f64 {
        self.left + self.count as f64 * self.step
    }
}

fn column(drawing: &mut Drawing, comparison: &Comparison, (of, top): (&Diffusion, f64), lang: Lang) -> f64 {
    let theme = comparison.columns.get(of.column).map_or("", String::as_str);
    let title = format!("{theme}{}", lang.pick("：初出と広がり", ": first and followers"));
    drawing.text((0.0, top + 14.0), &title, Look { size: 11.0, bold: true, ..PLAIN });
    let mut y = top + 28.0;
    let mut said = vec![lead_sentence(comparison, of, lang)];
    said.extend(hidden_sentences(&of.hidden, lang));
    for text in said.iter().flat_map(|text| wrap(text, (WIDTH / SMALL.size * 2.0) as usize - 4)) {
        drawing.text((0.0, y), &text, SMALL);
        y += 10.5;
    }
    let (Some(first), Some(last)) = (of.years.first(), of.years.last()) else { return y };
    let shown: Vec<&Adoption> = of.adoptions.iter().take(LANES).collect();
    let names: Vec<String> = shown.iter().map(|own| fit(&body_name(comparison, own.body, lang), NAME)).collect();
    let left = names.iter().map(|name| text_width(name, SMALL.size)).fold(90.0, f64::max) + 12.0;
    let count = (last.year - first.year + 1) as usize;
    let step = ((WIDTH - left - LAG) / count as f64).min(YEAR);
    let years = Years { left, first: first.year, step, count };
    y = bars(drawing, of, (&years, y + 14.0), lang);
    for (adoption, name) in shown.iter().zip(&names) {
        drawing.text((left - 8.0, y + 9.0), name, Look { anchor: Anchor::End, ..SMALL });
        lane(drawing, comparison, (of.column, adoption), (&years, y + 6.0));
        drawing.text((years.right() + 8.0, y + 9.0), &lag_text(adoption, lang), SMALL);
        y += LANE;
    }
    let more = of.adoptions.len() - shown.len();
    if more > 0 {
        let said = lang.pick(format!("ほか{more}団体"), format!("{more} more bodies"));
        drawing.text((left - 8.0, y + 9.0), &said, Look { anchor: Anchor::End, ..SMALL });
        y += LANE;
    }
    legend(drawing, y + 8.0, lang)
}

/// For each year a bar as high as there are bodies with a plan, filled as far as they have it.
fn bars(drawing: &mut Drawing, of: &Diffusion, (years, top): (&Years, f64), lang: Lang) -> f64 {
    let most = of.years.iter().map(|year| year.bodies).max().unwrap_or(1).max(1);
    let bottom = top + BARS;
    let height = |bodies: u32| f64::from(bodies) / f64::from(most) * BARS;
    let wide = (years.step * 0.62).max(2.0);
    let [bodies, having, ..] = diffusion_heads(lang);
    let end = Look { anchor: Anchor::End, ..SMALL };
    drawing.text((years.left - 8.0, top + 4.0), &format!("{having}／"), end);
    drawing.text((years.left - 8.0, top + 14.0), bodies, end);
    let (from, to) = (years.left, years.right());
    drawing.raw(&format!("<line x1=\"{from:.1}\" y1=\"{bottom:.1}\" x2=\"{to:.1}\" y2=\"{bottom:.1}\" stroke=\"#111\" stroke-width=\"0.5\"/>"));
    let every = (32.0 / years.step).ceil().max(1.0) as i32;
    for year in &of.years {
        let x = years.x(year.year) - wide / 2.0;
        let mut y = bottom;
        let before = year.having - year.new - year.earliest;
        let parts =
            [(before, PALE), (year.new, INK), (year.earliest, "url(#none)"), (year.bodies - year.having, "#fff")];
        for (count, fill) in parts.into_iter().filter(|(count, _)| *count > 0) {
            let high = height(count);
            y -= high;
            drawing.raw(&format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{fill}\" stroke=\"#555\" stroke-width=\"0.5\"/>"));
        }
        if (year.year - years.first) % every == 0 {
            let middle = Look { anchor: Anchor::Middle, ..SMALL };
            let said = format!("{}／{}", year.having, year.bodies);
            drawing.text((years.x(year.year), y - 3.0), &said, middle);
            drawing.text((years.x(year.year), bottom + 10.0), &year.year.to_string(), middle);
            drawing.text((years.x(year.year), bottom + 19.0), &FiscalYear(year.year).short(), middle);
        }
    }
    bottom + 26.0
}

/// A body's years: a mark where it took it up, a line while it has it, a dot where its plan does not have it.
fn lane(
    drawing: &mut Drawing,
    comparison: &Comparison,
    (column, adoption): (usize, &Adoption),
    (years, y): (&Years, f64),
) {
    let own = comparison.rows.partition_point(|row| row.key.organisation < Some(adoption.body));
    let rows: Vec<&Row> =
        comparison.rows[own..].iter().take_while(|row| row.key.organisation == Some(adoption.body)).collect();
    let has = |row: &Row| row.cells.get(column).is_some_and(|cell| cell.items > 0);
    let seen =
        |row: &&&Row| row.key.year.is_some_and(|year| (years.first..years.first + years.count as i32).contains(&year));
    let mut before: Option<i32> = None;
    for row in rows.iter().filter(seen) {
        let Some(year) = row.key.year else { continue };
        let x = years.x(year);
        if !has(row) {
            drawing.raw(&format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1\" fill=\"#777\"/>"));
            before = None;
            continue;
        }
        if let Some(before) = before {
            let dash = if before + 1 == year { "" } else { " stroke-dasharray=\"2 2\"" };
            drawing.raw(&format!("<line x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{x:.1}\" y2=\"{y:.1}\" stroke=\"{INK}\" stroke-width=\"2\"{dash}/>", years.x(before)));
        }
        before = Some(year);
    }
    let x = years.x(adoption.year);
    if let Since::Between(before) = adoption.since {
        drawing.raw(&format!("<line x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{x:.1}\" y2=\"{y:.1}\" stroke=\"#777\" stroke-width=\"0.8\" stroke-dasharray=\"1 2\"/>", years.x(before)));
    }
    mark(drawing, (x, y), adoption.since);
}

/// Full where it is new, hollow where it may be older, half where it began between.
fn mark(drawing: &mut Drawing, (x, y): (f64, f64), since: Since) {
    let fill = if since == Since::New { INK } else { "#fff" };
    drawing.raw(&format!(
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.6\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.2\"/>"
    ));
    if matches!(since, Since::Between(_)) {
        drawing.raw(&format!("<path d=\"M{x:.1} {:.1} a3.6 3.6 0 0 1 0 7.2 z\" fill=\"{INK}\"/>", y - 3.6));
    }
}

fn legend(drawing: &mut Drawing, y: f64, lang: Lang) -> f64 {
    let marks = [
        (Since::New, ["初出", "new"]),
        (Since::Between(0), ["間の計画が手元にない", "began between plans at hand"]),
        (Since::Earliest, ["最初の計画から（より古いかもしれない）", "from the first plan (may be older)"]),
    ];
    let mut x = 4.0;
    for (since, [japanese, english]) in marks {
        mark(drawing, (x, y), since);
        let said = lang.pick(japanese, english);
        drawing.text((x + 7.0, y + 3.0), said, SMALL);
        x += text_width(said, SMALL.size) + 26.0;
    }
    let fills = [
        (PALE, ["前から", "before"]),
        (INK, ["初めて", "new"]),
        ("url(#none)", ["最初の計画から", "from the first plan"]),
        ("#fff", ["計画はあるが掲げない", "plan without it"]),
    ];
    for (fill, [japanese, english]) in fills {
        drawing.raw(&format!("<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"10\" height=\"8\" fill=\"{fill}\" stroke=\"#555\" stroke-width=\"0.5\"/>", y - 4.0));
        let said = lang.pick(japanese, english);
        drawing.text((x + 13.0, y + 3.0), said, SMALL);
        x += text_width(said, SMALL.size) + 26.0;
    }
    y + 12.0
}
