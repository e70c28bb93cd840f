//! Several plans in one file: papers of a general meeting (事業報告, 決算, 事業計画, 予算 one after another), a workbook
//! with a sheet for each year or department.
//!
//! What comes in are lines, what goes out is where each plan begins and ends, and which plan its heading says that it
//! is. A file is parted only where two titles with a year and a kind of plan stand at the level of headings, each
//! followed by content of its own: not by a contents list, nor by what a sentence names. This file must not know how a
//! plan is read.

use crate::blocks::chars::digit;
use crate::blocks::{leads_elsewhere, links, mark};
use std::ops::Range;

use kurabe_model::year::{Unit, find_years};
use kurabe_model::{Period, PlanKind, Within};
use kurabe_read::Line;

use super::front::{self, line};

/// Lines with words that a plan has below its title, at least.
const CONTENT: usize = 2;
/// A file of more plans than this is a list of something else.
const MOST: usize = 40;

/// A line that may begin a plan, or ends the one before.
struct Opening {
    /// Its place among the lines; that of the sheet's name or of the motion where one stands above the title.
    at: usize,
    /// Where its content begins.
    below: usize,
    /// What makes it a plan of its own; none for a motion on something else.
    key: Option<Key>,
}

/// Kind and year of a plan, and the department where a title or sheet names one.
#[derive(Clone, Debug)]
struct Key {
    kind: PlanKind,
    year: i32,
    department: Option<String>,
    /// The title that says so.
    title: String,
}

impl Key {
    /// Is it of the same plan, whatever its title?
    fn is(&self, other: &Self) -> bool {
        (self.kind, self.year, &self.department) == (other.kind, other.year, &other.department)
    }

    /// Which plan it is of.
    fn said(&self) -> Within {
        Within {
            title: Some(self.title.clone()),
            years: Some(Period::year(self.year)),
            department: self.department.clone(),
        }
    }
}

/// A plan in a file.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its lines, by their places.
    pub(super) lines: Range<usize>,
    /// Which plan its heading says that it is; nothing where none does.
    pub(super) said: Within,
}

/// The plans of a file; a file of one plan is one part.
pub(super) fn parts(lines: &[Line]) -> Vec<Part> {
    let whole = |said: Within| vec![Part { lines: 0..lines.len(), said }];
    if front::runs_for_years(lines) {
        return whole(Within::default());
    }
    let openings = openings(lines);
    let mut chosen: Vec<(usize, usize, &Key)> = Vec::new();
    for (number, opening) in openings.iter().enumerate() {
        let Some(key) = &opening.key else { continue };
        // Running heads repeat a title; the content of a plan ends where another title or motion stands.
        let is_other = |next: &&Opening| next.key.as_ref().is_none_or(|next| !next.is(key));
        let end = openings.get(number + 1..).unwrap_or_default().iter().find(is_other);
        let end = end.map_or(lines.len(), |next| next.at);
        // A title among the links of a site has nothing below it.
        let elsewhere = lines[..opening.at].iter().rev().take(LINKS).any(|line| leads_elsewhere(&line.text));
        let content = lines.get(opening.below..end).unwrap_or_default();
        if elsewhere && !content.iter().any(|line| tells(&line.text)) {
            continue;
        }
        let content = content.iter().filter(|line| !line.text.trim().is_empty()).count();
        if content < CONTENT {
            continue;
        }
        match chosen.iter_mut().find(|(.., known)| known.is(key)) {
            // A contents list names it first: the place with most below it is the plan's.
            Some(known) if known.1 < content => *known = (opening.at, content, key),
            Some(_) => {}
            None => chosen.push((opening.at, content, key)),
        }
    }
    chosen.sort_by_key(|(at, ..)| *at);
    if let [(_, _, only)] = chosen.as_slice() {
        return whole(only.said());
    }
    if !(2..=MOST).contains(&chosen.len()) {
        return whole(Within::default());
    }
    let ends = chosen.iter().skip(1).map(|(at, ..)| *at).chain([lines.len()]);
    chosen.iter().zip(ends).map(|((from, _, key), to)| Part { lines: *from..to, said: key.said() }).collect()
}

/// Lines of links between the words of a site that lead elsewhere and one of them, at most.
const LINKS: usize = 8;

/// Does a line number something, or end a sentence?
fn tells(text: &str) -> bool {
    text.trim_end().ends_with('。') || mark::parse(text).is_some_and(|mark| mark.class.counts())
}

