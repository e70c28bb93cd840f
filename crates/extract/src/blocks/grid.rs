//! Tables set by blanks whose cells run over several lines: the layout of a page kept as text.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. The words of the head tell
//! how many columns there are, the whitespace between them where one ends (projection profile), and the lines that fill
//! the short columns where a row stands. This file must not know what a column means to the plan.

mod extent;
mod head;

use super::cell::Cell;
use super::centred;
use super::chars::{digit, is_hiragana, is_japanese, squeeze};
use super::gaps::stretches;
use super::heads::{heads, holds_figures};
use super::ink::{Ink, Measure, ink};
use super::mark::{self, Class};
use super::raw::{self, Raw};
use super::target::figure;
use super::target::head as words_of_head;
use crate::vocabulary::words;
use extent::extent;
use head::{HeadWord, band, goes_on, is_head, is_upper_head, is_years, may_head, stacked_words};
use kurabe_model::Furniture;
use kurabe_text::unit;
use std::cmp::Reverse;

/// Columns of such a table at least.
const FEWEST: usize = 3;
/// Columns of words at least: a table of one name and figures is read word for word.
const FEWEST_WORDS: usize = 2;
/// Rows of several lines, parted by blank lines, at least.
const FEWEST_TALL: usize = 2;
/// Columns of the page by which a cell that was broken ends before the end of its column.
const FULL: u32 = 3;
/// Columns of the page that a line leaves at its end where its author ended it: a letter more would have had room.
const ROOM: u32 = 3;
/// Letters of what a broken name leaves for the next line.
const LONGEST_REST: u32 = 14;
/// Lines of a table, and of its head.
const TALLEST: usize = 160;
const TALLEST_HEAD: usize = 3;
/// One line in so many may reach over the end of its column; more where all words of the head are known to head columns.
const OVERLAP: usize = 10;
const OVERLAP_KNOWN: usize = 3;

