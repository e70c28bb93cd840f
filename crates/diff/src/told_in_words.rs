//! What a report tells in other words than the plan's title: 「みさき創業塾」を開催し、23名が受講した.
//!
//! In come titles, each with the part of the report in which it belongs, and the report; out comes for each title the
//! sentence that holds most of its words, if that is enough to know it again. Which titles stand as items of the report
//! must not be known here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::line::folded;
use super::told::Told;
use super::verdict::{Verdict, said};
use super::wording::{class, is_light, quoted};
use kurabe_model::{NodeId, NodeKind, PassageKind, Plan};
use kurabe_text::fold::fold;
use kurabe_text::stop::check;
use kurabe_text::words::{DictionaryError, Words};

/// A title that is looked for.
pub(super) struct Sought<'a> {
    pub(super) title: &'a str,
    /// The nodes of the report under the headings that are those of the plan above it; none where those have no counterpart.
    pub(super) within: &'a BTreeSet<NodeId>,
}

/// A sentence of a report, or a line of it that is none.
struct Sentence {
    /// Its lines.
    first: u32,
    last: u32,
    node: Option<NodeId>,
    text: String,
    terms: BTreeSet<u32>,
    /// The words with which it begins.
    begins: Option<u32>,
}

/// Of a title's words, weighed by how rare they are, the share that a sentence must hold: anywhere in the report, and in
/// the part in which it belongs.
const HELD: f64 = 0.75;
const HELD_WITHIN: f64 = 0.5;
/// The same where the sentence begins with one of them: フォトコンテスト　応募412点.
const HELD_AHEAD: f64 = 0.3;
/// Words that more sentences than this share lead to none by themselves.
const COMMON: usize = 150;
/// Letters that a name in brackets needs to be known again: マル経融資.
const NAME: usize = 4;
/// Lines of a sentence that are looked at together.
const LINES: usize = 2;

/// Looks for titles in the sentences of a report; the answer has the places of those that were found, each with the node
/// in whose text it stands.
pub(super) fn told_in_words(
    sought: &[Sought<'_>],
    report: &Plan,
) -> Result<BTreeMap<usize, (Told, Option<NodeId>)>, DictionaryError> {
    let mut found = BTreeMap::new();
    if sought.is_empty() {
        return Ok(found);
    }
    let mut reader = Reader { words: Words::open()?, known: HashMap::new() };
    let sentences = sentences(report, &mut reader);
    let titles: Vec<Vec<u32>> = sought.iter().map(|one| reader.terms(one.title)).collect();
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        sentence.terms.iter().for_each(|term| holders.entry(*term).or_default().push(at));
    }
    let rare = |term: &u32| {
        let count = holders.get(term).map_or(0, Vec::len) as f64;
        (1.0 + sentences.len() as f64 / (count + 1.0)).ln()
    };
    for (place, (one, terms)) in sought.iter().zip(&titles).enumerate() {
        check();
        let names = names(one.title);
        let all: f64 = terms.iter().map(rare).sum();
        let leads = terms.iter().filter_map(|term| holders.get(term)).filter(|holders| holders.len() <= COMMON);
        let candidates: BTreeSet<usize> = leads.flatten().copied().collect();
        let mut best: Option<((bool, bool, f64), &Sentence)> = None;
        for at in candidates {
            let sentence = &sentences[at];
            let own: Vec<&u32> = terms.iter().filter(|term| sentence.terms.contains(term)).collect();
            let held = own.iter().map(|term| rare(term)).sum::<f64>() / all.max(f64::MIN_POSITIVE);
            let is_within = sentence.node.is_some_and(|node| one.within.contains(&node));
            // 「まちづくり」 of a lecture is a word of any sentence.
            let is_named = names.iter().any(|name| sentence.text.contains(name)) && (is_within || held >= HELD_WITHIN);
            let is_ahead = sentence.begins.is_some_and(|term| terms.contains(&term));
            let several = own.len() > 1;
            let enough = is_named
                || held >= HELD && (several || is_ahead && is_within)
                || is_within && (held >= HELD_WITHIN && several || held >= HELD_AHEAD && is_ahead);
            // The shortest that says as much: two lines only where one alone says less.
            let rank = (is_named, is_within, held - 0.05 * f64::from(sentence.last - sentence.first));
            if enough && best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, sentence));
            }
        }
        if let Some((_, sentence)) = best {
            // A line that ends within its sentence says no more than how it begins.
            let goes_on = sentence.text.ends_with(|c: char| ('ぁ'..='ん').contains(&c) || c == '、');
            let is_whole = |other: &&Sentence| {
                other.first == sentence.first && other.last > sentence.last && other.text.starts_with(&sentence.text)
            };
            let whole = sentences.iter().filter(|_| goes_on).find(is_whole).unwrap_or(sentence);
            let verdict = said(&whole.text).unwrap_or(Verdict::Done);
            let told = Told { line: sentence.first, last: whole.last, verdict };
            found.insert(place, (told, sentence.node));
        }
    }
    Ok(found)
}

