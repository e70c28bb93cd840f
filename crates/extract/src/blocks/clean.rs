//! Page numbers and running heads: what the page prints around the plan.
//!
//! What comes in are the lines, what goes out are the lines that are furniture. This file must not know the
//! contents list, which is `contents`' matter.

use super::chars::{digit, number, squeeze, width};
use super::raw::Raw;
use super::site;
use std::collections::HashMap;

/// Pages on which a running head stands, at least.
const PAGES: usize = 3;
/// Lines at the top and foot of a page that may be running heads.
const EDGE: usize = 2;
/// Columns of blanks between two columns of a table.
const COLUMNS_APART: u32 = 3;

/// Marks page numbers, running heads and what a site prints above a document as furniture.
pub(super) fn mark_furniture(raws: &mut [Raw]) {
    site::mark(raws);
    page_numbers(raws);
    numbers_of_all(raws);
    numbers_at_edges(raws);
    heads_behind_numbers(raws);
    counted_heads(raws);
    running_heads(raws);
}

/// The title of a document that comes again with the number of the page behind it, set apart, one more each time:
/// `みなと商工会　経営発達支援計画          3`; and the line above it where that comes again, too. A row of a table may count
/// on as well: a number without dashes must stand behind a body and its plan.
fn counted_heads(raws: &mut [Raw]) {
    /// Lines of a page, at least, where no dashes say that a number is one.
    const APART: usize = 8;
    const BODIES: [&str; 4] = ["商工会", "会議所", "連合会", "協会"];
    const PLANS: [&str; 4] = ["計画", "報告", "ビジョン", "プラン"];
    let mut heads: HashMap<(String, bool), Vec<(usize, u32)>> = HashMap::new();
    for (at, raw) in raws.iter().enumerate().filter(|(_, raw)| raw.gap >= COLUMNS_APART && raw.digits > 0) {
        let Some(head) = counted_head(raw.trimmed()) else { continue };
        let says = |words: &[&str]| words.iter().any(|word| head.title.contains(word));
        if if head.dashed { says(&BODIES) || says(&PLANS) } else { says(&BODIES) && says(&PLANS) } {
            heads.entry((squeeze(head.title), head.dashed)).or_default().push((at, head.page));
        }
    }
    for ((_, dashed), places) in heads {
        let apart = |pair: &[(usize, u32)]| dashed || pair[1].0 >= pair[0].0 + APART;
        let counts_on = places.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1 && apart(pair));
        if places.len() < 2 || !counts_on {
            continue;
        }
        let above = |at: usize| at.checked_sub(1).and_then(|above| raws.get(above)).map(|raw| squeeze(raw.trimmed()));
        let again = above(places[0].0).filter(|first| places.iter().all(|(at, _)| above(*at).as_ref() == Some(first)));
        for (at, _) in &places {
            raws[*at].furniture = true;
            if again.is_some() {
                raws[at - 1].furniture = true;
            }
        }
    }
}

/// A title with the number of a page behind it.
struct CountedHead<'t> {
    title: &'t str,
    page: u32,
    /// Does the number stand between dashes?
    dashed: bool,
}

/// Reads a line as such a head.
fn counted_head(text: &str) -> Option<CountedHead<'_>> {
    /// Letters of such a title at least, and digits of a page's number at most.
    const SHORTEST: usize = 4;
    const DIGITS: usize = 3;
    const DASHES: [char; 5] = ['-', '－', '–', '―', '−'];
    let number = text.trim_end_matches(DASHES).trim_end();
    let at = number.char_indices().rev().take_while(|(_, c)| digit(*c).is_some()).last()?.0;
    let (page, _) = super::chars::number(&number[at..]).filter(|_| number[at..].chars().count() <= DIGITS)?;
    let before = number[..at].trim_end();
    let dashed = number.len() < text.len() && before.ends_with(DASHES);
    let before = if dashed { before.trim_end_matches(DASHES) } else { &number[..at] };
    let title = before.trim_end();
    let apart: u32 = before[title.len()..].chars().map(width).sum();
    (apart >= COLUMNS_APART && title.chars().count() >= SHORTEST).then_some(CountedHead { title, page, dashed })
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
    // Two lone numbers may be a figure that lost its place; three that count on are pages, and so are 1 and 2 between blank
    // lines where the text ends with the second.
    let blank = |at: usize, next: usize| raws.get(next).is_none_or(|raw| raw.number > raws[at].last + 1);
    let whole = counted.len() == 2
        && next == Some(3)
        && counted.iter().all(|at| raws[*at].number > at.checked_sub(1).map_or(0, |above| raws[above].last) + 1)
        && counted.last().is_some_and(|last| last + 1 == raws.len())
        && (blank(counted[0], counted[0] + 1) || raws[counted[0]].indent > PAGE_INDENT);
    if counted.len() >= 3 || whole {
        for at in counted {
            raws[at].furniture = true;
        }
    }
}

/// Columns before the number of a page that stands in the middle of its line, at least.
const PAGE_INDENT: u32 = 20;

