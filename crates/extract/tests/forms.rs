//! One report as a text, as a web page and as Markdown in two manners is read as the same report, but for the signs of
//! its bullets and the lines on which things stand.
#![allow(clippy::unwrap_used, clippy::tests_outside_test_module)]

use kurabe_extract::extract::extract;
use kurabe_model::Plan;
use kurabe_model::plan::Facts;

const TEXT: &str = include_str!("forms/report.txt");
const FORMS: [(&str, &str); 3] = [
    ("html", include_str!("forms/report.html")),
    ("md", include_str!("forms/report-bold.md")),
    ("md", include_str!("forms/report-front-matter.md")),
];

fn read(text: &str, extension: &str) -> Plan {
    extract(&kurabe_read::read(text.as_bytes(), Some(extension)).unwrap(), &Facts::default())
}

/// What a plan says, a line for each fact.
fn said(plan: &Plan) -> Vec<String> {
    let head = format!("{:?} {:?} {:?} {:?}", plan.organisation, plan.title, plan.kind, plan.period);
    let nodes = plan.nodes.iter().map(|node| {
        let parent = node.parent.map(|parent| parent.0);
        format!("{} {:?} {} | {} | {}", node.id.0, parent, node.kind.name(), node.title, node.body)
    });
    let figures = plan.indicators.iter().map(|figure| {
        let value = figure.value.unwrap_or_default();
        format!("{} {} {value}{} {} {:?}", figure.node.0, figure.name, figure.unit, figure.role.name(), figure.period)
    });
    std::iter::once(head).chain(nodes).chain(figures).collect()
}

#[test]
fn one_report_in_four_forms() {
    let text = said(&read(TEXT, "txt"));
    assert!(text.len() > 12, "{text:#?}");
    for (extension, form) in FORMS {
        assert_eq!(said(&read(form, extension)), text, "{extension}");
    }
}
