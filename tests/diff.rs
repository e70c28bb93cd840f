//! Plans beside their successors: invented pairs in several layouts, and the laws of a diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kurabe_diff::{Diff, Pairings, Record, Side, Status, Synonyms, diff, diff_with, history, results};
use kurabe_extract::extract::extract;
use kurabe_model::plan::Facts;
use kurabe_model::{Extent, LineSpan, Node, NodeId, NodeKind, Plan, PlanKind};
use kurabe_read::{Line, Text};
use proptest::prelude::*;

use crate::kit::repository;

fn read(lines: &[String]) -> Plan {
    let line = |(number, text): (u32, &String)| Line { number, page: None, place: None, text: text.clone() };
    extract(&Text { lines: (1..).zip(lines).map(line).collect(), notices: vec![] }, &Facts::default())
}

pub(crate) fn compare(old: &Plan, new: &Plan) -> Diff {
    diff(Side { plan: old, extent: Extent::Full }, Side { plan: new, extent: Extent::Full }).unwrap()
}

/// One side of a pair: its text, and the tags of each line.
#[derive(Default)]
struct Tagged {
    lines: Vec<String>,
    /// Of each tag the line, and the text that it stands behind.
    tags: Vec<(String, u32, String)>,
}

impl Tagged {
    /// Takes a line such as `・創業塾の開催  #b1`; a table's row may have several.
    fn push(&mut self, line: &str) {
        let number = u32::try_from(self.lines.len()).unwrap() + 1;
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("  #") {
            text.push_str(&rest[..at]);
            let end = rest[at..].find('|').map_or(rest.len(), |end| at + end);
            let before = rest[..at].rsplit('|').next().unwrap_or_default();
            for tag in rest[at..end].split_whitespace() {
                self.tags.push((tag.trim_start_matches('#').to_owned(), number, before.to_owned()));
            }
            rest = &rest[end..];
        }
        text.push_str(rest);
        self.lines.push(text);
    }
}

/// A relation: old lines and titles, new lines and titles, and whether it is a move.
type Relation = (BTreeSet<String>, BTreeSet<String>, bool);

/// What a pair's tags say, and what the program says, in the same form.
fn relations(name: &str) -> (BTreeSet<Relation>, BTreeSet<Relation>) {
    let path = repository().join("tests").join("pairs").join(name);
    let text = fs::read_to_string(path).unwrap();
    let (mut old, mut new) = (Tagged::default(), Tagged::default());
    let mut is_new = None;
    for line in text.lines() {
        match (line, is_new) {
            ("== old", _) => is_new = Some(false),
            ("== new", _) => is_new = Some(true),
            (_, Some(false)) => old.push(line),
            (_, Some(true)) => new.push(line),
            (_, None) => {}
        }
    }
    let (before, after) = (read(&old.lines), read(&new.lines));
    let found = compare(&before, &after);
    let named = |side: &Tagged, plan: &Plan| -> BTreeMap<NodeId, Vec<String>> {
        let mut names: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
        for (tag, line, text) in &side.tags {
            let mut nodes = plan.nodes.iter().filter(|node| node.span.first == *line && text.contains(&node.title));
            let node = nodes.next().unwrap_or_else(|| panic!("{name}: {text:?} gives no node"));
            names.entry(node.id).or_default().push(tag.clone());
        }
        names
    };
    let (old_names, new_names) = (named(&old, &before), named(&new, &after));
    let label = |plan: &Plan, id: NodeId| {
        let node = &plan.nodes[id.0 as usize - 1];
        format!("{}:{}", node.span.first, node.title)
    };
    let mut want: BTreeMap<String, Relation> = BTreeMap::new();
    for (id, tag) in old_names.iter().flat_map(|(id, tags)| tags.iter().map(move |tag| (id, tag))) {
        want.entry(tag.clone()).or_default().0.insert(label(&before, *id));
    }
    for (id, tag) in new_names.iter().flat_map(|(id, tags)| tags.iter().map(move |tag| (id, tag))) {
        want.entry(tag.clone()).or_default().1.insert(label(&after, *id));
    }
    // Tags that share a node are one relation.
    let mut joined: Vec<Relation> = Vec::new();
    for (tag, (mut from, mut to, _)) in want {
        let mut moved = tag.ends_with('!');
        joined.retain(|(others_from, others_to, other_moved)| {
            let apart = others_from.is_disjoint(&from) && others_to.is_disjoint(&to);
            if !apart {
                from.extend(others_from.iter().cloned());
                to.extend(others_to.iter().cloned());
                moved |= *other_moved;
            }
            apart
        });
        joined.push((from, to, moved));
    }
    let told = |record: &Record| -> Relation {
        let from = record.old.iter().map(|id| label(&before, *id)).collect();
        let to = record.new.iter().map(|id| label(&after, *id)).collect();
        (from, to, matches!(record.status, Status::Moved | Status::MovedReworded))
    };
    let is_tagged = |record: &&Record| {
        record.old.iter().any(|id| old_names.contains_key(id)) || record.new.iter().any(|id| new_names.contains_key(id))
    };
    (joined.into_iter().collect(), found.records.iter().filter(is_tagged).map(told).collect())
}

