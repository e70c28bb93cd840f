//! What can be told of each block before the tree grows: its mark, what follows it, what repeats.
//!
//! What comes in are the blocks, what goes out are observations about them. This file must not know levels.

use super::heading::{self, Next};
use super::work_name::{NAME_LETTERS, mostly_acts};
use crate::blocks::chars::{close_up, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::{Block, BlockKind, numeral};
use crate::vocabulary::{is_action, is_measure, words};
use kurabe_text::spacing::before_words;
use std::collections::{HashMap, HashSet};

/// What can be told of a block before the tree grows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookahead {
    pub(super) class: Option<Class>,
    pub(super) ordinal: u32,
    pub(super) row: bool,
    pub(super) prose: bool,
    /// Is it as short as a name?
    pub(super) short: bool,
    pub(super) indent: u32,
}

/// Looks at a block.
pub(super) fn lookahead(block: &Block) -> Lookahead {
    let BlockKind::Text(text) = &block.kind else {
        return Lookahead { class: None, ordinal: 0, row: true, prose: false, short: false, indent: block.indent };
    };
    let mark = mark::parse(text);
    let prose = text.ends_with('。') || text.len() > 270;
    Lookahead {
        class: mark.as_ref().map(|mark| mark.class),
        ordinal: mark.map_or(0, |mark| mark.ordinal),
        row: false,
        prose,
        short: text.chars().nth(NAME_LETTERS).is_none(),
        indent: block.indent,
    }
}

/// イ, ロ and ハ number from 1 where no ア of their kind stands in the document; read one by one they count on from ア.
pub(super) fn count_iroha(lookaheads: &mut [Lookahead]) {
    let kana = |own: &Lookahead| own.class.filter(|class| matches!(class, Class::Kana(_)));
    let begun: HashSet<Class> = lookaheads.iter().filter(|own| own.ordinal == 1).filter_map(kana).collect();
    for own in lookaheads {
        if own.ordinal > 1 && kana(own).is_some_and(|class| !begun.contains(&class)) {
            own.ordinal -= 1;
        }
    }
}

/// Lines below a heading without a mark, at least, that name work one each.
const ACTIONS: usize = 3;

/// For each block: is it a line without a mark that says so and stands over lines that name work, one each and without
/// marks either: 委員会事業, 例会の開催, 会報の発行?
pub(super) fn heads_actions(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let line = |at: usize| match &blocks.get(at)?.kind {
        BlockKind::Text(text) => {
            Some(text.as_str()).filter(|_| lookaheads[at].class.is_none() && !lookaheads[at].prose)
        }
        BlockKind::Row { .. } => None,
    };
    let titled = |at: usize| {
        line(at).is_some_and(|text| {
            let part = ["活動", "取組"].iter().any(|end| text.strip_suffix(end).is_some_and(names_part));
            words().work.heading.ends(text) && (part || !is_action(text))
        })
    };
    let heads = |at: usize, fewest: usize| {
        let below: Vec<&str> = if titled(at) { (at + 1..=at + fewest).map_while(line).collect() } else { Vec::new() };
        below.len() == fewest && mostly_acts(below.into_iter())
    };
    // Where one is told, further ones may hold fewer.
    let told = (0..blocks.len()).any(|at| heads(at, ACTIONS));
    (0..blocks.len()).map(|at| told && heads(at, ACTIONS - 1)).collect()
}

/// Does a name end as that of a part of the body does: 青年部, 商業部会?
fn names_part(name: &str) -> bool {
    words().work.members.ends(name) || words().work.department.ends(name)
}

/// 定時総会　6月, as a line set letter by letter gives it: the meeting, and when it is held or how often.
fn meeting_and_when(text: &str) -> Option<(&str, &str)> {
    text.split_once('\u{3000}').filter(|(name, _)| words().heading.meeting.ends(name) || names_part(name))
}

/// Times that a numbered label comes again at least, before it is one.
const REPEATED: usize = 3;
/// Letters of such a label at most.
const LABEL_LETTERS: usize = 10;

