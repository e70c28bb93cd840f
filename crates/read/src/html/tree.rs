//! Tags to a tree, as browsers mend them: paragraphs, items and cells that nobody closed end where the next begins.
//!
//! What comes in is the text of a page, what goes out is its tree. Depth and size are bounded: elements inside too many
//! others lie side by side. This file must not know what is menu and what is content.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::ReadError;

/// Attributes that say something of a page's words.
const ATTRIBUTES: [&str; 13] = [
    "id", "class", "style", "hidden", "role", "href", "alt", "start", "value", "type", "reversed", "rowspan", "colspan",
];
/// Nodes and attributes that a page may have; the longest pages of plans have some twenty thousand.
const NODES: usize = 1_000_000;
/// Elements that may stand inside one another.
const DEEPEST: usize = 200;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The name in small letters; empty for a text.
    pub(super) tag: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
}

impl Node {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A number of an attribute.
    pub(super) fn number(&self, name: &str) -> Option<i32> {
        let value = self.attribute(name)?.trim();
        let end = value.char_indices().skip(1).find(|(_, letter)| !letter.is_ascii_digit());
        value.get(..end.map_or(value.len(), |(at, _)| at))?.parse().ok()
    }

    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.tag.as_str())
    }
}

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 52] = [
    "html",
    "body",
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "marquee",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "option",
    "select",
];
/// Elements without content.
const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Reads a page.
pub(super) fn parse(text: &str) -> Result<Tree, ReadError> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut growing = Growing { tree: Tree { nodes: vec![Node::default()] }, open: vec![0] };
    let mut said = 0;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes: Vec<(String, String)> = tag
                    .attributes
                    .iter()
                    .filter(|(name, _)| ATTRIBUTES.iter().any(|known| known.as_bytes() == name.as_slice()))
                    .map(|(name, value)| (String::from_utf8_lossy(name).into(), String::from_utf8_lossy(value).into()))
                    .collect();
                said += attributes.len();
                growing.start(name, attributes);
            }
            Token::EndTag(tag) => growing.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => growing.say(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if growing.tree.nodes.len() + said > NODES {
            return Err(ReadError::Bursting);
        }
    }
    Ok(growing.tree)
}

/// The tree while tags come in.
struct Growing {
    tree: Tree,
    /// Elements that are open, outermost first; the first is the page itself.
    open: Vec<usize>,
}

impl Growing {
    fn tag(&self, node: usize) -> &str {
        self.tree.nodes.get(node).map_or("", |node| &node.tag)
    }

    fn add(&mut self, mut node: Node) -> usize {
        let place = self.tree.nodes.len();
        node.parent = self.open.last().copied().unwrap_or(0);
        if let Some(parent) = self.tree.nodes.get_mut(node.parent) {
            parent.children.push(place);
        }
        self.tree.nodes.push(node);
        place
    }

    fn start(&mut self, tag: String, attributes: Vec<(String, String)>) {
        match tag.as_str() {
            "html" | "body" if self.open.iter().any(|node| self.tag(*node) == tag) => return,
            "li" => self.close(&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "table", "td", "th"]),
            "td" | "th" => self.close(&["td", "th"], &["tr", "table"]),
            "tr" => self.close(&["tr"], &["table", "tbody", "thead", "tfoot"]),
            "tbody" | "thead" | "tfoot" | "caption" => {
                self.close(&["tbody", "thead", "tfoot", "caption", "colgroup"], &["table"])
            }
            "option" => self.close(&["option"], &["select"]),
            "rt" | "rp" => self.close(&["rt", "rp"], &["ruby"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close(&["h1", "h2", "h3", "h4", "h5", "h6"], &["div", "td", "th", "li", "table", "section"])
            }
            _ => {}
        }
        let node = Node { attributes, tag, ..Node::default() };
        if node.is_block() && node.tag != "table" {
            self.close(&["p"], &["td", "th", "table", "li", "dd", "div", "caption", "blockquote"]);
        }
        let is_void = VOID.contains(&node.tag.as_str());
        let place = self.add(node);
        if !is_void && self.open.len() < DEEPEST {
            self.open.push(place);
        }
    }

