//! Units that are one: 人 and 名 count the same heads.
//!
//! In comes a unit as a plan writes it, out comes the one under which it is compared. What is counted must not be
//! known here.

use kurabe_text::fold::fold;
use kurabe_text::unit::of;

/// Units after a number in a sentence, the longest first.
pub(super) const WRITTEN: [&str; 44] = [
    "パーセント",
    "ポイント",
    "事業所",
    "事業者",
    "コース",
    "チーム",
    "グループ",
    "人以上",
    "団体",
    "企業",
    "店舗",
    "会員",
    "講座",
    "科目",
    "時間",
    "日間",
    "週間",
    "か所",
    "箇所",
    "カ所",
    "ヶ所",
    "ケ所",
    "か月",
    "カ月",
    "ヶ月",
    "ケ月",
    "世帯",
    "種類",
    "人",
    "名",
    "社",
    "件",
    "回",
    "円",
    "%",
    "店",
    "戸",
    "台",
    "本",
    "冊",
    "部",
    "組",
    "倍",
    "点",
];

/// The unit under which one is compared: 名 as 人; what is counted in a year as what is counted.
pub(super) fn class(unit: &str) -> String {
    let name = of(unit).map_or(unit, |known| known.name);
    fold(name.strip_suffix("/年").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_are_one() {
        assert_eq!(class("名"), class("人"));
        assert_eq!(class("％"), class("パーセント"));
        assert_eq!(class("カ所"), class("箇所"));
        assert_ne!(class("回"), class("件"));
        assert_ne!(class("回/月"), class("回"));
    }
}
