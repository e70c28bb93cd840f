//! shortlists/: passages, changes and cells that somebody put aside, in named lists beside the documents.
//!
//! In come entries, out come files of TOML that a person can mend: one for each list, changed under the lock of the
//! corpus. An entry is bound to a file, its words and its lines, never to a node's number. Whether the words still stand
//! must not be known here.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::act::Desk;
use super::edit::{Readers, add_table, change, set, tables, take_out};
use super::file_name::{free, safe};
use super::files::CorpusError;
use super::manifest::read_toml;

/// The folder of the lists.
const FOLDER: &str = "shortlists";
const ENTRY: &str = "entry";

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    /// What it is called; a file that does not say so is called as its file.
    #[serde(default)]
    pub name: String,
    /// What was put aside, in order.
    #[serde(default, rename = "entry")]
    pub entries: Vec<Aside>,
}

/// Something that was put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// What it is.
    pub what: What,
    /// What it says of its places: the kind of a change, the count of a cell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What a reader wrote beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// Where it stands: one place of a passage, old and new of a change, the items of a cell.
    #[serde(rename = "place")]
    pub places: Vec<Spot>,
}

/// What was put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// 箇所、項目
    Passage,
    /// 新旧対照の記録
    Change,
    /// 比較のセル
    Cell,
}

impl What {
    /// The word for it in files and records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Change => "change",
            Self::Cell => "cell",
        }
    }
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// The document's path below the corpus.
    pub file: String,
    /// The id of the plan.
    pub plan: String,
    /// Its lines when it was put aside.
    pub first: u32,
    /// The last of them.
    pub last: u32,
    /// Its words.
    pub words: String,
    /// On which side of a change it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// A side of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// 旧
    Old,
    /// 新
    New,
}

impl Side {
    /// The word for it in files and records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

impl Aside {
    /// A name for it, by its places and, of a cell, by what is counted there.
    #[must_use]
    pub fn key(&self) -> String {
        let places: Vec<_> = self.places.iter().map(|spot| (&spot.file, spot.first, &spot.words)).collect();
        // What became of a change is told in the language of whoever put it aside.
        let label = if self.what == What::Cell { self.label.as_str() } else { "" };
        blake3::hash(format!("{:?}{label}{places:?}", self.what).as_bytes()).to_hex()[..12].to_owned()
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.insert("what", value(self.what.name()));
        for (key, text) in [("label", &self.label), ("remark", &self.remark)] {
            if !text.is_empty() {
                table.insert(key, value(text.as_str()));
            }
        }
        let mut places = ArrayOfTables::new();
        for spot in &self.places {
            let mut own = Table::new();
            own.insert("file", value(spot.file.as_str()));
            own.insert("plan", value(spot.plan.as_str()));
            own.insert("first", value(i64::from(spot.first)));
            own.insert("last", value(i64::from(spot.last)));
            own.insert("words", value(spot.words.as_str()));
            if let Some(side) = spot.side {
                own.insert("side", value(side.name()));
            }
            places.push(own);
        }
        table.insert("place", Item::ArrayOfTables(places));
        table
    }
}

/// What became of something that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// It lies there now.
    New,
    /// It lay there already, and nothing changed.
    Known,
    /// It lay there already, and its remark, which was this, is another now.
    Remarked(String),
}

/// What became of a list that was to have another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// It has it.
    Done,
    /// There is a list of that name already.
    Taken,
    /// There is no such list.
    Gone,
}

/// All lists of a corpus with their files, in order of their names.
fn with_files(corpus: &Path) -> Result<Vec<(PathBuf, Shortlist)>, CorpusError> {
    let folder = corpus.join(FOLDER);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_list =
            path.extension().is_some_and(|end| end == "toml") && !entry.file_name().to_string_lossy().starts_with('.');
        if is_list {
            let text = fs::read_to_string(&path).map_err(CorpusError::at(&path))?;
            let mut list: Shortlist = read_toml(&text, &path)?;
            if list.name.is_empty() {
                list.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            }
            found.push((path, list));
        }
    }
    found.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    Ok(found)
}

impl Shortlist {
    /// All lists of a corpus, in order of their names.
    ///
    /// # Errors
    ///
    /// If one cannot be read or understood.
    pub fn all(corpus: &Path) -> Result<Vec<Self>, CorpusError> {
        Ok(with_files(corpus)?.into_iter().map(|(_, list)| list).collect())
    }

    /// The list of a name.
    ///
    /// # Errors
    ///
    /// If one cannot be read or understood.
    pub fn named(corpus: &Path, name: &str) -> Result<Option<Self>, CorpusError> {
        Ok(Self::all(corpus)?.into_iter().find(|list| list.name == name))
    }

