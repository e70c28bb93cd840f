//! Facts set apart behind a name: when, how often, how many, what became of it (新年会 1月17日 参加者 226名, 縁日 中止).
//!
//! What comes in is the text of an item, what goes out is where its facts begin. This file must not know what a figure
//! measures.

use super::figure;
use crate::blocks::chars::{digit, is_hiragana, is_japanese, number};
use crate::vocabulary::words;

/// Letters of a name at least, and of a text in which facts are looked for.
const SHORTEST: usize = 2;
const LONGEST: usize = 160;
/// Blanks behind which facts may begin.
const MOST: usize = 12;
/// Letters of a bracket behind a figure.
const BRACKET: usize = 40;

/// The blank behind which nothing but facts stand.
pub(super) fn at_end(text: &str) -> Option<usize> {
    if text.chars().nth(LONGEST).is_some() || text.ends_with('。') {
        return None;
    }
    let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let named = |at: &usize| {
        let name = text[..*at].trim_end();
        let whole = !name.ends_with(['：', ':', ',', '，', '、', '・', 'の', 'と', 'を', 'に', 'が', 'は', 'や', 'で']);
        let closed = name.matches(['（', '(', '「', '『']).count() == name.matches(['）', ')', '」', '』']).count();
        // 会員数 3,000件 is an aim, and no work.
        let measure = words().figure.measure_end.ends(name);
        let said = name.chars().filter(|c| is_japanese(*c)).count() >= SHORTEST && !ends_with_number(name);
        whole && closed && said && !measure && when(name).is_none()
    };
    // The first behind which they stand, or none: within them there is no name.
    blanks.take(MOST).find(|at| told(&text[*at..])).filter(named).or_else(|| behind_meeting(text))
}

/// The end of a meeting's name with facts right behind it, as lines set letter by letter have them: 議員総会3回, 委員会随時.
fn behind_meeting(text: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, _)| at).skip(SHORTEST);
    // 部会総会（4月21日） is one name.
    let apart = |at: &usize| told(&text[*at..]) && place(&text[*at..]).is_none();
    ends.filter(|at| words().heading.meeting.ends(&text[..*at])).find(apart)
}

/// Is the last word of a name a number or a year, or only 第? Then it belongs to what follows: 第 38 回, 令和 4年 5月.
fn ends_with_number(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let bare = last.strip_suffix('度').unwrap_or(last);
    let bare = bare.strip_suffix('年').unwrap_or(bare);
    bare.ends_with(|c| digit(c).is_some() || c == '元') || ["第", "令和", "平成", "昭和"].contains(&last)
}

/// Does a text consist of facts?
fn told(text: &str) -> bool {
    let mut rest = text;
    let mut found = false;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "、，／/・→⇒".contains(c));
        if rest.is_empty() {
            return found;
        }
        // A place tells only behind another fact: まちなか 商店街 is a name. A month in its bracket is one.
        if let Some((length, dated)) = place(rest).filter(|(_, dated)| found || *dated) {
            rest = &rest[length..];
            found |= dated;
            continue;
        }
        let length = when(rest).or_else(|| fate(rest)).or_else(|| count(rest));
        let Some(length) = length.filter(|length| *length > 0) else { return false };
        rest = &rest[length..];
        rest = &rest[bracket(rest)..];
        found = true;
    }
}

/// The length of a place, and whether its month stands behind it in brackets: 市民公園, 東京（９月）.
fn place(text: &str) -> Option<(usize, bool)> {
    /// Letters of a place.
    const LONGEST: usize = 14;
    let ends = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | '（' | '(');
    let end = text.find(ends).unwrap_or(text.len());
    let word = &text[..end];
    let noted = bracket(&text[end..]);
    let month = noted > 0 && text[end..end + noted].contains('月');
    let plain = (2..=LONGEST).contains(&word.chars().count()) && !word.contains(|c| digit(c).is_some());
    let named = words().figure.place_end.ends(word) || month && word.chars().all(|c| is_japanese(c) && !is_hiragana(c));
    (plain && named).then_some((end + if month { noted } else { 0 }, month))
}

