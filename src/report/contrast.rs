//! 新旧対照表: a diff as the table that offices make, before it takes the form of a page, a sheet or a document.
//!
//! In comes a diff, out comes a [`Contrast`]: two columns of paragraphs whose changed words are marked, with lines
//! and remarks. How a form draws it must not be known here.

use super::corrected::reader_text;
use super::diff_json::Compared;
use super::diff_paragraph::diff_paragraph;
use super::diff_part::{Detail, Part};
use super::diff_rows::{Fold, OnTheme, Shown, by_theme, shown};
use super::diff_words::{
    changed_parts, counts_text, figure_text, flags_text, mention_text, moved_from, moves_text, near_text, order_text,
    rolled_text, status_name,
};
use super::lang::{Lang, file_name, marks_text, paper_name, period_text};
use super::sheet::{Cell, Table};
use super::text::{marked_title, tame};
use kurabe_diff::{Inline, Record, Status, Stretch};
use kurabe_index::index::PlanRow;
use kurabe_model::{Node, NodeId, Plan};

/// Which plan stands in the left column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// How a diff is laid out as a table.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// What stands left.
    pub left: Left,
    /// Whether what did not change is left out.
    pub fold: Fold,
    /// The language of heads and remarks.
    pub lang: Lang,
}

/// A 新旧対照表.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// 新旧対照表
    pub title: &'static str,
    /// Names of the columns: left, its lines, right, its lines, remarks.
    pub columns: [&'static str; 5],
    /// Body, title, period and id of the plans in the left and in the right column.
    pub plans: [String; 2],
    /// What changed, in a few lines.
    pub summary: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What became of it, as a word that a style can be given to (`added`); `heading`, `folded`.
    pub class: &'static str,
    /// It is a section.
    pub section: bool,
    /// The left and the right column.
    pub sides: [Side; 2],
    /// 新設, 削除, 略 …, one remark each.
    pub remarks: Vec<String>,
}

/// One side of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Paragraphs, each with its indentation.
    pub paragraphs: Vec<Paragraph>,
    /// The lines on which the titles stand in the plan's text.
    pub lines: String,
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// Depth in the plan.
    pub depth: usize,
    /// It is a title, not text under one.
    pub title: bool,
    /// Stretches of text, and whether each is marked as changed.
    pub runs: Vec<(String, bool)>,
}

/// Lays out a part of a diff.
#[must_use]
pub fn contrast(compared: &Compared<'_>, part: &Part, layout: Layout) -> Contrast {
    let lang = layout.lang;
    let maker = Maker { compared, part, old: compared.old.1, new: compared.new.1, lang };
    let mut rows: Vec<Row> = if compared.diff.is_rewritten() {
        by_theme(compared, part).iter().flat_map(|on_theme| maker.on_theme(on_theme)).collect()
    } else {
        // A short table does not say where it leaves something out: its first lines do.
        let is_told = |shown: &Shown<'_>| part.detail() == Detail::Whole || !matches!(shown, Shown::Folded(..));
        shown(compared, part, layout.fold).into_iter().filter(is_told).map(|shown| maker.row(shown)).collect()
    };
    let mut plans = [about(compared.old.0, lang), about(compared.new.0, lang)];
    let (old, new, line) = (lang.pick("旧", "Old"), lang.pick("新", "New"), lang.pick("行", "Line"));
    let remarks = lang.pick("備考", "Remarks");
    let mut columns = [old, line, new, line, remarks];
    if layout.left == Left::New {
        rows.iter_mut().for_each(|row| row.sides.reverse());
        plans.reverse();
        columns = [new, line, old, line, remarks];
    }
    let title = lang.pick("新旧対照表", "Old and new compared");
    Contrast { title, columns, plans, summary: summary(compared, part, layout), rows }
}

/// Body, title, period and id of a plan, a line each.
pub(super) fn about(row: &PlanRow, lang: Lang) -> String {
    let (name, marks) = (paper_name(row, lang), marks_text(row, lang));
    format!("{name}{marks}\n{}\n{}", period_text(row.period, lang), file_name(&row.id))
}