    /// Puts something aside, into the list of a name, which is made where there is none. Where it lies there already, a
    /// remark that was given takes the place of the one that stands.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn put(corpus: &Path, name: &str, aside: &Aside) -> Result<Put, CorpusError> {
        let desk = Desk::take(corpus)?;
        let found = with_files(corpus)?.into_iter().find(|(_, list)| list.name == name);
        let folder = corpus.join(FOLDER);
        desk.make_folder(&folder)?;
        let (path, list) = found.unwrap_or_else(|| {
            let file = free(&folder, &format!("{}.toml", safe(name)));
            (folder.join(file), Self { name: name.to_owned(), ..Self::default() })
        });
        let standing = list.entries.iter().position(|own| own.key() == aside.key());
        let said = match standing.and_then(|place| list.entries.get(place)) {
            None => Put::New,
            Some(own) if aside.remark.is_empty() || own.remark == aside.remark => Put::Known,
            Some(own) => Put::Remarked(own.remark.clone()),
        };
        change(path, Readers::AsBefore, |document| {
            if !document.contains_key("name") {
                document.insert("name", value(name));
            }
            match standing {
                Some(place) => {
                    let own = tables(document, ENTRY).and_then(|all| all.get_mut(place));
                    if let Some(own) = own.filter(|_| !aside.remark.is_empty()) {
                        set(own, "remark", aside.remark.as_str());
                    }
                }
                None => add_table(document, ENTRY, aside.table()),
            }
        })?;
        Ok(said)
    }

    /// Takes entries out of a list by their places and keys: the one at its place, or, where others went meanwhile, one of
    /// its key. A list without entries goes, unless a person wrote something beside them. Says of each whether it was there.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn take(corpus: &Path, name: &str, meant: &[(Option<usize>, String)]) -> Result<Vec<bool>, CorpusError> {
        let _desk = Desk::take(corpus)?;
        let Some((path, list)) = with_files(corpus)?.into_iter().find(|(_, list)| list.name == name) else {
            return Ok(vec![false; meant.len()]);
        };
        let keys: Vec<String> = list.entries.iter().map(Aside::key).collect();
        let mut own = vec![false; keys.len()];
        let mut find = |(place, key): &(Option<usize>, String)| {
            let is_it = |at: &usize| keys.get(*at) == Some(key) && !own[*at];
            let found = place.filter(is_it).or_else(|| (0..keys.len()).find(is_it));
            found.into_iter().for_each(|at| own[at] = true);
            found.is_some()
        };
        let said: Vec<bool> = meant.iter().map(&mut find).collect();
        let mut is_bare = false;
        change(path.clone(), Readers::AsBefore, |document| {
            (0..own.len()).rev().filter(|place| own[*place]).for_each(|place| take_out(document, ENTRY, place));
            is_bare = own.iter().all(|is_out| *is_out) && !has_comments(document);
        })?;
        if is_bare {
            fs::remove_file(&path).map_err(CorpusError::at(&path))?;
        }
        Ok(said)
    }

    /// Changes the remark of an entry. False if it is there no more.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn remark(corpus: &Path, name: &str, key: &str, remark: &str) -> Result<bool, CorpusError> {
        let _desk = Desk::take(corpus)?;
        let found = with_files(corpus)?.into_iter().find(|(_, list)| list.name == name);
        let place = |list: &Self| list.entries.iter().position(|entry| entry.key() == key);
        let Some((path, place)) = found.and_then(|(path, list)| Some((path, place(&list)?))) else { return Ok(false) };
        change(path, Readers::AsBefore, |document| {
            if let Some(own) = tables(document, ENTRY).and_then(|all| all.get_mut(place)) {
                set(own, "remark", remark);
            }
        })?;
        Ok(true)
    }

    /// Gives a list another name.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn rename(corpus: &Path, name: &str, other: &str) -> Result<Renamed, CorpusError> {
        let _desk = Desk::take(corpus)?;
        let all = with_files(corpus)?;
        let is_taken = all.iter().any(|(_, list)| list.name == other);
        let Some((path, _)) = all.into_iter().find(|(_, list)| list.name == name) else { return Ok(Renamed::Gone) };
        if is_taken {
            return Ok(Renamed::Taken);
        }
        change(path, Readers::AsBefore, |document| set(document.as_table_mut(), "name", other))?;
        Ok(Renamed::Done)
    }
}

