//! Dates of a period that were written with a slip of the pen or have lost their signs.
//!
//! What comes in are the lines of a text, what goes out are the lines with the dates as they were meant. Only a line with
//! the label of a period is looked at: elsewhere three figures in a row are no date.

use std::borrow::Cow;

use kurabe_model::year::{Unit, find_years};
use kurabe_read::Line;
use kurabe_text::number;

use super::line::clip;

/// The lines, those of periods with their dates as they were meant.
pub(super) fn mend(lines: &[Line]) -> Cow<'_, [Line]> {
    let mut meant = Cow::Borrowed(lines);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| PERIODS.iter().any(|label| line.text.contains(label)))
    {
        if let Some(text) = mended(clip(&line.text)) {
            meant.to_mut()[at].text = text;
        }
        if PERIODS.iter().any(|label| line.text.trim_end().ends_with(label))
            && let Some([from, to]) = dates_below(lines, at)
        {
            meant.to_mut()[from].text = format!("{}～{}", lines[from].text.trim(), lines[to].text.trim());
            meant.to_mut()[to].text.clear();
        }
    }
    meant
}

/// The two lines below the label of a period that hold a date each and nothing else.
fn dates_below(lines: &[Line], label: usize) -> Option<[usize; 2]> {
    let mut below = (label + 1..lines.len()).filter(|at| !lines[*at].text.trim().is_empty());
    let found = [below.next()?, below.next()?];
    let is_date = |at: &usize| {
        let text = lines[*at].text.trim();
        matches!(find_years(text).as_slice(), [date] if matches!(date.unit, Unit::Day(..)) && date.range == (0..text.len()))
    };
    found.iter().all(is_date).then_some(found)
}

/// Labels of periods.
const PERIODS: [&str; 2] = ["実施期間", "計画期間"];

/// The line with its dates as they were meant, where they are written otherwise.
///
/// ```text
/// 令和2年4月1日～令和5月3月31日 → 令和2年4月1日～令和5年3月31日
/// 令和 2 4 1 日～令和 7 3 31 → 令和2年4月1日～令和7年3月31日
/// ```
fn mended(text: &str) -> Option<String> {
    const ERAS: [&str; 3] = ["令和", "平成", "昭和"];
    let mut mended = String::new();
    let mut from = 0;
    let starts = ERAS.iter().flat_map(|era| text.match_indices(era).map(|(at, _)| at + era.len()));
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    for at in starts.into_iter().filter_map(|at| Some((at, date(text.get(at..)?)?))) {
        let (start, (written, date)) = at;
        mended.push_str(text.get(from..start).unwrap_or_default());
        mended.push_str(&date);
        from = start + written;
    }
    mended.push_str(text.get(from..).unwrap_or_default());
    (from > 0).then_some(mended)
}

/// A date behind its era that is written otherwise than it is meant: its bytes, and how it reads.
fn date(text: &str) -> Option<(usize, String)> {
    let (year, after_year) = figure(text)?;
    let (month, after_month) = figure(without(after_year, '月'))?;
    let (day, after_day) = figure(without(after_month, '月'))?;
    let end = without(after_day, '日');
    // 令和5月3月31日: two months and no year. 令和 7 3 31: no sign at all before the day's.
    let slip = after_year.starts_with('月') && after_month.trim_start().starts_with('月');
    let lost =
        [after_year, after_month].iter().all(|after| after.starts_with([' ', '\u{3000}']) && sign(after).is_none());
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    ((slip || lost) && real).then(|| (text.len() - end.len(), format!("{year}年{month}月{day}日")))
}

/// The sign that counts, behind blanks.
fn sign(text: &str) -> Option<char> {
    text.trim_start().chars().next().filter(|letter| matches!(letter, '年' | '月' | '日'))
}

/// The text behind its sign, where it has this one.
fn without(text: &str, wanted: char) -> &str {
    if sign(text) == Some(wanted) { text.trim_start().get(wanted.len_utf8()..).unwrap_or_default() } else { text }
}

/// A figure at the beginning, behind blanks, and what follows it.
fn figure(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start();
    let (value, length) = number::integer(text)?;
    Some((value, text.get(length..)?))
}
