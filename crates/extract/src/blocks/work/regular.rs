//! Tables of work without marks whose cells became lines: 事業名, 内容 and 実施時期 on a line each, then as many lines for each
//! row.
//!
//! What comes in are lines, what goes out are the rows and how many lines they take. That the last column of every row says
//! when, who or how much tells where a row ends. This file must not know what a column means to the plan.

use super::{Cells, Role};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::heads::heads;
use crate::blocks::raw::Raw;
use crate::blocks::target::figure::is_rating;
use crate::vocabulary::words;

/// Columns of such a table, at least and at most.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=6;
/// Rows at least.
const FEWEST: usize = 2;
/// Letters of a cell, and lines of a row, at most.
const LONGEST: u32 = 80;
const TALLEST: usize = 12;

/// What the last column of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// 実施時期, 期間, 回数
    When,
    /// 担当
    Who,
    /// 評価
    Rating,
}

/// The head and the rows of the table that begins here, and how many lines they take.
pub(super) fn read(raws: &[Raw]) -> Option<(Vec<Cells>, usize)> {
    let plain = |raw: &&Raw| raw.cells.is_none() && raw.class.is_none() && raw.gap < crate::blocks::gaps::WIDE;
    let is_head = |raw: &&Raw| plain(raw) && heads(&squeeze(&raw.text)) && !raw.text.contains(['。', '、']);
    let columns = raws.iter().take(COLUMNS.end() + 1).take_while(is_head).count();
    let word = |at: usize| squeeze(&raws[at].text);
    if !COLUMNS.contains(&columns) || !words().column.name.is(&word(0)) {
        return None;
    }
    let last = last_column(&word(columns - 1))?;
    let cell = |line: usize| vec![(line, indent(&raws[line]), raws[line].text.trim_end().len())];
    let roles = |at: usize| if at == 0 { Role::Name } else { Role::Body };
    let mut rows: Vec<Cells> = vec![(0..columns).map(|at| (roles(at), cell(at))).collect()];
    let mut at = columns;
    while let Some(tall) = row(raws.get(at..)?, columns, last) {
        // What is more than a cell a column is the rest of what tells of the work.
        let more = tall - columns;
        let mut cells: Cells = vec![(Role::Name, cell(at))];
        let body = (at + 1..=at + 1 + more).flat_map(cell).collect();
        cells.push((Role::Body, body));
        cells.extend((at + 2 + more..at + tall).map(|line| (Role::Body, cell(line))));
        rows.push(cells);
        at += tall;
    }
    (rows.len() > FEWEST).then_some((rows, at))
}

/// How many lines the row takes that begins here; none where it is none.
fn row(raws: &[Raw], columns: usize, last: Last) -> Option<usize> {
    let fits = |raw: &&Raw| raw.cells.is_none() && raw.class.is_none() && raw.letters + raw.digits <= LONGEST;
    let lines: Vec<&Raw> = raws.iter().take(TALLEST).take_while(fits).collect();
    let ends = |line: &&Raw| last.is(&squeeze(&line.text));
    let tall = lines.iter().skip(columns - 1).position(ends)? + columns;
    // Only one column can hold more than a line, and none before it says what the last does.
    let told = lines[..tall - 1].iter().any(ends);
    (!told && (tall == columns || columns == *COLUMNS.start())).then_some(tall)
}

fn last_column(word: &str) -> Option<Last> {
    let stands = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    match () {
        () if stands(&["時期", "期間", "期日", "日程", "回数", "開催日", "実施日", "実施月"]) => {
            Some(Last::When)
        }
        () if stands(&["担当", "所管", "主体"]) => Some(Last::Who),
        () if stands(&["評価", "達成度", "判定"]) => Some(Last::Rating),
        () => None,
    }
}

impl Last {
    /// Is a line nothing but what such a column says?
    fn is(self, text: &str) -> bool {
        /// Letters of such a cell.
        const SHORT: usize = 16;
        let short = text.chars().count() <= SHORT && !text.contains('。');
        let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
        let dated = text.contains(|c| digit(c).is_some()) && text.contains(['月', '日', '回', '期']);
        match self {
            Self::When => short && (dated || ["通年", "随時", "毎月", "毎週", "毎年", "未定"].contains(&text)),
            Self::Who => short && ends(&["課", "係", "部", "部会", "委員会", "室", "局", "事務局", "全員", "指導員"]),
            Self::Rating => is_rating(text),
        }
    }
}

/// The bytes before the first letter of a line.
fn indent(raw: &Raw) -> usize {
    raw.text.len() - raw.text.trim_start().len()
}
