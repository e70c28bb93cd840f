//! `/shortlist`: what was put aside, in named lists, each entry with its citation; to be copied, taken along as a file,
//! and, where anything may be written, changed.

use maud::{Markup, html};

use super::aside_link::back;
use super::search::XLSX;
use crate::ask::Params;
use crate::ask::table::{LIST, REMARK};
use crate::library::corpus::{Aside, Shortlist, Spot};
use crate::library::standing::{Stand, Standing, standing};
use crate::report::{
    aside_label, cited, shortlist_counts, shortlist_docx, shortlist_markdown, shortlist_table, side_label, table_csv,
    workbook,
};
use crate::web::error::WebError;
use crate::web::layout::{self, downloads, filled, word};
use crate::web::view::{Outcome, Reply, View};

/// Forms of a list: what the address ends with, what the program for it is called, and its MIME type.
const FORMS: [(&str, &str, &str); 4] = [
    ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "Excel", XLSX),
    ("md", "Markdown", "text/markdown; charset=utf-8"),
    ("csv", "CSV", "text/csv; charset=utf-8"),
];

pub(in crate::web) fn show(view: &View) -> Outcome {
    let title = view.say("しおり", "Shortlists");
    let Some(name) = view.params.get("name") else {
        return Ok(layout::page(view, title, &html! { h1 { (title) } (all(view)?) }));
    };
    let list = one(view, name)?;
    let main = html! {
        nav.crumbs aria-label=(view.say("現在地", "You are here")) { ol {
            li { a href=(view.link("/shortlist", &Params::default())) { (title) } }
        } }
        h1 { (list.name) }
        @if let Some(back) = back(view) {
            p.done role="status" { (view.say("加えました。", "Put aside.")) " " a href=(back) { (view.say("元のページにもどる", "Back to where you were")) } }
        }
        div.bar {
            p { strong { (shortlist_counts(&list, view.lang)) } }
            (downloads(view.say("ダウンロード", "Downloads"), &files(view, &list.name)))
        }
        // Says that a citation was copied.
        p.visually-hidden id="live" role="status" data-copied=(view.say("出典を写しました", "The citation was copied")) {}
        @for (number, (aside, stands)) in (1..).zip(&list.entries) { (entry(view, (&list.name, number), aside, stands)) }
        @if view.pen().is_ok() { (renaming(view, &list.name)) }
    };
    Ok(layout::page(view, &list.name, &main))
}

/// All lists, or how to begin one.
fn all(view: &View) -> Result<Markup, WebError> {
    let mut lists = Vec::new();
    for list in Shortlist::all(&view.app.folders.corpus)? {
        lists.push(standing(view.store(), list)?);
    }
    let is_writable = view.pen().is_ok();
    Ok(html! {
        p { (view.say("報告に使う箇所、新旧比較の記録、比較の欄を取っておき、出典をつけて書き出せます。",
            "Passages, changes and cells for a report are kept here and written out with their citations.")) }
        @if lists.is_empty() { p { (match is_writable {
            true => view.say("まだありません。検索結果や計画の本文にある「しおりに加える」を押すと、ここに入ります。",
                "There is nothing yet: “Put aside” beside hits and items brings it here."),
            false => view.say("まだありません。画面から加えるには kurabe serve --writable で起動してください。コマンドでは kurabe shortlist add を使います。",
                "There is nothing yet. To put aside from the browser, start the server with kurabe serve --writable; kurabe shortlist add does it at a terminal."),
        }) } }
        ul { @for list in &lists { li {
            a href=(view.link("/shortlist", &Params::default().and("name", &list.name))) { (list.name) }
            " " span.meta { (shortlist_counts(list, view.lang)) }
        } } }
    })
}

fn one(view: &View, name: &str) -> Result<Standing, WebError> {
    let list = Shortlist::named(&view.app.folders.corpus, name)?;
    Ok(standing(view.store(), list.ok_or_else(|| WebError::NoShortlist(name.to_owned()))?)?)
}

fn files(view: &View, name: &str) -> Vec<(String, String)> {
    let own = Params::default().and("name", name);
    let file =
        |(form, program, _): (&str, &str, &str)| (view.link(&format!("/shortlist.{form}"), &own), program.to_owned());
    FORMS.into_iter().map(file).collect()
}

fn entry(view: &View, (name, number): (&str, usize), aside: &Aside, stands: &[Option<Stand>]) -> Markup {
    let label = aside_label(aside, view.lang);
    let key = aside.key();
    html! {
        article.entry id={ "e" (key) } {
            h2 { (number) @if !label.is_empty() { ". " (label) } }
            @for (spot, stand) in aside.places.iter().zip(stands) { (place(view, spot, stand.as_ref())) }
            @if !aside.remark.is_empty() { p { strong { (view.say("メモ：", "Remark: ")) } (aside.remark) } }
            @if view.pen().is_ok() { (changing(view, (name, number), aside, &key)) }
        }
    }
}

