//! Mentions: what is a node of one plan only, and whose words the other plan still prints somewhere.
//!
//! In come titles without a counterpart and the other plan, out comes for each the passage of that plan which says it:
//! in prose, in a cell, as part of another title. Who reads "dropped" can then check that the words did not go. What
//! became of the node must not be known here.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::line::{Line, folded};
use kurabe_model::{Passage, Plan};
use kurabe_text::stop::check;

/// Letters that are known again wherever they stand; fewer, down to these, where they stand for themselves.
const TELLING_ANYWHERE: usize = 8;
const TELLING: usize = 4;

/// For the places of titles that the plan mentions, the first line that does; of a passage whose lines were joined its
/// first. What is the title of a node with a counterpart of the same title (`told`: its line and its letters) is no
/// mention: that one goes on itself.
pub(super) fn mentions(titles: &[&str], plan: &Plan, told: &BTreeSet<(u32, String)>) -> BTreeMap<usize, u32> {
    let sought: Vec<(usize, String)> = (0..)
        .zip(titles.iter().map(|title| folded(title.trim_end_matches('。'))))
        .filter(|(_, title)| title.chars().count() >= TELLING)
        .collect();
    let mut found = BTreeMap::new();
    let Ok(search) = AhoCorasick::new(sought.iter().map(|(_, title)| title)) else { return found };
    for passage in &plan.passages {
        for (text, above) in [(&passage.title, 0), (&passage.body, passage.title.lines().count())] {
            check();
            let line = Line::of(text);
            for hit in search.find_overlapping_iter(&line.whole) {
                let (place, title) = &sought[hit.pattern().as_usize()];
                let apart = || line.sets_apart(&hit.range()) || line.names(&hit.range());
                let is_known = title.chars().count() >= TELLING_ANYWHERE || apart();
                let goes_on = || told.contains(&(passage.span.first, title.clone()));
                if is_known && !found.contains_key(place) && !goes_on() {
                    found.insert(*place, line_of(passage, text, above, hit.start()));
                }
            }
        }
    }
    found
}

/// The line of a passage on which a letter of its title or body stands, as long as its lines are those of the file.
fn line_of(passage: &Passage, text: &str, above: usize, letter: usize) -> u32 {
    let printed = passage.title.lines().chain(passage.body.lines()).count();
    if printed != passage.span.lines() {
        return passage.span.first;
    }
    let letters = text.lines().scan(0, |before, line| {
        *before += Line::of(line).whole.len();
        Some(*before)
    });
    (passage.span.first..)
        .nth(above + letters.take_while(|before| *before <= letter).count())
        .unwrap_or(passage.span.last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{Flags, LineSpan, PassageKind};

    fn plan(bodies: &[&str]) -> Plan {
        let passage = |(line, body): (u32, &&str)| Passage {
            node: None,
            kind: PassageKind::Text,
            marker: String::new(),
            title: String::new(),
            body: (*body).to_owned(),
            flags: Flags::default(),
            themes: Vec::new(),
            repeats: None,
            corrected: false,
            span: LineSpan::line(line),
            columns: None,
            page: None,
            place: None,
        };
        Plan { passages: (1..).zip(bodies).map(passage).collect(), ..Plan::default() }
    }

    fn lines(titles: &[&str], bodies: &[&str]) -> Vec<Option<u32>> {
        let found = mentions(titles, &plan(bodies), &BTreeSet::new());
        (0..titles.len()).map(|at| found.get(&at).copied()).collect()
    }

    #[test]
    fn a_long_title_is_known_inside_a_sentence_over_broken_lines() {
        let prose = "前年に続き、空き店舗を\n活用した創業の支援を委託により行う。";
        assert_eq!(lines(&["空き店舗を活用した創業の支援"], &["はじめに", prose]), [Some(2)]);
    }

    #[test]
    fn a_short_title_must_stand_for_itself() {
        assert_eq!(lines(&["総合相談"], &["総合相談員を置く。", "行事　総合相談　随時"]), [Some(2)]);
        assert_eq!(lines(&["総合相談"], &["窓口では、総合相談とあわせて行う。"]), [Some(1)]);
        assert_eq!(lines(&["広報"], &["広報"]), [None], "too short to tell");
    }

    #[test]
    fn a_title_that_goes_on_at_its_own_place_is_no_mention() {
        let told = BTreeSet::from([(1, folded("会報の発行"))]);
        let found = mentions(&["会報の発行"], &plan(&["会報の発行", "広報として、会報の発行"]), &told);
        assert_eq!(found.get(&0).copied(), Some(2));
    }
}
