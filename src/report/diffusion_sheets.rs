//! How something spread, as tables and as a workbook with a chart of each column.

use rust_xlsxwriter::{Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType};

use super::compare_notes::source_text;
use super::compare_sheets::{Sheets, notes_table};
use super::compare_text::body_name;
use super::diffusion::{diffusion_heads, hidden_sentences, lead_sentence, since_text, spread_heads};
use super::diffusion_json::since_name;
use super::lang::Lang;
use super::sheet::{Cell, FormError, Table};
use super::xlsx::{ChartPage, fill, fill_charts, made};
use kurabe_index::compare::{Adoption, Comparison, Diffusion, Item, Spread};
use kurabe_model::OrganisationKind;

/// Who has each column since when, for programs: a row for each body, also for those that never had it.
#[must_use]
pub fn diffusion_table(sheets: &Sheets<'_>, diffused: &[Diffusion]) -> Table {
    let head = [
        "theme",
        "organisation",
        "prefecture",
        "organisation_kind",
        "year",
        "since",
        "last_year_without",
        "lag_least",
        "lag",
        "items",
        "plan",
        "node",
        "page",
        "first_line",
        "title",
        "evidence",
        "corrected",
    ];
    let mut rows = Vec::new();
    for own in diffused {
        for (adoption, item) in with_items(own) {
            let (since, without) = since_name(adoption);
            let (least, most) = adoption.lags();
            let mut cells = body_cells(sheets.comparison, own, adoption.body, sheets.lang);
            cells.extend([
                Cell::Whole(adoption.year.into()),
                since.into(),
                Cell::whole(without),
                Cell::whole(least),
                Cell::Whole(most.into()),
                adoption.items.into(),
                Cell::text(sheets.store.row(adoption.item.0).map(|row| row.id.as_str())),
                adoption.item.1.0.into(),
            ]);
            cells.extend([
                Cell::whole(item.and_then(|item| item.page)),
                Cell::whole(item.map(|item| item.first_line)),
                Cell::text(item.map(|item| item.title.as_str())),
                Cell::text(item.map(evidence)),
                Cell::text(item.map(|item| item.corrected.to_string())),
            ]);
            rows.push(cells);
        }
        for without in &own.without {
            let mut cells = body_cells(sheets.comparison, own, without.body, sheets.lang);
            cells.extend([Cell::Empty, "none".into(), Cell::Whole(without.last.into())]);
            cells.resize(head.len(), Cell::Empty);
            rows.push(cells);
        }
    }
    Table { rows, ..Table::new("first", &head) }
}

/// The workbook: who took it up when, the numbers by year with a chart of each column, by prefecture, by kind of body,
/// the plans and the notes.
///
/// # Errors
///
/// If it would be larger than the format allows.
pub fn diffusion_xlsx(sheets: &Sheets<'_>, diffused: &[Diffusion]) -> Result<Vec<u8>, FormError> {
    let lang = sheets.lang;
    let by_year = by_year(sheets.comparison, diffused, lang);
    let of_prefectures = diffused.iter().flat_map(|own| {
        let name = |key: &Option<String>| key.clone().unwrap_or_default();
        own.prefectures.iter().map(move |part| spread_cells(sheets.comparison, own, part, name(&part.key), lang))
    });
    let of_kinds = diffused.iter().flat_map(|own| {
        let name = |kind: Option<OrganisationKind>| kind.map_or("", OrganisationKind::name).to_owned();
        own.kinds.iter().map(move |part| spread_cells(sheets.comparison, own, part, name(part.key), lang))
    });
    let spread = |name: &'static str, rows: Vec<Vec<Cell>>| {
        let heads = spread_heads(name, lang);
        let [part, bodies, adopted, first, lag] = heads;
        let head = [theme_head(lang), part, bodies, adopted, first, lang.pick("その団体", "body"), lag];
        Table { rows, fixed: 2, ..Table::new(name, &head) }
    };
    let tables = [
        spread(lang.pick("都道府県", "prefecture"), of_prefectures.collect()),
        spread(lang.pick("団体の種別", "kind of body"), of_kinds.collect()),
        sheets.plans(),
        notes(sheets, diffused),
    ];
    made(|book| {
        fill(book.add_worksheet(), &who(sheets, diffused))?;
        fill(book.add_worksheet(), &by_year)?;
        let said = [lang.pick(HOW_JA, HOW_EN).to_owned(), source_text(sheets.store, lang)];
        let charts = charts((sheets.comparison, diffused), &by_year, lang);
        fill_charts(book.add_worksheet(), (lang.pick("グラフ", "charts"), &said), (&charts, ChartPage::FOUR))?;
        tables.iter().try_for_each(|table| fill(book.add_worksheet(), table))
    })
}

