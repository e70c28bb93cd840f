//! Budgets, accounts and lists of officers among the papers of a meeting hold no work.
//!
//! What comes in is the outline, what goes out is the outline with such chapters folded into one section each. This
//! file must not know how the file is parted into plans.

use super::{Outline, explain};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark;
use crate::blocks::{Block, BlockKind};
use std::collections::{HashMap, HashSet};

/// Papers as their titles end.
const PAPERS: [&str; 45] = [
    "収支予算",
    "収支決算",
    "収支計算",
    "年度予算",
    "会計予算",
    "年度決算",
    "会計決算",
    "決算報告",
    "決算",
    "貸借対照表",
    "財産目録",
    "監査報告",
    "正味財産増減計算",
    "損益計算",
    "剰余金処分",
    "役員選任",
    "役員の選任",
    "役員改選",
    "役員の改選",
    "役員補欠選任",
    "役員名簿",
    "会員名簿",
    "議員名簿",
    "定款変更",
    "定款の一部変更",
    "定款の変更",
    "借入金最高限度額",
    "会費賦課",
    "予算の概要",
    "予算概要",
    "決算の概要",
    "決算概要",
    "事業費の見通し",
    "事業費見通し",
    "事業費の見込み",
    "概算事業費",
    "事業費一覧",
    "収支の見通し",
    "収支見通し",
    "財政の見通し",
    "財政見通し",
    "組織の状況",
    "組織状況",
    "会員の異動",
    "会員異動",
];

/// Papers whatever else their titles say: 別表３ of a 経営発達支援計画, the parts of an account.
const FUNDS: [&str; 8] = [
    "資金の額及びその調達方法",
    "資金の額及び調達方法",
    "要する資金の額",
    "必要な資金の額",
    "収入の部",
    "支出の部",
    "歳入の部",
    "歳出の部",
];

/// Points of a chapter that only says who the body is: 会員数, 役員・議員, 職員.
const STANDING: [&str; 20] = [
    "会員",
    "会員数",
    "会員の異動",
    "会員異動",
    "会員の状況",
    "会員状況",
    "会員増減",
    "会員の増減",
    "役員",
    "議員",
    "役員・議員",
    "役員議員",
    "役職員",
    "職員",
    "事務局",
    "事務局職員",
    "部会員数",
    "組織率",
    "顧問・参与",
    "顧問",
];

/// Folds each such chapter into a narrative section.
pub(super) fn fold(outline: &mut Outline) {
    let standing = of_standing(outline);
    let mut into: Vec<Option<usize>> = vec![None; outline.entries.len()];
    let mut papers: Vec<usize> = Vec::new();
    for (at, entry) in outline.entries.iter().enumerate() {
        let within = entry
            .parent
            .and_then(|parent| into[parent].or_else(|| papers.binary_search(&parent).is_ok().then_some(parent)));
        if within.is_some() {
            into[at] = within;
        } else if !entry.class.is_bullet()
            && !entry.from_table
            && !entry.narrative
            && (is_paper(&entry.title) || standing.contains(&at))
        {
            papers.push(at);
        }
    }
    // Sums of accounts measure no work; members a body counts wherever it speaks of them.
    for value in &mut outline.values {
        value.owner = into[value.owner].filter(|paper| standing.contains(paper)).unwrap_or(value.owner);
    }
    let account = |owner: usize| into[owner].is_some() || papers.binary_search(&owner).is_ok();
    let members = |owner: usize| standing.contains(&owner) || outline.entries[owner].title.contains("会員");
    outline.values.retain(|value| members(value.owner) || !account(value.owner));
    for at in papers {
        outline.entries[at].narrative = true;
    }
    if into.iter().any(Option::is_some) {
        explain::into_text(outline, &into);
    }
}

