//! Indicators told in words instead of a table: 指標：来場者数　現状値 120人（R5） → 目標値 150人（R10）, on one line or a part a line.
//!
//! What comes in is a line, what goes out is what it calls the indicator and the figures that it claims for it, each with
//! its year and with what it is. This file must not know the tree.

use super::series::{Says, Year};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::target::figure::{self, Shape};
use crate::blocks::target::head::{self, Item, Word};
use crate::vocabulary::words;

/// Letters of an indicator's name.
const LONGEST_NAME: usize = 40;
/// Letters of a line that is looked at.
const LONGEST_LINE: usize = 200;
/// What parts the claims of a line.
const APART: [char; 13] = ['：', ':', '、', '，', ',', '／', '/', '；', '｜', '|', '＝', '=', '・'];
/// What leads from one claim to the next.
pub(crate) const ARROWS: [char; 6] = ['→', '⇒', '⇨', '➡', '➔', '▶'];
/// What may stand before the word 指標.
const SIGNS: &str = "【［[〔〈＜<《◆◇■□●○◎・▶☆★※▼";

/// An indicator with what is claimed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Card {
    /// Does the line say that it is an indicator: 指標：, 【KPI】?
    pub(super) labelled: bool,
    /// What is measured; none where a line before it says so.
    pub(super) name: Option<String>,
    pub(super) claims: Vec<Claim>,
    /// The unit that it gives for its figures: 単位：件.
    pub(super) unit: Option<String>,
    /// Does a stroke say that there was no figure before: － → 50件?
    pub(super) none: bool,
}

/// A figure with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) says: Option<Says>,
    pub(super) year: Option<Year>,
    pub(super) text: String,
}

/// The indicators of a line that tells nothing else.
pub(super) fn read(line: &str) -> Option<Vec<Card>> {
    if line.contains('。') || line.chars().nth(LONGEST_LINE).is_some() {
        return None;
    }
    let mut reader = Reader { text: line, ..Reader::default() };
    while reader.skip() {
        reader.step()?;
    }
    reader.cards.push(reader.card);
    Some(reader.cards)
}

impl Card {
    /// Does the line alone show that it is an indicator: two figures that stand to each other as 現状 and 目標 do, or a
    /// name that it calls one?
    pub(super) fn tells(&self) -> bool {
        let claim = |claim: &Claim| (claim.says, claim.year);
        let differ = self.claims.windows(2).any(|pair| claim(&pair[0]) != claim(&pair[1]));
        let says =
            |wanted: &[Says]| self.claims.iter().any(|claim| claim.says.is_some_and(|says| wanted.contains(&says)));
        let measured = says(&[Says::Target]) && (says(&[Says::Now, Says::Result, Says::Forecast]) || self.dated());
        match self.claims.len() {
            0 if self.unit.is_some() => self.name.is_none(),
            1 if self.none => self.name.is_some() && self.claims[0].says == Some(Says::Target),
            0 | 1 => self.labelled && self.name.is_some(),
            _ => differ && (self.labelled || measured),
        }
    }

    /// Is it one figure that says what it is: 現状値：80件, to go with one on the line before or after?
    pub(super) fn says_one(&self) -> Option<Says> {
        let [claim] = self.claims.as_slice() else { return None };
        claim.says.filter(|says| !matches!(says, Says::Cost | Says::Counted))
    }

    /// Is its name that of a count, a rate or a sum, and not that of work?
    pub(super) fn is_measure(&self) -> bool {
        let bare = |name: &String| {
            let bare = name.split(['（', '(']).next().map(|name| name.trim().trim_end_matches('等'));
            bare.is_some_and(|name| words().figure.measure_end.ends(name))
        };
        self.name.as_ref().is_none_or(bare)
    }

    /// Do two figures have years of their own?
    fn dated(&self) -> bool {
        self.claims.iter().filter(|claim| claim.year.is_some()).count() >= 2
    }
}

