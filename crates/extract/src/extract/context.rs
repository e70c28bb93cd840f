//! What is known of a text besides its words while its figures are read: whose it is, what kind of text, what stood before.
//!
//! This file must not know how a text is walked through, nor what makes a number a figure.

use kurabe_model::NodeId;

/// What kind of text is read, and so how much must stand with a number to make it a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Figures printed with a name: every number with a unit counts.
    Figures,
    /// Sentences and titles: a number counts with a year, a frequency, a target or brackets of its own.
    Prose,
    /// Sentences and titles of a report: every number with a unit says what was done.
    Done,
    /// Background: only lines that are a name and a figure.
    List,
}

/// The item that is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) node: NodeId,
    pub(super) name: &'a str,
    pub(super) line: u32,
}

/// The state of a series: H30 433人 R01 393人.
#[derive(Clone, Copy, Default)]
pub(super) struct Series {
    pub(super) year: Option<i32>,
    /// First byte of the year.
    pub(super) from: usize,
    /// First byte after the year, or after the last figure that it dates.
    pub(super) to: usize,
    /// How many indicators there were when the year began.
    pub(super) count: usize,
}

/// The words that name a series: what stands after ① and before its first year.
#[derive(Clone, Copy, Default)]
pub(super) struct Label {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The first byte of its first year, once one is seen.
    pub(super) fixed: Option<usize>,
}
