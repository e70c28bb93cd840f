//! Which part of a diff a table holds: chapters that were chosen, all items or the initiatives alone.
//!
//! In come a diff and what was asked for, out come the records that belong to it, and what of each is told of what
//! stands below it. How a table draws them must not be known here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::diff_json::Compared;
use super::diff_words::counts_text;
use super::lang::Lang;
use super::text::marked_title;
use kurabe_diff::{Record, Status};
use kurabe_model::{Node, NodeId, NodeKind, Plan};
use kurabe_text::fold::fold;

/// How far down a table goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Initiatives and measures, with the text below them.
    #[default]
    Whole,
    /// Initiatives by their titles; of the measures below one only how many changed.
    Initiatives,
}

/// No section of either plan is called so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no chapter {wanted}")]
pub struct NoChapter {
    /// What was asked for.
    pub wanted: String,
    /// The chapters that there are.
    pub chapters: Vec<String>,
}

/// A record, known by a node of one of the plans: a node stands in one record only.
type Key = (Which, NodeId);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Which {
    Old,
    New,
}

/// By the records of initiatives, how many measures below each have which status.
type Below = HashMap<Key, BTreeMap<Status, usize>>;

/// A part of a diff.
#[derive(Clone, Debug, Default)]
pub struct Part {
    detail: Detail,
    /// Titles of the chapters that were chosen; none where the whole diff is meant.
    chapters: Vec<String>,
    /// The nodes within those chapters, of the old plan and of the new.
    within: [BTreeSet<NodeId>; 2],
    /// How the measures below an initiative changed.
    below: Below,
}

impl Part {
    /// The part that was asked for: `wanted` are words of the titles of chapters.
    ///
    /// # Errors
    ///
    /// If no section has one of the words in its title.
    pub fn of<'w>(
        compared: &Compared<'_>,
        wanted: impl IntoIterator<Item = &'w str>,
        detail: Detail,
    ) -> Result<Self, NoChapter> {
        let plans = [compared.old.1, compared.new.1];
        let mut part = Self { detail, ..Self::default() };
        let mut chosen: [BTreeSet<NodeId>; 2] = Default::default();
        for wanted in wanted {
            let titles = titles(plans, wanted);
            if titles.is_empty() {
                let chapters = chapters(compared).into_iter().map(marked_title).collect();
                return Err(NoChapter { wanted: wanted.to_owned(), chapters });
            }
            for (chosen, plan) in chosen.iter_mut().zip(plans) {
                let found = sections(plan).filter(|node| titles.contains(&fold(&node.title)));
                for node in found {
                    part.chapters.push(node.title.clone());
                    chosen.insert(node.id);
                }
            }
        }
        let mut seen = BTreeSet::new();
        part.chapters.retain(|title| seen.insert(fold(title)));
        part.within = [within(plans[0], &chosen[0]), within(plans[1], &chosen[1])];
        if detail == Detail::Initiatives {
            part.below = below(compared);
        }
        Ok(part)
    }

    pub(super) fn detail(&self) -> Detail {
        self.detail
    }

    /// Does a record belong to it?
    pub(super) fn holds(&self, compared: &Compared<'_>, record: &Record) -> bool {
        let sides = [(&record.old, compared.old.1, &self.within[0]), (&record.new, compared.new.1, &self.within[1])];
        let is_within =
            self.chapters.is_empty() || sides.iter().any(|(ids, _, within)| ids.iter().any(|id| within.contains(id)));
        let is_listed = self.detail == Detail::Whole
            || record.section
            || sides
                .iter()
                .any(|(ids, plan, _)| ids.iter().any(|id| initiative(plan, *id).is_none_or(|own| own == *id)));
        is_within && is_listed
    }

    /// Nothing of it changed, nor of what is told with it.
    pub(super) fn is_same(&self, record: &Record) -> bool {
        record.is_same() && key(record).is_none_or(|key| !self.below.contains_key(&key))
    }

    /// 取組：＋新設 2: how what stands below an initiative changed.
    pub(super) fn below_text(&self, record: &Record, lang: Lang) -> Option<String> {
        let mut counts = self.below.get(&key(record)?)?.clone();
        // What stands where it stood, in its own words, and changed in something else.
        let others = counts.remove(&Status::Unchanged).unwrap_or(0);
        let mut said = vec![counts_text(&counts, lang)];
        said.extend((others > 0).then(|| format!("{} {others}", lang.pick("本文などの変更", "text and the like"))));
        said.retain(|said| !said.is_empty());
        Some(format!("{}{}", lang.pick("取組：", "Measures: "), said.join("　")))
    }

    /// What of the diff a table holds, in a sentence; none where it holds all.
    pub(super) fn sentence(&self, lang: Lang) -> Option<String> {
        let names = self.chapters.join(lang.pick("」「", ", "));
        match (self.chapters.is_empty(), self.detail, lang) {
            (true, Detail::Whole, _) => None,
            (true, Detail::Initiatives, Lang::Ja) => {
                Some("施策だけの表です。取組は、変わった数を備考に示します。".to_owned())
            }
            (false, Detail::Whole, Lang::Ja) => Some(format!("「{names}」だけの表です。")),
            (false, Detail::Initiatives, Lang::Ja) => {
                Some(format!("「{names}」の施策だけの表です。取組は、変わった数を備考に示します。"))
            }
            (true, Detail::Initiatives, Lang::En) => {
                Some("Initiatives only; of measures the remarks say how many changed.".to_owned())
            }
            (false, Detail::Whole, Lang::En) => Some(format!("Only of: {names}.")),
            (false, Detail::Initiatives, Lang::En) => {
                Some(format!("Initiatives only, of: {names}; of measures the remarks say how many changed."))
            }
        }
    }
}

