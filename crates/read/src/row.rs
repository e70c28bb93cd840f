//! Cells of a table to one line of text: `| 区分 | 事業名 | 内容 |`, the form in which every reader hands rows on.
//!
//! What comes in are the texts of the cells, what goes out is the line. This file must not know what a column means
//! nor how the format at hand keeps its tables.

/// Writes a row. A line break inside a cell becomes `<br>`; what the cell says and could be taken for the row's own
/// bars and tags is written as an entity, so that reading the line gives back the cell.
pub(super) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out.push(' ');
        write(&mut out, cell.as_ref().trim());
        out.push_str(" |");
    }
    out
}

fn write(out: &mut String, cell: &str) {
    for (at, c) in cell.char_indices() {
        let rest = cell.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '|' => out.push_str("&#124;"),
            '｜' => out.push_str("&#xFF5C;"),
            '<' if rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!')) => {
                out.push_str("&lt;");
            }
            '&' if is_entity(rest) => out.push_str("&amp;"),
            '\n' => out.push_str("<br>"),
            '\t' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
}

/// Would what follows an `&` be read as an entity: `amp;`, `#124;`?
fn is_entity(rest: &str) -> bool {
    let name = rest.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && rest.as_bytes().get(name) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_a_row() {
        assert_eq!(row(["区分", "", "事業名\n内容"]), "| 区分 |  | 事業名<br>内容 |");
        assert_eq!(row(["a|b｜c", "<重点> <br> M&A &amp;"]), "| a&#124;b&#xFF5C;c | <重点> &lt;br> M&A &amp;amp; |");
        assert_eq!(row([] as [&str; 0]), "|");
    }
}
