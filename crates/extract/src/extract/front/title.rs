//! The plan's title, and what its words tell: the kind of plan and the term.

use kurabe_model::PlanKind;
use kurabe_model::year::{Unit, find_years};
use kurabe_read::Line;
use kurabe_text::number;
pub(super) use kurabe_text::spacing::close_blanks;

use super::dress::{
    closed, is_menu, names_file, without_agenda, without_heading, without_labels, without_news, without_periods,
};
use super::kind::{TITLE_WORDS, kind_of};
use super::line::{Head, compact, has_marker, is_prose};
use super::{name, other, site};

/// Words that make one together with a fiscal year (令和5年度重点事業).
const WITH_YEAR: [&str; 22] = [
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
    "評価結果",
    "検証結果",
    "評価・検証",
    "仕事目標",
    "組織目標",
    "運営目標",
    "活動状況",
    "活動の記録",
    "活動記録",
    "活動紹介",
];
/// Papers that have no title without what they are of.
const SHEETS: [&str; 3] = ["工程表", "管理シート", "検証シート"];
/// What is told of activities; a plan or report beside it is the paper.
const ACTIVITIES: [&str; 4] = ["活動状況", "活動の記録", "活動記録", "活動紹介"];
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
    let titled = |at: usize| title_of(&zone[at].text).or_else(|| below_year(zone, at));
    let titles: Vec<(usize, String)> = (0..zone.len()).filter_map(|at| Some((at, titled(at)?))).collect();
    let Some((mut at, mut text)) = titles.first().cloned() else {
        return in_path(zone).or_else(|| printed_twice(zone));
    };
    let later = titles.get(1..).unwrap_or_default();
    let better = |(own, title): &&(usize, String)| {
        is_page_head(&zone[at], &text) && is_of_page(&zone[*own], title, &text)
            || tells_of_activities(&text) && is_dated(&zone[*own].text) && !tells_of_activities(title)
            || zone[*own].number - zone[at].number <= NEAR
                && (says_it_better(title, &text) || is_linked(zone, *own, at))
    };
    if let Some(own) = later.iter().find(better) {
        (at, text) = own.clone();
    }
    let main = &zone[at];
    let near = |one: &Head, other: &Head| one.number.abs_diff(other.number) <= 3;
    for above in zone.get(..at).unwrap_or_default().iter().rev().take(3) {
        let part = without_names(&above.text);
        // 平成30年度, みさき商工会議所, 事業計画 on three lines.
        if part.is_empty() {
            continue;
        }
        // 令和元年度伴走型小規模事業者支援推進事業, 実績報告書.
        let of_year = || find_years(&part).iter().any(|year| year.unit == Unit::FiscalYear && year.range.start == 0);
        let work = text.ends_with("報告書") && part.ends_with("事業") && of_year();
        if !near(above, main)
            || !(work || is_year(&part) || term_of(&part).is_some_and(|term| compact(&part) == term))
            || text.contains(part.as_str())
        {
            break;
        }
        text = join(&part, &text);
    }
    let below = zone.get(at + 1).filter(|below| below.number - main.number <= 2);
    if let Some(more) = below.filter(|below| goes_on(&below.text)) {
        text = join(&text, &more.text);
    } else if let Some(below) = below.filter(|_| !is_volume(&text))
        && let Some(more) = title_of(&below.text)
        && ["進捗", "報告", "実施計画"].iter().any(|word| more.contains(word) && !text.contains(word))
    {
        text = join(&text, &more);
    }
    Some(Title { line: main.number, text })
}

/// 及び収支予算書 below 事業計画: the title goes on.
fn goes_on(text: &str) -> bool {
    let linked = ["及び", "および", "並びに", "ならびに"].iter().any(|word| text.starts_with(word));
    linked
        && text.chars().count() <= 16
        && ["予算", "予算書", "予算(案)", "予算（案）"].iter().any(|end| text.ends_with(end))
}

/// Is it the title of a paper of one year?
pub(super) fn is_dated(text: &str) -> bool {
    title_of(text).is_some_and(|title| {
        !matches!(kind_of(&title), PlanKind::Other)
            && find_years(&title).iter().any(|year| year.unit == Unit::FiscalYear)
    })
}

