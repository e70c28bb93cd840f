//! A table as Parquet, written group by group of rows, so that no more than a group lies in memory.
//!
//! In come plans, out go bytes; the same plans give the same bytes. Which columns there are must not be known here.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::SCHEMA;
use super::column::{Cell, Field, Kind, Opened};
use super::tables::ExportTable;

/// How much a group of rows holds, over all columns.
#[derive(Clone, Copy)]
struct Amount {
    rows: usize,
    values: usize,
    /// Bytes of text.
    bytes: usize,
}

/// A group that holds one of these is written. Rows: few enough that readers can take a group a thread, many enough to be
/// packed well. Values and bytes: a passage has some hundred runs and pairs, so that these bound the memory.
const FULL: Amount = Amount { rows: 100_000, values: 2_000_000, bytes: 48 << 20 };

const NOTHING: Amount = Amount { rows: 0, values: 0, bytes: 0 };

/// A file of Parquet that grows.
pub struct ParquetFile<W: Write + Send> {
    table: ExportTable,
    group: Group,
    writer: SerializedFileWriter<W>,
    rows: u64,
}

/// The rows that wait to be written, column by column.
struct Group {
    columns: Vec<Waiting>,
    held: Amount,
    full: Amount,
}

/// The values of a column with their levels.
///
/// Level 1 is a value, 0 none: an unknown one, or the place of an empty list. A list begins with repetition 0 and goes on
/// with 1.
struct Waiting {
    values: Values,
    levels: Option<Vec<i16>>,
    repetitions: Option<Vec<i16>>,
}

enum Values {
    /// All texts in one piece, with where each ends.
    Texts(Vec<u8>, Vec<usize>),
    Wholes(Vec<i64>),
    Numbers(Vec<f64>),
    Truths(Vec<bool>),
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file. `version` is the program's.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn begin(table: ExportTable, version: &str, out: W) -> io::Result<Self> {
        let fields = table.fields();
        let schema = parse_message_type(&message(table, &fields)).map_err(fault)?;
        let facts = [
            ("kurabe.schema", SCHEMA.to_string().as_str()),
            ("kurabe.table", table.name()),
            ("kurabe.version", version),
        ]
        .map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::GZIP(GzipLevel::default()))
            .set_key_value_metadata(Some(facts.to_vec()))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(fault)?;
        Ok(Self { table, group: Group::of(&fields), writer, rows: 0 })
    }

    /// Adds the rows of a plan.
    ///
    /// # Errors
    ///
    /// Those of the file.
    pub fn add(&mut self, opened: Opened<'_>) -> io::Result<()> {
        let Self { table, group, writer, rows } = self;
        table.rows(opened, &mut |cells| {
            group.push(cells);
            *rows += 1;
            if group.is_full() { group.write(writer) } else { Ok(()) }
        })
    }

    /// Ends the file: it can be read now. Gives what it was written to, and how many rows it has.
    ///
    /// # Errors
    ///
    /// Those of the file.
    pub fn finish(mut self) -> io::Result<(W, u64)> {
        self.group.write(&mut self.writer)?;
        Ok((self.writer.into_inner().map_err(fault)?, self.rows))
    }
}

impl Group {
    fn of(fields: &[Field]) -> Self {
        Self { columns: fields.iter().map(Waiting::of).collect(), held: NOTHING, full: FULL }
    }

    fn push(&mut self, cells: Vec<Cell<'_>>) {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            let (values, bytes) = column.push(cell);
            self.held.values += values;
            self.held.bytes += bytes;
        }
        self.held.rows += 1;
    }

    fn is_full(&self) -> bool {
        self.held.rows >= self.full.rows || self.held.values >= self.full.values || self.held.bytes >= self.full.bytes
    }

    fn write<W: Write + Send>(&mut self, writer: &mut SerializedFileWriter<W>) -> io::Result<()> {
        if self.held.rows == 0 {
            return Ok(());
        }
        let mut group = writer.next_row_group().map_err(fault)?;
        for waiting in &mut self.columns {
            if let Some(mut column) = group.next_column().map_err(fault)? {
                waiting.write(&mut column).map_err(fault)?;
                column.close().map_err(fault)?;
            }
        }
        group.close().map_err(fault)?;
        self.held = NOTHING;
        Ok(())
    }
}

impl Waiting {
    fn of(field: &Field) -> Self {
        let is_list = matches!(field.kind, Kind::Texts | Kind::Wholes);
        Self {
            values: match field.kind {
                Kind::Text | Kind::Texts => Values::Texts(Vec::new(), Vec::new()),
                Kind::Whole | Kind::Wholes => Values::Wholes(Vec::new()),
                Kind::Number => Values::Numbers(Vec::new()),
                Kind::Truth => Values::Truths(Vec::new()),
            },
            levels: (is_list || field.optional).then(Vec::new),
            repetitions: is_list.then(Vec::new),
        }
    }

    /// Takes a cell; gives how many values it brought, and how many bytes of text.
    fn push(&mut self, cell: Cell<'_>) -> (usize, usize) {
        match cell {
            Cell::Texts(texts) => {
                self.list(texts.len());
                (texts.len(), texts.iter().map(|text| self.values.text(text)).sum())
            }
            Cell::Wholes(wholes) => {
                self.list(wholes.len());
                let count = wholes.len();
                wholes.into_iter().for_each(|whole| self.values.whole(whole));
                (count, 0)
            }
            single => {
                let is_known = !matches!(single, Cell::Unknown);
                self.levels.as_mut().into_iter().for_each(|levels| levels.push(i16::from(is_known)));
                (1, self.values.single(&single))
            }
        }
    }

