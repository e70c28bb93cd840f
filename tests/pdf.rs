//! PDF documents written here by hand: fonts not embedded and no table of characters, as offices made them for years;
//! scans, tables, broken and hostile files.

use kurabe_model::{Notice, NoticeClass, NoticeKind, Place};
use kurabe_read::{Options, ReadError, Text, read, read_with};

#[cfg(unix)]
use crate::kit::{Folder, kurabe, ran};

#[path = "../crates/read/tests/written/paper.rs"]
mod paper;
pub(crate) use paper::Paper;
use paper::old_font;

fn opened(paper: &Paper) -> Text {
    read(&paper.bytes(), Some("pdf")).expect("a document that can be read")
}

fn texts(text: &Text) -> Vec<&str> {
    text.lines.iter().map(|line| line.text.as_str()).collect()
}

fn kinds(text: &Text) -> Vec<NoticeClass> {
    text.notices.iter().map(Notice::class).collect()
}

#[test]
fn lines_have_page_and_place() {
    let text = opened(&Paper::new().line(60, 700, 10, "事業計画").page().line(80, 600, 12, "１．創業支援"));
    assert_eq!(texts(&text), ["事業計画", "　　１．創業支援"]);
    assert_eq!((text.lines[0].page, text.lines[1].page), (Some(1), Some(2)));
    assert_eq!(text.lines[0].place, Some(Place { left: 60, top: 133, width: 40, height: 10 }));
}

#[test]
fn vertical_writing_runs_down_and_to_the_left() {
    let mut paper = Paper::new().line(500, 700, 10, "令和五年度事業計画").line(480, 700, 10, "一、創業（新規）の支援");
    paper.font = old_font("90ms-RKSJ-V");
    assert_eq!(texts(&opened(&paper)), ["令和五年度事業計画", "一、創業（新規）の支援"]);
}

#[test]
fn justified_and_doubled_letters_are_words() {
    let spaced = "BT /F1 10 Tf 12 Tc 60 700 Td <93fa967b8fa48d48> Tj ET";
    let text = opened(&Paper::new().draw(spaced).line(60, 650, 10, "重点事業").line(60, 650, 10, "重点事業"));
    assert_eq!(texts(&text), ["日本商工", "重点事業"]);
}

/// A table of ruled rows: 区分, 事業名, 内容.
pub(crate) fn table(paper: Paper, top: u32, rows: &[[&str; 3]]) -> Paper {
    let edges = [60, 120, 220, 420];
    let foot = top - 20 * rows.len() as u32;
    let upright = edges.iter().map(|edge| format!("{edge} {top} m {edge} {foot} l S "));
    let mut paper = paper.draw(&upright.collect::<String>()).draw(&format!("60 {top} m 420 {top} l S"));
    for (at, row) in rows.iter().enumerate() {
        let foot = top - 20 * (at as u32 + 1);
        // An empty first cell belongs to the one above it.
        let next_empty = rows.get(at + 1).is_some_and(|next| next[0].is_empty());
        let from = if next_empty { edges[1] } else { edges[0] };
        paper = paper.draw(&format!("{from} {foot} m 420 {foot} l S"));
        for (cell, edge) in row.iter().zip(edges) {
            paper = if cell.is_empty() { paper } else { paper.line(edge + 4, foot + 6, 10, cell) };
        }
    }
    paper
}

#[test]
fn ruled_tables_are_rows_and_go_on_over_pages() {
    let head = ["区分", "事業名", "内容"];
    let paper = table(
        Paper::new(),
        700,
        &[head, ["経営", "創業塾", "講座を開く。"], ["", "相談会", "専門家による相談に応じ、助言と支援を行"]],
    );
    let text = opened(&table(paper.page(), 800, &[head, ["", "", "う。"], ["地域", "祭り", "A|B"]]));
    assert_eq!(
        texts(&text),
        [
            "| 区分 | 事業名 | 内容 |",
            "| 経営 | 創業塾 | 講座を開く。 |",
            "|  | 相談会 | 専門家による相談に応じ、助言と支援を行う。 |",
            "| 区分 | 事業名 | 内容 |",
            "| 地域 | 祭り | A&#124;B |",
        ]
    );
}

