//! A diff as one paragraph that a planner can paste into a paper for the board.
//!
//! In comes a diff, out come sentences: what is new, gone, renamed, moved, and which targets rose, fell, ended. The
//! list of all changes is not made here.

use std::collections::BTreeSet;

use super::diff_json::Compared;
use super::diff_words::indicator_value;
use super::lang::{Lang, paper_name};
use super::text::tame;
use kurabe_diff::{FigureChange, Move, Record, Status};
use kurabe_index::index::PlanRow;
use kurabe_model::{FiscalYear, Indicator, Node, NodeId, NodeKind, Plan, Role};

/// So many are named of each kind; the rest is counted.
const NAMED: usize = 5;
/// So many letters of a title are quoted.
const LONGEST: usize = 45;

/// The paragraph.
#[must_use]
pub fn diff_paragraph(compared: &Compared<'_>, lang: Lang) -> String {
    let teller = Teller { compared, lang };
    let mut said = vec![teller.size()];
    if compared.diff.is_rewritten() {
        said.push(teller.rewritten());
    } else {
        said.extend(teller.alone(Status::Added));
        said.extend(teller.alone(Status::Dropped));
        said.extend(teller.mentioned());
        said.extend(teller.renamed());
        said.extend(teller.moved());
        said.extend(teller.reordered());
        said.extend(teller.figures());
    }
    if said.len() == 1 {
        said.push(lang.pick("内容に変更はありません。", "Nothing else changed.").to_owned());
    }
    said.join(lang.pick("", " "))
}

struct Teller<'a> {
    compared: &'a Compared<'a>,
    lang: Lang,
}

