//! A body that stands alone below the title of a later page, or at the end of the text.
//!
//! What comes in is a text whose first page names no body, what goes out is the one that such places name. Cells of a
//! table and lists of partners are no such places.

use kurabe_read::Line;

use super::line::{Head, has_marker, is_prose};
use super::name;
use super::other::{self, names_any};
use super::title;

/// Filled lines at the end of a text in which its body signs.
const LAST: usize = 3;
/// Filled lines around a signature in which no other body may stand: it would be one of a list.
const APART: usize = 8;

/// The one body that stands so.
pub(super) fn alone(lines: &[Line]) -> Option<(String, u32)> {
    let heads: Vec<Option<Head>> = lines
        .iter()
        .filter(|line| !line.text.trim().is_empty())
        .map(|line| Head::of(line).filter(|_| !line.text.contains('\t')))
        .collect();
    let mut found: Option<(String, u32)> = None;
    for at in 0..heads.len() {
        let Some((body, line)) = own_line(&heads, at) else { continue };
        let signs = || at + LAST >= heads.len() && ends_text(&heads, at);
        if !(is_beside_title(&heads, at) || signs() || is_contact(&heads, at)) {
            continue;
        }
        match &found {
            Some((before, _)) if other::without_form(before) != other::without_form(&body) => return None,
            Some(_) => {}
            None => found = Some((body, line)),
        }
    }
    found
}

/// The name that is all of a line.
fn own_line(heads: &[Option<Head>], at: usize) -> Option<(String, u32)> {
    let head = heads.get(at)?.as_ref().filter(|head| names_any(&head.text))?;
    let names = name::names(&head.text);
    let [name] = names.as_slice() else { return None };
    let rest = head.text.get(name.range.end..).unwrap_or_default();
    let whole =
        name.range.start == 0 && (rest.is_empty() || rest.starts_with(' ') && rest.ends_with(['課', '室', '係']));
    whole.then(|| (name.name.clone(), head.number))
}

/// Below 商工会の連絡先 in the form of a 経営発達支援計画.
fn is_contact(heads: &[Option<Head>], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| heads.get(at)?.as_ref());
    above.is_some_and(|head| {
        head.text.contains("商工会") && head.text.contains("連絡先") && name::names(&head.text).is_empty()
    })
}

/// Directly above or below a line that names a plan or report.
fn is_beside_title(heads: &[Option<Head>], at: usize) -> bool {
    // ２．関係団体 and a name below it, whatever follows.
    let above = at.checked_sub(1).and_then(|at| heads.get(at)?.as_ref());
    if above.is_some_and(|head| has_marker(&head.text) && listed(&head.text)) {
        return false;
    }
    let near = [at.checked_sub(1), Some(at + 1)];
    near.into_iter().flatten().filter_map(|at| heads.get(at)?.as_ref()).any(|head| {
        title::title_of(&head.text).is_some_and(|title| {
            ["経営発達支援計画", "事業計画", "事業報告", "評価報告"].iter().any(|word| title.contains(word))
        })
    })
}

/// Below a sentence, with no other body near: a signature, not the last of a list.
fn ends_text(heads: &[Option<Head>], at: usize) -> bool {
    let from = at.saturating_sub(APART);
    let others = (from..heads.len()).filter(|near| *near != at).any(|near| own_line(heads, near).is_some());
    let above = at.checked_sub(1).and_then(|at| heads.get(at)?.as_ref());
    // 3．共催団体, 次の団体が主催する。 and a name below it: no signature.
    let names = |text: &str| text.contains("次の") || text.contains("下記") || text.contains("以下の");
    !others
        && above.is_some_and(|head| {
            is_prose(&head.text) && !names(&head.text) || has_marker(&head.text) && !listed(&head.text)
        })
}

/// Does a line announce bodies that are named below it?
fn listed(text: &str) -> bool {
    const LISTED: [&str; 9] = ["団体", "共催", "後援", "協力", "連携", "会員", "構成", "先", "協賛"];
    LISTED.iter().any(|word| text.contains(word))
}
