//! A comparison for a person at a terminal: a matrix with its plans, and the items behind its cells.

use super::compare_notes::put_notes;
use super::corrected::corrected_tag;
use super::doubt::doubt_mark;
use super::lang::{Lang, kind_name, named, place_text, plan_marks};
use super::text::{Style, fit, hang, pad, put, right, tame, width};
use kurabe_index::compare::{Cell, Comparison, Item, Key, Reason, Row};
use kurabe_index::index::{PlanRow, Store};
use kurabe_model::{FiscalYear, PlanKind};

/// Columns of the terminal that a count with its share takes, and the gap before it.
const CELL: usize = 11;
const GAP: usize = 2;

/// The widest label of a row; longer ones get a line of their own.
const LABEL: usize = 24;

/// The comparison as text.
#[must_use]
pub fn comparison_text(store: &Store, comparison: &Comparison, lang: Lang, style: Style) -> String {
    let table = TextTable::of(store, comparison, lang);
    let mut out = String::new();
    if table.lines.is_empty() {
        put_notes(&mut out, comparison, lang, style);
        return out;
    }
    let fixed = table.widths.iter().map(|width| width + GAP).sum::<usize>();
    let at_once = (style.width.saturating_sub(fixed) / (CELL + GAP)).max(1);
    for (number, columns) in (0..comparison.columns.len()).collect::<Vec<_>>().chunks(at_once).enumerate() {
        if number > 0 {
            out.push('\n');
        }
        table.print(&mut out, comparison, columns, style);
    }
    out.push('\n');
    put_notes(&mut out, comparison, lang, style);
    out
}

/// What stands before the counts of a row.
struct Line {
    /// The group that the row opens or stands in.
    group: String,
    /// Label, plans, items; of a gap only the first two.
    cells: [String; 3],
    /// The row, or none where there is no plan.
    row: Option<usize>,
}

struct TextTable {
    head: [String; 3],
    widths: [usize; 3],
    lines: Vec<Line>,
}

impl TextTable {
    fn of(store: &Store, comparison: &Comparison, lang: Lang) -> Self {
        let head = [head_of_label(comparison, lang), lang.pick("計画", "plan"), lang.pick("項目", "items")];
        let head: [String; 3] = head.map(str::to_owned);
        let mut lines: Vec<Line> = Vec::new();
        for entry in entries(comparison) {
            lines.push(match entry {
                Entry::Row(place, row) => {
                    let (group, label) = labels(comparison, &row.key, lang);
                    Line { group, cells: [label, plans_cell(store, row, lang), row.of.to_string()], row: Some(place) }
                }
                Entry::Gap(body, from, to) => {
                    let (group, label) = gap_labels(comparison, body, (from, to), lang);
                    Line {
                        group,
                        cells: [label, lang.pick("計画なし", "no plan").to_owned(), String::new()],
                        row: None,
                    }
                }
            });
        }
        let widest = |at: usize| {
            let cells = lines.iter().map(|line| width(&line.cells[at]));
            cells.chain([width(&head[at])]).max().unwrap_or(0)
        };
        let indent = usize::from(lines.iter().any(|line| !line.group.is_empty())) * 2;
        let widths = [widest(0).min(LABEL) + indent, widest(1), widest(2)];
        Self { head, widths, lines }
    }

    fn print(&self, out: &mut String, comparison: &Comparison, columns: &[usize], style: Style) {
        let [label, plans, items] = self.widths;
        let mut line =
            format!("{}  {}  {}", pad(&self.head[0], label), pad(&self.head[1], plans), right(&self.head[2], items));
        for column in columns {
            let name = comparison.columns.get(*column).map_or("", String::as_str);
            line.push_str(&format!("  {}", right(&fit(&tame(name), CELL), CELL)));
        }
        out.push_str(&format!("{}\n", style.strong(line.trim_end())));
        let mut group = "";
        for entry in &self.lines {
            if entry.group != group {
                group = &entry.group;
                put(out, "", &style.strong(&tame(group)), style);
            }
            let indent = if group.is_empty() { "" } else { "  " };
            let mut own = format!("{indent}{}", tame(&entry.cells[0]));
            if width(&own) > label {
                put(out, "", &own, style);
                own.clear();
            }
            let mut line =
                format!("{}  {}  {}", pad(&own, label), pad(&entry.cells[1], plans), right(&entry.cells[2], items));
            let cells = entry.row.and_then(|row| comparison.rows.get(row)).map(|row| &row.cells);
            for column in columns {
                let cell = cells.and_then(|cells| cells.get(*column)).map(cell_text).unwrap_or_default();
                line.push_str(&format!("  {}", right(&cell, CELL)));
            }
            out.push_str(&format!("{}\n", line.trim_end()));
        }
    }
}

