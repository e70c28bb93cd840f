//! Block after block: what a line is, the rules decide; what they decided is carried out here.
//!
//! What comes in are blocks, what goes out is the tree before background chapters are folded. This file must
//! not know what the columns of a table mean, nor why a rule decides as it does.

use super::brackets::heading_brackets;
use super::calendar::diary;
use super::fields::{Labelled, fields_beside, recurring_labels, repeated_fields};
use super::heading;
use super::indented::indented;
use super::legend;
use super::level::{Asking, Levels};
use super::lookahead::{
    Lookahead, circled_measures, forms, heads_actions, labels, lookaheads, next_numbers, next_of, parts_and_work,
    ratings,
};
use super::nesting::{bullets_have_cards, flag_signs, led_by_bullets, led_squares, set_in};
use super::text::{Decision, Line, Look, decide};
use super::tree_builder::{Place, TreeBuilder};
use super::{Outline, PieceKind, scale, table};
use crate::blocks::chars::{close_up, squeeze};
use crate::blocks::mark::{self, Class, Mark};
use crate::blocks::numeral;
use crate::blocks::{Block, BlockKind, Blocks};
use crate::rules::{Rule, Rules};
use kurabe_model::Furniture;
use std::collections::HashMap;

/// Grows the tree from the blocks.
pub(super) fn build(blocks: Blocks, fronts: &[&str], rules: Rules) -> Outline {
    let mut lookaheads = lookaheads(&blocks.list);
    let signs = flag_signs(&blocks.list, &lookaheads);
    for class in lookaheads.iter_mut().filter_map(|lookahead| lookahead.class.as_mut()) {
        *class = signs.get(class).copied().unwrap_or(*class);
    }
    let (margins, parts) = (indented(&blocks.list, &lookaheads), parts_and_work(&blocks.list, &lookaheads));
    let nexts = next_numbers(&lookaheads);
    let labels = labels(&blocks.list, &lookaheads);
    let own_cards = bullets_have_cards(&blocks.list, &lookaheads);
    let beside = fields_beside(&blocks.list, &lookaheads);
    let measures = circled_measures(&blocks.list);
    let forms = forms(&blocks.list);
    let summary = is_summary_form(&blocks.list);
    let (ratings, steps, diary) = (ratings(&blocks.list), scale::steps(&blocks.list), diary(&blocks.list));
    let brackets = heading_brackets(&blocks.list, &lookaheads);
    let (actions, fields) = (heads_actions(&blocks.list, &lookaheads), repeated_fields(&blocks.list, &lookaheads));
    let mut places: HashMap<Class, Vec<(usize, u32)>> = HashMap::new();
    for (at, lookahead) in lookaheads.iter().enumerate() {
        if let Some(class) = lookahead.class.filter(|class| class.counts() || class.is_square()) {
            places.entry(class).or_default().push((at, lookahead.ordinal));
        }
    }
    let recurring = recurring_labels(&blocks.list, &lookaheads);
    let mut led = led_by_bullets(&lookaheads, &recurring);
    led.extend(led_squares(&blocks.list, &lookaheads));
    let outline = Outline { furniture: blocks.furniture, notices: blocks.notices, ..Outline::default() };
    let stepped = blocks.contents.values().min() != blocks.contents.values().max();
    let bracketed = |lookahead: &&Lookahead| matches!(lookahead.class, Some(Class::Corner | Class::Angle));
    let lone_bracket = lookaheads.iter().filter(bracketed).count() == 1;
    let mut builder = TreeBuilder {
        outline,
        levels: Levels::new(places, led, set_in(&lookaheads)),
        roles: None,
        parted: None,
        head: None,
        sheet: None,
        fronts: fronts.iter().map(|front| squeeze(front)).collect(),
        unit: None,
        card: None,
        alone: false,
        lone_bracket,
        stepped,
        targets: false,
        effects: false,
        rules,
        rule: Rule::Paragraph,
    };
    let mut rows: Vec<Block> = Vec::new();
    let units: HashMap<usize, String> =
        (0..blocks.list.len()).filter_map(|at| Some((at, unit_below(&blocks.list[at..])?))).collect();
    let mut queue = blocks.list.into_iter().enumerate().peekable();
    while let Some((at, block)) = queue.next() {
        if let BlockKind::Row { table, .. } = &block.kind {
            let goes_on = queue
                .peek()
                .is_some_and(|(_, next)| matches!(&next.kind, BlockKind::Row { table: other, .. } if other == table));
            rows.push(block);
            if !goes_on {
                builder.rule = Rule::Table;
                let before = builder.outline.values.len();
                table::build(&mut builder, std::mem::take(&mut rows));
                if let Some(unit) = units.get(&at) {
                    // 千円 counts no members.
                    let money =
                        |name: &str| ["額", "費", "金", "円", "予算", "売上"].iter().any(|word| name.contains(word));
                    let of = |value: &&mut super::Value| {
                        value.unit.is_empty() && (!unit.ends_with('円') || money(&value.name))
                    };
                    let bare = builder.outline.values[before..].iter_mut().filter(of);
                    bare.for_each(|value| value.unit.clone_from(unit));
                }
            }
            continue;
        }
        let next = next_of(&lookaheads, at);
        let look = Look {
            position: at,
            next,
            number: nexts[at],
            labels: &labels,
            fields: &beside,
            own_cards,
            contents: &blocks.contents,
            measures,
            brackets: &brackets,
            ordinal: lookaheads[at].ordinal,
            field: fields[at],
            labelled: recurring[at],
            rating: ratings[at] || steps[at],
            diary: diary[at],
            actions: actions[at],
            form: forms[at],
            indented: margins[at],
            part: parts[at],
            signs: &signs,
            marked: lookaheads[at].class.is_some(),
            summary,
            before: at.checked_sub(1).map(|at| lookaheads[at]),
        };
        text(&mut builder, block, look, queue.peek().map(|(_, block)| block));
    }
    builder.outline
}

