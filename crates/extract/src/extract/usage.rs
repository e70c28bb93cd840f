//! How a sentence uses a number: as how much of the work there is, or as a mere mention.
//!
//! What comes in is a figure in its text, what goes out is whether the words around it make it a measure. A number that
//! is an object, a subject or an adverb of the clause (500社を訪問, 45名が参加, 記念誌を1,000部作成) measures; one that names
//! (第2期, ３社目), limits who is meant (従業員20人以下), prices (会費3,000円) or counts partners (13商工会とともに) does not. This
//! file must not know roles.

use super::figure::{self, Figure};
use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use crate::vocabulary::{is_action, words};
use kurabe_text::unit::{self, Kind};

/// Letters of the clause after a figure that are looked at.
const AHEAD: usize = 24;
/// Letters up to the next of several figures with their names.
const LISTED: usize = 8;
/// Letters before it that say what it counts.
const BEHIND: usize = 12;

/// What the clause after a figure does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// It says how much there is or was.
    Measure,
    /// It is what the number comes from: 14店 of 14店から20店に増やす.
    Start,
    /// It is what the number comes to: 20店 of the same, or 40％に引き上げる.
    End,
    /// It names, limits, prices or tells of something else.
    Mention,
}

/// How a sentence uses a figure.
pub(super) fn usage(text: &str, found: &Figure) -> Usage {
    let near = behind(text, found.from);
    let after = ahead(text, found.to);
    let tail = unqualified(after);
    if starts(tail) {
        return Usage::Start;
    }
    let changed = ["増", "減", "アップ", "ＵＰ", "UP"].iter().any(|word| tail.starts_with(word));
    if of_the_year_before(&near) && !changed || named(&near, tail) || limits(&near, after) || prices(found, &near) {
        return Usage::Mention;
    }
    if comes_to(tail) {
        return Usage::End;
    }
    let rate = matches!(found.unit, "%" | "割" | "倍" | "ポイント");
    // 本人32名　委任状180名: what stands apart has ended.
    let apart = after.starts_with(char::is_whitespace) && !tail.starts_with(is_hiragana);
    // 143社・162小間が出展した: what is said of the last of them is said of all, unless the first is one of each (1社10万円).
    let last = strung(text, found.to);
    let together = || last > found.to && found.value > 1.0 && governed(unqualified(ahead(text, last)), found);
    let said = |tail| apart || governed(tail, found) || together();
    let counted = if rate { changed || rated(&near) } else { !partners(found) && said(tail) };
    if counted { Usage::Measure } else { Usage::Mention }
}

/// Letters of a sentence that are looked at on either side of a figure.
const SENTENCE: usize = 160;

/// The sentence after a byte, as far as it is looked at.
pub(super) fn sentence_after(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.char_indices().take(SENTENCE).take_while(|(_, c)| !matches!(c, '。' | '\n')).last();
    end.map_or("", |(at, c)| &rest[..at + c.len_utf8()])
}

/// The sentence before a byte, as far as it is looked at.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let start = head.char_indices().rev().take(SENTENCE).take_while(|(_, c)| !matches!(c, '。' | '\n')).last();
    start.map_or("", |(at, _)| &head[at..])
}

/// Where the last of several figures ends that stand together: 143社・162小間が出展した, ７社19名.
pub(super) fn strung(text: &str, to: usize) -> usize {
    /// Figures that stand together.
    const TOGETHER: usize = 6;
    let mut to = to;
    for _ in 0..TOGETHER {
        let rest = &text[to..];
        let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\u{3000}']).len();
        let gap = blank(rest);
        let sign = rest[gap..].chars().next().filter(|c| matches!(c, '・' | '･' | '、')).map_or(0, char::len_utf8);
        let gap = if sign > 0 { gap + sign + blank(&rest[gap + sign..]) } else { 0 };
        let next = figure::figure(text, to + gap).filter(|_| rest[gap..].starts_with(|c| digit(c).is_some()));
        match next {
            Some(next) => to = next.to,
            None => return to,
        }
    }
    to
}

/// Bounds behind a number.
const BOUNDS: [&str; 6] = ["以上", "以下", "未満", "超", "以内", "まで"];

/// Does a number only say when another holds: 300人以下は2名以上, 100人未満の場合 1名?
pub(super) fn is_condition(text: &str, found: &Figure) -> bool {
    let Some(tail) = BOUNDS.iter().find_map(|bound| text[found.to..].trim_start().strip_prefix(bound)) else {
        return false;
    };
    const THEN: [&str; 9] =
        ["は", "の場合", "のとき", "なら", "では", "のもの", "の事業所は", "の企業は", "の商工会は"];
    let Some(rest) = THEN.iter().find_map(|then| tail.trim_start().strip_prefix(then)) else { return false };
    let clause = rest.split(['、', '。', '\n']).next().unwrap_or_default();
    clause.contains(|c| digit(c).is_some())
}

