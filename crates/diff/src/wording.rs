//! How alike two titles, or two bodies, are as wordings, wherever they stand.
//!
//! In come folded texts as words and pairs of letters, out comes a number from 0 to 1 that is the same from both
//! sides. Where the texts stand in their plans must not be known here.

use kurabe_model::year::find_years;
use kurabe_text::fold::fold;
use kurabe_text::likeness::{Overlap, shared};

/// A text as it is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    /// The folded text.
    pub(super) exact: String,
    /// The text with its years as they are, and with its years counted from the plan's own; two texts of which either
    /// is the same are the same text.
    pub(super) keys: [String; 2],
    /// Of `項目：内容` the first part, folded.
    pub(super) label: Option<String>,
    /// Numbers of its words in the common vocabulary, sorted, each once.
    pub(super) terms: Vec<u32>,
    /// Its pairs of neighbouring letters, sorted, each once.
    pub(super) pairs: Vec<u64>,
    /// The last compound that says what it is about (移住フェア of 〜移住フェアの支援).
    pub(super) head: Vec<u32>,
    /// The last word of that compound.
    pub(super) last: Option<u32>,
    /// The compound with which it begins, where that is what something is done with (経営カルテ of 経営カルテの共有化).
    pub(super) object: Vec<u32>,
    /// The letters of that compound, sorted, each once.
    pub(super) head_letters: Vec<char>,
    /// What it puts in 「」.
    pub(super) names: Vec<String>,
    /// Numbers of its long words, which are rarely of the language alone: デスティネーション.
    pub(super) long: Vec<u32>,
    /// Numbers of its words in katakana or Latin letters that are long enough to name something: プロフィール.
    pub(super) katakana: Vec<u32>,
    /// Numbers of the words that say what it is done for, sorted: 技術の共有を目的とした…
    pub(super) why: Vec<u32>,
    /// From its first word that says what it is about to its last: 介護ロボット of 介護ロボットの導入検討.
    pub(super) core: String,
}

impl Wording {
    /// Are they the same text, but for what rolls on from year to year?
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.keys[0] == other.keys[0] || self.keys[1] == other.keys[1]
    }
}

/// Between a label and what it is about: 項目：内容, 項目…内容, 項目　　内容.
const PARTING: [&str; 12] = ["　", "  ", "\t", "：", ":", "…", "‥", "･･", "・・", "｜", "|", "→"];
/// A label is a word or a short name, not a sentence.
const LABEL: std::ops::RangeInclusive<usize> = 2..=18;

/// Of `項目：内容` the first part, folded; none where a title has no such parts.
pub(super) fn label(text: &str) -> Option<String> {
    let text = text.trim();
    let (at, parting) = PARTING.iter().filter_map(|parting| Some((text.find(parting)?, *parting))).min()?;
    let content = text[at..].trim_start_matches(|c: char| c.is_whitespace() || parting.contains(c));
    let label = fold(&text[..at]);
    let letters = label.chars().count();
    // 10:00 is a time, 第1の柱 a number: neither says what the rest is about.
    let is_number = label.contains(|c: char| c.is_ascii_digit());
    (LABEL.contains(&letters) && !content.is_empty() && !is_number).then_some(label)
}

/// A text folded without its years and dates: which year it is does not tell one item from another.
pub(super) fn without_years(text: &str) -> String {
    let mut pieces = Vec::new();
    let mut done = 0;
    for year in find_years(text) {
        pieces.push(fold(&text[done..year.range.start]));
        done = year.range.end;
    }
    pieces.push(fold(&text[done..]));
    pieces.join(" ")
}

/// Where the notes in brackets at the end of a folded text begin: its length if there are none.
pub(super) fn without_notes(text: &str) -> usize {
    let mut end = text.len();
    while text[..end].ends_with(')') {
        let Some(open) = text[..end].rfind('(') else { break };
        if open == 0 {
            break;
        }
        end = open;
    }
    end
}

/// What a folded text puts in 「」 or 『』.
pub(super) fn quoted(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['「', '『']) {
        let inner = &rest[open + '「'.len_utf8()..];
        let Some(close) = inner.find(['」', '』']) else { break };
        if inner[..close].chars().count() > 1 {
            names.push(inner[..close].to_owned());
        }
        rest = &inner[close..];
    }
    names
}

/// What follows a means, or one of several, and not what something is done with: DXを活用した支援.
const AFTER_MEANS: [&str; 12] = [
    "を活用",
    "を活か",
    "を生か",
    "を通じ",
    "を通し",
    "を利用",
    "を用い",
    "を対象",
    "を目的",
    "を中心",
    "をはじめ",
    "を図るため",
];
/// Ends of the names of what a body makes, keeps or holds itself. With a place, a person or another body (駅前広場, 個人事業主,
/// 工業組合) two plans may do wholly different things.
#[rustfmt::skip]
const OWN: [&str; 34] = [
    "カルテ", "名簿", "台帳", "情報", "データ", "会報", "だより", "機関紙", "マップ", "パンフレット", "ガイドブック", "カタログ", "冊子", "ホームページ", "サイト",
    "システム", "カード", "商品券", "アプリ", "動画", "マルシェ", "朝市", "まつり", "祭り", "フェスタ", "フェア", "塾", "スクール", "講座", "セミナー", "講習会",
    "コンテスト", "大会", "数",
];

