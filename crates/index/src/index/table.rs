//! What the index remembers of files and plans, beside the postings: small tables that are read whole.

use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use kurabe_model::{Applied, Extent, OrganisationKind, Period, Plan, PlanKind, Within};
use kurabe_read::ReadError;
use kurabe_text::fold::fold;

/// Number of a stored plan; a plan that is read again gets a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanNumber(pub u32);

/// What is known of a plan without opening it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Its number.
    pub number: PlanNumber,
    /// Its id: the file's path below the corpus, without extension.
    pub id: String,
    /// The file's path below the corpus.
    pub file: String,
    /// Name of the body.
    pub organisation: Option<String>,
    /// Kind of the body.
    pub organisation_kind: Option<OrganisationKind>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Kind of plan.
    pub kind: PlanKind,
    /// 第2期
    pub term: Option<String>,
    /// Fiscal years covered.
    pub period: Option<Period>,
    /// Year and month of publication.
    pub published: Option<String>,
    /// Which plan of its file it is, as the text says it.
    pub stated: Within,
    /// How much of the plan the file holds.
    pub extent: Extent,
    /// 見本
    pub sample: bool,
    /// Where it was published.
    pub source: Option<String>,
    /// Id of the plan before it, where corpus.toml says so.
    pub predecessor: Option<String>,
    /// Id of the plan that it reports on, where corpus.toml says so.
    pub reports_on: Option<String>,
    /// How many sections, initiatives and measures it holds.
    pub nodes: [u32; 3],
    /// How many of them stand on doubtful ground.
    pub doubtful: u32,
    /// How many of them a reader corrected.
    pub corrected: u32,
    /// The corrections that hold in it.
    pub corrections: Vec<Applied>,
    /// How many corrections do not hold.
    pub misfits: u32,
    /// How many passages.
    pub passages: u32,
    /// How many notices.
    pub notices: u32,
}

impl PlanRow {
    /// What a plan says of itself, under an id.
    #[must_use]
    pub fn of(plan: &Plan, id: &str) -> Self {
        let mut nodes = [0; 3];
        for node in &plan.nodes {
            nodes[node.kind as usize] += 1;
        }
        Self {
            number: PlanNumber(0),
            id: id.to_owned(),
            file: id.to_owned(),
            organisation: plan.organisation.clone(),
            organisation_kind: plan.organisation_kind,
            prefecture: plan.prefecture.clone(),
            title: plan.title.clone(),
            kind: plan.kind,
            term: plan.term.clone(),
            period: plan.period,
            published: plan.published.clone(),
            stated: plan.stated.clone(),
            extent: Extent::Full,
            sample: false,
            source: None,
            predecessor: None,
            reports_on: None,
            nodes,
            doubtful: plan.doubtful().count() as u32,
            corrected: plan.corrected().count() as u32,
            corrections: plan.corrections.clone(),
            misfits: plan.misfits().count() as u32,
            passages: plan.passages.len() as u32,
            notices: plan.notices.len() as u32,
        }
    }

    /// Does its body's name hold this folded text?
    #[must_use]
    pub fn is_named(&self, folded: &str) -> bool {
        self.organisation.as_ref().is_some_and(|own| fold(own).contains(folded))
    }

    /// Does its prefecture begin with this folded text?
    #[must_use]
    pub fn lies_in(&self, folded: &str) -> bool {
        self.prefecture.as_ref().is_some_and(|own| fold(own).starts_with(folded))
    }

    /// Does it cover one of these years?
    #[must_use]
    pub fn covers(&self, years: Period) -> bool {
        self.period.is_some_and(|own| own.from <= years.to && years.from <= own.to)
    }

    /// Initiatives and measures together.
    #[must_use]
    pub fn items(&self) -> u32 {
        self.nodes[1] + self.nodes[2]
    }
}

/// A document as its collection lists it: what can be told without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name, which no other document of the collection has.
    pub name: String,
    /// The id of what it holds.
    pub id: String,
    /// Tells without opening it whether its bytes may have changed.
    pub stamp: Stamp,
    /// Hash of everything beside its bytes that its reading depends on.
    pub rules: Hash,
}

