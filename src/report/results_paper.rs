//! Plans against results as the papers that an office makes: a table of plan and result for page, sheet and document,
//! and plain tables with a chart of how far targets were reached.
//!
//! In come a plan, a report and what became of each item, out come a [`Contrast`] and tables. How a form draws them
//! must not be known here, the chart aside.

use rust_xlsxwriter::{Chart, ChartType};

use super::contrast::{Contrast, Paragraph, Row, Side, about};
use super::contrast_xlsx;
use super::lang::Lang;
use super::results::{Reviewed, is_corrected, outcome_name, reach_text, results_counts, results_notes, titled};
use super::sheet::{Cell, FormError, Table};
use super::text::tame;
use super::xlsx::{ChartPage, fill, fill_charts, made};
use kurabe_diff::Fate;
use kurabe_model::{Node, Plan};

/// The table of plan and result.
#[must_use]
pub fn results_contrast(reviewed: Reviewed<'_>, lang: Lang) -> Contrast {
    let line = lang.pick("行", "Line");
    let columns = [
        lang.pick("計画", "Plan"),
        line,
        lang.pick("実績", "Result"),
        line,
        lang.pick("結果・目標", "Outcome, targets"),
    ];
    let mut summary = results_counts(reviewed.results, lang);
    summary.extend(results_notes(reviewed, lang).into_iter().map(str::to_owned));
    Contrast {
        title: lang.pick("計画・実績対照表", "Plan and results"),
        columns,
        plans: [about(reviewed.plan.0, lang), about(reviewed.report.0, lang)],
        summary,
        rows: reviewed.results.fates.iter().map(|fate| row(reviewed, fate, lang)).collect(),
    }
}

fn row(reviewed: Reviewed<'_>, fate: &Fate, lang: Lang) -> Row {
    let mut remarks: Vec<String> = fate.outcome.iter().map(|outcome| outcome_name(*outcome, lang).to_owned()).collect();
    let rating = lang.pick("評価：", "Rating: ");
    let ratings = reviewed.reported(fate).filter_map(|node| node.rating.as_deref());
    remarks.extend(ratings.map(|text| format!("{rating}{}", tame(text))));
    remarks.extend(fate.reaches.iter().map(|reach| reach_text(reach, lang)));
    let below = |node: &Node| node.body.lines().map(str::to_owned).collect();
    let planned = side(reviewed.plan.1, reviewed.planned(fate), below, lang);
    let told = |node: &Node| {
        let result = node.result.as_deref().unwrap_or_default();
        // A result that the text below the title holds already is not said twice.
        let body = node.body.lines().filter(|line| !result.contains(line.trim()));
        body.chain(result.lines()).map(str::to_owned).collect()
    };
    let mut reported = side(reviewed.report.1, reviewed.reported(fate), told, lang);
    if let Some(line) = fate.line() {
        reported.lines = line.to_string();
    }
    let class = fate.outcome.map_or("heading", kurabe_diff::Outcome::name);
    Row { class, section: fate.section, sides: [planned, reported], remarks }
}

fn side<'a>(
    plan: &Plan,
    nodes: impl Iterator<Item = &'a Node>,
    text: impl Fn(&Node) -> Vec<String>,
    lang: Lang,
) -> Side {
    let (mut paragraphs, mut lines) = (Vec::new(), Vec::new());
    for node in nodes {
        let depth = plan.depth(node.id);
        paragraphs.push(Paragraph { depth, title: true, runs: vec![(titled(node, lang), false)] });
        let said = text(node).into_iter().filter(|line| !line.trim().is_empty());
        paragraphs.extend(said.map(|line| Paragraph { depth, title: false, runs: vec![(tame(&line), false)] }));
        lines.push(node.span.first.to_string());
    }
    Side { paragraphs, lines: lines.join("\n") }
}

