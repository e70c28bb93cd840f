//! Columns set by blanks alone: tables without tabs, and two columns of a page side by side.
//!
//! What comes in are the lines, what goes out are lines whose wide gaps are tabs, or which are parted in two. This
//! file must not know what a column means.

use super::chars::width;
use super::mark;
use super::raw::{self, Raw};
use std::borrow::Cow;

/// Columns of the page that a gap takes at least.
pub(super) const WIDE: u32 = 3;
/// Columns by which the beginnings of cells may differ.
const SLACK: u32 = 3;
/// Lines of a table that are looked at, at most.
const TALLEST: usize = 200;

/// A stretch of a line between wide gaps.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: usize,
    to: usize,
    /// The column of the page at which it begins.
    start: u32,
}

/// Turns wide gaps of tables into tabs, and parts lines that stand side by side.
pub(super) fn set(raws: Vec<Raw>) -> Vec<Raw> {
    if !raws.iter().any(may_part) {
        return raws;
    }
    let lines: Vec<Vec<Piece>> =
        raws.iter().map(|raw| if may_part(raw) { pieces(&raw.text) } else { Vec::new() }).collect();
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    let mut queue = raws.into_iter();
    while at < lines.len() {
        let run = &lines[at..lines.len().min(at + TALLEST)];
        if let Some((starts, tall)) = table(run) {
            for (mut raw, cells) in queue.by_ref().take(tall).zip(run) {
                raw.text = Cow::Owned(tabbed(&raw.text, cells, &starts));
                set.push(raw);
            }
            at += tall;
            continue;
        }
        let tall = pairs(run);
        match side_by_side(&run[..tall], queue.as_slice()) {
            None => {
                let taken = tall.max(1);
                set.extend(queue.by_ref().take(taken));
                at += taken;
            }
            Some(order) => {
                let parted = queue.by_ref().take(tall).zip(run).map(|(raw, cells)| part(raw, cells));
                match order {
                    Order::Rows => set.extend(parted.flat_map(|(left, right)| [left, right])),
                    Order::Columns => {
                        let (left, right): (Vec<_>, Vec<_>) = parted.unzip();
                        set.extend(left.into_iter().chain(right));
                    }
                }
                at += tall;
            }
        }
    }
    set
}

/// A line with a wide gap inside it, which is no table yet.
fn may_part(raw: &Raw) -> bool {
    raw.gap >= WIDE && !raw.leader && raw.width <= 200 && !raw.text.contains(['\t', '|', '｜', '<'])
}

/// The stretches between wide gaps; letters set apart for looks (内　　容) stay together.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut column, mut gap) = (0u32, WIDE);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap += width(c);
        } else {
            let to = at + c.len_utf8();
            match pieces.last_mut() {
                Some(last) if gap < WIDE => last.to = to,
                _ => pieces.push(Piece { from: at, to, start: column }),
            }
            gap = 0;
        }
        column += width(c);
    }
    let single = |piece: &Piece| text[piece.from..piece.to].chars().count() == 1;
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut alone = false;
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if alone && single(&piece) => last.to = piece.to,
            _ => {
                alone = single(&piece);
                joined.push(piece);
            }
        }
    }
    joined
}

/// A header of at least three short words, and rows whose cells begin where those of a full row do: the beginnings
/// of the columns, and how many lines.
fn table(lines: &[Vec<Piece>]) -> Option<(Vec<u32>, usize)> {
    let header = lines.first().filter(|header| header.len() >= 3)?;
    let short = |piece: &Piece| piece.to - piece.from <= 42;
    if !header.iter().all(short) {
        return None;
    }
    let full = lines.iter().skip(1).take(8).find(|line| line.len() == header.len())?;
    let starts: Vec<u32> = full.iter().map(|piece| piece.start).collect();
    let fits = |line: &&Vec<Piece>| line.len() >= 2 && places(line, &starts).is_some();
    let rows = lines.iter().skip(1).take_while(fits).count();
    (rows >= 2).then_some((starts, rows + 1))
}

/// For each stretch the column in which it stands, if every one has its own.
fn places(line: &[Piece], starts: &[u32]) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(line.len());
    for piece in line {
        let near = starts.iter().position(|start| start.abs_diff(piece.start) <= SLACK)?;
        if places.last().is_some_and(|last| *last >= near) {
            return None;
        }
        places.push(near);
    }
    Some(places)
}

/// The line with a tab for each column that begins in a gap; every letter stays where it is.
fn tabbed(text: &str, cells: &[Piece], starts: &[u32]) -> String {
    // The header may be centred over its columns: it has one word for each.
    let places = if cells.len() == starts.len() {
        (0..cells.len()).collect()
    } else {
        places(cells, starts).unwrap_or_default()
    };
    let mut out = String::with_capacity(text.len());
    let (mut seen, mut at) = (0, 0);
    for (cell, place) in cells.iter().zip(places) {
        let mut missing = place - seen;
        for c in text[at..cell.from].chars() {
            let tab = missing > 0;
            missing -= usize::from(tab);
            out.push(if tab { '\t' } else { c });
        }
        (seen, at) = (place, cell.from);
        out.push_str(&text[cell.from..cell.to]);
        at = at.max(cell.to);
    }
    out.push_str(&text[at..]);
    out
}

/// How two columns of marked lines are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Rows,
    Columns,
}

/// How many lines from here on have two stretches, the second of which begins at the same place.
fn pairs(lines: &[Vec<Piece>]) -> usize {
    let Some(start) = lines.first().filter(|line| line.len() == 2).map(|line| line[1].start) else {
        return 0;
    };
    lines.iter().take_while(|line| line.len() == 2 && line[1].start.abs_diff(start) <= SLACK).count()
}

/// Lines of two stretches each, both of which begin with a mark: the order in which to read them.
fn side_by_side(lines: &[Vec<Piece>], raws: &[Raw]) -> Option<Order> {
    if lines.len() < 3 {
        return None;
    }
    let marks = || {
        lines.iter().zip(raws).filter_map(|(line, raw)| {
            let read = |piece: &Piece| mark::parse(&raw.text[piece.from..piece.to]);
            Some((read(&line[0])?, read(&line[1])?))
        })
    };
    if marks().count() * 4 < lines.len() * 3 {
        return None;
    }
    let across = marks().filter(|(a, b)| a.class == b.class && a.class.counts() && a.ordinal + 1 == b.ordinal).count();
    Some(if across * 2 > lines.len() { Order::Rows } else { Order::Columns })
}

/// A line as its left and its right half.
fn part<'a>(raw: Raw<'a>, cells: &[Piece]) -> (Raw<'a>, Raw<'a>) {
    let at = cells.get(1).map_or(raw.text.len(), |right| right.from);
    (raw::part(&raw, raw.text[..at].trim_end().to_owned()), raw::part(&raw, raw.text[at..].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_become_tabs() {
        let header = "区分          事業名        内　　容";
        let row = "経営          創業塾        講座を開く。";
        let short = "              相談会        相談に応じる。";
        let lines: Vec<Vec<Piece>> = [header, row, short].iter().map(|line| pieces(line)).collect();
        let (starts, tall) = table(&lines).unwrap();
        assert_eq!((starts.as_slice(), tall), ([0, 14, 28].as_slice(), 3));
        assert_eq!(tabbed(short, &lines[2], &starts).trim_end(), "\t             相談会\t       相談に応じる。");
    }
}
