//! Which node a figure of a table measures: the item of the same number or name, else what the table stands under.
//!
//! What comes in are the nodes and the figures of tables, what goes out is a node for each figure. This file must not
//! know how figures are read.

mod closing;

use crate::blocks::chars::is_hiragana;
use crate::blocks::mark::{self, Class};
use crate::outline::{Measures, Says, Value};
use crate::vocabulary::words;
use kurabe_model::{Node, NodeId, NodeKind};
use kurabe_text::bracket::without_note;
use kurabe_text::fold::fold;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Items around a table whose names are compared with those of its rows.
const AROUND: usize = 64;
/// Share of a row's name that an item must have whose title has the name's first word, too.
const ALIKE: f64 = 0.2;
/// The same where it has not: a name begins with what tells it from others.
const MOST: f64 = 0.5;

/// What comes of the work that the row above counts: 出展者数, and below it 売上額.
const OF_THE_SAME: [&str; 6] = ["売上", "成約", "商談", "取引", "利益", "延べ"];

/// Rows that are laid beside items one by one, at most.
const MOST_IN_ORDER: usize = 12;

/// The rows of a table, as far as they tell what each of them measures.
struct Table<'v> {
    items: &'v Items<'v>,
    values: &'v [Value],
    /// The heading that it sums up.
    whole: Option<usize>,
    /// The highest number of a row, where rows are numbered: then one without a number is part of that before it.
    highest: Option<u32>,
}

/// The node of each figure.
pub(super) fn nodes(nodes: &[Node], values: &[Value]) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::with_capacity(values.len());
    let values: &[Value] = &values.iter().map(|value| raised(nodes, value)).collect::<Vec<_>>();
    let holders: HashSet<usize> = values.iter().map(|value| base(nodes, value.owner)).collect();
    let items = Items::of(nodes);
    let closing = closing::items(&items, values);
    for values in values.chunk_by(|a, b| a.owner == b.owner) {
        let rows: Vec<&Value> = values.iter().filter(|value| value.measures != Measures::Owner).collect();
        let whole = list_above(nodes, &rows)
            .and_then(|list| summed(nodes, list, &rows).or_else(|| shared(&items, list, (&rows, &holders))));
        let highest = rows.iter().filter(|row| counts(row)).filter_map(|row| Some(row.mark?.1)).max();
        let table = Table { items: &items, values, whole, highest };
        let in_order = in_order(nodes, &rows);
        let mut last: Option<(&Value, usize)> = None;
        for value in values {
            let at = match last {
                _ if value.measures == Measures::Owner => value.owner,
                _ if value.measures == Measures::Outcome => of_all(nodes, (&rows, &holders), value),
                Some((row, at)) if row.row == value.row => at,
                Some((row, at)) if table.is_part(nodes, value, row) => at,
                _ => in_order
                    .get(&value.row)
                    .copied()
                    .or_else(|| grouped(nodes, value))
                    .or_else(|| told_by_group(nodes, value))
                    .or_else(|| sibling(nodes, value))
                    .or_else(|| closing.get(&(value.owner, value.row)).copied())
                    .or_else(|| table.whole.map(|whole| table.summed(nodes, value, whole)))
                    .unwrap_or_else(|| {
                        let above = last.filter(|(row, _)| row.row + 1 == value.row).map(|(_, at)| at);
                        table.measured(nodes, value, above)
                    }),
            };
            last = (value.measures != Measures::Owner).then_some((value, at));
            found.push(nodes.get(at).map_or(NodeId(0), |node| node.id));
        }
    }
    found
}

/// A figure below 【指標】 with the item as its owner where the last of the item's measures stands before it: a measure has no
/// targets of its own.
fn raised(nodes: &[Node], value: &Value) -> Value {
    Value { owner: item_of(nodes, value, value.owner), ..value.clone() }
}

