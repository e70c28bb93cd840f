//! Tables of work whose cells became lines: 区分 事業名 内容 予算額（千円）, then each cell of a row on a line of its own;
//! or 主な取組 内容, then each name with what it tells behind a blank.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. A row begins with a
//! marked name and ends with a lone figure, what it costs, or with its sentence; lines between a figure and the next
//! name are the 区分. This room must not know the tree.

pub(crate) mod cost;
mod head;
mod members;
mod regular;
mod row;

use super::cell::Cell;
use super::chars::digit;
use super::mark::{self, Class};
use super::raw::{self, Raw};
use super::target::figure::{self, Shape};
use kurabe_model::Furniture;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Section,
    Name,
    Body,
    Cost,
}

/// A stretch of a line: the line among those looked at, and its bytes.
type Stretch = (usize, usize, usize);

/// The cells of a row: what stands in each column.
type Cells = Vec<(Role, Vec<Stretch>)>;

/// Turns the lines of such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let found = table(&raws[at..], furniture).or_else(|| members::table(&raws[at..], furniture));
        if let Some((rows, taken)) = found {
            set.extend(rows);
            at += taken;
        } else {
            let blank = raw::part(&raws[at], String::new());
            set.push(std::mem::replace(&mut raws[at], blank));
            at += 1;
        }
    }
    set
}

/// The rows of the table whose head begins here, and the lines that it takes.
fn table<'a>(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Option<(Vec<Raw<'a>>, usize)> {
    if let Some((rows, taken)) = regular::read(raws) {
        return Some((rows.iter().filter_map(|cells| row_of(raws, cells, furniture)).collect(), taken));
    }
    let head = head::read(raws)?;
    let class = name_class(&raws[head.taken..])?;
    let mut rows = vec![row_of(raws, &head.columns, furniture)?];
    let (mut at, mut open) = (head.taken, 0);
    let mut heads = Vec::new();
    while at < raws.len() {
        if let Some(again) = head::read(&raws[at..]).filter(|again| head.same(again)) {
            rows.push(row_of(&raws[at..], &again.columns, furniture)?);
            at += again.taken;
            continue;
        }
        let mut skipped = Vec::new();
        let Some((cells, taken)) = row::read(&raws[at..], &head, class, &mut skipped) else { break };
        rows.push(row_of(&raws[at..], &cells, furniture)?);
        heads.extend(skipped);
        at += taken;
        open += 1;
    }
    if open < 2 {
        return None;
    }
    furniture.extend(heads);
    Some((rows, at))
}

/// The words between blanks, as bytes.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                tokens.push((start, at));
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    tokens
}

/// The class of the marks that the names carry: that of the first mark below the head.
fn name_class(raws: &[Raw]) -> Option<Class> {
    raws.iter().take(row::TALLEST_SECTION + 1).find_map(|raw| marked(raw, None)).map(|(class, _)| class)
}

/// The mark that begins a line, or its second word behind a 区分; and where.
fn marked(raw: &Raw, wanted: Option<Class>) -> Option<(Class, usize)> {
    let fits = |class: Class| {
        wanted.map_or_else(|| (class.counts() || class.is_bullet()) && class != Class::Bare, |wanted| class == wanted)
    };
    let tokens = tokens(&raw.text);
    let mut places = tokens.iter().take(2).map(|(from, _)| *from);
    places.find_map(|from| {
        let class = mark::parse(raw.text[from..].trim_end())?.class;
        fits(class).then_some((class, from))
    })
}

/// Does a line hold nothing but what a row costs?
fn is_cost(text: &str) -> bool {
    let text = super::chars::squeeze(text);
    figure::shape(&text) == Some(Shape::Number) && text.starts_with(|c| digit(c).is_some()) || figure::is_dash(&text)
}

