//! `/saved`: searches and comparisons kept by name, and what they find that is new since the last time.

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::search_hits::snippet;
use crate::ask::table::SAVED;
use crate::ask::{News, NewsError, Params, asked_again, news, to_save};
use crate::library::corpus::{Question, Saved};
use crate::report::{lines_text, news_counts, period_text, question_name};
use crate::web::error::WebError;
use crate::web::layout::{self, filled, kept, word};
use crate::web::receipts::Receipt;
use crate::web::view::{Outcome, View};
use kurabe_index::search::Hit;

/// New hits that a page lists.
const MOST: usize = 300;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let title = view.say("保存した検索", "Saved");
    let all = Saved::all(&view.app.folders.corpus)?;
    if let Some(name) = view.params.get("name") {
        let saved = all.get(name).ok_or_else(|| WebError::NotSaved(name.to_owned()))?;
        return one(view, name, saved, false);
    }
    let mut rows = Vec::new();
    for (name, saved) in &all {
        let said = match news(saved, view.store(), &view.now.thesaurus) {
            Ok(found) => news_counts((found.count(), found.gone), view.lang),
            Err(error) => WebError::from(error).sentence(view.lang),
        };
        rows.push((name, saved, said));
    }
    let main = html! {
        h1 { (title) }
        p { (view.say("名前をつけて保存した検索と比較です。前に見たあとの新しいものがわかります。",
            "Searches and comparisons kept by name; they tell what is new since you last looked.")) }
        @if rows.is_empty() { p { (view.say("まだありません。検索や比較の画面で「この条件を保存する」を使うか、kurabe search の --save で保存します。",
            "There is nothing yet: save a search or a comparison on its page, or with kurabe search --save.")) } }
        ul { @for (name, saved, said) in &rows { li {
            a href=(view.link("/saved", &Params::default().and("name", name))) { (name) } " "
            span.meta { (question_name(saved.what, view.lang)) (view.say("・", ", ")) (said) }
        } } }
    };
    Ok(layout::page(view, title, &main))
}

/// Where a saved question is asked.
fn address(view: &View, saved: &Saved) -> String {
    let path = match saved.what {
        Question::Search => "/",
        Question::Compare => "/compare",
    };
    view.link(path, &asked_again(saved))
}

/// What is new; `is_late` where it was to be marked as seen and more had come meanwhile.
fn one(view: &View, name: &str, saved: &Saved, is_late: bool) -> Outcome {
    let found = news(saved, view.store(), &view.now.thesaurus)?;
    let main = html! {
        (layout::crumbs(view, &html! {
            li { a href=(view.link("/saved", &Params::default())) { (view.say("保存した検索", "Saved")) } }
        }))
        h1 { (name) }
        @if is_late { p.alert role="alert" { (view.say(
            "表示したあとに結果が変わったので、まだ見たことにしていません。下の一覧を見てから、もう一度押してください。",
            "What is found has changed since it was shown, so nothing was marked as seen. Look below, then press once more.")) } }
        p { strong { (news_counts((found.count(), found.gone), view.lang)) } " "
            a href=(address(view, saved)) { (view.say("すべての結果を見る", "See all that is found")) } }
        (listed(view, &found))
        @if view.pen().is_ok() { (acts(view, name, &print(saved, &found.seen))) }
    };
    Ok(layout::page(view, name, &main))
}

fn listed(view: &View, found: &News) -> Markup {
    html! {
        ol.hits { @for hit in found.hits.iter().take(MOST) { li { (new_hit(view, hit)) } } }
        @if found.hits.len() > MOST { p.meta { (view.lang.pick(
            format!("ほか{}箇所。上のものを見たことにすると、続きを示します。", found.hits.len() - MOST),
            format!("{} more: they come when those above are marked as seen.", found.hits.len() - MOST))) } }
        @if !found.cells.is_empty() {
            ul { @for change in &found.cells {
                li { span lang=(view.lang.pick("ja", "en")) { (change.name(view.lang)) } (view.say("：", ": ")) (change.before) " → " (change.now) }
            } }
        }
    }
}

