//! 年次の更新: what moves by itself from one plan to the next — its own year, running numbers of meetings, dates, the
//! calendar that years are written in — and is no change of the plan.
//!
//! In comes a text, out comes its [`Skeleton`]: the text with holes, and what stands in each. Two texts that differ
//! only in what rolls on are the same text. Where the texts stand must not be known here.

use kurabe_model::year::{FoundYear, Unit, find_years};
use kurabe_text::fold::fold;
use kurabe_text::number::integer;

/// A text whose moving parts are taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Skeleton {
    /// The folded text with a hole for each moving part.
    pub(super) frame: String,
    /// What stood in the holes, in order.
    moving: Vec<Moving>,
    /// The folded text as a whole.
    pub(super) exact: String,
}

/// Something that moves from plan to plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moving {
    /// Years, from and to, with the month if one is named.
    Years(i32, i32, Option<u32>),
    /// A day: year if one is named, month and day.
    Day(Option<i32>, u32, u32),
    /// 第37回: the number alone; what it counts stands in the frame.
    Running(u64),
}

/// How one text follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Follows {
    /// The same text but for width, blanks and line breaks.
    Same,
    /// Only what moves by itself has moved.
    Rolled,
    /// Another text.
    Other,
}

/// Stands for a moving part; folding never leaves it in a text.
const HOLE: char = '\u{1}';
/// Without periods to go by, years further apart than this are another subject.
const MOST_YEARS: i32 = 10;
/// What 第…  counts from one plan to the next.
const RUNNING: [&str; 9] = ["周年", "年目", "回", "期", "次", "号", "弾", "版", "代"];

impl Skeleton {
    /// A text whose plan begins in `own`: 30年度 is its year where it names no era.
    pub(super) fn of(text: &str, own: Option<i32>) -> Self {
        let mut skeleton = Self { exact: without_stop(fold(text)), ..Self::default() };
        let mut done = 0;
        for year in find_years(text) {
            skeleton.push_text(&fold(&text[done..year.range.start]), own);
            skeleton.push_year(&year);
            done = year.range.end;
            if matches!(year.unit, Unit::Day(..)) {
                done += weekday_after(&text[done..]);
            }
        }
        skeleton.push_text(&fold(&text[done..]), own);
        skeleton.frame = without_stop(std::mem::take(&mut skeleton.frame));
        skeleton
    }

    fn push_year(&mut self, year: &FoundYear) {
        let (from, to) = (year.period.from.0, year.period.to.0);
        let (unit, moving) = match year.unit {
            Unit::Bare | Unit::FiscalYear => ("年度", Moving::Years(from, to, None)),
            Unit::Year => ("年", Moving::Years(year.calendar, to.max(year.calendar), None)),
            Unit::Month(month) => ("年月", Moving::Years(year.calendar, to, Some(month))),
            Unit::Day(month, day) => ("日", Moving::Day(Some(year.calendar), month, day)),
        };
        self.hole(moving);
        self.frame.push_str(unit);
    }

    fn hole(&mut self, moving: Moving) {
        self.frame.push(HOLE);
        self.moving.push(moving);
    }

    /// Takes a stretch of folded text between years.
    fn push_text(&mut self, text: &str, own: Option<i32>) {
        let mut rest = text;
        let mut before = None;
        while let Some(letter) = rest.chars().next() {
            let year = || own.filter(|_| before != Some('第')).and_then(|own| year_of_plan(rest, own));
            let is_number = begins_number(before, letter);
            let western = || own.and_then(|own| western_year(rest, own));
            let found =
                if is_number { running(rest).or_else(|| day(rest)).or_else(year).or_else(western) } else { None };
            let (taken, moving, left) = found.unwrap_or((letter.len_utf8(), None, ""));
            match moving {
                Some(moving) => {
                    if matches!(moving, Moving::Running(_)) && letter == '第' {
                        self.frame.push('第');
                    }
                    self.hole(moving);
                    self.frame.push_str(left);
                }
                None => self.frame.push(letter),
            }
            before = Some(letter);
            rest = &rest[taken..];
        }
    }

    /// The frame with its years counted from the plan's own: the same for 令和6年度 in the plan of 2024 and 令和7年度 in
    /// that of 2025. Days and running numbers leave no trace; the month does.
    pub(super) fn from(&self, own: Option<i32>) -> String {
        self.filled(|year| own.map_or_else(|| "*".to_owned(), |own| format!("{:+}", year - own)))
    }

    /// The frame with its years as they are, whatever calendar they are written in.
    pub(super) fn absolute(&self) -> String {
        self.filled(|year| year.to_string())
    }

