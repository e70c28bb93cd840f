//! Outline to plan: what each entry is, its flags, figures and themes, and the passages to search.
//!
//! What comes in is a document's text and what corpus.toml says of it, what goes out is a [`Plan`]. This room
//! must not know how text was read or where it is stored.

mod bracketed;
mod build;
mod compared;
mod context;
mod facts;
mod figure;
mod flag;
pub mod front;
mod indicator;
mod item;
mod judge;
#[cfg(test)]
mod judged;
mod measured;
mod naming;
mod parts;
mod priced;
mod repeat;
mod report;
mod series;
mod share;
mod sign;
pub mod theme;
mod title;
mod usage;

use crate::blocks;
use crate::outline;
use crate::rules::Rules;
use kurabe_model::plan::{Facts, Furniture, Plan};
use kurabe_model::{Indicator, LineSpan, NodeId, NodeKind, Notice, NoticeKind, Place, PlanKind, Role, Within, year};
use kurabe_read::{Line, Text};
use std::collections::{HashMap, HashSet};

/// Version of the rules. Raised with every change to what is read from a text, so that stored plans are read anew.
pub const VERSION: u32 = 18;

/// Reads a document as a plan.
///
/// ```
/// use kurabe_extract::extract::extract;
/// use kurabe_model::plan::Facts;
/// use kurabe_read::{Line, Text};
/// let lines = ["Ⅰ．経営支援", "１．巡回指導の実施", "・会員訪問"];
/// let lines = lines.iter().zip(1..).map(|(text, number)| Line { number, page: None, place: None, text: (*text).into() }).collect();
/// let plan = extract(&Text { lines, notices: vec![] }, &Facts::default());
/// let kinds: Vec<_> = plan.nodes.iter().map(|node| node.kind.name()).collect();
/// assert_eq!(kinds, ["section", "initiative", "measure"]);
/// ```
#[must_use]
pub fn extract(text: &Text, facts: &Facts) -> Plan {
    extract_by(text, facts, Rules::all())
}

/// Reads a document as a plan by the rules that are in force, so that the worth of each can be measured.
#[must_use]
pub fn extract_by(text: &Text, facts: &Facts, rules: Rules) -> Plan {
    let restored = blocks::restore(text);
    let said = match parts::parts(&restored.lines).as_slice() {
        [only] => only.said.clone(),
        _ => Within::default(),
    };
    one(&restored, said, |_| facts.clone(), rules)
}

/// Reads the text of one plan, of which its heading says this.
fn one(text: &Text, said: Within, facts: impl Fn(&Within) -> Facts, rules: Rules) -> Plan {
    let mut front = front::front(&text.lines);
    let stated = stated(said, &front);
    front.apply(&facts(&stated));
    Plan { stated, ..plan_of(text, front, rules) }
}

/// Which plan of its file it is: by its heading, which stays when others come and go, else by what the text says of the
/// plan as a whole.
fn stated(said: Within, front: &front::Front) -> Within {
    Within {
        title: said.title.or_else(|| front.title.clone()),
        years: said.years.or(front.period),
        department: said.department,
    }
}

