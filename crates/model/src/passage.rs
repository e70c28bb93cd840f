//! The unit of search: a node's title and body, or one paragraph of other text.

use serde::{Deserialize, Serialize};

use super::{Columns, Flags, LineSpan, NodeId, NodeKind, Place};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// A node's own title and body.
    Node(NodeKind),
    /// A paragraph of narrative text, or a cell of a table that holds no items.
    Text,
}

impl PassageKind {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::Node(NodeKind::Section), Self::Node(NodeKind::Initiative), Self::Node(NodeKind::Measure), Self::Text];

    /// The word for it in records: `section`, `initiative`, `measure`, `text`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Node(kind) => kind.name(),
            Self::Text => "text",
        }
    }
}

/// One passage. A literal match lies in its title or in its body, never across.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The node it is of; for text, the section it stands under, if any.
    pub node: Option<NodeId>,
    /// What it is.
    pub kind: PassageKind,
    /// The node's mark as written; empty for text.
    pub marker: String,
    /// The node's title; empty for text.
    pub title: String,
    /// The node's body, or the paragraph; its lines joined by `\n`.
    pub body: String,
    /// The node's flags.
    pub flags: Flags,
    /// The node's themes.
    pub themes: Vec<String>,
    /// See [`Node::repeats`](super::Node::repeats).
    pub repeats: Option<NodeId>,
    /// A reader corrected what was read here.
    pub corrected: bool,
    /// Lines of the passage.
    pub span: LineSpan,
    /// Part of the line, for a table cell.
    pub columns: Option<Columns>,
    /// Page, where the source has pages.
    pub page: Option<u32>,
    /// Where it stands on that page, where the source tells positions.
    pub place: Option<Place>,
}
