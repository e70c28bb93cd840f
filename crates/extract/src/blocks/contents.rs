//! 目次 and 表紙: the pages that repeat what the plan says elsewhere.
//!
//! What comes in are the lines, what goes out are the lines that are furniture, and the headings that the
//! contents list names. This file must not know how those headings stand to one another.

use super::chars::{digit, squeeze};
use super::raw::Raw;
use kurabe_text::bracket::without_note;
use std::collections::{HashMap, HashSet};

/// Lines of a contents list that are looked at, at most.
const LONGEST: usize = 300;

/// What the contents list names.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The squeezed titles, each with the columns by which the list sets it in.
    pub(super) titles: HashMap<String, u32>,
    /// Those of them that are a line each, for several stand below one another at one margin.
    pub(super) whole: HashSet<String>,
}

/// Marks contents list and title page as furniture; gives what the list names.
pub(super) fn find(raws: &mut [Raw]) -> Contents {
    /// Lines without a mark at one margin, at least: what the page's width broke off a title stands alone.
    const SIBLINGS: usize = 3;
    let mut titles = HashMap::new();
    let mut whole = HashSet::new();
    let head = raws.iter().take(400).position(is_head);
    if head.is_none()
        && let Some((from, end)) = unheaded(raws)
    {
        let beside = |a: &Raw, b: &Raw| a.class.is_none() && b.class.is_none() && a.indent == b.indent;
        for run in raws[from..end].chunk_by(beside).filter(|run| run.len() >= SIBLINGS) {
            whole.extend(run.iter().map(|raw| squeeze(raw.trimmed())));
        }
        for raw in &mut raws[from..end] {
            raw.furniture = true;
            titles.entry(entry(raw.trimmed())).or_insert(raw.indent);
        }
    }
    let from = match head {
        Some(head) => {
            let end = end_of_list(raws, head);
            for raw in &mut raws[head..end] {
                raw.furniture = true;
                let title = entry(raw.trimmed());
                if title.chars().count() >= 2 && !is_lone_number(&title) {
                    titles.entry(title).or_insert(raw.indent);
                }
            }
            cover_before(raws, head);
            end
        }
        None => 0,
    };
    stray_leaders(raws, from, &mut titles);
    if head.is_none() {
        cover(raws);
    }
    Contents { titles, whole }
}

/// A contents list that nothing calls one: below the title page lines that all come again in their order as lines of the
/// text, which begins with the first of them.
fn unheaded(raws: &[Raw]) -> Option<(usize, usize)> {
    /// Lines above it, lines of it at least, and lines of the page between it and the text.
    const ABOVE: usize = 8;
    const FEWEST: usize = 5;
    const BETWEEN: usize = 4;
    let raws = &raws[..raws.len().min(LONGEST * 4)];
    let own = |raw: &Raw| key(&entry(raw.trimmed()));
    let marked = |raw: &Raw| raw.class.is_some_and(super::mark::Class::counts);
    let from = raws.iter().take(ABOVE).position(marked)?;
    if raws[..from].iter().any(|raw| raw.class.is_some() || raw.ends_sentence()) {
        return None;
    }
    let first = own(&raws[from]);
    let text = from + 1 + raws[from + 1..].iter().position(|raw| raw.class == raws[from].class && own(raw) == first)?;
    let list = from..text;
    if list.len() < FEWEST || raws[list.clone()].iter().any(|raw| raw.ends_sentence() || raw.text.contains('\t')) {
        return None;
    }
    let keys: Vec<String> = raws.iter().map(own).collect();
    let (mut next, mut end) = (text, from);
    for at in list {
        match keys[next..].iter().position(|key| *key == keys[at]) {
            Some(found) => (next, end) = (next + found + 1, at + 1),
            // The page's number, or the title again above the text.
            None if text - at <= BETWEEN => break,
            None => return None,
        }
    }
    (end - from >= FEWEST).then_some((from, end))
}

