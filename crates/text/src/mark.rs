//! 項番: the mark at the start of a line, `Ⅰ．` `(1)` `・` `【】`, apart from the text that it marks.
//!
//! What comes in is a line without blanks at its start, what goes out is its mark, which prints as it is read. This
//! room must not know how marks stand to one another: that is the outline's matter.

mod bullet;
mod class;
mod counted;
mod enclosed;
mod word;

pub use bullet::family;
pub use class::Class;

use std::borrow::Cow;
use std::fmt;

use super::letter::{closing, is_japanese};

/// Letters within which a bracket that opens a heading must close.
const LONGEST_BRACKET: usize = 80;
/// A label in 【】 before a text has no more letters.
const LONGEST_LABEL: usize = 12;
/// Parts of a number are smaller than this, but for the first.
const CODE_BASE: u32 = 64;
/// A mark alone on its line has no more letters than 第１０号議案 has, blanks among them.
const LONGEST_ALONE: usize = 9;

/// A line's mark and the text after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// A list dash before the mark, which says nothing (`- ※1.`); empty in most lines.
    pub lead: &'a str,
    /// The mark as written, without blanks inside; 【】 for a heading in such brackets.
    pub marker: Cow<'a, str>,
    /// The text after the mark.
    pub rest: &'a str,
    /// Its kind.
    pub class: Class,
    /// Its number; 0 for marks that do not count, and for those whose number was lost.
    pub ordinal: u32,
    /// How many # of Markdown stand before it: they alone tell its level.
    pub hashes: u8,
    /// A sign printed before the number or in place of the bullet (※, ★), which a legend may explain.
    pub star: Option<char>,
}

impl<'a> Mark<'a> {
    /// A mark of a class that does not count.
    fn sign(marker: impl Into<Cow<'a, str>>, rest: &'a str, class: Class) -> Self {
        Self { lead: "", marker: marker.into(), rest, class, ordinal: 0, hashes: 0, star: None }
    }

    /// What tells it from others of its class: its number, of several parts all of them.
    ///
    /// ```
    /// use kurabe_text::mark::parse;
    /// let code = |line| parse(line).map(|mark| mark.code());
    /// assert_ne!(code("Ⅰ－① 巡回"), code("Ⅰ－② 窓口"));
    /// assert_eq!(code("◎１－２ 巡回"), code("1-2 巡回"));
    /// ```
    #[must_use]
    pub fn code(&self) -> u32 {
        if !matches!(self.class, Class::Dotted(_)) {
            return self.ordinal;
        }
        let (mut code, mut rest) = (0u32, self.marker.as_ref());
        while let Some(letter) = rest.chars().next() {
            let found = super::numeral::read(rest);
            code = found.map_or(code, |part| code.saturating_mul(CODE_BASE).saturating_add(part.value));
            rest = &rest[found.map_or(letter.len_utf8(), |part| part.length)..];
        }
        code
    }
}

/// A mark and its text as a line that reads as the same mark.
///
/// ```
/// use kurabe_text::mark::parse;
/// let mark = parse("2 .会員の声を集める").unwrap();
/// assert_eq!(mark.to_string(), "2. 会員の声を集める");
/// assert_eq!(parse("【重点】").unwrap().to_string(), "【重点】");
/// ```
impl fmt::Display for Mark<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ends = self.marker.chars();
        match (self.class, ends.next(), ends.next()) {
            (Class::Corner | Class::Angle, Some(open), Some(close)) => {
                write!(out, "{}{open}{}{close}", self.lead, self.rest)
            }
            // ○1 章: behind a blank the number would be the mark.
            (Class::Symbol(_), ..) if counted::parse(self.rest).is_some_and(|inner| inner.class == Class::Bare) => {
                write!(out, "{}{}{}", self.lead, self.marker, self.rest)
            }
            // ○ 1 章: and a number without a stop is a mark only behind a blank.
            (Class::Bare, Some(star), Some(_)) if self.star == Some(star) => {
                write!(out, "{}{star} {} {}", self.lead, self.marker.trim_start_matches(star), self.rest)
            }
            _ => write!(out, "{}{} {}", self.lead, self.marker, self.rest),
        }
    }
}

/// Reads the mark at the start of a line.
///
/// `- ※1. 景気観測` gives the lead `- `, the marker `※1.`, the number 1 and the rest 景気観測.
///
/// ```
/// use kurabe_text::mark::{Class, parse};
/// let read = |line| parse(line).map(|mark| (mark.class, mark.ordinal, mark.rest.to_owned()));
/// assert_eq!(read("➊ 巡回指導"), Some((Class::Circled, 1, "巡回指導".into())));
/// assert_eq!(read("第３号議案　事業計画"), Some((Class::Motion, 3, "事業計画".into())));
/// assert_eq!(read("IIX. 会議"), None);
/// ```
#[must_use]
pub fn parse(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    if is_plain_start(first) {
        return None;
    }
    if first == '#' {
        return hashes(line);
    }
    counted::parse(line).or_else(|| bracketed(line, first)).or_else(|| bullet::parse(line, first))
}

