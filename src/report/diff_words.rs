//! What changes are called, in Japanese and English.

use super::lang::Lang;
use crate::diff::{FigureChange, Move, Status};
use crate::model::Indicator;

/// The word for a status.
#[must_use]
pub(super) fn status_name(status: Status, lang: Lang) -> &'static str {
    let (japanese, english) = match status {
        Status::Added => ("新設", "added"),
        Status::Dropped => ("削除", "dropped"),
        Status::Split => ("分割", "split"),
        Status::Merged => ("統合", "merged"),
        Status::Reworded => ("文言変更", "reworded"),
        Status::MovedReworded => ("移動・文言変更", "moved and reworded"),
        Status::Moved => ("移動", "moved"),
        Status::Unchanged => ("変更なし", "unchanged"),
        Status::NotStated => ("記載なし", "not stated"),
    };
    lang.pick(japanese, english)
}

/// The sign for a status, readable without colour.
#[must_use]
pub(super) fn status_sign(status: Status) -> &'static str {
    match status {
        Status::Added => "＋",
        Status::Dropped => "－",
        Status::Split => "＜",
        Status::Merged => "＞",
        Status::Reworded => "～",
        Status::MovedReworded | Status::Moved => "→",
        Status::Unchanged => "＝",
        Status::NotStated => "？",
    }
}

/// The word for what became of a figure.
#[must_use]
pub(super) fn move_name(change: Move, lang: Lang) -> &'static str {
    let (japanese, english) = match change {
        Move::Raised => ("引上げ", "raised"),
        Move::Lowered => ("引下げ", "lowered"),
        Move::Added => ("追加", "added"),
        Move::Dropped => ("廃止", "dropped"),
    };
    lang.pick(japanese, english)
}

/// 目標 36件 → 40件（引上げ）
#[must_use]
pub(super) fn figure_text(figure: &FigureChange, lang: Lang) -> String {
    let said = |indicator: &Indicator| value(indicator);
    let role = figure.new.as_ref().or(figure.old.as_ref()).map_or("", |one| one.role.name());
    let change = move_name(figure.change, lang);
    let (open, close) = lang.pick(("（", "）"), (" (", ")"));
    let none = lang.pick("記載なし", "none");
    let old = figure.old.as_ref().map_or_else(|| none.to_owned(), said);
    let new = figure.new.as_ref().map_or_else(|| none.to_owned(), said);
    format!("{role} {old} → {new}{open}{change}{close}")
}

/// A figure as written, or its number and unit.
fn value(indicator: &Indicator) -> String {
    let text = indicator.text.trim();
    if text.is_empty() { format!("{}{}", indicator.value.unwrap_or_default(), indicator.unit) } else { text.to_owned() }
}
