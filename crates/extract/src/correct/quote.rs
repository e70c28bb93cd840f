//! Words found again: which of several that say the same a quote means.
//!
//! In come quotes and what stands in a document, out comes the one that is meant, or why none can be told. A guess is
//! never made. What the words are of (items, lines) must not be known here.

use kurabe_model::Quote;
use kurabe_text::fold::fold;

/// Something that can be quoted, as it was read, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    words: String,
    under: String,
    text: String,
}

/// Why nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfound {
    /// The words do not stand there.
    Missing,
    /// So many stand there now.
    Several(u32),
}

impl Said {
    /// What is said, under what, and the whole line where that is known; numbers before it move like lines.
    #[must_use]
    pub(super) fn new(words: &str, under: &str, text: &str) -> Self {
        let bare = kurabe_text::mark::parse(text).map_or(text, |mark| mark.rest);
        Self { words: fold(words), under: fold(under), text: fold(bare) }
    }

    fn is_like(&self, other: &Self) -> bool {
        self.words == other.words && self.under == other.under
    }
}

/// Which of its like one is, from 1, and of how many.
#[must_use]
pub(super) fn place(all: &[Said], at: usize) -> (u32, u32) {
    let Some(own) = all.get(at) else { return (0, 0) };
    let like = |part: &[Said]| part.iter().filter(|other| other.is_like(own)).count() as u32;
    (like(&all[..=at]), like(all))
}

/// The one that a quote means: of those with its words under its heading the one at its place, as long as there are as
/// many as there were; else the only one with its words, or the only one on its line.
///
/// # Errors
///
/// If none can be told.
pub(super) fn find(all: &[Said], quote: &Quote) -> Result<usize, Unfound> {
    let wanted = Said::new(&quote.words, &quote.under, &quote.text);
    let places = |holds: &dyn Fn(&Said) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, said)| holds(said)).map(|(at, _)| at).collect()
    };
    let on_line = |at: &usize| !wanted.text.is_empty() && all[*at].text == wanted.text;
    let within = places(&|said| said.is_like(&wanted));
    if within.len() as u32 == quote.of.max(1) {
        // Those that say more on their lines are told by that, in whatever order they come.
        let lines: Vec<usize> = within.iter().copied().filter(on_line).collect();
        let at = if lines.len() == 1 { lines.first() } else { within.get(quote.place.saturating_sub(1) as usize) };
        return at.copied().ok_or(Unfound::Missing);
    }
    let same = if within.is_empty() { places(&|said| said.words == wanted.words) } else { within };
    match same.as_slice() {
        // Where one of several is left, it is not known which.
        [only] if quote.of < 2 => Ok(*only),
        [] => {
            // Read otherwise than before, and the line still begins one.
            let lines = places(&|said| !wanted.text.is_empty() && said.text == wanted.text);
            match lines.as_slice() {
                [only] => Ok(*only),
                [] => Err(Unfound::Missing),
                several => Err(Unfound::Several(several.len() as u32)),
            }
        }
        several => {
            let lines: Vec<usize> = several.iter().copied().filter(on_line).collect();
            match lines.as_slice() {
                [only] if lines.len() < several.len() => Ok(*only),
                _ => Err(Unfound::Several(several.len() as u32)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(list: &[(&str, &str, &str)]) -> Vec<Said> {
        list.iter().map(|(words, under, text)| Said::new(words, under, text)).collect()
    }

    fn quote((words, under, text): (&str, &str, &str), (place, of): (u32, u32)) -> Quote {
        Quote { words: words.into(), under: under.into(), text: text.into(), line: 1, place, of }
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let all =
            said(&[("会員訪問", "支援", ""), ("会員訪問", "支援", ""), ("巡回", "支援", ""), ("相談", "窓口", "")]);
        assert_eq!(place(&all, 1), (2, 2));
        assert_eq!(find(&all, &quote(("会員 訪問", "支援", ""), (2, 2))), Ok(1));
        // The heading is called otherwise now, and the words stand once.
        assert_eq!(find(&all, &quote(("相談", "相談の窓口", ""), (1, 1))), Ok(3));
        assert_eq!(find(&all, &quote(("視察", "支援", ""), (1, 1))), Err(Unfound::Missing));
    }

    #[test]
    fn nothing_is_guessed() {
        let three = said(&[
            ("会員訪問", "支援", "・会員訪問"),
            ("会員訪問", "支援", "・会員訪問（新規）"),
            ("会員訪問", "支援", "・会員訪問"),
        ]);
        assert_eq!(find(&three, &quote(("会員訪問", "支援", "・会員訪問"), (1, 2))), Err(Unfound::Several(3)));
        assert_eq!(find(&three, &quote(("会員訪問", "支援", "・会員訪問（新規）"), (2, 2))), Ok(1));
        let one = said(&[("会員訪問", "支援", "")]);
        assert_eq!(find(&one, &quote(("会員訪問", "支援", ""), (1, 2))), Err(Unfound::Several(1)));
        // Under other headings, twice.
        let apart = said(&[("会員訪問", "東", ""), ("会員訪問", "西", "")]);
        assert_eq!(find(&apart, &quote(("会員訪問", "南", ""), (1, 1))), Err(Unfound::Several(2)));
    }

    #[test]
    fn a_title_that_is_read_otherwise_is_found_by_its_line() {
        let all =
            said(&[("創業塾の開催（年2回）", "支援", "１．創業塾の開催（年2回）"), ("創業塾", "支援", "２．創業塾")]);
        assert_eq!(find(&all, &quote(("創業塾の開催", "支援", "１．創業塾の開催（年２回）"), (1, 1))), Ok(0));
    }
}