/// A line while it is read.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    at: usize,
    cards: Vec<Card>,
    card: Card,
    /// What the words before the next figure say of it.
    says: Option<Says>,
    year: Option<Year>,
    /// Has anything been said since the figure before?
    fresh: bool,
    /// Has an arrow been passed since the figure before?
    arrow: bool,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Passes blanks and signs; is anything left?
    fn skip(&mut self) -> bool {
        while let Some(c) = self.rest().chars().next() {
            self.arrow |= ARROWS.contains(&c);
            if !c.is_whitespace() && !APART.contains(&c) && !ARROWS.contains(&c) {
                return true;
            }
            self.at += c.len_utf8();
        }
        false
    }

    /// Reads what stands here; none where it is no part of an indicator.
    fn step(&mut self) -> Option<()> {
        let rest = self.rest();
        if let Some((unit, length)) = unit(rest) {
            self.card.unit = Some(unit);
            self.at += length;
        } else if let Some(length) = label(rest) {
            if !self.card.claims.is_empty() {
                self.cards.push(std::mem::take(&mut self.card));
            } else if self.card != Card::default() {
                return None;
            }
            (self.says, self.year, self.card.labelled) = (None, None, true);
            self.at += length;
        } else if !self.fresh && !self.card.claims.is_empty() && rest.starts_with(['（', '(']) {
            self.note(rest)?;
        } else if let Some((items, length)) = said(rest) {
            self.fresh = true;
            let first = self.card == Card::default() && self.says.is_none();
            self.card.labelled |= first && words().slot.target.is(&squeeze(&rest[..length]).replace(['【', '】'], ""));
            self.take(&items);
            self.at += length;
        } else if let Some(length) = figure_at(rest) {
            self.claim(&rest[..length]);
            self.at += length;
            self.fresh = false;
        } else if rest.starts_with(['（', '(']) {
            self.note(rest)?;
        } else {
            self.name(rest)?;
        }
        Some(())
    }

    fn take(&mut self, items: &[Item]) {
        for item in items {
            match item.word {
                Word::Year(year) => self.year = Some(year),
                Word::Says(says) => (self.says, self.arrow) = (Some(says), false),
                _ => {}
            }
        }
    }

    /// Adds a figure; behind an arrow that says nothing of its own stands what is aimed at.
    fn claim(&mut self, text: &str) {
        if std::mem::take(&mut self.arrow) && (self.card.none || !self.card.claims.is_empty()) {
            if let Some(before) = self.card.claims.last_mut() {
                before.says = before.says.or(Some(Says::Now));
            }
            self.says = Some(Says::Target);
        }
        self.card.none |= self.card.claims.is_empty() && figure::is_dash(text);
        let told = figure::shape(&squeeze(text)) == Some(Shape::Number) || self.says == Some(Says::Rating);
        if told {
            self.card.claims.push(Claim { says: self.says, year: self.year.take(), text: text.to_owned() });
        }
    }

    /// A bracket: of a figure its year or another figure, of a name more of it.
    fn note(&mut self, rest: &str) -> Option<()> {
        let (end, shut) = rest.char_indices().find(|(_, c)| matches!(c, '）' | ')'))?;
        let inner = &rest[rest.chars().next()?.len_utf8()..end];
        self.at += end + shut.len_utf8();
        let Some(claim) = self.card.claims.last_mut() else {
            // The year that had no figure yet.
            if self.card.none && head::whole(inner).is_some() {
                return Some(());
            }
            let name = self.card.name.as_mut()?;
            name.push_str(&rest[..end + shut.len_utf8()]);
            return Some(());
        };
        if let Some(items) = head::whole(inner) {
            for item in items {
                match item.word {
                    Word::Year(year) => claim.year = Some(year),
                    Word::Says(says) => claim.says = Some(says),
                    _ => {}
                }
            }
            return Some(());
        }
        let mut within = Reader { text: inner, ..Reader::default() };
        let read = loop {
            match within.skip() {
                false => break true,
                true if within.step().is_none() => break false,
                true => {}
            }
        };
        if read && within.card.name.is_none() && within.cards.is_empty() {
            self.card.claims.extend(within.card.claims);
        }
        Some(())
    }

    /// The name of what is measured, up to the first claim.
    fn name(&mut self, rest: &str) -> Option<()> {
        // 会員数 312→330、加入率 58％→60％: the next indicator.
        if self.card.claims.len() >= 2 && self.text[..self.at].trim_end().ends_with(['、', '，', '／']) {
            self.cards.push(std::mem::take(&mut self.card));
            (self.says, self.year, self.fresh) = (None, None, false);
        }
        if self.card.name.is_some() || !self.card.claims.is_empty() {
            return None;
        }
        let (mut blank, mut end, mut before) = (false, rest.len(), ' ');
        for (at, c) in rest.char_indices() {
            let stops = matches!(c, '：' | ':' | '／' | '｜' | '（' | '(') || ARROWS.contains(&c);
            let told = || said(&rest[at..]).is_some() || figure_at(&rest[at..]).is_some();
            let figure =
                || digit(c).is_some() && digit(before).is_none() && before != '第' && figure_at(&rest[at..]).is_some();
            if at > 0 && (stops || blank && !c.is_whitespace() && told() || figure()) {
                end = at;
                break;
            }
            (blank, before) = (c.is_whitespace(), c);
        }
        let name = rest[..end].trim_end();
        let fits = name.chars().count() <= LONGEST_NAME && !name.contains(['、', '】', '」']);
        self.card.name = Some(name.to_owned()).filter(|_| fits);
        self.at += end;
        fits.then_some(())
    }
}

