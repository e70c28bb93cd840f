//! A table of figures column by column: 項目 with all names, then 現行 with all its figures, then R7 with all its own.
//!
//! So the text of a PDF comes where each cell is a box of its own and the columns are read downwards. What comes in
//! are lines, what goes out are the same with such tables as rows of cells. This file must not know what a figure means
//! to the plan.

use super::super::cell::Cell;
use super::super::chars::squeeze;
use super::super::mark::Class;
use super::super::raw::{self, Raw};
use super::figure;
use super::head::{self, Item, Word, Year};
use kurabe_model::Furniture;
use std::collections::HashSet;

/// Lines that one column may take.
const TALLEST: usize = 48;
/// Columns of figures that prove the order.
const FEWEST: usize = 2;
/// Letters of a line that heads a column, and of one that is a cell.
const LONGEST_HEAD: u32 = 14;
const LONGEST_CELL: u32 = 60;
/// Letters of a figure's unit, and of what stands around the figure.
const SHORT: u32 = 6;

/// A column: its heading, and the lines below it.
struct Column {
    head: (usize, usize),
    cells: (usize, usize),
}

/// A table that was found.
pub(super) struct Found {
    pub(super) rows: Vec<Vec<Cell>>,
    /// Lines between its columns that do not belong to it.
    pub(super) strays: Vec<usize>,
    /// Headings of what follows it that stand before its figures.
    pub(super) headings: Vec<usize>,
    /// Lines of columns of its that stand further down, behind other text.
    pub(super) torn: Vec<usize>,
    /// The line after it.
    pub(super) end: usize,
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let heads: Vec<Option<Head>> = raws.iter().map(head).collect();
    if heads.iter().filter(|head| **head == Some(Head::Figures)).count() < FEWEST {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let mut taken: HashSet<usize> = HashSet::new();
    let mut at = 0;
    while at < raws.len() {
        if taken.contains(&at) {
            at += 1;
            continue;
        }
        if heads[at].is_some()
            && let Some(Found { rows, strays, headings, torn, end }) = table(&raws, &heads, at, furniture)
        {
            set_aside(&mut set, &raws, strays, furniture);
            set.extend(rows.into_iter().filter_map(|cells| raw::row(&raws[at], cells)));
            set.extend(headings.into_iter().map(|line| raw::part(&raws[line], raws[line].text.clone().into_owned())));
            taken.extend(torn);
            at = end;
            continue;
        }
        let blank = raw::part(&raws[at], String::new());
        set.push(std::mem::replace(&mut raws[at], blank));
        at += 1;
    }
    set
}

/// What a line heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// 項目, 公表方法
    Words,
    /// 現行, R7年度, 目標値
    Figures,
}

pub(super) fn head(raw: &Raw) -> Option<Head> {
    if raw.letters + raw.digits > LONGEST_HEAD || raw.cells.is_some() || raw.text.contains(['\t', '|', '｜', '<']) {
        return None;
    }
    let items = head::whole(raw.trimmed())?;
    let figures = |item: &Item| matches!(item.word, Word::Year(_) | Word::Says(_));
    if items.iter().any(figures) {
        return Some(Head::Figures);
    }
    items.iter().any(|item| matches!(item.word, Word::Label | Word::UnitLabel)).then_some(Head::Words)
}

/// Lines that a heading may take.
const TALLEST_HEAD: usize = 3;

/// How many lines the heading takes that begins at a line: R7 and its 年度, 現状値 and （2020年 and 度）.
pub(super) fn head_lines(raws: &[Raw], at: usize) -> usize {
    let mut whole = raws[at].trimmed().to_owned();
    let mut lines = 1;
    for (more, raw) in raws[at + 1..].iter().take(TALLEST_HEAD - 1).enumerate() {
        if raw.letters + raw.digits > LONGEST_HEAD || raw.cells.is_some() {
            break;
        }
        whole.push_str(raw.trimmed());
        if whole.ends_with(['度', '）', ')']) && head::whole(&whole).is_some() {
            lines = more + 2;
        }
    }
    lines
}