/// Words that make a title together with a year, which stands on the line above: 平成27年度, 産業部の仕事目標.
fn below_year(zone: &[Head], at: usize) -> Option<String> {
    let (year, head) = (zone.get(at.checked_sub(1)?)?, &zone[at]);
    let near = head.number - year.number <= 2 && is_year(&year.text) && !has_marker(&head.text);
    near.then(|| title_of(&join(&year.text, &head.text))).flatten()
}

/// The one dated title below the menu of a site that is longer than any title page.
pub(super) fn below_menu(lines: &[Line]) -> Option<Title> {
    /// Filled lines that such a menu takes with the first lines of the page.
    const MENU: usize = 150;
    let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).take(MENU);
    let dated = filled.filter(|line| line.text.contains('年')).filter_map(Head::of).filter(|head| is_dated(&head.text));
    let mut found: Option<Title> = None;
    for head in dated {
        let text = title_of(&head.text)?;
        match &found {
            Some(before) if compact(&before.text) != compact(&text) => return None,
            Some(_) => {}
            None => found = Some(Title { line: head.number, text }),
        }
    }
    found
}

/// Lines between a page's title and the paper's own.
const NEAR: u32 = 6;

/// A title that a page's head says shortly or together with other papers: 平成27年事業計画書 for 平成27年度事業計画書,
/// 事業計画及び収支予算 for 事業計画.
fn says_it_better(title: &str, head: &str) -> bool {
    let (title, head) = (compact(title), compact(head));
    let fiscal = title.replacen("年度", "年", 1) == head && title != head;
    let of_two = head.strip_prefix(&title).is_some_and(|rest| {
        ["及び", "および", "並びに", "・", "、", "と", "&"].iter().any(|sign| rest.starts_with(sign))
            && rest.ends_with("予算")
    });
    fiscal || of_two
}

/// 令和2年度活動紹介: no paper of its own where a dated one stands beside it.
fn tells_of_activities(title: &str) -> bool {
    ACTIVITIES.iter().any(|word| compact(title).contains(word))
}

/// The paper below the link to its file (令和3年度事業計画(3MB)): of the same kind and the same year, which stands in its line or
/// above it.
fn is_linked(zone: &[Head], own: usize, link: usize) -> bool {
    let years = |text: &str| find_years(text).iter().map(|year| year.period).collect::<Vec<_>>();
    let (own, above) = (&zone[own].text, own.checked_sub(1).map_or("", |above| zone[above].text.as_str()));
    let dated = if is_year(above) { join(above, own) } else { own.clone() };
    let link = &zone[link].text;
    names_file(link)
        && !names_file(own)
        && !years(link).is_empty()
        && years(&dated) == years(link)
        && title_of(&dated).is_some_and(|dated| kind_of(&dated) == kind_of(link))
}

/// The term that another line of the title page gives the same title: 平成30年度（第6期）事業計画.
pub(super) fn term_beside(title: &str, zone: &[Head]) -> Option<String> {
    zone.iter().find_map(|head| {
        let (line, own) = (compact(&title_of(&head.text)?), compact(title));
        let (open, close) = (line.find('(')?, line.find(')')?);
        let term = term_of(line.get(open..close)?)?;
        (format!("{}{}", line.get(..open)?, line.get(close + 1..)?) == own).then_some(term)
    })
}

/// The last step of the path to a web page: ホーム > 協会について > 平成30年度事業計画.
fn in_path(zone: &[Head]) -> Option<Title> {
    zone.iter().find_map(|head| {
        let steps = head.text.rsplit(['>', '＞', '»', '›']);
        let text = steps.take(2).find_map(|step| {
            let step = step.trim_matches(|letter: char| letter.is_whitespace() || "[]［］".contains(letter));
            (step.len() < head.text.len()).then(|| title_of(step)).flatten()
        })?;
        Some(Title { line: head.number, text })
    })
}

