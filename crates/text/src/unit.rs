//! Units of figures: what they count, and which of them are one and the same.
//!
//! What comes in is a unit as a plan writes it, what goes out is its kind and the unit that stands for all its
//! spellings. This file must not know figures.

/// What a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 人, 名
    People,
    /// 社, 事業所, 者: those for whom a chamber works
    Businesses,
    /// 会員
    Members,
    /// 団体, 組合, 商工会
    Bodies,
    /// 件
    Cases,
    /// 回
    Times,
    /// 回/年, 件/年: how often
    Frequency,
    /// 日, 時間, 泊
    Duration,
    /// か所, 会場, 区画
    Places,
    /// 円
    Money,
    /// %, 割, 倍, ポイント
    Rate,
    /// 本, 枚, 台 and other pieces
    Pieces,
    /// ㎡, ha
    Area,
}

/// A unit with its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The spelling that stands for all.
    pub name: &'static str,
    /// What it counts.
    pub kind: Kind,
    /// Further spellings of the same unit.
    spellings: &'static [&'static str],
}

const fn unit(name: &'static str, kind: Kind, spellings: &'static [&'static str]) -> Unit {
    Unit { name, kind, spellings }
}

/// All units. Those of one row are the same: 40名 is 40人, a 者 of a plan is a 事業所.
pub const UNITS: &[Unit] = &[
    unit("人", Kind::People, &["名"]),
    unit("人日", Kind::Duration, &["日人"]),
    unit("人泊", Kind::Duration, &["泊人"]),
    unit("世帯", Kind::People, &["戸"]),
    unit("家庭", Kind::People, &[]),
    unit("チーム", Kind::People, &[]),
    unit("フォロワー", Kind::People, &[]),
    unit("事業所", Kind::Businesses, &["社", "者", "先", "事業者", "企業"]),
    unit("店", Kind::Businesses, &["店舗", "軒"]),
    unit("会員", Kind::Members, &["会員事業所"]),
    unit("団体", Kind::Bodies, &[]),
    unit("自治体", Kind::Bodies, &["市町村"]),
    unit("組合", Kind::Bodies, &[]),
    unit("商工会議所", Kind::Bodies, &["会議所"]),
    unit("商工会", Kind::Bodies, &[]),
    unit("グループ", Kind::Bodies, &["組"]),
    unit("校", Kind::Bodies, &[]),
    unit("小学校", Kind::Bodies, &[]),
    unit("中学校", Kind::Bodies, &[]),
    unit("小中学校", Kind::Bodies, &[]),
    unit("件", Kind::Cases, &["案件"]),
    unit("事業", Kind::Cases, &[]),
    unit("項目", Kind::Cases, &[]),
    unit("票", Kind::Cases, &[]),
    unit("回", Kind::Times, &[]),
    unit("講座", Kind::Times, &["コース"]),
    unit("コマ", Kind::Times, &["枠"]),
    unit("回/年", Kind::Frequency, &["回／年"]),
    unit("回/月", Kind::Frequency, &["回／月"]),
    unit("件/年", Kind::Frequency, &["件／年"]),
    unit("人/年", Kind::Frequency, &["人／年", "名/年", "名／年"]),
    unit("事業所/年", Kind::Frequency, &["社/年", "社／年", "者/年", "者／年"]),
    unit("日", Kind::Duration, &[]),
    unit("時間", Kind::Duration, &[]),
    unit("か月", Kind::Duration, &["カ月", "ヶ月", "ヵ月", "ケ月", "箇月"]),
    unit("泊", Kind::Duration, &[]),
    unit("か所", Kind::Places, &["カ所", "ヶ所", "ヵ所", "ケ所", "箇所", "個所", "所"]),
    unit("か国", Kind::Places, &["カ国", "ヶ国", "ヵ国", "ケ国", "箇国"]),
    unit("会場", Kind::Places, &[]),
    unit("現場", Kind::Places, &[]),
    unit("施設", Kind::Places, &[]),
    unit("地区", Kind::Places, &[]),
    unit("席", Kind::Places, &[]),
    unit("ブース", Kind::Places, &["小間"]),
    unit("区画", Kind::Places, &[]),
    unit("円", Kind::Money, &[]),
    unit("%", Kind::Rate, &["％", "パーセント"]),
    unit("ポイント", Kind::Rate, &[]),
    unit("割", Kind::Rate, &[]),
    unit("倍", Kind::Rate, &[]),
    unit("商品", Kind::Pieces, &["品"]),
    unit("種類", Kind::Pieces, &["種"]),
    unit("品目", Kind::Pieces, &[]),
    unit("種目", Kind::Pieces, &[]),
    unit("作品", Kind::Pieces, &[]),
    unit("個", Kind::Pieces, &[]),
    unit("食", Kind::Pieces, &["膳"]),
    unit("発", Kind::Pieces, &[]),
    unit("便", Kind::Pieces, &[]),
    unit("灯", Kind::Pieces, &[]),
    unit("室", Kind::Pieces, &[]),
    unit("頭", Kind::Pieces, &["匹"]),
    unit("通", Kind::Pieces, &[]),
    unit("セット", Kind::Pieces, &[]),
    unit("本", Kind::Pieces, &[]),
    unit("点", Kind::Pieces, &[]),
    unit("口", Kind::Pieces, &[]),
    unit("部", Kind::Pieces, &[]),
    unit("誌", Kind::Pieces, &[]),
    unit("台", Kind::Pieces, &[]),
    unit("枚", Kind::Pieces, &[]),
    unit("棟", Kind::Pieces, &[]),
    unit("基", Kind::Pieces, &[]),
    unit("冊", Kind::Pieces, &[]),
    unit("隻", Kind::Pieces, &[]),
    unit("張", Kind::Pieces, &[]),
    unit("脚", Kind::Pieces, &[]),
    unit("卓", Kind::Pieces, &[]),
    unit("箱", Kind::Pieces, &[]),
    unit("袋", Kind::Pieces, &[]),
    unit("曲", Kind::Pieces, &[]),
    unit("㎡", Kind::Area, &["m2", "平方メートル"]),
    unit("ha", Kind::Area, &["ヘクタール"]),
];

/// The unit that a spelling belongs to; 以上 and 程度 behind it say nothing of it.
///
/// ```
/// use kurabe_text::unit::{Kind, of};
/// assert_eq!(of("名").map(|unit| (unit.name, unit.kind)), Some(("人", Kind::People)));
/// assert_eq!(of("社以上").map(|unit| unit.name), Some("事業所"));
/// assert_eq!(of("丁"), None);
/// ```
#[must_use]
pub fn of(written: &str) -> Option<&'static Unit> {
    let bare = ["以上", "程度", "以内", "未満"].iter().find_map(|tail| written.strip_suffix(tail)).unwrap_or(written);
    UNITS.iter().find(|unit| unit.name == bare || unit.spellings.contains(&bare))
}

