//! Fields in which Word lays characters over one another: 新 in a circle, 株式会社 in two lines, 事業名 spread out.
//!
//! What comes in is the instruction of an EQ field, what goes out is its text as a typist would write it in one line.
//! A letter in a circle that has no character of its own stands in brackets: （新）. This file must not know runs.

/// Switches inside one another; what lies deeper is no text that a person wrote.
const DEEPEST: usize = 8;

/// Circles and other shapes that enclose a letter, and the brackets that say so in one line.
const CIRCLES: &str = "○◯〇△▽◇";
const SQUARES: &str = "□■";

/// Letters that have a character in a circle, in the order of Unicode from ㊀ and from ㊑.
const KANJI: &str =
    "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正上中下左右医宗学監企資協夜";
const FIRST: char = '㊀';

/// The text of an EQ field; none for other fields.
pub(super) fn text(instruction: &str) -> Option<String> {
    let bare = instruction.trim_start();
    let name = bare.get(..2)?;
    let rest = bare.get(2..).filter(|rest| !rest.starts_with(char::is_alphanumeric))?;
    if !name.eq_ignore_ascii_case("eq") {
        return None;
    }
    // The yen sign is the backslash of old Japanese fonts, and some programs store it as it looks.
    let yen = !rest.contains('\\');
    let letters: Vec<char> = rest.trim().chars().map(|c| if yen && c == '¥' { '\\' } else { c }).collect();
    let mut reader = Reader { letters: &letters, at: 0 };
    let mut out = String::new();
    while reader.at < letters.len() {
        out.push_str(&reader.element(0).text);
        // A comma or bracket that belongs to nothing.
        out.extend(reader.next());
    }
    Some(out.trim().to_owned())
}

/// What an element says, and whether it is raised as readings are.
#[derive(Default)]
struct Part {
    text: String,
    raised: bool,
    /// Everything in it is raised or lowered.
    shifted: bool,
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(letter)
    }

    /// Characters and switches up to the comma or bracket that ends an element.
    fn element(&mut self, depth: usize) -> Part {
        let mut part = Part { shifted: true, ..Part::default() };
        // A bracket without a switch is a character and has its end within the element.
        let mut open = 0;
        while let Some(letter) = self.peek() {
            match letter {
                ',' | ';' | ')' if open == 0 => break,
                '\\' => {
                    self.at += 1;
                    let switched = self.switch(depth);
                    if !switched.text.is_empty() {
                        part.raised |= switched.raised;
                        part.shifted &= switched.shifted;
                        part.text.push_str(&switched.text);
                    }
                    continue;
                }
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            part.shifted &= letter.is_whitespace();
            part.text.push(letter);
            self.at += 1;
        }
        part
    }

    /// What stands after a backslash: a switch with its options and elements, or a character that has no other meaning.
    fn switch(&mut self, depth: usize) -> Part {
        let Some(name) = self.next() else {
            return Part::default();
        };
        if name == '*' {
            self.format();
            return Part::default();
        }
        if !name.is_ascii_alphabetic() {
            return Part { text: name.to_string(), ..Part::default() };
        }
        let after = self.at;
        let raised = self.options().contains("\\up");
        if self.peek() != Some('(') || depth >= DEEPEST {
            self.at = after;
            return Part::default();
        }
        self.at += 1;
        let mut parts = vec![self.element(depth + 1)];
        while let Some(',' | ';') = self.peek() {
            self.at += 1;
            parts.push(self.element(depth + 1));
        }
        if self.peek() == Some(')') {
            self.at += 1;
        }
        let shifted = name.eq_ignore_ascii_case(&'s');
        Part { text: laid_out(name.to_ascii_lowercase(), parts), raised: shifted && raised, shifted }
    }

    /// `\* jc2`, `\* "Font:ＭＳ 明朝"`: how the field looks.
    fn format(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let quoted = self.peek() == Some('"');
        self.at += usize::from(quoted);
        let ends = |letter: char| if quoted { letter == '"' } else { letter.is_whitespace() };
        while self.next().is_some_and(|letter| !ends(letter)) {}
    }

    /// Everything between a switch and its bracket: `\ac`, `\up 8`, `\bc\(`.
    fn options(&mut self) -> String {
        let from = self.at;
        while let Some(letter) = self.peek().filter(|letter| !matches!(letter, '(' | ',' | ')')) {
            self.at += 1;
            if letter == '\\' && self.peek().is_some_and(|next| !next.is_ascii_alphabetic()) {
                self.at += 1;
            }
        }
        self.letters.get(from..self.at).unwrap_or_default().iter().collect()
    }
}

