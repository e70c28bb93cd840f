//! The facts of a plan as a whole, from its text: whose it is, what it is called, which years it covers.
//!
//! What comes in are the lines of a document, what goes out is a [`Front`]. What the text does not state stays
//! open with a notice. This room must not know the file's name, nor any list of places.

mod announced;
mod body;
mod claim;
mod dress;
mod kind;
mod kinds;
pub(super) mod line;
mod name;
mod other;
mod period;
mod pieces;
mod place;
mod proper_name;
mod prose;
mod site;
mod slip;
mod standing;
#[cfg(test)]
mod tests;
mod title;
mod title_page;
mod together;
mod town;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use kurabe_model::plan::Facts;
use kurabe_model::{Field, LineSpan, Notice, NoticeKind, OrganisationKind, Period, PlanKind};
use kurabe_read::Line;

use crate::blocks::front_matter;

use body::Verdict;
pub(super) use kind::kind_of;
use line::Head;
use place::Basis;
use title::Title;
pub(super) use title::title_of;

/// The facts of a plan as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// Name of the body, as the text states it.
    pub organisation: Option<String>,
    /// Kind of the body, told by its name.
    pub organisation_kind: Option<OrganisationKind>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Title, its lines joined, without the body's name and periods of several years.
    pub title: Option<String>,
    /// Kind of plan, told by the title's words.
    pub kind: PlanKind,
    /// 第2期
    pub term: Option<String>,
    /// The fiscal years it covers.
    pub period: Option<Period>,
    /// Year and month of publication: `2021-03`.
    pub published: Option<String>,
    /// Facts that the text does not state outright but that follow from what it states.
    pub inferred: Vec<Field>,
    /// What stayed open or is doubtful, and which fact it is about.
    pub notices: Vec<(Field, Notice)>,
}

/// Reads the facts of a plan from its lines.
///
/// ```
/// use kurabe_extract::extract::front::front;
/// use kurabe_read::read;
/// let text = read("みなと商工会議所\n\n第2期 中期行動計画\n令和3年度～令和5年度".as_bytes(), None).unwrap();
/// let front = front(&text.lines);
/// assert_eq!(front.organisation.as_deref(), Some("みなと商工会議所"));
/// assert_eq!(front.title.as_deref(), Some("第2期中期行動計画"));
/// ```
#[must_use]
pub fn front(lines: &[Line]) -> Front {
    let plain = as_title_page(lines);
    let meant = slip::mend(&plain);
    let lines = &*pieces::cut(&meant);
    let zone = title_page::zone(lines);
    let running = running_heads(lines);
    let title = title::on_title_page(&zone).or_else(|| {
        running.iter().find_map(|head| Some(Title { line: head.number, text: title::title_of(&head.text)? }))
    });
    let title = title.or_else(|| title::below_menu(lines)).or_else(|| announced::title(lines));
    let title = title.map(|title| title::inside(&title, lines).unwrap_or(title));
    let mut front = Front::default();
    front.take_title(title.as_ref(), lines);
    if let (Some(title), None) = (&front.title, &front.term) {
        front.term = title::term_beside(title, &zone);
    }
    front.take_kind_of_text(lines);
    let signature = front.take_body(body::body(&zone, &running, lines), &zone, lines);
    let stated = period::period(&zone, title.as_ref(), front.kind, &running, lines);
    if let Some(stated) = stated {
        front.period = Some(stated.period);
        if stated.doubtful {
            front.doubt(Field::Period, stated.line, NoticeKind::DoubtfulPeriod(stated.period));
        }
    } else {
        front.open(Field::Period);
    }
    front.published = period::published(&zone, signature, lines);
    front
}

/// The lines with the title that the front matter of a Markdown file gives as its first, in place of that matter.
fn as_title_page(lines: &[Line]) -> Cow<'_, [Line]> {
    let (matter, rest) = lines.split_at(front_matter(lines));
    if matter.is_empty() {
        return Cow::Borrowed(lines);
    }
    let title = matter.iter().find_map(|line| {
        let words = line.text.strip_prefix("title:")?.trim().trim_matches(['"', '\'']);
        Some(Line { text: words.to_owned(), ..line.clone() })
    });
    Cow::Owned(title.into_iter().chain(rest.iter().cloned()).collect())
}

/// Does the title page name a plan of several years, which may hold a plan of each year?
pub(super) fn runs_for_years(lines: &[Line]) -> bool {
    let title = title::on_title_page(&title_page::zone(lines));
    let kind = title.map(|title| kind::kind_of(&title.text));
    matches!(kind, Some(PlanKind::MidTerm | PlanKind::ManagementSupport | PlanKind::Implementation))
}

