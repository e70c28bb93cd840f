//! Tables of work whose cells became lines: 区分 事業名 内容 予算額（千円）, then each cell of a row on a line of its own.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. A row begins with a
//! marked name and ends with a lone figure, what it costs; lines between a figure and the next name are the 区分. This
//! room must not know the tree.

pub(crate) mod cost;

use super::cell::Cell;
use super::chars::{digit, squeeze};
use super::mark::{self, Class};
use super::raw::{self, Raw};
use super::target::figure::{self, Shape};
use crate::vocabulary::words;
use kurabe_model::Furniture;

/// Lines that a head may take.
const TALLEST_HEAD: usize = 6;
/// Lines that a row may take.
const TALLEST_ROW: usize = 40;
/// Lines and letters that a 区分 may take.
const TALLEST_SECTION: usize = 6;
const LONGEST_SECTION: usize = 20;
/// A longer line is no cell.
const LONGEST_LINE: u32 = 400;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Section,
    Name,
    Body,
    Cost,
}

/// A head: its columns with the stretch of each, line and bytes, and how many lines it took.
struct Head {
    columns: Vec<(Role, Vec<Stretch>)>,
    taken: usize,
}

/// A stretch of a line: the line among those looked at, and its bytes.
type Stretch = (usize, usize, usize);

/// Turns the lines of such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        if let Some((rows, taken)) = table(&raws[at..], furniture) {
            set.extend(rows);
            at += taken;
        } else {
            let blank = raw::part(&raws[at], String::new());
            set.push(std::mem::replace(&mut raws[at], blank));
            at += 1;
        }
    }
    set
}

/// The rows of the table whose head begins here, and the lines that it takes.
fn table<'a>(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Option<(Vec<Raw<'a>>, usize)> {
    let head = head(raws)?;
    let class = name_class(&raws[head.taken..])?;
    let mut rows = vec![row_of(raws, &cells_of(&head), furniture)?];
    let (mut at, mut open) = (head.taken, 0);
    let mut heads = Vec::new();
    while at < raws.len() {
        if let Some(again) = self::head(&raws[at..]).filter(|again| same(&head, again)) {
            rows.push(row_of(&raws[at..], &cells_of(&again), furniture)?);
            at += again.taken;
            continue;
        }
        let mut skipped = Vec::new();
        let Some((cells, taken)) = row(&raws[at..], &head, class, &mut skipped) else { break };
        rows.push(row_of(&raws[at..], &cells, furniture)?);
        heads.extend(skipped);
        at += taken;
        open += 1;
    }
    if open < 2 {
        return None;
    }
    furniture.extend(heads);
    Some((rows, at))
}

/// Do two heads name the same columns?
fn same(one: &Head, other: &Head) -> bool {
    one.columns.iter().map(|(role, _)| role).eq(other.columns.iter().map(|(role, _)| role))
}

/// The head at the start of some lines: at least a name and what it costs.
fn head(raws: &[Raw]) -> Option<Head> {
    let mut columns: Vec<(Role, Vec<Stretch>)> = Vec::new();
    let mut taken = 0;
    for (line, raw) in raws.iter().take(TALLEST_HEAD).enumerate() {
        let Some(found) = head_words(raw, line) else { break };
        columns.extend(found);
        taken = line + 1;
        if columns.last().is_some_and(|(role, _)| *role == Role::Cost) {
            break;
        }
    }
    let count = |wanted: Role| columns.iter().filter(|(role, _)| *role == wanted).count();
    let fits = count(Role::Name) == 1 && count(Role::Cost) == 1 && count(Role::Section) <= 1 && count(Role::Body) <= 1;
    let last = columns.last().is_some_and(|(role, _)| *role == Role::Cost);
    (fits && last).then_some(Head { columns, taken })
}

