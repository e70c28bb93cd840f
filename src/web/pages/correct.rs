//! `/correct`: a reader mends a reading: an item and its figures, a line that was lost, the facts of a plan.
//!
//! In comes a form with what it showed and what is typed now, out goes what differs, by the same way as `kurabe
//! correct`. What is not understood or would not hold comes back in the form.

use super::correct_forms::{Forms, page};
use super::correct_key::{FACTS, FIGURE, FORM, ITEM, LOST, TOP, WAS, keyed};
use super::correct_told::{Said as Told, kept_note, unkept, why_unkept};
use super::facts as typed_facts;
use crate::ask::{Correcting, FigureAt, Params, Unclear};
use crate::library::among_others;
use crate::library::corpus::{ManifestError, Said, state};
use crate::library::correcting::CorrectError;
use crate::report::fault_sentence;
use crate::web::error::WebError;
use crate::web::view::{Outcome, View};
use kurabe_index::index::PlanRow;
use kurabe_model::{NodeId, Plan};
use kurabe_text::fold::fold;

/// Why nothing was kept.
enum Refused {
    /// Something that whoever typed can mend.
    Said(String),
    Failed(WebError),
}

impl<E: Into<WebError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

pub(in crate::web) fn show(view: &View) -> Outcome {
    view.pen()?;
    shown(view, None)
}

fn shown(view: &View, fault: Option<&str>) -> Outcome {
    let row = view.plan("plan")?;
    let plan = view.store().plan(row.number)?;
    let node = view.params.get("node").map(|key| found(row, &plan, key)).transpose()?;
    Ok(page(&Forms { view, row, plan: &plan, fault }, node.and_then(|id| plan.node(id))))
}

fn found(row: &PlanRow, plan: &Plan, key: &str) -> Result<NodeId, WebError> {
    let number = || key.split('.').next().and_then(|id| id.parse().ok()).unwrap_or_default();
    keyed(plan, key).map(|node| node.id).ok_or_else(|| WebError::NoItem { plan: row.id.clone(), node: number() })
}

/// Keeps what a form says.
pub(in crate::web) fn save(view: &View) -> Outcome {
    let row = view.plan("plan")?;
    let form = view.params.get(FORM).ok_or(WebError::Form)?;
    let kept = if form == FACTS { facts(view, row) } else { mended(view, row, form) };
    let (kept, line) = match kept {
        Ok(kept) => kept,
        Err(Refused::Said(sentence)) => return shown(view, Some(&sentence)),
        Err(Refused::Failed(error)) => return Err(error),
    };
    let is_shown = view.app.renew_written();
    let params = Params::default().and("id", &row.id);
    let done = kept_note(view, &row.id, kept, is_shown);
    Ok(match line {
        // A long document comes in parts.
        Some(line) => view.next_at("/plans", &params.and("part_from", line), done, &format!("#L{line}")),
        None => view.next("/plans", &params, done),
    })
}

/// What was kept, and the line to go back to.
type Kept = (Told, Option<u32>);

/// The facts of a plan that were changed go into corpus.toml.
fn facts(view: &View, row: &PlanRow) -> Result<Kept, Refused> {
    let said = typed_facts::said(|name| changed(&view.params, name));
    if said == Said::default() {
        return Err(Refused::Said(Unclear::Nothing.on_page(view.lang)));
    }
    // A mistake that stands in the file was not typed here.
    if let Err(ManifestError::Wrong { fault, .. }) = said.filled().check() {
        return Err(Refused::Said(fault_sentence(&fault, view.lang)));
    }
    let is_new = state(&view.app.folders.corpus, (&row.id, among_others(row).as_ref()), &said)?;
    Ok((if is_new { Told::Facts } else { Told::KnownFacts }, None))
}

/// What is said of an item, a figure or a line.
fn mended(view: &View, row: &PlanRow, form: &str) -> Result<Kept, Refused> {
    let plan = view.store().plan(row.number)?;
    let typed = typed(view, row, &plan, form)?;
    let wish = typed.wish(&plan).map_err(|unclear| Refused::Said(unclear.on_page(view.lang)))?;
    let kept = view.app.folders.correct(row, &plan, &wish).map_err(|error| match unkept(error, view.lang) {
        Ok(sentence) => Refused::Said(sentence),
        Err(error) => Refused::Failed(error),
    })?;
    let line = |(plan, id): &(Plan, Option<NodeId>)| Some(plan.node((*id)?)?.span.first);
    Ok((Told::Correction(kept.number), line(&kept.after).or_else(|| line(&kept.before))))
}

