//! テーマ: what a node is about, told by the words of its title, from data that a user can edit.
//!
//! What comes in are themes as TOML and a plan, what goes out is the plan with names of themes on its nodes. This
//! file must not know where themes.toml lies.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use kurabe_model::{Evidence, Node, NodeId, Plan};
use kurabe_text::fold::fold;
use kurabe_text::run::is_border;
use serde::Deserialize;
use std::borrow::Borrow;
use std::ops::Range;

/// More themes than a table on a page can show.
pub const MOST: usize = 64;

/// Why themes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The text is no TOML of this form.
    #[error("not a list of themes: {0}")]
    Toml(#[from] toml::de::Error),
    /// Too many themes.
    #[error("{0} themes, {MOST} at most")]
    TooMany(usize),
    /// A theme without a name or without words.
    #[error("the theme \"{0}\" has no name or no words")]
    Empty(String),
    /// The same name twice.
    #[error("the theme \"{0}\" stands twice")]
    Twice(String),
    /// The words could not be compiled.
    #[error("the words of the themes cannot be put together: {0}")]
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
    who: Vec<String>,
    #[serde(default)]
    manner: bool,
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
    /// For each word, whether it names people, who may be no more than those who do the work.
    doers: Vec<bool>,
    /// The themes, as bits, that say how something is done rather than what it is about.
    manner: u64,
    /// Each word as themes.toml has it.
    written: Vec<String>,
}