/// `1/3`, `2/3`, `3/3`: numbers of pages that all come once, each after the other.
fn numbers_of_all(raws: &mut [Raw]) {
    let of = |raw: &Raw| {
        let text = squeeze(raw.trimmed());
        let (page, all) = text.split_once(['/', '／'])?;
        let whole = |text: &str| number(text).filter(|(_, length)| *length == text.len()).map(|(value, _)| value);
        Some((whole(page)?, whole(all)?))
    };
    let found: Vec<(usize, (u32, u32))> =
        raws.iter().enumerate().filter_map(|(at, raw)| Some((at, of(raw)?))).collect();
    let all = found.first().map_or(0, |(_, (_, all))| *all);
    let counts = (1..).zip(&found).all(|(next, (_, numbers))| *numbers == (next, all));
    if all >= 2 && counts && found.len() == all as usize {
        found.into_iter().for_each(|(at, _)| raws[at].furniture = true);
    }
}

/// A line at the beginning of the text that comes again right behind the numbers of its pages, where pages are not known.
fn heads_behind_numbers(raws: &mut [Raw]) {
    if raws.iter().any(|raw| raw.page.is_some()) {
        return;
    }
    let heads: Vec<String> =
        raws.iter().take(EDGE).filter(|raw| may_run(raw)).map(|raw| squeeze(raw.trimmed())).collect();
    for at in EDGE..raws.len() {
        let behind = raws[at - 1].furniture && raws[at - 1].letters <= 1 && raws[at - 1].digits > 0;
        if behind && heads.contains(&squeeze(raws[at].trimmed())) {
            raws[at].furniture = true;
        }
    }
}

/// Pages whose number stands alone at their edge before the numbers are taken for theirs.
const NUMBERED_PAGES: usize = 2;

/// Numbers alone at the first or last line of their page that count on with the pages, where pages are known.
fn numbers_at_edges(raws: &mut [Raw]) {
    let mut found: Vec<(usize, i64)> = Vec::new();
    for at in 0..raws.len() {
        let Some(page) = raws[at].page else { return };
        let edge =
            at == 0 || raws[at - 1].page != Some(page) || raws.get(at + 1).is_none_or(|next| next.page != Some(page));
        let Some((value, length)) = number(raws[at].trimmed()).filter(|_| edge && !raws[at].furniture) else {
            continue;
        };
        if raws[at].letters == 0 && length == raws[at].trimmed().len() {
            found.push((at, i64::from(value) - i64::from(page)));
        }
    }
    let mut pages: HashMap<i64, usize> = HashMap::new();
    for (_, offset) in &found {
        *pages.entry(*offset).or_default() += 1;
    }
    for (at, _) in found.into_iter().filter(|(_, offset)| pages[offset] >= NUMBERED_PAGES) {
        raws[at].furniture = true;
    }
}

/// The same line at the top or foot of several pages, and nowhere else; where pages are unknown, a line that names the
/// document and comes again and again, far apart.
fn running_heads(raws: &mut [Raw]) {
    let paged = raws.last().is_some_and(|raw| raw.page.is_some_and(|page| page >= 3));
    let repeated = if paged { at_page_edges(raws) } else { far_apart(raws) };
    for at in repeated {
        raws[at].furniture = true;
    }
}

/// Could the line be a running head?
fn may_run(raw: &Raw) -> bool {
    let row = raw.text.contains('\t') || raw.text.trim_start().starts_with(['|', '｜']);
    raw.width - raw.indent <= 100 && !row && raw.letters >= 2
}

/// Lines that come again and again, far apart.
fn far_apart(raws: &[Raw]) -> Vec<usize> {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    let names = |raw: &&Raw| raw.text.trim_end().ends_with(['画', '所', '会', '書', '版']);
    for (at, raw) in raws.iter().enumerate() {
        if may_run(raw) && !raw.furniture && raw.class.is_none() && !raw.ends_sentence() && names(&raw) {
            seen.entry(squeeze(raw.trimmed())).or_default().push(at);
        }
    }
    seen.retain(|_, places| places.len() >= PAGES && places.windows(2).all(|pair| pair[1] - pair[0] >= 15));
    seen.into_values().flatten().collect()
}

/// Lines that stand at the top or foot of several pages and are the same there but for the number of the page. One that is
/// furniture already, on the page of the contents, tells of the others.
fn at_page_edges(raws: &[Raw]) -> Vec<usize> {
    let page = |at: Option<usize>| at.and_then(|at| raws.get(at)).and_then(|raw| raw.page);
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    let mut inside: HashMap<String, u32> = HashMap::new();
    for (at, raw) in raws.iter().enumerate().filter(|(_, raw)| may_run(raw)) {
        let top = page(at.checked_sub(EDGE)) != raw.page;
        let foot = page(Some(at + EDGE)) != raw.page;
        let shape: String = squeeze(raw.trimmed()).chars().map(|c| if digit(c).is_some() { '#' } else { c }).collect();
        let item = raw.class.is_some_and(|class| class.is_bullet() || class.counts());
        if (top || foot) && !item && !in_table(raws, at, if top { at + 1 } else { at.wrapping_sub(1) }) {
            seen.entry(shape).or_default().push(at);
        } else {
            *inside.entry(shape).or_default() += 1;
        }
    }
    // What stands inside pages as well belongs to the text; once it may: the title that the head repeats.
    seen.retain(|shape, places| {
        let mut pages: Vec<_> = places.iter().filter_map(|at| raws[*at].page).collect();
        pages.dedup();
        pages.len() >= PAGES && inside.get(shape).is_none_or(|count| *count <= 1) && counts_pages(raws, places)
    });
    seen.into_values().flatten().collect()
}

