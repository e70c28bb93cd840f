//! Tables of work as sections, initiatives and measures; tables of figures as cells.
//!
//! What comes in are the rows of one table, what goes out are entries and pieces. This file must not know
//! how marks stand to one another.

use super::grow::{Growth, Place};
use super::level::Asking;
use super::roles::{self, Roles};
use super::work::is_action;
use super::{Column, Entry, PieceKind, heading};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::{Block, BlockKind, Cell, numeral};
use crate::model::{Furniture, LineSpan};
use std::collections::HashMap;

/// A row with its page.
struct Row {
    cells: Vec<Cell>,
    page: Option<u32>,
    span: LineSpan,
}

/// Adds a table to the tree.
pub(super) fn grow(growth: &mut Growth, blocks: Vec<Block>) {
    let rows: Vec<Row> = blocks
        .into_iter()
        .filter_map(|block| match block.kind {
            BlockKind::Row { cells, .. } => Some(Row { cells, page: block.page, span: block.span }),
            BlockKind::Text(_) => None,
        })
        .collect();
    if let Some((at, found)) = rows.iter().take(3).enumerate().find_map(|(at, row)| roles::header(&row.cells).map(|found| (at, found))) {
        growth.roles = Some(found.clone());
        figures(growth, &rows[..at]);
        named(growth, &rows[at..], &found);
    } else if let Some(found) = growth.roles.clone().filter(|roles| inherits(&rows, roles) && !growth.in_background()) {
        named(growth, &rows, &found);
    } else if rows.iter().filter(|row| row.cells.iter().any(|cell| is_item(&cell.text))).count() * 2 >= rows.len() && !rows.is_empty() {
        flatten(growth, rows);
    } else {
        figures(growth, &rows);
    }
}

/// A cell that begins with a mark of a list.
fn is_item(text: &str) -> bool {
    mark::parse(text).is_some_and(|mark| mark.class.is_bullet() || mark.class.counts() && mark.class != Class::Bare) || is_lone_mark(text)
}

/// `・` in a cell of its own.
fn is_lone_mark(text: &str) -> bool {
    text.chars().count() <= 4 && mark::parse(&format!("{text} あい")).is_some_and(|mark| mark.rest == "あい" && !matches!(mark.class, Class::Bare))
}

/// Do rows without a header continue the table whose header said what its columns hold?
fn inherits(rows: &[Row], roles: &Roles) -> bool {
    let Some(body) = roles.bodies.first() else { return false };
    if roles::any_header(&rows[0].cells) {
        return false;
    }
    let widest = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).max().unwrap_or(0);
    let told = rows.iter().filter(|row| row.cells.iter().any(|cell| cell.column == *body && cell.text.chars().count() >= 12)).count();
    widest == roles.last_column() && told * 2 >= rows.len()
}

/// A table that holds no items: each cell a text of its own.
fn figures(growth: &mut Growth, rows: &[Row]) {
    growth.levels.close_bullets();
    let owner = growth.levels.top();
    for row in rows {
        for cell in &row.cells {
            let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
            growth.piece(PieceKind::Cell, owner, cell.text.clone(), &place);
        }
    }
}

/// A table whose cells carry marks: read as the list that it is, at levels of its own.
fn flatten(growth: &mut Growth, rows: Vec<Row>) {
    growth.levels.close_bullets();
    let base = growth.levels.top();
    let outer = std::mem::take(&mut growth.levels);
    let mut latest: HashMap<u32, usize> = HashMap::new();
    for row in rows {
        let mut lone: Option<&Cell> = None;
        for (at, cell) in row.cells.iter().enumerate() {
            let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
            if lone.is_none() && is_lone_mark(&cell.text) && at + 1 < row.cells.len() {
                lone = Some(cell);
                continue;
            }
            let text = match lone.take() {
                Some(mark) => format!("{} {}", mark.text, cell.text),
                None => cell.text.clone(),
            };
            let asking = |class, ordinal| Asking { class, ordinal, indent: 0, position: 0, next: None };
            if heading::is_flag_line(&text) {
                let owner = latest.get(&cell.column).copied().or(growth.levels.top()).or(base);
                growth.piece(PieceKind::Flag, owner, text, &place);
            } else if let Some(mark) = mark::parse(&text).filter(|mark| mark.class != Class::Symbol('※')) {
                let entry = growth.marked(&mark, asking(mark.class, mark.ordinal), &place);
                if growth.outline.entries[entry].parent.is_none() {
                    growth.outline.entries[entry].parent = base;
                }
                latest.insert(cell.column, entry);
            } else if cell.column == 0 && cell.text.chars().count() <= 20 && row.cells.get(at + 1).is_some_and(|next| is_item(&next.text)) {
                growth.levels.clear();
                let entry = growth.entry(base, Class::Plain, text, &place);
                growth.levels.open(asking(Class::Plain, 0), entry);
                latest.insert(0, entry);
            } else {
                let owner = growth.levels.top().or(base);
                growth.piece(PieceKind::Paragraph, owner, text, &place);
            }
        }
    }
    growth.levels = outer;
}

