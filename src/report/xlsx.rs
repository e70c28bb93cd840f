//! Tables as a workbook: a sheet for each, with heads that stay in view, filters, and a scale where a table asks for
//! one; and how much paper text takes, which not every program that opens a workbook finds by itself.

use rust_xlsxwriter::{
    Chart, Color, ConditionalFormat2ColorScale, DocProperties, Format, FormatAlign, FormatBorder, Url, Workbook,
    Worksheet, XlsxError,
};

use super::sheet::{Cell, FormError, Table};
use super::text::{width, wrap};

/// What a sheet can hold: rows below the head and above the one that says how many are left out, letters of a cell,
/// links.
const MOST_ROWS: usize = 1_048_574;
pub(super) const MOST_LETTERS: usize = 32_000;
const MOST_LINKS: usize = 65_000;

/// Widths of columns, in digits. Only text that would be higher than a row can be gets the last of them.
const NARROWEST: usize = 6;
const WIDEST: usize = 40;
const WIDER: [usize; 4] = [60, 80, 120, 200];
/// The greatest width of the only column of a table.
const ALONE: usize = 100;

/// Height of a line of Yu Gothic in points: Excel gives it 1.7 times the size of the letters.
const LINE: f64 = 17.0;
/// Excel knows no row higher than this.
const HIGHEST: f64 = 409.0;
const MOST_LINES: usize = 23;
/// Columns of letters that the indent of a cell takes.
const INDENT: usize = 2;

/// Rows by which a column's width is judged.
const JUDGED: usize = 500;

/// A workbook with a sheet for each table, as the bytes of an XLSX file.
///
/// # Errors
///
/// If a table cannot be written: its name is taken, or a file larger than the format allows would come of it.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>, FormError> {
    made(|book| tables.iter().try_for_each(|table| fill(book.add_worksheet(), table)))
}

/// A workbook, as the bytes of its file.
pub(super) fn made(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Result<Vec<u8>, FormError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author("kurabe"));
    fill(&mut book).and_then(|()| book.save_to_buffer()).map_err(|error| FormError::new("XLSX", &error))
}

/// The ground of heads.
pub(super) const HEAD: Color = Color::RGB(0x00DD_E3EA);

/// A font that is at hand wherever Japanese is read: a sheet that names none shows Latin letters' widths.
pub(super) fn font() -> Format {
    Format::new().set_font_name("Yu Gothic").set_font_size(10)
}

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    whole: Format,
    share: Format,
    link: Format,
    absent: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let base = font()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Hair)
            .set_border_color(Color::RGB(0x00BB_BBBB));
        Self {
            head: base.clone().set_bold().set_text_wrap().set_background_color(HEAD).set_align(FormatAlign::Center),
            text: base.clone().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            whole: base.clone().set_num_format("0"),
            share: base.clone().set_num_format("0.0%"),
            link: base
                .clone()
                .set_text_wrap()
                .set_font_color(Color::RGB(0x0006_45AD))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            note: font().set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::VerticalCenter),
            absent: base.set_font_color(Color::RGB(0x0077_7777)).set_align(FormatAlign::Center),
        }
    }
}

/// Columns of half-width letters that a line of a cell holds whose column is so many digits wide: a digit of the font
/// by which Excel measures columns takes 5.25 points, a half-width letter of these cells 5.
fn room(digits: usize) -> usize {
    digits * 21 / 20
}

/// How many lines a text takes in a column, or in several that are merged.
pub(super) fn lines_in(text: &str, digits: usize) -> usize {
    let room = room(digits);
    // A mark that may not begin a line takes the letter before it along.
    let of = |line: &str| if width(line) + 2 <= room { 1 } else { wrap(line, room).len() };
    text.lines().map(of).sum::<usize>().max(1)
}

/// The height of a row of so many lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    (lines as f64 * LINE + 1.0).min(HIGHEST)
}

/// Writes a text over several columns, in as many rows as it needs; gives the row below.
pub(super) fn put_across(
    sheet: &mut Worksheet,
    (row, last): (u32, u16),
    (text, digits): (&str, usize),
    look: &Format,
) -> Result<u32, XlsxError> {
    let lines = wrap(text, room(digits));
    let pieces = lines.chunks(MOST_LINES).map(|lines| (lines.concat(), lines.len()));
    let mut row = row;
    for (piece, lines) in pieces {
        if last > 0 {
            sheet.merge_range(row, 0, row, last, &piece, look)?;
        } else {
            sheet.write_string_with_format(row, 0, &piece, look)?;
        }
        sheet.set_row_height(row, height(lines))?;
        row += 1;
    }
    Ok(row)
}

