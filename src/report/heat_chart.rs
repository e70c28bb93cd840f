//! A comparison as a heat matrix: the count in each cell, its share by lightness, no plan by hatching.

use super::chart::{Anchor, Drawing, LETTERS, Look, PLAIN, SMALL, shade, text_width};
use super::compare_notes::{notes_text, source_text};
use super::compare_text::{Entry, entries, gap_labels, labels, plans_cell, share_text, year_label};
use super::lang::Lang;
use super::text::{fit, width, wrap};
use kurabe_index::compare::{Cell, Comparison};
use kurabe_index::index::Store;

/// The width that A4 leaves within its margins, upright and sideways, in points.
const UPRIGHT: f64 = 510.0;
const SIDEWAYS: f64 = 760.0;

const ROW: f64 = 17.0;
const NARROWEST: f64 = 46.0;
const WIDEST: f64 = 92.0;

/// The letters of a label and of the plans beside it.
const LABEL: usize = 34;

/// The matrix as SVG.
#[must_use]
pub fn heat_chart(store: &Store, comparison: &Comparison, lang: Lang) -> String {
    let lines = lines(store, comparison, lang);
    let most = |of: fn(&Line) -> &str| lines.iter().map(|line| text_width(of(line), LETTERS)).fold(30.0, f64::max);
    let (label, plans) = (most(|line| &line.label) + 10.0, most(|line| &line.plans) + 8.0);
    let count = comparison.columns.len().max(1) as f64;
    let page = if label + plans + count * NARROWEST <= UPRIGHT { UPRIGHT } else { SIDEWAYS };
    let cell = ((page - label - plans) / count).clamp(NARROWEST, WIDEST);
    let full = (label + plans + count * cell).max(UPRIGHT.min(page));
    let mut drawing = Drawing::new(full + 2.0);
    let title = lang.pick(
        "施策・取組の件数（濃さ：計画の全項目に占める割合）",
        "Action items (darkness: share of the plan's items)",
    );
    drawing.text((0.0, 14.0), title, Look { size: 11.0, bold: true, ..PLAIN });
    let left = label + plans;
    let mut y = heads(&mut drawing, comparison, (left, cell));
    let greatest = comparison.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.share).fold(0.0, f64::max);
    let mut group = String::new();
    for line in &lines {
        if line.group != group {
            group.clone_from(&line.group);
            drawing.text((0.0, y + 12.0), &group, Look { bold: true, ..PLAIN });
            y += ROW;
        }
        drawing.text((6.0, y + 12.0), &line.label, PLAIN);
        drawing.text((label, y + 12.0), &line.plans, SMALL);
        match line.row.and_then(|row| comparison.rows.get(row)) {
            Some(row) => {
                for (place, own) in row.cells.iter().enumerate() {
                    square(&mut drawing, (left + place as f64 * cell, y, cell), own, greatest);
                }
            }
            None => {
                let whole = count * cell;
                drawing.raw(&format!("<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{whole:.1}\" height=\"{ROW}\" fill=\"url(#none)\" stroke=\"#bbb\" stroke-width=\"0.5\"/>"));
                // A white ground under the words keeps them legible on the hatching.
                let words = lang.pick("計画なし", "no plan");
                let (middle, wide) = (left + whole / 2.0, text_width(words, SMALL.size) + 6.0);
                drawing.raw(&format!(
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"11\" fill=\"#fff\"/>",
                    middle - wide / 2.0,
                    y + 3.0
                ));
                drawing.text((middle, y + 11.5), words, Look { anchor: Anchor::Middle, ..SMALL });
            }
        }
        y += ROW;
    }
    y = legend(&mut drawing, y + 8.0, greatest, lang);
    y = notes(&mut drawing, (store, comparison), (y, full), lang);
    drawing.finish(y + 4.0, title)
}

/// What stands before the cells of a row.
struct Line {
    group: String,
    label: String,
    plans: String,
    row: Option<usize>,
}

fn lines(store: &Store, comparison: &Comparison, lang: Lang) -> Vec<Line> {
    let of_entry = |entry: Entry<'_>| match entry {
        Entry::Row(place, row) => {
            let (group, label) = labels(comparison, &row.key, lang);
            Line { group, label: fit(&label, LABEL), plans: plans_cell(store, row, lang), row: Some(place) }
        }
        Entry::Gap(body, from, to) => {
            let (group, label) = gap_labels(comparison, body, (from, to), lang);
            Line { group, label, plans: String::new(), row: None }
        }
    };
    entries(comparison).into_iter().map(of_entry).collect()
}

