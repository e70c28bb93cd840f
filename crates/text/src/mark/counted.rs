//! Marks that count: 第1章, Ⅰ．, 1., (1), ①, ア), 1-1 and their kin. A mark is brackets or a prefix, a numeral, and what
//! closes it; numerals of several parts are strung by dashes or points.
//!
//! What comes in is a line, what goes out is its mark with its number. This file must not know bullets.

use std::borrow::Cow;

use super::class::{BEFORE_BRACKET, Class, IN_BRACKETS, IN_CIRCLE, STOPPED};
use super::enclosed::{self, Found, enclosed, lettered};
use super::{Mark, word};
use crate::letter::{closing, is_dash, is_japanese, is_latin};
use crate::number::digit;
use crate::numeral::{self, Dress, GREATEST, Numeral, Script};
use crate::spacing::squeeze;
use crate::unit;

/// A further part of a number of several parts is no greater.
const GREATEST_PART: u32 = 50;
/// A number of several parts has no more of them.
const MOST_PARTS: u8 = 4;

/// May a counted mark begin with this letter?
pub(super) fn may_start(c: char) -> bool {
    matches!(c, '第' | '議') || numeral::of_letter(c).is_some() || !word::beginning_with(c).is_empty()
}

/// Reads a counted mark at the start of a line.
///
/// `（２）人材` gives the marker `（２）`, the class `Paren`, the number 2, the rest 人材.
pub(super) fn parse(line: &str) -> Option<Mark<'_>> {
    let (class, ordinal, length) = read(line)?;
    let rest = line[length..].trim_start();
    let written = line[..length].trim_end();
    let marker =
        if written.contains(char::is_whitespace) { Cow::Owned(squeeze(written)) } else { Cow::Borrowed(written) };
    (!rest.is_empty()).then_some(Mark { lead: "", marker, rest, class, ordinal, star: None, hashes: 0 })
}

fn read(line: &str) -> Option<Found> {
    let first = line.chars().next()?;
    if closing(first).is_some() {
        let found = enclosed(line)?;
        return chain(line, found.1, found.2).or(Some(found));
    }
    if matches!(first, '第' | '議') {
        return ordinal(line);
    }
    if matches!(first, '.' | '．') {
        return enclosed::stopped(line);
    }
    let Some(found) = numeral::read(line) else {
        return word::parse(line);
    };
    let Numeral { value, script, dress, length } = found;
    match (script, dress) {
        (Script::Arabic | Script::Kanji, Dress::Circled) => circles(line, found),
        (Script::Arabic | Script::Kanji, Dress::Bracketed) => Some((Class::Paren, value, length)),
        (_, Dress::Circled | Dress::Bracketed) => Some((dressed(found)?, value, length)),
        (_, Dress::Dotted) => Some((Class::Arabic, value, length)),
        (Script::Arabic, _) => arabic(line, found),
        (Script::Kanji, _) => kanji(line, found),
        // Ｃ　 counts letters, not hundreds.
        (Script::Roman, _) if line.starts_with(['Ｃ', 'Ｄ', 'Ｌ', 'Ｍ']) && length == 'Ｃ'.len_utf8() => {
            letter(line, numeral::as_letter(found, line)?).or_else(|| chain(line, value, length))
        }
        (Script::Roman | Script::RomanSmall, _) => roman(line, found)
            .or_else(|| chain(line, value, length))
            .or_else(|| letter(line, numeral::as_letter(found, line)?))
            .or_else(|| word::parse(line)),
        (Script::Upper | Script::Lower, _) => {
            letter(line, found).or_else(|| chain(line, value, length)).or_else(|| word::parse(line))
        }
        (Script::Katakana | Script::Hiragana, _) => kana(line, found).or_else(|| word::parse(line)),
        (Script::Stem, _) => stem(line, found),
    }
}

/// The class of ㋐, Ⓐ, ⒜.
fn dressed(found: Numeral) -> Option<Class> {
    let style = if found.dress == Dress::Circled { IN_CIRCLE } else { IN_BRACKETS };
    lettered(found.script, style)
}

