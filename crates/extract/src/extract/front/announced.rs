//! The paper that a sentence says to stand below it: 下記の柱を掲げた令和5年度事業計画を承認しました.
//!
//! What comes in are the lines of a text without a title, what goes out is the paper that the sentence names, with its
//! year. This file must not know title pages.

use kurabe_model::year::{Unit, find_years};
use kurabe_read::Line;
use kurabe_text::number::digit;

use super::line::Head;
use super::title::{Title, close_blanks};

/// Filled lines in which a text says what it holds.
const FIRST: usize = 15;
/// Letters between the word that points below and the year of the paper, and between the paper and that word.
const NEAR: usize = 20;
/// Papers that a sentence names.
const PAPERS: [&str; 7] = ["事業計画書", "事業計画", "活動計画", "行動計画", "事業方針", "重点事業", "主要事業"];

/// The one dated paper that a sentence of the first lines points to.
pub(super) fn title(lines: &[Line]) -> Option<Title> {
    let first = lines.iter().filter(|line| !line.text.trim().is_empty()).take(FIRST);
    first.filter_map(Head::of).find_map(|head| {
        let text = head.text.split_inclusive('。').find_map(|said| pointed_to(said).or_else(|| made(said)))?;
        Some(Title { line: head.number, text })
    })
}

/// The plan of a term that a sentence says to have been made: 第4次地域福祉活動計画を策定しました.
fn made(sentence: &str) -> Option<String> {
    /// Letters of such a title.
    const LONGEST: usize = 30;
    const DONE: [&str; 4] = ["を策定しました", "を策定いたしました", "を作成しました", "を策定した。"];
    let end = DONE.iter().find_map(|done| sentence.find(done))?;
    let said = sentence.get(..end)?;
    let from = said.rfind('第')?;
    let title = said.get(from..)?;
    let term = title.chars().skip(1).take_while(|c| digit(*c).is_some()).count();
    let numbered = term > 0 && title.chars().nth(1 + term).is_some_and(|c| matches!(c, '次' | '期'));
    let plan = ["計画", "プラン", "ビジョン"].iter().any(|end| title.ends_with(end));
    (numbered && plan && title.chars().count() <= LONGEST && !title.contains(['、', '「'])).then(|| close_blanks(title))
}

/// The paper of a sentence that says where it stands.
fn pointed_to(sentence: &str) -> Option<String> {
    const ABOVE: [&str; 2] = ["下記", "以下の"];
    /// What is done with the paper; one that ends or is only spoken of is not below.
    const DECIDED: [&str; 10] = ["決定", "策定し", "承認", "可決", "議決", "決議", "定め", "まとめ", "公表", "です"];
    const LAST: [&str; 3] = ["昨年", "前年", "説明会"];
    const BELOW: [&str; 6] = ["下記のとおり", "下記の通り", "以下のとおり", "以下の通り", "次のとおり", "次の通り"];
    let years = find_years(sentence);
    let mut papers = years.iter().filter(|year| year.unit == Unit::FiscalYear).filter_map(|year| {
        let rest = sentence.get(year.range.end..)?;
        let name = rest.strip_prefix('の').unwrap_or(rest);
        let paper = PAPERS.iter().find(|paper| name.starts_with(**paper))?;
        let end = sentence.len() - name.len() + paper.len();
        Some((year.range.start, end))
    });
    let ((start, end), None) = (papers.next()?, papers.next()) else { return None };
    let (before, after) = (sentence.get(..start)?, sentence.get(end..)?);
    // 令和5年度事業計画策定に向けた speaks of another paper.
    let whole = ["を", "と", "は", "が", "及び", "並びに", "・", "」"].iter().any(|word| after.starts_with(word));
    let decided = DECIDED.iter().any(|word| after.contains(word)) && !LAST.iter().any(|word| sentence.contains(word));
    let letters = |text: &str| text.chars().count();
    let below = BELOW.iter().filter_map(|word| after.find(word)).min();
    let points = ABOVE.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
    let near = points.is_some_and(|at| before.get(at..).is_some_and(|between| letters(between) <= NEAR))
        || below.is_some_and(|at| after.get(..at).is_some_and(|between| letters(between) <= NEAR));
    sentence.get(start..end).filter(|_| whole && near && decided).map(close_blanks)
}
