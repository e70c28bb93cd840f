//! Dates that another program has spoiled on their way here: serial numbers, midnights of another place, weekdays of
//! another day, years that nobody typed.
//!
//! What comes in are the lines of a document, what goes out are notices; the lines stay as they are. This file must not
//! know formats of files.

mod scan;

use std::collections::{BTreeMap, HashMap};

use kurabe_model::year::{self, Unit};
use kurabe_model::{DateDoubt, LineSpan, Notice, NoticeKind, days};
use scan::{Day, Language, Weekday};

use crate::Line;
use crate::grid::WIDEST;

/// Serial numbers of days that a plan may name: from 1954 to 2064.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=60_000;
/// Columns of a table that are looked at.
const COLUMNS: usize = WIDEST;

/// What is doubtful about the dates of a document.
pub(super) fn doubts(lines: &[Line]) -> Vec<Notice> {
    let mut doubts = Doubts::default();
    let mut table = Table::default();
    let mut fiscal_year = None;
    for line in lines {
        let sign = parted_by(&line.text);
        if sign != table.sign {
            table = Table { sign, ..Table::default() };
        }
        if sign.is_some() {
            table.row(line, &mut doubts);
        }
        if line.text.contains('度') {
            fiscal_year = stated(&line.text).or(fiscal_year);
        }
        // Few lines have a weekday in brackets or a time of Greenwich.
        if line.text.contains(['(', '（']) || line.text.contains("T15:00:00") {
            weekdays(line, fiscal_year, &mut doubts);
        }
    }
    doubts.notices()
}

/// What parts the cells of a row: bars, as readers write them, or what a spreadsheet saved as text has.
fn parted_by(line: &str) -> Option<char> {
    if line.starts_with('|') {
        return Some('|');
    }
    ['\t', ','].into_iter().find(|sign| line.contains(*sign))
}

/// The one fiscal year that a line states: 令和7年度.
fn stated(text: &str) -> Option<i64> {
    let found = year::find_years(text);
    let [one] = found.as_slice() else { return None };
    (one.unit == Unit::FiscalYear && one.period.from == one.period.to).then(|| i64::from(one.period.from.0))
}

/// Finds days beside a weekday that is not theirs, and midnights of Japan told in the time of Greenwich.
fn weekdays(line: &Line, fiscal_year: Option<i64>, doubts: &mut Doubts) {
    for day in scan::days_of(&line.text) {
        if day.is_midnight_of_japan {
            doubts.add(String::new(), DateDoubt::Greenwich, line, &day.written);
        }
        let Some(weekday) = day.weekday else { continue };
        // Without its year a day is only doubted where a program put an English weekday into Japanese.
        let year = day.year.or_else(|| {
            let fiscal_year = fiscal_year.filter(|_| weekday.language == Language::English)?;
            Some(fiscal_year + i64::from(day.month < 4))
        });
        if year.is_some_and(|year| !is_on(year, &day, weekday)) {
            doubts.add(String::new(), DateDoubt::Weekday, line, &day.written);
        }
    }
}

/// Is the day of a year on this weekday?
fn is_on(year: i64, day: &Day, weekday: Weekday) -> bool {
    // 1970 began on a Thursday.
    (days(year, day.month, day.day) + 4).rem_euclid(7) == weekday.number
}

/// A table while its rows come by.
#[derive(Default)]
struct Table {
    sign: Option<char>,
    columns: HashMap<usize, Column>,
}

/// A column below a head that promises dates.
struct Column {
    head: String,
    /// The last day, and how many came before it in their order.
    last: Option<(i64, i64, i64)>,
    ascending: u32,
}

impl Table {
    fn row(&mut self, line: &Line, doubts: &mut Doubts) {
        let Some(sign) = self.sign else { return };
        let mut before: Option<String> = None;
        for (at, cell) in line.text.split(sign).take(COLUMNS).enumerate() {
            let cell = scan::plain(cell.trim_matches([' ', '\u{3000}', '"'])).replace("<br>", "");
            if is_head(&cell) {
                self.columns.insert(at, Column { head: cell.clone(), last: None, ascending: 0 });
            } else if let Some(column) = self.columns.get_mut(&at) {
                column.cell(&cell, line, doubts);
            } else if let Some(head) = before.filter(|head| is_head(head)) {
                // 開催日 | 45748: the head stands before its cell.
                serial(&head, &cell, line, doubts);
            }
            before = Some(cell);
        }
    }
}

