//! Records: groups of nodes with their status, their words and their figures.
//!
//! In come two plans and which nodes belong together, out come records in the order in which a reader wants them.
//! How nodes were found to belong together must not be known here.

use std::collections::{BTreeSet, HashMap};

use super::candidate::Candidate;
use super::feature::{Features, bodies};
use super::figure::{self, Figure, Years};
use super::figure_moved::{Alone, Printed, settle};
use super::inline::{Inline, inline};
use super::line::folded;
use super::mention::mentions;
use super::near::near;
use super::order::out_of_order;
use super::pair::{Reason, reasons};
use super::pairs::Pairs;
use super::roll::{Follows, Skeleton};
use super::wording::likeness;
use super::{FigureChange, Record, Side, Status, split};
use kurabe_model::{Extent, Indicator, LineSpan, Node, NodeKind, Plan};
use kurabe_text::stop::check;
use kurabe_text::words::{DictionaryError, Words};

/// Nodes of both sides that belong together, by place; one side may be empty.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) similarity: f32,
    pub(super) reasons: Vec<Reason>,
    /// It changed places with its siblings.
    pub(super) order: bool,
    /// Of a node without a counterpart the place of the item of the other side that is most like it.
    pub(super) near: Option<usize>,
}

/// Every node in exactly one group.
pub(super) fn groups(
    features: &Features,
    candidates: &[Candidate],
    pairs: &Pairs,
    split: Vec<split::Group>,
) -> Vec<Group> {
    let mut old_done = vec![false; features.old.len()];
    let mut new_done = vec![false; features.new.len()];
    let mut groups = Vec::new();
    let mut reasons = reasons(features, pairs);
    let order = out_of_order(features, pairs);
    for group in split {
        group.old.iter().for_each(|at| old_done[*at] = true);
        group.new.iter().for_each(|at| new_done[*at] = true);
        groups.push(Group {
            old: group.old,
            new: group.new,
            similarity: group.covered.min(0.99),
            reasons: vec![Reason::Words],
            order: false,
            near: None,
        });
    }
    for (old, new) in pairs.new_of.iter().enumerate() {
        if let Some(new) = *new {
            (old_done[old], new_done[new]) = (true, true);
            let similarity = likeness(&features.old[old].title, &features.new[new].title, &features.weights);
            groups.push(Group {
                old: vec![old],
                new: vec![new],
                similarity,
                reasons: std::mem::take(&mut reasons[old]),
                order: order[old],
                near: None,
            });
        }
    }
    let is_alone = |done: &[bool]| -> Vec<bool> { done.iter().map(|done| !done).collect() };
    let near = near(features, candidates, &is_alone(&old_done), &is_alone(&new_done));
    let (near_old, near_new): (HashMap<usize, usize>, HashMap<usize, usize>) =
        near.into_iter().map(|(old, new)| ((old, new), (new, old))).unzip();
    let alone = |done: Vec<bool>| done.into_iter().enumerate().filter(|(_, done)| !done).map(|(at, _)| at);
    let single = |old, new, is_said: bool, near: Option<&usize>| {
        let reasons = if is_said { vec![Reason::Reader] } else { vec![] };
        Group { old, new, similarity: 0.0, reasons, order: false, near: near.copied() }
    };
    let judged = &features.judged;
    let of_old = |at| single(vec![at], vec![], judged.speaks_of_old(at), near_old.get(&at));
    let of_new = |at| single(vec![], vec![at], judged.speaks_of_new(at), near_new.get(&at));
    groups.extend(alone(old_done).map(of_old));
    groups.extend(alone(new_done).map(of_new));
    groups
}

/// In which order two plans are reckoned, so that the mirrored question has the mirrored answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The old plan first.
    Straight,
    /// The new plan first.
    Turned,
}

