//! The rows below a head: a name, what other columns of words say, and as many figures as the head has columns.
//!
//! What comes in are tokens and the shape that the head gives, what goes out are the stretches of each cell. This file
//! must not know what a figure means.

use super::figure::{self, Shape};
use super::head::{self, Item, Word};
use super::stream::{Gap, Stream, Token};
use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use crate::blocks::mark::{self, Class};

/// Letters and lines that a row's words may take.
const LONGEST_NAME: usize = 90;
const TALLEST_NAME: usize = 7;
/// Letters of the second half of a name.
const LONGEST_TAIL: usize = 24;
/// Blanks from which on two words of a line stand in columns.
const WIDE: u32 = 2;

/// What the head says of every row.
#[derive(Debug)]
pub(super) struct Shaped {
    /// Columns of words before the figures, at least one.
    pub(super) words: usize,
    /// Which of them names the row.
    pub(super) name: usize,
    /// Which of them gives the unit.
    pub(super) unit: Option<usize>,
    /// Columns of figures.
    pub(super) figures: usize,
    /// Is the first of them 現行 or its kin, which is left blank where there is none?
    pub(super) now: bool,
    /// The middle of each column of figures, where the head stands on one line.
    pub(super) middles: Vec<u32>,
    /// Columns of words after the figures.
    pub(super) after: usize,
    /// Does the head name years?
    pub(super) dated: bool,
    /// Does the first column only number the rows: No.?
    pub(super) numbered: bool,
    /// Does each word of the head stand on a line of its own?
    pub(super) stacked: bool,
}

type Stretch = (usize, usize);

/// A row as stretches of the stream's text.
#[derive(Debug)]
pub(super) struct Cut {
    /// For each column its stretches; empty where the cell is.
    pub(super) cells: Vec<Vec<Stretch>>,
    /// The token after the row.
    pub(super) next: usize,
}

/// A cell of figures: its first token, the one after its last, and its shape.
#[derive(Clone, Copy, Debug)]
struct Cell {
    first: usize,
    next: usize,
    shape: Shape,
}

/// The cells of figures that follow one another from a token on, at most so many.
fn run(stream: &Stream, from: usize, most: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut at = from;
    while let Some(cell) = cell(stream, at).filter(|_| cells.len() < most) {
        at = cell.next;
        cells.push(cell);
    }
    cells
}

/// How many cells of figures follow one another after the first name below a head.
pub(super) fn width_of(stream: &Stream, from: usize, most: usize) -> Option<usize> {
    (from..stream.tokens.len().min(from + 24)).map(|at| run(stream, at, most).len()).find(|width| *width >= 2)
}

/// The cell of figures that begins at a token; a blank may stand inside it (120 回, 年 2 回).
fn cell(stream: &Stream, at: usize) -> Option<Cell> {
    const PIECES: usize = 6;
    let first = stream.tokens.get(at)?;
    let mut best = figure::shape(stream.word(first)).map(|shape| Cell { first: at, next: at + 1, shape });
    if let Some(Cell { shape: Shape::Empty, .. }) = best {
        return best;
    }
    if best.is_none() && !figure::is_open(stream.word(first)) {
        return None;
    }
    let mut before = first;
    for next in at + 1..stream.tokens.len().min(at + PIECES) {
        let token = &stream.tokens[next];
        let word = stream.word(token);
        let open = figure::is_open(&stream.text[first.from..before.to]);
        let number = word.starts_with(|c| digit(c).is_some());
        if token.gap == Gap::Line || !open && (number || !figure::goes_on(word)) {
            break;
        }
        let whole = &stream.text[first.from..token.to];
        match figure::shape(whole) {
            Some(shape) => best = Some(Cell { first: at, next: next + 1, shape }),
            None if figure::is_open(whole) || open => {}
            None => break,
        }
        before = token;
    }
    best
}

/// Reads the row that begins at a token.
pub(super) fn row(stream: &Stream, from: usize, shaped: &Shaped) -> Option<Cut> {
    match raised(stream, from, shaped) {
        // 会報・Ｈ above ② 景況調査の公表回数 Ｐ １回: the first line of a cell beside the name.
        Some(column) => {
            let mut cut = row_at(stream, from + 1, shaped)?;
            let token = &stream.tokens[from];
            cut.cells.get_mut(column)?.insert(0, (token.from, token.to));
            Some(cut)
        }
        None => row_at(stream, from, shaped),
    }
}

