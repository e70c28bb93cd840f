//! A text whose line ends were lost: the lines that the page had, told from marks, labels, tables and the page's width.
//!
//! What comes in is a document's text, what goes out is the same with each line cut where the page's lines ended, a
//! notice saying so; pieces keep the number of the line that they stand on. Only a line that shows several marks in
//! their order is taken for such a text: one number alone proves nothing. This room must not know what the text says.

mod form;
mod runs;
mod series;
mod width;

use super::mark::Class;
use kurabe_model::{LineSpan, Notice, NoticeKind};
use kurabe_read::{Line, Text};
use kurabe_text::letter::is_japanese;
use kurabe_text::number::digit;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A shorter line may be a line of a page.
const LONG: usize = 80;
/// Letters of a line that holds a page or more.
const WHOLE: usize = 200;
/// Words between blanks that such a text has at least.
const WORDS: usize = 6;
/// Places at which such a text must show that a line began.
const CUTS: usize = 4;
/// The same in a text most of which stands on such lines.
const FEW_CUTS: usize = 3;

/// Puts line ends back where they were lost.
#[must_use]
pub fn restore(text: &Text) -> Cow<'_, Text> {
    let mut pages = Pages::default();
    let letters = |lines: &mut dyn Iterator<Item = &Line>| lines.map(|line| line.text.len()).sum::<usize>();
    let long = letters(&mut text.lines.iter().filter(|line| line.text.chars().nth(WHOLE).is_some()));
    let cuts = if long * 2 >= letters(&mut text.lines.iter()) { FEW_CUTS } else { CUTS };
    // The last number of each kind, which the next line may go on from.
    let mut recent = HashMap::new();
    let mut lines = |line: &Line| {
        let (number, rest) = pages.number(&line.text);
        let number = number.map(|number| vec![number.to_owned()]);
        let found = lines_of(rest, cuts, &mut recent).or_else(|| number.is_some().then(|| vec![rest.to_owned()]));
        found.map(|found| number.into_iter().flatten().chain(found).collect())
    };
    let found: Vec<Option<Vec<String>>> = text.lines.iter().map(&mut lines).collect();
    if found.iter().all(Option::is_none) {
        return Cow::Borrowed(text);
    }
    let mut restored = Text { lines: Vec::with_capacity(text.lines.len()), notices: text.notices.clone() };
    for (line, found) in text.lines.iter().zip(found) {
        match found {
            None => restored.lines.push(line.clone()),
            Some(pieces) => {
                restored.notices.push(Notice::new(NoticeKind::LinesRestored, LineSpan::line(line.number)));
                restored.lines.extend(pieces.into_iter().map(|text| Line { text, ..line.clone() }));
            }
        }
    }
    Cow::Owned(restored)
}

/// The pages of a document that a site shows as one line each, with its number before it.
#[derive(Default)]
struct Pages {
    /// The number of the next; none before the word that says that the document's text follows.
    next: Option<u32>,
}

impl Pages {
    /// The number of the page that a line holds, and the rest of the line.
    fn number<'a>(&mut self, line: &'a str) -> (Option<&'a str>, &'a str) {
        if begins_pages(line) {
            self.next = Some(1);
        }
        let counted = self.next.and_then(|next| {
            let (number, rest) = line.trim_start().split_once(' ')?;
            (number.parse() == Ok(next)).then_some((number, rest.trim_start()))
        });
        let Some((number, rest)) = counted else { return (None, line) };
        self.next = self.next.map(|next| next + 1);
        (Some(number), rest)
    }
}

/// Does a site say with this line that the pages of a document follow, each on a line with its number?
pub(super) fn begins_pages(line: &str) -> bool {
    let line = line.trim();
    line == "Transcription" || line.ends_with("Presentation transcript:")
}

/// The lines that a line was; none if it is one.
fn lines_of(line: &str, fewest: usize, recent: &mut HashMap<Class, u32>) -> Option<Vec<String>> {
    if line.chars().nth(LONG).is_none() || line.contains(['\t', '|', '｜']) || has_tag(line) {
        return None;
    }
    let words = words(line);
    if words.len() < WORDS {
        return None;
    }
    let rows = series::rows(line, &words);
    let mut cuts: BTreeSet<usize> =
        runs::marks(line, &words, recent).into_iter().chain(form::places(line, &words)).collect();
    cuts.retain(|at| row_around(&rows, *at).is_none_or(|row| row.start == *at));
    for row in &rows {
        cuts.insert(row.start);
        cuts.extend(word_from(&words, row.end));
    }
    cuts.remove(&words[0].start);
    let text = width::Words::of(line, &words, &cuts, &rows);
    (cuts.len() >= fewest || text.has_margin()).then(|| text.lines())
}

