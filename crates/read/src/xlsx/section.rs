//! The code of a number format, read into its parts and pieces.
//!
//! What comes in is a code (`#,##0;[Red]-#,##0`), what goes out are its parts, each with what it shows and when. This
//! file must not know how a number or a date is written by them.

use std::iter::Peekable;
use std::str::Chars;

use super::numerals::Numerals;

/// What Excel shows for its long date and its time in Japan: their codes only say that the system has the say.
const SYSTEM_DATE: &str = "yyyy\"年\"m\"月\"d\"日\"";
const SYSTEM_TIME: &str = "h:mm:ss";

/// A comparison in a condition: [<=43585].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    Unequal,
}

impl Test {
    /// Reads `<=43585`.
    fn of(condition: &str) -> Option<(Self, f64)> {
        const SIGNS: [(&str, Test); 6] = [
            ("<=", Test::AtMost),
            (">=", Test::AtLeast),
            ("<>", Test::Unequal),
            ("<", Test::Below),
            (">", Test::Above),
            ("=", Test::Equal),
        ];
        let (sign, test) = SIGNS.into_iter().find(|(sign, _)| condition.starts_with(sign))?;
        Some((test, condition.get(sign.len()..)?.trim().parse().ok()?))
    }

    pub(super) fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Below => value < bound,
            Self::AtMost => value <= bound,
            Self::Above => value > bound,
            Self::AtLeast => value >= bound,
            Self::Equal => value == bound,
            Self::Unequal => value != bound,
        }
    }

    pub(super) fn is_below(self) -> bool {
        matches!(self, Self::Below | Self::AtMost)
    }
}

/// A part of a format.
#[derive(Default)]
pub(super) struct Section {
    pub(super) tokens: Vec<Token>,
    pub(super) condition: Option<(Test, f64)>,
    /// It is for words: `@"様"`.
    pub(super) words: bool,
    pub(super) numerals: Numerals,
    /// The first year of an era is 元.
    pub(super) first_year: bool,
    /// Months and days have their Japanese names.
    pub(super) japanese: bool,
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Characters as they are.
    Words(String),
    /// 0, #, ? with their commas and point: where the number goes.
    Digits(String),
    /// E+: what follows are the digits of a power of ten.
    Exponent,
    Percent,
    /// The bar of a fraction: `# ?/?`. One that is quoted or escaped is a character as any other: `0000!/00!/00`.
    Bar,
    General,
    /// y, m, d, h, s, g, e, a: letters of a date, of one kind.
    Date(String),
    /// [h], [m], [s]: hours, minutes or seconds that count on beyond the day.
    Elapsed(String),
}

