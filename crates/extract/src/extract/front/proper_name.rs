//! What names of bodies have in common, chambers or not: a place in a line, letters, and words that name none.
//!
//! This file must not know which kinds of bodies there are.

use std::ops::Range;

/// A body named in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its bytes, with a word in brackets that stands with it: （仮称）.
    pub(super) range: Range<usize>,
    /// The name as written.
    pub(super) name: String,
}

/// May a proper name hold this letter?
pub(super) fn is_name_letter(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Words before 商工会議所, 観光協会 or 法人会 that mean any of them rather than one.
pub(super) const ANY_BODY: [&str; 26] = [
    "各地",
    "全国",
    "県下",
    "県内",
    "市内",
    "町内",
    "府内",
    "道内",
    "都内",
    "区内",
    "村内",
    "管内",
    "域内",
    "近隣",
    "周辺",
    "他",
    "各",
    "地元",
    "関係",
    "単位",
    "傘下",
    "会員",
    "都道府県",
    "団体",
    "所属",
    "両",
];

/// Is it what is said of a body: 会員に寄り添う, 開かれた, 頼れる? A verb stands before the body, one kana behind a letter;
/// no place is written so.
pub(super) fn tells(name: &str) -> bool {
    const ENDS: [char; 10] = ['う', 'く', 'す', 'つ', 'ぬ', 'む', 'る', 'ぐ', 'ぶ', 'た'];
    let is_kanji = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}');
    let letters: Vec<char> = name.chars().collect();
    let verb = matches!(letters.as_slice(), [.., stem, end] if is_kanji(*stem) && ENDS.contains(end));
    // 皆様に寄り…: a case between two words of Chinese letters.
    let case =
        letters.windows(3).any(|three| is_kanji(three[0]) && matches!(three[1], 'に' | 'を') && is_kanji(three[2]));
    verb || case
}

/// Does a particle end the words: 会員と, 地域も? みなと and もも are names.
pub(super) fn ends_on_particle(name: &str) -> bool {
    let kana = name.chars().count() <= 4 && name.chars().all(|letter| matches!(letter, '\u{3041}'..='\u{3096}'));
    name.ends_with(['の', 'は', 'が', 'を', 'へ', 'る']) || name.ends_with(['と', 'や', 'も', 'で', 'に']) && !kana
}

/// Where a proper name begins in the letters before its kind: behind the words that are no part of it.
pub(super) fn behind_words(letters: &str) -> usize {
    let words = BEFORE.iter().chain(&WE).filter_map(|word| Some(letters.rfind(word)? + word.len()));
    words.max().unwrap_or(0).max(behind_topic(letters))
}

/// How a body speaks of itself before its name: 我々みなと青年会議所は.
pub(super) const WE: [&str; 6] = ["我々", "われわれ", "私たち", "わたしたち", "私達", "私ども"];

/// How far what a sentence is about reaches before a name: 本会は, 本計画は, この事業が. 本町はなぞの is a name.
fn behind_topic(letters: &str) -> usize {
    const TOPICS: [&str; 15] = [
        "計画",
        "会",
        "所",
        "部",
        "書",
        "事業",
        "市",
        "県",
        "組合",
        "財団",
        "公社",
        "機構",
        "連盟",
        "ビジョン",
        "プラン",
    ];
    const POINTERS: [&str; 4] = ["本", "当", "この", "その"];
    let rest = POINTERS.iter().find_map(|pointer| letters.strip_prefix(pointer));
    let topic = rest.and_then(|rest| rest.split_once(['は', 'が']));
    topic
        .filter(|(topic, _)| TOPICS.iter().any(|word| topic.ends_with(word)))
        .map_or(0, |(_, name)| letters.len() - name.len())
}

/// Words before a name that are no part of it.
const BEFORE: [&str; 28] = [
    "年度",
    "法人",
    "及び",
    "および",
    "並びに",
    "ならびに",
    "または",
    "又は",
    "との",
    "する",
    "に対して",
    "に対する",
    "として",
    "において",
    "における",
    "について",
    "により",
    "による",
    "市と",
    "町と",
    "村と",
    "区と",
    "県と",
    "・",
    "のなかで",
    "の中で",
    "された",
    "今後も",
];
