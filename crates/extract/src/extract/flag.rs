//! 重点, 新規, 再掲, 継続: marks that the plan prints beside an item, read by its own legend.
//!
//! What comes in are titles and signs, what goes out are flags and the title without them. This file must
//! not know what an item is.

use crate::blocks::chars::digit;
use crate::blocks::numeral;
use kurabe_model::Flag;

/// Signs of a legend and the flag that each stands for.
pub(super) type Legend = Vec<(char, Flag)>;

/// The flag that a word stands for: 新規事業 is 新規, NEW is 新規, 重点項目 is 重点.
pub(super) fn of_word(word: &str) -> Option<Flag> {
    let word = word.trim();
    let starts = |start: &str| word.starts_with(start);
    if word.eq_ignore_ascii_case("new") || word == "ＮＥＷ" || word == "新" || starts("新規") {
        Some(Flag::New)
    } else if word == "再" || starts("再掲") {
        Some(Flag::Repeated)
    } else if word == "継" || starts("継続") {
        Some(Flag::Continued)
    } else if word == "重" || starts("重点") || starts("最重点") {
        Some(Flag::Priority)
    } else {
        None
    }
}

/// Reads the signs that a plan explains.
pub(super) fn legend(pairs: &[(char, String)]) -> Legend {
    pairs.iter().filter_map(|(sign, word)| of_word(word).map(|flag| (*sign, flag))).collect()
}

/// The flag that a legend gives a sign.
pub(super) fn of_sign(legend: &Legend, sign: char) -> Option<Flag> {
    legend.iter().find(|(known, _)| *known == sign).map(|(_, flag)| *flag)
}

/// Letters of the name before a flag that stands behind one blank: 事業 継続 is a word.
const SHORTEST_NAME: usize = 4;

/// A flag printed in brackets or alone at an end of a title: how much of the title it takes.
fn at_end(text: &str) -> Option<(usize, Flag)> {
    let text = text.trim_end();
    if let Some(inner) = text.strip_suffix([')', '）', '】', '］', '〉', '＞', '>', ']', '〕', '》']) {
        let (open, bracket) = inner
            .char_indices()
            .rev()
            .take(8)
            .find(|(_, c)| matches!(c, '(' | '（' | '【' | '［' | '〈' | '＜' | '<' | '[' | '〔' | '《'))?;
        let flag = short_word(&inner[open + bracket.len_utf8()..])?;
        return Some((open, flag));
    }
    // 朝市の再生　　　　新規, or behind one blank: 朝市の再生　新規.
    if let Some((name, word)) = text.rsplit_once(char::is_whitespace)
        && (name.ends_with(char::is_whitespace) || name.chars().count() >= SHORTEST_NAME)
        && let Some(flag) = short_word(word).filter(|_| ["新規", "継続", "再掲", "新", "継", "再"].contains(&word))
    {
        return Some((name.trim_end().len(), flag));
    }
    for (word, flag) in [
        ("※再掲", Flag::Repeated),
        ("※新規", Flag::New),
        ("※継続", Flag::Continued),
        ("※重点", Flag::Priority),
        ("★新規", Flag::New),
        ("★継続", Flag::Continued),
        ("★重点", Flag::Priority),
        ("NEW!", Flag::New),
        ("NEW", Flag::New),
        ("ＮＥＷ", Flag::New),
    ] {
        if let Some(before) = text.strip_suffix(word)
            && !before.is_empty()
            && !before.ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            return Some((before.len(), flag));
        }
    }
    None
}

/// A flag in brackets at the start of a title.
fn at_start(text: &str) -> Option<(usize, Flag)> {
    if let Some(rest) = text.strip_prefix("NEW").or_else(|| text.strip_prefix("ＮＥＷ")) {
        return rest.starts_with(char::is_whitespace).then_some((text.len() - rest.len(), Flag::New));
    }
    for (word, found) in
        [("新規", Flag::New), ("再掲", Flag::Repeated), ("継続", Flag::Continued), ("重点", Flag::Priority)]
    {
        if let Some(rest) = text.strip_prefix(word).filter(|rest| rest.starts_with(char::is_whitespace)) {
            return Some((text.len() - rest.len(), found));
        }
    }
    let inner = text.strip_prefix(['(', '（', '【', '［', '〈', '＜', '<', '[', '〔', '《'])?;
    let skipped = text.len() - inner.len();
    let (close, bracket) = inner
        .char_indices()
        .take(8)
        .find(|(_, c)| matches!(c, ')' | '）' | '】' | '］' | '〉' | '＞' | '>' | ']' | '〕' | '》'))?;
    let flag = short_word(&inner[..close])?;
    Some((skipped + close + bracket.len_utf8(), flag))
}

/// A word that is a flag and nothing more: 新規, 新規事業, 重点; 新規創業者 is none.
///
/// A number may stand behind it: 重点項目1.
fn short_word(word: &str) -> Option<Flag> {
    let word = word.trim().trim_end_matches(|c| digit(c).is_some() || numeral::circled(c).is_some());
    let bare = ["事業", "項目", "課題", "施策", "取組"]
        .iter()
        .find_map(|noun| word.trim().strip_suffix(noun))
        .unwrap_or(word.trim());
    matches!(
        bare,
        "再" | "継"
            | "重"
            | "新"
            | "新規"
            | "NEW"
            | "New"
            | "new"
            | "ＮＥＷ"
            | "再掲"
            | "継続"
            | "重点"
            | "最重点"
            | "★新規"
    )
    .then(|| of_word(bare))
    .flatten()
}

/// Takes the flags off both ends of a title; what was taken off is kept in `notes`.
///
/// `人材シェア事業 NEW` is 人材シェア事業 with 新規. A 再掲 inside the title flags it and stays.
pub(super) fn strip(title: &str, notes: &mut Vec<String>, mut flag: impl FnMut(Flag)) -> String {
    let mut text = title.trim();
    while let Some((from, found)) = at_end(text) {
        if from == 0 {
            break;
        }
        flag(found);
        notes.push(text[from..].trim().to_owned());
        text = text[..from].trim_end();
    }
    while let Some((to, found)) = at_start(text) {
        if to >= text.len() {
            break;
        }
        flag(found);
        notes.push(text[..to].trim().to_owned());
        text = text[to..].trim_start();
    }
    if text.contains("(再掲)") || text.contains("（再掲）") {
        flag(Flag::Repeated);
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_leave_the_title() {
        let mut notes = Vec::new();
        let mut flags = Vec::new();
        assert_eq!(strip("【新規】補助金活用 ※再掲", &mut notes, |flag| { flags.push(flag) }), "補助金活用");
        assert_eq!((flags, notes.len()), (vec![Flag::Repeated, Flag::New], 2));
        let mut flags = Vec::new();
        assert_eq!(strip("ビジネス変革対策(新)", &mut notes, |flag| flags.push(flag)), "ビジネス変革対策");
        assert_eq!(strip("（新規創業者）支援", &mut notes, |_| {}), "（新規創業者）支援");
        assert_eq!(strip("職人塾　　　　　新規", &mut notes, |_| {}), "職人塾");
        assert_eq!(strip("事業承継の相談　継続", &mut notes, |_| {}), "事業承継の相談");
        for title in ["相談会の継続", "事業　継続", "令和7年度 重点事業"] {
            assert_eq!(strip(title, &mut notes, |_| {}), title);
        }
    }
}
