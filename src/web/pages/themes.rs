//! `/themes`: what each theme means, how much there is of it, and the words that speak for and against it.

use maud::{Markup, html};

use crate::ask::Params;
use crate::web::error::WebError;
use crate::web::layout::{self, kept};
use crate::web::question::{Part, ask, read};
use crate::web::view::{Outcome, View};
use kurabe_text::fold::fold;

/// A theme with how much there is of it.
struct Row<'a> {
    /// Its place among the themes.
    place: usize,
    name: &'a str,
    passages: usize,
    plans: usize,
    bodies: usize,
}

/// Columns: name of the order, and its words.
const COLUMNS: [(&str, &str, &str); 4] = [
    ("name", "テーマ", "Theme"),
    ("passages", "箇所", "Passages"),
    ("plans", "計画", "Plans"),
    ("bodies", "団体", "Bodies"),
];

pub(in crate::web) fn show(view: &View) -> Outcome {
    let themes = &view.now.themes;
    let words: Vec<String> = view.params.get("q").unwrap_or_default().split_whitespace().map(fold).collect();
    let mut rows = Vec::new();
    for (place, name) in themes.names().iter().enumerate() {
        let note = themes.notes().get(place).map_or("", String::as_str);
        let text = fold(&themes.words_for(place).chain([name.as_str(), note]).collect::<Vec<_>>().join("\n"));
        if words.iter().all(|word| text.contains(word)) {
            rows.push(row(view, place, name)?);
        }
    }
    match view.params.get("sort") {
        Some("passages") => rows.sort_by_key(|row| std::cmp::Reverse(row.passages)),
        Some("plans") => rows.sort_by_key(|row| std::cmp::Reverse(row.plans)),
        Some("bodies") => rows.sort_by_key(|row| std::cmp::Reverse(row.bodies)),
        _ => {}
    }
    let title = view.say("テーマ", "Themes");
    let main = html! {
        h1 { (title) }
        p { (view.say(
            "テーマは、項目の題名とその上の見出しの語から機械的に付けたものです。どの語によるかは、下で確かめられます。",
            "Themes are assigned by rule, from the words of an item's title and of the headings above it; the words stand below.")) }
        form.filters action="/themes" method="get" {
            (kept(&view.params.only(&["lang", "sort"])))
            label { (view.say("テーマ・根拠の語", "Theme or word")) input name="q" value=(view.params.get("q").unwrap_or_default()) maxlength="200"; }
            button type="submit" { (view.say("絞り込む", "Filter")) }
        }
        @if rows.is_empty() {
            p role="status" { (view.say("当てはまるテーマはありません。", "No theme fits.")) " "
                a href=(view.link("/themes", &Params::default())) { (view.say("すべてのテーマ", "All themes")) } }
        } @else {
            (table(view, &rows))
        }
    };
    Ok(layout::page(view, title, &main))
}

/// How much bears a theme.
fn row<'a>(view: &View, place: usize, name: &'a str) -> Result<Row<'a>, WebError> {
    let params = Params::default().and("theme", name);
    let asked = read(&params)?.ok_or(WebError::Wrong("theme"))?;
    let answer = ask(view, &params, &asked, Part::counts())?;
    Ok(Row { place, name, passages: answer.total(), plans: answer.plans, bodies: answer.organisations })
}

fn table(view: &View, rows: &[Row<'_>]) -> Markup {
    let now = view.params.get("sort").unwrap_or("name");
    let to = |name: &str| view.link("/themes", &view.params.only(&["q"]).and("sort", name));
    let direction = |name: &str| if name == "name" { "ascending" } else { "descending" };
    html! {
        div.scroll role="region" tabindex="0" aria-label=(view.say("テーマの表", "Table of themes")) {
            table.list {
                thead { tr {
                    @for (name, japanese, english) in COLUMNS {
                        th scope="col" aria-sort=[(name == now).then(|| direction(name))] { a href=(to(name)) { (view.say(japanese, english))
                            @if name == now && name != "name" { span aria-hidden="true" { " ▼" } } } }
                    }
                    th scope="col" { (view.say("意味と根拠の語", "Meaning and words")) }
                } }
                tbody { @for row in rows { (line(view, row)) } }
            }
        }
    }
}

fn line(view: &View, row: &Row<'_>) -> Markup {
    let themes = &view.now.themes;
    let only = Params::default().and("theme", row.name);
    let against: Vec<&str> = themes.words_against(row.place).collect();
    html! {
        tr {
            th scope="row" lang="ja" { (row.name) }
            td.number { a href=(view.link("/", &only)) { (row.passages) span.visually-hidden { (view.say("箇所を読む", " passages")) } } }
            td.number { (row.plans) }
            td.number { (row.bodies) }
            td {
                p lang="ja" { (themes.notes().get(row.place).map_or("", String::as_str)) }
                p { a href=(view.link("/compare", &only)) { (view.say("団体・年度で比べる", "Compare bodies and years"))
                    span.visually-hidden lang="ja" { "：" (row.name) } } }
                details open[view.is_for_print()] {
                    summary { (view.say("根拠の語", "Words")) span.visually-hidden lang="ja" { "：" (row.name) } }
                    p lang="ja" { (themes.words_for(row.place).collect::<Vec<_>>().join("、")) }
                    @if !against.is_empty() {
                        p { (view.say("当てはめない語：", "Not with: ")) span lang="ja" { (against.join("、")) } }
                    }
                }
            }
        }
    }
}
