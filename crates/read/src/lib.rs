//! Bytes of a file to lines of text: what comes in is a file's bytes and its extension, what goes out
//! are numbered lines. This room must not know what a plan is.
//!
//! Text in any Japanese encoding, Word, Excel, PowerPoint, saved web pages and PDF are read; a paragraph is a line, and
//! so is a row of a table. What could not be read is told by [`Text::notices`], why nothing could by [`ReadError`].
//!
//! ```
//! use kurabe_read::{ReadError, read};
//!
//! let page = "<html><body><h1>事業計画</h1><ul><li>創業の支援</li></ul></body></html>";
//! let text = read(page.as_bytes(), Some("html"))?;
//! let lines: Vec<&str> = text.lines.iter().map(|line| line.text.as_str()).filter(|line| !line.is_empty()).collect();
//! assert_eq!(lines.len(), 2);
//! assert!(lines[0].ends_with("事業計画") && lines[1].ends_with("創業の支援"));
//! assert_eq!(read(b"", Some("txt")), Err(ReadError::Empty));
//! # Ok::<(), ReadError>(())
//! ```

mod count;
mod dates;
mod decode;
mod docx;
mod grid;
mod html;
mod kanji;
mod lines;
mod magic;
mod package;
mod pdf;
mod pptx;
mod row;
mod symbol;
mod text;
mod xlsx;
mod xml;

use kurabe_model::{Notice, Place};
use kurabe_text::radical;
use serde::{Deserialize, Serialize};

pub use magic::Content;

/// The largest file that is read. A plan of a thousand pages has some 3 MiB of text; what is larger is no plan.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// One line of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 1-based number within the document's text.
    pub number: u32,
    /// 1-based page, where the format has pages.
    pub page: Option<u32>,
    /// Where it stands on its page, where the format tells positions.
    pub place: Option<Place>,
    /// The characters, without the line end.
    pub text: String,
}

/// A document as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// All lines, blank ones among them, in reading order.
    pub lines: Vec<Line>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A format of files. Each has a file of its own in this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text and Markdown.
    Text,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PowerPoint presentation.
    Pptx,
    /// A saved page of the web.
    Html,
    /// A PDF document.
    Pdf,
}

impl Format {
    /// The extensions that are read, in lower case, with the format that each stands for.
    pub const EXTENSIONS: [(&str, Self); 14] = [
        ("txt", Self::Text),
        ("text", Self::Text),
        ("md", Self::Text),
        ("markdown", Self::Text),
        ("docx", Self::Docx),
        ("docm", Self::Docx),
        ("xlsx", Self::Xlsx),
        ("xlsm", Self::Xlsx),
        ("pptx", Self::Pptx),
        ("pptm", Self::Pptx),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("xhtml", Self::Html),
        ("pdf", Self::Pdf),
    ];

    /// The format of an extension (without its point, in any case); none is text.
    ///
    /// ```
    /// use kurabe_read::Format;
    /// assert_eq!(Format::of(Some("TXT")), Some(Format::Text));
    /// assert_eq!(Format::of(None), Some(Format::Text));
    /// assert_eq!(Format::of(Some("exe")), None);
    /// ```
    #[must_use]
    pub fn of(extension: Option<&str>) -> Option<Self> {
        let Some(extension) = extension.filter(|extension| !extension.is_empty()) else {
            return Some(Self::Text);
        };
        let known = Self::EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
        known.map(|(_, format)| *format)
    }

    /// The extension that a document of this format has as a rule.
    #[must_use]
    pub fn extension(self) -> &'static str {
        Self::EXTENSIONS.iter().find(|(_, format)| *format == self).map_or("txt", |(extension, _)| extension)
    }

    /// The format that the first bytes show, whatever the extension says; none for text and web pages.
    #[must_use]
    pub fn shown(bytes: &[u8]) -> Option<Self> {
        match Content::of(bytes) {
            Some(Content::Pdf) => Some(Self::Pdf),
            Some(Content::Word) => Some(Self::Docx),
            Some(Content::Excel) => Some(Self::Xlsx),
            Some(Content::PowerPoint) => Some(Self::Pptx),
            _ => None,
        }
    }
}