pub(super) fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let looks = Looks::new();
    sheet.set_name(sheet_name(&table.name))?;
    let widths: Vec<usize> = (0..table.head.len()).map(|column| column_width(table, column)).collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width as f64)?;
    }
    let last = table.head.len().saturating_sub(1) as u16;
    let mut head = 0;
    for note in &table.notes {
        head = put_across(sheet, (head, last), (note, widths.iter().sum()), &looks.note)?;
    }
    for (column, text) in (0..).zip(&table.head) {
        sheet.write_with_format(head, column, text, &looks.head)?;
    }
    let lines = table.head.iter().zip(&widths).map(|(text, digits)| lines_in(text, *digits)).max();
    sheet.set_row_height(head, height(lines.unwrap_or(1)))?;
    let mut links = 0;
    for (row, cells) in (head + 1..).zip(table.rows.iter().take(MOST_ROWS)) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, &looks, &mut links)?;
        }
        sheet.set_row_height(row, height(lines_of(cells, &widths)))?;
    }
    let left_out = table.rows.len().saturating_sub(MOST_ROWS);
    if left_out > 0 {
        let said = format!(
            "ほか{left_out}行は入りきりません（--format csv にすべて）／{left_out} more rows: see --format csv"
        );
        sheet.write_string_with_format(head + MOST_ROWS as u32 + 1, 0, said, &looks.text)?;
    }
    let rows = table.rows.len().min(MOST_ROWS) as u32;
    sheet.set_freeze_panes(head + 1, table.fixed as u16)?;
    if rows > 0 && !table.head.is_empty() {
        sheet.autofilter(head, 0, head + rows, last)?;
        shade(sheet, table, (head + 1, head + rows))?;
    }
    print_well(sheet, head)?;
    sheet.set_footer("&L&A&R&P / &N");
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &looks.text)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, short(text), &looks.text)?,
        Cell::Whole(number) => sheet.write_number_with_format(row, column, *number as f64, &looks.whole)?,
        Cell::Number(number, places) => {
            let format = looks.whole.clone().set_num_format(format!("0.{}", "0".repeat(usize::from(*places))));
            sheet.write_number_with_format(row, column, *number, &format)?
        }
        Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &looks.share)?,
        Cell::Absent(text) => sheet.write_string_with_format(row, column, text, &looks.absent)?,
        Cell::Link { text, target } => {
            *links += 1;
            let text = short(text);
            let url = Url::new(target.as_str()).set_text(&text);
            // A link that the format does not take (too long, too many) is written as what it says.
            let is_taken = *links <= MOST_LINKS && sheet.write_url_with_format(row, column, url, &looks.link).is_ok();
            if is_taken { sheet } else { sheet.write_string_with_format(row, column, text, &looks.text)? }
        }
    };
    Ok(())
}

/// A text that a cell can hold.
fn short(text: &str) -> String {
    let tame: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if tame.chars().count() <= MOST_LETTERS {
        return tame;
    }
    tame.chars().take(MOST_LETTERS).chain(['…']).collect()
}

/// How many lines the cells of a row take.
fn lines_of(cells: &[Cell], widths: &[usize]) -> usize {
    let of_cell = |(cell, digits): (&Cell, &usize)| match cell {
        Cell::Text(text) => lines_in(text, digits.saturating_sub(INDENT)),
        Cell::Link { text, .. } => lines_in(text, *digits),
        _ => 1,
    };
    cells.iter().zip(widths).map(of_cell).max().unwrap_or(1)
}

/// The widest of a column's cells, within bounds. Heads of numbers may break, those of words do where they must.
fn column_width(table: &Table, column: usize) -> usize {
    let cells = || table.rows.iter().take(JUDGED).filter_map(|row| row.get(column));
    let head = table.head.get(column).map_or(0, |text| width(text) + 4);
    let is_words = cells().any(|cell| matches!(cell, Cell::Text(_) | Cell::Link { .. }));
    let head = if is_words { head.min(WIDEST / 2) } else { head.div_ceil(2) + 2 };
    let content = cells().map(|cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Absent(text) | Cell::Link { text, .. } => {
            text.lines().map(width).max().unwrap_or(0) + INDENT + 3
        }
        Cell::Whole(number) => number.to_string().len() + 2,
        Cell::Number(..) | Cell::Share(_) => 8,
    });
    let most = if table.head.len() == 1 { ALONE } else { WIDEST };
    let usual = content.max().unwrap_or(0).max(head).clamp(NARROWEST, most);
    let longest = table.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) if width(text) > usual || text.contains('\n') => Some(text),
        _ => None,
    });
    let longest: Vec<&String> = longest.collect();
    let holds = |digits: &usize| longest.iter().all(|text| lines_in(text, digits - INDENT) <= MOST_LINES);
    let widths = std::iter::once(usual).chain(WIDER.into_iter().filter(|wider| *wider > usual));
    widths.clone().find(holds).or(widths.last()).unwrap_or(usual)
}

/// White to blue over all columns of the scale together, so that equal numbers look equal. Lightness alone carries it:
/// it can be read in print without colour.
fn shade(sheet: &mut Worksheet, table: &Table, (from, to): (u32, u32)) -> Result<(), XlsxError> {
    let Some((first, rest)) = table.heat.split_first() else { return Ok(()) };
    let range = |column: usize| format!("{0}{1}:{0}{2}", letters(column), from + 1, to + 1);
    let all: Vec<String> = table.heat.iter().map(|column| range(*column)).collect();
    let mut scale = ConditionalFormat2ColorScale::new()
        .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0)
        .set_minimum_color(Color::RGB(0x00FF_FFFF))
        .set_maximum_color(Color::RGB(0x0074_A9CF));
    if !rest.is_empty() {
        scale = scale.set_multi_range(all.join(" "));
    }
    sheet.add_conditional_format(from, *first as u16, to, *first as u16, &scale)?;
    Ok(())
}

