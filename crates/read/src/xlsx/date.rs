//! Dates and times of a sheet: 令和5年4月1日, H5.4.1, 4月1日(土), 13:30.
//!
//! What comes in is a count of days and the pieces of its format, what goes out are the characters on the sheet. This
//! file must not know numbers.

use super::numerals::Numerals;
use super::section::{Section, Token};
use kurabe_model::civil;

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

/// A day with its time.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
    /// Since midnight.
    seconds: i64,
    /// Since the beginning of the count.
    days: i64,
}

impl Moment {
    fn of(value: f64, epoch_1904: bool) -> Option<Self> {
        if !(0.0..2_958_466.0).contains(&value) {
            return None;
        }
        let total = (value * DAY as f64).round() as i64;
        let (days, seconds) = (total / DAY, total % DAY);
        // Excel's 1900 has a 29th of February: before it the count is a day behind.
        let start = if epoch_1904 { 24_107 } else { 25_569 - i64::from(days < 60) };
        let since_1970 = days - start;
        let (year, month, day) = civil(since_1970);
        let weekday = usize::try_from((since_1970 + 4).rem_euclid(7)).unwrap_or(0);
        Some(Self { year, month, day, weekday, seconds, days })
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
            Some('a') => if hour < 12 { "AM" } else { "PM" }.to_owned(),
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

/// Writes a date; none where the count is no day.
pub(super) fn shown(value: f64, section: &Section, epoch_1904: bool) -> Option<String> {
    let moment = Moment::of(value, epoch_1904)?;
    let run = |token: &Token| match token {
        Token::Date(run) | Token::Elapsed(run) => Some(run.clone()),
        _ => None,
    };
    let tokens = &section.tokens;
    let has = |sought: &dyn Fn(&str) -> bool| tokens.iter().filter_map(run).any(|run| sought(&run));
    let noon = has(&|run| run == "am/pm");
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
                if minute || letters == "am/pm" || letters.starts_with(['h', 's']) {
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
            Token::Digits(_) | Token::Exponent | Token::Percent | Token::General => {}
        }
    }
    Some(out.trim().to_owned())
}
