//! A table of figures box by box: 支援内容 with the first names, a box for each year, then boxes of figures row after row,
//! where some boxes hold the figures of several rows one below the other.
//!
//! So the text of a PDF comes where its program reads each cell, or a stretch of a column, as a paragraph. What comes in
//! are lines, what goes out are the same with such tables as rows of cells. Blank lines part the boxes; that a row has as
//! many boxes as the head has years tells which belong together. This file must not know what a figure means to the plan.

use super::super::chars::{is_hiragana, squeeze};
use super::super::mark;
use super::super::raw::{self, Raw};
use super::column_major::{Found, Head, cell_of, head, head_lines, is_cell, is_stray, set_aside};
use super::figure;
use kurabe_model::Furniture;

/// Columns of a table at most.
const WIDEST: usize = 24;
/// Boxes of years that a head has at least.
const FEWEST: usize = 2;
/// Boxes that a table has at most.
const MOST: usize = 160;
/// Lines of one box at most.
const TALLEST: usize = 48;
/// Letters of a line that only ends the name above it: 数, 者数.
const LONGEST_REST: usize = 3;

/// Lines from one to the one before another.
type Lines = (usize, usize);

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        if head(&raws[at]) == Some(Head::Words)
            && let Some(Found { rows, strays, end, .. }) = table(&raws, at, furniture)
        {
            set_aside(&mut set, &raws, strays, furniture);
            set.extend(rows.into_iter().filter_map(|cells| raw::row(&raws[at], cells)));
            at = end;
            continue;
        }
        let blank = raw::part(&raws[at], String::new());
        set.push(std::mem::replace(&mut raws[at], blank));
        at += 1;
    }
    set
}

/// Where the box ends that begins at a line.
fn box_at(raws: &[Raw], from: usize) -> usize {
    let apart = |at: &usize| raws[*at].number > raws[*at - 1].last + 1;
    (from + 1..raws.len().min(from + TALLEST)).find(apart).unwrap_or(raws.len().min(from + TALLEST))
}

/// The head of such a table, and where its rows begin.
struct Boxes {
    /// Columns of words: the heading, and the lines below it.
    words: Vec<(usize, Lines)>,
    /// Columns of figures: the heading, and the cells below it.
    figures: Vec<(Lines, Vec<Lines>)>,
    /// Lines between its columns that do not belong to it.
    strays: Vec<usize>,
    end: usize,
}

impl Boxes {
    fn read(raws: &[Raw], start: usize) -> Option<Self> {
        let mut boxes = Self { words: Vec::new(), figures: Vec::new(), strays: Vec::new(), end: start };
        while let Some(raw) = raws.get(boxes.end).filter(|_| boxes.words.len() + boxes.figures.len() <= WIDEST) {
            let end = box_at(raws, boxes.end);
            match head(raw) {
                Some(Head::Words) if boxes.figures.is_empty() => boxes.words.push((boxes.end, (boxes.end + 1, end))),
                Some(Head::Figures) => {
                    let from = boxes.end + head_lines(raws, boxes.end).min(end - boxes.end);
                    let cells = cells_in(raws, (from, end))?;
                    boxes.figures.push(((boxes.end, from), cells));
                }
                None if !boxes.figures.is_empty() && is_stray(raws, boxes.end) => boxes.strays.push(boxes.end),
                _ => break,
            }
            boxes.end = end;
        }
        let (_, (from, to)) = boxes.words.first()?;
        let tall = boxes.figures.first()?.1.len();
        let level = boxes.figures.iter().all(|(_, cells)| cells.len() == tall);
        (level && boxes.figures.len() >= FEWEST && from < to).then_some(boxes)
    }
}

/// The cells of a box of figures, one below the other; a unit may stand on the next line: 10万, 円.
fn cells_in(raws: &[Raw], (from, to): Lines) -> Option<Vec<Lines>> {
    let mut cells: Vec<Lines> = Vec::new();
    for at in from..to {
        if is_cell(&raws[at], Head::Figures) {
            cells.push((at, at + 1));
            continue;
        }
        let last = cells.last_mut()?;
        let whole = squeeze(&format!("{}{}", raws[last.0].trimmed(), raws[at].trimmed()));
        if last.1 != at || figure::shape(&whole) != Some(figure::Shape::Number) {
            return None;
        }
        last.1 = at + 1;
    }
    Some(cells)
}

/// Rows whose boxes are being read: a list of boxes, each with the cells of as many rows.
type Group = Vec<Vec<Lines>>;

/// A stretch of rows with the lines of their names.
#[derive(Default)]
struct Part {
    names: Vec<Lines>,
    groups: Vec<Group>,
}

