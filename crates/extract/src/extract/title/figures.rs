//! What of an item's text is figures: at its end, in its brackets, in the words before them.
//!
//! What comes in is a text, what goes out is where its figures begin. This file must not know what is done with the rest.

use super::super::figure;
use super::super::naming::ROLES;
use crate::blocks::chars::{digit, is_japanese};
use crate::vocabulary::{is_action, words};
use kurabe_text::spacing::squeeze;
use kurabe_text::unit;

/// Figures set apart at the end of a line: `巡回指導　　1,200件`, `講習会　目標　6回　120名`.
pub(super) fn figure_at_end(text: &str) -> Option<usize> {
    let mut cut = None;
    let mut name = text;
    // When, 目標, a count of times, one of people, and a sum.
    for _ in 0..5 {
        let blank = name.char_indices().rev().take(20).find(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let quoted = name.rfind(['」', '』']).map(|at| at + '」'.len_utf8());
        let behind = quoted.filter(|at| *at < name.len() && blank.is_none_or(|blank| blank < *at));
        let Some(at) = unit_apart(name).or(behind).or(blank) else { break };
        let word = &squeeze(&name[at..]);
        let before = name[..at].trim_end();
        // 訪問介護　　月平均利用者数　52名: what is counted, set apart from the name.
        let measure = name[before.len()..].chars().filter(|c| c.is_whitespace()).count() >= 2
            && words().figure.measure_end.ends(word);
        let said = cut.is_some()
            && (measure
                || word.ends_with("目標")
                || ["予算", "予算額", "事業費", "目標", "計画", "実績", "年間", "受講者", "参加者", "延べ", "約"]
                    .contains(&word.as_str()));
        let wide = name[at..].starts_with('\u{3000}') || name[..at].ends_with(' ');
        let arrow = cut.is_some() && matches!(word.as_str(), "→" | "⇒" | "➡");
        if !(said || arrow || is_figure_word(word) || wide && are_figures(word) || wide && is_date_word(word))
            || before.chars().count() < 3
            || before.ends_with(['：', ':', ',', '，'])
        {
            break;
        }
        cut = Some(at);
        name = before;
    }
    cut
}

/// What stands between a name and its figures.
pub(super) fn parts_name(c: char) -> bool {
    c.is_whitespace() || matches!(c, '：' | ':')
}

/// Figures with their years at the end of a line, `巡回件数 令和6年度 100件、令和7年度目標 120件`: where the first year begins.
pub(super) fn dated_at_end(text: &str) -> Option<usize> {
    let between = |c: char| parts_name(c) || "、，,・／/→⇒（）()".contains(c);
    let whole = |from: usize| {
        let mut rest = &text[from..];
        while let Some((_, year)) = figure::year(rest) {
            rest = rest[year..].trim_start_matches(parts_name);
            let said = ROLES.iter().chain(&["約"]).find_map(|said| rest.strip_prefix(said));
            rest = said.unwrap_or(rest).trim_start_matches(parts_name);
            let count = figure::figure(rest, 0).filter(|_| rest.starts_with(|c| digit(c).is_some()))?;
            rest = rest[count.to..].trim_start_matches(between);
        }
        rest.is_empty().then_some(from)
    };
    let mut before = None;
    let starts = text.char_indices().filter_map(|(at, c)| before.replace(c).filter(|c| parts_name(*c)).map(|_| at));
    starts.filter(|at| text[..*at].chars().filter(|c| is_japanese(*c)).count() >= 2).find_map(whole)
}

/// Where a number at the end begins whose unit stands apart, behind a blank or a quoted name: 20,000 部, 「港の町」500 枚.
pub(super) fn unit_apart(name: &str) -> Option<usize> {
    /// Letters of such a unit.
    const LONGEST: usize = 3;
    let (before, unit) = name.rsplit_once(char::is_whitespace)?;
    let before = before.trim_end();
    let number = |c: char| digit(c).is_some() || matches!(c, ',' | '，' | '.' | '．');
    let at = before.trim_end_matches(number).len();
    let apart = before[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '」' | '』'));
    let counts = unit::begins(unit) || unit::begins(unit::scale(unit).1);
    (at < before.len() && apart && unit.chars().count() <= LONGEST && counts).then_some(at)
}

/// 春秋２回、受診者数850名: several figures, each with its word.
fn are_figures(word: &str) -> bool {
    /// Letters of one of them.
    const LONGEST: usize = 14;
    let parts = || word.split(['、', '，']);
    parts().count() > 1 && parts().all(|part| counted(part) && part.chars().count() <= LONGEST)
}

