//! A 新旧対照表 as a workbook: changed words underlined, heads repeated on each printed page.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

use super::contrast::{Contrast, Paragraph, Row, Side};
use super::sheet::FormError;
use super::text::{width, wrap};
use super::xlsx::{HEAD, MOST_LETTERS, font, height, lines_in, made, print_well, put_across};

/// Widths of the columns, in digits.
const WIDTHS: [usize; 5] = [52, 6, 52, 6, 26];

/// The workbook, as the bytes of an XLSX file.
///
/// # Errors
///
/// If it would be larger than the format allows.
pub fn contrast_xlsx(contrast: &Contrast) -> Result<Vec<u8>, FormError> {
    made(|book| fill(book.add_worksheet(), contrast))
}

struct Looks {
    title: Format,
    wrapped: Format,
    head: Format,
    cell: Format,
    section: Format,
    line: Format,
    font: Format,
}

impl Looks {
    fn new() -> Self {
        let font = font();
        let cell = font.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: font.clone().set_font_size(16).set_bold(),
            wrapped: font.clone().set_text_wrap().set_align(FormatAlign::Top),
            head: cell
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(HEAD),
            section: cell.clone().set_background_color(Color::RGB(0x00F6_F7F9)),
            line: cell.clone().set_align(FormatAlign::Right),
            cell,
            font,
        }
    }
}

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    changed: bool,
    bold: bool,
}

impl Look {
    fn on(self, format: &Format) -> Format {
        let format = if self.bold { format.clone().set_bold() } else { format.clone() };
        if self.changed { format.set_underline(FormatUnderline::Single) } else { format }
    }
}

pub(super) fn fill(sheet: &mut Worksheet, contrast: &Contrast) -> Result<(), XlsxError> {
    let looks = Looks::new();
    sheet.set_name(contrast.title)?;
    for (column, digits) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, digits as f64)?;
    }
    sheet.write_with_format(0, 0, contrast.title, &looks.title)?;
    let sides = [contrast.columns[0], contrast.columns[2]].into_iter().zip(&contrast.plans);
    let plans = sides.map(|(side, plan)| format!("{side}：{}", plan.replace('\n', "・")));
    let mut head = 1;
    for line in plans.chain(contrast.summary.iter().cloned()) {
        head = put_across(sheet, (head, 4), (&line, WIDTHS.iter().sum()), &looks.wrapped)?;
    }
    let heads = heads(contrast);
    for (column, name) in (0..).zip(&heads) {
        sheet.write_with_format(head, column, name, &looks.head)?;
    }
    let lines = heads.iter().zip(WIDTHS).map(|(name, digits)| lines_in(name, digits)).max();
    sheet.set_row_height(head, height(lines.unwrap_or(1)))?;
    let rows = contrast.rows.iter().flat_map(pieces);
    for ((row, place), at) in rows.zip(head + 1..) {
        put(sheet, at, (&row, place), &looks)?;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    print_well(sheet, head)?;
    sheet.set_footer("&R&P / &N");
    Ok(())
}

/// The heads of the columns, with the plan's name under 旧 and 新.
fn heads(contrast: &Contrast) -> [String; 5] {
    let name = |place: usize| contrast.plans.get(place).and_then(|plan| plan.lines().next()).unwrap_or_default();
    let [left, left_lines, right, right_lines, remarks] = contrast.columns;
    [
        format!("{left}\n{}", name(0)),
        left_lines.to_owned(),
        format!("{right}\n{}", name(1)),
        right_lines.to_owned(),
        remarks.to_owned(),
    ]
}

/// Lines of a row that is left whole: a row that does not fit on what is left of a page leaves that empty, and Excel
/// knows none as high as a page.
const WHOLE: usize = 20;
/// Lines of each of the rows that a longer one becomes.
const PIECE: usize = 10;

/// Where a row stands among those that one row became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    is_first: bool,
    is_last: bool,
}

/// A row as one that fits a page, or as several that are drawn as one: no row of a sheet goes on over two pages.
fn pieces(row: &Row) -> Vec<(Row, Place)> {
    if lines_of(row) <= WHOLE {
        return vec![(row.clone(), Place { is_first: true, is_last: true })];
    }
    let [left, right] = row.sides.each_ref().map(pieces_of);
    let remarks = remarks_of(&row.remarks);
    let count = left.len().max(right.len()).max(remarks.len()).max(1);
    let part = |side: &[Side], at: usize| side.get(at).cloned().unwrap_or_default();
    let piece = |at: usize| {
        let sides = [part(&left, at), part(&right, at)];
        let row = Row { sides, remarks: remarks.get(at).cloned().unwrap_or_default(), ..row.clone() };
        (row, Place { is_first: at == 0, is_last: at + 1 == count })
    };
    (0..count).map(piece).collect()
}

