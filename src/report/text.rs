//! Text on a terminal: widths, wrapping and colour.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use kurabe_model::Node;

/// How text is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Colours may be used.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    fn dressed(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A heading.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.dressed("1", text)
    }

    /// Something beside the matter.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        self.dressed("2", text)
    }

    /// A word as typed; without colour it stands in ≪≫.
    #[must_use]
    pub fn typed(self, text: &str) -> String {
        if self.colour { self.dressed("1;33", text) } else { format!("≪{text}≫") }
    }

    /// What happened to an item.
    #[must_use]
    pub fn label(self, text: &str) -> String {
        self.dressed("36", text)
    }

    /// Words struck out and words written in; without colour ［構築→強化］.
    #[must_use]
    pub fn changed(self, gone: &str, come: &str) -> String {
        if !self.colour {
            return format!("［{gone}→{come}］");
        }
        let dressed = |code, text: &str| if text.is_empty() { String::new() } else { self.dressed(code, text) };
        format!("{}{}", dressed("9;31", gone), dressed("4;32", come))
    }

    /// An added word; without colour it stands in 〈〉.
    #[must_use]
    pub fn added(self, text: &str) -> String {
        if self.colour { self.dressed("4;36", text) } else { format!("〈{text}〉") }
    }
}

/// A document's text without what a terminal would take for orders: control characters become blanks.
#[must_use]
pub(super) fn tame(text: &str) -> String {
    text.chars().map(|c| if gives_orders(c) { ' ' } else { c }).collect()
}

/// A node's title with its mark, as the plan prints it.
#[must_use]
pub fn marked_title(node: &Node) -> String {
    tame(&match node.marker.as_str() {
        "" => node.title.clone(),
        "【】" => format!("【{}】", node.title),
        marker => format!("{marker} {}", node.title),
    })
}

/// Columns that a text takes; full-width letters take two.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width_cjk(text)
}

fn char_width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// A text filled with blanks up to a width.
#[must_use]
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text cut to a width, with … where something is missing.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += char_width(*c);
        taken + 2 <= columns
    });
    kept.collect::<String>() + "…"
}

/// Letters that do not begin a line, and those that do not end one (JIS X 4051, the common part).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〉》≫〕］｝,.:;?!)]}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…％%";
const NOT_LAST: &str = "（「『【〈《≪〔［｛([{";

/// A text with a sign wherever a line may end between two full-width letters, for programs that break lines at blanks.
#[must_use]
pub fn breakable(text: &str, sign: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        marked.push(letter);
        let may_end = |next: &char| {
            !letter.is_ascii() && !next.is_ascii() && !NOT_LAST.contains(letter) && !NOT_FIRST.contains(*next)
        };
        if letters.peek().is_some_and(may_end) {
            marked.push_str(sign);
        }
    }
    marked
}