    /// Closes the innermost open element of these names, unless one of the borders stands before it.
    fn close(&mut self, names: &[&str], borders: &[&str]) {
        let at = self.open.iter().rposition(|node| {
            let tag = self.tag(*node);
            names.contains(&tag) || borders.contains(&tag)
        });
        if let Some(at) = at.filter(|at| self.open.get(*at).is_some_and(|node| names.contains(&self.tag(*node)))) {
            self.open.truncate(at.max(1));
        }
    }

    fn end(&mut self, tag: &str) {
        match tag {
            "br" => drop(self.add(Node { tag: "br".to_owned(), ..Node::default() })),
            "html" | "body" => {}
            _ => {
                let table = matches!(tag, "table" | "tr" | "tbody" | "thead" | "tfoot" | "td" | "th");
                let borders: &[&str] = match tag {
                    "table" => &[],
                    _ if table => &["table"],
                    "li" => &["ul", "ol", "table", "td", "th"],
                    "ul" | "ol" | "dl" | "div" | "form" | "center" | "section" | "article" | "main" => {
                        &["td", "th", "table"]
                    }
                    // What only dresses words ends no block: <b><p>…</b>.
                    _ if !BLOCKS.contains(&tag) => &BLOCKS,
                    _ => &["td", "th", "table", "div", "li", "ul", "ol"],
                };
                self.close(&[tag], borders);
            }
        }
    }

    fn say(&mut self, words: &str) {
        let last = self.open.last().and_then(|open| self.tree.nodes.get(*open)?.children.last().copied());
        if let Some(node) = last.and_then(|last| self.tree.nodes.get_mut(last)).filter(|node| node.tag.is_empty()) {
            node.text.push_str(words);
            return;
        }
        self.add(Node { text: words.to_owned(), ..Node::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets.
    fn shape(tree: &Tree, node: usize) -> String {
        let node = &tree.nodes[node];
        if node.tag.is_empty() && !node.text.is_empty() {
            return node.text.trim().to_owned();
        }
        let inside: Vec<String> = node.children.iter().map(|child| shape(tree, *child)).collect();
        format!("{}({})", node.tag, inside.join(" ")).replace("( ", "(")
    }

    #[test]
    fn what_nobody_closed() {
        for (page, expected) in [
            ("<p>あ<p>い", "(p(あ) p(い))"),
            ("<ul><li>あ<li>い<ul><li>う</ul></ul>え", "(ul(li(あ) li(い ul(li(う)))) え)"),
            ("<table><tr><td>あ<td>い<tr><td>う</table>え", "(table(tr(td(あ) td(い)) tr(td(う))) え)"),
            ("<dl><dt>あ<dd>い<dt>う</dl>", "(dl(dt(あ) dd(い) dt(う)))"),
            ("<b><p>あ</b>い</p>う", "(b(p(あい) う))"),
            ("<td><table><tr><td>あ</td></tr></table>い</td>う", "(td(table(tr(td(あ))) い) う)"),
            ("あ<br>い</br>う", "(あ br() い br() う)"),
            ("<script>if (a < b) '<p>'</script>あ", "(script(if (a < b) '<p>') あ)"),
        ] {
            assert_eq!(shape(&parse(page).unwrap(), 0), expected, "{page}");
        }
    }

    #[test]
    fn no_page_nests_without_end() {
        let deep = "<div>".repeat(50_000) + "あ";
        assert_eq!(parse(&deep).unwrap().nodes.last().unwrap().text, "あ");
        let dressed = "<b><i><font>".repeat(3000) + &"<p>あ</p>".repeat(3000);
        assert!(parse(&dressed).unwrap().nodes.len() < 20_000);
        assert_eq!(parse(&"<br>".repeat(NODES + 1)).unwrap_err(), ReadError::Bursting);
    }
}