/// All lines that may begin a plan or end one.
fn openings(lines: &[Line]) -> Vec<Opening> {
    let mut openings = Vec::new();
    let mut filled = (0..lines.len()).filter(|at| !lines[*at].text.trim().is_empty()).peekable();
    let mut before: Option<usize> = None;
    while let Some(at) = filled.next() {
        let sheet =
            before.filter(|before| lines[*before].text.starts_with("# ") && lines[*before].page == lines[at].page);
        let last = before.replace(at);
        let text = &lines[at].text;
        let motion = text.contains("議案") || text.contains("報告第");
        let row = text.contains(['\t', '|']) || !motion && is_row(text);
        // The page before or behind this one of a site.
        let news =
            || ["ました", "ます", "です"].iter().any(|end| text.trim_end_matches(['。', ' ', '　']).ends_with(end));
        let elsewhere = last.is_some_and(|last| leads_elsewhere(&lines[last].text)) || links(text) || news();
        if row || elsewhere || text.len() > 300 || !(motion || text.contains("年度") && has_kind(text)) {
            continue;
        }
        let head = line::undressed(text);
        let Some(rest) = without_motion(&head) else {
            // One of the points that a meeting talked about, not the heading of what follows.
            let beside = [last, filled.peek().copied()].into_iter().flatten();
            if is_point(&head)
                || is_talk(&head) && beside.map(|at| &lines[at].text).any(|text| is_paper(&line::undressed(text)))
            {
                continue;
            }
            if let Some(key) = key(&head, sheet.map(|sheet| lines[sheet].text.as_str())) {
                openings.push(Opening { at: sheet.unwrap_or(at), below: at + 1, key: Some(key) });
            }
            continue;
        };
        // 第１号議案 alone: its title is the next line.
        let next = filled.peek().copied().filter(|_| rest.is_empty());
        let (title, below) = match next {
            Some(next) => (line::undressed(&lines[next].text), next + 1),
            None => (rest.to_owned(), at + 1),
        };
        openings.push(Opening { at, below, key: key(&title, None) });
    }
    openings
}

/// 議案, 議題 before it without a number: what a meeting talked about.
fn is_point(head: &str) -> bool {
    head.starts_with("議案") || head.starts_with("議題")
}

/// 第２号 before it or について behind it: what a meeting talked about, where it is one of several.
fn is_talk(head: &str) -> bool {
    let numbered = head
        .strip_prefix('第')
        .is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace()).starts_with('号'));
    numbered || is_point(head) || head.trim_end().ends_with("について")
}

/// 第２号 or 令和６年度事業報告について: another of the papers that a meeting talked about.
fn is_paper(head: &str) -> bool {
    is_talk(head) && (head.contains("年度") || head.starts_with('第'))
}

/// Columns of a table, not the letters of a title set apart: 第 142 回, a day, a place, what was talked about.
fn is_row(text: &str) -> bool {
    /// Blanks between two columns.
    const WIDE: &str = "   ";
    let words = || text.trim().split(WIDE).map(str::trim).filter(|word| word.chars().nth(1).is_some());
    // A day, a count or the number of a meeting: a title has none.
    let counts = |word: &str| {
        word.contains(|c: char| digit(c).is_some())
            && !word.contains("年度")
            && word.ends_with(['月', '日', '回', '名', '人', '件', '時', '）', ')'])
    };
    words().count() >= 3 && words().any(counts)
}

fn has_kind(text: &str) -> bool {
    ["計画", "報告", "計 画", "報 告"].iter().any(|word| text.contains(word))
}

/// 第１号議案, 議案第１号, 報告第１号, 【第１号議案】: what stands behind it.
fn without_motion(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['【', '〔', '［', '<', '＜']);
    let number = |text: &str| {
        text.chars()
            .take_while(|c| c.is_numeric() || "一二三四五六七八九十 ".contains(*c))
            .map(char::len_utf8)
            .sum::<usize>()
    };
    let rest = if let Some(rest) = text.strip_prefix("議案第").or_else(|| text.strip_prefix("報告第")) {
        rest.get(number(rest)..)?.strip_prefix('号')?
    } else {
        let rest = text.strip_prefix('第')?;
        let rest = rest.get(number(rest)..)?;
        rest.strip_prefix("号議案").or_else(|| rest.strip_prefix("号 議案")).or_else(|| rest.strip_prefix("号報告"))?
    };
    Some(rest.trim_start_matches([' ', '\u{3000}', '】', '〕', '］', '>', '＞', '：', ':', '．', '.']))
}

