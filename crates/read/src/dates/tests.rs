//! Tables and sentences that must be told, and those that must not.

use super::*;

/// The notices of lines: what is doubtful, below which head, how many, the first.
fn told(lines: &[&str]) -> Vec<(DateDoubt, String, u32, String)> {
    let line = |(number, text): (u32, &&str)| Line { number, page: None, place: None, text: (*text).to_owned() };
    let lines: Vec<Line> = (1..).zip(lines).map(line).collect();
    let kinds = doubts(&lines).into_iter().map(|notice| notice.kind);
    kinds
        .map(|kind| match kind {
            NoticeKind::DoubtfulDates { doubt, head, cells, first } => (doubt, head, cells, first),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn one(doubt: DateDoubt, head: &str, cells: u32, first: &str) -> Vec<(DateDoubt, String, u32, String)> {
    vec![(doubt, head.to_owned(), cells, first.to_owned())]
}

/// What nobody needs to hear of.
fn harmless(texts: &[&[&str]]) {
    for lines in texts {
        assert_eq!(told(lines), [], "{lines:?}");
    }
}

/// `findings/libreoffice-first-year-only-in-kanji.sh`: `[$-ja-JP…]` formats become their numbers in LibreOffice.
#[test]
fn columns_of_days_that_came_as_numbers() {
    let table = [
        "令和7年度　事業計画",
        "| 事業 | 開催日 | 参加者 |",
        "| 創業塾 | 45748 | 43586 |",
        "| 交流会 | ４５７７８.5625 | 20 |",
        "| 展示会 | 5月 | 30 |",
        "| 祭り | 未定 |  |",
        "| 事業 | 開催日 | 参加者 |",
        "| 総会 | 46111 | 40 |",
    ];
    assert_eq!(told(&table), one(DateDoubt::Serial, "開催日", 3, "45748"));
    assert_eq!(told(&["R7事業計画", table[1], table[2], table[3]]), one(DateDoubt::Serial, "開催日", 2, "45748"));
    for [head, first, second] in [
        ["事業\t開催日", "創業塾\t45748", "交流会\t45778"],
        ["\"事業\",\"開催日\"", "\"創業塾、\"\"夜\"\"\",45748", "\"夏,秋\",45778"],
        ["| 事業 | 開催<br>日 |", "| 創業塾 | 45748 |", "| 交流会 | 45778 |"],
    ] {
        assert_eq!(told(&["2025年度", head, first, second]), one(DateDoubt::Serial, "開催日", 2, "45748"));
    }
    // Those of one head in several tables are told together, each head by itself.
    let two = [
        "計画期間　令和7年度～令和9年度",
        "| 期限 | 開催日 |",
        "| 45748 | 46113 |",
        "| 45749 | 46114 |",
        "",
        "| 開催日 | 期限 |",
        "| 46500 | 45750 |",
        "| 46501 | 45751 |",
    ];
    let expected = [one(DateDoubt::Serial, "期限", 4, "45748"), one(DateDoubt::Serial, "開催日", 4, "46113")];
    assert_eq!(told(&two), expected.concat());
}

/// Five digits may be a count, an amount, or a day of another style.
#[test]
fn numbers_that_are_no_days() {
    const YEAR: &str = "令和7年度　事業計画";
    harmless(&[
        // Heads that end on 日 and promise none.
        &[YEAR, "| 区分 | 営業日 |", "| 窓口 | 45748 |", "| 相談 | 45778 |"],
        &[YEAR, "| 区分 | 平日 | 休日 |", "| 来街者 | 45748 | 45801 |", "| 駐車 | 45778 | 45802 |"],
        &[YEAR, "| 区分 | 休業日数 | 営業日数 |", "| 窓口 | 45748 | 45801 |", "| 相談 | 45778 | 45802 |"],
        &[YEAR, "| 区分 | 延べ人日 |", "| 窓口 | 45748 |", "| 相談 | 45778 |"],
        &[YEAR, "| 施設 | 初日 | 最終日 |", "| 本館 | 45748 | 45801 |", "| 別館 | 45778 | 45802 |"],
        &[YEAR, "| 会場 | 土日 |", "| 本館 | 45748 |", "| 別館 | 45778 |"],
        &[YEAR, "| 事業 | 日数 |", "| 窓口 | 45748 |", "| 相談 | 45778 |"],
        &[YEAR, "| 開催日別来場者 |", "| 45748 |", "| 45778 |"],
        // The number of another column, whatever stands in that of days.
        &[YEAR, "| 開催日 | 来場者 |", "| 5月1日 | 45748 |", "| 5月2日 | 45778 |"],
        &[YEAR, "| 事業 | 開催日 |", "| 窓口 | 45,748 |", "| 相談 | 45,778 |"],
        // A second row of heads, and merged cells above several columns.
        &[
            YEAR,
            "| 施設 | 開催日 |  |",
            "| 施設 | 前期 | 後期 |",
            "| 本館 | 45748 | 45801 |",
            "| 別館 | 45778 | 45802 |",
        ],
        &[YEAR, "| 施設 | 開催日 |  |", "|  | 来場者 | 売上 |", "| 本館 | 45748 | 45801 |", "| 別館 | 45778 | 45802 |"],
        // Rows with other cells than the head: something has shifted.
        &[YEAR, "| 事業 | 開催日 |", "| 塾 | 5月 | 45748 |", "| 市 | 45778 | 45802 |"],
        &[YEAR, "事業,開催日,来場者", "塾,45748", "市,45778"],
        &[YEAR, "事業,開催日,来場者", "\"塾,夜\",5月,45748", "\"市,朝\",6月,45778"],
        &[YEAR, "事業,開催日", "\"塾", "夜\",45748", "市,45778"],
        // Days of the style 50401 (令和5年4月1日), and numbers by which nothing is dated here.
        &["令和5年度", "| 事業 | 開催日 |", "| 塾 | 50401 |", "| 市 | 50512 |"],
        &[YEAR, "| 事業 | 開催日 |", "| 塾 | 45748 |", "| 市 | 20000 |"],
        &["事業計画", "| 事業 | 開催日 |", "| 塾 | 45748 |", "| 市 | 45778 |"],
        &["昭和29年～令和7年", "| 事業 | 開催日 |", "| 塾 | 45748 |", "| 市 | 45778 |"],
        // One number, a column with words or amounts among them, no row at all.
        &[YEAR, "| 提出期限 | 45748 |"],
        &[YEAR, "| 事業 | 開催日 |", "| 塾 | 45748 |", "| 市 | 4月 |"],
        &[YEAR, "| 事業 | 開催日 |", "| 塾 | 45748 |", "| 市 | 45778 |", "| 計 | 91526円 |"],
        &[YEAR, "| 事業 | 開催日 |", "事業、開催日、45748", "事業、開催日、45778"],
        // Lists need not run in the order of time, nor by fiscal years.
        &[YEAR, "| 期日 |", "| 2025/4/10 |", "| 2025/9/1 |", "| 2025/2/3 |"],
        &[YEAR, "| 期日 |", "| 2025/4/10 |", "| 2025/9/1 |", "| 2025/12/5 |", "| 2025/2/3 |"],
    ]);
}

/// `findings/libreoffice-weekday-turns-the-date-hebrew.sh`: 4月1日 is 1月3日 there, the weekday stays.
#[test]
fn weekdays_of_another_day() {
    let hebrew = ["| 事業 | 開催日 |", "| 創業塾 | 2025年1月3日(Tue) |", "| 交流会 | 2025年2月5日(Sat) |"];
    assert_eq!(told(&hebrew), one(DateDoubt::Weekday, "", 2, "2025年1月3日(Tue)"));
    for written in [
        "令和７年４月１日（水）",
        "令和七年四月一日（水）",
        "R7.4.1(水)",
        "2025/4/1 (水曜日)",
        "2025-04-01（Wednesday）",
        "2025年4月1日（水・祝）",
        "2025年4月1日(Wed.)",
    ] {
        assert_eq!(told(&[&format!("{written}に開く。")]), one(DateDoubt::Weekday, "", 1, written));
    }
    // Both ends of a period are judged.
    let period = told(&["令和7年4月1日（火）～令和8年3月31日（水）"]);
    assert_eq!(period, one(DateDoubt::Weekday, "", 1, "令和8年3月31日（水）"));
}

#[test]
fn brackets_behind_days_that_are_right_or_no_weekday() {
    harmless(&[
        &["令和7年4月1日（火）、令和7年5月3日(土・祝)、令和8年3月3日（火曜日）、2025/4/1(Tue)、令和6年2月29日（木）"],
        // Several weekdays, and words that begin like one.
        &["令和7年4月1日（水・木）、令和7年4月1日（月～金）、2025/4/1（土日）、2025/4/1（水、金）、2025/4/1(Mon-Fri)"],
        &["2025/4/1 (Monthly)", "2025/4/1 (Sunrise)", "2025/4/1 (Satellite)", "2025/4/1 (We)", "2025/4/1 (Mont)"],
        &[
            "令和7年4月1日（水産会館）",
            "令和7年4月1日（土地の日）",
            "令和7年4月1日（日本商工会議所）",
            "令和7年4月1日（月1回）",
        ],
        // Several days before one weekday.
        &["令和7年4月1日、2日（水）", "令和7年4月1日～3日（木）", "令和7年4月1・2日（火・水）"],
        // No year is theirs, whatever year was named before.
        &["令和7年度", "4月1日（金）", "2月5日(Sat)", "令和7年度4月1日（金）", "令和7年　4月1日号（金）"],
        // Days that never were, or not in this calendar, or in one of two that disagree.
        &["令和7年2月30日（日）", "明治5年4月1日（月）", "令和7年（2024年）4月1日（月）", "平成31年6月1日（日）"],
    ]);
}

/// Programs of the web write midnight in Japan as 15:00 of the day before (ECMA-262, Date.prototype.toISOString).
#[test]
fn midnights_of_greenwich() {
    let table = ["| 開催日 |", "| 2025-03-31T15:00:00.000Z |", "| 2025-05-09T15:00:00Z |", "| 2025-05-09T15:00Z |"];
    assert_eq!(told(&table), one(DateDoubt::Greenwich, "", 3, "2025-03-31T15:00:00.000Z"));
    harmless(&[
        // An hour that somebody named, alone or beside others.
        &["2025-05-09T15:00:00Z"],
        &["2025-05-09T15:00:00Z", "2025-05-09T15:00:00Z"],
        &["2025-05-09T15:00:00Z", "2025-05-10T15:00:00Z", "2025-05-10T09:00:00Z"],
        &["2025-05-09T15:00:00+09:00", "2025-05-10T15:00:00+09:00", "ZEB"],
        &["2025-05-09T15:00:01Z", "2025-05-10T15:30:00Z"],
        &["2025-05-09 15:00 Z会", "2025-05-10 15:00 Z会"],
    ]);
}

/// A bracket or a time that never ends is not looked through to the end of the line for each of its days.
#[test]
fn a_line_of_many_days_is_read_at_once() {
    let long = "2025/4/1(2025-04-01T".repeat(200_000);
    let start = std::time::Instant::now();
    harmless(&[&[&long]]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