/// Is the mark of a line one whose number was lost, `()` or a stop alone?
#[must_use]
pub fn lost(line: &str) -> bool {
    parse(line).is_some_and(|mark| mark.class.counts() && mark.ordinal == 0)
}

/// The mark that is all of a line: its text stands on the next.
///
/// ```
/// use kurabe_text::mark::{Class, alone};
/// assert_eq!(alone("③"), Some((Class::Circled, 3)));
/// assert_eq!(alone("第１章"), Some((Class::Chapter, 1)));
/// assert_eq!(alone("会議"), None);
/// ```
#[must_use]
pub fn alone(line: &str) -> Option<(Class, u32)> {
    const TEXT: &str = "本文";
    if line.is_empty() || line.chars().nth(LONGEST_ALONE).is_some() {
        return None;
    }
    // 3 and 1.5 alone are figures.
    let figure = line.chars().all(|c| super::number::digit(c).is_some() || matches!(c, '.' | '．'))
        && !line.ends_with(['.', '．']);
    let filled = format!("{line} {TEXT}");
    parse(&filled)
        .filter(|mark| mark.rest == TEXT && mark.class != Class::Label && !figure)
        .map(|mark| (mark.class, mark.ordinal))
}

/// Most lines begin with a letter that begins no mark: told at once.
fn is_plain_start(c: char) -> bool {
    matches!(c, '、' | '。' | '「' | '『' | '々')
        || matches!(c, '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}') && !counted::may_start(c)
}

/// A heading of Markdown: `## まちづくり`; before another mark the signs say nothing.
fn hashes(line: &str) -> Option<Mark<'_>> {
    let after = line.trim_start_matches('#');
    let count = line.len() - after.len();
    let rest = after.trim_start();
    if count > 6 || rest.is_empty() || rest.len() == after.len() || rest.starts_with('#') {
        return None;
    }
    let lead = &line[..line.len() - rest.len()];
    let count = u8::try_from(count).unwrap_or(6);
    match parse(rest).filter(|inner| inner.lead.is_empty() && !inner.class.is_bullet()) {
        Some(inner) => Some(Mark { lead, hashes: count, ..inner }),
        None => Some(Mark::sign(&line[..usize::from(count)], rest, Class::Heading(count))),
    }
}

/// Words that label what stands behind them, in whatever brackets: the parts of a form.
#[rustfmt::skip]
const LABELS: [&str; 46] = [
    "目標", "数値目標", "成果目標", "達成目標", "目標値", "指標", "KPI", "ＫＰＩ", "計画", "実績", "成果", "結果", "実施結果", "達成状況", "実施状況", "進捗", "進捗状況",
    "評価", "自己評価", "外部評価", "総合評価", "目的", "趣旨", "背景", "現状", "課題", "現状と課題", "課題と改善", "今後の課題", "改善", "改善点", "対応", "効果", "内容",
    "事業内容", "実施内容", "取組", "取組内容", "取組の内容", "具体的取組", "対象", "時期", "実施時期", "方法",
    "テーマ", "スローガン",
];

