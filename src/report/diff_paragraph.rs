//! A diff as one paragraph that a planner can paste into a paper for the board.
//!
//! In comes a diff, out come sentences: what is new, gone, renamed, moved, and which targets rose, fell, ended. The
//! list of all changes is not made here.

use super::diff_json::Compared;
use super::diff_words::indicator_value;
use super::lang::{Lang, plan_name};
use super::text::tame;
use kurabe_diff::{FigureChange, Move, Record, Status};
use kurabe_index::index::PlanRow;
use kurabe_model::{FiscalYear, Node, NodeId, NodeKind, Plan, Role};

/// So many are named of each kind; the rest is counted.
const NAMED: usize = 5;

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
        // A paper for the board does not say of its own plan that it names no body.
        let name = |row: &PlanRow| match (&row.organisation, &row.title) {
            (None, Some(title)) => tame(title),
            _ => tame(&plan_name(row, self.lang)),
        };
        let names = [self.compared.old.0, self.compared.new.0].map(name);
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

    /// 「創業塾の開催」「…」ほか3件 and how many there are; initiatives before their measures.
    fn named(&self, titles: &[String]) -> String {
        let more = titles.len().saturating_sub(NAMED);
        let named: Vec<String> = titles.iter().take(NAMED).map(|title| self.quoted(title)).collect();
        match (self.lang, more) {
            (Lang::Ja, 0) => named.concat(),
            (Lang::Ja, more) => format!("{}など{}件", named.concat(), more + NAMED),
            (Lang::En, 0) => named.join(", "),
            (Lang::En, more) => format!("{} and {more} more", named.join(", ")),
        }
    }

    fn quoted(&self, title: &str) -> String {
        match self.lang {
            // 「 within 「 becomes 『.
            Lang::Ja => format!("「{}」", title.replace('「', "『").replace('」', "』")),
            Lang::En => format!("“{title}”"),
        }
    }

    fn title(plan: &Plan, ids: &[NodeId]) -> String {
        plan.nodes_of(ids).map(|node| tame(&node.title)).collect::<Vec<_>>().join("／")
    }

    /// What is new, or gone.
    fn alone(&self, status: Status) -> Option<String> {
        let (old, new) = (self.compared.old.1, self.compared.new.1);
        let nodes =
            |record: &'_ Record| -> Vec<&Node> { old.nodes_of(&record.old).chain(new.nodes_of(&record.new)).collect() };
        let mut found: Vec<&Node> = self
            .records()
            .filter(|record| record.status == status)
            .flat_map(nodes)
            .filter(|node| node.repeats.is_none())
            .collect();
        // What stands under something that is new itself needs no mention.
        let all: Vec<NodeId> = found.iter().map(|node| node.id).collect();
        found.retain(|node| node.parent.is_none_or(|parent| all.binary_search(&parent).is_err()));
        if found.is_empty() {
            return None;
        }
        let titles: Vec<String> = found.iter().map(|node| tame(&node.title)).collect();
        let named = self.named(&titles);
        Some(match (status, self.lang) {
            (Status::Added, Lang::Ja) => format!("新たに加わったのは{named}です。"),
            (Status::Added, Lang::En) => format!("New: {named}."),
            (_, Lang::Ja) => format!("なくなったのは{named}です。"),
            (_, Lang::En) => format!("Gone: {named}."),
        })
    }

    /// What has another title, is split or merged.
    fn renamed(&self) -> Option<String> {
        let (old, new) = (self.compared.old.1, self.compared.new.1);
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
            let (was, is) = (Self::title(old, &record.old), Self::title(new, &record.new));
            let (was, is) = (self.quoted(&was), self.quoted(&is));
            match (record.status, self.lang) {
                (Status::Split, Lang::Ja) => format!("{was}を{is}に分割"),
                (Status::Merged, Lang::Ja) => format!("{was}を{is}に統合"),
                (_, Lang::Ja) => format!("{was}を{is}に変更"),
                (Status::Split, Lang::En) => format!("{was} split into {is}"),
                (Status::Merged, Lang::En) => format!("{was} merged into {is}"),
                (_, Lang::En) => format!("{was} now {is}"),
            }
        };
        let named: Vec<String> = found.iter().take(NAMED).map(one).collect();
        self.list(&named, count, ("名称・内容の変更は、", "Reworded: "))
    }

    fn moved(&self) -> Option<String> {
        let (old, new) = (self.compared.old.1, self.compared.new.1);
        let is_moved = |record: &&Record| matches!(record.status, Status::Moved | Status::MovedReworded);
        let under = |plan: &Plan, ids: &[NodeId]| {
            let parent = ids.first().and_then(|id| plan.parent(*id)).map(|node| tame(&node.title));
            parent.unwrap_or_else(|| self.lang.pick("最上位", "the top").to_owned())
        };
        let found: Vec<&Record> = self.records().filter(is_moved).collect();
        let one = |record: &&Record| {
            let (title, from, to) = (Self::title(new, &record.new), under(old, &record.old), under(new, &record.new));
            let (title, from, to) = (self.quoted(&title), self.quoted(&from), self.quoted(&to));
            self.lang.pick(format!("{title}を{from}から{to}へ移動"), format!("{title} from {from} to {to}"))
        };
        let named: Vec<String> = found.iter().take(NAMED).map(one).collect();
        self.list(&named, found.len(), ("位置の変更は、", "Moved: "))
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
        let is_told = |figure: &FigureChange| {
            let gone_result = figure.new.is_none() && figure.old.as_ref().is_some_and(|old| old.role == Role::Result);
            figure.change != Move::Moved && !gone_result
        };
        let all: Vec<(&Record, &FigureChange)> = self
            .compared
            .diff
            .records
            .iter()
            .flat_map(|record| record.figures.iter().map(move |figure| (record, figure)))
            .filter(|(_, figure)| is_told(figure))
            .collect();
        let named: Vec<String> = all.iter().take(NAMED).map(|(record, figure)| self.figure(record, figure)).collect();
        self.list(&named, all.len(), ("数値では、", "Figures: "))
    }

    fn figure(&self, record: &Record, figure: &FigureChange) -> String {
        let holds_number = figure.name().is_empty() || figure.name().contains(|c: char| c.is_numeric());
        let title = || {
            let new = Self::title(self.compared.new.1, &record.new);
            if new.is_empty() { Self::title(self.compared.old.1, &record.old) } else { new }
        };
        let name = if holds_number { self.quoted(&title()) } else { tame(figure.name()) };
        let value = |one: &Option<kurabe_model::Indicator>| one.as_ref().map(indicator_value).unwrap_or_default();
        let (was, is) = (value(&figure.old), value(&figure.new));
        // Of a figure without a counterpart the year says which of several it is.
        let only = figure.old.as_ref().xor(figure.new.as_ref()).and_then(|only| only.period).map(FiscalYear);
        let year = only.map(|year| self.lang.pick(format!("（{}）", year.japanese()), format!(" (FY{})", year.0)));
        let name = name + &year.unwrap_or_default();
        match (figure.change, self.lang) {
            (Move::Raised, Lang::Ja) => format!("{name}を{was}から{is}に引上げ"),
            (Move::Lowered, Lang::Ja) => format!("{name}を{was}から{is}に引下げ"),
            (Move::Range, Lang::Ja) => format!("{name}を{was}から{is}に変更"),
            (Move::Added, Lang::Ja) => format!("{name}に{is}を設定"),
            (Move::Dropped, Lang::Ja) => format!("{name}の{was}を廃止"),
            (Move::Reached, Lang::Ja) => format!("{name}は{was}に対し{is}で達成"),
            (Move::Missed, Lang::Ja) => format!("{name}は{was}に対し{is}で未達"),
            (Move::Moved, Lang::Ja) => format!("{name}の{is}を移記"),
            (Move::Raised, Lang::En) => format!("{name} raised from {was} to {is}"),
            (Move::Lowered, Lang::En) => format!("{name} lowered from {was} to {is}"),
            (Move::Range, Lang::En) => format!("{name} changed from {was} to {is}"),
            (Move::Added, Lang::En) => format!("{name} set at {is}"),
            (Move::Dropped, Lang::En) => format!("{name} ({was}) ended"),
            (Move::Reached, Lang::En) => format!("{name} reached ({was}, {is})"),
            (Move::Missed, Lang::En) => format!("{name} not reached ({was}, {is})"),
            (Move::Moved, Lang::En) => format!("{name} ({is}) given elsewhere"),
        }
    }

    /// 名称・内容の変更は、…、…など7件です。
    fn list(&self, named: &[String], count: usize, begins: (&'static str, &'static str)) -> Option<String> {
        if named.is_empty() {
            return None;
        }
        let more = count - named.len();
        Some(match (self.lang, more) {
            (Lang::Ja, 0) => format!("{}{}です。", begins.0, named.join("、")),
            (Lang::Ja, _) => format!("{}{}など{count}件です。", begins.0, named.join("、")),
            (Lang::En, 0) => format!("{}{}.", begins.1, named.join("; ")),
            (Lang::En, more) => format!("{}{} and {more} more.", begins.1, named.join("; ")),
        })
    }
}