/// Is the line one of columns set by blanks, as its neighbour towards the middle of the page is?
fn in_table(raws: &[Raw], at: usize, beside: usize) -> bool {
    let set = |raw: &Raw| raw.gap >= COLUMNS_APART || raw.text.contains(['\t', '|', '｜']);
    set(&raws[at]) && raws.get(beside).is_some_and(set)
}

/// Are lines of one shape the same but for a number that counts with the pages?
fn counts_pages(raws: &[Raw], places: &[usize]) -> bool {
    let numbers = |at: usize| -> Vec<i64> {
        let text: String = squeeze(raws[at].trimmed());
        text.split(|c| digit(c).is_none()).filter_map(number).map(|(value, _)| i64::from(value)).collect()
    };
    let Some((first, rest)) = places.split_first() else { return false };
    let begins = numbers(*first);
    let pages = |at: usize| i64::from(raws[at].page.unwrap_or(0)) - i64::from(raws[*first].page.unwrap_or(0));
    rest.iter().all(|at| {
        let these = numbers(*at);
        these.len() == begins.len()
            && these.iter().zip(&begins).all(|(value, first)| value == first || value - first == pages(*at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::raw;
    use kurabe_read::Line;

    /// The lines that are furniture of pages of these lines.
    fn furniture(pages: &[Vec<String>]) -> Vec<String> {
        let all = pages.iter().zip(1..).flat_map(|(lines, page)| lines.iter().map(move |text| (page, text)));
        let lines: Vec<Line> = all
            .zip(1..)
            .map(|((page, text), number)| Line { number, page: Some(page), place: None, text: text.clone() })
            .collect();
        let mut raws = raw::lines(&lines, &mut Vec::new());
        mark_furniture(&mut raws);
        raws.iter().filter(|raw| raw.furniture).map(|raw| raw.trimmed().to_owned()).collect()
    }

    #[test]
    fn a_head_on_the_page_of_the_contents_tells_of_the_others() {
        let page = |words: &str| [vec!["みなと野商工会　事業計画".to_owned()], vec![words.to_owned(); 4]].concat();
        let pages = [page("目次"), page("会員を訪ねる"), page("朝市を開く")];
        let all = pages.iter().zip(1..).flat_map(|(lines, page)| lines.iter().map(move |text| (page, text)));
        let line = |((page, text), number): ((u32, &String), u32)| Line {
            number,
            page: Some(page),
            place: None,
            text: text.clone(),
        };
        let lines: Vec<Line> = all.zip(1..).map(line).collect();
        let mut raws = raw::lines(&lines, &mut Vec::new());
        raws.iter_mut().take(5).for_each(|raw| raw.furniture = true);
        mark_furniture(&mut raws);
        assert!(raws[5].furniture && raws[10].furniture && !raws[6].furniture);
    }

    #[test]
    fn numbers_alone_at_the_foot_of_two_pages() {
        let page = |number: &str| vec!["(1) 朝市の開催".to_owned(), "(2) 相談会の開催".to_owned(), number.to_owned()];
        assert_eq!(furniture(&[page("1"), page("2")]), ["1", "2"]);
        assert_eq!(furniture(&[page("3"), page("3")]), [""; 0]);
        let inside = vec!["参加者".to_owned(), "1".to_owned(), "名".to_owned()];
        assert_eq!(furniture(&[inside.clone(), inside]), [""; 0]);
    }

    #[test]
    fn heads_are_told_by_place_and_repetition() {
        let head = |page: u32| format!("浜風商工会 事業計画 {page}");
        let pages: Vec<Vec<String>> = (1..=4)
            .map(|page| {
                let rows = (0..6).map(|row| format!("第{}回朝市　　　{}月　　　20店", page * 6 + row, row + 4));
                std::iter::once(head(page)).chain(rows).collect()
            })
            .collect();
        assert_eq!(furniture(&pages), (1..=4).map(head).collect::<Vec<_>>());
    }

    #[test]
    fn rows_and_their_head_are_no_running_heads() {
        let pages: Vec<Vec<String>> = (0..4)
            .map(|page| {
                let head = "事業名　　　　期日　　　　規模".to_owned();
                let rows = (0..5)
                    .map(|row| format!("講座{}　　　　{}月　　　　{}人", page * 5 + row, row + 4, row * 7 + page));
                std::iter::once(head).chain(rows).collect()
            })
            .collect();
        assert_eq!(furniture(&pages), Vec::<String>::new());
    }
}
