//! The page of `/correct`: what was read, in fields that can be mended, beside the lines that it was read from.
//!
//! In come a plan and what of it is meant, out comes a page. What becomes of what is typed must not be known here.

use maud::{Markup, html};

use super::correct_key::{FACTS, FIGURE, FORM, ITEM, LOST, TOP, WAS, key_of};
use super::facts::fact_of;
use crate::ask::Params;
use crate::ask::table::SAID;
use crate::report::{fit, level_name, lines_text, marked_title};
use crate::web::layout::{self, filled, kept, unbroken, word};
use crate::web::view::{Reply, View};
use kurabe_extract::blocks::{Barred, in_a_line};
use kurabe_index::index::PlanRow;
use kurabe_model::{Flag, Indicator, Node, NodeKind, PassageKind, Plan, Role};
use kurabe_read::Line;

/// Lines that are shown before those of an item, and behind them.
const AROUND: u32 = 2;
/// Lines that are shown at most.
const MOST_LINES: usize = 80;
/// Columns of a heading to choose.
const WIDE: usize = 60;

/// A plan that is mended, and what was wrong with what was sent.
pub(super) struct Forms<'a> {
    pub(super) view: &'a View,
    pub(super) row: &'a PlanRow,
    pub(super) plan: &'a Plan,
    pub(super) fault: Option<&'a str>,
}

/// The forms for an item, for a line, or for the plan.
pub(super) fn page(forms: &Forms<'_>, node: Option<&Node>) -> Reply {
    let (view, row) = (forms.view, forms.row);
    let line = view.params.number::<u32>("line");
    let title = match (node, line) {
        (None, None) => view.say("計画の読み取りを直す", "Correct the plan"),
        _ => view.say("読み取りを直す", "Correct the reading"),
    };
    let main = html! {
        (layout::crumbs(view, &html! {
            li { a href=(view.link("/plans", &Params::default())) { (view.say("計画一覧", "Plans")) } }
            li { a lang="ja" href=(view.to_plan(&row.id, node.map(|node| node.span.first).or(line))) {
                (unbroken(row.title.as_deref().unwrap_or(&row.id))) } }
        }))
        h1 { (title) }
        @if let Some(fault) = forms.fault { p.alert role="alert" { (fault) } }
        div.papers {
            @match (node, line) {
                (Some(node), _) => {
                    @if forms.plan.indicators.iter().any(|figure| figure.node == node.id) { p.note { (view.say(
                        "項目と数値は別々に記録します。押したボタンのある枠だけが記録され、ほかの枠に入力した内容は残りません。一つずつ直してください。",
                        "Item and figures are kept one by one: a button keeps what stands in its own frame, and what you typed in another is lost. Correct one at a time.")) } }
                    (forms.lines(node.span.first, node.span.last))
                    (forms.item(node))
                    (forms.figures(node))
                },
                (None, Some(line)) => { (forms.lines(line, line)) (forms.lost(line)) },
                (None, None) => { (forms.facts()) (forms.line_chosen()) },
            }
        }
        p.meta { (view.say(
            "項目・行・数値の訂正は計画のフォルダー（corrections.toml）に残ります。文書に同じ語があるあいだは、読み直しても効き続けます。いつでも訂正の一覧から取り消せます。",
            "What you correct of items, lines and figures is kept in corrections.toml beside the plans. It holds as long as the words stand in the document, also when it is read anew, and can be taken back in the list of corrections at any time.")) }
    };
    layout::page(view, title, &main)
}

/// A heading or item to choose.
pub(super) fn choice(node: &Node, depth: usize, is_chosen: bool) -> Markup {
    html! { option lang="ja" value=(key_of(node)) selected[is_chosen] {
    ("　".repeat(depth)) (fit(&marked_title(node), WIDE)) " (" (node.span.first) ")" } }
}