/// Does markup stand in the line? 中国語<繁体字> is none.
fn has_tag(line: &str) -> bool {
    line.match_indices('<').any(|(at, _)| line[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

/// The row that a place lies in.
fn row_around(rows: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let next = rows.partition_point(|row| row.start <= at);
    rows[..next].last().filter(|row| at < row.end)
}

/// Where the first word from a place on begins.
fn word_from(words: &[Range<usize>], at: usize) -> Option<usize> {
    words.get(words.partition_point(|word| word.start < at)).map(|word| word.start)
}

/// The stretches between blanks, as byte ranges; letters that are set apart for looks (目 標) are one.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                match words.last_mut().filter(|before| is_spaced(line, before, start..at)) {
                    Some(before) => before.end = at,
                    None => words.push(start..at),
                }
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    words
}

/// Is the blank between two stretches one that sets letters apart: 開|催, ○会|場:, 1.概|況, （部長:山|田?
fn is_spaced(line: &str, before: &Range<usize>, after: Range<usize>) -> bool {
    const SIGNS: &str = "○●◎・■□◆◇：:（(【.．)）";
    let (said, next) = (&line[before.clone()], &line[after]);
    let wide = |c: char| is_japanese(c) && !numbers(c);
    let mut back = said.chars().rev();
    let (last, beyond) = (back.next(), back.next());
    let mut ahead = next.chars();
    let (first, second) = (ahead.next(), ahead.next());
    // 3 月 ends a date.
    let counted = || line[..before.start].trim_end().ends_with(|c| digit(c).is_some());
    let run = said.contains(char::is_whitespace);
    let ends = last.is_some_and(|c| wide(c) || run && digit(c).is_some())
        && beyond.is_none_or(|c| c.is_whitespace() || SIGNS.contains(c))
        && (run || !counted());
    // 平 成 2 7 年 度: figures stand in such a word, too.
    let begins = first.is_some_and(|c| wide(c) || run && digit(c).is_some() && second.is_none())
        && second.is_none_or(|c| "：:）)】".contains(c));
    ends && begins
}

/// 一 and ア before a word number it as often as they are part of one.
fn numbers(c: char) -> bool {
    "一二三四五六七八九十".contains(c) || matches!(c, 'ァ'..='ヶ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, lines: &[&str]) {
        assert_eq!(lines_of(line, CUTS, &mut HashMap::new()).unwrap_or_default(), lines, "{line}");
    }

    #[test]
    fn a_plan_on_one_line() {
        check(
            "みさき商工会議所 令和6年度事業計画 Ⅰ.基本方針 会員の経営を支えます。 Ⅱ.重点事業 1.経営支援の強化 (1)巡回相談の実施 \
             (2)創業塾の開催 2.まちの活性化 (1)夏まつりの開催 (2)空き店舗対策の推進",
            &[
                "みさき商工会議所",
                "令和6年度事業計画",
                "Ⅰ.基本方針",
                "会員の経営を支えます。",
                "Ⅱ.重点事業",
                "1.経営支援の強化",
                "(1)巡回相談の実施",
                "(2)創業塾の開催",
                "2.まちの活性化",
                "(1)夏まつりの開催",
                "(2)空き店舗対策の推進",
            ],
        );
    }

    #[test]
    fn words_that_the_page_broke_close_up() {
        check(
            "支援計画の概要 目標 ① 小規模な事業者の経営の力を強め、地域に根ざした商いを長く続けられるように支えてい \
             く。 ② 地域の木と水を生かした品を作り、都市の消費者に知ってもらうための場を年に 2 回ずつ設けること \
             とする。 事業内容 1.経済動向調査に関すること 四半期ごとに村の 30 事業所から聞き取る。 \
             2.経営状況の分析に関すること 財務と強みを合わせて分析する。",
            &[
                "支援計画の概要",
                "目標",
                "① 小規模な事業者の経営の力を強め、地域に根ざした商いを長く続けられるように支えていく。",
                "② 地域の木と水を生かした品を作り、都市の消費者に知ってもらうための場を年に 2 回ずつ設けることとする。",
                "事業内容",
                "1.経済動向調査に関すること",
                "四半期ごとに村の 30 事業所から聞き取る。",
                "2.経営状況の分析に関すること",
                "財務と強みを合わせて分析する。",
            ],
        );
    }

    #[test]
    fn tables_become_rows() {
        check(
            "1.経営分析に関すること 支援内容 現行 3年度 4年度 5年度 分析事業者数 9 者 15 者 15 者 18 者 うち新規 - 4 4 5 \
             2.計画策定に関すること ・計画の策定を支援する。 ・創業者を支援する。 支援内容 現行 3年度 4年度 5年度 策定事業者数 6 者 10 者 10 者 13 者",
            &[
                "1.経営分析に関すること",
                "支援内容 現行 3年度 4年度 5年度",
                "分析事業者数 9 者 15 者 15 者 18 者",
                "うち新規 - 4 4 5",
                "2.計画策定に関すること",
                "・計画の策定を支援する。",
                "・創業者を支援する。",
                "支援内容 現行 3年度 4年度 5年度",
                "策定事業者数 6 者 10 者 10 者 13 者",
            ],
        );
    }

    #[test]
    fn bare_numbers_want_their_order() {
        check(
            "令和6年度事業計画 Ⅰ 事業の内容 1 動向調査に関すること ・国の統計を使う調査 (20 社、 4 回) 2 経営分析に関すること \
             ・財務分析を行う (計画期間中 160 件) 3 計画策定に関すること ・計画の作成を助ける (計画期間中 140 件)",
            &[
                "令和6年度事業計画",
                "Ⅰ 事業の内容",
                "1 動向調査に関すること",
                "・国の統計を使う調査 (20 社、 4 回)",
                "2 経営分析に関すること",
                "・財務分析を行う (計画期間中 160 件)",
                "3 計画策定に関すること",
                "・計画の作成を助ける (計画期間中 140 件)",
            ],
        );
    }

    #[test]
    fn numbers_and_notes_stand_close_behind_words() {
        check(
            "令和6年度の取組は次のとおりで、町の商いを支える事業を会員の皆様と重点的に実施します。1 商いの場づくり  ・夏まつりの開催  \
             ・朝市(10月まで※予定)の運営2 情報の発信  ・会報の発行  ・案内図の作成3 広域の連携  ・近隣町との連携※各部会の計画は別紙に示します。",
            &[
                "令和6年度の取組は次のとおりで、町の商いを支える事業を会員の皆様と重点的に実施します。",
                "1 商いの場づくり",
                "・夏まつりの開催",
                "・朝市(10月まで※予定)の運営",
                "2 情報の発信",
                "・会報の発行",
                "・案内図の作成",
                "3 広域の連携",
                "・近隣町との連携",
                "※各部会の計画は別紙に示します。",
            ],
        );
    }

    #[test]
    fn blanks_at_a_regular_width_are_ends_of_lines() {
        check(
            "令和6年度事業計画 事業の計画を立てるにあたって 昨年度は、開業の相談と空き店舗の活用に力を入れ、商店街の灯を守るた \
             めの催しを重ねてきました。今年度は、これらの事業をさらに深めるとともに、若い担い \
             手が育つ場を商店街の中に設けることで、町の魅力を次の世代に手渡していくことをねら \
             いとして、会員の皆様と力を合わせて取り組みます。 【公益事業】 Ⅰ 商店街事業 1 灯り事業 257千円 \
             駅前から川沿いまでの道に灯りを並べ、町を訪れる人が夜も安心して歩けるように努め \
             る。 (1)灯りの設置 77千円",
            &[
                "令和6年度事業計画",
                "事業の計画を立てるにあたって",
                "昨年度は、開業の相談と空き店舗の活用に力を入れ、商店街の灯を守るための催しを重ねてきました。今年度は、これらの事業をさらに深めるとともに、若い担い手が育つ場を商店街の中に設けることで、町の魅力を次の世代に手渡していくことをねらいとして、会員の皆様と力を合わせて取り組みます。",
                "【公益事業】",
                "Ⅰ 商店街事業",
                "1 灯り事業 257千円",
                "駅前から川沿いまでの道に灯りを並べ、町を訪れる人が夜も安心して歩けるように努める。",
                "(1)灯りの設置 77千円",
            ],
        );
    }

    #[test]
    fn values_of_a_form_are_lines() {
        check(
            "支援計画の概要 実施者名 (法人番号) みさき商工会 (法人番号 1234567890123 ) みさき村 (地方公共団体コード 999999) 実施期間 \
             令和 3 年 4 月 1 日 ~ 令和 8 年 3 月 31 日 目標 1.力を強める。 2.動向調査に関すること 10年先を見て調べる。",
            &[
                "支援計画の概要",
                "実施者名",
                "(法人番号)",
                "みさき商工会 (法人番号 1234567890123 )",
                "みさき村 (地方公共団体コード 999999)",
                "実施期間",
                "令和 3 年 4 月 1 日 ~ 令和 8 年 3 月 31 日",
                "目標",
                "1.力を強める。",
                "2.動向調査に関すること",
                "10年先を見て調べる。",
            ],
        );
    }

    #[test]
    fn prose_with_figures_stays_a_line() {
        for line in [
            "当所は令和 7 年 3 月 31 日までの 4 年間に会員 2 0 社を加え、売上を 1.5 倍にした 12 社とともに、商店街の通行量を前の年の 2 倍にする取組を 3 つの地区で進め、 \
             5 年後には 10 の商店街に広げることを目指している。",
            "会員 交流 事業 として 新年 の集い を 年 1 回 開き、 部会 の活動 を 年 2 回 行い、 視察 の研修 を 年 3 回 行うほか、 会報 を 毎月 発行し、 催し の案内 を 会員 に届ける。",
        ] {
            assert_eq!(lines_of(line, CUTS, &mut HashMap::new()), None, "{line}");
        }
    }
}
