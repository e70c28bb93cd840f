//! Tables of figures set by blanks in which one name stands beside several rows, in the middle of them: ② 物産展 beside
//! 出展者数 and 売上額.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells: the name that is beside
//! several rows in the first of them, the names of the rows in a column of their own. The figures tell which lines are
//! rows, the column at which all their names begin tells what stands beside them. This file must not know what a figure
//! means to the plan.

use super::cell::Cell;
use super::chars::is_japanese;
use super::chars::squeeze;
use super::heads::holds_figures;
use super::ink::{Ink, Measure, head_words, ink, plain};
use super::mark;
use super::raw::{self, Raw};
use super::target::figure;
use super::target::head::{self, Word};
use kurabe_model::Furniture;
use kurabe_text::unit;

/// Columns of figures, and rows, that such a table has at least.
const FEWEST: usize = 2;
/// Lines of such a table at most.
const TALLEST: usize = 60;
/// Letters of a line that holds no more than a part of a name.
const LONGEST: u32 = 16;
/// Letters by which the beginnings of names in one column may differ.
const SLACK: u32 = 1;

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let found = if may_head(&raws[at]) { table(&raws[at..], furniture) } else { None };
        if let Some((rows, tall)) = found {
            set.extend(rows.into_iter().filter_map(|cells| raw::row(&raws[at], cells)));
            at += tall;
            continue;
        }
        let blank = raw::part(&raws[at], String::new());
        set.push(std::mem::replace(&mut raws[at], blank));
        at += 1;
    }
    set
}

/// The words of a head: a name for the rows, and columns most of which hold figures.
fn may_head(raw: &Raw) -> bool {
    if !plain(raw) || raw.class.is_some() || raw.gap < super::gaps::WIDE || raw.text.contains(['。', '、']) {
        return false;
    }
    let words = head_words(&raw.text, Measure::Letters);
    let text = |ink: &Ink| squeeze(&raw.text[ink.from..ink.to]);
    let named = words.first().is_some_and(|first| {
        head::whole(&text(first)).is_some_and(|items| items.iter().any(|item| item.word == Word::Label))
    });
    named && words.iter().filter(|ink| holds_figures(&text(ink))).count() >= FEWEST
}

/// A line of a table: what stands left of its figures, and their stretches.
struct Line {
    /// The words before the second column.
    names: Vec<Ink>,
    /// The other cells, by column from 1; none for a line without figures.
    cells: Vec<(usize, Ink)>,
}

impl Line {
    fn is_row(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Is the name of the row in no column of its own: does it begin left of where those begin, and reach over it or
    /// stand alone?
    fn is_whole(&self, bound: u32) -> bool {
        let crossed = self.names.iter().any(|ink| ink.start < bound && ink.end > bound);
        crossed || !self.names.iter().any(|ink| ink.start >= bound)
    }

    fn has_group(&self, bound: u32) -> bool {
        !(self.is_row() && self.is_whole(bound)) && self.names.first().is_some_and(|ink| ink.end <= bound)
    }
}

/// A name beside several rows, on the lines from one to another.
struct Group {
    first: usize,
    last: usize,
}

/// The rows of the table whose head the first line is, and how many lines it takes.
fn table(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Option<(Vec<Vec<Cell>>, usize)> {
    [Measure::Letters, Measure::Columns].into_iter().find_map(|measure| measured(raws, measure, furniture))
}

fn measured(raws: &[Raw], measure: Measure, furniture: &mut Vec<Furniture>) -> Option<(Vec<Vec<Cell>>, usize)> {
    let heads = head_words(&raws[0].text, measure);
    let lines = lines(raws, &heads, measure);
    let rows: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].is_row()).collect();
    if rows.len() < FEWEST {
        return None;
    }
    let bound = bound(&lines, &rows, &raws[1..])?;
    let groups = groups(&lines, bound, &raws[1..])?;
    let owners = owners(&lines, &rows, bound, &groups);
    // With a group to each row the columns are read like any others.
    if !owners.windows(2).any(|pair| pair[0].is_some() && pair[0] == pair[1]) {
        return None;
    }
    let mut table = vec![cells_of_head(&raws[0], &heads, furniture)];
    for (number, row) in rows.iter().enumerate() {
        let own = owners[number];
        let opens = own.filter(|own| number == 0 || owners[number - 1] != Some(*own));
        let beside = opens.map_or(Vec::new(), |own| (groups[own].first..=groups[own].last).collect());
        let mut cells: Vec<Cell> =
            cell(raws, &lines, 0, &beside, |ink| ink.end <= bound, furniture).into_iter().collect();
        // A name may go on below the figures of its row.
        let next = rows.get(number + 1).copied().unwrap_or(lines.len());
        let lines_of_name: Vec<usize> = (*row..next).collect();
        cells.extend(match own {
            Some(_) => cell(raws, &lines, 1, &lines_of_name, |ink| ink.end > bound, furniture),
            None => cell(raws, &lines, 0, &[*row], |_| true, furniture),
        });
        for (column, ink) in &lines[*row].cells {
            cells.extend(stretch(&raws[row + 1], column + 1, ink, furniture));
        }
        table.push(cells);
    }
    // A word that found no cell would be lost.
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let set: usize = table[1..].iter().flatten().map(|cell| letters(&cell.text)).sum();
    let all: usize = raws[1..=lines.len()].iter().map(|raw| letters(&raw.text)).sum();
    (set == all).then_some((table, lines.len() + 1))
}

