//! What was struck out and what was written in, word by word.
//!
//! In come two texts, out come stretches that stand on both sides, on the old one or on the new one. Words are
//! compared as `ja::fold` has them; what is shown is what was written.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use kurabe_text::fold::{Folded, fold};
use kurabe_text::words::Words;

/// On which side a stretch of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stretch {
    /// On both.
    Equal,
    /// On the old side only.
    Delete,
    /// On the new side only.
    Insert,
}

impl Stretch {
    /// All kinds of stretches.
    pub const ALL: [Self; 3] = [Self::Equal, Self::Delete, Self::Insert];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Delete => "delete",
            Self::Insert => "insert",
        }
    }
}

/// One stretch after the other: those that are not inserted give the old text, those that are not deleted the new.
pub type Inline = Vec<(Stretch, String)>;

/// The differences of two texts.
pub(super) fn inline(words: &mut Words, old: &str, new: &str) -> Inline {
    let (old, new) = (Cut::new(words, old), Cut::new(words, new));
    let ops = capture_diff_slices(Algorithm::Myers, &old.keys(), &new.keys());
    let mut out: Inline = Vec::new();
    for (kind, was, is) in readable(&ops, &old, &new) {
        if kind == Stretch::Equal {
            push(&mut out, Stretch::Equal, new.written(is));
        } else {
            push_change(&mut out, old.written(was), new.written(is));
        }
    }
    out
}

/// A change, without the lines at its ends that stand on both sides.
fn push_change(out: &mut Inline, old: &str, new: &str) {
    let last_line = |text: &str| text.rfind('\n').map(|at| at + 1);
    let (was, is) = (last_line(old).unwrap_or(0), last_line(new).unwrap_or(0));
    let (was_line, is_line) = (&old[was..], &new[is..]);
    let ends_alike = !is_line.is_empty() && (was > 0 || is > 0) && fold(was_line) == fold(is_line);
    let (old, new, rest) = if ends_alike { (&old[..was], &new[..is], is_line) } else { (old, new, "") };
    push(out, Stretch::Delete, old);
    push(out, Stretch::Insert, new);
    push(out, Stretch::Equal, rest);
}

fn push(out: &mut Inline, kind: Stretch, text: &str) {
    match out.last_mut().filter(|last| last.0 == kind) {
        Some(last) => last.1.push_str(text),
        None if text.is_empty() => {}
        None => out.push((kind, text.to_owned())),
    }
}

/// A stretch: equal or changed, and the words it takes on either side.
type Run = (Stretch, Range<usize>, Range<usize>);

/// Of two texts that share less than this, nothing is shown as the same.
const LITTLE: f32 = 0.3;

/// Stretches as a person would mark them: not a text in crumbs.
fn readable(ops: &[DiffOp], old: &Cut<'_>, new: &Cut<'_>) -> Vec<Run> {
    let run = |op: &DiffOp| {
        let kind = if matches!(op, DiffOp::Equal { .. }) { Stretch::Equal } else { Stretch::Delete };
        (kind, op.old_range(), op.new_range())
    };
    let mut runs: Vec<Run> = joined(ops.iter().map(run).collect());
    // Each round can make neighbours longer, beside which another stretch is short.
    loop {
        let short = (1..runs.len().saturating_sub(1)).find(|at| is_crumb(&runs[at - 1..at + 2], old, new));
        let Some(at) = short else { break };
        runs[at].0 = Stretch::Delete;
        runs = joined(runs);
    }
    let same: usize = runs.iter().filter(|run| run.0 == Stretch::Equal).map(|run| old.letters(&run.1)).sum();
    let (all_old, all_new) = (0..old.words.len(), 0..new.words.len());
    let all = old.letters(&all_old) + new.letters(&all_new);
    if (2 * same) as f32 >= LITTLE * all as f32 { runs } else { vec![(Stretch::Delete, all_old, all_new)] }
}