/// Breaks dressed text into lines of at most so many columns. Escape sequences take none.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    // Two columns are kept for a mark that may not begin a line and hangs at its end.
    let columns = columns.max(10) - 2;
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    let mut escape = false;
    for c in text.chars() {
        if c == '\u{1b}' || escape {
            escape = c != 'm';
            line.push(c);
            continue;
        }
        let wide = char_width(c);
        if c == '\n' {
            lines.push(std::mem::take(&mut line));
            used = 0;
            continue;
        }
        let hangs = NOT_FIRST.contains(c) && used + wide <= columns + 2;
        let next_bound = NOT_LAST.contains(c) && used + wide + 2 > columns;
        let splits_word = in_word(c) && line.ends_with(|last: char| in_word(last) || joins_digits(last));
        if used > 0 && (used + wide > columns && !hangs || next_bound) {
            let carried = if splits_word { take_word(&mut line) } else { String::new() };
            lines.push(std::mem::take(&mut line));
            used = width(&carried);
            line = carried;
        }
        line.push(c);
        used += wide;
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Adds a text to a page, broken to its width, every line behind an indent.
pub(super) fn put(out: &mut String, indent: &str, text: &str, style: Style) {
    hang(out, (indent, indent), text, style);
}

/// Adds a text to a page, broken to its width, its first line and the others each behind an indent of their own.
pub(super) fn hang(out: &mut String, (first, rest): (&str, &str), text: &str, style: Style) {
    let room = style.width.saturating_sub(width(first).max(width(rest)));
    for (number, line) in wrap(text, room).iter().enumerate() {
        out.push_str(if number == 0 { first } else { rest });
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A note under what it is about.
pub(super) fn bullet(out: &mut String, text: &str, style: Style) {
    hang(out, ("・ ", "   "), &tame(text), style);
}

/// A text at the right end of its columns.
pub(super) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Is a letter part of a word that is broken nowhere: Latin letters, figures?
fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９')
}

/// Stands a sign inside a figure: 1,200, 1.5?
fn joins_digits(c: char) -> bool {
    matches!(c, ',' | '.' | '，' | '．')
}

/// Takes the Latin word or the figure at the end of a line off it, unless it is the whole line or holds an escape.
fn take_word(line: &mut String) -> String {
    let mut start = line.len();
    let mut after = '0';
    for (at, c) in line.char_indices().rev() {
        let inside = joins_digits(c) && after.is_numeric() && line[..at].ends_with(char::is_numeric);
        if !in_word(c) && !inside {
            break;
        }
        (start, after) = (at, c);
    }
    if start == 0 || line[..start].ends_with('m') || line.len() - start > 20 {
        return String::new();
    }
    line.split_off(start)
}

/// Does a letter tell a terminal what to do, or turn what stands beside it around?
fn gives_orders(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

/// A text for a terminal: lines, tabs and colours stay, all else that gives orders becomes a sign.
///
/// ```
/// use kurabe::report::for_terminal;
/// assert_eq!(for_terminal("a\tb\n"), "a\tb\n");
/// assert_eq!(for_terminal("\u{1b}[1;33m事業\u{1b}[0m"), "\u{1b}[1;33m事業\u{1b}[0m");
/// assert_eq!(for_terminal("\u{1b}]0;題\u{7}\u{202e}fdp.txt"), "�]0;題��fdp.txt");
/// ```
#[must_use]
pub fn for_terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(gives_orders) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let colour = rest.strip_prefix("\u{1b}[").and_then(|code| {
            let end = code.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            code[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
        });
        let letter = rest.chars().next().unwrap_or_default();
        match colour {
            Some(length) => {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
            None => {
                out.push(if matches!(letter, '\n' | '\t') { letter } else { char::REPLACEMENT_CHARACTER });
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_take_two_columns() {
        assert_eq!(width("DXの推進"), 8);
        assert_eq!(fit("事業承継支援", 9), "事業承…");
        assert_eq!(pad("年度", 6), "年度  ");
    }

    #[test]
    fn lines_end_between_letters_but_not_before_a_stop() {
        assert_eq!(breakable("計画（1つ）を、kurabe で読む。", "|"), "計|画|（1つ）|を、kurabe で|読|む。");
    }

    #[test]
    fn documents_give_no_orders_to_the_terminal() {
        assert_eq!(tame("\u{1b}[2J事業\n承継\u{7}"), " [2J事業 承継 ");
    }

    #[test]
    fn lines_keep_to_the_width() {
        let lines = wrap("事業承継の支援、創業の支援。経営相談を行う", 12);
        assert!(lines.iter().all(|line| width(line) <= 12), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['、', '。'])), "{lines:?}");
        assert_eq!(lines.concat(), "事業承継の支援、創業の支援。経営相談を行う");
        assert_eq!(wrap("\u{1b}[1m事業\u{1b}[0m承継", 8).len(), 1);
        assert_eq!(wrap("経営革新とWorkspace", 16), ["経営革新と", "Workspace"]);
        assert_eq!(wrap("来場者は1,300人", 12), ["来場者は", "1,300人"]);
        assert_eq!(wrap("来場者が１．５倍", 14), ["来場者が", "１．５倍"]);
    }
}