/// For each block: is it a numbered label that comes again below several numbers, ①実施内容, ②実施日, ③成果 below (1), (2) and
/// (3)? Most of such labels of a kind name a part that every programme has.
pub(super) fn repeated_fields(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let label = |at: usize| {
        let small =
            |class: &Class| matches!(class, Class::Circled | Class::Kana(_) | Class::Latin(_) | Class::HalfParen);
        let class = lookaheads[at].class.filter(small)?;
        let BlockKind::Text(text) = &blocks[at].kind else { return None };
        let name = squeeze(mark::parse(text)?.rest);
        (name.chars().count() <= LABEL_LETTERS && !name.contains('。')).then_some((class, name))
    };
    let mut counts: HashMap<(Class, String), usize> = HashMap::new();
    for label in (0..blocks.len()).filter_map(label) {
        *counts.entry(label).or_default() += 1;
    }
    let part = |name: &str| heading::is_slot(name) || heading::tells_how(name);
    let mut classes: HashMap<Class, (usize, usize)> = HashMap::new();
    for ((class, name), _) in counts.iter().filter(|(_, count)| **count >= REPEATED) {
        let class = classes.entry(*class).or_default();
        class.0 += 1;
        class.1 += usize::from(part(name));
    }
    let is_field = |at: usize| {
        label(at).is_some_and(|(class, name)| {
            let told = classes.get(&class).is_some_and(|(all, parts)| *all >= 2 && parts * 2 >= *all);
            told && (part(&name) || counts[&(class, name)] > 1)
        })
    };
    (0..blocks.len()).map(is_field).collect()
}

/// For each block: is it one of several lines that name a part of the body, or a meeting, and what it does or how often it
/// meets: `商業部会……視察研修、共同売出し`, `理事会　　年5回`?
pub(super) fn parts_and_work(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let told = |at: usize| {
        let BlockKind::Text(text) = &blocks[at].kind else { return false };
        let named = before_words(text).is_some_and(|(name, _)| names_part(name) || words().heading.meeting.ends(name))
            || close_up(text).as_deref().and_then(meeting_and_when).is_some();
        named && lookaheads[at].class.is_none() && !lookaheads[at].prose
    };
    let told: Vec<bool> = (0..blocks.len()).map(told).collect();
    let like = |at: Option<usize>, own: usize| {
        at.is_some_and(|at| told.get(at) == Some(&true) && blocks[at].indent == blocks[own].indent)
    };
    (0..blocks.len()).map(|at| told[at] && (like(at.checked_sub(1), at) || like(Some(at + 1), at))).collect()
}

/// For each block the next mark that counts.
pub(super) fn next_numbers(lookaheads: &[Lookahead]) -> Vec<Option<(Class, u32)>> {
    let mut nexts = vec![None; lookaheads.len()];
    let mut next = None;
    for (at, lookahead) in lookaheads.iter().enumerate().rev() {
        nexts[at] = next;
        if let Some(class) = lookahead.class.filter(|class| class.counts()) {
            next = Some((class, lookahead.ordinal));
        }
    }
    nexts
}

/// Margins at which the lines of one bullet stand where they nest, and columns between two of them.
const MARGINS: std::ops::RangeInclusive<usize> = 2..=3;
const STEP: u32 = 2;
/// How often a deeper line follows a shallower one of the same bullet, at least.
const STEPS_IN: usize = 2;