/// The name of a column: A, B … AA.
fn letters(column: usize) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column as u16)
}

/// How charts lie on a page, in rows and columns of the sheet, 20 pixels high and 64 wide: what a program makes of a
/// page is as wide as A4 leaves it, and a little less high.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChartPage {
    beside: usize,
    below: usize,
}

impl ChartPage {
    /// One chart.
    pub(super) const ONE: Self = Self { beside: 1, below: 1 };
    /// Two beside two.
    pub(super) const FOUR: Self = Self { beside: 2, below: 2 };
    const ROWS: u32 = 30;
    const COLUMNS: u16 = 16;
    /// Pixels between charts.
    const GAP: u32 = 12;

    fn rows(self) -> u32 {
        Self::ROWS / self.below as u32
    }

    fn columns(self) -> u16 {
        Self::COLUMNS / self.beside as u16
    }
}

/// A sheet of charts below what is said of them, none on two pages.
pub(super) fn fill_charts(
    sheet: &mut Worksheet,
    (name, said): (&str, &[String]),
    (charts, page): (&[Chart], ChartPage),
) -> Result<(), XlsxError> {
    let look = font().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    sheet.set_name(sheet_name(name))?;
    sheet.set_paper_size(9).set_landscape().set_margins(0.4, 0.4, 0.4, 0.5, 0.2, 0.2);
    let mut top = 0;
    for text in said {
        top = put_across(sheet, (top, ChartPage::COLUMNS - 1), (text, usize::from(ChartPage::COLUMNS) * 8), &look)?;
    }
    let mut breaks = Vec::new();
    let (width, height) = (u32::from(page.columns()) * 64 - ChartPage::GAP, page.rows() * 20 - ChartPage::GAP);
    for (number, charts) in charts.chunks(page.beside * page.below).enumerate() {
        if number > 0 {
            breaks.push(top);
        }
        for (place, chart) in charts.iter().enumerate() {
            let (down, aside) = ((place / page.beside) as u32, (place % page.beside) as u16);
            let mut chart = chart.clone();
            chart.set_width(width).set_height(height);
            sheet.insert_chart(top + down * page.rows(), aside * page.columns(), &chart)?;
        }
        top += ChartPage::ROWS;
    }
    sheet.set_page_breaks(&breaks)?;
    sheet.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// A4, sideways, one page wide, the head on every page.
pub(super) fn print_well(sheet: &mut Worksheet, head: u32) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(head, head)?;
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    Ok(())
}

/// A name that Excel takes: at most 31 letters, none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    let name: String = name.chars().map(|c| if "[]:*?/\\'".contains(c) { '・' } else { c }).take(31).collect();
    if name.is_empty() { "kurabe".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_a_zip_of_its_sheets() {
        let rows = vec![
            vec![
                "=1+1".into(),
                Cell::Share(0.25),
                Cell::Link { text: "原典".into(), target: "file:///c:/a.txt".into() },
            ],
            vec![Cell::Empty, Cell::Absent("－".into()), Cell::Number(1.5, 2)],
        ];
        let table = Table { rows, heat: vec![1], fixed: 1, ..Table::new("a/b", &["題名", "割合", "出典"]) };
        let bytes = workbook(&[table, Table::new("空", &["列"])]).unwrap();
        assert!(bytes.starts_with(b"PK"));
    }

    /// A column of 52 digits of Calibri 11 is 273 points wide within its padding: 27 letters of 10 points, of which one
    /// may have to go with a mark to the next line.
    #[test]
    fn lines_are_those_of_excel() {
        assert_eq!(lines_in(&"計".repeat(26), 52), 1);
        assert_eq!(lines_in(&"計".repeat(28), 52), 2);
        assert_eq!(lines_in("計画\n\n計画", 52), 3);
        assert!(lines_in(&"計".repeat(27 * 10), 52) >= 10);
    }

    #[test]
    fn no_row_is_higher_than_excel_knows() {
        let long = "計画の文".repeat(300);
        let rows = vec![vec![long.as_str().into(), "短い".into()]];
        let table = Table { rows, ..Table::new("長", &["本文", "題名"]) };
        let widths = [column_width(&table, 0), column_width(&table, 1)];
        assert!(widths[0] > WIDEST && widths[1] < WIDEST, "{widths:?}");
        assert!(lines_of(&table.rows[0], &widths) <= MOST_LINES);
        assert!(MOST_LINES as f64 * LINE < HIGHEST);
    }

    #[test]
    fn names_that_excel_takes() {
        assert_eq!(sheet_name("a/b:c"), "a・b・c");
        assert_eq!(sheet_name(&"長".repeat(40)).chars().count(), 31);
        assert_eq!(short("a\u{1b}b\nc"), "ab\nc");
    }
}
