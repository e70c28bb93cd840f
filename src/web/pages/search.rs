//! `/`: one box, and all that answers.

use maud::{Markup, html};

use super::no_plans::no_plans;
use super::saved::saver;
use super::search_facets::facets;
use super::search_hits::hits;
use crate::ask::{Meant, Params, meant, table};
use crate::library::corpus::Question;
use crate::report::{HitSheet, date, hits_table, meant_text, remark_text, table_csv, workbook};
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, XLSX};
use crate::web::layout::{self, downloads, kept, pager, unmet};
use crate::web::question::{Part, QUESTION, ask, ask_anew, read};
use crate::web::view::{Outcome, View};
use kurabe_index::index::PlanRow;
use kurabe_index::query::Query;
use kurabe_index::search::{Answer, Paging, Sort};
use kurabe_text::fold::fold;

/// Plans on one page, and hits of each.
const PLANS: usize = 10;
const OF_EACH: usize = 3;
/// Hits on one page where only one plan is asked for.
const HITS: usize = 30;
/// Pages that can be turned to: nobody reads further, and each costs more than the one before.
const PAGES: usize = 1_000;
/// Rows that a download holds at most.
const ROWS: usize = 50_000;

pub(in crate::web) fn show(view: &View) -> Outcome {
    if let Some(instead) = no_plans(view) {
        return Ok(layout::page(view, view.say("検索", "Search"), &instead));
    }
    let Some(asked) = read(&view.params)? else {
        return Ok(layout::page(view, view.say("検索", "Search"), &home(view)));
    };
    let number = view.params.number("page").unwrap_or(1_usize).clamp(1, PAGES);
    let is_one = view.params.all("plan").count() == 1;
    let (each, paging) = if is_one { (HITS, Paging::Hits) } else { (PLANS, Paging::Plans { each: OF_EACH }) };
    let part = Part { offset: (number - 1) * each, limit: each, paging };
    let answer = ask(view, &view.params, &asked, part)?;
    let query = &asked.query;
    let typed = view.params.get("q").unwrap_or_default();
    let title = if typed.is_empty() { view.say("検索", "Search").to_owned() } else { typed.to_owned() };
    let is_empty = answer.total() + answer.counts[3] == 0;
    let pages = if is_one { answer.total() } else { answer.plans }.div_ceil(each);
    // What answers in part stands behind what answers whole, in plans that are counted nowhere.
    let is_more = answer.counts[3] > 0 && answer.hits.len() >= each;
    let main = html! {
        h1.visually-hidden { (view.say("検索結果", "Results")) (view.lang.pick("：", ": ")) (title) }
        (form(view))
        div id="results" {
            (understood(view, query, &answer))
            (unmet(view, &query.filters)?)
            // What answers in part stands below.
            @if answer.total() == 0 && !is_empty { @for (address, said) in instead(view, query)? { p { a href=(address) { (said) } } } }
            (chosen(view))
            @if is_empty {
                (nothing(view, query)?)
            } @else {
                div.columns {
                    (facets(view, &answer)?)
                    section.results aria-labelledby="count" {
                        (counted(view, asked.sort, &answer))
                        (hits(view, &answer))
                        (pager(view, (number, pages.max(number + usize::from(is_more)).min(PAGES))))
                    }
                }
            }
        }
    };
    Ok(layout::page(view, &title, &main))
}

/// The box, and behind it how to ask.
fn form(view: &View) -> Markup {
    let rest = view.params.only(&["lang", "sort", "exact"]);
    html! {
        form.search role="search" action="/" method="get" {
            label for="q" { (view.say("検索語", "Words")) }
            div.field {
                input id="q" name="q" type="search" value=(view.params.get("q").unwrap_or_default()) maxlength="2000"
                    autocomplete="off" enterkeyhint="search";
                (kept(&rest))
                button type="submit" { (view.say("検索", "Search")) }
            }
        }
        // Says the count while one types.
        p.visually-hidden id="live" role="status" {}
        (help(view))
    }
}

fn help(view: &View) -> Markup {
    let rows = [
        ("事業承継 支援", "両方の語を含む", "both words"),
        ("「事業承継の支援」", "語句のとおり", "the phrase as written"),
        ("創業 OR 起業", "どちらかの語", "either word"),
        ("NOT 観光、-観光", "含まない", "without the word"),
        ("DX*", "この文字で始まる語", "words that begin so"),
        ("年度:令和3..5", "対象の年度", "fiscal years"),
        ("団体:みなと 種別:中期計画 都道府県:石川県", "計画の条件", "conditions on plans"),
        ("テーマ:DX 印:新規 階層:取組", "項目の条件", "conditions on items"),
    ];
    html! {
        details.help {
            summary { (view.say("検索式の書き方", "How to ask")) }
            dl { @for (example, japanese, english) in rows {
                div { dt { code lang="ja" { (example) } } dd { (view.say(japanese, english)) } }
            } }
        }
    }
}

