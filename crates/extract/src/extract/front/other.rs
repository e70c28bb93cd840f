//! Names of bodies that are no chamber: associations, corporations, unions, cities and prefectures.
//!
//! What comes in is a line, what goes out are names with their legal form as printed. This file must not know
//! whose plan it is.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use kurabe_text::bracket::note;

use super::proper_name::{ANY_BODY, Name, is_name_letter};
use crate::blocks::chars::digit;

/// Legal forms that stand before a name; the short ones are printed in brackets.
const FORMS: [&str; 22] = [
    "公益社団法人",
    "公益財団法人",
    "一般社団法人",
    "一般財団法人",
    "特例社団法人",
    "特例財団法人",
    "社団法人",
    "財団法人",
    "社会福祉法人",
    "特定非営利活動法人",
    "認定NPO法人",
    "NPO法人",
    "ＮＰＯ法人",
    "地方独立行政法人",
    "（公社）",
    "（公財）",
    "（一社）",
    "（一財）",
    "(公社)",
    "(公財)",
    "(一社)",
    "(一財)",
];
/// Unions print their form before or behind the name.
const UNIONS: [&str; 3] = ["商店街振興組合連合会", "商店街振興組合", "協同組合"];
/// Words on which a body's name ends, whatever stands before it.
const KINDS: [&str; 46] = [
    "商店街振興組合連合会",
    "商店街振興組合",
    "商店街協同組合",
    "商店街連合会",
    "商店会連合会",
    "商店街連盟",
    "事業協同組合",
    "農業協同組合",
    "漁業協同組合",
    "生活協同組合",
    "森林組合",
    "観光コンベンション協会",
    "観光コンベンションビューロー",
    "コンベンションビューロー",
    "コンベンション協会",
    "観光まちづくり協会",
    "観光物産協会",
    "観光振興協会",
    "観光協会",
    "観光連盟",
    "観光推進機構",
    "観光振興機構",
    "観光地域づくり機構",
    "観光公社",
    "物産協会",
    "物産振興協会",
    "社会福祉協議会",
    "青年会議所",
    "法人会連合会",
    "法人会",
    "青色申告会",
    "間税会",
    "納税協会",
    "中小企業団体中央会",
    "信用保証協会",
    "産業振興公社",
    "産業振興財団",
    "産業振興機構",
    "産業振興センター",
    "産業支援センター",
    "シルバー人材センター",
    "経営者協会",
    "経済同友会",
    "経済連合会",
    "国際交流協会",
    "工業会",
];
/// Nouns on which the name of a body with a legal form ends.
const ENDS: [&str; 19] = [
    "協会",
    "協議会",
    "連盟",
    "機構",
    "公社",
    "財団",
    "センター",
    "連合会",
    "組合",
    "会議所",
    "ビューロー",
    "事業団",
    "振興会",
    "中央会",
    "法人会",
    "同友会",
    "研究所",
    "基金",
    "会",
];
/// The longest proper name, in letters.
const LONGEST: usize = 24;

/// All such bodies named in a line, in order, none within another.
pub(super) fn names(text: &str) -> Vec<Name> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let words = FORMS.iter().chain(&UNIONS).chain(&KINDS);
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
    });
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let mut names: Vec<Name> = Vec::new();
    let mut done = 0;
    for found in words.find_iter(text) {
        if found.start() < done {
            continue;
        }
        let at = found.pattern().as_usize();
        let leads = at < FORMS.len() || UNIONS.contains(&&text[found.range()]);
        let range = behind(text, done, found.range()).filter(|_| at >= FORMS.len()).or_else(|| {
            let end = led(text, found.end())?;
            leads.then_some(found.start()..end)
        });
        let Some(range) = range else { continue };
        done = range.end + note(text.get(range.end..).unwrap_or_default());
        let name = text.get(range.clone()).unwrap_or_default();
        names.push(Name { range: range.start..done, name: name.chars().filter(|c| !c.is_whitespace()).collect() });
    }
    names
}

/// Could the line name such a body, or a chamber? A quick look before it is undressed.
pub(super) fn names_any(text: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::new(["商工会", "協会", "法人", "協議会", "連盟", "組合", "会議所", "中央会", "機構", "公社"]).ok()
    });
    WORDS.as_ref().is_some_and(|words| words.is_match(text))
}

