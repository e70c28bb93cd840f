//! Who does how much about what, and since when: action items counted by theme, body and fiscal year.
//!
//! In come an open index and a request, out come counts of which every one leads to its items. How a query finds
//! passages, and how a table is shown, must not be known here.

mod similarity;
mod audit;
mod benchmark;
mod cluster;
mod count;
mod diffusion;
mod gap;
mod group;
mod item;
mod judged;
mod note;
mod similar;
mod representative;
mod target;
mod trend;

use fixedbitset::FixedBitSet;

pub use audit::{Audit, AuditRequest, Unthemed, audit};
pub use benchmark::{Benchmark, BenchmarkRequest, Chosen, Peer, Standing, benchmark};
pub use count::{Counts, Found};
pub use diffusion::{Adoption, Diffusion, Hidden, Since, Spread, Without, Year, diffusion};
pub use gap::{Contrast, Exemplar, Gap};
pub use group::{Cell, Key, Row};
pub use item::{Item, Reason, doubtful, items, open_item};
pub use judged::{Judged, Judgement, Verdict, judged, judgements};
pub use note::Note;
pub use representative::{Body, Representatives, Scope, Voice, Voices};
pub use similar::{SimilarItem, similar};
pub use target::{Figure, LikeFigures};
pub use trend::{Point, Series, trend};

use crate::index::{IndexError, PlanRow, Store};
use kurabe_model::{NodeId, Period};
use kurabe_text::fold::fold;

/// What is asked for.
#[derive(Debug)]
pub struct Request {
    /// What is counted.
    pub columns: Vec<Column>,
    /// Of which plans.
    pub scope: Scope,
    /// What makes a row.
    pub by: By,
    /// Which plans speak.
    pub voices: Voices,
}

/// What one column counts.
#[derive(Debug)]
pub struct Column {
    /// Its name: that of the theme, or the query.
    pub name: String,
    /// Which items.
    pub counted: Counted,
}

/// Which items a column counts.
#[derive(Debug)]
pub enum Counted {
    /// Those about a theme.
    Theme(String),
    /// Those among these passages, given for each segment of the index.
    Passages(Vec<FixedBitSet>),
}

/// What makes a row; themes and queries are always the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct By {
    /// Each body.
    pub organisation: bool,
    /// Each fiscal year.
    pub year: bool,
    /// Each prefecture.
    pub prefecture: bool,
    /// Each kind of plan; then one plan of each kind speaks.
    pub kind: bool,
}

impl Column {
    /// A column that counts a theme of the index, however its name is spelled.
    ///
    /// # Errors
    ///
    /// If the index has no such theme.
    pub fn theme(store: &Store, name: &str) -> Result<Self, CompareError> {
        let known = &store.head().themes;
        let found = known.iter().find(|theme| fold(theme) == fold(name));
        let found = found.ok_or_else(|| CompareError::Theme { name: name.to_owned(), known: known.clone() })?;
        Ok(Self { name: found.clone(), counted: Counted::Theme(found.clone()) })
    }
}

/// The most columns that a comparison can have.
pub const MOST_COLUMNS: usize = 64;

/// Why nothing could be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The index could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// There is no such theme.
    #[error("no theme {name}")]
    Theme {
        /// What was asked for.
        name: String,
        /// The themes that there are.
        known: Vec<String>,
    },
    /// More columns than a table can have.
    #[error("{0} columns, {MOST_COLUMNS} at most")]
    TooMany(usize),
    /// No body, or several, could be meant.
    #[error("no single body {wanted}")]
    Body {
        /// What was asked for.
        wanted: String,
        /// Those that could be meant.
        meant: Vec<String>,
    },
    /// Bodies of this name have plans, but none that speaks.
    #[error("no plan of {wanted} speaks")]
    Silent {
        /// What was asked for.
        wanted: String,
        /// Why none does.
        why: Silence,
        /// Their plans.
        plans: Vec<PlanRow>,
    },
}

/// Why no plan of a body speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// None states its years.
    Undated,
    /// There are only reports of what was done, which speak where they are asked for.
    Reports,
    /// None is of the years and kinds asked for.
    Conditions,
}

/// The answer.
#[derive(Debug)]
pub struct Comparison {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// What makes a row.
    pub by: By,
    /// The bodies.
    pub bodies: Vec<Body>,
    /// The rows, in order of their keys.
    pub rows: Vec<Row>,
    /// Bodies and years asked for in which no plan speaks.
    pub no_plan: Vec<(usize, i32)>,
    /// The years asked for, or those of the plans.
    pub years: Option<Period>,
    /// What must be known to read the figures.
    pub notes: Vec<Note>,
    counts: Counts,
}

impl Comparison {
    /// The items of a cell: the plan's place in the index and the node.
    pub fn nodes<'a>(&'a self, row: &'a Row, column: usize) -> impl Iterator<Item = (u32, NodeId)> + 'a {
        let of = |plan: &'a u32| self.counts.found(*plan).map(|found| (*plan, found));
        row.plans
            .iter()
            .flat_map(of)
            .filter(move |(_, found)| found.is_in(column))
            .map(|(plan, found)| (plan, found.node))
    }

    /// How many of the items behind the cells stand on doubtful ground, and how many there are; each counts once.
    #[must_use]
    pub fn doubtful(&self) -> (usize, usize) {
        let found = self.plans().into_iter().flat_map(|plan| self.counts.found(plan));
        found.fold((0, 0), |(doubtful, items), found| (doubtful + usize::from(found.is_doubtful), items + 1))
    }

    /// The distinct plans behind all rows, in order of their places.
    #[must_use]
    pub fn plans(&self) -> Vec<u32> {
        let mut plans: Vec<u32> = self.rows.iter().flat_map(|row| row.plans.iter().copied()).collect();
        plans.sort_unstable();
        plans.dedup();
        plans
    }
}

/// Counts action items.
///
/// # Errors
///
/// If a theme is not known, there are too many columns, or the index cannot be read.
pub fn compare(store: &Store, request: &Request) -> Result<Comparison, CompareError> {
    if request.columns.len() > MOST_COLUMNS {
        return Err(CompareError::TooMany(request.columns.len()));
    }
    let representatives = Representatives::of(store, &request.scope, request.voices, request.by);
    let counts = Counts::of(store, &request.columns, &representatives.heard(store.plans().len()))?;
    let rows = group::rows(store, &representatives, request.by, &counts, request.columns.len());
    let notes = note::notes(store, request, &representatives, &rows);
    let mut comparison = Comparison {
        columns: request.columns.iter().map(|column| column.name.clone()).collect(),
        by: request.by,
        rows,
        notes,
        no_plan: representatives.no_plan,
        years: representatives.years,
        bodies: representatives.bodies,
        counts,
    };
    let (doubtful, items) = comparison.doubtful();
    if doubtful > 0 {
        comparison.notes.push(Note::Doubtful { doubtful, items });
    }
    Ok(comparison)
}
