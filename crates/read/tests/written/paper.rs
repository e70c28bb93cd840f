//! PDF documents written by hand: a font that is not embedded and has no table of characters, as offices made them for
//! years. The program's own tests and benches write theirs here too.

use encoding_rs::SHIFT_JIS;

/// A document: the contents of its pages, drawn with a font of one encoding.
pub(crate) struct Paper {
    /// The font, the object 3.
    pub(crate) font: String,
    /// How far each page is turned by the clock, in degrees.
    pub(crate) rotate: u32,
    /// The objects from 4 on, of which the first is the picture `I` of each page.
    pub(crate) further: Vec<Vec<u8>>,
    /// What each page draws.
    pub(crate) pages: Vec<String>,
}

/// A font that the document does not carry, its codes by a predefined table.
pub(crate) fn old_font(table: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/MS-Mincho/Encoding/{table}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
         /BaseFont/MS-Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000/W[1[500 500] 3 94 500]>>]>>"
    )
}

/// A line of text as a page draws it, its lower left corner so far from the page's.
pub(crate) fn drawn(left: u32, foot: u32, size: u32, text: &str) -> String {
    let bytes: String = SHIFT_JIS.encode(text).0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("BT /F1 {size} Tf {left} {foot} Td <{bytes}> Tj ET\n")
}

impl Paper {
    pub(crate) fn new() -> Self {
        Self { font: old_font("90ms-RKSJ-H"), rotate: 0, further: Vec::new(), pages: vec![String::new()] }
    }

    /// Adds content to the last page.
    pub(crate) fn draw(mut self, content: &str) -> Self {
        if let Some(page) = self.pages.last_mut() {
            page.push_str(content);
            page.push('\n');
        }
        self
    }

    /// Adds a line of text.
    pub(crate) fn line(self, left: u32, foot: u32, size: u32, text: &str) -> Self {
        self.draw(&drawn(left, foot, size, text))
    }

    /// Begins another page.
    pub(crate) fn page(mut self) -> Self {
        self.pages.push(String::new());
        self
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let first = 4 + self.further.len();
        let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new(), self.font.clone().into_bytes()];
        objects.extend(self.further.iter().cloned());
        let mut kids = String::new();
        for (at, content) in self.pages.iter().enumerate() {
            let (stream, rotate) = (first + at * 2, self.rotate);
            kids.push_str(&format!("{} 0 R ", stream + 1));
            objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()).into_bytes());
            objects.push(
                format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {stream} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I 4 0 R>>>>>>")
                    .into_bytes(),
            );
        }
        objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()).into_bytes();
        let mut out = b"%PDF-1.4\n".to_vec();
        for (at, object) in objects.iter().enumerate() {
            out.extend(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        out.extend(format!("trailer<</Size {}/Root 1 0 R>>\n%%EOF\n", objects.len() + 1).as_bytes());
        out
    }
}
