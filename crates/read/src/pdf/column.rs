//! Columns of a page: which lines are read first where text stands side by side.
//!
//! What comes in are the lines, tables and boxes of a page, what goes out are its lines and tables in the order of
//! reading: a page is cut at a gutter between columns, and each side of it again (recursive XY-cut). This file must not
//! know what the lines say.

use std::ops::Range;

use super::frame::{Area, DESCENT};
use super::line::{Gap, Row};

/// Lines that a column has at least.
const TALL: usize = 4;
/// How deep columns may stand within columns.
const DEEP: u32 = 6;
/// Places at which a column may begin that are tried.
const TRIED: usize = 60;
/// Lines on each side of a gutter that is too narrow to part stretches, at least.
const NARROW: usize = 8;
/// Rows stand apart by so many times the room between lines.
const ROW: f32 = 1.4;
/// A line of prose has more than so many letters.
const LONG: f32 = 9.0;
/// Half of the lines in columns of different rhythm have more than so many letters.
const SHORT: f32 = 6.0;
/// Lines whose feet differ by less stand on one line, in widths of a letter.
const LEVEL: f32 = 0.15;
/// Heads and feet of a page stand apart from its text by so many widths of a letter.
const HEAD: f32 = 1.2;
const FOOT: f32 = 2.0;
/// Letters of a page's foot, at most.
const FOOT_LETTERS: f32 = 12.0;
/// What stands below columns, not in one, is apart from them by so many widths of a letter; a heading in larger letters
/// by less.
const BELOW: f32 = 1.0;
const HEADING: f32 = 0.5;
/// The letters of a heading are larger than most by so much.
const LARGER: f32 = 1.1;
/// Lines of a heading, at most.
const HEADING_LINES: usize = 2;
/// Lines that are closer belong to one paragraph, in widths of a letter.
const PARAGRAPH: f32 = 1.0;

/// A line, a table by its number, or what stands in a box.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Line(Row),
    Table(usize, Area),
    Group(Vec<Block>, Area),
}

impl Block {
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Line(row) => row.area(),
            Self::Table(_, area) | Self::Group(_, area) => *area,
        }
    }

    fn stretches(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Line(row) => row.pieces.iter().map(|piece| (piece.area.u0, piece.area.u1)).collect(),
            Self::Table(_, area) | Self::Group(_, area) => vec![(area.u0, area.u1)],
        }
    }

    fn size(&self) -> f32 {
        match self {
            Self::Line(row) => row.size(),
            Self::Table(..) | Self::Group(..) => 10.0,
        }
    }

    fn is_line(&self) -> bool {
        matches!(self, Self::Line(_))
    }
}

/// What is read in one go: a line, or a table by its number.
pub(super) enum Printed {
    Line(Row),
    Table(usize),
}

/// Lines and tables in the order of reading; those of a column know its left edge.
pub(super) struct Flow {
    /// The left edge of the column, where the page has columns.
    pub(super) margin: Option<f32>,
    pub(super) printed: Vec<Printed>,
}

/// From top to bottom.
pub(super) fn sort(blocks: &mut [Block]) {
    blocks.sort_by(|a, b| a.area().v0.total_cmp(&b.area().v0));
}

/// Puts the blocks of a page, from top to bottom, in the order of reading. Rules across the page part columns above from
/// those below.
pub(super) fn order(mut blocks: Vec<Block>, rules: &[Area]) -> Vec<Flow> {
    let mut page = Page { rules, flows: Vec::new() };
    let foot = blocks.split_off(foot(&blocks));
    let text = blocks.split_off(head(&blocks));
    page.flow(blocks, None);
    page.part(text, None, 0, End::Page);
    page.flow(foot, None);
    page.flows
}

/// How many blocks at the top of a page stand apart from its text.
fn head(blocks: &[Block]) -> usize {
    let Some(first) = blocks.first() else { return 0 };
    let top = first.area();
    let count = blocks.iter().take_while(|block| block.is_line() && block.area().v0 < top.v1).count();
    let lowest = blocks.iter().take(count).map(|block| block.area().v1).fold(f32::MIN, f32::max);
    let apart = blocks.get(count).is_some_and(|next| next.area().v0 - lowest > HEAD * first.size());
    if apart { count } else { 0 }
}

