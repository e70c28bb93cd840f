//! Sentences that the page's width broke, put together again.
//!
//! What comes in are lines, what goes out is whether one goes on in the next. This file must not know blank
//! lines: a source may set one after every line or none at all, and says the same.

use super::chars::{digit, ends_sentence, is_hiragana, is_japanese};
use super::joint::Joints;
use super::mark::{self, Class};
use super::measure::Measure;
use super::raw::Raw;
use crate::vocabulary::{is_action, words};
use kurabe_model::year;
use kurabe_text::day;
use kurabe_text::spacing::{before_words, squeeze};
use std::collections::HashSet;

/// A block that is still growing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Growing {
    /// The kind of the mark that it began with.
    pub(super) class: Option<Class>,
    /// Brackets still open.
    pub(super) open: u32,
    /// Lines that were only taken for the sake of an open bracket.
    pub(super) held: u32,
}

/// What is known of the lines of a document when two of them meet.
pub(super) struct Seams<'a> {
    pub(super) raws: &'a [Raw<'a>],
    /// Lines that the contents list names, squeezed.
    whole: &'a HashSet<String>,
    measure: Measure,
    joints: Joints,
}

/// Does a line name a part of the body and, behind a gap or dots, what it does?
fn names_part(line: &Raw) -> bool {
    before_words(line.trimmed()).is_some_and(|(name, _)| words().work.members.ends(name))
}

impl<'a> Seams<'a> {
    /// Looks at the lines of a document.
    pub(super) fn of(raws: &'a [Raw<'a>], whole: &'a HashSet<String>) -> Self {
        Self { raws, whole, measure: Measure::of(raws), joints: Joints::default() }
    }

    /// Does the block that the line before ends go on in the line at `at`?
    pub(super) fn goes_on(&mut self, block: Growing, at: usize) -> bool {
        let (before, line) = (&self.raws[at - 1], &self.raws[at]);
        let full = self.measure.full(at - 1);
        let end = before.trimmed().chars().next_back().unwrap_or(' ');
        if !self.whole.is_empty() && self.whole.contains(&squeeze(line.trimmed())) {
            return false;
        }
        if block.class.is_none() && counts_on(before, line) {
            return true;
        }
        if line.class.is_some() {
            return block.class.is_some() && full && is_dot_inside(block.class, before, line);
        }
        if block.open > 0 && block.held < 4 && (line.shut > 0 || full) {
            return true;
        }
        // 【分析項目】売上、人材、: a label's text goes on as any other; a heading in brackets is whole.
        if block.class.is_some_and(Class::floats) {
            return block.class == Some(Class::Label) && ends_inside(before.trimmed(), end);
        }
        if starts_inside(line.trimmed()) {
            return true;
        }
        // 商業部会　　視察研修 and below it 工業部会　　工場見学.
        if names_part(line) && names_part(before) {
            return false;
        }
        if before.ends_sentence() {
            // A full line may end with a sentence by chance: the paragraph goes on unless the next is set in.
            return full && line.indent <= before.indent && !looks_titled(line);
        }
        // 要望書を提出した, and below it 令和２年度　実績の概要: what was done, and the heading of a year.
        // Or the next day of a diary: 7月9日(木) 連合会の大会.
        let dated = || day::dated(line.trimmed()).is_some_and(|held| held.day);
        let done = end == 'た' && (!self.measure.long(before) && starts_with_year(line.trimmed()) || dated());
        // ４ 地域の宝を世界へ, a short line: such headings end on へ and を, and then their text begins.
        let calls = block.class.is_some_and(Class::counts)
            && matches!(end, 'へ' | 'を')
            && (line.indent <= before.indent && (self.measure.short(before) || line.width >= 2 * before.width)
                || !full && line.width * 2 >= before.width * 3);
        // 諸事業の behind a line that ended on a comma: the rest of a sentence, however short.
        let torn = || at >= 2 && before.class.is_none() && particle(end) && self.raws[at - 2].trimmed().ends_with('、');
        if (ends_inside(before.trimmed(), end) || torn()) && !done && !calls {
            return true;
        }
        if looks_digits(line) {
            return false;
        }
        let heading = block.class.is_some_and(Class::counts);
        // A sum at the end of a heading ends it: （２）記帳指導　予算 800千円.
        if heading && line.indent > before.indent && ends_with_sum(before.trimmed()) {
            return false;
        }
        if full && heading {
            return self.heading_goes_on(at);
        }
        full || !heading && self.measure.long(before) && line.ends_sentence() || self.one_word(at)
    }

    /// Does a heading or numbered item that fills its line go on, or does its text begin?
    fn heading_goes_on(&mut self, at: usize) -> bool {
        let (before, line) = (&self.raws[at - 1], &self.raws[at]);
        if before.text.trim_end().ends_with(['〉', '）', ')']) {
            return false;
        }
        // What a broken title leaves for the next line is short as a rule.
        let rest = !self.measure.long(line) && line.width * 2 <= before.width + line.width.min(before.width) / 2;
        rest && !line.ends_sentence() || !self.is_whole(before) || self.one_word(at)
    }

    /// Does the title say what is done and so stand for itself: 相談窓口の設置?
    fn is_whole(&self, title: &Raw) -> bool {
        let end = title.trimmed().chars().next_back();
        is_action(title.trimmed()) || end.is_none_or(|end| !is_japanese(end))
    }

    /// Is a word broken by the line's end? Short lines end where they like.
    fn one_word(&mut self, at: usize) -> bool {
        let (before, line) = (&self.raws[at - 1], &self.raws[at]);
        before.width >= SHORTEST
            && line.indent <= before.indent + HANGING
            && self.joints.one_word(before.trimmed(), line.trimmed())
    }
}