/// How many lines a row takes.
fn lines_of(row: &Row) -> usize {
    let sides = row.sides.iter().map(|side| lines_in(&written(side), WIDTHS[0]).max(side.lines.lines().count()));
    sides.max().unwrap_or(1).max(lines_in(&row.remarks.join("\n"), WIDTHS[4]))
}

/// Pieces of at most so many lines; one longer piece stands alone.
fn filled<T: Clone>(all: Vec<T>, lines: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut found: Vec<Vec<T>> = Vec::new();
    let mut used = PIECE;
    for one in all {
        let taken = lines(&one);
        match found.last_mut().filter(|_| used + taken <= PIECE) {
            Some(last) => last.push(one),
            None => {
                used = 0;
                found.push(vec![one]);
            }
        }
        used += taken;
    }
    found
}

fn remarks_of(remarks: &[String]) -> Vec<Vec<String>> {
    let cut = remarks.iter().flat_map(|remark| {
        let lines: Vec<String> = wrap(remark, WIDTHS[4]);
        lines.chunks(PIECE).map(<[String]>::concat).collect::<Vec<_>>()
    });
    filled(cut.collect(), |remark| lines_in(remark, WIDTHS[4]))
}

fn pieces_of(side: &Side) -> Vec<Side> {
    let lines = |paragraph: &Paragraph| {
        lines_in(&written(&Side { paragraphs: vec![paragraph.clone()], lines: String::new() }), WIDTHS[0])
    };
    let pieces = filled(side.paragraphs.iter().flat_map(short).collect(), lines);
    let mut found: Vec<Side> = pieces.into_iter().map(|paragraphs| Side { paragraphs, lines: String::new() }).collect();
    let mut numbers: Vec<&str> = side.lines.lines().collect();
    for (at, piece) in found.iter_mut().enumerate() {
        // Each title stands beside its line, as far as one can tell; none is lost.
        let titles = piece.paragraphs.iter().filter(|paragraph| paragraph.title).count();
        let room = if at == 0 { titles.max(1) } else { titles };
        piece.lines = numbers.drain(..room.min(numbers.len())).collect::<Vec<_>>().join("\n");
    }
    if let (Some(last), false) = (found.last_mut(), numbers.is_empty()) {
        let before = std::iter::once(last.lines.as_str()).filter(|lines| !lines.is_empty());
        last.lines = before.chain(numbers).collect::<Vec<_>>().join("\n");
    }
    found
}

/// A paragraph in pieces of which each fits a row.
fn short(paragraph: &Paragraph) -> Vec<Paragraph> {
    // Two lines are left for what must not be parted: words, and marks that begin no line.
    let most = (PIECE - 2) * WIDTHS[0].saturating_sub(4 + 2 * paragraph.depth).max(WIDTHS[0] / 2);
    let mut found = vec![Paragraph { runs: Vec::new(), ..paragraph.clone() }];
    let mut used = 0;
    for (text, changed) in &paragraph.runs {
        let mut run = String::new();
        for letter in text.chars() {
            let wide = width(letter.encode_utf8(&mut [0; 4]));
            if used + wide > most {
                if let Some(last) = found.last_mut().filter(|_| !run.is_empty()) {
                    last.runs.push((std::mem::take(&mut run), *changed));
                }
                found.push(Paragraph { runs: Vec::new(), title: false, ..paragraph.clone() });
                used = 0;
            }
            run.push(letter);
            used += wide;
        }
        if let Some(last) = found.last_mut().filter(|_| !run.is_empty()) {
            last.runs.push((run, *changed));
        }
    }
    found
}

fn put(sheet: &mut Worksheet, at: u32, (row, place): (&Row, Place), looks: &Looks) -> Result<(), XlsxError> {
    let edged = |format: &Format| {
        let edge = |is_end: bool| if is_end { FormatBorder::Thin } else { FormatBorder::None };
        format.clone().set_border_top(edge(place.is_first)).set_border_bottom(edge(place.is_last))
    };
    let cell = edged(if row.section { &looks.section } else { &looks.cell });
    for (side, column) in row.sides.iter().zip([0, 2]) {
        text(sheet, (at, column), (side, row.section), (&cell, looks))?;
        sheet.write_with_format(at, column + 1, &side.lines, &edged(&looks.line))?;
    }
    sheet.write_with_format(at, 4, row.remarks.join("\n"), &edged(&looks.cell))?;
    // Programs that do not measure text themselves need the height told.
    sheet.set_row_height(at, height(lines_of(row)))?;
    Ok(())
}