/// A heading in brackets: 【香川】 around the whole line, 【継続課題】 as a label before the text.
fn bracketed(line: &str, first: char) -> Option<Mark<'_>> {
    let (class, marker) = match first {
        '【' => (Class::Corner, "【】"),
        '〈' => (Class::Angle, "〈〉"),
        '＜' => (Class::Angle, "＜＞"),
        '<' => (Class::Angle, "<>"),
        '《' => (Class::Angle, "《》"),
        '［' => (Class::Angle, "［］"),
        '[' => (Class::Angle, "[]"),
        '〔' => (Class::Angle, "〔〕"),
        '≪' => (Class::Angle, "≪≫"),
        _ => return None,
    };
    let close = closing(first)?;
    let end = line.char_indices().take(LONGEST_BRACKET).find(|(_, c)| *c == close)?.0;
    let inner = line[first.len_utf8()..end].trim();
    let rest = line[end + close.len_utf8()..].trim_start();
    if inner.is_empty() {
        return None;
    }
    if rest.is_empty() {
        // [bookmark: …] is of a program.
        const OF_THE_PAGE: [&str; 7] = ["写真", "図", "表", "注", "備考", "参考", "対象"];
        let of_the_page = || OF_THE_PAGE.iter().any(|word| inner.starts_with(word));
        let own =
            first == '[' && (of_the_page() || inner.contains([':', '=', '/', '.']) || !inner.contains(is_japanese));
        return (!own).then(|| Mark::sign(marker, inner, class));
    }
    let goes_on =
        rest.starts_with(['・', '、', '，', 'と', 'や', 'の', 'を', 'に', 'が', 'は', 'で', '（', '(', '」', '。']);
    // 〔目標〕　年4回: other brackets set off notes, flags and names as well, so what they label stands apart from them.
    let apart = || line[end + close.len_utf8()..].starts_with(char::is_whitespace);
    let told = class == Class::Corner || LABELS.contains(&inner) && apart();
    let label = told && inner.chars().count() <= LONGEST_LABEL && !goes_on;
    label.then(|| Mark::sign(&line[..end + close.len_utf8()], rest, Class::Label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &str) -> (String, Class, u32, String) {
        let mark = parse(line).unwrap();
        (mark.marker.into_owned(), mark.class, mark.ordinal, mark.rest.to_owned())
    }

    #[test]
    fn bullets_and_brackets() {
        assert_eq!(read("- ※1. 景気観測"), ("※1.".into(), Class::Arabic, 1, "景気観測".into()));
        assert_eq!(read("- ・会議の開催"), ("・".into(), Class::Symbol('・'), 0, "会議の開催".into()));
        assert_eq!(read("- ※エリア別"), ("※".into(), Class::Symbol('-'), 0, "エリア別".into()));
        assert_eq!(read("【岡 山】"), ("【】".into(), Class::Corner, 0, "岡 山".into()));
        assert_eq!(read("【継続課題】企業支援"), ("【継続課題】".into(), Class::Label, 0, "企業支援".into()));
        assert_eq!(read("*会員の意見をまとめる"), ("*".into(), Class::Symbol('-'), 0, "会員の意見をまとめる".into()));
        assert_eq!(read("＊会員の意見をまとめる").1, Class::Symbol('-'));
        for line in ["○○商工会議所", "-5.2", "本年度は", "*強調*", "**強調**", "**強調**する", "*1 注記"]
        {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn words_that_number_count_nothing() {
        assert_eq!(read("事業1 経営支援"), ("事業1".into(), parse("事業2 X").unwrap().class, 1, "経営支援".into()));
        assert!(parse("戦略1 人を育てる").is_some());
        for line in ["事業 3 件を実施した", "課題 3 点", "取組 2 件"] {
            assert!(parse(line).is_none(), "{line}");
        }
    }

    #[test]
    fn marks_alone_on_their_line() {
        for line in
            ["③", "（２）", "( 1 )", "1.", "２．", "第１章", "第３号議案", "Ⅱ", "Ⅱ．", "・", "イ)", "➊", "1-2", "[3]"]
        {
            assert!(alone(line).is_some(), "{line}");
        }
        for line in ["会議", "2025年", "1.5", "", "【重点】", "○○", "IIX."] {
            assert_eq!(alone(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_mark_reads_the_same(line in "([#＊*・○※▽-]{0,2} ?)([(（【［\\[〔<第]?)( ?[0-9２１一十二壱IVXⅠⅡⅳivａA①➊⑴㈡アいロ甲]{1,2} ?)([-－][1２①])?([.．、)）】］\\]〕>章条]?|号議案)( ?[あ事業支援 。A1]{0,6})") {
            if let Some(mark) = parse(line.trim()) {
                let printed = mark.to_string();
                let again = parse(&printed);
                let same = again.as_ref().is_some_and(|again| {
                    (again.class, again.ordinal, &again.marker, again.rest, again.star, again.hashes)
                        == (mark.class, mark.ordinal, &mark.marker, mark.rest, mark.star, mark.hashes)
                });
                prop_assert!(same, "{line:?} {mark:?} printed {printed:?} {again:?}");
            }
        }

        #[test]
        fn a_class_prints_its_marks(number in 1u32..=50, class in 0usize..class::COUNTED.len()) {
            let class = class::COUNTED[class];
            if let Some(sign) = class.sign(number) {
                let line = format!("{sign} 支援");
                let mark = parse(&line);
                prop_assert!(mark.as_ref().is_some_and(|mark| (mark.class, mark.ordinal, mark.rest) == (class, number, "支援")), "{line} {mark:?}");
            }
        }

        #[test]
        fn nothing_is_lost(line in "[#（(【第1２Ⅰ①あ支援章.．、)）】・○※ -]{0,14}|\\PC{0,16}") {
            let line = line.trim();
            if let Some(mark) = parse(line) {
                let written = super::super::spacing::squeeze(&mark.to_string());
                prop_assert_eq!(written, super::super::spacing::squeeze(line));
            }
        }
    }
}