/// Columns of a line that a word may run beyond, at least.
const SHORTEST: u32 = 40;
/// Columns by which the second line of an item may be set in: a mark of three full-width letters and a blank.
const HANGING: u32 = 8;

/// Ⅰ.…について6項目、Ⅱ.…について1項目、| Ⅲ.…を報告します。: a sentence that counts what it tells of, and goes on with the next number.
fn counts_on(before: &Raw, line: &Raw) -> bool {
    let Some(mark) = mark::parse(line.trimmed()).filter(|mark| mark.class.counts() && mark.ordinal > 1) else {
        return false;
    };
    let text = before.trimmed();
    let counted = |at: usize| {
        mark::parse(&text[at..]).is_some_and(|own| own.class == mark.class && own.ordinal + 1 == mark.ordinal)
    };
    text.ends_with('、') && line.ends_sentence() && text.char_indices().skip(1).any(|(at, _)| counted(at))
}

/// 普及|・啓発: a dot in the middle of a word that fell on the line's first place.
pub(super) fn is_dot_inside(block: Option<Class>, before: &Raw, line: &Raw) -> bool {
    /// Letters of a word set apart at the end of a line: 海外商談　　　　拡充.
    const APART: usize = 4;
    let dot = Class::Symbol('・');
    let last = before.text.trim_end().rsplit_once("\u{3000}\u{3000}").map(|(_, last)| last.trim());
    let apart = last.is_some_and(|last| last.chars().count() <= APART);
    line.class == Some(dot)
        && block != Some(dot)
        && !apart
        && !before.ends_sentence()
        && line.trimmed().chars().nth(1).is_some_and(is_japanese)
}

/// A line that begins with what can begin no line: 、 。 ） ー ん.
fn starts_inside(line: &str) -> bool {
    line.starts_with([
        '、', '。', '，', '）', ')', '」', '』', 'ー', 'を', 'ん', 'っ', 'ゃ', 'ゅ', 'ょ', 'ァ', 'ィ', 'ェ', 'ォ',
        'ッ', 'ャ', 'ュ', 'ョ', '々',
    ]) || words().line.begins_inside.begins(line)
        || starts_with_particle(line)
}

/// の部門別計画, と連携する: a particle begins no line, but のぼり旗 and とびうお do.
fn starts_with_particle(line: &str) -> bool {
    let mut letters = line.chars();
    let particle =
        letters.next().is_some_and(|c| matches!(c, 'の' | 'と' | 'に' | 'が' | 'は' | 'で' | 'も' | 'へ' | 'や'));
    particle && letters.next().is_some_and(|c| is_japanese(c) && !is_hiragana(c))
}

/// A line that ends with what can end no line: a particle, a comma, an opening bracket, に関する before what it is of.
fn ends_inside(line: &str, end: char) -> bool {
    const BEFORE_NOUNS: [&str; 8] =
        ["に関する", "に係る", "に対する", "による", "における", "に伴う", "に基づく", "に資する"];
    if matches!(end, '、' | '，' | '（' | '(' | '「' | '『') || BEFORE_NOUNS.iter().any(|words| line.ends_with(words))
    {
        return true;
    }
    if !is_hiragana(end) || line.chars().count() < 8 {
        return false;
    }
    particle(end) && !words().line.ends_whole.ends(line)
}

/// What ends a line inside a sentence.
fn particle(end: char) -> bool {
    matches!(end, 'を' | 'が' | 'で' | 'の' | 'と' | 'や' | 'に' | 'は' | 'も' | 'へ' | 'て' | 'た' | 'な')
}

/// Does a line begin with the year of which it speaks?
fn starts_with_year(line: &str) -> bool {
    year::find_years(line).first().is_some_and(|year| year.range.start == 0)
}

/// Does a line end with what something costs?
fn ends_with_sum(line: &str) -> bool {
    let sum = line.strip_suffix('円').map(|sum| sum.trim_end_matches(['千', '万', '百', '億']));
    sum.is_some_and(|sum| sum.ends_with(|c| digit(c).is_some()))
}

/// Figures are no continuation of words.
fn looks_digits(line: &Raw) -> bool {
    line.digits > line.letters
}

/// A short line without an end that follows a finished sentence is a heading rather than more of it.
pub(super) fn looks_titled(line: &Raw) -> bool {
    line.width <= 60 && !line.trimmed().chars().next_back().is_some_and(ends_sentence)
}
