//! The head of a table of work: 区分 事業名 内容 予算額（千円）.
//!
//! What comes in are lines, what goes out are the columns that they name. This file must not know rows.

use super::{Role, Stretch, cost, tokens};
use crate::blocks::chars::squeeze;
use crate::blocks::raw::Raw;
use crate::vocabulary::words;

/// Lines that a head may take.
const TALLEST: usize = 6;

/// A head: its columns with the stretch of each, line and bytes, and how many lines it took.
pub(super) struct Head {
    pub(super) columns: Vec<(Role, Vec<Stretch>)>,
    pub(super) taken: usize,
}

impl Head {
    /// Does it name such a column?
    pub(super) fn has(&self, wanted: Role) -> bool {
        self.columns.iter().any(|(role, _)| *role == wanted)
    }

    /// Does another head name the same columns?
    pub(super) fn same(&self, other: &Self) -> bool {
        self.columns.iter().map(|(role, _)| role).eq(other.columns.iter().map(|(role, _)| role))
    }
}

/// The head at the start of some lines: a name and what it costs, or on one line a name and what is done.
pub(super) fn read(raws: &[Raw]) -> Option<Head> {
    let mut columns: Vec<(Role, Vec<Stretch>)> = Vec::new();
    let mut taken = 0;
    for (line, raw) in raws.iter().take(TALLEST).enumerate() {
        let Some(found) = head_words(raw, line) else { break };
        columns.extend(found);
        taken = line + 1;
        if is_whole(&columns) {
            return Some(Head { columns, taken });
        }
    }
    let told = taken == 1 && columns.iter().map(|(role, _)| *role).eq([Role::Name, Role::Body]);
    told.then_some(Head { columns, taken })
}

/// Do the columns end with what the row costs, and is each of the others there once at most?
fn is_whole(columns: &[(Role, Vec<Stretch>)]) -> bool {
    let count = |wanted: Role| columns.iter().filter(|(role, _)| *role == wanted).count();
    let last = columns.last().is_some_and(|(role, _)| *role == Role::Cost);
    last && count(Role::Name) == 1 && count(Role::Cost) == 1 && count(Role::Section) <= 1 && count(Role::Body) <= 1
}

/// The words of a line that consists of nothing but words of a head; letters may stand apart: 事 業 名.
fn head_words(raw: &Raw, line: usize) -> Option<Vec<(Role, Vec<Stretch>)>> {
    /// Letters of a head.
    const LONGEST: u32 = 60;
    if raw.letters + raw.digits > LONGEST || raw.cells.is_some() || raw.text.contains(['\t', '|', '｜', '<', '。']) {
        return None;
    }
    let tokens = tokens(&raw.text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // The longest run of words that is a column's heading.
        let next = (at + 1..=tokens.len()).rev().find_map(|end| {
            let word = squeeze(&raw.text[tokens[at].0..tokens[end - 1].1]);
            role(&word).map(|role| (role, end))
        });
        let (role, end) = next?;
        found.push((role, vec![(line, tokens[at].0, tokens[end - 1].1)]));
        at = end;
    }
    (!found.is_empty()).then_some(found)
}

fn role(word: &str) -> Option<Role> {
    /// What stands before 事業名 and before 内容.
    const NAMED: [&str; 5] = ["主要", "主な", "実施", "個別", "予算"];
    const TOLD: [&str; 9] = ["", "事業", "事業の", "取組", "実施", "主な", "活動", "具体的", "具体的な"];
    let columns = &words().column;
    let name = || word.strip_suffix("事業名").is_some_and(|before| NAMED.contains(&before));
    let ends = ["内容", "概要"];
    let body = || ends.iter().filter_map(|end| word.strip_suffix(end)).any(|before| TOLD.contains(&before));
    Some(match () {
        () if cost::heading(word).is_some() => Role::Cost,
        () if columns.section.is(word) => Role::Section,
        () if columns.name.is(word) || name() => Role::Name,
        () if columns.body.is(word) || body() => Role::Body,
        () => return None,
    })
}
