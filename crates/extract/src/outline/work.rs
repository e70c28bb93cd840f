//! Words with which plans say that something is done.
//!
//! What comes in is a title, what goes out is whether it says an action. This file must not know trees.

/// How the name of an action ends.
const ENDS: [&str; 94] = [
    "展示",
    "販売",
    "取次ぎ",
    "取り次ぎ",
    "貸出し",
    "貸出",
    "助言",
    "公開",
    "配信",
    "掲載",
    "講習",
    "締結",
    "受託",
    "申請",
    "施行",
    "備え",
    "実施",
    "開催",
    "支援",
    "推進",
    "強化",
    "促進",
    "提供",
    "活用",
    "構築",
    "検討",
    "整備",
    "作成",
    "発行",
    "運営",
    "参加",
    "参画",
    "協力",
    "連携",
    "配布",
    "発信",
    "調査",
    "研究",
    "設置",
    "派遣",
    "指導",
    "相談",
    "拡大",
    "拡充",
    "充実",
    "向上",
    "確保",
    "育成",
    "創出",
    "展開",
    "普及",
    "啓発",
    "周知",
    "要望",
    "提言",
    "収集",
    "把握",
    "整理",
    "共有",
    "交流",
    "策定",
    "見直し",
    "改善",
    "導入",
    "運用",
    "募集",
    "勧誘",
    "増強",
    "加入",
    "斡旋",
    "あっせん",
    "代行",
    "発給",
    "振興",
    "対応",
    "対策",
    "取組",
    "取り組み",
    "取組み",
    "醸成",
    "誘致",
    "誘客",
    "開拓",
    "継続",
    "参入",
    "養成",
    "研修",
    "管理",
    "分析",
    "発掘",
    "紹介",
    "働きかけ",
    "づくり",
    "活動",
];

/// Does the title say an action? `外国人雇用制度の情報収集` does, `火災共済` does not.
pub(crate) fn is_action(title: &str) -> bool {
    // `取次ぎ 目標 80件`
    let title = title.find(" 目標").or_else(|| title.find("　目標")).map_or(title, |at| &title[..at]);
    let bare = |title: &str| {
        let title = title.trim_end_matches(['。', '等', '」', '・', ' ', '　', '、']);
        // A mark printed behind the title is no part of it: 促進 NEW.
        let flag = ["NEW", "ＮＥＷ", "新規", "拡充", "継続", "再掲"].iter().find_map(|flag| title.strip_suffix(*flag));
        flag.filter(|rest| rest.ends_with(char::is_whitespace)).unwrap_or(title).trim_end().to_owned()
    };
    let title = bare(title);
    let mut title = title.as_str();
    while let Some(shorter) = title
        .strip_suffix(['）', ')', '〉'])
        .and_then(|inner| inner.rfind(['（', '(', '〈']).map(|at| inner[..at].trim_end()))
    {
        title = shorter;
    }
    let title = title.trim_end_matches("など").trim_end_matches('等').trim_end_matches('」');
    ENDS.iter().any(|end| title.ends_with(end))
        || [
            "する",
            "います",
            "ます",
            "図る",
            "行う",
            "努める",
            "めざす",
            "目指す",
            "進める",
            "つなげる",
            "繋げる",
            "高める",
        ]
        .iter()
        .any(|end| title.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_and_names() {
        assert!(is_action("研究会の設置") && is_action("セミナーの開催（年2回）") && is_action("意見要望を行う。"));
        assert!(!is_action("火災共済") && !is_action("小売商業部会(373名)"));
    }
}
