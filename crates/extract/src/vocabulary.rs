//! The field's words by the part that they play: `data/words.toml`, read once.
//!
//! What comes in is a text, what goes out is whether it is, ends with or holds one of the words. This room must not
//! know where a text stands.

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::{LazyLock, OnceLock};

const SOURCE: &str = include_str!("../../../data/words.toml");

/// Words of one part.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct List {
    words: Vec<String>,
    /// Their places by the letters with which they begin and with which they end: most lines are told by them at once.
    firsts: Places,
    lasts: Places,
    /// Finds them inside a text.
    inside: OnceLock<Option<AhoCorasick>>,
}

/// Places of words, each behind one of their letters, in order.
type Places = Vec<(char, usize)>;

impl From<Vec<String>> for List {
    fn from(words: Vec<String>) -> Self {
        let places = |letter: fn(&String) -> Option<char>| {
            let mut places: Places =
                words.iter().enumerate().filter_map(|(at, word)| Some((letter(word)?, at))).collect();
            places.sort_unstable();
            places
        };
        let (firsts, lasts) = (places(|word| word.chars().next()), places(|word| word.chars().next_back()));
        Self { words, firsts, lasts, inside: OnceLock::new() }
    }
}

impl List {
    /// The words at the places behind a letter, in their order.
    fn by<'l>(&'l self, places: &'l Places, letter: Option<char>) -> impl Iterator<Item = &'l str> {
        let from = letter.map_or(places.len(), |letter| places.partition_point(|(own, _)| *own < letter));
        let behind = places[from..].iter().take_while(move |(own, _)| Some(*own) == letter);
        behind.map(move |(_, at)| self.words[*at].as_str())
    }

    /// The words that begin as the text does.
    fn beginning<'l>(&'l self, text: &str) -> impl Iterator<Item = &'l str> {
        self.by(&self.firsts, text.chars().next())
    }

    /// The words that end as the text does.
    fn ending<'l>(&'l self, text: &str) -> impl Iterator<Item = &'l str> {
        self.by(&self.lasts, text.chars().next_back())
    }

    /// Is the text one of the words?
    pub(crate) fn is(&self, text: &str) -> bool {
        self.beginning(text).any(|word| word == text)
    }

    /// Does the text end with one of the words?
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.ending(text).any(|word| text.ends_with(word))
    }

    /// Does the text begin with one of the words?
    pub(crate) fn begins(&self, text: &str) -> bool {
        self.beginning(text).any(|word| text.starts_with(word))
    }

    /// The longest of the words with which the text begins.
    pub(crate) fn longest(&self, text: &str) -> Option<&str> {
        self.beginning(text).filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
    }

    /// Does one of the words stand in the text?
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        let inside = self.inside.get_or_init(|| AhoCorasick::new(&self.words).ok());
        match inside {
            Some(inside) => inside.is_match(text),
            None => self.words.iter().any(|word| text.contains(word.as_str())),
        }
    }

    /// The text without the word that it ends with, if it does.
    pub(crate) fn without_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.ending(text).find_map(|word| text.strip_suffix(word))
    }

    /// The words.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }
}

/// All groups of words. A group that no rule asks for is a field that the compiler reports.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    pub(crate) column: Columns,
    pub(crate) head: FigureHeads,
    pub(crate) heading: Headings,
    pub(crate) slot: Slots,
    pub(crate) chapter: Chapters,
    pub(crate) work: Work,
    pub(crate) action: Actions,
    pub(crate) counting: Counting,
    pub(crate) line: Lines,
    pub(crate) figure: Figures,
}

/// Headings of columns.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    pub(crate) section: List,
    pub(crate) name: List,
    pub(crate) name_end: List,
    pub(crate) body: List,
    pub(crate) body_part: List,
    pub(crate) figure_part: List,
    pub(crate) figure: List,
    pub(crate) alien_part: List,
    pub(crate) number: List,
    pub(crate) aim: List,
    pub(crate) when: List,
    pub(crate) no_count: List,
    pub(crate) head_end: List,
    pub(crate) indicator: List,
    pub(crate) meeting: List,
    pub(crate) attendance: List,
    pub(crate) account: List,
    pub(crate) event: List,
    pub(crate) event_name: List,
    pub(crate) total: List,
    pub(crate) vague: List,
}

/// Words of the head of a table of figures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureHeads {
    pub(crate) now: List,
    pub(crate) state: List,
    pub(crate) result: List,
    pub(crate) forecast: List,
    pub(crate) target: List,
    pub(crate) rate: List,
    pub(crate) change: List,
    pub(crate) total: List,
    pub(crate) rating: List,
    pub(crate) due: List,
    pub(crate) label: List,
    pub(crate) amount: List,
    pub(crate) moment: List,
    pub(crate) number: List,
    pub(crate) method: List,
}

/// Lines by which a document shows its parts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Headings {
    pub(crate) group_end: List,
    pub(crate) alone: List,
    pub(crate) appendix: List,
    pub(crate) agenda: List,
    pub(crate) elsewhere: List,
    pub(crate) continued: List,
    pub(crate) flag: List,
    pub(crate) post: List,
    pub(crate) activity: List,
    pub(crate) members: List,
    pub(crate) meeting: List,
}

