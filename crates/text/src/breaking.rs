//! 禁則: where a line of Japanese may be broken.
//!
//! What comes in are lines and letters, what goes out is how much room the beginning of a line needs. This file must
//! not know why a line was broken.

/// What cannot begin a line: it clings to the letter before it.
#[must_use]
pub fn clings(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '）'
            | ')'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '》'
            | '］'
            | '｝'
            | 'ー'
            | '々'
            | '・'
            | '：'
            | '；'
            | '！'
            | '？'
            | '～'
            | '〜'
            | '％'
            | '%'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | '｡'
            | '､'
            | '｣'
    )
}

/// What cannot end a line: it clings to the letter after it.
#[must_use]
pub fn leads(c: char) -> bool {
    matches!(c, '（' | '(' | '「' | '『' | '【' | '〈' | '《' | '［' | '｛' | '｢')
}

/// The room, in widths of a letter, that the first stretch of a line takes that cannot be broken.
///
/// ```
/// use kurabe_text::breaking::first_stretch;
/// assert_eq!(first_stretch("事業"), 1.0);
/// assert_eq!(first_stretch("す。"), 2.0);
/// assert_eq!(first_stretch("（新規）"), 2.0);
/// assert_eq!(first_stretch("SNSの活用"), 1.5);
/// ```
#[must_use]
pub fn first_stretch(line: &str) -> f32 {
    const LATIN: f32 = 0.5;
    let mut letters = line.chars().peekable();
    let mut taken = 0.0;
    while let Some(c) = letters.next() {
        let latin = |c: char| c.is_ascii_alphanumeric();
        taken += if c.is_ascii() { LATIN } else { 1.0 };
        let tied = letters.peek().is_some_and(|next| leads(c) || clings(*next) || latin(c) && latin(*next));
        if !tied || taken > 12.0 {
            break;
        }
    }
    taken
}
