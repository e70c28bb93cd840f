//! corrections.toml: what readers said of readings that were wrong, beside the documents.
//!
//! In comes the file, out come corrections and pairings by their numbers; in come new ones, out goes the file with
//! everything else as a person wrote it. What the documents say must not be known here.

mod shape;
mod table;

use std::io;
use std::path::Path;

use super::act::Desk;
use super::edit::{Readers, change, take_out};
use super::files::CorpusError;
use super::manifest::{Contradiction, Fault, ManifestError, document_of, read_toml};
use kurabe_model::{Correction, Pairing};
use shape::{File, SideTable};
use table::{insert, remember};

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

/// Gives numbers to those that have none, or one that another has: behind all others, in the order of the file.
struct Numbers {
    used: Vec<u32>,
    next: u32,
}

impl Numbers {
    fn of(file: &File) -> Self {
        let all = file.item.iter().chain(&file.lost).filter_map(|table| table.number);
        let figures = file.figure.iter().filter_map(|table| table.number);
        let all = all.chain(figures).chain(file.pair.iter().filter_map(|table| table.number));
        Self { used: Vec::new(), next: all.chain(file.last).max().unwrap_or(0).saturating_add(1) }
    }

    fn give(&mut self, own: Option<u32>) -> u32 {
        let number = own.filter(|own| !self.used.contains(own)).unwrap_or_else(|| {
            self.next = self.next.saturating_add(1);
            self.next - 1
        });
        self.used.push(number);
        number
    }
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
        let mut numbers = Numbers::of(&file);
        let mut all = Self { last: file.last.unwrap_or(0), ..Self::default() };
        for (name, is_lost, tables) in [(ITEM, false, file.item), (LOST, true, file.lost)] {
            for (at, table) in tables.into_iter().enumerate() {
                let number = numbers.give(table.number);
                all.places.push((number, name, at));
                all.mends.push(table.correction(number, is_lost));
            }
        }
        for (at, table) in file.figure.into_iter().enumerate() {
            let number = numbers.give(table.number);
            all.places.push((number, FIGURE, at));
            all.mends.push(table.correction(number));
        }
        for (at, table) in file.pair.into_iter().enumerate() {
            let number = numbers.give(table.number);
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
        let number = standing.next();
        let (addition, made) = make(&standing, number)?;
        let written = change(corpus.join(FILE), Readers::AsBefore, |document| insert(document, number, &addition));
        written.map_err(CorpusError::from)?;
        Ok((number, made))
    }

    /// Takes one back; false if there is none of this number.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, understood or written; then it is as it was.
    pub fn take_back(corpus: &Path, number: u32) -> Result<bool, CorpusError> {
        if !corpus.join(FILE).exists() {
            return Ok(false);
        }
        let _desk = Desk::take(corpus)?;
        let standing = Self::of(corpus)?;
        let Some((_, name, at)) = standing.places.iter().find(|(own, ..)| *own == number).copied() else {
            return Ok(false);
        };
        change(corpus.join(FILE), Readers::AsBefore, |document| {
            take_out(document, name, at);
            remember(document, standing.last);
        })?;
        Ok(true)
    }
}
