//! What a site prints around a document: menus above it, how to share it and where else to go below it, the numbers that a
//! site which shows documents of others gives their pages.
//!
//! What comes in are the lines, what goes out are the lines that are the site's. This file must not know what the pages of the
//! document itself print.

use super::chars::squeeze;
use super::lost::begins_pages;
use super::mark::Class;
use super::raw::Raw;
use std::collections::HashMap;

/// Lines within which the head of a site that shows documents ends.
const HEAD: usize = 40;

/// Marks what a site prints as furniture.
pub(super) fn mark(raws: &mut [Raw]) {
    head(raws);
    menu(raws);
    foot(raws);
}

/// What a site that shows documents of others prints above them: title, counts and buttons, down to the word that says
/// that the document's text follows.
fn head(raws: &mut [Raw]) {
    let numbered = |raw: &Raw| raw.class.is_some_and(|class| class.counts());
    // Buttons and counts of the site stand above.
    const BUTTONS: [&str; 10] = [
        "views",
        "Upload",
        "by user",
        "Post on",
        "Category",
        "Report",
        "Comments",
        "download",
        "Download",
        "Description",
    ];
    let sited = |at: usize| raws[..at].iter().any(|raw| BUTTONS.iter().any(|word| raw.text.contains(word)));
    let begins = |raw: &Raw| begins_pages(raw.trimmed()) || raw.trimmed().eq_ignore_ascii_case("transcript");
    // 読み込み中.... (全文を見る), and below it 全文 with the pages.
    let loads = raws.iter().take(HEAD).any(|raw| raw.trimmed().starts_with("読み込み中"));
    let head = raws.iter().take(HEAD).position(|raw| begins(raw) || loads && raw.trimmed() == "全文");
    let head = head.filter(|at| sited(*at) || loads || begins_pages(raws[*at].trimmed()));
    if let Some(last) = head.filter(|last| raws[..*last].iter().filter(|raw| numbered(raw)).count() < 2) {
        raws[..=last].iter_mut().for_each(|raw| raw.furniture = true);
        pages(&mut raws[last + 1..], loads);
    }
    // Upload, View and Download with their counts, and how to show the document elsewhere.
    let bare = |raw: &Raw| raw.trimmed().trim_start_matches(['•', '・', ' ']).to_owned();
    let first = raws.iter().position(|raw| bare(raw) == "Upload");
    let last = raws.iter().position(|raw| ["Citation preview", "Embed Size (px)"].contains(&raw.trimmed()));
    if let (Some(first), Some(last)) = (first, last)
        && (first..first + HEAD).contains(&last)
    {
        raws[first..=last].iter_mut().for_each(|raw| raw.furniture = true);
        let next = raws.get_mut(last + 1).filter(|raw| raw.trimmed() == "Citation preview");
        next.into_iter().for_each(|raw| raw.furniture = true);
    }
}

/// The menu of a site above the path to its page, ホーム > 商工会議所について > 事業計画: short lines without a number.
fn menu(raws: &mut [Raw]) {
    /// Letters of an entry of a menu, and of the name of the page that may stand above it.
    const LONGEST: u32 = 24;
    const TITLE: u32 = 60;
    let is_path = |raw: &Raw| {
        let mut parts = raw.trimmed().split(['>', '＞', '›', '»', '≫']).map(str::trim);
        let home = parts.next().is_some_and(leads_home);
        home && parts.clone().count() >= 1 && parts.all(|part| !part.is_empty())
    };
    let Some(path) = raws.iter().take(2 * HEAD).position(is_path) else { return };
    let counted = |raw: &Raw| raw.class.is_some_and(|class| class.counts());
    let short = |(at, raw): (usize, &Raw)| raw.letters <= if at == 0 { TITLE } else { LONGEST };
    let above = &raws[..path];
    if !above.iter().any(counted) && above.iter().enumerate().all(short) {
        raws[..=path].iter_mut().for_each(|raw| raw.furniture = true);
    }
}

/// Does an entry of a menu or of a path lead to the first page of a site?
pub(super) fn leads_home(entry: &str) -> bool {
    const HOMES: [&str; 9] = ["ホーム", "HOME", "Home", "ＨＯＭＥ", "トップ", "トップページ", "TOP", "Top", "ＴＯＰ"];
    HOMES.contains(&entry.trim().trim_start_matches(['-', '・', ' ']))
}

/// Does a line of a site lead elsewhere: 前の記事, 最近の投稿, « 前のページ? What stands below it is no part of the document.
pub(crate) fn leads_elsewhere(line: &str) -> bool {
    const BEGINS: [&str; 18] = [
        "この記事をシェアする",
        "このページをシェアする",
        "シェアする",
        "前の記事",
        "次の記事",
        "前のページ",
        "次のページ",
        "関連記事",
        "関連ページ",
        "最近の投稿",
        "最近の記事",
        "ページの先頭へ",
        "ページの先頭へ戻る",
        "ページトップへ",
        "ページトップへ戻る",
        "このページの先頭へ",
        "このページの先頭へ戻る",
        "このページのトップへ",
    ];
    /// Links to the pages around, one beside the other: 前の記事へ ｜ 一覧へ戻る ｜ 次の記事へ.
    const LINKS: [&str; 8] =
        ["前の記事へ", "次の記事へ", "前の記事", "次の記事", "一覧へ戻る", "一覧に戻る", "前へ", "次へ"];
    let line = squeeze(line).replace(ARROWS, "");
    let mut rest = line.as_str();
    while let Some(shorter) = LINKS.iter().find_map(|link| rest.strip_prefix(link)) {
        rest = shorter;
    }
    BEGINS.contains(&line.as_str()) || rest.is_empty() && !line.is_empty()
}

