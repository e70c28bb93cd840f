//! Prose in two columns side by side, parted by a gutter of blanks that runs down the page.
//!
//! What comes in are the lines of a page, what goes out are the same with such lines cut at the gutter, the left column
//! before the right. A table has short cells or more than two columns: it stays. This file must not know what the
//! columns say.

use super::chars::width;
use super::mark;
use super::raw::{self, Raw};

/// Columns that a gutter takes at least where a line has text on both sides.
const GUTTER: u32 = 3;
/// Blanks that every line keeps before the right column.
const CLEAR: u32 = 2;
/// Columns by which the first line of the right column may be set in beyond its margin.
const INDENT: u32 = 10;
/// Lines with text on both sides, at least.
const BOTH: usize = 4;
/// Lines that one region of columns may take.
const TALLEST: usize = 200;
/// Columns by which a broken line may stay short of its column's margin.
const SLACK: u32 = 4;
/// Columns that a column of prose takes at least; cells are narrower.
const NARROWEST: u32 = 22;
/// Broken lines in each column, at least.
const BROKEN: usize = 2;
/// So many times at most the lines of a region that holds no prose are looked at again.
const RETRIES: usize = 8;

/// How wide a letter is: as it is set, or one for each as some programs count.
type Letter = fn(char) -> u32;

/// A stretch of a line between blanks.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    start: u32,
    end: u32,
}

/// On which sides of a gutter a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
    Across,
}

/// A region of two columns: how many lines, where its right column begins, and how many lines have both.
#[derive(Clone, Copy, Debug)]
struct Region {
    tall: usize,
    gutter: u32,
    both: usize,
}

/// Cuts the lines that stand side by side.
pub(super) fn cut(raws: Vec<Raw>) -> Vec<Raw> {
    if !raws.iter().any(may_part) {
        return raws;
    }
    let set: Vec<Vec<Stretch>> = raws.iter().map(|raw| stretches(raw, width)).collect();
    let counted: Vec<Vec<Stretch>> = raws.iter().map(|raw| stretches(raw, |_| 1)).collect();
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let (mut at, mut again) = (0, 0);
    while at < raws.len() {
        let found = (at >= again && may_part(&raws[at])).then(|| {
            let mut by = |lines: &[Vec<Stretch>], letter: Letter| {
                let region = region(&raws[at..], &lines[at..])?;
                let columns = columns(&raws[at..], &lines[at..], region, letter);
                if columns.is_none() {
                    // The same lines would be looked at again from the next one on: not from each of them.
                    again = again.max(at + region.tall / RETRIES);
                }
                columns
            };
            by(&set, width).or_else(|| by(&counted, |_| 1))
        });
        if let Some((tall, left, right)) = found.flatten() {
            out.extend(left.into_iter().chain(right));
            at += tall;
        } else {
            at += 1;
            out.push(raws[at - 1].clone());
        }
    }
    out
}

/// A line with a gap inside it, which is no row.
fn may_part(raw: &Raw) -> bool {
    raw.gap >= GUTTER && is_open(raw)
}

/// A line whose place on the page is told by its blanks.
fn is_open(raw: &Raw) -> bool {
    raw.cells.is_none() && !raw.leader && raw.width <= 240 && !raw.text.contains(['\t', '|', '｜', '<'])
}

fn stretches(raw: &Raw, letter: Letter) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    if !is_open(raw) {
        return found;
    }
    let (mut column, mut gap) = (0u32, CLEAR);
    for (from, c) in raw.text.char_indices() {
        let wide = letter(c);
        if c.is_whitespace() {
            gap += width(c);
        } else {
            let (to, end) = (from + c.len_utf8(), column + wide);
            match found.last_mut() {
                Some(last) if gap < CLEAR => (last.to, last.end) = (to, end),
                _ => found.push(Stretch { from, to, start: column, end }),
            }
            gap = 0;
        }
        column += wide;
    }
    found
}

/// Where a line stands; a lone gap narrower than a gutter does not part it.
fn side(line: &[Stretch], gutter: u32) -> Side {
    let right = line.iter().find(|stretch| stretch.end > gutter);
    let left = line.iter().rev().find(|stretch| stretch.start < gutter);
    match (left, right) {
        (Some(left), Some(right)) if left.end > gutter || left.end + CLEAR > right.start => Side::Across,
        (Some(_), Some(right)) if right.start > gutter + INDENT => Side::Across,
        (Some(_), Some(_)) => Side::Both,
        (None, Some(right)) if right.start <= gutter + INDENT => Side::Right,
        (None, Some(_)) => Side::Across,
        _ => Side::Left,
    }
}

/// The region of columns that begins with the first line: the gutter at which most lines have text on both sides.
fn region(raws: &[Raw], lines: &[Vec<Stretch>]) -> Option<Region> {
    let first = lines.first()?;
    let mut best: Option<Region> = None;
    for pair in first.windows(2).filter(|pair| pair[0].end + GUTTER <= pair[1].start) {
        // A left column that is too narrow for prose is none, however far it runs.
        let least = (pair[0].end + CLEAR).max(pair[1].start.saturating_sub(INDENT)).max(NARROWEST);
        for gutter in (least..=pair[1].start).rev() {
            let found = extent(raws, lines, gutter);
            if best.is_none_or(|best| found.both > best.both) {
                best = Some(found);
            }
        }
    }
    best.filter(|region| region.both >= BOTH && region.both * 2 >= region.tall)
}