/// 目次, 【目　次】, CONTENTS
fn is_head(raw: &Raw) -> bool {
    if raw.width.saturating_sub(raw.indent) > 40 {
        return false;
    }
    let text = squeeze(raw.trimmed());
    let text =
        text.trim_matches(['【', '】', '〔', '〕', '＜', '＞', '<', '>', '■', '●', '〈', '〉', '-', '－', '～', '#']);
    matches!(text, "目次" | "もくじ" | "CONTENTS" | "Contents" | "contents" | "目録" | "INDEX")
}

/// The title that a line of the list names, squeezed, without leader and page number.
///
/// `１ 基本的考え方・課題・・・・・・ 1` gives １基本的考え方・課題.
fn entry(line: &str) -> String {
    let text = line.trim_end_matches(|c: char| {
        digit(c).is_some()
            || c.is_whitespace()
            || matches!(c, '(' | ')' | '（' | '）' | 'P' | 'p' | '-' | '－' | '~' | '～')
    });
    let text = if text.is_empty() { line } else { text };
    squeeze(text.trim_end_matches(|c: char| c.is_whitespace() || is_leader(c) || matches!(c, '-' | 'P' | 'p')))
}

/// What two spellings of a title have in common: no signs before it, no stops of its number (`### Ⅰ 方針`, `Ⅰ．方針`).
fn key(title: &str) -> String {
    let text = title.trim_start_matches(['#', '-', '*', '・', '○', '●', '■']);
    text.chars().filter(|c| !matches!(c, '.' | '．' | '、' | '（' | '）' | '(' | ')')).collect()
}

fn is_lone_number(text: &str) -> bool {
    text.chars().all(|c| digit(c).is_some())
}

/// Does the line look like an entry: dots, or a page number after a blank, or a number alone?
fn listed(raw: &Raw) -> bool {
    if raw.leader || raw.letters == 0 {
        return true;
    }
    let text = raw.trimmed();
    let before = text.trim_end_matches(|c| digit(c).is_some());
    before.len() < text.len() && before.ends_with(char::is_whitespace)
}

/// The list ends where its first entry comes again as a heading, else where lines stop looking like entries.
fn end_of_list(raws: &[Raw], head: usize) -> usize {
    let last = raws.len().min(head + LONGEST);
    if let Some(end) = end_of_chapter(raws, head, last) {
        return end;
    }
    let first = raws[head + 1..last].iter().find(|raw| raw.letters > 0).map(|raw| entry(raw.trimmed()));
    if let Some(first) = first.map(|first| key(&first)).filter(|first| first.chars().count() >= 2) {
        let mut prose = 0;
        for (at, raw) in raws.iter().enumerate().take(last).skip(head + 2) {
            prose += u32::from(raw.ends_sentence());
            if prose > 2 {
                break;
            }
            if raw.width <= 120 && !listed(raw) && key(&entry(raw.trimmed())) == first {
                return at;
            }
        }
    }
    let alike = marked_alike(&raws[head + 1..last]);
    if alike > 0 {
        return head + 1 + alike;
    }
    let mut end = head + 1;
    for (at, raw) in raws.iter().enumerate().take(last).skip(head + 1) {
        if listed(raw) {
            end = at + 1;
        } else if at > end + 1 {
            break;
        }
    }
    end
}

/// Bullets of such a list at least.
const BULLETS: usize = 2;

/// How many lines of one bullet follow 目次 before another kind of line: a list of a text without pages.
fn marked_alike(raws: &[Raw]) -> usize {
    let Some(class) = raws.first().and_then(|raw| raw.class).filter(|class| class.is_bullet()) else {
        return 0;
    };
    let count = raws.iter().take_while(|raw| raw.class == Some(class) && !raw.ends_sentence()).count();
    let headed = raws.get(count).is_some_and(|next| next.class.is_some_and(|next| next != class && !next.is_bullet()));
    if count >= BULLETS && headed { count } else { 0 }
}