/// Did a person write something into a list without entries?
fn has_comments(document: &DocumentMut) -> bool {
    let mut bare = document.clone();
    set(bare.as_table_mut(), "name", "");
    bare.to_string().contains('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(words: &str) -> Aside {
        let spot = Spot {
            file: "みなと/r3.txt".into(),
            plan: "みなと/r3".into(),
            first: 3,
            last: 4,
            words: words.into(),
            side: None,
        };
        Aside { what: What::Passage, label: String::new(), remark: String::new(), places: vec![spot] }
    }

    #[test]
    fn lists_are_plain_text_and_keep_what_a_person_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path();
        assert_eq!(Shortlist::put(corpus, "検討/令和8", &aside("事業承継の支援")).unwrap(), Put::New);
        let path = corpus.join("shortlists/検討_令和8.toml");
        fs::write(&path, format!("# 手で書いた注\n{}", fs::read_to_string(&path).unwrap())).unwrap();
        let remarked = Aside { remark: "要点".into(), ..aside("事業承継の支援") };
        let said = |aside: &Aside| Shortlist::put(corpus, "検討/令和8", aside).unwrap();
        assert_eq!([said(&remarked), said(&remarked)], [Put::Remarked(String::new()), Put::Known]);
        assert_eq!(said(&aside("事業承継の支援")), Put::Known, "without a remark that which stands stays");
        assert_eq!(said(&aside("観光の\n振興")), Put::New);
        assert_eq!(Shortlist::put(corpus, "検討_令和8", &aside("別の一覧")).unwrap(), Put::New);
        let lists = Shortlist::all(corpus).unwrap();
        assert_eq!(
            lists.iter().map(|list| (&*list.name, list.entries.len())).collect::<Vec<_>>(),
            [("検討/令和8", 2), ("検討_令和8", 1)]
        );
        assert_eq!(lists[0].entries[0], remarked);
        let rename = |name: &str, other: &str| Shortlist::rename(corpus, name, other).unwrap();
        assert_eq!(rename("検討/令和8", "来年度"), Renamed::Done);
        assert_eq!(rename("来年度", "検討_令和8"), Renamed::Taken);
        assert_eq!(rename("検討/令和8", "再来年度"), Renamed::Gone);
        let take = |name: &str, all: &[(Option<usize>, &str)]| {
            let meant: Vec<_> = all.iter().map(|(place, words)| (*place, aside(words).key())).collect();
            Shortlist::take(corpus, name, &meant).unwrap()
        };
        // One that was named twice is there once; one that went is told.
        assert_eq!(take("来年度", &[(Some(1), "観光の\n振興"), (Some(1), "観光の\n振興")]), [true, false]);
        assert_eq!(take("来年度", &[(Some(1), "観光の\n振興")]), [false]);
        assert_eq!(take("なし", &[(None, "観光の\n振興")]), [false]);
        assert!(!Shortlist::remark(corpus, "来年度", "x", "メモ").unwrap());
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("# 手で書いた注") && !text.contains("観光"), "{text}");
        assert_eq!(take("来年度", &[(None, "事業承継の支援")]), [true]);
        assert!(fs::read_to_string(&path).unwrap().contains("# 手で書いた注"), "what a person wrote stays");
        let all = || fs::read_dir(corpus.join("shortlists")).unwrap().count();
        assert_eq!(all(), 2);
        assert_eq!(take("検討_令和8", &[(Some(7), "別の一覧")]), [true]);
        assert_eq!(all(), 1, "a list without entries and without a word of anybody goes");
        fs::write(corpus.join("shortlists/x.toml"), "[[entry]]\nwhat = \"何か\"\n").unwrap();
        assert!(Shortlist::all(corpus).unwrap_err().to_string().contains("x.toml"));
    }

    #[test]
    fn of_twins_the_one_at_its_place_goes() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path();
        fs::create_dir(corpus.join(FOLDER)).unwrap();
        let entry = |remark: &str| {
            format!(
                "{{ what = \"passage\", remark = \"{remark}\", place = [{{ file = \"a\", plan = \"a\", first = 1, last = 1, words = \"x\" }}] }}"
            )
        };
        // By hand, between brackets.
        fs::write(corpus.join("shortlists/検討.toml"), format!("entry = [{}, {}]\n", entry("一"), entry("二")))
            .unwrap();
        let list = || Shortlist::named(corpus, "検討").unwrap().unwrap();
        let key = list().entries[0].key();
        assert_eq!(Shortlist::take(corpus, "検討", &[(Some(1), key)]).unwrap(), [true]);
        let left: Vec<String> = list().entries.into_iter().map(|own| own.remark).collect();
        assert_eq!(left, ["一"]);
        assert_eq!(Shortlist::put(corpus, "検討", &aside("観光")).unwrap(), Put::New);
        assert_eq!(list().entries.len(), 2);
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for number in 0..12 {
                let corpus = folder.path();
                scope.spawn(move || Shortlist::put(corpus, "検討", &aside(&format!("{number}"))).unwrap());
            }
        });
        assert_eq!(Shortlist::named(folder.path(), "検討").unwrap().unwrap().entries.len(), 12);
    }
}