/// The lines below a head, as far as the table goes.
fn lines(raws: &[Raw], heads: &[Ink], measure: Measure) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut whole = 0;
    // Where the second column begins, as far as has been seen.
    let mut limit = heads.get(1).map_or(u32::MAX, |second| second.end);
    for raw in raws.iter().skip(1).take(TALLEST) {
        if !plain(raw) || raw.text.contains('。') || may_head(raw) {
            break;
        }
        let inks = joined(&raw.text, measure);
        if let Some(line) = row(raw, &inks, heads) {
            limit = limit.min(line.cells.first().map_or(limit, |(_, ink)| ink.start));
            lines.push(line);
            whole = lines.len();
            continue;
        }
        let short = raw.letters + raw.digits <= LONGEST && inks.last().is_some_and(|last| last.end <= limit);
        let goes_on = whole == lines.len() || lines.len() - whole < 2;
        if !short || !goes_on || raw.text.contains(['：', '、']) {
            // Figures that are no row of this kind: the table is read in another way.
            if inks.iter().filter(|ink| is_figure(raw, ink)).count() >= FEWEST {
                return Vec::new();
            }
            break;
        }
        lines.push(Line { names: inks, cells: Vec::new() });
    }
    // Below the last row only the rest of a name that began beside it.
    let rest = |at: usize| at > 0 && raws[at + 1].class.is_none() && raws[at].indent.abs_diff(raws[at + 1].indent) <= 2;
    let trailing = lines.len() - whole;
    lines.truncate(if trailing == 1 && rest(whole) { whole + 1 } else { whole });
    lines
}

/// The words of a line; a figure keeps its unit: 14 者.
fn joined(text: &str, measure: Measure) -> Vec<Ink> {
    let mut inks: Vec<Ink> = Vec::new();
    for next in ink(text, measure) {
        match inks.last_mut().filter(|last| next.start == last.end + 1) {
            Some(last)
                if figure::shape(&squeeze(&text[last.from..last.to])).is_some()
                    && unit::begins(&text[next.from..next.to]) =>
            {
                (last.to, last.end) = (next.to, next.end);
            }
            _ => inks.push(next),
        }
    }
    inks
}

/// Is a word a figure, or its stroke?
fn is_figure(raw: &Raw, ink: &Ink) -> bool {
    figure::shape(&squeeze(&raw.text[ink.from..ink.to])).is_some()
}

/// A line that ends with a figure, or its stroke, for each of the head's columns of figures.
fn row(raw: &Raw, inks: &[Ink], heads: &[Ink]) -> Option<Line> {
    let cells = inks.len().checked_sub(1)?.min(heads.len() - 1);
    let figures = inks.iter().rev().take_while(|ink| is_figure(raw, ink)).count();
    let numbered =
        inks.iter().any(|ink| figure::shape(&squeeze(&raw.text[ink.from..ink.to])) == Some(figure::Shape::Number));
    let (names, own) = inks.split_at(inks.len() - cells);
    let words = |ink: &Ink| raw.text[ink.from..ink.to].contains(is_japanese) && !is_figure(raw, ink);
    let short = heads.len() - 1 - cells.min(figures);
    // Words may stand between the name and the figures: 公表方法.
    let whole = cells + 1 == heads.len() && short <= 1 && numbered && names.iter().any(words);
    whole.then(|| Line { names: names.to_vec(), cells: (1..).zip(own.iter().copied()).collect() })
}