fn theme_head(lang: Lang) -> &'static str {
    lang.pick("テーマ", "theme")
}

fn theme<'a>(comparison: &'a Comparison, own: &Diffusion) -> &'a str {
    comparison.columns.get(own.column).map_or("", String::as_str)
}

fn with_items(own: &Diffusion) -> impl Iterator<Item = (&Adoption, Option<&Item>)> {
    own.adoptions.iter().enumerate().map(|(place, adoption)| (adoption, own.items.get(place).and_then(Option::as_ref)))
}

fn evidence(item: &Item) -> String {
    item.reasons.iter().map(|reason| reason.word.as_str()).collect::<Vec<_>>().join("、")
}

/// Theme, body, prefecture and kind of body.
fn body_cells(comparison: &Comparison, own: &Diffusion, body: usize, lang: Lang) -> Vec<Cell> {
    let of = comparison.bodies.get(body);
    vec![
        theme(comparison, own).into(),
        body_name(comparison, body, lang).into(),
        Cell::text(of.and_then(|body| body.prefecture.as_deref())),
        Cell::text(of.and_then(|body| body.kind).map(OrganisationKind::name)),
    ]
}

fn who(sheets: &Sheets<'_>, diffused: &[Diffusion]) -> Table {
    let lang = sheets.lang;
    let head = match lang {
        Lang::Ja => [
            "テーマ",
            "団体",
            "都道府県",
            "団体の種別",
            "初めての年度",
            "何年後（最小）",
            "何年後（最大）",
            "それ以前",
            "最初の項目",
            "根拠",
            "ページ",
            "行",
            "原典",
        ],
        Lang::En => [
            "theme",
            "organisation",
            "prefecture",
            "kind of body",
            "first year",
            "years later (least)",
            "years later (most)",
            "before",
            "first item",
            "evidence",
            "page",
            "line",
            "source",
        ],
    };
    let mut table = Table { fixed: 2, ..Table::new(lang.pick("初出", "first"), &head) };
    for own in diffused {
        for (adoption, item) in with_items(own) {
            let (least, most) = adoption.lags();
            let mut cells = body_cells(sheets.comparison, own, adoption.body, lang);
            cells.extend([
                Cell::Whole(adoption.year.into()),
                Cell::whole(least),
                Cell::Whole(most.into()),
                since_text(adoption.since, lang).into(),
                Cell::text(item.map(|item| format!("{} {}", item.marker, item.title).trim_start().to_owned())),
                Cell::text(item.map(evidence)),
                Cell::whole(item.and_then(|item| item.page)),
                Cell::whole(item.map(|item| item.first_line)),
                sheets.store.row(adoption.item.0).map_or(Cell::Empty, |row| sheets.source(row)),
            ]);
            table.rows.push(cells);
        }
        for without in &own.without {
            let mut cells = body_cells(sheets.comparison, own, without.body, lang);
            let said = match lang {
                Lang::Ja => format!("手元の計画（{}年度まで）にない", without.last),
                Lang::En => format!("not in the plans at hand (up to {})", without.last),
            };
            cells.extend([Cell::Absent("－".into()), Cell::Empty, Cell::Empty, said.into()]);
            cells.resize(head.len(), Cell::Empty);
            table.rows.push(cells);
        }
    }
    table
}

