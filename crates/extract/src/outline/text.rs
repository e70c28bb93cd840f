//! What a line of text is: the rules in order, the first that answers decides.
//!
//! What comes in is a line with what surrounds it, what goes out is a decision. This file must not know how a
//! decision is carried out.

mod told;

use super::accounts;
use super::brackets::{Brackets, enclosed_heading};
use super::calendar::is_calendar;
use super::card::Card;
use super::chapter;
use super::fields::Labelled;
use super::heading::{self, Next};
use super::indented::Indented;
use super::lookahead::{Form, Lookahead};
use super::tree_builder::TreeBuilder;
use super::{PieceKind, legend};
use crate::blocks::chars::squeeze;
use crate::blocks::mark::{self, Class, Mark};
use crate::blocks::{Block, BlockKind};
use crate::rules::Rule;
use crate::vocabulary::{is_action, words};
use kurabe_text::day;
use std::collections::{HashMap, HashSet};

/// Columns that a background heading or one said like another takes at most: a line of 24 full-width letters.
const SHORT: u32 = 48;
/// Letters of a slot's name at most, with what is printed around it.
const SLOT_LETTERS: usize = 20;
/// Letters of a heading between a list and the next number.
const BETWEEN_LETTERS: usize = 15;
/// Letters of the title of a budget, or of the funds of a plan.
const PAPER_LETTERS: usize = 32;
/// Letters in which headings of one kind begin alike.
const ALIKE_LETTERS: usize = 4;

/// A line with what surrounds it.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Option<Mark<'a>>,
    pub(super) indent: u32,
    pub(super) width: u32,
    pub(super) following: Option<&'a Block>,
    pub(super) look: Look<'a>,
}

/// What surrounds a block.
pub(super) struct Look<'a> {
    pub(super) position: usize,
    pub(super) next: Next,
    pub(super) number: Option<(Class, u32)>,
    pub(super) labels: &'a HashSet<String>,
    /// May a bullet have indicators of its own, told below it?
    pub(super) own_cards: bool,
    /// Labels before their text that tell how the item above is done, as those beside them do.
    pub(super) fields: &'a HashSet<String>,
    pub(super) contents: &'a HashMap<String, u32>,
    pub(super) measures: bool,
    pub(super) brackets: &'a Brackets,
    /// The number of its mark, as the document counts.
    pub(super) ordinal: u32,
    /// Is it one of the lines that explain the letters of a rating, or count what stands on the steps of a scale?
    pub(super) rating: bool,
    /// Is it one of the days of a diary?
    pub(super) diary: bool,
    /// Does it stand over lines that name work?
    pub(super) actions: bool,
    pub(super) form: Form,
    /// What it is in an outline told by margins alone.
    pub(super) indented: Option<Indented>,
    /// Is it a numbered label that comes again below several numbers?
    pub(super) field: bool,
    /// What it is among headings that have the same labels.
    pub(super) labelled: Option<Labelled>,
    /// Is it one of several lines that name a part of the body and what it does?
    pub(super) part: bool,
    /// Signs that the plan explains as flags, with the kind beside which each stands.
    pub(super) signs: &'a HashMap<Class, Class>,
    /// May the block's mark be one? A lone bracket without its number is none.
    pub(super) marked: bool,
    /// Is the document the summary form of a 経営発達支援計画?
    pub(super) summary: bool,
    pub(super) before: Option<Lookahead>,
}

