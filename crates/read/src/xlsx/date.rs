//! Dates and times of a sheet: 令和5年4月1日, H5.4.1, 4月1日(土), 13:30.
//!
//! What comes in is a count of days and the pieces of its format, what goes out are the characters on the sheet. This
//! file must not know numbers.

use super::numerals::Numerals;
use super::section::{Section, Token};
use kurabe_model::{civil, day_serial, days, is_day, serial_day};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAYS_JA: [&str; 7] = ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"];
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Years that the Buddhist count is ahead.
const BUDDHIST: i64 = 543;
/// The first day of each era (2019-05-01 as 20190501), its name and letter, and the year before its first.
const ERAS: [(i64, &str, &str, i64); 5] = [
    (20_190_501, "令和", "R", 2018),
    (19_890_108, "平成", "H", 1988),
    (19_261_225, "昭和", "S", 1925),
    (19_120_730, "大正", "T", 1911),
    (0, "明治", "M", 1867),
];

/// The first day of a book that counts from 1904, in days before 1970.
const FROM_1904: i64 = 24_107;

/// The count of days of a date as ISO 8601 writes it: 2025-04-01, 2025-04-01T13:30:00; none of a day or a time that never is.
pub(super) fn count(iso: &str, epoch_1904: bool) -> Option<f64> {
    let (day, time) = iso.trim().split_once('T').unwrap_or((iso.trim(), ""));
    let mut day = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (day.next()??, day.next()??, day.next()??);
    if year < 1900 || !is_day(year, month, day) {
        return None;
    }
    let count = if epoch_1904 { days(year, month, day) + FROM_1904 } else { day_serial(year, month, day) };
    let mut seconds = 0.0;
    let parts = time.trim_end_matches('Z').split(':').filter(|part| !part.is_empty());
    for (part, (most, unit)) in parts.zip([(24.0, 3600.0), (60.0, 60.0), (60.0, 1.0)]) {
        seconds += part.parse::<f64>().ok().filter(|part| (0.0..most).contains(part))? * unit;
    }
    (count >= 0).then(|| count as f64 + seconds / DAY as f64)
}

/// A day with its time.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
    /// Since midnight.
    seconds: i64,
    /// Of the second that has begun, in the places that are asked for.
    fraction: String,
    /// Since the beginning of the count.
    days: i64,
}

impl Moment {
    fn of(value: f64, places: usize, epoch_1904: bool) -> Option<Self> {
        if !(0.0..2_958_466.0).contains(&value) {
            return None;
        }
        let parts = 10i64.pow(u32::try_from(places).unwrap_or(0));
        let total = (value * (DAY * parts) as f64).round() as i64;
        let fraction = if places == 0 { String::new() } else { format!("{:0places$}", total % parts) };
        let (days, seconds) = (total / parts / DAY, total / parts % DAY);
        let (year, month, day) = if epoch_1904 { civil(days - FROM_1904) } else { serial_day(days) };
        // Its days of the week go on evenly, so that they are those of the calendar from March 1900 on.
        let weekday = usize::try_from((days + if epoch_1904 { 5 } else { 6 }) % 7).unwrap_or(0);
        Some(Self { year, month, day, weekday, seconds, fraction, days })
    }

    /// Era, its letter, and the year in it.
    fn era(&self) -> (&'static str, &'static str, i64) {
        let date = self.year * 10_000 + self.month * 100 + self.day;
        let found = ERAS.iter().find(|(first, ..)| date >= *first);
        found.map_or(("", "", self.year), |(_, name, letter, before)| (name, letter, self.year - before))
    }