fn place(view: &View, spot: &Spot, stand: Option<&Stand>) -> Markup {
    let cited = cited(spot, stand, view.lang);
    html! {
        blockquote {
            (side_label(spot, view.lang))
            @match stand {
                Some(stand) => a lang="ja" href=(view.to_plan(&stand.row.id, Some(stand.first))) { (spot.words) },
                None => span lang="ja" { (spot.words) },
            }
        }
        @match stand {
            Some(_) => p.cite { span.cited { (cited) } " "
                button.small.copy type="button" hidden { (view.say("出典を写す", "Copy")) } },
            None => p.alert { (cited) },
        }
    }
}

/// What may be changed of an entry.
fn changing(view: &View, (name, number): (&str, usize), aside: &Aside, key: &str) -> Markup {
    let hidden = || html! { (word(view)) input type="hidden" name="name" value=(name); input type="hidden" name="key" value=(key); };
    html! {
        details {
            summary { (view.say("メモを直す・外す", "Change the remark, or remove")) span.visually-hidden { " " (number) } }
            form.aside action=(view.link("/shortlist/remark", &Params::default())) method="post" {
                (hidden())
                label { (view.say(REMARK.label.0, REMARK.label.1)) (filled(view, &REMARK, (REMARK.name, &aside.remark), None)) }
                button.small type="submit" { (view.say("メモを直す", "Change the remark")) }
            }
            form action=(view.link("/shortlist/remove", &Params::default())) method="post" {
                (hidden())
                button.small type="submit" { (view.say("しおりから外す", "Remove")) }
            }
        }
    }
}

fn renaming(view: &View, name: &str) -> Markup {
    html! {
        details {
            summary { (view.say("しおりの名前を変える", "Give the list another name")) }
            form.aside action=(view.link("/shortlist/rename", &Params::default())) method="post" {
                (word(view))
                input type="hidden" name="name" value=(name);
                label { (view.say(LIST.label.0, LIST.label.1)) (filled(view, &LIST, (LIST.name, name), None)) }
                button.small type="submit" { (view.say("名前を変える", "Rename")) }
            }
        }
    }
}

/// The name of the list that a form is about.
fn name(view: &View) -> Result<&str, WebError> {
    view.params.get("name").ok_or(WebError::Form)
}

/// Takes an entry out of a list.
pub(in crate::web) fn remove(view: &View) -> Outcome {
    let (name, key) = (name(view)?, view.params.get("key").ok_or(WebError::Form)?);
    Shortlist::take(&view.app.folders.corpus, name, &[key.to_owned()])?;
    let is_left = Shortlist::named(&view.app.folders.corpus, name)?.is_some();
    let params = if is_left { Params::default().and("name", name) } else { Params::default() };
    Ok(Reply::Next(view.link("/shortlist", &params)))
}

/// Changes the remark of an entry.
pub(in crate::web) fn remark(view: &View) -> Outcome {
    let (name, key) = (name(view)?, view.params.get("key").ok_or(WebError::Form)?);
    Shortlist::remark(&view.app.folders.corpus, name, key, view.params.get(REMARK.name).unwrap_or_default())?;
    Ok(Reply::Next(format!("{}#e{key}", view.link("/shortlist", &Params::default().and("name", name)))))
}

/// Gives a list another name; one that is taken, or none, changes nothing.
pub(in crate::web) fn rename(view: &View) -> Outcome {
    let name = name(view)?;
    let other = view.params.get(LIST.name).unwrap_or(name);
    let is_done = other == name || Shortlist::rename(&view.app.folders.corpus, name, other)?;
    if !is_done {
        return Err(WebError::ShortlistTaken(other.to_owned()));
    }
    Ok(Reply::Next(view.link("/shortlist", &Params::default().and("name", other))))
}

/// A list as a file.
pub(in crate::web) fn file(view: &View) -> Outcome {
    let form = view.path.strip_prefix("/shortlist.").unwrap_or_default();
    let (_, _, mime) = FORMS.into_iter().find(|(known, ..)| *known == form).ok_or(WebError::NoPage)?;
    let list = one(view, view.params.get("name").ok_or(WebError::Wrong("name"))?)?;
    let bytes = match form {
        "docx" => shortlist_docx(&list, view.lang)?,
        "xlsx" => workbook(&[shortlist_table(&list, view.lang)])?,
        "md" => shortlist_markdown(&list, view.lang).into_bytes(),
        _ => format!("\u{feff}{}", table_csv(&shortlist_table(&list, view.lang))?).into_bytes(),
    };
    Ok(Reply::File { mime, name: format!("{}.{form}", list.name), bytes, inline: false })
}
