//! Marks that count: 第1章, Ⅰ．, 1., (1), ①, ア), 1-1 and their kin.
//!
//! What comes in is a line, what goes out is its mark with its number. This file must not know bullets.

use super::chars::{digit, is_japanese, number};
use super::letters::{kana, kanji_mark, kanji_number, word};
use super::mark::{Class, Mark};
use std::borrow::Cow;

pub(super) const KANJI: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲ";

/// The same in half width, as Word writes them in its lists.
const KANA_HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦ";

/// The place of a kana in its row, in either width, from 0.
pub(super) fn kana_place(c: char) -> Option<usize> {
    let place = |row: &str| row.chars().position(|kana| kana == c);
    place(KANA).or_else(|| place(KANA_HALF))
}

/// May a counted mark begin with this kanji?
pub(super) fn may_start(c: char) -> bool {
    KANJI.contains(&c) || matches!(c, '第' | '基' | '重' | '戦' | '施' | '方' | '目' | '柱' | '取' | '課' | '指')
}

/// Reads a counted mark at the start of a line.
///
/// `（２）人材` gives the marker `（２）`, the class `Paren`, the number 2, the rest 人材.
pub(super) fn parse(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    let (class, ordinal, length) = match first {
        '0'..='9' | '０'..='９' => arabic(line)?,
        '(' | '（' => parenthesis(line, first)?,
        '第' => counted(line)?,
        'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' | 'I' | 'V' | 'X' | 'Ｉ' | 'Ｖ' | 'Ｘ' => {
            roman_mark(line).or_else(|| roman_chain(line)).or_else(|| letter(line, first))?
        }
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => letter(line, first)?,
        'ア'..='ヲ' | 'ｦ' | 'ｱ'..='ﾜ' => kana(line, first).or_else(|| word(line))?,
        '⑴'..='⒇' => (Class::Paren, first as u32 - '⑴' as u32 + 1, 3),
        '㈠'..='㈩' => (Class::Paren, first as u32 - '㈠' as u32 + 1, 3),
        '⒈'..='⒛' => (Class::Arabic, first as u32 - '⒈' as u32 + 1, 3),
        _ if circled(first).is_some() => circles(line)?,
        _ if KANJI.contains(&first) => kanji_mark(line)?,
        _ => word(line)?,
    };
    let rest = line[length..].trim_start();
    (!rest.is_empty()).then(|| Mark {
        lead: "",
        marker: Cow::Borrowed(line[..length].trim_end()),
        rest,
        class,
        ordinal,
        star: None,
        hashes: 0,
    })
}

/// The number in a circle: ① to ㊿, ❶ to ❿.
pub(crate) fn circled(c: char) -> Option<u32> {
    let from = |base: char, value: u32| Some(c as u32 - base as u32 + value);
    match c {
        '①'..='⑳' => from('①', 1),
        '㉑'..='㉟' => from('㉑', 21),
        '㊱'..='㊿' => from('㊱', 36),
        '❶'..='❿' => from('❶', 1),
        '➀'..='➉' => from('➀', 1),
        '⓵'..='⓾' => from('⓵', 1),
        '⓫'..='⓴' => from('⓫', 11),
        _ => None,
    }
}

/// Several circled numbers may name one line: ㉔㉕㉖青年部.
fn circles(line: &str) -> Option<(Class, u32, usize)> {
    let ordinal = circled(line.chars().next()?)?;
    let length = line.char_indices().find(|(_, c)| circled(*c).is_none()).map_or(line.len(), |(at, _)| at);
    let dot = line[length..].chars().next().filter(|c| matches!(c, '.' | '．')).map_or(0, char::len_utf8);
    Some((Class::Circled, ordinal, length + dot))
}

/// `1.` `1．` `1、` `1)` `1-1` `1.1`, and `1` with a blank before words.
fn arabic(line: &str) -> Option<(Class, u32, usize)> {
    let (ordinal, mut at) = number(line)?;
    if ordinal == 0 || ordinal > 99 {
        return None;
    }
    let mut parts = 1u8;
    loop {
        let mut next = line[at..].chars();
        let separator = next.next()?;
        let after = next.as_str();
        match separator {
            '-' | '－' | '‐' | '−' | '–' | 'ー' | '.' | '．' if linked(separator, after).is_some() => {
                let (value, length) = linked(separator, after)?;
                if value == 0 || value > 50 || parts == 4 {
                    return None;
                }
                parts += 1;
                at += separator.len_utf8() + length;
            }
            '.' | '．' | '、' | '，' | ':' | '：'
                if after.starts_with(|c: char| digit(c).is_none() && c != '.') || after.is_empty() =>
            {
                let class = if parts == 1 { Class::Arabic } else { Class::Dotted(parts) };
                return Some((class, ordinal, at + separator.len_utf8()));
            }
            ')' | '）' if parts == 1 => {
                return Some((Class::HalfParen, ordinal, at + separator.len_utf8()));
            }
            c if c.is_whitespace() => {
                let words = after.trim_start().chars().next()?;
                let class = if parts == 1 { Class::Bare } else { Class::Dotted(parts) };
                let named = is_japanese(words) && !is_unit(after.trim_start())
                    || words == '「'
                    || words.is_ascii_alphabetic()
                    || matches!(words, 'Ａ'..='Ｚ' | '（' | '【' | '『');
                return named.then_some((class, ordinal, at));
            }
            c if parts > 1 && (is_japanese(c) || c == '「') && !is_unit(&line[at..]) => {
                return Some((Class::Dotted(parts), ordinal, at));
            }
            _ => return None,
        }
    }
}

