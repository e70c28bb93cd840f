//! What a figure is compared with: 268人 of `会員数 247人（前年度 268人）`, 142％ of 前年比 142％, 12社 of `820社（▲12社）`.
//!
//! What comes in is a figure with those read before it in the same text, what goes out is the indicator that has the name
//! of the one that it is compared with. This file must not know plans or their years.

use super::context::{Mode, Series};
use super::figure::Figure;
use super::naming::{bare, counted_noun};
use super::share::{SHARES, is_sign, share_before};
use super::usage::sentence_before;
use crate::blocks::chars::{digit, is_hiragana};
use kurabe_model::{Indicator, Role};
use kurabe_text::unit;

/// The year before, as it stands before a figure.
const BEFORE: [&str; 6] = ["前年度", "昨年度", "前年", "昨年", "前回", "前期"];
/// What may stand between it and the figure: 前年度実績：38名.
const BETWEEN: [&str; 15] =
    ["実績", "見込み", "見込", "現在", "末", "同期", "同月", "比較", "値", "度", "の", "は", "：", ":", "同"];
/// Letters of a bracket before the figure.
const BRACKET: usize = 40;

/// Figures before it that one may be compared with.
const NEAR: usize = 8;

/// A figure that has been read, and where it ends.
pub(super) struct Known {
    pub(super) to: usize,
    /// Its place among the indicators.
    pub(super) at: usize,
}

/// What a figure is beside the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Beside<'t> {
    /// That of the year before, or of the year that is named; with a name of its own or none.
    Before(Option<i32>, &'t str),
    /// How much of it: 前年比.
    Share(&'t str),
    /// By how much it grew or fell: （▲12社）.
    Change,
}

/// Reads a figure that is compared with one of those before it.
pub(super) fn read(
    text: &str,
    found: &Figure,
    (mode, series): (Mode, &Series),
    known: &[Known],
    out: &[Indicator],
) -> Option<Indicator> {
    let Said { beside, from, open, doubtful } = beside(text, found, series, known)?;
    if let (true, Beside::Before(_, own)) = (doubtful, beside) {
        let mut before =
            known.iter().rev().take(NEAR).filter(|known| known.to <= open).filter_map(|known| out.get(known.at));
        before.find(|indicator| indicator.name == own)?;
    }
    let near = || {
        let between = known.last().and_then(|last| text.get(last.to..from));
        between.is_none_or(|between| !between.contains(['。', '\n']))
    };
    // 会員数 前年比 is no basis of another.
    let plain = |indicator: &&Indicator| {
        !indicator.name.ends_with("の増減") && !SHARES.iter().any(|word| indicator.name.ends_with(word))
    };
    let mut before = known.iter().rev().take(NEAR).filter(|_| near());
    let last = before.clone().filter_map(|known| out.get(known.at)).find(plain);
    // （前年度 2回 38名）: each with that of its own unit.
    let unit_of = |indicator: &Indicator| indicator.unit.split('/').next().is_some_and(|of| unit::same(of, found.unit));
    let alike = before.find_map(|known| {
        let other = out.get(known.at).filter(|other| plain(other) && unit_of(other))?;
        (known.to <= open && matches!(beside, Beside::Before(..))).then_some(other)
    });
    // （うち女性 60人、前年度 55人）: that of the women.
    let inside = known.last().filter(|last| last.to > open).and_then(|last| out.get(last.at));
    let inside = inside.filter(|other| plain(other) && unit_of(other) && matches!(beside, Beside::Before(..)));
    let basis = inside.or(alike).or(last)?;
    let sign = text[..found.from].trim_end().chars().next_back();
    let less = matches!(sign, Some('△' | '▲' | '－' | '−' | '-'));
    let tail = &text[found.to..];
    let grown = ["増", "減", "アップ", "UP", "ＵＰ"].iter().any(|word| tail.starts_with(word));
    let change = beside == Beside::Change || grown || less || matches!(sign, Some('+' | '＋'));
    let rate = matches!(found.unit, "%" | "割" | "倍" | "ポイント");
    let role = match beside {
        Beside::Share(_) if change && basis.role == Role::Target && mode != Mode::Done => Role::Target,
        Beside::Share(_) if rate => Role::Rate,
        _ => Role::Result,
    };
    Some(Indicator {
        name: match beside {
            Beside::Before(_, "") => basis.name.clone(),
            Beside::Before(_, own) => counted_noun(own, found.unit)?,
            Beside::Share(word) => format!("{} {word}", basis.name),
            Beside::Change => format!("{}の増減", basis.name),
        },
        value: Some(if less { -found.value } else { found.value }),
        text: text[from..found.to].trim_matches(['（', '(', ' ', '\u{3000}']).to_owned(),
        unit: match basis.unit.split_once('/') {
            Some((counted, _)) if counted == found.unit && matches!(beside, Beside::Before(..)) => basis.unit.clone(),
            _ => found.unit.to_owned(),
        },
        role,
        period: match beside {
            Beside::Before(year, _) => year,
            // Of the latest year that the figures of this name have.
            _ => known.iter().rev().take(NEAR).filter_map(|known| out.get(known.at)?.period).max().or(basis.period),
        },
        as_of: None,
        approx: text[..found.from].trim_end().ends_with('約'),
        change,
        ..basis.clone()
    })
}

/// What is said of a figure beside another, where that begins, and where the bracket opens in which it is said.
struct Said<'t> {
    beside: Beside<'t>,
    from: usize,
    open: usize,
    /// May it be of this year, unless a figure of the same name stands before the bracket?
    doubtful: bool,
}

