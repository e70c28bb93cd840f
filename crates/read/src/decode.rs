//! Bytes to characters: which encoding a text is in, told from the bytes alone.
//!
//! UTF-8 comes first because it can hardly be met by chance; ISO-2022-JP and UTF-16 show themselves by escapes
//! and NULs; between Shift_JIS and EUC-JP chardetng decides, as browsers do.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::{Content, ReadError};

/// How much of a file chardetng sees; more does not change its mind.
const SAMPLE: usize = 256 * 1024;

/// A text with the encoding it was read in; U+FFFD stands where bytes could not be decoded.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
}

/// Decodes a text of any encoding that Japanese texts have.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes.get(length..).unwrap_or_default()));
    }
    let nul = memchr::memchr(0, bytes).is_some();
    let escape = memchr::memchr(0x1B, bytes).is_some();
    if nul && let Some(encoding) = utf16_without_bom(bytes) {
        return Ok(with(encoding, bytes));
    }
    if escape && is_iso_2022_jp(bytes) {
        return Ok(with(ISO_2022_JP, bytes));
    }
    if nul && bytes.iter().filter(|byte| **byte == 0).count() * 1000 > bytes.len() {
        return Err(ReadError::NotText { content: Content::Binary });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8 });
    }
    if is_nearly_utf8(bytes) {
        return Ok(with(UTF_8, bytes));
    }
    Ok(with(guess(bytes), bytes))
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding }
}

/// `ESC $ B` and kin switch ISO-2022-JP to Japanese; without one the escapes are just control characters.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let escapes = memchr::memchr_iter(0x1B, bytes).take(100);
    let japanese = escapes.filter_map(|at| bytes.get(at + 1..at + 3)).any(|next| matches!(next, b"$B" | b"$@" | b"(I"));
    japanese && bytes.is_ascii()
}

/// UTF-16 without its mark: NULs on one side of each pair (line ends, Latin letters), and sense when decoded.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let nuls = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let text = encoding.decode_without_bom_handling(sample).0;
    let total = text.chars().count();
    let sensible = text.chars().filter(|letter| is_usual(*letter)).count();
    (sensible * 100 >= total * 95).then_some(encoding)
}

/// Characters that a Japanese text is made of.
fn is_usual(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{c}' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{370}'..='\u{3ff}'
        | '\u{2000}'..='\u{27bf}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffee}' | '\u{20000}'..='\u{2ffff}')
}

/// UTF-8 with a few broken bytes: whole sequences outnumber broken ones, which no other encoding gives by chance.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 10
}

/// Shift_JIS, EUC-JP or something foreign.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    if guess == SHIFT_JIS || guess == EUC_JP {
        return guess;
    }
    // A short text, or a damaged one, misleads the detector; what decodes without a break is taken.
    let clean = [SHIFT_JIS, EUC_JP].into_iter().find(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(sample);
        text.is_some_and(|text| mostly_japanese(&text))
    });
    clean.unwrap_or(guess)
}

/// Kana and kanji outweigh half-width katakana and private characters, into which wrong guesses fall.
fn mostly_japanese(text: &str) -> bool {
    let letters = text.chars().filter(|letter| !letter.is_ascii());
    let (mut good, mut bad) = (0usize, 0usize);
    for letter in letters {
        match letter {
            '\u{ff61}'..='\u{ff9f}' | '\u{e000}'..='\u{f8ff}' => bad += 1,
            _ => good += 1,
        }
    }
    good > bad * 4
}

/// Is this Japanese? Korean or Chinese bytes read as EUC-JP give kanji without end and no kana among them.
pub(super) fn is_japanese<'a>(encoding: &'static Encoding, lines: impl Iterator<Item = &'a str>) -> bool {
    if [SHIFT_JIS, EUC_JP].contains(&encoding) {
        let letters = lines.flat_map(str::chars).take(20_000).filter(|letter| !letter.is_ascii());
        let (mut all, mut kana) = (0usize, 0usize);
        for letter in letters {
            all += 1;
            kana += usize::from(matches!(letter, '\u{3041}'..='\u{30fe}'));
        }
        return all < 60 || kana * 50 >= all;
    }
    [UTF_8, ISO_2022_JP, UTF_16LE, UTF_16BE].contains(&encoding)
}