/// The elements of a switch in one line.
fn laid_out(switch: char, parts: Vec<Part>) -> String {
    let joined = |sign: &str| {
        let texts: Vec<&str> = parts.iter().map(|part| part.text.trim()).filter(|text| !text.is_empty()).collect();
        texts.join(sign)
    };
    match switch {
        'o' => overlaid(&parts).unwrap_or_else(|| joined("")),
        'f' => joined("/"),
        'r' => match parts.as_slice() {
            [degree, radicand] => format!("{}√{}", degree.text.trim(), radicand.text.trim()),
            _ => format!("√{}", joined("")),
        },
        'b' => format!("({})", joined("")),
        'a' => joined(" "),
        'l' => joined(","),
        _ => joined(""),
    }
}

/// A letter in a shape, or words with their reading above them.
fn overlaid(parts: &[Part]) -> Option<String> {
    let said: Vec<&Part> = parts.iter().filter(|part| !part.text.trim().is_empty()).collect();
    let [first, second] = said.as_slice() else {
        return None;
    };
    let (one, other) = (first.text.trim(), second.text.trim());
    match (shape(one), shape(other)) {
        (Some(shape), _) => Some(enclosed(shape, other)),
        (None, Some(shape)) => Some(enclosed(shape, one)),
        (None, None) => (first.raised && !second.shifted).then(|| other.to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Circle,
    Square,
}

fn shape(text: &str) -> Option<Shape> {
    let mut letters = text.chars();
    let only = letters.next().filter(|_| letters.as_str().is_empty())?;
    match only {
        only if CIRCLES.contains(only) => Some(Shape::Circle),
        only if SQUARES.contains(only) => Some(Shape::Square),
        _ => None,
    }
}

fn enclosed(shape: Shape, inside: &str) -> String {
    match shape {
        Shape::Circle => circled(inside).map_or_else(|| format!("（{inside}）"), String::from),
        Shape::Square => format!("［{inside}］"),
    }
}

/// The character of a number or letter in a circle.
fn circled(inside: &str) -> Option<char> {
    let digits: String = inside.chars().filter_map(plain_digit).collect();
    if digits.chars().count() == inside.chars().count() {
        let from = |first: char, number: u32, least: u32| char::from_u32(first as u32 + number - least);
        return match digits.parse().ok()? {
            0 => Some('⓪'),
            number @ 1..=20 => from('①', number, 1),
            number @ 21..=35 => from('㉑', number, 21),
            number @ 36..=50 => from('㊱', number, 36),
            _ => None,
        };
    }
    let mut letters = inside.chars();
    let only = letters.next().filter(|_| letters.as_str().is_empty())?;
    let place = KANJI.chars().position(|kanji| kanji == only)?;
    char::from_u32(FIRST as u32 + u32::try_from(place).ok()?)
}

fn plain_digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_u32(letter as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Eq field as Microsoft describes it (support.microsoft.com, "Field codes: Eq (Equation) field"): \o draws its
    /// elements over one another, \s raises and lowers, a comma, bracket or backslash after a backslash is itself. Word
    /// stores 囲い文字 as \o\ac, 組み文字 as \o with \s\up and \s\do, ruby of old documents as \o\ad with \s\up.
    #[test]
    fn characters_over_one_another() {
        for (instruction, expected) in [
            (r" eq \o\ac(○,新)", "（新）"),
            (r"EQ \o\ac(◯,重)", "（重）"),
            (r"eq \o\ac(□,新)", "［新］"),
            (r"eq \o\ac(△,継続)", "（継続）"),
            (r"eq ¥o¥ac(○,新)", "（新）"),
            (r"eq \o\ac(○, 3 )", "③"),
            (r"eq \o\ac(○,２１)", "㉑"),
            (r"eq \o\ac(○,51)", "（51）"),
            (r"eq \o\ac(○,\s\up 1(新))", "（新）"),
            (r"eq \o\ac(\s\up 1(新),○)", "（新）"),
            (r"eq \o\ac(○,印)", "㊞"),
            (r"eq \o\ac(○,秘)", "㊙"),
            (r"eq \o\ac(○,新)\o\ac(○,重)", "（新）（重）"),
            (r"eq \o\ad(事業名,　　　　　)", "事業名"),
            (r"eq \o(\s\up 8(株式),\s\do 3(会社))", "株式会社"),
            (r#"eq \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(おぢや),小千谷)"#, "小千谷"),
            (r"EQ \f(1,2)", "1/2"),
            (r"EQ \r(3,8)", "3√8"),
            (r"EQ \x(合計)", "合計"),
            (r"EQ \b\bc\((1\,200円)", "(1,200円)"),
            (r"EQ \o\ac(○,新", "（新）"),
            ("EQ", ""),
        ] {
            assert_eq!(text(instruction).as_deref(), Some(expected), "{instruction}");
        }
        for other in ["PAGE", " DATE \\@ \"ggge年\"", "SEQ 表 \\* ARABIC", "EQUATION x", "", "e", "日本"] {
            assert_eq!(text(other), None, "{other}");
        }
        let deep = format!("eq {}新{}", r"\o(○,".repeat(100), ")".repeat(100));
        assert!(text(&deep).is_some());
    }
}
