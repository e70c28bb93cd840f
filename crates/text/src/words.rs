//! Splits folded text into words; the one place that opens lindera.
//!
//! In: text in the form of `ja::fold` (NFKC, lower case; Latin words and
//! numbers stand apart by a blank). Out: its [`Morpheme`]s in reading order:
//! where each stands, the term it is ranked by, and whether it takes part in
//! ranking. What an index or a diff makes of them is not known here.
//!
//! Joined, the surfaces give back the text without its white space. The same
//! word can be cut otherwise elsewhere, because the words around it have a say:
//! a search that must not miss anything cannot rest on morphemes alone.

use std::ops::Range;
use std::sync::OnceLock;

use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, WordId};

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Morpheme<'t> {
    /// Where it stands in the text, in bytes.
    pub surface_range: Range<usize>,
    /// What it is ranked by: its base form (取り組ん is 取り組む), in katakana
    /// without a final long mark (サーバー is サーバ).
    pub term: &'t str,
    /// False for particles, symbols and other words that say nothing about the
    /// subject. They still count as a position, so that phrases keep distance.
    pub keep: bool,
}

/// The dictionary inside the program does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the dictionary inside the program is damaged: {0}")]
pub struct DictionaryError(String);

/// Segments texts, one after the other, without allocating for each.
///
/// The dictionary is shared by the whole process; the working memory is not,
/// so each thread takes a clone, which costs next to nothing.
pub struct Words {
    dictionary: &'static Dictionary,
    lattice: Lattice,
    /// The words of the piece at hand, as the lattice gives them: start, entry.
    found: Vec<(usize, WordId)>,
    known: KnownWords,
}

impl Words {
    /// Opens the dictionary, about a millisecond the first time.
    ///
    /// # Errors
    ///
    /// When the dictionary inside the program is damaged.
    pub fn open() -> Result<Self, DictionaryError> {
        Ok(Self::over(dictionary()?))
    }

    fn over(dictionary: &'static Dictionary) -> Self {
        Self {
            dictionary,
            lattice: Lattice::default(),
            found: Vec::new(),
            known: KnownWords::new(dictionary.prefix_dictionary.word_count()),
        }
    }

    /// Replaces what `out` holds by the words of `text`.
    pub fn segment<'t>(&mut self, text: &'t str, out: &mut Vec<Morpheme<'t>>) {
        out.clear();
        let mut start = 0;
        while start < text.len() {
            let piece = Piece::at(text, start);
            self.find_words(&text[start..piece.end]);
            let end = start + self.reliable_length(&piece, start);
            self.push_words(text, start..end, out);
            start = end;
        }
    }

    /// How a folded text is read, in katakana; none where the dictionary does not say of a part of it.
    pub fn reading(&mut self, text: &str) -> Option<String> {
        self.find_words(text);
        let mut read = String::new();
        for (place, (start, id)) in self.found.iter().enumerate() {
            let end = self.found.get(place + 1).map_or(text.len(), |(next, _)| *next);
            let entry = id.is_system().then(|| id.id() as usize);
            // Behind the part of speech, the inflection and the base form.
            let own = entry.and_then(|entry| self.dictionary.word_details_iter(entry).nth(7));
            let own = own.filter(|own| is_kana(own)).map(str::to_owned);
            read.push_str(&own.or_else(|| katakana(text.get(*start..end)?))?);
        }
        Some(read)
    }

    /// Lets lindera find the likeliest words of a piece. Its lattice is used
    /// directly: its `Segmenter` finds the same words, but makes a list of
    /// tokens for each text and takes a quarter longer.
    fn find_words(&mut self, piece: &str) {
        self.lattice.set_text_with_options(
            &self.dictionary.prefix_dictionary,
            &None,
            &self.dictionary.character_definition,
            &self.dictionary.unknown_dictionary,
            &self.dictionary.connection_cost_matrix,
            piece,
            &LatticeOptions::new(&Mode::Normal),
        );
        self.lattice.tokens_offset_into(&mut self.found);
    }

    /// The length of the piece up to which its words can be trusted. Where
    /// the text was cut for its length alone, perhaps inside a word, the last
    /// words are found once more with what follows them.
    fn reliable_length(&mut self, piece: &Piece, start: usize) -> usize {
        let whole = piece.end - start;
        if piece.ends_at_a_break || self.found.len() <= REPEATED_WORDS {
            return whole;
        }
        let reliable = self.found.len() - REPEATED_WORDS;
        let length = self.found[reliable].0;
        self.found.truncate(reliable);
        length
    }

    fn push_words<'t>(&mut self, text: &'t str, piece: Range<usize>, out: &mut Vec<Morpheme<'t>>) {
        for index in 0..self.found.len() {
            let (start, id) = self.found[index];
            let end = match self.found.get(index + 1) {
                Some((next, _)) => piece.start + next,
                None => piece.end,
            };
            let surface_range = piece.start + start..end;
            let surface = &text[surface_range.clone()];
            let word = if id.is_system() { self.known.word(id, self.dictionary) } else { Word::unknown(surface) };
            // Blanks part Latin words in folded text; they are not words.
            if word.keep || !surface.trim().is_empty() {
                out.push(Morpheme { surface_range, term: word.term.unwrap_or(surface), keep: word.keep });
            }
        }
    }
}

