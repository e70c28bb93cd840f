//! What a figure is compared with: 268人 of `会員数 247人（前年度 268人）`, 142％ of 前年比 142％, 12社 of `820社（▲12社）`.
//!
//! What comes in is a figure with those read before it in the same text, what goes out is the indicator that has the name
//! of the one that it is compared with. This file must not know plans or their years.

use super::context::{Mode, Series};
use super::figure::Figure;
use super::naming::{bare, counted_noun};
use crate::blocks::chars::is_hiragana;
use kurabe_model::{Indicator, Role};
use kurabe_text::unit;

/// The year before, as it stands before a figure.
const BEFORE: [&str; 6] = ["前年度", "昨年度", "前年", "昨年", "前回", "前期"];
/// What may stand between it and the figure: 前年度実績：38名.
const BETWEEN: [&str; 15] =
    ["実績", "見込み", "見込", "現在", "末", "同期", "同月", "比較", "値", "度", "の", "は", "：", ":", "同"];
/// Words of a share of the year before, the longer before those that they begin with.
const SHARES: [&str; 14] = [
    "対前年度比",
    "対前年同期比",
    "対前年比",
    "前年度対比",
    "前年対比",
    "前年同期比",
    "前年同月比",
    "前年度比",
    "昨年度比",
    "前年比",
    "昨年比",
    "前期比",
    "前回比",
    "計画比",
];
/// Letters of a bracket before the figure.
const BRACKET: usize = 40;

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
    let (beside, from) = beside(text, found.from, series, known)?;
    let near = || {
        let between = known.last().and_then(|last| text.get(last.to..from));
        between.is_none_or(|between| !between.contains(['。', '\n']))
    };
    let last = known.last().filter(|_| near());
    // （前年度 2回 38名）: each with that of its own unit.
    let alike = known.iter().rev().take(4).find(|known| {
        let other = out.get(known.at).map_or("", |indicator| indicator.unit.split('/').next().unwrap_or_default());
        near() && known.to <= from && unit::same(other, found.unit)
    });
    let basis = alike.or(last).and_then(|known| out.get(known.at))?;
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
            _ => basis.period,
        },
        as_of: None,
        approx: text[..found.from].trim_end().ends_with('約'),
        change,
        ..basis.clone()
    })
}

/// What a figure is beside the one before it, and where that is said.
fn beside<'t>(text: &'t str, from: usize, series: &Series, known: &[Known]) -> Option<(Beside<'t>, usize)> {
    let last = known.last()?;
    let head = text[..from].trim_end_matches(|c: char| c.is_whitespace() || "約＋+△▲－−-：:は".contains(c));
    if let Some((word, at)) = SHARES.iter().find_map(|word| Some((*word, head.strip_suffix(word)?.len()))) {
        // Of the figure before it, unless another noun has come since: 会員数は前年比3％増.
        let between = text.get(last.to..at)?;
        let named = counted_noun(between.trim_end_matches(['、', '（', '(']), "").is_some();
        return (!named).then_some((Beside::Share(word), at));
    }
    let open = text[..from].char_indices().rev().take(BRACKET).find(|(_, c)| "（(）)。\n".contains(*c));
    let (open, bracket) = open.filter(|(_, c)| matches!(c, '（' | '('))?;
    let start = open + bracket.len_utf8();
    let inside = &text[start..from];
    let adjoins = text.get(last.to..open).is_some_and(|between| between.trim().is_empty()) || last.to > open;
    let first = known.iter().rev().find(|known| known.to <= open).map_or(0, |known| known.to);
    let behind = text[first..open].trim().is_empty() && first > 0;
    if inside.trim().chars().all(|c| "＋+△▲－−-".contains(c)) && !inside.trim().is_empty() && adjoins {
        return Some((Beside::Change, open));
    }
    let part = inside.rfind(['、', '，', '／']).map_or(start, |at| start + at + '、'.len_utf8());
    // What stands between the word and the figure, those before it aside.
    let own = |begin: usize| own_name(&text[begin.max(last.to)..from]);
    for begin in [start, part] {
        let begin = from - text[begin..from].trim_start().len();
        if let Some(word) = BEFORE.iter().find(|word| text[begin..from].starts_with(**word)) {
            return Some((Beside::Before(None, own(begin + word.len())?), begin));
        }
    }
    // （令和5年度 268人） right behind the figure of this year.
    let dated = behind && series.year.is_some() && series.from >= start;
    dated.then(|| Some((Beside::Before(series.year, own(series.to)?), series.from)))?
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
    let rest = BEFORE[..4].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| !rest.starts_with(['比', '対', '同']))
}