/// The column at which the names of the rows begin, where others stand left of it.
fn bound(lines: &[Line], rows: &[usize], raws: &[Raw]) -> Option<u32> {
    let numbered = |at: &usize| mark::parse(raws[*at].trimmed()).is_some_and(|mark| mark.class.counts());
    let numbers = (0..lines.len()).filter(numbered).count();
    let fits = |at: &u32| {
        let own: Vec<&Line> = rows.iter().map(|row| &lines[*row]).filter(|line| !line.is_whole(*at)).collect();
        let near = own.iter().filter(|line| line.names.iter().any(|ink| (*at..=at + SLACK).contains(&ink.start)));
        let alone = own.iter().filter(|line| !line.has_group(*at)).count();
        let crossed = |line: &Line| !line.is_row() && line.names.iter().any(|ink| ink.start < *at && ink.end > *at);
        // A name for several rows leaves some of them blank, or has its number once.
        let several = alone > 0 || numbers > 0 && numbers < own.len();
        own.len() >= FEWEST && near.count() * 2 >= own.len() && several && !lines.iter().any(crossed)
    };
    let mut starts: Vec<u32> = rows.iter().flat_map(|row| &lines[*row].names).map(|ink| ink.start).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().find(|at| *at > 0 && fits(at))
}

/// The names left of a column, each on the lines that it takes; none if one of them says nothing.
fn groups(lines: &[Line], bound: u32, raws: &[Raw]) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    for at in (0..lines.len()).filter(|at| lines[*at].has_group(bound)) {
        let counts = mark::parse(raws[at].trimmed()).is_some_and(|mark| mark.class.counts());
        match groups.last_mut().filter(|group| group.last + 1 == at && !counts) {
            Some(group) => group.last = at,
            None => groups.push(Group { first: at, last: at }),
        }
    }
    let letters = |group: &Group| {
        let inks = (group.first..=group.last).flat_map(|at| lines[at].names.iter().map(move |ink| (at, ink)));
        let left = inks.filter(|(_, ink)| ink.end <= bound);
        let said = left.flat_map(|(at, ink)| raws[at].text[ink.from..ink.to].chars());
        said.filter(|c| is_japanese(*c) || c.is_alphabetic()).count()
    };
    // A number alone, set off from the name of its row, is no name.
    (!groups.is_empty() && groups.iter().all(|group| letters(group) >= 1)).then_some(groups)
}

/// The group of each row: a name stands in the middle of the rows beside it.
fn owners(lines: &[Line], rows: &[usize], bound: u32, groups: &[Group]) -> Vec<Option<usize>> {
    let mut owners = vec![None; rows.len()];
    let mut next = 0;
    for (number, group) in groups.iter().enumerate() {
        while rows.get(next).is_some_and(|row| lines[*row].is_whole(bound)) {
            next += 1;
        }
        let Some(top) = rows.get(next).copied() else { break };
        // As far below its middle as above it; the last takes what is left.
        let last = groups.get(number + 1).is_none_or(|after| {
            rows[next..].iter().any(|row| lines[*row].is_whole(bound) && (group.last..after.first).contains(row))
        });
        let end = (group.first + group.last).saturating_sub(top).max(group.last);
        let before_next = groups.get(number + 1).map_or(usize::MAX, |after| after.first);
        let own = |row: &&usize| {
            !lines[**row].is_whole(bound) && (last || **row <= end) && (**row < before_next || **row == top)
        };
        let taken = rows[next..].iter().take_while(own).count();
        owners[next..next + taken].fill(Some(number));
        next += taken;
    }
    owners
}

/// The words of some lines as one cell.
fn cell(
    raws: &[Raw],
    lines: &[Line],
    column: u32,
    of: &[usize],
    takes: impl Fn(&Ink) -> bool,
    furniture: &mut Vec<Furniture>,
) -> Option<Cell> {
    let mut cell: Option<Cell> = None;
    for at in of {
        let raw = &raws[at + 1];
        let mut before: Option<Ink> = None;
        for ink in lines[*at].names.iter().filter(|ink| takes(ink)) {
            let cell = cell.get_or_insert_with(|| Cell::new(column, raw.number, ink.letter));
            let blank = before.map_or(ink.from, |before| before.to);
            let letter = before.map_or(ink.letter, |before| {
                before.letter + u32::try_from(raw.text[before.from..before.to].chars().count()).unwrap_or(0)
            });
            cell.add(&raw.text[blank..ink.to], raw.number, letter, furniture);
            before = Some(*ink);
        }
    }
    cell.map(Cell::close)
}

/// A stretch of a line as a cell.
fn stretch(raw: &Raw, column: usize, ink: &Ink, furniture: &mut Vec<Furniture>) -> Option<Cell> {
    let mut cell = Cell::new(u32::try_from(column).ok()?, raw.number, ink.letter);
    cell.add(&raw.text[ink.from..ink.to], raw.number, ink.letter, furniture);
    Some(cell.close())
}

/// The head: its first word over two columns.
fn cells_of_head(raw: &Raw, heads: &[Ink], furniture: &mut Vec<Furniture>) -> Vec<Cell> {
    let column = |at: usize| if at == 0 { 0 } else { at + 1 };
    heads.iter().enumerate().filter_map(|(at, ink)| stretch(raw, column(at), ink, furniture)).collect()
}