/// Where a cell has words: a line and a column of the table.
#[derive(Clone, Copy, Debug)]
struct At {
    line: usize,
    column: usize,
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    if !raws.iter().any(may_head) {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let below = set.last().is_some_and(|above: &Raw| is_upper_head(above) || is_years(above));
        if (!below && is_head(&raws[at]) || band(&raws[at..]).is_some())
            && let Some((rows, tall)) = table(&raws[at..], furniture)
        {
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

/// The rows of the table whose head the first line is, and how many lines it takes.
fn table(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Option<(Vec<Vec<Cell>>, usize)> {
    let below = || 1 + raws.iter().skip(1).take(TALLEST_HEAD - 1).take_while(|raw| goes_on(raw)).count();
    let headed = band(raws).unwrap_or_else(below);
    let grids = [Measure::Letters, Measure::Columns].map(|measure| {
        let tall = extent(raws, headed, measure);
        let lines = raws.get(..tall).filter(|_| tall > headed)?;
        Grid::of(lines, headed, measure).map(|grid| (grid, lines))
    });
    let clearest =
        |(grid, lines): &(Grid, &[Raw])| (grid.clear > 0, grid.bounds.len(), Reverse(grid.gaping(lines)), grid.clear);
    let (grid, lines) = grids.into_iter().flatten().max_by_key(clearest)?;
    let (rows, tall) = grid.rows(lines, headed)?;
    let lines = &lines[..tall];
    let head = grid.cells(lines, &grid.all_of(lines, 0..headed), furniture);
    let mut rows: Vec<Vec<Cell>> = rows.iter().map(|row| grid.cells(lines, row, furniture)).collect();
    merge_names(&mut rows, lines);
    Some((std::iter::once(head).chain(rows).collect(), tall))
}

/// Could a text end here? A particle or a verb that goes on (訪ねて, 及び, 開き、) cannot.
fn ends_whole(text: &str) -> bool {
    let last = text.trim_end().chars().next_back().unwrap_or(' ');
    let hiragana = ('ぁ'..='ん').contains(&last);
    !matches!(last, '、' | '・' | '（' | '(')
        && (!hiragana || matches!(last, 'る' | 'う' | 'す' | 'く' | 'り' | 'み' | 'び' | 'い'))
}

/// Does a text begin as no name does, because the line above it was broken: への支援?
fn goes_on_from(text: &str) -> bool {
    const PARTICLES: [&str; 10] =
        ["への", "による", "における", "に関する", "に係る", "に対する", "を", "の", "等の", "及び"];
    PARTICLES.iter().any(|particle| text.starts_with(particle))
}

/// Does a word head a column that groups rows, and is no name of theirs: 区分, 部会名?
fn groups(word: &str) -> bool {
    words().column.section.is(word) && !words().column.name.is(word)
}

/// A name beside several rows goes on beside the second: (4)港を活かし, た観光.
fn merge_names(rows: &mut [Vec<Cell>], raws: &[Raw]) {
    let name = |row: &[Cell]| row.first().filter(|cell| cell.column == 0).map(|cell| cell.text.clone());
    let marked = |text: &str| mark::parse(text).is_some_and(|mark| mark.class.counts());
    let names: Vec<Option<String>> = rows.iter().map(|row| name(row)).collect();
    let all = names.iter().flatten().filter(|text| marked(text)).count();
    if all * 2 < rows.len() {
        return;
    }
    for at in 1..rows.len() {
        let (Some(before), Some(own)) = (&names[at - 1], &names[at]) else { continue };
        // What runs over several lines cannot be told from names of its own.
        let one_line = rows[at].first().is_some_and(|cell| cell.span.first == cell.span.last);
        if one_line && marked(before) && !marked(own) && own.chars().count() as u32 <= LONGEST_REST {
            let rest = rows[at].remove(0);
            let line = raws.iter().find(|raw| raw.number == rest.span.first);
            if let (Some(raw), Some(cell)) = (line, rows[at - 1].first_mut()) {
                cell.add(rest.text.as_str(), raw.number, rest.columns.first, &mut Vec::new());
                let whole = std::mem::replace(cell, rest).close();
                rows[at - 1][0] = whole;
            }
        }
    }
}

/// Where a column of names is two below one word of the head: 項目 over ①景況調査 and ア．回数.
fn inner_bound(inks: &[Vec<Ink>], end: u32) -> Option<u32> {
    let inside: Vec<Vec<&Ink>> = inks.iter().map(|line| line.iter().filter(|ink| ink.end < end).collect()).collect();
    let free = |at: u32| !inside.iter().flatten().any(|ink| (ink.start..ink.end).contains(&at));
    let both = |at: u32| {
        let parted = |line: &&Vec<&Ink>| line.iter().any(|ink| ink.end <= at) && line.iter().any(|ink| ink.start > at);
        inside.iter().filter(parted).count()
    };
    let gaps: Vec<u32> = (1..end).filter(|at| free(*at) && both(*at) >= FEWEST_WORDS).collect();
    let widest = gaps.chunk_by(|a, b| a + 1 == *b).max_by_key(|run| run.len()).filter(|run| run.len() >= 2)?;
    widest.last().map(|last| last + 1).filter(|bound| both(bound - 1) * 2 >= inside.len())
}

/// 小計, 合計: a row of its own, and no more than that.
fn is_total(raw: &Raw) -> bool {
    let text = squeeze(&raw.text);
    let figures = |rest: &str| rest.starts_with(|c| digit(c).is_some());
    words().column.total.words().iter().any(|sum| text.strip_prefix(sum.as_str()).is_some_and(figures))
}

/// The columns of a table: where each but the first begins, and which are short.
struct Grid {
    measure: Measure,
    bounds: Vec<u32>,
    short: Vec<bool>,
    /// The column of the rows' names: the second behind one that groups them.
    name: usize,
    /// Which of them hold figures, one in each row.
    figures: Vec<bool>,
    /// Do some of them hold figures?
    dated: bool,
    /// Columns of the page that the narrowest gap between two of its columns takes; 0 where a line reaches over.
    clear: usize,
    /// Where the longest line of each column ends.
    ends: Vec<u32>,
}

impl Grid {
    fn of(lines: &[Raw], headed: usize, measure: Measure) -> Option<Self> {
        let words = stacked_words(&lines[..headed], measure);
        let inks: Vec<Vec<Ink>> = lines[headed..].iter().map(|raw| ink(&raw.text, measure)).collect();
        let last = inks.iter().flatten().map(|ink| ink.end).max()? as usize;
        let mut profile = vec![0usize; last + 1];
        for ink in inks.iter().flatten() {
            // A word that ends or begins where a column does reaches over nothing.
            profile[ink.start as usize + 1..ink.end as usize].iter_mut().for_each(|count| *count += 1);
        }
        let known = words.iter().all(|word| heads(&word.text));
        let overlap = if known { OVERLAP_KNOWN } else { OVERLAP };
        let mut bounds = Vec::with_capacity(words.len());
        let mut clear = usize::MAX;
        for pair in words.windows(2) {
            let (from, to) = (pair[0].ink.middle() as usize, pair[1].ink.middle() as usize);
            let least = (from..to).map(|at| profile.get(at).copied().unwrap_or(0)).min()?;
            if least * overlap > inks.len() {
                return None;
            }
            let free = |at: &usize| profile.get(*at).copied().unwrap_or(0) == least;
            let gaps: Vec<usize> = (from..to).filter(free).collect();
            let widest = gaps.chunk_by(|a, b| a + 1 == *b).max_by_key(|run| run.len())?;
            // Where words reach over, the next column begins about here.
            let bound = if least == 0 { *widest.last()? } else { usize::midpoint(*gaps.first()?, *gaps.last()?) };
            bounds.push(u32::try_from(bound).ok()?);
            clear = clear.min(if least == 0 { widest.len() } else { 0 });
        }
        let left_of = |bound: u32| {
            lines[headed..].iter().zip(&inks).filter_map(move |(raw, inks)| {
                let own = inks.iter().take_while(|ink| ink.end <= bound);
                own.last().zip(inks.first()).map(|(last, first)| &raw.text[first.from..last.to])
            })
        };
        // １　会報の発行: a mark is no name beside several rows.
        let marks = |bound: u32| left_of(bound).all(|text| mark::alone(text).is_some() || text.chars().count() <= 1);
        let inner = bounds.first().and_then(|bound| inner_bound(&inks, *bound)).filter(|bound| !marks(*bound));
        let mut short: Vec<bool> = words.iter().map(|word| holds_figures(&word.text)).collect();
        let told = |word: &HeadWord| {
            let value = |item: &words_of_head::Item| {
                matches!(item.word, words_of_head::Word::Year(_) | words_of_head::Word::Says(_))
            };
            words_of_head::whole(&word.text).is_some_and(|items| items.iter().any(value))
        };
        let mut figures: Vec<bool> = words.iter().map(told).collect();
        let dated = short.iter().filter(|short| **short).count() >= FEWEST_WORDS;
        if !dated {
            short = (0..words.len()).map(|column| column > 0).collect();
        }
        if let Some(inner) = inner {
            bounds.insert(0, inner);
            short.insert(1, false);
            figures.insert(1, false);
        }
        let grouped = words.len() > FEWEST_WORDS && words.first().is_some_and(|word| groups(&word.text));
        let name = usize::from(grouped && inner.is_none());
        let mut grid = Self { measure, bounds, short, name, figures, dated, clear, ends: Vec::new() };
        let mut ends = vec![0; grid.short.len()];
        for (column, ink) in lines[headed..].iter().flat_map(|raw| grid.stretches(raw)) {
            ends[column] = ink.end.max(ends[column]);
        }
        grid.ends = ends;
        Some(grid)
    }

    /// The column of a word.
    fn column(&self, ink: &Ink) -> usize {
        self.bounds.partition_point(|bound| *bound <= ink.middle())
    }

    /// The stretches of a line by column; a figure keeps its unit, a year its 年度.
    fn stretches(&self, raw: &Raw) -> Vec<(usize, Ink)> {
        let mut inks: Vec<Ink> = Vec::new();
        for next in ink(&raw.text, self.measure) {
            let figure = |ink: &Ink| raw.text[ink.from..ink.to].ends_with(|c| digit(c).is_some());
            match inks.last_mut().filter(|last| next.start == last.end + 1 && figure(last)) {
                Some(last)
                    if unit::begins(&raw.text[next.from..next.to]) || raw.text[next.from..].starts_with('年') =>
                {
                    (last.to, last.end) = (next.to, next.end);
                }
                _ => inks.push(next),
            }
        }
        let mut apart: Vec<Ink> = Vec::new();
        for next in &inks {
            match apart.last_mut().filter(|last| next.start < last.end + 2) {
                Some(last) => (last.to, last.end) = (next.to, next.end),
                None => apart.push(*next),
            }
        }
        let columns = self.in_order(raw, &inks);
        let mut stretches: Vec<(usize, Ink)> = Vec::new();
        for (at, ink) in inks.into_iter().enumerate() {
            let column = columns.as_ref().map_or_else(|| self.column(&ink), |columns| columns[at]);
            match stretches.last_mut().filter(|(last, _)| *last == column) {
                Some((_, last)) => (last.to, last.end) = (ink.to, ink.end),
                None => stretches.push((column, ink)),
            }
        }
        // A line that stands askew: as many stretches as columns, two of them over one, and one that reaches over a bound.
        let reaches = |ink: &Ink| self.bounds.iter().any(|bound| (ink.start + 1..ink.end).contains(bound));
        let askew = apart.len() == self.short.len() && stretches.len() < apart.len() && apart.iter().any(reaches);
        if askew { apart.into_iter().enumerate().collect() } else { stretches }
    }

    /// How many cells have a wide gap inside them, as two columns in one have.
    fn gaping(&self, lines: &[Raw]) -> usize {
        let wide = |raw: &Raw, ink: &Ink| {
            let words = stretches(&raw.text[ink.from..ink.to], super::gaps::WIDE);
            words.len() > 1
        };
        lines.iter().map(|raw| self.stretches(raw).iter().filter(|(_, ink)| wide(raw, ink)).count()).sum()
    }

    /// The columns of the words of a line with a figure for each column of figures, where the places of some deny it: what
    /// stands before the first figure is left of them, what stands behind the last is right of them.
    fn in_order(&self, raw: &Raw, inks: &[Ink]) -> Option<Vec<usize>> {
        let wanted: Vec<usize> = (0..self.figures.len()).filter(|column| self.figures[*column]).collect();
        let is_figure = |ink: &Ink| figure::shape(&squeeze(&raw.text[ink.from..ink.to])).is_some();
        let found: Vec<usize> = (0..inks.len()).filter(|at| is_figure(&inks[*at])).collect();
        let (first, last) = (*wanted.first()?, *wanted.last()?);
        let (begin, end) = (*found.first()?, *found.last()?);
        let one_by_one = |columns: &[usize]| columns.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let placed = || found.iter().zip(&wanted).all(|(at, column)| self.column(&inks[*at]) == *column);
        if wanted.len() < FEWEST_WORDS
            || found.len() != wanted.len()
            || !one_by_one(&wanted)
            || !one_by_one(&found)
            || placed()
        {
            return None;
        }
        let column = |at: usize| {
            let own = self.column(&inks[at]);
            match at {
                at if at < begin => own.min(first.saturating_sub(1)),
                at if at > end => own.max(last + 1).min(self.figures.len() - 1),
                at => first + (at - begin),
            }
        };
        (first > 0 && (end + 1 == inks.len() || last + 1 < self.figures.len()))
            .then(|| (0..inks.len()).map(column).collect())
    }

    /// The places of each row, and how many lines they take.
    fn rows(&self, lines: &[Raw], headed: usize) -> Option<(Vec<Vec<At>>, usize)> {
        if let Some(rows) = self.parted(lines, headed) {
            let rows = rows.into_iter().map(|row| self.all_of(lines, row)).collect();
            return Some((rows, lines.len()));
        }
        let nearest = || {
            let rows = self.nearest(lines, headed)?;
            Some((rows.into_iter().map(|row| self.all_of(lines, row)).collect(), lines.len()))
        };
        // What stands apart below a table may be none of its rows.
        let parts = |at: &usize| lines.get(*at).is_none_or(|raw| raw.number > lines[at - 1].last + 1);
        let mut ends = (headed + 1..=lines.len()).rev().filter(parts);
        ends.find_map(|end| Some((self.centred(&lines[..end], headed)?, end))).or_else(nearest)
    }

    /// The lines of each row of a table whose rows are parted by blank lines: each begins with its name, and a column (who
    /// is in charge, when) is filled on the first line of every row and nowhere else.
    fn parted(&self, lines: &[Raw], headed: usize) -> Option<Vec<Vec<usize>>> {
        let body: Vec<usize> = (headed..lines.len()).collect();
        let rows: Vec<Vec<usize>> =
            body.chunk_by(|a, b| lines[*b].number == lines[*a].last + 1).map(<[usize]>::to_vec).collect();
        let tall = rows.iter().filter(|row| row.len() > 1).count();
        let fills = |at: usize, column: usize| self.stretches(&lines[at]).iter().any(|(own, _)| *own == column);
        let once = |column: usize| {
            rows.iter().all(|row| fills(row[0], column) && !row[1..].iter().any(|at| fills(*at, column)))
        };
        let named = rows.iter().all(|row| fills(row[0], 0));
        let told = named && tall >= FEWEST_TALL && (1..self.short.len()).any(once);
        told.then_some(rows)
    }

    /// All places of some lines.
    fn all_of(&self, lines: &[Raw], numbers: impl IntoIterator<Item = usize>) -> Vec<At> {
        let places = |line: usize| self.stretches(&lines[line]).into_iter().map(move |(column, _)| At { line, column });
        numbers.into_iter().flat_map(places).collect()
    }

    /// The places of each row of a table all of whose cells stand around the middle of theirs.
    fn centred(&self, lines: &[Raw], headed: usize) -> Option<Vec<Vec<At>>> {
        let mut columns = vec![Vec::new(); self.short.len()];
        // The marks of lines with nothing beside them, and of rows.
        let (mut alone, mut of_rows) = (Vec::new(), Vec::new());
        for (at, line) in lines.iter().enumerate().skip(headed) {
            let stretches = self.stretches(line);
            stretches.iter().for_each(|(column, _)| columns[*column].push(at));
            match line.class.filter(|class| class.counts() && *class != Class::Bare) {
                Some(class) if stretches.len() == 1 => alone.push((at, class)),
                Some(class) => of_rows.push(class),
                None => {}
            }
        }
        let alone: Vec<usize> =
            alone.into_iter().filter(|(_, class)| !of_rows.contains(class)).map(|(at, _)| at).collect();
        // Two stretches of one column on one line are no cell.
        if columns.iter().any(|column| column.windows(2).any(|pair| pair[0] == pair[1])) {
            return None;
        }
        let places = |row: centred::Row| {
            let all = (0..).zip(row).flat_map(|(column, lines)| lines.into_iter().map(move |line| At { line, column }));
            let mut all: Vec<At> = all.collect();
            all.sort_by_key(|at| (at.line, at.column));
            all
        };
        let figures: Vec<bool> = self.short.iter().map(|short| *short && self.dated).collect();
        let found = |alone: &[usize]| centred::rows(&columns, &figures, alone);
        let rows = found(&[]).or_else(|| found(&alone)).filter(|_| !self.runs_on(lines, &columns))?;
        Some(rows.into_iter().map(places).collect())
    }

    /// Could every line of a cell be the rest of the one above it, in a table whose rows begin with their first lines?
    fn runs_on(&self, lines: &[Raw], columns: &[Vec<usize>]) -> bool {
        let first = columns.iter().flatten().min();
        let begins = columns.iter().filter(|column| !column.is_empty()).all(|column| column.first() == first);
        let named = |at: &usize| columns[0].contains(at);
        let cell = |at: usize, column: usize| {
            let found = self.stretches(&lines[at]).into_iter().find(|(own, _)| *own == column);
            found.map(|(_, ink)| (ink.end, &lines[at].text[ink.from..ink.to]))
        };
        let goes_on = |(column, of_column): (usize, &Vec<usize>)| {
            let ends = of_column.iter().filter_map(|at| cell(*at, column)).map(|(end, _)| end);
            let full = ends.max().unwrap_or(0);
            of_column.windows(2).filter(|pair| !named(&pair[1])).all(|pair| {
                let open = |(end, text): (u32, &str)| end + FULL >= full && !text.ends_with('。');
                pair[1] == pair[0] + 1 && cell(pair[0], column).is_some_and(open)
            })
        };
        begins && columns.iter().enumerate().skip(1).all(goes_on)
    }

    /// The lines of each row: those that fill the short columns stand for a row, the others belong to the nearest.
    fn nearest(&self, lines: &[Raw], headed: usize) -> Option<Vec<Vec<usize>>> {
        let all = self.short.iter().filter(|short| **short).count();
        let filled: Vec<Vec<usize>> =
            lines.iter().map(|raw| self.stretches(raw).iter().map(|(column, _)| *column).collect()).collect();
        let stands = |at: &usize| {
            let cells = self.stretches(&lines[*at]);
            let short: Vec<&str> = cells
                .iter()
                .filter(|(column, _)| self.short[*column])
                .map(|(_, ink)| &lines[*at].text[ink.from..ink.to])
                .collect();
            let units = short.iter().all(|cell| unit::begins(cell) && cell.chars().count() <= 2);
            let name = cells
                .iter()
                .find(|(column, _)| *column == self.name)
                .map(|(_, ink)| &lines[*at].text[ink.from..ink.to]);
            // Of two columns of words one alone may be the rest of a row, unless the name beside it has a number.
            let marked = name.is_some_and(|name| mark::parse(name).is_some_and(|mark| mark.class.counts()));
            let whole = all != FEWEST_WORDS || self.dated || short.len() == all || marked;
            short.len() * 2 >= all && whole && !units && !name.is_some_and(goes_on_from)
        };
        // Where all lines that fill the table have a name, a line without one is the rest of a row.
        let named = |at: &usize| filled[*at].contains(&self.name);
        let full = |at: &usize| filled[*at].len() >= FEWEST_WORDS.max(self.short.len() - 1);
        let all_named = !self.dated && (headed..lines.len()).filter(full).all(|at| named(&at));
        let stands = |at: &usize| stands(at) && (!all_named || named(at));
        let anchors: Vec<usize> = (headed..lines.len()).filter(stands).collect();
        if anchors.is_empty() {
            return None;
        }
        // Cells that all begin on the line of their row go on below it; others stand around its middle.
        let mut above = None;
        let top = (headed..lines.len()).all(|at| {
            above = anchors.contains(&at).then_some(at).or(above);
            above.is_some_and(|anchor| filled[at].iter().all(|column| filled[anchor].contains(column)))
        });
        let anchors = if top { self.with_short_rows(lines, headed, &anchors) } else { anchors };
        let mut rows: Vec<Vec<usize>> = anchors.iter().map(|_| Vec::new()).collect();
        for at in headed..lines.len() {
            let next = anchors.partition_point(|anchor| *anchor < at);
            let row = match (next.checked_sub(1), anchors.get(next)) {
                (_, Some(anchor)) if *anchor == at => next,
                (None, _) => 0,
                (Some(before), None) => before,
                (Some(before), Some(anchor)) => {
                    let (up, down) = (at - anchors[before], anchor - at);
                    let lacks = |anchor: usize| filled[at].iter().any(|column| !filled[anchor].contains(column));
                    let below = !top && (down < up || down == up && !lacks(anchors[before]) && lacks(*anchor))
                        || down == 1 && filled[at] == [0] && self.is_rest(&lines[*anchor]);
                    if below && !is_total(&lines[*anchor]) { next } else { before }
                }
            };
            rows[row].push(at);
        }
        Some(rows)
    }

    /// Does a row begin with what can only be the rest of a name: （累計）?
    fn is_rest(&self, raw: &Raw) -> bool {
        let first = self.stretches(raw).into_iter().find(|(column, _)| *column == 0);
        first.is_some_and(|(_, ink)| {
            let name = &raw.text[ink.from..ink.to];
            name.starts_with(['（', '(']) && name.ends_with(['）', ')'])
        })
    }

    /// The lines on which rows begin, those too that have a name and little beside it: プレミアム飲食券, 中止. The name above
    /// ends before its column does, so that it cannot go on below.
    fn with_short_rows(&self, lines: &[Raw], headed: usize, anchors: &[usize]) -> Vec<usize> {
        let name =
            |at: usize| self.stretches(&lines[at]).into_iter().find(|(column, _)| *column == 0).map(|(_, ink)| ink);
        let full = (headed..lines.len()).filter_map(name).map(|ink| ink.end).max().unwrap_or(0);
        let begins = |at: &usize| {
            let above = (headed..*at).rev().find_map(name);
            let short = above.is_some_and(|above| above.end + FULL < full);
            // A name goes on right below its first line.
            let parted = *at > headed && name(*at - 1).is_none();
            name(*at).is_some() && self.stretches(&lines[*at]).len() > 1 && (short || parted)
        };
        (headed..lines.len()).filter(|at| anchors.contains(at) || begins(at)).collect()
    }

    /// The lines of a row as its cells.
    fn cells(&self, lines: &[Raw], row: &[At], furniture: &mut Vec<Furniture>) -> Vec<Cell> {
        let mut cells: Vec<Option<Cell>> = vec![None; self.short.len()];
        // Where the line above in each column ended, and whether what it said could end there.
        let mut above: Vec<Option<(u32, bool)>> = vec![None; self.short.len()];
        // Was the line above in a column a figure with its name?
        let mut figured = vec![false; self.short.len()];
        for places in row.chunk_by(|a, b| a.line == b.line) {
            let raw = &lines[places[0].line];
            let mine = |column: usize| places.iter().any(|at| at.column == column);
            for (column, ink) in self.stretches(raw).into_iter().filter(|(column, _)| mine(*column)) {
                let number = u32::try_from(column).unwrap_or(u32::MAX);
                let cell = cells[column].get_or_insert_with(|| Cell::new(number, raw.number, ink.letter));
                let text = &raw.text[ink.from..ink.to];
                // Each point of a list in a cell begins a line of its own, and so does each figure with its name: 加盟店 31店,
                // 発行 12万枚.
                let bullet = mark::parse(text).is_some_and(|mark| mark.class.is_bullet());
                let named = |text: &str| text.starts_with(is_japanese) && text.contains(|c| digit(c).is_some());
                // And so does each of several things in a column of words that the line above leaves room for.
                let fits = above[column].is_some_and(|(end, whole)| whole && end + ROOM < self.ends[column]);
                let parted =
                    fits && column > self.name && !self.dated && !goes_on_from(text) && !text.starts_with(is_hiragana);
                if bullet || named(text) && figured[column] || parted {
                    cell.new_line();
                }
                above[column] = Some((ink.end, ends_whole(text)));
                figured[column] = named(text) && !text.contains(['、', '。']);
                // A mark on a line of its own stands before what it marks: Ａ－１, 経営支援の強化.
                if mark::alone(&cell.text).is_some() {
                    cell.add(" ", raw.number, ink.letter, furniture);
                }
                cell.add(text, raw.number, ink.letter, furniture);
            }
        }
        cells.into_iter().flatten().map(Cell::close).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<Vec<String>> {
        let text = kurabe_read::read(source.as_bytes(), None).unwrap();
        let set = set(raw::lines(&text.lines, &mut Vec::new()), &mut Vec::new());
        let cells = |raw: &Raw| Some(raw.cells.as_ref()?.iter().map(|cell| cell.text.clone()).collect());
        set.iter().filter_map(cells).collect()
    }

    #[test]
    fn cells_that_were_broken_close_up() {
        let rows = read(
            "  事業名          内容            R5    R6\n①サロンの開設      空き家を借りて住民の   検討    実施\n                \
             居場所をつくる\n②出張相談会       公民館を巡回する     2 回   3 回\n",
        );
        assert_eq!(rows[1], ["①サロンの開設", "空き家を借りて住民の居場所をつくる", "検討", "実施"]);
        assert_eq!(rows[2], ["②出張相談会", "公民館を巡回する", "2 回", "3 回"]);
    }

    #[test]
    fn names_in_the_middle_of_their_row() {
        let rows = read(
            "  行事名         期日         場所         備考\n湖開き         4月27日       桟橋         無料\n              \
             （土）\n              8月3日\n花火大会        （土）         公園         雨天順延\n              8月16日\n灯ろう流し                    \
             東浜         無料\n              （金）\n",
        );
        assert_eq!(rows[2], ["花火大会", "8月3日（土）", "公園", "雨天順延"]);
        assert_eq!(rows[3], ["灯ろう流し", "8月16日（金）", "東浜", "無料"]);
    }

    #[test]
    fn text_below_a_table_is_no_cell() {
        let rows = read(
            "  事業項目      目標     実績     評価    実施内容\n①公表        2回      2回      ○     会報で公表\n②分析        \
             3件      1件      △     中止\n総合評価：○\n１．次の章\n",
        );
        assert_eq!(rows.len(), 3);
    }
}
