//! Numbers that Word computes: which list a paragraph belongs to, what has been counted, how it is written.
//!
//! What comes in is `numbering.xml` and the paragraphs' lists in document order, what goes out is the mark before
//! each. This file must not know the paragraphs' text.

use std::collections::HashMap;

use super::printed;
use super::styles::{Indent, Setting};
use crate::symbol;
use crate::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;

/// Letters of a mark that are read; a short file must not grow by marks without end.
const LONGEST: usize = 40;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    /// Its place in the list, from 0.
    place: usize,
    start: u32,
    way: String,
    /// The mark with `%1` where numbers go.
    text: String,
    /// Its mark is not shown.
    hidden: bool,
    font: Option<String>,
    /// Numbers of all levels in plain digits.
    legal: bool,
    /// The level after which it begins anew; 0 for never.
    restart: Option<usize>,
    /// What stands between mark and text.
    gap: &'static str,
    indent: Indent,
}

/// A list as a document names it.
struct List {
    /// The definition, whose counters its lists share.
    plan: u32,
    levels: Vec<Level>,
    /// Levels that this list begins anew, with a number of its own.
    anew: Vec<usize>,
    begun: bool,
}

/// All lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    lists: HashMap<u32, List>,
    /// The level at which a style stands in a list.
    by_style: HashMap<(u32, String), usize>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
}

/// The mark before a paragraph.
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) indent: Indent,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn of(tree: &Element) -> Self {
        let mut plans: HashMap<u32, &Element> = HashMap::new();
        let mut linked: HashMap<&str, &Element> = HashMap::new();
        for plan in tree.children().filter(|plan| &*plan.name == "abstractNum") {
            if let Some(id) = number(plan.attribute("abstractNumId")) {
                plans.insert(id, plan);
            }
            if let Some(style) = plan.value("styleLink") {
                linked.insert(style, plan);
            }
        }
        let mut numbering = Self::default();
        for list in tree.children().filter(|list| &*list.name == "num") {
            let (Some(id), Some(plan)) = (number(list.attribute("numId")), number(list.value("abstractNumId"))) else {
                continue;
            };
            let Some(mut definition) = plans.get(&plan).copied() else {
                continue;
            };
            // A definition may only point to the style that holds it.
            if let Some(found) = definition.value("numStyleLink").and_then(|style| linked.get(style)) {
                definition = found;
            }
            numbering.add(id, plan, definition, list);
        }
        numbering
    }

    fn add(&mut self, id: u32, plan: u32, definition: &Element, list: &Element) {
        let mut levels = vec![Level { start: 1, ..Level::default() }; LEVELS];
        let mut anew = Vec::new();
        let overrides = || list.children().filter(|level| &*level.name == "lvlOverride");
        let own = overrides().filter_map(|level| level.child("lvl"));
        for level in definition.children().filter(|level| &*level.name == "lvl").chain(own) {
            let Some(place) = place(level) else {
                continue;
            };
            if let Some(slot) = levels.get_mut(place) {
                *slot = Level::of(level, place);
            }
            if let Some(style) = level.value("pStyle") {
                self.by_style.insert((id, style.to_owned()), place);
            }
        }
        for level in overrides() {
            if let (Some(place), Some(start)) = (place(level), number(level.value("startOverride")))
                && let Some(level) = levels.get_mut(place)
            {
                level.start = start;
                anew.push(place);
            }
        }
        self.lists.insert(id, List { plan, levels, anew, begun: false });
    }

    /// Counts a paragraph and gives its mark; none if its list is none.
    pub(super) fn mark(&mut self, setting: &Setting, style: Option<&str>) -> Option<Mark> {
        let id = setting.list.filter(|id| *id != 0)?;
        let list = self.lists.get_mut(&id)?;
        let styled = || style.and_then(|style| self.by_style.get(&(id, style.to_owned()))).copied();
        let place = setting.level.or_else(styled).unwrap_or(0).min(LEVELS - 1);
        let counters = self.counters.entry(list.plan).or_default();
        if !std::mem::replace(&mut list.begun, true) {
            for place in &list.anew {
                if let Some(counter) = counters.get_mut(*place) {
                    *counter = None;
                }
            }
        }
        // A level begins with those below it: what comes at it later is its second.
        for (above, counter) in list.levels.iter().zip(counters.iter_mut()).take(place) {
            counter.get_or_insert(above.start);
        }
        let level = list.levels.get(place)?;
        let counter = counters.get_mut(place)?;
        *counter = Some(counter.map_or(level.start, |last| last.saturating_add(1)));
        for (deeper, below) in list.levels.iter().enumerate().skip(place + 1) {
            let begins_anew = below.restart.is_none_or(|after| after != 0 && place < after);
            if begins_anew && let Some(counter) = counters.get_mut(deeper) {
                *counter = None;
            }
        }
        let text = level.written(&list.levels, counters);
        // A sign that an outer level has already would hide the level: a dash tells it, as typists do.
        let outer = |above: &Level| above.way == "bullet" && above.written(&list.levels, counters) == text;
        let repeats = level.way == "bullet" && !text.is_empty() && list.levels.iter().take(place).any(outer);
        Some(Mark { text: if repeats { "- ".to_owned() } else { text }, indent: level.indent })
    }
}