/// Neighbouring changes as one.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (kind, was, is) in runs {
        match out.last_mut() {
            Some(last) if last.0 == kind => {
                last.1.end = was.end;
                last.2.end = is.end;
            }
            _ => out.push((kind, was, is)),
        }
    }
    out
}

/// Is the middle one of three stretches equal, but too short to be read apart from the changes around it?
fn is_crumb(three: &[Run], old: &Cut<'_>, new: &Cut<'_>) -> bool {
    let [before, middle, after] = three else { return false };
    if middle.0 != Stretch::Equal {
        return false;
    }
    let changed = |run: &Run| old.letters(&run.1).max(new.letters(&run.2));
    let length = old.letters(&middle.1);
    let says_nothing = old.words[middle.1.clone()].iter().all(|word| !word.keep) && length < 3;
    says_nothing || 2 * length <= changed(before).min(changed(after))
}

/// A text cut into words, with the way back to what was written.
struct Cut<'t> {
    text: &'t str,
    folded: Folded,
    words: Vec<Word>,
}

struct Word {
    /// In the folded text.
    range: Range<usize>,
    /// In the text as written: to where the next word begins, so that blanks go with the word before them.
    written: Range<usize>,
    keep: bool,
}

impl<'t> Cut<'t> {
    fn new(segmenter: &mut Words, text: &'t str) -> Self {
        let folded = Folded::new(text);
        let mut found = Vec::new();
        segmenter.segment(&folded.text, &mut found);
        let words: Vec<Word> = found
            .iter()
            .map(|word| Word {
                range: word.surface_range.clone(),
                written: folded.original(word.surface_range.clone()),
                keep: word.keep,
            })
            .collect();
        drop(found);
        let mut words = whole(words, &folded);
        let mut next = text.len();
        for word in words.iter_mut().rev() {
            word.written.end = next;
            next = word.written.start.min(next);
            word.written.start = next;
        }
        if let Some(first) = words.first_mut() {
            first.written.start = 0;
        }
        Self { text, folded, words }
    }

    fn keys(&self) -> Vec<&str> {
        self.words.iter().map(|word| &self.folded.text[word.range.clone()]).collect()
    }

    /// How many letters some words in a row have.
    fn letters(&self, words: &Range<usize>) -> usize {
        self.written(words.clone()).chars().count()
    }

    /// Some words in a row, as written.
    fn written(&self, words: Range<usize>) -> &str {
        match self.words.get(words) {
            Some([first, .., last]) => &self.text[first.written.start..last.written.end],
            Some([only]) => &self.text[only.written.clone()],
            _ => "",
        }
    }
}

/// Morphemes that no reader would part, as one word: a number with its commas and points, a word with its affixes.
fn whole(words: Vec<Word>, folded: &Folded) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let joins = |last: &Word| last.range.end == word.range.start && are_one(&folded.text, &last.range, &word.range);
        match out.last_mut().filter(|last| joins(last)) {
            Some(last) => {
                last.range.end = word.range.end;
                last.written.end = word.written.end;
                last.keep |= word.keep;
            }
            None => out.push(word),
        }
    }
    out
}

/// What makes another word of the word before it, and what of the one behind it.
const ENDINGS: &str = "化的性者員会所部費率力型式数別業界家士局店館室職化";
const BEGINNINGS: &str = "新再各全非未副準超第";
/// Ends of verbs, which say nothing without them: い|た, 行い|ます.
const VERB_ENDINGS: [&str; 5] = ["た", "て", "ます", "まし", "ませ"];