/// The item of each row where a table has as many rows as there are items before it, and they come in the same order.
/// Some row must say what its item says, and none what another does; below the last item the first row, or all of
/// them be counted as the items are: a table of the last item alone may name it in its second row.
fn in_order(nodes: &[Node], rows: &[&Value]) -> HashMap<u32, usize> {
    let Some(first) = rows.first() else { return HashMap::new() };
    let base = base(nodes, first.owner);
    let is_section = nodes.get(base).is_some_and(|node| node.kind == NodeKind::Section);
    let heading = if is_section { Some(base) } else { list_above(nodes, rows).map(|list| list.heading) };
    let Some(heading) = heading else { return HashMap::new() };
    let is_item = |at: &usize| nodes[*at].kind == NodeKind::Initiative && near(nodes, heading, *at);
    let items: Vec<usize> = below(nodes, heading).filter(is_item).collect();
    let rows: Vec<&Value> = rows.chunk_by(|a, b| a.row == b.row).filter_map(|row| row.first().copied()).collect();
    let before = items.iter().all(|at| nodes[*at].span.first < first.line);
    if rows.len() != items.len() || items.len() < 2 || items.len() > MOST_IN_ORDER || !before {
        return HashMap::new();
    }
    let said: Vec<Option<usize>> = rows.iter().map(|row| best_named(nodes, &items, row)).collect();
    let own = |(at, said): (usize, &Option<usize>)| said.is_none_or(|said| said == at);
    let counted = (1..).zip(&rows).all(|(at, row)| counts(row) && row.mark.is_some_and(|(_, code)| code == at));
    // 経営改善資金 says as little of 経営指導員による相談指導 as of any.
    let first = || said[0].is_some_and(|at| share(&pairs(&first.name), &nodes[items[at]].title) >= ALIKE);
    let told = if is_section || counted { said.iter().any(Option::is_some) } else { first() };
    if !told || !said.iter().enumerate().all(own) {
        return HashMap::new();
    }
    rows.iter().zip(items).map(|(row, item)| (row.row, item)).collect()
}

/// The heading whose work a KPI tells of: above the measures and the last item of a list, unless others of its items have
/// such a table of their own.
fn of_all(nodes: &[Node], (rows, holders): (&[&Value], &HashSet<usize>), value: &Value) -> usize {
    let mut at = base(nodes, value.owner);
    while let Some(node) = nodes.get(at).filter(|node| node.kind == NodeKind::Measure)
        && let Some(NodeId(parent)) = node.parent
    {
        at = parent as usize - 1;
    }
    let own = |at: usize, list: &List| nodes[at].parent == nodes[list.last].parent && at != list.last;
    let others = |list: &List| holders.iter().any(|at| *at < nodes.len() && own(*at, list));
    list_above(nodes, rows).filter(|list| !others(list)).map_or(at, |list| list.heading)
}

/// The item that a figure below 【指標】 is of, where a measure was found.
fn item_of(nodes: &[Node], value: &Value, at: usize) -> usize {
    let measure = |at: usize| nodes.get(at).filter(|node| node.kind == NodeKind::Measure);
    let mut item = at;
    while value.measures == Measures::Ahead
        && let Some(NodeId(parent)) = measure(item).and_then(|node| node.parent)
    {
        item = parent as usize - 1;
    }
    item
}

/// Has the row a number before its name?
fn counts(value: &Value) -> bool {
    value.mark.is_some_and(|(class, _)| class.counts() && class != Class::Bare)
}

impl Table<'_> {
    /// Is a row part of the one above it: うち創業計画 below 策定件数, 成約件数 below ①商談会の出展者数?
    fn is_part(&self, nodes: &[Node], value: &Value, above: &Value) -> bool {
        let follows = above.row + 1 == value.row;
        let part = value.name.starts_with("うち") || self.highest.is_some() && value.mark.is_none();
        // Unless it names other work than that: うち創業計画 where 創業塾 is one of the items.
        follows && part && self.named(nodes, value).is_none()
    }
}

