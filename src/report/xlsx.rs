//! Tables as a workbook: a sheet for each, with heads that stay in view, filters, and a scale where a table asks for
//! one.

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, DocProperties, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use super::sheet::{Cell, FormError, Table};
use super::text::width;

/// What a sheet can hold: rows below the head and above the one that says how many are left out, letters of a cell,
/// links.
const MOST_ROWS: usize = 1_048_574;
pub(super) const MOST_LETTERS: usize = 32_000;
const MOST_LINKS: usize = 65_000;

/// Widths of columns, in digits.
const NARROWEST: usize = 6;
const WIDEST: usize = 40;

/// Height of a line in points, and the most lines that a row shows.
const LINE: f64 = 14.0;
const MOST_LINES: usize = 25;

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
                .set_font_color(Color::RGB(0x0006_45AD))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            absent: base.set_font_color(Color::RGB(0x0077_7777)).set_align(FormatAlign::Center),
        }
    }
}

pub(super) fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let looks = Looks::new();
    sheet.set_name(sheet_name(&table.name))?;
    for (column, text) in (0..).zip(&table.head) {
        sheet.write_with_format(0, column, text, &looks.head)?;
    }
    let mut links = 0;
    for (row, cells) in (1..).zip(table.rows.iter().take(MOST_ROWS)) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, &looks, &mut links)?;
        }
    }
    let left_out = table.rows.len().saturating_sub(MOST_ROWS);
    if left_out > 0 {
        let said = format!(
            "ほか{left_out}行は入りきりません（--format csv にすべて）／{left_out} more rows: see --format csv"
        );
        sheet.write_string_with_format(MOST_ROWS as u32 + 1, 0, said, &looks.text)?;
    }
    let rows = table.rows.len().min(MOST_ROWS) as u32;
    let columns = table.head.len() as u16;
    let widths: Vec<usize> = (0..table.head.len()).map(|column| column_width(table, column)).collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width as f64)?;
    }
    for (row, cells) in (1..).zip(table.rows.iter().take(MOST_ROWS)) {
        // Not every program finds the height of wrapped text by itself.
        let lines = lines(cells, &widths);
        if lines > 1 {
            sheet.set_row_height(row, lines as f64 * LINE)?;
        }
    }
    sheet.set_freeze_panes(1, table.fixed as u16)?;
    if rows > 0 && columns > 0 {
        sheet.autofilter(0, 0, rows, columns - 1)?;
        shade(sheet, table, rows)?;
    }
    print_well(sheet, 0)?;
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
fn lines(cells: &[Cell], widths: &[usize]) -> usize {
    let of_cell = |(cell, columns): (&Cell, &usize)| match cell {
        // The letters are a little smaller than the digits by which columns are measured.
        Cell::Text(text) => {
            let columns = (columns + columns / 12).saturating_sub(2).max(1);
            text.lines().map(|line| width(line).div_ceil(columns).max(1)).sum()
        }
        _ => 1,
    };
    cells.iter().zip(widths).map(of_cell).max().unwrap_or(1).min(MOST_LINES)
}

/// The widest of a column's cells, within bounds.
fn column_width(table: &Table, column: usize) -> usize {
    let head = table.head.get(column).map_or(0, |text| width(text) + 4);
    let cells = table.rows.iter().take(JUDGED).filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Absent(text) | Cell::Link { text, .. } => {
            text.lines().map(width).max().unwrap_or(0) + 3
        }
        Cell::Whole(number) => number.to_string().len() + 2,
        Cell::Number(..) | Cell::Share(_) => 8,
    });
    cells.max().unwrap_or(0).max(head.min(WIDEST / 2)).clamp(NARROWEST, WIDEST)
}

/// White to blue over all columns of the scale together, so that equal numbers look equal. Lightness alone carries it:
/// it can be read in print without colour.
fn shade(sheet: &mut Worksheet, table: &Table, rows: u32) -> Result<(), XlsxError> {
    let Some((first, rest)) = table.heat.split_first() else { return Ok(()) };
    let range = |column: usize| format!("{0}2:{0}{1}", letters(column), rows + 1);
    let all: Vec<String> = table.heat.iter().map(|column| range(*column)).collect();
    let mut scale = ConditionalFormat2ColorScale::new()
        .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0)
        .set_minimum_color(Color::RGB(0x00FF_FFFF))
        .set_maximum_color(Color::RGB(0x0074_A9CF));
    if !rest.is_empty() {
        scale = scale.set_multi_range(all.join(" "));
    }
    sheet.add_conditional_format(1, *first as u16, rows, *first as u16, &scale)?;
    Ok(())
}

/// The name of a column: A, B … AA.
fn letters(column: usize) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column as u16)
}

/// A4, sideways, one page wide, the head on every page.
pub(super) fn print_well(sheet: &mut Worksheet, head: u32) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(head, head)?;
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

    #[test]
    fn names_that_excel_takes() {
        assert_eq!(sheet_name("a/b:c"), "a・b・c");
        assert_eq!(sheet_name(&"長".repeat(40)).chars().count(), 31);
        assert_eq!(short("a\u{1b}b\nc"), "ab\nc");
    }
}
