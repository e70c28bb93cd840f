//! Documents of other formats give what the text of the same plan gives. `make_documents.py` makes them from the real
//! plans where they are at hand, else from the project's own samples.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kurabe_extract::blocks::{BlockKind, blocks};
use kurabe_extract::extract::extract;
use kurabe_model::NodeKind;
use kurabe_model::plan::{Facts, Plan};
use kurabe_read::{Text, read};
use unicode_normalization::UnicodeNormalization;

use crate::kit::{Folder, own_script, plan_texts, program, ran};

/// The letters and digits of a text, in the form in which texts are compared.
fn key(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn items(plan: &Plan) -> Vec<String> {
    plan.nodes.iter().filter(|node| node.kind != NodeKind::Section).map(|node| key(&node.title)).collect()
}

/// How many elements two lists share in order.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// F1 of the items of a plan against those of its text.
fn items_f1(text: &Plan, other: &Plan) -> f64 {
    let (a, b) = (items(text), items(other));
    2.0 * common(&a, &b) as f64 / (a.len() + b.len()).max(1) as f64
}

/// All letters of the document's blocks, page furniture aside.
fn letters(text: &Text) -> Vec<char> {
    let mut out = String::new();
    for block in blocks(text).list {
        match block.kind {
            BlockKind::Text(text) => out.push_str(&text),
            BlockKind::Row { cells, .. } => cells.iter().for_each(|cell| out.push_str(&cell.text)),
        }
    }
    out.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The share of the text's letters that another reading has in order: one minus the edits (Myers' greedy distance).
fn accuracy(a: &[char], b: &[char]) -> f64 {
    let (n, m) = (a.len() as isize, b.len() as isize);
    let most = (n + m).min(6_000);
    let mut furthest: BTreeMap<isize, isize> = BTreeMap::from([(1, 0)]);
    for edits in 0..=most {
        for diagonal in (-edits..=edits).step_by(2) {
            let at = |k: isize| furthest.get(&k).copied().unwrap_or(-1);
            let down = diagonal == -edits || diagonal != edits && at(diagonal - 1) < at(diagonal + 1);
            let mut x = if down { at(diagonal + 1) } else { at(diagonal - 1) + 1 };
            while x >= 0
                && x < n
                && x - diagonal < m
                && x - diagonal >= 0
                && a[x as usize] == b[(x - diagonal) as usize]
            {
                x += 1;
            }
            furthest.insert(diagonal, x);
            if x >= n && x - diagonal >= m {
                // A letter that differs counts as two edits here and as one in a person's eyes.
                return 1.0 - edits as f64 / 2.0 / n.max(1) as f64;
            }
        }
    }
    0.0
}

fn plan_of(path: &Path) -> (Text, Plan) {
    let bytes = std::fs::read(path).expect("a document");
    let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
    let text = read(&bytes, extension.as_deref()).expect("a document that can be read");
    let plan = extract(&text, &Facts::default());
    (text, plan)
}

/// Makes documents of some kinds and holds each against its text, or against what of it the document's encoding has.
fn compare(kinds: &[&str], chosen: impl Fn(&Path) -> bool) {
    let folder = Folder::new();
    let (mut compared, mut wrong) = (0, Vec::new());
    for plan in plan_texts().into_iter().filter(|plan| chosen(plan)) {
        let Some(mut make) = own_script("make_documents.py") else { return };
        let made = ran(make.arg(&plan).arg(folder.path("made")).args(kinds)).done().out;
        assert_eq!(made.lines().count(), kinds.len(), "{made}");
        for document in made.lines().map(PathBuf::from) {
            let said = document.with_extension("txt");
            let (text, expected) = plan_of(if said.exists() { &said } else { &plan });
            let (read, plan) = plan_of(&document);
            let (f1, share) = (items_f1(&expected, &plan), accuracy(&letters(&text), &letters(&read)));
            let told = format!("{}: items {f1:.3}, letters {share:.4}", document.display());
            eprintln!("{told}");
            if f1 < 0.97 || share < 0.995 {
                wrong.push((told, plan.notices));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compared > 0, "no plan was chosen");
}

#[test]
fn old_documents_without_fonts_read_like_their_text() {
    compare(&["rksj", "ucs2", "euc"], |_| true);
}

#[test]
fn vertical_documents_read_like_their_text() {
    // Tables stand upright in horizontal writing: plans of tables are left out.
    compare(&["vertical"], |plan| !std::fs::read_to_string(plan).is_ok_and(|text| text.contains('\t')));
}

#[test]
fn documents_of_libreoffice_read_like_their_text() {
    if program(&["soffice"]).is_some() {
        compare(&["libreoffice"], |_| true);
    }
}

#[test]
fn documents_of_chromium_read_like_their_text() {
    if program(&["chromium"]).is_some() {
        compare(&["chromium"], |_| true);
    }
}