/// What tells without opening a file whether it may have changed; times in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Time of the last change of its bytes, which programs can set.
    pub modified: u64,
    /// Time of the last change of anything about it, which they cannot; 0 where the system has none.
    pub changed: u64,
    /// Which file it is, whatever it is called; 0 where the system does not say.
    pub node: u64,
}

impl Stamp {
    /// That of a file.
    #[must_use]
    pub fn of(data: &std::fs::Metadata) -> Self {
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let (changed, node) = entry_of(data);
        Self { size: data.len(), modified: modified.map_or(0, |age| age.as_nanos() as u64), changed, node }
    }

    /// Had the file been changed so shortly before a time that a further change need not show?
    pub(super) fn is_young_at(&self, time: u64) -> bool {
        // The coarsest clock of a file system in use.
        const TICK: u64 = 2_000_000_000;
        self.modified.max(self.changed).saturating_add(TICK) >= time
    }
}

/// When anything about a file changed, and which it is.
#[cfg(unix)]
fn entry_of(data: &std::fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = data.ctime().saturating_mul(1_000_000_000).saturating_add(data.ctime_nsec());
    (u64::try_from(changed).unwrap_or_default(), data.ino())
}

/// The same where the system does not say.
#[cfg(not(unix))]
fn entry_of(_: &std::fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// A hash of bytes.
pub type Hash = [u8; 32];

/// What reading a document gave.
#[derive(Debug)]
pub enum Reading {
    /// Its bytes are the ones that the index knows.
    Same,
    /// The hash of its bytes, and its plans in the order of the text, or why it gave none.
    Read(Hash, Result<Vec<(PlanRow, Plan)>, Problem>),
}

/// One document as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Its name, as its collection listed it.
    pub name: String,
    /// The id of what it holds.
    pub id: String,
    /// Told whether its bytes may have changed.
    pub stamp: Stamp,
    /// Hash of everything beside its bytes that the reading depended on.
    pub rules: Hash,
    /// Hash of its bytes.
    pub content: Hash,
    /// The plans that came of it; none if it could not be read.
    pub plans: Vec<PlanNumber>,
    /// Why it gave none.
    pub problem: Option<Problem>,
}

impl DocumentRow {
    /// Is everything that its reading depended on as it is now, as far as can be told without opening it?
    pub(super) fn is(&self, document: &Document) -> bool {
        self.stamp == document.stamp && self.is_by_rules(document)
    }

    /// Does this not tell all? What could not be opened may open now, also by a password, and what was changed shortly
    /// before a time may have been changed again.
    pub(super) fn is_doubtful(&self, time: u64) -> bool {
        self.is_locked() || matches!(self.problem, Some(Problem::Unopened(_))) || self.stamp.is_young_at(time)
    }

    /// Did it want a password that nobody gave?
    fn is_locked(&self) -> bool {
        matches!(self.problem, Some(Problem::Unread(ReadError::Encrypted | ReadError::WrongPassword)))
    }

    /// The hash of the bytes, if reading the same bytes again gives the same.
    pub(super) fn settled(&self) -> Option<&Hash> {
        (!self.is_locked()).then_some(&self.content)
    }

    /// Is everything beside its bytes as it is now?
    pub(super) fn is_by_rules(&self, document: &Document) -> bool {
        (&self.id, self.rules) == (&document.id, document.rules)
    }
}

/// Why a document gave no plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// It could not be opened; the system's word for it.
    #[error("{0}")]
    Unopened(String),
    /// It could not be read.
    #[error(transparent)]
    Unread(#[from] ReadError),
}

/// A bundle of stored plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct BundleRow {
    /// Its number among those of the plans, which no plan has.
    pub(super) number: PlanNumber,
    /// Its living plans. It goes with the last of them.
    pub(super) plans: Vec<PlanNumber>,
}

/// The state of a generation beside its postings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Files {
    /// In order of their names.
    pub(super) rows: Vec<DocumentRow>,
    /// Those that hold a living plan.
    pub(super) bundles: Vec<BundleRow>,
    /// The first number that no plan has had yet.
    pub(super) next: u32,
}
