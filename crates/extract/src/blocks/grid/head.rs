//! Heads of tables set by blanks, on one line or on several.
//!
//! What comes in are lines, what goes out are the words over the columns, and how many lines they take. This file must not
//! know rows.

use super::super::chars::{digit, squeeze};
use super::super::gaps::WIDE;
use super::super::heads::{heads, holds_figures};
use super::super::ink::{Ink, Measure, head_words, plain};
use super::super::mark::Class;
use super::super::raw::Raw;
use super::super::target::broken::is_bare_year;
use super::super::target::figure;
use super::super::target::head::{self as words_of_head, Says};
use super::{FEWEST, FEWEST_WORDS, TALLEST_HEAD};
use crate::vocabulary::words;

/// Columns of the page by which the middles of two lines of one word may differ.
const CENTRED: u32 = 1;

/// Is the line the head of such a table: several words, most of which head columns, wide gaps between?
pub(super) fn is_head(raw: &Raw) -> bool {
    worded(raw).is_some_and(|worded| worded >= FEWEST_WORDS)
}

/// May a line be part of a head?
pub(super) fn may_head(raw: &Raw) -> bool {
    plain(raw) && raw.gap >= WIDE && !raw.text.contains(['。', '、'])
}

/// A word of a head.
pub(super) struct HeadWord {
    pub(super) ink: Ink,
    pub(super) text: String,
    /// The lines on which it stands.
    lines: usize,
    /// Does one of its lines stand aside of the others, as what heads several columns does?
    aside: bool,
}

/// The words of a head that may take several lines: what stands over or under another word is one with it.
pub(super) fn stacked_words(lines: &[Raw], measure: Measure) -> Vec<HeadWord> {
    let mut words: Vec<HeadWord> = Vec::new();
    for raw in lines {
        for ink in head_words(&raw.text, measure) {
            let text = squeeze(&raw.text[ink.from..ink.to]);
            match words.iter_mut().find(|over| over.ink.start < ink.end && ink.start < over.ink.end) {
                Some(over) => {
                    over.aside |= over.ink.middle().abs_diff(ink.middle()) > CENTRED;
                    (over.ink.start, over.ink.end) = (over.ink.start.min(ink.start), over.ink.end.max(ink.end));
                    over.text.push_str(&text);
                    over.lines += 1;
                }
                None => words.push(HeadWord { ink, text, lines: 1, aside: false }),
            }
        }
    }
    words.sort_by_key(|word| word.ink.start);
    words
}

/// How many lines a head takes whose words stand around its middle: Ｒ５ and Ｒ６ above 事業名 and 評価, 実績 and 目標 below
/// them. None if it takes one.
pub(super) fn band(raws: &[Raw]) -> Option<usize> {
    let may = |raw: &&Raw| plain(raw) && raw.class.is_none() && !raw.text.contains(['。', '、']);
    let near = raws.windows(2).take_while(|pair| pair[1].number == pair[0].last + 1).count() + 1;
    let tallest = raws.iter().take(TALLEST_HEAD.min(near)).take_while(may).count();
    (2..=tallest).rev().find(|tall| {
        let lines = &raws[..*tall];
        [Measure::Letters, Measure::Columns].into_iter().any(|measure| is_band(lines, measure))
    })
}

/// Do the words of some lines make a head only together, around the middle?
fn is_band(lines: &[Raw], measure: Measure) -> bool {
    let words = stacked_words(lines, measure);
    let fullest = lines.iter().map(|raw| head_words(&raw.text, measure).len()).max().unwrap_or(0);
    let known = words.iter().filter(|word| heads(&word.text)).count();
    // A table of one name and figures is read word for word.
    let worded = words.iter().filter(|word| !holds_figures(&word.text) || word.text == "単位").count();
    // What only together makes a head must be known for one.
    let told = |word: &HeadWord| word.lines == 1 || heads(&word.text) && !word.aside;
    let above = lines.first().is_some_and(|raw| head_words(&raw.text, measure).len() < words.len());
    // 令和５年度 over 目標 and 実績: a year that heads several columns is no part of one.
    let says = |word: &&HeadWord| {
        let items = words_of_head::whole(&word.text).unwrap_or_default();
        items
            .iter()
            .any(|item| matches!(item.word, words_of_head::Word::Says(Says::Target | Says::Result | Says::Forecast)))
    };
    let (merged, alone): (Vec<&HeadWord>, Vec<&HeadWord>) = words.iter().filter(says).partition(|word| word.lines > 1);
    let spans = !merged.is_empty() && !alone.is_empty() && lines.iter().any(is_years);
    // 現状値 目標値 over （H30）（R6） beside words that stand on their own line alone: 単位, 担当課.
    let over = lines.first().is_some_and(is_upper_head) && worded > FEWEST_WORDS;
    // Years in pieces are put together word by word, and figures are no words of a head.
    let other = |raw: &Raw| {
        let words = head_words(&raw.text, measure);
        let texts = || words.iter().map(|ink| squeeze(&raw.text[ink.from..ink.to]));
        let piece = |text: &str| is_bare_year(text) || matches!(text, "年度" | "年" | "令和" | "平成");
        texts().any(|text| piece(&text) || is_counted(&text)) || texts().filter(|text| text == "度").count() > 1
    };
    words.len() >= FEWEST
        && !lines.iter().any(other)
        && !spans
        && (fullest < words.len() || over)
        && worded >= FEWEST_WORDS
        && above
        && words.iter().all(told)
        && known * 3 >= words.len() * 2
        && lines[1..].iter().any(may_head)
}