fn new_hit(view: &View, hit: &Hit) -> Markup {
    let span = hit.passage.span;
    let meant = Params::default().and("id", &hit.plan.id).and("line", span.first);
    html! {
        p.path { (layout::title(&hit.plan)) " " (period_text(hit.plan.period, view.lang)) }
        p.snippet lang="ja" { a href=(view.to_plan(&hit.plan.id, Some(span.first))) { (snippet(&hit.snippet)) } }
        p.meta { (lines_text((span.first, span.last), view.lang)) " " (aside_link(view, &meant, "")) }
    }
}

/// What was saved and what it found, in a few letters: they tell whether it is still what was shown.
fn print(saved: &Saved, seen: &[String]) -> String {
    let mut seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    seen.sort_unstable();
    let hash = blake3::hash(format!("{}\n{}\n{}", saved.what.name(), saved.asked, seen.join("\n")).as_bytes());
    hash.to_hex()[..16].to_owned()
}

/// The field that says what the form showed.
const SHOWN: &str = "shown";

fn acts(view: &View, name: &str, shown: &str) -> Markup {
    let own = Params::default().and("name", name);
    let form = |path: &str, label: &'static str, class: Option<&str>| {
        html! { form action=(view.link(path, &own)) method="post" {
            (word(view))
            (kept(&own))
            input type="hidden" name=(SHOWN) value=(shown);
            button class=[class] type="submit" { (label) }
        } }
    };
    html! { div.acts {
        (form("/saved/seen", view.say("見たことにする", "I have seen these"), None))
        (form("/saved/remove", view.say("この保存を消す", "Forget this"), Some("small")))
    } }
}

/// The form that saves the question of a page; nothing where nothing may be written.
pub(super) fn saver(view: &View, what: Question) -> Markup {
    let own = Params::default().and(WHAT, what.name()).and(ASKED, to_save(&view.params).at(""));
    html! { @if view.pen().is_ok() {
        details.menu {
            summary { (view.say("この条件を保存する", "Save this question")) }
            (naming(view, &own, "", None))
        }
    } }
}

/// The fields that say which question is saved, and what the name that is taken stands for now, where that may go.
const WHAT: &str = "what";
const ASKED: &str = "asked";
const REPLACED: &str = "replace";

/// The form that names what is saved, and the button that lets go what had that name.
fn naming(view: &View, own: &Params, name: &str, taken: Option<&Saved>) -> Markup {
    html! {
        form.aside action=(view.link("/saved/put", own)) method="post" {
            (word(view))
            (kept(own))
            label { (view.say(SAVED.label.0, SAVED.label.1)) (filled(view, &SAVED, (SAVED.name, name), None)) }
            button.small type="submit" { (view.say("保存する", "Save")) }
            @if let Some(taken) = taken {
                button.small type="submit" name=(REPLACED) value=(print(taken, &taken.seen)) {
                    (view.lang.pick(format!("「{name}」を置き換える"), format!("Replace {name}"))) } }
        }
    }
}

/// Asks for a name once more: none was given, or it is taken.
pub(in crate::web) fn ask_name(view: &View) -> Outcome {
    view.pen()?;
    if view.params.get(ASKED).is_none() {
        return show(view);
    }
    name_again(view, None, None)
}

fn name_again(view: &View, fault: Option<&str>, taken: Option<&Saved>) -> Outcome {
    let title = view.say("この条件を保存する", "Save this question");
    let own = view.params.only(&[WHAT, ASKED]);
    let name = view.params.get(SAVED.name).unwrap_or_default();
    let asked = Saved { what: meant(view)?, asked: given(view), seen: Vec::new() };
    let main = html! {
        h1 { (title) }
        @if let Some(fault) = fault { p.alert role="alert" { (fault) } }
        @if let Some(taken) = taken { ul {
            li { a href=(address(view, taken)) { (view.say("この名前でいま保存している条件を見る", "See what is saved under it now")) } }
            li { a href=(address(view, &asked)) { (view.say("これから保存する条件を見る", "See what is to be saved")) } }
        } }
        (naming(view, &own, name, taken))
    };
    Ok(layout::page(view, title, &main))
}

/// Which question a form means.
fn meant(view: &View) -> Result<Question, WebError> {
    let what = [Question::Search, Question::Compare].into_iter().find(|what| view.params.has(WHAT, what.name()));
    what.ok_or(WebError::Form)
}

fn given(view: &View) -> String {
    view.params.get(ASKED).unwrap_or_default().to_owned()
}

