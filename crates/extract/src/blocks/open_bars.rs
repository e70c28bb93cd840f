//! Rows of a table without a bar at their begin: `指標名 | 分類 |` with a bar behind each cell, `日時 | 場所 | 内容` with one
//! between two, as programs write that make text of web pages.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. One line alone is no table: bars
//! part the entries of a menu and the words of a title, too. This file must not know what a column means.

use super::chars::squeeze;
use super::heads;
use super::mark::Class;
use super::raw::{self, Raw};
use super::site::{leads_elsewhere, leads_home};
use super::table::{self, BARS};
use kurabe_model::Furniture;

/// Rows with a bar behind each cell that make a table.
const FEWEST: usize = 2;
/// Rows with bars only between their cells that make one, where no head or label tells that they do.
const FEWEST_BETWEEN: usize = 3;
/// Lines of a row with a list in one of its cells.
const TALLEST: usize = 16;

/// The bars of a line.
#[derive(Clone, Copy, Debug, Default)]
struct Bars {
    /// How many there are; none in a line that was read as a row already, or leads to other pages.
    count: usize,
    /// Does it begin with one, before a word?
    opens: bool,
    /// Does it end with one?
    closes: bool,
    /// Does it only rule the head off: --- | ---?
    rules: bool,
    /// Is there anything but bars?
    filled: bool,
    /// Are they full-width, and do blanks stand beside them? Those of one table are alike.
    dress: (bool, bool),
}

impl Bars {
    fn of(raw: &Raw) -> Self {
        // A list dash before the first bar is no cell: - | 区分 | 事業名 |.
        let text = raw.trimmed();
        let text = text.strip_prefix('-').map(str::trim_start).filter(|rest| rest.starts_with(BARS)).unwrap_or(text);
        let count = text.matches(BARS).count();
        if count == 0 || raw.cells.is_some() || raw.text.contains('\t') || leads_elsewhere(text) || is_menu(text) {
            return Self::default();
        }
        let filled = !text.chars().all(|c| BARS.contains(&c) || c.is_whitespace());
        let opens = filled && text.starts_with(BARS);
        let blanks = BARS.iter().any(|bar| text.contains(&format!(" {bar}")) || text.contains(&format!("{bar} ")));
        let dress = (text.contains('｜'), blanks);
        Self { count, opens, closes: text.ends_with(BARS), rules: table::is_rule(text), filled, dress }
    }

    /// Is it a row with words?
    fn is_row(&self) -> bool {
        self.count > 0 && self.filled && !self.rules
    }
}

/// Does a line lead to the parts of a site, its first page among them: ホーム | 商工会について | アクセス?
fn is_menu(text: &str) -> bool {
    text.split(BARS).any(leads_home)
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let bars: Vec<Bars> = raws.iter().map(Bars::of).collect();
    if !bars.iter().any(|bars| bars.is_row() && !bars.opens) {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let (rows, seen) = table(&raws[at..], &bars[at..]);
        let mut line = at;
        for taken in rows {
            if bars[line].rules {
                set.push(raws[line].clone());
            } else {
                let lines = &raws[line..line + taken];
                set.extend(raw::row(&lines[0], table::cells_of_row(lines, false, furniture)));
            }
            line += taken;
        }
        for raw in &mut raws[line..at + seen] {
            let blank = raw::part(raw, String::new());
            set.push(std::mem::replace(raw, blank));
        }
        at += seen;
    }
    set
}

/// The lines of each row of the table that begins with the first line, none if there is no such table; and how many lines were
/// looked at.
fn table(raws: &[Raw], bars: &[Bars]) -> (Vec<usize>, usize) {
    let Some(first) = bars.first().filter(|bars| bars.count > 0) else { return (Vec::new(), 1) };
    let (rows, seen) = behind(bars);
    if !rows.is_empty() {
        return (rows, seen);
    }
    let rows = between(raws, bars);
    if !rows.is_empty() {
        let seen = rows.len();
        return (rows, seen);
    }
    // A row between two bars is read elsewhere, with all its lines.
    (rows, if first.opens { table::lines_of_row(raws).max(seen) } else { 1 })
}

/// The rows of a table with a bar behind each cell; and how many lines were looked at. A row that begins with a bar has an
/// empty cell there, unless most do: those stand between two bars.
fn behind(bars: &[Bars]) -> (Vec<usize>, usize) {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut filled, mut opened) = (0, 0usize, 0usize);
    while let Some((taken, count)) = bars.get(at..).and_then(row) {
        let next = || bars.get(at + taken..).and_then(row).filter(|(taken, _)| *taken == 1);
        let like = |other: Option<(usize, usize)>| other.is_some_and(|(_, other)| other == count);
        if taken > 1 && !like(rows.last().copied()) && !like(next()) {
            break;
        }
        filled += usize::from(bars[at].is_row());
        opened += usize::from(bars[at].opens && !bars[at].rules);
        rows.push((taken, count));
        at += taken;
    }
    // A row of bars alone is a row without words.
    let fits = filled > 0 && rows.len() >= FEWEST && opened * 2 <= filled;
    (rows.into_iter().filter(|_| fits).map(|(taken, _)| taken).collect(), at.max(1))
}

