//! A comparison as sheets: matrices of counts and shares, the cells one by one, the items behind them with links to
//! their sources, the plans, and the notes.

use super::compare_notes::{notes_text, source_text};
use super::compare_text::{body_name, reason_text};
use super::corrected::corrected_mark;
use super::doubt::doubt_reason;
use super::lang::{Lang, kind_name, plan_marks};
use super::sheet::{Cell, Table};
use kurabe_index::compare::{Comparison, Item, Key, Row, Series};
use kurabe_index::index::{PlanRow, Store};
use kurabe_model::Period;

/// What sheets are made of.
pub struct Sheets<'a> {
    /// The index.
    pub store: &'a Store,
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The items behind its cells.
    pub items: &'a [Item],
    /// Where the file of a plan lies.
    pub link: &'a dyn Fn(&PlanRow) -> String,
    /// The language of heads and notes.
    pub lang: Lang,
}

/// What a cell is, as programs read it.
const COUNTED: &str = "counted";
const NO_PLAN: &str = "no_plan";

/// The names of columns and states that programs read, in Japanese.
fn japanese(name: &str) -> &str {
    match name {
        "theme" => "テーマ",
        "prefecture" => "都道府県",
        "organisation" => "団体",
        "kind" => "種別",
        "year" => "年度",
        "plans" => "計画",
        "items" => "件数",
        "of" => "全項目",
        "share" => "割合",
        "status" => "区別",
        "doubtful" => "要確認",
        "change" => "増減",
        COUNTED => "計画あり",
        NO_PLAN => "計画なし",
        other => other,
    }
}

