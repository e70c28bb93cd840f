//! `/add`: files are chosen or dropped, what was understood of them is shown for correction, then they are stored by
//! the same act as `kurabe add`.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use maud::{Markup, html};

use super::add_paper::{paper, typed, understood};
use super::facts;
use crate::ask::Params;
use crate::library::arrival::{id_of, place_of};
use crate::library::corpus::{ManifestError, Naming, Passwords, Said, Taken, state, store};
use crate::library::ingest::ids;
use crate::report::fault_sentence;
use crate::web::error::WebError;
use crate::web::inbox::{Discarded, Glance, Kept, MOST, Paper, State, is_locked};
use crate::web::layout::{self, kept, word};
use crate::web::receipts::Receipt;
use crate::web::state::chain;
use crate::web::view::{Lang, Outcome, Reply, View};
use kurabe_model::Period;
use kurabe_read::LIMIT;

/// What browsers are told to offer first; whatever is chosen is looked at by its bytes.
const ENDINGS: &str = ".pdf,.docx,.xlsx,.pptx,.html,.htm,.txt,.md";

pub(in crate::web) fn show(view: &View) -> Outcome {
    page(view, false)
}

fn page(view: &View, is_unticked: bool) -> Outcome {
    let inbox = view.inbox()?;
    let batch: Option<u64> = view.params.number("batch");
    let papers = batch.and_then(|batch| inbox.papers(batch));
    let title = view.say("計画を加える", "Add plans");
    let main = html! {
        h1 { (title) }
        @if batch.is_some() && papers.is_none() {
            p.alert role="alert" { (view.say(
                "送ったファイルは、時間がたったか取り消されたため、もうありません。もう一度送ってください。",
                "The files are not here any more: they waited too long or were thrown away. Send them again.")) }
        }
        @match (batch, papers.as_deref()) {
            (Some(batch), Some(papers)) if !papers.is_empty() => (waiting(view, batch, papers, is_unticked)),
            (_, Some(_)) => {
                p.alert role="alert" { (view.say("ファイルを選んでください。", "Choose a file.")) }
                (sender(view))
            }
            _ => (sender(view)),
        }
    };
    Ok(layout::page(view, title, &main))
}

/// The form that sends files.
fn sender(view: &View) -> Markup {
    let (most, each) = (MOST, LIMIT >> 20);
    html! {
        p { (view.lang.pick(
            format!("PDF、Word、Excel、PowerPoint、Webページ、テキストの計画を選んでください（一度に{most}個まで、1個{each} MBまで）。"),
            format!("Choose plans in PDF, Word, Excel, PowerPoint, web pages or text ({most} at once, {each} MB each)."))) }
        form.sender action=(to(view, "/add", &Params::default())) method="post" enctype="multipart/form-data"
            data-most=(LIMIT) data-large=(view.lang.pick(format!("大きすぎます（{each} MBまで）"), format!("too large ({each} MB at most)"))) {
            (word(view))
            label.drop { (view.say("計画のファイル", "Files of plans"))
                span.script hidden { (view.say("（ここに置いてもかまいません）", " (or drop them here)")) }
                input type="file" name="file" multiple required accept=(ENDINGS); }
            button type="submit" { (view.say("読み取る", "Read")) }
            div.progress hidden {
                progress max="1" value="0" aria-label=(view.say("送信と読み取り", "Sending and reading")) {}
                p role="status" data-rest=(view.say("読み取ったほかのファイルを見る", "See the others, which were read"))
                    data-said=(view.say("個目を送って読み取っています", " being sent and read"))
                    data-failed=(view.say("送れませんでした。サーバーが動いているか確かめてください。", "Not sent: see whether the server is running.")) {}
            }
        }
        p.meta { (view.say(
            "読み取った内容を確かめてから加えます。確かめるまでは何も加わりません。",
            "You see what was understood before anything is added; until then nothing is.")) }
    }
}