impl Forms<'_> {
    /// Was this form sent, and came back?
    fn is_sent(&self, form: &str) -> bool {
        self.view.params.get(FORM) == Some(form)
    }

    /// What a field holds: what was typed, else what was read.
    fn value(&self, form: &str, name: &str, own: &str) -> String {
        let typed = || self.view.params.get(name).unwrap_or_default().to_owned();
        if self.is_sent(form) { typed() } else { own.to_owned() }
    }

    /// Keeps what a field showed, so that only what is changed is said.
    fn was(&self, form: &str, name: &str, own: &[&str]) -> Markup {
        let name = format!("{WAS}{name}");
        let before: Vec<&str> = if self.is_sent(form) { self.view.params.all(&name).collect() } else { own.to_vec() };
        html! { @for value in before { input type="hidden" name=(name) value=(value); } }
    }

    fn begin(&self, form: &str) -> Markup {
        html! {
            (word(self.view))
            input type="hidden" name=(FORM) value=(form);
            input type="hidden" name="plan" value=(self.row.id);
        }
    }

    /// Where a form goes: the address says what is meant, so that links on the page that comes back mean it too.
    fn to(&self) -> String {
        let own = self.view.params.only(&["node", "line"]);
        self.view.link("/correct", &own.with("plan", &self.row.id))
    }

    /// The lines of an item and those around it, each with the way to make an item of it.
    fn lines(&self, first: u32, last: u32) -> Markup {
        let view = self.view;
        let Some(text) = view.app.text(&view.now, self.row) else { return html! {} };
        let (from, until) = (first.saturating_sub(AROUND), last.saturating_add(AROUND));
        let is_rule = |line: &Line| Barred::of(line).is_some_and(|row| row.is_rule());
        let is_near =
            |line: &&Line| (from..=until).contains(&line.number) && !line.text.trim().is_empty() && !is_rule(line);
        let starts = |line: u32| self.plan.nodes.iter().any(|node| node.span.first == line);
        let to = |line: u32| view.link("/correct", &Params::default().and("plan", &self.row.id).and("line", line));
        html! {
            section.paper {
                h2 { (view.say("原文", "As it stands")) " " span.meta { (lines_text((first, last), view.lang)) } }
                ol.lines { @for line in text.lines.iter().filter(is_near).take(MOST_LINES) {
                    @let is_own = (first..=last).contains(&line.number);
                    li.own[is_own] {
                        span.meta { (line.number) }
                        span lang="ja" { (words(line)) }
                        @if !starts(line.number) && view.params.number("line") != Some(line.number) {
                            a.like href=(to(line.number)) { (view.say("この行を項目にする", "Make it an item"))
                                span.visually-hidden { (view.say("：", ": ")) (line.number) } } }
                    }
                } }
            }
        }
    }

    fn item(&self, node: &Node) -> Markup {
        let view = self.view;
        let (first, last) = (node.span.first.to_string(), node.span.last.to_string());
        html! {
            section.paper aria-labelledby="item" {
                h2 id="item" { (view.say("項目", "Item")) }
                form action=(self.to()) method="post" {
                    (self.begin(ITEM))
                    input type="hidden" name="node" value=(key_of(node));
                    fieldset {
                        legend { (view.say("読み取った内容（違うところだけ直してください）", "What was read (change what is wrong)")) }
                        (self.title(ITEM, &node.title))
                        (self.kind(ITEM, Some(node.kind)))
                        (self.parent(ITEM, Some(node)))
                        (self.text(ITEM, ("first", &first), ("始まりの行", "First line")))
                        (self.text(ITEM, ("last", &last), ("終わりの行", "Last line")))
                    }
                    (self.flags(ITEM, Some(node)))
                    (self.themes(ITEM, Some(node)))
                    p.buttons {
                        button type="submit" { (view.say("項目を直す", "Correct the item")) }
                        button.small type="submit" name="none" value="1" { (view.say("これは項目ではない", "This is no item")) }
                    }
                    p.meta { (view.say("「これは項目ではない」を押すと、項目から外れ、文は本文として残ります。この枠のほかの変更は記録しません。",
                        "“This is no item”: it stops being one, and its words stay in the text. Nothing else of this frame is kept then.")) }
                }
            }
        }
    }

    fn text(&self, form: &str, (name, own): (&str, &str), label: (&'static str, &'static str)) -> Markup {
        html! {
            (self.was(form, name, &[own]))
            label { (self.view.say(label.0, label.1)) input name=(name) value=(self.value(form, name, own)) maxlength="200"; }
        }
    }

    fn title(&self, form: &str, own: &str) -> Markup {
        html! {
            (self.was(form, "title", &[own]))
            label.wide { (self.view.say("項目名", "Title"))
                textarea name="title" rows="2" lang="ja" maxlength="2000" { (self.value(form, "title", own)) } }
        }
    }

    /// Kinds of items; of a line, also whatever fits where it stands.
    fn kind(&self, form: &str, own: Option<NodeKind>) -> Markup {
        let own = own.map_or("", NodeKind::name);
        let value = self.value(form, "kind", own);
        html! {
            (self.was(form, "kind", &[own]))
            label { (self.view.say("種類", "Kind")) select name="kind" {
                @if own.is_empty() { option value="" { (self.view.say("前後の項目に合わせる", "As its neighbours")) } }
                @for kind in NodeKind::ALL { option value=(kind.name()) selected[kind.name() == value] {
                    (level_name(PassageKind::Node(kind), self.view.lang)) } }
            } }
        }
    }

    /// What an item may stand under: all that is not itself or below it and groups others.
    fn parent(&self, form: &str, node: Option<&Node>) -> Markup {
        let view = self.view;
        let plan = self.plan;
        let above = node.and_then(|node| plan.parent(node.id));
        let own = match (node, above) {
            (None, _) => String::new(),
            (Some(_), None) => TOP.to_owned(),
            (Some(_), Some(above)) => key_of(above),
        };
        let value = self.value(form, "parent", &own);
        let is_below = |other: &Node| {
            let mut above = std::iter::successors(Some(other), |other| plan.parent(other.id));
            node.is_some_and(|node| above.any(|above| above.id == node.id))
        };
        let may_hold = |other: &&Node| {
            let groups = other.kind != NodeKind::Measure || above.is_some_and(|above| above.id == other.id);
            groups && !is_below(other)
        };
        html! {
            (self.was(form, "parent", &[&own]))
            label.wide { (view.say("置き場所（どの見出しの下か）", "Stands under")) select name="parent" {
                @if node.is_none() { option value="" { (view.say("前後の項目に合わせる", "As its neighbours")) } }
                option value=(TOP) selected[value == TOP] { (view.say("どの見出しの下でもない（最上位）", "Nothing (top)")) }
                @for other in plan.nodes.iter().filter(may_hold) {
                    @let key = key_of(other);
                    (choice(other, plan.depth(other.id).min(4), value == key))
                }
            } }
        }
    }

    fn flags(&self, form: &str, node: Option<&Node>) -> Markup {
        let own: Vec<&str> = node.into_iter().flat_map(|node| node.flags.iter()).map(Flag::name).collect();
        self.ticks(form, ("flag", self.view.say("印", "Marks")), &Flag::ALL.map(Flag::name), &own)
    }

    fn themes(&self, form: &str, node: Option<&Node>) -> Markup {
        let own: Vec<&str> = node.into_iter().flat_map(|node| &node.themes).map(String::as_str).collect();
        let known = self.view.now.themes.names().iter().map(String::as_str);
        // One that is not known any more is not taken away by mending something else.
        let known: Vec<&str> =
            known.clone().chain(own.iter().copied().filter(|own| !known.clone().any(|name| name == *own))).collect();
        self.ticks(form, ("theme", self.view.say("テーマ", "Themes")), &known, &own)
    }

    fn ticks(&self, form: &str, (name, label): (&str, &str), all: &[&str], own: &[&str]) -> Markup {
        let is_ticked = |value: &str| match self.is_sent(form) {
            true => self.view.params.has(name, value),
            false => own.contains(&value),
        };
        html! {
            (self.was(form, name, own))
            fieldset.choice {
                legend { (label) }
                ul.ticks { @for value in all { li { label { input type="checkbox" name=(name) value=(value) checked[is_ticked(value)];
                    span lang="ja" { (value) } } } } }
            }
        }
    }

    fn figures(&self, node: &Node) -> Markup {
        let own = self.plan.indicators.iter().filter(|figure| figure.node == node.id);
        html! { @for (place, figure) in own.enumerate() { (self.figure(node, place, figure)) } }
    }

    fn figure(&self, node: &Node, place: usize, figure: &Indicator) -> Markup {
        let view = self.view;
        let form = format!("{FIGURE}{place}");
        let value = figure.value.map_or_else(String::new, |value| value.to_string());
        let year = figure.period.map_or_else(String::new, |year| year.to_string());
        let role = self.value(&form, "role", figure.role.name());
        html! {
            section.paper aria-labelledby=(form) {
                h2 id=(form) { (view.say("数値", "Figure")) " " span lang="ja" { "「" (figure.text) "」" } " "
                    span.meta { (lines_text((figure.line, figure.line), view.lang)) } }
                form action=(self.to()) method="post" {
                    (self.begin(&form))
                    input type="hidden" name="node" value=(key_of(node));
                    input type="hidden" name="figure" value=(figure.text);
                    fieldset {
                        legend { (view.say("読み取った数値", "The figure as read")) }
                        (self.text(&form, ("name", &figure.name), ("指標名", "What it measures")))
                        (self.text(&form, ("value", &value), ("値（数で書かれていなければ空）", "Value (empty if no number is given)")))
                        (self.text(&form, ("unit", &figure.unit), ("単位", "Unit")))
                        (self.was(&form, "role", &[figure.role.name()]))
                        label { (view.say("区分", "Role")) select name="role" lang="ja" {
                            @for one in Role::ALL { option value=(one.name()) selected[one.name() == role] { (one.name()) } } } }
                        (self.text(&form, ("year", &year), ("年度（書かれていなければ空）", "Fiscal year (empty if none is given)")))
                    }
                    p.buttons {
                        button type="submit" { (view.say("数値を直す", "Correct the figure")) }
                        button.small type="submit" name="none" value="1" { (view.say("これは数値ではない", "This is no figure")) }
                    }
                    p.meta { (view.say("「これは数値ではない」を押すと、数値から外れます。文はそのまま残ります。", "“This is no figure”: it is counted no more; the words stay.")) }
                }
            }
        }
    }

    /// A line that is an item.
    fn lost(&self, line: u32) -> Markup {
        let view = self.view;
        html! {
            section.paper aria-labelledby="lost" {
                h2 id="lost" { (view.say("読み落とされた項目", "An item that was lost")) }
                form action=(self.to()) method="post" {
                    (self.begin(LOST))
                    input type="hidden" name="line" value=(line);
                    fieldset {
                        legend { (view.lang.pick(format!("{line}行目を項目にする"), format!("Line {line} becomes an item"))) }
                        (self.title(LOST, ""))
                        (self.kind(LOST, None))
                        (self.parent(LOST, None))
                    }
                    p.meta { (view.say("項目名を空のままにすると、その行の文がそのまま項目名になります。", "If the title is left empty, the words of the line are its title.")) }
                    p.buttons { button type="submit" { (view.say("この行を項目にする", "Make it an item")) } }
                }
            }
        }
    }

    /// Which line it is.
    fn line_chosen(&self) -> Markup {
        let view = self.view;
        html! {
            section.paper aria-labelledby="lost" {
                h2 id="lost" { (view.say("読み落とされた項目", "An item that was lost")) }
                form.aside action="/correct" method="get" {
                    (kept(&view.params.only(&["lang"]).and("plan", &self.row.id)))
                    label { (view.say("その項目が書かれている行の番号（計画のページの左端にあります）", "Number of the line where it stands (at the left on the page of the plan)")) input name="line" inputmode="numeric" pattern="[0-9]+" maxlength="7" required; }
                    button.small type="submit" { (view.say("この行を見る", "See this line")) }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let view = self.view;
        html! {
            section.paper aria-labelledby="facts" {
                h2 id="facts" { (view.say("計画の基本情報", "Facts of the plan")) }
                form action=(self.to()) method="post" {
                    (self.begin(FACTS))
                    fieldset {
                        legend { (view.say("読み取った内容（違うところだけ直してください）", "What was read (change what is wrong)")) }
                        @for field in SAID {
                            @let own = fact_of(self.row, field.name);
                            (self.was(FACTS, field.name, &[&own]))
                            label { (view.say(field.label.0, field.label.1))
                                (filled(view, field, (field.name, &self.value(FACTS, field.name, &own)), None)) }
                        }
                    }
                    p.meta { (view.say(
                        "直した欄だけを corpus.toml に書きます。前に直した欄を空にすると、文書から読み取った内容に戻ります。",
                        "Only the fields that you change are written into corpus.toml. One that was changed before and is emptied goes back to what the document says.")) }
                    p.buttons { button type="submit" { (view.say("基本情報を直す", "Correct the facts")) } }
                }
            }
        }
    }
}

/// The words of a line; those of a row of a table cell by cell.
fn words(line: &Line) -> String {
    Barred::of(line).map_or_else(|| line.text.trim().to_owned(), |row| in_a_line(&row.cells))
}
