//! Plain tables: what every form of a table (CSV, XLSX) is written from, so that they hold the same columns.
//!
//! In come names, heads and cells, out comes a value. How a form writes its cells must not be known here.

/// A table: one sheet of a workbook, or one CSV.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// What must be known of the whole, said above the heads.
    pub notes: Vec<String>,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows, each with a cell for every head.
    pub rows: Vec<Vec<Cell>>,
    /// Columns that are shaded by their numbers, as one scale: the higher, the darker.
    pub heat: Vec<usize>,
    /// How many of the first columns stay in view when the sheet is scrolled aside.
    pub fixed: usize,
}

/// A result could not be put into the form that was asked for.
#[derive(Debug, thiserror::Error)]
#[error("cannot make {form}: {detail}")]
pub struct FormError {
    /// Which form.
    pub form: &'static str,
    /// Why.
    pub detail: String,
}

impl FormError {
    pub(super) fn new(form: &'static str, error: &(impl std::fmt::Display + ?Sized)) -> Self {
        Self { form, detail: error.to_string() }
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing is known, or there is nothing to say.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A count or a year.
    Whole(i64),
    /// A measure, with so many places behind the point.
    Number(f64, u8),
    /// A part of a whole, from 0 to 1.
    Share(f64),
    /// Words that lead to a file or an address.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        target: String,
    },
    /// There is no such thing here, which is not the same as none: shown with these words and never as a number.
    Absent(String),
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(name: &str, head: &[&str]) -> Self {
        Self { name: name.to_owned(), head: head.iter().map(|&text| text.to_owned()).collect(), ..Self::default() }
    }
}

impl Cell {
    /// Words, where there are some.
    #[must_use]
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A whole number, where there is one.
    #[must_use]
    pub fn whole(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Whole(number.into()))
    }

    /// Words that lead somewhere, where it is said where to.
    #[must_use]
    pub fn linked(text: &str, target: String) -> Self {
        if target.is_empty() { Self::Text(text.to_owned()) } else { Self::Link { text: text.to_owned(), target } }
    }

    /// A share, where there is one.
    #[must_use]
    pub fn share(share: Option<f64>) -> Self {
        share.map_or(Self::Empty, Self::Share)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(i64::from(number))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Whole(number as i64)
    }
}