fn are_one(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let (one, other) = (&text[first.clone()], &text[second.clone()]);
    let (Some(end), Some(start)) = (one.chars().next_back(), other.chars().next()) else { return false };
    let is_point = |c: char| matches!(c, ',' | '.' | ':' | '/' | '-');
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let digit_behind = text[second.end..].starts_with(|c: char| c.is_ascii_digit());
    let number = is_number(one)
        && ((end.is_ascii_digit() && is_point(start) && other.chars().count() == 1 && digit_behind)
            || ((is_point(end) || end.is_ascii_digit()) && start.is_ascii_digit()));
    let is_single = |word: &str| word.chars().count() == 1;
    let speaks = |c: char| c.is_alphanumeric() && !('ぁ'..='ん').contains(&c);
    let ending = is_single(other) && ENDINGS.contains(start) && speaks(end) && !end.is_ascii_digit();
    let beginning = is_single(one) && BEGINNINGS.contains(end) && speaks(start) && !start.is_ascii_digit();
    let verb = VERB_ENDINGS.contains(&other) && end.is_alphabetic();
    number || ending || beginning || verb
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &str, new: &str) -> String {
        let stretch = |(kind, text): &(Stretch, String)| match kind {
            Stretch::Equal => text.clone(),
            Stretch::Delete => format!("[-{text}]"),
            Stretch::Insert => format!("[+{text}]"),
        };
        inline(&mut Words::open().unwrap(), old, new).iter().map(stretch).collect()
    }

    #[test]
    fn words_and_not_half_letters() {
        assert_eq!(marked("緊急支援体制の構築", "緊急支援体制の強化"), "緊急支援体制の[-構築][+強化]");
        assert_eq!(marked("ＩＴ化の促進", "IT化 の促進"), "IT化 の促進");
        assert_eq!(
            marked("貢献をした個人の表彰", "貢献をいただいた個人の表彰"),
            "貢献を[-した][+いただいた]個人の表彰"
        );
        assert_eq!(
            marked("会員の経営を支援する", "会員の経営の支援を行う"),
            "会員の経営[-を][+の]支援[-する][+を行う]"
        );
        assert_eq!(marked("必\n番地以下を書く", "番地以下を書く"), "[-必\n]番地以下を書く");
        assert_eq!(marked("", "創業"), "[+創業]");
        assert_eq!(marked("創業", "創業"), "創業");
        assert_eq!(
            marked("会員の交流を深める。", "創業の機運を育てる。"),
            "[-会員の交流を深める。][+創業の機運を育てる。]"
        );
    }

    #[test]
    fn numbers_and_compounds_change_whole() {
        assert_eq!(marked("来場者1,200人の朝市", "来場者1,300人の朝市"), "来場者[-1,200][+1,300]人の朝市");
        assert_eq!(marked("予算1,500千円の朝市", "予算11,500千円の朝市"), "予算[-1,500][+11,500]千円の朝市");
        assert_eq!(marked("比率1.5倍の朝市", "比率1.8倍の朝市"), "比率[-1.5][+1.8]倍の朝市");
        assert_eq!(marked("10:00開始の朝市", "10:30開始の朝市"), "[-10:00][+10:30]開始の朝市");
        assert_eq!(marked("電話090-1111の朝市", "電話090-2222の朝市"), "電話[-090-1111][+090-2222]の朝市");
        assert_eq!(marked("経営の効率化の推進", "経営の効率性の推進"), "経営の[-効率化][+効率性]の推進");
    }

    #[test]
    fn nothing_of_either_text_is_lost() {
        for (old, new) in
            [("県連：隔月 年6回", "県連：年4回、併催"), ("　創業の\n支援", "創業や承継の支援"), ("㈱Ａ", "株式会社A")]
        {
            let found = inline(&mut Words::open().unwrap(), old, new);
            let is: String = found.iter().filter(|run| run.0 != Stretch::Delete).map(|run| run.1.as_str()).collect();
            assert_eq!(is, new);
            let was: String = found.iter().filter(|run| run.0 != Stretch::Insert).map(|run| run.1.as_str()).collect();
            assert_eq!(kurabe_text::fold::fold(&was), kurabe_text::fold::fold(old));
        }
    }
}