/// Arrows to other pages.
const ARROWS: [char; 13] = ['▲', '▼', '≪', '≫', '<', '>', '«', '»', '←', '→', '↑', '|', '｜'];

/// Is a line a link to the page before or behind: « 令和5年度事業報告?
pub(crate) fn links(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('«') != line.ends_with('»')
}

/// What a site prints below a page: how to share it, the pages before and behind it, its news, down to its copyright. A line
/// that says so begins it, and nothing below is numbered.
fn foot(raws: &mut [Raw]) {
    let numbered = |raw: &Raw| raw.class.is_some_and(|class| class.counts() && class != Class::Bare);
    let first = raws.iter().rposition(numbered).map_or(0, |last| last + 1);
    let foot = raws[first..].iter().position(|raw| leads_elsewhere(raw.trimmed()) || links(raw.trimmed()));
    let foot = foot.map(|at| first + at);
    if let Some(foot) = foot {
        raws[foot..].iter_mut().for_each(|raw| raw.furniture = true);
    }
}

/// The numbers that such a site gives the pages: set apart from the line that the page is, before what it calls the
/// document (`Page 2: 事業報告書`), or where `alone` on lines of their own (`(1)`); and what it shows behind them.
fn pages(raws: &mut [Raw], alone: bool) {
    let mut titles: HashMap<String, usize> = HashMap::new();
    for (_, title) in raws.iter().filter_map(|raw| page(raw.trimmed())) {
        *titles.entry(squeeze(title)).or_default() += 1;
    }
    let set_apart: Vec<bool> = raws.windows(2).map(|pair| pair[0].number == pair[1].number).chain([false]).collect();
    // Where such a number comes again, they are the plan's own.
    let numbers: Vec<u32> = raws.iter().filter_map(|raw| alone_in_brackets(raw.trimmed())).collect();
    let alone = alone && (1..).zip(&numbers).all(|(next, number)| next == *number);
    let mut next = 1;
    for (raw, set_apart) in raws.iter_mut().zip(set_apart) {
        let text = raw.trimmed();
        let number = if set_apart { text.parse().ok() } else { alone_in_brackets(text).filter(|_| alone) };
        let titled = page(text).filter(|(_, title)| titles.get(&squeeze(title)).is_some_and(|count| *count > 1));
        if number.or(titled.map(|(number, _)| number)) == Some(next) {
            raw.furniture = true;
            next += 1;
        }
    }
    if let Some(tail) = raws.iter().position(|raw| raw.trimmed() == "Similar presentations") {
        raws[tail..].iter_mut().for_each(|raw| raw.furniture = true);
    }
}

/// `(1)`: the number that is all of a line.
fn alone_in_brackets(text: &str) -> Option<u32> {
    text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?.parse().ok()
}

/// `Page 2: 事業報告書`: the number of a page, and what stands behind it.
pub(crate) fn page(text: &str) -> Option<(u32, &str)> {
    let (number, title) = text.strip_prefix("Page ")?.split_once(':')?;
    Some((number.parse().ok()?, title.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::raw;

    /// The lines of a text that are the site's.
    fn furniture(source: &str) -> Vec<String> {
        let text = kurabe_read::read(source.as_bytes(), None).unwrap();
        let mut raws = raw::lines(&text.lines, &mut Vec::new());
        mark(&mut raws);
        raws.iter().filter(|raw| raw.furniture).map(|raw| raw.trimmed().to_owned()).collect()
    }

    #[test]
    fn menus_and_news_around_a_page() {
        let page = "計画 | 浜風商工会議所\n経営相談\nホーム > 計画\n■重点\n・相談\n前の記事\n令和5年度事業報告\nサイトマップ\n";
        assert_eq!(furniture(page)[..3], ["計画 | 浜風商工会議所", "経営相談", "ホーム > 計画"]);
        assert_eq!(furniture(page)[3..], ["前の記事", "令和5年度事業報告", "サイトマップ"]);
        // Numbered work is no menu, and stands below no news.
        assert_eq!(furniture("１．相談\nホーム > 計画\n"), [""; 0]);
        assert_eq!(furniture("最近の投稿\n１．相談\nサイトマップ\n"), [""; 0]);
        assert_eq!(furniture("・相談\n・新着情報の発信\n"), [""; 0]);
        assert_eq!(furniture("・相談\n« 令和5年度事業報告\n« 前の記事　次の記事 »\n").len(), 2);
    }
}
