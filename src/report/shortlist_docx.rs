//! A shortlist as a Word document: each entry with its words, the reader's remark and the citation.

use super::docx::{Way, packed, run};
use super::lang::Lang;
use super::sheet::FormError;
use super::shortlist::{aside_label, cited, shortlist_counts, side_label};
use crate::library::standing::Standing;

/// The document, as the bytes of a DOCX file.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn shortlist_docx(standing: &Standing, lang: Lang) -> Result<Vec<u8>, FormError> {
    packed(&body(standing, lang), Way::Upright).map_err(|error| FormError::new("DOCX", &error))
}

fn body(standing: &Standing, lang: Lang) -> String {
    let mut body = paragraph("<w:spacing w:after=\"120\"/>", &run(&standing.name, "<w:b/><w:sz w:val=\"32\"/>"));
    body.push_str(&paragraph("", &run(&shortlist_counts(standing, lang), "<w:color w:val=\"555555\"/>")));
    for (number, (aside, stands)) in (1..).zip(&standing.entries) {
        let label = aside_label(aside, lang);
        let head = if label.is_empty() { format!("{number}") } else { format!("{number}　{label}") };
        body.push_str(&paragraph("<w:keepNext/><w:spacing w:before=\"240\"/>", &run(&head, "<w:b/>")));
        for (spot, stand) in aside.places.iter().zip(stands) {
            let mut words = run(side_label(spot, lang), "<w:b/>");
            for (place, line) in spot.words.lines().enumerate() {
                words.push_str(if place > 0 { "<w:r><w:br/></w:r>" } else { "" });
                words.push_str(&run(line, "<w:sz w:val=\"21\"/>"));
            }
            body.push_str(&paragraph("<w:keepNext/><w:ind w:left=\"280\"/>", &words));
            let cited = run(&cited(spot, stand.as_ref(), lang), "<w:color w:val=\"555555\"/>");
            body.push_str(&paragraph("<w:ind w:left=\"280\"/>", &cited));
        }
        if !aside.remark.is_empty() {
            let remark = run(lang.pick("メモ：", "Remark: "), "<w:b/>") + &run(&aside.remark, "");
            body.push_str(&paragraph("<w:ind w:left=\"280\"/>", &remark));
        }
    }
    body
}

fn paragraph(dress: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{dress}</w:pPr>{runs}</w:p>")
}
