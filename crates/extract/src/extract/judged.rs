//! How right the themes are, by items that a person has judged.
//!
//! What comes in are themes and judged items as JSON Lines, what goes out is, for each theme, how many of its
//! assignments are right and how many are missing. This file must not know where the items come from.

use kurabe_model::{LineSpan, Node, NodeId, NodeKind, Plan};
use serde::Deserialize;

use super::theme::Themes;

/// An item with the themes that a person gives it:
/// `{"title":"海外の商談会への出展","under":["販路の開拓"],"themes":["販路開拓","海外展開"]}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    title: String,
    /// The headings above it, outermost first.
    #[serde(default)]
    under: Vec<String>,
    themes: Vec<String>,
    /// Themes on which judges may differ: they count neither way.
    #[serde(default)]
    unsure: Vec<String>,
}

/// How a theme fares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// The theme.
    pub theme: String,
    /// Assignments that the judge made too.
    pub right: usize,
    /// All assignments.
    pub given: usize,
    /// All that the judge made.
    pub wanted: usize,
    /// Titles whose assignment is wrong or missing.
    pub faults: Vec<String>,
}

/// Compares the themes' assignments with a person's, in the order of the themes.
///
/// # Errors
///
/// If a line is no judged item.
pub(super) fn precision(themes: &Themes, judged: &str) -> Result<Vec<Tally>, serde_json::Error> {
    let mut tallies: Vec<Tally> =
        themes.names().iter().map(|name| Tally { theme: name.clone(), ..Tally::default() }).collect();
    for line in judged.lines().filter(|line| !line.trim().is_empty()) {
        let item: Judged = serde_json::from_str(line)?;
        let given = assigned(themes, &item);
        for tally in tallies.iter_mut().filter(|tally| !item.unsure.contains(&tally.theme)) {
            let (is, should) = (given.contains(&tally.theme), item.themes.contains(&tally.theme));
            tally.right += usize::from(is && should);
            tally.given += usize::from(is);
            tally.wanted += usize::from(should);
            if is != should {
                tally.faults.push(item.title.clone());
            }
        }
    }
    Ok(tallies)
}

/// The themes of an item below its headings.
fn assigned(themes: &Themes, item: &Judged) -> Vec<String> {
    let titles = item.under.iter().chain([&item.title]);
    let node = |(at, title): (u32, &String)| Node {
        parent: (at > 1).then(|| NodeId(at - 1)),
        ..Node::new(NodeId(at), NodeKind::Initiative, title.as_str(), LineSpan::line(at))
    };
    let mut plan = Plan { nodes: (1..).zip(titles).map(node).collect(), ..Plan::default() };
    themes.assign(&mut plan);
    plan.nodes.pop().map(|node| node.themes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in themes over invented items that were judged by hand.
    #[test]
    fn built_in_themes_are_right_about_judged_items() {
        let themes = Themes::parse(include_str!("../../../../data/themes.toml")).unwrap();
        let tallies = precision(&themes, include_str!("../../tests/judged-themes.jsonl")).unwrap();
        let faults: Vec<&Tally> = tallies.iter().filter(|tally| !tally.faults.is_empty()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(tallies.iter().all(|tally| tally.wanted >= 2), "{tallies:?}");
    }

    #[test]
    fn what_is_given_and_what_is_missing() {
        let themes = Themes::parse("[[theme]]\nname='DX'\nwords=['デジタル']").unwrap();
        let judged = "{\"title\":\"デジタル化\",\"themes\":[\"DX\"]}\n{\"title\":\"電子化\",\"themes\":[\"DX\"]}\n\n{\"title\":\"デジタル\",\"themes\":[]}\n{\"title\":\"講座\",\"under\":[\"デジタル化\"],\"themes\":[\"DX\"]}";
        let tallies = precision(&themes, judged).unwrap();
        let tally = &tallies[0];
        assert_eq!((tally.right, tally.given, tally.wanted), (2, 3, 3));
        assert_eq!(tally.faults, ["電子化", "デジタル"]);
        assert!(precision(&themes, "{}").is_err());
    }
}
