//! What came of an item and how it is judged, in reports: 【成果・実績】, 【評価】Ａ, a last column of ◎○△×.
//!
//! What comes in is a report whose nodes and passages are told, what goes out are the result and the rating on its
//! nodes, as printed. This file must not know how the tree was made.

use kurabe_model::{Node, NodeId, PassageKind, Plan};

use crate::blocks::target::figure::is_rating;
use crate::outline::series;
use crate::outline::slots::{Slot, labelled};
use std::collections::HashSet;

/// A judgement is no longer than this, in letters.
const LONGEST: usize = 12;

/// What is known of a node so far.
#[derive(Default)]
struct Told {
    result: Vec<String>,
    ratings: Vec<String>,
}

/// Puts result and rating on each node that has them.
pub(super) fn judge(plan: &mut Plan) {
    let rated = |node: &Node| node.rating.iter().flat_map(|rating| rating.split('・')).map(str::to_owned).collect();
    let mut told: Vec<Told> = plan
        .nodes
        .iter()
        .map(|node| Told { ratings: rated(node), result: node.result.iter().cloned().collect() })
        .collect();
    // What a table says of a node that its column of judgements judges was read with its figures.
    let heads = heads(plan);
    let tabled: Vec<bool> = plan.nodes.iter().map(|node| node.rating.is_some()).collect();
    let mut open: Option<(NodeId, Slot)> = None;
    let mut judged = false;
    for passage in &plan.passages {
        let Some(node) = passage.node else { continue };
        let at = (node.0 as usize).wrapping_sub(1);
        let Some(told) = told.get_mut(at) else { continue };
        let cell = passage.kind == PassageKind::Text && passage.columns.is_some();
        if cell && (tabled.get(at) == Some(&true) || heads.contains(&passage.span.first)) {
            continue;
        }
        open = open.filter(|(of, _)| *of == node);
        judged |= heads_judgement(&passage.title);
        for line in passage.body.lines() {
            judged |= heads_judgement(line);
            match labelled(line) {
                Some((slot, rest)) => {
                    open = Some((node, slot));
                    told.take(slot, rest);
                }
                // Another label of the form, which tells neither.
                None if line.trim_start().starts_with(['【', '［', '〔', '＜', '〈']) => open = None,
                None => match open {
                    Some((_, slot)) => {
                        told.take(slot, line);
                        open = open.filter(|(_, slot)| *slot != Slot::Rating);
                    }
                    None if judged => told.rate(row_rating(line).unwrap_or_default()),
                    None => {}
                },
            }
        }
    }
    for (node, told) in plan.nodes.iter_mut().zip(told) {
        node.result = (!told.result.is_empty()).then(|| told.result.join("\n"));
        node.rating = (!told.ratings.is_empty()).then(|| told.ratings.join("・"));
    }
}

/// Lines on which the head of a table of figures stands: two of its words, each a cell.
fn heads(plan: &Plan) -> HashSet<u32> {
    let cells = plan.passages.iter().filter(|passage| passage.columns.is_some() && series::heads(&passage.body));
    let lines: Vec<u32> = cells.map(|passage| passage.span.first).collect();
    lines.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

impl Told {
    fn take(&mut self, slot: Slot, text: &str) {
        let text = text.trim();
        match slot {
            // A judgement may end the line of the result: … 達成率110％）【評価】Ａ
            Slot::Result => match inline(text) {
                Some((before, rating)) => {
                    self.result.extend((!before.is_empty()).then(|| before.to_owned()));
                    self.rate(rating);
                }
                None => self.result.extend((!text.is_empty()).then(|| text.to_owned())),
            },
            Slot::Rating => self.rate(text),
            Slot::Done | Slot::Remark => {}
        }
    }

    /// A judgement as printed; what is too long to be one is a remark.
    fn rate(&mut self, text: &str) {
        let text = text.split(['。', '　', ' ', '（', '(']).next().unwrap_or_default();
        if !text.is_empty() && text.chars().count() <= LONGEST && !self.ratings.iter().any(|rating| rating == text) {
            self.ratings.push(text.to_owned());
        }
    }
}

/// A judgement at the end of a line, behind its label.
fn inline(text: &str) -> Option<(&str, &str)> {
    let at = ["【評価】", "［評価］", "[評価]", "評価：", "評価:", "【自己評価】"]
        .iter()
        .filter_map(|label| text.find(label))
        .min()?;
    let (slot, rating) = labelled(text.get(at..)?)?;
    (slot == Slot::Rating).then_some((text.get(..at)?.trim_end(), rating))
}

/// Does a table's header end on a column of judgements?
fn heads_judgement(line: &str) -> bool {
    let mut words = line.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty());
    let last = words.next_back();
    words.next().is_some() && last.is_some_and(|word| matches!(labelled(word), Some((Slot::Rating, ""))))
}