/// A table after the last item of a heading.
#[derive(Clone, Copy)]
struct List {
    heading: usize,
    /// The item that holds the table.
    last: usize,
}

/// The list of items that a table closes.
fn list_above(nodes: &[Node], rows: &[&Value]) -> Option<List> {
    let first = rows.first()?;
    let base = base(nodes, first.owner);
    let item = nodes.get(base).filter(|node| node.kind == NodeKind::Initiative)?;
    let heading = item.parent?.0 as usize - 1;
    let next = nodes[base + 1..].iter().find(|node| node.parent.is_none_or(|NodeId(parent)| (parent as usize) <= base));
    let after = next.is_some_and(|next| next.parent == item.parent && next.span.first < first.line);
    let bullet = mark::parse(&format!("{} あい", item.marker)).is_some_and(|mark| mark.class.is_bullet());
    (!after && !bullet).then_some(List { heading, last: base })
}

/// The heading whose items share the only table of targets below them: 【成果指標】 after the last, where none has its own
/// and a row tells of one before it.
fn shared(items: &Items, list: List, (rows, holders): (&[&Value], &HashSet<usize>)) -> Option<usize> {
    let nodes = items.nodes;
    let own = |at: usize| nodes[at].parent == nodes[list.last].parent && at != list.last && holders.contains(&at);
    let ahead = rows.iter().all(|row| row.measures == Measures::Ahead);
    if !ahead || below(nodes, list.heading).any(own) {
        return None;
    }
    let other = |row: &&Value| items.told(list.heading, &pairs(&row.name)).is_some_and(|at| at != list.last);
    rows.iter().any(other).then_some(list.heading)
}

/// The heading that a table sums up: most of its rows name what the items before the last one are about.
fn summed(nodes: &[Node], list: List, rows: &[&Value]) -> Option<usize> {
    let List { heading: parent, last: base } = list;
    let item = &nodes[base];
    let last = base + below(nodes, base).count();
    let (mut count, mut elsewhere, mut here) = (0usize, HashSet::new(), 0usize);
    for row in rows.chunk_by(|a, b| a.row == b.row).filter_map(|row| row.first()) {
        count += 1;
        let name = pairs(&row.name);
        let best = |range: std::ops::RangeInclusive<usize>| {
            range.filter_map(|at| nodes.get(at)).map(|node| share(&name, &node.title)).fold(0.0, f64::max)
        };
        let (before, own) = (
            if parent + 1 < base { best((parent + 1).max(base.saturating_sub(AROUND))..=base - 1) } else { 0.0 },
            best(base..=last),
        );
        if share(&name, &item.title) >= ALIKE {
            return None;
        }
        if before > own {
            elsewhere.insert(row.row);
        } else if own > before {
            here += 1;
        }
    }
    (elsewhere.len() >= 2 && elsewhere.len() * 2 > count && here < elsewhere.len()).then_some(parent)
}

/// The item that has the row's number, or that is named as the row begins, among the one that holds the table and those
/// before it: a table at the end of a list gives the figures of all its items.
fn sibling(nodes: &[Node], value: &Value) -> Option<usize> {
    /// Letters in which they begin alike.
    const ALIKE_LETTERS: usize = 4;
    let base = base(nodes, value.owner);
    let item = nodes.get(base).filter(|node| node.kind == NodeKind::Initiative)?;
    let parent = item.parent?.0 as usize - 1;
    let before = (parent + 1..=base).rev().take(AROUND).filter(|at| nodes[*at].parent == item.parent);
    let name = pairs(&value.name);
    let numbered = before.clone().find(|at| same_mark(&nodes[*at], value));
    let inside = || below(nodes, base).any(|at| same_mark(&nodes[at], value));
    // Of the same number, and not named after the item that holds the table rather than after its own.
    let fits = |at: &usize| {
        let (theirs, own) = (share(&name, &nodes[*at].title), share(&name, &item.title));
        *at == base || is_code(value) || theirs > 0.0 && theirs >= own
    };
    if let Some(at) = numbered.filter(fits).filter(|_| !inside()) {
        return Some(at);
    }
    let own = begins_alike(&value.name, &item.title);
    let (alike, at) = before.clone().map(|at| (begins_alike(&value.name, &nodes[at].title), at)).max()?;
    if at != base && alike >= ALIKE_LETTERS && alike > own {
        return Some(at);
    }
    // セミナー開催数 after ア ＤＸ推進セミナー and イ 個別支援: the only one that says what the row names.
    let mut telling = before.filter(|at| share(&name, &nodes[*at].title) > 0.0);
    let one = telling.next().filter(|at| *at != base && telling.next().is_none());
    one.filter(|at| share(&name, &nodes[*at].title) >= MOST)
}