impl Teller<'_> {
    fn size(&self) -> String {
        let items = |plan: &Plan| plan.nodes.iter().filter(|node| node.kind != NodeKind::Section).count();
        let (old, new) = (items(self.compared.old.1), items(self.compared.new.1));
        let names = [self.compared.old.0, self.compared.new.0].map(|row| paper_name(row, self.lang));
        match self.lang {
            Lang::Ja => {
                format!("「{}」（{old}項目）から「{}」（{new}項目）への変更点は次のとおりです。", names[0], names[1])
            }
            Lang::En => format!("From {} ({old} items) to {} ({new} items).", names[0], names[1]),
        }
    }

    fn rewritten(&self) -> String {
        let goes_on = self.records().filter(|record| !record.old.is_empty() && !record.new.is_empty()).count();
        let body = |row: &PlanRow| row.organisation.clone();
        if body(self.compared.old.0) != body(self.compared.new.0) {
            // Another body's plan is no successor.
            return match self.lang {
                Lang::Ja => format!("二つの計画に共通する項目は{goes_on}件です。"),
                Lang::En => format!("The two plans have {goes_on} items in common."),
            };
        }
        match self.lang {
            Lang::Ja => format!("計画は全面的に書き改められ、引き継がれた項目は{goes_on}件です。"),
            Lang::En => format!("The plan was written anew; {goes_on} items go on."),
        }
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.compared.diff.records.iter().filter(|record| !record.section)
    }

    /// 「創業塾の開催」「…」など8件 and how many there are; initiatives before their measures.
    fn named(&self, titles: &[String]) -> String {
        self.some_of(titles, |title| self.quoted(title))
    }

    /// The first of several as they are quoted, and how many there are.
    fn some_of<T>(&self, all: &[T], quoted: impl Fn(&T) -> String) -> String {
        let more = all.len().saturating_sub(NAMED);
        let named: Vec<String> = all.iter().take(NAMED).map(quoted).collect();
        match (self.lang, more) {
            (Lang::Ja, 0) => named.concat(),
            (Lang::Ja, more) => format!("{}など{}件", named.concat(), more + NAMED),
            (Lang::En, 0) => named.join(", "),
            (Lang::En, more) => format!("{} and {more} more", named.join(", ")),
        }
    }

    /// A title as a paper quotes it: without the stop of a sentence, and not longer than a reader takes in.
    fn quoted(&self, title: &str) -> String {
        // Blanks that set something apart on the page say nothing here.
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = title.trim_end_matches(['。', '.']);
        let mut short: String = title.chars().take(LONGEST).collect();
        if short.len() < title.len() {
            short.push('…');
        }
        match self.lang {
            // 「 within 「 becomes 『.
            Lang::Ja => format!("「{}」", short.replace('「', "『").replace('」', "』")),
            Lang::En => format!("“{short}”"),
        }
    }

    fn title(plan: &Plan, ids: &[NodeId]) -> String {
        plan.nodes_of(ids).map(|node| tame(&node.title)).collect::<Vec<_>>().join("／")
    }

    /// What is new, or gone: a section all of whose items are, else the items.
    fn alone(&self, status: Status) -> Option<String> {
        let plan = if status == Status::Added { self.compared.new.1 } else { self.compared.old.1 };
        let records = self.compared.diff.records.iter().filter(|record| record.status == status);
        let alone: BTreeSet<NodeId> =
            records.flat_map(|record| record.old.iter().chain(&record.new)).copied().collect();
        let is_item = |node: &Node| node.kind != NodeKind::Section && node.repeats.is_none();
        // A section counts only where it holds items and all of them are new, or gone.
        let is_section = |id: NodeId| plan.node(id).is_some_and(|node| node.kind == NodeKind::Section);
        let mut whole = alone.clone();
        let mut holds: BTreeSet<NodeId> = BTreeSet::new();
        for node in plan.nodes.iter().rev() {
            let counts = is_item(node) || holds.contains(&node.id);
            if !counts {
                whole.remove(&node.id);
                continue;
            }
            if let Some(parent) = node.parent {
                holds.insert(parent);
                if !whole.contains(&node.id) && is_section(parent) {
                    whole.remove(&parent);
                }
            }
        }
        let of = |node: &&Node| whole.contains(&node.id);
        let all = plan.nodes.iter().filter(|node| is_item(node) && alone.contains(&node.id)).count();
        // What stands under something that is new itself needs no mention.
        let is_below = |node: &Node| node.parent.is_some_and(|parent| whole.contains(&parent));
        let titles: Vec<String> =
            plan.nodes.iter().filter(of).filter(|node| !is_below(node)).map(|node| tame(&node.title)).collect();
        if titles.is_empty() {
            return None;
        }
        let named = self.named(&titles);
        let more = if all > titles.len() {
            self.lang.pick(format!("（その下の項目を含め{all}件）"), format!(" ({all} with what stands below)"))
        } else {
            String::new()
        };
        Some(match (status, self.lang) {
            (Status::Added, Lang::Ja) => format!("新たに加わったのは{named}{more}です。"),
            (Status::Added, Lang::En) => format!("New: {named}{more}."),
            (_, Lang::Ja) => format!("記載がなくなったのは{named}{more}です。"),
            (_, Lang::En) => format!("Gone: {named}{more}."),
        })
    }

    /// What is no item any more, but whose words the new plan still prints.
    fn mentioned(&self) -> Option<String> {
        let gone = self.records().filter(|record| record.status == Status::Dropped);
        let kept: Vec<(u32, &Record)> = gone.filter_map(|record| Some((record.mentioned?, record))).collect();
        let named = self.some_of(&kept, |(line, record)| {
            let title = self.titles(self.compared.old.1, &record.old);
            self.lang.pick(format!("{title}（{line}行）"), format!("{title} (line {line})"))
        });
        (!kept.is_empty()).then(|| match self.lang {
            Lang::Ja => format!("このうち{named}は、同じ語句が新しい計画のほかの箇所にあります。"),
            Lang::En => format!("Of these the new plan still says elsewhere: {named}."),
        })
    }

    /// What has another title, is split or merged.
    fn renamed(&self) -> Option<String> {
        let new = self.compared.new.1;
        let is_initiative = |record: &&Record| new.nodes_of(&record.new).any(|node| node.kind == NodeKind::Initiative);
        let changed = |record: &&Record| {
            matches!(record.status, Status::Reworded | Status::MovedReworded | Status::Split | Status::Merged)
        };
        let mut found: Vec<&Record> = self.records().filter(changed).collect();
        if found.iter().any(&is_initiative) {
            found.retain(|record| is_initiative(record));
        }
        let count = found.len();
        let one = |record: &&Record| {
            let (was, is) = self.changed_titles(record);
            match record.status {
                Status::Split => Clause::new(format!("{was}を{is}に分け"), "ました", format!("{was} split into {is}")),
                Status::Merged => {
                    Clause::new(format!("{was}を{is}に統合し"), "ました", format!("{was} merged into {is}"))
                }
                _ => Clause::new(format!("{was}を{is}に改め"), "ました", format!("{was} now {is}")),
            }
        };
        let named = found.iter().take(NAMED).map(one).collect();
        self.list(named, count, ("名称・内容では、", "Reworded: "))
    }

    fn moved(&self) -> Option<String> {
        let (old, new) = (self.compared.old.1, self.compared.new.1);
        let is_moved = |record: &&Record| matches!(record.status, Status::Moved | Status::MovedReworded);
        let under = |plan: &Plan, ids: &[NodeId]| {
            let parent = ids.first().and_then(|id| plan.parent(*id));
            parent.map(|node| self.quoted(&tame(&node.title)))
        };
        let found: Vec<&Record> = self.records().filter(is_moved).collect();
        let one = |record: &&Record| {
            let title = self.titles(new, &record.new);
            let (from, to) = (under(old, &record.old), under(new, &record.new));
            let english = {
                let place = |place: &Option<String>| place.clone().unwrap_or_else(|| "the top".to_owned());
                format!("{title} from {} to {}", place(&from), place(&to))
            };
            let japanese = match (from, to) {
                (Some(from), Some(to)) => format!("{title}を{from}から{to}へ移し"),
                (None, Some(to)) => format!("{title}を{to}の下に移し"),
                (Some(from), None) => format!("{title}を{from}から独立させ"),
                (None, None) => format!("{title}を移し"),
            };
            Clause::new(japanese, "ました", english)
        };
        let named = found.iter().take(NAMED).map(one).collect();
        self.list(named, found.len(), ("位置では、", "Moved: "))
    }

    /// What changed places with its siblings, sections included: the order of pillars is their priority.
    fn reordered(&self) -> Option<String> {
        let found: Vec<String> = self
            .compared
            .diff
            .records
            .iter()
            .filter(|record| record.order)
            .map(|record| Self::title(self.compared.new.1, &record.new))
            .collect();
        if found.is_empty() {
            return None;
        }
        let named = self.named(&found);
        Some(self.lang.pick(format!("並び順が変わったのは{named}です。"), format!("In another order: {named}.")))
    }

    /// Figures that rose, fell, began, ended, and targets that were reached or not.
    fn figures(&self) -> Option<String> {
        // What is expected or was reached no plan sets or ends; it is told beside its target.
        let is_told = |figure: &FigureChange| {
            let is_set = |one: &Option<Indicator>| {
                one.as_ref().is_none_or(|one| !matches!(one.role, Role::Result | Role::Forecast))
            };
            match figure.change {
                Move::Moved => false,
                Move::Reached | Move::Missed => true,
                _ => is_set(&figure.old) && is_set(&figure.new),
            }
        };
        let mut all: Vec<(&Record, &FigureChange)> = self
            .compared
            .diff
            .records
            .iter()
            .flat_map(|record| record.figures.iter().map(move |figure| (record, figure)))
            .filter(|(_, figure)| is_told(figure))
            .collect();
        // What changed where an item goes on comes first: what went with its item is told already.
        all.sort_by_key(|(record, figure)| {
            (record.old.is_empty() || record.new.is_empty(), matches!(figure.change, Move::Added | Move::Dropped))
        });
        let named = all.iter().take(NAMED).map(|(record, figure)| self.figure(record, figure)).collect();
        self.list(named, all.len(), ("数値では、", "Figures: "))
    }

    fn figure(&self, record: &Record, figure: &FigureChange) -> Clause {
        let says_more = figure.name().is_empty() || figure.name().contains(|c: char| c.is_numeric() || c == '。');
        let title = || {
            let new = Self::title(self.compared.new.1, &record.new);
            if new.is_empty() { Self::title(self.compared.old.1, &record.old) } else { new }
        };
        let name = if says_more { self.quoted(&title()) } else { tame(figure.name()) };
        let value = |one: &Option<Indicator>| one.as_ref().map(indicator_value).unwrap_or_default();
        let (was, is) = (value(&figure.old), value(&figure.new));
        // Of a figure without a counterpart the year says which of several it is.
        let only = figure.old.as_ref().xor(figure.new.as_ref()).and_then(|only| only.period).map(FiscalYear);
        let year = only.map(|year| self.lang.pick(format!("（{}）", year.japanese()), format!(" (FY{})", year.0)));
        let name = name + &year.unwrap_or_default();
        let said = |japanese: String, ends, english: String| Clause::new(japanese, ends, english);
        match figure.change {
            Move::Raised => {
                said(format!("{name}を{was}から{is}に引き上げ"), "ました", format!("{name} raised from {was} to {is}"))
            }
            Move::Lowered => {
                said(format!("{name}を{was}から{is}に引き下げ"), "ました", format!("{name} lowered from {was} to {is}"))
            }
            Move::Range => {
                said(format!("{name}を{was}から{is}に改め"), "ました", format!("{name} changed from {was} to {is}"))
            }
            Move::Added => said(format!("{name}を新たに{is}とし"), "ました", format!("{name} set at {is}")),
            // That a plan no longer states a figure does not say that the work ends.
            Move::Dropped => {
                said(format!("{name}の{was}の記載がなくなり"), "ました", format!("{name} ({was}) no longer stated"))
            }
            Move::Reached | Move::Missed => {
                let target_is_old = figure.old.as_ref().is_some_and(|old| old.role == Role::Target);
                let (target, result) = if target_is_old { (was, is) } else { (is, was) };
                let begins = format!("{name}は目標{target}に対し実績{result}で");
                if figure.change == Move::Reached {
                    said(format!("{begins}達成し"), "ました", format!("{name} reached ({target}, {result})"))
                } else {
                    said(format!("{begins}届きません"), "でした", format!("{name} not reached ({target}, {result})"))
                }
            }
            Move::Moved => said(format!("{name}の{is}を移し"), "ました", format!("{name} ({is}) given elsewhere")),
        }
    }

    /// 名称・内容では、…を…に改め、…を…に統合しました（ほか2件）。
    fn list(&self, named: Vec<Clause>, count: usize, begins: (&'static str, &'static str)) -> Option<String> {
        let more = count - named.len();
        let last = named.last()?;
        Some(match self.lang {
            Lang::Ja => {
                let others: String = named[..named.len() - 1].iter().map(|clause| clause.goes_on()).collect();
                let rest = if more > 0 { format!("（ほか{more}件）") } else { String::new() };
                format!("{}{others}{}{}{rest}。", begins.0, last.japanese, last.ends)
            }
            Lang::En => {
                let named: Vec<&str> = named.iter().map(|clause| clause.english.as_str()).collect();
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("{}{}{rest}.", begins.1, named.join("; "))
            }
        })
    }

    /// The titles of both sides of a record; what keeps its name while others join it or leave it is named once.
    fn changed_titles(&self, record: &Record) -> (String, String) {
        let (old, new) = (self.compared.old.1, self.compared.new.1);
        let title = |plan: &Plan, id: NodeId| plan.node(id).map(|node| node.title.clone());
        let others = |plan: &Plan, many: &[NodeId], whole: Option<String>| -> Vec<NodeId> {
            let left: Vec<NodeId> = many.iter().copied().filter(|id| title(plan, *id) != whole).collect();
            if left.is_empty() { many.to_vec() } else { left }
        };
        match (record.old.as_slice(), record.new.as_slice()) {
            ([_, _, ..], [whole]) => {
                (self.titles(old, &others(old, &record.old, title(new, *whole))), self.titles(new, &record.new))
            }
            _ => (self.titles(old, &record.old), self.titles(new, &record.new)),
        }
    }

    /// The titles of some nodes, each quoted.
    fn titles(&self, plan: &Plan, ids: &[NodeId]) -> String {
        let quoted = plan.nodes_of(ids).map(|node| self.quoted(&tame(&node.title)));
        quoted.collect::<Vec<_>>().join(self.lang.pick("", " and "))
    }
}

/// What a sentence says of one record, in both languages; several make one sentence.
struct Clause {
    /// Without its end, so that others may follow: …に引き上げ
    japanese: String,
    /// What ends it: ました
    ends: &'static str,
    english: String,
}

impl Clause {
    fn new(japanese: String, ends: &'static str, english: String) -> Self {
        Self { japanese, ends, english }
    }

    /// With others behind it: 届きませんでしたが does not go on as 引き上げ does.
    fn goes_on(&self) -> String {
        match self.japanese.strip_suffix("届きません") {
            Some(before) => format!("{before}届かず、"),
            None => format!("{}、", self.japanese),
        }
    }
}
