//! Entries to nodes, pieces to bodies and passages, in document order.
//!
//! What comes in is the outline, what goes out is a plan without the facts of its front. This file must not
//! know how figures are read.

use super::context::{Mode, Named};
use super::flag::{self, Legend};
use super::item::Kind;
use super::priced::Prices;
use super::title::{self, Cut};
use super::{compared, indicator, item, measured, repeat, series, sign};
use crate::blocks::chars::digit;
use crate::outline::{ARROWS, Column, Entry, Outline, Piece, PieceKind, Says, is_paper};
use crate::rules::Rules;
use kurabe_model::{
    Flags, Indicator, LineSpan, Node, NodeId, NodeKind, Notice, NoticeKind, Passage, PassageKind, Period, Plan,
    PlanKind, Role,
};
use std::collections::HashSet;

/// The plan while its nodes and passages are put together.
struct Build {
    plan: Plan,
    legend: Legend,
    /// The passage of each node.
    passages: Vec<usize>,
    /// The node of the passage before: what is open is this one and those above it.
    reached: Option<usize>,
    /// How sentences are read: as what is planned, or as what was done.
    prose: Mode,
    /// The years of the plan.
    period: Option<Period>,
    /// Lines whose tables were kept as cells.
    cells: Option<LineSpan>,
    /// What the figures of a list are of.
    counts_of: String,
    /// The unit of the sums behind names.
    prices: Option<Prices>,
    /// The indicators that say what there was, before an arrow and what is to be reached.
    starts: HashSet<usize>,
}

/// What follows a piece of text.
#[derive(Clone, Copy)]
enum Until {
    /// An entry under this parent.
    Entry(Option<usize>),
    /// The end of the document.
    End,
}

/// Puts nodes, figures and passages together.
pub(super) fn build(mut outline: Outline, period: Option<Period>, kind: PlanKind, rules: Rules) -> Plan {
    let report = matches!(kind, PlanKind::Progress | PlanKind::Report);
    let tense = if report { item::Tense::Done } else { item::Tense::Planned };
    let kinds = item::kinds(&outline, tense, rules);
    let legend = flag::legend(&outline.legend);
    let prices = Prices::of(&outline);
    outline.values.extend(prices.as_ref().map(|prices| prices.values(&outline)).unwrap_or_default());
    let plan = Plan { furniture: outline.furniture, notices: outline.notices, ..Plan::default() };
    let prose = if report { Mode::Done } else { Mode::Prose };
    let passages = Vec::with_capacity(outline.entries.len());
    let counts_of = String::new();
    let mut build = Build {
        plan,
        legend,
        passages,
        cells: None,
        reached: None,
        prose,
        period,
        counts_of,
        prices,
        starts: HashSet::new(),
    };
    let mut pieces = outline.pieces.into_iter().enumerate().peekable();
    for (entry, kind) in outline.entries.into_iter().zip(kinds) {
        let until = Until::Entry(entry.parent);
        while let Some((_, piece)) = pieces.next_if(|(at, _)| *at < entry.at) {
            build.piece(piece, until);
        }
        build.node(entry, kind);
    }
    for (_, piece) in pieces {
        build.piece(piece, Until::End);
    }
    build.close_cells();
    let mut plan = build.plan;
    if !report && kind != PlanKind::Other {
        let is_of_years = !matches!(kind, PlanKind::Annual | PlanKind::Implementation);
        as_planned(&mut plan, &build.starts, is_of_years);
    }
    let nodes = measured::nodes(&plan.nodes, &outline.values);
    series::read(&outline.values, &nodes, period, report, &mut plan.indicators);
    series::rate(&outline.values, &nodes, &mut plan.nodes);
    plan.indicators.sort_by_key(|indicator| indicator.node);
    repeat::mark(&mut plan);
    sign::weigh(&mut plan.nodes, rules);
    for passage in &mut plan.passages {
        if let (PassageKind::Node(_), Some(NodeId(id))) = (passage.kind, passage.node)
            && let Some(node) = plan.nodes.get(id as usize - 1)
        {
            passage.repeats = node.repeats;
        }
    }
    plan
}

