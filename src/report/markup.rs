//! Texts of documents between the marks of HTML, SVG and XML.

/// A text that no reader takes for markup, in content and in attributes alike. Letters that no XML may hold are left
/// out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_documents_are_never_markup() {
        assert_eq!(escaped("<script>\"A&B's\"</script>"), "&lt;script&gt;&quot;A&amp;B&#39;s&quot;&lt;/script&gt;");
        assert_eq!(escaped("観\u{1b}\u{0}\u{ffff}光\n業"), "観光\n業");
    }
}
