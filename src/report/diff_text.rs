//! A diff as a planner reads it at the terminal: the summary first, then section by section.

use std::collections::BTreeMap;

use super::corrected::reader_text;
use super::diff_json::Compared;
use super::diff_paragraph::diff_paragraph;
use super::diff_part::Part;
use super::diff_rows::{Fold, Shown, by_theme, shown};
use super::diff_words::{
    changed_parts, counts_text, figure_text, flags_text, mention_text, moved_from, moves_text, near_text, order_text,
    rolled_text, said_text, status_name, status_sign,
};
use super::lang::{Lang, marks_text, period_text, plan_name};
use super::text::{Style, marked_title, tame, wrap};
use kurabe_diff::{Inline, Move, Record, Status, Stretch};
use kurabe_index::index::PlanRow;
use kurabe_model::{Node, NodeId, NodeKind, Plan, Role};

/// The text that `diff` prints.
#[must_use]
pub fn diff_text(compared: &Compared<'_>, fold: Fold, lang: Lang, style: Style) -> String {
    let (old, new) = (compared.old.1, compared.new.1);
    let mut page = Page { compared, old, new, lang, style, out: String::new() };
    page.head();
    page.paragraph();
    page.summary();
    if compared.diff.records.iter().all(Record::is_same) {
        page.line(lang.pick("変わったところはありません。", "Nothing changed."));
    }
    if compared.diff.is_rewritten() {
        page.rewritten();
    } else {
        page.records(fold);
    }
    page.out
}