/// Is a line nothing but years, several: 令和５年度 令和６年度?
pub(super) fn is_years(raw: &Raw) -> bool {
    let words = head_words(&raw.text, Measure::Columns);
    let year = |ink: &Ink| {
        let text = squeeze(&raw.text[ink.from..ink.to]);
        words_of_head::year(&text).is_some_and(|(_, length)| length == text.len())
    };
    plain(raw) && words.len() >= FEWEST_WORDS && words.iter().all(year)
}

/// Is the line the upper part of a head, nothing but words over figures: 基準値 令和６年度 令和７年度? What stands below is no
/// head of its own.
pub(super) fn is_upper_head(raw: &Raw) -> bool {
    let words = head_words(&raw.text, Measure::Columns);
    plain(raw) && words.len() >= FEWEST && words.iter().all(|ink| holds_figures(&squeeze(&raw.text[ink.from..ink.to])))
}

/// A figure that is no year is none of a head's words: 12月11日 25名 重点事業について.
fn is_counted(word: &str) -> bool {
    figure::shape(word) == Some(figure::Shape::Number) && !holds_figures(word)
}

/// How many columns of words a line heads; none for a line that is no head of any table.
pub(super) fn worded(raw: &Raw) -> Option<usize> {
    if !plain(raw) || raw.gap < WIDE || raw.text.contains(['。', '、']) {
        return None;
    }
    let words = head_words(&raw.text, Measure::Columns);
    let text = |ink: &Ink| squeeze(&raw.text[ink.from..ink.to]);
    // Years broken over two lines (令和７ over 年度) are put together word by word.
    let is_half = |ink: &&Ink| {
        is_bare_year(&text(ink)) || matches!(text(ink).as_str(), "年度" | "年") || text(ink).starts_with('度')
    };
    if words.iter().filter(is_half).count() >= FEWEST_WORDS {
        return None;
    }
    if words.iter().any(|ink| is_counted(&text(ink))) {
        return None;
    }
    // 事業名 over names and 内容 over what tells of them: two columns are a table if their words say so.
    if let [name, told] = words.as_slice()
        && is_pair(&text(name), &text(told))
    {
        return Some(FEWEST_WORDS);
    }
    let known = words.iter().filter(|ink| heads(&text(ink))).count();
    let worded = words.iter().filter(|ink| !holds_figures(&text(ink))).count();
    (words.len() >= FEWEST && known * 3 >= words.len() * 2).then_some(worded)
}

/// Are two words the head of a table of names and what is done, or of names and figures: 事業名 内容, 指標 令和6年度目標?
fn is_pair(name: &str, told: &str) -> bool {
    let columns = &words().column;
    let names = columns.name.is(name) || columns.section.is(name) || matches!(name, "指標" | "目標項目" | "評価指標");
    let tells = columns.body.is(told) || columns.body_part.stands_in(told);
    let work = name != told && columns.section.is(name) && columns.name.is(told);
    // 名称, 所在地, 設立: 項目 and 内容 set out what is as well as what is done.
    let vague = matches!(name, "項目" | "項目名" | "名称" | "課題" | "種別" | "分類");
    names && ((tells && !vague || work) && heads(told) || holds_figures(told))
}

/// Does the head go on: （R5）, ５年度）, 目標値?
pub(super) fn goes_on(raw: &Raw) -> bool {
    /// Letters of years, units and brackets: more than these is a row.
    const PARTS: &str = "（）()［］年度令和平成末時点単位値：:％%千円人件RHＲＨ";
    let text = squeeze(&raw.text);
    plain(raw)
        && raw.class.is_none_or(|class| class == Class::Bare)
        && text.chars().all(|c| digit(c).is_some() || PARTS.contains(c))
        && text.contains(['年', '（', '(', '）', ')', 'R', 'Ｒ'])
}
