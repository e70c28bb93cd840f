//! One document that was sent, as `/add` shows it: what was understood of it, in fields that can be mended.
//!
//! In comes a document that waits, out comes a piece of the form. How it is stored must not be known here.

use maud::{Markup, html};

use super::facts::fact_of;
use crate::ask::table::SAID;
use crate::ask::{Field, Params};
use crate::report::{counts_text, kind_name, level_name, lines_text, notice_sentence, period_text, problem};
use crate::web::inbox::{Glance, Kept, Paper, PlanSeen, State, is_locked};
use crate::web::layout::{filled, title};
use crate::web::view::View;
use kurabe_index::index::Problem;
use kurabe_model::PassageKind;
use kurabe_read::ReadError;

/// What of a document can be said that holds for each of several plans in it.
const OF_ALL: [&str; 3] = ["organisation", "prefecture", "source"];

/// The field that says that the form showed a document, so that what is not ticked was not wanted.
pub(super) const SHOWN: &str = "shown";

/// A document with what became of it.
pub(super) fn paper(view: &View, paper: &Paper) -> Markup {
    html! {
        section.paper id={ "f" (paper.key) } aria-labelledby={ "n" (paper.key) } {
            h2 id={ "n" (paper.key) } { (paper.name) " " span.meta { (size_text(paper.size)) } }
            @match &paper.state {
                State::Unread | State::Reading => p { (view.say("読み取りを待っています。", "Waiting to be read.")) },
                State::Broken => p.alert { (view.say(
                    "読み取りの途中で止まったため、加えられません。ファイルが壊れていないか確かめてください。",
                    "Reading it broke off, so it cannot be added. See whether the file is damaged.")) },
                State::Slow => p.alert { (view.say(
                    "読み取りに時間がかかりすぎるため、加えられません。計画の部分だけのファイルに分けてください。",
                    "Reading it takes too long. Split off the plan itself.")) },
                State::Refused(why) if is_locked(why) => (locked(view, paper, matches!(why, Problem::Unread(ReadError::WrongPassword)))),
                State::Refused(why) => p.alert { (view.say("加えられません：", "It cannot be added: ")) (problem(why, view.lang)) },
                State::Storing => p { (view.say("加えているところです。", "It is being added.")) },
                State::Stored(plans, kept) => (stored(view, plans, *kept)),
                State::Read(glance) => (read(view, paper, glance)),
            }
        }
    }
}

/// A document that opens with a password: what is typed stays with the corpus, so that it can be read again.
fn locked(view: &View, paper: &Paper, is_wrong: bool) -> Markup {
    let key = paper.key;
    html! {
        p.alert { @if is_wrong { (view.say("パスワードが違います。", "The password does not open it.")) }
            @else { (view.say("パスワードで保護されています。", "It is protected by a password.")) } }
        p.aside { label { (view.say("パスワード", "Password"))
            input type="password" name={ "password-" (key) } autocomplete="off" maxlength="200"; }
            button.small type="submit" formaction=(view.link("/add/open", &view.params.only(&["batch"]))) {
                (view.say("開く", "Open")) } }
        p.meta { (view.say(
            "加えると、パスワードは計画のフォルダーの passwords.toml（持ち主だけが読めます）に残ります。",
            "If you add it, the password is kept in passwords.toml in the folder of the plans, which its owner alone may read.")) }
    }
}

/// 1.2 MB
fn size_text(size: usize) -> String {
    match size {
        0 => String::new(),
        1..=999_999 => format!("{} KB", size.div_ceil(1_000)),
        _ => format!("{:.1} MB", size as f64 / 1e6),
    }
}

fn stored(view: &View, plans: &[String], kept: Kept) -> Markup {
    let said = match kept {
        Kept::New => view.say("加えました。", "Added."),
        Kept::Known => view.say(
            "同じ内容の計画がもうあったので、加えていません。",
            "The same was in the collection already; it was not added again.",
        ),
        Kept::Said => view.say(
            "同じ内容の計画がもうあったので、加えていません。直した内容は corpus.toml に書きました。",
            "The same was in the collection already; what you mended is written into corpus.toml.",
        ),
    };
    html! {
        p.done { (said) }
        ul { @for id in plans { li {
            @match view.store().find(id) {
                Some(row) => a href=(view.to_plan(id, None)) { (title(row)) },
                None => { (id) (view.say("（索引の更新を待っています）", " (waiting for the index)")) },
            }
        } } }
    }
}

