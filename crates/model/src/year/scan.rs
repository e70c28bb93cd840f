//! One point in time at a cursor: an era or Western year, with 年度, 年, month and day, and its gloss in the
//! other calendar (令和3（2021）年度, 2021年度（令和3年度）).

use super::{Era, Unit};
use kurabe_text::number;

/// Western years that a plan can name.
const WESTERN: std::ops::RangeInclusive<i32> = 1868..=2150;

/// A place in a text; copies are cheap, so that a reading that leads nowhere is simply dropped.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
}

/// A point in time as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// The era; none for a Western year.
    pub(super) era: Option<Era>,
    /// The number as written: within the era, or the Western year.
    pub(super) number: i32,
    /// The Western calendar year.
    pub(super) year: i32,
    pub(super) unit: Unit,
    pub(super) doubtful: bool,
    /// The other calendar stands beside it.
    pub(super) glossed: bool,
}

impl Point {
    pub(super) fn new(era: Option<Era>, number: i32, unit: Unit) -> Self {
        let year = era.map_or(0, Era::base) + number;
        let doubtful = era.is_some_and(|era| era.never_was(number, unit));
        Self { era, number, year, unit, doubtful, glossed: false }
    }

    /// The fiscal year: January to March belong to the one before.
    pub(super) fn fiscal(self) -> i32 {
        match self.unit {
            Unit::Month(month) | Unit::Day(month, _) if month < 4 => self.year - 1,
            _ => self.year,
        }
    }

    /// Is it a year that never was only because the era changed after it was written down?
    pub(super) fn runs_on_from(self, first: Self) -> bool {
        let beyond = self.era.and_then(Era::last).is_some_and(|(last, _)| self.number >= last);
        beyond && self.era == first.era && self.year == self.era.map_or(0, Era::base) + self.number
    }

    pub(super) fn is_date(self) -> bool {
        matches!(self.unit, Unit::Month(_) | Unit::Day(..))
    }
}

/// Could a year begin with this letter after that one? The first look at every letter of a text.
pub(super) fn begins_year(before: Option<char>, letter: char) -> bool {
    let before = before.map_or(' ', plain);
    match letter {
        '令' | '平' | '昭' | '大' | '明' | '㋿' | '㍻' | '㍼' | '㍽' | '㍾' => true,
        'R' | 'H' | 'S' | 'Ｒ' | 'Ｈ' | 'Ｓ' => !before.is_ascii_alphanumeric(),
        '1' | '2' | '１' | '２' => !before.is_ascii_alphanumeric() && !matches!(before, '.' | ',' | '-' | '/'),
        '一' | '二' => number::kanji_digit(before).is_none(),
        _ => false,
    }
}

