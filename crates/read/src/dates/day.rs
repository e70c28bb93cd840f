//! Days of a text with what stands behind them: the weekday in brackets (令和7年4月1日(火)), or the hour in Greenwich
//! (2025-03-31T15:00:00Z).
//!
//! What comes in is a text, what goes out are its days, judged each by itself. This file must not know tables.

use kurabe_model::year::{self, FoundYear, Unit};
use kurabe_model::{days as count, is_day};
use kurabe_text::spacing::compact;

/// The first year of today's calendar in Japan: before it a day of the fourth month was not one of April.
const CALENDAR: i32 = 1873;
/// Bytes of a weekday in brackets that are looked at.
const LONGEST: usize = 24;
const JAPANESE: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
const ENGLISH: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/// Letters of a shortened English name: Tue, Tues, Thurs.
const SHORT: std::ops::RangeInclusive<usize> = 3..=5;
/// What may stand behind the name of a weekday without making several of it, or a word of its own.
const BEHIND: [&str; 7] = ["", "祝", "・祝", "祝日", "・祝日", "・休", "・振休"];

/// A day with its year.
pub(super) struct Day<'a> {
    text: &'a str,
    from: usize,
    /// Where it ends, its weekday aside.
    to: usize,
    /// From Sunday, 0.
    weekday: usize,
}

/// A time in Greenwich, with its day as written.
pub(super) struct Time<'a> {
    pub(super) written: &'a str,
    /// With it the next day begins in Japan.
    pub(super) is_midnight_of_japan: bool,
}

/// The days of a text that have their year and that there were or will be.
pub(super) fn days(text: &str) -> Vec<Day<'_>> {
    year::find_days(text).into_iter().filter_map(|found| Day::of(text, &found)).collect()
}

impl<'a> Day<'a> {
    fn of(text: &'a str, found: &FoundYear) -> Option<Self> {
        let Unit::Day(month, day) = found.unit else { return None };
        let (year, month, day) = (i64::from(found.calendar), i64::from(month), i64::from(day));
        if found.doubtful || found.calendar < CALENDAR || !is_day(year, month, day) {
            return None;
        }
        let written = text.get(found.range.clone())?;
        // A weekday of one letter is found together with its day.
        let bracket = written.rfind(['(', '（']).filter(|_| written.ends_with([')', '）']));
        let to = found.range.start + bracket.unwrap_or(written.len());
        // 1970 began on a Thursday.
        let weekday = usize::try_from((count(year, month, day) + 4).rem_euclid(7)).ok()?;
        Some(Self { text, from: found.range.start, to, weekday })
    }

    /// The day with its weekday as written, where that is another day's.
    pub(super) fn on_another_weekday(&self) -> Option<&'a str> {
        let behind = self.text.get(self.to..)?;
        let open = behind.strip_prefix([' ', '\u{3000}']).unwrap_or(behind).strip_prefix(['(', '（'])?;
        let mut near = open.char_indices().take_while(|(at, _)| *at <= LONGEST);
        let (close, sign) = near.find(|(_, letter)| matches!(letter, ')' | '）'))?;
        let named = weekday(open.get(..close)?)?;
        let end = self.text.len() - open.len() + close + sign.len_utf8();
        (named != self.weekday).then(|| self.text.get(self.from..end)).flatten()
    }

    /// The day with its hour, where that is told in the time of Greenwich: T15:00:00.000Z.
    pub(super) fn in_greenwich(&self) -> Option<Time<'a>> {
        let behind = self.text.get(self.to..)?.strip_prefix('T')?;
        let length = behind.bytes().take_while(|byte| byte.is_ascii_digit() || b":.".contains(byte)).count();
        let (time, zone) = behind.split_at_checked(length)?;
        if time.len() < "15:00".len() || !zone.starts_with('Z') {
            return None;
        }
        let written = self.text.get(self.from..self.to + "T".len() + length + "Z".len())?;
        let midnight = time.strip_prefix("15:00").map(|rest| rest.bytes().all(|byte| b"0:.".contains(&byte)));
        Some(Time { written, is_midnight_of_japan: midnight == Some(true) })
    }
}

/// The one weekday that a bracket names and nothing else: 火, 火曜日, 火・祝, Tue; none of 火・木, 月～金, 土地, Monthly.
fn weekday(inside: &str) -> Option<usize> {
    let name = compact(inside).to_ascii_lowercase();
    let is_japanese = |day: &&str| {
        name.strip_prefix(*day).is_some_and(|rest| {
            let rest = rest.strip_prefix("曜日").or_else(|| rest.strip_prefix('曜')).unwrap_or(rest);
            BEHIND.contains(&rest)
        })
    };
    let short = name.trim_end_matches('.');
    let is_short = SHORT.contains(&short.len());
    let is_english = |day: &&str| *day == name || is_short && day.starts_with(short);
    JAPANESE.iter().position(is_japanese).or_else(|| ENGLISH.iter().position(is_english))
}
