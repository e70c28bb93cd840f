//! Lines to blocks: paragraphs, items and headings each in one piece, tables as rows and cells, the page's
//! furniture apart.
//!
//! What comes in is a document's text, what goes out are its blocks in reading order. This room must not know
//! how headings stand to one another, nor what a plan is.

mod barred;
mod beside;
mod cell;
mod centred;
mod clean;
mod commas;
mod contents;
mod form;
mod gaps;
mod grid;
mod groups;
mod gutter;
mod heads;
pub(crate) use heads::{is_label, names_work};
mod ink;
mod join;
mod joint;
mod lone;
mod lost;
mod markup;
pub(crate) use markup::front_matter;
mod measure;
mod merged;
mod raw;
mod open_bars;
mod several;
mod ruled;
mod set_off;
mod sheet;
mod site;
pub(crate) use site::{leads_elsewhere, links, page as site_page};
mod stacked;
mod table;
pub(crate) mod target;
pub(crate) mod work;
mod wrap;

/// Letters, blanks and digits, as the lines of a document need them.
pub(crate) mod chars {
    pub(crate) use kurabe_text::letter::{ends_sentence, is_hiragana, is_japanese, is_latin, width};
    pub(crate) use kurabe_text::number::{digit, short as number};
    pub(crate) use kurabe_text::spacing::{append, close_up, squeeze};
}

pub use barred::{Barred, in_a_line};
pub use cell::Cell;
pub(crate) use gaps::stretches;
use join::{Growing, Seams};
use kurabe_model::{Furniture, LineSpan, Notice};
use kurabe_read::Text;
pub use kurabe_text::mark;
pub(crate) use kurabe_text::numeral;
pub use lost::restore;
use raw::Raw;
use std::collections::{HashMap, HashSet};

/// A document as blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The blocks in reading order.
    pub list: Vec<Block>,
    /// Page numbers, running heads, contents list, title page, artefacts.
    pub furniture: Vec<Furniture>,
    /// The headings that the contents list names, without blanks; each with the columns by which it is set in.
    pub contents: HashMap<String, u32>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines.
    pub span: LineSpan,
    /// Its page, where the source has pages.
    pub page: Option<u32>,
    /// Blanks before its first letter, in columns.
    pub indent: u32,
    /// The columns that its last line takes.
    pub width: u32,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, an item or a heading: one piece of text.
    Text(String),
    /// A row of a table; rows of one table share a number.
    Row {
        /// The table, counted from 0.
        table: u32,
        /// Its cells, empty ones left out.
        cells: Vec<Cell>,
    },
}

/// Reads the lines of a document as blocks.
#[must_use]
pub fn blocks(text: &Text) -> Blocks {
    let mut blocks = Blocks { notices: text.notices.clone(), ..Blocks::default() };
    let mut raws = raw::lines(&text.lines, &mut blocks.furniture);
    let contents = contents::find(&mut raws);
    blocks.contents = contents.titles;
    clean::mark_furniture(&mut raws);
    blocks
        .furniture
        .extend(raws.iter().filter(|raw| raw.furniture).map(|raw| Furniture::line(raw.number, raw.trimmed())));
    raws.retain(|raw| !raw.furniture);
    let raws = open_bars::set(ruled::set(raws, &mut blocks.furniture), &mut blocks.furniture);
    let raws = set_off::labels(beside::cut(raws), &mut blocks.furniture);
    let raws = set_off::cut(raws);
    let raws = sheet::set(merged::set(raws, &mut blocks.furniture), &mut blocks.furniture);
    let raws = commas::set(raws, &mut blocks.furniture);
    let raws = grid::set(groups::set(raws, &mut blocks.furniture), &mut blocks.furniture);
    let raws = work::set(gutter::cut(raws), &mut blocks.furniture);
    let raws = stacked::set(target::set(raws, &mut blocks.furniture), &mut blocks.furniture);
    let raws = gaps::set(wrap::join(lone::join(raws), &contents.whole));
    let raws = lone::join(several::cut(form::unfold(raws, &mut blocks.furniture)));
    assemble(&raws, &contents.whole, &mut blocks);
    blocks.list = form::set(std::mem::take(&mut blocks.list));
    blocks.furniture.sort_by_key(|piece| piece.span.first);
    blocks
}

/// Puts lines and rows together.
fn assemble(raws: &[Raw], whole: &HashSet<String>, blocks: &mut Blocks) {
    let mut seams = Seams::of(raws, whole);
    let (mut at, mut table, mut in_table) = (0usize, 0u32, false);
    let mut growing: Option<Growing> = None;
    while at < raws.len() {
        let above = match blocks.list.last().map(|block| &block.kind) {
            Some(BlockKind::Row { cells, .. }) if in_table => cells.first().map(|cell| cell.text.clone()),
            _ => None,
        };
        match table::read(&raws[at..], above.as_deref(), &mut blocks.furniture) {
            table::Read::Rule(taken) => at += taken.max(1),
            table::Read::Rows(rows) => {
                for row in rows {
                    let first = row.cells.iter().map(|cell| cell.span.first).min().unwrap_or(raws[at].number);
                    let last = row.cells.iter().map(|cell| cell.span.last).max().unwrap_or(first).max(first);
                    if !row.cells.is_empty() {
                        let raw = &raws[at];
                        let kind = BlockKind::Row { table, cells: row.cells };
                        blocks.list.push(Block {
                            kind,
                            span: LineSpan { first, last },
                            page: raw.page,
                            indent: raw.indent,
                            width: raw.width,
                        });
                    }
                    at += row.taken;
                }
                (in_table, growing) = (true, None);
            }
            table::Read::Text => {
                if in_table {
                    (in_table, table) = (false, table + 1);
                }
                growing = Some(line(&mut seams, at, growing, blocks));
                at += 1;
            }
        }
    }
}

/// Adds a line to the block before it, or begins a block with it.
fn line(seams: &mut Seams, at: usize, growing: Option<Growing>, blocks: &mut Blocks) -> Growing {
    let raw = &seams.raws[at];
    let words = markup::plain(raw.trimmed(), raw.number, &mut blocks.furniture);
    let words = words.trim();
    if let (Some(block), true, Some(last)) = (growing, at > 0, blocks.list.last_mut())
        && let BlockKind::Text(text) = &mut last.kind
        // What was cut out of one line was parted on purpose.
        && seams.raws[at - 1].last != raw.number
        && seams.goes_on(block, at)
    {
        chars::append(text, words);
        last.span.last = raw.last;
        last.width = raw.width;
        let open = block.open.saturating_sub(raw.shut) + raw.open;
        return Growing { open, held: if block.open > 0 { block.held + 1 } else { 0 }, ..block };
    }
    if !words.is_empty() {
        let span = LineSpan { first: raw.number, last: raw.last };
        blocks.list.push(Block {
            kind: BlockKind::Text(words.to_owned()),
            span,
            page: raw.page,
            indent: raw.indent,
            width: raw.width,
        });
    }
    Growing { class: raw.class, open: raw.open, held: 0 }
}
