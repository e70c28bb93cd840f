//! A table as CSV for spreadsheets.

use super::sheet::{Cell, FormError, Table};

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// A table as CSV. Numbers stand as programs read them: a share as a number from 0 to 1.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn table_csv(table: &Table) -> Result<String, FormError> {
    let fault = |error: &dyn std::fmt::Display| FormError::new("CSV", error);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(&table.head).map_err(|error| fault(&error))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(plain)).map_err(|error| fault(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(&error))?;
    String::from_utf8(bytes).map_err(|error| fault(&error))
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Link { text, .. } | Cell::Absent(text) => harmless(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number, places) => format!("{number:.*}", usize::from(*places)),
        Cell::Share(share) => format!("{share:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("- 創業"), "'- 創業");
        assert_eq!(harmless("創業"), "創業");
    }

    #[test]
    fn numbers_stay_numbers() {
        let rows = vec![vec![Cell::Whole(-3), Cell::Share(0.125), Cell::Absent("計画なし".into())]];
        let table = Table { rows, ..Table::new("表", &["a", "b", "c"]) };
        assert_eq!(table_csv(&table).unwrap(), "a,b,c\r\n-3,0.1250,計画なし\r\n");
    }
}