/// What was sent, what was understood of it, and what is to become of it.
fn waiting(view: &View, batch: u64, papers: &[Paper], is_unticked: bool) -> Markup {
    let unread = papers.iter().filter(|paper| is_unread(paper)).count();
    let can_store = papers.iter().any(|paper| matches!(&paper.state, State::Read(glance) if glance.known.is_none()));
    let is_waiting = papers.iter().any(|paper| !matches!(paper.state, State::Storing | State::Stored(..)));
    let own = Params::default().and("batch", batch);
    html! {
        @if is_unticked { p.alert role="alert" { (view.say(
            "加える計画に印を付けてください。いまは何も加えていません。", "Tick the plans to be added; nothing was added now.")) } }
        (faults(view, papers))
        form.papers action=(to(view, "/add/store", &own)) method="post" {
            (word(view))
            (kept(&own))
            // What Enter in a field presses: the first button of a form.
            button type="submit" hidden {}
            @if unread > 0 { (progress(view, papers, unread, &own)) }
            @for one in papers { (paper(view, one)) }
            p.acts {
                @if can_store { button type="submit" { (view.say("印を付けた計画を加える", "Add the ticked plans")) } " " }
                @if is_waiting {
                    button.small type="submit" formnovalidate formaction=(to(view, "/add/discard", &Params::default())) {
                        (view.say("残りを取り消す", "Throw the rest away")) }
                }
            }
        }
        p { a href=(to(view, "/add", &Params::default())) { (view.say("ほかのファイルを加える", "Add other files")) } }
    }
}

fn is_unread(paper: &Paper) -> bool {
    matches!(paper.state, State::Unread | State::Reading)
}

/// How far reading has come. To look again is to send the form, so that what was typed stays.
fn progress(view: &View, papers: &[Paper], unread: usize, own: &Params) -> Markup {
    let read = papers.len() - unread;
    html! {
        div.progress data-again="1500" data-to=(to(view, "/add", own)) {
            progress max=(papers.len()) value=(read) aria-label=(view.say("読み取り", "Reading")) {}
            p role="status" { (view.lang.pick(
                format!("{}個のうち{read}個を読み取りました。", papers.len()),
                format!("{read} of {} are read.", papers.len()))) " "
                button.small type="submit" formnovalidate formaction=(to(view, "/add/open", own)) {
                    (view.say("表示を更新する", "Look again")) } }
        }
    }
}

/// What was not added and why, and what was.
fn faults(view: &View, papers: &[Paper]) -> Markup {
    let wrong: Vec<_> = papers.iter().filter_map(|paper| Some((paper, paper.fault.as_ref()?))).collect();
    let added = papers.iter().filter(|paper| matches!(paper.state, State::Stored(_, Kept::New))).count();
    html! { @if !wrong.is_empty() {
        div.alert role="alert" {
            h2 { @match added {
                0 => (view.say("直すところがあります。まだ何も加えていません", "Something is to be mended; nothing was added yet")),
                _ => (view.lang.pick(
                    format!("{added}個のファイルは加えました。次のファイルはまだ加えていません"),
                    format!("{added} of the files are added; these are not yet"))),
            } }
            ul { @for (paper, [japanese, english]) in wrong {
                li { a href={ "#f" (paper.key) } { (paper.name) } (view.say("：", ": ")) (view.lang.pick(japanese, english)) }
            } }
        }
    } }
}

/// An address in the language that was chosen by hand; forms that are sent keep it there.
fn to(view: &View, path: &str, params: &Params) -> String {
    view.link(path, params)
}

/// How much of the time of an answer documents are added for; what is left is for the index. Those that come too late
/// are told, and wait.
const SHARE: u32 = 3;