/// Is it the summary form of a 経営発達支援計画, which names who carries it out and how long?
fn is_summary_form(blocks: &[Block]) -> bool {
    let says = |label: &str| {
        let begins = |block: &Block| matches!(&block.kind, BlockKind::Text(text) if squeeze(text).starts_with(label));
        blocks.iter().any(begins)
    };
    says("実施者名") && says("実施期間")
}

/// The unit that stands below the row with which a table ends, and above no other table: （単位：件）.
fn unit_below(blocks: &[Block]) -> Option<String> {
    let [Block { kind: BlockKind::Row { .. }, .. }, Block { kind: BlockKind::Text(text), .. }, rest @ ..] = blocks
    else {
        return None;
    };
    let alone = squeeze(text).trim_start_matches(['（', '(', '［', '[', '※']).starts_with("単位");
    let above_other = rest.first().is_some_and(|next| matches!(next.kind, BlockKind::Row { .. }));
    (alone && !above_other).then(|| super::series::unit_note(text))?
}

/// A block of text: what it is, the rules decide.
fn text(builder: &mut TreeBuilder, block: Block, look: Look, following: Option<&Block>) {
    let place = Place { span: block.span, columns: None, page: block.page };
    let BlockKind::Text(text) = block.kind else {
        return;
    };
    let line = Line {
        text: &text,
        mark: mark::parse(&text).filter(|_| look.marked).map(|mark| Mark {
            ordinal: look.ordinal,
            class: *look.signs.get(&mark.class).unwrap_or(&mark.class),
            ..mark
        }),
        indent: block.indent,
        width: block.width,
        following,
        look,
    };
    let (rule, decision) = decide(builder, &line);
    builder.outline.legend.extend(legend::behind(&text).unwrap_or_default());
    builder.rule = rule;
    let aims = matches!(decision, Decision::Piece(PieceKind::Targets) | Decision::Slot { targets: true });
    let told = matches!(decision, Decision::Card { .. });
    builder.effects =
        rule == Rule::Effect || matches!(decision, Decision::Slot { .. }) && heading::tells_effects(&text);
    builder.targets = aims || told && builder.targets;
    builder.card = builder.card.take().filter(|_| told);
    let named = builder.names_top(line.mark.as_ref());
    let asking = |class, ordinal| Asking {
        class,
        ordinal,
        indent: line.indent,
        position: line.look.position,
        next: line.look.number,
        listed: line.listed(),
        named,
    };
    let plain = asking(Class::Plain, 0);
    match decision {
        Decision::Piece(kind) => builder.piece(kind, builder.owner(), text, &place),
        Decision::TakesUp(entry) => {
            builder.levels.back_to(entry);
            builder.piece(PieceKind::Label, Some(entry), text, &place);
        }
        Decision::Slot { .. } => {
            if let Some(work) = builder.slot_of_work() {
                builder.levels.close(work);
            }
            match line.look.labelled {
                Some(Labelled::Label(class)) if builder.levels.is_open(class) => builder.levels.back_to_class(class),
                _ => builder.levels.close_to_heading(),
            }
            builder.piece(PieceKind::Label, builder.owner(), text, &place);
        }
        Decision::Card { cards, above } => {
            if above && builder.card.is_none() && !builder.sibling_told() {
                builder.levels.close_list();
            }
            builder.cards(cards, &place);
            builder.piece(PieceKind::Card, builder.owner(), text, &place);
        }
        Decision::Legend(pairs) => {
            builder.outline.legend.extend(pairs);
            builder.piece(PieceKind::Paragraph, builder.owner(), text, &place);
        }
        Decision::Marked | Decision::Top => {
            if decision == Decision::Top {
                builder.levels.clear();
            }
            if let Some(mark) = &line.mark {
                let level = match mark.hashes {
                    0 if over_lost(mark, following) => Class::Part,
                    0 => mark.class,
                    hashes => Class::Heading(hashes),
                };
                items(builder, mark, |ordinal| asking(level, ordinal), &place);
            }
        }
        Decision::Like(class) => {
            let asking = Asking { indent: following.map_or(line.indent, |next| next.indent), ..asking(class, 0) };
            let parent = builder.levels.place(asking);
            let entry = builder.entry(parent, class, close_up(&text).unwrap_or(text), &place);
            builder.levels.open(asking, entry);
        }
        Decision::SlotOfWork => {
            builder.levels.close_to_heading();
            let title = line.mark.as_ref().map_or(text.as_str(), |mark| mark.rest).to_owned();
            let asking = asking(Class::Corner, 0);
            let parent = builder.levels.place(asking);
            let entry = builder.entry(parent, Class::Corner, title, &place);
            if let Some(mark) = &line.mark {
                builder.outline.entries[entry].marker = mark.marker.clone().into_owned();
            }
            builder.levels.open(asking, entry);
        }
        Decision::Indented { heading } => {
            // Dashes nest by their margins.
            let asking = asking(Class::Symbol('-'), 0);
            let parent = builder.levels.place(asking);
            let class = if heading { Class::Plain } else { Class::Symbol('・') };
            let entry = builder.entry(parent, class, close_up(&text).unwrap_or(text), &place);
            builder.levels.open(asking, entry);
        }
        Decision::Named => builder.named_in_form(text, plain, &place),
        Decision::Heading => builder.plain(text, plain, &place),
        Decision::Enclosed(title) => {
            let around: String = text.chars().filter(|c| matches!(c, '（' | '(' | '）' | ')')).collect();
            if title.len() < text.trim().len() {
                builder.outline.furniture.push(Furniture::line(place.span.first, around));
            }
            builder.plain(title, plain, &place);
        }
        Decision::Beside => {
            builder.levels.clear();
            builder.plain(text, plain, &place);
        }
        Decision::Alone => {
            builder.levels.clear();
            builder.plain(text, plain, &place);
            builder.alone = true;
        }
        Decision::Paper => {
            builder.levels.clear();
            builder.plain(text, plain, &place);
        }
        Decision::Aside => {
            builder.levels.set_aside(line.look.number);
            builder.plain(text, plain, &place);
        }
    }
}