/// Reads a document as one or more plans, in the order of the text; `facts` says what is known of the plan of a number
/// (from 1), or of the whole file where it holds one plan, and of which its text says this.
///
/// ```
/// use kurabe_extract::extract::extract_all;
/// use kurabe_model::plan::Facts;
/// let papers = "第1号議案 令和6年度事業報告\n1．相談\n・巡回した\n第2号議案 令和7年度事業計画\n1．相談\n・巡回する\n";
/// let text = kurabe_read::read(papers.as_bytes(), None).unwrap();
/// let plans = extract_all(&text, |_, _| Facts::default());
/// let years: Vec<_> = plans.iter().filter_map(|plan| plan.period.map(|period| period.from.0)).collect();
/// assert_eq!(years, [2024, 2025]);
/// ```
#[must_use]
pub fn extract_all(text: &Text, facts: impl Fn(Option<usize>, &Within) -> Facts) -> Vec<Plan> {
    let text: &Text = &blocks::restore(text);
    let mut parts = parts::parts(&text.lines);
    if parts.len() < 2 {
        let said = parts.pop().map(|only| only.said).unwrap_or_default();
        return vec![one(&blocks::restore(text), said, |stated| facts(None, stated), Rules::all())];
    }
    let whole = front::front(&text.lines);
    let cover = text.lines.get(..parts.first().map_or(0, |part| part.lines.start)).unwrap_or_default();
    let mut plans = Vec::with_capacity(parts.len());
    for (number, parts::Part { lines, said }) in (1..).zip(parts) {
        let first = number == 1;
        let lines = text.lines.get(lines).unwrap_or_default().to_vec();
        let notices = if first { text.notices.clone() } else { Vec::new() };
        let mut front = front::front(&lines);
        front.inherit(&whole);
        let stated = stated(said, &front);
        front.apply(&facts(Some(number), &stated));
        let mut plan = Plan { stated, ..plan_of(&Text { lines, notices }, front, Rules::all()) };
        if first {
            // The cover and the order of the day belong to the whole file.
            let filled = cover.iter().filter(|line| !line.text.trim().is_empty());
            let furniture = filled.map(|line| Furniture::line(line.number, line.text.as_str()));
            plan.furniture.splice(0..0, furniture);
        }
        plans.push(plan);
    }
    plans
}

/// Reads the text of one plan whose facts are known.
fn plan_of(text: &Text, front: front::Front, rules: Rules) -> Plan {
    let report = matches!(front.kind, PlanKind::Progress | PlanKind::Report);
    let fronts: Vec<&str> = [&front.organisation, &front.title].into_iter().flatten().map(String::as_str).collect();
    let outline = outline::outline_of(blocks::blocks(text), &fronts, report, rules);
    let mut plan = build::build(outline, front.period, front.kind, rules);
    plan.notices.extend(front.notices());
    plan.organisation = front.organisation;
    plan.organisation_kind = front.organisation_kind;
    plan.prefecture = front.prefecture;
    plan.title = front.title;
    plan.kind = front.kind;
    plan.term = front.term;
    plan.period = front.period;
    plan.published = front.published;
    plan.inferred = front.inferred;
    bracketed::apply(&mut plan, &text.lines);
    date_roles(&mut plan, &text.lines);
    if matches!(plan.kind, PlanKind::Progress | PlanKind::Report) {
        report::judge(&mut plan);
    }
    place(&mut plan, &text.lines);
    if plan.passages.is_empty() && plan.furniture.is_empty() {
        plan.notices.push(Notice::new(NoticeKind::NothingToRead, None));
    }
    plan
}

