//! 目標表: tables of figures by year, in whatever lines they come: a row a line, a cell a line, cells broken in two,
//! columns set by a single blank, or the whole table in one line.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. The stages: the words of
//! the head ([`head`]), the columns that they stand over ([`layout`]), the rows below ([`rows`]), their cells
//! ([`stream`]). This room must not know what a figure means to the plan.

pub(crate) mod figure;
pub(crate) mod head;
mod boxes;
pub(super) mod broken;
mod column_major;
mod layout;
mod name_inside;
mod rows;
mod stream;

use super::cell::Cell;
use super::chars::digit;
use super::raw::{self, Raw};
use crate::vocabulary::is_measure;
use head::{Item, Says, Word};
use kurabe_model::Furniture;
use kurabe_text::unit;
use rows::Shaped;
use stream::{Gap, Spot, Stream};

/// Lines that are looked at together: enough for a head of a cell a line and its first row.
const WINDOW: usize = 64;
/// Lines that a row may take; with fewer left the window moves on.
const ROW: usize = 24;
/// Tokens that a row may take, likewise.
const MOST_TOKENS: usize = 256;
/// Bytes of a head, at most.
const LONGEST_HEAD: usize = 900;
/// Lines between a head and a row that it goes on to name, at most: a heading and what is said of it.
const APART: usize = 40;
/// Lines between a head and the first row below it: headings.
const BEFORE_ROWS: usize = 4;
/// Columns of figures, at most.
const MOST_FIGURES: usize = 16;

/// A table that was found.
struct Found {
    /// Each with the line on which it begins.
    rows: Vec<(usize, Vec<Cell>)>,
    /// Where what follows the table begins; a byte of 0 is a whole line.
    end: Spot,
    /// What the head says of the rows below the next headings.
    shaped: Shaped,
    /// Does the head name the column of the rows' names?
    named: bool,
    /// Does a word before it head a column that groups the rows: 重点施策 before 指標?
    grouped: bool,
}

/// Turns the lines of such tables into rows.
pub(super) fn set<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let raws = name_inside::set(column_major::set(raws, furniture), furniture);
    let mut raws = boxes::set(raws, furniture);
    let begun: Vec<Vec<Spot>> = raws.iter().map(starts).collect();
    if begun.iter().all(Vec::is_empty) {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let (mut at, mut skip) = (0, 0);
    // The head without years that was read last, and the line up to which it goes on.
    let mut carried: Option<(Shaped, usize)> = None;
    while at < raws.len() {
        let mut moved = None;
        for start in begun[at].iter().copied() {
            let open = Some(start).filter(|start| start.byte >= skip);
            let Some(mut found) = open.and_then(|start| table(&raws[at..], start, furniture)) else { continue };
            match before_head(&raws[at], skip, start.byte, found.grouped).filter(|_| !found.named || found.grouped) {
                Some(label) => found.rows[0].1.insert(0, label),
                None => set.extend(between(&raws[at], skip, start.byte)),
            }
            set.extend(found.rows.into_iter().filter_map(|(line, cells)| raw::row(&raws[at + line], cells)));
            skip = found.end.byte;
            if found.end.line > 0 {
                moved = Some(at + found.end.line);
                carried = (found.named || !found.shaped.dated).then_some((found.shaped, at + found.end.line + APART));
                break;
            }
            carried = None;
        }
        carried = carried.filter(|(shaped, _)| moved.is_some() || !heads_others(&raws[at], shaped.dated));
        if moved.is_none()
            && skip == 0
            && let Some((shaped, until)) = carried.as_mut().filter(|(_, until)| at < *until)
            && let Some(row) = row_below(&raws[at], shaped, furniture)
        {
            set.push(row);
            *until = at + APART;
            at += 1;
            continue;
        }
        at = match moved {
            Some(next) => next,
            None if skip == 0 => {
                let blank = raw::part(&raws[at], String::new());
                set.push(std::mem::replace(&mut raws[at], blank));
                at + 1
            }
            None => {
                set.extend(between(&raws[at], skip, raws[at].text.len()));
                skip = 0;
                at + 1
            }
        };
    }
    set
}

