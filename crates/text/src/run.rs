//! Runs of a folded text: the pieces that a literal match never cuts in two.
//!
//! A stretch of Latin letters is a run, and a stretch of digits (with `,` or `.` between digits inside); every other
//! character is a run by itself. `AI` is not in `mail`, `3年` is not in `13年`, `100会員` is not in `2,100会員`.

use std::ops::Range;

use super::fold::is_latin;

/// The runs of a folded text, as byte ranges, in order and without gaps.
///
/// ```
/// use kurabe_text::run::runs;
/// let text = "h30年度2,100会員";
/// let found: Vec<&str> = runs(text).map(|run| &text[run]).collect();
/// assert_eq!(found, ["h", "30", "年", "度", "2,100", "会", "員"]);
/// ```
pub fn runs(folded: &str) -> Runs<'_> {
    Runs { text: folded, at: 0 }
}

/// Iterator over runs; see [`runs`].
#[derive(Clone, Debug)]
pub struct Runs<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let c = rest.chars().next()?;
        let len = if c.is_ascii_digit() {
            digits(rest.as_bytes())
        } else if is_latin(c) {
            rest.find(|c| !is_latin(c)).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        let run = self.at..self.at + len;
        self.at = run.end;
        Some(run)
    }
}

fn digits(text: &[u8]) -> usize {
    let mut len = 1;
    while let Some(byte) = text.get(len) {
        let inside = matches!(byte, b',' | b'.') && text.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !inside {
            break;
        }
        len += 1;
    }
    len
}

/// Where a folded word stands in a folded text without cutting a run at its ends; starts of the matches, which may
/// overlap. With `open`, the end may cut a run.
pub fn find<'t>(text: &'t str, word: &'t str, open: End) -> impl Iterator<Item = usize> + 't {
    let finder = memchr::memmem::Finder::new(word).into_owned();
    let mut from = 0;
    std::iter::from_fn(move || {
        while !word.is_empty() {
            let at = from + finder.find(&text.as_bytes()[from..])?;
            let step = text[at..].chars().next().map_or(1, char::len_utf8);
            from = at + step;
            if is_border(text, at) && (open == End::Open || is_border(text, at + word.len())) {
                return Some(at);
            }
        }
        None
    })
}

/// Whether the end of a word may lie inside a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The word as it stands.
    Closed,
    /// `word*`
    Open,
}

/// Does no run reach across this place of a folded text?
#[must_use]
pub fn is_border(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    if is_latin(before) && is_latin(after) {
        return false;
    }
    let before_digit = before.is_ascii_digit();
    let after_digit = after.is_ascii_digit();
    let mark = |c: char| c == ',' || c == '.';
    if before_digit && after_digit {
        return false;
    }
    if before_digit && mark(after) {
        return !text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    }
    if mark(before) && after_digit {
        return !text[..at - 1].ends_with(|c: char| c.is_ascii_digit());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, word: &str) -> usize {
        find(text, word, End::Closed).count()
    }

    #[test]
    fn runs_are_not_cut() {
        assert_eq!(count("e-mail", "ai"), 0);
        assert_eq!(count("aiの活用", "ai"), 1);
        assert_eq!(count("13年", "3年"), 0);
        assert_eq!(count("2,100会員", "100会員"), 0);
        assert_eq!(count("h30", "30"), 1);
        assert_eq!(count("2.", "2"), 1);
        assert_eq!(find("aiairport", "ai", End::Open).count(), 1);
    }

    #[test]
    fn borders_agree_with_runs() {
        for text in ["a1,2b.3,c", "1,2.3.", "x,1", "..1..", "1,,2", "h30年2,100.5会"] {
            let ends: Vec<usize> = runs(text).map(|run| run.end).collect();
            for at in (1..text.len()).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(is_border(text, at), ends.contains(&at), "{text} at {at}");
            }
        }
    }
}
