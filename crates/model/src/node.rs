//! The tree of a plan: sections, initiatives and measures.

use serde::{Deserialize, Serialize};

use super::{Columns, LineSpan, Place};

/// A node's number within its plan: 1, 2, 3 … in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub u32);

/// Why a node bears a theme: a word that speaks for it, and where it stands: in the node's own title, or in that of a heading above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the theme.
    pub theme: String,
    /// The word, as themes.toml has it.
    pub word: String,
    /// The node whose title holds it; its first line is where to look.
    pub node: NodeId,
}

/// What a node is to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeKind {
    /// 柱・章・区分: only groups.
    Section,
    /// 施策・事業: the finest item of work that the plan numbers or names.
    Initiative,
    /// 取組: one concrete thing to do.
    Measure,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Section, Self::Initiative, Self::Measure];

    /// The word for it in records: `section`, `initiative`, `measure`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Initiative => "initiative",
            Self::Measure => "measure",
        }
    }
}

/// A mark that the plan prints beside an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Flag {
    /// 重点
    Priority,
    /// 新規
    New,
    /// 再掲
    Repeated,
    /// 継続
    Continued,
}

impl Flag {
    /// All flags, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Priority, Self::New, Self::Repeated, Self::Continued];

    /// The word for it in records and on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Priority => "重点",
            Self::New => "新規",
            Self::Repeated => "再掲",
            Self::Continued => "継続",
        }
    }
}

/// A small set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Flags(u8);

impl Flags {
    /// Adds a flag.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u8;
    }

    /// Is the flag set?
    #[must_use]
    pub fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    /// The flags in the set, in listing order.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |flag| self.contains(*flag))
    }

    /// The set as bits, for storing.
    #[must_use]
    pub fn bits(self) -> u8 {
        self.0
    }

    /// The set that [`bits`](Self::bits) gave; unknown bits are dropped.
    #[must_use]
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & 0b1111)
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        let mut set = Self::default();
        for flag in flags {
            set.insert(flag);
        }
        set
    }
}

/// The number of the rule by which a node was read; the reader of texts knows its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u8);

impl RuleId {
    /// No rule: a node that was not read from a text.
    pub const NONE: Self = Self(u8::MAX);
}

/// How sure a reading is, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sure(pub u8);

impl Sure {
    /// Below this a reading stands on doubtful ground: of such readings every third or so is another reader's otherwise.
    pub const DOUBTFUL: Self = Self(70);

    /// Is it below that?
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        self < Self::DOUBTFUL
    }

    /// From 0 to 1, as records give it.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// What a reading said of something before a reader corrected it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its title, or the line.
    pub words: String,
    /// The title of what it stood under.
    pub under: String,
}

/// One heading or item of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// The node it hangs under; always earlier in the document's order.
    pub parent: Option<NodeId>,
    /// What it is.
    pub kind: NodeKind,
    /// 項番: the characters of its mark as written (`※1.`, `（１）`, `・`, `【】`); may be empty.
    pub marker: String,
    /// 項目名: the text without its mark.
    pub title: String,
    /// 本文: what stands under the title and is no item of its own; lines joined by `\n`.
    pub body: String,
    /// Marks the plan prints beside it.
    pub flags: Flags,
    /// A background chapter: one section, its text as paragraphs, no children.
    pub narrative: bool,
    /// The lines of its own title and body.
    pub span: LineSpan,
    /// The part of the line, where it is a table cell.
    pub columns: Option<Columns>,
    /// The page, where the source has pages.
    pub page: Option<u32>,
    /// Where it stands on that page, where the source tells positions.
    pub place: Option<Place>,
    /// In a plan that lists its items twice: the item of the details that this item of the outline names.
    pub repeats: Option<NodeId>,
    /// In a report: what came of it, as printed.
    pub result: Option<String>,
    /// In a report: how it is judged, as printed (Ａ, ◎, 達成).
    pub rating: Option<String>,
    /// Names of the themes assigned to it.
    pub themes: Vec<String>,
    /// Why each of them was: at least one word a theme, in the order of the themes.
    pub evidence: Vec<Evidence>,
    /// How sure its reading is.
    pub sure: Sure,
    /// The rule that decided; of several the least sure.
    pub rule: RuleId,
    /// A reader corrected it: what was read before.
    pub corrected: Option<Origin>,
}

impl Node {
    /// A node of which nothing but title and lines is known.
    #[must_use]
    pub fn new(id: NodeId, kind: NodeKind, title: impl Into<String>, span: LineSpan) -> Self {
        Self {
            id,
            parent: None,
            kind,
            marker: String::new(),
            title: title.into(),
            body: String::new(),
            flags: Flags::default(),
            narrative: false,
            span,
            columns: None,
            page: None,
            place: None,
            repeats: None,
            result: None,
            rating: None,
            themes: Vec::new(),
            evidence: Vec::new(),
            sure: Sure(100),
            rule: RuleId::NONE,
            corrected: None,
        }
    }

    /// The title as it was read, whatever a reader made of it.
    #[must_use]
    pub fn words(&self) -> &str {
        self.corrected.as_ref().map_or(&self.title, |origin| &origin.words)
    }

    /// Does its reading stand on doubtful ground?
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.sure.is_doubtful()
    }
}