/// What a figure is beside the one before it.
fn beside<'t>(text: &'t str, found: &Figure, series: &Series, known: &[Known]) -> Option<Said<'t>> {
    let (last, from) = (known.last()?, found.from);
    if let Some((word, at)) = share_before(&text[..from]) {
        // Of the figure before it, unless another noun has come since: 会員数は前年比3％増.
        let between = text.get(last.to..at)?;
        let named = counted_noun(between.trim_end_matches(['、', '（', '(']), "").is_some();
        return (!named).then_some(Said { beside: Beside::Share(word), from: at, open: at, doubtful: false });
    }
    let open = text[..from].char_indices().rev().take(BRACKET).find(|(_, c)| "（(）)。\n".contains(*c));
    let Some((open, bracket)) = open.filter(|(_, c)| matches!(c, '（' | '(')) else {
        return listed(text, found, last);
    };
    let start = open + bracket.len_utf8();
    let inside = text[start..from].trim();
    let behind = known.iter().rev().find(|known| known.to <= open);
    let behind = behind.is_some_and(|known| text[known.to..open].trim().is_empty());
    if !inside.is_empty() && inside.chars().all(is_sign) && behind {
        return Some(Said { beside: Beside::Change, from: open, open, doubtful: false });
    }
    let inside = &text[start..from];
    let part = inside.rfind(['、', '，', '／']).map_or(start, |at| start + at + '、'.len_utf8());
    for begin in [part, start] {
        let begin = from - text[begin..from].trim_start().len();
        let Some(word) = BEFORE.iter().find(|word| text[begin..from].starts_with(**word)) else { continue };
        // What stands between the word and the figure, those before it aside.
        let own = own_name(&text[(begin + word.len()).max(last.to)..from])?;
        // （前年度 80件、予算 90件）: what has a name of its own is of that year only where it says so.
        let doubtful = !own.is_empty() && begin < part;
        return Some(Said { beside: Beside::Before(None, own), from: begin, open, doubtful });
    }
    // （令和5年度 268人） right behind the figure of this year.
    let dated = behind && series.year.is_some() && series.from >= start;
    let own = dated.then(|| own_name(&text[series.to..from])).flatten()?;
    Some(Said { beside: Beside::Before(series.year, own), from: series.from, open, doubtful: false })
}

/// The year before beside the figure of this year, without brackets: 会員数 312人、前年度 325人.
fn listed<'t>(text: &'t str, found: &Figure, last: &Known) -> Option<Said<'t>> {
    let between = text.get(last.to..found.from)?;
    let said = between.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '／'));
    let word = BEFORE.iter().find(|word| said.starts_with(**word))?;
    let rest = &text[found.to..];
    let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "。、，）)".contains(c));
    let silent = own_name(&said[word.len()..]).is_some_and(str::is_empty);
    let at = found.from - said.len();
    (ends && silent).then_some(Said { beside: Beside::Before(None, ""), from: at, open: at, doubtful: false })
}

/// Where a sentence that tells of the year before says so: 昨年の来場者は延べ1万200人でした.
pub(super) fn told_before(text: &str, found: &Figure) -> Option<usize> {
    /// Letters between the year and the figure.
    const BETWEEN: usize = 24;
    let sentence = sentence_before(text, found.from).rsplit(['、', '（', '(']).next()?;
    let (at, word) = BEFORE[..4].iter().filter_map(|word| Some((sentence.rfind(word)?, *word))).max()?;
    let between = &sentence[at + word.len()..];
    let plain = |c: char| !is_hiragana(c) || matches!(c, 'の' | 'は' | 'が' | 'べ' | 'に');
    let fits = between.chars().count() <= BETWEEN
        && between.chars().all(|c| plain(c) && digit(c).is_none())
        && !between.contains(['比', '対', '同', '並', '減', '増']);
    fits.then(|| found.from - sentence.len() + at)
}

/// The noun before a figure that stands behind its year, if it has one; none where other words do.
fn own_name(between: &str) -> Option<&str> {
    let mut rest = between.trim_start_matches(|c: char| c.is_whitespace() || "、，・／".contains(c));
    while let Some(shorter) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    let own = bare(rest);
    (own.is_empty() || !own.contains(is_hiragana) && counted_noun(own, "").is_some()).then_some(own)
}

/// Does a text begin with the year before, and not with a share of it?
pub(super) fn begins_with_the_year_before(text: &str) -> bool {
    begins(text, &BEFORE[..4])
}

/// The same of any time before: 前回.
pub(super) fn begins_with_a_time_before(text: &str) -> bool {
    begins(text, &BEFORE)
}

fn begins(text: &str, words: &[&str]) -> bool {
    let rest = words.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| !rest.starts_with(['比', '対', '同']))
}
