//! Quotes of a plan that stands corrected already, whose lines are not at hand.
//!
//! In come a plan and a node or a quote, out comes the other. What is done with the pair must not be known here.

use super::quote::{Said, Unfound, find, place};
use kurabe_model::{Misfit, Node, NodeId, Plan, Quote, Sought};

/// What a node says and what it stands under, as they were read.
fn read<'a>(plan: &'a Plan, node: &'a Node) -> (&'a str, &'a str) {
    let under = node.corrected.as_ref().map(|origin| origin.under.as_str());
    (node.words(), under.or_else(|| plan.parent(node.id).map(Node::words)).unwrap_or_default())
}

fn said(plan: &Plan) -> Vec<Said> {
    let of = |node: &Node| {
        let (words, under) = read(plan, node);
        Said::new(words, under, "")
    };
    plan.nodes.iter().map(of).collect()
}

/// A node of a plan as it is quoted.
#[must_use]
pub fn quote_of(plan: &Plan, id: NodeId) -> Option<Quote> {
    let at = plan.place_of(id)?;
    let node = plan.nodes.get(at)?;
    let (words, under) = read(plan, node);
    let (place, of) = place(&said(plan), at);
    let line = node.span.first;
    Some(Quote { words: words.to_owned(), under: under.to_owned(), text: String::new(), line, place, of })
}

/// The node that a quote means.
///
/// # Errors
///
/// If none can be told.
pub fn quoted(plan: &Plan, quote: &Quote) -> Result<NodeId, Misfit> {
    let at = find(&said(plan), quote).map_err(|unfound| match unfound {
        Unfound::Missing => Misfit::Missing(Sought::Item),
        Unfound::Several(are) => Misfit::Several(Sought::Item, quote.of.max(1), are),
    })?;
    plan.nodes.get(at).map(|node| node.id).ok_or(Misfit::Missing(Sought::Item))
}
