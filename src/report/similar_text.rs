//! The like of one item, for a person at a terminal.

use super::corrected::corrected_tag;
use super::lang::{Lang, marks_text, named, period_text, place_text};
use super::text::{Style, bullet, put, tame};
use kurabe_index::compare::SimilarItem;
use kurabe_index::index::Store;
use kurabe_model::Node;

/// The list as text.
#[must_use]
pub fn similar_text(store: &Store, node: &Node, found: &[SimilarItem], lang: Lang, style: Style) -> String {
    let mut out = String::new();
    let count = found.len();
    let head = match lang {
        Lang::Ja => format!("「{}」に似た項目　{count}団体", node.title),
        Lang::En => format!("Like \"{}\": {count} bodies", node.title),
    };
    put(&mut out, "", &style.strong(&tame(&head)), style);
    for alike in found {
        one(&mut out, store, alike, lang, style);
    }
    out.push('\n');
    let notes = lang.pick(
        "近さは、題名・見出し・本文に共通する語の珍しさによる（0～1）。多くの団体が一字一句同じ題名を掲げるもの（様式や法令の見出し）は下げてある。団体ごとに最も近い項目を一つ示す。",
        "Likeness goes by how rare the shared words are (0–1). What many bodies carry word for word (forms, headings that the law prescribes) is weighed down. Of each body the likest is shown.",
    );
    bullet(&mut out, notes, style);
    out
}

fn one(out: &mut String, store: &Store, alike: &SimilarItem, lang: Lang, style: Style) {
    let Some(row) = store.row(alike.plan) else { return };
    let (body, marks) = (named(row.organisation.as_deref(), lang), marks_text(row, lang));
    put(out, "", &format!("{:.2}  {body}{marks}　{}", alike.likeness, period_text(row.period, lang)), style);
    let passage = &alike.passage;
    let corrected = corrected_tag(passage.corrected, lang);
    let title = tame(&format!("{} {}{corrected}", passage.marker, passage.title));
    put(out, "      ", &style.strong(title.trim_start()), style);
    let place = place_text(passage.page, (passage.span.first, passage.span.last), lang);
    let mut about = vec![format!("{} {place}", row.id)];
    let words = alike.words.iter().take(5).cloned().collect::<Vec<_>>().join("・");
    about.push(lang.pick(format!("共通の語：{words}"), format!("shared: {words}")));
    if alike.carriers > 2 {
        let carriers = alike.carriers;
        about.push(lang.pick(format!("同じ題名が{carriers}団体にある"), format!("{carriers} bodies carry this title")));
    }
    if alike.also > 0 {
        let also = alike.also;
        about.push(lang.pick(format!("この団体のほか{also}計画にもある"), format!("also in {also} more of its plans")));
    }
    put(out, "      ", &style.faint(&tame(&about.join("　"))), style);
}
