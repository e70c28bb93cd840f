//! Diaries and calendars: lines that each begin with a day or a month, or end on a day, and name what is held then.
//!
//! What comes in are blocks and lines, what goes out is which of them say what is held when. This file must not know levels.

use super::heading;
use super::work_name::{names_event, unnoted};
use crate::blocks::chars::{digit, is_hiragana, is_japanese, squeeze};
use crate::blocks::mark;
use crate::blocks::{Block, BlockKind};
use crate::vocabulary::{is_action, words};
use kurabe_model::year::{FoundYear, Unit, find_years};
use kurabe_text::day::{self, Dated};
use kurabe_text::spacing::before_words;
use std::ops::Range;

/// Days of a diary, and months of a calendar, at least.
const DAYS: usize = 3;

/// The lines of a diary or calendar: `４月10日（火）　通常総会`, `4月　総会`, each day or month with what was held. One such line
/// alone dates a text.
pub(super) fn diary(list: &[Block]) -> Vec<bool> {
    let days: Vec<Option<Dated>> = list.iter().map(held).collect();
    let numbered = |block: &Block| match &block.kind {
        BlockKind::Text(text) => mark::parse(text).is_some_and(|mark| mark.class.counts()) && !is_calendar(text),
        BlockKind::Row { .. } => true,
    };
    let mut diary = vec![false; list.len()];
    // Numbers between the days, or right above one, are work of which the days are dates.
    let mut at = 0;
    while at < list.len() {
        let run = list[at..].iter().take_while(|block| !numbered(block)).count();
        let own = at..at + run;
        let below = at > 0 && numbered(&list[at - 1]) && days[own.clone()].first().is_some_and(Option::is_some);
        let told = |day: &Option<Dated>| day.is_some_and(|day| day.day);
        let all = days[own.clone()].iter().filter(|day| told(day)).count();
        let calendar = follows_year(&days[own.clone()]);
        if !below && !dates_work(list, &days, own.clone()) && (all >= DAYS || calendar) {
            for at in own {
                diary[at] = days[at].is_some_and(|day| day.day && all >= DAYS || calendar);
            }
        }
        at += run + 1;
    }
    diary
}

/// Do months follow one another, line by line, that mostly name events: 4月　総会, 6月　夏まつり? 4月　計画の策定, 8月　中間報告
/// are the steps of one work.
fn follows_year(days: &[Option<Dated>]) -> bool {
    let follows = |a: &Option<Dated>, b: &Option<Dated>| match (a, b) {
        (Some(a), Some(b)) => (a.month + 8) % 12 <= (b.month + 8) % 12 || a.month <= b.month,
        _ => false,
    };
    let event = |day: &&Dated| {
        let name = before_words(day.what).map_or(day.what, |(name, _)| name);
        let name = unnoted(name.split('\t').next().unwrap_or(name).trim());
        names_event(name) || words().heading.meeting.ends(name)
    };
    days.chunk_by(follows).any(|run| {
        let run: Vec<&Dated> = run.iter().flatten().collect();
        run.len() >= DAYS && run.iter().copied().filter(event).count() * 2 >= run.len()
    })
}

/// Does スケジュール or 策定経過 stand over the first of the days: when one work is done, or how a plan came about?
fn dates_work(list: &[Block], days: &[Option<Dated>], own: Range<usize>) -> bool {
    let first = own.clone().find(|at| days[*at].is_some());
    let above = first.and_then(|first| first.checked_sub(1)).map(|above| &list[above].kind);
    let Some(BlockKind::Text(text)) = above else { return false };
    let text = mark::parse(text).map_or(text.as_str(), |mark| mark.rest);
    let slot = heading::is_slot(text)
        || words().slot.fact_end.ends(text)
        || ["経過", "経緯"].iter().any(|end| text.ends_with(end));
    slot && !is_calendar(text)
}

/// A day or month, a blank, and the short name of what is held then.
fn held(block: &Block) -> Option<Dated<'_>> {
    /// Letters of the name.
    const LONGEST: usize = 30;
    let BlockKind::Text(text) = &block.kind else { return None };
    let told = |day: &Dated| {
        let named = day.what;
        (2..=LONGEST).contains(&named.chars().count())
            && worded(named)
            && !named.ends_with(['。', '、', '氏'])
            && !PLACES.iter().any(|word| named.contains(word))
    };
    // 第1回理事会 2013年5月17日(金)
    let behind = || {
        let at = day_behind(text)?;
        let held = text[..at].trim_end();
        (names_event(held) || words().heading.meeting.ends(held) || is_action(held)).then_some(Dated {
            when: &text[at..],
            month: 1,
            day: true,
            what: held,
        })
    };
    day::dated(text).filter(told).or_else(|| behind().filter(told))
}

/// Does a text that begins with a figure name more than it counts: 10周年記念式典, and not 35件 or 1級・2級?
fn worded(name: &str) -> bool {
    /// Letters beside the figures.
    const FEWEST: usize = 4;
    let letters = name.chars().filter(|c| is_japanese(*c) && digit(*c).is_none()).count();
    !name.starts_with(|c| digit(c).is_some()) || letters >= FEWEST
}

/// What stands behind a day that says where or when, and not what was held.
const PLACES: [&str; 10] = ["会館", "会議室", "ホール", "講師", "議題", "場所", "会場", "：", ":", "～"];

/// ７ 年間行事予定, 2.月別予定表: what is held in the year, by its dates.
pub(crate) fn is_calendar(text: &str) -> bool {
    // Most lines are told by their last letter.
    if !text.trim_end().ends_with(['定', '表', '画', 'ー', '程', '業', '事']) || !text.contains(['年', '行', '月'])
    {
        return false;
    }
    let text = squeeze(text);
    let yearly = ["年間", "行事", "月別", "年次"].iter().any(|word| text.contains(word));
    const ENDS: [&str; 9] = ["予定", "予定表", "計画", "計画表", "カレンダー", "日程", "日程表", "事業", "行事"];
    yearly && ENDS.iter().any(|end| text.ends_with(end))
}

/// Where the day begins on which something was held, behind a blank: `第1回理事会 R6.4.18 会館`.
pub(crate) fn day_behind(text: &str) -> Option<usize> {
    /// Bytes of such a line: each day of a longer one would be looked at with all that follows it.
    const LONGEST: usize = 300;
    let dated = || text.contains(|c| digit(c).is_some()) && text.contains(['日', 'R', 'H', 'Ｒ', 'Ｈ', '/', '.']);
    if text.len() > LONGEST || text.contains('。') || !dated() {
        return None;
    }
    let held = |day: &FoundYear| {
        let (name, rest) = (&text[..day.range.start], &text[day.range.end..]);
        // 改正法 令和8年4月1日 から goes on.
        let over = !rest.contains(is_hiragana);
        let apart = over
            && name.ends_with(char::is_whitespace)
            && (rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(['(', '（']));
        matches!(day.unit, Unit::Day(..)) && apart && name.trim_end().chars().count() >= 3
    };
    find_years(text).iter().find(|day| held(day)).map(|day| day.range.start)
}
