//! The fiscal years that a plan covers, and when it was published.

use kurabe_model::year::{FoundYear, Unit, find_years};
use kurabe_model::{Period, PlanKind};
use kurabe_read::Line;

use super::line::{Head, compact, has_marker, is_prose, without_marker};
use super::proper_name::Name;
use super::title::{self, Title};
use super::{name, other};

/// A period and where it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) period: Period,
    /// The text names a year that never was, or two periods that exclude each other.
    pub(super) doubtful: bool,
    pub(super) line: u32,
}

/// What a plan's own words before its period are; 対象期間 of a campaign or 事業期間 of one item are others.
const LABELS: [&str; 12] = [
    "計画期間",
    "計画の期間",
    "計画の対象期間",
    "戦略の対象期間",
    "戦略の期間",
    "実施期間",
    "計画年度",
    "対象年度",
    "事業年度",
    "評価年度",
    "評価対象年度",
    "評価対象期間",
];
/// Letters between a label and its years in a sentence, at most.
const APART: usize = 40;

/// The period that the text states for the plan itself, the surest place first: the title, the title page, a label
/// (計画期間), the running head, the title with its years in brackets, a heading.
pub(super) fn period(
    zone: &[Head],
    title: Option<&Title>,
    kind: PlanKind,
    running: &[Head],
    lines: &[Line],
) -> Option<Stated> {
    let own = Own { title, kind };
    let named = own.in_title(zone);
    let span = zone.iter().find_map(|head| own.span_in(head));
    // A title of one year whose title page says quite another period is told, not settled.
    if let (Some(named), Some(span)) = (named, span) {
        let apart = named.period.to < span.period.from || span.period.to < named.period.from;
        return Some(Stated { doubtful: named.doubtful || apart, ..named });
    }
    named
        .or(span)
        .or_else(|| own.labelled(zone, lines))
        .or_else(|| zone.iter().find_map(year_alone))
        .or_else(|| zone.iter().find_map(year_beside_body))
        .or_else(|| own.of_meeting(zone))
        .or_else(|| running.iter().find_map(|head| own.year_in_title(head)))
        .or_else(|| own.beside_title(lines))
        .or_else(|| own.in_heading(lines))
}

/// The plan whose period is looked for.
struct Own<'a> {
    title: Option<&'a Title>,
    kind: PlanKind,
}

