//! Numbers by place value: 二千二十五, 壱萬弐阡参百四拾伍, 一百〇一.
//!
//! What comes in is a number and the system in which it is written, what goes out are its characters. This file must
//! not know where such numbers stand.

/// A system of writing numbers by place value.
pub(super) struct System {
    pub(super) digits: [char; 10],
    /// Ten, hundred, thousand.
    pub(super) places: [char; 3],
    /// Ten thousand, its square and its cube.
    pub(super) groups: [char; 3],
    pub(super) one: One,
    /// Is an empty place between others told: 一百〇一?
    pub(super) gaps: bool,
}

/// Where a one is written before ten, hundred and thousand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum One {
    /// 壱拾, 壱百.
    Everywhere,
    /// 十, 百.
    Nowhere,
    /// 十二, but 一百一十二.
    NotInTeens,
}

/// 〇 to 九.
pub(super) const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// 二千二十五.
pub(super) const COUNTING: System =
    System {
        digits: DIGITS, places: ['十', '百', '千'], groups: ['万', '億', '兆'], one: One::Nowhere, gaps: false
    };
/// The forms of deeds: 弐阡弐拾伍.
pub(super) const LEGAL: System = System {
    digits: ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    places: ['拾', '百', '阡'],
    groups: ['萬', '億', '兆'],
    one: One::Everywhere,
    gaps: false,
};

/// Numbers in one group.
const GROUP: u128 = 10_000;

impl System {
    /// A number by place value; what is more than four digits above the last group stands digit by digit.
    pub(super) fn write(&self, number: u128) -> String {
        let mut out = String::new();
        if number == 0 {
            out.extend(self.digits.first());
        }
        for power in (0..4u32).rev() {
            let above = number / GROUP.pow(power);
            let value = if power == 3 { above } else { above % GROUP };
            if value == 0 {
                continue;
            }
            if self.gaps && !out.is_empty() && value < GROUP / 10 {
                out.extend(self.digits.first());
            }
            if value < GROUP {
                self.group(value, &mut out)
            } else {
                out.push_str(&self.each(&value.to_string()))
            }
            out.extend(power.checked_sub(1).and_then(|at| self.groups.get(at as usize)));
        }
        out
    }

    /// One to 9999.
    fn group(&self, value: u128, out: &mut String) {
        let begins = out.is_empty();
        let mut written = false;
        let mut gap = false;
        for power in (0..4u32).rev() {
            let digit = value / 10u128.pow(power) % 10;
            if digit == 0 {
                gap = written;
                continue;
            }
            if gap && self.gaps {
                out.extend(self.digits.first());
            }
            let silent = match self.one {
                One::Everywhere => false,
                One::Nowhere => true,
                One::NotInTeens => power == 1 && begins && !written,
            };
            if digit != 1 || power == 0 || !silent {
                out.extend(usize::try_from(digit).ok().and_then(|digit| self.digits.get(digit)));
            }
            out.extend(power.checked_sub(1).and_then(|at| self.places.get(at as usize)));
            (written, gap) = (true, false);
        }
    }

    /// Each digit of a text by itself; other characters stay.
    pub(super) fn each(&self, text: &str) -> String {
        each(text, &self.digits)
    }
}

/// Each digit of a text in other digits: 10 is 一〇.
pub(super) fn each(text: &str, digits: &[char; 10]) -> String {
    let shown = |letter: char| letter.to_digit(10).and_then(|digit| digits.get(digit as usize).copied());
    text.chars().map(|letter| shown(letter).unwrap_or(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Excel for Mac 16.113 shows them in Japan (github.com/aiseed-dev/ja-office-fixes, patches/sdkjs/0007, whose
    /// values its author printed with Excel).
    #[test]
    fn by_place_value() {
        for (number, counting, legal) in [
            (0, "〇", "〇"),
            (10, "十", "壱拾"),
            (89, "八十九", "八拾九"),
            (110, "百十", "壱百壱拾"),
            (1001, "千一", "壱阡壱"),
            (12_345, "一万二千三百四十五", "壱萬弐阡参百四拾伍"),
            (10_010, "一万十", "壱萬壱拾"),
            (100_010_000, "一億一万", "壱億壱萬"),
            (1_100_000_000, "十一億", "壱拾壱億"),
            (10_000_000_000_000_000, "一〇〇〇〇兆", "壱〇〇〇〇兆"),
        ] {
            assert_eq!((COUNTING.write(number).as_str(), LEGAL.write(number).as_str()), (counting, legal));
        }
    }
}