/// みさき観光協会: the word that tells the kind, and the proper name before it.
fn behind(text: &str, from: usize, kind: Range<usize>) -> Option<Range<usize>> {
    let before = text.get(from..kind.start)?;
    let letters = before.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_name_letter(*c) || *c == '・');
    let mut start = from + letters.last()?.0;
    for word in ["年度", "法人", "及び", "および", "並びに", "ならびに", "当", "との", "する", "・"]
    {
        if let Some(at) = text.get(start..kind.start).and_then(|name| name.rfind(word)) {
            start += at + word.len();
        }
    }
    let name = text.get(start..kind.start)?;
    let attached = text.get(..start)?.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "」』".contains(c));
    if !is_proper(name) || attached && name.starts_with(['は', 'が', 'を', 'で', 'へ', 'と', 'の', 'や', 'も', 'に'])
    {
        return None;
    }
    is_whole(text.get(kind.end..)?).then_some(start..kind.end)
}

/// 一般社団法人みさきＤＭＯ, 商店街振興組合みさき銀座: what stands behind the form, to the end of the name.
fn led(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let blank = rest.len() - rest.trim_start().len();
    let run = rest.get(blank..)?;
    if ["の", "へ", "に", "を", "と", "が", "は", "化", "等", "格", "会計", "制度"]
        .iter()
        .any(|word| run.starts_with(word) && !is_kana_name(run))
    {
        return None;
    }
    let stop = |c: char| !(is_name_letter(c) || c.is_alphanumeric() && !c.is_numeric() || "・＆&".contains(c));
    let mut end = run.find(stop).unwrap_or(run.len());
    for word in ["は", "の", "が", "を", "と", "及び"] {
        // はまなす begins a name; a particle ends one behind a word that bodies end on.
        let ends = |at: usize| run.get(..at).is_some_and(|name| ENDS.iter().any(|word| name.ends_with(word)));
        end = run.get(..end)?.match_indices(word).map(|(at, _)| at).find(|at| ends(*at)).unwrap_or(end);
    }
    // 一般社団法人みさきスタイル2019年度事業報告書: the name ends where the year of the plan begins.
    let year = year_in(run).map(|at| run[..at].trim_end().len()).filter(|at| *at <= end);
    let name = run.get(..year.unwrap_or(end))?;
    // 財団法人…協会平成18年度事業計画: the name ends on its noun, the longest that there is.
    let noun = ENDS.iter().filter_map(|word| Some(name.rfind(word)? + word.len())).max();
    let whole = year.is_some() || run.get(end..)?.is_empty();
    let end = if whole && noun.is_none() { name.len() } else { noun? };
    ((2..=LONGEST).contains(&name.get(..end)?.chars().count())).then_some(from + blank + end)
}

/// Where a year begins: 平成30年, 2019年.
fn year_in(text: &str) -> Option<usize> {
    let is_digit = |c: char| digit(c).is_some();
    let after = |at: usize| text[at..].trim_start_matches(is_digit);
    let era = ["令和", "平成", "昭和"].iter().filter_map(|era| {
        let dated = |(at, _): &(usize, &str)| {
            let rest = &text[at + era.len()..];
            rest.starts_with('元') || rest.starts_with(is_digit)
        };
        text.match_indices(era).find(dated).map(|(at, _)| at)
    });
    let western = text.match_indices(is_digit).map(|(at, _)| at).find(|at| after(*at).starts_with('年'));
    era.chain(western).min()
}

/// はまなす…, とまと…: a name that begins with the letter of a particle.
fn is_kana_name(run: &str) -> bool {
    run.chars().take(3).filter(|letter| matches!(letter, '\u{3041}'..='\u{3096}')).count() == 3
}

/// Is this the name of one place or body, and not a word for many?
fn is_proper(name: &str) -> bool {
    const GENERAL: [&str; 5] = ["地区", "地域", "市町村", "日本", "校区"];
    const ALONE: [&str; 16] =
        ["区", "市", "町", "村", "県", "郡", "府", "都", "当", "本", "新", "旧", "元", "同", "国", "民間"];
    (1..=14).contains(&name.chars().count())
        && !ALONE.contains(&name)
        && !name.ends_with(['の', 'は', 'が', 'を', 'へ', 'る', 'た'])
        && !ANY_BODY.iter().chain(&GENERAL).any(|word| name.ends_with(word))
}

/// What follows makes it another thing: 法人会員, 観光協会長, 協同組合法.
fn is_whole(tail: &str) -> bool {
    !["員", "法", "長", "館", "等", "など", "青年部", "女性部", "青年会", "役員", "職員"]
        .iter()
        .any(|word| tail.starts_with(word))
}