/// The only item around a table whose title holds what groups a row: 実施の支援 for the rows of 実施支援.
fn grouped(nodes: &[Node], value: &Value) -> Option<usize> {
    let letters =
        |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric() && !is_hiragana(*c)).collect::<String>();
    let group = letters(&value.group);
    let base = base(nodes, value.owner);
    let heading = match nodes.get(base)? {
        node if node.kind == NodeKind::Section => base,
        node => node.parent?.0 as usize - 1,
    };
    let says = |at: &usize| {
        nodes[*at].kind != NodeKind::Section && near(nodes, heading, *at) && letters(&nodes[*at].title).contains(&group)
    };
    let mut found = below(nodes, heading).filter(says);
    found.next().filter(|_| !group.is_empty() && found.next().is_none())
}

/// The only node of the plan before a table whose title is what groups a row: 創業の促進 in a column 施策 is (2) 創業の促進.
fn told_by_group(nodes: &[Node], value: &Value) -> Option<usize> {
    /// Letters of a title that is no everyday word, 会員 or 観光振興.
    const LONG: usize = 5;
    let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let group = letters(mark::parse(&value.group).map_or(value.group.as_str(), |mark| mark.rest));
    let is_long = group.chars().nth(LONG - 1).is_some();
    let before = |at: &usize| nodes[*at].span.first < value.line && nodes[*at].kind != NodeKind::Measure;
    let mut found = (0..nodes.len()).filter(before).filter(|at| letters(&nodes[*at].title) == group);
    found.next().filter(|_| is_long && found.next().is_none())
}

/// How many letters two names have in common at their beginnings, brackets and quotes aside.
fn begins_alike(name: &str, title: &str) -> usize {
    let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    letters(name).iter().zip(letters(title)).take_while(|(a, b)| **a == *b).count()
}