/// A short line that stands twice at the top, as a page's title and as its heading.
fn printed_twice(zone: &[Head]) -> Option<Title> {
    /// The lines that a page's title and its heading take, and the letters of a title.
    const TOP: usize = 5;
    const LETTERS: std::ops::RangeInclusive<usize> = 4..=30;
    let top = zone.get(..TOP.min(zone.len()))?;
    let found = top.iter().enumerate().find_map(|(at, head)| {
        let text = compact(&head.text);
        let plain = LETTERS.contains(&text.chars().count())
            && !is_prose(&head.text)
            && !is_menu(&head.text)
            && !has_marker(&head.text)
            && !head.text.contains('\t')
            && name::names(&head.text).is_empty()
            && other::leading_town(&text).is_none_or(|end| end < text.len())
            && find_years(&head.text).is_empty()
            && text.contains(|letter: char| matches!(letter, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}'));
        (plain && top.get(at + 1..)?.iter().any(|other| compact(&other.text) == text)).then_some(head)
    })?;
    Some(Title { line: found.number, text: close_blanks(&found.text) })
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
    let bare = without_names(site::without_site(without_page(text)));
    let bare = without_agenda(&bare);
    let bare = without_heading(bare);
    let title = without_news(&without_labels(&without_periods(bare)));
    let title = title.trim_matches(|letter: char| {
        letter.is_whitespace() || "／/｜-－―—:：～〜「」『』【】《》〈〉<>＜＞■□○●◆◇".contains(letter)
    });
    let title = close_blanks(&closed(title));
    let folded = compact(&title);
    // What a sheet or schedule is of must be said.
    if title.chars().count() > LONGEST || folded.starts_with('※') || SHEETS.contains(&folded.as_str()) {
        return None;
    }
    let end = |words: &[&str]| words.iter().filter_map(|word| Some(folded.rfind(word)? + word.len())).max();
    let year = find_years(&title).iter().any(|year| year.unit == Unit::FiscalYear);
    let ends = [end(&TITLE_WORDS), end(&WITH_YEAR).filter(|_| year)];
    ends.into_iter().flatten().any(|end| ends_title(folded.get(end..).unwrap_or_default())).then_some(title)
}

/// The title without the number of a page in dashes behind it: 2023年度事業報告 - 7 -.
fn without_page(text: &str) -> &str {
    let dash = |letter: char| "-－–―".contains(letter);
    let Some(number) = text.trim_end().strip_suffix(dash) else { return text };
    let before = number.trim_end().trim_end_matches(char::is_numeric);
    let paged = before.len() < number.trim_end().len();
    before.trim_end().strip_suffix(dash).filter(|_| paged).map_or(text, str::trim_end)
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
            '業' | '針' | '要' | '績' | '価' | '録' | '介' => with_year = true,
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
    const NOT: [&str; 26] = [
        "の",
        "に",
        "を",
        "と",
        "は",
        "が",
        "へ",
        "で",
        "策定",
        "期間",
        "年度",
        "構成",
        "体系",
        "認定",
        "等",
        "作成",
        "目標",
        "名",
        "申請",
        "実施",
        "番号",
        "概況",
        "進行",
        "推進",
        "評価委員",
        "検討委員",
    ];
    let tail = tail.trim_start_matches(['」', '』']);
    // 中期ビジョン「つなぐ・ひらく・のこす」: its own name.
    if tail.starts_with(['「', '『']) && tail.ends_with(['」', '』']) {
        return true;
    }
    ["について", "の概要", "の要旨"].contains(&tail)
        || (tail.chars().count() <= 12 && !NOT.iter().any(|word| tail.starts_with(word)))
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
    // 概要版（青森県 みなと商工会議所）: the place alone in its bracket goes with the name.
    let place = |open: &usize| {
        let inside = bare[*open..].trim_start_matches(['（', '(']).trim_end_matches(['）', ')']).trim();
        name::leading_prefecture(inside) == Some(inside)
    };
    // 計画（みなと商工会・みなと村): whose it is, all of it.
    let whose = text.trim_end().strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '(']));
    if let Some(at) = whose.filter(|at| *at > 0 && find_years(&text[*at..]).is_empty())
        && name::names(text).iter().any(|found| found.range.start > at)
        && !name::names(text).iter().any(|found| found.range.start < at)
    {
        return text[..at].trim().to_owned();
    }
    let open = bare.ends_with(['）', ')']).then(|| bare.rfind(['（', '('])).flatten();
    let bare =
        open.filter(|_| !name::names(text).is_empty()).filter(place).map_or(bare, |open| bare[..open].trim_end());
    // みなと商工会議所の事業計画, みなと商工会議所 (石川県) 事業計画
    bare.strip_prefix('の').unwrap_or(bare).to_owned()
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
