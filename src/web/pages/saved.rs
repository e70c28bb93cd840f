//! `/saved`: searches and comparisons kept by name, and what they find that is new since the last time.

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::search_hits::snippet;
use crate::ask::table::SAVED;
use crate::ask::{News, NewsError, Params, asked_again, news, to_save};
use crate::library::corpus::{Question, Saved};
use crate::report::{lines_text, news_counts, period_text, question_name};
use crate::web::error::WebError;
use crate::web::layout::{self, filled, word};
use crate::web::view::{Outcome, Reply, View};
use kurabe_index::search::Hit;

/// New hits that a page lists.
const MOST: usize = 300;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let title = view.say("保存した検索", "Saved");
    let all = Saved::all(&view.app.folders.corpus)?;
    if let Some(name) = view.params.get("name") {
        let saved = all.get(name).ok_or_else(|| WebError::NotSaved(name.to_owned()))?;
        return one(view, name, saved);
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

fn one(view: &View, name: &str, saved: &Saved) -> Outcome {
    let found = news(saved, view.store(), &view.now.thesaurus)?;
    let main = html! {
        nav.crumbs aria-label=(view.say("現在地", "You are here")) { ol {
            li { a href=(view.link("/saved", &Params::default())) { (view.say("保存した検索", "Saved")) } }
        } }
        h1 { (name) }
        p { strong { (news_counts((found.count(), found.gone), view.lang)) } " "
            a href=(address(view, saved)) { (view.say("すべての結果を見る", "See all that is found")) } }
        (listed(view, &found))
        @if view.pen().is_ok() { (acts(view, name)) }
    };
    Ok(layout::page(view, name, &main))
}

fn listed(view: &View, found: &News) -> Markup {
    html! {
        ol.hits { @for hit in found.hits.iter().take(MOST) { li { (new_hit(view, hit)) } } }
        @if found.hits.len() > MOST { p.meta { (view.lang.pick(
            format!("ほか{}箇所", found.hits.len() - MOST), format!("{} more", found.hits.len() - MOST))) } }
        @if !found.cells.is_empty() {
            ul { @for change in &found.cells {
                li { span lang="ja" { (change.cell) } (view.say("：", ": ")) (change.before) " → " (change.now) }
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

fn acts(view: &View, name: &str) -> Markup {
    let form = |path: &str, label: &'static str, class: Option<&str>| {
        html! { form action=(view.link(path, &Params::default())) method="post" {
            (word(view))
            input type="hidden" name="name" value=(name);
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
    html! { @if view.pen().is_ok() {
        details.menu {
            summary { (view.say("この条件を保存する", "Save this question")) }
            form.aside action=(view.link("/saved/put", &Params::default())) method="post" {
                (word(view))
                input type="hidden" name="what" value=(what.name());
                input type="hidden" name="asked" value=(to_save(&view.params).at(""));
                label { (view.say(SAVED.label.0, SAVED.label.1)) (filled(view, &SAVED, (SAVED.name, ""), None)) }
                button.small type="submit" { (view.say("保存する", "Save")) }
            }
        }
    } }
}

/// Saves a question under a name.
pub(in crate::web) fn put(view: &View) -> Outcome {
    let name = view.params.get(SAVED.name).ok_or(WebError::Wrong(SAVED.name))?;
    let what = [Question::Search, Question::Compare].into_iter().find(|what| view.params.has("what", what.name()));
    let asked = view.params.get("asked").unwrap_or_default().to_owned();
    let saved = Saved { what: what.ok_or(WebError::Form)?, asked, seen: Vec::new() };
    let found = news(&saved, view.store(), &view.now.thesaurus)?;
    Saved { seen: found.seen, ..saved }.put(&view.app.folders.corpus, name)?;
    Ok(Reply::Next(view.link("/saved", &Params::default().and("name", name))))
}

/// What is new is known from now on.
pub(in crate::web) fn seen(view: &View) -> Outcome {
    let name = view.params.get("name").ok_or(WebError::Form)?;
    if let Some(saved) = Saved::all(&view.app.folders.corpus)?.get(name) {
        let found = news(saved, view.store(), &view.now.thesaurus)?;
        saved.see(&view.app.folders.corpus, name, &found.seen)?;
    }
    Ok(Reply::Next(view.link("/saved", &Params::default())))
}

/// Forgets what is saved under a name.
pub(in crate::web) fn remove(view: &View) -> Outcome {
    Saved::remove(&view.app.folders.corpus, view.params.get("name").ok_or(WebError::Form)?)?;
    Ok(Reply::Next(view.link("/saved", &Params::default())))
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
