//! Tables of figures in the lines that PDFs and web pages give.

use super::*;
use kurabe_read::Line;

/// The lines of a source after its tables were found: a row as its cells with their columns, a line as it stands.
fn read(source: &str) -> Vec<String> {
    let lines: Vec<Line> = source
        .lines()
        .zip(1..)
        .map(|(text, number)| Line { number, page: None, place: None, text: text.to_owned() })
        .collect();
    let mut furniture = Vec::new();
    let raws = raw::lines(&lines, &mut furniture);
    let cell = |cell: &Cell| format!("{}:{}", cell.column, cell.text.replace('\n', ""));
    let shown = |raw: &Raw| match &raw.cells {
        Some(cells) => cells.iter().map(cell).collect::<Vec<_>>().join(" "),
        None => raw.trimmed().to_owned(),
    };
    set(raws, &mut furniture).iter().map(shown).collect()
}

#[test]
fn single_blanks_and_broken_cells() {
    let source = "（２）目標\n支援内容 公表\n方法\n現行 令和\n４年度\n令和\n５年度\n①商圏分析の\n公表回数 HP掲載 － １回 ２回\n\
                  ②需要調査の公表回数 会報・HP\n掲載 １回 ２回 ４回\n（３）事業内容";
    assert_eq!(
        read(source),
        [
            "（２）目標",
            "0:支援内容 1:公表方法 2:現行 3:令和４年度 4:令和５年度",
            "0:①商圏分析の公表回数 1:HP掲載 2:－ 3:１回 4:２回",
            "0:②需要調査の公表回数 1:会報・HP掲載 2:１回 3:２回 4:４回",
            "（３）事業内容",
        ]
    );
}

#[test]
fn a_cell_a_line() {
    let source = "項目\n現状\nR6年度\nR7年度\n相談件数\n30件\n延べ40件\n50件\nうち創業\n－\n3件\n5件\n２．組織の強化\n会員を増やす。";
    assert_eq!(
        read(source),
        [
            "0:項目 1:現状 2:R6年度 3:R7年度",
            "0:相談件数 1:30件 2:延べ40件 3:50件",
            "0:うち創業 1:－ 2:3件 3:5件",
            "２．組織の強化",
            "会員を増やす。",
        ]
    );
}

#[test]
fn a_table_inside_a_line() {
    let source = "結果を公表する。 支援内容 現行 3年度 4年度 回答数(件) 18 24 27 巡回 40 回 50 回 60 回 4.経営分析";
    assert_eq!(
        read(source),
        [
            "結果を公表する。",
            "0:支援内容 1:現行 2:3年度 3:4年度",
            "0:回答数(件) 1:18 2:24 3:27",
            "0:巡回 1:40 回 2:50 回 3:60 回",
            "4.経営分析",
        ]
    );
}

#[test]
fn heads_of_two_lines_and_names_in_two_halves() {
    let source = "      指  標          令和４年度      令和５年度\n                       （実績）        （目標）\n\
                  売上が増加した       38.1％          50％\n事業者の割合\n出店者数             －              年２回×３会場";
    assert_eq!(
        read(source),
        [
            "0:指  標 1:令和４年度（実績） 2:令和５年度（目標）",
            "0:売上が増加した事業者の割合 1:38.1％ 2:50％",
            "0:出店者数 1:－ 2:年２回×３会場",
        ]
    );
    // One word above all the years, another beside them.
    let source = "支援内容 現状 目標\nR4 R5 R6\n策定件数 10件 12件 14件 16件";
    assert_eq!(read(source)[0], "0:支援内容 1:現状 2:目標R4 3:R5 4:R6");
}

#[test]
fn words_of_the_head_stand_where_they_stand_on_the_page() {
    let source =
        "（目標）\n              現行     R6年度   R7年度\n  支援内容   （R5）\n  相談件数    10件     12件     14件";
    assert_eq!(
        read(source),
        ["（目標）", "0:支援内容 1:現行（R5） 2:R6年度 3:R7年度", "0:相談件数 1:10件 2:12件 3:14件"]
    );
    let source = "指標      令和5年度          令和6年度\n        目標    実績     目標    実績\n入会     10社    12社     15社     －";
    assert_eq!(read(source)[0], "0:指標 1:令和5年度目標 2:実績 3:令和6年度目標 4:実績");
}

