//! 区分 / 事業名 / 内容: what the header of a table says of its columns.
//!
//! What comes in are the cells of a row, what goes out are the roles of their columns. This file must not know
//! the tree.

use super::cells::Row;
use super::slots::{self, Slot};
use crate::blocks::Cell;
use crate::blocks::chars::squeeze;
use crate::blocks::target::{figure, head};
use crate::blocks::work::cost;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{Columns, List, words};

/// What the columns of a table hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// 区分
    pub(super) section: Option<u32>,
    /// 事業名
    pub(super) name: u32,
    /// 内容, 備考
    pub(super) bodies: Vec<u32>,
    /// 目標, 実績, 時期: figures of the item
    pub(super) figures: Vec<u32>,
    /// Those of the figures that are aims: 目標, 指標
    pub(super) targets: Vec<u32>,
    /// R5, R6: figures of a year, or what is done in it
    pub(super) years: Vec<u32>,
    /// 予算額（千円）: what the item costs, each with its name and its unit; without a unit it is empty
    pub(super) costs: Vec<(u32, String, String)>,
}

/// What one heading of a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Section,
    Name,
    Body,
    Figure,
    /// 氏名, 評価, 決算: not a table of work
    Alien,
}

/// Letters of a column's heading at most.
const LONGEST: usize = 14;

/// A column's heading: without blanks, and up to its bracket or its second word.
struct Head<'a> {
    text: &'a str,
    bare: &'a str,
}

impl Head<'_> {
    fn is(&self, list: &List) -> bool {
        list.is(self.bare) || list.is(self.text)
    }
}

type Says = fn(&Head, &Columns) -> bool;

/// What headings say, in the order in which it is asked.
const ORDER: [(Rule, Role, Says); 5] = [
    (Rule::ColumnSection, Role::Section, |head, columns| head.is(&columns.section)),
    (Rule::ColumnName, Role::Name, |head, columns| head.is(&columns.name) || columns.name_end.ends(head.bare)),
    (Rule::ColumnBody, Role::Body, |head, columns| columns.body_part.stands_in(head.bare) || head.is(&columns.body)),
    (Rule::ColumnFigure, Role::Figure, |head, columns| {
        columns.figure_part.stands_in(head.bare) || head.is(&columns.figure)
    }),
    (Rule::ColumnAlien, Role::Alien, |head, columns| columns.alien_part.stands_in(head.bare)),
];

/// The role that a column's heading gives it: the rules in force are asked one after the other.
fn role(cell: &str, rules: Rules) -> Option<Role> {
    let text = squeeze(cell);
    if text.chars().count() > LONGEST {
        return None;
    }
    let bare = text.split(['（', '(', '・', '／', '/']).next().unwrap_or_default();
    let head = Head { text: &text, bare };
    let says = |(rule, _, says): &&(Rule, Role, Says)| rules.hold(*rule) && says(&head, &words().column);
    ORDER.iter().find(says).map(|(_, role, _)| *role)
}

/// Reads a row as the header of a table of work.
///
/// `区分 事業名 内 容` names a section, a name and a body; `No. 氏名 役職` is none.
pub(super) fn header(cells: &[Cell], rules: Rules) -> Option<Roles> {
    if cells.len() < 2 {
        return None;
    }
    // № only counts the rows, behind what groups them too: 部会名 No. 事業名.
    let counts = |cell: &&Cell| cell.column <= cells[1].column && words().column.number.is(&squeeze(&cell.text));
    let roles: Vec<(u32, Role)> = cells
        .iter()
        .filter(|cell| !counts(cell))
        .filter_map(|cell| role(&cell.text, rules).map(|role| (cell.column, role)))
        .collect();
    let has = |wanted: Role| roles.iter().any(|(_, role)| *role == wanted);
    let years: Vec<u32> = if has(Role::Name) && has(Role::Body) {
        cells.iter().filter(|cell| is_year(&cell.text)).map(|cell| cell.column).collect()
    } else {
        Vec::new()
    };
    // Nearly every cell of a header is one of its words.
    if roles.len() < 2 || (roles.len() + years.len()) * 2 < cells.len() {
        return None;
    }
    let columns = |wanted: Role| roles.iter().filter(move |(_, role)| *role == wanted).map(|(column, _)| *column);
    let bodies: Vec<u32> = columns(Role::Body).collect();
    let alien = columns(Role::Alien).count();
    let sections: Vec<u32> = columns(Role::Section).collect();
    let names: Vec<u32> = columns(Role::Name).collect();
    if bodies.is_empty()
        && (alien > 0 || names.is_empty() || sections.is_empty() && columns(Role::Figure).next().is_none())
    {
        return None;
    }
    let lone = bodies.is_empty() && sections.is_empty() && names.len() == 1;
    if lone && cells.iter().any(|cell| cell.column == names[0] && words().column.vague.is(&squeeze(&cell.text))) {
        return None;
    }
    let (section, name) = match (sections.as_slice(), names.as_slice()) {
        ([], []) => return None,
        ([.., last], []) => (sections.len().checked_sub(2).map(|at| sections[at]), *last),
        ([], [only]) => (None, *only),
        ([], [first, second, ..]) => (Some(*first), *second),
        ([first, ..], [name, ..]) => (Some(*first), *name),
    };
    if alien > 0 && bodies.is_empty() {
        return None;
    }
    let figures = roles
        .iter()
        .filter(|(column, role)| matches!(role, Role::Figure | Role::Alien) && *column != name)
        .map(|(column, _)| *column)
        .collect();
    let aims = |cell: &&Cell| words().column.aim.stands_in(&cell.text);
    let targets = cells.iter().filter(aims).map(|cell| cell.column).filter(|column| *column != name).collect();
    let costs = cells.iter().filter(|cell| cell.column != name).filter_map(|cell| {
        let (name, unit) = cost::heading(&squeeze(&cell.text))?;
        Some((cell.column, name, unit))
    });
    Some(Roles { section, name, bodies, figures, targets, years, costs: costs.collect() })
}