/// Where the blocks at the foot of a page begin that stand apart from its text.
fn foot(blocks: &[Block]) -> usize {
    let Some(Block::Line(last)) = blocks.last() else { return blocks.len() };
    let top = last.area().v0;
    let is_level = |block: &&Block| block.is_line() && block.area().v1 > top;
    let count = blocks.iter().rev().take_while(is_level).count();
    let (text, foot) = blocks.split_at(blocks.len() - count);
    let size = last.size();
    let short = |block: &Block| {
        let letters = block.stretches().iter().map(|(from, to)| to - from).fold(0.0, f32::max);
        letters < FOOT_LETTERS * size
    };
    let lowest = text.iter().map(|block| block.area().v1).fold(f32::MIN, f32::max);
    if foot.iter().all(short) && top - lowest > FOOT * size { text.len() } else { blocks.len() }
}

/// A page that is put in order.
struct Page<'r> {
    /// The rules that run across.
    rules: &'r [Area],
    flows: Vec<Flow>,
}

/// A part of a page that stands in columns: where the right one begins, and the blocks beside one another.
struct Cut {
    at: f32,
    beside: Vec<usize>,
}

impl Page<'_> {
    /// Reads a part of the page: what stands above columns, the left one, the right one, what stands below.
    fn part(&mut self, blocks: Vec<Block>, margin: Option<f32>, depth: u32, end: End) {
        let mut rest = blocks;
        while depth < DEEP
            && let Some(cut) = self.gutter(&rest, end).or_else(|| self.beside(&rest))
        {
            let first = cut.beside.first().copied().unwrap_or(0);
            let (mut before, mut beside, mut after) = (Vec::new(), Vec::new(), Vec::new());
            for (at, block) in rest.into_iter().enumerate() {
                if cut.beside.binary_search(&at).is_ok() {
                    beside.push(block);
                } else if at < first {
                    before.push(block);
                } else {
                    after.push(block);
                }
            }
            self.part(before, margin, depth + 1, End::Barred);
            let (left, right) = halves(beside, cut.at);
            for column in [left, right] {
                let edge = left_edge(&column);
                self.part(column, Some(edge), depth + 1, End::Page);
            }
            rest = after;
        }
        self.flow(rest, margin);
    }

    /// Blocks that are read one below the other.
    fn flow(&mut self, blocks: Vec<Block>, margin: Option<f32>) {
        let mut printed = Vec::new();
        for block in blocks {
            match block {
                Block::Line(row) => printed.push(Printed::Line(row)),
                Block::Table(number, _) => printed.push(Printed::Table(number)),
                Block::Group(mut inside, _) => {
                    self.end(&mut printed, margin);
                    sort(&mut inside);
                    let edge = left_edge(&inside);
                    // A box stands in a smaller one, never in itself: this ends.
                    self.part(inside, Some(edge), 0, End::Page);
                }
            }
        }
        self.end(&mut printed, margin);
    }

    fn end(&mut self, printed: &mut Vec<Printed>, margin: Option<f32>) {
        if !printed.is_empty() {
            self.flows.push(Flow { margin, printed: std::mem::take(printed) });
        }
    }

    /// Does a rule across the place where a column begins part what stands above and below?
    fn is_barred(&self, above: Area, below: Area, at: f32, size: f32) -> bool {
        let (from, to) = ((above.v0 + above.v1) / 2.0, (below.v0 + below.v1) / 2.0);
        let reach = size * 2.0;
        self.rules.iter().any(|rule| from < rule.v0 && rule.v0 < to && rule.u0 < at - reach && rule.u1 > at + reach)
    }

    /// Finds the gap between two columns of prose: no line crosses it, the lines left of it run up to it, and those
    /// right of it begin at it. One that is too narrow to part the stretches of a line is seen where many lines have it.
    fn gutter(&self, blocks: &[Block], end: End) -> Option<Cut> {
        let lines: Vec<Set> = blocks.iter().map(Set::of).collect();
        let mut best: Option<(f32, Range<usize>)> = None;
        let mut keep = |at: f32, run: Range<usize>| {
            if best.as_ref().is_none_or(|best| run.len() > best.1.len()) {
                best = Some((at, run));
            }
        };
        let starts =
            lines.iter().filter(|line| line.is_line).flat_map(|line| line.stretches.iter().map(|stretch| stretch.0));
        let narrow = lines.iter().flat_map(|line| &line.gaps).map(|gap| gap.to);
        let mut tried = often(starts.collect(), 1);
        tried.extend(often(narrow.collect(), TALL));
        tried.sort_by(f32::total_cmp);
        for at in tried {
            if !lines.iter().any(|line| line.has_gap(at)) {
                self.runs(&lines, at, end).into_iter().for_each(|run| keep(at, run));
                continue;
            }
            let parted: Vec<Set> = lines.iter().map(|line| line.parted(at)).collect();
            for run in self.runs(&parted, at, end) {
                let narrow = lines.get(run.clone()).is_some_and(|run| run.iter().any(|line| line.has_gap(at)));
                if !narrow || parted.get(run.clone()).is_some_and(|run| fill_columns(run, at)) {
                    keep(at, run);
                }
            }
        }
        let (at, run) = best?;
        Some(Cut { at, beside: run.collect() })
    }

    /// Stretches of lines that no letter of crosses a place, and that are columns of prose there.
    fn runs(&self, lines: &[Set], at: f32, last: End) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut first = 0;
        for next in 0..=lines.len() {
            let end = match (lines.get(next), lines.get(..next).and_then(<[Set]>::last)) {
                (None, _) => last,
                (Some(line), _) if line.crosses(at) => End::Crossed,
                (Some(line), Some(before))
                    if self.is_barred(before.area, line.area, at, line.size.min(before.size)) =>
                {
                    End::Barred
                }
                _ => continue,
            };
            for band in bands(lines, first..next, at) {
                let run = lines.get(band.clone()).unwrap_or_default();
                let kept = if band.end == next { trimmed(run, at, end) } else { run.len() };
                let band = band.start..band.start + kept;
                if lines.get(band.clone()).is_some_and(|run| are_columns(run, at)) {
                    found.push(band);
                }
            }
            first = if end == End::Barred { next } else { next + 1 };
        }
        found
    }

    /// Finds a table or box with something beside it, and all that stands beside them.
    fn beside(&self, blocks: &[Block]) -> Option<Cut> {
        let lines: Vec<Set> = blocks.iter().map(Set::of).collect();
        for (at, unit) in lines.iter().enumerate() {
            if unit.is_line {
                continue;
            }
            let members = neighbours(&lines, at);
            let all = || members.iter().filter_map(|member| lines.get(*member));
            let units = all().filter(|line| !line.is_line);
            let mut edges: Vec<f32> = units.flat_map(|unit| [unit.area.u0, unit.area.u1]).collect();
            edges.sort_by(f32::total_cmp);
            let parts = |edge: &f32| {
                let sides = all().flat_map(|line| &line.stretches).map(|stretch| Side::of(*stretch, *edge));
                let (mut left, mut right) = (false, false);
                for side in sides {
                    match side {
                        Side::Left => left = true,
                        Side::Right => right = true,
                        Side::Across => return false,
                    }
                }
                left && right
            };
            if let Some(edge) = edges.into_iter().find(parts) {
                return Some(Cut { at: edge, beside: self.with_paragraphs(&lines, members, edge) });
            }
        }
        None
    }

    /// Adds the lines that begin and end the paragraphs beside a table or box.
    fn with_paragraphs(&self, lines: &[Set], mut members: Vec<usize>, at: f32) -> Vec<usize> {
        for below in [false, true] {
            loop {
                let edge = if below { members.last() } else { members.first() };
                let next = edge.and_then(|edge| if below { edge.checked_add(1) } else { edge.checked_sub(1) });
                let Some((next, line)) = next.and_then(|next| Some((next, lines.get(next)?))) else { break };
                let side = |set: &Set| set.stretches.iter().map(|stretch| Side::of(*stretch, at)).reduce(Side::and);
                let Some(own @ (Side::Left | Side::Right)) = side(line) else { break };
                let goes_on = members.iter().filter_map(|member| lines.get(*member)).any(|member| {
                    let (above, under) = if below { (member, line) } else { (line, member) };
                    let gap = under.area.v0 - above.area.v1;
                    member.is_line
                        && side(member) == Some(own)
                        && gap < PARAGRAPH * line.size
                        && (line.size - member.size).abs() < LEVEL * line.size
                        && !self.is_barred(above.area, under.area, at, line.size)
                });
                if !line.is_line || !goes_on {
                    break;
                }
                if below { members.push(next) } else { members.insert(0, next) }
            }
        }
        members
    }
}