impl Front {
    /// Takes what the whole file says of the body where this plan of it does not.
    pub(super) fn inherit(&mut self, whole: &Self) {
        if self.organisation.is_none() && whole.organisation.is_some() {
            self.organisation.clone_from(&whole.organisation);
            self.organisation_kind = whole.organisation_kind;
            self.prefecture.clone_from(&whole.prefecture);
            self.settle(Field::Organisation);
            self.settle(Field::OrganisationKind);
            self.settle(Field::Prefecture);
            let of_body =
                |field: &Field| matches!(field, Field::Organisation | Field::OrganisationKind | Field::Prefecture);
            self.inferred.extend(whole.inferred.iter().copied().filter(of_body));
            self.notices.extend(whole.notices.iter().filter(|(field, _)| of_body(field)).cloned());
        }
        if self.published.is_none() {
            self.published.clone_from(&whole.published);
        }
    }

    /// Sets what corpus.toml says: it wins over the text, and answers the notices about what it sets.
    pub fn apply(&mut self, facts: &Facts) {
        if let Some(organisation) = &facts.organisation {
            let other = self.organisation.as_ref().is_some_and(|stated| stated != organisation);
            if other {
                self.prefecture = None;
            }
            self.organisation = Some(organisation.clone());
            self.organisation_kind = name::kind_of(organisation);
            self.settle(Field::Organisation);
            self.settle(Field::OrganisationKind);
            if self.prefecture.is_none() {
                self.prefecture = name::any_prefecture(organisation).map(str::to_owned);
            }
            if self.prefecture.is_some() || name::is_national(organisation) {
                self.settle(Field::Prefecture);
            } else if other {
                self.settle(Field::Prefecture);
                self.open(Field::Prefecture);
            }
        }
        if let Some(prefecture) = &facts.prefecture {
            self.prefecture = Some(prefecture.clone());
            self.settle(Field::Prefecture);
        }
        if let Some(title) = &facts.title {
            self.title = Some(title.clone());
            self.term = title::term_of(title);
            self.kind = kind::kind_of(title);
            self.settle(Field::Title);
            self.settle(Field::PlanKind);
        }
        if let Some(kind) = facts.kind {
            self.kind = kind;
            self.settle(Field::PlanKind);
        }
        if let Some(period) = facts.period {
            self.period = Some(period);
            self.settle(Field::Period);
        }
        self.name_annual_plan();
    }

    /// The notices alone, for the plan.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        self.notices.iter().map(|(_, notice)| notice.clone()).collect()
    }

    /// An annual plan of a known year is called by its year where the text gives it no title; the notice stays.
    fn name_annual_plan(&mut self) {
        if let (None, PlanKind::Annual, Some(period)) = (&self.title, self.kind, self.period)
            && period.from == period.to
        {
            self.title = Some(format!("{}事業計画", period.from.japanese()));
            self.inferred.push(Field::Title);
        }
    }

    fn take_title(&mut self, title: Option<&Title>, lines: &[Line]) {
        if let Some(title) = title {
            self.kind = kind::kind_of(&title.text);
            self.term = title::term_of(&title.text);
            self.title = Some(title.text.clone());
            return;
        }
        let Some(own) = named_by_headings(lines) else {
            self.open(Field::Title);
            self.open(Field::PlanKind);
            return;
        };
        self.kind = kind::kind_of(&own);
        self.term = title::term_of(&own);
        self.title = Some(own);
        self.inferred.extend([Field::Title, Field::PlanKind]);
    }

    /// Takes the kind that a text without a title tells, and one that tells what was done under a title like 活動紹介.
    fn take_kind_of_text(&mut self, lines: &[Line]) {
        /// The share of sentences on what was done that makes 活動紹介 a report.
        const MOST: (usize, usize) = (1, 2);
        let of_activity = self.title.as_ref().is_some_and(|title| title.contains("活動"));
        let kind = match (self.kind, &self.title) {
            (_, None) => kind::of_text(lines),
            (PlanKind::Other, Some(_)) if of_activity => {
                kind::tells_what_was_done(lines, MOST).then_some(PlanKind::Report)
            }
            _ => None,
        };
        if let Some(kind) = kind {
            self.kind = kind;
            self.settle(Field::PlanKind);
            self.inferred.push(Field::PlanKind);
        }
    }

    /// Takes the body, and gives the line of its signature.
    fn take_body(&mut self, verdict: Verdict, zone: &[Head], lines: &[Line]) -> Option<u32> {
        let body = match verdict {
            Verdict::One(body) => body,
            Verdict::Several(names, line) => {
                self.doubt(Field::Organisation, line, NoticeKind::SeveralBodies(names));
                self.open(Field::Prefecture);
                return None;
            }
            Verdict::Open => {
                self.open(Field::Organisation);
                self.open(Field::Prefecture);
                return None;
            }
        };
        self.organisation_kind = name::kind_of(&body.name);
        match place::prefecture(&body.name, zone, lines) {
            Some((prefecture, basis)) => {
                self.prefecture = Some(prefecture.to_owned());
                if basis == Basis::Follows {
                    self.inferred.push(Field::Prefecture);
                }
            }
            None if name::is_national(&body.name) => {}
            None => self.open(Field::Prefecture),
        }
        self.organisation = Some(body.name);
        body.signature
    }

    fn open(&mut self, field: Field) {
        self.notices.push((field, Notice::new(NoticeKind::NotStated(field), None)));
    }

    fn doubt(&mut self, field: Field, line: u32, kind: NoticeKind) {
        self.notices.push((field, Notice::new(kind, LineSpan::line(line))));
    }

    /// A fact was given: its notices are answered, and it is no longer inferred.
    fn settle(&mut self, field: Field) {
        self.notices.retain(|(about, _)| *about != field);
        self.inferred.retain(|inferred| *inferred != field);
    }
}

