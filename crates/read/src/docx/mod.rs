//! Word documents to lines: each paragraph a line with the number that Word computes before it, each row of a table a
//! line between pipes, tracked changes as accepted.
//!
//! What comes in are a file's bytes, what goes out is its text. Headers, footers and comments belong to the page and
//! are left out. This room must not know what a plan is.

mod numbering;
mod paragraph;
mod styles;
mod table;

use std::collections::{HashMap, HashSet};

use super::lines::Lines;
use super::package::Package;
use super::xml::Element;
use super::{ReadError, Text};
use kurabe_model::{Notice, NoticeKind};
use numbering::Numbering;
use paragraph::Field;
use styles::Styles;

/// Letters that a heading may have; a longer paragraph in a heading's style is text.
const HEADING: usize = 60;

/// Reads a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main("word/document.xml")?;
    let tree = package.tree(&main)?.ok_or(ReadError::Broken)?;
    let body = tree.child("body").ok_or(ReadError::Broken)?;
    let parts = Parts::of(&mut package, &main)?;
    let mut story = Story::new(&parts, &tree);
    story.blocks(body, Inside::Page);
    story.end_notes();
    if story.burst { Err(ReadError::Bursting) } else { write(story) }
}

/// The members beside the text that say how it is to be read.
#[derive(Default)]
struct Parts {
    styles: Styles,
    numbering: Option<Element>,
    /// Footnotes and endnotes by kind and id.
    notes: HashMap<(NoteKind, String), Element>,
    /// The words of drawn diagrams, by the id under which the text speaks of them.
    diagrams: HashMap<String, Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NoteKind {
    Foot,
    End,
}

impl Parts {
    fn of(package: &mut Package, main: &str) -> Result<Self, ReadError> {
        let mut parts = Self::default();
        for relation in package.relations(main)? {
            let kind = relation.kind.as_str();
            if !matches!(kind, "styles" | "numbering" | "footnotes" | "endnotes" | "diagramData") {
                continue;
            }
            // A part that is damaged costs what it says, not the text.
            let tree = match package.tree(&relation.target) {
                Ok(Some(tree)) => tree,
                Ok(None) | Err(ReadError::Broken) => continue,
                Err(error) => return Err(error),
            };
            match kind {
                "styles" => parts.styles = Styles::of(&tree),
                "numbering" => parts.numbering = Some(tree),
                "footnotes" => parts.add_notes(NoteKind::Foot, tree),
                "endnotes" => parts.add_notes(NoteKind::End, tree),
                _ => {
                    let mut words = Vec::new();
                    diagram(&tree, &mut words);
                    parts.diagrams.insert(relation.id, words);
                }
            }
        }
        Ok(parts)
    }

    fn add_notes(&mut self, kind: NoteKind, tree: Element) {
        for node in tree.nodes {
            if let super::xml::Node::Element(note) = node
                && note.attribute("type").is_none_or(|kind| kind == "normal")
                && let Some(id) = note.attribute("id")
            {
                self.notes.insert((kind, id.to_owned()), note);
            }
        }
    }
}

/// The words of a diagram, a line for each of its shapes.
fn diagram(element: &Element, words: &mut Vec<String>) {
    if &*element.name == "p" {
        let mut line = String::new();
        for run in element.children() {
            line.extend(run.child("t").map(Element::text));
        }
        if !line.trim().is_empty() {
            words.push(line);
        }
        return;
    }
    for child in element.children() {
        diagram(child, words);
    }
}

/// Where text stands: on the page, or in a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Page,
    Cell,
}

/// A line of the document before it is written.
struct Piece {
    text: String,
    /// The level of a heading; 0 for other lines.
    heading: u8,
    page: Option<u32>,
}

/// The text while it is read.
struct Story<'a> {
    parts: &'a Parts,
    numbering: Numbering,
    pieces: Vec<Piece>,
    page: Option<u32>,
    /// Does the document say where Word broke its pages? Then breaks set by hand are among them.
    rendered: bool,
    /// Fields that are open, and whether their result has begun.
    fields: Vec<Field>,
    /// Text of paragraphs whose end was deleted: the next one goes on.
    held: String,
    /// Notes met and not yet written.
    notes: Vec<(NoteKind, String)>,
    told: HashSet<(NoteKind, String)>,
    pictures: u32,
    /// Bytes of text that may still come.
    left: usize,
    /// More came.
    burst: bool,
}

