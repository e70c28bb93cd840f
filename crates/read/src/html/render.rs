//! The content of a page as lines: blocks on lines of their own, items with the marks that a browser draws.
//!
//! What comes in are the tree and what of it is content, what goes out are lines. This file must not know tables.

use super::content::Content;
use super::tree::{Node, Tree};
use crate::count;

/// Letters that a heading may have; a longer one is a paragraph in large letters.
const HEADING: usize = 60;

/// The lines of a page.
pub(super) fn render(tree: &Tree, content: &Content) -> Vec<String> {
    let mut page = Page::new(tree, content);
    page.typed = typed(tree, content);
    page.node(content.root);
    page.flush();
    page.lines
}

/// A list that is open.
struct List {
    /// The number of the next item; none where items have no numbers.
    next: Option<i32>,
    step: i32,
    way: Option<&'static str>,
}

/// The lines while they are written.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    pub(super) content: &'a Content,
    pub(super) lines: Vec<String>,
    line: String,
    /// Written before the next line, once.
    mark: String,
    /// Written before every line.
    indent: usize,
    lists: Vec<List>,
    preformatted: bool,
    /// Levels of numbers that are typed into the page's text: a list counts below them.
    typed: usize,
    /// In a cell of a table: items have dots, headings no level.
    pub(super) in_cell: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(tree: &'a Tree, content: &'a Content) -> Self {
        Self {
            tree,
            content,
            lines: Vec::new(),
            line: String::new(),
            mark: String::new(),
            indent: 0,
            lists: Vec::new(),
            preformatted: false,
            typed: 0,
            in_cell: false,
        }
    }

    /// Writes a node and what is inside.
    pub(super) fn node(&mut self, place: usize) {
        let (tree, content) = (self.tree, self.content);
        let Some(node) = tree.nodes.get(place).filter(|_| !content.dropped.get(place).copied().unwrap_or(true)) else {
            return;
        };
        if node.tag.is_empty() && !node.text.is_empty() {
            self.say(&node.text);
            return;
        }
        if node.is_block() {
            self.flush();
            if self.is_of_the_site(place) {
                return;
            }
        }
        match node.tag.as_str() {
            "br" => self.line_end(),
            "hr" => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(place, node),
            "ul" | "menu" | "dir" | "ol" => self.list(node),
            "li" => self.item(node),
            "dd" => {
                self.mark = "\u{3000}".to_owned();
                self.inside(node);
                self.mark.clear();
            }
            "pre" | "listing" | "xmp" => {
                let outer = std::mem::replace(&mut self.preformatted, true);
                self.inside(node);
                self.flush();
                self.preformatted = outer;
            }
            "table" => self.table(place),
            _ => self.inside(node),
        }
        if node.is_block() {
            self.flush();
        }
    }

    pub(super) fn inside(&mut self, node: &Node) {
        for child in &node.children {
            self.node(*child);
        }
        if node.is_block() {
            self.flush();
        }
    }

    /// Adds words; white space is one blank, and none where a line of Japanese was broken in the source.
    fn say(&mut self, words: &str) {
        if self.preformatted {
            for (at, line) in words.split('\n').enumerate() {
                if at > 0 {
                    self.line_end();
                }
                self.line.push_str(line.trim_end_matches('\r'));
            }
            return;
        }
        let mut letters = words.chars().peekable();
        while let Some(letter) = letters.next() {
            if !letter.is_ascii_whitespace() {
                self.line.push(letter);
                continue;
            }
            let mut broken = matches!(letter, '\n' | '\r');
            while let Some(next) = letters.next_if(char::is_ascii_whitespace) {
                broken |= matches!(next, '\n' | '\r');
            }
            let wide = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii());
            let joins =
                broken && wide(self.line.chars().next_back()) && letters.peek().is_none_or(|next| !next.is_ascii());
            if !self.line.is_empty() && !joins && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    /// Ends the line if there is one.
    pub(super) fn flush(&mut self) {
        if !self.line.trim().is_empty() {
            self.line_end();
        }
        self.line.clear();
    }

    fn line_end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            if self.preformatted {
                self.lines.push(String::new());
            }
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        let words = if mark.is_empty() { line.trim_end() } else { line.trim() };
        // An item that says its number itself has it once.
        let mark = if mark.ends_with(' ') && counted(&mark) && counted(words) { String::new() } else { mark };
        self.push(&format!("{mark}{words}"));
    }

    /// Adds a line, set in as far as the lists are.
    pub(super) fn push(&mut self, line: &str) {
        self.lines.push(format!("{}{line}", "  ".repeat(self.indent.min(8))));
    }

    fn heading(&mut self, place: usize, node: &Node) {
        let level = node.tag.get(1..).and_then(|level| level.parse().ok()).unwrap_or(1usize);
        let mut inner = Page::new(self.tree, self.content);
        inner.in_cell = true;
        node.children.iter().for_each(|child| inner.node(*child));
        inner.flush();
        let mut text = inner.lines.join(" ");
        if text.trim().is_empty() {
            text = pictured(self.tree, place);
        }
        let text = text.trim();
        let titled = text.chars().count() <= HEADING && !text.ends_with('。') && !text.starts_with('|');
        match text {
            "" => {}
            text if titled && !self.in_cell => self.lines.push(format!("{} {text}", "#".repeat(level))),
            _ => inner.lines.iter().for_each(|line| self.push(line.trim())),
        }
    }

    fn list(&mut self, node: &Node) {
        let items =
            node.children.iter().filter(|child| self.tree.nodes.get(**child).is_some_and(|node| node.tag == "li"));
        let reversed = node.attribute("reversed").is_some();
        let first = if reversed { i32::try_from(items.count()).unwrap_or(1) } else { 1 };
        let next = (node.tag == "ol").then(|| node.number("start").unwrap_or(first));
        let way = match node.attribute("type") {
            Some("a") => Some("lowerLetter"),
            Some("A") => Some("upperLetter"),
            Some("i") => Some("lowerRoman"),
            Some("I") => Some("upperRoman"),
            _ => None,
        };
        self.lists.push(List { next, step: if reversed { -1 } else { 1 }, way });
        let outer = self.indent;
        self.indent = if self.lists.len() > 1 { self.indent + 1 } else { self.indent };
        self.inside(node);
        self.indent = outer;
        self.lists.pop();
    }

    fn item(&mut self, node: &Node) {
        let in_cell = self.in_cell;
        let depth = self.typed + self.lists.iter().filter(|list| list.next.is_some()).count();
        let mark = match self.lists.last_mut() {
            Some(List { next: Some(next), step, way }) => {
                let number = node.number("value").unwrap_or(*next);
                *next = number.saturating_add(*step);
                numbered(u32::try_from(number).unwrap_or(0), *way, depth)
            }
            _ if in_cell => "・".to_owned(),
            _ => "- ".to_owned(),
        };
        self.mark = mark;
        self.inside(node);
        self.mark.clear();
    }

    /// Is the block of the site and not of the page: the way to it, the way back up, whose page it is?
    fn is_of_the_site(&self, place: usize) -> bool {
        let letters = self.content.letters.get(place).copied().unwrap_or(0);
        if letters == 0 || letters > 120 {
            return false;
        }
        let mut pieces = Vec::new();
        gather(self.tree, self.content, place, None, &mut pieces);
        let all: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
        let lower = all.to_ascii_lowercase();
        if lower.contains("copyright") || lower.contains("all rights reserved") || lower.trim_start().starts_with('©')
        {
            return true;
        }
        let links = pieces.iter().filter(|(_, link)| link.is_some()).count();
        if links == 0 {
            return false;
        }
        let is_sign =
            |text: &str| text.chars().all(|letter| letter.is_whitespace() || "＞>»›≫→/／｜|・▲△↑^".contains(letter));
        let bare = pieces.iter().filter(|(text, link)| link.is_none() && !is_sign(text)).count();
        let signs = pieces.iter().any(|(text, link)| link.is_none() && text.contains(['＞', '>', '»', '›', '≫']));
        let back = ["先頭", "トップ", "top", "戻る", "もどる", "上へ", "home", "ホーム"];
        let returns = bare == 0 && letters <= 16 && back.iter().any(|word| lower.contains(word));
        returns || signs && bare <= 1
    }
}

