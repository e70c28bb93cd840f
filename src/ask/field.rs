//! One thing that can be asked for: its name, its kind with its bounds, its words in both languages.
//!
//! Data alone. How a field is read, and which fields there are, must not be known here.

use kurabe_index::compare::MOST_COLUMNS;

/// The same in Japanese and English.
pub(crate) type Words = (&'static str, &'static str);

/// One thing that can be asked for.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_needed: bool,
    /// What a form calls it.
    pub(crate) label: Words,
    /// What it is, in a sentence.
    pub(crate) about: Words,
    pub(crate) example: Example,
    /// How it is typed at a terminal.
    pub(crate) typed: Typed,
    /// Whether an address may ask for it.
    pub(crate) is_asked: bool,
}

/// How a field is typed at a terminal, and what its value is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// By its name: `--theme THEMES`.
    Named(&'static str),
    /// As a word of its own.
    Word(&'static str),
    /// As all words that belong to nothing else, joined by blanks.
    Words(&'static str),
    /// Not at all.
    Never,
}

/// Of which kind it is, and its limits.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A text of at most so many characters.
    Text(usize),
    /// A fiscal year or a range of them, in any spelling.
    Year,
    /// Names, repeated or parted by commas.
    Names,
    /// Names of themes that the index has, repeated or parted by commas.
    Themes,
    /// Kinds of plans, repeated or parted by commas.
    Kinds,
    /// A query.
    Query,
    /// Queries, repeated; commas belong to them.
    Queries,
    /// Yes, where it is there.
    Flag,
    /// A whole number, and the one that stands where none is given. At a terminal there is no most, and 0 is all.
    Whole { least: u32, most: u32, usual: Option<&'static str> },
    /// One of these, and the one that stands where none is given.
    One { of: &'static [Choice], usual: Option<&'static str> },
    /// Some of these, repeated or parted by commas, and those that stand where none is given.
    Some { of: &'static [Choice], usual: &'static [&'static str] },
}

/// A value that can be chosen, and its words.
pub(crate) type Choice = (&'static str, Words);

/// What to try a field with.
#[derive(Clone, Copy)]
pub(crate) enum Example {
    /// Nothing.
    None,
    /// This.
    Is(&'static str),
    /// A theme of the index.
    Theme,
    /// A plan of the index with a predecessor, as far as there is one.
    New,
    /// The plan before it.
    Old,
    /// One of its items.
    Item,
    /// Its body.
    Body,
}

impl Kind {
    /// The most letters of a name.
    pub(crate) const NAME: usize = 200;
    /// The most letters of several names parted by commas.
    pub(crate) const NAMES: usize = 800;
    /// The most letters of a year.
    pub(crate) const YEAR: usize = 40;
    /// The most letters of an id.
    pub(crate) const ID: usize = 1_000;

    /// The most entries of a list; themes and queries together are no more than a comparison has columns.
    pub(crate) fn entries(self) -> usize {
        match self {
            Self::Names => 64,
            Self::Themes | Self::Queries | Self::Kinds | Self::Some { .. } => MOST_COLUMNS / 2,
            Self::Text(_) | Self::Query | Self::Year | Self::Flag | Self::Whole { .. } | Self::One { .. } => 1,
        }
    }
}

impl Field {
    pub(crate) const fn new(name: &'static str, kind: Kind, typed: Typed, label: Words, about: Words) -> Self {
        Self { name, kind, is_needed: false, label, about, example: Example::None, typed, is_asked: true }
    }

    /// The same, which has to be given.
    pub(crate) const fn needed(self, example: Example) -> Self {
        Self { is_needed: true, example, ..self }
    }

    /// The same with an example.
    pub(crate) const fn tried_with(self, example: Example) -> Self {
        Self { example, ..self }
    }

    /// The same, for the terminal alone.
    pub(crate) const fn for_terminals(self) -> Self {
        Self { is_asked: false, ..self }
    }

    /// The same in other words.
    pub(crate) const fn about(self, about: Words) -> Self {
        Self { about, ..self }
    }
}
