//! The words of a query made ready to be looked for: what is added to each, and what each is made of.

use crate::query::Word;
use crate::thesaurus::{Addition, Thesaurus};
use kurabe_text::fold::is_latin;
use kurabe_text::run::{End, find, runs};
use kurabe_text::words::{Morpheme, Words};

/// A word of a query with all that may stand for it.
#[derive(Clone, Debug)]
pub(super) struct QueryTerm {
    pub(super) word: Word,
    /// Words of the thesaurus.
    pub(super) added: Vec<Addition>,
    /// What a compound is made of, folded; empty if it is none.
    pub(super) parts: Vec<String>,
    /// Base forms of its words, for ranking.
    pub(super) terms: Vec<String>,
}

/// Makes words ready. `words` is none where the dictionary is not wanted.
pub(super) fn query_terms(wanted: &[&Word], exact: bool, thesaurus: &Thesaurus, words: &mut Words) -> Vec<QueryTerm> {
    let mut query_terms: Vec<QueryTerm> = Vec::new();
    for word in wanted {
        if query_terms.iter().any(|query_term| query_term.word == **word) {
            continue;
        }
        let alone = exact || word.phrase || word.end == End::Open;
        let (parts, terms) = take_apart(&word.folded, words);
        query_terms.push(QueryTerm {
            word: (*word).clone(),
            added: if alone { Vec::new() } else { needed(&word.folded, thesaurus.additions(&word.folded)) },
            parts: if alone { Vec::new() } else { parts },
            terms,
        });
    }
    query_terms
}

/// The additions that can find something that the word or a nearer addition does not: 観光振興 adds nothing to 観光.
fn needed(folded: &str, additions: Vec<Addition>) -> Vec<Addition> {
    let holds = |longer: &Addition, shorter: &str| find(&longer.folded, shorter, End::Closed).next().is_some();
    let is_needed = |addition: &&Addition| {
        !holds(addition, folded)
            && !additions.iter().any(|other| {
                other.folded != addition.folded && other.relation <= addition.relation && holds(addition, &other.folded)
            })
    };
    additions.iter().filter(is_needed).cloned().collect()
}

/// The parts of those of some folded words that are compounds; none if the dictionary does not open.
pub(super) fn compounds<'w>(folded: impl Iterator<Item = &'w str>) -> Vec<Vec<String>> {
    let Ok(mut words) = Words::open() else { return Vec::new() };
    folded.map(|folded| take_apart(folded, &mut words).0).filter(|parts| !parts.is_empty()).collect()
}

/// The parts of a compound and the base forms of its words.
///
/// 事業承継支援 has the parts 事業, 承継, 支援; a part of a single letter joins the one before it (伴走型, 小規模), as it
/// says nothing by itself.
fn take_apart(folded: &str, words: &mut Words) -> (Vec<String>, Vec<String>) {
    let mut found = Vec::new();
    words.segment(folded, &mut found);
    let terms = found.iter().filter(|word| word.keep).map(|word| word.term.to_owned()).collect();
    let mut parts: Vec<String> = Vec::new();
    let mut start = None;
    for word in &found {
        let surface = &folded[word.surface_range.clone()];
        let is_letter = is_letter(surface);
        if !word.keep {
            start = None;
        } else if let (true, Some(last)) = (is_letter && start == Some(word.surface_range.start), parts.last_mut()) {
            last.push_str(surface);
            start = Some(word.surface_range.end);
        } else if parts.last().is_some_and(|last| self::is_letter(last)) && start == Some(word.surface_range.start) {
            if let Some(last) = parts.last_mut() {
                last.push_str(surface);
            }
            start = Some(word.surface_range.end);
        } else {
            parts.push(surface.to_owned());
            start = Some(word.surface_range.end);
        }
    }
    let is_compound = parts.len() > 1 && parts.iter().all(|part| is_whole(part, &found, folded));
    (if is_compound { parts } else { Vec::new() }, terms)
}

/// A single letter, which says nothing by itself; a Latin word or a number does.
fn is_letter(part: &str) -> bool {
    runs(part).count() == 1 && !part.chars().all(|c| is_latin(c) || c.is_ascii_digit())
}

/// A part that can stand apart: not the first half of a katakana word that the dictionary cut (イン|バウンド).
fn is_whole(part: &str, found: &[Morpheme<'_>], folded: &str) -> bool {
    let is_katakana = |text: &str| text.chars().all(|c| matches!(c, '\u{30a1}'..='\u{30fc}'));
    let Some(at) = folded.find(part) else { return true };
    let cut_before =
        found.iter().any(|word| word.surface_range.end == at && is_katakana(&folded[word.surface_range.clone()]));
    let end = at + part.len();
    let cut_after =
        found.iter().any(|word| word.surface_range.start == end && is_katakana(&folded[word.surface_range.clone()]));
    !(is_katakana(part) && (cut_before || cut_after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<String> {
        take_apart(word, &mut Words::open().unwrap()).0
    }

    #[test]
    fn compounds_are_taken_apart() {
        assert_eq!(parts("事業承継支援"), ["事業", "承継", "支援"]);
        assert_eq!(parts("伴走型支援"), ["伴走型", "支援"]);
        assert_eq!(parts("小規模事業者"), ["小規模", "事業者"]);
        assert_eq!(parts("dx推進"), ["dx", "推進"]);
    }

    #[test]
    fn what_adds_nothing_is_left_out() {
        let text = "[[group]]\nsame = [\"観光\", \"観光振興\", \"ツーリズム\"]\nnarrower = [\"グリーンツーリズム\"]\n";
        let added = needed("観光", Thesaurus::parse(text).unwrap().additions("観光"));
        assert_eq!(added.iter().map(|addition| addition.word.as_str()).collect::<Vec<_>>(), ["ツーリズム"]);
    }

    #[test]
    fn single_words_are_not() {
        assert!(parts("観光").is_empty());
        assert!(parts("インバウンド").is_empty());
        assert!(parts("dx").is_empty());
    }
}