impl Sheets<'_> {
    /// All sheets.
    #[must_use]
    pub fn all(&self) -> Vec<Table> {
        let lang = self.lang;
        let counts = self.matrix(lang.pick("件数", "items"), |cell| Cell::from(cell.items));
        let shares = self.matrix(lang.pick("割合", "shares"), |cell| Cell::share(cell.share));
        vec![counts, shares, self.items(), self.cells_for_people(), self.plans(), self.notes()]
    }

    /// One row for each row of the comparison and each body and year without a plan, a column for each theme.
    fn matrix(&self, name: &str, of_cell: impl Fn(&kurabe_index::compare::Cell) -> Cell) -> Table {
        let comparison = self.comparison;
        let keys = self.key_heads();
        let lang = self.lang;
        let mut head = keys.clone();
        head.extend(lang.pick(["計画数", "計画", "項目"], ["plans", "plan", "all items"]));
        let fixed = head.len();
        let mut table = Table { fixed, ..Table::new(name, &head) };
        table.head.extend(comparison.columns.iter().cloned());
        table.heat = (fixed..fixed + comparison.columns.len()).collect();
        for row in &comparison.rows {
            let mut cells = self.key_cells(&row.key);
            cells.push(row.plans.len().into());
            cells.push(self.plan_names(row).into());
            cells.push(row.of.into());
            cells.extend(row.cells.iter().map(&of_cell));
            table.rows.push(cells);
        }
        for key in self.gaps() {
            let mut cells = self.key_cells(&key);
            cells.extend([Cell::Whole(0), self.no_plan(), Cell::Empty]);
            cells.extend(comparison.columns.iter().map(|_| self.no_plan()));
            table.rows.push(cells);
        }
        let order = |row: &Vec<Cell>| row.iter().take(keys.len()).map(sortable).collect::<Vec<_>>();
        table.rows.sort_by_cached_key(order);
        table
    }

    /// Bodies and years without a plan, where both make rows and nothing else does.
    fn gaps(&self) -> Vec<Key> {
        let by = self.comparison.by;
        if !(by.organisation && by.year) || by.prefecture || by.kind {
            return Vec::new();
        }
        let key = |(body, year): &(usize, i32)| Key { organisation: Some(*body), year: Some(*year), ..Key::default() };
        self.comparison.no_plan.iter().map(key).collect()
    }

    fn key_heads(&self) -> Vec<&'static str> {
        let (by, lang) = (self.comparison.by, self.lang);
        let mut heads = Vec::new();
        heads.extend(by.prefecture.then_some(lang.pick("都道府県", "prefecture")));
        heads.extend(by.organisation.then_some(lang.pick("団体", "organisation")));
        heads.extend(by.kind.then_some(lang.pick("種別", "kind")));
        heads.extend(by.year.then_some(lang.pick("年度", "year")));
        heads
    }

    fn key_cells(&self, key: &Key) -> Vec<Cell> {
        let mut cells = Vec::new();
        cells.extend(key.prefecture.as_deref().map(Cell::from));
        cells.extend(key.organisation.map(|body| Cell::from(body_name(self.comparison, body, self.lang))));
        cells.extend(key.kind.map(|kind| Cell::from(kind_name(kind, self.lang))));
        cells.extend(key.year.map(|year| Cell::Whole(i64::from(year))));
        cells
    }

    /// The one plan behind a row with its marks, or the marks that some of the plans bear.
    fn plan_names(&self, row: &Row) -> String {
        let rows: Vec<&PlanRow> = row.plans.iter().filter_map(|place| self.store.row(*place)).collect();
        let mut marks: Vec<&str> = rows.iter().flat_map(|row| plan_marks(row, self.lang)).collect();
        marks.sort_unstable();
        marks.dedup();
        let marks: String = marks.iter().map(|mark| format!("［{mark}］")).collect();
        match rows.as_slice() {
            [row] => format!("{}{marks}", row.title.as_deref().unwrap_or(&row.id)),
            _ if marks.is_empty() => String::new(),
            _ => format!("{marks}{}", self.lang.pick("を含む", " among them")),
        }
    }

    /// The cells one by one, with the columns of the JSON: what CSV holds.
    #[must_use]
    pub fn cells(&self) -> Table {
        let by = self.comparison.by;
        let mut head = vec!["theme"];
        head.extend(by.prefecture.then_some("prefecture"));
        head.extend(by.organisation.then_some("organisation"));
        head.extend(by.kind.then_some("kind"));
        head.extend(by.year.then_some("year"));
        head.extend(["plans", "items", "of", "share", "status", "doubtful"]);
        let mut table = Table::new(self.lang.pick("セル", "cells"), &head);
        let ids = |row: &Row| {
            row.plans
                .iter()
                .filter_map(|place| self.store.row(*place))
                .map(|row| row.id.as_str())
                .collect::<Vec<_>>()
                .join("、")
        };
        for (column, name) in self.comparison.columns.iter().enumerate() {
            for row in &self.comparison.rows {
                let mut cells = vec![Cell::from(name.as_str())];
                cells.extend(self.key_cells(&row.key));
                let cell = row.cells.get(column);
                cells.push(ids(row).into());
                cells.push(Cell::whole(cell.map(|cell| cell.items)));
                cells.push(row.of.into());
                cells.push(Cell::share(cell.and_then(|cell| cell.share)));
                cells.push(COUNTED.into());
                cells.push(Cell::whole(cell.map(|cell| cell.doubtful)));
                table.rows.push(cells);
            }
            for key in self.gaps() {
                let mut cells = vec![Cell::from(name.as_str())];
                cells.extend(self.key_cells(&key));
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, NO_PLAN.into(), Cell::Empty]);
                table.rows.push(cells);
            }
        }
        table
    }

    /// The same in the words of people.
    fn cells_for_people(&self) -> Table {
        let mut table = self.cells();
        if self.lang == Lang::Ja {
            table.head = table.head.iter().map(|name| japanese(name).to_owned()).collect();
            let texts = table.rows.iter_mut().flatten();
            let states = texts.filter_map(|cell| match cell {
                Cell::Text(text) if text == COUNTED || text == NO_PLAN => Some(text),
                _ => None,
            });
            states.for_each(|text| *text = japanese(text).to_owned());
        }
        table
    }

    /// The trend in the words of people.
    pub(super) fn trend_for_people(&self, trend: &[Series]) -> Table {
        let mut table = self.trend(trend);
        if self.lang == Lang::Ja {
            table.head = table.head.iter().map(|name| japanese(name).to_owned()).collect();
        }
        table
    }

    /// Shares over the years: a row for each group and theme, a column for each year, and the change of the whole time.
    #[must_use]
    pub fn trend(&self, trend: &[Series]) -> Table {
        let by = self.comparison.by;
        let mut head = vec!["theme"];
        head.extend(by.prefecture.then_some("prefecture"));
        head.extend(by.organisation.then_some("organisation"));
        head.extend(by.kind.then_some("kind"));
        let fixed = head.len();
        let years: Vec<i32> = self.comparison.years.into_iter().flat_map(Period::years).collect();
        let mut table = Table { fixed, ..Table::new(self.lang.pick("推移", "trend"), &head) };
        table.head.extend(years.iter().map(i32::to_string));
        table.head.push("change".to_owned());
        table.heat = (fixed..fixed + years.len()).collect();
        for series in trend {
            let mut cells = vec![Cell::text(self.comparison.columns.get(series.column).map(String::as_str))];
            cells.extend(self.key_cells(&series.key));
            cells.extend(years.iter().map(|year| match series.points.iter().find(|point| point.year == *year) {
                Some(point) => Cell::share(point.share),
                None => self.no_plan(),
            }));
            cells.push(Cell::share(series.change()));
            table.rows.push(cells);
        }
        table
    }

    /// There is no plan, which is no zero.
    fn no_plan(&self) -> Cell {
        Cell::Absent(self.lang.pick("計画なし", "no plan").into())
    }

    /// The items behind the cells.
    #[must_use]
    pub fn items(&self) -> Table {
        let lang = self.lang;
        let mut head = vec![lang.pick("テーマ", "theme")];
        head.extend(self.key_heads());
        head.extend(lang.pick(
            [
                "項目",
                "位置",
                "印",
                "根拠",
                "計画ID",
                "ページ",
                "開始行",
                "終了行",
                "原典",
                "読みの確かでない理由",
                "訂正",
            ],
            [
                "item",
                "under",
                "marks",
                "evidence",
                "plan",
                "page",
                "first line",
                "last line",
                "source",
                "doubtful because",
                "corrected",
            ],
        ));
        let mut table = Table { fixed: 1, ..Table::new(lang.pick("項目", "behind the cells"), &head) };
        for item in self.items {
            let Some(row) = self.comparison.rows.get(item.row) else { continue };
            let plan = self.store.row(item.plan);
            let mut cells = vec![Cell::text(self.comparison.columns.get(item.column).map(String::as_str))];
            cells.extend(self.key_cells(&row.key));
            cells.push(format!("{} {}", item.marker, item.title).trim_start().into());
            cells.push(item.path.join(" › ").into());
            cells.push(item.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join("、").into());
            cells.push(self.evidence(item).into());
            cells.push(Cell::text(plan.map(|row| row.id.as_str())));
            cells.push(Cell::whole(item.page));
            cells.push(item.first_line.into());
            cells.push(item.last_line.into());
            cells.push(plan.map_or(Cell::Empty, |row| self.source(row)));
            cells.push(Cell::text(item.is_doubtful().then(|| doubt_reason(item.rule, lang))));
            cells.push(Cell::text(item.corrected.then(|| corrected_mark(lang))));
            table.rows.push(cells);
        }
        table
    }

    fn evidence(&self, item: &Item) -> String {
        let said = item.reasons.iter().map(|reason| reason_text(reason, self.lang));
        said.collect::<Vec<_>>().join("、")
    }

    pub(super) fn source(&self, row: &PlanRow) -> Cell {
        Cell::linked(&row.file, (self.link)(row))
    }

    /// The plans behind the rows.
    pub(super) fn plans(&self) -> Table {
        let lang = self.lang;
        let head = lang.pick(
            [
                "計画ID",
                "団体",
                "都道府県",
                "題名",
                "種別",
                "開始年度",
                "終了年度",
                "区別",
                "項目",
                "お知らせ",
                "ファイル",
                "公表元",
            ],
            [
                "plan",
                "organisation",
                "prefecture",
                "title",
                "kind",
                "from",
                "to",
                "marks",
                "all items",
                "notices",
                "file",
                "published at",
            ],
        );
        let mut table = Table { fixed: 1, ..Table::new(lang.pick("計画", "plans"), &head) };
        for row in self.comparison.plans().into_iter().filter_map(|place| self.store.row(place)) {
            table.rows.push(vec![
                row.id.as_str().into(),
                Cell::text(row.organisation.as_deref()),
                Cell::text(row.prefecture.as_deref()),
                Cell::text(row.title.as_deref()),
                kind_name(row.kind, lang).into(),
                Cell::whole(row.period.map(|period| period.from.0)),
                Cell::whole(row.period.map(|period| period.to.0)),
                plan_marks(row, lang).join("、").into(),
                row.items().into(),
                row.notices.into(),
                self.source(row),
                row.source.as_ref().map_or(Cell::Empty, |url| Cell::Link { text: url.clone(), target: url.clone() }),
            ]);
        }
        table
    }

    fn notes(&self) -> Table {
        let mut notes = notes_text(&self.comparison.notes, self.lang);
        notes.push(source_text(self.store, self.lang));
        notes_table(notes, self.lang)
    }
}

/// What must be known to read the other sheets.
pub(super) fn notes_table(notes: Vec<String>, lang: Lang) -> Table {
    let rows = notes.into_iter().map(|note| vec![Cell::Text(note)]).collect();
    Table {
        rows,
        ..Table::new(lang.pick("注記", "notes"), &[lang.pick("この表を読むために", "To read these figures")])
    }
}

/// Numbers in their order, words in theirs.
fn sortable(cell: &Cell) -> (i64, String) {
    match cell {
        Cell::Whole(number) => (*number, String::new()),
        Cell::Text(text) => (0, text.clone()),
        _ => (0, String::new()),
    }
}