/// What stands in the height of a table or box, and of those beside it.
fn neighbours(lines: &[Set], unit: usize) -> Vec<usize> {
    let Some(mut range) = lines.get(unit).map(|unit| unit.area) else { return Vec::new() };
    loop {
        let is_beside = |line: &Set| {
            let height = (line.area.v1 - line.area.v0).min(range.v1 - range.v0);
            line.area.beside(range) > height * 0.3
        };
        let members: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| is_beside(line)).map(|(at, _)| at).collect();
        let units = members.iter().filter_map(|member| lines.get(*member)).filter(|line| !line.is_line);
        let wider = units.map(|unit| unit.area).fold(range, Area::join);
        if wider.v0 >= range.v0 && wider.v1 <= range.v1 {
            return members;
        }
        range = wider;
    }
}

/// On which side of a place something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Across,
}

impl Side {
    fn of((from, to): (f32, f32), at: f32) -> Self {
        if to <= at + 1.0 {
            Self::Left
        } else if from >= at - 1.0 {
            Self::Right
        } else {
            Self::Across
        }
    }

    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Across }
    }
}

fn left_edge(blocks: &[Block]) -> f32 {
    blocks.iter().map(|block| block.area().u0).fold(f32::MAX, f32::min)
}

fn halves(blocks: Vec<Block>, at: f32) -> (Vec<Block>, Vec<Block>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Line(row) => {
                let pieces = row.pieces.into_iter().flat_map(|piece| {
                    let (piece, rest) = piece.parted(at);
                    std::iter::once(piece).chain(rest)
                });
                let (a, b): (Vec<_>, Vec<_>) = pieces.partition(|piece| piece.area.u0 < at - 1.0);
                if !a.is_empty() {
                    left.push(Block::Line(Row { pieces: a }));
                }
                if !b.is_empty() {
                    right.push(Block::Line(Row { pieces: b }));
                }
            }
            block if block.area().u0 < at - 1.0 => left.push(block),
            block => right.push(block),
        }
    }
    for half in [&mut left, &mut right] {
        sort(half);
    }
    (left, right)
}

