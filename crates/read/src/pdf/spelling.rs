//! What a glyph says, where its font has no table of characters: by the code's place in Adobe's Japanese collection.
//!
//! What comes in are the fonts of a document, what goes out is the character of a glyph. hayro knows the characters
//! of fonts with a table (ToUnicode) and of fonts that the document does not carry; this file adds those that it
//! carries without a table. It must not know where a glyph stands.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName, CharacterCollection, CidFamily, WritingMode};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_interpret::{CMapResolverFn, InterpreterSettings};

/// Fonts of a document that are looked at.
const MOST_FONTS: usize = 2_000;

/// The fonts of a document that need help.
#[derive(Default)]
pub(super) struct Spelling {
    faces: HashMap<String, Vec<Face>>,
    japanese: Option<CMap>,
}

/// A composite font without a table of its own.
struct Face {
    encoding: CMap,
    vertical: bool,
}

impl Spelling {
    /// Looks through a document's fonts.
    pub(super) fn of_document(pdf: &Pdf) -> Self {
        let mut spelling = Self::default();
        let dicts = pdf.objects().into_iter().filter_map(|object| match object {
            Object::Dict(dict) => Some(dict),
            _ => None,
        });
        for font in dicts.filter(is_composite).take(MOST_FONTS) {
            if let Some((name, face)) = face(&font) {
                spelling.faces.entry(name).or_default().push(face);
            }
        }
        if !spelling.faces.is_empty() {
            let data = hayro_cmap::load_embedded(CMapName::AdobeJapan1Ucs2);
            spelling.japanese = data.and_then(|data| CMap::parse(data, cmap));
        }
        spelling
    }

    /// The character of a glyph, if anything tells it.
    pub(super) fn of(&self, glyph: &OutlineGlyph, mode: WritingMode) -> Option<BfString> {
        glyph.as_unicode().or_else(|| self.by_collection(glyph, mode))
    }

    fn by_collection(&self, glyph: &OutlineGlyph, mode: WritingMode) -> Option<BfString> {
        let japanese = self.japanese.as_ref()?;
        let name = glyph.font_data()?.postscript_name?;
        let faces = self.faces.get(&name)?;
        let vertical = mode == WritingMode::Vertical;
        let face = faces.iter().find(|face| face.vertical == vertical).or_else(|| faces.first())?;
        let code = glyph.char_code();
        let cid = (1..=4u8).find_map(|length| face.encoding.lookup_cid_code(code, length))?;
        japanese.lookup_bf_string(cid)
    }
}

fn is_composite(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Subtype".as_slice()).is_some_and(|name| name.as_str() == "Type0")
}

/// A font that has no table and whose codes lead into the Japanese collection.
fn face(font: &Dict<'_>) -> Option<(String, Face)> {
    if font.contains_key(b"ToUnicode".as_slice()) {
        return None;
    }
    let name = font.get::<Name<'_>>(b"BaseFont".as_slice())?;
    let encoding = encoding(font)?;
    let collection = encoding.metadata().character_collection.clone();
    let family = collection.map(|CharacterCollection { family, .. }| family);
    let family = family.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| descendant_family(font))?;
    if family != CidFamily::AdobeJapan1 {
        return None;
    }
    let vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
    Some((without_subset(name.as_str()).to_owned(), Face { encoding, vertical }))
}

fn encoding(font: &Dict<'_>) -> Option<CMap> {
    match font.get::<Object<'_>>(b"Encoding".as_slice())? {
        Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            name => CMap::parse(cmap(name)?, cmap),
        },
        Object::Stream(stream) => CMap::parse(&decoded(&stream)?, cmap),
        _ => None,
    }
}

fn decoded(stream: &Stream<'_>) -> Option<Vec<u8>> {
    stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
}

fn descendant_family(font: &Dict<'_>) -> Option<CidFamily> {
    let descendant = font.get::<Array<'_>>(b"DescendantFonts".as_slice())?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo".as_slice())?;
    let registry = info.get::<PdfString<'_>>(b"Registry".as_slice())?;
    let ordering = info.get::<PdfString<'_>>(b"Ordering".as_slice())?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// `ABCDEF+MS-Mincho` is MS-Mincho.
fn without_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

/// The predefined table of a name. Those of JIS X 0213:2004 differ from the older ones in the shape of some letters,
/// not in the letters.
fn cmap(name: CMapName<'_>) -> Option<&'static [u8]> {
    let older = match name.to_bytes() {
        b"UniJIS2004-UTF16-H" => CMapName::from_bytes(b"UniJIS-UTF16-H"),
        b"UniJIS2004-UTF16-V" => CMapName::from_bytes(b"UniJIS-UTF16-V"),
        _ => return hayro_cmap::load_embedded(name),
    };
    hayro_cmap::load_embedded(older)
}

/// The settings by which pages are interpreted.
pub(super) fn settings() -> InterpreterSettings {
    let resolver: CMapResolverFn = Arc::new(cmap);
    InterpreterSettings { cmap_resolver: resolver, ..InterpreterSettings::default() }
}
