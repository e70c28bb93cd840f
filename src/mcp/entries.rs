//! The entries of answers as lines that can be cited: body, plan, year, the sections above, what it says, and the place
//! in the form that `show` opens.
//!
//! In comes the JSON of the API with the index that it came from, out come lines. The JSON's names are a contract.

use serde_json::Value;

use super::part::Part;
use crate::ask::Cited;
use crate::report::{
    Lang, fit, kind_name, matched_name, outcome_name, period_text, plan_marks, plan_name, status_name,
};
use kurabe_diff::{Outcome, Status};
use kurabe_index::index::Store;
use kurabe_index::search::Match;
use kurabe_model::{NodeId, Plan};

/// Columns of a text that an entry repeats; the JSON has all of it.
const TEXT: usize = 400;
/// Items that are told of a cell or a gap; the JSON names all.
const ITEMS: usize = 3;

/// What telling needs.
pub(super) struct Told<'a> {
    pub(super) store: &'a Store,
    pub(super) lang: Lang,
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}

fn number(of: &Value, name: &str) -> u32 {
    of[name].as_u64().unwrap_or_default() as u32
}

fn is(of: &Value, name: &str) -> bool {
    of[name].as_bool().unwrap_or_default()
}

/// Names parted by commas, `key count` each.
fn counts(of: &Value, name: impl Fn(&str) -> String) -> String {
    let counts = of.as_object().into_iter().flatten();
    counts
        .filter(|(_, count)| **count != 0)
        .map(|(key, count)| format!("{}{count}", name(key)))
        .collect::<Vec<_>>()
        .join("・")
}

/// A text on one line, and not all of a long one.
fn short(text: &str) -> String {
    fit(&text.split_whitespace().collect::<Vec<_>>().join(" "), TEXT)
}

fn numbered<'a>(entries: &'a [Value], part: &Part) -> impl Iterator<Item = (usize, &'a Value)> {
    let start = part.range.start;
    entries.iter().enumerate().map(move |(at, entry)| (start + at + 1, entry))
}

/// The part of a list that is still whole.
fn shown<'a>(of: &'a Value, name: &str, part: &Part) -> &'a [Value] {
    list(of, name).get(part.range.clone()).unwrap_or_default()
}

impl Told<'_> {
    fn say(&self, japanese: &'static str, english: &'static str) -> &'static str {
        self.lang.pick(japanese, english)
    }

    /// Body, title, years and marks of a plan.
    fn plan(&self, id: &str) -> String {
        let Some(row) = self.store.find(id) else { return id.to_owned() };
        let marks: String = plan_marks(row, self.lang).iter().map(|mark| format!("［{mark}］")).collect();
        format!("{}（{}）{marks}", plan_name(row, self.lang), period_text(row.period, self.lang))
    }

    /// The plan itself.
    fn open(&self, id: &str) -> Option<Plan> {
        self.store.plan(self.store.find(id)?.number).ok()
    }

    /// The sections above, outermost first.
    fn path(&self, path: &[impl AsRef<str>]) -> String {
        path.iter().map(|title| format!("{} › ", title.as_ref())).collect()
    }

    /// The sections above what stands in JSON with its path.
    fn path_of(&self, entry: &Value) -> String {
        self.path(&list(entry, "path").iter().map(|title| title.as_str().unwrap_or_default()).collect::<Vec<_>>())
    }

    /// The sections above an item, with its title and its place.
    fn item(&self, id: &str, plan: &Plan, node: u32) -> Option<String> {
        let own = plan.node(NodeId(node))?;
        let mut path = plan.path(own.id);
        path.pop_if(|last| *last == own.title);
        let cited = Cited::lines(id, own.span.first, own.span.last);
        Some(format!("{}{} [{cited}]", self.path(&path), short(&own.title)))
    }

    /// The places of a record in one of two plans.
    fn places(&self, id: &str, plan: Option<&Plan>, places: &[Value]) -> Vec<String> {
        let place = |place: &Value| {
            let cited = || {
                format!("{} [{}]", text(place, "title"), Cited::lines(id, number(place, "line"), number(place, "line")))
            };
            plan.and_then(|plan| self.item(id, plan, number(place, "node"))).unwrap_or_else(cited)
        };
        places.iter().map(place).collect()
    }

    /// The marks that say with how much care an entry is to be taken.
    fn care(&self, entry: &Value) -> String {
        let marks =
            [("doubtful", self.say("読みに不確かさ", "doubtful")), ("corrected", self.say("訂正", "corrected"))];
        marks.iter().filter(|(name, _)| is(entry, name)).map(|(_, mark)| format!("［{mark}］")).collect()
    }

    fn noted(&self, answer: &Value) -> impl Iterator<Item = String> {
        let label = self.say("注：", "Note: ");
        list(answer, "notes").iter().map(move |note| format!("{label}{}", note.as_str().unwrap_or_default()))
    }
}