/// A side as runs of text, blanks and line breaks included.
fn runs(side: &Side, section: bool) -> Vec<(String, Look)> {
    let mut runs = Vec::new();
    for (number, paragraph) in side.paragraphs.iter().enumerate() {
        let bold = section && paragraph.title;
        let deeper = usize::from(!paragraph.title);
        let indent = "　".repeat(paragraph.depth + deeper);
        runs.push((format!("{}{indent}", if number > 0 { "\n" } else { "" }), Look { changed: false, bold }));
        runs.extend(paragraph.runs.iter().map(|(text, changed)| (text.clone(), Look { changed: *changed, bold })));
    }
    runs.retain(|(text, _)| !text.is_empty());
    runs
}

fn written(side: &Side) -> String {
    runs(side, false).into_iter().map(|(text, _)| text).collect()
}

fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (side, section): (&Side, bool),
    (cell, looks): (&Format, &Looks),
) -> Result<(), XlsxError> {
    let runs = runs(side, section);
    let whole: String = runs.iter().map(|(text, _)| text.as_str()).collect();
    let first = runs.first().map_or(Look { changed: false, bold: false }, |(_, look)| *look);
    if runs.iter().all(|(_, look)| *look == first) || whole.chars().count() > MOST_LETTERS {
        let short: String = whole.chars().take(MOST_LETTERS).collect();
        sheet.write_string_with_format(row, column, &short, &first.on(cell))?;
        return Ok(());
    }
    let dressed: Vec<(Format, &str)> = runs.iter().map(|(text, look)| (look.on(&looks.font), text.as_str())).collect();
    let rich: Vec<(&Format, &str)> = dressed.iter().map(|(format, text)| (format, *text)).collect();
    sheet.write_rich_string_with_format(row, column, &rich, cell)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(letters: usize) -> Row {
        let paragraph =
            |title, text: String| Paragraph { depth: 1, title, runs: vec![(text, false), ("末".to_owned(), true)] };
        let body = "事業の計画を立て、年度のはじめに www.example.jp/plan で知らせる。".chars().cycle().take(letters);
        let left = Side {
            paragraphs: vec![paragraph(true, "題".to_owned()), paragraph(false, body.collect())],
            lines: "12".to_owned(),
        };
        let titles = (0..30).map(|number| paragraph(true, format!("取組{number}")));
        let numbers: Vec<String> = (100..130).map(|number| number.to_string()).collect();
        let right = Side { paragraphs: titles.collect(), lines: numbers.join("\n") };
        let remarks = (0..40).map(|number| format!("数値：{number}件 → {number}回（引上げ）")).collect();
        Row { class: "reworded", section: false, sides: [left, right], remarks }
    }

    #[test]
    fn a_long_row_becomes_several_that_fit_and_loses_nothing() {
        let row = long(1_500);
        let pieces = pieces(&row);
        assert!(pieces.len() > 4 && pieces.iter().all(|(piece, _)| lines_of(piece) <= WHOLE), "{}", pieces.len());
        let text = |rows: &[&Row], at: usize| -> String {
            let runs = rows.iter().flat_map(|row| &row.sides[at].paragraphs).flat_map(|paragraph| &paragraph.runs);
            runs.map(|(text, changed)| format!("{text}{}", if *changed { "!" } else { "" })).collect()
        };
        let all: Vec<&Row> = pieces.iter().map(|(piece, _)| piece).collect();
        assert_eq!(text(&all, 0), text(&[&row], 0));
        assert_eq!(text(&all, 1), text(&[&row], 1));
        let lines =
            |rows: &[&Row]| rows.iter().flat_map(|row| row.sides[1].lines.lines()).collect::<Vec<_>>().join("\n");
        assert_eq!(lines(&all), row.sides[1].lines);
        assert_eq!(all.iter().flat_map(|row| row.remarks.clone()).collect::<Vec<_>>(), row.remarks);
        let ends = pieces.iter().filter(|(_, place)| place.is_first || place.is_last).count();
        assert_eq!(ends, 2, "the rows are drawn as one");
    }

    #[test]
    fn a_short_row_stays_one() {
        let mut row = long(20);
        row.sides[1] = Side::default();
        row.remarks.truncate(2);
        assert_eq!(pieces(&row).len(), 1);
    }
}