/// What a plan for a year says in words and without a year is how much it means to do, not what was done.
///
/// A plan of several years sets out from where things stand, too: what it counts (支援件数 6件) it found so.
fn as_planned(plan: &mut Plan, starts: &HashSet<usize>, is_of_years: bool) {
    const COUNTS: [&str; 3] = ["数", "率", "額"];
    const BOUNDS: [&str; 3] = ["以上", "以下", "以内"];
    // 1,500社から1,650社に増やす: what an aim of the same unit follows is where it comes from.
    let is_start = |pair: &[Indicator]| match pair {
        [one, next] => (one.node, one.line, &one.unit, Role::Target) == (next.node, next.line, &next.unit, next.role),
        _ => false,
    };
    let comes_from: Vec<bool> = plan.indicators.windows(2).map(is_start).chain([false]).collect();
    let is_free = |at: usize| !(starts.contains(&at) || is_of_years && comes_from[at]);
    for (_, indicator) in plan.indicators.iter_mut().enumerate().filter(|(at, _)| is_free(*at)) {
        let narrative = || plan.nodes.get(indicator.node.0 as usize - 1).is_none_or(|node| node.narrative);
        let before = compared::begins_with_a_time_before(&indicator.text);
        let undated = indicator.role == Role::Result && indicator.period.is_none() && !before;
        let is_bound = BOUNDS.iter().any(|bound| indicator.text.ends_with(bound));
        let is_found = is_of_years && !is_bound && COUNTS.iter().any(|count| indicator.name.ends_with(count));
        if undated && !is_found && !indicator.name.contains("実績") && !narrative() {
            indicator.role = Role::Scale;
        }
    }
}

/// Lines before an item from which on a text is none of it, though it came to it.
const FAR: u32 = 3;

fn id_of(at: usize) -> NodeId {
    NodeId(u32::try_from(at + 1).unwrap_or(u32::MAX))
}

impl Build {
    /// Adds the node of an entry, and its passage.
    fn node(&mut self, entry: Entry, Kind { kind, rule }: Kind) {
        self.close_cells();
        let at = self.plan.nodes.len();
        let mut flags = Flags::default();
        let mut notes = Vec::new();
        if let Some(found) = entry.star.and_then(|sign| flag::of_sign(&self.legend, sign)) {
            flags.insert(found);
        }
        if let Some(inner) = entry
            .marker
            .strip_prefix('【')
            .and_then(|marker| marker.strip_suffix('】'))
            .filter(|inner| !inner.is_empty())
            && let Some(found) = flag::of_word(inner)
        {
            flags.insert(found);
        }
        let priced = self.prices.as_ref().and_then(|prices| prices.cut(&entry));
        let own = priced.map_or(entry.title.as_str(), |(name, _)| name);
        let stripped = flag::strip(own, &mut notes, |found| flags.insert(found));
        let Cut { title, figures, words } = match (entry.column, kind) {
            (Column::Name, _) => title::cell(&stripped),
            (Column::None, NodeKind::Section) => title::heading(&stripped),
            (Column::Section, _) => Cut { figures: String::new(), ..section_title(&stripped) },
            _ => title::line(&stripped),
        };
        // A sign of the legend may stand behind the number: （１）※巡回指導.
        let mut title = title;
        if let Some((sign, found)) = self.legend.iter().find(|(sign, _)| title.starts_with(*sign))
            && !title[sign.len_utf8()..].trim().is_empty()
        {
            flags.insert(*found);
            title = title[sign.len_utf8()..].trim_start().to_owned();
            notes.push(sign.to_string());
        }
        // And behind the name: （１）巡回指導※.
        if let Some((sign, found)) = self.legend.iter().find(|(sign, _)| title.ends_with(*sign))
            && let Some(name) = title.strip_suffix(*sign).map(str::trim_end).filter(|name| !name.is_empty())
        {
            flags.insert(*found);
            notes.push(sign.to_string());
            title = name.to_owned();
        }
        // A flag may stand between the name and its figures.
        let title = flag::strip(&title, &mut notes, |found| flags.insert(found));
        let figures = flag::strip(&figures, &mut notes, |found| flags.insert(found));
        let rule = if entry.rule.sure() < rule.sure() { entry.rule } else { rule };
        let node = Node {
            sure: rule.sure(),
            rule: rule.number(),
            parent: entry.parent.map(id_of),
            marker: entry.marker.clone(),
            body: words,
            flags,
            narrative: entry.narrative,
            columns: entry.columns,
            page: entry.page,
            ..Node::new(id_of(at), kind, title, entry.span)
        };
        if kind != NodeKind::Section {
            let named = Named { node: node.id, name: &node.title, line: node.span.first };
            let all = if entry.column == Column::Name { own } else { stripped_figures(own, &figures) };
            let words = node.body.is_empty() || entry.column == Column::None;
            let mode = if figures.is_empty() && words { self.prose } else { Mode::Figures };
            indicator::read(all, mode, &named, &mut self.plan.indicators);
        }
        notes.extend(priced.map(|(_, sum)| sum.to_owned()));
        // What a section costs stands beside its heading.
        if kind == NodeKind::Section && !figures.is_empty() {
            let named = Named { node: node.id, name: &node.title, line: node.span.first };
            indicator::read(&figures, Mode::Figures, &named, &mut self.plan.indicators);
        }
        let mut body = notes;
        body.extend((!figures.is_empty()).then_some(figures));
        body.extend((!node.body.is_empty()).then(|| node.body.clone()));
        self.reached = Some(at);
        self.passages.push(self.plan.passages.len());
        self.plan.passages.push(Passage {
            node: Some(node.id),
            kind: PassageKind::Node(kind),
            marker: node.marker.clone(),
            title: node.title.clone(),
            body: body.join("\n"),
            flags: node.flags,
            themes: Vec::new(),
            repeats: None,
            corrected: false,
            span: node.span,
            columns: node.columns,
            page: node.page,
            place: None,
        });
        self.plan.nodes.push(node);
    }

