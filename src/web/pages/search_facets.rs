//! What narrows a search, with how much each choice would leave.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::ask::table;
use crate::report::year_label;
use crate::web::error::WebError;
use crate::web::layout::{bare_input, kept};
use crate::web::question::{GROUPS, Part, ask, read};
use crate::web::view::View;
use kurabe_index::search::{Answer, Facets};

/// Values of a group that are shown without asking.
const SHOWN: usize = 10;
/// Values of a group that are shown at all; a body beyond them is found by its name.
const MOST: usize = 60;

/// One group: its name in the address and its words.
struct Group {
    name: &'static str,
    label: &'static str,
    counts: BTreeMap<String, usize>,
}

/// The form of all groups. Counts of a group are those without its own choices.
pub(super) fn facets(view: &View, answer: &Answer) -> Result<Markup, WebError> {
    let labels = [
        view.say("テーマ", "Theme"),
        view.say("団体", "Body"),
        view.say("都道府県", "Prefecture"),
        view.say("種別", "Kind"),
    ];
    let mut groups = Vec::new();
    for (name, label) in GROUPS.into_iter().zip(labels) {
        groups.push(Group { name, label, counts: counts(view, answer, name)? });
    }
    let shown = ["theme", "organisation", "prefecture", "kind", "from", "to", "page"];
    let params = &view.params;
    let chosen = params.pairs().filter(|(name, _)| shown.contains(name) && *name != "page").count();
    Ok(html! {
        details.narrow.unfolds {
            summary { (view.say("条件で絞り込む", "Narrow")) @if chosen > 0 { (view.lang.pick(format!("（{chosen}）"), format!(" ({chosen})"))) } }
            form.facets action="/" method="get" aria-label=(view.say("絞り込み", "Narrow")) {
                (kept(&params.without(&shown)))
                @for (place, group) in groups.iter().enumerate().filter(|(_, group)| !group.counts.is_empty()) {
                    details open[place == 0 || params.get(group.name).is_some()] {
                        summary { (group.label) }
                        fieldset { legend.visually-hidden { (group.label) } (choices(view, group)) }
                    }
                }
                (years(view, &answer.facets))
                button type="submit" { (view.say("絞り込む", "Narrow")) }
            }
        }
    })
}

/// The range of years, and how much there is of each.
fn years(view: &View, facets: &Facets) -> Markup {
    let params = &view.params;
    let one = |year: i32| view.link("/", &params.without(&["page"]).with("from", year).with("to", year));
    html! {
        fieldset.years {
            legend { (view.say("年度", "Fiscal years")) }
            (bare_input(view, &table::FROM, &edge(facets, true)))
            span { "–" }
            (bare_input(view, &table::TO, &edge(facets, false)))
        }
        @if facets.year.len() > 1 {
            details {
                summary { (view.say("年度別の箇所数", "Passages by year")) }
                ul { @for (year, count) in facets.year.iter().rev() {
                    li.year { a href=(one(*year)) { (year_label(*year, view.lang)) }
                        span.count { (view.lang.pick(format!("（{count}）"), format!(" ({count})"))) } }
                } }
            }
        }
    }
}

fn edge(facets: &Facets, first: bool) -> String {
    let year = if first { facets.year.keys().next() } else { facets.year.keys().next_back() };
    year.map(ToString::to_string).unwrap_or_default()
}

fn of(facets: &Facets, name: &str) -> BTreeMap<String, usize> {
    match name {
        "theme" => facets.theme.clone(),
        "organisation" => facets.organisation.clone(),
        "prefecture" => facets.prefecture.clone(),
        _ => facets.kind.clone(),
    }
}

/// The counts of a group, as if nothing of it had been chosen.
fn counts(view: &View, answer: &Answer, name: &str) -> Result<BTreeMap<String, usize>, WebError> {
    if view.params.get(name).is_none() {
        return Ok(of(&answer.facets, name));
    }
    let others = view.params.without(&[name]);
    match read(&others)? {
        Some(query) => Ok(of(&ask(view, &others, &query, Part::counts())?.facets, name)),
        None => Ok(of(&answer.facets, name)),
    }
}

fn choices(view: &View, group: &Group) -> Markup {
    let chosen = |value: &str| view.params.has(group.name, value);
    let mut values: Vec<(&str, usize)> = group.counts.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    values.sort_by_key(|(value, count)| (!chosen(value), std::cmp::Reverse(*count)));
    let picked = values.iter().filter(|(value, _)| chosen(value)).count();
    let (first, rest) = values.split_at(values.len().min(SHOWN + picked));
    let (rest, left) = rest.split_at(rest.len().min(MOST));
    let field = |(value, count): &(&str, usize)| {
        html! {
            li { label {
                input type="checkbox" name=(group.name) value=(value) checked[chosen(value)];
                span lang="ja" { (value) } span.count { (view.lang.pick("（", " (")) (count) (view.lang.pick("）", ")")) }
            } }
        }
    };
    html! {
        // What was chosen by a part of a name stays chosen although it is none of the values.
        @for value in view.params.all(group.name).filter(|value| !group.counts.contains_key(*value)) {
            ul { (field(&(value, 0))) }
        }
        ul { @for value in first { (field(value)) } }
        @if !rest.is_empty() {
            details.more { summary { (view.say("ほかの値", "More")) } ul { @for value in rest { (field(value)) } } }
        }
        @if group.name == "organisation" && values.len() > SHOWN {
            label.byname { (view.say("名前で探す", "By name")) input name=(group.name) value=""; }
        }
        @if !left.is_empty() {
            p.meta { (view.lang.pick(format!("ほか{}", left.len()), format!("{} more", left.len()))) }
        }
    }
}
