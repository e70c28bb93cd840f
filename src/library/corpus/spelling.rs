//! A path below a folder as a string, and back: what an index and a file of facts can keep.
//!
//! In comes a path as the system has it, out comes a spelling that no other path has, with `/` on every system. Letters
//! are left as they are (no normalisation: two names that look alike are two files); bytes that are no letters are
//! spelled by a sign and two digits. What lies at the path must not be known here.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Stands before two hexadecimal digits of a byte that is no letter, and before itself.
const STRANGE: char = char::REPLACEMENT_CHARACTER;

/// The spelling of a path.
pub(super) fn spell(path: &Path) -> String {
    let parts: Vec<String> = path.iter().map(part).collect();
    parts.join("/")
}

/// The path of a spelling, below a folder.
pub(in crate::library) fn path_of(folder: &Path, spelling: &str) -> PathBuf {
    spelling.split('/').fold(folder.to_owned(), |path, part| path.join(name_of(part)))
}

fn part(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            out.extend((letter == STRANGE).then_some(STRANGE));
            out.push(letter);
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("{STRANGE}{byte:02x}"));
        }
    }
    out
}

fn name_of(part: &str) -> OsString {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some(at) = rest.find(STRANGE) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + STRANGE.len_utf8()..];
        match rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[2..];
            }
            None => {
                bytes.extend_from_slice(STRANGE.encode_utf8(&mut [0; 4]).as_bytes());
                rest = rest.strip_prefix(STRANGE).unwrap_or(rest);
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    from_bytes(bytes)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// Windows has names of 16-bit units; a lone half of a pair is coded in three bytes that are no letter.
#[cfg(windows)]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let Some(chunk) = rest.utf8_chunks().next() {
        units.extend(chunk.valid().encode_utf16());
        rest = &rest[chunk.valid().len()..];
        if let [0xed, high, low, ..] = *rest {
            units.push(0xd000 | u16::from(high & 0x3f) << 6 | u16::from(low & 0x3f));
        }
        rest = rest.get(3..).unwrap_or_default();
    }
    std::os::windows::ffi::OsStringExt::from_wide(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read_back() {
        for name in ["みなと/計画.txt", "か\u{3099}", "が", "a\u{fffd}e9", "a\u{fffd}\u{fffd}", "\u{fffd}"] {
            let path: PathBuf = name.split('/').collect();
            assert_eq!(path_of(Path::new(""), &spell(&path)), path, "{name}");
        }
        assert_ne!(spell(Path::new("か\u{3099}")), spell(Path::new("が")));
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_letters_are_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        for bytes in [&b"a\xe9.txt"[..], b"a\xe8.txt", b"\x8c\x76\x89\xe6", b"\xff\xef\xbf\xbde9"] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(path_of(Path::new(""), &spell(path)), path);
        }
        assert_eq!(spell(Path::new(OsStr::from_bytes(b"a\xe9.txt"))), "a\u{fffd}e9.txt");
    }
}
