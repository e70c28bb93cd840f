//! Lines that tell of an item above and are none: labels and slots, aims and indicators, flags, notes, people and hours.
//!
//! What comes in is a line with what surrounds it, what goes out is what becomes of it. This file must not know headings.

use super::super::card::{self, Card};
use super::super::heading::{self, Next};
use super::super::lookahead::{names_measures, reached};
use super::super::tree_builder::TreeBuilder;
use super::super::{PieceKind, accounts, roles};
use super::{Decision, Line, SLOT_LETTERS};
use crate::blocks::BlockKind;
use crate::blocks::chars::{is_hiragana, is_japanese, squeeze};
use crate::blocks::mark::{self, Class, Mark};
use crate::blocks::target::figure;
use crate::vocabulary::{is_action, words};
use kurabe_text::bracket;

/// `指標：来場者数　現状：120人　目標：150人`, or one of its parts with another on the line before or after it.
pub(super) fn card(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let listed =
        |mark: &&Mark| mark.class.is_bullet() || matches!(mark.class, Class::Circled | Class::Paren | Class::HalfParen);
    let marked = line.mark.as_ref().filter(listed);
    let cards = |text: &str| card::read(text).filter(|cards| !cards.is_empty());
    let cards = cards(marked.map_or(line.text, |mark| mark.rest).trim_matches('*'))?;
    let one = || if let [only] = cards.as_slice() { only.says_one() } else { None };
    let beside = || {
        let next = line.following.and_then(|block| match &block.kind {
            BlockKind::Text(text) => card::read(mark::parse(text).map_or(text.as_str(), |mark| mark.rest)),
            BlockKind::Row { .. } => None,
        });
        let next = next.as_deref().and_then(|cards| if let [only] = cards { only.says_one() } else { None });
        one().is_some_and(|says| builder.card.is_some() || next.is_some_and(|next| next != says))
    };
    let told = cards.iter().all(Card::tells) || beside();
    let work = marked.is_some() && cards.iter().any(|card| !card.labelled && !card.is_measure());
    let labelled = cards.iter().any(|card| card.labelled);
    let own = line.look.own_cards
        && line
            .look
            .before
            .is_some_and(|before| before.class.is_some_and(Class::is_bullet) && line.indent > before.indent);
    let above = labelled && !own && line.look.next != Next::Bullet;
    (told && !work).then_some(Decision::Card { cards, above })
}

