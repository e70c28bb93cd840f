//! The plan's title, and what its words tell: the kind of plan and the term.

use kurabe_model::PlanKind;
use kurabe_model::year::{Unit, find_years};
use kurabe_read::Line;
use kurabe_text::number;
pub(super) use kurabe_text::spacing::close_blanks;

use super::line::{Head, compact, has_marker, is_prose};
use super::name;

/// Words that make a line a title wherever it stands on a title page.
const WORDS: [&str; 23] = [
    "計画",
    "ビジョン",
    "プラン",
    "事業報告",
    "活動報告",
    "実績報告",
    "進捗状況",
    "進捗報告",
    "評価報告",
    "報告書",
    "評価表",
    "評価書",
    "評価調書",
    "評価シート",
    "総合戦略",
    "振興戦略",
    "経営戦略",
    "成長戦略",
    "基本構想",
    "アクションプログラム",
    "議案書",
    "総会資料",
    "総代会資料",
];
/// Words that make one together with a fiscal year (令和5年度重点事業).
const WITH_YEAR: [&str; 12] = [
    "主要事業",
    "重点事業",
    "事業方針",
    "運営方針",
    "活動方針",
    "事業概要",
    "事業実績",
    "事業評価",
    "点検評価",
    "点検・評価",
    "実施状況",
    "達成状況",
];
/// A longer line is no title.
const LONGEST: usize = 48;

/// The plan's title: where it stands, and how it reads.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) line: u32,
    pub(super) text: String,
}

/// The title that the title page shows: its first title line, with the year or term above it and the kind of
/// paper below it.
pub(super) fn on_title_page(zone: &[Head]) -> Option<Title> {
    if let Some(title) = zone.iter().find_map(stated) {
        return Some(title);
    }
    let mut titles = zone.iter().enumerate().filter_map(|(at, head)| Some((at, title_of(&head.text)?)));
    let (mut at, mut text) = titles.next()?;
    if is_page_head(&zone[at], &text)
        && let Some(own) = titles.find(|(own, title)| is_of_page(&zone[*own], title, &text))
    {
        (at, text) = own;
    }
    let main = &zone[at];
    let near = |one: &Head, other: &Head| one.number.abs_diff(other.number) <= 3;
    for above in zone.get(..at).unwrap_or_default().iter().rev().take(2) {
        let part = without_names(&above.text);
        if !near(above, main)
            || !(is_year(&part) || term_of(&part).is_some_and(|term| compact(&part) == term))
            || text.contains(part.as_str())
        {
            break;
        }
        text = join(&part, &text);
    }
    if let Some(below) = zone.get(at + 1).filter(|below| below.number - main.number <= 2)
        && let Some(more) = title_of(&below.text)
        && ["進捗", "報告", "実施計画"].iter().any(|word| more.contains(word) && !text.contains(word))
    {
        text = join(&text, &more);
    }
    Some(Title { line: main.number, text })
}

/// Papers of a meeting, in which a plan or a report stands: 第11回通常総会 議案書.
fn is_volume(title: &str) -> bool {
    ["議案書", "総会資料", "総代会資料", "議案"].iter().any(|word| compact(title).ends_with(word))
}

/// The title of the one plan or report that the papers of a meeting hold.
pub(super) fn inside(volume: &Title, lines: &[Line]) -> Option<Title> {
    let dated = |head: &Head| (find_years(&head.text).len() == 1).then(|| title_of(&head.text)).flatten();
    let below =
        lines.iter().filter(|line| line.number > volume.line && !line.text.trim().is_empty()).take(ORDER_OF_DAY);
    let mut found =
        below.filter_map(Head::of).filter_map(|head| Some(Title { line: head.number, text: dated(&head)? }));
    is_volume(&volume.text).then(|| found.find(|title| is_of_year(&title.text))).flatten()
}

/// Lines of the cover and the order of the day of a meeting's papers.
const ORDER_OF_DAY: usize = 40;

/// A plan or report of one year.
fn is_of_year(title: &str) -> bool {
    matches!(kind_of(title), PlanKind::Annual | PlanKind::Report)
        && find_years(title).iter().any(|year| year.unit == Unit::FiscalYear)
}

/// A site's page head names a sort of paper (事業計画・予算), not the body, year or term of one.
fn is_page_head(head: &Head, title: &str) -> bool {
    name::names(&head.text).is_empty()
        && find_years(&head.text).is_empty()
        && term_of(title).is_none()
        && matches!(kind_of(title), PlanKind::Annual | PlanKind::Report | PlanKind::Progress | PlanKind::Other)
}

/// The paper below it has a year or names its body, and is of the same sort.
fn is_of_page(head: &Head, title: &str, page: &str) -> bool {
    let dated = find_years(&head.text).iter().any(|year| year.unit == Unit::FiscalYear);
    let of_sort = ["計画", "報告", "評価", "戦略"].iter().any(|word| title.contains(word) && page.contains(word));
    of_sort && (dated || !name::names(&head.text).is_empty())
}