impl Level {
    fn of(level: &Element, place: usize) -> Self {
        let fonts = level.at(&["rPr", "rFonts"]);
        let text = level.child("lvlText");
        let text = text.filter(|text| text.attribute("null").is_none_or(|null| null == "0" || null == "false"));
        Self {
            place,
            start: number(level.value("start")).unwrap_or(0),
            way: way(level).unwrap_or("decimal").to_owned(),
            text: text.and_then(|text| text.attribute("val")).unwrap_or_default().chars().take(LONGEST).collect(),
            hidden: level.child("rPr").is_some_and(|look| look.switch("vanish")),
            font: fonts
                .and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")))
                .map(str::to_owned),
            legal: level.switch("isLgl"),
            restart: number(level.value("lvlRestart")).map(|after| after as usize),
            gap: match level.value("suff") {
                Some("nothing") => "",
                _ => " ",
            },
            indent: level.child("pPr").map(|settings| Setting::of(settings).indent).unwrap_or_default(),
        }
    }

    /// The mark with the numbers in their places, and the blank after it.
    fn written(&self, levels: &[Self], counters: &[Option<u32>; LEVELS]) -> String {
        let mut text = String::new();
        if self.hidden {
            return text;
        }
        if self.way == "bullet" {
            text.extend(self.text.chars().map(|letter| symbol::sign(letter, self.font.as_deref())));
        } else {
            let mut letters = self.text.chars().peekable();
            while let Some(letter) = letters.next() {
                let place =
                    letters.peek().and_then(|next| next.to_digit(10)).filter(|place| letter == '%' && *place > 0);
                let Some(level) = place.and_then(|place| Some((place, levels.get(place as usize - 1)?))) else {
                    text.push(letter);
                    continue;
                };
                letters.next();
                let (place, level) = (level.0 as usize - 1, level.1);
                // Word ignores a text that names a level below its own.
                if place > self.place {
                    return String::new();
                }
                let value = counters.get(place).copied().flatten().unwrap_or(level.start);
                let plain = self.legal && printed::counts(&level.way);
                text.push_str(&printed::number(if plain { "decimal" } else { &level.way }, value));
            }
        }
        let text = text.trim();
        // Without a stop a number needs its blank, else it would run into the words.
        let open = text.chars().next_back().is_some_and(char::is_alphanumeric);
        match text {
            "" => String::new(),
            text if self.gap.is_empty() && !open => text.to_owned(),
            text => format!("{text} "),
        }
    }
}

/// The number format of a level. One that old programs do not know stands beside one that they do.
fn way(level: &Element) -> Option<&str> {
    let among = |branch: &str| level.at(&["AlternateContent", branch, "numFmt"]);
    let formats = [level.child("numFmt"), among("Choice"), among("Fallback")];
    formats.into_iter().flatten().find_map(|format| match format.attribute("val") {
        Some("custom") => format.attribute("format").and_then(printed::custom),
        way => way,
    })
}

fn place(level: &Element) -> Option<usize> {
    number(level.attribute("ilvl")).map(|place| place as usize)
}

fn number(value: Option<&str>) -> Option<u32> {
    value?.trim().parse().ok()
}