/// What makes a title that of a plan: its kind and its one year.
fn key(title: &str, sheet: Option<&str>) -> Option<Key> {
    let mut bare = title.trim();
    if let Some(inner) = bare.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')) {
        bare = inner;
    }
    for end in ["の承認を求める件", "承認の件", "に関する件", "の件", "の承認について", "承認について", "について"]
    {
        bare = bare.strip_suffix(end).unwrap_or(bare).trim_end();
    }
    let bare = without_chapter(bare);
    let title = front::title_of(bare)?;
    let kind = front::kind_of(&title);
    if !matches!(kind, PlanKind::Annual | PlanKind::Report | PlanKind::Progress) {
        return None;
    }
    let years: Vec<i32> = find_years(bare)
        .into_iter()
        .filter(|year| year.unit == Unit::FiscalYear && year.period.from == year.period.to)
        .map(|year| year.period.from.0)
        .collect();
    let [year] = years.as_slice() else { return None };
    let department = department(&title).or_else(|| department(sheet?.trim_start_matches('#')));
    Some(Key { kind, year: *year, department, title })
}

/// Ⅰ．令和6年度事業報告, 第1部 令和6年度事業報告: chapters as large as plans.
fn without_chapter(text: &str) -> &str {
    let roman = text.trim_start_matches(|c: char| matches!(c, 'Ⅰ'..='Ⅻ'));
    if roman.len() < text.len() {
        return roman.trim_start_matches(['．', '.', '、', ' ', '\u{3000}']);
    }
    let part = text.strip_prefix('第').and_then(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_numeric());
        rest.strip_prefix(['部', '編', '章'])
    });
    part.map_or(text, str::trim_start)
}

