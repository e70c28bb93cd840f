//! Signs that speak against a reading although the rule that made it is sure: a title torn from its sentence, the name
//! of what is counted among things to do.
//!
//! What comes in are the nodes of a plan, what goes out are the same nodes, those with a sign less sure. Nothing else is
//! changed. This file must not know how a node was read.

use crate::outline::chapter::is_background;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, is_measure, words};
use kurabe_model::{Node, NodeId, NodeKind};
use kurabe_text::spacing::squeeze;

/// A node with what a sign looks at beside it.
struct Seen<'a> {
    node: &'a Node,
    /// The node that it stands under.
    above: Option<&'a Node>,
    /// Does anything stand under it?
    holds: bool,
}

/// Does it speak against the reading of a node?
type Sign = fn(&Seen) -> bool;

/// The signs.
const SIGNS: [(Rule, Sign); 5] = [
    (Rule::SignTorn, |seen| is_torn(&seen.node.title)),
    (Rule::SignNamesMeasure, |seen| seen.is_item() && is_measure(trimmed(&seen.node.title))),
    (Rule::SignTellsHow, |seen| seen.is_item() && tells_how(&seen.node.title)),
    (Rule::SignBelowBackground, |seen| {
        seen.is_item() && !seen.is_held() && seen.above.is_some_and(|above| tells_what_is(&above.title))
    }),
    (Rule::SignNamesNoAction, |seen| !seen.is_held() && seen.names_no_action()),
];

/// Makes those nodes less sure against which a sign speaks. Of several signs the strongest counts.
pub(super) fn weigh(nodes: &mut [Node], rules: Rules) {
    let mut holds = vec![false; nodes.len()];
    let place = |id: NodeId| (id.0 as usize).wrapping_sub(1);
    for parent in nodes.iter().filter_map(|node| node.parent) {
        if let Some(holds) = holds.get_mut(place(parent)) {
            *holds = true;
        }
    }
    for at in 0..nodes.len() {
        let node = &nodes[at];
        if node.narrative {
            continue;
        }
        let above = node.parent.and_then(|parent| nodes.get(place(parent)));
        let seen = Seen { node, above, holds: holds[at] };
        let signs = SIGNS.iter().filter(|(rule, _)| rules.hold(*rule) && rule.sure() < node.sure);
        let strongest = signs.filter(|(_, sign)| sign(&seen)).map(|(rule, _)| *rule).min_by_key(|rule| rule.sure());
        if let Some(rule) = strongest {
            nodes[at].sure = rule.sure();
            nodes[at].rule = rule.number();
        }
    }
}

impl Seen<'_> {
    /// Does a calendar name it: 4月　総会? Its heading says when and its name is that of an event.
    fn is_held(&self) -> bool {
        self.node.rule == Rule::Diary.number()
    }

    fn is_item(&self) -> bool {
        self.node.kind != NodeKind::Section
    }

    /// A bullet or number before a bare name. Where the head of a column says that names stand there, they are work.
    fn names_no_action(&self) -> bool {
        let marked = [Rule::KindFinest, Rule::KindBelow].map(Rule::number).contains(&self.node.rule);
        self.is_item() && marked && !self.holds && self.node.body.is_empty() && !is_action(&self.node.title)
    }
}

/// Does a title begin or end inside a sentence, or leave a bracket open?
fn is_torn(title: &str) -> bool {
    let (title, line) = (title.trim(), &words().line);
    let hangs = title.ends_with(['、', '，', 'を', 'が', 'の', 'や', 'へ'])
        || ["及び", "並びに", "又は"].iter().any(|end| title.ends_with(end));
    line.begins_inside.begins(title) || hangs && !line.ends_whole.ends(title) || leaves_open(title)
}

