//! 凡例: what a plan says of its own signs.
//!
//! What comes in is a line, what goes out are its signs with their words. This file must not know flags.

/// A sign that plans explain.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '※' | '★'
            | '☆'
            | '◎'
            | '●'
            | '○'
            | '◯'
            | '〇'
            | '◆'
            | '◇'
            | '■'
            | '□'
            | '▲'
            | '△'
            | '▼'
            | '▽'
            | '＊'
            | '*'
    )
}

/// Words that such a sign stands for.
const WORDS: [&str; 7] = ["重点", "新規", "再掲", "継続", "拡充", "主要", "最重点"];

/// Reads a line as a legend: `※重点項目、_____新規項目` says ※ and 重点項目.
///
/// ○ and its kin list things everywhere: they want a は or a colon before the word, or 凡例 at the beginning of the line. Such
/// a line lists nothing, whatever its signs stand for.
pub(super) fn read(text: &str) -> Option<Vec<(char, String)>> {
    let told = text.trim_start().trim_start_matches(['（', '(', '【', '［', '[', '※', '＜', '〈']).starts_with("凡例");
    let longest = if told { 100 } else { 50 };
    if text.len() > 3 * longest || text.chars().count() > longest {
        return None;
    }
    let mut pairs = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| is_sign(*c)) {
        let after = text[at + sign.len_utf8()..].trim_start();
        let said = after
            .trim_start_matches(['印', 'は', '：', ':', '＝', '=', '…', '・', ' ', '　', '「', '→', '－', '-', '、']);
        let explained = said.len() < after.len();
        // c. 大会の開催 ※新規 is an item with its flag: a line that only says what ※ is begins with it.
        let begins = text[..at].chars().all(|c| !c.is_alphanumeric()) || !pairs.is_empty();
        if !(explained || told || begins && matches!(sign, '※' | '★' | '☆')) {
            continue;
        }
        // ★印は本年度の重点事業
        let said = ["本年度の", "今年度の", "当年度の", "本計画の", "特に"]
            .iter()
            .find_map(|of| said.strip_prefix(of))
            .unwrap_or(said);
        if let Some(word) = WORDS.iter().find(|word| said.starts_with(**word)) {
            let rest = &said[word.len()..];
            let rest = ["的な取組", "取組", "項目", "事業", "課題", "施策", "目標", "印", "計画"]
                .iter()
                .find_map(|noun| rest.strip_prefix(noun))
                .unwrap_or(rest);
            let rest = rest.trim_start_matches("です").trim_start_matches("を示す").trim_start_matches("を表す");
            if rest.is_empty()
                || rest.starts_with(['、', '，', '　', ' ', '）', ')', '／', '/', '・', '」', '。', '】', '_'])
            {
                pairs.push((sign, (*word).to_owned()));
            }
        }
    }
    (told || !pairs.is_empty()).then_some(pairs)
}

/// The legend that a heading or an item has in brackets behind its words: 重点事業（※印は本年度の重点項目）.
pub(super) fn behind(text: &str) -> Option<Vec<(char, String)>> {
    let (name, _) = text.split_once(['（', '('])?;
    let named = name.chars().filter(|c| c.is_alphanumeric()).count() >= 3 && !name.contains(is_sign);
    read(text).filter(|pairs| named && !pairs.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_and_items() {
        assert_eq!(read("※重点項目、_____新規項目"), Some(vec![('※', "重点".to_owned())]));
        assert_eq!(read("（★：新規事業　◎：重点事業）").map(|pairs| pairs.len()), Some(2));
        assert_eq!(read("○新規事業"), None);
        assert_eq!(read("c. 大会の開催 ※新規"), None);
        let signs = |text: &str| read(text).map(|pairs| pairs.iter().map(|(sign, _)| *sign).collect::<String>());
        assert_eq!(signs("（凡例）◎新規　○拡充　・継続　　★は重点事業").as_deref(), Some("◎○★"));
        assert_eq!(signs("凡例 ◎順調 ○概ね順調 △要改善").as_deref(), Some(""));
        assert_eq!(read("※重点的に取り組む課題を次に示す"), None);
    }
}