/// What was typed, by the numbers that the plan has now.
fn typed(view: &View, row: &PlanRow, plan: &Plan, form: &str) -> Result<Correcting, Refused> {
    let params = &view.params;
    let is_none = params.get("none").is_some();
    if form == LOST {
        let node = format!("L{}", params.get("line").unwrap_or_default().trim_start_matches(['L', 'l']));
        return Ok(Correcting { node, item: true, ..item(view, plan)? });
    }
    let key = params.get("node").ok_or(WebError::Form)?;
    let node = found(row, plan, key)?.0.to_string();
    if form == ITEM {
        let said = if is_none { Correcting::default() } else { item(view, plan)? };
        return Ok(Correcting { node, none: is_none, ..said });
    }
    let place = form.strip_prefix(FIGURE).and_then(|place| place.parse().ok()).ok_or(WebError::Form)?;
    let figure = || plan.indicators.iter().filter(|figure| figure.node.0.to_string() == node).nth(place);
    // Others may have taken a figure away meanwhile.
    if figure().is_none_or(|figure| figure.text != params.get("figure").unwrap_or_default()) {
        return Err(Refused::Said(why_unkept(&CorrectError::Nowhere(row.id.clone()), view.lang)));
    }
    let of = |name: &str| changed(params, name);
    let said = Correcting {
        name: of("name"),
        value: of("value"),
        unit: of("unit"),
        role: of("role"),
        year: of("year"),
        ..Correcting::default()
    };
    let said = if is_none { Correcting::default() } else { said };
    Ok(Correcting { node, figure: Some(FigureAt::Place(place)), none: is_none, ..said })
}

/// What is said of an item.
fn item(view: &View, plan: &Plan) -> Result<Correcting, Refused> {
    let params = &view.params;
    let unclear = |unclear: Unclear| Refused::Said(unclear.on_page(view.lang));
    let parent = match changed(params, "parent") {
        Some(key) if key != TOP => Some(keyed(plan, &key).ok_or(WebError::Form)?.id.0.to_string()),
        other => other,
    };
    Ok(Correcting {
        kind: changed(params, "kind"),
        parent,
        title: changed(params, "title"),
        lines: lines(params).map_err(unclear)?,
        flag: ticked(params, "flag").map(|flags| flags.join(",")),
        theme: ticked(params, "theme"),
        ..Correcting::default()
    })
}

/// The lines of an item, if one of them was changed: 120-122, 120-, -122.
fn lines(params: &Params) -> Result<Option<String>, Unclear> {
    let line = |name: &str| match changed(params, name) {
        None => Ok(None),
        Some(given) if is_number(&given) => Ok(Some(given)),
        Some(given) => Err(Unclear::Value { option: "--lines", given, known: "120".to_owned() }),
    };
    let (first, last) = (line("first")?, line("last")?);
    let is_changed = first.is_some() || last.is_some();
    Ok(is_changed.then(|| format!("{}-{}", first.unwrap_or_default(), last.unwrap_or_default())))
}

/// Digits of any width.
fn is_number(text: &str) -> bool {
    fold(text).parse::<u32>().is_ok()
}

/// What a field holds now, if that is not what the form showed.
fn changed(params: &Params, name: &str) -> Option<String> {
    let of = |name: &str| params.get(name).unwrap_or_default().replace(['\r', '\n'], "");
    let now = of(name);
    (now != of(&format!("{WAS}{name}"))).then_some(now)
}

/// What is ticked now, if that is not what the form showed.
fn ticked(params: &Params, name: &str) -> Option<Vec<String>> {
    let of = |name: &str| -> Vec<String> { params.all(name).map(str::to_owned).collect() };
    let (mut now, mut was) = (of(name), of(&format!("{WAS}{name}")));
    now.sort();
    was.sort();
    (now != was).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_said() {
        let params = Params::read(
            "was-title=%E6%9C%9D%E5%B8%82&title=%E6%9C%9D%E5%B8%82&was-kind=measure&kind=section&was-theme=DX&was-first=3&first=4&was-last=5&last=5",
        );
        assert_eq!((changed(&params, "title"), changed(&params, "kind")), (None, Some("section".into())));
        assert_eq!((ticked(&params, "theme"), ticked(&params, "flag")), (Some(vec![]), None));
        assert_eq!(lines(&params).ok().flatten(), Some("4-".into()));
    }
}