impl Themes {
    /// Reads themes from TOML.
    ///
    /// ```
    /// use kurabe_extract::extract::theme::Themes;
    /// let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"デジタル\"]\nagainst = [\"デジタルカメラ\"]").unwrap();
    /// assert_eq!(themes.about("デ ジ タル化の推進"), ["DX"]);
    /// assert!(themes.about("デジタルカメラ教室").is_empty());
    /// ```
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let file: File = toml::from_str(text)?;
        if file.theme.len() > MOST {
            return Err(ThemeError::TooMany(file.theme.len()));
        }
        let (mut names, mut notes) = (Vec::new(), Vec::new());
        let (mut patterns, mut owners, mut written) = (Vec::new(), Vec::new(), Vec::new());
        let (mut doers, mut manner) = (Vec::new(), 0u64);
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
                    doers.push(speaks_for && theme.who.iter().any(|who| fold(who) == folded));
                    patterns.push(folded);
                    owners.push((at, speaks_for));
                    written.push(word.clone());
                }
            }
            manner |= u64::from(theme.manner) << at;
            names.push(theme.name);
            notes.push(theme.note);
        }
        let words =
            AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(&patterns)?;
        Ok(Self { names, notes, words, owners, doers, manner, written })
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

    /// The words that speak for a theme, by its place, as the file has them.
    pub fn words_for(&self, theme: usize) -> impl Iterator<Item = &str> {
        self.words_of(theme, true)
    }

    /// The words that take an occurrence back.
    pub fn words_against(&self, theme: usize) -> impl Iterator<Item = &str> {
        self.words_of(theme, false)
    }

    fn words_of(&self, theme: usize, speaks_for: bool) -> impl Iterator<Item = &str> {
        let own = self.owners.iter().zip(&self.written).filter(move |(owner, _)| **owner == (theme, speaks_for));
        own.map(|(_, word)| word.as_str())
    }

    /// The themes that a title is about, each with the word that speaks for it.
    #[must_use]
    pub fn why(&self, title: &str) -> Vec<(&str, &str)> {
        let mut words = self.told(title).words;
        words.sort_by_key(|word| self.owners[*word].0);
        words.into_iter().map(|word| (self.names[self.owners[word].0].as_str(), self.written[word].as_str())).collect()
    }

    /// The themes that a title is about, in the order of the file.
    #[must_use]
    pub fn about(&self, title: &str) -> Vec<&str> {
        let told = self.told(title);
        self.names
            .iter()
            .enumerate()
            .filter(|(at, _)| told.set & (1 << at) != 0)
            .map(|(_, name)| name.as_str())
            .collect()
    }

    /// Puts the names of its themes on each node and passage: those of its title, and those of the sections above it.
    pub fn assign(&self, plan: &mut Plan) {
        let mut found: Vec<Held> = Vec::with_capacity(plan.nodes.len());
        for at in 0..plan.nodes.len() {
            let node = &plan.nodes[at];
            let above = node.parent.and_then(|NodeId(parent)| found.get((parent as usize).wrapping_sub(1)));
            let held = if node.narrative { Held::default() } else { self.held(node, above) };
            let node = &mut plan.nodes[at];
            node.evidence = self.evidence(&held);
            node.themes = self.listed(held.set);
            found.push(held);
        }
        for passage in &mut plan.passages {
            let held = passage.node.and_then(|NodeId(id)| found.get((id as usize).wrapping_sub(1)));
            passage.themes = self.listed(held.map_or(0, |held| held.set));
        }
    }

    /// The themes of a node, given those of the node above it.
    fn held(&self, node: &Node, above: Option<&Held>) -> Held {
        let told = self.told(&node.title);
        let mut held = Held { set: told.set, ..Held::default() };
        held.why.extend(told.words.iter().map(|word| (*word, node.id)));
        held.below.extend(told.reaching.iter().map(|word| (*word, node.id)));
        // How it is done (相談) goes on below as long as nothing there says what it is about (海外展開).
        let names_subject = told.set & !self.manner != 0;
        let below = above.iter().flat_map(|above| &above.below);
        for (word, from) in below.filter(|(word, _)| !names_subject || self.bit(*word) & self.manner == 0) {
            let bit = self.bit(*word);
            held.below.push((*word, *from));
            if told.set & bit == 0 {
                held.set |= bit;
                held.why.push((*word, *from));
            }
        }
        held
    }

    fn listed(&self, set: u64) -> Vec<String> {
        self.names.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, name)| name.clone()).collect()
    }

    fn evidence(&self, held: &Held) -> Vec<Evidence> {
        let mut why = held.why.clone();
        why.sort_by_key(|(word, _)| self.owners[*word].0);
        let of = |(word, node): (usize, NodeId)| Evidence {
            theme: self.names[self.owners[word].0].clone(),
            word: self.written[word].clone(),
            node,
        };
        why.into_iter().map(of).collect()
    }

    /// The themes of a title: those with a word that no word against covers, and that does not only name who does it.
    fn told(&self, title: &str) -> Told {
        let folded = fold(title);
        let hits: Vec<Hit> = self
            .words
            .find_overlapping_iter(&folded)
            .filter(|hit| !cuts_run(&folded, hit.start(), hit.end()))
            .map(|hit| Hit { word: hit.pattern().as_usize(), from: hit.start(), to: hit.end() })
            .collect();
        // In order of their ends: those that hold a hit end soon behind it.
        let longest_hit = hits.iter().map(Hit::len).max().unwrap_or_default();
        let speaking = |hit: &&Hit| {
            let (theme, speaks_for) = self.owners[hit.word];
            let against = |other: &Hit| self.owners[other.word] == (theme, false) && other.holds(hit);
            let does = self.doers[hit.word] && names_doer(folded.get(hit.to..).unwrap_or_default());
            speaks_for && !does && !ending_near(&hits, hit, longest_hit).any(against)
        };
        let speaking: Vec<&Hit> = hits.iter().filter(speaking).collect();
        let longest = |hit: &&&Hit| {
            let theme = self.owners[hit.word].0;
            let longer =
                |other: &&Hit| self.owners[other.word].0 == theme && other.len() > hit.len() && other.holds(hit);
            !ending_near(&speaking, hit, longest_hit).any(|other| longer(&other))
        };
        let mut told = Told::default();
        for hit in speaking.iter().filter(longest) {
            told.set |= self.bit(hit.word);
            if !told.words.contains(&hit.word) {
                told.words.push(hit.word);
            }
        }
        // What it is about, where it says so; else how it is done.
        let subjects = if told.set & !self.manner == 0 { told.set } else { told.set & !self.manner };
        let names_subject =
            |hit: &&&Hit| self.bit(hit.word) & subjects != 0 && !only_adorns(folded.get(hit.to..).unwrap_or_default());
        let named: Vec<&&Hit> = speaking.iter().filter(names_subject).collect();
        let whole = subjects.count_ones() == 1
            && folded.len() <= LONGEST_HEADING
            && !names_document(&folded)
            && parts(&folded, &speaking)
                .iter()
                .all(|part| named.iter().any(|hit| part.start <= hit.from && hit.to <= part.end));
        if whole {
            told.reaching = told.words.iter().copied().filter(|word| self.bit(*word) & subjects != 0).collect();
        }
        told
    }

    fn bit(&self, word: usize) -> u64 {
        1 << self.owners[word].0
    }
}

