//! What a document may claim: limits checked before the library believes it.
//!
//! What comes in are a document's bytes and objects, what goes out is whether they would burst time or memory. This
//! file must not know what the document says.

use std::collections::HashSet;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;

/// What the streams of a document may hold when unpacked, pictures aside, in bytes.
const UNPACKED: u64 = 256 << 20;
/// What a single stream may hold. A page of letters and drawings has some hundred kilobytes.
const STREAM: u64 = 48 << 20;
/// What a picture may hold: one of 600 dpi on A3 has some 200 MiB.
const PICTURE: u64 = 256 << 20;
/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 2_000;
/// A content this short can claim nothing that hurts.
const HARMLESS: usize = 1 << 20;
/// How deep a content may save its state, and how many letters it may show at once.
const DEEP: usize = 10_000;
const LETTERS: usize = 1 << 20;

/// Does the document claim more than there can be: tables of widths without end, forms that nest without end? The
/// library would write it all down.
pub(super) fn is_endless_document(pdf: &Pdf) -> bool {
    pdf.objects().into_iter().any(|object| is_endless(&object, 0))
}

fn is_endless(object: &Object<'_>, depth: u32) -> bool {
    let inside = |object: &MaybeRef<Object<'_>>| match object {
        MaybeRef::NotRef(object) => is_endless(object, depth + 1),
        MaybeRef::Ref(_) => false,
    };
    match object {
        _ if depth > 8 => false,
        Object::Dict(dict) => {
            let table = |key: &[u8]| dict.get::<Array<'_>>(key).is_some_and(|table| claims_too_much(&table));
            table(b"W") || table(b"W2") || dict.entries().any(|(_, value)| inside(&value))
        }
        Object::Array(array) => array.raw_iter().any(|value| inside(&value)),
        Object::Stream(stream) if is_form(stream.dict()) => {
            stream.decoded_data().is_ok_and(|content| is_endless_content(&content))
        }
        _ => false,
    }
}

/// `first last width`: a range of more letters than any font has.
fn claims_too_much(widths: &Array<'_>) -> bool {
    const LETTERS: f64 = 70_000.0;
    let numbers: Vec<Option<f64>> =
        widths.iter::<Object<'_>>().map(|value| value.into_number().map(|n| n.as_f64())).collect();
    numbers.windows(2).any(|pair| matches!(pair, [Some(first), Some(last)] if last - first > LETTERS))
}

fn is_form(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Subtype".as_slice()).is_some_and(|name| name.as_str() == "Form")
}

/// Does a page name one content again and again, or is its content without end?
pub(super) fn is_endless_page(page: &Page<'_>) -> bool {
    let parts = page.raw().get::<Array<'_>>(b"Contents".as_slice());
    let again = parts.is_some_and(|parts| {
        let mut seen = HashSet::new();
        let refs = parts.raw_iter().filter_map(|part| part.as_obj_ref().map(|part| part.obj_number));
        refs.filter(|part| !seen.insert(*part)).count() > 10
    });
    again || page.page_stream().is_some_and(is_endless_content)
}

/// Does a content save its state ever deeper, or show more letters at once than a page holds?
fn is_endless_content(content: &[u8]) -> bool {
    if content.len() < HARMLESS {
        return false;
    }
    let (mut depth, mut operations) = (0usize, UntypedIter::new(content));
    while let Some(operation) = operations.next() {
        let operator: &[u8] = operation.operator.as_ref();
        match operator {
            b"q" => depth += 1,
            b"Q" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEP || operation.operands().map(|operand| letters(operand)).sum::<usize>() > LETTERS {
            return true;
        }
    }
    false
}

/// The bytes of the strings in an operand.
fn letters(operand: &Object<'_>) -> usize {
    match operand {
        Object::String(text) => text.as_bytes().len(),
        Object::Array(array) => array.iter::<PdfString<'_>>().map(|text| text.as_bytes().len()).sum(),
        _ => 0,
    }
}

/// Would the document's streams burst the memory when unpacked? Each stream of the file is unpacked into nothing.
pub(super) fn bursts(bytes: &[u8]) -> bool {
    let mut total = 0u64;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let after = bytes.get(at + 6..).unwrap_or_default();
        let data =
            after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).or_else(|| after.strip_prefix(b"\r"));
        let Some(data) = data.filter(|data| is_zlib(data)) else { continue };
        // Pictures are unpacked one at a time, and only for OCR: a scan of many pages is no bomb.
        let picture = is_picture(bytes.get(at.saturating_sub(DICTIONARY)..at).unwrap_or_default());
        let most = if picture { PICTURE } else { STREAM };
        let unpacked = unpacked(data, most);
        total += if picture { 0 } else { unpacked };
        if unpacked >= most || total >= UNPACKED {
            return true;
        }
    }
    false
}

/// Does the dictionary before a stream call it a picture?
fn is_picture(before: &[u8]) -> bool {
    let start = memchr::memmem::rfind(before, b" obj").unwrap_or(0);
    memchr::memmem::find(before.get(start..).unwrap_or_default(), b"/Image").is_some()
}

fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31))
}

/// How many bytes a packed stream holds; what it holds may be packed again.
fn unpacked(data: &[u8], most: u64) -> u64 {
    let mut outer = ZlibDecoder::new(data);
    let mut head = Vec::new();
    let Ok(_) = outer.by_ref().take(64).read_to_end(&mut head) else { return head.len() as u64 };
    if is_zlib(&head) {
        let whole = std::io::Cursor::new(&head).chain(outer);
        return count(&mut ZlibDecoder::new(whole), most);
    }
    head.len() as u64 + count(&mut outer, most)
}

fn count(source: &mut impl Read, most: u64) -> u64 {
    let mut buffer = vec![0u8; 64 << 10];
    let mut total = 0u64;
    while total < most {
        match source.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += read as u64,
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn bombs_are_seen() {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        let zeros = vec![0u8; 1 << 20];
        for _ in 0..300 {
            packed.write_all(&zeros).unwrap();
        }
        let mut bomb = b"1 0 obj <</Filter/FlateDecode>> stream\n".to_vec();
        bomb.extend(packed.finish().unwrap());
        assert!(bursts(&bomb));
        assert!(!bursts(b"1 0 obj <<>> stream\nBT ET endstream"));
    }

    #[test]
    fn contents_without_end_are_seen() {
        assert!(is_endless_content(&b"q ".repeat(HARMLESS)));
        assert!(!is_endless_content(&b"q 0 0 m 9 9 l S Q ".repeat(HARMLESS / 8)));
        let long = [b"BT (".as_slice(), &b"a".repeat(HARMLESS * 2), b") Tj ET"].concat();
        assert!(is_endless_content(&long));
    }
}