/// The section and name that the rows have come to.
#[derive(Default)]
struct Reached {
    section: Option<usize>,
    name: Option<usize>,
    /// The piece that is the first 内容 of the name, while it is the only one.
    content: Option<usize>,
}

/// A table whose columns are named: 区分 a section, 事業名 an initiative, 内容 its body.
fn named(growth: &mut Growth, rows: &[Row], roles: &Roles) {
    growth.levels.close_bullets();
    let base = growth.levels.top();
    let mut reached = Reached::default();
    // A table that goes on after a break repeats its 区分: the last section under this heading is still open.
    reached.section = open_section(&growth.outline.entries, base);
    for row in rows {
        if roles::header(&row.cells).is_some_and(|found| found == *roles) {
            let text: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            growth.outline.furniture.push(Furniture { span: row.span, text: text.join("\t") });
            continue;
        }
        self::row(growth, row, roles, base, &mut reached);
    }
}

/// The section of a table under this heading that no other entry has ended.
fn open_section(entries: &[Entry], base: Option<usize>) -> Option<usize> {
    let mut at = entries.len().checked_sub(1);
    while let Some(entry) = at.filter(|at| entries[*at].from_table) {
        if entries[entry].column == Column::Section {
            return Some(entry).filter(|entry| entries[*entry].parent == base);
        }
        at = entries[entry].parent;
    }
    None
}

fn at(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == column)
}

/// One row of such a table.
fn row(growth: &mut Growth, row: &Row, roles: &Roles, base: Option<usize>, reached: &mut Reached) {
    let section = roles.section.and_then(|column| at(row, column));
    let name = at(row, roles.name);
    let place = |cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    // A lost column: the name stands under 区分 and its figures under 事業名.
    let lost = section.zip(name).filter(|(section, name)| is_figures(&name.text) && !is_figures(&section.text));
    if let Some((title, figures)) = lost {
        name_entry(growth, title.text.clone(), &place(title), base, reached);
        growth.piece(PieceKind::Figures, reached.name, figures.text.clone(), &place(figures));
    } else {
        if let Some(cell) = section {
            section_entry(growth, cell, &place(cell), base, reached);
        }
        if let Some(cell) = name {
            let parts = names(&cell.text);
            for (from, to) in parts {
                let (span, columns) = cell.place(from, to);
                name_entry(growth, cell.text[from..to].to_owned(), &Place { span, columns: Some(columns), page: row.page }, base, reached);
            }
        }
    }
    let known = |cell: &&Cell| lost.is_none_or(|(a, b)| a.columns != cell.columns && b.columns != cell.columns) && Some(cell.column) != roles.section && cell.column != roles.name;
    for cell in row.cells.iter().filter(known) {
        let kind = if roles.figures.contains(&cell.column) { PieceKind::Figures } else { PieceKind::Paragraph };
        if kind == PieceKind::Paragraph && name.is_none() && section.is_none() && roles.bodies.contains(&cell.column) {
            further(growth, cell, row, base, reached);
            continue;
        }
        content(growth, cell, row, kind, reached.name.or(reached.section).or(base), reached);
    }
}

