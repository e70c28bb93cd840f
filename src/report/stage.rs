//! The steps between a file and a plan, for whoever wants to know why a plan is read as it is.

use super::text::{Style, tame, wrap};
use kurabe_extract::blocks::{BlockKind, Blocks, in_a_line};
use kurabe_extract::outline::{Column, Outline, Piece};
use kurabe_extract::rules::Rule;
use kurabe_model::{Furniture, LineSpan};

/// Blocks in reading order, then what was taken for the page's furniture.
#[must_use]
pub fn blocks_text(blocks: &Blocks, style: Style) -> String {
    let mut out = String::new();
    for block in &blocks.list {
        let text = match &block.kind {
            BlockKind::Text(text) => format!("{}{text}", " ".repeat(block.indent as usize)),
            BlockKind::Row { table, cells } => format!("[{}] {}", table + 1, in_a_line(cells)),
        };
        line(&mut out, block.span, &tame(&text), style);
    }
    furniture(&mut out, &blocks.furniture, style);
    out
}

/// The tree of headings and items with the text between them, before it is decided what is work.
#[must_use]
pub fn outline_text(outline: &Outline, style: Style) -> String {
    tree_text(outline, style, &|_| String::new())
}

/// An outline with the rule that decided each of its lines, and how sure it is.
#[must_use]
pub fn outline_why(outline: &Outline, style: Style) -> String {
    tree_text(outline, style, &|rule| style.faint(&format!("  ‹{} {:.2}›", rule.id(), rule.sure().share())))
}

fn tree_text(outline: &Outline, style: Style, why: &dyn Fn(Rule) -> String) -> String {
    let mut out = String::new();
    let mut depths: Vec<usize> = Vec::with_capacity(outline.entries.len());
    let mut pieces = outline.pieces.iter().enumerate().peekable();
    for entry in &outline.entries {
        while let Some((_, piece)) = pieces.next_if(|(place, _)| *place < entry.at) {
            text_between(&mut out, piece, &depths, style, why);
        }
        let depth = entry.parent.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.push(depth);
        let column = match entry.column {
            Column::None => "",
            Column::Section => "［区分］",
            Column::Name => "［事業名］",
            Column::Item => "［内容］",
        };
        let narrative = if entry.narrative { "（背景）" } else { "" };
        let text = format!("{}{} {}{column}{narrative}", "  ".repeat(depth), entry.marker, entry.title);
        line(&mut out, entry.span, &format!("{}{}", tame(&text), why(entry.rule)), style);
    }
    for (_, piece) in pieces {
        text_between(&mut out, piece, &depths, style, why);
    }
    furniture(&mut out, &outline.furniture, style);
    out
}

fn text_between(out: &mut String, piece: &Piece, depths: &[usize], style: Style, why: &dyn Fn(Rule) -> String) {
    let depth = piece.owner.and_then(|owner| depths.get(owner)).map_or(0, |depth| depth + 1);
    line(out, piece.span, &format!("{}· {}{}", "  ".repeat(depth), tame(&piece.text), why(piece.rule)), style);
}

fn furniture(out: &mut String, pieces: &[Furniture], style: Style) {
    for piece in pieces {
        line(out, piece.span, &style.faint(&format!("－ {}", tame(&piece.text))), style);
    }
}

/// A text with its first line at the margin.
fn line(out: &mut String, span: LineSpan, text: &str, style: Style) {
    const MARGIN: usize = 5;
    let indent = text.len() - text.trim_start_matches(' ').len();
    let room = style.width.saturating_sub(MARGIN + 2 + indent);
    for (number, text) in wrap(text.trim_start_matches(' '), room).into_iter().enumerate() {
        let place = if number == 0 { span.first.to_string() } else { String::new() };
        out.push_str(&format!("{}  {}{text}\n", style.faint(&format!("{place:>MARGIN$}")), " ".repeat(indent)));
    }
}