fn check(name: &str) {
    let (want, found) = relations(name);
    let show = |relations: Vec<&Relation>| {
        relations
            .iter()
            .map(|(from, to, moved)| {
                let side = |side: &BTreeSet<String>| side.iter().cloned().collect::<Vec<_>>().join(" + ");
                format!("  {} → {}{}\n", side(from), side(to), if *moved { " (moved)" } else { "" })
            })
            .collect::<String>()
    };
    let lost = show(want.difference(&found).collect());
    let invented = show(found.difference(&want).collect());
    assert!(lost.is_empty() && invented.is_empty(), "{name}\nlost:\n{lost}invented:\n{invented}");
}

#[test]
fn a_three_year_plan_and_the_next() {
    check("midterm.txt");
}

#[test]
fn tables_of_two_years() {
    check("table.txt");
}

#[test]
fn what_only_rolls_on() {
    check("rolled.txt");
}

#[test]
fn other_words_at_the_same_place() {
    check("place.txt");
}

#[test]
fn what_the_new_plan_still_holds_is_not_gone() {
    check("held.txt");
    // The sentence of a figure stands in both plans, below items that are others.
    let pair = fs::read_to_string(repository().join("tests").join("pairs").join("held.txt")).unwrap();
    let (old, new) = pair.split_once("== new\n").unwrap();
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split("  #").next().unwrap_or_default().to_owned()).collect()
    };
    let (_, old) = old.split_once("== old\n").unwrap();
    let found = compare(&read(&lines(old)), &read(&lines(new)));
    let figures: Vec<_> = found.records.iter().flat_map(|record| &record.figures).collect();
    assert!(figures.is_empty(), "{figures:?}");
}

#[test]
fn headings_go_on_by_what_stands_below_them() {
    check("heirs.txt");
}

#[test]
fn a_level_more_and_what_is_done_with_the_same_thing() {
    check("levels.txt");
}

#[test]
fn wholes_of_three_to_five_parts() {
    check("parts.txt");
}

#[test]
fn chapters_in_another_order() {
    check("chapters.txt");
}

#[test]
fn a_report_beside_its_plan() {
    check("report.txt");
}

#[test]
fn a_table_of_figures_with_new_years() {
    check("years.txt");
}

#[test]
fn sentences_of_two_years() {
    check("sentences.txt");
}

#[test]
fn numbered_plans_of_two_years() {
    check("annual.txt");
}

#[test]
fn a_flat_list_that_gets_pillars() {
    check("flat.txt");
}

#[test]
fn an_action_plan_and_the_next() {
    check("action.txt");
}

#[test]
fn what_is_new_borrows_the_words_of_what_is_gone() {
    check("traps.txt");
}

#[test]
fn a_table_of_policies_and_the_next() {
    check("wide.txt");
}

fn plan_of(year: u32, text: &str) -> Plan {
    let head = format!("はるみ商工会議所（架空）\n令和{year}年度事業計画\n{text}");
    read(&head.lines().map(str::to_owned).collect::<Vec<_>>())
}