/// The column of words whose cell begins with a token alone on the line above its row, right of the row's mark.
fn raised(stream: &Stream, from: usize, shaped: &Shaped) -> Option<usize> {
    /// Columns by which it stands right of the mark.
    const RIGHT: u32 = 8;
    let (above, mark) = (stream.tokens.get(from)?, stream.tokens.get(from + 1)?);
    let column = (shaped.name + 1..shaped.words).find(|column| shaped.unit != Some(*column))?;
    let alone = above.gap == Gap::Line && mark.gap == Gap::Line && begins_item(stream.word(mark));
    let words = !begins_item(stream.word(above)) && cell(stream, from).is_none();
    (alone && words && above.start >= mark.start + RIGHT).then_some(column)
}

fn row_at(stream: &Stream, from: usize, shaped: &Shaped) -> Option<Cut> {
    let tokens = &stream.tokens;
    let (mut at, mut lines, mut figure_before) = (from, 1, false);
    loop {
        let token = tokens.get(at)?;
        // The head again, on the next page.
        if (at == from || token.gap == Gap::Line) && begins_head(stream, token) {
            return None;
        }
        // 令和８年度 alone names no row below years: it is the first of a table with the years down its rows.
        if at == from && shaped.dated && is_year(stream.word(token)) {
            return None;
        }
        if at > from && token.gap == Gap::Line {
            lines += 1;
            // A number at a line's end is a figure of another table, or of a sentence; words in columns are its head.
            if figure_before
                || lines > TALLEST_NAME
                || begins_item(stream.word(token))
                || has_years(stream, at)
                || gaps_before(stream, at) > shaped.words
            {
                return None;
            }
        }
        let cells = run(stream, at, shaped.figures + shaped.words + 1);
        // A heading, and below it the row with a name of its own.
        if lines > 1
            && !cells.is_empty()
            && token.gap != Gap::Line
            && (!shaped.dated && (named_alone(stream, from, at) || grouped(stream, from, at))
                || shaped.dated && headed(stream, from, at))
        {
            return None;
        }
        if at > from
            && let Some(cut) = filled(stream, from, at, &cells, shaped)
        {
            return Some(cut);
        }
        if (at == from || token.gap == Gap::Line)
            && let Some(cut) = scheduled(stream, from, at, shaped)
        {
            return Some(cut);
        }
        if stream.text[tokens[from].from..token.to].chars().count() > LONGEST_NAME || tells(stream.word(token)) {
            return None;
        }
        if at == from && shaped.numbered && stream.word(token).chars().all(|c| digit(c).is_some()) {
            at += 1;
            continue;
        }
        (at, figure_before) = cells.first().map_or((at + 1, false), |cell| (cell.next, cell.shape == Shape::Number));
    }
}

/// Does a word end a sentence, or tell of an indicator of its own (会員数：312→330), so that it is no name of a row?
fn tells(word: &str) -> bool {
    let arrow = || word.contains(['→', '⇒']) && word.contains(is_japanese) && word.contains(|c| digit(c).is_some());
    let said = || {
        let (name, _) = word.split_once(['：', ':']).unwrap_or_default();
        name.contains(is_japanese) && !name.contains(['（', '(', '［', '['])
    };
    word.contains('。') || arrow() || said()
}

/// How many wide gaps the line has that ends before a token.
fn gaps_before(stream: &Stream, at: usize) -> usize {
    /// Blanks that letters set apart for looks do not take.
    const COLUMNS: u32 = 3;
    let line = stream.tokens[at - 1].raw;
    let own = stream.tokens[..at].iter().rev().take_while(|token| token.raw == line);
    own.filter(|token| matches!(token.gap, Gap::Blank(blank) if blank >= COLUMNS)).count()
}

/// Does the head of a table begin at a token?
fn begins_head(stream: &Stream, token: &Token) -> bool {
    /// Letters of a head's first words.
    const NEAR: usize = 48;
    let near: String = stream.text[token.from..].chars().take(NEAR).collect();
    let figures = |item: &Item| matches!(item.word, Word::Year(_) | Word::Says(_));
    head::read(&near).iter().filter(|item| figures(item)).count() >= 2
}

/// 百万円, 人泊
fn names_unit(name: &str) -> bool {
    kurabe_text::unit::of(name).is_some()
        || name.strip_suffix('円').is_some_and(|scale| scale.chars().all(|c| "十百千万億".contains(c)))
}

