//! A line of the page with what can be seen of it at a glance.
//!
//! What comes in is a line of text, what goes out is the same line with its shape. This file must not know
//! which lines belong together.

use super::cell::Cell;
use super::chars::{close_up, digit, is_japanese, width};
use super::mark::{self, Class};
use super::markup;
use kurabe_model::{Furniture, Place};
use kurabe_read::Line;
use std::borrow::Cow;

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a> {
    pub(super) number: u32,
    /// The last of the lines that it was put together from; most lines are one.
    pub(super) last: u32,
    pub(super) page: Option<u32>,
    /// Where it stands on its page; of several lines the last.
    pub(super) place: Option<Place>,
    /// The characters, artefacts taken out, blanks kept.
    pub(super) text: Cow<'a, str>,
    /// Columns of blanks before the first letter.
    pub(super) indent: u32,
    /// Columns from the margin to the last letter.
    pub(super) width: u32,
    /// The kind of its mark.
    pub(super) class: Option<Class>,
    /// Dots that lead the eye to a page number.
    pub(super) leader: bool,
    /// The width of the column in which it stands, where lines stand side by side.
    pub(super) margin: Option<u32>,
    /// Brackets opened and not closed.
    pub(super) open: u32,
    /// Brackets closed that were not open.
    pub(super) shut: u32,
    /// How many digits, and how many other letters.
    pub(super) digits: u32,
    pub(super) letters: u32,
    /// Columns of the widest gap inside it.
    pub(super) gap: u32,
    /// Belongs to the page and not to the plan.
    pub(super) furniture: bool,
    /// The cells of a row whose lines were put together already.
    pub(super) cells: Option<Vec<Cell>>,
}

impl Raw<'_> {
    /// The text without the blanks around it.
    pub(super) fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Does the line end a sentence, closing brackets aside?
    pub(super) fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end().trim_end_matches(['」', '』', '）', ')']);
        end.chars().next_back().is_some_and(super::chars::ends_sentence) && !end.ends_with(['．', '!', '?'])
    }
}

/// All lines that are not blank, in order; what artefacts they carried goes to the furniture.
pub(super) fn lines<'a>(lines: &'a [Line], furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut raws = Vec::with_capacity(lines.len());
    let (front, lines) = lines.split_at(markup::front_matter(lines));
    let filled = front.iter().filter(|line| !line.text.trim().is_empty());
    furniture.extend(filled.map(|line| Furniture::line(line.number, line.text.as_str())));
    // The menu of a page stands before its title; files to fetch are named in words and list no work.
    let title = lines.iter().position(|line| line.text.starts_with("# ")).unwrap_or(0);
    for (at, line) in lines.iter().enumerate() {
        let link = markup::link_alone(&line.text);
        let aside = link.is_some() && at < title;
        let text = markup::artefacts(&line.text, line.number, furniture);
        let text = markup::unstressed(text, line.number, furniture);
        if text.trim().is_empty() {
            continue;
        }
        let text = closed(text);
        let text = if link == Some(markup::Link::File) { unlisted(text, line.number, furniture) } else { text };
        raws.push(Raw { place: line.place, furniture: aside, ..measure(line.number, line.page, text) });
    }
    part_numbers(&mut raws);
    // One bracket without a number is a note, （）内は前年度, one stop the end of the line before.
    for sign in [Class::Paren, Class::Roman] {
        let lost = |raw: &Raw| raw.class == Some(sign) && mark::lost(raw.trimmed());
        if raws.iter().filter(|raw| lost(raw)).count() == 1 {
            raws.iter_mut().filter(|raw| lost(raw)).for_each(|raw| raw.class = None);
        }
    }
    raws
}

/// A line of prose set letter by letter, put together: its width tells then whether the next goes on with it. What has wide gaps
/// may be columns.
fn closed(text: Cow<'_, str>) -> Cow<'_, str> {
    /// Letters of such a line, at least.
    const FEWEST: usize = 24;
    let gaps = ["   ", "\u{3000}", "\t"].iter().any(|gap| text.trim().contains(gap));
    let spaced = !gaps && text.matches(' ').count() >= FEWEST;
    let Some(words) = Some(text.trim()).filter(|_| spaced).and_then(close_up) else { return text };
    let indent = text.len() - text.trim_start().len();
    Cow::Owned(format!("{}{words}", &text[..indent]))
}

/// `4.55周年事業` behind `3.会員の親睦` is number 4 and 55周年事業, not section 4.55.
fn part_numbers(raws: &mut [Raw]) {
    let counted = |raw: &Raw, class: Class| {
        let mark = mark::parse(raw.trimmed()).filter(|mark| mark.class == class && raw.class == Some(class))?;
        Some(mark.ordinal)
    };
    const UNITS: [&str; 10] = ["人", "名", "倍", "時間", "億", "万", "％", "%", "件", "社"];
    let mut before = 0;
    for raw in raws {
        if let Some(number) = counted(raw, Class::Arabic) {
            before = number;
            continue;
        }
        let text = raw.trimmed();
        let figures = text.len() - text.trim_start_matches(|c| digit(c).is_some()).len();
        let (own, rest) = text.split_at(figures);
        let number: Option<u32> = own.chars().map(digit).try_fold(0, |number, c| Some(number * 10 + c?));
        let inner = rest.strip_prefix(['.', '．']).unwrap_or_default();
        let words = inner.trim_start_matches(|c| digit(c).is_some());
        // 4.1 behind 3. begins what 4 holds, and 1.5倍 is a figure.
        let first = matches!(&inner[..inner.len() - words.len()], "1" | "１");
        let worded = words.len() < inner.len() && words.starts_with(|c: char| is_japanese(c) || c.is_alphabetic());
        let counts = UNITS.iter().any(|unit| words.starts_with(unit)) || raw.ends_sentence();
        let follows = before > 0 && (1..=2).contains(&own.chars().count()) && number == Some(before + 1);
        if follows && worded && !first && !counts {
            let head = raw.text.trim_end().len() - inner.len();
            let text = format!("{} {inner}", &raw.text[..head]);
            *raw =
                Raw { place: raw.place, furniture: raw.furniture, ..measure(raw.number, raw.page, Cow::Owned(text)) };
        }
    }
}

/// The line without the sign of the list in which it stands.
fn unlisted<'a>(text: Cow<'a, str>, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    let words = text.trim_start().chars().next().map_or(0, char::len_utf8);
    let rest = text.trim_start()[words..].trim_start();
    furniture.push(Furniture::line(line, &text.trim_start()[..words]));
    Cow::Owned(rest.to_owned())
}