/// Is a compound at the beginning of a folded title what something is done with, by what follows it?
pub(super) fn is_object(compound: &str, rest: &str) -> bool {
    let follows =
        rest.is_empty() || rest.starts_with(['を', 'の', 'は', '(']) || rest.starts_with(|c: char| c.is_ascii_digit());
    let is_means = AFTER_MEANS.iter().any(|means| rest.starts_with(means));
    follows && !is_means && OWN.iter().any(|own| compound.ends_with(own))
}

/// Ends of the words that say what something is done for.
const PURPOSES: [&str; 6] = ["を目的とした", "を目的に", "を目的として", "のための", "を図るため", "に向けた"];

/// Where in a folded text that ends which says what it is done for: 0 if it says nothing of it.
pub(super) fn purpose(text: &str) -> usize {
    PURPOSES.iter().filter_map(|end| text.find(end)).max().unwrap_or(0)
}

/// Words that say that something is done and how, not what is done: every plan is full of them.
pub(super) fn is_light(term: &str) -> bool {
    term.chars().all(|c| c.is_ascii_digit()) || LIGHT.contains(&term) || LESSONS.contains(&term)
}

#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "推進", "支援", "強化", "促進", "実施", "開催", "充実", "構築", "対応", "活用", "連携", "協力", "拡充", "整備",
    "向上", "活動", "事業", "取組", "取り組み", "取組み", "取り組む", "運営", "検討", "研究", "導入", "策定", "作成",
    "拡大", "展開", "提供", "普及", "参加", "参画", "設置", "発行", "継続", "周知", "啓発", "確立", "確保", "改善",
    "見直し", "解決", "形成", "創出", "創造", "発信", "収集", "紹介", "案内", "派遣", "助成", "補助", "振興", "発展",
    "維持", "管理", "計画", "施策", "対策", "方策", "備え", "備える", "課題", "問題", "項目", "内容", "体制", "機能", "制度", "利用",
    "基盤", "仕組み", "効果", "効率", "積極", "的", "化", "等", "性", "型", "者", "会", "行う", "図る", "努める", "進める",
    "通じる", "通す", "関する", "対する", "向ける", "伴う", "際", "ため", "新た", "各種", "各", "地域", "全国", "総合",
    "重点", "主要", "一層", "適切", "円滑", "有効", "必要", "主体", "相互", "共同", "共催", "実現", "達成", "年度", "回",
    "件", "力", "用", "発刊", "刊行", "新規", "開拓", "勧誘", "提携", "配布", "向け", "及び", "および", "並びに", "目的", "活性", "団体", "機関", "関係",
    "meeting", "conference", "forum", "seminar", "workshop", "program", "project", "event",
];

/// Words for an occasion to learn something: which of them it is called hardly matters.
const LESSONS: [&str; 14] = [
    "セミナ",
    "セミナー",
    "講習",
    "講座",
    "研修",
    "説明",
    "講演",
    "塾",
    "スクール",
    "ゼミ",
    "教室",
    "勉強",
    "アカデミ",
    "フォーラム",
];

/// The word under which a word is compared: all occasions to learn are one.
pub(super) fn class(term: &str) -> &str {
    if LESSONS.contains(&term) { LESSONS[1] } else { term }
}

/// How alike two texts are: 1 for the same text, below 1 for all others.
pub(super) fn likeness(a: &Wording, b: &Wording, weights: &[f32]) -> f32 {
    if a.is_same(b) {
        return 1.0;
    }
    let words = overlap(&a.terms, &b.terms, weights);
    let letters = Overlap::of(&a.pairs, &b.pairs, |_| 1.0);
    let shared = words.shared;
    // What only adds words to the other text is closer to it than what changes as many.
    let alike = 0.6 * words.share() + 0.3 * letters.share() + 0.1 * words.held();
    // One word in common says less than several.
    let trust = shared / (shared + 0.3);
    if shared == 0.0 && same_names(a, b) > 1.0 {
        // A name that the dictionary does not know falls into other words in every sentence.
        return UNKNOWN_NAME;
    }
    (alike * trust * same_subject(a, b, weights) * same_names(a, b)).clamp(0.0, 0.99)
}

/// Two titles that end on different things are about different things, whatever else they share: 〜検定の支援 and
/// 〜移住フェアの支援.
fn same_subject(a: &Wording, b: &Wording, weights: &[f32]) -> f32 {
    if a.head.is_empty() || b.head.is_empty() {
        return 1.0;
    }
    // Any sign of the same subject counts for much, none at all for more.
    let alike = 0.55 + 0.5 * subject(a, b, weights).sqrt();
    if same_names(a, b) > 1.0 {
        return alike.max(1.0);
    }
    if shared(&a.long, &b.long, u32::cmp).next().is_none() { alike } else { alike.max(SAME_NAME) }
}