/// The words of a line that are all headings of columns, with what they say.
fn column_words(line: &str, rules: Rules) -> Option<Vec<Role>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let roles: Vec<Role> = words.iter().map_while(|word| role(word, rules)).collect();
    (words.len() >= 2 && roles.len() == words.len() && roles.contains(&Role::Name)).then_some(roles)
}

/// Is a line the head of a table of work whose rows became a list: 基本目標 施策 主な取組, 主な取組 内容?
pub(super) fn heads_list(line: &str, rules: Rules) -> bool {
    column_words(line, rules).is_some()
}

/// How many depths of a list the words of a line name, each but the last grouping what is below it.
pub(super) fn depths(line: &str, rules: Rules) -> Option<usize> {
    let roles = column_words(line, rules)?;
    let groups = roles.iter().all(|role| matches!(role, Role::Section | Role::Name));
    (groups && roles.last() == Some(&Role::Name)).then_some(roles.len())
}

/// Does a header name the rows and give all other columns a year: 取組 R5 R6 R7?
pub(super) fn is_series(cells: &[Cell], rules: Rules) -> bool {
    let Some((name, years)) = cells.split_first() else { return false };
    years.len() >= 2 && role(&name.text, rules) == Some(Role::Name) && years.iter().all(|cell| is_year(&cell.text))
}

/// Does a row head figures by year, whatever it calls what it measures: 評価指標 R5 R6?
pub(super) fn is_dated(cells: &[Cell]) -> bool {
    let Some((name, years)) = cells.split_first() else { return false };
    years.len() >= 2 && !is_year(&name.text) && years.iter().all(|cell| is_year(&cell.text))
}

/// Is a cell a year and nothing else?
fn is_year(cell: &str) -> bool {
    let text = squeeze(cell);
    head::year(&text).is_some_and(|(_, end)| end == text.len())
}

/// Does a header name what measures the work, beside columns that say what is and what is to be: 施策 指標 現状値 目標値?
pub(super) fn measures_work(cells: &[Cell]) -> bool {
    let heads = || cells.iter().map(|cell| squeeze(&cell.text));
    let named = heads().any(|head| words().column.indicator.is(&head));
    named && heads().filter(|head| super::series::heads(head)).count() >= 2
}

/// The columns of a head that names work and, right of it, what measures it: 取組項目 指標 基準値 R6 R7.
pub(super) fn measured_work(cells: &[Cell], rules: Rules) -> Option<(u32, u32)> {
    let measure = |cell: &&Cell| words().column.indicator.stands_in(&squeeze(&cell.text));
    let indicator = cells.iter().find(measure)?.column;
    let named = |cell: &&Cell| cell.column < indicator && role(&cell.text, rules) == Some(Role::Name);
    Some((cells.iter().find(named)?.column, indicator))
}

/// The column of names in the head of a sheet that judges work: 事業名 目標 実績 評価. One of indicators names what is
/// measured, no work.
pub(super) fn judged_work(cells: &[Cell], rules: Rules) -> Option<u32> {
    let says = |cell: &&Cell, wanted: head::Says| {
        let told = |item: &head::Item| matches!(&item.word, head::Word::Says(says) if *says == wanted);
        head::whole(&squeeze(&cell.text)).is_some_and(|items| items.iter().any(told))
    };
    let has = |wanted: head::Says| cells.iter().any(|cell| says(&cell, wanted));
    let (first, others) = cells.iter().partition::<Vec<&Cell>, _>(|cell| role(&cell.text, rules) == Some(Role::Name));
    let name = first.first().filter(|cell| !words().column.vague.is(&squeeze(&cell.text)))?;
    let measures = others.iter().any(|cell| words().column.indicator.stands_in(&squeeze(&cell.text)));
    (has(head::Says::Rating) && has(head::Says::Result) && !measures).then_some(name.column)
}

