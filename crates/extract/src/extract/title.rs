//! 項目名 apart from the figures, frequencies and notes printed with it.
//!
//! What comes in is the text of an item, what goes out is its title and the rest. This file must not know
//! tables or trees.

mod figures;

use super::naming::ROLES;
use super::{facts, flag};
use crate::blocks::chars::{digit, is_japanese};
use crate::blocks::stretches;
use crate::blocks::target::figure::{self, Shape, is_rating};
use crate::blocks::work::cost;
use crate::outline::slots::{self, Slot};
use crate::outline::{day_behind, names_event, reached};
use crate::vocabulary::words;
use figures::{
    bracket_is_figure, counts_members, dated, dated_at_end, figure_at_end, figured, frequency, is_figure_word,
    measure_before, only_brackets, parts_name, unit_apart,
};
use kurabe_model::year::find_years;
use kurabe_text::day;
use kurabe_text::spacing::{before_words, close_breaks, squeeze};

/// A text cut in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The name.
    pub(super) title: String,
    /// Figures and frequencies: `H30 433人`, 〈年1回〉.
    pub(super) figures: String,
    /// Other words that are no part of the name: ※参画団体…
    pub(super) words: String,
}

/// Cuts the cell of a 事業名.
///
/// `各種セミナー開催 (受講者数) H30 433人` is 各種セミナー開催 and `(受講者数) H30 433人`.
pub(super) fn cell(text: &str) -> Cut {
    let flat = text.replace('\n', " ");
    let at = cut_at(&flat, Where::Cell).filter(|at| !flat[..*at].trim().is_empty()).unwrap_or(flat.len());
    let rest = flat[at..].trim();
    let (figures, words) = if rest.is_empty() || figured(rest) {
        (rest.to_owned(), String::new())
    } else {
        (String::new(), rest.to_owned())
    };
    Cut { title: close_breaks(flat[..at].trim()), figures, words }
}

/// Cuts the text of an item on a line of its own: only notes at its very end that are figures go.
///
/// `実態調査〈年4回〉` is 実態調査 and 〈年4回〉; `情報提供（県委託事業）` stays whole.
pub(super) fn line(text: &str) -> Cut {
    if let Some(rated) = rated(text) {
        return rated;
    }
    if let Some(scheduled) = scheduled(text) {
        return scheduled;
    }
    if let Some(met) = met(text) {
        return met;
    }
    if let Some(name) = reached(text).filter(|name| name.chars().count() >= 3) {
        let figures = text[name.len()..].trim_start_matches(parts_name).to_owned();
        return Cut { title: name.to_owned(), figures, words: String::new() };
    }
    if let Some(held) = held(text) {
        return held;
    }
    let whole = |text: &str| Cut { title: text.to_owned(), figures: String::new(), words: String::new() };
    // 移動販売車　丘の上の団地を回る。　　　　　　　福祉課: another column behind the sentence.
    let beside = text.rfind("\u{3000}\u{3000}\u{3000}").filter(|at| text[..*at].trim_end().ends_with('。'));
    let told = |at: usize| name_and_prose(text[..at].trim_end()).map(|(name, _)| (name, text[name.len()..].trim()));
    if let Some((name, prose)) = beside.and_then(told) {
        return Cut { words: prose.to_owned(), ..whole(name) };
    }
    if let Some((name, prose)) = name_and_prose(text) {
        let (words, note) = prose_and_note(prose);
        return Cut { words: words.to_owned(), figures: note.to_owned(), ..whole(name) };
    }
    if let Some((name, told)) = name_and_told(text) {
        return Cut { words: told.to_owned(), ..whole(name) };
    }
    let cut = |at: usize| Cut { figures: text[at..].trim().to_owned(), ..whole(text[..at].trim()) };
    if let Some(at) = dated_at_end(text) {
        return Cut { figures: text[at..].to_owned(), ..whole(text[..at].trim_end_matches(parts_name)) };
    }
    let facts = facts::at_end(text);
    let gap = wide_gap(text).or_else(|| gap_before_words(text));
    if let Some(gap) = gap.filter(|gap| facts.is_none_or(|at| gap.title.len() <= text[..at].trim().len())) {
        return gap;
    }
    if let Some(at) = [figure_at_end(text), facts, day_behind(text)].into_iter().flatten().min() {
        return cut(at);
    }
    if !text.ends_with([')', '）', '〉', '＞', '>', '】', '］', '回', '度', '行', '催', '施'])
        && !text.contains(['H', 'R', 'Ｈ', 'Ｒ', '令', '平'])
    {
        return whole(text);
    }
    match cut_at(text, Where::Line).filter(|at| !text[..*at].trim().is_empty()) {
        Some(at) if figured(text[at..].trim()) => {
            // Before the bracket may stand the figure that it tells more of: 会員数 247人（前年度 268人）.
            let at = figure_at_end(text[..at].trim_end()).unwrap_or(at);
            Cut { figures: text[at..].trim().to_owned(), ..whole(text[..at].trim()) }
        }
        _ => whole(text),
    }
}

