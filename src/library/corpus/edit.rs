//! corpus.toml as a person keeps it: facts are added to it and taken out of it, everything else stays as written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use super::manifest::{Fault, Manifest, ManifestError, document_of};
use kurabe_index::index::{sync_folder, write_through};
use kurabe_model::Within;

/// What somebody says of a document while adding it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Name of the body.
    pub organisation: Option<String>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Kind of plan, by its name.
    pub kind: Option<String>,
    /// Year or period, as typed.
    pub period: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// Its pages without text are read by OCR.
    pub ocr: bool,
}

impl Said {
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new();
        let words = [
            ("organisation", &self.organisation),
            ("prefecture", &self.prefecture),
            ("kind", &self.kind),
            ("period", &self.period),
            ("title", &self.title),
            ("source", &self.source),
        ];
        for (key, word) in words {
            if let Some(word) = word {
                table.insert(key, value(word.as_str()));
            }
        }
        if self.ocr {
            table.insert("ocr", value(true));
        }
        table
    }

    /// Without the words that are empty.
    #[must_use]
    pub fn filled(&self) -> Self {
        let word = |word: &Option<String>| word.clone().filter(|word| !word.is_empty());
        Self {
            organisation: word(&self.organisation),
            prefecture: word(&self.prefecture),
            kind: word(&self.kind),
            period: word(&self.period),
            title: word(&self.title),
            source: word(&self.source),
            ocr: self.ocr,
        }
    }

    /// What corpus.toml is to say by this.
    pub(super) fn facts(&self) -> Facts {
        if *self == Self::default() { Facts::default() } else { Facts(vec![(String::new(), self.table().to_string())]) }
    }

    /// What corpus.toml would say by this.
    ///
    /// # Errors
    ///
    /// If a kind or a period is not understood: what was said, and what could be.
    pub fn check(&self) -> Result<super::ManifestEntry, ManifestError> {
        const ANY: &str = "-";
        let mut document = DocumentMut::new();
        document.insert(ANY, Item::Table(self.table()));
        Ok(Manifest::parse(&document.to_string(), Path::new("corpus.toml"))?.get(ANY))
    }
}

/// Which plan of a file is meant, as it is written.
pub(super) fn within_table(within: &Within) -> InlineTable {
    let mut table = InlineTable::new();
    let years = within.years.map(|years| match years.from == years.to {
        true => years.from.japanese(),
        false => format!("{}～{}", years.from.japanese(), years.to.japanese()),
    });
    for (key, text) in [("title", within.title.clone()), ("years", years), ("department", within.department.clone())] {
        text.into_iter().for_each(|text| drop(table.insert(key, text.into())));
    }
    table
}

/// What corpus.toml says of a document and of its plans: what stands behind the id of the document (`~2`, nothing for
/// itself), and keys with values as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts(pub(super) Vec<(String, String)>);

impl Facts {
    /// What the file of a corpus says of a document.
    pub(super) fn of(corpus: &Path, id: &str) -> Result<Self, ManifestError> {
        let (_, document) = read(&corpus.join(MANIFEST))?;
        let about = document.iter().filter(|(own, _)| is_about(own, id));
        Ok(Self(about.map(|(own, item)| (own[id.len()..].to_owned(), item.to_string())).collect()))
    }

    fn tables(&self) -> impl Iterator<Item = (&str, Table)> {
        let table = |text: &str| text.parse::<DocumentMut>().map(|document| document.as_table().clone());
        self.0.iter().filter_map(move |(part, text)| Some((part.as_str(), table(text).ok()?)))
    }
}

/// Does an id name a document, or a plan in it?
fn is_about(own: &str, document: &str) -> bool {
    own == document || (document_of(own) == document && own.starts_with(document))
}

/// Writes facts of a document into corpus.toml; nothing said, nothing written. What stands there of other keys stays.
pub(super) fn say(corpus: &Path, id: &str, facts: &Facts) -> Result<(), ManifestError> {
    if facts.0.is_empty() {
        return Ok(());
    }
    change(corpus.join(MANIFEST), Readers::AsBefore, |document| {
        for (part, said) in facts.tables() {
            let own = document.entry(&format!("{id}{part}")).or_insert(Item::Table(Table::new()));
            let Some(own) = own.as_table_like_mut() else { continue };
            for (key, value) in said.iter().filter_map(|(key, item)| Some((key, item.as_value()?))) {
                let old = own.get(key);
                if !old.and_then(Item::as_value).is_some_and(|old| is_same_value(old, value)) {
                    set(own, key, value.clone());
                }
            }
        }
    })
    .map(drop)
}

