//! Rows of a table that the end of a page cut in two, put together again.
//!
//! What comes in are the pages in order, what goes out are the same with such rows in one piece, on the page where
//! they begin. This file must not know what a column means.

use super::cell::{glue, goes_on, starts_inside};
use super::page::{Cells, Item, Kind, Page};

/// Lines of running heads and page numbers that may stand between the parts of a table.
const FURNITURE: usize = 3;

/// Joins rows over the ends of pages.
pub(super) fn join(pages: &mut [(u32, Page)]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some((_, before)), Some((_, after))) = (before.last_mut(), after.first_mut()) else { continue };
        let Some(last) =
            before.items.iter().rposition(is_row).filter(|last| before.items.len() - last <= FURNITURE + 1)
        else {
            continue;
        };
        let Some(first) = after.items.iter().position(is_row).filter(|first| *first <= FURNITURE) else { continue };
        let Some(first) = past_head(before, after, first) else { continue };
        let merged = merged(after, first);
        let (Some(open), Some(rest)) = (before.items.get_mut(last), after.items.get(first)) else { continue };
        if let (Kind::Row(open), Kind::Row(rest)) = (&mut open.kind, &rest.kind)
            && runs_on(open, rest, merged)
        {
            add(open, rest);
            after.items.remove(first);
        }
    }
}

fn is_row(item: &Item) -> bool {
    matches!(item.kind, Kind::Row(_))
}

/// The first row after a head that the table repeats on each page.
fn past_head(before: &Page, after: &Page, first: usize) -> Option<usize> {
    let Kind::Row(head) = &after.items.get(first)?.kind else { return None };
    let repeated = before.items.iter().any(|item| matches!(&item.kind, Kind::Row(cells) if cells.texts == head.texts));
    let next = first + usize::from(repeated);
    after.items.get(next).filter(|item| is_row(item)).map(|_| next)
}

/// How many columns at the left are blank in a row because a cell above it spans them: as many as in the row below it.
fn merged(page: &Page, at: usize) -> usize {
    let filled = |at: usize| match &page.items.get(at)?.kind {
        Kind::Row(cells) => cells.texts.iter().position(|text| !text.is_empty()),
        Kind::Line(_) => None,
    };
    filled(at).filter(|first| filled(at + 1) == Some(*first)).unwrap_or(0)
}

/// Does a row go on in the first one of the next page? Its cells stand in the same columns and none begins where none
/// stood before. The cell that names the row is not there again and one breaks off inside a sentence; a row that has
/// all its own cells is a row of its own, unless one of them begins with what can begin no line.
fn runs_on(open: &Cells, rest: &Cells, merged: usize) -> bool {
    let same =
        open.edges.len() == rest.edges.len() && open.edges.iter().zip(&rest.edges).all(|(a, b)| (a - b).abs() < 4.0);
    let filled = |cells: &Cells| cells.texts.iter().skip(merged).position(|text| !text.is_empty());
    let unnamed = filled(open) < filled(rest);
    let pairs = || open.texts.iter().zip(&rest.texts).zip(&open.room).filter(|((_, rest), _)| !rest.is_empty());
    let known = pairs().all(|((open, _), _)| !open.is_empty());
    let breaks = |((open, rest), room): &((&String, &String), &f32)| {
        !open.ends_with(['。', '」', '）', ')', '．']) && goes_on(open, rest, **room)
    };
    let whole = open.texts.iter().zip(&rest.texts).skip(merged).all(|(open, rest)| open.is_empty() == rest.is_empty());
    let inside = || pairs().any(|((_, rest), _)| starts_inside(rest));
    let all = || pairs().all(|pair| breaks(&pair));
    same && known && (unnamed && pairs().any(|pair| breaks(&pair)) || all() && (!whole || inside()))
}

fn add(open: &mut Cells, rest: &Cells) {
    for ((open, rest), room) in open.texts.iter_mut().zip(&rest.texts).zip(&open.room) {
        if rest.is_empty() {
            continue;
        }
        if goes_on(open, rest, *room) {
            glue(open, rest, *room);
        } else {
            open.push('\n');
            open.push_str(rest);
        }
    }
    open.room.clone_from(&rest.room);
}