/// Items and targets for spreadsheets: a row for each item, and one for each target below its item.
#[must_use]
pub fn results_table(reviewed: Reviewed<'_>) -> Table {
    let head = [
        "row",
        "outcome",
        "planned",
        "planned_line",
        "reported",
        "reported_line",
        "rating",
        "result",
        "target_name",
        "unit",
        "year",
        "target",
        "actual",
        "reached",
        "share",
        "target_text",
        "actual_text",
        "corrected",
    ];
    let mut rows = Vec::new();
    for fate in &reviewed.results.fates {
        let joined = |texts: Vec<String>| Cell::text((!texts.is_empty()).then(|| texts.join("\n")));
        let item = vec![
            joined(reviewed.planned(fate).map(|node| tame(&node.title)).collect()),
            Cell::whole(reviewed.planned(fate).next().map(|node| node.span.first)),
            joined(reviewed.reported(fate).map(|node| tame(&node.title)).collect()),
            Cell::whole(reviewed.reported(fate).next().map(|node| node.span.first).or(fate.line())),
        ];
        let texts = |of: fn(&Node) -> Option<&str>| joined(reviewed.reported(fate).filter_map(of).map(tame).collect());
        let kind = if fate.section { "section" } else { "item" };
        let mut cells = vec![kind.into(), Cell::text(fate.outcome.map(kurabe_diff::Outcome::name))];
        cells.extend(item.clone());
        cells.push(texts(|node| node.rating.as_deref()));
        cells.push(texts(|node| node.result.as_deref()));
        cells.resize(head.len() - 1, Cell::Empty);
        let mut nodes = reviewed.planned(fate).chain(reviewed.reported(fate));
        cells.push(nodes.any(|node| node.corrected.is_some()).to_string().into());
        rows.push(cells);
        for reach in &fate.reaches {
            let result = reach.result.as_ref();
            let mut cells = vec!["target".into(), Cell::Empty];
            cells.extend(item.clone());
            cells.extend([
                Cell::Empty,
                Cell::Empty,
                tame(&reach.target.name).into(),
                reach.target.unit.as_str().into(),
                Cell::whole(reach.target.period.or(result.and_then(|result| result.period))),
                number(reach.target.value),
                number(result.and_then(|result| result.value)),
                Cell::text(reach.reached.map(|reached| reached.to_string())),
                Cell::share(reach.share),
                tame(&reach.target.text).into(),
                Cell::text(result.map(|result| tame(&result.text))),
                is_corrected(reach).to_string().into(),
            ]);
            rows.push(cells);
        }
    }
    Table { rows, ..Table::new("results", &head) }
}

fn number(value: Option<f64>) -> Cell {
    match value {
        // Whole numbers stand without a point.
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => Cell::Whole(value as i64),
        Some(value) => Cell::Number(value, 2),
        None => Cell::Empty,
    }
}

/// Targets in the chart at most: more bars tell nothing.
const CHARTED: usize = 40;

/// The workbook: the table of plan and result, and the targets with a chart of how far each was reached.
///
/// # Errors
///
/// If it would be larger than the format allows.
pub fn results_xlsx(reviewed: Reviewed<'_>, lang: Lang) -> Result<Vec<u8>, FormError> {
    let paper = results_contrast(reviewed, lang);
    let targets = targets(reviewed, lang);
    made(|book| {
        contrast_xlsx::fill(book.add_worksheet(), &paper)?;
        if targets.rows.is_empty() {
            return Ok(());
        }
        fill(book.add_worksheet(), &targets)?;
        let last = targets.rows.len().min(CHARTED) as u32;
        let mut chart = Chart::new(ChartType::Bar);
        chart
            .add_series()
            .set_name(lang.pick("到達率", "Reached"))
            .set_categories((targets.name.as_str(), 1, 0, last, 0))
            .set_values((targets.name.as_str(), 1, SHARE, last, SHARE));
        chart.title().set_name(lang.pick("目標の到達率", "How far targets were reached"));
        // The first target stands on top, as in the table.
        chart.y_axis().set_reverse();
        chart.x_axis().set_min(0).set_num_format("0%");
        chart.legend().set_hidden();
        let said = [reach_source(reviewed, targets.rows.len(), lang)];
        fill_charts(book.add_worksheet(), (lang.pick("グラフ", "Chart"), &said), (&[chart], ChartPage::ONE))
    })
}

/// How the shares were reckoned, and from what.
fn reach_source(reviewed: Reviewed<'_>, targets: usize, lang: Lang) -> String {
    let [plan, report] = [reviewed.plan.0, reviewed.report.0].map(|row| about(row, lang).replace('\n', "・"));
    let shown = targets.min(CHARTED);
    match lang {
        Lang::Ja => format!("到達率は実績÷目標（目標{targets}件のうち{shown}件）。計画：{plan}　報告：{report}"),
        Lang::En => format!("Result by target ({shown} of {targets} targets). Plan: {plan}. Report: {report}"),
    }
}

/// The column of the share in the table of targets.
const SHARE: u16 = 5;

fn targets(reviewed: Reviewed<'_>, lang: Lang) -> Table {
    let head = match lang {
        Lang::Ja => ["指標", "単位", "年度", "目標", "実績", "到達率", "達成", "計画の行", "報告の行"],
        Lang::En => ["Figure", "Unit", "Year", "Target", "Result", "Share", "Reached", "Plan line", "Report line"],
    };
    let all = reviewed.results.fates.iter().flat_map(|fate| &fate.reaches);
    let rows = all.map(|reach| {
        let result = reach.result.as_ref();
        let judged = reach.reached.map(|reached| match reached {
            true => lang.pick("達成", "reached"),
            false => lang.pick("未達", "missed"),
        });
        vec![
            tame(&reach.target.name).into(),
            reach.target.unit.as_str().into(),
            Cell::whole(reach.target.period.or(result.and_then(|result| result.period))),
            number(reach.target.value),
            number(result.and_then(|result| result.value)),
            Cell::share(reach.share),
            Cell::text(judged),
            reach.target.line.into(),
            Cell::whole(result.map(|result| result.line)),
        ]
    });
    Table { rows: rows.collect(), fixed: 1, ..Table::new(lang.pick("目標と実績", "Targets"), &head) }
}
