//! What changes are called, in Japanese and English.

use std::collections::BTreeMap;

use super::lang::Lang;
use super::text::tame;
use kurabe_diff::{Diff, FigureChange, Move, Record, Status};
use kurabe_model::{FiscalYear, Flags, Indicator, NodeId, Plan};

/// The word for a status.
#[must_use]
pub fn status_name(status: Status, lang: Lang) -> &'static str {
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
pub fn status_sign(status: Status) -> &'static str {
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
pub fn move_name(change: Move, lang: Lang) -> &'static str {
    let (japanese, english) = match change {
        Move::Raised => ("引上げ", "raised"),
        Move::Lowered => ("引下げ", "lowered"),
        Move::Added => ("追加", "added"),
        Move::Dropped => ("廃止", "dropped"),
        Move::Range => ("幅の変更", "range changed"),
        Move::Reached => ("達成", "reached"),
        Move::Missed => ("未達", "missed"),
        Move::Moved => ("移記", "given elsewhere"),
    };
    lang.pick(japanese, english)
}

/// 来場者数　目標（令和5年度） 36件 → 40件（引上げ）; of an item that is new or gone only the figure itself.
#[must_use]
pub fn figure_text(figure: &FigureChange, lang: Lang) -> String {
    let (open, close) = lang.pick(("（", "）"), (" (", ")"));
    let change = move_name(figure.change, lang);
    let name = figure_name(figure, lang);
    let said = match (&figure.old, &figure.new) {
        (Some(old), Some(new)) => {
            let (was, is) = (what(old, lang), what(new, lang));
            let again = if was == is { String::new() } else { format!("{is} ") };
            format!("{was} {} → {again}{}{open}{change}{close}", indicator_value(old), indicator_value(new))
        }
        (Some(only), None) | (None, Some(only)) => {
            format!("{} {}{open}{change}{close}", what(only, lang), indicator_value(only))
        }
        (None, None) => String::new(),
    };
    format!("{name}{said}")
}

/// What a figure of one side says: 派遣研修生数　目標（令和5年度） 44
pub(super) fn said_text(figure: &FigureChange, indicator: &Indicator, lang: Lang) -> String {
    format!("{}{} {}", figure_name(figure, lang), what(indicator, lang), indicator_value(indicator))
}

/// The name of a figure, where it has one of its own and does not hold the number itself.
fn figure_name(figure: &FigureChange, lang: Lang) -> String {
    let name = tame(figure.name());
    if name.is_empty() || name.contains(|c: char| c.is_numeric()) {
        return String::new();
    }
    format!("{name}{}", lang.pick("　", " "))
}

/// 目標（令和5年度）: what a figure says, and of which year.
fn what(indicator: &Indicator, lang: Lang) -> String {
    let role = indicator.role.name();
    match indicator.period {
        Some(year) => {
            let year = FiscalYear(year);
            let year = lang.pick(year.japanese(), format!("FY{}", year.0));
            lang.pick(format!("{role}（{year}）"), format!("{role} ({year})"))
        }
        None => role.to_owned(),
    }
}

/// A figure as written, or its number and unit.
#[must_use]
pub(super) fn indicator_value(indicator: &Indicator) -> String {
    let text = indicator.said();
    if text.is_empty() {
        format!("{}{}", indicator.value.unwrap_or_default(), indicator.unit)
    } else {
        text.into_owned()
    }
}

/// ＋新設 25　－削除 9 …
#[must_use]
pub(super) fn counts_text(counts: &BTreeMap<Status, usize>, lang: Lang) -> String {
    let said = Status::ALL.iter().filter_map(|status| {
        let count = counts.get(status)?;
        Some(format!("{}{} {count}", status_sign(*status), status_name(*status, lang)))
    });
    said.collect::<Vec<_>>().join("　")
}

/// 引上げ 16、引下げ 13 …; none where no figure changed.
#[must_use]
pub(super) fn moves_text(diff: &Diff, lang: Lang) -> Option<String> {
    let mut moves: BTreeMap<Move, usize> = BTreeMap::new();
    for figure in diff.records.iter().flat_map(|record| &record.figures) {
        *moves.entry(figure.change).or_default() += 1;
    }
    let text: Vec<String> =
        moves.iter().map(|(change, count)| format!("{} {count}", move_name(*change, lang))).collect();
    (!text.is_empty()).then(|| text.join(lang.pick("、", ", ")))
}

/// What of an item may change whose title does not.
const PARTS: [(&str, &str); 4] = [("本文", "text"), ("数値", "figures"), ("印", "marks"), ("順序", "order")];