/// Is it what holds under such a condition: 2名以上 of 300人以下は2名以上?
pub(super) fn is_conditioned(near: &str) -> bool {
    let before = near.strip_suffix("は").or_else(|| near.strip_suffix("の場合")).unwrap_or_default();
    BOUNDS.iter().any(|bound| before.ends_with(bound))
}

/// Is it the one for which the next figure is told: 1冊500円, 役員1人1社? In a report 推薦1件300万円 was one.
pub(super) fn is_each(text: &str, found: &Figure, report: bool) -> bool {
    const ONE: [&str; 13] = ["人", "名", "社", "者", "冊", "枚", "個", "口", "席", "会員", "事業所", "店", "団体"];
    /// What is sold by the piece.
    const GOODS: [&str; 5] = ["冊", "枚", "個", "口", "席"];
    // 寄付 1社 10万円, as a report tells, was one.
    let told = report && gap_of(text, found) > 0 && !GOODS.contains(&found.unit);
    let one = found.value.to_bits() == 1.0_f64.to_bits()
        && !told
        && (ONE.contains(&found.unit) || found.unit == "件" && !report);
    let gap = gap_of(text, found);
    let next = || figure::figure(text, found.to + gap);
    one && text[found.to + gap..].starts_with(|c| digit(c).is_some())
        && next().is_some_and(|next| gap == 0 || next.unit == "円")
}

/// Bytes of the blanks behind a figure.
fn gap_of(text: &str, found: &Figure) -> usize {
    text[found.to..].len() - text[found.to..].trim_start_matches([' ', '\u{3000}']).len()
}

/// Is it a bound of a rating that a legend explains: `A：目標を達成した（100％以上）`?
pub(super) fn rates(text: &str, found: &Figure) -> bool {
    /// Letters between the rating and its bound.
    const NEAR: usize = 30;
    let bound = BOUNDS.iter().any(|bound| text[found.to..].trim_start().starts_with(bound));
    let range = text[..found.from].trim_end().ends_with(['～', '〜', '~']);
    let spread = text[found.from..found.to].contains(['～', '〜', '~', '-', '－']);
    if !matches!(found.unit, "%" | "割") || !(bound || range || spread) {
        return false;
    }
    let letter = |c: char| matches!(c, 'A'..='E' | 'Ａ'..='Ｅ' | 'S' | 'Ｓ' | '◎' | '○' | '〇' | '△' | '×');
    let mut near: Vec<char> = text[..found.from].chars().rev().take_while(|c| *c != '\n').take(NEAR).collect();
    near.reverse();
    near.windows(2).enumerate().any(|(at, pair)| {
        let begins = at == 0 || !near.get(at - 1).is_some_and(|before| before.is_alphanumeric());
        let said = matches!(pair[1], '：' | ':' | '＝' | '=' | '→' | '…' | '（' | '(' | ' ' | '\u{3000}');
        begins && letter(pair[0]) && said
    })
}

/// Is it what the clause tells of, the noun that it counts before it: 1号議員66人は無投票で当選した, 会員30社については調べた?
pub(super) fn topical(text: &str, found: &Figure) -> bool {
    let tail = unqualified(ahead(text, found.to));
    // 町内の事業所350社は減少した: what is there, not what was done.
    let stands = ["減少", "増加", "変わらない", "前年", "国に", "全国"].iter().any(|word| tail.contains(word))
        || ["全国", "町内", "市内", "村内", "県内", "管内", "地域内"]
            .iter()
            .any(|word| text[..found.from].contains(word));
    let told = !stands && ["は", "については", "も"].iter().any(|word| tail.starts_with(word));
    let counted = unit::of(found.unit)
        .is_some_and(|unit| matches!(unit.kind, Kind::People | Kind::Businesses | Kind::Members | Kind::Cases));
    let near = behind(text, found.from);
    let noun = near.ends_with(|c| is_japanese(c) && !is_hiragana(c)) && !near.ends_with(['第', '約', '各', '全']);
    told && counted
        && noun
        && !words().figure.of_others.stands_in(&near)
        && !named(&near, tail)
        && !of_the_year_before(&near)
}

/// The letters of the line before a byte, blanks left out.
fn behind(text: &str, at: usize) -> String {
    let line = text[..at].chars().rev().take_while(|c| *c != '\n' && *c != '。');
    let mut near: Vec<char> = line.filter(|c| !c.is_whitespace()).take(BEHIND).collect();
    near.reverse();
    near.into_iter().collect()
}