/// The length of the bracket with which a text begins.
fn bracket(text: &str) -> usize {
    let opens = text.starts_with(['（', '(']);
    let end = opens.then(|| text.char_indices().take(BRACKET).find(|(_, c)| matches!(c, '）' | ')'))).flatten();
    end.map_or(0, |(at, c)| at + c.len_utf8())
}

/// A number and the sign behind it, a blank between them or none: 10 月.
fn numbered(text: &str, signs: &[&str]) -> Option<usize> {
    let (_, length) = number(text)?;
    let rest = text[length..].trim_start_matches([' ', '\u{3000}']);
    let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
    Some(text.len() - rest.len() + sign.len())
}

/// The length of a day, a month, a span of them, or of a word for how often: 10 月 26 日～27日, 9月上旬, 毎月第２水曜日, 随時.
fn when(text: &str) -> Option<usize> {
    const OFTEN: [&str; 14] = [
        "随時",
        "通年",
        "毎月",
        "隔月",
        "毎週",
        "毎年",
        "隔年",
        "年間",
        "適宜",
        "通期",
        "偶数月",
        "奇数月",
        "四半期ごと",
        "年度内",
    ];
    const PARTS: [&str; 14] =
        ["上旬", "中旬", "下旬", "初旬", "頃", "末", "から", "まで", "予定", "以降", "（予定）", "間", "曜日", "開催"];
    if let Some(often) = OFTEN.iter().find(|word| text.starts_with(**word)) {
        let rest = &text[often.len()..];
        let nth = rest.strip_prefix('第').and_then(|rest| Some(rest.len() - numbered(rest, &[""])?));
        let rest = nth.map_or(rest, |left| &rest[rest.len() - left..]);
        let day = rest.char_indices().nth(1).filter(|(at, _)| rest[*at..].starts_with("曜日"));
        let rest = day.map_or(rest, |(at, _)| &rest[at + "曜日".len()..]);
        let whole = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "（(、・".contains(c));
        return whole.then_some(text.len() - rest.len());
    }
    if let Some(length) = slashed(text) {
        return Some(length + bracket(&text[length..]));
    }
    let mut at = year(text);
    let month = numbered(&text[at..], &["月"]);
    at += month.unwrap_or(0);
    let blank = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let day = numbered(&text[at + blank..], &["日"]).filter(|day| !text[at + blank + day..].starts_with(['間', '分']));
    if month.is_none() && day.is_none() {
        return None;
    }
    at += day.map_or(0, |day| blank + day);
    while let Some(part) = PARTS.iter().find(|part| text[at..].starts_with(**part)) {
        at += part.len();
    }
    at += bracket(&text[at..]);
    let later = text[at..].strip_prefix(['～', '〜', '~', '－', '-']).map(str::trim_start);
    Some(later.and_then(|later| Some(text.len() - later.len() + when(later)?)).unwrap_or(at))
}

/// The length of a month and its days with a stroke between: 10/12, 10/12・13, 11/3～5.
fn slashed(text: &str) -> Option<usize> {
    let (_, at) = number(text).filter(|(month, _)| (1..=12).contains(month))?;
    let rest = text[at..].strip_prefix(['/', '／'])?;
    let (_, length) = number(rest).filter(|(day, _)| (1..=31).contains(day))?;
    let mut end = text.len() - rest.len() + length;
    while let Some(later) = text[end..].strip_prefix(['・', '～', '〜', '~', '-', '－', '、'])
        && let Some((_, length)) = number(later).filter(|(next, _)| (1..=31).contains(next))
    {
        let whole = text.len() - later.len() + length;
        end = if text[whole..].starts_with(['/', '／']) { text.len() - later.len() + slashed(later)? } else { whole };
    }
    let whole = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || "（(、".contains(c));
    whole.then_some(end)
}