/// A block as it is set.
#[derive(Clone)]
struct Set {
    stretches: Vec<(f32, f32)>,
    /// Gaps that do not part stretches.
    gaps: Vec<Gap>,
    /// The foot and the size of each stretch.
    feet: Vec<(f32, f32)>,
    area: Area,
    size: f32,
    is_line: bool,
}

impl Set {
    fn of(block: &Block) -> Self {
        let (feet, gaps) = match block {
            Block::Line(row) => (
                row.pieces.iter().map(|piece| (piece.area.v1 - piece.size * DESCENT, piece.size)).collect(),
                row.pieces.iter().flat_map(|piece| piece.gaps.iter().copied()).collect(),
            ),
            Block::Table(..) | Block::Group(..) => (vec![(block.area().v1, block.size())], Vec::new()),
        };
        let (stretches, area, size) = (block.stretches(), block.area(), block.size());
        Self { stretches, gaps, feet, area, size, is_line: block.is_line() }
    }

    /// Has it a narrow gap before a place?
    fn has_gap(&self, at: f32) -> bool {
        self.gaps.iter().any(|gap| gap.is_at(at))
    }

    /// The same with its stretches parted by the narrow gap before a place.
    fn parted(&self, at: f32) -> Self {
        let Some(gap) = self.gaps.iter().find(|gap| gap.is_at(at)) else { return self.clone() };
        let mut set = self.clone();
        if let Some(place) = set.stretches.iter().position(|(from, to)| *from < gap.from && gap.to < *to)
            && let (Some(stretch), Some(foot)) = (set.stretches.get_mut(place), self.feet.get(place))
        {
            let after = (gap.to, stretch.1);
            stretch.1 = gap.from;
            set.stretches.insert(place + 1, after);
            set.feet.insert(place + 1, *foot);
        }
        set
    }

    fn crosses(&self, at: f32) -> bool {
        self.stretches.iter().any(|(from, to)| *from < at - 2.0 && *to > at - 4.0)
    }

