//! The papers of a diff as they are printed: A4 across in every form, every letter on a page, none on another, and no
//! page empty.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kurabe_text::fold::fold;

use crate::kit::{Folder, program, ran};
use crate::web::Server;

/// Sentences whose lines end anywhere, with words and addresses that end nowhere; of the second year some differ.
fn sentences(year: u32, count: u32) -> String {
    let of = |number: u32| {
        let months = if number.is_multiple_of(5) { year + 3 } else { 6 };
        format!(
            "第{number}回の相談会は、商店街の空き店舗と IT導入補助金（Workspace版）の説明をかね、{months}か月のあいだ www.harumi-cci.example/soudan/{number} の案内のとおりに開く。"
        )
    };
    (1..=count).map(of).collect()
}

fn plan(year: u32) -> String {
    let many: String =
        (1..=30).map(|number| format!("（{number}）商店街の第{number}区の巡回（{}件）\n", number + year)).collect();
    format!(
        "はるみ商工会議所（架空）\n令和{year}年度事業計画\n\nⅠ．経営支援\n１．巡回指導の実施\n　{}\n２．創業塾の開催{}\n　{}\n{many}Ⅱ．地域振興\n１．はるみ夏まつりの開催\n",
        sentences(year, 40),
        if year > 3 { "と修了生の交流" } else { "" },
        sentences(year, 3),
    )
}

fn folder() -> Folder {
    Folder::of(&[("r3.txt", &plan(3)), ("r4.txt", &plan(4))])
}

type Letters = BTreeMap<char, usize>;

fn count(letters: &mut Letters, text: &str) {
    for letter in fold(text).chars().filter(|letter| !letter.is_whitespace()) {
        *letters.entry(letter).or_default() += 1;
    }
}

/// The letters of the table as CSV has it, without the signs that only CSV needs.
fn wanted(csv: &Path) -> Letters {
    let text = fs::read_to_string(csv).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut letters = Letters::new();
    for row in reader.records().map(Result::unwrap) {
        for cell in &row {
            count(&mut letters, &cell.trim_start_matches('\'').replace(['［', '］'], ""));
        }
    }
    letters
}

/// A word of a page, and where it stands.
struct Word {
    text: String,
    /// Left, top, right, bottom.
    place: [f64; 4],
}

struct Page {
    size: [f64; 2],
    words: Vec<Word>,
}

fn numbers<const N: usize>(line: &str) -> [f64; N] {
    let mut found = line.split('"').skip(1).step_by(2).filter_map(|number| number.parse().ok());
    std::array::from_fn(|_| found.next().unwrap_or_else(|| panic!("{line}")))
}

/// The pages of a PDF.
fn pages(pdf: &Path) -> Vec<Page> {
    let text = ran(Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-")).done().out;
    let mut pages: Vec<Page> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(Page { size: numbers(line), words: Vec::new() });
        } else if let Some((place, text)) = line.strip_prefix("<word ").and_then(|rest| rest.split_once('>')) {
            let text = text.strip_suffix("</word>").unwrap_or(text);
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            pages.last_mut().unwrap().words.push(Word { text, place: numbers(place) });
        }
    }
    pages
}

/// How far one stretch lies on another.
fn shared((from, to): (f64, f64), (other_from, other_to): (f64, f64)) -> f64 {
    to.min(other_to) - from.max(other_from)
}

/// Do two words lie on each other by more than neighbouring lines may?
fn collide(a: &Word, b: &Word) -> bool {
    let [left, top, right, bottom] = a.place;
    let [other_left, other_top, other_right, other_bottom] = b.place;
    let high = (bottom - top).min(other_bottom - other_top);
    shared((left, right), (other_left, other_right)) > 1.0
        && shared((top, bottom), (other_top, other_bottom)) > high * 0.3
}

/// Asserts that a paper is printed as a whole.
fn is_whole(pdf: &Path, wanted: &Letters) -> usize {
    let name = pdf.display();
    let pages = pages(pdf);
    let mut printed = Letters::new();
    for (number, page) in (1..).zip(&pages) {
        let [width, height] = page.size;
        assert!(
            (width - 842.0).abs() < 2.0 && (height - 595.0).abs() < 2.0,
            "{name}: page {number} is {width} × {height}"
        );
        let text: String = page.words.iter().map(|word| word.text.as_str()).collect();
        // More than its number.
        assert!(text.chars().count() > 8, "{name}: page {number} is empty");
        count(&mut printed, &text);
    }
    let missing: Vec<(char, usize)> = wanted
        .iter()
        .map(|(letter, count)| (*letter, count.saturating_sub(printed.get(letter).copied().unwrap_or(0))))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert!(missing.is_empty(), "{name} prints too few of {missing:?}");
    let first: String = pages[0].words.iter().map(|word| word.text.as_str()).collect();
    assert!(first.contains("新旧対照表"), "{name} begins with {first}");
    pages.len()
}

/// Asserts that no line is cut off by the row below it, and none printed over another.
fn none_lies_on_another(pdf: &Path) {
    for (number, page) in (1..).zip(pages(pdf)) {
        for (at, word) in page.words.iter().enumerate() {
            let on = page.words[at + 1..].iter().find(|other| collide(word, other)).map(|other| &other.text);
            assert_eq!(on, None, "{}: on page {number} {} lies on it", pdf.display(), word.text);
        }
    }
}

