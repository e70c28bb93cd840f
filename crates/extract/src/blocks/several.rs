//! Several marks on one line: `▽A▽B`, `①A ②B`, `…する。 - B`. Each begins a line of its own.
//!
//! What comes in are lines, what goes out are the same cut at such marks. A number must follow the one before it, a
//! sign must begin the line or come after a sentence; the dot and the dash within words stay. The first number of a list
//! may stand behind the heading of the list: `事業方針1、安心なまち`. This file must not know the tree.

use super::chars::width;
use super::mark::{self, Class, family};
use super::raw::{self, Raw};
use kurabe_text::letter::{closing, is_japanese};
use std::collections::HashMap;

/// Cuts lines at the marks inside them.
pub(super) fn cut(raws: Vec<Raw>) -> Vec<Raw> {
    let (names, headings) = (names(&raws), headings(&raws));
    let mut out = Vec::with_capacity(raws.len());
    for ((raw, name), heading) in raws.into_iter().zip(names).zip(headings) {
        let mut cuts = if may_hold(&raw) { places(&raw.text) } else { Vec::new() };
        let named = cuts.is_empty() && name.is_some();
        cuts.extend(name.filter(|_| named));
        if let Some(heading) = heading.filter(|_| !named) {
            cuts.retain(|at| *at > heading);
            cuts.insert(0, heading);
        }
        if cuts.is_empty() {
            out.push(raw);
            continue;
        }
        let ends = cuts.iter().copied().chain([raw.text.len()]);
        let mut from = 0;
        for to in ends {
            let piece = raw.text[from..to].trim_end();
            let part = raw::part(&raw, piece.to_owned());
            // The first item of a named list stands above the others.
            let columns: u32 = if named { raw.text[..from].chars().map(width).sum() } else { 0 };
            out.push(Raw { indent: part.indent + columns, ..part });
            from = to;
        }
    }
    out
}

/// Lines that are the name of a list and its first item: `商業部会　◇まちゼミの開催` above `　　　　　◇視察`, or several such
/// lines one after another; for each line the byte at which the item begins.
fn names(raws: &[Raw]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<(usize, char)>> =
        raws.iter().map(|raw| named(raw).filter(|_| may_hold(raw) && raw.class.is_none())).collect();
    let mut counts: HashMap<char, usize> = HashMap::new();
    found.iter().flatten().for_each(|(_, sign)| *counts.entry(*sign).or_default() += 1);
    for (at, name) in found.iter_mut().enumerate() {
        name.take_if(|(_, sign)| {
            let below = raws.get(at + 1).is_some_and(|next| next.trimmed().starts_with(*sign) && next.indent > 0);
            !below && counts.get(sign).is_none_or(|count| *count < 2)
        });
    }
    found.into_iter().map(|name| name.map(|(at, _)| at)).collect()
}

/// A short name, a blank, and a sign with words: the byte of the sign, and the sign.
fn named(raw: &Raw) -> Option<(usize, char)> {
    /// Letters of such a name.
    const NAME: usize = 14;
    let text = raw.text.as_ref();
    let sign =
        |c: char| family(c).is_some_and(|kind| matches!(kind, '■' | '□' | '◆' | '◇' | '○' | '●' | '◎' | '▼' | '▶'));
    let (at, c) = text.char_indices().find(|(_, c)| sign(*c))?;
    let name = text.get(..at)?;
    let letters = name.chars().filter(|c| !c.is_whitespace()).count();
    let plain = name.chars().all(|c| c.is_whitespace() || is_japanese(c) || c.is_alphanumeric() || c == '・');
    let words = text.get(at + c.len_utf8()..)?.trim_start().chars().next()?;
    let leads = name.ends_with(char::is_whitespace) && (2..=NAME).contains(&letters) && plain;
    (leads && (is_japanese(words) || "「『【".contains(words))).then_some((at, c))
}

/// Lines that are a heading and the first of the numbers below it, `事業方針1、安心なまち` above `2、`; for each line the
/// byte at which the number begins.
fn headings(raws: &[Raw]) -> Vec<Option<usize>> {
    // The ordinal of the next line that begins with a number, for each kind of number.
    let mut next: HashMap<Class, u32> = HashMap::new();
    let mut found = vec![None; raws.len()];
    for (at, raw) in raws.iter().enumerate().rev() {
        if may_hold(raw) {
            let own = mark::parse(raw.trimmed()).filter(|_| raw.class.is_some());
            found[at] = match own {
                None => headed(raw.text.as_ref(), &next),
                // (2)職員の資質向上 ①研修への派遣: behind a heading that has a number of its own.
                Some(own) if own.class.counts() => below(raw.text.as_ref(), &own, &next),
                Some(_) => None,
            };
        }
        if let Some(mark) = mark::parse(raw.trimmed()).filter(|mark| mark.class.counts()) {
            next.insert(mark.class, mark.ordinal);
        }
    }
    found
}