/// What a diff says of each record, one a line: status, remarks, titles.
fn told(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (plan_of(6, old), plan_of(7, new));
    let titles =
        |plan: &Plan, ids: &[NodeId]| plan.nodes_of(ids).map(|n| n.title.clone()).collect::<Vec<_>>().join(" + ");
    let line = |record: &Record| {
        let remarks = [(record.rolled, " rolled"), (record.order, " order")];
        let remarks: String = remarks.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        let (was, is) = (titles(&old, &record.old), titles(&new, &record.new));
        format!("{}{remarks}: {was} → {is}", record.status.name())
    };
    compare(&old, &new).records.iter().map(line).collect()
}

#[test]
fn an_item_stays_itself_when_what_stands_below_it_comes_or_goes() {
    let old = "１．会員事業\n（１）交流\n次を行う。\n① 例会\n毎月集まる。\n（２）情報\n① 会議\n議員が集まる。\n（３）広聴活動";
    let new = "１．会員事業\n（１）交流\n会員が集う。\n（２）情報\n① 会議\n議員が集まる。\n（３）広聴活動\n① 目安箱の設置\n窓口に置く。";
    let found = told(old, new);
    for said in
        ["unchanged: 交流 → 交流", "unchanged: 広聴活動 → 広聴活動", "dropped: 例会 → ", "added:  → 目安箱の設置"]
    {
        assert!(found.iter().any(|line| line == said), "{said}: {found:#?}");
    }
}

