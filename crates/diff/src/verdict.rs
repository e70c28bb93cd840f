//! 評価: whether a report says that something was done.
//!
//! In comes a node of a report, out comes what its rating, result and text say. Letters (Ａ, Ｂ, Ｃ) are judgements
//! whose scale only the report knows: they are shown as printed and say nothing here. What was planned must not be
//! known here.

use kurabe_model::Node;
use kurabe_text::fold::fold;

/// What a report says of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Done,
    Partly,
    NotDone,
}

/// Signs and words of a rating that mean the same in every report, the longest first.
const RATINGS: &[(&str, Verdict)] = &[
    ("未達成", Verdict::Partly),
    ("一部達成", Verdict::Partly),
    ("概ね達成", Verdict::Partly),
    ("おおむね達成", Verdict::Partly),
    ("未実施", Verdict::NotDone),
    ("未着手", Verdict::NotDone),
    ("中止", Verdict::NotDone),
    ("一部", Verdict::Partly),
    ("達成", Verdict::Done),
    ("完了", Verdict::Done),
    ("実施", Verdict::Done),
    ("◎", Verdict::Done),
    ("○", Verdict::Done),
    ("〇", Verdict::Done),
    ("△", Verdict::Partly),
    ("▲", Verdict::Partly),
    ("×", Verdict::NotDone),
    ("✕", Verdict::NotDone),
    ("✖", Verdict::NotDone),
];

/// How a sentence ends that says that something was not done, without its tense.
const NOT_DONE: &[&str] = &[
    "中止",
    "未実施",
    "未着手",
    "見送",
    "見送り",
    "見送っ",
    "取りやめ",
    "取り止め",
    "とりやめ",
    "せず",
    "できず",
    "しておらず",
    "していない",
    "なかっ",
    "断念",
    "休止",
    "見合わせ",
    "見合せ",
    "実績なし",
    "実施なし",
    "開催なし",
    "延期",
];

/// Endings of tense and politeness.
const TENSE: &[&str] = &[
    "となりました",
    "となった",
    "としました",
    "とした",
    "いたしました",
    "しました",
    "した",
    "ました",
    "た",
    "である",
    "です",
];

/// Words that say that a part was done, or that it goes on.
const PARTLY: &[&str] = &[
    "一部実施",
    "一部を実施",
    "一部のみ",
    "一部中止",
    "一部を中止",
    "規模を縮小",
    "縮小して実施",
    "縮小して開催",
    "検討中",
    "準備中",
    "継続中",
    "実施中",
    "進行中",
    "にとどま",
    "に留ま",
    "繰越",
    "繰り越",
    "持ち越",
    "持越",
    "まで完了",
    "計画の途中",
];

/// What a node of a report says of what it tells of; none where it says nothing but its name.
pub(super) fn verdict(node: &Node) -> Option<Verdict> {
    let rated = node.rating.as_deref().and_then(|rating| {
        // 達成率85％ is a share, no judgement.
        let rating = Some(fold(rating)).filter(|rating| !rating.starts_with("達成率"))?;
        RATINGS.iter().find(|(sign, _)| rating.starts_with(&fold(sign))).map(|(_, verdict)| *verdict)
    });
    let text = match &node.result {
        Some(result) => result.clone(),
        None => format!("{}\n{}", node.title, node.body),
    };
    rated.or_else(|| said(&text)).or((node.rating.is_some() || node.result.is_some()).then_some(Verdict::Done))
}

/// What the cells of a row say, one of which may judge it.
pub(super) fn of_row(cells: &[&str]) -> Option<Verdict> {
    let judged = |cell: &&str| RATINGS.iter().find(|(sign, _)| fold(cell) == fold(sign)).map(|(_, verdict)| *verdict);
    cells.iter().find_map(judged).or_else(|| said(&cells.join("\n")))
}

