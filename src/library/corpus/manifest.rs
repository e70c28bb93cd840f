//! corpus.toml: facts that a text does not state, or states wrongly.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use kurabe_model::plan::Facts;
use kurabe_model::year::parse_period;
use kurabe_model::{Extent, FiscalYear, Period, PlanKind, Within};

/// What corpus.toml says, by plan id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    entries: BTreeMap<String, Entry>,
}

/// What corpus.toml says of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Facts that win over the text.
    pub facts: Facts,
    /// An invented plan, shown as 見本.
    pub sample: bool,
    /// How much of the plan the file holds.
    pub extent: Extent,
    /// Where the document was published.
    pub source: Option<String>,
    /// Id of the plan before this one.
    pub predecessor: Option<String>,
    /// Id of the plan that this one reports on.
    pub reports_on: Option<String>,
    /// Opens the document, where it is encrypted.
    pub password: Option<String>,
    /// Its pages without text are read by OCR.
    pub ocr: bool,
    /// Which plan of a file with several it is of, as the text says it; none where the number of its id alone says so.
    pub within: Option<Within>,
}

/// Why corpus.toml could not be used.
#[derive(Debug, Error)]
pub enum ManifestError {
    /// The file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML, or holds a key or a value that is not known.
    #[error("{}: {}{fault}", path.display(), id.as_ref().map_or_else(String::new, |id| format!("[{id}] ")))]
    Wrong {
        /// Which.
        path: PathBuf,
        /// Of which plan, where it is about one.
        id: Option<String>,
        /// What.
        fault: Fault,
    },
}

/// Why a correction that somebody wrote cannot be what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Contradiction {
    /// It changes nothing.
    #[error("changes nothing")]
    Nothing,
    /// That it is none, and that it is another.
    #[error("none = true stands alone")]
    NoneAndMore,
    /// An item without a title.
    #[error("an item without a title is none")]
    NoTitle,
    /// Both sides of a pair are of one plan.
    #[error("both sides are of one plan")]
    OnePlan,
}

/// What corpus.toml says that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is no TOML of this shape; the parser's word for it, with the line.
    #[error("{0}")]
    Shape(String),
    /// There is no such kind of plan.
    #[error("kind = \"{0}\": one of {kinds}", kinds = PlanKind::ALL.map(PlanKind::name).join(", "))]
    Kind(String),
    /// A year or period that is none.
    #[error("\"{0}\" is not a year or a period (2021, 令和3年度～令和5年度)")]
    Period(String),
    /// Both a year and a period.
    #[error("gives both year and period")]
    BothYears,
    /// A correction, by its table, its place there and its number, cannot be what somebody meant.
    #[error("[[{table}]] {place}: {what}")]
    Contradiction {
        /// The table.
        table: &'static str,
        /// Which of those of the name, from 1.
        place: usize,
        /// Its number, if it has one.
        number: Option<u32>,
        /// Why.
        what: Contradiction,
    },
    /// There is no such extent.
    #[error("extent = \"{0}\": one of full, digest, partial")]
    Extent(String),
}

/// The file's own shape.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    organisation: Option<String>,
    prefecture: Option<String>,
    kind: Option<String>,
    year: Option<Year>,
    period: Option<String>,
    title: Option<String>,
    source: Option<String>,
    predecessor: Option<String>,
    reports_on: Option<String>,
    password: Option<String>,
    #[serde(default)]
    ocr: bool,
    #[serde(default)]
    sample: bool,
    extent: Option<String>,
    within: Option<WithinTable>,
}

/// Which plan of a file is meant, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithinTable {
    title: Option<String>,
    years: Option<Years>,
    department: Option<String>,
}

impl WithinTable {
    pub(super) fn within(self) -> Within {
        Within { title: self.title, years: self.years.map(|years| years.0), department: self.department }
    }
}

/// Fiscal years as they are written: 令和7年度, 令和7年度～令和9年度.
struct Years(Period);

impl<'de> Deserialize<'de> for Years {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Self).map_err(|_| de::Error::custom(format!("\"{text}\": 令和7年度, 令和7年度～令和9年度")))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Year {
    Number(i32),
    Text(String),
}

impl Entry {
    /// What of it holds for each plan of a document that holds several: not what one of them is called, nor its years.
    #[must_use]
    pub fn of_parts(self) -> Self {
        let facts = Facts { title: None, kind: None, period: None, ..self.facts };
        Self { facts, predecessor: None, reports_on: None, ..self }
    }
}

/// What stands between the id of a document and the number of a plan in it.
pub(in crate::library) const NUMBER: char = '~';

/// The id of the document that holds a plan: `FILE` of `FILE~2`.
///
/// ```
/// use kurabe::library::corpus::document_of;
/// assert_eq!(document_of("みなと/r5~2"), "みなと/r5");
/// assert_eq!(document_of("みなと/r5"), "みなと/r5");
/// ```
#[must_use]
pub fn document_of(id: &str) -> &str {
    let numbered = id.rsplit_once(NUMBER).filter(|(_, number)| number.parse::<u32>().is_ok_and(|number| number > 0));
    numbered.map_or(id, |(document, _)| document)
}