/// Has the line that begins with a token several years in it? Then it is the head of another table: 地区 令和６年度 令和７年度.
fn has_years(stream: &Stream, at: usize) -> bool {
    let line = stream.tokens[at].raw;
    let own = stream.tokens[at..].iter().take_while(|token| token.raw == line);
    own.filter(|token| is_year(stream.word(token))).count() >= 2
}

fn is_year(word: &str) -> bool {
    head::year(word).is_some_and(|(_, length)| length == word.len())
}

/// Does a row begin with a numbered line that has no figure of its own: （３）金融あっせん over マル経資金 10件?
pub(super) fn below_heading(stream: &Stream, from: usize, row: &Cut) -> bool {
    let Some(first) = stream.tokens.get(from) else { return false };
    let line = stream.tokens[from..row.next].iter().take_while(|token| token.raw == first.raw).count();
    let plain = (from..from + line).all(|at| cell(stream, at).is_none());
    let counts = mark::parse(&format!("{} あい", stream.word(first)))
        .is_some_and(|mark| mark.class.counts() && mark.class != mark::Class::Bare);
    counts && plain && from + line < row.next
}

/// `①`, `（２）`, `・` at the start of a line begin another row, or something else.
pub(super) fn begins_item(word: &str) -> bool {
    mark::parse(&format!("{word} あい"))
        .is_some_and(|mark| mark.class != mark::Class::Bare && (mark.class.counts() || mark.class.is_bullet()))
        && !figure::is_dash(word)
        && figure::shape(word).is_none()
}

/// The row of a schedule, whose line has a word for each year: 窓口の開設 準備 開設 → →.
fn scheduled(stream: &Stream, from: usize, line: usize, shaped: &Shaped) -> Option<Cut> {
    /// Letters of a word below a year.
    const LONGEST: usize = 6;
    let own = stream.tokens[line..].iter().take_while(|token| token.raw == stream.tokens[line].raw).count();
    let names = own.checked_sub(shaped.figures).filter(|names| (1..=shaped.words).contains(names))?;
    let (first, next) = (line + names, line + own);
    let short = |token: &Token| {
        let word = stream.word(token);
        word.chars().count() <= LONGEST && !word.contains(['。', '、']) || figure::shape(word).is_some()
    };
    let whole = shaped.dated && shaped.figures >= 2 && shaped.after == 0 && (next < stream.tokens.len() || !stream.cut);
    let told = || stream.tokens[line..first].iter().any(|token| stream.word(token).contains(is_japanese));
    let worded = || stream.tokens[first..next].iter().any(|token| figure::shape(stream.word(token)).is_none());
    if !whole || !told() || !worded() || !stream.tokens[first..next].iter().all(short) {
        return None;
    }
    let mut all = words(stream, from, first, shaped);
    all.extend(stream.tokens[first..next].iter().map(|token| vec![(token.from, token.to)]));
    Some(Cut { cells: all, next })
}

