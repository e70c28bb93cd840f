//! What a figure is called: the words of its brackets, the label of its series, the noun before it, or the item.
//!
//! What comes in is a figure in its text, what goes out is a name. This file must not know what a figure is of an item.

use super::context::{Label, Named};
use super::figure::{self, Figure};
use super::share::share_before;
use super::usage::{sentence_after, sentence_before, strung};
use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use crate::vocabulary::{is_action, is_measure, words};
use kurabe_text::unit;

/// Letters of a name in brackets, or of a word that ends like a measure.
const LONGEST_WORD: usize = 14;
/// Letters of the label of a series.
const LONGEST_LABEL: usize = 30;
/// Letters of a noun.
const LONGEST_NOUN: usize = 12;
/// Letters of an item's name that is no sentence.
const LONGEST_ITEM: usize = 32;

/// The name before a figure that has brackets for itself: 契約数 in `(契約数約5,000件)`; may be empty.
pub(super) fn bracketed(text: &str, found: Figure) -> Option<&str> {
    let opens = |c: char| matches!(c, '(' | '（' | '〈' | '＜' | '<' | '／' | '/');
    // 予算額（事業費）６千円
    let note = text[..found.from].trim_end().strip_suffix([')', '）']);
    let before = note.and_then(|inner| inner.rfind(['(', '（']).map(|at| &inner[..at])).unwrap_or(&text[..found.from]);
    let (open, c) = before
        .char_indices()
        .rev()
        .take(16)
        .find(|(_, c)| opens(*c) || matches!(c, ')' | '）' | '。' | '、' | '〉'))?;
    if !opens(c) {
        return None;
    }
    let rest = text[found.to..].trim_start();
    let rest =
        ["以上", "以内", "程度", "増", "減", "予定"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let closes = rest.starts_with([')', '）', '〉', '＞', '>', '／']);
    let name = bare(&before[open + c.len_utf8()..]);
    let plain = name.chars().all(|c| is_japanese(c) || c.is_whitespace() || c.is_ascii_alphabetic() || c == '・');
    (closes && plain && (found.unit != "円" || !name.is_empty())).then_some(name)
}

/// What a figure is called: its brackets' words, the label of its series, or the item.
pub(super) fn name_of(text: &str, found: Figure, label: Label, in_series: bool, named: &Named) -> String {
    let often = [
        "年",
        "月",
        "週",
        "年間",
        "毎年",
        "毎月",
        "毎週",
        "各",
        "目標",
        "計画",
        "全",
        "延べ",
        "延",
        "計",
        "約",
        "定員",
        "予定",
        "再掲",
        "実績",
        "見込",
        "次年度計画",
        "来年度計画",
        "次年度目標",
        "来年度目標",
        "次回目標",
        "前年度実績",
    ];
    let inside = bracketed(text, found).map(|name| name.strip_prefix("目標").unwrap_or(name).trim());
    let short = |name: &&str| !name.is_empty() && name.chars().count() <= LONGEST_WORD;
    if let Some(name) = inside.filter(|name| short(name) && !often.contains(name)) {
        return name.to_owned();
    }
    if let Some(said) = in_series.then(|| label_of(text, label, named)).flatten() {
        return said.to_owned();
    }
    // 閲覧数は前年比10％増: a share of what is named before it.
    if let Some((word, at)) = share_before(&text[..found.from]) {
        let before = text[..at].trim_end_matches(['、', '（', '(', ' ', '\u{3000}']);
        let name = counted_noun(before, "").unwrap_or_else(|| of_item(text, found, named));
        return format!("{name} {word}");
    }
    let head = bare(&text[..found.from]);
    // 会員数（312人、前年度 325人）
    let head = head.strip_suffix(['（', '(']).filter(|before| is_measure(before)).unwrap_or(head);
    if let Some(name) = name_before_role(head) {
        return name.to_owned();
    }
    let word = head
        .trim_end_matches(['は', 'が', 'を'])
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '、' | '（' | '(' | '〈' | '。' | '・' | '：' | ':'))
        .next()
        .map(without_number)
        .unwrap_or_default();
    let measures = ["数", "率", "額", "件数"].iter().any(|end| word.ends_with(end));
    if measures && word.chars().count() <= LONGEST_WORD {
        return word.to_owned();
    }
    // 来年度計画 600人 counts no plans.
    let is_role =
        |noun: &String| ROLES.iter().any(|role| noun.strip_suffix(role).is_some_and(|when| WHEN.contains(&when)));
    counted_noun(head, found.unit).filter(|noun| !is_role(noun)).unwrap_or_else(|| of_item(text, found, named))
}

