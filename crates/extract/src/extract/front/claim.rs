//! What speaks for a body as the one whose plan it is.
//!
//! This file must not know where the evidence comes from.

/// Evidence for one body, by whichever of its names.
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) weight: u32,
    pub(super) prose: u32,
    /// How often it is what a sentence is about, anywhere in it.
    pub(super) subject: u32,
    /// It stands alone on its line of the title page.
    pub(super) alone: bool,
    pub(super) line: u32,
    pub(super) signature: Option<u32>,
}
