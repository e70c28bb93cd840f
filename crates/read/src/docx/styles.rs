//! Styles of paragraphs: what is a heading, what is numbered, what is set in.
//!
//! What comes in is `styles.xml`, what goes out are the settings of each style with those that it is based on. This
//! file must not know the document's text.

use std::collections::HashMap;

use crate::xml::Element;

/// Styles on which a style may be based, one upon another; more is a circle.
const CHAIN: usize = 20;

/// What a style, or a paragraph itself, says.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// Level of a heading, from 1.
    pub(super) heading: Option<u8>,
    /// A line of the contents list.
    pub(super) contents: bool,
    /// The list that it belongs to and its level there.
    pub(super) list: Option<u32>,
    pub(super) level: Option<usize>,
    pub(super) indent: Indent,
    /// It begins a page.
    pub(super) new_page: bool,
}

/// How far a paragraph is set in: hundredths of a letter where Word counts letters, else twentieths of a point.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Indent {
    left: Option<i32>,
    first: Option<i32>,
}

/// Twentieths of a point in a letter of usual size.
const LETTER: i32 = 210;

impl Indent {
    fn of(settings: &Element) -> Self {
        let Some(indent) = settings.child("ind") else {
            return Self::default();
        };
        let number = |name: &str| indent.attribute(name).and_then(|value| value.parse::<i32>().ok());
        let letters = |name: &str, plain: Option<i32>| {
            let counted = number(name).filter(|value| *value != 0).map(|value| value.saturating_mul(LETTER) / 100);
            counted.or(plain)
        };
        let left = letters("leftChars", number("left")).or_else(|| letters("startChars", number("start")));
        let hanging = letters("hangingChars", number("hanging")).map(i32::saturating_neg);
        Self { left, first: hanging.or_else(|| letters("firstLineChars", number("firstLine"))) }
    }

    /// What is not said here is said by the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self { left: self.left.or(other.left), first: self.first.or(other.first) }
    }

    /// Full-width blanks before the first letter.
    pub(super) fn blanks(self) -> usize {
        let width = self.left.unwrap_or(0).saturating_add(self.first.unwrap_or(0));
        let blanks = width.saturating_add(LETTER / 2) / LETTER;
        usize::try_from(blanks).unwrap_or(0).min(12)
    }
}

impl Setting {
    /// Reads a `pPr`.
    pub(super) fn of(settings: &Element) -> Self {
        let outline = settings.value("outlineLvl").and_then(|level| level.parse::<u8>().ok());
        let number = settings.child("numPr");
        Self {
            heading: outline.map(|level| if level < 9 { level + 1 } else { 0 }),
            contents: false,
            list: number.and_then(|number| number.value("numId")?.parse().ok()),
            level: number.and_then(|number| number.value("ilvl")?.parse().ok()),
            indent: Indent::of(settings),
            new_page: settings.switch("pageBreakBefore"),
        }
    }

    /// What is not said here is said by the other.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            heading: self.heading.or(other.heading),
            contents: self.contents || other.contents,
            list: self.list.or(other.list),
            level: self.level.or(other.level),
            indent: self.indent.or(other.indent),
            new_page: self.new_page || other.new_page,
        }
    }
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    known: HashMap<String, Setting>,
    usual: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(tree: &Element) -> Self {
        let mut own: HashMap<&str, (Setting, Option<&str>)> = HashMap::new();
        let mut usual = None;
        for style in tree.children().filter(|style| &*style.name == "style") {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let mut setting = style.child("pPr").map(Setting::of).unwrap_or_default();
            let name = style.value("name").unwrap_or_default().to_lowercase();
            setting.heading = setting.heading.or_else(|| heading(&name));
            setting.contents = name.starts_with("toc ") || name.starts_with("目次");
            own.insert(id, (setting, style.value("basedOn")));
            if style.attribute("type") == Some("paragraph") && style.attribute("default").is_some_and(|set| set != "0")
            {
                usual = Some(id.to_owned());
            }
        }
        let whole = |id: &str| {
            let mut setting = Setting::default();
            let mut next = Some(id);
            for _ in 0..CHAIN {
                let Some((own, base)) = next.and_then(|id| own.get(id)) else {
                    break;
                };
                setting = setting.or(own);
                next = *base;
            }
            setting
        };
        let known = own.keys().map(|id| ((*id).to_owned(), whole(id))).collect();
        Self { known, usual }
    }

    /// The settings of a style; without a name those of usual paragraphs.
    pub(super) fn get(&self, id: Option<&str>) -> Option<&Setting> {
        self.known.get(id.or(self.usual.as_deref())?)
    }
}

/// The level in the names of Word's own styles: `heading 2`, 見出し 2.
fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("見出し "))?;
    level.parse().ok().filter(|level| (1..=9).contains(level))
}