/// The row whose figures begin here, if these are its figures.
fn filled(stream: &Stream, from: usize, at: usize, cells: &[Cell], shaped: &Shaped) -> Option<Cut> {
    let name = &stream.text[stream.tokens[from].from..stream.tokens[at - 1].to];
    // A unit alone names nothing: the names of such rows stand elsewhere.
    if !name.contains(is_japanese) || names_unit(name) {
        return None;
    }
    // More figures than the head has columns: it is the head of other rows than this.
    let before = (at > from + 1 && stream.tokens[at].gap != Gap::Line).then(|| cell(stream, at - 1)).flatten();
    if !shaped.numbered && before.is_some_and(|cell| cell.shape == Shape::Number) {
        return None;
    }
    let wanted = shaped.figures;
    let mut cells = cells;
    let mut words_end = at;
    // A dash in a column of words before the figures: 公表方法 －.
    while cells.len() > wanted
        && shaped.words > 1
        && cells[0].shape == Shape::Empty
        && !on_new_line(stream, cells[wanted].first)
    {
        words_end = cells[0].next;
        cells = &cells[1..];
    }
    if cells.len() > wanted {
        // A dash in a column of words after the figures: 備考 －.
        let noted = cells.len() <= wanted + shaped.after && cells[wanted].shape == Shape::Empty;
        if !noted && !on_new_line(stream, cells[wanted].first) {
            return None;
        }
        cells = &cells[..wanted];
    }
    let columns = if cells.len() == wanted { (0..wanted).collect() } else { placed(stream, cells, shaped)? };
    if cells.iter().all(|cell| cell.shape == Shape::Empty) && cells.len() < wanted {
        return None;
    }
    let mut next = cells.last()?.next;
    let mut all = words(stream, from, words_end, shaped);
    let mut figures: Vec<Vec<Stretch>> = vec![Vec::new(); wanted];
    for (cell, column) in cells.iter().zip(columns) {
        figures[column].push((stream.tokens[cell.first].from, stream.tokens[cell.next - 1].to));
    }
    all.extend(figures);
    for column in 0..shaped.after {
        let taken = match (shaped.stacked, column + 1 == shaped.after) {
            (true, _) => stacked_word(stream, next),
            (false, true) => remark(stream, from, next),
            (false, false) => word_beside(stream, next),
        };
        all.push(stream.tokens[next..next + taken].iter().map(|token| (token.from, token.to)).collect());
        next += taken;
    }
    let stretches = |from: usize, to: usize| stream.tokens[from..to].iter().map(|token| (token.from, token.to));
    if let Some((beside, end)) = tails(stream, next, &all, shaped) {
        all[shaped.name].extend(stretches(next, beside));
        all[shaped.name + 1].extend(stretches(beside, end));
        next = end;
    } else if let Some(end) = tail(stream, next, next, &all[shaped.name]) {
        all[shaped.name].extend(stretches(next, end));
        next = end;
    }
    Some(Cut { cells: all, next })
}

/// Where below the figures of a row the second halves of its name and of the words beside it begin and end: ①地域の動向分 HP,
/// 析の公表回数 掲載.
fn tails(stream: &Stream, at: usize, all: &[Vec<Stretch>], shaped: &Shaped) -> Option<(usize, usize)> {
    /// Columns by which the second half may stand aside of the first.
    const ASIDE: u32 = 2;
    let column = (shaped.name + 1..shaped.words).next().filter(|column| shaped.unit != Some(*column))?;
    let (from, _) = *all.get(column)?.first()?;
    let above = stream.tokens.iter().find(|token| token.from == from)?;
    let line = stream.tokens.get(at)?.raw;
    let own = stream.tokens[at..].iter().take_while(|token| token.raw == line).count();
    let under = |token: &&Token| token.start.abs_diff(above.start) <= ASIDE && matches!(token.gap, Gap::Blank(_));
    let beside = at + stream.tokens[at..at + own].iter().position(|token| under(&token))?;
    let words = (beside..at + own).all(|token| cell(stream, token).is_none());
    tail(stream, at, beside, &all[shaped.name]).filter(|_| words).map(|_| (beside, at + own))
}

/// How many tokens a word behind the figures takes, on their line.
fn word_beside(stream: &Stream, at: usize) -> usize {
    stream.tokens.get(at).map_or(0, |token| usize::from(token.gap != Gap::Line))
}

/// How many tokens the last words behind the figures take: the rest of their line, and lines below it that begin below them,
/// right of all names.
fn remark(stream: &Stream, from: usize, at: usize) -> usize {
    /// Columns by which a line may begin left of the one above it, and by which it stands right of the names.
    const ASIDE: u32 = 2;
    const RIGHT: u32 = 24;
    let line = |at: usize| {
        let raw = stream.tokens.get(at).map(|token| token.raw);
        stream.tokens[at..].iter().take_while(|token| Some(token.raw) == raw).count()
    };
    let Some(first) = stream.tokens.get(at).filter(|token| token.gap != Gap::Line) else { return 0 };
    let mut taken = line(at);
    let begins = stream.tokens[from].start + RIGHT;
    while let Some(next) = stream.tokens.get(at + taken) {
        let below = next.start + ASIDE >= first.start && next.start >= begins;
        let own = line(at + taken);
        let words = (at + taken..at + taken + own).all(|token| cell(stream, token).is_none());
        if !below || !words || begins_item(stream.word(next)) || begins_head(stream, next) {
            break;
        }
        taken += own;
    }
    taken
}