/// The judgement at the end of a row: `開催回数 12回 10回 83.3％ Ｂ`.
fn row_rating(line: &str) -> Option<&str> {
    let last = line.split(|c: char| c.is_whitespace() || c == '|').rfind(|word| !word.is_empty())?;
    (last.len() < line.trim().len() && last.chars().nth(1).is_none() && is_rating(last)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use kurabe_model::plan::Facts;
    use kurabe_read::read;

    fn told(text: &str) -> Vec<String> {
        let plan = extract(&read(text.as_bytes(), None).unwrap(), &Facts::default());
        let say = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "-".into()).replace('\n', "/");
        let line = |node: &kurabe_model::Node| {
            format!("{} {} | {} | {}", node.kind.name(), node.title, say(&node.result), say(&node.rating))
        };
        plan.nodes.iter().map(line).collect()
    }

    #[test]
    fn slots_of_a_sheet_are_no_items() {
        let text = "みさき商工会議所\n令和4年度 進捗・評価報告\n\nⅠ．経営を支える\n１．相談の強化\n【実施内容】\n・巡回訪問を行った。\n・講座を2回開催した。\n【成果・実績】\n承認件数　11件（目標10件、達成率110％）\n【評価】Ａ\n⇒来年度は税理士との連携を強める。\n２．デジタル化\n【実施内容】\n・説明会を開いた。\n【成果・実績】\n導入　17社\n【評価】Ｂ\n";
        assert_eq!(
            told(text),
            [
                "section 経営を支える | - | -",
                "initiative 相談の強化 | 承認件数　11件（目標10件、達成率110％） | Ａ",
                "measure 巡回訪問を行った。 | - | -",
                "measure 講座を2回開催した。 | - | -",
                "initiative デジタル化 | 導入　17社 | Ｂ",
                "measure 説明会を開いた。 | - | -",
            ]
        );
    }

    #[test]
    fn a_judgement_behind_a_name_is_its_rating_and_what_was_planned_no_result() {
        let text = "みさき商工会\n経営発達支援計画　外部評価報告書\n（令和4年度実施分）\n\n１　動向の調査　評価 ○\n【計画】調査を60件行う。\n【実績】73件の調査を行った。\n２　経営の分析　評価 ◎\n【計画】分析を行う。\n【実績】行った。\n";
        assert_eq!(
            told(text),
            ["initiative 動向の調査 | 73件の調査を行った。 | ○", "initiative 経営の分析 | 行った。 | ◎"]
        );
        let plan = extract(&read(text.as_bytes(), None).unwrap(), &Facts::default());
        let figures: Vec<_> = plan.indicators.iter().map(|own| (own.value, own.role.name())).collect();
        assert_eq!(figures, [(Some(60.0), "目標"), (Some(73.0), "実績")]);
    }

    #[test]
    fn a_plan_has_no_results() {
        let text = "みさき商工会議所\n令和4年度事業計画\n\n１．相談の強化\n・評価：Ａを目指す\n・巡回する\n";
        assert!(told(text).iter().all(|line| line.ends_with("| - | -")));
    }
}