/// Sets right what a figure is by the plan's own years: one of a year before it is a result, one of its years an aim;
/// what a report says was done, and done in its year.
fn date_roles(plan: &mut Plan, lines: &[Line]) {
    if matches!(plan.kind, PlanKind::Progress | PlanKind::Report) {
        // 2回開催した was done twice; 年2回 says how often.
        let done = |role: Role, unit: &str| role == Role::Scale || role == Role::Frequency && !unit.contains('/');
        let told = plan.indicators.iter_mut().filter(|indicator| done(indicator.role, &indicator.unit));
        told.for_each(|indicator| indicator.role = Role::Result);
        // 【計画】経営分析を60件行う: what was planned, beside what came of it.
        let planned = lines.iter().filter(|line| outline::slots::plans(&line.text));
        let planned: HashMap<u32, &str> = planned.map(|line| (line.number, line.text.as_str())).collect();
        // 計画：20名　実績：18名 tells of both.
        let before_result = |text: &str, figure: &str| {
            text.split("実績").next().is_some_and(|before| before.len() == text.len() || before.contains(figure))
        };
        let aimed = |indicator: &&mut Indicator| {
            let text = planned.get(&indicator.line);
            indicator.role == Role::Result && text.is_some_and(|text| before_result(text, &indicator.text))
        };
        plan.indicators.iter_mut().filter(aimed).for_each(|indicator| indicator.role = Role::Target);
        // What a report of one year says was done was done in that year, unless a heading names another.
        let own = plan.period.filter(|period| period.from == period.to).map(|period| period.from.0);
        let years = years_of_headings(plan);
        let undated = |indicator: &&mut Indicator| indicator.role == Role::Result && indicator.period.is_none();
        for indicator in plan.indicators.iter_mut().filter(undated) {
            let heading = years.get((indicator.node.0 as usize).wrapping_sub(1)).copied().flatten();
            // （前年44事業所）; the time before may be years ago.
            let before = compared::begins_with_the_year_before(&indicator.text);
            let unknown = !before && compared::begins_with_a_time_before(&indicator.text);
            indicator.period = heading.or(own).filter(|_| !unknown).map(|year| year - i32::from(before));
        }
        if let Some(own) = own {
            let mut texts: HashMap<NodeId, String> = HashMap::new();
            for passage in &plan.passages {
                let text = passage.node.map(|node| texts.entry(node).or_default());
                text.into_iter().for_each(|text| text.extend([passage.body.as_str(), "\n"]));
            }
            aims_in_brackets(&mut plan.indicators, &texts);
            date_aims(&mut plan.indicators, own, &texts);
            set_out(plan, own);
        }
        return;
    }
    let Some(period) = plan.period else { return };
    let one = period.from == period.to;
    // 目標 and 実績 of one year side by side: the aim stays one.
    let key = |indicator: &Indicator| (indicator.node, indicator.name.clone(), indicator.period);
    let reached: HashSet<_> =
        plan.indicators.iter().filter(|indicator| indicator.role == Role::Result).map(key).collect();
    let reached = |indicator: &Indicator| reached.contains(&key(indicator));
    for indicator in &mut plan.indicators {
        let before = indicator.role == Role::Result && compared::begins_with_the_year_before(&indicator.text);
        if before && indicator.period.is_none() && one {
            indicator.period = Some(period.from.0 - 1);
        }
        indicator.role = match (indicator.role, indicator.period) {
            (Role::Target, Some(year)) if year < period.from.0 && !reached(indicator) => Role::Result,
            (Role::Result, Some(year)) if year > period.from.0 => Role::Target,
            (Role::Result, Some(year)) if one && year == period.from.0 && is_to_come(indicator) => Role::Target,
            (role, _) => role,
        };
    }
}

/// Gives the aims of a report of one year, which stand without a year before what was reached (計画 before 実績) or call themselves
/// aims behind it (310件（目標300件）), the year of their result. A column behind 実績 may hold aims of the next year.
fn date_aims(indicators: &mut [Indicator], own: i32, texts: &HashMap<NodeId, String>) {
    let key = |indicator: &Indicator| (indicator.node, indicator.name.clone());
    let mut reached: HashMap<_, usize> = HashMap::new();
    for (at, result) in indicators.iter().enumerate() {
        if result.role == Role::Result && result.period == Some(own) {
            reached.entry(key(result)).or_insert(at);
        }
    }
    for (at, aim) in indicators.iter_mut().enumerate() {
        // 次年度計画600人 is of another year.
        let behind = |text: &String, word: &str| {
            let told = format!("{word}{}", aim.text);
            let before = text.find(&told).and_then(|at| text[..at].chars().next_back());
            text.contains(&told) && before.is_none_or(|c| !c.is_alphanumeric())
        };
        let said = |word: &str| aim.text.contains(word) || texts.get(&aim.node).is_some_and(|text| behind(text, word));
        let told = said("目標") || said("計画");
        let beside = |result: &usize| at < *result || told;
        if aim.role == Role::Target && aim.period.is_none() && reached.get(&key(aim)).is_some_and(beside) {
            aim.period = Some(own);
        }
    }
}

/// 28件（計画30件）: what was planned stands in brackets behind what was reached, and measures the same.
fn aims_in_brackets(indicators: &mut [Indicator], texts: &HashMap<NodeId, String>) {
    for at in 1..indicators.len() {
        let (before, after) = indicators.split_at_mut(at);
        let (Some(result), Some(aim)) = (before.last(), after.first_mut()) else { continue };
        let beside = result.node == aim.node && result.line == aim.line && result.unit == aim.unit;
        const OPEN: [&str; 4] = ["（計画", "(計画", "（目標", "(目標"];
        let said = |text: &String| OPEN.iter().any(|word| text.contains(&format!("{word}{}", aim.text)));
        let is_aim = matches!(aim.role, Role::Result | Role::Target);
        if result.role == Role::Result && is_aim && beside && texts.get(&aim.node).is_some_and(said) {
            aim.role = Role::Target;
            aim.period = None;
            aim.name.clone_from(&result.name);
        }
    }
}