/// A row, or years of a body without a plan.
pub(super) enum Entry<'a> {
    Row(usize, &'a Row),
    Gap(usize, i32, i32),
}

/// The rows, and where bodies and years make rows the gaps between them.
pub(super) fn entries(comparison: &Comparison) -> Vec<Entry<'_>> {
    let rows = comparison.rows.iter().enumerate().map(|(place, row)| Entry::Row(place, row));
    let by = comparison.by;
    if !by.organisation || !by.year || by.prefecture || by.kind {
        return rows.collect();
    }
    let mut entries: Vec<Entry<'_>> = rows.collect();
    let mut gaps: Vec<(usize, i32, i32)> = Vec::new();
    for (body, year) in &comparison.no_plan {
        match gaps.last_mut() {
            Some((of, _, to)) if of == body && *to + 1 == *year => *to = *year,
            _ => gaps.push((*body, *year, *year)),
        }
    }
    entries.extend(gaps.into_iter().map(|(body, from, to)| Entry::Gap(body, from, to)));
    entries.sort_by_key(|entry| match entry {
        Entry::Row(_, row) => (row.key.organisation, row.key.year),
        Entry::Gap(body, from, _) => (Some(*body), Some(*from)),
    });
    entries
}

/// `12   8.3%`; a plan without any item has no share.
fn cell_text(cell: &Cell) -> String {
    format!("{}{}", cell.items, right(&share_text(cell.share), 7))
}

/// 8.3%
#[must_use]
pub fn share_text(share: Option<f64>) -> String {
    share.map_or_else(|| "－".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

/// 令和3年度（2021）
#[must_use]
pub fn year_label(year: i32, lang: Lang) -> String {
    match lang {
        Lang::Ja => FiscalYear(year).to_string(),
        Lang::En => format!("FY{year}"),
    }
}

/// The group and the label of a row: its last key is the label, what stands before it the group.
pub(super) fn labels(comparison: &Comparison, key: &Key, lang: Lang) -> (String, String) {
    let mut keys = key_texts(comparison, key, lang);
    let label = keys.pop().unwrap_or_else(|| lang.pick("全体", "all").to_owned());
    (keys.join("・"), label)
}

/// The group and the label of years of a body without a plan.
pub(super) fn gap_labels(comparison: &Comparison, body: usize, years: (i32, i32), lang: Lang) -> (String, String) {
    let (from, to) = years;
    let key = Key { organisation: Some(body), year: Some(from), ..Key::default() };
    let (group, year) = labels(comparison, &key, lang);
    (group, if from == to { year } else { format!("{from}{}{to}", lang.pick("～", "–")) })
}

/// Each key of a row in words.
#[must_use]
pub fn key_texts(comparison: &Comparison, key: &Key, lang: Lang) -> Vec<String> {
    let mut keys = Vec::new();
    if let Some(prefecture) = &key.prefecture {
        let unknown = lang.pick("（都道府県の記載なし）", "(prefecture not stated)");
        keys.push(if prefecture.is_empty() { unknown.to_owned() } else { prefecture.clone() });
    }
    if let Some(body) = key.organisation {
        keys.push(body_name(comparison, body, lang));
    }
    keys.extend(key.kind.map(|kind| kind_name(kind, lang).to_owned()));
    keys.extend(key.year.map(|year| year_label(year, lang)));
    keys
}

/// The name of a body.
#[must_use]
pub fn body_name(comparison: &Comparison, body: usize, lang: Lang) -> String {
    named(comparison.bodies.get(body).and_then(|body| body.name.as_deref()), lang)
}

fn head_of_label(comparison: &Comparison, lang: Lang) -> &'static str {
    let by = comparison.by;
    match (by.year, by.kind, by.organisation, by.prefecture) {
        (true, ..) => lang.pick("年度", "year"),
        (_, true, ..) => lang.pick("種別", "kind"),
        (_, _, true, _) => lang.pick("団体", "body"),
        (_, _, _, true) => lang.pick("都道府県", "prefecture"),
        _ => "",
    }
}

/// What stands behind a row: the kind of its one plan with its marks, or how many there are.
pub(super) fn plans_cell(store: &Store, row: &Row, lang: Lang) -> String {
    let rows: Vec<&PlanRow> = row.plans.iter().filter_map(|place| store.row(*place)).collect();
    match rows.as_slice() {
        [row] => {
            let marks: String = plan_marks(row, lang).iter().map(|mark| format!("・{mark}")).collect();
            format!("{}{marks}", short_kind(row.kind, lang))
        }
        rows => {
            let samples = rows.iter().filter(|row| row.sample).count();
            let count = rows.len();
            match (samples, lang) {
                (0, Lang::Ja) => format!("{count}計画"),
                (0, Lang::En) => format!("{count} plans"),
                (samples, Lang::Ja) => format!("{count}計画・見本{samples}"),
                (samples, Lang::En) => format!("{count} plans, {samples} samples"),
            }
        }
    }
}

fn short_kind(kind: PlanKind, lang: Lang) -> &'static str {
    let (japanese, english) = match kind {
        PlanKind::Annual => ("年度", "annual"),
        PlanKind::MidTerm => ("中期", "mid-term"),
        PlanKind::Implementation => ("実施", "implementation"),
        PlanKind::ManagementSupport => ("経営発達", "support"),
        PlanKind::Progress => ("進捗報告", "progress"),
        PlanKind::Report => ("事業報告", "report"),
        PlanKind::Other => ("その他", "other"),
    };
    lang.pick(japanese, english)
}