/// The names of the columns, in as many lines as they need; gives the place below them.
fn heads(drawing: &mut Drawing, comparison: &Comparison, (left, cell): (f64, f64)) -> f64 {
    let letters = ((cell - 1.0) / LETTERS * 2.0) as usize;
    let split = |name: &String| split(name, letters.max(4));
    let heads: Vec<Vec<String>> = comparison.columns.iter().map(split).collect();
    let most = heads.iter().map(Vec::len).max().unwrap_or(1);
    let bottom = 26.0 + most as f64 * 11.0;
    for (place, head) in heads.iter().enumerate() {
        let middle = left + (place as f64 + 0.5) * cell;
        for (number, text) in head.iter().rev().enumerate() {
            let look = Look { anchor: Anchor::Middle, bold: true, ..PLAIN };
            drawing.text((middle, bottom - number as f64 * 11.0), text, look);
        }
    }
    bottom + 5.0
}

/// A name cut into pieces of at most so many columns.
fn split(name: &str, columns: usize) -> Vec<String> {
    // Between the parts of a name first; within a part only where it is too long by itself.
    let parts = name.split_inclusive('・').flat_map(|part| {
        let mut parts = vec![String::new()];
        for c in part.chars() {
            match parts.last_mut() {
                Some(part) if width(&format!("{part}{c}")) <= columns => part.push(c),
                _ => parts.push(c.to_string()),
            }
        }
        parts
    });
    let mut pieces = vec![String::new()];
    for part in parts {
        match pieces.last_mut() {
            Some(piece) if width(&format!("{piece}{part}")) <= columns => piece.push_str(&part),
            _ => pieces.push(part),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Count and share on a ground as dark as the share is great.
fn square(drawing: &mut Drawing, (x, y, width): (f64, f64, f64), cell: &Cell, greatest: f64) {
    let part = if greatest > 0.0 { cell.share.unwrap_or(0.0) / greatest } else { 0.0 };
    let (fill, ink) = shade(part);
    drawing.raw(&format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{ROW}\" fill=\"{fill}\" stroke=\"#bbb\" stroke-width=\"0.5\"/>"));
    let middle = x + width / 2.0;
    let (items, share) = (cell.items.to_string(), share_text(cell.share));
    // One text with two sizes stays together in every reader of SVG.
    drawing.raw(&format!(
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"{ink}\" font-size=\"{LETTERS}\">{items}<tspan font-size=\"6.5\" dx=\"3\">{share}</tspan></text>",
        y + 12.0,
    ));
}

fn legend(drawing: &mut Drawing, y: f64, greatest: f64, lang: Lang) -> f64 {
    let mut x = 0.0;
    for step in 0..=4 {
        let part = f64::from(step) / 4.0;
        let (fill, ink) = shade(part);
        drawing.raw(&format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"34\" height=\"12\" fill=\"{fill}\" stroke=\"#bbb\" stroke-width=\"0.5\"/>"));
        let look = Look { anchor: Anchor::Middle, fill: ink, ..SMALL };
        drawing.text((x + 17.0, y + 9.0), &share_text(Some(part * greatest)), look);
        x += 34.0;
    }
    x += 12.0;
    drawing.raw(&format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"24\" height=\"12\" fill=\"url(#none)\" stroke=\"#bbb\" stroke-width=\"0.5\"/>"));
    let words = lang.pick("計画なし（ゼロではない）", "no plan (not a zero)");
    drawing.text((x + 28.0, y + 9.0), words, SMALL);
    y + 24.0
}

/// The notes below a chart, last whence its numbers come; gives the place below them.
pub(super) fn notes(
    drawing: &mut Drawing,
    (store, comparison): (&Store, &Comparison),
    (mut y, width): (f64, f64),
    lang: Lang,
) -> f64 {
    let columns = (width / SMALL.size * 2.0) as usize;
    let said = notes_text(&comparison.notes, lang).into_iter().chain([source_text(store, lang)]);
    for note in said {
        for (number, text) in wrap(&note, columns.saturating_sub(4)).iter().enumerate() {
            let before = if number == 0 { "・" } else { "　" };
            drawing.text((0.0, y), &format!("{before}{text}"), SMALL);
            y += 10.5;
        }
    }
    if let Some(years) = comparison.years {
        let asked = lang.pick("対象年度：", "Years: ");
        let (from, to) = (year_label(years.from.0, lang), year_label(years.to.0, lang));
        drawing.text((0.0, y), &format!("・{asked}{from}～{to}"), SMALL);
        y += 10.5;
    }
    y
}