/// The same where each cell has a line of its own: 農林課.
fn stacked_word(stream: &Stream, at: usize) -> usize {
    /// Letters of such a word.
    const LONGEST: usize = 16;
    let Some(first) = stream.tokens.get(at) else { return 0 };
    let taken = stream.tokens[at..].iter().take_while(|token| token.raw == first.raw).count();
    let words = &stream.text[first.from..stream.tokens[at + taken - 1].to];
    let plain = mark::parse(words).is_none() && !words.contains(['。', '：', ':']) && !begins_head(stream, first);
    let fits = words.chars().count() <= LONGEST && (words.contains(is_japanese) || figure::is_dash(words));
    if fits && (plain || figure::is_dash(words)) && figure::shape(words) != Some(Shape::Number) { taken } else { 0 }
}

/// The words of a row over several lines: the heading that its first line may be, and the words before the figures on the
/// line of these; none where the figures have no words of their own there.
fn parted(stream: &Stream, from: usize, at: usize) -> Option<(&str, usize, &str)> {
    let (tokens, line) = (&stream.tokens, stream.tokens[at].raw);
    let own = from + tokens[from..at].iter().take_while(|token| token.raw != line).count();
    let words = |from: usize, to: usize| &stream.text[tokens[from].from..tokens[to - 1].to];
    (own > from && own < at).then(|| (words(from, own), own, words(own, at)))
}

/// Does the line of a row's figures begin with a measure, so that the lines before it are a heading of their own?
fn named_alone(stream: &Stream, from: usize, at: usize) -> bool {
    parted(stream, from, at).is_some_and(|(_, _, name)| is_measure(name))
}

/// Is what stands above the heading of a chapter, `A.経営支援`, and the row named on its own line? ① numbers rows.
fn headed(stream: &Stream, from: usize, at: usize) -> bool {
    let chapter = |class: Class| {
        matches!(
            class,
            Class::Arabic | Class::Roman | Class::Chapter | Class::Dotted(_) | Class::Latin(_) | Class::Word(_)
        )
    };
    parted(stream, from, at).is_some_and(|(heading, own, _)| {
        let named = is_measure(stream.word(&stream.tokens[own])) || at > own + 1;
        named && mark::parse(heading).is_some_and(|mark| chapter(mark.class))
    })
}

/// Does a line without a mark group the rows below it, which are set in more and named on their own: the next of them
/// begins at the same column?
fn grouped(stream: &Stream, from: usize, at: usize) -> bool {
    let (tokens, first) = (&stream.tokens, &stream.tokens[from]);
    let next = tokens[at..].iter().find(|token| token.gap == Gap::Line);
    parted(stream, from, at).is_some_and(|(group, own, _)| {
        let row = &tokens[own];
        let one_line = tokens[from..own].iter().all(|token| token.raw == first.raw);
        one_line
            && !begins_item(stream.word(first))
            && !group.ends_with(is_hiragana)
            && row.start > first.start
            && next.is_some_and(|next| next.start == row.start || next.start == first.start)
    })
}

fn on_new_line(stream: &Stream, at: usize) -> bool {
    stream.tokens.get(at).is_some_and(|token| token.gap == Gap::Line)
}

/// The columns of fewer figures than the head has: 現行 left blank, or told by where they stand.
fn placed(stream: &Stream, cells: &[Cell], shaped: &Shaped) -> Option<Vec<usize>> {
    let tokens = &stream.tokens;
    let first = &tokens[cells.first()?.first];
    let apart = cells.iter().all(|cell| matches!(tokens[cell.first].gap, Gap::Blank(blank) if blank >= WIDE));
    let one_line = cells.iter().all(|cell| tokens[cell.next - 1].raw == first.raw);
    if apart && one_line && shaped.middles.len() == shaped.figures {
        let mut columns: Vec<usize> = Vec::new();
        for cell in cells {
            let middle = u32::midpoint(tokens[cell.first].start, tokens[cell.next - 1].end);
            let (near, _) = shaped.middles.iter().enumerate().min_by_key(|(_, at)| at.abs_diff(middle))?;
            if columns.last().is_some_and(|last| *last >= near) {
                return None;
            }
            columns.push(near);
        }
        return Some(columns);
    }
    let ends = tokens.get(cells.last()?.next).is_none_or(|next| next.gap == Gap::Line);
    (shaped.now && cells.len() + 1 == shaped.figures && cells.len() >= 2 && ends).then(|| (1..shaped.figures).collect())
}

