//! Numerals in brackets, and what letters in brackets of each style count: (1), （ア）, ［1］, 【1】.
//!
//! What comes in is a line, what goes out is class, number and length of the mark. This file must not know what stands
//! before or behind the brackets.

use super::class::{Class, IN_BRACKETS, OF_BENEFIT, SMALL, WORDS};
use crate::letter::{closing, is_japanese};
use crate::numeral::{self, Dress, GREATEST, Script};

/// Kind, number and length of a mark.
pub(super) type Found = (Class, u32, usize);

/// The class of a letter that numbers, by its script and its brackets.
pub(super) fn lettered(script: Script, style: u8) -> Option<Class> {
    Some(match script {
        Script::Katakana => Class::Kana(style),
        Script::Hiragana => Class::Kana(style + SMALL),
        Script::Upper => Class::Latin(style),
        Script::Lower => Class::Latin(style + SMALL),
        _ => return None,
    })
}

/// `(1)`, `（ア）`, `(a)`, `（一）`, `［1］`, `【1】`; blanks may stand inside.
pub(super) fn enclosed(line: &str) -> Option<Found> {
    let open = line.chars().next()?;
    let close = closing(open)?;
    if let Some(found) = emptied(line, open) {
        return Some(found);
    }
    let inner = line[open.len_utf8()..].trim_start();
    let of_benefit = OF_BENEFIT.iter().find_map(|word| inner.strip_prefix(word)).filter(|_| matches!(open, '(' | '（'));
    let inner = of_benefit.unwrap_or(inner);
    let found = numeral::read(inner)?;
    let tail = inner[found.length..].trim_start();
    let round = matches!(open, '(' | '（');
    let end = tail.chars().next().filter(|c| *c == close || round && matches!(c, ')' | '）'))?;
    let length = line.len() - tail.len() + end.len_utf8();
    let counted = matches!(found.script, Script::Arabic | Script::Kanji);
    let class = match open {
        _ if of_benefit.is_some() => benefit().filter(|_| found.script == Script::Arabic)?,
        '【' if counted => Class::Framed,
        '「' | '『' => return None,
        _ if !round => counted.then_some(Class::Bracket)?,
        _ if found.dress == Dress::Circled && counted => Class::Circled,
        _ => match found.script {
            Script::Arabic | Script::Kanji | Script::Roman => Class::Paren,
            Script::RomanSmall => Class::RomanSmall,
            Script::Stem => Class::Stem,
            script => lettered(script, IN_BRACKETS)?,
        },
    };
    (1..=GREATEST).contains(&found.value).then_some((class, found.value, length))
}

/// The class of (公1), (収1) and (他1).
fn benefit() -> Option<Class> {
    let at = WORDS.iter().position(|word| *word == OF_BENEFIT[0])?;
    u8::try_from(at).ok().map(Class::Word)
}

/// Letters of the shortest text behind a mark whose number was lost: what is chosen in a form (（）有 （）無) is shorter.
const SHORTEST: usize = 4;

/// `.経営の支援に関すること`: a stop whose number the page printed and the file does not give, most often a Roman one, for
/// which old fonts have letters of their own. Its number is 0.
pub(super) fn stopped(line: &str) -> Option<Found> {
    let stop = line.chars().next()?;
    let rest = line[stop.len_utf8()..].trim_start();
    let names = rest.starts_with(is_japanese) && rest.chars().nth(SHORTEST - 1).is_some();
    names.then_some((Class::Roman, 0, stop.len_utf8()))
}

/// Letters of what is chosen in a form between two brackets.
const CHOSEN: usize = 6;

/// `()巡回指導の強化`: round brackets whose number the page printed and the file does not give. Its number is 0.
fn emptied(line: &str, open: char) -> Option<Found> {
    let rest =
        ["()", "（）"].iter().filter(|_| matches!(open, '(' | '（')).find_map(|empty| line.strip_prefix(empty))?;
    let text = rest.trim_start();
    // （）内は前年度, （）は予定: what the brackets of the text mean. （）会員 （）非会員: what is chosen.
    let noted = ["内", "は", "の", "を", "印", "書"].iter().any(|word| text.starts_with(word));
    let next = ["()", "（）"].iter().filter_map(|empty| text.find(empty)).min();
    let chosen = next.is_some_and(|next| text[..next].chars().nth(CHOSEN).is_none());
    if noted || chosen {
        return None;
    }
    let names = text.starts_with(is_japanese) && text.chars().nth(SHORTEST - 1).is_some();
    names.then_some((Class::Paren, 0, line.len() - rest.len()))
}
