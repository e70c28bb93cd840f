//! Sentences without marks that are the items of a heading of work.
//!
//! What comes in is the outline, what goes out is the outline with such sentences as entries. This file must not know
//! marks or tables.

use super::chapter::is_background;
use super::regrow::{self, Grown, New, Under};
use super::work_name::{NAME_LETTERS, acts, is_name, is_note, leads_away, mostly_acts, names, names_no_work, unnoted};
use super::{Column, Entry, Outline, Piece, PieceKind, heading};
use crate::blocks::chars::{digit, is_japanese};
use crate::blocks::mark::Class;
use crate::blocks::target::figure::{self, Shape};
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use std::collections::HashSet;

/// Sentences below a heading, at least: one alone tells of the heading.
const SENTENCES: usize = 2;
/// Names below a line that heads them, at least.
const NAMES: usize = 2;
/// Letters of a sentence that is an item; longer ones argue.
const LETTERS: usize = 120;

/// Makes items of the sentences below headings of work.
pub(super) fn raise(outline: &mut Outline, rules: Rules) {
    if !rules.hold(Rule::SentenceOfWork) {
        return;
    }
    let headings = headings(outline);
    let mut roles = roles(outline, &headings);
    for (at, becomes) in named_work(outline) {
        roles[at] = becomes;
    }
    if roles.iter().any(|becomes| *becomes != Becomes::Piece) {
        let grown = |at: usize, piece: Piece| match roles[at] {
            Becomes::Piece => Grown::Piece(piece),
            // An item as if it had the mark that its neighbours in other plans have.
            Becomes::Item => Grown::Entry(New::of(piece, Under::Owner)),
            Becomes::Heading => Grown::Entry(New { class: Class::Plain, ..New::of(piece, Under::Beside) }),
            Becomes::Part => Grown::Entry(New { class: Class::Plain, ..New::of(piece, Under::Inside) }),
            Becomes::Name => Grown::Entry(New::of(piece, Under::Heading)),
        };
        regrow::regrow(outline, |at, piece| vec![grown(at, piece)]);
    }
}

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    /// It stays a text of its owner.
    Piece,
    /// An item of its owner.
    Item,
    /// A heading beside its owner.
    Heading,
    /// A heading below it.
    Part,
    /// A name that is an item of the heading before it.
    Name,
}

/// For each piece what becomes of it.
fn roles(outline: &Outline, headings: &[bool]) -> Vec<Becomes> {
    let mut roles = vec![Becomes::Piece; outline.pieces.len()];
    for (at, piece) in outline.pieces.iter().enumerate() {
        if !piece.owner.is_some_and(|owner| headings[owner]) {
            continue;
        }
        let same = outline.pieces[at..].iter().take_while(|other| other.owner == piece.owner);
        let before = at.checked_sub(1).map(|before| roles[before]).unwrap_or(Becomes::Piece);
        roles[at] = match before {
            Becomes::Heading | Becomes::Name if is_name_of(piece) => Becomes::Name,
            _ if is_item(piece) => Becomes::Item,
            _ if heads_names(same) => Becomes::Heading,
            _ => Becomes::Piece,
        };
    }
    roles
}

/// Names of work, one to a line, below a line that says so: 継続事業, 清掃活動, 献血運動.
fn heads_names<'a>(mut pieces: impl Iterator<Item = &'a Piece>) -> bool {
    let titled = |piece: &Piece| is_name_of(piece) && words().work.heading.ends(&piece.text);
    pieces.next().is_some_and(titled) && pieces.take(NAMES).filter(|piece| is_name_of(piece)).count() == NAMES
}

