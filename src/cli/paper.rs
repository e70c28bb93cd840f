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

/// Forms with the endings of their files, the usual one first.
pub(super) type Endings<F> = [(F, &'static [&'static str])];

/// Those of papers.
const PAPERS: [(PaperFormat, &[&str]); 6] = [
    (PaperFormat::Text, &["txt", "text", "log"]),
    (PaperFormat::Json, &["json"]),
    (PaperFormat::Html, &["html", "htm"]),
    (PaperFormat::Xlsx, &["xlsx"]),
    (PaperFormat::Docx, &["docx"]),
    (PaperFormat::Csv, &["csv"]),
];

impl PaperFormat {
    /// The form that was asked for: by its name, else by the ending of the file; text where neither is there.
    pub(super) fn asked(named: Option<Self>, ending: Option<&str>) -> Result<Self, WrongEnding> {
        form_of(&PAPERS, (named, ending), "txt, json, html, xlsx, docx, csv")
    }
}

/// The form that was asked for: by its name, else by the ending of the file, else the first. Name and ending must fit,
/// for an office program opens a file by its ending.
pub(super) fn form_of<F: Copy + PartialEq>(
    all: &Endings<F>,
    (named, ending): (Option<F>, Option<&str>),
    forms: &'static str,
) -> Result<F, WrongEnding> {
    let by_ending = |ending: &str| all.iter().find(|(_, endings)| endings.contains(&ending)).map(|(form, _)| *form);
    let usual = |form: F| all.iter().find(|(own, _)| *own == form).and_then(|(_, endings)| endings.first().copied());
    let wrong = |ending: &str| WrongEnding { ending: ending.to_owned(), wanted: named.and_then(usual), forms };
    match (named, ending) {
        (Some(form), None) => Ok(form),
        (None, None) => all.first().map(|(form, _)| *form).ok_or_else(|| wrong("")),
        (None, Some(ending)) => by_ending(ending).ok_or_else(|| wrong(ending)),
        (Some(form), Some(ending)) => match by_ending(ending) {
            Some(other) if other != form => Err(wrong(ending)),
            None if FOREIGN.contains(&ending) => Err(wrong(ending)),
            _ => Ok(form),
        },
    }
}

/// Endings of forms of office programs and others; those that are written are found before.
const FOREIGN: [&str; 12] = ["pdf", "doc", "xls", "xlsm", "ods", "odt", "rtf", "pptx", "md", "xml", "html", "htm"];

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