/// The clause after a byte, as far as it is looked at.
fn ahead(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let ends = |c: char| matches!(c, '。' | '\n');
    let stop = rest.char_indices().take_while(|(_, c)| !ends(*c)).take(AHEAD).last();
    stop.map_or("", |(at, c)| &rest[..at + c.len_utf8()])
}

/// The clause without what only qualifies the number: 以上, 程度, ほど, ずつ.
fn unqualified(tail: &str) -> &str {
    const QUALIFIERS: [&str; 16] = [
        "以上",
        "以内",
        "程度",
        "ほど",
        "余り",
        "あまり",
        "余",
        "前後",
        "強",
        "弱",
        "限定",
        "ずつ",
        "規模",
        "超",
        "など",
        "等",
    ];
    let mut tail = tail.trim_start();
    while let Some(rest) = QUALIFIERS.iter().find_map(|word| tail.strip_prefix(word)) {
        tail = rest.trim_start();
    }
    tail
}

/// Is the number part of a name or a phrase: 第3回, 全国の515, 1人ひとり, 1社でも?
fn named(near: &str, tail: &str) -> bool {
    near.ends_with(['第', '号', '何'])
        || near.ends_with("全国の")
        || near.ends_with("消費税率")
        || near.ends_with("消費税")
        || ["ひとり", "一人", "でも多く", "ごと", "毎に", "つひとつ", "あたり", "当たり", "につき", "未満", "以下"]
            .iter()
            .any(|word| tail.starts_with(word))
}

/// Is it the number of the year before, with which the item's own is compared?
pub(super) fn of_the_year_before(near: &str) -> bool {
    let near = near.trim_end_matches(['の', 'は', '：', ':', '約', '延', 'べ']);
    ["前年度", "昨年度", "前年", "昨年", "前回", "前年度比", "前年比"].iter().any(|word| near.ends_with(word))
}

/// Does the number tell who is meant: 従業員20人以上の企業, 資本金1億円を超える法人?
fn limits(near: &str, tail: &str) -> bool {
    let bound = ["以上", "以下", "未満", "を超え", "超の", "以内の"].iter().any(|word| tail.starts_with(word));
    bound && words().figure.of_others.stands_in(near)
}

/// Is it what one pays: 会費3,000円, 一人5,000円?
fn prices(found: &Figure, near: &str) -> bool {
    let near = near.trim_end_matches(['：', ':', '約', 'は', '税', '込', 'に', 'を']);
    found.unit == "円" && words().figure.price.ends(near)
}

/// 31社から60社に: the number is where another comes from.
fn starts(tail: &str) -> bool {
    /// Letters between the two numbers: から目標の, から令和9年度までに.
    const BETWEEN: usize = 12;
    let Some(rest) = tail.strip_prefix("から").or_else(|| tail.strip_prefix('→')).or_else(|| tail.strip_prefix('⇒'))
    else {
        return false;
    };
    let between = rest.chars().take_while(|c| digit(*c).is_none() && !matches!(c, '、' | '。')).count();
    between <= BETWEEN && rest.chars().nth(between).is_some_and(|c| digit(c).is_some())
}

/// 520社に増やす, 40％へ引き上げる, 100件とする: the number is what the work is to come to.
fn comes_to(tail: &str) -> bool {
    let after = ["にまで", "まで", "に", "へと", "へ", "を"].iter().find_map(|word| tail.strip_prefix(word));
    // 部数を増刷する: so many more are made, not so many aimed at.
    let made = |rest: &str| ["増刷", "増設", "増便"].iter().any(|word| rest.starts_with(word));
    after.map(str::trim_start).is_some_and(|rest| words().figure.change.begins(rest) && !made(rest))
}

/// Is a share of something named: 加入率38.5％, 換金率は99.6％?
fn rated(near: &str) -> bool {
    let near = near.trim_end_matches(['：', ':', '約', 'は', 'が', 'を', 'も', '（', '(', '」']);
    near.ends_with("数の")
        || ["率", "割合", "比", "比率", "シェア", "度", "プレミアム"].iter().any(|word| near.ends_with(word))
}

/// Does the unit count the bodies that one works with rather than the work?
fn partners(found: &Figure) -> bool {
    unit::of(found.unit).is_some_and(|unit| {
        matches!(unit.name, "商工会議所" | "商工会" | "自治体" | "事業") || unit.kind == Kind::Duration
    })
}