/// How the query was read, and the words that were added to it.
fn understood(view: &View, query: &Query, answer: &Answer) -> Markup {
    let params = &view.params;
    let again = |params: &Params| view.link("/", &params.without(&["page"]));
    html! {
        div.understood {
            @for remark in &query.remarks { p.alert role="alert" { (remark_text(remark, view.lang)) } }
            @if fold(&query.to_string()) != fold(params.get("q").unwrap_or_default()) {
                p { (view.say("解釈：", "Read as: ")) span lang="ja" { (query.to_string()) } }
            }
            @if !answer.added.is_empty() || params.get("without").is_some() {
                p {
                    (view.say("追加した語：", "Words added: "))
                    @for addition in &answer.added {
                        a.chip href=(again(&params.and("without", &addition.word)))
                            aria-label=(view.lang.pick(format!("{}を外す", addition.word), format!("remove {}", addition.word))) {
                            span lang="ja" { (addition.word) } span aria-hidden="true" { " ×" } }
                        " "
                    }
                    @for word in params.all("without") {
                        a.chip.off href=(again(&params.less("without", word))) {
                            span lang="ja" { (word) } (view.say("を戻す", ": put back")) }
                        " "
                    }
                    @if params.get("exact").is_none() {
                        a href=(again(&params.with("exact", 1))) { (view.say("語を追加しない", "Add no words")) }
                    }
                }
            }
            @if answer.counts[0] == 0 && answer.total() > 0 && query.wanted.is_some() && params.get("exact").is_none() {
                p { (view.say("入力した語をそのまま含む箇所はありません。類語や見出しから見つけたものです。",
                    "No passage holds the words as typed; these were found by related words or headings.")) }
            }
            @if params.get("exact").is_some() {
                p { (view.say("書かれたとおりの語だけを探しています。", "Only the words as written.")) " "
                    a href=(again(&params.without(&["exact"]))) { (view.say("類語も探す", "Search related words too")) } }
            }
        }
    }
}

/// What may have been meant by the words that nothing answers with.
fn instead(view: &View, query: &Query) -> Result<Vec<(String, String)>, WebError> {
    let count = |params: &Params| -> Result<usize, WebError> {
        let Some(asked) = read(params)? else { return Ok(0) };
        Ok(ask(view, params, &asked, Part::counts())?.total())
    };
    let all = meant(&view.params.only(&QUESTION), query, &view.now.thesaurus, count)?;
    let step = |own: Meant| (view.link("/", &own.params), meant_text(&own.query, own.found, view.lang));
    Ok(all.into_iter().map(step).collect())
}

/// The conditions, each of which can be taken away.
fn chosen(view: &View) -> Markup {
    let params = &view.params;
    let names = ["theme", "organisation", "prefecture", "kind", "year", "from", "to", "plan"];
    let chosen: Vec<(&str, &str)> = params.pairs().filter(|(name, _)| names.contains(name)).collect();
    html! {
        @if !chosen.is_empty() {
            p.chosen {
                (view.say("条件：", "Conditions: "))
                @for (name, value) in &chosen {
                    a.chip href=(view.link("/", &params.less(name, value).without(&["page"]))) {
                        @if *name == "from" { (view.say("から ", "from ")) }
                        @if *name == "to" { (view.say("まで ", "to ")) }
                        span lang="ja" { (value) } span aria-hidden="true" { " ×" }
                        span.visually-hidden { (view.say("を外す", ": remove")) } }
                    " "
                }
                a href=(view.link("/", &params.only(&["q", "sort", "exact", "without"]))) {
                    (view.say("すべて解除", "Clear all")) }
            }
        }
    }
}

/// How many, in which order, and as files.
fn counted(view: &View, sort: Sort, answer: &Answer) -> Markup {
    let (total, partial) = (answer.total(), answer.counts[3]);
    let question = view.params.only(&QUESTION).without(&["lang"]);
    let files = [("CSV", "/search.csv"), ("XLSX", "/search.xlsx")].map(|(name, path)| {
        (view.link(path, &question), view.lang.pick(format!("{name}（{total}行）"), format!("{name} ({total} rows)")))
    });
    let now = match sort {
        Sort::Score => "score",
        Sort::Year => "year",
        Sort::Organisation => "organisation",
    };
    html! {
        div.bar {
            p id="count" {
                @if total > 0 {
                    strong { (view.lang.pick(format!("{total}箇所"), format!("{total} passages"))) }
                    (view.lang.pick(
                        format!("（{}計画・{}団体）", answer.plans, answer.organisations),
                        format!(" ({} plans, {} bodies)", answer.plans, answer.organisations)))
                } @else {
                    strong { (view.say("すべての語を含む箇所はありません。", "No passage holds all the words.")) }
                }
                @if partial > 0 {
                    " " (view.lang.pick(
                        format!("ほかに一部の語を含む箇所 {partial}"), format!("and {partial} with some of the words")))
                }
            }
            form action="/" method="get" {
                (kept(&view.params.without(&["sort", "page"])))
                label for="sort" { (view.say("並び順", "Order")) }
                select id="sort" name="sort" {
                    @for (value, (japanese, english)) in table::ORDERS {
                        option value=(value) selected[*value == now] { (view.say(japanese, english)) }
                    }
                }
                button.small type="submit" { (view.say("適用", "Apply")) }
            }
            @if total > 0 { (downloads(view.say("ダウンロード", "Downloads"), &files)) }
            (saver(view, Question::Search))
        }
    }
}