/// ５月, 4月～6月, 10月上旬, 随時, 通年: when, set apart from what.
fn is_date_word(word: &str) -> bool {
    const OFTEN: [&str; 9] = ["随時", "通年", "毎月", "隔月", "毎週", "年間", "適宜", "通期", "未定"];
    OFTEN.contains(&word)
        || word.chars().count() <= 12
            && word.starts_with(|c| digit(c).is_some())
            && word.contains('月')
            && word.chars().all(|c| {
                digit(c).is_some()
                    || matches!(
                        c,
                        '月' | '日'
                            | '～'
                            | '〜'
                            | '・'
                            | '、'
                            | '上'
                            | '中'
                            | '下'
                            | '旬'
                            | '頃'
                            | '予'
                            | '定'
                            | '-'
                            | '－'
                    )
            })
}

/// 1,200件, 延890件, 目標36件
pub(super) fn is_figure_word(whole: &str) -> bool {
    /// Letters of the name of a measure before its figure.
    const LONGEST_LABEL: usize = 8;
    let labels = ["目標", "受講者", "参加者", "来場者", "出席者", "利用者", "純増", "年間", "年", "毎月", "月"];
    // 来場目標５万人, 受診者数850名
    let measured = || {
        let label = &whole[..whole.find(|c| digit(c).is_some())?];
        let fits = label.chars().count() <= LONGEST_LABEL && ["目標", "数"].iter().any(|end| label.ends_with(end));
        fits.then(|| &whole[label.len()..])
    };
    let word = labels.iter().find_map(|label| whole.strip_prefix(label)).or_else(measured).unwrap_or(whole);
    // 24名（定員30名）: the figure, and one in brackets.
    if let Some((figure, note)) = word.strip_suffix(['）', ')']).and_then(|rest| rest.split_once(['（', '(']))
        && is_figure_word(note.trim_start_matches(|c| digit(c).is_none()))
    {
        return is_figure_word(figure);
    }
    // 春秋２回、受講者20名: several figures.
    if let Some((one, others)) = word.split_once('、') {
        return is_figure_word(one.trim_start_matches(|c| digit(c).is_none() && c != '、')) && is_figure_word(others);
    }
    let figure = word.trim_start_matches(['約', '延', 'べ', '計', '各', '全', '：', ':']);
    let at = whole.len() - figure.len();
    if figure::in_kanji(whole, at).is_some_and(|found| found.to == whole.len()) {
        return true;
    }
    let plain = |c: char| digit(c).is_some() || is_japanese(c) || matches!(c, ',' | '，' | '.' | '．' | '%' | '％');
    figure.starts_with(|c| digit(c).is_some()) && counted(figure) && figure.chars().all(plain)
}

/// `創業塾 受講者 H30 28人`: the word before the first year names the indicator.
pub(super) fn measure_before(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end();
    let Some(from) = before.rfind(char::is_whitespace) else {
        return at;
    };
    let word = before[from..].trim();
    let name = before[..from].trim_end();
    let measures = ["者", "数", "率", "額", "件", "人員", "企業"].iter().any(|end| word.ends_with(end))
        && word.chars().count() <= 10;
    // A name that is whole without the word: `会員加入の呼びかけ 加入`, `検定試験 簿記`.
    let whole = ["会", "展", "塾", "試験", "検定", "講座", "セミナー", "研修", "呼びかけ"]
        .iter()
        .any(|end| name.ends_with(end))
        || is_action(name);
    let short =
        word.chars().count() <= 4 && word.chars().all(is_japanese) && !is_action(word) && !word.ends_with(['業', '会']);
    if measures || whole && short { from } else { at }
}

/// H30, R01年, 令和2年度 with a figure after it.
pub(super) fn dated(text: &str) -> bool {
    let rest = text.trim_start_matches(['H', 'R', 'Ｈ', 'Ｒ', '令', '和', '平', '成']);
    let after = rest.trim_start_matches(|c| digit(c).is_some() || c == '元');
    let figures = rest.len() - after.len();
    figures > 0 && figures <= 6 && after.starts_with(|c: char| c.is_whitespace() || c == '年' || c == '：')
}

