//! Number formats: a figure as the sheet shows it: 50%, 1,200円, 令和5年4月1日.
//!
//! What comes in is a value and the code of its format, what goes out are the characters on the sheet. This file must
//! not know cells.

/// Writes a number in a format; what the format leaves open is written plainly.
pub(super) fn shown(value: f64, code: &str, epoch_1904: bool) -> String {
    let sections = sections(code);
    let section = match (sections.as_slice(), value) {
        ([_, negative, ..], value) if value < 0.0 => negative,
        ([_, _, zero, ..], 0.0) => zero,
        (all, _) => all.first().map_or("", String::as_str),
    };
    let own_sign = sections.len() >= 2 && value < 0.0;
    let tokens = tokens(section);
    if tokens.iter().any(|token| matches!(token, Token::Date(_))) {
        return date(value, &tokens, epoch_1904).unwrap_or_else(|| plain(value));
    }
    if section.is_empty() && sections.len() > 1 {
        return String::new();
    }
    if !tokens.iter().any(|token| matches!(token, Token::Digits(_))) {
        // A format of words alone shows no number.
        let general = tokens.is_empty() || tokens.iter().any(|token| matches!(token, Token::General));
        let words = words(&tokens);
        return if general { words.replace('\u{0}', &plain(value)) } else { words };
    }
    number(if own_sign { value.abs() } else { value }, &tokens)
}

/// A number without any format: as many digits as it needs.
pub(super) fn plain(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    // Fifteen digits are what a sheet keeps; more is noise of the binary form.
    let digits = 14i32.saturating_sub(value.abs().log10().floor().clamp(-300.0, 300.0) as i32).clamp(0, 17);
    let written = format!("{value:.*}", digits as usize);
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Characters as they are.
    Words(String),
    /// 0, #, ? with their commas and point: where the number goes.
    Digits(String),
    Percent,
    General,
    /// y, m, d, h, s, g, e, a: letters of a date, of one kind.
    Date(String),
}

/// The parts of a format between semicolons that are not quoted.
fn sections(code: &str) -> Vec<String> {
    let (mut parts, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for letter in code.chars().take(255) {
        if letter == ';' && !quoted && !escaped {
            parts.push(String::new());
            continue;
        }
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

fn tokens(section: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = section.chars().peekable();
    let words = |tokens: &mut Vec<Token>, text: &str| match tokens.last_mut() {
        Some(Token::Words(last)) => last.push_str(text),
        _ => tokens.push(Token::Words(text.to_owned())),
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                let text: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
                words(&mut tokens, &text);
            }
            '\\' | '!' => words(&mut tokens, &letters.next().map(String::from).unwrap_or_default()),
            '_' => drop(letters.next()),
            '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                // [$¥-411] holds a sign of money; [h] counts hours; colours and conditions say nothing.
                if let Some(money) = inside.strip_prefix('$') {
                    words(&mut tokens, money.split('-').next().unwrap_or_default());
                } else if inside.chars().all(|letter| matches!(letter, 'h' | 'H' | 'm' | 's')) && !inside.is_empty() {
                    tokens.push(Token::Date(inside.to_lowercase()));
                }
            }
            '%' => tokens.push(Token::Percent),
            'G' if section.contains("General") || section.contains("G/") => {
                while letters
                    .next_if(|next| next.is_ascii_alphabetic() || *next == '/' || *next == '標' || *next == '準')
                    .is_some()
                {}
                tokens.push(Token::General);
            }
            '@' => tokens.push(Token::General),
            '0' | '#' | '?' | '.' | ',' => match tokens.last_mut() {
                Some(Token::Digits(last)) => last.push(letter),
                _ if matches!(letter, '.' | ',') && !matches!(letters.peek(), Some('0' | '#' | '?')) => {
                    words(&mut tokens, &letter.to_string());
                }
                _ => tokens.push(Token::Digits(letter.to_string())),
            },
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'e' | 'E' | 'a' | 'A' | 'r' => {
                let rest: String = letters.clone().take(4).collect();
                if letter.eq_ignore_ascii_case(&'a') && (rest.starts_with("M/PM") || rest.starts_with("m/pm")) {
                    letters.by_ref().take(4).for_each(drop);
                    tokens.push(Token::Date("am/pm".to_owned()));
                    continue;
                }
                if letter == 'E' && letters.peek().is_some_and(|next| matches!(next, '+' | '-')) {
                    continue;
                }
                let kind = letter.to_ascii_lowercase();
                let mut run = kind.to_string();
                while letters.next_if(|next| next.to_ascii_lowercase() == kind).is_some() {
                    run.push(kind);
                }
                tokens.push(Token::Date(run));
            }
            letter => words(&mut tokens, &letter.to_string()),
        }
    }
    tokens
}