/// Sets columns as narrow as Excel does, whatever stands in for its fonts here: by a font with narrow digits.
const FONTS: &str = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><include>/etc/fonts/fonts.conf</include>\
    <match target=\"pattern\"><test name=\"family\"><string>Calibri</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>Liberation Sans Narrow</string></edit></match>\
    <match target=\"pattern\"><test name=\"family\"><string>Yu Gothic</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>Noto Sans CJK JP</string></edit></match></fontconfig>";

/// Prints papers with LibreOffice, all at once: starting it takes the most time.
fn printed_by_office(folder: &Folder, papers: &[PathBuf]) {
    let fonts = folder.path("fonts.conf");
    fs::write(&fonts, FONTS).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path("office").display());
    let mut office = Command::new("soffice");
    office.env("FONTCONFIG_FILE", &fonts).args(["--headless", &profile, "--convert-to", "pdf", "--outdir"]);
    ran(office.arg(folder.path("office-pdf")).args(papers)).done();
}

fn printed_by_browser(folder: &Folder, chromium: &str, from: &str, pdf: &Path) {
    let mut browser = Command::new(chromium);
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]);
    browser.args(["--no-first-run", "--disable-background-networking", "--no-pdf-header-footer"]);
    browser.arg(format!("--user-data-dir={}", folder.path("browser").display()));
    ran(browser.arg(format!("--print-to-pdf={}", pdf.display())).arg(from)).done();
}

/// Makes the table of a diff in all forms, whole and short; gives each with its letters.
fn papers(folder: &Folder) -> Vec<(PathBuf, Letters)> {
    let mut made = Vec::new();
    for (name, options) in [("whole", vec!["--all"]), ("short", vec!["--short", "--new-left"])] {
        let make = |ending: &str| {
            let path = folder.path(&format!("{name}-{ending}.{ending}"));
            let asked = ["diff", "r3", "r4", "-o", path.to_str().unwrap()];
            folder.run(&[&asked[..], &options].concat()).done();
            path
        };
        let letters = wanted(&make("csv"));
        made.extend(["docx", "xlsx", "html"].map(|ending| (make(ending), letters.clone())));
    }
    made
}

/// Makes the workbooks of other verbs.
fn books(folder: &Folder) -> Vec<PathBuf> {
    let asked: [(&str, &[&str]); 2] =
        [("search", &["search", "商店街", "--limit", "0"]), ("compare", &["compare", "--by", "year"])];
    let make = |(name, asked): (&str, &[&str])| {
        let path = folder.path(&format!("{name}.xlsx"));
        folder.run(&[asked, &["--format", "xlsx", "-o", path.to_str().unwrap()]].concat()).done();
        path
    };
    asked.map(make).into()
}

#[test]
fn every_letter_of_a_diff_is_printed_in_every_form() {
    let (Some(_), Some(_)) = (program(&["soffice"]), printer()) else { return };
    let folder = folder();
    let papers = papers(&folder);
    // The long rows are there.
    let all: usize = papers[0].1.values().sum();
    assert!(all > 5_000, "{all} letters");
    let books = books(&folder);
    let all: Vec<PathBuf> = papers.iter().map(|(path, _)| path.clone()).chain(books.clone()).collect();
    printed_by_office(&folder, &all);
    let pdf = |path: &Path| folder.path("office-pdf").join(path.with_extension("pdf").file_name().unwrap());
    books.iter().for_each(|book| none_lies_on_another(&pdf(book)));
    for (paper, letters) in &papers {
        none_lies_on_another(&pdf(paper));
        let pages = is_whole(&pdf(paper), letters);
        assert!(pages <= 20, "{}: {pages} pages", paper.display());
    }
}

/// `pdftotext`, which tells where words stand.
fn printer() -> Option<()> {
    let is_here = Command::new("pdftotext").arg("-v").output().is_ok();
    assert!(is_here || std::env::var_os("CI").is_none_or(|ci| ci != "true"), "there is no pdftotext here");
    is_here.then_some(())
}

#[test]
fn a_browser_prints_the_table_and_the_page_across() {
    let (Some(chromium), Some(_)) = (program(&["chromium", "chromium-browser", "google-chrome"]), printer()) else {
        return;
    };
    let folder = folder();
    let papers = papers(&folder);
    let (paper, letters) = papers.iter().find(|(path, _)| path.ends_with("whole-html.html")).unwrap();
    let pdf = folder.path("whole-browser.pdf");
    printed_by_browser(&folder, chromium, paper.to_str().unwrap(), &pdf);
    is_whole(&pdf, letters);

    let server = Server::of(folder, &[]);
    let page = server.folder.path("page.pdf");
    let address = format!("http://{}/diff?old=r3&new=r4&lang=ja&print=1", server.address);
    printed_by_browser(&server.folder, chromium, &address, &page);
    let pages = pages(&page);
    assert!(
        pages.iter().all(|page| page.size[0] > page.size[1]),
        "{:?}",
        pages.iter().map(|page| page.size).collect::<Vec<_>>()
    );
    let text: String = pages.iter().flat_map(|page| &page.words).map(|word| word.text.as_str()).collect();
    for said in ["巡回指導の実施", "と修了生の交流", "第30区の巡回", "第40回の相談会"] {
        assert!(fold(&text).contains(&fold(said)), "{said} is not in\n{text}");
    }
    assert!(pages.len() <= 12, "{} pages", pages.len());
}
