//! Spellings of years as plans and queries have them.

use proptest::prelude::*;

use super::*;

fn whole(text: &str) -> Option<(i32, i32)> {
    parse_period(text).map(|period| (period.from.0, period.to.0))
}

/// Each found year as `text from-to`, with `?` where doubtful.
fn found(text: &str) -> Vec<String> {
    let say = |year: FoundYear| {
        let mark = if year.doubtful { "?" } else { "" };
        let (from, to) = (year.period.from.0, year.period.to.0);
        format!("{} {from}-{to}{mark}", &text[year.range])
    };
    find_years(text).into_iter().map(say).collect()
}

#[test]
fn one_year() {
    for (text, year) in [
        ("令和３年度", 2021),
        ("R3", 2021),
        ("r3", 2021),
        ("R03", 2021),
        ("Ｒ３", 2021),
        ("Ｒ０３年度", 2021),
        ("令和元年", 2019),
        ("令和元年度", 2019),
        ("R元", 2019),
        ("㋿3年度", 2021),
        ("㍻30年度", 2018),
        ("2023年度", 2023),
        ("２０２３年度", 2023),
        ("2023", 2023),
        ("二〇二三年度", 2023),
        ("令和三年度", 2021),
        ("平成二十三年度", 2011),
        ("平成三〇年度", 2018),
        ("H30", 2018),
        ("平成32年度", 2020),
        ("平成35年3月31日", 2022),
        ("令和３年度(2021)", 2021),
        ("令和3年度（2021年度）", 2021),
        ("令和3（2021）年度", 2021),
        ("2021年度（令和3年度）", 2021),
        ("2021（令和3）年度", 2021),
        ("令和3年3月", 2020),
        ("2023年３月16日", 2022),
        ("2021/4/1", 2021),
        ("R3.4.1", 2021),
        ("平 成 １ ８ 年 度", 2006),
        ("（令和3年度）", 2021),
        ("昭和60年度", 1985),
        ("令和3", 2021),
    ] {
        assert_eq!(parse_year(text), Some(FiscalYear(year)), "{text}");
    }
}

#[test]
fn periods() {
    for (text, from, to) in [
        ("平成30年度～平成32年度", 2018, 2020),
        ("平成30～32年度", 2018, 2020),
        ("平成30年度〜令和2年度", 2018, 2020),
        ("平成30年度～2年度", 2018, 2020),
        ("令和3年4月1日～令和6年3月31日", 2021, 2023),
        ("令和3年4月1日（木）～令和6年3月31日（日）", 2021, 2023),
        ("自令和3年4月1日至令和4年3月31日", 2021, 2021),
        ("自 令和3年4月1日　至 令和4年3月31日", 2021, 2021),
        ("令和3年4月1日から6年3月31日まで", 2021, 2023),
        ("令和4年4月～令和9年3月", 2022, 2026),
        ("令和3年度(2021)～令和5年度(2023)", 2021, 2023),
        ("令和3（2021）～令和5（2023）年度", 2021, 2023),
        ("2021年度（令和3年度）～2023年度（令和5年度）", 2021, 2023),
        ("2021-2023", 2021, 2023),
        ("2021－23", 2021, 2023),
        ("2021–2023年度", 2021, 2023),
        ("2021〜2023年度", 2021, 2023),
        ("2021～23年度", 2021, 2023),
        ("2021—2023", 2021, 2023),
        ("R3～R5", 2021, 2023),
        ("R3-5", 2021, 2023),
        ("R3.4.1～R6.3.31", 2021, 2023),
        ("令和3･4年度", 2021, 2022),
        ("令和3・4・5年度", 2021, 2023),
        ("平成31・令和2年度", 2019, 2020),
        ("令和3年度から令和5年度までの3年間", 2021, 2023),
        ("令和3年度～令和5年度（3か年）", 2021, 2023),
        ("令和3年度から3年間", 2021, 2023),
        ("令和３年度を初年度とする５か年", 2021, 2025),
        ("令和7年度までの5年間", 2021, 2025),
        ("2021..2023", 2021, 2023),
        ("令和3..5", 2021, 2023),
        ("R3..R5", 2021, 2023),
        ("平成30..令和2", 2018, 2020),
        ("令和3年～令和5年", 2021, 2023),
        ("令和3年度―令和5年度", 2021, 2023),
        ("令和３年度ー令和５年度", 2021, 2023),
    ] {
        assert_eq!(whole(text), Some((from, to)), "{text}");
    }
}

