//! The text of a plan as its document has it, line by line, rows of tables as tables, with what was read of each line
//! beside it.

use maud::{Markup, html};

use super::reader_line::{Line, Paper, Reading};
use super::reader_marks::Marks;
use super::reader_table::{Table, taken};
use super::search_hits::snippet;
use crate::ask::Params;
use crate::web::view::View;
use kurabe_extract::blocks::Barred;
use kurabe_model::{NodeId, Passage};

/// Lines on one page; a longer document comes in parts.
pub(super) const MOST: usize = 3_000;

/// The text, with a panel below the line of one item.
pub(super) fn text(view: &View, reading: &Reading<'_>, beside: Option<&(NodeId, Markup)>) -> Markup {
    let lines = lines(view, reading);
    let wanted = view.params.number::<u32>("line").or_else(|| view.params.number("part_from")).unwrap_or(1);
    let place = lines.partition_point(|line| line.number < wanted);
    let start = place / MOST * MOST;
    let shown = lines.get(start..(start + MOST).min(lines.len())).unwrap_or_default();
    let part = |from: usize| {
        let line = lines.get(from).map_or(1, |line| line.number);
        view.link("/plans", &Params::default().and("id", &reading.row.id).and("part_from", line))
    };
    let marks = Marks::of(reading, &lines);
    let paper = Paper::of(view, reading, beside);
    html! {
        div.text lang="ja" {
            @if start > 0 { p { a rel="prev" href=(part(start - MOST)) { (view.say("前の部分", "Earlier part")) } } }
            @for (above, part) in parts(shown) {
                @match part {
                    Part::Line(line) => {
                        @if let Some(page) = line.page.filter(|page| above != Some(*page)) { (paper.turn(page)) }
                        (words(&paper, &marks, line))
                        @if let Some(panel) = paper.panel(line.number) { (panel) }
                    },
                    Part::Table(lines) => (Table::of(lines, above).show(&paper, &marks)),
                }
            }
            @if start + MOST < lines.len() { p { a rel="next" href=(part(start + MOST)) { (view.say("次の部分", "Next part")) } } }
        }
    }
}

/// A line, or lines that are a table together.
enum Part<'a> {
    Line(&'a Line),
    Table(&'a [Line]),
}

/// The parts of a text, each with the page of the line above.
fn parts(lines: &[Line]) -> Vec<(Option<u32>, Part<'_>)> {
    let (mut found, mut rest, mut above) = (Vec::new(), lines, None);
    while let Some((line, behind)) = rest.split_first() {
        let (own, after) = rest.split_at(taken(rest));
        let part = if own.is_empty() { Part::Line(line) } else { Part::Table(own) };
        found.push((above, part));
        above = own.last().unwrap_or(line).page;
        rest = if own.is_empty() { behind } else { after };
    }
    found
}

/// The document's lines; where it is gone, those of the passages that the index keeps.
fn lines(view: &View, reading: &Reading<'_>) -> Vec<Line> {
    if let Some(text) = view.app.text(&view.now, reading.row) {
        let line = |line: &kurabe_read::Line| Line {
            number: line.number,
            page: line.page,
            text: line.text.clone(),
            row: Barred::of(line),
        };
        return text.lines.iter().map(line).collect();
    }
    let passage = |passage: &Passage| Line {
        number: passage.span.first,
        page: passage.page,
        text: format!("{}{} {}", passage.marker, passage.title, passage.body),
        row: None,
    };
    let mut lines: Vec<Line> = reading.plan.passages.iter().map(passage).collect();
    lines.sort_by_key(|line| line.number);
    lines.dedup_by_key(|line| line.number);
    lines
}

/// A line of text.
fn words(paper: &Paper<'_>, marks: &Marks, line: &Line) -> Markup {
    let first = paper.starts(line.number).first().filter(|_| !line.text.trim().is_empty());
    let level = first.and_then(|node| paper.level(node));
    html! {
        div class=(paper.classes(line.number)) id={ "L" (line.number) } {
            (paper.number(line.number))
            div.words role=[level.map(|_| "heading")] aria-level=[level] { (snippet(&marks.part(line.number, 0, &line.text))) }
            (paper.margin(line.number))
        }
    }
}
