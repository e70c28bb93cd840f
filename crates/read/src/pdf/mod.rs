//! PDF: pages of glyphs and rules to lines of text, each with its page and place.
//!
//! What comes in are the bytes of a document, what goes out are lines as a careful person would type them: one for
//! each printed line, set in as it stands on the page, and one for each row of a ruled table. This room must not know
//! what a plan is.

mod beside;
mod block;
mod bounds;
mod cell;
mod column;
mod device;
mod frame;
mod guard;
mod gutter;
mod layer;
mod letter;
mod line;
mod ocr;
mod page;
mod prose;
mod region;
mod run_on;
mod scan;
mod setting;
mod spelling;
mod table;
mod turned;

use std::sync::Arc;
use std::time::Instant;

use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::row::row;
use super::{Line, Options, ReadError, Text};
use device::{Ink, Pen};
use guard::Failure;
use kurabe_model::{Notice, NoticeClass, NoticeKind};
use page::{Kind, Page};
use scan::Scan;
use spelling::Spelling;

/// Pages that are read of a document.
const MOST_PAGES: u32 = 5_000;
/// Bytes of text that are read of a document.
const MOST_TEXT: usize = 64 << 20;

/// Reads a PDF document.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Text, ReadError> {
    if bounds::bursts(bytes) {
        return Err(ReadError::Bursting);
    }
    let installed = if options.ocr { ocr::installed() } else { ocr::Installed::default() };
    let unread = if installed.across { Unread::Scan } else { Unread::Leave };
    let job = Job { data: Arc::new(bytes.to_vec()), password: options.password.clone(), unread };
    let mut text = Text::default();
    let mut pages: Vec<(u32, Page)> = Vec::new();
    let mut doubtful = false;
    let mut opened = Err(ReadError::Broken);
    let ended = guard::watched(
        move |report| document(job, report),
        |report| match report {
            Report::Opened(result) => opened = result,
            Report::Page(number, page, notices) => {
                pages.push((number, page));
                text.notices.extend(notices);
            }
            Report::Scan(number, scan) => {
                let read = ocr::read(&scan, installed);
                doubtful |= read.as_ref().is_some_and(|read| read.is_doubtful);
                let (page, notice) = recognised(number, read);
                pages.push((number, page));
                text.notices.push(notice);
            }
        },
    );
    opened?;
    if let Err(failure) = ended {
        let number = u32::try_from(pages.len() + 1).unwrap_or(u32::MAX);
        text.notices.push(cut_short(number, failure));
    }
    if options.ocr && unread == Unread::Leave && text.notices.iter().any(|notice| notice.class() == NoticeClass::NoText)
    {
        text.notices.push(Notice::new(NoticeKind::OcrMissing, None));
    }
    text.notices.extend(data_missing(doubtful, installed));
    run_on::join(&mut pages);
    text.lines = lines(&pages);
    Ok(text)
}

/// A document to be read.
struct Job {
    data: Arc<Vec<u8>>,
    password: Option<String>,
    unread: Unread,
}

/// What becomes of pages without text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// A notice says that they are there.
    Leave,
    /// Their image is handed on, for OCR.
    Scan,
}

/// What the thread that reads a document reports.
enum Report {
    /// The document could be opened, or not.
    Opened(Result<(), ReadError>),
    /// A page was read.
    Page(u32, Page, Vec<Notice>),
    /// A page has no text that can be read, and is to be read by OCR.
    Scan(u32, Scan),
}

/// A page as OCR reads it.
fn recognised(number: u32, read: Option<ocr::Recognised>) -> (Page, Notice) {
    match read.map(|read| read.page).filter(|page| !page.items.is_empty()) {
        Some(page) => (page, Notice::new(NoticeKind::ReadByOcr { page: number }, None)),
        None => (Page::default(), Notice::new(NoticeKind::OcrFoundNothing { page: number }, None)),
    }
}

/// Names the data that are not installed, where pages were read badly that they might have told.
fn data_missing(doubtful: bool, installed: ocr::Installed) -> Option<Notice> {
    let data = installed.lacks();
    (doubtful && !data.is_empty()).then(|| Notice::new(NoticeKind::OcrDataMissing { data }, None))
}

fn document(job: Job, report: &mut dyn FnMut(Report)) {
    let pdf = match open(job.data, job.password.as_deref()) {
        Ok(pdf) => pdf,
        Err(error) => return report(Report::Opened(Err(error))),
    };
    report(Report::Opened(Ok(())));
    let spelling = guard::caught(|| Spelling::of_document(&pdf)).unwrap_or_default();
    let cache = InterpreterCache::new();
    let settings = spelling::settings();
    let mut held = 0usize;
    for (number, page) in (1u32..).zip(pdf.pages().iter()) {
        if number > MOST_PAGES || held > MOST_TEXT {
            let notice = Notice::new(NoticeKind::TooLong { page: number }, None);
            return report(Report::Page(number, Page::default(), vec![notice]));
        }
        let (ink, failure) = ink(page, &cache, &settings, &spelling);
        let notices = remarks(number, &ink, failure);
        let (width, height) = page.render_dimensions();
        if job.unread == Unread::Scan
            && notices.iter().any(|notice| notice.class() == NoticeClass::NoText)
            && let Some(scan) = scanned(page, &cache, &settings)
        {
            report(Report::Scan(number, scan));
            continue;
        }
        let layered = is_layer(&ink);
        let mut page = if is_unreadable(&ink) { Page::default() } else { page::read(ink, width, height) };
        if layered {
            layer::close(&mut page);
        }
        held += page.items.iter().map(|item| 64 + item.kind.length()).sum::<usize>();
        report(Report::Page(number, page, notices));
    }
}