/// Short lines that name a plan or a body and come again: at least three times, or on two pages.
fn running_heads(lines: &[Line]) -> Vec<Head> {
    static MARKS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(["計画", "報告", "商工会", "ビジョン", "プラン"]).ok());
    let mut seen: HashMap<String, (usize, Head, Option<u32>)> = HashMap::new();
    // A head is a line's length at most: a hundred letters are 300 bytes.
    let short = |line: &&Line| line.text.len() <= 300 && MARKS.as_ref().is_some_and(|marks| marks.is_match(&line.text));
    for head in lines.iter().filter(short).filter_map(Head::of) {
        let text = without_page_number(&head.text);
        let is_head = title::title_of(text).is_some()
            || name::names(text).first().is_some_and(|name| name.range == (0..text.len()));
        if is_head {
            let head = Head { text: text.to_owned(), ..head };
            let entry = seen.entry(line::compact(text)).or_insert_with(|| (0, head.clone(), head.page));
            entry.0 += 1;
            entry.2 = head.page;
        }
    }
    let comes_again =
        |(count, first, last): &(usize, Head, Option<u32>)| *count >= 3 || (*count == 2 && first.page != *last);
    let mut heads: Vec<_> = seen.into_values().filter(comes_again).collect();
    heads.sort_by_key(|(count, head, _)| (std::cmp::Reverse(*count), head.number));
    heads.into_iter().map(|(_, head, _)| head).take(20).collect()
}

/// A running head without the page's number at either end: `3 …`, `… - 3 -`.
fn without_page_number(text: &str) -> &str {
    let number = |letter: char| letter.is_numeric() || "-－― ".contains(letter);
    let (first, last) = (text.split(' ').next().unwrap_or_default(), text.rsplit(' ').next().unwrap_or_default());
    let mut text = text;
    if !first.is_empty() && first.chars().all(number) {
        text = text.trim_start_matches(number);
    }
    if !last.is_empty() && last.chars().all(number) {
        text = text.trim_end_matches(number);
    }
    text
}

/// The name that the headings give the plan (実施計画の意義, 実施計画の内容), where two of them agree.
fn named_by_headings(lines: &[Line]) -> Option<String> {
    const OF: [&str; 13] = [
        "の意義",
        "の役割",
        "の内容",
        "の目的",
        "の趣旨",
        "の位置",
        "の期間",
        "の構成",
        "の点検",
        "の概要",
        "の体系",
        "の見直",
        "の策定",
    ];
    let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).take(80);
    let headings =
        filled.filter(|line| line.text.contains('の')).filter_map(Head::of).filter(|head| line::has_marker(&head.text));
    let mut names: Vec<String> = Vec::new();
    for head in headings.filter(|head| head.text.chars().count() <= 30) {
        let bare = title::close_blanks(&title::without_names(&line::without_marker(&head.text)));
        let Some(at) = OF.iter().filter_map(|word| bare.find(word)).min() else {
            continue;
        };
        let name = bare.get(..at).unwrap_or_default();
        if name.chars().count() <= 20 && title::title_of(name).is_some() && name != "計画" && name != "本計画" {
            if names.iter().any(|before| before == name) {
                return Some(name.to_owned());
            }
            names.push(name.to_owned());
        }
    }
    None
}