/// 経営指導員による相談, 職員が訪問する, 青年部は店を出す: behind the word for people stands what they do. In brackets they
/// are those who do it: 工業の振興（工業部会）.
fn names_doer(after: &str) -> bool {
    after.starts_with(['が', 'は', ')']) || follows(after, &["による", "により", "によって", "を講師"])
}

/// 海外展開を見据えた経営の強化: the word only adorns what the title is about.
fn only_adorns(after: &str) -> bool {
    const ADORNING: [&str; 10] = [
        "を見据えた",
        "に向けた",
        "に対応した",
        "に配慮した",
        "を通じた",
        "を踏まえた",
        "に伴う",
        "をはじめ",
        "における",
        "下での",
    ];
    follows(after, &ADORNING)
}

/// Does one of the particles follow, at the end of the word of which the match is a part (経営指導員及び支援員による)?
fn follows(after: &str, particles: &[&str]) -> bool {
    /// Letters between the match and the particle.
    const APART: usize = 12;
    let longest = particles.iter().map(|particle| particle.chars().count()).max().unwrap_or_default();
    let end = after.char_indices().nth(APART + longest).map_or(after.len(), |(end, _)| end);
    let after = after.get(..end).unwrap_or_default();
    let found = particles.iter().filter_map(|particle| after.find(particle)).min();
    found
        .and_then(|at| after.get(..at))
        .is_some_and(|between| between.chars().count() <= APART && !between.contains(['の', 'を', 'へ', 'に', '、']))
}

/// A word of the themes in a folded title, at these bytes.
struct Hit {
    word: usize,
    from: usize,
    to: usize,
}

impl Hit {
    fn len(&self) -> usize {
        self.to - self.from
    }

    fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// Of hits in order of their ends, those that end with one or behind it, no further than the longest of them reaches.
fn ending_near<'a, H: Borrow<Hit>>(hits: &'a [H], hit: &Hit, longest: usize) -> impl Iterator<Item = &'a Hit> {
    let (from, to) = (hit.to, hit.to + longest);
    let first = hits.partition_point(|other| other.borrow().to < from);
    hits[first..].iter().map(Borrow::borrow).take_while(move |other| other.to <= to)
}

/// What a title says of themes.
#[derive(Default)]
struct Told {
    /// The themes, as bits.
    set: u64,
    /// The words that speak for them, by their numbers.
    words: Vec<usize>,
    /// The words whose theme reaches what stands below. A heading of one theme is about it; one that lists several
    /// subjects (観光とまちづくりの推進, 事業継続、デジタル化の支援) only says that its items are about one of them.
    reaching: Vec<usize>,
}

/// The themes of a node.
#[derive(Default)]
struct Held {
    /// As bits.
    set: u64,
    /// The words that speak for them, and the nodes whose titles hold them.
    why: Vec<(usize, NodeId)>,
    /// Those that speak for what stands below, too.
    below: Vec<(usize, NodeId)>,
}

/// まち・ひと・しごと創生総合戦略, みなとビジョン: the heading names what the plan is called, not what it is about.
fn names_document(title: &str) -> bool {
    ["戦略", "ビジョン", "総合計画"].iter().any(|end| title.ends_with(end))
}

/// Bytes of a folded title that can name the subject of what stands below it; a longer one is a text.
const LONGEST_HEADING: usize = 600;