fn read(view: &View, paper: &Paper, glance: &Glance) -> Markup {
    let key = paper.key;
    let ticked = |name: &str, value: &str, usual: bool| paper.typed.as_ref().map_or(usual, |own| own.has(name, value));
    let ocr = format!("ocr-{key}");
    html! {
        @if let Some(known) = &glance.known {
            p { (view.say("同じ内容の計画がもうあるので、加えません：", "The same is in the collection already: "))
                @match glance.plans.iter().find_map(|plan| view.store().find(&plan.row.id)) {
                    Some(row) => a href=(view.to_plan(&row.id, None)) { (title(row)) },
                    None => (known),
                } }
        } @else {
            input type="hidden" name=(SHOWN) value=(key);
            p.tick { label { input type="checkbox" name="store" value=(key) checked[ticked("store", &key.to_string(), true)]; " " (view.say("この計画を加える", "Add this")) } }
            @if let Some([japanese, english]) = &paper.fault { p.alert { (view.lang.pick(japanese, english)) } }
            fieldset {
                legend { (view.say("読み取った内容（違っていれば直してください）", "What was understood (mend what is wrong)")) }
                @for field in SAID.iter().filter(|field| glance.plans.len() == 1 || OF_ALL.contains(&field.name)) {
                    (fact(view, paper, glance, field))
                }
            }
            @if is_without_text(glance) {
                p.tick { label { input type="checkbox" name=(ocr) value="1" checked[ticked(&ocr, "1", false)]; " "
                    (view.say("文字のないページをOCR（tesseract）で読み取る", "Read pages without text by OCR (tesseract)")) } }
            }
        }
        @for plan in &glance.plans { (seen(view, plan, glance.plans.len() > 1)) }
    }
}

fn is_without_text(glance: &Glance) -> bool {
    glance.plans.iter().all(|plan| plan.row.passages == 0)
}

/// A fact of a document in a field: as it was typed, else as it was understood.
fn fact(view: &View, paper: &Paper, glance: &Glance, field: &Field) -> Markup {
    let name = format!("{}-{}", field.name, paper.key);
    let own = understood(glance, field.name);
    // A field that was emptied is empty.
    let value = paper.typed.as_ref().map_or(own.as_str(), |typed| typed.get(&name).unwrap_or_default());
    let is_open = own.is_empty() && field.name != "source";
    html! {
        label { span { (view.say(field.label.0, field.label.1))
            @if is_open { " " span.badge.soft { (view.say("読み取れず", "not found")) } } }
            (filled(view, field, (&name, value), None)) }
    }
}

/// What a form says of a document, but for its password; none if the form did not show it.
pub(super) fn typed(params: &Params, key: u64) -> Option<Params> {
    let own = key.to_string();
    let is_own = |(name, value): &(&str, &str)| match name.rsplit_once('-') {
        Some((field, of)) => of == own && field != "password",
        None => *name == "store" && *value == own,
    };
    let all = || params.pairs().filter(is_own).fold(Params::default(), |all, (name, value)| all.and(name, value));
    params.has(SHOWN, &own).then(all)
}

/// A fact of a document as it was understood, written as it would be typed.
pub(super) fn understood(glance: &Glance, name: &str) -> String {
    let Some(row) = glance.plans.first().map(|plan| &plan.row) else { return String::new() };
    let is_said = glance.plans.len() == 1 || OF_ALL.contains(&name);
    if is_said && name != "source" { fact_of(row, name) } else { String::new() }
}

/// A glance at a plan: how much it holds, its first items, what is to be told of it.
fn seen(view: &View, plan: &PlanSeen, is_one_of_several: bool) -> Markup {
    let row = &plan.row;
    let rest = (row.nodes.iter().sum::<u32>() as usize).saturating_sub(plan.items.len());
    html! {
        @if is_one_of_several {
            h3 { (title(row)) }
            p.meta { (period_text(row.period, view.lang)) (view.say("・", ", ")) (kind_name(row.kind, view.lang)) }
        }
        p { (counts_text(row, view.lang)) }
        ul.glance {
            @for (kind, title) in &plan.items {
                li { span.badge { (level_name(PassageKind::Node(*kind), view.lang)) } " " span lang="ja" { (title) } }
            }
            @if rest > 0 { li.meta { (view.lang.pick(format!("ほか{rest}件"), format!("{rest} more"))) } }
        }
        @if row.notices > 0 {
            details open[view.is_for_print()] {
                summary { (view.lang.pick(format!("お知らせ（{}）", row.notices), format!("Notices ({})", row.notices))) }
                ul { @for notice in &plan.notices { li {
                    @if let Some(span) = notice.span { (lines_text((span.first, span.last), view.lang)) " " }
                    (notice_sentence(&notice.kind, view.lang))
                } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_but_for_passwords() {
        let sent = Params::read("shown=3&store=3&title-3=x&ocr-3=1&password-3=geheim&title-4=y&store=4&batch=1");
        assert_eq!(typed(&sent, 3), Some(Params::read("store=3&title-3=x&ocr-3=1")));
        assert_eq!(typed(&sent, 4), None, "the form did not show it");
        assert_eq!(typed(&Params::read("shown=3"), 3), Some(Params::default()), "its tick was taken out");
    }
}
