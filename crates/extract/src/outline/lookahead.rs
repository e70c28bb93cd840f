//! What can be told of each block before the tree grows: its mark, what follows it, what repeats.
//!
//! What comes in are the blocks, what goes out are observations about them. This file must not know levels.

use super::card::ARROWS;
use super::heading;
use super::heading::Next;
use super::work_name::{NAME_LETTERS, acts, mostly_acts, names, names_event};
use crate::blocks::chars::{close_up, digit, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure;
use crate::blocks::{Block, BlockKind, is_label, names_work, numeral};
use crate::vocabulary::{is_action, is_measure, words};
use kurabe_text::spacing::before_words;
use std::collections::{HashMap, HashSet};

/// What can be told of a block before the tree grows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lookahead {
    pub(super) class: Option<Class>,
    pub(super) ordinal: u32,
    pub(super) row: bool,
    pub(super) prose: bool,
    /// Is it as short as a name?
    pub(super) short: bool,
    /// Does it only say who heads a part of the body: 委員長 港 太郎?
    pub(super) post: bool,
    pub(super) indent: u32,
}

/// Looks at each block, and at what its mark is in this document.
pub(super) fn lookaheads(blocks: &[Block]) -> Vec<Lookahead> {
    let mut lookaheads: Vec<Lookahead> = blocks.iter().map(lookahead).collect();
    unmark_lost(&mut lookaheads);
    unmark_caption(blocks, &mut lookaheads);
    unmark_brackets(blocks, &mut lookaheads);
    unmark_letters(blocks, &mut lookaheads);
    unmark_flags(blocks, &mut lookaheads);
    count_iroha(&mut lookaheads);
    lookaheads
}

/// Ａ before a blank heads a chapter where Ａ, Ｂ and Ｃ follow one another with what they hold between; else it explains a rating
/// or names one of a kind: Ａ　達成率100％以上, Ａ　会員, Ｂ　会員.
fn unmark_letters(blocks: &[Block], lookaheads: &mut [Lookahead]) {
    let bare = |at: usize, own: &Lookahead| {
        let BlockKind::Text(text) = &blocks[at].kind else { return false };
        let letter = matches!(own.class, Some(Class::Latin(_))) && text.starts_with(|c| matches!(c, 'Ａ'..='Ｚ'));
        letter && text.chars().nth(1) == Some('\u{3000}')
    };
    let letters: Vec<usize> = (0..lookaheads.len()).filter(|at| bare(*at, &lookaheads[*at])).collect();
    let heads = |pair: &[usize]| {
        let [one, next] = pair else { return false };
        lookaheads[*one].ordinal + 1 == lookaheads[*next].ordinal
            && lookaheads[one + 1..*next].iter().any(|between| between.class.is_some() || between.row)
    };
    let first = letters.first().is_some_and(|at| lookaheads[*at].ordinal == 1);
    if first && letters.len() >= 2 && letters.windows(2).all(heads) {
        return;
    }
    for at in letters {
        lookaheads[at].class = None;
    }
}

/// 【新規】 before one of several lines without a mark that name work is its flag. Where each line of a list has such a bracket, or
/// a line below it says what is done, the bracket is its mark.
fn unmark_flags(blocks: &[Block], lookaheads: &mut [Lookahead]) {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Line {
        Flagged,
        Plain,
        Other,
    }
    let text = |at: usize| if let BlockKind::Text(text) = &blocks[at].kind { text.as_str() } else { "" };
    let flag = |text: &str| mark::parse(text).is_some_and(|mark| heading::is_flag_line(&mark.marker));
    let line = |at: usize| match lookaheads[at].class {
        Some(Class::Label) if flag(text(at)) => Line::Flagged,
        None if acts(text(at)) => Line::Plain,
        _ => Line::Other,
    };
    let lines: Vec<Line> = (0..blocks.len()).map(line).collect();
    let flagged = |at: &usize| lines[*at] == Line::Flagged;
    let plain = |at: &usize| lines[*at] == Line::Plain;
    let beside = |a: &usize, b: &usize| {
        lines[*a] != Line::Other && lines[*b] != Line::Other && lookaheads[*a].indent == lookaheads[*b].indent
    };
    // The list is all that a number holds: such lines become items.
    let held = |run: &[usize]| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let above = lookaheads[..first].iter().rev().find(|own| !own.prose)?;
        let class = above.class.filter(|class| class.counts())?;
        let inside = |next: &Lookahead| match next.class {
            Some(other) if other.counts() => next.ordinal == 1 && other != class,
            Some(other) => other.is_bullet(),
            None => true,
        };
        Some(!lookaheads.get(last + 1).is_some_and(inside))
    };
    let places: Vec<usize> = (0..lines.len()).collect();
    let mut flags: Vec<usize> = Vec::new();
    for run in places.chunk_by(beside).filter(|run| run.iter().any(flagged) && run.iter().any(plain)) {
        let alike = |pair: &[usize]| lines[pair[0]] == lines[pair[1]];
        // 【新規】記帳代行の推進, 青色申告の推進: the second says no more of the first, as 相談会の開催 would.
        let apart = |pair: &[usize]| match (breadth(text(pair[0])), breadth(text(pair[1]))) {
            (Some(field), Some(next)) => !field || next,
            _ => false,
        };
        let mut below = run.windows(2).filter(|pair| flagged(&pair[0]) && plain(&pair[1]));
        let listed = plain(&run[0]) || run.windows(2).any(alike) || below.all(apart);
        if listed && held(run) == Some(true) && mostly_acts(run.iter().map(|at| text(*at))) {
            flags.extend(run.iter().filter(|at| flagged(at)));
        }
    }
    for at in flags {
        lookaheads[at].class = None;
    }
}