/// Words in columns without a figure, or years: the head of another table. Below years a single blank parts them too.
fn heads_others(raw: &Raw, dated: bool) -> bool {
    /// Words of such a head at least, and their letters at most.
    const FEWEST: usize = 3;
    const LONGEST: usize = 10;
    let columns = |apart: &str| {
        let words = || raw.text.trim().split(apart).map(str::trim).filter(|word| !word.is_empty());
        words().count() >= FEWEST && words().all(|word| (2..=LONGEST).contains(&word.chars().count()))
    };
    let years = raw.text.matches("年度").nth(1).is_some();
    years || raw.digits == 0 && (columns("  ") || dated && columns(" "))
}

/// A line that is a row of a head further above, a heading between.
fn row_below<'a>(raw: &Raw, shaped: &Shaped, furniture: &mut Vec<Furniture>) -> Option<Raw<'a>> {
    let text: &str = &raw.text;
    if raw.leader || !text.contains(|c| digit(c).is_some()) || text.contains(['\t', '|', '｜', '<', '。']) {
        return None;
    }
    // Behind the heading of another list a bullet tells its own figures: ・相談 年820件（R5）→ 年1,000件（R11）.
    if shaped.dated && (raw.class.is_some() || text.contains(['→', '⇒'])) {
        return None;
    }
    let window = std::slice::from_ref(raw);
    let stream = Stream::of(window, Spot::default());
    let row = rows::row(&stream, 0, shaped).filter(|row| row.next == stream.tokens.len())?;
    let cells = cells_of(&stream, window, &row, furniture);
    (!shaped.dated || measures(&cells, shaped)).then(|| raw::row(raw, cells)).flatten()
}

/// Does a row far from its head measure something by year: in a unit, or what its name says; not 電話 代表 022 123 4567, not
/// 簿記 1級 2級 3級?
fn measures(cells: &[Cell], shaped: &Shaped) -> bool {
    let text = |column: usize| cells.iter().find(|cell| cell.column as usize == column).map(|cell| cell.text.trim());
    let unit = |text: &str| unit::of(unit::scale(text).1).is_some();
    let name = text(shaped.name).unwrap_or_default();
    let mut figures = (shaped.words..shaped.words + shaped.figures).filter_map(text);
    let counted = |figure: &str| {
        let behind = figure.trim_start_matches(|c: char| digit(c).is_some() || ",，.．約".contains(c)).trim();
        behind.is_empty() || unit(behind) || figure::shape(figure) == Some(figure::Shape::Empty)
    };
    let told = match shaped.unit {
        Some(column) => text(column).is_some_and(unit),
        None => is_measure(name) || figures.clone().any(|figure| figure.ends_with(|c| digit(c).is_none())),
    };
    told && figures.all(counted)
}

/// The cells of a row.
fn cells_of(stream: &Stream, window: &[Raw], row: &rows::Cut, furniture: &mut Vec<Furniture>) -> Vec<Cell> {
    let cells = (0u32..).zip(&row.cells);
    cells.filter_map(|(column, parts)| stream.cell(window, column, parts, furniture)).collect()
}

/// A part of a line as a line of its own, unless it is blank.
fn between<'a>(raw: &Raw, from: usize, to: usize) -> Option<Raw<'a>> {
    let text = raw.text[from..to].trim_end();
    (!text.trim().is_empty()).then(|| raw::part(raw, text.to_owned()))
}

/// The word before a head that begins inside its line and does not say what its rows are: 収入の部（千円） 本年度 前年度.
fn before_head(raw: &Raw, from: usize, to: usize, grouped: bool) -> Option<Cell> {
    /// Letters of such a word, and blanks behind it.
    const LONGEST: usize = 14;
    const APART: usize = 2;
    let text = raw.text.get(..to).filter(|_| from == 0)?;
    let word = text.trim();
    // 主な取組 R6 R7 R8: a word that names work.
    let names = || crate::vocabulary::words().column.name.is(word);
    let apart = grouped || names() || text.len() - text.trim_end().len() >= APART;
    let plain = raw.class.is_none() && !word.contains(|c: char| c.is_whitespace() || matches!(c, '。' | '、' | '：'));
    let fits = apart && plain && !word.is_empty() && word.chars().count() <= LONGEST;
    let letter = u32::try_from(text.chars().take_while(|c| c.is_whitespace()).count()).ok()? + 1;
    fits.then(|| {
        let mut cell = Cell::new(0, raw.number, letter);
        cell.add(word, raw.number, letter, &mut Vec::new());
        cell.close()
    })
}

