//! `/api`: the addresses for programs, each with a form to try it, made from their description.

use maud::{Markup, html};

use crate::web::api_description::{ADDRESSES, Address, Field, Kind};
use crate::web::layout;
use crate::web::view::{Outcome, View};

pub(in crate::web) fn show(view: &View) -> Outcome {
    let main = html! {
        h1 { "API" }
        p { (view.say(
            "ここにある答えは、コマンドの --format json と同じものです。誤りは application/problem+json で返します。",
            "The answers are those of the command line's --format json; failures come as application/problem+json.")) " "
            a href="/api/v1/openapi.json" { "OpenAPI" } }
        @for address in &ADDRESSES { (form(view, address)) }
    };
    Ok(layout::page(view, "API", &main))
}

fn form(view: &View, address: &Address) -> Markup {
    html! {
        section.try {
            h2 { (view.say(address.japanese, address.english)) }
            p { code { "GET " (address.path) } }
            details {
                summary { (view.say("試す", "Try it")) span.visually-hidden { (view.lang.pick("：", ": ")) (address.path) } }
                form action=(address.path) method="get" {
                    @for field in address.takes { (input(field)) }
                    button type="submit" { (view.say("送る", "Send")) }
                }
            }
        }
    }
}

fn input(field: &Field) -> Markup {
    html! {
        label lang="en" {
            span { code { (field.name) } @if field.needed { " *" } br; span.meta { (field.about) } }
            @match field.kind {
                Kind::One(values) => select name=(field.name) {
                    option value="" { "–" }
                    @for value in values { option value=(value) { (value) } }
                },
                Kind::Whole => { input name=(field.name) type="number" min="0" value=(field.example) required[field.needed]; }
                Kind::Text | Kind::Texts => { input name=(field.name) value=(field.example) required[field.needed]; }
            }
        }
    }
}
