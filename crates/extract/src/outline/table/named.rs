//! Tables whose columns are named: 区分 a section, 事業名 an initiative, 内容 its body.
//!
//! What comes in are the rows with the roles of their columns, what goes out are entries and pieces. This file must not
//! know how marks stand to one another.

use super::super::cells::{Row, is_figures, is_number, lists, names, segments, with_number};
use super::super::roles::{self, Roles};
use super::super::tree_builder::{Place, TreeBuilder};
use super::super::work_name::unnoted;
use super::super::{Column, Entry, PieceKind, heading, series};
use super::{cells, series_of};
use crate::blocks::Cell;
use crate::blocks::chars::{is_japanese, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure;
use crate::rules::Rule;
use crate::vocabulary::{is_action, words};
use kurabe_model::Furniture;

/// The section and name that the rows have come to.
#[derive(Default)]
pub(super) struct Reached {
    pub(super) section: Option<usize>,
    pub(super) name: Option<usize>,
    /// The piece that is the first 内容 of the name, while it is the only one.
    pub(super) content: Option<usize>,
}

/// A table whose columns are named: 区分 a section, 事業名 an initiative, 内容 its body.
pub(super) fn named(builder: &mut TreeBuilder, rows: &[Row], roles: &Roles) {
    builder.levels.close_bullets();
    let base = builder.levels.top();
    // A table that goes on after a break repeats its 区分: the last section under this heading is still open.
    let section = open_section(&builder.outline.entries, base);
    let mut reached = Reached { section, ..Reached::default() };
    for (at, row) in rows.iter().enumerate() {
        match roles::header(&row.cells, builder.rules) {
            Some(found) if found.same(roles) || found.same_but_for_section(roles) || found.same_regrouped(roles) => {
                let text: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                builder.outline.furniture.push(Furniture { span: row.span, text: text.join("\t") });
                continue;
            }
            // Another header: a table that follows with nothing between.
            Some(found) => {
                let found = found.regrouped(&row.cells, &rows[at + 1..], builder.rules);
                builder.roles = Some(found.clone());
                return named(builder, rows.get(at..).unwrap_or_default(), &found);
            }
            None => {}
        }
        if is_total(row) {
            cells(builder, std::slice::from_ref(row), PieceKind::Cell);
            continue;
        }
        // Years below: what measures the work follows with nothing between.
        if roles::is_dated(&row.cells)
            && let Some(values) = series_of(builder, &rows[at..])
        {
            builder.outline.values.extend(values);
            return cells(builder, &rows[at..], PieceKind::Value);
        }
        self::row(builder, row, roles, base, &mut reached);
    }
}

/// 小計, 合計: the sum of the rows above.
pub(super) fn is_total(row: &Row) -> bool {
    let sum = |cell: &Cell| words().column.total.is(&squeeze(&cell.text));
    row.cells.iter().take(2).any(sum)
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

pub(super) fn at(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == column)
}

/// One row of such a table.
fn row(builder: &mut TreeBuilder, row: &Row, roles: &Roles, base: Option<usize>, reached: &mut Reached) {
    let section = roles.section.and_then(|column| at(row, column));
    let name = at(row, roles.name);
    let place = |cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    // ① or 3 in a column of its own before the name.
    let counts = |text: &str| mark::alone(text).is_some_and(|(class, _)| class.counts()) || is_number(text);
    let before = |cell: &&Cell| cell.column < roles.name && Some(cell.column) != roles.section;
    // A name that has a mark of its own keeps it, and the number is text.
    let bare = name.is_some_and(|cell| mark::parse(&cell.text).is_none() && !names(&cell.text).is_empty());
    let number = row.cells.iter().filter(|_| bare).find(|cell| before(cell) && counts(cell.text.trim()));
    // A lost column: the name stands under 区分 and its figures under 事業名.
    let lost = section.zip(name).filter(|(section, name)| is_figures(&name.text) && !is_figures(&section.text));
    let number = number.filter(|_| lost.is_none());
    if let Some((title, figures)) = lost {
        name_entry(builder, title.text.clone(), &place(title), base, reached);
        builder.piece(PieceKind::Figures, reached.name, figures.text.clone(), &place(figures));
    } else {
        if let Some(cell) = section {
            section_entry(builder, cell, &place(cell), base, reached);
        }
        let numbered = reached.name.filter(|name| section.is_none() && builder.outline.entries[*name].class.counts());
        let below = numbered.zip(name);
        let bullet = |cell: &Cell| mark::parse(cell.text.trim_start()).map(|mark| mark.class.is_bullet());
        if let Some((above, cell)) = below.filter(|(_, cell)| bullet(cell) == Some(true)) {
            // ・初任者研修の実施 below (1) is a part of it.
            for (from, to) in segments(&cell.text) {
                let (span, columns) = cell.place(from, to);
                let title = cell.text[from..to].trim().to_owned();
                item(builder, above, title, &Place { span, columns: Some(columns), page: row.page });
            }
        } else if let Some((_, cell)) =
            below.filter(|(_, cell)| bullet(cell).is_none() && cell.text.trim_end().ends_with('。'))
        {
            builder.rule = Rule::ColumnBody;
            content(builder, cell, row, PieceKind::Paragraph, reached.name, reached);
        } else if let Some(cell) = name {
            let mut counted = number;
            for (from, to) in names(&cell.text) {
                let (span, columns) = cell.place(from, to);
                let title = cell.text[from..to].to_owned();
                name_entry(
                    builder,
                    counted.take().map_or(title.clone(), |number| with_number(number.text.trim(), &title)),
                    &Place { span, columns: Some(columns), page: row.page },
                    base,
                    reached,
                );
            }
        }
    }
    let known = |cell: &&Cell| {
        lost.is_none_or(|(a, b)| a.columns != cell.columns && b.columns != cell.columns)
            && Some(cell.column) != roles.section
            && cell.column != roles.name
            && number.is_none_or(|number| number.column != cell.column)
    };
    for cell in row.cells.iter().filter(known) {
        if let Some(value) = cost(builder, cell, roles, reached) {
            builder.outline.values.push(value);
            builder.piece(PieceKind::Value, reached.name, cell.text.clone(), &place(cell));
            continue;
        }
        let kind = if roles.targets.contains(&cell.column) {
            PieceKind::Targets
        } else if roles.years.contains(&cell.column) {
            PieceKind::Value
        } else if roles.figures.contains(&cell.column) {
            PieceKind::Figures
        } else {
            PieceKind::Paragraph
        };
        // 新 or 継 in a column of its own marks the item.
        let kind = if heading::is_flag_line(&squeeze(&cell.text)) { PieceKind::Flag } else { kind };
        builder.rule = if kind == PieceKind::Paragraph { Rule::ColumnBody } else { Rule::ColumnFigure };
        if kind == PieceKind::Paragraph && name.is_none() && section.is_none() && roles.bodies.contains(&cell.column) {
            further(builder, cell, row, base, reached);
            continue;
        }
        content(builder, cell, row, kind, reached.name.or(reached.section).or(base), reached);
    }
}

/// What the name costs: the figure of a column of 予算額.
fn cost(builder: &TreeBuilder, cell: &Cell, roles: &Roles, reached: &Reached) -> Option<series::Value> {
    let (_, name, unit) = roles.costs.iter().find(|(column, ..)| *column == cell.column)?;
    let owner = reached.name.filter(|_| figure::shape(&squeeze(&cell.text)) == Some(figure::Shape::Number))?;
    let row = series::next_row(&builder.outline.values);
    let name = format!("{} {name}", builder.outline.entries[owner].title);
    Some(series::Value::of_cell(owner, row, series::Says::Cost, (name, unit.clone()), cell))
}

/// A 区分: the section that is open if it says the same, else a new one.
pub(super) fn section_entry(
    builder: &mut TreeBuilder,
    cell: &Cell,
    place: &Place,
    base: Option<usize>,
    reached: &mut Reached,
) {
    let same = reached.section.is_some_and(|section| {
        let said = squeeze(&cell.text);
        matches!(said.as_str(), "〃" | "同上" | "″" | "仝" | "”" | "々")
            || squeeze(&builder.outline.entries[section].title) == said
    });
    (reached.name, reached.content) = (None, None);
    if same {
        // The repeated cell is still on the page: it stays findable.
        builder.piece(PieceKind::Label, reached.section, cell.text.clone(), place);
        return;
    }
    let entry = builder.entry(base, Class::Plain, cell.text.clone(), place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Section;
    new.from_table = true;
    new.rule = Rule::ColumnSection;
    unmark(builder, entry);
    reached.section = Some(entry);
}

/// A 事業名.
pub(super) fn name_entry(
    builder: &mut TreeBuilder,
    title: String,
    place: &Place,
    base: Option<usize>,
    reached: &mut Reached,
) {
    let entry = builder.entry(reached.section.or(base), Class::Plain, title, place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Name;
    new.from_table = true;
    new.rule = Rule::ColumnName;
    unmark(builder, entry);
    reached.name = Some(entry);
    reached.content = None;
}

/// Takes the mark off the title of an entry from a cell: ①巡回指導, (1)窓口.
fn unmark(builder: &mut TreeBuilder, entry: usize) {
    let entry = &mut builder.outline.entries[entry];
    let Some(mark) = mark::parse(&entry.title)
        .filter(|mark| mark.lead.is_empty() && !matches!(mark.class, Class::Corner | Class::Angle | Class::Label))
    else {
        return;
    };
    let (marker, rest, star, ordinal, class) =
        (mark.marker.clone().into_owned(), mark.rest.to_owned(), mark.star, mark.ordinal, mark.class);
    (entry.marker, entry.title, entry.star, entry.ordinal, entry.class) = (marker, rest, star, ordinal, class);
}

/// A 内容 in a row without a name: the name before it has several, each a measure.
fn further(builder: &mut TreeBuilder, cell: &Cell, row: &Row, base: Option<usize>, reached: &mut Reached) {
    let Some(name) = reached.name else {
        content(builder, cell, row, PieceKind::Paragraph, reached.section.or(base), reached);
        return;
    };
    if let Some(first) = reached.content.take()
        && first + 1 == builder.outline.pieces.len()
        && builder.outline.entries.last().is_some_and(|entry| entry.at <= first)
        && let Some(piece) = builder.outline.pieces.pop()
    {
        let place = Place { span: piece.span, columns: piece.columns, page: piece.page };
        item(builder, name, piece.text, &place);
    }
    item(builder, name, cell.text.clone(), &Place { span: cell.span, columns: Some(cell.columns), page: row.page });
}

/// A measure of a name.
pub(super) fn item(builder: &mut TreeBuilder, name: usize, title: String, place: &Place) {
    let entry = builder.entry(Some(name), Class::Plain, title, place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Item;
    new.from_table = true;
    new.rule = Rule::ColumnBody;
    unmark(builder, entry);
}

/// A 内容: its list items that say what is done are measures, the rest is body.
pub(super) fn content(
    builder: &mut TreeBuilder,
    cell: &Cell,
    row: &Row,
    kind: PieceKind,
    owner: Option<usize>,
    reached: &mut Reached,
) {
    let whole = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    let parts = segments(&cell.text);
    let listed: Vec<&(usize, usize)> = parts.iter().filter(|(from, to)| lists(&cell.text[*from..*to])).collect();
    let acts = |text: &str| is_action(text) || says_action(text);
    let actions = listed.iter().filter(|(from, to)| acts(&cell.text[*from..*to])).count();
    let measures = kind == PieceKind::Paragraph
        && reached.name.is_some()
        && owner == reached.name
        && actions > 0
        && actions * 2 >= listed.len();
    if !measures {
        if reached.content.is_none() && kind == PieceKind::Paragraph && owner == reached.name {
            reached.content = Some(builder.outline.pieces.len());
        }
        builder.piece(kind, owner, cell.text.clone(), &whole);
        return;
    }
    for (from, to) in parts {
        let text = cell.text[from..to].trim();
        let (span, columns) = cell.place(from, to);
        let place = Place { span, columns: Some(columns), page: row.page };
        match owner {
            Some(name) if lists(text) => item(builder, name, text.to_owned(), &place),
            _ => builder.piece(kind, owner, text.to_owned(), &place),
        }
    }
}

/// Does a line of a list say what is done, as a verb with its object: 小学生の一日店長を募る（20名）?
fn says_action(text: &str) -> bool {
    let text = unnoted(text.trim().trim_end_matches('。'));
    let ends = text.ends_with(['る', 'す', 'く', 'う', 'む', 'ぶ', 'つ', 'ぐ']);
    ends && text.contains('を') && text.chars().nth_back(1).is_some_and(is_japanese)
}
