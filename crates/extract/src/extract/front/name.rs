//! Names of bodies in a line: chambers, societies and their federations, and what `other` knows.

use kurabe_model::OrganisationKind;
use kurabe_text::bracket::note;

use super::other;
use super::proper_name::{ANY_BODY, Name, behind_words, ends_on_particle, is_name_letter, tells};

/// The forty-seven 都道府県, as the law names them.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// The kind that a body's name tells.
///
/// ```text
/// 香川県商工会議所連合会 → ChamberFederation, みなと商工会議所 → Chamber
/// ```
pub(super) fn kind_of(name: &str) -> Option<OrganisationKind> {
    let name = kurabe_text::spacing::squeeze(name);
    // Bodies that share a plan have a kind together only where all are of it.
    if let Some((first, rest)) = name.split_once('・')
        && let Some(kind) = kind_of(first)
    {
        return (kind_of(rest) == Some(kind) && rest.split('・').all(|part| kind_of(part) == Some(kind)))
            .then_some(kind);
    }
    if PARTS.iter().any(|part| name.ends_with(part)) {
        return None;
    }
    if name.contains("商工会議所連合会") {
        return Some(OrganisationKind::ChamberFederation);
    }
    if name.contains("商工会連合会") {
        return Some(OrganisationKind::SocietyFederation);
    }
    if name.starts_with("日本商工会議所") {
        return Some(OrganisationKind::NationalChamber);
    }
    if name.contains("商工会議所") {
        return Some(OrganisationKind::Chamber);
    }
    name.contains("商工会").then_some(OrganisationKind::Society)
}

/// The prefecture at the beginning of a text.
pub(super) fn leading_prefecture(text: &str) -> Option<&'static str> {
    PREFECTURES.into_iter().find(|prefecture| text.starts_with(prefecture))
}

/// The first prefecture anywhere in a text.
pub(super) fn any_prefecture(text: &str) -> Option<&'static str> {
    // All but a few lines name none.
    if !text.contains(['都', '道', '府', '県']) {
        return None;
    }
    let found = PREFECTURES.into_iter().filter_map(|prefecture| Some((text.find(prefecture)?, prefecture)));
    found.min().map(|(_, prefecture)| prefecture)
}

/// All bodies named in a line, in order. Bodies in general (各地商工会議所) and what is only called after one
/// (商工会議所青年部, 商工会法) are not among them.
pub(super) fn names(text: &str) -> Vec<Name> {
    let mut names = chambers(text, part_of_its_own);
    let others = other::names(text);
    let apart = |name: &Name| {
        names.iter().all(|chamber| name.range.end <= chamber.range.start || chamber.range.end <= name.range.start)
    };
    let others: Vec<Name> = others.into_iter().filter(apart).collect();
    names.extend(others);
    names.sort_by_key(|name| name.range.start);
    names
}

/// The parts of chambers that a line names, wherever in a sentence: みさき商工会議所女性会の, みさき商工会青年部では.
pub(super) fn parts(text: &str) -> Vec<Name> {
    let part = |tail: &str| {
        let part = PARTS.iter().find(|part| tail.starts_with(**part)).map_or(0, |part| part.len());
        // 青年部長 and 女性部員 are people.
        if tail.get(part..).is_some_and(|rest| rest.starts_with(['長', '員', '役'])) { 0 } else { part }
    };
    let mut names = chambers(text, part);
    names.retain(|name| PARTS.iter().any(|part| name.name.ends_with(part)));
    names
}

/// 事業評価委員会, 経営支援課: a part of the body that the paper is from.
pub(super) fn is_office(text: &str) -> bool {
    let name = text.split(['（', '(', ' ']).next().unwrap_or_default();
    name.chars().count() <= 20 && ["委員会", "事務局", "課"].iter().any(|part| name.ends_with(part))
}

/// The chambers, societies and federations of a line; `part_of` says how far the name of a part goes on.
fn chambers(text: &str, part_of: impl Fn(&str) -> usize) -> Vec<Name> {
    const SUFFIXES: [&str; 4] = ["商工会議所連合会", "商工会連合会", "商工会議所", "商工会"];
    let mut names = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("商工会")).map(|at| at + from) {
        let rest = text.get(at..).unwrap_or_default();
        let suffix = SUFFIXES.into_iter().find(|suffix| rest.starts_with(suffix)).unwrap_or("商工会");
        let end = at + suffix.len();
        // うめ商工会ともも商工会: what links the two is of neither.
        let link = text.get(from..at).filter(|_| from > 0).map_or(0, |between| {
            ["と", "や"].iter().find(|word| between.starts_with(**word)).map_or(0, |word| word.len())
        });
        let from_name = from + link;
        if let Some(start) = prefix(text.get(from_name..at).unwrap_or_default(), suffix).map(|start| start + from_name)
        {
            let tail = text.get(end..).unwrap_or_default();
            let part = part_of(tail);
            if part > 0 || !is_other(tail) {
                let end = end + part;
                let name = text.get(start..end).unwrap_or_default().to_owned();
                names.push(Name { range: start..end + note(text.get(end..).unwrap_or_default()), name });
            }
        }
        from = end;
    }
    names
}

