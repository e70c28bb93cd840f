//! Signs of Wingdings and Symbol, which stand as letters of a private kind in office files.
//!
//! What comes in is a letter and its font, what goes out is the sign that a reader sees. This file must not know
//! what the sign is used for.

/// The sign that a letter of a font shows; letters of other fonts stay as they are.
pub(super) fn sign(letter: char, font: Option<&str>) -> char {
    let private = matches!(letter, '\u{f020}'..='\u{f0ff}');
    let code = if private { letter as u32 - 0xf000 } else { letter as u32 };
    let font = font.unwrap_or_default();
    match font {
        _ if code > 0xff => letter,
        "Symbol" => match code {
            0xb7 => '・',
            0xa8 => '◆',
            0xde => '⇒',
            0xae => '→',
            _ => letter,
        },
        // Word's second bullet is a small o.
        _ if font.starts_with("Courier") && letter == 'o' => '○',
        _ if private || font.starts_with("Wingdings") || font == "Webdings" => {
            wingding(code).unwrap_or(if code == 0xb7 { '・' } else { letter })
        }
        _ => letter,
    }
}

fn wingding(code: u32) -> Option<char> {
    Some(match code {
        0x6c | 0x9f => '●',
        0x6d | 0xa1 | 0xa2 | 0x99 => '○',
        0xa4 | 0xa5 => '◎',
        0x6e | 0xa7 => '■',
        0x6f | 0x70 | 0x71 | 0x72 | 0xa8 => '□',
        0x74 | 0x75 | 0x77 => '◆',
        0x73 | 0x76 => '◇',
        0xab..=0xb5 => '★',
        0xd8 | 0xe8 | 0xf0 => '➢',
        0xe0 => '→',
        0xfc | 0xfe => '✓',
        0xfb | 0xfd => '×',
        0x80..=0x8a => return char::from_u32('①' as u32 + code.checked_sub(0x81)?),
        0x8c..=0x95 => return char::from_u32('❶' as u32 + code - 0x8c),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_fonts() {
        assert_eq!(sign('\u{f06c}', Some("Wingdings")), '●');
        assert_eq!(sign('n', Some("Wingdings")), '■');
        assert_eq!(sign('n', Some("Arial")), 'n');
        assert_eq!(sign('\u{f0b7}', Some("Symbol")), '・');
        assert_eq!(sign('o', Some("Courier New")), '○');
        assert_eq!(sign('\u{f081}', Some("Wingdings")), '①');
        assert_eq!(sign('●', None), '●');
    }
}
