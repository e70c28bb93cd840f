//! The form in which texts are compared, mapped back to the text as written.
//!
//! In comes any text, out comes its folded form: NFKC, lower case, no white space (a blank stays between two Latin
//! words or numbers), no variation selectors or zero-width characters, radicals turned into their letters, wave
//! dashes one, hyphens one, double bars one, until nothing changes. Circled and Roman-numeral letters stay as they are: ①20件 is
//! not 120件. This room must not know what a plan or a query is.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::radical;

/// The folded form of a text.
///
/// ```
/// use kurabe_text::fold::fold;
/// assert_eq!(fold("ＤＸ の　推進"), "dxの推進");
/// assert_eq!(fold("Made in\nＫｏｊｉｍａ"), "made in kojima");
/// assert_eq!(fold("①20件"), "①20件");
/// assert_eq!(fold("ｲﾝﾊﾞｳﾝﾄﾞ"), "インバウンド");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of a text to `folded`, which must end where another text's fold ended or be empty.
pub fn fold_into(text: &str, folded: &mut String) {
    let mut sink = Plain { out: folded, cluster: 0 };
    run(text, &mut sink);
}

/// A folded text with the way back to the text that it was made from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded form.
    pub text: String,
    /// For each character of `text`: its byte in `text` and the bytes of the original that it came from.
    map: Vec<(u32, Range<u32>)>,
}

impl Folded {
    /// Folds a text and keeps the way back.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut sink = Mapped { folded: Self::default(), cluster: 0, cluster_from: 0 };
        run(text, &mut sink);
        sink.folded
    }

    /// The bytes of the original that a range of the folded text came from.
    ///
    /// Both ends must lie on characters of the folded text; an empty range gives an empty range.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.map.partition_point(|(at, _)| (*at as usize) < range.start);
        let end = self.map.partition_point(|(at, _)| (*at as usize) < range.end);
        let chars = &self.map[first..end];
        match (chars.first(), chars.iter().map(|(_, from)| from.end).max()) {
            (Some((_, from)), Some(to)) => from.start as usize..to as usize,
            _ => 0..0,
        }
    }
}

/// Where the folded characters go. The last cluster stays open, so that a following mark can join it.
trait Sink {
    fn text(&self) -> &str;
    /// Begins a new cluster with one character.
    fn start(&mut self, c: char, from: Range<usize>);
    /// Puts another text in place of the open cluster; the new characters come from it and from `from`.
    fn replace(&mut self, cluster: &str, from: Range<usize>);
    /// Where in the text the open cluster begins.
    fn cluster(&self) -> usize;
}

struct Plain<'a> {
    out: &'a mut String,
    cluster: usize,
}

impl Sink for Plain<'_> {
    fn text(&self) -> &str {
        self.out
    }

    #[inline]
    fn start(&mut self, c: char, _from: Range<usize>) {
        self.cluster = self.out.len();
        self.out.push(c);
    }

    fn replace(&mut self, cluster: &str, _from: Range<usize>) {
        self.out.truncate(self.cluster);
        self.out.push_str(cluster);
    }

    fn cluster(&self) -> usize {
        self.cluster
    }
}

struct Mapped {
    folded: Folded,
    cluster: usize,
    cluster_from: usize,
}

impl Sink for Mapped {
    fn text(&self) -> &str {
        &self.folded.text
    }

    fn start(&mut self, c: char, from: Range<usize>) {
        self.cluster = self.folded.text.len();
        self.cluster_from = from.start;
        self.folded.map.push((self.cluster as u32, from.start as u32..from.end as u32));
        self.folded.text.push(c);
    }

    fn replace(&mut self, cluster: &str, from: Range<usize>) {
        self.folded.text.truncate(self.cluster);
        let kept = self.folded.map.partition_point(|(at, _)| (*at as usize) < self.cluster);
        self.folded.map.truncate(kept);
        for c in cluster.chars() {
            self.folded.map.push((self.folded.text.len() as u32, self.cluster_from as u32..from.end as u32));
            self.folded.text.push(c);
        }
    }