/// （総務部）, 振興課: the department at the end of a title or as the name of a sheet.
fn department(title: &str) -> Option<String> {
    const ENDS: [&str; 9] = ["部", "課", "室", "係", "支所", "支部", "部会", "委員会", "センター"];
    let title = title.trim().trim_end_matches(['）', ')', '】']);
    let from = title
        .rfind(|c: char| c.is_whitespace() || "（(【".contains(c))
        .map_or(0, |at| at + title[at..].chars().next().map_or(1, char::len_utf8));
    let name = title.get(from..)?;
    (from > 0 || name.chars().count() <= 10).then_some(())?;
    (ENDS.iter().any(|end| name.ends_with(end)) && name.chars().count() <= 12).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{extract_all, front};
    use kurabe_model::plan::Facts;
    use kurabe_read::read;

    /// Each plan as `title | kind | year | items`.
    fn plans(text: &str) -> Vec<String> {
        let text = read(text.replace('/', "\n").as_bytes(), None).unwrap();
        let say = |plan: kurabe_model::Plan| {
            let year = plan.period.map_or(0, |period| period.from.0);
            let items = plan.nodes.iter().filter(|node| node.kind != kurabe_model::NodeKind::Section).count();
            format!("{} | {} | {year} | {items}", plan.title.unwrap_or_default(), plan.kind.name())
        };
        extract_all(&text, |_, _| Facts::default()).into_iter().map(say).collect()
    }

    #[test]
    fn papers_of_a_meeting() {
        let text = "みなと台商工会議所/令和6年度事業報告及び令和7年度事業計画/第１号議案　令和6年度事業報告/１．経営支援/（１）診断会を3回開催した/第２号議案　令和7年度事業計画/１．経営支援/（１）診断会を5回開催する";
        let found = plans(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("令和6年度事業報告 | 事業報告 | 2024"), "{found:?}");
        assert!(found[1].starts_with("令和7年度事業計画 | 年度事業計画 | 2025"), "{found:?}");
    }

    #[test]
    fn motions_alone_and_accounts_between() {
        let text = "第３８回通常総会資料/かわせ本町商店街振興組合/次 第/１．開会/第１号議案 令和５年度事業報告承認の件/第２号議案 令和５年度収支決算承認の件/第３号議案 令和６年度事業計画（案）承認の件/５．閉会/1/第１号議案/令和５年度事業報告/１．販売促進事業/（１）大売出し/２．環境整備事業/（１）照明の工事/第２号議案/令和５年度収支決算書/賦課金 3,240,000/第３号議案/令和６年度事業計画（案）/１．販売促進事業/（１）大売出しの実施/（２）百縁市の開催/（３）まちゼミの開催";
        let found = plans(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("令和５年度事業報告 | 事業報告 | 2023"), "{found:?}");
        assert!(found[1].starts_with("令和６年度事業計画 | 年度事業計画 | 2024"), "{found:?}");
    }

    #[test]
    fn one_plan_is_one_plan() {
        for text in [
            // A contents list.
            "みさき商工会/令和6年度事業報告 1/令和7年度事業計画 9/１．相談/・巡回する/・講座を開く",
            // Sentences name other papers.
            "みさき商工会/令和7年度事業計画/令和6年度事業報告に基づき、次の事業を行う。/１．相談/・巡回する/令和8年度事業計画に向けて準備する。/・講座を開く",
            // Running heads.
            "令和7年度事業計画/１．相談/・巡回する/令和7年度事業計画/２．講座/・講座を開く/令和7年度事業計画/３．祭り/・夏まつり",
            // A plan of several years with one sheet of each.
            "みさき商工会議所/第2期中期行動計画/令和6年度事業計画/１．相談/・巡回する/令和7年度事業計画/１．相談/・巡回する",
        ] {
            assert_eq!(plans(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn sheets_of_years_and_departments() {
        let years = "# R6/令和6年度事業計画/１．相談/・巡回する/# R7/令和7年度事業計画/１．相談/・講座を開く";
        assert_eq!(plans(years).len(), 2);
        let departments =
            "令和7年度事業計画（総務部）/１．会議/・総会を開く/令和7年度事業計画（振興部）/１．相談/・講座を開く";
        assert_eq!(plans(departments).len(), 2);
    }

    #[test]
    fn a_plan_is_the_same_alone_and_among_others_whatever_is_said_of_it() {
        let cover = "みなと商工会議所/通常総会資料/";
        let (report, plan) = (
            "第1号議案 令和6年度事業報告/1．相談/・巡回した/",
            "第2号議案 令和7年度事業計画（案）/1．催し/・朝市を開く/",
        );
        let stated = |text: &str, facts: &Facts| -> Vec<_> {
            let text = read(text.replace('/', "\n").as_bytes(), None).unwrap();
            extract_all(&text, |_, _| facts.clone()).into_iter().map(|plan| plan.stated).collect()
        };
        let nothing = Facts::default();
        let both = stated(&format!("{cover}{report}{plan}"), &nothing);
        assert_eq!([both.len(), both.iter().filter(|own| own.title.is_some() && own.years.is_some()).count()], [2, 2]);
        assert!(both[0].is_not(&both[1]), "{both:?}");
        assert_eq!(stated(&format!("{cover}{report}"), &nothing), both[..1]);
        assert_eq!(stated(&format!("{cover}{plan}"), &nothing), both[1..]);
        let said =
            Facts {
                title: Some("みなとの計画".to_owned()), period: "令和9年度".parse().ok(), ..Facts::default()
            };
        assert_eq!(stated(&format!("{cover}{report}{plan}"), &said), both);
        assert_eq!(stated(&format!("{cover}{plan}"), &said), both[1..]);
        // Sheets of one title.
        let sheets = "# 総務部/令和7年度事業計画/1．会議/・総会を開く/# 振興部/令和7年度事業計画/1．会議/・総会を開く/";
        let of_sheets = stated(sheets, &nothing);
        assert!(of_sheets.len() == 2 && of_sheets[0].is_not(&of_sheets[1]), "{of_sheets:?}");
    }

    #[test]
    fn the_body_on_the_cover_is_that_of_all() {
        let text = "みさき商工会\n令和6年度通常総会資料\n\n第1号議案 令和5年度事業報告\n1．相談\n・巡回した\n第2号議案 令和6年度事業計画\n1．相談\n・巡回する\n";
        let text = read(text.as_bytes(), None).unwrap();
        let found = extract_all(&text, |_, _| Facts::default());
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|plan| plan.organisation.as_deref() == Some("みさき商工会")));
        assert!(found.iter().all(|plan| plan.nodes.first().is_some_and(|node| node.id.0 == 1)));
        let front = front::front(&text.lines);
        assert_eq!(front.organisation.as_deref(), Some("みさき商工会"));
    }
}