impl Table<'_> {
    /// The node that a row of a table measures which sums up a heading: below 【指標】 each item has its own.
    fn summed(&self, nodes: &[Node], value: &Value, whole: usize) -> usize {
        let mut numbered = below(nodes, whole).filter(|at| near(nodes, whole, *at) && same_mark(&nodes[*at], value));
        let one = numbered.next().filter(|_| numbered.next().is_none());
        let item = || one.or_else(|| self.items.told(whole, &pairs(&value.name)));
        (value.measures == Measures::Ahead).then(item).flatten().unwrap_or(whole)
    }

    /// The node that a row measures; one that names nothing goes on with the item of the row above it.
    fn measured(&self, nodes: &[Node], value: &Value, above: Option<usize>) -> usize {
        let base = base(nodes, value.owner);
        let scope = scope(nodes, base);
        let (name, title) = (pairs(&value.name), |at: usize| nodes.get(at).map_or("", |node| node.title.as_str()));
        let fallback = || {
            let (of_scope, own) = (share(&name, title(scope)), share(&name, title(base)));
            let is_measure = nodes.get(base).is_some_and(|node| node.kind == NodeKind::Measure);
            let is_last = below(nodes, scope).all(|at| at <= base || nodes[at].parent != nodes[base].parent);
            let inside = |at: &usize| *at > scope && *at != base && nodes[*at].kind != NodeKind::Section;
            let goes_on = OF_THE_SAME.iter().any(|word| value.name.starts_with(word)) && of_scope.max(own) <= 0.0;
            if let Some(item) = above.filter(inside).filter(|_| goes_on) {
                return item;
            }
            // A measure, the last of several, has no targets of its own but those that name it.
            if of_scope > own || is_measure && is_last && own <= of_scope { scope } else { base }
        };
        let only = || self.only_item(nodes, scope).filter(|_| is_ahead(value, base));
        // 【成果指標】 with what is and what shall be, before the work below: what comes of all of it. Years one by one count
        // what each item does.
        let is_section = nodes.get(scope).is_some_and(|node| node.kind == NodeKind::Section);
        let outcome = is_section && !self.is_yearly(value);
        self.named(nodes, value)
            .filter(|at| {
                let node = &nodes[*at];
                let named = || ends(&name, node) || titled(value, node) || same_mark(node, value);
                !outcome || node.span.first <= value.line || named()
            })
            .or_else(|| numbered_above(nodes, base, value))
            .or_else(only)
            .or_else(|| self.items.told(scope, &name).filter(|at| !outcome || nodes[*at].span.first <= value.line))
            .unwrap_or_else(fallback)
    }

    /// Does a row give several years beside what is now?
    fn is_yearly(&self, value: &Value) -> bool {
        let own = self.values.iter().filter(|other| other.row == value.row);
        own.filter(|other| other.year.is_some() && !matches!(other.says, Some(Says::Now | Says::Result))).count() >= 2
    }

    /// The item that a row names, among those around its table.
    fn named(&self, nodes: &[Node], value: &Value) -> Option<usize> {
        let base = base(nodes, value.owner);
        let scope = scope(nodes, base);
        let name = pairs(&value.name);
        let begins = name.first().copied();
        let own = share(&name, nodes.get(scope).map_or("", |node| node.title.as_str()));
        // （３）目標 before （４）事業内容: its rows name the work that comes below.
        let ahead = is_ahead(value, base) && nodes.get(scope).is_some_and(|node| node.kind == NodeKind::Section);
        let items: Vec<usize> = below(nodes, scope).collect();
        let marked = items.iter().filter(|at| same_mark(&nodes[**at], value)).count();
        // More rows than items, or fewer: their numbers are not those of the items.
        let last = items.iter().filter_map(|at| number(&nodes[*at], value)).max();
        let paired = marked == 1 && (!ahead || last == self.highest);
        let mut best: Option<((f64, f64), usize)> = None;
        for at in items {
            let node = &nodes[at];
            let alike = share(&name, &node.title);
            // A mark of the same number tells where only one item has it and there are as many; else it adds to a name alike.
            let numbered = same_mark(node, value) && (paired || alike > 0.0);
            // A table that stands before the items is of all of them.
            let first = || pairs(&node.title).iter().any(|pair| Some(*pair) == begins);
            let named = node.kind != NodeKind::Section
                && (alike >= MOST || alike >= ALIKE && first())
                && alike > own
                && (node.span.first <= value.line
                    || ahead && near(nodes, scope, at) && (alike >= MOST || ends(&name, node))
                    || titled(value, node))
                && !node.title.ends_with('。');
            // Of two that say as much of the name the one that says less beside it.
            let score = (alike + if numbered { 1.0 } else { 0.0 }, covered(&name, &node.title));
            if (numbered || named) && best.is_none_or(|(before, _)| score >= before) {
                best = Some((score, at));
            }
        }
        // ① of the targets is ① of what is done.
        best.map(|(_, at)| if same_mark(&nodes[at], value) { at } else { item_of(nodes, value, at) })
    }

    /// The only initiative below a heading, if the table says so much as one word of it: what its 目標 are of.
    fn only_item(&self, nodes: &[Node], scope: usize) -> Option<usize> {
        /// Pairs of letters of a name that only counts.
        const FEW: usize = 2;
        let mut found = below(nodes, scope).filter(|at| nodes[*at].kind == NodeKind::Initiative);
        let first = found.next().filter(|at| !nodes[*at].title.ends_with('。'))?;
        // 公表回数 alone is of whatever the item is.
        let tells = |name: &[(char, char)]| name.len() <= FEW || share(name, &nodes[first].title) > 0.0;
        let told = || self.values.iter().any(|value| tells(&pairs(&value.name)));
        (found.next().is_none() && told()).then_some(first)
    }
}