/// Does a bracket stay open, or close that was never open? One of full width may close one of half width.
fn leaves_open(title: &str) -> bool {
    let opening = |c: char| match c {
        '（' | '(' => Some(0),
        '「' => Some(1),
        '『' => Some(2),
        '【' => Some(3),
        _ => None,
    };
    let closing = |c: char| match c {
        '）' | ')' => Some(0),
        '」' => Some(1),
        '』' => Some(2),
        '】' => Some(3),
        _ => None,
    };
    let mut open = Vec::new();
    for (at, c) in title.char_indices() {
        if let Some(pair) = opening(c) {
            open.push(pair);
        } else if let Some(pair) = closing(c) {
            // 1) and ア) number what follows.
            let numbers = pair == 0 && open.is_empty() && at <= 'ア'.len_utf8();
            if !numbers && open.pop() != Some(pair) {
                return true;
            }
        }
    }
    !open.is_empty()
}

/// Letters of a title that heads something; a longer one says something.
const HEADING_LETTERS: usize = 20;

/// Does a title say how things are or how the plan means to work: 背景, 会館の実施状況, 施策の内容?
fn tells_how(title: &str) -> bool {
    let title = squeeze(trimmed(title));
    let slot = &words().slot;
    let last = title.rsplit('の').next().unwrap_or(&title);
    title.chars().count() <= HEADING_LETTERS && (tells_what_is(&title) || slot.part.is(last) || slot.numbered.is(last))
}

/// Does a heading speak of what is, or of what the plan stands for?
fn tells_what_is(title: &str) -> bool {
    is_background(title) || words().chapter.stated.ends(&squeeze(trimmed(title)))
}

/// A title without the note in brackets at its end.
fn trimmed(title: &str) -> &str {
    let title = title.trim_end_matches(['。', '　', ' ']);
    let note = title.strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '(']));
    note.filter(|at| *at > 0).map_or(title, |at| title[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use kurabe_model::plan::Facts;

    /// The doubtful titles of the case that shows the signs, each with the sign's id.
    #[test]
    fn signs_make_a_reading_doubtful() {
        let source = include_str!("../../tests/cases/titles-that-may-be-no-items/source.txt");
        let plan = extract(&kurabe_read::read(source.as_bytes(), None).unwrap(), &Facts::default());
        let id = |node: &Node| Rule::of(node.rule).map_or("", Rule::id);
        let doubtful = plan.nodes.iter().filter(|node| node.is_doubtful());
        let doubtful: Vec<_> = doubtful.map(|node| (node.title.as_str(), id(node))).collect();
        assert_eq!(
            doubtful,
            [
                ("来場者数", "sign.names-measure"),
                ("会員からの意見を踏まえた、", "sign.torn"),
                ("相談窓口（夜間の開設", "sign.torn"),
                ("会館の実施状況", "sign.tells-how"),
                ("ともに歩む商工会", "sign.below-background"),
                ("港の朝市の開催", "sign.below-background"),
                ("港の花火大会の開催", "sign.below-background"),
            ],
            "{:?}",
            plan.nodes.iter().map(|node| (&node.title, id(node))).collect::<Vec<_>>()
        );
        let bare = plan.nodes.iter().find(|node| node.title == "火災共済").unwrap();
        assert_eq!((id(bare), bare.is_doubtful()), ("sign.names-no-action", false));
    }

    #[test]
    fn whole_titles_are_not_torn() {
        for title in
            ["相談の充実（年2回）", "1)窓口の開設", "「よろず相談」の開催", "人材確保に向けて", "地域とともに（再掲)"]
        {
            assert!(!is_torn(title), "{title}");
        }
        for title in ["による支援の強化", "国・県及び", "会報の発行」", "（仮称の窓口"] {
            assert!(is_torn(title), "{title}");
        }
    }

    #[test]
    fn names_of_what_is_counted() {
        for title in ["相談件数", "会員の満足度（％）"] {
            assert!(is_measure(trimmed(title)), "{title}");
        }
        for title in ["小規模企業共済制度", "令和7年度", "セミナーの開催"] {
            assert!(!is_measure(trimmed(title)), "{title}");
        }
    }
}