/// The rows of the table whose head begins at a line, and where it ends.
fn table(raws: &[Raw], start: usize, furniture: &mut Vec<Furniture>) -> Option<Found> {
    let boxes = Boxes::read(raws, start)?;
    let wanted = boxes.figures.len();
    let first = boxes.words.iter().map(|(_, lines)| *lines).next()?;
    let mut parts = vec![Part { names: vec![first], groups: Vec::new() }];
    if !boxes.figures[0].1.is_empty() {
        parts[0].groups.push(boxes.figures.iter().map(|(_, cells)| cells.clone()).collect());
    }
    let end = read_rows(raws, boxes.end, wanted, &mut parts);
    let mut rows: Vec<Vec<Lines>> = Vec::new();
    let mut names: Vec<Lines> = Vec::new();
    for part in &parts {
        let tall: usize = part.groups.iter().map(|group| group[0].len()).sum();
        let full = part
            .groups
            .iter()
            .all(|group| group.len() == wanted && group.iter().all(|cells| cells.len() == group[0].len()));
        if !full || tall == 0 {
            return None;
        }
        names.extend(parted(raws, &part.names, tall)?);
        for group in &part.groups {
            rows.extend((0..group[0].len()).map(|row| group.iter().map(|cells| cells[row]).collect::<Vec<_>>()));
        }
    }
    // Further columns of words have a line for each row.
    let others =
        boxes.words[1..].iter().map(|(_, lines)| parted(raws, &[*lines], rows.len())).collect::<Option<Vec<_>>>()?;
    let mut cell = |column: usize, (from, to): Lines| cell_of(&raws[from..to], u32::try_from(column).ok()?, furniture);
    let words = boxes.words.iter().map(|(head, _)| (*head, head + 1));
    let heads = words.chain(boxes.figures.iter().map(|(head, _)| *head));
    let mut table = vec![heads.enumerate().filter_map(|(column, lines)| cell(column, lines)).collect::<Vec<_>>()];
    for (row, figures) in rows.iter().enumerate() {
        let words = std::iter::once(names[row]).chain(others.iter().map(|column| column[row]));
        table.push(
            words
                .chain(figures.iter().copied())
                .enumerate()
                .filter_map(|(column, lines)| cell(column, lines))
                .collect(),
        );
    }
    Some(Found { rows: table, strays: boxes.strays, headings: Vec::new(), torn: Vec::new(), end })
}

/// Reads the boxes below the head; where they end comes back.
fn read_rows(raws: &[Raw], from: usize, wanted: usize, parts: &mut Vec<Part>) -> usize {
    let mut at = from;
    for _ in 0..MOST {
        if at >= raws.len() {
            break;
        }
        let end = box_at(raws, at);
        match cells_in(raws, (at, end)).filter(|cells| !cells.is_empty()) {
            Some(cells) => {
                if !put(cells, wanted, parts) {
                    break;
                }
            }
            None => {
                // A name has its figures below it.
                let figures = end < raws.len() && cells_in(raws, (end, box_at(raws, end))).is_some();
                let plain = (at..end)
                    .all(|line| raws[line].cells.is_none() && !raws[line].leader && !raws[line].ends_sentence());
                if !figures || !plain || !is_open_or_whole(parts, wanted) {
                    break;
                }
                parts.push(Part { names: vec![(at, end)], groups: Vec::new() });
            }
        }
        at = end;
    }
    at
}

/// Has each stretch so far its boxes, or all but the last of them?
fn is_open_or_whole(parts: &[Part], wanted: usize) -> bool {
    parts.iter().all(|part| part.groups.last().is_some_and(|group| group.len() + 1 >= wanted))
}

/// Puts a box where it belongs: beside those of its row, as the last of several rows, or as the first of the next.
fn put(cells: Vec<Lines>, wanted: usize, parts: &mut [Part]) -> bool {
    let short = |group: &Group| group.len() + 1 == wanted;
    let lacking: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].groups.last().is_some_and(short)).collect();
    let missing: usize = lacking.iter().filter_map(|at| Some(parts[*at].groups.last()?[0].len())).sum();
    if lacking.len() >= 2 && missing == cells.len() {
        let mut rest = cells.as_slice();
        for at in lacking {
            if let Some(group) = parts[at].groups.last_mut() {
                let (own, others) = rest.split_at(group[0].len());
                group.push(own.to_vec());
                rest = others;
            }
        }
        return true;
    }
    let Some(part) = parts.last_mut() else { return false };
    match part.groups.last_mut().filter(|group| group.len() < wanted) {
        Some(group) if group[0].len() == cells.len() => group.push(cells),
        Some(_) => return false,
        None => part.groups.push(vec![cells]),
    }
    true
}

/// The lines of so many names.
fn parted(raws: &[Raw], lines: &[Lines], count: usize) -> Option<Vec<Lines>> {
    let all: Vec<usize> = lines.iter().flat_map(|(from, to)| *from..*to).collect();
    let begins = |tells: &dyn Fn(usize) -> bool| {
        let starts: Vec<usize> = all.iter().copied().filter(|at| *at == all[0] || tells(*at)).collect();
        let ends = starts.iter().skip(1).copied().chain(all.last().map(|last| last + 1));
        (starts.len() == count).then(|| starts.iter().copied().zip(ends).collect::<Vec<Lines>>())
    };
    let marked = |at: usize| mark::parse(raws[at].trimmed()).is_some_and(|mark| mark.class.counts());
    let rest = |at: usize| {
        let (text, before) = (squeeze(raws[at].trimmed()), &raws[at - 1]);
        let closes = raws[at].shut > 0 && before.open > 0;
        closes || !marked(at) && (text.chars().count() <= LONGEST_REST || text.starts_with(is_hiragana))
    };
    if all.is_empty() {
        return None;
    }
    begins(&|_| true).or_else(|| begins(&|at| !rest(at))).or_else(|| begins(&marked)).or_else(|| begins(&|_| false))
}
