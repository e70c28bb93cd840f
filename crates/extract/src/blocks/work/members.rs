//! 委員会名, 主な活動, then by turns the name of a committee and what it does, each on a line of its own.
//!
//! What comes in are lines, what goes out are the rows of such a table. This file must not know the tree.

use super::{Role, row_of};
use crate::blocks::chars::squeeze;
use crate::blocks::raw::Raw;
use crate::vocabulary::words;
use kurabe_model::Furniture;

/// Rows at least, and lines that a row's words may take.
const FEWEST: usize = 2;
const TALLEST: usize = 4;
/// Letters of a name.
const LONGEST: u32 = 16;

/// The rows of the table whose head stands here, and the lines that it takes.
pub(super) fn table<'a>(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Option<(Vec<Raw<'a>>, usize)> {
    let heading = |raw: &Raw, list: &crate::vocabulary::List| plain(raw) && list.is(&squeeze(raw.trimmed()));
    let heads = &words().heading;
    if !heading(raws.first()?, &heads.members) || !heading(raws.get(1)?, &heads.activity) {
        return None;
    }
    let whole = |line: usize| (line, 0, raws[line].text.len());
    let mut rows = vec![row_of(raws, &[(Role::Name, vec![whole(0)]), (Role::Body, vec![whole(1)])], furniture)?];
    let mut at = 2;
    while raws.get(at).is_some_and(is_name) {
        let told = raws[at + 1..].iter().take(TALLEST).take_while(|raw| plain(raw) && !is_name(raw)).count();
        if told == 0 {
            break;
        }
        let body = (at + 1..=at + told).map(whole).collect();
        rows.push(row_of(raws, &[(Role::Name, vec![whole(at)]), (Role::Body, body)], furniture)?);
        at += told + 1;
    }
    (rows.len() > FEWEST).then_some((rows, at))
}

/// A line without a mark that is no row yet.
fn plain(raw: &Raw) -> bool {
    raw.class.is_none() && raw.cells.is_none() && !raw.text.contains(['\t', '|', '｜', '<'])
}

fn is_name(raw: &Raw) -> bool {
    plain(raw) && raw.letters + raw.digits <= LONGEST && words().work.members.ends(raw.trimmed())
}