/// The head of a sheet that judges work by its indicators, № 事業名 実施内容 指標 目標 実績 達成率 評価 所見, or sets it out
/// with what is to be reached: 柱 事業名 主な取組 指標 現状値 目標値, 区分 事業名 実施内容 指標 R6実績 R7 R8.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) head: Row,
    /// 柱, which groups the rows, if it has a column.
    pub(super) section: Option<u32>,
    /// 事業名
    pub(super) name: u32,
    /// 実施内容, if it has such columns.
    pub(super) bodies: Vec<u32>,
    /// 目標, 実績, 達成率, 評価
    pub(super) figures: Vec<u32>,
}

/// The columns of a head that give figures of a year.
pub(super) fn years_of(head: &Row) -> Vec<u32> {
    let year = |item: &head::Item| matches!(item.word, head::Word::Year(_));
    let dated = |cell: &&Cell| head::whole(&squeeze(&cell.text)).is_some_and(|items| items.iter().any(year));
    head.cells.iter().filter(dated).map(|cell| cell.column).collect()
}

/// Reads a row as the head of such a sheet.
pub(super) fn judged_sheet(head: &Row, rules: Rules) -> Option<Sheet> {
    let judged = |wanted: head::Says| {
        let told = |item: &head::Item| matches!(&item.word, head::Word::Says(says) if *says == wanted);
        head.cells.iter().any(|cell| head::whole(&squeeze(&cell.text)).is_some_and(|items| items.iter().any(told)))
    };
    // 重点施策, or 事業内容 in the first column, right before 指標 names the work itself.
    let measure = |cell: &&Cell| words().column.indicator.stands_in(&squeeze(&cell.text));
    let grouped = || {
        let at = head.cells.iter().position(|cell| measure(&cell))?;
        let before = head.cells.get(at.checked_sub(1)?)?;
        let told = at == 1 && role(&before.text, rules) == Some(Role::Body) && squeeze(&before.text).ends_with("内容");
        let names = told || role(&before.text, rules) == Some(Role::Section);
        names.then_some((before.column, head.cells[at].column))
    };
    let (name, indicator) = measured_work(&head.cells, rules).or_else(grouped)?;
    // 主な取組 right of 事業名 tells of the work that this names.
    let tells = |cell: &Cell| matches!(role(&cell.text, rules), Some(Role::Body | Role::Name));
    let is_body = |cell: &&Cell| cell.column > name && cell.column < indicator && tells(cell);
    let bodies: Vec<u32> = head.cells.iter().filter(is_body).map(|cell| cell.column).collect();
    let groups = |cell: &&Cell| cell.column < name && role(&cell.text, rules) == Some(Role::Section);
    let section = head.cells.iter().find(groups).map(|cell| cell.column);
    let now = judged(head::Says::Now) || judged(head::Says::Result);
    let told = judged(head::Says::Result) && judged(head::Says::Rating)
        || section.is_some() && now && judged(head::Says::Target)
        || (section.is_some() || !bodies.is_empty()) && years_of(head).len() >= 2;
    let figures = head.cells.iter().filter(|cell| super::series::heads(&cell.text)).map(|cell| cell.column).collect();
    told.then(|| Sheet { head: head.clone(), section, name, bodies, figures })
}

/// Reads a row as the head of a list that judges work by a sign alone: 番号 事業名 評価 意見.
pub(super) fn rated_list(head: &Row, rules: Rules) -> Option<Sheet> {
    let name = head.cells.iter().find(|cell| role(&cell.text, rules) == Some(Role::Name))?.column;
    let rating =
        head.cells.iter().find(|cell| cell.column > name && slots::slot(&cell.text) == Some(Slot::Rating))?.column;
    let groups = |cell: &&Cell| cell.column < name && role(&cell.text, rules) == Some(Role::Section);
    let section = head.cells.iter().find(groups).map(|cell| cell.column);
    // 目標 and 実績 beside it make it a sheet with figures.
    let figured = head.cells.iter().any(|cell| cell.column != rating && super::series::heads(&cell.text));
    let is_body =
        |cell: &&Cell| cell.column > name && cell.column < rating && role(&cell.text, rules) == Some(Role::Body);
    let bodies = head.cells.iter().filter(is_body).map(|cell| cell.column).collect();
    (!figured).then(|| Sheet { head: head.clone(), section, name, bodies, figures: vec![rating] })
}

