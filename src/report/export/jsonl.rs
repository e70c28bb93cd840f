//! A table as JSON Lines: a row a line, every column in each.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::column::{Cell, Field, Opened};
use super::tables::ExportTable;

/// A row with the names of its columns.
struct Line<'a> {
    fields: &'a [Field],
    cells: &'a [Cell<'a>],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (field, cell) in self.fields.iter().zip(self.cells) {
            map.serialize_entry(field.name, cell)?;
        }
        map.end()
    }
}

/// Writes the rows that a plan has in a table.
///
/// # Errors
///
/// Those of `out`.
pub fn table_jsonl(table: ExportTable, opened: Opened<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fields = table.fields();
    table.rows(opened, &mut |cells| {
        serde_json::to_writer(&mut *out, &Line { fields: &fields, cells: &cells })?;
        out.write_all(b"\n")
    })
}