/// The next part of a number of several parts: after a point only digits, as `１．①支援` is two marks.
fn linked(separator: char, after: &str) -> Option<(u32, usize)> {
    if matches!(separator, '.' | '．') { number(after) } else { link(after) }
}

/// What may follow the dash of a number of several parts: 1, (1), ①.
fn link(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    number(text).or_else(|| circled(first).map(|value| (value, first.len_utf8()))).or_else(|| {
        match parenthesis(text, first)? {
            (Class::Paren, value, length) if matches!(first, '(' | '（') => Some((value, length)),
            _ => None,
        }
    })
}

/// A counter of things or of time, after which a number is a figure and not a mark.
fn is_unit(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next();
    let alone = letters.next().is_none_or(|c| !is_japanese(c));
    matches!(
        first,
        Some(
            '人' | '件'
                | '回'
                | '社'
                | '名'
                | '円'
                | '日'
                | '月'
                | '年'
                | '時'
                | '分'
                | '倍'
                | '割'
                | '点'
                | '位'
                | '億'
                | '万'
                | '千'
        )
    ) && (alone || matches!(first, Some('年' | '月' | '日' | '億' | '万' | '千' | '割' | '倍')))
}

/// `(1)`, `（ア）`, `(a)`, `（一）`.
pub(super) fn parenthesis(line: &str, open: char) -> Option<(Class, u32, usize)> {
    let inside = &line[open.len_utf8()..];
    let padded = inside.len() - inside.trim_start().len();
    let inner = inside.trim_start();
    let first = inner.chars().next()?;
    let (class, ordinal, length) = if let Some((value, length)) = number(inner) {
        (Class::Paren, value, length)
    } else if let Some(at) = KANJI.iter().position(|c| *c == first) {
        (Class::Paren, at as u32 + 1, first.len_utf8())
    } else if let Some(at) = kana_place(first) {
        (Class::Kana(1), at as u32 + 1, first.len_utf8())
    } else if first.is_ascii_alphabetic() {
        (Class::Latin(1), first.to_ascii_lowercase() as u32 - 'a' as u32 + 1, 1)
    } else {
        return None;
    };
    let tail = &inner[length..];
    let closing = tail.trim_start();
    let close = closing.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let end = open.len_utf8() + padded + length + (tail.len() - closing.len()) + close.len_utf8();
    (ordinal > 0 && ordinal < 100).then_some((class, ordinal, end))
}

/// 第1章, 第２節, 第1編, and 第1 before a blank.
fn counted(line: &str) -> Option<(Class, u32, usize)> {
    let after = &line['第'.len_utf8()..];
    let (ordinal, length) = number(after).or_else(|| kanji_number(after)).or_else(|| roman(after))?;
    let at = '第'.len_utf8() + length;
    let counter = line[at..].chars().next()?;
    let class = match counter {
        '部' | '編' => Class::Part,
        '章' => Class::Chapter,
        '節' => Class::Clause,
        c if c.is_whitespace() => return Some((Class::Ordinal, ordinal, at)),
        '．' | '.' => return Some((Class::Ordinal, ordinal, at + counter.len_utf8())),
        _ => return None,
    };
    let end = at + counter.len_utf8();
    let follows = line[end..].chars().next()?;
    (follows.is_whitespace()
        || matches!(follows, '：' | ':' | '．' | '.' | '「')
        || class != Class::Part && is_japanese(follows) && !matches!(follows, 'の' | 'で' | 'に' | 'は' | 'を' | '会'))
    .then_some((class, ordinal, end))
}

/// A Roman numeral in one character or in Latin letters, up to 39: its value and length.
pub(super) fn roman(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    match first {
        'Ⅰ'..='Ⅻ' => return Some((first as u32 - 'Ⅰ' as u32 + 1, 3)),
        'ⅰ'..='ⅻ' => return Some((first as u32 - 'ⅰ' as u32 + 1, 3)),
        _ => {}
    }
    let value = |c| match c {
        'I' | 'Ｉ' => Some(1),
        'V' | 'Ｖ' => Some(5),
        'X' | 'Ｘ' => Some(10),
        _ => None,
    };
    let (mut total, mut length, mut last) = (0u32, 0, 0u32);
    for (count, c) in text.chars().enumerate() {
        let Some(v) = value(c) else { break };
        if count == 5 {
            return None;
        }
        total += v;
        if last < v {
            total = total.checked_sub(2 * last)?;
        }
        last = v;
        length += c.len_utf8();
    }
    (length > 0 && total > 0).then_some((total, length))
}