    /// Adds a piece of text: to the body of its node, or as a passage of its own.
    fn piece(&mut self, piece: Piece, until: Until) {
        if piece.kind != PieceKind::Cell {
            self.close_cells();
        }
        let Some(owner) = piece.owner.filter(|owner| *owner < self.plan.nodes.len()) else {
            let node = self.home(None, until);
            self.text(piece, node);
            return;
        };
        let latest = owner + 1 == self.plan.nodes.len();
        let node = &mut self.plan.nodes[owner];
        let flagged = (piece.kind == PieceKind::Flag)
            .then(|| flag::of_word(piece.text.trim_matches(|c: char| !c.is_alphanumeric())))
            .flatten();
        if let Some(found) = flagged {
            node.flags.insert(found);
        }
        let named = Named { node: node.id, name: &node.title, line: piece.span.first };
        let mode = match piece.kind {
            PieceKind::Measures => {
                indicator::measures(&piece.text, &named, &mut self.plan.indicators);
                None
            }
            PieceKind::Figures | PieceKind::Targets | PieceKind::Told { .. } => Some(Mode::Figures),
            // Sums of accounts measure no work.
            PieceKind::Paragraph if node.narrative => (!is_paper(&node.title)).then_some(Mode::List),
            PieceKind::Paragraph if node.kind != NodeKind::Section => Some(self.prose),
            _ => None,
        };
        let known = self.plan.indicators.len();
        if let Some(mode) = mode {
            indicator::read(&piece.text, mode, &named, &mut self.plan.indicators);
        }
        match piece.kind {
            PieceKind::CountsOf => self.counts_of = without_mark(&piece.text).to_owned(),
            PieceKind::Count { labelled } => {
                let text = without_mark(&piece.text);
                let name = text.split(|c| digit(c).is_some()).next().unwrap_or_default();
                let named = Named { name: name.trim_end_matches(|c: char| !c.is_alphanumeric()), ..named };
                indicator::read(text, Mode::Figures, &named, &mut self.plan.indicators);
                for indicator in self.plan.indicators[known..].iter_mut().filter(|_| labelled) {
                    indicator.name = format!("{} {}", self.counts_of, indicator.name);
                }
            }
            _ => {}
        }
        if piece.kind == PieceKind::Targets {
            let aims = &mut self.plan.indicators[known..];
            // 18者（R5）→ 25者（R7): what an arrow comes from was reached before.
            let arrow = piece.text.contains(ARROWS);
            let from = |role: Role| role == Role::Result || arrow && role == Role::Scale;
            let starts: Vec<bool> = aims
                .windows(2)
                .map(|pair| from(pair[0].role) && pair[1].role == Role::Target && pair[0].name == pair[1].name)
                .chain([false])
                .collect();
            for (indicator, starts) in aims.iter_mut().zip(&starts) {
                indicator.role = if *starts { Role::Result } else { Role::Target };
            }
            self.starts.extend((known..).zip(starts).filter(|(_, starts)| *starts && arrow).map(|(at, _)| at));
        }
        if let PieceKind::Told { says, year } = piece.kind {
            if says == Some(Says::Result) {
                add_line(node.result.get_or_insert_default(), &piece.text);
            }
            let told = self.plan.indicators.split_off(known);
            let mut units: Vec<String> = Vec::new();
            for mut indicator in told {
                // 21名（25名）: what stands in brackets behind one of its unit is of another year, or was planned.
                let bracketed =
                    || ["（", "("].iter().any(|open| piece.text.contains(&format!("{open}{}", indicator.text)));
                if !(units.contains(&indicator.unit) && bracketed()) {
                    units.push(indicator.unit.clone());
                    series::tell(&mut indicator, says, year, self.period);
                    self.plan.indicators.push(indicator);
                }
            }
        }
        // What a page's reader met before it (the label of a form that was set right) is none of its lines.
        let before = piece.span.last + FAR < node.span.first;
        if node.narrative && !before {
            if matches!(piece.kind, PieceKind::Paragraph | PieceKind::CountsOf | PieceKind::Count { .. }) {
                add_line(&mut node.body, &piece.text);
            }
            node.span = node.span.join(piece.span);
            let node = self.home(Some(owner), until);
            self.text(piece, node);
            return;
        }
        if matches!(piece.kind, PieceKind::Cell | PieceKind::Value) || !latest || before {
            let flags = node.flags;
            self.plan.passages[self.passages[owner]].flags = flags;
            let node = self.home(Some(owner), until);
            self.text(piece, node);
            return;
        }
        if matches!(
            piece.kind,
            PieceKind::Paragraph
                | PieceKind::Told { .. }
                | PieceKind::Measures
                | PieceKind::Card
                | PieceKind::CountsOf
                | PieceKind::Count { .. }
        ) {
            add_line(&mut node.body, &piece.text);
        }
        node.span = node.span.join(piece.span);
        let passage = &mut self.plan.passages[self.passages[owner]];
        passage.flags = node.flags;
        passage.span = node.span;
        add_line(&mut passage.body, &piece.text);
    }