/// A 区分: the section that is open if it says the same, else a new one.
fn section_entry(growth: &mut Growth, cell: &Cell, place: &Place, base: Option<usize>, reached: &mut Reached) {
    let same = reached.section.is_some_and(|section| squeeze(&growth.outline.entries[section].title) == squeeze(&cell.text));
    (reached.name, reached.content) = (None, None);
    if same {
        // The repeated cell is still on the page: it stays findable.
        growth.piece(PieceKind::Label, reached.section, cell.text.clone(), place);
        return;
    }
    let entry = growth.entry(base, Class::Plain, cell.text.clone(), place);
    let new = &mut growth.outline.entries[entry];
    new.column = Column::Section;
    new.from_table = true;
    unmark(growth, entry);
    reached.section = Some(entry);
}

/// A 事業名.
fn name_entry(growth: &mut Growth, title: String, place: &Place, base: Option<usize>, reached: &mut Reached) {
    let entry = growth.entry(reached.section.or(base), Class::Plain, title, place);
    let new = &mut growth.outline.entries[entry];
    new.column = Column::Name;
    new.from_table = true;
    unmark(growth, entry);
    reached.name = Some(entry);
    reached.content = None;
}

/// Takes the mark off the title of an entry from a cell: ①巡回指導, (1)窓口.
fn unmark(growth: &mut Growth, entry: usize) {
    let entry = &mut growth.outline.entries[entry];
    let Some(mark) = mark::parse(&entry.title).filter(|mark| mark.lead.is_empty() && !matches!(mark.class, Class::Corner | Class::Angle | Class::Label)) else { return };
    let (marker, rest, star, ordinal, class) = (mark.marker.clone().into_owned(), mark.rest.to_owned(), mark.star, mark.ordinal, mark.class);
    (entry.marker, entry.title, entry.star, entry.ordinal, entry.class) = (marker, rest, star, ordinal, class);
}

/// A 内容 in a row without a name: the name before it has several, each a measure.
fn further(growth: &mut Growth, cell: &Cell, row: &Row, base: Option<usize>, reached: &mut Reached) {
    let Some(name) = reached.name else {
        content(growth, cell, row, PieceKind::Paragraph, reached.section.or(base), reached);
        return;
    };
    if let Some(first) = reached.content.take()
        && first + 1 == growth.outline.pieces.len()
        && growth.outline.entries.last().is_some_and(|entry| entry.at <= first)
        && let Some(piece) = growth.outline.pieces.pop()
    {
        let place = Place { span: piece.span, columns: piece.columns, page: piece.page };
        item(growth, name, piece.text, &place);
    }
    item(growth, name, cell.text.clone(), &Place { span: cell.span, columns: Some(cell.columns), page: row.page });
}

/// A measure of a name.
fn item(growth: &mut Growth, name: usize, title: String, place: &Place) {
    let entry = growth.entry(Some(name), Class::Plain, title, place);
    let new = &mut growth.outline.entries[entry];
    new.column = Column::Item;
    new.from_table = true;
    unmark(growth, entry);
}

/// A 内容: its list items that say what is done are measures, the rest is body.
fn content(growth: &mut Growth, cell: &Cell, row: &Row, kind: PieceKind, owner: Option<usize>, reached: &mut Reached) {
    let whole = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    let parts = segments(&cell.text);
    let listed: Vec<&(usize, usize)> = parts.iter().filter(|(from, to)| lists(&cell.text[*from..*to])).collect();
    let actions = listed.iter().filter(|(from, to)| is_action(&cell.text[*from..*to])).count();
    let measures = kind == PieceKind::Paragraph && reached.name.is_some() && owner == reached.name && actions > 0 && actions * 2 >= listed.len();
    if !measures {
        if reached.content.is_none() && kind == PieceKind::Paragraph && owner == reached.name {
            reached.content = Some(growth.outline.pieces.len());
        }
        growth.piece(kind, owner, cell.text.clone(), &whole);
        return;
    }
    for (from, to) in parts {
        let text = cell.text[from..to].trim();
        let (span, columns) = cell.place(from, to);
        let place = Place { span, columns: Some(columns), page: row.page };
        match owner {
            Some(name) if lists(text) => item(growth, name, text.to_owned(), &place),
            _ => growth.piece(kind, owner, text.to_owned(), &place),
        }
    }
}

