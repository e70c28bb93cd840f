//! Outlines that nothing tells but how far their lines are set in: sheets with a column for each level, lists whose marks
//! a program left out.
//!
//! What comes in are the blocks, what goes out is what each line is by its margin. This file must not know the tree.

use super::lookahead::Lookahead;
use super::work_name::{is_note, unnoted};
use crate::blocks::chars::digit;
use crate::blocks::{Block, BlockKind};
use crate::vocabulary::is_action;
use std::collections::BTreeMap;

/// What a line of such an outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indented {
    /// Of a level that groups what stands deeper.
    Heading,
    /// Of the levels below these.
    Item,
}

/// Lines of such an outline at least, and how many of them at least for each line with a mark.
const FEWEST: usize = 6;
const FOR_EACH_MARK: usize = 6;
/// Levels of it.
const LEVELS: std::ops::RangeInclusive<usize> = 2..=6;
/// Headings of an outline of two levels at least, each over lines of its own.
const HEADS: usize = 2;
/// Columns beyond which a line is a signature or a page number.
const FARTHEST: u32 = 16;
/// Columns from one level to the next at least.
const STEP: u32 = 2;
/// Steps in, of ten, that must go one level deeper and no further.
const REGULAR: usize = 9;
/// One of so many lines at the ends of such an outline must name work.
const WORK: usize = 4;
/// Words of an address: its figures count no work.
const CONTACT: [&str; 7] = ["〒", "電話", "TEL", "ＴＥＬ", "FAX", "ＦＡＸ", "番地"];
/// Letters of such a line at most.
const LONGEST: usize = 60;