/// The length of a year before a month, with blanks where the page has them: 令和 4年 , 2024年.
fn year(text: &str) -> usize {
    let blanks = |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '\u{3000}']).len();
    let mut at = figure::year(text).map_or(0, |(_, length)| length);
    if at == 0
        && let Some(era) = ["令和", "平成", "昭和"].iter().find(|era| text.starts_with(**era))
        && let Some(length) = numbered(text[era.len()..].trim_start(), &["年"])
    {
        at = text.len() - text[era.len()..].trim_start().len() + length;
        return at + blanks(at);
    }
    if at > 0 {
        at += text[at..].strip_prefix('年').map_or(0, |_| '年'.len_utf8());
        at += blanks(at);
    }
    at
}

/// The length of a word that says what became of it, or that it is free: 中止, 受講料無料.
fn fate(text: &str) -> Option<usize> {
    const FATES: [&str; 15] = [
        "未実施",
        "中止",
        "延期",
        "未開催",
        "実施済",
        "書面議決",
        "書面開催",
        "未定",
        "受講料無料",
        "参加費無料",
        "参加料無料",
        "参加無料",
        "入場無料",
        "無料",
        "有料",
    ];
    let fate = FATES.iter().find(|fate| text.starts_with(**fate))?;
    let rest = &text[fate.len()..];
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(fate.len())
}

/// The length of a figure with the word that says what is counted: 参加者 226名, 推薦 48 件, 延べ 12 日間.
fn count(text: &str) -> Option<usize> {
    const BEFORE: [&str; 36] = [
        "約",
        "延べ",
        "延",
        "のべ",
        "計",
        "合計",
        "累計",
        "各回",
        "各",
        "全",
        "年間",
        "毎月",
        "毎週",
        "毎年",
        "年平均",
        "月平均",
        "週平均",
        "日平均",
        "1日平均",
        "１日平均",
        "一日平均",
        "平均",
        "年",
        "月",
        "週",
        "目標",
        "純増",
        "新規",
        "県内",
        "市内",
        "町内",
        "村内",
        "管内",
        "1か月平均",
        "１か月平均",
        "月間",
    ];
    const AFTER: [&str; 18] = [
        "以上", "以下", "以内", "程度", "増", "減", "予定", "前後", "余", "開催", "実施", "目標", "発行", "参加",
        "出席", "来場", "受講", "受診",
    ];
    let mut at = label(text);
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\u{3000}', '：', ':']).len();
        let Some(before) = BEFORE.iter().find(|word| text[at..].starts_with(**word)) else { break };
        at += before.len();
    }
    let (_, digits) = number(&text[at..])?;
    let rest = &text[at + digits..];
    at = match figure::figure(text, at) {
        Some(found) => found.to,
        // 週5日: days are counted of a week, and name a day elsewhere.
        None if text[..at].ends_with(['週', '月', '年']) && rest.starts_with('日') => at + digits + '日'.len_utf8(),
        None => at + digits + unit(rest)?,
    };
    at += ["/年", "／年", "/月", "／月"].iter().find(|per| text[at..].starts_with(**per)).map_or(0, |per| per.len());
    while let Some(after) = AFTER.iter().find(|word| text[at..].starts_with(**word)) {
        at += after.len();
    }
    let rest = &text[at..];
    let ends = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || "、，（(／/・→⇒".contains(c) || digit(c).is_some());
    ends.then_some(at)
}

/// The length of a unit that only counts, as few sentences use it: 35 張. Others are part of names: 2級, 3色丼, 10周年.
fn unit(text: &str) -> Option<usize> {
    const UNITS: [&str; 16] =
        ["張", "基", "部", "席", "品", "作品", "箱", "袋", "食", "便", "泊", "区画", "組", "口", "ブース", "コマ"];
    let rest = text.trim_start_matches([' ', '\u{3000}']);
    let unit = UNITS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len())?;
    Some(text.len() - rest.len() + unit.len())
}