/// Where in a line a head may begin: at its first letter, or at a word behind a blank.
fn starts(raw: &Raw) -> Vec<Spot> {
    if raw.leader || raw.text.contains(['\t', '|', '｜', '<']) {
        return Vec::new();
    }
    let text: &str = &raw.text;
    let first = text.len() - text.trim_start().len();
    let begins = |at: usize| {
        let near: String = text[at..].chars().filter(|c| !c.is_whitespace()).take(24).collect();
        // A broken word (令和 at the end of a line) is read whole in the window.
        let broken = ["令和", "平成", "R", "H", "Ｒ", "Ｈ", "公表", "項", "（", "("].contains(&near.as_str());
        // 公表 over 方法, before whole words.
        let half = || near.strip_prefix("公表").is_some_and(|rest| !head::read(rest).is_empty());
        broken || half() || broken::is_bare_year(&near) || broken::is_pieces(&near) || !head::read(&near).is_empty()
    };
    let mut starts = Vec::new();
    if is_slot(text) {
        return starts;
    }
    if begins(first) {
        starts.push(Spot::default());
    }
    // Inside a line only where it holds several years or says 現 and 目 of its columns.
    let years = || text.matches("年").nth(1).is_some() || text.matches(['R', 'Ｒ']).nth(1).is_some();
    if years() || text.contains("現") && text.contains("目標") {
        let mut blank = false;
        for (letter, (byte, c)) in (0u32..).zip(text.char_indices()) {
            if byte > first && blank && !c.is_whitespace() && begins(byte) {
                starts.push(Spot { line: 0, byte, letter });
            }
            blank = c.is_whitespace();
        }
    }
    starts
}

/// ＜目標＞, （実績）, ＜数値目標＞（単位：件） alone on a line: what the table below it is of, no word of its head.
fn is_slot(text: &str) -> bool {
    let says = |item: &Item| matches!(item.word, Word::Says(_) | Word::Label);
    let items = text.trim_start().starts_with(['（', '(', '＜', '【', '［', '[']).then(|| head::whole(text)).flatten();
    items.is_some_and(|items| items.iter().all(|item| item.bracketed) && items.iter().any(says))
}

/// The lines that are looked at together, from the first on.
fn within<'r, 'a>(raws: &'r [Raw<'a>]) -> impl Iterator<Item = &'r Raw<'a>> + Clone {
    raws.iter().take(WINDOW).take_while(|raw| !raw.text.contains(['\t', '|', '｜', '<']))
}

/// May a head begin at a spot of the first line? A quick look at what stands there: ・ and ※ begin many lines, and few heads.
fn may_head(raws: &[Raw], start: Spot) -> bool {
    /// Letters that are looked at.
    const NEAR: usize = 96;
    /// Letters that tell whether one more word of a head follows: no word is longer.
    const WORD: usize = 66;
    let line = |(at, raw)| {
        let raw: &Raw = raw;
        &raw.text[if at == 0 { start.byte } else { 0 }..]
    };
    let letters = within(raws).enumerate().map(line).flat_map(str::chars).filter(|c| !c.is_whitespace());
    let near: String = letters.take(NEAR).collect();
    let items = head::read(&near);
    let rest = items.last().map_or("", |last| &near[last.to..]);
    items.len() >= 2 || rest.chars().nth(WORD).is_none() || broken::may_mend(raws.iter().enumerate().map(line))
}