/// The words inside a node, each with the link that it is part of.
fn gather(
    tree: &Tree,
    content: &Content,
    place: usize,
    link: Option<usize>,
    pieces: &mut Vec<(String, Option<usize>)>,
) {
    let Some(node) = tree.nodes.get(place).filter(|_| !content.dropped.get(place).copied().unwrap_or(true)) else {
        return;
    };
    if !node.text.trim().is_empty() {
        pieces.push((node.text.clone(), link));
    }
    let link = if node.tag == "a" && node.attribute("href").is_some() { Some(place) } else { link };
    node.children.iter().for_each(|child| gather(tree, content, *child, link, pieces));
}

/// The words that stand for the pictures inside a node.
fn pictured(tree: &Tree, place: usize) -> String {
    let Some(node) = tree.nodes.get(place) else {
        return String::new();
    };
    if node.tag == "img" {
        return node.attribute("alt").unwrap_or_default().to_owned();
    }
    node.children.iter().map(|child| pictured(tree, *child)).collect()
}

/// The mark of an item of a counted list; lists inside lists are told apart as a typist would.
fn numbered(number: u32, way: Option<&str>, depth: usize) -> String {
    match (way, depth) {
        (Some(way), _) => format!("{}. ", count::written(way, number)),
        (None, 0 | 1) => format!("{number}. "),
        (None, 2) => format!("({number}) "),
        (None, _) => count::written("decimalEnclosedCircle", number),
    }
}

/// How many ways of numbering are typed into the text, `１．` and below it `（１）`.
fn typed(tree: &Tree, content: &Content) -> usize {
    let texts =
        || tree.nodes.iter().zip(&content.dropped).filter(|(_, dropped)| !**dropped).map(|(node, _)| node.text.trim());
    let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    let after = |text: &'static [char]| {
        move |line: &str, open: &str| {
            line.strip_prefix(open).is_some_and(|line| {
                let rest = line.trim_start_matches(is_digit);
                rest.len() < line.len() && rest.starts_with(text)
            })
        }
    };
    let (stops, closes) = (after(&['.', '．', '、']), after(&[')', '）']));
    if texts().any(|text| closes(text, "（") || closes(text, "(")) {
        return 2;
    }
    usize::from(texts().any(|text| stops(text, "")))
}

/// Does a line begin with a number of its own: `４．`, `(2)`, ①, 第1章?
fn counted(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '（', '第']);
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter));
    let circled = line.starts_with(|letter: char| ('①'..='⑳').contains(&letter));
    circled || digits.len() < line.len() && digits.starts_with(['.', '．', ')', '）', '、', '章', '節'])
}