impl Clone for Words {
    /// A clone starts with empty working memory: another thread's is of no use.
    fn clone(&self) -> Self {
        Self::over(self.dictionary)
    }
}

/// The dictionary, opened when first asked for and kept until the process ends,
/// which lets terms borrow from it.
fn dictionary() -> Result<&'static Dictionary, DictionaryError> {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    if let Some(dictionary) = DICTIONARY.get() {
        return Ok(dictionary);
    }
    let dictionary = kurabe_dictionary::load().map_err(|error| DictionaryError(error.to_string()))?;
    Ok(DICTIONARY.get_or_init(|| dictionary))
}

/// Bounds the memory of a lattice (about 350 bytes per letter) and the time
/// after which a long table row answers. Few sentences come near it.
const LONGEST_PIECE: usize = 4096;

/// More words than any context reaches back.
const REPEATED_WORDS: usize = 8;

/// Behind these one word ends and another begins, whatever they are.
const BREAKS: [char; 4] = ['。', '、', '\n', '\t'];

/// The stretches of a text whose words are found one by one: those of a stretch are the same whatever stands around it.
///
/// ```
/// use kurabe_text::words::stretches;
/// assert_eq!(stretches("巡回、相談。").collect::<Vec<_>>(), ["巡回、", "相談。"]);
/// ```
pub fn stretches(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(BREAKS)
}

/// A stretch of text that is segmented by itself.
struct Piece {
    end: usize,
    /// After punctuation or at the end of the text; otherwise the text was cut
    /// for its length.
    ends_at_a_break: bool,
}

impl Piece {
    /// The piece that begins at `start`: up to and with the next 。 or 、, where
    /// words never straddle, as far as the longest piece reaches.
    fn at(text: &str, start: usize) -> Self {
        let limit = text.floor_char_boundary(start + LONGEST_PIECE);
        match text[start..limit].find(BREAKS) {
            Some(offset) => {
                let mark = start + offset;
                let width = text[mark..].chars().next().map_or(1, char::len_utf8);
                Self { end: mark + width, ends_at_a_break: true }
            }
            None => Self { end: limit, ends_at_a_break: limit == text.len() },
        }
    }
}

fn is_kana(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| matches!(letter, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー'))
}

/// Kana as katakana; none of other letters.
#[must_use]
pub fn katakana(text: &str) -> Option<String> {
    const BETWEEN: u32 = 'ァ' as u32 - 'ぁ' as u32;
    let letter = |letter: char| match letter {
        'ぁ'..='ゖ' => char::from_u32(letter as u32 + BETWEEN).unwrap_or(letter),
        other => other,
    };
    is_kana(text).then(|| text.chars().map(letter).collect())
}

/// What is remembered of a dictionary entry.
#[derive(Clone, Copy)]
struct Word<'t> {
    /// `None` where the surface itself is the term.
    term: Option<&'t str>,
    keep: bool,
}

impl<'t> Word<'t> {
    /// A word that the dictionary lacks. Its part of speech is a guess from the
    /// kind of its letters, and a bad one: "(" is taken for a noun, 𠮷 for a
    /// symbol. Its letters say more.
    fn unknown(surface: &'t str) -> Self {
        Self { term: Some(katakana_stem(surface)), keep: surface.contains(char::is_alphanumeric) }
    }
}

/// The dictionary's entries met so far, by their number. Reading one anew each
/// time (a search in its packed columns) would double the cost of a word.
struct KnownWords {
    /// For each entry, its place in `words` plus one. Nearly all stay zero, and
    /// zeroed memory is not even touched until used.
    places: Vec<u32>,
    words: Vec<Word<'static>>,
}

impl KnownWords {
    fn new(entries: usize) -> Self {
        Self { places: vec![0; entries], words: Vec::new() }
    }