    fn filled(&self, year: impl Fn(i32) -> String) -> String {
        let mut out = String::with_capacity(self.frame.len());
        let mut moving = self.moving.iter();
        for letter in self.frame.chars() {
            out.push(letter);
            if letter != HOLE {
                continue;
            }
            match moving.next() {
                Some(Moving::Years(from, to, month)) => {
                    out.push_str(&year(*from));
                    out.push('-');
                    out.push_str(&year(*to));
                    out.extend(month.map(|month| format!("/{month}")));
                }
                Some(Moving::Day(_, month, _)) => out.push_str(&month.to_string()),
                _ => {}
            }
        }
        out
    }

    /// Does the other text say the same, but for what rolls on? `step` is by how many years the plans lie apart.
    pub(super) fn follows(&self, other: &Self, step: Option<i32>) -> Follows {
        if self.exact == other.exact {
            return Follows::Same;
        }
        if self.frame != other.frame || self.moving.len() != other.moving.len() {
            return Follows::Other;
        }
        let rolls = self.moving.iter().zip(&other.moving).all(|(one, other)| one.rolls_to(*other, step));
        if rolls { Follows::Rolled } else { Follows::Other }
    }
}

impl Moving {
    fn rolls_to(self, other: Self, step: Option<i32>) -> bool {
        let years = |one: i32, other: i32| {
            let apart = other - one;
            apart == 0 || step.map_or(apart.abs() <= MOST_YEARS, |step| apart == step)
        };
        match (self, other) {
            (Self::Years(from, to, month), Self::Years(next_from, next_to, next_month)) => {
                years(from, next_from) && years(to, next_to) && month == next_month
            }
            // An event keeps its season: a few weeks are no change, another month than the next is.
            (Self::Day(year, month, _), Self::Day(next_year, next_month, _)) => {
                let same_year = match (year, next_year) {
                    (Some(year), Some(next)) => years(year, next),
                    (None, None) => true,
                    _ => false,
                };
                let apart = month.abs_diff(next_month);
                same_year && apart.min(12_u32.saturating_sub(apart)) <= 1
            }
            (Self::Running(_), Self::Running(_)) => true,
            _ => false,
        }
    }
}

fn without_stop(mut text: String) -> String {
    text.truncate(text.trim_end_matches('。').len());
    text
}

fn begins_number(before: Option<char>, letter: char) -> bool {
    let inside = before.is_some_and(|before| before.is_ascii_digit() || matches!(before, '.' | ',' | '/' | '-' | ':'));
    (letter == '第' || letter.is_ascii_digit()) && !inside
}

/// What is taken, what moves, and what of it stays in the frame.
type Taken<'t> = (usize, Option<Moving>, &'t str);

/// 第37回, 創立50周年, 3年目.
fn running(text: &str) -> Option<Taken<'_>> {
    let numbered = text.strip_prefix('第');
    let rest = numbered.unwrap_or(text);
    let (value, length) = integer(rest)?;
    let unit = RUNNING.iter().find(|unit| rest[length..].starts_with(**unit))?;
    // 3回 is how often, 第3回 which one; an anniversary is always which one.
    if numbered.is_none() && !matches!(*unit, "周年" | "年目") {
        return None;
    }
    let taken = text.len() - rest.len() + length;
    Some((taken + unit.len(), Some(Moving::Running(value)), unit))
}

/// 4月1日, 4月1日(月), 4/1(月): a day of the year with its weekday.
fn day(text: &str) -> Option<Taken<'_>> {
    let (month, length) = integer(text).filter(|(month, _)| (1..=12).contains(month))?;
    let rest = &text[length..];
    let (day, after) = if let Some(rest) = rest.strip_prefix('月') {
        let (day, length) = integer(rest)?;
        (day, rest[length..].strip_prefix('日')?)
    } else {
        // 4/1 alone could be a share: only the weekday makes it a day.
        let rest = rest.strip_prefix('/')?;
        let (day, length) = integer(rest)?;
        weekday(&rest[length..])?;
        (day, &rest[length..])
    };
    if !(1..=31).contains(&day) {
        return None;
    }
    let after = weekday(after).unwrap_or(after);
    let moving = Moving::Day(None, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    Some((text.len() - after.len(), Some(moving), "日"))
}

/// The years before the first ones of 昭和, 平成 and 令和.
const ERAS: [i32; 3] = [1925, 1988, 2018];

/// 30年度 without an era, in a plan that begins in a year near it.
fn year_of_plan(text: &str, own: i32) -> Option<Taken<'_>> {
    let (number, length) = integer(text)?;
    text[length..].strip_prefix("年度")?;
    let number = i32::try_from(number).ok().filter(|number| (1..100).contains(number))?;
    let year = ERAS.map(|era| era + number).into_iter().min_by_key(|year| year.abs_diff(own))?;
    let near = year.abs_diff(own) <= MOST_YEARS.unsigned_abs();
    near.then_some((length + "年度".len(), Some(Moving::Years(year, year, None)), "年度"))
}

/// A year in a name is near the plan's own: まつり2024 in the plan of 2024.
const NEAR_OWN: u32 = 2;