#[test]
fn what_is_no_year() {
    for text in [
        "",
        "3",
        "21",
        "年度",
        "令和",
        "令和5月3月31日",
        "平成2841日",
        "令和0年",
        "令和100年",
        "2021..",
        "..2021",
        "1500年",
        "令和5年度～令和3年度",
        "2023-2021",
        "令和3年度事業",
        "R",
        "IT2021",
        "千九百年",
        "2021年度2022年度",
        "IR3",
    ] {
        assert_eq!(parse_period(text), None, "{text}");
    }
}

#[test]
fn years_in_running_text() {
    for (text, expected) in [
        ("平成30年度から令和2年度までの3年を期間とする", &["平成30年度から令和2年度 2018-2020"][..]),
        ("H30 433人 R01 393人 R02 925人(1月時点)", &["H30 2018-2018", "R01 2019-2019", "R02 2020-2020"]),
        ("R8: R7の実績を測定", &["R8 2026-2026", "R7 2025-2025"]),
        ("(2018-2020)と(2021-2023)", &["2018-2020 2018-2020", "2021-2023 2021-2023"]),
        ("平成30年度(2018)～平成32年度(2020)", &["平成30年度(2018)～平成32年度(2020) 2018-2020?"]),
        ("令和3年度(2021)を始期とする3年間を", &["令和3年度(2021)を始期とする3年間 2021-2023"]),
        ("認定日 平成35年3月31日", &["平成35年3月31日 2022-2022?"]),
        ("令和5月3月31日", &[]),
        ("2021 個、電話 025-2021-2023、IR3、CO2021年度、平成2841日", &[]),
        ("令和元年3月", &["令和元年3月 2018-2018?"]),
        ("令和3年度（2022）", &["令和3年度（2022） 2021-2021?"]),
        ("令和3年4月～6月に開く", &["令和3年4月 2021-2021"]),
        ("令和3年度、令和5年度", &["令和3年度 2021-2021", "令和5年度 2023-2023"]),
        ("2024年２月に開く", &["2024年２月 2023-2023"]),
        ("S3バケット H2 R3系統", &[]),
        ("令和3年度～10件", &["令和3年度 2021-2021"]),
        ("2021年から5年", &["2021年 2021-2021"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn printing() {
    assert_eq!(FiscalYear(2021).to_string(), "令和3年度（2021）");
    assert_eq!(FiscalYear(2019).to_string(), "令和元年度（2019）");
    assert_eq!(FiscalYear(1926).japanese(), "大正15年度");
    assert_eq!(FiscalYear(1989).japanese(), "平成元年度");
    assert_eq!((FiscalYear(2021).short(), FiscalYear(2018).short()), ("R3".into(), "H30".into()));
    let period = Period { from: FiscalYear(2018), to: FiscalYear(2020) };
    assert_eq!(period.to_string(), "平成30年度～令和2年度（2018～2020）");
    assert_eq!((period.length(), Period::year(2021).to_string()), (3, "令和3年度（2021）".into()));
}

proptest! {
    #[test]
    fn nothing_panics(text in "[0-9０-９令和平成昭年度月日元RHS~～〜・\\-().から至 　]{0,40}|\\PC{0,40}") {
        let _ = parse_period(&text);
        let mut end = 0;
        for year in find_years(&text) {
            prop_assert!(year.range.start >= end && year.range.end > year.range.start);
            prop_assert!(text.get(year.range.clone()).is_some());
            prop_assert!(year.period.from <= year.period.to);
            end = year.range.end;
        }
    }

    #[test]
    fn printed_years_come_back(from in 1900i32..2110, length in 1i32..10) {
        let year = FiscalYear(from);
        prop_assert_eq!(parse_year(&year.japanese()), Some(year));
        prop_assert_eq!(year.to_string().parse(), Ok(year));
        let period = Period { from: year, to: FiscalYear(from + length - 1) };
        let printed = period.to_string();
        let japanese = printed.split('（').next().unwrap();
        prop_assert_eq!(parse_period(japanese), Some(period));
    }
}
