//! `/shortlist`: what was put aside, in named lists, each entry with its citation; to be copied, taken along as a file,
//! and, where anything may be written, changed.

use maud::{Markup, html};

use crate::ask::Params;
use crate::ask::table::{LIST, REMARK};
use crate::library::corpus::{Aside, Renamed, Shortlist, Spot};
use crate::library::standing::{Stand, Standing, standing};
use crate::report::{
    aside_label, cited, shortlist_counts, shortlist_docx, shortlist_markdown, shortlist_table, side_label, table_csv,
    workbook,
};
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, DOCX, FileForm, MARKDOWN, XLSX};
use crate::web::layout::{self, downloads, filled, word};
use crate::web::receipts::Receipt;
use crate::web::view::{Outcome, Reply, View};

/// Forms of a list.
const FORMS: [FileForm; 4] = [DOCX, XLSX, MARKDOWN, CSV];

pub(in crate::web) fn show(view: &View) -> Outcome {
    let title = view.say("しおり", "Shortlists");
    let Some(name) = view.params.get("name") else {
        return Ok(layout::page(view, title, &html! { h1 { (title) } (all(view)?) }));
    };
    listed(view, name, None)
}

/// A list, and what was wrong with the name that it was to have.
fn listed(view: &View, name: &str, fault: Option<&str>) -> Outcome {
    let list = one(view, name)?;
    let main = html! {
        (layout::crumbs(view, &html! {
            li { a href=(view.link("/shortlist", &Params::default())) { (view.say("しおり", "Shortlists")) } }
        }))
        h1 { (list.name) }
        @if let Some(fault) = fault { p.alert role="alert" { (fault) " " a href="#rename" { (view.say("名前を変える欄へ", "To the field")) } } }
        div.bar {
            p { strong { (shortlist_counts(&list, view.lang)) } }
            (downloads(view.say("ダウンロード", "Downloads"), &files(view, &list.name)))
        }
        // Says that a citation was copied.
        p.visually-hidden id="live" role="status" data-copied=(view.say("出典を写しました", "The citation was copied")) {}
        @for (number, (aside, stands)) in (1..).zip(&list.entries) { (entry(view, (&list.name, number), aside, stands)) }
        @if view.pen().is_ok() { (renaming(view, &list.name, fault.is_some())) }
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
    FORMS.map(|form| (view.link(&format!("/shortlist.{}", form.ending), &own), form.name.to_owned())).to_vec()
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

/// The way to another name; open where one was refused, with what was typed.
fn renaming(view: &View, name: &str, is_refused: bool) -> Markup {
    let typed = if is_refused { view.params.get(LIST.name).unwrap_or_default() } else { name };
    html! {
        details id="rename" open[is_refused] {
            summary { (view.say("しおりの名前を変える", "Give the list another name")) }
            form.aside action=(view.link("/shortlist/rename", &Params::default().and("name", name))) method="post" {
                (word(view))
                input type="hidden" name="name" value=(name);
                label { (view.say(LIST.label.0, LIST.label.1)) (filled(view, &LIST, (LIST.name, typed), None)) }
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
    let is_out = Shortlist::take(&view.app.folders.corpus, name, &[(None, key.to_owned())])?.contains(&true);
    let is_left = Shortlist::named(&view.app.folders.corpus, name)?.is_some();
    let done = match (is_out, is_left) {
        (true, true) => Receipt::of(format!("しおり「{name}」から外しました。"), format!("Removed from {name}.")),
        (true, false) => Receipt::of(
            format!("しおり「{name}」から外しました。空になったので、しおりもなくなりました。"),
            format!("Removed from {name}, which held nothing else and is gone."),
        ),
        (false, _) => gone(name, is_left),
    };
    Ok(to_list(view, (name, is_left), done, ""))
}

/// That an entry is there no more, whoever took it out.
fn gone(name: &str, is_left: bool) -> Receipt {
    match is_left {
        true => Receipt::of(
            format!("しおり「{name}」に、その項目はもうありません。何も変えていません。"),
            format!("It is not in {name} any more; nothing is changed."),
        ),
        false => Receipt::of(
            format!("しおり「{name}」は、もうありません。何も変えていません。"),
            format!("There is no shortlist {name} any more; nothing is changed."),
        ),
    }
}

/// To the page of a list, or, where it is gone, to that of all.
fn to_list(view: &View, (name, is_there): (&str, bool), done: Receipt, place: &str) -> Reply {
    let params = if is_there { Params::default().and("name", name) } else { Params::default() };
    view.next_at("/shortlist", &params, done, place)
}

/// Changes the remark of an entry.
pub(in crate::web) fn remark(view: &View) -> Outcome {
    let (name, key) = (name(view)?, view.params.get("key").ok_or(WebError::Form)?);
    let remark = view.params.get(REMARK.name).unwrap_or_default();
    let is_there = Shortlist::remark(&view.app.folders.corpus, name, key, remark)?;
    if !is_there {
        let is_left = Shortlist::named(&view.app.folders.corpus, name)?.is_some();
        return Ok(to_list(view, (name, is_left), gone(name, is_left), ""));
    }
    let done = Receipt::of("メモを直しました。", "The remark is changed.");
    Ok(to_list(view, (name, true), done, &format!("#e{key}")))
}

/// Gives a list another name; one that is taken, or none, changes nothing.
pub(in crate::web) fn rename(view: &View) -> Outcome {
    let name = name(view)?;
    let Some(other) = view.params.get(LIST.name) else {
        return listed(
            view,
            name,
            Some(view.say("新しい名前を入れてください。名前は変えていません。", "Give it a name; it is not changed.")),
        );
    };
    if other == name {
        let done = Receipt::of("名前は前と同じです。変えていません。", "It is called so already; nothing is changed.");
        return Ok(to_list(view, (name, true), done, ""));
    }
    let renamed = Shortlist::rename(&view.app.folders.corpus, name, other)?;
    if renamed == Renamed::Gone {
        return Err(WebError::NoShortlist(name.to_owned()));
    }
    if renamed == Renamed::Taken {
        let taken = view.lang.pick(
            format!("しおり「{other}」はもうあります。ほかの名前にしてください。名前は変えていません。"),
            format!("There is a shortlist {other} already. Choose another name; it is not changed."),
        );
        return listed(view, name, Some(&taken));
    }
    let done = Receipt::of(format!("名前を「{other}」にしました。"), format!("It is called {other} now."));
    Ok(view.next("/shortlist", &Params::default().and("name", other), done))
}

/// A list as a file.
pub(in crate::web) fn file(view: &View) -> Outcome {
    let form = view.path.strip_prefix("/shortlist.").unwrap_or_default();
    let form = FileForm::of(form, &FORMS)?;
    let list = one(view, view.params.get("name").ok_or(WebError::Wrong("name"))?)?;
    let bytes = match form.ending {
        "docx" => shortlist_docx(&list, view.lang)?,
        "xlsx" => workbook(&[shortlist_table(&list, view.lang)])?,
        "md" => shortlist_markdown(&list, view.lang).into_bytes(),
        _ => format!("\u{feff}{}", table_csv(&shortlist_table(&list, view.lang))?).into_bytes(),
    };
    Ok(form.file(&list.name, bytes))
}
