//! What keeps a hostile or broken document from harm: limits of time and memory around a library that has none.
//!
//! What comes in is work on a document, what goes out is its result or that it failed. This file must not know what
//! the work is.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, Object};

/// The time that one page may take.
pub(super) const PAGE: Duration = Duration::from_secs(8);
/// What it may take beyond that in places that cannot be left.
const GRACE: Duration = Duration::from_millis(1500);
/// What the streams of a document may hold when unpacked, pictures included, in bytes.
const UNPACKED: u64 = 768 << 20;
/// What a single stream may hold; a picture of 600 dpi on A3 has some 200 MiB.
const STREAM: u64 = 256 << 20;
/// Reports that wait to be taken; a report may hold the image of a page.
const AHEAD: usize = 2;
/// The stack for documents that nest deeply.
const STACK: usize = 64 << 20;

/// Thrown past the library to leave a page; no panic, and never seen outside.
pub(super) struct Stop;

/// Why work gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The library broke.
    Broken,
    /// It was left on purpose.
    Stopped,
}

/// Runs work that may break. What it prints when it breaks is not for the reader's eyes.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    let result = quietly(|| catch_unwind(AssertUnwindSafe(work)));
    result.map_err(|thrown| if thrown.is::<Stop>() { Failure::Stopped } else { Failure::Broken })
}

thread_local! {
    static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Keeps the message of a panic from the terminal while this thread works on a document.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.with(std::cell::Cell::get) {
                before(info);
            }
        }));
    });
    let was = QUIET.with(|quiet| quiet.replace(true));
    let result = work();
    QUIET.with(|quiet| quiet.set(was));
    result
}

/// Runs work on a thread with a deep stack, and hands on what it reports until it ends. Work that reports nothing for
/// longer than a page may take is left to itself: it hangs in a place that cannot be reached.
pub(super) fn watched<T: Send + 'static>(
    work: impl FnOnce(&mut dyn FnMut(T)) + Send + 'static,
    mut each: impl FnMut(T),
) -> Result<(), Failure> {
    let (sender, reports) = mpsc::sync_channel(AHEAD);
    let run = move || {
        let report = &mut |report| drop(sender.send(Ok(report)));
        if let Err(failure) = caught(|| work(report)) {
            drop(sender.send(Err(failure)));
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).map_err(|_| Failure::Broken)?;
    loop {
        match reports.recv_timeout(PAGE + GRACE) {
            Ok(report) => each(report?),
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
            Err(mpsc::RecvTimeoutError::Timeout) => return Err(Failure::Stopped),
        }
    }
}

/// Do tables of widths claim more letters than there are? The library would write each of them down.
pub(super) fn has_endless_widths(pdf: &Pdf) -> bool {
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

/// Would the document's streams burst the memory when unpacked? Each stream of the file is unpacked into nothing.
pub(super) fn bursts(bytes: &[u8]) -> bool {
    let mut total = 0u64;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let after = bytes.get(at + 6..).unwrap_or_default();
        let data =
            after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).or_else(|| after.strip_prefix(b"\r"));
        let Some(data) = data.filter(|data| is_zlib(data)) else { continue };
        let unpacked = unpacked(data);
        total += unpacked;
        if unpacked >= STREAM || total >= UNPACKED {
            return true;
        }
    }
    false
}

fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31))
}

/// How many bytes a packed stream holds; what it holds may be packed again.
fn unpacked(data: &[u8]) -> u64 {
    let mut outer = ZlibDecoder::new(data);
    let mut head = Vec::new();
    let Ok(_) = outer.by_ref().take(64).read_to_end(&mut head) else { return head.len() as u64 };
    if is_zlib(&head) {
        let whole = std::io::Cursor::new(&head).chain(outer);
        return count(&mut ZlibDecoder::new(whole));
    }
    head.len() as u64 + count(&mut outer)
}

fn count(source: &mut impl Read) -> u64 {
    let mut buffer = vec![0u8; 64 << 10];
    let mut total = 0u64;
    while total < STREAM {
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
    fn panics_are_caught_and_bombs_seen() {
        assert_eq!(caught(|| 3), Ok(3));
        assert_eq!(caught(|| std::panic::resume_unwind(Box::new(Stop))), Err::<(), _>(Failure::Stopped));
        let mut told = Vec::new();
        let work = |report: &mut dyn FnMut(u32)| {
            report(1);
            panic!("a broken font");
        };
        assert_eq!(watched(work, |report| told.push(report)), Err(Failure::Broken));
        assert_eq!(told, [1]);
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
}