/// What tells of which year a plan, an aim or a result is; nothing where it is the year's own.
const WHEN: [&str; 9] = ["", "当初", "次年度", "来年度", "次期", "次回", "前年度", "前回", "年間"];

/// The label of a series: what stands before its first year, without what stands before it.
fn label_of<'t>(text: &'t str, label: Label, named: &Named) -> Option<&'t str> {
    /// Bytes in which it is looked for.
    const WIDEST: usize = 300;
    if label.to <= label.from || label.to - label.from > WIDEST {
        return None;
    }
    let said = text[label.from..label.to].trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '、' | '：' | ':' | '〈' | '〉')
    });
    let said = said.rsplit(['(', '（', '\n']).next().unwrap_or(said).trim();
    // The cell begins with the item's own name: `起業塾 受講者 H30 18人`.
    let said = said.strip_prefix(named.name).map(str::trim).filter(|rest| !rest.is_empty()).unwrap_or(said);
    // 内容 above a column names none of its figures.
    let column = said.split_once(char::is_whitespace).filter(|(first, _)| words().column.body.is(first));
    let said = column.map_or(said, |(_, rest)| rest.trim_start());
    let said = bare(said.trim_end_matches(['は', 'が', 'の', 'も', 'を', '、']));
    if said.contains('。') || said.is_empty() {
        return None;
    }
    if said.chars().count() <= LONGEST_LABEL {
        return Some(said);
    }
    // Of a long line the word that ends like a measure.
    let last = said.split_whitespace().next_back()?;
    (words().figure.measure_end.ends(last) && last.chars().count() <= LONGEST_LABEL).then_some(last)
}

/// A name without what only qualifies the number behind it: 部数 of `部数 各`, 参加者 of 参加者延べ; 予約 is whole.
pub(super) fn bare(name: &str) -> &str {
    const FILLERS: [&str; 10] = ["延べ", "のべ", "合計", "総計", "約", "各", "延", "計", "全", "計約"];
    let mut name = name.trim();
    loop {
        name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
        let Some(rest) = FILLERS.iter().find_map(|filler| {
            let rest = name.strip_suffix(filler)?;
            qualifies(filler, rest).then_some(rest)
        }) else {
            return name;
        };
        name = rest;
    }
}

/// Does such a word qualify what follows, or is it the end of another: 予約, 会計, 順延, 安全?
fn qualifies(filler: &str, rest: &str) -> bool {
    let apart = rest.is_empty() || !rest.ends_with(is_japanese) || rest.ends_with(is_hiragana);
    match filler {
        "約" => !rest.ends_with(['予', '契', '成', '解', '公', '条', '要', '集', '制', '特', '婚']),
        "計" => apart || rest.ends_with(['者', '数', '人', '員', '額', '店', '社']),
        "延" => !rest.ends_with(['順', '遅']),
        "全" => apart,
        _ => true,
    }
}

/// What those did of whom so many did it (162小間が出展した); else the item, unless its name is a sentence: then what the
/// clause of the figure says is done.
fn of_item(text: &str, found: Figure, named: &Named) -> String {
    let sentence = named.name.contains('。') || named.name.chars().count() > LONGEST_ITEM;
    let tail = sentence_after(text, strung(text, found.to));
    let said = match found.unit {
        "回" if sentence => object(sentence_before(text, found.from)),
        "回" => None,
        _ if sentence => counted_after(tail).or_else(|| done(tail)),
        _ if tail.starts_with('が') => done(tail),
        _ => None,
    };
    said.unwrap_or(named.name).to_owned()
}

/// What a clause is done to so many times: 異業種交流会 of 異業種交流会を合同で２回開催した.
fn object(head: &str) -> Option<&str> {
    /// What ends what stands before it in the clause.
    const ENDS: [char; 14] = ['が', 'は', 'に', 'で', 'と', 'へ', 'る', 'て', 'く', '、', '。', '\n', '（', '('];
    /// Letters between a thing and how often it is done.
    const NEAR: usize = 14;
    let (before, said) = head.rsplit_once('を')?;
    let mut depth = 0_i32;
    let mut from = before.len();
    for (at, c) in before.char_indices().rev() {
        depth += i32::from("」』）)".contains(c)) - i32::from("「『（(".contains(c));
        if depth < 0 || depth == 0 && ENDS.contains(&c) && !"（(".contains(c) {
            break;
        }
        from = at;
    }
    let word = before[from..].trim_start_matches(['・', 'の', ' ', '\u{3000}']);
    // 重点を置いた研修会: what is said of it stands before it.
    let word = if word.contains('を') && !word.contains('「') {
        word.rsplit(['た', 'る']).next().unwrap_or(word)
    } else {
        word
    };
    let fits = (2..=LONGEST_LABEL).contains(&word.chars().count()) && !word.contains(|c| digit(c).is_some());
    // 英語力を測る検定の施行（年2回 …）: between them another clause tells of another thing.
    let near = said.chars().nth(NEAR).is_none() && !said.contains(['、', '「', '」']);
    (fits && depth <= 0 && near).then_some(word)
}

