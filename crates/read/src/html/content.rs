//! What of a page is its content: menus, heads and feet of the site, search boxes and hidden elements are set aside.
//!
//! What comes in is the tree, what goes out is its root and the nodes to pass over. Nothing is set aside that holds
//! most of the page. This file must not know how the content is written down.

use super::tree::{Node, Tree};

/// The content of a page.
pub(super) struct Content {
    pub(super) root: usize,
    /// For each node: is it passed over?
    pub(super) dropped: Vec<bool>,
    /// Letters inside each node that are read.
    pub(super) letters: Vec<u32>,
    /// Stretches with words that were set aside as menus, and their letters.
    pub(super) aside: (u32, u32),
    pub(super) title: Option<String>,
}

/// What never holds words of the page.
const SILENT: [&str; 23] = [
    "head", "title", "script", "style", "noscript", "template", "iframe", "object", "applet", "svg", "canvas", "audio",
    "video", "select", "button", "input", "textarea", "map", "noframes", "noembed", "del", "rt", "rp",
];
/// What the site says of itself.
const FURNITURE: [&str; 4] = ["nav", "footer", "aside", "search"];
/// Names of classes and ids that sites give to their furniture.
const NAMES: [&str; 44] = [
    "nav",
    "navi",
    "navigation",
    "gnav",
    "gnavi",
    "globalnav",
    "globalnavi",
    "lnav",
    "localnav",
    "snav",
    "fnav",
    "subnav",
    "menu",
    "menubar",
    "submenu",
    "sidemenu",
    "globalmenu",
    "mainmenu",
    "breadcrumb",
    "breadcrumbs",
    "topicpath",
    "pankuzu",
    "footer",
    "foot",
    "header",
    "sidebar",
    "side",
    "sidenav",
    "cookie",
    "cookies",
    "pagetop",
    "sns",
    "share",
    "copyright",
    "pager",
    "pagination",
    "pagenav",
    "toolbar",
    "utility",
    "bread",
    "topicspath",
    "skip",
    "hidden",
    "backtotop",
];

/// Finds the content.
pub(super) fn find(tree: &Tree) -> Content {
    let mut content = Content {
        root: 0,
        dropped: vec![false; tree.nodes.len()],
        letters: vec![0; tree.nodes.len()],
        aside: (0, 0),
        title: title(tree),
    };
    drop_silent(tree, &mut content.dropped);
    let mut weights = Weights::of(tree, &content.dropped);
    content.root = root(tree, &weights);
    let all = weights.letters.get(content.root).copied().unwrap_or(0);
    for place in 0..tree.nodes.len() {
        let inside = inside(tree, place, content.root);
        if !inside || content.dropped[place] || place == content.root || weights.letters[place] == 0 {
            continue;
        }
        // What holds most of the page is the page, whatever it is called.
        if weights.letters[place] * 2 <= all && is_aside(tree, place, &weights) {
            content.dropped[place] = true;
            content.aside.0 += 1;
            content.aside.1 += weights.letters[place];
        }
        inherit(tree, place, &mut content.dropped);
    }
    for place in 1..tree.nodes.len() {
        inherit(tree, place, &mut content.dropped);
    }
    weights = Weights::of(tree, &content.dropped);
    content.letters = weights.letters;
    content
}

/// A node below one that is passed over is passed over too.
fn inherit(tree: &Tree, place: usize, dropped: &mut [bool]) {
    for child in &tree.nodes[place].children {
        dropped[*child] |= dropped[place];
    }
}

fn inside(tree: &Tree, mut place: usize, root: usize) -> bool {
    while place > root {
        place = tree.nodes[place].parent;
    }
    place == root
}

fn drop_silent(tree: &Tree, dropped: &mut [bool]) {
    for (place, node) in tree.nodes.iter().enumerate() {
        dropped[place] |= SILENT.contains(&node.tag.as_str()) || is_hidden(node);
        inherit(tree, place, dropped);
    }
}

