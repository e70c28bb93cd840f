//! Shares over the years as a workbook: lines that Excel draws, the numbers that they are drawn from, and the sheets of
//! the comparison.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartSolidFill, ChartType,
};

use super::compare_notes::source_text;
use super::compare_sheets::Sheets;
use super::lang::Lang;
use super::sheet::{Cell, FormError, Table};
use super::trend_chart::{most_telling, series_name};
use super::xlsx::{ChartPage, fill, fill_charts, made};
use kurabe_index::compare::Series;
use kurabe_model::Period;

/// What tells lines apart without colour.
const DASHES: [ChartLineDashType; 4] =
    [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot, ChartLineDashType::LongDashDot];
const MARKS: [ChartMarkerType; 4] =
    [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle, ChartMarkerType::Diamond];
const INKS: [&str; 4] = ["#111111", "#1B5E8C", "#8A3B12", "#5B5B5B"];

/// The workbook.
///
/// # Errors
///
/// If it would be larger than the format allows.
pub fn trend_xlsx(sheets: &Sheets<'_>, trend: &[Series]) -> Result<Vec<u8>, FormError> {
    let lang = sheets.lang;
    let drawn = drawn(sheets, trend);
    let charts = if drawn.rows.is_empty() { Vec::new() } else { vec![lines(&drawn, lang)] };
    let said = said(sheets, (drawn.rows.len(), trend.len()));
    made(|book| {
        let name = lang.pick("推移グラフ", "trend chart");
        fill_charts(book.add_worksheet(), (name, &said), (&charts, ChartPage::ONE))?;
        fill(book.add_worksheet(), &sheets.trend_for_people(trend))?;
        fill(book.add_worksheet(), &drawn)?;
        sheets.all().iter().try_for_each(|table| fill(book.add_worksheet(), table))
    })
}

/// How to read the lines, and whence their numbers come.
fn said(sheets: &Sheets<'_>, (shown, all): (usize, usize)) -> Vec<String> {
    let lang = sheets.lang;
    let how = lang.pick(
        "割合は、その計画の全項目（施策・取組）に占める割合。線の切れ目は計画のない年度で、ゼロではない。",
        "Shares are of all items of the plan. Where a line breaks there is no plan, which is not a zero.",
    );
    let mut said = vec![how.to_owned()];
    if shown < all {
        said.push(lang.pick(
            format!("{all}本のうち、年度の多いものから{shown}本を描いた。すべては「推移」のシートに。"),
            format!("{shown} of {all} lines are drawn, those of the most years; all stand on the sheet \"trend\"."),
        ));
    }
    said.push(source_text(sheets.store, lang));
    said
}

/// The lines that are drawn, a row each. Where there is no plan the cell is empty, for a word would be drawn as a zero.
fn drawn(sheets: &Sheets<'_>, trend: &[Series]) -> Table {
    let (comparison, lang) = (sheets.comparison, sheets.lang);
    let shown = most_telling(trend);
    let years: Vec<i32> = comparison.years.into_iter().flat_map(Period::years).collect();
    let mut table = Table {
        fixed: 1,
        ..Table::new(lang.pick("グラフの数値", "numbers of the chart"), &[lang.pick("線", "line")])
    };
    table.head.extend(years.iter().map(i32::to_string));
    for series in &shown {
        let share = |year: &i32| {
            let point = series.points.iter().find(|point| point.year == *year);
            point.map_or(Cell::Empty, |point| Cell::share(point.share))
        };
        let mut cells = vec![Cell::from(series_name((comparison, false), series, lang))];
        cells.extend(years.iter().map(share));
        table.rows.push(cells);
    }
    table
}

/// The chart of a table of lines.
fn lines(table: &Table, lang: Lang) -> Chart {
    let name = table.name.as_str();
    let last = table.head.len().saturating_sub(1) as u16;
    let mut chart = Chart::new(ChartType::Line);
    for (place, row) in (0..table.rows.len()).zip(1..) {
        let ink = INKS[place % INKS.len()];
        let mut line = ChartLine::new();
        line.set_color(ink).set_width(1.75).set_dash_type(DASHES[place % DASHES.len()]);
        let mut mark = ChartMarker::new();
        mark.set_type(MARKS[place % MARKS.len()]).set_size(6);
        mark.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(ink)));
        chart
            .add_series()
            .set_name((name, row, 0))
            .set_categories((name, 0, 1, 0, last))
            .set_values((name, row, 1, row, last))
            .set_format(ChartFormat::new().set_line(&line))
            .set_marker(&mark);
    }
    chart
        .title()
        .set_name(lang.pick("割合の推移（計画の全項目に占める割合）", "Shares by year (of all items of the plan)"));
    chart.y_axis().set_min(0).set_num_format("0%");
    chart.legend().set_position(ChartLegendPosition::Right);
    chart
}