    fn word(&mut self, id: WordId, dictionary: &'static Dictionary) -> Word<'static> {
        let entry = id.id() as usize;
        let Some(place) = self.places.get_mut(entry) else {
            return Word { term: None, keep: true };
        };
        if *place == 0 {
            self.words.push(read_entry(entry, dictionary));
            *place = self.words.len() as u32;
        }
        self.words[*place as usize - 1]
    }
}

fn read_entry(entry: usize, dictionary: &'static Dictionary) -> Word<'static> {
    let mut columns = dictionary.word_details_iter(entry);
    let part = columns.next().unwrap_or_default();
    let subclass = columns.next().unwrap_or_default();
    // After the part of speech with its three subclasses and the two columns
    // of inflection.
    let base_form = columns.nth(4).filter(|form| !form.is_empty() && *form != "*");
    Word {
        term: base_form.map(katakana_stem),
        keep: speaks_for_a_subject(part, subclass, base_form.unwrap_or_default()),
    }
}

/// Whether a word of this part of speech can tell one passage from another.
fn speaks_for_a_subject(part: &str, subclass: &str, base_form: &str) -> bool {
    match part {
        "助詞" | "助動詞" | "記号" | "フィラー" | "接続詞" | "感動詞" | "連体詞" | "その他" => {
            false
        }
        // こと, ため; これ; the よう of ように; 対, 兼
        "名詞" => !matches!(subclass, "非自立" | "代名詞" | "特殊" | "接続詞的" | "動詞非自立的"),
        "動詞" | "形容詞" => !matches!(subclass, "非自立" | "接尾") && !EMPTY_VERBS.contains(&base_form),
        "接頭詞" => !matches!(base_form, "お" | "ご" | "御"),
        _ => true,
    }
}

/// Verbs that only carry another word (支援する, 必要となる).
const EMPTY_VERBS: [&str; 8] = ["する", "なる", "ある", "いる", "おる", "できる", "よる", "ない"];

/// Katakana words are written with and without a final long mark (サーバー,
/// サーバ). Short ones keep it: without, コピー and キー would be other words.
fn katakana_stem(term: &str) -> &str {
    let Some(stem) = term.strip_suffix('ー') else {
        return term;
    };
    let is_katakana = |letter| matches!(letter, 'ァ'..='ヺ' | 'ー');
    if stem.chars().count() >= 3 && stem.chars().all(is_katakana) { stem } else { term }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::open().expect("the embedded dictionary opens")
    }

    fn surfaces(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        words().segment(text, &mut out);
        out.into_iter().map(|morpheme| &text[morpheme.surface_range]).collect()
    }

    fn kept_terms(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        words().segment(text, &mut out);
        out.into_iter().filter(|morpheme| morpheme.keep).map(|morpheme| morpheme.term).collect()
    }

    #[test]
    fn splits_compounds_of_the_field() {
        assert_eq!(surfaces("事業承継の支援"), ["事業", "承継", "の", "支援"]);
        assert_eq!(surfaces("伴走型支援"), ["伴走", "型", "支援"]);
    }

    #[test]
    fn ranks_by_base_forms_and_leaves_out_what_says_nothing() {
        assert_eq!(kept_terms("事業承継に取り組んでいる。"), ["事業", "承継", "取り組む"]);
        assert_eq!(kept_terms("また、これらの支援をする(再掲)"), ["支援", "再掲"]);
    }

    #[test]
    fn words_are_read() {
        let mut words = words();
        assert_eq!(words.reading("事業承継").as_deref(), Some("ジギョウショウケイ"));
        assert_eq!(words.reading("跡取り").as_deref(), Some("アトトリ"));
        assert_eq!(words.reading("あととり").as_deref(), Some("アトトリ"));
        assert_eq!(words.reading("dx推進"), None);
        assert_eq!(katakana("じぎょう"), Some("ジギョウ".to_owned()));
        assert_eq!(katakana("事業"), None);
    }

    #[test]
    fn a_word_left_out_still_takes_a_position() {
        let mut out = Vec::new();
        words().segment("創業の支援", &mut out);
        let keeps: Vec<bool> = out.iter().map(|morpheme| morpheme.keep).collect();
        assert_eq!(keeps, [true, false, true]);
    }

    #[test]
    fn long_katakana_words_lose_their_final_long_mark() {
        assert_eq!(katakana_stem("サーバー"), "サーバ");
        assert_eq!(katakana_stem("コピー"), "コピー");
        assert_eq!(katakana_stem("データー入力"), "データー入力");
        assert_eq!(katakana_stem("らーめんー"), "らーめんー");
        assert_eq!(katakana_stem("ー"), "ー");
        assert_eq!(kept_terms("セミナーのサーバー"), ["セミナ", "サーバ"]);
    }

    #[test]
    fn latin_words_and_numbers_are_whole_and_blanks_are_none() {
        assert_eq!(surfaces("dx推進"), ["dx", "推進"]);
        assert_eq!(surfaces("google workspace"), ["google", "workspace"]);
        assert_eq!(surfaces("会員2100件"), ["会員", "2100", "件"]);
    }

    #[test]
    fn punctuation_is_never_ranked() {
        assert_eq!(kept_terms("(支援)%・〜「」!?-"), ["支援"]);
    }

    #[test]
    fn rare_letters_are_ranked_though_the_dictionary_takes_them_for_symbols() {
        assert_eq!(kept_terms("𠮷"), ["𠮷"]);
        assert!(kept_terms("😀").is_empty());
    }

    #[test]
    fn a_compound_is_cut_alike_in_the_middle_and_at_the_end() {
        for compound in [
            "事業承継支援",
            "伴走型支援",
            "経営発達支援計画",
            "商工会議所",
            "観光振興",
            "販路開拓支援",
            "経営指導員",
            "創業支援",
        ] {
            let alone = surfaces(compound).len();
            let first = format!("{compound}を行う。");
            let middle = format!("地域の{compound}を行う。");
            let last = format!("地域の{compound}");
            assert_eq!(surfaces(&last)[2..], surfaces(compound), "{last}");
            assert_eq!(surfaces(&middle)[2..2 + alone], surfaces(compound), "{middle}");
            assert_eq!(surfaces(&first)[..alone], surfaces(compound), "{first}");
        }
    }

    #[test]
    fn a_text_does_not_depend_on_the_one_before() {
        let mut words = words();
        let mut out = Vec::new();
        words.segment("伴走型支援を行う", &mut out);
        let before = out.clone();
        let long = "長い文".repeat(900);
        let mut other = Vec::new();
        words.segment(&long, &mut other);
        words.segment("伴走型支援を行う", &mut out);
        assert_eq!(out, before);
    }

    #[test]
    fn stretches_have_the_words_of_the_whole() {
        let long = "事業承継と観光振興の支援".repeat(500);
        for text in [
            "会員の声を聞き、事業承継を進める。\n相談、",
            "。。、",
            "",
            "とともに\t。にぎわい",
            &format!("{long}。{long}、{long}"),
        ] {
            let parts: Vec<&str> = stretches(text).flat_map(surfaces).collect();
            assert!(parts == surfaces(text), "{:?}…", text.chars().take(20).collect::<String>());
        }
    }

    #[test]
    fn any_text_is_given_back_whole() {
        let odd = [
            String::new(),
            " ".to_owned(),
            "\0\0a\0".to_owned(),
            "😀👨‍👩‍👧支援🇯🇵".to_owned(),
            "が\u{3099}\u{FEFF}\u{FFFD}\u{10FFFF}".to_owned(),
            "。、。、\n\t".to_owned(),
            "a".repeat(100_000),
            "ー".repeat(100_000),
            "𠮷".repeat(50_000),
            "事業承継と観光振興の支援".repeat(3_000),
            "あ".repeat(40_000),
        ];
        for text in &odd {
            let squeezed: String = text.split_whitespace().collect();
            let joined: String = surfaces(text).concat().split_whitespace().collect();
            assert!(joined == squeezed, "{:?}…", text.chars().take(20).collect::<String>());
        }
    }

    /// A cut for length must not show: the words are those of the short text.
    #[test]
    fn a_long_text_without_breaks_is_cut_between_words() {
        let unit = "事業承継と観光振興の支援を";
        let long = unit.repeat(2_000);
        let expected = surfaces(unit);
        for (index, surface) in surfaces(&long).iter().enumerate() {
            assert_eq!(*surface, expected[index % expected.len()], "word {index}");
        }
    }

    #[test]
    fn each_thread_can_have_one() {
        fn assert_send<T: Send + Clone>(_: &T) {}
        let words = words();
        assert_send(&words);
        let mut clone = words.clone();
        let found = std::thread::spawn(move || {
            let mut out = Vec::new();
            clone.segment("観光振興", &mut out);
            out.len()
        });
        assert_eq!(found.join().expect("the thread ends well"), 2);
    }
}
