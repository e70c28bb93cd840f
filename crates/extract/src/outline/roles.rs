//! 区分 / 事業名 / 内容: what the header of a table says of its columns.
//!
//! What comes in are the cells of a row, what goes out are the roles of their columns. This file must not know
//! the tree.

use crate::blocks::Cell;
use crate::blocks::chars::squeeze;

/// What the columns of a table hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// 区分
    pub(super) section: Option<u32>,
    /// 事業名
    pub(super) name: u32,
    /// 内容, 備考
    pub(super) bodies: Vec<u32>,
    /// 目標, 実績, 時期: figures of the item
    pub(super) figures: Vec<u32>,
    /// Those of the figures that are aims: 目標, 指標
    pub(super) targets: Vec<u32>,
}

/// What one heading of a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Section,
    Name,
    Body,
    Figure,
    /// 氏名, 評価, 決算: not a table of work
    Alien,
}

/// The role that a column's heading gives it.
fn role(cell: &str) -> Option<Role> {
    let text = squeeze(cell);
    if text.chars().count() > 14 {
        return None;
    }
    let bare = text.split(['（', '(', '・', '／', '/']).next().unwrap_or_default();
    let is = |words: &[&str]| words.contains(&bare) || words.contains(&text.as_str());
    if is(&[
        "区分",
        "分野",
        "柱",
        "大項目",
        "中項目",
        "事業区分",
        "取組区分",
        "重点分野",
        "種別",
        "分類",
        "部門",
        "施策体系",
        "体系",
        "基本方針",
        "基本目標",
        "テーマ",
        "重点項目",
        "重点施策",
        "重点事業",
        "大分類",
        "施策の柱",
        "部会名",
        "委員会名",
    ]) {
        return Some(Role::Section);
    }
    if is(&[
        "事業名",
        "事業",
        "施策",
        "施策名",
        "取組",
        "取組み",
        "取り組み",
        "取組名",
        "取組項目",
        "取組事項",
        "項目",
        "項目名",
        "小項目",
        "事業項目",
        "実施事業",
        "具体的取組",
        "具体的取組み",
        "具体的な取組",
        "具体的な取組み",
        "具体的事業",
        "具体的施策",
        "主要事業",
        "主な事業",
        "主な取組",
        "行事",
        "行事名",
        "事業名称",
        "名称",
        "実施項目",
        "事業計画",
        "重点課題",
        "課題",
        "実施計画",
        "会議名",
        "セミナー名",
        "講習会名",
        "アクション",
        "アクションプラン",
    ]) || bare.ends_with("事業名")
    {
        return Some(Role::Name);
    }
    if bare.contains("内容")
        || bare.contains("概要")
        || is(&[
            "説明",
            "摘要",
            "備考",
            "目的",
            "方針",
            "取組方針",
            "具体策",
            "詳細",
            "手段",
            "実施方法",
            "方法",
            "対象",
            "対象者",
            "効果",
            "ねらい",
            "期待される効果",
        ])
    {
        return Some(Role::Body);
    }
    if [
        "目標",
        "指標",
        "KPI",
        "ＫＰＩ",
        "回数",
        "件数",
        "時期",
        "期間",
        "期日",
        "開催日",
        "日程",
        "スケジュール",
        "担当",
        "主体",
        "予算",
        "場所",
        "会場",
        "年度",
        "参加者",
        "計画値",
    ]
    .iter()
    .any(|word| bare.contains(word))
        || is(&["月", "日時", "日", "実績"])
    {
        return Some(Role::Figure);
    }
    if [
        "評価",
        "氏名",
        "No",
        "Ｎo",
        "ＮＯ",
        "NO",
        "№",
        "役職",
        "所属",
        "達成率",
        "分析",
        "金額",
        "決算",
        "収入",
        "支出",
        "科目",
        "会社",
        "事業所名",
        "住所",
        "合計",
        "増減",
        "構成比",
        "前年",
        "実績",
        "進捗",
        "勘定",
        "款",
        "委員",
    ]
    .iter()
    .any(|word| bare.contains(word))
    {
        return Some(Role::Alien);
    }
    None
}

/// Reads a row as the header of a table of work.
///
/// `区分 事業名 内 容` names a section, a name and a body; `No. 氏名 役職` is none.
pub(super) fn header(cells: &[Cell]) -> Option<Roles> {
    if cells.len() < 2 {
        return None;
    }
    let roles: Vec<(u32, Role)> =
        cells.iter().filter_map(|cell| role(&cell.text).map(|role| (cell.column, role))).collect();
    // Nearly every cell of a header is one of its words.
    if roles.len() < 2 || roles.len() * 2 < cells.len() {
        return None;
    }
    let columns = |wanted: Role| roles.iter().filter(move |(_, role)| *role == wanted).map(|(column, _)| *column);
    let bodies: Vec<u32> = columns(Role::Body).collect();
    let alien = columns(Role::Alien).count();
    let sections: Vec<u32> = columns(Role::Section).collect();
    let names: Vec<u32> = columns(Role::Name).collect();
    if bodies.is_empty()
        && (alien > 0 || names.is_empty() || sections.is_empty() && columns(Role::Figure).next().is_none())
    {
        return None;
    }
    let lone = bodies.is_empty() && sections.is_empty() && names.len() == 1;
    if lone
        && cells.iter().any(|cell| {
            cell.column == names[0]
                && matches!(squeeze(&cell.text).as_str(), "項目" | "項目名" | "小項目" | "名称" | "課題" | "重点課題")
        })
    {
        return None;
    }
    let (section, name) = match (sections.as_slice(), names.as_slice()) {
        ([], []) => return None,
        ([.., last], []) => (sections.len().checked_sub(2).map(|at| sections[at]), *last),
        ([], [only]) => (None, *only),
        ([], [first, second, ..]) => (Some(*first), *second),
        ([first, ..], [name, ..]) => (Some(*first), *name),
    };
    if alien > 0 && bodies.is_empty() {
        return None;
    }
    let figures = roles
        .iter()
        .filter(|(column, role)| matches!(role, Role::Figure | Role::Alien) && *column != name)
        .map(|(column, _)| *column)
        .collect();
    let aims = |cell: &&Cell| ["目標", "指標", "KPI", "ＫＰＩ", "計画値"].iter().any(|word| cell.text.contains(word));
    let targets = cells.iter().filter(aims).map(|cell| cell.column).filter(|column| *column != name).collect();
    Some(Roles { section, name, bodies, figures, targets })
}

/// Is the row a header of any table, of work or not?
pub(super) fn any_header(cells: &[Cell]) -> bool {
    cells.len() >= 2
        && cells.iter().all(|cell| cell.text.chars().count() <= 14)
        && cells.iter().filter(|cell| role(&cell.text).is_some()).count() * 3 >= cells.len() * 2
}

impl Roles {
    /// How many columns the roles know.
    pub(super) fn last_column(&self) -> u32 {
        self.bodies.iter().chain(&self.figures).copied().chain([self.name]).max().unwrap_or(0)
    }
}
