//! The themes for a person at a terminal: what they match, and how they are assigned.

use std::collections::BTreeMap;

use super::compare_text::{item_place, reason_text};
use super::lang::Lang;
use super::text::{Style, bullet, pad, put, right, tame, width};
use kurabe_extract::extract::theme::Themes;
use kurabe_index::compare::{Audit, Judged};
use kurabe_index::index::Store;

/// The themes with their words.
#[must_use]
pub fn themes_text(themes: &Themes, lang: Lang, style: Style) -> String {
    let mut out = String::new();
    let comma = lang.pick("、", ", ");
    let mut put = |indent: &str, text: &str| put(&mut out, indent, &tame(text), style);
    for (at, name) in themes.names().iter().enumerate() {
        put("", &format!("■ {name}"));
        put("  ", themes.notes().get(at).map_or("", String::as_str));
        let words: Vec<&str> = themes.words_for(at).collect();
        let count = words.len();
        let said = lang.pick(format!("語（{count}）："), format!("words ({count}): "));
        put("  ", &format!("{said}{}", words.join(comma)));
        let against: Vec<&str> = themes.words_against(at).collect();
        if !against.is_empty() {
            put("  ", &format!("{}{}", lang.pick("数えない語：", "but not: "), against.join(comma)));
        }
    }
    out
}

/// The themes of a text, with the words that speak for them.
#[must_use]
pub fn themes_test_text(themes: &Themes, text: &str, lang: Lang) -> String {
    let why = themes.why(text);
    if why.is_empty() {
        return lang.pick("どのテーマの語もありません。\n", "No theme has a word in it.\n").to_owned();
    }
    let line = |(theme, word): &(&str, &str)| match lang {
        Lang::Ja => format!("{theme}：「{word}」\n"),
        Lang::En => format!("{theme}: {word}\n"),
    };
    why.iter().map(line).collect()
}

/// The look at the themes.
#[must_use]
pub fn audit_text(
    store: &Store,
    (audit, (judged, all)): (&Audit, &(BTreeMap<String, Judged>, Judged)),
    lang: Lang,
    style: Style,
) -> String {
    let mut out = String::new();
    let ((plans, known), (items, bare)) = (audit.plans, audit.items);
    let part = (bare * 100).checked_div(items).unwrap_or(0);
    let head = match lang {
        Lang::Ja => {
            format!("{known}計画のうち{plans}計画の項目{items}件を見ました。テーマのない項目は{bare}件（{part}%）。")
        }
        Lang::En => format!("Looked at {items} items of {plans} of {known} plans; {bare} have no theme ({part}%)."),
    };
    put(&mut out, "", &head, style);
    let label = audit.themes.iter().map(|(name, _)| width(name)).max().unwrap_or(6);
    let heads = lang.pick(
        ["テーマ", "題名の語", "見出しのみ", "正しい割合（95%区間）"],
        ["theme", "own title", "heading only", "right (95 % interval)"],
    );
    let line = |cells: [&str; 4]| {
        let [name, own, above, precision] = cells;
        let line = format!("{}{}{}{}", pad(name, label), right(own, 10), right(above, 14), right(precision, 30));
        line.trim_end().to_owned()
    };
    out.push_str(&format!("\n{}\n", style.strong(&line(heads))));
    for (name, [own, above]) in &audit.themes {
        let precision = judged.get(name).and_then(precision_text).unwrap_or_default();
        out.push_str(&format!("{}\n", line([&tame(name), &own.to_string(), &above.to_string(), &precision])));
    }
    if let Some(precision) = precision_text(all) {
        out.push_str(&format!("{}\n", line([lang.pick("判定した全部", "all judged"), "", "", &precision])));
        put(&mut out, "", &judged_note(all, lang), style);
    }
    sample(&mut out, store, audit, lang, style);
    words(&mut out, store, audit, lang, style);
    out
}

/// 45/50 90% (79–96)
fn precision_text(judged: &Judged) -> Option<String> {
    let [least, part, most] = judged.precision()?.map(|part| (part * 100.0).round());
    Some(format!("{}/{}  {part:>3}% ({least}–{most})", judged.right, judged.of))
}

fn judged_note(all: &Judged, lang: Lang) -> String {
    let lost = all.lost;
    match lang {
        Lang::Ja => {
            format!("割合は、人が○か×と判定した割り当てのうち○のもの。○と判定され、いまは付かないもの：{lost}件。")
        }
        Lang::En => format!(
            "Of the assignments that a person judged right or wrong. Judged right and not made any more: {lost}."
        ),
    }
}

fn sample(out: &mut String, store: &Store, audit: &Audit, lang: Lang, style: Style) {
    let count = audit.sample.len();
    let head = lang.pick(
        format!("割り当ての見本（{count}件）：そのテーマのものと言えるか、目で確かめてください"),
        format!("Assignments to judge by eye ({count})"),
    );
    out.push_str(&format!("\n{}\n", style.strong(&head)));
    for (theme, item) in &audit.sample {
        let words: Vec<String> = item.reasons.iter().map(|reason| reason_text(reason, lang)).collect();
        let (words, place) = (words.join(lang.pick("、", ", ")), item_place(store, item, lang));
        bullet(out, &format!("【{theme}】{}", item.title), style);
        put(out, "     ", &style.faint(&tame(&format!("{words}　{place}"))), style);
    }
}

fn words(out: &mut String, store: &Store, audit: &Audit, lang: Lang, style: Style) {
    let head = lang
        .pick("テーマのない項目に多い語（themes.toml に足すか考える種）", "Frequent words of items without a theme");
    out.push_str(&format!("\n{}\n", style.strong(head)));
    for word in &audit.words {
        let id = store.row(word.example.plan).map_or("", |row| row.id.as_str());
        let (items, bodies, lines) = (word.items, word.bodies, word.example.lines.0);
        let text = match lang {
            Lang::Ja => format!("{}　{items}件・{bodies}団体　例：{}（{id} {lines}行）", word.word, word.example.title),
            Lang::En => {
                format!("{}: {items} items, {bodies} bodies; {} ({id} line {lines})", word.word, word.example.title)
            }
        };
        bullet(out, &text, style);
    }
}
