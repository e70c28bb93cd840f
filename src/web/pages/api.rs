//! `/api`: the addresses for programs, each with a form to try it, made from the same table as their description.

use maud::{Markup, html};

use crate::ask::Params;
use crate::ask::{Field, Kind, Words};
use crate::web::api::{ADDRESSES, Address, Examples};
use crate::web::layout;
use crate::web::view::{Outcome, View};
use kurabe_index::query::LONGEST;
use kurabe_model::PlanKind;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let examples = Examples::of(view);
    let main = html! {
        h1 { "API" }
        p { (view.say(
            "ここにある答えは、コマンドの --format json と同じものです。誤りは application/problem+json で返します。プログラムのための記述は ",
            "The answers are those of the command line's --format json; failures come as application/problem+json. For programs they are described in "))
            a href="/api/v1/openapi.json" { "OpenAPI" } (view.say(" にあります。", ".")) }
        @for address in &ADDRESSES { (section(view, address, &examples)) }
    };
    Ok(layout::page(view, "API", &main))
}

fn say(view: &View, (japanese, english): Words) -> &'static str {
    view.say(japanese, english)
}

fn section(view: &View, address: &Address, examples: &Examples<'_>) -> Markup {
    let needed = address.takes.iter().filter(|field| field.is_needed);
    let given = needed.fold(Params::default(), |params, field| params.and(field.name, examples.get(field.example)));
    let shown: Vec<String> = given.pairs().map(|(name, value)| format!("{name}={value}")).collect();
    html! {
        section {
            h2 { (say(view, address.name)) }
            p { (say(view, address.about)) }
            p { a href=(given.at(address.path)) { code {
                "GET " (address.path) @if !shown.is_empty() { "?" (shown.join("&")) }
            } } }
            details {
                summary { (view.say("条件を決めて試す", "Try it")) span.visually-hidden { (view.say("：", ": ")) (say(view, address.name)) } }
                form.filters action=(address.path) method="get" {
                    @for field in address.takes.iter().filter(|field| field.is_asked) { (input(view, field, examples)) }
                    button type="submit" { (view.say("送る", "Send")) }
                }
            }
        }
    }
}

fn input(view: &View, field: &Field, examples: &Examples<'_>) -> Markup {
    let name = html! { code { (field.name) } @if field.is_needed { " " (view.say("（必須）", "(required)")) } };
    let about = say(view, field.about);
    let value = if field.is_needed { examples.get(field.example) } else { "" };
    let text = |most: usize, hint: &'static str| {
        html! { label {
            span { (name) }
            input name=(field.name) value=(value) maxlength=(most) required[field.is_needed];
            span.meta { (about) (hint) }
        } }
    };
    let ticks = |values: &[&str], usual: &[&str]| {
        html! { fieldset {
            legend { (name) " " span.meta { (about) } }
            ul.ticks { @for value in values { li { label {
                input type="checkbox" name=(field.name) value=(value) checked[usual.contains(value)];
                span lang=[(!value.is_ascii()).then_some("ja")] { (value) }
            } } } }
        } }
    };
    match field.kind {
        Kind::Text(most) => text(most, ""),
        Kind::Query | Kind::Queries => text(LONGEST, ""),
        Kind::Year => text(Kind::YEAR, ""),
        Kind::Names => text(Kind::NAMES, view.say("（コンマで区切って幾つでも）", " (several: parted by commas)")),
        Kind::Whole { least, most, usual } => {
            let value = usual.unwrap_or(value);
            html! { label {
                span { (name) }
                input name=(field.name) type="number" min=(least) max=(most) value=(value) required[field.is_needed];
                span.meta { (about) (view.lang.pick(format!("（{least}〜{most}）"), format!(" ({least} to {most})"))) }
            } }
        }
        Kind::Flag => html! { div.ticks { label {
            input type="checkbox" name=(field.name) value="1";
            span { (name) " " span.meta { (about) } }
        } } },
        Kind::One { of, usual } => {
            let usual = usual.unwrap_or(view.say("ja", "en"));
            html! { label {
                span { (name) }
                select name=(field.name) {
                    @for (value, _) in of { option value=(value) selected[*value == usual] { (value) } }
                }
                span.meta { (about) }
            } }
        }
        Kind::Kinds => ticks(&PlanKind::ALL.map(PlanKind::name), &[]),
        Kind::Some { of, usual } => ticks(&of.iter().map(|(value, _)| *value).collect::<Vec<_>>(), usual),
        Kind::Themes => ticks(&examples.themes().iter().map(String::as_str).collect::<Vec<_>>(), &[]),
    }
}
