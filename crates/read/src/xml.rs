//! XML as a tree, small and guarded.
//!
//! What comes in are the bytes of one document, what goes out is its root element. Documents that declare entities,
//! nest without end or have more elements than any plan are refused. This file must not know any vocabulary.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::decode;

/// Elements and attributes that a document may have, all its members together; each takes some 250 bytes of memory. A
/// plan of a hundred pages has some two hundred thousand.
pub(super) const ELEMENTS: usize = 1_200_000;
/// Elements that may stand inside one another. Word stops at twenty tables in tables.
const DEEPEST: usize = 256;
/// Attributes that an element may have; further ones are passed over.
const ATTRIBUTES: usize = 64;

/// An element. Names are local names, without the prefix of their vocabulary.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Name,
    attributes: Vec<(Name, Box<str>)>,
    pub(super) nodes: Vec<Node>,
}

/// A name; elements of one name share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name(Rc<str>);

impl Default for Name {
    fn default() -> Self {
        Self(Rc::from(""))
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// What stands inside an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute's value; the name may have its prefix (`r:id`) or not.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let whole = name.contains(':');
        let is = |own: &str| own == name || !whole && own.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(own, _)| is(own)).map(|(_, value)| &**value)
    }

    /// The elements directly inside.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Is an attribute set? Excel and PowerPoint write `hidden="1"`.
    pub(super) fn is_set(&self, name: &str) -> bool {
        matches!(self.attribute(name), Some("1" | "true"))
    }

    /// The first element of a name directly inside.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|element| &*element.name == name)
    }

    /// The element that a path of names leads to.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The attribute `val` of a child: how Word writes most settings.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Is a switch set? Word writes `<w:vanish/>`, and `w:val="0"` to take it back.
    pub(super) fn switch(&self, name: &str) -> bool {
        self.child(name).is_some_and(|switch| !matches!(switch.attribute("val"), Some("0" | "false" | "off")))
    }

    /// The characters directly inside.
    pub(super) fn text(&self) -> String {
        let pieces = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        pieces.collect()
    }
}

/// Parses a document; `left` counts down the elements that may still come.
pub(super) fn parse(bytes: &[u8], left: &mut usize) -> Result<Element, ReadError> {
    let text = decode::decode(bytes).map_err(|_| ReadError::Broken)?.text;
    let mut reader = Reader::from_str(&text);
    // An end tag that ends something else is damage, and what stands behind damage would be guessed.
    reader.config_mut().check_end_names = true;
    let mut names: HashSet<Rc<str>> = HashSet::new();
    let mut stack: Vec<Element> = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|_| ReadError::Broken)? {
            Event::Start(start) => {
                if stack.len() > DEEPEST {
                    return Err(ReadError::Bursting);
                }
                stack.push(counted(element(&start, &mut names), left)?);
            }
            Event::Empty(start) => {
                let element = counted(element(&start, &mut names), left)?;
                add(&mut stack, Node::Element(element));
            }
            Event::End(_) => {
                if stack.len() > 1
                    && let Some(done) = stack.pop()
                {
                    add(&mut stack, Node::Element(done));
                }
            }
            Event::Text(words) => say(&mut stack, &words),
            Event::CData(words) => say(&mut stack, &words),
            Event::GeneralRef(reference) => say(&mut stack, &referred(&reference)),
            // Entities of one's own are how a short text grows without end; no office program declares any.
            Event::DocType(_) => return Err(ReadError::Bursting),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if stack.len() != 1 {
        return Err(ReadError::Broken);
    }
    let root = stack.pop().and_then(|top| {
        top.nodes.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    root.ok_or(ReadError::Broken)
}

/// Takes an element and its attributes off what may still come.
fn counted(element: Element, left: &mut usize) -> Result<Element, ReadError> {
    *left = left.checked_sub(1 + element.attributes.len()).ok_or(ReadError::Bursting)?;
    Ok(element)
}

fn add(stack: &mut [Element], node: Node) {
    if let Some(top) = stack.last_mut() {
        top.nodes.push(node);
    }
}

/// Adds characters; the pieces around a reference are one text.
fn say(stack: &mut [Element], words: &str) {
    let Some(top) = stack.last_mut().filter(|_| !words.is_empty()) else {
        return;
    };
    match top.nodes.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => top.nodes.push(Node::Text(words.to_owned())),
    }
}

/// What a reference stands for: the five of XML, and characters by number.
fn referred(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    if let Some(letter) = number.and_then(char::from_u32) {
        return letter.to_string();
    }
    quick_xml::escape::resolve_xml_entity(name).unwrap_or_default().to_owned()
}

fn element(start: &BytesStart, names: &mut HashSet<Rc<str>>) -> Element {
    let mut intern = |name: &str| {
        if let Some(known) = names.get(name) {
            return Name(known.clone());
        }
        let new: Rc<str> = Rc::from(name);
        // A document with ever new names gains nothing from sharing them.
        if names.len() < 4096 {
            names.insert(new.clone());
        }
        Name(new)
    };
    let name = intern(start.local_name().as_ref());
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).take(ATTRIBUTES).flatten() {
        let key = attribute.key.as_ref();
        if key.starts_with("xmlns") || key.starts_with("w:rsid") {
            continue;
        }
        let raw = &attribute.value;
        let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_string(), |value| value.to_string());
        attributes.push((intern(key), value.into_boxed_str()));
    }
    Element { name, attributes, nodes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Result<Element, ReadError> {
        parse(text.as_bytes(), &mut { ELEMENTS })
    }

    #[test]
    fn names_lose_their_prefix() {
        let root =
            tree(r#"<w:p xmlns:w="x"><w:id w:val="3" r:id="rId1" id="9">観光&amp;&#x5546;<w:b/>業</w:id></w:p>"#)
                .unwrap();
        let id = root.child("id").unwrap();
        assert_eq!((id.attribute("val"), id.attribute("r:id")), (Some("3"), Some("rId1")));
        assert_eq!((id.text().as_str(), id.nodes.len()), ("観光&商業", 3));
        assert!(id.switch("b"));
    }

    #[test]
    fn what_is_refused() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#;
        assert_eq!(tree(bomb).unwrap_err(), ReadError::Bursting);
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        assert_eq!(tree(&deep).unwrap_err(), ReadError::Bursting);
        assert_eq!(parse(b"<a><b/><b/></a>", &mut 2).unwrap_err(), ReadError::Bursting);
        for broken in ["<a><b></a>", "<a>", "", "<a b", "文"] {
            assert_eq!(tree(broken).unwrap_err(), ReadError::Broken, "{broken}");
        }
    }
}
