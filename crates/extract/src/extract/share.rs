//! 前年比 and its like: how much something is of the year before.
//!
//! What comes in is the text before a figure, what goes out is the word of a share at its end. This file must not know
//! figures.

/// Words of a share of the year before, the longer before those that they begin with.
pub(super) const SHARES: [&str; 14] = [
    "対前年度比",
    "対前年同期比",
    "対前年比",
    "前年度対比",
    "前年対比",
    "前年同期比",
    "前年同月比",
    "前年度比",
    "昨年度比",
    "前年比",
    "昨年比",
    "前期比",
    "前回比",
    "計画比",
];
/// What may stand before the figure of a share: 前年比＋3％.
pub(super) fn is_sign(c: char) -> bool {
    c.is_whitespace() || "＋+△▲－−-".contains(c)
}

/// The word of a share at the end of a text, and where it begins: 前年比 of `会員数は前年比＋`.
pub(super) fn share_before(head: &str) -> Option<(&'static str, usize)> {
    let head = head.trim_end_matches(|c: char| is_sign(c) || "約：:は".contains(c));
    SHARES.iter().find_map(|word| Some((*word, head.strip_suffix(word)?.len())))
}