/// この文書は、みなと商工会議所「第2期中期行動計画」の要旨です。
fn stated(head: &Head) -> Option<Title> {
    let quoted = stated_title(&head.text)?;
    let text = title_of(quoted).unwrap_or_else(|| close_blanks(quoted));
    Some(Title { line: head.number, text })
}

/// The words in 「」 of the line that says which body's plan this document holds.
pub(super) fn stated_title(text: &str) -> Option<&str> {
    let about = ["この文書は", "本書は", "この冊子は", "本資料は", "この資料は"].iter().any(|word| text.contains(word));
    let body = name::names(text).into_iter().next().filter(|_| about)?;
    let quoted = text.get(body.range.end..)?.trim_start_matches('の').strip_prefix('「')?;
    quoted.get(..quoted.find('」')?)
}

/// The title in a line, without the body, brackets that hold a date or period, and marks around it; none where
/// the line is no title.
pub(in crate::extract) fn title_of(text: &str) -> Option<String> {
    if !may_be_title(text)
        || has_marker(text)
        || is_prose(text)
        || text.contains(['\t', '…', '、'])
        || text.contains("・・")
        || text.contains("..")
        || is_menu(text)
    {
        return None;
    }
    let bare = without_names(text);
    let bare = without_agenda(&bare);
    let bare = without_heading(bare);
    let title = without_news(&without_labels(&without_periods(bare)));
    let title = title.trim_matches(|letter: char| {
        letter.is_whitespace() || "／/｜-－―—:：～〜「」『』【】《》〈〉<>＜＞■□".contains(letter)
    });
    let title = close_blanks(&closed(title));
    let folded = compact(&title);
    if title.chars().count() > LONGEST || folded.starts_with('※') {
        return None;
    }
    let end = |words: &[&str]| words.iter().filter_map(|word| Some(folded.rfind(word)? + word.len())).max();
    let year = find_years(&title).iter().any(|year| year.unit == Unit::FiscalYear);
    let end = end(&WORDS).or_else(|| end(&WITH_YEAR).filter(|_| year))?;
    ends_title(folded.get(end..).unwrap_or_default()).then_some(title)
}

/// A title whose last bracket was taken for dress has it back: 中期ビジョン「つなぐ」.
fn closed(title: &str) -> String {
    for (open, close) in [('「', '」'), ('『', '』'), ('〈', '〉'), ('【', '】')] {
        if title.matches(open).count() == title.matches(close).count() + 1 {
            return format!("{title}{close}");
        }
    }
    title.to_owned()
}

/// A page title that runs on into the first heading (…の進捗状況 1 計画の概要) ends before its number.
fn without_heading(text: &str) -> &str {
    let mut at = 0;
    for word in text.split(' ') {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        if number
            && !behind.is_empty()
            && !behind.starts_with(['年', '月', '日', '期', '次', '号', '回', '~', '～'])
            && WORDS.iter().any(|word| before.ends_with(word))
        {
            return before;
        }
        at += word.len() + 1;
    }
    text
}

/// The path or the menu of a web page: ホーム > 経営支援, HOME　理事長所信　事業計画.
fn is_menu(text: &str) -> bool {
    let first = text.trim_start().to_ascii_uppercase();
    let words = text.split_whitespace().count();
    text.contains([">", "＞", "»", "›"].map(|sign| sign.chars().next().unwrap_or('>')))
        || words >= 3 && ["HOME", "TOP", "ホーム", "トップ", "ＨＯＭＥ"].iter().any(|word| first.starts_with(word))
}

