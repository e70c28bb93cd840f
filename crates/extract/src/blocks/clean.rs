//! Page numbers and running heads: what the page prints around the plan.
//!
//! What comes in are the lines, what goes out are the lines that are furniture. This file must not know the
//! contents list, which is `contents`' matter.

use super::chars::{digit, number, squeeze};
use super::raw::Raw;
use std::collections::HashMap;

/// Marks page numbers and running heads as furniture.
pub(super) fn mark_furniture(raws: &mut [Raw]) {
    page_numbers(raws);
    running_heads(raws);
}

/// `- 1 -`, `P.12`, `3/20`, `12ページ`: a number that calls itself a page.
fn is_page_number(raw: &Raw) -> bool {
    if raw.width - raw.indent > 24 || raw.digits == 0 || raw.digits > 6 {
        return false;
    }
    let text = squeeze(raw.trimmed());
    let bare = text.trim_matches([
        '-', '－', '–', '—', '‐', '−', '―', 'ー', '~', '～', '〜', '│', '|', '[', ']', '【', '】', '<', '>', '*',
    ]);
    if bare.is_empty() || bare.starts_with("0") {
        return false;
    }
    let dashed = bare.len() < text.len() && bare.chars().all(|c| digit(c).is_some()) && raw.digits <= 3;
    let named = bare
        .strip_suffix("ページ")
        .or_else(|| bare.strip_suffix('頁'))
        .or_else(|| bare.strip_prefix("P."))
        .or_else(|| bare.strip_prefix("p."))
        .or_else(|| bare.strip_prefix("Page"));
    let counted = bare.split_once(['/', '／']).is_some_and(|(a, b)| matches!((number(a), number(b)), (Some((x, m)), Some((y, n))) if m == a.len() && n == b.len() && x <= y && raw.letters == 1));
    // -14 is a figure of a table: dashes stand on both sides of a page number.
    let both = dashed
        && text.chars().next().is_some_and(|c| digit(c).is_none())
        && text.chars().next_back().is_some_and(|c| digit(c).is_none());
    both || named.is_some_and(|n| !n.is_empty() && n.chars().all(|c| digit(c).is_some()))
        || counted && raw.page.is_some()
}

/// Page numbers in dashes, and lone numbers that count on through the document.
fn page_numbers(raws: &mut [Raw]) {
    let mut next: Option<u32> = None;
    let mut counted: Vec<usize> = Vec::new();
    for at in 0..raws.len() {
        if is_page_number(&raws[at]) {
            raws[at].furniture = true;
            continue;
        }
        let raw = &raws[at];
        if raw.letters > 0 || raw.digits > 3 || raw.furniture {
            continue;
        }
        let Some((value, length)) = number(raw.trimmed()) else {
            continue;
        };
        if length != raw.trimmed().len() || value == 0 {
            continue;
        }
        let alone = at == 0 || raws[at - 1].letters > 0 && (at + 1 == raws.len() || raws[at + 1].letters > 0);
        let fits = match next {
            None => value <= 5,
            Some(next) => value == next || value == next + 1,
        };
        if fits && alone {
            next = Some(value + 1);
            counted.push(at);
        }
    }
    // Two lone numbers may be a figure that lost its place; three that count on are pages.
    if counted.len() >= 3 {
        for at in counted {
            raws[at].furniture = true;
        }
    }
}

/// The same line at the top or foot of several pages; where pages are unknown, a line that names the document and
/// comes again and again, far apart.
fn running_heads(raws: &mut [Raw]) {
    let paged = raws.last().is_some_and(|raw| raw.page.is_some_and(|page| page >= 3));
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for at in 0..raws.len() {
        let raw = &raws[at];
        if raw.width - raw.indent > 100 || raw.furniture || raw.text.contains('\t') || raw.letters < 2 {
            continue;
        }
        if paged {
            let page = |at: Option<usize>| at.and_then(|at| raws.get(at)).and_then(|raw| raw.page);
            let edge = page(at.checked_sub(2)) != raw.page || page(Some(at + 2)) != raw.page;
            if edge && !raw.class.is_some_and(|class| class.is_bullet() || class.counts()) {
                seen.entry(squeeze(raw.trimmed()).chars().map(|c| if digit(c).is_some() { '#' } else { c }).collect())
                    .or_default()
                    .push(at);
            }
        } else if raw.class.is_none()
            && !raw.ends_sentence()
            && raw.text.trim_end().ends_with(['画', '所', '会', '書', '版'])
        {
            seen.entry(squeeze(raw.trimmed())).or_default().push(at);
        }
    }
    for places in seen.into_values() {
        let repeated = if paged {
            let mut pages: Vec<_> = places.iter().filter_map(|at| raws[*at].page).collect();
            pages.dedup();
            pages.len() >= 3
        } else {
            places.len() >= 3 && places.windows(2).all(|pair| pair[1] - pair[0] >= 15)
        };
        if repeated {
            for at in places {
                raws[at].furniture = true;
            }
        }
    }
}
