//! 目標表: tables of figures by year, in whatever lines they come: a row a line, a cell a line, cells broken in two,
//! columns set by a single blank, or the whole table in one line.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. The stages: the words of
//! the head ([`head`]), the columns that they stand over ([`layout`]), the rows below ([`rows`]), their cells
//! ([`stream`]). This room must not know what a figure means to the plan.

pub(crate) mod figure;
pub(crate) mod head;
mod layout;
mod rows;
mod stream;

use super::cell::Cell;
use super::raw::{self, Raw};
use head::{Item, Says, Word};
use kurabe_model::Furniture;
use rows::Shaped;
use stream::{Gap, Stream};

/// Lines that are looked at together: enough for a head of a cell a line and its first row.
const WINDOW: usize = 64;
/// Lines that a row may take; with fewer left the window moves on.
const ROW: usize = 24;
/// Bytes of a head, at most.
const LONGEST_HEAD: usize = 900;
/// Columns of figures, at most.
const MOST_FIGURES: usize = 16;

/// A place among the lines: a line and a byte of it.
type Spot = (usize, usize);

/// A table that was found.
struct Found {
    /// Each with the line on which it begins.
    rows: Vec<(usize, Vec<Cell>)>,
    /// Where what follows the table begins; a byte of 0 is a whole line.
    end: Spot,
}

/// Turns the lines of such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    if !raws.iter().any(|raw| !starts(raw).is_empty()) {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let found = starts(&raws[at])
            .into_iter()
            .find_map(|start| table(&raws[at..], start, furniture).map(|found| (start, found)));
        let Some((start, found)) = found else {
            let blank = raw::part(&raws[at], String::new());
            set.push(std::mem::replace(&mut raws[at], blank));
            at += 1;
            continue;
        };
        if start > 0 {
            set.push(raw::part(&raws[at], raws[at].text[..start].trim_end().to_owned()));
        }
        for (line, cells) in found.rows {
            set.extend(raw::row(&raws[at + line], cells));
        }
        at += found.end.0;
        if let Some(raw) = raws.get_mut(at).filter(|_| found.end.1 > 0) {
            *raw = raw::part(raw, raw.text[found.end.1..].to_owned());
        }
    }
    set
}

/// The bytes of a line at which a head may begin: its first letter, or a word behind a blank.
fn starts(raw: &Raw) -> Vec<usize> {
    if raw.leader || raw.text.contains(['\t', '|', '｜', '<']) {
        return Vec::new();
    }
    let text: &str = &raw.text;
    let first = text.len() - text.trim_start().len();
    let begins = |at: usize| {
        let near: String = text[at..].chars().filter(|c| !c.is_whitespace()).take(24).collect();
        // A broken word (令和 at the end of a line) is read whole in the window.
        let broken = ["令和", "平成", "R", "H", "Ｒ", "Ｈ", "公表", "（", "("].contains(&near.as_str());
        broken || !head::read(&near).is_empty()
    };
    let mut starts = Vec::new();
    if begins(first) {
        starts.push(0);
    }
    // Inside a line only where it holds several years or says 現 and 目 of its columns.
    if text.matches("年").count() >= 2
        || text.contains("現") && text.contains("目標")
        || text.matches(['R', 'Ｒ']).count() >= 2
    {
        let mut blank = false;
        for (at, c) in text.char_indices().skip_while(|(at, _)| *at <= first) {
            if blank && !c.is_whitespace() && begins(at) {
                starts.push(at);
            }
            blank = c.is_whitespace();
        }
    }
    starts
}