/// What a name in 「」 says that no word of the dictionary does.
const UNKNOWN_NAME: f32 = 0.5;
/// What a long word in common says for the same subject, whatever two titles end on.
const SAME_NAME: f32 = 1.2;
/// From so many letters on a word in katakana or Latin letters is long, and from so many on it names something.
const LONG: usize = 8;
const NAMING: usize = 5;

/// How much a word is a name by its letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// It is a word like any other.
    Word,
    /// It is long enough to name something.
    Name,
    /// It is a long word, as names are.
    Long,
}

/// Is it a long word in katakana or Latin letters, as names are?
pub(super) fn naming(term: &str) -> Naming {
    let is_name = |c: char| c.is_ascii_alphabetic() || ('ァ'..='ヶ').contains(&c) || c == 'ー';
    match term.chars().count() {
        _ if !term.chars().all(is_name) => Naming::Word,
        LONG.. => Naming::Long,
        NAMING.. => Naming::Name,
        _ => Naming::Word,
    }
}

/// How alike the things are that two titles end on; half of it is to find them anywhere in the other title.
fn subject(a: &Wording, b: &Wording, weights: &[f32]) -> f32 {
    let words = overlap(&a.head, &b.head, weights).share();
    let letters = Overlap::of(&a.head_letters, &b.head_letters, |_| 1.0).share();
    let a_in_b = overlap(&a.head, &b.terms, weights).of_first();
    let b_in_a = overlap(&b.head, &a.terms, weights).of_first();
    words.max(letters).max((a_in_b + b_in_a) / 4.0)
}

/// A name in 「」 is what an item is known by.
pub(super) fn same_names(a: &Wording, b: &Wording) -> f32 {
    // One plan may print the marks that another leaves out.
    let quotes = |one: &Wording, other: &Wording| one.names.iter().any(|name| other.exact.contains(name.as_str()));
    if quotes(a, b) || quotes(b, a) {
        return 1.15;
    }
    if a.names.is_empty() || b.names.is_empty() {
        return 1.0;
    }
    let shared = a.names.iter().any(|name| b.names.iter().any(|other| holds(name, other)));
    if shared { 1.15 } else { 0.75 }
}

/// Letters of a word in katakana that says what something is: フェア alone is too common, フォーラム is not.
const KIND: usize = 4;

/// Is what one title names in katakana a kind of what the other names: サマーフォーラム and フォーラム? No dictionary
/// parts such words.
pub(super) fn is_kind_of(a: &str, b: &str) -> bool {
    let ends = |one: &str, other: &str| one != other && one.ends_with(other) && other.chars().count() >= KIND;
    katakana(a).any(|one| katakana(b).any(|other| ends(one, other) || ends(other, one)))
}

/// The words in katakana of a folded text.
fn katakana(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !matches!(c, 'ァ'..='ヺ' | 'ー')).filter(|word| !word.is_empty())
}

fn holds(name: &str, other: &str) -> bool {
    name.contains(other) || other.contains(name)
}

/// The weight of words together.
pub(super) fn weigh(terms: &[u32], weights: &[f32]) -> f32 {
    terms.iter().map(|term| weights.get(*term as usize).copied().unwrap_or(0.0)).sum()
}

/// How much two sorted lists of words share, by the weights of the words.
pub(super) fn overlap(a: &[u32], b: &[u32], weights: &[f32]) -> Overlap {
    Overlap::of(a, b, |term| weights.get(*term as usize).copied().unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summer_forum_is_a_forum() {
        assert!(is_kind_of("サマーフォーラムの開催", "フォーラム等交流会"));
        assert!(!is_kind_of("サマーフォーラムの開催", "サマースクール"));
        assert!(!is_kind_of("産業フェア", "就職フェア"), "too short a word");
        assert!(!is_kind_of("ノウハウの発表会", "ノウハウの動画"), "the same word is no kind of itself");
    }

    #[test]
    fn years_do_not_tell_items_apart() {
        assert_eq!(without_years("令和4年度予算要望"), " 予算要望");
    }

    #[test]
    fn a_label_and_what_it_is_about() {
        for text in
            ["危機への備え　　　新：火災保険への加入", "危機への備え：訓練", "危機への備え……訓練", "危機への備え  訓練"]
        {
            assert_eq!(label(text).as_deref(), Some("危機への備え"), "{text}");
        }
        for text in
            ["危機への備え", "10：30開始", "危機への備え：", "会員の相談を受けながら地域の事業者に寄り添って行う：相談"]
        {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn notes_and_names() {
        let text = "「健康経営セミナー」の開催(オンライン)(県)";
        assert_eq!(&text[..without_notes(text)], "「健康経営セミナー」の開催");
        assert_eq!(quoted(text), ["健康経営セミナー"]);
    }
}