#[test]
fn a_label_holds_its_content() {
    let old = "１．運営\n（１）体制\n① 規律：研修の受講\n② 災害への備え：保険の見直し";
    let new = "１．運営\n（１）体制\n① 規律：研修の受講\n② 災害への備え：ＢＣＰの作成";
    let found = told(old, new);
    assert!(
        found.contains(&"reworded: 災害への備え：保険の見直し → 災害への備え：ＢＣＰの作成".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn four_become_one_and_one_becomes_four() {
    let four = "１．経営支援\n（１）巡回訪問の実施\n（２）帳簿指導の実施\n（３）法律講習の開催\n（４）販売講習の開催";
    let one = "１．経営支援\n（１）巡回訪問の実施・帳簿指導の実施・法律講習の開催・販売講習の開催";
    let merged = told(four, one);
    assert!(merged.iter().any(|line| line.starts_with("merged: ") && line.matches(" + ").count() == 3), "{merged:#?}");
    assert!(merged.iter().all(|line| !line.starts_with("dropped")), "{merged:#?}");
    let split = told(one, four);
    assert!(split.iter().any(|line| line.starts_with("split: ") && line.matches(" + ").count() == 3), "{split:#?}");
}

#[test]
fn what_another_item_took_into_its_text_is_not_gone() {
    let apart = "１．交流\n（１）海外派遣の報告会\n（２）みなと同窓の集い\n（３）会報の発行";
    let within = "１．交流\n（１）海外派遣の報告会\n　みなと同窓の集いを同じ日に開く。\n（２）会報の発行";
    let merged = told(apart, within);
    assert!(merged.iter().any(|line| line.starts_with("merged: ") && line.contains("みなと同窓の集い")), "{merged:#?}");
    assert!(merged.iter().all(|line| !line.starts_with("dropped")), "{merged:#?}");
    let split = told(within, apart);
    assert!(split.iter().any(|line| line.starts_with("split: ")), "{split:#?}");
    assert!(split.iter().all(|line| !line.starts_with("added")), "{split:#?}");
    // What the text said before already was no item of its own alone: it is gone.
    let both = format!("{within}\n（３）みなと同窓の集い");
    assert!(told(&both, within).iter().any(|line| line.starts_with("dropped: ")), "{:#?}", told(&both, within));
}

#[test]
fn what_rolls_on_is_unchanged_and_places_are_an_order() {
    let old = "１．会議\n（１）第12回常議員会\n（２）新年会（１月４日）\n（３）令和６年度予算の編成\n（４）会報の発行";
    let new = "１．会議\n（１）会報の発行\n（２）第16回常議員会\n（３）新年会（１月６日）\n（４）令和７年度予算の編成";
    let found = told(old, new);
    let rolled = found.iter().filter(|line| line.starts_with("unchanged rolled: ")).count();
    assert_eq!(rolled, 3, "{found:#?}");
    assert!(found.contains(&"unchanged order: 会報の発行 → 会報の発行".to_owned()), "{found:#?}");
}

/// A node of an invented plan: how deep it would like to stand, its title, a figure.
type Sketch = (usize, String, Option<u32>);

/// Titles as plans have them: often alike, sometimes the same.
fn title() -> impl Strategy<Value = String> {
    let what = prop::sample::select(vec!["創業", "事業承継", "観光", "DX", "会員交流会", "販路開拓", "人材", "防災"]);
    let how =
        prop::sample::select(vec!["の推進", "支援の強化", "セミナーの開催", "に関する講習会", "", "と広報の充実"]);
    let whose = prop::sample::select(vec!["", "", "女性の", "地域の", "令和4年度", "中小企業の"]);
    (whose, what, how).prop_map(|(whose, what, how)| format!("{whose}{what}{how}"))
}

fn sketch() -> impl Strategy<Value = Vec<Sketch>> {
    prop::collection::vec((0..3_usize, title(), prop::option::of(1..50_u32)), 1..25)
}

fn drawn(sketch: &[Sketch]) -> Plan {
    let mut plan = Plan::default();
    let mut open: Vec<NodeId> = Vec::new();
    for ((wish, title, figure), number) in sketch.iter().zip(1..) {
        open.truncate(*wish);
        let id = NodeId(number);
        let kinds = [NodeKind::Section, NodeKind::Initiative, NodeKind::Measure];
        plan.nodes.push(Node {
            parent: open.last().copied(),
            marker: format!("{number}."),
            body: figure.map(|figure| format!("年に{figure}回行う。")).unwrap_or_default(),
            ..Node::new(id, kinds[open.len()], title, LineSpan::line(number))
        });
        open.push(id);
    }
    plan
}

/// More than any drawn plan has nodes.
const NUMBERED_ANEW: u32 = 1000;

/// Another version of a plan: some nodes gone, some new, some in other words, some elsewhere.
fn revised(sketch: &[Sketch], changes: &[(usize, u8, String)]) -> Vec<Sketch> {
    let mut revised = sketch.to_vec();
    for (place, change, title) in changes {
        let at = place % revised.len();
        match change {
            0 if revised.len() > 1 => _ = revised.remove(at),
            1 => revised.insert(at, (revised[at].0, title.clone(), None)),
            2 => revised[at].1.push_str("と活用"),
            3 => {
                let moved = revised.remove(at);
                revised.push(moved);
            }
            _ => revised[at].2 = Some(7),
        }
    }
    revised
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, String)>> {
    prop::collection::vec((any::<usize>(), 0..5_u8, title()), 0..8)
}

/// What a diff says, without the order of its records.
fn said(diff: &Diff) -> Vec<(Status, Vec<NodeId>, Vec<NodeId>, String)> {
    let mut said: Vec<_> =
        diff.records.iter().map(|r| (r.status, r.old.clone(), r.new.clone(), format!("{:.4}", r.similarity))).collect();
    said.sort();
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 3))]

    #[test]
    fn a_plan_beside_itself_is_all_unchanged(sketch in sketch()) {
        let plan = drawn(&sketch);
        let found = compare(&plan, &plan);
        for record in &found.records {
            prop_assert!(record.is_same(), "{record:?}");
            prop_assert_eq!(&record.old, &record.new);
            prop_assert_eq!(record.similarity, 1.0);
        }
        prop_assert_eq!(found.aligned, 1.0);
    }

    #[test]
    fn every_node_stands_in_exactly_one_record(sketch in sketch(), changes in changes()) {
        let (old, new) = (drawn(&sketch), drawn(&revised(&sketch, &changes)));
        let found = compare(&old, &new);
        let all = |plan: &Plan| plan.nodes.iter().map(|node| node.id).collect::<Vec<_>>();
        let mut olds: Vec<NodeId> = found.records.iter().flat_map(|record| record.old.clone()).collect();
        let mut news: Vec<NodeId> = found.records.iter().flat_map(|record| record.new.clone()).collect();
        olds.sort();
        news.sort();
        // The same nodes, each once, in what became of a plan by its report.
        let report = Plan { kind: PlanKind::Report, ..new.clone() };
        let told = results(&old, &report, &found).unwrap();
        let (mut planned, mut reported): (Vec<NodeId>, Vec<NodeId>) = (
            told.fates.iter().flat_map(|fate| fate.planned.clone()).collect(),
            told.fates.iter().flat_map(|fate| fate.reported.clone()).collect(),
        );
        planned.sort();
        reported.sort();
        prop_assert_eq!((&planned, &reported), (&olds, &news));
        prop_assert_eq!(olds, all(&old));
        prop_assert_eq!(news, all(&new));
        for record in &found.records {
            let sides = (record.old.len(), record.new.len());
            let fits = match record.status {
                Status::Added => sides.0 == 0 && sides.1 == 1,
                Status::Dropped => sides.0 == 1 && sides.1 == 0,
                Status::Split => sides.0 == 1 && sides.1 > 1,
                Status::Merged => sides.0 > 1 && sides.1 == 1,
                Status::NotStated => false,
                _ => sides == (1, 1),
            };
            prop_assert!(fits, "{record:?}");
        }
    }

    #[test]
    fn the_other_way_round_everything_is_mirrored(sketch in sketch(), changes in changes()) {
        let (old, new) = (drawn(&sketch), drawn(&revised(&sketch, &changes)));
        let mut back = compare(&new, &old);
        for record in &mut back.records {
            record.status = record.status.mirrored();
            std::mem::swap(&mut record.old, &mut record.new);
        }
        prop_assert_eq!(said(&compare(&old, &new)), said(&back));
    }

    #[test]
    fn what_a_reader_says_of_pairs_holds_and_keeps_the_laws(
        sketch in sketch(),
        changes in changes(),
        words in prop::collection::vec((any::<usize>(), any::<usize>(), any::<bool>()), 1..6),
    ) {
        let (old, new) = (drawn(&sketch), drawn(&revised(&sketch, &changes)));
        let mut pairings = Pairings::default();
        let mut told: Vec<(NodeId, NodeId, bool)> = Vec::new();
        for (one, other, are_one) in words {
            let (one, other) = (old.nodes[one % old.nodes.len()].id, new.nodes[other % new.nodes.len()].id);
            pairings.say(one, other, are_one);
            // What was said before of the same nodes gives way.
            told.retain(|(a, b, one_of)| !((*a, *b) == (one, other) || are_one && *one_of && (*a == one || *b == other)));
            told.push((one, other, are_one));
        }
        let side = |plan| Side { plan, extent: Extent::Full };
        let found = diff_with(side(&old), side(&new), &Synonyms::default(), &pairings).unwrap();
        let mut back = diff_with(side(&new), side(&old), &Synonyms::default(), &pairings.turned()).unwrap();
        for record in &mut back.records {
            record.status = record.status.mirrored();
            std::mem::swap(&mut record.old, &mut record.new);
        }
        prop_assert_eq!(said(&found), said(&back));
        let mut olds: Vec<NodeId> = found.records.iter().flat_map(|record| record.old.clone()).collect();
        let mut news: Vec<NodeId> = found.records.iter().flat_map(|record| record.new.clone()).collect();
        olds.sort();
        news.sort();
        prop_assert_eq!(olds, old.nodes.iter().map(|node| node.id).collect::<Vec<_>>());
        prop_assert_eq!(news, new.nodes.iter().map(|node| node.id).collect::<Vec<_>>());
        for (one, other, are_one) in told {
            let record = found.records.iter().find(|record| record.old.contains(&one)).unwrap();
            let fits = if are_one { record.new == [other] } else { !record.new.contains(&other) };
            prop_assert!(fits, "{one:?} {other:?} {are_one}: {record:?}");
        }
    }

    #[test]
    fn what_is_said_of_years_and_places_is_mirrored_too(sketch in sketch(), changes in changes()) {
        let (old, new) = (drawn(&sketch), drawn(&revised(&sketch, &changes)));
        let remarks = |diff: &Diff, turned: bool| {
            let side = |record: &Record| if turned { record.new.clone() } else { record.old.clone() };
            let figures = |record: &Record| -> Vec<_> {
                let change = |change: kurabe_diff::Move| if turned { change.mirrored() } else { change };
                record.figures.iter().map(|figure| change(figure.change)).collect()
            };
            let mut all: Vec<_> =
                diff.records.iter().map(|r| (side(r), r.rolled, r.order, r.body_changed, figures(r))).collect();
            all.sort();
            all
        };
        prop_assert_eq!(remarks(&compare(&old, &new), false), remarks(&compare(&new, &old), true));
        for record in compare(&old, &new).records {
            prop_assert!(!record.rolled || record.status == Status::Unchanged, "{record:?}");
        }
    }

    #[test]
    fn a_history_agrees_with_its_diffs(sketch in sketch(), first in changes(), second in changes()) {
        let next = revised(&sketch, &first);
        let plans = [drawn(&sketch), drawn(&next), drawn(&revised(&next, &second))];
        let sides: Vec<Side<'_>> = plans.iter().map(|plan| Side { plan, extent: Extent::Full }).collect();
        let found = history(&sides, &Synonyms::default(), &[]).unwrap();
        // Every node of every plan stands in one thread.
        for (at, plan) in plans.iter().enumerate() {
            let mut nodes: Vec<NodeId> = found
                .threads
                .iter()
                .flat_map(|thread| thread.steps.iter().filter(|step| step.plan == at))
                .flat_map(|step| step.nodes.clone())
                .collect();
            nodes.sort();
            prop_assert_eq!(nodes, plan.nodes.iter().map(|node| node.id).collect::<Vec<_>>());
        }
        // What the diff of two plans joins, the history joins, and nothing is called gone that goes on.
        for (before, diff) in found.diffs.iter().enumerate() {
            prop_assert_eq!(diff, &compare(&plans[before], &plans[before + 1]));
            for record in diff.records.iter().filter(|record| !record.old.is_empty()) {
                let thread = found.thread_of(before, record.old[0]).unwrap();
                let after = thread.step(before + 1);
                prop_assert!(record.new.iter().all(|id| after.is_some_and(|step| step.nodes.contains(id))));
            }
        }
    }

    #[test]
    fn how_numbers_are_written_widths_and_blanks_change_nothing(sketch in sketch(), changes in changes()) {
        let (old, mut new) = (drawn(&sketch), drawn(&revised(&sketch, &changes)));
        // Numbers that the old plan does not have: an equal number is evidence, and decides where little else does.
        let anew = |node: &Node| node.id.0 + NUMBERED_ANEW;
        let mut other = new.clone();
        for node in &mut new.nodes {
            node.marker = format!("{}.", anew(node));
        }
        for node in &mut other.nodes {
            node.marker = format!("（{}）", anew(node));
            node.title = node.title.replace("DX", "ＤＸ").replace("の", "の\n").replace("令和4年度", "２０２２年度");
        }
        prop_assert_eq!(said(&compare(&old, &new)), said(&compare(&old, &other)));
    }
}

