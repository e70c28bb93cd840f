//! A 新旧対照表 as one page that needs nothing else: no script, no other file; it prints on A4 across.
//!
//! Offices print it from word processors too, which know little of style sheets: LibreOffice leaves a first page empty
//! unless the text begins with a table, takes the edges and the upper alignment of cells from attributes alone, and
//! knows no style for print: what holds without a medium is what it prints, in its own distance of lines.

use super::contrast::{Contrast, Paragraph, Row, Side};
use super::lang::Lang;
use super::markup::escaped;

/// The page.
#[must_use]
pub fn contrast_html(contrast: &Contrast, lang: Lang) -> String {
    let rows: String = contrast.rows.iter().map(row).collect();
    let summary: String = contrast.summary.iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
    let [left, left_lines, right, right_lines, remarks] = contrast.columns;
    let plans: Vec<String> = [left, right].iter().zip(&contrast.plans).map(|(side, plan)| head(side, plan)).collect();
    let [left_plan, right_plan] = contrast.plans.each_ref().map(|plan| plan.lines().next().unwrap_or_default());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}　{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <table class=\"about\" role=\"presentation\">\n<tr><td colspan=\"2\"><h1>{title}</h1></td></tr>\n{}</table>\n<ul>\n{summary}</ul>\n\
         <table class=\"contrast\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\">\n<colgroup><col class=\"text\"><col class=\"line\"><col class=\"text\"><col class=\"line\"><col class=\"remarks\"></colgroup>\n\
         <thead>\n<tr><th scope=\"col\">{left}<small>{}</small></th><th scope=\"col\">{left_lines}</th>\
         <th scope=\"col\">{right}<small>{}</small></th><th scope=\"col\">{right_lines}</th><th scope=\"col\">{remarks}</th></tr>\n</thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</body>\n</html>\n",
        lang.pick("ja", "en"),
        escaped(right_plan),
        plans.concat(),
        escaped(left_plan),
        escaped(right_plan),
        title = contrast.title,
    )
}

fn head(side: &str, plan: &str) -> String {
    let lines: Vec<String> = plan.lines().map(escaped).collect();
    format!("<tr><td class=\"side\">{side}</td><td>{}</td></tr>\n", lines.join("・"))
}

fn row(row: &Row) -> String {
    let class = if row.section { format!("{} section", row.class) } else { row.class.to_owned() };
    let remarks: Vec<String> = row.remarks.iter().map(|remark| escaped(remark)).collect();
    let [left, right] = row.sides.each_ref().map(cells);
    format!(
        "<tr class=\"{class}\" valign=\"top\">{left}{right}<td class=\"remarks\">{}</td></tr>\n",
        remarks.join("<br>")
    )
}

fn cells(side: &Side) -> String {
    let paragraphs: String = side.paragraphs.iter().map(paragraph).collect();
    format!("<td>{paragraphs}</td><td class=\"line\">{}</td>", escaped(&side.lines).replace('\n', "<br>"))
}

fn paragraph(paragraph: &Paragraph) -> String {
    let run = |(text, marked): &(String, bool)| {
        if *marked { format!("<u>{}</u>", escaped(text)) } else { escaped(text) }
    };
    let runs: String = paragraph.runs.iter().map(run).collect();
    let class = if paragraph.title { "title" } else { "body" };
    format!("<div class=\"{class}\" style=\"margin-left:{}em\">{runs}</div>", paragraph.depth)
}

const STYLE: &str = "\
@page { size: A4 landscape; margin: 12mm }
body { font-family: \"Yu Gothic\", \"Hiragino Sans\", \"Noto Sans CJK JP\", sans-serif; font-size: 9pt; color: #111; background: #fff; margin: 0 }
h1 { font-size: 1.4em; letter-spacing: .3em; text-align: center }
table.about { width: 100% } table.about td.side { font-weight: bold; width: 2em; vertical-align: top }
ul { margin: .5em 0 1em; padding-left: 1.2em }
table.contrast { border-collapse: collapse; width: 100%; table-layout: fixed }
col.line { width: 3.6em } col.remarks { width: 13em }
table.contrast th, table.contrast td { border: 1px solid #555; padding: .25em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
thead { display: table-header-group }
th { background: #e8ecf0; text-align: center } th small { display: block; font-weight: normal }
tr { break-inside: avoid }
div.body { font-size: .92em; color: #333; padding-left: 1em }
td.line { text-align: right; color: #444; font-size: .9em }
td.remarks { font-size: .92em }
tr.section td div.title { font-weight: bold } tr.heading td { background: #fafafa }
tr.folded td { color: #555; text-align: left }
u { text-decoration: underline; text-decoration-thickness: .09em; text-underline-offset: .2em }
@media print { body { line-height: 1.35 } }
@media screen { body { font-size: 10.5pt; line-height: 1.5; margin: 1.5em auto; max-width: 75em; padding: 0 1em } u { background: #fff3c4 } tr.added td.remarks, tr.dropped td.remarks { font-weight: bold } }
";
