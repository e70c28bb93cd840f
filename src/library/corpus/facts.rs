//! Facts of a document that is there: what somebody says of it goes into corpus.toml.
//!
//! In come facts, out goes the file with everything else as it was. What the document says must not be known here.

use std::path::Path;

use toml_edit::{Item, Table, Value};

use super::act::Desk;
use super::edit::{MANIFEST, Readers, Said, change, is_same_value, rename, set, within_table};
use super::files::CorpusError;
use super::manifest::Manifest;
use kurabe_model::Within;

/// The key that says which plan of a file with several is meant.
const WITHIN: &str = "within";

/// Writes what somebody says of a document, or of a plan in it, into corpus.toml; an empty word takes the fact out. Of a
/// plan that its file holds beside others it says which that is, so that the facts go with it. False if it says so
/// already.
///
/// # Errors
///
/// If a kind or a period is not understood, or the file cannot be read, understood or written; then it is as it was.
pub fn state(corpus: &Path, (id, among): (&str, Option<&Within>), said: &Said) -> Result<bool, CorpusError> {
    let _desk = Desk::take(corpus)?;
    // A mistake in the file is told before anything is written.
    let standing = Manifest::of(corpus)?;
    let id = &among.map_or_else(|| id.to_owned(), |stated| standing.key(id, stated));
    said.filled().check()?;
    let table = said.table();
    let is_changed = change(corpus.join(MANIFEST), Readers::AsBefore, |document| {
        let own = document.entry(id).or_insert(Item::Table(Table::new()));
        let Some(own) = own.as_table_like_mut() else { return };
        for (key, value) in table.iter().filter_map(|(key, item)| Some((key, item.as_value()?))) {
            if key == "period" && own.contains_key("year") {
                // The other way to say the same.
                rename(own, "year", key);
            }
            match value.as_str() {
                Some("") => drop(own.remove(key)),
                _ if own.get(key).and_then(Item::as_value).is_some_and(|old| is_same_value(old, value)) => {}
                _ => set(own, key, value.clone()),
            }
        }
        if own.iter().all(|(key, _)| key == WITHIN) {
            document.remove(id);
        } else if let Some(within) = among.filter(|_| !own.contains_key(WITHIN)) {
            set(own, WITHIN, Value::from(within_table(within)));
        }
    })?;
    Ok(is_changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn facts_are_set_and_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corpus.toml");
        fs::write(&path, "# 注\n[a]\n# 奥付から\nyear = 2021 # 確認済み\n# 表紙から\ntitle = \"旧\" # 仮\n").unwrap();
        let said =
            |title: &str| Said { title: Some(title.into()), period: Some("令和5年度".into()), ..Said::default() };
        assert!(state(folder.path(), ("a", None), &said("新")).unwrap());
        let expected = "# 注\n[a]\n# 表紙から\ntitle = \"新\" # 仮\n# 奥付から\nperiod = \"令和5年度\" # 確認済み\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert!(!state(folder.path(), ("a", None), &said("新")).unwrap(), "it says so already");
        let none = Said { title: Some(String::new()), period: Some(String::new()), ..Said::default() };
        state(folder.path(), ("a", None), &none).unwrap();
        assert!(!fs::read_to_string(&path).unwrap().contains("title"));
        assert!(state(folder.path(), ("a", None), &Said { kind: Some("謎".into()), ..Said::default() }).is_err());
    }
}