/// 2024 in a name, not 2024 of something.
fn western_year(text: &str, own: i32) -> Option<Taken<'_>> {
    let (number, length) = integer(text).filter(|(_, length)| *length == 4)?;
    let year = i32::try_from(number).ok().filter(|year| year.abs_diff(own) <= NEAR_OWN)?;
    let counts =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '%' | '/' | '-') || ('一'..='龥').contains(&c);
    let stands_alone = !text[length..].starts_with(counts);
    stands_alone.then_some((length, Some(Moving::Years(year, year, None)), ""))
}

/// The bytes of a weekday in brackets at the beginning of a text as written.
fn weekday_after(text: &str) -> usize {
    let close = text.find(['）', ')']).filter(|close| text[..*close].chars().count() <= 6);
    let Some(close) = close else { return 0 };
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    if weekday(&fold(&text[..end])).is_some_and(str::is_empty) { end } else { 0 }
}

/// What follows a weekday in brackets.
fn weekday(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')')?;
    let is_day = |letter: char| "月火水木金土日祝・,曜".contains(letter);
    (close > 0 && inner[..close].chars().all(is_day)).then(|| &inner[close + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(text: &str) -> String {
        Skeleton::of(text, None).absolute()
    }

    fn follows(old: &str, new: &str, step: Option<i32>) -> Follows {
        let (one, other) = (Skeleton::of(old, None), Skeleton::of(new, None));
        let found = one.follows(&other, step);
        assert_eq!(found, other.follows(&one, step.map(|step| -step)), "{old} {new}");
        found
    }

    #[test]
    fn what_moves_by_itself_is_no_change() {
        for (old, new) in [
            ("令和６年度予算要望", "令和７年度予算要望"),
            ("第37回理事会（令和6年5月）", "第41回理事会（令和7年5月）"),
            ("通常総会（４月１日）", "通常総会（４月３日）"),
            ("朝市 12月1日（日）", "朝市 12月7日（土）"),
            ("創立50周年記念式典", "創立51周年記念式典"),
            ("令和6年4月の講習", "2024年4月の講習"),
            ("Ｒ6.4.1の式典", "2024.4.1の式典"),
            ("令和5年度の実績", "令和6年度の実績"),
            ("令和6年4月22日（月）　会館", "令和7年4月26日(土)　会館"),
        ] {
            assert_eq!(follows(old, new, Some(1)), Follows::Rolled, "{old} {new}");
            assert_eq!(follows(old, new, None), Follows::Rolled, "{old} {new}");
        }
    }

    #[test]
    fn a_year_without_its_era_is_that_of_the_plan() {
        let of = |text, own| Skeleton::of(text, Some(own));
        for (old, new) in [("３０年度の重点目標", "31年度の重点目標"), ("30年度の重点目標", "平成31年度の重点目標")]
        {
            assert_eq!(of(old, 2018).follows(&of(new, 2019), Some(1)), Follows::Rolled, "{old} {new}");
        }
        assert_eq!(of("31年度の重点目標", 2019).follows(&of("２年度の重点目標", 2020), Some(1)), Follows::Rolled);
        assert_eq!(of("港まつり2024の開催", 2024).follows(&of("港まつり2025の開催", 2025), Some(1)), Follows::Rolled);
        assert_eq!(of("2024人の来場", 2024).follows(&of("2025人の来場", 2025), Some(1)), Follows::Other);
        assert_eq!(of("30年度までに整備", 2018).follows(&of("33年度までに整備", 2019), Some(1)), Follows::Other);
        assert_eq!(of("第2年度の目標", 2019).follows(&of("第3年度の目標", 2020), Some(1)), Follows::Other);
    }

    #[test]
    fn what_was_decided_is_a_change() {
        for (old, new) in [
            ("令和６年度までに整備", "令和９年度までに整備"),
            ("4月1日に開始", "9月1日に開始"),
            ("講習会3回", "講習会4回"),
            ("第3回理事会", "第3回常議員会"),
            ("比率1.5倍", "比率1.8倍"),
            ("10:00開始", "10:30開始"),
        ] {
            assert_eq!(follows(old, new, Some(1)), Follows::Other, "{old} {new}");
        }
        assert_eq!(follows("ＩＴ化の\n推進。", "IT化の推進", Some(1)), Follows::Same);
    }

    #[test]
    fn years_count_from_the_plans_own() {
        let (old, new) = (Skeleton::of("令和６年度予算要望", None), Skeleton::of("令和７年度予算要望", None));
        assert_eq!(old.from(Some(2024)), new.from(Some(2025)));
        assert_ne!(old.absolute(), new.absolute());
        assert_eq!(absolute("令和４年度 予算要望の\n実施。"), absolute("2022年度予算要望の実施"));
        assert_eq!(absolute("R4事業のＤＸ"), absolute("令和4年度事業のDX"));
        assert_ne!(absolute("令和4年度予算要望"), absolute("令和5年度予算要望"));
    }
}