impl Own<'_> {
    fn in_title(&self, zone: &[Head]) -> Option<Stated> {
        let title = self.title?;
        let whole = Head { number: title.line, page: None, text: title.text.clone() };
        // A report on a plan of several years has a year of its own.
        let own = matches!(self.kind, PlanKind::Progress | PlanKind::Report | PlanKind::Implementation);
        let single = |year: &FoundYear| year.unit == Unit::FiscalYear && year.period.from == year.period.to;
        if own && let Some(year) = find_years(&title.text).iter().find(|year| single(year)) {
            return Some(stated(year, title.line));
        }
        let line = zone.iter().find(|head| head.number == title.line && title::title_of(&head.text).is_some());
        line.and_then(|head| self.span_in(head)).or_else(|| self.year_in(&whole))
    }

    /// A period with two ends, where it is not said of another term's plan.
    fn span_in(&self, head: &Head) -> Option<Stated> {
        if self.is_of_another(&head.text) {
            return None;
        }
        find_years(&head.text).into_iter().find(|year| is_span(year, &head.text)).map(|year| stated(&year, head.number))
    }

    /// One fiscal year; a mid-term plan's single year is its target or its beginning, not its period.
    fn year_in(&self, head: &Head) -> Option<Stated> {
        let years = find_years(&head.text);
        if self.kind == PlanKind::MidTerm {
            return years.iter().find(|year| year.period.from != year.period.to).map(|year| stated(year, head.number));
        }
        let wanted = |unit: Unit| years.iter().find(|year| year.unit == unit);
        wanted(Unit::FiscalYear)
            .or_else(|| wanted(Unit::Year))
            .or_else(|| wanted(Unit::Bare))
            .map(|year| stated(year, head.number))
    }

    fn year_in_title(&self, head: &Head) -> Option<Stated> {
        title::title_of(&head.text)?;
        self.span_in(head).or_else(|| self.year_in(head))
    }

    /// 計画期間 令和8年度, or the label on one line and the years on the next.
    fn labelled(&self, zone: &[Head], lines: &[Line]) -> Option<Stated> {
        let in_zone = zone.iter().find_map(|head| {
            let label = ["期間", "年度"].iter().find_map(|label| head.text.strip_prefix(label))?;
            label.starts_with([':', '：', ' ', '／']).then(|| self.first_year(head, label)).flatten()
        });
        if in_zone.is_some() {
            return in_zone;
        }
        let mut heads = lines.iter().filter(|line| !line.text.trim().is_empty()).peekable();
        while let Some(line) = heads.next() {
            let spaced = line.text.contains('期') && line.text.contains('間') || line.text.contains("年度");
            let Some(head) = spaced.then(|| Head::of(line)).flatten() else {
                continue;
            };
            let close = title::close_blanks(&head.text);
            let Some((at, label)) = LABELS.iter().filter_map(|label| Some((close.find(label)?, *label))).min() else {
                continue;
            };
            let before = close.get(..at).unwrap_or_default();
            let after = close.get(at + label.len()..).unwrap_or_default();
            let evaluates = matches!(self.kind, PlanKind::Progress | PlanKind::Report);
            if self.is_of_another(before)
                || label.starts_with("評価") && !evaluates
                || after.starts_with(['中', '内', '終', '満'])
            {
                continue;
            }
            let head = Head { text: after.to_owned(), ..head };
            if let Some(found) = self.first_year(&head, after) {
                return Some(found);
            }
            if let Some(found) = self.said(&head, after, heads.peek().map(|line| line.text.trim())) {
                return Some(found);
            }
            let bare = after.chars().filter(|letter| !"：:）)(（・、".contains(*letter)).count() == 0;
            if bare
                && let Some(found) =
                    heads.peek().and_then(|next| Head::of(next)).and_then(|next| self.first_year(&next, &next.text))
            {
                return Some(found);
            }
        }
        None
    }

    /// 計画の期間は、国と同じく令和4年度から令和8年度までとする, which may go on in the next line.
    fn said(&self, head: &Head, after: &str, next: Option<&str>) -> Option<Stated> {
        after.starts_with(['は', '：', ':', '、']).then_some(())?;
        let whole = format!("{after}{}", if after.ends_with('。') { "" } else { next.unwrap_or_default() });
        let found = find_years(&whole).into_iter().find(|year| year.period.from != year.period.to)?;
        let before = whole.get(..found.range.start)?;
        (before.chars().count() <= APART && !before.contains('。')).then(|| stated(&found, head.number))
    }

    /// The first period of a text, if it stands near the text's beginning.
    fn first_year(&self, head: &Head, text: &str) -> Option<Stated> {
        let years = find_years(text);
        if let Some(span) = parted_dates(text, &years) {
            return Some(stated(&span, head.number));
        }
        let near = years
            .first()
            .filter(|year| text.get(..year.range.start).is_some_and(|before| before.chars().count() <= 12))?;
        let single_date = matches!(near.unit, Unit::Month(_) | Unit::Day(..)) && !is_span(near, text);
        (!single_date).then(|| stated(near, head.number))
    }

    /// 「第2期中期行動計画（令和3年度～令和5年度）」 anywhere in the text.
    fn beside_title(&self, lines: &[Line]) -> Option<Stated> {
        let title = compact(&self.title?.text);
        if title.chars().count() < 5 {
            return None;
        }
        lines.iter().filter(|line| line.text.contains(['～', '〜', '-', '－', '−', '–', 'ら'])).find_map(|line| {
            let text = compact(&line.text);
            let after = text.get(text.find(&title)? + title.len()..)?;
            let after = after.trim_start_matches(['」', '』', '(', ' ']);
            let year =
                find_years(after).into_iter().next().filter(|year| year.range.start == 0 && is_span(year, after))?;
            Some(stated(&year, line.number))
        })
    }

    /// A heading of the first pages that names a plan and its year (１．令和5年度事業計画).
    fn in_heading(&self, lines: &[Line]) -> Option<Stated> {
        let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).take(60);
        let dated = filled.filter(|line| line.text.contains(|letter: char| letter == '年' || letter.is_numeric()));
        dated.filter_map(Head::of).filter(|head| head.text.chars().count() <= 40).find_map(|head| {
            let bare = Head { text: without_marker(&head.text).into_owned(), ..head };
            self.year_in_title(&bare)
        })
    }

    /// 令和5年度 みなと商店会総会 above 事業計画: the plan of the year whose members' meeting decides on it. A meeting of the year's
    /// last months, an extraordinary or a second one decides on the next year's plan.
    fn of_meeting(&self, zone: &[Head]) -> Option<Stated> {
        const OTHERS: [&str; 4] = ["臨時", "議員総会", "第2回", "第２回"];
        const LAST_MONTHS: std::ops::RangeInclusive<u32> = 1..=3;
        let late = |year: &FoundYear| matches!(year.unit, Unit::Month(month) | Unit::Day(month, _) if LAST_MONTHS.contains(&month));
        if self.kind != PlanKind::Annual || zone.iter().any(|head| find_years(&head.text).iter().any(late)) {
            return None;
        }
        let named: Vec<Name> = zone.iter().flat_map(|head| name::names(&head.text)).collect();
        let stands_beside =
            |own: &Name| named.iter().any(|name| other::without_form(&name.name) != other::without_form(&own.name));
        let heading = |head: &&Head| head.text.chars().count() <= APART && !is_prose(&head.text);
        zone.iter().filter(|head| head.text.contains("総会")).filter(heading).find_map(|head| {
            let years = find_years(&head.text);
            let [year] = years.as_slice() else { return None };
            let other = OTHERS.iter().any(|word| head.text.contains(word));
            // The meeting of a roof or of another body that the page names is not the plan's.
            let meets = name::names(&head.text);
            let of_another = meets.iter().any(|name| name::is_national(&name.name) || stands_beside(name));
            (year.unit == Unit::FiscalYear && year.range.start == 0 && !other && !of_another)
                .then(|| stated(year, head.number))
        })
    }

    /// 第1期…, 前計画… in the text of a plan of the second term.
    fn is_of_another(&self, text: &str) -> bool {
        if ["前計画", "前期", "前回", "旧計画", "次期"].iter().any(|word| text.contains(word)) {
            return true;
        }
        let own = self.title.and_then(|title| title::term_of(&title.text));
        matches!((own, title::term_of(text)), (Some(own), Some(other)) if own != other)
    }
}

