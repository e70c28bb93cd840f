//! The digits that a format asks for: [DBNum1] 一二三, [DBNum2] 壱弐参, [DBNum3] １２３.
//!
//! What comes in are figures in plain digits, what goes out are the same in the numerals asked for. ECMA-376 does not say
//! what they are; this is what Excel shows in Japan (Excel for Mac 16.113, printed for
//! github.com/aiseed-dev/ja-office-fixes). This file must not know formats.

use crate::kanji::{COUNTING, LEGAL, System};

/// Full-width digits between the kanji of their places: １万２千.
const WIDE: System = System {
    digits: ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'],
    places: COUNTING.places,
    groups: COUNTING.groups,
    one: COUNTING.one,
    gaps: COUNTING.gaps,
};

/// The numerals of a format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Numerals {
    #[default]
    Plain,
    Kanji,
    Legal,
    Wide,
}

impl Numerals {
    /// Reads `dbnum1`; Excel in Japan shows nothing else for [DBNum4].
    pub(super) fn of(bracket: &str) -> Option<Self> {
        match bracket {
            "dbnum1" => Some(Self::Kanji),
            "dbnum2" => Some(Self::Legal),
            "dbnum3" => Some(Self::Wide),
            "dbnum4" => Some(Self::Plain),
            _ => None,
        }
    }

    fn system(self) -> Option<&'static System> {
        match self {
            Self::Plain => None,
            Self::Kanji => Some(&COUNTING),
            Self::Legal => Some(&LEGAL),
            Self::Wide => Some(&WIDE),
        }
    }

    /// A figure in the places of its format, digit by digit: 一,二三四.
    pub(super) fn figure(self, figure: &str) -> String {
        self.system().map_or_else(|| figure.to_owned(), |system| system.each(figure))
    }

    /// A number without places, by place value: 千二百三十四, its decimals digit by digit.
    pub(super) fn general(self, number: &str) -> String {
        let Some(system) = self.system() else {
            return number.to_owned();
        };
        let (sign, bare) = number.strip_prefix('-').map_or(("", number), |bare| ("-", bare));
        let whole = bare.split('.').next().unwrap_or_default();
        let rest = bare.get(whole.len()..).unwrap_or_default();
        let counted = whole.parse().map_or_else(|_| system.each(whole), |whole| system.write(whole));
        format!("{sign}{counted}{}", system.each(rest))
    }

    /// A field of a date: 十月, 二〇二六年, 〇五分.
    pub(super) fn field(self, field: &str) -> String {
        let by_digit = self == Self::Wide || field.len() > 2 || field.starts_with('0');
        match self.system() {
            Some(system) if !by_digit => field.parse().map_or_else(|_| field.to_owned(), |number| system.write(number)),
            _ => self.figure(field),
        }
    }
}
