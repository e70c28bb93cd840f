//! Which part of a long answer is given, and how to go on.
//!
//! In come an answer's list and what was asked of it, out come the bounds and a sentence. What stands in the list must
//! not be known here.

use std::ops::Range;

use serde_json::{Value, json};

use crate::ask::Params;
use crate::ask::table::{LIMIT, OFFSET};
use crate::ask::{Field, Kind};
use crate::report::Lang;

/// Bytes of JSON that are given at once: more would fill what a model can keep in mind.
const MOST_BYTES: usize = 400_000;

/// What a long list takes beside its question, by how many entries stand where none is given.
pub(super) static RECORDS: [&Field; 2] =
    [&Field { kind: Kind::Whole { least: 1, most: 200, usual: Some("50") }, ..LIMIT }, &OFFSET];
pub(super) static CELLS: [&Field; 2] =
    [&Field { kind: Kind::Whole { least: 1, most: 2_000, usual: Some("200") }, ..LIMIT }, &OFFSET];

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    pub(super) of: usize,
}

impl Part {
    /// The part of a list of so many entries that was asked for.
    pub(super) fn asked(params: &Params, of: usize) -> Self {
        let number = |name: &str| params.number::<usize>(name);
        let start = number("offset").unwrap_or(0).min(of);
        let end = number("limit").map_or(of, |limit| start.saturating_add(limit).min(of));
        Self { range: start..end, of }
    }

    /// The part that a page is which was cut already.
    pub(super) fn given(params: &Params, entries: usize, of: usize) -> Self {
        let start = params.number::<usize>("offset").unwrap_or(0);
        Self { range: start..start + entries, of: of.max(start + entries) }
    }

    fn is_whole(&self) -> bool {
        self.range == (0..self.of)
    }

    /// Leaves this part of a list, and says in the answer that it is one.
    pub(super) fn cut(&self, answer: &mut Value, list: &str) {
        if self.is_whole() {
            return;
        }
        if let Some(entries) = answer[list].as_array_mut() {
            entries.truncate(self.range.end);
            entries.drain(..self.range.start.min(entries.len()));
        }
        answer["part"] = json!({ "list": list, "offset": self.range.start, "given": self.range.len(), "of": self.of });
    }

    /// That it is a part, and how to go on; nothing of a whole.
    pub(super) fn sentence(&self, lang: Lang) -> Option<String> {
        if self.is_whole() {
            return None;
        }
        let (Range { start, end }, of) = (self.range.clone(), self.of);
        let said = match start < end {
            true => lang.pick(
                format!("全{of}のうち{}から{end}までです。", start + 1),
                format!("These are {} to {end} of {of}.", start + 1),
            ),
            false => lang.pick(format!("全{of}で、ここから先はありません。"), format!("There are {of}; none beyond.")),
        };
        let more = (end < of).then(|| {
            lang.pick(
                format!("続きは offset={end} で取得できます。"),
                format!(" Ask again with offset={end} for what follows."),
            )
        });
        Some(said + &more.unwrap_or_default())
    }
}

/// Refuses an answer that is too long to be of use.
pub(super) fn bounded(answer: &Value, lang: Lang) -> Result<(), String> {
    let bytes = answer.to_string().len();
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let (bytes, most) = (bytes / 1000, MOST_BYTES / 1000);
    Err(lang.pick(
        format!("答えが{bytes} KBになり、一度に返せる{most} KBを超えます。limit を小さくするか、theme、organisation、year などで絞ってください。"),
        format!("The answer has {bytes} KB; {most} KB is the most at once. Ask for a smaller limit, or narrow it by theme, organisation, year and the like."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_how_to_go_on_and_a_whole_says_nothing() {
        let asked = |limit: usize, offset: usize| Params::default().and("limit", limit).and("offset", offset);
        let mut answer = json!({ "records": [1, 2, 3, 4, 5] });
        let part = Part::asked(&asked(2, 2), 5);
        assert_eq!(part.sentence(Lang::Ja).unwrap(), "全5のうち3から4までです。続きは offset=4 で取得できます。");
        part.cut(&mut answer, "records");
        assert_eq!(
            answer,
            json!({ "records": [3, 4], "part": { "list": "records", "offset": 2, "given": 2, "of": 5 } })
        );
        assert_eq!(Part::asked(&asked(9, 0), 5).sentence(Lang::Ja), None);
        assert_eq!(Part::asked(&asked(9, 3), 5).sentence(Lang::En).unwrap(), "These are 4 to 5 of 5.");
        assert!(Part::asked(&asked(9, 7), 5).sentence(Lang::En).unwrap().contains("none beyond"));
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert_eq!(bounded(&json!("あ"), Lang::Ja), Ok(()));
        assert!(bounded(&json!("あ".repeat(MOST_BYTES)), Lang::Ja).unwrap_err().contains("limit"));
    }
}
