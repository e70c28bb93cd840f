//! Kinds of marks, and what a mark of each looks like.
//!
//! What comes in is a kind and a number, what goes out is the mark as it is printed. This file must not read lines.

use crate::numeral::{Dress, Script, write};
use unicode_normalization::UnicodeNormalization;

/// The kind of a mark. Marks of one kind number one level of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// 第1号議案
    Motion,
    /// 第1部, 第1編
    Part,
    /// 第1章
    Chapter,
    /// 第1節
    Clause,
    /// 第1条
    Article,
    /// 第1　 without a counter
    Ordinal,
    /// Ⅰ．, I.
    Roman,
    /// ⅰ．, ii), (iii)
    RomanSmall,
    /// 基本目標1, 柱2: a word with a number; which word, as a number of the list of words.
    Word(u8),
    /// 一、; 壱 of deeds
    Kanji,
    /// 甲, 乙
    Stem,
    /// `1.`
    Arabic,
    /// `1` and a blank
    Bare,
    /// `1-1`, `1.1`: how many numbers
    Dotted(u8),
    /// 【1】
    Framed,
    /// ［1］, 〔1〕, <1>
    Bracket,
    /// `(1)`
    Paren,
    /// `1)`
    HalfParen,
    /// ①
    Circled,
    /// ア, イ), （ウ）, ㋐; hiragana: the bracket style as a number
    Kana(u8),
    /// A., a), (a), Ⓐ: the bracket style as a number
    Latin(u8),
    /// `##` of Markdown: how many
    Heading(u8),
    /// 【…】 around the whole line
    Corner,
    /// 〈…〉, ＜…＞, 《…》, ［…］ around the whole line
    Angle,
    /// 【…】 before a text
    Label,
    /// ■, ○, ・, - and their kin, as one canonical character
    Symbol(char),
    /// No mark at all: a heading told by its place
    Plain,
}

/// The words that number, the longer before those that they end on; the place of each is its number in [`Class::Word`].
pub(super) const WORDS: [&str; 74] = [
    "重点テーマ",
    "重点プロジェクト",
    "基本目標",
    "基本方針",
    "基本戦略",
    "基本施策",
    "重点目標",
    "重点項目",
    "重点課題",
    "重点施策",
    "重点事業",
    "重点方針",
    "重点戦略",
    "戦略",
    "施策",
    "方針",
    "目標",
    "テーマ",
    "プロジェクト",
    "アクション",
    "柱",
    "取組",
    "課題",
    "指針",
    "行動目標",
    "行動指針",
    "行動計画",
    "主要事業",
    "ステップ",
    "フェーズ",
    "ミッション",
    "ビジョン",
    "提言",
    "その",
    "施策の方向性",
    "施策の方向",
    "施策の柱",
    "取組の方向性",
    "取組の方向",
    "取組の柱",
    "基本方向",
    "重点取組",
    "重点分野",
    "個別施策",
    "取り組み",
    "取組み",
    "事業",
    OF_BENEFIT[0],
    "挑戦",
    "宣言",
    "視点",
    "約束",
    "改革",
    "チャレンジ",
    "ACTION",
    "Action",
    "ＡＣＴＩＯＮ",
    "PROJECT",
    "Project",
    "ＰＲＯＪＥＣＴ",
    "MENU",
    "Menu",
    "ＭＥＮＵ",
    "STEP",
    "Step",
    "ＳＴＥＰ",
    "POINT",
    "Point",
    "THEME",
    "Theme",
    "VISION",
    "Vision",
    "MISSION",
    "Mission",
];

/// What public-interest corporations number their activities by, as the forms of their accounts do: (公1), (収1), (他1). All
/// are of the class of the first.
pub(super) const OF_BENEFIT: [&str; 4] = ["公", "収", "他", "共"];

/// Those of them that number what a plan aims at, over its work.
const PILLARS: [&str; 22] = [
    "重点テーマ",
    "基本目標",
    "基本方針",
    "基本戦略",
    "重点目標",
    "重点課題",
    "重点方針",
    "重点戦略",
    "戦略",
    "方針",
    "目標",
    "テーマ",
    "柱",
    "課題",
    "ビジョン",
    "施策の柱",
    "取組の柱",
    "基本方向",
    "重点分野",
    "挑戦",
    "宣言",
    "視点",
];

/// Those of them that number what is done; Latin ones in capitals of half width.
const WORK: [&str; 6] = ["事業", "アクション", "プロジェクト", "ACTION", "PROJECT", "MENU"];

impl Class {
    /// Does the word of such a number say that it counts what is done: 事業1, ACTION 2?
    ///
    /// ```
    /// use kurabe_text::mark::parse;
    /// let names = |line| parse(line).is_some_and(|mark| mark.class.names_work());
    /// assert!(names("ACTION 2 朝市の再生") && names("事業１　創業塾") && !names("柱1 人を育てる"));
    /// ```
    #[must_use]
    pub fn names_work(self) -> bool {
        match self {
            Self::Word(at) => WORDS.get(usize::from(at)).is_some_and(|word| {
                let plain: String = word.nfkc().map(|c| c.to_ascii_uppercase()).collect();
                WORK.contains(&plain.as_str())
            }),
            _ => false,
        }
    }

