//! The query language: read from what a person types, printed back as it was understood.
//!
//! ```text
//! 事業承継 支援              both words, in any order
//! 「事業承継の支援」          a phrase as written, also in "…"
//! 創業 OR 起業               either word
//! NOT 観光  -観光  除く:観光  without the word
//! DX*                        words that begin so
//! 団体:みなと 年度:令和3..5 テーマ:DX 種別:中期計画 都道府県:石川県 印:新規 階層:施策 計画:ID
//! (創業 OR 起業) 女性         grouped
//! ```
//!
//! Full-width forms and blanks work everywhere. What an index is must not be known here.

mod filter;
mod lexer;
#[cfg(test)]
mod tests;

use std::fmt;

use thiserror::Error;

use filter::FilterName;
pub use filter::{EARLIEST, Filter, FilterError, LATEST, level};
use lexer::{QUOTES, Token, tokens};

use kurabe_text::fold::fold;
use kurabe_text::run::End;

/// A query as understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What a passage must meet; none of a query without words asks for everything.
    pub wanted: Option<Clause>,
    /// What narrows the plans and passages. Filters of one kind are alternatives, those of different kinds all hold.
    pub filters: Vec<Filter>,
    /// Filters that must not hold.
    pub without: Vec<Filter>,
    /// What could not be read as written and how it was taken.
    pub remarks: Vec<Remark>,
}

/// A condition on a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// All of these.
    All(Vec<Clause>),
    /// At least one of these.
    Any(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
    /// A word.
    Word(Word),
}

/// A word or phrase that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// As typed, without its quotes.
    pub typed: String,
    /// Its folded form; never empty.
    pub folded: String,
    /// Quoted: nothing is added to it, and it is not taken apart.
    pub phrase: bool,
    /// Whether the end is open (`word*`).
    pub end: End,
}

/// How a part of a query was taken that is not as the language has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A bracket without its partner was taken as a letter; its place in characters, from 1.
    Bracket(char, usize),
    /// A quotation without its end was taken up to the end of the query; its place.
    Quote(char, usize),
    /// `OR` or `NOT` with nothing beside it was left out.
    Operator(String),
    /// There is no filter of this name: it was taken as letters of a word.
    Filter(String),
}

/// The names of all filters, in Japanese and in English.
#[must_use]
pub fn filters() -> [(&'static str, &'static str); 8] {
    FilterName::all()
}

/// Why a query could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// There is nothing in it to search for.
    #[error("the query is empty")]
    Empty,
    /// A filter's value is not one.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// Longer than anybody types.
    #[error("the query is longer than {LONGEST} characters")]
    TooLong,
}

/// The longest query that is read, in characters.
pub const LONGEST: usize = 2_000;

/// Reads a query.
///
/// ```
/// let query = kurabe_index::query::read("事業承継　年度：令和3..5")?;
/// assert_eq!(query.to_string(), "事業承継 年度:2021..2023");
/// # Ok::<(), kurabe_index::query::QueryError>(())
/// ```
///
/// # Errors
///
/// If there is nothing in it, a filter's value makes no sense, or it is far too long.
pub fn read(text: &str) -> Result<Query, QueryError> {
    if text.chars().count() > LONGEST {
        return Err(QueryError::TooLong);
    }
    let mut query = Query::default();
    let tokens = tokens(text, &mut query.remarks);
    let mut reader = Reader { tokens: &tokens, at: 0, query: &mut query };
    let mut clauses = Vec::new();
    while reader.at < tokens.len() {
        clauses.extend(reader.alternatives()?);
        // A closing bracket at the outermost level has no partner; the lexer made it a letter already.
        reader.at += usize::from(reader.peek() == Some(&Token::Close));
    }
    query.wanted = all(clauses);
    if query.wanted.is_none() && query.filters.is_empty() && query.without.is_empty() {
        return Err(QueryError::Empty);
    }
    Ok(query)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    query: &'a mut Query,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// One or more clauses joined by `OR`.
    fn alternatives(&mut self) -> Result<Option<Clause>, QueryError> {
        let mut any: Vec<Clause> = self.single()?.into_iter().collect();
        while self.peek() == Some(&Token::Or) {
            self.at += 1;
            match self.single()? {
                Some(clause) => any.push(clause),
                None => self.query.remarks.push(Remark::Operator("OR".to_owned())),
            }
        }
        Ok(if any.len() > 1 { Some(Clause::Any(any)) } else { any.pop() })
    }

    fn single(&mut self) -> Result<Option<Clause>, QueryError> {
        let Some(token) = self.peek().cloned() else { return Ok(None) };
        match token {
            Token::Close => Ok(None),
            Token::Open => {
                self.at += 1;
                let mut clauses = Vec::new();
                while !matches!(self.peek(), None | Some(Token::Close)) {
                    clauses.extend(self.alternatives()?);
                }
                self.at += 1;
                Ok(all(clauses))
            }
            Token::Or => {
                self.at += 1;
                self.query.remarks.push(Remark::Operator("OR".to_owned()));
                self.single()
            }
            Token::Not => {
                self.at += 1;
                if matches!(self.peek(), None | Some(Token::Close | Token::Or)) {
                    self.query.remarks.push(Remark::Operator("NOT".to_owned()));
                    return Ok(None);
                }
                if let Some(Token::Filter(name, value)) = self.peek().cloned() {
                    self.at += 1;
                    self.query.without.push(Filter::read(name, &value)?);
                    return Ok(None);
                }
                Ok(self.single()?.map(|clause| Clause::Not(Box::new(clause))))
            }
            Token::Filter(name, value) => {
                self.at += 1;
                self.query.filters.push(Filter::read(name, &value)?);
                Ok(None)
            }
            Token::Word(text) => {
                self.at += 1;
                Ok(word(&text, false))
            }
            Token::Phrase(text) => {
                self.at += 1;
                Ok(word(&text, true))
            }
        }
    }
}