/// Parts of a body that work as bodies of their own, the longer word first; how far the name of one goes on.
///
/// みさき商工会議所青年部 is one alone on its line, before a blank, or with its year or paper behind it. In a sentence it
/// is a part of the chamber that the sentence is about; a federation of such parts is a body wherever it stands.
fn part_of_its_own(tail: &str) -> usize {
    let Some(part) = PARTS.iter().find(|part| tail.starts_with(**part)) else { return 0 };
    let rest = tail.get(part.len()..).unwrap_or_default();
    let ends = rest.is_empty()
        || rest.starts_with(|letter: char| letter.is_whitespace() || letter.is_numeric() || "（(".contains(letter));
    let paper = ["令和", "平成", "昭和", "事業", "活動"].iter().any(|word| rest.starts_with(word));
    let federation = part.ends_with("連合会") && !rest.starts_with(['長', '員']);
    if ends || paper || federation { part.len() } else { 0 }
}

/// Parts of a body that work as bodies.
const PARTS: [&str; 8] =
    ["青年部連合会", "女性会連合会", "女性部連合会", "青年部", "女性会", "女性部", "壮青年部", "青壮年部"];

/// Where the proper name before the suffix begins.
fn prefix(before: &str, suffix: &str) -> Option<usize> {
    let mut start =
        before.char_indices().rev().take_while(|(_, letter)| is_name_letter(*letter)).last().map(|(at, _)| at)?;
    let digit_before = before.get(..start).unwrap_or_default().ends_with(|letter: char| letter.is_numeric());
    // 令和3年度みなと商工会議所, 第2期みなと商工会議所: the count ends before the name.
    let mut counted = digit_before;
    let behind = before.get(start..).map_or(0, behind_words);
    start += behind;
    counted &= behind == 0;
    if counted && before.get(start..).is_some_and(|name| name.starts_with(['期', '次'])) {
        start += '期'.len_utf8();
        counted = false;
    }
    let name = before.get(start..)?;
    // は and を begin a name (はまなす) at the beginning of a word only; else they end the word before.
    let word_before = before.get(..start).unwrap_or_default().chars().next_back();
    let attached = word_before.is_some_and(|letter| letter.is_alphanumeric() || "」』）)".contains(letter));
    let cut_off = attached && name.starts_with(['は', 'が', 'を', 'で', 'へ', 'と', 'の']);
    (!counted && !cut_off && is_proper(name, suffix)).then_some(start)
}

/// Is this the name of one place, and not a word for many?
fn is_proper(name: &str, suffix: &str) -> bool {
    const GENERAL: [&str; 4] = ["友好", "隣接", "小都市", "日本人"];
    const ALONE: [&str; 24] = [
        "区", "市", "町", "村", "県", "郡", "当", "本", "新", "旧", "元", "同", "地域", "地区", "都市", "当町", "当市",
        "当村", "当県", "当区", "当地", "本県", "本市", "本村",
    ];
    match (name, suffix) {
        ("全国", "商工会連合会") | ("日本", "商工会議所") => return true,
        ("日本" | "全国", _) => return false,
        _ => {}
    }
    let length = name.chars().count();
    let ends_a_word = ends_on_particle(name) && length > 1 || tells(name);
    (1..=14).contains(&length)
        && !ends_a_word
        && !ALONE.contains(&name)
        && !ANY_BODY.iter().chain(&GENERAL).any(|word| name.ends_with(word))
}

/// What follows makes it another thing: 商工会議所青年部, 商工会法, 商工会議所会館, 商工会員.
fn is_other(tail: &str) -> bool {
    const OTHERS: [&str; 17] = [
        "青年部",
        "女性会",
        "女性部",
        "壮青年部",
        "法",
        "会館",
        "館",
        "ビル",
        "検定",
        "ニュース",
        "だより",
        "議員",
        "職員",
        "員",
        "カード",
        "会報",
        "への",
    ];
    OTHERS.iter().any(|other| tail.starts_with(other))
}

/// The national bodies belong to no prefecture.
pub(super) fn is_national(name: &str) -> bool {
    kind_of(name) == Some(OrganisationKind::NationalChamber) || other::is_national(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        names(text).into_iter().map(|name| name.name).collect()
    }

    #[test]
    fn names_of_bodies() {
        for (text, expected) in [
            ("みなと商工会議所", &["みなと商工会議所"][..]),
            ("令和3年度みなと商工会議所事業計画", &["みなと商工会議所"]),
            ("令和３年度 やまて商工会主要事業　進捗状況", &["やまて商工会"]),
            ("みなと商工会議所（仮称）　第3期中期行動計画", &["みなと商工会議所"]),
            ("一般社団法人香川県商工会議所連合会", &["香川県商工会議所連合会"]),
            (
                "日本商工会議所、石川県商工会議所連合会、みなと商工会議所",
                &["日本商工会議所", "石川県商工会議所連合会", "みなと商工会議所"],
            ),
            ("全国商工会連合会", &["全国商工会連合会"]),
            ("津商工会議所", &["津商工会議所"]),
            ("各地商工会議所、県下商工会議所、515商工会議所、13区商工会、当商工会、全国の商工会議所", &[]),
            ("みなと商工会議所青年部、商工会法、みなと商工会議所会館", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn kinds_and_prefectures() {
        assert_eq!(kind_of("日本商工会議所"), Some(OrganisationKind::NationalChamber));
        assert_eq!(kind_of("みなと商工会議所（仮称）"), Some(OrganisationKind::Chamber));
        assert_eq!(kind_of("東京都商工会連合会"), Some(OrganisationKind::SocietyFederation));
        assert_eq!(kind_of("経済同友会"), None);
        assert_eq!(leading_prefecture("京都府商工会連合会"), Some("京都府"));
        assert_eq!(any_prefecture("〒943-8502 石川県みなと市"), Some("石川県"));
    }
}