/// Saves a question under a name. One that is taken is asked about, and what stands there goes only if it is still what
/// was shown.
pub(in crate::web) fn put(view: &View) -> Outcome {
    let saved = Saved { what: meant(view)?, asked: given(view), seen: Vec::new() };
    let Some(name) = view.params.get(SAVED.name) else {
        let fault =
            view.say("保存する名前を入れてください。まだ保存していません。", "Give it a name; nothing is saved yet.");
        return name_again(view, Some(fault), None);
    };
    let corpus = &view.app.folders.corpus;
    let all = Saved::all(corpus)?;
    let taken = all.get(name);
    if let Some(taken) = taken.filter(|taken| view.params.get(REPLACED) != Some(&print(taken, &taken.seen))) {
        return name_again(view, Some(&taken_sentence(view, name)), Some(taken));
    }
    let found = news(&saved, view.store(), &view.now.thesaurus)?;
    if !(Saved { seen: found.seen, ..saved }).put(corpus, name, taken)? {
        // Somebody else has just saved something under it.
        return name_again(view, Some(&taken_sentence(view, name)), Saved::all(corpus)?.get(name));
    }
    let done = match taken {
        Some(_) => Receipt::of(format!("「{name}」を置き換えました。"), format!("{name} is replaced.")),
        None => Receipt::of(format!("「{name}」として保存しました。"), format!("Saved as {name}.")),
    };
    Ok(view.next("/saved", &Params::default().and("name", name), done))
}

fn taken_sentence(view: &View, name: &str) -> String {
    view.lang.pick(
        format!("「{name}」という名前はもう使われています。ほかの名前にするか、置き換えるかを選んでください。まだ保存していません。"),
        format!("There is one called {name} already. Choose another name, or replace it; nothing is saved yet."),
    )
}

/// What was shown as new is known from now on, and nothing else. Where more has come since, it is shown first.
pub(in crate::web) fn seen(view: &View) -> Outcome {
    let name = view.params.get("name").ok_or(WebError::Form)?;
    let all = Saved::all(&view.app.folders.corpus)?;
    let saved = all.get(name).ok_or_else(|| WebError::NotSaved(name.to_owned()))?;
    let found = news(saved, view.store(), &view.now.thesaurus)?;
    if view.params.get(SHOWN) != Some(&print(saved, &found.seen)) {
        return one(view, name, saved, true);
    }
    if !saved.see(&view.app.folders.corpus, name, &found.seen_of(MOST))? {
        let all = Saved::all(&view.app.folders.corpus)?;
        return one(view, name, all.get(name).ok_or_else(|| WebError::NotSaved(name.to_owned()))?, true);
    }
    let left = found.hits.len().saturating_sub(MOST);
    if left > 0 {
        let done = Receipt::of(
            format!("「{name}」の新しいもののうち、示した{MOST}箇所を見たことにしました。残りは{left}箇所です。"),
            format!("The {MOST} passages of {name} that were shown are marked as seen; {left} are left."),
        );
        return Ok(view.next("/saved", &Params::default().and("name", name), done));
    }
    let done = Receipt::of(
        format!("「{name}」の新しいものを見たことにしました。"),
        format!("What was new in {name} is marked as seen."),
    );
    Ok(view.next("/saved", &Params::default(), done))
}

/// Forgets what is saved under a name.
pub(in crate::web) fn remove(view: &View) -> Outcome {
    let name = view.params.get("name").ok_or(WebError::Form)?;
    let done = match Saved::remove(&view.app.folders.corpus, name)? {
        true => Receipt::of(format!("「{name}」の保存を消しました。"), format!("{name} is forgotten.")),
        false => Receipt::of(
            format!("「{name}」として保存したものは、もうありません。何も消していません。"),
            format!("Nothing is saved as {name} any more; nothing was removed."),
        ),
    };
    Ok(view.next("/saved", &Params::default(), done))
}

impl From<NewsError> for WebError {
    fn from(error: NewsError) -> Self {
        match error {
            NewsError::Query(error) => error.into(),
            NewsError::Compare(error) => error.into(),
            NewsError::Index(error) => error.into(),
            NewsError::TooMany(_) => Self::TooMuchToSave,
        }
    }
}