#[test]
fn a_row_with_all_its_cells_is_no_rest_of_the_one_before() {
    // The names fill their cells to the edge, and the first column is one cell for all rows of a page.
    let (name, told) = ("専門家の派遣と相談", "地域の資源を用いた商品を開発する取組");
    let page = |paper, top| table(paper, top, &[["経営", name, told], ["", name, told], ["", name, told]]);
    let text = opened(&page(page(Paper::new(), 700).page(), 800));
    let rows: Vec<&str> = texts(&text);
    assert_eq!(rows.len(), 6, "{rows:?}");
    let rest = table(Paper::new().page(), 800, &[["", name, told], ["", name, told]]);
    assert_eq!(opened(&rest).lines.len(), 2);
}

#[test]
fn a_frame_is_no_table() {
    let text = opened(&Paper::new().draw("50 600 200 150 re S").line(60, 700, 10, "基本方針"));
    assert_eq!(texts(&text), ["基本方針"]);
}

/// A page that is only a picture, behind a paper's pages.
fn pictured(paper: Paper) -> Paper {
    let picture = b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>stream\n\x00\xff\xff\x00\nendstream";
    Paper { further: vec![picture.to_vec()], ..paper.draw("q 500 0 0 700 40 70 cm /I Do Q") }
}

#[test]
fn pages_without_text_are_named() {
    let text = opened(&pictured(Paper::new().line(60, 700, 10, "表紙").page()));
    assert_eq!(texts(&text), ["表紙"]);
    assert_eq!(kinds(&text), [NoticeClass::NoText]);
    assert_eq!(text.notices[0].kind, NoticeKind::PictureOnly { page: 2 });
}

/// What a program called tesseract answers here, with these data: few letters across that it is not sure of, and downwards
/// more, of which it is as sure as is said.
#[cfg(unix)]
fn read_by_ocr(data: &[&str], sure_downwards: u32) -> String {
    use std::os::unix::fs::PermissionsExt;
    const SAYS: &str = "#!/bin/sh
word() { printf '5\\t1\\t1\\t1\\t1\\t1\\t100\\t100\\t900\\t40\\t%s\\t%s\\n' \"$1\" \"$2\"; }
case \"$*\" in
*list-langs*) printf 'List of available languages:\\nDATA\\n'; exit ;;
esac
cat >/dev/null
case \"$*\" in
*osd*) echo 'Rotate: 0' ;;
*jpn_vert*) word SURE １．展示会で販路を開拓する事業者への支援 ;;
*) word 30 １．川工口の一 ;;
esac
";
    let folder = Folder::new();
    folder.write("scan.pdf", pictured(Paper::new()).bytes());
    let program = folder.path("tesseract");
    std::fs::write(&program, SAYS.replace("DATA", &data.join("\\n")).replace("SURE", &sure_downwards.to_string()))
        .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut paths = vec![folder.path("")];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = kurabe();
    command.env("PATH", std::env::join_paths(paths).unwrap()).args(["extract", "--ocr"]);
    ran(command.arg(folder.in_corpus("scan.pdf"))).done().out
}

#[cfg(unix)]
#[test]
fn what_ocr_reads_in_another_direction() {
    let [noise, plan, needed] = ["川工口の一", "展示会で販路を開拓する", "tesseract のデータ"];
    let all = ["jpn", "jpn_vert", "osd"];
    let taken = read_by_ocr(&all, 90);
    assert!(taken.contains(plan) && !taken.contains(noise) && !taken.contains(needed), "{taken}");
    let left = read_by_ocr(&all, 40);
    assert!(left.contains(noise) && !left.contains(plan) && !left.contains(needed), "{left}");
    let lacks = read_by_ocr(&["jpn", "osd"], 90);
    assert!(lacks.contains(noise) && lacks.contains("tesseract のデータ jpn_vert も必要です"), "{lacks}");
    let lacks = read_by_ocr(&["jpn"], 90);
    assert!(lacks.contains("tesseract のデータ osd、jpn_vert も必要です"), "{lacks}");
}