/// Several circled numbers may name one line: ㉔㉕㉖青年部.
fn circles(line: &str, first: Numeral) -> Option<Found> {
    if let Some(found) = chain(line, first.value, first.length) {
        return Some(found);
    }
    let length = line.char_indices().find(|(_, c)| numeral::circled(*c).is_none()).map_or(line.len(), |(at, _)| at);
    let stop = line[length..].chars().next().filter(|c| matches!(c, '.' | '．' | '：' | ':'));
    Some((Class::Circled, first.value, length + stop.map_or(0, char::len_utf8)))
}

/// `1.` `1．` `1、` `1)` `2 .` `1-1` `1.1`, and `1` with a blank before words.
fn arabic(line: &str, first: Numeral) -> Option<Found> {
    let ordinal = first.value;
    if ordinal == 0 || ordinal > GREATEST {
        return None;
    }
    let (parts, at) = links(line, first.length, Dots::Too)?;
    let class = |alone| if parts == 1 { alone } else { Class::Dotted(parts) };
    let tail = &line[at..];
    let stop_at = at + (tail.len() - tail.trim_start().len());
    let stop = line[stop_at..].chars().next()?;
    let (end, after) = (stop_at + stop.len_utf8(), line[stop_at..].chars().nth(1));
    match stop {
        '.' | '．' | '、' | '，' | ':' | '：'
            if after.is_none_or(|c| digit(c).is_none() && !matches!(c, '.' | '．')) =>
        {
            return Some((class(Class::Arabic), ordinal, end));
        }
        ')' | '）' => return Some((class(Class::HalfParen), ordinal, end)),
        _ => {}
    }
    let words = tail.trim_start();
    // ３　３　研修: the number that the page printed, and the one that was typed.
    let again =
        words.strip_prefix(&line[..at]).filter(|rest| parts == 1 && tail.starts_with('\u{3000}') && named(rest));
    if let Some(rest) = again {
        return Some((Class::Bare, ordinal, line.len() - rest.len()));
    }
    if stop_at > at {
        let named = is_japanese(stop) && !is_figure(words)
            || stop.is_ascii_alphabetic()
            || matches!(stop, 'Ａ'..='Ｚ' | '（' | '「' | '【' | '『')
            || opens_name(words)
            || begins_with_count(words);
        return named.then_some((class(Class::Bare), ordinal, at));
    }
    if parts == 1 && opens_name(words) {
        return Some((Class::Bare, ordinal, at));
    }
    (parts > 1 && (is_japanese(stop) || stop == '「') && !is_figure(words)).then_some((class(Class::Bare), ordinal, at))
}

/// Is it a wide blank, and words that are no figure?
fn named(rest: &str) -> bool {
    let words = rest.trim_start();
    rest.starts_with('\u{3000}') && words.starts_with(is_japanese) && !is_figure(words)
}

/// Do the words after a number say how many things they name: 2 3つの戦略, 1 5か年計画?
fn begins_with_count(words: &str) -> bool {
    let Some((_, length)) = super::super::number::short(words) else { return false };
    ["つの", "つ", "本の柱", "本柱", "大重点", "か年", "カ年", "ヶ年", "ケ年"]
        .iter()
        .any(|count| words[length..].starts_with(count))
}

/// Do the words after a number stand in angle brackets, as a heading does: 1＜動向調査に関すること＞?
fn opens_name(words: &str) -> bool {
    let Some(open) = words.chars().next().filter(|c| matches!(c, '＜' | '<' | '〈' | '《' | '≪' | '［' | '〔'))
    else {
        return false;
    };
    let inside = &words[open.len_utf8()..];
    inside.starts_with(is_japanese)
        && !inside.starts_with('年')
        && closing(open).is_some_and(|close| inside.contains(close))
}

/// Are points separators of numbers too?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dots {
    Too,
    No,
}

