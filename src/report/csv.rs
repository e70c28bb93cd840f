//! CSV for spreadsheets.

use super::contrast::{Contrast, Side};
use crate::index::{IndexError, PlanRow};
use crate::search::Hit;

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, IndexError> {
    let fault = |error: &dyn std::fmt::Display| IndexError::Data(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(head).map_err(|error| fault(&error))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|error| fault(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(&error))?;
    String::from_utf8(bytes).map_err(|error| fault(&error))
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Hits, one a row, with the columns of the JSON.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn hits_csv(hits: &[Hit]) -> Result<String, IndexError> {
    let head = [
        "plan",
        "organisation",
        "title",
        "from",
        "to",
        "extent",
        "sample",
        "node",
        "kind",
        "match",
        "path",
        "heading",
        "snippet",
        "page",
        "first_line",
        "last_line",
        "themes",
        "flags",
        "score",
    ];
    let rows = hits.iter().map(|hit| {
        let passage = &hit.passage;
        vec![
            hit.plan.id.clone(),
            hit.plan.organisation.clone().unwrap_or_default(),
            hit.plan.title.clone().unwrap_or_default(),
            number(hit.plan.period.map(|period| period.from.0)),
            number(hit.plan.period.map(|period| period.to.0)),
            hit.plan.extent.name().to_owned(),
            hit.plan.sample.to_string(),
            number(passage.node.map(|node| node.0)),
            passage.kind.name().to_owned(),
            hit.matched.name().to_owned(),
            hit.path.join(" › "),
            hit.heading.clone(),
            hit.snippet.iter().map(|(text, _)| text.as_str()).collect(),
            number(passage.page),
            passage.span.first.to_string(),
            passage.span.last.to_string(),
            passage.themes.join("、"),
            passage.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join("、"),
            format!("{:.3}", hit.score),
        ]
    });
    table(&head, rows)
}

/// Plans, one a row.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn plans_csv(rows: &[&PlanRow]) -> Result<String, IndexError> {
    let head = [
        "plan",
        "file",
        "organisation",
        "organisation_kind",
        "prefecture",
        "title",
        "plan_kind",
        "term",
        "from",
        "to",
        "published",
        "extent",
        "sample",
        "source",
        "sections",
        "initiatives",
        "measures",
        "passages",
        "notices",
    ];
    let rows = rows.iter().map(|row| {
        let mut cells = vec![
            row.id.clone(),
            row.file.clone(),
            row.organisation.clone().unwrap_or_default(),
            row.organisation_kind.map(|kind| kind.name().to_owned()).unwrap_or_default(),
            row.prefecture.clone().unwrap_or_default(),
            row.title.clone().unwrap_or_default(),
            row.kind.name().to_owned(),
            row.term.clone().unwrap_or_default(),
            number(row.period.map(|period| period.from.0)),
            number(row.period.map(|period| period.to.0)),
            row.published.clone().unwrap_or_default(),
            row.extent.name().to_owned(),
            row.sample.to_string(),
            row.source.clone().unwrap_or_default(),
        ];
        cells.extend(row.nodes.iter().chain([&row.passages, &row.notices]).map(u32::to_string));
        cells
    });
    table(&head, rows)
}

/// A 新旧対照表, with the marks of changed words as ［］: a cell of text has no underlines.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn contrast_csv(contrast: &Contrast) -> Result<String, IndexError> {
    let text = |side: &Side| {
        let run = |(text, marked): &(String, bool)| if *marked { format!("［{text}］") } else { text.clone() };
        let line = |runs: &[(String, bool)]| runs.iter().map(run).collect::<String>();
        side.paragraphs.iter().map(|paragraph| line(&paragraph.runs)).collect::<Vec<_>>().join("\n")
    };
    let rows = contrast.rows.iter().map(|row| {
        let [left, right] = &row.sides;
        vec![text(left), left.lines.clone(), text(right), right.lines.clone(), row.remarks.join("\n")]
    });
    let names = contrast.plans.each_ref().map(|plan| plan.replace('\n', "・"));
    let [left, left_lines, right, right_lines, remarks] = contrast.columns;
    let (left, right) = (format!("{left}：{}", names[0]), format!("{right}：{}", names[1]));
    table(&[&left, left_lines, &right, right_lines, remarks], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("- 創業"), "'- 創業");
        assert_eq!(harmless("創業"), "創業");
    }
}
