//! The frame of every page, and the pieces that several pages use.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::error::WebError;
use super::guide::guide;
use super::pen::WORD;
use super::view::{KEPT, Lang, Reply, View};
use crate::ask::table::{BENCHMARK, COMPARE, DIFFUSION, KIND, PLANS, PREFECTURE, SEARCH};
use crate::ask::{Field, Kind, Params};
use crate::report::{date, kind_name, plan_marks, unmet_text};
use kurabe_index::index::{IndexError, PlanRow};
use kurabe_index::query::{Filter, LONGEST};
use kurabe_index::search;
use kurabe_model::PlanKind;

/// The places that every page leads to.
const PLACES: [(&str, &str, &str); 8] = [
    ("/", "検索", "Search"),
    ("/compare", "テーマ比較", "Compare"),
    ("/diff", "新旧比較", "Old and new"),
    ("/results", "計画と実績", "Results"),
    ("/plans", "計画一覧", "Plans"),
    ("/themes", "テーマ", "Themes"),
    ("/shortlist", "しおり", "Shortlists"),
    ("/saved", "保存した検索", "Saved"),
];

const ADD: (&str, &str, &str) = ("/add", "計画を加える", "Add plans");

/// What the addresses of pages may say beyond what can be asked of the index.
const OWN: [&str; 33] = [
    "lang",
    "page",
    "print",
    "view",
    "shape",
    "show",
    "without",
    "cell",
    "id",
    "line",
    "part_from",
    "similar",
    "node",
    "plan",
    "old",
    "new",
    "record",
    "report",
    "peers",
    "left",
    "short",
    "chapter",
    "batch",
    "name",
    "what",
    "asked",
    "back",
    "all_plans",
    "exact",
    "column",
    "sort",
    "order",
    KEPT,
];

/// What of an address a link to the same page may carry: names that pages know, never what was typed into a form.
fn known(address: &Params) -> Params {
    let fields = [SEARCH, PLANS, COMPARE, DIFFUSION, BENCHMARK];
    let asked = fields.iter().flat_map(|fields| fields.iter()).map(|field| field.name);
    let names: Vec<&str> = OWN.into_iter().chain(asked).collect();
    address.only(&names)
}

/// What was done just before, said at the top wherever the page opens.
fn receipt(view: &View) -> Markup {
    let Some(done) = view.params.get(KEPT).and_then(|name| view.app.receipts.find(name)) else { return html! {} };
    let [japanese, english] = &done.said;
    let is_unseen = done.unseen_in == Some(view.store().head().generation);
    html! {
        p.done.receipt role="status" {
            (view.lang.pick(japanese, english))
            @if let Some((address, [japanese, english])) = &done.to { " " a href=(address) { (view.say(japanese, english)) } }
            @if is_unseen { " " (view.say("索引が更新されると、ここに現れます。", "It shows here once the index is up to date.")) }
        }
    }
}

/// A page: its title and what stands in it.
pub(super) fn page(view: &View, title: &str, main: &Markup) -> Reply {
    let store = view.store();
    let note = view.app.is_being_written().then(|| {
        let time = date(store.head().built, view.lang);
        view.lang.pick(
            format!("索引を更新中です。{time}の内容で表示しています。"),
            format!("The index is being updated. This is its state of {time}."),
        )
    });
    let main = html! { (receipt(view)) (main) };
    Reply::Page(frame((view.lang, &view.address, &view.path), (title, view.pen().is_ok()), note.as_deref(), &main))
}

/// The page for a request that has no answer.
pub(super) fn failure(lang: Lang, (params, path): (&Params, &str), is_writable: bool, error: &WebError) -> Markup {
    let home = params.only(&["lang"]);
    if matches!(error, WebError::Index(IndexError::Missing(_))) {
        let title = lang.pick("まだ計画がありません", "There are no plans yet");
        let way_in = is_writable.then(|| home.at(ADD.0));
        let main = html! { h1 { (title) } (guide(lang, way_in.as_deref(), None)) };
        return frame((lang, params, path), (title, is_writable), None, &main);
    }
    let title = lang.pick("エラー", "Error");
    let main = html! {
        div.alert role="alert" {
            h1 { (title) (lang.pick("：", ": ")) (error.sentence(lang)) }
        }
        ul.next {
            @if let Some(query) = params.get("q").filter(|_| path == "/") {
                li { a href=(home.with("q", format!("「{}」", query.replace(['「', '」'], " "))).at("/")) {
                    (lang.pick("入力を文字どおりに検索する", "Search for the text as written")) } }
            }
            li { a href=(home.at("/")) { (lang.pick("検索に戻る", "Back to the search")) } }
            li { a href=(home.at("/plans")) { (lang.pick("計画一覧を見る", "See all plans")) } }
            @if is_writable { li { a href=(home.at(ADD.0)) { (lang.pick(ADD.1, ADD.2)) } } }
        }
    };
    frame((lang, params, path), (title, is_writable), None, &main)
}