/// The letter as the grammar knows it: ASCII for full-width forms, one dash, one wave, one blank.
pub(super) fn plain(letter: char) -> char {
    match letter {
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        '〜' | '∼' | '〰' | '∿' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' | 'ー' | 'ｰ' => '-',
        '〔' | '[' | '【' => '(',
        '〕' | ']' | '】' => ')',
        '･' | '·' => '・',
        '\u{3000}' | '\u{a0}' | '\t' | '\n' | '\r' => ' ',
        _ => letter,
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(plain)
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest().chars().next() {
            Some(letter) if plain(letter) == wanted => {
                self.at += letter.len_utf8();
                true
            }
            _ => false,
        }
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Skips blanks; a point is never spread wider than three of them.
    pub(super) fn blanks(&mut self) {
        for _ in 0..3 {
            if !self.eat(' ') {
                return;
            }
        }
    }

    /// A number of at most `digits` digits, in digits or kanji.
    pub(super) fn number(&mut self, digits: usize) -> Option<i32> {
        let (value, length) = number::era_year(self.rest())?;
        if self.rest().get(..length)?.chars().count() > digits {
            return None;
        }
        self.at += length;
        i32::try_from(value).ok()
    }

    /// A point with what stands beside it in the other calendar.
    pub(super) fn point(&mut self) -> Option<Point> {
        let mut here = *self;
        let (era, number) = here.year_number()?;
        let point = here.finish(era, number);
        // 二〇二三 alone is a number, not a year.
        let in_kanji = era.is_none() && number::kanji(self.rest()).is_some();
        if in_kanji && point.unit == Unit::Bare {
            return None;
        }
        *self = here;
        Some(point)
    }

    /// What stands behind the number of a year: its unit, and a gloss before or after the unit.
    pub(super) fn finish(&mut self, era: Option<Era>, number: i32) -> Point {
        let (mut glossed, mut doubtful) = self.gloss(Point::new(era, number, Unit::Bare));
        let mut point = Point::new(era, number, self.unit(era));
        if !glossed && !point.is_date() {
            (glossed, doubtful) = self.gloss(point);
        }
        point.glossed = glossed;
        point.doubtful |= doubtful;
        point
    }

    /// An era and its year, or a Western year, without anything behind it.
    fn year_number(&mut self) -> Option<(Option<Era>, i32)> {
        let mut here = *self;
        let found = if let Some(era) = here.era() {
            here.blanks();
            let number = here.number(3).filter(|number| (1..100).contains(number))?;
            (Some(era), number)
        } else {
            let start = here.at;
            let number = here.number(4)?;
            let written = here.text.get(start..here.at)?.chars();
            let four = written.clone().count() == 4;
            // 千九百… is an amount, and 元 belongs to eras.
            let by_digits =
                written.clone().all(|letter| number::digit(letter).is_some() || number::kanji_digit(letter).is_some());
            if !four || !by_digits || !WESTERN.contains(&number) {
                return None;
            }
            (None, number)
        };
        // 平成2841日: digits were lost, no year can be told.
        if here.peek().is_some_and(|letter| letter.is_ascii_digit()) {
            return None;
        }
        *self = here;
        Some(found)
    }

    fn era(&mut self) -> Option<Era> {
        for era in Era::ALL {
            if self.eat_word(era.name()) {
                return Some(era);
            }
        }
        let letter = self.peek()?;
        let (era, one_letter) = match letter {
            '㋿' => (Era::Reiwa, false),
            '㍻' => (Era::Heisei, false),
            '㍼' => (Era::Showa, false),
            '㍽' => (Era::Taisho, false),
            '㍾' => (Era::Meiji, false),
            _ => (Era::ALL.into_iter().find(|era| era.letter() == letter)?, true),
        };
        let mut here = *self;
        here.eat(letter);
        // R 3 with a blank, or R三, is no year of tables.
        let next = here.peek()?;
        if one_letter && !next.is_ascii_digit() && next != '元' {
            return None;
        }
        *self = here;
        Some(era)
    }

    /// 年度, 年, 年3月, 年3月16日, .3.16 or nothing.
    fn unit(&mut self, era: Option<Era>) -> Unit {
        let mut here = *self;
        here.blanks();
        if !here.eat('年') {
            return self.dotted(era).unwrap_or(Unit::Bare);
        }
        *self = here;
        here.blanks();
        if here.eat('度') {
            *self = here;
            return Unit::FiscalYear;
        }
        self.month().unwrap_or(Unit::Year)
    }

    /// 3月, 3月16日, 3月末, with the weekday in brackets.
    fn month(&mut self) -> Option<Unit> {
        let mut here = *self;
        here.blanks();
        let month = here.counted(12, '月')?;
        *self = here;
        here.blanks();
        let Some(day) = here.counted(31, '日') else {
            return Some(Unit::Month(month));
        };
        *self = here;
        here.blanks();
        if here.eat('(') {
            let weekday = here.peek().filter(|letter| "月火水木金土日".contains(*letter));
            if weekday.is_some_and(|letter| here.eat(letter)) && here.eat(')') {
                *self = here;
            }
        }
        Some(Unit::Day(month, day))
    }

    /// A number from 1 to `most` before its counter.
    fn counted(&mut self, most: i32, counter: char) -> Option<u32> {
        let number = self.number(3).filter(|number| (1..=most).contains(number))?;
        self.blanks();
        self.eat(counter).then_some(number.unsigned_abs())
    }

    /// R3.4, R3.4.1, 2021/4/1, 2021-04-01. A Western year needs all three parts: 2021.4 may be an amount.
    fn dotted(&mut self, era: Option<Era>) -> Option<Unit> {
        let mut here = *self;
        let separator = here.peek().filter(|letter| matches!(letter, '.' | '/' | '-'))?;
        let month = here.part(separator, 12)?;
        let after_month = here;
        if let Some(day) = here.part(separator, 31) {
            *self = here;
            return Some(Unit::Day(month, day));
        }
        let alone = !matches!(after_month.peek(), Some('.' | '%'));
        if era.is_some() && separator == '.' && alone {
            *self = after_month;
            return Some(Unit::Month(month));
        }
        None
    }

    /// A separator and a number of one or two digits.
    fn part(&mut self, separator: char, most: i32) -> Option<u32> {
        let mut here = *self;
        if !here.eat(separator) || !here.peek()?.is_ascii_digit() {
            return None;
        }
        let number = here.number(2).filter(|number| (1..=most).contains(number))?;
        *self = here;
        Some(number.unsigned_abs())
    }

    /// The same year in brackets, in the other calendar: was there one, and does it disagree?
    fn gloss(&mut self, point: Point) -> (bool, bool) {
        let mut here = *self;
        here.blanks();
        if !here.eat('(') {
            return (false, false);
        }
        here.blanks();
        let Some((era, number)) = here.year_number() else {
            return (false, false);
        };
        let beside = Point::new(era, number, here.unit(era));
        here.blanks();
        if beside.is_date() || beside.era.is_some() == point.era.is_some() || !here.eat(')') {
            return (false, false);
        }
        *self = here;
        (true, beside.year != point.year || beside.doubtful)
    }
}
