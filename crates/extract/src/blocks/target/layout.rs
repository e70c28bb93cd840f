//! From the words of a head to its columns: several readings where the page leaves several open.
//!
//! What comes in are the words of a head, what goes out are the ways in which they may stand over columns of figures.
//! This file must not know the rows, which decide between them.

use super::head::{Item, Says, Word, Year};
use super::stream::{Gap, Stream, Token};

/// The words of a head as labels and ways to read its figures' columns.
#[derive(Debug)]
pub(super) struct Layout {
    /// Words before the first column of figures, by column; each a list of words.
    pub(super) labels: Vec<Vec<Item>>,
    /// Words after them.
    pub(super) after: Vec<Vec<Item>>,
    /// The readings, the likelier first; each a list of columns, each a list of words.
    pub(super) readings: Vec<Vec<Vec<Item>>>,
}

/// What a word of the head says of figures.
fn is_value(item: &Item) -> bool {
    matches!(item.word, Word::Year(_) | Word::Says(_))
}

/// Sets the words of a head over columns; none where they head no figures.
pub(super) fn layout(stream: &Stream, items: &[Item]) -> Option<Layout> {
    let (mut labels, mut after): (Vec<Vec<Item>>, Vec<Vec<Item>>) = Default::default();
    let mut columns: Vec<Vec<Item>> = Vec::new();
    let mut pending: Vec<Item> = Vec::new();
    let stacked = is_stacked(stream, items);
    let mut at = 0;
    while let Some(item) = items.get(at) {
        at += 1;
        let run = if item.bracketed && is_value(item) {
            1 + items[at..].iter().take_while(|next| next.bracketed && is_value(next)).count()
        } else {
            1
        };
        if run > 1 && columns.len() >= run {
            // （R5） （R8） below 現状値 R6 R7 目標値 belong to the words without a year.
            let years = items[at - 1..at - 1 + run].iter().all(kind);
            let open = |column: &Vec<Item>| years && !column.iter().any(kind);
            let bare: Vec<usize> = (0..columns.len()).filter(|at| open(&columns[*at])).collect();
            let under = if bare.len() == run { bare } else { (columns.len() - run..columns.len()).collect() };
            for (column, item) in under.into_iter().zip(&items[at - 1..]) {
                columns[column].push(item.clone());
            }
            at += run - 1;
            continue;
        }
        if run > columns.len()
            && let Some(set) = spread(stream, &columns, &items[at - 1..at - 1 + run])
        {
            columns = set;
            at += run - 1;
            continue;
        }
        if let Some(column) = above(stream, &columns, item) {
            columns[column].push(item.clone());
            continue;
        }
        // 区分／施策: both in one column.
        if item.word == Word::Label
            && let Some(last) =
                labels.last_mut().filter(|last| last.last().is_some_and(|before| before.word == Word::Stroke))
        {
            last.push(item.clone());
            continue;
        }
        if matches!(item.word, Word::Label | Word::UnitLabel | Word::Due) && left_of(stream, &columns, item) {
            labels.push(vec![item.clone()]);
            continue;
        }
        if let Some(under) = under(stream, &columns, &items[at - 1..]) {
            for (column, item) in under.iter().zip(&items[at - 1..]) {
                columns[*column].push(item.clone());
            }
            at += under.len() - 1;
            continue;
        }
        // Where each column has a line of its own, a word behind a year belongs to it: 2023 実績.
        let beside = |token: Token| stacked && token.gap != Gap::Line && !kind(item);
        let glued = token(stream, item).is_none_or(beside);
        match &item.word {
            Word::Year(_) | Word::Says(_) => match columns.last_mut() {
                // 実績／目標: both in one column.
                Some(last) if glued && last.last().is_some_and(|before| before.word == Word::Stroke) => {
                    last.push(item.clone());
                }
                Some(last) if last.len() == 1 && (item.bracketed || glued && kind(&last[0]) != kind(item)) => {
                    last.push(item.clone());
                }
                _ => columns.push(vec![item.clone()]),
            },
            Word::Label | Word::UnitLabel | Word::Due => {
                let mut label = std::mem::take(&mut pending);
                label.push(item.clone());
                // A word in the middle of its cell comes between the two lines of the others: 現状, 目標, 指標, （R5）, （R9）.
                let middle = stacked && labels.is_empty() && items[at..].iter().any(is_value);
                if columns.is_empty() || middle { labels.push(label) } else { after.push(label) }
            }
            Word::Unit(_) | Word::Stroke => {
                let open = if columns.is_empty() { labels.last_mut() } else { after.last_mut().or(columns.last_mut()) };
                match open {
                    Some(open) => open.push(item.clone()),
                    None => pending.push(item.clone()),
                }
            }
        }
    }
    let columns = counted_years(columns);
    let years = columns.iter().flatten().filter(|item| matches!(item.word, Word::Year(_))).count();
    let says = |wanted: &[Says]| {
        columns.iter().flatten().any(|item| matches!(item.word, Word::Says(says) if wanted.contains(&says)))
    };
    let told = years >= 2
        || says(&[Says::Target]) && says(&[Says::Now, Says::Result, Says::Forecast])
        || years == 1 && says(&[Says::Now]);
    if columns.len() < 2 || !told {
        return None;
    }
    if !pending.is_empty() {
        match labels.first_mut() {
            Some(first) => drop(first.splice(0..0, pending)),
            None => labels.push(pending),
        }
    }
    Some(Layout { labels, after, readings: readings(&columns) })
}