/// Does the clause after the figure make it an object, a subject or an adverb?
fn governed(tail: &str, found: &Figure) -> bool {
    let Some(first) = tail.chars().next() else { return true };
    let people = unit::of(found.unit)
        .is_some_and(|unit| matches!(unit.kind, Kind::People | Kind::Businesses | Kind::Members | Kind::Cases));
    let rest = |particle: &str| tail.strip_prefix(particle).unwrap_or_default().trim_start();
    match first {
        'を' | 'が' | 'で' => true,
        // 商談45件・成約8件: another follows with its name.
        '・' | '･' if tail.chars().take(LISTED).any(|c| digit(c).is_some()) => true,
        'も' if tail.starts_with("もの") => people,
        'に' if found.unit == "回" => rest("に").starts_with("わた"),
        'に' => !rest("に").starts_with(|c| digit(c).is_some()) && !rest("に").starts_with(['一', 'つ']),
        'と' => ["なっ", "なり", "なる", "し", "す", "増", "減", "過去", "面談", "商談", "契約", "成約"]
            .iter()
            .any(|word| rest("と").starts_with(word)),
        'の' if found.unit == "円" => spent(rest("の")),
        'の' => attributive(rest("の")),
        'か' if tail.starts_with("から") => {
            people && !["な", "成", "構成", "選"].iter().any(|word| rest("から").starts_with(word))
        }
        'へ' => people,
        _ if is_hiragana(first) => !matches!(first, 'は' | 'も' | 'や' | 'よ' | 'し' | 'だ' | 'か' | 'ま'),
        _ if is_japanese(first) => verbal(tail),
        // The clause ends, or a bracket says more of it.
        _ => !first.is_alphanumeric(),
    }
}

/// 2校の高校生が, 15社の協力, 20施設の新規導入: how many of what follows; not that of a body's own parts.
fn attributive(rest: &str) -> bool {
    !words().figure.of_others.begins(rest) && !rest.starts_with(['中', '一', '方'])
}

/// 500万円の助成, 2億円の商品券を発行: what a sum does; 1億円のレプリカ only names.
fn spent(rest: &str) -> bool {
    let noun: String = rest.chars().take_while(|c| is_japanese(*c) && !is_hiragana(*c)).collect();
    is_action(&noun) || words().figure.sum.stands_in(&noun)
}

/// 1,000部作成する, 5回行う, 1,200席設け; not 5社会議, 2名体制.
fn verbal(tail: &str) -> bool {
    /// Letters of the longest word that says that something is done.
    const LONGEST: usize = 6;
    let stem: String = tail.chars().take_while(|c| is_japanese(*c) && !is_hiragana(*c)).take(LONGEST + 1).collect();
    if stem.chars().count() > LONGEST {
        return false;
    }
    let after = tail.get(stem.len()..).and_then(|rest| rest.chars().next());
    match after {
        Some('の' | 'と' | 'や' | 'に' | 'を' | 'が' | 'は' | 'も' | 'へ' | 'で') | None => is_action(&stem),
        Some(c) if is_hiragana(c) => true,
        Some(_) => is_action(&stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The usage of the first number that a text marks with a bar.
    fn of(marked: &str) -> Usage {
        let at = marked.find('|').unwrap();
        let text = marked.replace('|', "");
        usage(&text, &figure::figure(&text, at).unwrap())
    }

    #[test]
    fn measures() {
        for text in [
            "記念誌を|1,000部作成する。",
            "有料席を|1,200席設け、財源とする。",
            "実証運航を夏に|5回行う。",
            "会員|500社を訪問する。",
            "|45名が参加した。",
            "参加者|45名",
            "出店者 |６組、来場者は延べ3,820人となった。",
            "来場者は延べ|3,820人となった。",
            "市内|2校の高校生が市長に提案する。",
            "地元企業|15社の協力のもとで開く。",
            "花火|2,500発を打ち上げた。",
            "豚汁|2,000食を提供した。",
            "|６項目を要望した。",
            "換金率は|99.6％であった。",
        ] {
            assert_eq!(of(text), Usage::Measure, "{text}");
        }
    }

    #[test]
    fn what_a_number_comes_from_and_to() {
        assert_eq!(of("出店者を現在の|14店から20店に増やす。"), Usage::Start);
        assert_eq!(of("出店者を現在の14店から|20店に増やす。"), Usage::End);
        assert_eq!(of("加入率を38.5％から|40％へ引き上げる。"), Usage::End);
        assert_eq!(of("登録者を|500人に増やします。"), Usage::End);
    }

    #[test]
    fn mentions() {
        for text in [
            "従業員|20人以下の事業所を訪ねる。",
            "資本金|1億円以上の法人に送る。",
            "県内|13商工会とともに要望する。",
            "近隣|3団体と連携する。",
            "消費税|10％への対応を支える。",
            "|1社でも多くの会員を訪ねる。",
            "会費|3,000円、当日払い",
            "|3社合同企業体",
        ] {
            assert_eq!(of(text), Usage::Mention, "{text}");
        }
    }
}