/// What a report of one year plans for the next, in a chapter that says so (来年度の計画, 令和6年度の取組 behind 令和5年度): aims of
/// that year.
fn set_out(plan: &mut Plan, own: i32) {
    const NEXT: [&str; 4] = ["来年度", "次年度", "翌年度", "来期"];
    // 来年度の計画の策定 was work of this year.
    const SETS_OUT: [&str; 5] = ["計画", "目標", "の取組", "の取り組み", "予定"];
    let next = |title: &str| {
        let named = year::find_years(title).into_iter().next().filter(|year| year.range.start == 0);
        let years = named.map(|year| year.period).filter(|period| period.from.0 == own + 1 && period.from == period.to);
        let begins = NEXT.iter().any(|word| title.starts_with(word)) || years.is_some();
        begins && SETS_OUT.iter().any(|word| title.trim_end().ends_with(word))
    };
    let mut ahead: HashSet<NodeId> = HashSet::new();
    for node in &plan.nodes {
        let below = node.parent.is_some_and(|parent| ahead.contains(&parent));
        if below || node.kind == NodeKind::Section && next(&node.title) || next(&node.title) && node.parent.is_none() {
            ahead.insert(node.id);
        }
    }
    let done: HashSet<NodeId> = plan
        .nodes
        .iter()
        .filter(|node| {
            [&node.title, &node.body].iter().any(|text| text.trim_end().trim_end_matches('。').ends_with('た'))
        })
        .map(|node| node.id)
        .collect();
    let own_year =
        |indicator: &&mut Indicator| indicator.period.is_none_or(|year| year == own) && !done.contains(&indicator.node);
    let planned = plan.indicators.iter_mut().filter(|indicator| ahead.contains(&indicator.node)).filter(own_year);
    for indicator in planned.filter(|indicator| matches!(indicator.role, Role::Result | Role::Target)) {
        (indicator.role, indicator.period) = (Role::Target, Some(own + 1));
    }
}

/// Is a figure told with its year, and not as what was reached: 令和7年度 120件? A column may be 現状 of the same year.
fn is_to_come(indicator: &Indicator) -> bool {
    let reached = ["実績", "現状", "現在", "時点", "結果"];
    figure::year(&indicator.text).is_some()
        && !reached.iter().any(|word| indicator.text.contains(word) || indicator.name.contains(word))
        && !indicator.text.ends_with('た')
}

/// For each node the year with which the nearest section around it begins: 令和２年度　実績の概要. An item's own title
/// may name any year (令和７年度税制改正への要望).
fn years_of_headings(plan: &Plan) -> Vec<Option<i32>> {
    let mut years: Vec<Option<i32>> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let named = || year::find_years(&node.title).into_iter().next().filter(|year| year.range.start == 0);
        let own = Some(node).filter(|node| node.kind == NodeKind::Section).and_then(|_| named());
        let own = own.map(|year| year.period).filter(|period| period.from == period.to).map(|period| period.from.0);
        let above = node.parent.and_then(|parent| years.get((parent.0 as usize).wrapping_sub(1)).copied().flatten());
        years.push(own.or(above));
    }
    years
}

/// Tells where on its page each node and passage stands.
pub(crate) fn place(plan: &mut Plan, lines: &[Line]) {
    if lines.iter().all(|line| line.place.is_none()) {
        return;
    }
    for node in &mut plan.nodes {
        node.place = place_of(lines, node.span, node.page);
    }
    for passage in &mut plan.passages {
        passage.place = place_of(lines, passage.span, passage.page);
    }
}

/// The place of those lines of a span that stand on one page.
fn place_of(lines: &[Line], span: LineSpan, page: Option<u32>) -> Option<Place> {
    let before = lines.first()?.number;
    let from = span.first.checked_sub(before)? as usize;
    let to = (span.last.checked_sub(before)? as usize + 1).min(lines.len());
    let within = lines.get(from..to)?;
    within.iter().filter(|line| line.page == page).filter_map(|line| line.place).reduce(Place::join)
}
