//! What is a title's and what the text's below it, where a reader says where a title ends.
//!
//! In come texts as written, out come their parts; every letter is in one of them. What they are parts of must not be
//! known here.

use kurabe_text::fold::{Folded, fold};

/// The text of an item in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) title: String,
    /// What stands below the title.
    pub(super) body: String,
    /// What else stands on the title's lines: notes, figures.
    pub(super) beside: String,
}

/// Parts a text at its mark and its title; where the title does not stand there, the first line is the title.
pub(super) fn parts(text: &str, marker: &str, title: &str) -> Parts {
    let folded = Folded::new(text);
    let (mark, wanted) = (fold(marker), fold(title));
    let found = folded.text.find(&wanted).filter(|_| !wanted.is_empty());
    let found = found.filter(|at| !text[..folded.original(0..*at).end].contains('\n'));
    let Some(at) = found else {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = first.trim();
        let bare = first.strip_prefix(marker.trim()).filter(|_| !marker.trim().is_empty());
        let parsed = || kurabe_text::mark::parse(first).map(|mark| mark.rest);
        let title = bare.or_else(parsed).unwrap_or(first).trim();
        // What is neither mark nor title stays beside it.
        let lead = first.strip_suffix(title).unwrap_or(first).trim();
        let beside = if fold(lead) == mark { String::new() } else { lead.to_owned() };
        return Parts { title: title.to_owned(), body: rest.to_owned(), beside };
    };
    let lead = &text[..folded.original(0..at).end];
    let after = &text[folded.original(at..at + wanted.len()).end..];
    let (note, body) = after.split_once('\n').unwrap_or((after, ""));
    let lead = if fold(lead) == mark { "" } else { lead };
    let beside = [lead.trim(), note.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    Parts { title: title.to_owned(), body: body.to_owned(), beside }
}

/// What giving an item another title does to the text below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The title ends earlier: this belongs below it.
    Rest(String),
    /// It runs on: so many bytes of the body belong to it.
    Taken(usize),
    /// It is worded otherwise: the words as they were read.
    Reworded(String),
    /// Its words are the same.
    Same,
}

/// How a new title stands to the old one and the text below that.
pub(super) fn cut(old: &str, body: &str, new: &str) -> Cut {
    let (was, is) = (Folded::new(old), fold(new));
    if was.text == is {
        return Cut::Same;
    }
    if !is.is_empty() && was.text.starts_with(&is) {
        let rest = &old[was.original(0..is.len()).end..];
        return Cut::Rest(rest.trim().to_owned());
    }
    if let Some(more) = is.strip_prefix(was.text.as_str()) {
        let below = Folded::new(body);
        if below.text.starts_with(more) {
            return Cut::Taken(below.original(0..more.len()).end);
        }
    }
    Cut::Reworded(old.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_its_parts() {
        let of = |text: &str, marker: &str, title: &str| {
            let parts = parts(text, marker, title);
            (parts.title, parts.beside, parts.body)
        };
        let three = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(
            of("（１）創業塾の\n開催（年2回）\n市と共に開く。", "（１）", "創業塾の開催"),
            three("創業塾の開催", "（年2回）", "市と共に開く。")
        );
        assert_eq!(of("・会員を訪ねる\n毎月", "・", "相談"), three("会員を訪ねる", "", "毎月"));
        assert_eq!(of("※①巡回", "①", "巡回"), three("巡回", "※①", ""));
        assert_eq!(of("②税務\n夜も", "①", "相談"), three("税務", "②", "夜も"));
    }

    #[test]
    fn a_title_ends_earlier_runs_on_or_is_reworded() {
        assert_eq!(cut("創業塾 年２回", "", "創業塾"), Cut::Rest("年２回".to_owned()));
        assert_eq!(cut("地域の", "活性化\n市と共に", "地域の活性化"), Cut::Taken("活性化".len()));
        assert_eq!(cut("創業熟", "", "創業塾"), Cut::Reworded("創業熟".to_owned()));
        assert_eq!(cut("ＤＸ", "", "DX"), Cut::Same);
    }
}
