//! corrections.toml: what readers said of readings that were wrong, beside the documents.
//!
//! In comes the file, out come corrections and pairings by their numbers; in come new ones, out goes the file with
//! everything else as a person wrote it. What the documents say must not be known here.

mod shape;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table};

use super::act::Desk;
use super::edit::{Readers, change, take_out};
use super::files::CorpusError;
use super::manifest::{Contradiction, Fault, ManifestError, document_of, read_toml};
use kurabe_model::{Correction, Pairing};
use shape::{File, SideTable};
use table::{insert, number, remember};

/// The file, beside the documents.
const FILE: &str = "corrections.toml";
/// The highest number that was ever given in it.
const LAST: &str = "last";
/// Its tables.
const ITEM: &str = "item";
const LOST: &str = "lost";
const FIGURE: &str = "figure";
const PAIR: &str = "pair";

/// The corrections of a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    mends: Vec<Correction>,
    pairings: Vec<Pairing>,
    /// Where each stands in the file: its number, its table, its place there.
    places: Vec<(u32, &'static str, usize)>,
    /// The highest number that was ever given.
    last: u32,
}

/// Something to be added.
#[derive(Clone, Debug, PartialEq)]
pub enum Addition {
    /// Of a plan.
    Mend(Box<Correction>),
    /// Of two plans.
    Pairing(Box<Pairing>),
}

/// The numbers by which the tables of a file go. Those that have none, or one that another has, come behind all others,
/// in the order of the file.
struct Numbers(BTreeMap<(&'static str, usize), u32>);

impl Numbers {
    fn of(file: &File, text: &str) -> Self {
        let own = |name: &'static str, numbers: Vec<Option<u32>>| {
            numbers.into_iter().enumerate().map(move |(at, number)| ((name, at), number))
        };
        let mut all: Vec<((&'static str, usize), Option<u32>)> =
            own(ITEM, numbers_of(&file.item, |table| table.number))
                .chain(own(LOST, numbers_of(&file.lost, |table| table.number)))
                .chain(own(FIGURE, numbers_of(&file.figure, |table| table.number)))
                .chain(own(PAIR, numbers_of(&file.pair, |table| table.number)))
                .collect();
        let document: DocumentMut = text.parse().unwrap_or_default();
        // Those between brackets have no place of their own, and stand before all heads of tables.
        let place = |(name, at): (&str, usize)| {
            let tables = document.get(name).and_then(Item::as_array_of_tables);
            tables.and_then(|tables| tables.get(at)).and_then(Table::position)
        };
        all.sort_by_key(|(table, _)| place(*table));
        let most = all.iter().filter_map(|(_, number)| *number).chain(file.last).max().unwrap_or(0);
        let mut next = most.saturating_add(1)..=u32::MAX;
        let mut used = BTreeSet::new();
        let mut give =
            |own: Option<u32>| own.filter(|own| used.insert(*own)).or_else(|| next.next()).unwrap_or(u32::MAX);
        Self(all.into_iter().map(|(table, own)| (table, give(own))).collect())
    }

    fn of_table(&self, name: &'static str, at: usize) -> u32 {
        self.0.get(&(name, at)).copied().unwrap_or(u32::MAX)
    }
}

/// The numbers that tables have.
fn numbers_of<T>(tables: &[T], number: impl Fn(&T) -> Option<u32>) -> Vec<Option<u32>> {
    tables.iter().map(number).collect()
}

impl Corrections {
    /// Those that are kept with a corpus; without a file there are none.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or understood.
    pub fn of(corpus: &Path) -> Result<Self, ManifestError> {
        let path = corpus.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ManifestError::Unreadable { path, source }),
        }
    }

    /// Reads the text of a corrections.toml; `path` is named in errors.
    ///
    /// # Errors
    ///
    /// If it is not TOML, or a key or value is not known.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ManifestError> {
        let file: File = read_toml(text, path)?;
        let fault = |(number, name, place, what): (Option<u32>, &'static str, usize, Contradiction)| {
            let fault = Fault::Contradiction { table: name, place: place + 1, number, what };
            ManifestError::Wrong { path: path.to_owned(), id: None, fault }
        };
        if let Some(found) = file.contradiction() {
            return Err(fault(found));
        }
        let numbers = Numbers::of(&file, text);
        let mut all = Self { last: file.last.unwrap_or(0), ..Self::default() };
        for (name, is_lost, tables) in [(ITEM, false, file.item), (LOST, true, file.lost)] {
            for (at, table) in tables.into_iter().enumerate() {
                let number = numbers.of_table(name, at);
                all.places.push((number, name, at));
                all.mends.push(table.correction(number, is_lost));
            }
        }
        for (at, table) in file.figure.into_iter().enumerate() {
            let number = numbers.of_table(FIGURE, at);
            all.places.push((number, FIGURE, at));
            all.mends.push(table.correction(number));
        }
        for (at, table) in file.pair.into_iter().enumerate() {
            let number = numbers.of_table(PAIR, at);
            all.places.push((number, PAIR, at));
            let side = |side: SideTable| (side.plan, side.at.quote());
            all.pairings.push(Pairing { number, sides: [side(table.old), side(table.new)], are_one: table.one });
        }
        all.mends.sort_by_key(|correction| correction.number);
        all.pairings.sort_by_key(|pairing| pairing.number);
        all.last = all.places.iter().map(|(number, ..)| *number).fold(all.last, u32::max);
        Ok(all)
    }

    /// All corrections of plans, in the order in which they are applied.
    #[must_use]
    pub fn mends(&self) -> &[Correction] {
        &self.mends
    }

    /// All that is said of pairs.
    #[must_use]
    pub fn pairings(&self) -> &[Pairing] {
        &self.pairings
    }

    /// Those of a document and of the plans in it, in their order.
    pub fn about<'a>(&'a self, document: &'a str) -> impl Iterator<Item = &'a Correction> {
        self.mends.iter().filter(move |own| own.plan == document || document_of(&own.plan) == document)
    }

    /// The number that the next one gets.
    fn next(&self) -> u32 {
        self.last.saturating_add(1)
    }

    /// Adds one, as it is made of those that are there, while nobody else changes the corpus. Gives its number.
    ///
    /// # Errors
    ///
    /// If none is made, or the file cannot be read, understood or written; then it is as it was.
    pub fn add<T, E: From<CorpusError>>(
        corpus: &Path,
        make: impl FnOnce(&Self, u32) -> Result<(Addition, T), E>,
    ) -> Result<(u32, T), E> {
        let _desk = Desk::take(corpus)?;
        let standing = Self::of(corpus).map_err(CorpusError::from)?;
        let next = standing.next();
        let (addition, made) = make(&standing, next)?;
        let written = change(corpus.join(FILE), Readers::AsBefore, |document| {
            number(document, &standing.places);
            insert(document, next, &addition);
        });
        written.map_err(CorpusError::from)?;
        Ok((next, made))
    }

    /// Takes one back; false if there is none of this number.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, understood or written; then it is as it was.
    pub fn take_back(corpus: &Path, wanted: u32) -> Result<bool, CorpusError> {
        if !corpus.join(FILE).exists() {
            return Ok(false);
        }
        let _desk = Desk::take(corpus)?;
        let standing = Self::of(corpus)?;
        let Some((_, name, at)) = standing.places.iter().find(|(own, ..)| *own == wanted).copied() else {
            return Ok(false);
        };
        change(corpus.join(FILE), Readers::AsBefore, |document| {
            number(document, &standing.places);
            take_out(document, name, at);
            remember(document, standing.last);
        })?;
        Ok(true)
    }
}