struct Page<'a> {
    compared: &'a Compared<'a>,
    old: &'a Plan,
    new: &'a Plan,
    lang: Lang,
    style: Style,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A paragraph whose further lines stand further in.
    fn hanging(&mut self, indent: usize, hang: usize, text: &str) {
        let (first, rest) = (" ".repeat(indent), " ".repeat(indent + hang));
        super::text::hang(&mut self.out, (&first, &rest), text, self.style);
    }

    fn head(&mut self) {
        let (lang, style) = (self.lang, self.style);
        for (side, (row, _)) in
            [(lang.pick("旧", "old"), self.compared.old), (lang.pick("新", "new"), self.compared.new)]
        {
            let (name, marks) = (style.strong(&plan_name(row, lang)), marks_text(row, lang));
            self.hanging(0, 4, &format!("{side}　{name}{marks}"));
            self.hanging(4, 0, &style.faint(&about(row, lang)));
        }
        self.line("");
    }

    fn paragraph(&mut self) {
        let text = diff_paragraph(self.compared, self.lang);
        self.hanging(0, 0, &text);
        self.line("");
    }

    fn summary(&mut self) {
        let (lang, diff) = (self.lang, self.compared.diff);
        let items = |plan: &Plan| plan.nodes.iter().filter(|node| node.kind != NodeKind::Section).count();
        let (old, new) = (items(self.compared.old.1), items(self.compared.new.1));
        let share = (diff.aligned * 100.0).round();
        self.line(&match lang {
            Lang::Ja => format!("項目　旧{old}件 → 新{new}件（対応がつく割合 {share}％）"),
            Lang::En => format!("Items: {old} → {new} ({share}% have a counterpart)"),
        });
        let repeats = |plan: &Plan| plan.nodes.iter().filter(|node| node.repeats.is_some()).count();
        let (old, new) = (repeats(self.compared.old.1), repeats(self.compared.new.1));
        if old + new > 0 {
            self.line(&match lang {
                Lang::Ja => format!("  （概要と詳細の両方に載る項目は2度数えています：旧{old}件、新{new}件）"),
                Lang::En => format!("  (items that stand in outline and details count twice: {old} old, {new} new)"),
            });
        }
        self.hanging(2, 0, &counts_text(&diff.items, lang));
        if let Some(text) = rolled_text(diff, lang) {
            self.hanging(2, 0, &text);
        }
        self.sections_summary();
        self.figures_summary();
        self.titles_of(Status::Dropped);
        self.titles_of(Status::Added);
        self.gone_targets();
        self.line("");
    }

    fn sections_summary(&mut self) {
        let changed: BTreeMap<Status, usize> = self
            .compared
            .diff
            .sections
            .iter()
            .filter(|(status, _)| **status != Status::Unchanged)
            .map(|(status, count)| (*status, *count))
            .collect();
        if !changed.is_empty() {
            let text = counts_text(&changed, self.lang);
            let label = self.lang.pick("柱・章　", "Sections: ");
            self.hanging(0, 2, &format!("{label}{text}"));
        }
    }

    fn figures_summary(&mut self) {
        if let Some(moves) = moves_text(self.compared.diff, self.lang) {
            let label = self.lang.pick("数値　", "Figures: ");
            self.hanging(0, 2, &format!("{label}{moves}"));
        }
        let is_same_title = |record: &&Record| record.status == Status::Unchanged && record.body_changed;
        let bodies = self.compared.diff.records.iter().filter(is_same_title).count();
        if bodies > 0 {
            self.line(&match self.lang {
                Lang::Ja => format!("題名は同じで本文が変わったもの {bodies}件"),
                Lang::En => format!("Same title, other text: {bodies}"),
            });
        }
    }

    /// The initiatives that are new or gone, by name; an outline's entries are named by their details.
    fn titles_of(&mut self, status: Status) {
        const NAMED: usize = 8;
        let records = self.compared.diff.records.iter().filter(|record| record.status == status && !record.section);
        let nodes = records.flat_map(|record| self.old.nodes_of(&record.old).chain(self.new.nodes_of(&record.new)));
        let titles: Vec<String> = nodes
            .filter(|node| node.kind == NodeKind::Initiative && node.repeats.is_none())
            .map(|node| tame(&node.title))
            .collect();
        if titles.is_empty() {
            return;
        }
        let more = titles.len().saturating_sub(NAMED);
        let named = titles[..titles.len() - more].join(self.lang.pick("、", "; "));
        let more = match (more, self.lang) {
            (0, _) => String::new(),
            (more, Lang::Ja) => format!(" ほか{more}件"),
            (more, Lang::En) => format!(" and {more} more"),
        };
        let label = match (status, self.lang) {
            (Status::Added, Lang::Ja) => "新設の施策",
            (Status::Added, Lang::En) => "New initiatives",
            (_, Lang::Ja) => "削除の施策",
            (_, Lang::En) => "Initiatives that are gone",
        };
        self.hanging(0, 2, &format!("{label}{}{named}{more}", self.lang.pick("　", ": ")));
    }

    /// Figures that the old plan set and that stand nowhere now, each named.
    fn gone_targets(&mut self) {
        let gone: Vec<String> = self
            .compared
            .diff
            .records
            .iter()
            .flat_map(|record| record.figures.iter().map(move |figure| (record, figure)))
            .filter(|(_, figure)| figure.change == Move::Dropped)
            // What was reached in years past is no promise.
            .filter(|(_, figure)| figure.old.as_ref().is_some_and(|old| old.role != Role::Result))
            .map(|(record, figure)| {
                let titles: Vec<&str> = self.old.nodes_of(&record.old).map(|node| node.title.as_str()).collect();
                // A figure that has the item's name is named once.
                let title = titles.join("／");
                let title = if title == figure.name() { String::new() } else { format!("{title}　") };
                let old = figure.old.as_ref();
                let line = Side::Old.lines(&old.map_or(0, |old| old.line).to_string(), self.lang);
                let said = old.map_or_else(String::new, |old| said_text(figure, old, self.lang));
                format!("－ {}{}　{line}", tame(&title), tame(&said))
            })
            .collect();
        if gone.is_empty() {
            return;
        }
        self.line(self.lang.pick("なくなった数値", "Figures that are gone"));
        for text in gone {
            self.hanging(2, 3, &text);
        }
    }

    fn records(&mut self, fold: Fold) {
        for shown in shown(self.compared, &Part::default(), fold) {
            match shown {
                Shown::Heading(record, depth) => {
                    let text: Vec<String> = self.new.nodes_of(&record.new).map(marked_title).collect();
                    let text = text.join("／");
                    let text = if record.section { self.style.strong(&text) } else { text };
                    self.hanging(depth * 2, 2, &text);
                }
                Shown::Entry(record, depth) => self.record(record, depth * 2),
                Shown::Folded(..) => {}
            }
        }
    }

    fn record(&mut self, record: &Record, indent: usize) {
        let lang = self.lang;
        let label = format!("{}{}", status_sign(record.status), self.label(record));
        let lines = self.style.faint(&self.lines(record));
        match (record.status, record.similarity) {
            (Status::Split | Status::Merged, _) => self.several(record, indent, &label),
            (Status::Reworded | Status::MovedReworded, alike) if alike < 0.5 => self.several(record, indent, &label),
            _ => {
                let title = self.title(record);
                self.hanging(indent, 2, &format!("{} {title}　{lines}", self.style.label(&label)));
            }
        }
        let near = near_text(self.old, self.new, record, lang);
        for text in moved_from(self.old, record, lang).into_iter().chain(mention_text(record, lang)).chain(near) {
            self.hanging(indent + 4, 2, &text);
        }
        if record.flags_changed {
            self.hanging(indent + 4, 2, &flags_text(self.old, self.new, record, lang));
        }
        if let Some(text) = order_text(self.old, self.new, record, lang) {
            self.hanging(indent + 4, 2, &text);
        }
        if let Some(text) = reader_text(self.compared, record, lang) {
            self.hanging(indent + 4, 2, &format!("［{text}］"));
        }
        for figure in &record.figures {
            self.hanging(indent + 4, 2, &tame(&figure_text(figure, lang)));
        }
        if !record.body.is_empty() {
            self.body(record, indent + 4);
        }
    }

    /// The text under a title: word by word, or how much of it there is where hardly a word stayed.
    fn body(&mut self, record: &Record, indent: usize) {
        let letters = |kind: Stretch| -> usize {
            record.body.iter().filter(|run| run.0 == kind).map(|run| run.1.chars().count()).sum()
        };
        let (same, gone, come) = (letters(Stretch::Equal), letters(Stretch::Delete), letters(Stretch::Insert));
        let lang = self.lang;
        let text = match (same * 2 < gone + come, gone, come) {
            (true, 0, _) => {
                format!("{}{}", lang.pick("本文（追加）：", "text (added): "), self.excerpt(record, Stretch::Insert))
            }
            (true, _, 0) => {
                format!("{}{}", lang.pick("本文（削除）：", "text (dropped): "), self.excerpt(record, Stretch::Delete))
            }
            (true, ..) => {
                let (old, new) = (self.excerpt(record, Stretch::Delete), self.excerpt(record, Stretch::Insert));
                self.hanging(indent, 2, &format!("{}{old}", lang.pick("旧本文：", "old text: ")));
                format!("{}{new}", lang.pick("新本文：", "new text: "))
            }
            _ => format!("{}{}", lang.pick("本文：", "text: "), self.inline(&shortened(&record.body))),
        };
        self.hanging(indent, 2, &text);
    }

    /// The text of one side, cut to what two lines hold; `own` is what only that side has.
    fn excerpt(&self, record: &Record, own: Stretch) -> String {
        let here = record.body.iter().filter(|(kind, _)| *kind == Stretch::Equal || *kind == own);
        let text: String = here.map(|(_, text)| text.as_str()).collect();
        super::text::fit(&tame(&text), self.style.width * 3 / 2)
    }

    /// The word for what happened; of an unchanged title, what else changed.
    fn label(&self, record: &Record) -> String {
        if record.rolled && record.is_same() {
            return self.lang.pick("変更なし（年次の更新）", "unchanged (rolled on)").to_owned();
        }
        if record.status != Status::Unchanged || record.is_same() {
            return status_name(record.status, self.lang).to_owned();
        }
        changed_parts(record, self.lang)
    }

    fn title(&self, record: &Record) -> String {
        let node = self.new.nodes_of(&record.new).next().or_else(|| self.old.nodes_of(&record.old).next());
        let shown = match (record.status, node) {
            _ if record.rolled => self.inline(&record.inline),
            (Status::Reworded | Status::MovedReworded, Some(node)) if node.marker == "【】" => {
                format!("【{}】", self.inline(&record.inline))
            }
            (Status::Reworded | Status::MovedReworded, Some(node)) => {
                let gap = if node.marker.is_empty() { "" } else { " " };
                format!("{}{gap}{}", tame(&node.marker), self.inline(&record.inline))
            }
            (_, node) => node.map(marked_title).unwrap_or_default(),
        };
        if record.section { self.style.strong(&shown) } else { shown }
    }

    /// Old and new titles below one another.
    fn several(&mut self, record: &Record, indent: usize, label: &str) {
        let label = self.style.label(label);
        let lines = self.style.faint(&self.lines(record));
        self.hanging(indent, 2, &format!("{label}　{lines}"));
        let titles = |plan: &Plan, ids: &[NodeId]| plan.nodes_of(ids).map(marked_title).collect::<Vec<_>>();
        let sides = [
            (self.lang.pick("旧：", "old: "), titles(self.old, &record.old)),
            (self.lang.pick("新：", "new: "), titles(self.new, &record.new)),
        ];
        for (side, titles) in sides {
            for title in titles {
                self.hanging(indent + 4, 4, &format!("{side}{title}"));
            }
        }
    }

    fn lines(&self, record: &Record) -> String {
        let of = |plan: &Plan, ids: &[NodeId], side: Side| {
            let lines: Vec<String> = plan.nodes_of(ids).map(|node| node.span.first.to_string()).collect();
            (!lines.is_empty()).then(|| side.lines(&lines.join("・"), self.lang))
        };
        let sides = [of(self.old, &record.old, Side::Old), of(self.new, &record.new, Side::New)];
        sides.into_iter().flatten().collect::<Vec<_>>().join("→")
    }

    /// Struck out and written in, with brackets where there is no colour: 体制の［構築→強化］.
    fn inline(&self, runs: &Inline) -> String {
        let mut out = String::new();
        let mut runs = runs.iter().peekable();
        while let Some((kind, text)) = runs.next() {
            let text = tame(text);
            let (gone, come) = match kind {
                Stretch::Equal => {
                    out.push_str(&text);
                    continue;
                }
                Stretch::Delete => {
                    let next = runs.next_if(|(next, _)| *next == Stretch::Insert);
                    (text, next.map(|(_, text)| tame(text)).unwrap_or_default())
                }
                Stretch::Insert => (String::new(), text),
            };
            out.push_str(&self.style.changed(&gone, &come));
        }
        out
    }

    /// A plan written anew: theme by theme what goes on, then what each side holds, one beside the other.
    fn rewritten(&mut self) {
        let lang = self.lang;
        self.line(lang.pick(
            "計画が全面的に書き改められています。テーマごとに、続く項目と、新旧それぞれの項目を並べます。",
            "The plan was written anew. Theme by theme: what goes on, then both plans' items beside each other.",
        ));
        let half = (self.style.width.saturating_sub(3)) / 2;
        let rule = "─".repeat(half / 2);
        let said = |node: Option<&&Node>| {
            node.map(|node| format!("{} {}", marked_title(node), node.span.first)).unwrap_or_default()
        };
        for on_theme in by_theme(self.compared, &Part::default()) {
            let theme = on_theme.theme.unwrap_or(lang.pick("テーマなし", "No theme"));
            self.line(&format!("\n{}", self.style.strong(&format!("【{theme}】"))));
            for record in &on_theme.goes_on {
                self.record(record, 2);
            }
            let rows = on_theme.old.len().max(on_theme.new.len());
            if rows > 0 {
                self.line(&format!("{}┬{rule}", super::text::pad(&rule, half)));
            }
            for row in 0..rows {
                let (old, new) = (wrap(&said(on_theme.old.get(row)), half), wrap(&said(on_theme.new.get(row)), half));
                for at in 0..old.len().max(new.len()) {
                    let left = old.get(at).map_or("", String::as_str);
                    let right = new.get(at).map_or("", String::as_str);
                    self.line(format!("{}│{right}", super::text::pad(left, half)).trim_end());
                }
            }
        }
    }
}

