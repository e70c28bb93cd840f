//! Forms of papers that lay two documents beside each other.
//!
//! In come the form that was named and the ending of a file, out comes the form that is meant. What the paper holds
//! must not be known here.

use clap::ValueEnum;

use super::error::WrongEnding;

/// Forms of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperFormat {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// 対照表：ブラウザーで読む・印刷する
    Html,
    /// 対照表：Excel
    Xlsx,
    /// 対照表：Word
    Docx,
    /// 対照表：CSV
    Csv,
}

impl PaperFormat {
    /// The endings of files of this form, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text", "log"],
            Self::Json => &["json"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
            Self::Csv => &["csv"],
        }
    }

    /// The form that was asked for: by its name, else by the ending of the file. Both must fit, for an office program
    /// opens a file by its ending.
    pub(super) fn asked(named: Option<Self>, ending: Option<&str>) -> Result<Self, WrongEnding> {
        let by_ending =
            |ending: &str| Self::value_variants().iter().copied().find(|form| form.endings().contains(&ending));
        let wrong = |ending: &str| WrongEnding {
            ending: ending.to_owned(),
            wanted: named.map(|form| form.endings()[0]),
            forms: "txt, json, html, xlsx, docx, csv",
        };
        match (named, ending) {
            (Some(form), None) => Ok(form),
            (None, None) => Ok(Self::Text),
            (None, Some(ending)) => by_ending(ending).ok_or_else(|| wrong(ending)),
            (Some(form), Some(ending)) => match by_ending(ending) {
                Some(other) if other != form => Err(wrong(ending)),
                None if FOREIGN.contains(&ending) => Err(wrong(ending)),
                _ => Ok(form),
            },
        }
    }
}

/// Endings of forms that are not written here.
const FOREIGN: [&str; 10] = ["pdf", "doc", "xls", "xlsm", "ods", "odt", "rtf", "pptx", "md", "xml"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_and_must_fit() {
        let asked = |named, ending| PaperFormat::asked(named, ending).ok();
        assert_eq!(asked(None, None), Some(PaperFormat::Text));
        assert_eq!(asked(None, Some("docx")), Some(PaperFormat::Docx));
        assert_eq!(asked(None, Some("pdf")), None);
        assert_eq!(asked(Some(PaperFormat::Xlsx), Some("docx")), None);
        assert_eq!(asked(Some(PaperFormat::Html), Some("htm")), Some(PaperFormat::Html));
        assert_eq!(asked(Some(PaperFormat::Json), Some("tmp")), Some(PaperFormat::Json));
        assert_eq!(asked(Some(PaperFormat::Text), Some("doc")), None);
    }
}
