//! Figures in the places that a format gives them: 1,200円, 12.5%, 1.2E+04.
//!
//! What comes in is a number and the pieces of its format, what goes out are the characters on the sheet. This file must
//! not know dates.

use super::section::{Section, Token};

/// Writes a number by the pieces of a format.
pub(super) fn shown(value: f64, section: &Section) -> String {
    let tokens = &section.tokens;
    let numerals = section.numerals;
    if !tokens.iter().any(|token| matches!(token, Token::Digits(_))) {
        // A format of words alone shows no number.
        let general = tokens.is_empty() || tokens.contains(&Token::General);
        let words = words(tokens);
        return if general { words.replace('\u{0}', &numerals.general(&plain(value))) } else { words };
    }
    if is_fraction(tokens) {
        return plain(value);
    }
    let figure = if tokens.contains(&Token::Exponent) { power(value, tokens) } else { placed(value, tokens) };
    let sign = if value < 0.0 && figure.chars().any(|digit| matches!(digit, '1'..='9')) { "-" } else { "" };
    let mut figures = spread(figure, tokens).into_iter();
    let mut out = sign.to_owned();
    for token in tokens {
        match token {
            Token::Words(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            Token::Digits(_) => out.push_str(&numerals.figure(&figures.next().unwrap_or_default())),
            Token::Exponent | Token::Bar | Token::General | Token::Date(_) | Token::Elapsed(_) => {}
        }
    }
    out.trim().to_owned()
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

/// What is shown around a number without places; NUL is where it goes.
fn words(tokens: &[Token]) -> String {
    let word = |token: &Token| match token {
        Token::Words(words) => words.clone(),
        Token::Percent => "%".to_owned(),
        Token::General => "\u{0}".to_owned(),
        _ => String::new(),
    };
    if tokens.is_empty() { "\u{0}".to_owned() } else { tokens.iter().map(word).collect() }
}

/// `# ?/?`: halves and thirds. The number itself is read more surely.
fn is_fraction(tokens: &[Token]) -> bool {
    tokens.contains(&Token::Bar)
}

/// The places of a format, before its power of ten if it has one.
fn pattern<'a>(tokens: impl Iterator<Item = &'a Token>) -> String {
    let digits = tokens.take_while(|token| **token != Token::Exponent).filter_map(|token| match token {
        Token::Digits(digits) => Some(digits.as_str()),
        _ => None,
    });
    digits.collect()
}

/// How many digits a pattern has room for.
fn places(pattern: &str) -> usize {
    pattern.chars().filter(|letter| "0#?".contains(*letter)).count()
}

/// 1.2E+04.
fn power(value: f64, tokens: &[Token]) -> String {
    let before = pattern(tokens.iter());
    let after = pattern(tokens.iter().skip_while(|token| **token != Token::Exponent).skip(1));
    let decimals = before.split_once('.').map_or(0, |(_, part)| places(part)).min(15);
    let written = format!("{:.decimals$e}", value.abs());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
    format!("{mantissa}E{sign}{exponent:0>width$}", width = places(&after).min(4))
}

/// 1,200 without its sign.
fn placed(value: f64, tokens: &[Token]) -> String {
    let pattern = pattern(tokens.iter());
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    // Commas at the end divide by a thousand each: #,##0, shows thousands.
    let thousands = pattern.len() - pattern.trim_end_matches(',').len();
    let scaled =
        value * 100f64.powi(i32::try_from(percents).unwrap_or(0)) / 1000f64.powi(i32::try_from(thousands).unwrap_or(0));
    let pattern = pattern.trim_end_matches(',');
    let (whole, part) = pattern.split_once('.').unwrap_or((pattern, ""));
    let most = places(part).min(15);
    let least = part.chars().filter(|letter| *letter == '0').count();
    let mut written = format!("{:.most$}", round(scaled.abs(), most));
    if let Some((_, digits)) = written.split_once('.') {
        let spare = digits.chars().rev().take_while(|digit| *digit == '0').count().min(most - least.min(most));
        written.truncate(written.len() - spare);
    }
    let written = written.trim_end_matches('.');
    let (units, rest) =
        written.split_once('.').map_or((written, String::new()), |(units, rest)| (units, format!(".{rest}")));
    // From the first place that must be filled on, all must: 0## of 5 is 005.
    let least = whole.find('0').and_then(|at| whole.get(at..)).map_or(0, places);
    // Without a place that must be filled, nothing is shown of nothing: #,### of 0.
    let units = if units == "0" && least == 0 { "" } else { units };
    let padded = format!("{units:0>least$}");
    let grouped = if whole.contains(',') { grouped(&padded) } else { padded };
    format!("{grouped}{rest}")
}

/// The digits for each group of places, filled from the right: 000-0000.
fn spread(figure: String, tokens: &[Token]) -> Vec<String> {
    let groups: Vec<usize> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Digits(digits) => Some(places(digits)),
            _ => None,
        })
        .collect();
    if groups.len() < 2 || !figure.bytes().all(|digit| digit.is_ascii_digit()) {
        return vec![figure];
    }
    let mut rest = figure;
    let mut spread = Vec::new();
    for group in groups.iter().skip(1).rev() {
        spread.push(rest.split_off(rest.len().saturating_sub(*group)));
    }
    spread.push(rest);
    spread.reverse();
    spread
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
