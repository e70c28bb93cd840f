//! How wide the lines of a document run: over all of it, and around each line.
//!
//! What comes in are the lines, what goes out is whether one reaches the margin at which its neighbours break. This
//! file must not know what the lines say.

use super::raw::Raw;

/// Lines before and after that tell the margin of a narrow paragraph.
const NEAR: usize = 14;
/// Columns by which a full line may stay short of its margin: a full-width letter and a mark that clings to it.
const SLACK: u32 = 4;
/// Columns that a line takes at least to be broken by a margin of its own: below, lines are names.
const NARROWEST: u32 = 36;
/// Lines that end at a margin of their own, at least, with the one that asks.
const ENDS: usize = 3;

/// The widths at which lines break.
#[derive(Clone, Debug, Default)]
pub(super) struct Measure {
    /// The width of the whole document; none where lines are as long as they like.
    page: Option<u32>,
    /// The width of each line that may be broken.
    open: Vec<Option<u32>>,
    /// The width of each line of words.
    lines: Vec<Option<u32>>,
    /// For each line of a column whether it fills it.
    column: Vec<Option<bool>>,
}

impl Measure {
    /// Measures the lines of a document.
    pub(super) fn of(raws: &[Raw]) -> Self {
        let words = |raw: &Raw| !raw.furniture && raw.letters > raw.digits && !raw.leader && !raw.text.contains('\t');
        let column = raws.iter().map(|raw| raw.margin.map(|margin| raw.width + SLACK >= margin)).collect();
        // What stands in a column of the page knows its own margin.
        let words = |raw: &Raw| raw.margin.is_none() && words(raw);
        let lines: Vec<Option<u32>> = raws.iter().map(|raw| words(raw).then_some(raw.width)).collect();
        // What a margin has broken is no whole sentence and goes on in a line without a mark.
        let broken = |at: usize| {
            !raws[at].ends_sentence() && raws.get(at + 1).is_some_and(|next| next.class.is_none() && words(next))
        };
        let open = lines.iter().enumerate().map(|(at, width)| width.filter(|_| broken(at))).collect();
        Self { page: page_width(raws), open, lines, column }
    }

    /// Does the line reach the margin of the document, or nearly?
    pub(super) fn full(&self, at: usize) -> bool {
        if let Some(full) = self.column.get(at).copied().flatten() {
            return full;
        }
        let full = |width: u32| self.page.is_some_and(|page| width + SLACK >= page);
        self.lines.get(at).copied().flatten().is_some_and(full) || self.full_nearby(at)
    }

    /// Does the line take most of the document's width?
    pub(super) fn long(&self, raw: &Raw) -> bool {
        raw.margin.or(self.page).is_some_and(|width| raw.width * 5 >= width * 4)
    }

    /// Does the line take no more than half of the document's width?
    pub(super) fn short(&self, raw: &Raw) -> bool {
        raw.margin.or(self.page).is_some_and(|width| raw.width * 2 <= width)
    }

    /// Does the line end where several of its neighbours break, and hardly one goes further?
    fn full_nearby(&self, at: usize) -> bool {
        let Some(width) = self.open.get(at).copied().flatten().filter(|width| *width >= NARROWEST) else {
            return false;
        };
        let (from, to) = (at.saturating_sub(NEAR), (at + NEAR + 1).min(self.open.len()));
        let near = &self.open[from..to];
        let alike = |other: &&u32| other.abs_diff(width) <= SLACK;
        let ends = near.iter().flatten().filter(alike).count();
        // A paragraph narrower than the page stands between wider ones: only those beside it count.
        let beside = self.lines[at.saturating_sub(2)..(at + 3).min(self.lines.len())].iter().flatten();
        let further = beside.filter(|other| **other > width + SLACK).count();
        // Headings end where they like: half of the lines that may be broken must end here, or those of one paragraph.
        let most = ends * 2 >= near.iter().flatten().count();
        let full = |other: &&Option<u32>| other.as_ref().is_some_and(|other| alike(&other));
        let before = self.open[..at].iter().rev().take(NEAR).take_while(full).count();
        let after = self.open[at + 1..].iter().take(NEAR).take_while(full).count();
        further == 0 && (ends >= ENDS && most || before + after + 1 >= ENDS)
    }
}

/// The width at which the document's lines break: many lines end there, hardly one beyond.
fn page_width(raws: &[Raw]) -> Option<u32> {
    let mut counts = [0u32; 161];
    let (mut long, mut all) = (0u32, 0u32);
    // Rows of tables end where their last cell does.
    let words = |raw: &&Raw| !raw.furniture && raw.letters > raw.digits && !raw.leader && !raw.text.contains('\t');
    for raw in raws.iter().filter(words) {
        counts[raw.width.min(160) as usize] += 1;
        all += 1;
        long += u32::from(raw.width >= 40);
    }
    let mut beyond = 0u32;
    let mut width = 160usize;
    while width > 40 && beyond + counts[width] <= all / 50 {
        beyond += counts[width];
        width -= 1;
    }
    let near: u32 = counts[width.saturating_sub(5)..=width].iter().sum();
    let wrapped = width < 150 && near >= 6 && near * 4 >= long;
    wrapped.then_some(u32::try_from(width).unwrap_or(160))
}