/// What to do when nothing was found.
fn nothing(view: &View, query: &Query) -> Result<Markup, WebError> {
    let params = &view.params;
    let mut steps: Vec<(String, String)> = Vec::new();
    let conditions: Vec<(String, String)> = params
        .pairs()
        .filter(|(name, _)| QUESTION.contains(name) && *name != "q")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for (name, value) in conditions.iter().take(4) {
        let fewer = params.less(name, value).without(&["page"]);
        let Some(query) = read(&fewer)? else { continue };
        let found = ask(view, &fewer, &query, Part::counts())?.total();
        if found > 0 {
            let said = view
                .lang
                .pick(format!("条件「{value}」を外す（{found}箇所）"), format!("Without {value} ({found} passages)"));
            steps.push((view.link("/", &fewer), said));
        }
    }
    steps.extend(instead(view, query)?);
    for word in query.words().into_iter().filter(|_| query.words().len() > 1).take(4) {
        let alone = Params::default().and("q", &word.typed);
        let Some(query) = read(&alone)? else { continue };
        let found = ask(view, &alone, &query, Part::counts())?.total();
        if found > 0 {
            let said = view.lang.pick(
                format!("「{}」だけで検索する（{found}箇所）", word.typed),
                format!("Only {} ({found} passages)", word.typed),
            );
            steps.push((view.link("/", &alone), said));
        }
    }
    steps.push((
        view.link("/themes", &Params::default()),
        view.say("テーマから探す", "Look through the themes").to_owned(),
    ));
    steps.push((
        view.link("/plans", &Params::default()),
        view.say("計画一覧から探す", "Look through the plans").to_owned(),
    ));
    Ok(html! {
        section.nothing aria-labelledby="count" {
            h2 id="count" { (view.lang.pick(
                format!("「{query}」を含む箇所はありません"), format!("No passage answers {query}"))) }
            ul.next { @for (address, said) in &steps { li { a href=(address) { (said) } } } }
            (collection(view))
        }
    })
}

/// What there is to search.
fn collection(view: &View) -> Markup {
    let store = view.store();
    let plans = store.plans();
    let bodies = store.names().organisations.values.len();
    let years = plans.iter().filter_map(|row| row.period);
    let span = years.map(|period| (period.from.0, period.to.0)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let span = span.map(|(from, to)| view.lang.pick(format!("・{from}–{to}年度"), format!(", FY{from}–{to}")));
    html! {
        p.meta {
            (view.lang.pick(format!("収録：{}計画・{bodies}団体", plans.len()), format!("{} plans of {bodies} bodies", plans.len())))
            (span.unwrap_or_default())
            (view.lang.pick(format!("（{}の索引）", date(store.head().built, view.lang)), format!(" (index of {})", date(store.head().built, view.lang))))
        }
    }
}

/// The page before anything was asked.
fn home(view: &View) -> Markup {
    let examples = ["事業承継", "DX 中小企業", "創業 OR 起業", "観光 年度:令和5.."];
    html! {
        h1 { (view.say("計画を探す", "Search the plans")) }
        (form(view))
        div id="results" {
        p { (view.say("例：", "Examples: "))
            @for example in examples {
                a.chip lang="ja" href=(view.link("/", &Params::default().and("q", example))) { (example) } " "
            }
        }
        h2 { (view.say("テーマから", "By theme")) }
        ul.chips { @for theme in &view.store().head().themes {
            li { a.chip lang="ja" href=(view.link("/", &Params::default().and("theme", theme))) { (theme) } }
        } }
        (collection(view))
        }
    }
}

/// The whole answer, as the query is read.
fn whole(view: &View) -> Result<(Query, Answer), WebError> {
    let query = read(&view.params)?.ok_or(WebError::Wrong("q"))?;
    let answer = ask(view, &view.params, &query, Part::counts())?;
    if answer.total() > ROWS {
        return Err(WebError::TooMany(ROWS));
    }
    let all = ask_anew(view, &query, Part::hits(0, answer.total().max(1)))?;
    Ok((query.query, all))
}

/// The whole answer as CSV.
pub(in crate::web) fn csv(view: &View) -> Outcome {
    let text = format!("\u{feff}{}", table_csv(&hits_table(&whole(view)?.1.hits))?);
    Ok(CSV.file("kurabe", text))
}

/// The whole answer as a workbook. Links lead to the documents' own addresses where they were published.
pub(in crate::web) fn xlsx(view: &View) -> Outcome {
    let (query, answer) = whole(view)?;
    let link = |row: &PlanRow| row.source.clone().unwrap_or_default();
    let sheet =
        HitSheet { store: view.store(), query: &query, answer: &answer, offset: 0, link: &link, lang: view.lang };
    Ok(XLSX.file("kurabe", workbook(&[sheet.table()])?))
}