impl Column {
    fn cell(&mut self, cell: &str, line: &Line, doubts: &mut Doubts) {
        if serial(&self.head, cell, line, doubts) {
            return;
        }
        let found = scan::days_of(cell);
        let [day] = found.as_slice() else { return };
        let Some(year) = day.year else { return };
        let next = (year, day.month, day.day);
        match self.last {
            // 2月 after 12月 of one year: whoever typed it left the year to the program.
            Some((year, month, _)) if self.ascending >= 1 && next.0 == year && month >= 4 && next.1 < 4 => {
                doubts.add(self.head.clone(), DateDoubt::YearBefore, line, &day.written);
            }
            Some(last) if next < last => (self.last, self.ascending) = (Some(next), 0),
            Some(_) => (self.last, self.ascending) = (Some(next), self.ascending.saturating_add(1)),
            None => self.last = Some(next),
        }
    }
}

/// Notes a serial number where a day is promised.
fn serial(head: &str, cell: &str, line: &Line, doubts: &mut Doubts) -> bool {
    let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    let is_plain = whole.len() == 5 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_serial = is_plain && whole.parse().is_ok_and(|number| SERIALS.contains(&number));
    if is_serial {
        doubts.add(head.to_owned(), DateDoubt::Serial, line, cell);
    }
    is_serial
}

/// Does a cell promise dates below it: 開催日, 年月日, 期限? Days that are counted (日数), and kinds of days, do not.
fn is_head(cell: &str) -> bool {
    const OTHERS: [&str; 8] = ["平日", "休日", "祝日", "毎日", "人日", "曜日", "半日", "全日"];
    const HEADS: [&str; 6] = ["日付", "日時", "日程", "期限", "締切", "期日"];
    let close: String = cell.chars().filter(|letter| !letter.is_whitespace()).collect();
    let short = (2..=10).contains(&close.chars().count());
    let ends = HEADS.iter().any(|head| close.ends_with(head)) || close.ends_with('日');
    short && ends && !OTHERS.iter().any(|other| close.ends_with(other)) && !close.contains(|c: char| c.is_ascii_digit())
}

/// The doubts of a document, those of one kind and head together.
#[derive(Default)]
struct Doubts {
    found: BTreeMap<(DateDoubt, String), Found>,
}

struct Found {
    cells: u32,
    first: String,
    span: LineSpan,
}

/// Heads that are told apart.
const MOST: usize = 100;

impl Doubts {
    fn add(&mut self, head: String, doubt: DateDoubt, line: &Line, written: &str) {
        let span = LineSpan::line(line.number);
        if let Some(found) = self.found.get_mut(&(doubt, head.clone())) {
            found.cells = found.cells.saturating_add(1);
            found.span = found.span.join(span);
        } else if self.found.len() < MOST {
            self.found.insert((doubt, head), Found { cells: 1, first: written.to_owned(), span });
        }
    }

