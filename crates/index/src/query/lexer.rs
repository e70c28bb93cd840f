//! What a person types, cut into words, phrases, operators and filters.

use super::Remark;
use super::filter::FilterName;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Phrase(String),
    Filter(FilterName, String),
    Or,
    Not,
    Open,
    Close,
}

/// Pairs of quotation marks.
pub(super) const QUOTES: [(char, char); 6] =
    [('「', '」'), ('『', '』'), ('"', '"'), ('“', '”'), ('＂', '＂'), ('｢', '｣')];

pub(super) fn tokens(text: &str, remarks: &mut Vec<Remark>) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer { chars: &chars, at: 0, depth: 0, tokens: Vec::new(), remarks };
    while lexer.at < chars.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    depth: usize,
    tokens: Vec<Token>,
    remarks: &'a mut Vec<Remark>,
}

impl Lexer<'_> {
    fn step(&mut self) {
        let c = self.chars[self.at];
        if c.is_whitespace() {
            self.at += 1;
        } else if let Some(close) = quote_end(c) {
            let phrase = self.quoted(close);
            self.tokens.push(Token::Phrase(phrase));
        } else if is_open(c) && self.has_partner() {
            self.depth += 1;
            self.at += 1;
            self.tokens.push(Token::Open);
        } else if is_close(c) && self.depth > 0 {
            self.depth -= 1;
            self.at += 1;
            self.tokens.push(Token::Close);
        } else if is_minus(c) && self.starts_word(self.at + 1) {
            self.at += 1;
            self.tokens.push(Token::Not);
        } else {
            if is_open(c) || is_close(c) {
                self.remarks.push(Remark::Bracket(c, self.at + 1));
            }
            self.word();
        }
    }

    fn starts_word(&self, at: usize) -> bool {
        let ends = |c: char| c.is_whitespace() || is_minus(c) || is_close(c) && self.depth > 0;
        self.chars.get(at).is_some_and(|c| !ends(*c))
    }

    /// Is the bracket here closed before the query ends? What stands in quotation marks is text.
    fn has_partner(&self) -> bool {
        let (mut depth, mut quote) = (0, None);
        for c in &self.chars[self.at..] {
            if quote.is_some() {
                quote = quote.filter(|end| end != c);
                continue;
            }
            quote = quote_end(*c);
            depth += i32::from(is_open(*c)) - i32::from(is_close(*c));
            if depth == 0 {
                return true;
            }
        }
        false
    }

    fn quoted(&mut self, close: char) -> String {
        let (open, start) = (self.chars[self.at], self.at + 1);
        let end = self.chars[start..].iter().position(|c| *c == close).map(|length| start + length);
        if end.is_none() {
            self.remarks.push(Remark::Quote(open, self.at + 1));
        }
        let end = end.unwrap_or(self.chars.len());
        self.at = (end + 1).min(self.chars.len());
        self.chars[start..end].iter().collect()
    }

    fn word(&mut self) {
        let start = self.at;
        let mut inner = 0;
        while let Some(c) = self.chars.get(self.at) {
            let is_end = c.is_whitespace() || quote_end(*c).is_some() || (is_close(*c) && inner == 0 && self.depth > 0);
            if is_end && self.at > start {
                break;
            }
            inner = (inner + i32::from(is_open(*c)) - i32::from(is_close(*c))).max(0);
            self.at += 1;
            if matches!(c, ':' | '：') {
                let name: String = self.chars[start..self.at - 1].iter().collect();
                if let Some(name) = FilterName::read(&name) {
                    self.filter(name);
                    return;
                }
                if matches!(name.as_str(), "除く" | "除外" | "not" | "NOT") && self.starts_word(self.at) {
                    self.tokens.push(Token::Not);
                    return;
                }
                if is_name(&name) && self.starts_word(self.at) && !self.chars[self.at..].starts_with(&['/', '/']) {
                    self.remarks.push(Remark::Filter(name));
                }
            }
        }
        let word: String = self.chars[start..self.at].iter().collect();
        self.tokens.push(match word.as_str() {
            "OR" | "ＯＲ" | "または" | "|" | "｜" => Token::Or,
            "NOT" | "ＮＯＴ" => Token::Not,
            "AND" | "ＡＮＤ" => return,
            _ => Token::Word(word),
        });
    }

    fn filter(&mut self, name: FilterName) {
        let value = match self.chars.get(self.at).copied().and_then(quote_end) {
            Some(close) => self.quoted(close),
            None => {
                let start = self.at;
                let rest = &self.chars[start..];
                let is_end = |c: &char| c.is_whitespace() || (is_close(*c) && self.depth > 0);
                self.at = start + rest.iter().position(is_end).unwrap_or(rest.len());
                self.chars[start..self.at].iter().collect()
            }
        };
        self.tokens.push(Token::Filter(name, value));
    }
}

/// Could it be meant as the name of a filter? Figures and addresses are not.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 12;
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(char::is_alphabetic)
}

fn quote_end(c: char) -> Option<char> {
    QUOTES.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐')
}