#[test]
fn codes_without_characters_give_a_notice_and_no_letters() {
    let mut paper = Paper::new().line(60, 700, 10, "計画");
    paper.font = paper.font.replace("90ms-RKSJ-H", "Identity-H").replace("(Japan1)", "(Identity)");
    let text = opened(&paper);
    assert!(text.lines.is_empty());
    assert_eq!(kinds(&text), [NoticeClass::NoText]);
}

#[test]
fn broken_and_hostile_documents_are_refused() {
    let refused = |bytes: &[u8]| read(bytes, Some("pdf")).expect_err("a document that is refused");
    assert_eq!(refused(b"%PDF-1.7\n"), ReadError::Broken);
    assert_eq!(refused(b"plain words"), ReadError::Broken);
    let endless = Paper { font: old_font("90ms-RKSJ-H").replace("3 94 500", "3 4294967295 500"), ..Paper::new() };
    assert_eq!(refused(&endless.line(60, 700, 10, "計画").bytes()), ReadError::Broken);
}

#[test]
fn a_document_is_known_by_its_first_bytes() {
    let bytes = Paper::new().line(60, 700, 10, "事業計画").bytes();
    assert_eq!(texts(&read(&bytes, Some("txt")).unwrap()), ["事業計画"]);
}

#[test]
fn encrypted_documents_ask_for_their_password() {
    let locked = include_bytes!("fixtures/locked.pdf");
    let open = |password: Option<&str>| {
        let options = Options { password: password.map(str::to_owned), ..Options::default() };
        read_with(locked, Some("pdf"), &options)
    };
    assert_eq!(open(None), Err(ReadError::Encrypted));
    assert_eq!(open(Some("wrong")), Err(ReadError::WrongPassword));
    assert_eq!(texts(&open(Some("secret")).unwrap()), ["事業計画"]);
    // Only changing it needs a password: it opens by itself.
    let guarded = read(include_bytes!("fixtures/guarded.pdf"), Some("pdf")).unwrap();
    assert_eq!(texts(&guarded), ["事業計画"]);
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Bytes changed, cut out, doubled and put in, as damage and malice do.
fn damaged(original: &[u8], chance: &mut Chance) -> Vec<u8> {
    const WORDS: [&[u8]; 14] = [
        b"4294967295",
        b"-1",
        b"0",
        b"99999999999999999999",
        b"<<",
        b">>",
        b"[",
        b"]",
        b"obj",
        b"stream\n",
        b"/Kids[2 0 R]",
        b" 2 0 R ",
        b"\x00\xff",
        b"/Filter[/FlateDecode/LZWDecode/ASCII85Decode]",
    ];
    let mut bytes = original.to_vec();
    for _ in 0..=chance.below(12) {
        let at = chance.below(bytes.len());
        let length = chance.below(40).min(bytes.len() - at);
        match chance.below(5) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => drop(bytes.drain(at..at + length)),
            2 => drop(bytes.splice(at..at + length, WORDS[chance.below(WORDS.len())].iter().copied())),
            3 => bytes.extend_from_within(at..at + length),
            _ => bytes.truncate(bytes.len() - chance.below(bytes.len() / 8 + 1)),
        }
        if bytes.is_empty() {
            bytes.push(b'%');
        }
    }
    bytes
}

/// No document makes the reader panic or hang. `KURABE_FUZZ` sets how many are tried.
#[test]
fn any_bytes_are_read_or_refused() {
    let count = std::env::var("KURABE_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(1_500);
    let rows = [["区分", "事業名", "内容"], ["経営", "創業塾", "講座を開く。"]];
    let plain =
        table(Paper::new().line(60, 750, 14, "事業計画"), 700, &rows).page().line(60, 700, 10, "創業支援").bytes();
    let locked = include_bytes!("fixtures/guarded.pdf").to_vec();
    let mut chance = Chance(20_261_121);
    for _ in 0..count {
        let original = if chance.below(4) == 0 { &locked } else { &plain };
        let bytes = damaged(original, &mut chance);
        if let Ok(text) = read(&bytes, Some("pdf")) {
            assert!(text.lines.iter().all(|line| line.page.is_some() && !line.text.contains('\u{fffd}')));
        }
    }
    for length in 0..200 {
        let noise: Vec<u8> = (0..length).map(|_| chance.below(256) as u8).collect();
        drop(read(&noise, Some("pdf")));
    }
}