/// The rows of the table whose first heading stands at a line, and where it ends.
fn table(raws: &[Raw], heads: &[Option<Head>], start: usize, furniture: &mut Vec<Furniture>) -> Option<Found> {
    let mut words = columns_of(raws, heads, start, Head::Words);
    let first = words.last().map_or(start, |column| column.cells.1);
    let headings = words.last_mut().map_or_else(Vec::new, |last| headings_below(raws, last));
    let mut figures = columns_of(raws, heads, first, Head::Figures);
    let tall = figures.first().map(|column| column.cells.1 - column.cells.0).filter(|tall| *tall > 0)?;
    let fit = figures.iter().take_while(|column| column.cells.1 - column.cells.0 == tall).count();
    // The last column is as tall as the others, whatever figures the text goes on with.
    figures.truncate(fit);
    if words.is_empty() || figures.len() < FEWEST {
        return None;
    }
    let end = figures.last()?.cells.1;
    let strays = figures.windows(2).flat_map(|pair| pair[0].cells.1..pair[1].head.0).collect();
    let torn = torn_off(raws, heads, &figures);
    let lines = torn.iter().flat_map(|column| column.head.0..column.cells.1).collect();
    figures.extend(torn);
    let names = words.iter().map(|column| lines_of(raws, column, tall)).collect::<Option<Vec<_>>>()?;
    let below = figures.iter().map(|column| (column.cells.0..column.cells.1).map(|line| (line, line + 1)).collect());
    let all: Vec<Vec<(usize, usize)>> = names.into_iter().chain(below).collect();
    let mut cell = |column: usize, (from, to): (usize, usize)| {
        let column = u32::try_from(column).ok()?;
        cell_of(raws.get(from..to)?, column, furniture)
    };
    let heads = words.iter().chain(&figures).enumerate();
    let mut rows = vec![heads.filter_map(|(column, head)| cell(column, head.head)).collect::<Vec<Cell>>()];
    for row in 0..tall {
        rows.push(all.iter().enumerate().filter_map(|(column, cells)| cell(column, *cells.get(row)?)).collect());
    }
    Some(Found { rows, strays, headings, torn: lines, end })
}

/// The headings with which a column of names seems to end, （３）事業内容 below names that are marked otherwise or not at all;
/// they leave it.
fn headings_below(raws: &[Raw], names: &mut Column) -> Vec<usize> {
    let (from, to) = names.cells;
    let heading = |at: &usize| {
        let class = raws[*at].class.filter(|class| class.counts() && *class != Class::Bare);
        class.is_some() && class != raws[from].class
    };
    let count = (from + 1..to).rev().take_while(heading).count();
    names.cells.1 = to - count;
    (to - count..to).collect()
}

/// The columns of the years that follow the last, which the page's reader met only behind the text beside them.
fn torn_off(raws: &[Raw], heads: &[Option<Head>], figures: &[Column]) -> Vec<Column> {
    /// Lines between.
    const APART: usize = 24;
    let year = |column: &Column| {
        let text: String = raws[column.head.0..column.head.1].iter().map(|raw| raw.trimmed()).collect();
        head::whole(&text)?.iter().find_map(|item| match item.word {
            Word::Year(Year::Stated(year)) => Some(year.0),
            Word::Year(Year::Bare(year) | Year::Nth(year)) => i32::try_from(year).ok(),
            _ => None,
        })
    };
    let Some(last) = figures.last() else { return Vec::new() };
    let (end, tall) = (last.cells.1, last.cells.1 - last.cells.0);
    let near = end..raws.len().min(end + APART);
    // A head of words begins another table.
    let other = near.clone().find(|at| heads[*at] == Some(Head::Words)).unwrap_or(near.end);
    let Some(begin) = (end..other).find(|at| heads[*at] == Some(Head::Figures)) else { return Vec::new() };
    let columns = columns_of(raws, heads, begin, Head::Figures);
    let follows = year(last).zip(columns.first().and_then(year)).is_some_and(|(last, next)| next == last + 1);
    let whole = columns.iter().all(|column| column.cells.1 - column.cells.0 == tall);
    if follows && whole { columns } else { Vec::new() }
}