/// An item with the pairs of letters of what it and what stands below it says.
type Said = (usize, HashSet<(char, char)>);

/// What the items of the headings say, each heading looked at once.
struct Items<'n> {
    nodes: &'n [Node],
    said: RefCell<HashMap<usize, Rc<Vec<Said>>>>,
}

impl<'n> Items<'n> {
    fn of(nodes: &'n [Node]) -> Self {
        Self { nodes, said: RefCell::default() }
    }

    /// What the initiatives of a section say; none if they stand below other headings than its slots.
    fn said(&self, scope: usize) -> Rc<Vec<Said>> {
        let nodes = self.nodes;
        if let Some(known) = self.said.borrow().get(&scope) {
            return Rc::clone(known);
        }
        let is_section = nodes.get(scope).is_some_and(|node| node.kind == NodeKind::Section);
        let initiative = |at: &usize| is_section && nodes[*at].kind == NodeKind::Initiative;
        let items: Vec<usize> = below(nodes, scope).filter(initiative).collect();
        let beside = items.iter().all(|item| near(nodes, scope, *item));
        let all = |item: usize| {
            let own = std::iter::once(item).chain(below(nodes, item));
            own.flat_map(|at| pairs(&nodes[at].title).into_iter().chain(pairs(&nodes[at].body))).collect()
        };
        let said = items.iter().filter(|_| beside).map(|item| (*item, all(*item))).collect();
        Rc::clone(self.said.borrow_mut().entry(scope).or_insert_with(|| Rc::new(said)))
    }

    /// The initiative of a section whose text tells most of what a row names, as words that are rare among them: 研修の受講者数
    /// where one of them says that courses are held.
    fn told(&self, scope: usize, name: &[(char, char)]) -> Option<usize> {
        /// How much more than the next the best must tell.
        const CLEARLY: f64 = 1.5;
        /// What the beginning of a name weighs: it tells the name from others.
        const BEGINS: f64 = 3.0;
        /// What every plan speaks of tells no item from another.
        const GENERAL: [&str; 6] = ["会員", "企業", "地域", "商店", "商工", "組織"];
        let general = |pair: &(char, char)| GENERAL.iter().any(|word| word.chars().eq([pair.0, pair.1]));
        let said = self.said(scope);
        let name: Vec<(char, char)> = name.iter().copied().filter(|pair| !general(pair)).collect();
        let begins = *name.first().filter(|_| said.len() >= 2)?;
        let name: HashSet<(char, char)> = name.into_iter().collect();
        let weight = |pair: &(char, char)| {
            let having = said.iter().filter(|(_, other)| other.contains(pair)).count();
            let rare = (said.len() as f64 / having.max(1) as f64).ln();
            if *pair == begins { rare * BEGINS } else { rare }
        };
        let weights: Vec<((char, char), f64)> = name.iter().map(|pair| (*pair, weight(pair))).collect();
        let score = |text: &HashSet<(char, char)>| {
            weights.iter().filter(|(pair, _)| text.contains(pair)).map(|(_, weight)| weight).sum::<f64>()
        };
        let mut scores: Vec<(f64, usize)> = said.iter().map(|(item, text)| (score(text), *item)).collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, next) = (scores.first()?, scores.get(1)?);
        (best.0 > 0.0 && best.0 >= next.0 * CLEARLY).then_some(best.1)
    }
}

