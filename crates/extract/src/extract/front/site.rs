//! Whose site the text was taken from, told by the site's own head: its welcome, the path to the page, its logo, the name
//! behind the page's title.
//!
//! What comes in are the first lines, what goes out is the name of a body or town. This file must not know titles.

use kurabe_read::Line;

use super::line::Head;
use super::name;
use super::together::whole_body;

/// Filled lines that a site's head takes, at most.
const HEAD: usize = 6;
/// Lines that may hold the page's title with the site's name behind it.
const TITLES: usize = 2;
/// What a site is called behind its owner's name.
const SITES: [&str; 16] = [
    "公式ホームページ",
    "公式ウェブサイト",
    "公式Webサイト",
    "公式WEBサイト",
    "オフィシャルサイト",
    "公式サイト",
    "ホームページ",
    "ウェブサイト",
    "Webサイト",
    "WEBサイト",
    "サイト",
    "公式",
    "HP",
    "役所",
    "役場",
    "庁",
];

/// What parts a page's title from the site's name.
const SIGNS: [&str; 6] = [" - ", " – ", " — ", " | ", "｜", " ― "];

/// The owner of the site, if its head names one.
pub(super) fn owner(lines: &[Line]) -> Option<(String, u32)> {
    let first = || lines.iter().filter(|line| !line.text.trim().is_empty()).take(HEAD);
    let said = first().filter_map(Head::of).find_map(|head| Some((welcome(&head.text)?, head.number)));
    said.or_else(|| first().find_map(|line| Some((path(&line.text)?, line.number))))
        .or_else(|| first().find_map(|line| Some((logo(&line.text)?, line.number))))
        .or_else(|| first().take(TITLES).find_map(|line| Some((behind_title(&line.text)?, line.number))))
}

/// The words of a picture that are a body's name and nothing else: `![みさき商工会](/img/logo.png)`.
fn logo(text: &str) -> Option<String> {
    let (words, _) = text.trim_start_matches(['[', ' ']).strip_prefix("![")?.split_once(']')?;
    whole_body(words.trim_end_matches("のロゴ").trim_end_matches("ロゴ").trim())
}

/// みさき法人会のホームページへようこそ
fn welcome(text: &str) -> Option<String> {
    let names = name::names(text);
    let first = names.first()?;
    let before = text.get(..first.range.start)?.trim_end();
    if !(before.is_empty() || before.ends_with(['、', '。', '！', '!', '～', '~'])) {
        return None;
    }
    let tail = text.get(first.range.end..)?.trim().trim_end_matches(['。', '！', '!', '♪']);
    let greets = tail.ends_with("ようこそ");
    let tail = tail.trim_end_matches("ようこそ").trim_end_matches(['へ', 'に', ' ']);
    let tail = tail.trim_start_matches('の').trim();
    (SITES.contains(&tail) || greets && tail.is_empty()).then(|| first.name.clone())
}

/// みさき商工会 > 経営支援 > 事業計画
fn path(text: &str) -> Option<String> {
    const SIGNS: [char; 4] = ['>', '＞', '»', '›'];
    if text.contains('<') {
        return None;
    }
    let mut steps = text.split(SIGNS);
    let first = steps.next()?;
    steps.next()?;
    site_name(first)
}

/// 令和5年度事業計画 - みさき商工会, みさき商工会｜事業計画
pub(super) fn behind_title(text: &str) -> Option<String> {
    let text = text.trim();
    if text.starts_with('|') || text.contains('\t') {
        return None;
    }
    let sign = SIGNS.into_iter().find(|sign| text.contains(sign))?;
    let last = text.rsplit(sign).next().and_then(site_name);
    last.or_else(|| text.split(sign).next().and_then(site_name))
}

/// The page's title without the site's name behind or before it: 事業計画｜みさき商工会 公式サイト.
pub(super) fn without_site(text: &str) -> &str {
    let Some(sign) = SIGNS.into_iter().find(|sign| text.contains(sign)) else { return text };
    let Some((before, last)) = text.rsplit_once(sign) else { return text };
    if site_name(last).is_some() || ["PDF", "Free Download", "無料ダウンロード"].iter().any(|word| last.contains(word))
    {
        return before.trim();
    }
    let (first, behind) = text.split_once(sign).unwrap_or_default();
    if site_name(first).is_some() { behind.trim() } else { text }
}

/// The body or town that a name of a site is made of.
fn site_name(text: &str) -> Option<String> {
    let mut name = text.trim_matches(|letter: char| letter.is_whitespace() || "[]［］【】「」".contains(letter));
    for site in SITES {
        name = name.strip_suffix(site).unwrap_or(name);
    }
    let name = name.trim_end_matches('の').trim();
    (2..=30).contains(&name.chars().count()).then(|| whole_body(name)).flatten()
}
