//! The gates through which work goes, by how long it takes.
//!
//! What passes them must not be known here.

/// Which gate work passes: so many at once, and no sort of work stands in the way of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// None: it is done at once.
    Open,
    /// What takes milliseconds.
    Light,
    /// What may take seconds.
    Heavy,
}