/// 平成30年4月1日 平成35年3月31日: two dates behind a label between which the sign was lost.
fn parted_dates(text: &str, years: &[FoundYear]) -> Option<FoundYear> {
    let [from, to, ..] = years else { return None };
    let dates = [from, to].iter().all(|year| matches!(year.unit, Unit::Month(_) | Unit::Day(..)));
    let (begin, end) = (text.get(from.range.clone())?, text.get(to.range.clone())?);
    let between = text.get(from.range.end..to.range.start)?;
    let parted = !between.is_empty() && between.chars().all(char::is_whitespace) && !is_span(from, text);
    let span = (dates && parted).then(|| find_years(&format!("{begin}～{end}")).into_iter().next()).flatten()?;
    (span.period.from < span.period.to).then_some(span)
}

fn stated(year: &FoundYear, line: u32) -> Stated {
    Stated { period: year.period, doubtful: year.doubtful, line }
}

/// Several years, or two dates with one fiscal year between them.
fn is_span(year: &FoundYear, text: &str) -> bool {
    let written = text.get(year.range.clone()).unwrap_or_default();
    let dates = matches!(year.unit, Unit::Month(_) | Unit::Day(..))
        && (written.matches('月').count() > 1 || written.contains(['～', '〜', '~']));
    year.period.from != year.period.to || dates
}

/// A line of the title page that holds one fiscal year and nothing else.
fn year_alone(head: &Head) -> Option<Stated> {
    let years = find_years(&head.text);
    let [year] = years.as_slice() else {
        return None;
    };
    // （令和4年度実施分）
    let after = head.text.get(year.range.end..)?.trim_matches(|c: char| c.is_whitespace() || "（）()".contains(c));
    let of_year =
        if ["実施分", "実績分", "対象分", "分"].contains(&after) { after.chars().count() } else { 0 };
    let around = head.text.chars().count() - head.text.get(year.range.clone())?.chars().count() - of_year;
    (year.unit == Unit::FiscalYear && around <= 2 && !has_marker(&head.text)).then(|| stated(year, head.number))
}

/// 公益社団法人みなと青年会議所2022年度 夜市委員会: the year behind the body that the title page names, and at most the part of
/// it that the paper is from.
fn year_beside_body(head: &Head) -> Option<Stated> {
    let (names, years) = (name::names(&head.text), find_years(&head.text));
    let ([name], [year]) = (names.as_slice(), years.as_slice()) else { return None };
    let between = head.text.get(name.range.end..year.range.start)?;
    let after = head.text.get(year.range.end..)?.trim();
    let alone = name.range.start == 0 && between.trim().is_empty() && (after.is_empty() || name::is_office(after));
    (alone && year.unit == Unit::FiscalYear).then(|| stated(year, head.number))
}