/// The table whose head begins at a spot of the first line.
fn table(raws: &[Raw], start: Spot, furniture: &mut Vec<Furniture>) -> Option<Found> {
    let reach = |from: usize| &raws[from..from + within(&raws[from..]).count()];
    if !may_head(raws, start) {
        return None;
    }
    let mut window = reach(0);
    let mut stream = Stream::of(window, start);
    stream = broken::mended(&stream).unwrap_or(stream);
    let (items, body) = head_of(&stream)?;
    let mut layout = layout::layout(&stream, &items)?;
    let grouped = before_head(&raws[0], 0, start.byte, true).is_some() && names_indicators(&stream, &layout);
    if lacks_name(&stream, &layout) || grouped {
        layout.labels.insert(0, Vec::new());
    }
    let width = rows::width_of(&stream, body, MOST_FIGURES)?;
    let fits = |extra: usize| layout.readings.iter().find(|reading| reading.len() == width + extra);
    // A figure may stand on the line below the first row: a stray one, or the number of the next.
    let fewer = || layout.readings.iter().find(|reading| reading.len() + 1 == width);
    let more = || layout.readings.first().filter(|reading| reading.len() > width);
    let reading = fits(0).or_else(|| fits(1)).or_else(more).or_else(fewer)?;
    let shaped = shape(&stream, &layout, reading);
    let mut next = rows::row(&stream, body, &shaped);
    let below = || {
        let near = raws.iter().skip(1).take(BEFORE_ROWS);
        (!shaped.dated || !layout.labels.is_empty())
            && near.clone().any(|raw| row_below(raw, &shaped, &mut Vec::new()).is_some())
    };
    if next.is_none() && !below() {
        return None;
    }
    let mut cut = vec![(0, head_row(&stream, window, &layout, reading, &shaped, furniture))];
    let mut from = 0;
    let mut end = match next {
        Some(_) => stream.place(stream.tokens.get(body)?.from)?,
        None => after(&stream, body, 0, window.len()),
    };
    let (mut begins, mut plain) = (body, false);
    while let Some(row) = next {
        // Where no row before has a number, a numbered line is the heading of what follows.
        if plain && !shaped.stacked && rows::below_heading(&stream, begins, &row) {
            break;
        }
        plain = !stream.tokens.get(begins).is_some_and(|token| rows::begins_item(stream.word(token)));
        cut.push((end.line, cells_of(&stream, window, &row, furniture)));
        end = after(&stream, row.next, from, window.len());
        // The window moves on before a row could reach its end.
        let short = stream.cut && stream.tokens.len() - row.next < MOST_TOKENS;
        next = if (short || end.line + ROW > from + window.len()) && end.line < raws.len() {
            (from, window) = (end.line, reach(end.line));
            stream = Stream::of(window, end);
            begins = 0;
            rows::row(&stream, 0, &shaped)
        } else {
            begins = row.next;
            rows::row(&stream, row.next, &shaped)
        };
    }
    if grouped {
        let head = cut[0].1.iter().filter(|cell| cell.column > 0);
        cut[0].1 = head.cloned().collect();
    }
    Some(Found { rows: cut, end, shaped, named: !layout.labels.is_empty(), grouped })
}

/// Where the token after a row begins, from a window's first line on; a whole line where it is the first of one.
fn after(stream: &Stream, next: usize, from: usize, lines: usize) -> Spot {
    let token = stream.tokens.get(next);
    match token.and_then(|token| Some((token.gap, stream.place(token.from)?))) {
        Some((Gap::Line, spot)) => Spot { line: from + spot.line, byte: 0, letter: 0 },
        Some((Gap::Blank(_), spot)) => Spot { line: from + spot.line, ..spot },
        None if stream.cut => stream.end().map_or_else(Spot::default, |spot| Spot { line: from + spot.line, ..spot }),
        None => Spot { line: from + lines, byte: 0, letter: 0 },
    }
}

/// The words of the head, and the token after them.
fn head_of(stream: &Stream) -> Option<(Vec<Item>, usize)> {
    let mut limit = stream.text.len().min(LONGEST_HEAD);
    while !stream.text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut items = head::read(&stream.text[..limit]);
    // A blank or a line's end parts a year from what would make a name of it: R11, and DXセミナー of the first row.
    loop {
        let read = items.last().map_or(0, |item| item.to);
        let Some(token) = stream.token_at(read).and_then(|token| stream.tokens.get(token)) else { break };
        let bare = items.last().filter(|item| matches!(item.word, Word::Says(Says::Now | Says::Result)));
        if let Some(years) = bare.and_then(|_| bare_years(stream, read)) {
            items.extend(years);
            break;
        }
        let Some(word) = head::whole(stream.word(token)).filter(|_| token.to <= limit) else { break };
        let more = head::read(&stream.text[token.to..limit.max(token.to)]);
        let moved = |from: usize| move |item: Item| Item { from: item.from + from, to: item.to + from, ..item };
        items.extend(word.into_iter().map(moved(token.from)));
        items.extend(more.into_iter().map(moved(token.to)));
    }
    // A word that goes on without a blank belongs to the first row's name: 目標達成件数.
    while let Some(last) = items.last() {
        if let Some(token) = stream.token_at(last.to) {
            return (items.len() >= 2 && token < stream.tokens.len()).then_some((items, token));
        }
        items.pop();
    }
    None
}

