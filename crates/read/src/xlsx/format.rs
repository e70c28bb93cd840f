//! Number formats: a figure as the sheet shows it: 50%, 1,200円, 令和5年4月1日.
//!
//! What comes in is a value and the code of its format, what goes out are the characters on the sheet. This file must
//! not know cells.

use super::date;
use super::figure::{self, plain};
use super::section::{Section, Token, parts};

/// Parts of a format that are for numbers; a fourth is for words.
const PARTS: usize = 3;

/// Writes a number in a format; what the format leaves open is written plainly.
pub(super) fn shown(value: f64, code: &str, epoch_1904: bool) -> String {
    let parts = parts(code);
    let mut sections: Vec<Section> = parts.iter().map(|part| Section::of(part)).collect();
    if sections.last().is_some_and(|last| last.words) {
        sections.pop();
    }
    let Some((at, section)) = chosen(&sections, value) else {
        return plain(value);
    };
    if is_date(section) {
        return date::shown(value, section, epoch_1904).unwrap_or_else(|| plain(value));
    }
    if parts.len() > 1 && parts.get(at).is_some_and(String::is_empty) {
        return String::new();
    }
    let own_sign = brings_sign(&sections, at);
    figure::shown(if own_sign { value.abs() } else { value }, section)
}

/// Writes words in a format: 山田 in `@"様"` is 山田様. A format that would hide them does not.
pub(super) fn words(text: String, code: &str) -> String {
    if !code.contains('@') {
        return text;
    }
    let Some(section) = parts(code).last().map(|part| Section::of(part)).filter(|section| section.words) else {
        return text;
    };
    let mut shown = String::new();
    for token in &section.tokens {
        match token {
            Token::General => shown.push_str(&text),
            Token::Words(words) => shown.push_str(words),
            _ => {}
        }
    }
    // Blanks of a format only keep its distance.
    if shown.trim() == text.trim() { text } else { shown }
}

/// Writes a date that is stored as ISO 8601 has it, if the format is one of dates.
pub(super) fn iso_date(text: &str, code: &str, epoch_1904: bool) -> Option<String> {
    let count = date::count(text, epoch_1904)?;
    let dated = parts(code).first().is_some_and(|part| is_date(&Section::of(part)));
    dated.then(|| shown(count, code, epoch_1904))
}

fn is_date(section: &Section) -> bool {
    section.tokens.iter().any(|token| matches!(token, Token::Date(_) | Token::Elapsed(_)))
}

/// The part of a format that a number is shown in: by their conditions if they have any, else by its sign.
fn chosen(sections: &[Section], value: f64) -> Option<(usize, &Section)> {
    let numbered = || sections.iter().enumerate().take(PARTS);
    if numbered().any(|(_, section)| section.condition.is_some()) {
        let last = sections.len().min(PARTS) - 1;
        return numbered().find(|(at, section)| match section.condition {
            Some((test, bound)) => test.holds(value, bound),
            None => *at == last || value < 0.0,
        });
    }
    let at = match sections.len() {
        2.. if value < 0.0 => 1,
        3.. if value == 0.0 => 2,
        _ => 0,
    };
    sections.get(at).map(|section| (at, section))
}

