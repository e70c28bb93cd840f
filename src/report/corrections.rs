//! Corrections as people and programs read them: what was said of a reading, whether it holds, why it does not.
//!
//! In come corrections with how they stand, out come sentences, lines, records and a table. Where they are kept must
//! not be known here.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::lang::{Lang, level_name, lines_text};
use super::sheet::{Cell, Table};
use super::text::{Style, hang, marked_title, put, tame};
use crate::library::correcting::{CorrectError, Kept, Listed, State};
use kurabe_model::{
    Above, Correction, FigureMend, ItemMend, Mend, Misfit, Node, NodeId, Pairing, PassageKind, Plan, Quote, Sought,
};

use super::wording::{beside_sentence, corpus_sentence, ingest_sentence};

/// The mark beside what a reader corrected.
#[must_use]
pub fn corrected_mark(lang: Lang) -> &'static str {
    lang.pick("訂正", "corrected")
}

/// How many nodes of a plan readers corrected, and how many corrections do not hold; nothing where there are none.
#[must_use]
pub fn corrected_count(corrected: usize, misfits: usize, lang: Lang) -> Option<String> {
    let held =
        (corrected > 0).then(|| lang.pick(format!("訂正した項目：{corrected}件"), format!("Corrected: {corrected}")));
    let lost = (misfits > 0).then(|| {
        lang.pick(format!("当てはまらない訂正：{misfits}件"), format!("corrections that do not hold: {misfits}"))
    });
    let parts: Vec<String> = [held, lost].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick("・", ", ")))
}

/// Why a correction does not hold.
#[must_use]
pub(super) fn misfit_sentence(misfit: &Misfit, lang: Lang) -> String {
    let what = |sought: &Sought| match sought {
        Sought::Item => lang.pick("項目の語", "the words of the item"),
        Sought::Parent => lang.pick("置き場所とした見出しの語", "the words of the heading it is to stand under"),
        Sought::Line => lang.pick("行の語", "the words of the line"),
        Sought::Figure => lang.pick("数値の語", "the words of the figure"),
    };
    match (misfit, lang) {
        (Misfit::Missing(sought), Lang::Ja) => format!("{}が、もう見当たりません", what(sought)),
        (Misfit::Missing(sought), Lang::En) => format!("{} do not stand there any more", what(sought)),
        (Misfit::Several(sought, was, are), Lang::Ja) => {
            format!("{}が{was}か所から{are}か所になり、どれか決められません", what(sought))
        }
        (Misfit::Several(sought, was, are), Lang::En) => {
            format!("{} stood {was} times and now stand {are} times: which are meant cannot be told", what(sought))
        }
        (Misfit::Circle, Lang::Ja) => "自分より下の項目の下には置けません".to_owned(),
        (Misfit::Circle, Lang::En) => "it cannot stand below itself".to_owned(),
        (Misfit::Shared, Lang::Ja) => "その行は、表の欄か、ほかの項目と分け合っています".to_owned(),
        (Misfit::Shared, Lang::En) => "its lines belong to a table or to other items too".to_owned(),
        (Misfit::Theme(name), Lang::Ja) => format!("テーマ「{name}」はありません。kurabe themes で一覧を見られます"),
        (Misfit::Theme(name), Lang::En) => format!("there is no theme {name}; kurabe themes lists them"),
        (Misfit::Plan(id), Lang::Ja) => format!("計画 {id} がありません"),
        (Misfit::Plan(id), Lang::En) => format!("there is no plan {id}"),
    }
}

/// That a correction does not hold, and what to do.
#[must_use]
pub(super) fn lost_sentence(number: u32, words: &str, misfit: &Misfit, lang: Lang) -> String {
    let why = misfit_sentence(misfit, lang);
    match lang {
        Lang::Ja => format!(
            "訂正{number}（「{words}」）は当てはまりません：{why}。原文を見て訂正し直し、kurabe correct --undo {number} で取り消してください。"
        ),
        Lang::En => format!(
            "Correction {number} (“{words}”) does not hold: {why}. Correct it anew by the text and take it back with kurabe correct --undo {number}."
        ),
    }
}