impl Line<'_> {
    /// The columns by which the contents list sets the line in, if it names it.
    pub(super) fn listed(&self) -> Option<u32> {
        if self.look.contents.is_empty() { None } else { self.look.contents.get(&squeeze(self.text)).copied() }
    }

    fn letters(&self) -> usize {
        self.text.chars().count()
    }

    /// Does the line follow a list whose items are not set in less?
    fn follows_list(&self) -> bool {
        let bullet = |before: Lookahead| before.class.is_some_and(Class::is_bullet) && self.indent <= before.indent;
        self.look.before.is_some_and(bullet)
    }

    /// Has the line the shape of a heading, and is it none of several lines that belong to the item before?
    fn shaped(&self, builder: &TreeBuilder) -> bool {
        // Inside a list, one of several lines set in deeper than the next item belongs to the item before it.
        let inside = self.look.next == Next::Bullet
            && self.look.before.is_some_and(|before| before.class.is_none() && before.indent == self.indent)
            && builder.levels.in_bullet()
            && self.following.is_some_and(|next| next.indent < self.indent);
        // 第3期経営発達支援計画（令和7年度～令和11年度）
        let own = squeeze(self.text);
        // 令和6年度事業計画（青森県 みなと商工会議所）, みなと商工会議所　令和6年度事業計画
        let named = builder.fronts.iter().filter(|front| own.contains(front.as_str())).count();
        let length: usize = builder.fronts.iter().map(String::len).sum();
        let both = named >= 2 && (own.ends_with(['）', ')']) || own.len() == length);
        let bare = own.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '('])).map(|(text, _)| text);
        let front = |text: &str| builder.fronts.iter().any(|front| front == text);
        // Between two bullets, set in deeper than both, the first of which only names: words of it.
        let bullet = |class: Option<Class>| class.is_some_and(Class::is_bullet);
        let named = |before: Lookahead| bullet(before.class) && before.short && self.indent > before.indent;
        let between = self.look.next == Next::Bullet
            && self.look.before.is_some_and(named)
            && self.following.is_some_and(|next| next.indent < self.indent);
        let inside = inside || between;
        // Who wrote it, on the title page.
        const AUTHORS: [&str; 5] = ["評価委員会", "策定委員会", "検証委員会", "検討委員会", "審議会"];
        let written_by = AUTHORS.iter().any(|author| own.ends_with(author));
        let titled =
            builder.outline.entries.is_empty() && (both || written_by || front(&own) || bare.is_some_and(front));
        let titled = titled || self.look.position == 0 && heading::names_body(&own);
        self.mark.is_none() && !titled && !inside && heading::shaped(self.text, self.width)
    }
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Text of the entry that is open.
    Piece(PieceKind),
    /// Text of an entry that it takes up again.
    TakesUp(usize),
    /// A part of the item above: the list below it is closed.
    Slot { targets: bool },
    /// Indicators told in words; of what stands above the list that is open, or of its last item.
    Card { cards: Vec<Card>, above: bool },
    /// What the plan means by its signs.
    Legend(Vec<(char, String)>),
    /// A marked item or heading.
    Marked,
    /// An item without the mark that the next one has.
    Like(Class),
    /// What a form names that is filled in again and again.
    Named,
    /// A slot that heads what is done.
    SlotOfWork,
    /// An item of an outline told by margins alone, or a heading of it.
    Indented { heading: bool },
    /// A heading without a mark.
    Heading,
    /// A heading that stands in brackets.
    Enclosed(String),
    /// A heading at the top that ends what came before.
    Alone,
    /// A budget or an account behind the plan: a paper of its own, whatever is numbered in it.
    Paper,
    /// A background chapter beside the numbers that go on after it.
    Aside,
    /// A heading beside the outermost one, which is said like it.
    Beside,
    /// A marked heading at the top that ends what came before.
    Top,
}

type Decide = fn(&TreeBuilder, &Line) -> Option<Decision>;