/// Did a heading lose its number as the one on the next line did? Then it stands over it: their signs were two, and the
/// upper holds nothing of its own.
fn over_lost(mark: &Mark, following: Option<&Block>) -> bool {
    let lost = |mark: &Mark| mark.class == Class::Roman && mark.ordinal == 0;
    let next = following.and_then(|block| match &block.kind {
        BlockKind::Text(text) => mark::parse(text),
        BlockKind::Row { .. } => None,
    });
    lost(mark) && next.as_ref().is_some_and(lost)
}

/// The items of one line; those after the first hang beside it.
fn items(builder: &mut TreeBuilder, mark: &Mark, asking: impl Fn(u32) -> Asking, place: &Place) {
    let first = builder.marked(&Mark { rest: first_of(mark), ..mark.clone() }, asking(mark.ordinal), place);
    for other in others_of(mark) {
        let at = builder.marked(&other, asking(other.ordinal), place);
        builder.outline.entries[at].parent = builder.outline.entries[first].parent;
    }
}

/// The items of one line, `①窓口の設置　②申請の支援`: the bytes at which those after the first begin.
fn cuts(mark: &Mark) -> Vec<usize> {
    if mark.class != Class::Circled {
        return Vec::new();
    }
    let (mut number, mut before) = (mark.ordinal, 'x');
    let mut cuts = Vec::new();
    for (at, c) in mark.rest.char_indices() {
        if numeral::circled(c) == Some(number + 1) && before.is_whitespace() {
            cuts.push(at);
            number += 1;
        }
        before = c;
    }
    cuts
}

/// The first item of a line.
fn first_of<'a>(mark: &Mark<'a>) -> &'a str {
    cuts(mark).first().map_or(mark.rest, |end| mark.rest[..*end].trim_end())
}

/// The items of a line after its first.
fn others_of<'a>(mark: &Mark<'a>) -> Vec<Mark<'a>> {
    let cuts = cuts(mark);
    let ends = cuts.iter().skip(1).copied().chain([mark.rest.len()]);
    cuts.iter().zip(ends).filter_map(|(from, to)| mark::parse(mark.rest[*from..to].trim_end())).collect()
}