fn words(tokens: &[Token]) -> String {
    let word = |token: &Token| match token {
        Token::Words(words) => words.clone(),
        Token::Percent => "%".to_owned(),
        Token::General => "\u{0}".to_owned(),
        Token::Digits(_) | Token::Date(_) => String::new(),
    };
    if tokens.is_empty() { "\u{0}".to_owned() } else { tokens.iter().map(word).collect() }
}

/// A number in its places.
fn number(value: f64, tokens: &[Token]) -> String {
    let pattern: String = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Digits(digits) => Some(digits.as_str()),
            _ => None,
        })
        .collect();
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    // Commas at the end divide by a thousand each: #,##0, shows thousands.
    let thousands = pattern.len() - pattern.trim_end_matches(',').len();
    let scaled =
        value * 100f64.powi(i32::try_from(percents).unwrap_or(0)) / 1000f64.powi(i32::try_from(thousands).unwrap_or(0));
    let pattern = pattern.trim_end_matches(',');
    let (whole, part) = pattern.split_once('.').unwrap_or((pattern, ""));
    let most = part.chars().filter(|letter| "0#?".contains(*letter)).count().min(15);
    let least = part.chars().filter(|letter| *letter == '0').count();
    let mut written = format!("{:.most$}", round(scaled.abs(), most));
    if let Some((_, digits)) = written.split_once('.') {
        let spare = digits.chars().rev().take_while(|digit| *digit == '0').count().min(most - least.min(most));
        written.truncate(written.len() - spare);
    }
    let written = written.trim_end_matches('.');
    let (units, rest) =
        written.split_once('.').map_or((written, String::new()), |(units, rest)| (units, format!(".{rest}")));
    let least = whole.chars().filter(|letter| *letter == '0').count();
    let units = if units == "0" && least == 0 && !rest.is_empty() { "" } else { units };
    let padded = format!("{units:0>least$}");
    let grouped = if whole.contains(',') { grouped(&padded) } else { padded };
    let sign = if value < 0.0 && written.chars().any(|digit| matches!(digit, '1'..='9')) { "-" } else { "" };
    let mut figure = Some(format!("{grouped}{rest}"));
    let mut out = sign.to_owned();
    for token in tokens {
        match token {
            Token::Words(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            Token::Digits(_) => out.push_str(&figure.take().unwrap_or_default()),
            Token::General | Token::Date(_) => {}
        }
    }
    out.trim().to_owned()
}

/// Halves go up, as on a sheet: 0.125 in two places is 0.13.
fn round(value: f64, places: usize) -> f64 {
    let scale = 10f64.powi(i32::try_from(places).unwrap_or(0));
    let scaled = value * scale;
    if scaled.abs() > 1e15 { value } else { (scaled + 1e-9).round() / scale }
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A day with its time.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: i64,
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
        // Excel's 1900 has a 29th of February; from March on the count is a day ahead.
        let shift = if epoch_1904 {
            24_107
        } else if days < 60 {
            25_568
        } else {
            25_569
        };
        let unix = if epoch_1904 { days - shift } else { days - shift };
        let (year, month, day) = civil(unix);
        Some(Self { year, month, day, weekday: (unix + 4).rem_euclid(7), seconds, days })
    }

    /// Era and year in it.
    fn era(&self) -> (&'static str, i64) {
        let date = (self.year, self.month, self.day);
        let eras = [
            ((2019, 5, 1), "令和", 2018),
            ((1989, 1, 8), "平成", 1988),
            ((1926, 12, 25), "昭和", 1925),
            ((1912, 7, 30), "大正", 1911),
        ];
        let found = eras.into_iter().find(|(first, _, _)| date >= *first);
        found.map_or(("明治", self.year - 1867), |(_, name, before)| (name, self.year - before))
    }
}

