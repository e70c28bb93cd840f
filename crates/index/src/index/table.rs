//! What the index remembers of files and plans, beside the postings: small tables that are read whole.

use serde::{Deserialize, Serialize};

use kurabe_model::{Extent, OrganisationKind, Period, Plan, PlanKind};
use kurabe_read::Content;
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
    /// How much of the plan the file holds.
    pub extent: Extent,
    /// 見本
    pub sample: bool,
    /// Where it was published.
    pub source: Option<String>,
    /// Id of the plan before it, where corpus.toml says so.
    pub predecessor: Option<String>,
    /// How many sections, initiatives and measures it holds.
    pub nodes: [u32; 3],
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
            extent: Extent::Full,
            sample: false,
            source: None,
            predecessor: None,
            nodes,
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

/// One file as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct FileRow {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) size: u64,
    pub(super) modified: u64,
    /// Hash of everything that the reading depends on; see `build::key`.
    pub(super) key: [u8; 32],
    /// Hash of the file's bytes.
    pub(super) content: [u8; 32],
    /// The plan that came of it; none if it could not be read.
    pub(super) plan: Option<PlanNumber>,
    pub(super) problem: Option<Problem>,
}

/// Why a file gave no plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The file could not be opened; the system's word for it.
    Unreadable(String),
    /// It holds no text.
    Empty,
    /// It is not text but something else.
    Binary(Content),
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// Its characters could not be told; where.
    Encoding(String),
    /// This ending is not one that can be read.
    Format(String),
    /// An Office file of the old kind, or one that is locked.
    OldOffice,
    /// Its extension says something else than its bytes.
    Mismatch(String, Content),
    /// It is encrypted and opens with a password.
    Encrypted,
    /// The password given does not open it.
    WrongPassword,
    /// It is encrypted in a way that is not known.
    UnknownEncryption,
    /// Its inner order is damaged, or it has no pages.
    Broken,
    /// Unpacked, it would take more memory than is granted.
    Bursting,
}

/// The state of a generation beside its postings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Files {
    /// In order of their names.
    pub(super) rows: Vec<FileRow>,
    /// The first number that no plan has had yet.
    pub(super) next: u32,
}