/// Where the contents list is a chapter of its own (`## 目次`), it ends with the next heading of its level.
fn end_of_chapter(raws: &[Raw], head: usize, last: usize) -> Option<usize> {
    let level = |raw: &Raw| raw.trimmed().chars().take_while(|c| *c == '#').count();
    let own = level(&raws[head]);
    let next = |raw: &Raw| (1..=own).contains(&level(raw));
    let end = head + 1 + raws[head + 1..last].iter().position(next)?;
    (own > 0 && !raws[head..end].iter().any(Raw::ends_sentence)).then_some(end)
}

/// Columns that an entry takes at most whose leader stands on the next line, and lines that it takes.
const LISTED: u32 = 60;
const BEFORE: usize = 4;

/// Lines with leaders outside a list that calls itself one: three of them close by are a list all the same.
fn stray_leaders(raws: &mut [Raw], from: usize, titles: &mut HashMap<String, u32>) {
    let found: Vec<usize> = (from..raws.len())
        .filter(|at| raws[*at].leader && !raws[*at].furniture && leads_to_page(raws[*at].trimmed()))
        .collect();
    for run in found.chunk_by(|a, b| b - a <= 4) {
        if run.len() >= 3 {
            // Where the leaders stand on lines of their own, the lines before each are what the list names.
            let alone = run.iter().filter(|at| entry(raws[**at].trimmed()).is_empty()).count();
            if alone * 2 > run.len() {
                let from = raws[..run[0]]
                    .iter()
                    .rposition(|raw| raw.ends_sentence() || raw.width > LISTED)
                    .map_or(0, |at| at + 1);
                for raw in &mut raws[from.max(run[0].saturating_sub(BEFORE))..run[run.len() - 1]] {
                    raw.furniture = true;
                }
            }
            for at in run {
                titles.entry(entry(raws[*at].trimmed())).or_insert(raws[*at].indent);
                raws[*at].furniture = true;
            }
        }
    }
}

/// Does a line's leader end at a page number, or at the end of the line? 商業部会……視察研修 tells of what it names.
fn leads_to_page(line: &str) -> bool {
    let page = |c: char| digit(c).is_some() || c.is_whitespace() || "()（）Pp頁-－~～".contains(c);
    line.trim_end_matches(page).ends_with(is_leader) && !line.contains('。')
}

/// A character of the dots that lead to a page number.
fn is_leader(c: char) -> bool {
    matches!(c, '・' | '.' | '…' | '‥' | '．' | '·' | '･')
}

/// All before the contents list is the title page, if it holds no sentences and no items.
fn cover_before(raws: &mut [Raw], head: usize) {
    // A sentence on the title page (※この計画は…) stays a text to search.
    let told = |raw: &Raw| raw.ends_sentence();
    let plain = head <= 60
        && raws[..head].iter().filter(|raw| told(raw)).count() <= 2
        && raws[..head].iter().all(|raw| told(raw) || !raw.class.is_some_and(super::mark::Class::is_bullet));
    if plain {
        for raw in &mut raws[..head] {
            raw.furniture |= !told(raw);
        }
    } else {
        cover(raws);
    }
}

/// The lines at the top that name the document, its body or its date.
fn cover(raws: &mut [Raw]) {
    let above = page_head(raws);
    raws[..above].iter_mut().for_each(|raw| raw.furniture = true);
    let raws = &mut raws[above..];
    let mut end = 0;
    for (at, raw) in raws.iter().enumerate().take(12) {
        if is_cover_line(raw) {
            end = at + 1;
        } else if !(raw.ends_sentence() && at < 3) {
            break;
        }
    }
    for raw in &mut raws[..end] {
        raw.furniture = is_cover_line(raw) || raw.furniture;
    }
}

/// Lines of a site's page head above the paper's own title.
const PAGE_HEAD: usize = 4;

/// How many lines stand above the paper's own title: the page head of a site (事業計画・予算), which says what its pages
/// hold. Short, without marks and sentences, and the title below them names its year.
fn page_head(raws: &[Raw]) -> usize {
    let title = |raw: &Raw| is_cover_line(raw) && raw.text.contains("年度") && raw.text.contains('計');
    let head = |raw: &Raw| {
        raw.class.is_none() && raw.width <= 30 && raw.letters > 0 && raw.digits == 0 && !raw.ends_sentence()
    };
    let count = raws.iter().take(PAGE_HEAD).take_while(|raw| !is_cover_line(raw) && head(raw)).count();
    if raws.get(count).is_some_and(title) { count } else { 0 }
}