/// The table whose head begins at a byte of the first line.
fn table(raws: &[Raw], start: usize, furniture: &mut Vec<Furniture>) -> Option<Found> {
    let reach = |from: usize| {
        let tabbed = raws[from..].iter().take(WINDOW).position(|raw| raw.text.contains(['\t', '|', '｜', '<']));
        &raws[from..raws.len().min(from + tabbed.unwrap_or(WINDOW))]
    };
    let window = reach(0);
    let stream = Stream::of(window, start);
    let (items, body) = head_of(&stream)?;
    let layout = layout::layout(&stream, &items)?;
    let width = rows::width_of(&stream, body, MOST_FIGURES)?;
    let fits = |extra: usize| layout.readings.iter().find(|reading| reading.len() == width + extra);
    let reading =
        fits(0).or_else(|| fits(1)).or_else(|| layout.readings.first().filter(|reading| reading.len() > width))?;
    let shaped = shape(&stream, &layout, reading);
    let first = rows::row(&stream, body, &shaped)?;
    let mut cut = vec![(0, head_row(&stream, window, &layout, reading, &shaped, furniture))];
    let mut begins = stream.place(stream.tokens.get(body)?.from).map_or(0, |(line, _)| line);
    let (mut from, mut stream, mut window, mut next) = (0, stream, window, Some(first));
    let mut end = None;
    while let Some(row) = next {
        let cells =
            (0u32..).zip(&row.cells).filter_map(|(column, parts)| stream.cell(window, column, parts, furniture));
        cut.push((begins, cells.collect()));
        let spot =
            stream.tokens.get(row.next).and_then(|token| stream.place(token.from).map(|place| (token.gap, place)));
        let at = match spot {
            Some((Gap::Line, (line, _))) => (from + line, 0),
            Some((_, (line, byte))) => (from + line, byte),
            None => (from + window.len(), 0),
        };
        (end, begins) = (Some(at), at.0);
        // The window moves on before a row could reach its end.
        next = if at.0 + ROW > from + window.len() && at.0 < raws.len() {
            (from, window) = (at.0, reach(at.0));
            stream = Stream::of(window, at.1);
            rows::row(&stream, 0, &shaped)
        } else {
            rows::row(&stream, row.next, &shaped)
        };
    }
    end.map(|end| Found { rows: cut, end })
}

/// The words of the head, and the token after them.
fn head_of(stream: &Stream) -> Option<(Vec<Item>, usize)> {
    let mut limit = stream.text.len().min(LONGEST_HEAD);
    while !stream.text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut items = head::read(&stream.text[..limit]);
    // A word that goes on without a blank belongs to the first row's name: 目標達成件数.
    while let Some(last) = items.last() {
        if let Some(token) = stream.token_at(last.to) {
            return (items.len() >= 2 && token < stream.tokens.len()).then_some((items, token));
        }
        items.pop();
    }
    None
}

/// What the head says of every row.
fn shape(stream: &Stream, layout: &layout::Layout, reading: &[Vec<Item>]) -> Shaped {
    let written = |label: &Vec<Item>| -> &str {
        label
            .iter()
            .find(|item| matches!(item.word, Word::Label | Word::UnitLabel))
            .map_or("", |item| &stream.text[item.from..item.to])
    };
    let words = layout.labels.len().max(1);
    let grouped =
        words > 1 && layout.labels.first().is_some_and(|label| ["区分", "分類", "種別"].contains(&written(label)));
    let unit = layout.labels.iter().position(|label| label.iter().any(|item| item.word == Word::UnitLabel));
    let lines: Vec<usize> =
        reading.iter().filter_map(|column| stream.place(column.first()?.from).map(|(line, _)| line)).collect();
    let level = lines.windows(2).all(|pair| pair[0] == pair[1]);
    let middle = |column: &Vec<Item>| {
        let at = stream.tokens.partition_point(|token| token.from <= column[0].from).checked_sub(1)?;
        let token = stream.tokens[at];
        (token.from == column[0].from).then_some(u32::midpoint(token.start, token.end))
    };
    let middles = if level { reading.iter().filter_map(middle).collect() } else { Vec::new() };
    let now = reading.first().is_some_and(|column| column.iter().any(|item| item.word == Word::Says(Says::Now)));
    Shaped { words, name: usize::from(grouped), unit, figures: reading.len(), now, middles, after: layout.after.len() }
}

/// The head as a row, a cell for each column.
fn head_row(
    stream: &Stream,
    window: &[Raw],
    layout: &layout::Layout,
    reading: &[Vec<Item>],
    shaped: &Shaped,
    furniture: &mut Vec<Furniture>,
) -> Vec<Cell> {
    let blank = Vec::new();
    let labels = layout.labels.iter().chain((layout.labels.len()..shaped.words).map(|_| &blank));
    let all = labels.chain(reading).chain(&layout.after);
    (0u32..)
        .zip(all)
        .filter_map(|(column, items)| {
            let parts: Vec<(usize, usize)> = items.iter().map(|item| (item.from, item.to)).collect();
            stream.cell(window, column, &parts, furniture)
        })
        .collect()
}