/// Does an item stand below a heading itself, or below a slot of it, 主な事業? Below other headings it is further off: 基本目標
/// over 施策 has indicators of its own.
fn near(nodes: &[Node], scope: usize, item: usize) -> bool {
    let parent = nodes[item].parent.map(|NodeId(parent)| parent as usize - 1);
    let slot = |title: &str| words().slot.part.is(title.trim_matches(['（', '(', '）', ')']));
    parent.is_some_and(|parent| parent == scope || slot(&nodes[parent].title))
}

/// Does a table stand before the work that it measures, in a slot or below a heading of targets?
fn is_ahead(value: &Value, base: usize) -> bool {
    value.measures == Measures::Ahead || base != value.owner
}

/// Does a name say what a title ends with: 景況調査の公表回数 and みなと市景況調査? What stands before only qualifies it.
fn ends(name: &[(char, char)], node: &Node) -> bool {
    pairs(without_note(&node.title)).last().is_some_and(|last| name.contains(last))
}

/// Does an item's title begin with the whole name of a row: ＤＸセミナーの開催 and ＤＸセミナー? Then it is measured by a table
/// before it, too.
fn titled(value: &Value, node: &Node) -> bool {
    /// Letters of such a name.
    const LONG: usize = 5;
    let letters = fold(&value.name).chars().filter(|c| c.is_alphanumeric()).count();
    letters >= LONG && begins_alike(&value.name, &node.title) == letters
}

/// The only item of the row's number beside what holds the table, or beside one of the headings above it: a table of
/// indicators at the end of a chapter measures all its items.
fn numbered_above(nodes: &[Node], base: usize, value: &Value) -> Option<usize> {
    let mut at = base;
    loop {
        let parent = nodes.get(at)?.parent?.0 as usize - 1;
        let beside = |other: &usize| {
            let node = &nodes[*other];
            node.parent == nodes[at].parent && node.span.first < value.line && same_mark(node, value)
        };
        let mut found = below(nodes, parent).filter(beside);
        match (found.next(), found.next()) {
            (Some(only), None) => return Some(only),
            (Some(_), Some(_)) => return None,
            (None, _) => at = parent,
        }
    }
}

/// Has the row a number of several parts, which names one item and no other: Ⅰ－①?
fn is_code(value: &Value) -> bool {
    value.mark.is_some_and(|(class, _)| matches!(class, Class::Dotted(_)))
}

/// Has the item the number of the row: ① and ①?
fn same_mark(node: &Node, value: &Value) -> bool {
    value.mark.is_some_and(|(_, code)| number(node, value) == Some(code))
}

/// The number of an item, if it is counted as the row is.
fn number(node: &Node, value: &Value) -> Option<u32> {
    let (class, _) = value.mark.filter(|(class, _)| *class != Class::Bare && class.counts())?;
    mark::parse(&format!("{} あい", node.marker)).filter(|mark| mark.class == class).map(|mark| mark.code())
}

/// What holds a table: 目標, 数値目標 and their kin hold the table of what the heading above them holds.
fn base(nodes: &[Node], owner: usize) -> usize {
    const SLOTS: [&str; 6] = ["目標", "指標", "KPI", "ＫＰＩ", "成果", "計画値"];
    /// Headings that hold nothing but figures, whatever was hung below them.
    const FIGURES: [&str; 6] = ["数値目標", "目標値", "成果指標", "重要業績", "KPI", "ＫＰＩ"];
    const LONGEST: usize = 12;
    let mut at = owner;
    while let Some(node) = nodes.get(at) {
        let slot = node.title.chars().count() <= LONGEST && SLOTS.iter().any(|word| node.title.contains(word));
        let figures = FIGURES.iter().any(|word| node.title.starts_with(word));
        // Ⅶ 活動数値目標, a chapter beside those of work, holds its own table: it is no slot of one of them.
        let chapter = is_chapter(nodes, node);
        match node.parent.filter(|_| slot && !chapter && (figures || below(nodes, at).next().is_none())) {
            Some(NodeId(parent)) => at = parent as usize - 1,
            None => break,
        }
    }
    at
}

