//! テーマ: what a node is about, told by the words of its title, from data that a user can edit.
//!
//! What comes in are themes as TOML and a plan, what goes out is the plan with names of themes on its nodes. This
//! file must not know where themes.toml lies.

use crate::ja::fold::fold;
use crate::ja::run::is_border;
use crate::model::{NodeId, Plan};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

/// More themes than a table on a page can show.
const MOST: usize = 64;

/// Why themes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The text is no TOML of this form.
    #[error("themes.toml を読めません: {0}")]
    Toml(#[from] toml::de::Error),
    /// Too many themes.
    #[error("テーマは {MOST} 個までです（{0} 個あります）")]
    TooMany(usize),
    /// A theme without a name or without words.
    #[error("テーマ「{0}」に名前か語がありません")]
    Empty(String),
    /// The same name twice.
    #[error("テーマ「{0}」が二度出てきます")]
    Twice(String),
    /// The words could not be compiled.
    #[error("テーマの語を組み立てられません: {0}")]
    Words(#[from] aho_corasick::BuildError),
}

/// themes.toml as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    theme: Vec<Entry>,
}

/// One `[[theme]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    note: String,
}

/// A set of themes, ready to assign.
#[derive(Debug)]
pub struct Themes {
    names: Vec<String>,
    notes: Vec<String>,
    words: AhoCorasick,
    /// For each word its theme, and whether it speaks for it.
    owners: Vec<(usize, bool)>,
}

impl Themes {
    /// Reads themes from TOML.
    ///
    /// ```
    /// use kurabe::extract::theme::Themes;
    /// let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"デジタル\"]\nagainst = [\"デジタルカメラ\"]").unwrap();
    /// assert_eq!(themes.about("デ ジ タル化の推進"), ["DX"]);
    /// assert!(themes.about("デジタルカメラ教室").is_empty());
    /// ```
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let file: File = toml::from_str(text)?;
        if file.theme.len() > MOST {
            return Err(ThemeError::TooMany(file.theme.len()));
        }
        let (mut names, mut notes, mut patterns, mut owners) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, theme) in file.theme.into_iter().enumerate() {
            if theme.name.trim().is_empty() || theme.words.iter().all(|word| fold(word).is_empty()) {
                return Err(ThemeError::Empty(theme.name));
            }
            if names.contains(&theme.name) {
                return Err(ThemeError::Twice(theme.name));
            }
            let sides =
                theme.words.iter().map(|word| (word, true)).chain(theme.against.iter().map(|word| (word, false)));
            for (word, speaks_for) in sides {
                let folded = fold(word);
                if !folded.is_empty() {
                    patterns.push(folded);
                    owners.push((at, speaks_for));
                }
            }
            names.push(theme.name);
            notes.push(theme.note);
        }
        let words =
            AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(&patterns)?;
        Ok(Self { names, notes, words, owners })
    }

    /// The names of the themes, in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What the file notes on each theme, in the same order.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The themes that a title is about, in the order of the file.
    #[must_use]
    pub fn about(&self, title: &str) -> Vec<&str> {
        let set = self.told(title);
        (0..self.names.len()).filter(|at| set & (1 << at) != 0).map(|at| self.names[at].as_str()).collect()
    }

    /// Puts the names of its themes on each node and passage: those of its title, and those of the sections above it.
    pub fn assign(&self, plan: &mut Plan) {
        let mut sets: Vec<u64> = Vec::with_capacity(plan.nodes.len());
        // What reaches the children of each node. A heading of one theme is about it; one that names several
        // (観光とまちづくりの推進) only says that its items are about one or the other.
        let mut reach: Vec<u64> = Vec::with_capacity(plan.nodes.len());
        for node in &plan.nodes {
            let above = node
                .parent
                .and_then(|NodeId(parent)| reach.get((parent as usize).wrapping_sub(1)).copied())
                .unwrap_or(0);
            let own = if node.narrative { 0 } else { self.told(&node.title) };
            sets.push(own | above);
            reach.push(above | if own.count_ones() == 1 { own } else { 0 });
        }
        for (node, set) in plan.nodes.iter_mut().zip(&sets) {
            node.themes = self.listed(*set);
        }
        for passage in &mut plan.passages {
            let set = passage.node.and_then(|NodeId(id)| sets.get((id as usize).wrapping_sub(1)).copied());
            passage.themes = self.listed(set.unwrap_or(0));
        }
    }

    fn listed(&self, set: u64) -> Vec<String> {
        (0..self.names.len()).filter(|at| set & (1 << at) != 0).map(|at| self.names[at].clone()).collect()
    }

    /// The themes of a title as bits: those with a word that no word against covers.
    fn told(&self, title: &str) -> u64 {
        let folded = fold(title);
        let found: Vec<(usize, usize, usize, bool)> = self
            .words
            .find_overlapping_iter(&folded)
            .filter(|hit| !cuts_run(&folded, hit.start(), hit.end()))
            .map(|hit| {
                let (theme, speaks_for) = self.owners[hit.pattern().as_usize()];
                (theme, hit.start(), hit.end(), speaks_for)
            })
            .collect();
        let mut set = 0;
        for (theme, from, to, _) in found.iter().filter(|(.., speaks_for)| *speaks_for) {
            let covered = found
                .iter()
                .any(|(other, start, end, speaks_for)| other == theme && !speaks_for && start <= from && to <= end);
            if !covered {
                set |= 1u64 << theme;
            }
        }
        set
    }
}

/// Does a match cut a run in two? `it` is not in `unit`.
fn cuts_run(text: &str, from: usize, to: usize) -> bool {
    !is_border(text, from) || !is_border(text, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_files_are_refused() {
        assert!(matches!(Themes::parse("[[theme]]\nname='A'"), Err(ThemeError::Empty(_))));
        assert!(matches!(
            Themes::parse("[[theme]]\nname='A'\nwords=['x']\n[[theme]]\nname='A'\nwords=['y']"),
            Err(ThemeError::Twice(_))
        ));
        assert!(matches!(Themes::parse("theme = 3"), Err(ThemeError::Toml(_))));
        let many: String = (0..65).map(|n| format!("[[theme]]\nname='{n}'\nwords=['語{n}']\n")).collect();
        assert!(matches!(Themes::parse(&many), Err(ThemeError::TooMany(65))));
    }

    #[test]
    fn latin_words_stay_whole() {
        let themes = Themes::parse("[[theme]]\nname='DX'\nwords=['IT','AI']").unwrap();
        assert_eq!(themes.about("ＩＴ化の促進"), ["DX"]);
        assert!(themes.about("UNITの設置").is_empty());
    }
}
