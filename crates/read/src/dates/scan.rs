//! Days in a line: 令和7年4月1日(火), R7.4.1, 2025/4/1, 4月1日（火）, 2025-03-31T15:00:00Z.
//!
//! What comes in is a text, what goes out are its days with the weekday that is written beside each. This file must not
//! know what is doubtful.

use kurabe_model::year::parse_year;

/// A day as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// Where the text states it.
    pub(super) year: Option<i64>,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) weekday: Option<Weekday>,
    /// 15:00 of Greenwich, the midnight with which the next day begins in Japan.
    pub(super) is_midnight_of_japan: bool,
    pub(super) written: String,
}

/// A weekday and the language that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weekday {
    /// From Sunday, 0.
    pub(super) number: i64,
    pub(super) language: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Japanese,
    English,
}

/// Letters of a weekday in brackets that are looked at.
const LONGEST: usize = 9;

/// Full-width digits and signs as plain ones; the number of letters stays.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(narrow).collect()
}

fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        letter => letter,
    }
}

/// The days of a text, in order.
pub(super) fn days_of(text: &str) -> Vec<Day> {
    let written: Vec<char> = text.chars().collect();
    let letters: Vec<char> = written.iter().copied().map(narrow).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some((_, end)) = number(&letters, at) else {
            at += 1;
            continue;
        };
        at = match day(&letters, at) {
            Some((from, to, mut day)) => {
                day.written = written.get(from..to).unwrap_or_default().iter().collect();
                found.push(day);
                to
            }
            None => end,
        };
    }
    found
}

/// The number at a place and where it ends.
fn number(letters: &[char], at: usize) -> Option<(i64, usize)> {
    let digits: String = letters.get(at..)?.iter().take(9).take_while(|letter| letter.is_ascii_digit()).collect();
    Some((digits.parse().ok()?, at + digits.len()))
}

fn is(letters: &[char], at: usize, sought: &str) -> bool {
    sought.chars().enumerate().all(|(step, letter)| letters.get(at + step) == Some(&letter))
}

/// The day whose first number stands here: from where to where it is written.
fn day(letters: &[char], at: usize) -> Option<(usize, usize, Day)> {
    let (first, next) = number(letters, at)?;
    let (from, year, month, (day, mut to)) = if is(letters, next, "月") {
        let (from, year) = year_before(letters, at).map_or((at, None), |(from, year)| (from, Some(year)));
        let (day, end) = number(letters, next + 1)?;
        (from, year, first, is(letters, end, "日").then_some((day, end + 1))?)
    } else {
        let sign = letters.get(next).filter(|sign| "/-.".contains(**sign))?;
        let (month, second) = number(letters, next + 1)?;
        letters.get(second).filter(|again| *again == sign)?;
        let (from, year) = match next - at {
            4 => (at, first),
            1 | 2 => era_before(letters, at, first)?,
            _ => return None,
        };
        (from, Some(year), month, number(letters, second + 1)?)
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let is_midnight_of_japan = is(letters, to, "T15:00:00") && {
        let rest = letters.get(to + 9..).unwrap_or_default().iter().take(5);
        rest.copied().find(|letter| !matches!(letter, '.' | '0')) == Some('Z')
    };
    let weekday = weekday(letters, to);
    to = weekday.map_or(to, |(_, end)| end);
    let weekday = weekday.map(|(weekday, _)| weekday);
    Some((from, to, Day { year, month, day, weekday, is_midnight_of_japan, written: String::new() }))
}

/// The year before a month: 2025年, 令和7年, 令和元年.
fn year_before(letters: &[char], at: usize) -> Option<(usize, i64)> {
    let end = at.checked_sub(1).filter(|end| is(letters, *end, "年"))?;
    let before = letters.get(..end)?;
    let digits = before.iter().rev().take(4).take_while(|letter| letter.is_ascii_digit()).count();
    let start = end - digits.max(usize::from(before.ends_with(&['元'])));
    if digits == 4 {
        return Some((start, number(letters, start)?.0));
    }
    let from = start.checked_sub(2)?;
    let year: String = letters.get(from..=end)?.iter().collect();
    Some((from, i64::from(parse_year(&year)?.0)))
}

/// The letter of an era before its year: R7.4.1.
fn era_before(letters: &[char], at: usize, year: i64) -> Option<(usize, i64)> {
    let from = at.checked_sub(1)?;
    let letter = letters.get(from).filter(|letter| matches!(letter, 'R' | 'H' | 'S'))?;
    let alone = from.checked_sub(1).and_then(|before| letters.get(before)).is_none_or(|c| !c.is_ascii_alphanumeric());
    let year = parse_year(&format!("{letter}{year}")).filter(|_| alone)?;
    Some((from, i64::from(year.0)))
}

/// The weekday in brackets at a place, and where it ends: (火), (火・祝), (Tue).
fn weekday(letters: &[char], at: usize) -> Option<(Weekday, usize)> {
    const ENGLISH: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let open = if is(letters, at, " ") { at + 1 } else { at };
    letters.get(open).filter(|letter| **letter == '(')?;
    let inside = letters.get(open + 1..)?;
    let length = inside.iter().take(LONGEST + 1).position(|letter| *letter == ')')?;
    let word: String = inside.iter().take(length).collect();
    let numbered = |found: Option<usize>, language| {
        found.and_then(|number| i64::try_from(number).ok()).map(|number| Weekday { number, language })
    };
    let begins = |rest: &str| rest.is_empty() || rest.starts_with(['曜', '・', '、', ' ', '祝']);
    let japanese = "日月火水木金土".chars().position(|day| word.strip_prefix(day).is_some_and(begins));
    let english = ENGLISH.iter().position(|day| word.starts_with(day));
    let weekday = numbered(japanese, Language::Japanese).or_else(|| numbered(english, Language::English))?;
    Some((weekday, open + length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Year, month, day, number of the weekday, as written.
    type Told = (Option<i64>, i64, i64, Option<i64>, String);

    #[test]
    fn days_as_they_are_written() {
        let told = |text: &str| -> Vec<Told> {
            let day = |day: Day| (day.year, day.month, day.day, day.weekday.map(|day| day.number), day.written);
            days_of(text).into_iter().map(day).collect()
        };
        let one = |year, month, day, weekday, written: &str| vec![(year, month, day, weekday, written.to_owned())];
        for (text, expected) in [
            ("令和７年４月１日（火）", one(Some(2025), 4, 1, Some(2), "令和７年４月１日（火）")),
            ("令和元年5月1日開催", one(Some(2019), 5, 1, None, "令和元年5月1日")),
            ("日時　2025年1月3日(Tue)　会館", one(Some(2025), 1, 3, Some(2), "2025年1月3日(Tue)")),
            ("5月3日(土・祝)から", one(None, 5, 3, Some(6), "5月3日(土・祝)")),
            ("R7.4.1", one(Some(2025), 4, 1, None, "R7.4.1")),
            ("2025/4/1 (火曜日)", one(Some(2025), 4, 1, Some(2), "2025/4/1 (火曜日)")),
            ("第3回 1.2.3 10/20 TEL 03-12-34 4月中", vec![]),
            ("4月1日(日本商工会議所)", one(None, 4, 1, None, "4月1日")),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        assert!(days_of("2025-03-31T15:00:00.000Z")[0].is_midnight_of_japan);
        assert!(!days_of("2025-03-31T15:00:00+09:00")[0].is_midnight_of_japan);
    }
}