/// The frame of all pages; where plans may be added, it leads there.
fn frame(
    (lang, params, path): (Lang, &Params, &str),
    (title, is_writable): (&str, bool),
    note: Option<&str>,
    main: &Markup,
) -> Markup {
    let places = PLACES.into_iter().chain(is_writable.then_some(ADD));
    let chosen = params.only(&["lang"]);
    let (other, name, code) = match lang {
        Lang::Ja => ("en", "English", "en"),
        Lang::En => ("ja", "日本語", "ja"),
    };
    html! {
        (DOCTYPE)
        html lang=(lang.pick("ja", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " - kurabe" }
                link rel="stylesheet" href=(assets::style());
                link rel="icon" href="data:,";
                script src=(assets::script()) defer {}
            }
            body {
                a.skip href="#main" { (lang.pick("本文へ移動", "Skip to content")) }
                header.top {
                    a.brand href=(chosen.at("/")) { "kurabe" }
                    details.places.unfolds {
                        summary { (lang.pick("メニュー", "Menu")) }
                        nav aria-label=(lang.pick("主なページ", "Main pages")) {
                            ul {
                                @for (place, japanese, english) in places {
                                    li { a href=(chosen.at(place)) aria-current=[(place == path).then_some("page")] {
                                        (lang.pick(japanese, english)) } }
                                }
                            }
                        }
                    }
                    a.lang lang=(code) hreflang=(code) href=(known(params).with("lang", other).at(path)) { (name) }
                }
                main id="main" tabindex="-1" {
                    @if let Some(note) = note { p.note { (note) } }
                    (main)
                }
                footer {
                    p { (lang.pick("すべての数字は、元の計画の行に戻れます。", "Every number leads back to the lines of a plan.")) " "
                        a href=(chosen.at("/api")) { "API" } }
                }
            }
        }
    }
}

/// 要旨, 見本 … beside a plan.
pub(super) fn marks(row: &PlanRow, lang: Lang) -> Markup {
    html! { @for mark in plan_marks(row, lang) { span.badge { (mark) } " " } }
}

/// The body and title of a plan, in the language of the plan.
pub(super) fn title(row: &PlanRow) -> Markup {
    html! {
        span lang="ja" {
            @if let Some(body) = &row.organisation { (body) " " }
            (unbroken(row.title.as_deref().unwrap_or(&row.id)))
        }
    }
}

/// A heading in which no line ends within 第2期 or 令和3年度.
pub(super) fn unbroken(text: &str) -> Markup {
    let mut parts: Vec<(bool, &str)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let held = numbered(rest);
        let length = if held > 0 { held } else { rest.chars().next().map_or(1, char::len_utf8) };
        match parts.last_mut() {
            Some((false, plain)) if held == 0 => *plain = text.get(at - plain.len()..at + length).unwrap_or_default(),
            _ => parts.push((held > 0, rest.get(..length).unwrap_or_default())),
        }
        at += length;
    }
    html! { @for (held, part) in parts { @if held { span.nowrap { (part) } } @else { (part) } } }
}

/// How long a number with what belongs to it is at the beginning of a text: 第2期, 令和元年度, 2023年度. Nothing if there
/// is none.
fn numbered(text: &str) -> usize {
    const BEFORE: [&str; 4] = ["第", "令和", "平成", "昭和"];
    const BEHIND: [&str; 12] = ["年度", "か年", "ヵ年", "カ年", "ケ年", "期", "次", "回", "章", "節", "年", "号"];
    let before = BEFORE.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let rest = &text[before..];
    let is_number = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "元一二三四五六七八九十".contains(c);
    let number: usize = rest.chars().take_while(|c| is_number(*c)).map(char::len_utf8).sum();
    let rest = &rest[number..];
    let behind = BEHIND.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    if number > 0 && behind > 0 { before + number + behind } else { 0 }
}

/// Hidden fields that keep what a form does not show.
pub(super) fn kept(params: &Params) -> Markup {
    html! { @for (name, value) in params.pairs() { input type="hidden" name=(name) value=(value); } }
}

/// The way down to a page: links, each in a `li`.
pub(super) fn crumbs(view: &View, links: &Markup) -> Markup {
    html! { nav.crumbs aria-label=(view.say("現在地", "You are here")) { ol { (links) } } }
}

/// The word of a form that writes; nothing where nothing is written.
pub(super) fn word(view: &View) -> Markup {
    html! { @if let Ok(pen) = view.pen() { input type="hidden" name=(WORD) value=(pen.word()); } }
}

/// A field of a form, by the table of what can be asked, filled with what was.
pub(super) fn input(view: &View, field: &Field) -> Markup {
    html! { label { (view.say(field.label.0, field.label.1)) (control(view, field, None)) } }
}

/// The same where its place says what it is: its words are for those who do not see it.
pub(super) fn bare_input(view: &View, field: &Field, hint: &str) -> Markup {
    html! {
        label { span.visually-hidden { (view.say(field.label.0, field.label.1)) } (control(view, field, Some(hint))) }
    }
}