/// Bullets that a document sets in by steps, again and again: `・` and below it a deeper `・`. Page readers set lines in as
/// they come: a bullet at many margins, or at one that is used once, nests nothing.
pub(super) fn set_in(lookaheads: &[Lookahead]) -> HashSet<Class> {
    let mut margins: HashMap<Class, HashMap<u32, usize>> = HashMap::new();
    for lookahead in lookaheads {
        if let Some(class) = lookahead.class.filter(|class| class.is_bullet()) {
            *margins.entry(class).or_default().entry(lookahead.indent).or_default() += 1;
        }
    }
    let mut steps: HashMap<Class, usize> = HashMap::new();
    let marked: Vec<&Lookahead> = lookaheads.iter().filter(|lookahead| lookahead.class.is_some()).collect();
    for pair in marked.windows(2) {
        if let (Some(class), true) = (pair[0].class, pair[0].class == pair[1].class) {
            *steps.entry(class).or_default() += usize::from(pair[1].indent >= pair[0].indent + STEP);
        }
    }
    let by_steps = |(class, margins): (Class, HashMap<u32, usize>)| {
        let mut at: Vec<u32> = margins.keys().copied().collect();
        at.sort_unstable();
        let apart = at.windows(2).all(|pair| pair[1] - pair[0] >= STEP);
        let used = margins.values().all(|count| *count >= 2);
        let often = steps.get(&class).is_some_and(|steps| *steps >= STEPS_IN);
        (MARGINS.contains(&at.len()) && apart && used && often).then_some(class)
    };
    margins.into_iter().filter_map(by_steps).collect()
}

/// What a block is in a form that is filled in again and again: 事業名 on a line, and what is named on the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Other,
    /// 事業名
    Label,
    /// What stands below it.
    Name,
}

