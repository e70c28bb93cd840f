//! What stands on doubtful ground: how many, which, and why; the same words for a plan, its page and comparisons.
//!
//! In come nodes and items with the rules that decided them, out come sentences, lines and records. What makes a reading
//! doubtful must not be known here.

use serde::Serialize;
use utoipa::ToSchema;

use kurabe_extract::record::{Why, names};
use kurabe_extract::rules::Rule;
use kurabe_index::compare::{Comparison, Item};
use kurabe_index::index::Store;
use kurabe_model::{Plan, RuleId, Sure};

use super::corrected::corrected_tag;
use super::lang::{Lang, place_text};
use super::text::{Style, hang, marked_title, put, tame};

/// Items that an answer lists at most; their number is given whole.
pub const MOST_DOUBTFUL: usize = 200;

/// Those that a text lists before it says how many more there are.
const SHOWN: usize = 20;

/// The mark beside what stands on doubtful ground.
#[must_use]
pub fn doubt_mark(lang: Lang) -> &'static str {
    lang.pick("要確認", "doubtful")
}

/// How many stand on doubtful ground, of how many.
#[must_use]
pub fn doubt_count(doubtful: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("読みの確かでない項目：{doubtful}件（{of}件のうち）"),
        Lang::En => format!("Items on doubtful ground: {doubtful} of {of}"),
    }
}

/// Why a reading is doubtful: what its rule says.
#[must_use]
pub fn doubt_reason(rule: RuleId, lang: Lang) -> &'static str {
    Rule::of(rule).map_or("", |rule| lang.pick(rule.japanese(), rule.says()))
}

/// The headings and items of a plan that stand on doubtful ground, so many at most: each with its lines and, below it,
/// what the rule says.
#[must_use]
pub fn doubtful_text(plan: &Plan, most: Option<usize>, lang: Lang, style: Style) -> String {
    let count = plan.doubtful().count();
    if count == 0 {
        return String::new();
    }
    let mut out = head(&doubt_count(count, plan.nodes.len(), lang), style);
    let most = most.unwrap_or(count);
    for node in plan.doubtful().take(most) {
        let place = place_text(node.page, (node.span.first, node.span.last), lang);
        line(&mut out, (&place, &marked_title(node)), (node.rule, node.sure), (lang, style));
    }
    let more = lang.pick("--doubtful ですべて", "--doubtful lists all");
    left(&mut out, count.saturating_sub(most), more, (lang, style));
    out
}

/// The doubtful items of a plan's text, as many as stand below the plan's tree.
#[must_use]
pub(super) fn doubtful_below(plan: &Plan, lang: Lang, style: Style) -> String {
    doubtful_text(plan, Some(SHOWN), lang, style)
}

/// The doubtful items behind a comparison, of which so many were opened.
#[must_use]
pub fn doubtful_items_text(
    store: &Store,
    comparison: &Comparison,
    opened: &[Item],
    (lang, style): (Lang, Style),
) -> String {
    let (count, of) = comparison.doubtful();
    if count == 0 {
        return String::new();
    }
    let mut out = head(&doubt_count(count, of, lang), style);
    for item in opened.iter().take(SHOWN) {
        let id = store.row(item.plan).map_or("", |row| row.id.as_str());
        let place = format!("{id} {}", place_text(item.page, (item.first_line, item.last_line), lang));
        let title = tame(&format!("{} {}{}", item.marker, item.title, corrected_tag(item.corrected, lang)));
        line(&mut out, (&place, title.trim_start()), (item.rule, item.sure), (lang, style));
    }
    let more = lang.pick("--format json で200件まで", "--format json lists up to 200");
    left(&mut out, count.saturating_sub(SHOWN), more, (lang, style));
    out
}

fn head(text: &str, style: Style) -> String {
    format!("\n{}\n", style.strong(text))
}

/// A doubtful item: where it stands and what it says, and below it why it is doubtful.
fn line(out: &mut String, (place, title): (&str, &str), (rule, sure): (RuleId, Sure), (lang, style): (Lang, Style)) {
    hang(out, ("・ ", "   "), &format!("{}  {title}", tame(place)), style);
    let id = Rule::of(rule).map_or("-", Rule::id);
    let why = format!("{} ‹{id} {:.2}›", doubt_reason(rule, lang), sure.share());
    put(out, "     ", &style.faint(&why), style);
}

/// How many more there are.
fn left(out: &mut String, count: usize, more: &str, (lang, style): (Lang, Style)) {
    if count > 0 {
        let text = lang.pick(format!("ほか{count}件（{more}）"), format!("{count} more ({more})"));
        put(out, "   ", &text, style);
    }
}

/// What of a comparison stands on doubtful ground.
#[derive(Serialize, ToSchema)]
pub(super) struct Doubt<'a> {
    /// How many of the items that are counted; each once, in however many cells it stands.
    items: usize,
    /// Of how many.
    of: usize,
    /// The first 200 of them.
    listed: Vec<DoubtRecord<'a>>,
}

/// An item that stands on doubtful ground.
#[derive(Serialize, ToSchema)]
struct DoubtRecord<'a> {
    /// Id of its plan.
    plan: &'a str,
    /// Its number in the plan.
    node: u32,
    /// What it is.
    #[schema(value_type = names::NodeKind)]
    kind: &'static str,
    /// Its title.
    title: &'a str,
    /// Page, where the source has pages.
    #[schema(required)]
    page: Option<u32>,
    /// Its first line in the text.
    first_line: u32,
    /// Its last line.
    last_line: u32,
    /// How sure its reading is, from 0 to 1.
    sure: f64,
    /// Id of the rule that decided.
    #[schema(required)]
    rule: Option<&'static str>,
    /// What the rule says.
    #[schema(required)]
    why: Option<Why>,
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// The doubtful items behind a comparison.
pub(super) fn doubt_json<'a>(store: &'a Store, comparison: &Comparison, opened: &'a [Item]) -> Doubt<'a> {
    let (items, of) = comparison.doubtful();
    let record = |item: &'a Item| DoubtRecord {
        plan: store.row(item.plan).map_or("", |row| row.id.as_str()),
        node: item.node.0,
        kind: item.kind.name(),
        title: &item.title,
        page: item.page,
        first_line: item.first_line,
        last_line: item.last_line,
        sure: item.sure.share(),
        rule: Rule::of(item.rule).map(Rule::id),
        why: Why::of(item.rule),
        corrected: item.corrected.then_some(true),
    };
    Doubt { items, of, listed: opened.iter().map(record).collect() }
}
