//! A spreadsheet saved as text: every line has the sheet's columns, the empty ones behind its words, too.
//!
//! What comes in are lines, what goes out are the same without the columns of those that hold no table: a title, a
//! paragraph, a list. Rows stay as they are. This file must not know what a column means.

use super::chars::squeeze;
use super::heads::heads;
use super::mark;
use super::raw::{self, Raw};
use super::table;
use kurabe_model::Furniture;

/// Share of the lines, in tenths, that end with an empty column in such a text.
const TENTHS: usize = 5;
/// Lines that tell.
const FEWEST: usize = 8;

/// Takes the empty columns from lines that are no rows, and the quotes around a text of several lines.
pub(super) fn set<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let wide = raws.iter().filter(|raw| raw.text.ends_with('\t') && raw.cells.is_none()).count();
    if wide < FEWEST || wide * 10 < raws.len() * TENTHS {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let (mut at, mut in_table) = (0, false);
    while at < raws.len() {
        let taken = table::quoted_lines(&raws[at..]);
        let tall = &raws[at..at + taken];
        in_table = if in_table { !leaves(&raws, at, taken) } else { is_row(tall) && !is_numbered(&tall[0]) };
        if in_table {
            set.extend(tall.iter().cloned());
        } else {
            set.extend(tall.iter().map(|raw| text(raw, taken > 1, furniture)));
        }
        at += taken;
    }
    set
}

/// Does a row have several cells, and is the first of them no mark of the other?
fn is_row(lines: &[Raw]) -> bool {
    let cells = lines.iter().map(filled).sum::<usize>() + 1 - lines.len();
    cells > 1 && !(lines.len() == 1 && sets_off(&lines[0]))
}

/// Does a line begin with a numbered heading or item: １．相談の実施, and 通年 in another column? It begins no table.
fn is_numbered(raw: &Raw) -> bool {
    let first = raw.text.split('\t').next().unwrap_or_default().trim();
    mark::parse(first).is_some_and(|mark| mark.class.counts() && !mark.rest.trim().is_empty())
}

/// Is a line below a table no row of it: alone in the first column, and one of a list, above the head of another table, or a
/// number above another such line?
fn leaves(raws: &[Raw], at: usize, taken: usize) -> bool {
    let alone: fn(&Raw) -> bool = |raw| filled(raw) == 1 && !raw.text.starts_with('\t');
    let raw = &raws[at];
    if taken > 1 || !alone(raw) {
        return false;
    }
    let first = raw.text.split('\t').next().unwrap_or_default();
    let class = mark::parse(first.trim()).map(|mark| mark.class);
    let next = |holds: fn(&Raw) -> bool| raws.get(at + 1).is_some_and(holds);
    class.is_some_and(|class| class.is_bullet())
        || next(is_head)
        || class.is_some_and(|class| class.counts()) && next(alone)
}

/// Do most of the words of a line head columns?
fn is_head(raw: &Raw) -> bool {
    let words: Vec<String> = raw.text.split('\t').map(squeeze).filter(|word| !word.is_empty()).collect();
    let known = words.iter().filter(|word| heads(word)).count();
    words.len() >= 2 && known * 3 >= words.len() * 2
}

/// How many columns of a line hold words.
fn filled(raw: &Raw) -> usize {
    raw.text.split('\t').filter(|cell| !cell.trim().is_empty()).count()
}

/// Does a mark stand in a column of its own, before the words that it marks?
fn sets_off(raw: &Raw) -> bool {
    let mut words = raw.text.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
    words.next().is_some_and(table::is_mark_alone) && words.next().is_some() && words.next().is_none()
}

/// The words of a line without its columns.
fn text<'a>(raw: &Raw, quoted: bool, furniture: &mut Vec<Furniture>) -> Raw<'a> {
    let words: Vec<&str> = raw.text.split('\t').filter(|cell| !cell.trim().is_empty()).collect();
    let mut text = words.join(" ");
    if quoted || text.len() > 1 && text.starts_with('"') && text.ends_with('"') {
        let signs = text.matches('"').count();
        text.retain(|c| c != '"');
        furniture.extend((0..signs).map(|_| Furniture::line(raw.number, "\"")));
    }
    raw::part(raw, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        raw::set_by(set, text)
    }

    #[test]
    fn lines_beside_the_tables_of_a_sheet_are_text() {
        let sheet = "みなと商店会\t\t\n①\tまつりの開催\t\n１ 方針\t\t\n\"腰かけられる街\nにする。\"\t\t\n\t\t\n２ 目標\t\t\n指標\tＲ５\tＲ６\n来街者\t10\t12\n\t計\t\n\t\t\n３ 委員会\t\t\n・会報を出す\t\t\n";
        assert_eq!(
            read(sheet),
            [
                "みなと商店会",
                "① まつりの開催",
                "１ 方針",
                "腰かけられる街",
                "にする。",
                "２ 目標",
                "指標|Ｒ５|Ｒ６",
                "来街者|10|12",
                "|計|",
                "３ 委員会",
                "・会報を出す"
            ]
        );
    }

    #[test]
    fn other_texts_keep_their_tabs() {
        let text = "\t\t令和６年度\n１\tまつり\t\nあ\tい\nあ\tい\nあ\tい\nあ\tい\nあ\tい\nあ\tい\nあ\tい\n";
        assert_eq!(read(text).first().map(String::as_str), Some("||令和６年度"));
    }
}
