//! A diff as a planner reads it at the terminal: the summary first, then section by section.

use std::collections::BTreeMap;

use super::diff_json::Compared;
use super::diff_words::{figure_text, move_name, status_name, status_sign};
use super::lang::{Lang, period_text, plan_marks, plan_name};
use super::text::{Style, tame, wrap};
use crate::diff::{Inline, Move, Record, Status, Stretch};
use crate::index::PlanRow;
use crate::model::{Flags, Node, NodeId, Plan};

/// Whether what did not change is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Show everything.
    Nothing,
    /// Leave out what did not change.
    Unchanged,
}

/// The text that `diff` prints.
#[must_use]
pub fn diff_text(compared: &Compared<'_>, fold: Fold, lang: Lang, style: Style) -> String {
    let mut page = Page { compared, lang, style, out: String::new() };
    page.head();
    page.summary();
    if compared.diff.is_rewritten() {
        page.rewritten();
    } else {
        page.records(fold);
    }
    page.out
}

struct Page<'a> {
    compared: &'a Compared<'a>,
    lang: Lang,
    style: Style,
    out: String,
}

/// A heading that is printed only if something below it is.
struct Pending {
    depth: usize,
    text: String,
    printed: bool,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A paragraph whose further lines stand further in.
    fn hanging(&mut self, indent: usize, hang: usize, text: &str) {
        let room = self.style.width.saturating_sub(indent + hang);
        for (number, line) in wrap(text, room).into_iter().enumerate() {
            let more = if number == 0 { 0 } else { hang };
            self.out.push_str(&" ".repeat(indent + more));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    fn head(&mut self) {
        let (lang, style) = (self.lang, self.style);
        for (side, (row, _)) in
            [(lang.pick("旧", "old"), self.compared.old), (lang.pick("新", "new"), self.compared.new)]
        {
            let marks: String = plan_marks(row, lang).iter().map(|mark| format!("［{mark}］")).collect();
            self.hanging(0, 4, &format!("{side}　{}{marks}", style.strong(&plan_name(row, lang))));
            self.hanging(4, 0, &style.faint(&about(row, lang)));
        }
        self.line("");
    }

    fn summary(&mut self) {
        let (lang, diff) = (self.lang, self.compared.diff);
        let items = |plan: &Plan| plan.nodes.iter().filter(|node| node.kind != crate::model::NodeKind::Section).count();
        let (old, new) = (items(self.compared.old.1), items(self.compared.new.1));
        let share = (diff.aligned * 100.0).round();
        self.line(&match lang {
            Lang::Ja => format!("項目　旧{old}件 → 新{new}件（対応がつく割合 {share}％）"),
            Lang::En => format!("Items: {old} → {new} ({share}% have a counterpart)"),
        });
        let counts = counts(&diff.items, lang);
        self.hanging(2, 0, &counts);
        self.sections_summary();
        self.figures_summary();
        self.gone_targets();
        self.line("");
    }

    fn sections_summary(&mut self) {
        let changed: BTreeMap<Status, usize> = self
            .compared
            .diff
            .sections
            .iter()
            .filter(|(status, _)| **status != Status::Unchanged)
            .map(|(s, n)| (*s, *n))
            .collect();
        if !changed.is_empty() {
            let text = counts(&changed, self.lang);
            let label = self.lang.pick("柱・章　", "Sections: ");
            self.hanging(0, 2, &format!("{label}{text}"));
        }
    }

    fn figures_summary(&mut self) {
        let mut moves: BTreeMap<Move, usize> = BTreeMap::new();
        for figure in self.compared.diff.records.iter().flat_map(|record| &record.figures) {
            *moves.entry(figure.change).or_default() += 1;
        }
        if !moves.is_empty() {
            let text: Vec<String> =
                moves.iter().map(|(change, count)| format!("{} {count}", move_name(*change, self.lang))).collect();
            let label = self.lang.pick("数値　", "Figures: ");
            self.hanging(0, 2, &format!("{label}{}", text.join(self.lang.pick("、", ", "))));
        }
        let bodies =
            self.compared.diff.records.iter().filter(|r| r.status == Status::Unchanged && r.body_changed).count();
        if bodies > 0 {
            self.line(&match self.lang {
                Lang::Ja => format!("題名は同じで本文が変わったもの {bodies}件"),
                Lang::En => format!("Same title, other text: {bodies}"),
            });
        }
    }

    /// Figures that stood in the old plan and stand nowhere now, each named.
    fn gone_targets(&mut self) {
        let gone: Vec<String> = self
            .compared
            .diff
            .records
            .iter()
            .flat_map(|record| record.figures.iter().map(move |figure| (record, figure)))
            .filter(|(_, figure)| figure.change == Move::Dropped)
            .map(|(record, figure)| {
                let title = self.titles(self.compared.old.1, &record.old);
                let old = figure.old.as_ref();
                let text = old.map_or("", |old| old.text.trim());
                let line = place(old.map_or(0, |old| old.line), "旧", self.lang);
                format!("－ {}　{}　{line}", tame(&title.join("／")), tame(text))
            })
            .collect();
        if gone.is_empty() {
            return;
        }
        self.line(self.lang.pick("なくなった数値", "Figures that are gone"));
        for text in gone {
            self.hanging(2, 3, &text);
        }
    }

    fn records(&mut self, fold: Fold) {
        let (old, new) = (Depths::new(self.compared.old.1), Depths::new(self.compared.new.1));
        let mut pending: Vec<Pending> = Vec::new();
        for record in &self.compared.diff.records {
            let depth =
                record.new.first().map_or_else(|| record.old.first().map_or(0, |id| old.of(*id)), |id| new.of(*id));
            pending.retain(|heading| heading.depth < depth);
            if record.is_same() && fold == Fold::Unchanged {
                let text = self.heading(record);
                pending.push(Pending { depth, text, printed: false });
                continue;
            }
            for heading in pending.iter_mut().filter(|heading| !heading.printed) {
                heading.printed = true;
                let (indent, text) = (heading.depth * 2, heading.text.clone());
                self.hanging(indent, 2, &text);
            }
            self.record(record, depth * 2);
            pending.push(Pending { depth, text: String::new(), printed: true });
        }
    }

    fn heading(&self, record: &Record) -> String {
        let nodes = nodes(self.compared.new.1, &record.new);
        let text: Vec<String> = nodes.map(marked).collect();
        let text = tame(&text.join("／"));
        if record.section { self.style.strong(&text) } else { text }
    }

    fn record(&mut self, record: &Record, indent: usize) {
        let lang = self.lang;
        let label = format!("{}{}", status_sign(record.status), self.label(record));
        let lines = self.style.faint(&self.lines(record));
        match (record.status, record.similarity) {
            (Status::Split | Status::Merged, _) => self.several(record, indent, &label),
            (Status::Reworded | Status::MovedReworded, alike) if alike < 0.5 => self.several(record, indent, &label),
            _ => {
                let title = self.title(record);
                self.hanging(indent, 2, &format!("{} {title}　{lines}", self.style.label(&label)));
            }
        }
        if matches!(record.status, Status::Moved | Status::MovedReworded) {
            let from = path(self.compared.old.1, record.old.first().copied());
            let from = if from.is_empty() { lang.pick("（最上位）", "(top)").to_owned() } else { from };
            self.hanging(indent + 4, 2, &lang.pick(format!("移動元：{from}"), format!("from: {from}")));
        }
        if record.flags_changed {
            let flags = |plan: &Plan, ids: &[NodeId]| flag_names(plan, ids, lang);
            let (old, new) = (flags(self.compared.old.1, &record.old), flags(self.compared.new.1, &record.new));
            self.hanging(indent + 4, 2, &lang.pick(format!("印：{old} → {new}"), format!("marks: {old} → {new}")));
        }
        for figure in &record.figures {
            self.hanging(indent + 4, 2, &tame(&figure_text(figure, lang)));
        }
        if record.body_changed {
            let text = shortened(&record.body);
            let text = self.inline(&text);
            self.hanging(indent + 4, 2, &format!("{}{text}", lang.pick("本文：", "text: ")));
        }
    }

    /// The word for what happened; of an unchanged title, what else changed.
    fn label(&self, record: &Record) -> String {
        if record.status != Status::Unchanged || record.is_same() {
            return status_name(record.status, self.lang).to_owned();
        }
        let changed = [
            (record.body_changed, self.lang.pick("本文", "text")),
            (!record.figures.is_empty(), self.lang.pick("数値", "figures")),
            (record.flags_changed, self.lang.pick("印", "marks")),
        ];
        let changed: Vec<&str> = changed.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
        self.lang.pick(format!("{}変更", changed.join("・")), format!("{} changed", changed.join(", ")))
    }

    fn title(&self, record: &Record) -> String {
        let marker = |plan: &Plan, ids: &[NodeId]| nodes(plan, ids).next().map(marked).unwrap_or_default();
        let shown = match record.status {
            Status::Reworded | Status::MovedReworded => {
                let marker = nodes(self.compared.new.1, &record.new).next().map_or("", |node| node.marker.as_str());
                let gap = if marker.is_empty() { "" } else { " " };
                format!("{}{gap}{}", tame(marker), self.inline(&record.inline))
            }
            _ if record.new.is_empty() => tame(&marker(self.compared.old.1, &record.old)),
            _ => tame(&marker(self.compared.new.1, &record.new)),
        };
        if record.section { self.style.strong(&shown) } else { shown }
    }

    /// Old and new titles below one another.
    fn several(&mut self, record: &Record, indent: usize, label: &str) {
        let label = self.style.label(label);
        let lines = self.style.faint(&self.lines(record));
        self.hanging(indent, 2, &format!("{label}　{lines}"));
        let sides = [
            (self.lang.pick("旧：", "old: "), self.compared.old.1, &record.old),
            (self.lang.pick("新：", "new: "), self.compared.new.1, &record.new),
        ];
        for (side, plan, ids) in sides {
            let titles: Vec<String> = nodes(plan, ids).map(|node| tame(&marked(node))).collect();
            for title in titles {
                self.hanging(indent + 4, 4, &format!("{side}{title}"));
            }
        }
    }

    fn titles(&self, plan: &Plan, ids: &[NodeId]) -> Vec<String> {
        nodes(plan, ids).map(|node| node.title.clone()).collect()
    }

    fn lines(&self, record: &Record) -> String {
        let of = |plan: &Plan, ids: &[NodeId], side| {
            let lines: Vec<String> = nodes(plan, ids).map(|node| node.span.first.to_string()).collect();
            (!lines.is_empty()).then(|| match self.lang {
                Lang::Ja => format!("{side}{}行", lines.join("・")),
                Lang::En => format!("{} {}", if side == "旧" { "old" } else { "new" }, lines.join(", ")),
            })
        };
        let sides = [of(self.compared.old.1, &record.old, "旧"), of(self.compared.new.1, &record.new, "新")];
        sides.into_iter().flatten().collect::<Vec<_>>().join("→")
    }

    /// Struck out and written in, with brackets where there is no colour: 体制の［構築→強化］.
    fn inline(&self, runs: &Inline) -> String {
        let mut out = String::new();
        let mut runs = runs.iter().peekable();
        while let Some((kind, text)) = runs.next() {
            let text = tame(text);
            let (gone, come) = match kind {
                Stretch::Equal => {
                    out.push_str(&text);
                    continue;
                }
                Stretch::Delete => {
                    let next = runs.next_if(|(next, _)| *next == Stretch::Insert);
                    (text, next.map(|(_, text)| tame(text)).unwrap_or_default())
                }
                Stretch::Insert => (String::new(), text),
            };
            out.push_str(&self.style.changed(&gone, &come));
        }
        out
    }

    /// A plan written anew: what each side holds, one after the other.
    fn rewritten(&mut self) {
        let lang = self.lang;
        self.line(lang.pick(
            "計画が全面的に書き改められています。対応づけず、新旧の項目を並べます。",
            "The plan was written anew. Both plans' items are listed beside each other.",
        ));
        let rows = side_by_side(self.compared);
        let half = (self.style.width.saturating_sub(3)) / 2;
        let column = |text: &str| wrap(text, half);
        let rule = "─".repeat(half / 2);
        self.line(&format!("{}┬{rule}", super::text::pad(&rule, half)));
        for (old, new) in rows {
            let (old, new) = (column(&old), column(&new));
            for at in 0..old.len().max(new.len()) {
                let left = old.get(at).map_or("", String::as_str);
                let right = new.get(at).map_or("", String::as_str);
                self.line(format!("{}│{right}", super::text::pad(left, half)).trim_end());
            }
        }
    }
}

/// The items of two plans, section beside section in their order.
fn side_by_side(compared: &Compared<'_>) -> Vec<(String, String)> {
    let list = |plan: &Plan| -> Vec<String> {
        let depths = Depths::new(plan);
        let line =
            |node: &Node| format!("{}{} {}", "　".repeat(depths.of(node.id)), tame(&marked(node)), node.span.first);
        plan.nodes.iter().filter(|node| !node.narrative).map(line).collect()
    };
    let (old, new) = (list(compared.old.1), list(compared.new.1));
    let rows = old.len().max(new.len());
    (0..rows).map(|at| (old.get(at).cloned().unwrap_or_default(), new.get(at).cloned().unwrap_or_default())).collect()
}

fn about(row: &PlanRow, lang: Lang) -> String {
    format!("{}・{}", period_text(row.period, lang), row.id)
}

fn counts(counts: &BTreeMap<Status, usize>, lang: Lang) -> String {
    let said = Status::ALL.iter().filter_map(|status| {
        let count = counts.get(status)?;
        Some(format!("{}{} {count}", status_sign(*status), status_name(*status, lang)))
    });
    said.collect::<Vec<_>>().join("　")
}

fn place(line: u32, side: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{side}{line}行"),
        Lang::En => format!("old {line}"),
    }
}

/// Long stretches that did not change are cut to their ends.
fn shortened(runs: &Inline) -> Inline {
    const KEPT: usize = 14;
    let last = runs.len().saturating_sub(1);
    let cut = |(at, (kind, text)): (usize, &(Stretch, String))| {
        let letters: Vec<char> = text.chars().collect();
        if *kind != Stretch::Equal || letters.len() <= 2 * KEPT + 2 {
            return (*kind, text.clone());
        }
        let first: String = letters[..KEPT].iter().collect();
        let end: String = letters[letters.len() - KEPT..].iter().collect();
        let (first, end) = (if at == 0 { String::new() } else { first }, if at == last { String::new() } else { end });
        (*kind, format!("{first}…{end}"))
    };
    runs.iter().enumerate().map(cut).collect()
}

fn nodes<'a>(plan: &'a Plan, ids: &'a [NodeId]) -> impl Iterator<Item = &'a Node> {
    ids.iter().filter_map(|id| plan.nodes.iter().find(|node| node.id == *id))
}

fn marked(node: &Node) -> String {
    match node.marker.as_str() {
        "" => node.title.clone(),
        "【】" => format!("【{}】", node.title),
        marker => format!("{marker} {}", node.title),
    }
}

fn flag_names(plan: &Plan, ids: &[NodeId], lang: Lang) -> String {
    let all: Flags = nodes(plan, ids).flat_map(|node| node.flags.iter()).collect();
    let names: Vec<&str> = all.iter().map(|flag| flag.name()).collect();
    if names.is_empty() { lang.pick("なし", "none").to_owned() } else { names.join("・") }
}

/// The titles above a node.
fn path(plan: &Plan, id: Option<NodeId>) -> String {
    let find = |id: NodeId| plan.nodes.iter().find(|node| node.id == id);
    let first = id.and_then(find).and_then(|node| node.parent).and_then(find);
    let mut titles: Vec<String> =
        std::iter::successors(first, |node| node.parent.and_then(find)).map(|node| tame(&node.title)).collect();
    titles.reverse();
    titles.join(" › ")
}

/// How deep each node stands.
struct Depths(BTreeMap<NodeId, usize>);

impl Depths {
    fn new(plan: &Plan) -> Self {
        let mut depths = BTreeMap::new();
        for node in &plan.nodes {
            let depth = node.parent.and_then(|parent| depths.get(&parent)).map_or(0, |depth| depth + 1);
            depths.insert(node.id, depth);
        }
        Self(depths)
    }

    fn of(&self, id: NodeId) -> usize {
        self.0.get(&id).copied().unwrap_or(0)
    }
}
