//! Files that say by their first bytes that they are not text.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a file is that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Content {
    /// A PDF document.
    Pdf,
    /// A ZIP archive of no kind that is known.
    Zip,
    /// A Word document.
    Word,
    /// An Excel workbook.
    Excel,
    /// A PowerPoint presentation.
    PowerPoint,
    /// A page of the web.
    Html,
    /// A Word, Excel or Ichitaro file of the old kind.
    Ole,
    /// Rich Text Format: text, but wrapped in commands.
    Rtf,
    /// An image.
    Image,
    /// A compressed archive other than ZIP.
    Archive,
    /// A program.
    Program,
    /// Bytes with NULs or control characters in them.
    Binary,
}

impl Content {
    /// What the first bytes say, if they say anything.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        const MAGIC: [(&[u8], Content); 18] = [
            (b"%PDF-", Content::Pdf),
            (b"PK\x03\x04", Content::Zip),
            (b"PK\x05\x06", Content::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::Ole),
            (b"{\\rtf", Content::Rtf),
            (b"\x89PNG\r\n\x1A\n", Content::Image),
            (b"\xFF\xD8\xFF", Content::Image),
            (b"GIF87a", Content::Image),
            (b"GIF89a", Content::Image),
            (b"II*\0", Content::Image),
            (b"MM\0*", Content::Image),
            (b"RIFF", Content::Image),
            (b"\x1F\x8B\x08", Content::Archive),
            (b"7z\xBC\xAF\x27\x1C", Content::Archive),
            (b"Rar!\x1A\x07", Content::Archive),
            (b"BZh9", Content::Archive),
            (b"\x7FELF", Content::Program),
            (b"MZ\x90\0", Content::Program),
        ];
        // A PDF may begin with a few blank lines or a BOM.
        let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) || head.starts_with(magic));
        let content = found.map(|(_, content)| *content)?;
        match content {
            Self::Image if is_riff_text(bytes) => None,
            Self::Zip => Some(package(bytes)),
            content => Some(content),
        }
    }
}

/// Which office document an archive is: the names of its members stand in it as they are.
fn package(bytes: &[u8]) -> Content {
    let kinds: [(&[u8], Content); 3] = [
        (b"word/document", Content::Word),
        (b"xl/workbook", Content::Excel),
        (b"ppt/presentation", Content::PowerPoint),
    ];
    // The list of members stands at the end.
    let tail = bytes.get(bytes.len().saturating_sub(1 << 20)..).unwrap_or(bytes);
    let is = |name: &[u8]| memchr::memmem::find(tail, name).is_some();
    kinds.into_iter().find(|(name, _)| is(name)).map_or(Content::Zip, |(_, content)| content)
}

/// RIFF alone is a word; a WebP image carries its name eight bytes further.
fn is_riff_text(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) != Some(b"WEBP")
}

impl fmt::Display for Content {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pdf => "a PDF document",
            Self::Zip => "a ZIP archive",
            Self::Word => "a Word document",
            Self::Excel => "an Excel workbook",
            Self::PowerPoint => "a PowerPoint presentation",
            Self::Html => "a page of the web",
            Self::Ole => "an old Word or Excel file",
            Self::Rtf => "a Rich Text file",
            Self::Image => "an image",
            Self::Archive => "a compressed archive",
            Self::Program => "a program",
            Self::Binary => "binary data",
        })
    }
}