/// The byte at which ① begins behind a heading that has a number of another kind.
fn below(text: &str, own: &mark::Mark, next: &HashMap<Class, u32>) -> Option<usize> {
    let from = text.trim_end().strip_suffix(own.rest.trim_end())?.len();
    let heading = headed(&text[from..], next)? + from;
    let inner = mark::parse(&text[heading..])?;
    (inner.class == Class::Circled && own.class != Class::Circled).then_some(heading)
}

/// The byte at which the first number of a list begins behind its heading.
fn headed(text: &str, next: &HashMap<Class, u32>) -> Option<usize> {
    /// Letters of such a heading.
    const HEADING: usize = 30;
    let start = text.len() - text.trim_start().len();
    let mut letters = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        let said = letters >= 2
            && (is_japanese(before) || before.is_whitespace())
            && !matches!(before, '第' | '図' | '表' | '号' | '案' | '・' | 'の');
        if said && first_of_list(&text[at..], before.is_whitespace(), next) {
            return Some(at);
        }
        letters += usize::from(!c.is_whitespace());
        // What is bracketed or a sentence is no heading.
        if letters > HEADING || matches!(c, '。' | '、' | '，' | '「' | '（' | '(' | '【' | '『' | '：' | ':') {
            return None;
        }
        before = c;
    }
    None
}

/// Does the first number of a list begin here: one that the next line of its kind goes on from, or an unmistakable one?
fn first_of_list(tail: &str, parted: bool, next: &HashMap<Class, u32>) -> bool {
    let stopped = |mark: &mark::Mark| mark.marker.ends_with(['.', '．', '、', ')', '）']);
    let first = |mark: &mark::Mark| mark.ordinal == 1 && (stopped(mark) || mark.class == Class::Circled);
    let Some(mark) = mark::parse(tail).filter(|mark| mark.class.counts() && first(mark)) else {
        return false;
    };
    let roman = mark.class == Class::Roman && tail.starts_with('Ⅰ') && parted;
    let goes_on = || next.get(&Class::Circled) == Some(&2) || runs_on(mark.rest, Class::Circled);
    let words = |c: char| (is_japanese(c) || c == '「') && !"とのをにはがでや".contains(c);
    let circled = mark.class == Class::Circled && parted && mark.rest.starts_with(words) && goes_on();
    circled || roman || stopped(&mark) && next.get(&mark.class) == Some(&2) && mark.rest.starts_with(is_japanese)
}

fn may_hold(raw: &Raw) -> bool {
    !raw.leader && !raw.text.contains(['\t', '|', '｜', '<'])
}

/// What is known at a place inside a line.
struct At<'a> {
    /// Does a blank stand before it?
    parted: bool,
    /// The last letter before it, blanks aside.
    before: char,
    /// The line from here on.
    tail: &'a str,
}

/// The bytes at which marks inside a line begin.
fn places(text: &str) -> Vec<usize> {
    let line = text.trim();
    let own = mark::parse(line);
    let sign = own.as_ref().filter(|own| own.class.is_bullet()).and_then(|_| line.chars().next());
    let mut number = own.filter(|own| own.class.counts()).map(|own| (own.class, own.ordinal));
    let start = text.len() - text.trim_start().len();
    let (mut cuts, mut before, mut parted, mut depth) = (Vec::new(), ' ', false, 0u32);
    let mut said = 0u32;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        let place = At { parted, before, tail: &text[at..] };
        // Two letters at least must stand between two marks.
        if said > 2 && depth == 0 && (parted || before == '。' || sign == Some(c)) {
            if lists(&place, c, sign) {
                cuts.push(at);
                said = 0;
            } else if family(c).is_none()
                && let Some(next) = counted(&place, number)
            {
                number = Some(next);
                cuts.push(at);
                said = 0;
            }
        }
        depth = if closing(c).is_some() {
            depth + 1
        } else {
            depth.saturating_sub(u32::from(matches!(
                c,
                '）' | ')' | '」' | '』' | '】' | '〉' | '》' | '〕' | '］' | ']' | '＞' | '>'
            )))
        };
        parted = c.is_whitespace();
        if !parted {
            (before, said) = (c, said + 1);
        }
    }
    cuts
}

/// Does a sign list things here?
fn lists(place: &At, c: char, sign: Option<char>) -> bool {
    let Some(kind) = family(c) else { return false };
    let after = &place.tail[c.len_utf8()..];
    let spaced = after.starts_with(char::is_whitespace);
    let words = after
        .trim_start()
        .chars()
        .next()
        .is_some_and(|next| is_japanese(next) || next.is_ascii_alphabetic() || "「『【（".contains(next));
    let (ended, again) = (place.before == '。', sign == Some(c));
    let wide = matches!(place.before, 'の' | 'を' | 'に' | 'が' | 'は' | 'と' | 'や' | 'へ' | 'も' | '、' | '・');
    words
        && match kind {
            '※' => false,
            '-' if matches!(c, '*' | '＊') => (ended || again) && place.parted && !wide,
            '-' => ended && place.parted && spaced,
            '・' => !spaced && !wide && (ended || again && place.parted),
            '○' | '●' | '◎' => !spaced && !after.starts_with(c) && (ended || again && place.parted),
            _ => ended || again,
        }
}