/// The items behind the cells, as text.
#[must_use]
pub fn items_text(store: &Store, comparison: &Comparison, items: &[Item], lang: Lang, style: Style) -> String {
    let mut out = String::new();
    let mut cell = None;
    for item in items {
        let Some(row) = comparison.rows.get(item.row) else { continue };
        if cell != Some((item.row, item.column)) {
            cell = Some((item.row, item.column));
            let mut head = key_texts(comparison, &row.key, lang);
            head.extend(comparison.columns.get(item.column).cloned());
            let count = row.cells.get(item.column).map_or(0, |cell| cell.items);
            let count = lang.pick(format!("{count}件"), format!("{count} items"));
            let head = format!("■ {}　{count}", tame(&head.join("・")));
            out.push('\n');
            put(&mut out, "", &style.strong(&head), style);
        }
        item_text(&mut out, store, item, lang, style);
    }
    out
}

fn item_text(out: &mut String, store: &Store, item: &Item, lang: Lang, style: Style) {
    let flags: String = item.flags.iter().map(|flag| format!("［{}］", flag.name())).collect();
    let doubt = if item.is_doubtful() { format!("［{}］", doubt_mark(lang)) } else { String::new() };
    let corrected = corrected_tag(item.corrected, lang);
    let title = tame(&format!("{} {}{flags}{doubt}{corrected}", item.marker, item.title));
    hang(out, ("  ・", "    "), title.trim_start(), style);
    let mut about = vec![item_place(store, item, lang)];
    about.extend(item.reasons.iter().map(|reason| reason_text(reason, lang)));
    put(out, "      ", &style.faint(&tame(&about.join("・"))), style);
}

/// Plan, page and lines of an item.
pub(super) fn item_place(store: &Store, item: &Item, lang: Lang) -> String {
    let id = store.row(item.plan).map_or("", |row| row.id.as_str());
    format!("{id} {}", place_text(item.page, (item.first_line, item.last_line), lang))
}

/// Why an item bears its theme.
pub(super) fn reason_text(reason: &Reason, lang: Lang) -> String {
    match (&reason.heading, lang) {
        (None, Lang::Ja) => format!("題名「{}」", reason.word),
        (None, Lang::En) => format!("title: {}", reason.word),
        (Some(heading), Lang::Ja) => format!("見出し「{}」（{heading}、{}行）", reason.word, reason.line),
        (Some(heading), Lang::En) => format!("heading: {} ({heading}, line {})", reason.word, reason.line),
    }
}