/// みさき市 or みさき県 at the beginning of a text, with the office behind it left out; its length in bytes.
///
/// ```text
/// 霧原市産業振興計画 → 霧原市, みさき町役場 → みさき町, 市街地活性化計画 → nothing
/// ```
pub(super) fn leading_town(text: &str) -> Option<usize> {
    const MOST: usize = 7;
    let mut found = None;
    for (count, (at, letter)) in text.char_indices().enumerate().take(MOST + 1) {
        if !is_name_letter(letter) {
            break;
        }
        let end = at + letter.len_utf8();
        let (name, tail) = (text.get(..at)?, text.get(end..)?);
        if count >= 1 && "都道府県市区町村".contains(letter) && is_town(name, letter, tail) {
            found = Some(end);
            // 四日市市: the longer name.
            if !tail.starts_with(['市', '町', '村']) {
                break;
            }
        }
    }
    found
}

/// Is this the name of a town, and not a word like 都市計画 or 朝市?
fn is_town(name: &str, unit: char, tail: &str) -> bool {
    const NO_NAMES: [&str; 31] = [
        "中心", "地方", "近郊", "周辺", "全国", "各", "本", "当", "同", "旧", "新", "朝", "青空", "大", "小", "都",
        "町", "村", "区", "県", "関係", "構成", "指定", "中核", "政令", "計画", "商業", "自治", "農", "山", "漁",
    ];
    const WORDS: [&str; 20] = [
        "街",
        "場",
        "民",
        "内",
        "外",
        "立",
        "営",
        "道",
        "有",
        "勢",
        "域",
        "分",
        "画",
        "間",
        "長",
        "下",
        "会",
        "議",
        "章",
        "づくり",
    ];
    match unit {
        '都' => name == "東京",
        '道' => name == "北海",
        '府' => matches!(name, "京都" | "大阪"),
        _ => {
            let general = NO_NAMES.contains(&name) || name.ends_with('都') && name != "京都";
            !general && !WORDS.iter().any(|word| tail.starts_with(word))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_their_legal_forms() {
        let found = |text: &str| names(text).into_iter().map(|name| name.name).collect::<Vec<_>>();
        for (text, expected) in [
            ("一般社団法人みさき観光協会", &["一般社団法人みさき観光協会"][..]),
            ("一般社団法人 みさき観光協会", &["一般社団法人みさき観光協会"]),
            ("財団法人みさき観光コンベンション協会平成18年度事業計画", &["財団法人みさき観光コンベンション協会"]),
            ("社会福祉法人はまなす市社会福祉協議会 令和4年度事業計画", &["社会福祉法人はまなす市社会福祉協議会"]),
            ("公益社団法人みさき法人会", &["公益社団法人みさき法人会"]),
            ("2024年度事業計画｜一般社団法人はまなす青年会議所", &["一般社団法人はまなす青年会議所"]),
            ("かわせ本町商店街振興組合", &["かわせ本町商店街振興組合"]),
            ("商店街振興組合かわせ銀座", &["商店街振興組合かわせ銀座"]),
            ("令和5年度みさき町観光協会事業計画", &["みさき町観光協会"]),
            (
                "みさき県中小企業団体中央会、みさき県信用保証協会",
                &["みさき県中小企業団体中央会", "みさき県信用保証協会"],
            ),
            ("一般社団法人みさきＤＭＯ", &["一般社団法人みさきＤＭＯ"]),
            ("一般社団法人みさきスタイル2019年度事業報告書", &["一般社団法人みさきスタイル"]),
            ("社会福祉法人みさき荘 平成30年度事業計画", &["社会福祉法人みさき荘"]),
            ("（一社）みさき町観光協会は、", &["（一社）みさき町観光協会"]),
            ("各観光協会、市観光協会、法人会員、当協同組合、地区社会福祉協議会", &[]),
            ("一般社団法人の設立、社団法人への移行を検討する", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn towns_at_the_beginning() {
        let town = |text: &'static str| leading_town(text).map(|end| &text[..end]);
        for (text, expected) in [
            ("霧原市産業振興計画", Some("霧原市")),
            ("音の葉村まち・ひと・しごと創生総合戦略", Some("音の葉村")),
            ("北海道総合計画", Some("北海道")),
            ("九日市市観光振興計画", Some("九日市市")),
            ("市街地活性化計画", None),
            ("中心市街地活性化基本計画", None),
            ("都市計画", None),
            ("地方都市の再生", None),
            ("みさき町民会議", None),
        ] {
            assert_eq!(town(text), expected, "{text}");
        }
    }
}