/// What is typed into, by the kind of a field, filled with what was asked.
fn control(view: &View, field: &Field, hint: Option<&str>) -> Markup {
    let value = view.params.get(field.name).unwrap_or_default();
    filled(view, field, (field.name, value), hint)
}

/// What is typed into or chosen from, by the kind of a field, under a name and with a value of its own.
pub(super) fn filled(view: &View, field: &Field, (name, value): (&str, &str), hint: Option<&str>) -> Markup {
    let (size, most) = match field.kind {
        Kind::Year => (Some(6), Kind::YEAR),
        Kind::Text(most) => (None, most),
        Kind::Query | Kind::Queries => (None, LONGEST),
        Kind::Kinds => return kind_choice(view, name, &[value], None),
        _ => (None, Kind::NAMES),
    };
    html! { input name=(name) value=(value) size=[size] maxlength=(most) placeholder=[hint]; }
}

/// The kinds of plans, and perhaps all of them.
fn kind_choice(view: &View, name: &str, chosen: &[&str], all: Option<&str>) -> Markup {
    html! {
        select name=(name) {
            @if let Some(all) = all { option value="" { (all) } }
            @for kind in PlanKind::ALL {
                option value=(kind.name()) selected[chosen.contains(&kind.name())] { (kind_name(kind, view.lang)) }
            }
        }
    }
}

/// The prefectures to choose from.
pub(super) fn prefectures(view: &View) -> Markup {
    html! {
        label { (view.say(PREFECTURE.label.0, PREFECTURE.label.1))
            select name="prefecture" {
                option value="" { (view.say("すべて", "All")) }
                @for name in &view.store().names().prefectures.values {
                    option value=(name) lang="ja" selected[view.params.has("prefecture", name)] { (name) }
                }
            } }
    }
}

/// The kinds of plans to choose from.
pub(super) fn kinds(view: &View) -> Markup {
    html! {
        label { (view.say(KIND.label.0, KIND.label.1))
            (kind_choice(view, "kind", &view.params.all("kind").collect::<Vec<_>>(), Some(view.say("すべて", "All"))))
        }
    }
}

/// A menu of files.
pub(super) fn downloads(label: &str, files: &[(String, String)]) -> Markup {
    html! {
        details.menu {
            summary { (label) }
            ul { @for (address, name) in files { li { a href=(address) download { (name) } } } }
        }
    }
}

/// The same page with everything unfolded: what is folded does not print.
pub(super) fn for_print(view: &View) -> Markup {
    html! { @if !view.is_for_print() {
        p.for-print { a href=(view.link(&view.path, &view.params.with("print", 1))) { (view.say("印刷用に開く", "Open for printing")) } }
    } }
}

/// The conditions that nothing meets, each with what would be met.
pub(super) fn unmet(view: &View, filters: &[Filter]) -> Result<Markup, WebError> {
    let unmet = search::unmet(view.store(), filters)?;
    Ok(html! { @for own in &unmet { p.alert role="note" { (unmet_text(own, view.lang)) } } })
}

/// The way to other parts of a long list; none where one part holds it all.
pub(super) fn pager(view: &View, (page, pages): (usize, usize)) -> Markup {
    let to = |page: usize| view.link(&view.path, &view.params.with("page", page));
    let near = |number: &usize| *number == 1 || *number == pages || number.abs_diff(page) <= 2;
    html! {
        @if pages > 1 {
            nav.pager aria-label=(view.say("ページ", "Pages")) {
                ul {
                    @if page > 1 { li { a rel="prev" href=(to(page - 1)) { (view.say("前へ", "Previous")) } } }
                    @for number in (1..=pages).filter(near) {
                        li { a href=(to(number)) aria-current=[(number == page).then_some("page")]
                            aria-label=(view.lang.pick(format!("{number}ページ目"), format!("Page {number}"))) { (number) } }
                    }
                    @if page < pages { li { a rel="next" href=(to(page + 1)) { (view.say("次へ", "Next")) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_no_more_than_pages_ask() {
        let address = Params::read("q=a&theme=b&old=c&batch=3&kept=d&lang=ja");
        assert_eq!(known(&address), address);
        assert_eq!(known(&Params::read("password-1=x&word=y&title=z&q=a")), Params::read("q=a"));
    }

    #[test]
    fn numbers_stay_with_what_they_count() {
        let held = "<span class=\"nowrap\">";
        for (text, wanted) in [
            ("第２期中期行動計画", format!("{held}第２期</span>中期行動計画")),
            ("令和元年度事業計画", format!("{held}令和元年度</span>事業計画")),
            ("地域とともに伸びる3か年計画Ⅱ", format!("地域とともに伸びる{held}3か年</span>計画Ⅱ")),
            ("一般の計画", "一般の計画".into()),
            ("<b>", "&lt;b&gt;".into()),
            ("", String::new()),
        ] {
            assert_eq!(unbroken(text).into_string(), wanted);
        }
    }
}
