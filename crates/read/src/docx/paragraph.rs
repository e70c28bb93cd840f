//! A paragraph: its runs put together, with what hangs on them.
//!
//! What comes in is a `p`, what goes out is its line with the number before it, then its text boxes. This file must
//! not know tables.

use super::equation;
use super::styles::Setting;
use super::{HEADING, Inside, NoteKind, Story};
use crate::symbol;
use crate::xml::Element;

/// An open field: Word keeps its instruction and its result side by side.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    /// The result has begun.
    result: bool,
    /// What the field shows, where its instruction tells that better than its result.
    shown: Option<String>,
}

/// What the runs of a paragraph hold.
#[derive(Default)]
struct Runs<'a> {
    text: String,
    /// Text boxes and diagrams that are anchored here.
    boxes: Vec<Anchored<'a>>,
    /// Pages begun after the first letter.
    pages: u32,
}

enum Anchored<'a> {
    Box(&'a Element),
    Words(&'a [String]),
}

/// The branch of an `AlternateContent` to read: the first that holds text. Never two: they say the same.
pub(super) fn branch(element: &Element) -> Option<&Element> {
    let says = |branch: &&Element| super::holds(branch, &|inside| matches!(&*inside.name, "t" | "txbxContent"));
    let branches = || element.children().filter(|branch| matches!(&*branch.name, "Choice" | "Fallback"));
    branches().find(says).or_else(|| branches().next())
}

impl<'a> Story<'a> {
    /// Reads a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &'a Element, inside: Inside) {
        let settings = paragraph.child("pPr");
        let style = settings.and_then(|settings| settings.value("pStyle"));
        let own = settings.map(Setting::of).unwrap_or_default();
        let setting = self.parts.styles.get(style).map_or_else(|| own.clone(), |styled| own.clone().or(styled));
        if setting.new_page && !self.rendered {
            self.turn(1);
        }
        let mut runs = Runs::default();
        self.runs(paragraph, &mut runs);
        // An end that a tracked change deletes or moves away ends nothing, and its paragraph takes no number.
        let gone = |change| settings.and_then(|settings| settings.at(&["rPr", change])).is_some();
        let deleted = gone("del") || gone("moveFrom");
        let text = std::mem::take(&mut self.held) + &runs.text;
        if deleted {
            self.held = text;
        } else {
            self.write(&text, &setting, style, inside);
        }
        self.turn(runs.pages);
        let section = settings.and_then(|settings| settings.child("sectPr"));
        if section.is_some_and(|section| !matches!(section.value("type"), Some("continuous" | "nextColumn")))
            && !self.rendered
        {
            self.turn(1);
        }
        for anchored in runs.boxes {
            match anchored {
                Anchored::Box(content) => self.blocks(content, inside),
                Anchored::Words(words) => words.iter().for_each(|words| self.line(words.clone(), 0)),
            }
        }
    }

    fn write(&mut self, text: &str, setting: &Setting, style: Option<&str>, inside: Inside) {
        // A paragraph without words, or with hidden ones, has a number too, and nobody reads it: so Word skips numbers.
        let mark = self.numbering.mark(setting, style);
        if text.trim().is_empty() {
            self.line(String::new(), 0);
            return;
        }
        let heading = setting.heading.filter(|level| *level > 0 && inside == Inside::Page && !setting.contents);
        let (marked, indent) = match &mark {
            Some(mark) => (format!("{}{}", mark.text, text.trim_start()), setting.indent.or(mark.indent)),
            None => (text.to_owned(), setting.indent),
        };
        if setting.contents {
            self.line(leading(&marked), 0);
        } else if let Some(level) = heading.filter(|_| is_titled(&marked)) {
            self.line(marked, level);
        } else if inside == Inside::Page {
            self.line(format!("{}{marked}", "\u{3000}".repeat(indent.blanks())), 0);
        } else {
            self.line(marked, 0);
        }
    }

    fn turn(&mut self, pages: u32) {
        self.page = self.page.map(|page| page.saturating_add(pages));
    }

    /// Gathers the runs of an element, however they are wrapped.
    fn runs(&mut self, element: &'a Element, runs: &mut Runs<'a>) {
        for child in element.children() {
            self.run(child, runs);
        }
    }

    fn run(&mut self, element: &'a Element, runs: &mut Runs<'a>) {
        match &*element.name {
            "t" => self.say(&element.text(), runs),
            "tab" | "ptab" => self.say("\t", runs),
            "noBreakHyphen" => self.say("-", runs),
            "sym" => self.say(&sign(element).map(String::from).unwrap_or_default(), runs),
            "cr" => self.say("\n", runs),
            "br" => self.line_break(element, runs),
            "lastRenderedPageBreak" => self.page_break(runs),
            "fldChar" => self.field(element, runs),
            "instrText" => self.instruct(&element.text()),
            "fldSimple" => self.simple_field(element, runs),
            "footnoteReference" => self.note(NoteKind::Foot, element),
            "endnoteReference" => self.note(NoteKind::End, element),
            "r" if element.child("rPr").is_some_and(|run| run.switch("vanish")) => {}
            "ruby" => element.child("rubyBase").into_iter().for_each(|base| self.runs(base, runs)),
            "relIds" => {
                if let Some(words) = element.attribute("r:dm").and_then(|id| self.parts.diagrams.get(id)) {
                    runs.boxes.push(Anchored::Words(words));
                }
            }
            "AlternateContent" => branch(element).into_iter().for_each(|branch| self.runs(branch, runs)),
            "txbxContent" => runs.boxes.push(Anchored::Box(element)),
            "blip" | "imagedata" => self.pictures = self.pictures.saturating_add(1),
            "del" | "moveFrom" | "pPr" | "rPr" | "sdtPr" | "delText" | "tabs" => {}
            _ => self.runs(element, runs),
        }
    }

    /// Adds characters where they belong: to the text, or to the instruction of the field in whose midst they stand.
    fn say(&mut self, words: &str, runs: &mut Runs) {
        for field in self.fields.iter_mut().rev() {
            if !field.result {
                field.instruction.push_str(words);
                return;
            }
            if field.shown.is_some() {
                return;
            }
        }
        runs.text.push_str(words);
    }

    fn line_break(&mut self, element: &Element, runs: &mut Runs) {
        if element.attribute("type") != Some("page") {
            self.say("\n", runs);
        } else if !self.rendered {
            self.page_break(runs);
        }
    }

    fn page_break(&mut self, runs: &mut Runs) {
        if runs.text.trim().is_empty() {
            self.turn(1);
        } else {
            runs.pages += 1;
        }
    }

    fn field(&mut self, element: &Element, runs: &mut Runs) {
        match element.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
                    field.result = true;
                    field.shown = equation::text(&field.instruction);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    let shown = if field.result { field.shown } else { equation::text(&field.instruction) };
                    self.say(&shown.unwrap_or_default(), runs);
                }
            }
            _ => {}
        }
    }

    fn instruct(&mut self, instruction: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
            field.instruction.push_str(instruction);
        }
    }

    /// A field whose instruction is an attribute and whose result are the runs inside.
    fn simple_field(&mut self, element: &'a Element, runs: &mut Runs<'a>) {
        match element.attribute("instr").and_then(equation::text) {
            Some(shown) => self.say(&shown, runs),
            None => self.runs(element, runs),
        }
    }

    fn note(&mut self, kind: NoteKind, element: &Element) {
        if let Some(id) = element.attribute("id") {
            self.notes.push((kind, id.to_owned()));
        }
    }
}

/// The sign of a `sym`: a letter of a font of signs.
fn sign(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("char")?, 16).ok()?;
    char::from_u32(code).map(|letter| symbol::sign(letter, element.attribute("font")))
}

/// A line of the contents list, with dots where Word draws them.
fn leading(text: &str) -> String {
    match text.trim_end().rsplit_once('\t') {
        Some((title, page)) => format!("{}……………{page}", title.replace('\t', " ")),
        None => text.to_owned(),
    }
}

/// Is the text as short as a heading's?
fn is_titled(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= HEADING && !text.ends_with('。') && !text.contains(['\n', '\t'])
}