fn open(data: Arc<Vec<u8>>, password: Option<&str>) -> Result<Pdf, ReadError> {
    match Pdf::new_with_password(data, password.unwrap_or_default()) {
        Ok(pdf) if pdf.pages().is_empty() => Err(ReadError::NoPages),
        Ok(pdf) if bounds::is_endless_document(&pdf) => Err(ReadError::Broken),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            Err(if password.is_some() { ReadError::WrongPassword } else { ReadError::Encrypted })
        }
        Err(LoadPdfError::Decryption(_)) => Err(ReadError::UnknownEncryption),
        Err(LoadPdfError::Invalid) => Err(ReadError::Broken),
    }
}

/// What is drawn on a page, as far as it can be told.
fn ink<'a>(
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    spelling: &Spelling,
) -> (Ink, Option<Failure>) {
    if guard::caught(|| bounds::is_endless_page(page)) != Ok(false) {
        return (Ink::default(), Some(Failure::Stopped));
    }
    let (width, height) = page.render_dimensions();
    let mut pen = Pen::new(spelling, Instant::now() + guard::PAGE);
    let failure = guard::caught(|| interpret_page(page, &mut context(page, cache, settings), &mut pen));
    let mut ink = pen.ink;
    // What lies outside the page is not printed.
    let inside = |x: f32, y: f32| (-2.0..=width + 2.0).contains(&x) && (-2.0..=height + 2.0).contains(&y);
    ink.letters.retain(|letter| inside((letter.x0 + letter.x1) / 2.0, (letter.y0 + letter.y1) / 2.0));
    (ink, failure.err())
}

/// The context in which a page is drawn from its upper left corner, in points.
fn context<'a>(page: &PdfPage<'a>, cache: &InterpreterCache<'a>, settings: &InterpreterSettings) -> Context<'a> {
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    Context::new(transform, bounds, cache, page.xref(), settings.clone())
}

/// The pictures of a page as one image.
fn scanned<'a>(page: &PdfPage<'a>, cache: &InterpreterCache<'a>, settings: &InterpreterSettings) -> Option<Scan> {
    let (width, height) = page.render_dimensions();
    let mut scan = Scan::new(width, height)?;
    let drawn = guard::caught(|| interpret_page(page, &mut context(page, cache, settings), &mut scan));
    drawn.ok().map(|()| scan)
}

/// Are most of the page's letters codes without a character?
fn is_unreadable(ink: &Ink) -> bool {
    let read = ink.letters.iter().filter(|letter| !line::is_blank(letter.c)).count();
    ink.unmapped as usize > read
}

/// Are most of the page's letters unseen, as a program puts them behind a scan?
fn is_layer(ink: &Ink) -> bool {
    ink.hidden as usize * 2 > ink.letters.len()
}

/// What has to be said of a page.
fn remarks(page: u32, ink: &Ink, failure: Option<Failure>) -> Vec<Notice> {
    let said = ink.letters.iter().any(|letter| !line::is_blank(letter.c));
    let ended = failure.map(|failure| match failure {
        Failure::Stopped => NoticeKind::PageCutShort { page },
        Failure::Broken => NoticeKind::PageDamaged { page },
    });
    let letters = if is_unreadable(ink) {
        Some(NoticeKind::NoCharacters { page })
    } else if ink.unmapped > 0 {
        Some(NoticeKind::SomeWithoutCharacter { page, letters: ink.unmapped })
    } else if !said && failure.is_none() && ink.has_picture {
        Some(NoticeKind::PictureOnly { page })
    } else {
        None
    };
    let is_scanned = said && is_layer(ink);
    let scanned = is_scanned.then_some(NoticeKind::ScannersLetters { page });
    [ended, letters, scanned].into_iter().flatten().map(|kind| Notice::new(kind, None)).collect()
}

/// Reading ended before the document did.
fn cut_short(page: u32, failure: Failure) -> Notice {
    let kind = match failure {
        Failure::Stopped => NoticeKind::TooSlow { page },
        Failure::Broken => NoticeKind::RestDamaged { page },
    };
    Notice::new(kind, None)
}

/// The lines of all pages, numbered.
fn lines(pages: &[(u32, Page)]) -> Vec<Line> {
    let (margin, size) = (margin(pages), usual_size(pages));
    let mut lines = Vec::new();
    for (number, page) in pages {
        let lowest = left(page).unwrap_or(margin);
        for item in &page.items {
            let text = match &item.kind {
                Kind::Row(cells) => row(&cells.texts),
                Kind::Line(text) => {
                    let mut line = String::new();
                    let edge = item.margin.unwrap_or(margin.min(lowest));
                    line::blanks(&mut line, line::columns(item.start - edge, size));
                    line.push_str(text);
                    line
                }
            };
            let number_of_line = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
            lines.push(Line { number: number_of_line, page: Some(*number), place: Some(item.place), text });
        }
    }
    lines
}

/// The left edge of most pages' text.
fn margin(pages: &[(u32, Page)]) -> f32 {
    let mut edges: Vec<f32> = pages.iter().filter_map(|(_, page)| left(page)).collect();
    edges.sort_by(f32::total_cmp);
    edges.get(edges.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// The size of most lines' letters: blanks at the margin count in it, so that headings and text are set in alike.
fn usual_size(pages: &[(u32, Page)]) -> f32 {
    let mut sizes: Vec<f32> = pages.iter().flat_map(|(_, page)| page.items.iter().map(|item| item.size)).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len().saturating_sub(1) / 2).copied().unwrap_or(10.0)
}

fn left(page: &Page) -> Option<f32> {
    let lines = page.items.iter().filter(|item| item.margin.is_none() && matches!(item.kind, Kind::Line(_)));
    lines.map(|item| item.start).reduce(f32::min)
}