/// Cuts the text of a heading: what stands apart at its end is a sum or a note.
///
/// `誘致事業 2,257千円` is 誘致事業 and 2,257千円.
pub(super) fn heading(text: &str) -> Cut {
    if let Some(rated) = rated(text) {
        return rated;
    }
    if let Some(scheduled) = scheduled(text) {
        return scheduled;
    }
    let sum = || {
        let end = text.trim_end();
        let at = unit_apart(end).or_else(|| end.rfind(char::is_whitespace))?;
        let (name, word) = (text[..at].trim_end(), &squeeze(&text[at..]));
        // 観光宣伝事業 予算額 2,300千円
        let said = name.rfind(char::is_whitespace).filter(|at| cost::heading(name[*at..].trim()).is_some());
        let name = said.map_or(name, |at| name[..at].trim_end());
        let money = word.ends_with('円') && is_figure_word(word) && name.chars().count() >= 2;
        let figures = text[name.len()..].trim().to_owned();
        money.then(|| Cut { title: name.to_owned(), figures, words: String::new() })
    };
    // （予算 4,500千円）, （部会員 312名）
    let noted = || {
        let open = text.trim_end().strip_suffix(['）', ')', '〉', '】'])?.rfind(['（', '(', '〈', '【'])?;
        let money = text.contains('円') && cost::heads(text[open..].trim_start_matches(['（', '(', '〈', '【']));
        ((money || counts_members(&text[open..])) && open > 0).then(|| Cut {
            title: text[..open].trim_end().to_owned(),
            figures: text[open..].trim().to_owned(),
            words: String::new(),
        })
    };
    // （単位：千円）
    let unit = || {
        let open = text.trim_end().strip_suffix(['）', ')', '］', ']'])?.rfind(['（', '(', '［', '['])?;
        let said = squeeze(&text[open..]).chars().skip(1).collect::<String>().starts_with("単位");
        (said && open > 0).then(|| Cut {
            title: text[..open].trim_end().to_owned(),
            figures: String::new(),
            words: text[open..].trim().to_owned(),
        })
    };
    let whole = || Cut { title: text.to_owned(), figures: String::new(), words: String::new() };
    unit().or_else(|| wide_gap(text)).or_else(sum).or_else(noted).unwrap_or_else(whole)
}

/// A name with the signs of the years in which it is done: `共同配送の仕組みづくり　　　○　　◎　　●`.
fn scheduled(text: &str) -> Option<Cut> {
    /// Signs of such a row, at least.
    const FEWEST: usize = 2;
    let sign = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| "○◎●〇◯△▲□■◇◆☆★→⇒―－-".contains(c)) && letters.next().is_none()
    };
    let mut name = text.trim_end();
    let mut signs = 0;
    while let Some((before, _)) = name.rsplit_once(char::is_whitespace).filter(|(_, word)| sign(word)) {
        (name, signs) = (before.trim_end(), signs + 1);
    }
    let words = text[name.len()..].trim().to_owned();
    let named = name.chars().filter(|c| is_japanese(*c)).count() >= 2;
    (signs >= FEWEST && named).then(|| Cut { title: name.to_owned(), figures: String::new(), words })
}

/// A part of the body, how often it met, and what it did: `商業部会 ４回 「まちなか歩き調査」の実施`.
fn met(text: &str) -> Option<Cut> {
    let (name, rest) = text.trim().split_once(char::is_whitespace)?;
    let (count, told) = rest.trim_start().split_once(char::is_whitespace)?;
    let often = count.ends_with('回') && figure::shape(count) == Some(Shape::Number);
    (often && words().heading.group_end.ends(name)).then(|| Cut {
        title: name.to_owned(),
        figures: count.to_owned(),
        words: told.trim().to_owned(),
    })
}