pub(super) fn hits(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let counts: Vec<String> =
        Match::ALL.into_iter().map(|own| format!("{}{}", matched_name(own, told.lang), answer[own.name()])).collect();
    let [total, plans] = ["total", "plans"].map(|name| number(answer, name));
    let counts = counts.join(told.say("、", ", "));
    let mut lines = vec![told.lang.pick(
        format!("{}：{total}箇所・{plans}計画（{counts}。一部の語は別に数える）", text(answer, "read_as")),
        format!(
            "{}: {total} passages in {plans} plans ({counts}; some of the words are counted apart)",
            text(answer, "read_as")
        ),
    )];
    let added: Vec<&str> = list(answer, "added").iter().filter_map(Value::as_str).collect();
    if !added.is_empty() {
        let added = added.join(told.say("、", ", "));
        lines.push(told.lang.pick(format!("加えた類語：{added}"), format!("Added by the thesaurus: {added}")));
    }
    for (place, hit) in numbered(list(answer, "hits"), part) {
        let id = text(hit, "plan");
        let matched = Match::ALL.into_iter().find(|own| own.name() == text(hit, "match"));
        let matched = matched.map_or("", |own| matched_name(own, told.lang));
        let said: String = list(hit, "snippet").iter().map(|piece| piece[0].as_str().unwrap_or_default()).collect();
        let cited = Cited::lines(id, number(hit, "first_line"), number(hit, "last_line"));
        let above = told.path_of(hit);
        lines.push(format!("{place}. {}　{matched}{}", told.plan(id), told.care(hit)));
        lines.push(format!("   {above}{} [{cited}]", short(text(hit, "heading"))));
        lines.push(format!("   {}", short(&said)));
    }
    lines
}

pub(super) fn plans(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let total = number(answer, "total");
    let mut lines = vec![told.lang.pick(format!("計画{total}件"), format!("{total} plans"))];
    for (place, plan) in numbered(list(answer, "plans"), part) {
        let id = text(plan, "plan");
        let kind = told.store.find(id).map_or("", |row| kind_name(row.kind, told.lang));
        lines.push(format!("{place}. {}　{kind} [{id}]", told.plan(id)));
    }
    lines
}

pub(super) fn plan(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let (own, lang) = (&answer["plan"], told.lang);
    let id = text(own, "plan");
    let mut lines = vec![format!("{} [{id}]", told.plan(id))];
    let notices = number(own, "notices");
    if notices > 0 {
        lines.push(lang.pick(
            format!("読み取りのお知らせが{notices}件あります（kurabe show {id} --notices）。"),
            format!("There are {notices} notices of the reading (kurabe show {id} --notices)."),
        ));
    }
    let opened = told.open(id);
    let item = |node: &Value| {
        let said = [text(node, "body"), text(node, "result"), text(node, "rating")];
        let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
        let item = opened.as_ref().and_then(|plan| told.item(id, plan, number(node, "id")));
        let item = item.unwrap_or_else(|| text(node, "title").to_owned());
        let said = if said.is_empty() { String::new() } else { format!("　{}", short(&said.join(" "))) };
        format!("{}. {item}{}{said}", number(node, "id"), told.care(node))
    };
    if answer["lines"].is_array() {
        if list(answer, "lines").is_empty() {
            let said = told.say(
                "この行は原本にないか、原本がいまフォルダーにありません。",
                "The document has no such lines, or is not in the folder now.",
            );
            lines.push(said.to_owned());
        }
        for line in shown(answer, "lines", part) {
            lines.push(format!("L{}　{}", number(line, "line"), text(line, "text")));
        }
        let nodes: Vec<&Value> = list(answer, "records").iter().filter(|record| text(record, "t") == "node").collect();
        if !nodes.is_empty() {
            lines.push(told.say("この行にある項目：", "Items on these lines:").to_owned());
            lines.extend(nodes.into_iter().map(item));
        }
        return lines;
    }
    for record in shown(answer, "records", part) {
        match text(record, "t") {
            "node" => lines.push(item(record)),
            "indicator" => {
                let line = number(record, "line");
                let cited = Cited::lines(id, line, line);
                let (node, role) = (number(record, "node"), text(record, "role"));
                lines.push(format!("{node}の{role}：{}　{} [{cited}]", text(record, "name"), text(record, "text")));
            }
            _ => {}
        }
    }
    lines
}

