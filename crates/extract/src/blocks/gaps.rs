//! Columns set by blanks alone: tables without tabs, and two columns of a page side by side.
//!
//! What comes in are the lines, what goes out are lines whose wide gaps are tabs, or which are parted in two. This
//! file must not know what a column means.

use super::cell::Cell;
use super::chars::{digit, is_japanese, squeeze, width};
use super::heads::heads;
use super::mark;
use super::raw::{self, Raw};
use super::target::figure::{self, Shape};
use super::target::head;
use std::borrow::Cow;

/// Columns of the page that a gap takes at least.
pub(super) const WIDE: u32 = 3;
/// Columns by which the beginnings of cells may differ.
const SLACK: u32 = 3;
/// Lines of a table that are looked at, at most.
const TALLEST: usize = 200;

/// A stretch of a line between wide gaps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The column of the page at which it begins.
    start: u32,
}

/// Turns wide gaps of tables into tabs, and parts lines that stand side by side.
pub(super) fn set(raws: Vec<Raw>) -> Vec<Raw> {
    if !raws.iter().any(|raw| may_part(raw) || may_head(raw)) {
        return raws;
    }
    let lines: Vec<Vec<Piece>> =
        raws.iter().map(|raw| if may_part(raw) { pieces(&raw.text) } else { Vec::new() }).collect();
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    let mut queue = raws.into_iter();
    while at < lines.len() {
        let run = &lines[at..lines.len().min(at + TALLEST)];
        let found = grouped_counts(queue.as_slice()).or_else(|| worded(queue.as_slice())).or_else(|| {
            match table(run).filter(|_| heads_columns(&queue.as_slice()[0], &run[0])) {
                Some(rows) => Some(run.iter().cloned().zip(rows).collect()),
                None => counts(queue.as_slice()),
            }
        });
        if let Some(found) = found {
            let tall = found.len();
            for (mut raw, (cells, places)) in queue.by_ref().take(tall).zip(found) {
                // No blank before the first cell could become a tab.
                if places.first().is_some_and(|place| *place > 0) && cells.first().is_some_and(|cell| cell.from == 0) {
                    set.extend(row(&raw, &cells, &places));
                    continue;
                }
                raw.text = Cow::Owned(tabbed(&raw.text, &cells, &places));
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

/// May a line of words head a table of counts?
fn may_head(raw: &Raw) -> bool {
    /// Letters of such a head.
    const LONGEST: u32 = 60;
    let plain = raw.class.is_none() && raw.cells.is_none() && !raw.leader && raw.width <= 200;
    let states =
        || raw.trimmed().split_whitespace().all(|word| !word.contains(|c| digit(c).is_some()) || head::is_state(word));
    let plain_words = raw.digits == 0 || raw.trimmed().matches('月').count() >= head::MONTHS || states();
    let words = plain_words && raw.letters <= LONGEST && raw.trimmed().contains(char::is_whitespace);
    plain && words && !raw.text.contains(['\t', '|', '｜', '<', '。', '、'])
}

/// The stretches between wide gaps; letters set apart for looks (内　　容) stay together.
fn pieces(text: &str) -> Vec<Piece> {
    stretches(text, WIDE)
}

/// The stretches between gaps of so many columns; letters set apart for looks stay together.
pub(crate) fn stretches(text: &str, wide: u32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut column, mut gap) = (0u32, wide);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap += width(c);
        } else {
            let to = at + c.len_utf8();
            match pieces.last_mut() {
                Some(last) if gap < wide => last.to = to,
                _ => pieces.push(Piece { from: at, to, start: column }),
            }
            gap = 0;
        }
        column += width(c);
    }
    let single = |piece: &Piece| {
        let mut letters = text[piece.from..piece.to].chars();
        letters.next().is_some_and(|c| digit(c).is_none()) && letters.next().is_none()
    };
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

/// A header of at least three short words, and rows whose cells begin where those of a full row do: for each line the
/// columns of its stretches.
fn table(lines: &[Vec<Piece>]) -> Option<Vec<Vec<usize>>> {
    let header = lines.first().filter(|header| header.len() >= 3)?;
    if !header.iter().all(short) {
        return None;
    }
    let full = lines.iter().skip(1).take(8).find(|line| line.len() == header.len())?;
    let starts: Vec<u32> = full.iter().map(|piece| piece.start).collect();
    // A row that stands askew has a stretch for each column.
    let whole = |line: &Vec<Piece>| (line.len() == header.len()).then(|| (0..header.len()).collect());
    let fits = |line: &Vec<Piece>| places(line, &starts).filter(|_| line.len() >= 2).or_else(|| whole(line));
    let rows: Vec<Vec<usize>> = lines.iter().skip(1).map_while(fits).collect();
    // The header may be centred over its columns: it has one word for each.
    (rows.len() >= 2).then(|| std::iter::once((0..header.len()).collect()).chain(rows).collect())
}

/// Does a line head columns: no item of its own with its figures (⑴ パンフレットの発行 30,000部 2,100千円)?
fn heads_columns(raw: &Raw, pieces: &[Piece]) -> bool {
    let word = |piece: &Piece| squeeze(&raw.text[piece.from..piece.to]);
    let counted = |word: &str| {
        figure::shape(word) == Some(Shape::Number)
            && head::whole(word).is_none()
            && !word.chars().all(|c| digit(c).is_some())
    };
    let item = raw.class.is_some_and(|class| class.counts() && class != mark::Class::Bare);
    !item || !pieces.iter().any(|piece| counted(&word(piece)))
}

fn short(piece: &Piece) -> bool {
    piece.to - piece.from <= 42
}

/// A line with its stretches, and the column of each.
type Tabbed = (Vec<Piece>, Vec<usize>);

/// A header of words, and rows of a name and a figure for each of them, whatever blanks part their columns.
fn counts(raws: &[Raw]) -> Option<Vec<Tabbed>> {
    let below = raws.get(1).filter(|below| below.digits > 0 && may_count(below))?;
    if !may_head(&raws[0]) {
        return None;
    }
    (1..=WIDE).rev().find_map(|wide| {
        let header = stretches(&raws[0].text, wide);
        let first = stretches(&below.text, wide).len();
        // Words between single blanks may be a sentence.
        let least = if wide == 1 { 3 } else { 2 };
        if header.len() < least || first != header.len() && first != header.len() + 1 {
            return None;
        }
        let rows = raws[1..].iter().take(TALLEST).take_while(|raw| may_count(raw));
        let rows = rows.map(|raw| stretches(&raw.text, wide)).take_while(|row| row.len() == first);
        let lines: Vec<Vec<Piece>> = std::iter::once(header).chain(rows).collect();
        let figures = if wide > 1 || words_of_measure(&raws[0].text) { 1 } else { 2 };
        let places = columns_of_counts(&lines, raws, figures)?;
        Some(lines.into_iter().zip(places).collect())
    })
}

/// For each line the columns of its stretches, where the rows end with at least so many figures: the header names the
/// names too, or leaves their place blank.
fn columns_of_counts(lines: &[Vec<Piece>], raws: &[Raw], least: usize) -> Option<Vec<Vec<usize>>> {
    let header = lines.first().filter(|header| header.iter().all(short))?;
    let word = |line: usize, piece: &Piece| squeeze(&raws[line].text[piece.from..piece.to]);
    let counted = |line: usize, piece: &Piece| figure::shape(&word(line, piece));
    let figures = |line: usize| lines[line].iter().rev().take_while(|piece| counted(line, piece).is_some()).count();
    let first = lines.get(1)?;
    // Above the name stands its heading, or nothing: then the row has one stretch more.
    let name = raws[1].text[first[0].from..first[0].to].split("  ").next().unwrap_or_default();
    let beside = header[0].start >= first[0].start + name.chars().map(width).sum::<u32>();
    let corner = first.len() == header.len() + 1;
    // Where single blanks part the columns, no word stands above another.
    let flowing = corner && raws[0].gap <= 1;
    if corner != beside && !flowing {
        return None;
    }
    let told = |line: usize| {
        let numbered = lines[line].iter().any(|piece| counted(line, piece) == Some(Shape::Number));
        let wanted = if corner { lines[line].len() - 1 } else { least };
        raws[line].class.is_none_or(|class| class == mark::Class::Bare) && numbered && figures(line) >= wanted
    };
    let rows = (1..lines.len()).take_while(|line| told(*line)).count();
    // 指標 over its name, 現状値 and 目標値 over its figures: an indicator told in lines, and no table.
    let told = crate::vocabulary::words().column.indicator.is(&word(0, &header[0]));
    if told && first.len() == 2 {
        return None;
    }
    let words = header.iter().all(|piece| {
        let word = word(0, piece);
        head::is_state(&word) || word.contains(is_japanese) && (counted(0, piece).is_none() || head::is_month(&word))
    });
    (rows >= 2 && words).then(|| {
        let all: Vec<usize> = (0..first.len()).collect();
        let head = all[usize::from(corner)..].to_vec();
        std::iter::once(head).chain((0..rows).map(|_| all.clone())).collect()
    })
}

/// The same where names stand in two columns, over which the head has no word, the first of them once for several rows: 簿記
/// beside 1級, 2級 and 3級.
fn grouped_counts(raws: &[Raw]) -> Option<Vec<Tabbed>> {
    let may = raws.get(1).is_some_and(|below| below.digits > 0 && may_count(below)) && may_head(&raws[0]);
    let header =
        may.then(|| stretches(&raws[0].text, WIDE)).filter(|header| header.len() >= 2 && header.iter().all(short))?;
    let word = |line: usize, piece: &Piece| squeeze(&raws[line].text[piece.from..piece.to]);
    let named =
        header.iter().all(|piece| word(0, piece).contains(is_japanese) && figure::shape(&word(0, piece)).is_none());
    if !named {
        return None;
    }
    let row = |line: usize| {
        let raw = raws.get(line).filter(|raw| may_count(raw))?;
        let pieces = stretches(&raw.text, WIDE);
        let names = pieces.len().checked_sub(header.len()).filter(|names| (1..=2).contains(names))?;
        let counted = pieces[names..].iter().map(|piece| figure::shape(&word(line, piece)));
        let figures =
            counted.clone().all(|shape| shape.is_some()) && counted.clone().any(|shape| shape == Some(Shape::Number));
        let plain = raw.class.is_none_or(|class| class == mark::Class::Bare);
        (figures && plain && pieces[names - 1].start < header[0].start).then_some((pieces, names))
    };
    let rows: Vec<(Vec<Piece>, usize)> = (1..raws.len().min(TALLEST)).map_while(row).collect();
    let both = rows.iter().find(|(_, names)| *names == 2)?;
    let (outer, inner) = (both.0[0].start, both.0[1].start);
    let places = |(pieces, names): (Vec<Piece>, usize)| {
        let first = if names == 1 && pieces[0].start.abs_diff(inner) < pieces[0].start.abs_diff(outer) { 1 } else { 0 };
        let names = (first..).take(names);
        let places = names.chain(2..2 + header.len()).collect::<Vec<_>>();
        (pieces, places)
    };
    let told = rows.len() >= 2 && rows.iter().any(|(_, names)| *names == 1);
    let head = (header.clone(), (2..2 + header.len()).collect());
    told.then(|| std::iter::once(head).chain(rows.into_iter().map(places)).collect())
}

/// A table whose columns single blanks part: a head of nothing but words that head columns, 部会名 事業内容 時期, and rows of
/// as many words, or of one less where the first stands for several rows.
fn worded(raws: &[Raw]) -> Option<Vec<Tabbed>> {
    /// Columns and rows of such a table, at least, and letters of its cells, at most.
    const FEWEST: usize = 3;
    const LONGEST: usize = 40;
    let words = |raw: &Raw| {
        let plain = raw.cells.is_none() && !raw.leader && !raw.text.contains(['\t', '|', '｜', '<', '&', '。']);
        let pieces = stretches(&raw.text, 1);
        (plain && pieces.iter().all(|piece| raw.text[piece.from..piece.to].chars().count() <= LONGEST))
            .then_some(pieces)
    };
    let head = raws.first().filter(|raw| raw.class.is_none() && raw.digits == 0 && may_head(raw))?;
    let header = words(head).filter(|header| header.len() >= FEWEST)?;
    let known = header.iter().all(|piece| heads(&squeeze(&head.text[piece.from..piece.to])));
    if !known {
        return None;
    }
    let marked = |raw: &Raw| raw.class.is_some_and(|class| class != mark::Class::Bare);
    let rows = raws[1..].iter().take(TALLEST).take_while(|raw| !marked(raw)).map_while(words);
    let fits = |row: &Vec<Piece>| row.len() == header.len() || row.len() + 1 == header.len();
    let rows: Vec<Vec<Piece>> = rows.take_while(fits).collect();
    let whole = rows.iter().filter(|row| row.len() == header.len()).count();
    let begins = rows.first().is_some_and(|row| row.len() == header.len());
    if rows.len() < FEWEST || !begins || whole * 2 < rows.len() {
        return None;
    }
    let places = |row: Vec<Piece>| {
        let places = (header.len() - row.len()..header.len()).collect();
        (row, places)
    };
    Some(std::iter::once(header.clone()).chain(rows).map(places).collect())
}

/// Does a head end with the name of a measure: 参加者数?
fn words_of_measure(text: &str) -> bool {
    crate::vocabulary::words().figure.measure_end.ends(text.trim_end())
}

/// May a line be a row of counts?
fn may_count(raw: &Raw) -> bool {
    /// Letters of a row.
    const LONGEST: u32 = 120;
    let plain = raw.cells.is_none() && !raw.leader && raw.digits + raw.letters <= LONGEST;
    plain && !raw.text.contains(['\t', '|', '｜', '<', '。'])
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

/// The line as a row of cells.
fn row<'a>(raw: &Raw, pieces: &[Piece], places: &[usize]) -> Option<Raw<'a>> {
    let cell = |(piece, place): (&Piece, &usize)| {
        let letter = u32::try_from(raw.text[..piece.from].chars().count() + 1).unwrap_or(u32::MAX);
        let mut cell = Cell::new(u32::try_from(*place).unwrap_or(u32::MAX), raw.number, letter);
        cell.add(&raw.text[piece.from..piece.to], raw.number, letter, &mut Vec::new());
        cell.close()
    };
    raw::row(raw, pieces.iter().zip(places).map(cell).collect())
}

/// The line with a tab for each column that begins in a gap; every letter stays where it is.
fn tabbed(text: &str, cells: &[Piece], places: &[usize]) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut seen, mut at) = (0, 0);
    for (cell, place) in cells.iter().zip(places.iter().copied()) {
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
        let rows = table(&lines).unwrap();
        assert_eq!(rows, [vec![0, 1, 2], vec![0, 1, 2], vec![1, 2]]);
        assert_eq!(tabbed(short, &lines[2], &rows[2]).trim_end(), "\t             相談会\t       相談に応じる。");
    }

    #[test]
    fn counts_below_names_of_columns() {
        let read = |source: &str| {
            let text = kurabe_read::read(source.as_bytes(), None).unwrap();
            let set = set(raw::lines(&text.lines, &mut Vec::new()));
            set.iter().map(|raw| raw.text.matches('\t').count()).collect::<Vec<_>>()
        };
        assert_eq!(read("         巡 回    窓 口\n  金 融    312件   1,428件\n  労 務     88件     131件"), [2, 2, 2]);
        assert_eq!(read("年  度     会員数\n令和４年度     820社\n令和５年度   1,031社"), [1, 1, 1]);
        assert_eq!(read("検定名 回数 申込者数\n簿記 3回 24名\n珠算 2回 8名"), [2, 2, 2]);
        assert_eq!(read("年度 会員数 増 減\nR4 820 △3\nR5 831 11"), [2, 2, 2]);
        assert_eq!(
            read("            個 人     団 体\n 令和４年度  120人     42団体\n 令和５年度  134人     45団体"),
            [2, 2, 2]
        );
        assert_eq!(read("商店街 事業 概要\n本町 3丁目 5番\n仲町の大売出し 7月 20店"), [0, 0, 0]);
        assert_eq!(read("会場     時間\n本館     十時から\n別館     正午から"), [0, 0, 0]);
    }
}