/// The subjects that a folded title lists: 防災と環境, 採用、定着.
///
/// A word of a theme is one subject, whatever stands in it (観光と交流).
fn parts(title: &str, words: &[&Hit]) -> Vec<Range<usize>> {
    let is_inside = |at: usize| words.iter().any(|hit| hit.from < at && at < hit.to);
    // 空港の機能向上と利用促進: two sides of the subject that is named before.
    let is_named = |at: usize| words.iter().any(|hit| hit.to <= at && title[hit.to..at].contains('の'));
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in title.char_indices() {
        let ends_part =
            matches!(c, '、' | '，') || c == 'と' && !is_named(at) && joins(&title[..at], &title[at + c.len_utf8()..]);
        if ends_part && !is_inside(at) {
            parts.push(from..at);
            from = at + c.len_utf8();
        }
    }
    parts.push(from..title.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Does a と between these join two subjects? Not that of ひと, とともに, との連携, として, nor that of what only says how
/// (特色と魅力による観光).
fn joins(before: &str, after: &str) -> bool {
    const GOES_ON: [char; 9] = ['も', 'し', 'す', 'な', 'の', 'い', 'は', 'と', '、'];
    let is_word = !before.is_empty() && !before.ends_with(|c| matches!(c, 'ぁ'..='ん'));
    is_word && !after.starts_with(GOES_ON) && !after.starts_with("連携") && !after.contains("による")
}

/// Does a match cut a run in two? `it` is not in `unit`.
fn cuts_run(text: &str, from: usize, to: usize) -> bool {
    !is_border(text, from) || !is_border(text, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{LineSpan, NodeKind};

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
    fn who_does_it_is_no_subject() {
        let text = "[[theme]]\nname='組織'\nwords=['職員', '青年部']\nwho=['職員', '青年部']";
        let themes = Themes::parse(text).unwrap();
        for title in [
            "職員による巡回",
            "職員及び支援員による相談",
            "青年部が店を出す",
            "青年部は、店を出す。",
            "港の朝市（青年部）",
        ] {
            assert!(themes.about(title).is_empty(), "{title}");
        }
        for title in ["職員の研修", "青年部の活動", "職員の能力を高める研修による強化"] {
            assert_eq!(themes.about(title), ["組織"], "{title}");
        }
    }

    #[test]
    fn headings_that_name_their_subject_reach_down() {
        let text =
            "[[theme]]\nname='海外'\nwords=['海外', '海外と交流']\n[[theme]]\nname='相談'\nmanner=true\nwords=['相談']";
        let themes = Themes::parse(text).unwrap();
        let below = |title: &str| {
            let told = themes.told(title);
            told.reaching.iter().map(|word| themes.written[*word].clone()).collect::<Vec<_>>()
        };
        assert_eq!(below("海外への展開"), ["海外"]);
        assert_eq!(below("海外展開の相談"), ["海外"]);
        assert_eq!(below("相談の充実"), ["相談"]);
        assert!(below("海外に向けた経営の強化").is_empty());
        for title in ["海外展開、採用の支援", "海外展開と採用", "企業の海外展開と採用", "海外への総合戦略"]
        {
            assert!(below(title).is_empty(), "{title}");
        }
        assert_eq!(below("海外と交流の推進"), ["海外と交流"]);
        for title in ["海外の団体との交流", "海外への進出の準備と実行", "海外の拠点と人", "技と人による海外の開拓"]
        {
            assert_eq!(below(title), ["海外"], "{title}");
        }
    }

    #[test]
    fn how_it_is_done_reaches_only_what_names_no_subject() {
        let text = "[[theme]]\nname='海外'\nwords=['海外']\n[[theme]]\nname='相談'\nmanner=true\nwords=['相談']";
        let themes = Themes::parse(text).unwrap();
        let node = |(at, (parent, title)): (u32, (u32, &str))| Node {
            parent: (parent > 0).then_some(NodeId(parent)),
            ..Node::new(NodeId(at), NodeKind::Initiative, title, LineSpan::line(at))
        };
        let titles = [(0, "相談の充実"), (1, "巡回"), (1, "海外展開の支援"), (3, "講座")];
        let mut plan = Plan { nodes: (1..).zip(titles).map(node).collect(), ..Plan::default() };
        themes.assign(&mut plan);
        let given: Vec<String> = plan.nodes.iter().map(|node| node.themes.join("+")).collect();
        assert_eq!(given, ["相談", "相談", "海外", "海外"]);
    }

    #[test]
    fn latin_words_stay_whole() {
        let themes = Themes::parse("[[theme]]\nname='DX'\nwords=['IT','AI']").unwrap();
        assert_eq!(themes.about("ＩＴ化の促進"), ["DX"]);
        assert!(themes.about("UNITの設置").is_empty());
    }
}