/// Of 創業塾の開催 whether it names a field of work rather than a thing to do; none where a line names neither.
fn breadth(text: &str) -> Option<bool> {
    const FIELDS: [&str; 10] = ["推進", "強化", "充実", "促進", "支援", "向上", "整備", "対応", "活性化", "確保"];
    let done = super::work_name::unnoted(text.trim()).rsplit_once('の')?.1;
    is_action(done).then(|| FIELDS.contains(&done))
}

/// A lone sign whose number was lost is none.
fn unmark_lost(lookaheads: &mut [Lookahead]) {
    for sign in [Class::Paren, Class::Roman] {
        let lost = |own: &Lookahead| own.class == Some(sign) && own.ordinal == 0;
        if lookaheads.iter().filter(|own| lost(own)).count() == 1 {
            lookaheads.iter_mut().filter(|own| lost(own)).for_each(|own| own.class = None);
        }
    }
}

/// ▲ before the only line that has it, and that holds nothing: the words of a picture, ▲ 秋祭りのようす.
fn unmark_caption(blocks: &[Block], lookaheads: &mut [Lookahead]) {
    let sign = |own: &Lookahead| own.class == Some(Class::Symbol('▼'));
    let mut places = (0..lookaheads.len()).filter(|at| sign(&lookaheads[*at]));
    let (Some(at), None) = (places.next(), places.next()) else { return };
    let upright = matches!(&blocks[at].kind, BlockKind::Text(text) if text.starts_with(['▲', '△']) && !is_action(text));
    let holds = lookaheads.get(at + 1).is_some_and(|next| next.row || next.class.is_some_and(Class::is_bullet));
    if upright && !holds {
        lookaheads[at].class = None;
    }
}

/// `[苦情受付担当者]` over names or words is a label; `[公益目的事業]` over marks is a heading.
fn unmark_brackets(blocks: &[Block], lookaheads: &mut [Lookahead]) {
    for at in 0..blocks.len() {
        let plain = matches!(&blocks[at].kind, BlockKind::Text(text) if text.starts_with('['));
        let leads = lookaheads.get(at + 1).is_some_and(|next| next.class.is_some_and(|class| !class.floats()));
        if plain && lookaheads[at].class == Some(Class::Angle) && !leads {
            lookaheads[at].class = None;
        }
    }
}

/// Looks at a block.
pub(super) fn lookahead(block: &Block) -> Lookahead {
    let BlockKind::Text(text) = &block.kind else {
        return Lookahead { row: true, indent: block.indent, ..Lookahead::default() };
    };
    let mark = mark::parse(text);
    let prose = text.ends_with('。') || text.len() > 270;
    Lookahead {
        class: mark.as_ref().map(|mark| mark.class),
        ordinal: mark.map_or(0, |mark| mark.ordinal),
        row: false,
        prose,
        short: text.chars().nth(NAME_LETTERS).is_none(),
        post: heading::names_post(text),
        indent: block.indent,
    }
}

