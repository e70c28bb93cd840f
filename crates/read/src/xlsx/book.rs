//! The parts of a workbook that its sheets refer to: names, shared texts, number formats.
//!
//! What comes in is the package, what goes out is what each sheet needs. This file must not know cells.

use std::collections::HashMap;

use super::built_in;
use crate::ReadError;
use crate::package::Package;
use crate::xml::Element;

/// A workbook without its sheets' cells.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Entry>,
    pub(super) texts: Vec<String>,
    /// The format of each style of cells.
    formats: Vec<String>,
    /// Days are counted from 1904, as the first Macintosh did.
    pub(super) epoch_1904: bool,
}

/// A sheet as the workbook names it.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) member: String,
    pub(super) hidden: bool,
}

impl Book {
    pub(super) fn of(package: &mut Package) -> Result<Self, ReadError> {
        let main = package.main("xl/workbook.xml")?;
        let tree = package.tree(&main)?.ok_or(ReadError::Broken)?;
        let relations = package.relations(&main)?;
        let epoch_1904 = tree.child("workbookPr").is_some_and(|settings| settings.is_set("date1904"));
        let mut book = Self { epoch_1904, ..Self::default() };
        for sheet in tree.child("sheets").into_iter().flat_map(Element::children) {
            let member = sheet.attribute("r:id").and_then(|id| relations.iter().find(|relation| relation.id == id));
            if let Some(member) = member.filter(|member| member.kind == "worksheet") {
                let name = sheet.attribute("name").unwrap_or_default().to_owned();
                let hidden = sheet.attribute("state").is_some_and(|state| state != "visible");
                book.sheets.push(Entry { name, member: member.target.clone(), hidden });
            }
        }
        for relation in &relations {
            let tree = match relation.kind.as_str() {
                "sharedStrings" | "styles" => package.tree(&relation.target)?,
                _ => None,
            };
            match (relation.kind.as_str(), tree) {
                ("sharedStrings", Some(tree)) => book.texts = tree.children().map(rich).collect(),
                ("styles", Some(tree)) => book.formats = formats(&tree),
                _ => {}
            }
        }
        Ok(book)
    }

    /// The format of a style.
    pub(super) fn format(&self, style: Option<&str>) -> &str {
        let style = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
        self.formats.get(style).map_or("", String::as_str)
    }
}

/// A text in pieces of different looks; how it is read aloud stands beside it and is passed over.
pub(super) fn rich(element: &Element) -> String {
    let mut text = String::new();
    for child in element.children() {
        match &*child.name {
            "t" => text.push_str(&child.text()),
            "r" => text.extend(child.child("t").map(Element::text)),
            _ => {}
        }
    }
    text.replace("_x000D_", "").replace('\r', "")
}

fn formats(styles: &Element) -> Vec<String> {
    let own: HashMap<&str, &str> = styles
        .child("numFmts")
        .into_iter()
        .flat_map(Element::children)
        .filter_map(|format| {
            // Excel writes a code without 元年 for old programs and the true one beside it.
            let code = format.attribute("formatCode16").or_else(|| format.attribute("formatCode"))?;
            Some((format.attribute("numFmtId")?, code))
        })
        .collect();
    let style = |style: &Element| {
        let id = style.attribute("numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| built_in::code(id.parse().unwrap_or(0)).to_owned(), |code| (*code).to_owned())
    };
    styles.child("cellXfs").into_iter().flat_map(Element::children).map(style).collect()
}
