//! What the forms of corrections call things: their fields, and a heading or item, by a number that others may have
//! moved meanwhile and what tells that it is still the same.
//!
//! In come nodes and keys of a form, out comes the other. What is said of them must not be known here.

use kurabe_model::{Node, NodeId, Plan};

/// What stands before the name of a field that keeps what the form showed.
pub(super) const WAS: &str = "was-";
/// The field that says which form of the page was sent.
pub(super) const FORM: &str = "form";
/// The forms of the page; that of a figure is followed by its place.
pub(super) const ITEM: &str = "item";
pub(super) const LOST: &str = "lost";
pub(super) const FACTS: &str = "facts";
pub(super) const FIGURE: &str = "figure-";
/// Nothing above it.
pub(super) const TOP: &str = "top";

/// Letters of the print: more than chance makes alike in one plan.
const LETTERS: usize = 12;

/// What a form calls a node.
pub(super) fn key_of(node: &Node) -> String {
    format!("{}.{}", node.id.0, print(node))
}

/// The node that is meant, wherever it stands now; none if what was shown is not there any more. A bare number is
/// taken as it is.
pub(super) fn keyed<'a>(plan: &'a Plan, key: &str) -> Option<&'a Node> {
    let Some((id, own)) = key.split_once('.') else { return plan.node(NodeId(key.parse().ok()?)) };
    let is_same = |node: &&Node| print(node) == own;
    plan.node(NodeId(id.parse().ok()?)).filter(is_same).or_else(|| plan.nodes.iter().find(is_same))
}

/// The words and the line of a node, in a few letters.
fn print(node: &Node) -> String {
    let hash = blake3::hash(format!("{}\n{}", node.span.first, node.words()).as_bytes());
    hash.to_hex().chars().take(LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{LineSpan, NodeKind};

    #[test]
    fn a_node_is_known_by_its_words_and_line() {
        let node = |id, title: &str, line| {
            Node::new(NodeId(id), NodeKind::Initiative, title, LineSpan { first: line, last: line })
        };
        let plan = |nodes| Plan { nodes, ..Plan::default() };
        let before = plan(vec![node(1, "朝市", 3), node(2, "夜市", 4)]);
        let key = key_of(&before.nodes[1]);
        assert_eq!(keyed(&before, &key).unwrap().id, NodeId(2));
        let after = plan(vec![node(1, "朝市", 3), node(2, "見本市", 4), node(3, "夜市", 4)]);
        assert_eq!(keyed(&after, &key).unwrap().id, NodeId(3));
        assert!(keyed(&plan(vec![node(1, "朝市", 3)]), &key).is_none());
        assert_eq!(keyed(&before, "1").unwrap().title, "朝市");
        assert!(keyed(&before, "x.y").is_none());
    }
}