/// The rules, in the order in which they are asked.
const ORDER: [(Rule, Decide); 43] = [
    (Rule::FormName, form),
    (Rule::Effect, told::effect),
    (Rule::Card, told::card),
    (Rule::Target, told::target),
    (Rule::RepeatedField, |_, line| {
        if line.look.labelled == Some(Labelled::Text) {
            return Some(Decision::Piece(PieceKind::Paragraph));
        }
        let targets = || heading::is_target_slot(line.mark.as_ref().map_or(line.text, |mark| mark.rest));
        let parted = |c: char| c.is_whitespace() || matches!(c, '：' | ':');
        let told = line.mark.as_ref().is_some_and(|mark| mark.rest.trim_end_matches(parted).contains(parted));
        (line.look.field || matches!(line.look.labelled, Some(Labelled::Label(_)))).then(|| match told {
            true => Decision::Piece(PieceKind::Paragraph),
            false => Decision::Slot { targets: targets() },
        })
    }),
    (Rule::SlotOfWork, told::slot_of_work),
    (Rule::Slot, told::slot),
    (Rule::Legend, |_, line| {
        let alone = legend::behind(line.text).is_none();
        legend::read(line.text).filter(|_| alone).map(Decision::Legend)
    }),
    (Rule::SlotLabel, told::slot_label),
    (Rule::RepeatedLabel, told::repeated_label),
    (Rule::ColonSlot, told::colon_slot),
    (Rule::MarkedFlag, |_, line| told::flag(line, true)),
    (Rule::Reference, told::reference),
    (Rule::Measures, told::measures),
    (Rule::Continued, continued),
    (Rule::Agenda, told::agenda),
    (Rule::Elsewhere, told::elsewhere),
    (Rule::Note, told::note),
    (Rule::Person, told::person),
    (Rule::Rating, |_, line| line.look.rating.then_some(Decision::Piece(PieceKind::Paragraph))),
    (Rule::Hours, told::hours),
    (Rule::Calendar, calendar),
    (Rule::Marked, |_, line| line.mark.is_some().then_some(Decision::Marked)),
    (Rule::Indented, |_, line| {
        line.look.indented.map(|role| Decision::Indented { heading: role == Indented::Heading })
    }),
    (Rule::PartAndWork, |_, line| line.look.part.then_some(Decision::Like(Class::Symbol('・')))),
    (Rule::ColumnWords, told::column_words),
    (Rule::PlainFlag, |_, line| told::flag(line, false)),
    (Rule::PlainSlotLabel, told::plain_slot_label),
    (Rule::Alone, alone),
    (Rule::FormWork, form_work),
    (Rule::LikeNext, |_, line| like_next(line).map(Decision::Like)),
    (Rule::LeadsLabels, leads_labels),
    (Rule::Enclosed, enclosed),
    (Rule::Diary, diary),
    (Rule::Background, background),
    (Rule::Listed, listed),
    (Rule::Parallel, parallel),
    (Rule::Between, between),
    (Rule::LeadsList, |builder, line| leads(builder, line, &[Next::First, Next::Bullet])),
    (Rule::LeadsBlock, |builder, line| leads(builder, line, &[Next::Bracket, Next::Row])),
    (Rule::LeadsProse, |builder, line| leads(builder, line, &[Next::Prose])),
    (Rule::LeadsFacts, leads_facts),
    (Rule::LeadsActions, leads_actions),
];

/// Asks the rules in force one after the other.
pub(super) fn decide(builder: &TreeBuilder, line: &Line) -> (Rule, Decision) {
    let answer = |(rule, decide): &(Rule, Decide)| decide(builder, line).map(|decision| (*rule, decision));
    let decided = ORDER.iter().filter(|(rule, _)| builder.rules.hold(*rule)).find_map(answer);
    decided.unwrap_or((Rule::Paragraph, Decision::Piece(PieceKind::Paragraph)))
}

/// 事業名 on a line of its own, the name on the next, and 目的 or 実績 below it.
fn form(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    match line.look.form {
        Form::Label => Some(Decision::Piece(PieceKind::Label)),
        Form::Name => Some(Decision::Named),
        Form::Other => {
            let slot = builder.in_form() && line.mark.is_none() && heading::is_slot(line.text);
            slot.then(|| Decision::Slot { targets: heading::is_target_slot(line.text) })
        }
    }
}

fn continued(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    builder.taken_up(line.mark.as_ref()?).map(Decision::TakesUp)
}

