//! Number formats: a figure as the sheet shows it: 50%, 1,200円, 令和5年4月1日.
//!
//! What comes in is a value and the code of its format, what goes out are the characters on the sheet. This file must
//! not know cells.

use super::date;

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
        return date::shown(value, &tokens, epoch_1904).unwrap_or_else(|| plain(value));
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
    if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.').to_owned() } else { written }
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
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
            letter if "yYmMdDhHsSgeEaAr".contains(letter) => tokens.extend(date::token(letter, &mut letters)),
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
        assert_eq!((plain(2.5), plain(-3.0), plain(1e16)), ("2.5".into(), "-3".into(), "10000000000000000".into()));
    }
}