/// The lines of such forms; 事業名 must stand at least twice.
pub(super) fn forms(blocks: &[Block]) -> Vec<Form> {
    /// Letters of a name.
    const LONGEST: usize = 40;
    let text = |at: usize| match blocks.get(at).map(|block| &block.kind) {
        Some(BlockKind::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let columns = &words().column;
    let label = |at: usize| {
        let word = squeeze(text(at)?);
        (word.ends_with('名') && columns.name.is(&word)).then_some(word)
    };
    // 事業名, 内容, 時期, a line each, are the head of a table: what follows the first is no name.
    let heads = |text: &str| {
        let word = squeeze(text);
        columns.name.is(&word)
            || columns.body.is(&word)
            || columns.figure.is(&word)
            || columns.figure_part.is(&word)
            || columns.body_part.is(&word)
            || super::heading::is_slot(text)
    };
    let named = |at: usize| {
        text(at).is_some_and(|text| text.chars().count() <= LONGEST && mark::parse(text).is_none() && !heads(text))
    };
    let labels: Vec<(usize, String)> = (0..blocks.len()).filter_map(|at| Some((at, label(at)?))).collect();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (_, word) in labels.iter().filter(|(at, _)| named(at + 1)) {
        *counts.entry(word).or_default() += 1;
    }
    let mut forms = vec![Form::Other; blocks.len()];
    for (at, word) in &labels {
        if counts.get(word.as_str()).is_some_and(|count| *count >= 2) && named(at + 1) {
            (forms[*at], forms[at + 1]) = (Form::Label, Form::Name);
        }
    }
    forms
}

/// What stands after a block.
pub(super) fn next_of(lookaheads: &[Lookahead], at: usize) -> Next {
    let Some(next) = lookaheads.get(at + 1) else {
        return Next::End;
    };
    match next.class {
        _ if next.row => Next::Row,
        // A number that was lost may be the first.
        Some(class) if class.counts() && next.ordinal <= 1 => Next::First,
        Some(class) if class.counts() => Next::Later,
        Some(Class::Symbol(_)) => Next::Bullet,
        Some(_) => Next::Bracket,
        None if next.prose => Next::Prose,
        None => Next::Line,
    }
}

/// Lists below a bullet each, at least, before the bullets are taken for their headings.
const LED: u32 = 2;

/// Numbers that begin anew below each bullet of a class, `・組織`, `①`, `②`, `・事業`, `①`: the bullets are headings.
pub(super) fn led_by_bullets(lookaheads: &[Lookahead]) -> HashMap<Class, Class> {
    let mut leads: HashMap<Class, Option<(Class, u32)>> = HashMap::new();
    // The bullet before, with nothing but prose since; what stands since the last number of a class.
    let mut bullet = None;
    let mut since: HashMap<Class, HashSet<Class>> = HashMap::new();
    for lookahead in lookaheads {
        let Some(class) = lookahead.class else {
            bullet = bullet.filter(|_| lookahead.prose);
            continue;
        };
        if class.is_bullet() {
            bullet = Some(class);
            for since in since.values_mut() {
                since.insert(class);
            }
            continue;
        }
        let lead = leads.entry(class).or_insert(bullet.map(|bullet| (bullet, 0)));
        let passed = since.insert(class, HashSet::new()).unwrap_or_default();
        *lead = lead.filter(|(leads, _)| match lookahead.ordinal {
            1 => bullet == Some(*leads),
            _ => !passed.contains(leads),
        });
        if let Some((_, count)) = lead.as_mut().filter(|_| lookahead.ordinal == 1) {
            *count += 1;
        }
        bullet = None;
    }
    let told = |(class, lead): (Class, Option<(Class, u32)>)| {
        lead.filter(|(_, count)| *count >= LED && class.counts()).map(|(bullet, _)| (class, bullet))
    };
    leads.into_iter().filter_map(told).collect()
}

/// Squares that lead squares of another sign, which custom sets on one level: `■主な事業`, `◆経営支援`, `◇窓口相談`. Each list
/// of the inner ones begins right below an outer one without words of its own, and fewer outer ones lead their like.
/// Signs that one line explains together (■済　□未) tell how things stand.
pub(super) fn led_squares(blocks: &[Block], lookaheads: &[Lookahead]) -> HashMap<Class, Class> {
    /// A box may be one that is ticked, ■ and □: so many lists tell that it is a heading.
    const LISTS_OF_BOXES: usize = 2;
    let at: Vec<(usize, Class)> = lookaheads
        .iter()
        .enumerate()
        .filter_map(|(at, lookahead)| Some((at, lookahead.class.filter(|class| class.is_square())?)))
        .collect();
    let signs = ['■', '□', '◆', '◇'].map(Class::Symbol);
    let explained = |one: Class, other: Class| {
        let of = |sign: Class| move |c: char| mark::family(c).map(Class::Symbol) == Some(sign);
        blocks.iter().any(
            |block| matches!(&block.kind, BlockKind::Text(text) if text.contains(of(one)) && text.contains(of(other))),
        )
    };
    let leads = |outer: Class, inner: Class| {
        let (mut lists, mut alike) = (0, 0);
        let mut before: Option<(usize, Class)> = None;
        for (position, class) in at.iter().copied().filter(|(_, class)| *class == outer || *class == inner) {
            let below = before.is_some_and(|(before, _)| before + 1 == position);
            match before.map(|(_, class)| class) {
                None if class == inner => return None,
                Some(above) if class == inner && above == outer && !below => return None,
                Some(above) if class == inner && above == outer => lists += 1,
                Some(above) if class == outer && above == outer && below => alike += 1,
                _ => {}
            }
            before = Some((position, class));
        }
        let boxes = [outer, inner].contains(&Class::Symbol('□'));
        let heads = if boxes { alike == 0 && lists >= LISTS_OF_BOXES } else { lists > 2 * alike };
        (heads && !explained(outer, inner)).then_some(lists)
    };
    let led = |inner: Class| {
        let outer = signs.iter().filter(|outer| **outer != inner).copied();
        outer.filter_map(|outer| Some((leads(outer, inner)?, outer))).max_by_key(|(lists, _)| *lists)
    };
    signs.iter().filter_map(|inner| Some((*inner, led(*inner)?.1))).collect()
}

/// Headings in brackets that come again and again, under every number once: they say nothing of their own.
pub(super) fn labels(list: &[Block], lookaheads: &[Lookahead]) -> HashSet<String> {
    let mut counts: HashMap<String, (u32, bool)> = HashMap::new();
    let mut under: HashMap<String, usize> = HashMap::new();
    let mut number = None;
    for (at, (block, lookahead)) in list.iter().zip(lookaheads).enumerate() {
        let BlockKind::Text(text) = &block.kind else {
            continue;
        };
        if matches!(lookahead.class, Some(Class::Corner | Class::Angle)) {
            let label = squeeze(text);
            let before = number.and_then(|number| under.insert(label.clone(), number));
            let count = counts.entry(label).or_insert((0, true));
            count.0 += 1;
            count.1 &= number.is_some() && before != number;
        } else if lookahead.class.is_some_and(|class| !class.is_bullet()) {
            number = Some(at);
        }
    }
    counts.into_iter().filter(|(_, (count, headed))| *count >= 3 && *headed).map(|(text, _)| text).collect()
}

/// Letters of a rating that are explained one behind the other, at least.
const RATINGS: usize = 3;

/// The lines that say what the letters of a rating mean: `A：達成した`, `・B→ 概ね達成した`. They stand one behind the
/// other, in order.
pub(super) fn ratings(list: &[Block]) -> Vec<bool> {
    let rated: Vec<Option<(u32, bool)>> = list.iter().map(rated).collect();
    let letters: Vec<Option<u32>> = rated.iter().map(|rated| rated.map(|(letter, _)| letter)).collect();
    let mut ratings = vec![false; list.len()];
    let mut at = 0;
    while at < list.len() {
        let run = letters[at..].iter().zip(0..).take_while(|(letter, place)| **letter == Some(*place)).count();
        // What follows the list may be joined to its last line.
        let told = rated[at..at + run].iter().flatten().filter(|(_, told)| *told).count();
        if run >= RATINGS && told + 1 >= run {
            ratings[at..at + run].fill(true);
        }
        at += run.max(1);
    }
    ratings
}

/// Which letter of a rating a line explains, from 0 for A, and whether it says so to its end: a pillar A．地域課題の解決
/// has such words, too.
fn rated(block: &Block) -> Option<(u32, bool)> {
    const MEANINGS: [&str; 12] =
        ["達成", "概ね", "おおむね", "改善", "課題", "不十分", "効果", "順調", "遅れ", "実施され", "見直し", "継続"];
    let BlockKind::Text(text) = &block.kind else { return None };
    let text = text.trim_start_matches(['・', '•', '○', '●', '-', ' ', '\u{3000}']);
    let letter = text.chars().next()?;
    let place = match letter {
        'A'..='E' => u32::from(letter) - u32::from('A'),
        'Ａ'..='Ｅ' => u32::from(letter) - u32::from('Ａ'),
        _ => return None,
    };
    let after = text[letter.len_utf8()..].trim_start();
    let meaning = after.trim_start_matches(['.', '．', ':', '：', '→', '⇒', '＝', '=', '…']);
    let said = meaning.trim_end_matches('。');
    let told =
        ["た", "いる", "ある", "必要", "もの", "できる", "達成", "未達", "ない"].iter().any(|end| said.ends_with(end));
    let explains = meaning.len() < after.len() && MEANINGS.iter().any(|word| meaning.contains(word));
    explains.then_some((place, told))
}

/// Days of a diary, at least.
const DAYS: usize = 3;

/// The lines of a diary: `４月10日（火）　通常総会`, each day with what was held. One such line alone dates a text.
pub(super) fn diary(list: &[Block]) -> Vec<bool> {
    let days: Vec<bool> = list.iter().map(is_day).collect();
    let numbered = |block: &Block| match &block.kind {
        BlockKind::Text(text) => mark::parse(text).is_some_and(|mark| mark.class.counts()),
        BlockKind::Row { .. } => true,
    };
    let mut diary = vec![false; list.len()];
    // Numbers between the days, or right above one, are work of which the days are dates.
    let mut at = 0;
    while at < list.len() {
        let run = list[at..].iter().take_while(|block| !numbered(block)).count();
        let below =
            at > 0 && list[at - 1..].first().is_some_and(|block| numbered(block) && days[at..].first() == Some(&true));
        if !below && days[at..at + run].iter().filter(|day| **day).count() >= DAYS {
            diary[at..at + run].copy_from_slice(&days[at..at + run]);
        }
        at += run + 1;
    }
    diary
}

/// A day with its weekday, a blank, and a short name.
fn is_day(block: &Block) -> bool {
    /// Letters of the name.
    const LONGEST: usize = 30;
    let BlockKind::Text(text) = &block.kind else { return false };
    let digits = |text: &str| text.trim_start_matches(|c| crate::blocks::chars::digit(c).is_some()).len();
    let after = |text: &str, sign: char| {
        let rest = &text[text.len() - digits(text)..];
        (rest.len() < text.len()).then(|| rest.strip_prefix(sign).map(str::to_owned)).flatten()
    };
    let Some(rest) = after(text, '月').and_then(|rest| after(rest.trim_start(), '日')) else { return false };
    let Some(inside) = rest.strip_prefix(['（', '(']) else { return false };
    let Some((weekday, name)) = inside.split_once(['）', ')']) else { return false };
    let named = name.trim();
    weekday.starts_with(['月', '火', '水', '木', '金', '土', '日'])
        && name.starts_with(char::is_whitespace)
        && (2..=LONGEST).contains(&named.chars().count())
        && !named.ends_with(['。', '、', '氏'])
        && !PLACES.iter().any(|word| named.contains(word))
}

/// What stands behind a day that says where or when, and not what was held.
const PLACES: [&str; 10] = ["会館", "会議室", "ホール", "講師", "議題", "場所", "会場", "：", ":", "～"];

/// Letters of a heading in round brackets.
const ROUND: std::ops::RangeInclusive<usize> = 3..=24;

/// The brackets in which this document sets headings on lines of their own, where no mark tells them: （税務への協力）
/// over numbers, 「人を育てる」 over what it means. One such line alone is a note or a quotation.
pub(super) fn heading_brackets(list: &[Block], lookaheads: &[Lookahead]) -> Brackets {
    let lines = |open: char| {
        let heads = move |(at, block): (usize, &Block)| match &block.kind {
            BlockKind::Text(text) => {
                let before = at.checked_sub(1).map(|before| lookaheads[before]);
                enclosed(text, open).is_some() && leads(open, before, next_of(lookaheads, at))
            }
            BlockKind::Row { .. } => false,
        };
        list.iter().enumerate().filter(|line| heads(*line)).count()
    };
    // The first heads a list that begins; a note stands between two items.
    let begins = |open: char| {
        let mut found = list.iter().enumerate().filter(|(_, block)| match &block.kind {
            BlockKind::Text(text) => enclosed(text, open).is_some(),
            BlockKind::Row { .. } => false,
        });
        found.next().is_some_and(|(at, _)| {
            let before = at.checked_sub(1).map(|before| lookaheads[before]);
            leads(open, before, next_of(lookaheads, at)) && (open != '（' || next_of(lookaheads, at) != Next::Later)
        })
    };
    let heads = |(open, fewest): &(char, usize)| lines(*open) >= *fewest && begins(*open);
    let open = [('（', 2), ('「', 3)].into_iter().filter(heads).map(|(open, _)| open).collect();
    Brackets { open, again: said_again(list, lookaheads) }
}

/// How a document sets headings in brackets.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The brackets that open them.
    open: Vec<char>,
    /// What stands in round brackets over lists again and again: （政策要望） below each number.
    again: HashSet<String>,
}

/// What stands in round brackets over several lists.
fn said_again(list: &[Block], lookaheads: &[Lookahead]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (at, block) in list.iter().enumerate() {
        if let BlockKind::Text(text) = &block.kind
            && let Some(words) = enclosed(text, '（')
            && matches!(next_of(lookaheads, at), Next::Bullet | Next::First)
        {
            *counts.entry(words).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= 2).map(|(words, _)| words.to_owned()).collect()
}

/// Does what stands next follow a heading in such brackets? Right behind an item that no sentence ends they hold a note.
fn leads(open: char, before: Option<Lookahead>, next: Next) -> bool {
    let item = before.is_some_and(|before| before.class.is_some());
    let bullet = before.is_some_and(|before| before.class.is_some_and(Class::is_bullet));
    let noted = item && before.is_some_and(|before| !before.prose);
    match open {
        '（' => next == Next::First && !bullet || next == Next::Bullet && !item || next == Next::Later && !noted,
        _ => next == Next::Prose,
    }
}

/// The words of a line that stands in brackets whole, where they may be a heading.
fn enclosed(text: &str, open: char) -> Option<&str> {
    const NOTES: [&str; 20] = [
        "単位",
        "案",
        "担当",
        "注",
        "備考",
        "予定",
        "参考",
        "続き",
        "税込",
        "順不同",
        "随時",
        "毎",
        "限定",
        "方式",
        "対象",
        "含む",
        "中心に",
        "共催",
        "連携",
        "による",
    ];
    let (opens, closes): (&[char], &[char]) =
        if open == '（' { (&['（', '('], &['）', ')']) } else { (&['「'], &['」']) };
    let inside = text.trim().strip_prefix(opens)?.strip_suffix(closes)?.trim();
    let words = squeeze(inside);
    let told = words.contains('を') || words.contains("による") || words.contains("との");
    let noted = told || NOTES.iter().any(|note| words.starts_with(note) || words.ends_with(note));
    let plain = !inside.contains(opens) && !inside.contains(closes) && !inside.contains(['。', '：', ':']);
    let counted = inside.contains(|c| crate::blocks::chars::digit(c).is_some());
    let noted = noted || super::heading::is_slot(&words);
    let fits = open != '（' || ROUND.contains(&words.chars().count()) && !counted && !noted;
    (plain && fits && !words.is_empty()).then_some(inside)
}

/// The heading that a line in such brackets is.
pub(super) fn enclosed_heading<'a>(
    text: &'a str,
    brackets: &Brackets,
    (before, next): (Option<Lookahead>, Next),
) -> Option<&'a str> {
    if matches!(next, Next::Bullet | Next::First)
        && let Some(words) = enclosed(text, '（').filter(|words| brackets.again.contains(*words))
    {
        return Some(words);
    }
    let open = *brackets.open.iter().find(|open| enclosed(text, **open).is_some() && leads(**open, before, next))?;
    // What is quoted keeps its marks.
    if open == '（' { enclosed(text, open) } else { Some(text.trim()) }
}

