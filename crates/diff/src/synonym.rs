//! Words of one meaning: デジタル化 and DX are one word when two plans are aligned.
//!
//! In come groups of words and the morphemes of a text, out come the words of the text in which each word of a group
//! is one and the same. Where the groups come from must not be known here.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use kurabe_model::Plan;
use kurabe_text::fold::fold;
use kurabe_text::words::{Morpheme, Words};

/// Groups of words that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonyms(Vec<Vec<String>>);

/// Words of the field that plans change for one another, whatever else is known.
const FIELD: [&[&str]; 3] = [
    &["DX", "デジタル化", "デジタルトランスフォーメーション", "IT化", "ICT化", "IT導入", "IT活用"],
    &["会報", "会報誌", "会報紙", "だより", "広報誌", "広報紙", "機関紙", "機関誌", "ニュースレター"],
    &["BCP", "事業継続計画", "業務継続計画"],
];

/// Words of the field that are one thing though they share no letters. They bridge two plans as those of a thesaurus do.
#[rustfmt::skip]
const ONE_THING: [&[&str]; 14] = [
    &["テレワーク", "リモートワーク", "在宅勤務"],
    &["インバウンド", "訪日客", "訪日外国人", "外国人観光客"],
    &["創業", "起業", "開業"],
    &["スタートアップ", "ベンチャー", "ベンチャー企業"],
    &["ホームページ", "HP", "ウェブサイト", "Webサイト"],
    &["ネット販売", "EC", "eコマース", "通販", "オンラインショップ", "ネットショップ"],
    &["融資", "貸付", "金融あっせん"],
    &["マル経融資", "小規模事業者経営改善資金"],
    &["賃上げ", "賃金引上げ", "処遇改善"],
    &["カーボンニュートラル", "脱炭素", "ゼロカーボン", "GX"],
    &["従業員", "社員"],
    &["ハローワーク", "公共職業安定所"],
    &["人材", "人財"],
    &["まちなか", "中心市街地"],
];

impl Default for Synonyms {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Synonyms {
    /// Some groups, beside those that every plan knows. Of a thesaurus, which joins whatever is searched for together
    /// (円安 and 円高), only words of one name are taken for one thing.
    #[must_use]
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        let owned = |group: &&[&str]| group.iter().map(|word| (*word).to_owned()).collect();
        let known = FIELD.iter().chain(&ONE_THING).map(owned);
        Self(known.chain(groups.into_iter().flat_map(of_one_name)).collect())
    }

    /// The groups that bridge two plans: one of their words only the old plan's titles use, another only those of the
    /// new one. A word that both use is best compared as it is, part by part.
    pub(super) fn between(&self, old: &Plan, new: &Plan) -> Self {
        let words: Vec<(usize, String)> =
            self.0.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |word| (at, fold(word)))).collect();
        let Ok(search) = AhoCorasick::new(words.iter().map(|(_, word)| word.as_str())) else { return self.clone() };
        let used = |plan: &Plan| {
            let mut used = vec![false; words.len()];
            for node in &plan.nodes {
                search
                    .find_overlapping_iter(&fold(&node.title))
                    .for_each(|found| used[found.pattern().as_usize()] = true);
            }
            used
        };
        let (old, new) = (used(old), used(new));
        let only = |one: &[bool], other: &[bool]| -> BTreeSet<usize> {
            words.iter().enumerate().filter(|(at, _)| one[*at] && !other[*at]).map(|(_, (group, _))| *group).collect()
        };
        let (only_old, only_new) = (only(&old, &new), only(&new, &old));
        let bridges = |at: &usize| *at < FIELD.len() || (only_old.contains(at) && only_new.contains(at));
        Self(self.0.iter().enumerate().filter(|(at, _)| bridges(at)).map(|(_, group)| group.clone()).collect())
    }
}

/// Of a group the words that are one name with other letters: 事業承継 and 事業引継ぎ, 人手不足 and 人材不足. What shares too
/// little, as 火災共済 and 火災保険, may be another thing of the same kind.
fn of_one_name(group: Vec<String>) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = Vec::new();
    for word in group {
        let is_near = |name: &Vec<String>| name.iter().any(|other| share_most(other, &word));
        let (near, others): (Vec<_>, Vec<_>) = names.into_iter().partition(is_near);
        names = others;
        names.push(near.into_iter().flatten().chain([word]).collect());
    }
    names.retain(|name| name.len() > 1);
    names
}

/// Do two words share more than half of the shorter one? A word in katakana or Latin letters is shared whole or not at
/// all, and two of its letters say as much as a kanji.
fn share_most(one: &str, other: &str) -> bool {
    if begin_alike(&fold(one), &fold(other)) {
        return true;
    }
    let (one, other) = (letters(one), letters(other));
    let size = |letters: &mut dyn Iterator<Item = &String>| -> usize {
        letters.map(|letter| letter.chars().count().div_ceil(2)).sum()
    };
    let shared = size(&mut one.intersection(&other));
    2 * shared > size(&mut one.iter()).min(size(&mut other.iter()))
}

/// Are two words one subject with what is done for it: 巡回指導 and 巡回訪問, 会員増強 and 会員拡大?
fn begin_alike(one: &str, other: &str) -> bool {
    let shared: usize =
        one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum();
    let is_done = |word: &str| DONE.contains(&&word[shared..]);
    shared > 0 && is_done(one) && is_done(other)
}

/// What is done for a subject, at the end of its name.
#[rustfmt::skip]
const DONE: [&str; 26] = [
    "指導", "訪問", "相談", "支援", "増強", "拡大", "増加", "獲得", "開拓", "確保", "強化", "推進", "促進", "振興", "育成", "対策", "活動", "事業", "運営", "向上",
    "改善", "活用", "導入", "要望", "提言", "化",
];

