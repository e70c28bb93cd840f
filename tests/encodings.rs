//! Texts in every encoding and with every end of a line are read alike.

use crate::kit::Folder;
use crate::search_kit::{MINATO_R5, encoded};

#[test]
fn encodings_are_told_from_the_bytes() {
    let text = MINATO_R5;
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect();
    let files: [(&str, Vec<u8>); 7] = [
        ("utf8", text.as_bytes().to_vec()),
        ("utf8-mark", format!("\u{feff}{text}").into_bytes()),
        ("shift-jis", encoded(text, encoding_rs::SHIFT_JIS)),
        ("euc-jp", encoded(text, encoding_rs::EUC_JP)),
        ("iso-2022-jp", encoded(text, encoding_rs::ISO_2022_JP)),
        ("utf16-le", utf16(u16::to_le_bytes)),
        ("utf16-be", utf16(u16::to_be_bytes)),
    ];
    let folder = Folder::new();
    for (name, bytes) in &files {
        folder.write(&format!("{name}.txt"), bytes);
        folder.write(&format!("{name}-crlf.txt"), encoded_lines(bytes, name));
    }
    let hits = folder.literal(&["親族の外への引継ぎ"]);
    assert_eq!(hits.len(), 2 * files.len(), "{hits:?}");
    let plans = folder.run(&["plans", "--format", "json"]).done().json();
    for plan in plans.as_array().unwrap() {
        let facts = (plan["organisation"].as_str(), plan["from"].as_i64(), plan["to"].as_i64());
        assert_eq!(facts, (Some("みなと商工会議所"), Some(2023), Some(2025)), "{plan}");
    }
}

/// The same bytes with the line ends of Windows.
fn encoded_lines(bytes: &[u8], name: &str) -> Vec<u8> {
    let (end, with): (&[u8], &[u8]) = match name {
        "utf16-le" => (b"\n\0", b"\r\0\n\0"),
        "utf16-be" => (b"\0\n", b"\0\r\0\n"),
        _ => (b"\n", b"\r\n"),
    };
    let mut lines = Vec::new();
    for unit in bytes.chunks(end.len()) {
        lines.extend_from_slice(if unit == end { with } else { unit });
    }
    lines
}
