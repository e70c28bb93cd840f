//! Office packages: the archive that a Word, Excel or PowerPoint file is, opened with care.
//!
//! What comes in are a file's bytes, what goes out are its members as trees of XML, and the addresses that lead from
//! one to another. What unpacks without end is refused. This file must not know what the members say.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::ReadError;
use super::xml::{self, Element};

/// Members that a package may have. A workbook of a hundred sheets with pictures stays below a thousand.
const MEMBERS: usize = 10_000;
/// Bytes that one member may unpack to.
const MEMBER: u64 = 64 << 20;
/// Bytes that all members which are read may unpack to.
const TOTAL: u64 = 128 << 20;

/// Bytes of XML that a package says it unpacks to.
pub(super) fn unpacked(bytes: &[u8]) -> u64 {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let members = archive.len().min(MEMBERS);
    let sizes = (0..members).filter_map(|member| {
        let member = archive.by_index_raw(member).ok()?;
        member.name().is_ok_and(|name| name.ends_with(".xml")).then(|| member.size())
    });
    sizes.fold(0, u64::saturating_add)
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Elements of XML that may still be read.
    elements: usize,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
        if archive.len() > MEMBERS {
            return Err(ReadError::Bursting);
        }
        Ok(Self { archive, left: TOTAL, elements: xml::ELEMENTS })
    }

    /// Is there a member of this name?
    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a member; none if there is no such member.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let member = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => ReadError::OldOffice,
            _ => ReadError::Broken,
        })?;
        // What the archive says of the size is not trusted: one byte more tells that it is false.
        let (most, said) = (MEMBER.min(self.left), member.size());
        if said > most {
            return Err(ReadError::Bursting);
        }
        let mut bytes = Vec::new();
        let read = member.take(said + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Broken)? as u64;
        if read > said {
            return Err(ReadError::Bursting);
        }
        self.left -= read;
        Ok(Some(bytes))
    }

    /// A member as a tree; none if there is no such member.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<Element>, ReadError> {
        match self.bytes(name)? {
            Some(bytes) => xml::parse(&bytes, &mut self.elements).map(Some),
            None => Ok(None),
        }
    }

    /// The member that a package is about: `word/document.xml` for a Word file.
    pub(super) fn main(&mut self, usual: &str) -> Result<String, ReadError> {
        let relations = self.relations("")?;
        let main = relations.iter().find(|relation| relation.kind == "officeDocument");
        let name = main.map_or(usual, |relation| &relation.target);
        [name, usual].into_iter().find(|name| self.has(name)).map(str::to_owned).ok_or(ReadError::Broken)
    }

    /// What a member points to.
    pub(super) fn relations(&mut self, of: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(tree) = self.tree(&format!("{folder}{slash}_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let inside = tree.children().filter(|relation| relation.attribute("TargetMode") != Some("External"));
        Ok(inside.filter_map(|relation| Relation::of(relation, folder)).collect())
    }
}

/// A pointer from one member to another.
pub(super) struct Relation {
    /// The name by which the member speaks of it: rId3.
    pub(super) id: String,
    /// What it is, the last word of its address: numbering, footnotes, worksheet.
    pub(super) kind: String,
    /// The member.
    pub(super) target: String,
}

impl Relation {
    fn of(relation: &Element, folder: &str) -> Option<Self> {
        let kind = relation.attribute("Type")?.rsplit('/').next()?.to_owned();
        let id = relation.attribute("Id")?.to_owned();
        Some(Self { id, kind, target: resolve(folder, relation.attribute("Target")?) })
    }
}

/// The name of a member from an address that is relative to a folder: `../media/a.png` from `word`.
fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(resolve("word", "numbering.xml"), "word/numbering.xml");
        assert_eq!(resolve("xl/worksheets", "../tables/t1.xml"), "xl/tables/t1.xml");
        assert_eq!(resolve("word", "/word/footnotes.xml"), "word/footnotes.xml");
        assert_eq!(resolve("", "../../x"), "x");
    }
}
