//! The day or month that begins a line of a calendar, apart from what is held then: `4月　総会`, `7月9日(木)・10日(金) 大会`.

use crate::letter::is_hiragana;
use crate::number::digit;

/// A line that begins with when something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// When, as it is written: `7月9日(木)・10日(金)`.
    pub when: &'a str,
    /// The first month, 1 to 12.
    pub month: u32,
    /// Does it say the day, too?
    pub day: bool,
    /// What is held, without the blank before it.
    pub what: &'a str,
}

/// Reads a line that begins with a month or a day, a blank, and a name.
///
/// A date within a sentence (`4月から始める`) is none: nothing parts it from its words.
///
/// ```
/// use kurabe_text::day::dated;
/// let line = dated("6月10日(水) 交流会への参加").unwrap();
/// assert_eq!((line.when, line.month, line.day, line.what), ("6月10日(水)", 6, true, "交流会への参加"));
/// assert_eq!(dated("９月～１０月　商店街ゼミ").unwrap().what, "商店街ゼミ");
/// assert_eq!(dated("4月から実施する"), None);
/// ```
#[must_use]
pub fn dated(text: &str) -> Option<Dated<'_>> {
    let (month, mut rest) = counted(text, '月')?;
    if !(1..=12).contains(&month) {
        return None;
    }
    let mut day = false;
    loop {
        if let Some(after) = days(rest.trim_start()) {
            (rest, day) = (after, true);
        } else if let Some(after) = PARTS.iter().find_map(|part| rest.strip_prefix(*part)) {
            rest = after;
        }
        // ～10月, ・10日, ～: up to when, or when again.
        let Some(after) = rest.trim_start().strip_prefix(JOINTS) else { break };
        let next = after.trim_start();
        rest = match (counted(next, '月'), days(next)) {
            (Some((1..=12, after)), _) => after,
            (_, Some(_)) => next,
            // 4月～: from then on.
            _ if after.starts_with(char::is_whitespace) => {
                rest = after;
                break;
            }
            _ => return None,
        };
    }
    let what = rest.trim_start();
    let apart = what.len() < rest.len() && !what.is_empty() && !what.starts_with(is_hiragana);
    apart.then(|| Dated { when: &text[..text.len() - rest.len()], month, day, what })
}

/// Parts of a month.
const PARTS: [&str; 6] = ["上旬", "中旬", "下旬", "初旬", "末", "頃"];
/// What stands between two dates.
const JOINTS: [char; 9] = ['～', '〜', '~', '－', '-', '・', '、', '，', '/'];

/// A number with its sign, 4月, and what follows.
fn counted(text: &str, sign: char) -> Option<(u32, &str)> {
    /// Figures of such a number.
    const FIGURES: usize = 2;
    let length: usize = text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    let (figures, rest) = text.split_at(length);
    let number = figures.chars().filter_map(digit).fold(0, |number: u32, own| number * 10 + own);
    let short = (1..=FIGURES).contains(&figures.chars().count());
    Some((number, rest.strip_prefix(sign)?)).filter(|_| short)
}

/// A day, 10日(水), and what follows.
fn days(text: &str) -> Option<&str> {
    let Some((number, rest)) = counted(text, '日') else {
        // 24～30日
        let after = text.trim_start_matches(|c| digit(c).is_some());
        return (after.len() < text.len()).then(|| days(after.strip_prefix(JOINTS)?)).flatten();
    };
    let weekday = rest.strip_prefix(['(', '（']).and_then(|inside| {
        let (word, after) = inside.split_once([')', '）'])?;
        word.starts_with(['月', '火', '水', '木', '金', '土', '日', '祝', '休']).then_some(after)
    });
    (1..=31).contains(&number).then(|| weekday.unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_and_what() {
        for (text, when, what) in [
            ("4月 総会・例会", "4月", "総会・例会"),
            ("１０月　　視察研修", "１０月", "視察研修"),
            ("7月9日(木)・10日(金) 第24回大会", "7月9日(木)・10日(金)", "第24回大会"),
            ("11月24～30日　検定", "11月24～30日", "検定"),
            ("11月24日～30日　記帳指導会", "11月24日～30日", "記帳指導会"),
            ("2月13日～3月17日 申告相談", "2月13日～3月17日", "申告相談"),
            ("5月 10日(金)  花壇の手入れ", "5月 10日(金)", "花壇の手入れ"),
            ("6月上旬 総代会", "6月上旬", "総代会"),
            ("4月～ 相談窓口", "4月～", "相談窓口"),
        ] {
            let read = dated(text).map_or(("", ""), |line| (line.when, line.what));
            assert_eq!(read, (when, what), "{text}");
        }
    }

    #[test]
    fn no_dates() {
        for text in ["4月から 始める", "13月 総会", "4月総会", "4月", "10月定例会の企画", "月 総会", "123月 総会"]
        {
            assert_eq!(dated(text), None, "{text}");
        }
    }
}