/// Do most words of a head begin a line?
fn is_stacked(stream: &Stream, items: &[Item]) -> bool {
    let values = items.iter().filter(|item| is_value(item)).filter_map(|item| token(stream, item));
    let (lines, beside): (Vec<Token>, Vec<Token>) = values.partition(|token| token.gap == Gap::Line);
    lines.len() > 2 * beside.len() && lines.len() >= 3
}

/// 1年目 2年目 over R7 R8: each column has both, and 現状 before them a year as well where there is one more.
fn counted_years(mut columns: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
    let is = |column: &Vec<Item>, counted: bool| match column.as_slice() {
        [Item { word: Word::Year(year), .. }] => matches!(year, Year::Nth(_)) == counted,
        _ => false,
    };
    let says = |column: &Vec<Item>| matches!(column.as_slice(), [Item { word: Word::Says(_), .. }]);
    let below = columns.iter().rev().take_while(|column| is(column, false)).count();
    let from = columns.len().saturating_sub(2 * below);
    let above = &columns[from..(from + below).min(columns.len())];
    let now = above.iter().take_while(|column| says(column)).count();
    let counted = above[now..].iter().filter(|column| is(column, true)).count();
    if counted >= 2 && now + counted == below && from + 2 * below == columns.len() {
        let lower = columns.split_off(from + below);
        columns[from..].iter_mut().zip(lower).for_each(|(column, lower)| column.extend(lower));
    }
    columns
}

/// The token with which a word of the head begins.
fn token(stream: &Stream, item: &Item) -> Option<Token> {
    stream.tokens.get(stream.token_at(item.from)?).copied()
}

/// The tokens of columns that stand on one line, at least two, and whether a word stands on a line below.
fn line_above(stream: &Stream, columns: &[Vec<Item>], item: &Item) -> Option<(Token, Vec<Token>)> {
    let own = token(stream, item)?;
    let tokens: Vec<Token> = columns.iter().filter_map(|column| token(stream, &column[0])).collect();
    let first = tokens.first()?;
    let level = tokens.len() == columns.len() && tokens.len() >= 2 && tokens.iter().all(|token| token.raw == first.raw);
    (level && own.raw > first.raw).then_some((own, tokens))
}