/// Takes facts of a document out of corpus.toml again, as far as they stand there as they were said.
pub(super) fn unsay(corpus: &Path, id: &str, facts: &Facts) -> Result<(), ManifestError> {
    if facts.0.is_empty() {
        return Ok(());
    }
    change(corpus.join(MANIFEST), Readers::AsBefore, |document| {
        for (part, said) in facts.tables() {
            let id = format!("{id}{part}");
            let Some(own) = document.get_mut(&id).and_then(Item::as_table_like_mut) else { continue };
            for (key, value) in said.iter() {
                let is_same =
                    |old: &Item| old.as_value().zip(value.as_value()).is_some_and(|(a, b)| is_same_value(a, b));
                if own.get(key).is_some_and(is_same) {
                    own.remove(key);
                }
            }
            if own.is_empty() {
                document.remove(&id);
            }
        }
    })
    .map(drop)
}

/// Do two values say the same, whatever stands around them?
pub(super) fn is_same_value(one: &Value, other: &Value) -> bool {
    let bare = |value: &Value| value.clone().decorated("", "").to_string();
    bare(one) == bare(other)
}

/// Gives a key that stands there another name; what a person wrote around it and its value stays.
pub(super) fn rename(table: &mut dyn TableLike, key: &str, other: &str) {
    let around = table.key(key).map(|key| key.leaf_decor().clone());
    let Some(item) = table.remove(key) else { return };
    table.insert(other, item);
    if let (Some(around), Some(mut key)) = (around, table.key_mut(other)) {
        *key.leaf_decor_mut() = around;
    }
}

/// Takes what is said of a document and of its plans out of corpus.toml.
pub(super) fn forget(corpus: &Path, id: &str) -> Result<(), ManifestError> {
    change(corpus.join(MANIFEST), Readers::AsBefore, |document| {
        let own: Vec<String> =
            document.iter().map(|(own, _)| own).filter(|own| is_about(own, id)).map(str::to_owned).collect();
        own.iter().for_each(|own| drop(document.remove(own)));
    })
    .map(drop)
}

pub(super) const MANIFEST: &str = "corpus.toml";

/// The file as a person wrote it, without the mark that some editors begin with.
fn read(path: &Path) -> Result<(String, DocumentMut), ManifestError> {
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(ManifestError::Unreadable { path: path.to_owned(), source }),
    };
    let bare = before.strip_prefix('\u{feff}').unwrap_or(&before).to_owned();
    let document = bare.parse().map_err(|error: toml_edit::TomlError| ManifestError::Wrong {
        path: path.to_owned(),
        id: None,
        fault: Fault::shape(&error),
    })?;
    Ok((bare, document))
}

/// Who may read a file that is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever might before.
    AsBefore,
    /// Its owner alone.
    Owner,
}

/// Gives a key a value; what a person wrote around it stays.
pub(super) fn set(table: &mut dyn TableLike, key: &str, new: impl Into<Value>) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let around = old.decor().clone();
            *old = new.into();
            *old.decor_mut() = around;
        }
        None => drop(table.insert(key, Item::Value(new.into()))),
    }
}

/// The tables of a name, to be changed; none where there are none. Those that a person wrote between brackets (`item =
/// [{ … }]`) become tables with heads of their own.
pub(super) fn tables<'d>(document: &'d mut DocumentMut, name: &str) -> Option<&'d mut ArrayOfTables> {
    if let Some(own) = document.get_mut(name).filter(|own| own.is_array()) {
        *own = match std::mem::take(own).into_array_of_tables() {
            Ok(tables) => Item::ArrayOfTables(tables),
            // Nothing stands between the brackets.
            Err(_) => Item::ArrayOfTables(ArrayOfTables::new()),
        };
    }
    document.get_mut(name).and_then(Item::as_array_of_tables_mut)
}