/// For each block what it is in an outline told by margins alone; none in documents that number or mark their lines, and for
/// what stands before the outline.
pub(super) fn indented(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<Option<Indented>> {
    let mut roles = vec![None; blocks.len()];
    let line = |at: usize| {
        let short = matches!(&blocks[at].kind, BlockKind::Text(text) if text.chars().count() <= LONGEST);
        let note = matches!(&blocks[at].kind, BlockKind::Text(text) if is_note(text));
        let own = lookaheads[at].class.is_none() && !lookaheads[at].prose && !lookaheads[at].row;
        short && own && !note && blocks[at].indent <= FARTHEST
    };
    let deeper = |at: usize| blocks.get(at + 1).is_some_and(|next| next.indent >= blocks[at].indent + STEP);
    let Some(first) = (0..blocks.len()).find(|at| line(*at) && deeper(*at)) else { return roles };
    let mut lines: Vec<usize> = (first..blocks.len()).filter(|at| line(*at)).collect();
    let mut margins: BTreeMap<u32, usize> = BTreeMap::new();
    for at in &lines {
        *margins.entry(blocks[*at].indent).or_default() += 1;
    }
    // A line deeper than all others tells of the one above it.
    let deepest = margins.keys().next_back().copied();
    if deepest.is_some_and(|margin| margins[&margin] == 1) {
        margins.pop_last();
        lines.retain(|at| Some(blocks[*at].indent) != deepest);
    }
    let levels: Vec<u32> = margins.keys().copied().collect();
    let level = |at: usize| levels.binary_search(&blocks[at].indent).ok();
    let marks = lookaheads.iter().filter(|lookahead| lookahead.class.is_some()).count();
    let apart = levels.windows(2).all(|pair| pair[1] - pair[0] >= STEP);
    if lines.len() < FEWEST.max(marks * FOR_EACH_MARK)
        || !LEVELS.contains(&levels.len())
        || !apart
        || margins.values().any(|count| *count < 2)
    {
        return roles;
    }
    let steps: Vec<bool> = lines
        .windows(2)
        .filter_map(|pair| level(pair[0]).zip(level(pair[1])))
        .filter(|(above, below)| below > above)
        .map(|(above, below)| below == above + 1)
        .collect();
    if steps.iter().filter(|regular| **regular).count() * 10 < steps.len() * REGULAR || steps.len() < levels.len() {
        return roles;
    }
    let outer: Vec<usize> = lines.iter().copied().filter(|at| level(*at) == Some(0)).collect();
    let heads = outer.iter().filter(|at| deeper(**at)).count();
    if levels.len() == *LEVELS.start() && (heads < HEADS || heads * 10 < outer.len() * REGULAR) {
        return roles;
    }
    // A level groups where something stands two levels below one of its lines, and the outer of two does.
    let mut groups = vec![false; levels.len()];
    groups[0] = levels.len() == *LEVELS.start();
    let mut open: Vec<usize> = Vec::new();
    for own in lines.iter().filter_map(|at| level(*at)) {
        open.retain(|above| *above < own);
        if let [.., over, _] = open.as_slice() {
            groups[*over] = true;
        }
        open.push(own);
    }
    // A roster or a song is set in, too: lines of work say what is done, or how often.
    let works = |at: &usize| match &blocks[*at].kind {
        BlockKind::Text(text) => is_action(unnoted(text)) || text.contains(|c| digit(c).is_some()),
        BlockKind::Row { .. } => false,
    };
    let items: Vec<usize> = lines.iter().copied().filter(|at| !deeper(*at)).collect();
    let contact = |at: &&usize| match &blocks[**at].kind {
        BlockKind::Text(text) => CONTACT.iter().any(|word| text.contains(word)),
        BlockKind::Row { .. } => false,
    };
    let (worked, contacts) = (items.iter().filter(|at| works(at)).count(), items.iter().filter(contact).count());
    if worked * WORK < items.len() || contacts * WORK >= items.len() {
        return roles;
    }
    for at in lines {
        let heads = level(at).is_some_and(|level| groups[level]) && deeper(at);
        roles[at] = Some(if heads { Indented::Heading } else { Indented::Item });
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::super::lookahead::lookahead;
    use super::*;
    use kurabe_model::LineSpan;

    fn read(lines: &[(u32, &str)]) -> Vec<Option<Indented>> {
        let block = |(at, (indent, text)): (usize, &(u32, &str))| Block {
            kind: BlockKind::Text((*text).to_owned()),
            span: LineSpan { first: at as u32 + 1, last: at as u32 + 1 },
            page: None,
            indent: *indent,
            width: 20,
        };
        let blocks: Vec<Block> = lines.iter().enumerate().map(block).collect();
        let lookaheads: Vec<Lookahead> = blocks.iter().map(lookahead).collect();
        indented(&blocks, &lookaheads)
    }

    const OUTLINE: [(u32, &str); 12] = [
        (0, "みさき商工会"),
        (0, "重点事業"),
        (4, "経営の支援"),
        (8, "専門家の派遣"),
        (12, "月一度の相談日"),
        (12, "巡回の強化"),
        (8, "経営分析"),
        (4, "人材の確保"),
        (8, "合同企業説明会"),
        (8, "職場見学の実施"),
        (0, "会議"),
        (4, "総会"),
    ];

    #[test]
    fn margins_tell_levels() {
        let roles = read(&OUTLINE);
        assert_eq!(roles[0], None, "what stands before the outline");
        let heads = |at: usize| roles[at] == Some(Indented::Heading);
        assert_eq!(
            (1..12).map(heads).collect::<Vec<_>>(),
            [true, true, false, false, false, false, true, false, false, true, false]
        );
    }

    #[test]
    fn marks_and_margins_at_random_tell_none() {
        let marked: Vec<(u32, String)> = OUTLINE.iter().map(|(indent, text)| (*indent, format!("・{text}"))).collect();
        let marked: Vec<(u32, &str)> = marked.iter().map(|(indent, text)| (*indent, text.as_str())).collect();
        assert!(read(&marked).iter().all(Option::is_none));
        let scattered: Vec<(u32, &str)> =
            OUTLINE.iter().enumerate().map(|(at, (_, text))| ((at as u32 * 7) % 23, *text)).collect();
        assert!(read(&scattered).iter().all(Option::is_none));
    }
}