/// The column of names in the head of a schedule of work that says no more of it: 具体的取組 R6 R7 R8 担当.
pub(super) fn scheduled_work(cells: &[Cell], rules: Rules) -> Option<u32> {
    let years = cells.iter().filter(|cell| is_year(&cell.text)).map(|cell| cell.column);
    let first = years.clone().min()?;
    let name = cells.iter().find(|cell| {
        cell.column < first
            && role(&cell.text, rules) == Some(Role::Name)
            && !words().column.vague.is(&squeeze(&cell.text))
    })?;
    let others = cells.iter().filter(|cell| cell.column > first && !is_year(&cell.text)).count();
    let told = cells.iter().any(|cell| cell.column < first && role(&cell.text, rules) == Some(Role::Body));
    (years.count() >= 2 && others <= 2 && !told).then_some(name.column)
}

/// The column before that of the names which the head calls one of groups: 柱, 区分.
pub(super) fn group_column(head: &[Cell], name: u32, rules: Rules) -> Option<u32> {
    let group = |cell: &&Cell| cell.column < name && role(&cell.text, rules) == Some(Role::Section);
    head.iter().find(group).map(|cell| cell.column)
}

/// Does a header list meetings that were held, with who came: 月日 会議名 場所 出席者数? They are what came of the item above.
pub(super) fn of_meetings(cells: &[Cell]) -> bool {
    let heads = |list: &List| cells.iter().any(|cell| list.stands_in(&squeeze(&cell.text)));
    // 名称 回数 延べ出席: committees with how often they met.
    let often = || cells.iter().any(|cell| squeeze(&cell.text).ends_with("回数"));
    (heads(&words().column.meeting) || often()) && heads(&words().column.attendance)
}

/// Does a row hold a figure beside its name?
pub(super) fn tells_figure(cells: &[Cell]) -> bool {
    cells.iter().skip(1).any(|cell| figure::shape(&squeeze(&cell.text)) == Some(figure::Shape::Number))
}

/// Does a word say over a column what its rows are: 事業名, 区分, 実施内容? 予算 over sums says what the table is of.
pub(super) fn names_rows(word: &str, rules: Rules) -> bool {
    matches!(role(word, rules), Some(Role::Section | Role::Name | Role::Body))
}

/// Is the row a header of any table, of work or not?
pub(super) fn any_header(cells: &[Cell], rules: Rules) -> bool {
    cells.len() >= 2
        && cells.iter().all(|cell| cell.text.chars().count() <= LONGEST)
        && cells.iter().filter(|cell| role(&cell.text, rules).is_some()).count() * 3 >= cells.len() * 2
}

fn at_head(head: &[Cell], column: u32) -> Option<&Cell> {
    head.iter().find(|cell| cell.column == column)
}

impl Roles {
    /// Does another header give the same columns the same roles?
    pub(super) fn same(&self, other: &Self) -> bool {
        (self.section, self.name, &self.bodies, &self.figures)
            == (other.section, other.name, &other.bodies, &other.figures)
    }

    /// Is it the same header, whose 区分 another text runs over? So a page prints a merged cell that goes on below it.
    pub(super) fn same_but_for_section(&self, other: &Self) -> bool {
        self.section.is_none() && self.same(&Self { section: None, ..other.clone() })
    }

    /// The same where what heads the names only groups the rows, 部会名 beside 事業内容, and stands once for several of them:
    /// then what it seemed to tell of names the work.
    pub(super) fn regrouped(self, head: &[Cell], rows: &[Row], rules: Rules) -> Self {
        /// Letters of a name of work.
        const LONGEST: usize = 30;
        let [body] = self.bodies.as_slice() else { return self };
        let at = |row: &Row, column: u32| row.cells.iter().find(|cell| cell.column == column).cloned();
        let groups = at_head(head, self.name).is_some_and(|cell| {
            role(&cell.text, rules) == Some(Role::Section) || words().column.section.is(&squeeze(&cell.text))
        });
        let once = rows.iter().any(|row| at(row, self.name).is_none() && at(row, *body).is_some());
        let short = |cell: Cell| cell.text.chars().count() <= LONGEST && !cell.text.contains(['。', '\n']);
        let named = rows.iter().filter_map(|row| at(row, *body)).all(short);
        if self.section.is_some() || !groups || !once || !named {
            return self;
        }
        Self { section: Some(self.name), name: *body, bodies: Vec::new(), ..self }
    }

    /// Is it the same header, the names of which were found to group the rows?
    pub(super) fn same_regrouped(&self, other: &Self) -> bool {
        Some(self.name) == other.section && self.bodies == [other.name] && self.figures == other.figures
    }

    /// How many columns the roles know.
    pub(super) fn last_column(&self) -> u32 {
        self.bodies.iter().chain(&self.figures).copied().chain([self.name]).max().unwrap_or(0)
    }
}
