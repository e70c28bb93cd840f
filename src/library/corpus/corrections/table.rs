//! corrections.toml as a person keeps it: tables are added to it and taken out of it, everything else stays as written.
//!
//! In comes the file as it is with what is to be added, out goes the file as it is to be. What it says already must not
//! be known here.

use toml_edit::{Array, DocumentMut, InlineTable, Table, Value, value};

use super::super::edit::{add_table, set, tables, within_table};
use super::{Addition, FIGURE, ITEM, LAST, LOST, PAIR};
use kurabe_model::{Above, Correction, FigureMend, FigureQuote, Flag, Flags, ItemMend, Mend, Quote};

/// What is said first in a new file.
const HEAD: &str = "\
# 訂正：読み取りの誤りを人が直したもの。kurabe correct が書き、手で直してもかまいません。kurabe corrections で一覧。
# Corrections of wrong readings. kurabe correct writes them and a person may mend them; kurabe corrections lists them.

";

/// Keeps the highest number that was ever given: one that was taken back is given to no other.
pub(super) fn remember(document: &mut DocumentMut, number: u32) {
    set(document.as_table_mut(), LAST, i64::from(number));
}

/// Writes beside each table the number that it goes by, in its table at its place: what a person wrote without one is no
/// later than what is added after it.
pub(super) fn number(document: &mut DocumentMut, places: &[(u32, &'static str, usize)]) {
    for (number, name, at) in places {
        let own = tables(document, name).and_then(|all| all.get_mut(*at));
        let is_said = |own: &Table| own.get("number").and_then(|own| own.as_integer()) == Some(i64::from(*number));
        if let Some(own) = own.filter(|own| !is_said(own)) {
            set(own, "number", i64::from(*number));
        }
    }
}

pub(super) fn insert(document: &mut DocumentMut, number: u32, addition: &Addition) {
    let (name, mut table) = match addition {
        Addition::Mend(correction) => written(correction),
        Addition::Pairing(pairing) => (PAIR, pair_table(&pairing.sides, pairing.are_one)),
    };
    let mut numbered = Table::new();
    numbered.insert("number", value(i64::from(number)));
    table.iter_mut().for_each(|(key, item)| drop(numbered.insert(&key, std::mem::take(item))));
    let is_new = document.is_empty() && document.trailing().as_str().unwrap_or_default().trim().is_empty();
    numbered.decor_mut().set_prefix("\n");
    remember(document, number);
    if let (true, Some(mut key)) = (is_new, document.key_mut(LAST)) {
        key.leaf_decor_mut().set_prefix(HEAD);
    }
    add_table(document, name, numbered);
}

/// A correction as a table, and where it belongs.
fn written(correction: &Correction) -> (&'static str, Table) {
    let Correction { plan, at, mend, .. } = correction;
    let mut table = Table::new();
    table.insert("plan", value(plan.as_str()));
    table.insert("at", value(quote_table(at)));
    let name = match mend {
        Mend::Item(mend) => {
            item_table(&mut table, mend);
            ITEM
        }
        Mend::Lost(mend) => {
            item_table(&mut table, mend);
            LOST
        }
        Mend::NoItem => {
            table.insert("none", value(true));
            ITEM
        }
        Mend::Figure(quote, mend) => {
            table.insert("figure", value(figure_quote(quote)));
            figure_table(&mut table, mend);
            FIGURE
        }
        Mend::NoFigure(quote) => {
            table.insert("figure", value(figure_quote(quote)));
            table.insert("none", value(true));
            FIGURE
        }
    };
    (name, table)
}

fn item_table(table: &mut Table, mend: &ItemMend) {
    let mut set = |key: &str, item: Option<Value>| {
        item.into_iter().for_each(|item| drop(table.insert(key, value(item))));
    };
    set("kind", mend.kind.map(|kind| kind.name().into()));
    set(
        "parent",
        mend.parent.as_ref().map(|parent| match parent {
            Above::Top => "".into(),
            Above::Node(quote) => quote_table(quote).into(),
        }),
    );
    set("title", mend.title.as_deref().map(Value::from));
    set("begins", mend.begins.as_ref().map(|quote| quote_table(quote).into()));
    set("ends", mend.ends.as_ref().map(|quote| quote_table(quote).into()));
    let names = |flags: Flags| flags.iter().map(Flag::name).collect::<Array>();
    set("flags", mend.flags.map(|flags| names(flags).into()));
    set("themes", mend.themes.as_ref().map(|themes| themes.iter().map(String::as_str).collect::<Array>().into()));
}

fn figure_table(table: &mut Table, mend: &FigureMend) {
    let mut set = |key: &str, item: Option<Value>| {
        item.into_iter().for_each(|item| drop(table.insert(key, value(item))));
    };
    let number = |number: f64| match number.fract() == 0.0 && number.abs() < 9e15 {
        true => Value::from(number as i64),
        false => Value::from(number),
    };
    set("name", mend.name.as_deref().map(Value::from));
    set("value", mend.value.map(|value| value.map_or_else(|| "".into(), number)));
    set("unit", mend.unit.as_deref().map(Value::from));
    set("role", mend.role.map(|role| role.name().into()));
    set("year", mend.period.map(|year| year.map_or_else(|| "".into(), |year| i64::from(year).into())));
}

fn pair_table(sides: &[(String, Quote); 2], are_one: bool) -> Table {
    let mut table = Table::new();
    table.insert("one", value(are_one));
    for (key, (plan, quote)) in ["old", "new"].into_iter().zip(sides) {
        let mut side = InlineTable::new();
        side.insert("plan", plan.as_str().into());
        side.insert("at", quote_table(quote).into());
        table.insert(key, value(side));
    }
    table
}

fn quote_table(quote: &Quote) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("words", quote.words.as_str().into());
    for (key, text) in [("under", &quote.under), ("text", &quote.text)] {
        if !text.is_empty() {
            table.insert(key, text.as_str().into());
        }
    }
    table.insert("line", i64::from(quote.line).into());
    if quote.of > 1 {
        table.insert("place", i64::from(quote.place).into());
        table.insert("of", i64::from(quote.of).into());
    }
    if quote.all > 0 {
        table.insert("all", i64::from(quote.all).into());
    }
    for (key, text) in [("above", &quote.above), ("next", &quote.next)] {
        if let Some(text) = text {
            table.insert(key, text.as_str().into());
        }
    }
    if let Some(within) = &quote.within {
        table.insert("within", within_table(within).into());
    }
    table
}

fn figure_quote(quote: &FigureQuote) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("text", quote.text.as_str().into());
    table.insert("name", quote.name.as_str().into());
    if quote.of > 1 {
        table.insert("place", i64::from(quote.place).into());
        table.insert("of", i64::from(quote.of).into());
    }
    table
}