    /// What a run of letters of year, month, day or era shows.
    fn day(&self, run: &str, section: &Section, named: bool) -> String {
        let number = |value: i64, width: usize| section.numerals.field(&format!("{value:0width$}"));
        let month = || usize::try_from(self.month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        let weekday = |names: [&'static str; 7]| names.get(self.weekday).copied().unwrap_or_default();
        let first = |name: &'static str, letters: usize| name.chars().take(letters).collect::<String>();
        let (era, letter, of_era) = self.era();
        // Excel says 元 only where the era has its name in kanji, and only in plain digits.
        let gannen = section.first_year && named && of_era == 1 && section.numerals == Numerals::Plain;
        let of_era = |width: usize| if gannen { "元".to_owned() } else { number(of_era, width) };
        // Beside an era a Buddhist year would make no sense: Excel in Japan shows the year of our Lord.
        let other = self.year + if named { 0 } else { BUDDHIST };
        match (run.chars().next().unwrap_or(' '), run.len()) {
            ('y', ..=2) => number(self.year % 100, 2),
            ('y', _) => number(self.year, 4),
            ('b', ..=2) => number(other % 100, 2),
            ('b', _) => number(other, 4),
            ('g', 1) => letter.to_owned(),
            ('g', 2) => first(era, 1),
            ('g', _) => era.to_owned(),
            ('e', width) => of_era(width.min(2)),
            ('r', 1) => of_era(2),
            ('r', _) => format!("{era}{}", of_era(2)),
            ('m', 3..) if section.japanese => format!("{}月", number(self.month, 1)),
            ('m', 3) => first(month(), 3),
            ('m', 5) => first(month(), 1),
            ('m', 4..) => month().to_owned(),
            ('m', width) => number(self.month, width),
            ('d', 3) if section.japanese => first(weekday(DAYS_JA), 1),
            ('d', 4..) if section.japanese => weekday(DAYS_JA).to_owned(),
            ('d', 3) => first(weekday(DAYS), 3),
            ('d', 4..) => weekday(DAYS).to_owned(),
            ('d', width) => number(self.day, width),
            ('a', 4..) => weekday(DAYS_JA).to_owned(),
            ('a', _) => first(weekday(DAYS_JA), 1),
            _ => String::new(),
        }
    }

    /// What a run of letters of the time of day shows; `noon` where the format counts to twelve.
    fn time(&self, run: &str, section: &Section, noon: bool) -> String {
        let number = |value: i64| section.numerals.field(&format!("{value:0width$}", width = run.len().min(2)));
        let hour = self.seconds / 3600;
        match run.chars().next() {
            Some('a') => half(hour < 12, run, section).to_owned(),
            Some('h') if noon => number((hour + 11) % 12 + 1),
            Some('h') => number(hour),
            Some('m') => number(self.seconds / 60 % 60),
            _ => number(self.seconds % 60),
        }
    }

    /// What a run in brackets shows: it counts on from the beginning of the count.
    fn elapsed(&self, run: &str, section: &Section) -> String {
        let seconds = self.days.saturating_mul(DAY).saturating_add(self.seconds);
        let value = match run.chars().next() {
            Some('h') => seconds / 3600,
            Some('m') => seconds / 60,
            _ => seconds,
        };
        section.numerals.field(&format!("{value:0width$}", width = run.len().min(9)))
    }
}

/// The half of the day. Excel names it in the language of the format, but leaves A and P.
fn half(morning: bool, run: &str, section: &Section) -> &'static str {
    let (before_noon, after_noon) = match (run, section.japanese) {
        ("a/p", _) => ("A", "P"),
        (_, true) => ("午前", "午後"),
        (_, false) => ("AM", "PM"),
    };
    if morning { before_noon } else { after_noon }
}

/// Digits of a second that a format has room for: two in `ss.00`.
fn places(tokens: &[Token]) -> usize {
    let after_seconds = tokens.windows(2).find_map(|pair| match pair {
        [Token::Date(run) | Token::Elapsed(run), Token::Digits(digits)] if run.starts_with('s') => Some(digits),
        _ => None,
    });
    let digits = after_seconds.and_then(|digits| digits.strip_prefix('.'));
    digits.map_or(0, |digits| digits.chars().take_while(|digit| *digit == '0').count().min(3))
}

/// Writes a date; none where the count is no day.
pub(super) fn shown(value: f64, section: &Section, epoch_1904: bool) -> Option<String> {
    // Only where days are counted from 1904 a sheet shows times before the beginning: -1:30.
    if epoch_1904 && value < 0.0 {
        return Some(format!("-{}", shown(-value, section, epoch_1904)?));
    }
    let moment = Moment::of(value, places(&section.tokens), epoch_1904)?;
    let run = |token: &Token| match token {
        Token::Date(run) | Token::Elapsed(run) => Some(run.clone()),
        _ => None,
    };
    let tokens = &section.tokens;
    let has = |sought: &dyn Fn(&str) -> bool| tokens.iter().filter_map(run).any(|run| sought(&run));
    let noon = has(&|run| run.starts_with("a") && run.contains('/'));
    let named = has(&|run| run.starts_with("gg") || run.starts_with("rr"));
    let mut out = String::new();
    // m after h, or before s, is a minute, else a month.
    let mut timed = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Words(words) => out.push_str(words),
            Token::Date(letters) => {
                let next = tokens.get(at + 1..).unwrap_or_default().iter().find_map(run);
                let minute = letters.starts_with('m') && (timed || next.is_some_and(|next| next.starts_with('s')));
                if minute || letters.contains('/') || letters.starts_with(['h', 's']) {
                    out.push_str(&moment.time(letters, section, noon));
                } else {
                    out.push_str(&moment.day(letters, section, named));
                }
                timed = letters.starts_with('h');
            }
            Token::Elapsed(letters) => {
                out.push_str(&moment.elapsed(letters, section));
                timed = letters.starts_with('h');
            }
            Token::Digits(digits) if digits.starts_with('.') && !moment.fraction.is_empty() => {
                out.push('.');
                out.push_str(&section.numerals.figure(&moment.fraction));
            }
            Token::Bar => out.push('/'),
            Token::Digits(_) | Token::Exponent | Token::Percent | Token::General => {}
        }
    }
    Some(out.trim().to_owned())
}
