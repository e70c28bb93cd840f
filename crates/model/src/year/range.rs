//! From points to periods: ranges, lists of following years, 令和3年度から3年間.

use super::scan::{Cursor, Point};
use super::{FiscalYear, FoundYear, Period, Unit};

/// Where a year is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The whole string is to be a year: bare numbers count.
    Whole,
    /// In running text, where a bare number is just a number.
    Running,
}

/// No plan, and no history in a plan, spans more.
const LONGEST: i32 = 160;

/// Reads all of a string without blanks.
pub(super) fn whole(text: &str) -> Option<Period> {
    let mut start = Cursor::new(text, 0);
    let bracketed = start.eat('(');
    start.eat_word("自");
    let found = at(text, start.at, Mode::Whole)?;
    let mut end = Cursor::new(text, found.range.end);
    end.eat_word("まで");
    tail(&mut end);
    if bracketed && !end.eat(')') {
        return None;
    }
    end.rest().is_empty().then_some(found.period)
}

/// `の3年間`, `（3か年）` behind a period adds nothing to it.
fn tail(cursor: &mut Cursor<'_>) {
    let mut here = *cursor;
    here.eat_word("の");
    let bracketed = here.eat('(');
    if years_long(&mut here).is_some() && (!bracketed || here.eat(')')) {
        *cursor = here;
    }
}

/// The year or period that begins at a byte of the text.
pub(super) fn at(text: &str, start: usize, mode: Mode) -> Option<FoundYear> {
    let mut cursor = Cursor::new(text, start);
    let first = cursor.point()?;
    let found = |end: usize, first: Point, period: Period, doubtful: bool| FoundYear {
        range: start..end,
        period,
        doubtful,
        unit: first.unit,
        calendar: first.year,
    };
    if let Some((last, end)) = range(cursor, first, mode).or_else(|| list(cursor, first, mode)) {
        // 平成30～32年度: the unit stands once, at the end.
        let first = if first.unit == Unit::Bare && !last.is_date() {
            Point { unit: last.unit, doubtful: first.doubtful, ..first }
        } else {
            first
        };
        let period = period(first.fiscal(), last.fiscal())?;
        // 平成28年～平成33年 was written before anyone knew of 令和: the era of the beginning runs on.
        let runs_on = !first.doubtful && last.runs_on_from(first);
        return Some(found(end, first, period, first.doubtful || last.doubtful && !runs_on));
    }
    if (first.unit == Unit::FiscalYear || first.is_date())
        && let Some((period, end)) = duration(cursor, first.fiscal())
    {
        return Some(found(end, first, period, first.doubtful));
    }
    let single = period(first.fiscal(), first.fiscal())?;
    let stands = mode == Mode::Whole || first.unit != Unit::Bare || first.glossed;
    (stands || (first.era.is_some() && !short_letter(text, start, cursor.at) && ends_bare(&cursor)))
        .then(|| found(cursor.at, first, single, first.doubtful))
}

/// The day with its year that begins at a byte of the text.
pub(super) fn day(text: &str, start: usize) -> Option<FoundYear> {
    let mut cursor = Cursor::new(text, start);
    let point = cursor.point().filter(|point| matches!(point.unit, Unit::Day(..)))?;
    let Point { unit, year, doubtful, .. } = point;
    let period = Period::year(point.fiscal());
    Some(FoundYear { range: start..cursor.at, period, doubtful, unit, calendar: year })
}

fn period(from: i32, to: i32) -> Option<Period> {
    (from <= to && to - from < LONGEST).then_some(Period { from: FiscalYear(from), to: FiscalYear(to) })
}

/// H2 and S3 alone are hydrogen and sizes, H30 and R3 are years.
fn short_letter(text: &str, start: usize, end: usize) -> bool {
    let mut letters = text.get(start..end).unwrap_or_default().chars();
    let first = letters.next().map(super::scan::plain);
    matches!(first, Some('H' | 'S')) && letters.count() == 1
}

/// May a year without 年 end here? 令和5月, H30号 and R3系 say something else.
fn ends_bare(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_none_or(|next| {
        !next.is_ascii_alphanumeric() && !"月日号回次件人円名社系％%丁番条個台戸点軒期".contains(next)
    })
}

/// The last point of a range, where the cursor stands before a separator, and where it ends.
fn range(mut cursor: Cursor<'_>, first: Point, mode: Mode) -> Option<(Point, usize)> {
    cursor.blanks();
    range_separator(&mut cursor).then_some(())?;
    cursor.blanks();
    let last = second(&mut cursor, first, mode)?;
    period(first.fiscal(), last.fiscal())?;
    // 2021-2021 and 1900-2050 in running text are more likely numbers of something.
    let bare = first.era.is_none() && first.unit == Unit::Bare && last.unit == Unit::Bare;
    if mode == Mode::Running && bare && !(1..=30).contains(&(last.year - first.year)) {
        return None;
    }
    Some((last, cursor.at))
}