impl<'a> Story<'a> {
    fn new(parts: &'a Parts, tree: &'a Element) -> Self {
        let rendered = holds(tree, &|element| &*element.name == "lastRenderedPageBreak");
        let breaks = || holds(tree, &|element| &*element.name == "br" && element.attribute("type") == Some("page"));
        let page = (rendered || breaks()).then_some(1);
        let numbering = parts.numbering.as_ref().map(Numbering::of).unwrap_or_default();
        Self {
            parts,
            numbering,
            pieces: Vec::new(),
            page,
            rendered,
            fields: Vec::new(),
            held: String::new(),
            notes: Vec::new(),
            told: HashSet::new(),
            pictures: 0,
            left: super::LIMIT,
            burst: false,
        }
    }

    /// Reads paragraphs and tables in order.
    fn blocks(&mut self, element: &'a Element, inside: Inside) {
        for child in element.children() {
            match &*child.name {
                "p" => self.paragraph(child, inside),
                "tbl" => self.table(child, inside),
                "sectPr" | "sdtPr" | "tcPr" | "pPr" | "del" | "moveFrom" => {}
                "AlternateContent" => {
                    if let Some(branch) = paragraph::branch(child) {
                        self.blocks(branch, inside);
                    }
                }
                _ => self.blocks(child, inside),
            }
            if inside == Inside::Page {
                self.foot_notes();
            }
        }
    }

    fn line(&mut self, text: String, heading: u8) {
        match self.left.checked_sub(text.len() + 1) {
            Some(left) => {
                self.left = left;
                self.pieces.push(Piece { text, heading, page: self.page });
            }
            None => self.burst = true,
        }
    }

    /// Writes the footnotes that the last block spoke of below it.
    fn foot_notes(&mut self) {
        if !self.notes.iter().any(|(kind, _)| *kind == NoteKind::Foot) {
            return;
        }
        let (now, later) = std::mem::take(&mut self.notes).into_iter().partition(|(kind, _)| *kind == NoteKind::Foot);
        self.notes = later;
        self.write_notes(now);
    }

    fn end_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        self.write_notes(notes);
    }

    fn write_notes(&mut self, notes: Vec<(NoteKind, String)>) {
        let parts = self.parts;
        for note in notes {
            let Some(element) = parts.notes.get(&note) else {
                continue;
            };
            if !self.told.insert(note) {
                continue;
            }
            let text = self.cell(element).replace('\n', " ");
            // Notes inside notes would go round in circles.
            self.notes.clear();
            if !text.trim().is_empty() {
                self.line(format!("（注）{}", text.trim()), 0);
            }
        }
    }

    /// The text of a cell or note: its paragraphs as lines.
    fn cell(&mut self, element: &'a Element) -> String {
        let outer = std::mem::take(&mut self.pieces);
        self.blocks(element, Inside::Cell);
        let inner = std::mem::replace(&mut self.pieces, outer);
        let lines: Vec<String> =
            inner.into_iter().map(|piece| piece.text).filter(|text| !text.trim().is_empty()).collect();
        lines.join("\n")
    }
}

/// Is there such an element anywhere inside?
fn holds(element: &Element, is: &dyn Fn(&Element) -> bool) -> bool {
    is(element) || element.children().any(|child| holds(child, is))
}

/// Writes the lines. Headings keep their level as `##`, if the document uses their styles for headings.
fn write(story: Story) -> Result<Text, ReadError> {
    let filled = story.pieces.iter().filter(|piece| !piece.text.trim().is_empty()).count();
    let headings = story.pieces.iter().filter(|piece| piece.heading > 0).count();
    let levels = headings * 2 <= filled;
    let mut lines = Lines::default();
    for piece in &story.pieces {
        lines.page = piece.page;
        if piece.heading > 0 && levels {
            let signs = "#".repeat(usize::from(piece.heading.min(6)));
            lines.write(&format!("{signs} {}", piece.text.trim()))?;
        } else {
            lines.write(&piece.text)?;
        }
    }
    if story.pictures > 0 {
        lines.notices.push(Notice::new(NoticeKind::Pictures(story.pictures), None));
    }
    lines.finish()
}
