//! 計画: one document of one body, as read.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Applied, Field, Indicator, LineSpan, Misfit, Node, NodeId, Notice, NoticeKind, Passage, Period, Within};

/// 団体の種別
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrganisationKind {
    /// 商工会議所
    Chamber,
    /// 商工会
    Society,
    /// 商工会議所連合会
    ChamberFederation,
    /// 商工会連合会 (prefectural, or 全国商工会連合会)
    SocietyFederation,
    /// 日本商工会議所
    NationalChamber,
}

impl OrganisationKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Chamber, Self::Society, Self::ChamberFederation, Self::SocietyFederation, Self::NationalChamber];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chamber => "商工会議所",
            Self::Society => "商工会",
            Self::ChamberFederation => "商工会議所連合会",
            Self::SocietyFederation => "商工会連合会",
            Self::NationalChamber => "日本商工会議所",
        }
    }
}

/// 計画の種別
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlanKind {
    /// 年度事業計画
    Annual,
    /// 中期計画
    MidTerm,
    /// 実施計画
    Implementation,
    /// 経営発達支援計画
    ManagementSupport,
    /// 進捗報告
    Progress,
    /// 事業報告
    Report,
    /// その他
    #[default]
    Other,
}

impl PlanKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Annual,
        Self::MidTerm,
        Self::Implementation,
        Self::ManagementSupport,
        Self::Progress,
        Self::Report,
        Self::Other,
    ];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Annual => "年度事業計画",
            Self::MidTerm => "中期計画",
            Self::Implementation => "実施計画",
            Self::ManagementSupport => "経営発達支援計画",
            Self::Progress => "進捗報告",
            Self::Report => "事業報告",
            Self::Other => "その他",
        }
    }
}

/// How much of a plan the document holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Extent {
    /// The whole plan.
    #[default]
    Full,
    /// 要旨: every item, sentences in other words.
    Digest,
    /// Only a part of the plan is known.
    Partial,
}

impl Extent {
    /// All extents.
    pub const ALL: [Self; 3] = [Self::Full, Self::Digest, Self::Partial];

    /// The word for it in records and in corpus.toml.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Digest => "digest",
            Self::Partial => "partial",
        }
    }
}

/// A line that is part of the page and not of the plan: page number, running head, contents list, title page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// Where it stands.
    pub span: LineSpan,
    /// The characters, as written.
    pub text: String,
}

/// One document as kurabe understood it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Name of the body, as the text states it.
    pub organisation: Option<String>,
    /// Kind of the body.
    pub organisation_kind: Option<OrganisationKind>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Title of the document.
    pub title: Option<String>,
    /// Kind of plan.
    pub kind: PlanKind,
    /// 第2期
    pub term: Option<String>,
    /// The fiscal years it covers.
    pub period: Option<Period>,
    /// Year and month, or year, of publication: `2021-03`.
    pub published: Option<String>,
    /// Facts that the text does not state outright but that follow from what it states.
    pub inferred: Vec<Field>,
    /// Which plan of its file it is, as the text says it: no fact of corpus.toml changes that.
    pub stated: Within,
    /// Nodes in document order; a parent stands before its children.
    pub nodes: Vec<Node>,
    /// Figures in document order.
    pub indicators: Vec<Indicator>,
    /// Passages in document order: those of the nodes, and narrative paragraphs.
    pub passages: Vec<Passage>,
    /// What belongs to the page and not to the plan.
    pub furniture: Vec<Furniture>,
    /// What was not understood.
    pub notices: Vec<Notice>,
    /// The corrections that hold in it, in the order in which they were applied.
    pub corrections: Vec<Applied>,
}

impl Plan {
    /// The place of a node in the list of nodes.
    #[must_use]
    pub fn place_of(&self, id: NodeId) -> Option<usize> {
        self.nodes.binary_search_by_key(&id, |node| node.id).ok()
    }

    /// A node by its number.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(self.place_of(id)?)
    }

    /// The nodes whose reading stands on doubtful ground.
    pub fn doubtful(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.is_doubtful())
    }

    /// The nodes that a reader corrected, themselves or a figure of theirs.
    pub fn corrected(&self) -> impl Iterator<Item = &Node> {
        let figures: BTreeSet<NodeId> =
            self.indicators.iter().filter(|figure| figure.corrected).map(|figure| figure.node).collect();
        self.nodes.iter().filter(move |node| node.corrected.is_some() || figures.contains(&node.id))
    }

    /// The corrections that do not hold: number and reason.
    pub fn misfits(&self) -> impl Iterator<Item = (u32, &Misfit)> {
        self.notices.iter().filter_map(|notice| match &notice.kind {
            NoticeKind::Correction { number, misfit, .. } => Some((*number, misfit)),
            _ => None,
        })
    }

    /// Nodes by their numbers.
    pub fn nodes_of(&self, ids: &[NodeId]) -> impl Iterator<Item = &Node> {
        ids.iter().filter_map(|id| self.node(*id))
    }

    /// The node that a node hangs under. It stands before it, so that every way up ends.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<&Node> {
        self.node(self.node(id)?.parent.filter(|parent| *parent < id)?)
    }

    /// All that a node hangs under, the nearest first.
    pub fn above(&self, id: NodeId) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.parent(id), |node| self.parent(node.id))
    }

    /// How many nodes a node hangs under.
    #[must_use]
    pub fn depth(&self, id: NodeId) -> usize {
        self.above(id).count()
    }

    /// Titles of all that a node hangs under, outermost first.
    #[must_use]
    pub fn path(&self, id: NodeId) -> Vec<&str> {
        let mut path: Vec<&str> = self.above(id).map(|node| node.title.as_str()).collect();
        path.reverse();
        path
    }
}

/// A correction to a plan's facts, from corpus.toml: what is set here wins over the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Name of the body.
    pub organisation: Option<String>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Kind of plan.
    pub kind: Option<PlanKind>,
    /// Years covered.
    pub period: Option<Period>,
    /// Title.
    pub title: Option<String>,
}

impl Furniture {
    /// Furniture on one line.
    #[must_use]
    pub fn line(line: u32, text: impl Into<String>) -> Self {
        Self { span: LineSpan::line(line), text: text.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NodeKind;

    #[test]
    fn the_way_up_from_a_node() {
        let node = |id, parent: u32, title: &str| Node {
            parent: Some(NodeId(parent)).filter(|parent| parent.0 > 0),
            ..Node::new(NodeId(id), NodeKind::Section, title, LineSpan::line(id))
        };
        // The last two hang under one another, as no plan has it.
        let nodes = vec![node(1, 0, "柱"), node(2, 1, "施策"), node(4, 2, "取組"), node(5, 6, "輪"), node(6, 5, "輪")];
        let plan = Plan { nodes, ..Plan::default() };
        assert_eq!(plan.path(NodeId(4)), ["柱", "施策"]);
        assert_eq!([1, 2, 3, 4, 5, 6].map(|id| plan.depth(NodeId(id))), [0, 1, 0, 2, 0, 1]);
        assert_eq!(plan.nodes_of(&[NodeId(4), NodeId(3), NodeId(1)]).map(|node| node.id.0).collect::<Vec<_>>(), [4, 1]);
    }
}