/// How far down a gutter runs.
fn extent(raws: &[Raw], lines: &[Vec<Stretch>], gutter: u32) -> Region {
    let (mut both, mut last) = (0, 0);
    for (at, line) in lines.iter().take(TALLEST).enumerate() {
        let place = if is_open(&raws[at]) { side(line, gutter) } else { Side::Across };
        if place == Side::Across || raws[at].page != raws[0].page || at > 0 && ends_above(raws, lines, at, gutter) {
            break;
        }
        // What stands below, in one column alone, belongs to it as long as no blank line parts it.
        let close = at > 0 && last + 1 == at && raws[at - 1].number + 1 == raws[at].number;
        both += usize::from(place == Side::Both);
        if place == Side::Both || close {
            last = at;
        }
    }
    Region { tall: last + 1, gutter, both }
}

/// Does a heading of one column stand here between two regions, each side above at the end of a sentence?
fn ends_above(raws: &[Raw], lines: &[Vec<Stretch>], at: usize, gutter: u32) -> bool {
    let apart = raws[at - 1].number + 1 < raws[at].number;
    apart && raws[at].class.is_none() && side(&lines[at], gutter) == Side::Left && {
        let end = |on: Side| {
            let mut above = (0..at).rev();
            let line = above.find(|line| [on, Side::Both].contains(&side(&lines[*line], gutter)))?;
            let mut words = lines[line].iter().filter(|stretch| (stretch.start >= gutter) == (on == Side::Right));
            let last = words.next_back()?;
            Some(raws[line].text[..last.to].ends_with(['。', '）', ')']))
        };
        end(Side::Left) == Some(true) && end(Side::Right) == Some(true)
    }
}

type Columns<'a> = (usize, Vec<Raw<'a>>, Vec<Raw<'a>>);

/// The lines of a region as two columns, if both are prose.
fn columns<'a>(raws: &[Raw<'a>], lines: &[Vec<Stretch>], region: Region, letter: Letter) -> Option<Columns<'a>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (raw, line) in raws.iter().zip(lines).take(region.tall) {
        let cut = line.iter().find(|stretch| stretch.start >= region.gutter).map_or(raw.text.len(), |right| right.from);
        // The right column keeps the blanks by which its lines are set in.
        let (mut column, mut from) = (0, cut);
        for (at, c) in raw.text.char_indices().take_while(|(at, _)| *at < cut) {
            if column >= region.gutter {
                from = at;
                break;
            }
            column += letter(c);
        }
        let words = raw.text[..from].trim_end();
        if !words.is_empty() {
            left.push(raw::part(raw, words.to_owned()));
        }
        if !raw.text[from..].trim().is_empty() {
            right.push(raw::part(raw, raw.text[from..].to_owned()));
        }
    }
    (is_prose(&mut left) && is_prose(&mut right)).then_some((region.tall, left, right))
}

/// Does a column hold sentences that its margin breaks? Then its lines know how wide it runs.
fn is_prose(column: &mut [Raw]) -> bool {
    let margin = column.iter().map(|raw| raw.width).max().unwrap_or(0);
    let broken = |pair: &&[Raw]| {
        pair[0].width + SLACK >= margin && !pair[0].ends_sentence() && mark::parse(pair[1].trimmed()).is_none()
    };
    let broken = column.windows(2).filter(broken).count();
    let ends = column.iter().any(Raw::ends_sentence);
    for raw in column.iter_mut() {
        raw.margin = Some(margin);
    }
    margin >= NARROWEST && broken >= BROKEN && ends
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, blocks};
    use kurabe_read::{Line, Text};

    fn read(lines: &[&str]) -> Vec<String> {
        let line = |(text, number): (&&str, u32)| Line { number, page: None, place: None, text: (*text).to_owned() };
        let text = Text { lines: lines.iter().zip(1..).map(line).collect(), notices: Vec::new() };
        let words = |block: super::super::Block| match block.kind {
            BlockKind::Text(text) => text,
            BlockKind::Row { .. } => "row".to_owned(),
        };
        blocks(&text).list.into_iter().map(words).collect()
    }

    #[test]
    fn the_left_column_is_read_before_the_right() {
        let found = read(&[
            "  みなと浜の商いは、新しい店が増      　会員の声を聞き、役員と職員が力",
            "え、にぎわいを取り戻しつつある。      を合わせて、次の世代へ商いの灯を",
            "  一方で、後継者のいない店も多く      つなぐ。",
            "、承継の支えが求められている。        　催しの開催を通じて、訪れる人を",
            "                                      増やす。",
        ]);
        assert_eq!(
            found,
            [
                "みなと浜の商いは、新しい店が増え、にぎわいを取り戻しつつある。",
                "一方で、後継者のいない店も多く、承継の支えが求められている。",
                "会員の声を聞き、役員と職員が力を合わせて、次の世代へ商いの灯をつなぐ。",
                "催しの開催を通じて、訪れる人を増やす。",
            ]
        );
    }
}