fn about(row: &PlanRow, lang: Lang) -> String {
    format!("{}・{}", period_text(row.period, lang), row.id)
}

/// One of the two plans.
#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

impl Side {
    /// 旧12行
    fn lines(self, lines: &str, lang: Lang) -> String {
        match (self, lang) {
            (Self::Old, Lang::Ja) => format!("旧{lines}行"),
            (Self::New, Lang::Ja) => format!("新{lines}行"),
            (Self::Old, Lang::En) => format!("old {lines}"),
            (Self::New, Lang::En) => format!("new {lines}"),
        }
    }
}

/// Long stretches that did not change are cut to their ends.
fn shortened(runs: &Inline) -> Inline {
    const KEPT: usize = 14;
    let last = runs.len().saturating_sub(1);
    let cut = |(at, (kind, text)): (usize, &(Stretch, String))| {
        let letters: Vec<char> = text.chars().collect();
        if *kind != Stretch::Equal || letters.len() <= 2 * KEPT + 2 {
            return (*kind, text.clone());
        }
        let first: String = letters[..KEPT].iter().collect();
        let end: String = letters[letters.len() - KEPT..].iter().collect();
        let (first, end) = (if at == 0 { String::new() } else { first }, if at == last { String::new() } else { end });
        (*kind, format!("{first}…{end}"))
    };
    runs.iter().enumerate().map(cut).collect()
}