/// 年6回, 月1回
pub(super) fn frequency(text: &str) -> bool {
    let rest = text.trim_start_matches(['年', '月', '週', '間']);
    let after = rest.trim_start_matches(|c| digit(c).is_some() || matches!(c, '～' | '〜' | '-' | '数'));
    after.len() < rest.len() && after.starts_with('回')
}

/// Nothing but bracketed notes up to the end: on a line of its own, a note inside the sentence belongs to it.
pub(super) fn only_brackets(text: &str) -> bool {
    let mut depth = 0u32;
    text.chars().all(|c| {
        let outside = depth == 0;
        match c {
            '(' | '（' | '〈' | '＜' | '<' | '【' | '［' => depth += 1,
            ')' | '）' | '〉' | '＞' | '>' | '】' | '］' => depth = depth.saturating_sub(1),
            _ => return !outside || c.is_whitespace(),
        }
        true
    })
}

/// Do the brackets at the start hold a figure, a frequency or the name of an indicator?
///
/// 〈年4回／回収率35%〉 (通年) (受講者数) (契約数約5,000件) do; （県委託事業） (NICO) do not.
pub(super) fn bracket_is_figure(text: &str, open: char) -> bool {
    let close = match open {
        '(' | '（' => [')', '）'],
        '〈' => ['〉', '〉'],
        '＜' => ['＞', '＞'],
        '【' => ['】', '】'],
        '［' => ['］', '］'],
        _ => ['>', '>'],
    };
    let inside = &text[open.len_utf8()..];
    // 予算額（事業費）６千円: brackets may stand inside.
    let mut depth = 0u32;
    let closes = |(_, c): &(usize, char)| {
        let shut = close.contains(c);
        let whole = shut && depth == 0;
        depth = if shut { depth.saturating_sub(1) } else { depth + u32::from(*c == open) };
        whole
    };
    let Some((end, _)) = inside.char_indices().take(30).find(closes) else {
        return false;
    };
    let squeezed = squeeze(&inside[..end]);
    let words = ["通年", "随時", "毎月", "毎週", "隔月", "毎年", "年数回", "適宜", "四半期", "4半期"];
    let named = ["者数", "件数", "社数", "回数", "企業数", "数", "率"].iter().any(|end| squeezed.ends_with(end))
        && squeezed.chars().count() <= 12
        && !is_action(&squeezed);
    let aimed = ["目標", "KPI", "ＫＰＩ"].iter().any(|word| squeezed.starts_with(word))
        && squeezed.contains(|c| digit(c).is_some());
    words.iter().any(|word| squeezed.starts_with(word)) || named || aimed || counted(&squeezed) || numbered(&squeezed)
}

/// A number behind the name of what it counts, without a unit: 会員数1,280.
fn numbered(text: &str) -> bool {
    let name = text.trim_end_matches(|c| digit(c).is_some() || matches!(c, ',' | '，'));
    let one = !name.contains(|c| digit(c).is_some() || matches!(c, '、' | '・' | '／'));
    name.len() < text.len() && name.ends_with('数') && name.chars().count() > 1 && one
}

/// Do the brackets at the start say how many people belong to what stands before them: （部会員 312名）?
pub(super) fn counts_members(text: &str) -> bool {
    let inside = squeeze(text.trim_matches(['（', '）', '(', ')']));
    let name = inside.split(|c| digit(c).is_some()).next().unwrap_or_default();
    let named = name.ends_with(['員', '数']) && name.chars().all(is_japanese);
    named && (counted(&inside) || numbered(&inside))
}

/// Does a text end with a figure and its unit: 契約数約5,000件, 20団体, 年1回, 回収率35%?
fn counted(text: &str) -> bool {
    let text = ["程度", "以上", "以下", "以内", "未満", "予定", "増", "減", "開催", "発行", "目標"]
        .iter()
        .fold(text, |text, end| text.strip_suffix(end).unwrap_or(text));
    // （１月４日） is a day, not so many days.
    let is_day = text.ends_with('日') && text.contains('月');
    !is_day
        && unit::spellings().filter_map(|(unit, _)| text.strip_suffix(unit)).any(|before| {
            before.ends_with(|c| digit(c).is_some() || matches!(c, '万' | '千' | '億')) && !before.contains('第')
        })
}

/// Is the rest figures, with hardly other words?
pub(super) fn figured(text: &str) -> bool {
    let digits = text.chars().filter(|c| digit(*c).is_some()).count();
    let letters = text.chars().filter(|c| is_japanese(*c)).count();
    digits > 0 && letters <= 14 + digits * 3 || digits == 0 && letters <= 12
}