impl Manifest {
    /// Reads `corpus.toml` of a corpus folder; without one, nothing is said.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or understood.
    pub fn of(corpus: &Path) -> Result<Self, ManifestError> {
        let path = corpus.join("corpus.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ManifestError::Unreadable { path, source }),
        }
    }

    /// Reads the text of a corpus.toml; `path` is named in errors.
    ///
    /// # Errors
    ///
    /// If it is not TOML, or a key or value is not known.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ManifestError> {
        let wrong = |id: Option<String>, fault| ManifestError::Wrong { path: path.to_owned(), id, fault };
        let tables: BTreeMap<String, Table> = read_toml(text, path)?;
        let mut entries = BTreeMap::new();
        for (id, table) in tables {
            let entry = entry(table).map_err(|fault| wrong(Some(id.clone()), fault))?;
            entries.insert(id, entry);
        }
        Ok(Self { entries })
    }

    /// What is said of a plan.
    #[must_use]
    pub fn get(&self, id: &str) -> Entry {
        self.entries.get(id).cloned().unwrap_or_default()
    }

    /// What is said of a plan of a document by its number, where the document holds several, and by what its text says that
    /// it is: the number is a hint. Whose they are and how the document is read holds for all of its plans.
    #[must_use]
    pub fn part(&self, id: &str, number: Option<usize>, stated: &Within) -> Entry {
        let whole = self.get(id);
        let whole = if number.is_some() { whole.of_parts() } else { whole };
        let named = number.map(|number| format!("{id}{NUMBER}{number}"));
        let Some((_, own)) = self.own(id, named.as_deref(), stated) else { return whole };
        // What is said of the document itself, where it holds no other plan, counts before what was said of one of several.
        let (first, second) = if number.is_some() { (own.clone(), whole) } else { (whole, own.clone()) };
        let facts = Facts {
            organisation: first.facts.organisation.or(second.facts.organisation),
            prefecture: first.facts.prefecture.or(second.facts.prefecture),
            kind: first.facts.kind.or(second.facts.kind),
            period: first.facts.period.or(second.facts.period),
            title: first.facts.title.or(second.facts.title),
        };
        Entry {
            facts,
            sample: first.sample || second.sample,
            extent: if first.extent == Extent::Full { second.extent } else { first.extent },
            source: first.source.or(second.source),
            predecessor: first.predecessor.or(second.predecessor),
            reports_on: first.reports_on.or(second.reports_on),
            ..first
        }
    }

    /// What is said of one plan of a document, and under which id: that which says that it is of this plan, else that of
    /// its number if it does not say of which it is.
    fn own(&self, document: &str, named: Option<&str>, stated: &Within) -> Option<(&str, &Entry)> {
        let is_of = |own: &Entry| own.within.as_ref().is_some_and(|within| !within.is_not(stated));
        let parts = self.about(document).filter(|(id, own)| *id != document && is_of(own));
        let mut known: Vec<(&str, &Entry)> = parts.filter(|_| stated.known().is_some()).collect();
        if known.len() > 1 {
            known.retain(|(id, _)| Some(*id) == named);
        }
        let bare = || self.entries.get_key_value(named?).filter(|(_, own)| own.within.is_none());
        known.pop().or_else(|| bare().map(|(id, own)| (id.as_str(), own)))
    }

    /// The id under which something is said of a plan of a document, or is to be: its own, unless that is another's.
    pub(super) fn key(&self, id: &str, stated: &Within) -> String {
        let document = document_of(id);
        let own = self.own(document, Some(id), stated).map(|(own, _)| own.to_owned());
        let numbered = (1..).map(|number: u32| format!("{document}{NUMBER}{number}"));
        let mut free = std::iter::once(id.to_owned()).chain(numbered).filter(|id| !self.entries.contains_key(id));
        own.or_else(|| free.next()).unwrap_or_else(|| id.to_owned())
    }

    /// All that is said of a document and of its plans.
    pub fn about(&self, id: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let parts = format!("{id}{NUMBER}");
        let own = self.entries.get_key_value(id).into_iter();
        let further = self.entries.range(parts.clone()..).take_while(move |(own, _)| own.starts_with(&parts));
        own.chain(further).map(|(id, entry)| (id.as_str(), entry))
    }

    /// Ids of which something is said.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

fn entry(table: Table) -> Result<Entry, Fault> {
    let kind = table.kind.as_deref().map(kind).transpose()?;
    let period = match (table.period.as_deref(), &table.year) {
        (Some(_), Some(_)) => return Err(Fault::BothYears),
        (Some(text), None) => Some(period(text)?),
        (None, Some(Year::Number(year))) => Some(Period { from: FiscalYear(*year), to: FiscalYear(*year) }),
        (None, Some(Year::Text(text))) => Some(period(text)?),
        (None, None) => None,
    };
    let extent = table.extent.as_deref().map(extent).transpose()?.unwrap_or_default();
    let facts =
        Facts { organisation: table.organisation, prefecture: table.prefecture, kind, period, title: table.title };
    Ok(Entry {
        facts,
        sample: table.sample,
        extent,
        source: table.source,
        predecessor: table.predecessor,
        reports_on: table.reports_on,
        password: table.password,
        ocr: table.ocr,
        within: table.within.map(WithinTable::within),
    })
}