/// A point below 期待される効果 tells what is hoped for, not what is done.
pub(super) fn effect(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let bullet = line.mark.as_ref().is_some_and(|mark| mark.class.is_bullet());
    (builder.effects && bullet).then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn target(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let figure = || {
        let listed = |mark: &Mark| mark.class.is_bullet() || mark.class == Class::Circled;
        let words = line.mark.as_ref().map_or(line.text, |mark| mark.rest);
        line.mark.as_ref().is_none_or(listed)
            && !words.ends_with('。')
            && words.chars().count() <= 80
            && (heading::has_figure(words) || names_measures(words) || ends_with_figure(words))
    };
    let aims = || line.mark.as_ref().is_some_and(|mark| mark.class.is_bullet() && names_aims(mark.rest));
    (builder.targets && figure() || aims()).then_some(Decision::Piece(PieceKind::Targets))
}

/// 試作品 3品: a name, a blank and a figure.
fn ends_with_figure(text: &str) -> bool {
    text.rsplit_once(char::is_whitespace).is_some_and(|(_, word)| figure::shape(word) == Some(figure::Shape::Number))
}

/// `・推薦目標　50件　1億円`: the aim of the item above, and nothing but figures.
fn names_aims(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let named = parts.next().is_some_and(|name| name.ends_with("目標") || words().slot.target.is(name));
    let figures = parts.map(figure::shape).collect::<Vec<_>>();
    named && !figures.is_empty() && figures.iter().all(|shape| *shape == Some(figure::Shape::Number))
}

/// 【事業内容】 over ① and ② below 地域の経済動向調査に関すること: what is done, beside 【現状と課題】 and 【目標】.
pub(super) fn slot_of_work(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let mark = line.mark.as_ref();
    let bracketed = || match mark {
        Some(mark) => matches!(mark.class, Class::Corner | Class::Angle),
        None => line.text.trim_end().ends_with([')', '）']),
    };
    let over = builder.heading().is_some_and(|heading| {
        heading.title.contains("に関すること") || matches!(heading.class, Class::Roman | Class::Word(_))
    });
    let again = builder.slot_of_work().is_some();
    let work = line.letters() <= SLOT_LETTERS && heading::is_slot_of_work(line.text) && bracketed();
    let heads = work && line.look.next == Next::First && (over || again);
    heads.then_some(Decision::SlotOfWork)
}

pub(super) fn slot(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    if line.letters() <= SLOT_LETTERS
        && heading::is_slot(line.text)
        && builder.labelled(line.text, line.look.position).is_some()
    {
        return Some(Decision::Slot { targets: heading::is_target_slot(line.text) });
    }
    let class = line.mark.as_ref().map(|mark| mark.class);
    let bracketed = matches!(class, Some(Class::Corner | Class::Angle | Class::Symbol('■' | '□' | '◆' | '◇' | '▼')));
    let round = line.mark.is_none() && line.text.starts_with(['（', '(']) && line.text.ends_with(['）', ')']);
    let bracketed = bracketed || round && builder.slot_of_work().is_some();
    let numbered =
        || builder.heading().is_some_and(|heading| heading.class.counts()) || builder.slot_of_work().is_some();
    // 【分析手法】 over a list or prose says how the item above is done.
    let how = || {
        let item = builder.heading().is_some_and(|heading| {
            let pillar = matches!(heading.class, Class::Roman | Class::Chapter | Class::Part | Class::Word(_));
            heading.class.counts() && !pillar
        });
        // A square over prose may be a chapter: ◆推進体制.
        let square = matches!(class, Some(Class::Symbol(_)));
        let prose = matches!(line.look.next, Next::Prose | Next::Line | Next::Bracket);
        let told = line.look.next == Next::Bullet || prose && !square;
        bracketed && heading::tells_how(line.text) && told && item
    };
    // <視察先>, 【講師】 over who or where it is.
    let fact = || line.look.next != Next::Bracket && line.mark.as_ref().is_some_and(heading::tells_fact);
    // ■事業内容 beside ■趣旨, which is open as a heading: of its kind.
    let beside = || matches!(class, Some(Class::Symbol(_))) && class.is_some_and(|class| builder.levels.is_open(class));
    if line.letters() > SLOT_LETTERS
        || !(heading::is_slot(line.text) || how() || fact())
        || line.look.next == Next::First && beside()
    {
        return None;
    }
    let listed = || matches!(line.look.next, Next::Bullet | Next::Row);
    let plain = || listed() && line.mark.is_none() && (builder.levels.in_number() || numbered());
    // KPI alone on a line below a list, and figures below it: of what the list stands under.
    let figures = || {
        let next =
            line.following.and_then(|block| if let BlockKind::Text(text) = &block.kind { Some(text) } else { None });
        next.is_some_and(|text| mark::parse(text).is_none() && heading::has_figure(text) && !text.ends_with('。'))
    };
    let listed_above = || builder.levels.in_bullet() || builder.levels.in_number();
    let kpi = || line.mark.is_none() && heading::is_target_slot(line.text) && listed_above() && figures();
    (bracketed && numbered() || plain() || kpi())
        .then(|| Decision::Slot { targets: heading::is_target_slot(line.text) })
}

pub(super) fn slot_label(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    // - 【対象】会員 below an item lists nothing, either.
    let inner = |mark: &Mark| {
        let (label, rest) = mark.rest.strip_prefix('【')?.split_once('】')?;
        (mark.class.is_bullet() && !rest.trim().is_empty() && heading::is_slot(label)).then_some(())
    };
    if line.mark.as_ref().and_then(inner).is_some() {
        return Some(Decision::Piece(PieceKind::Paragraph));
    }
    let mark = line.mark.as_ref().filter(|mark| mark.class == Class::Label)?;
    let numbered = || builder.heading().is_some_and(|heading| heading.class.counts());
    let tells = || {
        let beside = line.look.fields.contains(&squeeze(&mark.marker));
        heading::tells_how(&mark.marker) || heading::is_label(&mark.marker) || beside
    };
    let slot = heading::is_slot(&mark.marker) || numbered() && tells();
    slot.then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn repeated_label(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let bracketed = matches!(line.mark.as_ref()?.class, Class::Corner | Class::Angle);
    (bracketed && line.look.labels.contains(&squeeze(line.text))).then_some(Decision::Piece(PieceKind::Label))
}

/// `基本目標 施策 主な取組` above a list, `科 目 予算額 増 減` above an account: the words that headed its columns.
pub(super) fn column_words(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    // Below a numbered chapter it is its text.
    let paper =
        || builder.heading().is_some_and(|heading| !heading.class.counts() && accounts::is_paper(&heading.title));
    let account = || {
        let text = squeeze(line.text);
        let first = words().column.account.words().iter().any(|word| text.starts_with(word.as_str()));
        first && paper() && line.text.split_whitespace().count() > 2 && !heading::has_figure(&text)
    };
    // 事業計画　委員会事業 over lines that name work is a heading.
    let short = line.letters() <= SLOT_LETTERS * 2 && !line.look.actions;
    (short && (roles::heads_list(line.text, builder.rules) || account())).then_some(Decision::Piece(PieceKind::Label))
}

/// `- 期待される効果：` names what the list below it holds.
pub(super) fn colon_slot(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let mark = line.mark.as_ref()?;
    let name = mark.rest.strip_suffix(['：', ':'])?;
    let slot = mark.class.is_bullet() && heading::is_slot(name);
    slot.then(|| Decision::Slot { targets: heading::is_target_slot(name) })
}

/// `目標：出展10者`, `【調査手法】・商圏の分析`
pub(super) fn plain_slot_label(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let bracketed = || {
        let (label, _) = line.text.strip_prefix('【')?.split_once('】')?;
        let numbered = builder.heading().is_some_and(|heading| heading.class.counts());
        Some(numbered && (heading::is_slot(label) || heading::tells_how(label)))
    };
    let slot = || bracketed().or_else(|| heading::label(line.text).map(heading::is_slot)).unwrap_or(false);
    (line.mark.is_none() && slot()).then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn flag(line: &Line, marked: bool) -> Option<Decision> {
    (line.mark.is_some() == marked && heading::is_flag_line(line.text)).then_some(Decision::Piece(PieceKind::Flag))
}

/// 【指針③】 on the line below a heading, and the number of a form above all.
pub(super) fn reference(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let mark = line.mark.as_ref().filter(|mark| matches!(mark.class, Class::Corner | Class::Angle))?;
    let below_heading = line.look.before.and_then(|before| before.class).is_some_and(Class::counts);
    // 〔様式10〕 above the title.
    let form = builder.outline.entries.is_empty();
    let refers = (form || builder.heading().is_some() && below_heading) && bracket::refers(mark.rest);
    refers.then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn measures(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let circled = line.mark.as_ref()?.class == Class::Circled;
    let kind = if reached(line.text).is_some() { PieceKind::Targets } else { PieceKind::Measures };
    let told = || kind == PieceKind::Targets || names_measures(line.text);
    (line.look.measures && circled && told()).then_some(Decision::Piece(kind))
}

pub(super) fn agenda(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let mark = line.mark.as_ref()?;
    let listed = mark.class.counts() || mark.class.is_bullet();
    let told = listed && heading::is_agenda(mark.rest) && builder.in_meeting();
    // The order of the day lists the motions, which come again as headings.
    let listed =
        || mark.class == Class::Motion && builder.levels.comes_again(mark.class, mark.ordinal, line.look.position);
    (told || listed()).then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn elsewhere(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let class = line.mark.as_ref()?.class;
    let points = class.is_bullet() && class != Class::Symbol('・') && heading::points_elsewhere(line.text);
    points.then_some(Decision::Piece(PieceKind::Paragraph))
}

pub(super) fn note(builder: &TreeBuilder, line: &Line) -> Option<Decision> {
    let noted = line.mark.as_ref()?.class == Class::Symbol('※');
    let explained = || builder.outline.legend.iter().any(|(sign, _)| *sign == '※');
    (noted && !explained()).then_some(Decision::Piece(PieceKind::Paragraph))
}

/// 1 港 太郎 様　みさき製作所: a person, and whence.
pub(super) fn person(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    /// Letters of such a line, and of a name.
    const LONGEST: usize = 40;
    const NAME: std::ops::RangeInclusive<usize> = 2..=8;
    /// Words that end so and are no person.
    const OTHERS: [&str; 13] = ["皆", "客", "多", "同", "仕", "模", "神", "仏", "有", "異", "王", "奥", "会員"];
    let mark = line.mark.as_ref().filter(|mark| mark.class.counts() || mark.class.is_bullet())?;
    let named = |name: &str| {
        let kanji = |c: char| is_japanese(c) && !is_hiragana(c) && !matches!(c, '・' | 'ー');
        NAME.contains(&name.chars().count()) && name.chars().all(kanji) && !OTHERS.iter().any(|end| name.ends_with(end))
    };
    // 港 太郎 様, 港太郎様（みさき製作所）
    let words: Vec<&str> = mark.rest.split(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '、')).collect();
    let called = words.iter().enumerate().any(|(at, word)| {
        let title = word.strip_suffix(['様', '氏', '殿']);
        title.is_some_and(|name| if name.is_empty() { at > 0 } else { named(name) })
    });
    (called && mark.rest.chars().count() <= LONGEST && !is_action(mark.rest))
        .then_some(Decision::Piece(PieceKind::Paragraph))
}

/// <英語での相談　火・木曜日 10:00～15:00> says when, and heads nothing.
pub(super) fn hours(_: &TreeBuilder, line: &Line) -> Option<Decision> {
    let mark = line.mark.as_ref().filter(|mark| matches!(mark.class, Class::Angle | Class::Corner))?;
    let timed = mark.rest.contains("曜日") && mark.rest.contains([':', '：', '時']);
    // Over a sentence or a list it is what is held then.
    let noted = line.look.next == Next::Line && line.look.before.is_some_and(|before| before.class.is_none());
    (timed && noted).then_some(Decision::Piece(PieceKind::Paragraph))
}
