//! Which characters a page is written in: what it says itself, weighed against what its bytes say.
//!
//! What comes in are bytes, what goes out is the text. This file must not know tags beyond `<meta>`.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;
use crate::decode::{self, Decoded};

/// Bytes at the beginning in which a page says its encoding; browsers look at a kilobyte, old editors wrote more.
const HEAD: usize = 8 * 1024;

/// Decodes a page.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    let guessed = decode::decode(bytes)?;
    if Encoding::for_bom(bytes).is_some() {
        return Ok(guessed);
    }
    let Some(encoding) = declared(bytes).filter(|encoding| *encoding != guessed.encoding) else {
        return Ok(guessed);
    };
    let text = encoding.decode_without_bom_handling(bytes).0;
    // A page that was saved anew may still say its old encoding.
    if broken(&text) <= broken(&guessed.text) {
        return Ok(Decoded { text, encoding });
    }
    Ok(guessed)
}

fn broken(text: &str) -> usize {
    text.matches('\u{fffd}').count()
}

/// The encoding that the page names, if Japanese is written in it: `charset=x-sjis` in a meta or in the XML line.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let at = [&b"charset"[..], b"encoding"].iter().find_map(|name| {
        memchr::memmem::find_iter(&head, name).find_map(|at| {
            let rest = head.get(at + name.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte)));
            Encoding::for_label(rest.get(..end.unwrap_or(rest.len()))?)
        })
    })?;
    // A page that can be read this far is not in two-byte units, whatever it says.
    let at = if at == UTF_16LE || at == UTF_16BE { UTF_8 } else { at };
    [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(&at).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_its_encoding() {
        let page = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=x-sjis\"><p>計画</p>";
        assert_eq!(decode(&SHIFT_JIS.encode(page).0).unwrap().text, page);
        let page = "<?xml version='1.0' encoding='euc-jp'?><p>商工会</p>";
        assert_eq!(decode(&EUC_JP.encode(page).0).unwrap().text, page);
        let page = "<meta charset=shift_jis><p>令和五年度の事業計画です。</p>";
        assert_eq!(decode(page.as_bytes()).unwrap().text, page, "it was saved anew as UTF-8");
        let page = "<meta charset=iso-8859-1><p>平成二十年度の事業計画です。</p>";
        assert_eq!(decode(&SHIFT_JIS.encode(page).0).unwrap().text, page, "no Japanese is written in that");
    }
}