/// The words of a line that consists of nothing but words of a head; letters may stand apart: 事 業 名.
fn head_words(raw: &Raw, line: usize) -> Option<Vec<(Role, Vec<Stretch>)>> {
    /// Letters of a head.
    const LONGEST: u32 = 60;
    if raw.letters + raw.digits > LONGEST || raw.cells.is_some() || raw.text.contains(['\t', '|', '｜', '<', '。']) {
        return None;
    }
    let tokens = tokens(&raw.text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // The longest run of words that is a column's heading.
        let next = (at + 1..=tokens.len()).rev().find_map(|end| {
            let word = squeeze(&raw.text[tokens[at].0..tokens[end - 1].1]);
            role(&word).map(|role| (role, end))
        });
        let (role, end) = next?;
        found.push((role, vec![(line, tokens[at].0, tokens[end - 1].1)]));
        at = end;
    }
    (!found.is_empty()).then_some(found)
}

fn role(word: &str) -> Option<Role> {
    /// What stands before 事業名 and before 内容.
    const NAMED: [&str; 5] = ["主要", "主な", "実施", "個別", "予算"];
    const TOLD: [&str; 9] = ["", "事業", "事業の", "取組", "実施", "主な", "活動", "具体的", "具体的な"];
    let columns = &words().column;
    let name = || word.strip_suffix("事業名").is_some_and(|before| NAMED.contains(&before));
    let ends = ["内容", "概要"];
    let body = || ends.iter().filter_map(|end| word.strip_suffix(end)).any(|before| TOLD.contains(&before));
    Some(match () {
        () if cost::heading(word).is_some() => Role::Cost,
        () if columns.section.is(word) => Role::Section,
        () if columns.name.is(word) || name() => Role::Name,
        () if columns.body.is(word) || body() => Role::Body,
        () => return None,
    })
}

/// The words between blanks, as bytes.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                tokens.push((start, at));
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    tokens
}

/// The class of the marks that the names carry: that of the first mark below the head.
fn name_class(raws: &[Raw]) -> Option<Class> {
    raws.iter().take(TALLEST_SECTION + 1).find_map(|raw| marked(raw, None)).map(|(class, _)| class)
}

/// The mark that begins a line, or its second word behind a 区分; and where.
fn marked(raw: &Raw, wanted: Option<Class>) -> Option<(Class, usize)> {
    let fits = |class: Class| {
        wanted.map_or_else(|| (class.counts() || class.is_bullet()) && class != Class::Bare, |wanted| class == wanted)
    };
    let tokens = tokens(&raw.text);
    let mut places = tokens.iter().take(2).map(|(from, _)| *from);
    places.find_map(|from| {
        let class = mark::parse(raw.text[from..].trim_end())?.class;
        fits(class).then_some((class, from))
    })
}

/// Does a line hold nothing but what a row costs?
fn is_cost(text: &str) -> bool {
    let text = squeeze(text);
    figure::shape(&text) == Some(Shape::Number) && text.starts_with(|c| digit(c).is_some()) || figure::is_dash(&text)
}

/// The cells of a row: what stands in each column.
type Cells = Vec<(Role, Vec<Stretch>)>;