/// Years in a line that heads the columns of a table.
const HEAD_YEARS: usize = 3;

/// 令和３年度事業計画書, 〇〇商工会議所, 令和5年3月, 資料５
fn is_cover_line(raw: &Raw) -> bool {
    let title = matches!(raw.class, None | Some(super::mark::Class::Heading(1)));
    if raw.width > 90 || !title || raw.text.contains('\t') || raw.text.contains('。') {
        return false;
    }
    let text = squeeze(raw.trimmed().trim_matches(['#', '*', ' ']));
    let text = without_note(&text);
    // 項目 現状 6年度 7年度 8年度 heads the columns of a table.
    if text.matches("年度").count() >= HEAD_YEARS {
        return false;
    }
    let framed = ['～', '〜', '―', '─', '—'].iter().any(|sign| text.starts_with(*sign) && text.ends_with(*sign));
    let bare = text
        .trim_end_matches(['」', '】', '〉', '』', '～', '〜'])
        .trim_end_matches("（案）")
        .trim_end_matches("(案)")
        .trim_end_matches('案');
    let yearly = (text.starts_with("令和") || text.starts_with("平成") || text.starts_with("20"))
        && text.contains("年度")
        && text.chars().count() <= 24;
    let dated = text.contains("年度") || text.contains('期') || text.contains("計画");
    framed
        || yearly
        || ["計画", "計画書", "報告書", "商工会議所", "商工会", "連合会", "予算書", "要旨", "年度"]
            .iter()
            .any(|end| bare.ends_with(end))
        || dated && ["概要", "状況", "報告", "概要版", "総会資料", "抜粋"].iter().any(|end| bare.ends_with(end))
        || ["計画期間", "対象期間", "実施期間"].iter().any(|start| text.starts_with(start)) && raw.digits > 0
        || ["資料", "別紙", "別添", "議案", "参考資料", "（概要"].iter().any(|start| text.starts_with(start))
            && text.chars().count() <= 12
        || raw.digits > 0
            && ["日", "月", "年", "議決", "承認", "決定", "改定", "制定"].iter().any(|end| bare.ends_with(end))
            && text.chars().count() <= 24
        || issued(raw.trimmed())
        || raw.digits > 0
            && (text.contains("令和") || text.contains("平成"))
            && text.contains(['～', '〜', '~', '-', '－'])
            && text.chars().count() <= 40
}

/// 令和７年３月　つばき市: when and by whom the paper was given out.
fn issued(line: &str) -> bool {
    /// Letters of such a line.
    const LONGEST: usize = 30;
    let Some((date, body)) = line.split_once(char::is_whitespace) else { return false };
    let era = ["令和", "平成", "20"].iter().any(|era| date.starts_with(era));
    let body = body.trim();
    let named =
        ["市", "町", "村", "県", "課", "部", "会", "所", "協会", "組合", "局"].iter().any(|end| body.ends_with(end));
    era && date.ends_with(['月', '日']) && named && line.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use kurabe_read::{Line, Text};

    fn furniture(lines: &[&str]) -> usize {
        let line = |(text, number): (&&str, u32)| Line { number, page: None, place: None, text: (*text).to_owned() };
        blocks(&Text { lines: lines.iter().zip(1..).map(line).collect(), notices: Vec::new() }).furniture.len()
    }

    #[test]
    fn a_list_of_bullets_below_its_heading_is_one() {
        assert_eq!(furniture(&["## 目次", "- 策定の趣旨", "- 対象期間", "## 1 創業の支援", "- 創業塾の開催"]), 3);
        assert_eq!(furniture(&["目次", "・策定の趣旨", "・対象期間", "１．創業の支援", "・創業塾の開催"]), 3);
        assert_eq!(furniture(&["目次", "・創業塾を開催する。", "・相談会を開催する。", "１．創業の支援"]), 1);
    }
}