/// Ⅱ－１, Ⅱ-1-(2): numbers of several parts that begin with a Roman one.
fn roman_chain(line: &str) -> Option<(Class, u32, usize)> {
    let (ordinal, mut at) = roman(line)?;
    let mut parts = 1u8;
    while let Some(after) = line[at..].strip_prefix(['-', '－', '‐', '−', '–', 'ー'])
        && let Some((value, length)) = link(after)
    {
        if value == 0 || value > 50 || parts == 4 {
            return None;
        }
        parts += 1;
        at = line.len() - after.len() + length;
    }
    let next = line[at..].chars().next()?;
    let stop = if matches!(next, '.' | '．' | '、' | '：' | ':') { next.len_utf8() } else { 0 };
    let apart = stop > 0 || next.is_whitespace() || is_japanese(next) || matches!(next, '「' | '『');
    (parts > 1 && apart && !is_unit(&line[at..])).then_some((Class::Dotted(parts), ordinal, at + stop))
}

/// Ⅰ．X, I. X, Ⅰ　X; Latin letters want a dot or a blank after them, and then words.
fn roman_mark(line: &str) -> Option<(Class, u32, usize)> {
    let (ordinal, length) = roman(line)?;
    let one_letter = matches!(line.chars().next()?, 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ');
    let next = line[length..].chars().next()?;
    let end = match next {
        '.' | '．' | '、' | '，' | ')' | '）' | '：' | ':' => length + next.len_utf8(),
        '-' | '－' if one_letter => return None,
        c if c.is_whitespace() || one_letter && (is_japanese(c) || c == '「') => length,
        _ => return None,
    };
    let words = line[end..].trim_start().chars().next()?;
    (one_letter || is_japanese(words) || matches!(words, '「' | '『')).then_some((Class::Roman, ordinal, end))
}

/// `A.` `a)` `Ｂ．`
fn letter(line: &str, first: char) -> Option<(Class, u32, usize)> {
    let base = match first {
        'A'..='Z' => 'A',
        'a'..='z' => 'a',
        'Ａ'..='Ｚ' => 'Ａ',
        _ => 'ａ',
    };
    let stop = line[first.len_utf8()..].chars().next()?;
    let end = first.len_utf8() + stop.len_utf8();
    let next = line[end..].chars().next()?;
    let style = match stop {
        '.' | '．' => 0,
        ')' | '）' => 2,
        _ => return None,
    };
    (next.is_whitespace() || is_japanese(next) || next == '「').then_some((
        Class::Latin(style),
        first as u32 - base as u32 + 1,
        end,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Class, u32, &str)> {
        parse(line).map(|mark| (mark.class, mark.ordinal, mark.rest))
    }

    #[test]
    fn numbers_of_every_kind() {
        assert_eq!(read("第１章　基本方針"), Some((Class::Chapter, 1, "基本方針")));
        assert_eq!(read("Ⅲ．地域"), Some((Class::Roman, 3, "地域")));
        assert_eq!(read("IV. 県内外"), Some((Class::Roman, 4, "県内外")));
        assert_eq!(read("１  基本的考え方"), Some((Class::Bare, 1, "基本的考え方")));
        assert_eq!(read("1-1 地域の活性化"), Some((Class::Dotted(2), 1, "地域の活性化")));
        assert_eq!(read("1.1地域"), Some((Class::Dotted(2), 1, "地域")));
        assert_eq!(read("Ⅱ－１　観光"), Some((Class::Dotted(2), 2, "観光")));
        assert_eq!(read("Ⅱ－１－（２）　誘客"), Some((Class::Dotted(3), 2, "誘客")));
        assert_eq!(read("3-1-①開業"), Some((Class::Dotted(3), 3, "開業")));
        assert_eq!(read("（４）創業"), Some((Class::Paren, 4, "創業")));
        assert_eq!(read("㉔㉕青年部"), Some((Class::Circled, 24, "青年部")));
        assert_eq!(read("ハ）交流"), Some((Class::Kana(2), 26, "交流")));
        // As Word writes its own numbers: half-width kana, and kanji in parentheses as one character.
        assert_eq!(read("ﾊ) 交流"), Some((Class::Kana(2), 26, "交流")));
        assert_eq!(read("(ｱ) 窓口相談"), Some((Class::Kana(1), 1, "窓口相談")));
        assert_eq!(read("（ｺ）窓口相談"), Some((Class::Kana(1), 10, "窓口相談")));
        assert_eq!(read("㈡ 観光"), Some((Class::Paren, 2, "観光")));
        assert_eq!(read("ｱﾝｹｰﾄ調査"), None);
        assert_eq!(read("基本目標２　伴走"), Some((Class::Word(2), 2, "伴走")));
    }

    #[test]
    fn figures_are_no_marks() {
        for line in [
            "2.8% 5.6%",
            "10月7日",
            "2020.第2期",
            "0 0 0 1",
            "800 31639.50%",
            "13区商工会",
            "3 回",
            "V字回復",
            "IT化",
            "第２回会議",
            "03-1234-5678",
            "2 2 0 0",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