fn range_separator(cursor: &mut Cursor<'_>) -> bool {
    for word in ["から", "より", "..", "‥", "…", "至", "→", "⇒"] {
        if cursor.eat_word(word) {
            return true;
        }
    }
    let mut found = false;
    while cursor.eat('~') || cursor.eat('-') {
        found = true;
    }
    found
}

/// 令和3・4年度: years that follow one another, and where the last ends.
fn list(mut cursor: Cursor<'_>, first: Point, mode: Mode) -> Option<(Point, usize)> {
    let mut last = None;
    let mut before = first;
    loop {
        let mut here = cursor;
        here.blanks();
        if !here.eat('・') && !here.eat('/') && !here.eat('、') {
            break;
        }
        let Some(next) = second(&mut here, before, mode).filter(|next| next.fiscal() == before.fiscal() + 1) else {
            break;
        };
        last = Some((next, here.at));
        before = next;
        cursor = here;
    }
    last
}

/// The second end of a range: a point of its own, or a number that takes the first one's era or century.
fn second(cursor: &mut Cursor<'_>, first: Point, mode: Mode) -> Option<Point> {
    let mut here = *cursor;
    let point = match here.point() {
        Some(point) => point,
        None => abbreviated(&mut here, first)?,
    };
    let fits = match (first.unit, point.unit) {
        // 令和3～5 in running text: the number must not count something else.
        (Unit::Bare, Unit::Bare) => mode == Mode::Whole || point.glossed || ends_bare(&here),
        (Unit::Bare, _) => true,
        (_, Unit::Bare) => mode == Mode::Whole || (point.era.is_some() && ends_bare(&here)),
        _ => true,
    };
    if !fits {
        return None;
    }
    *cursor = here;
    Some(point)
}

/// `5年度` after 令和3年度～, `23年度` after 2021～, `6年3月31日` after 令和3年4月1日～.
fn abbreviated(cursor: &mut Cursor<'_>, first: Point) -> Option<Point> {
    let mut here = *cursor;
    // 平成27年度から5カ年: how long, and not until when.
    if years_long(&mut here).is_some() {
        return None;
    }
    let mut here = *cursor;
    let start = here.at;
    let number = here.number(3).filter(|number| (1..100).contains(number))?;
    let two_digits = here.at > start && number > 9;
    // Lend the number the first one's era by reading it as if the era stood before it.
    let (era, number) = match first.era {
        Some(era) if number >= first.number => (Some(era), number),
        // 平成30～2年度 runs into the next era.
        Some(super::Era::Heisei) if number < 20 => (Some(super::Era::Reiwa), number),
        Some(_) => return None,
        None if two_digits && number >= first.year % 100 => (None, first.year - first.year % 100 + number),
        None => return None,
    };
    let point = here.finish(era, number);
    let fits = match (first.unit, point.unit) {
        (_, Unit::FiscalYear) | (Unit::Bare | Unit::Year, Unit::Year) => true,
        (Unit::Bare | Unit::FiscalYear, Unit::Bare) => true,
        _ => first.is_date() && point.is_date(),
    };
    if !fits {
        return None;
    }
    *cursor = here;
    Some(point)
}

/// 令和3年度から3年間, …を初年度とする5か年, and 令和7年度までの5年間, where one end and the length are given.
fn duration(mut cursor: Cursor<'_>, year: i32) -> Option<(Period, usize)> {
    const FROM: [&str; 7] =
        ["からの", "から", "より", "を初年度とする", "を初年度とした", "を始期とする", "を起点とする"];
    let forward = FROM.iter().any(|word| cursor.eat_word(word));
    if !forward && !cursor.eat_word("までの") {
        return None;
    }
    cursor.blanks();
    cursor.eat_word("向こう");
    let length = years_long(&mut cursor).filter(|length| (2..=30).contains(length))?;
    let (from, to) = if forward { (year, year + length - 1) } else { (year - length + 1, year) };
    Some((period(from, to)?, cursor.at))
}

/// 3年間, 3か年, 三ヵ年
fn years_long(cursor: &mut Cursor<'_>) -> Option<i32> {
    const COUNTERS: [&str; 10] = ["か年", "ヵ年", "カ年", "ヶ年", "ケ年", "ｶ年", "ｹ年", "ゕ年", "箇年", "年間"];
    let mut here = *cursor;
    let number = here.number(3)?;
    here.blanks();
    COUNTERS.iter().any(|word| here.eat_word(word)).then_some(())?;
    here.eat_word("間");
    *cursor = here;
    Some(number)
}