fn is_hidden(node: &Node) -> bool {
    let style = node.attribute("style").map(|style| style.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
    node.attribute("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Letters and links of each node, those inside it counted.
struct Weights {
    letters: Vec<u32>,
    linked: Vec<u32>,
    links: Vec<u32>,
}

impl Weights {
    fn of(tree: &Tree, dropped: &[bool]) -> Self {
        let count = tree.nodes.len();
        let mut weights = Self { letters: vec![0; count], linked: vec![0; count], links: vec![0; count] };
        // A child always stands behind its parent.
        for place in (0..count).rev() {
            let node = &tree.nodes[place];
            if dropped[place] {
                (weights.letters[place], weights.linked[place], weights.links[place]) = (0, 0, 0);
                continue;
            }
            let own = node.text.chars().filter(|letter| !letter.is_whitespace()).count();
            weights.letters[place] = weights.letters[place].saturating_add(u32::try_from(own).unwrap_or(u32::MAX));
            // A link to a place on the same page is part of the page.
            if node.tag == "a" && node.attribute("href").is_some_and(|to| !to.starts_with('#')) {
                weights.linked[place] = weights.letters[place];
                weights.links[place] = 1;
            }
            if place > 0 {
                let parent = node.parent;
                weights.letters[parent] = weights.letters[parent].saturating_add(weights.letters[place]);
                weights.linked[parent] = weights.linked[parent].saturating_add(weights.linked[place]);
                weights.links[parent] = weights.links[parent].saturating_add(weights.links[place]);
            }
        }
        weights
    }
}

/// The element that the page itself calls its main part, if it does; else the whole page.
fn root(tree: &Tree, weights: &Weights) -> usize {
    let most = |is: &dyn Fn(&Node) -> bool| {
        let found = (0..tree.nodes.len()).filter(|place| is(&tree.nodes[*place]));
        found.max_by_key(|place| weights.letters[*place]).filter(|place| weights.letters[*place] > 0)
    };
    let main = most(&|node| node.tag == "main" || node.attribute("role") == Some("main"));
    if let Some(main) = main {
        return main;
    }
    let body = most(&|node| node.tag == "body").unwrap_or(0);
    let article = most(&|node| node.tag == "article");
    article.filter(|article| weights.letters[*article] * 2 >= weights.letters[body]).unwrap_or(body)
}

/// Is the node furniture of the site?
fn is_aside(tree: &Tree, place: usize, weights: &Weights) -> bool {
    let node = &tree.nodes[place];
    let role = node.attribute("role").unwrap_or_default();
    if FURNITURE.contains(&node.tag.as_str())
        || matches!(role, "navigation" | "banner" | "contentinfo" | "search" | "complementary")
        || node.tag == "header" && !stands_in(tree, place, &["article", "main", "section"])
    {
        return true;
    }
    if !node.is_block() || node.tag == "body" {
        return false;
    }
    let named = ["id", "class"].iter().filter_map(|name| node.attribute(name)).any(is_named);
    // A list of links to elsewhere is a menu.
    let (letters, linked, links) = (weights.letters[place], weights.linked[place], weights.links[place]);
    let menu = links >= 3 && linked * 10 >= letters * 8;
    named || menu
}

fn stands_in(tree: &Tree, mut place: usize, tags: &[&str]) -> bool {
    while place > 0 {
        place = tree.nodes[place].parent;
        if tags.contains(&tree.nodes[place].tag.as_str()) {
            return true;
        }
    }
    false
}

/// Does a class or id speak of furniture: `global-nav`, `sideMenu`, `Footer`?
fn is_named(names: &str) -> bool {
    // `entry-header` holds the title of the page, `header` that of the site.
    const ALONE: [&str; 6] = ["header", "side", "foot", "hidden", "skip", "menu"];
    names.to_ascii_lowercase().split_whitespace().any(|name| {
        let whole: String = name.split(['-', '_']).collect();
        let last = name.rsplit(['-', '_']).next().unwrap_or_default();
        NAMES.contains(&whole.as_str()) || NAMES.contains(&last) && !ALONE.contains(&last)
    })
}

/// What the page calls itself.
fn title(tree: &Tree) -> Option<String> {
    let node = tree.nodes.iter().find(|node| node.tag == "title")?;
    let words: String =
        node.children.iter().filter_map(|child| tree.nodes.get(*child)).map(|node| node.text.as_str()).collect();
    Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
}