/// The words of a row, by column.
fn words(stream: &Stream, from: usize, to: usize, shaped: &Shaped) -> Vec<Vec<Stretch>> {
    let mut columns: Vec<Vec<Stretch>> = vec![Vec::new(); shaped.words];
    let mut tokens: &[Token] = &stream.tokens[from..to];
    for column in (shaped.name + 1..shaped.words).rev() {
        let unit = shaped.unit == Some(column);
        let mut taken = 0;
        // The name keeps a word of its own: ① alone is none.
        let own = tokens.iter().position(|token| stream.word(token).contains(is_japanese)).unwrap_or(0);
        for token in tokens.iter().skip(own + 1).rev() {
            let word = stream.word(token);
            let fits =
                if unit { is_unit(word) && taken == 0 } else { is_method(word) || taken == 0 && !is_measure(word) };
            if !fits {
                break;
            }
            taken += 1;
        }
        let (rest, these) = tokens.split_at(tokens.len() - taken);
        columns[column] = these.iter().map(|token| (token.from, token.to)).collect();
        tokens = rest;
    }
    for column in columns.iter_mut().take(shaped.name) {
        let apart = tokens.get(1).is_some_and(|next| next.gap != Gap::Line || shaped.numbered);
        // 1 復旧の支援 再建補助金: the number is of what groups the rows.
        let counts = |token: &Token| stream.word(token).chars().all(|c| digit(c).is_some());
        let taken = if !shaped.numbered && shaped.name == 1 && tokens.len() > 2 && counts(&tokens[0]) { 2 } else { 1 };
        if apart && tokens.len() > taken {
            let (group, rest) = tokens.split_at(taken);
            column.extend(group.iter().map(|token| (token.from, token.to)));
            tokens = rest;
        }
    }
    columns[shaped.name] = tokens.iter().map(|token| (token.from, token.to)).collect();
    columns
}

fn is_unit(word: &str) -> bool {
    word.chars().count() <= 6 && !word.contains(|c| digit(c).is_some())
}

/// How a result is made public: HP掲載, 会報, 巡回時に説明.
fn is_method(word: &str) -> bool {
    const WAYS: [&str; 24] = [
        "HP",
        "ＨＰ",
        "ホームページ",
        "会報",
        "掲載",
        "巡回",
        "窓口",
        "配布",
        "公表",
        "SNS",
        "ＳＮＳ",
        "メール",
        "広報",
        "ウェブ",
        "WEB",
        "公開",
        "送付",
        "FAX",
        "ＦＡＸ",
        "説明",
        "提供",
        "チラシ",
        "報告",
        "サイト",
    ];
    WAYS.iter().any(|way| word.contains(way)) && !is_measure(word) || figure::is_dash(word)
}

/// Does a name of a measure end here: 公表回数, 回収率?
fn is_measure(word: &str) -> bool {
    let bare = word.trim_end_matches(['）', ')', '※']);
    let bare = bare.rsplit_once(['（', '(']).map_or(bare, |(before, _)| before);
    ["数", "率", "額", "件", "回", "者", "割合", "高", "量", "点", "度", "実績", "人", "名", "社"]
        .iter()
        .any(|end| bare.ends_with(end))
}

/// The token after the second half of a name that stands below the figures of its row: up to `end`, or to the end of the
/// line where that is where it begins.
fn tail(stream: &Stream, at: usize, end: usize, name: &[Stretch]) -> Option<usize> {
    let first = stream.tokens.get(at).filter(|token| token.gap == Gap::Line)?;
    let whole = stream.tokens[at..].iter().take_while(|token| token.raw == first.raw).count();
    let line = if end > at { end - at } else { whole };
    let words = &stream.text[first.from..stream.tokens[at + line - 1].to];
    let whole: String = name.iter().map(|(from, to)| &stream.text[*from..*to]).collect();
    let opens = whole.matches(['（', '(']).count() > whole.matches(['）', ')']).count();
    let bracketed = words.starts_with(['（', '(']) && words.ends_with(['）', ')']) && head::read(words).is_empty();
    let fits = !is_measure(&whole) && is_measure(words)
        || opens && words.contains(['）', ')'])
        || bracketed && !begins_item(words);
    let plain = words.chars().count() <= LONGEST_TAIL
        && !words.contains('。')
        && !begins_item(words)
        && mark::parse(words).is_none_or(|mark| mark.class == mark::Class::Bare)
        && !words.starts_with("うち")
        && (at..at + line).all(|token| cell(stream, token).is_none());
    (fits && plain).then_some(at + line)
}
