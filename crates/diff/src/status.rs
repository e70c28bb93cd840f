//! 変更: what became of an item or a section, and of a figure.

/// What became of the items of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 新設: no counterpart in the old plan.
    Added,
    /// 削除: no counterpart in the new plan.
    Dropped,
    /// 分割: one old item, several new ones.
    Split,
    /// 統合: several old items, one new one.
    Merged,
    /// 文言変更: the same action in other words, under the same parent.
    Reworded,
    /// 移動・文言変更
    MovedReworded,
    /// 移動: the same title under a parent that is not the successor of its old one.
    Moved,
    /// 変更なし: the same title under the same parent.
    Unchanged,
    /// 記載なし: no counterpart in a plan of which only a part is known.
    NotStated,
}

impl Status {
    /// All statuses, those that a planner looks for first in front.
    pub const ALL: [Self; 9] = [
        Self::Added,
        Self::Dropped,
        Self::Split,
        Self::Merged,
        Self::Reworded,
        Self::MovedReworded,
        Self::Moved,
        Self::Unchanged,
        Self::NotStated,
    ];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::MovedReworded => "moved+reworded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::NotStated => "not-stated",
        }
    }

    /// The status of the same record when the sides change places.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Added => Self::Dropped,
            Self::Dropped => Self::Added,
            Self::Split => Self::Merged,
            Self::Merged => Self::Split,
            other => other,
        }
    }
}

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// 引上げ
    Raised,
    /// 引下げ
    Lowered,
    /// 追加
    Added,
    /// 廃止
    Dropped,
    /// 幅の変更: one number became a range, a range another.
    Range,
    /// 達成: the target of one plan beside the result in the other, which is no less.
    Reached,
    /// 未達: the same, and the result is less.
    Missed,
    /// 移記: it stands at another item.
    Moved,
}

impl Move {
    /// All changes.
    pub const ALL: [Self; 8] = [
        Self::Raised,
        Self::Lowered,
        Self::Added,
        Self::Dropped,
        Self::Range,
        Self::Reached,
        Self::Missed,
        Self::Moved,
    ];

    /// What it is called when the sides change places.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Raised => Self::Lowered,
            Self::Lowered => Self::Raised,
            Self::Added => Self::Dropped,
            Self::Dropped => Self::Added,
            other => other,
        }
    }

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Lowered => "lowered",
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Range => "range",
            Self::Reached => "reached",
            Self::Missed => "missed",
            Self::Moved => "moved",
        }
    }
}