/// How many parts a number has whose first part ends here, and where the last ends; none if they are no mark's.
fn links(line: &str, mut at: usize, dots: Dots) -> Option<(u8, usize)> {
    let mut parts = 1;
    while let Some(separator) = line[at..].chars().next() {
        let after = &line[at + separator.len_utf8()..];
        let linked = match separator {
            // After a point only digits, as `１．①支援` is two marks.
            '.' | '．' if dots == Dots::Too => numeral::read(after)
                .filter(|found| (found.script, found.dress) == (Script::Arabic, Dress::Bare))
                .map(|found| (found.value, found.length)),
            c if is_dash(c) => link(after),
            _ => None,
        };
        let Some((value, length)) = linked else { break };
        if value == 0 || value > GREATEST_PART || parts == MOST_PARTS {
            return None;
        }
        parts += 1;
        at += separator.len_utf8() + length;
    }
    Some((parts, at))
}

/// What may follow the dash of a number of several parts: 1, (1), ①.
fn link(text: &str) -> Option<(u32, usize)> {
    let plain = numeral::read(text).filter(|found| {
        found.script == Script::Arabic && matches!(found.dress, Dress::Bare | Dress::Circled | Dress::Bracketed)
    });
    plain.map(|found| (found.value, found.length)).or_else(|| {
        enclosed(text).filter(|(class, ..)| *class == Class::Paren).map(|(_, value, length)| (value, length))
    })
}

/// Ⅱ－１, (1)-2, ①-1, A-1: numbers of several parts of which the first is no plain number.
fn chain(line: &str, ordinal: u32, length: usize) -> Option<Found> {
    let (parts, at) = links(line, length, Dots::No)?;
    let next = line[at..].chars().next()?;
    let stop = if matches!(next, '.' | '．' | '、' | '：' | ':') { next.len_utf8() } else { 0 };
    // B-1グランプリ is a name: after a letter something must part the number from the words.
    let latin = line.starts_with(|c: char| {
        is_latin(c)
            && digit(c).is_none()
            && numeral::read(line).is_some_and(|own| own.length == c.len_utf8() && !matches!(own.script, Script::Roman))
    });
    let apart = stop > 0 || next.is_whitespace() || !latin && (is_japanese(next) || matches!(next, '「' | '『'));
    (parts > 1 && apart && !is_figure(line[at..].trim_start())).then_some((Class::Dotted(parts), ordinal, at + stop))
}

/// Do the words after a number begin with a counter, so that the number is a figure and no mark? `3 回`, `4 月から`,
/// `60 歳以上`.
fn is_figure(words: &str) -> bool {
    const BOUNDS: [&str; 8] = ["以上", "以下", "以内", "未満", "程度", "前後", "ずつ", "ごと"];
    // 3 日帰り研修 and 4 年末調整 are numbered, 3 日 and 4 年末 are times.
    const NAMES: [&str; 14] = [
        "年次大",
        "年次総",
        "年次報",
        "日帰",
        "日本",
        "日商",
        "日常",
        "年末調",
        "年末大",
        "年賀",
        "月例",
        "月刊",
        "月次",
        "万博",
    ];
    if NAMES.iter().any(|name| words.starts_with(name)) {
        return false;
    }
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return false };
    let rest = letters.as_str();
    let alone = rest.chars().next().is_none_or(|c| !is_japanese(c));
    let bounded = || BOUNDS.iter().any(|bound| rest.starts_with(bound));
    matches!(first, '年' | '月' | '日' | '億' | '万' | '千' | '割' | '倍')
        || (alone || bounded()) && (unit::is_counter(first) || matches!(first, '歳' | '才'))
}