    fn cluster(&self) -> usize {
        self.cluster
    }
}

/// What a character does before anything is normalised.
enum Step {
    /// It stands for one character that nothing before it can take in.
    Simple(char),
    /// White space.
    Blank,
    /// Nothing to see: zero width.
    Nothing,
    /// It has to be normalised together with its neighbours.
    Rich,
}

fn run(text: &str, sink: &mut impl Sink) {
    let mut blank = None;
    let base = sink.text().len();
    for (at, c) in text.char_indices() {
        let from = at..at + c.len_utf8();
        match step(c) {
            Step::Simple(c) => {
                give_blank(&mut blank, c, base, sink);
                sink.start(c, from);
            }
            Step::Blank => blank = blank.or(Some(from)),
            Step::Nothing => {}
            Step::Rich => rich(c, from, base, &mut blank, sink),
        }
    }
}

/// A blank stays where it parts two Latin words or numbers.
#[inline]
fn give_blank(blank: &mut Option<Range<usize>>, next: char, base: usize, sink: &mut impl Sink) {
    if let Some(from) = blank.take() {
        let parts = is_word(next) && sink.text()[base..].chars().next_back().is_some_and(is_word);
        if parts {
            sink.start(' ', from);
        }
    }
}

#[inline]
fn is_word(c: char) -> bool {
    is_latin(c) || c.is_ascii_digit()
}

/// A letter of the Latin script.
#[inline]
#[must_use]
pub fn is_latin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\u{a9}' => false,
        '\u{aa}'..='\u{2af}' | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1eff}' => c.is_alphabetic(),
        '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}' => c.is_alphabetic(),
        _ => false,
    }
}

#[inline]
fn step(c: char) -> Step {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{3000}' => Step::Blank,
        'A'..='Z' => Step::Simple(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => Step::Simple(c),
        // Kana, kanji and the punctuation between them: their own folded form.
        '\u{3001}'..='\u{3029}' | '\u{3030}' | '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => kana_punctuation(c),
        '\u{30a1}'..='\u{30fe}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Step::Simple(c),
        '\u{ff0d}' => Step::Simple('-'),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            Step::Simple(narrow.to_ascii_lowercase())
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{fe58}' => Step::Simple('-'),
        '\u{223c}' => Step::Simple('~'),
        // The two bars of JIS X 0208, ‖ by JIS and ∥ by Windows, as 〜 and ～ are, and − and －.
        '\u{2016}' | '\u{2225}' => Step::Simple('\u{2225}'),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => {
            Step::Nothing
        }
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}' => Step::Nothing,
        _ if is_own_run(c) => Step::Simple(lower_own_run(c)),
        _ if c.is_whitespace() => Step::Blank,
        '\u{2e80}'..='\u{2ef3}' => radical::letter_of(c).map_or(Step::Rich, Step::Simple),
        _ => Step::Rich,
    }
}

#[inline]
fn kana_punctuation(c: char) -> Step {
    match c {
        '\u{301c}' => Step::Simple('~'),
        _ => Step::Simple(c),
    }
}