/// The title without what is said of the paper or file rather than by it: （案）, (2MB), [PDF形式], （概要版）.
fn without_labels(text: &str) -> String {
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
    STATES.contains(&inside.as_str())
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
fn without_news(text: &str) -> String {
    const SAID: [&str; 9] = ["公表", "策定", "掲載", "公開", "作成", "更新", "改定", "改訂", "制定"];
    const ENDS: [&str; 8] =
        ["について", "のお知らせ", "のご案内", "より要約", "より抜粋", "から要約", "から抜粋", "を報告します"];
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

/// How far the count of a title reaches: 第２次, 令和5年度.
pub(super) fn after_count(text: &str) -> usize {
    let mut from = 0;
    if let Some(year) = find_years(text).into_iter().find(|year| year.range.start == 0) {
        from = year.range.end;
    }
    let rest = text.get(from..).unwrap_or_default();
    match term_of(rest).filter(|_| rest.starts_with('第')).and(rest.find(['期', '次'])) {
        Some(at) => from + at + '期'.len_utf8(),
        None => from,
    }
}

/// Has the line a letter of each kind that a title's words need? Most lines have not, and cost no more than this.
fn may_be_title(text: &str) -> bool {
    let (mut word, mut with_year, mut year) = (false, false, false);
    for letter in text.chars() {
        match letter {
            '画' | 'ン' | '告' | '況' | '捗' | '書' | '略' | '想' | '表' | '料' | 'ム' | 'ト' => {
                word = true
            }
            '業' | '針' | '要' | '績' | '価' => with_year = true,
            '年' => year = true,
            // Half-width katakana and the radicals of old files fold to other letters.
            '\u{ff61}'..='\u{ff9f}' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => return true,
            _ => {}
        }
    }
    word || with_year && year
}

/// May these words follow the last title word? 書, （案）, 2030, Ⅱ may; の位置づけ, 期間, を策定 make it a heading.
fn ends_title(tail: &str) -> bool {
    const NOT: [&str; 24] = [
        "の", "に", "を", "と", "は", "が", "へ", "で", "策定", "期間", "年度", "構成", "体系", "認定", "等", "作成",
        "目標", "名", "申請", "実施", "番号", "概況", "進行", "推進",
    ];
    let tail = tail.trim_start_matches(['」', '』']);
    // 中期ビジョン「つなぐ・ひらく・のこす」: its own name.
    if tail.starts_with(['「', '『']) && tail.ends_with(['」', '』']) {
        return true;
    }
    ["について", "の概要", "の要旨"].contains(&tail)
        || (tail.chars().count() <= 12 && !NOT.iter().any(|word| tail.starts_with(word)))
}

/// 第1号議案, 資料５, （要旨） and kin before a title are not of it.
fn without_agenda(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in
        [("第", "号議案"), ("議案第", "号"), ("資料", " "), ("別紙", " "), ("（要旨", "）"), ("【要旨", "】")]
    {
        if let Some(rest) = text.strip_prefix(open)
            && let Some(at) = rest.find(close).filter(|at| *at <= 12)
        {
            return rest.get(at + close.len()..).unwrap_or_default().trim();
        }
    }
    text
}

/// The line without the bodies it names.
pub(super) fn without_names(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for found in name::names(text) {
        bare.push_str(text.get(from..found.range.start).unwrap_or_default());
        bare.push(' ');
        from = found.range.end;
    }
    bare.push_str(text.get(from..).unwrap_or_default());
    let bare = bare.trim();
    // みなと商工会議所の事業計画, みなと商工会議所 (石川県) 事業計画
    bare.strip_prefix('の').unwrap_or(bare).to_owned()
}

/// The line without periods of several years, dates, and the brackets around them. One fiscal year stays: it is
/// part of the title of an annual plan.
fn without_periods(text: &str) -> String {
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

/// A line that holds one fiscal year and nothing else.
fn is_year(text: &str) -> bool {
    let bare = text.trim_matches(|letter: char| letter.is_whitespace() || "（）()【】〔〕".contains(letter));
    matches!(find_years(bare).as_slice(), [year] if year.range == (0..bare.len()) && year.unit == Unit::FiscalYear && year.period.from == year.period.to)
}

fn join(first: &str, second: &str) -> String {
    close_blanks(&format!("{} {}", first.trim(), second.trim()))
}

/// 第2期 or 第3次, its number in half-width digits.
pub(super) fn term_of(title: &str) -> Option<String> {
    let mut rest = title;
    while let Some(at) = rest.find('第') {
        rest = rest.get(at + '第'.len_utf8()..)?;
        let inside = rest.trim_start();
        if let Some((value, length)) = number::integer(inside)
            && let Some(unit) =
                inside.get(length..)?.trim_start().chars().next().filter(|unit| matches!(unit, '期' | '次'))
        {
            return Some(format!("第{value}{unit}"));
        }
    }
    None
}

/// The kind of plan that the words of a title tell (`gold/README.md`, record `plan`).
///
/// The nearer word decides: a report on a mid-term plan is a report, its 実施計画 an implementation plan.
pub(in crate::extract) fn kind_of(title: &str) -> PlanKind {
    const MID_TERM: [&str; 15] = [
        "中期",
        "長期",
        "ビジョン",
        "行動計画",
        "アクションプラン",
        "か年",
        "ヵ年",
        "カ年",
        "ヶ年",
        "ケ年",
        "箇年",
        "年計画",
        "マスタープラン",
        "経営戦略",
        "成長戦略",
    ];
    /// Plans of towns and associations that run for years unless they name one.
    const LONG_TERM: [&str; 6] = ["振興計画", "総合計画", "基本計画", "推進計画", "活性化計画", "福祉活動計画"];
    let title = compact(title);
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let year = has(&["年度"]);
    if has(&["進捗"]) {
        PlanKind::Progress
    } else if has(&["事業報告", "活動報告", "実績報告", "実施報告", "評価報告", "事業実績"]) {
        PlanKind::Report
    } else if has(&[
        "評価表",
        "評価書",
        "自己評価",
        "評価シート",
        "事業評価",
        "点検評価",
        "点検・評価",
        "実施状況",
        "達成状況",
    ]) {
        PlanKind::Progress
    } else if has(&["実施計画"]) {
        PlanKind::Implementation
    } else if has(&["経営発達支援計画"]) {
        PlanKind::ManagementSupport
    } else if has(&MID_TERM) || !year && has(&LONG_TERM) {
        PlanKind::MidTerm
    } else if has(&["事業計画", "活動計画"])
        || (has(&["年度"]) && has(&["計画", "プラン", "主要事業", "重点事業", "方針", "事業概要"]))
    {
        PlanKind::Annual
    } else {
        PlanKind::Other
    }
}