/// A part of a line as a line of its own.
pub(super) fn part<'a>(raw: &Raw, text: String) -> Raw<'a> {
    Raw { last: raw.last, place: raw.place, margin: raw.margin, ..measure(raw.number, raw.page, Cow::Owned(text)) }
}

/// A row of cells as a line of its own, a tab between two cells; none for a row without any.
pub(super) fn row<'a>(raw: &Raw, cells: Vec<Cell>) -> Option<Raw<'a>> {
    let first = cells.iter().map(|cell| cell.span.first).min()?;
    let last = cells.iter().map(|cell| cell.span.last).max()?;
    let words: Vec<String> = cells.iter().map(|cell| cell.text.replace(['\n', '\t'], " ")).collect();
    // A row of one cell, too, is told from a line of text by its tab.
    let text = words.join("\t") + "\t";
    Some(Raw { last, cells: Some(cells), ..measure(first, raw.page, Cow::Owned(text)) })
}

/// A line with the one that the page's width broke off it.
pub(super) fn joined<'a>(raw: &Raw, next: &Raw) -> Raw<'a> {
    let mut text = raw.text.trim_end().to_owned();
    super::chars::append(&mut text, next.trimmed());
    Raw { last: next.last, place: next.place, ..measure(raw.number, raw.page, Cow::Owned(text)) }
}

/// A line with the mark that stood alone on the line before it.
pub(super) fn headed<'a>(sign: &Raw, line: &Raw) -> Raw<'a> {
    let text = format!("{} {}", sign.text.trim_end(), line.trimmed());
    Raw { last: line.last, place: line.place, margin: line.margin, ..measure(sign.number, sign.page, Cow::Owned(text)) }
}

/// Looks once at every letter of a line.
pub(super) fn measure(number: u32, page: Option<u32>, text: Cow<'_, str>) -> Raw<'_> {
    let (mut columns, mut last, mut indent) = (0u32, 0u32, None);
    let (mut open, mut shut, mut digits, mut letters) = (0u32, 0u32, 0u32, 0u32);
    let (mut run, mut leader, mut widest) = (0u32, false, 0u32);
    for c in text.chars() {
        if c.is_whitespace() {
            columns = columns.saturating_add(if c == '\t' { 4 } else { width(c) });
            continue;
        }
        if indent.is_none() {
            indent = Some(columns);
        } else {
            widest = widest.max(columns - last);
        }
        columns = columns.saturating_add(width(c));
        last = columns;
        match c {
            '（' | '(' | '「' | '『' | '【' | '〈' => open += 1,
            '）' | ')' | '」' | '』' | '】' | '〉' if open > 0 => open -= 1,
            '）' | ')' | '」' | '』' | '】' | '〉' => shut += 1,
            _ => {}
        }
        match c {
            '・' | '.' | '·' | '．' | '･' | '-' => run += 1,
            '…' | '‥' => run += 3,
            _ => run = 0,
        }
        leader |= run >= 5 && c != '-';
        if digit(c).is_some() { digits += 1 } else { letters += 1 }
    }
    let class = mark::parse(text.trim()).map(|mark| mark.class);
    Raw {
        number,
        last: number,
        page,
        place: None,
        text,
        indent: indent.unwrap_or(0),
        width: last,
        class,
        leader,
        margin: None,
        open,
        shut,
        digits,
        letters,
        gap: widest,
        furniture: false,
        cells: None,
    }
}

/// The lines of `text` as a rule of this room leaves them; its cells stand between `|`, those put together behind
/// their columns.
#[cfg(test)]
pub(super) fn set_by(rule: for<'a> fn(Vec<Raw<'a>>, &mut Vec<Furniture>) -> Vec<Raw<'a>>, text: &str) -> Vec<String> {
    let numbered = text.lines().zip(1u32..);
    let read: Vec<Line> =
        numbered.map(|(text, number)| Line { number, page: None, place: None, text: text.into() }).collect();
    let mut furniture = Vec::new();
    let raws = lines(&read, &mut furniture);
    let cell = |cell: &Cell| format!("{}:{}", cell.column, cell.text.replace('\n', "/"));
    let shown = |raw: &Raw| match &raw.cells {
        Some(cells) => cells.iter().map(cell).collect::<Vec<_>>().join(" "),
        None => raw.text.replace('\t', "|"),
    };
    rule(raws, &mut furniture).iter().map(shown).collect()
}