/// The column over which a bracket on the line below stands: 現行 over （R5）.
fn above(stream: &Stream, columns: &[Vec<Item>], item: &Item) -> Option<usize> {
    let (own, tokens) = line_above(stream, columns, item).filter(|_| item.bracketed && is_value(item))?;
    let middle = |token: &Token| u32::midpoint(token.start, token.end);
    (0..tokens.len()).min_by_key(|at| middle(&tokens[*at]).abs_diff(middle(&own)))
}

/// The columns under which the words of a lower line stand: 目標 目標 目標 below 令和６年度 令和７年度 令和８年度, where another
/// column, 基準値, has a year of its own. As many words as such columns are left belong to them in their order.
fn under(stream: &Stream, columns: &[Vec<Item>], items: &[Item]) -> Option<Vec<usize>> {
    let first = items.first()?;
    let (own, _) = line_above(stream, columns, first)?;
    let beside = |item: &&Item| {
        is_value(item)
            && !item.bracketed
            && kind(item) == kind(first)
            && token(stream, item).is_some_and(|token| token.raw == own.raw)
    };
    let words = items.iter().take_while(beside).count();
    let open = |column: &Vec<Item>| column.len() == 1 && kind(&column[0]) != kind(first);
    let left: Vec<usize> = (0..columns.len()).filter(|at| open(&columns[*at])).collect();
    // Words under all of the columns are told apart by their numbers alone.
    (words >= 2 && left.len() == words && words < columns.len()).then_some(left)
}

/// Years in brackets below fewer words: 現況値 over （R5）, 目標値 over （R8） and （R11）.
fn spread(stream: &Stream, columns: &[Vec<Item>], years: &[Item]) -> Option<Vec<Vec<Item>>> {
    let bare = columns.iter().all(|column| matches!(column.as_slice(), [Item { word: Word::Says(_), .. }]));
    if !bare || columns.len() < 2 {
        return None;
    }
    let owners = years.iter().map(|year| above(stream, columns, year)).collect::<Option<Vec<_>>>()?;
    let all = (0..columns.len()).all(|column| owners.contains(&column));
    if !all || owners.windows(2).any(|pair| pair[0] > pair[1]) {
        return None;
    }
    let first = |at: usize| at == 0 || owners[at - 1] != owners[at];
    let own = |at: usize| if first(at) { columns[owners[at]].as_slice() } else { &[] };
    Some(years.iter().enumerate().map(|(at, year)| own(at).iter().chain([year]).cloned().collect()).collect())
}

/// Does a word stand on the line below the columns, left of all of them?
fn left_of(stream: &Stream, columns: &[Vec<Item>], item: &Item) -> bool {
    line_above(stream, columns, item).is_some_and(|(own, tokens)| tokens.iter().all(|token| own.end <= token.start))
}

/// Year or word?
fn kind(item: &Item) -> bool {
    matches!(item.word, Word::Year(_))
}