/// 第1章, 第２節, 第1編, 第3条, 第2号議案, 議案第2号, and 第1 before a blank.
fn ordinal(line: &str) -> Option<Found> {
    let head = line.strip_prefix("議案").unwrap_or(line);
    let inside = head.strip_prefix('第')?.trim_start();
    let found = numeral::read(inside).filter(|found| {
        matches!(found.script, Script::Arabic | Script::Kanji | Script::Roman) && (1..=GREATEST).contains(&found.value)
    })?;
    let (ordinal, at) = (found.value, line.len() - inside.len() + found.length);
    let spaced = line[at..].starts_with(char::is_whitespace);
    let tail = line[at..].trim_start();
    let (class, length) = counter(tail, head.len() < line.len()).unwrap_or((Class::Ordinal, 0));
    if class == Class::Ordinal {
        let stop = tail.chars().next().filter(|c| matches!(c, '．' | '.'));
        let end = line.len() - tail.len() + stop.map_or(0, char::len_utf8);
        return (stop.is_some() || spaced).then_some((class, ordinal, if stop.is_some() { end } else { at }));
    }
    let end = line.len() - tail.len() + length;
    let follows = line[end..].chars().next()?;
    let parted = follows.is_whitespace() || matches!(follows, '：' | ':' | '．' | '.' | '「');
    let bracketed = matches!(follows, '（' | '(') && matches!(class, Class::Article | Class::Motion);
    // 第１章 may run straight into its title, but not into a sentence about itself.
    let direct = !spaced
        && matches!(class, Class::Chapter | Class::Clause | Class::Motion)
        && is_japanese(follows)
        && !matches!(follows, 'の' | 'で' | 'に' | 'は' | 'を' | 'が' | 'と' | 'か' | 'ま' | '会');
    let stop = if matches!(follows, '：' | ':' | '．' | '.') { follows.len_utf8() } else { 0 };
    if parted || bracketed || direct {
        return Some((class, ordinal, end + stop));
    }
    spaced.then_some((Class::Ordinal, ordinal, at))
}

/// What 第n counts, and its length.
fn counter(tail: &str, of_motion: bool) -> Option<(Class, usize)> {
    if of_motion {
        return tail.starts_with('号').then_some((Class::Motion, '号'.len_utf8()));
    }
    let counters = [
        ("号議案", Class::Motion),
        ("部", Class::Part),
        ("編", Class::Part),
        ("章", Class::Chapter),
        ("節", Class::Clause),
        ("条", Class::Article),
    ];
    let plain = counters.into_iter().find(|(word, _)| tail.starts_with(word)).map(|(word, class)| (class, word.len()));
    // 第1の柱
    let worded = || {
        let (class, length) = word::named(tail.strip_prefix('の')?)?;
        Some((class, 'の'.len_utf8() + length))
    };
    plain.or_else(worded)
}

