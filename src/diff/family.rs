//! 前計画: which plan comes before a plan.
//!
//! In come what the index knows of plans, out comes the predecessor, or why there is none to name. What the plans
//! say must not be known here.

use crate::index::PlanRow;
use crate::ja::fold::fold;
use crate::model::year::find_years;

/// The plan before a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Predecessor<'a> {
    /// This one.
    Found(&'a PlanRow),
    /// One of these: they end at the same time.
    Several(Vec<&'a PlanRow>),
    /// None; these are the other plans of the same body.
    None(Vec<&'a PlanRow>),
}

/// The plan before a plan: the one that corpus.toml names, else the latest of the same body, kind and family of
/// titles that ends before it begins.
#[must_use]
pub fn predecessor<'a>(plans: &'a [PlanRow], plan: &PlanRow) -> Predecessor<'a> {
    if let Some(id) = &plan.predecessor
        && let Some(row) = plans.iter().find(|row| row.id == *id)
    {
        return Predecessor::Found(row);
    }
    let of_body =
        |row: &&PlanRow| row.id != plan.id && row.organisation.is_some() && row.organisation == plan.organisation;
    let others: Vec<&PlanRow> = plans.iter().filter(of_body).collect();
    let earlier: Vec<&PlanRow> =
        others.iter().copied().filter(|row| row.kind == plan.kind && ends_before(row, plan)).collect();
    let family = family(plan);
    let kin: Vec<&PlanRow> = earlier.iter().copied().filter(|row| self::family(row) == family).collect();
    let meant = if kin.is_empty() { earlier } else { kin };
    let latest = meant.iter().filter_map(|row| row.period).map(|period| period.to).max();
    let meant: Vec<&PlanRow> = meant.into_iter().filter(|row| row.period.map(|period| period.to) == latest).collect();
    match meant.as_slice() {
        [] => Predecessor::None(others),
        [row] => Predecessor::Found(row),
        _ => Predecessor::Several(meant),
    }
}

fn ends_before(row: &PlanRow, plan: &PlanRow) -> bool {
    row.period.zip(plan.period).is_some_and(|(before, after)| before.to < after.from)
}

/// A title without what differs from one plan to the next: years, numbers of terms, 書 at its end.
fn family(row: &PlanRow) -> String {
    let title = row.title.as_deref().unwrap_or_default();
    let mut rest = String::new();
    let mut done = 0;
    for year in find_years(title) {
        rest.push_str(&title[done..year.range.start]);
        done = year.range.end;
    }
    rest.push_str(&title[done..]);
    let is_number = |c: char| c.is_numeric() || "〇一二三四五六七八九十第期次年度元(),.~-・()".contains(c);
    fold(&rest).chars().filter(|c| !is_number(*c)).collect::<String>().trim_end_matches('書').to_owned()
}

/// The newest plan of a list: the one that begins last, and among those the one that reaches furthest.
#[must_use]
pub fn newest<'a>(plans: &[&'a PlanRow]) -> Option<&'a PlanRow> {
    plans.iter().copied().filter(|row| row.period.is_some()).max_by_key(|row| (row.period, std::cmp::Reverse(&row.id)))
}