/// Why something was not corrected.
#[must_use]
pub fn correct_sentence(error: &CorrectError, lang: Lang) -> String {
    match (error, lang) {
        (CorrectError::Corpus(error), _) => corpus_sentence(error, lang),
        (CorrectError::Beside(error), _) => beside_sentence(error, lang),
        (CorrectError::Unread { file, source }, _) => format!("{file}: {}", ingest_sentence(source, lang)),
        (CorrectError::Changed(id), Lang::Ja) => {
            format!("{id} の文書は、表示したときから変わりました。kurabe index で索引を更新してから訂正してください。")
        }
        (CorrectError::Changed(id), Lang::En) => {
            format!("The document of {id} has changed since it was shown: refresh the index with kurabe index first.")
        }
        (CorrectError::Nowhere(id), Lang::Ja) => {
            format!("{id} にその項目・行・数値はありません（空行は選べません）。kurabe show {id} で確かめてください。")
        }
        (CorrectError::Nowhere(id), Lang::En) => {
            format!(
                "There is no such item, line or figure in {id} (blank lines are none): kurabe show {id} lists them."
            )
        }
        (CorrectError::Misfit(misfit), Lang::Ja) => {
            format!("訂正できません：{}。", misfit_sentence(misfit, Lang::Ja))
        }
        (CorrectError::Misfit(misfit), Lang::En) => {
            format!("It cannot be corrected so: {}.", misfit_sentence(misfit, Lang::En))
        }
    }
}

/// What is said, as names and values; the names are those of corrections.toml.
fn changes(mend: &Mend) -> Vec<(&'static str, String)> {
    let mut all = match mend {
        Mend::Item(mend) | Mend::Lost(mend) => item_changes(mend),
        Mend::Figure(_, mend) => figure_changes(mend),
        Mend::NoItem | Mend::NoFigure(_) => vec![],
    };
    if let Mend::Figure(quote, _) | Mend::NoFigure(quote) = mend {
        all.insert(0, ("figure", quote.text.clone()));
    }
    all
}