/// Is a part for negative numbers alone? It brings its own sign.
fn brings_sign(sections: &[Section], at: usize) -> bool {
    let free = sections.iter().all(|section| section.condition.is_none());
    match sections.get(at).and_then(|section| section.condition) {
        Some((test, bound)) => test.is_below() && bound <= 0.0,
        None => at == 1 && (free || sections.len() > 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cases: &[(f64, &str, &str)]) {
        for (value, code, expected) in cases {
            assert_eq!(shown(*value, code, false), *expected, "{value} {code}");
        }
    }

    #[test]
    fn figures_as_shown() {
        all(&[
            (0.5, "0%", "50%"),
            (0.125, "0.0%", "12.5%"),
            (1200.0, "#,##0", "1,200"),
            (1_234_567.0, "#,##0\"円\"", "1,234,567円"),
            (1200.0, "\"¥\"#,##0;[Red]\"¥\"\\-#,##0", "¥1,200"),
            (-1200.0, "#,##0;\"△\"#,##0", "△1,200"),
            (-5.0, "#,##0", "-5"),
            (-5.0, "General;\"▲\"General", "▲5"),
            (0.0, "#,##0;-#,##0;\"－\"", "－"),
            (0.0, "#,###", ""),
            (0.5, "#.#", ".5"),
            (36.0, "0\"件\"", "36件"),
            (36.0, "General\"社\"", "36社"),
            (5.0, "\"第\"0\"回\"", "第5回"),
            (12_345_000.0, "#,##0,\"千円\"", "12,345千円"),
            (0.1 + 0.2, "", "0.3"),
            (1234.5678, "0.00", "1234.57"),
            (3.0, "0.##", "3"),
            (12.0, "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", "12"),
            (7.0, "000", "007"),
            (5.0, "0##", "005"),
            (1_234_567.0, "0,000", "1,234,567"),
            (1e20, "0", "100000000000000000000"),
            (12345.0, "0.0E+00", "1.2E+04"),
            (0.00012, "0.00E+00", "1.20E-04"),
            (0.5, "# ?/?", "0.5"),
        ]);
        assert_eq!((plain(2.5), plain(-3.0), plain(1e16)), ("2.5".into(), "-3".into(), "10000000000000000".into()));
    }

    /// ECMA-376 Part 1, 18.8.31: a condition chooses the part. The codes of the postal number and of 元年 are those that
    /// Excel in Japan offers and that Microsoft gave out in 2019.
    #[test]
    fn parts_by_condition() {
        let postal = "[<=999]000;[<=9999]000\\-00;000\\-0000";
        let phone = "[<=99999999]####\\-####;\\(00\\)\\ ####\\-####";
        let gannen =
            "[<=43585][$-ja-JP]ggge\"年\"m\"月\"d\"日\";[>=43831]ggge\"年\"m\"月\"d\"日\";\"令和元年\"m\"月\"d\"日\"";
        all(&[
            (100.0, postal, "100"),
            (9_800_811.0, postal, "980-0811"),
            (12_345_678.0, phone, "1234-5678"),
            (312_345_678.0, phone, "(03) 1234-5678"),
            (43585.0, gannen, "平成31年4月30日"),
            (43586.0, gannen, "令和元年5月1日"),
            (43831.0, gannen, "令和2年1月1日"),
            (1.0, "[=1]\"新規\";[=2]\"継続\";\"－\"", "新規"),
            (2.0, "[=1]\"新規\";[=2]\"継続\";\"－\"", "継続"),
            (7.0, "[=1]\"新規\";[=2]\"継続\";\"－\"", "－"),
            (-3.0, "[<0]\"△\"0;0", "△3"),
            (120.0, "[Red][>=100]0\"%超\";0\"%\"", "120%超"),
            (-3.0, "[>=100]0\"%超\";0\"%\"", "-3%"),
        ]);
    }

    #[test]
    fn dates_as_shown() {
        all(&[
            (45017.0, "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和5年4月1日"),
            (45017.0, "yyyy/m/d", "2023/4/1"),
            (45017.0, "m\"月\"d\"日\"(aaa)", "4月1日(土)"),
            (45017.0, "[$-411]m\"月\"d\"日\"(ddd)", "4月1日(土)"),
            (45017.0, "mmm-yy", "Apr-23"),
            (32516.0, "ge.m.d", "H1.1.8"),
            // The long date and the time of the system: Excel in Japan shows 2012年3月14日 for its own example.
            (40982.0, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2012年3月14日"),
            (40982.5625, "[$-F400]h:mm:ss\\ AM/PM", "13:30:00"),
            // note.com/oyakusho/n/n01efe16f2aab: era and year of our Lord side by side.
            (45313.0, "[$]ggge\"年\"\\(bbbb\"年)\"m\"月\"d\"日\"", "令和6年(2024年)1月22日"),
            (45313.0, "bbbb", "2567"),
        ]);
        assert_eq!(shown(43555.0, "yyyy/m/d", true), "2023/4/1");
    }

    /// kangaerukaku.hatenablog.com/entry/2021/05/22/100536 shows 0 as 1900/1/0, blog.goo.ne.jp/pc_college (2009-09-10) the
    /// 29th of February 1900. Weekdays count on from there (Microsoft, "WEEKDAY": 1 is a Sunday).
    #[test]
    fn the_first_days_of_the_count() {
        all(&[
            (0.0, "yyyy/m/d", "1900/1/0"),
            (0.0, "[$-411]ge.m.d", "M33.1.0"),
            (0.0, "h:mm", "0:00"),
            (1.0, "yyyy/m/d(aaa)", "1900/1/1(日)"),
            (59.0, "yyyy/m/d(aaa)", "1900/2/28(火)"),
            (60.0, "yyyy/m/d(aaa)", "1900/2/29(水)"),
            (61.0, "yyyy/m/d(aaa)", "1900/3/1(木)"),
        ]);
        assert_eq!(shown(0.0, "yyyy/m/d(aaa)", true), "1904/1/1(金)");
    }

    /// ECMA-376 Part 1, 18.8.31: the section for words has an @, wherever it stands last; without one, words are shown as
    /// they are. That a format for words alone says nothing of numbers is how SheetJS's SSF, which was tried beside Excel,
    /// chooses.
    #[test]
    fn words_in_a_format() {
        for (text, code, expected) in [
            ("山田", "@\"様\"", "山田様"),
            ("みさき商工会議所", "@\"　御中\"", "みさき商工会議所　御中"),
            ("創業", "0;-0;0;\"【\"@\"】\"", "【創業】"),
            ("創業", "General;General;General;@\"支援\"", "創業支援"),
            (" 創業", "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", " 創業"),
            ("創業", "#,##0\"円\"", "創業"),
            ("創業", ";;;", "創業"),
            ("a@b", "\"@\"0", "a@b"),
        ] {
            assert_eq!(words(text.to_owned(), code), expected, "{code}");
        }
        all(&[(5.0, "@\"様\"", "5"), (-5.0, "0;@", "-5"), (-5.0, "0\"件\";\"△\"0\"件\";@", "△5件"), (5.0, ";;@", "")]);
    }

    /// ISO/IEC 29500-1, 18.18.11: a cell of the type d holds the date as ISO 8601 writes it.
    #[test]
    fn dates_stored_as_words() {
        let shown = |text, code| iso_date(text, code, false);
        assert_eq!(shown("2025-04-01T00:00:00", "[$-411]ggge\"年\"m\"月\"d\"日\"").as_deref(), Some("令和7年4月1日"));
        assert_eq!(shown("2025-04-01T13:30:00.000Z", "m/d h:mm").as_deref(), Some("4/1 13:30"));
        assert_eq!(shown("1904-02-29", "yyyy/m/d").as_deref(), Some("1904/2/29"));
        assert_eq!((shown("2025-04-01", "General"), shown("未定", "yyyy/m/d")), (None, None));
        assert_eq!(iso_date("2025-04-01", "yyyy/m/d", true).as_deref(), Some("2025/4/1"));
        // The count of a day is that of its number, before March 1900 too; what is no day stays as it is written.
        for (day, expected) in [
            ("1900-01-01", Some("1900/1/1(日)")),
            ("1900-02-28", Some("1900/2/28(火)")),
            ("1900-03-01", Some("1900/3/1(木)")),
            ("2024-02-29", Some("2024/2/29(木)")),
            ("1899-12-31", None),
            ("1900-02-29", None),
            ("2025-02-29", None),
            ("2025-04-31", None),
            ("2025-13-01", None),
            ("2025-04-01T25:00:00", None),
            ("2025-04-01T10:75:00", None),
        ] {
            assert_eq!(shown(day, "yyyy/m/d(aaa)").as_deref(), expected, "{day}");
        }
        assert_eq!(iso_date("1903-12-31", "yyyy/m/d", true), None);
    }

    /// ECMA-376 Part 1, 18.8.31: h is the hour of the day, [h] the hours that have gone by.
    #[test]
    fn times_as_shown() {
        all(&[
            (0.5625, "h:mm", "13:30"),
            (45748.5625, "h:mm", "13:30"),
            (45748.5625, "h\"時\"mm\"分\"", "13時30分"),
            (45748.5625, "mm:ss", "30:00"),
            (45748.5625, "h:mm AM/PM", "1:30 PM"),
            (45748.5625, "yyyy/m/d h:mm", "2025/4/1 13:30"),
            (45748.5625, "[h]:mm", "1097965:30"),
            (1.5, "[h]:mm", "36:00"),
            (1.5, "[h]\"時間\"mm\"分\"", "36時間00分"),
            (1.5, "h:mm", "12:00"),
            (0.5, "[mm]:ss", "720:00"),
            (0.001, "[ss]", "86"),
            (1.5, "[mm]\"分\"", "2160分"),
            (0.5006, "mm:ss.0", "00:51.8"),
            (0.5006, "h:mm:ss.00", "12:00:51.84"),
            (0.999_999_9, "h:mm:ss", "0:00:00"),
        ]);
        assert_eq!(shown(-0.0625, "[h]:mm", true), "-1:30");
        assert_eq!(shown(-0.0625, "[h]:mm", false), "-0.0625");
    }

    /// github.com/andersnm/ExcelNumberFormat/issues/45 shows Excel: AM/PM is named in the language of the format, A/P is not.
    #[test]
    fn halves_of_the_day() {
        all(&[
            (45748.5625, "[$-411]AM/PM h:mm", "午後 1:30"),
            (45748.375, "[$-ja-JP]AM/PM h\"時\"mm\"分\";@", "午前 9時00分"),
            (45748.5, "[$-411]h:mm AM/PM", "12:00 午後"),
            (45748.5625, "h:mm AM/PM", "1:30 PM"),
            (45748.5625, "[$-409]h:mm:ss AM/PM", "1:30:00 PM"),
            (45748.5625, "[$-411]h:mm A/P", "1:30 P"),
            (45748.375, "h:mm a/p", "9:00 A"),
        ]);
    }

    /// A bar that is escaped is no fraction: how offices write 20250401 as a date. `!` shows the character behind it as `\\`
    /// does (the-forme.net/note/spreadsheet/syosiki). Brackets may hold a semicolon.
    #[test]
    fn characters_that_mean_nothing() {
        all(&[
            (20_250_401.0, "0000!/00!/00", "2025/04/01"),
            (20_250_401.0, "0000\\/00\\/00", "2025/04/01"),
            (20_250_401.0, "0000\"/\"00\"/\"00", "2025/04/01"),
            (1.5, "# ?/10", "1.5"),
            (43586.0, "[$-ja-JP-x-gannen;80]ggge\"年\"", "令和元年"),
            (45748.0, "[$-411]yyyy!年m!月", "2025年4月"),
            (5.0, "0!;0", "0;5"),
            (45748.0, "\"d\"d\"日\"", "d1日"),
        ]);
    }

    /// What Excel for Mac 16.113 shows in Japan: github.com/aiseed-dev/ja-office-fixes, patches/sdkjs/0008, whose author
    /// printed the values with it. ECMA-376 Part 1, 18.8.31 has r for ee and rr for gggee.
    #[test]
    fn first_years_of_eras() {
        all(&[
            (43586.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "令和元年5月1日"),
            (43586.0, "[$-87F70000]ggge\"年\"m\"月\"d\"日\"", "令和元年5月1日"),
            (43586.0, "[$-ja-JP-x-gannen,80]ggge\"年\"", "令和元年"),
            (43586.0, "[$-ja-JP-x-gannen]ggg ee\"年\"", "令和 元年"),
            (43586.0, "[$-ja-JP-x-gannen]rr\"年\"", "令和元年"),
            (43586.0, "[$-ja-JP-x-gannen]gge\"年\"", "令元年"),
            (32516.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", "平成元年1月8日"),
            (9856.0, "[$-ja-JP-x-gannen]ggge\"年\"", "昭和元年"),
            (43831.0, "[$-ja-JP-x-gannen]ggge\"年\"", "令和2年"),
            (45017.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "令和5年4月1日"),
            (43586.0, "[$-ja-JP-x-gannen]ge.m.d", "R1.5.1"),
            (43586.0, "[$-ja-JP-x-gannen]e\"年\"", "1年"),
            (43586.0, "[$-ja-JP-x-gannen]r", "01"),
            (43586.0, "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和1年5月1日"),
            (43586.0, "[$-411]rr\"年\"", "令和01年"),
            (43586.0, "[DBNum1][$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", "令和一年五月一日"),
        ]);
    }

    /// What Excel for Mac 16.113 shows in Japan: github.com/aiseed-dev/ja-office-fixes, patches/sdkjs/0007, whose author
    /// printed the values with it.
    #[test]
    fn numerals_of_formats() {
        all(&[
            (2025.0, "[DBNum1][$-411]General\"年\"", "二千二十五年"),
            (12345.0, "[DBNum1]G/標準", "一万二千三百四十五"),
            (12345.0, "[DBNum2][$-411]General", "壱萬弐阡参百四拾伍"),
            (12345.0, "[DBNum3][$-411]General", "１万２千３百４十５"),
            (12345.0, "[DBNum3][$-411]0", "１２３４５"),
            (1234.0, "[DBNum1]0", "一二三四"),
            (1234.5678, "[DBNum1]General", "千二百三十四.五六七八"),
            (-1234.0, "[DBNum1]General", "-千二百三十四"),
            (1234.0, "[DBNum2]#,##0.00", "壱,弐参四.〇〇"),
            (12300.0, "[DBNum1][$-411]#,##0\"円\"", "一二,三〇〇円"),
            (1234.567, "[DBNum3]#,##0\"円\"", "１,２３５円"),
            (-1234.0, "[DBNum1]0;\"△\"0", "△1234"),
            (1234.0, "[DBNum4]0", "1234"),
            (45748.0, "[DBNum1][$-411]ggge\"年\"m\"月\"d\"日\"", "令和七年四月一日"),
            (46303.5, "[DBNum1]yyyy\"年\"m\"月\"d\"日\"", "二〇二六年十月八日"),
            (46303.5, "[DBNum2][$-411]ggge\"年\"m\"月\"d\"日\"", "令和八年壱拾月八日"),
            (46303.5, "[DBNum3][$-411]ggge\"年\"m\"月\"d\"日\"", "令和８年１０月８日"),
            (46303.5, "[DBNum1][$-411]ge.m.d", "R八.十.八"),
            (46_303.545_138_9, "[DBNum1]h\"時\"mm\"分\"", "十三時〇五分"),
            (46_386.979_687_5, "[DBNum1]h:mm:ss", "二十三:三十:四十五"),
            (46027.0, "[DBNum1][$-411]ee", "〇八"),
        ]);
    }
}