/// The records of two plans.
pub(super) fn records(
    old: Side<'_>,
    new: Side<'_>,
    groups: Vec<Group>,
    order: Order,
) -> Result<Vec<Record>, DictionaryError> {
    let begins = |side: Side<'_>| side.plan.period.map(|period| period.from.0);
    let years = Years { old: begins(old), new: begins(new) };
    let (before, after) = (Tree::new(old.plan), Tree::new(new.plan));
    let mut table =
        Table { old: before, new: after, groups, words: Words::open()?, years, turned: order, in_place: Vec::new() };
    table.order();
    table.place();
    let known = Known { old: old.extent != Extent::Partial, new: new.extent != Extent::Partial };
    let mut records: Vec<Record> = (0..table.groups.len()).map(|at| table.record(at, known)).collect();
    table.put_figures(&mut records);
    table.put_mentions(&mut records);
    Ok(records)
}

/// Is all of either plan known?
#[derive(Clone, Copy)]
struct Known {
    old: bool,
    new: bool,
}

/// A plan's nodes by place, with their parents and what each group they are in.
struct Tree<'a> {
    plan: &'a Plan,
    parents: Vec<Option<usize>>,
    /// The last node of each subtree.
    last: Vec<usize>,
    titles: Vec<Skeleton>,
    bodies: Vec<String>,
    figures: HashMap<u32, Vec<&'a Indicator>>,
    on_lines: HashMap<u32, Vec<&'a Indicator>>,
    /// The passages of each node: its own, and what stands below it without being an item.
    passages: HashMap<u32, Vec<LineSpan>>,
    group: Vec<usize>,
}

impl<'a> Tree<'a> {
    fn new(plan: &'a Plan) -> Self {
        let places: HashMap<u32, usize> = plan.nodes.iter().enumerate().map(|(at, node)| (node.id.0, at)).collect();
        let parent = |(at, node): (usize, &Node)| {
            node.parent.and_then(|parent| places.get(&parent.0)).copied().filter(|parent| *parent < at)
        };
        let parents: Vec<Option<usize>> = plan.nodes.iter().enumerate().map(parent).collect();
        let mut last: Vec<usize> = (0..plan.nodes.len()).collect();
        for at in (0..last.len()).rev() {
            if let Some(parent) = parents[at] {
                last[parent] = last[parent].max(last[at]);
            }
        }
        let mut figures: HashMap<u32, Vec<&Indicator>> = HashMap::new();
        let mut on_lines: HashMap<u32, Vec<&Indicator>> = HashMap::new();
        for indicator in &plan.indicators {
            figures.entry(indicator.node.0).or_default().push(indicator);
            on_lines.entry(indicator.line).or_default().push(indicator);
        }
        let mut passages: HashMap<u32, Vec<LineSpan>> = HashMap::new();
        for passage in &plan.passages {
            if let Some(node) = passage.node {
                passages.entry(node.0).or_default().push(passage.span);
            }
        }
        let own = plan.period.map(|period| period.from.0);
        let titles = plan.nodes.iter().map(|node| Skeleton::of(&node.title, own)).collect();
        let group = vec![usize::MAX; plan.nodes.len()];
        Self { plan, parents, last, titles, bodies: bodies(plan), figures, on_lines, passages, group }
    }

