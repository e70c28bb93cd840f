//! PowerPoint presentations to lines: slide after slide, titles as headings, lists with their bullets, tables as rows.
//!
//! What comes in are a file's bytes, what goes out is its text; a slide is a page. Speakers' notes are left out. This
//! file must not know what a plan is.

use super::count;
use super::grid::flat;
use super::lines::Lines;
use super::package::Package;
use super::row::row;
use super::symbol;
use super::xml::Element;
use super::{ReadError, Text};

/// Letters that a title may have.
const TITLE: usize = 60;

/// Reads a presentation.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main("ppt/presentation.xml")?;
    let tree = package.tree(&main)?.ok_or(ReadError::Broken)?;
    let relations = package.relations(&main)?;
    let mut lines = Lines::default();
    let ids =
        tree.child("sldIdLst").into_iter().flat_map(Element::children).filter_map(|slide| slide.attribute("r:id"));
    for (id, page) in ids.zip(1..) {
        let Some(member) = relations.iter().find(|relation| relation.id == id) else {
            continue;
        };
        let Some(slide) = package.tree(&member.target)?.filter(|slide| slide.attribute("show") != Some("0")) else {
            continue;
        };
        lines.page = Some(page);
        if let Some(shapes) = slide.at(&["cSld", "spTree"]) {
            for line in shapes_of(shapes) {
                lines.write(&line)?;
            }
        }
        lines.gap()?;
    }
    lines.finish()
}

/// The lines of a slide's shapes, the title first.
fn shapes_of(shapes: &Element) -> Vec<String> {
    let mut found = Vec::new();
    gather(shapes, &mut found);
    let (titles, others): (Vec<&Element>, Vec<&Element>) =
        found.into_iter().partition(|shape| matches!(placeholder(shape), Some("title" | "ctrTitle")));
    let mut lines = Vec::new();
    for title in titles {
        let text = paragraphs(title).join(" ");
        let is_title = text.chars().count() <= TITLE && !text.trim().is_empty();
        lines.push(if is_title { format!("# {}", text.trim()) } else { text });
    }
    for shape in others {
        if !matches!(placeholder(shape), Some("sldNum" | "dt" | "ftr" | "hdr")) {
            lines.extend(content(shape));
        }
    }
    lines
}

/// All shapes, those of groups among them.
fn gather<'a>(shapes: &'a Element, found: &mut Vec<&'a Element>) {
    for shape in shapes.children() {
        match &*shape.name {
            "grpSp" => gather(shape, found),
            "sp" | "graphicFrame" | "cxnSp" => found.push(shape),
            "AlternateContent" => {
                if let Some(branch) = shape.child("Choice").or_else(|| shape.child("Fallback")) {
                    gather(branch, found);
                }
            }
            _ => {}
        }
    }
}

fn placeholder(shape: &Element) -> Option<&str> {
    shape.at(&["nvSpPr", "nvPr", "ph"])?.attribute("type")
}

fn content(shape: &Element) -> Vec<String> {
    match shape.at(&["graphic", "graphicData", "tbl"]) {
        Some(table) => rows(table),
        None => paragraphs(shape),
    }
}

fn rows(table: &Element) -> Vec<String> {
    let rows = table.children().filter(|row| &*row.name == "tr");
    let read = rows.map(|row| {
        let cells = row.children().filter(|cell| &*cell.name == "tc");
        cells
            .map(|cell| if cell.is_set("hMerge") || cell.is_set("vMerge") { String::new() } else { text(cell) })
            .collect()
    });
    let rows: Vec<Vec<String>> = read.filter(|cells: &Vec<String>| cells.iter().any(|cell| !cell.is_empty())).collect();
    let one = rows.iter().all(|cells| cells.len() <= 1);
    rows.iter().map(|cells| if one { flat(cells) } else { row(cells) }).collect()
}

fn text(cell: &Element) -> String {
    let lines: Vec<String> =
        paragraphs(cell).iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The paragraphs of a shape or cell, with their bullets and numbers.
fn paragraphs(shape: &Element) -> Vec<String> {
    let mut lines = Vec::new();
    // For each level the number that its last paragraph had.
    let mut numbers = [0u32; 9];
    for paragraph in shape.child("txBody").into_iter().flat_map(Element::children).filter(|child| &*child.name == "p") {
        let settings = paragraph.child("pPr");
        let level = settings
            .and_then(|settings| settings.attribute("lvl"))
            .and_then(|level| level.parse().ok())
            .unwrap_or(0usize)
            .min(8);
        let text = runs(paragraph);
        if text.trim().is_empty() {
            continue;
        }
        let bullet = settings.and_then(|settings| settings.child("buChar")).and_then(|bullet| bullet.attribute("char"));
        let font = settings.and_then(|settings| settings.child("buFont")).and_then(|font| font.attribute("typeface"));
        let auto = settings.and_then(|settings| settings.child("buAutoNum"));
        let mark = match (bullet, auto) {
            (Some(bullet), _) => bullet.chars().map(|letter| symbol::sign(letter, font)).collect::<String>() + " ",
            (None, Some(auto)) => {
                let start = auto.attribute("startAt").and_then(|start| start.parse().ok()).unwrap_or(1u32);
                let number = numbers.get(level).copied().unwrap_or(0).max(start.saturating_sub(1)).saturating_add(1);
                numbers.iter_mut().skip(level).for_each(|deeper| *deeper = 0);
                numbers[level] = number;
                numbered(auto.attribute("type").unwrap_or_default(), number)
            }
            _ => String::new(),
        };
        if auto.is_none() {
            numbers.iter_mut().skip(level).for_each(|deeper| *deeper = 0);
        }
        lines.push(format!("{}{mark}{text}", "\u{3000}".repeat(level)));
    }
    lines
}

fn runs(paragraph: &Element) -> String {
    let mut text = String::new();
    for run in paragraph.children() {
        match &*run.name {
            "r" | "fld" => text.extend(run.child("t").map(Element::text)),
            "br" => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// A number in the way that PowerPoint calls by this name: circleNumDbPlain, arabicPeriod.
fn numbered(way: &str, number: u32) -> String {
    let counted = |name: &str| count::written(name, number);
    let figure = match way {
        way if way.starts_with("circleNum") => counted("decimalEnclosedCircle"),
        way if way.starts_with("alphaLc") => counted("lowerLetter"),
        way if way.starts_with("alphaUc") => counted("upperLetter"),
        way if way.starts_with("romanLc") => counted("lowerRoman"),
        way if way.starts_with("romanUc") => counted("upperRoman"),
        way if way.starts_with("arabicDb") => counted("decimalFullWidth"),
        way if way.starts_with("ea1") => counted("japaneseCounting"),
        _ => counted("decimal"),
    };
    match way {
        way if way.ends_with("ParenBoth") => format!("({figure}) "),
        way if way.ends_with("ParenR") => format!("{figure}) "),
        way if way.ends_with("Period") => format!("{figure}. "),
        _ => format!("{figure} "),
    }
}