/// 本文・数値変更: what else changed of an item whose title did not.
#[must_use]
pub fn changed_parts(record: &Record, lang: Lang) -> String {
    let changed = [record.body_changed, !record.figures.is_empty(), record.flags_changed, record.order];
    let changed = PARTS.into_iter().zip(changed).filter(|(_, is)| *is).map(|(part, _)| part);
    parts_text(changed.collect(), lang)
}

fn parts_text(parts: Vec<(&str, &str)>, lang: Lang) -> String {
    let parts: Vec<&str> = parts.into_iter().map(|(japanese, english)| lang.pick(japanese, english)).collect();
    lang.pick(format!("{}変更", parts.join("・")), format!("{} changed", parts.join(", ")))
}

/// What [`changed_parts`] said in either language, in another; none for what a person wrote.
pub(super) fn told_parts(said: &str, lang: Lang) -> Option<String> {
    let names: Vec<&str> = match said.strip_suffix("変更") {
        Some(names) => names.split('・').collect(),
        None => said.strip_suffix(" changed")?.split(", ").collect(),
    };
    let part = |name: &&str| PARTS.into_iter().find(|(japanese, english)| name == japanese || name == english);
    Some(parts_text(names.iter().map(part).collect::<Option<_>>()?, lang))
}

/// 移動元：経営支援 › 巡回指導
#[must_use]
pub(super) fn moved_from(old: &Plan, record: &Record, lang: Lang) -> Option<String> {
    let id = record.old.first().filter(|_| matches!(record.status, Status::Moved | Status::MovedReworded))?;
    let path = tame(&old.path(*id).join(" › "));
    let from = if path.is_empty() { lang.pick("（最上位）", "(top)").to_owned() } else { path };
    Some(lang.pick(format!("移動元：{from}"), format!("from: {from}")))
}

/// 印：なし → 重点
#[must_use]
pub fn flags_text(old: &Plan, new: &Plan, record: &Record, lang: Lang) -> String {
    let names = |plan: &Plan, ids: &[NodeId]| {
        let all: Flags = plan.nodes_of(ids).flat_map(|node| node.flags.iter()).collect();
        let names: Vec<&str> = all.iter().map(|flag| flag.name()).collect();
        if names.is_empty() { lang.pick("なし", "none").to_owned() } else { names.join("・") }
    };
    let (was, is) = (names(old, &record.old), names(new, &record.new));
    lang.pick(format!("印：{was} → {is}"), format!("marks: {was} → {is}"))
}

/// 順序：3番目 → 1番目; none where it kept its place among its siblings.
#[must_use]
pub fn order_text(old: &Plan, new: &Plan, record: &Record, lang: Lang) -> Option<String> {
    let place = |plan: &Plan, ids: &[NodeId]| {
        let node = plan.node(*ids.first()?)?;
        Some(plan.nodes.iter().filter(|other| other.parent == node.parent && other.id <= node.id).count())
    };
    let (was, is) = (place(old, &record.old)?, place(new, &record.new)?);
    record.order.then(|| match lang {
        Lang::Ja => format!("順序：{was}番目 → {is}番目"),
        Lang::En => format!("order: from place {was} to place {is}"),
    })
}

/// 同じ語句：新120行: of what is new or gone, the passage of the other plan that says its title all the same.
#[must_use]
pub fn mention_text(record: &Record, lang: Lang) -> Option<String> {
    let line = record.mentioned?;
    let is_gone = record.new.is_empty();
    Some(match lang {
        Lang::Ja => format!("同じ語句：{}{line}行", if is_gone { "新" } else { "旧" }),
        Lang::En => format!("same words: {} {line}", if is_gone { "new" } else { "old" }),
    })
}

/// 近い項目：新27行「創業相談会」: of an item without a counterpart the one of the other plan that is most like it.
#[must_use]
pub fn near_text(old: &Plan, new: &Plan, record: &Record, lang: Lang) -> Option<String> {
    let plan = if record.new.is_empty() { new } else { old };
    let near = plan.node(record.near?)?;
    let (line, title) = (near.span.first, tame(&near.title));
    Some(match lang {
        Lang::Ja => format!("近い項目：{}{line}行「{title}」", if record.new.is_empty() { "新" } else { "旧" }),
        Lang::En => format!("most like it: {} {line} “{title}”", if record.new.is_empty() { "new" } else { "old" }),
    })
}

/// うち年度・回数などの更新のみ 12; none where nothing rolled on.
#[must_use]
pub fn rolled_text(diff: &Diff, lang: Lang) -> Option<String> {
    (diff.rolled > 0).then(|| match lang {
        Lang::Ja => format!("変更なしのうち年度・開催回などの更新だけ {}", diff.rolled),
        Lang::En => format!("Unchanged but for years and running numbers: {}", diff.rolled),
    })
}