/// The letters of a word, those of katakana or Latin that follow each other together.
fn letters(word: &str) -> BTreeSet<String> {
    let script = |c: char| match c {
        'ァ'..='ヺ' | 'ー' => 1,
        _ if c.is_ascii_alphanumeric() => 2,
        _ => 0,
    };
    let mut letters: Vec<String> = Vec::new();
    let mut before = 0;
    for c in fold(word).chars() {
        match letters.last_mut().filter(|_| script(c) > 0 && script(c) == before) {
            Some(last) => last.push(c),
            None => letters.push(c.into()),
        }
        before = script(c);
    }
    letters.into_iter().collect()
}

/// Some words in a row that stand for one.
type Phrase = (Vec<String>, String);

/// A word of a text.
pub(super) struct Said {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// Its term, if it says anything.
    pub(super) term: Option<String>,
    /// Of how many morphemes it is made.
    pub(super) size: usize,
}

/// The words of groups as morphemes, by the first of them.
pub(super) struct Phrases(HashMap<String, Vec<Phrase>>);

impl Phrases {
    pub(super) fn new(synonyms: &Synonyms, words: &mut Words) -> Self {
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        for group in &synonyms.0 {
            let Some(name) = group.first().map(|first| fold(first)) else { continue };
            for word in group {
                let folded = fold(word);
                let mut found = Vec::new();
                words.segment(&folded, &mut found);
                let said: Vec<String> =
                    found.iter().map(|word| folded[word.surface_range.clone()].to_owned()).collect();
                let Some(first) = said.first() else { continue };
                let known = phrases.entry(first.clone()).or_default();
                if known.iter().all(|(others, _)| *others != said) {
                    known.push((said, name.clone()));
                }
            }
        }
        // The longest first: デジタル化推進 before デジタル化.
        for known in phrases.values_mut() {
            known.sort_by_key(|(said, _)| std::cmp::Reverse(said.len()));
        }
        Self(phrases)
    }

    /// The words of a text with their terms, those of groups joined; no term where a word says nothing.
    pub(super) fn joined(&self, text: &str, found: &[Morpheme<'_>]) -> Vec<Said> {
        let mut out = Vec::with_capacity(found.len());
        let mut at = 0;
        while let Some(word) = found.get(at) {
            let surface = |word: &Morpheme<'_>| &text[word.surface_range.clone()];
            let fits = |(said, _): &&Phrase| {
                found.get(at..at + said.len()).is_some_and(|words| words.iter().map(surface).eq(said.iter()))
            };
            if let Some((said, name)) = self.0.get(surface(word)).and_then(|known| known.iter().find(fits)) {
                let end = found[at + said.len() - 1].surface_range.end;
                let range = word.surface_range.start..end;
                out.push(Said { range, term: Some(name.clone()), size: said.len() });
                at += said.len();
            } else {
                let term = word.keep.then(|| word.term.to_owned());
                out.push(Said { range: word.surface_range.clone(), term, size: 1 });
                at += 1;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(groups: &[&[&str]], text: &str) -> Vec<String> {
        let groups = groups.iter().map(|group| group.iter().map(|word| (*word).to_owned()).collect()).collect();
        let mut words = Words::open().unwrap();
        let phrases = Phrases::new(&Synonyms::new(groups), &mut words);
        let folded = fold(text);
        let mut found = Vec::new();
        words.segment(&folded, &mut found);
        phrases.joined(&folded, &found).into_iter().filter_map(|said| said.term).collect()
    }

    #[test]
    fn a_word_of_several_morphemes_is_one() {
        assert_eq!(terms(&[], "デジタル化の推進"), terms(&[], "ＤＸの推進"));
        let groups: &[&[&str]] = &[&["事業承継", "事業引継ぎ"]];
        assert_eq!(terms(groups, "事業引継ぎの支援"), terms(groups, "事業承継の支援"));
        assert_ne!(terms(&[], "事業引継ぎの支援"), terms(&[], "事業承継の支援"));
    }

    #[test]
    fn what_is_searched_for_together_is_not_one_thing() {
        let group = |words: &[&str]| of_one_name(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(group(&["円安", "円高"]), Vec::<Vec<String>>::new());
        assert_eq!(
            group(&["カラーコーディネーター", "福祉住環境コーディネーター", "ビジネス実務法務"]),
            Vec::<Vec<String>>::new()
        );
        assert_eq!(
            group(&["ゴルフ大会", "ボウリング大会", "火災共済", "火災保険"]),
            [["ゴルフ大会", "ボウリング大会"]; 0]
        );
        assert_eq!(group(&["事業承継", "後継者", "事業引継ぎ"]), [["事業承継", "事業引継ぎ"]]);
        assert_eq!(group(&["巡回指導", "巡回訪問", "火災共済", "火災保険"]), [["巡回指導", "巡回訪問"]]);
    }

    #[test]
    fn a_group_bridges_words_that_one_plan_alone_uses() {
        let plan = |titles: &[&str]| {
            let node = |(number, title): (u32, &&str)| {
                kurabe_model::Node::new(
                    kurabe_model::NodeId(number),
                    kurabe_model::NodeKind::Initiative,
                    *title,
                    kurabe_model::LineSpan::line(number),
                )
            };
            Plan { nodes: (1..).zip(titles).map(node).collect(), ..Plan::default() }
        };
        let groups = Synonyms::new(vec![vec!["事業承継".to_owned(), "事業引継ぎ".to_owned()]]);
        let (old, new) = (plan(&["事業承継の支援"]), plan(&["事業引継ぎの支援"]));
        assert_eq!(groups.between(&old, &new).0.len(), FIELD.len() + 1);
        assert_eq!(groups.between(&old, &old).0.len(), FIELD.len());
    }
}
