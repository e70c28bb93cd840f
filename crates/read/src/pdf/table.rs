//! Ruled tables: crossing rules to a grid, a grid to cells.
//!
//! What comes in are the rules of a page in the direction of reading, what goes out are grids with their cells, empty
//! as yet, and frames without any. This file must not know letters.

use super::frame::Area;

/// Rules this close are one, in points.
const SAME: f32 = 3.0;
/// Rules that end this far from another still meet it.
const MEET: f32 = 3.5;
/// Elementary cells of a grid, at most; what has more is a drawing.
const MOST_CELLS: usize = 10_000;
/// Rules that are put together, at most.
const MOST_RULES: usize = 4_000;

/// A ruled table.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The edges of columns and rows, ascending.
    us: Vec<f32>,
    vs: Vec<f32>,
    /// For each elementary cell the cell that it belongs to.
    owner: Vec<usize>,
    /// The cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell: its first row and column, and its box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) area: Area,
}

impl Grid {
    pub(super) fn area(&self) -> Area {
        let edge = |edges: &[f32]| (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0));
        let ((u0, u1), (v0, v1)) = (edge(&self.us), edge(&self.vs));
        Area { u0, v0, u1, v1 }
    }

    pub(super) fn columns(&self) -> usize {
        self.us.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.vs.len().saturating_sub(1)
    }

    /// The edges of its columns.
    pub(super) fn edges(&self) -> &[f32] {
        &self.us
    }

    /// The top and foot of a row.
    pub(super) fn row(&self, row: usize) -> (f32, f32) {
        let edge = |at: usize| self.vs.get(at).copied().unwrap_or(0.0);
        (edge(row), edge(row + 1))
    }

    /// The cell at a point.
    pub(super) fn at(&self, u: f32, v: f32) -> Option<usize> {
        let place = |edges: &[f32], value: f32| {
            let after = edges.partition_point(|edge| *edge <= value);
            (after > 0 && after < edges.len()).then(|| after - 1)
        };
        let (column, row) = (place(&self.us, u)?, place(&self.vs, v)?);
        self.owner.get(row * self.columns() + column).copied()
    }
}

/// A rule: where it lies, and from where to where it runs.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    at: f32,
    from: f32,
    to: f32,
}

/// What the rules of a page make up.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    /// Tables, each with at least two cells.
    pub(super) grids: Vec<Grid>,
    /// Rules around a place that no others part.
    pub(super) frames: Vec<Area>,
}

/// Finds the tables and frames among the rules of a page.
pub(super) fn find(rules: &[Area]) -> Ruled {
    let flat = |rule: &&Area| rule.v1 - rule.v0 <= rule.u1 - rule.u0;
    let across = rules.iter().filter(flat).map(|rule| Stroke { at: rule.v0, from: rule.u0, to: rule.u1 });
    let down = rules.iter().filter(|rule| !flat(rule)).map(|rule| Stroke { at: rule.u0, from: rule.v0, to: rule.v1 });
    let (across, down) = (merged(across.collect()), merged(down.collect()));
    if across.len() + down.len() > MOST_RULES {
        return Ruled::default();
    }
    let mut ruled = Ruled::default();
    for (across, down) in groups(&across, &down) {
        match grid(&across, &down) {
            Some(grid) => ruled.grids.push(grid),
            None => ruled.frames.extend(frame(&across, &down)),
        }
    }
    ruled.grids.sort_by(|a, b| a.area().v0.total_cmp(&b.area().v0));
    ruled
}

/// The place around which rules run on all four sides.
fn frame(across: &[Stroke], down: &[Stroke]) -> Option<Area> {
    let ends = |strokes: &[Stroke]| {
        let at = strokes.iter().map(|stroke| stroke.at);
        (at.clone().fold(f32::MAX, f32::min), at.fold(f32::MIN, f32::max))
    };
    let ((u0, u1), (v0, v1)) = (ends(down), ends(across));
    (u1 - u0 > SAME && v1 - v0 > SAME).then_some(Area { u0, v0, u1, v1 })
}

/// Pieces of one rule put together.
fn merged(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.retain(|stroke| stroke.at.is_finite() && stroke.from.is_finite() && stroke.to.is_finite());
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Stroke> = Vec::new();
    for line in strokes.chunk_by(|a, b| b.at - a.at < 0.8) {
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut last: Option<Stroke> = None;
        for stroke in line {
            match &mut last {
                Some(open) if stroke.from <= open.to + 2.0 => open.to = open.to.max(stroke.to),
                _ => out.extend(last.replace(stroke)),
            }
        }
        out.extend(last);
    }
    out.retain(|stroke| stroke.to - stroke.from >= 5.0);
    out
}