    /// The node of a text of its own: its owner, unless that would part the passages of a subtree.
    ///
    /// Between the latest node and the next entry only what lies on the way up from the one to the other is open,
    /// and once a text stands higher up, the next cannot go down again.
    fn home(&mut self, owner: Option<usize>, until: Until) -> Option<NodeId> {
        let floor = match until {
            Until::Entry(parent) => parent,
            Until::End => None,
        };
        let start = self.reached;
        let mut at = start;
        let mut open = true;
        let home = loop {
            if at == owner {
                break if open { owner } else { floor };
            }
            open &= at != floor;
            let Some(here) = at else { break start };
            at = self.plan.nodes[here].parent.map(|NodeId(parent)| parent as usize - 1);
        };
        self.reached = home;
        home.map(id_of)
    }

    /// A passage of its own.
    fn text(&mut self, piece: Piece, node: Option<NodeId>) {
        if piece.kind == PieceKind::Cell {
            self.cells = Some(self.cells.map_or(piece.span, |span| span.join(piece.span)));
        }
        self.plan.passages.push(Passage {
            node,
            kind: PassageKind::Text,
            marker: String::new(),
            title: String::new(),
            body: piece.text,
            flags: Flags::default(),
            themes: Vec::new(),
            repeats: None,
            corrected: false,
            span: piece.span,
            columns: piece.columns,
            page: piece.page,
            place: None,
        });
    }

    /// Says which table was kept as text.
    fn close_cells(&mut self) {
        if let Some(span) = self.cells.take() {
            self.plan.notices.push(Notice::new(NoticeKind::TableAsText, span));
        }
    }
}

/// The title of a 区分 without the blanks that a narrow column put into it.
fn section_title(text: &str) -> Cut {
    let cut = title::cell(text);
    let whole = cut.figures.is_empty() && cut.words.is_empty();
    if whole { cut } else { Cut { title: text.to_owned(), figures: String::new(), words: String::new() } }
}

/// The part of an item's text in which figures are looked for: the figures cut off, else all of it.
fn stripped_figures<'a>(title: &'a str, figures: &'a str) -> &'a str {
    if figures.is_empty() { title } else { figures }
}

/// A point of a list without its mark, and without brackets around all of it.
fn without_mark(text: &str) -> &str {
    const BRACKETS: [[char; 2]; 7] =
        [['（', '）'], ['(', ')'], ['〔', '〕'], ['［', '］'], ['＜', '＞'], ['【', '】'], ['〈', '〉']];
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !BRACKETS.iter().any(|[open, _]| *open == c));
    let inner = BRACKETS.iter().find_map(|[open, close]| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.contains(['）', ')'])).unwrap_or(text)
}

fn add_line(body: &mut String, text: &str) {
    if !body.is_empty() {
        body.push('\n');
    }
    body.push_str(text);
}