/// Reads TOML of a shape, without the mark that some editors begin with; `path` is named in errors.
pub(super) fn read_toml<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, ManifestError> {
    let wrong = |error| ManifestError::Wrong { path: path.to_owned(), id: None, fault: Fault::shape(&error) };
    toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(wrong)
}

impl Fault {
    pub(super) fn shape(error: &impl std::fmt::Display) -> Self {
        Self::Shape(error.to_string().trim_end().replace('\n', " "))
    }
}

fn kind(text: &str) -> Result<PlanKind, Fault> {
    let found = PlanKind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| Fault::Kind(text.to_owned()))
}

fn period(text: &str) -> Result<Period, Fault> {
    parse_period(text).ok_or_else(|| Fault::Period(text.to_owned()))
}

fn extent(text: &str) -> Result<Extent, Fault> {
    let found = Extent::ALL.into_iter().find(|extent| extent.name() == text);
    found.ok_or_else(|| Fault::Extent(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Manifest, ManifestError> {
        Manifest::parse(text, Path::new("corpus.toml"))
    }

    #[test]
    fn facts_and_marks() {
        let text = "[\"digest/a\"]\norganisation = \"津商工会議所\"\nkind = \"中期計画\"\nperiod = \"令和3年度～令和5年度\"\nextent = \"digest\"\n[b]\nyear = 2021\nsample = true\n";
        let manifest = parse(text).unwrap();
        let a = manifest.get("digest/a");
        assert_eq!(a.facts.kind, Some(PlanKind::MidTerm));
        assert_eq!(a.facts.period, Some(Period { from: FiscalYear(2021), to: FiscalYear(2023) }));
        assert_eq!(a.extent, Extent::Digest);
        assert!(manifest.get("b").sample);
        assert_eq!(manifest.get("c"), Entry::default());
    }

    #[test]
    fn plans_of_one_document_have_their_own_facts() {
        let text =
            "[a]\norganisation = \"津商工会議所\"\ntitle = \"議案書\"\n[\"a~2\"]\nyear = 2025\n[ab]\nsample = true\n";
        let manifest = parse(text).unwrap();
        let [whole, first, second] =
            [None, Some(1), Some(2)].map(|number| manifest.part("a", number, &Within::default()));
        assert_eq!(whole.facts.title.as_deref(), Some("議案書"));
        assert_eq!((first.facts.title, first.facts.organisation.as_deref()), (None, Some("津商工会議所")));
        assert_eq!(second.facts.organisation.as_deref(), Some("津商工会議所"));
        assert_eq!(second.facts.period, Some(Period::year(2025)));
        assert_eq!(manifest.about("a").map(|(id, _)| id).collect::<Vec<_>>(), ["a", "a~2"]);
    }

    #[test]
    fn facts_go_with_the_plan_of_which_they_were_said() {
        let of = |year: i32| Within { years: Some(Period::year(year)), ..Within::default() };
        let text = "[a]\nprefecture = \"三重県\"\n[\"a~1\"]\ntitle = \"一\"\n[\"a~2\"]\ntitle = \"二\"\nwithin = { years = \"令和7年度\" }\n";
        let manifest = parse(text).unwrap();
        let title =
            |number: Option<usize>, year: i32| manifest.part("a", number, &of(year)).facts.title.unwrap_or_default();
        assert_eq!([title(Some(1), 2024), title(Some(2), 2025), title(Some(3), 2026)], ["一", "二", ""]);
        assert_eq!([title(Some(1), 2025), title(Some(2), 2024), title(Some(3), 2025)], ["二", "", "二"]);
        assert_eq!([title(None, 2025), title(None, 2024)], ["二", ""]);
        assert_eq!(manifest.part("a", None, &of(2025)).facts.prefecture.as_deref(), Some("三重県"));
        assert_eq!(manifest.part("a", None, &Within::default()), manifest.get("a"));
        // Where more is said of each.
        let keys = [("a~2", 2025), ("a~3", 2025), ("a~1", 2024), ("a~2", 2024), ("a~4", 2026)];
        assert_eq!(keys.map(|(id, year)| manifest.key(id, &of(year))), ["a~2", "a~2", "a~1", "a~3", "a~4"]);
    }

    #[test]
    fn mistakes_name_the_file_and_the_place() {
        for (text, word) in [
            ("[a\n", "line 1"),
            ("[a]\norganization = \"x\"\n", "organization"),
            ("[a]\nkind = \"計画\"\n", "年度事業計画"),
            ("[a]\nperiod = \"いつか\"\n", "いつか"),
            ("[a]\nyear = 2021\nperiod = \"2021\"\n", "both"),
            ("[a]\nextent = \"half\"\n", "digest"),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with("corpus.toml") && error.contains(word), "{error}");
        }
    }
}