/// What so many there are of: 事業計画 of 30件の事業計画を.
fn counted_after(tail: &str) -> Option<&str> {
    let rest = tail.trim_start().strip_prefix('の')?.trim_start();
    let end = rest.find(|c: char| !is_japanese(c) || is_hiragana(c)).unwrap_or(rest.len());
    let (noun, after) = rest.split_at(end);
    let whole = after.starts_with(['を', 'が']) || after.starts_with("の策定") || after.starts_with("の作成");
    (whole && (2..=LONGEST_NOUN).contains(&noun.chars().count())).then_some(noun)
}

/// What so many did: 出展 of 162小間が出展した, 採択 of ９件が採択された.
fn done(tail: &str) -> Option<&str> {
    /// Letters of such a noun, and of those who did it.
    const LONGEST: usize = 4;
    const WHO: usize = 8;
    let tail = tail.trim_start();
    let after = ["が", "を", "から"].iter().find_map(|particle| tail.strip_prefix(particle));
    // 300名もの皆さんが参加した
    let who = || tail.split(['、', '。', '\n']).next()?.split_once('が').filter(|(who, _)| who.chars().count() <= WHO);
    let after = after.or_else(|| who().map(|(_, after)| after)).unwrap_or(tail);
    let end = after.find(|c: char| !is_japanese(c) || is_hiragana(c)).unwrap_or(after.len());
    let (noun, verb) = after.split_at(end);
    let does = ["し", "す", "さ", "い", "頂", "を得"].iter().any(|word| verb.starts_with(word));
    // 100社を目指す says what for, not what is counted.
    let aims = ["目指", "見込", "予定", "目標", "想定"].contains(&noun);
    ((2..=LONGEST).contains(&noun.chars().count()) && does && !aims).then_some(noun)
}

/// What stands before numbers and is no noun of its own.
const NO_NAMES: [&str; 37] = [
    "年間",
    "毎年",
    "毎月",
    "毎週",
    "今年度",
    "本年度",
    "前年度",
    "昨年度",
    "前年",
    "昨年",
    "前回",
    "実績",
    "場合",
    "以上",
    "以下",
    "未満",
    "見込",
    "現在",
    "全国",
    "市内",
    "町内",
    "村内",
    "県内",
    "管内",
    "地元",
    "合計",
    "延べ",
    "総計",
    "累計",
    "平均",
    "最大",
    "毎回",
    "各回",
    "各",
    "全",
    "目標",
    "予定",
];

/// Words that say what a figure is, the longer before those that they begin with.
pub(super) const ROLES: [&str; 8] = ["目標値", "目標", "実績", "計画", "見込み", "見込", "現状", "予定"];

/// The name before a word that says what its figure is: マル経融資 of `マル経融資　目標：36件`.
fn name_before_role(head: &str) -> Option<&str> {
    /// Letters of such a name.
    const LONGEST: usize = 20;
    let before =
        ROLES.iter().find_map(|role| head.strip_suffix(role)).filter(|before| before.ends_with(char::is_whitespace))?;
    // 相談件数 令和7年度 目標: the year is no name.
    let is_year = |word: &str| figure::year(word).is_some_and(|(_, length)| length == word.len());
    // 巡回指導　計画 900件　実績 964件: neither is what says what the figure before is.
    let is_told = |word: &str| {
        ROLES.iter().filter_map(|role| word.strip_prefix(role)).any(|rest| rest.starts_with(|c| digit(c).is_some()))
    };
    let name = before.split_whitespace().rev().find(|word| !is_year(word) && !is_told(word))?;
    let letters = name.chars().filter(|c| is_japanese(*c)).count();
    let plain = !name.contains(['。', '、', '：', ':']) && !name.ends_with(is_hiragana);
    let whole = name.matches(['（', '(']).count() == name.matches(['）', ')']).count();
    let named = plain && whole && !NO_NAMES.contains(&name) && !name.starts_with(|c| digit(c).is_some());
    (named && (2..=LONGEST).contains(&letters)).then_some(name)
}