/// Sections so deep are chapters to choose from: some plans hold all under one title, or under two halves.
const DEEPEST: usize = 1;

/// The chapters of both plans, in the order of the new one, then those of the old one alone.
#[must_use]
pub fn chapters<'a>(compared: &Compared<'a>) -> Vec<&'a Node> {
    let upper = [compared.new.1, compared.old.1]
        .into_iter()
        .flat_map(|plan| sections(plan).filter(|node| plan.depth(node.id) <= DEEPEST));
    let mut seen = BTreeSet::new();
    upper.filter(|node| seen.insert(fold(&node.title))).collect()
}

fn sections(plan: &Plan) -> impl Iterator<Item = &Node> {
    plan.nodes.iter().filter(|node| node.kind == NodeKind::Section)
}

/// The titles of sections that a word may mean, folded: a title in full means that alone, even if others have its words
/// among theirs. Numbers of chapters change from plan to plan, titles less so.
fn titles(plans: [&Plan; 2], wanted: &str) -> BTreeSet<String> {
    let wanted = fold(wanted);
    let all = |is_meant: &dyn Fn(&Node) -> bool| -> BTreeSet<String> {
        let meant = plans.into_iter().flat_map(sections).filter(|node| is_meant(node));
        meant.map(|node| fold(&node.title)).collect()
    };
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let exact = all(&|node| fold(&marked_title(node)) == wanted || fold(&node.title) == wanted);
    if exact.is_empty() { all(&|node| fold(&marked_title(node)).contains(&wanted)) } else { exact }
}

fn key(record: &Record) -> Option<Key> {
    let new = record.new.first().map(|id| (Which::New, *id));
    new.or_else(|| record.old.first().map(|id| (Which::Old, *id)))
}

/// The chosen sections and all that stands below them.
fn within(plan: &Plan, chosen: &BTreeSet<NodeId>) -> BTreeSet<NodeId> {
    let is_within =
        |node: &&Node| chosen.contains(&node.id) || plan.above(node.id).any(|above| chosen.contains(&above.id));
    plan.nodes.iter().filter(is_within).map(|node| node.id).collect()
}

/// The initiative that a node is, or that it stands under; none of sections and of measures that stand under none.
fn initiative(plan: &Plan, id: NodeId) -> Option<NodeId> {
    let own = plan.node(id).into_iter();
    own.chain(plan.above(id)).find(|node| node.kind == NodeKind::Initiative).map(|node| node.id)
}

fn below(compared: &Compared<'_>) -> Below {
    let records = &compared.diff.records;
    let mut of_node: HashMap<Key, &Record> = HashMap::new();
    for record in records {
        of_node.extend(record.old.iter().map(|id| ((Which::Old, *id), record)));
        of_node.extend(record.new.iter().map(|id| ((Which::New, *id), record)));
    }
    let mut found = Below::new();
    for record in records.iter().filter(|record| !record.section && !record.is_same()) {
        let Some((which, id)) = key(record) else { continue };
        let plan = match which {
            Which::Old => compared.old.1,
            Which::New => compared.new.1,
        };
        let above = initiative(plan, id).filter(|own| *own != id).and_then(|own| of_node.get(&(which, own)));
        if let Some(above) = above.and_then(|above| key(above)) {
            *found.entry(above).or_default().entry(record.status).or_default() += 1;
        }
    }
    found
}