/// What a text says by the ends of its sentences.
pub(super) fn said(text: &str) -> Option<Verdict> {
    let folded = fold(text);
    let sentences = || folded.split(['。', '\n', '(', ')', '、', ';']).map(str::trim).filter(|part| !part.is_empty());
    let not_done = sentences().filter(|sentence| is_not_done(sentence)).count();
    if PARTLY.iter().any(|word| folded.contains(&fold(word))) {
        return Some(Verdict::Partly);
    }
    // Of several sentences the others tell what was done after all.
    let told = folded.split(['。', '\n']).filter(|sentence| tells_work(sentence)).count();
    match (not_done, told) {
        (0, _) => None,
        (_, 0) => Some(Verdict::NotDone),
        _ => Some(Verdict::Partly),
    }
}

fn is_not_done(sentence: &str) -> bool {
    let stem = TENSE.iter().find_map(|tense| sentence.strip_suffix(tense)).unwrap_or(sentence);
    NOT_DONE.iter().any(|word| stem.ends_with(word) || sentence.ends_with(word))
}

/// Does a sentence say that something was done: 3回開催した, 受講者数28人?
fn tells_work(sentence: &str) -> bool {
    let sentence = sentence.trim();
    let done = ["実施", "開催", "行っ", "行な", "支援", "発行", "訪問"];
    let ends = ["した", "しました", "行った", "行いました", "行なった"];
    let as_planned = ["計画どおり", "計画通り", "予定どおり", "予定通り"].iter().any(|word| sentence.contains(word));
    let says_so = ends.iter().any(|end| sentence.ends_with(end)) && done.iter().any(|word| sentence.contains(word));
    let counts = sentence.contains(|c: char| c.is_ascii_digit());
    !is_not_done(sentence) && (says_so || as_planned || counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{LineSpan, NodeId, NodeKind};

    fn of(title: &str, result: Option<&str>, rating: Option<&str>) -> Option<Verdict> {
        let node = Node::new(NodeId(1), NodeKind::Initiative, title, LineSpan::line(1));
        verdict(&Node { result: result.map(str::to_owned), rating: rating.map(str::to_owned), ..node })
    }

    #[test]
    fn ratings_with_a_meaning_of_their_own() {
        for (rating, wanted) in [
            ("◎", Verdict::Done),
            ("○", Verdict::Done),
            ("△", Verdict::Partly),
            ("×", Verdict::NotDone),
            ("未実施", Verdict::NotDone),
            ("達成", Verdict::Done),
            ("未達成", Verdict::Partly),
            // The scale of letters is the report's own.
            ("Ｄ", Verdict::Done),
        ] {
            assert_eq!(of("相談会の開催", None, Some(rating)), Some(wanted), "{rating}");
        }
    }

    #[test]
    fn what_sentences_say() {
        for (text, wanted) in [
            ("感染症のため中止とした。", Some(Verdict::NotDone)),
            ("講師の都合により開催できなかった", Some(Verdict::NotDone)),
            ("夏は中止となったが、秋に２回開催した。", Some(Verdict::Done)),
            ("夏の回は中止した。秋に２回開催しました。", Some(Verdict::Partly)),
            ("受講者数 28人。講師の都合により１回は中止した。", Some(Verdict::Partly)),
            ("今年度は開催を見送った", Some(Verdict::NotDone)),
            ("商品券の発行は、町の予算がつかず実施に至らなかった", Some(Verdict::NotDone)),
            ("マッチングは次年度に持ち越すこととした。", Some(Verdict::Partly)),
            ("日程の調整がつかず開催を断念した。", Some(Verdict::NotDone)),
            ("予算がつかず、着手していない。", Some(Verdict::NotDone)),
            ("16基を更新した（残りは次年度へ繰越）。", Some(Verdict::Partly)),
            ("商業部会は計画どおり。工業部会は開催なし。", Some(Verdict::Partly)),
            ("規模を縮小して実施した。", Some(Verdict::Partly)),
            ("他の団体の行事が中止となる中、３回開催した。", Some(Verdict::Done)),
            ("３回開催し、48人が参加した。", Some(Verdict::Done)),
        ] {
            assert_eq!(of("夏まつり", Some(text), None), wanted, "{text}");
        }
        assert_eq!(of("夏まつり（中止）", None, None), Some(Verdict::NotDone));
        assert_eq!(of("夏まつりの開催", None, None), None);
        assert_eq!(of_row(&["45店", "×", "台風"]), Some(Verdict::NotDone));
        assert_eq!(of_row(&["45店", "48店", "Ａ"]), None);
    }
}