/// Stores the documents that were ticked, with what was said of them. One that fails stops no other: each says what
/// became of it.
pub(in crate::web) fn save(view: &View) -> Outcome {
    let inbox = view.inbox()?;
    let batch: u64 = view.params.number("batch").ok_or(WebError::Form)?;
    remember(view, batch)?;
    // Who presses Enter in the field of a password means to open, not to store.
    if unlock(view)? {
        return page(view, false);
    }
    let Some(papers) = inbox.papers(batch) else { return show(view) };
    let ticked: Vec<&Paper> = papers.iter().filter(|paper| view.params.has("store", &paper.key.to_string())).collect();
    let may_be_read = |paper: &Paper| match &paper.state {
        State::Read(glance) if glance.known.is_none() => Some((paper.clone(), glance.clone())),
        _ => None,
    };
    let chosen: Vec<_> = ticked.iter().filter_map(|paper| may_be_read(paper)).collect();
    // The same form, sent twice, has done its work already, or does it now.
    let is_again = ticked.iter().any(|paper| matches!(paper.state, State::Storing | State::Stored(..)));
    if chosen.is_empty() && !is_again {
        return page(view, true);
    }
    chosen.iter().for_each(|(paper, _)| inbox.fault(batch, paper.key, None));
    let mut said = Vec::new();
    for (paper, glance) in chosen {
        let own = said_of(view, paper.key, &glance);
        match own.check() {
            Ok(_) => said.push((paper, own)),
            Err(ManifestError::Wrong { fault, .. }) => {
                inbox.fault(batch, paper.key, Some([Lang::Ja, Lang::En].map(|lang| fault_sentence(&fault, lang))));
            }
            Err(error) => return Err(WebError::Corpus(error.into())),
        }
    }
    let keys: Vec<u64> = ticked.iter().map(|paper| paper.key).collect();
    let now = || inbox.papers(batch).unwrap_or_default();
    // What was mistyped is mended before anything is added.
    if now().iter().any(|paper| keys.contains(&paper.key) && paper.fault.is_some()) {
        return page(view, false);
    }
    let until = Instant::now() + view.app.patience / SHARE;
    let is_any = keep_all(view, batch, (&said, until))?;
    let is_adding = || now().iter().any(|paper| keys.contains(&paper.key) && matches!(paper.state, State::Storing));
    while is_adding() && Instant::now() < until {
        std::thread::sleep(PAUSE);
    }
    let is_shown = (is_any || is_again) && view.app.renew_written();
    let own = Params::default().and("batch", batch);
    Ok(Reply::Next(match &now()[..] {
        // One document alone opens; of several each says what became of it.
        [Paper { state: State::Stored(plans, Kept::New), .. }] if is_shown && plans.len() == 1 => {
            view.to_plan(&plans[0], None)
        }
        _ => to(view, "/add", &own),
    }))
}

/// How often it is looked whether others have added what they add.
const PAUSE: Duration = Duration::from_millis(50);

/// Stores documents one after the other, those that nobody else stores. Those that fail keep why. False if none came into the
/// corpus.
fn keep_all(view: &View, batch: u64, (said, until): (&[(Paper, Said)], Instant)) -> Result<bool, WebError> {
    let inbox = view.inbox()?;
    let mut is_any = false;
    for (paper, own) in said {
        let Some(claim) = inbox.claim(batch, paper.key) else { continue };
        let is_late = Instant::now() >= until;
        let kept = if is_late { Err(WebError::TooLate) } else { keep(view, paper, claim.glance(), own) };
        match kept {
            Ok((plans, kept)) => {
                inbox.settle(batch, paper.key, State::Stored(plans, kept));
                is_any = true;
            }
            Err(error) => {
                if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
                    view.app.tell(&format!("{}: {}", paper.name, chain(&error)));
                }
                inbox.fault(batch, paper.key, Some([Lang::Ja, Lang::En].map(|lang| error.sentence(lang))));
            }
        }
    }
    Ok(is_any)
}

/// Remembers what was typed of each document that the form showed.
fn remember(view: &View, batch: u64) -> Result<(), WebError> {
    let inbox = view.inbox()?;
    for paper in inbox.papers(batch).unwrap_or_default() {
        if let Some(own) = typed(&view.params, paper.key) {
            inbox.typed(batch, paper.key, own);
        }
    }
    Ok(())
}