/// The stretches of a row as a row of cells.
fn row_of<'a>(raws: &[Raw], columns: &[(Role, Vec<Stretch>)], furniture: &mut Vec<Furniture>) -> Option<Raw<'a>> {
    let mut cells = Vec::new();
    for (column, (role, parts)) in (0u32..).zip(columns) {
        let Some((line, from, _)) = parts.first() else { continue };
        let column_at = |line: usize, at: usize| {
            let letters = raws[line].text[..at].chars().count();
            u32::try_from(letters).unwrap_or(u32::MAX).saturating_add(1)
        };
        let mut cell = Cell::new(column, raws[*line].number, column_at(*line, *from));
        let mut before: Option<&Raw> = None;
        for (line, from, to) in parts {
            let raw = &raws[*line];
            // A sentence that ended, or an item, begins a line of its own.
            if *role == Role::Body && before.is_some_and(|before| before.ends_sentence() || raw.class.is_some()) {
                cell.new_line();
            }
            cell.add(&raw.text[*from..*to], raw.number, column_at(*line, *from), furniture);
            before = Some(raw);
        }
        cells.push(cell.close());
    }
    raw::row(&raws[columns.iter().flat_map(|(_, parts)| parts).map(|part| part.0).min()?], cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a source after its tables were found: the cells of a row between strokes.
    fn read(source: &str) -> Vec<String> {
        let text = kurabe_read::read(source.as_bytes(), None).unwrap();
        let shown = |raw: &Raw| match &raw.cells {
            Some(cells) => cells.iter().map(|cell| cell.text.replace('\n', "/")).collect::<Vec<_>>().join("|"),
            None => raw.trimmed().to_owned(),
        };
        let mut furniture = Vec::new();
        set(raw::lines(&text.lines, &mut furniture), &mut furniture).iter().map(shown).collect()
    }

    #[test]
    fn a_row_ends_with_what_it_costs() {
        let source = "区分\n事業名\n内容\n予算額（千円）\n経営\n支援\n① 巡回指導\n会員を訪ねる。\n相談に応じる。\n1,200\n② 研修会 講師を招く。 300";
        assert_eq!(
            read(source),
            [
                "区分|事業名|内容|予算額（千円）",
                "経営支援|① 巡回指導|会員を訪ねる。/相談に応じる。|1,200",
                "② 研修会|講師を招く。|300"
            ]
        );
    }

    #[test]
    fn the_head_again_on_the_next_page_is_furniture() {
        let source = "事業名 予算額\n（１）夏まつりの開催 400\n（２）特産品の開発\n事業名 予算額\n試作会を開く 250\n３．組織の強化";
        assert_eq!(
            read(source),
            ["事業名|予算額", "（１）夏まつりの開催|400", "（２）特産品の開発試作会を開く|250", "３．組織の強化"]
        );
    }

    #[test]
    fn names_with_what_they_tell_behind_a_blank() {
        let source = "主な取組 内容\n① 相談窓口の充実 専門家を置き、経営の相\n談に応じます。\n② 融資の利用促進 保証料を補助します。\n施策２ 創業の支援";
        assert_eq!(
            read(source),
            [
                "主な取組|内容",
                "① 相談窓口の充実|専門家を置き、経営の相談に応じます。",
                "② 融資の利用促進|保証料を補助します。",
                "施策２ 創業の支援"
            ]
        );
    }

    #[test]
    fn rows_without_marks_end_with_when_they_are_done() {
        let source = "事業名\n内容\n実施時期\n創業塾の開催\n五回の講座を開き、修了した人に\n指導員が付く。\n9月～11月\n承継の相談\n専門家を置く。\n通年\n２．地域振興";
        assert_eq!(
            read(source),
            [
                "事業名|内容|実施時期",
                "創業塾の開催|五回の講座を開き、修了した人に指導員が付く。|9月～11月",
                "承継の相談|専門家を置く。|通年",
                "２．地域振興"
            ]
        );
        let list = "事業名\n内容\n実施時期\nこれから決める。\n9月に話し合う。";
        assert_eq!(read(list), list.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_list_below_words_of_a_head_stays_a_list() {
        for source in
            ["取組 内容\n・会員を訪ねる。\n・相談に応じる。", "事業名 予算額\n未定です。", "① 会員を訪ねる。 10"]
        {
            assert_eq!(read(source), source.lines().collect::<Vec<_>>());
        }
    }
}