/// What changed; of a part of the diff which part it is, and what changed in the whole.
fn summary(compared: &Compared<'_>, part: &Part, layout: Layout) -> Vec<String> {
    let (diff, lang) = (compared.diff, layout.lang);
    let (first, of) = match part.sentence(lang) {
        Some(sentence) => (sentence, lang.pick("計画全体の", "Whole plan, ")),
        None => (diff_paragraph(compared, lang), ""),
    };
    let mut lines = vec![first];
    if part.detail() == Detail::Initiatives && layout.fold == Fold::Unchanged {
        lines.push(
            lang.pick("変わらない施策は載せていません。", "Initiatives that did not change are left out.").to_owned(),
        );
    }
    lines.push(format!("{of}{}{}", lang.pick("項目：", "Items: "), counts_text(&diff.items, lang)));
    lines.extend(rolled_text(diff, lang));
    lines.push(format!("{of}{}{}", lang.pick("柱・章：", "Sections: "), counts_text(&diff.sections, lang)));
    lines.extend(moves_text(diff, lang).map(|moves| format!("{of}{}{moves}", lang.pick("数値：", "Figures: "))));
    if diff.is_rewritten() {
        let share = (diff.aligned * 100.0).round();
        lines.push(lang.pick(
            format!("計画は全面的に書き改められています（対応がつく項目は{share}％）。"),
            format!("The plan was written anew ({share}% of the items have a counterpart)."),
        ));
    }
    lines
}

struct Maker<'a> {
    compared: &'a Compared<'a>,
    part: &'a Part,
    old: &'a Plan,
    new: &'a Plan,
    lang: Lang,
}

impl Maker<'_> {
    fn row(&self, shown: Shown<'_>) -> Row {
        match shown {
            Shown::Heading(record, _) => self.record(record, "heading", vec![]),
            Shown::Entry(record, _) => self.record(record, record.status.name(), self.remarks(record)),
            Shown::Folded(count, depth) => {
                let runs = vec![(self.lang.pick("（略）", "(omitted)").to_owned(), false)];
                let paragraphs = vec![Paragraph { depth, title: false, runs }];
                let side = Side { paragraphs, lines: String::new() };
                let remark = self.lang.pick(format!("略（変更なし{count}件）"), format!("{count} unchanged"));
                Row { class: "folded", section: false, sides: [side.clone(), side], remarks: vec![remark] }
            }
        }
    }

    fn record(&self, record: &Record, class: &'static str, remarks: Vec<String>) -> Row {
        let sides = [
            self.side(self.old, &record.old, record, Stretch::Delete),
            self.side(self.new, &record.new, record, Stretch::Insert),
        ];
        Row { class, section: record.section, sides, remarks }
    }

    /// The rows of a theme, where a plan was written anew: what goes on, then what each plan has.
    fn on_theme(&self, on_theme: &OnTheme<'_>) -> Vec<Row> {
        let theme = on_theme.theme.unwrap_or(self.lang.pick("テーマなし", "No theme"));
        let runs = vec![(format!("【{theme}】"), false)];
        let head = Side { paragraphs: vec![Paragraph { depth: 0, title: true, runs }], lines: String::new() };
        let mut rows = vec![Row { class: "heading", section: true, sides: [head.clone(), head], remarks: vec![] }];
        for record in &on_theme.goes_on {
            rows.push(self.record(record, record.status.name(), self.remarks(record)));
        }
        let most = on_theme.old.len().max(on_theme.new.len());
        let pair = |at| (on_theme.old.get(at).copied(), on_theme.new.get(at).copied());
        rows.extend((0..most).map(|at| self.beside(pair(at))));
        rows
    }

    /// A row of two plans of which one was written anew: no node is the successor of the one beside it.
    fn beside(&self, nodes: (Option<&Node>, Option<&Node>)) -> Row {
        let side = |node: Option<&Node>, plan: &Plan| {
            node.map_or_else(Side::default, |node| {
                let runs = vec![(marked_title(node), false)];
                let depth = plan.depth(node.id).min(1);
                let paragraphs = vec![Paragraph { depth, title: true, runs }];
                Side { paragraphs, lines: node.span.first.to_string() }
            })
        };
        let sides = [side(nodes.0, self.old), side(nodes.1, self.new)];
        Row { class: "beside", section: false, sides, remarks: vec![] }
    }

    /// Titles and text of one side; `own` is what only this side has.
    fn side(&self, plan: &Plan, ids: &[NodeId], record: &Record, own: Stretch) -> Side {
        let all: Vec<&Node> = plan.nodes_of(ids).collect();
        let alone = record.old.is_empty() || record.new.is_empty();
        let titles = titles(&record.inline, own);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for (at, node) in all.iter().enumerate() {
            let plain = || vec![(tame(&node.title), alone)];
            let runs = titles.get(at).filter(|_| titles.len() == all.len()).cloned().unwrap_or_else(plain);
            let runs = with_marker(node, runs);
            paragraphs.push(Paragraph { depth: plan.depth(node.id), title: true, runs });
        }
        let depth = paragraphs.first().map_or(0, |first| first.depth);
        let has_text = self.part.detail() == Detail::Whole;
        if alone && has_text {
            let bodies = all.iter().flat_map(|node| node.body.lines()).filter(|line| !line.trim().is_empty());
            paragraphs.extend(bodies.map(|line| Paragraph { depth, title: false, runs: vec![(tame(line), false)] }));
        }
        let body = one_side(&record.body, own);
        if has_text && body.iter().any(|(text, _)| !text.is_empty()) {
            paragraphs.extend(lines(body).into_iter().map(|runs| Paragraph { depth, title: false, runs }));
        }
        if all.is_empty() {
            let text = self.lang.pick(format!("（{}）", status_name(record.status, self.lang)), String::new());
            return Side {
                paragraphs: vec![Paragraph { runs: vec![(text, false)], ..Paragraph::default() }],
                lines: String::new(),
            };
        }
        let lines: Vec<String> = all.iter().map(|node| node.span.first.to_string()).collect();
        Side { paragraphs, lines: lines.join("\n") }
    }

    fn remarks(&self, record: &Record) -> Vec<String> {
        let lang = self.lang;
        let mut remarks = match record.status {
            Status::Unchanged if record.rolled && record.is_same() => {
                vec![lang.pick("年次の更新", "rolled on").to_owned()]
            }
            Status::Unchanged if record.is_same() => vec![],
            Status::Unchanged => vec![changed_parts(record, lang)],
            status => vec![status_name(status, lang).to_owned()],
        };
        remarks.extend(moved_from(self.old, record, lang));
        remarks.extend(mention_text(record, lang));
        remarks.extend(near_text(self.old, self.new, record, lang));
        remarks.extend(order_text(self.old, self.new, record, lang));
        if record.flags_changed {
            remarks.push(flags_text(self.old, self.new, record, lang));
        }
        remarks.extend(self.part.below_text(record, lang));
        remarks.extend(reader_text(self.compared, record, lang));
        remarks.extend(record.figures.iter().map(|figure| tame(&figure_text(figure, lang))));
        remarks
    }
}

