//! The cells of a comparison that were opened: their items side by side.

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::correct_link;
use super::doubt;
use crate::report::{Lang, key_texts, share_text};
use crate::web::error::WebError;
use crate::web::layout;
use crate::web::view::View;
use kurabe_index::compare::{Comparison, Item, Row, open_item};

/// Name of the opened cells in the address; each is `theme;key`.
pub(super) const OPENED: &str = "cell";
/// Cells that stand side by side.
const MOST: usize = 4;
/// Items that a cell lists.
const ITEMS: usize = 300;

/// A cell as the address names it.
pub(super) struct Place<'a> {
    theme: &'a str,
    /// The keys of its row in words.
    pub(super) key: String,
}

impl<'a> Place<'a> {
    pub(super) fn of(found: &Comparison, row: &Row, theme: &'a str, lang: Lang) -> Self {
        Self { theme, key: key_texts(found, &row.key, lang).join(lang.pick("、", ", ")) }
    }

    fn value(&self) -> String {
        format!("{};{}", self.theme, self.key)
    }

    pub(super) fn is_open(&self, view: &View) -> bool {
        view.params.has(OPENED, &self.value())
    }

    /// The address that opens it beside those that are open, the oldest of which gives way.
    pub(super) fn address(&self, view: &View) -> String {
        let own = self.value();
        let open: Vec<&str> = view.params.all(OPENED).filter(|value| *value != own).collect();
        let kept = open.iter().skip((open.len() + 1).saturating_sub(MOST));
        let params = kept.fold(view.params.without(&[OPENED]), |params, value| params.and(OPENED, value));
        view.link("/compare", &params.and(OPENED, own))
    }
}

/// The cell that an address names: its row and its column.
pub(super) fn meant_cell<'f>(found: &'f Comparison, value: &str) -> Option<(&'f Row, usize)> {
    let (theme, key) = value.split_once(';')?;
    let column = found.columns.iter().position(|column| column == theme)?;
    // Whichever language the address was made in.
    let is_meant = |row: &&Row| [Lang::Ja, Lang::En].iter().any(|lang| Place::of(found, row, theme, *lang).key == key);
    Some((found.rows.iter().find(is_meant)?, column))
}

/// The items of the cells that are open.
pub(super) fn opened(view: &View, found: &Comparison) -> Result<Markup, WebError> {
    let mut parts = Vec::new();
    for value in view.params.all(OPENED).take(MOST) {
        if let Some(cell) = meant_cell(found, value) {
            parts.push(part(view, found, cell, value)?);
        }
    }
    let label = view.say("選んだ欄の取組", "Items of the chosen cells");
    Ok(html! { @if !parts.is_empty() {
        section.opened id="items" tabindex="-1" aria-label=(label) {
            div.side-by-side { @for part in &parts { (part) } }
            @if parts.len() < MOST { p.meta { (view.say("表のほかの欄を選ぶと、ここに並びます。", "Choose another cell to have it beside this.")) } }
        }
    } })
}

fn part(view: &View, found: &Comparison, (row, column): (&Row, usize), value: &str) -> Result<Markup, WebError> {
    let theme = found.columns.get(column).map_or("", String::as_str);
    let cell = row.cells.get(column);
    let (count, share) = (cell.map_or(0, |cell| cell.items as usize), share_text(cell.and_then(|cell| cell.share)));
    let mut listed: Vec<Item> = Vec::new();
    for place in found.nodes(row, column).take(ITEMS) {
        listed.extend(open_item(view.store(), place, theme)?);
    }
    let key = key_texts(found, &row.key, view.lang).join(view.lang.pick("・", ", "));
    let left = count.saturating_sub(listed.len());
    Ok(html! {
        section.part {
            h2 { span lang="ja" { (key) (view.say("・", ", ")) (theme) }
                (view.lang.pick(format!("：{count}件（{}件中{share}）", row.of), format!(": {count} of {} items ({share})", row.of))) }
            ul { @for item in &listed { (one(view, item, row.plans.len() > 1)) } }
            @if left > 0 { p.meta { (view.lang.pick(format!("ほか{left}件はダウンロードで。"), format!("{left} more in the downloads."))) } }
            (aside_link(view, &view.params.with(OPENED, value).without(&["lang", "print"]), "#items"))
            p { a href=(view.link("/compare", &view.params.less(OPENED, value))) { (view.say("閉じる", "Close"))
                span.visually-hidden lang="ja" { "：" (key) " " (theme) } } }
        }
    })
}

/// An item: its words, where it stands, and why it counts.
fn one(view: &View, item: &Item, is_of_many: bool) -> Markup {
    let row = view.store().plans().get(item.plan as usize);
    let id = row.map_or("", |row| row.id.as_str());
    html! {
        li {
            @if let Some(row) = row.filter(|_| is_of_many) { p.path { (layout::title(row)) } }
            @if !item.path.is_empty() { p.path lang="ja" { (item.path.join(" › ")) } }
            a lang="ja" href=(view.to_plan(id, Some(item.first_line))) { (item.title) }
            @if item.is_doubtful() { " " (doubt::mark(view, item.rule)) }
            " " (correct_link::mark(view, item.corrected))
            " " span.meta {
                @if let Some(page) = item.page { "p." (page) " " }
                (view.lang.pick(format!("{}行", item.first_line), format!("line {}", item.first_line)))
                @if !item.reasons.is_empty() { (view.say("　根拠：", "  because of ")) span lang="ja" {
                    (item.reasons.iter().map(|reason| reason.word.as_str()).collect::<Vec<_>>().join("、")) } }
            }
        }
    }
}