/// Circled digits and letters, and Roman numerals in one character: runs of their own.
#[inline]
#[must_use]
pub(crate) fn is_own_run(c: char) -> bool {
    matches!(c, '\u{2160}'..='\u{2188}' | '\u{2460}'..='\u{2473}' | '\u{2488}'..='\u{249b}' | '\u{24b6}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}' | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
}

fn lower_own_run(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// A character that has to be normalised: alone, or with the cluster before it.
fn rich(c: char, from: Range<usize>, base: usize, blank: &mut Option<Range<usize>>, sink: &mut impl Sink) {
    let mut own = String::new();
    own.push(c);
    settle(&mut own);
    let Some(first) = own.chars().next() else { return };
    let open = sink.cluster().max(base);
    // A circled number keeps its form, so a mark behind it must not have both normalised.
    let takes = sink.text()[open..].chars().next().is_some_and(|c| !is_own_run(c));
    if takes && (joins(first) || joins_last(&sink.text()[open..], first)) {
        let mut cluster = sink.text()[open..].to_owned();
        cluster.push_str(&own);
        settle(&mut cluster);
        *blank = None;
        sink.replace(&cluster, from);
        return;
    }
    give_blank(blank, first, base, sink);
    sink.start(first, from.clone());
    if own.len() > first.len_utf8() {
        sink.replace(&own, from);
    }
}

/// Can this character be taken in by what stands before it?
fn joins(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

fn joins_last(cluster: &str, c: char) -> bool {
    cluster.chars().next_back().is_some_and(|last| compose(last, c).is_some())
}

/// Folds a short text until nothing changes.
fn settle(text: &mut String) {
    // Each round can only shorten, lower or compose; the bound is a belt beside the braces.
    for _ in 0..8 {
        let next: String = text.nfkc().flat_map(char::to_lowercase).nfkc().filter_map(plain).collect();
        if next == *text {
            return;
        }
        *text = next;
    }
}

/// What the folding of single characters makes of one that came out of NFKC.
fn plain(c: char) -> Option<char> {
    match step(c) {
        Step::Simple(c) => Some(c),
        Step::Blank | Step::Nothing => None,
        Step::Rich => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_case_and_blanks() {
        assert_eq!(fold("Ｄ Ｘ　推進"), "d x推進");
        assert_eq!(fold("日 本 商 工"), "日本商工");
        assert_eq!(fold("R3　2021"), "r3 2021");
        assert_eq!(fold("（１）〜～"), "(1)~~");
        assert_eq!(fold("新見－勝山‐線ー"), "新見-勝山-線ー");
    }

    #[test]
    fn clusters_come_together() {
        assert_eq!(fold("か゛"), "が");
        assert_eq!(fold("か\u{3099}"), "が");
        assert_eq!(fold("か \u{3099}"), "が");
        assert_eq!(fold("ﾊﾟｿｺﾝ"), "パソコン");
        assert_eq!(fold("cafe\u{301}"), "café");
        assert_eq!(fold("①゛Ⅰ\u{301}"), "①\u{3099}ⅰ\u{301}");
        assert_eq!(fold("㈱㍿㌔①Ⅰ"), "(株)株式会社キロ①ⅰ");
    }

    #[test]
    fn radicals_are_letters() {
        assert_eq!(fold("⽀援・⻄⽇本・⻑期・⺠間"), "支援・西日本・長期・民間");
    }

    /// `findings/old-pdf-letters-in-three-camps.sh`: what three readers of PDF make of one font of 90ms-RKSJ.
    #[test]
    fn letters_of_three_camps_are_one() {
        let camps = ["10〜20名、新見−勝山線‖一", "10～20名、新見－勝山線‖⼀", "10～20名、新見－勝山線∥一"];
        for camp in camps {
            let folded = Folded::new(camp);
            assert_eq!(folded.text, fold(camps[0]));
            for (asked, letters) in [("〜20", 3), ("－勝山", 3), ("∥一", 2)] {
                let word = fold(asked);
                let at = folded.text.find(&word).unwrap();
                let marked = &camp[folded.original(at..at + word.len())];
                assert_eq!((fold(marked), marked.chars().count()), (word, letters));
            }
        }
    }

    #[test]
    fn the_way_back() {
        let text = "（ＤＸ）ﾊﾟｿｺﾝ　の 利用";
        let folded = Folded::new(text);
        assert_eq!(folded.text, fold(text));
        for word in ["dx", "パソコン", "の利用", "ソ"] {
            let at = folded.text.find(word).unwrap();
            let original = &text[folded.original(at..at + word.len())];
            assert_eq!(fold(original), word, "{original}");
        }
    }

    #[test]
    fn every_letter_folds_once() {
        for c in (0..=0x2ffff).filter_map(char::from_u32) {
            for text in [c.to_string(), format!("か{c}x"), format!("a {c} 1")] {
                let once = fold(&text);
                assert_eq!(fold(&once), once, "U+{:04X}", c as u32);
                assert_eq!(Folded::new(&text).text, once);
            }
        }
    }
}
