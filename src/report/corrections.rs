//! Corrections as people and programs read them: what was said of a reading, whether it holds, why it does not.
//!
//! In come corrections with how they stand, out come sentences, lines, records and a table. Where they are kept must
//! not be known here.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::corrected::misfit_sentence;
use super::lang::{Lang, level_name, lines_text};
use super::sheet::{Cell, Table};
use super::text::{Style, hang, marked_title, put, tame};
use crate::library::corrected::{Listed, State};
use crate::library::correcting::Kept;
use kurabe_model::{Above, FigureMend, ItemMend, Mend, Node, NodeId, PassageKind, Plan, Quote};

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
        Listed::Pairing(pairing, ..) if pairing.are_one => "one",
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
    /// `held`, `lost`, `ambiguous`, `replaced` (a later one says otherwise) or `waiting` (the index does not have it yet).
    state: &'static str,
    /// `item`, `no-item`, `lost-item`, `figure`, `no-figure`, `one` or `apart` (a pair of two plans).
    what: &'static str,
    /// Id of the plan that it names; of a pair, of the older one.
    plan: &'a str,
    /// Id of the plan in which it holds; null where it holds in none, and of pairs.
    #[schema(required)]
    holds_in: Option<&'a str>,
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
        Listed::Mend(own, _) => ((&own.plan, &own.at), None, changes(&own.mend)),
        Listed::Pairing(own, ..) => {
            let [old, new] = &own.sides;
            let with = WithRecord { plan: &new.0, words: &new.1.words, line: new.1.line };
            ((&old.0, &old.1), Some(with), vec![])
        }
    };
    CorrectionRecord {
        number: listed.number(),
        state: listed.state().name(),
        what: what(listed),
        plan,
        holds_in: listed.holds_in(),
        words: &quote.words,
        under: &quote.under,
        line: quote.line,
        changes: changes.into_iter().collect(),
        with,
        why: state_why(listed.state(), lang),
    }
}

/// Corrections, one a row.
#[must_use]
pub fn corrections_table(listed: &[Listed], lang: Lang) -> Table {
    let head = [
        "number",
        "state",
        "what",
        "plan",
        "holds_in",
        "words",
        "under",
        "line",
        "changes",
        "with_plan",
        "with_words",
        "with_line",
        "why",
    ];
    let row = |listed: &Listed| {
        let record = record(listed, lang);
        let changes: Vec<String> = record.changes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        vec![
            record.number.into(),
            record.state.into(),
            record.what.into(),
            record.plan.into(),
            Cell::text(record.holds_in),
            record.words.into(),
            record.under.into(),
            record.line.into(),
            changes.join("; ").into(),
            Cell::text(record.with.as_ref().map(|with| with.plan)),
            Cell::text(record.with.as_ref().map(|with| with.words)),
            record.with.as_ref().map_or(Cell::Empty, |with| with.line.into()),
            Cell::text(record.why),
        ]
    };
    Table { rows: listed.iter().map(row).collect(), ..Table::new("corrections", &head) }
}

/// How a correction stands, in a word.
#[must_use]
pub fn state_name(state: &State, lang: Lang) -> &'static str {
    match state {
        State::Held => lang.pick("有効", "held"),
        State::Replaced(_) => lang.pick("上書き", "replaced"),
        State::Waiting => lang.pick("索引待ち", "waiting"),
        State::Not(misfit) if misfit.is_ambiguous() => lang.pick("要確認", "ambiguous"),
        State::Not(_) => lang.pick("失効", "lost"),
    }
}

/// Why a correction says nothing; nothing where it holds.
#[must_use]
pub fn state_why(state: &State, lang: Lang) -> Option<String> {
    match state {
        State::Held => None,
        State::Replaced(number) => Some(lang.pick(
            format!("あとの訂正{number}が、同じところをほかのように直しています"),
            format!("correction {number}, which is later, says otherwise of the same"),
        )),
        State::Waiting => Some(lang.pick(
            "索引にまだ入っていません（kurabe index で更新）".to_owned(),
            "the index does not have it yet (kurabe index refreshes it)".to_owned(),
        )),
        State::Not(misfit) => Some(misfit_sentence(misfit, lang)),
    }
}

/// How many corrections stand in which way.
#[must_use]
pub fn corrections_counts(listed: &[Listed], lang: Lang) -> String {
    let count = |name: &str| listed.iter().filter(|listed| listed.state().name() == name).count();
    let (held, lost, several) = (count("held"), count("lost"), count("ambiguous"));
    let more = |name: &str, words: (&str, &str)| match (count(name), lang) {
        (0, _) => String::new(),
        (count, Lang::Ja) => format!("・{}{count}", words.0),
        (count, Lang::En) => format!(", {count} {}", words.1),
    };
    let more = more("replaced", ("上書き", "replaced")) + &more("waiting", ("索引待ち", "waiting"));
    lang.pick(
        format!("訂正{}件（有効{held}・失効{lost}・要確認{several}{more}）", listed.len()),
        format!("{} corrections ({held} held, {lost} lost, {several} ambiguous{more})", listed.len()),
    )
}

/// What a correction says, in a line.
#[must_use]
pub fn listed_said(listed: &Listed, lang: Lang) -> String {
    match listed {
        Listed::Mend(correction, _) => said_text(&correction.mend, lang),
        Listed::Pairing(own, ..) if own.are_one => lang.pick("同じ項目", "one item").to_owned(),
        Listed::Pairing(..) => lang.pick("別の項目", "not one item").to_owned(),
    }
}

/// Corrections for people: how many stand, then each with how it stands.
#[must_use]
pub fn corrections_text(listed: &[Listed], lang: Lang, style: Style) -> String {
    let mut out = style.strong(&corrections_counts(listed, lang));
    out.push('\n');
    for listed in listed {
        let number = format!("{:>4}  ", listed.number());
        let quoted = |plan: &str, quote: &Quote| {
            let words = lang.pick(format!("「{}」", quote.words), format!("“{}”", quote.words));
            format!("{plan}  {}{words}", lines_text((quote.line, quote.line), lang))
        };
        let mut places = listed.places().into_iter().map(|(plan, quote)| quoted(plan, quote));
        let place = places.next().unwrap_or_default();
        let said = match listed {
            Listed::Mend(..) => listed_said(listed, lang),
            Listed::Pairing(own, ..) => {
                let said = if own.are_one {
                    lang.pick("同じ項目：", "one with ")
                } else {
                    lang.pick("別の項目：", "not ")
                };
                format!("{said}{}", places.next().unwrap_or_default())
            }
        };
        hang(&mut out, (&number, "      "), &tame(&place), style);
        put(&mut out, "      ", &tame(&said), style);
        if let Some(why) = state_why(listed.state(), lang) {
            let mark = match listed.state() {
                State::Not(misfit) if misfit.is_ambiguous() => "？",
                State::Not(_) => "×",
                State::Held | State::Replaced(_) | State::Waiting => "－",
            };
            put(&mut out, "      ", &format!("{mark} {}", tame(&why)), style);
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