fn alone(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let chapter = line.letters() <= SLOT_LETTERS && heading::stands_alone(&squeeze(line.text));
    // 令和6年度 収支予算書 behind the plan, with numbers of its own.
    // Of a chapter of accounts they are its text.
    let within = || builder.heading().is_some_and(|open| open.class.counts() && accounts::is_paper(&open.title));
    let sums = || line.following.is_some_and(accounts::begins) && !within();
    let paper = line.letters() <= PAPER_LETTERS && accounts::stands_alone(line.text) && sums();
    chapter.then_some(Decision::Alone).or(paper.then_some(Decision::Paper))
}

/// 年間行事予定 over 4月　総会 stands beside all that came before; so does ■年間予定 where no other ■ is open.
fn calendar(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let class = line.mark.as_ref().map(|mark| mark.class);
    let title = line.mark.as_ref().map_or(line.text, |mark| mark.rest);
    let next = line.following.and_then(|next| if let BlockKind::Text(text) = &next.kind { Some(text) } else { None });
    let heads = next.is_some_and(|next| day::dated(next).is_some()) && is_calendar(title);
    match class {
        _ if !heads => None,
        None => Some(Decision::Beside),
        Some(class) => (class.is_bullet() && !builder.levels.is_open(class)).then_some(Decision::Top),
    }
}

/// 4月　総会 among others: below 年間行事予定 a point of it, else a heading of what is told of it.
fn diary(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let calendar = |open: usize| is_calendar(&builder.outline.entries[open].title);
    let listed = builder.levels.open_entries().any(calendar);
    let held = line.look.diary && (listed || !builder.in_background());
    held.then_some(if listed { Decision::Like(Class::Symbol('・')) } else { Decision::Heading })
}

/// `県連：隔月` before `※エリア別：4半期に1回`
fn like_next(line: &Line) -> Option<Class> {
    heading::label(line.text)?;
    let BlockKind::Text(next) = &line.following?.kind else {
        return None;
    };
    let mark = mark::parse(next).filter(|mark| mark.class.is_bullet())?;
    heading::label(mark.rest).map(|_| mark.class)
}

/// 事業内容 before `Ⅰ．`: a label of the summary form stands beside its aims, even where these have none. Where the labels were
/// read before what they head, 連絡先 follows it and heads nothing.
fn form_work(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let plain = line.look.summary && line.mark.is_none() && line.letters() <= SLOT_LETTERS;
    let own = squeeze(line.text);
    let pillar = line.look.next == Next::First && line.look.number.is_some_and(|(class, _)| class == Class::Roman);
    let contact = |block: &Block| matches!(&block.kind, BlockKind::Text(text) if squeeze(text) == "連絡先");
    match own.as_str() {
        "事業内容" if plain && (pillar || line.following.is_some_and(contact)) => Some(Decision::Beside),
        "連絡先" if plain && line.look.next == Next::First => Some(Decision::Piece(PieceKind::Label)),
        _ => None,
    }
}

/// （税務への協力） over numbers that run on, where several lines stand so.
fn enclosed(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let title = enclosed_heading(line.text, line.look.brackets, (line.look.before, line.look.next))
        .filter(|_| line.mark.is_none())?;
    Some(Decision::Enclosed(title.to_owned()))
}

fn background(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let intro = line.look.next == Next::Later && !line.follows_list();
    let worded = || chapter::is_background(line.text) || line.look.number.is_none() && heading::is_appendix(line.text);
    let heads = line.width <= SHORT
        && matches!(line.look.next, Next::Line | Next::Prose | Next::Row | Next::Later)
        && !line.text.contains([' ', '\u{3000}', '、', '：']);
    (heads && !intro && worded() && line.shaped(builder) && builder.levels.has_room_aside(line.look.number))
        .then_some(Decision::Aside)
}

fn listed(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    (line.listed().is_some() && line.look.next != Next::End).then_some(Decision::Heading)
}

