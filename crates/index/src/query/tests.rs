use super::*;

fn check(typed: &str, understood: &str) {
    let query = read(typed).unwrap();
    assert_eq!(query.to_string(), understood, "{typed}");
    assert_eq!(read(understood).unwrap().to_string(), understood, "printed and read again");
}

#[test]
fn words_phrases_and_operators() {
    check("事業承継　支援", "事業承継 支援");
    check("「事業承継の支援」 \"DX 推進\"", "「事業承継の支援」 「DX 推進」");
    check("創業 OR 起業 女性", "(創業 OR 起業) 女性");
    check("創業 ＯＲ 起業", "創業 OR 起業");
    check("商店街 -空き店舗", "商店街 NOT 空き店舗");
    check("商店街 除く：空き店舗", "商店街 NOT 空き店舗");
    check("商店街 NOT (空き店舗 OR 補助金)", "商店街 NOT (空き店舗 OR 補助金)");
    check("DX＊", "DX*");
    check("（創業 OR 起業）女性", "(創業 OR 起業) 女性");
    check("小規模事業者（個人）", "小規模事業者（個人）");
}

#[test]
fn filters_in_both_languages() {
    check("団体：みなと 年度：令和３..５ テーマ:DX", "団体:みなと 年度:2021..2023 テーマ:DX");
    check("DX year:2021 kind:中期計画 prefecture:石川県", "DX 年度:2021 種別:中期計画 都道府県:石川県");
    check("flag:新規 level:initiative plan:a/b", "印:新規 階層:施策 計画:a/b");
    check("organisation:\"みなと 商工\"", "団体:「みなと 商工」");
    check("DX NOT 団体:みなと", "DX NOT 団体:みなと");
    check("https://example.jp/a:b", "https://example.jp/a:b");
}

#[test]
fn what_is_not_as_the_language_has_it_is_said() {
    assert_eq!(read("創業 (支援").unwrap().remarks, [Remark::Bracket('(', 4)]);
    assert_eq!(read("「創業").unwrap().remarks, [Remark::Quote('「', 1)]);
    assert_eq!(read("OR").unwrap_err(), QueryError::Empty);
    for typed in ["創業 NOT", "創業 OR", "OR 創業"] {
        let query = read(typed).unwrap();
        assert_eq!((query.to_string().as_str(), query.remarks.len()), ("創業", 1), "{typed}");
    }
    // A filter that there is not stays a word, and is named.
    for (typed, name) in [("観光 県名:石川県", "県名"), ("観光 yaer：2023", "yaer")] {
        let query = read(typed).unwrap();
        assert_eq!((query.words().len(), query.remarks), (2, vec![Remark::Filter(name.into())]), "{typed}");
    }
    for typed in ["https://example.jp", "午前10:30", "10:30", "目的：", ":観光", "「県名:石川県」"] {
        assert_eq!(read(typed).unwrap().remarks, [], "{typed}");
    }
    // A minus alone is a word, before a closing bracket too.
    assert_eq!(read("(創業 OR -) 支援").unwrap().words().len(), 3);
    // A bracket that has no partner is a word, and printed so that it stays one.
    let stray = read("（ OR ( 創業").unwrap();
    assert_eq!(read(&stray.to_string()).unwrap().words().len(), stray.words().len());
    assert_eq!(read("  　").unwrap_err(), QueryError::Empty);
    let error = read("年度:いつか").unwrap_err().to_string();
    assert!(error.contains("年度:いつか") && error.contains("2021..2023"), "{error}");
    assert!(read("level:山").is_err() && read("kind:").is_err() && read("kind:計画").is_err());
    assert_eq!(read("kind:中期").unwrap().to_string(), "種別:中期計画");
    assert_eq!(read(&"あ".repeat(3_000)).unwrap_err(), QueryError::TooLong);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_prints_back(text in "[「」\"()（） 　OR団体:年度*a-c観光0-9-]{0,24}") {
        if let Ok(query) = read(&text) && let Ok(again) = read(&query.to_string()) {
            proptest::prop_assert_eq!(again.words().len(), query.words().len());
        }
    }
}