/// Is this a numbered chapter of the plan, below nothing but its title? （２） and ① number what stands in one.
fn is_chapter(nodes: &[Node], node: &Node) -> bool {
    let inner = |class: Class| matches!(class, Class::Paren | Class::HalfParen | Class::Circled | Class::Dotted(_));
    let counts =
        mark::parse(&format!("{} あい", node.marker)).is_some_and(|mark| mark.class.counts() && !inner(mark.class));
    let parent = node.parent.and_then(|NodeId(parent)| nodes.get(parent as usize - 1));
    counts && parent.is_none_or(|parent| parent.marker.is_empty() && parent.parent.is_none())
}

/// Where items are looked for: below the holder of the table; a bullet is one of several that the table may measure.
fn scope(nodes: &[Node], base: usize) -> usize {
    let Some(node) = nodes.get(base) else { return base };
    let bullet = mark::parse(&format!("{} あい", node.marker)).is_some_and(|mark| mark.class.is_bullet());
    let listed = bullet && node.kind != NodeKind::Section || node.kind == NodeKind::Measure;
    let parent = node.parent.filter(|_| listed && below(nodes, base).next().is_none());
    parent.map_or(base, |NodeId(parent)| parent as usize - 1)
}

/// What stands below a node, at most so much.
fn below(nodes: &[Node], scope: usize) -> impl Iterator<Item = usize> {
    let inside = move |at: &usize| nodes[*at].parent.is_some_and(|NodeId(parent)| parent as usize > scope);
    (scope + 1..nodes.len()).take_while(inside).take(AROUND)
}

/// The pairs of letters of a name, without those that nearly every name has.
fn pairs(name: &str) -> Vec<(char, char)> {
    const COMMON: [&str; 24] = [
        "件数", "者数", "回数", "業者", "事業", "支援", "実施", "開催", "業所", "所数", "社数", "人数", "店数", "対象",
        "参加", "加者", "来場", "場者", "受講", "講者", "出席", "席者", "延べ", "年間",
    ];
    let folded = fold(name);
    let letters: Vec<char> = folded.chars().collect();
    letters
        .windows(2)
        .filter(|pair| pair.iter().all(|c| c.is_alphanumeric()) && !pair.iter().all(|c| is_hiragana(*c)))
        .filter(|pair| !matches!(pair[1], '数' | '率' | '額'))
        .filter(|pair| !COMMON.iter().any(|common| common.chars().eq(pair.iter().copied())))
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

/// How much of a row's name a title says.
fn share(name: &[(char, char)], title: &str) -> f64 {
    let title: HashSet<(char, char)> = pairs(title).into_iter().collect();
    let common = name.iter().filter(|pair| title.contains(*pair)).count();
    if name.is_empty() { 0.0 } else { common as f64 / name.len() as f64 }
}

/// Which of several items says more of a row's name than every other.
fn best_named(nodes: &[Node], items: &[usize], row: &Value) -> Option<usize> {
    let name = pairs(&row.name);
    let mut shares: Vec<(f64, usize)> = items.iter().map(|at| share(&name, &nodes[*at].title)).zip(0..).collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, next) = (shares.first()?, shares.get(1)?);
    (best.0 > next.0).then_some(best.1)
}

/// How much of a title is the name of a row.
fn covered(name: &[(char, char)], title: &str) -> f64 {
    let title = pairs(title);
    let common = title.iter().filter(|pair| name.contains(pair)).count();
    if title.is_empty() { 0.0 } else { common as f64 / title.len() as f64 }
}