/// The number that begins here, if it is the one after `last`, or the first of its kind after a sentence.
fn counted(place: &At, last: Option<(Class, u32)>) -> Option<(Class, u32)> {
    let mark = mark::parse(place.tail).filter(|mark| mark.class.counts() && mark.class != Class::Bare)?;
    let follows = last.is_some_and(|(class, ordinal)| class == mark.class && ordinal + 1 == mark.ordinal);
    let first = || {
        let next = mark.class.sign(2).is_some_and(|_| runs_on(mark.rest, mark.class));
        place.before == '。' && mark.ordinal == 1 && next
    };
    (follows || first()).then_some((mark.class, mark.ordinal))
}

/// Letters within which the second of a run is looked for.
const REACH: usize = 200;

/// Does the second of a run stand somewhere behind its first?
fn runs_on(rest: &str, class: Class) -> bool {
    let mut parted = false;
    for (at, c) in rest.char_indices().take(REACH) {
        if parted && mark::parse(&rest[at..]).is_some_and(|mark| mark.class == class && mark.ordinal == 2) {
            return true;
        }
        parted = c.is_whitespace() || c == '。';
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(line: &str) -> Vec<&str> {
        let mut from = 0;
        let cuts = places(line);
        cuts.into_iter().chain([line.len()]).map(|to| line[std::mem::replace(&mut from, to)..to].trim()).collect()
    }

    #[test]
    fn lines_are_cut_at_their_marks() {
        for (line, pieces) in [
            ("▽空き店舗を使う▽創業者を支える▽催しを開く", 3),
            ("◆相談会 ◆交流会", 2),
            ("○相談会 ○交流会", 2),
            ("・相談会の開催 ・交流会の開催", 2),
            ("①窓口の設置　②申請の支援", 2),
            ("(1)巡回 (2)窓口", 2),
            ("（１） 巡回相談　（２） 窓口相談 （３） 移動相談", 3),
            ("動画で知らせます。 - 誘客事業", 2),
            ("看板を立てる。②手提げ袋を配る", 1),
            ("①看板を立てる。②手提げ袋を配る", 2),
            ("支援する。(1)巡回相談の実施 (2)窓口相談の実施", 3),
            ("*相談会 *交流会", 2),
        ] {
            assert_eq!(cut_of(line).len(), pieces, "{line} {:?}", cut_of(line));
        }
    }

    #[test]
    fn a_heading_is_cut_from_the_first_of_its_list() {
        let next = HashMap::from([(Class::Arabic, 2)]);
        for (line, cut) in [
            ("令和6年度 事業方針1、安心なまちづくり", Some("1、安心なまちづくり")),
            ("重点事業 1.巡回相談", Some("1.巡回相談")),
            ("支援事業の内容 実施内容 評価 Ⅰ.支援事業の内容", Some("Ⅰ.支援事業の内容")),
            ("図1.会員の推移", None),
            ("会員は前年から1、2割減", None),
            ("会員の声を聞き、1.巡回相談", None),
            ("重点事業 (1)巡回相談", None),
            ("重点事業 ①巡回相談 ②窓口相談", Some("①巡回相談 ②窓口相談")),
            ("重点事業 ①巡回相談", None),
        ] {
            assert_eq!(headed(line, &next).map(|at| &line[at..]), cut, "{line}");
        }
        let next = HashMap::from([(Class::Circled, 2)]);
        for (line, cut) in [
            ("(2)職員の資質向上に関すること ①研修への派遣", Some("①研修への派遣")),
            ("2-1 動向調査に関すること ①景気の調査 年２回尋ねる。", Some("①景気の調査 年２回尋ねる。")),
            ("(2)前頁の ①と同じ", None),
        ] {
            let own = mark::parse(line).unwrap();
            assert_eq!(below(line, &own, &next).map(|at| &line[at..]), cut, "{line}");
        }
    }

    #[test]
    fn words_and_figures_are_not_cut() {
        for line in [
            "・普及・啓発の推進",
            "・会員と ・青年部",
            "○会員○○商工会議所",
            "▽前年比 ▽3.5",
            "- 東京 - 大阪の商談会",
            "1. 会員数は 3. 5倍",
            "①は②に続く",
            "令和7年 3月 31日",
            "・支援（・巡回 ・窓口）を行う",
            "重点 ・観光",
        ] {
            assert_eq!(cut_of(line).len(), 1, "{line} {:?}", cut_of(line));
        }
    }
}
