//! A 新旧対照表 as a workbook: changed words underlined, heads repeated on each printed page.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

use super::contrast::{Contrast, Paragraph, Row, Side};
use super::sheet::FormError;
use super::text::width;
use super::xlsx::{HEAD, MOST_LETTERS, font, made, print_well};

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
    plain: Format,
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
            plain: font.clone(),
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
    let mut at = 1;
    for (side, plan) in [contrast.columns[0], contrast.columns[2]].iter().zip(&contrast.plans) {
        sheet.write_with_format(at, 0, format!("{side}：{}", plan.replace('\n', "・")), &looks.plain)?;
        at += 1;
    }
    for line in &contrast.summary {
        sheet.merge_range(at, 0, at, 4, line, &looks.wrapped)?;
        let lines = height(line, WIDTHS.iter().sum());
        sheet.set_row_height(at, (lines as f64 * 17.0).min(409.0))?;
        at += 1;
    }
    let head = at;
    for (column, name) in (0..).zip(heads(contrast)) {
        sheet.write_with_format(head, column, name, &looks.head)?;
    }
    sheet.set_row_height(head, 36)?;
    for (row, place) in contrast.rows.iter().flat_map(pieces).zip(head + 1..) {
        put(sheet, place, &row, &looks)?;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    print_well(sheet, head)?;
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
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

/// Lines that a row of a printed page holds well; Excel knows no row higher than 409 points.
const MOST_LINES: usize = 20;

/// A row as one that fits a page, or as several: no row of a sheet goes on over two pages.
fn pieces(row: &Row) -> Vec<Row> {
    let [left, right] = row.sides.each_ref().map(pieces_of);
    let count = left.len().max(right.len()).max(1);
    let part = |side: &[Side], at: usize| side.get(at).cloned().unwrap_or_default();
    let piece = |at: usize| Row {
        sides: [part(&left, at), part(&right, at)],
        remarks: if at == 0 { row.remarks.clone() } else { Vec::new() },
        ..row.clone()
    };
    (0..count).map(piece).collect()
}

fn pieces_of(side: &Side) -> Vec<Side> {
    let mut found: Vec<Side> = Vec::new();
    let mut lines = MOST_LINES;
    for paragraph in side.paragraphs.iter().flat_map(short) {
        let taken = height(&written(&Side { paragraphs: vec![paragraph.clone()], lines: String::new() }), WIDTHS[0]);
        match found.last_mut().filter(|_| lines + taken <= MOST_LINES) {
            Some(last) => last.paragraphs.push(paragraph),
            None => {
                lines = 0;
                found.push(Side { paragraphs: vec![paragraph], lines: String::new() });
            }
        }
        lines += taken;
    }
    if let Some(first) = found.first_mut() {
        first.lines.clone_from(&side.lines);
    }
    found
}

/// A paragraph in pieces of which each fits a row.
fn short(paragraph: &Paragraph) -> Vec<Paragraph> {
    let most = (MOST_LINES - 2) * WIDTHS[0] / 2;
    let mut found = vec![Paragraph { runs: Vec::new(), ..paragraph.clone() }];
    let mut room = most;
    for (text, changed) in &paragraph.runs {
        let letters: Vec<char> = text.chars().collect();
        let mut rest = letters.as_slice();
        while !rest.is_empty() {
            if room == 0 {
                found.push(Paragraph { runs: Vec::new(), title: false, ..paragraph.clone() });
                room = most;
            }
            let (now, later) = rest.split_at(rest.len().min(room));
            room -= now.len();
            rest = later;
            if let Some(last) = found.last_mut() {
                last.runs.push((now.iter().collect(), *changed));
            }
        }
    }
    found
}

fn put(sheet: &mut Worksheet, at: u32, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
    for (side, column) in row.sides.iter().zip([0, 2]) {
        text(sheet, (at, column), side, row, looks)?;
        sheet.write_with_format(at, column + 1, &side.lines, &looks.line)?;
    }
    let remarks = row.remarks.join("\n");
    sheet.write_with_format(at, 4, &remarks, &looks.cell)?;
    // Programs that do not measure text themselves need the height told.
    let lines = row.sides.iter().map(|side| height(&written(side), WIDTHS[0])).max().unwrap_or(1);
    let lines = lines.max(height(&remarks, WIDTHS[4])).max(1);
    sheet.set_row_height(at, (lines as f64 * 17.0 + 3.0).min(409.0))?;
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

fn height(text: &str, digits: usize) -> usize {
    // A column of so many digits holds more of the smaller letters of these cells.
    text.lines().map(|line| width(line).div_ceil(digits * 6 / 5).max(1)).sum()
}

fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    side: &Side,
    of: &Row,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let cell = if of.section { &looks.section } else { &looks.cell };
    let runs = runs(side, of.section);
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
