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
    /// The headings above that one, the outermost first.
    above: String,
    text: String,
    next: String,
}

/// Why nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfound {
    /// The words do not stand there.
    Missing,
    /// So many stood there, and so many stand there now.
    Several(u32, u32),
}

/// A line without the number before it, which moves as lines do.
fn bare(line: &str) -> String {
    fold(kurabe_text::mark::parse(line).map_or(line, |mark| mark.rest))
}

impl Said {
    /// What is said, under what, and the whole line where that is known.
    #[must_use]
    pub(super) fn new(words: &str, under: &str, text: &str) -> Self {
        Self { words: fold(words), under: fold(under), text: bare(text), ..Self::default() }
    }

    /// With the headings above the one that it stands under, the innermost first.
    #[must_use]
    pub(super) fn below<'a>(self, headings: impl Iterator<Item = &'a str>) -> Self {
        let mut headings: Vec<String> = headings.map(fold).collect();
        headings.reverse();
        Self { above: headings.join(" › "), ..self }
    }

    /// With the line that follows.
    #[must_use]
    pub(super) fn before(self, next: &str) -> Self {
        Self { next: bare(next), ..self }
    }

    /// Has it the words of another, under the same heading?
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.words == other.words && self.under == other.under
    }

    /// Does it stand under this heading?
    pub(super) fn is_under(&self, heading: &str) -> bool {
        self.under == fold(heading)
    }

    /// Does it stand on a line that says the same?
    fn is_on_line_of(&self, other: &Self) -> bool {
        !other.text.is_empty() && self.text == other.text
    }
}

/// A quote of the one at a place: with that by which it can be told from its like.
#[must_use]
pub(super) fn quote(all: &[Said], at: usize, quote: Quote) -> Quote {
    let Some(own) = all.get(at) else { return quote };
    let like = |part: &[Said]| part.iter().filter(|other| other.is_like(own)).count() as u32;
    let of_line = all.iter().filter(|other| other.is_like(own) && other.text == own.text).count();
    let apart = all.iter().any(|other| other.is_like(own) && other.above != own.above);
    Quote {
        above: apart.then(|| own.above.clone()),
        place: like(&all[..=at]),
        of: like(all),
        all: all.iter().filter(|other| other.words == own.words).count() as u32,
        next: (of_line > 1).then(|| own.next.clone()),
        ..quote
    }
}

/// The one that a quote means: that with its words under its heading. Of several that on its line, or, where their lines
/// say the same, that at its place as long as what follows it follows still. Under another heading it is taken for the
/// one only if its words stood once in the whole plan and stand once now.
///
/// # Errors
///
/// If none can be told.
pub(super) fn find(all: &[Said], quote: &Quote) -> Result<usize, Unfound> {
    let wanted = Said::new(&quote.words, &quote.under, &quote.text);
    let places = |holds: &dyn Fn(&Said) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, said)| holds(said)).map(|(at, _)| at).collect()
    };
    let was = quote.of.max(1);
    let within = places(&|said| said.is_like(&wanted));
    if !within.is_empty() {
        let unsure = Unfound::Several(was, within.len() as u32);
        return of_like(all, &within, (quote, &wanted)).ok_or(unsure);
    }
    // Read otherwise than before, and under its heading its line still begins one.
    let lines = places(&|said| said.under == wanted.under && said.is_on_line_of(&wanted));
    if let (1, [only]) = (was, lines.as_slice()) {
        return Ok(*only);
    }
    let same = places(&|said| said.words == wanted.words);
    let elsewhere = if same.is_empty() { places(&|said| said.is_on_line_of(&wanted)) } else { same };
    // Whoever writes words alone by hand means them wherever they stand.
    let stood_once = quote.all == 1 || quote.all == 0 && quote.under.is_empty() && quote.text.is_empty();
    match elsewhere.as_slice() {
        [] => Err(Unfound::Missing),
        [only] if stood_once && was == 1 => Ok(*only),
        several => Err(Unfound::Several(was.max(quote.all), several.len() as u32)),
    }
}

