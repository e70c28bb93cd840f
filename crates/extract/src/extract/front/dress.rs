//! What stands in a title's line and is no part of the title: the state of a paper, its file, the news that it is out,
//! the number of a motion, dates and periods.
//!
//! What comes in is a line, what goes out is the line without it. This file must not know what makes a line a title.

use kurabe_model::year::{Unit, find_years};

use super::kind::is_title_word;
use super::line::compact;

/// 第1号議案, 資料５, （要旨） and kin before a title are not of it.
pub(super) fn without_agenda(text: &str) -> &str {
    const AGENDA: [(&str, &str); 9] = [
        ("以上", " "),
        ("（第", "号議案）"),
        ("(第", "号議案)"),
        ("第", "号議案"),
        ("議案第", "号"),
        ("資料", " "),
        ("別紙", " "),
        ("（要旨", "）"),
        ("【要旨", "】"),
    ];
    let mut text = text.trim();
    for (open, close) in AGENDA {
        if let Some(rest) = text.strip_prefix(open)
            && let Some(at) = rest.find(close).filter(|at| *at <= 12)
        {
            text = rest.get(at + close.len()..).unwrap_or_default().trim();
        }
    }
    text
}

/// A title whose last bracket was taken for dress has it back: 中期ビジョン「つなぐ」.
pub(super) fn closed(title: &str) -> String {
    for (open, close) in [('「', '」'), ('『', '』'), ('〈', '〉'), ('【', '】')] {
        if title.matches(open).count() == title.matches(close).count() + 1 {
            return format!("{title}{close}");
        }
    }
    title.to_owned()
}

/// A page title that runs on into the first heading (…の進捗状況 1 計画の概要) ends before its number.
pub(super) fn without_heading(text: &str) -> &str {
    let mut at = 0;
    for word in text.split(' ') {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        if number
            && !behind.is_empty()
            && !behind.starts_with(['年', '月', '日', '期', '次', '号', '回', '~', '～'])
            && is_title_word(before)
        {
            return before;
        }
        at += word.len() + 1;
    }
    text
}

/// The path or the menu of a web page: ホーム > 経営支援, HOME　理事長所信　事業計画.
pub(super) fn is_menu(text: &str) -> bool {
    let first = text.trim_start().to_ascii_uppercase();
    let words = text.split_whitespace().count();
    text.contains([">", "＞", "»", "«", "›"].map(|sign| sign.chars().next().unwrap_or('>')))
        || words >= 3 && ["HOME", "TOP", "ホーム", "トップ", "ＨＯＭＥ"].iter().any(|word| first.starts_with(word))
}

/// The title without what is said of the paper or file rather than by it: （案）, (2MB), [PDF形式], （概要版）.
pub(super) fn without_labels(text: &str) -> String {
    const OPEN: &str = "（([［【〔〈";
    const CLOSE: &str = "）)]］】〕〉";
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| OPEN.contains(letter)) {
        let (before, tail) = rest.split_at(at);
        bare.push_str(before);
        let open = tail.chars().next().map_or(1, char::len_utf8);
        let Some(end) = tail.find(|letter: char| CLOSE.contains(letter)) else {
            rest = tail;
            break;
        };
        let close = tail.get(end..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8);
        if !is_label(tail.get(open..end).unwrap_or_default()) {
            bare.push_str(tail.get(..end + close).unwrap_or_default());
        }
        rest = tail.get(end + close..).unwrap_or_default();
    }
    bare.push_str(rest);
    let mut bare = bare.trim_end();
    while let Some((before, last)) = bare.rsplit_once(char::is_whitespace) {
        if !is_file(&compact(last)) {
            break;
        }
        bare = before.trim_end();
    }
    bare.to_owned()
}

/// Does the line name a file with its kind or size: 事業計画(2MB)?
pub(super) fn names_file(text: &str) -> bool {
    let inside = text.split(['（', '(', '[', '［', '【']).skip(1);
    inside.filter_map(|rest| rest.split([')', '）', ']', '］', '】']).next()).any(|inside| is_file(&compact(inside)))
}

/// Does a bracket hold the state of a paper, or a file's kind and size?
fn is_label(inside: &str) -> bool {
    const STATES: [&str; 16] = [
        "案",
        "素案",
        "原案",
        "最終案",
        "修正案",
        "改定案",
        "確定版",
        "概要版",
        "要約版",
        "抜粋",
        "要旨",
        "全文",
        "本文",
        "本編",
        "印刷用",
        "見本",
    ];
    let inside = compact(inside);
    inside.is_empty()
        || STATES.contains(&inside.as_str())
        || is_file(&inside)
        || inside.contains("ウインドウ")
        || inside.contains("ウィンドウ")
}

/// PDF, PDF形式:345KB, 2MB, Word版
fn is_file(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    let size = ["KB", "MB", "キロバイト", "メガバイト", "バイト"].iter().find_map(|unit| word.strip_suffix(unit));
    let sized = size.is_some_and(|number| number.ends_with(|letter: char| letter.is_ascii_digit()));
    sized || ["PDF", "WORD", "EXCEL", "ワード", "エクセル", "DOCX", "XLSX"].iter().any(|kind| word.starts_with(kind))
}

/// The title in a line of news: …を公表します, …について, （…より要約）.
pub(super) fn without_news(text: &str) -> String {
    const SAID: [&str; 9] = ["公表", "策定", "掲載", "公開", "作成", "更新", "改定", "改訂", "制定"];
    const ENDS: [&str; 10] = [
        "承認の件",
        "に関する件",
        "について",
        "のお知らせ",
        "のご案内",
        "より要約",
        "より抜粋",
        "から要約",
        "から抜粋",
        "を報告します",
    ];
    let mut text = text.trim();
    if text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && text.matches(['（', '(']).count() == 1 {
        text = text.trim_matches(['（', '(', '）', ')']);
    }
    if let Some(at) = text.rfind('を')
        && let Some(said) = text.get(at + 'を'.len_utf8()..)
        && SAID.iter().any(|word| said.starts_with(word))
        && ["ます", "ました", "ます。", "ました。"].iter().any(|end| said.ends_with(end))
    {
        text = text.get(..at).unwrap_or_default();
    }
    let ended = ENDS.iter().find_map(|end| text.strip_suffix(end));
    ended.unwrap_or(text).trim().to_owned()
}

/// The line without periods of several years, dates, and the brackets around them. One fiscal year stays: it is
/// part of the title of an annual plan.
pub(super) fn without_periods(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for found in find_years(text) {
        let dated = matches!(found.unit, Unit::Month(_) | Unit::Day(..));
        let before = text.get(..found.range.start).unwrap_or_default();
        let after = text.get(found.range.end..).unwrap_or_default();
        let open = before.chars().next_back().filter(|letter| "(（〔[［【〈".contains(*letter));
        let close = after.chars().next().filter(|letter| ")）〕]］】〉".contains(*letter));
        if found.period.from == found.period.to && !dated {
            continue;
        }
        let (mut start, mut end) = (found.range.start, found.range.end);
        if let (Some(open), Some(close)) = (open, close) {
            start -= open.len_utf8();
            end += close.len_utf8();
        } else if open.is_some() {
            // （令和3年3月24日　通常議員総会承認）: the whole bracket speaks of the date.
            start -= open.map_or(0, char::len_utf8);
            end = after.find(['）', ')']).map_or(end, |at| {
                found.range.end + at + after.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
            });
        }
        if start >= from {
            bare.push_str(text.get(from..start).unwrap_or_default());
            bare.push(' ');
            from = end;
        }
    }
    bare.push_str(text.get(from..).unwrap_or_default());
    bare
}