/// The columns of one sort that stand one after another from a line on.
fn columns_of(raws: &[Raw], heads: &[Option<Head>], start: usize, sort: Head) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut at = start;
    while heads.get(at).copied().flatten() == Some(sort) {
        let from = at + if sort == Head::Figures { head_lines(raws, at) } else { 1 };
        let tall = columns.first().filter(|_| sort == Head::Figures).map(|first| first.cells.1 - first.cells.0);
        let cells = raws[from..].iter().zip(&heads[from..]).take(tall.unwrap_or(TALLEST));
        let end = from + cells.take_while(|(raw, head)| head.is_none() && is_cell(raw, sort)).count();
        if end == from {
            break;
        }
        columns.push(Column { head: (at, from), cells: (from, end) });
        at = end
            + usize::from(tall.is_none_or(|tall| tall == end - from) && sort == Head::Figures && is_stray(raws, end));
    }
    columns
}

/// Does a line stand alone between two columns of figures that belongs to neither: what runs at the head of each page?
pub(super) fn is_stray(raws: &[Raw], at: usize) -> bool {
    let apart = |at: usize| raws.get(at).is_some_and(|raw| raw.number > raws[at - 1].last + 1);
    let plain = |raw: &Raw| {
        let other = raw.class.is_none() && raw.cells.is_none() && head(raw).is_none();
        other && !is_cell(raw, Head::Figures) && !raw.ends_sentence()
    };
    at > 0 && apart(at) && apart(at + 1) && plain(&raws[at]) && head(&raws[at + 1]) == Some(Head::Figures)
}

/// Puts the lines that stood between the columns of a table before it; what the document begins with as well is the head
/// of its pages.
pub(super) fn set_aside<'a>(set: &mut Vec<Raw<'a>>, raws: &[Raw], strays: Vec<usize>, furniture: &mut Vec<Furniture>) {
    /// Lines with which a document begins.
    const FRONT: usize = 20;
    for raw in strays.into_iter().map(|line| &raws[line]) {
        if set.iter().take(FRONT).any(|front| front.trimmed() == raw.trimmed()) {
            furniture.push(Furniture::line(raw.number, raw.trimmed()));
        } else {
            set.push(raw::part(raw, raw.text.clone().into_owned()));
        }
    }
}

/// Can the line be a cell of such a column?
pub(super) fn is_cell(raw: &Raw, sort: Head) -> bool {
    let plain = raw.cells.is_none() && !raw.leader && !raw.text.contains(['\t', '|', '｜', '<', '。']);
    plain
        && match sort {
            Head::Words => raw.letters + raw.digits <= LONGEST_CELL,
            Head::Figures => {
                // A unit that nobody listed is short all the same: 3 品.
                let counted =
                    raw.digits > 0 && raw.letters <= SHORT && raw.class.is_none_or(|class| class == Class::Bare);
                counted || figure::shape(&squeeze(raw.trimmed())).is_some()
            }
        }
}

/// The lines of each cell of a column of words: a line each, or a mark or a blank line before each.
fn lines_of(raws: &[Raw], column: &Column, tall: usize) -> Option<Vec<(usize, usize)>> {
    let (from, to) = column.cells;
    let begins = |tells: &dyn Fn(usize) -> bool| {
        let starts: Vec<usize> = (from..to).filter(|at| *at == from || tells(*at)).collect();
        (starts.len() == tall).then(|| {
            let ends = starts.iter().skip(1).copied().chain([to]);
            starts.iter().copied().zip(ends).collect::<Vec<_>>()
        })
    };
    let marked = |at: usize| raws[at].class.is_some_and(|class| class.counts() || matches!(class, Class::Symbol(_)));
    let parted = |at: usize| raws[at].number > raws[at - 1].last + 1;
    begins(&|_| true).or_else(|| begins(&marked)).or_else(|| begins(&parted))
}

/// Lines as one cell.
pub(super) fn cell_of(lines: &[Raw], column: u32, furniture: &mut Vec<Furniture>) -> Option<Cell> {
    let first = lines.first()?;
    let letter = |raw: &Raw| {
        let blanks = raw.text.chars().take_while(|c| c.is_whitespace()).count();
        u32::try_from(blanks).map_or(1, |blanks| blanks + 1)
    };
    let mut cell = Cell::new(column, first.number, letter(first));
    for raw in lines {
        cell.add(raw.trimmed(), raw.number, letter(raw), furniture);
    }
    Some(cell.close())
}
