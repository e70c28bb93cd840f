//! Names of bodies that are no chamber: associations, corporations, unions, cities and prefectures.
//!
//! What comes in is a line, what goes out are names with their legal form as printed. This file must not know
//! whose plan it is.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use kurabe_text::bracket::note;

use super::kinds::{ENDS, FORMS, GATHERINGS, KINDS, UNIONS};
use super::proper_name::{ANY_BODY, Name, behind_words, ends_on_particle, is_name_letter, tells};
use crate::blocks::chars::digit;

/// The longest proper name, in letters.
const LONGEST: usize = 24;

/// Bodies of the whole country end on these words; 全国の観光協会 are many.
const ROOFS: [&str; 8] = ["連合会", "総連合", "中央会", "連盟", "知事会", "市長会", "町村会", "同友会"];

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
        names.push(Name { range: range.start..done, name: joined(name) });
    }
    names
}

/// The name without blanks, and without the point between its legal form and the rest.
fn joined(name: &str) -> String {
    let name: String = name.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bare = without_form(&name);
    let form = name.get(..name.len() - bare.len()).unwrap_or_default();
    format!("{form}{}", bare.trim_start_matches('・'))
}

/// The name without its legal form: 一般社団法人みさき観光協会 and （一社）みさき観光協会 are one body.
pub(super) fn without_form(name: &str) -> &str {
    FORMS.iter().filter_map(|form| name.strip_prefix(form)).min_by_key(|rest| rest.len()).unwrap_or(name)
}

/// Does the name say that the body is of the whole country: 全国知事会, 日本経済団体連合会?
pub(super) fn is_national(name: &str) -> bool {
    let bare = without_form(name);
    let kind = bare.strip_prefix("全国").or_else(|| bare.strip_prefix("日本")).unwrap_or_default();
    bare.starts_with("全国") || KINDS.contains(&kind)
}

/// Could the line name such a body, or a chamber? A quick look before it is undressed.
pub(super) fn names_any(text: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        // A name ends on one of few letters; what holds none of the words names no body.
        AhoCorasick::new(KINDS.iter().copied().chain([
            "商工会",
            "法人",
            "組合",
            "（公",
            "（一",
            "（社",
            "（財",
            "(公",
            "(一",
            "(社",
        ]))
        .ok()
    });
    WORDS.as_ref().is_some_and(|words| words.is_match(text))
}

/// みさき観光協会: the word that tells the kind, and the proper name before it.
fn behind(text: &str, from: usize, kind: Range<usize>) -> Option<Range<usize>> {
    let before = without_gap(text.get(from..kind.start)?);
    let letters = before.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_name_letter(*c) || *c == '・');
    let mut start = from + letters.last()?.0;
    let end = from + before.len();
    start += behind_words(text.get(start..end)?);
    let name = text.get(start..end)?;
    let attached = text.get(..start)?.chars().next_back().is_some_and(|c| c.is_alphanumeric() || "」』".contains(c));
    let kind_word = text.get(kind.clone())?;
    let of_all = name == "日本" || name == "全国" && ROOFS.iter().any(|roof| kind_word.ends_with(roof));
    if !(of_all || is_proper(name))
        || attached && name.starts_with(['は', 'が', 'を', 'で', 'へ', 'と', 'の', 'や', 'も', 'に'])
    {
        return None;
    }
    is_whole(text.get(kind.end..)?).then_some(start..kind.end)
}

/// The letters before a kind without the blank that stands inside a name: みさき地区 社会福祉協議会. The area alone is no
/// body, as みさき市 is beside 観光協会.
fn without_gap(before: &str) -> &str {
    const AREAS: [&str; 4] = ["地区", "校区", "学区", "地域"];
    let bare = before.trim_end_matches([' ', '\u{3000}']);
    if AREAS.iter().any(|area| bare.ends_with(area)) { bare } else { before }
}

/// 一般社団法人みさきＤＭＯ, 商店街振興組合みさき銀座: what stands behind the form, to the end of the name.
fn led(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    // 社団法人・みさき協会: the point parts the form from the name.
    let run = rest.trim_start().trim_start_matches('・').trim_start();
    let blank = rest.len() - run.len();
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
    let gathering = GATHERINGS.iter().filter_map(|word| name.find(word)).filter(|at| *at > 0).min();
    let (name, year) = gathering.map_or((name, year), |at| (&name[..at], Some(at)));
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
    // 各地区 are many, みさき地区 is one.
    const MANY: [&str; 9] = ["", "各", "当", "本", "同", "両", "小", "他", "全"];
    const GENERAL: [&str; 5] = ["地区", "地域", "市町村", "日本", "校区"];
    const ALONE: [&str; 16] =
        ["区", "市", "町", "村", "県", "郡", "府", "都", "当", "本", "新", "旧", "元", "同", "国", "民間"];
    (1..=14).contains(&name.chars().count())
        && !ALONE.contains(&name)
        && !name.strip_prefix(['当', '本']).is_some_and(|rest| ALONE.contains(&rest))
        && !tells(name)
        && !ends_on_particle(name)
        && !name.ends_with('た')
        && !ANY_BODY.iter().any(|word| name.ends_with(word))
        && !GENERAL.iter().filter_map(|word| name.strip_suffix(word)).any(|rest| MANY.contains(&rest))
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
    const WORDS: [&str; 26] = [
        "社協",
        "社福",
        "シルバー",
        "体協",
        "老連",
        "連合",
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
            let part = unit == '区' && name.ends_with(['地', '校', '学', '管']);
            !general && !part && !WORDS.iter().any(|word| tail.starts_with(word))
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
