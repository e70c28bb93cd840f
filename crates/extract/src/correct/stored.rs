//! Quotes of a plan that stands corrected already, whose lines are not at hand.
//!
//! In come a plan and a node or a quote, out comes the other. What is done with the pair must not be known here.

use super::Fit;
use super::quote::{Said, Unfound, find, quote};
use kurabe_model::{Misfit, Node, NodeId, Plan, Quote, Sought};

/// What a node says and what it stands under, as they were read.
fn read<'a>(plan: &'a Plan, node: &'a Node) -> (&'a str, &'a str) {
    let under = node.corrected.as_ref().map(|origin| origin.under.as_str());
    (node.words(), under.or_else(|| plan.parent(node.id).map(Node::words)).unwrap_or_default())
}

fn said(plan: &Plan) -> Vec<Said> {
    let of = |(at, node): (usize, &Node)| {
        let (words, under) = read(plan, node);
        let below = node.body.lines().next().or_else(|| plan.nodes.get(at + 1).map(Node::words));
        let above = plan.above(node.id).skip(1).map(|above| read(plan, above).0);
        Said::new(words, under, "").below(above).before(below.unwrap_or_default())
    };
    plan.nodes.iter().enumerate().map(of).collect()
}

/// A node of a plan as it is quoted.
#[must_use]
pub fn quote_of(plan: &Plan, id: NodeId) -> Option<Quote> {
    let at = plan.place_of(id)?;
    let node = plan.nodes.get(at)?;
    let (words, under) = read(plan, node);
    let own = Quote { words: words.to_owned(), under: under.to_owned(), line: node.span.first, ..Quote::default() };
    Some(quote(&said(plan), at, own))
}

/// How well a quote fits a plan.
#[must_use]
pub fn fit_quote(plan: &Plan, wanted: &Quote) -> Fit {
    let all = said(plan);
    match find(&all, wanted) {
        Ok(at) if all[at].is_under(&wanted.under) => Fit::There,
        Ok(_) => Fit::Elsewhere,
        Err(_) => Fit::Not,
    }
}

/// The node that a quote means.
///
/// # Errors
///
/// If none can be told.
pub fn quoted(plan: &Plan, wanted: &Quote) -> Result<NodeId, Misfit> {
    let at = find(&said(plan), wanted).map_err(|unfound| match unfound {
        Unfound::Missing => Misfit::Missing(Sought::Item),
        Unfound::Several(was, are) => Misfit::Several(Sought::Item, was, are),
    })?;
    plan.nodes.get(at).map(|node| node.id).ok_or(Misfit::Missing(Sought::Item))
}
