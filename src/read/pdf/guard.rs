//! What keeps a hostile or broken document from harm: limits of time and memory around a library that has none.
//!
//! What comes in is work on a document, what goes out is its result or that it failed. This file must not know what
//! the work is.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use flate2::read::ZlibDecoder;

/// The time that one page may take.
pub(super) const PAGE: Duration = Duration::from_secs(8);
/// What the streams of a document may hold when unpacked, pictures included, in bytes.
const UNPACKED: u64 = 768 << 20;
/// What a single stream may hold; a picture of 600 dpi on A3 has some 200 MiB.
const STREAM: u64 = 256 << 20;
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

/// Runs work on a thread with a deep stack.
pub(super) fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || caught(work));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err(Failure::Broken),
        }
    })
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
        assert_eq!(deep(|| panic!("a broken font")), Err::<(), _>(Failure::Broken));
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