fn with_marker(node: &Node, mut runs: Vec<(String, bool)>) -> Vec<(String, bool)> {
    match marked_title(node).split_once(&tame(&node.title)) {
        Some((before, after)) => {
            if !before.is_empty() {
                runs.insert(0, (before.to_owned(), false));
            }
            if !after.is_empty() {
                runs.push((after.to_owned(), false));
            }
        }
        None => runs.insert(0, (node.marker.clone(), false)),
    }
    runs
}

/// The stretches that stand on one side; those that only it has are marked.
fn one_side(inline: &Inline, own: Stretch) -> Vec<(String, bool)> {
    let here = inline.iter().filter(|(kind, _)| *kind == Stretch::Equal || *kind == own);
    here.map(|(kind, text)| (text.clone(), *kind == own)).collect()
}

/// The titles of one side: stretches between line breaks.
fn titles(inline: &Inline, own: Stretch) -> Vec<Vec<(String, bool)>> {
    if inline.is_empty() { Vec::new() } else { lines(one_side(inline, own)) }
}

/// Stretches cut at line breaks.
fn lines(runs: Vec<(String, bool)>) -> Vec<Vec<(String, bool)>> {
    let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    for (text, marked) in runs {
        for (at, piece) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !piece.is_empty()) {
                line.push((tame(piece), marked));
            }
        }
    }
    lines
}
/// A 新旧対照表 as a plain table, with the marks of changed words as ［］: a cell of text has no underlines.
#[must_use]
pub fn contrast_table(contrast: &Contrast) -> Table {
    let text = |side: &Side| {
        let run = |(text, marked): &(String, bool)| if *marked { format!("［{text}］") } else { text.clone() };
        let line = |runs: &[(String, bool)]| runs.iter().map(run).collect::<String>();
        side.paragraphs.iter().map(|paragraph| line(&paragraph.runs)).collect::<Vec<_>>().join("\n")
    };
    let rows = contrast.rows.iter().map(|row| {
        let [left, right] = &row.sides;
        let cells = [text(left), left.lines.clone(), text(right), right.lines.clone(), row.remarks.join("\n")];
        cells.map(Cell::from).into()
    });
    let names = contrast.plans.each_ref().map(|plan| plan.replace('\n', "・"));
    let [left, left_lines, right, right_lines, remarks] = contrast.columns;
    let (left, right) = (format!("{left}：{}", names[0]), format!("{right}：{}", names[1]));
    Table { rows: rows.collect(), ..Table::new(contrast.title, &[&left, left_lines, &right, right_lines, remarks]) }
}