/// Do the circled numbers of this document name what is measured (①新規事業数) rather than things to do?
pub(super) fn circled_measures(list: &[Block]) -> bool {
    let (mut all, mut measures) = (0u32, 0u32);
    for block in list {
        if let BlockKind::Text(text) = &block.kind
            && text.chars().next().is_some_and(|c| numeral::circled(c).is_some())
        {
            all += 1;
            measures += u32::from(names_measures(text));
        }
    }
    all >= 2 && measures * 3 >= all * 2
}

/// Does every part of the line end like the name of an indicator: 数, 率, 額, 割合, 満足度?
pub(super) fn names_measures(text: &str) -> bool {
    text.split(|c| numeral::circled(c).is_some())
        .map(|part| part.trim_matches(['、', '，', ' ', '　', '・']))
        .filter(|part| !part.is_empty())
        .all(|part| {
            let mut name = part;
            while let Some(shorter) = name
                .strip_suffix(['）', ')'])
                .and_then(|inner| inner.rfind(['（', '(']).map(|at| inner[..at].trim_end()))
            {
                name = shorter;
            }
            // 年間目標９６０件 says how many.
            let counted = name
                .char_indices()
                .next_back()
                .is_some_and(|(at, _)| name[..at].trim_end().ends_with(|c| crate::blocks::chars::digit(c).is_some()));
            is_measure(name) && !counted
        })
}