/// イ, ロ and ハ number from 1 where no ア of their kind stands in the document; read one by one they count on from ア.
fn count_iroha(lookaheads: &mut [Lookahead]) {
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

/// 会報の発行　　年6回: what is done, a wide gap, and when or how often.
fn work_and_when(text: &str) -> bool {
    /// Letters of what tells when.
    const LONGEST: usize = 30;
    // 12回 alone counts what was done.
    const WHEN: [&str; 8] = ["毎", "通年", "随時", "曜", "隔年", "年間", "年", "週"];
    // 9月, 20日, but no 平日.
    let dated = |rest: &str| {
        let mut before = ' ';
        rest.chars().any(|c| digit(std::mem::replace(&mut before, c)).is_some() && matches!(c, '月' | '日'))
    };
    before_words(text).is_some_and(|(name, rest)| {
        let told = rest.chars().count() <= LONGEST
            && !rest.contains('。')
            && (dated(rest) || WHEN.iter().any(|word| rest.contains(word)));
        told && names(name) && !name.contains(['。', '、', '：']) && (acts(name) || names_event(name))
    })
}

/// For each block: is it one of several lines that name a part of the body, or a meeting, and what it does or how often it
/// meets: `商業部会……視察研修、共同売出し`, `理事会　　年5回`? Or of several that name work and when it is done?
pub(super) fn parts_and_work(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let told = |at: usize| {
        let BlockKind::Text(text) = &blocks[at].kind else { return false };
        let named = before_words(text).is_some_and(|(name, _)| names_part(name) || words().heading.meeting.ends(name))
            || close_up(text).as_deref().and_then(meeting_and_when).is_some()
            || work_and_when(text);
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
        names_work(&word).then_some(word)
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
        // One alone where what it names is told of: 所管課　商工課.
        let told = || text(at + 2).is_some_and(begins_with_label);
        if (counts.get(word.as_str()).is_some_and(|count| *count >= 2) || told()) && named(at + 1) {
            (forms[*at], forms[at + 1]) = (Form::Label, Form::Name);
        }
    }
    forms
}

/// 所管課　商工課: a label, and what it says.
fn begins_with_label(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(is_label) && words.next().is_some_and(|word| !is_label(word))
}

/// What stands after a block.
pub(super) fn next_of(lookaheads: &[Lookahead], at: usize) -> Next {
    // 総務委員会, 委員長 港 太郎, and then what it did.
    let Some(at) = (at + 1..lookaheads.len()).find(|next| !lookaheads[*next].post).map(|next| next - 1) else {
        return Next::End;
    };
    let next = &lookaheads[at + 1];
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
    const MEANINGS: [&str; 13] = [
        "実施し",
        "達成",
        "概ね",
        "おおむね",
        "改善",
        "課題",
        "不十分",
        "効果",
        "順調",
        "遅れ",
        "実施され",
        "見直し",
        "継続",
    ];
    let BlockKind::Text(text) = &block.kind else { return None };
    let text = text.trim_start_matches(['・', '•', '○', '●', '-', ' ', '\u{3000}']);
    let letter = text.chars().next()?;
    let place = match letter {
        'A'..='E' => u32::from(letter) - u32::from('A'),
        'Ａ'..='Ｅ' => u32::from(letter) - u32::from('Ａ'),
        _ => return None,
    };
    let after = &text[letter.len_utf8()..];
    let parts = |c: char| c.is_whitespace() || ".．:：→⇒＝=…".contains(c);
    let meaning = after.trim_start_matches(parts);
    let said = meaning.trim_end_matches('。');
    let told =
        ["た", "いる", "ある", "必要", "もの", "できる", "達成", "未達", "ない"].iter().any(|end| said.ends_with(end));
    let explains = meaning.len() < after.len() && MEANINGS.iter().any(|word| meaning.contains(word));
    explains.then_some((place, told))
}

/// Do the circled numbers of this document name what is measured (①新規事業数) rather than things to do?
pub(super) fn circled_measures(list: &[Block]) -> bool {
    let (mut all, mut measures) = (0u32, 0u32);
    for block in list {
        if let BlockKind::Text(text) = &block.kind
            && text.chars().next().is_some_and(|c| numeral::circled(c).is_some())
        {
            all += 1;
            // 入込者数：41人/年 → 60人/年
            let named = text.split_once(['：', ':']).filter(|(_, rest)| rest.contains(ARROWS));
            measures += u32::from(names_measures(text) || named.is_some_and(|(name, _)| is_measure(name.trim())));
        }
    }
    all >= 2 && measures * 3 >= all * 2
}

/// The name of 地域ＤＭＯの設立：0件 → 1件, which says what there is, and what is to be reached.
pub(crate) fn reached(text: &str) -> Option<&str> {
    let figure = |text: &str| {
        let text = squeeze(text);
        figure::shape(&text) == Some(figure::Shape::Number) || figure::is_dash(&text)
    };
    let (from, to) = text.split_once(ARROWS)?;
    let (name, from) = from.rsplit_once(['：', ':'])?;
    (figure(from) && figure(to)).then(|| name.trim_end())
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