/// A day or month, and what is held then: `6月10日(水) 交流会への参加`.
fn held(text: &str) -> Option<Cut> {
    let day = day::dated(text.trim()).filter(|day| !day.what.ends_with('。') && day.what.chars().count() >= 2)?;
    let name = line(day.what);
    let words = [day.when, name.words.as_str()].into_iter().filter(|words| !words.is_empty());
    Some(Cut { words: words.collect::<Vec<_>>().join("\n"), ..name })
}

/// A name with its judgement: `経営状況の分析　評価 ◎`.
fn rated(text: &str) -> Option<Cut> {
    let (before, sign) = text.trim_end().rsplit_once(char::is_whitespace)?;
    let (name, word) = before.trim_end().rsplit_once(char::is_whitespace)?;
    let judged = slots::slot(word) == Some(Slot::Rating) && is_rating(sign);
    let name = name.trim_end();
    let words = text[name.len()..].trim().to_owned();
    (judged && !name.is_empty()).then(|| Cut { title: name.to_owned(), figures: String::new(), words })
}

/// A name, a gap as wide as three letters, and notes with a figure or sentences: `経営改善普及事業　　　　予算　12,500千円`,
/// `学生記者　　　高校生が店主を取材する。　　　観光課`, a row whose table lost its head.
pub(super) fn wide_gap(text: &str) -> Option<Cut> {
    if let Some(found) = columns(text) {
        return Some(found);
    }
    let at = text.find("\u{3000}\u{3000}\u{3000}").or_else(|| text.find("      "))?;
    let (name, rest) = (text[..at].trim_end(), text[at..].trim_start());
    if rest.contains('。') && (3..=NAME).contains(&name.chars().count()) && !name.contains(['。', '、']) {
        return Some(Cut { title: name.to_owned(), figures: String::new(), words: rest.to_owned() });
    }
    let noted = name.chars().count() >= 3
        && rest.chars().count() <= 40
        && rest.contains(|c| digit(c).is_some())
        && !rest.ends_with('。');
    noted.then(|| Cut { title: name.to_owned(), figures: rest.to_owned(), words: String::new() })
}

/// A name and two columns or more behind it, a figure in one of them: `実務講座     6月13日      研修室         27名`,
/// `商品券の発行  発行総額 2億4,000万円  取扱店 311店`.
fn columns(text: &str) -> Option<Cut> {
    /// Columns of the page that a gap takes, where words stand in the columns and where each is a name and its figure.
    const APART: u32 = 4;
    const TOLD: u32 = 2;
    let parts = |least: u32| -> Vec<&str> {
        stretches(text, least).into_iter().map(|part| &text[part.from..part.to]).collect()
    };
    let counted = |part: &str| {
        let word = part.rsplit(char::is_whitespace).next().unwrap_or_default();
        figure::shape(word) == Some(figure::Shape::Number)
    };
    let wide = Some(parts(APART)).filter(|parts| parts.len() > 2 && parts[1..].iter().any(|part| counted(part)));
    let told = || Some(parts(TOLD)).filter(|parts| parts.len() > 2 && parts[1..].iter().all(|part| counted(part)));
    let parts = wide.or_else(told)?;
    let name = parts[0];
    // 基    本    方    針 is one word.
    let named = name.chars().count() >= 3 && parts.iter().all(|part| part.chars().count() > 1) && !name.ends_with('。');
    // What stands in another column names no figure, 研修室, 27名, unless it is a name for one: 年間目標, 960件.
    let labels = |part: &str| ROLES.iter().any(|role| part.ends_with(role)) || words().figure.measure_end.ends(part);
    let mut figures = String::new();
    for (at, part) in parts.iter().enumerate().skip(1) {
        let before = parts[at - 1];
        if at > 1 {
            figures.push(if labels(before) { ' ' } else { '、' });
        }
        figures.push_str(part);
    }
    named.then(|| Cut { title: name.to_owned(), figures, words: String::new() })
}