/// Rules that meet one another.
fn groups(across: &[Stroke], down: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (a, flat) in across.iter().enumerate() {
        for (d, upright) in down.iter().enumerate() {
            let meets = (flat.from - MEET..=flat.to + MEET).contains(&upright.at)
                && (upright.from - MEET..=upright.to + MEET).contains(&flat.at);
            if meets {
                let (x, y) = (root(&mut parent, a), root(&mut parent, across.len() + d));
                if let Some(slot) = parent.get_mut(x) {
                    *slot = y;
                }
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Stroke>, Vec<Stroke>)> = Default::default();
    for (at, stroke) in across.iter().chain(down).enumerate() {
        let group = groups.entry(root(&mut parent, at)).or_default();
        if at < across.len() { group.0.push(*stroke) } else { group.1.push(*stroke) }
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], at: usize) -> usize {
    let mut at = at;
    while let Some(up) = parent.get(at).copied().filter(|up| *up != at) {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at) {
            *slot = above;
        }
        at = above;
    }
    at
}

/// The places at which rules lie, those of a double rule as one; the ends of the crossing rules, where a table is
/// open at its sides.
fn edges(lying: &[Stroke], crossing: &[Stroke]) -> Vec<f32> {
    let mut edges: Vec<f32> = lying.iter().map(|stroke| stroke.at).collect();
    edges.sort_by(f32::total_cmp);
    let mut kept: Vec<f32> = Vec::new();
    for edge in edges {
        if kept.last().is_none_or(|last| edge - last > SAME) {
            kept.push(edge);
        }
    }
    let first = crossing.iter().map(|stroke| stroke.from).fold(f32::MAX, f32::min);
    let last = crossing.iter().map(|stroke| stroke.to).fold(f32::MIN, f32::max);
    if kept.first().is_some_and(|edge| first < edge - 8.0) {
        kept.insert(0, first);
    }
    if kept.last().is_some_and(|edge| last > edge + 8.0) {
        kept.push(last);
    }
    kept
}

fn grid(across: &[Stroke], down: &[Stroke]) -> Option<Grid> {
    if across.is_empty() || down.is_empty() {
        return None;
    }
    let (us, vs) = (edges(down, across), edges(across, down));
    let (columns, rows) = (us.len().checked_sub(1)?, vs.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows < 2 || columns * rows > MOST_CELLS {
        return None;
    }
    let mut parent: Vec<usize> = (0..columns * rows).collect();
    let mut tie = |a: usize, b: usize| {
        let (x, y) = (root(&mut parent, a), root(&mut parent, b));
        if let Some(slot) = parent.get_mut(x.max(y)) {
            *slot = x.min(y);
        }
    };
    let walls = |strokes: &[Stroke], edge: f32, from: f32, to: f32| {
        let middle = (from + to) / 2.0;
        strokes.iter().any(|stroke| (stroke.at - edge).abs() <= SAME && stroke.from <= middle && middle <= stroke.to)
    };
    for (row, span) in vs.windows(2).enumerate() {
        let [top, foot] = span else { continue };
        for (column, sides) in us.windows(2).enumerate() {
            let [left, right] = sides else { continue };
            if column + 1 < columns && !walls(down, *right, *top, *foot) {
                tie(row * columns + column, row * columns + column + 1);
            }
            if row + 1 < rows && !walls(across, *foot, *left, *right) {
                tie(row * columns + column, (row + 1) * columns + column);
            }
        }
    }
    let mut cells: Vec<Cell> = Vec::new();
    let mut number = std::collections::HashMap::new();
    let mut owner = Vec::with_capacity(columns * rows);
    for at in 0..columns * rows {
        let (row, column) = (at / columns, at % columns);
        let (Some(u0), Some(u1)) = (us.get(column), us.get(column + 1)) else { return None };
        let (Some(v0), Some(v1)) = (vs.get(row), vs.get(row + 1)) else { return None };
        let area = Area { u0: *u0, v0: *v0, u1: *u1, v1: *v1 };
        let cell = *number.entry(root(&mut parent, at)).or_insert_with(|| {
            cells.push(Cell { row, column, area });
            cells.len() - 1
        });
        if let Some(cell) = cells.get_mut(cell) {
            cell.area = cell.area.join(area);
            cell.column = cell.column.min(column);
        }
        owner.push(cell);
    }
    (cells.len() >= 2).then_some(Grid { us, vs, owner, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(vs: &[(f32, f32, f32)], us: &[(f32, f32, f32)]) -> Vec<Area> {
        let flat = vs.iter().map(|(v, from, to)| Area { u0: *from, v0: *v, u1: *to, v1: *v });
        let upright = us.iter().map(|(u, from, to)| Area { u0: *u, v0: *from, u1: *u, v1: *to });
        flat.chain(upright).collect()
    }

    #[test]
    fn rules_make_cells() {
        // The first column of the lower two rows is one cell.
        let rules = lines(
            &[(0.0, 0.0, 100.0), (20.0, 0.0, 100.0), (40.0, 30.0, 100.0), (60.0, 0.0, 100.0)],
            &[(0.0, 0.0, 60.0), (30.0, 0.0, 60.0), (100.0, 0.0, 60.0)],
        );
        let grids = find(&rules).grids;
        assert_eq!(grids.len(), 1);
        assert_eq!((grids[0].columns(), grids[0].rows(), grids[0].cells.len()), (2, 3, 5));
        assert_eq!(grids[0].at(10.0, 50.0), grids[0].at(10.0, 30.0));
        assert_ne!(grids[0].at(50.0, 50.0), grids[0].at(50.0, 30.0));
    }

    #[test]
    fn boxes_and_underlines_are_no_tables() {
        let frame = lines(&[(0.0, 0.0, 100.0), (50.0, 0.0, 100.0)], &[(0.0, 0.0, 50.0), (100.0, 0.0, 50.0)]);
        let ruled = find(&frame);
        assert!(ruled.grids.is_empty());
        assert_eq!(ruled.frames, [Area { u0: 0.0, v0: 0.0, u1: 100.0, v1: 50.0 }]);
        let underline = find(&lines(&[(10.0, 0.0, 50.0)], &[]));
        assert!(underline.grids.is_empty() && underline.frames.is_empty());
    }
}
