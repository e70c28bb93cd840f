//! Whether what was put aside still stands, and where.
//!
//! In come an index and a list of places bound to file, words and lines, out comes each place with the plan, the section
//! and the lines where its words stand now; none where they stand no more. How it is shown must not be known here.

use std::collections::{BTreeMap, HashMap};

use super::aside::LONGEST;
use super::corpus::{Aside, Shortlist, Spot};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Passage, PassageKind, Plan};
use kurabe_text::fold::fold;
use kurabe_text::mark;

/// A list with what became of its entries.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What it is called.
    pub name: String,
    /// Its entries, in order.
    pub entries: Vec<(Aside, Vec<Option<Stand>>)>,
}

/// Where words stand now.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The plan.
    pub row: PlanRow,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// Its first line.
    pub first: u32,
    /// Its last line.
    pub last: u32,
    /// Its page, where the document has pages.
    pub page: Option<u32>,
}

/// A place in the text of a plan at which words may begin or end, and whether a title or a body does there.
type Bound = (usize, bool);

/// The text of a plan as its passages have it, folded, with where each begins, and where lines begin and end.
struct Folded {
    plan: Plan,
    text: String,
    passages: Vec<(usize, usize)>,
    starts: Vec<Bound>,
    ends: BTreeMap<usize, bool>,
}

impl Folded {
    fn of(plan: Plan) -> Self {
        let mut order: Vec<usize> = (0..plan.passages.len()).collect();
        order.sort_by_key(|place| plan.passages[*place].span);
        let (text, passages) = (String::new(), Vec::new());
        let mut folded = Self { plan: Plan::default(), text, passages, starts: Vec::new(), ends: BTreeMap::new() };
        for place in order {
            let passage = &plan.passages[place];
            folded.passages.push((folded.text.len(), place));
            // What was one passage may be two now, and the other way round.
            folded.push(&passage.title);
            folded.push(&passage.body);
        }
        Self { plan, ..folded }
    }

    /// Adds a title or a body.
    fn push(&mut self, part: &str) {
        let last = part.lines().count().saturating_sub(1);
        for (at, line) in part.lines().enumerate() {
            let own = fold(line);
            self.starts.push((self.text.len(), at == 0));
            // Where it was an item of its own, its mark was no part of its words.
            let bare = mark::parse(line).map(|mark| fold(mark.rest)).filter(|rest| own.ends_with(rest.as_str()));
            self.starts.extend(bare.map(|rest| (self.text.len() + own.len() - rest.len(), false)));
            self.text.push_str(&own);
            *self.ends.entry(self.text.len()).or_default() |= at == last;
        }
    }

    /// The passage in which words begin, the nearest to a line. They stand there if they are whole titles and bodies,
    /// or, where those are others now, whole lines: what is a part of other words is something else. Of words that were
    /// too long to be kept the end is not known.
    fn find(&self, words: &str, is_cut: bool, line: u32) -> Option<&Passage> {
        let passage = |at: usize| {
            let place = self.passages.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
            self.plan.passages.get(self.passages[place].1)
        };
        let begins = self.starts.iter().filter(|(at, _)| self.text[*at..].starts_with(words));
        let whole = begins.filter_map(|(at, is_part)| {
            let end = self.ends.get(&(at + words.len())).copied().or(is_cut.then_some(true))?;
            Some((!(is_part & end), passage(*at)?))
        });
        let nearest = |(is_line, passage): &(bool, &Passage)| (*is_line, passage.span.first.abs_diff(line));
        whole.min_by_key(nearest).map(|(_, passage)| passage)
    }
}

/// A list as it stands in an index.
///
/// # Errors
///
/// If a plan cannot be read from it.
pub fn standing(store: &Store, list: Shortlist) -> Result<Standing, IndexError> {
    let mut plans: HashMap<String, Folded> = HashMap::new();
    let mut entries = Vec::new();
    for aside in list.entries {
        let mut stands = Vec::new();
        for spot in &aside.places {
            stands.push(stand(store, &mut plans, spot)?);
        }
        entries.push((aside, stands));
    }
    Ok(Standing { name: list.name, entries })
}

fn stand(store: &Store, plans: &mut HashMap<String, Folded>, spot: &Spot) -> Result<Option<Stand>, IndexError> {
    let words = words_of(spot);
    // The plan of the document first; of a document that holds others now, those; of one that was converted, its id.
    let is_meant = |row: &&PlanRow| row.file == spot.file || row.id == spot.plan;
    let mut rows: Vec<&PlanRow> = store.plans().iter().filter(is_meant).collect();
    rows.sort_by_key(|row| (row.id != spot.plan, row.file != spot.file));
    for row in rows {
        if !plans.contains_key(&row.id) {
            plans.insert(row.id.clone(), Folded::of(store.plan(row.number)?));
        }
        let Some(folded) = plans.get(&row.id) else { continue };
        let is_cut = spot.words.chars().count() >= LONGEST;
        if let Some(passage) = folded.find(&words, is_cut, spot.first).filter(|_| !words.is_empty()) {
            return Ok(Some(of(row, &folded.plan, passage)));
        }
    }
    Ok(None)
}

/// The words of a place as texts are compared.
fn words_of(spot: &Spot) -> String {
    spot.words.split('\n').map(fold).collect()
}

fn of(row: &PlanRow, plan: &Plan, passage: &Passage) -> Stand {
    let node = passage.node.and_then(|node| plan.node(node));
    let mut path: Vec<String> =
        node.map(|node| plan.path(node.id).into_iter().map(str::to_owned).collect()).unwrap_or_default();
    if passage.kind == PassageKind::Text {
        path.extend(node.map(|node| node.title.clone()));
    }
    Stand { row: row.clone(), path, first: passage.span.first, last: passage.span.last, page: passage.page }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::LineSpan;

    /// A plan of passages, each on the line of its place.
    fn folded(passages: &[(&str, &str)]) -> Folded {
        let passage = |(line, (title, body)): (u32, &(&str, &str))| Passage {
            node: None,
            kind: PassageKind::Text,
            marker: String::new(),
            title: (*title).to_owned(),
            body: (*body).to_owned(),
            flags: kurabe_model::Flags::default(),
            themes: Vec::new(),
            repeats: None,
            corrected: false,
            span: LineSpan::line(line),
            columns: None,
            page: None,
            place: None,
        };
        Folded::of(Plan { passages: (1..).zip(passages).map(passage).collect(), ..Plan::default() })
    }

    #[test]
    fn words_stand_where_they_are_whole() {
        let plan = folded(&[
            ("会員訪問の強化", ""),
            ("会員", "訪問を増やす。"),
            ("巡回", "・会員訪問\n（１）窓口の相談"),
            ("会員訪問", "毎月 Web会議\nZoom で開く。"),
        ]);
        let line = |words: &str| plan.find(&fold(words), false, 1).map(|passage| passage.span.first);
        // Whole titles and bodies come before lines, however near.
        assert_eq!(line("会員訪問毎月 Web会議Zoom で開く。"), Some(4));
        assert_eq!(line("会員訪問"), Some(4));
        // One passage is two now, or a part of another.
        assert_eq!(line("会員訪問の強化会員訪問を増やす。"), Some(1));
        assert_eq!(line("窓口の相談"), Some(3));
        // A part of other words, and words over the bound of two passages.
        assert_eq!((line("強化"), line("訪問の強化会員"), line("会員訪問を")), (None, None, None));
        assert_eq!(plan.find(&fold("会員訪問を"), true, 1).map(|passage| passage.span.first), Some(2));
    }
}