fn all(mut clauses: Vec<Clause>) -> Option<Clause> {
    if clauses.len() > 1 { Some(Clause::All(clauses)) } else { clauses.pop() }
}

fn word(text: &str, phrase: bool) -> Option<Clause> {
    let (text, end) = match text.strip_suffix(['*', '＊']) {
        Some(stem) if !phrase && !fold(stem).is_empty() => (stem, End::Open),
        _ => (text, End::Closed),
    };
    let folded = fold(text);
    (!folded.is_empty()).then(|| Clause::Word(Word { typed: text.trim().to_owned(), folded, phrase, end }))
}

impl Query {
    /// The words that are wanted, in order, those behind `NOT` left out.
    #[must_use]
    pub fn words(&self) -> Vec<&Word> {
        let mut words = Vec::new();
        if let Some(clause) = &self.wanted {
            clause.words(&mut words);
        }
        words
    }

    /// The same query with another word in the place of one that is wanted.
    ///
    /// ```
    /// let query = kurabe_index::query::read("事業承軽 OR 創業 団体:みなと")?;
    /// let typed = query.words()[0].clone();
    /// assert_eq!(query.instead(&typed, "事業承継").to_string(), "(事業承継 OR 創業) 団体:みなと");
    /// # Ok::<(), kurabe_index::query::QueryError>(())
    /// ```
    #[must_use]
    pub fn instead(&self, typed: &Word, other: &str) -> Self {
        let mut query = self.clone();
        let other = Word { typed: other.to_owned(), folded: fold(other), ..typed.clone() };
        if let Some(clause) = &mut query.wanted {
            clause.exchange(typed, &other);
        }
        query
    }
}

impl Clause {
    fn words<'a>(&'a self, words: &mut Vec<&'a Word>) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => clauses.iter().for_each(|clause| clause.words(words)),
            Self::Word(word) => words.push(word),
            Self::Not(_) => {}
        }
    }

    fn exchange(&mut self, typed: &Word, other: &Word) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                clauses.iter_mut().for_each(|clause| clause.exchange(typed, other))
            }
            Self::Word(word) if word == typed => *word = other.clone(),
            Self::Word(_) | Self::Not(_) => {}
        }
    }

    fn print(&self, f: &mut fmt::Formatter<'_>, inside: bool) -> fmt::Result {
        match self {
            Self::All(clauses) => {
                bracketed(f, inside, |f| separated(f, clauses.iter(), " ", |f, clause| clause.print(f, true)))
            }
            Self::Any(clauses) => {
                bracketed(f, inside, |f| separated(f, clauses.iter(), " OR ", |f, clause| clause.print(f, true)))
            }
            Self::Not(clause) => {
                f.write_str("NOT ")?;
                clause.print(f, true)
            }
            Self::Word(word) => fmt::Display::fmt(word, f),
        }
    }
}

fn bracketed(
    f: &mut fmt::Formatter<'_>,
    inside: bool,
    print: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    f.write_str(if inside { "(" } else { "" })?;
    print(f)?;
    f.write_str(if inside { ")" } else { "" })
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    items: impl Iterator<Item = T>,
    separator: &str,
    print: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (place, item) in items.enumerate() {
        if place > 0 {
            f.write_str(separator)?;
        }
        print(f, item)?;
    }
    Ok(())
}

/// A bracket without its partner: printed beside other brackets it would be taken for one of theirs.
fn has_stray_bracket(text: &str) -> bool {
    let mut depth = 0;
    let closed = text.chars().all(|c| {
        depth += i32::from(matches!(c, '(' | '（')) - i32::from(matches!(c, ')' | '）'));
        depth >= 0
    });
    !closed || depth != 0
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.end == End::Open { "*" } else { "" };
        if !self.phrase && !has_stray_bracket(&self.typed) {
            return write!(f, "{}{star}", self.typed);
        }
        // Quotation marks that the phrase itself does not hold.
        let holds = |(open, close): &&(char, char)| self.typed.contains([*open, *close]);
        let (open, close) = QUOTES.iter().find(|pair| !holds(pair)).unwrap_or(&QUOTES[0]);
        write!(f, "{open}{}{close}", self.typed)
    }
}

impl fmt::Display for Query {
    /// The query in its canonical form, which reads as the same query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        if let Some(clause) = &self.wanted {
            let alone = self.filters.is_empty() && self.without.is_empty();
            let inside = !alone && matches!(clause, Clause::Any(_));
            parts.push(Printed(clause, inside).to_string());
        }
        parts.extend(self.filters.iter().map(Filter::to_string));
        parts.extend(self.without.iter().map(|filter| format!("NOT {filter}")));
        f.write_str(&parts.join(" "))
    }
}

struct Printed<'a>(&'a Clause, bool);

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.print(f, self.1)
    }
}