fn item_changes(mend: &ItemMend) -> Vec<(&'static str, String)> {
    let line = |quote: &Quote| quote.words.clone();
    let parent = mend.parent.as_ref().map(|parent| match parent {
        Above::Top => String::new(),
        Above::Node(quote) => quote.words.clone(),
    });
    let flags = mend.flags.map(|flags| flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join("、"));
    let all = [
        ("kind", mend.kind.map(|kind| kind.name().to_owned())),
        ("parent", parent),
        ("title", mend.title.clone()),
        ("begins", mend.begins.as_ref().map(line)),
        ("ends", mend.ends.as_ref().map(line)),
        ("flags", flags),
        ("themes", mend.themes.as_ref().map(|themes| themes.join("、"))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn figure_changes(mend: &FigureMend) -> Vec<(&'static str, String)> {
    let all = [
        ("name", mend.name.clone()),
        ("value", mend.value.map(|value| value.map_or_else(String::new, |value| value.to_string()))),
        ("unit", mend.unit.clone()),
        ("role", mend.role.map(|role| role.name().to_owned())),
        ("year", mend.period.map(|year| year.map_or_else(String::new, |year| year.to_string()))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What kind of thing is said, in records.
fn what(listed: &Listed) -> &'static str {
    match listed {
        Listed::Pairing(pairing, _) if pairing.are_one => "one",
        Listed::Pairing(..) => "apart",
        Listed::Mend(correction, _) => match correction.mend {
            Mend::Item(_) => "item",
            Mend::NoItem => "no-item",
            Mend::Lost(_) => "lost-item",
            Mend::Figure(..) => "figure",
            Mend::NoFigure(_) => "no-figure",
        },
    }
}

fn change_name(name: &str, lang: Lang) -> &'static str {
    match name {
        "kind" => lang.pick("種類", "kind"),
        "parent" => lang.pick("置き場所", "parent"),
        "title" => lang.pick("項目名", "title"),
        "begins" => lang.pick("始まりの行", "begins at"),
        "ends" => lang.pick("終わりの行", "ends at"),
        "flags" => lang.pick("印", "flags"),
        "themes" => lang.pick("テーマ", "themes"),
        "figure" => lang.pick("数値", "figure"),
        "name" => lang.pick("指標名", "name"),
        "value" => lang.pick("値", "value"),
        "unit" => lang.pick("単位", "unit"),
        "role" => lang.pick("区分", "role"),
        _ => lang.pick("年度", "year"),
    }
}

/// What is said, in a line.
fn said_text(mend: &Mend, lang: Lang) -> String {
    let none = || lang.pick("なし", "none").to_owned();
    let value = |(name, value): &(&'static str, String)| {
        let value = match (*name, value.as_str()) {
            (_, "") => none(),
            ("kind", "section" | "initiative" | "measure") => kind_text(value, lang),
            _ => value.clone(),
        };
        format!("{}→{value}", change_name(name, lang))
    };
    let changed = || changes(mend).iter().map(value).collect::<Vec<_>>().join(lang.pick("、", ", "));
    let joined = |what: &str| {
        let changed = changed();
        if changed.is_empty() { what.to_owned() } else { format!("{what} {changed}") }
    };
    match mend {
        Mend::NoItem => lang.pick("項目ではない", "no item").to_owned(),
        Mend::Lost(_) => joined(lang.pick("この行は項目", "the line is an item")),
        Mend::NoFigure(quote) => {
            lang.pick(format!("「{}」は数値ではない", quote.text), format!("“{}” is no figure", quote.text))
        }
        Mend::Figure(quote, mend) => {
            let changed = figure_changes(mend).iter().map(value).collect::<Vec<_>>().join(lang.pick("、", ", "));
            format!("{} {changed}", lang.pick(format!("「{}」", quote.text), format!("“{}”", quote.text)))
        }
        Mend::Item(_) => changed(),
    }
}

fn kind_text(name: &str, lang: Lang) -> String {
    let kind = PassageKind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.map_or_else(|| name.to_owned(), |kind| level_name(kind, lang).to_owned())
}

/// A correction in a list of them.
#[derive(Serialize, ToSchema)]
pub struct CorrectionRecord<'a> {
    /// Its number, by which it is taken back.
    number: u32,
    /// `held`, `lost` or `ambiguous`.
    state: &'static str,
    /// `item`, `no-item`, `lost-item`, `figure`, `no-figure`, `one` or `apart` (a pair of two plans).
    what: &'static str,
    /// Id of the plan; of a pair, of the older one.
    plan: &'a str,
    /// The words that it is bound to.
    words: &'a str,
    /// What they stood under.
    under: &'a str,
    /// Their line when it was written.
    line: u32,
    /// What is to be instead.
    changes: BTreeMap<&'static str, String>,
    /// Of a pair: the newer plan, and the words there.
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<WithRecord<'a>>,
    /// Why it does not hold; null where it does.
    #[schema(required)]
    why: Option<String>,
}

/// The other side of a pair.
#[derive(Serialize, ToSchema)]
struct WithRecord<'a> {
    /// Id of the plan.
    plan: &'a str,
    /// The words there.
    words: &'a str,
    /// Their line when it was written.
    line: u32,
}

/// Corrections as records.
#[must_use]
pub fn corrections_json(listed: &[Listed], lang: Lang) -> Vec<CorrectionRecord<'_>> {
    listed.iter().map(|listed| record(listed, lang)).collect()
}

fn record(listed: &Listed, lang: Lang) -> CorrectionRecord<'_> {
    let ((plan, quote), with, changes) = match listed {
        Listed::Mend(Correction { plan, at, mend, .. }, _) => ((plan, at), None, changes(mend)),
        Listed::Pairing(Pairing { sides: [old, new], .. }, _) => {
            let with = WithRecord { plan: &new.0, words: &new.1.words, line: new.1.line };
            ((&old.0, &old.1), Some(with), vec![])
        }
    };
    CorrectionRecord {
        number: listed.number(),
        state: listed.state().name(),
        what: what(listed),
        plan,
        words: &quote.words,
        under: &quote.under,
        line: quote.line,
        changes: changes.into_iter().collect(),
        with,
        why: match listed.state() {
            State::Held => None,
            State::Not(misfit) => Some(misfit_sentence(misfit, lang)),
        },
    }
}

/// Corrections, one a row.
#[must_use]
pub fn corrections_table(listed: &[Listed], lang: Lang) -> Table {
    let head =
        ["number", "state", "what", "plan", "words", "under", "line", "changes", "with_plan", "with_words", "why"];
    let row = |listed: &Listed| {
        let record = record(listed, lang);
        let changes: Vec<String> = record.changes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        vec![
            record.number.into(),
            record.state.into(),
            record.what.into(),
            record.plan.into(),
            record.words.into(),
            record.under.into(),
            record.line.into(),
            changes.join("; ").into(),
            Cell::text(record.with.as_ref().map(|with| with.plan)),
            Cell::text(record.with.as_ref().map(|with| with.words)),
            Cell::text(record.why),
        ]
    };
    Table { rows: listed.iter().map(row).collect(), ..Table::new("corrections", &head) }
}