/// A name, a gap as wide as two letters, and what tells of it: figures, or what a body of people does.
///
/// `プレミアム付商品券の発行　　5,000冊（町補助）`, `商業部会　　視察研修、年末大売出し`. A point and its content
/// (`職場環境の向上　　話し合いを増やす`) are one title.
fn gap_before_words(text: &str) -> Option<Cut> {
    let meeting = |name: &str| words().heading.meeting.ends(name);
    let (name, rest) = before_words(text).or_else(|| text.split_once('\u{3000}').filter(|(name, _)| meeting(name)))?;
    // Dots that lead to what a part of the body does stay with it; elsewhere they part nothing.
    let kept = text[name.len()..].trim();
    let dots = kept.starts_with(['…', '‥', '・']);
    if dots && !words().work.members.ends(name) && !meeting(name) {
        return None;
    }
    let rest = if dots { kept } else { rest };
    // 基　　本　　方　　針 is one word.
    let whole = name.chars().count() >= 3
        && !name.contains(char::is_whitespace)
        && rest.split_whitespace().all(|word| word.chars().count() > 1);
    let cut = |figures: &str, words: &str| Cut {
        title: name.to_owned(),
        figures: figures.to_owned(),
        words: words.to_owned(),
    };
    if !whole {
        return None;
    }
    if counts(rest) {
        return Some(cut(rest, ""));
    }
    (words().work.members.ends(name) || meeting(name)).then(|| cut("", rest))
}

/// Is a text figures with few words around them?
fn counts(text: &str) -> bool {
    figured(text) && text.contains(|c| digit(c).is_some())
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Cell,
    Line,
}

/// A sentence, and the figures in brackets behind it: `相談に応じる。〈目標 40件〉`.
fn prose_and_note(prose: &str) -> (&str, &str) {
    let note = prose.strip_suffix(['）', ')', '〉', '】']).and_then(|inner| inner.rfind(['（', '(', '〈', '【']));
    let told = |at: &usize| prose[..*at].trim_end().ends_with('。') && counts(&prose[*at..]);
    note.filter(told).map_or((prose, ""), |at| (prose[..at].trim_end(), &prose[at..]))
}

/// Letters of such a name, with the flag behind it.
const NAME: usize = 32;

/// A short name, a wide blank or a colon, and a sentence: `巡回指導　会員を訪ね、…する。`
fn name_and_prose(text: &str) -> Option<(&str, &str)> {
    // A note in brackets may stand behind the sentence.
    let sentence = text.strip_suffix(['）', ')']).and_then(|rest| Some(&rest[..rest.rfind(['（', '('])?]));
    if !text.ends_with('。') && !sentence.is_some_and(|sentence| sentence.ends_with('。')) {
        return None;
    }
    let (at, c) =
        text.char_indices().take(NAME).find(|(_, c)| matches!(c, '\u{3000}' | '：' | ':' | '\t') || *c == ' ')?;
    let (name, prose) = (&text[..at], text[at + c.len_utf8()..].trim_start());
    // 令和7年4月 ～ 管理職に説明する。 begins with when.
    let dated = matches!(find_years(name).as_slice(), [year] if year.range == (0..name.len()));
    let named = !dated
        && name.chars().count() >= 3
        && !name.contains(['、', '。', '「'])
        && name.chars().all(|c| is_japanese(c) || c.is_alphanumeric() || "・（）()ー＜＞〈〉【】".contains(c));
    let wide = c != ' '
        || name.ends_with(['）', ')', '＞', '〉', '】'])
        || !name.ends_with(|c: char| c.is_ascii_alphanumeric())
            && (name.ends_with([')', '）']) || !prose.starts_with(|c: char| c.is_ascii_alphanumeric()));
    // 次のとおり開催した。 before a table
    let points = ["次のとおり", "下記のとおり", "以下のとおり", "次の通り"].iter().any(|word| prose.starts_with(word));
    (named && wide && (points || prose.chars().count() >= 12)).then_some((name, prose))
}

/// What kind of work it is, rather than what it is called; so does a flag.
const KINDS: [&str; 12] =
    ["拡充", "その他", "委託", "受託", "補助", "主要", "主な", "自主", "共催", "後援", "公益", "収益"];