fn parallel(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let begins_alike = |entry: usize| {
        let open: Vec<char> = builder.outline.entries[entry].title.chars().take(ALIKE_LETTERS).collect();
        open.len() == ALIKE_LETTERS && line.text.chars().take(ALIKE_LETTERS).eq(open)
    };
    let heads = line.look.next == Next::Later && line.width <= SHORT && line.shaped(builder);
    (heads && builder.levels.parallel(begins_alike)).then_some(Decision::Beside)
}

fn between(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    // The document has such headings, and the line is not set in like more of the list.
    let heads = line.look.next == Next::Later && line.follows_list() && builder.levels.is_open(Class::Plain);
    (heads && line.letters() <= BETWEEN_LETTERS && line.shaped(builder)).then_some(Decision::Heading)
}

/// 港の景況調査 below （3）事業内容, before 【調査対象】 and 【手法】, which tell of it: work without a mark. 総務委員会 before （方針）
/// and （事業計画）, as other committees have them: a heading.
fn leads_labels(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    if line.look.labelled == Some(Labelled::Heading) {
        return Some(Decision::Heading);
    }
    let labelled = || {
        let BlockKind::Text(next) = &line.following?.kind else { return None };
        let mark = mark::parse(next).filter(|mark| mark.class == Class::Label)?;
        Some(heading::is_slot(&mark.marker) || heading::tells_how(&mark.marker))
    };
    let below = builder.heading().is_some_and(|open| open.class.counts() && heading::is_slot_of_work(&open.title));
    let named = below && line.letters() <= SLOT_LETTERS && labelled() == Some(true) && line.shaped(builder);
    named.then_some(Decision::Like(Class::Symbol('・')))
}

/// 青年部会 before 部会員 67名 定例会 5回.
fn leads_facts(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let facts = || {
        let BlockKind::Text(next) = &line.following?.kind else { return None };
        let figures = next.split_whitespace().filter(|word| heading::has_figure(word)).count();
        (figures >= 2 && !next.contains('。')).then_some(())
    };
    let named =
        line.look.next == Next::Line && line.letters() <= BETWEEN_LETTERS && words().work.members.ends(line.text);
    (named && facts().is_some() && line.shaped(builder)).then_some(Decision::Heading)
}

/// 委員会事業 over 例会の開催, 会報の発行, 会員の拡大.
fn leads_actions(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let heads = line.look.actions && line.letters() <= SLOT_LETTERS;
    (heads && !builder.levels.in_number() && line.shaped(builder)).then_some(Decision::Heading)
}

fn leads(builder: &TreeBuilder, line: &Line, what: &[Next]) -> Option<Decision> {
    // One of several lines without marks below a number, a table behind them: the number holds the table.
    let beside =
        |before: Lookahead| before.class.is_none() && !before.row && !before.prose && before.indent == line.indent;
    let listed = line.look.next == Next::Row
        && is_action(line.text)
        && builder.levels.in_number()
        && line.look.before.is_some_and(beside);
    // 物産展への出展 above ※日程は別途案内: work and a note on it.
    let noted = line.following.is_some_and(|next| matches!(&next.kind, BlockKind::Text(text) if text.starts_with('※')))
        && is_action(line.text);
    // マル経融資の推進 below 【継続】金融支援, before 【新規】販路開拓: what the bracketed work does.
    let label = |text: &str| mark::parse(text).is_some_and(|mark| mark.class == Class::Label);
    let told = line.following.is_some_and(|next| matches!(&next.kind, BlockKind::Text(text) if label(text)))
        && is_action(line.text)
        && builder.owner().is_some_and(|open| builder.outline.entries[open].class == Class::Label);
    // みなと商工会 below <視察先>: who or where, and what is told of it follows.
    let fact = builder.in_fact();
    // 指標１ over the rows of its table, which name it: how many there are.
    let counted = line.look.next == Next::Row && heading::numbers_indicator(line.text);
    let heads = !listed
        && !noted
        && !fact
        && !told
        && !counted
        && what.contains(&line.look.next)
        && heading::is_heading(line.text, line.width, line.look.next);
    (heads && line.shaped(builder)).then_some(Decision::Heading)
}