/// The chapters all of whose points, several, say who the body is.
fn of_standing(outline: &Outline) -> HashSet<usize> {
    let mut points: HashMap<usize, (u32, u32)> = HashMap::new();
    for entry in &outline.entries {
        let Some(parent) = entry.parent else { continue };
        let title = squeeze(entry.title.split(['（', '(']).next().unwrap_or_default());
        let (all, told) = points.entry(parent).or_default();
        (*all, *told) = (*all + 1, *told + u32::from(STANDING.contains(&title.as_str())));
    }
    points.into_iter().filter(|(_, (all, told))| *told >= 2 && all == told).map(|(at, _)| at).collect()
}

/// Is it the title of a budget, of accounts, or of a vote on people and statutes?
pub(crate) fn is_paper(title: &str) -> bool {
    const WORK: [&str; 6] = ["事業報告", "事業計画", "支援", "指導", "作成", "要望"];
    let mut bare = squeeze(title);
    while let Some(open) = bare.rfind(['（', '(']).filter(|_| bare.ends_with(['）', ')'])) {
        bare.truncate(open);
    }
    let mut bare = bare.as_str();
    for end in [
        "を求める件",
        "承認の件",
        "に関する件",
        "の件",
        "について",
        "の承認",
        "承認",
        "（案）",
        "案",
        "の概要",
        "概要",
        "書",
    ] {
        bare = bare.strip_suffix(end).unwrap_or(bare);
    }
    if FUNDS.iter().any(|end| bare.ends_with(end)) {
        return true;
    }
    !WORK.iter().any(|word| bare.contains(word)) && (bare == "予算" || PAPERS.iter().any(|paper| bare.ends_with(paper)))
}

/// Is a line alone the title of a budget or of accounts: 令和6年度 収支予算書（案）? A chapter may only be called 予算.
pub(super) fn stands_alone(line: &str) -> bool {
    const SHEETS: [&str; 7] = ["予算書", "決算書", "計算書", "貸借対照表", "財産目録", "決算報告書", "監査報告書"];
    let text = squeeze(line);
    let bare = text.trim_end_matches("（案）").trim_end_matches("(案)");
    SHEETS.iter().chain(&FUNDS).any(|end| bare.ends_with(end)) && is_paper(&text)
}

/// Does what stands below such a title tell of sums: 科目, （単位：千円）, Ⅰ 収入の部, a row? A contents list names papers, too.
pub(super) fn begins(below: &Block) -> bool {
    const WORDS: [&str; 7] = ["科目", "款", "収入", "支出", "歳入", "歳出", "必要な資金"];
    let BlockKind::Text(text) = &below.kind else { return true };
    let text = squeeze(text);
    let text = mark::parse(&text).map_or(text.as_str(), |mark| mark.rest);
    let bare = text.trim_start_matches(['（', '(', '【', '［', '[']);
    let sums =
        text.split(|c: char| digit(c).is_none() && !matches!(c, ',' | '，')).filter(|sum| sum.len() >= 4).count();
    text.contains("単位")
        || WORDS.iter().any(|word| bare.starts_with(word))
        || sums >= 2 && !text.contains(['。', '月'])
}

/// Is it the name of a part of an account: 収入の部, Ⅱ 正味財産の部?
pub(super) fn is_part(title: &str) -> bool {
    const PARTS: [&str; 12] =
        ["の部", "収入", "支出", "収益", "費用", "資産", "負債", "財産", "増減", "会費", "繰越", "剰余"];
    let title = squeeze(title);
    PARTS.iter().any(|part| title.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_and_work() {
        for title in [
            "令和5年度収支決算書",
            "令和6年度収支予算書（案）",
            "貸借対照表",
            "監査報告",
            "役員の選任について",
            "予算",
            "事業の支援に要する資金の額及び調達方法",
        ] {
            assert!(is_paper(title), "{title}");
        }
        for title in ["決算書の作成支援", "令和6年度事業計画及び収支予算", "決算指導", "県予算への要望", "予算の確保"]
        {
            assert!(!is_paper(title), "{title}");
        }
    }
}