    fn list(&mut self, length: usize) {
        let places = length.max(1);
        self.levels.as_mut().into_iter().for_each(|all| all.extend((0..places).map(|_| i16::from(length > 0))));
        self.repetitions.as_mut().into_iter().for_each(|all| all.extend((0..places).map(|place| i16::from(place > 0))));
    }

    /// Writes all, and is empty again.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.levels.as_mut().map(std::mem::take);
        let repetitions = self.repetitions.as_mut().map(std::mem::take);
        let (levels, repetitions) = (levels.as_deref(), repetitions.as_deref());
        match &mut self.values {
            Values::Texts(bytes, ends) => {
                let whole = ByteArray::from(std::mem::take(bytes));
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let texts: Vec<ByteArray> =
                    starts.zip(ends.iter()).map(|(start, end)| whole.slice(start, end - start)).collect();
                ends.clear();
                column.typed::<ByteArrayType>().write_batch(&texts, levels, repetitions)?;
            }
            Values::Wholes(values) => {
                column.typed::<Int64Type>().write_batch(&std::mem::take(values), levels, repetitions)?;
            }
            Values::Numbers(values) => {
                column.typed::<DoubleType>().write_batch(&std::mem::take(values), levels, repetitions)?;
            }
            Values::Truths(values) => {
                column.typed::<BoolType>().write_batch(&std::mem::take(values), levels, repetitions)?;
            }
        }
        Ok(())
    }
}

impl Values {
    fn text(&mut self, text: &str) -> usize {
        if let Self::Texts(bytes, ends) = self {
            bytes.extend_from_slice(text.as_bytes());
            ends.push(bytes.len());
        }
        text.len()
    }

    fn whole(&mut self, whole: i64) {
        if let Self::Wholes(values) = self {
            values.push(whole);
        }
    }

    fn single(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (own @ Self::Texts(..), Cell::Text(text)) => return own.text(text),
            (own @ Self::Wholes(_), Cell::Whole(whole)) => own.whole(*whole),
            (Self::Numbers(values), Cell::Number(number)) => values.push(*number),
            (Self::Truths(values), Cell::Truth(truth)) => values.push(*truth),
            _ => {}
        }
        0
    }
}

/// The schema as Parquet writes it down. Lists have the three levels that all programs read.
fn message(table: ExportTable, fields: &[Field]) -> String {
    let columns: String = fields.iter().map(declaration).collect();
    format!("message {} {{ {columns}}}", table.name())
}

fn declaration(field: &Field) -> String {
    let (name, repetition) = (field.name, if field.optional { "optional" } else { "required" });
    let list = |element: &str| {
        format!("{repetition} group {name} (LIST) {{ repeated group list {{ required {element}; }} }} ")
    };
    match field.kind {
        Kind::Text => format!("{repetition} binary {name} (STRING); "),
        Kind::Whole => format!("{repetition} int64 {name}; "),
        Kind::Number => format!("{repetition} double {name}; "),
        Kind::Truth => format!("{repetition} boolean {name}; "),
        Kind::Texts => list("binary element (STRING)"),
        Kind::Wholes => list("int64 element"),
    }
}

/// The system's own error where there is one behind it: a full disk is said as such.
fn fault(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(own) => *own,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use kurabe_index::index::PlanRow;
    use kurabe_model::{LineSpan, Passage, PassageKind, Plan};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    fn passage(line: u32) -> Passage {
        Passage {
            node: None,
            kind: PassageKind::Text,
            marker: String::new(),
            title: String::new(),
            body: "相談\n".repeat(line as usize % 3),
            flags: Default::default(),
            themes: Vec::new(),
            repeats: None,
            corrected: false,
            span: LineSpan::line(line),
            columns: None,
            page: line.is_multiple_of(2).then_some(line),
            place: None,
        }
    }

    /// Ten passages, where a group is full at these bounds.
    fn written(full: Amount) -> SerializedFileReader<Bytes> {
        let plan = Plan { passages: (1..=10).map(passage).collect(), ..Plan::default() };
        let row = PlanRow::of(&plan, "minato/r5");
        let mut file = ParquetFile::begin(ExportTable::Passages, "0", Vec::new()).unwrap();
        file.group.full = full;
        file.add(Opened { row: &row, plan: &plan }).unwrap();
        assert!(file.group.held.rows < 10, "what is written waits no more");
        let (bytes, rows) = file.finish().unwrap();
        assert_eq!(rows, 10);
        SerializedFileReader::new(Bytes::from(bytes)).unwrap()
    }

    #[test]
    fn rows_go_on_from_group_to_group() {
        for (full, groups) in [
            (Amount { rows: 3, ..FULL }, 4),
            (Amount { rows: 5, ..FULL }, 2),
            (Amount { values: 1, ..FULL }, 10),
            (Amount { bytes: 1, ..FULL }, 10),
        ] {
            let reader = written(full);
            let file = reader.metadata();
            assert_eq!((file.num_row_groups(), file.file_metadata().num_rows()), (groups, 10));
            for (row, line) in reader.get_row_iter(None).unwrap().zip(1_u32..) {
                let row = row.unwrap();
                let column = |name: &str| row.get_column_iter().position(|(own, _)| own == name).unwrap();
                assert_eq!(row.get_long(column("first_line")).unwrap(), i64::from(line));
                assert_eq!(row.get_long(column("page")).ok(), line.is_multiple_of(2).then_some(line.into()));
                assert_eq!(row.get_list(column("body_runs")).unwrap().len(), 2 * (line as usize % 3));
                assert_eq!(row.get_list(column("title_runs")).unwrap().len(), 0);
            }
        }
    }
}
