//! Memory: what reading a document may take is bounded and told beforehand.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::kit::{Folder, kurabe};

/// How a run ended: its code, what it complained of, and the most megabytes that it held; none but on Linux.
fn measured(folder: &Folder, arguments: &[&str]) -> (i32, String, Option<usize>) {
    let mut command = kurabe();
    command.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index()).args(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(Path::new(&status)));
        std::thread::sleep(Duration::from_millis(4));
    }
    let end = child.wait_with_output().unwrap();
    (end.status.code().unwrap_or(-1), String::from_utf8_lossy(&end.stderr).into_owned(), most)
}

/// The most megabytes that a process held so far.
fn peak(status: &Path) -> Option<usize> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? / 1024)
}

const HEAD: &str = "みなと商工会議所\n令和5年度事業計画\n\n";

fn items(bytes: usize) -> String {
    let mut text = HEAD.to_owned();
    for number in 0.. {
        if text.len() > bytes {
            return text;
        }
        text.push_str(&match number % 9 {
            0 => format!("（{}）観光と創業の推進\n", number / 9 + 1),
            _ => format!("・事業承継と販路開拓に関する第{}回講習会の開催（{}件）\n", number % 37, number % 90),
        });
    }
    text
}

fn rows(rows: usize, row: impl Fn(&[String]) -> String) -> String {
    let cells = |number: usize| (0..20).map(|column| format!("観光{}", (number + column) % 50)).collect::<Vec<_>>();
    (0..rows).map(|number| row(&cells(number))).collect()
}

fn workbook(rows: usize) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..rows {
        for column in 0..20 {
            let text = format!("観光{}", (row + usize::from(column)) % 50);
            sheet.write_string(u32::try_from(row).unwrap(), column, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn reading_stays_within_its_bounds() {
    const ROWS: usize = 10_000;
    let html = |cells: &[String]| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"));
    // Megabytes: what the program itself takes, and what a document of this size may.
    let cases = [
        // Plans are stored together, compressed by what stands up to four megabytes before.
        ("text.txt", items(2 << 20).into_bytes(), 100),
        ("table.txt", format!("{HEAD}{}", rows(ROWS, |cells| format!("{}\n", cells.join("\t")))).into_bytes(), 220),
        ("table.html", format!("<table>{}</table>", rows(ROWS, html)).into_bytes(), 260),
        ("table.xlsx", workbook(ROWS), 330),
    ];
    for (name, bytes, bound) in cases {
        let folder = Folder::new();
        folder.write(name, bytes);
        let path = folder.in_corpus(name);
        for arguments in [vec!["extract", "--format", "jsonl", path.to_str().unwrap()], vec!["index"]] {
            let (code, said, most) = measured(&folder, &arguments);
            assert!(code < 2, "{name}: {said}");
            assert!(most.is_none_or(|most| most < bound), "{name}, {}: {most:?} MB", arguments[0]);
        }
    }
}

#[test]
fn what_would_take_too_much_is_refused_beforehand() {
    let short = format!("{HEAD}{}", "・港\n".repeat(900_000));
    let table = format!("{HEAD}{}", rows(60_000, |cells| format!("{}\n", cells.join("\t"))));
    for (name, text) in [("short.txt", short), ("table.txt", table)] {
        let folder = Folder::of(&[(name, &text), ("b.txt", &format!("{HEAD}・港の利用\n"))]);
        let path = folder.in_corpus(name);
        for arguments in [vec!["extract", path.to_str().unwrap()], vec!["add", path.to_str().unwrap()], vec!["index"]] {
            let (code, said, most) = measured(&folder, &arguments);
            assert_eq!(code, if arguments[0] == "index" { 0 } else { 2 }, "{said}");
            assert!(said.contains(name) && said.contains("400 MB") && said.contains("分けて"), "{said}");
            assert!(most.is_none_or(|most| most < 200), "{name}, {}: {most:?} MB", arguments[0]);
        }
        assert_eq!(folder.literal(&["港の利用"]), ["b:4"]);
    }
}
