//! Dates and times of a sheet: 令和5年4月1日, H5.4.1, 4月1日(土), 13:30.
//!
//! What comes in is a count of days and the pieces of its format, what goes out are the characters on the sheet. This
//! file must not know numbers.

use std::iter::Peekable;
use std::str::Chars;

use super::format::Token;
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
/// The first day of each era (2019-05-01 as 20190501), its name and letter, and the year before its first.
const ERAS: [(i64, &str, &str, i64); 5] = [
    (20_190_501, "令和", "R", 2018),
    (19_890_108, "平成", "H", 1988),
    (19_261_225, "昭和", "S", 1925),
    (19_120_730, "大正", "T", 1911),
    (0, "明治", "M", 1867),
];

/// The piece of a format that begins with a letter of dates: a run of one letter, or AM/PM.
pub(super) fn token(letter: char, letters: &mut Peekable<Chars>) -> Option<Token> {
    let rest: String = letters.clone().take(4).collect();
    if letter.eq_ignore_ascii_case(&'a') && rest.eq_ignore_ascii_case("m/pm") {
        letters.by_ref().take(4).for_each(drop);
        return Some(Token::Date("am/pm".to_owned()));
    }
    // 0.00E+00 is no era.
    if letter == 'E' && rest.starts_with(['+', '-']) {
        return None;
    }
    let kind = letter.to_ascii_lowercase();
    let mut run = kind.to_string();
    while letters.next_if(|next| next.to_ascii_lowercase() == kind).is_some() {
        run.push(kind);
    }
    Some(Token::Date(run))
}

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
        let total = (value * 86_400.0).round() as i64;
        let (days, seconds) = (total / 86_400, total % 86_400);
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
    fn day(&self, run: &str) -> String {
        let two = |value: i64| if run.len() >= 2 { format!("{value:02}") } else { value.to_string() };
        let month = || usize::try_from(self.month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        let weekday = |names: [&'static str; 7]| names.get(self.weekday).copied().unwrap_or_default();
        let (era, letter, of_era) = self.era();
        match (run.chars().next().unwrap_or(' '), run.len()) {
            ('y', ..=2) => format!("{:02}", self.year % 100),
            ('y', _) => self.year.to_string(),
            ('g', 1) => letter.to_owned(),
            ('g', 2) => era.chars().take(1).collect(),
            ('g', _) => era.to_owned(),
            ('e', _) => two(of_era),
            ('r', _) => format!("{era}{of_era}"),
            ('m', 3) => month().chars().take(3).collect(),
            ('m', 4..) => month().to_owned(),
            ('m', _) => two(self.month),
            ('d', 3) => weekday(DAYS).chars().take(3).collect(),
            ('d', 4..) => weekday(DAYS).to_owned(),
            ('d', _) => two(self.day),
            ('a', 4..) => weekday(DAYS_JA).to_owned(),
            ('a', _) => weekday(DAYS_JA).chars().take(1).collect(),
            _ => String::new(),
        }
    }

    /// What a run of letters of the time shows; `noon` where the format counts to twelve.
    fn time(&self, run: &str, noon: bool, whole: bool) -> String {
        let two = |value: i64| if run.len() >= 2 { format!("{value:02}") } else { value.to_string() };
        let hour = self.seconds / 3600;
        match run.chars().next() {
            Some('a') => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            Some('h') if whole => two(self.days * 24 + hour),
            Some('h') if noon => two((hour + 11) % 12 + 1),
            Some('h') => two(hour),
            Some('m') => two(self.seconds / 60 % 60),
            _ => two(self.seconds % 60),
        }
    }
}

/// Writes a date; none where the count is no day.
pub(super) fn shown(value: f64, tokens: &[Token], epoch_1904: bool) -> Option<String> {
    let moment = Moment::of(value, epoch_1904)?;
    let run = |token: &Token| match token {
        Token::Date(run) => Some(run.clone()),
        _ => None,
    };
    let noon = tokens.iter().any(|token| run(token).as_deref() == Some("am/pm"));
    let dated = tokens.iter().filter_map(run).any(|run| run.starts_with(['y', 'd', 'e', 'g']));
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
                    out.push_str(&moment.time(letters, noon, !dated && !noon && moment.days > 0));
                } else {
                    out.push_str(&moment.day(letters));
                }
                timed = letters.starts_with('h');
            }
            Token::Digits(_) | Token::Percent | Token::General => {}
        }
    }
    Some(out.trim().to_owned())
}