    /// Does the word of such a number name what a plan aims at, over its work: 基本目標1, 柱2?
    ///
    /// ```
    /// use kurabe_text::mark::parse;
    /// let names = |line| parse(line).is_some_and(|mark| mark.class.names_aim());
    /// assert!(names("基本目標1 まちを元気にする") && !names("取組1 相談会の開催"));
    /// ```
    #[must_use]
    pub fn names_aim(self) -> bool {
        match self {
            Self::Word(at) => WORDS.get(usize::from(at)).is_some_and(|word| PILLARS.contains(word)),
            _ => false,
        }
    }
}

/// Bracket styles of letters that number.
pub(super) const STOPPED: u8 = 0;
pub(super) const IN_BRACKETS: u8 = 1;
pub(super) const BEFORE_BRACKET: u8 = 2;
pub(super) const IN_CIRCLE: u8 = 3;
/// Hiragana and small Latin letters number other levels than katakana and capitals.
pub(super) const SMALL: u8 = 4;

/// A class of each kind that counts, for laws.
#[cfg(test)]
pub(super) const COUNTED: [Class; 29] = [
    Class::Motion,
    Class::Part,
    Class::Chapter,
    Class::Clause,
    Class::Article,
    Class::Ordinal,
    Class::Roman,
    Class::RomanSmall,
    Class::Word(2),
    Class::Word(18),
    Class::Kanji,
    Class::Stem,
    Class::Arabic,
    Class::Bare,
    Class::Dotted(2),
    Class::Framed,
    Class::Bracket,
    Class::Paren,
    Class::HalfParen,
    Class::Circled,
    Class::Kana(0),
    Class::Kana(1),
    Class::Kana(2),
    Class::Kana(3),
    Class::Kana(6),
    Class::Latin(0),
    Class::Latin(3),
    Class::Latin(5),
    Class::Latin(6),
];

impl Class {
    /// Does the class number its items?
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Corner | Self::Angle | Self::Label | Self::Symbol(_) | Self::Plain)
    }

    /// ①, ア, a), 1): the lowest numbers, which may count the steps of a programme as well as programmes.
    #[must_use]
    pub fn is_small(self) -> bool {
        matches!(self, Self::Circled | Self::Kana(_) | Self::Latin(_) | Self::HalfParen)
    }

    /// A bullet: a sign that lists things without numbering them.
    #[must_use]
    pub fn is_bullet(self) -> bool {
        matches!(self, Self::Symbol(_))
    }

    /// ■ and its kin: bullets that may head chapters.
    #[must_use]
    pub fn is_square(self) -> bool {
        matches!(self, Self::Symbol('■' | '□' | '◆' | '◇'))
    }

    /// A heading told by brackets or by its place alone, at home on any level.
    #[must_use]
    pub fn floats(self) -> bool {
        matches!(self, Self::Corner | Self::Angle | Self::Label | Self::Plain)
    }

    /// The mark of this kind with a number, in its commonest form; none where there is none.
    ///
    /// ```
    /// use kurabe_text::mark::Class;
    /// assert_eq!(Class::Chapter.sign(2).as_deref(), Some("第2章"));
    /// assert_eq!(Class::Circled.sign(21).as_deref(), Some("㉑"));
    /// assert_eq!(Class::Symbol('○').sign(0).as_deref(), Some("○"));
    /// ```
    #[must_use]
    pub fn sign(self, number: u32) -> Option<String> {
        let bare = |script| write(script, Dress::Bare, number);
        let lettered = |style: u8, large, small| {
            let script = if style < SMALL { large } else { small };
            // I, V and X before a stop or in brackets are Roman.
            let roman = matches!(script, Script::Upper | Script::Lower) && matches!(number, 9 | 22 | 24);
            match style % SMALL {
                STOPPED | IN_BRACKETS | BEFORE_BRACKET if roman => None,
                STOPPED => Some(format!("{}．", bare(script)?)),
                IN_BRACKETS => Some(format!("（{}）", bare(script)?)),
                BEFORE_BRACKET => Some(format!("{}）", bare(script)?)),
                _ => write(script, Dress::Circled, number),
            }
        };
        Some(match self {
            Self::Motion => format!("第{number}号議案"),
            Self::Part => format!("第{number}部"),
            Self::Chapter => format!("第{number}章"),
            Self::Clause => format!("第{number}節"),
            Self::Article => format!("第{number}条"),
            Self::Ordinal => format!("第{number}"),
            Self::Roman => format!("{}．", bare(Script::Roman)?),
            Self::RomanSmall => format!("{}．", write(Script::RomanSmall, Dress::Bare, number)?),
            Self::Word(at) => format!("{}{number}", WORDS.get(usize::from(at))?),
            Self::Kanji => format!("{}、", bare(Script::Kanji)?),
            Self::Stem => format!("{}、", bare(Script::Stem)?),
            Self::Arabic => format!("{number}．"),
            Self::Bare => number.to_string(),
            Self::Dotted(parts) => number.to_string() + &"-1".repeat(usize::from(parts).saturating_sub(1)),
            Self::Framed => format!("【{number}】"),
            Self::Bracket => format!("［{number}］"),
            Self::Paren => format!("（{number}）"),
            Self::HalfParen => format!("{number}）"),
            Self::Circled => write(Script::Arabic, Dress::Circled, number)?,
            Self::Kana(style) => lettered(style, Script::Katakana, Script::Hiragana)?,
            Self::Latin(style) => lettered(style, Script::Upper, Script::Lower)?,
            Self::Heading(signs) => "#".repeat(usize::from(signs)),
            Self::Corner => "【】".to_owned(),
            Self::Angle => "〈〉".to_owned(),
            Self::Symbol(sign) => sign.to_string(),
            Self::Label | Self::Plain => return None,
        })
    }
}