    fn notices(self) -> Vec<Notice> {
        let notice = |((doubt, head), found): ((DateDoubt, String), Found)| {
            let Found { cells, first, span } = found;
            Notice::new(NoticeKind::DoubtfulDates { doubt, head, cells, first }, span)
        };
        self.found.into_iter().map(notice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str]) -> Vec<(DateDoubt, String, u32, String)> {
        let line = |(at, text): (usize, &&str)| Line {
            number: at as u32 + 1,
            page: None,
            place: None,
            text: (*text).to_owned(),
        };
        let lines: Vec<Line> = lines.iter().enumerate().map(line).collect();
        let kinds = doubts(&lines).into_iter().map(|notice| notice.kind);
        kinds
            .map(|kind| match kind {
                NoticeKind::DoubtfulDates { doubt, head, cells, first } => (doubt, head, cells, first),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn one(doubt: DateDoubt, head: &str, cells: u32, first: &str) -> Vec<(DateDoubt, String, u32, String)> {
        vec![(doubt, head.to_owned(), cells, first.to_owned())]
    }

    /// `findings/libreoffice-first-year-only-in-kanji.sh`: `[$-ja-JP…]` formats become their numbers in LibreOffice.
    #[test]
    fn numbers_below_a_head_of_dates() {
        let table = [
            "| 事業 | 開催日 | 参加者 |",
            "| 創業塾 | 45748 | 43586 |",
            "| 交流会 | 45778.5625 | 20 |",
            "| 展示会 | 5月 | 30 |",
        ];
        assert_eq!(told(&table), one(DateDoubt::Serial, "開催日", 2, "45748"));
        assert_eq!(told(&["| 提出期限 | ４５７４８ |"]), one(DateDoubt::Serial, "提出期限", 1, "45748"));
        for saved in [["事業\t開催日", "創業塾\t45748"], ["\"事業\",\"開催日\"", "\"創業塾\",45748"]] {
            assert_eq!(told(&saved), one(DateDoubt::Serial, "開催日", 1, "45748"));
        }
        assert_eq!(
            told(&["| 事業 | 開催<br>日 |", "| 創業塾 | 45748 |"]),
            one(DateDoubt::Serial, "開催日", 1, "45748")
        );
        for free in [
            ["| 区分 | 延べ人日 |", "| 窓口 | 43586 |"],
            ["| 事業 | 日数 |", "| 窓口 | 43586 |"],
            ["| 事業 | 開催日 |", "| 窓口 | 45,748 |"],
            ["| 開催日 | 参加者 |", "| 5月1日 | 45748 |"],
            ["| 事業 | 開催日 |", "事業、開催日、45748"],
        ] {
            assert_eq!(told(&free), []);
        }
    }

    /// `findings/libreoffice-weekday-turns-the-date-hebrew.sh`: 4月1日 is 1月3日 there, the weekday stays.
    #[test]
    fn weekdays_of_another_day() {
        let hebrew =
            ["令和7年度　事業計画", "| 事業 | 開催日 |", "| 創業塾 | 2025年1月3日(Tue) |", "| 交流会 | 2月5日(Sat) |"];
        assert_eq!(told(&hebrew), one(DateDoubt::Weekday, "", 2, "2025年1月3日(Tue)"));
        assert_eq!(told(&["令和7年4月1日（水）に開く。"]), one(DateDoubt::Weekday, "", 1, "令和7年4月1日（水）"));
        assert_eq!(
            told(&["令和7年度", "4月1日（火）、5月3日(土・祝)、令和8年3月3日（火）、2月2日(月)、4月1日（金）"]),
            []
        );
    }

    /// Programs of the web write midnight in Japan as 15:00 of the day before (ECMA-262, Date.prototype.toISOString).
    #[test]
    fn midnights_of_greenwich() {
        let table =
            ["| 開催日 |", "| 2025-03-31T15:00:00.000Z |", "| 2025-05-09T15:00:00Z |", "| 2025-05-09T09:00:00Z |"];
        assert_eq!(told(&table), one(DateDoubt::Greenwich, "", 2, "2025-03-31"));
    }

    #[test]
    fn years_that_nobody_typed() {
        let table = |last| vec!["| 期日 |", "| 2025/4/10 |", "| 2025/9/1 |", "| 2025/12/5 |", last];
        assert_eq!(told(&table("| 2025/2/3 |")), one(DateDoubt::YearBefore, "期日", 1, "2025/2/3"));
        assert_eq!(told(&table("| 2026/2/3 |")), []);
        // A list that begins again, or runs backwards.
        assert_eq!(told(&["| 期日 |", "| 2025/12/5 |", "| 2025/2/3 |", "| 2025/1/3 |"]), []);
        assert_eq!(told(&table("| 2025/4/3 |")), []);
    }
}
