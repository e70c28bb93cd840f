//! Tables of one row, a cell a line, that give the name of the row before the heads of its figures: 指標, then 港の来訪者数, then 現状値,
//! 目標値, （令和4年）, （令和9年）, and the two figures. So a page reads where the name stands higher than the heads beside it.
//!
//! What comes in are lines, what goes out are the same with such tables as a head and a row. This file must not know what a
//! figure means.

use super::column_major::{self, Head};
use super::figure::shape;
use super::head::{self, Item, Says, Word};
use crate::blocks::cell::Cell;
use crate::blocks::chars::{is_japanese, squeeze};
use crate::blocks::raw::{self, Raw};
use kurabe_model::Furniture;

/// Lines of the name.
const TALLEST_NAME: usize = 3;
/// Letters of one of them.
const LONGEST: u32 = 30;
/// Columns of figures, at least and at most.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=6;

/// Turns such tables into rows.
pub(super) fn set<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let heads: Vec<Option<Head>> = raws.iter().map(column_major::head).collect();
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let Some(table) = table(&raws[at..], &heads[at..]) else {
            set.push(raws[at].clone());
            at += 1;
            continue;
        };
        for row in &table.rows {
            let cells = (0u32..).zip(row).map(|(column, lines)| cell(&raws[at..], column, lines, furniture));
            set.extend(raw::row(&raws[at], cells.collect()));
        }
        at += table.taken;
    }
    set
}

/// A head and its row: of each cell the lines.
struct Table {
    rows: [Vec<Vec<usize>>; 2],
    taken: usize,
}

/// Reads the table that begins with a line.
fn table(raws: &[Raw], heads: &[Option<Head>]) -> Option<Table> {
    if *heads.first()? != Some(Head::Words) {
        return None;
    }
    let is_name = |at: &usize| heads.get(*at) == Some(&None) && may_name(&raws[*at]);
    let heads_from = 1 + (1..=TALLEST_NAME).take_while(is_name).count();
    let heads_to = heads_from + heads[heads_from..].iter().take_while(|head| **head == Some(Head::Figures)).count();
    let items: Vec<Vec<Item>> =
        raws[heads_from..heads_to].iter().filter_map(|raw| head::whole(raw.trimmed())).collect();
    // （令和4年） below 現状値, 目標値: as many as there are words above.
    let below = items.iter().rev().take_while(|items| items.iter().all(|item| item.bracketed)).count();
    let columns = items.len() - below;
    let one = |items: &Vec<Item>| items.iter().filter(|item| is_value(item) && !item.bracketed).count() <= 1;
    let told = |says: Says| items.iter().flatten().any(|item| item.word == Word::Says(says));
    let aimed = told(Says::Target) && (told(Says::Now) || told(Says::Result));
    let fits = heads_from > 1 && COLUMNS.contains(&columns) && (below == 0 || below == columns);
    let end = heads_to + columns;
    let figure = |raw: &Raw| raw.cells.is_none() && shape(&squeeze(raw.trimmed())).is_some();
    let figures = raws.get(heads_to..end).is_some_and(|lines| lines.iter().all(figure));
    // With more of them the table has other rows.
    let whole = figures && !raws.get(end).is_some_and(figure);
    if !(fits && aimed && whole && items.iter().all(one)) {
        return None;
    }
    let head = |at: usize| (0..=usize::from(below > 0)).map(|line| heads_from + at + line * columns).collect();
    let first = std::iter::once(vec![0]).chain((0..columns).map(head)).collect();
    let second = std::iter::once((1..heads_from).collect()).chain((heads_to..end).map(|at| vec![at])).collect();
    Some(Table { rows: [first, second], taken: end })
}

fn is_value(item: &Item) -> bool {
    matches!(item.word, Word::Year(_) | Word::Says(_))
}

/// May a line be a part of the name of what is measured?
fn may_name(raw: &Raw) -> bool {
    let plain = raw.cells.is_none() && raw.class.is_none() && !raw.leader && raw.letters + raw.digits <= LONGEST;
    plain && raw.text.contains(is_japanese) && !raw.text.contains(['\t', '|', '｜', '<', '。', '、']) && raw.digits == 0
}

/// A cell of some lines, which a page has broken.
fn cell(raws: &[Raw], column: u32, lines: &[usize], furniture: &mut Vec<Furniture>) -> Cell {
    let first = &raws[lines[0]];
    let mut cell = Cell::new(column, first.number, 1);
    for raw in lines.iter().map(|line| &raws[*line]) {
        let blanks = raw.text.chars().take_while(|c| c.is_whitespace()).count();
        cell.add(raw.trimmed(), raw.number, u32::try_from(blanks).unwrap_or(u32::MAX).saturating_add(1), furniture);
    }
    cell.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_the_heads_of_its_figures() {
        let read = |text: &str| raw::set_by(set, text);
        let rows =
            ["0:指標 1:現状値（令和4年） 2:目標値（令和9年）", "0:港の花の来訪者数 1:3万人 2:5万人", "花の数です。"];
        assert_eq!(
            read("指標\n港の花の\n来訪者数\n現状値\n目標値\n（令和4年）\n（令和9年）\n3万人\n5万人\n花の数です。"),
            rows
        );
        assert_eq!(read("指標\n来訪者数\n現状値（R4）\n目標値（R9）\n3万人\n5万人").len(), 2);
        for text in [
            "指標\n現状値\n目標値\n来訪者数\n3万人\n5万人",
            "指標\n来訪者数\n宿泊者数\n現状値\n目標値\n3万人\n2万人\n5万人\n4万人",
            "指標\n来訪者数\n現状値\n目標値\n港の花を育てる。",
        ] {
            assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        }
    }
}