/// The row that begins here, as the stretches of each column; none where the table ends.
fn row(raws: &[Raw], head: &Head, class: Class, furniture: &mut Vec<Furniture>) -> Option<(Cells, usize)> {
    let has = |wanted: Role| head.columns.iter().any(|(role, _)| *role == wanted);
    let mut cells: Cells = head.columns.iter().map(|(role, _)| (*role, Vec::new())).collect();
    let mut put = |role: Role, stretch: Stretch| {
        let role = if role == Role::Body && !has(Role::Body) { Role::Name } else { role };
        if let Some((_, parts)) = cells.iter_mut().find(|(column, _)| *column == role) {
            parts.push(stretch);
        }
    };
    let mut named = false;
    let mut letters = 0;
    let mut skip = 0;
    for (line, raw) in raws.iter().take(TALLEST_ROW).enumerate() {
        // The head again on the next page, in the midst of the row: the page's, not the item's.
        if skip == 0 && named {
            skip = self::head(&raws[line..]).filter(|again| same(head, again)).map_or(0, |again| again.taken);
        }
        if skip > 0 {
            skip -= 1;
            furniture.push(Furniture::line(raw.number, raw.trimmed()));
            continue;
        }
        if raw.cells.is_some() || raw.letters + raw.digits > LONGEST_LINE || raw.text.contains(['\t', '|', '｜', '<'])
        {
            return None;
        }
        let words = tokens(&raw.text);
        let (first, last) = (words.first()?, words.last()?);
        if !named {
            let Some((_, from)) = marked(raw, Some(class)) else {
                letters += squeeze(&raw.text).chars().count();
                let plain = raw.class.is_none() && raw.digits == 0 && !raw.ends_sentence();
                if !has(Role::Section) || !plain || line >= TALLEST_SECTION || letters > LONGEST_SECTION {
                    return None;
                }
                words.iter().for_each(|(from, to)| put(Role::Section, (line, *from, *to)));
                continue;
            };
            if from > first.0 {
                if !has(Role::Section) {
                    return None;
                }
                put(Role::Section, (line, first.0, first.1));
            }
            named = true;
            let closed = words.len() > 1 && last.0 > from && is_cost(&raw.text[last.0..last.1]);
            let own: Vec<&(usize, usize)> =
                words.iter().filter(|word| word.0 >= from && (!closed || word.0 < last.0)).collect();
            // A mark may stand apart from the name.
            let lone = own.first().is_some_and(|word| raw.text[word.0..word.1].chars().count() <= 3);
            let name = own.get(usize::from(lone)).or(own.first())?;
            let whole = !closed || !has(Role::Body);
            let end = if whole { own.last()?.1 } else { name.1 };
            put(Role::Name, (line, from, end));
            if let Some(body) = own.iter().find(|word| word.0 >= end) {
                put(Role::Body, (line, body.0, own.last()?.1));
            }
            if closed {
                put(Role::Cost, (line, last.0, last.1));
                return Some((cells, line + 1));
            }
            continue;
        }
        if is_cost(&raw.text) {
            put(Role::Cost, (line, first.0, last.1));
            return Some((cells, line + 1));
        }
        // Another item, or a heading: the row has no end.
        if raw.class.is_some_and(|found| found == class || found.counts() && found != Class::Bare && !found.is_bullet())
        {
            return None;
        }
        let closed = words.len() > 1 && is_cost(&raw.text[last.0..last.1]);
        let end = if closed { words[words.len() - 2].1 } else { last.1 };
        put(Role::Body, (line, first.0, end));
        if closed {
            put(Role::Cost, (line, last.0, last.1));
            return Some((cells, line + 1));
        }
    }
    None
}

fn cells_of(head: &Head) -> Vec<(Role, Vec<Stretch>)> {
    head.columns.clone()
}

/// The stretches of a row as a row of cells.
fn row_of<'a>(raws: &[Raw], columns: &[(Role, Vec<Stretch>)], furniture: &mut Vec<Furniture>) -> Option<Raw<'a>> {
    let mut cells = Vec::new();
    for (column, (role, parts)) in (0u32..).zip(columns) {
        let Some((line, from, _)) = parts.first() else { continue };
        let column_at = |line: usize, at: usize| {
            let letters = raws[line].text[..at].chars().count();
            u32::try_from(letters).unwrap_or(u32::MAX).saturating_add(1)
        };
        let mut cell = Cell::new(column, raws[*line].number, column_at(*line, *from));
        let mut before: Option<&Raw> = None;
        for (line, from, to) in parts {
            let raw = &raws[*line];
            // A sentence that ended, or an item, begins a line of its own.
            if *role == Role::Body && before.is_some_and(|before| before.ends_sentence() || raw.class.is_some()) {
                cell.new_line();
            }
            cell.add(&raw.text[*from..*to], raw.number, column_at(*line, *from), furniture);
            before = Some(raw);
        }
        cells.push(cell.close());
    }
    raw::row(&raws[columns.iter().flat_map(|(_, parts)| parts).map(|part| part.0).min()?], cells)
}