/// 単位：件, and its length.
fn unit(text: &str) -> Option<(String, usize)> {
    /// Letters of a unit.
    const LONGEST: usize = 6;
    let rest = text.strip_prefix("単位")?.trim_start();
    let rest = rest.strip_prefix(['：', ':'])?.trim_start();
    let unit = rest.split(|c: char| c.is_whitespace() || APART.contains(&c) || ARROWS.contains(&c)).next()?;
    let fits = !unit.is_empty() && unit.chars().count() <= LONGEST && !unit.contains(|c| digit(c).is_some());
    fits.then(|| (unit.to_owned(), text.len() - rest.len() + unit.len()))
}

/// The length of a word that calls what follows an indicator: 指標：, 【KPI】, ◆成果指標, KPI①.
fn label(text: &str) -> Option<usize> {
    let open = text.len() - text.trim_start_matches(|c| SIGNS.contains(c)).len();
    let rest = &text[open..];
    let lists = [&words().column.indicator, &words().slot.target];
    let named = lists.iter().filter_map(|list| list.longest(rest));
    let word = named.max_by_key(|word| word.len()).filter(|word| !says(word))?;
    let mut at = open + word.len();
    for note in ["（KPI）", "（ＫＰＩ）", "(KPI)", "名"] {
        at += text[at..].strip_prefix(note).map_or(0, |_| note.len());
    }
    let number =
        text[at..].chars().next().filter(|c| crate::blocks::numeral::circled(*c).is_some() || digit(*c).is_some());
    at += number.map_or(0, char::len_utf8);
    let shut = text[at..].chars().next().filter(|c| "】］]〕〉＞>》".contains(*c));
    at += shut.map_or(0, char::len_utf8);
    let ends = text[at..].chars().next().is_none_or(|c| c.is_whitespace() || APART.contains(&c));
    (shut.is_some() && open > 0 || ends).then_some(at)
}

/// Does a word say what figures are: 目標値?
fn says(word: &str) -> bool {
    head::whole(word).is_some_and(|items| items.iter().any(|item| matches!(item.word, Word::Says(_))))
}

/// A word that says what the next figure is, or of which year, and its length: 現状値, 【目標】, （R5）, 令和10年度.
fn said(text: &str) -> Option<(Vec<Item>, usize)> {
    let items = head::read(text.split(char::is_whitespace).next()?);
    let first = items.first()?;
    let run = if first.bracketed { items.iter().take_while(|item| item.bracketed).count() } else { 1 };
    let told = |item: &Item| matches!(item.word, Word::Year(_) | Word::Says(_));
    let (run, end) = (&items[..run], items[run - 1].to);
    let rest = &text[end..];
    let next = rest.chars().next();
    let ends = text.starts_with(['【', '［', '＜']) && first.bracketed
        || next
            .is_none_or(|c| c.is_whitespace() || APART.contains(&c) || ARROWS.contains(&c) || "（(）)】は".contains(c))
        || figure_at(rest).is_some()
        || items.get(run.len()).is_some_and(told);
    let skipped = if next == Some('は') { 'は'.len_utf8() } else { 0 };
    (run.iter().all(told) && ends).then(|| (run.to_vec(), end + skipped))
}