/// The lines that each name work, several below a number that holds nothing else: actions (専門家の派遣, 交流会の開催（年2回）),
/// names with what was counted (記帳代行　41事業所), or what each part of the body did, below its name (青年部, 職業体験).
fn named_work(outline: &Outline) -> Vec<(usize, Becomes)> {
    let holders: HashSet<usize> = outline.entries.iter().filter_map(|entry| entry.parent).collect();
    let member = |entry: &Entry| words().work.members.ends(unnoted(&entry.title));
    let works = |owner: usize| {
        let entry = &outline.entries[owner];
        (entry.class.counts() || member(entry) || entry.rule == Rule::LeadsActions)
            && entry.column == Column::None
            && !entry.narrative
            && !holders.contains(&owner)
            && !is_background(&entry.title)
            && !words().chapter.statement.ends(&entry.title)
            && !words().slot.numbered.is(&entry.title)
    };
    let (mut named, mut next) = (Vec::new(), 0);
    for run in outline.pieces.chunk_by(|a, b| a.owner == b.owner) {
        let from = next;
        next += run.len();
        let own = |piece: &&Piece| piece.kind == PieceKind::Paragraph && !leads_away(&piece.text);
        let lines: Vec<&Piece> = run.iter().take_while(own).collect();
        // Before them may stand what introduces them: sentences that end as such.
        let introduces = |piece: &&Piece| piece.text.ends_with('。') || piece.rule == Rule::Reference;
        let told = lines.iter().rposition(introduces).map_or(0, |at| at + 1);
        let mut listed: Vec<&Piece> = lines[told..].iter().copied().filter(|piece| !is_note(&piece.text)).collect();
        // A heading told by its list alone ends with it: what names no work stands behind.
        let told_by_list = run[0].owner.is_some_and(|owner| outline.entries[owner].rule == Rule::LeadsActions);
        if let Some(end) = listed.iter().position(|piece| names_no_work(&piece.text)).filter(|_| told_by_list) {
            listed.truncate(end);
        }
        if !run[0].owner.is_some_and(works) || listed.len() < NAMES {
            continue;
        }
        let all = (from + told..from + lines.len()).filter(|at| !is_note(&outline.pieces[*at].text)).take(listed.len());
        if let Some(parts) = of_members(&listed) {
            named.extend(all.zip(parts));
        } else if mostly_acts(listed.iter().map(|piece| piece.text.as_str()))
            || listed.iter().all(|piece| counts(&piece.text))
        {
            named.extend(all.map(|at| (at, Becomes::Item)));
        } else if run[0].owner.is_some_and(|owner| member(&outline.entries[owner])) {
            // What a part of the body did: 【商業部会】, 視察（10月、参加18人）.
            let noted = listed.iter().any(|piece| unnoted(&piece.text) != piece.text);
            let all_named = listed.iter().all(|piece| acts(&piece.text) || names(&piece.text));
            named.extend(all.filter(|_| noted && all_named).map(|at| (at, Becomes::Item)));
        }
    }
    named
}