/// Year and month of publication: a date alone on the title page, one with 策定 or 承認 behind it, or the date above
/// the signature of the foreword.
pub(super) fn published(zone: &[Head], signature: Option<u32>, lines: &[Line]) -> Option<String> {
    let on_page = zone.iter().find_map(|head| date_of_issue(&head.text));
    // 発行 令和3年3月, 作成 令和2年11月 at the end of the paper.
    let imprint = || {
        const LABELS: [&str; 6] = ["作成", "発行", "策定", "発行日", "作成日", "策定日"];
        const LAST: usize = 6;
        let last = lines.iter().rev().filter_map(Head::of).take(LAST);
        let labelled = last.filter(|head| {
            let label = head.text.split([' ', '：', ':', '／']).next().unwrap_or_default();
            LABELS.contains(&label.trim_matches(['【', '】', '[', ']', '（', '）']))
        });
        labelled.filter_map(|head| date_of_issue(&head.text)).next()
    };
    on_page.or_else(imprint).or_else(|| {
        let signature = signature?;
        let signed = lines.iter().position(|line| line.number == signature)?;
        let above = lines.get(signed.saturating_sub(5)..signed)?;
        above.iter().rev().filter_map(Head::of).find_map(|head| date_of_issue(&head.text))
    })
}

/// What stands behind a month or a day at the beginning of a line: かしわ市 of 令和4年3月　かしわ市.
pub(super) fn after_date(text: &str) -> Option<&str> {
    let year = find_years(text).into_iter().next().filter(|year| year.range.start == 0)?;
    let dated = matches!(year.unit, Unit::Month(_) | Unit::Day(..)) && !is_span(&year, text);
    text.get(year.range.end..).map(str::trim_start).filter(|rest| dated && !rest.is_empty())
}

/// 2025.12, 2025/12/1: a date alone on its line, in figures.
fn in_figures(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['.', '．', '/']);
    let (year, month) = (parts.next()?, parts.next()?);
    let rest: Vec<&str> = parts.collect();
    let number = |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let (calendar, month) = (number(year).filter(|_| year.len() == 4)?, number(month)?);
    let day = match rest.as_slice() {
        [] => true,
        [day] => number(day).is_some_and(|day| (1..=31).contains(&day)),
        _ => false,
    };
    ((1990..2100).contains(&calendar) && (1..=12).contains(&month) && day).then(|| format!("{calendar:04}-{month:02}"))
}

fn date_of_issue(text: &str) -> Option<String> {
    const ISSUED: [&str; 17] = [
        "更新",
        "掲載",
        "公開",
        "策定",
        "発行",
        "作成",
        "制定",
        "決定",
        "議決",
        "承認",
        "総会",
        "公表",
        "改定",
        "改訂",
        "提出",
        "議員会",
        "理事会",
    ];
    if let Some(date) = in_figures(text) {
        return Some(date);
    }
    find_years(text).into_iter().find_map(|year| {
        let (Unit::Month(month) | Unit::Day(month, _)) = year.unit else {
            return None;
        };
        if is_span(&year, text) {
            return None;
        }
        let before = text
            .get(..year.range.start)?
            .trim_matches(|letter: char| letter.is_whitespace() || "（(〔[：:".contains(letter));
        let after = text.get(year.range.end..)?.trim_start().trim_start_matches(['に', '付']);
        let alone = after.chars().all(|letter| "）)〕]。版 ".contains(letter));
        // 令和4年3月　かしわ市: when, and by whom the paper was given out.
        let whom = after.trim();
        let body = ["商工会議所", "商工会", "連合会", "協会"].iter().any(|end| whom.ends_with(end));
        let by_whom = before.is_empty() && (body || other::leading_town(whom) == Some(whom.len()));
        let after: String = after.chars().take(20).collect();
        let labelled = ISSUED.iter().any(|word| before.ends_with(word) || before.ends_with(&format!("{word}日")));
        let says =
            !after.contains("開始") && ISSUED.iter().any(|word| after.contains(word)) && before.chars().count() <= 8;
        let on =
            (alone && before.is_empty()) || by_whom || labelled || says || (alone && title::title_of(text).is_some());
        on.then(|| format!("{:04}-{month:02}", year.calendar))
    })
}