    /// The last stretch left of a place.
    fn left(&self, at: f32) -> Option<(f32, f32)> {
        self.stretches.iter().copied().rfind(|stretch| stretch.0 < at - 1.0)
    }

    /// The first stretch right of a place.
    fn right(&self, at: f32) -> Option<(f32, f32)> {
        self.stretches.iter().copied().find(|stretch| stretch.0 >= at - 1.0)
    }

    /// Does it stand on both sides of a place, on one line?
    fn is_level(&self, at: f32) -> bool {
        let sides = self.stretches.iter().zip(&self.feet);
        let left = sides.clone().rfind(|(stretch, _)| stretch.0 < at - 1.0);
        let right = sides.clone().find(|(stretch, _)| stretch.0 >= at - 1.0);
        left.zip(right).is_some_and(|((_, a), (_, b))| (a.0 - b.0).abs() < LEVEL * a.1.min(b.1))
    }
}

/// What ends a run of lines in columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The end of the page, or of a column that stands beside others.
    Page,
    /// A line that runs on over the place where a column begins.
    Crossed,
    /// A rule that does, or other columns.
    Barred,
}

/// The lines of a run that are kept: not the number of the page, which may stand in the gutter, nor a heading for what
/// comes below the columns, which begins as the left one does.
fn trimmed(run: &[Set], at: f32, end: End) -> usize {
    let mut kept = run.len();
    if let Some((last, others)) = run.split_last() {
        let ends = others.iter().filter_map(|line| line.left(at)).map(|left| left.1);
        let in_gutter = last.left(at).is_some_and(|left| left.0 > ends.fold(f32::MIN, f32::max));
        kept -= usize::from(in_gutter && !last.right(at).is_some());
    }
    if end == End::Page {
        return kept;
    }
    let usual = median(run.iter().filter(|line| line.is_line).map(|line| line.size));
    for count in 1..=HEADING_LINES.min(kept.saturating_sub(1)) {
        let (above, heading) = run.get(..kept).unwrap_or_default().split_at(kept - count);
        let Some(first) = heading.first() else { break };
        let lowest = above.iter().map(|line| line.area.v1).fold(f32::MIN, f32::max);
        let on_left = heading.iter().all(|line| line.is_line && !line.right(at).is_some());
        let gap = first.area.v0 - lowest;
        let least = match first.size > LARGER * usual {
            true if end == End::Barred => 0.0,
            true => HEADING,
            false => BELOW,
        };
        if on_left && gap > least * first.size {
            return kept - count;
        }
    }
    kept
}

/// The parts of a run between headings that stand alone, with columns above and below: larger letters, and nothing
/// beside them.
fn bands(lines: &[Set], run: Range<usize>, at: f32) -> Vec<Range<usize>> {
    let set = |run: Range<usize>| lines.get(run).unwrap_or_default();
    let usual = median(set(run.clone()).iter().filter(|line| line.is_line).map(|line| line.size));
    let mut found = Vec::new();
    let mut first = run.start;
    for place in run.clone() {
        let Some(line) = lines.get(place).filter(|line| line.is_line && line.size > LARGER * usual) else { continue };
        let (above, below) = (set(first..place), set(place + 1..run.end));
        let lowest = above.iter().map(|line| line.area.v1).fold(f32::MIN, f32::max);
        let right = |lines: &[Set]| lines.iter().any(|line| line.right(at).is_some());
        let next =
            below.iter().filter(|line| line.right(at).is_some()).map(|line| line.area.v0).fold(f32::MAX, f32::min);
        if !line.right(at).is_some()
            && right(above)
            && right(below)
            && line.area.v0 - lowest > HEADING * line.size
            && next > line.area.v1
        {
            found.push(first..place);
            first = place + 1;
        }
    }
    found.push(first..run.end);
    found
}

/// Places that come at least so often, from left to right; those that come most often where there are many.
fn often(mut places: Vec<f32>, least: usize) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    let near = places.chunk_by(|a, b| b - a < 2.0).filter(|near| near.len() >= least);
    let mut tried: Vec<(f32, usize)> = near.filter_map(|near| Some((*near.first()?, near.len()))).collect();
    tried.sort_by_key(|tried| std::cmp::Reverse(tried.1));
    tried.truncate(TRIED);
    tried.sort_by(|a, b| a.0.total_cmp(&b.0));
    tried.into_iter().map(|tried| tried.0).collect()
}