/// The length of a figure with its unit at the start of a text.
fn figure_at(text: &str) -> Option<usize> {
    let ends = |c: char| {
        c.is_whitespace() || ARROWS.contains(&c) || matches!(c, '（' | '(' | '）' | ')' | '、' | '；' | '｜' | '】')
    };
    let end = text.find(ends).unwrap_or(text.len());
    let word = &text[..end];
    let cell = |word: &str| figure::shape(word).is_some();
    // 1,200 件, 年 820 件
    let mut apart = None;
    let mut before = end;
    for _ in 0..2 {
        let blanks = text[before..].len() - text[before..].trim_start().len();
        if blanks == 0 {
            break;
        }
        let more = text[before + blanks..].find(ends).map_or(text.len(), |more| before + blanks + more);
        let joined = text[..before].ends_with(|c| digit(c).is_some()) && figure::goes_on(&text[before + blanks..more])
            || figure::is_open(&squeeze(&text[..before])) && more > before + blanks;
        if !joined {
            break;
        }
        apart = Some(more);
        before = more;
    }
    // 4,920人/日: counted in a day.
    let shorter = || {
        let end = word.find(['／', '/', '，']).filter(|end| cell(&word[..*end]))?;
        let time = word[end..].chars().skip(1).collect::<String>();
        Some(if matches!(time.as_str(), "日" | "月" | "年" | "週") { word.len() } else { end })
    };
    apart.filter(|end| cell(&squeeze(&text[..*end]))).or_else(|| cell(word).then_some(end)).or_else(shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indicators of a line: name, and for each figure what it is and its year.
    fn told(line: &str) -> Vec<String> {
        let claim = |claim: &Claim| {
            let year = match claim.year {
                Some(Year::Stated(year)) => year.0.to_string(),
                _ => "-".to_owned(),
            };
            format!("{:?} {} {year}", claim.says, claim.text).replace("Some(", "").replace(')', "")
        };
        let card = |card: &Card| {
            let claims: Vec<String> = card.claims.iter().map(claim).collect();
            format!("{}: {}", card.name.as_deref().unwrap_or("-"), claims.join(", "))
        };
        read(line).unwrap_or_default().iter().filter(|card| card.tells()).map(card).collect()
    }

    #[test]
    fn on_one_line() {
        for line in [
            "指標：来場者数　現状値：120人（R5）　目標値：150人（R10）",
            "【ＫＰＩ】来場者数　現状値 120人（R5） → 目標値 150人（R10）",
            "◆成果指標　来場者数　120人（R5実績）　→　150人（R10目標）",
            "指標名：来場者数／現状値：120人（R5）／目標値：150人（R10）",
            "来場者数：現状120人（R5）、目標150人（R10）",
        ] {
            let told = told(line).join(";").replace("Result", "Now");
            assert_eq!(told, "来場者数: Now 120人 2023, Target 150人 2028", "{line}");
        }
        assert_eq!(told("KPI：成立件数　2件 → 5件"), ["成立件数: Now 2件 -, Target 5件 -"]);
        assert_eq!(told("目標：出展者数 10 社（現状 4 社）"), ["出展者数: Target 10 社 -, Now 4 社 -"]);
        assert_eq!(told("目標値　令和10年度　30社（令和5年度　12社）"), ["-: Target 30社 2028, None 12社 2023"]);
        assert_eq!(told("指標：創業件数"), ["創業件数: "]);
    }

    #[test]
    fn what_is_no_indicator() {
        for line in [
            "会員数　R4 820件　R5 830件",
            "目標達成に向けた取組",
            "・会員数を現状1,200件から1,300件へ増やす",
            "目標：延べ10回　300人",
            "現状と課題",
            "空き店舗の活用（目標 3店）",
        ] {
            assert_eq!(told(line), Vec::<String>::new(), "{line}");
        }
    }
}