/// Corrections for people: how many stand, then each with how it stands.
#[must_use]
pub fn corrections_text(listed: &[Listed], lang: Lang, style: Style) -> String {
    let count = |name: &str| listed.iter().filter(|listed| listed.state().name() == name).count();
    let (held, lost, several) = (count("held"), count("lost"), count("ambiguous"));
    let mut out = style.strong(&lang.pick(
        format!("訂正{}件（有効{held}・失効{lost}・要確認{several}）", listed.len()),
        format!("{} corrections ({held} held, {lost} lost, {several} ambiguous)", listed.len()),
    ));
    out.push('\n');
    for listed in listed {
        let number = format!("{:>4}  ", listed.number());
        let quoted = |plan: &str, quote: &Quote| {
            let words = lang.pick(format!("「{}」", quote.words), format!("“{}”", quote.words));
            format!("{plan}  {}{words}", lines_text((quote.line, quote.line), lang))
        };
        let (place, said) = match listed {
            Listed::Mend(correction, _) => {
                (quoted(&correction.plan, &correction.at), said_text(&correction.mend, lang))
            }
            Listed::Pairing(Pairing { sides: [old, new], are_one, .. }, _) => {
                let said = if *are_one {
                    lang.pick("同じ項目：", "one with ")
                } else {
                    lang.pick("別の項目：", "not ")
                };
                (quoted(&old.0, &old.1), format!("{said}{}", quoted(&new.0, &new.1)))
            }
        };
        hang(&mut out, (&number, "      "), &tame(&place), style);
        put(&mut out, "      ", &tame(&said), style);
        if let State::Not(misfit) = listed.state() {
            let mark = if misfit.is_ambiguous() { "？" } else { "×" };
            put(&mut out, "      ", &format!("{mark} {}", tame(&misfit_sentence(misfit, lang))), style);
        }
    }
    out
}

/// What a correction did: the item before and after.
#[must_use]
pub fn kept_text(kept: &Kept, lang: Lang, style: Style) -> String {
    let number = kept.number;
    let mut out = lang.pick(
        format!("訂正{number}を記録しました（取り消し：kurabe correct --undo {number}）\n"),
        format!("Correction {number} is kept (kurabe correct --undo {number} takes it back)\n"),
    );
    let none = lang.pick("（項目なし）", "(no item)");
    let sides = [(lang.pick("前", "before"), &kept.before), (lang.pick("後", "after"), &kept.after)];
    for (label, (plan, id)) in sides {
        let shown = id.and_then(|id| plan.node(id)).map_or_else(|| none.to_owned(), |node| node_text(plan, node, lang));
        let label = format!("  {label}  ");
        let rest = " ".repeat(super::text::width(&label));
        hang(&mut out, (&label, &rest), &shown, style);
    }
    out
}

/// A heading or item in a line: place, kind, marks, title, what it stands under, themes, figures.
fn node_text(plan: &Plan, node: &Node, lang: Lang) -> String {
    let mut parts = vec![
        lines_text((node.span.first, node.span.last), lang),
        format!("[{}]", level_name(PassageKind::Node(node.kind), lang)),
        marked_title(node),
    ];
    parts.extend(node.flags.iter().map(|flag| format!("［{}］", flag.name())));
    let under = plan.parent(node.id).map(marked_title);
    parts.extend(under.map(|under| lang.pick(format!("（{under}の下）"), format!("(under {under})"))));
    parts.extend((!node.themes.is_empty()).then(|| format!("#{}", node.themes.join(" #"))));
    parts.extend(figures(plan, node.id));
    tame(&parts.join(" "))
}

fn figures(plan: &Plan, id: NodeId) -> Option<String> {
    let own: Vec<String> = plan
        .indicators
        .iter()
        .filter(|figure| figure.node == id)
        .map(|figure| {
            let value = figure.value.map_or_else(String::new, |value| format!(" {value}{}", figure.unit));
            let year = figure.period.map_or_else(String::new, |year| format!(" {year}"));
            format!("{} {}{value}{year}", figure.name, figure.role.name())
        })
        .collect();
    (!own.is_empty()).then(|| format!("({})", own.join("、")))
}