/// The name of an event or field of work, a colon, and what is done: `視察研修事業：先進地の視察、部員の親睦`. Of a part of the
/// body it says who acts (商業部会：視察), and the whole is the title.
fn name_and_told(text: &str) -> Option<(&str, &str)> {
    let (name, told) = text.split_once(['：', ':'])?;
    let (name, told) = (name.trim(), told.trim());
    let work = name.ends_with("事業") || name.ends_with("活動") || names_event(name);
    // 青年部事業, 新規事業: who acts, and of what kind it is.
    let stem = ["事業", "活動"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let part = KINDS.contains(&stem)
        || flag::of_word(stem).is_some()
        || [name, stem].iter().any(|name| {
            words().work.members.ends(name) || words().heading.meeting.ends(name) || words().work.department.ends(name)
        });
    let named = work && !part && (3..=NAME).contains(&name.chars().count()) && !name.contains(['、', '。', '「', '→']);
    let words = told.chars().filter(|c| is_japanese(*c)).count() >= 4 && !told.starts_with(|c| digit(c).is_some());
    (named && words && !told.contains(['：', ':', '→'])).then_some((name, told))
}

/// The byte at which the name ends and notes begin.
fn cut_at(text: &str, place: Where) -> Option<usize> {
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        let apart = before.is_whitespace();
        let rest = &text[at..];
        let cut = match c {
            '(' | '（' | '〈' | '＜' | '<' | '【' | '［' => {
                bracket_is_figure(rest, c) && (place == Where::Cell || only_brackets(rest))
                    || place == Where::Cell && apart && c == '〈'
            }
            '※' | '■' | '○' | '◆' => place == Where::Cell && at > 0,
            'H' | 'R' | 'Ｈ' | 'Ｒ' | '令' | '平' => apart && at > 0 && dated(rest),
            '年' | '月' | '週' => apart && at > 0 && frequency(rest),
            _ if crate::blocks::numeral::circled(c).is_some() => {
                place == Where::Cell && at > 0 && rest.chars().take(60).any(|c| digit(c).is_some())
            }
            _ => false,
        };
        if cut {
            let dated = matches!(c, 'H' | 'R' | 'Ｈ' | 'Ｒ' | '令' | '平');
            return Some(if dated { measure_before(text, at) } else { at });
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_their_figures() {
        for (text, title) in [
            ("各種セミナー開催 (受講者数) H30 433人 R01 393人", "各種セミナー開催"),
            ("新卒高校生応募前企業説明会 〈年1回〉", "新卒高校生応募前企業説明会"),
            ("創業塾 受講者 H30 28人 R01 32人", "創業塾"),
            ("製造業管理者向け 研修 (年4回)", "製造業管理者向け研修"),
            ("会報情報便（同封 件数） H30 41件/年", "会報情報便"),
            ("会報誌「みどり」 年6回発行、会員 掲載", "会報誌「みどり」"),
            ("商談会inみなと ①会員エントリ-数 H30 58社(130社)", "商談会inみなと"),
            ("メルマガ発信(発信 件数)※登録件数 270件 H30 17回", "メルマガ発信"),
            ("起業応援事業 (NICO)", "起業応援事業(NICO)"),
            ("部会の活性化 〈共通テーマ〉 ■観光", "部会の活性化"),
        ] {
            assert_eq!(cell(text).title, title);
        }
    }

    #[test]
    fn figures_with_their_years_are_no_part_of_the_name() {
        for text in [
            "巡回件数 令和7年度 120件",
            "巡回件数　令和6年度実績 100件、令和7年度目標 120件",
            "巡回件数 令和6年度 100件、令和7年度 120件",
            "巡回件数：R6 100件 R7 120件",
            "巡回件数　2024年度100件→2025年度120件",
        ] {
            assert_eq!(line(text).title, "巡回件数", "{text}");
        }
        assert_eq!(dated_at_end("巡回 令和6年度に100件を訪ねる"), None);
    }

    #[test]
    fn lines_keep_their_notes() {
        assert_eq!(line("情報提供（県委託事業）").title, "情報提供（県委託事業）");
        assert_eq!(line("実態調査〈年4回〉").title, "実態調査");
        assert_eq!(line("共同配送　　　　○　　◎　　●").title, "共同配送");
        assert_eq!(line("帳簿の実務講座     6月13日      研修室         27名").title, "帳簿の実務講座");
        assert_eq!(line("商品券の発行  発行総額 2億4,000万円  取扱店 311店").title, "商品券の発行");
        assert_eq!(line("研修会の実施　【目標：県内３会場】").title, "研修会の実施");
        assert_eq!(line("巡回指導　会員事業所を訪ね、経営の相談に応じる。").title, "巡回指導");
    }
}