pub(super) fn cells(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let mut lines = Vec::new();
    let mut opened: Option<(String, Option<Plan>)> = None;
    for cell in shown(answer, "cells", part) {
        let key: Vec<String> = ["organisation", "year", "prefecture", "kind"]
            .iter()
            .filter_map(|name| match &cell[name] {
                Value::String(text) => Some(text.clone()),
                Value::Number(year) => Some(told.lang.pick(format!("{year}年度"), format!("FY{year}"))),
                _ => None,
            })
            .collect();
        let share = cell["share"].as_f64().map_or_else(String::new, |share| format!("（{:.1}%）", share * 100.0));
        let [items, of] = ["items", "of"].map(|name| number(cell, name));
        let plans = list(cell, "plans").iter().filter_map(Value::as_str).take(ITEMS);
        let plans: Vec<String> = plans.map(|id| format!("{} [{id}]", told.plan(id))).collect();
        let more = list(cell, "plans").len().saturating_sub(ITEMS);
        let more = if more > 0 {
            told.lang.pick(format!(" ほか{more}"), format!(" and {more} more"))
        } else {
            String::new()
        };
        lines.push(format!(
            "{}　{}：{items}/{of}{share}　{}{more}",
            text(cell, "theme"),
            key.join(" "),
            plans.join(told.say("、", ", ")),
        ));
        for node in list(cell, "nodes").iter().take(ITEMS) {
            let (Some(id), Some(number)) = (node[0].as_str(), node[1].as_u64()) else { continue };
            if opened.as_ref().is_none_or(|(own, _)| own != id) {
                opened = Some((id.to_owned(), told.open(id)));
            }
            let plan = opened.as_ref().and_then(|(_, plan)| plan.as_ref());
            lines.extend(plan.and_then(|plan| told.item(id, plan, number as u32)).map(|item| format!("   {item}")));
        }
        let left = list(cell, "nodes").len().saturating_sub(ITEMS);
        if left > 0 {
            lines.push(told.lang.pick(format!("   ほか{left}項目"), format!("   and {left} more items")));
        }
    }
    lines.extend(told.noted(answer));
    lines
}

/// An item of a benchmark or of a list of like items.
fn exemplar(told: &Told<'_>, item: &Value) -> String {
    let id = text(item, "plan");
    let cited = Cited::lines(id, number(item, "first_line"), number(item, "last_line"));
    let above = match text(item, "heading") {
        "" => told.path_of(item),
        heading => format!("{heading} › "),
    };
    format!("{}　{above}{} [{cited}]", told.plan(id), short(text(item, "title")))
}

pub(super) fn benchmark(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let own = &answer["organisation"];
    let id = text(own, "plan");
    let peers: Vec<&str> = list(answer, "peers").iter().map(|peer| text(peer, "organisation")).collect();
    let mut lines = vec![
        format!("{} [{id}]", told.plan(id)),
        format!("{}{}", told.say("比較先：", "Peers: "), peers.join(told.say("、", ", "))),
    ];
    let percent =
        |share: &Value| share.as_f64().map_or_else(|| "-".to_owned(), |share| format!("{:.1}%", share * 100.0));
    for theme in list(answer, "themes") {
        let [items, with, of] = ["items", "peers_with", "peers"].map(|name| number(theme, name));
        let (share, median) = (percent(&theme["share"]), percent(&theme["median"]));
        lines.push(told.lang.pick(
            format!(
                "{}：{items}項目（{share}）、比較先の中央値{median}、{of}団体中{with}団体にある",
                text(theme, "theme")
            ),
            format!(
                "{}: {items} items ({share}), median of the peers {median}, {with} of {of} have some",
                text(theme, "theme")
            ),
        ));
    }
    for gap in shown(answer, "gaps", part) {
        let words: Vec<&str> = list(gap, "words").iter().filter_map(Value::as_str).collect();
        let (words, peers) = (words.join(told.say("、", ", ")), number(gap, "peers"));
        lines.push(told.lang.pick(
            format!("{peers}団体にあり、この団体にない：{words}"),
            format!("{peers} peers have it, this body has not: {words}"),
        ));
        lines.extend(list(gap, "exemplars").iter().take(ITEMS).map(|item| format!("   {}", exemplar(told, item))));
    }
    let alone = list(answer, "alone");
    if !alone.is_empty() {
        lines.push(told.say("この団体だけにある：", "This body alone has:").to_owned());
        lines.extend(alone.iter().map(|item| format!("   {}", exemplar(told, item))));
    }
    let figures = list(answer, "figures").len();
    if figures > 0 {
        lines.push(
            told.lang.pick(
                format!("似た指標{figures}組は figures に。"),
                format!("{figures} like figures stand in figures."),
            ),
        );
    }
    lines.extend(told.noted(answer));
    lines
}

