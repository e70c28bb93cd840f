//! Numerals in brackets, and what letters in brackets of each style count: (1), （ア）, ［1］, 【1】.
//!
//! What comes in is a line, what goes out is class, number and length of the mark. This file must not know what stands
//! before or behind the brackets.

use super::class::{Class, IN_BRACKETS, SMALL};
use crate::letter::closing;
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
    let inner = line[open.len_utf8()..].trim_start();
    let found = numeral::read(inner)?;
    let tail = inner[found.length..].trim_start();
    let round = matches!(open, '(' | '（');
    let end = tail.chars().next().filter(|c| *c == close || round && matches!(c, ')' | '）'))?;
    let length = line.len() - tail.len() + end.len_utf8();
    let counted = matches!(found.script, Script::Arabic | Script::Kanji);
    let class = match open {
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