    fn nodes(&self, places: &[usize]) -> impl Iterator<Item = &'a Node> {
        places.iter().map(|at| &self.plan.nodes[*at])
    }

    /// All figures of some nodes.
    fn figures(&self, places: &[usize]) -> Vec<Figure> {
        let of = |at: &usize| {
            let node = &self.plan.nodes[*at];
            let known = self.figures.get(&node.id.0).map_or(&[][..], Vec::as_slice);
            // A row of a table below a heading may be read as a figure of the item that it names.
            let below = self.passages.get(&node.id.0).map_or(&[][..], Vec::as_slice);
            let spans = std::iter::once(&node.span).chain(below).take(MOST_LINES as usize);
            let lines: BTreeSet<u32> =
                spans.flat_map(|span| span.first..=span.last.min(span.first.saturating_add(MOST_LINES))).collect();
            let on_lines: Vec<&Indicator> =
                lines.iter().filter_map(|line| self.on_lines.get(line)).flatten().copied().collect();
            figure::figures(node, &self.bodies[*at], known, &on_lines)
        };
        places.iter().flat_map(of).collect()
    }

    fn title(&self, places: &[usize]) -> String {
        self.nodes(places).map(|node| node.title.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// The nodes of a group on either side.
type Sides<'a> = (&'a [usize], &'a [usize]);

/// So many lines of a node are looked at for figures that stand at others.
const MOST_LINES: u32 = 200;

struct Table<'a> {
    old: Tree<'a>,
    new: Tree<'a>,
    groups: Vec<Group>,
    words: Words,
    years: Years,
    turned: Order,
    /// Of each new node, whether it stands where its counterpart stood.
    in_place: Vec<bool>,
}

impl Table<'_> {
    /// Puts the groups in the order of the new plan; what was dropped comes after what stood before it.
    fn order(&mut self) {
        let mut anchors: Vec<Option<(usize, usize)>> = vec![None; self.old.plan.nodes.len()];
        for group in &self.groups {
            if let (Some(first), Some(last)) = (group.new.first(), group.new.last()) {
                group.old.iter().for_each(|at| anchors[*at] = Some((*first, *last)));
            }
        }
        let mut dropped_after = vec![0; self.old.plan.nodes.len()];
        for at in 0..dropped_after.len() {
            dropped_after[at] = self.anchor(at, &anchors, &dropped_after);
        }
        let key = |group: &Group| match (group.new.first(), group.old.first()) {
            (Some(new), _) => (*new + 1, 0, 0),
            (None, Some(old)) => (dropped_after[*old], 1, *old),
            (None, None) => (0, 0, 0),
        };
        self.groups.sort_by_key(key);
        for (number, group) in self.groups.iter().enumerate() {
            check();
            group.old.iter().for_each(|at| self.old.group[*at] = number);
            group.new.iter().for_each(|at| self.new.group[*at] = number);
        }
    }

    /// After which place of the new plan (counted from 1) an old node belongs that has no counterpart.
    fn anchor(&self, at: usize, anchors: &[Option<(usize, usize)>], dropped_after: &[usize]) -> usize {
        let parent = self.old.parents[at];
        let within = match parent.map(|parent| (parent, anchors[parent])) {
            // What stood under something that is gone follows it.
            Some((parent, None)) => return dropped_after[parent],
            Some((_, Some((first, last)))) => Some((first, self.new.last[last])),
            None => None,
        };
        let siblings =
            (0..at).rev().take_while(|other| parent != Some(*other)).filter(|other| self.old.parents[*other] == parent);
        for sibling in siblings {
            match anchors[sibling] {
                // A sibling that moved away does not take this one along.
                Some((_, last)) if within.is_none_or(|(first, end)| (first..=end).contains(&last)) => {
                    return self.new.last[last] + 1;
                }
                Some(_) => {}
                None => return dropped_after[sibling],
            }
        }
        within.map_or(0, |(first, _)| first + 1)
    }

    fn record(&mut self, at: usize, known: Known) -> Record {
        check();
        let group = self.groups[at].clone();
        let (old, new) = (self.old.title(&group.old), self.new.title(&group.new));
        let status = self.status(&group, known);
        let both = !group.old.is_empty() && !group.new.is_empty();
        let title = if both { inline(&mut self.words, &old, &new) } else { Inline::new() };
        let (body_follows, body) = if both { self.body(&group) } else { (Follows::Same, Inline::new()) };
        let flags = |tree: &Tree<'_>, places: &[usize]| tree.nodes(places).fold(0, |all, node| all | node.flags.bits());
        let ids = |tree: &Tree<'_>, places: &[usize]| tree.nodes(places).map(|node| node.id).collect();
        let is_section =
            |tree: &Tree<'_>, places: &[usize]| tree.nodes(places).all(|node| node.kind == NodeKind::Section);
        let other = if group.new.is_empty() { &self.new } else { &self.old };
        let near = group.near.and_then(|at| other.plan.nodes.get(at)).map(|node| node.id);
        let title_rolled = status == Status::Unchanged && self.title_follows(&group) == Follows::Rolled;
        Record {
            status,
            rolled: title_rolled || (status == Status::Unchanged && body_follows == Follows::Rolled),
            order: group.order && matches!(status, Status::Unchanged | Status::Reworded),
            // What one plan only groups and the other numbers as work is an item.
            section: is_section(&self.old, &group.old) && is_section(&self.new, &group.new),
            similarity: group.similarity,
            reasons: group.reasons,
            body_changed: body_follows == Follows::Other,
            flags_changed: both && flags(&self.old, &group.old) != flags(&self.new, &group.new),
            inline: title,
            body,
            figures: Vec::new(),
            mentioned: None,
            near,
            old: ids(&self.old, &group.old),
            new: ids(&self.new, &group.new),
        }
    }

    /// Follows the figures of all records at once, so that what only stands elsewhere is not called gone.
    fn put_figures(&self, records: &mut [Record]) {
        let (first, second) = match self.turned {
            Order::Straight => (&self.old, &self.new),
            Order::Turned => (&self.new, &self.old),
        };
        let years = match self.turned {
            Order::Straight => self.years,
            Order::Turned => Years { old: self.years.new, new: self.years.old },
        };
        let mut alone = Vec::with_capacity(records.len());
        for (group, record) in self.groups.iter().zip(records.iter_mut()) {
            let places = match self.turned {
                Order::Straight => (&group.old, &group.new),
                Order::Turned => (&group.new, &group.old),
            };
            let found = figure::changes(first.figures(places.0), second.figures(places.1), years);
            record.figures = found.found;
            let both = !group.old.is_empty() && !group.new.is_empty();
            // Of an item without a counterpart only what the plan itself names as a figure is said.
            let kept = |figures: Vec<Figure>| figures.into_iter().filter(|figure| both || figure.named).collect();
            alone.push(Alone { old: kept(found.old_alone), new: kept(found.new_alone) });
        }
        let printed = |tree: &Tree<'_>| Printed::of(tree.plan, &tree.bodies);
        for (record, left) in records.iter_mut().zip(settle(alone, &printed(first), &printed(second), years)) {
            record.figures.extend(left);
            if self.turned == Order::Turned {
                record.figures = std::mem::take(&mut record.figures).into_iter().map(FigureChange::turned).collect();
            }
        }
    }

    /// Looks in each plan for what the other has without a counterpart.
    fn put_mentions(&self, records: &mut [Record]) {
        self.mentioned_in((&self.new, &self.old), |group| (&group.new, &group.old), records);
        self.mentioned_in((&self.old, &self.new), |group| (&group.old, &group.new), records);
    }

    /// Puts to each record of nodes that only the second plan has where the first mentions them.
    fn mentioned_in(&self, (here, there): (&Tree<'_>, &Tree<'_>), of: fn(&Group) -> Sides<'_>, records: &mut [Record]) {
        let (mut alone, mut titles) = (Vec::new(), Vec::new());
        // What has a counterpart of the same title is spoken for.
        let mut told: BTreeSet<(u32, String)> = BTreeSet::new();
        for (at, group) in self.groups.iter().enumerate() {
            let (places, others) = of(group);
            let others = there.nodes(others).map(|node| node.title.as_str());
            if places.is_empty() {
                others.for_each(|title| {
                    alone.push(at);
                    titles.push(title);
                });
                continue;
            }
            let others: Vec<String> = others.map(folded).collect();
            let same = here.nodes(places).map(|node| (node.span.first, folded(&node.title)));
            told.extend(same.filter(|(_, title)| others.contains(title)));
        }
        for (place, line) in mentions(&titles, here.plan, &told) {
            records[alone[place]].mentioned = Some(line);
        }
    }

    /// The bodies word by word; nothing where they are the same.
    fn body(&mut self, group: &Group) -> (Follows, Inline) {
        let text = |tree: &Tree<'_>, places: &[usize]| {
            let bodies = places.iter().map(|at| tree.bodies[*at].as_str()).filter(|body| !body.is_empty());
            bodies.collect::<Vec<_>>().join("\n")
        };
        let (old, new) = (text(&self.old, &group.old), text(&self.new, &group.new));
        let (was, is) = (Skeleton::of(&old, self.years.old), Skeleton::of(&new, self.years.new));
        let follows = was.follows(&is, self.years.step());
        let words = if follows == Follows::Same { Inline::new() } else { inline(&mut self.words, &old, &new) };
        (follows, words)
    }

    /// How one title follows the other.
    fn title_follows(&self, group: &Group) -> Follows {
        match (group.old.as_slice(), group.new.as_slice()) {
            ([old], [new]) => self.old.titles[*old].follows(&self.new.titles[*new], self.years.step()),
            _ => Follows::Other,
        }
    }

    fn status(&self, group: &Group, known: Known) -> Status {
        match (group.old.as_slice(), group.new.as_slice()) {
            ([], _) if known.old => Status::Added,
            (_, []) if known.new => Status::Dropped,
            ([], _) | (_, []) => Status::NotStated,
            ([_], [new]) => {
                let same = self.title_follows(group) != Follows::Other;
                match (same, self.in_place[*new]) {
                    (true, true) => Status::Unchanged,
                    (true, false) => Status::Moved,
                    (false, true) => Status::Reworded,
                    (false, false) => Status::MovedReworded,
                }
            }
            ([_], _) => Status::Split,
            (_, _) => Status::Merged,
        }
    }

    /// Tells of each new node whether it stands where its counterpart stood.
    fn place(&mut self) {
        for new in 0..self.new.plan.nodes.len() {
            let group = &self.groups[self.new.group[new]];
            let stays = match (group.old.as_slice(), group.new.as_slice()) {
                ([], _) => false,
                ([old], [_]) => self.same_parent(*old, new) || self.follows_its_neighbour(*old, new),
                // What was split or merged has no place of its own.
                _ => true,
            };
            self.in_place.push(stays);
        }
    }

    /// Does the new node stand under the successor of the old one's parent? A level of grouping that only one side
    /// has is passed over.
    fn same_parent(&self, old: usize, new: usize) -> bool {
        let (above_old, above_new) = (self.old.parents[old], self.new.parents[new]);
        let belongs = |old: Option<usize>, new: Option<usize>| match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => self.old.group[old] == self.new.group[new],
            _ => false,
        };
        let olds = self.passed(&self.old, above_old).any(|passed| belongs(passed, above_new));
        olds || self.passed(&self.new, above_new).any(|passed| belongs(above_old, passed))
    }

    /// A node above another, and those above it as long as the lower ones have no counterpart.
    fn passed<'t>(&'t self, tree: &'t Tree<'_>, above: Option<usize>) -> impl Iterator<Item = Option<usize>> + 't {
        let alone = |at: usize| {
            let group = &self.groups[tree.group[at]];
            group.old.is_empty() || group.new.is_empty()
        };
        let next = move |at: &Option<usize>| at.filter(|at| alone(*at)).map(|at| tree.parents[at]);
        std::iter::successors(Some(above), next)
    }

    /// Where one plan has a node at the top and the other under a heading, the level alone is another as long as it
    /// comes after what it came after.
    fn follows_its_neighbour(&self, old: usize, new: usize) -> bool {
        let top = |tree: &Tree<'_>, at: usize| self.passed(tree, tree.parents[at]).any(|above| above.is_none());
        let (Some(before), Some(after)) = (old.checked_sub(1), new.checked_sub(1)) else { return false };
        let is_after_the_same = self.old.group[before] == self.new.group[after] && self.in_place[after];
        is_after_the_same && top(&self.old, old) != top(&self.new, new)
    }
}