/// Do many lines run from edge to edge of columns that a narrow gap parts? Such a gap between cells parts fewer lines, and
/// cells seldom end at one place.
fn fill_columns(run: &[Set], at: f32) -> bool {
    let lines = || run.iter().filter(|line| line.is_line);
    let size = median(lines().map(|line| line.size));
    let fill = |ends: Vec<f32>| {
        let edge = ends.iter().copied().fold(f32::MIN, f32::max);
        ends.len() >= NARROW && ends.iter().filter(|end| edge - **end < size).count() * 3 >= ends.len()
    };
    fill(lines().filter_map(|line| line.left(at)).map(|left| left.1).collect())
        && fill(lines().filter_map(|line| line.right(at)).map(|right| right.1).collect())
}

fn are_columns(run: &[Set], at: f32) -> bool {
    let lines = || run.iter().filter(|line| line.is_line);
    let size = median(lines().map(|line| line.size)).clamp(8.0, 16.0);
    let left: Vec<(f32, f32)> = lines().filter_map(|line| line.left(at)).collect();
    let right: Vec<(f32, f32)> = lines().filter_map(|line| line.right(at)).collect();
    if left.len() < TALL || right.len() < TALL {
        return false;
    }
    let begins = right.iter().filter(|(from, _)| from - at < size * 2.5).count() * 3 >= right.len() * 2;
    let long = |side: &[(f32, f32)]| side.iter().filter(|(from, to)| to - from > size * LONG).count() * 2 >= side.len();
    let up_to = left.iter().filter(|(_, to)| at - to < size * 4.5).count();
    let prose = up_to * 5 >= left.len() * 2 && long(&left) && long(&right);
    let filled = |side: &[(f32, f32)]| median(side.iter().map(|(from, to)| to - from)) > size * SHORT;
    begins && (prose || filled(&left) && filled(&right) && have_own_rhythm(run, at))
}

/// Do the lines of both sides stand at heights of their own? The cells of a row stand on one line, and a name in a
/// column of its own stands beside many lines that tell of it.
fn have_own_rhythm(run: &[Set], at: f32) -> bool {
    let lines = || run.iter().filter(|line| line.is_line);
    let range = |side: fn(&Set, f32) -> Option<(f32, f32)>| {
        let tops = lines().filter(|line| side(line, at).is_some()).map(|line| (line.area.v0, line.area.v1));
        tops.fold((f32::MAX, f32::MIN), |range, line| (range.0.min(line.0), range.1.max(line.1)))
    };
    let (left, right) = (range(Set::left), range(Set::right));
    let (from, to) = (left.0.max(right.0), left.1.min(right.1));
    let both = || lines().filter(|line| line.area.v1 > from && line.area.v0 < to);
    let left = both().filter(|line| line.left(at).is_some()).count();
    let right = both().filter(|line| line.right(at).is_some()).count();
    let level = both().filter(|line| line.is_level(at)).count();
    let (few, many) = (left.min(right), left.max(right));
    few > TALL && few * 5 >= many * 2 && level * 2 <= few && !stand_in_rows(run, at)
}

/// Do both sides stand in rows, with more room between them than between the lines of one?
fn stand_in_rows(run: &[Set], at: f32) -> bool {
    let right: Vec<Area> = run.iter().filter(|line| line.right(at).is_some()).map(|line| line.area).collect();
    let gaps = right.windows(2).filter_map(|pair| Some(pair.get(1)?.v0 - pair.first()?.v1));
    let least = median(gaps) * ROW;
    let least = least.max(median(run.iter().map(|line| line.size)) * HEADING);
    let mut lowest = f32::MIN;
    let (mut rows, mut both) = (0usize, 0usize);
    let (mut left, mut right) = (false, false);
    for line in run {
        if line.area.v0 - lowest > least {
            rows += 1;
            (left, right) = (false, false);
        }
        let before = left && right;
        left |= line.left(at).is_some();
        right |= line.right(at).is_some();
        both += usize::from(!before && left && right);
        lowest = lowest.max(line.area.v1);
    }
    both > TALL / 2 && both * 10 >= rows * 7
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(10.0)
}