/// Adds a table to those of a name.
pub(super) fn add_table(document: &mut DocumentMut, name: &str, table: Table) {
    document.entry(name).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = tables(document, name) {
        tables.push(table);
    }
}

/// Takes a table out of those of a name; what a person wrote before it stays before what follows.
pub(super) fn take_out(document: &mut DocumentMut, name: &str, at: usize) {
    let Some(tables) = tables(document, name) else { return };
    let before = |table: &Table| table.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default().to_owned();
    let kept = tables.get(at).map(before).unwrap_or_default();
    tables.remove(at);
    let next = tables.get(at).map(before);
    let mut left = kept.trim().is_empty();
    if let (Some(table), Some(next), false) = (tables.get_mut(at), next, left) {
        table.decor_mut().set_prefix(format!("{}\n{}", kept.trim_end(), next));
        left = true;
    }
    if tables.is_empty() {
        document.remove(name);
    }
    if !left {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{}\n{trailing}", kept.trim_end()));
    }
}

/// Changes a file of TOML as it is now; the new text is on the disk before it takes the place of the old. False if it
/// says so already.
pub(super) fn change(
    path: PathBuf,
    readers: Readers,
    change: impl FnOnce(&mut DocumentMut),
) -> Result<bool, ManifestError> {
    // Where it is a link, what it leads to is changed.
    let path = fs::canonicalize(&path).unwrap_or(path);
    let unreadable = |source: io::Error| ManifestError::Unreadable { path: path.clone(), source };
    let (before, mut document) = read(&path)?;
    change(&mut document);
    let after = document.to_string();
    if after == before {
        return Ok(false);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.part"));
    match readers {
        Readers::Owner => write_private(&draft, after.as_bytes()).map_err(unreadable)?,
        Readers::AsBefore => {
            write_through(&draft, after.as_bytes()).map_err(unreadable)?;
            if let Ok(data) = fs::metadata(&path) {
                fs::set_permissions(&draft, data.permissions()).map_err(unreadable)?;
            }
        }
    }
    replace(&draft, &path).map_err(unreadable)?;
    path.parent().map_or(Ok(()), sync_folder).map_err(unreadable)?;
    Ok(true)
}

/// Writes a file that its owner alone may read, from its first byte on. Windows has no such bits: there it is read by
/// whoever may read the folder.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts a file in the place of another. Elsewhere than on Unix this waits a moment for whoever has it open.
fn replace(draft: &Path, path: &Path) -> io::Result<()> {
    const TRIES: u32 = 10;
    for round in 1.. {
        match fs::rename(draft, path) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !cfg!(unix) && round < TRIES => {
                std::thread::sleep(Duration::from_millis(50));
            }
            other => return other,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_entries_and_comments_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corpus.toml");
        fs::write(&path, "# 手で書いた注\n[a]\nyear = 2021 # 確認済み\n").unwrap();
        let said =
            Said {
                organisation: Some("みなと商工会議所".into()), period: Some("令和3年度".into()), ..Said::default()
            };
        say(folder.path(), "みなと/計画 1", &said.facts()).unwrap();
        let manifest = Manifest::of(folder.path()).unwrap();
        assert_eq!(manifest.get("みなと/計画 1").facts.organisation.as_deref(), Some("みなと商工会議所"));
        assert!(manifest.get("a").facts.period.is_some());
        let facts = Facts::of(folder.path(), "みなと/計画 1").unwrap();
        assert_eq!(facts, said.facts());
        unsay(folder.path(), "みなと/計画 1", &facts).unwrap();
        assert_eq!(Facts::of(folder.path(), "みなと/計画 1").unwrap(), Facts::default());
        say(folder.path(), "みなと/計画 1", &facts).unwrap();
        forget(folder.path(), "みなと/計画 1").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# 手で書いた注\n[a]\nyear = 2021 # 確認済み\n");
        let more = Said { kind: Some("中期計画".into()), ..Said::default() };
        say(folder.path(), "a", &more.facts()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("year = 2021 # 確認済み\n") && text.contains("kind"), "{text}");
        assert!(Said { kind: Some("謎".into()), ..Said::default() }.check().is_err());
    }
}
