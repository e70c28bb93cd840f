//! Number formats that a workbook names by number alone.
//!
//! What comes in is a format's number, what goes out is its code. This file must not know what a code shows.

/// The codes of formats that a workbook only names by number; those of Japanese Excel among them.
pub(super) fn code(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        41 => "#,##0;-#,##0;\"-\"",
        42 => "\"¥\"#,##0;\"¥\"-#,##0;\"¥-\"",
        43 => "#,##0.00;-#,##0.00;\"-\"",
        44 => "\"¥\"#,##0.00;\"¥\"-#,##0.00;\"¥-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsx::format::shown;

    /// ECMA-376 Part 1, 18.8.30, the formats of ja-JP that are written by number alone; the day is 2019-05-01 13:30.
    #[test]
    fn formats_of_japan_by_number() {
        for (ids, expected) in [
            (&[27, 36, 50, 57][..], "R1.5.1"),
            (&[28, 29, 51, 54, 58], "令和1年5月1日"),
            (&[30], "5/1/19"),
            (&[31], "2019年5月1日"),
            (&[32], "13時30分"),
            (&[33], "13時30分00秒"),
            (&[34, 52, 55], "2019年5月"),
            (&[35, 53, 56], "5月1日"),
            (&[20], "13:30"),
            (&[46], "1046077:30:00"),
        ] {
            for id in ids {
                assert_eq!(shown(43586.5625, code(*id), false), expected, "{id}");
            }
        }
    }

    /// What Japanese Excel offers as 通貨 and 会計: LibreOffice's `spBuiltinFormats_ja_JP` (oox, numberformatsbuffer.cxx) has
    /// the same codes.
    #[test]
    fn money_by_number() {
        for (id, above, below, nothing) in [
            (5, "¥1,234", "¥-1,234", "¥0"),
            (38, "1,234", "-1,234", "0"),
            (41, "1,234", "-1,234", "-"),
            (42, "¥1,234", "¥-1,234", "¥-"),
            (43, "1,234.00", "-1,234.00", "-"),
        ] {
            let each = [1234.0, -1234.0, 0.0].map(|value| shown(value, code(id), false));
            assert_eq!(each, [above, below, nothing], "{id}");
        }
    }
}