/// The date so many days after 1970-01-01 (the algorithm of Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn date(value: f64, tokens: &[Token], epoch_1904: bool) -> Option<String> {
    let moment = Moment::of(value, epoch_1904)?;
    let (era, of_era) = moment.era();
    let noon = tokens.iter().any(|token| matches!(token, Token::Date(run) if run == "am/pm"));
    let hour = moment.seconds / 3600;
    let mut out = String::new();
    // m after h is a minute, else a month.
    let mut timed = false;
    for (at, token) in tokens.iter().enumerate() {
        let run = match token {
            Token::Words(words) => {
                out.push_str(words);
                continue;
            }
            Token::Date(run) => run.as_str(),
            Token::Digits(digits) => {
                out.push_str(&".0".repeat(usize::from(digits.starts_with('.'))));
                continue;
            }
            Token::Percent | Token::General => continue,
        };
        let two = |value: i64| if run.len() >= 2 { format!("{value:02}") } else { value.to_string() };
        let before_seconds = || {
            tokens[at + 1..].iter().find_map(|token| match token {
                Token::Date(run) => Some(run.starts_with('s')),
                _ => None,
            })
        };
        match run.chars().next()? {
            'y' if run.len() <= 2 => out.push_str(&format!("{:02}", moment.year % 100)),
            'y' => out.push_str(&moment.year.to_string()),
            'g' => out.push_str(match run.len() {
                1 => ["M", "T", "S", "H", "R"]
                    [["明治", "大正", "昭和", "平成", "令和"].iter().position(|name| *name == era)?],
                2 => era.get(..3)?,
                _ => era,
            }),
            'e' => out.push_str(&two(of_era)),
            'r' => out.push_str(&format!("{era}{of_era}")),
            'm' if timed || before_seconds() == Some(true) => out.push_str(&two(moment.seconds / 60 % 60)),
            'm' if run.len() == 3 => out.push_str(MONTHS.get(usize::try_from(moment.month - 1).ok()?)?.get(..3)?),
            'm' if run.len() == 4 => out.push_str(MONTHS.get(usize::try_from(moment.month - 1).ok()?)?),
            'm' => out.push_str(&two(moment.month)),
            'd' if run.len() >= 3 => out.push_str(weekday(moment.weekday, "en", run.len() > 3)),
            'd' => out.push_str(&two(moment.day)),
            'a' if run == "am/pm" => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            'a' => out.push_str(weekday(moment.weekday, "ja", run.len() > 3)),
            'h' if tokens.len() == 1 || timed => out.push_str(&two(moment.days * 24 + hour)),
            'h' => out.push_str(&two(if noon { (hour + 11) % 12 + 1 } else { hour })),
            's' => out.push_str(&two(moment.seconds % 60)),
            _ => {}
        }
        timed = run.starts_with('h') || timed && run.starts_with('m');
    }
    Some(out.trim().to_owned())
}

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

fn weekday(day: i64, language: &str, long: bool) -> &'static str {
    const JA: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
    const JA_LONG: [&str; 7] = ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"];
    const EN: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const EN_LONG: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let names = match (language, long) {
        ("ja", false) => JA,
        ("ja", true) => JA_LONG,
        (_, false) => EN,
        (_, true) => EN_LONG,
    };
    names.get(usize::try_from(day).unwrap_or(0)).copied().unwrap_or_default()
}

/// The codes of formats that a workbook only names by number; those of Japanese Excel among them.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0",
        7 | 8 => "\"¥\"#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        41 | 42 => "#,##0",
        43 | 44 => "#,##0.00",
        45 => "mm:ss",
        46 => "h:mm:ss",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_shown() {
        for (value, code, expected) in [
            (0.5, "0%", "50%"),
            (0.125, "0.0%", "12.5%"),
            (1200.0, "#,##0", "1,200"),
            (1_234_567.0, "#,##0\"円\"", "1,234,567円"),
            (1200.0, "\"¥\"#,##0;[Red]\"¥\"\\-#,##0", "¥1,200"),
            (-1200.0, "#,##0;\"△\"#,##0", "△1,200"),
            (-5.0, "#,##0", "-5"),
            (0.0, "#,##0;-#,##0;\"－\"", "－"),
            (36.0, "0\"件\"", "36件"),
            (36.0, "General\"社\"", "36社"),
            (5.0, "\"第\"0\"回\"", "第5回"),
            (12_345_000.0, "#,##0,\"千円\"", "12,345千円"),
            (0.1 + 0.2, "", "0.3"),
            (1234.5678, "0.00", "1234.57"),
            (3.0, "0.##", "3"),
            (12.0, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "12"),
            (7.0, "000", "007"),
            (45017.0, "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和5年4月1日"),
            (45017.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "令和5年4月1日"),
            (45017.0, "yyyy/m/d", "2023/4/1"),
            (45017.0, "m\"月\"d\"日\"(aaa)", "4月1日(土)"),
            (32516.0, "ge.m.d", "H1.1.8"),
            (0.5625, "h:mm", "13:30"),
            (60.0, "yyyy/m/d", "1900/2/28"),
            (61.0, "yyyy/m/d", "1900/3/1"),
            (1e20, "0", "100000000000000000000"),
        ] {
            assert_eq!(shown(value, code, false), expected, "{value} {code}");
        }
        assert_eq!(shown(43555.0, "yyyy/m/d", true), "2023/4/1");
        assert_eq!(plain(2.5), "2.5");
    }
}
