//! Columns: a name, what a column holds, and how that is read off a row, told once for every form.
//!
//! Which tables there are must not be known here.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use kurabe_extract::record::number;
use kurabe_index::index::PlanRow;
use kurabe_model::Plan;

/// A plan whose rows are wanted: what the index knows of it, and the plan itself.
#[derive(Clone, Copy)]
pub struct Opened<'p> {
    /// What is known of it without opening it.
    pub row: &'p PlanRow,
    /// The plan as it was read and corrected.
    pub plan: &'p Plan,
}

/// A column of a table whose rows are `R`.
pub(super) struct Column<R> {
    pub(super) name: &'static str,
    pub(super) holds: Holds<R>,
}

/// What a column holds, with the way to it. What may be unknown is `Maybe`; a list is never unknown, but may be empty.
pub(super) enum Holds<R> {
    Text(for<'r> fn(&'r R) -> &'r str),
    MaybeText(for<'r> fn(&'r R) -> Option<&'r str>),
    Whole(fn(&R) -> i64),
    MaybeWhole(fn(&R) -> Option<i64>),
    Number(fn(&R) -> f64),
    MaybeNumber(fn(&R) -> Option<f64>),
    Truth(fn(&R) -> bool),
    Texts(for<'r> fn(&'r R) -> Vec<Cow<'r, str>>),
    Wholes(fn(&R) -> Vec<i64>),
}

/// A column as those see it who write it.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) optional: bool,
}

/// What the values of a column are.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Whole,
    Number,
    Truth,
    Texts,
    Wholes,
}

/// A value of a row.
pub(super) enum Cell<'r> {
    Unknown,
    Text(Cow<'r, str>),
    Whole(i64),
    Number(f64),
    Truth(bool),
    Texts(Vec<Cow<'r, str>>),
    Wholes(Vec<i64>),
}

impl<R> Column<R> {
    pub(super) fn field(&self) -> Field {
        let (kind, optional) = match self.holds {
            Holds::Text(_) => (Kind::Text, false),
            Holds::MaybeText(_) => (Kind::Text, true),
            Holds::Whole(_) => (Kind::Whole, false),
            Holds::MaybeWhole(_) => (Kind::Whole, true),
            Holds::Number(_) => (Kind::Number, false),
            Holds::MaybeNumber(_) => (Kind::Number, true),
            Holds::Truth(_) => (Kind::Truth, false),
            Holds::Texts(_) => (Kind::Texts, false),
            Holds::Wholes(_) => (Kind::Wholes, false),
        };
        Field { name: self.name, kind, optional }
    }

    pub(super) fn cell<'r>(&self, row: &'r R) -> Cell<'r> {
        match self.holds {
            Holds::Text(of) => Cell::Text(of(row).into()),
            Holds::MaybeText(of) => of(row).map_or(Cell::Unknown, |text| Cell::Text(text.into())),
            Holds::Whole(of) => Cell::Whole(of(row)),
            Holds::MaybeWhole(of) => of(row).map_or(Cell::Unknown, Cell::Whole),
            Holds::Number(of) => Cell::Number(of(row)),
            Holds::MaybeNumber(of) => of(row).map_or(Cell::Unknown, Cell::Number),
            Holds::Truth(of) => Cell::Truth(of(row)),
            Holds::Texts(of) => Cell::Texts(of(row)),
            Holds::Wholes(of) => Cell::Wholes(of(row)),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Text(text) => text.serialize(serializer),
            Self::Whole(whole) => whole.serialize(serializer),
            Self::Number(value) => number(*value).serialize(serializer),
            Self::Truth(truth) => truth.serialize(serializer),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Wholes(wholes) => wholes.serialize(serializer),
        }
    }
}