/// Why a file could not be read. The fields let the reader of the message be told in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// There is nothing in the file, or only blanks.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`LIMIT`].
    #[error("the file has {size} bytes, more than the {limit} that are read")]
    TooLarge {
        /// Bytes in the file.
        size: usize,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// No reader for this extension.
    #[error("files of the format .{extension} are not read")]
    UnknownFormat {
        /// The extension as given.
        extension: String,
    },
    /// The bytes are not text, whatever the extension says.
    #[error("the file is not text but {content}")]
    NotText {
        /// What they are.
        content: Content,
    },
    /// The document is encrypted and opens with a password.
    #[error("the document is encrypted and needs a password")]
    Encrypted,
    /// The password given does not open the document.
    #[error("the password does not open the document")]
    WrongPassword,
    /// The document is encrypted in a way that is not known.
    #[error("the document is encrypted in an unknown way")]
    UnknownEncryption,
    /// The document's inner order is broken so that nothing can be read.
    #[error("the document is damaged")]
    Broken,
    /// The document has no pages.
    #[error("the document has no pages")]
    NoPages,
    /// Unpacked, the document would take more memory than is granted.
    #[error("the document is too large when unpacked")]
    Bursting,
    /// The bytes fit no encoding in which Japanese is written.
    #[error("the file is in no encoding of Japanese (it looks like {likely})")]
    UnknownEncoding {
        /// What it looks like.
        likely: String,
    },
    /// An Office file of the old kind (.doc, .xls, .ppt), or one that is locked by a password.
    #[error("the file is of the old kind of Word, Excel or PowerPoint, or locked by a password")]
    OldOffice,
    /// The bytes are a document, but not of the kind that the extension says.
    #[error("the extension says .{extension}, but the file is {content}")]
    Mismatch {
        /// The extension as given.
        extension: String,
        /// What the file is.
        content: Content,
    },
    /// Too many characters are broken: the file was damaged, or saved in a wrong encoding.
    #[error("{damaged} of {characters} characters are broken when read as {encoding}, the first on line {line}")]
    Damaged {
        /// The encoding that fits least badly.
        encoding: String,
        /// Characters that could not be decoded.
        damaged: usize,
        /// All characters, line ends aside.
        characters: usize,
        /// The line of the first that could not be decoded.
        line: u32,
    },
    /// To understand the text would take more memory than is granted.
    #[error("the text would take {needed} MB of memory, more than the {limit} that are granted")]
    TooMuch {
        /// Megabytes that it would take, about.
        needed: usize,
        /// Megabytes that are granted.
        limit: usize,
    },
}

/// What a person says of a file so that it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Opens an encrypted document.
    pub password: Option<String>,
    /// Let pages without text be read by OCR, where it is installed.
    pub ocr: bool,
}

/// Reads a file's bytes as its extension asks.
///
/// ```
/// let text = kurabe_read::read("第2期\r\n中期行動計画".as_bytes(), Some("txt")).unwrap();
/// assert_eq!((text.lines[1].number, text.lines[1].text.as_str()), (2, "中期行動計画"));
/// ```
///
/// # Errors
///
/// A [`ReadError`], when the file is of no known format, empty, too large, not text, or in no known encoding.
pub fn read(bytes: &[u8], extension: Option<&str>) -> Result<Text, ReadError> {
    read_with(bytes, extension, &Options::default())
}

/// Reads a file's bytes as its extension and a person's word on it ask.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(bytes: &[u8], extension: Option<&str>, options: &Options) -> Result<Text, ReadError> {
    // What the bytes say of themselves goes before what the file is called.
    let Some(format) = Format::shown(bytes).or_else(|| Format::of(extension)) else {
        if Content::of(bytes) == Some(Content::Ole) {
            return Err(ReadError::OldOffice);
        }
        let extension = extension.unwrap_or_default().to_owned();
        return Err(ReadError::UnknownFormat { extension });
    };
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLarge { size: bytes.len(), limit: LIMIT });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if matches!(format, Format::Docx | Format::Xlsx | Format::Pptx) {
        refuse_others(bytes, extension)?;
    }
    let mut text = match format {
        Format::Text => text::read(bytes),
        Format::Docx => docx::read(bytes),
        Format::Xlsx => xlsx::read(bytes),
        Format::Pptx => pptx::read(bytes),
        Format::Html => html::read(bytes),
        Format::Pdf => pdf::read(bytes, options),
    }?;
    for line in &mut text.lines {
        if let Some(letters) = radical::written_out(&line.text) {
            line.text = letters;
        }
    }
    text.notices.extend(dates::doubts(&text.lines));
    Ok(text)
}

/// Bytes that a file unpacks to, as it says itself; those of the file where it is no package.
#[must_use]
pub fn unpacked(bytes: &[u8]) -> u64 {
    match Format::shown(bytes) {
        Some(Format::Docx | Format::Xlsx | Format::Pptx) => package::unpacked(bytes).max(bytes.len() as u64),
        _ => bytes.len() as u64,
    }
}

/// Refuses what no office document of today can be, and says what it is instead.
fn refuse_others(bytes: &[u8], extension: Option<&str>) -> Result<(), ReadError> {
    match Content::of(bytes) {
        Some(Content::Word | Content::Excel | Content::PowerPoint | Content::Zip) => Ok(()),
        Some(Content::Ole) => Err(ReadError::OldOffice),
        content => {
            let content = content.unwrap_or(Content::Binary);
            Err(ReadError::Mismatch { extension: extension.unwrap_or_default().to_owned(), content })
        }
    }
}