/// Ⅰ．X, I. X, Ⅰ　X; Latin letters want a dot or a blank after them, and then words.
fn roman(line: &str, found: Numeral) -> Option<Found> {
    let one_letter = matches!(line.chars().next()?, 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ');
    let tail = &line[found.length..];
    let next = tail.chars().next()?;
    let late = tail.trim_start().chars().next()?;
    let end = match next {
        '.' | '．' | '、' | '，' | ')' | '）' | '：' | ':' => found.length + next.len_utf8(),
        c if c.is_whitespace() && matches!(late, '.' | '．' | ')' | '）') => {
            line.len() - tail.trim_start().len() + late.len_utf8()
        }
        c if is_dash(c) && one_letter => return None,
        c if c.is_whitespace() || one_letter && (is_japanese(c) || c == '「') => found.length,
        _ => return None,
    };
    let words = line[end..].trim_start().chars().next()?;
    let class = if found.script == Script::Roman { Class::Roman } else { Class::RomanSmall };
    (one_letter || is_japanese(words) || matches!(words, '「' | '『')).then_some((class, found.value, end))
}

/// `A.` `a)` `Ｂ．`, and `Ｃ` before a full-width blank
fn letter(line: &str, found: Numeral) -> Option<Found> {
    let (stop, end) = stop_after(line, found.length)?;
    let next = line[end..].chars().next()?;
    let style = match stop {
        '.' | '．' => STOPPED,
        ')' | '）' => BEFORE_BRACKET,
        '\u{3000}' if line.starts_with(|c| matches!(c, 'Ａ'..='Ｚ')) && names(&line[found.length..]) => {
            return Some((lettered(found.script, STOPPED)?, found.value, found.length));
        }
        _ => return None,
    };
    let class = lettered(found.script, style)?;
    // ａ．ＢＣＰの普及: beside a full-width stop full-width letters are text.
    let wide = stop == '．' && found.script == Script::Lower && matches!(next, 'Ａ'..='Ｚ');
    (next.is_whitespace() || is_japanese(next) || next == '「' || wide).then_some((class, found.value, end))
}

/// The stop of a mark and where it ends; a page set letter by letter has a blank before it (ア . 巡回).
fn stop_after(line: &str, length: usize) -> Option<(char, usize)> {
    let tail = &line[length..];
    let late = tail.trim_start().chars().next().filter(|c| matches!(c, '.' | '．' | ')' | '）'));
    let stop = late.or_else(|| tail.chars().next())?;
    let blanks = late.map_or(0, |_| tail.len() - tail.trim_start().len());
    Some((stop, length + blanks + stop.len_utf8()))
}

/// ア．, イ), い）, ウ ．, and ア before a blank.
fn kana(line: &str, found: Numeral) -> Option<Found> {
    let (stop, end) = stop_after(line, found.length)?;
    let katakana = found.script == Script::Katakana;
    let class = |style| lettered(found.script, style);
    match stop {
        '.' | '．' => Some((class(STOPPED)?, found.value, end)),
        '、' if katakana => Some((class(STOPPED)?, found.value, end)),
        ')' | '）' => Some((class(BEFORE_BRACKET)?, found.value, end)),
        c if c.is_whitespace() && katakana && names(&line[end..]) => Some((class(STOPPED)?, found.value, found.length)),
        _ => None,
    }
}

/// Do words follow that are not set letter by letter? ア ラ カ ル ト is letter-spaced, not numbered.
fn names(text: &str) -> bool {
    let mut after = text.trim_start().chars();
    let begins = |c: char| is_japanese(c) || is_latin(c) || matches!(c, '「' | '『' | '〈' | '＜' | '【' | '《');
    after.next().is_some_and(begins) && after.next().is_some_and(|c| !c.is_whitespace())
}

/// 一、 二． 十二） and 一 before a full-width blank; 壱 before any blank.
fn kanji(line: &str, found: Numeral) -> Option<Found> {
    let (stop, end) = stop_after(line, found.length)?;
    let deed = !line.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    match stop {
        '、' | '．' | '.' | '）' | ')' => Some((Class::Kanji, found.value, end)),
        c if (c == '\u{3000}' || deed && c.is_whitespace()) && names(&line[found.length..]) => {
            Some((Class::Kanji, found.value, found.length))
        }
        _ => None,
    }
}

/// 甲、 乙） and 甲 before a blank.
fn stem(line: &str, found: Numeral) -> Option<Found> {
    let (stop, end) = stop_after(line, found.length)?;
    match stop {
        '、' | '．' | '.' | '）' | ')' => Some((Class::Stem, found.value, end)),
        c if c.is_whitespace() && names(&line[found.length..]) => Some((Class::Stem, found.value, found.length)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Class, u32, &str)> {
        parse(line).map(|mark| (mark.class, mark.ordinal, mark.rest))
    }

    #[test]
    fn numbers_of_every_kind() {
        for (line, class, ordinal, rest) in [
            ("第１章　基本方針", Class::Chapter, 1, "基本方針"),
            ("第1の柱　創業の支援", parse("柱1　創業の支援").unwrap().class, 1, "創業の支援"),
            ("第 １ 章 基本方針", Class::Chapter, 1, "基本方針"),
            ("第２条（目的）", Class::Article, 2, "（目的）"),
            ("第3号議案　事業計画", Class::Motion, 3, "事業計画"),
            ("第三号議案事業計画", Class::Motion, 3, "事業計画"),
            ("議案第１号　事業報告", Class::Motion, 1, "事業報告"),
            ("第１　基本方針", Class::Ordinal, 1, "基本方針"),
            ("Ⅲ．地域", Class::Roman, 3, "地域"),
            ("ⅲ．地域", Class::RomanSmall, 3, "地域"),
            ("ii) 地域", Class::RomanSmall, 2, "地域"),
            ("IV. 県内外", Class::Roman, 4, "県内外"),
            ("Ⅱ ．地域", Class::Roman, 2, "地域"),
            ("３　３　研修の充実", Class::Bare, 3, "研修の充実"),
            ("１  基本的考え方", Class::Bare, 1, "基本的考え方"),
            ("2 .会員", Class::Arabic, 2, "会員"),
            ("3 . 記帳", Class::Arabic, 3, "記帳"),
            ("2 ) 会員", Class::HalfParen, 2, "会員"),
            ("1-1 地域の活性化", Class::Dotted(2), 1, "地域の活性化"),
            ("1.1地域", Class::Dotted(2), 1, "地域"),
            ("Ⅱ－１　観光", Class::Dotted(2), 2, "観光"),
            ("Ⅱ－１－（２）　誘客", Class::Dotted(3), 2, "誘客"),
            ("3-1-①開業", Class::Dotted(3), 3, "開業"),
            ("（１）－②　開業", Class::Dotted(2), 1, "開業"),
            ("A-2 開業", Class::Dotted(2), 1, "開業"),
            ("（４）創業", Class::Paren, 4, "創業"),
            ("( 1 ) 創業", Class::Paren, 1, "創業"),
            ("㈡創業", Class::Paren, 2, "創業"),
            ("［３］創業", Class::Bracket, 3, "創業"),
            ("【２】創業", Class::Framed, 2, "創業"),
            ("㉔㉕青年部", Class::Circled, 24, "青年部"),
            ("➊ 巡回", Class::Circled, 1, "巡回"),
            ("㊂巡回", Class::Circled, 3, "巡回"),
            ("⒉巡回", Class::Arabic, 2, "巡回"),
            ("Ⓑ巡回", Class::Latin(3), 2, "巡回"),
            ("㋒巡回", Class::Kana(3), 3, "巡回"),
            ("ハ）交流", Class::Kana(2), 4, "交流"),
            ("い）交流", Class::Kana(6), 2, "交流"),
            ("（う）交流", Class::Kana(5), 3, "交流"),
            ("弐 まちづくり", Class::Kanji, 2, "まちづくり"),
            ("参、まちづくり", Class::Kanji, 3, "まちづくり"),
            ("乙 創業の支援", Class::Stem, 2, "創業の支援"),
            ("（丙）創業の支援", Class::Stem, 3, "創業の支援"),
            ("基本目標２　伴走", Class::Word(2), 2, "伴走"),
            ("基本目標Ⅱ　伴走", Class::Word(2), 2, "伴走"),
            ("その３　伴走", Class::Word(33), 3, "伴走"),
        ] {
            assert_eq!(read(line), Some((class, ordinal, rest)), "{line}");
        }
    }

    #[test]
    fn figures_and_words_are_no_marks() {
        for line in [
            "2.8% 5.6%",
            "10月7日",
            "2020.第2期",
            "0 0 0 1",
            "800 31639.50%",
            "13区商工会",
            "3 回",
            "60 歳以上の経営者",
            "2 名以上の職員",
            "4 品 4 品",
            "7 年 3 月",
            "1.5倍",
            "V字回復",
            "IT化",
            "IIX. 会議",
            "第２回会議",
            "第１章では",
            "第２号議案の審議",
            "03-1234-5678",
            "2 2 0 0",
            "B-1グランプリ",
            "あ、会議",
            "い う え",
            "一 般的な",
            "甲 乙 丙",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