fn by_year(comparison: &Comparison, diffused: &[Diffusion], lang: Lang) -> Table {
    let [bodies, having, new, earliest] = diffusion_heads(lang);
    let before = lang.pick("前から掲げる", "had it before");
    let lacking = lang.pick("掲げない", "without");
    let head = [theme_head(lang), lang.pick("年度", "year"), bodies, having, before, new, earliest, lacking];
    let rows = diffused.iter().flat_map(|own| {
        own.years.iter().map(move |year| {
            let numbers = [
                year.bodies,
                year.having,
                year.having - year.new - year.earliest,
                year.new,
                year.earliest,
                year.bodies - year.having,
            ];
            let mut cells = vec![theme(comparison, own).into(), Cell::Whole(year.year.into())];
            cells.extend(numbers.map(Cell::from));
            cells
        })
    });
    Table { rows: rows.collect(), fixed: 2, ..Table::new(lang.pick("年度別", "by year"), &head) }
}

/// How to read the bars.
const HOW_JA: &str = "年度ごとに、計画が手元にある団体を、前から掲げる・初めて掲げた・最初の計画から掲げる・掲げないに分けて積み上げた。";
const HOW_EN: &str = "For each year the bodies with a plan: had it before, new, from their first plan, without it.";

/// For each column stacked bars by year: who has it, and who has a plan without it.
fn charts((comparison, diffused): (&Comparison, &[Diffusion]), table: &Table, lang: Lang) -> Vec<Chart> {
    /// The columns of the sheet that are stacked: from those that had it before to those without it.
    const STACKED: std::ops::RangeInclusive<u16> = 4..=7;
    const FILLS: [&str; 4] = ["#5B7FA6", "#1B3E63", "#A9BFD6", "#EEEEEE"];
    let name = table.name.as_str();
    let mut row = 1;
    let mut charts = Vec::new();
    for own in diffused.iter().filter(|own| !own.years.is_empty()) {
        let last = row + own.years.len() as u32 - 1;
        let mut chart = Chart::new(ChartType::ColumnStacked);
        for (column, fill) in STACKED.zip(FILLS) {
            chart
                .add_series()
                .set_name((name, 0, column))
                .set_categories((name, row, 1, last, 1))
                .set_values((name, row, column, last, column))
                .set_gap(40)
                .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(fill)));
        }
        let title = lang.pick("を掲げる団体の数", ": bodies that have it");
        chart.title().set_name(&format!("{}{title}", theme(comparison, own)));
        chart.legend().set_position(ChartLegendPosition::Bottom);
        // Of few bodies Excel would mark halves.
        if own.years.iter().all(|year| year.bodies <= 10) {
            chart.y_axis().set_major_unit(1.0);
        }
        charts.push(chart);
        row = last + 1;
    }
    charts
}

fn spread_cells<K>(comparison: &Comparison, own: &Diffusion, part: &Spread<K>, name: String, lang: Lang) -> Vec<Cell> {
    vec![
        theme(comparison, own).into(),
        Cell::text((!name.is_empty()).then_some(name)),
        part.bodies.into(),
        part.adopted.into(),
        Cell::whole(part.first.map(|(year, _)| year)),
        Cell::text(part.first.map(|(_, body)| body_name(comparison, body, lang))),
        part.lag.map_or(Cell::Empty, |lag| Cell::Number(lag, 1)),
    ]
}

/// For each column who was first and what may be hidden, then what holds for all.
fn notes(sheets: &Sheets<'_>, diffused: &[Diffusion]) -> Table {
    let lang = sheets.lang;
    let of_column = |own: &Diffusion| {
        let said = [lead_sentence(sheets.comparison, own, lang)].into_iter();
        let said = said.chain(hidden_sentences(&own.hidden, lang));
        let name = theme(sheets.comparison, own);
        said.map(|said| format!("{name}{}{said}", lang.pick("：", ": "))).collect::<Vec<_>>()
    };
    let mut texts: Vec<String> = diffused.iter().flat_map(of_column).collect();
    texts.extend(super::compare_notes::notes_text(&sheets.comparison.notes, lang));
    texts.push(source_text(sheets.store, lang));
    notes_table(texts, lang)
}