/// The noun that a number counts: 来場者 of 来場者は延べ3,820人, 新入会員 of 新入会員10名; what is done so often is the item.
pub(super) fn counted_noun(head: &str, unit: &str) -> Option<String> {
    let head = head.trim_end();
    let bare = if unit == "回" { head } else { head.strip_suffix(['は', 'が', 'を']).unwrap_or(head).trim_end() };
    let noun = |c: char| is_japanese(c) && !is_hiragana(c) || matches!(c, 'ー' | '・');
    let start = bare.char_indices().rev().take_while(|(_, c)| noun(*c)).last().map(|(at, _)| at)?;
    let mut word = bare[start..].trim_start_matches('・');
    // 講習会の開催: what is done is named with what it is done with.
    if is_action(word)
        && let Some(before) = bare[..bare.len() - word.len()].strip_suffix('の')
    {
        // 地域ＤＭＯの設立
        let noun = |c: char| noun(c) || c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ');
        let noun = before.char_indices().rev().take_while(|(_, c)| noun(*c)).last().map_or(before.len(), |(at, _)| at);
        let full = bare[noun..].trim_start_matches('・');
        let named = before.len() > noun && !NO_NAMES.iter().any(|name| before.ends_with(name));
        word = if named && full.chars().count() <= LONGEST_NOUN { full } else { word };
    }
    let mut number = numeral(&bare[..start]);
    // 商談 45件・成約: the unit of the figure before is no part of the name.
    if !number.is_empty()
        && let Some((counted, rest)) = word.split_once('・')
        && unit::of(counted).is_some()
    {
        (number, word) = ("", rest);
    }
    // 3 号議員: the number is part of the name; 2 監事: it marks the line; 3月から6月, 令和5年度: a date, and 10 名参加 another figure.
    let ranked = ["号", "級", "次", "種", "類", "部会"].iter().any(|sign| word.starts_with(sign));
    let before = bare[..start].trim_end_matches([' ', '\u{3000}']);
    let marks =
        before[..before.len() - number.len()].is_empty() || before[..before.len() - number.len()].ends_with('\n');
    number = if marks && !ranked { "" } else { number };
    let dated = word.ends_with(['月', '日', '年', '度', '時', '分']) || !number.is_empty() && !ranked;
    let fits = (2..=LONGEST_NOUN).contains(&word.chars().count()) && !dated;
    let named = fits && !NO_NAMES.iter().any(|name| word.ends_with(name));
    named.then(|| format!("{number}{word}"))
}

/// A word without the number before it: １）会員数.
fn without_number(word: &str) -> &str {
    let rest = word.trim_start_matches(|c| digit(c).is_some());
    let rest = if rest.len() < word.len() { rest.strip_prefix(['）', ')', '．', '.']) } else { None };
    rest.unwrap_or(word)
}

/// The number at the end of a text, a blank behind it or none; none where 第 stands before it.
fn numeral(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\u{3000}']);
    let before = text.trim_end_matches(|c| digit(c).is_some());
    &text[before.len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_a_noun() {
        for (text, name) in [
            ("部数 各", "部数"),
            ("参加者延べ", "参加者"),
            ("来場者：約", "来場者"),
            ("参加者計", "参加者"),
            ("会員 合計", "会員"),
            ("予約", "予約"),
            ("会計", "会計"),
            ("順延", "順延"),
            ("契約", "契約"),
        ] {
            assert_eq!(bare(text), name);
        }
    }

    #[test]
    fn a_number_may_be_part_of_a_name() {
        let noun = |head| counted_noun(head, "人").unwrap_or_default();
        assert_eq!(noun("協議会にて 3 号議員"), "3号議員");
        assert_eq!(noun("選出の2号議員"), "2号議員");
        assert_eq!(noun("10 名参加 受講者"), "受講者");
        assert_eq!(noun("令和5年度"), "");
        assert_eq!(noun("2 監事"), "監事");
    }

    #[test]
    fn a_sentence_says_what_was_done() {
        assert_eq!(done("が出展した。"), Some("出展"));
        assert_eq!(done("が採択された。"), Some("採択"));
        assert_eq!(done("から回答を得た。"), Some("回答"));
        assert_eq!(counted_after("の事業計画策定を目指し"), Some("事業計画策定"));
        assert_eq!(done("もの皆さんが参加しました"), Some("参加"));
        assert_eq!(done("の企業を訪ねた。"), None);
        assert_eq!(done("を目指す。"), None);
        assert_eq!(object("力を測る検定として改めた「みなと検定」の施行（春と秋の年"), None);
        assert_eq!(object("重点を置いた増強研修会を開催する（"), Some("増強研修会"));
        assert_eq!(object("年度末に異業種交流会を青年部会と合同で"), Some("異業種交流会"));
        assert_eq!(object("部会の交流会「みなとの会」を年"), Some("部会の交流会「みなとの会」"));
        assert_eq!(object("研修（新任、中堅）を計"), Some("研修（新任、中堅）"));
    }
}