/// The length of the word that says what is counted, 0 without one.
fn label(text: &str) -> usize {
    /// Letters of such a word.
    const LONGEST: usize = 8;
    let end = text.find(|c: char| c.is_whitespace() || digit(c).is_some() || c == '：').unwrap_or(text.len());
    let word = &text[..end];
    let figures = &words().figure;
    // 新規相談 240件
    let anew = ["新規", "月間", "年間", "延べ"].iter().find_map(|first| word.strip_prefix(first));
    let member =
        ["会員", "部員", "参加者", "受講者"].iter().any(|end| word.ends_with(end)) && word.chars().count() <= LONGEST;
    let known = figures.counted.is(word)
        || member
        || anew.is_some_and(|word| figures.counted.is(word))
        || figures.counted.words().iter().any(|known| word.strip_prefix(known.as_str()).is_some_and(is_filler))
        || word.chars().count() <= LONGEST && (figures.measure_end.ends(word) || word.ends_with('者'));
    if known { end } else { 0 }
}

/// 延べ, 約 between what is counted and its figure.
fn is_filler(word: &str) -> bool {
    ["延べ", "延", "約", "計", "は"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_their_facts() {
        for (text, name) in [
            ("新年の集い 1月17日 参加者 226名", "新年の集い"),
            ("監査会 ５月12日 監事３名", "監査会"),
            ("港融資 推薦 48 件（2 億 9,640 万円） 決定 46 件（2 億 7,900 万円）", "港融資"),
            ("個別相談会 ２月～３月 延べ 12 日間", "個別相談会"),
            ("交流事業「みなコン」 未実施", "交流事業「みなコン」"),
            ("講習会の開催 ８回 延べ 131 名", "講習会の開催"),
            ("資金の斡旋 町融資 14 件 6,820 万円", "資金の斡旋 町融資"),
            ("簿記検定試験 2級 6月8日", "簿記検定試験 2級"),
            ("創業支援 女性起業塾 3回", "創業支援 女性起業塾"),
            ("朝市 10 月 26 日・27 日 出店 35 張", "朝市"),
            ("定例相談 毎月第２水曜日", "定例相談"),
            ("蛍の夕べ ６月中旬 市民公園", "蛍の夕べ"),
            ("旅行博への出展 東京（９月）、大阪（11月） 1,800千円", "旅行博への出展"),
            ("定時総会・第42回理事会 (web会議) 令和 4年 5月 29日（日）", "定時総会・第42回理事会 (web会議)"),
            ("定時総会　　令和2年 5月30日", "定時総会"),
            ("サロンの推進 78か所 → 82か所", "サロンの推進"),
            ("会員増強 55名→60名", "会員増強"),
            ("配食サービス 週5日、1日平均 95食", "配食サービス"),
            ("訪問介護事業所 月平均 820時間", "訪問介護事業所"),
            ("自立相談 新規相談 240件", "自立相談"),
            ("会員の募集 一般会費 1,500世帯 / 特別会費 42口", "会員の募集"),
            ("福祉教育 市内全12小中学校", "福祉教育"),
            ("議員総会3回", "議員総会"),
            ("簿記講座の開催　全10回　受講料無料", "簿記講座の開催"),
            ("灯り市　10/12・13", "灯り市"),
            ("秋の市 11/3～5（駅前広場）", "秋の市"),
            ("部会、委員会随時", "部会、委員会"),
        ] {
            assert_eq!(at_end(text).map(|at| &text[..at]), Some(name), "{text}");
        }
    }

    #[test]
    fn words_of_a_name_are_no_facts() {
        for text in [
            "港まつり 第 38 回",
            "部会総会（4月21日）",
            "中期ビジョン 2030",
            "産業振興計画 第３期",
            "販路の開拓 展示会への出展",
            "創業塾 入門編",
            "にぎわいづくり 中央公園",
            "会議の開催 年度 計画",
            "経営の支援 5 年後を見据えて",
            "部会 講師を招き３回開く。",
            "珠算検定　３級",
            "しおかぜ 2030構想",
            "感染対策 3密対策",
            "新メニューの開発 3色丼",
            "婚活 20代限定",
            "まちなか 商店街",
            "１月５日　商工会館　20名",
        ] {
            assert_eq!(at_end(text), None, "{text}");
        }
    }
}