pub(super) fn similar(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let entry = |(place, item): (usize, &Value)| {
        let words: Vec<&str> = list(item, "words").iter().filter_map(Value::as_str).collect();
        let likeness = item["likeness"].as_f64().unwrap_or_default();
        let words = words.join(told.say("、", ", "));
        format!("{place}. {likeness:.2}　{}{}（{words}）", exemplar(told, item), told.care(item))
    };
    let found = list(answer, "items");
    if found.is_empty() {
        return vec![told.say("似た項目は見つかりません。", "Nothing is like it.").to_owned()];
    }
    numbered(found, part).map(entry).collect()
}

pub(super) fn changes(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let status = |name: &str| {
        let own = Status::ALL.into_iter().find(|own| own.name() == name);
        own.map_or_else(|| name.to_owned(), |own| status_name(own, told.lang).to_owned())
    };
    let ids = ["old", "new"].map(|side| text(&answer[side], "plan"));
    let opened = ids.map(|id| told.open(id));
    let mut lines = vec![
        format!("{}{} [{}]", told.say("旧　", "Old: "), told.plan(ids[0]), ids[0]),
        format!("{}{} [{}]", told.say("新　", "New: "), told.plan(ids[1]), ids[1]),
        counts(&answer["summary"], status),
    ];
    for (place, change) in numbered(shown(answer, "records", part), part) {
        let more = [
            ("order", told.say("・順序変更", ", moved")),
            ("body_changed", told.say("・本文変更", ", text changed")),
            ("rolled", told.say("・年度だけ", ", rolled on")),
        ];
        let more: String = more.iter().filter(|(name, _)| is(change, name)).map(|(_, word)| *word).collect();
        lines.push(format!("{place}. {}{more}", status(text(change, "status"))));
        for (at, sign) in [(0, "−"), (1, "＋")] {
            let places = told.places(ids[at], opened[at].as_ref(), list(change, ["old", "new"][at]));
            lines.extend(places.iter().map(|place| format!("   {sign} {place}")));
        }
        for figure in list(change, "figures") {
            let said = |name: &str| figure[name].as_str().unwrap_or("-").to_owned();
            lines.push(format!("   {}：{} → {}", text(figure, "name"), said("old_text"), said("new_text")));
        }
    }
    lines
}

pub(super) fn fates(told: &Told<'_>, answer: &Value, part: &Part) -> Vec<String> {
    let outcome = |name: &str| {
        let own = Outcome::ALL.into_iter().find(|own| own.name() == name);
        own.map_or_else(|| name.to_owned(), |own| outcome_name(own, told.lang).to_owned())
    };
    let ids = ["plan", "report"].map(|side| text(&answer[side], "plan"));
    let opened = ids.map(|id| told.open(id));
    let targets = &answer["targets"];
    let [reached, missed, open] = ["reached", "missed", "open"].map(|name| number(targets, name));
    let mut lines = vec![
        format!("{}{} [{}]", told.say("計画　", "Plan: "), told.plan(ids[0]), ids[0]),
        format!("{}{} [{}]", told.say("報告　", "Report: "), told.plan(ids[1]), ids[1]),
        counts(&answer["summary"], outcome),
        told.lang.pick(
            format!("目標：達成{reached}・未達{missed}・実績の記載なし{open}"),
            format!("Targets: {reached} reached, {missed} missed, {open} without a result"),
        ),
    ];
    for (place, fate) in numbered(shown(answer, "records", part), part) {
        let name = fate["outcome"]
            .as_str()
            .map_or_else(|| told.say("（見出し・判定なし）", "(heading, or not judged)").to_owned(), outcome);
        lines.push(format!("{place}. {name}"));
        for (at, side) in [(0, told.say("計画", "plan")), (1, told.say("報告", "report"))] {
            let places = told.places(ids[at], opened[at].as_ref(), list(fate, ["planned", "reported"][at]));
            lines.extend(places.iter().map(|place| format!("   {side}：{place}")));
        }
        if let Some(line) = fate["report_line"].as_u64() {
            lines.push(format!(
                "   {}：[{}]",
                told.say("報告", "report"),
                Cited::lines(ids[1], line as u32, line as u32)
            ));
        }
        let told_of = list(fate, "results").iter().chain(list(fate, "ratings")).filter_map(Value::as_str);
        lines.extend(told_of.map(|said| format!("   {}", short(said))));
        for target in list(fate, "targets") {
            let result = target["result_text"].as_str().unwrap_or(told.say("実績の記載なし", "no result given"));
            let judged = match target["reached"].as_bool() {
                Some(true) => told.say("（達成）", " (reached)"),
                Some(false) => told.say("（未達）", " (missed)"),
                None => "",
            };
            let name = text(target, "name");
            lines.push(format!("   {name}：{} → {result}{judged}", text(target, "target_text")));
        }
    }
    lines
}
