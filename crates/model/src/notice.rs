//! 注意: what could not be read or told, and where. Never a silence, and never a sentence: what is known stands here as
//! values, and who shows a notice words it.

use serde::{Deserialize, Serialize};

use super::{LineSpan, Misfit, Period};

/// A fact about a plan that the text may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// organisation
    Organisation,
    /// organisation_kind
    OrganisationKind,
    /// prefecture
    Prefecture,
    /// title
    Title,
    /// plan_kind
    PlanKind,
    /// from and to
    Period,
}

/// Classes of notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeClass {
    /// The text does not state this fact of the plan.
    NotStated,
    /// Facts of the text contradict each other, or a year that never was.
    Doubtful,
    /// Characters that could not be decoded or are visibly damaged.
    Damaged,
    /// A table, list or line whose meaning was not understood; it is kept as text.
    NotUnderstood,
    /// There is nothing to read (an empty file, a page without text).
    NoText,
    /// Parts that were left out on purpose: a site's menus, hidden sheets and rows.
    LeftOut,
    /// A reader's correction that does not hold any more.
    Correction,
}

impl NoticeClass {
    /// A stable word for records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStated => "not-stated",
            Self::Doubtful => "doubtful",
            Self::Damaged => "damaged",
            Self::NotUnderstood => "not-understood",
            Self::NoText => "no-text",
            Self::LeftOut => "left-out",
            Self::Correction => "correction",
        }
    }
}

/// What was not understood, with what is known of it. Pages count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeKind {
    /// The text does not state this fact of the plan.
    NotStated(Field),
    /// The years are written so that they contradict each other, and were read as these.
    DoubtfulPeriod(Period),
    /// Several bodies stand side by side, and nothing tells whose plan it is.
    SeveralBodies(Vec<String>),
    /// A table that was not understood as one of work; its cells are kept as text.
    TableAsText,
    /// The document has no letters at all.
    NothingToRead,
    /// A text whose line ends were lost, and put back by its marks, headings and tables.
    LinesRestored,
    /// Letters that could not be decoded.
    BrokenLetters(Places),
    /// Control characters among the letters.
    ControlLetters(Places),
    /// Parts of a page of the web that are not its content: menus and the like.
    SiteParts {
        /// How many stretches.
        stretches: u32,
        /// How many letters they hold together.
        letters: u32,
    },
    /// What a workbook hides.
    Hidden {
        /// The names of its hidden sheets.
        sheets: Vec<String>,
        /// Hidden rows of the others.
        rows: u32,
        /// Hidden columns of the others.
        columns: u32,
    },
    /// Pictures, whose letters are not read.
    Pictures(u32),
    /// A page that is only a picture.
    PictureOnly {
        /// Which.
        page: u32,
    },
    /// A page whose letters carry no characters.
    NoCharacters {
        /// Which.
        page: u32,
    },
    /// Some letters of a page carry no characters.
    SomeWithoutCharacter {
        /// Which page.
        page: u32,
        /// How many letters.
        letters: u32,
    },
    /// Letters that a scanner's program laid over a picture were read.
    ScannersLetters {
        /// On which page.
        page: u32,
    },
    /// A page was read by OCR.
    ReadByOcr {
        /// Which.
        page: u32,
    },
    /// A page is only a picture, and OCR found no letters either.
    OcrFoundNothing {
        /// Which.
        page: u32,
    },
    /// OCR was asked for and is not installed.
    OcrMissing,
    /// Pages that OCR read badly may lie on their side or be written downwards: what would tell is not installed.
    OcrDataMissing {
        /// The data of tesseract that are missing.
        data: Vec<String>,
    },
    /// A page holds too much, and was read in part.
    PageCutShort {
        /// Which.
        page: u32,
    },
    /// A page is damaged in part.
    PageDamaged {
        /// Which.
        page: u32,
    },
    /// The document is too large: from this page on nothing was read.
    TooLong {
        /// The first page that was not read.
        page: u32,
    },
    /// A page took too long: from it on nothing was read.
    TooSlow {
        /// The first page that was not read.
        page: u32,
    },
    /// From this page on the document is damaged.
    RestDamaged {
        /// The first page that was not read.
        page: u32,
    },
    /// A reader's correction does not hold any more.
    Correction {
        /// Its number.
        number: u32,
        /// The words that it is bound to.
        words: String,
        /// Why it does not hold.
        misfit: Misfit,
    },
    /// Dates that cannot be meant as they stand.
    DoubtfulDates {
        /// What is doubtful about them.
        doubt: DateDoubt,
        /// The head of the column of days, where that is how they are known.
        head: String,
        /// How many.
        cells: u32,
        /// The first of them, as written.
        first: String,
    },
}

/// What is doubtful about dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateDoubt {
    /// Below a head of days there are only numbers by which a spreadsheet counts days.
    Serial,
    /// They are told in the time of Greenwich, where the day is still the one before.
    Greenwich,
    /// The weekday beside them is another day's.
    Weekday,
}

/// Where a kind of letter stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Places {
    /// How many letters.
    pub letters: usize,
    /// The first lines that hold one.
    pub lines: Vec<u32>,
    /// Others hold one too.
    pub more: bool,
}

impl NoticeKind {
    /// The class that it belongs to.
    #[must_use]
    pub fn class(&self) -> NoticeClass {
        match self {
            Self::NotStated(_) => NoticeClass::NotStated,
            Self::DoubtfulPeriod(_)
            | Self::SeveralBodies(_)
            | Self::DoubtfulDates { .. }
            | Self::OcrDataMissing { .. }
            | Self::ScannersLetters { .. }
            | Self::ReadByOcr { .. } => NoticeClass::Doubtful,
            Self::LinesRestored
            | Self::BrokenLetters(_)
            | Self::ControlLetters(_)
            | Self::SomeWithoutCharacter { .. }
            | Self::PageDamaged { .. }
            | Self::RestDamaged { .. } => NoticeClass::Damaged,
            Self::TableAsText | Self::PageCutShort { .. } | Self::TooLong { .. } | Self::TooSlow { .. } => {
                NoticeClass::NotUnderstood
            }
            Self::NothingToRead
            | Self::Pictures(_)
            | Self::PictureOnly { .. }
            | Self::NoCharacters { .. }
            | Self::OcrFoundNothing { .. }
            | Self::OcrMissing => NoticeClass::NoText,
            Self::SiteParts { .. } | Self::Hidden { .. } => NoticeClass::LeftOut,
            Self::Correction { .. } => NoticeClass::Correction,
        }
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What.
    pub kind: NoticeKind,
    /// Where; none when it is about the whole document.
    pub span: Option<LineSpan>,
}

impl Notice {
    /// A notice about lines, or about the whole document.
    ///
    /// ```
    /// use kurabe_model::{LineSpan, Notice, NoticeClass, NoticeKind};
    /// assert_eq!(Notice::new(NoticeKind::TableAsText, LineSpan::line(3)).class(), NoticeClass::NotUnderstood);
    /// assert_eq!(Notice::new(NoticeKind::OcrMissing, None).span, None);
    /// ```
    #[must_use]
    pub fn new(kind: NoticeKind, span: impl Into<Option<LineSpan>>) -> Self {
        Self { kind, span: span.into() }
    }

    /// The class that it belongs to.
    #[must_use]
    pub fn class(&self) -> NoticeClass {
        self.kind.class()
    }
}