/// Stores one document; gives the ids of its plans, and how it came there.
fn keep(view: &View, paper: &Paper, glance: &Glance, said: &Said) -> Result<(Vec<String>, Kept), WebError> {
    let bytes = view.inbox()?.bytes(paper)?;
    let first = glance.plans.first().map(|plan| &plan.row);
    let facts = said.check().map_err(|error| WebError::Corpus(error.into()))?.facts;
    let naming = Naming {
        organisation: facts.organisation.as_deref().or(first.and_then(|row| row.organisation.as_deref())),
        title: facts.title.as_deref().or(first.and_then(|row| row.title.as_deref())),
        period: facts.period.or(first.and_then(|row| row.period)),
        ..Naming::default()
    };
    if let Some(password) = &paper.password {
        // Who typed it was told that it is kept.
        let content = blake3::hash(&bytes);
        Passwords::keep(&view.app.folders.corpus, content.as_bytes(), &paper.name, password)?;
    }
    let wanted = place_of(Path::new(&paper.name), &glance.extension, naming);
    let corpus = &view.app.folders.corpus;
    let (name, kept) = match store(corpus, &wanted, &bytes, said)? {
        Taken::New(name) => (name, Kept::New),
        // Somebody added the same since it was read: what was mended of it is not lost.
        Taken::Known(name) if *said != Said::default() && state(corpus, (id_of(&name), None), said)? => {
            (name, Kept::Said)
        }
        Taken::Known(name) => (name, Kept::Known),
    };
    Ok((ids(id_of(&name), glance.plans.len()).collect(), kept))
}

/// What was said of a document beyond what was understood: only that is written down.
fn said_of(view: &View, key: u64, glance: &Glance) -> Said {
    let said = facts::said(|name| {
        let own = understood(glance, name);
        let is_same = |value: &&str| match name {
            "year" => value.parse::<Period>().ok() == own.parse().ok() && !own.is_empty(),
            _ => *value == own,
        };
        view.params.get(&format!("{name}-{key}")).filter(|value| !is_same(value)).map(str::to_owned)
    });
    Said { ocr: view.params.get(&format!("ocr-{key}")).is_some(), ..said }
}

/// Opens documents with the passwords that were typed, and shows them with the others.
pub(in crate::web) fn open(view: &View) -> Outcome {
    if let Some(batch) = view.params.number("batch") {
        remember(view, batch)?;
    }
    unlock(view)?;
    page(view, false)
}

/// Reads locked documents anew with the passwords that were typed. False if none was.
fn unlock(view: &View) -> Result<bool, WebError> {
    let inbox = view.inbox()?;
    let Some(batch) = view.params.number("batch") else { return Ok(false) };
    let is_closed = |paper: &&Paper| matches!(&paper.state, State::Refused(why) if is_locked(why));
    let mut is_any = false;
    for paper in inbox.papers(batch).unwrap_or_default().iter().filter(is_closed) {
        let Some(password) = view.params.get(&format!("password-{}", paper.key)) else { continue };
        let Some(paper) = inbox.unlock(batch, paper.key, password) else { continue };
        inbox.settle(batch, paper.key, inbox.read(&paper, &view.app.folders));
        is_any = true;
    }
    Ok(is_any)
}

/// Throws away what was sent.
pub(in crate::web) fn discard(view: &View) -> Outcome {
    let batch = view.params.number("batch").ok_or(WebError::Form)?;
    let Discarded { gone, kept } = view.inbox()?.discard(batch);
    let [mut japanese, mut english] = match gone {
        0 => ["取り消すファイルはありませんでした。", "There was nothing to be thrown away."].map(str::to_owned),
        _ => [
            format!("まだ加えていなかったファイル{gone}個を取り消しました。"),
            format!("What was not added yet is thrown away: {gone}."),
        ],
    };
    if kept > 0 {
        japanese.push_str(&format!("加えた{kept}個はそのままです。"));
        english.push_str(&format!(" What was added stays: {kept}."));
    }
    Ok(view.next("/add", &Params::default(), Receipt::of(japanese, english)))
}