/// Which of those with the words under the heading is meant; none where that cannot be told.
fn of_like(all: &[Said], within: &[usize], (quote, wanted): (&Quote, &Said)) -> Option<usize> {
    let (was, are) = (quote.of.max(1) as usize, within.len());
    // Works that are told in the same parts: only what stands below the same headings may be meant.
    let below = |at: &usize| quote.above.as_ref().is_none_or(|above| all[*at].above == *above);
    let kept: Vec<usize> = within.iter().copied().filter(below).collect();
    if let (Some(_), [only]) = (&quote.above, kept.as_slice()) {
        return Some(*only);
    }
    let lines: Vec<usize> = kept.iter().copied().filter(|at| all[*at].is_on_line_of(wanted)).collect();
    let at_place = within.get(quote.place.saturating_sub(1) as usize).copied().filter(below);
    match (&quote.next, lines.as_slice()) {
        _ if was == 1 && are == 1 => within.first().copied(),
        // What follows tells them apart: as many as there were, in the order in which they were.
        (Some(next), _) if was == are => {
            at_place.filter(|at| all[*at].next == bare(next) && (wanted.text.is_empty() || lines.contains(at)))
        }
        (Some(_), _) => None,
        // Its line says what no other says, in whatever order they come.
        (None, [only]) if are > 1 => Some(*only),
        // By hand, or where no line is known: the place, as long as there are as many as there were.
        (None, lines) if was == are && (wanted.text.is_empty() || lines.len() == kept.len()) => at_place,
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(list: &[(&str, &str, &str)]) -> Vec<Said> {
        list.iter().map(|(words, under, text)| Said::new(words, under, text)).collect()
    }

    fn quoted((words, under, text): (&str, &str, &str), (place, of, all): (u32, u32, u32)) -> Quote {
        Quote {
            words: words.into(),
            under: under.into(),
            text: text.into(),
            line: 1,
            place,
            of,
            all,
            ..Quote::default()
        }
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let all =
            said(&[("会員訪問", "支援", ""), ("会員訪問", "支援", ""), ("巡回", "支援", ""), ("相談", "窓口", "")]);
        assert_eq!(find(&all, &quoted(("会員 訪問", "支援", ""), (2, 2, 2))), Ok(1));
        // The heading is called otherwise now, and the words stood and stand once.
        assert_eq!(find(&all, &quoted(("相談", "相談の窓口", ""), (1, 1, 1))), Ok(3));
        assert_eq!(find(&all, &quoted(("視察", "支援", ""), (1, 1, 1))), Err(Unfound::Missing));
        // By hand, words alone.
        assert_eq!(find(&all, &quoted(("相談", "", ""), (1, 1, 0))), Ok(3));
    }

    #[test]
    fn nothing_is_guessed() {
        let three = said(&[
            ("会員訪問", "支援", "・会員訪問"),
            ("会員訪問", "支援", "・会員訪問（新規）"),
            ("会員訪問", "支援", "・会員訪問"),
        ]);
        let at = |quote: (&str, &str, &str), count| find(&three, &quoted(quote, count));
        assert_eq!(at(("会員訪問", "支援", "・会員訪問"), (1, 2, 2)), Err(Unfound::Several(2, 3)));
        assert_eq!(at(("会員訪問", "支援", "・会員訪問（新規）"), (2, 2, 2)), Ok(1));
        let one = said(&[("会員訪問", "支援", "")]);
        assert_eq!(find(&one, &quoted(("会員訪問", "支援", ""), (1, 2, 2))), Err(Unfound::Several(2, 1)));
        // Under other headings, twice.
        let apart = said(&[("会員訪問", "東", ""), ("会員訪問", "西", "")]);
        assert_eq!(find(&apart, &quoted(("会員訪問", "南", ""), (1, 1, 1))), Err(Unfound::Several(1, 2)));
    }

    #[test]
    fn what_stood_twice_does_not_move_to_the_other() {
        let left = said(&[("朝市", "振興", "１．朝市"), ("会員訪問", "朝市", "・会員訪問")]);
        let gone = ("会員訪問", "創業塾", "・会員訪問");
        assert_eq!(find(&left, &quoted(gone, (1, 1, 2))), Err(Unfound::Several(2, 1)));
        // Nor where nobody counted.
        assert_eq!(find(&left, &quoted(gone, (1, 1, 0))), Err(Unfound::Several(1, 1)));
        // Read under another title, its line stands elsewhere too.
        let read = said(&[("訪問", "朝市", "・会員訪問")]);
        assert_eq!(find(&read, &quoted(gone, (1, 1, 2))), Err(Unfound::Several(2, 1)));
        assert_eq!(find(&read, &quoted(("会員訪問", "朝市", "・会員訪問"), (1, 1, 2))), Ok(0));
    }

    #[test]
    fn twins_are_told_by_what_follows() {
        let twin = |next: &str| Said::new("会員訪問", "支援", "・会員訪問").before(next);
        let was = [twin("夏に行う"), twin("冬に行う")];
        let first = quote(&was, 0, quoted(("会員訪問", "支援", "・会員訪問"), (0, 0, 0)));
        assert_eq!((first.place, first.of, first.all, first.next.as_deref()), (1, 2, 2, Some("夏に行う")));
        assert_eq!(find(&was, &first), Ok(0));
        let turned = [was[1].clone(), was[0].clone()];
        assert_eq!(find(&turned, &first), Err(Unfound::Several(2, 2)));
        assert_eq!(find(&[twin("春に行う"), twin("冬に行う")], &first), Err(Unfound::Several(2, 2)));
        // Lines that say different things need no more than that.
        let other = [was[0].clone(), Said::new("会員訪問", "支援", "・会員訪問（新規）").before("冬に行う")];
        let second = quote(&other, 1, quoted(("会員訪問", "支援", "・会員訪問（新規）"), (0, 0, 0)));
        assert_eq!(second.next, None);
        assert_eq!(find(&[other[1].clone(), other[0].clone()], &second), Ok(0));
    }

    #[test]
    fn works_told_in_the_same_parts_are_told_by_their_names() {
        let part =
            |work: &str| Said::new("会員訪問", "事業内容", "・会員訪問").below([work].into_iter()).before("効果");
        let was = [part("朝市"), part("創業塾")];
        let second = quote(&was, 1, quoted(("会員訪問", "事業内容", "・会員訪問"), (0, 0, 0)));
        assert_eq!((second.place, second.above.as_deref()), (2, Some("創業塾")));
        assert_eq!(find(&was, &second), Ok(1));
        // The works have changed places, or one is gone.
        assert_eq!(find(&[part("創業塾"), part("朝市")], &second), Ok(0));
        assert_eq!(find(&[part("創業塾")], &second), Ok(0));
        assert_eq!(find(&[part("朝市")], &second), Err(Unfound::Several(2, 1)));
    }

    #[test]
    fn a_title_that_is_read_otherwise_is_found_by_its_line() {
        let all =
            said(&[("創業塾の開催（年2回）", "支援", "１．創業塾の開催（年2回）"), ("創業塾", "支援", "２．創業塾")]);
        assert_eq!(find(&all, &quoted(("創業塾の開催", "支援", "１．創業塾の開催（年２回）"), (1, 1, 1))), Ok(0));
    }
}