#[test]
fn years_counted_and_stated_are_one_column() {
    let source = " 項    目         単位  現状   1年目   2年目\n                               R7年度  R8年度\n                   ＨＰ掲載回数      回    4      6       8\n２．販路開拓支援\n（１）商談会への出展支援";
    assert_eq!(
        read(source)[..2],
        ["0:項    目 1:単位 2:現状 3:1年目R7年度 4:2年目R8年度", "0:ＨＰ掲載回数 1:回 2:4 3:6 4:8"]
    );
}

#[test]
fn a_year_for_which_only_a_word_is_planned() {
    let source = "R5 R6 R7\n窓口の開設 準備 開設 →\n相談件数 － 10件 20件";
    assert_eq!(read(source)[1..], ["0:窓口の開設 1:準備 2:開設 3:→", "0:相談件数 1:－ 2:10件 3:20件"]);
}

#[test]
fn a_blank_cell_is_told_by_its_place() {
    let source = "  指標          現状     R6年度    R7年度\n  相談          3社      5社       6社\n  出展                             4社";
    assert_eq!(read(source)[2], "0:出展 3:4社");
}

#[test]
fn what_is_no_table_stays() {
    for source in [
        "令和5年度 令和6年度の実績を踏まえ、次の事業を行う。\n１．相談\n年4回、20社を訪問する。",
        "現状 目標 課題\n・会員を増やす。\n・5件から10件へ。",
        "目標\n令和６年度は会員2,000社を目指す。",
        "（単位：件）\n相談",
    ] {
        assert_eq!(read(source), source.lines().collect::<Vec<_>>());
    }
}

#[test]
fn a_head_repeated_on_the_next_page_begins_anew() {
    let head = "支援内容 現行 R6年度 R7年度";
    let source = format!("{head}\n相談件数 30件 40件 50件\n{head}\n出展者数 3者 4者 5者");
    let rows = read(&source);
    assert_eq!(
        (rows[1].as_str(), rows[3].as_str()),
        ("0:相談件数 1:30件 2:40件 3:50件", "0:出展者数 1:3者 2:4者 3:5者")
    );
    assert_eq!(rows[0], rows[2]);
}

#[test]
fn nothing_is_lost_in_a_line_of_many_tables() {
    let source = "結果を公表する。 支援内容 現行 3年度 4年度 回答数 18 24 27 年報 を発行する。 ".repeat(300);
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ':').count();
    let lines = [Line { number: 1, page: None, place: None, text: source.clone() }];
    let raws = raw::lines(&lines, &mut Vec::new());
    let set = set(raws, &mut Vec::new());
    let kept: usize = set
        .iter()
        .map(|raw| match &raw.cells {
            Some(cells) => cells.iter().map(|cell| letters(&cell.text)).sum(),
            None => letters(&raw.text),
        })
        .sum();
    assert_eq!(kept, letters(&source));
    assert_eq!(set.iter().filter(|raw| raw.cells.is_some()).count(), 600);
}

#[test]
fn heads_broken_over_two_lines() {
    let source = "（２）目標\n      項目          公表   現行  令和７  令和８    令和９  令和 10\n                  方法        年度   年度     年度    年度\n\
                  ① 港の調査の公表      ＨＰ   －    １回   １回     １回    ２回\n回数\n\
                  ② 窓口の相談件数      会報   －    ２回   ２回     ４回    ４回\n（３）事業内容";
    assert_eq!(
        read(source),
        [
            "（２）目標",
            "0:項目 1:公表方法 2:現行 3:令和７年度 4:令和８年度 5:令和９年度 6:令和 10年度",
            "0:①港の調査の公表回数 1:ＨＰ 2:－ 3:１回 4:１回 5:１回 6:２回",
            "0:②窓口の相談件数 1:会報 2:－ 3:２回 4:２回 5:４回 6:４回",
            "（３）事業内容",
        ]
    );
}

#[test]
fn digits_set_off_from_letters() {
    let source = "【数値目標】\n              指標                2023 年度実績    2026 年度中間目標       2028 年度最終目標           備考\n座談会参加企業数                            18 社           30 社               40 社           延べ\n新卒採用数（会員計）                          74 人           90 人              110 人\n２．組織の強化";
    assert_eq!(
        read(source),
        [
            "【数値目標】",
            "0:指標 1:2023 年度実績 2:2026 年度中間目標 3:2028 年度最終目標 4:備考",
            "0:座談会参加企業数 1:18 社 2:30 社 3:40 社 4:延べ",
            "0:新卒採用数（会員計） 1:74 人 2:90 人 3:110 人",
            "２．組織の強化",
        ]
    );
}