/// The parts of a format between semicolons that stand neither in quotes nor in brackets.
pub(super) fn parts(code: &str) -> Vec<String> {
    let (mut parts, mut quoted, mut escaped, mut bracketed) = (vec![String::new()], false, false, false);
    for letter in code.chars().take(255) {
        if letter == ';' && !quoted && !escaped && !bracketed {
            parts.push(String::new());
            continue;
        }
        if !quoted && !escaped && matches!(letter, '[' | ']') {
            bracketed = letter == '[';
        }
        quoted ^= letter == '"' && !escaped;
        escaped = matches!(letter, '\\' | '!') && !escaped && !quoted;
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

impl Section {
    pub(super) fn of(part: &str) -> Self {
        let mut section = Self::default();
        let mut letters = part.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => {
                    let text: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
                    section.say(&text);
                }
                '\\' | '!' => section.say(&letters.next().map(String::from).unwrap_or_default()),
                '_' | '*' => drop(letters.next()),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    match inside.to_ascii_lowercase().as_str() {
                        "$-f800" | "$-x-sysdate" => return Self::of(SYSTEM_DATE),
                        "$-f400" | "$-x-systime" => return Self::of(SYSTEM_TIME),
                        _ => section.bracket(&inside),
                    }
                }
                '%' => section.tokens.push(Token::Percent),
                'G' if part.contains("General") || part.contains("G/") => {
                    let general = |next: &char| next.is_ascii_alphabetic() || "/標準".contains(*next);
                    while letters.next_if(general).is_some() {}
                    section.tokens.push(Token::General);
                }
                '@' => {
                    section.words = true;
                    section.tokens.push(Token::General);
                }
                '/' if section.ends_in_digits()
                    && letters.peek().is_some_and(|next| next.is_ascii_digit() || "#?".contains(*next)) =>
                {
                    section.tokens.push(Token::Bar);
                }
                'E' if letters.next_if(|next| matches!(next, '+' | '-')).is_some() => {
                    section.tokens.push(Token::Exponent);
                }
                '0' | '#' | '?' | '.' | ',' => section.digit(letter, letters.peek().copied()),
                letter if "yYmMdDhHsSgGeEaArbB".contains(letter) => {
                    section.tokens.push(date(letter, &mut letters));
                }
                letter => section.say(letter.encode_utf8(&mut [0; 4])),
            }
        }
        section
    }

    fn say(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Words(last)) => last.push_str(text),
            _ => self.tokens.push(Token::Words(text.to_owned())),
        }
    }

    fn ends_in_digits(&self) -> bool {
        matches!(self.tokens.last(), Some(Token::Digits(_)))
    }

    fn digit(&mut self, letter: char, next: Option<char>) {
        match self.tokens.last_mut() {
            Some(Token::Digits(last)) => last.push(letter),
            _ if matches!(letter, '.' | ',') && !matches!(next, Some('0' | '#' | '?')) => {
                self.say(letter.encode_utf8(&mut [0; 4]));
            }
            _ => self.tokens.push(Token::Digits(letter.to_string())),
        }
    }

    /// What stands in brackets: [$¥-411] money and language, [h] hours that count on, [DBNum1] numerals, [<=43585] a
    /// condition. Colours say nothing.
    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        if let Some(money) = inside.strip_prefix('$') {
            let (sign, language) = money.split_once('-').unwrap_or((money, ""));
            if !sign.is_empty() {
                self.say(sign);
            }
            self.language(&language.to_ascii_lowercase());
        } else if let Some(numerals) = Numerals::of(&lower) {
            self.numerals = numerals;
        } else if let Some(condition) = Test::of(inside) {
            self.condition = Some(condition);
        } else if lower.starts_with(['h', 'm', 's']) && lower.chars().all(|letter| lower.starts_with(letter)) {
            self.tokens.push(Token::Elapsed(lower));
        }
    }

    /// A language by its number (411, with calendar and numerals before it) or its name (ja-JP, ja-JP-x-gannen).
    fn language(&mut self, language: &str) {
        let tag = language.split([',', ';']).next().unwrap_or_default();
        // Windows has a number of its own for Japanese with 元年.
        self.first_year |= tag == "87f70000" || tag.starts_with("ja") && tag.contains("x-gannen");
        self.japanese |= self.first_year || tag.ends_with("411") || matches!(tag, "ja" | "jp" | "ja-jp");
    }
}

/// The piece of a format that begins with a letter of dates: a run of one letter, AM/PM or A/P.
fn date(letter: char, letters: &mut Peekable<Chars>) -> Token {
    for halves in ["m/pm", "/p"] {
        let rest: String = letters.clone().take(halves.len()).collect();
        if letter.eq_ignore_ascii_case(&'a') && rest.eq_ignore_ascii_case(halves) {
            letters.by_ref().take(halves.len()).for_each(drop);
            return Token::Date(format!("a{halves}"));
        }
    }
    let kind = letter.to_ascii_lowercase();
    let mut run = kind.to_string();
    while letters.next_if(|next| next.to_ascii_lowercase() == kind).is_some() {
        run.push(kind);
    }
    Token::Date(run)
}