/// The ways in which words and years stand to one another: side by side, one above the other, one above many.
fn readings(columns: &[Vec<Item>]) -> Vec<Vec<Vec<Item>>> {
    let mut runs: Vec<(bool, usize)> = Vec::new();
    for column in columns {
        let stroked = column.iter().any(|item| item.word == Word::Stroke);
        let year = column.iter().any(kind) || column.len() > 1 && !stroked;
        match runs.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => runs.push((year, 1)),
        }
    }
    let zip = |above: &[Vec<Item>], below: &[Vec<Item>]| -> Vec<Vec<Item>> {
        above.iter().zip(below).map(|(a, b)| a.iter().chain(b).cloned().collect()).collect()
    };
    let plain = columns.to_vec();
    match runs.as_slice() {
        // Each year over its 目標 and its 実績, or each word over its years.
        [(true, a), (false, b)] if b > a && b.is_multiple_of(*a) && columns[0].len() == 1 => {
            vec![plain, evenly(&columns[..*a], &columns[*a..])]
        }
        // The same before a judgement of all of them: 目標 実績 目標 実績 評価.
        [(true, a), (false, b)] if judged_evenly(columns, *a, *b) => {
            let last = columns.len() - 1;
            let mut all = evenly(&columns[..*a], &columns[*a..last]);
            all.push(columns[last].clone());
            vec![all, plain]
        }
        [(false, a), (true, b)] if *a >= 2 && b > a && b.is_multiple_of(*a) && repeats(&columns[*a..]) => {
            vec![evenly(&columns[..*a], &columns[*a..]), plain]
        }
        [(false, a), (true, b), (false, c)] if c > b && c.is_multiple_of(*b) && columns[*a].len() == 1 => {
            let mut all = columns[..*a].to_vec();
            all.extend(evenly(&columns[*a..a + b], &columns[a + b..]));
            vec![all, plain]
        }
        [(first, a), (_, b)] if a == b && *a >= 2 => {
            let zipped = zip(&columns[..*a], &columns[*a..]);
            let mut all = vec![zipped, plain];
            all.extend((!first).then(|| spanned(columns, *a)));
            all
        }
        [(false, a), (true, b)] if *b >= 2 => {
            let mut all = vec![plain, spanned(columns, *a)];
            if *a >= 2 && b > a {
                // 現状 over the first year, 目標 over the rest.
                let mut above: Vec<Vec<Item>> = columns[..*a].to_vec();
                above.resize(*b, Vec::new());
                all.push(zip(&above, &columns[*a..]));
            }
            all
        }
        // （R5）, then 目標値 over R6 R7 R8.
        [(true, a), (false, c), (true, b)] if *b >= 2 => {
            let mut all = columns[..*a].to_vec();
            all.extend(spanned(&columns[*a..], *c));
            vec![all, plain]
        }
        [(false, a), (true, b), (false, c)] if b == c && *b >= 2 && columns[*a].len() == 1 => {
            let mut both = columns[..*a].to_vec();
            both.extend(zip(&columns[*a..a + b], &columns[a + b..]));
            vec![both, plain]
        }
        runs if runs.len() >= 2 && runs.len().is_multiple_of(2) && runs.iter().all(|(_, count)| *count == 1) => {
            let pairs = columns.chunks(2).map(<[Vec<Item>]>::concat).collect();
            vec![plain, pairs]
        }
        _ => vec![plain],
    }
}

/// Do words, the last of which judges, stand in their number but for that one under each of several years?
fn judged_evenly(columns: &[Vec<Item>], years: usize, words: usize) -> bool {
    let judges = columns.last().is_some_and(|last| {
        last.iter().any(|item| matches!(item.word, Word::Says(Says::Rating | Says::Rate | Says::Change)))
    });
    years >= 2 && words > years && (words - 1).is_multiple_of(years) && judges && columns[0].len() == 1
}

/// Each word above stands over as many columns as any other, and is written in the first of them.
fn evenly(above: &[Vec<Item>], below: &[Vec<Item>]) -> Vec<Vec<Item>> {
    let each = below.len() / above.len().max(1);
    let word = |at: usize| if at.is_multiple_of(each) { above[at / each].as_slice() } else { &[] };
    below.iter().enumerate().map(|(at, column)| word(at).iter().chain(column).cloned().collect()).collect()
}

/// Does a year stand in several columns?
fn repeats(columns: &[Vec<Item>]) -> bool {
    let word = |column: &Vec<Item>| column.first().map(|item| item.word.clone());
    columns.iter().enumerate().any(|(at, column)| columns[..at].iter().any(|before| word(before) == word(column)))
}

/// The last of so many words stands over all years, those before it over columns of their own.
fn spanned(columns: &[Vec<Item>], words: usize) -> Vec<Vec<Item>> {
    let mut all = columns[..words - 1].to_vec();
    let mut first = true;
    for column in &columns[words..] {
        let mut column = column.clone();
        if std::mem::take(&mut first) {
            column.splice(0..0, columns[words - 1].clone());
        }
        all.push(column);
    }
    all
}
