//! What kind of plan it is, told by the words of its title or, where it has none, of its text.
//!
//! What comes in is a title or a text, what goes out is a kind. This file must not know whose plan it is.

use kurabe_model::PlanKind;
use kurabe_read::Line;

use super::line::compact;

/// Words that make a line a title wherever it stands on a title page.
pub(super) const TITLE_WORDS: [&str; 33] = [
    "計画",
    "ビジョン",
    "プラン",
    "事業報告",
    "活動報告",
    "実績報告",
    "進捗状況",
    "進捗報告",
    "評価報告",
    "報告書",
    "評価表",
    "評価書",
    "評価調書",
    "評価シート",
    "検証シート",
    "管理シート",
    "工程表",
    "総合戦略",
    "振興戦略",
    "経営戦略",
    "成長戦略",
    "観光戦略",
    "づくり戦略",
    "活性化戦略",
    "産業戦略",
    "附属明細書",
    "付属明細書",
    "検証報告",
    "基本構想",
    "アクションプログラム",
    "議案書",
    "総会資料",
    "総代会資料",
];

/// Does the text end on a word that makes a title?
pub(super) fn is_title_word(text: &str) -> bool {
    TITLE_WORDS.iter().any(|word| text.ends_with(word))
}

/// The kind of plan that the words of a title tell (`gold/README.md`, record `plan`).
///
/// The nearer word decides: a report on a mid-term plan is a report, its 実施計画 an implementation plan.
pub(in crate::extract) fn kind_of(title: &str) -> PlanKind {
    const MID_TERM: [&str; 17] = [
        "中期",
        "長期",
        "ビジョン",
        "行動計画",
        "アクションプラン",
        "か年",
        "ヵ年",
        "カ年",
        "ヶ年",
        "ケ年",
        "箇年",
        "年計画",
        "マスタープラン",
        "経営戦略",
        "成長戦略",
        "観光戦略",
        "づくり戦略",
    ];
    /// Plans of towns and associations that run for years unless they name one.
    const LONG_TERM: [&str; 6] = ["振興計画", "総合計画", "基本計画", "推進計画", "活性化計画", "福祉活動計画"];
    let title = compact(title);
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let year = has(&["年度"]);
    if has(&["進捗", "フォローアップ"]) {
        PlanKind::Progress
    } else if has(&["事業報告", "活動報告", "実績報告", "実施報告", "事業実績", "活動の記録", "活動記録"])
    {
        PlanKind::Report
    } else if has(&[
        "評価表",
        "評価書",
        "評価報告",
        "評価結果",
        "評価・検証",
        "検証報告",
        "検証結果",
        "自己評価",
        "評価シート",
        "検証シート",
        "進行管理",
        "事業評価",
        "点検評価",
        "点検・評価",
        "実施状況",
        "達成状況",
        "取組状況",
        "中間報告",
        "最終報告",
        "中間評価",
        "中間検証",
        "最終評価",
    ]) {
        PlanKind::Progress
    } else if has(&["実施計画"]) {
        PlanKind::Implementation
    } else if has(&["経営発達支援計画"]) {
        PlanKind::ManagementSupport
    } else if has(&MID_TERM) || !year && has(&LONG_TERM) {
        PlanKind::MidTerm
    } else if has(&["事業計画", "活動計画"])
        || (has(&["年度"]) && has(&["計画", "プラン", "主要事業", "重点事業", "方針", "目標", "事業概要"]))
    {
        PlanKind::Annual
    } else {
        PlanKind::Other
    }
}

/// The kind of a text without a title: one that tells throughout what was done is a report, and one that holds the
/// parts of the form of a 経営発達支援計画 is such a plan.
pub(super) fn of_text(lines: &[Line]) -> Option<PlanKind> {
    if tells_what_was_done(lines, (2, 3)) {
        return Some(PlanKind::Report);
    }
    let mut form = false;
    for text in lines.iter().take(LINES).map(|line| compact(&line.text)) {
        if ["評価内容", "評価結果", "実績報告", "達成度", "達成率"].iter().any(|word| text.contains(word))
        {
            return None;
        }
        form |= FORM.iter().any(|part| text.contains(part));
    }
    if form {
        return Some(PlanKind::ManagementSupport);
    }
    // A committee's page: 事業方針 and 事業計画 head its parts.
    let heads = |wanted: &[&str]| {
        let first = lines.iter().filter(|line| !line.text.trim().is_empty()).take(HEADINGS);
        first.map(|line| line.text.trim()).any(|text| {
            let word = text.split(char::is_whitespace).next().unwrap_or_default();
            wanted.contains(&word.trim_matches(|letter: char| "【】<>＜＞〈〉■●".contains(letter)))
        })
    };
    (heads(&["事業計画"]) && heads(&["事業方針", "基本方針", "活動方針"])).then_some(PlanKind::Annual)
}

/// Filled lines in which a page without a title shows the headings of its parts.
const HEADINGS: usize = 30;

/// Lines that are looked at for what they tell.
const LINES: usize = 300;

/// Does the text tell what was done in this share of its sentences?
pub(super) fn tells_what_was_done(lines: &[Line], (part, whole): (usize, usize)) -> bool {
    /// Sentences that it takes to be sure.
    const SURE: usize = 4;
    let (told, all) = lines.iter().take(LINES).fold((0, 0), |(told, all), line| {
        (told + line.text.matches("た。").count(), all + line.text.matches('。').count())
    });
    told >= SURE && told * whole >= all * part
}

/// Parts that the form of a 経営発達支援計画 has, and no other paper.
const FORM: [&str; 4] = [
    "経営発達支援事業の内容",
    "経営発達支援事業の目標",
    "地域の経済動向調査に関すること",
    "地域経済動向調査に関すること",
];