/// Parts of every programme.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slots {
    pub(crate) part: List,
    pub(crate) recurring: List,
    pub(crate) work: List,
    pub(crate) effect: List,
    pub(crate) label: List,
    pub(crate) label_end: List,
    pub(crate) fact_end: List,
    pub(crate) step: List,
    pub(crate) names_work: List,
    pub(crate) about_work: List,
    pub(crate) target: List,
    pub(crate) target_end: List,
    pub(crate) numbered: List,
}

/// Chapters that hold no work.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chapters {
    pub(crate) background: List,
    pub(crate) work_after: List,
    pub(crate) stated: List,
    pub(crate) stance: List,
    pub(crate) whom: List,
    pub(crate) passage: List,
    pub(crate) part: List,
    pub(crate) running: List,
    pub(crate) statement: List,
}

/// Headings of work.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Work {
    pub(crate) heading: List,
    pub(crate) department: List,
    pub(crate) members: List,
}

/// Words with which plans say that something is done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Actions {
    pub(crate) noun: List,
    pub(crate) verb: List,
    pub(crate) flag_after: List,
}

/// Words with which prose counts what it tells.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counting {
    pub(crate) first: List,
    pub(crate) next: List,
    pub(crate) more: List,
    pub(crate) ordinal_end: List,
    pub(crate) number_end: List,
    pub(crate) copula: List,
}

/// Words at the edge of a line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lines {
    pub(crate) begins_inside: List,
    pub(crate) ends_whole: List,
}

/// Figures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figures {
    pub(crate) measure_end: List,
    pub(crate) change: List,
    pub(crate) of_others: List,
    pub(crate) capacity: List,
    pub(crate) price: List,
    pub(crate) sum: List,
    pub(crate) counted: List,
    pub(crate) place_end: List,
}

/// The words. A test holds that the file can be read.
pub(crate) fn words() -> &'static Vocabulary {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());
    &WORDS
}

/// The title without how much of it there is: パンフレットの改訂 20,000 部.
fn without_count(title: &str) -> &str {
    /// Letters of a count with its unit.
    const LONGEST: usize = 10;
    let counts = |at: usize| {
        let tail = title[at..].trim_start();
        let plain = |c: char| !kurabe_text::letter::is_hiragana(c) || c == 'か';
        let short = || tail.chars().nth(LONGEST).is_none() && tail.chars().all(plain);
        tail.starts_with(|c: char| kurabe_text::number::digit(c).is_some()) && short()
    };
    let blanks = title.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    blanks.into_iter().find(|at| counts(*at)).map_or(title, |at| &title[..at])
}

/// Does the title say an action? `外国人雇用制度の情報収集` does, `火災共済` does not.
pub(crate) fn is_action(title: &str) -> bool {
    let actions = &words().action;
    // `取次ぎ 目標 80件`
    let aims =
        |blank: char| title.match_indices("目標").map(|(at, _)| &title[..at]).find_map(|name| name.strip_suffix(blank));
    let title = aims(' ').or_else(|| aims('　')).unwrap_or(title);
    let title = without_count(title).trim_end_matches(['。', '等', '」', '・', ' ', '　', '、']);
    // A mark printed behind the title is no part of it: 促進 NEW.
    let flag = actions.flag_after.without_end(title).filter(|rest| rest.ends_with(char::is_whitespace));
    let mut title = flag.unwrap_or(title).trim_end();
    while let Some(shorter) = title
        .strip_suffix(['）', ')', '〉'])
        .and_then(|inner| inner.rfind(['（', '(', '〈']).map(|at| inner[..at].trim_end()))
    {
        title = shorter;
    }
    let title = title.trim_end_matches("など").trim_end_matches('等').trim_end_matches('」');
    actions.noun.ends(title) || actions.verb.ends(title)
}

/// Is it the name of what is counted? `来場者数` is, `共済制度` is not.
pub(crate) fn is_measure(name: &str) -> bool {
    words().figure.measure_end.ends(name) && !name.ends_with("年度") && !name.ends_with("制度")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_file_is_read_and_no_word_stands_twice_in_a_group() {
        let read: Result<Vocabulary, _> = toml::from_str(SOURCE);
        assert!(read.is_ok(), "{read:?}");
        let table: toml::Table = toml::from_str(SOURCE).unwrap();
        for (group, lists) in &table {
            for (list, words) in lists.as_table().unwrap() {
                let mut seen = HashSet::new();
                for word in words.as_array().unwrap() {
                    let word = word.as_str().unwrap();
                    assert!(!word.is_empty() && seen.insert(word), "{group}.{list}: {word}");
                }
            }
        }
    }

    #[test]
    fn actions_and_names() {
        assert!(is_action("研究会の設置") && is_action("セミナーの開催（年2回）") && is_action("意見要望を行う。"));
        assert!(!is_action("火災共済") && !is_action("小売商業部会(373名)"));
    }
}
