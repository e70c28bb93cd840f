//! How right the themes are, by assignments that a person has judged.
//!
//! In come an index and judgements (a theme, the title of an item, its plan, a verdict), out comes for each theme how
//! many of its assignments are right. Who judged, and how the answer is shown, must not be known here.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::{IndexError, Store};
use kurabe_model::{Node, Plan};
use kurabe_text::fold::fold;

/// A judged assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The theme.
    pub theme: String,
    /// The title of the item.
    pub title: String,
    /// The id of its plan.
    pub plan: String,
    /// Is the item about the theme?
    pub verdict: Verdict,
}

/// Is an item about a theme?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// ○
    Right,
    /// ×
    Wrong,
    /// △: judges may differ; it counts neither way.
    Open,
}

/// What the judgements say of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Assignments that are right.
    pub right: usize,
    /// Assignments that are right or wrong.
    pub of: usize,
    /// Right ones that are not made any more.
    pub lost: usize,
    /// The titles of the wrong ones.
    pub wrong: Vec<String>,
}

impl Judged {
    /// The part that is right, between the ends of its 95 % interval (Wilson's); none of nothing.
    #[must_use]
    pub fn precision(&self) -> Option<[f64; 3]> {
        /// Of a normal distribution 95 % lie within so many standard deviations.
        const Z: f64 = 1.96;
        let (right, of) = (self.right as f64, self.of as f64);
        if self.of == 0 {
            return None;
        }
        let part = right / of;
        let whole = 1.0 + Z * Z / of;
        let middle = (part + Z * Z / (2.0 * of)) / whole;
        let half = Z * (part * (1.0 - part) / of + Z * Z / (4.0 * of * of)).sqrt() / whole;
        Some([(middle - half).max(0.0), part, (middle + half).min(1.0)])
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.of += other.of;
        self.lost += other.lost;
    }
}

/// Judgements of a file: a head, then a line for each with theme, title, plan and verdict (○ × △) between tabs.
///
/// # Errors
///
/// The number of the first line that is none.
pub fn judgements(text: &str) -> Result<Vec<Judgement>, usize> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate().skip(1);
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| judgement(line).ok_or(at + 1)).collect()
}

fn judgement(line: &str) -> Option<Judgement> {
    let [theme, title, plan, verdict] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let verdict = match verdict.trim() {
        "○" | "〇" => Verdict::Right,
        "×" => Verdict::Wrong,
        "△" => Verdict::Open,
        _ => return None,
    };
    Some(Judgement { theme: theme.to_owned(), title: title.to_owned(), plan: plan.to_owned(), verdict })
}

/// Lays judgements beside the assignments of an index: for each theme that was judged, and for all together. Judgements
/// of plans that the index does not hold say nothing.
///
/// # Errors
///
/// If the index cannot be read.
pub fn judged(store: &Store, judgements: &[Judgement]) -> Result<(BTreeMap<String, Judged>, Judged), IndexError> {
    let mut themes: BTreeMap<String, Judged> = BTreeMap::new();
    let plans: BTreeSet<&str> = judgements.iter().map(|judgement| judgement.plan.as_str()).collect();
    for id in plans {
        let Some(row) = store.find(id) else { continue };
        let plan = store.plan(row.number)?;
        for judgement in judgements.iter().filter(|judgement| judgement.plan == id) {
            tally(themes.entry(judgement.theme.clone()).or_default(), &plan, judgement);
        }
    }
    let mut all = Judged::default();
    themes.values().for_each(|theme| all.add(theme));
    Ok((themes, all))
}

fn tally(theme: &mut Judged, plan: &Plan, judgement: &Judgement) {
    let title = fold(&judgement.title);
    let bears = |node: &Node| node.themes.contains(&judgement.theme);
    let is_given = plan.nodes.iter().any(|node| bears(node) && fold(&node.title) == title);
    match (judgement.verdict, is_given) {
        (Verdict::Right, true) => {
            theme.right += 1;
            theme.of += 1;
        }
        (Verdict::Wrong, true) => {
            theme.of += 1;
            theme.wrong.push(judgement.title.clone());
        }
        (Verdict::Right, false) => theme.lost += 1,
        (Verdict::Wrong, false) | (Verdict::Open, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{LineSpan, NodeId, NodeKind};

    fn judged(right: usize, of: usize) -> [String; 3] {
        Judged { right, of, ..Judged::default() }.precision().unwrap().map(|part| format!("{part:.2}"))
    }

    #[test]
    fn precision_has_an_interval() {
        assert_eq!(judged(10, 10), ["0.72", "1.00", "1.00"]);
        assert_eq!(judged(50, 100), ["0.40", "0.50", "0.60"]);
        assert_eq!(judged(0, 3), ["0.00", "0.00", "0.56"]);
        assert_eq!(Judged::default().precision(), None);
    }

    #[test]
    fn judgements_are_read_line_by_line() {
        let text = "theme\ttitle\tplan\tverdict\r\nDX\t電子化\ta/b\t○\r\n\nDX\t電子会計\ta/b\t×\n";
        let read = judgements(text).unwrap();
        assert_eq!((read.len(), read[1].verdict), (2, Verdict::Wrong));
        assert_eq!((read[0].title.as_str(), read[0].plan.as_str()), ("電子化", "a/b"));
        assert_eq!(judgements("head\nDX\t電子化\ta/b"), Err(2));
        assert_eq!(judgements("head\nDX\t電子化\ta/b\tyes"), Err(2));
    }

    #[test]
    fn assignments_that_are_not_made_any_more_are_no_part_of_the_precision() {
        let mut node = Node::new(NodeId(1), NodeKind::Measure, "電子化", LineSpan::line(1));
        node.themes = vec!["DX".to_owned()];
        let plan = Plan { nodes: vec![node], ..Plan::default() };
        let mut theme = Judged::default();
        for (title, verdict) in [("電子 化", Verdict::Right), ("ほか", Verdict::Right), ("別", Verdict::Wrong)] {
            let judgement = Judgement { theme: "DX".into(), title: title.into(), plan: String::new(), verdict };
            tally(&mut theme, &plan, &judgement);
        }
        assert_eq!(theme, Judged { right: 1, of: 1, lost: 1, wrong: Vec::new() });
    }
}