/// Does the part of a cell begin with a mark of a list?
fn lists(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    matches!(first, '・' | '○' | '〇' | '◯' | '●' | '◎' | '･' | '•' | '-') || numeral::circled(first).is_some() || matches!(first, '(' | '（' | '0'..='9' | '０'..='９' | 'ア'..='ヲ') && numbered(text)
}

/// Does the text begin with a number of a list?
fn numbered(text: &str) -> bool {
    mark::parse(text).is_some_and(|mark| mark.class.counts() && mark.class != Class::Bare)
}

/// Cuts a cell where a list item begins: at its start, on a new line, or after a blank.
fn segments(text: &str) -> Vec<(usize, usize)> {
    let mut cuts = vec![0];
    let mut before = '\n';
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let opens = matches!(c, '・' | '○' | '〇' | '◯' | '●' | '◎' | '■' | '□' | '◆' | '･' | '•') && !next.is_whitespace() || numeral::circled(c).is_some();
        let counted = before == '\n' && matches!(c, '(' | '（' | '0'..='9' | '０'..='９' | 'ア'..='ヲ') && numbered(text[at..].lines().next().unwrap_or_default());
        if at > 0 && (opens && before.is_whitespace() || counted) {
            cuts.push(at);
        }
        before = c;
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| (pair[0], pair[0] + text[pair[0]..pair[1]].trim_end().len())).filter(|(from, to)| from < to).collect()
}

/// Does the cell hold figures alone: `H30 89件 R01 83件`?
pub(super) fn is_figures(text: &str) -> bool {
    let (mut digits, mut letters) = (0u32, 0u32);
    for c in text.chars() {
        if digit(c).is_some() {
            digits += 1;
        } else if !c.is_whitespace() && !matches!(c, '%' | '％' | ',' | '.' | '(' | ')' | '（' | '）' | '／' | '/' | '、') {
            letters += 1;
        }
    }
    let dated = text.starts_with(|c: char| matches!(c, 'H' | 'R' | 'Ｈ' | 'Ｒ') || digit(c).is_some()) || text.starts_with("令和") || text.starts_with("平成");
    digits >= 2 && dated && letters <= digits + 4
}

/// Several names in one cell, each with the same note: `A事業 (NICO) B事業 (NICO)`; or each with a bullet.
fn names(text: &str) -> Vec<(usize, usize)> {
    let whole = vec![(0, text.len())];
    let parts = segments(text);
    if parts.len() >= 2 && parts.iter().all(|(from, to)| text[*from..*to].starts_with(['・', '○', '●', '〇']) && !is_figures(&text[*from..*to])) {
        return parts;
    }
    let mut cuts = vec![0];
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let rest = &text[after..];
        if matches!(c, ')' | '）') && rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(['（', '(', '〈', '※', '■']) {
            cuts.push(after + rest.len() - rest.trim_start().len());
        }
    }
    if cuts.len() < 2 || cuts.len() > 8 {
        return whole;
    }
    cuts.push(text.len());
    let parts: Vec<(usize, usize)> = cuts.windows(2).map(|pair| (pair[0], pair[0] + text[pair[0]..pair[1]].trim_end().len())).collect();
    let note = |part: &(usize, usize)| {
        let part = &text[part.0..part.1];
        part.ends_with([')', '）']).then(|| part.rfind(['(', '（']).map(|at| &part[at..])).flatten()
    };
    let first = note(&parts[0]);
    let alike = first.is_some_and(|first| !first.chars().any(|c| digit(c).is_some())) && parts.iter().all(|part| note(part) == first);
    if alike { parts } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_where_items_begin() {
        let text = "情報収集を行う。 ・制度の収集 ・研究会の設置";
        let parts: Vec<&str> = segments(text).iter().map(|(from, to)| &text[*from..*to]).collect();
        assert_eq!(parts, ["情報収集を行う。", "・制度の収集", "・研究会の設置"]);
        assert_eq!(names("応援事業 (NICO) 創業事業 (NICO)").len(), 2);
        assert_eq!(names("研修 (年4回)").len(), 1);
        assert!(is_figures("H30 89件 R01 83件 R02 83件") && !is_figures("会員増強 H30 2,049件"));
    }
}