/// Do two spellings mean one unit?
///
/// ```
/// use kurabe_text::unit::same;
/// assert!(same("人", "名") && same("％", "%") && same("丁", "丁"));
/// assert!(!same("人", "件"));
/// ```
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || matches!((of(a), of(b)), (Some(a), Some(b)) if a.name == b.name)
}

/// May figures in these units stand side by side? Shops are businesses, and 1回 of a plan for a year is 1回/年.
///
/// ```
/// use kurabe_text::unit::comparable;
/// assert!(comparable("店舗", "社") && comparable("回", "回/年"));
/// assert!(!comparable("回", "件") && !comparable("本", "枚"));
/// ```
#[must_use]
pub fn comparable(a: &str, b: &str) -> bool {
    let sort = |unit: &Unit| match unit.kind {
        Kind::Businesses => "事業所",
        Kind::Frequency if unit.name == "回/年" => "回",
        _ => unit.name,
    };
    a == b || matches!((of(a), of(b)), (Some(a), Some(b)) if sort(a) == sort(b))
}

/// Every spelling with its unit, in no order of its own.
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static Unit)> {
    UNITS.iter().flat_map(|unit| {
        std::iter::once(unit.name).chain(unit.spellings.iter().copied()).map(move |written| (written, unit))
    })
}

/// Is one letter a counter, so that a number before it is a figure? 件, 名, 分.
#[must_use]
pub(crate) fn is_counter(letter: char) -> bool {
    // Of time and rank beside the units.
    const OTHERS: [char; 5] = ['時', '分', '位', '号', '期'];
    let mut text = [0; 4];
    let text: &str = letter.encode_utf8(&mut text);
    OTHERS.contains(&letter) || !letter.is_ascii_alphanumeric() && spellings().any(|(written, _)| written == text)
}

/// Does a text begin with a unit that no word goes on, so that a number before it is a figure?
///
/// ```
/// use kurabe_text::unit::begins;
/// assert!(begins("事業所 4") && begins("品") && !begins("会員の増強"));
/// ```
#[must_use]
pub fn begins(text: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(super::letter::is_japanese);
    text.starts_with(is_counter) && ends(text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default())
        || spellings().any(|(written, _)| text.strip_prefix(written).is_some_and(ends))
}

/// By how much a unit is multiplied that stands at the start of a text, 百万円, 千人泊, and the unit itself; 1 without such
/// a word.
///
/// ```
/// use kurabe_text::unit::scale;
/// assert_eq!((scale("百万円"), scale("千人泊"), scale("件")), ((1e6, "円"), (1e3, "人泊"), (1.0, "件")));
/// ```
#[must_use]
pub fn scale(text: &str) -> (f64, &str) {
    // The longer before those that they begin with.
    const SCALES: [(&str, f64); 7] =
        [("百万", 1e6), ("千万", 1e7), ("十億", 1e9), ("百億", 1e10), ("千", 1e3), ("万", 1e4), ("億", 1e8)];
    SCALES.iter().find_map(|(scale, factor)| Some((*factor, text.strip_prefix(scale)?))).unwrap_or((1.0, text))
}

/// Does a text begin with a unit that a particle goes on, so that a number before it counts something: 件を実施, 社の協力?
///
/// ```
/// use kurabe_text::unit::goes_on;
/// assert!(goes_on("件を実施する") && goes_on("社の協力"));
/// assert!(!goes_on("経営支援") && !goes_on("件数の推移"));
/// ```
#[must_use]
pub fn goes_on(text: &str) -> bool {
    let particle = |rest: &str| rest.starts_with(['の', 'を', 'に', 'が', 'と', 'で', '、']);
    spellings().any(|(written, _)| text.strip_prefix(written).is_some_and(particle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_belongs_to_two_units() {
        let all: Vec<&str> = spellings().map(|(written, _)| written).collect();
        for (at, written) in all.iter().enumerate() {
            assert!(!all[..at].contains(written), "{written}");
        }
    }
}