#[test]
fn a_part_that_is_known_drops_nothing() {
    let old = drawn(&[(0, "創業支援".to_owned(), None), (1, "創業塾の開催".to_owned(), None)]);
    let new = drawn(&[(0, "創業支援".to_owned(), None), (1, "防災訓練".to_owned(), None)]);
    let partial = Side { plan: &new, extent: Extent::Partial };
    let found = diff(Side { plan: &old, extent: Extent::Full }, partial).unwrap();
    assert_eq!(found.items.get(&Status::NotStated), Some(&1));
    assert_eq!(found.items.get(&Status::Dropped), None);
    assert_eq!(found.items.get(&Status::Added), Some(&1));
}

#[test]
fn a_plan_without_items_is_refused() {
    let plan = drawn(&[(0, "創業支援".to_owned(), None)]);
    let empty = Plan::default();
    let side = |plan| Side { plan, extent: Extent::Full };
    assert!(diff(side(&plan), side(&empty)).is_err());
    assert!(diff(side(&empty), side(&plan)).is_err());
}

#[test]
fn a_heading_that_one_plan_numbers_as_work_moves_nothing() {
    let sketch = |title: &str| -> Vec<Sketch> {
        [(0, "広報"), (1, title), (2, "会報の発行"), (2, "ホームページの更新")]
            .map(|(d, t)| (d, t.to_owned(), None))
            .into()
    };
    let (old, mut new) = (drawn(&sketch("広報活動")), drawn(&sketch("広報活動の強化")));
    new.nodes[1].kind = NodeKind::Section;
    let found = compare(&old, &new);
    assert_eq!(found.items, BTreeMap::from([(Status::Reworded, 1), (Status::Unchanged, 2)]));
}