/// How many lines the row takes that begins with a line and ends with a bar, and how many bars it has: a list in one of its
/// cells may stand on lines of its own, which must then make up a row like the one before or behind it.
fn row(bars: &[Bars]) -> Option<(usize, usize)> {
    let first = bars.first().filter(|bars| bars.count > 0)?;
    if first.closes || first.rules {
        return Some((1, first.count));
    }
    let inner = bars[1..].iter().take(TALLEST).take_while(|bars| bars.count == 0).count();
    let last = bars.get(inner + 1).filter(|last| last.closes && last.filled && !last.opens && !first.opens)?;
    Some((inner + 2, first.count + last.count))
}

/// The rows of a table with a bar only between two cells, as many in each of them: a rule, a head or labels tell that it is
/// one, or that there are enough of them.
fn between(raws: &[Raw], bars: &[Bars]) -> Vec<usize> {
    let Some(first) = bars.first() else { return Vec::new() };
    let like = |bars: &&Bars| bars.count == first.count && bars.dress == first.dress;
    let lines = bars.iter().take_while(|bars| like(bars) || bars.rules).count();
    // A number or a sign that the rows above have not begins what follows the table.
    let marked = |raw: &Raw| raw.class.filter(|class| *class != Class::Bare);
    let body = raws.get(1).and_then(marked);
    let other = raws[..lines].iter().skip(1).position(|raw| marked(raw).is_some() && marked(raw) != body);
    let lines = other.map_or(lines, |at| at + 1);
    let rows = || raws[..lines].iter().zip(bars).filter(|(_, bars)| bars.is_row());
    let (all, plain) = (rows().count(), rows().filter(|(_, bars)| !bars.opens && !bars.closes).count());
    let ruled = bars[1..].first().is_some_and(|bars| bars.rules);
    let heads = |text: &str| text.split(BARS).filter(|piece| heads::heads(&squeeze(piece))).count();
    let headed = rows().next().is_some_and(|(raw, _)| heads(raw.trimmed()) * 2 > first.count + 1);
    let labelled =
        rows().filter(|(raw, _)| raw.trimmed().split(BARS).next().is_some_and(heads::is_label)).count() * 2 > all;
    let fewest = if ruled || headed || labelled { FEWEST } else { FEWEST_BETWEEN };
    if all >= fewest && plain * 2 > all { vec![1; lines] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        raw::set_by(set, text)
    }

    #[test]
    fn a_bar_behind_each_cell() {
        assert_eq!(
            read("指標名 | 分類 |\n|\nみなとの創業件数 | 成果 |\n| 基準値 | 目標値 |\n数値 | 3件 | | \nおわり"),
            ["0:指標名 1:分類", "0:みなとの創業件数 1:成果", "1:基準値 2:目標値", "0:数値 1:3件", "おわり"]
        );
        assert_eq!(read("進捗評価｜\n○（予定どおり）｜"), ["0:進捗評価", "0:○（予定どおり）"]);
        assert_eq!(
            read("対象 | 会員 |\n目標 | 次のとおり。\n・港の創業\n・山の継承 |\nおわり"),
            ["0:対象 1:会員", "0:目標 1:次のとおり。/・港の創業/・山の継承", "おわり"]
        );
        assert_eq!(
            read("事業 | 内容 | 担当 |\n朝市 | ・港で開く\n・広場で開く | 総務課 |")[1],
            "0:朝市 1:・港で開く/・広場で開く 2:総務課"
        );
    }

    #[test]
    fn a_bar_only_between_two_cells() {
        assert_eq!(
            read("事業名 | 内容\n港の朝市 | 月１回\n山の夜市 |"),
            ["0:事業名 1:内容", "0:港の朝市 1:月１回", "0:山の夜市"]
        );
        assert_eq!(read("日時｜４月１日\n会場｜みなと会館"), ["0:日時 1:４月１日", "0:会場 1:みなと会館"]);
        assert_eq!(read("あ | い\n--- | ---\nう | え"), ["0:あ 1:い", "--- | ---", "0:う 1:え"]);
        assert_eq!(read("事業|内容\n朝市|港\n2.講師は港|山の二名")[1..], ["0:朝市 1:港", "2.講師は港|山の二名"]);
        assert_eq!(read("港 | 3店\n山 | 4店\n川 | 5店"), ["0:港 1:3店", "0:山 1:4店", "0:川 1:5店"]);
    }

    #[test]
    fn bars_that_part_no_cells() {
        for text in [
            "ホーム | 商工会について | アクセス |\nホーム | 事業計画 | アクセス |",
            "令和５年度事業計画 | みなと商工会",
            "みなと | やまなみ\nかわべ | はま",
            "前へ | 次へ |\n一覧へ戻る |",
            "港の朝市は A|B の２班で開く。\n山の夜市は A|B の３班で開く。",
            "日時 | ４月１日\n講師は A|B の２名とする。",
            "進捗評価 |\nおわり",
            "- | | |\n|---|--|\n| 港の朝市 | 月１回 |",
            "| 柱 | 事業 |\n| 港 | 朝市 |\n山 | 夜市 |",
            "| 柱 | 長い\n続き |\n| 港 | 長い\n続き |\nおわり",
        ] {
            assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        }
    }
}