/// The sentences of a report; headings alone tell of nothing.
fn sentences(report: &Plan, reader: &mut Reader) -> Vec<Sentence> {
    let mut lines: Vec<(u32, &str, Option<NodeId>)> = Vec::new();
    for passage in &report.passages {
        let heading = matches!(passage.kind, PassageKind::Node(NodeKind::Section));
        let all =
            passage.title.lines().map(|line| (line, heading)).chain(passage.body.lines().map(|line| (line, false)));
        let on = |number: u32| (passage.span.first + number).min(passage.span.last);
        let told = (0..).zip(all).filter(|(_, (_, heading))| !heading);
        lines.extend(told.map(|(number, (line, _))| (on(number), line, passage.node)));
    }
    let mut found = Vec::new();
    for at in 0..lines.len() {
        check();
        for part in (1..=LINES).filter_map(|length| lines.get(at..at + length)) {
            // A sentence that ends with its line, or its passage with what it tells of, goes on in no other.
            let goes_on = |pair: &[(u32, &str, Option<NodeId>)]| {
                !pair[0].1.trim_end().ends_with('。') && pair[0].2 == pair[1].2 && pair[1].0 <= pair[0].0 + 1
            };
            if !part.windows(2).all(goes_on) {
                break;
            }
            let text: String = part.iter().map(|(_, line, _)| line.trim()).collect();
            let (first, last) = (part[0].0, part[part.len() - 1].0);
            for text in text.split('。').filter(|text| !text.trim().is_empty()) {
                found.push(reader.sentence(text, (first, last), part[0].2));
            }
        }
    }
    found
}

/// What a title puts in 「」, or in brackets as another name.
fn names(title: &str) -> Vec<String> {
    let title = fold(title);
    let mut names = quoted(&title);
    let inner = title.split('(').skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned);
    names.extend(inner.filter(|inner| !inner.contains(|c: char| c.is_ascii_digit())));
    names.into_iter().map(|name| folded(&name)).filter(|name| name.chars().count() >= NAME).collect()
}

/// Words as numbers.
struct Reader {
    words: Words,
    known: HashMap<String, u32>,
}

impl Reader {
    /// The words that say what a text is about, in their order.
    fn terms(&mut self, text: &str) -> Vec<u32> {
        let text = fold(text);
        let mut found = Vec::new();
        self.words.segment(&text, &mut found);
        let mut terms = Vec::new();
        for word in found.iter().filter(|word| word.keep) {
            let term = class(word.term);
            if is_light(term) || term.chars().all(|c| c.is_ascii_digit()) {
                continue;
            }
            let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
            let number = *self.known.entry(term.to_owned()).or_insert(next);
            if !terms.contains(&number) {
                terms.push(number);
            }
        }
        terms
    }

    fn sentence(&mut self, text: &str, (first, last): (u32, u32), node: Option<NodeId>) -> Sentence {
        let terms = self.terms(text);
        let begins = terms.first().copied();
        Sentence { first, last, node, text: folded(text), terms: terms.into_iter().collect(), begins }
    }
}