/// 現行 ９ 10 11 12 13: numbers that count on to the line's end are years without the word.
fn bare_years(stream: &Stream, from: usize) -> Option<Vec<Item>> {
    let first = stream.token_at(from)?;
    let own = stream.tokens[first..].iter().enumerate();
    let line: Vec<_> =
        own.take_while(|(at, token)| *at == 0 || token.gap != Gap::Line).map(|(_, token)| token).collect();
    let words: Vec<&str> = line.iter().map(|token| stream.word(token)).collect();
    let item = |(year, token): (head::Year, &&stream::Token)| Item {
        word: Word::Year(year),
        from: token.from,
        to: token.to,
        bracketed: false,
    };
    Some(head::bare_years(&words)?.into_iter().zip(&line).map(item).collect())
}

/// Does a head begin with 指標, the name of each row?
fn names_indicators(stream: &Stream, layout: &layout::Layout) -> bool {
    let [label, ..] = layout.labels.as_slice() else { return false };
    label.first().is_some_and(|item| stream.text[item.from..item.to].contains("指標"))
}

/// Does a head begin with how the results are made public, so that the column of the names has no word?
fn lacks_name(stream: &Stream, layout: &layout::Layout) -> bool {
    let [label] = layout.labels.as_slice() else { return false };
    let written = |item: &Item| &stream.text[item.from..item.to];
    label.iter().any(|item| item.word == Word::Label && crate::vocabulary::words().head.method.is(written(item)))
}

/// What the head says of every row.
fn shape(stream: &Stream, layout: &layout::Layout, reading: &[Vec<Item>]) -> Shaped {
    let written = |label: &Vec<Item>| -> &str {
        label
            .iter()
            .find(|item| matches!(item.word, Word::Label | Word::UnitLabel | Word::Due))
            .map_or("", |item| &stream.text[item.from..item.to])
    };
    let words = layout.labels.len().max(1);
    // Before 指標 stands what groups the rows, and 区分 before any name.
    let named = |label: &Vec<Item>| ["指標", "KPI", "ＫＰＩ"].iter().any(|word| written(label).contains(word));
    let grouped =
        words > 1 && layout.labels.first().is_some_and(|label| ["区分", "分類", "種別"].contains(&written(label)));
    let name = layout.labels.iter().position(named).unwrap_or(usize::from(grouped));
    let unit = layout.labels.iter().position(|label| label.iter().any(|item| item.word == Word::UnitLabel));
    let middles = middles(stream, reading);
    let now = reading.first().is_some_and(|column| column.iter().any(|item| item.word == Word::Says(Says::Now)));
    let dated = reading.iter().flatten().any(|item| matches!(item.word, Word::Year(_)));
    let after = layout.after.len();
    let first = layout.labels.first().map(written);
    let numbered = name > 0 && first.is_some_and(words_of_numbers);
    let all = layout.labels.iter().chain(reading).chain(&layout.after);
    let mut begins =
        all.filter_map(|items| stream.token_at(items.first()?.from)).filter_map(|at| stream.tokens.get(at));
    let stacked = begins.all(|token| token.gap == Gap::Line);
    Shaped { words, name, unit, figures: reading.len(), now, middles, after, dated, numbered, stacked }
}

/// Is a word of the head one over the numbers of the rows: №?
fn words_of_numbers(word: &str) -> bool {
    crate::vocabulary::words().head.number.is(word)
}

/// The middle of each column of figures, where the lowest words of the head stand on one line.
fn middles(stream: &Stream, reading: &[Vec<Item>]) -> Vec<u32> {
    let token = |item: &Item| {
        let at = stream.tokens.partition_point(|token| token.from <= item.from).checked_sub(1)?;
        Some(stream.tokens[at]).filter(|token| token.from == item.from)
    };
    let lowest = |column: &Vec<Item>| column.last().and_then(token).or_else(|| column.first().and_then(token));
    let tokens: Vec<stream::Token> = reading.iter().filter_map(lowest).collect();
    let level = tokens.windows(2).all(|pair| pair[0].raw == pair[1].raw && pair[0].from < pair[1].from);
    if level { tokens.iter().map(|token| u32::midpoint(token.start, token.end)).collect() } else { Vec::new() }
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

#[cfg(test)]
mod tests;