/// Names of parts of the body, each before lines that name what it did: 商業部会, 視察, 大売出し, 青年部, 職業体験.
fn of_members(lines: &[&Piece]) -> Option<Vec<Becomes>> {
    let member = |piece: &Piece| {
        let name = unnoted(&piece.text);
        let name = ["の活動", "活動", "の取組", "の事業"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        words().work.members.ends(name) && name.chars().count() <= NAME_LETTERS && heading::shaped(name, 0)
    };
    let parts: Vec<Becomes> =
        lines.iter().map(|piece| if member(piece) { Becomes::Part } else { Becomes::Name }).collect();
    let members = parts.iter().filter(|becomes| **becomes == Becomes::Part).count();
    // Each has lines of its own.
    let ends = parts.last() == Some(&Becomes::Name) && parts.first() == Some(&Becomes::Part);
    let held = ends && parts.windows(2).all(|pair| pair != [Becomes::Part, Becomes::Part]);
    let named = |piece: &&Piece| member(piece) || acts(&piece.text) || names(&piece.text);
    // People and shops are named, too; what was done names an action or says when and how many.
    let told = |piece: &&Piece| !member(piece) && (acts(&piece.text) || piece.text.contains(|c| digit(c).is_some()));
    (members >= NAMES && held && lines.iter().all(named) && lines.iter().any(told)).then_some(parts)
}

/// A name, a blank, and nothing but counts of what was done, each with a word before it or none: 利子補給　対象38件・補給額96千円.
fn counts(text: &str) -> bool {
    /// Letters of the word before a count.
    const LONGEST: usize = 8;
    // A wider gap parts the columns of a table, whose figures are those of the item above.
    let apart = |(_, rest): &(&str, &str)| !rest.starts_with(char::is_whitespace);
    let Some((name, rest)) = text.split_once(char::is_whitespace).filter(apart) else { return false };
    let bare = unnoted(name);
    let figures = &words().figure;
    // 実施時期 10月, 参加目標 25名: facts of the item above.
    let slot = &words().slot;
    let fact = slot.fact_end.ends(bare) || slot.target.ends(bare);
    let measure =
        fact || figures.counted.is(bare) || figures.measure_end.ends(bare) || bare.ends_with(['者', '員', '店', '計']);
    let count = |part: &str| {
        let at = part.find(|c| digit(c).is_some()).filter(|at| part[..*at].chars().count() <= LONGEST);
        at.is_some_and(|at| figure::shape(&part[at..]) == Some(Shape::Number))
    };
    let mut parts = rest.split(['、', '，', '・', '／']).flat_map(str::split_whitespace).peekable();
    let named = bare.chars().filter(|c| is_japanese(*c)).count() >= 3 && !bare.contains(|c| digit(c).is_some());
    named && !measure && !bare.contains(['。', '：', ':']) && parts.peek().is_some() && parts.all(count)
}

/// A short line that has the shape of a name.
fn is_name_of(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph && is_name(&piece.text)
}

/// For each entry: is it a heading of work below which nothing but such sentences stands?
fn headings(outline: &Outline) -> Vec<bool> {
    let entries = &outline.entries;
    let mut told: Vec<(usize, usize)> = vec![(0, 0); entries.len()];
    let mut over: HashSet<usize> = HashSet::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let counted = piece.kind != PieceKind::Card;
        let Some(owner) = piece.owner.filter(|owner| counted && !over.contains(owner)) else { continue };
        let (all, items) = told[owner];
        // What stands below a heading of names is no text of the heading before it.
        let same = outline.pieces[at..].iter().take_while(|other| other.owner == Some(owner));
        if items == all && items >= SENTENCES && heads_names(same) {
            over.insert(owner);
            continue;
        }
        let breaks_off = at + 1 == outline.pieces.len() && items > 0 && is_cut_off(piece);
        told[owner] = (all + 1, items + usize::from(is_item(piece) || breaks_off));
    }
    // A heading without a mark stands below 【】 only because nothing closed it: the sentences before it are items still.
    let below_bracket = |entry: &Entry| {
        entry.class == Class::Plain && entry.parent.is_some_and(|parent| entries[parent].class == Class::Corner)
    };
    let holders: HashSet<usize> =
        entries.iter().filter(|entry| !below_bracket(entry)).filter_map(|entry| entry.parent).collect();
    // Headings of one kind side by side: where others hold items, the sentences of this one are items too.
    let kind = |at: usize| (entries[at].parent, entries[at].class);
    let mut beside: HashSet<(Option<usize>, Class)> =
        entries.iter().filter_map(|entry| entry.parent).map(kind).collect();
    let works = |at: usize, beside: &HashSet<(Option<usize>, Class)>| {
        let entry = &entries[at];
        let floats = entry.class.floats() || matches!(entry.class, Class::Plain | Class::Heading(_));
        let (all, items) = told[at];
        floats
            && entry.column == Column::None
            && !entry.narrative
            && !holders.contains(&at)
            && items >= SENTENCES
            && items == all
            && !is_background(&entry.title)
            && !words().chapter.statement.ends(&entry.title)
            && (words().work.heading.stands_in(&entry.title)
                || beside.contains(&(entry.parent, entry.class))
                || below_bracket(entry) && entry.parent.is_some_and(|parent| told[parent].1 >= SENTENCES))
    };
    let raised: Vec<(Option<usize>, Class)> = (0..entries.len()).filter(|at| works(*at, &beside)).map(kind).collect();
    beside.extend(raised);
    (0..entries.len()).map(|at| works(at, &beside)).collect()
}

/// One sentence that says what is done.
fn is_item(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph
        && piece.text.ends_with('。')
        && piece.text.matches('。').count() == 1
        && piece.text.chars().count() <= LETTERS
        && is_action(&piece.text)
}

/// The beginning of a sentence with which a document breaks off.
fn is_cut_off(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph && !piece.text.contains('。') && piece.text.chars().count() <= LETTERS
}
